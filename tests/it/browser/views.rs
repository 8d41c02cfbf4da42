//! A picture of every view, for people to look at, and what can be checked without eyes.

use std::path::Path;

use serde_json::json;

use super::driver::Browser;
use super::show;
use crate::review::client::Running;

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
}

/// Collects what goes wrong in the page.
const FAULTS: &str = "window.faults = [];
    addEventListener('error', event => faults.push(event.message));
    addEventListener('unhandledrejection', event => faults.push(String(event.reason)));
    addEventListener('securitypolicyviolation', event => faults.push(event.violatedDirective));";

#[test]
fn every_view_has_its_picture() {
    let Some(browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for name in ["two-kitchens", "rate-decision"] {
        copy(&corpus.join(name), &folder.path().join(name));
    }
    let server = Running::start(folder.path());
    for operation in [
        json!({"kind":"confirm-above","at":2}),
        json!({"kind":"merge-down","at":3}),
        json!({"kind":"flag","at":4}),
        json!({"kind":"comment","at":5,"text":"Is this the same sentence?"}),
    ] {
        assert_eq!(server.perform(operation).status, 200);
    }
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": FAULTS }));
    show(&browser, &server);
    browser.until("document.querySelector('.shared')");
    browser.until("document.getElementById('goal').textContent.length > 0");
    assert_eq!(
        browser.run(
            "return [...document.querySelectorAll('.row')[0].querySelectorAll('.cell')].map(c => c.lang)"
        ),
        json!(["en", "zh-Hans", "zh-Hant"])
    );
    assert_eq!(browser.run("return ['header', 'nav', 'main', 'aside', 'footer'].map(t => document.querySelectorAll(t).length)"), json!([1, 1, 1, 1, 1]));
    browser.screenshot("light");
    browser.run("document.getElementById('show-queue').click()");
    browser.until("document.querySelectorAll('#queue li').length > 5");
    browser.screenshot("queue");
    browser.run("document.querySelector('#queue button').click()");
    browser.until("document.querySelector('.row.here')");
    browser.run("document.getElementById('minimap').dispatchEvent(new MouseEvent('click', {bubbles: true, clientX: 900, clientY: 500}))");
    browser.run("document.getElementById('show-queue').click(); document.getElementById('not-one').click()");
    browser.until("document.getElementById('shown').textContent.includes('shown')");
    browser.screenshot("filter");
    browser.run("document.getElementById('not-one').click(); document.getElementById('show-help').click()");
    browser.screenshot("help");
    browser.run("document.getElementById('help').close(); go(0); act('comment')");
    browser.screenshot("comment");
    browser.run("document.getElementById('comment').close()");
    browser.cdp(
        "Emulation.setEmulatedMedia",
        json!({"features":[{"name":"prefers-color-scheme","value":"dark"}]}),
    );
    browser.screenshot("dark");
    others(&browser, "dark");
    let phone = json!({"width":320,"height":640,"deviceScaleFactor":1,"mobile":false});
    browser.cdp("Emulation.setDeviceMetricsOverride", phone);
    browser.until("innerWidth === 320");
    browser.run("go(3)");
    browser.screenshot("narrow");
    assert_eq!(
        browser.run("return document.documentElement.scrollWidth <= 320"),
        true,
        "nothing sticks out at 320 px"
    );
    let tall = browser.run("return document.getElementById('rows').clientHeight");
    assert!(tall.as_f64().unwrap() > 200.0, "room for rows at 320 × 640: {tall}");
    browser.cdp("Emulation.setEmulatedMedia", json!({"features":[]}));
    browser.run("document.getElementById('show-queue').click()");
    browser.screenshot("narrow-queue");
    browser.run("document.getElementById('close-side').click()");
    others(&browser, "narrow");
    assert_eq!(browser.run("return document.documentElement.scrollWidth <= 320"), true);
    assert_eq!(browser.run("return window.faults"), json!([]), "errors, and what the policy forbids");
    let elsewhere = "performance.getEntriesByType('resource').filter(e => !e.name.startsWith(location.origin + '/')).length";
    assert_eq!(browser.run(&format!("return {elsewhere}")), 0, "nothing comes from elsewhere");
}

/// The views that are laid over the rows or into them.
fn others(browser: &Browser, kind: &str) {
    browser.run("go(3); cut.start(3)");
    browser.until("document.querySelector('.row.cutting')");
    browser.screenshot(&format!("{kind}-cut"));
    browser.run("cut.leave(''); document.getElementById('found').click()");
    browser.until("document.querySelector('.finding')");
    browser.screenshot(&format!("{kind}-findings"));
    browser.run("document.getElementById('found').click(); document.getElementById('show-help').click()");
    browser.screenshot(&format!("{kind}-help"));
    browser.run("document.getElementById('help').close()");
}
