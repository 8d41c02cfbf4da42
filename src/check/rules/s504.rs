use super::super::{Rule, RuleId, Sink, Subject};
use super::terms;
use crate::config::Level;
use crate::text::{BlockKind, Edition};

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("S504"),
    name: "region-term",
    level: Level::Note,
    on: false,
    what: "a mainland term in a zh-TW or zh-HK edition and the reverse",
    why: "It is understood and sounds foreign.",
    example: "軟件 in a zh-TW text, where readers say 軟體.",
    remedy: "use the word of the region",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.chinese() {
        let tag = subject.article.editions[edition].as_ref().map_or("", |text| text.tag.as_str());
        let terms = match (edition, tag) {
            (Edition::ZhHans, _) => &terms::MAINLAND,
            (_, tag) if tag.ends_with("HK") || tag.ends_with("MO") => &terms::HONG_KONG_TERMS,
            (_, tag) if tag.ends_with("TW") => &terms::TAIWAN,
            _ => continue,
        };
        for segment in subject.article.segments(edition).iter().filter(|s| s.kind != BlockKind::Code) {
            let found = terms.found(&segment.text);
            if !found.is_empty() {
                let all: Vec<String> =
                    found.iter().map(|(word, better)| format!("{word}: here one says {better}")).collect();
                sink.add(edition, segment.span, &segment.text, all.join("; "));
            }
        }
    }
}
