//! 95 % intervals by bootstrap over islands.

use super::calibration::{ece, middle, sums};
use super::random::XorShift;
use super::score::Scores;
use super::{Counts, Intervals, coverage_at};

/// Resamples drawn.
const SAMPLES: usize = 1000;
/// Same data, same intervals.
const SEED: u64 = 0x9E37_79B9_7F4A_7C15;

/// Intervals of a set; islands are drawn with replacement, as many as there are.
pub fn intervals(scores: &Scores) -> Intervals {
    let islands = &scores.islands;
    let mut beads: Vec<(f64, bool, usize)> = Vec::new();
    let mut known = true;
    for (index, island) in islands.iter().enumerate() {
        for outcome in &island.outcomes {
            match outcome {
                Some((p, right)) => beads.push((*p, *right, index)),
                None => known = false,
            }
        }
    }
    beads.sort_by(|a, b| b.0.total_cmp(&a.0));
    let known = known && !beads.is_empty();
    let mut random = XorShift::new(SEED);
    let (mut strict, mut lax, mut eces, mut covers) = (vec![], vec![], vec![], vec![]);
    for _ in 0..SAMPLES {
        let mut times = vec![0usize; islands.len()];
        let mut counts = Counts::default();
        for _ in 0..islands.len() {
            let pick = random.below(islands.len());
            times[pick] += 1;
            counts = counts.plus(&islands[pick].counts);
        }
        strict.push(counts.strict().f1);
        lax.push(counts.lax().f1);
        if known {
            let drawn: Vec<_> = beads.iter().map(|&(p, right, island)| (p, right, times[island])).collect();
            eces.push(ece(&sums(drawn.iter().copied())));
            covers.push(coverage_at(0.99, &drawn));
        }
    }
    Intervals {
        strict_f1: middle(strict),
        lax_f1: middle(lax),
        ece: known.then(|| middle(eces)),
        coverage_99: known.then(|| middle(covers)),
    }
}
