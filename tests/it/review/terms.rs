//! What the server says of a bead's words.

use super::client::{Running, article};

/// Words that render each other are given for one bead at a time, in UTF-16 units.
#[test]
fn terms_have_their_places() {
    let folder = tempfile::tempdir().unwrap();
    let texts = [
        ("en", "😀 The bank cut interest rates.\n"),
        ("zh-Hans", "😀银行下调了利率。\n"),
        ("zh-Hant", "😀銀行下調了利率。\n"),
    ];
    article(folder.path(), "a", &texts);
    let server = Running::start(folder.path());
    let answer = server.get("/api/terms/0?at=0").json();
    let terms = answer["terms"].as_array().unwrap();
    let seen = |e: usize| -> Vec<(String, String)> {
        let text: Vec<u16> = texts[e].1.encode_utf16().collect();
        let one = |term: &serde_json::Value| {
            let place = |name: &str| term[name].as_u64().unwrap() as usize;
            let word = String::from_utf16(&text[place("start")..place("end")]).unwrap();
            (word, term["key"].as_str().unwrap().to_owned())
        };
        terms[e].as_array().unwrap().iter().map(one).collect()
    };
    let has = |e: usize, word: &str, key: &str| seen(e).contains(&(word.to_owned(), key.to_owned()));
    assert!(has(0, "bank", "bank") && has(1, "银行", "bank") && has(2, "銀行", "bank"), "{answer}");
    assert!(has(0, "rates", "interest+rate") && has(2, "利率", "interest+rate"), "{answer}");
    assert_eq!(server.get("/api/terms/0?at=1").status, 404);
    assert_eq!(server.get("/api/terms/0").status, 404);
    assert_eq!(server.get("/api/terms/1?at=0").status, 404);
}
