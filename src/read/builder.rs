//! Puts a block together piece by piece, with its offsets.

use super::lines::{is_wide, joins_without_space};
use crate::text::{Block, BlockKind, Mark, MarkKind, Offsets, Role, Span};

/// A block under construction.
#[derive(Debug, Default)]
pub(super) struct Builder {
    text: String,
    offsets: Offsets,
    /// A line break that counts only if something follows, and only between characters written with spaces.
    pending: Option<(Span, bool)>,
    marks: Vec<Mark>,
}

// Plain text has no marks.
#[cfg_attr(not(feature = "files"), allow(dead_code))]
impl Builder {
    /// Appends a piece of the source as it stands at `start`.
    pub fn push_source(&mut self, piece: &str, start: usize) {
        self.push(piece, Span::new(start, start + piece.len()));
    }

    /// Appends text that stands for `source` as a whole (or byte by byte, where the lengths agree).
    pub fn push(&mut self, piece: &str, source: Span) {
        let Some(first) = piece.chars().next() else { return };
        if let Some((span, hard)) = self.pending.take() {
            let joined = self.text.chars().next_back().is_some_and(|last| joins_without_space(last, first));
            if !self.text.is_empty() && (hard || !joined) {
                self.append("\n", span);
            }
        }
        self.append(piece, source);
    }

    /// A line break at `source`; a soft one vanishes between two Han characters, any one at the block's ends.
    pub fn line_break(&mut self, source: Span, hard: bool) {
        let hard = hard || self.pending.is_some_and(|(_, hard)| hard);
        self.pending = Some((source, hard));
    }

    /// Notes a link, an image or the like. Without text around it, it goes to the next block.
    pub fn mark(&mut self, mark: Mark) {
        self.marks.push(mark);
    }

    /// Lets the last link reach to a place in the source.
    pub fn end_link(&mut self, end: usize) {
        let last = self.marks.iter_mut().rev().find(|mark| matches!(mark.kind, MarkKind::Link(_)));
        if let Some(mark) = last {
            mark.span.end = mark.span.end.max(end);
        }
    }

    /// Takes out its last character.
    pub fn pop(&mut self) {
        self.text.pop();
        self.offsets.truncate(self.text.len());
    }

    /// Where the next text goes: a place to come back to with [`Builder::cut_note`].
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Takes the text from `from` on out again where it is the mark of a footnote, and notes the mark in its place.
    /// `raised` says that it stands raised, so that a bare figure behind a word or a full stop is a mark too.
    pub fn cut_note(&mut self, from: usize, span: Span, raised: bool) {
        let (Some(head), Some(label)) = (self.text.get(..from), self.text.get(from..)) else { return };
        let label = label.trim();
        if !(is_note(head.trim_end(), label, raised)) {
            return;
        }
        let label = label.trim_matches(['[', ']', '(', ')', '〔', '〕', '（', '）', '【', '】']).to_owned();
        self.text.truncate(from);
        self.offsets.truncate(from);
        self.pending = None;
        self.marks.push(Mark { kind: MarkKind::Footnote(label), span });
    }

    /// What was noted and has found no block.
    pub fn take_marks(&mut self) -> Vec<Mark> {
        std::mem::take(&mut self.marks)
    }

    /// Whether it holds nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The block without white space at its ends; `None` where nothing is left. Starts anew.
    pub fn finish(&mut self, kind: BlockKind, role: Role) -> Option<Block> {
        let built = std::mem::take(self);
        let mut block = trimmed(built.text, built.offsets, kind, role);
        match &mut block {
            Some(block) => {
                block.marks = built.marks;
                drop_pairs(block);
            }
            None => self.marks = built.marks,
        }
        block
    }

    fn append(&mut self, piece: &str, source: Span) {
        self.text.push_str(piece);
        self.offsets.push(piece.len(), source);
    }
}

