//! Versions that read as other numbers, or as none: Python 3.10 is not 3.1, and v18 not v16.

use super::super::Subject;
use crate::text::Edition;

/// A name and the figure behind it: `Python 3.10`, `v18`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Version<'a> {
    name: &'a str,
    figure: &'a str,
}

/// The versions of a text: figures with a point behind a Latin name, and what is written with a `v`.
fn versions(text: &str) -> Vec<Version<'_>> {
    let mut out = Vec::new();
    let is_figure = |c: char| c.is_ascii_digit() || c == '.';
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|found| at + found) {
        let length = text[start..].find(|c: char| !is_figure(c)).unwrap_or(text.len() - start);
        at = start + length;
        let figure = text[start..at].trim_end_matches('.');
        // 3.10rc1 and 3.10% are other things, and so is what a sign parts from its name.
        let rest = &text[at..];
        let joined = rest.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/'));
        if joined || rest.trim_start().starts_with('%') {
            continue;
        }
        let before = &text[..start];
        let letter = before
            .strip_suffix(['v', 'V'])
            .filter(|head| !head.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.'));
        if letter.is_some() {
            out.push(Version { name: "v", figure });
            continue;
        }
        let head = before.trim_end_matches(' ');
        let name = &head[head
            .trim_end_matches(|c: char| c.is_ascii_alphabetic() || matches!(c, '.' | '+' | '#'))
            .len()..];
        if name.len() > 1 && name.starts_with(|c: char| c.is_ascii_uppercase()) && figure.contains('.') {
            out.push(Version { name, figure });
        }
    }
    out
}

/// Whether a figure begins another, whose further parts are left out.
fn is_part(short: &str, long: &str) -> bool {
    long.strip_prefix(short).is_some_and(|rest| rest.starts_with('.'))
}

/// A version of a bead and another of the same thing in its place, where numbers tell no difference.
pub(super) fn differ(subject: &Subject<'_>, at: usize, edition: Edition) -> Option<(String, String)> {
    let bead = &subject.ladder.beads[at];
    if bead.confidence.is_some_and(|p| p < 0.5) || bead.runs[edition].len == 0 {
        return None;
    }
    let (english, chinese) = (subject.text(bead, Edition::En), subject.text(bead, edition));
    let (there, here) = (versions(&english), versions(&chinese));
    let only = |these: &[Version<'_>], those: &[Version<'_>]| -> Vec<(String, String)> {
        let all = these.iter().filter(|one| !those.contains(one));
        all.map(|one| (one.name.to_owned(), one.figure.to_owned())).collect()
    };
    let shown = |(name, figure): &(String, String)| match name.as_str() {
        "v" => format!("v{figure}"),
        name => format!("{name} {figure}"),
    };
    match (only(&there, &here).as_slice(), only(&here, &there).as_slice()) {
        // 2.10.0 is 2.10.
        ([a], [b]) if a.0 == b.0 && !is_part(&a.1, &b.1) && !is_part(&b.1, &a.1) => {
            Some((shown(a), shown(b)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::versions;

    #[test]
    fn figures_behind_names_and_letters_are_versions() {
        let of = |text| {
            versions(text).iter().map(|one| format!("{} {}", one.name, one.figure)).collect::<Vec<_>>()
        };
        assert_eq!(of("It needs Python 3.10, Node.js v18 and Go 1.20."), ["Python 3.10", "v 18", "Go 1.20"]);
        assert_eq!(of("需要 Python 3.10 或更新版本"), ["Python 3.10"]);
        assert_eq!(of("Over 3.10 % of A4, In 1920, dev18, IPv4 and 5.0"), Vec::<String>::new());
    }
}
