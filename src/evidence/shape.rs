//! How many lines meet how many: the prior of each shape.
//!
//! Which side cuts finer is a habit of the translator, not of the language, so a shape and its mirror image share
//! a weight, and the pair's own ratio of lines says which of the two to expect.

use super::Candidate;
use super::bilingual::{Pair, Source};

/// The shape's class.
pub struct ShapeClass;

impl Source for ShapeClass {
    const NAMES: &'static [&'static str] = &[
        "shape:null",
        "shape:1-1",
        "shape:1-2",
        "shape:1-3",
        "shape:1-many",
        "shape:2-2",
        "shape:2-3",
        "shape:many-many",
        "shape:extra",
        "shape:difference",
        "shape:skew",
        "shape:null-skew",
    ];

    fn values(pair: &Pair, bead: Candidate, out: &mut [f32]) {
        let (a, b) = (bead.rows.len, bead.columns.len);
        let class = match (a.min(b), a.max(b)) {
            (0, _) => 0,
            (1, 1) => 1,
            (1, 2) => 2,
            (1, 3) => 3,
            (1, _) => 4,
            (2, 2) => 5,
            (2, 3) => 6,
            _ => 7,
        };
        out[class] = 1.0;
        let difference = a as f32 - b as f32;
        if class == 4 || class == 7 {
            out[8] = (a + b - 4) as f32;
        }
        out[9] = difference.abs();
        // lines the pair has too many of on the first side
        out[if class == 0 { 11 } else { 10 }] = difference * pair.line_ratio;
    }
}
