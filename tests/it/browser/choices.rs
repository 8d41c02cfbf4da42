//! What a person chooses on the page: where to cut a bead, what to do with a conflict, which words to light up.

use serde_json::json;

use super::driver::{Browser, DOWN, ENTER, ESCAPE, RIGHT, TAB, UP};
use super::{page, ready, show, state};
use crate::review::client::{Running, article, plain_article};

const STATUS: &str = "document.getElementById('status').textContent";

/// The page on an article whose first bead is 3-2-2.
fn large_bead() -> Option<(tempfile::TempDir, Running, Browser)> {
    let (folder, server, browser) = page()?;
    assert_eq!(server.perform(json!({"kind":"merge-down","at":0})).status, 200);
    assert_eq!(server.perform(json!({"kind":"move-up","at":1,"edition":"en"})).status, 200);
    browser.reload();
    ready(&browser);
    assert_eq!(state(&server)[0], "3-2-2 edited");
    Some((folder, server, browser))
}

#[test]
fn a_bead_is_cut_where_the_person_wants() {
    let Some((_folder, server, browser)) = large_bead() else { return };
    browser.press(&[], &["s"]);
    browser.until("document.querySelector('.row.cutting .cutbar')");
    browser.until(&format!("{STATUS}.includes('en 1 of 3, zh-Hans 1 of 2, zh-Hant 1 of 2')"));
    browser.screenshot("cut");
    // Escape leaves the bead as it is; other keys of the page rest meanwhile.
    browser.press(&[], &["f", "m", ESCAPE]);
    browser.until("!document.querySelector('.cutting')");
    assert_eq!(server.get("/api/article/0").json()["state"]["revision"], 2);
    // Cuts are moved in the focused column, never beyond its ends.
    browser.press(&[], &["s", "]", DOWN, DOWN, TAB, "[", UP, TAB, DOWN, "["]);
    browser.until(&format!("{STATUS}.includes('en 3 of 3, zh-Hans 0 of 2, zh-Hant 1 of 2')"));
    assert_eq!(browser.run("return document.querySelectorAll('.cutting .handle').length"), 4 + 3 + 3);
    browser.press(&[], &[ENTER]);
    browser.until("model.beads[0].r[0][1] === 3 && model.beads[1].r[0][1] === 0");
    assert_eq!(state(&server)[..2], ["3-0-1 edited", "0-2-1 edited"]);
    browser.reload();
    ready(&browser);
    assert_eq!(browser.run("return model.beads[0].f"), json!(["omission-hans"]));
}

#[test]
fn a_cut_is_chosen_with_the_mouse() {
    let Some((_folder, server, browser)) = large_bead() else { return };
    browser.point("#do-split", true);
    browser.until("document.querySelector('.cutting')");
    browser.point(".cutting .cell[data-edition='0'] .handle[data-cut='2']", true);
    browser.until(&format!("{STATUS}.includes('en 2 of 3, zh-Hans 1 of 2')"));
    browser.point("#cut-apply", true);
    browser.until("model.beads[0].r[0][1] === 2");
    assert_eq!(state(&server)[..2], ["2-1-1 edited", "1-1-1 edited"]);
    // The first sentence of each again: a part that holds nothing is no part.
    browser.run("go(1)");
    browser.press(&[], &["s"]);
    browser.until("document.querySelector('.cutting')");
    browser.point(".cutting .cell[data-edition='0'] .handle[data-cut='1']", true);
    browser.point(".cutting .cell[data-edition='1'] .handle[data-cut='1']", true);
    browser.run("document.querySelectorAll(\".cutting .cell[data-edition='2'] .handle\")[1].click()");
    browser.until(&format!("{STATUS}.includes('One part would hold nothing')"));
    assert_eq!(browser.run("return document.getElementById('cut-apply').disabled"), true);
    // Another row takes the place: the cut is left.
    browser.point(".row[data-at='2'] .cell", true);
    browser.until("!document.querySelector('.cutting') && model.at === 2");
    assert_eq!(state(&server).len(), 8);
}

