//! The hand is faster than the server: nothing is swallowed, nothing lands elsewhere.

use serde_json::json;

use super::driver::{Browser, ENTER, ESCAPE, TAB};
use super::{page, show, state};
use crate::review::client::{Running, plain_article};

/// Everything that comes from the server on its own comes again; true once it has come and had time to be drawn.
fn all_comes_again(browser: &Browser) {
    browser.run(
        "const number = () => ['details', 'terms', 'findings', 'queue'].map(what =>
            performance.getEntriesByType('resource').filter(e => e.name.includes('/api/' + what)).length);
        const before = number();
        if (findings.asking) before[2] = -1;
        window.came = () => number().every((n, k) => n > before[k]);
        terms.known.clear();
        askDetails(0, model.beads.length); terms.ask(model.at, model.beads[model.at]); findings.ask(); queue();",
    );
    browser.until("came()");
    browser.run_async("setTimeout(arguments[0], 150)");
}

#[test]
fn a_click_is_a_click_whatever_comes_between_down_and_up() {
    let Some((_folder, server, browser)) = page() else { return };
    browser.press(&[], &["M"]);
    browser.until("model.beads.length === 7");
    browser.press(&[], &["M"]);
    browser.until("model.beads.length === 6");
    browser.press(&[], &["s"]);
    browser.until("document.querySelector('.cutting')");
    browser.point("#cut-apply", false);
    browser.button(true);
    all_comes_again(&browser);
    browser.button(false);
    browser.until("model.beads.length === 7");
    assert_eq!(state(&server)[..2], ["1-1-1 edited", "2-2-2 edited"]);
    // So it is in the lists beside the rows.
    browser.press(&[], &["q"]);
    browser.until("document.querySelectorAll('#queue button').length > 1");
    browser.point("#queue li:nth-child(2) button", false);
    let row = browser.run(
        "const words = document.querySelector('#queue li:nth-child(2) button').textContent; return Number(words.split('·').at(-1)) - 1",
    );
    browser.run(&format!("model.at = {row} ? 0 : 1; rows.mark()"));
    browser.button(true);
    all_comes_again(&browser);
    browser.button(false);
    browser.until(&format!("model.at === {row}"));
}

#[test]
fn selected_words_and_the_button_in_focus_stay() {
    let Some((_folder, server, browser)) = page() else { return };
    browser.run("const node = document.querySelector('.row .cell span').firstChild; document.getSelection().setBaseAndExtent(node, 0, node, 6)");
    all_comes_again(&browser);
    assert_eq!(browser.run("return document.getSelection().toString()"), "In the");
    // What came is drawn once nothing is selected.
    browser.run("document.getSelection().removeAllRanges()");
    browser.until("document.querySelector('.row.here .shared')");
    // The button to leave stays the one that Enter presses.
    browser.press(&[], &["s"]);
    browser.until("document.querySelector('.cutting')");
    browser.press(&[], &[TAB, TAB, TAB, TAB]);
    browser.until("document.activeElement.id === 'cut-leave'");
    all_comes_again(&browser);
    browser.until("document.activeElement.id === 'cut-leave'");
    browser.press(&[], &[ENTER]);
    browser.until("!document.querySelector('.cutting') && document.activeElement.id === 'rows'");
    assert_eq!(state(&server).len(), 8);
}

/// Answers to changes take a while from here on.
fn slowly(browser: &Browser) {
    browser.run(
        "const at_once = window.fetch;
        window.fetch = async (path, how) => {
            const answer = await at_once(path, how);
            if (/operation|article/.test(path)) await new Promise(done => setTimeout(done, 250));
            return answer;
        }",
    );
}

#[test]
fn keys_wait_for_the_change_before_them() {
    let Some(browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    plain_article(folder.path(), "a", 8);
    plain_article(folder.path(), "b", 5);
    let server = Running::start(folder.path());
    show(&browser, &server);
    slowly(&browser);
    // Each row is confirmed; none is passed over.
    browser.press(&[], &[ENTER, ENTER, ENTER]);
    browser.until("model.at === 3 && model.beads.filter(bead => bead.s === 'confirmed').length === 3");
    // Joined upwards twice: the row that stands there by then.
    browser.press(&[], &["j", "m", "m"]);
    browser.until("model.beads.length === 6 && model.at === 2");
    let shapes = ["1-1-1 confirmed", "1-1-1 confirmed", "3-3-3 edited"];
    assert_eq!(state(&server)[..3], shapes);
    // A key that is held down goes on only as long as it is down.
    browser.run(
        "for (let k = 0; k < 9; k++) document.getElementById('rows').dispatchEvent(
            new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, repeat: k > 0 }))",
    );
    browser.until("model.at === 3");
    browser.run_async("setTimeout(arguments[0], 400)");
    assert_eq!(browser.run("return model.at"), 3);
    // A click elsewhere meanwhile is where the person is afterwards.
    browser.press(&[], &[ENTER]);
    browser.point(".row[data-at='0'] .cell", true);
    browser.until("model.beads[3].s === 'confirmed'");
    assert_eq!(browser.run("return model.at"), 0);
    // A change and a turn to another article right behind it: the change stays in its article.
    browser.press(&[], &["f"]);
    browser.run("document.getElementById('next-article').click()");
    browser.until("model.article === 1");
    let status = |article: usize| {
        server.get(&format!("/api/article/{article}")).json()["beads"][0]["s"].as_str().unwrap().to_owned()
    };
    assert_eq!((status(0), status(1)), ("flagged".to_owned(), "auto".to_owned()));
    // Keys meant for the article that was seen do nothing to the one that comes.
    browser.run("document.getElementById('previous-article').click()");
    browser.press(&[], &["f", "M", ESCAPE]);
    browser.until("model.article === 0");
    browser.run_async("setTimeout(arguments[0], 400)");
    assert_eq!((status(0), status(1)), ("flagged".to_owned(), "auto".to_owned()));
    assert_eq!(server.get("/api/article/0").json()["beads"].as_array().unwrap().len(), 6);
    assert_eq!(server.get("/api/article/1").json()["state"]["revision"], json!(0));
}

/// The file that the system's opener gets leads a browser on to the page, and no address with a token is left in it.
#[test]
#[cfg(unix)]
fn the_file_that_is_opened_leads_to_the_page() {
    use std::os::unix::fs::PermissionsExt;
    let Some(browser) = Browser::start() else { return };
    let (folder, tools) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    plain_article(folder.path(), "a", 3);
    // What stands for the desktop's opener keeps what it was told to open.
    let told = tools.path().join("told");
    let opener = tools.path().join("xdg-open");
    std::fs::write(
        &opener,
        format!("#!/bin/sh\ncp \"$1\" '{0}.html' && mv '{0}.html' '{0}'\n", told.display()),
    )
    .unwrap();
    std::fs::set_permissions(&opener, std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", tools.path().display(), std::env::var("PATH").unwrap_or_default());
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_trialign"))
        .args(["review", "--isolated", "--as", "tester"])
        .arg(folder.path())
        .env("PATH", path)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let start = std::time::Instant::now();
    while !told.is_file() && start.elapsed().as_secs() < 60 {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let page = tools.path().join("opened.html");
    std::fs::copy(&told, &page).unwrap();
    browser.open(&format!("file://{}", page.display()));
    browser.until("document.querySelector('.row') && document.activeElement.id === 'rows'");
    assert_eq!(browser.run("return location.search + document.referrer"), "");
    let _ = child.kill();
    let _ = child.wait();
}
