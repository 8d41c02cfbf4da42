//! What people change in the texts of an article: a sentence corrected, or cut in two. The source stays as it is.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::matching::matches;
use crate::text::{Article, Edition, PerEdition, Segment, Span, fold_white_space};

/// A sentence longer than this (in bytes) is refused.
pub const MAX_SENTENCE: usize = 20_000;

/// Sentences of an edition that go, and those that come in their place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rewrite {
    /// The edition.
    pub edition: Edition,
    /// The first sentence that goes, from 0.
    pub at: usize,
    /// What goes.
    pub before: Vec<String>,
    /// What comes.
    pub after: Vec<String>,
}

impl Rewrite {
    /// The rewrite that takes this one back.
    pub fn inverse(&self) -> Rewrite {
        let Rewrite { edition, at, before, after } = self.clone();
        Rewrite { edition, at, before: after, after: before }
    }
}

/// What takes rewrites back that were made one after the other.
pub fn inverse(rewrites: &[Rewrite]) -> Vec<Rewrite> {
    rewrites.iter().rev().map(Rewrite::inverse).collect()
}

/// By how many sentences each edition grows.
pub fn growth(rewrites: &[Rewrite]) -> PerEdition<isize> {
    let mut growth = PerEdition([0isize; 3]);
    for rewrite in rewrites {
        growth[rewrite.edition] += rewrite.after.len() as isize - rewrite.before.len() as isize;
    }
    growth
}

/// The sentences of an edition as people left them, and the sentence of the source that each comes from: it never falls
/// and leaves none out.
#[derive(Debug, Clone, PartialEq)]
struct Edited {
    segments: Vec<Segment>,
    of: Vec<usize>,
}

/// The texts of an article as people left them; an edition that nobody touched is that of the source.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Texts(PerEdition<Option<Edited>>);

/// The sentences of an edition that differ from its source, as they are stored with a base.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pieces {
    /// The sentence of the source, from 0.
    pub of: usize,
    /// What stands in its place.
    pub texts: Vec<String>,
}

impl Texts {
    /// The sentences of an edition of `source`, as people left them.
    pub fn segments<'a>(&'a self, source: &'a Article, edition: Edition) -> &'a [Segment] {
        self.0[edition].as_ref().map_or_else(|| source.segments(edition), |edited| &edited.segments)
    }

