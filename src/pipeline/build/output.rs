//! The files of a corpus: a table of every bead, and what was kept in the formats asked for.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use super::filter::{FILTERS, Measures, Taken, Texts, names};
use super::{BuildOptions, Pair, SPLITS};
use crate::config::Format;
use crate::error::{Error, ErrorKind, Result};
use crate::export::{self, Aside, BeadRecord, Options, ParquetWriter, Record, Writer, one_line};
use crate::input;
use crate::text::{Edition, PerEdition};

/// What is said of a bead.
pub(super) struct Judged {
    /// Its texts, on one line each.
    pub texts: Texts,
    /// The filters that take each pair, in the order of [`Pair::ALL`]; `None` where it is not judged.
    pub pairs: [Option<Taken>; 3],
    /// What was measured on each pair that is judged.
    pub measures: Vec<(Pair, Measures)>,
}

/// What was measured on a bead: of its pairs the one that is furthest off.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Measured {
    /// English characters for each Chinese one.
    pub len_ratio: Option<f64>,
    /// The share of numbers that both sides have.
    pub num_overlap: Option<f64>,
    /// Words of the shorter side.
    pub words: Option<usize>,
    /// Letters and figures as a share of the characters.
    pub letters: Option<f64>,
}

impl Judged {
    /// Whether a pair is kept.
    pub fn is_kept(&self) -> bool {
        self.pairs.contains(&Some(0))
    }

    fn kept(&self) -> impl Iterator<Item = Pair> {
        Pair::ALL.into_iter().filter(|pair| self.pairs[pair.index()] == Some(0))
    }

    /// What was measured, over the pairs.
    pub fn measured(&self) -> Measured {
        let measures = || self.measures.iter();
        // Of two pairs the one that is further off: 3.3 is what English text usually has for a Chinese character.
        let english = measures().filter(|(pair, _)| pair.0 == Edition::En).filter_map(|(_, m)| m.len_ratio);
        Measured {
            len_ratio: english.max_by(|a, b| (a / 3.3).ln().abs().total_cmp(&(b / 3.3).ln().abs())),
            num_overlap: measures().filter_map(|(_, m)| m.num_overlap).min_by(f64::total_cmp),
            words: measures().map(|(_, m)| m.words).min(),
            letters: measures().map(|(_, m)| m.letters).min_by(f64::total_cmp),
        }
    }

    /// The editions that stand in a kept pair.
    fn editions(&self) -> PerEdition<bool> {
        PerEdition(Edition::ALL.map(|e| self.kept().any(|pair| pair.0 == e || pair.1 == e)))
    }

    /// The filters that take any pair.
    fn any(&self) -> Taken {
        self.pairs.iter().flatten().fold(0, |all, taken| all | taken)
    }

    /// Why no pair is kept; empty where one is.
    fn taken_by(&self) -> String {
        match (self.is_kept(), self.any()) {
            (true, _) => String::new(),
            (false, 0) => "no_pair".to_owned(),
            (false, taken) => names(taken).collect::<Vec<_>>().join(" "),
        }
    }
}

/// The head of the table.
fn head() -> String {
    let mut names = vec!["bead_id", "article", "en", "zh_hans", "zh_hant", "confidence"];
    names.extend(["len_ratio", "num_overlap", "words", "letters"]);
    names.extend(FLAGS.map(|bit| FILTERS[bit]));
    let pairs = Pair::ALL.map(|pair| pair.to_string().to_lowercase().replace('-', "_"));
    names.extend(pairs.iter().map(String::as_str));
    names.push("taken_by");
    names.join("\t") + "\n"
}

/// Filters with a column of 0 and 1, by their place in [`FILTERS`].
pub(super) const FLAGS: [usize; 8] = [4, 5, 6, 7, 10, 11, 12, 13];

