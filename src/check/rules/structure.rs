//! What the rules of structure have in common: the outlines of both pages.

use std::collections::HashMap;

use super::super::{Outline, Subject, words};
use crate::text::{BlockKind, Edition};

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

/// Headings of the English that stand within a block of code of an edition, each with the number of the block: nobody closed
/// it where the code ends. A page on Markdown may show a heading in both.
pub(super) fn swallowed<'s>(subject: &'s Subject<'_>, edition: Edition) -> Vec<(usize, &'s str)> {
    let is_heading = |line: &&str| line.starts_with('#') && line.trim_start_matches('#').starts_with(' ');
    let shown = |edition: Edition| {
        let fences = outline(subject, edition).map_or(&[][..], |page| &page.fences).iter().enumerate();
        fences.flat_map(move |(at, fence)| {
            fence.code.lines().filter(is_heading).map(move |line| (words::plain(line), at))
        })
    };
    let mut here: HashMap<String, usize> = shown(edition).collect();
    if here.is_empty() {
        return Vec::new();
    }
    for (heading, _) in shown(Edition::En) {
        here.remove(&heading);
    }
    let english = subject.article.segments(Edition::En).iter();
    let headings = english.filter(|s| matches!(s.kind, BlockKind::Heading(_)));
    headings.filter_map(|s| Some((*here.get(&words::plain(&s.text))?, s.text.as_str()))).collect()
}

/// What two lists have that the other has not: where they are as long, what stands in one place in both is looked at first,
/// so that what changed stands beside what it was. What may stand in another place has to be the same by `moved`.
pub(super) fn changed<T>(
    these: &[T],
    those: &[T],
    same: impl Fn(&T, &T) -> bool,
    moved: impl Fn(&T, &T) -> bool,
) -> (Vec<usize>, Vec<usize>) {
    let other = |at: &usize| these.len() != those.len() || !same(&these[*at], &those[*at]);
    let of = |all: &[T]| (0..all.len()).filter(other).collect::<Vec<usize>>();
    let (a, b) = (of(these), of(those));
    let back = |own: &[usize], all: Vec<usize>| all.into_iter().map(|at| own[at]).collect();
    let lost = more(&a, &b, |x, y| moved(&these[*x], &those[*y]));
    let new = more(&b, &a, |y, x| moved(&these[*x], &those[*y]));
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
