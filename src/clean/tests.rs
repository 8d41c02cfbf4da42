use proptest::prelude::*;

use super::*;
use crate::text::Offsets;

fn block(text: &str) -> Block {
    let kind = if text.starts_with('•') { BlockKind::ListItem } else { BlockKind::Paragraph };
    let text = text.trim_start_matches(['•', ' ']);
    Block {
        kind,
        role: Role::Body,
        text: text.to_owned(),
        offsets: Offsets::contiguous(0, text.len()),
        marks: Vec::new(),
    }
}

fn roles(lines: &[&str]) -> Vec<Role> {
    let mut blocks: Vec<Block> = lines.iter().map(|line| block(line)).collect();
    clean(&mut blocks, Edition::En);
    blocks.iter().map(|b| b.role).collect()
}

#[test]
fn tells_the_head_of_a_page() {
    use Role::{Body, Byline, Date, Foot, Language, Section, Title};
    let page = [
        "语言：English 简体 繁體",
        "外交政策",
        "一个突破口",
        "2020年12月18日",
        "• 王付东",
        "国际经济与政治研究所助理研究员",
        "选举之后，人们普遍预计他会改变政策。",
        "您可能还喜欢",
        "返回页首",
    ];
    assert_eq!(roles(&page), [Language, Section, Title, Date, Byline, Byline, Body, Foot, Foot]);
}

#[test]
fn keeps_what_is_not_furniture() {
    use Role::{Body, Foot, Title};
    assert_eq!(roles(&["A Poem", "roses are red", "violets are blue", "share"]), [Title, Body, Body, Body]);
    assert_eq!(roles(&["It began.", "Early Life", "He was born."]), [Body, Body, Body]);
    assert_eq!(
        roles(&["A Title", "It ends here.", "Related articles", "One more title", "© 2020 The Paper"]),
        [Title, Body, Foot, Foot, Foot]
    );
    let list = ["A Title", "May 1, 2020", "• salt", "• pepper", "Mix them well."];
    assert_eq!(roles(&list), [Title, Role::Date, Body, Body, Body]);
    assert_eq!(roles(&["T", "Related articles", "They cost more. A lot.", "So we think."])[1], Body);
}

const LINES: &[&str] = &[
    "Back to Top",
    "Share",
    "Dec 18, 2020",
    "• Ann Lee",
    "Language : English 简体",
    "A short line",
    "相關文章",
];

proptest! {
    /// Whatever stands between the first and the last sentence stays in the body.
    #[test]
    fn takes_nothing_from_between(lines in prop::collection::vec(
        prop_oneof![prop::sample::select(LINES).prop_map(str::to_owned), "[a-z]{1,8}( [a-z]{1,8}){0,5}[.]?"], 0..20)) {
        let mut page = vec!["This is the first sentence of the text."];
        page.extend(lines.iter().map(String::as_str));
        page.push("And this is the last one.");
        prop_assert!(roles(&page).iter().all(|role| *role == Role::Body), "{page:?}");
    }
}

#[test]
fn judges_script_and_language() {
    use script::{judge, mismatch, resolve};
    let hant = "我們說這個國家的經濟發展很快，還有許多問題。";
    let segment = crate::text::Segment {
        text: hant.to_owned(),
        block: 0,
        kind: BlockKind::Paragraph,
        role: Role::Body,
        span: crate::text::Span::default(),
        place: None,
    };
    let text = crate::text::EditionText {
        tag: "zh".to_owned(),
        path: String::new(),
        sha256: String::new(),
        encoding: String::new(),
        title: None,
        date: None,
        byline: Vec::new(),
        segments: vec![segment],
        furniture: Vec::new(),
    };
    assert_eq!(mismatch(Edition::ZhHant, &text), None);
    assert!(mismatch(Edition::ZhHans, &text).is_some_and(|message| message.contains("zh-Hant")));
    assert!(mismatch(Edition::En, &text).is_some());
    assert_eq!(resolve(&"zh".parse().unwrap(), hant).edition, Edition::ZhHant);
    assert_eq!(resolve(&"zh-CN".parse().unwrap(), hant).edition, Edition::ZhHans);
    assert_eq!(judge("これは日本語のテキストです。漢字もあります。").edition(), None);
    assert_eq!(judge("短").edition(), None);
}
