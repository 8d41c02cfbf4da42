//! Which files are editions of one article: layouts, pattern, manifest.

mod layout;
mod manifest;
mod messages;
mod pattern;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result};
use crate::text::{Edition, PerEdition, Tag};

pub use layout::Layout;

/// How articles are looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiscoverOptions {
    /// A pattern such as `src/@lang/@path` that replaces recognition.
    pub pattern: Option<String>,
    /// A layout that replaces recognition.
    pub layout: Option<Layout>,
    /// Regions in the order they are preferred in: the first there is the edition, others are reported.
    pub regions: Vec<String>,
    /// With `checking`: what git ignores is looked at too.
    pub no_ignore: bool,
    /// As checking wants it: what git ignores is left out, and two files of one edition are told apart from faults.
    pub checking: bool,
}

impl Default for DiscoverOptions {
    fn default() -> Self {
        let regions = ["CN", "TW", "HK", "US", "GB"].map(str::to_owned).to_vec();
        DiscoverOptions { pattern: None, layout: None, regions, no_ignore: false, checking: false }
    }
}

/// A file and the language its name says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// The file.
    pub path: PathBuf,
    /// The tag in its name; `bare` where it says only `zh`.
    pub tag: Tag,
}

/// An article and its files.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Its id: relative, with `/`, never with `..`.
    pub id: String,
    /// The file of each edition that is there.
    pub files: PerEdition<Option<FoundFile>>,
    /// Files of further regions of the same edition, and documents beside their text, which are not aligned.
    pub also: Vec<FoundFile>,
    /// Further files of the very same edition (`a.md` and `a.mdx`), which are not aligned.
    pub twice: Vec<FoundFile>,
}

impl Found {
    /// Each further file of an edition that has one already, as an error.
    pub fn clashes(&self) -> impl Iterator<Item = Error> + '_ {
        self.twice.iter().filter_map(|file| {
            let taken = self.files[file.tag.edition].as_ref()?;
            let said = format!("{} is taken as the {} edition already", taken.path.display(), taken.tag);
            Some(Error::new(ErrorKind::Input, said).at(&file.path).remedy("remove or rename one of the two"))
        })
    }

    /// How many editions there are.
    pub fn editions(&self) -> usize {
        self.files.iter().filter(|(_, file)| file.is_some()).count()
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Discovery {
    /// The folder (or manifest) and the layout that was recognised in it.
    pub layouts: Vec<(PathBuf, Layout)>,
    /// The articles, by id.
    pub articles: Vec<Found>,
    /// What could not be read, named or told apart; the rest was found nevertheless.
    pub problems: Vec<Error>,
    /// What was recognised and why, a line each, for people.
    pub explain: Vec<String>,
    /// Files that could be editions and belong to no article.
    pub unused: Vec<PathBuf>,
    /// Texts of formats that are not read.
    pub unread: Vec<PathBuf>,
}

impl Discovery {
    /// How many articles lack an edition.
    pub fn missing(&self, edition: Edition) -> usize {
        self.articles.iter().filter(|found| found.files[edition].is_none()).count()
    }
}

/// All files below folders that can be editions of something, whatever they are called. A folder that cannot be read is
/// among the problems.
///
/// # Errors
/// `Io` where a path is not there.
pub fn texts(paths: &[PathBuf], problems: &mut Vec<Error>) -> Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    let walk = walk::Walk::new(paths.iter().filter(|path| path.is_dir()), true);
    for path in paths {
        let missing =
            |e: std::io::Error| Error::io(path, &e).remedy("name a folder that is there and may be read");
        if std::fs::metadata(path).map_err(missing)?.is_file() {
            out.extend(walk::named(path, problems).map(|file| file.path));
            continue;
        }
        let mut found = walk.files(path, path);
        problems.append(&mut found.problems);
        out.extend(found.files.into_iter().map(|file| file.path));
    }
    Ok(out)
}

/// A file that belongs to an article.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    id: String,
    tag: Tag,
    path: PathBuf,
}

/// A file below a root.
#[derive(Debug, Clone, PartialEq, Eq)]
struct File {
    /// Path below the root, with `/`.
    name: String,
    path: PathBuf,
}

