//! Duplicates and leaks, as joins by key: which row is the best of its kind, and which text of dev and test stands in
//! a split before it. No clusters of clusters: one licence line in all articles costs that line and nothing else.

use std::ops::Range;
use std::path::Path;

use super::keys::{BAND, HASHES, Keys, hash, join, resemblance};
use super::spill::{Rows, Spill, WrittenRows};
use super::{Pair, SPLITS};
use crate::error::Result;
use crate::text::Edition;

/// Bands by which near duplicates are looked for: at a resemblance of 0.9 one in 5,000 is missed.
const DUPLICATE_BANDS: Range<usize> = 0..8;
/// Pairs whose two sides together resemble another pair's as much are its near duplicates.
const DUPLICATE: f64 = 0.8;
/// Rows of one band that a row is compared with: the best of them.
const BEST: usize = 4;
/// Bands by which leaks are looked for: at a resemblance of 0.8 one in 40,000 is missed.
pub(super) const LEAK_BANDS: Range<usize> = 0..20;
/// Other bands, by which the leak that is left is measured.
pub(super) const MEASURE_BANDS: Range<usize> = 20..HASHES / BAND;
/// Sides that resemble a side of an earlier split as much leak. Lower than 0.8 by more than three standard errors of the estimate.
const LEAK: f64 = 0.68;

/// Bytes of a bead's row: its place among equals, then the keys of its sides.
pub(super) const ROW: usize = RANK + 3 * Keys::SIZE;
/// Bytes of a rank: the split, how doubtful the bead is, then its id. A copy in train stays, for one in dev or test would be a
/// leak and neither were left. No place in the input: the best is the best in any order.
pub(super) const RANK: usize = 12;

/// What is known of a bead's three pairs: four bits each, and two for its split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Mark(u16);

/// The bits of a pair.
const PASSED: u16 = 1;
const EXACT: u16 = 2;
const NEAR: u16 = 4;
const LEAKS: u16 = 8;

impl Mark {
    fn new(split: usize) -> Mark {
        Mark((split as u16) << 12)
    }

    fn split(self) -> usize {
        usize::from(self.0 >> 12)
    }

    fn set(&mut self, pair: usize, bit: u16) {
        self.0 |= bit << (4 * pair);
    }

    fn has(self, pair: usize, bit: u16) -> bool {
        self.0 >> (4 * pair) & bit != 0
    }

    /// Whether the pair passed, and no other row is better.
    fn lives(self, pair: usize) -> bool {
        self.0 >> (4 * pair) & (PASSED | EXACT | NEAR | LEAKS) == PASSED
    }

    /// Whether a side stands in a pair that lives.
    fn has_side(self, edition: Edition) -> bool {
        Pair::ALL.iter().any(|p| (p.0 == edition || p.1 == edition) && self.lives(p.index()))
    }

    /// The filters `dup_exact`, `dup_near` and `leak` of a pair.
    pub fn joins(self, pair: usize) -> [bool; 3] {
        [EXACT, NEAR, LEAKS].map(|bit| self.has(pair, bit))
    }
}

/// A bead as the joins see it.
pub(super) struct Row {
    /// The id of the bead.
    pub id: String,
    /// The place of its split.
    pub split: usize,
    /// Its posterior.
    pub confidence: Option<f64>,
    /// The keys of its sides.
    pub keys: [Keys; 3],
}

impl Row {
    /// As bytes, which other threads can make.
    pub fn bytes(&self) -> Vec<u8> {
        // The best comes first in the order of bytes.
        let doubt = 1.0 - self.confidence.unwrap_or(0.0);
        let mut out = Vec::with_capacity(ROW);
        // A million and less leaves the first byte free.
        let doubt = (doubt * 1e6).round() as u32;
        out.extend(((self.split as u32) << 24 | doubt).to_be_bytes());
        out.extend(hash(&self.id).to_be_bytes());
        self.keys.iter().for_each(|keys| keys.write(&mut out));
        out
    }
}

fn rank(row: &[u8]) -> [u8; RANK] {
    row.first_chunk().copied().unwrap_or_default()
}

pub(super) fn side(row: &[u8], edition: Edition) -> Keys {
    let start = RANK + Keys::SIZE * edition as usize;
    Keys::read(row.get(start..).unwrap_or_default())
}

/// Collects rows.
pub(super) struct Collect {
    rows: Rows,
    marks: Vec<Mark>,
}

impl Collect {
    /// Its files are in `folder`, without a name.
    pub fn create(folder: &Path) -> Result<Self> {
        Ok(Collect { rows: Rows::create(folder, ROW)?, marks: Vec::new() })
    }

    /// Adds a bead: its split, the pairs that passed, and [`Row::bytes`].
    pub fn add(&mut self, split: usize, passed: [bool; 3], bytes: &[u8]) -> Result<()> {
        let mut mark = Mark::new(split);
        for (pair, _) in passed.iter().enumerate().filter(|(_, passed)| **passed) {
            mark.set(pair, PASSED);
        }
        self.marks.push(mark);
        self.rows.push(bytes)
    }

