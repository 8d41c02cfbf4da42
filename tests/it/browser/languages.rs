//! The page in English, 简体 and 繁體: by the language of the browser, and as chosen; each view looked over by axe-core.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::driver::Browser;
use super::ready;
use crate::review::client::{Running, plain_article};

/// axe-core, the accessibility checker of Deque; from npm, once, below the build folder.
fn axe() -> Option<String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("axe");
    let file: PathBuf = folder.join("node_modules/axe-core/axe.min.js");
    if !file.is_file() {
        std::fs::create_dir_all(&folder).unwrap();
        let npm = Command::new("npm")
            .args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "axe-core@4.10.3", "--prefix"])
            .arg(&folder)
            .output();
        if !npm.is_ok_and(|done| done.status.success()) {
            crate::skip::skip(
                "axe",
                "axe-core could not be installed with npm; contrast and roles are not checked",
            );
        }
    }
    std::fs::read_to_string(file).ok()
}

/// What WCAG 2.2 AA asks of what is shown.
#[track_caller]
fn accessible(browser: &Browser, axe: Option<&str>, view: &str) {
    let Some(axe) = axe else { return };
    browser.run(axe);
    let found = browser.run_async(
        "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(found => arguments[0](
            found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 120) + ' ' + n.failureSummary).join(' | '))))",
    );
    assert_eq!(found, json!([]), "{view}");
}

#[test]
fn every_view_in_three_languages() {
    let Some(browser) = Browser::start() else { return };
    let axe = axe();
    let (folder, jobs) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/two-kitchens");
    std::fs::create_dir(folder.path().join("two-kitchens")).unwrap();
    for entry in std::fs::read_dir(corpus).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, folder.path().join("two-kitchens").join(path.file_name().unwrap())).unwrap();
    }
    let server = Running::call(&["--jobs".as_ref(), jobs.path().as_os_str(), folder.path().as_os_str()]);
    for operation in [
        json!({"kind":"confirm","at":1}),
        json!({"kind":"approve","at":2}),
        json!({"kind":"merge-down","at":3}),
        json!({"kind":"flag","at":4}),
        json!({"kind":"comment","at":5,"text":"?"}),
        json!({"kind":"gap","at":6,"edition":"en"}),
    ] {
        assert_eq!(server.perform(operation).status, 200);
    }
    for (accepted, lang, word, back) in [
        ("en-GB,en", "en", "Confirm", "Back to"),
        ("zh-CN,zh,en", "zh-Hans", "确认", "返回"),
        ("zh-TW,zh,en", "zh-Hant", "確認", "返回"),
    ] {
        browser.cdp("Emulation.setUserAgentOverride", json!({"userAgent":"test","acceptLanguage":accepted}));
        browser.open(&server.url);
        ready(&browser);
        assert_eq!(browser.run("return document.documentElement.lang"), lang);
        browser.until(&format!("document.getElementById('do-confirm').textContent.startsWith('{word}')"));
        browser.until("document.getElementById('goal').textContent && document.querySelector('.shared')");
        let picture = |view: &str| browser.screenshot(&format!("{view}-{lang}"));
        let look = |view: &str| {
            picture(view);
            accessible(&browser, axe.as_deref(), &format!("{view} in {lang}"));
        };
        look("rows");
        for pane in ["queue", "search", "differences", "findings", "conflicts"] {
            browser.run(&format!(
                "showPane('{pane}'); document.getElementById('words').value = '茶'; search.run()"
            ));
            browser.until(
                "!/Comparing|正在比[较較]/.test(document.getElementById('differences-count').textContent)",
            );
            look(pane);
        }
        browser.run(
            "closeSide(); go(model.beads.findIndex(bead => bead.r.every(run => run[1] === 1))); act('split')",
        );
        browser.until("document.querySelector('.cutting')");
        look("split");
        browser.run("cut.leave()");
        for (open, id) in [
            ("act('help')", "help"),
            ("openExport()", "export"),
            ("openSettings()", "settings"),
            ("act('comment')", "comment"),
            ("act('correct')", "edit"),
        ] {
            browser.run(open);
            look(id);
            browser.run(&format!("document.getElementById('{id}').close()"));
        }
        browser.run("desk.show()");
        browser.until(&format!("document.body.dataset.view === 'welcome' && document.getElementById('back').textContent.startsWith('{back}')"));
        look("welcome");
        let dark = json!({"features":[{"name":"prefers-color-scheme","value":"dark"}]});
        browser.cdp("Emulation.setEmulatedMedia", dark);
        look("welcome-dark");
        browser.run("desk.hide()");
        look("rows-dark");
        browser.cdp("Emulation.setEmulatedMedia", json!({"features":[]}));
        // Nothing on the page is left in English.
        if lang != "en" {
            assert_eq!(untranslated(&browser), json!([]), "{lang}");
        }
    }
}

/// Words of the page itself that hold no Chinese character.
fn untranslated(browser: &Browser) -> Value {
    browser.run(
        "const out = [];
        for (const e of document.querySelectorAll('[data-t], #tools button span, .state, #counts, #goal'))
            if (e.textContent.trim() && !/\\p{Script=Han}/u.test(e.textContent) && !/^(English|CSV|[。，.])$/.test(e.textContent)) out.push(e.textContent);
        for (const e of document.querySelectorAll('[data-ta]'))
            for (const name of e.dataset.ta.split(' ')) if (!/\\p{Script=Han}/u.test(e.getAttribute(name))) out.push(e.getAttribute(name));
        return out",
    )
}

#[test]
fn a_language_that_was_chosen_stays() {
    let Some(browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    plain_article(folder.path(), "a", 3);
    let server = Running::start(folder.path());
    browser.open(&server.url);
    ready(&browser);
    browser.run("openSettings(); const l = document.getElementById('language'); l.value = 'zh-Hant'; l.dispatchEvent(new Event('change'))");
    browser.until("document.getElementById('do-confirm').textContent.startsWith('確認')");
    // What the server says is in that language too.
    browser.run("document.getElementById('settings').close(); document.getElementById('rows').focus()");
    browser.press(&[], &["m"]);
    browser.until("document.getElementById('status').textContent === '上面沒有可合併的列'");
    // Another run is at another port.
    drop(server);
    let server = Running::start(folder.path());
    browser.open(&server.url);
    ready(&browser);
    assert_eq!(browser.run("return document.documentElement.lang"), "zh-Hant");
}
