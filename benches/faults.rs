//! Fault injection: plants one fault at a time in the articles of `corpus/` and asks whether its rule finds it.
//!
//! `cargo bench --bench faults`; with `-- NAME` only the faults whose name holds NAME. With `TRIALIGN_UPDATE=1` what was
//! found is written to `faults.tsv` beside this, from which the table in `docs/check.md` is made (`tests/it/check_docs.rs`).

#[path = "faults/corpus.rs"]
mod corpus;
#[path = "faults/plant.rs"]
mod plant;
#[path = "faults/report.rs"]
mod report;

use std::collections::{BTreeMap, BTreeSet};

use trialign::align::Aligner;
use trialign::check::glossary::Glossary;
use trialign::check::{Finding, RuleId};
use trialign::config::{Level, RuleLevel, Settings};
use trialign::pipeline::check::{self, CheckOptions, locks};
use trialign::pipeline::{self, omissions};
use trialign::text::Edition;

use corpus::{Gold, folder, jobs};
use plant::{Fault, PLANTS, STRUCTURE};

/// Faults of each kind, spread over the articles.
const PER_KIND: usize = 60;

fn main() {
    let only: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let corpus = corpus::read();
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let kept = std::env::var_os("FAULTS_DIR").map(std::path::PathBuf::from);
    let root = kept.as_deref().unwrap_or(temporary.path());
    let mut report = report::Report::read();
    let base = untouched(&corpus, &mut report);
    held_out(&mut report);
    println!("\n| planted fault | rule | planted | found | recall |\n|---|---|---|---|---|");
    for plant in PLANTS.iter().chain(STRUCTURE) {
        if !only.is_empty() && !only.iter().any(|name| plant.name.contains(name.as_str())) {
            continue;
        }
        let faults = spread(corpus.iter().map(|gold| (plant.make)(gold, &corpus)).collect());
        let missed = run(root, plant.name, &faults, &base);
        let (planted, found) = (faults.len(), faults.len() - missed.len());
        report.plant(plant.name, &plant.rules.join(", "), planted, found);
        println!(
            "| {} | {} | {planted} | {found} | {:.3} |",
            plant.name,
            plant.rules.join(", "),
            found as f64 / planted.max(1) as f64
        );
        if std::env::var_os("FAULTS_MISSED").is_some() {
            for (fault, got) in missed {
                println!(
                    "    missed in {} ({fault}): {} | {}",
                    faults[fault].article, faults[fault].about, got
                );
            }
        }
    }
    let names: Vec<&str> = PLANTS.iter().chain(STRUCTURE).map(|plant| plant.name).collect();
    report.finish(&names);
}

/// Parts of the corpus, each judged by weights that were fitted without it.
const FOLDS: usize = 6;

/// How the model of omissions does on articles it was not fitted on. The aligner's own weights know them.
fn held_out(report: &mut report::Report) {
    let aligner = Aligner::embedded().expect("an aligner");
    let gold = pipeline::Gold::collect(&[folder()], false).expect("the gold");
    let texts: Vec<_> = gold.iter().map(|g| g.texts(&Settings::default()).expect("texts")).collect();
    let pairs: Vec<_> = texts.iter().map(|(article, ladder)| (article, ladder)).collect();
    let lessons = omissions::lessons(&aligner, &pairs).expect("lessons");
    let (mut as_they_are, mut planted) = (Vec::new(), Vec::new());
    for fold in 0..FOLDS {
        let of = |own: bool| lessons.iter().enumerate().filter(move |(n, _)| (n % FOLDS == fold) == own);
        let weights = omissions::fit(of(false).flat_map(|(_, both)| both)).expect("weights");
        for (_, [before, after]) in of(true) {
            as_they_are.extend(before.judged(&weights).expect("judgements"));
            planted.extend(after.judged(&weights).expect("judgements"));
        }
    }
    let least = Settings::default().check.omission_least;
    let lost: Vec<f64> = planted.iter().filter(|(_, is)| *is).map(|(p, _)| *p).collect();
    let found = lost.iter().filter(|p| **p >= least).count() as f64 / lost.len().max(1) as f64;
    let false_alarms = as_they_are.iter().filter(|(p, is)| !is && *p >= least).count();
    println!(
        "omissions, {FOLDS}-fold by article: {} in {} sentences, recall {found:.3}",
        lost.len(),
        planted.len()
    );
    println!("  as they are: {false_alarms} false alarms in {} sentences", as_they_are.len());
    report.number("omissions planted", lost.len());
    report.number("omissions found", lost.iter().filter(|p| **p >= least).count());
    report.number("sentences as they are", as_they_are.len());
    report.number("false alarms in them", false_alarms);
}

