use super::super::words;
use super::super::{Rule, Sink, Subject};
use crate::config::Level;
use crate::text::{BlockKind, Role, Span};

pub(super) const RULE: Rule = Rule {
    id: "M407",
    name: "broken-emphasis",
    level: Level::Warning,
    on: true,
    what: "** that CommonMark does not take for bold, because a mark of Chinese punctuation stands beside it",
    why: "Readers see the asterisks.",
    example: "**“手册”**的 is shown with its asterisks.",
    remedy: "put the punctuation outside of the asterisks, or a space beside them",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.chinese() {
        let Some(page) = &subject.pages[edition] else { continue };
        if !page.path.to_lowercase().ends_with(".md") && !page.path.to_lowercase().ends_with(".mdx") {
            continue;
        }
        for block in
            page.blocks.iter().filter(|block| block.kind != BlockKind::Code && block.role != Role::Code)
        {
            // Inline code may show asterisks.
            let code = block
                .marks
                .iter()
                .any(|mark| matches!(&mark.kind, crate::text::MarkKind::Code(code) if code.contains("**")));
            let Some(at) = block.text.find("**").filter(|_| !code && words::han(&block.text) > 0) else {
                continue;
            };
            let around = |c: Option<char>| {
                c.is_some_and(|c| words::is_han(c) || "“”‘’（）《》「」，。：；！？、".contains(c))
            };
            let beside =
                around(block.text[..at].chars().next_back()) || around(block.text[at + 2..].chars().next());
            if beside && block.text.matches("**").count() >= 2 {
                let span: Span = block.offsets.span(at..at + 2);
                let said = words::short(&block.text[at..], 40);
                sink.add(
                    edition,
                    span,
                    &block.text,
                    format!("these asterisks are shown, and nothing is bold: {said}"),
                );
            }
        }
    }
}
