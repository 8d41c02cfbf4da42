//! Whatever is done to a ladder, it stays a ladder, and can be undone.

use std::sync::Arc;

use proptest::prelude::*;
use trialign::bead::{Bead, Ladder, Run, Status};
use trialign::review::operations::{Operation, Splice, splice};
use trialign::review::state::Step;
use trialign::review::{Base, Conflict, Correction, Hand, State, Stored};
use trialign::text::{Article, Edition, EditionText, PerEdition, Segment};

fn ladder(shapes: &[[usize; 3]]) -> (Vec<Bead>, PerEdition<usize>) {
    let mut place = [0; 3];
    let mut beads = Vec::new();
    for shape in shapes.iter().filter(|shape| shape.iter().any(|n| *n > 0)) {
        let mut runs = [Run::default(); 3];
        for e in 0..3 {
            runs[e] = Run::new(place[e], shape[e]);
            place[e] += shape[e];
        }
        beads.push(Bead { runs: PerEdition(runs), confidence: Some(0.5), ..Bead::default() });
    }
    (beads, PerEdition(place))
}

/// An article with so many segments.
fn article(lengths: PerEdition<usize>) -> Article {
    let text = |n: usize| EditionText {
        tag: "en".to_owned(),
        segments: (0..n).map(|k| segment(format!("{k} 甲𠀀 b"))).collect(),
        ..EditionText::default()
    };
    Article { id: "a".to_owned(), editions: lengths.map(|_, n| Some(text(*n))) }
}

fn segment(text: String) -> Segment {
    Segment { text, ..Segment::default() }
}

fn conflict() -> Conflict {
    Conflict {
        texts: Default::default(),
        status: Status::Confirmed,
        note: String::new(),
        flags: Vec::new(),
        reason: "gone".to_owned(),
        dismissed: false,
    }
}

fn operation(kind: usize, at: usize, edition: usize, first: [usize; 3]) -> Operation {
    let edition = Edition::ALL[edition % 3];
    match kind % 13 {
        0 => Operation::Confirm { at },
        1 => Operation::ConfirmAbove { at },
        2 => Operation::MergeUp { at },
        3 => Operation::MergeDown { at },
        4 => Operation::Split { at, first: None, inside: None },
        5 => Operation::Split { at, first: Some(first), inside: None },
        6 => Operation::MoveUp { at, edition },
        7 => Operation::MoveDown { at, edition },
        8 => Operation::Gap { at, edition },
        9 => Operation::Omission { at },
        10 => Operation::Addition { at },
        11 => Operation::Flag { at },
        _ => Operation::Comment { at, text: format!("{at}") },
    }
}

fn decision<'a>(row: i64, kind: &'a str, step: &Step, hand: &Arc<Hand>) -> Stored<'a> {
    let (splice, rewrites) = (step.splice.clone(), step.rewrites.clone());
    Stored { row, kind, splice, rewrites, hand: Some(Arc::clone(hand)) }
}

/// All texts of a state.
fn said(state: &State) -> Vec<String> {
    Edition::ALL.into_iter().flat_map(|e| state.segments(e).iter().map(|s| s.text.clone())).collect()
}

