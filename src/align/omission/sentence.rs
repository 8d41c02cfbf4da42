//! The evidence on one English sentence.

use std::collections::HashSet;

use super::super::alignment::Alignment;
use super::against::{Against, LONGEST};
use crate::bead::Run;
use crate::evidence::numbers;
use crate::text::numbers::{Key, chinese, english};
use crate::text::{Article, BlockKind, Edition};

numbers! {
    /// What speaks for or against an omission of one English sentence.
    pub Numbered {
        bias = "bias",
        bead_gap = "bead:gap",
        bead_odds = "bead:odds",
        bead_gap_odds = "bead:gap-odds",
        alone_odds = "alone:odds",
        bead_others = "bead:others",
        words_here = "words:here",
        words_window = "words:window",
        words_other = "words:other",
        words_lost = "words:lost",
        words_weight = "words:weight",
        words_lost_by_weight = "words:lost×weight",
        words_only = "words:only",
        length_here = "length:here",
        length_window = "length:window",
        length_block = "length:block",
        length_english = "length:english",
        numbers_lost = "numbers:lost",
        chinese_there = "chinese:there",
        chinese_lost = "chinese:lost",
        chinese_window = "chinese:window",
        heading = "heading",
        chinese_words_here = "chinese-words:here",
        chinese_words_around = "chinese-words:around",
        chinese_words_gain = "chinese-words:gain",
        blocks_here = "blocks:here",
        blocks_window = "blocks:window",
        blocks_before = "blocks:before",
        blocks_after = "blocks:after",
        bead_fewer = "bead:fewer",
        gap_window = "gap:window",
        gap_orphan = "gap:orphan",
    }
}

fn odds(p: f64) -> f32 {
    let p = p.clamp(1e-4, 1.0 - 1e-4);
    ((p / (1.0 - p)).ln() / 4.0) as f32
}

/// An English sentence seen from an edition.
pub(super) struct Sentence<'a> {
    pub(super) article: &'a Article,
    pub(super) alignment: &'a Alignment,
    pub(super) edition: Edition,
    pub(super) own: &'a Against,
    pub(super) other: Option<&'a Against>,
    pub(super) shared: Option<Vec<f32>>,
}

