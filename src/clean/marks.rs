//! The set phrases of pages: language lines, foot marks, share bars, bylines.

/// Whether a line only links the editions (`Language : English 简体 繁體`).
pub(super) fn is_language_line(text: &str) -> bool {
    const NAMES: [&str; 22] = [
        "language",
        "languages",
        "english",
        "chinese",
        "simplified",
        "traditional",
        "中文",
        "简体",
        "繁體",
        "繁体",
        "簡體",
        "简体中文",
        "繁體中文",
        "繁体中文",
        "簡體中文",
        "英文",
        "英语",
        "英語",
        "语言",
        "語言",
        "简",
        "繁",
    ];
    const SHORT: [&str; 12] = ["en", "eng", "zh", "sc", "tc", "cn", "tw", "hk", "hans", "hant", "版", "版本"];
    if text.chars().count() > 80 {
        return false;
    }
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let named = words.iter().filter(|word| NAMES.contains(word)).count();
    named >= 2 && words.iter().all(|word| NAMES.contains(word) || SHORT.contains(word))
}

/// What a line says about the end of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Foot {
    /// Stands only at the end of pages.
    Strong,
    /// A control or label that also occurs in texts: counts beside a strong one.
    Weak,
}

/// Whether a line is a mark of the page's foot.
pub(super) fn foot_mark(text: &str) -> Option<Foot> {
    if text.chars().count() > 120 {
        return None;
    }
    let lower = text.to_lowercase();
    if is_copyright(&lower) {
        return Some(Foot::Strong);
    }
    let plain: String = lower
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == ' ')
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    if STRONG.contains(&plain.as_str()) || is_you_may_like(&plain) {
        return Some(Foot::Strong);
    }
    let short = plain.chars().count() <= 40 && plain.split(' ').count() <= 6 && !text.ends_with(['.', '。']);
    let weak = WEAK.contains(&plain.as_str())
        || short && WEAK_STARTS.iter().any(|start| plain.starts_with(start))
        || short && plain.starts_with(['上', '下']) && plain[3..].starts_with("一篇")
        || short && plain.ends_with("下一篇")
        || plain.split(' ').count() > 1 && plain.split(' ').all(|word| SHARES.contains(&word));
    weak.then_some(Foot::Weak)
}

fn is_copyright(lower: &str) -> bool {
    let start = ["©", "copyright ©", "copyright (c)", "(c) 20", "版权所有", "版權所有", "copyright 20"];
    start.iter().any(|mark| lower.starts_with(mark)) || lower.trim_end_matches('.') == "all rights reserved"
}

/// 您可能还喜欢, 你可能也感興趣, and their kin.
fn is_you_may_like(text: &str) -> bool {
    let rest = text.strip_prefix(['您', '你']).unwrap_or(text);
    let rest =
        rest.strip_prefix("可能").or_else(|| rest.strip_prefix("也许")).or_else(|| rest.strip_prefix("或許"));
    let Some(rest) = rest else { return false };
    let rest = rest.trim_start_matches(['还', '還', '也', '会', '會', '对', '對']);
    let rest = rest.strip_suffix("的文章").or_else(|| rest.strip_suffix("的内容")).unwrap_or(rest);
    ["喜欢", "喜歡", "感兴趣", "感興趣", "有兴趣", "有興趣", "想看", "想读", "想讀", "爱看", "愛看"]
        .contains(&rest)
}

