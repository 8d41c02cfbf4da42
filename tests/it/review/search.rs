//! Search over all articles and differences of the two Chinese editions, as the page asks for them.

use serde_json::{Value, json};

use super::client::{Running, article};

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn corpus() -> (tempfile::TempDir, Running) {
    let folder = tempfile::tempdir().unwrap();
    let texts = [
        ("en", "The software runs on the Min River boat.\n\nIt cost 5 yuan.\n"),
        ("zh-Hans", "软件在闽江的船上运行。\n\n它花了5元。\n"),
        ("zh-Hant", "軟體在閩江的船上執行。\n\n它花了6元。\n"),
    ];
    article(folder.path(), "a", &texts);
    article(
        folder.path(),
        "b",
        &[("en", "More software.\n"), ("zh-Hans", "更多软件。\n"), ("zh-Hant", "更多軟體。\n")],
    );
    let server = Running::start(folder.path());
    (folder, server)
}

#[test]
fn both_scripts_are_found_as_one() {
    let (_folder, server) = corpus();
    let find =
        |words: &str, more: &str| server.get(&format!("/api/search?words={}{more}", encoded(words))).json();
    for (words, count) in [
        ("閩江", 1),
        ("闽江", 1),
        ("SOFTWARE", 2),
        ("软件", 2),
        ("nothing", 0),
        ("", 0),
        ("\n", 0),
        ("运行。\n它", 0),
    ] {
        assert_eq!(find(words, "")["count"], count, "{words}");
    }
    let row = find("閩江", "")["rows"][0].clone();
    assert_eq!((&row["a"], &row["at"]), (&json!(0), &json!(0)));
    assert_eq!(row["marks"], json!([[], [{"start":3,"end":5}], [{"start":3,"end":5}]]), "{row}");
    assert_eq!(find("闽江", "&article=1&places=1"), json!({"places":[]}));
    assert_eq!(find("5 yuan", "&article=0&places=1"), json!({"places":[1]}));
    // As it stands only.
    assert_eq!(
        (find("闽江", "&exact=1")["count"].clone(), find("software", "&exact=1")["count"].clone()),
        (json!(1), json!(2))
    );
    assert_eq!(find("SOFTWARE", "&exact=1")["count"], 0);
    let exact = find("软件", "&exact=1")["rows"][0].clone();
    assert_eq!(
        (&exact["edition"], &exact["segment"], &exact["revision"]),
        (&json!("zh-Hans"), &json!(0), &json!(0))
    );
    // What a person corrected is found, what it said before is not.
    let texts = json!([{"edition":"zh-Hant","segment":0,"text":"軟體在烏龍江的船上執行。"}]);
    assert_eq!(server.perform(json!({"kind":"correct","texts":texts})).status, 200);
    assert_eq!(
        (find("乌龙江", "")["count"].clone(), find("閩江", "")["rows"][0]["marks"][2].clone()),
        (json!(1), json!([]))
    );
}

#[test]
fn differences_of_more_than_script_are_listed() {
    let (_folder, server) = corpus();
    let pairs = |path: &str| -> Vec<(String, String, u64)> {
        let found = server.get(path).json();
        let pair = |item: &Value| {
            let said = |name: &str| item[name].as_str().unwrap().to_owned();
            (format!("{} {}", said("kind"), said("hans")), said("hant"), item["count"].as_u64().unwrap())
        };
        found["items"].as_array().unwrap().iter().map(pair).collect()
    };
    let all = pairs("/api/differences");
    assert_eq!(all[0], ("number 5".to_owned(), "6".to_owned(), 1), "{all:?}");
    assert!(all.contains(&("term 软件".to_owned(), "軟體".to_owned(), 2)), "{all:?}");
    assert!(
        all.iter().all(|(hans, hant, _)| !hans.contains("闽江") && !hant.contains("閩江")),
        "script is none: {all:?}"
    );
    let one = pairs("/api/differences?article=1");
    assert_eq!(one, [("term 软件".to_owned(), "軟體".to_owned(), 1)]);
}
