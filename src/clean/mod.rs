//! Tells page furniture and metadata from the body: language line, section, title, date, byline, foot.
//!
//! Only roles are set; no block is removed or changed, and only the head and the foot of a page are looked at.

mod marks;
pub mod script;

use marks::{Foot, foot_mark, is_affiliation, is_byline_start, is_language_line};

use crate::text::dates::date_line;
use crate::text::{Block, BlockKind, Edition, Role, fold_white_space};

/// Whether the text is a date line: a date with at most a weekday, a time, labels, a source and the like around it.
///
/// ```
/// use trialign::clean::is_date;
/// for date in ["Dec 18, 2020", "18 December 2020", "2020-12-18", "Monday, Oct. 21, 2024", "2020年12月18日", "民國109年12月18日"] {
///     assert!(is_date(date), "{date}");
/// }
/// assert!(!is_date("In May 2020 he left"));
/// assert!(!is_date("2020年12月18日他走了"));
/// ```
pub fn is_date(text: &str) -> bool {
    date_line(text).is_some()
}

/// Title, date line and byline of a page, as written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metadata {
    /// The title.
    pub title: Option<String>,
    /// The date line.
    pub date: Option<String>,
    /// Author, then affiliation.
    pub byline: Vec<String>,
}

/// Collects the metadata that [`clean`] (or reading) found.
pub fn metadata(blocks: &[Block]) -> Metadata {
    let texts = |role: Role| blocks.iter().filter(move |b| b.role == role).map(|b| fold_white_space(&b.text));
    Metadata {
        title: texts(Role::Title).next(),
        date: texts(Role::Date).next(),
        byline: texts(Role::Byline).collect(),
    }
}

/// Blocks at the head of a page that are looked at.
const HEAD: usize = 12;
/// Blocks at the foot of a page that are looked at.
const FOOT: usize = 16;

/// Sets the roles of the blocks at the head and the foot of a page.
///
/// ```
/// use trialign::clean::{clean, metadata};
/// use trialign::read::{Format, ReadOptions, read_bytes};
/// use trialign::text::{Edition, Role};
/// let page = "Language : English 简体\nOpinion\n\nA Title\n\nDec 18, 2020\n  • Ann Lee\n\nIt begins here.\n\nBack to Top\n";
/// let mut source = read_bytes(page.as_bytes(), "en.txt".as_ref(), Format::Text, &ReadOptions::default())?;
/// clean(&mut source.blocks, Edition::En);
/// assert_eq!(metadata(&source.blocks).title.as_deref(), Some("A Title"));
/// let body: Vec<&str> = source.blocks.iter().filter(|b| b.role == Role::Body).map(|b| b.text.as_str()).collect();
/// assert_eq!(body, ["It begins here."]);
/// # Ok::<(), trialign::error::Error>(())
/// ```
pub fn clean(blocks: &mut [Block], edition: Edition) {
    // The phrases of both languages count in every edition: pages are often translated in part.
    let _ = edition;
    language_lines(blocks);
    let title = title(blocks);
    head(blocks, title);
    foot(blocks);
}

/// Indices of blocks that may belong to head or body: not navigation, not code.
fn content(blocks: &[Block]) -> impl DoubleEndedIterator<Item = usize> + '_ {
    (0..blocks.len()).filter(|i| !matches!(blocks[*i].role, Role::Navigation | Role::Code))
}

fn language_lines(blocks: &mut [Block]) {
    let head: Vec<usize> = content(blocks).take(HEAD).take_while(|i| !is_prose(&blocks[*i])).collect();
    let foot: Vec<usize> = content(blocks).rev().take(3).take_while(|i| !is_prose(&blocks[*i])).collect();
    for i in head.into_iter().chain(foot) {
        if blocks[i].role == Role::Body && is_language_line(&blocks[i].text) {
            blocks[i].role = Role::Language;
        }
    }
}

/// A block of running text, as against the lines of a page's head.
fn is_prose(block: &Block) -> bool {
    let text = block.text.trim();
    block.role == Role::Body && !is_date(text) && (ends_with_mark(text) || units(text) > 40)
}

fn ends_with_mark(text: &str) -> bool {
    text.trim_end_matches(['”', '’', '"', '\'', '」', '』', '）', ')', '》', ']'])
        .ends_with(['.', '!', '?', '。', '！', '？', '…', '⋯', ':', '：', ';', '；', ',', '，', '、'])
}

