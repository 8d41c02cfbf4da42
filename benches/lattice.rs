//! How time and memory grow with the text: one article of 5,000 to 40,000 sentences, and one of 30,000 × 42,687.

mod support;

use support::{Lines, Used};

/// Steps of the growth, in copies of the base text of about 5,000 sentences.
const COPIES: [usize; 4] = [1, 2, 4, 8];
/// The copies of the long article: six times the shared base is 30,000 × 42,687.
const LONG: usize = 6;

fn main() {
    let base = support::long_base();
    println!("lattice: growth on {} ({} × {} lines a copy)", base.name, base.en.len(), base.hans.len());
    let folder = support::folder("lattice");
    let mut first: Option<Used> = None;
    for copies in COPIES {
        let used = align(&base, copies, &folder);
        let first = first.get_or_insert(used);
        println!(
            "  {:>6} × {:>6}  {:>7.2} s ({:>4.1} ×)  {:>5} MB ({:>4.1} ×)",
            base.en.len() * copies,
            base.hans.len() * copies,
            used.seconds,
            used.seconds / first.seconds,
            used.peak_kb / 1024,
            used.peak_kb as f64 / first.peak_kb.max(1) as f64,
        );
    }
    let used = align(&base, LONG, &folder);
    println!(
        "  long article: {} × {}: {:.2} s, {} MB",
        base.en.len() * LONG,
        base.hans.len() * LONG,
        used.seconds,
        used.peak_kb / 1024
    );
}

fn align(base: &Lines, copies: usize, folder: &std::path::Path) -> Used {
    let (en, hans) = (folder.join("en.txt"), folder.join("zh-Hans.txt"));
    support::write_lines(&en, &base.en, copies);
    support::write_lines(&hans, &base.hans, copies);
    let out = folder.join("out.vecalign");
    support::run(
        &["align", "--segmented", "-q", "--isolated"],
        &[("--en", &en), ("--zh-hans", &hans), ("-o", &out)],
    )
}
