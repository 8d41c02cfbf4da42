//! The layouts: each says, from a file's path alone, which article it belongs to and in which language.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::text::{Edition, Tag, is_other_language, split_name, split_names};

/// How the editions of an article are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Layout {
    /// `<article>/{en,zh-Hans,zh-Hant}.txt`
    Folder,
    /// `about.en.md`, `about.zh-cn.md`, `about_zh.md`; without a tag: English.
    Suffix,
    /// `i18n/zh-Hans/docusaurus-plugin-content-docs/current/x.md` beside `docs/x.md`
    Docusaurus,
    /// `content/{en,zh-cn,zh-tw}/…`
    Tree,
    /// `docs/zh/foo.md` beside `docs/foo.md`
    RootDefault,
    /// `book/`, `book-zh/`, `book-zh-tw/`
    Siblings,
    /// A pattern with `@lang` and `@path`.
    Pattern,
    /// A CSV or JSONL file that lists the articles.
    Manifest,
    /// The files were named one by one.
    Named,
}

impl Layout {
    /// The layouts that are recognised by themselves, the plainest first.
    pub(super) const RECOGNISED: [Layout; 6] = [
        Layout::Folder,
        Layout::Suffix,
        Layout::Docusaurus,
        Layout::Tree,
        Layout::RootDefault,
        Layout::Siblings,
    ];

    /// Its name, as messages say it.
    pub fn name(self) -> &'static str {
        match self {
            Layout::Folder => "one folder an article",
            Layout::Suffix => "suffix",
            Layout::Docusaurus => "Docusaurus",
            Layout::Tree => "parallel tree",
            Layout::RootDefault => "root default",
            Layout::Siblings => "sibling repositories",
            Layout::Pattern => "pattern",
            Layout::Manifest => "manifest",
            Layout::Named => "named files",
        }
    }

    /// Its name where it is chosen by hand, such as `root-default`.
    pub fn key(self) -> &'static str {
        match self {
            Layout::Folder => "folder",
            Layout::Suffix => "suffix",
            Layout::Docusaurus => "docusaurus",
            Layout::Tree => "tree",
            Layout::RootDefault => "root-default",
            Layout::Siblings => "siblings",
            Layout::Pattern => "pattern",
            Layout::Manifest => "manifest",
            Layout::Named => "named",
        }
    }
}

impl std::str::FromStr for Layout {
    type Err = String;

    /// One of the layouts that can be chosen by hand.
    fn from_str(key: &str) -> Result<Layout, String> {
        let known = Layout::RECOGNISED.map(Layout::key).join(", ");
        let found = Layout::RECOGNISED.into_iter().find(|layout| layout.key() == key);
        found.ok_or_else(|| format!("'{key}' is not one of {known}"))
    }
}

impl fmt::Display for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a layout says of a file: the article's id, and its tag (`None`: not tagged, English by default).
pub(super) type Place = (String, Option<Tag>);

/// The place of a file, by its path below the root, with `/` and with its extension; `instances` are those of Docusaurus.
pub(super) fn place(layout: Layout, path: &str, instances: &BTreeSet<String>) -> Option<Place> {
    let stem = without_extension(path);
    let parts: Vec<&str> = stem.split('/').collect();
    match layout {
        Layout::Folder => folder(&parts),
        Layout::Docusaurus => docusaurus(&parts, instances),
        Layout::Tree => tree(&parts),
        Layout::RootDefault => Some(tree(&parts).unwrap_or_else(|| (stem.to_owned(), None))),
        Layout::Siblings => siblings(&parts),
        _ => None,
    }
}

pub(super) fn without_extension(path: &str) -> &str {
    match path.rfind('.') {
        Some(at) if at > path.rfind('/').map_or(0, |slash| slash + 1) => &path[..at],
        _ => path,
    }
}

fn tag(text: &str) -> Option<Tag> {
    text.parse().ok()
}

fn folder(parts: &[&str]) -> Option<Place> {
    let (name, folders) = parts.split_last()?;
    Some((folders.join("/"), Some(tag(name)?)))
}

/// The places of all files by `Layout::Suffix`: the other files of a folder tell what is a tag in front of a name or
/// inside it. `any`: also where English is not among them.
pub(super) fn suffixes<'a>(paths: impl Iterator<Item = &'a str>, any: bool) -> BTreeMap<&'a str, Place> {
    let mut folders: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for path in paths {
        let stem = without_extension(path);
        let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
        if tag(name).is_none() {
            folders.entry(folder).or_default().push((path, name));
        }
    }
    let mut out = BTreeMap::new();
    for (folder, files) in folders {
        let names: Vec<&str> = files.iter().map(|(_, name)| *name).collect();
        for ((path, _), (base, tag)) in files.iter().zip(split_names(&names, any)) {
            let id = if folder.is_empty() { base } else { format!("{folder}/{base}") };
            out.insert(*path, (id, tag));
        }
    }
    out
}