/// Length for comparing lines of both scripts: words, and half the Han characters.
fn units(text: &str) -> usize {
    let han =
        text.chars().filter(|c| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')).count();
    let words =
        text.split_whitespace().filter(|word| word.chars().any(|c| c.is_ascii_alphanumeric())).count();
    words + han.div_ceil(2)
}

/// Finds the title where nothing has named it yet, and sets its role.
fn title(blocks: &mut [Block]) -> Option<usize> {
    if let Some(found) = blocks.iter().position(|b| b.role == Role::Title) {
        return Some(found);
    }
    let heading = |b: &Block| b.role == Role::Body && b.kind == BlockKind::Heading(1);
    let found = blocks.iter().position(heading).or_else(|| title_line(blocks))?;
    blocks[found].role = Role::Title;
    Some(found)
}

/// The line of a plain page that looks like its title.
fn title_line(blocks: &[Block]) -> Option<usize> {
    let lines: Vec<usize> = content(blocks)
        .take(HEAD)
        .skip_while(|i| blocks[*i].role == Role::Language)
        .take_while(|i| {
            blocks[*i].role != Role::Body || is_title_like(&blocks[*i]) || is_date(&blocks[*i].text)
        })
        .filter(|i| blocks[*i].role == Role::Body)
        .collect();
    let dated = lines.iter().position(|i| is_date(&blocks[*i].text));
    let until = dated.unwrap_or(lines.len());
    let named = blocks.iter().any(|b| b.role == Role::Language);
    let first = *lines.first()?;
    let some_follows = content(blocks).any(|i| i > first && blocks[i].role == Role::Body);
    let page = named || dated.is_some();
    match until {
        // A date stands first: the title may follow it.
        0 => lines.get(1).copied().filter(|i| !is_author(&blocks[*i])),
        1 => some_follows.then_some(first),
        _ if page && units(&blocks[first].text) <= 6 && !is_author(&blocks[lines[1]]) => Some(lines[1]),
        _ => Some(first),
    }
}

fn is_title_like(block: &Block) -> bool {
    let text = block.text.trim();
    let asks = text.ends_with(['?', '!', '？', '！']);
    matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(_))
        && units(text) <= 30
        && (asks || !ends_with_mark(text))
        && !text.starts_with(['"', '“', '「', '『', '-', '—'])
        && foot_mark(text).is_none()
}

fn is_author(block: &Block) -> bool {
    let short = units(&block.text) <= 24 && !ends_with_mark(&block.text);
    short && (block.kind == BlockKind::ListItem || is_byline_start(&block.text))
}

/// Section before the title; date and byline after it.
fn head(blocks: &mut [Block], title: Option<usize>) {
    let Some(title) = title else { return };
    let before: Vec<usize> = content(blocks).filter(|i| *i < title).rev().take(4).collect();
    let short = before.iter().all(|i| blocks[*i].role != Role::Body || !is_prose(&blocks[*i]));
    for (rank, i) in before.into_iter().enumerate() {
        let text = &blocks[i].text;
        if !short || blocks[i].role != Role::Body {
            continue;
        }
        if is_date(text) {
            blocks[i].role = Role::Date;
        } else if rank == 0
            && units(text) <= 6
            && !ends_with_mark(text)
            && blocks[i].kind == BlockKind::Paragraph
        {
            blocks[i].role = Role::Section;
        }
    }
    after_title(blocks, title);
}

fn after_title(blocks: &mut [Block], title: usize) {
    let after: Vec<usize> = content(blocks).filter(|i| *i > title).take(HEAD).collect();
    let dated = blocks.iter().any(|b| b.role == Role::Date);
    let (mut date, mut author, mut bullet) = (dated, 0usize, false);
    for (rank, i) in after.iter().copied().enumerate() {
        let block = &blocks[i];
        let next = after.get(rank + 1).map(|next| &blocks[*next]);
        // A list of several items is body, a lone bullet is the mark of an author.
        let lone = next.is_some_and(|next| next.kind != BlockKind::ListItem);
        match block.role {
            Role::Date => date = true,
            Role::Byline => author += 1,
            _ => {}
        }
        if block.role != Role::Body {
            continue;
        }
        let role = if !date && is_date(&block.text) {
            date = true;
            Role::Date
        } else if author == 0 && is_author(block) && (date && lone || is_byline_start(&block.text)) {
            author = 1;
            bullet = block.kind == BlockKind::ListItem;
            Role::Byline
        } else if author == 1 && is_under_author(block, bullet) {
            author = 2;
            Role::Byline
        } else {
            break;
        };
        blocks[i].role = role;
    }
}

fn is_under_author(block: &Block, bullet: bool) -> bool {
    block.kind == BlockKind::Paragraph && !is_prose(block) && (bullet || is_affiliation(&block.text))
}

/// Foot marks at the end of the page, and the short lines that follow one.
fn foot(blocks: &mut [Block]) {
    let tail: Vec<usize> = content(blocks).rev().take(FOOT).collect();
    let first_body = content(blocks).find(|i| blocks[*i].role == Role::Body);
    let mut marked = None;
    for (rank, i) in tail.iter().enumerate() {
        let block = &blocks[*i];
        let outside = block.role != Role::Body;
        if outside && !matches!(block.role, Role::Foot | Role::Language) || Some(*i) == first_body {
            break;
        }
        match foot_mark(&block.text) {
            Some(Foot::Strong) => marked = Some(rank),
            // Share bars and the like directly above a strong mark.
            Some(Foot::Weak) if marked.is_some_and(|mark| mark + 1 == rank) => marked = Some(rank),
            Some(Foot::Weak) => {}
            None if outside => {}
            // A line that may be a link under a foot mark further up; prose ends the foot.
            None if units(&block.text) <= 30 && !ends_with_mark(&block.text) => {}
            None => break,
        }
    }
    let Some(marked) = marked else { return };
    for i in &tail[..=marked] {
        if blocks[*i].role == Role::Body {
            blocks[*i].role = Role::Foot;
        }
    }
}

#[cfg(test)]
mod tests;
