//! One side of a pair of editions, prepared: its lines and their tokens.

use super::insert::{Insert, insert};
use super::speech::{Speech, speech};
use super::tokens::{Token, Tokenizer, Types};
use crate::text::{BlockKind, Role, Segment};

/// How a line ends, after closing quotes and brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndMark {
    /// No mark of a sentence's end.
    None,
    /// A full stop.
    Stop,
    /// A question mark.
    Question,
    /// An exclamation mark.
    Exclamation,
    /// A colon.
    Colon,
    /// A semicolon or comma.
    Comma,
    /// An ellipsis or a dash.
    Trailing,
}

/// What a line says of itself, apart from its words.
#[derive(Debug, Clone)]
pub struct Line {
    /// Characters without white space, as the two languages count them.
    pub length: f32,
    /// Its tokens, a range of [`Side::tokens`].
    pub tokens: std::ops::Range<usize>,
    /// How it ends.
    pub end: EndMark,
    /// What it says of quotations.
    pub speech: Speech,
    /// Its first character of weight, for list marks.
    pub mark: Option<u32>,
    /// It begins a block.
    pub starts_block: bool,
    /// What its block is.
    pub kind: BlockKind,
    /// What its block is for.
    pub role: Role,
    /// What its block is beside the running text.
    pub insert: Insert,
}

/// One side: lines, tokens, types and the weight of each type.
pub struct Side {
    /// The lines, in order.
    pub lines: Vec<Line>,
    /// The tokens of all lines.
    pub tokens: Vec<Token>,
    /// Distinct tokens.
    pub types: Types,
    /// Inverse document frequency of each type, in nats.
    pub idf: Vec<f32>,
    /// How many blocks of the body there are.
    pub blocks: usize,
    /// Whether there is more than one block, and they are not just the lines.
    pub has_blocks: bool,
    /// Whether any line opens a quotation.
    pub quotes: bool,
}

/// The texts of one line: one, or the two Chinese editions of a unit.
pub struct LineTexts<'a> {
    /// The segment that stands for the line in everything but its words.
    pub segments: Vec<&'a [Segment]>,
    /// Per text, the words to cut: the segments' text, Traditional folded to Simplified.
    pub folded: Vec<std::borrow::Cow<'a, str>>,
}

/// The lines of one side and how they are cut.
pub struct Lines<'a> {
    /// The lines.
    pub lines: Vec<LineTexts<'a>>,
    /// How they are cut.
    pub cut: Cut,
    /// Whether they came one sentence a line: then no line is a paragraph.
    pub segmented: bool,
}

/// Texts of fewer lines have no common types. Halved or doubled, articles come out the same, as with `COMMON_IDF`.
const COMMON_LINES: usize = 60;
/// Below this idf (in more than two thirds of the lines) a type is common.
const COMMON_IDF: f32 = 0.4;

/// How a side's texts are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// English words.
    English,
    /// Chinese words.
    Chinese,
    /// Bigrams of Chinese characters.
    Bigrams,
}

impl Side {
    /// Prepares the lines of one side.
    pub fn new(Lines { lines, cut, segmented }: &Lines<'_>, tokenizer: &Tokenizer) -> Side {
        let mut side = Side {
            lines: Vec::with_capacity(lines.len()),
            tokens: Vec::new(),
            types: Types::default(),
            idf: Vec::new(),
            blocks: 0,
            has_blocks: false,
            quotes: false,
        };
        let mut last_block = None;
        let texts = lines.iter().map(|line| line.folded.first().map_or("", |t| t.as_ref()));
        let spoken = speech(texts, *cut == Cut::English);
        side.quotes = spoken.iter().any(|line| line.openings > 0);
        for (line, speech) in lines.iter().zip(spoken) {
            let from = side.tokens.len();
            let share = 1.0 / line.folded.len().max(1) as f32;
            for text in &line.folded {
                match cut {
                    Cut::English => tokenizer.english(text, &mut side.types, &mut side.tokens),
                    Cut::Chinese => tokenizer.chinese(text, &mut side.types, &mut side.tokens, share),
                    Cut::Bigrams => tokenizer.bigrams(text, &mut side.types, &mut side.tokens),
                }
            }
            distinct(&mut side.tokens, from);
            let first = line.segments.first().and_then(|run| run.first());
            let block = first.map(|s| s.block);
            let text = line.folded.first().map_or("", |t| t);
            let length = line.folded.iter().map(|t| length(t)).sum::<f32>() * share;
            side.lines.push(Line {
                length,
                tokens: from..side.tokens.len(),
                end: end_mark(text),
                speech,
                mark: list_mark(text),
                starts_block: block != last_block,
                kind: first.map_or(BlockKind::Paragraph, |s| s.kind),
                role: first.map_or(Role::Body, |s| s.role),
                insert: Insert::None,
            });
            last_block = block;
        }
        side.tell_inserts(lines);
        side.weigh_types();
        let starts = side.lines.iter().filter(|l| l.starts_block).count();
        side.blocks = side.lines.iter().filter(|l| l.starts_block && l.role == Role::Body).count();
        side.has_blocks = starts > 1 && !segmented;
        side
    }

