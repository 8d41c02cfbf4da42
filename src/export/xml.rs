//! Text as XML allows it.

/// Whether XML 1.0 has the character.
pub(super) fn allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Escapes for a text or an attribute in either kind of quotes; counts what XML forbids.
///
/// White space that a reader would fold in an attribute, and CR, stand as references.
pub(super) fn escape(text: &str, attribute: bool, forbidden: &mut usize) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' if attribute => out.push_str("&quot;"),
            '\'' if attribute => out.push_str("&#39;"),
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' if attribute => out.push_str(&format!("&#{};", c as u32)),
            c if allowed(c) => out.push(c),
            _ => {
                *forbidden += 1;
                out.push('\u{fffd}');
            }
        }
    }
    out
}

/// Whether the text can be an id: an XML name without a colon.
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c))
}
