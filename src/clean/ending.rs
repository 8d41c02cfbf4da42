//! What a line says about the end of a page.

use super::measure::{plain, units};
use super::share::is_share;
use super::words::{
    COMMENTS, FOOT, FOOT_BARE, FOOT_LISTS, FOOT_LONG, FOOT_MENU, FOOT_STARTS, FOOT_WEAK, LISTED, MENU,
    NETWORKS, NETWORKS_AMBIGUOUS, PAGINATION, PRESS_END, PRESS_STARTS, RESERVES, RIGHTS, SHARE_ALONE,
    SHARE_VERBS, TAG_HEADINGS, TAG_STARTS, TURN_BACK, TURN_ON,
};
use crate::text::layout::{PageNumber, page_number};

/// Whether a line says that a text ends, with marks around the word: （完）, — 完 —, -30-. The bare word may be text.
pub(super) fn is_marked_end(text: &str) -> bool {
    let bare = |c: Option<char>| c.is_none_or(char::is_alphanumeric);
    !is_said(text)
        && !bare(text.chars().next())
        && !bare(text.chars().next_back())
        && PRESS_END.has(&plain(text))
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
    /// A word that heads such lists and texts too: `Popular`. It counts where something else shows the foot.
    Bare,
    /// Stands only at the end of pages.
    Strong,
    /// The heading of what readers wrote: sentences too are below it.
    Comments,
    /// A control or label that also occurs in texts: counts beside a strong one.
    Weak,
    /// Leads to the page before or behind this one: two of them are strong, one is weak.
    Turn(Turn),
    /// A line of a share bar, with a network on it or alone: two of them are strong, one is weak.
    Share { network: bool },
}

/// Which way a line leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    Back,
    On,
}

/// Whether a line is a mark of the page's foot.
pub(super) fn foot_mark(text: &str) -> Option<Foot> {
    let lower = text.to_lowercase();
    if is_copyright(text) || FOOT_LONG.starts(&lower) && units(text) <= 40 {
        return Some(Foot::Strong);
    }
    if text.chars().count() > 120 {
        return None;
    }
    let plain = plain(text);
    if is_comments(&plain) {
        return Some(Foot::Comments);
    }
    if FOOT_BARE.has(&plain) {
        return Some(Foot::Bare);
    }
    if FOOT_LISTS.has(&plain)
        || is_you_may_like(&plain)
        || invites(text)
        || is_more(&plain)
        || TAG_HEADINGS.has(&plain)
    {
        return Some(Foot::List);
    }
    let ended = text.ends_with(['.', '。']);
    if FOOT.has(&plain)
        || PRESS_END.has(&lower)
        || PRESS_END.has(&plain) && units(text) <= 2 && !is_said(text)
        || is_page_of(text)
        || is_press_start(&lower)
        || is_pagination(text)
        || is_menu(&lower)
        || is_hash_tags(text)
    {
        return Some(Foot::Strong);
    }
    if TAG_STARTS.starts(&lower) && !ended {
        return Some(Foot::Strong);
    }
    if let Some(turn) = turn(text, &lower).filter(|_| !ended) {
        return Some(turn);
    }
    if let Some(networks) = share_bar(&lower) {
        return Some(if networks >= 2 { Foot::Strong } else { Foot::Share { network: networks > 0 } });
    }
    let short = units(text) <= 16 && !ended;
    let weak = FOOT_WEAK.has(&plain)
        || short && FOOT_STARTS.starts(&lower)
        || short && plain.ends_with("下一篇")
        || is_share(text)
        || is_page_number(text);
    weak.then_some(Foot::Weak)
}

/// Whether a line is nothing but a control of a page, such as `Print this page`, a share bar or the number of a page.
pub(super) fn is_control(text: &str) -> bool {
    let lower = text.to_lowercase();
    let asks = [
        "subscribe to",
        "sign up for",
        "sign up to",
        "follow us",
        "订阅",
        "訂閱",
        "关注我们",
        "關注我們",
        "追蹤我們",
    ];
    FOOT_WEAK.has(&plain(text))
        || is_page_number(text)
        || share_bar(&lower).is_some()
        || units(text) <= 10
            && !text.ends_with(['.', '。'])
            && asks.iter().any(|start| lower.starts_with(start))
}

