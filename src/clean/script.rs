//! Is an edition in the script its name says? By characters that only one script has.

use crate::text::{Edition, EditionText, Tag};

pub use crate::text::script::{Judgement, judge};

/// Characters of one script that tell which Chinese a file is in that says it is Chinese.
const TELL: usize = 2;

/// The tag with a bare `zh` resolved by content, much code in it or not; other tags, and texts that do not tell, stay as
/// they are.
pub fn resolve(tag: &Tag, text: &str) -> Tag {
    let found = judge(text);
    match found.script(TELL) {
        Some(edition) if tag.bare && !found.is_japanese() => Tag { edition, ..tag.clone() },
        _ => tag.clone(),
    }
}

/// What to tell the user where an edition is in another script or language than its name says.
pub fn mismatch(edition: Edition, text: &EditionText) -> Option<String> {
    let mut found = Judgement::default();
    for segment in &text.segments {
        found.add(&segment.text);
    }
    if edition.is_chinese() && found.is_japanese() {
        return Some(format!("the {edition} edition looks like Japanese"));
    }
    let seen = found.edition().filter(|seen| *seen != edition)?;
    let counts = match seen {
        Edition::En => format!("{} Latin letters, {} Han characters", found.latin, found.han),
        _ => format!(
            "{} characters only Simplified text has, {} only Traditional",
            found.hans_only, found.hant_only
        ),
    };
    Some(format!("the {edition} edition looks like {seen} ({counts})"))
}