/// Finds the articles in folders, manifests (`.csv`, `.jsonl`) and files.
///
/// # Errors
/// `Io` where a path is not there, `Config` for a bad pattern, `Input` where no article is found or two layouts fit
/// equally well (`Config`).
pub fn discover(paths: &[PathBuf], options: &DiscoverOptions) -> Result<Discovery> {
    let mut found = Discovery::default();
    let mut entries: Vec<Vec<Entry>> = Vec::new();
    let mut named: Vec<File> = Vec::new();
    let siblings = sibling_root(paths);
    // Whoever aligns names data; whoever checks names a checkout, where generated pages lie about.
    let all = !options.checking || options.no_ignore;
    let walk = walk::Walk::new(paths.iter().filter(|path| path.is_dir()), all);
    let walked = |path: &Path, root: &Path, found: &mut Discovery| {
        let mut files = walk.files(path, root);
        found.problems.append(&mut files.problems);
        found.unread.append(&mut files.unread);
        found.explain.append(&mut files.explain);
        files.files
    };
    for path in paths {
        let missing = |e: std::io::Error| {
            Error::io(path, &e).remedy("name a folder, a file or a manifest that is there and may be read")
        };
        let metadata = std::fs::metadata(path).map_err(missing)?;
        if metadata.is_file() && is_manifest(path) {
            entries.push(manifest::read(path, &mut found.problems)?);
            found.layouts.push((path.clone(), Layout::Manifest));
        } else if metadata.is_file() {
            named.extend(walk::named(path, &mut found.problems));
        } else if !metadata.is_dir() {
            return Err(Error::new(ErrorKind::Io, "this is neither a file nor a folder")
                .at(path)
                .remedy("name a folder, a file or a manifest"));
        } else if siblings.is_none() {
            let files = walked(path, path, &mut found);
            entries.push(messages::recognise_all(path, &files, options, &mut found)?);
        }
    }
    if let Some(root) = siblings {
        let files: Vec<File> = paths.iter().flat_map(|path| walked(path, &root, &mut found)).collect();
        entries.push(messages::recognise_all(&root, &files, options, &mut found)?);
    }
    if !named.is_empty() {
        let root = named[0].path.parent().map(Path::to_path_buf).unwrap_or_default();
        entries.push(messages::recognise_all(&root, &named, options, &mut found)?);
    }
    entries.push(tables(&mut found.unused));
    found.articles = articles(entries, &options.regions);
    if found.articles.is_empty() {
        return Err(nothing_found(paths, &found));
    }
    let [en, hans, hant] = Edition::ALL.map(|edition| found.articles.len() - found.missing(edition));
    found.explain.push(format!("{} articles: {en} en, {hans} zh-Hans, {hant} zh-Hant", found.articles.len()));
    let also: Vec<&FoundFile> = found.articles.iter().flat_map(|article| &article.also).collect();
    if let Some(first) = also.first() {
        found.explain.push(format!(
            "{} files of a further region or form are left out, the first {}",
            also.len(),
            first.path.display()
        ));
    }
    Ok(found)
}

/// Workbooks without a tag: a column an edition, which only their reader can tell; they leave `unused`.
fn tables(unused: &mut Vec<PathBuf>) -> Vec<Entry> {
    let is_table = |path: &PathBuf| path.extension().is_some_and(|e| e.eq_ignore_ascii_case("xlsx"));
    let (tables, rest): (Vec<PathBuf>, Vec<PathBuf>) = std::mem::take(unused).into_iter().partition(is_table);
    *unused = rest;
    let entries = |path: &PathBuf| {
        let id = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        Edition::ALL.map(|edition| Entry { id: id.clone(), tag: Tag::from(edition), path: path.clone() })
    };
    tables.iter().flat_map(entries).filter(|entry| is_safe_id(&entry.id)).collect()
}

