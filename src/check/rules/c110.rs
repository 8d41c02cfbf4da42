use super::super::{Rule, RuleId, Sink, Subject};
use crate::config::Level;
use std::cell::LazyCell;
use std::collections::HashMap;

use super::super::{licence, literature, words};
use super::links;
use crate::text::{self, BlockKind, Edition, MarkKind, Role, Segment, Span};

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("C110"),
    name: "source-left",
    level: Level::Error,
    on: true,
    what: "the “translation” is the English text; names and code excepted (a warning where it is no sentence of running text, a note for the text of a licence and for what the page gives as its sources)",
    why: "Readers of that edition get a language they may not read.",
    example: "A paragraph of about.zh-CN.md is still English.",
    remedy: "translate it",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let source = LazyCell::new(|| Source::new(subject.article.segments(Edition::En)));
    for edition in subject.chinese() {
        // What of a text in another language is no copy of the source may be French.
        let is_left = |s: &Segment| {
            // The source is searched for few segments: that takes as long as it is.
            is_latin(s) && {
                let copy = source.has_text(&s.text);
                (copy || !subject.foreign[edition]) && is_english(s, copy)
            }
        };
        let segments = subject.article.segments(edition);
        let legal = licence::of(segments);
        licences(edition, segments, &legal, sink);
        let both = in_both(subject, edition);
        let sources = literature::of(segments);
        let quoted = quoted_over_blocks(segments);
        let left = |at: usize| {
            let s = &segments[at];
            // First what few segments are.
            if !(is_left(s) || has_latin_run(s) && source.has_sentence_of(s)) {
                return false;
            }
            let told = matches!(s.role, Role::Date | Role::Byline)
                || legal[at]
                || names_licence(&s.text) && behind_notice(segments, at)
                || is_code(subject, edition, s)
                || links::is_title(subject, edition, s);
            !told
                && !is_notice(&s.text)
                && !is_title_of(&s.text)
                && !is_input(segments, at)
                && !text::is_reference(&s.text)
                && !((is_quoted(&s.text) || s.kind == BlockKind::Quote) && is_explained(subject, edition, s))
                && !both[at]
        };
        let left: Vec<bool> = (0..segments.len()).map(left).collect();
        // Neighbours in one block are one finding.
        for run in runs(segments, &left, |a, b| a.block == b.block) {
            if let Some((first, span)) = start_of(run) {
                let said = words::short(&first.text, 60);
                let english = run.iter().any(|s| has_joints(&s.text));
                let how = if english { "is still English" } else { "stands there as in the English page" };
                let finding = sink.add(edition, span, &first.text, format!("this {how}: {said}"));
                let prose = run.iter().any(|s| is_prose(subject, edition, s) && source.has_text(&s.text));
                let block = segments.partition_point(|s| s.block < first.block);
                if sources[block] {
                    finding.at_level(Level::Note);
                } else if !prose
                    || !english
                    || quoted[block]
                    || is_pangram(&first.text)
                    || stands_beside_its_own(subject, edition, run)
                {
                    finding.at_level(Level::Warning);
                }
            }
        }
    }
}

/// Whether English that was left stands beside its own translation: what renders it, or what renders nothing else and is as
/// long as a translation of it.
fn stands_beside_its_own(subject: &Subject<'_>, edition: Edition, run: &[Segment]) -> bool {
    let segments = subject.article.segments(edition);
    let Some(first) = run.first() else { return false };
    let from = segments.partition_point(|s| s.span.start < first.span.start);
    let beads = &subject.ladder.beads;
    // Names may stand in it as they are.
    let is_chinese =
        |s: &Segment| words::han(&s.text) * 3 > s.text.chars().filter(|c| !c.is_whitespace()).count();
    let said: Vec<String> = run.iter().map(|s| words::plain(&s.text)).collect();
    let long =
        run.iter().map(|s| s.text.chars().count() as f64).sum::<f64>() * super::ratio(subject, edition);
    let renders = |at: usize| {
        let bead = beads.iter().find(|bead| bead.runs[edition].range().contains(&at))?;
        let english = subject.segments(bead, Edition::En);
        let own = english.iter().any(|s| said.contains(&words::plain(&s.text)));
        let fits = (0.5..2.0).contains(&(super::length(&segments[at].text) / long.max(1.0)));
        Some(is_chinese(&segments[at]) && (own || english.is_empty() && fits))
    };
    let beside =
        from.checked_sub(1).into_iter().chain(Some(from + run.len()).filter(|at| *at < segments.len()));
    beside.into_iter().any(|at| renders(at).unwrap_or(false))
}

