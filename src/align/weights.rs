//! The weights of the evidence: one small readable file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};

/// A weight for each number of evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Weights {
    /// What they were trained on, and how.
    pub signature: String,
    /// By name of the number.
    pub weights: BTreeMap<String, f64>,
}

impl Weights {
    /// Names and values put together.
    pub fn new(signature: String, names: &[&str], values: &[f64]) -> Weights {
        let rounded = |v: &f64| (v * 1e4).round() / 1e4;
        let weights = names.iter().zip(values).map(|(n, v)| ((*n).to_owned(), rounded(v))).collect();
        Weights { signature, weights }
    }

    /// The values in the order of `names`; a name without a weight is an error, and so is a weight without a name.
    pub fn values(&self, names: &[&str]) -> Result<Vec<f32>> {
        let bad = |message: String| {
            Error::new(ErrorKind::Config, message).remedy("train new weights with `trialign train`")
        };
        if let Some(extra) = self.weights.keys().find(|k| !names.contains(&k.as_str())) {
            return Err(bad(format!("the weights name the unknown evidence '{extra}'")));
        }
        let value = |name: &&str| {
            self.weights
                .get(*name)
                .map(|v| *v as f32)
                .ok_or_else(|| bad(format!("the weights lack '{name}'")))
        };
        names.iter().map(value).collect()
    }
}
