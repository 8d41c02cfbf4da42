//! Which layout a root has.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::entry::{Entry, File, is_safe_id};
use super::{DiscoverOptions, Discovery, Explanation, Layout, layout, pattern};
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Edition, Tag};

/// A way to read the files of a root: entries, and how many files stand in groups of two editions and more.
#[derive(Clone)]
struct Reading {
    layout: Layout,
    entries: Vec<Entry>,
    score: usize,
    groups: BTreeSet<Vec<PathBuf>>,
}

impl Reading {
    /// Whether a file stands in other company in another reading.
    fn contradicts(&self, other: &Reading) -> bool {
        let own: BTreeSet<&PathBuf> = self.groups.iter().flatten().collect();
        let shared = |group: &&Vec<PathBuf>| group.iter().any(|path| own.contains(path));
        other.groups.iter().filter(shared).any(|group| !self.groups.contains(group))
    }

    /// Takes the articles of another reading whose files stand alone in this one: a README by its suffix beside a tree of
    /// documentation. Whether there were any.
    fn takes_up(&mut self, other: &Reading) -> bool {
        let own: BTreeSet<&PathBuf> = self.groups.iter().flatten().collect();
        let free = |group: &&Vec<PathBuf>| !group.iter().any(|path| own.contains(path));
        let groups: Vec<&Vec<PathBuf>> = other.groups.iter().filter(free).collect();
        let paths: BTreeSet<&PathBuf> = groups.iter().copied().flatten().collect();
        let mut kept: Vec<Entry> =
            self.entries.iter().filter(|entry| !paths.contains(&entry.path)).cloned().collect();
        let ids: BTreeSet<&str> = kept.iter().map(|entry| entry.id.as_str()).collect();
        let fits = |entry: &&Entry| paths.contains(&entry.path) && !ids.contains(entry.id.as_str());
        let taken: Vec<Entry> = other.entries.iter().filter(fits).cloned().collect();
        if taken.len() < paths.len() || taken.is_empty() {
            return false;
        }
        kept.extend(taken);
        self.groups.extend(groups.into_iter().cloned());
        self.entries = kept;
        true
    }
}

pub(super) fn recognise(
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
            let plain = by_layout(layout, root, files, &instances);
            let apart = apart(root, files);
            let taken = plain.layout == apart.layout && apart.score > plain.score;
            vec![if taken { apart } else { plain }]
        }
        (None, None) => {
            let mut all = Layout::RECOGNISED.map(|layout| by_layout(layout, root, files, &instances));
            // A guess at where the English is must join more than every layout that is plain to see.
            let apart = apart(root, files);
            if all.iter().all(|reading| reading.score < apart.score) {
                all.iter_mut().filter(|r| r.layout == apart.layout).for_each(|r| *r = apart.clone());
            }
            match all.iter().all(|reading| reading.score == 0) {
                true => all
                    .into_iter()
                    .map(|r| if r.layout == Layout::Suffix { suffix(root, files, true) } else { r })
                    .collect(),
                false => all.into(),
            }
        }
    };
    for reading in readings.iter().filter(|reading| reading.score > 0) {
        found.explain.push(Explanation::Candidate(format!(
            "{}: {} would put {} of {} files into articles with two editions or more",
            root.display(),
            reading.layout,
            reading.score,
            files.len()
        )));
    }
    let best = readings.iter().map(|reading| reading.score).max().unwrap_or(0);
    let rank = |reading: &Reading| if best > 0 { reading.score } else { reading.entries.len() };
    let top = readings.iter().map(rank).max().unwrap_or(0);
    let mut first: Option<Reading> = None;
    let mut others = Vec::new();
    for reading in readings {
        let is_top = rank(&reading) == top && top > 0;
        match &first {
            None if is_top => first = Some(reading),
            Some(chosen) if is_top && best > 0 && chosen.contradicts(&reading) => {
                return Err(tie(root, chosen.layout, reading.layout));
            }
            _ => others.push(reading),
        }
    }
    let Some(mut chosen) = first else {
        found.unused.extend(files.iter().map(|file| file.path.clone()));
        return Ok(Vec::new());
    };
    others.sort_by_key(|reading| std::cmp::Reverse(reading.score));
    let mut layouts = vec![chosen.layout];
    for other in others {
        if chosen.takes_up(&other) {
            layouts.push(other.layout);
        }
    }
    let used: BTreeSet<&Path> = chosen.entries.iter().map(|entry| entry.path.as_path()).collect();
    let unused = files.iter().filter(|file| !used.contains(file.path.as_path()));
    found.unused.extend(unused.map(|file| file.path.clone()));
    let names = layouts.iter().map(|layout| layout.name()).collect::<Vec<_>>().join(" and ");
    found.explain.push(Explanation::Taken(format!("{}: recognised as {names}", root.display())));
    found.layouts.push((root.to_path_buf(), chosen.layout));
    Ok(chosen.entries)
}

