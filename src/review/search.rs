//! Search over all articles: both scripts as one, capital letters as small ones.
//!
//! The texts are folded once an article, and again when a person changed them; a search is then a scan of memory.

use std::collections::BTreeMap;

use super::Script;
use super::differences::Mark;
use super::state::State;
use crate::text::{Edition, PerEdition};

/// At most so many rows are given with their texts.
pub const SHOWN: usize = 200;

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// The words, as typed.
    pub words: &'a str,
    /// As they stand only: no script folded, no letter made small.
    pub exact: bool,
    /// In one article only, by number.
    pub article: Option<usize>,
}

/// A row that holds what is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The article, as an index into the session.
    pub article: usize,
    /// The row, from 0.
    pub at: usize,
    /// The edition of the first place in it.
    pub edition: Edition,
    /// The sentence of that edition, from 0.
    pub segment: usize,
}

/// The sentences of an edition, one after the other, and where each begins.
#[derive(Debug, Default)]
struct Lines {
    text: String,
    starts: Vec<usize>,
}

impl Lines {
    fn new<'a>(texts: impl Iterator<Item = &'a str>, fold: impl Fn(&str) -> String) -> Lines {
        let mut lines = Lines::default();
        for text in texts {
            lines.starts.push(lines.text.len());
            lines.text.push_str(&fold(text));
            // No words hold it, so that none are found across two sentences.
            lines.text.push('\n');
        }
        lines
    }

    fn find<'a>(&'a self, words: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.text
            .match_indices(words)
            .map(|(place, _)| self.starts.partition_point(|&start| start <= place) - 1)
    }
}

/// The texts of an article, to be made ready for search away from the session, which others wait for.
pub struct Unfolded {
    session: u64,
    article: usize,
    version: (i64, u64),
    texts: PerEdition<Vec<String>>,
}

/// The texts of an article, ready for search.
pub struct Folded {
    /// The session it is for.
    pub(super) session: u64,
    article: usize,
    version: (i64, u64),
    lines: PerEdition<Lines>,
}

impl Unfolded {
    fn of(article: usize, state: &State) -> Unfolded {
        let said = |e| state.segments(e).iter().map(|segment| segment.text.clone()).collect();
        let texts = PerEdition(Edition::ALL.map(said));
        Unfolded { session: 0, article, version: state.texts_version(), texts }
    }

    /// The same, for a session that is not the only one.
    pub(super) fn of_session(self, session: u64) -> Unfolded {
        Unfolded { session, ..self }
    }

    /// Folds them; takes its time in a long article.
    pub fn fold(self, helper: &dyn Script) -> Folded {
        let Unfolded { session, article, version, texts } = self;
        let lines =
            texts.map(|_, texts| Lines::new(texts.iter().map(String::as_str), |text| plain(text, helper)));
        Folded { session, article, version, lines }
    }
}

/// A text as it is searched.
fn plain(text: &str, helper: &dyn Script) -> String {
    helper.fold(text).to_lowercase()
}

/// What was made ready, an article each.
#[derive(Default)]
pub struct Finder(BTreeMap<usize, Folded>);

impl Finder {
    /// The texts of an article that are not ready, or were changed since.
    pub fn missing(&self, article: usize, state: &State) -> Option<Unfolded> {
        let ready = self.0.get(&article).is_some_and(|folded| folded.version == state.texts_version());
        (!ready).then(|| Unfolded::of(article, state))
    }

    /// Takes what was made ready.
    pub fn put(&mut self, folded: Folded) {
        self.0.insert(folded.article, folded);
    }

    /// The rows that hold the words, in order, each once.
    pub fn find(&mut self, states: &[State], helper: &dyn Script, ask: &Ask<'_>) -> Vec<Hit> {
        let words = if ask.exact { ask.words.to_owned() } else { plain(ask.words.trim(), helper) };
        if words.is_empty() || words.contains('\n') {
            return Vec::new();
        }
        let articles = match ask.article {
            Some(only) => only..only.saturating_add(1).min(states.len()),
            None => 0..states.len(),
        };
        let mut hits = Vec::new();
        for article in articles {
            let Some(state) = states.get(article) else { continue };
            if ask.exact {
                for edition in Edition::ALL {
                    let holds = |(_, text): &(usize, &str)| text.contains(&words);
                    let texts = state.segments(edition).iter().map(|s| s.text.as_str()).enumerate();
                    collect(
                        &mut hits,
                        article,
                        state,
                        edition,
                        texts.filter(holds).map(|(segment, _)| segment),
                    );
                }
            } else {
                if let Some(unfolded) = self.missing(article, state) {
                    self.put(unfolded.fold(helper));
                }
                let Some(folded) = self.0.get(&article) else { continue };
                for edition in Edition::ALL {
                    collect(&mut hits, article, state, edition, folded.lines[edition].find(&words));
                }
            }
        }
        hits.sort_unstable();
        if !ask.exact {
            hits.dedup_by_key(|hit| (hit.article, hit.at));
        } else {
            hits.dedup();
        }
        hits
    }
}

fn collect(
    hits: &mut Vec<Hit>,
    article: usize,
    state: &State,
    edition: Edition,
    segments: impl Iterator<Item = usize>,
) {
    for segment in segments {
        let at = state.beads.partition_point(|bead| bead.runs[edition].end() <= segment);
        hits.push(Hit { article, at, edition, segment });
    }
}

/// Where a text holds the words, in UTF-16 units. What folding makes longer or shorter is marked clause by clause.
pub fn marks(text: &str, words: &str, helper: &dyn Script) -> Vec<Mark> {
    let words: Vec<char> = plain(words.trim(), helper).chars().collect();
    let fold = |text: &str| plain(text, helper);
    let folded = super::paired::folded(text, &fold);
    let mut marks: Vec<Mark> = Vec::new();
    let mut units = vec![0];
    for c in text.chars() {
        units.push(units[units.len() - 1] + c.len_utf16());
    }
    let mut at = 0;
    while !words.is_empty() && at + words.len() <= folded.len() {
        let here = &folded[at..at + words.len()];
        if here.iter().zip(&words).all(|(folded, c)| folded.raw == *c) {
            let (start, end) = (units[here[0].start], units[here[words.len() - 1].end]);
            marks.push(Mark { start, end, key: String::new() });
            at += words.len();
        } else {
            at += 1;
        }
    }
    marks
}
