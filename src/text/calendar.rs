//! The calendar: days since 1 January 1970 and back, in the proleptic Gregorian calendar.

/// Year, month and day of a day number. After Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013).
///
/// ```
/// use trialign::text::calendar::{civil, days};
/// assert_eq!(civil(0), (1970, 1, 1));
/// assert_eq!(civil(days(2024, 2, 29).unwrap()), (2024, 2, 29));
/// assert_eq!(days(2023, 2, 29), None);
/// ```
pub fn civil(days: i64) -> (i64, u32, u32) {
    let shifted = days.saturating_add(719_468);
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    (year, u32::try_from(month).unwrap_or(1), u32::try_from(day).unwrap_or(1))
}

/// The number of a day; `None` where the calendar has no such day or the year is not 1 to 9999.
pub fn days(year: i64, month: u32, day: u32) -> Option<i64> {
    if !(1..=9_999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let shifted = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
    let of_year = (153 * (i64::from(month) + if month > 2 { -3 } else { 9 }) + 2) / 5 + i64::from(day) - 1;
    let number = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    (civil(number) == (year, month, day)).then_some(number)
}
