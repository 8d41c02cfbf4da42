//! The second pass: shards in order become splits, with what each filter took.

use std::fmt::Write as _;
use std::fs;
use std::io::Write;
use std::path::Path;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::filter::{Columns, FILTERS};
use super::keys::{self, Duplicates, Keys};
use super::manifest::Manifest;
use super::{BuildOptions, card, read_shard};
use crate::config::Format;
use crate::error::{Error, ErrorKind, Result};
use crate::export::{self, Aside, Options, ParquetWriter, Record, Writer};
use crate::text::Edition;

/// The splits.
pub(super) const SPLITS: [&str; 3] = ["train", "dev", "test"];
/// Columns of the table, in order.
const HEAD: &str = "bead_id\tarticle\ten\tzh_hans\tzh_hant\tconfidence\tlen_ratio\tnum_overlap\tscript_ok\tlang_ok\tdup_exact\tdup_near\ttaken_by\n";

/// What came of a build.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// Articles, and those without a ladder.
    pub articles: [usize; 2],
    /// Beads.
    pub beads: usize,
    /// Each filter: its name, the beads it would take alone, the beads it took first.
    pub filters: Vec<(&'static str, usize, usize)>,
    /// Each split: its name, its articles, its beads that no filter took.
    pub splits: Vec<(&'static str, usize, usize)>,
}

impl Table {
    /// Beads that no filter took.
    pub fn kept(&self) -> usize {
        self.splits.iter().map(|(_, _, beads)| beads).sum()
    }

    /// The table as text, in columns.
    pub fn render(&self) -> String {
        let mut out = format!("{:<12} {:>10} {:>10} {:>10}\n", "filter", "takes", "took first", "left");
        let _ = writeln!(out, "{:<12} {:>10} {:>10} {:>10}", "(all beads)", "", "", self.beads);
        let mut left = self.beads;
        for (name, alone, first) in &self.filters {
            left = left.saturating_sub(*first);
            let _ = writeln!(out, "{name:<12} {alone:>10} {first:>10} {left:>10}");
        }
        for (name, articles, beads) in &self.splits {
            let _ = writeln!(out, "{name:<12} {articles:>10} articles {beads:>10} beads");
        }
        out
    }
}

/// One bead as it goes into the outputs.
struct Line {
    tsv: String,
    json: String,
    taken: [bool; FILTERS.len()],
}

/// Writes the splits from the shards of a manifest.
pub(super) fn assemble(manifest: &Manifest, options: &BuildOptions, made_by: &str) -> Result<Table> {
    let mut duplicates = Duplicates::default();
    for number in 0..manifest.shards() {
        keys_of(manifest, number)?.iter().for_each(|keys| duplicates.add(keys));
    }
    // A split may have no bead this time, and Moses then writes no file: none may be left from another input.
    for (split, edition) in SPLITS.iter().flat_map(|split| Edition::ALL.map(|edition| (split, edition))) {
        let path = manifest.out().join(format!("{split}.{edition}"));
        if path.is_file() {
            fs::remove_file(&path).map_err(|e| Error::io(&path, &e))?;
        }
    }
    let mut outputs = SPLITS.map(|split| Output::open(manifest.out(), split, options));
    let mut table = Table { filters: FILTERS.map(|name| (name, 0, 0)).to_vec(), ..Table::default() };
    table.splits = SPLITS.map(|name| (name, 0, 0)).to_vec();
    let mut ids: Vec<u64> = Vec::new();
    let mut bead = 0u32;
    for number in 0..manifest.shards() {
        let records = read_shard(&manifest.records(number))?;
        let keys = keys_of(manifest, number)?;
        let mut first = Vec::with_capacity(records.len());
        for (record, keys) in records.iter().zip(&keys) {
            if record.beads.len() != keys.len() {
                return Err(
                    Error::new(ErrorKind::Input, "a shard does not fit its keys").at(manifest.keys(number))
                );
            }
            first.push(bead);
            bead += u32::try_from(keys.len()).unwrap_or(0);
            ids.push(hash(&record.article));
        }
        let lines: Vec<Vec<Line>> = records
            .par_iter()
            .zip(&keys)
            .zip(&first)
            .map(|((record, keys), &first)| lines(record, keys, first, &duplicates, options))
            .collect();
        let start = ids.len() - records.len();
        for (index, (record, lines)) in records.iter().zip(&lines).enumerate() {
            table.articles[0] += 1;
            table.articles[1] += usize::from(record.error.is_some());
            let split = split(ids[duplicates.cluster(start + index)], options.held_out);
            count(&mut table, split, lines);
            outputs[split].as_mut().map_err(|e| e.clone())?.article(record, lines)?;
        }
    }
    for output in outputs {
        output?.finish()?;
    }
    card::write(manifest.out(), &table, options, made_by)?;
    Ok(table)
}

fn keys_of(manifest: &Manifest, number: usize) -> Result<Vec<Vec<Keys>>> {
    let path = manifest.keys(number);
    let text = fs::read_to_string(&path).map_err(|e| Error::io(&path, &e))?;
    keys::parse(&text).map_err(|e| e.at(path))
}

fn hash(id: &str) -> u64 {
    let digest = Sha256::digest(id.as_bytes());
    digest.iter().take(8).fold(0, |all, &byte| all << 8 | u64::from(byte))
}

/// The split of a cluster, told by the hash of its first article's id.
fn split(cluster: u64, held_out: [u32; 2]) -> usize {
    let place = u32::try_from(cluster % 1000).unwrap_or(0);
    match place {
        p if p < held_out[0] => 1,
        p if p < held_out[0].saturating_add(held_out[1]) => 2,
        _ => 0,
    }
}

fn count(table: &mut Table, split: usize, lines: &[Line]) {
    table.splits[split].1 += 1;
    table.beads += lines.len();
    for line in lines {
        let mut first = true;
        for (filter, taken) in table.filters.iter_mut().zip(line.taken) {
            filter.1 += usize::from(taken);
            filter.2 += usize::from(taken && first);
            first &= !taken;
        }
        table.splits[split].2 += usize::from(first);
    }
}

fn lines(
    record: &Record,
    keys: &[Keys],
    first: u32,
    duplicates: &Duplicates,
    options: &BuildOptions,
) -> Vec<Line> {
    let line = |(index, (bead, keys)): (usize, (&export::BeadRecord, &Keys))| {
        let (texts, mut columns) = Columns::of(record, bead);
        let number = first + u32::try_from(index).unwrap_or(0);
        (columns.dup_exact, columns.dup_near) = duplicates.repeats(*keys, number);
        let taken = columns.taken(&options.limits);
        let by: Vec<&str> =
            FILTERS.into_iter().zip(taken).filter(|(_, t)| *t).map(|(name, _)| name).collect();
        let flat = |text: &str| text.replace(['\t', '\n', '\r'], " ");
        let mut cells = vec![flat(&bead.id), flat(&record.article)];
        cells.extend(texts.0.iter().map(|t| t.as_deref().map(flat).unwrap_or_default()));
        cells.extend(columns.cells());
        cells.push(by.join(" "));
        let json = if options.formats.contains(&Format::Jsonl) {
            json(record, bead, &texts.0, &columns, &by)
        } else {
            String::new()
        };
        Line { tsv: cells.join("\t") + "\n", json, taken }
    };
    record.beads.iter().zip(keys).enumerate().map(line).collect()
}

fn json(
    record: &Record,
    bead: &export::BeadRecord,
    texts: &[Option<String>; 3],
    c: &Columns,
    by: &[&str],
) -> String {
    let [en, hans, hant] = texts;
    let value = serde_json::json!({
        "id": bead.id, "article": record.article, "en": en, "zh-Hans": hans, "zh-Hant": hant,
        "confidence": c.confidence, "len_ratio": c.len_ratio, "num_overlap": c.num_overlap,
        "script_ok": c.script_ok, "lang_ok": c.lang_ok, "dup_exact": c.dup_exact, "dup_near": c.dup_near,
        "taken_by": by,
    });
    format!("{value}\n")
}

/// The files of one split.
struct Output {
    table: Aside,
    json: Option<Aside>,
    /// Formats that hold only what no filter took.
    kept: Vec<(Box<dyn Writer>, Option<Aside>)>,
}

impl Output {
    fn open(out: &Path, split: &str, options: &BuildOptions) -> Result<Self> {
        let mut table = Aside::create(&out.join(format!("{split}.tsv")))?;
        table.write_all(HEAD.as_bytes()).map_err(|e| Error::io(out, &e))?;
        let mut output = Output { table, json: None, kept: Vec::new() };
        for &format in &options.formats {
            match format {
                Format::Jsonl => output.json = Some(Aside::create(&out.join(format!("{split}.jsonl")))?),
                Format::Tsv => {}
                _ => output.kept.push(kept(out, split, format)?),
            }
        }
        Ok(output)
    }

    fn article(&mut self, record: &Record, lines: &[Line]) -> Result<()> {
        let failed = |e: std::io::Error| Error::new(ErrorKind::Io, format!("cannot write: {e}"));
        for line in lines {
            self.table.write_all(line.tsv.as_bytes()).map_err(failed)?;
            if let Some(json) = &mut self.json {
                json.write_all(line.json.as_bytes()).map_err(failed)?;
            }
        }
        if self.kept.is_empty() || record.error.is_some() {
            return Ok(());
        }
        let kept = record.beads.iter().zip(lines).filter(|(_, line)| !line.taken.contains(&true));
        let beads = kept.map(|(bead, _)| bead.clone()).collect();
        let record = Record {
            schema: record.schema,
            article: record.article.clone(),
            signature: record.signature.clone(),
            editions: record.editions.clone(),
            beads,
            // a corpus is of rows that have both sides
            moves: Vec::new(),
            error: None,
        };
        for (writer, file) in &mut self.kept {
            match file {
                Some(file) => writer.article(&record, file)?,
                None => writer.article(&record, &mut std::io::sink())?,
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<()> {
        for (mut writer, file) in self.kept {
            match file {
                Some(mut file) => {
                    writer.end(&mut file)?;
                    file.commit()?;
                }
                None => writer.end(&mut std::io::sink())?,
            }
        }
        if let Some(json) = self.json {
            json.commit()?;
        }
        self.table.commit()
    }
}

/// The writer of one split in a format that holds kept beads only, and the stream it needs.
fn kept(out: &Path, split: &str, format: Format) -> Result<(Box<dyn Writer>, Option<Aside>)> {
    let mut options = Options { name: split.to_owned(), ..Options::default() };
    if format == Format::Parquet {
        let data = out.join("data");
        fs::create_dir_all(&data).map_err(|e| Error::io(&data, &e))?;
        return Ok((Box::new(ParquetWriter::split(&data, split)?), None));
    }
    if export::opens_itself(format, &options) {
        options.folder = Some(out.to_path_buf());
        return Ok((export::writer(format, &options)?, None));
    }
    let mut file = Aside::create(&out.join(format!("{split}.{}", format.as_str())))?;
    let mut writer = export::writer(format, &options)?;
    writer.begin(&mut file)?;
    Ok((writer, Some(file)))
}

/// Why a bead is in or out: its columns and the filters that took it, line by line.
///
/// # Errors
/// `Input` where the build has no such bead.
pub fn explain(out: &Path, bead: &str) -> Result<String> {
    for split in SPLITS {
        let path = out.join(format!("{split}.tsv"));
        let text = fs::read_to_string(&path).map_err(|e| Error::io(&path, &e).remedy("build first"))?;
        let found = text.lines().skip(1).find(|line| line.split('\t').next() == Some(bead));
        if let Some(line) = found {
            let mut out = format!("{:<12} {split}\n", "split");
            for (name, cell) in HEAD.trim_end().split('\t').zip(line.split('\t')) {
                let cell = if name == "taken_by" && cell.is_empty() { "nothing: it is kept" } else { cell };
                let _ = writeln!(out, "{name:<12} {cell}");
            }
            return Ok(out);
        }
    }
    Err(Error::new(ErrorKind::Input, format!("no bead {bead} is in this build"))
        .at(out)
        .remedy("see the column bead_id"))
}