/// Whether `label`, set off from the text `head` before it, is the mark of a footnote and no exponent or ordinal.
fn is_note(head: &str, label: &str, raised: bool) -> bool {
    let Some(before) = head.chars().next_back() else { return false };
    let count = label.chars().count();
    let inner = label
        .strip_prefix(['[', '(', '〔', '（', '【'])
        .and_then(|l| l.strip_suffix([']', ')', '〕', '）', '】']));
    if inner.is_some_and(|inner| !inner.is_empty()) {
        return count <= 40 && (raised || count <= 8);
    }
    let pages = label.strip_prefix([':', '：']).unwrap_or(label);
    let figures = !pages.is_empty()
        && pages.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ' ' | '-' | '–' | '、'));
    let sign = !label.is_empty() && label.chars().all(|c| "*†‡§¶※①②③④⑤⑥⑦⑧⑨⑩".contains(c));
    let letter = count == 1 && label.chars().all(|c| c.is_ascii_lowercase());
    // m², 10⁶ and CO₂ are no notes: behind a figure, a short unit or a letter a figure is an exponent.
    let word = head.chars().rev().take_while(|c| c.is_ascii_alphanumeric()).count();
    let exponent = before.is_ascii_digit() || (1..=2).contains(&word);
    raised && count <= 12 && (sign || (figures || letter) && !exponent)
}

/// Takes out `**`, `~~` and `==` that stand in pairs beside Han text: CommonMark leaves them unrendered where a mark of
/// Chinese punctuation stands at the inner side, though the writer meant them, and `==` is no part of it.
fn drop_pairs(block: &mut Block) {
    for mark in ["**", "~~", "=="] {
        let code = block.marks.iter().any(|m| matches!(&m.kind, MarkKind::Code(text) if text.contains(mark)));
        let places: Vec<usize> = block.text.match_indices(mark).map(|(at, _)| at).collect();
        if code
            || block.kind == BlockKind::Code
            || places.is_empty()
            || places.len() % 2 == 1
            || !pairs(&block.text, &places, mark)
        {
            continue;
        }
        let (mut text, mut offsets, mut at) = (String::new(), Offsets::default(), 0);
        while let Some(c) = block.text[at..].chars().next() {
            if places.binary_search(&at).is_ok() {
                at += mark.len();
                continue;
            }
            text.push(c);
            offsets.push(c.len_utf8(), block.offsets.span(at..at + c.len_utf8()));
            at += c.len_utf8();
        }
        if !text.trim().is_empty() {
            (block.text, block.offsets) = (text, offsets);
        }
    }
}

/// Whether each pair of places opens before text and closes behind it, and Han text or a mark of it is beside one.
fn pairs(text: &str, places: &[usize], mark: &str) -> bool {
    let before = |at: usize| text[..at].chars().next_back();
    let after = |at: usize| text[at + mark.len()..].chars().next();
    let more = |c: Option<char>| c.is_some_and(|c| mark.starts_with(c));
    let whole = places.iter().all(|at| !more(before(*at)) && !more(after(*at)));
    let opened = places.chunks(2).all(|pair| {
        after(pair[0]).is_some_and(|c| !c.is_whitespace())
            && before(pair[1]).is_some_and(|c| !c.is_whitespace())
    });
    let wide = |c: Option<char>| c.is_some_and(is_wide);
    let beside = mark == "==" || places.iter().any(|at| wide(before(*at)) || wide(after(*at)));
    // a == b && c == d
    let spaced = places.iter().all(|at| before(*at) == Some(' ') && after(*at) == Some(' '));
    whole && opened && beside && !spaced
}

fn trimmed(text: String, offsets: Offsets, kind: BlockKind, role: Role) -> Option<Block> {
    let inner = text.trim();
    if inner.is_empty() {
        return None;
    }
    if inner.len() == text.len() {
        return Some(Block { kind, role, text, offsets, marks: Vec::new() });
    }
    let start = text.len() - text.trim_start().len();
    let mut kept = Offsets::default();
    let mut at = start;
    // Character by character: `push` joins what is contiguous, so the result is as small as before.
    for c in inner.chars() {
        kept.push(c.len_utf8(), offsets.span(at..at + c.len_utf8()));
        at += c.len_utf8();
    }
    Some(Block { kind, role, text: inner.to_owned(), offsets: kept, marks: Vec::new() })
}
