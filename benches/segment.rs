//! Sentences cut a second, on one core and on all.

mod support;

use std::time::Instant;

use rayon::prelude::*;
use trialign::segment::cut_text;
use trialign::text::Edition;

/// Each measurement runs at least this long.
const SECONDS: f64 = 2.0;

fn main() {
    println!("segment: sentences a second");
    for edition in Edition::ALL {
        let texts = support::corpus_texts(edition);
        let cut = |text: &String| cut_text(edition, text).len();
        let one = rate(|| texts.iter().map(cut).sum());
        let all = rate(|| (0..8).into_par_iter().map(|_| texts.par_iter().map(cut).sum::<usize>()).sum());
        println!("  {edition:<8} one core {one:>9.0}   {} cores {all:>9.0}", rayon::current_num_threads());
    }
}

/// Sentences a second of `work`, which says how many it cut.
fn rate(work: impl Fn() -> usize) -> f64 {
    let start = Instant::now();
    let mut sentences = 0;
    while start.elapsed().as_secs_f64() < SECONDS {
        sentences += work();
    }
    sentences as f64 / start.elapsed().as_secs_f64()
}
