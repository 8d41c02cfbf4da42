use serde::{Deserialize, Serialize};

/// The table `[build]`: what the filters of `trialign build` take.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Limits {
    /// Beads below this confidence, 0 to 1.
    pub min_confidence: f64,
    /// Pairs with fewer English characters for each Chinese one.
    pub min_len_ratio: f64,
    /// Pairs with more English characters for each Chinese one.
    pub max_len_ratio: f64,
    /// Pairs with a smaller share of numbers that both sides have, 0 to 1.
    pub min_num_overlap: f64,
    /// Pairs with a side of fewer words; a Han character is a word, and so is a figure.
    pub min_words: usize,
    /// Pairs with a side that has a smaller share of letters and figures among its characters, 0 to 1.
    pub min_letters: f64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            min_confidence: 0.9,
            min_len_ratio: 1.0,
            max_len_ratio: 9.0,
            min_num_overlap: 0.5,
            min_words: 2,
            min_letters: 0.5,
        }
    }
}

impl Limits {
    /// What is wrong with them: the limit, and what it has to be.
    pub fn fault(&self) -> Option<String> {
        let shares = [
            ("min-confidence", self.min_confidence),
            ("min-num-overlap", self.min_num_overlap),
            ("min-letters", self.min_letters),
        ];
        if let Some((name, value)) = shares.into_iter().find(|(_, value)| !(0.0..=1.0).contains(value)) {
            return Some(format!("{name} is {value}, and has to be a number from 0 to 1"));
        }
        // Not a number is in no range.
        let ratios = self.min_len_ratio >= 0.0 && self.max_len_ratio >= self.min_len_ratio;
        (!ratios).then(|| {
            format!(
                "min-len-ratio {} and max-len-ratio {} leave no text: the first has to be the smaller one, and not below 0",
                self.min_len_ratio, self.max_len_ratio
            )
        })
    }
}
