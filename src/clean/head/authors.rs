//! Which lines of a head name its authors, over the editions together.

use super::page::{FEW, Head, Line, pages_of};
use crate::clean::content;
use crate::clean::line::Class;
use crate::clean::measure::{ends_with_mark, units};
use crate::clean::names::{is_affiliation, is_chinese_name, is_english_name, is_organisation};
use crate::text::{Block, BlockKind, Edition};

/// More names than these, one below the other, are no list of authors.
const MOST_AUTHORS: usize = 6;
/// The longest affiliation, in words.
const LONGEST_AFFILIATION: usize = 24;
/// Blocks below a name in which another one shows a talk.
const SPEECHES: usize = 8;

/// Tells the authors of each head in the light of the others.
pub(super) fn agree(heads: &mut [Head], pages: &[(Edition, &mut [Block])]) {
    agree_on_bullets(heads, pages);
    agree_on_names(heads, pages);
}

/// Items of a list below the title that are names, each with what it is of its bearer.
struct Bullets {
    lines: Vec<usize>,
    /// It is told without another edition.
    sure: bool,
}

/// Where one edition's list is sure, the others' are that may be one.
fn agree_on_bullets(heads: &mut [Head], pages: &[(Edition, &mut [Block])]) {
    let found: Vec<Option<Bullets>> =
        heads.iter().map(|head| bullets(head, pages_of(head.edition, pages))).collect();
    if found.iter().flatten().any(|bullets| bullets.sure) {
        for (head, bullets) in heads.iter_mut().zip(found) {
            head.authors = bullets.map_or_else(Vec::new, |bullets| bullets.lines);
        }
    }
}

fn is_name(text: &str, edition: Edition) -> bool {
    if edition.is_chinese() { is_chinese_name(text) || is_english_name(text) } else { is_english_name(text) }
}

fn bullets(head: &Head, blocks: &[Block]) -> Option<Bullets> {
    let from = head.title? + 1;
    let after = head.lines.get(from..)?;
    let item = |line: &Line| blocks[line.at].kind == BlockKind::ListItem;
    let first = after.iter().position(|l| l.class == Class::Bullet || l.class == Class::Byline && item(l))?;
    let dated = head.lines.iter().any(|l| matches!(l.class, Class::Date | Class::NamedDate));
    let (mut lines, mut names, mut named, mut below) = (Vec::new(), 0, true, false);
    for (at, line) in after.iter().enumerate().skip(first) {
        let text = blocks[line.at].text.trim();
        let fits = units(text) <= LONGEST_AFFILIATION && !ends_with_mark(text);
        let belongs = item(line) && is_affiliation(text)
            || !item(line) && matches!(line.class, Class::Plain | Class::Section | Class::Asks);
        if below && fits && belongs {
            below = false;
        } else if item(line) && fits {
            // A second item right below one that is no name is a list.
            let name = is_name(text, head.edition) || line.class == Class::Byline;
            named &= name;
            if below && !named {
                return None;
            }
            (names, below) = (names + 1, true);
        } else if item(line) {
            return None;
        } else {
            break;
        }
        lines.push(from + at);
    }
    let described = lines.len() > names;
    // Names alone, one below the other, may be a list of the text: in doubt they stay.
    let alone = named && dated && names <= 4 && head.edition.is_chinese();
    let close = dated || described || after[first].class == Class::Byline;
    let sure = close && (described || names == 1 || alone);
    (sure || named && dated && names <= MOST_AUTHORS).then_some(Bullets { lines, sure })
}

