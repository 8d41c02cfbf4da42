//! Han characters.

/// Whether a character is a Han ideograph (Unicode Standard, chapter 18.1), or 〇, which is written among them.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '〇')
}

/// The dots between the parts of a name from abroad: 汤姆·里德, 湯姆．里德.
pub const NAME_DOTS: [char; 4] = ['·', '．', '‧', '・'];

/// An ideograph, its marks (々, 〆), or kana: what a Chinese sentence and the names in it are written with.
pub(crate) fn is_han_or_kana(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3005}'..='\u{3006}' | '\u{3040}'..='\u{30FF}')
}

/// Whether a text is Han characters and such dots, and nothing else.
pub fn is_han_with_dots(text: &str) -> bool {
    text.chars().all(|c| is_han(c) || NAME_DOTS.contains(&c))
}

#[cfg(test)]
mod tests {
    use super::is_han;

    #[test]
    fn rare_and_compatible_ideographs_are_han_and_marks_are_not() {
        assert!("漢㐀豈𠮷〇".chars().all(is_han));
        assert!(!"あㄅ。Ａ々䷀".chars().any(is_han));
    }
}
