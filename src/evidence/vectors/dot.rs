//! The inner product that cosines are made of.

use fearless_simd::{Level, Simd, dispatch};

/// The inner product of two rows of bytes.
pub fn dot(a: &[i8], b: &[i8]) -> i32 {
    #[inline(always)]
    fn run<S: Simd>(_: S, a: &[i8], b: &[i8]) -> i32 {
        a.iter().zip(b).map(|(a, b)| i32::from(i16::from(*a) * i16::from(*b))).sum()
    }
    dispatch!(Level::new(), simd => run(simd, a, b))
}
