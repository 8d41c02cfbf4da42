//! Which end of a quotation each quotation mark is: " stands at both, and “ is often written for ” or ” for “.
//!
//! The cheapest reading of all marks of a block at once (Viterbi over what is open), where each oddity has its price.

use super::marks::is_mark;
use super::speech;
use crate::segment::segmenter::{Opener, Unclosed};

/// Which end of a quotation a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// It opens a quotation.
    Opens,
    /// It closes one.
    Closes,
}

/// How a mark is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Glyph {
    Opener,
    Closer,
    /// Both ends look the same.
    Straight,
}

/// Marks of one family may close each other.
const FAMILIES: [fn(char) -> Option<Glyph>; 3] = [double, corner, white_corner];

/// The ends of the marks of a block that are not what they look like, or look like both.
pub(super) struct Ends {
    /// Places in bytes, in order.
    odd: Vec<(usize, End)>,
}

impl Ends {
    /// Reads all marks of `text`, a block after others that left something open, or nothing.
    pub(super) fn after(unclosed: &mut Unclosed, text: &str) -> Self {
        let mut odd = Vec::new();
        for (family, open) in FAMILIES.iter().zip(&mut unclosed.families) {
            let mut marks = marks(text, *family);
            if marks.is_empty() {
                continue;
            }
            if open.is_none() && is_plain(&marks) {
                *open = (marks.len() % 2 == 1).then_some(Opener::Curved);
            } else {
                for mark in &mut marks {
                    mark.look_on(text);
                }
                let leads = text[..marks[0].at].trim_start().is_empty();
                let ends = read(&marks, leads, open);
                let odd_ones = marks.iter().zip(ends).filter(|(mark, end)| mark.glyph.end() != Some(*end));
                odd.extend(odd_ones.map(|(mark, end)| (mark.at, end)));
            }
        }
        odd.sort_unstable_by_key(|(at, _)| *at);
        Ends { odd }
    }

    /// The end that the quotation mark `c` at `at` is; `None` if it is none of those that are read here.
    pub(super) fn at(&self, at: usize, c: char) -> Option<End> {
        if let Ok(index) = self.odd.binary_search_by_key(&at, |(at, _)| *at) {
            return Some(self.odd[index].1);
        }
        FAMILIES.iter().find_map(|family| family(c)?.end())
    }
}

impl Mark {
    /// Sees what needs a longer look: what follows in `text`.
    fn look_on(&mut self, text: &str) {
        let mut rest = text[self.at..].chars();
        rest.next();
        let rest = rest.as_str();
        self.speaker = !rest.starts_with(PARTY) && speech::attribution(rest.trim_start()).is_some();
    }

    /// A sentence or a clause has ended right before it.
    fn behind_stop(&self) -> bool {
        self.before.is_some_and(|c| is_mark(c) || matches!(c, '，' | ','))
    }
}

impl Glyph {
    /// The end that a mark looks like.
    fn end(self) -> Option<End> {
        match self {
            Glyph::Opener => Some(End::Opens),
            Glyph::Closer => Some(End::Closes),
            Glyph::Straight => None,
        }
    }
}

fn double(c: char) -> Option<Glyph> {
    match c {
        '“' | '〝' => Some(Glyph::Opener),
        '”' | '〞' | '〟' => Some(Glyph::Closer),
        '"' | '＂' => Some(Glyph::Straight),
        _ => None,
    }
}

fn corner(c: char) -> Option<Glyph> {
    match c {
        '「' | '﹁' | '｢' => Some(Glyph::Opener),
        '」' | '﹂' | '｣' => Some(Glyph::Closer),
        _ => None,
    }
}

fn white_corner(c: char) -> Option<Glyph> {
    match c {
        '『' | '﹃' => Some(Glyph::Opener),
        '』' | '﹄' => Some(Glyph::Closer),
        _ => None,
    }
}

/// A mark with the characters around it.
struct Mark {
    at: usize,
    glyph: Glyph,
    before: Option<char>,
    after: Option<char>,
    /// What follows says who spoke.
    speaker: bool,
}

fn marks(text: &str, family: fn(char) -> Option<Glyph>) -> Vec<Mark> {
    let mut out = Vec::new();
    let mut before = None;
    for (at, c) in text.char_indices() {
        if let Some(glyph) = family(c) {
            let after = text[at + c.len_utf8()..].chars().next();
            out.push(Mark { at, glyph, before, after, speaker: false });
        }
        before = Some(c);
    }
    out
}

/// Whether openers and closers take turns, so that there is nothing to find out.
fn is_plain(marks: &[Mark]) -> bool {
    marks.chunks(2).all(|pair| {
        pair[0].glyph == Glyph::Opener && pair.get(1).is_none_or(|mark| mark.glyph == Glyph::Closer)
    })
}

