//! The numbers of a date.

use std::ops::Range;

use super::{Kind, Number};
use crate::text::dates;

/// The parts of a date written in figures, as numbers of their own.
pub(super) fn of_date(date: &dates::Dated) -> [Number; 3] {
    let part = |(range, kind, value): (Range<usize>, Kind, u32)| Number {
        range,
        kind,
        value: f64::from(value),
        sure: date.sure,
        unit: None,
    };
    date.parts().map(part)
}
