//! The brackets and quotations that are open at a place of a sentence.

use super::super::chars::char_at;
use super::ends::{End, Ends};
use super::quotation;

/// How far, in bytes, the closer of a bracket is looked for.
const REACH: usize = 600;
/// A quotation within another one is no longer than this, in bytes, where it is part of its sentence.
const SHORT: usize = 60;
/// How many open brackets are remembered.
const DEPTH: usize = 16;

/// What a bracket is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// “ ”, and `"` on both sides.
    Double,
    /// ‘ ’
    Single,
    /// 「 」 and ﹁ ﹂
    Corner,
    /// 『 』 and ﹃ ﹄
    WhiteCorner,
    /// `'` on both sides.
    StraightSingle,
    /// Parentheses and other brackets around an aside.
    Round,
    /// 《 》 and 〈 〉
    Title,
    /// 【 】
    Label,
}

impl Kind {
    fn is_quote(self) -> bool {
        !matches!(self, Kind::Round | Kind::Title | Kind::Label)
    }
}

/// An open bracket.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open {
    /// Where it stands.
    pub at: usize,
    kind: Kind,
    /// Past its closer, once looked for: `Some(None)` if there is none within reach.
    close: Option<Option<usize>>,
}

/// What is open, innermost last.
pub(super) struct Brackets {
    stack: Vec<Open>,
    ends: Ends,
}

impl Brackets {
    /// At the start of a block.
    pub(super) fn new(ends: Ends) -> Self {
        Brackets { stack: Vec::new(), ends }
    }

    /// A new sentence starts.
    pub(super) fn restart(&mut self) {
        self.stack.clear();
    }

    /// Takes in a character that is no mark.
    pub(super) fn see(&mut self, c: char, at: usize) {
        match (self.ends.at(at, c), opener_kind(c), closer_kind(c)) {
            (Some(End::Opens), ..) => self.push(quote_kind(c), at),
            (Some(End::Closes), ..) => _ = self.close(quote_kind(c)),
            (None, Some(kind), _) => self.push(kind, at),
            (None, None, Some(kind)) => _ = self.close(kind),
            (None, None, None) => {}
        }
    }

    fn push(&mut self, kind: Kind, at: usize) {
        if self.stack.len() < DEPTH {
            self.stack.push(Open { at, kind, close: None });
        }
    }

    /// Whether the mark at `at` is a closer, and looks like one.
    pub(super) fn is_closer(&self, c: char, at: usize) -> bool {
        closer_kind(c).is_some() && self.ends.at(at, c) != Some(End::Opens)
    }

    /// Whether a quotation is open.
    pub(super) fn is_quoted(&self) -> bool {
        self.stack.iter().any(|open| open.kind.is_quote())
    }

    /// Closes the innermost bracket of the kind, and what is open inside it.
    fn close(&mut self, kind: Kind) -> Option<Open> {
        let index = self.stack.iter().rposition(|open| open.kind == kind)?;
        let open = self.stack[index];
        self.stack.truncate(index);
        Some(open)
    }

    /// Closes what the mark `c` at `at`, right after a mark that may end a sentence, closes, if it does: its kind, and
    /// where it was opened.
    pub(super) fn close_at(&mut self, text: &str, at: usize, c: char) -> Option<(Kind, Option<Open>)> {
        let kind = match (self.ends.at(at, c), closer_kind(c)) {
            (Some(End::Opens), _) => return None,
            (Some(End::Closes), _) => quote_kind(c),
            (None, Some(kind)) => kind,
            (None, None) if matches!(c, '\'' | '＇') => {
                let next = char_at(text, at + c.len_utf8());
                if next.is_some_and(|c| c.is_ascii_alphanumeric()) {
                    return None;
                }
                Kind::StraightSingle
            }
            (None, None) => return None,
        };
        Some((kind, self.close(kind)))
    }

    /// Whether something is open here in which no sentence ends: a title, an aside, a quotation that is part of a phrase.
    pub(super) fn held_inside(&mut self, text: &str, from: usize) -> bool {
        let mut quoted = false;
        for open in &mut self.stack {
            let within = quoted;
            quoted |= open.kind.is_quote();
            let close = *open.close.get_or_insert_with(|| find_close(text, open.at, open.kind, &self.ends));
            let Some(close) = close else { continue };
            let held = match open.kind {
                Kind::Title | Kind::Label => true,
                Kind::Round => open.at != from,
                // 她喊：‘救命！救命！’ within what somebody else says.
                _ if within && close - open.at <= SHORT => true,
                _ => quotation::is_phrase(text, from, open.at, close),
            };
            if held {
                return true;
            }
        }
        false
    }
}

/// Past the closer of the bracket at `at`, if it is within reach.
fn find_close(text: &str, at: usize, kind: Kind, ends: &Ends) -> Option<usize> {
    let start = at + char_at(text, at)?.len_utf8();
    let mut depth = 1;
    for (offset, c) in text[start..].char_indices().take_while(|(offset, _)| *offset < REACH) {
        let end = ends.at(start + offset, c);
        if end.map_or(closer_kind(c) == Some(kind), |end| end == End::Closes && quote_kind(c) == kind) {
            depth -= 1;
        } else if end.map_or(opener_kind(c) == Some(kind), |end| end == End::Opens && quote_kind(c) == kind) {
            depth += 1;
        }
        if depth == 0 {
            return Some(start + offset + c.len_utf8());
        }
    }
    None
}

/// The kind of a mark whose end was read ([`Ends`]).
fn quote_kind(c: char) -> Kind {
    opener_kind(c).or(closer_kind(c)).unwrap_or(Kind::Double)
}

fn opener_kind(c: char) -> Option<Kind> {
    Some(match c {
        '“' | '〝' => Kind::Double,
        '‘' => Kind::Single,
        '「' | '﹁' | '｢' => Kind::Corner,
        '『' | '﹃' => Kind::WhiteCorner,
        '（' | '(' | '〔' | '[' | '［' | '{' => Kind::Round,
        '《' | '〈' | '︽' | '﹤' => Kind::Title,
        '【' | '〖' => Kind::Label,
        _ => return None,
    })
}

/// The kind of bracket a character closes.
pub(super) fn closer_kind(c: char) -> Option<Kind> {
    Some(match c {
        '”' | '〞' | '〟' => Kind::Double,
        '’' => Kind::Single,
        '」' | '﹂' | '｣' => Kind::Corner,
        '』' | '﹄' => Kind::WhiteCorner,
        '）' | ')' | '〕' | ']' | '］' | '}' => Kind::Round,
        '》' | '〉' | '︾' | '﹥' => Kind::Title,
        '】' | '〗' => Kind::Label,
        _ => return None,
    })
}
