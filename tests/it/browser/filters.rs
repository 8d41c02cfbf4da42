//! Ways to what is worth a look: filters, queue, minimap, path; and what a screen reader is told.

use serde_json::json;

use super::driver::{Browser, ENTER, TAB};
use super::{page, ready, show};
use crate::review::client::{Running, plain_article};

const SHOWN: &str = "model.shown.length";

/// Two articles with a little of everything in the first.
fn mixed() -> Option<(tempfile::TempDir, Running, Browser)> {
    let browser = Browser::start()?;
    let folder = tempfile::tempdir().unwrap();
    plain_article(folder.path(), "a", 8);
    plain_article(folder.path(), "b", 5);
    let server = Running::start(folder.path());
    for operation in [
        json!({"kind":"confirm","at":0}),
        json!({"kind":"merge-down","at":1}),
        json!({"kind":"gap","at":2,"edition":"zh-Hans"}),
        json!({"kind":"flag","at":6}),
    ] {
        assert_eq!(server.perform(operation).status, 200);
    }
    show(&browser, &server);
    Some((folder, server, browser))
}

#[test]
fn filters_show_what_they_say() {
    let Some((_folder, server, browser)) = mixed() else { return };
    browser.until(&format!("{SHOWN} === 8"));
    for (filter, count) in [("not-one", 3), ("gaps", 2), ("flagged", 1), ("unconfirmed", 7)] {
        browser.run(&format!("document.getElementById('{filter}').click()"));
        browser.until(&format!("{SHOWN} === {count}"));
        browser.until(&format!("document.getElementById('shown').textContent === '{count} of 8 shown'"));
        browser.run(&format!("document.getElementById('{filter}').click()"));
    }
    let typed = |id: &str, text: &str, count: usize| {
        browser.run(&format!(
            "const f = document.getElementById('{id}'); f.value = '{text}'; f.dispatchEvent(new Event('input', {{bubbles: true}}))"
        ));
        browser.until(&format!("{SHOWN} === {count}"));
    };
    // Below a confidence: what nobody computed is in doubt too.
    typed("below", "1", 3);
    typed("below", "", 8);
    typed("rule", "omission-hans", 1);
    typed("rule", "1907年", 1);
    typed("rule", "nowhere", 0);
    browser.until("!document.getElementById('none').hidden");
    browser.screenshot("none");
    // What is hidden is not changed.
    browser.run("document.getElementById('rows').focus()");
    browser.press(&[], &["f", "M", "s", "c", ENTER]);
    browser.until("document.getElementById('status').textContent.includes('hidden by the filter')");
    assert_eq!(server.get("/api/article/0").json()["state"]["revision"], 4);
    browser.point("#show-all", true);
    browser.until(&format!("{SHOWN} === 8 && document.activeElement.id === 'rows'"));
}

#[test]
fn the_queue_leads_through_all_articles() {
    let Some((_folder, server, browser)) = mixed() else { return };
    browser.press(&[], &["q"]);
    browser.until("document.activeElement.parentElement.parentElement.id === 'queue'");
    // The other article is in it, and a click leads there, keys and all.
    browser.run(
        "[...document.querySelectorAll('#queue button')].find(b => b.textContent.includes('· b ·')).click()",
    );
    browser.until("model.article === 1 && document.activeElement.id === 'rows'");
    assert_eq!(browser.run("return document.title"), "b – trialign");
    let at = browser.run("return model.at").as_u64().unwrap() as usize;
    browser.press(&[], &[ENTER]);
    browser.until(&format!("model.beads[{at}].s === 'confirmed'"));
    assert_eq!(server.get("/api/article/1").json()["beads"][at]["s"], "confirmed");
    browser.until("document.getElementById('articles').selectedOptions[0].textContent === 'b · 4 left'");
    // w goes to the least certain of all, and past it.
    let first = server.get("/api/queue").json()["items"][0].clone();
    browser.run(&format!("visit({}, {})", 1 - first[0].as_u64().unwrap(), 0));
    browser.until(&format!("model.article !== {}", first[0]));
    browser.press(&[], &["w"]);
    browser.until(&format!("model.article === {} && model.at === {}", first[0], first[1]));
    browser.press(&[], &["w"]);
    browser.until(&format!("model.article !== {} || model.at !== {}", first[0], first[1]));
}

#[test]
fn minimap_and_path_are_clicked_to_jump() {
    let Some((_folder, _server, browser)) = page() else { return };
    let click = |id: &str, share: f64| {
        browser.run(&format!(
            "const box = document.getElementById('{id}').getBoundingClientRect();
            document.getElementById('{id}').dispatchEvent(new MouseEvent('click', {{ bubbles: true,
                clientX: box.left + box.width * {share}, clientY: box.top + box.height * {share} }}))"
        ));
    };
    click("minimap", 0.99);
    browser.until("model.at === 7");
    click("minimap", 0.3);
    browser.until("model.at === 2");
    browser.press(&[], &["q"]);
    browser.until("!document.getElementById('side').hidden");
    click("dots", 0.55);
    browser.until("model.at === 4");
    // The place is part of the address.
    browser.reload();
    ready(&browser);
    browser.until("model.at === 4");
}

/// What a screen reader finds: landmarks, the grid, the place in it, what was done.
#[test]
fn roles_and_names_are_there() {
    let Some((_folder, _server, browser)) = page() else { return };
    browser.press(&[], &["q"]);
    browser.until("document.querySelector('#queue button')");
    let tree = browser.cdp("Accessibility.getFullAXTree", json!({}));
    let nodes = tree["nodes"].as_array().unwrap();
    let has = |role: &str, name: &str| {
        nodes.iter().any(|node| {
            node["role"]["value"] == role && node["name"]["value"].as_str().unwrap_or_default().contains(name)
        })
    };
    for (role, name) in [
        ("banner", ""),
        ("navigation", "Filters"),
        ("search", ""),
        ("main", ""),
        ("complementary", "Queue"),
        ("status", ""),
        ("toolbar", "Operations"),
        ("grid", "Rows"),
        ("row", ""),
        ("gridcell", "In the year 1901"),
        ("rowheader", "open"),
        ("button", "All above"),
        ("tab", "Search"),
        ("progressbar", "whole job"),
        ("combobox", "Article"),
        ("image", "Confidence"),
    ] {
        assert!(has(role, name), "{role} {name}");
    }
    // Tab goes through the columns, then on: the rows are no trap.
    browser.run("document.getElementById('rows').focus()");
    browser.press(&[], &[TAB, TAB]);
    assert_eq!(browser.run("return [model.column, document.activeElement.id]"), json!([2, "rows"]));
    browser.press(&[], &[TAB]);
    browser.until("document.activeElement.id !== 'rows'");
    browser.run("document.getElementById('rows').focus()");
    browser.press(&[], &["j"]);
    let place =
        "document.getElementById(document.getElementById('rows').getAttribute('aria-activedescendant'))";
    browser.until(&format!("{place}.textContent.includes('1902')"));
    browser.until(&format!("{place}.closest('[aria-selected=true]')"));
    browser.press(&[], &["f"]);
    browser.until("document.getElementById('status').textContent === 'To check: saved'");
}
