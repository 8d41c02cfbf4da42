//! What people call the editions in the names of files, folders and columns.

use std::str::FromStr;

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

const ASCII: [(&str, Said); 44] = [
    ("en", Said::English),
    ("eng", Said::English),
    ("english", Said::English),
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
];

/// Longer names first: each is taken off the front of what is left.
const HAN: [(&str, Said); 31] = [
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
const ENDINGS: [&str; 10] = ["版本", "譯本", "译本", "譯文", "译文", "文本", "文字", "版", "字", "稿"];
/// Brackets around a name, and what stands between its words.
const MARKS: [char; 13] = ['-', '_', ' ', '(', ')', '（', '）', '[', ']', '【', '】', '〔', '〕'];

/// The tag a name stands for, in lower case; every part of it has to be known.
pub(super) fn tag(name: &str) -> Option<Tag> {
    let words = name.split(MARKS).filter(|word| !word.is_empty());
    let mut said = Vec::new();
    for word in words {
        match ASCII.iter().find(|(known, _)| *known == word) {
            Some((_, what)) => said.push(*what),
            None => han(word, &mut said)?,
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

/// What a word in Han characters says, part by part.
fn han(word: &str, said: &mut Vec<Said>) -> Option<()> {
    let mut rest = word;
    let before = said.len();
    while !rest.is_empty() {
        if let Some((known, what)) = HAN.iter().find(|(known, _)| rest.starts_with(known)) {
            said.push(*what);
            rest = &rest[known.len()..];
        } else {
            let ending = ENDINGS.iter().find(|ending| rest == **ending)?;
            rest = &rest[ending.len()..];
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
        let marked = c == '.' || (MARKS.contains(&c) && !behind.is_empty());
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

impl FromStr for Tag {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let lower = text.trim().to_ascii_lowercase().replace(['_', ' '], "-");
        let tag = standard(&lower).or_else(|| tag(&lower));
        tag.ok_or_else(|| format!("'{text}' is not an edition; use en, zh-Hans or zh-Hant"))
    }
}

/// A tag of BCP 47, or one of the short names without a language that are used like one.
fn standard(lower: &str) -> Option<Tag> {
    let mut parts = lower.split('-');
    let language = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
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
                    None if rest.is_empty() => Edition::ZhHans,
                    // `zh-simplified` is told by its words.
                    None => return tag(lower).or(Some(Edition::ZhHans.into())),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editions_by_any_name() {
        let names: [(Edition, &[&str]); 3] = [
            (
                Edition::En,
                &["EN", "en", "Eng", "English", "en-US", "英文", "英语", "英語版", "英", "（英文）", "[EN]"],
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
