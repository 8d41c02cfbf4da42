//! Months, currencies and units of measure of a bead compared.

use std::collections::BTreeSet;

use crate::text::numbers::{Kind, Number, chinese, english};

/// A month of the English and another in its place.
pub(super) fn months(en: &str, zh: &str) -> Option<(String, String)> {
    let of = |numbers: Vec<Number>| -> BTreeSet<u8> {
        numbers.iter().filter(|n| n.kind == Kind::Month).map(|n| n.value as u8).collect()
    };
    let (en, zh) = (of(english(en)), of(chinese(zh)));
    match (only(&en, &zh).as_slice(), only(&zh, &en).as_slice()) {
        ([a], [b]) => Some((format!("month {a}"), format!("{b}月"))),
        _ => None,
    }
}

fn only<T: Ord + Copy>(these: &BTreeSet<T>, those: &BTreeSet<T>) -> Vec<T> {
    these.difference(those).copied().collect()
}

/// A family of things of which one stands for another only by mistake: English words, Chinese words.
type Row = (&'static str, &'static [&'static str], &'static [&'static str]);

const CURRENCIES: &[Row] = &[
    (
        "dollars",
        &["$", "dollar", "dollars", "usd"],
        &[
            "美元",
            "美金",
            "港元",
            "港币",
            "港幣",
            "澳元",
            "加元",
            "新台币",
            "新臺幣",
            "新台幣",
            "台币",
            "台幣",
            "$",
        ],
    ),
    ("pounds", &["£", "sterling", "gbp"], &["英镑", "英鎊", "镑", "鎊", "£"]),
    ("euros", &["€", "euro", "euros", "eur"], &["欧元", "歐元", "€"]),
    ("yen", &["yen", "jpy"], &["日元", "日圆", "日圓"]),
    ("yuan", &["yuan", "renminbi", "rmb"], &["人民币", "人民幣"]),
    ("rupees", &["rupee", "rupees"], &["卢比", "盧比"]),
];

const UNITS: &[Row] = &[
    ("kilometres", &["km", "kilometre", "kilometres", "kilometer", "kilometers"], &["公里", "千米"]),
    ("miles", &["mile", "miles"], &["英里", "哩"]),
    ("kilograms", &["kg", "kilogram", "kilograms"], &["公斤", "千克"]),
    ("tonnes", &["tonne", "tonnes", "ton", "tons"], &["吨", "噸"]),
    ("feet", &["foot", "feet"], &["英尺", "呎"]),
    (
        "centimetres",
        &["cm", "centimetre", "centimetres", "centimeter", "centimeters"],
        &["厘米", "公分", "厘米"],
    ),
    ("hectares", &["hectare", "hectares"], &["公顷", "公頃"]),
    ("acres", &["acre", "acres"], &["英亩", "英畝"]),
    ("litres", &["litre", "litres", "liter", "liters"], &["升"]),
];

/// A currency or unit of the English whose place another of its kind has taken, beside a number.
pub(super) fn differ(en: &str, zh: &str) -> Option<(&'static str, &'static str)> {
    [CURRENCIES, UNITS].into_iter().find_map(|rows| {
        let words = english_words(en);
        let there: Vec<bool> =
            rows.iter().map(|row| row.1.iter().any(|word| words.contains(*word))).collect();
        let here: Vec<bool> = rows.iter().map(|row| row.2.iter().any(|word| counted(zh, word))).collect();
        // What either side mentions in any way is not at fault.
        let lower = en.to_lowercase();
        let mentions = |k: usize| rows[k].1.iter().any(|word| lower.contains(word));
        let lost: Vec<usize> = (0..rows.len())
            .filter(|k| there[*k] && !rows[*k].2.iter().any(|word| zh.contains(word)))
            .collect();
        let new: Vec<usize> = (0..rows.len()).filter(|k| here[*k] && !mentions(*k)).collect();
        match (lost.as_slice(), new.as_slice()) {
            ([a], [b]) => Some((rows[*a].0, rows[*b].2[0])),
            _ => None,
        }
    })
}

/// Words that stand after a number, and signs before one.
fn english_words(text: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let lower = text.to_lowercase();
    for sign in ["$", "£", "€"] {
        if lower.contains(sign) {
            out.insert(sign.to_owned());
        }
    }
    for number in english(text) {
        let rest = text.get(number.range.end..).unwrap_or_default();
        // Only near by: behind the last word of a text of figures, a search would go to its end each time.
        let near = rest.char_indices().nth(40).map_or(rest, |(at, _)| &rest[..at]);
        let near = near.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).take(2);
        out.extend(near.map(str::to_lowercase));
    }
    out
}

/// Whether a Chinese word of measure stands after a number, or a sign stands at all.
fn counted(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        if word.len() <= 2 {
            return true;
        }
        let before = text[..at].chars().next_back();
        before.is_some_and(|c| {
            c.is_ascii_digit()
                || "０１２３４５６７８９一二三四五六七八九十百千万萬亿億兆余餘多 两兩半几幾".contains(c)
        })
    })
}
