//! What people call the editions in the names of files, folders and columns.

use std::collections::{BTreeMap, BTreeSet};

use super::{Edition, Tag};

/// What a word of a name says.
#[derive(Clone, Copy)]
enum Said {
    English,
    Chinese,
    Script(Edition),
    /// A region, and the script it writes.
    Region(&'static str, Edition),
}

const ASCII: [(&str, Said); 46] = [
    ("en", Said::English),
    ("eng", Said::English),
    ("english", Said::English),
    ("enu", Said::English),
    ("enus", Said::English),
    ("engb", Said::English),
    ("yingwen", Said::English),
    ("zh", Said::Chinese),
    ("chi", Said::Chinese),
    ("chinese", Said::Chinese),
    ("mandarin", Said::Chinese),
    ("zhongwen", Said::Chinese),
    ("cn", Said::Region("CN", Edition::ZhHans)),
    ("chn", Said::Region("CN", Edition::ZhHans)),
    ("zhcn", Said::Region("CN", Edition::ZhHans)),
    ("sg", Said::Region("SG", Edition::ZhHans)),
    ("zhsg", Said::Region("SG", Edition::ZhHans)),
    ("mainland", Said::Region("CN", Edition::ZhHans)),
    ("sc", Said::Script(Edition::ZhHans)),
    ("chs", Said::Script(Edition::ZhHans)),
    ("zhs", Said::Script(Edition::ZhHans)),
    ("hans", Said::Script(Edition::ZhHans)),
    ("zhhans", Said::Script(Edition::ZhHans)),
    ("simp", Said::Script(Edition::ZhHans)),
    ("simplified", Said::Script(Edition::ZhHans)),
    ("schinese", Said::Script(Edition::ZhHans)),
    ("jianti", Said::Script(Edition::ZhHans)),
    ("gbk", Said::Script(Edition::ZhHans)),
    ("tw", Said::Region("TW", Edition::ZhHant)),
    ("twn", Said::Region("TW", Edition::ZhHant)),
    ("zhtw", Said::Region("TW", Edition::ZhHant)),
    ("taiwan", Said::Region("TW", Edition::ZhHant)),
    ("hk", Said::Region("HK", Edition::ZhHant)),
    ("hkg", Said::Region("HK", Edition::ZhHant)),
    ("zhhk", Said::Region("HK", Edition::ZhHant)),
    ("hongkong", Said::Region("HK", Edition::ZhHant)),
    ("tc", Said::Script(Edition::ZhHant)),
    ("cht", Said::Script(Edition::ZhHant)),
    ("zht", Said::Script(Edition::ZhHant)),
    ("hant", Said::Script(Edition::ZhHant)),
    ("zhhant", Said::Script(Edition::ZhHant)),
    ("trad", Said::Script(Edition::ZhHant)),
    ("traditional", Said::Script(Edition::ZhHant)),
    ("tchinese", Said::Script(Edition::ZhHant)),
    ("fanti", Said::Script(Edition::ZhHant)),
    ("big5", Said::Script(Edition::ZhHant)),
];

/// Longer names first: each is taken off the front of what is left.
const HAN: [(&str, Said); 33] = [
    ("中国大陆", Said::Region("CN", Edition::ZhHans)),
    ("中國大陸", Said::Region("CN", Edition::ZhHans)),
    ("英文", Said::English),
    ("英语", Said::English),
    ("英語", Said::English),
    ("中文", Said::Chinese),
    ("汉语", Said::Chinese),
    ("漢語", Said::Chinese),
    ("华语", Said::Chinese),
    ("華語", Said::Chinese),
    ("简体", Said::Script(Edition::ZhHans)),
    ("簡體", Said::Script(Edition::ZhHans)),
    ("简化", Said::Script(Edition::ZhHans)),
    ("繁体", Said::Script(Edition::ZhHant)),
    ("繁體", Said::Script(Edition::ZhHant)),
    ("正体", Said::Script(Edition::ZhHant)),
    ("正體", Said::Script(Edition::ZhHant)),
    ("台湾", Said::Region("TW", Edition::ZhHant)),
    ("台灣", Said::Region("TW", Edition::ZhHant)),
    ("臺灣", Said::Region("TW", Edition::ZhHant)),
    ("香港", Said::Region("HK", Edition::ZhHant)),
    ("大陆", Said::Region("CN", Edition::ZhHans)),
    ("大陸", Said::Region("CN", Edition::ZhHans)),
    ("新加坡", Said::Region("SG", Edition::ZhHans)),
    ("台", Said::Region("TW", Edition::ZhHant)),
    ("港", Said::Region("HK", Edition::ZhHant)),
    ("英", Said::English),
    ("中", Said::Chinese),
    ("汉", Said::Chinese),
    ("漢", Said::Chinese),
    ("简", Said::Script(Edition::ZhHans)),
    ("簡", Said::Script(Edition::ZhHans)),
    ("繁", Said::Script(Edition::ZhHant)),
];

/// Endings that only say that it is a version of a text.
const ENDINGS: [&str; 11] =
    ["版本", "譯本", "译本", "譯文", "译文", "原文", "文本", "文字", "版", "字", "稿"];
/// Brackets around a name, and what stands between its words.
const MARKS: [char; 15] = ['-', '_', '＿', '－', ' ', '(', ')', '（', '）', '[', ']', '【', '】', '〔', '〕'];

/// The tag a name stands for, in lower case; every part of it has to be known.
pub(super) fn tag(name: &str) -> Option<Tag> {
    let name = match name {
        "s-chinese" => "schinese",
        "t-chinese" => "tchinese",
        _ => name,
    };
    let words = name.split(MARKS).filter(|word| !word.is_empty());
    let mut said = Vec::new();
    for word in words {
        match (ascii(word), joined(word)) {
            (Some(what), _) => said.push(what),
            (None, Some(two)) => said.extend(two),
            (None, None) => han(word, &mut said)?,
        }
    }
    let script =
        said.iter().find_map(|what| if let Said::Script(edition) = what { Some(*edition) } else { None });
    let region = said
        .iter()
        .find_map(|what| if let Said::Region(name, edition) = what { Some((*name, *edition)) } else { None });
    let english = said.iter().any(|what| matches!(what, Said::English));
    let chinese = said.iter().any(|what| matches!(what, Said::Chinese));
    match (english, script, region) {
        (true, None, None) if !chinese => Some(Edition::En.into()),
        (false, Some(edition), region) => {
            let region = region.filter(|(_, writes)| *writes == edition).map(|(name, _)| name.to_owned());
            Some(Tag { edition, region, bare: false })
        }
        (false, None, Some((name, edition))) => {
            Some(Tag { edition, region: Some(name.to_owned()), bare: false })
        }
        (false, None, None) if chinese => Some(Tag { edition: Edition::ZhHans, region: None, bare: true }),
        _ => None,
    }
}

fn ascii(word: &str) -> Option<Said> {
    ASCII.iter().find(|(known, _)| *known == word).map(|(_, what)| *what)
}

/// Two words written as one: `ChineseSimplified`, `TradChinese`.
fn joined(word: &str) -> Option<[Said; 2]> {
    const SHORTEST: usize = 4;
    let at = SHORTEST..=word.len().checked_sub(SHORTEST)?;
    at.filter_map(|at| word.split_at_checked(at)).find_map(|(one, other)| Some([ascii(one)?, ascii(other)?]))
}

/// What a word in Han characters says, part by part.
fn han(word: &str, said: &mut Vec<Said>) -> Option<()> {
    let mut rest = word;
    let before = said.len();
    while !rest.is_empty() {
        if let Some((known, what)) = HAN.iter().find(|(known, _)| rest.starts_with(known)) {
            said.push(*what);
            rest = &rest[known.len()..];
        } else {
            // `字版`: nothing but endings may follow.
            while !rest.is_empty() {
                rest = ENDINGS.iter().find_map(|ending| rest.strip_prefix(ending))?;
            }
        }
    }
    // `版` alone is no name.
    (said.len() > before || before > 0).then_some(())
}

/// A name and the longest tag at its end: behind a mark (`talk_CN`, `talk (EN)`, `演讲-繁體`), in capitals of its own
/// (`talkEN`), or in Han characters (`演讲英文版`). Without a tag, the whole name.
///
/// ```
/// use trialign::text::{Edition, split_name};
/// for name in ["talk_EN", "talk.en", "talk (English)", "talkEN", "talk【英文】", "talk英文版", "talk-en-GB"] {
///     let (base, tag) = split_name(name);
///     assert_eq!((base, tag.unwrap().edition), ("talk", Edition::En), "{name}");
/// }
/// assert!(split_name("Zhang Wen").1.is_none() && split_name("garden").1.is_none());
/// ```
pub fn split_name(name: &str) -> (&str, Option<Tag>) {
    let base = |end: usize| name[..end].trim_end_matches(|c| MARKS.contains(&c) || c == '.');
    for (at, c) in name.char_indices().filter(|(at, _)| *at > 0) {
        let rest = &name[at..];
        let behind = &rest[c.len_utf8()..];
        let marked = matches!(c, '.' | '+') || (MARKS.contains(&c) && !behind.is_empty());
        let tag = if marked {
            behind.parse().ok()
        } else if !c.is_ascii() {
            // One character alone is a word of the title as often as a tag.
            rest.parse().ok().filter(|_| rest.chars().nth(1).is_some())
        } else {
            let before = name[..at]
                .chars()
                .next_back()
                .is_some_and(|c| !c.is_ascii_uppercase() && c.is_alphanumeric());
            let capitals = (2..=3).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_uppercase());
            rest.parse().ok().filter(|_| before && capitals)
        };
        if let Some(tag) = tag.filter(|_| !base(at).is_empty()) {
            return (base(at), Some(tag));
        }
    }
    (name, None)
}

