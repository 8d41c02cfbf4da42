//! Line-by-line corpora: Moses, and the TSV of Bitextor.

use std::io::Write;
use std::path::Path;

use super::lost::{self, Lost};
use super::select::Selector;
use super::{BeadRecord, Folder, Options, Record, Writer, join_segments, one_line, pairs, stream};
use crate::bead::Status;
use crate::error::Result;
use crate::text::{Edition, PerEdition};

/// The joined text of a bead in an edition on one line; empty for an omission.
pub(super) fn line(record: &Record, edition: Edition, bead: &BeadRecord) -> String {
    one_line(&text(record, edition, bead)).into_owned()
}

/// The joined text of a bead in an edition.
pub(super) fn text(record: &Record, edition: Edition, bead: &BeadRecord) -> String {
    let Some(text) = &record.editions[edition] else { return String::new() };
    let segments = bead.indices(edition).iter().filter_map(|&i| text.segments.get(i));
    join_segments(edition, segments.map(|s| s.text.as_str()))
}

/// What every flat format loses of a bead that it does write.
fn lose(bead: &BeadRecord, lost: &mut Lost) {
    let cuts = Edition::ALL.map(|e| bead.indices(e).len().saturating_sub(1)).iter().sum();
    lost.add(lost::CUTS, cuts);
    lost.add(lost::NOTES, usize::from(!bead.note.is_empty()));
    lost.add(lost::FLAGS, bead.flags.len());
    lost.add(lost::STATUS, usize::from(bead.status != Status::Auto));
}

/// Writes `NAME.en`, `NAME.zh-Hans`, `NAME.zh-Hant`: the same number of lines, no side empty.
///
/// The editions are those of the first article that has a ladder.
#[derive(Debug)]
pub struct MosesWriter {
    folder: Folder,
    name: String,
    editions: Option<PerEdition<bool>>,
    selector: Selector,
    lost: Lost,
    warnings: Vec<String>,
}

impl MosesWriter {
    /// Writes into a folder; the name of the options stands before the edition.
    pub fn new(options: &Options, folder: &Path) -> Result<Self> {
        Ok(MosesWriter {
            folder: Folder::create(folder)?,
            name: options.name.clone(),
            editions: None,
            selector: Selector::new(options.select),
            lost: Lost::default(),
            warnings: vec![],
        })
    }
}

impl Writer for MosesWriter {
    fn begin(&mut self, _out: &mut dyn Write) -> Result<()> {
        Ok(())
    }

    fn article(&mut self, record: &Record, _out: &mut dyn Write) -> Result<()> {
        if !pairs::has_ladder(record, &mut self.lost) {
            return Ok(());
        }
        let editions = *self.editions.get_or_insert_with(|| record.present());
        for (edition, _) in editions.iter().filter(|(_, there)| **there) {
            self.folder.file(&format!("{}.{edition}", self.name), "")?;
        }
        let present = record.present();
        if editions.iter().any(|(edition, there)| *there && !present[edition]) {
            self.lost.add(lost::MISSING, record.beads.len());
            return Ok(());
        }
        let extra = editions.iter().any(|(edition, there)| !there && present[edition]);
        for bead in &record.beads {
            let lines = editions.map(|edition, there| there.then(|| line(record, edition, bead)));
            if lines.0.iter().flatten().any(|line| line.trim().is_empty()) {
                self.lost.add(lost::EMPTY_SIDE, 1);
                continue;
            }
            let said: Vec<&str> = lines.0.iter().flatten().map(String::as_str).collect();
            if !self.selector.keep(bead, "", &said) {
                continue;
            }
            self.lost.add(lost::EXTRA, usize::from(extra));
            self.lost.add(lost::CONFIDENCE, usize::from(bead.confidence.is_some()));
            lose(bead, &mut self.lost);
            for (edition, line) in lines.iter() {
                let Some(line) = line else { continue };
                let file = self.folder.file(&format!("{}.{edition}", self.name), "")?;
                writeln!(file, "{line}").map_err(stream)?;
            }
        }
        Ok(())
    }

    fn end(&mut self, _out: &mut dyn Write) -> Result<()> {
        self.warnings = self.selector.finish(&self.lost, "moses")?;
        self.folder.commit("")
    }

    fn warnings(&self) -> &[String] {
        &self.warnings
    }
}

const BITEXTOR: &str = "src_url\ttrg_url\tsrc_text\ttrg_text\taligner_score\n";

/// Writes `NAME.en-zh-Hans.tsv` and so on, a file a pair, in the columns of Bitextor; the paths of the editions
/// stand for their addresses.
#[derive(Debug)]
pub struct BitextorWriter {
    folder: Folder,
    name: String,
    selector: Selector,
    lost: Lost,
    warnings: Vec<String>,
}

impl BitextorWriter {
    /// Writes into a folder; the name of the options stands before the pair.
    pub fn new(options: &Options, folder: &Path) -> Result<Self> {
        Ok(BitextorWriter {
            folder: Folder::create(folder)?,
            name: options.name.clone(),
            selector: Selector::new(options.select),
            lost: Lost::default(),
            warnings: vec![],
        })
    }
}

impl Writer for BitextorWriter {
    fn begin(&mut self, _out: &mut dyn Write) -> Result<()> {
        Ok(())
    }

    fn article(&mut self, record: &Record, _out: &mut dyn Write) -> Result<()> {
        if !pairs::has_ladder(record, &mut self.lost) {
            return Ok(());
        }
        record.beads.iter().for_each(|bead| lose(bead, &mut self.lost));
        for pair in pairs::pairs(record) {
            let path = |edition| {
                let edition: Option<&super::EditionRecord> = record.editions[edition].as_ref();
                edition.map(|e| one_line(&e.path).into_owned()).unwrap_or_default()
            };
            let (from, to) = (path(pair.0), path(pair.1));
            let name = format!("{}.{}-{}.tsv", self.name, pair.0, pair.1);
            let file = self.folder.file(&name, BITEXTOR)?;
            for bead in pairs::beads(record, pair, &mut self.lost) {
                let (a, b) = (line(record, pair.0, bead), line(record, pair.1, bead));
                if a.trim().is_empty() || b.trim().is_empty() {
                    self.lost.add(lost::EMPTY_SIDE, 1);
                    continue;
                }
                if !self.selector.keep(bead, &name, &[&a, &b]) {
                    continue;
                }
                let score = bead.confidence.map(|p| format!("{p:.6}")).unwrap_or_default();
                writeln!(file, "{from}\t{to}\t{a}\t{b}\t{score}").map_err(stream)?;
            }
        }
        Ok(())
    }

    fn end(&mut self, _out: &mut dyn Write) -> Result<()> {
        self.warnings = self.selector.finish(&self.lost, "bitextor")?;
        self.folder.commit("")
    }

    fn warnings(&self) -> &[String] {
        &self.warnings
    }
}
