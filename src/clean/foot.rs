//! The foot of a page: lists of other pages, share bars, copyright, the end of a press release.

use super::content;
use super::ending::{Foot, Turn, foot_mark, invites, is_control};
use super::languages::is_language_line;
use super::measure::{ends_with_mark, units};
use super::names::is_signature;
use crate::text::dates::date_line;
use crate::text::{Block, BlockKind, Edition, Role};

/// Blocks at the foot of a page that are looked at.
const FOOT: usize = 40;
/// Longer than this, in words, is no line of a foot.
const LONG: usize = 30;

/// Lines below a text that say who worked on it, at most.
const SIGNATURES: usize = 4;
/// Feet that differ by no more lines are one.
const ALIKE: usize = 3;
/// So many lines at most, with their heading, are taken for a list whose entries are sentences.
const CARDS: usize = 10;

/// What was seen of one page's foot, counted from the last block.
struct Tail {
    /// The blocks, from the last one up.
    blocks: Vec<usize>,
    /// How many of them are foot for sure.
    sure: usize,
    /// How many of these have no sentence among them.
    firm: usize,
    /// How many are, if the heading of a list above them counts.
    listed: Option<usize>,
    /// How many are, if the editions agree that such a heading stands there: what is below it are sentences.
    suspected: Option<usize>,
}

/// Sets the roles of the feet.
pub(super) fn clean(pages: &mut [(Edition, &mut [Block])]) {
    for (_, blocks) in pages.iter_mut() {
        languages(blocks);
    }
    let mut tails: Vec<Tail> = pages.iter().map(|(_, blocks)| Tail::new(blocks)).collect();
    agree(&mut tails, pages);
    // Sentences that are a foot in one edition alone are the text below a list that stands in the middle of it.
    let counts: Vec<usize> = tails.iter().map(|tail| tail.sure).collect();
    for (at, tail) in tails.iter_mut().enumerate().filter(|(_, tail)| tail.sure > tail.firm) {
        let mut others = counts.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, count)| *count);
        if counts.len() > 1 && !others.any(|count| count + ALIKE >= tail.sure) {
            tail.sure = tail.firm;
        }
    }
    for (tail, (_, blocks)) in tails.iter().zip(pages.iter_mut()) {
        for at in &tail.blocks[..tail.sure] {
            if matches!(blocks[*at].role, Role::Body) {
                blocks[*at].role = Role::Foot;
            }
        }
        signatures(blocks);
    }
}

/// Who translated or edited the text, below it: （责任编辑：李安）, `Translated by Ann Lee`.
fn signatures(blocks: &mut [Block]) {
    let bodies = content(blocks).rev().filter(|at| blocks[*at].role == Role::Body);
    let signed = |at: &usize| blocks[*at].kind == BlockKind::Paragraph && is_signature(&blocks[*at].text);
    let lines: Vec<usize> = bodies.take(SIGNATURES).take_while(signed).collect();
    // A page that has nothing but names is a list of them.
    if content(blocks).filter(|at| blocks[*at].role == Role::Body).count() > lines.len() {
        lines.into_iter().for_each(|at| blocks[at].role = Role::Byline);
    }
}

fn languages(blocks: &mut [Block]) {
    let foot: Vec<usize> = content(blocks).rev().take(4).collect();
    for at in foot {
        let block = &mut blocks[at];
        if units(&block.text) > LONG || block.role == Role::Body && ends_with_mark(&block.text) {
            break;
        }
        if block.role == Role::Body && is_language_line(&block.text) {
            block.role = Role::Language;
        }
    }
}

