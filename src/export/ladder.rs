//! hunalign's ladder: the rungs between two editions, a file for each pair of an article.

use std::io::Write;
use std::path::Path;

use super::lost::{self, Lost};
use super::pairs::{self, Pair};
use super::{Folder, Record, Writer, file_name};
use crate::bead::Status;
use crate::error::Result;

/// Writes `ARTICLE.en-zh-Hans.ladder` and so on: `src<TAB>tgt<TAB>confidence` for the start of each bead, then
/// the closing rung without a score.
#[derive(Debug)]
pub struct LadderWriter {
    folder: Folder,
    lost: Lost,
    warnings: Vec<String>,
}

impl LadderWriter {
    /// Writes into a folder.
    pub fn new(folder: &Path) -> Result<Self> {
        Ok(LadderWriter { folder: Folder::create(folder)?, lost: Lost::default(), warnings: Vec::new() })
    }
}

impl Writer for LadderWriter {
    fn begin(&mut self, _out: &mut dyn Write) -> Result<()> {
        Ok(())
    }

    fn article(&mut self, record: &Record, _out: &mut dyn Write) -> Result<()> {
        let name = file_name(&record.article)?;
        if !pairs::has_ladder(record, &mut self.lost) {
            return Ok(());
        }
        pairs::lose_remarks(record, &mut self.lost);
        self.lost.add(lost::STATUS, record.beads.iter().filter(|b| b.status != Status::Auto).count());
        for pair in pairs::pairs(record) {
            let text = rungs(record, pair, &mut self.lost);
            self.folder.write(&format!("{name}.{}-{}.ladder", pair.0, pair.1), &text)?;
        }
        Ok(())
    }

    fn end(&mut self, _out: &mut dyn Write) -> Result<()> {
        self.warnings = self.lost.lines("ladder");
        self.folder.commit("")
    }

    fn warnings(&self) -> &[String] {
        &self.warnings
    }
}

/// The rungs of one pair.
pub(super) fn rungs(record: &Record, pair: Pair, lost: &mut Lost) -> String {
    let (mut source, mut target) = (0, 0);
    let mut out = String::new();
    for bead in pairs::beads(record, pair, lost) {
        let score = bead.confidence.map(|p| format!("\t{p:.6}")).unwrap_or_default();
        out.push_str(&format!("{source}\t{target}{score}\n"));
        source += bead.indices(pair.0).len();
        target += bead.indices(pair.1).len();
    }
    out.push_str(&format!("{source}\t{target}\n"));
    out
}
