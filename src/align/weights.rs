//! The weights of the evidence: one small readable file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::confidence::Confidence;
use crate::error::{Error, ErrorKind, Result};

/// Weights for each kind of pair of texts.
///
/// Where paragraphs are known, they say much, and the rest of the evidence says less beside them: texts with
/// paragraphs and bare lines have weights of their own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// What they were trained on, and how.
    pub signature: String,
    /// English against Chinese, lines without paragraphs.
    pub lines: WeightTable,
    /// English against Chinese, both with paragraphs.
    pub paragraphs: WeightTable,
    /// zh-Hans against zh-Hant.
    pub chinese: WeightTable,
    /// zh-Hans against zh-Hant where English was aligned with each.
    pub chinese_pivot: WeightTable,
    /// How posteriors of three editions become one confidence.
    pub confidence: Confidence,
    /// Whether an edition renders an English sentence.
    pub omission: OmissionWeights,
    /// The weights where sentence vectors speak as well; without it vectors cannot be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vectors: Option<VectorWeights>,
}

/// Weights of the evidence on omissions; see [`crate::align::Aligner::omissions`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OmissionWeights {
    /// Lines without paragraphs.
    pub lines: WeightTable,
    /// Both with paragraphs.
    pub paragraphs: WeightTable,
}

/// Weights with sentence vectors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VectorWeights {
    /// What they were trained on, and with which vectors.
    pub signature: String,
    /// Lines without paragraphs.
    pub lines: WeightTable,
    /// Both with paragraphs.
    pub paragraphs: WeightTable,
    /// zh-Hans against zh-Hant; without it no vectors are used there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chinese: Option<WeightTable>,
    /// How posteriors of three editions become one confidence.
    pub confidence: Confidence,
}

/// What the name of a number's second weight ends in: that for the number times how holed the texts are.
const BY_GAPS: &str = "×gaps";

/// A weight for each number of evidence, by its name.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WeightTable(pub BTreeMap<String, f64>);

impl Weights {
    /// The weights that come with the program.
    pub fn embedded() -> Result<Weights> {
        Weights::parse(include_str!("weights.toml"))
    }

    /// Reads a weights file (TOML).
    pub fn parse(text: &str) -> Result<Weights> {
        toml::from_str(text).map_err(|e| {
            let line =
                e.span().map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
            Error::new(ErrorKind::Config, format!("not a weights file: {}", e.message()))
                .line(line)
                .remedy("make one with `trialign train`")
        })
    }

    /// The file's text.
    pub fn to_toml(&self) -> Result<String> {
        toml::to_string(self).map_err(|e| Error::new(ErrorKind::Config, e.to_string()))
    }
}

impl WeightTable {
    /// Names and values put together, to four decimals.
    pub fn new(names: &[&str], values: &[f64]) -> WeightTable {
        let rounded = |v: &f64| (v * 1e4).round() / 1e4;
        let vectors = names.iter().zip(values).any(|(n, v)| n.starts_with("vectors:") && *v != 0.0);
        let kept = names.iter().zip(values).filter(|(n, _)| vectors || !n.starts_with("vectors:"));
        WeightTable(kept.map(|(n, v)| ((*n).to_owned(), rounded(v))).collect())
    }

    #[cfg(feature = "train")]
    /// Two weights a number put together: first all as they are, then all times how holed the texts are.
    pub fn paired(names: &[&str], values: &[f64]) -> WeightTable {
        let (plain, holed) = values.split_at(names.len().min(values.len()));
        let mut table = WeightTable::new(names, plain);
        let holed = WeightTable::new(names, holed).0;
        // vectors are written or left out as a whole
        let kept = holed.into_iter().filter(|(name, _)| table.0.contains_key(name)).collect::<Vec<_>>();
        table.0.extend(kept.into_iter().map(|(name, value)| (name + BY_GAPS, value)));
        table
    }

