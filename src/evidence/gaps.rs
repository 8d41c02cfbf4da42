//! How whole this pair of texts is, stretch by stretch: the share of lines around that the other side lacks.
//!
//! In a whole text a line without counterpart is rare and swallowing a short one costs little; in an abridged one it is
//! the other way round. One table of weights cannot serve both, so each number has two weights: one as it is, one for
//! the number times what is said here.

use super::Candidate;
use super::coverage::sums;
use crate::bead::Run;

/// Share of lines without counterpart in a whole text (news in three editions, novels: 0.005 to 0.02).
const WHOLE: f32 = 0.01;
/// Share in an abridged one, where the answer is 1. `WHOLE` halved or doubled trades whole texts against holed ones (strict F1
/// of `corpus/`'s split `train` 0.958 and 0.964, against 0.961; omissions shown where a tenth is out 0.973 and 0.918, against
/// 0.932), so does this (0.954 and 0.963; rows right where 40 % is out 0.885 and 0.908, against 0.931).
const HOLED: f32 = 0.4;
/// Lines over which what a line says of its neighbours falls to a third. Halved 0.963, doubled 0.960.
const REACH: f32 = 8.0;
/// How much the text as a whole counts beside the neighbours, in lines. Halved 0.962 (and 0.917 of the rows right where 40 %
/// is out), doubled 0.960.
const TEXT: f32 = 6.0;
/// Lines of a whole text that are taken to have been seen before this one. Halved 0.960 (0.917), doubled 0.962.
const PRIOR: f32 = 20.0;

/// For each line of both sides, how holed the text is around it.
pub struct Gaps {
    /// Sums before each line.
    sums: [Vec<f64>; 2],
}

impl Gaps {
    /// From the probability of each line of both sides that the other lacks it.
    pub fn new(alone: [&[f32]; 2]) -> Gaps {
        Gaps { sums: alone.map(|side| sums(around(side).into_iter().map(extent))) }
    }

    /// How holed it is around a candidate, on the side that it has more lines of; the more holed where both have as many.
    pub fn around(&self, bead: Candidate) -> f32 {
        let Candidate { rows, columns } = bead;
        match rows.len.cmp(&columns.len) {
            std::cmp::Ordering::Greater => self.mean(0, rows),
            std::cmp::Ordering::Less => self.mean(1, columns),
            std::cmp::Ordering::Equal => self.mean(0, rows).max(self.mean(1, columns)),
        }
    }

    fn mean(&self, side: usize, run: Run) -> f32 {
        let sums = &self.sums[side];
        match (sums.get(run.start), sums.get(run.end())) {
            (Some(from), Some(to)) => ((to - from) / run.len.max(1) as f64) as f32,
            _ => 0.0,
        }
    }
}

/// For each line the share of the lines around it that are alone, itself left out.
fn around(alone: &[f32]) -> Vec<f32> {
    let decay = (-1.0 / REACH).exp();
    let whole = (alone.iter().sum::<f32>() + WHOLE * PRIOR) / (alone.len() as f32 + PRIOR);
    let mut out = vec![(whole * TEXT, TEXT); alone.len()];
    let mut pass = |order: &mut dyn Iterator<Item = usize>| {
        let (mut sum, mut weight) = (0.0, 0.0);
        for at in order {
            out[at].0 += sum;
            out[at].1 += weight;
            sum = (sum + alone[at]) * decay;
            weight = (weight + 1.0) * decay;
        }
    };
    pass(&mut (0..alone.len()));
    pass(&mut (0..alone.len()).rev());
    out.into_iter().map(|(sum, weight)| sum / weight).collect()
}

/// A share as log odds, 0 where the text is whole and 1 where it is holed.
fn extent(share: f32) -> f32 {
    let odds = |p: f32| (p / (1.0 - p)).ln();
    let from = odds(WHOLE);
    ((odds(share.clamp(1e-4, 0.9)) - from) / (odds(HOLED) - from)).clamp(0.0, 1.25)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(gaps: &Gaps, row: usize) -> f32 {
        gaps.around(Candidate { rows: Run::new(row, 1), columns: Run::default() })
    }

    #[test]
    fn a_whole_text_is_whole_and_a_stretch_is_told_from_the_rest() {
        let whole = Gaps::new([&[0.0; 200], &[0.0; 200]]);
        assert!((0..200).all(|row| at(&whole, row) < 0.01));
        let mut alone = [0.0; 200];
        (100..140).step_by(2).for_each(|row| alone[row] = 1.0);
        let holed = Gaps::new([&alone, &[0.0; 200]]);
        assert!(at(&holed, 119) > 0.8 && at(&holed, 10) < 0.7 && at(&holed, 119) > at(&holed, 190) + 0.3);
        let columns = Candidate { rows: Run::default(), columns: Run::new(119, 1) };
        assert!(holed.around(columns) < 0.01, "each side has its own");
    }

    #[test]
    fn a_line_says_nothing_of_itself() {
        let mut alone = [0.0; 41];
        alone[20] = 1.0;
        let gaps = Gaps::new([&alone, &[]]);
        assert!(at(&gaps, 20) < at(&gaps, 19));
        assert!(
            Gaps::new([&[], &[]]).around(Candidate { rows: Run::new(0, 1), columns: Run::new(0, 1) }) < 0.01
        );
    }
}
