//! A record that came from outside is looked at before it is written out again.

use super::Record;
use crate::error::{Error, ErrorKind, Result};
use crate::text::PerEdition;

/// Whether every segment stands in exactly one bead, in order, and every confidence is a probability.
///
/// # Errors
/// `Input`, naming the article and the bead.
pub fn check(record: &Record) -> Result<()> {
    let lengths =
        PerEdition(record.editions.0.each_ref().map(|e| e.as_ref().map_or(0, |e| e.segments.len())));
    let fault = |fault: String| {
        Error::new(ErrorKind::Input, format!("{}: {fault}", record.article))
            .remedy("`trialign verify` shows all faults")
    };
    if record.error.is_some() && record.beads.is_empty() {
        return Ok(());
    }
    let (_, ladder) = record.parts().map_err(fault)?;
    ladder.check(lengths).map_err(fault)?;
    for bead in &record.beads {
        if bead.confidence.is_some_and(|p| !(0.0..=1.0).contains(&p)) {
            return Err(fault(format!("bead {}: the confidence is no probability", bead.id)));
        }
    }
    Ok(())
}