proptest! {
    #[test]
    fn a_ladder_stays_a_ladder(
        shapes in prop::collection::vec([0usize..4, 0usize..4, 0usize..4], 1..12),
        acts in prop::collection::vec((0usize..13, 0usize..14, 0usize..3, [0usize..4, 0usize..4, 0usize..4]), 1..40),
    ) {
        let (mut beads, lengths) = ladder(&shapes);
        let start = beads.clone();
        let mut done: Vec<Splice> = Vec::new();
        for (kind, at, edition, first) in acts {
            let operation = operation(kind, at, edition, first);
            let Ok(splice) = splice(&beads, &operation, PerEdition([true; 3])) else { continue };
            prop_assert!(splice.apply(&mut beads), "{:?}", operation);
            let check = Ladder { beads: beads.clone() }.check(lengths);
            prop_assert!(check.is_ok(), "{:?}: {:?}", operation, check);
            prop_assert!(beads.iter().all(|b| b.runs.0.iter().any(|r| r.len > 0)), "an empty bead");
            // An empty run stands where its column is, so that a gap has a place.
            let mut place = [0; 3];
            for bead in &beads {
                for (run, place) in bead.runs.0.iter().zip(&mut place) {
                    prop_assert_eq!(run.start, *place, "{:?}", operation);
                    *place += run.len;
                }
            }
            done.push(splice);
        }
        for splice in done.iter().rev() {
            prop_assert!(splice.inverse().apply(&mut beads));
        }
        prop_assert_eq!(beads, start);
    }

    #[test]
    fn what_is_stored_gives_the_same_state_again(
        shapes in prop::collection::vec([0usize..3, 0usize..3, 0usize..3], 1..8),
        acts in prop::collection::vec((0usize..22, 0usize..9, 0usize..3), 1..40),
    ) {
        let (beads, lengths) = ladder(&shapes);
        let base = Base::new(article(lengths), beads, vec![conflict(); 2], String::new());
        let mut state = State::new(1, base.clone()).unwrap();
        let mut stored: Vec<(String, Step, Arc<Hand>)> = Vec::new();
        for (kind, at, edition) in acts {
            let operation = match kind {
                13 | 14 => Operation::Undo,
                15 => Operation::Redo,
                16 | 17 => Operation::Dismiss { conflict: at % 3 },
                18 | 19 => {
                    let mut inside = [0; 3];
                    inside[edition] = at;
                    Operation::Split { at: at / 2, first: Some([0, 1, 0]), inside: Some(inside) }
                }
                20 | 21 => {
                    let word = |segment: usize| Correction { edition: Edition::ALL[edition], segment, text: format!("new {at}") };
                    Operation::Correct { texts: (0..at % 3).map(|n| word(at + n)).collect() }
                }
                _ => operation(kind, at, edition, [1, 1, 1]),
            };
            let Ok(step) = state.plan(&operation) else { continue };
            let before = state.clone();
            let hand = Arc::new(Hand { who: format!("{at}"), made: kind as i64 });
            let row = stored.len() as i64;
            state.replay(decision(row, operation.name(), &step, &hand)).unwrap();
            // Every sentence stands in one row still, and there is a hand for each row.
            let there = PerEdition(Edition::ALL.map(|e| state.segments(e).len()));
            prop_assert_eq!(Ladder { beads: state.beads.clone() }.check(there), Ok(()), "{:?}", operation);
            prop_assert_eq!(state.hands.len(), state.beads.len());
            stored.push((operation.name().to_owned(), step, hand));
            if !matches!(operation, Operation::Undo | Operation::Redo) {
                let mut back = state.clone();
                let undo = back.plan(&Operation::Undo).unwrap();
                back.replay(decision(-1, "undo", &undo, &Arc::default())).unwrap();
                prop_assert_eq!(&back.beads, &before.beads);
                prop_assert_eq!(&back.hands, &before.hands);
                prop_assert_eq!(&back.conflicts, &before.conflicts);
                prop_assert_eq!(said(&back), said(&before));
            }
        }
        let mut again = State::new(1, base).unwrap();
        for (row, (kind, step, hand)) in stored.iter().enumerate() {
            again.replay(decision(row as i64, kind, step, hand)).unwrap();
        }
        prop_assert_eq!(&again, &state);
        // What was corrected goes over to a source that grew elsewhere, and to the same source as it is.
        prop_assert_eq!(state.texts.carry(&state.base.article, &state.base.article).pieces(&state.base.article), state.texts.pieces(&state.base.article));
    }

    #[test]
    fn the_splice_between_two_ladders_leads_from_one_to_the_other(
        old in prop::collection::vec([0usize..3, 0usize..3, 0usize..3], 0..8),
        new in prop::collection::vec([0usize..3, 0usize..3, 0usize..3], 0..8),
    ) {
        let (mut beads, _) = ladder(&old);
        let (wanted, _) = ladder(&new);
        let splice = Splice::between(&beads, &wanted);
        prop_assert!(splice.apply(&mut beads));
        prop_assert_eq!(beads, wanted);
    }
}

