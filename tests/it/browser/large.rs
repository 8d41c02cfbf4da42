//! An article of 20,000 beads scrolls and answers keys at once.

use std::path::PathBuf;

use serde_json::Value;
use trialign::bead::{Bead, Run};
use trialign::config::Settings;
use trialign::pipeline;
use trialign::review::{Base, Store};
use trialign::text::PerEdition;

use super::driver::Browser;
use super::show;
use crate::review::client::{Running, plain_article};

const BEADS: usize = 20_000;

/// Says how many ms lie between a key and the frame that shows it; `done` tells when.
fn time(browser: &Browser, key: &str, done: &str) {
    let script = format!(
        "const end = arguments[arguments.length - 1], times = [];
        const once = () => {{
            const start = performance.now(), at = model.at, revision = model.state.revision;
            document.getElementById('rows').dispatchEvent(new KeyboardEvent('keydown', {{ key: '{key}', bubbles: true, cancelable: true }}));
            const wait = () => {{
                if (!({done})) return setTimeout(wait, 0);
                requestAnimationFrame(() => {{
                    times.push(performance.now() - start);
                    if (times.length < 21) setTimeout(once, 20); else end(times.sort((a, b) => a - b));
                }});
            }};
            wait();
        }};
        once();"
    );
    let times: Vec<f64> =
        browser.run_async(&script).as_array().unwrap().iter().filter_map(Value::as_f64).collect();
    eprintln!("{BEADS} beads, key {key}: median {:.1} ms, longest {:.1} ms", times[10], times[20]);
}

#[test]
fn twenty_thousand_beads() {
    let Some(browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    plain_article(folder.path(), "a", BEADS);
    // The ladder is given, so that this measures the page and not the aligner.
    let path = |edition: &str| PathBuf::from(folder.path()).join(format!("a/{edition}.txt"));
    let segments =
        |edition: &str, tag| pipeline::sentences(&path(edition), tag, &Settings::default()).unwrap();
    let mut article = trialign::text::Article { id: "a".to_owned(), ..Default::default() };
    for edition in trialign::text::Edition::ALL {
        article.editions[edition] = Some(text(segments(edition.as_str(), edition)));
    }
    let bead = |n: usize| {
        let confidence = Some(1.0 - (n % 97) as f64 / 100.0);
        Bead { runs: PerEdition([Run::new(n, 1); 3]), confidence, ..Bead::default() }
    };
    let count = article.segments(trialign::text::Edition::En).len();
    let base = Base::new(article, (0..count).map(bead).collect(), Vec::new(), "test".to_owned());
    Store::open(&Store::path_of(folder.path())).unwrap().add_base(&base).unwrap();
    let server = Running::start(folder.path());
    show(&browser, &server);
    assert_eq!(browser.run("return model.beads.length"), count);
    assert!(
        browser.run("return document.querySelectorAll('.row').length").as_u64().unwrap() < 100,
        "only what is seen"
    );
    let scrolled = browser.run_async(
        "const end = arguments[0], box = document.getElementById('rows'), start = performance.now();
        box.scrollTop = box.scrollHeight / 2;
        requestAnimationFrame(() => requestAnimationFrame(() => end([performance.now() - start, document.querySelectorAll('.row').length])))",
    );
    eprintln!("{BEADS} beads, scroll to the middle: {scrolled} (ms, rows)");
    browser.run("go(10000)");
    time(&browser, "j", "model.at !== at");
    // Words of each row that is passed are asked for once the hand rests.
    browser.until("document.querySelector('.row.here .term')");
    let asked = "performance.getEntriesByType('resource').filter(e => e.name.includes('/api/terms')).length";
    assert!(browser.run(&format!("return {asked}")).as_u64().unwrap() <= 30, "a request at most for a row");
    browser.run("act('queue')");
    browser.until("document.querySelector('#queue button')");
    time(&browser, "j", "model.at !== at");
    browser.run("act('queue')");
    time(&browser, "f", "model.state.revision !== revision");
    time(&browser, "Enter", "model.at !== at");
    time(&browser, "M", "model.state.revision !== revision");
    // Times are said, not asserted: they are the machine's too. What makes them short is that little is drawn.
    let drawn = "return document.querySelectorAll('.row').length";
    assert!(browser.run(drawn).as_u64().unwrap() < 100, "only what is seen, after changes too");
    let checked = "performance.getEntriesByType('resource').filter(e => e.name.includes('/api/findings')).map(e => Math.round(e.duration))";
    eprintln!("{BEADS} beads, checks: {} ms each", browser.run(&format!("return {checked}")));
}

fn text(segments: Vec<String>) -> trialign::text::EditionText {
    let segment = |text: String| trialign::text::Segment {
        text,
        block: 0,
        kind: trialign::text::BlockKind::Paragraph,
        role: Default::default(),
        span: Default::default(),
        place: None,
        source: None,
    };
    trialign::text::EditionText {
        tag: "en".to_owned(),
        segments: segments.into_iter().map(segment).collect(),
        ..trialign::text::EditionText::default()
    }
}
