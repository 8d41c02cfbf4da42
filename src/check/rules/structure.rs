//! What the rules of structure have in common: the outlines of both pages.

use super::super::{Outline, Subject};
use crate::text::Edition;

/// The English outline and those of the Chinese editions that translate it.
pub(super) fn outlines(subject: &Subject<'_>) -> Option<(Outline, Vec<(Edition, Outline)>)> {
    let of = |edition: Edition| subject.pages[edition].as_ref().and_then(Outline::of);
    let english = of(Edition::En)?;
    let chinese = subject.aligned_chinese().filter_map(|edition| Some((edition, of(edition)?))).collect();
    Some((english, chinese))
}

/// What the first list has more often than the second: each too much, by its index.
pub(super) fn more<T>(these: &[T], those: &[T], same: impl Fn(&T, &T) -> bool) -> Vec<usize> {
    let mut free: Vec<&T> = those.iter().collect();
    let mut out = Vec::new();
    for (index, one) in these.iter().enumerate() {
        match free.iter().position(|other| same(one, other)) {
            Some(at) => drop(free.remove(at)),
            None => out.push(index),
        }
    }
    out
}
