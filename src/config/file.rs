//! `trialign.toml`: found, read, checked.

#[cfg(feature = "files")]
use std::fs;
use std::path::{Component, Path, PathBuf};

#[cfg(feature = "files")]
use etcetera::BaseStrategy;

use super::{Encodings, Partial};
use crate::error::{Error, ErrorKind, Result};
use crate::input;

/// The names a settings file may have, the first that is there wins.
pub const NAMES: [&str; 2] = ["trialign.toml", ".trialign.toml"];

/// More threads than this are a mistake: each costs memory, and no machine has so many cores to give.
pub const MAX_THREADS: usize = 1024;

/// The settings file of the nearest folder: `start` itself, then its parents up to the root of its repository. Outside
/// of a repository the search ends at the user's home folder.
#[cfg(feature = "files")]
pub fn find(start: &Path) -> Option<PathBuf> {
    nearest(start, &NAMES)
}

/// The first file of one of these names, searched for as [`find`] does.
#[cfg(feature = "files")]
pub fn nearest(start: &Path, names: &[&str]) -> Option<PathBuf> {
    let start = fs::canonicalize(start).ok()?;
    let home = etcetera::home_dir().ok();
    for folder in start.ancestors() {
        if let Some(path) = names.iter().map(|name| folder.join(name)).find(|path| path.is_file()) {
            return Some(path);
        }
        // `.git` is a file in a worktree and in a submodule.
        if folder.join(".git").exists() || home.as_deref() == Some(folder) {
            return None;
        }
    }
    None
}

/// The user's own settings file, where there is one: `trialign/trialign.toml` in the folder for settings
/// (`~/.config` on Linux).
#[cfg(feature = "files")]
pub fn own() -> Option<PathBuf> {
    let path = etcetera::choose_base_strategy().ok()?.config_dir().join("trialign").join(NAMES[0]);
    path.is_file().then_some(path)
}

/// Reads a settings file that somebody named; paths in it are relative to its folder.
///
/// # Errors
/// `Config` where it cannot be read or does not say settings.
pub fn read(path: &Path) -> Result<Partial> {
    let config = |e: Error| e.of_kind(ErrorKind::Config);
    let text =
        input::text(path, input::SETTINGS).map_err(|e| config(e).remedy("check the name after --config"))?;
    let mut partial = parse(&text, path)?;
    if let Some(folder) = path.parent() {
        for (_, file) in files(&mut partial) {
            *file = folder.join(&*file);
        }
        if let Some(vectors) = partial.vectors.as_mut().filter(|vectors| is_path(vectors)) {
            *vectors = folder.join(&*vectors).to_string_lossy().into_owned();
        }
    }
    Ok(partial)
}

