//! The encoder kept in the user's data folder, laid out so that it opens fast.
//!
//! A file holds a mark, the length of a JSON header, the header, and the sections it names; the table comes last
//! and is never read whole.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::npy::floats;
use super::package::{ARRAYS, Model, PACKAGE, VERSION};
use super::product::Matrix;
use super::table::{DIMENSION, ROWS, Table};
use super::tokenizer::Parts;
use crate::aside::Aside;
use crate::error::{Error, ErrorKind, Result};
use crate::input;
use crate::text::hex;

const MARK: &[u8; 8] = b"TRIVEC2\n";
/// Names another data folder.
pub const FOLDER_VARIABLE: &str = "TRIALIGN_DATA";
/// Headers and sections beside the table are never larger.
const LARGEST: u64 = 64 << 20;

#[derive(Debug, Serialize, Deserialize)]
struct Header {
    package: String,
    version: String,
    /// Of all sections.
    sha256: String,
    /// Name and bytes of each, in order.
    sections: Vec<(String, u64)>,
}

/// Vectors that are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// What they are of.
    pub name: String,
    /// Where they are.
    pub path: PathBuf,
    /// How large the file is.
    pub bytes: u64,
}

/// The folder for vectors: `$TRIALIGN_DATA/vectors`, else in the user's data folder.
///
/// # Errors
/// `Io` where the user has no home.
pub fn folder() -> Result<PathBuf> {
    if let Some(folder) = std::env::var_os(FOLDER_VARIABLE).filter(|f| !f.is_empty()) {
        return Ok(PathBuf::from(folder).join("vectors"));
    }
    let base = etcetera::choose_base_strategy().map_err(|e| {
        Error::new(ErrorKind::Io, e.to_string()).remedy(format!("set {FOLDER_VARIABLE} to a folder"))
    })?;
    Ok(base.data_dir().join("trialign").join("vectors"))
}

/// Where the vectors of the known package are kept inside `folder`.
pub fn place(folder: &Path) -> PathBuf {
    folder.join(format!("{PACKAGE}-{VERSION}.vectors"))
}

/// The vectors in a folder; none where it is not there.
pub fn list(folder: &Path) -> Vec<Stored> {
    let path = place(folder);
    let stored =
        |meta: fs::Metadata| Stored { name: format!("{PACKAGE} {VERSION}"), path, bytes: meta.len() };
    fs::metadata(place(folder)).ok().map(stored).into_iter().collect()
}

/// Writes a model aside, then to its place in `folder`.
///
/// # Errors
/// `Io` where it cannot be written.
pub fn write(model: &Model, folder: &Path) -> Result<Stored> {
    let path = place(folder);
    let io = |e: std::io::Error| Error::io(&path, &e).remedy(format!("set {FOLDER_VARIABLE} to a folder"));
    let Table::Memory(table) = &model.table else {
        return Err(Error::new(ErrorKind::Usage, "these vectors are kept already"));
    };
    let raw = |values: &[f32]| values.iter().flat_map(|v| v.to_le_bytes()).collect::<Vec<u8>>();
    let scores = raw(&model.tokenizer.scores);
    let array = |name: &str| match (model.rows.get(name), model.matrices.get(name)) {
        (Some(row), _) => raw(row),
        (None, Some(matrix)) => {
            matrix.step.to_le_bytes().into_iter().chain(matrix.values.iter().map(|v| *v as u8)).collect()
        }
        (None, None) => Vec::new(),
    };
    let arrays: Vec<(&str, Vec<u8>)> = ARRAYS.iter().map(|(name, ..)| (*name, array(name))).collect();
    let mut sections: Vec<(&str, &[u8])> = vec![
        ("pieces", &model.tokenizer.pieces),
        ("scores", &scores),
        ("normaliser", &model.tokenizer.normaliser),
        ("replacements", &model.tokenizer.replacements),
    ];
    sections.extend(arrays.iter().map(|(name, bytes)| (*name, bytes.as_slice())));
    sections.push(("table", table));
    let mut hash = Sha256::new();
    sections.iter().for_each(|(_, bytes)| hash.update(bytes));
    let header = Header {
        package: PACKAGE.to_owned(),
        version: VERSION.to_owned(),
        sha256: hex(&hash.finalize()),
        sections: sections.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.len() as u64)).collect(),
    };
    let header = serde_json::to_vec(&header).map_err(|e| Error::new(ErrorKind::Io, e.to_string()))?;
    fs::create_dir_all(folder).map_err(io)?;
    let mut file = Aside::create(&path)?;
    file.write_all(MARK).map_err(io)?;
    file.write_all(&(header.len() as u32).to_le_bytes()).map_err(io)?;
    file.write_all(&header).map_err(io)?;
    sections.iter().try_for_each(|(_, bytes)| file.write_all(bytes)).map_err(io)?;
    file.commit()?;
    let bytes = fs::metadata(&path).map_err(io)?.len();
    Ok(Stored { name: format!("{PACKAGE} {VERSION}"), path, bytes })
}

