use super::super::words;
use super::super::{Rule, Sink, Subject};
use crate::config::Level;
use crate::text::{BlockKind, Edition};

pub(super) const RULE: Rule = Rule {
    id: "S501",
    name: "wrong-script",
    level: Level::Error,
    on: true,
    what: "an edition mostly in the other script, or not Chinese at all",
    why: "The file is in the wrong place, or was never converted.",
    example: "about.zh-TW.md is in Simplified script.",
    remedy: "put the right text into the file, or name the file by what it holds",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.chinese() {
        if let Some(found) = judge(subject, edition) {
            sink.file(edition, format!("the {edition} edition is {found}"));
        }
    }
}

fn judge(subject: &Subject<'_>, edition: Edition) -> Option<String> {
    let (mut hans, mut hant, mut han, mut latin, mut kana, mut hangul) = (0, 0, 0, 0, 0, 0);
    for segment in subject.article.segments(edition).iter().filter(|s| s.kind != BlockKind::Code) {
        let (a, b) = words::scripts(&segment.text);
        (hans, hant, han) = (hans + a, hant + b, han + words::han(&segment.text));
        for c in segment.text.chars() {
            latin += usize::from(c.is_alphabetic() && (c as u32) < 0x250);
            kana += usize::from(matches!(c, '\u{3041}'..='\u{30FA}'));
            hangul += usize::from(matches!(c, '\u{AC00}'..='\u{D7A3}'));
        }
    }
    if kana >= 5 && kana * 10 > han {
        return Some("Japanese".to_owned());
    }
    if hangul >= 5 && hangul > han {
        return Some("Korean".to_owned());
    }
    // A Han character carries about as much as three Latin letters.
    if latin >= 20 && latin > han * 9 {
        return Some("not Chinese: it is in Latin script".to_owned());
    }
    let (own, other, name) = match edition {
        Edition::ZhHans => (hans, hant, "Traditional"),
        _ => (hant, hans, "Simplified"),
    };
    (other >= 5 && other > own).then(|| format!("mostly in {name} script ({other} characters against {own})"))
}
