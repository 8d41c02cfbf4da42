use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};

/// Patterns of paths, as `.gitignore` knows them: `*` and `?` stay within a folder, `**` is any number of folders,
/// `{a,b}` one of some, `[ab]` one character of some; a pattern that ends with `/` is all below that folder.
///
/// ```
/// use trialign::config::Patterns;
/// let patterns = Patterns::new(&["docs/**", "**/old/*.md", "news/"])?;
/// assert!(patterns.fit("docs/zh/a.md") && patterns.fit("a/old/x.md") && patterns.fit("news/2024/b.md"));
/// assert!(!patterns.fit("a/old/b/x.md") && !Patterns::default().fit("a.md"));
/// assert!(Patterns::new(&["a[.md"]).is_err());
/// # Ok::<(), trialign::error::Error>(())
/// ```
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>", into = "Vec<String>")]
pub struct Patterns {
    written: Vec<String>,
    set: GlobSet,
}

impl Patterns {
    /// Reads patterns.
    ///
    /// # Errors
    /// `Config` for the first that is none.
    pub fn new<S: AsRef<str>>(written: &[S]) -> Result<Patterns> {
        let mut set = GlobSetBuilder::new();
        for pattern in written {
            let pattern = pattern.as_ref();
            let below = if pattern.ends_with('/') { "**" } else { "" };
            let whole = format!("{}{below}", pattern.trim_start_matches("./"));
            let glob = GlobBuilder::new(&whole).literal_separator(true).build();
            set.add(glob.map_err(|e| wrong(pattern, e.kind()))?);
        }
        let written = written.iter().map(|pattern| pattern.as_ref().to_owned()).collect::<Vec<_>>();
        let set = set.build().map_err(|e| wrong(&written.join(", "), e.kind()))?;
        Ok(Patterns { written, set })
    }

    /// Whether one of them fits a path, with `/` between its parts.
    pub fn fit(&self, path: &str) -> bool {
        self.set.is_match(path.trim_start_matches("./"))
    }
}

fn wrong(pattern: &str, why: &globset::ErrorKind) -> Error {
    Error::new(ErrorKind::Config, format!("{pattern:?} is no pattern of paths: {why}"))
        .remedy("a character that should stand for itself needs a backslash before it")
}

impl TryFrom<Vec<String>> for Patterns {
    type Error = Error;

    fn try_from(written: Vec<String>) -> Result<Patterns> {
        Patterns::new(&written)
    }
}

impl From<Patterns> for Vec<String> {
    fn from(patterns: Patterns) -> Vec<String> {
        patterns.written
    }
}

impl PartialEq for Patterns {
    fn eq(&self, other: &Patterns) -> bool {
        self.written == other.written
    }
}

impl Eq for Patterns {}
