//! Which line of a head is the title, over the editions together.

use super::page::{Head, Line, pages_of};
use crate::clean::languages::is_language_line;
use crate::clean::line::Class;
use crate::clean::line::is_skip;
use crate::clean::measure::{is_marks, units};
use crate::clean::words::KICKERS;
use crate::text::{Block, Edition};

/// A sentence with more words is no title; where another edition has its title at the place, more are.
const LONGEST_TITLE: usize = 20;
const LONGEST_AGREED: usize = 60;

/// Whether a line that is not open may be a title all the same; `agreed` says that another edition has its title there.
pub(super) fn may_be_title(line: &Line, block: &Block, agreed: bool) -> bool {
    let text = block.text.trim();
    match line.class {
        Class::Prose if agreed => units(text) <= LONGEST_AGREED,
        Class::Prose => units(text) <= LONGEST_TITLE && !text.ends_with(['.', '。']),
        Class::Plain | Class::Asks | Class::Bullet => agreed,
        Class::Furniture | Class::Language | Class::Credit => {
            (!is_skip(text) || units(text) <= if agreed { 2 } else { 1 })
                && !is_marks(text)
                && !is_language_line(text)
        }
        _ => false,
    }
}

/// Where a title stands: so many lines above the first line of this class, or above the end of the head.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Place {
    above: Option<Class>,
    lines: usize,
}

fn place(head: &Head) -> Option<Place> {
    let title = head.title?;
    let anchor = (title + 1..head.lines.len()).find(|at| head.lines[*at].belongs());
    Some(Place {
        above: anchor.map(|at| plain(head.lines[at].class)),
        lines: anchor.unwrap_or(head.lines.len()) - title,
    })
}

fn plain(class: Class) -> Class {
    if class == Class::NamedDate { Class::Date } else { class }
}

/// The line of a head that stands at the place.
fn line_at(head: &Head, place: Place) -> Option<usize> {
    let anchor = match place.above {
        Some(class) => (0..head.lines.len()).find(|at| plain(head.lines[*at].class) == class)?,
        None => head.lines.len(),
    };
    anchor.checked_sub(place.lines)
}

/// A page that has no title, or took a line further down for one, has it where the others do.
pub(super) fn agree(heads: &mut [Head], pages: &[(Edition, &mut [Block])]) {
    let places: Vec<Option<Place>> = heads.iter().map(place).collect();
    if heads.len() < 2 || heads.iter().any(|head| head.sure) {
        return;
    }
    let known: Vec<Place> = places.iter().flatten().copied().collect();
    if known.is_empty() {
        return all_alike(heads, pages);
    }
    let most = known
        .iter()
        .copied()
        .find(|place| known.iter().filter(|other| *other == place).count() * 2 > heads.len());
    for (head, own) in heads.iter_mut().zip(&places) {
        let blocks = pages_of(head.edition, pages);
        let of = |place: &Place| {
            line_at(head, *place)
                .filter(|at| may_be_title(&head.lines[*at], &blocks[head.lines[*at].at], true))
        };
        let found = match own {
            None => known.iter().find_map(of),
            // What stands above it was taken for furniture.
            Some(own) => most
                .filter(|most| most != own && most.above == own.above && most.lines > own.lines)
                .and_then(|most| {
                    let hidden =
                        |at: &usize| matches!(head.lines[*at].class, Class::Furniture | Class::Credit);
                    of(&most).filter(hidden)
                }),
        };
        if let Some(at) = found.filter(|at| head.followed(*at, blocks)) {
            head.title = Some(at);
        }
    }
}

