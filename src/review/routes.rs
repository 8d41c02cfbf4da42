//! What the page asks for, and the answers in JSON.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::differences::{differences, shared, utf16};
use super::http::Answer;
use super::operations::{Operation, Splice};
use super::reread::{Lock, settle};
use super::rewrite::Rewrite;
use super::session::{Checks, Refusal, Session};
use super::state::{Hand, State, Step};
use crate::bead::{Bead, Flag};
use crate::text::Edition;

/// How much of the queue the page is told.
const QUEUE: usize = 500;
/// Details are given for at most as many beads at once.
const DETAILS: usize = 200;

pub(super) fn answer(status: u16, value: &impl Serialize) -> Answer {
    // cannot fail: numbers, strings and lists only
    let body = serde_json::to_vec(value).unwrap_or_default();
    Answer { status, mime: "application/json", headers: Vec::new(), body }
}

/// Answers a GET; `None` where there is nothing of that name. An article is read before anything of it is given.
pub(super) fn read(lock: Lock<'_>, path: &str, query: &str) -> Option<Answer> {
    let number = path.strip_prefix("/api/").and_then(|rest| rest.split_once('/')?.1.parse().ok());
    if let Some(Err(error)) = number.map(|number| settle(lock, number)) {
        return Some(Answer::text(422, &error.to_string()));
    }
    if path.starts_with("/api/findings/") {
        // The lock is given back before the checks run: writes do not wait for them.
        let checks = lock().checks(number?)?;
        return Some(findings(&checks));
    }
    of_session(&lock(), path, query)
}

fn of_session(session: &Session, path: &str, query: &str) -> Option<Answer> {
    if path == "/api/articles" {
        return Some(articles(session));
    }
    if path == "/api/queue" {
        return Some(queue(session));
    }
    let (name, number) = path.strip_prefix("/api/")?.split_once('/')?;
    let state = session.states.get(number.parse::<usize>().ok()?)?;
    match name {
        "article" => Some(article(state)),
        "details" => Some(details(session, state, query)),
        "terms" => Some(terms(session, state, query)),
        _ => None,
    }
}

fn articles(session: &Session) -> Answer {
    let article = |(number, state): (usize, &State)| {
        json!({
            "id": state.base.article.id, "beads": state.beads.len(), "counts": state.counts(),
            "pending": session.is_pending(number), "fault": session.fault(number)
        })
    };
    let articles: Vec<Value> = session.states.iter().enumerate().map(article).collect();
    answer(200, &json!({ "articles": articles, "low": session.low_confidence }))
}

fn queue(session: &Session) -> Answer {
    let (open, count) = session.queue();
    let items: Vec<Value> =
        open.iter().take(QUEUE).map(|bead| json!([bead.article, bead.at, bead.confidence])).collect();
    answer(200, &json!({ "count": count, "open": open.len(), "items": items, "counts": session.counts() }))
}

/// A bead as the page gets it.
#[derive(Serialize)]
struct BeadJson<'a> {
    r: [[usize; 2]; 3],
    c: Option<f64>,
    s: &'static str,
    f: &'a [Flag],
    n: &'a str,
    /// Who decided, and when.
    #[serde(skip_serializing_if = "Option::is_none")]
    h: Option<&'a Hand>,
}

impl<'a> BeadJson<'a> {
    fn all(beads: &'a [Bead], hands: &'a [Option<Arc<Hand>>]) -> Vec<BeadJson<'a>> {
        let bead = |(at, bead): (usize, &'a Bead)| BeadJson {
            r: bead.runs.0.map(|run| [run.start, run.len]),
            c: bead.confidence,
            s: bead.status.as_str(),
            f: &bead.flags,
            n: &bead.note,
            h: hands.get(at).and_then(Option::as_deref),
        };
        beads.iter().enumerate().map(bead).collect()
    }
}

/// What changes with every operation.
fn revision(state: &State) -> Value {
    let (undo, redo) = state.can();
    let dismissed: Vec<bool> = state.conflicts.iter().map(|conflict| conflict.dismissed).collect();
    json!({
        "base": state.base_id, "revision": state.revision, "undo": undo, "redo": redo,
        "counts": state.counts(), "dismissed": dismissed
    })
}

