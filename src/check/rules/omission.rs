//! What of the English an edition lacks: whole sections, whole blocks, single sentences.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::super::known::{Omission, Omissions};
use super::super::{Sink, Subject, words};
use super::stub::{goes_on_elsewhere, points_elsewhere};
use super::{c115, links, structure};
use crate::bead::Bead;
use crate::config::Level;
use crate::text::{BlockKind, Edition, Role, Segment, Span};

/// A text of this share of the length that is wanted may be all of it.
const LONG_ENOUGH: f64 = 0.7;

/// A section with this share of the English segments is the page.
const WHOLE_PAGE: f64 = 0.9;

/// What an edition lacks of the English.
pub(super) fn omissions<'s>(subject: &'s Subject<'_>, edition: Edition) -> &'s Omissions {
    subject.known.omissions[edition].get_or_init(|| Omissions::new(subject, edition))
}

impl Omissions {
    fn new(subject: &Subject<'_>, edition: Edition) -> Omissions {
        // Such a page is to be written, not translated.
        if points_elsewhere(subject) {
            return Omissions::default();
        }
        let lost = lost(subject, edition);
        let segments = subject.article.segments(Edition::En);
        let moved = moved_levels(subject, edition);
        let swallowed: HashSet<&str> =
            structure::swallowed(subject, edition).into_iter().map(|(_, heading)| heading).collect();
        let laid = LazyCell::new(|| Laid::new(subject, edition));
        let glossed = LazyCell::new(|| glossed_headings(subject, edition));
        // What the English says and is not lost.
        let kept = LazyCell::new(|| -> HashSet<String> {
            let kept = segments.iter().enumerate().filter(|(at, _)| !lost.contains_key(at));
            kept.map(|(_, s)| words::plain(&s.text)).collect()
        });
        let mut out = Omissions::default();
        let mut at = 0;
        while at < segments.len() {
            if !lost.contains_key(&at) {
                at += 1;
                continue;
            }
            let (list, to) = match section_end(segments, &lost, at) {
                Some(to) => (&mut out.sections, to),
                None => match block_end(segments, &lost, at) {
                    Some(to) => (&mut out.blocks, to),
                    None => (&mut out.sentences, at + 1),
                },
            };
            let whole = block_end(segments, &lost, at).is_some();
            let elsewhere = swallowed.contains(segments[at].text.as_str())
                || thanks(&segments[at..to])
                || matches!(segments[at].kind, BlockKind::Heading(level) if moved.contains(&level))
                || to > at + 1 && stands_twice(&segments[at..to], &kept);
            let mut one = Omission { whole, elsewhere, ..omission(segments, &lost, at, to) };
            one.within = one.is_rendered_within(subject, edition);
            // Of a single sentence nobody asks.
            one.again = to > at + 1 && is_kept(segments[at..to].iter(), &kept);
            one.elsewhere_perhaps = one.again
                || is_heading(&segments[at]) && glossed.contains(&words::plain(&segments[at].text))
                || one.may_be_elsewhere(subject, edition, &laid);
            list.push(one);
            at = to;
        }
        out
    }
}

/// Where things stand in a ladder, worked out once for all omissions.
struct Laid {
    /// The bead of each English segment.
    bead_of: Vec<usize>,
    /// How long each run of beads is that the English lacks, shortest first.
    added: Vec<f64>,
    /// Beads of the English with a link that stands in one of those.
    linked: HashSet<usize>,
    /// Beads of the English with links or inline code, and whether any of it stands in one of those.
    marked: BTreeMap<usize, bool>,
}

