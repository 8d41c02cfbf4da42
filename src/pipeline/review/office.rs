//! Jobs of the page: files that were given become a folder with an article each, which is then a corpus like any other.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::unfold::{Part, unfold};
use super::{Scripts, records};
use crate::config::{Format, Settings};
use crate::error::{Error, ErrorKind, Result};
use crate::export::{self, Options, Record, Select};
use crate::input;
use crate::pipeline::{Dropped, Received, receive};
use crate::read;
use crate::review::desk::{Desk, Exported, Fault, Kept, Later, Opened, Upload, Wanted};
use crate::review::sheet::Compared;
use crate::review::{Session, Store};
use crate::text::{Article, Edition, EditionText, sha256};

/// What a job says of itself.
const ABOUT: &str = "job.json";
/// At most so many jobs are listed.
const LISTED: usize = 50;
/// A name of a folder is at most so many characters long.
const LONGEST: usize = 60;

/// Where jobs are kept, and how they are aligned.
pub struct Office {
    home: PathBuf,
    settings: Settings,
    who: String,
    date: Option<String>,
}

/// What stands in [`ABOUT`].
#[derive(Debug, Default, Serialize, Deserialize)]
struct About {
    name: String,
    files: Vec<Source>,
}

/// A file a job was made from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Source {
    name: String,
    sha256: String,
}

impl Office {
    /// Jobs in the folder `home`, which is made when the first job is; `date` is written into exports that have one.
    pub fn new(home: PathBuf, settings: Settings, who: String, date: Option<String>) -> Office {
        Office { home, settings, who, date }
    }

    /// The folder that jobs are kept in where nobody says otherwise: `trialign` in the user's documents.
    ///
    /// # Errors
    /// `Io` where the system does not say where the user's files are.
    pub fn default_home() -> Result<PathBuf> {
        let user = etcetera::home_dir().map_err(|e| {
            Error::new(ErrorKind::Io, format!("the folder of the user is not known: {e}"))
                .remedy("name a folder for the jobs: --jobs DIR")
        })?;
        // The user's own name for it (freedesktop.org, xdg-user-dirs), else what it is called on most systems.
        let said = input::text(&user.join(".config/user-dirs.dirs"), input::SETTINGS).unwrap_or_default();
        let named = said.lines().find_map(|line| line.strip_prefix("XDG_DOCUMENTS_DIR="));
        let named =
            named.and_then(|path| path.trim_matches('"').strip_prefix("$HOME/")).map(|path| user.join(path));
        let places = [named, Some(user.join("Documents"))];
        let documents = places.into_iter().flatten().find(|folder| folder.is_dir());
        Ok(documents.unwrap_or(user).join("trialign"))
    }

    /// Where the folder of a job is, the names of its files, and when something was last decided.
    fn kept(&self, folder: &Path) -> Option<(Kept, About)> {
        let about: About =
            serde_json::from_slice(&input::bytes(&folder.join(ABOUT), input::SETTINGS).ok()?).ok()?;
        let changed = fs::metadata(Store::path_of(folder)).or_else(|_| fs::metadata(folder.join(ABOUT)));
        let changed = changed.and_then(|meta| meta.modified()).ok()?;
        let changed = changed.duration_since(UNIX_EPOCH).map_or(0, |d| d.as_millis() as i64);
        let files = about.files.iter().map(|file| file.name.clone()).collect();
        let kept = Kept { name: about.name.clone(), folder: folder.to_path_buf(), files, changed };
        Some((kept, about))
    }

    fn all(&self) -> Vec<(Kept, About)> {
        let entries = fs::read_dir(&self.home).into_iter().flatten().flatten();
        let mut all: Vec<(Kept, About)> = entries.filter_map(|entry| self.kept(&entry.path())).collect();
        all.sort_by(|(a, _), (b, _)| b.changed.cmp(&a.changed).then_with(|| a.folder.cmp(&b.folder)));
        all
    }

