use std::collections::HashSet;

use super::super::outline::Fence;
use super::super::words;
use super::super::{Related, Rule, RuleId, Sink, Subject};
use super::structure;
use crate::config::Level;
use crate::text::Edition;

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("M401"),
    name: "code-block",
    level: Level::Warning,
    on: true,
    what: "a fenced block of code is missing, is not closed where it ends (an error), or has other commands in it; comments and texts in Chinese may differ",
    why: "Readers copy what stands there, and what is never closed swallows the rest of the page.",
    example: "`tool serve --port 8080` is `tool serve --port 80` in the Chinese block.",
    remedy: "put the code of the English page there, with its comments translated",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let Some((english, chinese)) = structure::outlines(subject) else { return };
    let closed = english.fences.iter().all(|fence| fence.closed);
    for (edition, page) in chinese {
        if let Some(open) = page.fences.iter().find(|fence| !fence.closed).filter(|_| closed) {
            let said = "this block of code is never closed: the rest of the page is in it".to_owned();
            sink.add(edition, open.span, first_line(open), said).at_level(Level::Error);
            continue;
        }
        let swallowed = structure::swallowed(subject, edition);
        if let Some((at, heading)) = swallowed.first() {
            let said = format!(
                "this block of code is not closed where it ends: the section “{}” is in it",
                words::short(heading, 60)
            );
            let fence = &page.fences[*at];
            sink.add(edition, fence.span, first_line(fence), said).at_level(Level::Error);
            continue;
        }
        let (a, b) = (english.fences.len(), page.fences.len());
        if a != b {
            missing(&english.fences, &page.fences, edition, subject, sink);
            continue;
        }
        changed(&english.fences, &page.fences, edition, subject, sink);
        for (there, here) in english.fences.iter().zip(&page.fences) {
            if is_same(there, here)
                && there.language != here.language
                && !here.language.chars().any(words::is_han)
            {
                let name = |fence: &Fence| {
                    if fence.language.is_empty() { "none".to_owned() } else { fence.language.clone() }
                };
                let said = format!(
                    "the language of this block is {} in the English, {} here",
                    name(there),
                    name(here)
                );
                sink.add(edition, here.span, first_line(here), said).at_level(Level::Note);
            }
        }
    }
}

/// Blocks that are others here, but for those that only changed places.
fn changed(
    english: &[Fence],
    chinese: &[Fence],
    edition: Edition,
    subject: &Subject<'_>,
    sink: &mut Sink<'_>,
) {
    // Of two blocks whose every line was translated nothing says that they are one.
    let shares = |a: &Fence, b: &Fence| is_same(a, b) && share_lines(&a.code, &b.code);
    let (lost, new) = structure::changed(english, chinese, is_same, shares);
    for (there, here) in lost.into_iter().map(|at| &english[at]).zip(new.into_iter().map(|at| &chinese[at])) {
        if let Some(said) = differ(&there.code, &here.code) {
            let related = related(subject, there);
            sink.add(edition, here.span, first_line(here), said).related.extend(related);
        }
    }
}

fn first_line(fence: &Fence) -> &str {
    fence.code.lines().find(|line| !line.trim().is_empty()).unwrap_or("```").trim()
}

fn related(subject: &Subject<'_>, fence: &Fence) -> Option<Related> {
    let page = subject.pages[Edition::En].as_ref()?;
    Some(Related { place: page.place(fence.span), message: first_line(fence).to_owned() })
}

/// Says which block is missing or too many.
fn missing(
    english: &[Fence],
    chinese: &[Fence],
    edition: Edition,
    subject: &Subject<'_>,
    sink: &mut Sink<'_>,
) {
    let lost = structure::more(english, chinese, is_same);
    let said = format!("{} blocks of code in the English, {} here", english.len(), chinese.len());
    let finding = match lost.first().filter(|_| english.len() > chinese.len()) {
        Some(at) => {
            let fence = &english[*at];
            let finding =
                sink.file(edition, format!("{said}; missing: {}", words::short(first_line(fence), 60)));
            finding.related.extend(related(subject, fence));
            finding
        }
        None => sink.file(edition, said),
    };
    // What the translation has more may be there on purpose.
    if english.len() < chinese.len() {
        finding.at_level(Level::Note);
    }
}