/// What is open, outermost first: nothing, or one or two quotations, each opened by a curved or a straight mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Outside,
    Curved,
    Straight,
    CurvedInCurved,
    CurvedInStraight,
    StraightInCurved,
}

const STATES: [State; 6] = [
    State::Outside,
    State::Curved,
    State::Straight,
    State::CurvedInCurved,
    State::CurvedInStraight,
    State::StraightInCurved,
];

/// Prices of oddities, set by hand against each other: what is told apart is only which of two readings is odder. A quotation
/// that another block closes or opened is the usual thing in speech of several paragraphs; `STARTS` is a little less than
/// `ENDS`, so that a single straight mark behind a full stop closes.
const STARTS: f32 = 0.9;
const ENDS: f32 = 1.0;
const ENDS_NESTED: f32 = 2.5;
/// What blocks before left open has ended without a mark.
const CLOSED_UNSEEN: f32 = 1.0;
/// “ for ”, or ” for “.
const TURNED: f32 = 1.5;
/// One that was opened by “ is closed by ", or the other way round.
const MIXED: f32 = 0.8;
/// “ closes what " opened, behind a stop: input methods make “ and ” of " in turn, and have not seen the first one.
const TURNED_AFTER_STRAIGHT: f32 = 1.0;
/// A quotation within one of the same marks.
const NESTED: f32 = 1.0;
/// “ ” within " ".
const NESTED_IN_STRAIGHT: f32 = 0.25;
/// Nothing was open that the mark could close.
const STRAY: f32 = 2.0;
/// The same behind a digit, where " stands for inches and seconds.
const STRAY_BEHIND_DIGIT: f32 = 0.5;
/// A space on the inner side.
const LOOSE: f32 = 1.0;
/// One opens before the words that say who spoke, or closes before 我 or 你.
const UNLIKELY: f32 = 0.7;
/// Who is quoted speaks of himself and to somebody; who tells of it seldom does.
const PARTY: [char; 4] = ['我', '你', '您', '咱'];
/// Punctuation that no quotation starts with, or that announces what follows.
const MISPLACED: f32 = 3.0;

/// The cheapest ends of the marks of a block, where `open` is what blocks before left open; then what this one does. Nothing
/// stands before the first mark if it `leads`.
fn read(marks: &[Mark], leads: bool, open: &mut Option<Opener>) -> Vec<End> {
    let carried = open.map(|opener| if opener == Opener::Curved { State::Curved } else { State::Straight });
    let mut costs = STATES.map(|state| match state {
        State::Outside if carried.is_some() => CLOSED_UNSEEN,
        State::Outside => 0.0,
        State::Curved | State::Straight if carried == Some(state) => 0.0,
        State::Curved | State::Straight => STARTS,
        _ => f32::INFINITY,
    });
    let mut steps = Vec::with_capacity(marks.len());
    for (index, mark) in marks.iter().enumerate() {
        let mut next = [f32::INFINITY; STATES.len()];
        let mut step = [(0, End::Closes); STATES.len()];
        for (from, &state) in STATES.iter().enumerate() {
            for end in [End::Opens, End::Closes] {
                // Each paragraph of a speech opens it anew.
                let again = index == 0 && leads && end == End::Opens && carried == Some(state);
                let reopened = again && mark.glyph != Glyph::Closer;
                let Some((to, price)) = (if reopened { Some((state, 0.0)) } else { after(state, mark, end) })
                else {
                    continue;
                };
                let to = to as usize;
                let cost = costs[from] + price + placed(mark, end, state == State::Outside);
                if cost < next[to] {
                    next[to] = cost;
                    step[to] = (from, end);
                }
            }
        }
        costs = next;
        steps.push(step);
    }
    let closing = |state: usize| match STATES[state] {
        State::Outside => 0.0,
        State::Curved | State::Straight => ENDS,
        _ => ENDS_NESTED,
    };
    let mut state = 0;
    for other in 1..STATES.len() {
        if costs[other] + closing(other) < costs[state] + closing(state) {
            state = other;
        }
    }
    *open = match STATES[state] {
        State::Outside => None,
        State::Straight | State::CurvedInStraight => Some(Opener::Straight),
        _ => Some(Opener::Curved),
    };
    let mut ends = Vec::with_capacity(marks.len());
    for step in steps.iter().rev() {
        let (from, end) = step[state];
        ends.push(end);
        state = from;
    }
    ends.reverse();
    ends
}

