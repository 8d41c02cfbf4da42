//! Duplicates: keys of beads, which bead came first, and which articles share text.

use std::collections::HashMap;

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::error::{Error, ErrorKind, Result};
use crate::evidence::Fold;
use crate::export::{BeadRecord, Record, join_segments};
use crate::text::Edition;

/// Beads with fewer letters are the same by chance: datelines, bylines.
const NEAR_LETTERS: usize = 12;
/// Articles that share a bead of as many letters go to the same split.
const SHARED_LETTERS: usize = 30;

/// The keys of one bead. 0 is none: an empty side, or too few letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Keys {
    /// All characters, NFKC, Traditional folded to Simplified.
    pub exact: u64,
    /// Letters only, lower case.
    pub near: u64,
    /// Whether it is long enough to tie two articles together.
    pub ties: bool,
}

/// The keys of a record as text: its number of beads, then a line each.
pub(super) fn of(record: &Record, fold: &Fold) -> String {
    let mut out = format!("{}\n", record.beads.len());
    for bead in &record.beads {
        let Keys { exact, near, ties } = keys(record, bead, fold);
        out.push_str(&format!("{exact:016x} {near:016x} {}\n", u8::from(ties)));
    }
    out
}

fn keys(record: &Record, bead: &BeadRecord, fold: &Fold) -> Keys {
    let (mut exact, mut near) = (String::new(), String::new());
    let mut letters = 0;
    let present = record.present();
    // One Chinese edition stands for both.
    let chinese = if present[Edition::ZhHans] { Edition::ZhHans } else { Edition::ZhHant };
    let sides = [Edition::En, chinese];
    let sides = sides.into_iter().filter(|&e| present[e]);
    for edition in sides {
        let text = text(record, edition, bead);
        if text.is_empty() {
            return Keys::default();
        }
        let folded = if edition == Edition::ZhHant { fold.fold(&text).into_owned() } else { text };
        let plain: String = folded.nfkc().collect();
        exact.push_str(plain.trim());
        let own: String = plain.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
        letters += own.chars().count();
        near.push_str(&own);
        exact.push('\0');
        near.push('\0');
    }
    let near = if letters >= NEAR_LETTERS { hash(&near) } else { 0 };
    Keys { exact: hash(&exact), near, ties: letters >= SHARED_LETTERS }
}

fn text(record: &Record, edition: Edition, bead: &BeadRecord) -> String {
    let Some(text) = &record.editions[edition] else { return String::new() };
    let segments = bead.indices(edition).iter().filter_map(|&i| text.segments.get(i));
    join_segments(edition, segments.map(|s| s.text.as_str()))
}

/// 64 bits of a hash, never 0.
fn hash(text: &str) -> u64 {
    let digest = Sha256::digest(text.as_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    u64::from_le_bytes(first).max(1)
}

/// Reads what [`of`] wrote: the keys of each article.
pub(super) fn parse(text: &str) -> Result<Vec<Vec<Keys>>> {
    let broken =
        || Error::new(ErrorKind::Input, "the keys of a shard are broken").remedy("remove it and build again");
    let mut lines = text.lines();
    let mut articles = Vec::new();
    while let Some(count) = lines.next() {
        let count: usize = count.parse().map_err(|_| broken())?;
        let mut keys = Vec::new();
        for line in lines.by_ref().take(count) {
            let mut parts = line.split(' ');
            let mut number = || parts.next().and_then(|p| u64::from_str_radix(p, 16).ok()).ok_or_else(broken);
            keys.push(Keys { exact: number()?, near: number()?, ties: number()? == 1 });
        }
        if keys.len() != count {
            return Err(broken());
        }
        articles.push(keys);
    }
    Ok(articles)
}

/// Which bead is the first of its kind, and which articles belong together.
#[derive(Debug, Default)]
pub(super) struct Duplicates {
    exact: HashMap<u64, u32>,
    near: HashMap<u64, u32>,
    owner: HashMap<u64, u32>,
    /// Union-find over articles; the root is the first article of its cluster.
    parent: Vec<u32>,
    beads: u32,
}

impl Duplicates {
    /// Adds an article's beads.
    pub fn add(&mut self, keys: &[Keys]) {
        let article = u32::try_from(self.parent.len()).unwrap_or(u32::MAX);
        self.parent.push(article);
        for key in keys {
            let bead = self.beads;
            self.beads = self.beads.saturating_add(1);
            if key.exact != 0 {
                self.exact.entry(key.exact).or_insert(bead);
            }
            if key.near != 0 {
                self.near.entry(key.near).or_insert(bead);
            }
            if key.ties && key.near != 0 {
                let first = *self.owner.entry(key.near).or_insert(article);
                self.join(first, article);
            }
        }
    }

    /// Whether bead number `bead` repeats an earlier one: exactly, and nearly.
    pub fn repeats(&self, keys: Keys, bead: u32) -> (bool, bool) {
        let later = |map: &HashMap<u64, u32>, key: u64| map.get(&key).is_some_and(|&first| first < bead);
        (later(&self.exact, keys.exact), later(&self.near, keys.near))
    }

    /// The first article of the cluster of an article.
    pub fn cluster(&self, article: usize) -> usize {
        let mut at = article;
        while let Some(&up) = self.parent.get(at).filter(|up| **up as usize != at) {
            at = up as usize;
        }
        at
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        let (first, second) = (a.min(b), a.max(b));
        self.parent[second as usize] = first;
    }

    /// The root, with the way to it made shorter.
    fn root(&mut self, mut at: u32) -> u32 {
        while self.parent[at as usize] != at {
            let up = self.parent[at as usize];
            self.parent[at as usize] = self.parent[up as usize];
            at = up;
        }
        at
    }
}
