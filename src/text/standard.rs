//! Tags of editions as BCP 47 has them, and the short names that are used like one.

use std::str::FromStr;

use super::names::tag;
use super::{Edition, Tag};

impl FromStr for Tag {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let lower: String = text.trim().chars().map(narrow).collect();
        // `talk (en-US)`: the bracket that was opened before.
        let bare = lower.trim_matches(['(', ')', '（', '）', '[', ']', '【', '】', '〔', '〕']);
        let tag = standard(bare).or_else(|| tag(bare));
        tag.ok_or_else(|| format!("'{text}' is not an edition; use en, zh-Hans or zh-Hant"))
    }
}

/// Whether these are subtags that a tag of English or Chinese goes on with (RFC 5646): a region, a script, a private
/// part. `en-20240930`, `tw-v2` and `en-route` are no tags.
fn are_subtags(rest: &[&str]) -> bool {
    let end = rest.iter().position(|p| matches!(*p, "x" | "u")).filter(|at| at + 1 < rest.len());
    rest[..end.unwrap_or(rest.len())].iter().all(|part| {
        let letters = part.bytes().all(|b| b.is_ascii_alphabetic());
        letters && part.len() == 2
            || part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit())
            || matches!(*part, "hans" | "hant" | "latn" | "chs" | "cht" | "cmn" | "oxendict")
    })
}

/// Languages that pages are translated into besides Chinese, by their codes in ISO 639-1 and by what some write instead.
const OTHERS: &str = "af ar az be bg bn br ca cs cy da de el eo es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ja jp ka kk km \
kn ko kr lt lv mk ml mn mr ms my nb ne nl nn no pa pl pt ro ru si sk sl sq sr sv sw ta te th tl tr ua uk ur uz vi vn";

/// No tag that is looked for is longer.
const LONGEST: usize = 12;

/// Whether a part of a name is the tag of a language that is neither English nor Chinese: `ja`, `pt-BR`.
pub fn is_other_language(tag: &str) -> bool {
    if tag.len() > LONGEST {
        return false;
    }
    let lower = tag.to_lowercase().replace('_', "-");
    let mut parts = lower.split('-');
    let language = parts.next().unwrap_or_default();
    let letters = |part: &str| part.bytes().all(|b| b.is_ascii_alphabetic());
    let subtag = |part: &str| matches!(part.len(), 2 | 4) && letters(part) || part == "419";
    OTHERS.split(' ').any(|other| other == language) && parts.all(subtag)
}

/// A tag of BCP 47, or one of the short names without a language that are used like one.
fn standard(lower: &str) -> Option<Tag> {
    let mut parts = lower.split('-');
    let language = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    // `zh-simplified` is told by its words.
    if !are_subtags(&rest) {
        return None;
    }
    let region = rest
        .iter()
        .find(|p| p.len() == 2 && p.bytes().all(|b| b.is_ascii_alphabetic()))
        .map(|p| p.to_ascii_uppercase());
    let edition = match language {
        "en" | "eng" | "english" => Edition::En,
        "chs" | "sc" | "gb" | "hans" => Edition::ZhHans,
        "cht" | "tc" | "tw" | "hk" | "hant" => Edition::ZhHant,
        "zh" | "cmn" | "zho" => {
            if rest.iter().any(|p| matches!(*p, "yue" | "nan" | "lzh")) {
                return None;
            }
            if rest.iter().any(|p| matches!(*p, "hant" | "cht")) {
                Edition::ZhHant
            } else if rest.iter().any(|p| matches!(*p, "hans" | "chs")) {
                Edition::ZhHans
            } else {
                match region.as_deref() {
                    Some("TW" | "HK" | "MO") => Edition::ZhHant,
                    Some("CN" | "SG" | "MY") => Edition::ZhHans,
                    Some(_) => return None,
                    None => Edition::ZhHans,
                }
            }
        }
        _ => return None,
    };
    let region = match language {
        "tw" | "hk" => Some(language.to_ascii_uppercase()),
        _ => region,
    };
    let bare = matches!(language, "zh" | "cmn" | "zho") && rest.is_empty();
    Some(Tag { edition, region, bare })
}

/// A character of a tag: small, of ASCII where its full-width form stands, `-` between words.
fn narrow(c: char) -> char {
    let c = match u32::from(c) {
        wide @ 0xFF01..=0xFF5E => char::from_u32(wide - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    match c {
        '_' | ' ' => '-',
        c => c.to_ascii_lowercase(),
    }
}
