//! What is worth a look: the least certain first, over all articles.

/// A bead that nobody has looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Open {
    /// The article, as an index into the session.
    pub article: usize,
    /// The bead in it, from 0.
    pub at: usize,
    /// Its posterior; unknown counts as 0.
    pub confidence: f64,
}

/// Sorts by posterior, least first, and says how many to review until the rest is right with `target`.
///
/// The rest are the beads nobody looked at; how many of them are right is the sum of their posteriors.
///
/// ```
/// use trialign::review::queue::{order, Open};
/// let mut open: Vec<Open> = [0.5, 1.0, 0.98, 1.0]
///     .iter().enumerate().map(|(at, &confidence)| Open { article: 0, at, confidence }).collect();
/// assert_eq!(order(&mut open, 0.99), 1);
/// assert_eq!(open[0].confidence, 0.5);
/// ```
pub fn order(open: &mut [Open], target: f64) -> usize {
    open.sort_by(|a, b| {
        a.confidence.total_cmp(&b.confidence).then((a.article, a.at).cmp(&(b.article, b.at)))
    });
    let mut right: f64 = open.iter().map(|bead| bead.confidence).sum();
    for (index, bead) in open.iter().enumerate() {
        let left = (open.len() - index) as f64;
        if right >= target * left - 1e-9 {
            return index;
        }
        right -= bead.confidence;
    }
    open.len()
}
