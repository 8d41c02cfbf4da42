//! What the editions are called in a format whose readers know other tags.

use std::str::FromStr;

use crate::text::{Edition, PerEdition, Tag};

/// Language tags of the editions; by default `en`, `zh-Hans`, `zh-Hant`.
///
/// ```
/// use trialign::{export::Langs, text::Edition};
/// let langs: Langs = "zh-CN,zh-TW".parse().unwrap();
/// assert_eq!((langs.name(Edition::En), langs.name(Edition::ZhHant)), ("en", "zh-TW"));
/// assert!("zh-CN,xx".parse::<Langs>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Langs(PerEdition<String>);

impl Default for Langs {
    fn default() -> Self {
        Langs(PerEdition(Edition::ALL.map(|edition| edition.as_str().to_owned())))
    }
}

impl Langs {
    /// The tag of an edition.
    pub fn name(&self, edition: Edition) -> &str {
        &self.0[edition]
    }
}

impl FromStr for Langs {
    type Err = String;

    fn from_str(list: &str) -> Result<Self, String> {
        let mut langs = Langs::default();
        for name in list.split(',').map(str::trim) {
            langs.0[name.parse::<Tag>()?.edition] = name.to_owned();
        }
        Ok(langs)
    }
}
