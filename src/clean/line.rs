//! What a line at the head or foot of a page is, by itself.

use super::ending::is_copyright;
use super::languages::{is_language, is_language_line};
use super::measure::{digits, ends_with_mark, is_marks, plain, units};
use super::names::{byline, is_chinese_name, is_english_name};
use super::picture::{Picture, picture};
use super::share::is_share;
use super::words::{ADS, PRESS_STARTS, SECTIONS, SKIP};
use crate::text::dates::date_line;
use crate::text::han::is_han;
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
    /// A line above the title that is no section: the name of the paper, `Letter from the valley`. It stays.
    Kicker,
    /// The date of an entry of a diary. It stays.
    Entry,
    /// Anything else: prose.
    Prose,
}

/// Tells the class of a block of the head of a page.
pub(super) fn class(block: &Block) -> Class {
    let text = block.text.trim();
    if is_language_line(text) || is_language(text) {
        return Class::Language;
    }
    if is_marks(text)
        || is_skip(text)
        || is_share(text)
        || is_breadcrumb(text, false)
        || is_press_contact(text)
        || ADS.has(&plain(text))
    {
        return Class::Furniture;
    }
    match date_line(text) {
        Some(line) if line.named => return Class::NamedDate,
        Some(_) => return Class::Date,
        None if is_issue(text) => return Class::Date,
        None if is_reading_time(text) => return Class::Furniture,
        None => {}
    }
    match picture(block, text) {
        Some(Picture::Credit) => return Class::Credit,
        Some(Picture::Caption) => return Class::Caption,
        None => {}
    }
    let long = units(text) > 30;
    let ends = ends_with_mark(text);
    if !long && !ends && byline(text).is_some() {
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

pub(super) fn is_skip(text: &str) -> bool {
    text.chars().count() <= 40 && SKIP.has(&plain(text))
}

/// Whether a line is a path of menus, or a menu; with `home`, one that begins at the first page of the site.
pub(super) fn is_breadcrumb(text: &str, home: bool) -> bool {
    let here = [
        "you are here",
        "当前位置",
        "目前位置",
        "您的位置",
        "您现在的位置",
        "現在位置",
        "所在位置",
        "您目前位置",
        "你在這裡",
        "您在这里",
    ];
    let lower = text.to_lowercase();
    let said = here
        .iter()
        .find_map(|word| lower.strip_prefix(word))
        .map(|rest| rest.trim_start_matches([':', '：', ' ']));
    let path = said.unwrap_or(&lower);
    let first = ["home", "homepage", "首页", "首頁", "主页", "主頁", "front page"];
    let parts: Vec<&str> = path.split(['>', '›', '»', '＞', '→', '/', '\\', '／']).map(str::trim).collect();
    let begins = first.contains(&parts[0]) || said.is_some();
    let arrows = text.contains(['>', '›', '»', '＞', '→']);
    let menu: Vec<&str> = text.split(['|', '｜', '·', '•']).map(str::trim).collect();
    let short = |part: &&str| !part.is_empty() && units(part) <= 2 && !part.contains(['.', '。']);
    // 埃德蒙·哈罗盖特·派克 is a name.
    if !home && menu.len() >= 3 && menu.iter().all(short) && !is_english_name(text) && !is_chinese_name(text)
    {
        return true;
    }
    // News / Regions / Valley
    let sections = parts.iter().filter(|part| SECTIONS.has(part)).count();
    let listed = !home && parts.len() >= 3 && SECTIONS.has(parts[0]) && (2..parts.len()).contains(&sections);
    // A tag of HTML that stands in a text is no arrow.
    let other = !home && arrows && parts.len() >= 3 && !text.contains('<');
    parts.len() >= 2
        && text.chars().count() <= 100
        && parts.iter().all(|part| units(part) <= 6)
        && (begins || other || listed)
}

/// `Media contact: press@example.com`, 新聞聯絡人：林梅 02-2345-6789: whom the papers may ask.
fn is_press_contact(text: &str) -> bool {
    PRESS_STARTS.behind(&text.to_lowercase()).is_some_and(|rest| rest.contains('@') || digits(rest) >= 6)
}

/// A line that says which number of a periodical this is: `Vol. 12, No. 3`, 2021年第3期 总第12卷.
fn is_issue(text: &str) -> bool {
    let dated = format!("2000-01-01 {text}");
    let bare: String = text.chars().filter(|c| !c.is_ascii_digit()).collect();
    let numbered = text.contains(['期', '卷', '號', '号', '辑', '輯']) || bare.to_lowercase().contains("no");
    let year =
        text.split_once('年').filter(|(year, _)| digits(year) == 4 && year.len() == 4).map(|(_, rest)| rest);
    let dated = year.map_or(dated, |rest| format!("2000-01-01 {rest}"));
    text.chars().count() <= 40
        && numbered
        && digits(text) > 0
        && date_line(&dated).is_some_and(|line| !line.named)
}

fn is_reading_time(text: &str) -> bool {
    // The grammar of date lines knows reading times: only the date is missing.
    let sized = text.starts_with(['字', '【', '[']);
    text.chars().count() <= 30 && (sized || text.chars().any(|c| c.is_ascii_digit())) && {
        let dated = format!("2000-01-01 | {text}");
        let lower = text.to_lowercase();
        let timed = [
            "字号", "字號", "字体", "字體", "字级", "字級", "min", "分钟", "分鐘", "views", "浏览", "瀏覽",
            "点击", "點擊", "人气", "人氣", "閱讀", "阅读",
        ];
        timed.iter().any(|word| lower.contains(word)) && date_line(&dated).is_some_and(|line| !line.named)
    }
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
