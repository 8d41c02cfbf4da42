use super::super::words;
use super::super::{Rule, Sink, Subject};
use super::links;
use crate::config::Level;
use crate::text::Edition;

pub(super) const RULE: Rule = Rule {
    id: "P304",
    name: "code-placeholder",
    level: Level::Error,
    on: true,
    what: "inline code or a placeholder such as {}, %s, ${} is lost (a warning for words alone, which may be translated)",
    why: "Commands no longer work when copied, programs fail when they fill in the placeholder.",
    example: "`git rebase -i` has become 变基.",
    remedy: "put the code back as it stands in the English",
    check,
};

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    for edition in subject.aligned_chinese() {
        let page: String = subject.article.segments(edition).iter().map(|s| squeezed(&s.text)).collect();
        for at in 0..subject.ladder.beads.len() {
            let bead = &subject.ladder.beads[at];
            if bead.runs[edition].len == 0 || bead.confidence.is_some_and(|p| p < 0.5) {
                continue;
            }
            let near = squeezed(&links::near(subject, at, edition, 1));
            let code = links::codes(subject, bead, Edition::En);
            // As much code on both sides: what differs was translated on purpose.
            if links::codes(subject, bead, edition).len() >= code.len() {
                continue;
            }
            let lost = |code: &&String| {
                let code = squeezed(code);
                // A word of code that the translation has elsewhere may be said in Chinese here; signs may not.
                let word = code.chars().all(char::is_alphanumeric);
                !(near.contains(&code) || word && (page.contains(&code) || code.len() < 2))
            };
            let lost: Vec<&String> = code.iter().filter(lost).filter(|code| !is_name(code)).collect();
            if let Some(code) = lost.iter().find(|code| !is_words(code)).or(lost.first()) {
                let finding = sink.bead(edition, bead, format!("`{}` is not here", words::short(code, 80)));
                if is_words(code) {
                    finding.at_level(Level::Warning);
                }
            }
        }
    }
}

/// Words alone, which may have been translated on purpose: `unstable`, `rebase`.
fn is_words(code: &str) -> bool {
    let word = |part: &str| part.chars().all(|c| c.is_alphanumeric() || c == '-') && !part.starts_with('-');
    code.split_whitespace().all(word)
}

/// What a menu or a mode is called: `Package View`, `INSERT`.
fn is_name(code: &str) -> bool {
    is_words(code) && code.split_whitespace().all(|part| part.starts_with(char::is_uppercase))
}

/// Without white space, full-width forms as ASCII.
fn squeezed(text: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        c => c,
    };
    text.chars().filter(|c| !c.is_whitespace()).map(narrow).collect()
}
