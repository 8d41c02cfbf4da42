use super::super::{Rule, RuleId, Sink, Subject, mojibake};
use crate::config::Level;
use crate::text::{BlockKind, Edition};

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("T406"),
    name: "bad-character",
    level: Level::Warning,
    on: true,
    what: "U+FFFD and mojibake (errors); zero-width and control characters, bidi controls, compatibility forms",
    why: "The text was decoded wrongly, or holds what nobody sees and searches trip over.",
    example: "锟斤拷, or a zero-width space inside a word.",
    remedy: "restore the text from its source; remove the invisible characters",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    // What stands in two editions is shown on purpose; what was lost, where it is as often in each.
    let count = |edition: Edition, bad: &str| -> usize {
        subject.article.segments(edition).iter().map(|segment| segment.text.matches(bad).count()).sum()
    };
    let shown = |bad: &str| {
        let mut counts = subject.article.present().map(|(edition, _)| count(edition, bad)).filter(|n| *n > 0);
        let first = counts.next();
        let others: Vec<usize> = counts.collect();
        !others.is_empty() && (bad != "\u{FFFD}" || others.iter().all(|n| Some(*n) == first))
    };
    for edition in subject.chinese() {
        // A file is decoded as a whole.
        if let Some(segment) = mojibake::first(subject.article.segments(edition)) {
            let message = "this is Chinese whose bytes were read as Latin letters";
            sink.add(edition, segment.span, &segment.text, message.to_owned()).at_level(Level::Error);
        }
    }
    for edition in Edition::ALL {
        for segment in subject.article.segments(edition).iter().filter(|s| s.kind != BlockKind::Code) {
            let text = &segment.text;
            if let Some(bad) = MOJIBAKE.iter().find(|bad| text.contains(*bad) && !shown(bad)) {
                let message = format!("this was decoded wrongly: {bad}");
                sink.add(edition, segment.span, text, message).at_level(Level::Error);
            } else if let Some((c, what)) = odd_in(text) {
                sink.add(edition, segment.span, text, format!("{what} U+{:04X}", c as u32));
            }
        }
    }
}

/// The first odd character; the space of no width that Asciidoctor puts behind … and — is its own.
fn odd_in(text: &str) -> Option<(char, &'static str)> {
    let mut before = ' ';
    for c in text.chars() {
        let own = c == '\u{200B}' && matches!(before, '…' | '—' | '–' | '.' | '-');
        if let Some(what) = odd(c).filter(|_| !own) {
            return Some((c, what));
        }
        before = c;
    }
    None
}

/// What is left of UTF-8 read as GBK or Latin-1, and of text that was lost.
const MOJIBAKE: [&str; 8] = ["\u{FFFD}", "锟斤拷", "烫烫烫", "屯屯屯", "â€", "ä¸", "å›", "Ã©"];

fn odd(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{200B}' | '\u{2060}' | '\u{FEFF}' => "a zero-width character",
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => "a bidirectional control",
        '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{9F}' => {
            "a control character"
        }
        '\u{F900}'..='\u{FAFF}' | '\u{2F00}'..='\u{2FD5}' | '\u{FE30}'..='\u{FE4F}' => "a compatibility form",
        '\u{E000}'..='\u{F8FF}' => "a private character",
        _ => return None,
    })
}
