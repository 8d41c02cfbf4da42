//! What a line at the head or foot of a page is, by itself.

use super::words::{
    AFFILIATIONS, BYLINES, CREDIT_INSIDE, CREDITS, FOOT, FOOT_LISTS, FOOT_STARTS, FOOT_WEAK, LANGUAGES,
    LANGUAGES_SHORT, OTHERS, PRESS_END, PRESS_STARTS, RESERVES, RIGHTS, SECTIONS, SHARE, SKIP, SOURCES,
    SURNAMES, TAG_STARTS,
};
use crate::text::dates::date_line;
use crate::text::han::is_han;
use crate::text::layout::before_notes;
use crate::text::{Block, BlockKind};

/// The class of a line, as far as it can be told without its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Links the editions.
    Language,
    /// Skip links, menus, text size, breadcrumbs, share bars, marks alone.
    Furniture,
    /// Says who took or lent a picture, and no more.
    Credit,
    /// A caption with a credit.
    Caption,
    /// The name of a section of the paper.
    Section,
    Date,
    /// A date, and a name without a word that says whose.
    NamedDate,
    /// Names author, translator or editor.
    Byline,
    /// A short item of a list: an author, where one stands by itself.
    Bullet,
    /// A short line without an end mark: a title, a name, a place.
    Plain,
    /// A short question or exclamation.
    Asks,
    /// Anything else: prose.
    Prose,
}

/// Tells the class of a block of the head of a page.
pub(super) fn class(block: &Block) -> Class {
    let text = block.text.trim();
    if is_language_line(text) || is_language(text) {
        return Class::Language;
    }
    if is_marks(text) || is_skip(text) || is_share(text) || is_breadcrumb(text) {
        return Class::Furniture;
    }
    match date_line(text) {
        Some(line) if line.named => return Class::NamedDate,
        Some(_) => return Class::Date,
        None if is_reading_time(text) => return Class::Furniture,
        None => {}
    }
    if let Some(caption) = caption(block, text) {
        return caption;
    }
    let long = units(text) > 30;
    let ends = ends_with_mark(text);
    if !long && !ends && is_byline(text) {
        return Class::Byline;
    }
    if block.kind == BlockKind::ListItem {
        return if !long && !ends && units(text) <= 24 { Class::Bullet } else { Class::Prose };
    }
    // A headline may be somebody's words; what ends in a mark is told below.
    let quoted = text.starts_with(['-', '—']);
    let lines = matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(_));
    if long || !lines || quoted || is_copyright(text) {
        return Class::Prose;
    }
    match text.chars().next_back() {
        Some('?' | '!' | '？' | '！') => Class::Asks,
        _ if ends => Class::Prose,
        _ if is_section(text) => Class::Section,
        _ => Class::Plain,
    }
}

/// Length for comparing lines of both scripts: words, and half the Han characters.
pub(super) fn units(text: &str) -> usize {
    let han = text.chars().filter(|c| is_han(*c)).count();
    let words =
        text.split_whitespace().filter(|word| word.chars().any(|c| c.is_ascii_alphanumeric())).count();
    words + han.div_ceil(2)
}

pub(super) fn ends_with_mark(text: &str) -> bool {
    before_notes(text)
        .trim_end_matches(['”', '’', '"', '\'', '」', '』', '）', ')', '》', ']'])
        .ends_with(['.', '!', '?', '。', '！', '？', '…', '⋯', ':', '：', ';', '；', ',', '，', '、'])
}

/// A line in lower case with nothing but letters, digits and single spaces.
pub(super) fn plain(text: &str) -> String {
    let kept: String =
        text.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a line says that a text ends, with marks around the word: （完）, — 完 —, -30-. The bare word may be text.
pub(super) fn is_marked_end(text: &str) -> bool {
    let bare = |c: Option<char>| c.is_none_or(char::is_alphanumeric);
    !bare(text.chars().next()) && !bare(text.chars().next_back()) && PRESS_END.has(&plain(text))
}

/// Whether a line says who took or lent a picture, and no more.
pub(super) fn is_credit(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph | BlockKind::Caption)
        && caption(block, block.text.trim()) == Some(Class::Credit)
}