    fn session(&self, folder: &Path) -> Result<Opened> {
        let opened = super::open(folder, &self.settings, &self.who)?;
        let changed = opened
            .changed
            .iter()
            .flat_map(|kept| kept.conflicts.iter().map(|c| format!("{}: {c}", kept.article)));
        let warnings = opened.problems.iter().cloned().chain(changed).collect();
        Ok(Opened { session: opened.session, warnings, faults: Vec::new() })
    }

    /// A folder of this name that is not there yet.
    fn new_folder(&self, name: &str) -> Result<PathBuf> {
        let fault = |e: std::io::Error| {
            Error::io(&self.home, &e).remedy("name another folder for the jobs: --jobs DIR")
        };
        fs::create_dir_all(&self.home).map_err(fault)?;
        let names = std::iter::once(name.to_owned()).chain((2..1000).map(|n| format!("{name} {n}")));
        for name in names {
            let folder = self.home.join(name);
            match fs::create_dir(&folder) {
                Ok(()) => return Ok(folder),
                Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(e) => return Err(fault(e)),
            }
        }
        Err(Error::new(ErrorKind::Io, format!("there are too many jobs called {name}"))
            .at(&self.home)
            .remedy("give the files another name"))
    }
}

impl Desk for Office {
    fn home(&self) -> PathBuf {
        self.home.clone()
    }

    fn kinds(&self) -> &'static [&'static str] {
        &read::Format::EXTENSIONS
    }

    fn jobs(&self) -> Vec<Kept> {
        self.all().into_iter().take(LISTED).map(|(kept, _)| kept).collect()
    }

    fn receive(&self, files: Vec<Upload>) -> Result<Opened, Vec<Fault>> {
        let files = apart(files);
        let one = |error: &Error| vec![Fault::from(error)];
        let mut sources: Vec<Source> = files
            .iter()
            .map(|file| Source { name: file.name.clone(), sha256: sha256(&file.bytes) })
            .collect();
        sources.sort_by(|a, b| a.sha256.cmp(&b.sha256));
        let parts = unfold(files, &self.settings);
        let dropped: Vec<Dropped<'_>> =
            parts.iter().map(|part| Dropped { name: &part.file.name, bytes: &part.file.bytes }).collect();
        let Received { articles, warnings, problems } = receive(&dropped, &self.settings);
        let faults: Vec<Fault> = problems.iter().map(Fault::from).collect();
        let Some(first) = articles.first() else {
            return Err(if faults.is_empty() { vec![nothing()] } else { faults });
        };
        let name = match articles.len() {
            1 => folder_name(&first.id),
            more => format!("{} + {}", folder_name(&first.id), more - 1),
        };
        let taken =
            |part: &Part| articles.iter().any(|a| a.present().any(|(_, text)| text.path == part.file.name));
        let used = |file: &Source| parts.iter().any(|part| part.origin == file.name && taken(part));
        let about = About { name, files: sources.into_iter().filter(used).collect() };
        let hashes = |about: &About| about.files.iter().map(|f| f.sha256.clone()).collect::<Vec<String>>();
        if let Some((kept, _)) = self.all().iter().find(|(_, other)| hashes(other) == hashes(&about)) {
            let mut opened = self.session(&kept.folder).map_err(|e| one(&e))?;
            opened.warnings.push("These files were aligned before: the work done then goes on.".to_owned());
            return Ok(Opened { faults, ..opened });
        }
        let folder = self.new_folder(&about.name).map_err(|e| one(&e))?;
        let made = keep(&folder, &articles, &parts, &about).and_then(|()| self.session(&folder));
        match made {
            Ok(opened) => {
                let warnings = warnings.into_iter().chain(opened.warnings).collect();
                Ok(Opened { warnings, faults, ..opened })
            }
            Err(error) => {
                // What was made a moment ago and cannot be opened is of no use; the files are where they came from.
                let _ = fs::remove_dir_all(&folder);
                Err(faults.into_iter().chain(one(&error)).collect())
            }
        }
    }

    fn open(&self, folder: &Path) -> Result<Opened> {
        let known = self.all().into_iter().any(|(kept, _)| kept.folder == folder);
        if !known {
            return Err(Error::new(ErrorKind::Input, "this job is not there any more")
                .at(folder)
                .remedy("drop its files again"));
        }
        // What cannot be read is told in the list of articles.
        let opened = super::open_at_once(folder, &self.settings, &self.who, |_| {}, |_| {})?;
        Ok(Opened { session: opened.session, warnings: opened.problems, faults: Vec::new() })
    }

    fn export(&self, session: &Session, wanted: &Wanted) -> Result<Later<Exported>> {
        let format: Format = wanted.format.parse().map_err(|e: String| Error::new(ErrorKind::Usage, e))?;
        let mut all = records(session, &super::signature_of(session));
        let name = export::file_name(&session.name()).unwrap_or_else(|_| "trialign".to_owned());
        let options = Options {
            excel: format == Format::Csv,
            base: true,
            date: self.date.clone(),
            name: name.clone(),
            select: Select {
                min_confidence: wanted.min_confidence,
                no_duplicates: wanted.no_duplicates,
                no_numbers: wanted.no_numbers,
            },
            language: wanted.language.clone(),
            ..Options::default()
        };
        Ok(Box::new(move || {
            if matches!(format, Format::Xlsx | Format::Csv | Format::Html) {
                let scripts = Scripts::new()?;
                all.iter_mut().for_each(|record| scripts.compare(record));
            }
            exported(format, options, &all, &name)
        }))
    }

    fn compare(&self, session: &Session, sheet: &Upload) -> Result<Compared> {
        super::compare(session, &super::signature_of(session), &sheet.bytes, Path::new(&sheet.name))
    }

    fn apply(&self, session: &mut Session, compared: &Compared) -> Result<(usize, usize)> {
        let applied = super::apply(session, compared)?;
        Ok((applied.changed, applied.conflicts))
    }
}

