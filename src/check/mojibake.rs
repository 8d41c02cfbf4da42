//! Chinese that was decoded by the table of another language.

use encoding_rs::{BIG5, GB18030, UTF_8, WINDOWS_1252};

use super::words::is_han;
use crate::text::{BlockKind, Segment};

/// Different characters of the upper half of Latin-1 that a text has at least, and fifths of it that all of them are: prose
/// in Latin letters has fewer.
const LEAST: usize = 6;
const FIFTHS: usize = 2;

/// The first segment whose text is Chinese read as Latin-1; code is what it is.
pub(super) fn first(segments: &[Segment]) -> Option<&Segment> {
    segments.iter().find(|s| s.kind != BlockKind::Code && is_chinese_as_latin(&s.text))
}

/// Whether a text is Chinese whose bytes were read as Latin-1: `¤¤¤å` for 中文 in Big5.
fn is_chinese_as_latin(text: &str) -> bool {
    let seen = text.chars().filter(|c| !c.is_whitespace()).count();
    // A row of one sign, as ×××, is what it seems to be.
    let beyond: Vec<char> = text.chars().filter(|c| matches!(c, '\u{A1}'..='\u{FF}')).collect();
    let different = beyond.iter().collect::<std::collections::BTreeSet<_>>().len();
    if different < LEAST || beyond.len() * 5 < seen * FIFTHS {
        return false;
    }
    let Some(bytes) = text.chars().map(latin).collect::<Option<Vec<u8>>>() else { return false };
    [UTF_8, GB18030, BIG5].into_iter().any(|encoding| {
        encoding.decode_without_bom_handling_and_without_replacement(&bytes).is_some_and(|text| {
            let (han, beyond) = text
                .chars()
                .filter(|c| !c.is_ascii())
                .fold((0, 0), |(han, all), c| (han + usize::from(is_han(c)), all + 1));
            han * 2 > beyond
        })
    })
}

/// The byte of a character of Latin-1 or of what Windows made of it.
fn latin(c: char) -> Option<u8> {
    let own = || match WINDOWS_1252.encode(c.encode_utf8(&mut [0; 4])) {
        (bytes, _, false) => bytes.first().copied(),
        _ => None,
    };
    u8::try_from(u32::from(c)).ok().or_else(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_that_was_read_as_latin() {
        let text = "請先下載程式，接著啟動它。";
        let simplified = "请先下载程序，接着启动它。";
        let latin = |bytes: &[u8]| bytes.iter().map(|b| char::from(*b)).collect::<String>();
        assert!(is_chinese_as_latin(&latin(&BIG5.encode(text).0)));
        assert!(is_chinese_as_latin(&latin(&GB18030.encode(simplified).0)));
        assert!(is_chinese_as_latin(&latin(simplified.as_bytes())));
        assert!(is_chinese_as_latin(
            &WINDOWS_1252.decode_without_bom_handling(&GB18030.encode(simplified).0).0
        ));
        for other in [
            text,
            "Zażółć gęślą jaźń, dit-il à l'été où l'île était déserte.",
            "À l'été où l'île était déserte, il a été élevé là-bas.",
            "Übermäßig süße Äpfel öffnen Türen für fünf müde Bäcker.",
            "é à è ü ö ä ß ñ ç ê",
            "° ± µ × ÷ ½ ¼ ¾",
            "“…………”",
            "××××××××",
            "——……——……",
            "",
        ] {
            assert!(!is_chinese_as_latin(other), "{other}");
        }
    }
}
