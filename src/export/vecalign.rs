//! The ladder as vecalign writes it: `[0]:[0, 1]:0.013` a line.

use std::io::Write;

use super::{Record, Writer, stream};
use crate::error::{Error, ErrorKind, Result};

/// No posterior is written as a cost above this: −ln 10⁻¹².
const MAX_COST: f64 = 27.631_021;

/// Writes one article: the segment indices of each edition that is there, then −ln posterior.
///
/// A bead without a posterior has no cost. The format has no place for a second article, which is an error.
#[derive(Debug, Default)]
pub struct VecalignWriter {
    written: bool,
}

impl Writer for VecalignWriter {
    fn begin(&mut self, _out: &mut dyn Write) -> Result<()> {
        Ok(())
    }

    fn article(&mut self, record: &Record, out: &mut dyn Write) -> Result<()> {
        if std::mem::replace(&mut self.written, true) {
            let message = format!("{}: a vecalign file holds one article", record.article);
            return Err(
                Error::new(ErrorKind::Usage, message).remedy("align one article at a time, or write JSONL")
            );
        }
        for bead in &record.beads {
            let present = record.present();
            let mut parts: Vec<String> = present
                .iter()
                .filter(|&(_, &there)| there)
                .map(|(edition, _)| format!("{:?}", bead.indices(edition)))
                .collect();
            // Adding 0 turns the −0 of a certain bead into 0.
            parts.extend(bead.confidence.map(|p| format!("{:.6}", (-p.ln()).clamp(0.0, MAX_COST) + 0.0)));
            writeln!(out, "{}", parts.join(":")).map_err(stream)?;
        }
        Ok(())
    }
}