fn nothing() -> Fault {
    let message = "no article can be made of these files".to_owned();
    Fault {
        file: String::new(), message, remedy: "give two or three files: English, 简体, 繁體".to_owned()
    }
}

/// Files of one name are told apart.
fn apart(files: Vec<Upload>) -> Vec<Upload> {
    let mut seen = BTreeMap::<String, usize>::new();
    let rename = |mut file: Upload| {
        let count = seen.entry(file.name.clone()).or_default();
        *count += 1;
        if *count > 1 {
            file.name = match file.name.rsplit_once('.') {
                Some((stem, ending)) => format!("{stem} ({count}).{ending}"),
                None => format!("{} ({count})", file.name),
            };
        }
        file
    };
    files.into_iter().map(rename).collect()
}

/// A name for the folder of an article.
fn folder_name(id: &str) -> String {
    let plain = |c: char| if c.is_control() || r#"/\:*?"<>|%"#.contains(c) { ' ' } else { c };
    let name: String = id.chars().map(plain).take(LONGEST).collect();
    match name.trim_matches([' ', '.', '_', '-']) {
        "" => "job".to_owned(),
        name => name.to_owned(),
    }
}

/// Writes the files of a job: a folder an article, each file called after its edition.
fn keep(folder: &Path, articles: &[Article], parts: &[Part], about: &About) -> Result<()> {
    for (number, article) in articles.iter().enumerate() {
        let name = folder_name(&article.id);
        let taken = articles[..number].iter().any(|other| folder_name(&other.id) == name);
        let name = if taken { format!("{name} {}", number + 1) } else { name };
        let place = folder.join(&name);
        fs::create_dir_all(&place).map_err(|e| Error::io(&place, &e))?;
        let texts: Vec<(Edition, &EditionText)> = article.present().collect();
        for (edition, text) in &texts {
            let Some(file) = parts.iter().map(|part| &part.file).find(|file| file.name == text.path) else {
                continue;
            };
            let ending = Path::new(&file.name)
                .extension()
                .map(|e| e.to_string_lossy().to_lowercase())
                .unwrap_or_default();
            // A workbook with a column an edition is there once.
            let shared = texts.iter().filter(|(_, other)| other.path == text.path).count() > 1;
            let target =
                if shared { format!("{name}.{ending}") } else { format!("{}.{ending}", tag(*edition, text)) };
            let path = place.join(target);
            fs::write(&path, &file.bytes)
                .map_err(|e| Error::io(&path, &e).remedy("make room on the disk"))?;
        }
    }
    let path = folder.join(ABOUT);
    let text = serde_json::to_vec_pretty(about).map_err(|e| Error::new(ErrorKind::Io, e.to_string()))?;
    fs::write(&path, text).map_err(|e| Error::io(&path, &e))
}

