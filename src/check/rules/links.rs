//! Links and code of a page, by bead.

use super::super::Subject;
use crate::bead::Bead;
use crate::text::{Edition, Mark, MarkKind, Segment, Tag, is_other_language};

/// A link of a page.
pub(super) struct Target {
    /// As written.
    pub written: String,
    /// What two editions' links to one place have in common.
    pub key: String,
    /// Index of the bead it stands in.
    pub bead: Option<usize>,
}

/// The links of an edition's page, in order, furniture left out.
pub(super) fn targets(subject: &Subject<'_>, edition: Edition) -> Vec<Target> {
    let Some(page) = &subject.pages[edition] else { return Vec::new() };
    let mut out = Vec::new();
    for block in page.blocks.iter().filter(|block| !block.role.is_furniture()) {
        let start = block.offsets.span(0..block.text.len()).start;
        for mark in &block.marks {
            if let MarkKind::Link(target) = &mark.kind
                && let Some(key) = key(&mapped(subject, target))
            {
                let bead = bead_at(subject, edition, mark.span.start.max(start));
                out.push(Target { written: target.clone(), key, bead });
            }
        }
        for (at, url) in bare_urls(&block.text) {
            if let Some(key) = key(&mapped(subject, url)) {
                let place = block.offsets.span(at..at + url.len()).start;
                out.push(Target { written: url.to_owned(), key, bead: bead_at(subject, edition, place) });
            }
        }
    }
    out
}

/// A target of a translation as the settings map it to the English one: `https://b.cn/*` = `https://a.org/*`.
fn mapped(subject: &Subject<'_>, target: &str) -> String {
    let fits =
        |(chinese, english): (&String, &String)| match (chinese.split_once('*'), english.split_once('*')) {
            (Some((before, after)), Some((first, last))) => {
                let inner = target.strip_prefix(before)?.strip_suffix(after)?;
                Some(format!("{first}{inner}{last}"))
            }
            _ => (target == chinese).then(|| english.clone()),
        };
    subject.settings.links.iter().find_map(fits).unwrap_or_else(|| target.to_owned())
}

/// Whether a segment is the title of a linked page and no more but a word before it; it stays in the page's own
/// language.
pub(super) fn is_title(subject: &Subject<'_>, edition: Edition, segment: &Segment) -> bool {
    let block = subject.pages[edition].as_ref().and_then(|page| page.blocks.get(segment.block));
    let whole = |mark: &Mark| {
        matches!(mark.kind, MarkKind::Link(_))
            && mark.span.start <= segment.span.start + BEFORE_TITLE
            && mark.span.end + 2 >= segment.span.end
    };
    block.is_some_and(|block| block.marks.iter().any(whole))
}

/// `Merged `, `See `.
const BEFORE_TITLE: usize = 10;

/// Whether a link of the English page leads to the page in another language: each edition names others.
pub(super) fn is_switch(target: &str) -> bool {
    let path = target.split(['?', '#']).next().unwrap_or_default().to_lowercase();
    let other = |tag: &str| {
        tag.parse::<Tag>().is_ok_and(|tag| tag.edition != Edition::En)
            || is_other_language(tag)
            || tag == "cn"
    };
    let name = path.rsplit('/').next().unwrap_or_default();
    let Some((stem, _)) = name.rsplit_once('.') else { return false };
    // A tag is short: zh-hant-tw.
    let near = |at: usize| at > 0 && stem.len() - at < 16;
    stem.match_indices(['.', '_', '-']).any(|(at, _)| near(at) && other(&stem[at + 1..]))
}

/// What stands before the folder of a language, where a target has one: `blog/` of `blog/en/a.md`.
pub(super) fn before_language(target: &str) -> Option<&str> {
    let mut at = 0;
    for part in target.split('/') {
        if is_locale(&part.to_lowercase()) {
            return Some(&target[..at]);
        }
        at += part.len() + 1;
    }
    None
}

/// The bead whose segment stands at a byte of an edition's source.
fn bead_at(subject: &Subject<'_>, edition: Edition, place: usize) -> Option<usize> {
    let segments = subject.article.segments(edition);
    let at = match subject.is_messages(edition) {
        // They stand in the order of their keys.
        true => segments.iter().position(|s| s.span.start <= place && place < s.span.end)?,
        false => segments.partition_point(|segment| segment.span.end <= place),
    };
    // A mark may stand before the first character of its text: `[text](target)`.
    segments.get(at)?;
    let beads = &subject.ladder.beads;
    let found = beads.partition_point(|bead| bead.runs[edition].len == 0 || bead.runs[edition].end() <= at);
    let exact = beads.iter().position(|bead| bead.runs[edition].range().contains(&at));
    exact.or(Some(found).filter(|found| *found < beads.len()))
}

/// `http://` and `https://` addresses in running text.
fn bare_urls(text: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(found) = text[from..].find("http") {
        let at = from + found;
        let rest = &text[at..];
        let end = rest
            .find(|c: char| {
                c.is_whitespace() || !c.is_ascii() || matches!(c, '<' | '>' | '"' | ')' | ']' | '`')
            })
            .unwrap_or(rest.len());
        let url = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']);
        let host = url.strip_prefix("http://").or(url.strip_prefix("https://"));
        // `http://<address of the server>:80` names no host.
        if host.is_some_and(|host| host.len() > 2 && !host.starts_with(':')) {
            out.push((at, url));
        }
        from = at + end.max(4);
    }
    out
}