/// The row of a bead.
fn table_row(record: &Record, bead: &BeadRecord, judged: &Judged) -> String {
    let mut cells = vec![one_line(&bead.id).into_owned(), one_line(&record.article).into_owned()];
    cells.extend(judged.texts.0.iter().map(|text| text.clone().unwrap_or_default()));
    cells.push(bead.confidence.map(|p| format!("{p:.6}")).unwrap_or_default());
    let number = |value: Option<f64>| value.map(|v| format!("{v:.3}")).unwrap_or_default();
    let measured = judged.measured();
    cells.extend([number(measured.len_ratio), number(measured.num_overlap)]);
    cells.push(measured.words.map(|n| n.to_string()).unwrap_or_default());
    cells.push(number(measured.letters));
    let any = judged.any();
    for bit in FLAGS {
        let taken = any >> bit & 1 == 1;
        // `script_ok` and `lang_ok` say what is right, the others what is wrong.
        cells.push(u8::from(taken != FILTERS[bit].ends_with("_ok")).to_string());
    }
    cells.extend(judged.pairs.map(|taken| match taken {
        None => String::new(),
        Some(0) => "kept".to_owned(),
        Some(taken) => names(taken).collect::<Vec<_>>().join(" "),
    }));
    cells.push(judged.taken_by());
    cells.join("\t") + "\n"
}

/// A kept bead as JSON: the editions of its kept pairs.
fn json(record: &Record, bead: &BeadRecord, judged: &Judged) -> String {
    let editions = judged.editions();
    let text = |e: Edition| judged.texts[e].as_ref().filter(|_| editions[e]);
    let pairs: Vec<String> = judged.kept().map(|pair| pair.to_string()).collect();
    let value = serde_json::json!({
        "id": bead.id, "article": record.article, "en": text(Edition::En), "zh-Hans": text(Edition::ZhHans),
        "zh-Hant": text(Edition::ZhHant), "confidence": bead.confidence, "pairs": pairs,
    });
    format!("{value}\n")
}

/// The article in some editions, its texts on one line each, without beads.
fn restricted(record: &Record, editions: PerEdition<bool>) -> Record {
    let edition = |e: Edition, text: &Option<export::EditionRecord>| {
        let mut text = text.clone().filter(|_| editions[e])?;
        for segment in &mut text.segments {
            if let std::borrow::Cow::Owned(plain) = one_line(&segment.text) {
                segment.text = plain;
            }
        }
        Some(text)
    };
    Record {
        schema: record.schema,
        article: record.article.clone(),
        signature: record.signature.clone(),
        editions: record.editions.map(edition),
        beads: Vec::new(),
        // a corpus is of rows that have both sides
        moves: Vec::new(),
        error: None,
    }
}

/// A writer, and the stream it needs where it opens no file itself.
type Open = (Box<dyn Writer>, Option<Aside>);

/// The files of one split.
pub(super) struct Output {
    split: &'static str,
    table: Aside,
    /// Each opened with the first row it holds, so that no file is empty.
    json: Option<Aside>,
    whole: Vec<(Format, Option<Open>)>,
    moses: Vec<(Pair, Option<Box<dyn Writer>>)>,
    /// Whether the names of Moses files say the pair.
    named: bool,
    wants_json: bool,
    out: PathBuf,
    written: BTreeSet<String>,
}

impl Output {
    fn open(out: &Path, split: &'static str, options: &BuildOptions, pairs: &[Pair]) -> Result<Self> {
        let name = format!("{split}.tsv");
        let mut table = Aside::create(&out.join(&name))?;
        table.write_all(head().as_bytes()).map_err(|e| Error::io(out, &e))?;
        let has = |format| options.formats.contains(&format);
        Ok(Output {
            split,
            table,
            json: None,
            whole: [Format::Tmx, Format::Parquet]
                .into_iter()
                .filter(|f| has(*f))
                .map(|f| (f, None))
                .collect(),
            moses: pairs.iter().filter(|_| has(Format::Moses)).map(|pair| (*pair, None)).collect(),
            named: pairs.len() > 1,
            // Loaders take what they find: there is always a file of kept rows for them.
            wants_json: has(Format::Jsonl) || !has(Format::Parquet),
            out: out.to_path_buf(),
            written: BTreeSet::from([name]),
        })
    }

