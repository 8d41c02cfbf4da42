//! Short marks on a bead.

use std::borrow::{Borrow, Cow};
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::Edition;

/// A mark on a bead, as every format writes it. Flags of other programs and versions are kept as they are.
///
/// ```
/// use trialign::bead::Flag;
/// use trialign::text::Edition;
///
/// assert_eq!(Flag::omission(Edition::ZhHant).as_str(), "omission-hant");
/// assert_eq!(Flag::from("low-confidence"), Flag::LOW_CONFIDENCE);
/// assert_eq!((Flag::moved_row(14).row(), Flag::MOVED.row()), (Some(14), None));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Flag(Cow<'static, str>);

const MOVED_ROW: &str = "moved-row-";

impl Flag {
    /// The confidence is below what the settings ask for.
    pub const LOW_CONFIDENCE: Flag = Flag(Cow::Borrowed("low-confidence"));
    /// What stands here stands elsewhere in another edition.
    pub const MOVED: Flag = Flag(Cow::Borrowed("moved"));
    /// A person says that the gap is an omission.
    pub const MARKED_OMISSION: Flag = Flag(Cow::Borrowed("marked-omission"));
    /// A person says that the gap is an addition of the other edition.
    pub const MARKED_ADDITION: Flag = Flag(Cow::Borrowed("marked-addition"));
    /// A person confirmed it for the second time.
    pub const APPROVED: Flag = Flag(Cow::Borrowed("approved"));
    /// It was confirmed before a person flagged it.
    pub const WAS_CONFIRMED: Flag = Flag(Cow::Borrowed("was-confirmed"));
    /// It was edited before a person flagged it.
    pub const WAS_EDITED: Flag = Flag(Cow::Borrowed("was-edited"));
    /// Gold on which two readers may differ.
    pub const DEBATABLE: Flag = Flag(Cow::Borrowed("debatable"));

    /// The edition has nothing here.
    pub fn omission(edition: Edition) -> Flag {
        Flag(Cow::Borrowed(match edition {
            Edition::En => "omission-en",
            Edition::ZhHans => "omission-hans",
            Edition::ZhHant => "omission-hant",
        }))
    }

    /// The edition has something here, but not all that the English says.
    pub fn partial_omission(edition: Edition) -> Flag {
        Flag(Cow::Borrowed(match edition {
            Edition::En => "partial-omission-en",
            Edition::ZhHans => "partial-omission-hans",
            Edition::ZhHant => "partial-omission-hant",
        }))
    }

    /// The row, counted from 1, in which the other half of a moved one stood when the article was aligned.
    pub fn moved_row(number: usize) -> Flag {
        Flag(Cow::Owned(format!("{MOVED_ROW}{number}")))
    }

    /// The row that a flag of [`Flag::moved_row`] names.
    pub fn row(&self) -> Option<usize> {
        self.0.strip_prefix(MOVED_ROW)?.parse().ok()
    }

    /// Its name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Flag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// For `join`; a flag compares and hashes as its name.
impl Borrow<str> for Flag {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Flag {
    fn from(name: &str) -> Flag {
        Flag(Cow::Owned(name.to_owned()))
    }
}

impl PartialEq<&str> for Flag {
    fn eq(&self, name: &&str) -> bool {
        self.0 == *name
    }
}
