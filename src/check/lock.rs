//! `trialign.lock`: what each English sentence and its translation were when the translation was made.

mod file;
mod parts;
mod unit;

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use serde::{Deserialize, Serialize};

use crate::bead::Ladder;
use crate::text::{Article, Edition, PerEdition, Span};

pub use file::{Lock, NAME, VERSION};
pub use parts::{PartKind, Parts, StalePart};
pub use unit::{LockedUnit, hash};

use super::page::Page;

/// What the lock says of an article.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockedArticle {
    /// The Simplified edition and the English it was made from.
    #[serde(rename = "zh-Hans", default, skip_serializing_if = "Vec::is_empty")]
    pub hans: Vec<LockedUnit>,
    /// The Traditional edition and the English it was made from.
    #[serde(rename = "zh-Hant", default, skip_serializing_if = "Vec::is_empty")]
    pub hant: Vec<LockedUnit>,
    /// What the pages of the Simplified edition and of the English have beside their sentences.
    #[serde(rename = "zh-Hans-parts", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub hans_parts: Parts,
    /// The same of the Traditional edition.
    #[serde(rename = "zh-Hant-parts", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub hant_parts: Parts,
    /// The English sentences by their hashes, so that a change can be shown.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub said: BTreeMap<String, String>,
}

/// A translated run whose English changed since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// Index of its first segment in the edition as it is now.
    pub first: usize,
    /// How many segments.
    pub len: usize,
    /// English segments, as they are now, that stand where the old ones stood.
    pub english: std::ops::Range<usize>,
    /// The English it was made from, where the lock knows its words.
    pub was: Option<String>,
    unit: LockedUnit,
}

fn hashes(article: &Article, edition: Edition) -> Vec<String> {
    article.segments(edition).iter().map(|segment| hash(&segment.text)).collect()
}

impl LockedArticle {
    /// Records an article as it is.
    pub fn of(article: &Article, ladder: &Ladder, pages: &PerEdition<Option<Page>>) -> LockedArticle {
        let mut out = LockedArticle::default();
        let english = hashes(article, Edition::En);
        for edition in [Edition::ZhHans, Edition::ZhHant] {
            let chinese = hashes(article, edition);
            if chinese.is_empty() {
                continue;
            }
            let run =
                |all: &[String], range: std::ops::Range<usize>| all.get(range).unwrap_or_default().to_vec();
            let unit = |bead: &crate::bead::Bead| -> LockedUnit {
                (run(&english, bead.runs[Edition::En].range()), run(&chinese, bead.runs[edition].range()))
            };
            let units = ladder.beads.iter().map(unit).filter(|(a, b)| !a.is_empty() || !b.is_empty());
            *out.units_mut(edition) = units.collect();
            *out.parts_mut(edition) = parts::of(pages[Edition::En].as_ref(), pages[edition].as_ref());
        }
        let texts = article.segments(Edition::En).iter();
        out.said = texts.map(|segment| (hash(&segment.text), segment.text.clone())).collect();
        out
    }

