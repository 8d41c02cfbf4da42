//! Ladders of files of messages: a message stands for the one of its key, and no other.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::path::Path;

use crate::align::{Aligner, Alignment};
use crate::bead::{Bead, Ladder, Run};
use crate::error::Result;
use crate::read::Format;
use crate::text::{Article, Edition, EditionText, PerEdition};

/// Whether all editions of an article are messages.
fn is_messages(article: &Article) -> bool {
    let of = |text: &EditionText| Format::of(Path::new(&text.path)).is_some_and(Format::is_messages);
    article.present().count() > 1 && article.editions.iter().filter_map(|(_, text)| text.as_ref()).all(of)
}

/// Aligns an article: messages by their keys, all else by evidence.
///
/// # Errors
/// As [`Aligner::align`].
pub(super) fn align(article: &Article, aligner: &Aligner) -> Result<Alignment> {
    if !is_messages(article) {
        return aligner.align(article);
    }
    let groups = article.editions.map(|edition, _| groups(article, edition));
    let mut alignment = Alignment::default();
    for runs in merged(&groups) {
        alignment.ladder.beads.extend(beads(article, &runs, aligner)?);
    }
    Ok(alignment)
}

/// As [`Aligner::omissions`]; a message that a translation has nothing for is left out for sure.
pub(super) fn omissions(article: &Article, alignment: &Alignment, aligner: &Aligner) -> PerEdition<Vec<f64>> {
    if !is_messages(article) {
        return aligner.omissions(article, alignment);
    }
    let count = article.segments(Edition::En).len();
    article.editions.map(|edition, text| {
        if !edition.is_chinese() || text.is_none() {
            return Vec::new();
        }
        let mut out = vec![0.0; count];
        let keys: HashSet<&str> =
            article.segments(edition).iter().filter_map(|segment| segment.place.as_deref()).collect();
        let english = article.segments(Edition::En);
        let lacks = alignment.ladder.beads.iter().filter(|bead| bead.runs[edition].len == 0);
        for at in lacks.flat_map(|bead| bead.runs[Edition::En].range()) {
            let key = english.get(at).and_then(|segment| segment.place.as_deref());
            if !key.is_some_and(|key| is_other_form(key, &keys)) {
                out[at] = 1.0;
            }
        }
        out
    })
}

/// Whether a message is a plural form that Chinese has not: of `one`, `two`, `few`, `many` and `other` it has the last
/// alone (Unicode CLDR, Language Plural Rules), and here it is. i18next says `item_plural` and `item_0` as well.
fn is_other_form(key: &str, keys: &HashSet<&str>) -> bool {
    let has = |stem: &str, form: &str| keys.contains(format!("{stem}{form}").as_str());
    let form = ["one", "two", "few", "many"].into_iter().find_map(|form| key.strip_suffix(form));
    let named = form.is_some_and(|stem| stem.ends_with(['.', '_', '-']) && has(stem, "other"));
    let numbered = key.strip_suffix("_plural").is_some_and(|stem| has(stem, "") || has(stem, "_0"));
    named || numbered || has(key, "_0")
}

/// The messages of an edition, in order: key and segments.
fn groups(article: &Article, edition: Edition) -> Vec<(String, Range<usize>)> {
    let mut out: Vec<(String, Range<usize>)> = Vec::new();
    for (at, segment) in article.segments(edition).iter().enumerate() {
        let key = segment.place.clone().unwrap_or_default();
        match out.last_mut().filter(|(last, _)| *last == key) {
            Some((_, range)) => range.end = at + 1,
            None => out.push((key, at..at + 1)),
        }
    }
    out
}

