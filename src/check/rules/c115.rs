use super::super::{Rule, RuleId, Sink, Subject, words};
use super::links;
use crate::config::Level;
use crate::text::{BlockKind, Edition};

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("C115"),
    name: "machine-leftover",
    level: Level::Warning,
    on: true,
    what: "what a translation program says about its work has been left in the text, of either language: 以下是翻译结果, 希望这个翻译对你有帮助, 作为一个 AI",
    why: "It is no part of the page, and tells that nobody has read it.",
    example: "A page begins with 好的，以下是翻译：.",
    remedy: "take it out, and read the page",
    check,
};

/// What is said about a translation; nothing of the kind stands in the English.
const OF_TRANSLATION: [&str; 26] = [
    "以下是翻译",
    "以下是翻譯",
    "以下为翻译",
    "以下為翻譯",
    "翻译如下",
    "翻譯如下",
    "翻译结果：",
    "翻譯結果：",
    "译文如下",
    "譯文如下",
    "以下是译文",
    "以下是譯文",
    "以下是您要",
    "以下是你要",
    "以下是简体中文",
    "以下是繁体中文",
    "以下是繁體中文",
    "以下是简体中文",
    "这个翻译对",
    "這個翻譯對",
    "希望这个翻译",
    "希望這個翻譯",
    "希望以上翻译",
    "希望以上翻譯",
    "here is the translation",
    "here's the translation",
];
/// What language models say of themselves.
const OF_ITSELF: [&str; 14] = [
    "作为一个AI",
    "作為一個AI",
    "作为AI",
    "作為AI",
    "作为一个人工智能",
    "作為一個人工智慧",
    "作为人工智能",
    "作為人工智慧",
    "作为一个语言模型",
    "作為一個語言模型",
    "我是一个AI",
    "我是一個AI",
    "as an ai language model",
    "as an ai model",
];

/// What language models say of their work in an English page that was made from the Chinese.
const OF_WORK: [&str; 8] = [
    "the following is a portion of the updated",
    "based on the provided directory structure",
    "based on the provided content",
    "due to network issues, the above",
    "parsing was not successful. if you need the content",
    "please check the validity of the web page link",
    "let me know if you need any further",
    "here is the updated version of your",
];

/// Whether a text of the English is a program speaking of its work.
pub(super) fn is_of_work(text: &str) -> bool {
    let lower = text.to_lowercase();
    OF_WORK.iter().any(|said| lower.contains(said))
}

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let beside = subject.aligned_chinese().next().is_some();
    for segment in subject.article.segments(Edition::En).iter().filter(|s| beside && is_of_work(&s.text)) {
        let said = words::short(&segment.text, 60);
        sink.add(Edition::En, segment.span, &segment.text, format!("this is a program speaking: {said}"));
    }
    for edition in subject.aligned_chinese() {
        for (at, bead) in subject.ladder.beads.iter().enumerate() {
            for segment in subject.segments(bead, edition).iter().filter(|s| s.kind != BlockKind::Code) {
                let Some(mark) = mark(&segment.text) else { continue };
                // A page about translations or machines says such things itself.
                let english = links::near(subject, at, Edition::En, 1).to_lowercase();
                let own = ["translat", " ai ", " ai.", " ai,", "an ai", "artificial", "language model"];
                if !own.iter().any(|word| english.contains(word)) {
                    sink.add(
                        edition,
                        segment.span,
                        &segment.text,
                        format!("this is a program speaking: {mark}"),
                    );
                }
            }
        }
    }
}

/// Each mark has such a character in it, and few segments have.
fn may_be_marked(c: char) -> bool {
    matches!(c, '译' | '譯' | '翻' | '以' | '作' | '我') || c.is_ascii_alphabetic()
}

/// What of the kind stands in a text; white space between the scripts does not count.
fn mark(text: &str) -> Option<&'static str> {
    if !text.contains(may_be_marked) {
        return None;
    }
    let lower = text.to_lowercase();
    let close: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let says = |mark: &&&str| close.contains(**mark) || mark.is_ascii() && lower.contains(**mark);
    OF_TRANSLATION.iter().chain(&OF_ITSELF).find(says).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_mark_is_passed_over() {
        for text in OF_TRANSLATION.iter().chain(&OF_ITSELF) {
            assert_eq!(mark(text), Some(*text));
        }
    }
}
