//! What a dot means in Chinese text: a half-width full stop, a decimal, an abbreviation, an ellipsis.

use super::super::chars::{char_at, char_before, is_digit, is_han, skip_space};
use super::super::english;
use super::brackets::closer_kind;
use super::words;

/// Whether the dot at `start` is a full stop; closers and notes after it go to `end`.
pub(super) fn stop_ends(text: &str, from: usize, start: usize, end: usize, closed: bool) -> bool {
    let Some(before) = char_before(text, start) else { return false };
    let next_at = skip_space(text, end);
    let Some(next) = char_at(text, next_at) else { return true };
    let gap = next_at > end;
    // `%ld.%03d` is one figure to who sees it.
    if next == '%' && !gap && !closed {
        return false;
    }
    if names(text, start, before, next, end) {
        return false;
    }
    if is_han(before)
        || closer_kind(before).is_some()
        || matches!(before, '%' | '％' | '"' | '℃' | '°' | '：')
    {
        return gap || closed || end > start + 1 || !next.is_ascii_lowercase();
    }
    if is_digit(before) {
        return number_stop(text, from, start, next, gap || closed);
    }
    if before.is_ascii_alphabetic() || before.is_alphabetic() {
        return latin_stop(text, from, start, next_at, gap, closed);
    }
    gap || is_han(next)
}

/// Whether the dot stands within a name, as Taiwan writes them: 路易斯．卡羅.
///
/// Where `．` is used for a full stop, it ends the text too.
fn names(text: &str, start: usize, before: char, next: char, end: usize) -> bool {
    if is_transliterated(text, start, before, next, end) || is_dot_of_name(text, start, before, end) {
        return true;
    }
    text[start..end] == *"．"
        && is_han(before)
        && char_at(text, end) == Some(next)
        && is_han(next)
        && text.chars().rev().take(6).find(|c| closer_kind(*c).is_none() && *c != ' ') != Some('．')
}

/// 玛丽.居里, 约翰. F. 肯尼迪: a half-width dot where the text ends its sentences with 。 and not with dots.
fn is_dot_of_name(text: &str, start: usize, before: char, end: usize) -> bool {
    if text[start..end] != *"." || !is_han(before) {
        return false;
    }
    let mut rest = text[skip_space(text, end)..].chars();
    let name = match rest.next() {
        Some(c) if c.is_ascii_uppercase() => rest.next() == Some('.'),
        Some(c) => is_han(c),
        None => false,
    };
    if !name || text.trim_end_matches(|c: char| c.is_whitespace() || closer_kind(c).is_some()).ends_with('.')
    {
        return false;
    }
    // The next stop that is no such dot.
    text[end..].char_indices().take(300).any(|(_, c)| c == '。')
}

/// 安娜. 佩雷斯: a half-width stop between characters that foreign names are written with, two on each side.
fn is_transliterated(text: &str, start: usize, before: char, next: char, end: usize) -> bool {
    const SOUNDS: &str = "阿埃艾爱愛安昂奥奧巴贝貝本比彼毕畢宾賓波伯博布查戴丹道德邓鄧迪蒂丁杜敦顿頓多厄恩尔爾法范菲费費芬弗夫福富盖蓋戈哥格根古哈海汉漢赫亨霍怀懷吉纪紀加嘉贾賈简簡杰傑金卡凯凱坎康考柯科克肯孔库庫夸拉莱萊兰蘭朗劳勞雷蕾里理丽麗利莉莲蓮林琳卢盧鲁魯路露伦倫罗羅洛吕呂玛瑪马馬迈邁麦麥曼梅门門蒙米密敏明摩莫默姆穆拿娜纳納奈南内內尼妮宁寧纽紐诺諾努欧歐帕潘庞龐佩彭皮平珀普奇齐齊契乔喬琼瓊让讓热熱仁日瑞若萨薩塞赛賽桑瑟森沙珊尚舍申圣聖施什史士斯丝絲思斯松苏蘇孙孫索塔台泰坦汤湯唐陶特提廷图圖托陀瓦万萬旺威韦韋维維魏温溫文翁沃乌烏伍西希锡錫席夏肖萧蕭谢謝辛休许許雪雅亚亞延扬揚耶叶葉伊因英尤于裕约約赞贊泽澤扎詹珍朱兹茲佐邦彻徹楚登芙冈岡贡貢圭豪基喀勒隆恰茜琪玫薇娅婭莎珂昆奎葛翰各彼得卫衛";
    let sound = |c: char| SOUNDS.contains(c);
    if text[start..end] != *"." || !sound(before) || !sound(next) {
        return false;
    }
    let second = text[..start].chars().rev().nth(1).is_some_and(sound);
    let at = skip_space(text, end);
    second && text[at..].chars().nth(1).is_some_and(sound)
}

