//! What a number counts: units of measure and currencies in both languages, and their conversions.
//!
//! Sizes after the SI brochure (BIPM, 9th edition) and NIST Special Publication 811.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a unit measures: 3 miles and 5 km are lengths, 5 kg is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Quantity {
    /// Metres.
    Length,
    /// Metres an hour.
    Speed,
    /// Square metres.
    Area,
    /// Litres.
    Volume,
    /// Grams.
    Mass,
    /// Seconds.
    Time,
    /// Bytes.
    Data,
    /// Bits a second, or bits.
    DataRate,
    /// Watts.
    Power,
    /// Watt-hours.
    Energy,
    /// Calories.
    Heat,
    /// Joules.
    Work,
    /// Hertz.
    Frequency,
    /// Volts.
    Voltage,
    /// Pascals.
    Pressure,
    /// Kelvins.
    Temperature,
    /// Degrees that are not said of what: a 度 may be of a turn, of heat or of a lens.
    Angle,
    /// Parts of one.
    Share,
    /// Currency units; nothing is converted between currencies.
    Money,
}

/// A unit behind (or a currency before) a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Unit(u16);

struct Row {
    name: &'static str,
    quantity: Quantity,
    size: f64,
}

/// An English form of a unit.
struct English {
    words: Vec<String>,
    unit: Unit,
    /// Taken only as it is written: `MB` is not `Mb`.
    exact: bool,
}

struct Tables {
    rows: Vec<Row>,
    /// English forms by their first word in lower case (a sign stands for itself); the longest first.
    english: HashMap<String, Vec<English>>,
    /// Chinese forms by their first character; the longest first.
    chinese: HashMap<char, Vec<(&'static str, Unit)>>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::new(include_str!("units.tsv")));

impl Tables {
    fn new(text: &'static str) -> Self {
        let mut tables = Tables { rows: Vec::new(), english: HashMap::new(), chinese: HashMap::new() };
        let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        for line in lines {
            let columns: Vec<&'static str> = line.split('\t').collect();
            let [name, quantity, size, english, chinese] = columns[..] else { continue };
            let (Some(quantity), Ok(size)) = (quantity_of(quantity), size.parse()) else { continue };
            let unit = Unit(tables.rows.len() as u16);
            tables.rows.push(Row { name, quantity, size });
            english.split(' ').filter(|form| !form.is_empty()).for_each(|form| tables.english(unit, form));
            for form in chinese.split(' ').filter(|form| !form.is_empty()) {
                let first = form.chars().next().unwrap_or(' ');
                tables.chinese.entry(first).or_default().push((form, unit));
            }
        }
        tables
            .english
            .values_mut()
            .for_each(|all| all.sort_by_key(|form| std::cmp::Reverse(form.words.len())));
        tables
            .chinese
            .values_mut()
            .for_each(|all| all.sort_by_key(|(form, _)| std::cmp::Reverse(form.len())));
        tables
    }

    fn english(&mut self, unit: Unit, form: &str) {
        let (form, exact) = form.strip_suffix('*').map_or((form, false), |form| (form, true));
        let words: Vec<String> = form.split('|').map(str::to_owned).collect();
        let first = words[0].to_lowercase();
        self.english.entry(first).or_default().push(English { words, unit, exact });
    }
}

fn quantity_of(name: &str) -> Option<Quantity> {
    Some(match name {
        "length" => Quantity::Length,
        "speed" => Quantity::Speed,
        "area" => Quantity::Area,
        "volume" => Quantity::Volume,
        "mass" => Quantity::Mass,
        "time" => Quantity::Time,
        "data" => Quantity::Data,
        "data rate" => Quantity::DataRate,
        "power" => Quantity::Power,
        "energy" => Quantity::Energy,
        "heat" => Quantity::Heat,
        "work" => Quantity::Work,
        "frequency" => Quantity::Frequency,
        "voltage" => Quantity::Voltage,
        "pressure" => Quantity::Pressure,
        "temperature" => Quantity::Temperature,
        "angle" => Quantity::Angle,
        "share" => Quantity::Share,
        "money" => Quantity::Money,
        _ => return None,
    })
}

/// Signs and codes of currencies before a number, the longest first.
const BEFORE: &[(&str, &str)] = &[
    ("US$", "US dollar"),
    ("HK$", "Hong Kong dollar"),
    ("NT$", "New Taiwan dollar"),
    ("AU$", "Australian dollar"),
    ("A$", "Australian dollar"),
    ("CA$", "Canadian dollar"),
    ("C$", "Canadian dollar"),
    ("S$", "Singapore dollar"),
    ("RMB", "yuan"),
    ("CNY", "yuan"),
    ("USD", "US dollar"),
    ("HKD", "Hong Kong dollar"),
    ("TWD", "New Taiwan dollar"),
    ("NTD", "New Taiwan dollar"),
    ("EUR", "euro"),
    ("GBP", "pound"),
    ("JPY", "yen"),
    ("CHF", "franc"),
    ("$", "dollar"),
    ("＄", "dollar"),
    ("£", "pound"),
    ("￡", "pound"),
    ("€", "euro"),
    ("₩", "won"),
    ("₹", "rupee"),
    ("₽", "ruble"),
    ("¥", "yuan"),
    ("￥", "yuan"),
    ("人民币", "yuan"),
    ("人民幣", "yuan"),
    ("新台幣", "New Taiwan dollar"),
    ("新臺幣", "New Taiwan dollar"),
    ("新台币", "New Taiwan dollar"),
    ("港幣", "Hong Kong dollar"),
    ("港币", "Hong Kong dollar"),
];

const CELSIUS: &str = "degree Celsius";

impl Unit {
    /// Its English name, singular.
    pub fn name(self) -> &'static str {
        self.row().map_or("", |row| row.name)
    }

    /// What it measures.
    pub fn quantity(self) -> Quantity {
        self.row().map_or(Quantity::Share, |row| row.quantity)
    }

    fn row(self) -> Option<&'static Row> {
        TABLES.rows.get(usize::from(self.0))
    }