const STRONG: &[&str] = &[
    "you might also like",
    "you may also like",
    "you might like",
    "you may like",
    "you might also be interested in",
    "you may also be interested in",
    "back to top",
    "return to top",
    "top of page",
    "related articles",
    "related stories",
    "related posts",
    "related content",
    "recommended for you",
    "recommended articles",
    "more from this section",
    "most read",
    "most popular",
    "返回页首",
    "返回頁首",
    "回到页首",
    "回到頁首",
    "返回顶部",
    "返回頂部",
    "回到顶部",
    "回到頂部",
    "回到頂端",
    "返回頂端",
    "回頁首",
    "回页首",
    "回頂部",
    "回顶部",
    "回頂端",
    "置頂",
    "相关文章",
    "相關文章",
    "相关报道",
    "相關報道",
    "相關報導",
    "相关新闻",
    "相關新聞",
    "猜你喜欢",
    "猜你喜歡",
    "推荐文章",
    "推薦文章",
    "为您推荐",
    "為您推薦",
];
const WEAK: &[&str] = &[
    "share",
    "share this",
    "share this article",
    "share this page",
    "print",
    "print this page",
    "email",
    "tweet",
    "comments",
    "leave a comment",
    "read more",
    "read next",
    "more",
    "advertisement",
    "subscribe",
    "follow us",
    "previous",
    "next",
    "home",
    "分享",
    "分享到",
    "分享本文",
    "分享此文",
    "打印",
    "列印",
    "评论",
    "評論",
    "留言",
    "广告",
    "廣告",
    "订阅",
    "訂閱",
    "上一篇",
    "下一篇",
    "更多",
    "阅读更多",
    "閱讀更多",
    "首页",
    "首頁",
    "收藏",
    "相关阅读",
    "相關閱讀",
    "延伸阅读",
    "延伸閱讀",
    "推荐阅读",
    "推薦閱讀",
];
/// Starts of short lines that lead away from the page.
const WEAK_STARTS: &[&str] = &[
    "more in ",
    "more from ",
    "more on ",
    "next in ",
    "next up",
    "next article",
    "previous article",
    "subscribe to ",
    "sign up for ",
    "share this ",
    "share on ",
    "follow us ",
    "full results",
    "full list",
    "see all ",
    "view all ",
    "更多",
    "订阅",
    "訂閱",
    "分享这",
    "分享這",
    "分享到",
    "全部成绩",
    "全部成績",
    "全部赛果",
    "全部賽果",
    "查看全部",
    "查看更多",
    "關注我們",
    "关注我们",
    "追蹤我們",
];
const SHARES: &[&str] = &[
    "share",
    "facebook",
    "twitter",
    "x",
    "linkedin",
    "email",
    "whatsapp",
    "wechat",
    "weibo",
    "line",
    "telegram",
    "print",
    "copy",
    "link",
    "微信",
    "微博",
    "分享",
    "朋友圈",
    "打印",
    "列印",
    "复制链接",
    "複製連結",
];

/// Whether a line says that what follows in it is the author (`By …`, 記者…, 文／…).
pub(super) fn is_byline_start(text: &str) -> bool {
    const STARTS: [&str; 22] = [
        "By ",
        "BY ",
        "by ",
        "Author:",
        "Written by ",
        "Text by ",
        "作者：",
        "作者:",
        "作者／",
        "作者/",
        "文／",
        "文/",
        "文：",
        "文|",
        "撰文：",
        "撰文／",
        "记者：",
        "記者：",
        "记者／",
        "記者／",
        "本报记者",
        "本報記者",
    ];
    STARTS.iter().any(|start| text.starts_with(start))
        || (["记者", "記者", "特约记者", "特派記者"].iter().any(|start| text.starts_with(start))
            && text.chars().count() <= 16)
}

/// Whether a line reads like what stands under an author's name.
pub(super) fn is_affiliation(text: &str) -> bool {
    const WORDS: [&str; 38] = [
        "Fellow",
        "Reporter",
        "Professor",
        "Correspondent",
        "Institute",
        "University",
        "Editor",
        "Writer",
        "Director",
        "Lecturer",
        "Researcher",
        "Columnist",
        "Contributor",
        "School of",
        "Center",
        "Centre",
        "Economist",
        "Analyst",
        "Desk",
        "研究员",
        "研究員",
        "记者",
        "記者",
        "教授",
        "大学",
        "大學",
        "学院",
        "學院",
        "研究所",
        "研究院",
        "主任",
        "编辑",
        "編輯",
        "作家",
        "中心",
        "专栏",
        "專欄",
        "特约",
    ];
    WORDS.iter().any(|word| text.contains(word))
}