    /// The article as people left it.
    pub fn article<'a>(&self, source: &'a Article) -> Cow<'a, Article> {
        if self.0.iter().all(|(_, edited)| edited.is_none()) {
            return Cow::Borrowed(source);
        }
        let mut article = source.clone();
        for edition in Edition::ALL {
            if let (Some(text), Some(edited)) = (&mut article.editions[edition], &self.0[edition]) {
                text.segments.clone_from(&edited.segments);
            }
        }
        Cow::Owned(article)
    }

    /// Makes the rewrites, one after the other; where one does not fit, none is made.
    pub fn apply(&mut self, source: &Article, rewrites: &[Rewrite]) -> Result<(), String> {
        for (number, rewrite) in rewrites.iter().enumerate() {
            if !self.make(source, rewrite) {
                for made in rewrites[..number].iter().rev() {
                    self.make(source, &made.inverse());
                }
                return Err("the sentences it changes are not there".to_owned());
            }
        }
        Ok(())
    }

    fn make(&mut self, source: &Article, rewrite: &Rewrite) -> bool {
        let Rewrite { edition, at, before, after } = rewrite;
        let end = at.saturating_add(before.len());
        let there = self.segments(source, *edition).get(*at..end);
        let fits = there.is_some_and(|there| there.iter().map(|s| &s.text).eq(before));
        if !fits || before.is_empty() || after.is_empty() {
            return false;
        }
        let edited = self.0[*edition].get_or_insert_with(|| Edited::untouched(source.segments(*edition)));
        let old: Vec<usize> = edited.of[*at..end].to_vec();
        // Of several sentences in the place of several, each comes from that in its place.
        let of = (0..after.len()).map(|k| old[k.min(old.len() - 1)]);
        edited.of.splice(*at..end, of);
        let model = edited.segments[*at].clone();
        let new = after.iter().map(|text| Segment { text: text.clone(), ..model.clone() });
        edited.segments.splice(*at..end, new);
        edited.place(source.segments(*edition), *at..*at + after.len());
        true
    }

    /// The same sentences over a source that was read again, whose sentences are those of the old one.
    pub fn adopt(&mut self, source: &Article) {
        for edition in Edition::ALL {
            if let Some(edited) = &mut self.0[edition] {
                let all = 0..edited.segments.len();
                edited.place(source.segments(edition), all);
            }
        }
    }

    /// What differs from the source, an edition each.
    pub fn pieces(&self, source: &Article) -> PerEdition<Vec<Pieces>> {
        PerEdition(Edition::ALL.map(|edition| {
            let Some(edited) = &self.0[edition] else { return Vec::new() };
            let mut out: Vec<Pieces> = Vec::new();
            for (segment, &of) in edited.segments.iter().zip(&edited.of) {
                match out.last_mut() {
                    Some(last) if last.of == of => last.texts.push(segment.text.clone()),
                    _ => out.push(Pieces { of, texts: vec![segment.text.clone()] }),
                }
            }
            let own = source.segments(edition);
            out.retain(|piece| !matches!(piece.texts.as_slice(), [one] if own.get(piece.of).is_some_and(|s| s.text == *one)));
            out
        }))
    }

    /// The texts with `pieces` in the place of sentences of `source`.
    pub fn with(source: &Article, pieces: PerEdition<Vec<Pieces>>) -> Result<Texts, String> {
        let mut texts = Texts::default();
        for (edition, pieces) in Edition::ALL.into_iter().zip(pieces.0) {
            // From the end, so that no place moves.
            for Pieces { of, texts: after } in pieces.into_iter().rev() {
                let own = source.segments(edition).get(of).ok_or("a corrected sentence has no source")?;
                let rewrite = Rewrite { edition, at: of, before: vec![own.text.clone()], after };
                texts.apply(source, &[rewrite])?;
            }
        }
        Ok(texts)
    }

    /// The same corrections over another source, where the sentences they are about are still there.
    pub fn carry(&self, old: &Article, new: &Article) -> Texts {
        let said = |article, edition| -> Vec<&str> {
            Article::segments(article, edition).iter().map(|segment| segment.text.as_str()).collect()
        };
        let mut pieces = self.pieces(old);
        for edition in Edition::ALL {
            if pieces[edition].is_empty() {
                continue;
            }
            let found = matches(&said(old, edition), &said(new, edition));
            let moved = |piece: Pieces| Some(Pieces { of: found.get(piece.of).copied().flatten()?, ..piece });
            pieces[edition] = std::mem::take(&mut pieces[edition]).into_iter().filter_map(moved).collect();
        }
        // cannot fail: each place was found in the new source
        Texts::with(new, pieces).unwrap_or_default()
    }
}

impl Edited {
    fn untouched(segments: &[Segment]) -> Edited {
        Edited { segments: segments.to_vec(), of: (0..segments.len()).collect() }
    }

    /// Gives sentences the kind and place of those they come from; parts of one share its span between them.
    fn place(&mut self, source: &[Segment], range: std::ops::Range<usize>) {
        let mut from = range.start;
        while from < range.end {
            let of = self.of[from];
            let first = self.of.partition_point(|&o| o < of);
            let last = self.of.partition_point(|&o| o <= of);
            let Some(own) = source.get(of) else { return };
            let whole: usize = self.segments[first..last].iter().map(|s| s.text.len() + 1).sum::<usize>() - 1;
            let (start, length) = (own.span.start, own.span.end - own.span.start);
            let mut read = 0;
            for segment in &mut self.segments[first..last] {
                let text = std::mem::take(&mut segment.text);
                let at = |place: usize| start + length * place.min(whole) / whole.max(1);
                let span = Span::new(at(read), at(read + text.len()));
                read += text.len() + 1;
                let source = (last - first > 1 || text != own.text).then(|| own.text.clone());
                *segment = Segment { text, span, source, ..own.clone() };
            }
            from = last.max(from + 1);
        }
    }
}

/// A sentence as a person typed it; or why it cannot be one.
pub fn typed(text: &str) -> Result<String, String> {
    let text = fold_white_space(text);
    match text.len() {
        0 => Err("a sentence cannot be empty; mark the row as an omission or flag it instead".to_owned()),
        n if n > MAX_SENTENCE => Err(format!("a sentence holds at most {MAX_SENTENCE} bytes")),
        _ => Ok(text),
    }
}

/// A text cut in two after so many UTF-16 units; or why not.
pub fn cut(text: &str, units: usize) -> Result<[String; 2], String> {
    let mut seen = 0;
    let place = text.char_indices().find(|(_, c)| {
        let here = seen >= units;
        seen += c.len_utf16();
        here
    });
    let (head, tail) = text.split_at(place.map_or(text.len(), |(at, _)| at));
    let parts = [head.trim(), tail.trim()].map(str::to_owned);
    if parts.iter().any(String::is_empty) {
        return Err("the cut stands at the end of a sentence; put it inside".to_owned());
    }
    Ok(parts)
}