#[test]
fn the_only_cut_is_made_at_once() {
    let Some((_folder, server, browser)) = page() else { return };
    for operation in [
        json!({"kind":"gap","at":0,"edition":"zh-Hans"}),
        json!({"kind":"gap","at":0,"edition":"zh-Hant"}),
        json!({"kind":"move-up","at":3,"edition":"en"}),
        json!({"kind":"move-up","at":2,"edition":"en"}),
        json!({"kind":"move-up","at":1,"edition":"en"}),
    ] {
        assert_eq!(server.perform(operation).status, 200);
    }
    browser.reload();
    ready(&browser);
    assert_eq!(state(&server)[0], "2-0-0 edited");
    browser.press(&[], &["s"]);
    browser.until("model.beads[0].r[0][1] === 1");
    assert_eq!(state(&server)[..2], ["1-0-0 edited", "1-0-0 edited"]);
    // A single sentence can be cut inside only.
    let rows = state(&server).len();
    browser.press(&[], &["s", ENTER]);
    browser.until(&format!("{STATUS}.includes('One part would hold nothing')"));
    browser.press(&[], &[RIGHT, RIGHT, ENTER]);
    browser.until(&format!("model.beads.length === {} && model.texts[0][0] === 'In'", rows + 1));
    assert_eq!(state(&server)[..3], ["1-0-0 edited", "1-0-0 edited", "1-0-0 edited"]);
}

/// A folder with one confirmed bead of eight, whose text has changed since.
fn in_conflict() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    plain_article(folder.path(), "a", 8);
    let server = Running::start(folder.path());
    for at in [2, 5] {
        assert_eq!(server.perform(json!({"kind":"confirm","at":at})).status, 200);
        assert_eq!(server.perform(json!({"kind":"comment","at":at,"text":"checked"})).status, 200);
    }
    drop(server);
    let path = folder.path().join("a/zh-Hant.txt");
    let text = std::fs::read_to_string(&path).unwrap();
    let text = text.replace("1903年，鎮上", "1903年，鎮裡").replace("1906年，鎮上", "1906年，鎮裡");
    std::fs::write(&path, text).unwrap();
    folder
}

#[test]
fn conflicts_are_looked_at_and_put_aside() {
    let Some(browser) = Browser::start() else { return };
    let folder = in_conflict();
    let server = Running::start(folder.path());
    show(&browser, &server);
    let count = "document.getElementById('show-conflicts').textContent";
    browser.until(&format!("{count} === '2 in conflict'"));
    browser.press(&[], &["x"]);
    browser.until("document.activeElement.textContent === 'Show the place'");
    browser.screenshot("conflicts");
    let words = browser.run("return document.querySelector('.conflict').textContent");
    for part in ["Was confirmed", "zh-Hant text changed", "1903年，镇上", "1903年，鎮上", "✎ checked"]
    {
        assert!(words.as_str().unwrap().contains(part), "{part}: {words}");
    }
    assert_eq!(
        browser.run("return [...document.querySelectorAll('.conflict [lang]')].slice(0, 3).map(p => p.lang)"),
        json!(["en", "zh-Hans", "zh-Hant"])
    );
    browser.press(&[], &[ENTER]);
    browser.until("model.at === 2 && document.activeElement.id === 'rows'");
    browser.press(&[], &["x"]);
    browser.until("document.activeElement.textContent === 'Show the place'");
    // Whatever is drawn anew meanwhile, the focus stays in the list.
    browser.run("refresh()");
    browser.run_async("queue().then(arguments[0])");
    browser.press(&[], &[TAB, ENTER]);
    browser.until(&format!("{count} === '1 in conflict'"));
    browser.until("document.querySelector('#conflicts').contains(document.activeElement)");
    browser.until("document.querySelector('#conflicts summary').textContent === '1 dismissed'");
    browser.reload();
    ready(&browser);
    browser.until(&format!("{count} === '1 in conflict'"));
    browser.press(&[super::CONTROL], &["z"]);
    browser.until(&format!("{count} === '2 in conflict'"));
    browser.press(&[super::CONTROL, super::SHIFT], &["z"]);
    browser.until(&format!("{count} === '1 in conflict'"));
    // Taken up again from the list of what was put aside.
    browser.press(&[], &["x"]);
    browser.run("document.querySelector('#conflicts details').open = true; document.querySelector('#conflicts details button:last-child').click()");
    browser.until(&format!("{count} === '2 in conflict'"));
    let dark = json!({"features":[{"name":"prefers-color-scheme","value":"dark"}]});
    browser.cdp("Emulation.setEmulatedMedia", dark);
    browser.screenshot("dark-conflicts");
    let phone = json!({"width":320,"height":640,"deviceScaleFactor":1,"mobile":false});
    browser.cdp("Emulation.setDeviceMetricsOverride", phone);
    browser.until("innerWidth === 320");
    browser.run("document.querySelector('#conflicts').scrollIntoView()");
    browser.screenshot("narrow-conflicts");
    browser.press(&[], &[ESCAPE]);
    browser.until("document.activeElement.id === 'rows' && document.getElementById('side').hidden");
    browser.screenshot("narrow-dark");
}