/// After a digit: a list marker, a decimal, a date, or a full stop.
fn number_stop(text: &str, from: usize, start: usize, next: char, gap: bool) -> bool {
    if !gap && (is_digit(next) || next.is_ascii_alphanumeric()) {
        return false;
    }
    let number = text[from..start].chars().rev().take(5).take_while(|c| is_digit(*c)).count();
    let head = &text[from..start];
    let alone = head.chars().take(number + 3).count() <= number + 2;
    let marker = number <= 3 && alone && head.chars().all(|c| is_digit(c) || !c.is_alphanumeric());
    !marker
}

/// After a Latin letter: an initial, an abbreviation, an address, or a full stop.
fn latin_stop(text: &str, from: usize, start: usize, next_at: usize, gap: bool, closed: bool) -> bool {
    let next = char_at(text, next_at).unwrap_or(' ');
    if !gap && !closed && next.is_ascii_alphanumeric() {
        return false;
    }
    if next.is_ascii_lowercase() {
        return false;
    }
    let word = last_word(&text[from..start]);
    if word.chars().count() == 1 {
        let head = &text[from..start - word.len()];
        return lettered(head) && !next.is_ascii_alphabetic();
    }
    if word.contains('.') {
        let initials = word.split('.').all(|part| part.chars().count() <= 1);
        return !initials
            && !english::is_abbreviation(word)
            && (gap || is_han(next) || !next.is_alphanumeric());
    }
    !english::is_abbreviation(word)
}

/// The Latin word, with inner dots, at the end of `head`.
fn last_word(head: &str) -> &str {
    let mut start = head.len();
    for c in head.chars().rev().take(40) {
        if !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '/' | '@' | '&') || is_foreign(c)) {
            break;
        }
        start -= c.len_utf8();
    }
    head[start..].trim_start_matches(['.', '-', '/'])
}

fn is_foreign(c: char) -> bool {
    c.is_alphabetic() && !is_han(c)
}

/// Whether a single letter after `head` names one of several things: 维生素C, 方案B.
fn lettered(head: &str) -> bool {
    let head = head.trim_end();
    words::LETTERED.iter().any(|noun| head.ends_with(noun))
}

/// Whether a sentence ends with the ellipsis at `start`, from what stands around it.
///
/// No mark says so: a stammer, an enumeration and a short lead-in go on; a full clause before and another one after end.
pub(super) fn ellipsis_ends(text: &str, from: usize, start: usize, next_at: usize) -> bool {
    let clause = last_clause(&text[from..start]);
    let next = &text[next_at..];
    let (Some(first), Some(last)) = (next.chars().next(), clause.chars().next_back()) else { return false };
    if matches!(first, '“' | '「' | '『' | '‘' | '（' | '(' | '《') {
        return false;
    }
    let length = clause.chars().filter(|c| is_han(*c)).count();
    if !is_han(first) || length < 3 || length == 3 && !matches!(last, '了' | '吧' | '啊') {
        return false;
    }
    // 我……我不知道; 这个嘛……这个
    if first == last
        || clause.starts_with(first)
        || words::GOES_ON.iter().any(|word| next.starts_with(word))
        || repeats(clause, next)
    {
        return false;
    }
    if next.starts_with("这些") || next.starts_with("這些") || listing(&text[from..start]) {
        return false;
    }
    if words::OPEN.iter().any(|word| clause.ends_with(word)) {
        return false;
    }
    let after = next
        .chars()
        .take(8)
        .take_while(|c| !super::marks::is_mark(*c) && !super::marks::continues(*c))
        .count();
    after >= 2
}

/// 連一樣……連一樣都: whether `next` takes up the last words of `clause` again.
fn repeats(clause: &str, next: &str) -> bool {
    next.char_indices().take(9).skip(2).any(|(at, _)| clause.ends_with(&next[..at]))
}

/// The end of `head` after its last comma.
fn last_clause(head: &str) -> &str {
    let mut start = head.len();
    for c in head.chars().rev().take(24) {
        if super::marks::is_mark(c)
            || super::marks::continues(c)
            || closer_kind(c).is_some()
            || matches!(c, '“' | '「' | '『' | '"')
        {
            break;
        }
        start -= c.len_utf8();
    }
    &head[start..]
}

/// Whether the ellipsis cuts off an enumeration.
fn listing(head: &str) -> bool {
    head.chars().rev().take(16).any(|c| c == '、')
}
