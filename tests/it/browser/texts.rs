//! Texts on the page: cut with the mouse, corrected, searched in both scripts at once, replaced after a look.

use serde_json::json;

use super::driver::{Browser, ENTER, ESCAPE};
use super::{page, ready, show, state};
use crate::review::client::{Running, article};

const STATUS: &str = "document.getElementById('status').textContent";

#[test]
fn a_row_is_cut_where_the_mouse_points() {
    let Some((_folder, server, browser)) = page() else { return };
    browser.press(&[], &["s"]);
    browser.until("document.querySelector('.cutting')");
    // Between two characters of each text, by their places on the screen.
    for (e, mark) in [(0, "the town"), (1, "镇上"), (2, "鎮上")] {
        browser.run(&format!(
            "const cell = document.querySelector(\".cutting .cell[data-edition='{e}']\");
            const spans = [...cell.querySelectorAll('[data-from]')], place = spans.map(span => span.textContent).join('').indexOf('{mark}');
            const span = spans.findLast(span => Number(span.dataset.from) <= place), node = span.firstChild, at = place - span.dataset.from;
            const range = document.createRange();
            range.setStart(node, at); range.setEnd(node, at + 1);
            const box = range.getBoundingClientRect();
            node.parentElement.dispatchEvent(new MouseEvent('click', {{ bubbles: true, clientX: box.left + 1, clientY: box.top + box.height / 2 }}))"
        ));
        browser.until(&format!("cut.inside[{e}] > 0"));
    }
    browser.until("document.querySelectorAll('.cutting .knife').length === 3");
    browser.screenshot("knife");
    browser.point("#cut-apply", true);
    browser.until("model.beads.length === 9");
    assert_eq!(
        browser.run("return model.texts.map(t => t.slice(0, 2))"),
        json!([
            ["In the year 1901", "the town built 2 new bridges."],
            ["1901年，", "镇上新建了2座桥。"],
            ["1901年，", "鎮上新建了2座橋。"]
        ])
    );
    assert_eq!(state(&server)[..3], ["1-1-1 edited", "1-1-1 edited", "1-1-1 auto"]);
    browser.reload();
    ready(&browser);
    assert_eq!(browser.run("return model.texts[1].length"), 9);
    // Undo joins it again.
    browser.press(&[super::CONTROL], &["z"]);
    browser.until("model.beads.length === 8 && model.texts[0][0].startsWith('In the year 1901 the town') && model.beads[7].r[0][0] === 7");
    assert_eq!(state(&server).len(), 8);
}

#[test]
fn words_are_corrected_and_searched_and_replaced() {
    let Some(browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let texts = [
        ("en", "The Min River is long.\n\nThe bridge is old. The Min River is deep.\n"),
        ("zh-Hans", "闽江很长。\n\n桥很旧。闽江很深。\n"),
        ("zh-Hant", "閩江很長。\n\n橋很舊。閩江很深。\n"),
    ];
    article(folder.path(), "a", &texts);
    article(
        folder.path(),
        "b",
        &[
            ("en", "Boats sail on the Min River.\n"),
            ("zh-Hans", "船在闽江上航行。\n"),
            ("zh-Hant", "船在閩江上航行。\n"),
        ],
    );
    let server = Running::start(folder.path());
    show(&browser, &server);
    // Correct: the file stays as it is.
    browser.press(&[], &["e"]);
    browser.until("document.activeElement.tagName === 'TEXTAREA'");
    browser.run("document.activeElement.value = ' '");
    browser.press(&[super::CONTROL], &[ENTER]);
    browser.until(&format!("{STATUS}.includes('cannot be empty')"));
    browser.press(&[], &["e"]);
    browser.run("document.activeElement.value = 'The Min River is very long.'");
    browser.screenshot("correct");
    browser.press(&[super::CONTROL], &[ENTER]);
    browser.until("document.querySelector('.row .cell').textContent === 'The Min River is very long.'");
    assert!(std::fs::read_to_string(folder.path().join("a/en.txt")).unwrap().contains("River is long."));
    assert!(server.get("/api/export/csv").body.contains("The Min River is very long."));
    // Search: three rows in two articles, whichever script is typed; the corrected text too.
    for (words, count) in [("閩江", 3), ("闽江", 3), ("min river", 3), ("very LONG", 1), ("長江", 0)] {
        browser.run(&format!("document.getElementById('words').value = '{words}'; search.run()"));
        browser.until(&format!("document.querySelectorAll('#hits li').length === {count}"));
        assert_eq!(
            server.get(&format!("/api/search?words={}", percent(words))).json()["count"],
            count,
            "{words}"
        );
    }
    browser.run("document.getElementById('words').value = '閩江'; showPane('search'); search.run()");
    browser.until("document.querySelectorAll('#hits mark').length === 6");
    browser.screenshot("search");
    browser.run(
        "[...document.querySelectorAll('#hits button')].find(b => b.textContent.startsWith('b ·')).click()",
    );
    browser.until("model.article === 1 && document.activeElement.id === 'rows'");
    // The filter of an article finds both scripts too.
    browser.run("visit(0, 0)");
    browser.until("model.article === 0");
    browser.run("const f = document.getElementById('rule'); f.value = '舊'; f.dispatchEvent(new Event('input', {bubbles: true}))");
    browser.until("model.shown.length === 1 && model.at === 1");
    browser.run("document.getElementById('filter').reset(); narrow()");
    // A word that is selected is looked up.
    browser.until(
        "document.querySelector('.row .cell[data-edition=\"1\"] span')?.textContent.startsWith('闽江')",
    );
    browser.point(".row .cell[data-edition=\"1\"] span", false);
    browser.run("document.getElementById('rows').focus(); const node = document.querySelector('.row .cell[data-edition=\"1\"] span').firstChild; document.getSelection().setBaseAndExtent(node, 0, node, 2)");
    browser.press(&[super::CONTROL], &["k"]);
    browser.until("document.getElementById('words').value === '闽江' && document.querySelectorAll('#hits li').length === 3");
    // Replace, after a look, and not in a sentence that is unticked.
    browser.run("document.getElementById('words').value = 'Min River'; document.getElementById('instead').value = 'River Min'; document.getElementById('replacing').open = true; document.getElementById('preview').click()");
    browser.until("document.querySelectorAll('#hits ins').length === 3");
    assert_eq!(server.get("/api/article/1").json()["state"]["revision"], 0, "nothing changed yet");
    browser.screenshot("replace");
    browser.run(
        "document.querySelectorAll('#hits input')[1].click(); document.getElementById('replace-all').click()",
    );
    browser.until(&format!("{STATUS}.includes('2 sentences changed')"));
    let said = |article: usize| server.get(&format!("/api/article/{article}")).json()["texts"][0].clone();
    assert_eq!(
        (said(0)[0].clone(), said(1)),
        (json!("The River Min is very long."), json!(["Boats sail on the River Min."]))
    );
    assert_eq!(said(0)[2], "The Min River is deep.");
    browser.run("visit(0, 0); document.getElementById('rows').focus()");
    browser.press(&[], &[ESCAPE]);
    browser.press(&[super::CONTROL], &["z"]);
    browser.until("model.texts[0][0] === 'The Min River is very long.'");
}

fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
