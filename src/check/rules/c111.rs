use super::super::words;
use super::super::{Rule, Sink, Subject};
use super::links;
use crate::config::Level;
use crate::text::{BlockKind, Role};
use std::collections::HashSet;

pub(super) const RULE: Rule = Rule {
    id: "C111",
    name: "partly-untranslated",
    level: Level::Warning,
    on: true,
    what: "six or more English words in a row inside a Chinese unit; quoted titles excepted",
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
            if let Some(run) = english_run(&segment.text) {
                let said = words::short(&run, 60);
                sink.add(
                    edition,
                    segment.span,
                    &segment.text,
                    format!("these words are still English: {said}"),
                );
            }
        }
    }
}

/// Six words or more, four of them in small letters, outside brackets and quotation marks around English alone.
fn english_run(text: &str) -> Option<String> {
    let mut run = String::new();
    for c in without_titles(text).chars().chain(['。']) {
        if c.is_ascii() && !matches!(c, '"' | '(' | ')' | '[' | ']') || matches!(c, '’' | '—') {
            run.push(c);
            continue;
        }
        if is_run(&run) {
            return Some(run.trim().to_owned());
        }
        run.clear();
    }
    None
}

/// The text with a stop in the place of each bracket or quotation that has no Han in it.
fn without_titles(text: &str) -> String {
    let mut out: Vec<char> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut straight = None;
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
                let at = open.pop().unwrap_or(0);
                close(&mut out, at);
                continue;
            }
            '"' => match straight.take() {
                Some(at) => {
                    let at = out.len().min(at);
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

const JOINTS: [&str; 22] = [
    "a", "an", "the", "of", "to", "is", "are", "was", "were", "be", "and", "or", "that", "which", "with",
    "by", "on", "at", "from", "as", "it", "this",
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
    let joints: HashSet<String> =
        latin.iter().map(|word| words::plain(word)).filter(|word| JOINTS.contains(&word.as_str())).collect();
    joints.len() >= 2
        && commas * 2 < latin.len()
        && latin.len() >= 6
        && small >= 4
        && signs * 4 < latin.len()
        && latin.len() * 4 >= all * 3
}
