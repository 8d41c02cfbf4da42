//! Which of two lists of texts are the same.

use std::collections::HashMap;

/// Finds the segments of `old` in `new`, never going back; linear but for a sort.
///
/// Texts that are there once in both are matched first, then their neighbours as far as they are equal.
///
/// ```
/// use trialign::review::matching::matches;
/// assert_eq!(matches(&["a", "b", "c"], &["x", "a", "c"]), [Some(1), None, Some(2)]);
/// assert_eq!(matches(&["a", "a"], &["a", "n", "a"]), [Some(0), Some(2)]);
/// ```
pub fn matches(old: &[&str], new: &[&str]) -> Vec<Option<usize>> {
    let mut found = vec![None; old.len()];
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let rest = old[head..].iter().rev().zip(new[head..].iter().rev());
    let tail = rest.take_while(|(a, b)| a == b).count();
    for (k, place) in found.iter_mut().enumerate() {
        if k < head {
            *place = Some(k);
        } else if k >= old.len() - tail {
            *place = Some(k + new.len() - old.len());
        }
    }
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    let anchors = rising(&unique(&old[head..old_end], &new[head..new_end]));
    for &(o, n) in &anchors {
        found[head + o] = Some(head + n);
    }
    extend(old, new, &mut found);
    found
}

/// Pairs of texts that are there exactly once on both sides, in the order of the first.
fn unique(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let mut count: HashMap<&str, (usize, usize, usize)> = HashMap::new();
    for text in old {
        count.entry(text).or_default().0 += 1;
    }
    for (k, text) in new.iter().enumerate() {
        if let Some(entry) = count.get_mut(text) {
            (entry.1, entry.2) = (entry.1 + 1, k);
        }
    }
    let once = |(k, text): (usize, &&str)| match count.get(text) {
        Some(&(1, 1, place)) => Some((k, place)),
        _ => None,
    };
    old.iter().enumerate().filter_map(once).collect()
}

/// The longest subsequence whose second part rises.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let (mut ends, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    for (k, pair) in pairs.iter().enumerate() {
        let at = ends.partition_point(|&end| pairs[end].1 < pair.1);
        before.push(at.checked_sub(1).map(|last| ends[last]));
        if at == ends.len() { ends.push(k) } else { ends[at] = k }
    }
    let mut out = Vec::new();
    let mut next = ends.last().copied();
    while let Some(k) = next {
        out.push(pairs[k]);
        next = before[k];
    }
    out.reverse();
    out
}

/// Neighbours of what was found that are equal too, downwards, then upwards.
fn extend(old: &[&str], new: &[&str], found: &mut [Option<usize>]) {
    let mut ceiling = vec![new.len(); old.len() + 1];
    for k in (0..old.len()).rev() {
        ceiling[k] = found[k].unwrap_or(ceiling[k + 1]);
    }
    for k in 1..old.len() {
        if let (None, Some(above)) = (found[k], found[k - 1])
            && above + 1 < ceiling[k]
            && new[above + 1] == old[k]
        {
            found[k] = Some(above + 1);
        }
    }
    let mut floor = vec![0; old.len() + 1];
    for k in 0..old.len() {
        floor[k + 1] = found[k].map_or(floor[k], |place| place + 1);
    }
    for k in (0..old.len().saturating_sub(1)).rev() {
        if let (None, Some(below)) = (found[k], found[k + 1])
            && below > floor[k]
            && new[below - 1] == old[k]
        {
            found[k] = Some(below - 1);
        }
    }
}
