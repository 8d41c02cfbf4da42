//! What speaks against two sides of a bead: a column each, and the limit that takes them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::Pair;
use super::glued::{is_glued, is_torn};
use crate::check::is_same_number;
use crate::clean::{is_date, script::judge};
use crate::config::Limits;
use crate::evidence::English;
use crate::export::{BeadRecord, Record, join_segments, one_line};
use crate::text::numbers::{Key, Kind, Number, chinese, english};
use crate::text::{Edition, PerEdition};

/// Names of the filters, in the order they are applied.
pub(super) const FILTERS: [&str; 14] = [
    "empty_side",
    "confidence",
    "len_ratio",
    "num_overlap",
    "script_ok",
    "lang_ok",
    "identical",
    "no_han",
    "few_words",
    "letters",
    "glued",
    "dup_exact",
    "dup_near",
    "leak",
];

/// Where those begin that look at other rows.
pub(super) const JOINS: usize = 11;

/// A bit for each filter that takes a pair.
pub(super) type Taken = u16;

/// The names of the filters whose bits are set.
pub(super) fn names(taken: Taken) -> impl Iterator<Item = &'static str> {
    FILTERS.into_iter().enumerate().filter(move |(bit, _)| taken >> bit & 1 == 1).map(|(_, name)| name)
}

/// An English text with fewer characters than this beside a Chinese one with fewer than twice as many has no length ratio worth a
/// filter.
const SHORT: usize = 12;
/// Two Chinese texts that say the same are about as long.
const CHINESE_RATIO: [f64; 2] = [0.5, 2.0];
/// Latin letters that names and identifiers, which both sides have, may take for each Han character.
const NAMES: usize = 12;

/// Which words carry grammar.
static ENGLISH: LazyLock<English> = LazyLock::new(English::default);
/// Words in Latin letters in a row that make a phrase.
const PHRASE: usize = 3;
/// Marks that names and titles stand between.
const QUOTES: [(char, char); 7] =
    [('《', '》'), ('〈', '〉'), ('“', '”'), ('"', '"'), ('‘', '’'), ('「', '」'), ('『', '』')];

/// The texts of a bead, on one line each; `None` where the article lacks the edition.
pub(super) type Texts = PerEdition<Option<String>>;

/// The texts of a bead.
pub(super) fn texts(record: &Record, bead: &BeadRecord) -> Texts {
    record.editions.map(|edition, text| {
        let text = text.as_ref()?;
        let segments = bead.indices(edition).iter().filter_map(|&i| text.segments.get(i));
        let joined = join_segments(edition, segments.map(|s| s.text.as_str()));
        Some(one_line(&joined).trim().to_owned())
    })
}

/// What is measured on a pair.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Measures {
    pub len_ratio: Option<f64>,
    pub num_overlap: Option<f64>,
    pub words: usize,
    pub letters: f64,
}

/// What is measured on two sides of a bead, and the filters that take them; those that look at other rows are not set.
pub(super) fn judge_pair(
    pair: Pair,
    sides: [&str; 2],
    confidence: Option<f64>,
    limits: &Limits,
) -> (Measures, Taken) {
    let [a, b] = sides;
    let english = pair.0 == Edition::En;
    let lengths = sides.map(|text| text.chars().filter(|c| !c.is_whitespace()).count());
    let measures = Measures {
        len_ratio: (lengths[1] > 0).then(|| lengths[0] as f64 / lengths[1] as f64),
        num_overlap: num_overlap(pair, sides),
        words: words(a).min(words(b)),
        letters: letters(sides),
    };
    let [least, most] = if english { [limits.min_len_ratio, limits.max_len_ratio] } else { CHINESE_RATIO };
    let taken = [
        a.is_empty() || b.is_empty(),
        confidence.is_none_or(|p| p < limits.min_confidence),
        (lengths[0] >= SHORT || lengths[1] >= SHORT)
            && measures.len_ratio.is_some_and(|r| !(least..=most).contains(&r)),
        measures.num_overlap.is_some_and(|share| share < limits.min_num_overlap),
        !script_ok(pair.0, a) || !script_ok(pair.1, b),
        !lang_ok(pair.0, a, b) || !lang_ok(pair.1, b, a),
        english && is_same(a, b),
        lacks_han(pair, sides),
        measures.words < limits.min_words,
        measures.letters < limits.min_letters,
        english && is_glued(a, b) || is_torn(a) || is_torn(b),
    ];
    (measures, taken.iter().enumerate().fold(0, |all, (bit, taken)| all | Taken::from(*taken) << bit))
}

/// Numbers that the other side has too, as a share of those that are sure to be numbers.
///
/// What is sure on one side (“3”) may be in words on the other (“three”), so it is looked for among all.
fn num_overlap(pair: Pair, [a, b]: [&str; 2]) -> Option<f64> {
    let of = |edition: Edition, text: &str| if edition.is_chinese() { chinese(text) } else { english(text) };
    let (left, right) = (of(pair.0, a), of(pair.1, b));
    let said = left.iter().chain(&right).filter(|n| n.sure).count();
    if said == 0 {
        return None;
    }
    let figures = [figures(a), figures(b)];
    if figures[0] == figures[1] && !figures[0].is_empty() {
        // A date in another order: 2001-01-25 and 25.1.2001.
        return Some(1.0);
    }
    let named = if pair.0 == Edition::En { ambiguous_months(a, &right) } else { 0 };
    let count = found((&left, a), (&right, b)) + found((&right, b), (&left, a)) + named;
    Some(count as f64 / said as f64)
}

