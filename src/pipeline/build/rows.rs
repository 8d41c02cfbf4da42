//! The second pass of a build for an engine that brings rows of one key together by itself, such as Spark: what a record
//! gives, the keys of the joins, and what is decided among rows that share one. [`build`](super::build) decides the same.

use super::assemble::{judge_bead, row, split_of};
use super::filter::FILTERS;
use super::joins::{
    Best, LEAK_BANDS, MEASURE_BANDS, Mark, RANK, ROW, exact_key, is_leak, near_keys, side, side_keys,
};
use super::keys::HASHES;
use super::output::FLAGS;
use super::{BuildOptions, Pair};
use crate::error::{Error, ErrorKind, Result};
use crate::evidence::Fold;
use crate::export::Record;
use crate::text::{Edition, PerEdition};

pub use super::output::Measured;

/// The names of the filters; a pair that a filter takes has the bit of its place. The last three look at other rows:
/// `dup_exact`, `dup_near`, `leak`.
pub const NAMES: [&str; 14] = FILTERS;
/// The filters that have a column of 0 and 1, by their place in [`NAMES`].
pub const COLUMNS: [usize; 8] = FLAGS;

/// A bead, judged by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct BeadRow {
    /// Its id.
    pub id: String,
    /// Its texts, on one line each; `None` where the article lacks the edition.
    pub texts: PerEdition<Option<String>>,
    /// Its posterior.
    pub confidence: Option<f64>,
    /// What was measured.
    pub measured: Measured,
    /// The filters that take each pair, in the order of [`Pair::ALL`]; `None` where it is not judged.
    pub taken: [Option<u16>; 3],
    /// What the joins need; all that is below takes it.
    pub keys: Vec<u8>,
}

/// What a record gives.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordRows {
    /// The article's id.
    pub article: String,
    /// The place of its split: train, dev, test.
    pub split: usize,
    /// Why it has no beads.
    pub error: Option<String>,
    /// Its beads.
    pub beads: Vec<BeadRow>,
}

/// The beads of a record, as a line of JSON, judged by the filters that look at no other row.
///
/// # Errors
/// `Input` where the line is no record.
pub fn rows(line: &[u8], options: &BuildOptions, fold: &Fold) -> Result<RecordRows> {
    let record: Record = serde_json::from_slice(line).map_err(|e| {
        Error::new(ErrorKind::Input, format!("not a record: {e}")).remedy("take what `trialign stream` wrote")
    })?;
    let bead = |bead| {
        let judged = judge_bead(&record, bead, Mark::default(), options);
        let (_, keys) = row(&record, bead, fold, options);
        let measured = judged.measured();
        BeadRow {
            id: bead.id.clone(),
            texts: judged.texts,
            confidence: bead.confidence,
            measured,
            taken: judged.pairs,
            keys,
        }
    };
    Ok(RecordRows {
        article: record.article.clone(),
        split: split_of(&record.article, options.held_out),
        error: record.error.clone(),
        beads: record.beads.iter().map(bead).collect(),
    })
}

/// Rows that are equal are told apart by this, the best first in the order of bytes.
pub fn rank(keys: &[u8]) -> &[u8] {
    keys.get(..RANK).unwrap_or_default()
}

/// The key of a pair that passed the filters: of pairs with one key, the first by [`rank`] stays (`dup_exact`).
pub fn exact(keys: &[u8], pair: Pair) -> u64 {
    exact_key(pair, &side(keys, pair.0), &side(keys, pair.1))
}

/// The keys of a pair that is no exact duplicate: among pairs with one of them, [`Near`] decides (`dup_near`).
pub fn near(keys: &[u8], pair: Pair) -> Vec<u64> {
    near_keys(pair, &side(keys, pair.0), &side(keys, pair.1)).collect()
}

/// The keys of a side of a pair that is no duplicate. Sides that share an even one have the same letters; among those that
/// share an odd one, [`leaks`] decides. With `measure` other odd ones, by which what is left is measured.
pub fn sides(keys: &[u8], edition: Edition, measure: bool) -> Vec<u64> {
    let bands = if measure { MEASURE_BANDS } else { LEAK_BANDS };
    side_keys(edition, &side(keys, edition), bands).collect()
}

/// Whether a side resembles one of an earlier split so much that it leaks.
pub fn leaks(keys: &[u8], edition: Edition, other: &[u8], other_edition: Edition) -> bool {
    let signature = |keys: &[u8], edition| -> [u8; HASHES] { side(keys, edition).signature };
    is_leak(&signature(keys, edition), &signature(other, other_edition))
}

/// Decides on near duplicates among the pairs of one key, which come in the order of [`rank`].
#[derive(Default)]
pub struct Near(Best);

impl Near {
    /// Whether the next is a near duplicate of one before it.
    pub fn is_duplicate(&mut self, keys: &[u8], pair: Pair) -> bool {
        self.0.resembles([side(keys, pair.0).signature, side(keys, pair.1).signature])
    }
}

/// Whether `keys` can be those of a [`BeadRow`].
pub fn are_keys(keys: &[u8]) -> bool {
    keys.len() == ROW
}
