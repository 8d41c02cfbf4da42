//! The loops over numbers, written so that the compiler turns them into vector instructions; each is compiled for
//! several kinds of processor, and gives the same bits on all.

use fearless_simd::{Level, Simd, dispatch};

/// Strands of a sum: it is the same whatever the width of the registers.
const STRANDS: usize = 32;

/// `row += other`.
pub fn add(row: &mut [f32], other: &[f32]) {
    #[inline(always)]
    fn run<S: Simd>(_: S, row: &mut [f32], other: &[f32]) {
        row.iter_mut().zip(other).for_each(|(r, o)| *r += o);
    }
    dispatch!(Level::new(), simd => run(simd, row, other));
}

/// `row = max(row, 0) + other`.
pub fn relu_add(row: &mut [f32], other: &[f32]) {
    #[inline(always)]
    fn run<S: Simd>(_: S, row: &mut [f32], other: &[f32]) {
        row.iter_mut().zip(other).for_each(|(r, o)| *r = relu(*r) + o);
    }
    dispatch!(Level::new(), simd => run(simd, row, other));
}

/// `row += step · codes`.
pub fn add_codes(row: &mut [f32], (codes, step): (&[i16], f32)) {
    #[inline(always)]
    fn run<S: Simd>(_: S, row: &mut [f32], codes: &[i16], step: f32) {
        row.iter_mut().zip(codes).for_each(|(r, c)| *r += step * f32::from(*c));
    }
    dispatch!(Level::new(), simd => run(simd, row, codes, step));
}

/// `row = max(row, 0) + step · codes`.
pub fn relu_add_codes(row: &mut [f32], (codes, step): (&[i16], f32)) {
    #[inline(always)]
    fn run<S: Simd>(_: S, row: &mut [f32], codes: &[i16], step: f32) {
        row.iter_mut().zip(codes).for_each(|(r, c)| *r = relu(*r) + step * f32::from(*c));
    }
    dispatch!(Level::new(), simd => run(simd, row, codes, step));
}

/// `max(v, 0)`; what is no number stays none.
#[inline(always)]
fn relu(v: f32) -> f32 {
    if v < 0.0 { 0.0 } else { v }
}

/// `row = max(row, 0)`.
pub fn relu_all(row: &mut [f32]) {
    #[inline(always)]
    fn run<S: Simd>(_: S, row: &mut [f32]) {
        row.iter_mut().for_each(|r| *r = relu(*r));
    }
    dispatch!(Level::new(), simd => run(simd, row));
}

/// Brings a row to mean 0 and variance 1.
pub fn normalise(row: &mut [f32], epsilon: f32) {
    #[inline(always)]
    fn run<S: Simd>(_: S, row: &mut [f32], epsilon: f32) {
        let (mean, factor) = moments(row, epsilon);
        row.iter_mut().for_each(|v| *v = (*v - mean) * factor);
    }
    dispatch!(Level::new(), simd => run(simd, row, epsilon));
}

/// Adds a row brought to mean 0 and variance 1 to a sum.
pub fn add_normalised(sum: &mut [f32], row: &[f32], epsilon: f32) {
    #[inline(always)]
    fn run<S: Simd>(_: S, sum: &mut [f32], row: &[f32], epsilon: f32) {
        let (mean, factor) = moments(row, epsilon);
        sum.iter_mut().zip(row).for_each(|(s, v)| *s += (*v - mean) * factor);
    }
    dispatch!(Level::new(), simd => run(simd, sum, row, epsilon));
}

/// The mean, and one over the standard deviation.
#[inline(always)]
fn moments(row: &[f32], epsilon: f32) -> (f32, f32) {
    let count = row.len() as f32;
    let mean = sum(row, |v| v) / count;
    let variance = sum(row, |v| (v - mean) * (v - mean)) / count;
    (mean, (variance + epsilon).sqrt().recip())
}

#[inline(always)]
fn sum(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut strands = [0.0f32; STRANDS];
    let (chunks, rest) = row.as_chunks::<STRANDS>();
    for chunk in chunks {
        strands.iter_mut().zip(chunk).for_each(|(s, v)| *s += of(*v));
    }
    strands.iter().sum::<f32>() + rest.iter().map(|v| of(*v)).sum::<f32>()
}

/// The hyperbolic tangent of each number to about seven digits: the rational function that Eigen uses.
pub fn tanh(row: &mut [f32]) {
    dispatch!(Level::new(), simd => tanh_of(simd, row));
}

#[inline(always)]
fn tanh_of<S: Simd>(_: S, row: &mut [f32]) {
    for v in row {
        let x = v.clamp(-7.905_311, 7.905_311);
        let y = x * x;
        let p = -2.760_768_4e-16f32;
        let p = p * y + 2.000_188e-13;
        let p = p * y - 8.604_672e-11;
        let p = p * y + 5.122_297_3e-8;
        let p = p * y + 1.485_722_4e-5;
        let p = p * y + 6.372_619_3e-4;
        let p = p * y + 4.893_524_6e-3;
        let q = 1.198_258_4e-6f32;
        let q = q * y + 1.185_347_1e-4;
        let q = q * y + 2.268_434_6e-3;
        let q = q * y + 4.893_525e-3;
        *v = x * p / q;
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_tangent_is_near_enough() {
        for k in -2000..=2000 {
            let x = k as f32 / 150.0;
            let mut row = [x];
            super::tanh(&mut row);
            assert!((row[0] - x.tanh()).abs() < 1e-6, "{x}");
        }
    }

    #[test]
    fn a_normed_row_has_mean_0_and_variance_1() {
        let mut row: Vec<f32> = (0..100).map(|k| k as f32).collect();
        super::normalise(&mut row, 1e-12);
        assert!(row.iter().sum::<f32>().abs() < 1e-4);
        assert!((row.iter().map(|v| v * v).sum::<f32>() - 100.0).abs() < 1e-3);
    }
}
