//! Rows that are added and never change, chained by digests: each row's digest is made of the one before and of all that
//! stands in it, and the last one is kept with the number of rows. A bit that changed, a row that is gone, or rows in another
//! order show when the file is opened.

use std::path::{Path, PathBuf};

use rusqlite::backup::Backup;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, OptionalExtension, Transaction, params, params_from_iter};
use sha2::{Digest, Sha256};

use crate::text::hex;

/// A table and its columns, but for `id` and `digest`.
pub(super) struct Table {
    name: &'static str,
    columns: &'static [&'static str],
}

pub(super) const BASES: Table =
    Table { name: "bases", columns: &["article", "made", "signature", "texts", "beads", "conflicts"] };
pub(super) const DECISIONS: Table = Table {
    name: "decisions",
    columns: &[
        "base",
        "revision",
        "made",
        "who",
        "kind",
        "inverse_of",
        "at",
        "before",
        "after",
        "segments",
        "texts",
    ],
};
pub(super) const DISPUTES: Table = Table { name: "disputes", columns: &["base", "made", "who", "conflict"] };
const ALL: [Table; 3] = [BASES, DECISIONS, DISPUTES];

/// The numbers and last digests of the tables.
pub(super) const SEALS: &str = "
CREATE TABLE IF NOT EXISTS seals (name TEXT PRIMARY KEY, rows INTEGER NOT NULL, digest TEXT NOT NULL) WITHOUT ROWID;
";

impl Table {
    /// Adds a row and gives its number.
    pub fn add(&self, transaction: &Transaction<'_>, values: &[Value]) -> rusqlite::Result<i64> {
        let Table { name, columns } = self;
        let last: i64 =
            transaction
                .query_row(&format!("SELECT coalesce(max(id), 0) FROM {name}"), [], |row| row.get(0))?;
        let seal = "SELECT rows, digest FROM seals WHERE name = ?1";
        let (rows, before): (i64, String) =
            transaction.query_row(seal, [name], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut chain = Chain::after(&before, last + 1);
        values.iter().for_each(|value| chain.add(value.into()));
        let digest = chain.end();
        let holes = vec!["?"; columns.len() + 2].join(", ");
        let sql = format!("INSERT INTO {name} (id, {}, digest) VALUES ({holes})", columns.join(", "));
        let all = std::iter::once(Value::Integer(last + 1))
            .chain(values.iter().cloned())
            .chain([Value::Text(digest.clone())]);
        transaction.execute(&sql, params_from_iter(all))?;
        set(transaction, name, rows + 1, &digest)?;
        Ok(last + 1)
    }

    /// Goes through all rows in their order; `row` gets the number of each, the digest it has to have and the one it has.
    fn walk(
        &self,
        connection: &Connection,
        mut row: impl FnMut(i64, &str, &str) -> rusqlite::Result<bool>,
    ) -> rusqlite::Result<()> {
        let columns = self.columns.join(", ");
        let sql = format!("SELECT id, digest, {columns} FROM {} NOT INDEXED ORDER BY id", self.name);
        let mut statement = connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        let mut before = String::new();
        while let Some(found) = rows.next()? {
            let id: i64 = found.get(0)?;
            let mut chain = Chain::after(&before, id);
            for column in 0..self.columns.len() {
                chain.add(found.get_ref(column + 2)?);
            }
            before = chain.end();
            let own: String = found.get(1)?;
            if !row(id, &before, &own)? {
                break;
            }
        }
        Ok(())
    }
}

fn set(connection: &Connection, name: &str, rows: i64, digest: &str) -> rusqlite::Result<()> {
    let sql = "INSERT INTO seals (name, rows, digest) VALUES (?1, ?2, ?3)
        ON CONFLICT (name) DO UPDATE SET rows = excluded.rows, digest = excluded.digest";
    connection.execute(sql, params![name, rows, digest]).map(drop)
}

/// A digest in the making: each value with its kind and length, so that no two rows give the same bytes.
struct Chain(Sha256);

impl Chain {
    fn after(before: &str, id: i64) -> Chain {
        let mut chain = Chain(Sha256::new());
        chain.add(ValueRef::Text(before.as_bytes()));
        chain.add(ValueRef::Integer(id));
        chain
    }

