//! What an evaluation reports.

use serde::Serialize;

use super::{Calibration, Debatable, Intervals, Prf, ShapeScore};

/// The result of one set, or of all of them pooled.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SetReport {
    /// Name of the set.
    pub name: String,
    /// Articles in it.
    pub articles: usize,
    /// Beads in the gold ladders.
    pub gold: usize,
    /// Beads in the system's ladders.
    pub system: usize,
    /// A bead counts when all its sides equal a gold bead's.
    pub strict: Prf,
    /// A bead counts when it shares a segment pair with a gold bead (null beads: strict).
    pub lax: Prf,
    /// 95 % intervals, by bootstrap.
    pub intervals: Intervals,
    /// Strict counts of each shape, the most frequent first.
    pub shapes: Vec<ShapeScore>,
    /// How far confidence means probability; `None` where a bead has no confidence.
    pub calibration: Option<Calibration>,
    /// Gold beads that could be cut otherwise: in no other figure of the report.
    pub debatable: Debatable,
}

/// What `trialign eval` says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// What made the ladders.
    pub signature: String,
    /// One result a set.
    pub sets: Vec<SetReport>,
    /// All sets pooled, where there are several.
    pub total: Option<SetReport>,
    /// The same articles by what they are, where their `article.toml` says it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
}

/// The scores of articles that share a property.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// The property: `kind`, `relation` or `split`.
    pub by: &'static str,
    /// One result a value of it, in the order of the values.
    pub sets: Vec<SetReport>,
}