    /// Adds an article.
    pub fn article(&mut self, record: &Record, judged: &[Judged]) -> Result<()> {
        let failed = |e: std::io::Error| {
            Error::new(ErrorKind::Io, format!("cannot write: {e}")).remedy("is the disk full?")
        };
        for (bead, judged) in record.beads.iter().zip(judged) {
            self.table.write_all(table_row(record, bead, judged).as_bytes()).map_err(failed)?;
            if self.wants_json && judged.is_kept() {
                if self.json.is_none() {
                    let name = format!("{}.jsonl", self.split);
                    self.json = Some(Aside::create(&self.out.join(&name))?);
                    self.written.insert(name);
                }
                if let Some(json) = &mut self.json {
                    json.write_all(self::json(record, bead, judged).as_bytes()).map_err(failed)?;
                }
            }
        }
        self.whole(record, judged)?;
        self.pairs(record, judged)
    }

    /// The formats with all editions of a bead in one place.
    fn whole(&mut self, record: &Record, judged: &[Judged]) -> Result<()> {
        if self.whole.is_empty() {
            return Ok(());
        }
        let mut parts: Vec<(PerEdition<bool>, Record)> = Vec::new();
        let kept = record.beads.iter().zip(judged).filter(|(_, judged)| judged.is_kept());
        let kept: Vec<(&BeadRecord, PerEdition<bool>)> = kept.map(|(bead, j)| (bead, j.editions())).collect();
        for run in kept.chunk_by(|a, b| a.1 == b.1) {
            let editions = run[0].1;
            let at = parts.iter().position(|(own, _)| *own == editions).unwrap_or_else(|| {
                parts.push((editions, restricted(record, editions)));
                parts.len() - 1
            });
            let part = &mut parts[at].1;
            part.beads = run.iter().map(|(bead, _)| (*bead).clone()).collect();
            for (format, writer) in &mut self.whole {
                if writer.is_none() {
                    *writer = Some(open(&self.out, self.split, *format, &mut self.written)?);
                }
                match writer {
                    Some((writer, Some(file))) => writer.article(part, file)?,
                    Some((writer, None)) => writer.article(part, &mut std::io::sink())?,
                    None => {}
                }
            }
        }
        Ok(())
    }

    /// The files of each pair.
    fn pairs(&mut self, record: &Record, judged: &[Judged]) -> Result<()> {
        for (pair, writer) in &mut self.moses {
            let kept = record.beads.iter().zip(judged);
            let kept: Vec<BeadRecord> = kept
                .filter(|(_, judged)| judged.pairs[pair.index()] == Some(0))
                .map(|(bead, _)| bead.clone())
                .collect();
            if kept.is_empty() {
                continue;
            }
            if writer.is_none() {
                let name = if self.named { format!("{}.{pair}", self.split) } else { self.split.to_owned() };
                self.written.extend([pair.0, pair.1].map(|edition| format!("{name}.{edition}")));
                let folder = Some(self.out.clone());
                *writer =
                    Some(export::writer(Format::Moses, &Options { folder, name, ..Options::default() })?);
            }
            let editions = PerEdition(Edition::ALL.map(|e| pair.0 == e || pair.1 == e));
            let part = Record { beads: kept, ..restricted(record, editions) };
            if let Some(writer) = writer {
                writer.article(&part, &mut std::io::sink())?;
            }
        }
        Ok(())
    }

    /// All files take their names, which are given back.
    fn finish(self) -> Result<BTreeSet<String>> {
        for (mut writer, file) in self.whole.into_iter().filter_map(|(_, writer)| writer) {
            match file {
                Some(mut file) => {
                    writer.end(&mut file)?;
                    file.commit()?;
                }
                None => writer.end(&mut std::io::sink())?,
            }
        }
        for mut writer in self.moses.into_iter().filter_map(|(_, writer)| writer) {
            writer.end(&mut std::io::sink())?;
        }
        if let Some(json) = self.json {
            json.commit()?;
        }
        self.table.commit()?;
        Ok(self.written)
    }
}

