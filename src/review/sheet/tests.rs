use super::*;
use proptest::prelude::*;

fn here(number: usize, status: Status, note: &str) -> Current {
    Current {
        bead: format!("b{number}"),
        article: "a".to_owned(),
        at: number - 1,
        texts: [format!("Sentence {number}."), format!("第{number}句。"), String::new()],
        status,
        note: note.to_owned(),
        ..Current::default()
    }
}

/// The row as it was written when `status` and `note` were decided.
fn sheet(number: usize, status: Status, note: &str) -> SheetRow {
    let row = here(number, status, note);
    SheetRow {
        place: format!("line {}", number + 1),
        bead: row.bead,
        article: row.article,
        row: number.to_string(),
        texts: row.texts.map(Some),
        status: status.as_str().to_owned(),
        note: Some(note.to_owned()),
        base: Some(decided(status, note)),
    }
}

fn compared(current: &[Current], edited: &[SheetRow]) -> Compared {
    compare(current, edited, &|_, _| false)
}

fn one(current: Current, edited: SheetRow) -> Compared {
    compared(&[current], &[edited])
}

#[test]
fn what_the_editor_changed_comes_back() {
    let mut edited = sheet(1, Status::Auto, "");
    (edited.status, edited.note) = (" Confirmed ".to_owned(), Some(" good ".to_owned()));
    let found = one(here(1, Status::Auto, ""), edited);
    assert_eq!(
        found.changes,
        [Change {
            article: "a".to_owned(),
            at: 0,
            status: Some(Wanted::Status(Status::Confirmed)),
            note: Some("good".to_owned())
        }]
    );
    assert!(found.faults.is_empty() && found.disputes.is_empty() && found.remarks.is_empty());
}

#[test]
fn an_old_sheet_takes_nothing_back() {
    for (status, note) in [(Status::Confirmed, "see p. 2"), (Status::Flagged, ""), (Status::Edited, "x")] {
        let found = one(here(1, status, note), sheet(1, Status::Auto, ""));
        assert_eq!(found, Compared::default(), "{status:?}");
    }
    // Emptied by hand: still not taken back, but told.
    let mut emptied = sheet(1, Status::Confirmed, "see p. 2");
    (emptied.status, emptied.note) = ("auto".to_owned(), Some(String::new()));
    let found = one(here(1, Status::Confirmed, "see p. 2"), emptied);
    assert!(found.changes.is_empty() && found.disputes.is_empty());
    assert_eq!(found.remarks.len(), 2, "{:?}", found.remarks);
}

#[test]
fn two_sheets_merge_and_real_conflicts_are_told() {
    // Mine confirmed the row, theirs wrote a note: both stay.
    let mut theirs = sheet(1, Status::Auto, "");
    theirs.note = Some("which ferry?".to_owned());
    let found = one(here(1, Status::Confirmed, ""), theirs.clone());
    assert_eq!(found.changes.len(), 1);
    assert_eq!((found.changes[0].status, found.changes[0].note.as_deref()), (None, Some("which ferry?")));
    // Both decided, and not the same: nobody is overwritten.
    theirs.status = "flagged".to_owned();
    let found = one(here(1, Status::Confirmed, "mine"), theirs);
    assert!(found.changes.is_empty());
    let reasons: Vec<&str> = found.disputes.iter().map(|d| d.reason.as_str()).collect();
    assert_eq!(
        reasons,
        ["line 2: the sheet says flagged, here it is confirmed", "line 2: the note here is 'mine'"]
    );
}

#[test]
fn a_sheet_without_a_base_decides_nothing_twice() {
    let bare = |status: Status, note: &str| SheetRow { base: None, ..sheet(1, status, note) };
    assert_eq!(one(here(1, Status::Auto, ""), bare(Status::Confirmed, "n")).changes.len(), 1);
    assert_eq!(one(here(1, Status::Confirmed, "n"), bare(Status::Confirmed, "n")), Compared::default());
    assert_eq!(one(here(1, Status::Confirmed, "n"), bare(Status::Auto, "")), Compared::default());
    assert_eq!(one(here(1, Status::Flagged, ""), bare(Status::Confirmed, "")).disputes.len(), 1);
}

#[test]
fn order_and_missing_rows_do_not_matter() {
    let current = [1, 2, 3].map(|n| here(n, Status::Auto, ""));
    let mut edited: Vec<SheetRow> = [3, 1].iter().map(|n| sheet(*n, Status::Auto, "")).collect();
    edited[0].status = "ok".to_owned();
    let found = compared(&current, &edited);
    assert_eq!((found.changes.len(), found.changes[0].at, found.faults.len()), (1, 2, 0));
    assert_eq!(found.remarks, ["1 rows are not in the sheet and stay as they are"]);
    assert_eq!(compared(&current, &[]), Compared::default(), "a sheet may hold a part of the corpus");
}