    /// Records an article as it is, but for translations that are stale by an earlier record and were not changed since:
    /// they stay what they were, unless `accepts` takes what stands there in the edition. Returns how many stay stale.
    pub fn renewed(
        &self,
        article: &Article,
        ladder: &Ladder,
        pages: &PerEdition<Option<Page>>,
        accepts: &dyn Fn(Edition, Span) -> bool,
    ) -> (LockedArticle, usize) {
        let mut out = LockedArticle::of(article, ladder, pages);
        let mut kept = 0;
        for edition in [Edition::ZhHans, Edition::ZhHant] {
            let stale = self.stale(article, edition);
            let own = |at: usize| article.segments(edition).get(at).map(|segment| segment.span);
            let taken = |one: &Stale| own(one.first).is_some_and(|span| accepts(edition, span));
            let mut stale = stale.into_iter().filter(|one| !taken(one)).peekable();
            let mut units = Vec::new();
            let mut at = 0;
            for unit in std::mem::take(out.units_mut(edition)) {
                let own = at..at + unit.1.len();
                at = own.end;
                let mut put = false;
                while let Some(one) = stale.next_if(|one| one.first < own.end) {
                    kept += 1;
                    out.said.extend(self.words_of(&one.unit));
                    units.push(one.unit);
                    put = true;
                }
                // What stands beside a stale sentence in one bead is new English without a translation of its own.
                if !put {
                    units.push(unit);
                }
            }
            *out.units_mut(edition) = units;
        }
        for edition in [Edition::ZhHans, Edition::ZhHant] {
            // What stands nowhere is taken with the page as a whole.
            let whole = article.segments(edition).iter().all(|segment| accepts(edition, segment.span));
            let (taken, stale): (Vec<StalePart>, Vec<StalePart>) = self
                .stale_parts(pages, edition)
                .into_iter()
                .partition(|part| part.span.map_or(whole, |span| accepts(edition, span)));
            kept += stale.len();
            for kind in parts::stale_kinds(&stale) {
                let old = self.parts(edition).get(kind).map(|old| parts::accepted(old, kind, &taken));
                out.parts_mut(edition).extend(old.map(|old| (kind.to_owned(), old)));
            }
        }
        // An edition that is not there now keeps its record.
        for edition in [Edition::ZhHans, Edition::ZhHant] {
            if out.units(edition).is_empty() && article.editions[edition].is_none() {
                out.said.extend(self.units(edition).iter().flat_map(|unit| self.words_of(unit)));
                *out.units_mut(edition) = self.units(edition).to_vec();
                *out.parts_mut(edition) = self.parts(edition).clone();
            }
        }
        (out, kept)
    }

    fn words_of(&self, unit: &LockedUnit) -> Vec<(String, String)> {
        unit.0.iter().filter_map(|hash| Some((hash.clone(), self.said.get(hash)?.clone()))).collect()
    }

    /// The units of an edition.
    pub fn units(&self, edition: Edition) -> &[LockedUnit] {
        match edition {
            Edition::ZhHans => &self.hans,
            Edition::ZhHant => &self.hant,
            Edition::En => &[],
        }
    }

    fn units_mut(&mut self, edition: Edition) -> &mut Vec<LockedUnit> {
        if edition == Edition::ZhHant { &mut self.hant } else { &mut self.hans }
    }

    fn parts(&self, edition: Edition) -> &Parts {
        if edition == Edition::ZhHant { &self.hant_parts } else { &self.hans_parts }
    }

    fn parts_mut(&mut self, edition: Edition) -> &mut Parts {
        if edition == Edition::ZhHant { &mut self.hant_parts } else { &mut self.hans_parts }
    }

    /// Code, titles, images and ids whose English changed while those of the edition did not.
    pub fn stale_parts(&self, pages: &PerEdition<Option<Page>>, edition: Edition) -> Vec<StalePart> {
        parts::stale(self.parts(edition), pages[Edition::En].as_ref(), pages[edition].as_ref())
    }

    /// How alike an article is to what was recorded: the share of sentences both have, 0 to 1, of the side that has more
    /// in common.
    pub fn likeness(&self, article: &Article) -> f64 {
        let share = |old: HashSet<&String>, now: Vec<String>| {
            let now: HashSet<&String> = now.iter().collect();
            let common = old.intersection(&now).count();
            common as f64 / old.len().min(now.len()).max(1) as f64
        };
        let all = || self.hans.iter().chain(&self.hant);
        let english = share(all().flat_map(|unit| &unit.0).collect(), hashes(article, Edition::En));
        let chinese = [Edition::ZhHans, Edition::ZhHant].map(|edition| {
            share(self.units(edition).iter().flat_map(|unit| &unit.1).collect(), hashes(article, edition))
        });
        chinese.into_iter().fold(english, f64::max)
    }

