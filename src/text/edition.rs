use std::fmt;
use std::ops::{Index, IndexMut};

use serde::{Deserialize, Serialize};

/// An article in one language and script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Edition {
    /// English.
    #[serde(rename = "en")]
    En,
    /// Chinese in Simplified script.
    #[serde(rename = "zh-Hans")]
    ZhHans,
    /// Chinese in Traditional script.
    #[serde(rename = "zh-Hant")]
    ZhHant,
}

impl Edition {
    /// The three editions, in the order of every shape: en, zh-Hans, zh-Hant.
    pub const ALL: [Edition; 3] = [Edition::En, Edition::ZhHans, Edition::ZhHant];

    /// The BCP 47 tag without a region.
    pub fn as_str(self) -> &'static str {
        match self {
            Edition::En => "en",
            Edition::ZhHans => "zh-Hans",
            Edition::ZhHant => "zh-Hant",
        }
    }

    /// The short name used in columns and flags: `en`, `hans`, `hant`.
    pub fn short(self) -> &'static str {
        match self {
            Edition::En => "en",
            Edition::ZhHans => "hans",
            Edition::ZhHant => "hant",
        }
    }

    /// Whether it is one of the two Chinese editions.
    pub fn is_chinese(self) -> bool {
        self != Edition::En
    }
}

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A language tag as found in a file name: the edition, and the region kept apart.
///
/// Case does not matter and `_` is `-`; the script subtag beats the region (BCP 47, RFC 5646).
///
/// ```
/// use trialign::text::{Edition, Tag};
/// let tag: Tag = "zh_Hant-HK".parse().unwrap();
/// assert_eq!((tag.edition, tag.region.as_deref()), (Edition::ZhHant, Some("HK")));
/// assert_eq!("zh-CN".parse::<Tag>().unwrap().edition, Edition::ZhHans);
/// assert!("yue".parse::<Tag>().is_err());
/// // What people call the editions in file names counts too.
/// for (name, edition) in [("CN", Edition::ZhHans), ("zhtw", Edition::ZhHant), ("英文版", Edition::En), ("中文（简体）", Edition::ZhHans)] {
///     assert_eq!(name.parse::<Tag>().unwrap().edition, edition);
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tag {
    /// The edition the tag means.
    pub edition: Edition,
    /// The region subtag, upper case, where there is one.
    pub region: Option<String>,
    /// The tag said only `zh`: Simplified is assumed and the content has the last word.
    pub bare: bool,
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.edition.as_str())?;
        match &self.region {
            Some(region) => write!(f, "-{region}"),
            None => Ok(()),
        }
    }
}

impl From<Edition> for Tag {
    fn from(edition: Edition) -> Self {
        Tag { edition, region: None, bare: false }
    }
}

/// One value an edition, indexed by [`Edition`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct PerEdition<T>(pub [T; 3]);

impl<T> PerEdition<T> {
    /// Edition and value, in the order of [`Edition::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (Edition, &T)> {
        Edition::ALL.into_iter().zip(self.0.iter())
    }

    /// Each value turned into another.
    pub fn map<U>(&self, mut f: impl FnMut(Edition, &T) -> U) -> PerEdition<U> {
        let [a, b, c] = &self.0;
        PerEdition([f(Edition::En, a), f(Edition::ZhHans, b), f(Edition::ZhHant, c)])
    }
}

impl<T> Index<Edition> for PerEdition<T> {
    type Output = T;
    fn index(&self, edition: Edition) -> &T {
        &self.0[edition as usize]
    }
}

impl<T> IndexMut<Edition> for PerEdition<T> {
    fn index_mut(&mut self, edition: Edition) -> &mut T {
        &mut self.0[edition as usize]
    }
}