/// `← Previous: Bread`, `Next article`, « 面包, 下一篇：搬家的河 →.
fn turn(text: &str, lower: &str) -> Option<Foot> {
    const BACK: &[char] = &['←', '«', '‹', '＜', '<', '◀', '⟵'];
    const ON: &[char] = &['→', '»', '›', '＞', '>', '▶', '⟶'];
    let back = text.starts_with(BACK) && !text.ends_with(ON);
    let on = text.ends_with(ON) && !text.starts_with(BACK);
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let label = [(Turn::Back, TURN_BACK.behind(bare)), (Turn::On, TURN_ON.behind(bare))];
    // `Next: the river`, and `Next` alone; `Next spring` is neither.
    let ends =
        |rest: &str| rest.is_empty() || rest.trim_start().starts_with([':', '：', '→', '»', '|', '>', '›']);
    let label = label.into_iter().find(|(_, rest)| rest.is_some_and(ends)).map(|(turn, _)| turn);
    let arrow = if back { Some(Turn::Back) } else { on.then_some(Turn::On) };
    match (label, arrow) {
        (Some(label), Some(arrow)) if label == arrow => Some(Foot::Strong),
        (Some(turn), _) => Some(Foot::Turn(turn)),
        // A path of menus has arrows too, but not at an end.
        (None, Some(turn)) if units(text) <= 16 => Some(Foot::Turn(turn)),
        _ => None,
    }
}

/// How many networks a line names that holds nothing but words of sharing; `None` for other lines.
fn share_bar(lower: &str) -> Option<usize> {
    let plain = plain(lower);
    if plain.is_empty() || lower.chars().count() > 90 {
        return None;
    }
    let (mut networks, mut asked, mut words) = (0, false, 0);
    for word in plain.split(' ') {
        let mut rest = word;
        words += 1;
        while !rest.is_empty() {
            let network = NETWORKS.behind(rest);
            let next = network.or_else(|| SHARE_VERBS.behind(rest));
            // A Latin word is one as a whole.
            let next = next.filter(|next| next.is_empty() || !rest.starts_with(|c: char| c.is_ascii()))?;
            networks += usize::from(network.is_some());
            asked |= network.is_none();
            rest = next;
        }
    }
    // `Email`, `Line` and `Copy` alone are words of any text; `Facebook` is hardly one.
    let lone = words == 1 && !asked && NETWORKS_AMBIGUOUS.has(&plain);
    let verb = networks == 0 && !SHARE_ALONE.has(&plain);
    (!lone && !verb).then_some(if asked && networks > 0 { networks + 1 } else { networks })
}

/// `Comments (2)`, `3 Comments`, 评论（2）, 3則留言.
fn is_comments(plain: &str) -> bool {
    let words: String = plain.chars().filter(|c| !c.is_ascii_digit() && *c != ' ').collect();
    plain.contains(|c: char| c.is_ascii_digit()) && plain.chars().count() <= 16 && COMMENTS.has(&words)
}

/// `1 2 3 Next`, 上一页 1 2 3 下一页, `Page 1 2 … 9 »`.
fn is_pagination(text: &str) -> bool {
    let lower = text.to_lowercase();
    let (mut figures, mut named) = (0, lower.contains(['»', '›', '→']));
    for word in plain(&lower).split(' ') {
        match word {
            _ if word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit()) => figures += 1,
            _ if PAGINATION.has(word) => named = true,
            _ => return false,
        }
    }
    figures >= 2 && named && text.chars().count() <= 60
}

/// `Privacy Policy | Terms of Use`: parts that are all entries of the menu at the foot of a site.
fn is_menu(lower: &str) -> bool {
    let parts: Vec<&str> = lower
        .split(['|', '｜', '·', '•', '/', '／', '\t'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    parts.len() >= 2
        && parts.iter().all(|part| FOOT_MENU.has(part) || MENU.has(part))
        && parts.iter().any(|part| FOOT_MENU.has(part))
}

/// `#mills #bread`, #磨坊 #面包: two at least, and nothing else.
fn is_hash_tags(text: &str) -> bool {
    let mut count = 0;
    for word in text.split([' ', '\u{3000}', ',', '，', '、']).filter(|word| !word.is_empty()) {
        let tag = word.strip_prefix(['#', '＃']).is_some_and(|tag| tag.chars().any(char::is_alphabetic));
        if !tag {
            return false;
        }
        count += 1;
    }
    count >= 2
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

/// “The end.”: somebody says it.
fn is_said(text: &str) -> bool {
    text.starts_with(['“', '"', '‘', '「', '『'])
}

/// `Page 3 of 9`, 第3页，共9页, `- 4 -`: a number of a page that says what it is.
fn is_page_of(text: &str) -> bool {
    is_page_number(text)
        && (text.contains(char::is_alphabetic) || !text.starts_with(|c: char| c.is_ascii_digit()))
}

/// A line that says it is the number of a page; a bare number may be text.
pub(super) fn is_page_number(text: &str) -> bool {
    page_number(text) == Some(PageNumber::Said)
}

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
    let words =
        |rest: &str| rest.split(' ').count() <= 2 && !rest.starts_with("than ") && rest.ends_with('s');
    text.strip_prefix("more ").is_some_and(words)
        || text.strip_prefix("更多").is_some_and(|rest| rest.chars().count() <= 8 && LISTED.ends(rest))
}

/// 您可能还喜欢, 你可能也感興趣, and their kin.
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
