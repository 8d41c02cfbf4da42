//! How many lines meet how many: the prior of each shape.
//!
//! Which side cuts finer is a habit of the translator, not of the language, so a shape and its mirror image share
//! a weight, and the pair's own ratio of lines says which of the two to expect.

use super::Candidate;
use super::numbers::numbers;
use super::pair::{Pair, Source};

numbers! {
    /// The shape's class.
    pub ShapeClass {
        null = "shape:null",
        one_one = "shape:1-1",
        one_two = "shape:1-2",
        one_three = "shape:1-3",
        one_many = "shape:1-many",
        two_two = "shape:2-2",
        two_three = "shape:2-3",
        many_many = "shape:many-many",
        extra = "shape:extra",
        difference = "shape:difference",
        skew = "shape:skew",
        null_skew = "shape:null-skew",
    }
}

impl Source for ShapeClass {
    fn of(pair: &Pair, bead: Candidate) -> ShapeClass {
        let (a, b) = (bead.rows.len, bead.columns.len);
        let difference = a as f32 - b as f32;
        // lines the pair has too many of on the first side
        let skew = difference * pair.line_ratio;
        let extra = (a + b).saturating_sub(4) as f32;
        let class = match (a.min(b), a.max(b)) {
            (0, _) => ShapeClass { null: 1.0, null_skew: skew, ..ShapeClass::default() },
            (1, 1) => ShapeClass { one_one: 1.0, skew, ..ShapeClass::default() },
            (1, 2) => ShapeClass { one_two: 1.0, skew, ..ShapeClass::default() },
            (1, 3) => ShapeClass { one_three: 1.0, skew, ..ShapeClass::default() },
            (1, _) => ShapeClass { one_many: 1.0, extra, skew, ..ShapeClass::default() },
            (2, 2) => ShapeClass { two_two: 1.0, skew, ..ShapeClass::default() },
            (2, 3) => ShapeClass { two_three: 1.0, skew, ..ShapeClass::default() },
            _ => ShapeClass { many_many: 1.0, extra, skew, ..ShapeClass::default() },
        };
        ShapeClass { difference: difference.abs(), ..class }
    }
}
