//! `trialign eval`: runs the pipeline on texts with gold ladders and says how right it is.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

use trialign::config::Partial;
use trialign::error::{Error, ErrorKind, Result};
use trialign::eval::{self, GoldPair, Report, ScoredBead};
use trialign::export::Records;
use trialign::pipeline::{self, Aligned, Job, JobFile};
use trialign::text::{Article, Edition, PerEdition, Span, Tag};

use super::output;
use super::settings::Common;

/// Align texts that have gold ladders, and score the result.
///
/// GOLD is a gold.jsonl beside its editions, or a folder with en.txt, zh-Hans.txt and gold.align (one sentence a
/// line), or a folder of such folders, which is one set. Strict: all sides of a bead equal a gold bead's; lax: it
/// shares a segment pair with one.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  trialign eval corpus/*/gold.jsonl --json > scores.json")]
pub struct Args {
    /// Gold records or folders.
    #[arg(value_name = "GOLD", required = true)]
    gold: Vec<PathBuf>,
    /// Gold is aligned by verse: join beads that lie in one verse of en.verse and zh-Hans.verse first.
    #[arg(long)]
    verses: bool,
    /// One line an article, not one a set.
    #[arg(long)]
    per_article: bool,
    /// The report as JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    common: Common,
}

/// A gold ladder and the texts it is for.
struct Item {
    set: String,
    job: Job,
    gold: Vec<ScoredBead>,
    verses: Option<PerEdition<Vec<String>>>,
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<u8> {
    let settings = args.common.settings(Partial::default())?;
    let aligner = pipeline::aligner(&settings)?;
    let mut items = Vec::new();
    for path in &args.gold {
        collect(path, args, &mut items)?;
    }
    let mut sets: Vec<(String, Vec<Item>)> = Vec::new();
    for item in items {
        match sets.last_mut() {
            Some((name, items)) if *name == item.set => items.push(item),
            _ => sets.push((item.set.clone(), vec![item])),
        }
    }
    let mut reports = Vec::new();
    let mut all = Vec::new();
    for (name, items) in sets {
        // A set is a run: what the aligner learns from one article helps the others of its set only.
        let jobs: Vec<Job> = items.iter().map(|item| item.job.clone()).collect();
        let mut pairs = Vec::new();
        for (item, outcome) in items.into_iter().zip(pipeline::run(&jobs, &settings, &aligner, &|_| {})?) {
            pairs.push(item.pair(&outcome.aligned?));
            if args.per_article {
                reports.push(eval::evaluate(&outcome.id, &pairs[pairs.len() - 1..]));
            }
        }
        if !args.per_article {
            reports.push(eval::evaluate(&name, &pairs));
        }
        all.append(&mut pairs);
    }
    let total = (reports.len() > 1).then(|| eval::evaluate("all", &all));
    let report = Report { signature: pipeline::signature(&settings, &aligner), sets: reports, total };
    let text = if args.json {
        serde_json::to_string_pretty(&report).map_err(|e| Error::new(ErrorKind::Io, e.to_string()))? + "\n"
    } else {
        eval::render(&report)
    };
    output::print(&text).map(|()| 0)
}

impl Item {
    fn pair(self, done: &Aligned) -> GoldPair {
        let system = scored(&done.article, &done.ladder, self.job.segmented);
        let system =
            self.verses.as_ref().map_or(system.clone(), |verses| eval::merge_verses(&system, verses));
        GoldPair { gold: self.gold, system }
    }
}

/// Beads with the keys of their segments: spans, or line numbers where the text came cut.
fn scored(article: &Article, ladder: &trialign::bead::Ladder, by_index: bool) -> Vec<ScoredBead> {
    let key = |edition: Edition, index: usize| match article.segments(edition).get(index) {
        Some(segment) if !by_index => segment.span,
        _ => Span::new(index, index + 1),
    };
    let bead = |bead: &trialign::bead::Bead| ScoredBead {
        sides: bead.runs.map(|edition, run| run.range().map(|index| key(edition, index)).collect()),
        confidence: bead.confidence,
    };
    ladder.beads.iter().map(bead).collect()
}

fn name(path: Option<&Path>) -> String {
    let path = path.map(|path| fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf()));
    path.and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned())).unwrap_or_default()
}

fn collect(path: &Path, args: &Args, items: &mut Vec<Item>) -> Result<()> {
    if path.is_file() {
        return records(path, items);
    }
    if !path.is_dir() {
        return Err(Error::new(ErrorKind::Io, "no such file or folder")
            .at(path)
            .remedy("name a gold.jsonl or a folder"));
    }
    let before = items.len();
    one(path, &name(Some(path)), args, items)?;
    let entries = fs::read_dir(path).map_err(|e| Error::io(path, &e))?;
    let mut folders: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|p| p.is_dir()).collect();
    folders.sort();
    for folder in folders {
        one(&folder, &name(Some(path)), args, items)?;
    }
    if items.len() == before {
        return Err(Error::new(ErrorKind::Input, "no gold.jsonl or gold.align in this folder or one below")
            .at(path)
            .remedy("name the folder that holds en.txt, zh-Hans.txt and gold.align"));
    }
    Ok(())
}

/// The gold of one folder, if it has any.
fn one(folder: &Path, set: &str, args: &Args, items: &mut Vec<Item>) -> Result<()> {
    if folder.join("gold.jsonl").is_file() {
        return records(&folder.join("gold.jsonl"), items);
    }
    let gold = folder.join("gold.align");
    if !gold.is_file() {
        return Ok(());
    }
    let text = fs::read_to_string(&gold).map_err(|e| Error::io(&gold, &e))?;
    let file = |edition: Edition| {
        let path = folder.join(format!("{edition}.txt"));
        path.is_file().then(|| JobFile { path, tag: Tag::from(edition) })
    };
    let files = PerEdition(Edition::ALL.map(file));
    let verses = if args.verses { Some(verses(folder, &files)?) } else { None };
    items.push(Item {
        set: set.to_owned(),
        job: Job { id: name(Some(folder)), files, segmented: true },
        gold: eval::parse_gold(&text, &gold)?,
        verses,
    });
    Ok(())
}

fn verses(folder: &Path, files: &PerEdition<Option<JobFile>>) -> Result<PerEdition<Vec<String>>> {
    let mut verses = PerEdition::<Vec<String>>::default();
    for (edition, _) in files.iter().filter(|(_, file)| file.is_some()) {
        let path = folder.join(format!("{edition}.verse"));
        let text = fs::read_to_string(&path).map_err(|e| Error::io(&path, &e).remedy("--verses needs it"))?;
        verses[edition] = text.lines().map(|line| line.trim().to_owned()).collect();
    }
    Ok(verses)
}

/// The articles of a gold record; its paths are relative to its folder.
fn records(path: &Path, items: &mut Vec<Item>) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let parent = fs::canonicalize(path).ok().and_then(|path| path.ancestors().nth(2).map(Path::to_path_buf));
    let file = File::open(path).map_err(|e| Error::io(path, &e))?;
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
        items.push(Item {
            set: name(parent.as_deref()),
            gold: scored(&article, &ladder, false),
            job: Job { id: article.id, files, segmented: false },
            verses: None,
        });
    }
    Ok(())
}