/// No page has a title by itself. A sentence right above date or byline is one where every page has one there, and so is a line
/// that looks like the path of a menu or the name of a language above the text.
fn all_alike(heads: &mut [Head], pages: &[(Edition, &mut [Block])]) {
    let sentence = |head: &Head| {
        let told = head.lines.iter().position(Line::belongs)?;
        let at = told.checked_sub(1)?;
        let line = &head.lines[at];
        let first =
            head.lines[..at].iter().all(|line| matches!(line.class, Class::Furniture | Class::Language));
        let short = units(&pages_of(head.edition, pages)[line.at].text) <= LONGEST_AGREED;
        (first && short && line.class == Class::Prose).then_some(at)
    };
    let lone = |head: &Head| {
        let at = head.lines.len().checked_sub(1)?;
        let line = &head.lines[at];
        let text = pages_of(head.edition, pages)[line.at].text.trim();
        let path = line.class == Class::Furniture && text.contains(['>', '›', '»', '→', '＞']);
        let language = line.class == Class::Language && !is_language_line(text);
        ((path || language) && head.followed(at, pages_of(head.edition, pages))).then_some(at)
    };
    for rule in [&sentence as &dyn Fn(&Head) -> Option<usize>, &lone] {
        let found: Vec<Option<usize>> = heads.iter().map(rule).collect();
        if found.iter().all(Option::is_some) {
            heads.iter_mut().zip(found).for_each(|(head, at)| head.title = at);
            return;
        }
    }
}

/// The class of an open line is what most editions say of the line at its place, where they have as many of them.
pub(super) fn agree_on_sections(heads: &mut [Head], pages: &[(Edition, &mut [Block])]) {
    // Below a language line and without a blank line between, above a further line: the form of a section.
    for head in heads.iter_mut().filter(|head| !head.sure) {
        let open = head.open();
        if let [first, _, ..] = open[..]
            && head.lines[first].close
            && first > 0
            && head.lines[first - 1].class == Class::Language
            && !head.lines[open[1]].close
        {
            head.lines[first].class = Class::Section;
        }
    }
    // A short line right above a title that markup tells, in every edition.
    let above = |head: &Head| {
        let at = head.title.filter(|_| head.sure)?.checked_sub(1)?;
        let line = &head.lines[at];
        (line.is_open() && line.class != Class::Asks && line.short).then_some(at)
    };
    let kickers: Vec<Option<usize>> = heads.iter().map(above).collect();
    if kickers.iter().all(Option::is_some) {
        for (head, at) in heads.iter_mut().zip(kickers) {
            at.into_iter().for_each(|at| head.lines[at].class = Class::Section);
        }
        return;
    }
    kickers_over_titles(heads, pages);
    let open: Vec<Vec<usize>> = heads.iter().map(Head::open).collect();
    let Some(count) = open.first().map(Vec::len).filter(|count| open.iter().all(|o| o.len() == *count))
    else {
        return;
    };
    for slot in 0..count.saturating_sub(1) {
        let votes =
            heads.iter().zip(&open).filter(|(head, open)| head.lines[open[slot]].class == Class::Section);
        let votes = votes.count();
        let section = votes * 2 >= heads.len();
        for (head, open) in heads.iter_mut().zip(&open) {
            let line = &mut head.lines[open[slot]];
            match (section, line.class) {
                (true, _) => line.class = Class::Section,
                (false, Class::Section) => line.class = Class::Plain,
                _ => {}
            }
        }
        if !section {
            return;
        }
    }
}

/// `Letter from the valley`, the name of the paper: where every edition has such a line above another one, the title is
/// the other one, and the line stays.
fn kickers_over_titles(heads: &mut [Head], pages: &[(Edition, &mut [Block])]) {
    let kicker = |head: &Head| {
        let open = head.open();
        let [first, _, ..] = open[..] else { return None };
        let text = pages_of(head.edition, pages)[head.lines[first].at].text.trim().to_lowercase();
        let starts = head.edition == Edition::En && KICKERS.starts(&text);
        (starts || units(&text) <= 6 && KICKERS.ends(&text)).then_some(first)
    };
    let found: Vec<Option<usize>> = heads.iter().map(kicker).collect();
    if found.iter().all(Option::is_some) {
        heads.iter_mut().zip(found).for_each(|(head, at)| {
            at.into_iter().for_each(|at| head.lines[at].class = Class::Kicker);
        });
    }
}
