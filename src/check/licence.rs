//! The texts of licences, and names of those who made a page: they stay as they are in every language.

use super::words;
use crate::text::{BlockKind, Segment};

/// What only such a text says, in the form of [`words::plain`].
const ANCHORS: [&str; 15] = [
    "permission is hereby granted",
    "permission is granted to copy distribute and or modify this document",
    "permission to use copy modify",
    "redistribution and use in source and binary forms",
    "everyone is permitted to copy and distribute verbatim copies",
    "terms and conditions for copying distribution and modification",
    "terms and conditions for use reproduction and distribution",
    "you may copy and distribute verbatim copies",
    "this license applies to any",
    "the purpose of this license is",
    "is free software you can redistribute it and or modify it under the terms",
    "you should have received a copy of the gnu",
    "creative commons corporation is not a law firm",
    "to use this license in a document you have written",
    "subject to the terms and conditions of this license",
];

/// What a heading says above one.
const TITLES: [&str; 7] = [
    "general public license",
    "free documentation license",
    "apache license",
    "mozilla public license",
    "mit license",
    "bsd license",
    "creative commons legal code",
];

/// Words that nearly every sentence of a licence has one of, and other prose seldom.
const LEGAL: [&str; 34] = [
    "license",
    "licenses",
    "licensed",
    "licensor",
    "licensee",
    "licence",
    "sublicense",
    "hereby",
    "herein",
    "hereunder",
    "thereof",
    "copyright",
    "copyrights",
    "copyrighted",
    "copyleft",
    "warranty",
    "warranties",
    "merchantability",
    "liable",
    "liability",
    "damages",
    "infringement",
    "patent",
    "patents",
    "royalty",
    "distribute",
    "distributed",
    "redistribute",
    "redistributions",
    "derivative",
    "modifications",
    "trademark",
    "noncommercially",
    "permitted",
];

/// For each segment of an edition, whether it is part of the text of a licence in English.
///
/// A stretch of Latin sentences between two headings is one where a third of it speaks as licences do; one of such
/// neighbours must name the licence, or begin as one.
pub(super) fn of(segments: &[Segment]) -> Vec<bool> {
    let mut out = vec![false; segments.len()];
    let mut named = false;
    let mut legal: Vec<std::ops::Range<usize>> = Vec::new();
    for section in sections(segments) {
        let own = &segments[section.clone()];
        let plain: Vec<String> = own.iter().map(|s| words::plain(&s.text)).collect();
        if !is_legal(own, &plain) {
            mark(&mut out, &legal, named);
            (named, legal) = (false, Vec::new());
            continue;
        }
        named |= own.iter().zip(&plain).any(|(segment, plain)| is_anchor(segment, plain));
        legal.push(section);
    }
    mark(&mut out, &legal, named);
    out
}

fn mark(out: &mut [bool], sections: &[std::ops::Range<usize>], named: bool) {
    for section in sections.iter().filter(|_| named) {
        out[section.clone()].fill(true);
    }
}

/// Stretches without Han, cut before each heading.
fn sections(segments: &[Segment]) -> Vec<std::ops::Range<usize>> {
    let mut out: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, segment) in segments.iter().enumerate() {
        let latin = words::han(&segment.text) == 0;
        let heading = matches!(segment.kind, BlockKind::Heading(_));
        match out.last_mut() {
            Some(last) if latin && !heading && last.end == at => last.end = at + 1,
            _ if latin => out.push(at..at + 1),
            // A Chinese sentence parts what stands before it from what follows.
            _ => out.push(at..at),
        }
    }
    out
}

fn is_legal(segments: &[Segment], plain: &[String]) -> bool {
    let sentence = |text: &&String| text.split(' ').count() >= 5;
    let all = plain.iter().filter(sentence).count();
    let speaks = |text: &&String| text.split(' ').any(|word| LEGAL.contains(&word));
    let legal = plain.iter().filter(sentence).filter(speaks).count();
    // A heading alone belongs to what stands around it.
    let heading = !segments.is_empty() && segments.iter().all(|s| matches!(s.kind, BlockKind::Heading(_)));
    all > 0 && legal * 3 >= all || all == 0 && heading && plain.iter().any(|text| speaks(&text))
}

fn is_anchor(segment: &Segment, plain: &str) -> bool {
    let title = matches!(segment.kind, BlockKind::Heading(_)) && plain.split(' ').count() < 12;
    ANCHORS.iter().any(|anchor| plain.contains(anchor))
        || title && TITLES.iter().any(|name| plain.contains(name))
}

/// Whether a segment is a name in a list of those who made a page: its address stands in it or beside it.
pub(super) fn is_credit(segments: &[Segment], at: usize) -> bool {
    let Some(own) = segments.get(at) else { return false };
    let near = &segments[at.saturating_sub(2)..(at + 3).min(segments.len())];
    let name = own.text.chars().count() <= NAME && !own.text.contains(['。', '！', '？', '，', '；', '：']);
    name && near.iter().any(|s| has_address(&s.text))
}

/// Characters of a name with what its bearer did.
const NAME: usize = 48;

/// Whether an address of e-mail stands in a text.
fn has_address(text: &str) -> bool {
    text.split(|c: char| c.is_whitespace() || "<>()（）,，;；".contains(c)).any(|word| {
        word.split_once('@').is_some_and(|(user, host)| {
            let sign = |c: char| c.is_ascii_alphanumeric() || ".-_+".contains(c);
            !user.is_empty() && host.contains('.') && user.chars().chain(host.chars()).all(sign)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::has_address;

    #[test]
    fn addresses_of_people() {
        assert!(has_address("守塔人 <keeper.of@lamp.example>"));
        assert!(!has_address("@media (min-width: 3em) 与 a@b"));
    }
}