#[test]
fn a_gap_goes_in_and_out() {
    let (mut beads, _) = ladder(&[[1, 1, 1], [1, 1, 1]]);
    let gap = Operation::Gap { at: 0, edition: Edition::ZhHant };
    let there = PerEdition([true; 3]);
    assert!(splice(&beads, &gap, there).unwrap().apply(&mut beads));
    let shapes: Vec<String> = beads.iter().map(|b| b.shape().to_string()).collect();
    assert_eq!(shapes, ["1-1-0", "0-0-1", "1-1-1"]);
    assert_eq!(beads[0].flags, ["omission-hant"]);
    let mark = splice(&beads, &Operation::Omission { at: 0 }, there).unwrap();
    assert_eq!((mark.after[0].status, mark.after[0].flags.len()), (Status::Confirmed, 2));
    assert!(splice(&beads, &Operation::Omission { at: 2 }, there).is_err());
    assert!(splice(&beads, &gap, there).unwrap().apply(&mut beads));
    assert_eq!(beads[0].shape().to_string(), "1-1-1");
}

#[test]
fn what_cannot_be_done_is_said() {
    let (beads, _) = ladder(&[[1, 1, 1], [1, 0, 1]]);
    let refused = |operation| splice(&beads, &operation, PerEdition([true; 3])).unwrap_err();
    assert!(refused(Operation::MergeUp { at: 0 }).contains("no row above"));
    assert!(refused(Operation::MergeDown { at: 1 }).contains("no row below"));
    assert!(refused(Operation::Split { at: 0, first: None, inside: None }).contains("nothing to split"));
    assert!(refused(Operation::MoveUp { at: 1, edition: Edition::ZhHans }).contains("no zh-Hans sentence"));
    assert!(refused(Operation::Comment { at: 0, text: "x".repeat(9_999) }).contains("at most"));
    assert!(refused(Operation::MoveDown { at: usize::MAX - 1, edition: Edition::En }).contains("no row"));
    assert!(refused(Operation::Undo).contains("history"));
}

#[test]
fn taking_a_flag_off_gives_back_what_the_bead_was() {
    let there = PerEdition([true; 3]);
    let (mut beads, _) = ladder(&[[1, 1, 1], [1, 1, 1]]);
    let mut perform = |operation: &Operation| {
        assert!(splice(&beads, operation, there).unwrap().apply(&mut beads));
        (beads[0].status, beads[0].flags.join(" "))
    };
    let (flag, confirm) = (Operation::Flag { at: 0 }, Operation::Confirm { at: 0 });
    assert_eq!(perform(&flag), (Status::Flagged, String::new()));
    assert_eq!(perform(&flag), (Status::Auto, String::new()));
    perform(&confirm);
    assert_eq!(perform(&flag), (Status::Flagged, "was-confirmed".to_owned()));
    assert_eq!(perform(&flag), (Status::Confirmed, String::new()));
    perform(&flag);
    assert_eq!(perform(&confirm), (Status::Confirmed, String::new()), "confirmed: it was nothing else");
    perform(&Operation::MergeDown { at: 0 });
    assert_eq!(perform(&flag), (Status::Flagged, "was-edited".to_owned()));
    assert_eq!(perform(&flag), (Status::Edited, String::new()));
}