fn nothing_found(paths: &[PathBuf], found: &Discovery) -> Error {
    let not_read: Vec<String> = found.unread.iter().map(|path| path.display().to_string()).collect();
    let error = match (found.problems.first(), not_read.as_slice()) {
        (Some(problem), _) => Error::new(ErrorKind::Input, format!("no articles were found; {problem}")),
        (None, []) => Error::new(ErrorKind::Input, "no articles were found"),
        (None, all) => {
            let message =
                format!("no articles were found; this kind of file is not read: {}", all.join(", "));
            Error::new(ErrorKind::Input, message)
        }
    };
    if !not_read.is_empty() {
        let error = error.remedy("save them as .docx, .xlsx, .epub or .txt");
        return match paths.first() {
            Some(path) => error.at(path),
            None => error,
        };
    }
    let error = error.remedy(
        "name the files like ARTICLE/en.txt and ARTICLE/zh-Hans.txt, or about.en.md and about.zh-TW.md, or give a pattern",
    );
    match paths.first() {
        Some(path) => error.at(path),
        None => error,
    }
}

fn is_manifest(path: &Path) -> bool {
    path.extension()
        .is_some_and(|e| ["csv", "jsonl", "ndjson"].iter().any(|known| e.eq_ignore_ascii_case(known)))
}

/// The folder of sibling repositories, where the paths given are such.
fn sibling_root(paths: &[PathBuf]) -> Option<PathBuf> {
    let root = paths.first()?.parent()?;
    let split = |path: &PathBuf| {
        let name = path.file_name()?.to_str()?;
        let (base, tag) = crate::text::split_name(name);
        Some((base.to_owned(), tag.is_some()))
    };
    let names: Vec<(String, bool)> = paths.iter().filter_map(split).collect();
    let all =
        names.len() == paths.len() && paths.iter().all(|path| path.is_dir() && path.parent() == Some(root));
    let same = names.iter().all(|(base, _)| *base == names[0].0);
    (all && paths.len() > 1 && same && names.iter().any(|(_, tagged)| *tagged)).then(|| root.to_path_buf())
}

/// A way to read the files of a root: entries, and how many files stand in groups of two editions and more.
struct Reading {
    layout: Layout,
    entries: Vec<Entry>,
    score: usize,
    groups: BTreeSet<Vec<PathBuf>>,
}

fn recognise(
    root: &Path,
    files: &[File],
    options: &DiscoverOptions,
    found: &mut Discovery,
) -> Result<Vec<Entry>> {
    let instances = layout::instances(files.iter().map(|file| file.name.as_str()));
    let readings: Vec<Reading> = match (&options.pattern, options.layout) {
        (Some(text), _) => {
            let pattern = pattern::Pattern::parse(text)?;
            vec![reading(Layout::Pattern, root, files, |name| pattern.place(name))]
        }
        (None, Some(layout)) => {
            vec![reading(layout, root, files, |name| layout::place(layout, name, &instances))]
        }
        (None, None) => Layout::RECOGNISED
            .into_iter()
            .map(|layout| reading(layout, root, files, |name| layout::place(layout, name, &instances)))
            .collect(),
    };
    for reading in readings.iter().filter(|reading| reading.score > 0) {
        found.explain.push(format!(
            "{}: {} would put {} of {} files into articles with two editions or more",
            root.display(),
            reading.layout,
            reading.score,
            files.len()
        ));
    }
    let best = readings.iter().map(|reading| reading.score).max().unwrap_or(0);
    let rank = |reading: &Reading| if best > 0 { reading.score } else { reading.entries.len() };
    let top = readings.iter().map(rank).max().unwrap_or(0);
    let mut first: Option<Reading> = None;
    for reading in readings.into_iter().filter(|reading| rank(reading) == top && top > 0) {
        match &first {
            None => first = Some(reading),
            Some(chosen) if best > 0 && chosen.groups != reading.groups => {
                return Err(tie(root, chosen.layout, reading.layout));
            }
            Some(_) => {}
        }
    }
    let Some(chosen) = first else {
        found.unused.extend(files.iter().map(|file| file.path.clone()));
        return Ok(Vec::new());
    };
    let used: BTreeSet<&Path> = chosen.entries.iter().map(|entry| entry.path.as_path()).collect();
    let unused = files.iter().filter(|file| !used.contains(file.path.as_path()));
    found.unused.extend(unused.map(|file| file.path.clone()));
    found.explain.push(format!("{}: recognised as {}", root.display(), chosen.layout));
    found.layouts.push((root.to_path_buf(), chosen.layout));
    Ok(chosen.entries)
}

