//! The head of a page: language line, section, title, date, byline.

mod authors;
mod page;
mod shape;
mod titles;

use super::content;
use super::line::{Class, class};
use super::measure::units;
use super::names::is_affiliation;
use crate::text::{Block, BlockKind, Edition, Role, Span};
use page::{FEW, Head, Line};

/// Lines at the head of a page that are looked at.
const HEAD: usize = 18;
/// Sets the roles of the heads.
pub(super) fn clean(pages: &mut [(Edition, &mut [Block])]) {
    let mut heads: Vec<Head> = pages.iter().map(|(edition, blocks)| Head::new(*edition, blocks)).collect();
    titles::agree_on_sections(&mut heads, pages);
    for (head, (_, blocks)) in heads.iter_mut().zip(pages.iter()) {
        head.find_title(blocks);
    }
    titles::agree(&mut heads, pages);
    authors::agree(&mut heads, pages);
    for (head, (_, blocks)) in heads.iter().zip(pages.iter_mut()) {
        head.apply(blocks);
    }
}

impl Head {
    fn new(edition: Edition, blocks: &[Block]) -> Self {
        let mut lines: Vec<Line> = Vec::new();
        let spans = content(blocks).take(HEAD).map(|at| blocks[at].offsets.span(0..blocks[at].text.len()));
        let spans: Vec<Span> = spans.collect();
        // One line break is one byte or two: the smallest gap of the page says which.
        let gaps = spans.windows(2).map(|pair| pair[1].start.saturating_sub(pair[0].end));
        let one_break = gaps.min().unwrap_or(0).min(2);
        let mut end = None;
        for at in content(blocks).take(HEAD) {
            let block = &blocks[at];
            let class = match block.role {
                Role::Title => Class::Plain,
                Role::Date => Class::Date,
                Role::Byline => Class::Byline,
                Role::Section => Class::Section,
                Role::Language => Class::Language,
                Role::Body => class(block),
                _ => Class::Furniture,
            };
            let span = block.offsets.span(0..block.text.len());
            let close = end.is_some_and(|end| span.start <= end + one_break);
            end = Some(span.end);
            let short = units(&block.text) <= FEW && block.kind == BlockKind::Paragraph;
            lines.push(Line { at, class, close, short });
        }
        let told = |b: &Block| b.role == Role::Title;
        let heading = |b: &Block| b.role == Role::Body && b.kind == BlockKind::Heading(1);
        let told = blocks.iter().position(told).or_else(|| blocks.iter().position(heading));
        let title = told.and_then(|at| lines.iter().position(|line| line.at == at));
        shape::reclass(&mut lines, blocks);
        let body = body_start(&lines, blocks, title);
        lines.truncate(body);
        shape::undate(&mut lines, blocks);
        Head { edition, lines, title, sure: told.is_some(), authors: Vec::new() }
    }

    fn find_title(&mut self, blocks: &[Block]) {
        if self.sure {
            return;
        }
        let open = self.open();
        let Some(first) = open.iter().copied().find(|k| self.lines[*k].class != Class::Section) else {
            // All that could be a title are words for sections: then it is one of them.
            let only = open.first().copied().or_else(|| self.only_line(blocks));
            self.title = only.filter(|k| self.followed(*k, blocks));
            return;
        };
        self.title = Some(first).filter(|k| self.followed(*k, blocks));
        // Sections stand before the title, not behind it.
        for line in &mut self.lines[first + 1..] {
            if line.class == Class::Section {
                line.class = Class::Plain;
            }
        }
    }

    /// The line right above date or byline where no line is open: a title may be a word of menus (“Search”), or end in a
    /// mark (“And then there was silence…”). What ends in a full stop may be the text. Of two dates the first is one.
    fn only_line(&self, blocks: &[Block]) -> Option<usize> {
        let end = self.lines.iter().position(Line::belongs)?;
        let title = |line: &Line| titles::may_be_title(line, &blocks[line.at], false);
        let above = |at: usize| {
            self.lines[..at].iter().all(|line| !matches!(line.class, Class::Prose | Class::Caption))
        };
        let dates =
            self.lines.iter().enumerate().filter(|(_, line)| line.class == Class::Date).map(|(at, _)| at);
        let dates: Vec<usize> = dates.collect();
        let head = |at: usize| self.lines[..at].iter().all(|line| furniture_role(line.class).is_some());
        let dated = || dates.first().copied().filter(|at| dates.len() > 1 && *at == end && head(*at));
        end.checked_sub(1).filter(|at| title(&self.lines[*at]) && above(*at)).or_else(dated)
    }