/// The name of an edition's file: with its region where one is known.
fn tag(edition: Edition, text: &EditionText) -> &str {
    if text.tag.starts_with(edition.as_str()) { &text.tag } else { edition.as_str() }
}

/// What a format is called in a browser.
fn mime(format: Format) -> &'static str {
    match format {
        Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Format::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Format::Csv => "text/csv; charset=utf-8",
        Format::Tsv => "text/tab-separated-values; charset=utf-8",
        Format::Html => "text/html; charset=utf-8",
        Format::Tmx => "application/x-tmx+xml",
        _ => "application/octet-stream",
    }
}

fn exported(format: Format, mut options: Options, records: &[Record], name: &str) -> Result<Exported> {
    if !export::opens_itself(format, &options) {
        let (bytes, _) = export::bytes(format, &options, records)?;
        let name = format!("{name}.{}", format.as_str());
        return Ok(Exported { name, mime: mime(format), bytes });
    }
    // A format of several files: one is given as it is, more in a zip.
    let folder = tempfile::tempdir().map_err(|e| Error::new(ErrorKind::Io, e.to_string()))?;
    let place = folder.path().join("out");
    options.folder = Some(place.clone());
    export::bytes(format, &options, records)?;
    let mut files = Vec::new();
    collect(&place, "", &mut files)?;
    files.sort();
    if let [(file, bytes)] = files.as_mut_slice() {
        let ending = Path::new(file.as_str())
            .extension()
            .map(|e| e.to_string_lossy().into_owned())
            .unwrap_or_default();
        let bytes = std::mem::take(bytes);
        return Ok(Exported { name: format!("{name}.{ending}"), mime: mime(format), bytes });
    }
    let fault =
        |e: zip::result::ZipError| Error::new(ErrorKind::Io, format!("the files cannot be packed: {e}"));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (file, bytes) in files {
        zip.start_file(file, SimpleFileOptions::default()).map_err(fault)?;
        zip.write_all(&bytes).map_err(|e| Error::new(ErrorKind::Io, e.to_string()))?;
    }
    let bytes = zip.finish().map_err(fault)?.into_inner();
    Ok(Exported { name: format!("{name}.{}.zip", format.as_str()), mime: "application/zip", bytes })
}

/// The files below a folder (or the one it is), with their paths in it.
fn collect(path: &Path, name: &str, out: &mut Vec<(String, Vec<u8>)>) -> Result<()> {
    if path.is_file() {
        let own = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let name = if name.is_empty() { own } else { name.to_owned() };
        out.push((name, input::bytes(path, input::CORPUS)?));
        return Ok(());
    }
    for entry in fs::read_dir(path).map_err(|e| Error::io(path, &e))?.flatten() {
        let own = entry.file_name().to_string_lossy().into_owned();
        let name = if name.is_empty() { own } else { format!("{name}/{own}") };
        collect(&entry.path(), &name, out)?;
    }
    Ok(())
}
