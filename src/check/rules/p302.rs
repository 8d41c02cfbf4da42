use super::super::{Rule, RuleId, Sink, Subject};
use super::clock;
use super::units::{self, Counted};
use crate::config::Level;
use crate::text::Edition;

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("P302"),
    name: "date-unit",
    level: Level::Warning,
    on: true,
    what: "a date, a time of day, a currency or a unit differs; conversions that are right do not count (a note where a dollar is a 元)",
    why: "The number is right and what it counts is not.",
    example: "$5 has become 5英镑, 3 miles 3公里, or March 5 5月3日.",
    remedy: "compare the two sentences",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.aligned_chinese() {
        for (at, bead) in subject.ladder.beads.iter().enumerate() {
            let (english, chinese) = (subject.text(bead, Edition::En), subject.text(bead, edition));
            if english.is_empty() || chinese.is_empty() || bead.confidence.is_some_and(|p| p < 0.5) {
                continue;
            }
            // Where nothing counts anything there is nothing to compare.
            if units::numbers_of(subject, at, edition).is_empty()
                && !chinese.contains(|c: char| c.is_ascii_digit())
            {
                continue;
            }
            let counted =
                |e: Edition, text| Counted::new(e, text, units::numbers_of(subject, at, e).to_vec());
            let (there, here) = (counted(Edition::En, &english), counted(edition, &chinese));
            if let Some((a, b)) = units::dates(&there, &here) {
                sink.bead(edition, bead, format!("the English says {a}, this says {b}"));
            } else if let Some((a, b, meant)) = units::differ(&there, &here) {
                let finding = sink.bead(edition, bead, format!("the English says {a}, this says {b}"));
                if meant {
                    finding.at_level(Level::Note);
                }
            } else if let Some((a, b)) = clock::differ(&english, &chinese) {
                sink.bead(edition, bead, format!("the English says {a}, this says {b}"));
            }
        }
    }
}
