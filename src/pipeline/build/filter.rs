//! What speaks against a bead: a column each, and the limit that takes it.

use std::collections::BTreeMap;

use crate::clean::script::judge;
use crate::export::{BeadRecord, Record, join_segments};
use crate::text::numbers::{chinese, english};
use crate::text::{Edition, PerEdition};

/// What the filters take.
#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    /// Beads below this confidence.
    pub min_confidence: f64,
    /// Beads with fewer or more English characters for each Han character.
    pub len_ratio: [f64; 2],
    /// Beads with a smaller share of numbers that both sides have.
    pub min_num_overlap: f64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { min_confidence: 0.9, len_ratio: [1.0, 9.0], min_num_overlap: 0.5 }
    }
}

/// Names of the filters, in the order they are applied.
pub(super) const FILTERS: [&str; 8] =
    ["empty_side", "confidence", "len_ratio", "num_overlap", "script_ok", "lang_ok", "dup_exact", "dup_near"];

/// Texts with fewer characters than this have no length ratio worth a filter.
const SHORT: usize = 12;

/// The columns of a bead.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Columns {
    pub empty_side: bool,
    pub confidence: Option<f64>,
    pub len_ratio: Option<f64>,
    pub num_overlap: Option<f64>,
    pub script_ok: bool,
    pub lang_ok: bool,
    pub dup_exact: bool,
    pub dup_near: bool,
    short: bool,
}

impl Columns {
    /// The texts of a bead, and its columns apart from the duplicates.
    pub fn of(record: &Record, bead: &BeadRecord) -> (PerEdition<Option<String>>, Columns) {
        let texts = record.editions.map(|edition, text| {
            let text = text.as_ref()?;
            let segments = bead.indices(edition).iter().filter_map(|&i| text.segments.get(i));
            Some(join_segments(edition, segments.map(|s| s.text.as_str())))
        });
        let count = |e: Edition| texts[e].as_ref().map(|t| t.chars().filter(|c| !c.is_whitespace()).count());
        let columns = Columns {
            empty_side: texts.0.iter().flatten().any(|text| text.trim().is_empty()),
            confidence: bead.confidence,
            len_ratio: len_ratio(count(Edition::En), count(Edition::ZhHans), count(Edition::ZhHant)),
            num_overlap: num_overlap(&texts),
            script_ok: texts
                .iter()
                .all(|(edition, text)| text.as_ref().is_none_or(|t| script_ok(edition, t))),
            lang_ok: texts.iter().all(|(edition, text)| text.as_ref().is_none_or(|t| lang_ok(edition, t))),
            dup_exact: false,
            dup_near: false,
            short: count(Edition::En).unwrap_or(SHORT) < SHORT,
        };
        (texts, columns)
    }

    /// Which filters take the bead, in the order of [`FILTERS`].
    pub fn taken(&self, limits: &Limits) -> [bool; FILTERS.len()] {
        let [least, most] = limits.len_ratio;
        [
            self.empty_side,
            self.confidence.is_none_or(|p| p < limits.min_confidence),
            !self.short && self.len_ratio.is_some_and(|r| !(least..=most).contains(&r)),
            self.num_overlap.is_some_and(|share| share < limits.min_num_overlap),
            !self.script_ok,
            !self.lang_ok,
            self.dup_exact,
            self.dup_near,
        ]
    }

    /// The cells after the texts, unknown as empty; in the order of [`FILTERS`] without the first.
    pub fn cells(&self) -> [String; 7] {
        let number = |value: Option<f64>| value.map(|v| format!("{v:.3}")).unwrap_or_default();
        let flag = |value: bool| u8::from(value).to_string();
        [
            self.confidence.map(|p| format!("{p:.6}")).unwrap_or_default(),
            number(self.len_ratio),
            number(self.num_overlap),
            flag(self.script_ok),
            flag(self.lang_ok),
            flag(self.dup_exact),
            flag(self.dup_near),
        ]
    }
}

/// English characters for each Chinese one; of two Chinese editions the one further off.
fn len_ratio(en: Option<usize>, hans: Option<usize>, hant: Option<usize>) -> Option<f64> {
    let en = en? as f64;
    let ratios = [hans, hant].into_iter().flatten().filter(|n| *n > 0).map(|n| en / n as f64);
    // 3.3 is what English text usually has for a Chinese character.
    ratios.max_by(|a, b| (a / 3.3).ln().abs().total_cmp(&(b / 3.3).ln().abs()))
}

/// Numbers that both sides have, as a share of all on the side with more; of two pairs the smaller share.
fn num_overlap(texts: &PerEdition<Option<String>>) -> Option<f64> {
    let keys = |edition: Edition| {
        let text = texts[edition].as_ref()?;
        let found = if edition.is_chinese() { chinese(text) } else { english(text) };
        let mut counts = BTreeMap::new();
        found.iter().filter(|n| n.sure).for_each(|n| *counts.entry(n.key()).or_insert(0usize) += 1);
        Some(counts)
    };
    let en = keys(Edition::En)?;
    let share = |zh: BTreeMap<_, usize>| {
        let most = en.values().sum::<usize>().max(zh.values().sum());
        let both: usize = en.iter().map(|(key, n)| (*n).min(zh.get(key).copied().unwrap_or(0))).sum();
        (most > 0).then(|| both as f64 / most as f64)
    };
    let shares = [Edition::ZhHans, Edition::ZhHant].into_iter().filter_map(|e| share(keys(e)?));
    shares.min_by(f64::total_cmp)
}

fn script_ok(edition: Edition, text: &str) -> bool {
    let found = judge(text);
    match edition {
        Edition::En => true,
        Edition::ZhHans => found.hant_only <= found.hans_only,
        Edition::ZhHant => found.hans_only <= found.hant_only,
    }
}

fn lang_ok(edition: Edition, text: &str) -> bool {
    let found = judge(text);
    // A Han character carries about as much as three Latin letters.
    if edition.is_chinese() {
        found.latin <= 3 * found.han.max(4) && found.kana <= found.han
    } else {
        3 * found.han <= found.latin.max(4)
    }
}
