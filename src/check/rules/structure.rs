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

/// What two lists have that the other has not: where they are as long, what stands in one place in both is looked at first,
/// so that what changed stands beside what it was.
pub(super) fn changed<T>(
    these: &[T],
    those: &[T],
    same: impl Fn(&T, &T) -> bool,
) -> (Vec<usize>, Vec<usize>) {
    let other = |at: &usize| these.len() != those.len() || !same(&these[*at], &those[*at]);
    let of = |all: &[T]| (0..all.len()).filter(other).collect::<Vec<usize>>();
    let (a, b) = (of(these), of(those));
    let back = |own: &[usize], all: Vec<usize>| all.into_iter().map(|at| own[at]).collect();
    let lost = more(&a, &b, |x, y| same(&these[*x], &those[*y]));
    let new = more(&b, &a, |y, x| same(&these[*x], &those[*y]));
    (back(&a, lost), back(&b, new))
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
