//! The lock file: its versions, and its text.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{LockedArticle, LockedUnit};
use crate::error::{Error, ErrorKind, Result};

/// The version this program writes; it reads version 1 as well.
pub const VERSION: u32 = 2;
/// The name of the lock file.
pub const NAME: &str = "trialign.lock";

/// A lock file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    version: u32,
    /// The articles by the path of their English file, from the folder of the lock file.
    pub articles: BTreeMap<String, LockedArticle>,
    /// Articles of a lock of version 1, whose names depend on where it was made: they are known by their sentences.
    #[serde(skip)]
    pub unnamed: BTreeMap<String, LockedArticle>,
}

/// Version 1: hashes of each bead, `[en, zh-Hans, zh-Hant]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct First {
    #[serde(rename = "version")]
    _version: u32,
    articles: BTreeMap<String, FirstArticle>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FirstArticle {
    beads: Vec<[Vec<String>; 3]>,
}

impl FirstArticle {
    fn article(self) -> LockedArticle {
        let units = |column: usize| -> Vec<LockedUnit> {
            let there = self.beads.iter().any(|bead| !bead[column].is_empty());
            let beads = self.beads.iter().filter(|_| there);
            beads.map(|bead| (bead[0].clone(), bead[column].clone())).collect()
        };
        LockedArticle { hans: units(1), hant: units(2), ..LockedArticle::default() }
    }
}

impl Lock {
    /// A lock of no articles.
    pub fn new() -> Lock {
        Lock { version: VERSION, ..Lock::default() }
    }

    /// Reads a lock; `path` is for the errors.
    ///
    /// # Errors
    /// `Config` where it is none or of a version that is not known.
    pub fn parse(text: &str, path: &Path) -> Result<Lock> {
        #[derive(Deserialize)]
        struct Head {
            version: u32,
        }
        let wrong = |message: String| {
            Error::new(ErrorKind::Config, message)
                .at(path)
                .remedy("take it from version control again, or delete it and call `trialign lock`")
        };
        // An editor may have put a mark of the byte order before it.
        let text = text.trim_start_matches('\u{feff}');
        let broken = |e: serde_json::Error| wrong(format!("this is no lock file: {e}")).line(e.line());
        let head: Head = serde_json::from_str(text).map_err(broken)?;
        match head.version {
            1 => {
                let first: First = serde_json::from_str(text).map_err(broken)?;
                let unnamed = first.articles.into_iter().map(|(id, one)| (id, one.article())).collect();
                Ok(Lock { unnamed, ..Lock::new() })
            }
            VERSION => serde_json::from_str(text).map_err(broken),
            other => Err(wrong(format!(
                "the lock file has version {other}, this program reads versions 1 and {VERSION}"
            ))),
        }
    }

    /// The text of the file: one unit a line, so that changes are easy to read.
    pub fn write(&self) -> String {
        // cannot fail: strings have a JSON form
        fn json<T: Serialize + ?Sized>(value: &T) -> String {
            serde_json::to_string(value).unwrap_or_default()
        }
        let mut out = format!("{{\"version\": {}, \"articles\": {{", self.version);
        for (n, (id, article)) in self.articles.iter().enumerate() {
            out.push_str(&format!("{}\n{}: {{", if n > 0 { "," } else { "" }, json(id)));
            for (name, units) in [("zh-Hans", &article.hans), ("zh-Hant", &article.hant)] {
                if !units.is_empty() {
                    let lines: Vec<String> = units.iter().map(json).collect();
                    out.push_str(&format!("\"{name}\": [\n  {}],\n", lines.join(",\n  ")));
                }
            }
            for (name, parts) in
                [("zh-Hans-parts", &article.hans_parts), ("zh-Hant-parts", &article.hant_parts)]
            {
                if !parts.is_empty() {
                    let lines: Vec<String> =
                        parts.iter().map(|(kind, unit)| format!("{}: {}", json(kind), json(unit))).collect();
                    out.push_str(&format!("\"{name}\": {{\n  {}}},\n", lines.join(",\n  ")));
                }
            }
            let said = article.said.iter().map(|(hash, text)| format!("{}: {}", json(hash), json(text)));
            let said: Vec<String> = said.collect();
            let (open, close) = if said.is_empty() { ("", "") } else { ("\n  ", "") };
            out.push_str(&format!("\"said\": {{{open}{}{close}}}}}", said.join(",\n  ")));
        }
        out.push_str("\n}}\n");
        out
    }
}