/// The text of a licence is told once, from its first sentence to its last.
fn licences(edition: Edition, segments: &[Segment], legal: &[bool], sink: &mut Sink<'_>) {
    for (first, span) in runs(segments, legal, |_, _| true).into_iter().filter_map(start_of) {
        let said = words::short(&first.text, 60);
        let message = format!("the text of a licence is in English: {said}");
        sink.add(edition, span, &first.text, message).at_level(Level::Note);
    }
}

/// The runs of segments that are `taken`, as long as neighbours go `together`.
fn runs<'s>(
    segments: &'s [Segment],
    taken: &[bool],
    together: impl Fn(&Segment, &Segment) -> bool,
) -> Vec<&'s [Segment]> {
    let (mut out, mut from) = (Vec::new(), 0);
    for at in 0..segments.len() {
        let ends = segments.get(at + 1).is_none_or(|next| !taken[at + 1] || !together(&segments[at], next));
        if !taken[at] {
            from = at + 1;
        } else if ends {
            out.push(&segments[from..=at]);
            from = at + 1;
        }
    }
    out
}

/// The first segment of a run, and where all of it stands.
fn start_of(run: &[Segment]) -> Option<(&Segment, Span)> {
    let (first, last) = (run.first()?, run.last()?);
    Some((first, Span::new(first.span.start, last.span.end)))
}

/// A notice of rights stays as it is in every language.
fn is_notice(text: &str) -> bool {
    let said = ["All rights reserved", "registered trademark", "trademarks of"];
    text.starts_with(['©', '℗'])
        || text.starts_with("Copyright ")
        || said.iter().any(|said| text.contains(said))
        || is_claim(text)
}

/// Whether the sentence before, in the same block or the one before, is a notice of rights.
fn behind_notice(segments: &[Segment], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &segments[before]);
    before.is_some_and(|before| segments[at].block - before.block <= 1 && is_notice(&before.text))
}

/// Under what something may be used, as it stands behind a notice of rights: This project is MIT licensed.
fn names_licence(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let said = ["licensed", "licenced", "released under", "distributed under", "available under"];
    text.split_whitespace().count() <= 12 && said.iter().any(|said| lower.contains(said))
}

/// `The Lamp Book, copyright © 1997 Ann Lamb.`: a year and names behind the word.
fn is_claim(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let behind = |mark: &str| lower.find(mark).map(|at| &text[at + mark.len()..]);
    let Some(rest) = ["copyright", "(c)", "©"].iter().find_map(|mark| behind(mark)) else { return false };
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let rest = rest.strip_prefix("(c)").unwrap_or(rest).trim_start_matches(|c: char| !c.is_alphanumeric());
    let year = rest.bytes().take_while(u8::is_ascii_digit).count() == 4;
    let small = |word: &&str| word.starts_with(char::is_lowercase) && !["by", "and", "the"].contains(word);
    year && rest.split_whitespace().filter(small).count() == 0
}

