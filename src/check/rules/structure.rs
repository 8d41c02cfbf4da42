//! What the rules of structure have in common: the outlines of both pages.

use super::super::{Outline, Subject};
use crate::text::Edition;

/// What the page of an edition is built of; `None` where there is no page or its format has no such things.
pub(super) fn outline<'s>(subject: &'s Subject<'_>, edition: Edition) -> Option<&'s Outline> {
    let of = || subject.pages[edition].as_ref().and_then(Outline::of);
    subject.known.outlines[edition].get_or_init(of).as_ref()
}

/// The English outline and those of the Chinese editions that translate it.
pub(super) fn outlines<'s>(subject: &'s Subject<'_>) -> Option<(&'s Outline, Vec<(Edition, &'s Outline)>)> {
    let english = outline(subject, Edition::En)?;
    let chinese = subject.aligned_chinese();
    let chinese = chinese.filter_map(|edition| Some((edition, outline(subject, edition)?))).collect();
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
