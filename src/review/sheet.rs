//! The round trip through a spreadsheet: what changed in it, and what must not have.

use std::collections::HashMap;

use super::operations::MAX_COMMENT;

/// One row of a sheet, cells without formula guards.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SheetRow {
    /// The line in the file, from 1.
    pub line: usize,
    /// The bead's id.
    pub bead: String,
    /// The article's id.
    pub article: String,
    /// The row's number in its article, as written.
    pub row: String,
    /// The texts of the three editions.
    pub texts: [String; 3],
    /// The status, as written.
    pub status: String,
    /// The note.
    pub note: String,
}

/// A change that becomes a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The article's id.
    pub article: String,
    /// The bead's place among the rows of its article, from 0.
    pub at: usize,
    /// The new status, where it changed.
    pub status: Option<String>,
    /// The new note, where it changed.
    pub note: Option<String>,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Compared {
    /// Changes that can be applied.
    pub changes: Vec<Change>,
    /// What was altered, lost, doubled, reordered or not understood, a line each.
    pub faults: Vec<String>,
}

/// Compares an edited sheet with the state; only status and note may change.
///
/// Articles that the sheet does not hold at all are left alone: a sheet may be a part of the corpus.
pub fn compare(current: &[SheetRow], edited: &[SheetRow]) -> Compared {
    let mut out = Compared::default();
    let mut places: HashMap<&str, (usize, usize)> = HashMap::new();
    let mut at = 0;
    for (index, row) in current.iter().enumerate() {
        at = if index > 0 && current[index - 1].article == row.article { at + 1 } else { 0 };
        places.insert(&row.bead, (index, at));
    }
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut last: HashMap<&str, usize> = HashMap::new();
    for row in edited {
        let Some(&(index, at)) = places.get(row.bead.as_str()) else {
            out.faults.push(format!(
                "line {}: there is no bead '{}' (the ladder changed since, or the id was altered)",
                row.line, row.bead
            ));
            continue;
        };
        if let Some(first) = seen.insert(&row.bead, row.line) {
            out.faults
                .push(format!("line {}: bead {} is doubled, first on line {first}", row.line, row.bead));
            continue;
        }
        let was = &current[index];
        if last.insert(&was.article, at).is_some_and(|above| above > at) {
            out.faults.push(format!("line {}: bead {} was moved up", row.line, row.bead));
        }
        out.row(was, row, at);
    }
    for row in current {
        if last.contains_key(row.article.as_str()) && !seen.contains_key(row.bead.as_str()) {
            out.faults.push(format!("{}, row {}: bead {} is lost", row.article, row.row, row.bead));
        }
    }
    out
}

impl Compared {
    fn row(&mut self, was: &SheetRow, row: &SheetRow, at: usize) {
        if row.article != was.article || row.row != was.row {
            self.faults.push(format!("line {}: article or row number was altered", row.line));
        }
        for (column, (old, new)) in ["en", "zh_hans", "zh_hant"].iter().zip(was.texts.iter().zip(&row.texts))
        {
            if lines(old) != lines(new) {
                self.faults.push(format!("line {}: the text in {column} was altered", row.line));
            }
        }
        let status = row.status.trim().to_lowercase();
        if !["auto", "confirmed", "edited", "flagged"].contains(&status.as_str()) {
            let message = "is no status; use auto, confirmed, edited or flagged";
            self.faults.push(format!("line {}: '{}' {message}", row.line, row.status));
            return;
        }
        if row.note.len() > MAX_COMMENT {
            self.faults.push(format!("line {}: the note is longer than {MAX_COMMENT} bytes", row.line));
            return;
        }
        let status = (status != was.status).then_some(status);
        let note = (row.note.trim() != was.note).then(|| row.note.trim().to_owned());
        if status.is_some() || note.is_some() {
            self.changes.push(Change { article: was.article.clone(), at, status, note });
        }
    }
}

/// Spreadsheets write line ends their own way.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: usize, bead: &str) -> SheetRow {
        SheetRow {
            line,
            bead: bead.to_owned(),
            article: "a".to_owned(),
            row: (line - 1).to_string(),
            texts: [format!("text {bead}"), String::new(), String::new()],
            status: "auto".to_owned(),
            note: String::new(),
        }
    }

    #[test]
    fn status_and_note_come_back() {
        let current = [row(2, "b1"), row(3, "b2")];
        let mut edited = current.clone();
        edited[1].status = "Confirmed".to_owned();
        edited[1].note = " good ".to_owned();
        let found = compare(&current, &edited);
        assert!(found.faults.is_empty(), "{:?}", found.faults);
        let status = Some("confirmed".to_owned());
        let change = Change { article: "a".to_owned(), at: 1, status, note: Some("good".to_owned()) };
        assert_eq!(found.changes, [change]);
    }

    #[test]
    fn what_a_sheet_must_not_do_is_reported() {
        let current = [row(2, "b1"), row(3, "b2"), row(4, "b3")];
        let faults = |edited: &[SheetRow]| compare(&current, edited).faults.join("\n");
        let mut altered = current.clone();
        altered[0].texts[0].push('!');
        assert!(faults(&altered).contains("the text in en was altered"));
        assert!(faults(&current[..2]).contains("b3 is lost"));
        let doubled = [row(2, "b1"), row(3, "b2"), row(4, "b3"), row(4, "b2")];
        assert!(faults(&doubled).contains("b2 is doubled"));
        let moved = [current[1].clone(), current[0].clone(), current[2].clone()];
        assert!(faults(&moved).contains("b1 was moved up"));
        let mut unknown = current.clone();
        unknown[0].bead = "b9".to_owned();
        unknown[2].status = "done".to_owned();
        let text = faults(&unknown);
        assert!(text.contains("no bead 'b9'") && text.contains("b1 is lost") && text.contains("no status"));
        assert!(faults(&[]).is_empty(), "a sheet may hold a part of the corpus");
    }
}