/// `Ann Lamb, "How to light a lamp".`: whose title is in quotation marks stays as it is. So does `"Lighting a lamp".`,
/// and `[LAMP] The Lamp. https://lamp.example`.
fn is_title_of(text: &str) -> bool {
    let label = text.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(label, _)| label);
    let named = label.is_some_and(|label| {
        label.contains(char::is_uppercase) && !label.contains(|c: char| c.is_lowercase() || c.is_whitespace())
    });
    let title =
        text.strip_suffix('.').is_some_and(|inner| is_quoted(inner) && text.split_whitespace().count() <= 8);
    if named && (text.contains("://") || text.split_whitespace().count() < 8) || title {
        return true;
    }
    let parts: Vec<&str> = text.split(['"', '“', '”']).collect();
    let [before, title, after] = parts.as_slice() else { return false };
    let small =
        |text: &str| text.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    before.trim_end().ends_with(',') && title.contains(' ') && small(before) + small(after) == 0
}

/// `Count the words. → 统计字数`: what is typed, and what comes of it.
fn is_input(segments: &[Segment], at: usize) -> bool {
    const ARROWS: [&str; 4] = ["→", "⇒", "=>", "->"];
    let own = &segments[at];
    let within = ARROWS.iter().find_map(|arrow| own.text.split_once(arrow));
    // Behind a full stop what comes of it is a sentence of its own.
    let behind = || {
        let next = segments.get(at + 1).filter(|next| next.block == own.block)?;
        ARROWS.iter().find_map(|arrow| next.text.strip_prefix(arrow)).map(|comes| (own.text.as_str(), comes))
    };
    within.or_else(behind).is_some_and(|(typed, comes)| words::han(typed) == 0 && words::han(comes) > 1)
}

/// A sentence with every letter, to show a typeface by.
fn is_pangram(text: &str) -> bool {
    let mut seen = [false; 26];
    let letters = text.bytes().filter(u8::is_ascii_alphabetic);
    letters.for_each(|byte| seen[usize::from(byte.to_ascii_lowercase() - b'a')] = true);
    text.len() < 80 && seen.iter().all(|seen| *seen)
}

fn is_quoted(text: &str) -> bool {
    text.starts_with(['“', '"', '‘', '「']) && text.ends_with(['”', '"', '’', '」'])
}

/// For each segment, whether it is of a quotation that ends in a later block than it begins: a text to be copied.
fn quoted_over_blocks(segments: &[Segment]) -> Vec<bool> {
    let mut out = vec![false; segments.len()];
    let mut open: Option<usize> = None;
    for (at, segment) in segments.iter().enumerate() {
        let marks = segment.text.matches(['"', '“', '”']).count();
        if !is_latin(segment) || matches!(segment.kind, BlockKind::Heading(_)) {
            open = None;
        } else if marks % 2 == 1 {
            match open.take() {
                Some(from) if segment.text.trim_end_matches(['.', ',']).ends_with(['"', '”']) => {
                    out[from..=at].fill(segments[from].block < segment.block);
                }
                _ => open = segment.text.starts_with(['"', '“']).then_some(at),
            }
        }
    }
    out
}

/// Whether a paragraph that no English stands for follows or comes before: a quotation may be given in both languages.
fn is_explained(subject: &Subject<'_>, edition: Edition, segment: &Segment) -> bool {
    let all = subject.article.segments(edition);
    let english = subject.article.segments(Edition::En);
    let blocks = |all: &[Segment]| all.chunk_by(|a, b| a.block == b.block).count();
    let beside = |s: &Segment| {
        s.block.abs_diff(segment.block) == 1 && words::han(&s.text) * 8 > segment.text.chars().count()
    };
    blocks(all) > blocks(english) && all.iter().any(beside)
}