#[derive(Serialize)]
struct ArticleJson<'a> {
    state: Value,
    tags: [Option<&'a str>; 3],
    texts: [Vec<&'a str>; 3],
    beads: Vec<BeadJson<'a>>,
    conflicts: &'a [super::state::Conflict],
}

fn article(state: &State) -> Answer {
    let article = &state.base.article;
    let texts = Edition::ALL.map(|e| state.segments(e).iter().map(|s| s.text.as_str()).collect());
    let tags = Edition::ALL.map(|e| article.editions[e].as_ref().map(|text| text.tag.as_str()));
    let beads = BeadJson::all(&state.beads, &state.hands);
    let conflicts = &state.conflicts;
    answer(200, &ArticleJson { state: revision(state), tags, texts, beads, conflicts })
}

/// What the checks find in an article, with the beads it was found on.
fn findings(checks: &Checks) -> Answer {
    match checks.run() {
        Ok(found) => {
            answer(200, &json!({ "base": checks.base, "revision": checks.revision, "findings": found }))
        }
        Err(error) => Answer::text(500, &error.to_string()),
    }
}

/// A number of a query.
pub(super) fn number(query: &str, name: &str) -> Option<usize> {
    let pair = query.split('&').filter_map(|pair| pair.split_once('=')).find(|(n, _)| *n == name);
    pair.and_then(|(_, value)| value.parse::<usize>().ok())
}

/// The words of the bead `at` that render each other, in UTF-16 units, an edition each.
fn terms(session: &Session, state: &State, query: &str) -> Answer {
    let at = number(query, "at").unwrap_or(usize::MAX);
    let Some(bead) = state.beads.get(at) else { return Answer::text(404, "There is no such row.") };
    let texts = Session::texts(state, bead);
    let found = session.terms(&texts);
    let terms = Edition::ALL.map(|e| utf16(&texts[e], found[e].clone()));
    let (base, revision) = (state.base_id, state.revision);
    answer(200, &json!({ "base": base, "revision": revision, "at": at, "terms": terms }))
}

/// What is marked in the beads `from..to`.
fn details(session: &Session, state: &State, query: &str) -> Answer {
    let from = number(query, "from").unwrap_or(0).min(state.beads.len());
    let to =
        number(query, "to").unwrap_or(0).min(from.saturating_add(DETAILS)).clamp(from, state.beads.len());
    let helper = session.helper();
    let detail = |bead: &Bead| {
        let texts = Session::texts(state, bead);
        let (hans, hant) = (&texts[Edition::ZhHans], &texts[Edition::ZhHant]);
        let both = !hans.is_empty() && !hant.is_empty();
        let (hans, hant) = match both {
            true => differences(hans, hant, helper.as_ref()),
            false => Default::default(),
        };
        json!({ "hans": hans, "hant": hant, "shared": shared(&texts).0 })
    };
    let details: Vec<Value> = state.beads[from..to].iter().map(detail).collect();
    answer(
        200,
        &json!({ "base": state.base_id, "revision": state.revision, "from": from, "details": details }),
    )
}

/// What the page sends to change something.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Write {
    article: usize,
    base: i64,
    revision: i64,
    operation: Operation,
}

#[derive(Serialize)]
struct Changed<'a> {
    state: Value,
    at: usize,
    removed: usize,
    beads: Vec<BeadJson<'a>>,
    /// The sentences that changed; all rows below the new ones move with them.
    texts: Vec<Rewrite>,
}

fn realign(session: Lock<'_>, article: usize, base: i64, revision: i64, at: usize) -> Result<Step, Refusal> {
    let plan = session().realigning(article, base, revision, at)?;
    let beads = plan.run().map_err(Refusal::Failed)?;
    session().realigned(&plan, &beads)
}

/// Answers a write: 200 once it is on the disk, 409 with the newer state, 422 where it cannot be done.
///
/// `session` locks it: what takes long runs while others work.
pub(super) fn write(session: Lock<'_>, body: &[u8]) -> Answer {
    let write: Write = match serde_json::from_slice(body) {
        Ok(write) => write,
        Err(error) => return Answer::text(400, &format!("Not an operation: {error}")),
    };
    let (article, base, made_on) = (write.article, write.base, write.revision);
    if let Err(error) = settle(session, article) {
        return Answer::text(422, &error.to_string());
    }
    let done = match write.operation {
        Operation::Realign { at } => realign(session, article, base, made_on, at),
        operation => session().perform(article, base, made_on, &operation),
    };
    let session = session();
    let state = session.states.get(article);
    match (done, state) {
        (Ok(Step { splice: Splice { at, before, after }, rewrites: texts, .. }), Some(state)) => {
            let beads = BeadJson::all(&after, state.hands.get(at..).unwrap_or_default());
            answer(200, &Changed { state: revision(state), at, removed: before.len(), beads, texts })
        }
        (Err(Refusal::Stale), Some(state)) => {
            let beads = BeadJson::all(&state.beads, &state.hands);
            let texts = Vec::new();
            answer(409, &Changed { state: revision(state), at: 0, removed: usize::MAX >> 12, beads, texts })
        }
        (Err(Refusal::Cannot(why)), _) => Answer::text(422, &why),
        (Err(Refusal::Failed(error)), _) => Answer::text(500, &error.to_string()),
        (_, None) | (Err(Refusal::Unknown), _) => Answer::text(404, "There is no such article."),
    }
}
