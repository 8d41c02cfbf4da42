use proptest::prelude::*;

use super::*;
use crate::evidence::{BlockSize, Region};

/// Two texts whose lines are topics: a bead is good as far as its sides have the same ones.
struct Topics {
    sides: [Vec<u8>; 2],
}

impl Topics {
    fn of(&self, side: usize, run: Run) -> &[u8] {
        &self.sides[side][run.range()]
    }

    fn shared(&self, rows: &[u8], columns: &[u8]) -> usize {
        rows.iter().filter(|topic| columns.contains(topic)).count()
    }
}

impl Evidence for Topics {
    fn size(&self) -> (usize, usize) {
        (self.sides[0].len(), self.sides[1].len())
    }

    fn likeness(&self, size: BlockSize, region: &Region, _: usize) -> Vec<f32> {
        let block = |side: usize, at: usize| {
            let lines = &self.sides[side];
            &lines[(at * size[side]).min(lines.len())..((at + 1) * size[side]).min(lines.len())]
        };
        let rows = region.columns.iter().enumerate();
        rows.flat_map(|(row, columns)| columns.clone().map(move |column| (row, column)))
            .map(|(row, column)| 3.0 * self.shared(block(0, row), block(1, column)) as f32)
            .collect()
    }

    fn prepare(&mut self, _: &Region, _: usize) {}

    fn learn_ratios(&mut self, _: [&[f32]; 2]) {}

    fn learn_gaps(&mut self, _: [&[f32]; 2]) {}

    fn gaps(&self, bead: Candidate) -> f32 {
        // Whole at first, holed later on.
        (bead.rows.start as f32 / 10.0).min(1.0)
    }

    fn rules_out(&self, _: Candidate) -> bool {
        false
    }

    fn names() -> Vec<&'static str> {
        vec!["shared", "strange", "null", "lines"]
    }

    fn values(&self, bead: Candidate, out: &mut [f32]) {
        let (rows, columns) = (self.of(0, bead.rows), self.of(1, bead.columns));
        let shared = self.shared(rows, columns) + self.shared(columns, rows);
        out[0] = shared as f32;
        out[1] = (rows.len() + columns.len() - shared) as f32;
        out[2] = f32::from(u8::from(rows.is_empty() || columns.is_empty()));
        out[3] = (rows.len() + columns.len()) as f32;
    }
}

/// Runs of lines of both sides, one bead each; every bead has topics of its own.
fn text(shapes: &[(usize, usize)]) -> (Topics, Vec<Candidate>) {
    let (mut sides, mut gold) = ([Vec::new(), Vec::new()], Vec::new());
    for (topic, &(a, b)) in shapes.iter().enumerate() {
        let (rows, columns) = (Run::new(sides[0].len(), a), Run::new(sides[1].len(), b));
        gold.push(Candidate { rows, columns });
        sides[0].extend(std::iter::repeat_n(topic as u8, a));
        sides[1].extend(std::iter::repeat_n(topic as u8, b));
    }
    (Topics { sides }, gold)
}

fn example(shapes: &[(usize, usize)]) -> Example {
    let (mut topics, gold) = text(shapes);
    Example::new(&mut topics, &gold, View::Whole).unwrap()
}

const SHAPES_OF: [&[(usize, usize)]; 3] = [
    &[(1, 1), (1, 2), (1, 1), (2, 1), (1, 1), (1, 0), (1, 1), (0, 1), (1, 1), (1, 1), (1, 1), (2, 2)],
    &[(1, 1), (1, 1), (1, 0), (1, 0), (1, 1), (1, 3), (1, 1), (1, 1), (1, 1), (0, 2), (1, 1), (1, 1)],
    &[(2, 1), (1, 1), (1, 1), (1, 1), (0, 1), (1, 2), (1, 1)],
];

fn trained(examples: &[Example]) -> Vec<f64> {
    let examples: Vec<&Example> = examples.iter().collect();
    // Three short texts say little against the usual penalty.
    let options = TrainOptions { penalty: 0.1, ..TrainOptions::default() };
    let plain = train(&examples, None, Half::Plain, options).unwrap();
    train(&examples, Some(&plain), Half::Holed, options).unwrap()
}

proptest! {
    /// The slope is what a small step along each weight says, and zero along those that are not trained.
    #[test]
    fn the_gradient_is_the_slope_of_the_loss(
        weights in proptest::collection::vec(-2.0f64..2.0, 8),
        shapes in proptest::collection::vec((0usize..3, 0usize..3), 1..8),
        holed in any::<bool>(),
    ) {
        let shapes: Vec<_> = shapes.into_iter().filter(|&(a, b)| a + b > 0 && (a.min(b) > 0 || a + b == 1)).collect();
        prop_assume!(!shapes.is_empty());
        let (mut topics, gold) = text(&shapes);
        let Some(example) = Example::new(&mut topics, &gold, View::Whole) else { return Ok(()) };
        let half = if holed { Half::Holed } else { Half::Plain };
        let problem = Problem { examples: &[example], penalty: 0.5, half, last: std::sync::Mutex::new(None) };
        let (_, slope) = problem.both(&weights);
        // Scores are narrow numbers, so the step must not be small.
        let step = 1e-2;
        for at in 0..weights.len() {
            let moved = |by: f64| {
                let mut moved = weights.clone();
                moved[at] += by;
                problem.both(&moved).0
            };
            let expected = (moved(step) - moved(-step)) / (2.0 * step);
            if half.range(weights.len()).contains(&at) {
                prop_assert!((slope[at] - expected).abs() < 0.02 * (1.0 + expected.abs()), "{at}: {} {expected}", slope[at]);
            } else {
                prop_assert_eq!(slope[at], 0.0);
            }
        }
    }
}

#[test]
fn the_same_ladders_give_the_same_bits_at_any_number_of_threads() {
    let examples = SHAPES_OF.map(example);
    let bits = |threads: usize| -> Vec<u64> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| trained(&examples)).into_iter().map(f64::to_bits).collect()
    };
    assert_eq!(bits(1), bits(4));
    assert_eq!(bits(2), bits(2));
}

#[test]
fn what_was_learned_finds_ladders_that_were_not_seen() {
    let weights = trained(&SHAPES_OF.map(example));
    assert!(weights[0] > 0.0 && weights[1] < 0.0, "{weights:?}");
    let unseen = example(&[(1, 1), (1, 0), (1, 2), (1, 1), (2, 1), (0, 1), (1, 1), (1, 1)]);
    let (_, posteriors) = unseen.posteriors(&weights);
    for (edge, p) in unseen.edges.iter().zip(posteriors) {
        assert!((p > 0.5) == edge.gold, "{p} where gold is {}", edge.gold);
    }
}

#[test]
fn pruned_examples_lose_nothing_that_counts() {
    let examples = SHAPES_OF.map(example);
    let weights = trained(&examples);
    for example in &examples {
        let ((whole, slope), (pruned, pruned_slope)) =
            (example.loss(&weights), example.pruned(&weights).loss(&weights));
        assert!((whole - pruned).abs() < 1e-4, "{whole} {pruned}");
        assert!(slope.iter().zip(&pruned_slope).all(|(a, b)| (a - b).abs() < 1e-3));
    }
}

#[test]
fn no_gold_is_an_error() {
    assert!(train(&[], None, Half::Plain, TrainOptions::default()).is_err());
}
