//! The encodings of the editions.

use serde::{Deserialize, Serialize};

use crate::text::Edition;

/// The encoding of each edition, where detection is overridden: a label such as `big5` or `gb18030`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Encodings {
    /// English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
    /// Simplified Chinese.
    #[serde(rename = "zh-Hans", skip_serializing_if = "Option::is_none")]
    pub zh_hans: Option<String>,
    /// Traditional Chinese.
    #[serde(rename = "zh-Hant", skip_serializing_if = "Option::is_none")]
    pub zh_hant: Option<String>,
}

impl Encodings {
    /// The label of an edition.
    pub fn of(&self, edition: Edition) -> Option<&str> {
        match edition {
            Edition::En => self.en.as_deref(),
            Edition::ZhHans => self.zh_hans.as_deref(),
            Edition::ZhHant => self.zh_hant.as_deref(),
        }
    }

    /// The place of an edition's label.
    pub fn of_mut(&mut self, edition: Edition) -> &mut Option<String> {
        match edition {
            Edition::En => &mut self.en,
            Edition::ZhHans => &mut self.zh_hans,
            Edition::ZhHant => &mut self.zh_hant,
        }
    }

    /// A label that no encoding has, and what to use instead.
    pub fn unknown(&self) -> Option<(String, &'static str)> {
        let labels = [&self.en, &self.zh_hans, &self.zh_hant].into_iter().flatten();
        let known = |label: &&String| encoding_rs::Encoding::for_label(label.as_bytes()).is_some();
        let label = labels.into_iter().find(|label| !known(label))?;
        let remedy = "use a label such as utf-8, utf-16le, gb18030 or big5";
        Some((format!("the encoding '{label}' is not known"), remedy))
    }

    /// Every edition not yet named gets `label`.
    pub fn fill(&mut self, label: &str) {
        for slot in [&mut self.en, &mut self.zh_hans, &mut self.zh_hant] {
            slot.get_or_insert_with(|| label.to_owned());
        }
    }
}
