//! What a line of a head is by the lines around it.

use super::page::Line;
use crate::clean::content;
use crate::clean::line::Class;
use crate::clean::line::is_breadcrumb;
use crate::clean::measure::{ends_with_mark, plain, units};
use crate::clean::names::{Named, byline};
use crate::clean::words::{MENU, SECTIONS, SKIP};
use crate::text::dates::date_line;
use crate::text::{Block, BlockKind};

/// So many single words of menus in a row are a menu.
const MENU_LINES: usize = 3;
/// Blocks of a page that are looked through for the dates of a diary.
const DIARY: usize = 200;

/// Mends the classes of lines that look like something else by themselves: a title like a byline, a menu a word a line.
pub(super) fn reclass(lines: &mut [Line], blocks: &[Block]) {
    menu(lines, blocks);
    // Who took the pictures, among those who wrote the text.
    for at in 0..lines.len() {
        let near = [at.checked_sub(1), Some(at + 1)];
        let beside =
            near.into_iter().flatten().any(|k| lines.get(k).is_some_and(|line| line.class == Class::Byline));
        if lines[at].class == Class::Credit && beside && byline(blocks[lines[at].at].text.trim()).is_some() {
            lines[at].class = Class::Byline;
        }
    }
    let above = |line: &Line| {
        matches!(line.class, Class::Furniture | Class::Language | Class::Credit | Class::Section)
    };
    let Some(first) = lines.iter().position(|line| !above(line)) else { return };
    let text = |at: usize| lines.get(at).map_or("", |line: &Line| blocks[line.at].text.trim());
    let next = lines.get(first + 1).map(|line| line.class);
    let open = match lines[first].class {
        // `By Design`, and below it `By Ann Lee`.
        Class::Byline if blocks[lines[first].at].kind != BlockKind::ListItem => {
            let by = |text: &str| text.to_lowercase().starts_with("by ");
            byline(text(first)) == Some(Named::Weak) || by(text(first)) && by(text(first + 1))
        }
        // `The Last Mill:`, and below it the other half.
        Class::Prose => {
            text(first).ends_with([':', '：'])
                && units(text(first)) <= 12
                && matches!(next, Some(Class::Plain | Class::Asks))
        }
        // `7. The mill` is no item where none comes behind it.
        Class::Bullet => {
            let numbered =
                text(first).starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
            numbered && next != Some(Class::Bullet)
        }
        _ => false,
    };
    if open {
        lines[first].class = Class::Plain;
    }
}

fn menu(lines: &mut [Line], blocks: &[Block]) {
    let word = |line: &Line| {
        let plain = plain(&blocks[line.at].text);
        units(&plain) <= 2 && (MENU.has(&plain) || SKIP.has(&plain) || SECTIONS.has(&plain))
    };
    let run = lines.iter().take_while(|line| word(line)).count();
    let titled = lines.get(run).is_some_and(Line::is_open);
    if run >= MENU_LINES && titled {
        lines[..run].iter_mut().for_each(|line| line.class = Class::Furniture);
    }
}

/// A date below which another one stands among the paragraphs is an entry of a diary, and text.
pub(super) fn undate(lines: &mut [Line], blocks: &[Block]) {
    let bylined = lines.iter().any(|line| matches!(line.class, Class::Byline | Class::NamedDate));
    let Some(first) = lines.iter().position(|line| line.class == Class::Date).filter(|_| !bylined) else {
        return;
    };
    let rest: Vec<usize> = content(blocks).filter(|at| *at > lines[first].at).take(DIARY).collect();
    let prose = |at: usize| ends_with_mark(&blocks[at].text) && units(&blocks[at].text) >= 3;
    let entry =
        |three: &[usize]| prose(three[0]) && prose(three[2]) && date_line(&blocks[three[1]].text).is_some();
    if rest.first().is_some_and(|at| prose(*at)) && rest.windows(3).any(entry) {
        lines[first..]
            .iter_mut()
            .filter(|line| line.class == Class::Date)
            .for_each(|line| line.class = Class::Entry);
    }
}

/// Whether a line is a path that does not begin at the page of the site.
pub(super) fn is_path(text: &str) -> bool {
    is_breadcrumb(text, false) && !is_breadcrumb(text, true)
}