/// A line at the place where another edition has a byline is one too, and so is a name in every edition: between title
/// and date, or right below them.
fn agree_on_names(heads: &mut [Head], pages: &[(Edition, &mut [Block])]) {
    if heads.len() < 2 {
        return;
    }
    let slots: Vec<Vec<usize>> =
        heads.iter().map(|head| names(head, pages_of(head.edition, pages))).collect();
    let counts = |k: usize| slots.iter().all(|slots| slots.len() > k);
    let bylines =
        |head: &Head| head.lines.iter().any(|l| matches!(l.class, Class::Byline | Class::NamedDate));
    // Told in one edition: the others have one line that can be it.
    if heads.iter().any(&bylines) {
        for (head, slots) in heads.iter_mut().zip(&slots) {
            let blocks = pages_of(head.edition, pages);
            let name =
                slots.iter().copied().find(|k| is_person(&blocks[head.lines[*k].at].text, head.edition));
            let pen_name = |k: &usize| {
                let text = &blocks[head.lines[*k].at].text;
                units(text) <= 3 && !text.contains(['的', '了', '是', '在', '与', '與'])
            };
            let has = bylines(head);
            let name = name.or_else(|| slots.first().copied().filter(|k| slots.len() == 1 && pen_name(k)));
            // Beside a translator's line a name is the author's.
            let beside = |at: &usize| {
                let near = [at.checked_sub(1), Some(at + 1)];
                is_person(&blocks[head.lines[*at].at].text, head.edition)
                    && near.into_iter().flatten().any(|k| head.lines.get(k).is_some_and(Line::belongs))
            };
            if let Some(at) = name.filter(|at| !has || beside(at)) {
                head.lines[at].class = Class::Byline;
            }
        }
        return;
    }
    for slot in 0..4 {
        if !counts(slot) {
            return;
        }
        let named = heads.iter().zip(&slots).all(|(head, slots)| {
            let text = &pages_of(head.edition, pages)[head.lines[slots[slot]].at].text;
            is_person(text, head.edition)
                || head.lines.get(slots[slot] + 1).is_some_and(Line::belongs) && is_organisation(text)
        });
        let chinese = heads.iter().any(|head| head.edition.is_chinese());
        let talks = heads
            .iter()
            .zip(&slots)
            .all(|(head, slots)| speaks(head, slots[slot], pages_of(head.edition, pages)));
        if talks {
            return;
        }
        if named && chinese {
            for (head, slots) in heads.iter_mut().zip(&slots) {
                head.lines[slots[slot]].class = Class::Byline;
            }
            return;
        }
    }
}

fn is_person(text: &str, edition: Edition) -> bool {
    // 汤姆·里德（米尔福德大学）, 李梅／山谷邮报, `Ann Lee / The Valley Post`
    let whole = text.trim();
    let name = whole.split(['（', '(', '／', '/', '|', '｜']).next().unwrap_or(whole).trim();
    let text = if units(whole) - units(name).min(units(whole)) <= 5 { name } else { whole };
    if edition.is_chinese() { is_chinese_name(text) } else { is_english_name(text) }
}

/// Whether a name is that of one who speaks below it: soon another name stands alone, with words between the two.
fn speaks(head: &Head, line: usize, blocks: &[Block]) -> bool {
    let next: Vec<&str> = content(blocks)
        .filter(|at| *at > head.lines[line].at)
        .take(SPEECHES)
        .map(|at| blocks[at].text.trim())
        .collect();
    next.iter().enumerate().skip(1).any(|(at, text)| {
        is_person(text, head.edition)
            && ends_with_mark(next[at - 1])
            && next.get(at + 1).is_some_and(|text| ends_with_mark(text))
    })
}

/// Lines below the title that could be a name: short, without a mark, beside the date or right below the title.
fn names(head: &Head, blocks: &[Block]) -> Vec<usize> {
    let Some(title) = head.title else { return Vec::new() };
    (title + 1..head.lines.len())
        .take_while(|k| !matches!(head.lines[*k].class, Class::Bullet))
        .filter(|k| {
            let text = &blocks[head.lines[*k].at].text;
            matches!(head.lines[*k].class, Class::Plain | Class::Section)
                && blocks[head.lines[*k].at].kind == BlockKind::Paragraph
                && units(text) <= FEW
                && !ends_with_mark(text)
        })
        .collect()
}