impl Laid {
    fn new(subject: &Subject<'_>, edition: Edition) -> Laid {
        let beads = &subject.ladder.beads;
        let mut bead_of = vec![0; subject.article.segments(Edition::En).len()];
        for (number, bead) in beads.iter().enumerate() {
            if let Some(own) = bead_of.get_mut(bead.runs[Edition::En].range()) {
                own.fill(number);
            }
        }
        let beyond = |bead: &Bead| bead.runs[Edition::En].len == 0;
        let long = |bead: &Bead| length_of(subject.segments(bead, edition));
        let runs = beads.chunk_by(|a, b| beyond(a) && beyond(b)).filter(|run| beyond(&run[0]));
        let mut added: Vec<f64> = runs.map(|run| run.iter().map(long).sum()).collect();
        added.sort_by(f64::total_cmp);
        let links = |e: Edition| {
            links::targets(subject, e).into_iter().filter_map(|link| Some((link.key, link.bead?)))
        };
        let there: HashSet<String> =
            links(edition).filter(|(_, bead)| beyond(&beads[*bead])).map(|(key, _)| key).collect();
        let english: Vec<(String, usize)> = links(Edition::En).collect();
        let mut marked: BTreeMap<usize, bool> = BTreeMap::new();
        let mut linked = HashSet::new();
        for (key, bead) in english {
            *marked.entry(bead).or_default() |= there.contains(&key);
            if there.contains(&key) {
                linked.insert(bead);
            }
        }
        let codes = |bead: &Bead, e: Edition| {
            links::codes(subject, bead, e).into_iter().filter(|code| code.len() > 2)
        };
        let there: HashSet<String> =
            beads.iter().filter(|bead| beyond(bead)).flat_map(|bead| codes(bead, edition)).collect();
        for (number, bead) in beads.iter().enumerate() {
            for code in codes(bead, Edition::En) {
                *marked.entry(number).or_default() |= there.contains(&code);
            }
        }
        Laid { bead_of, added, linked, marked }
    }

    /// Whether half of what is marked in these English segments stands in what the English lacks.
    fn is_marked(&self, segments: std::ops::Range<usize>) -> bool {
        let beads: BTreeSet<usize> = self.bead_of[segments].iter().copied().collect();
        let marked: Vec<bool> = beads.iter().filter_map(|bead| self.marked.get(bead).copied()).collect();
        let found = marked.iter().filter(|found| **found).count();
        found > 0 && found * 2 >= marked.len()
    }
}

/// English that may stand elsewhere in an edition: what is told with that doubt, what has the links and the code of text that
/// the English lacks, and all that is lost where the edition adds as much.
pub(super) fn perhaps_elsewhere(subject: &Subject<'_>, edition: Edition) -> HashSet<usize> {
    if subject.is_messages(edition) {
        return HashSet::new();
    }
    let Omissions { sections, blocks, sentences } = omissions(subject, edition);
    let all = || sections.iter().chain(blocks).chain(sentences);
    let laid = Laid::new(subject, edition);
    let english = subject.article.segments(Edition::En);
    let lost: usize = all().flat_map(|one| &english[one.from..one.to]).map(|s| s.text.chars().count()).sum();
    let added: f64 = laid.added.iter().sum();
    let as_much = added >= lost as f64 * super::ratio(subject, edition) * LONG_ENOUGH;
    let is_perhaps = |one: &&Omission| as_much || one.elsewhere_perhaps || laid.is_marked(one.from..one.to);
    all().filter(is_perhaps).flat_map(|one| one.from..one.to).collect()
}

fn length_of(segments: &[Segment]) -> f64 {
    segments.iter().map(|s| super::length(&s.text)).sum()
}

/// The segments of a block; blocks never fall from one segment to the next.
fn of_block(segments: &[Segment], block: usize) -> std::ops::Range<usize> {
    segments.partition_point(|s| s.block < block)..segments.partition_point(|s| s.block <= block)
}

/// Whether most of what stands below a heading is said a second time, word for word, where it is not lost.
fn stands_twice(section: &[Segment], kept: &HashSet<String>) -> bool {
    if !section.first().is_some_and(is_heading) {
        return false;
    }
    is_kept(section.iter().filter(|s| !is_heading(s)), kept)
}

fn is_heading(segment: &Segment) -> bool {
    matches!(segment.kind, BlockKind::Heading(_))
}

