//! Kill -9 at any moment loses nothing that was acknowledged.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use trialign::bead::Ladder;
use trialign::review::{Store, state::lengths};

use super::client::{Random, Running, plain_article, request};

const OPERATIONS: usize = 1_000;
const KILLS: usize = 20;

fn operation(random: &mut Random, beads: usize) -> Value {
    let at = random.below(beads);
    let edition = ["en", "zh-Hans", "zh-Hant"][random.below(3)];
    match random.below(13) {
        0 => json!({"kind":"confirm","at":at}),
        1 => json!({"kind":"confirm-above","at":at}),
        2 => json!({"kind":"merge-up","at":at}),
        3 => json!({"kind":"merge-down","at":at}),
        4 | 5 => json!({"kind":"split","at":at,"first":null}),
        6 => json!({"kind":"move-up","at":at,"edition":edition}),
        7 => json!({"kind":"move-down","at":at,"edition":edition}),
        8 => json!({"kind":"gap","at":at,"edition":edition}),
        9 => json!({"kind":"flag","at":at}),
        10 => json!({"kind":"comment","at":at,"text":format!("note {}", random.below(1000))}),
        11 => json!({"kind":"undo"}),
        _ => json!({"kind":"redo"}),
    }
}

/// What the client knows of the article.
struct Known {
    base: Value,
    revision: i64,
    beads: Vec<Value>,
}

impl Known {
    fn read(server: &Running) -> Known {
        let article = server.get("/api/article/0").json();
        let beads = article["beads"].as_array().unwrap().clone();
        Known {
            base: article["state"]["base"].clone(),
            revision: article["state"]["revision"].as_i64().unwrap(),
            beads,
        }
    }

    fn apply(&mut self, changed: &Value) {
        let (at, removed) =
            (changed["at"].as_u64().unwrap() as usize, changed["removed"].as_u64().unwrap() as usize);
        self.beads.splice(at..at + removed, changed["beads"].as_array().unwrap().clone());
        self.revision = changed["state"]["revision"].as_i64().unwrap();
    }
}

#[test]
fn kill_at_any_moment_loses_nothing_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    plain_article(folder.path(), "a", 40);
    let mut random = Random::new();
    let (mut times, mut sent, mut kills, mut in_flight) = (Vec::new(), 0, 0, 0);
    let mut known: Option<Known> = None;
    while sent < OPERATIONS || kills < KILLS {
        let mut server = Running::start(folder.path());
        let now = Known::read(&server);
        if let Some(before) = &known {
            let lead = now.revision - before.revision;
            assert!(lead == 0 || lead == 1, "acknowledged {}, found {}", before.revision, now.revision);
            in_flight += lead;
            assert!(lead == 1 || now.beads == before.beads, "the state differs at revision {}", now.revision);
        }
        let known = known.insert(now);
        // The moment: after so many answers and so many microseconds, whatever the server is doing then.
        let (answers, pause) = (35 + random.below(36), Duration::from_micros(random.below(4_000) as u64));
        let done = AtomicUsize::new(0);
        let (port, child) = (server.port, &mut server.child);
        let headers = [
            format!("Host: 127.0.0.1:{port}"),
            format!("Cookie: {}", server.cookie),
            format!("Origin: http://127.0.0.1:{port}"),
            "Content-Type: application/json".to_owned(),
        ];
        let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
        thread::scope(|scope| {
            scope.spawn(|| {
                while done.load(Ordering::Relaxed) < answers {
                    thread::sleep(Duration::from_micros(100));
                }
                thread::sleep(pause);
                child.kill().unwrap();
            });
            loop {
                let operation = operation(&mut random, known.beads.len());
                let body =
                    json!({"article":0,"base":known.base,"revision":known.revision,"operation":operation});
                let start = Instant::now();
                let Ok(answer) = request(port, "POST /api/operation", &headers, &body.to_string()) else {
                    break;
                };
                done.fetch_add(1, Ordering::Relaxed);
                match answer.status {
                    200 => {
                        times.push(start.elapsed());
                        sent += 1;
                        known.apply(&answer.json());
                    }
                    422 => {}
                    other => panic!("{other}: {}", answer.body),
                }
            }
        });
        server.kill();
        kills += 1;
        check(folder.path(), known.revision);
    }
    times.sort();
    let (median, last) = (times[times.len() / 2], times[times.len() * 99 / 100]);
    eprintln!(
        "{sent} operations, {kills} kills, {in_flight} found beyond the acknowledged; write round trip: median {median:?}, 99 % {last:?}"
    );
    // Generous: the machine may be busy. The figure is printed.
    assert!(median < Duration::from_millis(200));
}

/// The file is whole, and what it gives is a ladder.
fn check(folder: &std::path::Path, acknowledged: i64) {
    let store = Store::open(&Store::path_of(folder)).unwrap();
    assert_eq!(store.integrity().unwrap(), "ok");
    let state = store.state("a").unwrap().unwrap();
    assert!(state.revision >= acknowledged);
    Ladder { beads: state.beads }.check(lengths(&state.base.article)).unwrap();
}
