//! Which numbers of two texts stand for each other.

use std::collections::HashMap;

use super::{Key, Number};

/// How many numbers that are left over on the other side one is compared with: what is farther off in the order of
/// the texts is hardly the same, and a text of 20,000 figures must not cost the square of them.
const REACH: usize = 64;

/// The places of the numbers of each side that the other says in no way; each answers for one of the other side.
///
/// First those of one key are paired off in order, then those that `alike` holds for one thing, near their place in
/// the order. Linear in the count.
///
/// ```
/// use trialign::text::numbers::{chinese, english, unmatched};
/// let (en, zh) = (english("2,000 ms, 40 boats, 7 crews"), chinese("2秒，40条船，9 队"));
/// let (only_en, only_zh) = unmatched(&en, &zh, |a, b| en[a].same_quantity(&zh[b]));
/// assert_eq!((en[only_en[0]].value, zh[only_zh[0]].value), (7.0, 9.0));
/// ```
pub fn unmatched(
    a: &[Number],
    b: &[Number],
    alike: impl Fn(usize, usize) -> bool,
) -> (Vec<usize>, Vec<usize>) {
    let mut places: HashMap<Key, std::collections::VecDeque<usize>> = HashMap::new();
    for (at, number) in b.iter().enumerate() {
        places.entry(number.key()).or_default().push_back(at);
    }
    let mut taken = vec![false; b.len()];
    let mut left = Vec::new();
    for (at, number) in a.iter().enumerate() {
        match places.get_mut(&number.key()).and_then(std::collections::VecDeque::pop_front) {
            Some(found) => taken[found] = true,
            None => left.push(at),
        }
    }
    let mut other: Vec<usize> = (0..b.len()).filter(|at| !taken[*at]).collect();
    let mut only = Vec::new();
    let mut first = 0;
    for (rank, at) in left.into_iter().enumerate() {
        first = first.max(rank.saturating_sub(REACH / 2));
        let near = other.iter().enumerate().skip(first).take(REACH);
        match near.filter(|(_, there)| **there != usize::MAX).find(|(_, there)| alike(at, **there)) {
            Some((place, _)) => other[place] = usize::MAX,
            None => only.push(at),
        }
    }
    other.retain(|at| *at != usize::MAX);
    (only, other)
}
