//! The SentencePiece unigram tokenizer of the encoder: normaliser and Viterbi, as the package computes them.

use super::trie::Trie;
use crate::error::{Error, ErrorKind, Result};

/// Piece numbers that mean something of their own.
const UNKNOWN: u32 = 0;
const START: u32 = 1;
const END: u32 = 2;
/// What stands for a space.
const SPACE: &[u8] = "\u{2581}".as_bytes();
/// How much worse than the worst piece an unknown character is.
const UNKNOWN_PENALTY: f32 = 10.0;

/// The parts of a tokenizer, ready to be kept in a file.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// Trie of the pieces.
    pub pieces: Vec<u8>,
    /// Score of each piece.
    pub scores: Vec<f32>,
    /// Trie of the normaliser.
    pub normaliser: Vec<u8>,
    /// What its values point into: replacements, each ended by a zero.
    pub replacements: Vec<u8>,
}

impl Parts {
    /// Reads a SentencePiece model in the layout the package ships.
    ///
    /// # Errors
    /// `Input` where the bytes are no such model.
    pub fn from_model(model: &[u8]) -> Result<Parts> {
        let bad = |what: &str| Error::new(ErrorKind::Input, format!("sp.model: {what}"));
        let mut parts = Parts::default();
        let mut keys: Vec<(&[u8], u32)> = Vec::new();
        for (field, value) in Fields(model) {
            match field {
                1 => {
                    let mut piece = None;
                    let mut score = 0.0;
                    for (field, value) in Fields(value) {
                        match field {
                            1 => piece = Some(value),
                            2 => score = value.try_into().map_or(f32::NAN, f32::from_le_bytes),
                            _ => {}
                        }
                    }
                    let Some(piece) = piece else { continue };
                    if !piece.is_empty() && std::str::from_utf8(piece).is_ok() {
                        keys.push((piece, parts.scores.len() as u32));
                    }
                    parts.scores.push(score);
                }
                3 => {
                    let charsmap = Fields(value).find(|(field, _)| *field == 2).map(|(_, v)| v);
                    let Some((size, rest)) = charsmap.and_then(|c| c.split_first_chunk::<4>()) else {
                        return Err(bad("the normaliser is missing"));
                    };
                    let size = u32::from_le_bytes(*size) as usize;
                    let Some((trie, replacements)) = rest.split_at_checked(size) else {
                        return Err(bad("the normaliser is cut off"));
                    };
                    (parts.normaliser, parts.replacements) = (trie.to_vec(), replacements.to_vec());
                }
                _ => {}
            }
        }
        if keys.is_empty() || parts.normaliser.is_empty() || parts.scores.iter().any(|s| !s.is_finite()) {
            return Err(bad("not a unigram model with its normaliser"));
        }
        keys.sort();
        keys.reverse();
        keys.dedup_by_key(|(piece, _)| *piece);
        keys.reverse();
        parts.pieces = yada::builder::DoubleArrayBuilder::build(&keys)
            .map_err(|_| bad("the vocabulary is not sound"))?;
        Ok(parts)
    }
}

/// The length-delimited and 32-bit fields of a protobuf message, as far as it is sound.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn varint(&mut self) -> Option<u64> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            value |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (value, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(value)
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = (u64, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let tag = self.varint()?;
            let value = match tag & 7 {
                0 => {
                    self.varint()?;
                    continue;
                }
                1 => {
                    self.take(8)?;
                    continue;
                }
                2 => {
                    let len = usize::try_from(self.varint()?).ok()?;
                    self.take(len)?
                }
                5 => self.take(4)?,
                _ => return None,
            };
            return Some((tag >> 3, value));
        }
    }
}

/// Cuts text into pieces of the vocabulary.
pub struct Pieces {
    pieces: Trie,
    scores: Vec<f32>,
    unknown: f64,
    normaliser: Trie,
    replacements: Vec<u8>,
}

impl Pieces {
    /// A tokenizer from its parts.
    pub fn new(parts: Parts) -> Pieces {
        let worst = parts.scores.iter().copied().fold(f32::INFINITY, f32::min);
        Pieces {
            pieces: Trie::new(&parts.pieces),
            unknown: f64::from(worst - UNKNOWN_PENALTY),
            scores: parts.scores,
            normaliser: Trie::new(&parts.normaliser),
            replacements: parts.replacements,
        }
    }

    /// The piece numbers of a text, with start and end.
    pub fn encode(&self, text: &str) -> Vec<u32> {
        let mut ids = vec![START];
        let text = self.normalise(text);
        if text.is_empty() {
            ids.push(UNKNOWN);
        } else {
            self.viterbi(&text, &mut ids);
        }
        ids.push(END);
        ids
    }

    /// The replacement of the longest entry that `rest` starts with, else its first character; and its length.
    fn replaced<'a>(&'a self, rest: &'a [u8]) -> (&'a [u8], usize) {
        let mut best = None;
        self.normaliser.prefixes(rest, |len, value| best = Some((len, value as usize)));
        if let Some((len, text)) = best.and_then(|(len, at)| Some((len, self.replacements.get(at..)?))) {
            return (text.split(|b| *b == 0).next().unwrap_or_default(), len);
        }
        let len = char_len(rest[0]).min(rest.len());
        (&rest[..len], len)
    }

    fn normalise(&self, text: &str) -> Vec<u8> {
        let mut rest = text.as_bytes();
        let mut out = SPACE.to_vec();
        let mut after_space = true;
        while !rest.is_empty() {
            let (mut piece, len) = self.replaced(rest);
            rest = &rest[len..];
            if after_space {
                piece = piece.trim_prefix_spaces();
            }
            for &byte in piece {
                if byte == b' ' { out.extend_from_slice(SPACE) } else { out.push(byte) }
            }
            if let Some(last) = piece.last() {
                after_space = *last == b' ';
            }
        }
        while out.ends_with(SPACE) {
            out.truncate(out.len() - SPACE.len());
        }
        out
    }

    /// The likeliest pieces; of equals the one that starts first.
    fn viterbi(&self, text: &[u8], ids: &mut Vec<u32>) {
        let mut best = vec![f64::NEG_INFINITY; text.len() + 1];
        let mut from = vec![(0u32, UNKNOWN); text.len() + 1];
        best[0] = 0.0;
        for at in 0..text.len() {
            let base = best[at];
            if base == f64::NEG_INFINITY {
                continue;
            }
            let one = char_len(text[at]).min(text.len() - at);
            let mut single = false;
            let mut offer = |len: usize, score: f64, id: u32| {
                if base + score > best[at + len] {
                    best[at + len] = base + score;
                    from[at + len] = (at as u32, id);
                }
            };
            self.pieces.prefixes(&text[at..], |len, id| {
                single |= len == one;
                if let Some(score) = self.scores.get(id as usize) {
                    offer(len, f64::from(*score), id);
                }
            });
            if !single {
                offer(one, self.unknown, UNKNOWN);
            }
        }
        let first = ids.len();
        let mut at = text.len();
        while at > 0 {
            let (start, id) = from[at];
            ids.push(id);
            at = start as usize;
        }
        ids[first..].reverse();
    }
}

fn char_len(first: u8) -> usize {
    match first {
        0xC0..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF7 => 4,
        _ => 1,
    }
}

trait TrimSpaces {
    fn trim_prefix_spaces(&self) -> &Self;
}

impl TrimSpaces for [u8] {
    fn trim_prefix_spaces(&self) -> &[u8] {
        &self[self.iter().take_while(|b| **b == b' ').count()..]
    }
}
