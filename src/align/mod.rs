//! Finds the ladder of an article: search area, lattice, best path, posteriors, three editions, training.

mod band;
mod lattice;
mod search;
mod train;
mod weights;

pub use band::Band;
pub use lattice::{Lattice, SHAPES};
pub use search::{Link, Posteriors};
pub use train::{Example, TrainOptions, train};
pub use weights::Weights;

use crate::evidence::{Bilingual, Candidate, Evidence};

/// dev
pub fn align_pair(e: &mut Bilingual, w: &[f32]) -> (Vec<Link>, Vec<Candidate>) {
    let (n, m) = e.size();
    let points = e.anchors();
    let mut band = Band::new(n, m, &points, 1.0);
    let mut v = vec![0.0; w.len()];
    for round in 0..4 {
        e.prepare(&band.region(lattice::LARGEST));
        let l = Lattice::new(band.clone(), SHAPES.len());
        let scores = l.score(|c| {
            e.values(c, &mut v);
            v.iter().zip(w).map(|(a, b)| a * b).sum()
        });
        let vit = search::best_path(&l, |n, s, _| f64::from(scores[l.slot(n, s)]));
        if let Some(b) = band.widened(vit.iter().map(|c| (c.rows.start, c.columns.start))).filter(|_| round < 3) {
            if n > 1000 { eprintln!("widen {} nodes {} -> ", round, l.nodes()); }
            band = b;
            continue;
        }
        let post = Posteriors::new(&l, &scores);
        let mbr = search::best_path(&l, |n, s, e| post.edge(n, e, scores[l.slot(n, s)]) - 1e-4);
        let links = mbr
            .iter()
            .map(|c| {
                let a = l.node(c.rows.start, c.columns.start).unwrap();
                let b = l.node(c.rows.end(), c.columns.end()).unwrap();
                let s = SHAPES.iter().position(|x| *x == (c.rows.len, c.columns.len)).unwrap();
                Link { bead: *c, posterior: post.edge(a, b, scores[l.slot(a, s)]) }
            })
            .collect();
        return (links, vit);
    }
    unreachable!()
}
