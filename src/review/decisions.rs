//! Decisions in SQLite: rows are only ever added.
//!
//! A row of `bases` is an article as it was aligned, with what people had decided before; a row of `decisions` is a
//! splice on the newest base. What was acknowledged is on the disk, and in this one file: a rollback journal and full
//! sync, so that a copy of the file made between two decisions holds them all.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rusqlite::types::Value;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use serde::{Deserialize, Serialize};

use super::operations::Splice;
use super::outlive::hash;
use super::rewrite::Rewrite;
use super::sealed::{self, BASES, DECISIONS, DISPUTES};
use super::state::{Base, Conflict, Hand, Hands, State};
use super::stored::encode_article;
use crate::bead::{Bead, Flag, Run, Status};
use crate::error::{Error, ErrorKind, Result};
use crate::text::PerEdition;

/// The name of the file in the folder of the corpus.
pub const FILE: &str = "trialign-review.sqlite";
/// The version of the tables.
const VERSION: i64 = 4;

const TABLES: &str = "
CREATE TABLE IF NOT EXISTS bases (
    id INTEGER PRIMARY KEY, article TEXT NOT NULL, made INTEGER NOT NULL, signature TEXT NOT NULL,
    texts TEXT NOT NULL, beads TEXT NOT NULL, conflicts TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS bases_article ON bases (article, id);
CREATE TABLE IF NOT EXISTS decisions (
    id INTEGER PRIMARY KEY, base INTEGER NOT NULL REFERENCES bases (id), revision INTEGER NOT NULL,
    made INTEGER NOT NULL, who TEXT NOT NULL, kind TEXT NOT NULL, inverse_of INTEGER REFERENCES decisions (id),
    at INTEGER NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, segments TEXT NOT NULL,
    texts TEXT NOT NULL DEFAULT '',
    UNIQUE (base, revision));
CREATE TABLE IF NOT EXISTS disputes (
    id INTEGER PRIMARY KEY, base INTEGER NOT NULL REFERENCES bases (id), made INTEGER NOT NULL, who TEXT NOT NULL,
    conflict TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS disputes_base ON disputes (base, id);
";

const TRIGGERS: &str = "
CREATE TRIGGER IF NOT EXISTS decisions_stay BEFORE DELETE ON decisions
    BEGIN SELECT RAISE(ABORT, 'decisions are never deleted'); END;
CREATE TRIGGER IF NOT EXISTS decisions_as_made BEFORE UPDATE ON decisions
    BEGIN SELECT RAISE(ABORT, 'decisions are never changed'); END;
";

const TEXTS: &str = "ALTER TABLE decisions ADD COLUMN texts TEXT NOT NULL DEFAULT ''";

/// A decision to be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// The row of the base it stands on.
    pub base: i64,
    /// The revision it was made on, from 0.
    pub revision: i64,
    /// What was done: the name of the operation, or `import`.
    pub kind: String,
    /// For an undo: the row taken back. For a redo: the row of the undo.
    pub inverse_of: Option<i64>,
    /// The beads it changes.
    pub splice: Splice,
    /// The sentences it changes.
    pub rewrites: Vec<Rewrite>,
}

/// The file with the decisions.
#[derive(Debug)]
pub struct Store {
    pub(super) connection: Connection,
    path: PathBuf,
    /// Which file it is, where the system tells.
    file: Option<(u64, u64)>,
}

impl Store {
    /// The file of a corpus.
    pub fn path_of(folder: &Path) -> PathBuf {
        folder.join(FILE)
    }

    /// Opens or makes the file.
    ///
    /// # Errors
    /// `Io` where it cannot be opened, `Input` where it is of another version.
    pub fn open(path: &Path) -> Result<Store> {
        let fault = |e: rusqlite::Error| fault(path, &e);
        let connection = Connection::open(path).map_err(fault)?;
        connection.busy_timeout(Duration::from_secs(5)).map_err(fault)?;
        // A store of version 1 kept its last decisions in a second file; this brings them over and takes that file away.
        // Where another program still has the store open it stays as it is until that one ends.
        connection
            .query_row("PRAGMA journal_mode = DELETE", [], |row| row.get::<_, String>(0))
            .or_else(|e| if busy(&e) { Ok(String::new()) } else { Err(e) })
            .map_err(fault)?;
        connection.pragma_update(None, "synchronous", "FULL").map_err(fault)?;
        connection.pragma_update(None, "foreign_keys", true).map_err(fault)?;
        let store = Store { connection, path: path.to_path_buf(), file: identity(path) };
        store.migrate()?;
        // One look at it all: another program may be writing.
        let looking = store.connection.unchecked_transaction().map_err(fault)?;
        let damage = sealed::damage(&store.connection).map_err(fault)?;
        drop(looking);
        if let Some(what) = damage {
            return Err(store.damaged(&what));
        }
        // A copy is a help and no condition: the folder may be full.
        let _ = sealed::back_up(&store.connection, path);
        Ok(store)
    }

    /// Brings a store of an earlier version up to this one, all of it or nothing.
    fn migrate(&self) -> Result<()> {
        let fault = |e: rusqlite::Error| fault(&self.path, &e);
        let count = "SELECT count(*) FROM sqlite_master WHERE name = ?1";
        let there = |name: &str| -> Result<bool> {
            let found = self.connection.query_row(count, [name], |row| row.get::<_, i64>(0));
            found.map(|count| count > 0).map_err(fault)
        };
        let version = || self.connection.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0));
        if version().map_err(fault)? == VERSION && there("seals")? {
            return Ok(());
        }
        let held =
            Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate).map_err(fault)?;
        let version = version().map_err(fault)?;
        if !(0..=VERSION).contains(&version) {
            return Err(Error::new(ErrorKind::Input, format!("decisions of version {version}"))
                .at(&self.path)
                .remedy("use the trialign that wrote it, or a newer one"));
        }
        if there("seals")? != (version == VERSION) {
            return Err(self.damaged("its version is not the one it was written with"));
        }
        if version == VERSION {
            return Ok(());
        }
        // What an earlier version wrote has no digest; SQLite's own check has to do.
        let said: String =
            held.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(fault)?;
        if said != "ok" || version == 0 && there("decisions")? {
            return Err(self.damaged(if said == "ok" { "its version is gone" } else { &said }));
        }
        // Version 1 had no disputes, version 2 no corrected texts, version 3 no digests; what they had stays as it is.
        if (1..3).contains(&version) {
            held.execute_batch(TEXTS).map_err(fault)?;
        }
        held.execute_batch("DROP TRIGGER IF EXISTS decisions_as_made").map_err(fault)?;
        held.execute_batch(TABLES).map_err(fault)?;
        sealed::seal(&held).map_err(fault)?;
        held.execute_batch(TRIGGERS).map_err(fault)?;
        held.pragma_update(None, "user_version", VERSION).map_err(fault)?;
        held.commit().map_err(fault)
    }

    /// A transaction that no other program writes in.
    fn transaction(&self) -> Result<Transaction<'_>> {
        Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)
            .map_err(|e| self.fault(&e))
    }

    fn damaged(&self, what: &str) -> Error {
        damaged(&self.path, what)
    }

    /// Whether the file is still the one that was opened: what is written to one that was taken away is lost.
    fn still_there(&self) -> Result<()> {
        if identity(&self.path) == self.file {
            return Ok(());
        }
        Err(Error::new(ErrorKind::Io, "the file was taken away or replaced while it was open")
            .at(&self.path)
            .remedy("put it back, then start the review again"))
    }

    pub(super) fn fault(&self, error: &rusqlite::Error) -> Error {
        fault(&self.path, error)
    }

    /// Adds conflicts to a base; on return they are on the disk.
    ///
    /// # Errors
    /// `Io` where they cannot be written; none was stored then.
    pub fn add_disputes(&self, base: i64, who: &str, conflicts: &[Conflict]) -> Result<()> {
        self.still_there()?;
        let transaction = self.transaction()?;
        for conflict in conflicts {
            let json = serde_json::to_string(conflict).map_err(|e| self.broken(&e.to_string()))?;
            let values = [base.into(), now().into(), who.to_owned().into(), json.into()];
            DISPUTES.add(&transaction, &values).map_err(|e| self.fault(&e))?;
        }
        transaction.commit().map_err(|e| self.fault(&e))
    }

    /// Adds a decision and gives its row; on return it is on the disk. `None`, and nothing stored, where another
    /// program was first: the revision is taken, or there is a newer base.
    ///
    /// # Errors
    /// `Io` where it cannot be written; nothing was stored then.
    pub fn add(&self, decision: &Decision, hand: &Hand, state: &State) -> Result<Option<i64>> {
        self.still_there()?;
        let Decision { base, revision, kind, inverse_of, splice, rewrites } = decision;
        let Hand { who, made } = hand;
        let transaction = self.transaction()?;
        let newest = "SELECT max(id) FROM bases WHERE article = ?1";
        let newest: Option<i64> = transaction
            .query_row(newest, [&state.base.article.id], |row| row.get(0))
            .map_err(|e| self.fault(&e))?;
        if newest != Some(*base) {
            return Ok(None);
        }
        let (before, after) = (encode(&splice.before, &[]), encode(&splice.after, &[]));
        let segments = hashes(state, &splice.before);
        // cannot fail: strings and numbers only
        let texts = if rewrites.is_empty() {
            String::new()
        } else {
            serde_json::to_string(rewrites).unwrap_or_default()
        };
        let at = splice.at as i64;
        let text = |text: String| Value::Text(text);
        let values = [
            Value::Integer(*base),
            Value::Integer(*revision),
            Value::Integer(*made),
            text(who.clone()),
            text(kind.clone()),
            inverse_of.map_or(Value::Null, Value::Integer),
            Value::Integer(at),
            text(before),
            text(after),
            text(segments),
            text(texts),
        ];
        match DECISIONS.add(&transaction, &values) {
            Ok(row) => transaction.commit().map(|()| Some(row)).map_err(|e| self.fault(&e)),
            Err(e) if e.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) => Ok(None),
            Err(e) => Err(self.fault(&e)),
        }
    }

    /// Adds a base; the older ones and their decisions stay.
    ///
    /// # Errors
    /// `Io` where it cannot be written.
    pub fn add_base(&self, base: &Base) -> Result<State> {
        let conflicts = serde_json::to_string(&base.conflicts).map_err(|e| self.broken(&e.to_string()))?;
        let texts = encode_article(&base.article, &base.texts);
        let beads = encode(&base.beads, &base.hands);
        let values = [
            base.article.id.clone().into(),
            now().into(),
            base.signature.clone().into(),
            texts.into(),
            beads.into(),
            conflicts.into(),
        ];
        let transaction = self.transaction()?;
        let id = BASES.add(&transaction, &values).map_err(|e| self.fault(&e))?;
        transaction.commit().map_err(|e| self.fault(&e))?;
        State::new(id, base.clone()).map_err(|e| self.broken(&e))
    }

    /// What SQLite says of its file: `ok`, or the first fault.
    ///
    /// # Errors
    /// `Io` where the file cannot be read.
    pub fn integrity(&self) -> Result<String> {
        self.connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).map_err(|e| self.fault(&e))
    }

    /// The ids of all articles that were ever reviewed, sorted.
    ///
    /// # Errors
    /// `Io` where the file cannot be read.
    pub fn articles(&self) -> Result<Vec<String>> {
        let sql = "SELECT DISTINCT article FROM bases ORDER BY article";
        let mut statement = self.connection.prepare(sql).map_err(|e| self.fault(&e))?;
        let rows = statement.query_map([], |row| row.get(0)).map_err(|e| self.fault(&e))?;
        rows.collect::<rusqlite::Result<_>>().map_err(|e| self.fault(&e))
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn broken(&self, message: &str) -> Error {
        Error::new(ErrorKind::Input, format!("the decisions do not fit together: {message}"))
            .at(&self.path)
            .remedy("copy it again where it was copied, or restore it from a backup, or move it away to start afresh")
    }
}

