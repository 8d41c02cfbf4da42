//! Gold ladders found under the paths of a call, with the texts they are for.

mod about;
mod check;

use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use super::{Job, JobFile, prepare};
use crate::bead::{Bead, Flag, Ladder, Run};
use crate::config::Settings;
use crate::error::{Error, ErrorKind, Result};
use crate::eval::{self, GoldPair, ScoredBead};
use crate::export::Records;
use crate::input;
use crate::text::{Article, Edition, PerEdition, Span, Tag};

pub use about::{About, Split};
pub use check::check_gold;

/// The name of a gold record.
const RECORD: &str = "gold.jsonl";

/// A gold ladder and the texts it is for.
#[derive(Debug, Clone)]
pub struct Gold {
    /// The set it belongs to: a run of its own.
    pub set: String,
    /// What its `article.toml` says.
    pub about: About,
    /// How to read the texts.
    pub job: Job,
    /// The gold beads by segment keys.
    pub beads: Vec<ScoredBead>,
    /// The verse of each segment, where gold is aligned by verse.
    pub verses: Option<PerEdition<Vec<String>>>,
    record: Option<(Article, Ladder)>,
}

impl Gold {
    /// The gold ladders under `paths`: records (`gold.jsonl`), folders with `gold.align`, folders of such folders.
    ///
    /// # Errors
    /// `Io` where a path is not there, `Input` where it holds no gold or the gold is no ladder.
    pub fn collect(paths: &[PathBuf], verses: bool) -> Result<Vec<Gold>> {
        let mut items = Vec::new();
        for path in paths {
            collect(path, verses, &mut items)?;
        }
        Ok(items)
    }

    /// The items of one split; all of them where `split` is `None`.
    ///
    /// # Errors
    /// `Input` where none is left.
    pub fn of_split(items: Vec<Gold>, split: Option<Split>) -> Result<Vec<Gold>> {
        let Some(split) = split else { return Ok(items) };
        let kept: Vec<Gold> = items.into_iter().filter(|item| item.about.split == Some(split)).collect();
        if kept.is_empty() {
            let message = format!("no article of the split {split}");
            return Err(Error::new(ErrorKind::Input, message)
                .remedy("article.toml beside a gold ladder says `split = \"train\"`, \"dev\" or \"test\""));
        }
        Ok(kept)
    }

    /// Those whose texts and ladders can be read and fit each other, and why the others do not: their beads cross, or a
    /// line is in two of them.
    pub fn usable(gold: Vec<Gold>, settings: &Settings) -> (Vec<Gold>, Vec<Error>) {
        let mut faults = Vec::new();
        let usable = gold.into_iter().filter(|item| match item.texts(settings) {
            Ok(_) => true,
            Err(fault) => {
                faults.push(fault);
                false
            }
        });
        (usable.collect(), faults)
    }

    /// The texts cut as gold has them, and the gold ladder over them.
    ///
    /// # Errors
    /// As reading the texts; `Input` where the ladder does not fit them.
    pub fn texts(&self, settings: &Settings) -> Result<(Article, Ladder)> {
        if let Some(record) = &self.record {
            return Ok(record.clone());
        }
        let article = prepare(&self.job, settings, &mut Vec::new())?;
        let lengths = PerEdition(Edition::ALL.map(|e| article.segments(e).len()));
        let ladder = self.ladder(lengths).map_err(|fault| {
            Error::new(ErrorKind::Input, format!("{}: gold: {fault}", self.job.id))
                .remedy("mend the gold: a ladder cannot have its beads in this order")
        })?;
        Ok((article, ladder))
    }

    /// The beads as runs; lines that gold leaves out become null beads. The error names the bead that crosses another or
    /// whose lines do not follow each other.
    fn ladder(&self, lengths: PerEdition<usize>) -> std::result::Result<Ladder, String> {
        let mut next = PerEdition([0usize; 3]);
        let mut beads = Vec::new();
        let end = ScoredBead {
            sides: lengths.map(|_, length| vec![Span::new(*length, *length)]),
            ..ScoredBead::default()
        };
        for (number, gold) in self.beads.iter().chain([&end]).enumerate() {
            let mut bead = Bead::default();
            for edition in Edition::ALL {
                let lines = &gold.sides[edition];
                let first = lines.first().map_or(next[edition], |span| span.start);
                let follow = lines.iter().enumerate().all(|(k, span)| span.start == first + k);
                if first < next[edition] || !follow {
                    let fault = if follow {
                        "crosses the bead before"
                    } else {
                        "has lines that do not follow each other"
                    };
                    return Err(format!("bead {} {fault} ({edition} line {first})", number + 1));
                }
                while next[edition] < first {
                    let mut skipped = Bead::default();
                    skipped.runs[edition] = Run::new(next[edition], 1);
                    beads.push(skipped);
                    next[edition] += 1;
                }
            }
            for (edition, lines) in gold.sides.iter() {
                bead.runs[edition] = Run::new(next[edition], lines.len());
                next[edition] += lines.len();
            }
            beads.push(bead);
        }
        // the last stands for the end of the texts
        beads.pop();
        let ladder = Ladder { beads };
        ladder.check(lengths).map(|()| ladder)
    }

    /// Gold and system ladder, ready to score.
    pub fn pair(&self, article: &Article, ladder: &Ladder) -> GoldPair {
        let system = scored(article, ladder, self.job.segmented);
        let system =
            self.verses.as_ref().map_or(system.clone(), |verses| eval::merge_verses(&system, verses));
        GoldPair { gold: self.beads.clone(), system }
    }
}