    fn tell_inserts(&mut self, lines: &[LineTexts<'_>]) {
        let mut told = Insert::None;
        for (at, text) in lines.iter().enumerate() {
            if at == 0 || self.lines[at].starts_block {
                let alone = self.lines.get(at + 1).is_none_or(|next| next.starts_block);
                told = insert(self.lines[at].kind, text.folded.first().map_or("", |t| t), alone);
            }
            self.lines[at].insert = told;
        }
    }

    /// Whether a type stands in so many lines of a long text that meeting it says nothing.
    pub fn is_common(&self, ty: u32) -> bool {
        self.lines.len() >= COMMON_LINES && self.idf[ty as usize] < COMMON_IDF
    }

    fn weigh_types(&mut self) {
        let mut frequency = vec![0u32; self.types.texts.len()];
        let mut last_line = vec![u32::MAX; self.types.texts.len()];
        for (number, line) in self.lines.iter().enumerate() {
            for token in &self.tokens[line.tokens.clone()] {
                let ty = token.ty as usize;
                if last_line[ty] != number as u32 {
                    last_line[ty] = number as u32;
                    frequency[ty] += 1;
                }
            }
        }
        let lines = self.lines.len() as f32 + 1.0;
        self.idf = frequency.iter().map(|&f| (lines / (f as f32 + 0.5)).ln().max(0.1)).collect();
    }
}

/// Each type once a line: the second mention of a word says little, and k mentions on both sides would meet k² times.
fn distinct(tokens: &mut Vec<Token>, from: usize) {
    tokens[from..].sort_by_key(|t| t.ty);
    let mut kept = from;
    for at in from..tokens.len() {
        if kept > from && tokens[kept - 1].ty == tokens[at].ty {
            tokens[kept - 1].share = (tokens[kept - 1].share + tokens[at].share).min(1.0);
        } else {
            tokens[kept] = tokens[at];
            kept += 1;
        }
    }
    tokens.truncate(kept);
}

/// Characters that are not white space.
fn length(text: &str) -> f32 {
    text.chars().filter(|c| !c.is_whitespace()).count() as f32
}

fn is_closer(c: char) -> bool {
    matches!(c, '”' | '’' | '"' | '\'' | '」' | '』' | '）' | ')' | '】' | ']' | '》' | '〉' | '*' | '_')
        || c.is_whitespace()
}

fn end_mark(text: &str) -> EndMark {
    let Some(last) = text.trim_end_matches(is_closer).chars().next_back() else { return EndMark::None };
    match last {
        '.' | '。' | '．' | '｡' => {
            if text.trim_end_matches(is_closer).ends_with("...") {
                EndMark::Trailing
            } else {
                EndMark::Stop
            }
        }
        '?' | '？' => EndMark::Question,
        '!' | '！' => EndMark::Exclamation,
        ':' | '：' => EndMark::Colon,
        ',' | '，' | ';' | '；' | '、' => EndMark::Comma,
        '…' | '⋯' | '—' | '–' | '-' => EndMark::Trailing,
        _ => EndMark::None,
    }
}

/// The number a line opens with as a list or chapter mark: `1.`, `(2)`, `（三）`, `四、`.
fn list_mark(text: &str) -> Option<u32> {
    let inner = text.trim_start_matches(['(', '（', '第', ' ']);
    let end = inner.find(|c: char| !(c.is_ascii_digit() || "一二三四五六七八九十".contains(c)))?;
    if end == 0 || !inner[end..].starts_with(['.', '、', ')', '）', '．', ' ', '章', '节', '条']) {
        return None;
    }
    let head = &inner[..end];
    if let Ok(number) = head.parse() {
        return Some(number);
    }
    let tens = |c: char| "一二三四五六七八九".chars().position(|n| n == c).map(|p| p as u32 + 1);
    let chars: Vec<char> = head.chars().collect();
    match chars.as_slice() {
        ['十'] => Some(10),
        ['十', unit] => Some(10 + tens(*unit)?),
        [unit] => tens(*unit),
        [ten, '十'] => Some(tens(*ten)? * 10),
        [ten, '十', unit] => Some(tens(*ten)? * 10 + tens(*unit)?),
        _ => None,
    }
}
