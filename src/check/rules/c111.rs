use super::super::words;
use super::super::{Rule, RuleId, Sink, Subject};
use super::links;
use crate::config::Level;
use crate::text::{BlockKind, Role};

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("C111"),
    name: "partly-untranslated",
    level: Level::Warning,
    on: true,
    what: "six or more English words in a row inside a Chinese unit (a note where they begin with a capital: a message or a title); quoted titles excepted",
    why: "Part of a sentence was left behind.",
    example: "他说 the committee will meet again in the spring，然后离开了。",
    remedy: "translate the words, or put a title in quotation marks",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.chinese() {
        for segment in subject.article.segments(edition) {
            let prose = segment.kind != BlockKind::Code && matches!(segment.role, Role::Body | Role::Title);
            if !prose || words::han(&segment.text) == 0 || links::is_title(subject, edition, segment) {
                continue;
            }
            // What a program says may be quoted as code.
            let beside_code = |run: String| match links::codes_of(subject, edition, segment)
                .fold(segment.text.clone(), |text, code| text.replace(code, "。"))
            {
                rest if rest == segment.text => Some(run),
                rest => english_run(&rest),
            };
            if let Some(run) = english_run(&segment.text).and_then(beside_code) {
                let said = words::short(&run, 60);
                let message = format!("these words are still English: {said}");
                let finding = sink.add(edition, segment.span, &segment.text, message);
                // What begins with a capital may be an error message or a title that is given as it is.
                if run.starts_with(|c: char| !c.is_lowercase()) {
                    finding.at_level(Level::Note);
                }
            }
        }
    }
}

/// Letters that six words have at least, four of them of two and more.
const LETTERS: usize = 10;

/// Six words or more, four of them in small letters, outside brackets and quotation marks around English alone.
fn english_run(text: &str) -> Option<String> {
    if text.bytes().filter(u8::is_ascii_alphabetic).count() < LETTERS {
        return None;
    }
    let mut run = String::new();
    let text = without_titles(&words::without_tags(text));
    for (at, c) in text.char_indices().chain([(text.len(), '。')]) {
        if c.is_ascii() && !matches!(c, '"' | '(' | ')' | '[' | ']') || matches!(c, '’' | '—') {
            run.push(c);
            continue;
        }
        if is_run(&run) && !is_glossed(&text, at) {
            return Some(run.trim().to_owned());
        }
        run.clear();
    }
    None
}

/// Whether a bracket in Chinese comes next in a Chinese sentence: the words are given in English and explained. The
/// reference in `Read it first (见第 3 节).` explains nothing.
fn is_glossed(text: &str, at: usize) -> bool {
    let inner = text[at..].strip_prefix(['（', '(']).and_then(|inner| inner.split(['）', ')']).next());
    inner.is_some_and(|inner| {
        let explained = words::latin_words(inner).iter().all(|word| word.len() < 2);
        explained && words::han(inner) > 1 && words::han(text) > words::han(inner) + 1
    })
}

/// The text with a stop in the place of each bracket or quotation that has no Han in it.
fn without_titles(text: &str) -> String {
    let mut out: Vec<char> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut straight: Option<usize> = None;
    let close = |out: &mut Vec<char>, at: usize| {
        if !out[at..].iter().any(|c| words::is_han(*c)) {
            out.truncate(at);
        }
        out.push('。');
    };
    for c in text.chars() {
        match c {
            '“' | '‘' | '「' | '『' | '《' | '〈' | '（' | '(' | '[' | '【' => open.push(out.len()),
            '”' | '」' | '』' | '》' | '〉' | '）' | ')' | ']' | '】' if !open.is_empty() => {
                // A quotation that closed around the opening bracket has taken it away.
                let at = open.pop().unwrap_or(0).min(out.len());
                close(&mut out, at);
                continue;
            }
            '"' => match straight.take() {
                Some(at) => {
                    let at = at.min(out.len());
                    close(&mut out, at);
                    continue;
                }
                None => straight = Some(out.len()),
            },
            _ => {}
        }
        out.push(c);
    }
    out.into_iter().collect()
}

/// Words that prose has; reserved words of programs are not among them.
const JOINTS: [&str; 38] = [
    "a", "an", "the", "of", "to", "is", "are", "was", "were", "be", "been", "and", "or", "but", "not",
    "that", "which", "who", "with", "by", "on", "at", "from", "as", "it", "this", "he", "she", "they", "his",
    "her", "their", "has", "have", "had", "will", "would", "can",
];

fn is_run(run: &str) -> bool {
    let latin: Vec<&str> = run
        .split_whitespace()
        .filter(|word| {
            word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | ',' | '.' | ';' | '-'))
        })
        .filter(|word| word.chars().any(char::is_alphabetic))
        .collect();
    let small = latin.iter().filter(|word| word.starts_with(char::is_lowercase) && word.len() > 1).count();
    let signs = run.chars().filter(|c| matches!(c, '/' | '=' | '{' | '<' | '|' | '_' | '$')).count();
    let all = run.split_whitespace().count();
    let commas = run.matches(',').count();
    // Prose has such words; lists of names and of reserved words have none.
    let joints = latin.iter().filter(|word| JOINTS.contains(&words::plain(word).as_str())).count();
    joints >= 2
        && commas * 2 < latin.len()
        && latin.len() >= 6
        && small >= 4
        && signs * 4 < latin.len()
        && latin.len() * 4 >= all * 3
}
