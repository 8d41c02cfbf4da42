use super::super::{Rule, RuleId, Sink, Subject};
use crate::config::Level;

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("Q601"),
    name: "inconsistent",
    level: Level::Warning,
    on: true,
    what: "one English heading with several translations in one set of articles (sentences too where the settings name the rule)",
    why: "Readers think that two names mean two things.",
    example: "“Further reading” is 延伸阅读 in one article and 更多阅读 in another.",
    remedy: "choose one translation",
    check,
};

/// Looks at several articles at once: see [`super::inconsistent`].
fn check(_: &Subject<'_>, _: &mut Sink<'_>) {}