/// As [`place`] by a layout with a folder a language, where the names carry the language too: `en/talk_en.txt`.
pub(super) fn place_twice(layout: Layout, path: &str) -> Option<Place> {
    let (id, folder) = place(layout, path, &BTreeSet::new())?;
    let (above, name) = match id.rsplit_once('/') {
        Some((above, name)) => (Some(above), name),
        None => (None, id.as_str()),
    };
    let (base, tag) = split_name(name);
    if tag.map(|tag| tag.edition) != folder.as_ref().map(|tag| tag.edition) {
        return Some((id, folder));
    }
    let id = above.map_or_else(|| base.to_owned(), |above| format!("{above}/{base}"));
    Some((id, folder))
}

/// Where a file in the folder of a language may have its English: beside that folder, above the folder around it, or in
/// another folder of the one around it.
struct Homes {
    around: String,
    beside: String,
    above: Option<String>,
    rest: String,
    tag: Tag,
}

impl Homes {
    fn of(parts: &[&str]) -> Option<Homes> {
        let folders = parts.len().saturating_sub(1);
        let at = parts[..folders].iter().position(|part| tag(part).is_some())?;
        let (before, rest) = (&parts[..at], &parts[at + 1..]);
        let id = |before: &[&str]| before.iter().chain(rest).copied().collect::<Vec<_>>().join("/");
        let above = before.split_last().map(|(_, before)| id(before));
        let (around, beside) = (before.join("/"), id(before));
        Some(Homes { around, beside, above, rest: rest.join("/"), tag: tag(parts[at])? })
    }

    /// The id of the English, where it is not beside the folder and is where those of the `folder` are.
    fn english(&self, folder: &EnglishFolder, names: &BTreeSet<&str>) -> Option<String> {
        let id = match folder {
            EnglishFolder::Above => self.above.clone()?,
            EnglishFolder::Within(name) => join(&self.around, name, &self.rest),
        };
        (names.contains(id.as_str()) && !names.contains(self.beside.as_str())).then_some(id)
    }
}

fn join(around: &str, folder: &str, rest: &str) -> String {
    if around.is_empty() { format!("{folder}/{rest}") } else { format!("{around}/{folder}/{rest}") }
}

/// Where the English of the folders of languages lies, when it is not beside them.
pub(super) enum EnglishFolder {
    /// `foo.md` of `docs/zh/foo.md`
    Above,
    /// `docs/src/foo.md` of `docs/zh/foo.md`, as mdBook has it
    Within(String),
}

/// The folders of translations whose English mostly is not beside them, and where it is; `names` are those of all files,
/// without their extensions.
pub(super) fn english_folders(names: &BTreeSet<&str>) -> BTreeMap<String, EnglishFolder> {
    let all: Vec<Vec<&str>> = names.iter().map(|name| name.split('/').collect()).collect();
    let mut count: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut translated = BTreeSet::new();
    for homes in all.iter().filter_map(|parts| Homes::of(parts)) {
        let is_above = homes.english(&EnglishFolder::Above, names).is_some();
        let is_beside = homes.tag.edition == Edition::En || names.contains(homes.beside.as_str());
        let (beside, above) = count.entry(homes.around.clone()).or_default();
        *beside += usize::from(is_beside);
        *above += usize::from(is_above);
        if homes.tag.edition.is_chinese() {
            translated.insert((homes.around, homes.rest));
        }
    }
    let within = within(&all, &translated);
    let take = |(around, (beside, above)): (String, (usize, usize))| {
        let folder = within.get(&around).filter(|(_, inside)| *inside > beside.max(above));
        let folder = folder.map(|(name, _)| EnglishFolder::Within((*name).to_owned()));
        Some((around, folder.or((above > beside).then_some(EnglishFolder::Above))?))
    };
    count.into_iter().filter_map(take).collect()
}

/// For each folder around those of languages, the one in it that no language names and that has most of what is
/// `translated`, more than half of it, with how many files that are.
fn within<'a>(
    all: &[Vec<&'a str>],
    translated: &BTreeSet<(String, String)>,
) -> BTreeMap<String, (&'a str, usize)> {
    let mut inside: BTreeMap<(String, &str), usize> = BTreeMap::new();
    for parts in all {
        let is_free = |name: &str| tag(name).is_none() && !is_other_language(name);
        for at in (0..parts.len().saturating_sub(1)).filter(|at| is_free(parts[*at])) {
            let home = (parts[..at].join("/"), parts[at + 1..].join("/"));
            if translated.contains(&home) {
                *inside.entry((home.0, parts[at])).or_default() += 1;
            }
        }
    }
    let mut best: BTreeMap<String, (&str, usize)> = BTreeMap::new();
    for ((around, name), files) in inside {
        let of = translated.iter().filter(|(folder, _)| *folder == around).count();
        let more = best.get(&around).is_none_or(|(_, most)| files > *most);
        if files > 1 && files * 2 > of && more {
            best.insert(around, (name, files));
        }
    }
    best
}

