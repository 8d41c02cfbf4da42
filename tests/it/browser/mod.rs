//! The review page in a real browser, by keyboard. Skipped, and said so, where Chromium is missing.

mod choices;
mod desk;
mod driver;
mod filters;
mod focus;
mod hand;
mod languages;
mod large;
mod texts;
mod views;

use crate::review::client::{Running, plain_article};
use driver::{Browser, CONTROL, DOWN, ENTER, SHIFT, TAB};
use serde_json::{Value, json};

/// A server on a folder with an article of 8 beads, and a browser that shows it.
fn page() -> Option<(tempfile::TempDir, Running, Browser)> {
    let browser = Browser::start()?;
    let folder = tempfile::tempdir().unwrap();
    plain_article(folder.path(), "a", 8);
    let server = Running::start(folder.path());
    show(&browser, &server);
    Some((folder, server, browser))
}

fn show(browser: &Browser, server: &Running) {
    browser.open(&server.url);
    ready(browser);
}

fn ready(browser: &Browser) {
    browser.until("document.querySelector('.row') && document.activeElement.id === 'rows'");
}

/// Shapes and statuses as the server has them.
fn state(server: &Running) -> Vec<String> {
    let article = server.get("/api/article/0").json();
    let bead = |bead: &Value| {
        let lengths: Vec<String> = (0..3).map(|e| bead["r"][e][1].to_string()).collect();
        format!("{} {}", lengths.join("-"), bead["s"].as_str().unwrap())
    };
    article["beads"].as_array().unwrap().iter().map(bead).collect()
}

/// Shapes and statuses as the page shows them.
fn seen(browser: &Browser) -> Vec<String> {
    let script =
        "return model.beads.map((b, k) => { const row = document.querySelector(`.row[data-at='${k}']`);
        return row.querySelector('.badge').textContent.replaceAll(':', '-') + ' ' + row.className.split(' ')[1] })";
    let shown = browser.run(script);
    shown.as_array().unwrap().iter().map(|row| row.as_str().unwrap().to_owned()).collect()
}

struct Step<'a> {
    held: &'a [&'a str],
    keys: &'a [&'a str],
    first: &'a [&'a str],
}

