//! Articles that are not found in a folder: named files, and texts that come without a file.

use std::path::Path;

use super::{Job, Settings, cut, prepare};
use crate::error::{Error, ErrorKind, Result};
use crate::read::{self, ReadOptions};
use crate::text::{Article, Edition, EditionText, Tag};

/// The article of a job, read and cut, and what a person should know.
///
/// # Errors
/// The first edition that cannot be read; `Input` where fewer than two are left.
pub fn article(job: &Job, settings: &Settings) -> Result<(Article, Vec<String>)> {
    let mut warnings = Vec::new();
    prepare(job, settings, &mut warnings).map(|article| (article, warnings))
}

/// An edition given as text: read as plain text, cleaned and cut. Its path is unknown, so empty.
pub(super) fn text_edition(edition: Edition, text: &str, settings: &Settings) -> Result<EditionText> {
    let options = ReadOptions {
        encoding: Some("utf-8".into()),
        max_bytes: settings.max_bytes,
        ..ReadOptions::default()
    };
    let name = Path::new(edition.as_str());
    let mut source = read::read_bytes(text.as_bytes(), name, read::Format::Text, &options)?;
    let text = cut(&mut source, String::new(), &Tag::from(edition), false, settings);
    check_length(&text, settings).map_err(|e| e.at(name))?;
    if text.segments.is_empty() {
        return Err(Error::new(ErrorKind::Input, "no text is left after page furniture is taken off")
            .at(name)
            .remedy("give it a text, or null"));
    }
    Ok(text)
}

/// Refuses an edition that would take too much memory and time to align.
///
/// # Errors
/// `Input`; the caller knows the file.
pub(super) fn check_length(text: &EditionText, settings: &Settings) -> Result<()> {
    let (count, most) = (text.segments.len(), settings.max_segments);
    if count <= most {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Input, format!("the file has {count} sentences, the limit is {most}"))
        .remedy("split it into articles, or raise max-segments in trialign.toml"))
}
