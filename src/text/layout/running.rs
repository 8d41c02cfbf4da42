//! Heads, feet and numbers of pages within a text that was taken from pages.

use std::collections::HashMap;

use super::Line;
use super::chars::ends_sentence;
use super::page_number::page_number;
use crate::text::dates::date_line;

/// A head is at most this wide.
const WIDEST: usize = 100;
/// A head without a number is at most this wide.
const SHORT: usize = 60;
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
    unless_they_count_up(lines, &mut repeated);
    let mut found: Vec<bool> = (0..lines.len()).map(|at| is_running(lines, at, &repeated)).collect();
    tight_numbers(lines, &mut found);
    found
}

/// Figures that stand alone often are the numbers of pages where they count up; elsewhere they are cells of a table.
fn unless_they_count_up(lines: &[Line<'_>], repeated: &mut HashMap<String, usize>) {
    let figure = |at: &usize| alone(lines, *at).then(|| lines[*at].text.parse::<u32>().ok()).flatten();
    let values: Vec<u32> = (0..lines.len()).filter_map(|at| figure(&at)).collect();
    let steps = values.windows(2).filter(|pair| pair[1] == pair[0] + 1).count();
    if steps * 2 < values.len().saturating_sub(1) {
        repeated.remove("");
    }
}

/// Numbers of pages with no blank line around them: each parts a sentence, and they count up.
fn tight_numbers(lines: &[Line<'_>], found: &mut [bool]) {
    let number = |at: &usize| {
        let (Some(before), Some(after)) = (at.checked_sub(1).and_then(|k| lines.get(k)), lines.get(at + 1))
        else {
            return None;
        };
        let text = lines[*at].text;
        let figures = text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
        (figures && super::wrap::goes_over(before, after))
            .then(|| text.parse::<u32>().ok().map(|value| (*at, value)))?
    };
    let numbers: Vec<(usize, u32)> =
        (0..lines.len()).filter(|at| !found[*at]).filter_map(|at| number(&at)).collect();
    for pair in numbers.windows(2) {
        if pair[1].1 == pair[0].1 + 1 {
            (found[pair[0].0], found[pair[1].0]) = (true, true);
        }
    }
}

fn is_running(lines: &[Line<'_>], at: usize, repeated: &HashMap<String, usize>) -> bool {
    let line = &lines[at];
    if line.is_blank() || line.width > WIDEST || !alone(lines, at) {
        return false;
    }
    let number = page_number(line.text).is_some();
    let headed = number || has_page_number(line);
    let often = repeated.get(&without_figures(line.text)).is_some_and(|count| *count >= OFTEN);
    if often && (headed || beside_feed(lines, at)) {
        return true;
    }
    // Once or twice: only where it parts a sentence of lines that are wrapped, or beside a form feed.
    let parts = || parts_a_sentence(lines, at);
    let short = line.width <= SHORT && !ends_sentence(line.text) && beside_feed(lines, at);
    let dated = || date_line(line.text).is_some();
    headed && (parts() || beside_feed(lines, at)) && !dated() || short && parts() && !dated()
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
    let text = |l: &&Line<'_>| !l.is_blank() && page_number(l.text).is_none() && !has_page_number(l);
    let before = (0..at).rev().take(8).find(|k| text(&&lines[*k]));
    let after = (at + 1..lines.len()).take(8).find(|k| text(&&lines[*k]));
    let (Some(before), Some(after)) = (before, after) else { return false };
    // A title and the first paragraph are single lines; halves of a wrapped paragraph have lines beside them.
    let beside = |k: Option<usize>| k.and_then(|k| lines.get(k)).is_some_and(|line| !line.is_blank());
    (beside(before.checked_sub(1)) || beside(Some(after + 1)))
        && super::wrap::goes_over(&lines[before], &lines[after])
}

/// A short line with the number of a page at one end (`12`, `3 / 223`, 第3页), set off by wide white space, or all in
/// capitals.
fn has_page_number(line: &Line<'_>) -> bool {
    let text = line.text;
    let part = |c: char| c.is_ascii_digit() || matches!(c, '/' | '／' | ' ') || "第页頁共，".contains(c);
    let head = text.trim_end_matches(part).trim_end_matches("of").trim_end_matches(part);
    let head = ["Page", "page", "PAGE", "p."].iter().find_map(|word| head.strip_suffix(word)).unwrap_or(head);
    let tail = text.trim_start_matches(part);
    let gap_of = |gap: &str| gap.chars().take_while(|c| c.is_whitespace()).collect::<String>();
    let (rest, gap) = if head.len() < text.len() && page_number(&text[head.len()..]).is_some() {
        (head.trim_end(), gap_of(&text[head.trim_end().len()..]))
    } else if tail.len() < text.len() && page_number(&text[..text.len() - tail.len()]).is_some() {
        let number = text[..text.len() - tail.len()].trim_end().len();
        (tail, text[number..text.len() - tail.len()].to_owned())
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
