//! The routes of the page that are about jobs, search and differences: what is asked, and the answers in JSON.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::contrast::{Contrast, contrasts};
use super::desk::{self, Desk, Fault, Opened, Upload, Wanted};
use super::http::Answer;
use super::reread::{Lock, settle_all};
use super::routes::{answer, number};
use super::search::{self, Ask};
use super::session::Session;
use super::state::State;
use crate::text::Edition;

/// At most so many places of one difference are told.
const PLACES: usize = 50;
/// At most so many differences are told.
const CONTRASTS: usize = 1_000;

/// At most so many articles that are left out of an export are named: a browser takes no long head.
const LEFT_OUT: usize = 20;

/// How often something stands, and where: articles and rows, from 0.
type Places = (usize, Vec<[usize; 2]>);

/// Answers a GET; `None` where there is nothing of that name.
pub(super) fn read(lock: Lock<'_>, desk: Option<&dyn Desk>, path: &str, query: &str) -> Option<Answer> {
    match path {
        "/api/job" => Some(job(&lock(), desk)),
        "/api/search" => Some(search(&mut lock(), query)),
        "/api/differences" => differences(lock, query),
        _ => {
            let format = path.strip_prefix("/api/export/")?;
            Some(export(lock, desk?, format, query))
        }
    }
}

/// Answers a POST; `None` where there is nothing of that name.
pub(super) fn write(
    lock: Lock<'_>,
    desk: Option<&dyn Desk>,
    path: &str,
    query: &str,
    body: &[u8],
) -> Option<Answer> {
    let desk = desk?;
    match path {
        "/api/files" => Some(files(lock, desk, body)),
        "/api/open" => Some(open(lock, desk, body)),
        "/api/sheet" => Some(sheet(lock, desk, query, body)),
        _ => None,
    }
}

/// Whether a path takes files, in place of JSON.
pub(super) fn takes_files(path: &str) -> bool {
    matches!(path, "/api/files" | "/api/sheet")
}

fn job(session: &Session, desk: Option<&dyn Desk>) -> Answer {
    let jobs = desk.map(Desk::jobs).unwrap_or_default();
    let kinds = desk.map(Desk::kinds).unwrap_or_default();
    answer(
        200,
        &json!({
            "name": session.name(), "folder": session.folder(), "who": session.who(),
            "home": desk.map(Desk::home), "jobs": jobs, "kinds": kinds, "most": desk::MAX_UPLOAD
        }),
    )
}

fn faults(status: u16, faults: &[Fault]) -> Answer {
    answer(status, &json!({ "faults": faults, "warnings": [] }))
}

fn files(lock: Lock<'_>, desk: &dyn Desk, body: &[u8]) -> Answer {
    let opened = desk::unpack(body).map_err(|error| vec![Fault::from(&error)]);
    // Aligning takes its time: the session that is open can be worked on meanwhile.
    match opened.and_then(|files| desk.receive(files)) {
        Ok(opened) => take(lock, opened),
        Err(wrong) => faults(422, &wrong),
    }
}