/// Whether a line holds no letter and no digit, and is not the silence or the cry of a dialogue.
pub(super) fn is_marks(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric) && !text.contains(['…', '⋯', '?', '!', '？', '！'])
}

pub(super) fn is_skip(text: &str) -> bool {
    text.chars().count() <= 40 && SKIP.has(&plain(text))
}

/// A bar of share buttons, or one of them; a lone common word needs more than itself.
fn is_share(text: &str) -> bool {
    let plain = plain(text);
    let mut words = plain.split(' ');
    let lone = [
        "x", "line", "link", "copy", "save", "share", "article", "story", "this", "赞", "讚", "page", "post",
        "on", "to", "with", "via", "friends",
    ];
    let all = text.chars().count() <= 60 && (SHARE.has(&plain) || words.all(|word| SHARE.has(word)));
    all && !lone.contains(&plain.as_str()) || matches!(text, "X" | "LINE" | "Line" | "Share" | "分享")
}

fn is_breadcrumb(text: &str) -> bool {
    let home = ["home", "首页", "首頁", "主页", "主頁", "front page"];
    let parts: Vec<&str> = text.split(['>', '›', '»', '＞', '→', '/', '\\']).map(str::trim).collect();
    let arrows = text.contains(['>', '›', '»', '＞', '→']);
    let menu: Vec<&str> = text.split(['|', '｜', '·', '•']).map(str::trim).collect();
    let short = |part: &&str| !part.is_empty() && units(part) <= 2 && !part.contains(['.', '。']);
    // 埃德蒙·哈罗盖特·派克 is a name.
    if menu.len() >= 3 && menu.iter().all(short) && !is_english_name(text) && !is_chinese_name(text) {
        return true;
    }
    parts.len() >= 2
        && text.chars().count() <= 100
        && parts.iter().all(|part| units(part) <= 6)
        // A tag of HTML that stands in a text is no arrow.
        && (home.contains(&parts[0].to_lowercase().as_str()) || arrows && parts.len() >= 3 && !text.contains('<'))
}

fn is_reading_time(text: &str) -> bool {
    // The grammar of date lines knows reading times: only the date is missing.
    text.chars().count() <= 30 && text.chars().any(|c| c.is_ascii_digit()) && {
        let dated = format!("2000-01-01 | {text}");
        let lower = text.to_lowercase();
        let timed =
            ["min", "分钟", "分鐘", "views", "浏览", "瀏覽", "点击", "點擊", "人气", "人氣", "閱讀", "阅读"];
        timed.iter().any(|word| lower.contains(word)) && date_line(&dated).is_some_and(|line| !line.named)
    }
}

/// Words of lines that link the editions which name no language themselves.
const FILLER: [&str; 12] = [
    "select",
    "choose",
    "other",
    "in",
    "this",
    "page",
    "read",
    "article",
    "available",
    "also",
    "switch",
    "to",
];

/// Whether a line only links the editions (`Language : English 简体 繁體`, `选择语言：EN / 中文`).
pub(super) fn is_language_line(text: &str) -> bool {
    if text.chars().count() > 100 {
        return false;
    }
    let plain = plain(text);
    let words: Vec<&str> = plain.split(' ').collect();
    let of = |word: &str| LANGUAGES.has(word) || LANGUAGES_SHORT.has(word);
    let named = words.iter().filter(|word| of(word) && !FILLER.contains(word)).count();
    named >= 2 && words.iter().all(|word| of(word))
}