impl Tail {
    fn new(blocks: &[Block]) -> Self {
        let first_body = content(blocks).find(|i| blocks[*i].role == Role::Body);
        let ends = |at: &usize| {
            let role = blocks[*at].role;
            Some(*at) == first_body || !matches!(role, Role::Body | Role::Foot | Role::Language)
        };
        let all: Vec<usize> = content(blocks).rev().take(FOOT).take_while(|at| !ends(at)).collect();
        let mut tail = Tail { blocks: all, sure: 0, firm: 0, listed: None, suspected: None };
        let marks = marks(blocks, &tail.blocks);
        // Sentences below the line that is looked at, and whether something below shows a list of cards.
        let (mut sentences, mut cards, mut answered) = (0, false, false);
        // Of a card there is one line of text at most; paragraphs follow each other.
        let (mut in_a_row, mut paragraphs) = (0, false);
        for rank in 0..tail.blocks.len() {
            let block = &blocks[tail.blocks[rank]];
            let text = block.text.trim();
            answered |= marks[rank] == Some(Foot::Weak) || marks[rank].is_none() && date_line(text).is_some();
            match marks[rank] {
                Some(Foot::List) if sentences == 0 || tail.sure > 0 && !paragraphs => {
                    (tail.sure, cards) = (rank + 1, true)
                }
                Some(Foot::Bare) if tail.sure > 0 && !paragraphs || cards && sentences == 0 => {
                    (tail.sure, cards) = (rank + 1, true);
                }
                Some(Foot::List) if cards && !paragraphs => tail.listed = Some(rank + 1),
                Some(Foot::List) if invites(text) => tail.suspected = Some(rank + 1),
                Some(Foot::List | Foot::Bare) => {}
                // Comments that nothing but their heading tells may have been translated with the text.
                Some(Foot::Comments) if rank == tail.sure || answered => {
                    (tail.sure, cards) = (rank + 1, true)
                }
                Some(Foot::Comments) => {}
                Some(Foot::Strong) if sentences == 0 => (tail.sure, cards) = (rank + 1, true),
                // Share bars and the like directly above a strong mark.
                Some(Foot::Weak | Foot::Share { .. } | Foot::Turn(_)) if tail.sure == rank && rank > 0 => {
                    tail.sure = rank + 1;
                }
                Some(_) => cards |= sentences == 0,
                None if block.role != Role::Body => {}
                None if date_line(text).is_some() => cards = true,
                // A line that may be a link under a mark further up; a sentence may be the text of a card.
                None if units(text) <= LONG
                    && (!ends_with_mark(text) || text.ends_with(['?', '？', '!', '！'])) =>
                {
                    in_a_row = 0;
                }
                None if units(text) <= LONG => {
                    (sentences, in_a_row) = (sentences + 1, in_a_row + 1);
                    paragraphs |= in_a_row > 1;
                }
                None => break,
            }
            if sentences == 0 {
                tail.firm = tail.sure;
            }
            if sentences > 12 {
                break;
            }
        }
        tail
    }
}

/// The last lines that are controls in every edition are the foot of each: no text ends in `Print this page` three times.
fn controls(tails: &mut [Tail], pages: &[(Edition, &mut [Block])]) {
    const WORDS: [&str; 16] = [
        "home", "more", "next", "previous", "like", "close", "reply", "share", "print", "首页", "首頁",
        "更多", "关闭", "關閉", "分享", "有",
    ];
    if tails.len() < 2 {
        return;
    }
    let control = |tail: &Tail, blocks: &[Block], rank: usize| {
        let text = tail.blocks.get(rank).map_or("", |at| blocks[*at].text.trim());
        rank < tail.sure || is_control(text) && (rank > 0 || !WORDS.contains(&text.to_lowercase().as_str()))
    };
    let all = |rank: usize| tails.iter().zip(pages).all(|(tail, (_, blocks))| control(tail, blocks, rank));
    let count = (0..FOOT).take_while(|rank| all(*rank)).count();
    tails.iter_mut().for_each(|tail| tail.sure = tail.sure.max(count));
}

/// The marks of the lines of a tail, from the last one up: what is weak by itself is strong beside its like.
fn marks(blocks: &[Block], tail: &[usize]) -> Vec<Option<Foot>> {
    let mut marks: Vec<Option<Foot>> = tail.iter().map(|at| foot_mark(blocks[*at].text.trim())).collect();
    turns(blocks, tail, &mut marks);
    // `Share this:` and its networks, a line each.
    let mut rank = 0;
    while rank < marks.len() {
        let run = marks[rank..].iter().take_while(|mark| matches!(mark, Some(Foot::Share { .. }))).count();
        let networks =
            marks[rank..rank + run].iter().filter(|mark| **mark == Some(Foot::Share { network: true }));
        if run >= 2 && networks.count() >= 1 {
            marks[rank..rank + run].fill(Some(Foot::Strong));
        }
        rank += run.max(1);
    }
    marks
}

