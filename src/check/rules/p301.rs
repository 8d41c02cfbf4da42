use super::super::{Rule, RuleId, Sink, Subject};
use super::{numeric, version};
use crate::config::Level;

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("P301"),
    name: "number",
    level: Level::Warning,
    on: true,
    what: "numbers differ after normalising full-width digits, 一二三, 万/萬/亿/億, thousands, %, ordinals and dates; when unsure, nothing is said (an error in running text where both are figures, the digits the same and the power of ten not)",
    why: "A wrong number is the fault a reader cannot see.",
    example: "35 million has become 350万.",
    remedy: "compare the numbers of the two sentences",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.aligned_chinese() {
        for at in 0..subject.ladder.beads.len() {
            if let Some((english, chinese, sure)) = numeric::differ(subject, at, edition) {
                let bead = &subject.ladder.beads[at];
                let said = format!("the English says {english}, this says {chinese}");
                let finding = sink.bead(edition, bead, said);
                // What stands in a message is an argument or the name of a thing as often as a number.
                let prose = !subject.is_messages(edition);
                if sure && prose {
                    finding.at_level(Level::Error);
                }
            } else if let Some((english, chinese)) = version::differ(subject, at, edition) {
                let said = format!("the English says {english}, this says {chinese}");
                sink.bead(edition, &subject.ladder.beads[at], said);
            }
        }
    }
}
