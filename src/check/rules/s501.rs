use super::super::{Prose, Rule, RuleId, Sink, Subject, mojibake};
use crate::config::Level;
use crate::text::Edition;

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("S501"),
    name: "wrong-script",
    level: Level::Error,
    on: true,
    what: "an edition mostly in the other script, or not Chinese at all; an English one in Chinese",
    why: "The file is in the wrong place, or was never converted.",
    example: "about.zh-TW.md is in Simplified script.",
    remedy: "put the right text into the file, or name the file by what it holds",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    // A .po file whose messages are Chinese is translated from that, and a page that nothing stands beside may be anything.
    let mut others = subject.chinese().map(|edition| &subject.files[edition]).peekable();
    let beside = others.peek().is_some() && others.all(|file| *file != subject.files[Edition::En]);
    if subject.foreign[Edition::En] && beside {
        sink.file(Edition::En, "the en edition is Chinese".to_owned());
    }
    for edition in subject.chinese() {
        if let Some(found) = judge(subject, edition) {
            sink.file(edition, format!("the {edition} edition is {found}"));
        }
    }
}

fn judge(subject: &Subject<'_>, edition: Edition) -> Option<String> {
    let prose = Prose::of(subject.article.segments(edition));
    // A page that only puts others in has no language: its English says as little.
    let nothing = || {
        let english = || Prose::of(subject.article.segments(Edition::En));
        subject.has(Edition::En) && prose.latin < 200 && english().latin == 0
    };
    // T406 tells what was decoded wrongly.
    let garbled = || mojibake::first(subject.article.segments(edition)).is_some();
    if let Some(foreign) = prose.foreign().filter(|_| !nothing() && !garbled()) {
        return Some(foreign.to_owned());
    }
    let (own, other, name) = match edition {
        Edition::ZhHans => (prose.hans, prose.hant, "Traditional"),
        _ => (prose.hant, prose.hans, "Simplified"),
    };
    (other >= 5 && other > own).then(|| format!("mostly in {name} script ({other} characters against {own})"))
}