    /// All rows are there: finds duplicates and leaks.
    pub fn join(self, folder: &Path) -> Result<Joined> {
        let mut joined = Joined { rows: self.rows.finish()?, marks: self.marks, left: [0; 2] };
        joined.exact(folder)?;
        joined.near(folder)?;
        for (bead, edition, _) in joined.leaks(folder, LEAK_BANDS)? {
            let mark = &mut joined.marks[bead as usize];
            for pair in Pair::ALL.iter().filter(|p| p.0 == edition || p.1 == edition) {
                if mark.has(pair.index(), PASSED) {
                    mark.set(pair.index(), LEAKS);
                }
            }
        }
        for (_, _, exact) in joined.leaks(folder, MEASURE_BANDS)? {
            joined.left[usize::from(!exact)] += 1;
        }
        Ok(joined)
    }
}

/// The key of pairs with the same two sides.
pub(super) fn exact_key(pair: Pair, a: &Keys, b: &Keys) -> u64 {
    join(&[pair.index() as u64, a.exact, b.exact])
}

/// The keys by which near duplicates of a pair are looked for.
pub(super) fn near_keys(pair: Pair, a: &Keys, b: &Keys) -> impl Iterator<Item = u64> {
    a.bands(DUPLICATE_BANDS).map(move |band| join(&[pair.index() as u64, a.numbers, b.numbers, band]))
}

/// The keys by which a side is looked for in other splits: an even one for its letters, odd ones for its bands.
pub(super) fn side_keys(edition: Edition, keys: &Keys, bands: Range<usize>) -> impl Iterator<Item = u64> {
    // The two Chinese editions are one language here; bands of one text are no bands of another language.
    let language = u64::from(edition.is_chinese());
    let letters = (keys.letters != 0).then(|| join(&[2, language, keys.letters]) & !1);
    letters.into_iter().chain(keys.bands(bands).map(move |band| join(&[3, language, band]) | 1))
}

/// Whether a side of dev or test resembles one of an earlier split.
pub(super) fn is_leak(own: &[u8; HASHES], other: &[u8; HASHES]) -> bool {
    resemblance(own, other) >= LEAK
}

/// The best of the rows that share a key; they come in the order of goodness.
#[derive(Default)]
pub(super) struct Best(Vec<[[u8; HASHES]; 2]>);

impl Best {
    /// Whether the next row resembles one of the best, which it may become one of.
    pub fn resembles(&mut self, own: [[u8; HASHES]; 2]) -> bool {
        let alike = |other: &[[u8; HASHES]; 2]| {
            (resemblance(&own[0], &other[0]) + resemblance(&own[1], &other[1])) / 2.0 >= DUPLICATE
        };
        let found = self.0.iter().any(alike);
        if !found && self.0.len() < BEST {
            self.0.push(own);
        }
        found
    }
}

/// What the joins found.
pub(super) struct Joined {
    rows: WrittenRows,
    marks: Vec<Mark>,
    /// Sides of dev and test that still stand in an earlier split: exactly, nearly. Measured, by other bands.
    pub left: [usize; 2],
}

fn u64_at(entry: &[u8], at: usize) -> u64 {
    entry.get(at..at + 8).and_then(|b| b.try_into().ok()).map_or(0, u64::from_be_bytes)
}

impl Joined {
    /// What is known of a bead.
    pub fn mark(&self, bead: usize) -> Mark {
        self.marks.get(bead).copied().unwrap_or_default()
    }

    /// Of pairs with the same two sides the best stays.
    fn exact(&mut self, folder: &Path) -> Result<()> {
        let mut spill = Spill::<28>::create(folder);
        let marks = &self.marks;
        self.rows.each(|bead, row| {
            for pair in Pair::ALL.into_iter().filter(|p| marks[bead as usize].has(p.index(), PASSED)) {
                let [a, b] = [side(row, pair.0), side(row, pair.1)];
                let key = exact_key(pair, &a, &b);
                spill.push(&entry(key, rank(row), bead, pair))?;
            }
            Ok(())
        })?;
        spill.groups(|group| {
            for other in &group[1..] {
                let row = u64_at(other, 20);
                self.marks[(row / 4) as usize].set((row % 4) as usize, EXACT);
            }
            Ok(())
        })
    }

    /// Of pairs with the same numbers whose sides resemble each other the best stays.
    fn near(&mut self, folder: &Path) -> Result<()> {
        let mut spill = Spill::<28>::create(folder);
        let marks = &self.marks;
        self.rows.each(|bead, row| {
            for pair in Pair::ALL.into_iter().filter(|p| marks[bead as usize].lives(p.index())) {
                let [a, b] = [side(row, pair.0), side(row, pair.1)];
                for key in near_keys(pair, &a, &b) {
                    spill.push(&entry(key, rank(row), bead, pair))?;
                }
            }
            Ok(())
        })?;
        let Joined { rows, marks, .. } = self;
        spill.groups(|group| {
            if group.len() < 2 {
                return Ok(());
            }
            let pair = Pair::ALL[(u64_at(&group[0], 20) % 4) as usize];
            let mut best = Best::default();
            for entry in group {
                let row = u64_at(entry, 20);
                let own = [signature(rows, row / 4, pair.0)?, signature(rows, row / 4, pair.1)?];
                if best.resembles(own) {
                    marks[(row / 4) as usize].set((row % 4) as usize, NEAR);
                }
            }
            Ok(())
        })
    }