/// The names of the files of one folder, each as its base and tag, where a tag may also stand in front (`EN_talk`) or
/// before something else (`talk_EN_20240930`).
///
/// A word there is a tag only where another file's name is the same in all but the tag, and where the editions that
/// agree have English among them, unless `any`.
pub(crate) fn split_names(names: &[&str], any: bool) -> Vec<(String, Option<Tag>)> {
    let mut out: Vec<(String, Option<Tag>)> = Vec::new();
    let mut at_end: BTreeMap<&str, BTreeSet<Option<Edition>>> = BTreeMap::new();
    let mut ends: Vec<(&str, Option<Tag>)> = names.iter().map(|name| split_name(name)).collect();
    for (base, tag) in &ends {
        at_end.entry(base).or_default().insert(tag.as_ref().map(|tag| tag.edition));
    }
    // `talk_US` beside `talk_CN` and `talk_TW`: what is a tag of English, or of another Chinese, only there.
    for end in &mut ends {
        let Some((base, tag)) = beside(end.0).filter(|_| end.1.is_none()) else { continue };
        let Some(others) = at_end.get(base) else { continue };
        let partner = |other: &Option<Edition>| match tag.edition {
            Edition::En => other.is_some_and(Edition::is_chinese),
            own => other.is_some_and(|other| other != own),
        };
        if others.iter().all(partner) {
            *end = (base, Some(tag));
        }
    }
    for (base, tag) in ends.iter().filter(|(_, tag)| tag.is_some()) {
        at_end.entry(base).or_default().insert(tag.as_ref().map(|tag| tag.edition));
    }
    let mut inside: BTreeMap<(&str, &str), BTreeSet<Edition>> = BTreeMap::new();
    let mut found = Vec::new();
    for (name, (base, _)) in names.iter().zip(&ends) {
        let all = if at_end[base].len() > 1 { Vec::new() } else { tags_inside(name) };
        for (left, right, tag) in &all {
            inside.entry((left, right)).or_default().insert(tag.edition);
        }
        found.push(all);
    }
    for ((base, tag), all) in ends.iter().zip(found) {
        let agreed = all.into_iter().filter(|(left, right, _)| {
            let editions = &inside[&(*left, *right)];
            editions.len() > 1 && (any || editions.contains(&Edition::En))
        });
        // The most editions; of these the shortest rest, which is the longest tag.
        let best = agreed.max_by_key(|(left, right, _)| {
            (inside[&(*left, *right)].len(), usize::MAX - left.len() - right.len())
        });
        out.push(match best {
            Some((left, right, tag)) => (without(left, right), Some(tag)),
            None => ((*base).to_owned(), tag.clone()),
        });
    }
    out
}

