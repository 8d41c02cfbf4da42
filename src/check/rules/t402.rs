use super::super::words;
use super::super::{Rule, RuleId, Sink, Subject};
use crate::config::Level;
use crate::text::BlockKind;

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("T402"),
    name: "halfwidth-punctuation",
    level: Level::Note,
    on: true,
    what: "`,.;:?!` beside a Han character",
    why: "Chinese text uses full-width marks; the others look like a mistake.",
    example: "我来了,他走了.",
    remedy: "use ，。；：？！",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.chinese() {
        for segment in subject.article.segments(edition).iter().filter(|s| s.kind != BlockKind::Code) {
            let chars: Vec<char> = segment.text.chars().collect();
            let half = |k: usize| {
                let (before, after) = (k.checked_sub(1).and_then(|k| chars.get(k)), chars.get(k + 1));
                let han = |c: Option<&char>| c.is_some_and(|c| words::is_han(*c));
                let closing = before.is_some_and(|c| "》〉」』）”’％".contains(*c));
                let alone = after
                    .is_none_or(|c| words::is_han(*c) || c.is_whitespace() || matches!(c, '”' | '」' | '"'));
                // 40%,就: behind a number or a Latin word. A full stop there may be part of a list mark.
                let within = han(after) && before.is_some_and(|c| c.is_ascii_alphanumeric() || *c == '%');
                let mark = matches!(chars[k], ',' | '.' | ';' | ':' | '?' | '!');
                mark && ((han(before) || closing) && alone || within && chars[k] != '.')
            };
            if let Some(k) = (0..chars.len()).find(|k| half(*k)) {
                sink.add(
                    edition,
                    segment.span,
                    &segment.text,
                    format!("half-width {} after {}", chars[k], chars[k - 1]),
                );
            }
        }
    }
}
