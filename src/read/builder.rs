//! Puts a block together piece by piece, with its offsets.

use std::ops::Range;

use super::lines::{is_wide, joins_without_space, lines_between};
use super::marked_lines;
use crate::text::layout::{ends_sentence, list_mark, width};
use crate::text::{Block, BlockKind, Mark, MarkKind, Offsets, Role, Span};

/// A block under construction.
#[derive(Debug, Default)]
pub(super) struct Builder {
    text: String,
    offsets: Offsets,
    /// A line break that counts only if something follows, and only between characters written with spaces.
    pending: Option<(Span, bool)>,
    marks: Vec<Mark>,
    /// Where in the text a line was broken, and whether on purpose.
    breaks: Vec<(usize, bool)>,
}

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
            if !self.text.is_empty() {
                self.breaks.push((self.text.len(), hard));
                if hard || !joined {
                    self.append("\n", span);
                }
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
        self.breaks.retain(|(at, _)| *at < from);
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

    /// As [`Builder::finish`], but lines that were broken on purpose are blocks of their own: verse, an address,
    /// paragraphs that a page sets with breaks.
    pub fn finish_lines(&mut self, kind: BlockKind, role: Role) -> Vec<Block> {
        let lines = if matches!(kind, BlockKind::Paragraph | BlockKind::Quote) {
            let breaks: Vec<usize> =
                self.breaks.iter().filter(|(_, hard)| *hard).map(|(at, _)| *at).collect();
            meant_lines(&self.text, &breaks)
        } else {
            Vec::new()
        };
        if lines.len() < 2 {
            return self.finish(kind, role).into_iter().collect();
        }
        let piece = |line: Range<usize>| {
            let (mark, item) = list_mark(&self.text[line.clone()]);
            (line.start + mark..line.end, if item { BlockKind::ListItem } else { kind })
        };
        let pieces = lines.into_iter().map(piece).collect();
        self.finish_pieces(pieces, role)
    }

    /// As [`Builder::finish_lines`], but the lines of lists and tables that Markdown does not see as such are blocks too.
    pub fn finish_marked_lines(&mut self, kind: BlockKind, role: Role) -> Vec<Block> {
        let breaks: Vec<usize> = self.breaks.iter().map(|(at, _)| *at).collect();
        match marked_lines::pieces(&self.text, &breaks, kind) {
            Some(pieces) => self.finish_pieces(pieces, role),
            None => self.finish_lines(kind, role),
        }
    }

    /// A block for each piece of the text.
    fn finish_pieces(&mut self, pieces: Vec<(Range<usize>, BlockKind)>, role: Role) -> Vec<Block> {
        let built = std::mem::take(self);
        let mut marks = built.marks.into_iter().peekable();
        let mut out: Vec<Block> = Vec::with_capacity(pieces.len());
        let count = pieces.len();
        for (rank, (piece, kind)) in pieces.into_iter().enumerate() {
            let end = if rank + 1 < count { built.offsets.span(piece.clone()).end } else { usize::MAX };
            let Some(mut block) = part(&built.text, &built.offsets, piece, kind, role) else { continue };
            while let Some(mark) = marks.next_if(|mark| mark.span.start < end) {
                block.marks.push(mark);
            }
            drop_pairs(&mut block);
            out.push(block);
        }
        if let Some(last) = out.last_mut() {
            last.marks.extend(marks);
        } else {
            self.marks = marks.collect();
        }
        out
    }

    fn append(&mut self, piece: &str, source: Span) {
        self.text.push_str(piece);
        self.offsets.push(piece.len(), source);
    }
}

/// The lines of a text that breaks at `breaks` part: all of them in verse, else those behind which a sentence is over.
/// Trimmed, none empty.
fn meant_lines(text: &str, breaks: &[usize]) -> Vec<Range<usize>> {
    if breaks.is_empty() {
        return Vec::new();
    }
    let all = lines_between(text, breaks);
    let widths: Vec<usize> = all.iter().map(|line| width(&text[line.clone()])).collect();
    let widest = widths.iter().copied().max().unwrap_or(0);
    // Lines that somebody filled are no verse.
    let filled = widest > FILLED && widths.iter().rev().skip(1).all(|width| *width * 7 >= widest * 6);
    let verse = all.len() >= 3 && widest <= VERSE && !filled;
    // Where most lines end as sentences do, one that ends without any mark was broken within its sentence.
    let ended = all.iter().filter(|line| ends_sentence(&text[(*line).clone()])).count();
    let prose = ended * 2 > all.len();
    let bare = |line: &Range<usize>| text[line.clone()].ends_with(char::is_alphanumeric);
    let mut out: Vec<Range<usize>> = Vec::with_capacity(all.len());
    for line in all {
        match out.last_mut() {
            Some(last) if !verse && !ends_sentence(&text[last.clone()]) => last.end = line.end,
            Some(last) if prose && bare(last) => last.end = line.end,
            _ => out.push(line),
        }
    }
    out
}

/// Columns that no line of verse is wider than: the longest line of a printed page.
const VERSE: usize = 70;
/// Lines of this width and less are short because they are meant to be.
const FILLED: usize = 40;

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
    // a and a,b; `th` and `rd` are the ends of numerals.
    let letter = label.split([',', ' ']).all(|l| l.len() <= 1)
        && label.chars().any(|c| c.is_ascii_lowercase())
        && label.chars().all(|c| c.is_ascii_lowercase() || matches!(c, ',' | ' '));
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
    part(&text, &offsets, start..start + inner.len(), kind, role)
}

/// A part of a text as a block of its own.
fn part(text: &str, offsets: &Offsets, range: Range<usize>, kind: BlockKind, role: Role) -> Option<Block> {
    let inner = text.get(range.clone()).filter(|inner| !inner.is_empty())?;
    let mut kept = Offsets::default();
    let mut at = range.start;
    // Character by character: `push` joins what is contiguous, so the result is as small as before.
    for c in inner.chars() {
        kept.push(c.len_utf8(), offsets.span(at..at + c.len_utf8()));
        at += c.len_utf8();
    }
    Some(Block { kind, role, text: inner.to_owned(), offsets: kept, marks: Vec::new() })
}