/// Device and number of a file; `None` where the system does not tell.
#[cfg(unix)]
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).ok().map(|metadata| (metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(_: &Path) -> Option<(u64, u64)> {
    None
}

fn busy(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
    matches!(error.sqlite_error_code(), Some(DatabaseBusy | DatabaseLocked))
}

/// What a damaged store is, with the copy of it that is whole.
fn damaged(path: &Path, what: &str) -> Error {
    let backup = sealed::backup_of(path);
    let remedy = if backup.is_file() {
        format!(
            "put {} in its place: it is the file as it was when it was opened last; keep the damaged one until you have looked",
            backup.display()
        )
    } else {
        "copy it again where it was copied, or restore it from a backup, or move it away to start afresh"
            .to_owned()
    };
    Error::new(ErrorKind::Input, format!("the file is damaged, nothing of it is used: {what}"))
        .at(path)
        .remedy(remedy)
}

fn fault(path: &Path, error: &rusqlite::Error) -> Error {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase, ReadOnly};
    let remedy = match error.sqlite_error_code() {
        Some(DatabaseCorrupt | NotADatabase) => return damaged(path, &error.to_string()),
        Some(ReadOnly) => "copy the folder to a place that can be written to",
        _ if busy(error) => "another program has the file open: end it, then try again",
        _ => "check that the folder can be written to",
    };
    Error::new(ErrorKind::Io, error.to_string()).at(path).remedy(remedy)
}

/// Milliseconds since 1970.
pub(super) fn now() -> i64 {
    // cannot fail: a clock before 1970 gives 0
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_millis() as i64)
}