fn take(lock: Lock<'_>, opened: Opened) -> Answer {
    let Opened { session, warnings, faults } = opened;
    let who = lock().who().to_owned();
    *lock() = session.of(who);
    answer(200, &json!({ "faults": faults, "warnings": warnings }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Open {
    folder: Option<std::path::PathBuf>,
    who: Option<String>,
}

/// Opens a job that is kept; without one, none is open then. Sets who decides.
fn open(lock: Lock<'_>, desk: &dyn Desk, body: &[u8]) -> Answer {
    let Ok(Open { folder, who }) = serde_json::from_slice(body) else {
        return Answer::text(400, "Not a job.");
    };
    if let Some(who) = who {
        let who: String = who.trim().chars().filter(|c| !c.is_control()).take(80).collect();
        lock().set_who(who);
        return answer(200, &json!({ "who": lock().who() }));
    }
    let Some(folder) = folder else {
        let who = lock().who().to_owned();
        *lock() = Session::empty(who);
        return faults(200, &[]);
    };
    match desk.open(&folder) {
        Ok(opened) => take(lock, opened),
        Err(error) => faults(422, &[Fault::from(&error)]),
    }
}

/// Takes a sheet back; shows what would change, unless `apply=1`.
fn sheet(lock: Lock<'_>, desk: &dyn Desk, query: &str, body: &[u8]) -> Answer {
    let files = match desk::unpack(body) {
        Ok(files) => files,
        Err(error) => return faults(422, &[Fault::from(&error)]),
    };
    let [sheet]: &[Upload] = &files else { return Answer::text(400, "One sheet at a time.") };
    settle_all(lock);
    let mut session = lock();
    let mut compared = match desk.compare(&session, sheet) {
        Ok(compared) => compared,
        Err(error) => return faults(422, &[Fault::from(&error)]),
    };
    compared.remarks.extend(unreadable(&session));
    let mut done = None;
    if number(query, "apply") == Some(1) {
        match desk.apply(&mut session, &compared) {
            Ok((changed, conflicts)) => done = Some(json!({ "changed": changed, "conflicts": conflicts })),
            Err(error) => return faults(422, &[Fault::from(&error)]),
        }
    }
    let change = |c: &super::sheet::Change| {
        let status = c.status.map(|status| status.to_string());
        json!({ "article": c.article, "at": c.at, "status": status, "note": c.note })
    };
    let disputes: Vec<Value> = compared
        .disputes
        .iter()
        .map(|d| json!({ "change": change(&d.change), "reason": d.reason }))
        .collect();
    let changes: Vec<Value> = compared.changes.iter().map(change).collect();
    answer(
        200,
        &json!({
            "changes": changes, "disputes": disputes, "wrong": compared.faults, "remarks": compared.remarks, "done": done
        }),
    )
}

fn export(lock: Lock<'_>, desk: &dyn Desk, format: &str, query: &str) -> Answer {
    let said = |name: &str| value(query, name).unwrap_or_default();
    let wanted = Wanted {
        format: format.to_owned(),
        language: said("language"),
        min_confidence: number(query, "least").map(|percent| percent.min(100) as f64 / 100.0),
        no_duplicates: number(query, "duplicates") == Some(0),
        no_numbers: number(query, "numbers") == Some(0),
    };
    settle_all(lock);
    let (later, left_out) = {
        let session = lock();
        (desk.export(&session, &wanted), unreadable(&session))
    };
    match later.and_then(|later| later()) {
        Ok(file) => {
            // RFC 6266 and RFC 8187: the name in UTF-8, each byte that is no letter or digit written out.
            let disposition = format!("attachment; filename*=UTF-8''{}", percent(&file.name));
            let mut headers = vec![("Content-Disposition", disposition)];
            if !left_out.is_empty() {
                let more = left_out.len().saturating_sub(LEFT_OUT);
                let more = (more > 0).then(|| format!("… +{more}"));
                let said: Vec<String> = left_out.into_iter().take(LEFT_OUT).chain(more).collect();
                headers.push(("Left-Out", percent(&said.join("\n"))));
            }
            Answer { status: 200, mime: file.mime, headers, body: file.bytes }
        }
        Err(error) => faults(422, &[Fault::from(&error)]),
    }
}

/// The articles that cannot be read, and why.
fn unreadable(session: &Session) -> Vec<String> {
    let fault = |(number, state): (usize, &State)| {
        session.fault(number).map(|fault| format!("{}: {fault}", state.base.article.id))
    };
    session.states.iter().enumerate().filter_map(fault).collect()
}

fn percent(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'.' | b'-' | b'_' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// A text of a query, percent-decoded.
fn value(query: &str, name: &str) -> Option<String> {
    let raw = query.split('&').filter_map(|pair| pair.split_once('=')).find(|(n, _)| *n == name)?.1;
    let (mut bytes, mut rest) = (Vec::with_capacity(raw.len()), raw.as_bytes());
    while let Some((&first, tail)) = rest.split_first() {
        let code = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match (first, code.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'%', Some(code)) => {
                bytes.push(code);
                rest = &tail[2..];
                continue;
            }
            (b'+', _) => bytes.push(b' '),
            _ => bytes.push(first),
        }
        rest = tail;
    }
    String::from_utf8(bytes).ok()
}

/// The rows that hold some words: all of their places, and the first of them with their texts.
fn search(session: &mut Session, query: &str) -> Answer {
    let words = value(query, "words").unwrap_or_default();
    let exact = number(query, "exact") == Some(1);
    let ask = Ask { words: &words, exact, article: number(query, "article") };
    let hits = session.find(&ask);
    if number(query, "places") == Some(1) {
        let places: Vec<usize> = hits.iter().map(|hit| hit.at).collect();
        return answer(200, &json!({ "places": places }));
    }
    let shown = hits.iter().take(if exact { 10 * search::SHOWN } else { search::SHOWN });
    let row = |hit: &search::Hit| {
        let state: &State = session.states.get(hit.article)?;
        let bead = state.beads.get(hit.at)?;
        if exact {
            let text = &state.segments(hit.edition).get(hit.segment)?.text;
            let edition = hit.edition.as_str();
            return Some(json!({
                "a": hit.article, "at": hit.at, "edition": edition, "segment": hit.segment, "text": text,
                "base": state.base_id, "revision": state.revision
            }));
        }
        let texts = Session::texts(state, bead);
        let marks = texts.map(|_, text| session.marks(text, &words));
        Some(
            json!({ "a": hit.article, "at": hit.at, "s": bead.status.as_str(), "texts": texts.0, "marks": marks.0 }),
        )
    };
    let rows: Vec<Value> = shown.filter_map(row).collect();
    answer(200, &json!({ "count": hits.len(), "rows": rows }))
}

/// Where the two Chinese editions differ in more than script: numbers, then words, then wording, the most frequent first;
/// in all articles without a number.
fn differences(lock: Lock<'_>, query: &str) -> Option<Answer> {
    let (texts, helper) = {
        let session = lock();
        let only = number(query, "article");
        let articles =
            session.states.iter().enumerate().filter(|(number, _)| only.is_none_or(|only| only == *number));
        let mut texts = Vec::new();
        for (article, state) in articles {
            let both = state.present()[Edition::ZhHans] && state.present()[Edition::ZhHant];
            for (at, bead) in state.beads.iter().enumerate().filter(|_| both) {
                let said = Session::texts(state, bead);
                texts.push((article, at, said));
            }
        }
        (texts, session.helper())
    };
    let mut found: BTreeMap<Contrast, Places> = BTreeMap::new();
    for (article, at, said) in texts {
        for contrast in contrasts(&said[Edition::ZhHans], &said[Edition::ZhHant], helper.as_ref()) {
            let entry = found.entry(contrast).or_default();
            entry.0 += 1;
            if entry.1.len() < PLACES && entry.1.last() != Some(&[article, at]) {
                entry.1.push([article, at]);
            }
        }
    }
    let mut found: Vec<(Contrast, Places)> = found.into_iter().collect();
    found.sort_by(|a, b| (a.0.kind, b.1.0, &a.0).cmp(&(b.0.kind, a.1.0, &b.0)));
    let count = found.len();
    let item = |(contrast, (count, places)): (Contrast, Places)| json!({ "kind": contrast.kind, "hans": contrast.hans, "hant": contrast.hant, "count": count, "places": places });
    let items: Vec<Value> = found.into_iter().take(CONTRASTS).map(item).collect();
    Some(answer(200, &json!({ "count": count, "items": items })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_a_query_are_decoded() {
        assert_eq!(value("a=1&words=%E9%96%A9+%26%zz", "words").as_deref(), Some("閩 &%zz"));
        assert_eq!(value("words=%FF", "words"), None);
        assert_eq!(percent("茶 a.docx"), "%E8%8C%B6%20a.docx");
    }
}
