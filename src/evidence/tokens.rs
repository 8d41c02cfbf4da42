//! Texts cut into the tokens that evidence compares: stems, Chinese words, numbers, Latin words, bigrams.

use std::collections::HashMap;

use super::chinese_words::ChineseWords;
use super::stem::{English, words};
use crate::text::han::is_han;
use crate::text::numbers::{self, Number};

/// Chinese words that carry no content, both scripts folded to Simplified.
const STOP_WORDS: &str = "的 了 着 在 是 和 与 及 或 而 但 也 都 就 还 又 这 那 其 之 于 以 为 被 把 将 对 从 向 到 由 给 让 使 他 她 它 我 你 您 \
他们 她们 它们 我们 你们 自己 一个 一 这个 那个 这些 那些 这样 那样 什么 怎么 不 没 没有 有 会 能 可以 可 要 很 更 最 太 才 只 再 已 已经 \
过 吧 吗 呢 啊 呀 嘛 么 地 得 所 者 则 却 因 如 若 等 个 们 里 上 下 中 时 来 去 说 道 因为 所以 但是 而且 如果 虽然 然而 以及 并 并且 于是 便";

/// A token of a line: its type and how much of the line's word it stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Token {
    /// Index into the side's types.
    pub ty: u32,
    /// 1, or less where two editions share one unit.
    pub share: f32,
}

/// What a type of token is, for the look-up of its translations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypeKind {
    /// A word or bigram.
    Word,
    /// A word that begins with a capital, where a sentence does not.
    Name,
    /// A normalised number, `#35000000`.
    Number,
}

/// The distinct tokens of one side.
#[derive(Default)]
pub struct Types {
    index: HashMap<String, u32>,
    /// Text of each type.
    pub texts: Vec<String>,
    /// Kind of each type.
    pub kinds: Vec<TypeKind>,
}

impl Types {
    fn intern(&mut self, text: &str, kind: TypeKind) -> u32 {
        if let Some(&id) = self.index.get(text) {
            if kind == TypeKind::Name {
                self.kinds[id as usize] = kind;
            }
            return id;
        }
        let id = self.texts.len() as u32;
        self.index.insert(text.to_owned(), id);
        self.texts.push(text.to_owned());
        self.kinds.push(kind);
        id
    }

    /// The type with this text.
    pub fn get(&self, text: &str) -> Option<u32> {
        self.index.get(text).copied()
    }
}

/// Cuts texts into tokens; costly to make, cheap to use, shared by all threads.
pub struct Tokenizer {
    chinese: ChineseWords,
    english: English,
    stop: std::collections::HashSet<&'static str>,
}

impl Default for Tokenizer {
    fn default() -> Self {
        Tokenizer {
            chinese: ChineseWords::default(),
            english: English::default(),
            stop: STOP_WORDS.split_whitespace().collect(),
        }
    }
}

impl Tokenizer {
    /// The English stemmer.
    pub fn stemmer(&self) -> &English {
        &self.english
    }

    /// Appends the tokens of an English text. Chinese words in it (the name Ziwei, 紫微) are those of a Chinese text.
    pub fn english(&self, text: &str, types: &mut Types, out: &mut Vec<Token>) {
        let numbers = numbers::english(text);
        if text.chars().any(is_han) {
            self.han(text, &numbers, types, out, 1.0);
        }
        self.latin(text, &numbers, types, out, 1.0);
        push_numbers(&numbers, types, out, 1.0);
    }

    /// Appends the tokens of a Simplified text (Traditional is folded before).
    pub fn chinese(&self, text: &str, types: &mut Types, out: &mut Vec<Token>, share: f32) {
        let numbers = numbers::chinese(text);
        self.han(text, &numbers, types, out, share);
        self.latin(text, &numbers, types, out, share);
        push_numbers(&numbers, types, out, share);
    }

    /// The pieces that [`Tokenizer::chinese`] sees as words, with what stands between them: joined they are the text.
    pub fn chinese_pieces<'a>(&self, text: &'a str) -> impl Iterator<Item = &'a str> {
        self.chinese.cut(text).into_iter()
    }

    /// Appends the character bigrams of a folded Chinese text, where a single character stands for itself, and its numbers:
    /// lines that differ by a number alone have nearly the same bigrams.
    pub fn bigrams(&self, text: &str, types: &mut Types, out: &mut Vec<Token>) {
        let chars: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
        let mut key = String::new();
        for pair in chars.windows(chars.len().clamp(1, 2)) {
            key.clear();
            key.extend(pair);
            out.push(Token { ty: types.intern(&key, TypeKind::Word), share: 1.0 });
        }
        push_numbers(&numbers::chinese(text), types, out, 1.0);
    }

    fn han(&self, text: &str, numbers: &[Number], types: &mut Types, out: &mut Vec<Token>, share: f32) {
        let mut at = 0;
        for word in self.chinese.cut(text) {
            let start = at;
            at += word.len();
            let is_word = word.chars().all(is_han);
            if !is_word || self.stop.contains(word) || inside(numbers, start..at) {
                continue;
            }
            out.push(Token { ty: types.intern(word, TypeKind::Word), share });
        }
    }

    fn latin(&self, text: &str, numbers: &[Number], types: &mut Types, out: &mut Vec<Token>, share: f32) {
        let mut first = true;
        for range in words(text) {
            let word = &text[range.clone()];
            let opens = std::mem::take(&mut first);
            if inside(numbers, range) {
                continue;
            }
            let lower = word.to_lowercase();
            if self.english.is_stop(&lower) {
                continue;
            }
            let capital = word.starts_with(char::is_uppercase)
                && (!opens || word.chars().nth(1).is_some_and(char::is_uppercase));
            let kind = if capital { TypeKind::Name } else { TypeKind::Word };
            out.push(Token { ty: types.intern(&self.english.stem(&lower), kind), share });
        }
    }
}

fn inside(numbers: &[Number], range: std::ops::Range<usize>) -> bool {
    let next = numbers.partition_point(|n| n.range.end <= range.start);
    numbers.get(next).is_some_and(|n| n.range.start <= range.start && n.range.end >= range.end)
}

fn push_numbers(numbers: &[Number], types: &mut Types, out: &mut Vec<Token>, share: f32) {
    for number in numbers {
        let key = format!("#{}", number.key());
        out.push(Token { ty: types.intern(&key, TypeKind::Number), share });
    }
}