/// For each segment, whether Chinese comes next that renders nothing else of the English and is long enough to say the same:
/// the page gives the English and its translation, in two blocks or, of a whole block, in one.
fn in_both(subject: &Subject<'_>, edition: Edition) -> Vec<bool> {
    let segments = subject.article.segments(edition);
    let mut out = vec![false; segments.len()];
    let latin: Vec<bool> = segments.iter().map(is_latin).collect();
    if !latin.contains(&true) || !subject.aligned(edition) {
        return out;
    }
    let english = subject.article.segments(Edition::En);
    // The English that each segment stands for.
    let mut rendered: Vec<&[Segment]> = vec![&[]; segments.len()];
    for bead in &subject.ladder.beads {
        if let Some(own) = rendered.get_mut(bead.runs[edition].range()) {
            own.fill(subject.segments(bead, Edition::En));
        }
    }
    let source = subject.pages[edition].as_ref().map_or("", |page| page.source.as_str());
    // Each on a line of its own.
    let parted =
        |a: &Segment, b: &Segment| source.get(a.span.end..b.span.start).is_some_and(|gap| gap.contains('\n'));
    let mut from = 0;
    for own in segments.chunk_by(|a, b| a.block == b.block && is_latin(a) == is_latin(b)) {
        let at = from..from + own.len();
        from = at.end;
        let Some(first) = segments.get(from).filter(|next| latin[at.start] && !is_latin(next)) else {
            continue;
        };
        let next = segments[from..].iter().take_while(|s| s.block == first.block && !is_latin(s));
        let next = from..from + next.count();
        let said = own.iter().map(|s| words::plain(&s.text)).collect::<Vec<_>>().join(" ");
        let copied = |s: &Segment| said.contains(&words::plain(&s.text));
        // Behind one sentence of a block the next one may come.
        let whole = || english.chunk_by(|a, b| a.block == b.block).any(|block| block.iter().all(copied));
        let near = match first.block - own[0].block {
            0 => parted(&own[own.len() - 1], first) && whole(),
            1 => true,
            _ => false,
        };
        let renders = next.clone().all(|at| rendered[at].iter().all(copied));
        let han: usize = segments[next].iter().map(|s| words::han(&s.text)).sum();
        let long: usize = own.iter().map(|s| s.text.chars().count()).sum();
        out[at].fill(near && renders && han * 8 > long);
    }
    out
}

/// A sentence of running text: what a page shows of a program's output may look like one.
fn is_prose(subject: &Subject<'_>, edition: Edition, segment: &Segment) -> bool {
    let plain = subject.pages[edition].as_ref().is_some_and(|page| page.path.ends_with(".txt"));
    let running = matches!(segment.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quote);
    // “Release operations.” may be what something is called.
    let long = segment.text.split_whitespace().count() > 3;
    // In the names of journals and of chapters every word but `of` and the like begins with a capital.
    let joint = |word: &&str| ["the", "and", "for", "with", "from"].contains(word);
    let small = |word: &&str| word.len() > 2 && word.starts_with(char::is_lowercase) && !joint(word);
    let sentence = words::latin_words(&segment.text).iter().skip(1).any(small);
    // `Debian 3.0 and one of the newer kernels ...` is an example.
    let ends = segment.text.ends_with(['.', '?', '!']) && !segment.text.ends_with("...");
    running && !plain && long && sentence && ends
}

/// Whether a text has a word that hardly an English sentence does without and other languages have not.
fn has_joints(text: &str) -> bool {
    const JOINTS: [&str; 48] = [
        "the", "of", "and", "to", "is", "for", "with", "by", "this", "that", "it", "its", "you", "your",
        "are", "be", "from", "or", "can", "not", "we", "if", "will", "has", "have", "which", "was", "were",
        "when", "do", "does", "at", "all", "there", "they", "their", "but", "into", "how", "what", "where",
        "then", "than", "here", "click", "use", "see", "more",
    ];
    words::latin_words(text).iter().any(|word| JOINTS.contains(&word.to_lowercase().as_str()))
}

/// Hardly any Han beside the words.
fn is_latin(segment: &Segment) -> bool {
    words::han(&segment.text) * 10 < words::latin_words(&segment.text).len()
}

