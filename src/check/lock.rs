//! `trialign.lock`: what each English sentence and its translations were when the translation was made.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::bead::Ladder;
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Article, Edition, PerEdition};

/// The version this program writes and reads.
pub const VERSION: u32 = 1;
/// The name of the lock file.
pub const NAME: &str = "trialign.lock";

/// Hashes of the sentences of one bead: `[en, zh-Hans, zh-Hant]`.
pub type LockedBead = [Vec<String>; 3];

/// What the lock says of an article.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockedArticle {
    /// Its beads, in order.
    pub beads: Vec<LockedBead>,
}

/// A lock file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    version: u32,
    /// The articles by id.
    pub articles: BTreeMap<String, LockedArticle>,
}

/// A translated run whose English changed since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// Index of its first segment in the edition as it is now.
    pub first: usize,
    /// How many segments.
    pub len: usize,
    /// English segments, as they are now, that stand where the old ones stood.
    pub english: std::ops::Range<usize>,
}

/// The hash of a sentence. White space and the form of characters (NFC, full width) do not count.
pub fn hash(text: &str) -> String {
    let mut digest = Sha256::new();
    let folded: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    digest.update(folded.as_bytes());
    super::words::hex(&digest.finalize()[..8])
}

fn hashes(article: &Article, edition: Edition) -> Vec<String> {
    article.segments(edition).iter().map(|segment| hash(&segment.text)).collect()
}

impl LockedArticle {
    /// Records an article as it is.
    pub fn of(article: &Article, ladder: &Ladder) -> LockedArticle {
        let hashes = PerEdition(Edition::ALL.map(|edition| hashes(article, edition)));
        let bead = |bead: &crate::bead::Bead| {
            Edition::ALL.map(|e| hashes[e].get(bead.runs[e].range()).unwrap_or_default().to_vec())
        };
        LockedArticle { beads: ladder.beads.iter().map(bead).collect() }
    }

    /// The runs of an edition that still are as they were while their English is not.
    ///
    /// What the aligner makes of the article now does not matter: only the recorded beads and the sentences do.
    pub fn stale(&self, article: &Article, edition: Edition) -> Vec<Stale> {
        let column =
            |e: Edition| self.beads.iter().flat_map(|bead| bead[e as usize].iter()).collect::<Vec<_>>();
        let (old_en, old_zh) = (column(Edition::En), column(edition));
        let (now_en, now_zh) = (hashes(article, Edition::En), hashes(article, edition));
        let en = matched(&old_en, &now_en);
        let zh = matched(&old_zh, &now_zh);
        let (mut at_en, mut at_zh, mut out) = (0, 0, Vec::new());
        for bead in &self.beads {
            let own_en = at_en..at_en + bead[Edition::En as usize].len();
            let own_zh = at_zh..at_zh + bead[edition as usize].len();
            (at_en, at_zh) = (own_en.end, own_zh.end);
            let changed = own_en.clone().any(|k| en[k].is_none());
            let places: Option<Vec<usize>> = own_zh.clone().map(|k| zh[k]).collect();
            if let (true, Some(places)) = (changed, places)
                && let Some(first) = places.first()
            {
                let before = en[..own_en.start].iter().rev().find_map(|k| *k).map_or(0, |k| k + 1);
                let after = en[own_en.end..].iter().find_map(|k| *k).unwrap_or(now_en.len());
                out.push(Stale { first: *first, len: places.len(), english: before..after.max(before) });
            }
        }
        out
    }
}

/// For each old hash the index of the same sentence now: first from both ends, then in order of appearance.
fn matched(old: &[&String], now: &[String]) -> Vec<Option<usize>> {
    let mut out = vec![None; old.len()];
    let head = old.iter().zip(now).take_while(|(a, b)| **a == *b).count();
    let most = old.len().min(now.len()) - head;
    let tail = old.iter().rev().zip(now.iter().rev()).take_while(|(a, b)| **a == *b).count().min(most);
    out[..head].iter_mut().enumerate().for_each(|(k, slot)| *slot = Some(k));
    for k in 0..tail {
        out[old.len() - 1 - k] = Some(now.len() - 1 - k);
    }
    let mut places: HashMap<&str, std::collections::VecDeque<usize>> = HashMap::new();
    for (k, hash) in now.iter().enumerate().take(now.len() - tail).skip(head) {
        places.entry(hash).or_default().push_back(k);
    }
    for k in head..old.len() - tail {
        out[k] = places.get_mut(old[k].as_str()).and_then(|queue| queue.pop_front());
    }
    out
}

impl Lock {
    /// A lock of no articles.
    pub fn new() -> Lock {
        Lock { version: VERSION, ..Lock::default() }
    }

    /// Reads a lock; `path` is for the errors.
    ///
    /// # Errors
    /// `Config` where it is none or of another version.
    pub fn parse(text: &str, path: &Path) -> Result<Lock> {
        #[derive(Deserialize)]
        struct Head {
            version: u32,
        }
        let wrong = |message: String| {
            Error::new(ErrorKind::Config, message).at(path).remedy("write it anew with `trialign lock`")
        };
        let head: Head = serde_json::from_str(text)
            .map_err(|e| wrong(format!("this is no lock file: {e}")).line(e.line()))?;
        if head.version != VERSION {
            return Err(wrong(format!(
                "the lock file has version {}, this program reads version {VERSION}",
                head.version
            )));
        }
        serde_json::from_str(text).map_err(|e| wrong(format!("this is no lock file: {e}")).line(e.line()))
    }

    /// The text of the file: one bead a line, so that changes are easy to read.
    pub fn write(&self) -> String {
        let mut out = format!("{{\"version\": {}, \"articles\": {{", self.version);
        for (n, (id, article)) in self.articles.iter().enumerate() {
            // cannot fail: strings have a JSON form
            let id = serde_json::to_string(id).unwrap_or_default();
            out.push_str(&format!("{}\n{id}: {{\"beads\": [", if n > 0 { "," } else { "" }));
            for (k, bead) in article.beads.iter().enumerate() {
                let bead = serde_json::to_string(bead).unwrap_or_default();
                out.push_str(&format!("{}\n  {bead}", if k > 0 { "," } else { "" }));
            }
            out.push_str("]}");
        }
        out.push_str("\n}}\n");
        out
    }
}