/// As [`place`] by the root default, where translations may be of what lies in one of the `folders`.
pub(super) fn place_apart(
    path: &str,
    folders: &BTreeMap<String, EnglishFolder>,
    names: &BTreeSet<&str>,
) -> Option<Place> {
    let parts: Vec<&str> = without_extension(path).split('/').collect();
    let is_other =
        |at: &usize| is_other_language(parts[*at]) && folders.contains_key(&parts[..*at].join("/"));
    if (0..parts.len() - 1).any(|at| is_other(&at)) {
        return None;
    }
    let homes = Homes::of(&parts);
    let id = |homes: &Homes| homes.english(folders.get(&homes.around)?, names);
    match homes.as_ref().and_then(|homes| Some((id(homes)?, homes.tag.clone()))) {
        Some((id, tag)) => Some((id, Some(tag))),
        None => place(Layout::RootDefault, path, &BTreeSet::new()),
    }
}

fn tree(parts: &[&str]) -> Option<Place> {
    Homes::of(parts).map(|homes| (homes.beside, Some(homes.tag)))
}

/// Where Docusaurus keeps the English of versions that were released.
const VERSIONED: &str = "versioned_docs";

/// Further instances of the plugin for documents that a site has translations for, by their ids; the English of one lies
/// in a folder of that name.
pub(super) fn instances<'a>(paths: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    let id = |path: &str| {
        let parts: Vec<&str> = path.split('/').collect();
        let at = parts.iter().position(|part| *part == "i18n")?;
        let id = parts.get(at + 2)?.strip_prefix("docusaurus-plugin-content-docs-")?;
        (!id.is_empty()).then(|| id.to_owned())
    };
    paths.filter_map(id).collect()
}

fn docusaurus(parts: &[&str], instances: &BTreeSet<String>) -> Option<Place> {
    if let Some(at) = parts.iter().position(|part| *part == "i18n") {
        let tag = tag(parts.get(at + 1)?)?;
        let plugin = parts.get(at + 2)?.strip_prefix("docusaurus-plugin-content-")?;
        let rest = &parts[at + 3..];
        let instance = plugin.strip_prefix("docs-");
        let docs = plugin == "docs" || instance.is_some();
        let rest = match rest.first() {
            Some(&"current") if docs => &rest[1..],
            _ => rest,
        };
        let versioned = docs && rest.first().is_some_and(|first| first.starts_with("version-"));
        let folder = match (instance, versioned) {
            (None, true) => VERSIONED.to_owned(),
            (Some(own), true) => format!("{own}_{VERSIONED}"),
            (own, false) => own.unwrap_or(plugin).to_owned(),
        };
        let id = [folder.as_str()].into_iter().chain(rest.iter().copied()).collect::<Vec<_>>().join("/");
        return (!rest.is_empty()).then_some((id, Some(tag)));
    }
    let own = |part: &str| {
        let name = part.strip_suffix(VERSIONED).and_then(|name| name.strip_suffix('_')).unwrap_or(part);
        matches!(part, "docs" | "blog" | "pages" | VERSIONED) || instances.contains(name)
    };
    let at = parts[..parts.len() - 1].iter().position(|part| own(part))?;
    Some((parts[at..].join("/"), None))
}

fn siblings(parts: &[&str]) -> Option<Place> {
    (parts.len() > 1).then(|| sibling(parts, 0))
}

/// As [`place`] by siblings, wherever they lie: `src/book_en/x.md` and `src/book_zh/x.md`.
pub(super) fn place_nested(path: &str) -> Option<Place> {
    let parts: Vec<&str> = without_extension(path).split('/').collect();
    let (_, folders) = parts.split_last()?;
    let tagged = folders.iter().position(|part| split_name(part).1.is_some());
    Some(tagged.map_or_else(|| (parts.join("/"), None), |at| sibling(&parts, at)))
}

/// The place of a file whose folder `at` may name its language.
fn sibling(parts: &[&str], at: usize) -> Place {
    let (base, tag) = split_name(parts[at]);
    let id: Vec<&str> = parts[..at].iter().chain([&base]).chain(&parts[at + 1..]).copied().collect();
    (id.join("/"), tag)
}

/// Whether an id without a tag names a language that is neither English nor Chinese: `docs/ja/foo` or `README.ja`, where an
/// article of that name without it `is_translated` into Chinese.
pub(super) fn is_of_another_language(id: &str, is_translated: impl Fn(&str) -> bool) -> bool {
    let mut start = 0;
    id.split('/').any(|part| {
        let (from, to) = (start, start + part.len());
        start = to + 1;
        let whole = || {
            to < id.len()
                && is_other_language(part)
                && is_translated(&format!("{}{}", &id[..from], &id[to + 1..]))
        };
        let ends = part.match_indices(['.', '_', '-']).filter(|(at, _)| *at > 0);
        let mut ends = ends.filter(|(at, _)| is_other_language(&part[at + 1..]));
        whole() || ends.any(|(at, _)| is_translated(&format!("{}{}", &id[..from + at], &id[to..])))
    })
}

/// The tag of a file that has none: English.
pub(super) fn default_tag() -> Tag {
    Tag::from(Edition::En)
}
