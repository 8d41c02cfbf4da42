//! What the editions are called in a format whose readers know other tags.

use std::str::FromStr;

use super::Record;
use crate::text::{Edition, PerEdition, Tag};

/// Language tags of the editions in TMX and XLIFF.
///
/// Translation tools match by language and region and know nothing of script, so by default Simplified is `zh-CN` and
/// Traditional is `zh-TW`, or what the edition's own region says (`zh-HK`, `zh-SG`).
///
/// ```
/// use trialign::{export::Langs, text::Edition};
/// let langs = Langs::default();
/// assert_eq!(langs.name(Edition::ZhHans, "zh-Hans"), "zh-CN");
/// assert_eq!(langs.name(Edition::ZhHant, "zh-Hant-HK"), "zh-HK");
/// let langs: Langs = "zh-Hans,zh-Hant".parse().unwrap();
/// assert_eq!((langs.name(Edition::En, "en"), langs.name(Edition::ZhHant, "zh-Hant-HK")), ("en".into(), "zh-Hant".into()));
/// assert!("zh-CN,xx".parse::<Langs>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Langs(PerEdition<Option<String>>);

impl Langs {
    /// The tag of an edition whose own tag is `own`, such as `zh-Hant-HK`.
    pub fn name(&self, edition: Edition, own: &str) -> String {
        match (&self.0[edition], region(own), edition) {
            (Some(chosen), ..) => chosen.clone(),
            (None, Some(region), Edition::En) => format!("en-{region}"),
            (None, None, Edition::En) => "en".to_owned(),
            (None, Some(region), _) => format!("zh-{region}"),
            (None, None, Edition::ZhHans) => "zh-CN".to_owned(),
            (None, None, Edition::ZhHant) => "zh-TW".to_owned(),
        }
    }

    /// The tag of an edition of a record.
    pub(super) fn of(&self, edition: Edition, record: &Record) -> String {
        self.name(edition, own(edition, record))
    }

    /// What stands for an edition in a file name: its tag, with the region only where that is not the usual one.
    pub(super) fn in_name(&self, edition: Edition, record: &Record) -> String {
        let usual = self.name(edition, edition.as_str());
        let own = own(edition, record);
        if self.name(edition, own) == usual { edition.to_string() } else { own.to_owned() }
    }
}

fn own(edition: Edition, record: &Record) -> &str {
    record.editions[edition].as_ref().map_or(edition.as_str(), |text| &text.tag)
}

fn region(tag: &str) -> Option<String> {
    tag.parse::<Tag>().ok()?.region
}

impl FromStr for Langs {
    type Err = String;

    fn from_str(list: &str) -> Result<Self, String> {
        let mut langs = Langs::default();
        for name in list.split(',').map(str::trim) {
            // BCP 47 joins the parts of a tag with hyphens.
            langs.0[name.parse::<Tag>()?.edition] = Some(name.replace('_', "-"));
        }
        Ok(langs)
    }
}