/// The writer of one split, the stream it needs, and the name of its file noted.
fn open(out: &Path, split: &str, format: Format, written: &mut BTreeSet<String>) -> Result<Open> {
    if format == Format::Parquet {
        let data = out.join("data");
        fs::create_dir_all(&data).map_err(|e| Error::io(&data, &e))?;
        written.insert(format!("data/{split}-00000-of-00001.parquet"));
        return Ok((Box::new(ParquetWriter::split(&data, split)?), None));
    }
    let name = format!("{split}.{}", format.as_str());
    let mut file = Aside::create(&out.join(&name))?;
    written.insert(name);
    let mut writer = export::writer(format, &Options::default())?;
    writer.begin(&mut file)?;
    Ok((writer, Some(file)))
}

/// The files of all splits.
pub(super) struct Outputs {
    out: PathBuf,
    splits: Vec<Output>,
}

impl Outputs {
    /// `there` are the pairs that an article has.
    pub fn open(out: &Path, options: &BuildOptions, there: &BTreeSet<Pair>) -> Result<Self> {
        let pairs: Vec<Pair> = options.pairs.iter().copied().filter(|pair| there.contains(pair)).collect();
        let splits = SPLITS.map(|split| Output::open(out, split, options, &pairs));
        Ok(Outputs { out: out.to_path_buf(), splits: splits.into_iter().collect::<Result<_>>()? })
    }

    pub fn split(&mut self, split: usize) -> &mut Output {
        &mut self.splits[split]
    }

    /// All files take their names; those of an earlier run with other settings go.
    pub fn finish(self) -> Result<()> {
        let mut written = BTreeSet::new();
        for split in self.splits {
            written.extend(split.finish()?);
        }
        let ours = |name: &str| SPLITS.iter().any(|split| name.starts_with(&format!("{split}.")));
        sweep(&self.out, "", &|name| ours(name) && !written.contains(name))?;
        let data = self.out.join("data");
        if data.is_dir() {
            sweep(&data, "data/", &|name| name.ends_with(".parquet") && !written.contains(name))?;
            // Only where it is empty.
            let _ = fs::remove_dir(&data);
        }
        Ok(())
    }
}

fn sweep(folder: &Path, before: &str, goes: &dyn Fn(&str) -> bool) -> Result<()> {
    for entry in fs::read_dir(folder).map_err(|e| Error::io(folder, &e))? {
        let path = entry.map_err(|e| Error::io(folder, &e))?.path();
        let name = path.file_name().map(|name| format!("{before}{}", name.to_string_lossy()));
        if path.is_file() && name.is_some_and(|name| goes(&name)) {
            fs::remove_file(&path).map_err(|e| Error::io(&path, &e))?;
        }
    }
    Ok(())
}

/// Why a bead is in or out: its columns and the filters that took it, line by line.
///
/// # Errors
/// `Input` where the build has no such bead.
pub fn explain(out: &Path, bead: &str) -> Result<String> {
    for split in SPLITS {
        let path = out.join(format!("{split}.tsv"));
        let file = input::open(&path).map_err(|e| e.remedy("build first"))?;
        for line in BufReader::new(file).lines().skip(1) {
            let line = line.map_err(|e| Error::io(&path, &e))?;
            if line.split('\t').next() != Some(bead) {
                continue;
            }
            let mut out = format!("{:<16} {split}\n", "split");
            for (name, cell) in head().trim_end().split('\t').zip(line.split('\t')) {
                let kept = name == "taken_by" && cell.is_empty();
                let cell = if kept { "nothing: it is kept" } else { cell };
                let _ = writeln!(out, "{name:<16} {cell}");
            }
            return Ok(out);
        }
    }
    Err(Error::new(ErrorKind::Input, format!("no bead {bead} is in this build"))
        .at(out)
        .remedy("see the column bead_id"))
}