const fn step<'a>(held: &'a [&'a str], keys: &'a [&'a str], first: &'a [&'a str]) -> Step<'a> {
    Step { held, keys, first }
}

/// Every operation by keyboard; after each the page is loaded again and shows the same. The place stays in the URL.
#[test]
fn each_operation_by_keyboard_outlives_a_reload() {
    let Some((_folder, server, browser)) = page() else { return };
    let steps = [
        step(&[], &[ENTER], &["1-1-1 confirmed", "1-1-1 auto"]),
        // the place is now the second bead
        step(&[], &["M"], &["1-1-1 confirmed", "2-2-2 edited"]),
        step(&[], &["s", ENTER], &["1-1-1 confirmed", "1-1-1 edited", "1-1-1 edited"]),
        step(&[], &["j", "m"], &["1-1-1 confirmed", "2-2-2 edited"]),
        step(&[], &["]"], &["1-1-1 confirmed", "1-2-2 edited", "2-1-1 edited"]),
        step(&[], &[TAB, "["], &["1-2-1 edited", "1-1-2 edited", "2-1-1 edited"]),
        step(&[], &[TAB, "g"], &["1-2-1 edited", "1-1-0 edited", "0-0-2 edited"]),
        step(&[], &["g"], &["1-2-1 edited", "1-1-2 edited", "2-1-1 edited"]),
        step(&[], &["f"], &["1-2-1 edited", "1-1-2 flagged"]),
        step(&[], &["f"], &["1-2-1 edited", "1-1-2 edited"]),
        step(&[], &["f"], &["1-2-1 edited", "1-1-2 flagged"]),
        step(&[SHIFT], &[DOWN], &["1-2-1 edited", "1-1-2 flagged"]),
        step(&[], &["k"], &["1-2-1 edited", "1-1-2 flagged"]),
        step(&[SHIFT], &[ENTER], &["1-2-1 confirmed", "1-1-2 confirmed"]),
        step(&[CONTROL], &["z"], &["1-2-1 edited", "1-1-2 flagged"]),
        step(&[CONTROL, SHIFT], &["z"], &["1-2-1 confirmed", "1-1-2 confirmed"]),
    ];
    for (number, Step { held, keys, first }) in steps.iter().enumerate() {
        // Tabs are pressed again after a reload: the column starts at the left.
        if number == 6 {
            browser.press(&[], &[TAB]);
        }
        if number == 7 {
            browser.press(&[], &[TAB, TAB]);
        }
        browser.press(held, keys);
        let wanted = serde_json::to_string(first).unwrap();
        browser.until(&format!("(rows => {wanted}.every((w, k) => rows[k] === w))(model.beads.map(b => b.r.map(r => r[1]).join('-') + ' ' + b.s))"));
        assert_eq!(state(&server)[..first.len()], **first, "step {number}");
        let before = seen(&browser);
        browser.reload();
        ready(&browser);
        assert_eq!(seen(&browser), before, "step {number} after a reload");
    }
    comment_and_buttons(&server, &browser);
}

fn comment_and_buttons(server: &Running, browser: &Browser) {
    browser.press(&[], &["c"]);
    browser.until("document.activeElement.id === 'comment-text'");
    browser.press(&[], &["m", "f", "?"]);
    browser.press(&[CONTROL], &[ENTER]);
    browser.until("document.querySelector('.note')?.textContent === '✎ mf?'");
    browser.reload();
    ready(browser);
    browser.until("document.querySelector('.note')?.textContent === '✎ mf?'");
    let count = state(server).len();
    browser.press(&[], &["g"]);
    browser.until(&format!("model.beads.length !== {count}"));
    // The keys, then the buttons, reached with Tab and pressed with Enter.
    for (key, flag) in [("o", "marked-omission"), ("a", "marked-addition")] {
        browser.press(&[], &[key]);
        browser.until(&format!("model.beads[model.at].f.includes('{flag}')"));
        browser.reload();
        ready(browser);
        browser.until(&format!("model.beads[model.at].f.includes('{flag}')"));
    }
    for (name, flag) in [("omission", "marked-omission"), ("addition", "marked-addition")] {
        browser.run(&format!("document.getElementById('do-{name}').focus()"));
        browser.press(&[], &[ENTER]);
        browser.until(&format!("model.beads[model.at].f.includes('{flag}')"));
    }
    browser.run("go(3); document.getElementById('rows').focus()");
    browser.press(&[], &["r"]);
    browser.until("/Align anew: saved|same rows/.test(document.getElementById('status').textContent)");
    browser.reload();
    ready(browser);
    assert_eq!(seen(browser), state(server));
}

#[test]
fn undo_after_a_restart() {
    let Some((folder, mut server, browser)) = page() else { return };
    browser.press(&[], &["M"]);
    browser.until("model.beads.length === 7");
    browser.press(&[], &["f"]);
    browser.until("model.beads[0].s === 'flagged'");
    let port = server.port;
    server.kill();
    browser.press(&[], &["j", "f"]);
    browser.until("document.getElementById('status').classList.contains('bad')");
    let server = Running::start_at(folder.path(), port);
    show(&browser, &server);
    assert_eq!(state(&server)[..2], ["2-2-2 flagged", "1-1-1 auto"]);
    browser.press(&[CONTROL], &["z"]);
    browser.until("model.beads[0].s === 'edited'");
    browser.press(&[CONTROL], &["z"]);
    browser.until("model.beads.length === 8");
    browser.press(&[CONTROL, SHIFT], &["z"]);
    browser.until("model.beads.length === 7");
    assert_eq!(state(&server)[0], "2-2-2 edited");
}

#[test]
fn two_browsers_edit_one_article() {
    let Some((_folder, server, first)) = page() else { return };
    let Some(second) = Browser::start() else { return };
    // A link lets one browser in.
    second.open(&server.next_link());
    ready(&second);
    first.press(&[], &["M"]);
    first.until("model.beads.length === 7");
    second.press(&[], &["j", "f"]);
    second.until("document.getElementById('status').textContent.includes('the newer state is shown')");
    assert_eq!(seen(&second), state(&server));
    assert_eq!(state(&server)[..2], ["2-2-2 edited", "1-1-1 auto"], "the second change was not made");
    second.screenshot("clash");
    second.press(&[], &["f"]);
    second.until("model.beads[1].s === 'flagged'");
    first.press(&[], &["j", "f"]);
    first.until("document.getElementById('status').textContent.includes('the newer state is shown')");
    assert_eq!(state(&server)[1], "1-1-1 flagged");
}

#[test]
fn keys_are_off_in_text_fields_and_while_composing() {
    let Some((_folder, server, browser)) = page() else { return };
    browser.press(&[], &["/"]);
    browser.until("document.activeElement.id === 'rule'");
    browser
        .press(&[], &["m", "M", "f", "j", "s", "?", "o", "a", "r", "t", "T", "w", "q", "x", "g", "[", "]"]);
    assert_eq!(browser.run("return document.getElementById('rule').value"), "mMfjs?oartTwqxg[]");
    browser.run("const f = document.getElementById('rule'); f.value = ''; f.dispatchEvent(new Event('input', {bubbles: true})); document.getElementById('rows').focus();
        for (const more of [{isComposing: true}, {keyCode: 229}])
            for (const key of ['M', 'o', 'a', 'r', 'q', 'Enter'])
                document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, ...more}))");
    // A cut is not applied by the Enter that ends a composition.
    browser.press(&[], &["s"]);
    browser.until("document.querySelector('.cutting')");
    browser.run("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, isComposing: true}))");
    browser.press(&[], &[driver::ESCAPE]);
    browser.until("!document.querySelector('.cutting')");
    browser.press(&[], &["j"]);
    assert_eq!(browser.run("return model.at"), 1);
    assert_eq!(browser.run("return busy.constructor.name"), "Promise");
    assert_eq!(server.get("/api/article/0").json()["state"]["revision"], 0);
}

#[test]
fn hostile_text_is_shown_as_text() {
    let Some(browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let en =
        "<script>window.hurt = 1</script> is a tag.\n\n<img src=x onerror=\"window.hurt = 1\"> is one too.\n";
    let hans = "<script>window.hurt = 1</script>是标签。\n\n\u{202e}这一句反过来。\n";
    crate::review::client::article(
        folder.path(),
        "<img src=x onerror=hurt=1>",
        &[("en", en), ("zh-Hans", hans)],
    );
    let server = Running::start(folder.path());
    assert_eq!(server.perform(json!({"kind":"comment","at":0,"text":"<svg onload=hurt=1>"})).status, 200);
    show(&browser, &server);
    browser.until("document.querySelector('#canvas').textContent.includes('<script>window.hurt = 1</script> is a tag.')");
    browser.until("document.querySelector('.note').textContent.includes('<svg')");
    assert_eq!(browser.run("return [window.hurt === undefined, document.querySelectorAll('#canvas img, #canvas script, #canvas svg, option img').length]"), json!([true, 0]));
    let turned = "return document.querySelectorAll('.cell')[3].textContent";
    assert_eq!(browser.run(turned), "⇄这一句反过来。", "an override is shown, not obeyed");
    browser.screenshot("hostile");
}
