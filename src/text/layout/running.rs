//! Heads, feet and numbers of pages within a text that was taken from pages.

use std::collections::HashMap;

use super::Line;
use super::chars::ends_sentence;
use crate::text::dates::date_line;

/// A head is at most this wide.
const WIDEST: usize = 100;
/// Times that a line has to stand by itself in a text to be the head of its pages.
const OFTEN: usize = 3;

/// Which lines are the head, the foot or the number of a page.
pub(super) fn find(lines: &[Line<'_>]) -> Vec<bool> {
    let mut repeated: HashMap<String, usize> = HashMap::new();
    for at in 0..lines.len() {
        if alone(lines, at) {
            *repeated.entry(without_figures(lines[at].text)).or_default() += 1;
        }
    }
    (0..lines.len()).map(|at| is_running(lines, at, &repeated)).collect()
}

fn is_running(lines: &[Line<'_>], at: usize, repeated: &HashMap<String, usize>) -> bool {
    let line = &lines[at];
    if line.is_blank() || line.width > WIDEST || !alone(lines, at) {
        return false;
    }
    let number = is_number(line.text);
    let headed = number || has_page_number(line);
    let often = repeated.get(&without_figures(line.text)).is_some_and(|count| *count >= OFTEN);
    if often && (headed || beside_feed(lines, at)) {
        return true;
    }
    // Once or twice: only where it parts a sentence of lines that are wrapped, or beside a form feed.
    headed && (parts_a_sentence(lines, at) || beside_feed(lines, at)) && date_line(line.text).is_none()
}

/// Whether a blank line, a form feed or the end of the text is on both sides, one further such line allowed.
fn alone(lines: &[Line<'_>], at: usize) -> bool {
    let above = at == 0 || lines[at].fed || lines[at - 1].is_blank();
    let below = lines.get(at + 1).is_none_or(|next| next.is_blank() || next.fed);
    // Directly above or below a form feed, a head may touch the text.
    let fed = lines[at].fed || lines.get(at + 1).is_some_and(|next| next.fed);
    above && below || fed && (above || below)
}

fn beside_feed(lines: &[Line<'_>], at: usize) -> bool {
    let below = lines[at + 1..].iter().take(4).take_while(|l| l.is_blank() || l.fed).any(|l| l.fed);
    let above = lines[..=at]
        .iter()
        .rev()
        .take(4)
        .take_while(|l| l.is_blank() || std::ptr::eq(*l, &lines[at]))
        .any(|l| l.fed);
    above || below
}

/// Whether the text before the line stops within a sentence and the text behind it goes on.
fn parts_a_sentence(lines: &[Line<'_>], at: usize) -> bool {
    let text = |l: &&Line<'_>| !l.is_blank() && !is_number(l.text) && !has_page_number(l);
    let before = (0..at).rev().take(8).find(|k| text(&&lines[*k]));
    let after = (at + 1..lines.len()).take(8).find(|k| text(&&lines[*k]));
    let (Some(before), Some(after)) = (before, after) else { return false };
    // A title and the first paragraph are single lines; halves of a wrapped paragraph have lines beside them.
    let beside = |k: Option<usize>| k.and_then(|k| lines.get(k)).is_some_and(|line| !line.is_blank());
    (beside(before.checked_sub(1)) || beside(Some(after + 1)))
        && super::wrap::goes_over(&lines[before], &lines[after])
}

/// `12`, `- 12 -`, `Page 3 of 9`, 第 3 页, iv.
fn is_number(text: &str) -> bool {
    let inner = text.trim_matches(|c: char| c.is_whitespace() || "-–—·•.[]()|~".contains(c));
    let lower = inner.to_lowercase();
    let figures =
        |text: &str| !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    let roman = inner.len() <= 6 && !inner.is_empty() && inner.bytes().all(|b| b"ivxl".contains(&b));
    let page = lower.strip_prefix("page ").or_else(|| lower.strip_prefix("p. ")).unwrap_or(&lower);
    let mut parts = page.split([' ', '/']).filter(|part| !matches!(*part, "" | "of"));
    let latin = parts.clone().count() <= 2 && parts.all(figures) && !page.is_empty();
    let chinese = inner.starts_with('第') && inner.contains(['页', '頁']) && {
        let rest: String = inner.chars().filter(|c| !"第页頁共，, /".contains(*c)).collect();
        !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c))
    };
    figures(inner) || roman || latin || chinese
}

/// A short line with a number at one end, set off by wide white space, or all in capitals.
fn has_page_number(line: &Line<'_>) -> bool {
    let text = line.text;
    let figures = |c: char| c.is_ascii_digit();
    let head = text.trim_end_matches(figures);
    let tail = text.trim_start_matches(figures);
    let (rest, gap) = if head.len() < text.len() && text.len() - head.len() <= 4 {
        (head.trim_end(), &head[head.trim_end().len()..])
    } else if tail.len() < text.len() && text.len() - tail.len() <= 4 {
        (tail.trim_start(), &tail[..tail.len() - tail.trim_start().len()])
    } else {
        return false;
    };
    let wide = gap.contains('\u{3000}') || gap.contains('\t') || gap.chars().count() >= 3;
    let capitals = rest.chars().any(char::is_uppercase) && !rest.chars().any(char::is_lowercase);
    !rest.is_empty()
        && super::chars::width(rest) <= 70
        && !ends_sentence(rest)
        && (wide || !gap.is_empty() && capitals)
}

fn without_figures(text: &str) -> String {
    let mut out: String = text.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).collect();
    out.make_ascii_lowercase();
    out
}