/// How a layout reads the files.
fn by_layout(layout: Layout, root: &Path, files: &[File], instances: &BTreeSet<String>) -> Reading {
    if layout == Layout::Suffix {
        return suffix(root, files, false);
    }
    let plain = reading(layout, root, files, |name| layout::place(layout, name, instances));
    if layout == Layout::Siblings {
        let nested = reading(layout, root, files, layout::place_nested);
        return if nested.score > plain.score { nested } else { plain };
    }
    if !matches!(layout, Layout::Tree | Layout::RootDefault) {
        return plain;
    }
    // The names may say the language once more; they are read so only where that joins more files.
    let twice = reading(layout, root, files, |name| layout::place_twice(layout, name));
    if twice.score > plain.score { twice } else { plain }
}

/// The root default where the English of `docs/zh/foo.md` may be `foo.md` or `docs/src/foo.md`.
fn apart(root: &Path, files: &[File]) -> Reading {
    let names: BTreeSet<&str> = files.iter().map(|file| layout::without_extension(&file.name)).collect();
    let folders = layout::english_folders(&names);
    reading(Layout::RootDefault, root, files, |name| layout::place_apart(name, &folders, &names))
}

fn suffix(root: &Path, files: &[File], any: bool) -> Reading {
    let places = layout::suffixes(files.iter().map(|file| file.name.as_str()), any);
    reading(Layout::Suffix, root, files, |name| places.get(name).cloned())
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
    let mut editions: BTreeMap<String, BTreeSet<Edition>> = BTreeMap::new();
    for (_, (id, tag)) in &placed {
        editions.entry(id.to_lowercase()).or_default().extend(tag.as_ref().map(|tag| tag.edition));
    }
    let translated =
        |id: &str| editions.get(&id.to_lowercase()).is_some_and(|all| all.iter().any(|e| e.is_chinese()));
    let mut entries = Vec::new();
    for (file, (id, tag)) in placed {
        let others = || editions.get(&id.to_lowercase()).map(|all| Edition::ALL.map(|e| all.contains(&e)));
        // Files without a tag are the English ones, unless others say so of themselves: then they are those of articles
        // that lack it. What is Chinese may be what the others translate.
        let tag = match (tag, others()) {
            (Some(_), Some(others))
                if layout == Layout::Folder
                    && is_alone(others)
                    && is_short(&file.name)
                    && file.chinese().is_none() =>
            {
                continue;
            }
            (Some(tag), _) => tag,
            (None, _) if tagged && layout::is_of_another_language(&id, translated) => continue,
            (None, Some(others))
                if tagged && (others.contains(&true) || !english) && file.chinese().is_some() =>
            {
                let own = file.chinese().filter(|own| others.contains(&true) && !others[*own as usize]);
                let Some(own) = own else { continue };
                Tag::from(own)
            }
            (None, _) if tagged && !english => layout::default_tag(),
            (None, Some([false, hans, hant])) if hans || hant => layout::default_tag(),
            _ => continue,
        };
        let id = if id.is_empty() { root_name(root) } else { id };
        if is_safe_id(&id) {
            entries.push(Entry { id, tag, path: file.path.clone() });
        }
    }
    one_case(&mut entries);
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

fn is_alone(editions: [bool; 3]) -> bool {
    editions.into_iter().filter(|there| *there).count() < 2
}

/// Whether a file is called by a code that may mean anything: `sc.html` of Software Carpentry, `hk.md` among `us.md` and
/// `de.md`.
fn is_short(name: &str) -> bool {
    let name = layout::without_extension(name).rsplit('/').next().unwrap_or_default().to_lowercase();
    !name.starts_with("zh") && !name.starts_with("en") && name.len() <= 3
}

/// Ids that differ only in case (`Talk_en`, `talk_CN`) are one article, where each edition is there once.
fn one_case(entries: &mut [Entry]) {
    let mut folded: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        folded.entry(entry.id.to_lowercase()).or_default().push(at);
    }
    for group in folded.values() {
        let editions: BTreeSet<Edition> = group.iter().map(|at| entries[*at].tag.edition).collect();
        let Some(first) = group.iter().min_by_key(|at| entries[**at].tag.edition) else { continue };
        let id = entries[*first].id.clone();
        if editions.len() == group.len() {
            group.iter().for_each(|at| entries[*at].id.clone_from(&id));
        }
    }
}

/// The name of a folder, for an article that is the whole folder.
pub(super) fn root_name(root: &Path) -> String {
    let named = root.file_name().map(|name| name.to_string_lossy().into_owned());
    let real = || Some(root.canonicalize().ok()?.file_name()?.to_string_lossy().into_owned());
    named.or_else(real).unwrap_or_else(|| "article".to_owned())
}