/// Whether a file begins like one of these, or one of an earlier layout.
pub fn is_stored(path: &Path) -> bool {
    let mut mark = [0; 6];
    input::open(path).is_ok_and(|mut file| file.read_exact(&mut mark).is_ok()) && mark == MARK[..6]
}

fn damaged(path: &Path, what: &str) -> Error {
    Error::new(ErrorKind::Input, format!("the stored vectors are damaged: {what}"))
        .at(path)
        .remedy("add them again with `trialign vectors add`")
}

/// Reads a stored model; its table stays in the file.
///
/// # Errors
/// `Io` where it cannot be read, `Input` where it is damaged or of another version.
pub fn read(path: &Path) -> Result<Model> {
    let (mut file, header, start) = open(path)?;
    let mut model = Model {
        tokenizer: Parts::default(),
        table: Table::Memory(Vec::new()),
        rows: BTreeMap::new(),
        matrices: BTreeMap::new(),
    };
    let mut at = start;
    for (name, len) in header.sections {
        if name == "table" {
            if len != (ROWS * DIMENSION) as u64 {
                return Err(damaged(path, "the table has another size"));
            }
            let table = file.get_ref().try_clone().map_err(|e| Error::io(path, &e))?;
            model.table = Table::File(table, at);
            break;
        }
        let mut bytes = vec![0; len as usize];
        file.read_exact(&mut bytes).map_err(|_| damaged(path, "it is cut off"))?;
        at += len;
        match name.as_str() {
            "pieces" => model.tokenizer.pieces = bytes,
            "scores" => model.tokenizer.scores = floats(&bytes),
            "normaliser" => model.tokenizer.normaliser = bytes,
            "replacements" => model.tokenizer.replacements = bytes,
            _ if ARRAYS.iter().any(|(known, rows, _)| *known == name && *rows > 1) => {
                let (step, values) = bytes.split_first_chunk().ok_or_else(|| damaged(path, &name))?;
                let values = values.iter().map(|b| *b as i8).collect();
                model.matrices.insert(name, Matrix { step: f32::from_le_bytes(*step), values });
            }
            _ => {
                model.rows.insert(name, floats(&bytes));
            }
        }
    }
    if matches!(model.table, Table::Memory(_)) {
        return Err(damaged(path, "there is no table"));
    }
    Ok(model)
}

/// Reads the whole file and compares its hash.
///
/// # Errors
/// As [`read`], and `Input` where the hash is another.
pub fn verify(path: &Path) -> Result<()> {
    let (mut file, header, _) = open(path)?;
    let mut hash = Sha256::new();
    std::io::copy(&mut file, &mut hash).map_err(|e| Error::io(path, &e))?;
    if hex(&hash.finalize()) == header.sha256 { Ok(()) } else { Err(damaged(path, "its SHA-256 is another")) }
}

fn open(path: &Path) -> Result<(BufReader<File>, Header, u64)> {
    let io = |e: std::io::Error| Error::io(path, &e).remedy("see `trialign vectors list`");
    let file = input::open(path).map_err(|e| e.remedy("see `trialign vectors list`"))?;
    let size = file.metadata().map_err(io)?.len();
    let mut file = BufReader::new(file);
    let mut start = [0; 12];
    file.read_exact(&mut start).map_err(|_| damaged(path, "it is cut off"))?;
    let len = u32::from_le_bytes([start[8], start[9], start[10], start[11]]);
    if start[..6] == MARK[..6] && start[..8] != *MARK {
        return Err(damaged(path, "they are laid out for another version of trialign"));
    }
    if start[..8] != *MARK || u64::from(len) > size {
        return Err(damaged(path, "it does not begin like stored vectors"));
    }
    let mut header = vec![0; len as usize];
    file.read_exact(&mut header).map_err(|_| damaged(path, "it is cut off"))?;
    let header: Header = serde_json::from_slice(&header).map_err(|e| damaged(path, &e.to_string()))?;
    if (header.package.as_str(), header.version.as_str()) != (PACKAGE, VERSION) {
        return Err(damaged(path, &format!("they are of {} {}", header.package, header.version)));
    }
    let start = 12 + u64::from(len);
    let whole = header.sections.iter().try_fold(start, |a, (_, len)| a.checked_add(*len));
    let large = header.sections.iter().any(|(name, len)| name != "table" && *len > LARGEST);
    if whole != Some(size) || large {
        return Err(damaged(path, "its size is not what its header says"));
    }
    file.seek(SeekFrom::Start(start)).map_err(io)?;
    Ok((file, header, start))
}
