//! What is found before it is sorted into articles.

use std::cell::OnceCell;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::input;
use crate::text::Tag;
use crate::text::script::judge;

/// A file that belongs to an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) tag: Tag,
    pub(super) path: PathBuf,
}

/// A file below a root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct File {
    /// Path below the root, with `/`.
    pub(super) name: String,
    pub(super) path: PathBuf,
    /// Whether it is Chinese, once somebody asked.
    chinese: OnceCell<bool>,
}

/// So much of a file is looked at.
const HEAD: u64 = 64 * 1024;

impl File {
    pub(super) fn new(name: String, path: PathBuf) -> File {
        File { name, path, chinese: OnceCell::new() }
    }

    /// Whether its beginning is Chinese, beside whatever code is in it.
    pub(super) fn is_chinese(&self) -> bool {
        *self.chinese.get_or_init(|| {
            head(&self.path, HEAD).is_some_and(|head| {
                let found = judge(&head);
                found.han > 0 && found.han * 6 > found.latin && !found.is_japanese()
            })
        })
    }
}

/// The first bytes of a file, at most so many.
pub(super) fn head(path: &Path, most: u64) -> Option<String> {
    let mut head = Vec::new();
    input::open(path).ok()?.take(most).read_to_end(&mut head).ok()?;
    Some(String::from_utf8_lossy(&head).into_owned())
}

/// Ids are relative and never climb.
pub(super) fn is_safe_id(id: &str) -> bool {
    let bad = |part: &str| part.is_empty() || part == "." || part == "..";
    !id.is_empty() && !id.contains(['\\', '\0']) && !id.split('/').any(bad)
}