/// Whether a line at the head or foot is the name of one language or edition: `EN`, 中文版, 港口报 海外版.
fn is_language(text: &str) -> bool {
    const NOT_ALONE: [&str; 8] = ["versions", "version", "edition", "阅读", "閱讀", "版", "版本", "其他"];
    let plain = plain(text);
    let names_none = |words: &[&str]| words.contains(&plain.as_str());
    let alone = (LANGUAGES.has(&plain) || LANGUAGES_SHORT.has(&plain))
        && !names_none(&FILLER)
        && !names_none(&NOT_ALONE);
    let edition = [
        "海外版",
        "国际版",
        "國際版",
        "english edition",
        "chinese edition",
        "international edition",
        "asia edition",
        "中文网",
        "中文網",
        "english version",
        "chinese version",
    ];
    alone || text.chars().count() <= 30 && edition.iter().any(|word| plain.ends_with(word))
}

fn caption(block: &Block, text: &str) -> Option<Class> {
    let lower = text.to_lowercase();
    if block.kind == BlockKind::Caption || text.starts_with(['▲', '△', '▼', '▽']) {
        return Some(Class::Caption);
    }
    if names_source(text, &lower) && units(text) <= 10 && !ends_with_mark(text) {
        return Some(Class::Credit);
    }
    // A caption with its credit in brackets at the end.
    let inner = text.trim_end_matches(['.', '。']).strip_suffix([')', '）', ']', '】'])?;
    let open = inner.rfind(['(', '（', '[', '【'])?;
    let inside = inner[open..].trim_start_matches(['(', '（', '[', '【']).to_lowercase();
    let pictured = CREDIT_INSIDE.within(&inside) || CREDITS.starts(&inside);
    if pictured && open == 0 && units(text) <= 10 {
        return Some(Class::Credit);
    }
    (pictured && inside.chars().count() <= 40 && units(text) <= 60).then_some(Class::Caption)
}

/// Whether a line is a word of credits and a name or an agency behind it: capitals in English; in Chinese a colon, a
/// stroke, a blank or a word that hands over. “Photo: what to bring” and 资料图书室的开放时间 are headings.
fn names_source(text: &str, lower: &str) -> bool {
    let Some(rest) = CREDITS.behind(lower) else { return false };
    // Behind the word: small letters may take more bytes than their capitals (İ), the words of the list do not.
    let given = text.get(lower.len() - rest.len()..).unwrap_or(rest);
    if text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        if ["What", "How", "Why", "When", "Where", "Who"].iter().any(|word| given.contains(word)) {
            return false;
        }
        // Who hands over a picture is seldom a name alone: “Courtesy of the Ho family”.
        if given.to_lowercase().contains("courtesy") {
            return true;
        }
        let small = ["by", "of", "the", "and", "via", "for", "de", "van", "von", "from", "courtesy"];
        let words: Vec<&str> = given.split_whitespace().collect();
        let name = |word: &&str| {
            let first = word.trim_start_matches(|c: char| !c.is_alphanumeric());
            first.is_empty()
                || first.starts_with(|c: char| c.is_uppercase() || is_han(c))
                || small.contains(&first)
        };
        // `Image: nginx` may be anything.
        return words.iter().all(name)
            && words.iter().any(|word| word.contains(char::is_uppercase) || word.chars().any(is_han));
    }
    let joined = lower[..lower.len() - rest.len()].ends_with(['：', ':', '／', '/'])
        || given.starts_with(['：', ':', '／', '/', '|', '｜', ' ', '\u{3000}', '由', '自', '(', '（']);
    let verb = ["供图", "供圖", "图自", "圖自", "图由", "圖由", "图片由", "圖片由"]
        .iter()
        .any(|word| lower.starts_with(word));
    let latin = given.chars().any(|c| c.is_ascii_uppercase());
    let name = given.trim_start_matches(|c: char| !c.is_alphanumeric());
    let named = |name: &str| is_chinese_name(name) || SOURCES.ends(name);
    let taken = lower.starts_with(['摄', '攝']) && name.chars().count() <= 6;
    let source =
        taken || named(name) || name.split(['/', '／', ' ', '、']).all(|part| part.is_empty() || named(part));
    given.is_empty() || (joined || verb) && (latin || source)
}

