//! How much two texts share, in words, whatever stands around them.

use std::collections::HashMap;

use super::lexicon_table::LexiconTable;
use super::side::{Lines, Side};
use super::stem::words;
use super::tokens::Tokenizer;
use super::translations::{Learned, Translations};
use crate::text::han::is_han;

/// Words that two texts share, of those that they could.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Overlap {
    /// Shared.
    pub shared: f64,
    /// Of so many; never less.
    pub of: f64,
}

/// Characters that stand in any Chinese sentence, and in any date.
const COMMON: &str = "的了是在和有不我他这人们一个为与也就对于年月日";

impl Overlap {
    /// The characters that two folded Chinese texts share, words in Latin letters and figures counting as one each, of
    /// those of the shorter text.
    pub fn of_characters(one: &str, other: &str) -> Overlap {
        let mut left: HashMap<&str, usize> = HashMap::new();
        let (mut total, mut shared) = ([0, 0], 0);
        each(one, |word| {
            total[0] += 1;
            *left.entry(word).or_default() += 1;
        });
        each(other, |word| {
            total[1] += 1;
            if let Some(left) = left.get_mut(word).filter(|left| **left > 0) {
                *left -= 1;
                shared += 1;
            }
        });
        Overlap { shared: f64::from(shared), of: f64::from(total[0].min(total[1])) }
    }

    /// The words of an English and a Chinese text that the dictionary has render each other, of those of both: the mean
    /// of the two sides.
    pub fn of_words(en: &Lines<'_>, zh: &Lines<'_>, tokenizer: &Tokenizer, table: &LexiconTable) -> Overlap {
        let [en, zh] = [en, zh].map(|side| Side::new(side, tokenizer));
        let translations = Translations::bilingual(&en, &zh, table, &Learned::default());
        let mut best = vec![0.0f32; en.types.texts.len()];
        let mut shared = 0.0;
        for renderings in &translations.of {
            shared += renderings.iter().map(|r| r.exact).fold(0.0, f32::max);
            for rendering in renderings {
                let best = &mut best[rendering.en as usize];
                *best = best.max(rendering.exact);
            }
        }
        shared += best.iter().sum::<f32>();
        let of = (best.len() + translations.of.len()) as f64;
        Overlap { shared: f64::from(shared).min(of) / 2.0, of: of / 2.0 }
    }
}

/// The words of a Chinese text that are counted.
fn each<'a>(text: &'a str, mut see: impl FnMut(&'a str)) {
    let counted = |c: char| is_han(c) && !COMMON.contains(c);
    text.char_indices().filter(|(_, c)| counted(*c)).for_each(|(at, c)| see(&text[at..at + c.len_utf8()]));
    words(text).for_each(|word| see(&text[word]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_both_have_and_no_more() {
        let of = |one, other| Overlap::of_characters(one, other);
        assert_eq!(of("桥是新的", "新桥，新的桥"), Overlap { shared: 2.0, of: 2.0 });
        assert_eq!(of("桥桥", "桥上的路"), Overlap { shared: 1.0, of: 2.0 });
        assert_eq!(of("NASA在1969年", "1969年，NASA"), Overlap { shared: 2.0, of: 2.0 });
        assert_eq!(of("", "桥"), Overlap::default());
    }
}