/// A name that ends in a country where English is written, in `E` (Hong Kong, beside `TC` and `SC`) or in Macao, in
/// capitals: a tag where another file of that name has another one.
fn beside(name: &str) -> Option<(&str, Tag)> {
    let (base, end) = name.rsplit_once(['_', '-', '.', ' '])?;
    let (region, edition) = match end {
        "US" | "USA" => ("US", Edition::En),
        "UK" | "GB" => ("GB", Edition::En),
        "AU" | "CA" | "IE" | "NZ" | "ZA" => (end, Edition::En),
        "MO" => ("MO", Edition::ZhHant),
        "E" => ("", Edition::En),
        _ => return None,
    };
    let region = (!region.is_empty()).then(|| region.to_owned());
    Some((base, Tag { region, ..Tag::from(edition) }))
}

/// Every run of words that could be a tag, with what stands before and behind it.
fn tags_inside(name: &str) -> Vec<(&str, &str, Tag)> {
    const WORDS: usize = 3;
    let is_mark = |c: char| MARKS.contains(&c) || matches!(c, '.' | '+');
    let is_han = |c: char| ('\u{3400}'..'\u{a000}').contains(&c);
    // Words end at marks, and where Han characters and others meet.
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut before: Option<char> = None;
    for (at, c) in name.char_indices() {
        let goes_on = before.is_some_and(|before| !is_mark(before) && is_han(before) == is_han(c));
        match words.last_mut() {
            _ if is_mark(c) => {}
            Some(word) if goes_on => word.1 = at + c.len_utf8(),
            _ => words.push((at, at + c.len_utf8())),
        }
        before = Some(c);
    }
    let mut out = Vec::new();
    let mut add = |start: usize, end: usize| {
        if let (false, Ok(tag)) = ((start, end) == (0, name.len()), name[start..end].parse::<Tag>()) {
            out.push((&name[..start], &name[end..], tag));
        }
    };
    for (number, (start, end)) in words.iter().copied().enumerate() {
        for (_, last) in words.iter().skip(number).take(WORDS) {
            add(start, *last);
        }
        // `演讲英文` before a date: the end of a word in Han characters, of two characters and more.
        if name[start..end].chars().all(is_han) {
            let ends = name[start..end].char_indices().skip(1).map(|(at, _)| start + at);
            ends.filter(|at| name[*at..end].chars().nth(1).is_some()).for_each(|at| add(at, end));
        }
    }
    out
}

