//! NumPy's array files.

use std::fs::File;
use std::io::Read as _;

use crate::error::{Error, ErrorKind, Result};

const MAGIC: &[u8] = b"\x93NUMPY";

/// An array in its file: what the numbers are, how many by dimension, their bytes.
pub struct Npy<'a> {
    /// NumPy's name of the type, such as `<f4`.
    pub kind: String,
    /// Sizes; the last runs fastest.
    pub shape: Vec<usize>,
    data: &'a [u8],
}

/// A header longer than this is none; NumPy writes 118 bytes.
const HEADER: u64 = 64 << 10;
/// The largest array file that is read: 2 million rows of 1,024.
const LARGEST: u64 = 8 << 30;

impl Npy<'_> {
    /// The bytes of an array file. A file that does not begin like one is not read on.
    ///
    /// # Errors
    /// `Io` where it cannot be read, `Input` where it is none or has more than 8 GiB.
    pub fn load(mut file: File) -> Result<Vec<u8>> {
        let io = |e: std::io::Error| Error::new(ErrorKind::Io, e.to_string());
        let size = file.metadata().map_err(io)?.len();
        let mut bytes = Vec::new();
        file.by_ref().take(HEADER).read_to_end(&mut bytes).map_err(io)?;
        match Npy::parse(&bytes) {
            Err(error) if !bytes.starts_with(MAGIC) => return Err(error),
            _ if size > LARGEST => {
                return Err(Error::new(ErrorKind::Input, format!("an array file of {size} bytes"))
                    .remedy("split it: 8 GiB is the limit"));
            }
            _ => {}
        }
        file.take(LARGEST).read_to_end(&mut bytes).map_err(io)?;
        Ok(bytes)
    }
}

impl<'a> Npy<'a> {
    /// Reads the header.
    ///
    /// # Errors
    /// `Input` where the bytes are no array file in C order, or the data are too short for the shape.
    pub fn parse(bytes: &'a [u8]) -> Result<Npy<'a>> {
        let bad = |what: &str| Error::new(ErrorKind::Input, format!("not a NumPy array file: {what}"));
        let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| bad("it does not begin like one"))?;
        let (size, rest) = match rest {
            [1, _, a, b, rest @ ..] => (usize::from(u16::from_le_bytes([*a, *b])), rest),
            [2 | 3, _, a, b, c, d, rest @ ..] => (u32::from_le_bytes([*a, *b, *c, *d]) as usize, rest),
            _ => return Err(bad("its version is unknown")),
        };
        let (header, data) = rest.split_at_checked(size).ok_or_else(|| bad("the header is cut off"))?;
        let header = std::str::from_utf8(header).map_err(|_| bad("the header is no text"))?;
        let after = |key: &str| header.split_once(key).map(|(_, rest)| rest.trim_start_matches([':', ' ']));
        let kind = after("'descr'").and_then(|r| r.strip_prefix('\'')?.split('\'').next());
        let order = after("'fortran_order'").ok_or_else(|| bad("the header says no order"))?;
        if !order.starts_with("False") {
            return Err(bad("it is in Fortran order").remedy("save numpy.ascontiguousarray(…)"));
        }
        let shape = after("'shape'")
            .and_then(|r| r.strip_prefix('(')?.split(')').next())
            .ok_or_else(|| bad("the header says no shape"))?;
        let shape: Vec<usize> = shape
            .split(',')
            .map(str::trim)
            .filter(|n| !n.is_empty())
            .map(|n| n.parse().map_err(|_| bad("the shape is not made of numbers")))
            .collect::<Result<_>>()?;
        let kind = kind.ok_or_else(|| bad("the header says no type"))?.to_owned();
        let width = kind.chars().last().and_then(|c| c.to_digit(10)).unwrap_or(1) as usize;
        let need = shape.iter().try_fold(width, |a, b| a.checked_mul(*b));
        if need.is_none_or(|need| need > data.len()) {
            return Err(bad("the data are cut off"));
        }
        Ok(Npy { kind, shape, data: &data[..need.unwrap_or_default()] })
    }

    /// The numbers of a float32 (or float64) array, all finite.
    ///
    /// # Errors
    /// `Input` for another type, or where a number is NaN or infinite.
    pub fn floats(&self) -> Result<Vec<f32>> {
        let numbers: Vec<f32> = match self.kind.as_str() {
            "<f4" => floats(self.data),
            "<f8" => self.data.as_chunks::<8>().0.iter().map(|b| f64::from_le_bytes(*b) as f32).collect(),
            other => {
                return Err(Error::new(ErrorKind::Input, format!("the numbers are {other}, not <f4"))
                    .remedy("save array.astype('float32')"));
            }
        };
        match numbers.iter().position(|n| !n.is_finite()) {
            None => Ok(numbers),
            Some(at) => {
                let row = at / self.shape.last().copied().unwrap_or(1).max(1) + 1;
                Err(Error::new(ErrorKind::Input, format!("row {row} holds a number that is none (NaN, ∞)")))
            }
        }
    }

    /// The bytes of a uint8 array.
    ///
    /// # Errors
    /// `Input` for another type.
    pub fn bytes(&self) -> Result<&'a [u8]> {
        match self.kind.as_str() {
            "|u1" => Ok(self.data),
            other => Err(Error::new(ErrorKind::Input, format!("the numbers are {other}, not |u1"))),
        }
    }
}

/// Little-endian bytes as numbers.
pub fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(header: &str, data: &[u8]) -> Vec<u8> {
        let mut out = b"\x93NUMPY\x01\x00".to_vec();
        out.extend((header.len() as u16).to_le_bytes());
        out.extend(header.as_bytes());
        out.extend(data);
        out
    }

    const HEADER: &str = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }\n";

    #[test]
    fn reads_what_numpy_writes() {
        let bytes = file(HEADER, &[0, 0, 128, 63, 0, 0, 0, 64]);
        let npy = Npy::parse(&bytes).unwrap();
        assert_eq!((npy.shape.as_slice(), npy.floats().unwrap().as_slice()), (&[1, 2][..], &[1.0, 2.0][..]));
    }

    #[test]
    fn refuses_what_is_cut_off_and_what_is_no_number() {
        let whole = file(HEADER, &[0, 0, 128, 63, 0, 0, 0, 64]);
        for end in 0..whole.len() {
            assert!(Npy::parse(&whole[..end]).is_err(), "{end}");
        }
        let nan = file(HEADER, &[0, 0, 128, 63, 0, 0, 192, 127]);
        assert!(Npy::parse(&nan).unwrap().floats().unwrap_err().to_string().contains("row 1"));
        let huge = file(&HEADER.replace("(1, 2)", "(99999999999, 99999999999)"), &[]);
        assert!(Npy::parse(&huge).is_err());
    }
}