    fn add(&mut self, value: ValueRef<'_>) {
        let mut bytes = |kind: u8, bytes: &[u8]| {
            self.0.update([kind]);
            self.0.update((bytes.len() as u64).to_le_bytes());
            self.0.update(bytes);
        };
        match value {
            ValueRef::Null => bytes(0, &[]),
            ValueRef::Integer(n) => bytes(1, &n.to_le_bytes()),
            ValueRef::Real(n) => bytes(2, &n.to_le_bytes()),
            ValueRef::Text(text) => bytes(3, text),
            ValueRef::Blob(blob) => bytes(4, blob),
        }
    }

    fn end(self) -> String {
        hex(&self.0.finalize())
    }
}

/// Gives digests to the rows of a store of a version without.
pub(super) fn seal(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    transaction.execute_batch(SEALS)?;
    for table in ALL {
        let name = table.name;
        let there = transaction
            .query_row("SELECT 1 FROM pragma_table_info(?1) WHERE name = 'digest'", [name], |_| Ok(()))
            .optional()?;
        if there.is_none() {
            transaction
                .execute_batch(&format!("ALTER TABLE {name} ADD COLUMN digest TEXT NOT NULL DEFAULT ''"))?;
        }
        let mut all = Vec::new();
        table.walk(transaction, |id, digest, _| {
            all.push((id, digest.to_owned()));
            Ok(true)
        })?;
        for (id, digest) in &all {
            transaction
                .execute(&format!("UPDATE {name} SET digest = ?2 WHERE id = ?1"), params![id, digest])?;
        }
        let last = all.last().map_or("", |(_, digest)| digest.as_str());
        set(transaction, name, i64::try_from(all.len()).unwrap_or(i64::MAX), last)?;
    }
    Ok(())
}

/// What is wrong with the rows; `None` where they are as they were written.
pub(super) fn damage(connection: &Connection) -> rusqlite::Result<Option<String>> {
    for table in ALL {
        let name = table.name;
        let (mut rows, mut last, mut wrong) = (0, String::new(), None);
        table.walk(connection, |id, digest, own| {
            rows += 1;
            digest.clone_into(&mut last);
            wrong = (digest != own).then_some(id);
            Ok(wrong.is_none())
        })?;
        if let Some(id) = wrong {
            return Ok(Some(format!(
                "row {id} of the {name} is not as it was written, or a row before it is gone"
            )));
        }
        let sealed: (i64, String) =
            connection.query_row("SELECT rows, digest FROM seals WHERE name = ?1", [name], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        if sealed.0 != rows {
            return Ok(Some(format!("{rows} {name} are there, and {} were written", sealed.0)));
        }
        if sealed.1 != last {
            return Ok(Some(format!("the seal of the {name} is not as it was written")));
        }
    }
    // Rows are looked up by indices, which have to name the same rows.
    let said: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    Ok((said != "ok").then_some(said))
}

/// Where the copy of a store is kept that was whole when it was opened last.
pub(super) fn backup_of(path: &Path) -> PathBuf {
    path.with_extension("backup.sqlite")
}

/// Keeps a copy of a store that is whole, where there is none as new.
pub(super) fn back_up(connection: &Connection, path: &Path) -> Option<()> {
    let backup = backup_of(path);
    let changed = |path: &Path| path.metadata().and_then(|found| found.modified()).ok();
    if changed(&backup) >= changed(path) {
        return Some(());
    }
    let made: i64 = connection.query_row("SELECT count(*) FROM decisions", [], |row| row.get(0)).ok()?;
    if made == 0 {
        return Some(());
    }
    let new = path.with_extension("backup.new");
    let copied = copy(connection, &new);
    let done = copied.ok().and_then(|()| std::fs::rename(&new, &backup).ok());
    if done.is_none() {
        let _ = std::fs::remove_file(&new);
    }
    done
}

fn copy(connection: &Connection, to: &Path) -> rusqlite::Result<()> {
    let _ = std::fs::remove_file(to);
    let mut target = Connection::open(to)?;
    Backup::new(connection, &mut target)?.step(-1).map(drop)
}
