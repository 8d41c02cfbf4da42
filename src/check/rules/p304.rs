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
    what: "inline code or a placeholder such as {}, %s, ${} is lost",
    why: "Commands no longer work when copied, programs fail when they fill in the placeholder.",
    example: "`git rebase` has become 变基.",
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
            if let Some(code) = code.iter().find(lost) {
                sink.bead(edition, bead, format!("`{}` is not here", words::short(code, 80)));
            }
        }
    }
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
