use super::super::{Rule, Sink, Subject};
use crate::config::Level;
use crate::text::{Edition, Role};

pub(super) const RULE: Rule = Rule {
    id: "C109",
    name: "low-coverage",
    level: Level::Error,
    on: true,
    what: "the share of English characters that an edition renders is below `coverage` (0.95)",
    why: "One sum for the whole article: many small omissions are one large one.",
    example: "Two of twelve paragraphs are missing.",
    remedy: "translate what C104, C105 and C106 name",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.aligned_chinese() {
        let (mut covered, mut total) = (0.0, 0usize);
        let body = subject.article.segments(Edition::En).iter().zip(&subject.omitted[edition]);
        for (segment, omitted) in body.filter(|(segment, _)| segment.role == Role::Body) {
            let characters = segment.text.chars().count();
            total += characters;
            covered += characters as f64 * (1.0 - omitted);
        }
        let share = covered / total.max(1) as f64;
        if share < subject.settings.coverage && total > 0 {
            let percent = share * 100.0;
            sink.file(edition, format!("the {edition} edition renders {percent:.1} % of the English text"));
        }
    }
}
