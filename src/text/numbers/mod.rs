//! Numbers as both languages write them, brought to one value: 三千五百万 = 3500万 = 35 million.
//!
//! Dates come out as their parts: a year and a day are plain numbers (民國109年 is 2020), a month is a [`Kind::Month`].

mod chinese;
mod dated;
mod english;
mod matching;
mod number;
mod scale;
mod units;

pub use super::dates::MONTHS;
pub use chinese::chinese;
use dated::of_date;
pub use english::english;
pub use matching::unmatched;
pub use number::{Key, Kind, Number};
use number::{named_version, parse_digits, scale_letter, version};
pub use units::{Quantity, Unit};

use super::Edition;

/// The numbers of a text in the language of `edition`, in order: the one normaliser for evidence and rules.
///
/// White space of any kind may stand between a figure and 万, 億, 年, 月, 日 or a unit; `k`, `K`, `M`, `m` and `bn` behind
/// a figure and `w` in Chinese are read, as are currencies on either side.
///
/// ```
/// use trialign::text::{Edition, numbers::numbers};
/// let of = |edition, text| numbers(edition, text).iter().map(|n| n.key().to_string()).collect::<Vec<_>>();
/// assert_eq!(of(Edition::En, "£125m, 1.1K stars, 2.4 million"), ["125000000", "1100", "2400000"]);
/// assert_eq!(of(Edition::ZhHant, "1.25 億英鎊，1100 顆星，240 萬"), ["125000000", "1100", "2400000"]);
/// ```
pub fn numbers(edition: Edition, text: &str) -> Vec<Number> {
    if edition.is_chinese() { chinese(text) } else { english(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In quadratic time each of these would take minutes.
    #[test]
    fn long_runs_of_digits_take_linear_time() {
        for run in ["9", "９", "9,999", "9.", "百分之9", "9,999,"] {
            let text = run.repeat(300_000);
            chinese(&text);
            english(&text);
        }
        assert!(chinese(&"９".repeat(300_000)).is_empty());
        english(&"100 ".repeat(300_000));
        english(&"1 ".repeat(300_000));
        chinese(&"100 ".repeat(300_000));
        chinese(&"二〇".repeat(300_000));
        chinese(&"三点二".repeat(300_000));
        chinese(&"1分之".repeat(300_000));
    }
}
