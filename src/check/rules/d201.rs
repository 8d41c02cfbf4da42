use super::super::lock::LockedArticle;
use super::super::{Related, words};
use super::super::{Rule, RuleId, Sink, Subject};
use crate::config::Level;
use crate::text::{Edition, Span};

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("D201"),
    name: "stale",
    level: Level::Warning,
    on: true,
    what: "the English changed since the translation was made (an error past `stale-limit` commits, where history tells)",
    why: "The translation says what the original said once.",
    example: "The English now says “four days”, the translation still 三天.",
    remedy: "bring the translation up to date, then run `trialign lock`",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.chinese().filter(|_| subject.has(Edition::En)) {
        match subject.lock {
            Some(lock) => by_lock(subject, lock, edition, sink),
            None => by_history(subject, edition, sink),
        }
    }
}

fn by_lock(subject: &Subject<'_>, lock: &LockedArticle, edition: Edition, sink: &mut Sink<'_>) {
    let english = subject.article.segments(Edition::En);
    let chinese = subject.article.segments(edition);
    let mut told: Vec<Span> = Vec::new();
    for stale in lock.stale(subject.article, edition) {
        let last_index = stale.first + stale.len - 1;
        let (Some(first), Some(last)) = (chinese.get(stale.first), chinese.get(last_index)) else { continue };
        if last_index < stale.first {
            continue;
        }
        let span = Span::new(first.span.start, last.span.end.max(first.span.end));
        told.push(span);
        let now = english.get(stale.english).unwrap_or_default();
        let text = now.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" ");
        let said = match (now, &stale.was) {
            ([], None) => "the English of this sentence was taken out since it was translated".to_owned(),
            ([], Some(was)) => {
                format!(
                    "the English of this sentence was taken out since it was translated: {}",
                    words::short(was, 80)
                )
            }
            (_, Some(was)) => {
                format!("the English changed since this was translated: {}", changed(was, &text))
            }
            (_, None) => {
                format!("the English changed since this was translated; now: {}", words::short(&text, 80))
            }
        };
        let page = subject.pages[Edition::En].as_ref();
        let related = page.zip(now.first()).map(|(page, segment)| Related {
            place: page.place(segment.span),
            message: segment.text.clone(),
        });
        let own: String = chinese
            .get(stale.first..=last_index)
            .unwrap_or_default()
            .iter()
            .map(|s| s.text.as_str())
            .collect();
        sink.add(edition, span, &own, said).related.extend(related);
    }
    // A description is a sentence of the page as well.
    let within = |span: Span| told.iter().any(|one| span.start <= one.start && one.end <= span.end);
    let parts = lock.stale_parts(subject.pages, edition).into_iter();
    for part in parts.filter(|part| !part.span.is_some_and(within)) {
        let now = part.now.as_ref().map_or("it was taken out".to_owned(), |(text, _)| {
            let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
            format!("now: {}", words::short(line.trim(), 80))
        });
        let said = format!("{} of the English changed since it was translated; {now}", part.kind.said);
        let finding = match part.span {
            Some(span) => {
                let own = subject.pages[edition].as_ref().and_then(|page| span.slice(&page.source));
                sink.add(edition, span, &words::short(own.unwrap_or_default(), 200), said)
            }
            None => sink.file(edition, said),
        };
        finding.at_level(part.kind.level);
        let source = subject.pages[Edition::En].as_ref().zip(part.now.as_ref());
        finding.related.extend(source.map(|(page, (text, span))| Related {
            place: page.place(*span),
            message: words::short(text.trim(), 200),
        }));
    }
    if let Some(segment) = lock.reordered(subject.article, edition).and_then(|at| chinese.get(at)) {
        let said = "the English has its sentences in another order now, here and below".to_owned();
        sink.add(edition, segment.span, &segment.text, said).at_level(Level::Note);
    }
}

/// Words around a change that are shown.
const AROUND: usize = 4;

/// The words that changed, as `wdiff` shows them: `every [-month-] {+week+}`.
pub(super) fn changed(was: &str, now: &str) -> String {
    let diff = similar::TextDiff::from_words(was, now);
    let mut out = String::new();
    for op in diff.ops() {
        let old: String = diff.old_slices()[op.old_range()].concat();
        let new: String = diff.new_slices()[op.new_range()].concat();
        match op.tag() {
            similar::DiffTag::Equal => out.push_str(&around(&new, out.is_empty())),
            _ => {
                for (open, text, close) in [("[-", old.trim(), "-]"), ("{+", new.trim(), "+}")] {
                    if !text.is_empty() {
                        out.push_str(&format!("{open}{text}{close}"));
                    }
                }
                if old.ends_with(' ') || new.ends_with(' ') {
                    out.push(' ');
                }
            }
        }
    }
    words::short(out.trim(), 240)
}

/// What did not change, cut to the words beside the change.
fn around(text: &str, first: bool) -> String {
    let all: Vec<&str> = text.split_inclusive(' ').collect();
    match (first, all.len()) {
        (true, n) if n > AROUND => format!("… {}", all[n - AROUND..].concat()),
        (false, n) if n > 2 * AROUND => {
            format!("{}… {}", all[..AROUND].concat(), all[n - AROUND..].concat())
        }
        _ => text.to_owned(),
    }
}

fn by_history(subject: &Subject<'_>, edition: Edition, sink: &mut Sink<'_>) {
    let Some(behind) = &subject.behind[edition] else { return };
    if behind.commits == 0 {
        return;
    }
    let limit = subject.settings.stale_limit;
    let plural = if behind.commits == 1 { "" } else { "s" };
    let what = if behind.prose { "" } else { ", no sentence of it changed" };
    let message = format!(
        "the English is {} commit{plural} ahead of this translation ({}{what})",
        behind.commits, behind.how
    );
    let finding = sink.file(edition, message);
    if !behind.prose {
        finding.at_level(Level::Note);
    } else if limit > 0 && behind.commits > limit {
        finding.at_level(Level::Error);
    }
}