#[test]
fn faults_stay_with_their_row() {
    let current = [1, 2, 3, 4].map(|n| here(n, Status::Auto, ""));
    let mut edited: Vec<SheetRow> = (1..=4).map(|n| sheet(n, Status::Auto, "")).collect();
    edited.iter_mut().for_each(|row| row.status = "confirmed".to_owned());
    edited[0].texts[0] = Some("Sentence one!".to_owned());
    edited[1].status = "perhaps".to_owned();
    edited.push(SheetRow { status: "flagged".to_owned(), place: "line 6".to_owned(), ..edited[2].clone() });
    let unknown = [Some("Nowhere.".to_owned()), Some(String::new()), Some(String::new())];
    edited.push(SheetRow {
        bead: "b9".to_owned(),
        place: "line 7".to_owned(),
        texts: unknown,
        ..edited[2].clone()
    });
    let found = compared(&current, &edited);
    assert_eq!(found.changes.iter().map(|change| change.at).collect::<Vec<_>>(), [3]);
    let faults = found.faults.join("\n");
    for part in [
        "line 7: there is no bead 'b9'",
        "line 2: the text in en",
        "line 3: 'perhaps' is no status",
        "b3 is doubled, first on line 4",
    ] {
        assert!(faults.contains(part), "{part}: {faults}");
    }
}

#[test]
fn a_row_without_its_id_is_found_by_its_texts() {
    let current = [1, 2].map(|n| here(n, Status::Auto, ""));
    let edited = SheetRow { bead: String::new(), status: "flagged".to_owned(), ..sheet(2, Status::Auto, "") };
    let found = compared(&current, &[edited]);
    assert_eq!(found.changes[0].at, 1);
    assert!(found.remarks[0].contains("found by their texts"));
    // Two rows of one text: the article and the number tell them apart.
    let twins =
        [here(1, Status::Auto, ""), Current { bead: "b2".to_owned(), at: 1, ..here(1, Status::Auto, "") }];
    let edited = SheetRow {
        bead: "old".to_owned(),
        row: "2".to_owned(),
        status: "ok".to_owned(),
        ..sheet(1, Status::Auto, "")
    };
    assert_eq!(compared(&twins, std::slice::from_ref(&edited)).changes[0].at, 1);
    let lost = SheetRow { row: String::new(), ..edited };
    assert!(compared(&twins, &[lost]).faults[0].contains("several places"));
}

#[test]
fn a_gap_can_be_called_an_omission() {
    let mut edited = sheet(1, Status::Auto, "");
    edited.status = "漏译".to_owned();
    assert!(one(here(1, Status::Auto, ""), edited.clone()).faults[0].contains("every edition has a text"));
    let gap = Current { gap: true, ..here(1, Status::Auto, "") };
    assert_eq!(one(gap.clone(), edited.clone()).changes[0].status, Some(Wanted::Omission));
    let marked = Current { status: Status::Confirmed, mark: Some(Wanted::Omission), ..gap };
    assert_eq!(one(marked, edited), Compared::default());
}

proptest! {
    /// Whatever was decided on both sides, no decision is lost, and what both say is no conflict.
    #[test]
    fn nothing_decided_here_is_overwritten(
        base in 0..4usize, here_ in 0..4usize, said in 0..4usize,
        notes in prop::array::uniform3(prop::sample::select(vec!["", "a", "b"])),
    ) {
        let [base, now, said] = [base, here_, said].map(|k| Status::ALL[k]);
        let mut row = sheet(1, base, notes[0]);
        (row.status, row.note) = (said.as_str().to_owned(), Some(notes[2].to_owned()));
        let found = one(here(1, now, notes[1]), row);
        for change in &found.changes {
            if let Some(status) = change.status {
                prop_assert!(status.status() != Status::Auto);
                prop_assert!(now == base || now == Status::Auto || (now, status.status()) == (Status::Edited, Status::Confirmed));
            }
            if let Some(note) = &change.note {
                prop_assert!(!note.is_empty());
                prop_assert!(notes[1] == notes[0] || notes[1].is_empty());
            }
        }
        if (said, notes[2]) == (now, notes[1]) {
            prop_assert_eq!(found, Compared::default());
        }
    }
}

#[test]
fn a_note_that_a_spreadsheet_took_for_something_else_was_not_changed() {
    for (note, cell) in [("3/4", "2026-03-04"), ("3/4", "4-Mar"), ("=see above", "'=see above")] {
        // The sheet was made from this note; only its cell came back otherwise.
        let mut edited = sheet(1, Status::Confirmed, note);
        edited.note = Some(cell.to_owned());
        let found = one(here(1, Status::Confirmed, note), edited);
        assert!(found.changes.is_empty() && found.disputes.is_empty(), "{note} -> {cell}: {found:?}");
    }
}

#[test]
fn the_guard_of_a_text_is_no_change() {
    assert!(same_text("- Who rows?", "'- Who rows?") && same_text("'tis", "''tis"));
    assert!(!same_text("- Who rows?", "'- Who rowed?"));
}