    fn apply(&self, blocks: &mut [Block]) {
        let Some(title) = self.title else {
            let known = self
                .lines
                .iter()
                .take_while(|l| matches!(l.class, Class::Language | Class::Furniture | Class::Credit));
            known.for_each(|line| set(blocks, line.at, furniture_role(line.class)));
            if self.sure {
                // The title stands further down; its page's head is told by itself.
                let at = blocks.iter().position(|b| b.role == Role::Title || b.kind == BlockKind::Heading(1));
                at.into_iter().for_each(|at| set(blocks, at, Some(Role::Title)));
            }
            return;
        };
        set(blocks, self.lines[title].at, Some(Role::Title));
        for line in &self.lines[..title] {
            let role = match line.class {
                Class::Date | Class::NamedDate => Some(Role::Date),
                Class::Section => Some(Role::Section),
                Class::Byline => Some(Role::Byline),
                class => furniture_role(class),
            };
            set(blocks, line.at, role);
        }
        self.after_title(title, blocks);
    }

    fn after_title(&self, title: usize, blocks: &mut [Block]) {
        let after = &self.lines[title + 1..];
        let mut date = blocks.iter().any(|b| b.role == Role::Date);
        let authors: Vec<usize> = self.authors.iter().filter_map(|at| at.checked_sub(title + 1)).collect();
        // Furniture below the title only beside what belongs to the head.
        let last = after.iter().rposition(|l| l.belongs()).map_or(0, |at| at + 1);
        let more = |l: &&Line| matches!(l.class, Class::Furniture | Class::Language | Class::Credit);
        let last = last + after[last..].iter().take_while(more).count();
        let mut author = false;
        for (rank, line) in after.iter().enumerate().take(last.max(authors.last().map_or(0, |at| at + 1))) {
            let text = blocks[line.at].text.clone();
            let role = match line.class {
                Class::Date | Class::NamedDate if !date => {
                    date = true;
                    Some(Role::Date)
                }
                _ if authors.contains(&rank) => Some(Role::Byline),
                Class::Byline => Some(Role::Byline),
                Class::Plain if author && is_affiliation(&text) && units(&text) <= 24 => Some(Role::Byline),
                // A path of menus below the title is one of the text: `Settings > Network`.
                Class::Furniture if shape::is_path(&text) => None,
                Class::Language | Class::Furniture | Class::Credit => furniture_role(line.class),
                _ => None,
            };
            author = role == Some(Role::Byline);
            set(blocks, line.at, role);
        }
    }
}

fn set(blocks: &mut [Block], at: usize, role: Option<Role>) {
    if let (Some(role), Some(block)) = (role, blocks.get_mut(at).filter(|block| block.role == Role::Body)) {
        block.role = role;
    }
}

/// The role of known furniture; captions with text stay.
fn furniture_role(class: Class) -> Option<Role> {
    match class {
        Class::Language => Some(Role::Language),
        Class::Furniture | Class::Credit => Some(Role::Navigation),
        _ => None,
    }
}

/// Where the body starts among the lines: at prose that no date or byline follows soon, or at a heading below the title.
fn body_start(lines: &[Line], blocks: &[Block], title: Option<usize>) -> usize {
    let from = title.map_or(0, |at| at + 1);
    for at in from..lines.len() {
        let block = &blocks[lines[at].at];
        let heading = matches!(block.kind, BlockKind::Heading(level) if level > 1 || title.is_some());
        let prose = match lines[at].class {
            Class::Prose | Class::Caption => true,
            _ => heading && at > 0,
        };
        if !prose {
            continue;
        }
        let far = units(&block.text) > 60 || block.kind == BlockKind::Code;
        // A dek or a caption: short prose above the date or the byline of the page, or above its title.
        let next = lines[at + 1..].iter().take(3).position(|l| l.class == Class::Prose || l.belongs());
        let dek = next.is_some_and(|next| lines[at + 1 + next].belongs());
        let caption =
            lines[at].class == Class::Caption && title.is_none() && lines[..at].iter().all(|l| !l.is_open());
        if far || !dek && !caption {
            return at;
        }
    }
    lines.len()
}
