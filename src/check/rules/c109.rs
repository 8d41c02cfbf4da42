use std::collections::HashSet;

use super::super::{Rule, RuleId, Sink, Subject, message};
use super::stub::{goes_on_elsewhere, is_stub};
use super::{omission, structure};
use crate::config::Level;
use crate::text::{Edition, Role, Segment};

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("C109"),
    name: "low-coverage",
    level: Level::Error,
    on: true,
    what: "the share of English characters that an edition renders is below `coverage` (0.95; an error below `coverage-error`, 0.8, where something of it can be named), or its text is far too short to be the whole",
    why: "One sum for the whole article: many small omissions are one large one.",
    example: "Two of twelve paragraphs are missing.",
    remedy: "translate what C104, C105 and C106 name",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.aligned_chinese() {
        let Some(share) = coverage(subject, edition).filter(|share| *share < subject.settings.coverage)
        else {
            continue;
        };
        let percent = share * 100.0;
        let said = format!("the {edition} edition renders {percent:.1} % of the English text");
        let finding = sink.file(edition, said);
        // Of a stub the English is to be written.
        let stub = || is_stub(subject, edition);
        let most = || {
            let mut perhaps = omission::perhaps_elsewhere(subject, edition);
            perhaps.extend(omission::not_lost(subject, edition));
            covered(subject, edition, &perhaps).unwrap_or(1.0)
        };
        let little = share >= subject.settings.coverage_error
            || goes_on_elsewhere(subject, edition)
            || most() >= subject.settings.coverage_error;
        match is_named(subject, edition) {
            // All that is missing may be within what is there.
            false if little => finding.at_level(Level::Note),
            named if little || !named || stub() => finding.at_level(Level::Warning),
            _ => finding,
        };
    }
}

/// Whether another rule names what is missing, or the length of the text says that it is: of a page of two sentences one that
/// may be rendered within the other is half. Of what a block of code swallowed M401 tells.
fn is_named(subject: &Subject<'_>, edition: Edition) -> bool {
    let omissions = omission::omissions(subject, edition);
    let sections = omissions.sections.iter().any(|one| !one.elsewhere);
    let sentences = || omissions.sentences.iter().any(|one| one.level(subject, edition) > Level::Note);
    let blocks = || omissions.blocks.iter().any(|one| one.level(subject, edition) > Level::Note);
    let named = subject.is_messages(edition) || sections || blocks() || sentences();
    let short = || by_length(subject, edition) < subject.settings.coverage_error;
    structure::swallowed(subject, edition).is_empty() && (named || short())
}

/// The share of the English characters of the body that an edition renders, 0 to 1; `None` where nothing is to be
/// rendered or the two are not aligned.
pub fn coverage(subject: &Subject<'_>, edition: Edition) -> Option<f64> {
    if !subject.aligned(edition) {
        return None;
    }
    covered(subject, edition, &omission::not_lost(subject, edition))
}

/// The share that is rendered, where some of what seems lost is `not_lost`.
fn covered(subject: &Subject<'_>, edition: Edition, not_lost: &HashSet<usize>) -> Option<f64> {
    let (mut covered, mut total) = (0.0, 0usize);
    let messages = subject.is_messages(edition);
    // What a program is told, such as `cite_ref-`, may stay.
    let told =
        |text: &str| !text.contains(' ') && text.contains(['_', '$', '<', '{']) || !message::has_words(text);
    let counts = |s: &Segment| s.role == Role::Body && !(messages && told(&s.text));
    let length = |s: &Segment| match messages {
        true => message::shown(&s.text).trim().chars().count(),
        false => s.text.chars().count(),
    };
    let body = subject.article.segments(Edition::En).iter().zip(&subject.omitted[edition]).enumerate();
    for (at, (segment, omitted)) in body.filter(|(_, (segment, _))| counts(segment)) {
        let omitted = if not_lost.contains(&at) { 0.0 } else { *omitted };
        let characters = length(segment);
        total += characters;
        covered += characters as f64 * (1.0 - omitted);
    }
    // Messages stand beside each other by their keys, so nothing hides; a key of a .po file may be all English there is.
    let least = if messages { 1.0 } else { by_length(subject, edition) };
    (total > 0).then(|| (covered / total as f64).min(least))
}

/// English of so many characters is long enough for its length to tell.
const LONG: usize = 400;
/// No complete translation is shorter, in Chinese characters by English ones.
const SHORTEST: f64 = 0.2;

/// The share that the length of the text allows for: 1 where it may be complete. The ladder may hide a lack, by giving
/// each Chinese sentence several English ones; the length cannot.
fn by_length(subject: &Subject<'_>, edition: Edition) -> f64 {
    let none = omission::of_no_text(subject);
    let body = |e: Edition| subject.article.segments(e).iter().filter(|s| s.role == Role::Body);
    let says = |s: &&Segment| !none.contains(&s.block);
    let english: usize = body(Edition::En).filter(says).map(|s| s.text.chars().count()).sum();
    let chinese: f64 = body(edition).map(|s| super::length(&s.text)).sum();
    let ratio = chinese / english.max(1) as f64;
    if english < LONG || ratio >= SHORTEST { 1.0 } else { ratio * 3.0 }
}
