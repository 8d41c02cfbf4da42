//! The brackets and quotations that are open at a place of a sentence.

use super::super::chars::char_at;
use super::quotation;

/// How far, in bytes, the closer of a bracket is looked for.
const REACH: usize = 600;
/// How many open brackets are remembered.
const DEPTH: usize = 16;

/// What a bracket is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// “ ”
    Double,
    /// ‘ ’
    Single,
    /// 「 」 and ﹁ ﹂
    Corner,
    /// 『 』 and ﹃ ﹄
    WhiteCorner,
    /// `"` on both sides.
    Straight,
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
    /// The kind of a straight mark.
    pub(super) fn straight(c: char) -> Kind {
        if matches!(c, '\'' | '＇') { Kind::StraightSingle } else { Kind::Straight }
    }

    /// Quotation marks whose two ends are written alike by mistake, and are never an apostrophe.
    fn has_two_shapes(self) -> bool {
        matches!(self, Kind::Double | Kind::Corner | Kind::WhiteCorner)
    }

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
    /// A straight quotation was open already where the sentence starts.
    inside: bool,
    inferred: bool,
}

impl Brackets {
    /// At the start of a block.
    pub(super) fn new(text: &str, from: usize) -> Self {
        let inside = starts_inside(&text[from..]);
        Brackets { stack: Vec::new(), inside, inferred: inside }
    }

    /// Whether the state at the start was guessed.
    pub(super) fn inferred(&self) -> bool {
        self.inferred
    }

    /// A new sentence starts: only an open straight quotation is remembered, for its two ends look the same.
    pub(super) fn restart(&mut self, _from: usize) {
        self.inside |= self.stack.iter().any(|open| open.kind == Kind::Straight);
        self.stack.clear();
    }

    /// Takes in a character that is no mark; `true` if it is a straight quotation mark, which another reader of the
    /// sentence may read differently.
    pub(super) fn see(&mut self, text: &str, c: char, at: usize) -> bool {
        if let Some(kind) = opener_kind(c) {
            self.push(kind, at);
        } else if let Some(kind) = closer_kind(c) {
            // 她问：”…“: the two ends are exchanged.
            let opens = kind.has_two_shapes() && !self.is_open(kind) && text[..at].ends_with(['：', ':']);
            if opens {
                self.push(kind, at);
            } else {
                self.close(kind);
            }
        } else if matches!(c, '"' | '＂') {
            if self.is_open(Kind::Straight) {
                self.close(Kind::Straight);
            } else {
                self.push(Kind::Straight, at);
            }
            return true;
        }
        false
    }

    fn push(&mut self, kind: Kind, at: usize) {
        if self.stack.len() < DEPTH {
            self.stack.push(Open { at, kind, close: None });
        }
    }

    fn is_open(&self, kind: Kind) -> bool {
        (kind == Kind::Straight && self.inside) || self.stack.iter().any(|open| open.kind == kind)
    }

    /// Closes the innermost bracket of the kind, and what is open inside it.
    pub(super) fn close(&mut self, kind: Kind) -> Option<Open> {
        if let Some(index) = self.stack.iter().rposition(|open| open.kind == kind) {
            let open = self.stack[index];
            self.stack.truncate(index);
            return Some(open);
        }
        if kind == Kind::Straight {
            self.inside = false;
        }
        None
    }

    /// Whether the straight mark at `at`, right after a mark that may end a sentence, closes a quotation.
    pub(super) fn closes_here(&self, text: &str, at: usize, c: char) -> bool {
        match Kind::straight(c) {
            Kind::Straight => self.is_open(Kind::Straight),
            _ => !char_at(text, at + c.len_utf8()).is_some_and(|c| c.is_ascii_alphanumeric()),
        }
    }

    /// The kind of the opener at `at`, right after a mark that may end a sentence, where it was written for a closer:
    /// 他说：“走吧。“我们就走了。
    pub(super) fn closes_wrongly(&self, text: &str, at: usize, c: char) -> Option<Kind> {
        let kind = opener_kind(c).filter(|kind| kind.has_two_shapes())?;
        let rest = at + c.len_utf8();
        let open = self.stack.iter().any(|open| open.kind == kind);
        (open && char_at(text, rest).is_some_and(|c| !c.is_whitespace()) && !is_closed(text, rest, kind))
            .then_some(kind)
    }

    /// Whether something is open here in which no sentence ends: a title, an aside, a quotation that is part of a phrase.
    pub(super) fn held_inside(&mut self, text: &str, from: usize) -> bool {
        for open in &mut self.stack {
            let close = *open.close.get_or_insert_with(|| find_close(text, open.at, open.kind));
            let Some(close) = close else { continue };
            let held = match open.kind {
                Kind::Title | Kind::Label => true,
                Kind::Round => open.at != from,
                kind => kind.is_quote() && quotation::is_phrase(text, from, open.at, close),
            };
            if held {
                return true;
            }
        }
        false
    }
}

/// Whether a text that holds an odd number of straight marks seems to start within a quotation.
fn starts_inside(text: &str) -> bool {
    let Some(first) = text.find(['"', '＂']) else { return false };
    let odd = text.matches(['"', '＂']).count() % 2 == 1;
    odd && text[..first]
        .chars()
        .next_back()
        .is_some_and(|c| super::marks::is_mark(c) || matches!(c, '，' | ','))
}

/// Whether a quotation of the kind that opens right before `from` is closed by a proper mark.
///
/// One that opens after a colon is another one: 他说：“走吧。“我们走了。她说：“好。”
fn is_closed(text: &str, from: usize, kind: Kind) -> bool {
    let mut before = ' ';
    for (_, c) in text[from..].char_indices().take_while(|(offset, _)| *offset < REACH) {
        if closer_kind(c) == Some(kind) {
            return true;
        }
        if opener_kind(c) == Some(kind) && matches!(before, '：' | ':') {
            return false;
        }
        before = c;
    }
    false
}

/// Past the closer of the bracket at `at`, if it is within reach.
fn find_close(text: &str, at: usize, kind: Kind) -> Option<usize> {
    let opener = char_at(text, at)?;
    let start = at + opener.len_utf8();
    let mut depth = 1;
    for (offset, c) in text[start..].char_indices().take_while(|(offset, _)| *offset < REACH) {
        let exchanged = closer_kind(opener) == Some(kind) && opener_kind(c) == Some(kind);
        let closes =
            if is_straight(opener) { c == opener } else { closer_kind(c) == Some(kind) || exchanged };
        if closes {
            depth -= 1;
        } else if opener_kind(c) == Some(kind) {
            depth += 1;
        }
        if depth == 0 {
            return Some(start + offset + c.len_utf8());
        }
    }
    None
}

/// A mark whose two ends look the same.
pub(super) fn is_straight(c: char) -> bool {
    matches!(c, '"' | '＂' | '\'' | '＇')
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