/// Months of a Chinese side whose English names are words as well, so that the English side has no number for them.
fn ambiguous_months(en: &str, zh: &[Number]) -> usize {
    let has = |name: &str| en.split(|c: char| !c.is_alphabetic()).any(|word| word == name);
    let read = english(en);
    let months =
        zh.iter().filter(|n| n.sure && n.kind == Kind::Month && !read.iter().any(|m| m.key() == n.key()));
    months.filter(|n| n.value == 3.0 && has("March") || n.value == 5.0 && has("May")).count()
}

/// Among more numbers than this one is only found as it stands: a row of 20,000 figures must not cost the square of them.
const SAID_OTHERWISE: usize = 64;

/// How many sure numbers of one side the other has.
fn found((of, text): (&[Number], &str), (among, other): (&[Number], &str)) -> usize {
    let keys: BTreeSet<Key> = among.iter().map(Number::key).collect();
    let few = among.len() <= SAID_OTHERWISE;
    let alike = |n: &Number| few && among.iter().any(|m| is_same_number((n, text), (m, other)));
    of.iter().filter(|n| n.sure && (keys.contains(&n.key()) || alike(n))).count()
}

/// The figures of a text, without leading zeros, in order of size.
fn figures(text: &str) -> Vec<String> {
    let plain: String = text.nfkc().collect();
    let runs = plain.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    let mut runs: Vec<String> = runs.map(|run| run.trim_start_matches('0').to_owned()).collect();
    runs.sort();
    runs
}

fn script_ok(edition: Edition, text: &str) -> bool {
    let found = judge(text);
    match edition {
        Edition::En => true,
        Edition::ZhHans => found.hant_only <= found.hans_only,
        Edition::ZhHant => found.hans_only <= found.hant_only,
    }
}

/// Whether a side is in its language; words that the other side has as well are names, and count for little.
fn lang_ok(edition: Edition, text: &str, other: &str) -> bool {
    let found = judge(text);
    if !edition.is_chinese() {
        return 3 * found.han <= found.latin.max(4);
    }
    let own = found.latin.saturating_sub(shared(text, other));
    // A Han character carries about as much as three Latin letters.
    own <= 3 * found.han.max(4) && found.latin <= NAMES * found.han.max(2) && found.kana <= found.han
}

/// Latin letters of words that the other side has as well: names, unless they stand in a phrase with English grammar,
/// which nobody translated (“See 第 3 节 for the details”). What is quoted is a name whatever it says.
fn shared(text: &str, other: &str) -> usize {
    let names: BTreeSet<String> = latin_words(other).collect();
    let is_edge =
        |c: char| QUOTES.iter().any(|(a, b)| c == *a || c == *b) || c.is_alphabetic() && c as u32 >= 0x250;
    let mut count = 0;
    let mut opened = None;
    for stretch in text.split_inclusive(is_edge) {
        let closed = stretch.chars().next_back();
        let quoted = QUOTES.iter().any(|(a, b)| opened == Some(*a) && closed == Some(*b));
        // A path or an identifier is one word: `/etc/fstab` says nothing of its parts.
        let words =
            stretch.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_ascii_alphanumeric()));
        let words: Vec<String> = words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
        let grammar = words.iter().any(|word| word.len() > 1 && ENGLISH.is_stop(word));
        if quoted || words.len() < PHRASE || !grammar {
            let own = latin_words(stretch).filter(|word| names.contains(word));
            count += own.map(|word| word.chars().count()).sum::<usize>();
        }
        opened = closed;
    }
    count
}

