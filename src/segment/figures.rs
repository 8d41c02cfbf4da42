//! Marks of notes that lost their raised form in a Chinese text: 大坝建成了。1物价上涨了。2

use super::chars::{behind_sentence, char_from, is_han};

/// How far around a figure its neighbours are looked for, in bytes.
const WINDOW: usize = 1500;
/// What many sentences begin with, and no measure word: behind it a figure counts nothing.
const STARTS: &str = "他她它我你您咱这這那此其但而因然所却卻虽雖如若当當从從对對为為由于於在把被将將让讓还還都就才只也又再更很最后後前没沒不有是";
/// What a figure counts, or goes on with: 3月, 5个, 80后, 1号.
const COUNTED: &str = "年月日号號时時点點分秒刻个個位名人口岁歲天周週星元块塊角毛万萬亿億千百十成倍度层層楼樓本部条條次届屆家所只隻件台臺架辆輛艘张張间間场場种種类類项項\
                       米公里厘毫英克吨噸斤两兩磅升尺寸亩畝平方立瓦伏枚颗顆头頭匹根支枝把座栋棟户戶段集章节節篇回轮輪局比至到和与與及或后後多余餘几幾來来者世纪紀字句行页頁";

/// What a sentence ends in that announces a list.
const LISTING: [&str; 16] =
    ["点", "點", "条", "條", "项", "項", "步", "类", "類", "种", "種", "个", "個", "如下", "以下", "方面"];

/// The length of a bare figure behind a sentence that is the mark of a note for sure, or 0: it ends the block, a word that
/// cannot be counted follows, or the notes before and behind it are counted on.
pub(super) fn bare_figure(text: &str, at: usize) -> usize {
    let Some((figures, number)) = figure(text, at) else { return 0 };
    // In 1他来了。2她来了。 the figures count what follows them, and so they do behind 有三点。
    if is_listed(text, at, number) || text.trim_start().starts_with(|c: char| c.is_ascii_digit()) {
        return 0;
    }
    let Some(next) = text[at + figures..].trim_start().chars().next() else { return figures };
    let starts = STARTS.contains(next) && !COUNTED.contains(next)
        || ["后来", "後來"].iter().any(|word| text[at + figures..].trim_start().starts_with(word));
    if starts || !COUNTED.contains(next) && has_neighbour(text, at, number) { figures } else { 0 }
}

/// Whether what is counted was announced: 有三点。1他来了。2她走了。
fn is_listed(text: &str, at: usize, number: u32) -> bool {
    let announced = |head: &str| LISTING.iter().any(|word| head.trim_end_matches('。').ends_with(word));
    let before = char_from(text, at.saturating_sub(WINDOW));
    let first =
        if number == 1 { Some(at) } else { text[before..at].rfind("。1").map(|found| before + found) };
    first.is_some_and(|first| announced(&text[..first]))
}

/// A figure of at most two digits between the end of a sentence and a Chinese character or the end of the text: its
/// length and its value.
fn figure(text: &str, at: usize) -> Option<(usize, u32)> {
    let rest = text.get(at..)?;
    let digits = rest.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let marked = text[..at].ends_with(['。', '！', '？', '”', '」', '』', '）', '…']);
    if !(1..=2).contains(&digits) || rest.starts_with('0') || !marked || !behind_sentence(text, at) {
        return None;
    }
    let after = rest[digits..].trim_start_matches([' ', '\u{3000}']).chars().next();
    after
        .is_none_or(|c| is_han(c) || "“「『《（".contains(c))
        .then(|| rest[..digits].parse().ok())?
        .map(|n| (digits, n))
}

/// Whether the note before or the one behind stands in the same form.
fn has_neighbour(text: &str, at: usize, number: u32) -> bool {
    let from = char_from(text, at.saturating_sub(WINDOW));
    let to = char_from(text, (at + WINDOW).min(text.len()));
    let stands = |range: std::ops::Range<usize>, wanted: u32| {
        let marks = text[range.clone()].char_indices().filter(|(_, c)| "。！？”」』）…".contains(*c));
        marks
            .map(|(offset, c)| range.start + offset + c.len_utf8())
            .any(|at| figure(text, at).is_some_and(|(_, found)| found == wanted))
    };
    number > 1 && stands(from..at, number - 1) || stands(at..to, number + 1)
}
