//! Who wrote, translated or edited: names of people and of organisations, and the lines that hold them.

use super::measure::units;
use super::words::{AFFILIATIONS, BYLINES, BYLINES_BEHIND, ORGANISATIONS, OTHERS, SURNAMES};
use crate::text::han::{NAME_DOTS, is_han, is_han_with_dots};

/// How sure it is that what stands on a line of authors is a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    /// It may be something else: `By Design`, 翻译：机器, 记者在火线.
    Weak,
    /// A name.
    Sure,
}

/// Whether a line names author, translator, editor or photographer.
pub(super) fn byline(text: &str) -> Option<Named> {
    if text.chars().count() > 80 {
        return None;
    }
    labelled(text).or_else(|| reporter(text)).or_else(|| role_behind(text)).or_else(|| dashed(text))
}

/// Whether a line below a text says who wrote, translated or edited it, and no more.
pub(super) fn is_signature(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= 60 && labelled(text) == Some(Named::Sure)
}

/// `By Ann Lee`, `Translated by Ann Lee`, 文／李安, （责任编辑：李安）: a word that says who, and names behind it.
fn labelled(text: &str) -> Option<Named> {
    let behind =
        |text| BYLINES.behind(text).into_iter().chain(OTHERS.behind(text)).min_by_key(|rest| rest.len());
    let bracketed = text.starts_with(['(', '（', '【', '[']) && text.ends_with([')', '）', '】', ']']);
    let text = if bracketed { text.trim_start_matches(['(', '（', '【', '[']) } else { text };
    let mut rest = behind(text)?;
    // `Text and photographs by Ann Lee`: what several words say of one name.
    while let Some(more) = behind(rest.trim_start()) {
        rest = more;
    }
    let rest = rest.trim().trim_start_matches([':', '：', '／', '/', '|', '｜']).trim();
    let rest = rest.trim_end_matches([')', '）', '】', ']', '.']).trim();
    if text.contains(is_han) && !rest.is_ascii() { chinese_names(rest) } else { english_names(rest) }
}

/// Names in capitals, with what may follow a name: an affiliation, a place.
fn english_names(rest: &str) -> Option<Named> {
    const ARTICLES: [&str; 12] =
        ["The", "A", "An", "How", "Why", "What", "When", "Where", "Who", "Way", "Land", "Sea"];
    let mut words = rest.split([' ', ',', '\u{a0}']).filter(|word| !word.is_empty());
    let capital = |word: &str| word.starts_with(|c: char| c.is_uppercase());
    let first = words.next().filter(|word| capital(word) && !ARTICLES.contains(word))?;
    let second = words.next();
    let particle =
        second.is_some_and(|word| matches!(word, "de" | "van" | "von" | "der" | "la" | "bin" | "al" | "and"));
    let sure = particle || second.is_some_and(capital);
    let lone = second.is_none() && first.chars().all(char::is_alphabetic);
    // What has other small words is a headline: `By Night Train to Lhasa`.
    const SMALL: [&str; 14] =
        ["de", "van", "von", "der", "la", "bin", "al", "and", "of", "at", "in", "for", "staff", "with"];
    let small = rest.split(' ').filter(|word| word.starts_with(|c: char| c.is_lowercase()));
    let plain = small.clone().all(|word| SMALL.contains(&word.trim_end_matches(',')));
    let few = small.count() * 2 <= rest.split(' ').count();
    match (sure, lone) {
        (true, _) if plain && few => Some(Named::Sure),
        (true, _) if few => Some(Named::Weak),
        (_, true) => Some(Named::Weak),
        _ => None,
    }
}

fn chinese_names(rest: &str) -> Option<Named> {
    let parts: Vec<&str> = rest
        .split(['、', '，', ',', ' ', '\u{3000}', '／', '/', '（', '(', '|', '｜'])
        .filter(|part| !part.is_empty())
        .collect();
    let latin = |part: &str| part.starts_with(|c: char| c.is_ascii_uppercase());
    let named = |part: &&str| is_chinese_name(part) || latin(part) || is_organisation(part);
    if parts.iter().any(named) {
        return (units(rest) <= 24).then_some(Named::Sure);
    }
    let asks = rest.starts_with(['一', '如', '为', '為', '怎', '什', '何']);
    (!parts.is_empty() && !asks && units(rest) <= if parts.len() > 1 { 16 } else { 4 }).then_some(Named::Weak)
}