/// The words in Latin letters, in small letters.
fn latin_words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !(c.is_alphabetic() && (c as u32) < 0x250))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// Letters and figures, brought to one form.
fn plain(text: &str) -> String {
    text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A copy: training on it teaches a model to copy (Khayrallah and Koehn 2018).
fn is_same(a: &str, b: &str) -> bool {
    let (left, right) = (plain(a), plain(b));
    if left.is_empty() && right.is_empty() { a == b } else { left == right }
}

/// A Chinese side without a Han character, beside letters.
fn lacks_han(pair: Pair, sides: [&str; 2]) -> bool {
    let found = sides.map(judge);
    let lacks = |edition: Edition, at: usize| edition.is_chinese() && found[at].han == 0;
    (lacks(pair.0, 0) || lacks(pair.1, 1)) && found.iter().any(|side| side.latin + side.han > 0)
}

/// Words and figures; a Han character is a word.
fn words(text: &str) -> usize {
    let mut count = 0;
    let mut within = false;
    for c in text.chars() {
        let han = c.is_alphabetic() && (c as u32) >= 0x2E80;
        let part = c.is_alphanumeric() && !han;
        count += usize::from(han || part && !within);
        within = part;
    }
    count
}

/// Letters and figures as a share of all characters, of the side that has fewer; 0 where a side has no letter, for a figure
/// or an address says nothing in any language. A date that each language writes in its own way is translated.
fn letters(sides: [&str; 2]) -> f64 {
    let dated = sides[0] != sides[1] && sides.iter().all(|side| is_date(side));
    let share = |text: &str| {
        let (mut all, mut own) = (0, 0);
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            all += 1;
            own += usize::from(c.is_alphanumeric());
        }
        let says = dated || text.chars().any(char::is_alphabetic);
        if says && all > 0 { own as f64 / all as f64 } else { 0.0 }
    };
    share(sides[0]).min(share(sides[1]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(en: &str, zh: &str) -> Vec<&'static str> {
        names(judge_pair(Pair::ALL[0], [en, zh], Some(1.0), &Limits::default()).1).collect()
    }

    #[test]
    fn copies_and_what_is_not_translated_go() {
        for (en, zh, why) in [
            ("VLOOKUP", "VLOOKUP", "identical"),
            ("204", "204", "identical"),
            ("scanner (3)", "Scanner （3）", "identical"),
            ("Delete a row", "Delete row", "no_han"),
            ("Yes", "是", "few_words"),
            ("Yes / No", "请 press the large red button now", "lang_ok"),
            ("-- * -- * OK go", "—— * —— * 好去", "letters"),
            ("NEWS TODAY The bridge is open", "今日新闻 大桥开放", "glued"),
            ("ROAD WORKS Please use the other gate", "道路施工 请走另一个门", "glued"),
            ("In 1987 she left.", "她1978年离开。", "num_overlap"),
            ("It began in 1990.", "它始于2000年。", "num_overlap"),
            ("She keeps 5 horses.", "她养了17匹马。", "num_overlap"),
            ("A short one.", "这一句很长很长，长得和那边的一点也不像，怎么看都不会是它的译文。", "len_ratio"),
            ("Short.", "这一句很长很长，长得和那边的一点也不像，怎么看都不会是它的译文。", "len_ratio"),
            ("It has 40 rooms and 3 doors.", "它有14个房间和5扇门。", "num_overlap"),
            ("10.0.0.0 255.0.0.0", "10.0.0.0 – 255.0.0.0", "letters"),
            ("See Part 4, “Boats” for the whole story.", "See 第4部分“船” for the whole story.", "lang_ok"),
            ("Fees are listed in Table 9.", "Fees are listed in 表 9.", "lang_ok"),
            (", , (for beginners)", "适合初学者", "glued"),
            (". To leave the room, push the door.", "要离开房间，请推门。", "glued"),
            ("Open the lid before use.", "，使用前请打开盖子。", "glued"),
            ("PrevAppendix C. Old Maps", "上一页附录C：旧地图", "glued"),
        ] {
            assert!(taken(en, zh).contains(&why), "{en} / {zh}: {:?}", taken(en, zh));
        }
    }

    #[test]
    fn good_rows_stay() {
        for (en, zh) in [
            ("gimp -- an image editor", "gimp -- 图像编辑器"),
            ("four engines", "4台发动机"),
            ("back in the 1980s", "回到80年代"),
            ("The boat leaves at 7 p.m. on Sunday.", "船于星期日19点开。"),
            ("a walk of 10 miles", "走16公里"),
            ("chapter 2", "第二章"),
            ("Written on 1999-12-03", "写于3.12.1999"),
            ("1999-12-03", "3.12.1999"),
            ("He read “Gone with the Wind” twice.", "他把“Gone with the Wind”读了两遍。"),
            ("Set it in /etc/default/boats and /etc/rigs.d/", "设于 /etc/default/boats 及 /etc/rigs.d/"),
            ("Deny from all rejects the request.", "Deny from 会拒绝请求。"),
            ("fish, meat, ... and bread", "鱼、肉……以及面包"),
            (".NET runs on Linux.", ".NET可以在Linux上运行。"),
            ("The shop opened in May.", "商店于五月开业。"),
        ] {
            assert_eq!(taken(en, zh), Vec::<&str>::new(), "{en} / {zh}");
        }
    }

    #[test]
    fn two_chinese_sides_may_be_the_same() {
        let (_, taken) = judge_pair(Pair::ALL[2], ["天很冷。", "天很冷。"], Some(1.0), &Limits::default());
        assert_eq!(taken, 0);
        let date = ["2011-05-06 10:20", "2011-05-06 10:20"];
        assert_eq!(
            names(judge_pair(Pair::ALL[2], date, Some(1.0), &Limits::default()).1).collect::<Vec<_>>(),
            ["letters"]
        );
        let english = ["The boats are described in 第4部分。", "The boats are described in 第4部分。"];
        assert_eq!(
            names(judge_pair(Pair::ALL[2], english, Some(1.0), &Limits::default()).1).collect::<Vec<_>>(),
            ["lang_ok"]
        );
    }
}
