//! Lines that are the number of a page.

/// How a line shows the number of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageNumber {
    /// It says so, or is set off as nothing else is: `Page 3 of 9`, `- 3 -`, `3 / 9`, 第3页／共10页.
    Said,
    /// A number that may be something else: `12`, `iv`, 十二.
    Bare,
}

/// The number of a page that makes up the whole of `line`, with the dashes, brackets and dots around it.
///
/// ```
/// use trialign::text::layout::{PageNumber, page_number};
/// assert_eq!(page_number("- 12 -"), Some(PageNumber::Said));
/// assert_eq!(page_number("第 3 頁，共 9 頁"), Some(PageNumber::Said));
/// assert_eq!(page_number("xii"), Some(PageNumber::Bare));
/// assert_eq!(page_number("Page one of many"), None);
/// ```
pub fn page_number(line: &str) -> Option<PageNumber> {
    const DASHES: [char; 3] = ['-', '–', '—'];
    const NUMERALS: &str = "〇零一二三四五六七八九十百";
    let line = line.trim();
    let set_off = line.starts_with(DASHES) && line.ends_with(DASHES);
    let inner = line.trim_matches(|c: char| c.is_whitespace() || "-–—·•.[]()（）|｜~".contains(c));
    let lower = inner.to_lowercase();
    let named = ["page ", "p. ", "p "].iter().find_map(|word| lower.strip_prefix(word));
    let figures =
        |text: &str| !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    let mut parts = named
        .unwrap_or(&lower)
        .split([' ', '/', '／'])
        .filter(|part| !matches!(*part, "" | "of" | "page" | "pages" | "共"));
    let count = parts.clone().count();
    let latin = (1..=2).contains(&count) && parts.all(figures);
    let of = count == 2 && inner.contains(['/', '／']);
    let chinese = inner.starts_with(['第', '共']) && inner.contains(['页', '頁']) && {
        let rest: String = inner.chars().filter(|c| !"第页頁共，,／/、|｜ \u{3000}".contains(*c)).collect();
        !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || NUMERALS.contains(c))
    };
    if chinese || (latin && (named.is_some() || set_off || of)) {
        return Some(PageNumber::Said);
    }
    let roman = (2..=6).contains(&inner.len()) && inner.bytes().all(|b| b"ivxl".contains(&b));
    let han = (1..=4).contains(&inner.chars().count()) && inner.chars().all(|c| NUMERALS.contains(c));
    (latin || roman || han).then_some(PageNumber::Bare)
}