fn tie(root: &Path, one: Layout, other: Layout) -> Error {
    Error::new(ErrorKind::Config, format!("two layouts fit equally well: {one} and {other}")).at(root).remedy(
        format!(
            "say which with --layout {} or --layout {}, or give a --pattern such as 'src/@lang/@path'",
            one.key(),
            other.key()
        ),
    )
}

fn reading(
    layout: Layout,
    root: &Path,
    files: &[File],
    place: impl Fn(&str) -> Option<layout::Place>,
) -> Reading {
    let placed: Vec<(&File, layout::Place)> =
        files.iter().filter_map(|file| Some((file, place(&file.name)?))).collect();
    let tagged = placed.iter().any(|(_, (_, tag))| tag.is_some());
    let english =
        placed.iter().any(|(_, (_, tag))| tag.as_ref().is_some_and(|tag| tag.edition == Edition::En));
    let mut entries = Vec::new();
    for (file, (id, tag)) in placed {
        // Files without a tag are the English ones, unless others say so of themselves.
        let tag = match tag {
            Some(tag) => tag,
            None if tagged && !english => layout::default_tag(),
            None => continue,
        };
        let id = if id.is_empty() { root_name(root) } else { id };
        if is_safe_id(&id) {
            entries.push(Entry { id, tag, path: file.path.clone() });
        }
    }
    let mut by_id: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in &entries {
        by_id.entry(&entry.id).or_default().push(entry);
    }
    let complete = by_id
        .values()
        .filter(|group| group.iter().map(|entry| entry.tag.edition).collect::<BTreeSet<_>>().len() > 1);
    let groups: BTreeSet<Vec<PathBuf>> =
        complete.map(|group| group.iter().map(|entry| entry.path.clone()).collect()).collect();
    Reading { layout, score: groups.iter().map(Vec::len).sum(), groups, entries }
}

/// The name of a folder, for an article that is the whole folder.
fn root_name(root: &Path) -> String {
    let named = root.file_name().map(|name| name.to_string_lossy().into_owned());
    let real = || Some(root.canonicalize().ok()?.file_name()?.to_string_lossy().into_owned());
    named.or_else(real).unwrap_or_else(|| "article".to_owned())
}

/// Ids are relative and never climb.
fn is_safe_id(id: &str) -> bool {
    let bad = |part: &str| part.is_empty() || part == "." || part == "..";
    !id.is_empty() && !id.contains(['\\', '\0']) && !id.split('/').any(bad)
}

/// Groups entries by id; where two roots give the same id, the second gets a number.
fn articles(roots: Vec<Vec<Entry>>, regions: &[String]) -> Vec<Found> {
    let mut all: BTreeMap<String, Found> = BTreeMap::new();
    for entries in roots {
        let mut groups: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
        for entry in entries {
            groups.entry(entry.id.clone()).or_default().push(entry);
        }
        for (id, group) in groups {
            let numbered = (2..).map(|n| format!("{id}~{n}"));
            let free = std::iter::once(id.clone()).chain(numbered).find(|id| !all.contains_key(id));
            let id = free.unwrap_or(id);
            all.insert(id.clone(), article(id, group, regions));
        }
    }
    all.into_values().collect()
}

fn article(id: String, mut group: Vec<Entry>, regions: &[String]) -> Found {
    let rank = |tag: &Tag| match &tag.region {
        Some(region) => 1 + regions.iter().position(|known| known == region).unwrap_or(regions.len()),
        None => 0,
    };
    let key = |entry: &Entry| {
        (entry.tag.bare, rank(&entry.tag), walk::is_document(&entry.path), entry.path.clone())
    };
    group.sort_by_cached_key(key);
    let mut found = Found { id, ..Found::default() };
    for entry in group {
        let file = FoundFile { path: entry.path, tag: entry.tag };
        match &found.files[file.tag.edition] {
            None => {
                let edition = file.tag.edition;
                found.files[edition] = Some(file);
            }
            Some(taken) if taken.tag != file.tag => found.also.push(file),
            // A text beside the document it was taken from.
            Some(taken) if walk::is_document(&taken.path) != walk::is_document(&file.path) => {
                found.also.push(file);
            }
            Some(_) => found.twice.push(file),
        }
    }
    found
}

#[cfg(test)]
mod tests;
