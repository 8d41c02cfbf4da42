//! Which English stems go with which single characters, over all of CC-CEDICT: 怒 with anger, rage, fury.
//!
//! A word that the dictionary renders otherwise than the translator did still shares characters with words
//! that it renders the same way. Kept are pairs that meet at least twice and far above chance (Dunning 1993).

use std::collections::BTreeMap;

const LEAST_MEETINGS: f64 = 2.0;
const LEAST_LOG_LIKELIHOOD: f64 = 12.0;
const MOST_PER_CHARACTER: usize = 40;

/// Counts entries in which a character and a stem meet.
#[derive(Default)]
pub struct Meetings {
    total: f64,
    chars: BTreeMap<char, f64>,
    stems: BTreeMap<u32, f64>,
    pairs: BTreeMap<(char, u32), f64>,
}

impl Meetings {
    pub fn add(&mut self, chars: &[char], stems: &[u32]) {
        self.total += 1.0;
        for &c in chars {
            *self.chars.entry(c).or_default() += 1.0;
            for &s in stems {
                *self.pairs.entry((c, s)).or_default() += 1.0;
            }
        }
        for &s in stems {
            *self.stems.entry(s).or_default() += 1.0;
        }
    }

    /// Per character its stems with a strength from 1 to 255: the share of the stem's entries that have the
    /// character, as a cosine.
    pub fn strongest(&self) -> BTreeMap<char, Vec<(u32, u8)>> {
        let mut out: BTreeMap<char, Vec<(u32, u8)>> = BTreeMap::new();
        for (&(c, s), &both) in &self.pairs {
            let (nc, ns) = (self.chars[&c], self.stems[&s]);
            if both < LEAST_MEETINGS || both * self.total <= nc * ns {
                continue;
            }
            if log_likelihood(both, nc, ns, self.total) < LEAST_LOG_LIKELIHOOD {
                continue;
            }
            let strength = (both / (nc * ns).sqrt() * 255.0).round().clamp(1.0, 255.0) as u8;
            out.entry(c).or_default().push((s, strength));
        }
        for list in out.values_mut() {
            list.sort_by_key(|&(stem, strength)| (std::cmp::Reverse(strength), stem));
            list.truncate(MOST_PER_CHARACTER);
            list.sort_unstable();
        }
        out
    }
}

fn log_likelihood(both: f64, a: f64, b: f64, total: f64) -> f64 {
    let term = |k: f64, expected: f64| if k > 0.0 { k * (k / expected).ln() } else { 0.0 };
    2.0 * (term(both, a * b / total)
        + term(a - both, a * (total - b) / total)
        + term(b - both, (total - a) * b / total)
        + term(total - a - b + both, (total - a) * (total - b) / total))
}