fn is_byline(text: &str) -> bool {
    let reporter = ["记者", "記者", "特约记者", "特派記者", "實習記者", "实习记者"];
    let dash =
        text.contains(['／', '/']) && reporter.iter().any(|word| text.contains(word)) && units(text) <= 12;
    BYLINES.starts(text)
        || is_other(text)
        || dash
        || reporter.iter().any(|start| text.starts_with(start)) && text.chars().count() <= 16
}

/// Whether a line names translator, editor or photographer.
pub(super) fn is_other(text: &str) -> bool {
    OTHERS.starts(text) && text.chars().count() <= 60
}

/// Whether a line is nothing but words that sections of papers are called by.
fn is_section(text: &str) -> bool {
    let plain = text.to_lowercase();
    if units(text) > 6 {
        return false;
    }
    let joints = |c: char| c.is_whitespace() || "&,，、/／|｜·•+".contains(c);
    if text.chars().any(is_han) {
        let mut rest = plain.trim_matches(joints);
        while !rest.is_empty() {
            let Some(next) = SECTIONS.behind(rest) else { return false };
            let next = next.trim_start_matches(joints);
            rest = next.strip_prefix(['与', '與', '和', '及', '暨']).unwrap_or(next);
        }
        return true;
    }
    if SECTIONS.has(&plain) {
        return true;
    }
    let mut words = plain.split(joints).filter(|word| !matches!(*word, "" | "and" | "the" | "of"));
    words.all(|word| SECTIONS.has(word))
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
        let dotted =
            name.contains(['·', '．', '‧', '・']) && name.chars().all(|c| is_han(c) || "·．‧・".contains(c));
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

pub(super) fn is_copyright(text: &str) -> bool {
    let lower = text.to_lowercase();
    let signed = text.contains(['©', 'Ⓒ']);
    let claims = RIGHTS.starts(&lower) && (signed || claims_rights(&lower));
    let short = text.chars().count() <= 300 && (signed || units(text) <= 60);
    short && (claims || lower.contains("all rights reserved") && units(text) <= 30)
}

/// Whether a line that begins with a word of copyright claims a right: by a year, by words of reserving and licensing,
/// or by having no more than an owner. A text may begin with the word too: 版权归根到底是一笔交易。
fn claims_rights(lower: &str) -> bool {
    let year = lower
        .split(|c: char| !c.is_ascii_digit())
        .any(|figures| figures.len() == 4 && (figures.starts_with("19") || figures.starts_with("20")));
    let item = lower
        .strip_prefix("(c)")
        .is_some_and(|rest| !rest.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    let owner =
        ["copyright:", "copyright by", "版权所有", "版權所有", "著作权所有", "著作權所有"].iter().any(
            |start| lower.strip_prefix(start).is_some_and(|rest| !rest.starts_with(['者', '人', '权', '權'])),
        );
    let owned = lower.starts_with(['版', '著']) && lower.trim_end_matches(['。', '.']).ends_with("所有");
    !item
        && (year
            || RESERVES.within(lower)
            || owned && units(lower) <= 20
            || owner && units(lower) <= 20
            || matches!(lower, "copyright" | "版权声明" | "版權聲明"))
}

/// What a line says about the end of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Foot {
    /// The heading of a list of other pages.
    List,
    /// Stands only at the end of pages.
    Strong,
    /// A control or label that also occurs in texts: counts beside a strong one.
    Weak,
}

/// Whether a line is a mark of the page's foot.
pub(super) fn foot_mark(text: &str) -> Option<Foot> {
    let lower = text.to_lowercase();
    if is_copyright(text) {
        return Some(Foot::Strong);
    }
    if text.chars().count() > 120 {
        return None;
    }
    let plain = plain(text);
    if FOOT_LISTS.has(&plain) || is_you_may_like(&plain) || is_more(&plain) {
        return Some(Foot::List);
    }
    let ended = text.ends_with(['.', '。']);
    if FOOT.has(&plain)
        || PRESS_END.has(&lower)
        || PRESS_END.has(&plain) && units(text) <= 2
        || is_press_start(&lower)
    {
        return Some(Foot::Strong);
    }
    if TAG_STARTS.starts(&lower) && !ended {
        return Some(Foot::Strong);
    }
    let short = units(text) <= 16 && !ended;
    let weak = FOOT_WEAK.has(&plain)
        || short && FOOT_STARTS.starts(&lower)
        || short && plain.ends_with("下一篇")
        || is_share(text)
        || is_page_number(text);
    weak.then_some(Foot::Weak)
}

fn is_press_start(lower: &str) -> bool {
    let timed = |start: &str| {
        lower
            .strip_prefix(start)
            .is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
    };
    PRESS_STARTS.starts(lower)
        && units(lower) <= 14
        && (!(lower.starts_with("香港时间") || lower.starts_with("香港時間"))
            || timed("香港时间")
            || timed("香港時間"))
}

/// `Page 3 of 9`, `- 3 -`, 第3页，共9页, `3 / 9`.
pub(super) fn is_page_number(text: &str) -> bool {
    let plain = plain(text);
    let inner = plain.trim_start_matches("page ").trim_start_matches("p ");
    let figures =
        |text: &str| !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> =
        inner.split(' ').filter(|part| !matches!(*part, "of" | "page" | "pages" | "共")).collect();
    let latin = plain.starts_with("page ")
        || text.starts_with(['-', '–', '—']) && text.ends_with(['-', '–', '—'])
        || parts.len() == 2 && text.contains('/');
    let chinese = plain.starts_with('第')
        && plain.replace(['第', '页', '頁', '共', ' '], "").bytes().all(|b| b.is_ascii_digit())
        && plain.contains(['页', '頁']);
    chinese || latin && (1..=2).contains(&parts.len()) && parts.iter().all(|part| figures(part))
}

/// 您可能还喜欢, 你可能也感興趣, and their kin.
/// Whether a heading speaks to the reader of the site: `You might also like`. No section of prose is called so.
pub(super) fn invites(text: &str) -> bool {
    let plain = plain(text);
    let guess = ["猜你喜", "猜您喜", "为你推荐", "為你推薦", "为您推荐", "為您推薦"];
    ["you might ", "you may ", "recommended for you"].iter().any(|start| plain.starts_with(start))
        || guess.iter().any(|start| plain.starts_with(start))
        || is_you_may_like(&plain)
}

/// `More recipes`, 更多菜谱.
fn is_more(text: &str) -> bool {
    let words = |rest: &str| rest.split(' ').count() <= 2 && !rest.starts_with("than ");
    text.strip_prefix("more ").is_some_and(words)
        || text.strip_prefix("更多").is_some_and(|rest| (2..=4).contains(&rest.chars().count()))
}

fn is_you_may_like(text: &str) -> bool {
    let rest = text.strip_prefix(['您', '你']).unwrap_or(text);
    let may = ["可能", "也许", "也許", "或许", "或許"];
    let Some(rest) = may.iter().find_map(|word| rest.strip_prefix(word)) else { return false };
    let rest = rest.trim_start_matches(['还', '還', '也', '会', '會', '对', '對', '想']);
    let rest = ["的文章", "的内容", "的內容", "的新闻", "的新聞"]
        .iter()
        .find_map(|tail| rest.strip_suffix(tail))
        .unwrap_or(rest);
    ["喜欢", "喜歡", "感兴趣", "感興趣", "有兴趣", "有興趣", "看", "读", "讀", "爱看", "愛看"].contains(&rest)
}
