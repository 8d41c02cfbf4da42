use super::super::{Rule, RuleId, Sink, Subject};
use super::super::{licence, words};
use crate::config::Level;
use crate::text::script::{is_hans_only, is_hant_only};
use crate::text::{BlockKind, Edition, Role};

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("S502"),
    name: "mixed-script",
    level: Level::Warning,
    on: true,
    what: "a sentence with characters that exist only in the other script",
    why: "It was copied from the other edition and never converted.",
    example: "A Simplified text with 這個.",
    remedy: "convert the sentence",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.chinese() {
        let segments = subject.article.segments(edition);
        let counts: Vec<(usize, usize)> = segments.iter().map(|s| count(&s.text, edition)).collect();
        let (own, other) = counts.iter().fold((0, 0), |(a, b), (own, other)| (a + own, b + other));
        // Mostly in the other script: that is S501, once.
        if other >= 5 && other > own {
            continue;
        }
        for (at, (segment, (_, wrong))) in segments.iter().zip(counts).enumerate() {
            let prose = segment.kind != BlockKind::Code && segment.role != Role::Byline;
            if wrong > 0 && prose && !licence::is_credit(segments, at) {
                let text = without_names(&segment.text);
                let found: String = text.chars().filter(|c| is_other(*c, edition)).take(10).collect();
                if found.is_empty() {
                    continue;
                }
                let name = if edition == Edition::ZhHans { "Traditional" } else { "Simplified" };
                sink.add(edition, segment.span, &segment.text, format!("{name} characters: {found}"));
            }
        }
    }
}

/// Names of languages in their own script, as menus and lists of languages have them.
const NAMES: [&str; 14] = [
    "简体中文翻译",
    "繁體中文翻譯",
    "日本語",
    "繁體中文",
    "繁體",
    "正體中文",
    "正體",
    "简体中文",
    "简体",
    "粵語",
    "閩南語",
    "臺語",
    "國語",
    "客語",
];

fn without_names(text: &str) -> String {
    let text = NAMES.iter().fold(text.to_owned(), |text, name| text.replace(name, ""));
    // A Japanese name has its characters as Japanese has them: 苔硯こけすずり.
    let kana = |c: char| matches!(c, '\u{3041}'..='\u{30FA}');
    let ends = |c: char| c.is_whitespace() || "，。、；？！（）()[]「」『』《》“”".contains(c);
    text.split_inclusive(ends).filter(|part| !part.contains(kana)).collect()
}

fn is_other(c: char, edition: Edition) -> bool {
    if edition == Edition::ZhHans { is_hant_only(c) } else { is_hans_only(c) }
}

fn count(text: &str, edition: Edition) -> (usize, usize) {
    let (hans, hant) = words::scripts(text);
    if edition == Edition::ZhHans { (hans, hant) } else { (hant, hans) }
}