/// What headings of the edition say in English beside their Chinese: 参见 SEE ALSO.
fn glossed_headings(subject: &Subject<'_>, edition: Edition) -> HashSet<String> {
    let headings =
        subject.article.segments(edition).iter().filter(|s| is_heading(s) && words::han(&s.text) > 0);
    headings.map(|s| words::plain(&words::latin_words(&s.text).join(" "))).collect()
}

/// Whether a section lists who helped, by their names alone.
fn thanks(section: &[Segment]) -> bool {
    const WHO: [&str; 9] = [
        "contributor",
        "author",
        "credit",
        "sponsor",
        "backer",
        "maintainer",
        "team",
        "partner",
        "supporter",
    ];
    let Some((heading, names)) = section.split_first() else { return false };
    let title = heading.text.to_lowercase();
    let who = |word: &&str| *word == "thanks" || WHO.contains(&word.strip_suffix('s').unwrap_or(word));
    let small = |word: &&str| word.len() > 2 && word.starts_with(char::is_lowercase) && *word != "and";
    // “This project follows the all-contributors specification.”
    let tool = |s: &Segment| s.text.contains("-contributor");
    let handle = |s: &Segment| !s.text.trim().contains(' ');
    let named = |s: &Segment| {
        let spoken = s.text.ends_with(['.', '!', '?']) || words::latin_words(&s.text).iter().any(small);
        tool(s) || handle(s) || !spoken
    };
    is_heading(heading) && words::latin_words(&title).iter().any(who) && names.iter().all(named)
}

/// Whether two thirds of a text, by characters, are also said where they are not lost.
fn is_kept<'s>(segments: impl Iterator<Item = &'s Segment>, kept: &HashSet<String>) -> bool {
    let (mut all, mut again) = (0, 0);
    for plain in segments.map(|s| words::plain(&s.text)) {
        all += plain.len();
        again += if kept.contains(&plain) { plain.len() } else { 0 };
    }
    again * 3 >= all * 2
}

/// English that seems lost and is not: sentences rendered within the sentence beside them, by the length of the Chinese;
/// paragraphs that the English has twice, word for word, and the edition once;
/// items of lists that have as many items here, and sections of pages that have as many, in another order.
pub(super) fn not_lost(subject: &Subject<'_>, edition: Edition) -> HashSet<usize> {
    let Omissions { sections, blocks, sentences } = omissions(subject, edition);
    let again = blocks.iter().filter(|one| one.again).flat_map(|one| one.from..one.to);
    let within = sentences.iter().filter(|one| one.within).map(|one| one.from);
    let moved = sections.iter().filter(|one| one.elsewhere).flat_map(|one| one.from..one.to);
    let english = subject.article.segments(Edition::En);
    let none = of_no_text(subject);
    let none = (0..english.len()).filter(|at| none.contains(&english[*at].block)).collect::<Vec<_>>();
    within.chain(moved).chain(again).chain(none).chain(reordered_items(subject, edition)).collect()
}

fn reordered_items(subject: &Subject<'_>, edition: Edition) -> Vec<usize> {
    let is_item = |s: &&Segment| s.kind == BlockKind::ListItem;
    let listed = |bead: &Bead| {
        [Edition::En, edition].iter().flat_map(|e| subject.segments(bead, *e)).all(|s| is_item(&s))
    };
    let items = |beads: &[Bead], e: Edition| {
        let blocks = beads.iter().flat_map(|bead| subject.segments(bead, e)).map(|s| s.block);
        blocks.collect::<HashSet<usize>>().len()
    };
    let lists = subject.ladder.beads.chunk_by(|a, b| listed(a) && listed(b));
    let shuffled = |list: &&[Bead]| {
        let added = list.iter().any(|bead| bead.runs[edition].len > 0 && bead.runs[Edition::En].len == 0);
        let count = items(list, Edition::En);
        added && count > 2 && count == items(list, edition)
    };
    lists.filter(shuffled).flatten().flat_map(|bead| bead.runs[Edition::En].range()).collect()
}

