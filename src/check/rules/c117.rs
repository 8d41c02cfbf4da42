use super::super::words;
use super::super::{Rule, RuleId, Sink, Subject};
use crate::config::Level;
use crate::text::{BlockKind, Edition, Span};

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("C117"),
    name: "moved",
    level: Level::Note,
    on: true,
    what: "a section, a paragraph or an item stands in another place than in the English; it counts as translated",
    why: "What follows it may speak of what was said before it, and later changes are harder to follow.",
    example: "The section “Backups” stands before “Configuration” in the English and behind it in the Chinese text.",
    remedy: "put it where it stands in the English, unless the order is meant",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let beads = &subject.ladder.beads;
    for edition in subject.aligned_chinese() {
        for run in subject.moved.runs(beads, edition) {
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            let english = &beads[first.from];
            let heading = subject
                .segments(english, Edition::En)
                .first()
                .is_some_and(|s| matches!(s.kind, BlockKind::Heading(_)));
            let what = if heading { "this section" } else { "this" };
            let said = words::short(&subject.text(english, Edition::En), 70);
            let text = subject.text(&beads[first.to], edition);
            let span = Span::new(
                subject.span(&beads[first.to], edition).start,
                subject.span(&beads[last.to], edition).end,
            );
            let message = format!("{what} stands in another place in the English: {said}");
            let related = sink.english(english);
            let finding = sink.add(edition, span, &text, message);
            finding.confidence = Some(first.confidence);
            finding.related.extend(related);
        }
    }
}
