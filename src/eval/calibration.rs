//! Whether confidence means probability.

use serde::Serialize;

use super::Interval;
use super::random::XorShift;

/// Bins of the reliability table, of equal width.
const BINS: usize = 10;

/// One bin of the reliability table.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bin {
    /// Confidence from here on …
    pub low: f64,
    /// … to below here (the last bin holds 1 as well).
    pub high: f64,
    /// Beads in it.
    pub count: usize,
    /// Their mean confidence; `None` in an empty bin.
    pub predicted: Option<f64>,
    /// The share of them that is right; `None` in an empty bin.
    pub observed: Option<f64>,
}

/// Calibration of a set.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Calibration {
    /// Expected calibration error: mean distance of predicted and observed, weighted by the bins' counts.
    pub ece: f64,
    /// The same less what a perfectly calibrated system would have on as many beads of these confidences, at least 0: a
    /// small set shows an error by luck alone (Bröcker and Smith 2007).
    pub ece_debiased: f64,
    /// The reliability table.
    pub bins: Vec<Bin>,
    /// The share of the beads that can be accepted, most confident first, so that 99 % of them are right.
    pub coverage_99: f64,
}

/// Calibration of beads given as confidence and whether each is right; `None` without beads.
pub fn calibrate(outcomes: &[(f64, bool)]) -> Option<Calibration> {
    if outcomes.is_empty() {
        return None;
    }
    let weighted = outcomes.iter().map(|&(p, right)| (p, right, 1));
    let sums = sums(weighted.clone());
    let mut sorted: Vec<_> = weighted.collect();
    sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let share = |part: f64, count: usize| (count > 0).then(|| part / count as f64);
    let bins = sums.iter().enumerate().map(|(index, sum)| Bin {
        low: index as f64 / BINS as f64,
        high: (index + 1) as f64 / BINS as f64,
        count: sum.count,
        predicted: share(sum.predicted, sum.count),
        observed: share(sum.right as f64, sum.count),
    });
    let ece = ece(&sums);
    Some(Calibration {
        ece,
        ece_debiased: (ece - ece_of_truth(outcomes)).max(0.0),
        bins: bins.collect(),
        coverage_99: coverage_at(0.99, &sorted),
    })
}

/// Draws from which the error of a perfectly calibrated system is estimated.
const DRAWS: usize = 200;
/// Same beads, same draws.
const SEED: u64 = 0x2545_F491_4F6C_DD1D;

/// The mean error where every bead is right with the probability its confidence says.
fn ece_of_truth(outcomes: &[(f64, bool)]) -> f64 {
    let mut random = XorShift::new(SEED);
    let mut draw = || {
        let drawn: Vec<_> = outcomes.iter().map(|&(p, _)| (p, random.unit() < p, 1)).collect();
        ece(&sums(drawn.into_iter()))
    };
    (0..DRAWS).map(|_| draw()).sum::<f64>() / DRAWS as f64
}

/// What a bin adds up to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sum {
    count: usize,
    right: usize,
    predicted: f64,
}

/// Sums of the bins; each bead counts `usize` times.
pub(super) fn sums(outcomes: impl Iterator<Item = (f64, bool, usize)>) -> [Sum; BINS] {
    let mut sums = [Sum::default(); BINS];
    for (p, right, times) in outcomes {
        // A cast of a negative or NaN number gives 0, so the index is always in range.
        let sum = &mut sums[((p * BINS as f64) as usize).min(BINS - 1)];
        sum.count += times;
        sum.right += if right { times } else { 0 };
        sum.predicted += p * times as f64;
    }
    sums
}

pub(super) fn ece(sums: &[Sum; BINS]) -> f64 {
    let total: usize = sums.iter().map(|sum| sum.count).sum();
    let distance: f64 = sums.iter().map(|sum| (sum.predicted - sum.right as f64).abs()).sum();
    if total == 0 { 0.0 } else { distance / total as f64 }
}

/// The largest share of beads that can be accepted, most confident first, with at least `precision` of them right.
///
/// `sorted` falls in confidence; each bead counts `usize` times. Beads of one confidence are accepted together.
///
/// ```
/// use trialign::eval::coverage_at;
/// let beads = [(0.9, true, 1), (0.8, true, 1), (0.8, false, 1), (0.1, true, 1)];
/// assert_eq!(coverage_at(0.99, &beads), 0.25);
/// assert_eq!(coverage_at(0.75, &beads), 1.0);
/// ```
pub fn coverage_at(precision: f64, sorted: &[(f64, bool, usize)]) -> f64 {
    let (mut count, mut right, mut best) = (0, 0, 0);
    for (index, &(p, hit, times)) in sorted.iter().enumerate() {
        count += times;
        right += if hit { times } else { 0 };
        let tied = sorted.get(index + 1).is_some_and(|next| next.0 == p);
        if !tied && right as f64 >= precision * count as f64 {
            best = count;
        }
    }
    if count == 0 { 0.0 } else { best as f64 / count as f64 }
}

/// The interval of sampled values: the middle 95 %.
pub(super) fn middle(mut values: Vec<f64>) -> Interval {
    values.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let index = (share * values.len().saturating_sub(1) as f64).round() as usize;
        values.get(index).copied().unwrap_or_default()
    };
    Interval { low: at(0.025), high: at(0.975) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calibrated_set_has_no_error() {
        let beads: Vec<_> = (0..100).map(|n| (0.75, n % 4 != 0)).collect();
        let calibration = calibrate(&beads).unwrap();
        assert!(calibration.ece < 1e-12);
        assert_eq!(calibration.bins[7].count, 100);
        assert_eq!(calibration.coverage_99, 0.0);
    }

    #[test]
    fn luck_is_taken_off_and_faults_are_not() {
        // answers as good as their confidence: what is left of the error is small beside it
        let mut random = XorShift::new(7);
        let honest: Vec<_> = (0..300).map(|k| (0.5 + f64::from(k) / 601.0, random.unit())).collect();
        let honest: Vec<_> = honest.into_iter().map(|(p, draw)| (p, draw < p)).collect();
        let calibration = calibrate(&honest).unwrap();
        assert!(
            calibration.ece > 0.01 && calibration.ece_debiased < calibration.ece / 2.0,
            "{calibration:?}"
        );
        // half right where 0.95 is claimed
        let boasting: Vec<_> = (0..300).map(|k| (0.95, k % 2 == 0)).collect();
        assert!(calibrate(&boasting).unwrap().ece_debiased > 0.4);
    }

    #[test]
    fn certainty_falls_into_the_last_bin() {
        let calibration = calibrate(&[(1.0, true), (1.0, false)]).unwrap();
        assert_eq!(calibration.bins[9].count, 2);
        assert!((calibration.ece - 0.5).abs() < 1e-12);
        assert!(calibrate(&[]).is_none());
    }
}