/// Running English, in words of which several begin small; a copy of the source needs fewer.
fn is_english(segment: &Segment, copy: bool) -> bool {
    let text = &segment.text;
    let latin = words::latin_words(text);
    let letters: usize = latin.iter().map(|word| word.chars().count()).sum();
    // Words that stand by themselves: `foo.tar.xz` and `-l` are none.
    let is_small = |word: &&str| {
        let word = word.trim_matches(|c: char| {
            matches!(c, '.' | ',' | ';' | ':' | '?' | '!' | '(' | ')') || "\"'“”‘’".contains(c)
        });
        word.chars().count() > 1
            && word.starts_with(char::is_lowercase)
            && word.chars().all(|c| c.is_lowercase() || matches!(c, '’' | '\'' | '-'))
    };
    let small = text.split_whitespace().filter(is_small).count();
    let tokens = text.split_whitespace().count();
    let sentence = text.ends_with(['.', '?', '!', '”', '"']);
    // A command begins small: `locate -d .`
    let begins = text.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    let enough = match (copy, sentence && begins) {
        (true, true) => small >= 1 && tokens >= 2,
        (true, false) => small >= 3 && tokens >= 4,
        _ => small >= 5 && tokens >= 6,
    };
    let prose = enough && letters * 2 > text.chars().count();
    segment.kind != BlockKind::Code && prose && !words::looks_like_code(text)
}

/// Whether enough Latin words for a sentence stand together in a segment with Chinese in it.
fn has_latin_run(segment: &Segment) -> bool {
    let latin = segment.text.split(words::is_han).any(|part| part.split_whitespace().count() > FIRST);
    segment.kind != BlockKind::Code && latin && segment.text.chars().any(words::is_han)
}

/// The English edition, to look up what of it stands elsewhere.
struct Source {
    /// All of its words; a text may be cut otherwise elsewhere.
    text: String,
    /// Its sentences by their first words.
    sentences: HashMap<String, Vec<String>>,
}

/// Sentences are looked up by so many words, and have at least one more.
const FIRST: usize = 3;

impl Source {
    fn new(segments: &[Segment]) -> Source {
        let mut source = Source { text: " ".to_owned(), sentences: HashMap::new() };
        for segment in segments {
            let plain = words::plain(&segment.text);
            source.text.push_str(&plain);
            source.text.push(' ');
            let all: Vec<&str> = plain.split(' ').collect();
            let small = segment.text.split_whitespace().filter(|w| w.starts_with(char::is_lowercase)).count();
            let sentence = segment.text.ends_with(['.', '?', '!', '”', '"']);
            let begins = segment
                .text
                .chars()
                .find(|c| !c.is_whitespace())
                .is_some_and(|c| c.is_uppercase() || "“‘\"'".contains(c));
            if sentence && begins && all.len() > FIRST && small >= 3 && !words::looks_like_code(&segment.text)
            {
                source.sentences.entry(all[..FIRST].join(" ")).or_default().push(plain);
            }
        }
        source
    }

    fn has_text(&self, text: &str) -> bool {
        self.text.contains(&format!(" {} ", words::plain(text)))
    }

    /// Whether a segment with Chinese in it holds a whole sentence of the source: no space parts the two.
    fn has_sentence_of(&self, segment: &Segment) -> bool {
        let text = &segment.text;
        let parted = words::plain(&text.replace(words::is_han, " "));
        let all: Vec<&str> = parted.split(' ').collect();
        all.windows(FIRST).enumerate().any(|(at, first)| {
            let known = self.sentences.get(&first.join(" ")).into_iter().flatten();
            known.into_iter().any(|sentence| {
                let mut own = all[at..].iter();
                sentence.split(' ').all(|word| own.next() == Some(&word))
            })
        })
    }
}

/// Whether most of a segment's block is inline code.
fn is_code(subject: &Subject<'_>, edition: Edition, segment: &Segment) -> bool {
    let block = subject.pages[edition].as_ref().and_then(|page| page.blocks.get(segment.block));
    let marks = block.map_or(&[][..], |block| &block.marks);
    let inside =
        marks.iter().filter(|m| m.span.end + 16 > segment.span.start && m.span.start < segment.span.end);
    let code: usize = inside
        .map(|mark| match &mark.kind {
            MarkKind::Code(code) => code.chars().count(),
            _ => 0,
        })
        .sum();
    code * 2 > segment.text.chars().count()
}
