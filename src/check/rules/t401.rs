use super::super::{Page, Rule, RuleId, Sink, Subject};
use crate::config::Level;
use crate::text::{BlockKind, Edition, Role, Segment};

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("T401"),
    name: "end-punctuation",
    level: Level::Warning,
    on: true,
    what: "a question ends as a statement; a sentence ends in a comma or in nothing (a note; a page that leaves out its stops throughout has its own style)",
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

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.aligned_chinese() {
        // Sentences of the English that end in a stop, and those of them that end in none here.
        let (mut stops, mut without) = (0, Vec::new());
        for bead in &subject.ladder.beads {
            let (en, zh) = (subject.segments(bead, Edition::En), subject.segments(bead, edition));
            let brackets =
                [en, zh].iter().any(|run| run.last().is_some_and(|s| s.text.ends_with([')', '）'])));
            // Many a style leaves out the stop at the end of a list item.
            let question = en.last().is_some_and(|s| class(&s.text) == Class::Question);
            let messages = subject.pages[edition].as_ref().is_some_and(Page::is_messages);
            let of_kind = |s: &Segment| match s.kind {
                BlockKind::Paragraph => !messages || question,
                BlockKind::ListItem => question,
                _ => false,
            };
            let body = !brackets && en.iter().chain(zh).all(|s| s.role == Role::Body && of_kind(s));
            // The aligner looks at end marks as well: another one alone lowers its confidence.
            let sure = bead.confidence.is_none_or(|p| p >= 0.6);
            let (Some(en), Some(zh)) = (en.last(), zh.last()) else { continue };
            let (a, b) = (class(&en.text), class(&zh.text));
            // “…for ‘Have you eaten?’”: who asks is not the sentence.
            let asked = en.text.ends_with(['”', '’', '"', '\''])
                && en.text.find(['“', '‘', '"']).is_some_and(|at| at > 0);
            if a == Class::Question && asked {
                continue;
            }
            // “…, don’t they?” asks nothing, and what ends in “e.g.” goes on.
            if tagged(&en.text) || en.text.ends_with("e.g.") || en.text.ends_with("i.e.") {
                continue;
            }
            let differ = match (a, b) {
                (Class::Question, Class::Stop | Class::None | Class::Open) => true,
                (Class::Stop, Class::None | Class::Open) => ends_block(subject, zh, edition),
                _ => false,
            };
            let open = (a, b) == (Class::Stop, Class::None);
            stops += usize::from(body && sure && a == Class::Stop);
            // “Example 2.” is a label.
            if open && en.text.split_whitespace().count() <= 3 {
                continue;
            }
            if body && sure && differ {
                let said = format!("the English ends in {}, this in {}", name(a), name(b));
                if open {
                    without.push((bead, said));
                } else {
                    let finding = sink.bead(edition, bead, said);
                    if a == Class::Stop {
                        finding.at_level(Level::Note);
                    }
                }
            }
        }
        // A page that leaves out its stops has a style of its own.
        if without.len() < STYLE || without.len() * 3 < stops {
            for (bead, said) in without {
                sink.bead(edition, bead, said).at_level(Level::Note);
            }
        }
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
    // “after '.'”: a stop that is spoken of ends nothing.
    let spoken = inner.strip_suffix('.').is_some_and(|head| {
        head.ends_with(['\'', '"', '“', '‘', '`']) || head.ends_with('.') && !head.ends_with("..")
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