    /// The sides of dev and test that stand in a split before theirs, exactly (letters alone) or nearly: bead, edition,
    /// whether exactly.
    fn leaks(&mut self, folder: &Path, bands: Range<usize>) -> Result<Vec<(u64, Edition, bool)>> {
        let marks = &self.marks;
        let mut held = KeySet::new(marks.iter().filter(|mark| mark.split() > 0).count(), bands.len());
        let sides = |bead: u64, row: &[u8], each: &mut dyn FnMut(Edition, u64) -> Result<()>| {
            for edition in Edition::ALL.into_iter().filter(|e| marks[bead as usize].has_side(*e)) {
                let keys = side(row, edition);
                for key in side_keys(edition, &keys, bands.clone()) {
                    each(edition, key)?;
                }
            }
            Ok(())
        };
        self.rows.each(|bead, row| match marks[bead as usize].split() {
            0 => Ok(()),
            _ => sides(bead, row, &mut |_, key| {
                held.add(key);
                Ok(())
            }),
        })?;
        let mut spill = Spill::<17>::create(folder);
        self.rows.each(|bead, row| {
            let split = marks[bead as usize].split() as u8;
            sides(bead, row, &mut |edition, key| {
                if !held.may_have(key) {
                    return Ok(());
                }
                let mut entry = [split; 17];
                entry[..8].copy_from_slice(&key.to_be_bytes());
                entry[9..].copy_from_slice(&(4 * bead + edition as u64).to_be_bytes());
                spill.push(&entry)
            })
        })?;
        let mut found = std::collections::BTreeMap::new();
        let rows = &mut self.rows;
        spill.groups(|group| leaks_of(group, rows, &mut found))?;
        Ok(found.into_iter().map(|(at, exact)| (at / 4, Edition::ALL[(at % 4) as usize], exact)).collect())
    }
}

/// The leaks within the sides that share a key; those of an earlier split stand first.
fn leaks_of(
    group: &[[u8; 17]],
    rows: &mut WrittenRows,
    found: &mut std::collections::BTreeMap<u64, bool>,
) -> Result<()> {
    let exact = group[0][7] & 1 == 0;
    for split in 1..SPLITS.len() as u8 {
        let before = &group[..group.partition_point(|entry| entry[8] < split)];
        let own = group.iter().filter(|entry| entry[8] == split).map(|entry| u64_at(entry, 9));
        let own: Vec<u64> = own.filter(|at| !found.get(at).is_some_and(|known| *known || !exact)).collect();
        if before.is_empty() || own.is_empty() {
            continue;
        }
        if exact {
            found.extend(own.into_iter().map(|at| (at, true)));
            continue;
        }
        let edition = |at: u64| Edition::ALL[(at % 4) as usize];
        for at in own {
            let mine = signature(rows, at / 4, edition(at))?;
            for other in before {
                let other = u64_at(other, 9);
                if is_leak(&mine, &signature(rows, other / 4, edition(other))?) {
                    found.insert(at, false);
                    break;
                }
            }
        }
    }
    Ok(())
}

fn signature(rows: &mut WrittenRows, bead: u64, edition: Edition) -> Result<[u8; HASHES]> {
    let mut out = [0; HASHES];
    rows.get(bead, RANK + Keys::SIZE * edition as usize + Keys::SIZE - HASHES, &mut out)?;
    Ok(out)
}

/// A row of a join: in the order of key, goodness, place.
fn entry(key: u64, rank: [u8; RANK], bead: u64, pair: Pair) -> [u8; 28] {
    let mut entry = [0; 28];
    entry[..8].copy_from_slice(&key.to_be_bytes());
    entry[8..20].copy_from_slice(&rank);
    entry[20..].copy_from_slice(&(4 * bead + pair.index() as u64).to_be_bytes());
    entry
}

/// Keys that may be there; one in about sixteen of the others is let through (a filter with one hash, Bloom 1970).
struct KeySet(Vec<u64>);

impl KeySet {
    fn new(beads: usize, keys: usize) -> KeySet {
        let bits = (beads * 3 * (keys + 1) * 16).next_power_of_two().clamp(1 << 10, 1 << 33);
        KeySet(vec![0; bits / 64])
    }

    fn place(&self, key: u64) -> (usize, u64) {
        let bit = (key >> 8) as usize & (self.0.len() * 64 - 1);
        (bit / 64, 1 << (bit % 64))
    }

    fn add(&mut self, key: u64) {
        let (word, bit) = self.place(key);
        self.0[word] |= bit;
    }

    fn may_have(&self, key: u64) -> bool {
        let (word, bit) = self.place(key);
        self.0[word] & bit != 0
    }
}
