//! What stands above the columns of a table: `Source (English)`, `译文（简体）`, `Target`, `备注`.

use super::Tag;

/// What a head says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Head {
    /// The edition below it.
    Edition(Tag),
    /// That there is a text, and not which: `Source`, `译文`.
    Text,
    /// Something about the rows: a number, a remark.
    Other,
}

/// The row that names the editions stands among so many first ones.
pub const HEAD_WITHIN: usize = 10;

/// Whether the first row of a table is that of a sheet of this program, which has columns of its own.
pub fn is_own_sheet<S: AsRef<str>>(first: impl IntoIterator<Item = S>) -> bool {
    first.into_iter().any(|cell| matches!(cell.as_ref(), "bead_id" | "article"))
}

/// Longer cells are texts.
const LONGEST: usize = 60;
/// Words that say which text it is and not of which edition.
const ROLES: [&str; 33] = [
    "source",
    "target",
    "original",
    "translation",
    "translated",
    "text",
    "texts",
    "version",
    "language",
    "lang",
    "edition",
    "column",
    "string",
    "strings",
    "segment",
    "segments",
    "sentence",
    "sentences",
    "copy",
    "content",
    "final",
    "revised",
    "edited",
    "ref",
    "reference",
    "src",
    "tgt",
    "trg",
    "st",
    "tt",
    "mt",
    "script",
    "characters",
];
/// The same in Han characters; longer ones first.
const HAN_ROLES: [&str; 36] = [
    "源语言",
    "源語言",
    "目标语言",
    "目標語言",
    "目标语",
    "目標語",
    "源语",
    "源語",
    "原文",
    "源文",
    "译文",
    "譯文",
    "译稿",
    "譯稿",
    "翻译",
    "翻譯",
    "语言",
    "語言",
    "语种",
    "語種",
    "内容",
    "內容",
    "文本",
    "文字",
    "句子",
    "句段",
    "版本",
    "稿件",
    "终稿",
    "終稿",
    "定稿",
    "正文",
    "对照",
    "對照",
    "字体",
    "字體",
];
/// What other columns are called.
const OTHERS: [&str; 42] = [
    "id",
    "no",
    "nr",
    "key",
    "row",
    "line",
    "number",
    "segment id",
    "remark",
    "remarks",
    "note",
    "notes",
    "comment",
    "comments",
    "status",
    "context",
    "term",
    "page",
    "date",
    "author",
    "reviewer",
    "translator",
    "序号",
    "序號",
    "编号",
    "編號",
    "号",
    "號",
    "行",
    "备注",
    "備註",
    "备註",
    "注释",
    "註釋",
    "说明",
    "說明",
    "批注",
    "批註",
    "状态",
    "狀態",
    "意见",
    "意見",
];

/// What a cell above a column says; `None` for what is no head.
///
/// ```
/// use trialign::text::{Edition, Head, head};
/// for cell in ["Source (English)", "English:", "英文：", "EN text", "原文（英文）", "English 英文"] {
///     assert!(matches!(head(cell), Some(Head::Edition(tag)) if tag.edition == Edition::En), "{cell}");
/// }
/// assert_eq!((head("Target"), head("译文"), head("备注")), (Some(Head::Text), Some(Head::Text), Some(Head::Other)));
/// assert_eq!((head("The source is deep."), head("English / 中文")), (None, None));
/// ```
pub fn head(cell: &str) -> Option<Head> {
    let cell = cell.trim().trim_start_matches('\u{feff}');
    if cell.is_empty() || cell.chars().count() > LONGEST {
        return None;
    }
    if let Ok(tag) = cell.parse::<Tag>() {
        return Some(Head::Edition(tag));
    }
    let small = cell.to_lowercase();
    let other = small.trim_end_matches(['.', ':', '：', '#', '。']).trim();
    if OTHERS.contains(&other) || small == "#" {
        return Some(Head::Other);
    }
    let is_mark = |c: char| c.is_whitespace() || !c.is_alphanumeric();
    let words: Vec<&str> = small.split(is_mark).filter(|word| !word.is_empty()).collect();
    let rest: Vec<&str> = words
        .iter()
        .filter(|word| !ROLES.contains(word))
        .map(|word| without_roles(word))
        .filter(|word| !word.is_empty())
        .collect();
    if rest.is_empty() {
        return (!words.is_empty()).then_some(Head::Text);
    }
    let name = rest.join("-").replace("hong-kong", "hongkong");
    // A country is a tag only where the language is said too.
    let name = name.replace("chinese-china", "chinese-cn").replace("chinese-prc", "chinese-cn");
    name.parse().ok().map(Head::Edition)
}

/// A word in Han characters without what only says that it is a text.
fn without_roles(word: &str) -> &str {
    let mut rest = word;
    while let Some(less) =
        HAN_ROLES.iter().find_map(|role| rest.strip_prefix(role).or_else(|| rest.strip_suffix(role)))
    {
        rest = less;
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Edition;

    #[test]
    fn heads_of_editions() {
        let all: [(Edition, &[&str]); 3] = [
            (
                Edition::En,
                &[
                    "Source (English)",
                    "English source text",
                    "EN (US)",
                    "English (UK)",
                    "原文 English",
                    "英语原文",
                ],
            ),
            (
                Edition::ZhHans,
                &[
                    "Target (Simplified Chinese)",
                    "Chinese (Simplified)",
                    "Chinese (PRC)",
                    "简体：",
                    "译文（简体中文）",
                    "Simplified Chinese translation",
                    "目标语言：简体中文",
                    "zh-CN target",
                    "简体字版译文",
                ],
            ),
            (
                Edition::ZhHant,
                &[
                    "Target (Traditional Chinese)",
                    "Chinese (Hong Kong)",
                    "Chinese (Taiwan)",
                    "繁體：",
                    "譯文（繁體）",
                    "Traditional characters",
                    "中文（繁體）譯文",
                    "Traditional\nChinese",
                ],
            ),
        ];
        for (edition, cells) in all {
            for cell in cells {
                let said = head(cell);
                assert!(
                    matches!(&said, Some(Head::Edition(tag)) if tag.edition == edition),
                    "{cell}: {said:?}"
                );
            }
        }
    }

    #[test]
    fn texts_are_no_heads() {
        for cell in [
            "",
            "The ferry left.",
            "渡船离开。",
            "Chinese tea",
            "Project X",
            "英文和中文",
            "a",
            "中国",
            "2024",
        ] {
            assert_eq!(head(cell), None, "{cell}");
        }
    }
}
