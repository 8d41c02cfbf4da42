use super::super::{Rule, Sink, Subject};
use super::units;
use crate::config::Level;
use crate::text::Edition;

pub(super) const RULE: Rule = Rule {
    id: "P302",
    name: "date-unit",
    level: Level::Warning,
    on: true,
    what: "a month, a currency or a unit differs",
    why: "The number is right and what it counts is not.",
    example: "$5 has become 5英镑, or 3 miles 3公里.",
    remedy: "compare the two sentences",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.aligned_chinese() {
        for bead in &subject.ladder.beads {
            let (english, chinese) = (subject.text(bead, Edition::En), subject.text(bead, edition));
            if english.is_empty() || chinese.is_empty() || bead.confidence.is_some_and(|p| p < 0.5) {
                continue;
            }
            let found = units::months(&english, &chinese)
                .or_else(|| units::differ(&english, &chinese).map(|(a, b)| (a.to_owned(), b.to_owned())));
            if let Some((a, b)) = found {
                sink.bead(edition, bead, format!("the English says {a}, this says {b}"));
            }
        }
    }
}