    fn named(name: &str) -> Option<Unit> {
        TABLES.rows.iter().position(|row| row.name == name).map(|at| Unit(at as u16))
    }

    /// `value` of this unit in the base unit of its quantity; Fahrenheit and Celsius count from absolute zero.
    pub fn base(self, value: f64) -> f64 {
        match self.name() {
            CELSIUS => value + 273.15,
            "degree Fahrenheit" => (value + 459.67) / 1.8,
            _ => value * self.row().map_or(1.0, |row| row.size),
        }
    }

    /// How many of this unit `base` of its base unit are.
    fn of_base(self, base: f64) -> f64 {
        match self.name() {
            CELSIUS => base - 273.15,
            "degree Fahrenheit" => base * 1.8 - 459.67,
            _ => base / self.row().map_or(1.0, |row| row.size),
        }
    }

    /// Whether a figure of this size can count the unit: 2020年 is a year of the calendar.
    pub(super) fn fits(self, value: f64) -> bool {
        self.name() != "year" || value < 1000.0
    }

    /// Whether the two may name one thing: the same unit, a dollar that is not said whose, 元 of any country.
    pub fn may_be(self, other: Unit) -> bool {
        let open = |a: Unit, b: Unit| {
            let other_money = b.quantity() == Quantity::Money && b.name() != "cent";
            a.name() == "dollar" && other_money || a.name() == "yuan" && b.name() == "yen"
        };
        self == other || open(self, other) || open(other, self)
    }
}