/// Takes faults of each article in turn until there are enough.
fn spread(by_article: Vec<Vec<Fault>>) -> Vec<Fault> {
    let most = by_article.iter().map(Vec::len).max().unwrap_or(0);
    let mut queues: Vec<_> = by_article.into_iter().map(Vec::into_iter).collect();
    let mut out = Vec::new();
    for _ in 0..most {
        out.extend(queues.iter_mut().filter_map(Iterator::next));
    }
    // Spread evenly, so that all parts of the articles are met.
    let (all, wanted) = (out.len(), out.len().min(PER_KIND));
    let chosen: BTreeSet<usize> = (0..wanted).map(|n| n * all / wanted).collect();
    out.into_iter().enumerate().filter(|(n, _)| chosen.contains(n)).map(|(_, fault)| fault).collect()
}

fn options() -> CheckOptions {
    let mut options = CheckOptions::default();
    options.settings.editions = Edition::ALL.to_vec();
    for id in ["T405", "S504", "Q601"] {
        options.settings.check.rules.insert(id.to_owned(), RuleLevel::On);
    }
    let terms = "en,zh-Hans,zh-Hant\nquasiterm,准术语,準術語\n";
    options.glossary = Glossary::parse(terms, "glossary.csv".as_ref()).expect("a glossary");
    options
}

/// The findings of the articles as they are; those that are no true omission of the gold are told.
fn untouched(corpus: &[Gold], report: &mut report::Report) -> BTreeMap<String, BTreeSet<String>> {
    let mut options = options();
    options.settings.check.rules.clear();
    let done = check::run(&jobs(&folder(), corpus, ""), &options, &|_| {}).expect("the corpus is checked");
    let (mut counts, mut shown) = (BTreeMap::<(Level, RuleId), usize>::new(), Vec::new());
    let mut known: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for finding in &done.findings {
        known.entry(finding.article.clone()).or_default().insert(key(finding));
        let gold = corpus.iter().find(|gold| gold.id == finding.article);
        if !gold.is_some_and(|gold| gold.says(finding)) {
            *counts.entry((finding.level, finding.rule.clone())).or_default() += 1;
            if finding.level > Level::Note {
                shown.push(format!("    {} {} {}", finding.rule, finding.place.path, finding.message));
            }
        }
    }
    let total = |level: Level| counts.iter().filter(|((l, _), _)| *l == level).map(|(_, n)| n).sum::<usize>();
    println!("untouched: {} articles, {} beads", corpus.len(), done.beads);
    report.number("articles", corpus.len());
    report.number("beads", done.beads);
    report.number("errors", total(Level::Error));
    report.number("warnings", total(Level::Warning));
    println!(
        "  true omissions and additions of the gold found: {}",
        done.findings.len() - counts.values().sum::<usize>()
    );
    println!(
        "  others: {} errors, {} warnings ({:.2} per 100 beads), {} notes",
        total(Level::Error),
        total(Level::Warning),
        total(Level::Warning) as f64 * 100.0 / done.beads as f64,
        total(Level::Note)
    );
    shown.iter().for_each(|line| println!("{line}"));
    known
}

/// What a finding is about, wherever it stands.
fn key(finding: &Finding) -> String {
    format!("{} {:?} {}", finding.rule, finding.edition, finding.text.as_deref().unwrap_or(&finding.message))
}

/// The indices of the faults that no expected rule found, and what was found in their place.
fn run(
    root: &std::path::Path,
    name: &str,
    faults: &[Fault],
    known: &BTreeMap<String, BTreeSet<String>>,
) -> Vec<(usize, String)> {
    let mut options = options();
    let mut all = Vec::new();
    for (number, fault) in faults.iter().enumerate() {
        let folder = root.join(name.replace(' ', "-")).join(number.to_string());
        let id = format!("{number}");
        if !fault.before.is_empty() {
            let before = fault.write(&folder.join("before"), &fault.before, &id);
            let none = Default::default();
            let locked = locks::lock(&[before], &options.settings, &none, &|_, _| false).expect("a lock");
            assert!(locked.problems.is_empty(), "{:?}", locked.problems);
            options.lock.extend(locked.articles);
        }
        all.push(fault.write(&folder, &fault.files, &id));
    }
    let done = check::run(&all, &options, &|_| {}).expect("the faults are checked");
    let none = BTreeSet::new();
    let mut missed = Vec::new();
    for (number, fault) in faults.iter().enumerate() {
        let known = known.get(&fault.article).unwrap_or(&none);
        let new: Vec<&Finding> = done
            .findings
            .iter()
            .filter(|f| f.article == number.to_string() && !known.contains(&key(f)))
            .collect();
        if !new.iter().any(|finding| fault.is(finding)) {
            let got: Vec<String> = new.iter().map(|f| format!("{} {}", f.rule, f.message)).collect();
            missed.push((number, got.join("; ")));
        }
    }
    missed
}
