use super::super::words;
use super::super::{Rule, RuleId, Sink, Subject};
use crate::config::Level;
use crate::text::BlockKind;

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("T407"),
    name: "spacing",
    level: Level::Note,
    on: false,
    what: "no space between a Han character and a Latin word or a figure",
    why: "Many houses set a space there, and a page with both ways looks unkept.",
    example: "在Linux上运行 in place of 在 Linux 上运行.",
    remedy: "put a space there",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.chinese() {
        for segment in subject.article.segments(edition).iter().filter(|s| s.kind != BlockKind::Code) {
            let chars: Vec<char> = segment.text.chars().collect();
            let tight = |pair: &[char]| {
                let latin = |c: char| c.is_ascii_alphanumeric();
                words::is_han(pair[0]) && latin(pair[1]) || latin(pair[0]) && words::is_han(pair[1])
            };
            let places = chars.windows(2).filter(|pair| tight(pair)).count();
            if let Some(first) = chars.windows(2).find(|pair| tight(pair)) {
                let more = if places > 1 { format!(", and {} more", places - 1) } else { String::new() };
                let said = format!("no space between {} and {}{more}", first[0], first[1]);
                sink.add(edition, segment.span, &segment.text, said);
            }
        }
    }
}
