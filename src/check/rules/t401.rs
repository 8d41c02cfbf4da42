use super::super::{Rule, RuleId, Sink, Subject};
use crate::bead::Bead;
use crate::config::Level;
use crate::text::{BlockKind, Edition, Role, Segment};

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("T401"),
    name: "end-punctuation",
    level: Level::Warning,
    on: true,
    what: "a question ends as a statement; a sentence, or an item of a list whose other items have a stop, ends in a comma or in nothing (a note; a page that leaves out its stops throughout has its own style)",
    why: "A question that has become a statement, or a sentence that breaks off, is often a sign of more.",
    example: "“Who pays?” has become 谁付钱。",
    remedy: "compare the ends of the two sentences",
    check,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Stop,
    Question,
    Exclamation,
    Colon,
    Open,
    None,
}

/// So many sentences without a stop, a third of all and more, are no slips.
const STYLE: usize = 5;

/// Many a style leaves out the stop at the end of a list item: it is missed only where so many others have it.
const ITEMS: usize = 3;

/// Sentences of the English that end in a stop, and those of them that end in none here.
#[derive(Default)]
struct Stops<'a> {
    all: usize,
    without: Vec<(&'a Bead, String)>,
}

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.aligned_chinese() {
        let (mut sentences, mut items) = (Stops::default(), Stops::default());
        for bead in &subject.ladder.beads {
            // The aligner looks at end marks as well: another one alone lowers its confidence.
            let sure = bead.confidence.is_none_or(|p| p >= 0.6);
            let (Some(ends), true) = (Ends::of(subject, bead, edition), sure) else { continue };
            let stops = if ends.item { &mut items } else { &mut sentences };
            stops.all += usize::from(ends.english == Class::Stop && !ends.label);
            if !ends.differ || ends.label {
                continue;
            }
            let said = format!("the English ends in {}, this in {}", name(ends.english), name(ends.chinese));
            match (ends.english, ends.chinese) {
                (Class::Stop, Class::None) => stops.without.push((bead, said)),
                (Class::Stop, _) if ends.item => {}
                (Class::Stop, _) => {
                    sink.bead(edition, bead, said).at_level(Level::Note);
                }
                _ => {
                    sink.bead(edition, bead, said);
                }
            }
        }
        // A page that leaves out its stops has a style of its own.
        let slips = sentences.without.len() < STYLE || sentences.without.len() * 3 < sentences.all;
        let kept = items.all.saturating_sub(items.without.len());
        let missed = kept >= ITEMS && items.without.len() * 3 < items.all;
        let told = [(slips, sentences), (missed, items)];
        for (bead, said) in told.into_iter().filter(|(told, _)| *told).flat_map(|(_, stops)| stops.without) {
            sink.bead(edition, bead, said).at_level(Level::Note);
        }
    }
}

/// How the two sides of a bead end.
struct Ends {
    english: Class,
    chinese: Class,
    differ: bool,
    /// An item of a list.
    item: bool,
    /// “Example 2.” is a label.
    label: bool,
}

impl Ends {
    /// `None` where nothing can be said of the bead.
    fn of(subject: &Subject<'_>, bead: &Bead, edition: Edition) -> Option<Ends> {
        let (en, zh) = (subject.segments(bead, Edition::En), subject.segments(bead, edition));
        let (last, own) = (en.last()?, zh.last()?);
        let (english, chinese) = (class(&last.text), class(&own.text));
        // “…for ‘Have you eaten?’”: who asks is not the sentence.
        let asked = last.text.ends_with(['”', '’', '"', '\''])
            && last.text.find(['“', '‘', '"']).is_some_and(|at| at > 0);
        // “…, don’t they?” asks nothing, and what ends in “e.g.” goes on.
        let goes_on = tagged(&last.text) || last.text.ends_with("e.g.") || last.text.ends_with("i.e.");
        let question = english == Class::Question;
        let messages = subject.is_messages(edition);
        let of_kind = |s: &Segment| match s.kind {
            BlockKind::Paragraph => !messages || question,
            BlockKind::ListItem => true,
            _ => false,
        };
        // A bracket at the end may have the stop in it or before it.
        let bracket = |s: &Segment| s.text.ends_with([')', '）']);
        let brackets = bracket(last) || bracket(own) && question;
        let body = !brackets && en.iter().chain(zh).all(|s| s.role == Role::Body && of_kind(s));
        let differ = match (english, chinese) {
            (Class::Question, Class::Stop | Class::None | Class::Open) => true,
            (Class::Stop, Class::None | Class::Open) => ends_block(subject, own, edition),
            _ => false,
        };
        let item = en.iter().chain(zh).any(|s| s.kind == BlockKind::ListItem);
        let label =
            english == Class::Stop && chinese == Class::None && last.text.split_whitespace().count() <= 3;
        // What a part of a program is called: “How it works?” is 工作原理.
        let title = messages && chinese == Class::None && last.text.split_whitespace().count() <= 4;
        (body && !goes_on && !(question && (asked || title))).then_some(Ends {
            english,
            chinese,
            differ,
            item,
            label,
        })
    }
}

/// Whether a question is one only by its tag: `, isn't it?`, `, right?`.
fn tagged(text: &str) -> bool {
    let tail = text.strip_suffix('?').and_then(|text| text.rsplit_once(',')).map(|(_, tail)| tail);
    tail.is_some_and(|tail| {
        let words: Vec<&str> = tail.split_whitespace().collect();
        (1..=3).contains(&words.len()) && (words[0].contains(['\'', '’']) || words[0] == "right")
    })
}

/// Whether it is the last sentence of its block: inside one, a comma often stands for a stop.
fn ends_block(subject: &Subject<'_>, segment: &Segment, edition: Edition) -> bool {
    let all = subject.article.segments(edition);
    let at = all.partition_point(|other| other.span.start <= segment.span.start);
    all.get(at).is_none_or(|next| next.block != segment.block)
}

fn class(text: &str) -> Class {
    let inner = text.trim_end_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '†' | '‡'
                    | '”'
                    | '’'
                    | '"'
                    | '\''
                    | '」'
                    | '』'
                    | '）'
                    | ')'
                    | '》'
                    | ']'
                    | '】'
                    | '*'
                    | '_'
            )
    });
    // “after '.'”: a stop that is spoken of ends nothing; that of `see "a".` does.
    let closed = text[inner.len()..].contains(['\'', '"', '”', '’']);
    let spoken = inner.strip_suffix('.').is_some_and(|head| {
        closed && head.ends_with(['\'', '"', '“', '‘', '`']) || head.ends_with('.') && !head.ends_with("..")
    });
    if spoken {
        return Class::None;
    }
    match inner.chars().next_back() {
        Some('.' | '。' | '．' | '｡' | '…' | '⋯') => Class::Stop,
        Some('?' | '？') => Class::Question,
        Some('!' | '！') => Class::Exclamation,
        Some(',' | '，' | '、') => Class::Open,
        Some(':' | '：') => Class::Colon,
        Some(';' | '；' | '—') => Class::Stop,
        _ => Class::None,
    }
}

fn name(class: Class) -> &'static str {
    match class {
        Class::Stop => "a stop",
        Class::Question => "a question mark",
        Class::Exclamation => "an exclamation mark",
        Class::Colon => "a colon",
        Class::Open => "a comma",
        Class::None => "no mark",
    }
}
