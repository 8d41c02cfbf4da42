//! What is found before it is sorted into articles.

use std::cell::OnceCell;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::input;
use crate::text::han::is_han;
use crate::text::script::judge;
use crate::text::{Edition, Tag};

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
    /// Which Chinese it is in, once somebody asked.
    chinese: OnceCell<Option<Edition>>,
}

/// So much of a file is looked at.
const HEAD: u64 = 8 * 1024;
/// Words of a line of prose, at least, and Chinese characters: what a language is called has fewer.
const PROSE: usize = 4;
const HAN: usize = 5;
/// Characters of one script that tell which.
const TELL: usize = 2;

impl File {
    pub(super) fn new(name: String, path: PathBuf) -> File {
        File { name, path, chinese: OnceCell::new() }
    }

    /// Which Chinese edition its beginning is, beside whatever code is in it; `None` where it is none, or no plain text.
    pub(super) fn chinese(&self) -> Option<Edition> {
        *self.chinese.get_or_init(|| {
            let head = head(&self.path, HEAD)?;
            // The last character may be cut off.
            let plain = !head.trim_end_matches('\u{FFFD}').contains(['\0', '\u{FFFD}']);
            let found = judge(&head);
            (plain && has_chinese_lines(&head) && !found.is_japanese())
                .then(|| found.script(TELL).unwrap_or(Edition::ZhHans))
        })
    }
}

/// Whether more lines are Chinese than are prose in Latin letters, without what links are called and blocks of code.
fn has_chinese_lines(text: &str) -> bool {
    let (mut chinese, mut latin, mut fenced) = (0, 0, false);
    for line in text.lines().map(str::trim_start) {
        if line.starts_with("```") || line.starts_with("~~~") {
            fenced = !fenced;
            continue;
        }
        if fenced {
            continue;
        }
        let outside = |part: &str| {
            part.rsplit(']').next().map_or(0, |rest| rest.chars().filter(|c| is_han(*c)).count())
        };
        if line.split('[').map(outside).sum::<usize>() >= HAN {
            chinese += 1;
        } else {
            let word = |word: &&str| word.len() > 1 && word.bytes().all(|b| b.is_ascii_alphabetic());
            latin += usize::from(line.split([' ', ',', '.']).filter(word).count() >= PROSE);
        }
    }
    chinese > latin
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