/// Beads with the keys of their segments: spans, or line numbers where the text came cut.
fn scored(article: &Article, ladder: &Ladder, by_index: bool) -> Vec<ScoredBead> {
    let key = |edition: Edition, index: usize| match article.segments(edition).get(index) {
        Some(segment) if !by_index => segment.span,
        _ => Span::new(index, index + 1),
    };
    let bead = |bead: &Bead| ScoredBead {
        sides: bead.runs.map(|edition, run| run.range().map(|index| key(edition, index)).collect()),
        confidence: bead.confidence,
        debatable: bead.flags.contains(&Flag::DEBATABLE),
    };
    ladder.beads.iter().map(bead).collect()
}

fn name(path: Option<&Path>) -> String {
    let path = path.map(|path| fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf()));
    path.and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned())).unwrap_or_default()
}

fn collect(path: &Path, with_verses: bool, items: &mut Vec<Gold>) -> Result<()> {
    if path.is_file() {
        return records(path, items);
    }
    if !path.is_dir() {
        return Err(Error::new(ErrorKind::Io, "no such file or folder")
            .at(path)
            .remedy("name a gold.jsonl or a folder"));
    }
    let before = items.len();
    one(path, &name(Some(path)), with_verses, items)?;
    for folder in folders(path)? {
        one(&folder, &name(Some(path)), with_verses, items)?;
    }
    if items.len() == before {
        return Err(Error::new(ErrorKind::Input, "no gold.jsonl or gold.align in this folder or one below")
            .at(path)
            .remedy("name the folder that holds en.txt, zh-Hans.txt and gold.align"));
    }
    Ok(())
}

/// The folders in a folder, in order.
fn folders(path: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(path).map_err(|e| Error::io(path, &e))?;
    let mut folders: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|p| p.is_dir()).collect();
    folders.sort();
    Ok(folders)
}

/// The gold of one folder, if it has any.
fn one(folder: &Path, set: &str, with_verses: bool, items: &mut Vec<Gold>) -> Result<()> {
    if folder.join(RECORD).is_file() {
        return records(&folder.join(RECORD), items);
    }
    let gold = folder.join("gold.align");
    if !gold.is_file() {
        return Ok(());
    }
    let text = input::text(&gold, input::TABLE)?;
    let file = |edition: Edition| {
        let path = folder.join(format!("{edition}.txt"));
        path.is_file().then(|| JobFile { path, tag: Tag::from(edition) })
    };
    let files = PerEdition(Edition::ALL.map(file));
    let verses = if with_verses { Some(verses(folder, &files)?) } else { None };
    items.push(Gold {
        set: set.to_owned(),
        about: About::read(folder)?,
        job: Job { id: name(Some(folder)), files, segmented: true },
        beads: eval::parse_gold(&text, &gold)?,
        verses,
        record: None,
    });
    Ok(())
}

fn verses(folder: &Path, files: &PerEdition<Option<JobFile>>) -> Result<PerEdition<Vec<String>>> {
    let mut verses = PerEdition::<Vec<String>>::default();
    for (edition, _) in files.iter().filter(|(_, file)| file.is_some()) {
        let path = folder.join(format!("{edition}.verse"));
        let text = input::text(&path, input::TABLE).map_err(|e| e.remedy("--verses needs it"))?;
        verses[edition] = text.lines().map(|line| line.trim().to_owned()).collect();
    }
    Ok(verses)
}

/// The articles of a gold record; its paths are relative to its folder.
fn records(path: &Path, items: &mut Vec<Gold>) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let parent = fs::canonicalize(path).ok().and_then(|path| path.ancestors().nth(2).map(Path::to_path_buf));
    let file = input::open(path)?;
    let about = About::read(folder)?;
    let mut records = Records::new(BufReader::new(file), path);
    while let Some(record) = records.next() {
        let record = record?;
        let fault = |message: String| Error::new(ErrorKind::Input, message).at(path).line(records.line());
        let (article, ladder) = record.parts().map_err(fault)?;
        let mut files = PerEdition::<Option<JobFile>>::default();
        for (edition, text) in article.present() {
            let tag: Tag = text.tag.parse().map_err(|e: String| fault(e))?;
            files[edition] = Some(JobFile { path: folder.join(&text.path), tag });
        }
        items.push(Gold {
            set: name(parent.as_deref()),
            about: about.clone(),
            beads: scored(&article, &ladder, false),
            job: Job { id: article.id.clone(), files, segmented: false },
            verses: None,
            record: Some((article, ladder)),
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of two sets of lines with this gold.
    fn folder(gold: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("en.txt"), "One.\nTwo.\nThree.\n").unwrap();
        fs::write(folder.path().join("zh-Hans.txt"), "一。\n二。\n三。\n").unwrap();
        fs::write(folder.path().join("gold.align"), gold).unwrap();
        folder
    }

    #[test]
    fn gold_that_no_ladder_has_is_named_and_left_out() {
        let usable = |gold: &str| {
            let folder = folder(gold);
            let found = Gold::collect(&[folder.path().to_path_buf()], false).unwrap();
            let (usable, faults) = Gold::usable(found, &Settings::default());
            (usable.len(), faults.iter().map(ToString::to_string).collect::<String>())
        };
        // a line that gold leaves out, in the middle or at the end, stands alone
        assert_eq!(usable("[0]:[0]\n[2]:[1]\n"), (1, String::new()));
        let (count, fault) = usable("[0]:[1]\n[1]:[0]\n[2]:[2]\n");
        assert!(count == 0 && fault.contains("bead 2 crosses the bead before"), "{fault}");
        let (count, fault) = usable("[0, 2]:[0]\n[1]:[1, 2]\n");
        assert!(count == 0 && fault.contains("bead 1 has lines that do not follow each other"), "{fault}");
    }
}
