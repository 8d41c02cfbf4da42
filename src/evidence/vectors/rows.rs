//! Rows of numbers brought to bytes, each row with a scale of its own.

use fearless_simd::{Level, Simd, dispatch};

/// A number large enough that adding it leaves a whole number in the low bits.
const WHOLE: f32 = 12_582_912.0;

/// Rows of bytes; a byte `b` is worth `scale · (b − zero) + low`.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    width: usize,
    zero: i32,
    /// Four bytes each.
    quads: Vec<i32>,
    scale: Vec<f32>,
    low: Vec<f32>,
}

impl Rows {
    /// No rows yet, for numbers of any sign.
    pub fn signed(width: usize) -> Rows {
        Rows { width, zero: 128, ..Rows::default() }
    }

    /// No rows yet, for numbers that are not negative, or bytes.
    pub fn positive(width: usize) -> Rows {
        Rows { width, ..Rows::default() }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.scale.len()
    }

    /// How many numbers a row has.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The byte that stands for 0.
    pub fn zero(&self) -> i32 {
        self.zero
    }

    /// Scale and low of a row.
    pub fn worth(&self, row: usize) -> (f32, f32) {
        (self.scale[row], self.low[row])
    }

    /// The bytes of a row.
    pub fn quads(&self, row: usize) -> &[i32] {
        let quads = self.width / 4;
        &self.quads[row * quads..(row + 1) * quads]
    }

    /// All bytes as pairs of 16 bits.
    pub fn pairs(&self) -> Vec<i32> {
        let of_quad = |quad: &i32| {
            let [a, b, c, d] = quad.to_le_bytes().map(i32::from);
            [a | b << 16, c | d << 16]
        };
        self.quads.iter().flat_map(of_quad).collect()
    }

    /// Adds a row of bytes as they are.
    pub fn push_bytes(&mut self, bytes: &[u8], scale: f32, low: f32) {
        self.quads.extend(bytes.as_chunks::<4>().0.iter().map(|quad| i32::from_le_bytes(*quad)));
        self.scale.push(scale);
        self.low.push(low);
    }

    /// Adds a row of numbers; one that is no number makes the scale none.
    pub fn push(&mut self, numbers: &[f32]) {
        let most = dispatch!(Level::new(), simd => most(simd, numbers));
        let steps = if self.zero == 0 { 255.0 } else { 127.0 };
        self.push_scaled(numbers, Scaled { most, steps, zero: self.zero as f32, shift: 0 });
        self.scale.push(most / steps);
        self.low.push(0.0);
    }

    /// Adds a row of numbers in 16 bits: the high bytes to `high`, which is signed, the low ones to `low`.
    pub fn push_split(numbers: &[f32], high: &mut Rows, low: &mut Rows) {
        let most = dispatch!(Level::new(), simd => most(simd, numbers));
        let scaled = Scaled { most, steps: 32_767.0, zero: 32_768.0, shift: 0 };
        low.push_scaled(numbers, scaled);
        high.push_scaled(numbers, Scaled { shift: 8, ..scaled });
        low.scale.push(most / scaled.steps);
        high.scale.push(most / scaled.steps * 256.0);
        low.low.push(0.0);
        high.low.push(0.0);
    }

    fn push_scaled(&mut self, numbers: &[f32], scaled: Scaled) {
        let from = self.quads.len();
        self.quads.resize(from + numbers.len() / 4, 0);
        let out = &mut self.quads[from..];
        dispatch!(Level::new(), simd => to_bytes(simd, numbers, scaled, out));
    }
}

/// How numbers become whole: `most` is `steps` above `zero`; of the result the byte `shift` bits up is taken.
#[derive(Clone, Copy)]
struct Scaled {
    most: f32,
    steps: f32,
    zero: f32,
    shift: u32,
}

/// Numbers in 16 bits; gives what a step is worth, which is no number where one of them is none.
pub fn to_codes(numbers: &[f32], codes: &mut [i16]) -> f32 {
    #[inline(always)]
    fn run<S: Simd>(simd: S, numbers: &[f32], codes: &mut [i16]) -> f32 {
        let most = most(simd, numbers);
        let inverse = if most > 0.0 { 32_767.0 / most } else { 0.0 };
        codes.iter_mut().zip(numbers).for_each(|(c, v)| *c = (v * inverse + WHOLE).to_bits() as i16);
        most / 32_767.0
    }
    dispatch!(Level::new(), simd => run(simd, numbers, codes))
}

/// The largest magnitude; NaN where there is one.
#[inline(always)]
fn most<S: Simd>(_: S, numbers: &[f32]) -> f32 {
    // of magnitudes the bits are in order too, and those of NaN come last
    f32::from_bits(numbers.iter().map(|v| v.to_bits() & 0x7FFF_FFFF).max().unwrap_or(0))
}

#[inline(always)]
fn to_bytes<S: Simd>(_: S, numbers: &[f32], scaled: Scaled, out: &mut [i32]) {
    let inverse = if scaled.most > 0.0 { scaled.steps / scaled.most } else { 0.0 };
    let (zero, shift) = (WHOLE + scaled.zero, scaled.shift);
    for (quad, numbers) in out.iter_mut().zip(numbers.as_chunks::<4>().0) {
        let [a, b, c, d] = numbers.map(|v| (v * inverse + zero).to_bits() >> shift & 0xFF);
        *quad = (a | b << 8 | c << 16 | d << 24) as i32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_worth_the_numbers() {
        let numbers = [-1.0, 0.5, 0.25, 0.0, 1.0, -0.75, 0.1, 0.9];
        let mut rows = Rows::signed(8);
        rows.push(&numbers);
        let (scale, low) = rows.worth(0);
        let bytes = rows.quads(0).iter().flat_map(|quad| quad.to_le_bytes());
        for (byte, number) in bytes.zip(numbers) {
            assert!((scale * (f32::from(byte) - 128.0) + low - number).abs() <= 0.51 * scale);
        }
        let (mut high, mut low) = (Rows::signed(8), Rows::positive(8));
        Rows::push_split(&numbers, &mut high, &mut low);
        let bytes = |rows: &Rows| rows.quads(0).iter().flat_map(|q| q.to_le_bytes()).collect::<Vec<_>>();
        for ((h, l), number) in bytes(&high).into_iter().zip(bytes(&low)).zip(numbers) {
            let value = high.worth(0).0 * (f32::from(h) - 128.0) + low.worth(0).0 * f32::from(l);
            assert!((value - number).abs() < 1e-4, "{value} {number}");
        }
    }

    #[test]
    fn what_is_no_number_stays_none() {
        for bad in [f32::NAN, f32::INFINITY] {
            let mut rows = Rows::signed(4);
            rows.push(&[1.0, bad, 0.0, -1.0]);
            assert!(!rows.worth(0).0.is_finite());
            assert!(!to_codes(&[1.0, bad, 0.0, -1.0], &mut [0; 4]).is_finite());
        }
        let mut rows = Rows::positive(4);
        rows.push(&[0.0; 4]);
        assert_eq!(rows.worth(0), (0.0, 0.0));
    }
}
