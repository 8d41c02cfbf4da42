//! `trialign.toml`: found, read, checked.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Encodings, Partial};
use crate::error::{Error, ErrorKind, Result};

/// The names a settings file may have, the first that is there wins.
pub const NAMES: [&str; 2] = ["trialign.toml", ".trialign.toml"];

/// A settings file larger than this is none.
const MAX_BYTES: u64 = 1 << 20;

/// The settings file of the nearest folder: `start` itself, then its parents.
pub fn find(start: &Path) -> Option<PathBuf> {
    let start = fs::canonicalize(start).ok()?;
    start.ancestors().flat_map(|folder| NAMES.map(|name| folder.join(name))).find(|path| path.is_file())
}

/// Reads a settings file; paths in it are relative to its folder.
pub fn read(path: &Path) -> Result<Partial> {
    let config = |message: String| Error::new(ErrorKind::Config, message).at(path);
    let missing = |e: std::io::Error| config(e.to_string()).remedy("check the name after --config");
    let length = fs::metadata(path).map_err(missing)?.len();
    if length > MAX_BYTES {
        return Err(config("larger than 1 MiB: not a settings file".into()));
    }
    let text = fs::read_to_string(path).map_err(|e| config(e.to_string()))?;
    let mut partial = parse(&text, path)?;
    if let Some(folder) = path.parent() {
        for file in [&mut partial.weights, &mut partial.embeddings_file].into_iter().flatten() {
            *file = folder.join(&*file);
        }
    }
    if let (Some(glossary), Some(folder)) =
        (partial.check.as_mut().and_then(|check| check.glossary.as_mut()), path.parent())
    {
        *glossary = folder.join(&*glossary);
    }
    Ok(partial)
}

/// Reads settings from text; `path` is for the errors, which name the line.
///
/// ```
/// use trialign::config::parse;
/// assert_eq!(parse("threads = 2", "trialign.toml".as_ref())?.threads, Some(2));
/// let error = parse("excel = true\nthread = 2", "trialign.toml".as_ref()).unwrap_err();
/// assert!(error.to_string().starts_with("trialign.toml:2: unknown field `thread`"));
/// # Ok::<(), trialign::error::Error>(())
/// ```
pub fn parse(text: &str, path: &Path) -> Result<Partial> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let partial: Partial = toml::from_str(text).map_err(|e| {
        let error = Error::new(ErrorKind::Config, e.message().trim()).at(path);
        let error = error.remedy("`trialign align --dump-config` shows every setting");
        match e.span() {
            Some(span) => error.line(1 + text.bytes().take(span.start).filter(|&b| b == b'\n').count()),
            None => error,
        }
    })?;
    check(&partial).map_err(|e| e.at(path))?;
    Ok(partial)
}

fn check(partial: &Partial) -> Result<()> {
    let wrong = |message: &str| Err(Error::new(ErrorKind::Config, message));
    if partial.low_confidence.is_some_and(|p| !(0.0..=1.0).contains(&p)) {
        return wrong("low-confidence is a probability, 0 to 1");
    }
    if let Some(check) = &partial.check
        && ![check.omission_error, check.omission_least, check.coverage]
            .iter()
            .all(|p| (0.0..=1.0).contains(p))
    {
        return wrong("omission-error, omission-least and coverage are between 0 and 1");
    }
    if partial.editions.as_ref().is_some_and(|editions| editions.len() == 1) {
        return wrong("editions names two or three of en, zh-Hans, zh-Hant");
    }
    if let Some(fault) = partial.build.as_ref().and_then(super::Limits::fault) {
        return Err(Error::new(ErrorKind::Config, format!("[build]: {fault}")));
    }
    if let Some((message, remedy)) = partial.encoding.as_ref().and_then(Encodings::unknown) {
        return Err(Error::new(ErrorKind::Config, message).remedy(remedy));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;

    #[test]
    fn what_is_dumped_reads_back() {
        let settings = Settings { weights: Some("w.toml".into()), ..Settings::default() };
        let back = parse(&settings.dump(), Path::new("x")).unwrap().resolve();
        assert_eq!(back, settings);
    }

    #[test]
    fn the_nearest_parent_wins() {
        let root = tempfile::tempdir().unwrap();
        let inner = root.path().join("a/b");
        fs::create_dir_all(&inner).unwrap();
        fs::write(root.path().join("trialign.toml"), "threads = 1").unwrap();
        fs::write(root.path().join("a/.trialign.toml"), "threads = 2\nweights = 'w.toml'").unwrap();
        let found = find(&inner).unwrap();
        assert!(found.ends_with("a/.trialign.toml"));
        let partial = read(&found).unwrap();
        assert_eq!(partial.threads, Some(2));
        assert!(partial.weights.unwrap().ends_with("a/w.toml"));
    }

    #[test]
    fn a_wrong_value_is_named_with_its_line() {
        let error = parse("\nthreads = 'x'\n", Path::new("t.toml")).unwrap_err();
        assert!(error.to_string().starts_with("t.toml:2: invalid type"), "{error}");
        assert_eq!(error.kind(), ErrorKind::Config);
    }
}
