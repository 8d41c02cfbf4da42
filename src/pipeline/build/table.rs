//! What came of a build, counted.

use std::fmt::Write as _;

use super::filter::FILTERS;
use super::{SPLITS, Said};

/// One split.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Split {
    /// Its name.
    pub name: &'static str,
    /// Articles.
    pub articles: usize,
    /// Beads with a pair that no filter took.
    pub beads: usize,
    /// Pairs that no filter took, in the order of [`Pair::ALL`](super::Pair::ALL).
    pub pairs: [usize; 3],
}

/// What came of a build.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// Articles, and those without a ladder.
    pub articles: [usize; 2],
    /// The articles without a ladder: which, and why.
    pub failed: Vec<(String, String)>,
    /// Files that could not be used and stand in no article.
    pub problems: Vec<String>,
    /// What a person should know.
    pub warnings: Vec<String>,
    /// Beads.
    pub beads: usize,
    /// Pairs of editions of beads, which is what the filters look at.
    pub rows: usize,
    /// Each filter: its name, the pairs it would take alone, the pairs it took first.
    pub filters: Vec<(&'static str, usize, usize)>,
    /// Each split.
    pub splits: Vec<Split>,
    /// Sides of kept rows of dev and test that stand in a split before theirs: exactly, nearly. Measured.
    pub leak: [usize; 2],
    /// Where the splits are not what was asked for.
    pub missed: Vec<String>,
}

impl Table {
    /// Nothing counted yet.
    pub(super) fn new() -> Table {
        Table {
            filters: FILTERS.map(|name| (name, 0, 0)).to_vec(),
            splits: SPLITS.map(|name| Split { name, ..Split::default() }).to_vec(),
            ..Table::default()
        }
    }

    /// Beads with a pair that no filter took.
    pub fn kept(&self) -> usize {
        self.splits.iter().map(|split| split.beads).sum()
    }

    /// What was said in the run, beside what the records say; nothing twice.
    pub(super) fn add(&mut self, said: Said) {
        self.problems.extend(said.problems);
        for warning in said.warnings {
            if !self.warnings.contains(&warning) {
                self.warnings.push(warning);
            }
        }
    }

    /// Says where a split is off by more than a factor of two from the share of the articles that was asked for.
    pub(super) fn check_splits(&mut self, held_out: [u32; 2]) {
        let kept = self.kept();
        for (split, asked) in self.splits.iter().skip(1).zip(held_out) {
            let asked_beads = kept as f64 * f64::from(asked) / 1000.0;
            let beads = split.beads as f64;
            if asked > 0 && !(asked_beads / 2.0..=asked_beads * 2.0).contains(&beads) {
                self.missed.push(format!(
                    "{} has {} of {kept} kept beads ({} of {} articles), and {asked} in a thousand were asked for \
                     (raise --held-out, or add articles; the column leak says what stands in an earlier split)",
                    split.name, split.beads, split.articles, self.articles[0]
                ));
            }
        }
    }

    /// The table as text, in columns.
    pub fn render(&self) -> String {
        let mut out = format!("{:<12} {:>10} {:>10} {:>10}\n", "filter", "takes", "took first", "left");
        let _ = writeln!(out, "{:<12} {:>10} {:>10} {:>10}", "(all pairs)", "", "", self.rows);
        let mut left = self.rows;
        for (name, alone, first) in &self.filters {
            left = left.saturating_sub(*first);
            let _ = writeln!(out, "{name:<12} {alone:>10} {first:>10} {left:>10}");
        }
        let _ = writeln!(
            out,
            "{:<12} {:>10} {:>10} {:>10} {:>11} {:>15}",
            "split", "articles", "beads", "en-zh-Hans", "en-zh-Hant", "zh-Hans-zh-Hant"
        );
        for Split { name, articles, beads, pairs: [a, b, c] } in &self.splits {
            let _ = writeln!(out, "{name:<12} {articles:>10} {beads:>10} {a:>10} {b:>11} {c:>15}");
        }
        let [exact, near] = self.leak;
        let _ = writeln!(out, "leak, measured: {exact} sides exactly, {near} nearly");
        out
    }
}