fn is_same(english: &Fence, chinese: &Fence) -> bool {
    differ(&english.code, &chinese.code).is_none()
}

/// Whether a line, and no bare bracket, stands in both.
fn share_lines(a: &str, b: &str) -> bool {
    let lines: HashSet<&str> =
        a.lines().map(str::trim).filter(|line| line.contains(char::is_alphanumeric)).collect();
    b.lines().any(|line| lines.contains(line.trim()))
}

/// How two blocks differ, where it is not by comments and by what is in Chinese.
fn differ(english: &str, chinese: &str) -> Option<String> {
    let [there, here] =
        [english, chinese].map(|code| code.lines().map(bare).filter(|l| !l.is_empty()).collect::<Vec<_>>());
    let lost: Vec<&String> =
        structure::more(&there, &here, |a, b| a == b).into_iter().map(|at| &there[at]).collect();
    let new: Vec<&String> =
        structure::more(&here, &there, |a, b| a == b).into_iter().map(|at| &here[at]).collect();
    // The same code with its lines broken elsewhere.
    if !there.is_empty() && there.concat().replace(' ', "") == here.concat().replace(' ', "") {
        return None;
    }
    let translated = new.iter().filter(|line| line.chars().any(words::is_han)).count();
    let plain: Vec<&&String> = new.iter().filter(|line| !line.chars().any(words::is_han)).collect();
    match (lost.first(), plain.first()) {
        _ if lost.len() <= translated => None,
        (Some(lost), Some(new)) => {
            Some(format!("`{}` in the English, `{}` here", words::short(lost, 60), words::short(new, 60)))
        }
        // Sentences rendered in fewer lines.
        (Some(_), None) if translated > 0 && lost.iter().all(|line| is_wording(line)) => None,
        (Some(lost), None) => Some(format!("a line of this block is missing: {}", words::short(lost, 60))),
        _ => None,
    }
}

/// A line of words, as an example of speech or a docstring has them.
fn is_wording(line: &str) -> bool {
    line.split_whitespace().count() > 2 && !line.contains(['{', '}', '=', ';', '$', '<', '|', '_', '\\'])
}

/// A line without its comment, white space folded.
fn bare(line: &str) -> String {
    let line = line.trim();
    let comment = ["#", "//", "--", ";", "<!--", "/*", "*", "%", "REM "].iter().any(|mark| {
        line.strip_prefix(mark).is_some_and(|rest| {
            rest.is_empty()
                || rest.starts_with([' ', '*', '/', '\t'])
                || rest.chars().next().is_some_and(words::is_han)
        })
    });
    // The rule of a table is as long as its words.
    let rule = !line.is_empty() && line.chars().all(|c| matches!(c, '-' | '|' | '+' | '=' | ':' | '─' | ' '));
    if comment || rule {
        return String::new();
    }
    let end = [" # ", " // ", " -- ", " ; ", " /* ", " <!-- ", "  #", "  //"]
        .iter()
        .filter_map(|mark| line.find(mark))
        .min();
    let line = &line[..end.unwrap_or(line.len())];
    // An editor may have set other quotation marks.
    let line = line.replace(['‘', '’'], "'").replace(['“', '”'], "\"");
    let line = without_brackets(&line);
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `(x) => y` as `x => y`: formatters write the one or the other.
fn without_brackets(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((head, tail)) = rest.split_once("=>") {
        let inner = head.trim_end().strip_suffix(')').and_then(|head| head.rsplit_once('('));
        let name =
            |text: &str| !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || "_$".contains(c));
        match inner.filter(|(_, inner)| name(inner)) {
            Some((before, inner)) => out.extend([before, inner, " =>"]),
            None => out.extend([head, "=>"]),
        }
        rest = tail;
    }
    out + rest
}
