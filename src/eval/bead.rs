//! What is scored: beads as sets of segment keys, so that another segmentation counts as wrong.

use std::path::Path;

use crate::error::{Error, ErrorKind, Result};
use crate::text::{Edition, PerEdition, Span};

/// A bead to be scored.
///
/// A segment's key is its span in the source; where the text comes cut already, segment `i` is `i..i + 1`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ScoredBead {
    /// The keys of its segments.
    pub sides: PerEdition<Vec<Span>>,
    /// Its posterior; gold needs none.
    pub confidence: Option<f64>,
    /// Gold only: competent readers could cut this row otherwise, so it is scored apart.
    pub debatable: bool,
}

/// An article's gold ladder and the system's.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GoldPair {
    /// The human ladder.
    pub gold: Vec<ScoredBead>,
    /// The produced ladder.
    pub system: Vec<ScoredBead>,
}

/// The key of segment `index` of a text that comes cut already.
fn index_key(index: usize) -> Span {
    Span::new(index, index.saturating_add(1))
}

/// Reads a ladder written as `[0]:[0, 1]` (en:zh) or `[0]:[0]:[0]` a line, a cost after it or none.
///
/// Two sides are English and Simplified Chinese. The error names the line that is no bead.
pub fn parse_gold(text: &str, path: &Path) -> Result<Vec<ScoredBead>> {
    let mut beads = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let bead = parse_bead(line).ok_or_else(|| {
            Error::new(ErrorKind::Input, "not a bead")
                .at(path)
                .line(number + 1)
                .remedy("a bead looks like `[3]:[4, 5]`")
        })?;
        beads.push(bead);
    }
    Ok(beads)
}

fn parse_bead(line: &str) -> Option<ScoredBead> {
    let mut bead = ScoredBead::default();
    let mut sides = 0;
    for (part, edition) in line.trim().split(':').zip(Edition::ALL) {
        let Some(inner) = part.trim().strip_prefix('[') else { break };
        let inner = inner.strip_suffix(']')?.trim().trim_end_matches(',');
        if !inner.is_empty() {
            let keys: Option<Vec<_>> =
                inner.split(',').map(|n| Some(index_key(n.trim().parse().ok()?))).collect();
            bead.sides[edition] = keys?;
        }
        sides += 1;
    }
    (sides >= 2).then_some(bead)
}

/// Joins neighbours that lie wholly in the same verse: for gold that is aligned by verse.
///
/// `verses` holds the verse of each segment of each edition, in order. A bead across verses stays alone. The
/// joined bead has the lowest confidence of its parts.
pub fn merge_verses(beads: &[ScoredBead], verses: &PerEdition<Vec<String>>) -> Vec<ScoredBead> {
    let mut merged: Vec<ScoredBead> = Vec::new();
    let mut last = None;
    for bead in beads {
        let verse = verse_of(bead, verses);
        match merged.last_mut() {
            Some(before) if verse.is_some() && verse == last => {
                for edition in Edition::ALL {
                    before.sides[edition].extend_from_slice(&bead.sides[edition]);
                }
                before.confidence = before.confidence.zip(bead.confidence).map(|(a, b)| a.min(b));
            }
            _ => merged.push(bead.clone()),
        }
        last = verse;
    }
    merged
}

fn verse_of<'a>(bead: &ScoredBead, verses: &'a PerEdition<Vec<String>>) -> Option<&'a str> {
    let mut found = None;
    for (edition, keys) in bead.sides.iter() {
        for key in keys {
            let verse = verses[edition].get(key.start)?.as_str();
            if found.is_some_and(|other| other != verse) {
                return None;
            }
            found = Some(verse);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beads_are_read_with_and_without_cost() {
        let read = |text| parse_gold(text, Path::new("g")).unwrap();
        assert_eq!(read("[3]:[4, 5]\n\n[7]:[]")[0].sides.0[1], [index_key(4), index_key(5)]);
        assert_eq!(read("[3]:[4]:0.25")[0], read("[3]:[4]")[0]);
        assert_eq!(read("[0]:[1]:[2]:0.1")[0].sides.0[2], [index_key(2)]);
        let error = parse_gold("[0]:[0]\n3:4\n", Path::new("g")).unwrap_err();
        assert!(error.to_string().starts_with("g:2: not a bead"));
    }

    #[test]
    fn neighbours_in_a_verse_are_joined() {
        let beads = parse_gold("[0]:[0]\n[1]:[1]\n[2]:[]\n[]:[2]\n", Path::new("g")).unwrap();
        let verses = |names: &[&str]| names.iter().map(|n| n.to_string()).collect::<Vec<_>>();
        let verses = PerEdition([verses(&["a", "b", "b"]), verses(&["a", "b", "c"]), vec![]]);
        let merged = merge_verses(&beads, &verses);
        assert_eq!(merged.len(), 3);
        assert_eq!(merged[1].sides.0[0].len(), 2);
    }
}
