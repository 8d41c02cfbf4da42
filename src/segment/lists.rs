//! Word lists in data files: one word a line under a head of `#` lines, read when the program is compiled.

/// The words of the file, in its order, as a `&'static [&'static str]`.
macro_rules! words {
    ($file:literal) => {{
        const TEXT: &str = include_str!($file);
        const WORDS: [&str; $crate::segment::lists::count(TEXT)] = $crate::segment::lists::read(TEXT);
        &WORDS
    }};
}

/// As [`words!`], and does not compile unless the lines are sorted by bytes, none twice: `LC_ALL=C sort -u`.
macro_rules! sorted_words {
    ($file:literal) => {{
        const WORDS: &[&str] = $crate::segment::lists::words!($file);
        const { assert!($crate::segment::lists::sorted(WORDS), $file) };
        WORDS
    }};
}

pub(super) use {sorted_words, words};

/// How many words a file holds.
pub(super) const fn count(text: &str) -> usize {
    let (mut rest, mut count) = (text, 0);
    while let Some((word, tail)) = next(rest) {
        count += !word.is_empty() as usize;
        rest = tail;
    }
    count
}

/// The words of a file that holds `N`.
pub(super) const fn read<const N: usize>(text: &'static str) -> [&'static str; N] {
    let (mut words, mut rest, mut at) = ([""; N], text, 0);
    while let Some((word, tail)) = next(rest) {
        if !word.is_empty() {
            words[at] = word;
            at += 1;
        }
        rest = tail;
    }
    words
}

/// The first line, empty where it is of the head, and what comes after it. A checkout may have made CRLF of the line
/// breaks.
const fn next(text: &str) -> Option<(&str, &str)> {
    let bytes = text.as_bytes();
    if bytes.is_empty() {
        return None;
    }
    let mut end = 0;
    while end < bytes.len() && bytes[end] != b'\n' {
        end += 1;
    }
    let tail = text.split_at(if end < bytes.len() { end + 1 } else { end }).1;
    if end > 0 && bytes[end - 1] == b'\r' {
        end -= 1;
    }
    Some((if bytes[0] == b'#' { "" } else { text.split_at(end).0 }, tail))
}

/// Whether the words are in the order of their bytes, none twice.
pub(super) const fn sorted(words: &[&str]) -> bool {
    let mut at = 1;
    while at < words.len() {
        if !less(words[at - 1].as_bytes(), words[at].as_bytes()) {
            return false;
        }
        at += 1;
    }
    true
}

const fn less(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() {
        if a[at] != b[at] {
            return a[at] < b[at];
        }
        at += 1;
    }
    a.len() < b.len()
}

#[cfg(test)]
mod tests {
    use super::{count, read, sorted};

    #[test]
    fn heads_empty_lines_and_crlf_are_no_words() {
        const TEXT: &str = "# head\r\n# more\n\n说\r\n表示\n道";
        assert_eq!(read::<{ count(TEXT) }>(TEXT), ["说", "表示", "道"]);
    }

    #[test]
    fn order_is_that_of_the_bytes() {
        assert!(sorted(&["A.D", "a", "ab", "b", "说"]));
        assert!(!sorted(&["a", "a"]) && !sorted(&["ab", "a"]) && !sorted(&["a", "B"]));
    }
}