/// What is open after a mark, and what that costs; `None` where it cannot be.
fn after(state: State, mark: &Mark, end: End) -> Option<(State, f32)> {
    let glyph = mark.glyph;
    let turned = if glyph.end().is_some_and(|looks| looks != end) { TURNED } else { 0.0 };
    let mixed = |straight: bool| if straight == (glyph == Glyph::Straight) { 0.0 } else { MIXED };
    let (next, price) = match (end, state) {
        (End::Opens, State::Outside) if glyph == Glyph::Straight => (State::Straight, 0.0),
        (End::Opens, State::Outside) => (State::Curved, 0.0),
        (End::Opens, State::Curved) if glyph == Glyph::Straight => (State::StraightInCurved, NESTED),
        (End::Opens, State::Curved) => (State::CurvedInCurved, NESTED),
        (End::Opens, State::Straight) if glyph != Glyph::Straight => {
            (State::CurvedInStraight, NESTED_IN_STRAIGHT)
        }
        (End::Opens, _) => return None,
        (End::Closes, State::Outside) => (State::Outside, STRAY),
        (End::Closes, State::Curved) => (State::Outside, mixed(false)),
        (End::Closes, State::Straight) if glyph == Glyph::Opener && mark.behind_stop() => {
            return Some((State::Outside, TURNED_AFTER_STRAIGHT));
        }
        (End::Closes, State::Straight) => (State::Outside, mixed(true)),
        (End::Closes, State::CurvedInCurved) => (State::Curved, mixed(false)),
        (End::Closes, State::CurvedInStraight) => (State::Straight, mixed(false)),
        (End::Closes, State::StraightInCurved) => (State::Curved, mixed(true)),
    };
    Some((next, price + turned))
}

/// What it costs that the mark is this end where it stands.
fn placed(mark: &Mark, end: End, outside: bool) -> f32 {
    match end {
        End::Opens => match mark.after {
            None => MISPLACED,
            Some(c) if c.is_whitespace() => LOOSE,
            Some(c) if is_mark(c) && !matches!(c, '…' | '⋯') => MISPLACED,
            Some('，' | '、' | '；' | '：' | ',' | ';' | ':' | '）' | ')' | '》' | '」' | '』') => {
                MISPLACED
            }
            // Nothing is quoted by "".
            Some('"' | '＂' | '”' | '〞') if mark.glyph != Glyph::Closer => MISPLACED,
            Some(_) if mark.speaker => UNLIKELY,
            Some(_) => 0.0,
        },
        End::Closes => {
            let inches =
                outside && mark.glyph == Glyph::Straight && mark.before.is_some_and(|c| c.is_ascii_digit());
            let place = match mark.before {
                None | Some('：' | ':' | '（' | '(' | '《' | '「' | '『') => MISPLACED,
                Some(c) if c.is_whitespace() => LOOSE,
                Some(_) if mark.after.is_some_and(|c| PARTY.contains(&c)) => UNLIKELY,
                Some(_) => 0.0,
            };
            if inches { STRAY_BEHIND_DIGIT - STRAY } else { place }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with the marks as they are read.
    fn mended(text: &str) -> String {
        let ends = Ends::after(&mut Unclosed::default(), text);
        let mend = |(at, c): (usize, char)| match (double(c).is_some(), ends.at(at, c)) {
            (true, Some(End::Opens)) => '“',
            (true, Some(End::Closes)) => '”',
            _ => c,
        };
        text.char_indices().map(mend).collect()
    }

    #[test]
    fn turned_and_straight_marks_are_told() {
        for (text, expected) in [
            (
                "他写道：\"正式收工。“老陈四十一岁，在船上干了半辈子。",
                "他写道：“正式收工。”老陈四十一岁，在船上干了半辈子。",
            ),
            (
                "“好得很，”他说。\"当年差点打起来。现在不错。“她说桥要修。",
                "“好得很，”他说。“当年差点打起来。现在不错。”她说桥要修。",
            ),
            ("他说：“走吧。“我们就走了。她说：“好。”", "他说：“走吧。”我们就走了。她说：“好。”"),
            ("他问：”谁？“没有人回答。", "他问：“谁？”没有人回答。"),
            ("\"我觉得“茶\"字最好，“茶”就是茶，“老陈说。", "“我觉得“茶”字最好，“茶”就是茶，”老陈说。"),
            ("他说：“走吧。她说：“好。”", "他说：“走吧。她说：“好。”"),
            ("“第一段还没说完。", "“第一段还没说完。"),
            ("还没说完。”他放下电话。", "还没说完。”他放下电话。"),
            ("还没说完。\"他放下电话。", "还没说完。”他放下电话。"),
            (
                "他说这是“抵赖（不认账）。\"\"大家都看见了，“他说，称那人 “ 卑鄙。\"",
                "他说这是“抵赖（不认账）。”“大家都看见了，”他说，称那人 “ 卑鄙。”",
            ),
            (
                "他说这字有来历。\"我觉得“茶\"字最好，在书里是“你”的意思，“老陈今年在节目里说。“所以我是你，你是我。",
                "他说这字有来历。“我觉得“茶”字最好，在书里是“你”的意思，”老陈今年在节目里说。“所以我是你，你是我。",
            ),
            ("屏幕是10\"的，他说\"够了\"。", "屏幕是10”的，他说“够了”。"),
        ] {
            assert_eq!(mended(text), expected);
        }
    }
}
