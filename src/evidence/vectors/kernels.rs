//! The loops over numbers, written so that the compiler turns them into vector instructions.

/// `row += other`.
pub fn add(row: &mut [f32], other: &[f32]) {
    row.iter_mut().zip(other).for_each(|(r, o)| *r += o);
}

/// `row = max(row, 0) + other`.
pub fn relu_add(row: &mut [f32], other: &[f32]) {
    row.iter_mut().zip(other).for_each(|(r, o)| *r = r.max(0.0) + o);
}

/// Mean 0 and variance 1.
pub fn normalise(row: &mut [f32], epsilon: f32) {
    let count = row.len() as f32;
    let mean = sum(row, |v| v) / count;
    let variance = sum(row, |v| (v - mean) * (v - mean)) / count;
    let factor = (variance + epsilon).sqrt().recip();
    row.iter_mut().for_each(|v| *v = (*v - mean) * factor);
}

/// A sum in eight strands.
fn sum(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut strands = [0.0f32; 8];
    let (chunks, rest) = row.as_chunks::<8>();
    for chunk in chunks {
        strands.iter_mut().zip(chunk).for_each(|(s, v)| *s += of(*v));
    }
    strands.iter().sum::<f32>() + rest.iter().map(|v| of(*v)).sum::<f32>()
}

/// The hyperbolic tangent of each number to about seven digits: the rational function that Eigen uses.
pub fn tanh(row: &mut [f32]) {
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

/// The inner product of two rows of bytes.
pub fn dot(a: &[i8], b: &[i8]) -> i32 {
    a.iter().zip(b).map(|(a, b)| i32::from(i16::from(*a) * i16::from(*b))).sum()
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