/// Whether `a` of one unit is `b` of another as far as the figures go: 10 miles and 16 km, 77 °F and 25 °C, 2000 ms
/// and 2 s. One, brought to the other's unit, must round to it, or lie within two in a hundred.
pub(super) fn same(a: (f64, Unit), b: (f64, Unit)) -> bool {
    let ((x, from), (y, to)) = (a, b);
    let kinds = (from.quantity(), to.quantity());
    // A bare 25度 is of heat where the other text says so, and then of the scale of its readers.
    match kinds {
        (Quantity::Angle, Quantity::Temperature) => {
            return x == y || Unit::named(CELSIUS).is_some_and(|unit| same((x, unit), b));
        }
        (Quantity::Temperature, Quantity::Angle) => return same(b, a),
        _ => {}
    }
    // 60 mph is 時速96公里: the hour stands elsewhere.
    let speed = matches!(kinds, (Quantity::Speed, Quantity::Length) | (Quantity::Length, Quantity::Speed));
    if kinds.0 == Quantity::Money || kinds.1 == Quantity::Money {
        return from.may_be(to) && (from.base(x) - to.base(y)).abs() < 1e-9;
    }
    if kinds.0 != kinds.1 && !speed {
        return false;
    }
    if from == to {
        return x == y;
    }
    let near = |value: f64, said: f64| {
        let grain = grain(said);
        (value - said).abs() <= grain / 2.0 + 1e-9 || (value / said - 1.0).abs() < 0.02 && said != 0.0
    };
    let degrees = kinds.0 == Quantity::Temperature && {
        // A rise of 2.7 °F is one of 1.5 °C.
        let size = |unit: Unit| unit.row().map_or(1.0, |row| row.size);
        near(x * size(from) / size(to), y)
    };
    near(to.of_base(from.base(x)), y) || near(from.of_base(to.base(y)), x) || degrees
}

/// The place of the last digit that says something: 0.1 of 1.8, 10 of 160.
fn grain(value: f64) -> f64 {
    let mut grain = 1e-6;
    let units = (value.abs() * 1e6).round();
    if units == 0.0 || units >= 1e15 {
        return 1.0;
    }
    let mut left = units as i64;
    while left % 10 == 0 {
        left /= 10;
        grain *= 10.0;
    }
    grain
}

/// White space and joints that may stand between a figure and its unit: `5 kg`, `5-kg`, `５　公斤`.
pub(super) fn skip_gap(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    let gap = rest.chars().take_while(|c| is_gap(*c)).take(2);
    at + gap.map(char::len_utf8).sum::<usize>()
}

/// Space, no-break space, thin spaces, the ideographic space.
pub(super) fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// The unit behind the figure that ends at `at` in an English text, and where it ends.
pub(super) fn english_after(text: &str, at: usize) -> Option<(Unit, usize)> {
    let mut from = skip_gap(text, at);
    if from == at && text[at..].starts_with('-') {
        from += 1;
    }
    let first = word(text, from);
    // `kilometre-long` is no form, `kilometre` is.
    let forms = [first, first.split('-').next().unwrap_or("")];
    let forms = forms.into_iter().find_map(|first| TABLES.english.get(&first.to_lowercase()))?;
    forms.iter().find_map(|English { words, unit, exact }| {
        let mut end = from;
        for (rank, wanted) in words.iter().enumerate() {
            let start = if rank == 0 { from } else { skip_joint(text, end) };
            let found = word(text, start);
            let head = found.get(..wanted.len()).filter(|head| found[head.len()..].starts_with('-'));
            let found = head.unwrap_or(found);
            let same = if *exact { found == wanted } else { found.eq_ignore_ascii_case(wanted) };
            if !same {
                return None;
            }
            end = start + found.len();
        }
        Some((*unit, end))
    })
}

fn skip_joint(text: &str, at: usize) -> usize {
    let next = skip_gap(text, at);
    if next == at && text[at..].starts_with('-') { at + 1 } else { next }
}