/// The target without scheme, locale, fragment and extension; `None` for what each edition has of its own.
pub(super) fn key(target: &str) -> Option<String> {
    let target = target.trim();
    // `[x](optional)` of a signature.
    if target.chars().all(|c| c.is_ascii_alphabetic()) {
        return None;
    }
    let target = target.replace("&amp;", "&");
    let target = target.as_str();
    let (before, _) = target.split_once('#').unwrap_or((target, ""));
    if before.is_empty() || target.contains("${") || target.contains("{{") {
        return None;
    }
    let lower = before.to_lowercase();
    let (absolute, rest) = match lower.split_once("://") {
        Some(("http" | "https", rest)) => (true, rest),
        Some(_) => return Some(lower),
        None if lower.starts_with("mailto:") => return Some(lower),
        None => (false, lower.as_str()),
    };
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mut parts: Vec<String> = Vec::new();
    for (index, part) in path.split('/').filter(|part| !part.is_empty() && *part != ".").enumerate() {
        if index == 0 && absolute {
            let host = host(part);
            // Each language has its own articles there.
            if host.ends_with("wikipedia.org") || host.ends_with("wiktionary.org") {
                return Some(host);
            }
            parts.push(host);
        } else if is_language_folder(part) {
            continue;
        } else if !is_locale(part) {
            parts.push(without_locale(part));
        }
    }
    if !absolute {
        parts.retain(|part| part != "..");
    }
    let query: Vec<&str> = query
        .split('&')
        .filter(|pair| !matches!(pair.split('=').next(), Some("lang" | "hl" | "locale" | "l" | "")))
        .collect();
    let mut key = parts.join("/");
    if !query.is_empty() {
        key.push('?');
        key.push_str(&query.join("&"));
    }
    (!key.is_empty()).then_some(key)
}

fn is_locale(part: &str) -> bool {
    part.parse::<Tag>().is_ok() || matches!(part, "en-us" | "en-gb" | "intl" | "cn")
}

/// `semver.org/lang/zh-CN/`: the folder that holds the languages.
fn is_language_folder(part: &str) -> bool {
    matches!(part, "lang" | "languages" | "locale" | "locales" | "translations")
}

fn host(host: &str) -> String {
    let host = host.strip_prefix("www.").unwrap_or(host);
    match host.split_once('.') {
        Some((first, rest)) if is_locale(first) && rest.contains('.') => rest.to_owned(),
        _ => host.to_owned(),
    }
}

/// `about.zh-cn.md` is `about`, `book.zh_CN.pdf` is `book.pdf`.
fn without_locale(name: &str) -> String {
    let extension = name.rfind('.').filter(|at| {
        let known = &name[at + 1..];
        let tag = is_locale(known);
        *at > 0
            && known.len() <= 8
            && !tag
            && known.chars().all(|c| c.is_ascii_alphanumeric())
            && name[*at..].len() > 1
    });
    let page = |name: &str| [".html", ".htm", ".md", ".mdx", ".txt"].iter().any(|ext| name.ends_with(ext));
    let (stem, tail) = extension.map_or((name, ""), |at| name.split_at(at));
    let tail = if page(name) { "" } else { tail };
    let name = stem;
    // The longest tag first: `guide-zh-cn` is `guide`.
    name.match_indices(['.', '_', '-'])
        .find(|(at, mark)| *at > 0 && is_locale(&name[at + mark.len()..]))
        .map_or(name.to_owned(), |(at, _)| name[..at].to_owned())
        + tail
}

/// Inline code of a bead, that with Han in it as well.
pub(super) fn codes(subject: &Subject<'_>, bead: &Bead, edition: Edition) -> Vec<String> {
    let segments = subject.segments(bead, edition).iter();
    segments.flat_map(|segment| codes_of(subject, edition, segment)).map(str::to_owned).collect()
}

/// Inline code of a segment.
pub(super) fn codes_of<'s>(
    subject: &'s Subject<'_>,
    edition: Edition,
    segment: &Segment,
) -> impl Iterator<Item = &'s str> {
    let span = segment.span;
    let block = subject.pages[edition].as_ref().and_then(|page| page.blocks.get(segment.block));
    let inside =
        move |mark: &&Mark| mark.span.start >= span.start.saturating_sub(2) && mark.span.start < span.end;
    block.into_iter().flat_map(|block| &block.marks).filter(inside).filter_map(|mark| match &mark.kind {
        MarkKind::Code(code) => Some(code.trim()).filter(|code| !code.is_empty()),
        _ => None,
    })
}

/// The text of an edition in a bead and those around it: see [`super::beside::around`].
pub(super) fn around(subject: &Subject<'_>, at: usize, edition: Edition) -> String {
    subject.ladder.beads[super::beside::around(subject, at)]
        .iter()
        .map(|bead| subject.text(bead, edition))
        .collect()
}

/// The text of an edition in a bead and `reach` beads on both sides.
pub(super) fn near(subject: &Subject<'_>, at: usize, edition: Edition, reach: usize) -> String {
    let to = (at + reach + 1).min(subject.ladder.beads.len());
    subject.ladder.beads[at.saturating_sub(reach)..to]
        .iter()
        .map(|bead| subject.text(bead, edition))
        .collect()
}
