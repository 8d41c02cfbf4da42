//! Traditional text folded to Simplified with OpenCC's phrase tables, so that one lexicon serves both.

use std::borrow::Cow;

use opencc_rust::{DefaultConfig, OpenCC};

use super::stem::is_han;
use crate::error::{Error, ErrorKind, Result};

/// Folds Traditional (Taiwan, Hong Kong) wording to Simplified.
pub struct Fold {
    opencc: OpenCC,
}

impl Fold {
    /// Opens OpenCC's tables; an error where OpenCC's data is not installed.
    pub fn new() -> Result<Fold> {
        let opencc = OpenCC::new(DefaultConfig::TW2SP).map_err(|e| {
            Error::new(ErrorKind::Io, format!("OpenCC cannot open its table tw2sp.json: {e}"))
                .remedy("install OpenCC 1.1 with its data, on Debian: apt-get install libopencc-dev")
        })?;
        Ok(Fold { opencc })
    }

    /// The text in Simplified script; text without Han characters comes back as it is.
    pub fn fold<'a>(&self, text: &'a str) -> Cow<'a, str> {
        // OpenCC takes text that ends at the first NUL
        if !text.chars().any(is_han) || text.contains('\0') {
            return Cow::Borrowed(text);
        }
        Cow::Owned(self.opencc.convert(text))
    }
}
