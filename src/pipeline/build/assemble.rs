//! The second pass: shards in order become splits, with what each filter took.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::filter::{FILTERS, JOINS, Taken, judge_pair, texts};
use super::joins::{Collect, Joined, Mark, Row};
use super::keys::{Keys, hash};
use super::manifest::Manifest;
use super::output::{Judged, Output, Outputs};
use super::{BuildOptions, Pair, Table, card, read_shard};
use crate::clean::script;
use crate::error::Result;
use crate::evidence::Fold;
use crate::export::{BeadRecord, Record};
use crate::text::{Edition, EditionText};

/// What the first look at the shards found.
#[derive(Default)]
pub(super) struct Survey {
    /// By the place of the article in the corpus: whether it has no ladder, or an id that stood before.
    failed: Vec<bool>,
    /// Where an id stood first.
    ids: BTreeMap<u64, usize>,
    /// What made the records.
    pub signatures: BTreeSet<String>,
    /// Pairs that an article has.
    pub pairs: BTreeSet<Pair>,
    reasons: Vec<(String, String)>,
    warnings: Vec<String>,
}

impl Survey {
    /// Looks at the next article.
    fn add(&mut self, record: &Record) {
        let place = self.failed.len();
        let first = *self.ids.entry(hash(&record.article)).or_insert(place);
        let reason = match &record.error {
            Some(error) => Some(error.clone()),
            None if first != place => Some(format!(
                "article {} has this id too, which is article {}: give every article an id of its own",
                first + 1,
                place + 1
            )),
            None => None,
        };
        self.failed.push(reason.is_some());
        if let Some(reason) = reason {
            self.reasons.push((record.article.clone(), reason));
            return;
        }
        if !self.signatures.contains(&record.signature) {
            self.signatures.insert(record.signature.clone());
        }
        let present = record.present();
        self.pairs.extend(Pair::ALL.into_iter().filter(|p| present[p.0] && present[p.1]));
        for (edition, text) in record.editions.iter() {
            let Some(text) = text else { continue };
            if let Some(found) = script::mismatch(edition, &EditionText::from(text)) {
                let name = if text.path.is_empty() { &record.article } else { &text.path };
                self.warnings.push(format!("{name}: {found}"));
            }
        }
    }

    fn into_table(self, table: &mut Table) {
        table.articles = [self.failed.len(), self.reasons.len()];
        table.failed = self.reasons;
        table.warnings = self.warnings;
        if self.signatures.len() > 1 {
            let all: Vec<&str> = self.signatures.iter().map(String::as_str).collect();
            table.warnings.push(format!(
                "the records were made in {} ways, so their confidences are not the same thing: {}",
                all.len(),
                all.join(" | ")
            ));
        }
    }
}

/// Counts the articles of a part, and names those without a ladder.
pub(super) fn survey(manifest: &Manifest) -> Result<Table> {
    let mut survey = Survey::default();
    let mut table = Table::default();
    for number in manifest.shards() {
        for record in &read_shard(&manifest.records(number))? {
            survey.add(record);
            table.beads += record.beads.len();
        }
    }
    survey.into_table(&mut table);
    Ok(table)
}

/// Writes the splits from the shards of a manifest.
pub(super) fn assemble(manifest: &Manifest, options: &BuildOptions) -> Result<Table> {
    let (survey, joined) = collect(manifest, options)?;
    let mut outputs = Outputs::open(manifest.out(), options, &survey.pairs)?;
    let mut table = Table::new();
    table.leak = joined.left;
    let (mut article, mut bead) = (0, 0);
    for number in manifest.shards() {
        let records = read_shard(&manifest.records(number))?;
        let mut firsts = Vec::with_capacity(records.len());
        for record in &records {
            firsts.push((article, bead));
            article += 1;
            bead += if survey.failed[article - 1] { 0 } else { record.beads.len() };
        }
        let judged: Vec<Vec<Judged>> = records
            .par_iter()
            .zip(&firsts)
            .map(|(record, &(article, first))| match survey.failed[article] {
                true => Vec::new(),
                false => judge(record, first, &joined, options),
            })
            .collect();
        for ((record, beads), (article, _)) in records.iter().zip(&judged).zip(&firsts) {
            let split = split_of(&record.article, options.held_out);
            if !survey.failed[*article] {
                count(&mut table, split, beads);
                let output: &mut Output = outputs.split(split);
                output.article(record, beads)?;
            }
        }
    }
    outputs.finish()?;
    let made_by: Vec<String> = survey.signatures.iter().cloned().collect();
    survey.into_table(&mut table);
    table.check_splits(options.held_out);
    card::write(manifest.out(), &table, options, &made_by.join(" | "))?;
    Ok(table)
}

