//! An inverted index over the keys of documents, asked by the rarest keys first.

use std::collections::HashMap;

use crate::evidence::Weighted;

/// Documents that are looked at for one question, however many there are.
const BUDGET: usize = 6000;
/// Documents that are compared whole.
const CANDIDATES: usize = 12;
/// Added to the number of documents, so that in a small collection a key that all have is not worthless.
const PRIOR: f32 = 20.0;

/// Vectors of some documents, of length 1, and where each key stands.
pub(super) struct Index {
    vectors: Vec<Vec<Weighted>>,
    postings: HashMap<u64, Vec<u32>>,
}

impl Index {
    /// Weighs the keys of documents: the rarer the more, the more often the more.
    pub fn new(documents: &[&[Weighted]]) -> Index {
        let mut postings: HashMap<u64, Vec<u32>> = HashMap::new();
        for (at, keys) in documents.iter().enumerate() {
            for (key, _) in *keys {
                postings.entry(*key).or_default().push(at as u32);
            }
        }
        let all = documents.len() as f32;
        let weigh = |keys: &&[Weighted]| {
            let weight = |(key, mass): &Weighted| {
                let with = postings.get(key).map_or(0, Vec::len) as f32;
                (*key, (1.0 + (1.0 + mass).ln()) * ((all + PRIOR) / (with + 0.5)).ln())
            };
            let mut vector: Vec<Weighted> = keys.iter().map(weight).collect();
            let norm = vector.iter().map(|(_, w)| w * w).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
            vector.iter_mut().for_each(|(_, w)| *w /= norm);
            vector
        };
        let vectors = documents.iter().map(weigh).collect();
        Index { vectors, postings }
    }

    /// The vector of a document.
    pub fn vector(&self, at: usize) -> &[Weighted] {
        &self.vectors[at]
    }

    /// The documents that share most with a vector, each with its cosine, best first.
    pub fn nearest(&self, vector: &[Weighted]) -> Vec<(usize, f32)> {
        let mut keys: Vec<(&Vec<u32>, Weighted)> =
            vector.iter().filter_map(|own| Some((self.postings.get(&own.0)?, *own))).collect();
        keys.sort_by(|a, b| a.0.len().cmp(&b.0.len()).then(b.1.1.total_cmp(&a.1.1)).then(a.1.0.cmp(&b.1.0)));
        let mut sums: HashMap<u32, f32> = HashMap::new();
        let mut visited = 0;
        for (documents, (_, weight)) in keys {
            // The keys that follow are as common or more so.
            if visited + documents.len() > BUDGET && visited > 0 {
                break;
            }
            visited += documents.len();
            // The weight of the key is about the same on the other side.
            documents.iter().take(BUDGET).for_each(|at| *sums.entry(*at).or_default() += weight * weight);
        }
        let mut found: Vec<(u32, f32)> = sums.into_iter().collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.truncate(CANDIDATES);
        let mut found: Vec<(usize, f32)> =
            found.into_iter().map(|(at, _)| (at as usize, dot(vector, &self.vectors[at as usize]))).collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found
    }
}

/// The product of two vectors, each in the order of its keys.
fn dot(a: &[Weighted], b: &[Weighted]) -> f32 {
    shared(a, b).map(|(_, a, b)| a * b).sum()
}

/// The keys that both have, with what each has of them.
pub(super) fn shared<'a>(a: &'a [Weighted], b: &'a [Weighted]) -> impl Iterator<Item = (u64, f32, f32)> + 'a {
    let mut rest = b;
    a.iter().filter_map(move |(key, own)| {
        rest = &rest[rest.partition_point(|(other, _)| other < key)..];
        rest.first().filter(|(other, _)| other == key).map(|(_, other)| (*key, *own, *other))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rarest_keys_find() {
        let documents: Vec<Vec<Weighted>> = (0..50).map(|n| vec![(1, 3.0), (100 + n, 1.0)]).collect();
        let index = Index::new(&documents.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let found = index.nearest(index.vector(7));
        assert_eq!(found[0].0, 7);
        assert!((found[0].1 - 1.0).abs() < 1e-4 && found[1].1 < 0.5, "{found:?}");
        assert!(found.len() <= CANDIDATES);
        assert!(index.nearest(&[(5, 1.0)]).is_empty());
    }

    #[test]
    fn what_two_share() {
        let (a, b) = ([(1, 1.0), (3, 2.0), (9, 1.0)], [(2, 1.0), (3, 5.0), (9, 4.0), (11, 1.0)]);
        assert_eq!(shared(&a, &b).collect::<Vec<_>>(), [(3, 2.0, 5.0), (9, 1.0, 4.0)]);
    }
}