/// The hashes of the segments of beads, one string an edition, so that a decision can be read without its base.
fn hashes(state: &State, beads: &[Bead]) -> String {
    let mut out = String::new();
    for (edition, _) in state.base.article.present() {
        out.push_str(edition.as_str());
        let segments = state.segments(edition);
        for index in beads.iter().flat_map(|bead| bead.runs[edition].range()) {
            if let Some(segment) = segments.get(index) {
                out.push_str(&format!(" {:016x}", hash(&segment.text)));
            }
        }
        out.push('\n');
    }
    out
}

/// A bead as it is stored.
#[derive(Serialize, Deserialize)]
struct Row {
    r: [[usize; 2]; 3],
    #[serde(skip_serializing_if = "Option::is_none", default)]
    p: Option<f64>,
    s: Status,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    f: Vec<Flag>,
    #[serde(skip_serializing_if = "String::is_empty", default)]
    n: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    h: Option<Hand>,
}

fn encode(beads: &[Bead], hands: &[Option<Arc<Hand>>]) -> String {
    let row = |(at, bead): (usize, &Bead)| Row {
        r: bead.runs.0.map(|run| [run.start, run.len]),
        p: bead.confidence,
        s: bead.status,
        f: bead.flags.clone(),
        n: bead.note.clone(),
        h: hands.get(at).and_then(Option::as_deref).cloned(),
    };
    // cannot fail: numbers and strings only
    serde_json::to_string(&beads.iter().enumerate().map(row).collect::<Vec<_>>()).unwrap_or_default()
}

pub(super) fn decode(text: &str) -> Result<(Vec<Bead>, Hands), String> {
    let mut rows: Vec<Row> = serde_json::from_str(text).map_err(|e| e.to_string())?;
    let hands = rows.iter_mut().map(|row| row.h.take().map(Arc::new)).collect();
    let bead = |row: Row| Bead {
        runs: PerEdition(row.r.map(|[start, len]| Run::new(start, len))),
        confidence: row.p,
        status: row.s,
        flags: row.f,
        note: row.n,
    };
    Ok((rows.into_iter().map(bead).collect(), hands))
}