/// The runs of each key over the editions: in the order of the English, what it lacks where it stands in the others.
/// All editions list their keys in one order (see `read::messages`).
fn merged(groups: &PerEdition<Vec<(String, Range<usize>)>>) -> Vec<PerEdition<Range<usize>>> {
    let known: PerEdition<HashMap<&str, usize>> = PerEdition(
        Edition::ALL
            .map(|edition| groups[edition].iter().map(|(key, _)| key.as_str()).zip(0usize..).collect()),
    );
    let mut next = PerEdition([0usize; 3]);
    let mut out = Vec::new();
    // Everything of an edition before its group number `to` that no earlier step took, by itself.
    let run = |edition: Edition, at: usize| groups[edition].get(at).map_or(0..0, |(_, range)| range.clone());
    for leader in Edition::ALL {
        while next[leader] < groups[leader].len() {
            let key = groups[leader][next[leader]].0.as_str();
            let mut runs = PerEdition([0..0, 0..0, 0..0]);
            for edition in Edition::ALL {
                let Some(at) = known[edition].get(key).copied().filter(|at| *at >= next[edition]) else {
                    continue;
                };
                while next[edition] < at {
                    let mut own = PerEdition([0..0, 0..0, 0..0]);
                    own[edition] = run(edition, next[edition]);
                    // What two Chinese editions have and the English has not stands together.
                    if edition == Edition::ZhHans
                        && let Some(other) =
                            known[Edition::ZhHant].get(groups[edition][next[edition]].0.as_str())
                        && *other == next[Edition::ZhHant]
                    {
                        own[Edition::ZhHant] = run(Edition::ZhHant, *other);
                        next[Edition::ZhHant] += 1;
                    }
                    out.push(own);
                    next[edition] += 1;
                }
                runs[edition] = run(edition, at);
                next[edition] = at + 1;
            }
            out.push(runs);
        }
    }
    // An edition that has nothing there has its place all the same.
    let mut place = PerEdition([0usize; 3]);
    for runs in &mut out {
        for edition in Edition::ALL {
            let run = &mut runs[edition];
            *run = if run.start == run.end { place[edition]..place[edition] } else { run.clone() };
            place[edition] = run.end;
        }
    }
    out
}

/// The beads of one message: sentence by sentence where there are as many, else as the aligner finds.
fn beads(article: &Article, runs: &PerEdition<Range<usize>>, aligner: &Aligner) -> Result<Vec<Bead>> {
    let bead = |runs: PerEdition<Run>| Bead { runs, confidence: Some(1.0), ..Bead::default() };
    let there: Vec<usize> = runs.iter().map(|(_, run)| run.len()).filter(|len| *len > 0).collect();
    let most = there.iter().copied().max().unwrap_or(0);
    if there.len() < 2 || most == 1 || there.iter().all(|len| *len == most) {
        // A message that one side lacks is one bead.
        let steps = if there.len() < 2 { 1 } else { most };
        let step = |k: usize| {
            bead(runs.map(|_, run| match (run.start == run.end, steps) {
                (true, _) => Run::new(run.start, 0),
                (_, 1) => Run::new(run.start, run.len()),
                _ => Run::new(run.start + k, 1),
            }))
        };
        return Ok((0..steps).map(step).collect());
    }
    let Ladder { beads } = aligner.align(&article.piece(runs).without_empty())?.ladder;
    let from = runs.map(|_, run| run.start);
    Ok(beads.into_iter().map(|bead| bead.moved(&from)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_merged_and_every_group_comes_once() {
        let of = |keys: &[&str]| -> Vec<(String, Range<usize>)> {
            keys.iter().enumerate().map(|(at, key)| ((*key).to_owned(), at..at + 1)).collect()
        };
        let groups = PerEdition([of(&["a", "b", "d", "e"]), of(&["a", "c", "d", "x"]), of(&["b", "c", "e"])]);
        let all = merged(&groups);
        for edition in Edition::ALL {
            let order: Vec<usize> = all.iter().flat_map(|runs| runs[edition].clone()).collect();
            assert_eq!(order, (0..groups[edition].len()).collect::<Vec<_>>(), "{edition}");
        }
        let shown: Vec<[usize; 3]> = all.iter().map(|runs| [0, 1, 2].map(|k| runs.0[k].len())).collect();
        assert_eq!(shown, [[1, 1, 0], [1, 0, 1], [0, 1, 1], [1, 1, 0], [1, 0, 1], [0, 1, 0]]);
    }
}