/// Reads a settings file that [`find`] found. Nobody named it: it may have come with a checkout, so it may not say where
/// texts are sent, nor name files outside of its folder.
///
/// # Errors
/// As [`read`]; `Config` where it says such a thing.
pub fn read_found(path: &Path) -> Result<Partial> {
    let mut partial = read(path)?;
    let refused = |key: &str, what: &str| {
        Error::new(
            ErrorKind::Config,
            format!("{key} names {what}; a settings file that was only found may not"),
        )
        .at(path)
        .remedy("look at it; if you trust it, name it with --config, or use the flag or your own settings")
    };
    if partial.embeddings.is_some() {
        return Err(refused("embeddings", "a server that texts would be sent to"));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let vectors = partial.vectors.as_ref().filter(|vectors| is_path(vectors)).map(PathBuf::from);
    let named =
        files(&mut partial).map(|(key, file)| (key, file.clone())).chain(vectors.map(|v| ("vectors", v)));
    for (key, file) in named.collect::<Vec<_>>() {
        if !is_inside(folder, &file) {
            return Err(refused(key, "a file outside of its folder"));
        }
    }
    Ok(partial)
}

/// The files that settings name, with the names of the settings.
fn files(partial: &mut Partial) -> impl Iterator<Item = (&'static str, &mut PathBuf)> {
    let Partial { weights, embeddings_file, check, .. } = partial;
    let glossary = check.as_mut().and_then(|check| check.glossary.as_mut());
    let all = [
        ("weights", weights.as_mut()),
        ("embeddings-file", embeddings_file.as_mut()),
        ("glossary", glossary),
    ];
    all.into_iter().filter_map(|(key, file)| Some((key, file?)))
}

/// Whether `vectors` is the path of a package and no word.
fn is_path(vectors: &str) -> bool {
    !matches!(vectors, "off" | "auto")
}

/// Whether `file` lies below `folder` when links are followed; what is not there is judged by its name.
fn is_inside(folder: &Path, file: &Path) -> bool {
    let climbs = |path: &Path| path.components().any(|part| matches!(part, Component::ParentDir));
    match (folder.canonicalize(), file.canonicalize()) {
        (Ok(folder), Ok(file)) => file.starts_with(folder),
        _ => file.strip_prefix(folder).is_ok_and(|below| !climbs(below)),
    }
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
    if partial.threads.is_some_and(|threads| threads > MAX_THREADS) {
        return wrong("threads is at most 1024; 0 means as many as there are cores");
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
    fn the_search_ends_at_the_repository_s_root() {
        let root = tempfile::tempdir().unwrap();
        let inner = root.path().join("clone/docs");
        fs::create_dir_all(&inner).unwrap();
        fs::write(root.path().join("trialign.toml"), "threads = 1").unwrap();
        assert!(find(&inner).is_some());
        // A worktree has a file there.
        fs::write(root.path().join("clone/.git"), "gitdir: elsewhere").unwrap();
        assert_eq!(find(&inner), None);
        fs::write(root.path().join("clone/trialign.toml"), "threads = 3").unwrap();
        assert!(find(&inner).unwrap().ends_with("clone/trialign.toml"));
    }

    #[test]
    fn found_settings_name_no_server_and_nothing_outside() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("clone");
        fs::create_dir(&folder).unwrap();
        fs::write(root.path().join("secret.csv"), "en\n").unwrap();
        fs::write(folder.join("own.csv"), "en\n").unwrap();
        let path = folder.join("trialign.toml");
        let outside = root.path().join("secret.csv");
        let refused = [
            "embeddings = 'https://a.example'".to_owned(),
            "weights = '../secret.csv'".to_owned(),
            format!("embeddings-file = '{}'", outside.display()),
            "vectors = '../secret.csv'".to_owned(),
            "weights = 'not-there/../../secret.csv'".to_owned(),
            "[check]\nglossary = '../secret.csv'".to_owned(),
        ];
        for text in &refused {
            fs::write(&path, text).unwrap();
            let error = read_found(&path).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Config);
            assert!(error.to_string().contains("--config"), "{text}: {error}");
            assert!(read(&path).is_ok(), "{text}: who names the file may say so");
        }
        for text in ["[check]\nglossary = 'own.csv'", "vectors = 'auto'", "weights = 'not-yet.toml'"] {
            fs::write(&path, text).unwrap();
            assert!(read_found(&path).is_ok(), "{text}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_does_not_make_a_file_an_inner_one() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("clone");
        fs::create_dir(&folder).unwrap();
        fs::write(root.path().join("secret"), "x").unwrap();
        std::os::unix::fs::symlink("../secret", folder.join("glossary.csv")).unwrap();
        fs::write(folder.join("trialign.toml"), "[check]\nglossary = 'glossary.csv'").unwrap();
        assert!(read_found(&folder.join("trialign.toml")).is_err());
    }

    #[test]
    fn threads_are_bounded() {
        assert!(parse("threads = 1024", Path::new("t.toml")).is_ok());
        let error = parse("threads = 100000", Path::new("t.toml")).unwrap_err();
        assert!(error.to_string().contains("at most 1024"), "{error}");
    }

    #[test]
    fn a_wrong_value_is_named_with_its_line() {
        let error = parse("\nthreads = 'x'\n", Path::new("t.toml")).unwrap_err();
        assert!(error.to_string().starts_with("t.toml:2: invalid type"), "{error}");
        assert_eq!(error.kind(), ErrorKind::Config);
    }
}
