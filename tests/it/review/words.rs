//! Every text of the page is there in three languages, and so is what the server says to people.

use std::collections::BTreeSet;
use std::fs;

fn page(name: &str) -> String {
    fs::read_to_string(format!("{}/src/review/page/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The strings in double quotes that follow `before`.
fn quoted(text: &str, before: &str) -> Vec<String> {
    let string = |rest: &str| rest.split('"').next().unwrap_or_default().to_owned();
    text.split(&format!("{before}\"")).skip(1).map(string).collect()
}

/// The pairs of a dictionary.
fn dictionary(name: &str) -> Vec<(String, String)> {
    let text = page(name);
    let body = text.split_once("] = {\n").unwrap().1.split_once("\n};").unwrap().0;
    let json: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&format!("{{{}}}", body.trim_end_matches(','))).unwrap();
    assert_eq!(json.len(), body.lines().count(), "{name}: a text is there twice");
    json.into_iter().map(|(key, value)| (key, value.as_str().unwrap().to_owned())).collect()
}

/// Everything that goes through `t` or is translated in the HTML.
fn used() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for entry in fs::read_dir(format!("{}/src/review/page", env!("CARGO_MANIFEST_DIR"))).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.ends_with(".js") && !name.starts_with("words-") {
            let text = page(&name);
            for (at, _) in text.match_indices("t(\"") {
                // `get("` and `post("` are other functions.
                let word = text[..at].ends_with(|c: char| c.is_alphanumeric() || "._".contains(c));
                let said = text[at + 3..].split('"').next().unwrap_or_default();
                all.extend((!word).then(|| said.to_owned()));
            }
        }
    }
    let html = page("index.html");
    for part in html.split("data-t>").skip(1) {
        all.insert(part.split('<').next().unwrap().trim().to_owned());
    }
    for tag in html.split('<').filter(|tag| tag.contains("data-ta=\"")) {
        for name in quoted(tag, "data-ta=")[0].split(' ') {
            all.insert(quoted(tag, &format!(" {name}="))[0].clone());
        }
    }
    // Texts of lists.
    let keys = page("keys.js");
    for line in keys.lines().filter(|line| line.trim_start().starts_with("[\"")) {
        let entries: Vec<Vec<String>> =
            serde_json::from_str(&format!("[{}]", line.trim().trim_end_matches(','))).unwrap();
        for entry in entries {
            match entry.as_slice() {
                [_, what] => drop(all.insert(what.clone())),
                [_, label, _, group] => all.extend([label.clone(), group.clone()]),
                other => panic!("{other:?}"),
            }
        }
    }
    all
}

fn holes(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
}

#[test]
fn no_text_of_the_page_is_without_translation() {
    let used = used();
    assert!(used.len() > 200, "{}", used.len());
    let (hans, hant) = (dictionary("words-hans.js"), dictionary("words-hant.js"));
    let names =
        |words: &[(String, String)]| words.iter().map(|(key, _)| key.clone()).collect::<BTreeSet<_>>();
    assert_eq!(names(&hans), names(&hant));
    let known = names(&hans);
    let missing: Vec<&String> = used.difference(&known).collect();
    assert!(missing.is_empty(), "no translation of {missing:#?}");
    for (key, text) in hans.iter().chain(&hant) {
        assert!(!text.is_empty() && holes(key) == holes(text), "{key}: {text}");
        assert!(!text.contains('|'), "one form is enough in Chinese: {text}");
    }
}

/// Simplified characters in the Traditional words, or the other way round, are slips.
#[test]
fn each_script_is_its_own() {
    for (file, others) in
        [("words-hans.js", "選擇檔儲確認對齊開啟關閉"), ("words-hant.js", "选择档储确认对齐开启关闭这里译")]
    {
        for (key, text) in dictionary(file) {
            // Examples show both.
            if !key.contains("閩江") && !key.contains('简') && !text.contains('简') {
                assert!(!text.chars().any(|c| others.contains(c)), "{file}: {text}");
            }
        }
    }
}

/// What refuses an operation is said in the language of the page.
#[test]
fn what_the_server_says_is_translated() {
    let words: BTreeSet<String> = dictionary("words-hans.js").into_iter().map(|(key, _)| key).collect();
    let mut missing = Vec::new();
    for file in ["operations.rs", "correct.rs", "rewrite.rs"] {
        let text = fs::read_to_string(format!("{}/src/review/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for before in ["Err(", "ok_or(", "Err(format!(", "ok_or_else(|| format!("] {
            for said in quoted(code, before) {
                let plain = |text: &str| -> Vec<String> {
                    let mut out = vec![String::new()];
                    for part in text.split('{') {
                        out.push(part.split_once('}').map_or(part, |(_, rest)| rest).to_owned());
                    }
                    out
                };
                if !words.iter().any(|key| plain(key) == plain(&said)) {
                    missing.push(format!("{file}: {said}"));
                }
            }
        }
    }
    // These say that a store is broken, or that the program is.
    missing.retain(|said| {
        !["are not there", "no source", "is not there", "changed twice", "no row holds", "needs the history"]
            .iter()
            .any(|ours| said.contains(ours))
    });
    assert!(missing.is_empty(), "{missing:#?}");
}
