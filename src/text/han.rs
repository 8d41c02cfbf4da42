//! Han characters.

/// Whether a character is a Han ideograph (Unicode Standard, chapter 18.1), or 々 or 〇, which stand among them.
///
/// ```
/// use trialign::text::han::is_han;
/// assert!("漢㐀豈𠮷〇々".chars().all(is_han) && !"あㄅ。Ａ".chars().any(is_han));
/// ```
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '々' | '〇')
}