/// A word of letters with the signs that units have: `km/h`, `°C`, `m²`, `U.S.`, `watt-hours`.
fn word(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or("");
    let mut end = 0;
    for (i, c) in rest.char_indices().take(24) {
        let next = rest[i + c.len_utf8()..].chars().next();
        let inner = matches!(c, '/' | '.' | '-') && next.is_some_and(char::is_alphabetic) && i > 0;
        let power = matches!(c, '²' | '³')
            || i > 0 && matches!(c, '2' | '3') && !next.is_some_and(char::is_alphanumeric);
        let degree = matches!(c, '°' | '℃' | '℉');
        if !(c.is_alphabetic() || inner || power || degree) || is_wide(c) {
            break;
        }
        end = i + c.len_utf8();
    }
    let word = &rest[..end];
    // `U.S.` keeps its last dot.
    if word.contains('.') && rest[end..].starts_with('.') { &rest[..end + 1] } else { word }
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

/// The unit behind the figure that ends at `at` in a Chinese text, and where it ends; Latin units count too.
pub(super) fn chinese_after(text: &str, at: usize) -> Option<(Unit, usize)> {
    let from = skip_gap(text, at);
    let first = text.get(from..)?.chars().next()?;
    let found = TABLES.chinese.get(&first).and_then(|forms| {
        forms
            .iter()
            .find(|(form, _)| text[from..].starts_with(form))
            .map(|(form, unit)| (*unit, from + form.len()))
    });
    found.or_else(|| english_after(text, at))
}

/// The degrees of 攝氏2度 and 华氏 36 度: the scale stands before the figure at `at`, the unit behind it.
pub(super) fn degrees_around(text: &str, at: usize, end: usize) -> Option<Unit> {
    let scale = text.get(..at)?.trim_end_matches(is_gap).trim_end_matches(['零', '下']);
    let name = [("氏", "摄", "攝", CELSIUS), ("氏", "华", "華", "degree Fahrenheit")];
    let (.., name) = name.into_iter().find(|(tail, hans, hant, _)| {
        scale.strip_suffix(tail).is_some_and(|head| head.ends_with(hans) || head.ends_with(hant))
    })?;
    text.get(skip_gap(text, end)..)?.starts_with('度').then(|| Unit::named(name))?
}

/// The currency whose sign or code stands right before the figure at `at`.
pub(super) fn currency_before(text: &str, at: usize) -> Option<Unit> {
    let head = text.get(..at)?;
    let trimmed = head.trim_end_matches(is_gap);
    if head.len() - trimmed.len() > 4 {
        return None;
    }
    let (_, name) = BEFORE.iter().find(|(sign, _)| {
        trimmed.strip_suffix(sign).is_some_and(|left| {
            !sign.starts_with(|c: char| c.is_ascii_alphabetic())
                || !left.ends_with(|c: char| c.is_ascii_alphabetic())
        })
    })?;
    Unit::named(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(name: &str) -> Unit {
        Unit::named(name).unwrap_or_else(|| panic!("{name}"))
    }

    #[test]
    fn every_line_of_the_table_is_read() {
        let lines =
            include_str!("units.tsv").lines().filter(|l| !l.starts_with('#') && !l.is_empty()).count();
        assert_eq!(TABLES.rows.len(), lines);
        for (_, name) in BEFORE {
            unit(name);
        }
    }

    #[test]
    fn conversions_are_the_same_and_nothing_else_is() {
        let same_as = |x: f64, from: &str, y: f64, to: &str| same((x, unit(from)), (y, unit(to)));
        assert!(same_as(77.0, "degree Fahrenheit", 25.0, "degree Celsius"));
        assert!(same_as(2.7, "degree Fahrenheit", 1.5, "degree Celsius"));
        assert!(same_as(77.0, "degree Fahrenheit", 25.0, "degree"));
        assert!(same_as(25.0, "degree", 25.0, "degree Celsius"));
        assert!(!same_as(77.0, "degree Fahrenheit", 35.0, "degree"));
        assert!(!same_as(90.0, "degree", 32.0, "degree"));
        assert!(same_as(10.0, "mile", 16.0, "kilometre"));
        assert!(same_as(3.0, "mile", 5.0, "kilometre"));
        assert!(same_as(2000.0, "millisecond", 2.0, "second"));
        assert!(same_as(6.0, "foot", 1.8, "metre"));
        assert!(same_as(60.0, "mile an hour", 96.0, "kilometre"));
        assert!(same_as(5.0, "dollar", 5.0, "US dollar"));
        assert!(!same_as(3.0, "mile", 4.0, "kilometre"));
        assert!(!same_as(5.0, "kilogram", 5.0, "gram"));
        assert!(!same_as(77.0, "degree Fahrenheit", 35.0, "degree Celsius"));
        assert!(!same_as(5.0, "euro", 5.0, "pound"));
        assert!(!same_as(5.0, "kilogram", 5.0, "kilometre"));
    }
}
