//! States as the store has them: rows are fetched one after the other, and decoded on all threads.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;
use rusqlite::{Connection, OptionalExtension, Row, Statement};

use super::decisions::{Store, decode};
use super::operations::Splice;
use super::state::{Base, Conflict, Hand, State, Stored};
use super::stored::decode_article;
use crate::error::Result;

const BASE: &str = "SELECT id, article, signature, texts, beads, conflicts FROM bases WHERE article = ?1 ORDER BY id DESC LIMIT 1";
const DECISIONS: &str =
    "SELECT id, kind, at, before, after, texts, who, made FROM decisions WHERE base = ?1 ORDER BY revision";
const DISPUTES: &str = "SELECT conflict FROM disputes WHERE base = ?1 ORDER BY id";

/// A base as its row has it, with the rows that stand on it.
struct Raw {
    id: i64,
    article: String,
    signature: String,
    texts: String,
    beads: String,
    conflicts: String,
    decisions: Vec<Decided>,
    disputes: Vec<String>,
}

impl Raw {
    fn of(row: &Row<'_>) -> rusqlite::Result<Raw> {
        Ok(Raw {
            id: row.get(0)?,
            article: row.get(1)?,
            signature: row.get(2)?,
            texts: row.get(3)?,
            beads: row.get(4)?,
            conflicts: row.get(5)?,
            decisions: Vec::new(),
            disputes: Vec::new(),
        })
    }

    /// The state it stands for; an error where its rows do not fit together.
    fn decoded(self) -> Result<State, String> {
        let json = |e: serde_json::Error| e.to_string();
        let (article, texts) = decode_article(&self.article, &self.texts)?;
        let conflicts: Vec<Conflict> = serde_json::from_str(&self.conflicts).map_err(json)?;
        let (beads, hands) = decode(&self.beads)?;
        let base = Base { article, texts, beads, hands, conflicts, signature: self.signature };
        let mut state = State::new(self.id, base)?;
        for dispute in &self.disputes {
            state.conflicts.push(serde_json::from_str(dispute).map_err(json)?);
        }
        for decided in self.decisions {
            decided.replay(&mut state)?;
        }
        Ok(state)
    }
}

/// A decision as its row has it.
struct Decided {
    row: i64,
    kind: String,
    at: i64,
    before: String,
    after: String,
    texts: String,
    hand: Hand,
}

impl Decided {
    fn of(row: &Row<'_>) -> rusqlite::Result<Decided> {
        Ok(Decided {
            row: row.get(0)?,
            kind: row.get(1)?,
            at: row.get(2)?,
            before: row.get(3)?,
            after: row.get(4)?,
            texts: row.get(5)?,
            hand: Hand { who: row.get(6)?, made: row.get(7)? },
        })
    }

    fn replay(self, state: &mut State) -> Result<(), String> {
        let Decided { row, kind, at, before, after, texts, hand } = self;
        let beads = |text: &str| decode(text).map(|(beads, _)| beads);
        let at = usize::try_from(at).map_err(|_| "a place below 0")?;
        let splice = Splice { at, before: beads(&before)?, after: beads(&after)? };
        let rewrites = if texts.is_empty() { Ok(Vec::new()) } else { serde_json::from_str(&texts) };
        let rewrites = rewrites.map_err(|e| e.to_string())?;
        let stored = Stored { row, kind: &kind, splice, rewrites, hand: Some(Arc::new(hand)) };
        state.replay(stored).map_err(|e| format!("decision {row}, {kind}: {e}"))
    }
}

/// The questions whose answers make up a state, prepared once for any number of articles.
struct Queries<'c> {
    base: Statement<'c>,
    decisions: Statement<'c>,
    disputes: Statement<'c>,
}

impl<'c> Queries<'c> {
    fn of(connection: &'c Connection) -> rusqlite::Result<Queries<'c>> {
        Ok(Queries {
            base: connection.prepare(BASE)?,
            decisions: connection.prepare(DECISIONS)?,
            disputes: connection.prepare(DISPUTES)?,
        })
    }

    fn raw(&mut self, article: &str) -> rusqlite::Result<Option<Raw>> {
        let Some(mut raw) = self.base.query_row([article], Raw::of).optional()? else { return Ok(None) };
        raw.decisions = self.decisions.query_map([raw.id], Decided::of)?.collect::<rusqlite::Result<_>>()?;
        raw.disputes =
            self.disputes.query_map([raw.id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(Some(raw))
    }
}

impl Store {
    /// The state of an article: its newest base with the decisions on it; `None` where it was never reviewed.
    ///
    /// # Errors
    /// `Io` where the file cannot be read, `Input` where its rows do not fit together.
    pub fn state(&self, article: &str) -> Result<Option<State>> {
        Ok(self.states(&[article])?.remove(article))
    }

    /// The states of many articles, as [`Store::state`] gives each, by article.
    ///
    /// # Errors
    /// As [`Store::state`].
    pub fn states(&self, articles: &[&str]) -> Result<HashMap<String, State>> {
        let rows =
            |mut queries: Queries<'_>| articles.iter().filter_map(|id| queries.raw(id).transpose()).collect();
        let raw: Vec<Raw> = Queries::of(&self.connection).and_then(rows).map_err(|e| self.fault(&e))?;
        let decoded = |raw: Raw| Ok((raw.article.clone(), raw.decoded()?));
        raw.into_par_iter().map(decoded).collect::<Result<_, String>>().map_err(|e| self.broken(&e))
    }
}