/// Goes through the shards for the joins: which rows pass the filters before them, and their keys.
fn collect(manifest: &Manifest, options: &BuildOptions) -> Result<(Survey, Joined)> {
    let fold = Fold::new()?;
    let mut survey = Survey::default();
    let mut collect = Collect::create(manifest.out())?;
    for number in manifest.shards() {
        let records = read_shard(&manifest.records(number))?;
        let first = survey.failed.len();
        records.iter().for_each(|record| survey.add(record));
        let rows: Vec<Vec<([bool; 3], Vec<u8>)>> = records
            .par_iter()
            .enumerate()
            .map(|(index, record)| match survey.failed[first + index] {
                true => Vec::new(),
                false => record.beads.iter().map(|bead| row(record, bead, &fold, options)).collect(),
            })
            .collect();
        for (record, rows) in records.iter().zip(rows) {
            let split = split_of(&record.article, options.held_out);
            for (passed, bytes) in rows {
                collect.add(split, passed, &bytes)?;
            }
        }
    }
    let joined = collect.join(manifest.out())?;
    Ok((survey, joined))
}

pub(super) fn row(
    record: &Record,
    bead: &BeadRecord,
    fold: &Fold,
    options: &BuildOptions,
) -> ([bool; 3], Vec<u8>) {
    let texts = texts(record, bead);
    let mut passed = [false; 3];
    for pair in &options.pairs {
        let (Some(a), Some(b)) = (&texts[pair.0], &texts[pair.1]) else { continue };
        passed[pair.index()] = judge_pair(*pair, [a, b], bead.confidence, &options.settings.build).1 == 0;
    }
    let used = |e: Edition| Pair::ALL.iter().any(|p| passed[p.index()] && (p.0 == e || p.1 == e));
    let keys = Edition::ALL.map(|edition| match &texts[edition] {
        Some(text) if used(edition) => Keys::of(edition, text, fold),
        _ => Keys::default(),
    });
    let split = split_of(&record.article, options.held_out);
    (passed, Row { id: bead.id.clone(), split, confidence: bead.confidence, keys }.bytes())
}

/// All that is said of the beads of an article.
fn judge(record: &Record, first: usize, joined: &Joined, options: &BuildOptions) -> Vec<Judged> {
    let marks = (first..).map(|at| joined.mark(at));
    record.beads.iter().zip(marks).map(|(bead, mark)| judge_bead(record, bead, mark, options)).collect()
}

/// What is said of a bead; without a mark, by the filters that look at it alone.
pub(super) fn judge_bead(record: &Record, bead: &BeadRecord, mark: Mark, options: &BuildOptions) -> Judged {
    let texts = texts(record, bead);
    let mut pairs = [None; 3];
    let mut measures = Vec::new();
    for pair in &options.pairs {
        let (Some(a), Some(b)) = (&texts[pair.0], &texts[pair.1]) else { continue };
        let (measured, mut taken) = judge_pair(*pair, [a, b], bead.confidence, &options.settings.build);
        for (bit, found) in mark.joins(pair.index()).into_iter().enumerate() {
            taken |= Taken::from(found) << (JOINS + bit);
        }
        pairs[pair.index()] = Some(taken);
        measures.push((*pair, measured));
    }
    Judged { texts, pairs, measures }
}

/// The split of an article, told by the hash of its id.
pub(super) fn split_of(id: &str, held_out: [u32; 2]) -> usize {
    match u32::try_from(hash(id).swap_bytes() % 1000).unwrap_or(0) {
        p if p < held_out[0] => 1,
        p if p < held_out[0].saturating_add(held_out[1]) => 2,
        _ => 0,
    }
}

fn count(table: &mut Table, split: usize, beads: &[Judged]) {
    table.splits[split].articles += 1;
    table.beads += beads.len();
    for bead in beads {
        for (pair, taken) in bead.pairs.iter().enumerate() {
            let Some(taken) = taken else { continue };
            table.rows += 1;
            let first = (*taken > 0).then(|| taken.trailing_zeros() as usize);
            for bit in (0..FILTERS.len()).filter(|bit| taken >> bit & 1 == 1) {
                table.filters[bit].1 += 1;
                table.filters[bit].2 += usize::from(first == Some(bit));
            }
            table.splits[split].pairs[pair] += usize::from(*taken == 0);
        }
        table.splits[split].beads += usize::from(bead.is_kept());
    }
}
