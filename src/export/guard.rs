//! Keeps a spreadsheet from running a text cell as a formula, without losing a character.

use std::borrow::Cow;

fn needs_guard(text: &str) -> bool {
    // Full-width signs count: Excel takes them for the others where an East Asian input method may have typed them.
    text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n', '\''])
}

/// Puts one `'` in front of a cell that starts with `=`, `+`, `-`, `@` (full-width ones too), TAB, CR, LF or `'`.
///
/// ```
/// use trialign::export::{guard, unguard};
/// assert_eq!(guard("=1+1"), "'=1+1");
/// assert_eq!(guard("'tis"), "''tis");
/// assert_eq!(unguard("''tis"), "'tis");
/// ```
pub fn guard(text: &str) -> Cow<'_, str> {
    if needs_guard(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Takes exactly one `'` off: the inverse of [`guard()`].
///
/// A `'` that guards nothing was typed by a person and stays.
pub fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if needs_guard(rest) => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn guarding_loses_nothing(text in "[=+@＝＋－＠'\t\r\n-]{0,4}\\PC{0,12}") {
            let cell = guard(&text);
            prop_assert_eq!(unguard(&cell), text.as_str());
        }

        #[test]
        fn a_guarded_cell_is_no_formula(text in "[=+@＝＋－＠\t\r\n-]{1,3}.{0,5}") {
            let cell = guard(&text);
            prop_assert!(cell.starts_with('\''));
        }
    }

    #[test]
    fn what_a_person_typed_stays() {
        assert_eq!(unguard("'hello"), "'hello");
        assert_eq!(guard(""), "");
    }
}
