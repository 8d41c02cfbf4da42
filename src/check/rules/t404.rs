use super::super::words;
use super::super::{Rule, RuleId, Sink, Subject};
use crate::config::Level;
use crate::text::{BlockKind, Edition, Segment, Span};

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("T404"),
    name: "unpaired",
    level: Level::Warning,
    on: true,
    what: "（）「」『』《》“” out of balance",
    why: "A quotation that never ends swallows the rest of the paragraph.",
    example: "他说：“我来。",
    remedy: "add or remove the mark",
    check,
};

const PAIRS: [(char, char); 7] =
    [('（', '）'), ('「', '」'), ('『', '』'), ('《', '》'), ('“', '”'), ('【', '】'), ('〈', '〉')];

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    // A message may be a part of a sentence, with a bracket that another one closes.
    let page = |edition: &Edition| !subject.is_messages(*edition);
    for edition in subject.chinese().filter(page) {
        let segments = subject.article.segments(edition);
        let blocks: Vec<&[Segment]> = segments.chunk_by(|a, b| a.block == b.block).collect();
        for (at, block) in blocks.iter().enumerate() {
            let (Some(first), Some(last)) = (block.first(), block.last()) else { continue };
            if first.kind == BlockKind::Code {
                continue;
            }
            let text: String = block.iter().map(|s| s.text.as_str()).collect();
            // Still English: C110 says so.
            if words::han(&text) == 0 {
                continue;
            }
            let next = blocks.get(at + 1).and_then(|next| next.first()).map(|s| s.text.as_str());
            if let Some(mark) = unpaired(&text, next) {
                let span = Span::new(first.span.start, last.span.end);
                let said = words::short(&text, 40);
                sink.add(edition, span, &text, format!("{mark} has no partner: {said}"));
            }
        }
    }
}

/// The first mark without a partner, whether `:)` is a face or closes a bracket.
fn unpaired(text: &str, next: Option<&str>) -> Option<char> {
    let faces = [":)", ";)", ":-)", "=)"].iter().any(|face| text.contains(face));
    let without =
        || [":)", ";)", ":-)", "=)"].iter().fold(text.to_owned(), |text, face| text.replace(face, ""));
    unpaired_mark(text, next).filter(|_| !faces || unpaired_mark(&without(), next).is_some())
}

/// The first mark without a partner. A quotation of several paragraphs opens each and closes the last.
fn unpaired_mark(text: &str, next: Option<&str>) -> Option<char> {
    for (open, close) in PAIRS {
        // Straight marks in place of one half: not ours to sort out.
        if open == '“' && text.contains('"') {
            continue;
        }
        let (mut depth, mut bad) = (0usize, None);
        let mut before = None;
        for c in text.chars() {
            if c == open || open == '（' && c == '(' {
                depth += 1;
            } else if c == close || open == '（' && c == ')' {
                // `1）` and `a）` count items.
                let item = open == '（'
                    && before.is_some_and(|c: char| {
                        c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(c)
                    });
                // A face: ：）
                let face = open == '（' && before.is_some_and(|c: char| ":：;；=".contains(c));
                match depth.checked_sub(1) {
                    Some(less) => depth = less,
                    // What was opened before an example of code.
                    None if item || face || c == ')' || before.is_none() => {}
                    None => bad = bad.or(Some(c)),
                }
            }
            before = Some(c);
        }
        let closed =
            next.is_some_and(|next| next.starts_with(close) || open == '（' && next.starts_with(')'));
        let runs_on =
            closed || matches!(open, '“' | '「' | '『') && next.is_some_and(|next| next.starts_with(open));
        let opened = depth > 0 && !runs_on && (open != '（' || text.contains('（'));
        if let Some(mark) = bad.or(opened.then_some(open)) {
            return Some(mark);
        }
    }
    None
}
