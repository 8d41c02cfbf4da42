//! Nobody confirms a row that is not to be seen: after paging, scrolling, resizing and opening panels.

use serde_json::json;

use super::driver::{Browser, DOWN, END, ENTER, HOME, PAGE_DOWN, PAGE_UP};
use super::show;
use crate::review::client::{Running, plain_article};

/// Where the row in focus is on the screen, by what is drawn there: 1 for wholly seen.
const SEEN: &str = "(() => { const row = document.querySelector('.row.here'), box = document.getElementById('rows').getBoundingClientRect();
    if (!row) return 0;
    const { top, bottom } = row.getBoundingClientRect();
    return Math.max(0, Math.min(bottom, box.bottom) - Math.max(top, box.top)) / (bottom - top); })()";

fn long() -> Option<(tempfile::TempDir, Running, Browser)> {
    let browser = Browser::start()?;
    let folder = tempfile::tempdir().unwrap();
    plain_article(folder.path(), "a", 200);
    let server = Running::start(folder.path());
    show(&browser, &server);
    Some((folder, server, browser))
}

#[track_caller]
fn seen(browser: &Browser) {
    browser.until(&format!("{SEEN} > 0.9"));
}

fn revision(server: &Running) -> u64 {
    server.get("/api/article/0").json()["state"]["revision"].as_u64().unwrap()
}

#[test]
fn paging_takes_the_focus_along() {
    let Some((_folder, server, browser)) = long() else { return };
    for keys in [
        &[PAGE_DOWN][..],
        &[PAGE_DOWN, PAGE_DOWN],
        &[END],
        &[PAGE_UP],
        &[HOME],
        &[PAGE_DOWN, PAGE_DOWN, PAGE_UP],
    ] {
        let before = browser.run("return model.at");
        browser.press(&[], keys);
        browser.until(&format!("model.at !== {before}"));
        seen(&browser);
    }
    browser.press(&[], &[END]);
    browser.until("model.at === 199");
    browser.press(&[], &[ENTER]);
    browser.until("model.beads[199].s === 'confirmed'");
    assert_eq!(revision(&server), 1);
}

#[test]
fn scrolling_away_confirms_nothing() {
    let Some((_folder, server, browser)) = long() else { return };
    browser.run("go(3); document.getElementById('rows').scrollTop = 4000");
    browser.until(&format!("{SEEN} === 0"));
    for key in [ENTER, "f", "M", "g"] {
        browser.run("document.getElementById('rows').scrollTop = 4000");
        browser.until(&format!("{SEEN} === 0"));
        browser.press(&[], &[key]);
        seen(&browser);
        browser.until("document.getElementById('status').textContent.includes('Row 4 was out of sight')");
        assert_eq!((revision(&server), browser.run("return model.at")), (0, json!(3)), "{key}");
    }
    browser.press(&[], &[ENTER]);
    browser.until("model.beads[3].s === 'confirmed' && model.at === 4");
    assert_eq!(revision(&server), 1);
    // Held down it goes on from row to row, each of them seen.
    for n in 4..20 {
        browser.press(&[], &[ENTER]);
        browser.until(&format!("model.beads[{n}].s === 'confirmed' && model.at === {}", n + 1));
        seen(&browser);
    }
}

#[test]
fn resizing_keeps_the_row_in_view() {
    let Some((_folder, server, browser)) = long() else { return };
    browser.run("go(150)");
    seen(&browser);
    for (width, height) in [(700, 800), (1280, 420), (400, 900), (1500, 1000), (900, 500)] {
        let size = json!({"width":width,"height":height,"deviceScaleFactor":1,"mobile":false});
        browser.cdp("Emulation.setDeviceMetricsOverride", size);
        browser.until(&format!("innerWidth === {width}"));
        seen(&browser);
        assert_eq!(browser.run("return model.at"), 150, "{width}");
    }
    browser.press(&[], &[ENTER]);
    browser.until("model.beads[150].s === 'confirmed'");
    assert_eq!(revision(&server), 1);
}

#[test]
fn what_arrives_late_moves_no_row_away() {
    let Some((_folder, server, browser)) = long() else { return };
    browser.run("go(150)");
    seen(&browser);
    // Findings of many rows above; then so again while the place for the rows has just become lower.
    let found = "Array.from({ length: 60 }, (_, k) => ({ at: 95 + k, rule: 'C103', name: 'a', level: 'warning', edition: null, message: 'x '.repeat(300) }))";
    browser.run(&format!("findings.take({found})"));
    seen(&browser);
    browser.run(&format!(
        "findings.take([]); document.getElementById('rows').style.flex = '0 0 190px'; findings.take({found})"
    ));
    seen(&browser);
    assert_eq!(browser.run("return model.at"), 150);
    browser.press(&[], &[ENTER]);
    browser.until("model.beads[150].s === 'confirmed'");
    assert_eq!(revision(&server), 1);
}

#[test]
fn panels_density_and_language_keep_the_row_in_view() {
    let Some((_folder, server, browser)) = long() else { return };
    browser.run("go(120)");
    for _ in 0..2 {
        browser.press(&[], &["q"]);
        browser.until("!document.getElementById('side').hidden");
        seen(&browser);
        browser.run("document.getElementById('close-side').click()");
        browser.until("document.getElementById('side').hidden");
        seen(&browser);
    }
    for script in
        ["setDensity('dense')", "setLanguage('zh-Hant')", "setDensity('roomy')", "setLanguage('en')"]
    {
        browser.run(script);
        seen(&browser);
    }
    browser.run("document.getElementById('rows').focus()");
    browser.press(&[], &[DOWN, ENTER]);
    browser.until("model.beads[121].s === 'confirmed'");
    assert_eq!(revision(&server), 1);
}
