//! Two editions at a time: what training takes, and what is judged here.

use std::fmt;
use std::str::FromStr;

use crate::text::Edition::{self, En, ZhHans, ZhHant};

/// Two editions, English or Simplified first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pair(pub Edition, pub Edition);

impl Pair {
    /// All pairs.
    pub const ALL: [Pair; 3] = [Pair(En, ZhHans), Pair(En, ZhHant), Pair(ZhHans, ZhHant)];

    /// Its place in [`Pair::ALL`].
    pub fn index(self) -> usize {
        match self {
            Pair(En, ZhHans) => 0,
            Pair(En, _) => 1,
            _ => 2,
        }
    }
}

impl fmt::Display for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.0, self.1)
    }
}

impl FromStr for Pair {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = Pair::ALL.into_iter().find(|pair| pair.to_string().eq_ignore_ascii_case(text.trim()));
        known.ok_or_else(|| {
            format!("'{text}' is not a pair; use {}", Pair::ALL.map(|pair| pair.to_string()).join(", "))
        })
    }
}