#[test]
fn a_row_is_cut_inside_its_sentences_and_words_are_corrected() {
    let (beads, lengths) = ladder(&[[1, 1, 1], [1, 1, 1]]);
    let mut text = article(lengths);
    let mut say =
        |e: Edition, words: &str| text.editions[e].as_mut().unwrap().segments[0].text = words.to_owned();
    say(Edition::En, "It rained, so we stayed.");
    say(Edition::ZhHans, "下雨了，𠀀我们没走。");
    say(Edition::ZhHant, "下雨了，我們沒走。");
    let mut state = State::new(1, Base::new(text, beads, Vec::new(), String::new())).unwrap();
    let hand = Arc::new(Hand { who: "Chen".to_owned(), made: 1 });
    let first = |e, state: &State| state.segments(e).iter().map(|s| s.text.clone()).collect::<Vec<_>>();
    // One column is cut between sentences: its whole sentence goes into the first part.
    let split = Operation::Split { at: 0, first: Some([0, 0, 1]), inside: Some([10, 4, 0]) };
    let step = state.plan(&split).unwrap();
    state.replay(decision(1, "split", &step, &hand)).unwrap();
    assert_eq!(first(Edition::En, &state)[..2], ["It rained,", "so we stayed."]);
    assert_eq!(first(Edition::ZhHans, &state)[..2], ["下雨了，", "𠀀我们没走。"]);
    let shapes: Vec<String> = state.beads.iter().map(|b| b.shape().to_string()).collect();
    assert_eq!(shapes, ["1-1-1", "1-1-0", "1-1-1"]);
    assert_eq!(state.beads[2].runs[Edition::En].start, 2, "the rows below move");
    assert_eq!((state.hands[1].as_deref(), &state.hands[2]), (Some(&*hand), &None));
    // The source is untouched.
    assert_eq!(state.base.article.segments(Edition::En).len(), 2);
    for (inside, why) in [([99, 0, 0], "end of a sentence"), ([0, 1, 0], "")] {
        let refused = state.plan(&Operation::Split { at: 0, first: Some([0; 3]), inside: Some(inside) });
        assert_eq!(refused.is_err(), !why.is_empty());
        assert!(refused.err().unwrap_or_default().contains(why));
    }
    // Half a character is none: the cut goes behind it.
    let inside = Operation::Split { at: 1, first: Some([0; 3]), inside: Some([0, 1, 0]) };
    assert_eq!(state.plan(&inside).unwrap().rewrites[0].after, ["𠀀", "我们没走。"]);
    let word = |text: &str| Operation::Correct {
        texts: vec![Correction { edition: Edition::ZhHans, segment: 1, text: text.to_owned() }],
    };
    let step = state.plan(&word("  我们\n没走。 ")).unwrap();
    state.replay(decision(2, "correct", &step, &hand)).unwrap();
    assert_eq!(first(Edition::ZhHans, &state)[1], "我们 没走。");
    assert!(state.plan(&word(" \n")).unwrap_err().contains("cannot be empty"));
    assert!(state.plan(&word("我们 没走。")).unwrap_err().contains("changes nothing"));
    assert!(state.plan(&word(&"长".repeat(9_000))).unwrap_err().contains("at most"));
    let twice = Operation::Correct {
        texts: vec![Correction { edition: Edition::En, segment: 0, text: "x".to_owned() }; 2],
    };
    assert!(state.plan(&twice).unwrap_err().contains("twice"));
}

#[test]
fn a_second_person_approves() {
    let there = PerEdition([true; 3]);
    let (mut beads, _) = ladder(&[[1, 1, 1]]);
    let mut perform = |operation: &Operation| {
        assert!(splice(&beads, operation, there).unwrap().apply(&mut beads));
        (beads[0].status, beads[0].flags.join(" "))
    };
    assert_eq!(perform(&Operation::Approve { at: 0 }), (Status::Confirmed, "approved".to_owned()));
    assert_eq!(perform(&Operation::Flag { at: 0 }), (Status::Flagged, "was-confirmed".to_owned()));
    assert_eq!(perform(&Operation::Flag { at: 0 }), (Status::Confirmed, String::new()), "approved no more");
}
