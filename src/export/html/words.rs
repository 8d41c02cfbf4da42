//! The words of the report in English, 简体 and 繁體. All three stand in it; which one is seen is chosen at its top, without a
//! script.

use crate::text::Edition;

/// Languages of the report, and what each is called in itself.
const LANGUAGES: [(&str, &str); 3] = [("en", "English"), ("zh-Hans", "简体中文"), ("zh-Hant", "繁體中文")];

/// A text in the order of [`LANGUAGES`]; `{0}` and `{1}` are filled in.
pub(super) type Words = [&'static str; 3];

pub(super) const TITLE: Words = ["Aligned articles", "对齐的文章", "對齊的文章"];
pub(super) const SIZE: Words = ["{0} articles, {1} rows", "{0} 篇文章，{1} 行", "{0} 篇文章，{1} 列"];
pub(super) const DOUBTFUL: Words = ["Doubtful first", "存疑的在前", "存疑的在前"];
pub(super) const SURE: Words = ["No row is below 50 %.", "没有低于 50 % 的行。", "沒有低於 50 % 的列。"];
pub(super) const DIFFERENCES: Words =
    ["Simplified and Traditional differ", "简繁两版除字形外的差异", "簡繁兩版除字形外的差異"];
pub(super) const SHAPES: Words = ["Rows by sentences", "各行的句数", "各列的句數"];
pub(super) const SENTENCES: Words = ["English : 简 : 繁", "英 : 简 : 繁", "英 : 簡 : 繁"];
pub(super) const ROWS: Words = ["rows", "行数", "列數"];
pub(super) const ROW: Words = ["Row", "行", "列"];
pub(super) const FAILED: Words = ["Not aligned", "未能对齐", "未能對齊"];
pub(super) const MORE: Words = ["and {0} more", "另有 {0} 项", "另有 {0} 項"];
pub(super) const PROGRESS: Words =
    ["{0} of {1} rows confirmed", "已确认 {0} 行，共 {1} 行", "已確認 {0} 列，共 {1} 列"];
const STATUSES: [(&str, Words); 6] = [
    ("auto", ["open", "未处理", "未處理"]),
    ("confirmed", ["confirmed", "已确认", "已確認"]),
    ("approved", ["approved", "已核准", "已核准"]),
    ("edited", ["edited", "已修改", "已修改"]),
    ("flagged", ["to check", "待查", "待查"]),
    ("low-confidence", ["unsure", "把握不大", "把握不大"]),
];
const FLAGS: [(&str, Words); 5] = [
    ("marked-omission", ["left out on purpose", "确为漏译", "確為漏譯"]),
    ("marked-addition", ["added on purpose", "确为增译", "確為增譯"]),
    ("moved", ["stands elsewhere", "位置不同", "位置不同"]),
    (
        "partial-omission-hans",
        ["Simplified Chinese has a part of it", "简体中文只译了一部分", "簡體中文只譯了一部分"],
    ),
    (
        "partial-omission-hant",
        ["Traditional Chinese has a part of it", "繁体中文只译了一部分", "繁體中文只譯了一部分"],
    ),
];

/// The name of an edition.
pub(super) fn name(edition: Edition) -> Words {
    match edition {
        Edition::En => ["English", "英文", "英文"],
        Edition::ZhHans => ["Simplified Chinese", "简体中文", "簡體中文"],
        Edition::ZhHant => ["Traditional Chinese", "繁体中文", "繁體中文"],
    }
}

/// That an edition lacks something, as a title.
pub(super) fn missing(edition: Edition) -> Words {
    match edition {
        Edition::En => ["Missing in English", "英文缺", "英文缺"],
        Edition::ZhHans => ["Missing in Simplified Chinese", "简体中文缺", "簡體中文缺"],
        Edition::ZhHant => ["Missing in Traditional Chinese", "繁体中文缺", "繁體中文缺"],
    }
}

/// A flag or status in words; `None` for one that says nothing a reader needs, or that nobody knows.
pub(super) fn flag(flag: &str) -> Option<Words> {
    STATUSES.iter().chain(&FLAGS).find(|(name, _)| *name == flag).map(|(_, words)| *words)
}

/// A text in all languages.
pub(super) fn say(words: Words) -> String {
    fill(words, &[])
}

/// A text in all languages, with numbers.
pub(super) fn fill(words: Words, numbers: &[usize]) -> String {
    let mut out = String::new();
    for ((lang, _), text) in LANGUAGES.into_iter().zip(words) {
        let mut text = text.to_owned();
        for (place, number) in numbers.iter().enumerate() {
            text = text.replace(&format!("{{{place}}}"), &number.to_string());
        }
        out.push_str(&format!("<span class=\"t\" lang=\"{lang}\">{text}</span>"));
    }
    out
}

/// The choice of the language, `chosen` at first.
pub(super) fn choice(chosen: &str) -> String {
    let chosen = LANGUAGES.iter().find(|(lang, _)| *lang == chosen).map_or("en", |(lang, _)| lang);
    let one = |(lang, name): (&str, &str)| {
        let checked = if lang == chosen { " checked" } else { "" };
        format!(
            "<label lang=\"{lang}\"><input type=\"radio\" name=\"language\" id=\"l-{lang}\"{checked}>{name}</label>\n"
        )
    };
    format!(
        "<div class=\"choice\" role=\"group\" aria-label=\"Language\">\n{}</div>\n",
        LANGUAGES.map(one).concat()
    )
}