impl Sentence<'_> {
    /// The numbers of English segment `row` in bead `at`.
    pub(super) fn values(&self, at: usize, row: usize) -> Numbered {
        let bead = &self.alignment.ladder.beads[at];
        let pair = self.own.evidence.pair();
        let (here, window) = (self.own.here[at], self.own.window[at]);
        let one = Run::new(row, 1);
        let weight = pair.total(0, one);
        let share = |against: &Against, run: Run| {
            let pair = against.evidence.pair();
            pair.row_mass(one, run)[1] / (pair.total(0, one) + 1.0)
        };
        let gap = here.len == 0;
        let confidence = odds(bead.confidence.unwrap_or(0.5));
        let alone = self.alignment.alone[self.edition].get(row).copied().unwrap_or(0.5);
        let in_window = share(self.own, window);
        let in_other = self.other.map(|other| share(other, other.window[at]));
        let lost = 1.0 - weight_share(weight, in_window);
        let segment = &self.article.segments(Edition::En)[row];
        let (there, gone) = self.chinese(at, one);
        let blocks = self.blocks(at);
        let [by_row, by_others] = self.rendered_by(at, row);
        let [short_here, short_window, short_block] = self.short(at, row);
        Numbered {
            bias: 1.0,
            bead_gap: f32::from(u8::from(gap)),
            bead_odds: if gap { 0.0 } else { confidence },
            bead_gap_odds: if gap { confidence } else { 0.0 },
            alone_odds: odds(alone),
            bead_others: (bead.runs[Edition::En].len as f32).ln(),
            words_here: if gap { 0.0 } else { share(self.own, here) },
            words_window: in_window,
            words_other: in_other.map_or(0.0, |other| other - in_window),
            words_lost: lost,
            words_weight: (1.0 + weight).ln(),
            words_lost_by_weight: lost * (1.0 + weight).ln(),
            words_only: self.only(at, row),
            length_here: short_here,
            length_window: short_window,
            length_block: short_block,
            length_english: (1.0 + segment.text.chars().count() as f32).ln() / 4.0,
            numbers_lost: self.numbers_lost(row, window),
            chinese_there: there,
            chinese_lost: gone,
            chinese_window: gone * short_window.clamp(0.0, 1.0),
            heading: f32::from(u8::from(!matches!(segment.kind, BlockKind::Paragraph))),
            chinese_words_here: by_row,
            chinese_words_around: by_others,
            chinese_words_gain: by_row - by_others,
            blocks_here: blocks[0],
            blocks_window: blocks[1],
            blocks_before: blocks[2],
            blocks_after: blocks[3],
            bead_fewer: if gap { 0.0 } else { bead.runs[Edition::En].len as f32 - here.len as f32 }
                .clamp(-2.0, 2.0),
            gap_window: if gap { short_window } else { 0.0 },
            gap_orphan: if gap { self.orphan(at, row) } else { 0.0 },
        }
    }

    /// The parts of the bead's Chinese words that this sentence renders, and that the sentences beside it do.
    fn rendered_by(&self, at: usize, row: usize) -> [f32; 2] {
        let pair = self.own.evidence.pair();
        let columns = self.own.here[at];
        let total = pair.total(1, columns) + 1.0;
        let rows = pair.lines(0);
        let before = Run::new(row.saturating_sub(1), row.min(1));
        let after = Run::new((row + 1).min(rows), usize::from(row + 1 < rows));
        let mass = |run: Run| pair.column_mass(columns, run)[1] / total;
        [mass(Run::new(row, 1)), mass(before).max(mass(after))]
    }

    /// Chinese beside a gap that has no English itself, as a part of what the sentence would take.
    fn orphan(&self, at: usize, row: usize) -> f32 {
        let beads = &self.alignment.ladder.beads;
        let pair = self.own.evidence.pair();
        let own = (pair.length(0, Run::new(row, 1)) * self.own.ratio).max(2.0);
        let beside = [at.checked_sub(1), Some(at + 1).filter(|k| *k < beads.len())].into_iter().flatten();
        let alone = beside.filter(|k| beads[*k].runs[Edition::En].len == 0);
        let length = alone.map(|k| pair.length(1, self.own.here[k])).fold(0.0, f32::max);
        (length / own).min(1.0)
    }

    /// How many more blocks the English has: in the bead, around it, up to the bead before and after.
    fn blocks(&self, at: usize) -> [f32; 4] {
        let beads = &self.alignment.ladder.beads;
        if !self.own.evidence.has_paragraphs() {
            return [0.0; 4];
        }
        let more = |range: std::ops::Range<usize>| {
            let of = |edition: Edition| {
                let runs = range
                    .clone()
                    .map(|k| if edition == Edition::En { beads[k].runs[edition] } else { self.own.here[k] });
                let mut blocks: Vec<_> = runs
                    .flat_map(|run| self.article.segments(edition)[run.range()].iter().map(|s| s.block))
                    .collect();
                blocks.dedup();
                blocks.len() as f32
            };
            (of(Edition::En) - of(self.edition)).clamp(-2.0, 2.0)
        };
        let (before, after) = (at.saturating_sub(1), (at + 2).min(beads.len()));
        [more(at..at + 1), more(before..after), more(before..at + 1), more(at..after)]
    }

    /// The part of the Chinese words that only this sentence explains, over its part of the English length.
    fn only(&self, at: usize, row: usize) -> f32 {
        let rows = self.alignment.ladder.beads[at].runs[Edition::En];
        let columns = self.own.here[at];
        if rows.len < 2 || columns.len == 0 || rows.len > LONGEST {
            return 0.0;
        }
        let pair = self.own.evidence.pair();
        let all = pair.column_mass(columns, rows)[1];
        let before = pair.column_mass(columns, Run::new(rows.start, row - rows.start))[1];
        let after = pair.column_mass(columns, Run::new(row + 1, rows.end() - row - 1))[1];
        let added = (all - (before + after).min(all)) / all.max(1e-6);
        let part = pair.length(0, Run::new(row, 1)) / pair.length(0, rows).max(1e-6);
        (1.0 - added / part.max(1e-6)).clamp(-1.0, 1.0)
    }

    /// By how many sentences like this one the Chinese is too short: in its bead, around it, in its block.
    fn short(&self, at: usize, row: usize) -> [f32; 3] {
        let beads = &self.alignment.ladder.beads;
        let pair = self.own.evidence.pair();
        let own = (pair.length(0, Run::new(row, 1)) * self.own.ratio).max(2.0);
        let of = |range: std::ops::Range<usize>| {
            let difference = range.map(|k| {
                let english = pair.length(0, beads[k].runs[Edition::En]) * self.own.ratio;
                english - pair.length(1, self.own.here[k])
            });
            (difference.sum::<f32>() / own).clamp(-2.0, 2.0)
        };
        let segments = self.article.segments(Edition::En);
        let block = |k: &usize| {
            let run = beads[*k].runs[Edition::En];
            run.len == 0 || run.range().any(|r| segments[r].block == segments[row].block)
        };
        let from = (0..at).rev().take_while(block).last().unwrap_or(at);
        let to = (at + 1..beads.len()).take_while(block).last().unwrap_or(at);
        [of(at..at + 1), of(at.saturating_sub(1)..(at + 2).min(beads.len())), of(from..to + 1)]
    }

    /// Whether numbers of the sentence stand nowhere around its place.
    fn numbers_lost(&self, row: usize, window: Run) -> f32 {
        let own: Vec<Key> = english(&self.article.segments(Edition::En)[row].text)
            .iter()
            .filter(|n| n.sure)
            .map(|n| n.key())
            .collect();
        if own.is_empty() {
            return 0.0;
        }
        let there: HashSet<Key> = self.article.segments(self.edition)[window.range()]
            .iter()
            .flat_map(|s| chinese(&s.text))
            .map(|n| n.key())
            .collect();
        let lost = own.iter().filter(|key| !there.contains(key)).count() as f32;
        let kept = own.len() as f32 - lost;
        (lost.min(3.0) - 2.0 * kept.min(2.0)) / 2.0
    }

    /// What the other Chinese edition has for the sentence: whether it is there, and the part that is not here.
    fn chinese(&self, at: usize, one: Run) -> (f32, f32) {
        let (Some(other), Some(shared)) = (self.other, &self.shared) else { return (0.0, 0.0) };
        let run = other.here[at];
        if run.len == 0 {
            return (-1.0, 0.0);
        }
        let pair = other.evidence.pair();
        let (mut lost, mut all) = (0.0, 0.0);
        for k in run.range() {
            let weight = pair.row_mass(one, Run::new(k, 1))[1] + 0.05;
            lost += weight * (1.0 - shared[k]);
            all += weight;
        }
        (1.0, lost / all)
    }
}

fn weight_share(weight: f32, share: f32) -> f32 {
    if weight <= 0.0 { 1.0 } else { share * (weight + 1.0) / weight }
}