    /// Both weights of each number, as [`WeightTable::paired`] takes them; errors as [`WeightTable::values`].
    /// A table without second weights is one that asks nothing of gaps: they are 0.
    pub fn paired_values(&self, names: &[&str]) -> Result<Vec<f32>> {
        let (mut plain, mut holed) = (WeightTable::default(), WeightTable::default());
        for (name, value) in &self.0 {
            match name.strip_suffix(BY_GAPS) {
                Some(name) => holed.0.insert(name.to_owned(), *value),
                None => plain.0.insert(name.clone(), *value),
            };
        }
        let mut values = plain.values(names)?;
        let without = holed.0.is_empty();
        values.extend(if without { vec![0.0; names.len()] } else { holed.values(names)? });
        Ok(values)
    }

    #[cfg(feature = "train")]
    /// Both weights of each number for training to start from: 0 where the table has none.
    pub fn paired_start(&self, names: &[&str]) -> Vec<f64> {
        let of = |name: &str| self.0.get(name).copied().unwrap_or(0.0);
        let plain = names.iter().map(|name| of(name));
        plain.chain(names.iter().map(|name| of(&format!("{name}{BY_GAPS}")))).collect()
    }

    #[cfg(feature = "train")]
    /// The first weights of this table and second ones with which holed texts are scored as by `other`; where `other` is
    /// `None`, as whole texts are.
    pub fn holed_as(&self, other: Option<&WeightTable>) -> WeightTable {
        let of = |table: &WeightTable, name: &str| table.0.get(name).copied().unwrap_or(0.0);
        let plain: Vec<(&String, f64)> =
            self.0.iter().filter(|(name, _)| !name.ends_with(BY_GAPS)).map(|(name, w)| (name, *w)).collect();
        let holed = plain.iter().map(|(name, weight)| {
            let by_gaps = format!("{name}{BY_GAPS}");
            let wanted = other.map_or(0.0, |other| of(other, name) + of(other, &by_gaps) - weight);
            (by_gaps, (wanted * 1e4).round() / 1e4)
        });
        let all = plain.iter().map(|(name, weight)| ((*name).clone(), *weight)).chain(holed);
        WeightTable(all.collect())
    }

    #[cfg(feature = "train")]
    /// Both weights of a number given by hand; nothing where the table has none for it.
    pub fn set(&mut self, name: &str, plain: f64, by_gaps: f64) {
        for (name, value) in [(name.to_owned(), plain), (format!("{name}{BY_GAPS}"), by_gaps)] {
            self.0.entry(name).and_modify(|weight| *weight = value);
        }
    }

    #[cfg(feature = "train")]
    /// The second weights times `share`.
    pub fn holed_by(&self, share: f64) -> WeightTable {
        let scaled = |(name, weight): (&String, &f64)| {
            let share = if name.ends_with(BY_GAPS) { share } else { 1.0 };
            (name.clone(), (weight * share * 1e4).round() / 1e4)
        };
        WeightTable(self.0.iter().map(scaled).collect())
    }

    /// The values in the order of `names`; a name without a weight is an error, and so is a weight without a name.
    /// Only the numbers of vectors may lack weights: tables for texts without vectors leave them out.
    pub fn values(&self, names: &[&str]) -> Result<Vec<f32>> {
        let bad = |message: String| {
            Error::new(ErrorKind::Config, message).remedy("train new weights with `trialign train`")
        };
        if let Some(extra) = self.0.keys().find(|k| !names.contains(&k.as_str())) {
            return Err(bad(format!("the weights name the unknown evidence '{extra}'")));
        }
        let unused = |name: &str| name.starts_with("vectors:").then_some(0.0);
        let value = |name: &&str| {
            self.0
                .get(*name)
                .map(|v| *v as f32)
                .or_else(|| unused(name))
                .ok_or_else(|| bad(format!("the weights lack '{name}'")))
        };
        names.iter().map(value).collect()
    }
}
