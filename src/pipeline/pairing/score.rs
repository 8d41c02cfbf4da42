//! How alike two files are: by what they say, in which order, and at what length.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Document;
use super::index::{Index, shared};
use crate::evidence::Weighted;
use crate::text::Edition;

/// English letters for each Chinese one, and how far (in logarithms) translations are usually from it.
const RATIO: f32 = 3.3;
const RATIO_SPREAD: f32 = 0.45;
const CHINESE_SPREAD: f32 = 0.25;
/// Places that two texts have to share before their order says anything.
const PLACES: usize = 6;

/// How alike two files are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Match {
    /// All of it in one number, 0 to 1.
    pub score: f32,
    /// What they say: the cosine of their keys, the rare ones counting most.
    pub content: f32,
    /// In which order: the correlation of the places of what both say once; `None` where that is too little.
    pub order: Option<f32>,
    /// How their lengths fit: 1 where as usual, towards 0 where they do not.
    pub length: f32,
    /// The best score of either file with a third one of the same edition as the other.
    pub rival: f32,
}

/// Two documents, by number, and how alike they are.
pub(super) type Link = (usize, usize, Match);

/// The pairs of documents of different editions that may be of one article.
pub(super) fn matches(documents: &[Document]) -> Vec<Link> {
    let of = |edition: Edition| -> Vec<usize> {
        (0..documents.len()).filter(|&at| documents[at].edition == edition).collect()
    };
    let [en, hans, hant] = Edition::ALL.map(of);
    let concepts = |keys: &Document| keys.keys.concepts.clone();
    let characters = |keys: &Document| keys.keys.characters.clone();
    let mut links = compare(documents, &en, &hans, &concepts);
    links.extend(compare(documents, &en, &hant, &concepts));
    links.extend(compare(documents, &hans, &hant, &characters));
    rivals(documents, &mut links);
    links
}

/// The likeliest partners of each document of one edition in another.
fn compare(
    documents: &[Document],
    left: &[usize],
    right: &[usize],
    keys: &(dyn Fn(&Document) -> Vec<Weighted> + Sync),
) -> Vec<Link> {
    let index = |side: &[usize]| {
        let all: Vec<Vec<Weighted>> = side.iter().map(|&at| keys(&documents[at])).collect();
        Index::new(&all.iter().map(Vec::as_slice).collect::<Vec<_>>())
    };
    let (rows, columns) = (index(left), index(right));
    let of = |(own, &at): (usize, &usize)| -> Vec<Link> {
        let near = columns.nearest(rows.vector(own));
        near.into_iter()
            .map(|(other, content)| {
                (at, right[other], one(&documents[at], &documents[right[other]], content))
            })
            .collect()
    };
    left.par_iter().enumerate().map(of).collect::<Vec<_>>().concat()
}

fn one(a: &Document, b: &Document, content: f32) -> Match {
    let (usual, spread) =
        if a.edition == Edition::En { (RATIO, RATIO_SPREAD) } else { (1.0, CHINESE_SPREAD) };
    let off = (a.keys.length as f32 / b.keys.length as f32 / usual).ln() / spread;
    let length = 1.0 / (1.0 + (off / 2.0).powi(4));
    let order = order(&a.keys.places, &b.keys.places);
    let in_order = order.map_or(0.5, |r| r.max(0.0));
    Match {
        score: content.min(1.0) * (0.4 + 0.6 * in_order) * (0.3 + 0.7 * length),
        content,
        order,
        length,
        rival: 0.0,
    }
}

/// The correlation of the places of keys that stand in both texts once.
fn order(a: &[Weighted], b: &[Weighted]) -> Option<f32> {
    let places: Vec<(f32, f32)> = shared(a, b).map(|(_, a, b)| (a, b)).collect();
    if places.len() < PLACES {
        return None;
    }
    let count = places.len() as f32;
    let (mean_a, mean_b) =
        (places.iter().map(|p| p.0).sum::<f32>() / count, places.iter().map(|p| p.1).sum::<f32>() / count);
    let sum = |of: &dyn Fn(&(f32, f32)) -> f32| places.iter().map(of).sum::<f32>();
    let both = sum(&|p| (p.0 - mean_a) * (p.1 - mean_b));
    let spread = sum(&|p| (p.0 - mean_a).powi(2)) * sum(&|p| (p.1 - mean_b).powi(2));
    (spread > 1e-9).then(|| both / spread.sqrt())
}

/// Enters for each pair the best score that either document has elsewhere.
fn rivals(documents: &[Document], links: &mut [Link]) {
    // By document and edition of the other: the two best scores, and whose the best is.
    let mut best: BTreeMap<(usize, Edition), [(f32, usize); 2]> = BTreeMap::new();
    for (a, b, found) in links.iter() {
        for (own, other) in [(*a, *b), (*b, *a)] {
            let two = best.entry((own, documents[other].edition)).or_insert([(0.0, usize::MAX); 2]);
            if found.score > two[0].0 {
                *two = [(found.score, other), two[0]];
            } else if found.score > two[1].0 {
                two[1] = (found.score, other);
            }
        }
    }
    for (a, b, found) in links {
        let elsewhere = |own: usize, other: usize| {
            best.get(&(own, documents[other].edition))
                .map_or(0.0, |two| if two[0].1 == other { two[1].0 } else { two[0].0 })
        };
        found.rival = elsewhere(*a, *b).max(elsewhere(*b, *a));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_seen() {
        let along: Vec<Weighted> = (0..20).map(|n| (n, n as f32 / 20.0)).collect();
        let back: Vec<Weighted> = (0..20).map(|n| (n, 1.0 - n as f32 / 20.0)).collect();
        assert!(order(&along, &along).unwrap() > 0.99);
        assert!(order(&along, &back).unwrap() < -0.99);
        assert_eq!(order(&along[..3], &back), None);
    }
}