/// Back and on, one below the other, are strong; so they are with a line between that names the page.
fn turns(blocks: &[Block], tail: &[usize], marks: &mut [Option<Foot>]) {
    let turn = |mark: Option<Foot>| match mark {
        Some(Foot::Turn(turn)) => Some(turn),
        _ => None,
    };
    for rank in 0..marks.len() {
        let Some(on) = turn(marks[rank]).filter(|turn| *turn == Turn::On) else { continue };
        // A label alone has its page on the line behind.
        let alone = units(&blocks[tail[rank]].text) <= 2;
        let back = (rank + 1..=rank + 2)
            .find(|at| marks.get(*at).is_some_and(|mark| turn(*mark).is_some_and(|turn| turn != on)));
        let Some(back) = back.filter(|at| *at == rank + 1 || alone) else { continue };
        for mark in &mut marks[rank.saturating_sub(usize::from(alone && back == rank + 2))..=back] {
            *mark = Some(Foot::Strong);
        }
    }
}

/// Editions that have the heading of a list at the same distance from the end have the same foot: what is off in one
/// is off in all.
fn agree(tails: &mut [Tail], pages: &[(Edition, &mut [Block])]) {
    controls(tails, pages);
    let bodies = |blocks: &[Block]| content(blocks).filter(|at| blocks[*at].role == Role::Body).count();
    // As many blocks in each edition: a line has its like at the same place.
    let counts: Vec<usize> = pages.iter().map(|(_, blocks)| bodies(blocks)).collect();
    let matched = counts.windows(2).all(|pair| pair[0] == pair[1]);
    let headed = |tail: &Tail, blocks: &[Block], count: usize| {
        let head = count.checked_sub(1).and_then(|rank| tail.blocks.get(rank)).map(|at| &blocks[*at]);
        head.is_some_and(|block| {
            foot_mark(&block.text).is_some_and(|mark| mark != Foot::Weak)
                || units(&block.text) <= 5 && !ends_with_mark(&block.text)
                || matched && units(&block.text) <= 12 && !block.text.trim_end().ends_with(['.', '。'])
        })
    };
    let short = |tail: &Tail, blocks: &[Block], count: usize| {
        tail.blocks[..count].iter().all(|at| units(&blocks[*at].text) <= LONG)
    };
    let suspected = tails.first().and_then(|tail| tail.suspected);
    let all = tails.len() > 1 && tails.iter().all(|tail| tail.suspected == suspected);
    let proposal = |tail: &Tail| {
        let suspected = tail.suspected.filter(|count| all && *count <= CARDS);
        tail.listed.or(suspected).unwrap_or(0).max(tail.sure)
    };
    let proposals: Vec<usize> = tails.iter().map(proposal).collect();
    let Some(count) = proposals.iter().copied().max().filter(|count| *count > 0) else { return };
    let alike = tails.len() > 1
        && tails.iter().zip(pages).all(|(tail, (_, blocks))| {
            tail.blocks.len() >= count && headed(tail, blocks, count) && short(tail, blocks, count)
        });
    if alike {
        tails.iter_mut().for_each(|tail| tail.sure = count);
        return;
    }
    // A section that stands in all of them, with as many blocks of the same kinds below its heading (`See Also`, 相关链接): where
    // it is no foot in one, it is none in the others.
    let kinds = |tail: &Tail, blocks: &[Block]| -> Vec<BlockKind> {
        tail.blocks.iter().take(count).map(|at| blocks[*at].kind).collect()
    };
    let sections: Vec<Vec<BlockKind>> =
        tails.iter().zip(pages).map(|(tail, (_, blocks))| kinds(tail, blocks)).collect();
    let headed = |kinds: &Vec<BlockKind>| matches!(kinds.get(count - 1), Some(BlockKind::Heading(_)));
    if sections.len() > 1 && sections.windows(2).all(|two| two[0] == two[1]) && sections.iter().all(headed) {
        tails.iter_mut().filter(|tail| tail.sure == count).for_each(|tail| tail.sure = 0);
    }
}