#[test]
fn words_that_render_each_other_light_up_together() {
    let Some(browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let texts = [
        ("en", "The bank cut interest rates.\n\nThe soup was cold.\n"),
        ("zh-Hans", "银行下调了利率。\n\n汤是冷的。\n"),
        ("zh-Hant", "銀行下調了利率。\n\n湯是冷的。\n"),
    ];
    article(folder.path(), "a", &texts);
    let server = Running::start(folder.path());
    show(&browser, &server);
    // By keyboard: the row in focus has its words marked, t lights up one group after the other.
    browser.until("document.querySelector('.row.here .term')");
    let lit = "[...document.querySelectorAll('.lit')].map(piece => piece.textContent).join(' ')";
    browser.press(&[], &["t"]);
    browser.until(&format!("{lit} === 'bank 银行 銀行'"));
    browser.until(&format!("{STATUS} === 'bank · 银行 · 銀行'"));
    browser.press(&[], &["T"]);
    browser.until(&format!("{lit} === 'interest rates 利率 利率'"));
    browser.screenshot("terms");
    browser.press(&[], &["j"]);
    browser.until("!document.querySelector('.lit')");
    // By mouse: a row that is pointed at, then a word in it; all of one group have one colour.
    browser.run("document.body.dataset.before = performance.getEntriesByType('resource').filter(e => e.name.includes('/api/terms')).length");
    browser.point(".row[data-at='1'] .cell", false);
    browser.until("document.querySelector(\".row[data-at='1'] .term\")");
    browser.point(".row[data-at='1'] .cell[data-edition='1'] .term", false);
    browser.until(&format!("{lit} === 'soup 汤 湯'"));
    assert_eq!(
        browser.run("return new Set([...document.querySelectorAll('.lit')].map(piece => getComputedStyle(piece).textDecorationColor)).size"),
        1
    );
    // Asked for once a bead.
    browser.press(&[], &["k", "j", "k", "j"]);
    let asked = "performance.getEntriesByType('resource').filter(e => e.name.includes('/api/terms')).length";
    assert_eq!(browser.run(&format!("return {asked}")), 2);
}

#[test]
fn what_the_checks_find_stands_in_its_row() {
    let Some(browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    plain_article(folder.path(), "a", 8);
    let path = folder.path().join("a/zh-Hant.txt");
    let text = std::fs::read_to_string(&path).unwrap().replace("新建了5座橋", "新建了50座橋");
    std::fs::write(&path, text).unwrap();
    let server = Running::start(folder.path());
    let found = server.get("/api/findings/0").json()["findings"].clone();
    let one = &found.as_array().unwrap()[0];
    assert_eq!((&one["at"], &one["edition"]), (&json!(3), &json!("zh-Hant")), "{found}");
    let rule = one["rule"].as_str().unwrap().to_owned();
    show(&browser, &server);
    browser.until(&format!(
        "document.querySelector(\".row[data-at='3'] .finding\")?.textContent.startsWith('{rule}')"
    ));
    browser.screenshot("findings");
    // The filter takes the id of a rule.
    browser.press(&[], &["/"]);
    browser.press(&[], &rule.split("").filter(|key| !key.is_empty()).collect::<Vec<_>>());
    browser.until("document.querySelectorAll('.row').length === 1 && model.at === 3");
    browser.press(&[], &[ESCAPE]);
    browser.run("const f = document.getElementById('rule'); f.value = ''; f.dispatchEvent(new Event('input', {bubbles: true}))");
    browser.run("document.getElementById('found').click()");
    browser.until("document.querySelectorAll('.row').length === 1");
    browser.run("document.getElementById('found').click()");
    // A bead that only changes its status keeps what was found; one that is merged is checked anew.
    browser.press(&[], &["f"]);
    browser.until("model.beads[3].s === 'flagged' && document.querySelector(\".row[data-at='3'] .finding\")");
    browser.press(&[], &["M"]);
    browser.until("model.beads.length === 7");
    browser.until("document.querySelector(\".row[data-at='3'] .finding\")");
    // The panel lists them.
    browser.press(&[], &["q"]);
    browser.until("document.querySelector('#findings button')");
    browser.run("go(0); document.querySelector('#findings button').click()");
    browser.until("model.at === 3");
}
