use super::super::{Rule, RuleId, Sink, Subject};
use crate::config::Level;
use crate::text::{BlockKind, Edition};

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("C112"),
    name: "placeholder-text",
    level: Level::Warning,
    on: true,
    what: "TODO, 待翻译, 待翻譯, lorem ipsum",
    why: "Someone meant to come back and did not.",
    example: "A paragraph says （待翻译）.",
    remedy: "put the text in its place",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let english: String = subject.article.segments(Edition::En).iter().map(|s| s.text.as_str()).collect();
    for edition in subject.chinese() {
        let all = subject.article.segments(edition);
        for (at, segment) in all.iter().enumerate().filter(|(_, s)| s.kind != BlockKind::Code) {
            if !segment.text.contains(may_begin) {
                continue;
            }
            // Without its English a page may speak of a program's own TODO.
            let told = |mark: &str| if english.is_empty() { mark.is_ascii() } else { english.contains(mark) };
            let found = MARKS.iter().find(|mark| stands_in(&segment.text, mark) && !told(mark));
            // “untranslated messages”: a page may speak of it.
            // A message of a program that translates says so of others.
            let meant = |mark: &str| {
                !mark.is_ascii()
                    && (["translat", "untrans", "to be added", "to be written", "coming soon", "need"]
                        .iter()
                        .any(|said| of(subject, edition, at).contains(said))
                        || subject.is_messages(edition) && !is_alone(&segment.text, mark))
            };
            if let Some(mark) = found.filter(|mark| !meant(mark)) {
                sink.add(edition, segment.span, &segment.text, format!("this is a placeholder: {mark}"));
            }
        }
    }
}

/// Whether no word stands beside the mark: 待翻译, （未翻译）保存.
fn is_alone(text: &str, mark: &str) -> bool {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(mark)
        .any(|(at, _)| !word(text[..at].chars().next_back()) && !word(text[at + mark.len()..].chars().next()))
}

/// The English that stands for a segment, in small letters.
fn of(subject: &Subject<'_>, edition: Edition, at: usize) -> String {
    let bead = subject.ladder.beads.iter().find(|bead| bead.runs[edition].range().contains(&at));
    bead.map_or(String::new(), |bead| subject.text(bead, Edition::En).to_lowercase())
}

const MARKS: [&str; 14] = [
    "TODO",
    "FIXME",
    "TBD",
    "待翻译",
    "待翻譯",
    "未翻译",
    "未翻譯",
    "尚未翻译",
    "尚未翻譯",
    "此处翻译",
    "此處翻譯",
    "Lorem ipsum",
    "lorem ipsum",
    "待补充",
];

/// Whether one of the marks may begin here: few segments hold such a character.
fn may_begin(c: char) -> bool {
    matches!(c, 'T' | 'F' | 'L' | 'l' | '待' | '未' | '尚' | '此')
}

/// Latin marks as whole words.
fn stands_in(text: &str, mark: &str) -> bool {
    text.match_indices(mark).any(|(at, _)| {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
        !mark.is_ascii()
            || !letter(text[..at].chars().next_back()) && !letter(text[at + mark.len()..].chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_mark_is_passed_over() {
        for mark in MARKS {
            assert!(mark.starts_with(may_begin), "{mark}");
        }
    }
}