/// Levels of headings of which the edition has as many as the English and one that renders none of it.
fn moved_levels(subject: &Subject<'_>, edition: Edition) -> HashSet<u8> {
    let levels = |segments: &[Segment]| {
        let mut counts: BTreeMap<u8, usize> = BTreeMap::new();
        for segment in segments {
            if let BlockKind::Heading(level) = segment.kind {
                *counts.entry(level).or_default() += 1;
            }
        }
        counts
    };
    let beyond = subject.ladder.beads.iter().filter(|bead| bead.runs[Edition::En].len == 0);
    let added = beyond.flat_map(|bead| levels(subject.segments(bead, edition)).into_keys());
    let [english, own] = [Edition::En, edition].map(|e| levels(subject.article.segments(e)));
    added.filter(|level| own.get(level) >= english.get(level)).collect()
}

/// Lost English segments: the bead and the probability. Date and author are not counted.
fn lost(subject: &Subject<'_>, edition: Edition) -> BTreeMap<usize, (usize, f64)> {
    // C116 tells of the messages of a .po file.
    if subject.pages[edition].as_ref().is_some_and(|page| page.path.to_lowercase().ends_with(".po")) {
        return BTreeMap::new();
    }
    // English that was left as it is: C110 tells it.
    // What has Han in it is no copy of what has none.
    let mixed = subject.article.segments(Edition::En).iter().any(|s| s.text.chars().any(words::is_han));
    let copies = |s: &&Segment| mixed || !s.text.chars().any(words::is_han);
    let left: HashSet<String> =
        subject.article.segments(edition).iter().filter(copies).map(|s| words::plain(&s.text)).collect();
    let segments = subject.article.segments(Edition::En);
    let dummy = of_no_text(subject);
    let counts = |s: &Segment| {
        matches!(s.role, Role::Body | Role::Title)
            && !dummy.contains(&s.block)
            && s.text.chars().any(char::is_alphanumeric)
            // A link to the Chinese page is in Chinese: 中文文档.
            && words::han(&s.text) * 2 < s.text.chars().count()
            && !left.contains(&words::plain(&s.text))
    };
    let by_bead = subject.ladder.beads.iter().enumerate();
    by_bead
        .flat_map(|(number, bead)| bead.runs[Edition::En].range().map(move |at| (at, number)))
        .filter_map(|(at, number)| Some((at, (number, *subject.omitted[edition].get(at)?))))
        .filter(|(_, (_, p))| *p >= subject.settings.omission_least)
        .filter(|(at, _)| segments.get(*at).is_some_and(counts))
        .collect()
}

/// English blocks of text that stands in for a text, of what a program said of its work, and of files that are put in, which
/// M406 tells of.
pub(super) fn of_no_text<'s>(subject: &'s Subject<'_>) -> &'s HashSet<usize> {
    let none = |s: &&Segment| s.text.starts_with("Lorem ipsum") || c115::is_of_work(&s.text);
    let includes = structure::outline(subject, Edition::En).map_or(&[][..], |page| &page.includes);
    let is_include =
        |s: &Segment| includes.iter().any(|one| one.span.start <= s.span.start && s.span.end <= one.span.end);
    let none = |s: &&Segment| none(s) || is_include(s);
    let english = || subject.article.segments(Edition::En).iter();
    subject.known.no_text.get_or_init(|| english().filter(none).map(|s| s.block).collect())
}

/// The end of a section that begins with the heading at `at`, where all of it is lost and it has a body.
fn section_end(segments: &[Segment], lost: &BTreeMap<usize, (usize, f64)>, at: usize) -> Option<usize> {
    let BlockKind::Heading(level) = segments[at].kind else { return None };
    let mut to = at;
    while to < segments.len() {
        let ends = to > at && matches!(segments[to].kind, BlockKind::Heading(other) if other <= level);
        if ends {
            break;
        }
        if !lost.contains_key(&to) {
            return None;
        }
        to += 1;
    }
    (to > at + 1).then_some(to)
}

