//! The zip container of office documents and EPUB, with bounds: no part, and no archive as a whole, grows beyond them.

use std::io::{Cursor, Read};
use std::path::Path;

use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::{Error, ErrorKind, Result};

/// What all parts that are read may hold together, in bytes.
const LARGEST: u64 = 256 << 20;
/// More parts than this are no document.
const MOST_PARTS: usize = 65_536;

/// Whether bytes are a zip container.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Whether bytes are a compound file (MS-CFB): an old Word or Excel document, or a new one behind a password.
pub fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
}

/// Why a compound file is not read, by the streams it holds.
pub(in crate::read) fn refused_compound(bytes: &[u8], path: &Path) -> Error {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    let (message, remedy) = if holds("EncryptedPackage") {
        ("the document is protected by a password", "open it, take the password off, and save it again")
    } else if holds("WordDocument") {
        (
            "this is a document of Word 97 to 2003 (.doc)",
            "open it in Word or LibreOffice and save it as .docx",
        )
    } else if holds("Workbook") || holds("Book") {
        (
            "this is a workbook of Excel 97 to 2003 (.xls)",
            "open it in Excel or LibreOffice and save it as .xlsx",
        )
    } else {
        ("this is an old office document", "save it as .docx, .xlsx or .txt")
    };
    Error::new(ErrorKind::Input, message).at(path).remedy(remedy)
}

/// Why a file that is called a document and is no whole container is not read, where its first bytes tell.
fn something_else(bytes: &[u8], path: &Path) -> Option<Error> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (message, remedy) = if name.starts_with("~$") || name.starts_with(".~lock.") {
        ("this only says that a document is open", "close the document and give the document itself")
    } else if text.is_empty() {
        ("the file is empty", "get it anew")
    } else if is_archive(bytes) {
        (
            "the document is damaged: the end of the file is missing",
            "get it anew, or open it in its program and save it again",
        )
    } else if text.starts_with(b"{\\rtf") {
        (
            "this is rich text (RTF), whatever it is called",
            "open it in Word or LibreOffice and save it as .docx",
        )
    } else if text.starts_with(b"%PDF") {
        ("this is a PDF, whatever it is called", "give it a name that ends in .pdf")
    } else if text.starts_with(b"<") {
        (
            "this is a web page or XML, whatever it is called",
            "give it a name that ends in .html, or save it as .docx",
        )
    } else {
        return None;
    };
    Some(Error::new(ErrorKind::Input, message).at(path).remedy(remedy))
}

/// An open container.
pub(in crate::read) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    path: &'a Path,
    left: u64,
}

impl<'a> Archive<'a> {
    /// Opens a container.
    pub fn open(bytes: &'a [u8], path: &'a Path) -> Result<Self> {
        if is_compound(bytes) {
            return Err(refused_compound(bytes, path));
        }
        let zip = ZipArchive::new(Cursor::new(bytes))
            .map_err(|e| something_else(bytes, path).unwrap_or_else(|| damaged(path, &e.to_string())))?;
        if zip.len() > MOST_PARTS {
            return Err(damaged(path, "it has too many parts"));
        }
        Ok(Archive { zip, path, left: LARGEST })
    }

    /// The names of the parts, in order.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            self.zip.file_names().filter_map(Result::ok).map(|name| name.into_owned()).collect();
        names.sort();
        names
    }

    /// A part; `None` where it is not there.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>> {
        let part = match self.zip.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(why)) if why.to_lowercase().contains("password") => {
                return Err(protected(self.path));
            }
            Err(error) => return Err(damaged(self.path, &error.to_string())),
        };
        let mut bytes = Vec::new();
        // What is declared need not be what comes out, so what comes out is counted.
        let read = part.take(self.left + 1).read_to_end(&mut bytes);
        read.map_err(|e| damaged(self.path, &format!("{name}: {e}")))?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or_else(|| {
            Error::new(ErrorKind::Input, format!("unpacked it has more than {} MB", LARGEST >> 20))
                .at(self.path)
                .remedy("is it a document? Split it into articles")
        })?;
        Ok(Some(bytes))
    }

    /// A part as text; XML is UTF-8 or UTF-16.
    pub fn text(&mut self, name: &str) -> Result<Option<String>> {
        let Some(bytes) = self.part(name)? else { return Ok(None) };
        let decoded = super::super::decode(&bytes, true, None).map_err(|e| e.at(self.path))?;
        Ok(Some(decoded.text))
    }

    /// A part that a document cannot be without.
    pub fn needed(&mut self, name: &str) -> Result<String> {
        self.text(name)?.ok_or_else(|| damaged(self.path, &format!("the part {name} is missing")))
    }

    /// Unpacks everything, for a reader that sets itself no bounds.
    pub fn check(&mut self) -> Result<()> {
        for name in self.names() {
            self.part(&name)?;
        }
        Ok(())
    }
}

pub(in crate::read) fn damaged(path: &Path, why: &str) -> Error {
    Error::new(ErrorKind::Input, format!("the document is damaged: {why}"))
        .at(path)
        .remedy("get it anew, or open it in its program and save it again")
}

pub(in crate::read) fn protected(path: &Path) -> Error {
    Error::new(ErrorKind::Input, "the document is protected by a password")
        .at(path)
        .remedy("open it, take the password off, and save it again")
}
