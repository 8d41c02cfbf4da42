//! Characters that exist in one Chinese script only, from the two columns of CC-CEDICT.

use std::sync::LazyLock;

static HANS_ONLY: LazyLock<Vec<char>> = LazyLock::new(|| trialign_data::HANS_ONLY.chars().collect());
static HANT_ONLY: LazyLock<Vec<char>> = LazyLock::new(|| trialign_data::HANT_ONLY.chars().collect());

/// Whether only Simplified text uses the character.
///
/// ```
/// use trialign::text::script::{is_hans_only, is_hant_only};
/// assert!(is_hans_only('们') && is_hant_only('們'));
/// assert!(!is_hans_only('人') && !is_hant_only('人'));
/// ```
pub fn is_hans_only(c: char) -> bool {
    HANS_ONLY.binary_search(&c).is_ok()
}

/// Whether only Traditional text uses the character.
pub fn is_hant_only(c: char) -> bool {
    HANT_ONLY.binary_search(&c).is_ok()
}
