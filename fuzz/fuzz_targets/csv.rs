//! Any bytes as a sheet: read back or refused, and as an edited review sheet, compared or refused; never a panic.
#![no_main]

use std::cell::OnceCell;
use std::path::Path;
use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use trialign::bead::Bead;
use trialign::config::Format;
use trialign::error::{Error, ErrorKind, Result};
use trialign::export::read::{Input, read};
use trialign::export::{CsvWriter, Writer, check};
use trialign::pipeline::review;
use trialign::review::{Base, Found, Helper, Reread, Script, Session, State, Store, Term};
use trialign::segment::cut_text;
use trialign::text::{Article, Edition, PerEdition};

/// A sheet that fits [`session`], so that its beads are found.
const SHEET: &str = "bead_id,article,row,n_en,n_hans,n_hant,en,zh_hans,zh_hant,confidence,status,flags,note\n\
    b1,a,1,1,1,0,One.,一。,,,auto,,\nb2,a,2,2,1,0,Two. Three.,二；三。,,0.5,auto,,\n";

struct NoHelp;

impl Script for NoHelp {
    fn fold(&self, text: &str) -> String {
        text.to_owned()
    }

    fn characters(&self, text: &str) -> String {
        text.to_owned()
    }

    fn words(&self, text: &str) -> Vec<usize> {
        vec![1; text.chars().count()]
    }
}

impl Helper for NoHelp {
    fn terms(&self, _: &PerEdition<String>) -> PerEdition<Vec<Term>> {
        PerEdition::default()
    }

    fn findings(&self, _: &Article, _: &Article, _: &[Bead]) -> Result<Vec<Found>> {
        Ok(Vec::new())
    }

    fn realign(&self, _: &Article, _: &[Bead]) -> Result<Vec<Bead>> {
        Ok(Vec::new())
    }

    fn reread(&self, state: &State) -> Result<Reread> {
        Ok(Reread::Same(Box::new(state.base.article.clone())))
    }
}

fn cut(edition: Edition, text: &str) -> Vec<String> {
    cut_text(edition, text).into_iter().map(|range| text[range].trim().to_owned()).collect()
}

fn no_file(_: &Path) -> Result<Vec<u8>> {
    Err(Error::new(ErrorKind::Io, "no such file"))
}

fn session() -> Session {
    let input = Input { path: Path::new("sheet.csv"), texts: None, cut: &cut, open: &no_file };
    let found = read(Format::Csv, SHEET.as_bytes(), &input).expect("the sheet is right");
    let (article, ladder) = found.records[0].parts().expect("the record is right");
    let base = Base::new(article, ladder.beads, Vec::new(), String::new());
    let state = State::new(1, base).expect("the beads fit");
    let store = Store::open(Path::new(":memory:")).expect("SQLite opens");
    Session::new(store, Arc::new(NoHelp), String::new(), vec![state], 0.5)
}

thread_local! {
    static SESSION: OnceCell<Session> = const { OnceCell::new() };
}

fuzz_target!(|data: &[u8]| {
    let path = Path::new("sheet.csv");
    let input = Input { path, texts: None, cut: &cut, open: &no_file };
    SESSION.with(|cell| {
        let _ = review::compare(cell.get_or_init(session), "", data, path);
    });
    for format in [Format::Tsv, Format::Csv] {
        let Ok(found) = read(format, data, &input) else { continue };
        let mut sheet = Vec::new();
        let mut writer = CsvWriter::new(false, true, false);
        writer.begin(&mut sheet).expect("memory takes it");
        for record in &found.records {
            check(record).expect("what is read is whole");
            writer.article(record, &mut sheet).expect("what is read can be written");
        }
        writer.end(&mut sheet).expect("memory takes it");
        let again = read(Format::Csv, &sheet, &input).expect("what is written can be read");
        assert_eq!(again.records.len(), found.records.len());
    }
});
