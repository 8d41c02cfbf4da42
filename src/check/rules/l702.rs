use super::super::{Rule, RuleId, Sink, Subject};
use super::stub::is_stub;
use crate::config::Level;
use crate::text::Edition;

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("L702"),
    name: "unalignable",
    level: Level::Error,
    on: true,
    what: "the editions look like different articles",
    why: "No other rule can say anything about them.",
    example: "about.zh-CN.md holds the text of contact.zh-CN.md.",
    remedy: "put the right text into the file",
    check,
};

/// A Chinese text shorter than this, by English characters, may be the translation of a part.
const PART: f64 = 0.2;

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.chinese() {
        if subject.has(Edition::En) && subject.unrelated {
            if is_stub(subject, edition) {
                let said = format!("the English only says that the text is in the {edition} edition");
                sink.file(Edition::En, said).at_level(Level::Warning);
                continue;
            }
            let said = format!("the English and the {edition} text look like different articles");
            let finding = sink.file(edition, said);
            let length =
                |e: Edition| subject.article.segments(e).iter().map(|s| super::length(&s.text)).sum::<f64>();
            let english: usize =
                subject.article.segments(Edition::En).iter().map(|s| s.text.chars().count()).sum();
            if length(edition) < english as f64 * PART {
                finding.message = format!(
                    "the {edition} text is far shorter than the English and cannot be aligned with it: another article, or the translation of a part"
                );
                finding.at_level(Level::Warning);
            }
        }
    }
}
