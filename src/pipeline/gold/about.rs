//! What `article.toml` beside a gold ladder says of its article.

use std::fmt;
use std::path::Path;

use serde::Deserialize;

use crate::error::{Error, ErrorKind, Result};
use crate::input;

/// Which part of a corpus an article belongs to. What is trained on is never what is scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Split {
    /// For training.
    Train,
    /// For choosing between designs.
    Dev,
    /// For the figures that are published; never trained on.
    Test,
}

impl fmt::Display for Split {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Split::Train => "train",
            Split::Dev => "dev",
            Split::Test => "test",
        })
    }
}

impl std::str::FromStr for Split {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        [Split::Train, Split::Dev, Split::Test]
            .into_iter()
            .find(|split| split.to_string() == text)
            .ok_or_else(|| format!("{text:?} is none of train, dev, test"))
    }
}

/// The parts of `article.toml` that scores are grouped by; all empty where there is no such file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct About {
    /// The kind of text, such as `news`.
    #[serde(default)]
    pub kind: Option<String>,
    /// How the editions came to be, such as `hant-own-from-en`.
    #[serde(default)]
    pub relation: Option<String>,
    /// The part of the corpus.
    #[serde(default)]
    pub split: Option<Split>,
}

impl About {
    /// Reads `article.toml` in `folder`.
    pub(super) fn read(folder: &Path) -> Result<About> {
        let path = folder.join("article.toml");
        if !path.is_file() {
            return Ok(About::default());
        }
        let text = input::text(&path, input::SETTINGS)?;
        toml::from_str(&text).map_err(|e| {
            Error::new(ErrorKind::Input, e.message().to_owned())
                .at(&path)
                .remedy("see corpus/README.md for what an article.toml says")
        })
    }

    /// The value of a property by name: `kind`, `relation` or `split`.
    pub fn get(&self, property: &str) -> Option<String> {
        match property {
            "kind" => self.kind.clone(),
            "relation" => self.relation.clone(),
            "split" => self.split.map(|split| split.to_string()),
            _ => None,
        }
    }
}