/// What is left of a name when a tag is taken out of it.
fn without(left: &str, right: &str) -> String {
    let left = left.trim_end_matches(|c| MARKS.contains(&c) || matches!(c, '.' | '+'));
    let right = right.trim_start_matches([')', '）', ']', '】', '〕']);
    match left {
        "" => right.trim_start_matches(|c| MARKS.contains(&c) || matches!(c, '.' | '+')).to_owned(),
        left => format!("{left}{right}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editions_by_any_name() {
        let names: [(Edition, &[&str]); 3] = [
            (
                Edition::En,
                &[
                    "EN",
                    "en",
                    "Eng",
                    "English",
                    "en-US",
                    "英文",
                    "英语",
                    "英語版",
                    "英",
                    "（英文）",
                    "[EN]",
                    "ENU",
                    "ＥＮ",
                    "英文原文",
                ],
            ),
            (
                Edition::ZhHans,
                &[
                    "CN",
                    "cn",
                    "CHS",
                    "SC",
                    "zhcn",
                    "zh_CN",
                    "zh-CN",
                    "ZHS",
                    "simplified",
                    "Simplified Chinese",
                    "chinese-simplified",
                    "zh-simplified",
                    "简体",
                    "简体中文",
                    "中文简体",
                    "简中",
                    "简",
                    "簡體",
                    "簡體版",
                    "简体字",
                    "中文（简体）",
                    "中文-简体",
                    "简体中文版",
                    "大陆版",
                    "中国大陆",
                    "简体字版",
                    "S-Chinese",
                    "ChineseSimplified",
                    "SimpChinese",
                ],
            ),
            (
                Edition::ZhHant,
                &[
                    "TW",
                    "tw",
                    "HK",
                    "CHT",
                    "TC",
                    "zhtw",
                    "zhhk",
                    "zh-HK",
                    "ZHT",
                    "traditional",
                    "Traditional Chinese",
                    "chinese_traditional",
                    "繁体",
                    "繁體",
                    "繁體中文",
                    "中文繁體",
                    "繁中",
                    "繁",
                    "正體中文",
                    "正体",
                    "台灣",
                    "臺灣版",
                    "香港",
                    "港繁",
                    "中文(繁體)",
                    "繁體版",
                    "繁體字版",
                    "T-Chinese",
                    "ChineseTraditional",
                    "TraditionalChinese",
                    "big5",
                ],
            ),
        ];
        for (edition, all) in names {
            for name in all {
                let tag: Result<Tag, String> = name.parse();
                assert_eq!(tag.map(|tag| tag.edition), Ok(edition), "{name}");
                for name in [format!("talk_{name}"), format!("演讲.{name}"), format!("a talk ({name})")] {
                    let (base, tag) = split_name(&name);
                    assert_eq!(tag.map(|tag| tag.edition), Some(edition), "{name}");
                    assert!(["talk", "演讲", "a talk"].contains(&base), "{name}: {base}");
                }
            }
        }
        assert_eq!("zhhk".parse::<Tag>().unwrap().region.as_deref(), Some("HK"));
        assert!("中文".parse::<Tag>().unwrap().bare);
    }

    /// The bases and editions of the files of a folder.
    fn split(names: &[&str]) -> Vec<(String, Option<Edition>)> {
        split_names(names, false).into_iter().map(|(base, tag)| (base, tag.map(|tag| tag.edition))).collect()
    }

    #[test]
    fn tags_in_front_and_inside() {
        let cases: [(&str, [&str; 3]); 12] = [
            ("ferry_20240311", ["ferry_EN_20240311", "ferry_CN_20240311", "ferry_TW_20240311"]),
            ("ferry-2024-03-11", ["ferry-EN-2024-03-11", "ferry-CN-2024-03-11", "ferry-TW-2024-03-11"]),
            ("ferry_v3", ["ferry_EN_v3", "ferry_CN_v3", "ferry_TW_v3"]),
            ("ferry (2)", ["ferry_EN (2)", "ferry_CN (2)", "ferry_TW (2)"]),
            ("ferry - Copy", ["ferry_EN - Copy", "ferry_CN - Copy", "ferry_TW - Copy"]),
            ("渡船_初稿", ["渡船_英文_初稿", "渡船_简体_初稿", "渡船_繁體_初稿"]),
            ("渡船2024", ["渡船英文2024", "渡船简体2024", "渡船繁體2024"]),
            ("b.last", ["b.en.last", "b.zh-CN.last", "b.zh-TW.last"]),
            ("ferry", ["EN_ferry", "CN_ferry", "TW_ferry"]),
            ("ferry", ["[EN] ferry", "[CN] ferry", "[TW] ferry"]),
            ("渡船", ["【英】渡船", "【简】渡船", "【繁】渡船"]),
            ("to Taiwan", ["en-to Taiwan", "cn-to Taiwan", "tw-to Taiwan"]),
        ];
        for (base, names) in cases {
            let expected: Vec<_> = Edition::ALL.map(|edition| (base.to_owned(), Some(edition))).into();
            assert_eq!(split(&names), expected);
        }
    }

    #[test]
    fn a_word_of_a_title_is_no_tag() {
        let alone = ["hk-office", "en-route", "tw-visit_v2", "演讲中文稿2024", "mainland trade"];
        for (name, (base, tag)) in alone.iter().zip(split(&alone)) {
            assert_eq!((base.as_str(), tag), (*name, None));
        }
        // A country, where the others are Chinese editions of the same name.
        let named = |names: &[&str]| split(names).into_iter().map(|(_, tag)| tag).collect::<Vec<_>>();
        let of = [Edition::En, Edition::ZhHans, Edition::ZhHant].map(Some);
        assert_eq!(named(&["a_US", "a_CN", "a_TW"]), of);
        assert_eq!(named(&["a b UK", "a b CN", "a b HK"]), of);
        assert_eq!(named(&["a_E", "a_SC", "a_TC"]), of);
        assert_eq!(named(&["a_AU", "a_SG", "a_MO"]), of);
        assert_eq!(named(&["plan_E", "plan_F"]), [None, None]);
        assert_eq!(named(&["trip_MO", "trip_US"]), [None, None]);
        assert_eq!(named(&["about-us", "about_CN"]), [None, Some(Edition::ZhHans)]);
        assert_eq!(named(&["made in US", "made in UK"]), [None, None]);
        assert_eq!(named(&["a_US", "a_EN", "a_CN"])[0], None);
        // Offices, not editions: none of them is English.
        assert!(split(&["hk-office", "cn-office"]).iter().all(|(_, tag)| tag.is_none()));
        // A tag at the end that others share goes before a word in front.
        let ends = split(&["cn-office_en", "cn-office_zh", "en-office_en"]);
        assert_eq!(ends[0], ("cn-office".to_owned(), Some(Edition::En)));
        assert_eq!(ends[1], ("cn-office".to_owned(), Some(Edition::ZhHans)));
    }

    #[test]
    fn words_that_are_no_editions() {
        for name in [
            "",
            "版",
            "draft",
            "garden",
            "chinese new year",
            "英国",
            "中国",
            "香港电影",
            "fr",
            "zh-FR",
            "en-route",
            "tw-2024",
            "中英",
            "simple",
        ] {
            assert!(name.parse::<Tag>().is_err(), "{name}");
        }
        for name in ["talk", "seven", "Zhang Wen", "研究中", "2024", "SEVEN", "introduction"] {
            assert!(split_name(name).1.is_none(), "{name}");
        }
    }
}