/// 本报记者 王珂, 記者林梅／台北報導, 本报驻米尔福德记者汤姆·里德.
fn reporter(text: &str) -> Option<Named> {
    let at = ["记者", "記者", "通讯员", "通訊員"]
        .iter()
        .filter_map(|word| Some((text.find(word)?, word.len())))
        .min()?;
    let (head, rest) = (&text[..at.0], &text[at.0 + at.1..]);
    let house = head.starts_with(['本', '特', '驻', '駐', '见', '實', '实', '首', '新', '中', '【', '（']);
    let house = head.is_empty()
        || house && head.chars().count() <= 10
        || head.ends_with(['社', '报', '報', '网', '網']);
    let rest = rest.trim_start_matches([' ', '\u{3000}', '：', ':', '／', '/', '|', '｜']);
    let name =
        rest.split([' ', '\u{3000}', '／', '/', '、', '，', '（', '(', '|', '｜']).next().unwrap_or(rest);
    let place = rest[name.len()..].contains(['／', '/'])
        || ["报道", "報導", "報道"].iter().any(|end| rest.ends_with(end));
    if !house || units(text) > 20 || super::measure::ends_with_mark(text) {
        return None;
    }
    match name.chars().count() {
        2..=16 if is_chinese_name(name) => Some(Named::Sure),
        2..=4 if name.chars().all(is_han) && (place || !head.is_empty()) => Some(Named::Sure),
        2..=4 if name.chars().all(is_han) => Some(Named::Weak),
        _ => None,
    }
}

/// 汤姆·里德 著, 王珂 译, 湯姆．里德著: the word that says who stands behind the name.
fn role_behind(text: &str) -> Option<Named> {
    let spaced = text.rsplit_once([' ', '\u{3000}', '／', '/', '｜', '|']);
    let spaced =
        spaced.filter(|(name, role)| BYLINES_BEHIND.has(role.trim()) && is_chinese_name(name.trim()));
    let dotted = |text: &str| text.contains(NAME_DOTS) && is_chinese_name(text);
    let close = ["著", "译", "譯", "撰", "文"].iter().filter_map(|role| text.strip_suffix(role)).any(dotted);
    // 罗娜·特维特 发自安德斯港
    let sent = text.split_once([' ', '\u{3000}']).is_some_and(|(name, place)| {
        let from = ["发自", "發自", "寄自", "报道于"].iter().any(|word| place.trim().starts_with(word));
        from && is_chinese_name(name) && units(place) <= 8
    });
    (spaced.is_some() || close || sent).then_some(Named::Sure)
}

/// `— Ann Lee`, ——李安.
fn dashed(text: &str) -> Option<Named> {
    let name = text.strip_prefix(['-', '–', '—', '―'])?.trim_start_matches(['-', '–', '—', '―', ' ']);
    let english = is_english_name(name) && name.split(' ').count() <= 4;
    (english || is_chinese_name(name)).then_some(Named::Sure)
}

/// Whether a short line ends as the names of organisations do: `Millford Trust`, 河流研究中心.
pub(super) fn is_organisation(text: &str) -> bool {
    let lower = text.to_lowercase();
    let english = text.is_ascii() && text.split(' ').count() >= 2;
    ORGANISATIONS.ends(&lower) && units(text) <= 10 && (english || is_han_with_dots(text))
}

/// Whether a line reads like what stands under an author's name.
pub(super) fn is_affiliation(text: &str) -> bool {
    AFFILIATIONS.within(text)
}

/// Whether a line may be the name of a person, in Chinese: a family name and one to three characters, or a name from
/// abroad with its dot. In English nothing tells a name from a place.
pub(super) fn is_chinese_name(text: &str) -> bool {
    let names = text
        .split(['、', '，', ',', ' ', '/', '／', '和', '与', '與', '及', '&'])
        .filter(|name| !name.is_empty());
    let name = |name: &str| {
        let count = name.chars().count();
        let han = name.chars().all(is_han);
        let dotted = name.contains(NAME_DOTS) && is_han_with_dots(name);
        han && (2..=4).contains(&count) && SURNAMES.starts(name) || dotted && count <= 16
    };
    let mut count = 0;
    for found in names {
        count += 1;
        if count > 4 || !name(found) {
            return false;
        }
    }
    count > 0
}

/// Whether a line may be the name of a person, in English: two to four words with capitals, or several joined by `and`.
pub(super) fn is_english_name(text: &str) -> bool {
    let small = ["de", "van", "von", "der", "la", "bin", "al", "and", "&"];
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let title = [
        "The", "A", "An", "Of", "In", "On", "For", "To", "How", "Why", "What", "Who", "When", "No", "Not",
        "Is", "With",
    ];
    (2..=8).contains(&words.len())
        && words.iter().all(|word| {
            (word.starts_with(|c: char| c.is_uppercase()) || small.contains(word))
                && !title.contains(word)
                && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '’' | '\'' | '&'))
        })
}