fn block_end(segments: &[Segment], lost: &BTreeMap<usize, (usize, f64)>, at: usize) -> Option<usize> {
    let block = segments[at].block;
    let starts = at == 0 || segments[at - 1].block != block;
    let end = segments[at..].iter().position(|s| s.block != block).map_or(segments.len(), |n| at + n);
    (starts && (at..end).all(|k| lost.contains_key(&k))).then_some(end)
}

fn omission(segments: &[Segment], lost: &BTreeMap<usize, (usize, f64)>, from: usize, to: usize) -> Omission {
    let own: Vec<(usize, f64)> = (from..to).filter_map(|k| lost.get(&k).copied()).collect();
    let sum: f64 = own.iter().map(|(_, confidence)| confidence).sum();
    Omission {
        bead: own.first().map_or(0, |(bead, _)| *bead),
        from,
        to,
        confidence: sum / own.len().max(1) as f64,
        kind: segments[from].kind,
        whole: false,
        elsewhere: false,
        within: false,
        elsewhere_perhaps: false,
        again: false,
    }
}

impl Omission {
    /// What kind of block it is, in plain words.
    pub fn kind_name(&self) -> &'static str {
        match self.kind {
            BlockKind::Heading(_) => "heading",
            BlockKind::ListItem => "list item",
            BlockKind::TableCell => "table cell",
            BlockKind::Quote => "quotation",
            BlockKind::Caption => "caption",
            BlockKind::Code => "code block",
            BlockKind::Paragraph => "paragraph",
        }
    }

    /// Nothing is an error where the translation goes on in other pages. A section is an error; a paragraph too where several of its sentences are lost, for one may be rendered within
    /// another; the rest is worth a look.
    pub fn level(&self, subject: &Subject<'_>, edition: Edition) -> Level {
        let segments = subject.article.segments(Edition::En).get(self.from..self.to).unwrap_or_default();
        let code = segments.iter().any(|s| words::looks_like_code(&s.text));
        let several = segments.len() > 1 && !code;
        let sure = self.confidence >= subject.settings.omission_error;
        let anew = subject.moved.is_sorted_anew(&subject.ladder.beads, edition);
        // Of a section that is the page C109 tells, whatever level its title has.
        let page = segments.len() as f64 >= subject.article.segments(Edition::En).len() as f64 * WHOLE_PAGE;
        match self.kind {
            BlockKind::Heading(_) | BlockKind::Paragraph if several && sure && anew => Level::Note,
            BlockKind::Heading(_) if several && sure && (self.elsewhere || page) => Level::Note,
            BlockKind::Heading(_) | BlockKind::Paragraph
                if several && sure && goes_on_elsewhere(subject, edition) =>
            {
                Level::Warning
            }
            BlockKind::Heading(_) if several && sure && !self.elsewhere_perhaps => Level::Error,
            BlockKind::Paragraph if several && sure && self.whole && !self.elsewhere_perhaps => Level::Error,
            _ if !sure || self.within => Level::Note,
            _ => Level::Warning,
        }
    }

    /// Whether the Chinese that stands for the other sentences of its paragraph has as many sentences as all of it, or is
    /// as long as all of it wants.
    fn is_rendered_within(&self, subject: &Subject<'_>, edition: Edition) -> bool {
        let english = subject.article.segments(Edition::En);
        let Some(block) = english.get(self.from).map(|s| s.block).filter(|_| !self.whole) else {
            return false;
        };
        // Blocks never fall from one segment to the next.
        let start = english.partition_point(|s| s.block < block);
        let own = start..english.partition_point(|s| s.block <= block);
        let beads = &subject.ladder.beads;
        let of_own = |bead: &&crate::bead::Bead| bead.runs[Edition::En].range().any(|k| own.contains(&k));
        let blocks: HashSet<usize> = beads
            .iter()
            .filter(of_own)
            .flat_map(|bead| subject.segments(bead, edition))
            .map(|s| s.block)
            .collect();
        let inside = |bead: &&crate::bead::Bead| {
            subject.segments(bead, edition).iter().any(|s| blocks.contains(&s.block))
        };
        let there: Vec<&crate::bead::Bead> = beads.iter().filter(inside).collect();
        // A Chinese paragraph that also stands for others tells nothing.
        let alone = there.iter().all(|bead| bead.runs[Edition::En].range().all(|k| own.contains(&k)));
        let there: Vec<&crate::bead::Bead> =
            if alone { there } else { beads.iter().filter(of_own).collect() };
        let sentences: usize = there.iter().map(|bead| bead.runs[edition].len).sum();
        let chinese: f64 = there.iter().map(|bead| super::length(&subject.text(bead, edition))).sum();
        let wanted: f64 = english[own.clone()].iter().map(|s| s.text.chars().count() as f64).sum();
        alone && sentences >= own.len() || chinese >= wanted * super::ratio(subject, edition) * 0.85
    }

    /// Whether a paragraph may be in the Chinese all the same: within the one before or behind it, or where the edition has
    /// one more than the English, or one with the same link; or a section, where the edition has text with its links and code.
    fn may_be_elsewhere(
        &self,
        subject: &Subject<'_>,
        edition: Edition,
        laid: &LazyCell<Laid, impl FnOnce() -> Laid>,
    ) -> bool {
        let english = subject.article.segments(Edition::En);
        let paragraph = self.kind == BlockKind::Paragraph && self.whole && self.to - self.from > 1;
        if matches!(self.kind, BlockKind::Heading(_)) && self.to - self.from > 1 {
            return laid.is_marked(self.from..self.to);
        }
        if !paragraph || subject.is_messages(edition) {
            return false;
        }
        let ratio = super::ratio(subject, edition);
        let wanted_for = |range: std::ops::Range<usize>| {
            english[range].iter().map(|s| s.text.chars().count() as f64).sum::<f64>() * ratio
        };
        let wanted = wanted_for(self.from..self.to);
        let chinese = subject.article.segments(edition);
        // Too long by this paragraph, all but a little.
        let beside = |at: usize| {
            let own = of_block(english, english[at].block);
            let beads: BTreeSet<usize> = laid.bead_of[own.clone()].iter().copied().collect();
            let there =
                beads.into_iter().flat_map(|bead| subject.segments(&subject.ladder.beads[bead], edition));
            let blocks: BTreeSet<usize> = there.map(|s| s.block).collect();
            let here: f64 =
                blocks.into_iter().map(|block| length_of(&chinese[of_block(chinese, block)])).sum();
            here >= wanted_for(own) + wanted * LONG_ENOUGH
        };
        let behind = Some(self.to).filter(|at| *at < english.len());
        let first = laid.added.partition_point(|long| *long < wanted * LONG_ENOUGH);
        let added = laid.added.get(first).is_some_and(|long| long * LONG_ENOUGH <= wanted);
        let linked = laid.bead_of[self.from..self.to].iter().any(|bead| laid.linked.contains(bead));
        added || linked || self.from.checked_sub(1).into_iter().chain(behind).any(beside)
    }

    /// Shown where the translation would stand, with the English beside it.
    pub fn report(&self, subject: &Subject<'_>, edition: Edition, sink: &mut Sink<'_>, message: &str) {
        let segments = subject.article.segments(Edition::En).get(self.from..self.to).unwrap_or_default();
        let (Some(first), Some(last)) = (segments.first(), segments.last()) else { return };
        let said = words::short(&first.text, 70);
        let place = subject.pages[Edition::En].as_ref();
        let related = place.map(|page| super::super::Related {
            place: page.place(Span::new(first.span.start, last.span.end)),
            message: segments.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" "),
        });
        let gap = subject.gap(self.bead, edition);
        let finding = sink.add(edition, gap, &first.text, format!("{message}: {said}"));
        finding.confidence = Some(self.confidence);
        finding.related.extend(related);
        finding.at_level(self.level(subject, edition));
    }
}