    /// The runs of an edition that still are as they were while their English is not.
    ///
    /// What the aligner makes of the article now does not matter: only the recorded units and the sentences do.
    pub fn stale(&self, article: &Article, edition: Edition) -> Vec<Stale> {
        let units = self.units(edition);
        let (en, zh, english) = self.places(article, edition);
        let (mut at_en, mut at_zh, mut out) = (0, 0, Vec::new());
        for unit in units {
            let own_en = at_en..at_en + unit.0.len();
            let own_zh = at_zh..at_zh + unit.1.len();
            (at_en, at_zh) = (own_en.end, own_zh.end);
            let changed = own_en.clone().any(|k| en[k].is_none());
            let places: Option<Vec<usize>> = own_zh.clone().map(|k| zh[k]).collect();
            if let (true, Some(places)) = (changed, places)
                && let Some(first) = places.first()
            {
                let before = en[..own_en.start].iter().rev().find_map(|k| *k).map_or(0, |k| k + 1);
                let after = en[own_en.end..].iter().find_map(|k| *k).unwrap_or(english);
                let was: Option<Vec<&str>> =
                    unit.0.iter().map(|hash| self.said.get(hash).map(String::as_str)).collect();
                out.push(Stale {
                    first: *first,
                    len: places.len(),
                    english: before..after.max(before),
                    was: was.map(|was| was.join(" ")),
                    unit: unit.clone(),
                });
            }
        }
        out.sort_by_key(|stale| stale.first);
        out
    }

    /// The first Chinese segment whose English stands before that of the segment before it, though neither changed: the
    /// English was put into another order.
    pub fn reordered(&self, article: &Article, edition: Edition) -> Option<usize> {
        let (en, zh, _) = self.places(article, edition);
        let (mut at_en, mut at_zh, mut pairs) = (0, 0, Vec::new());
        for unit in self.units(edition) {
            if let (Some(Some(english)), Some(Some(chinese))) = (en.get(at_en), zh.get(at_zh))
                && !unit.0.is_empty()
                && !unit.1.is_empty()
            {
                pairs.push((*chinese, *english));
            }
            (at_en, at_zh) = (at_en + unit.0.len(), at_zh + unit.1.len());
        }
        pairs.sort_unstable();
        pairs.windows(2).find(|pair| pair[1].1 < pair[0].1).map(|pair| pair[1].0)
    }

    /// Where each recorded sentence stands now, English and Chinese, and how many English sentences there are.
    fn places(&self, article: &Article, edition: Edition) -> (Vec<Option<usize>>, Vec<Option<usize>>, usize) {
        let units = self.units(edition);
        let old_en: Vec<&String> = units.iter().flat_map(|unit| &unit.0).collect();
        let old_zh: Vec<&String> = units.iter().flat_map(|unit| &unit.1).collect();
        let (now_en, now_zh) = (hashes(article, Edition::En), hashes(article, edition));
        (matched(&old_en, &now_en), matched(&old_zh, &now_zh), now_en.len())
    }
}

/// For each old hash the index of the same sentence now: first from both ends, then in order of appearance.
fn matched(old: &[&String], now: &[String]) -> Vec<Option<usize>> {
    let mut out = vec![None; old.len()];
    let head = old.iter().zip(now).take_while(|(a, b)| **a == *b).count();
    let most = old.len().min(now.len()) - head;
    let tail = old.iter().rev().zip(now.iter().rev()).take_while(|(a, b)| **a == *b).count().min(most);
    out[..head].iter_mut().enumerate().for_each(|(k, slot)| *slot = Some(k));
    for k in 0..tail {
        out[old.len() - 1 - k] = Some(now.len() - 1 - k);
    }
    let mut places: HashMap<&str, VecDeque<usize>> = HashMap::new();
    for (k, hash) in now.iter().enumerate().take(now.len() - tail).skip(head) {
        places.entry(hash).or_default().push_back(k);
    }
    for k in head..old.len() - tail {
        out[k] = places.get_mut(old[k].as_str()).and_then(|queue| queue.pop_front());
    }
    out
}
