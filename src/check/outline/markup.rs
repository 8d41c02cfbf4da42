//! What pages in AsciiDoc and reStructuredText are built of: listings, admonitions, and files that are put in.

use super::item::Item;
use super::marks::{Admonition, BOXES, TRANSLATED_KIND};
use super::parts::{Fence, Outline};
use crate::check::words;
use crate::text::Span;

/// The lines of a source with their places, without the white space behind them.
fn lines(source: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    source.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line.trim_end())
    })
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

const CODE: [&str; 3] = ["code-block", "code", "sourcecode"];

/// Reads reStructuredText: `.. code-block::`, `.. note::`, `.. include::` and `.. literalinclude::`. What stands behind
/// `::` may be an example in words as well, and is not compared.
pub(super) fn restructured(source: &str) -> Outline {
    let mut out = Outline::default();
    let mut open: Option<(usize, Fence)> = None;
    for (start, line) in lines(source) {
        if let Some((depth, fence)) = &mut open {
            if line.is_empty() || indent(line) > *depth {
                let option = fence.code.trim().is_empty() && line.trim_start().starts_with(':');
                if !option {
                    fence.code.push_str(line);
                    fence.code.push('\n');
                }
                if !line.is_empty() {
                    fence.span.end = start + line.len();
                }
                continue;
            }
            out.fences.extend(open.take().map(|(_, fence)| fence));
        }
        let text = line.trim_start();
        let span = Span::new(start + indent(line), start + line.len());
        let directive = text.strip_prefix(".. ");
        // `.. _name:` is where links from anywhere lead.
        let label = directive
            .and_then(|rest| rest.strip_prefix('_')?.strip_suffix(':'))
            .filter(|name| !name.starts_with('_'));
        if let Some(key) = label {
            let key = key.trim_matches('`').to_lowercase();
            out.reachable.insert(key.clone());
            out.ids.push(Item { key, span });
        }
        let Some((name, rest)) = directive.and_then(|rest| rest.split_once("::")) else {
            continue;
        };
        let name = name.trim().to_lowercase();
        let argument = rest.trim();
        if CODE.contains(&name.as_str()) {
            let language = argument.split_whitespace().next().unwrap_or_default().to_lowercase();
            open = Some((indent(line), Fence { language, code: String::new(), span, closed: true }));
        } else if BOXES.contains(&name.as_str()) {
            out.admonitions.push(Admonition::new(&name, None, span));
        } else if matches!(name.as_str(), "include" | "literalinclude") && !argument.is_empty() {
            out.includes.push(Item { key: argument.to_owned(), span });
        } else if !name.contains(' ') && name.chars().any(words::is_han) {
            out.admonitions.push(Admonition::new(&name, Some(TRANSLATED_KIND), span));
        }
    }
    out.fences.extend(open.map(|(_, fence)| fence));
    out
}

const LABELS: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

/// Reads AsciiDoc: listings between `----` or fences, `NOTE:` and `[NOTE]`, `include::`.
pub(super) fn asciidoc(source: &str) -> Outline {
    let mut out = Outline::default();
    // The mark that ends what is open, and the listing, where it is one.
    let mut open: Option<(&str, Option<Fence>)> = None;
    let mut language = String::new();
    let mut label: Option<Admonition> = None;
    for (start, line) in lines(source) {
        let span = Span::new(start, start + line.len());
        if let Some((mark, fence)) = &mut open {
            let ends = line == *mark;
            if let Some(fence) = fence {
                fence.span.end = span.end;
                fence.closed = ends;
                if !ends {
                    fence.code.push_str(line);
                    fence.code.push('\n');
                }
            }
            if ends {
                out.fences.extend(open.take().and_then(|(_, fence)| fence));
            }
            continue;
        }
        if let Some(mark) = delimiter(line) {
            let own = line.trim_start_matches('`').trim().to_lowercase();
            let language =
                if own.is_empty() || !line.starts_with('`') { std::mem::take(&mut language) } else { own };
            let listing = line.starts_with("----") || line.starts_with("```");
            let fence = Fence { language, code: String::new(), span, closed: false };
            open = Some((mark, listing.then_some(fence)));
            continue;
        }
        anchors(&mut out, line, start);
        // `[警告]` above `====`.
        let broken = label.take().filter(|_| line.len() >= 4 && line.chars().all(|c| c == '='));
        out.admonitions.extend(broken);
        if let Some(inner) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            let (style, rest) = inner.split_once(',').unwrap_or((inner, ""));
            let style = style.trim();
            language = match style.split(['%', '#']).next() {
                Some("source" | "") => rest.split(',').next().unwrap_or_default().trim().to_lowercase(),
                _ => String::new(),
            };
            let kind = style.to_lowercase();
            if LABELS.contains(&style) {
                out.admonitions.push(Admonition::new(&kind, None, span));
            } else if style.chars().any(words::is_han) {
                label = Some(Admonition::new(&kind, Some(TRANSLATED_KIND), span));
            }
            continue;
        }
        if !line.is_empty() {
            language.clear();
        }
        if let Some(rest) = line.strip_prefix("include::") {
            let path = rest.split('[').next().unwrap_or_default();
            // What a name stands for is told elsewhere.
            if !path.is_empty() && !path.contains('{') {
                out.includes.push(Item { key: path.to_owned(), span });
            }
        }
        let labelled = LABELS.iter().find_map(|label| Some((*label, line.strip_prefix(label)?)));
        let kind = |label: &str, broken| Admonition::new(label, broken, span);
        match labelled {
            Some((label, rest)) if rest.starts_with(": ") => out.admonitions.push(kind(label, None)),
            Some((label, rest)) if rest.starts_with('：') => {
                out.admonitions.push(kind(label, Some("its colon is full-width")));
            }
            _ => {}
        }
    }
    out.fences.extend(open.and_then(|(_, fence)| fence));
    out
}

/// Characters of a cross reference, at most.
const LONGEST: usize = 200;

/// The ids that a line of AsciiDoc gives, `[[lamp]]` and `[#lamp]`, and its links to those of the page, `<<lamp>>`.
fn anchors(out: &mut Outline, line: &str, start: usize) {
    let mut each = |open: &str, close: &str, given: bool| {
        for (at, _) in line.match_indices(open) {
            let rest = &line[at + open.len()..];
            // No id is longer.
            let near = rest.char_indices().nth(LONGEST).map_or(rest, |(end, _)| &rest[..end]);
            let Some((inner, _)) = near.split_once(close) else { continue };
            let id = inner.split(',').next().unwrap_or_default().trim_start_matches('#');
            let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ':' | '.');
            if id.is_empty() || !id.chars().all(word) {
                continue;
            }
            let item = Item {
                key: id.to_owned(),
                span: Span::new(start + at, start + at + open.len() + inner.len() + close.len()),
            };
            if given {
                out.reachable.insert(item.key.clone());
                out.ids.push(item);
            } else {
                out.anchors.push(item);
            }
        }
    };
    each("[[", "]]", true);
    each("<<", ">>", false);
    if line.starts_with("[#") {
        each("[#", "]", true);
    }
}

/// The mark that ends a block which this line opens, where nothing inside is markup.
fn delimiter(line: &str) -> Option<&str> {
    let run = |c: char| line.len() >= 4 && line.chars().all(|other| other == c);
    if line.starts_with("```") && !line[3..].contains('`') {
        return Some("```");
    }
    ['-', '.', '+', '/'].iter().any(|c| run(*c)).then_some(line)
}
