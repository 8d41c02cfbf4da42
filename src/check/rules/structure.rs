//! What the rules of structure have in common: the outlines of both pages.

use super::super::{Outline, Subject};
use crate::text::Edition;

/// The English outline and those of the Chinese editions that translate it.
pub(super) fn outlines<'s>(subject: &'s Subject<'_>) -> Option<(&'s Outline, Vec<(Edition, &'s Outline)>)> {
    let english = subject.outline(Edition::En)?;
    let chinese = subject.aligned_chinese();
    let chinese = chinese.filter_map(|edition| Some((edition, subject.outline(edition)?))).collect();
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
