//! Numbers drawn the same everywhere.

/// Marsaglia's xorshift64*: small, good enough for resampling, the same everywhere.
pub(super) struct XorShift(u64);

impl XorShift {
    /// `seed` may not be 0.
    pub(super) fn new(seed: u64) -> XorShift {
        XorShift(seed)
    }

    /// A whole number below `bound`.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.word()) * bound as u128) >> 64) as usize
    }

    /// A number from 0 to below 1.
    pub(super) fn unit(&mut self) -> f64 {
        (self.word() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn word(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }
}
