//! Kinds of findings that were wrong on real documentation, each beside a like fault that stays one.

use std::fs;
use std::path::Path;

use super::findings::{findings, text};

/// The findings of one rule on two pages of such a format: level and message.
fn told(folder: &Path, rule: &str) -> Vec<(String, String)> {
    let all = findings(folder);
    let all = all.iter();
    all.filter(|f| f["rule"] == rule).map(|f| (text(f, "level"), text(f, "message"))).collect()
}

fn pages(end: &str, rule: &str, english: &str, chinese: &str) -> Vec<(String, String)> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(format!("a.en.{end}")), english).unwrap();
    fs::write(folder.path().join(format!("a.zh-CN.{end}")), chinese).unwrap();
    told(folder.path(), rule)
}

const EN: &str = "# The lighthouse\n\nThe lamp turns once a minute. The keeper winds the clock at dusk.\n\n";
const ZH: &str = "# 灯塔\n\n灯每分钟转一圈。守塔人在黄昏时给钟上弦。\n\n";
const EN_END: &str = "\n\nIn winter the stairs are swept twice a day. The bell is rung in fog.\n";
const ZH_END: &str = "\n\n冬天每天扫两次楼梯。有雾时敲钟。\n";

/// Rule, English, Chinese, whether it speaks.
const CASES: &[(&str, &str, &str, bool)] = &[
    // Links to the page in another language, as an address or as a path, in the folder of the edition.
    (
        "P303",
        "[中文](https://example.org/lamp/blob/main/README.zh-CN.md) | English",
        "中文 | [English](./README.md)",
        false,
    ),
    (
        "P303",
        "Read [how to help](https://example.org/lamp/blob/main/HELP.md) first.",
        "请先读[如何参与](./HELP.zh-CN.md)。",
        false,
    ),
    (
        "P303",
        "See [why it was built](log/en/why-it-was-built.md).",
        "参见[建造的缘由](log/zh/建造的缘由.md)。",
        false,
    ),
    (
        "P303",
        "Read [how to help](https://example.org/lamp/blob/main/HELP.md) first.",
        "请先读[如何参与](./STAIRS.zh-CN.md)。",
        true,
    ),
    // Code whose name is said without its signs.
    ("P304", "More stable with `<KeepLit />` than before.", "比以前更稳定的 KeepLit 功能。", false),
    ("P304", "More stable with `<KeepLit />` than before.", "比以前更稳定。", true),
    // A discount is told in tenths of the price.
    ("P301", "Members of the club get 10% off the ticket.", "俱乐部成员购票享 9 折优惠。", false),
    ("P301", "Members of the club get 10% off the ticket.", "俱乐部成员购票便宜 19%。", true),
    ("P301", "It burned 1.4 million TEU of oil.", "它烧了 140 亿TEU的油。", true),
    // Quotation marks that an editor set, lines broken elsewhere.
    ("M401", "```\nsay \"it's late\"\n```", "```\nsay “it’s late”\n```", false),
    ("M401", "```js\nlight(1,\n  2)\n```", "```js\nlight(1, 2)\n```", false),
    ("M401", "```js\nlight(1,\n  2)\n```", "```js\nlight(1, 3)\n```", true),
    // Notices of rights, titles of linked pages, arguments of functions.
    (
        "C110",
        "Copyright 2019 The keepers of the lamp, and all who helped them.",
        "Copyright 2019 The keepers of the lamp, and all who helped them.",
        false,
    ),
    (
        "C110",
        "- Merged [Wind the clock before the lamp is lit #12](https://example.org/12).",
        "- Merged [Wind the clock before the lamp is lit #12](https://example.org/12).",
        false,
    ),
    (
        "C110",
        "Takes unsigned int turns, const char *name, int dusk.",
        "参数：`turns`。\n\nunsigned int turns, const char *name, int dusk.",
        false,
    ),
    (
        "C110",
        "The stairs are steep and there is no rail on the left.",
        "The stairs are steep and there is no rail on the left.",
        true,
    ),
    (
        "C110",
        "The law says:\n\n> A light shall be shown from dusk until dawn on every pier.",
        "法律规定：\n\n> A light shall be shown from dusk until dawn on every pier.\n\n> 译文：每座码头从黄昏到黎明都应亮灯。",
        false,
    ),
    (
        "C110",
        "Ann Lamb, \"How to light a lamp in a storm\".",
        "Ann Lamb, \"How to light a lamp in a storm\".",
        false,
    ),
    (
        "C110",
        "The lamp and its sign are registered trademarks of the keepers of the coast.",
        "The lamp and its sign are registered trademarks of the keepers of the coast.",
        false,
    ),
    // A name in Japanese characters.
    ("S502", "“It is bright,” says Tani.", "“很亮。”[谷硯:たにすずり](https://example.org/t)说。", false),
    ("S502", "“It is bright,” says Tani.", "“很亮。”谷先生說。", true),
    // A label is no sentence, and who asks in quotation marks may be told about.
    ("T401", "Example 2.\n\nThe lamp is lit.", "示例2\n\n灯亮了。", false),
    ("T401", "Nobody had time for “Is it lit?”", "谁也没工夫问一声灯亮了没有。", false),
    ("T401", "Who lights the lamp at dusk?", "谁在黄昏时点灯。", true),
];

#[test]
fn kinds_that_are_right_are_silent_and_their_neighbours_are_not() {
    for (rule, english, chinese, speaks) in CASES {
        let found = pages("md", rule, &format!("{EN}{english}{EN_END}"), &format!("{ZH}{chinese}{ZH_END}"));
        assert_eq!(!found.is_empty(), *speaks, "{rule}: {english:?} {chinese:?}: {found:?}");
    }
}

#[test]
fn a_name_of_two_words_is_no_error() {
    for (english, level) in [("Release operations.", "warning"), ("Wind the clock before dusk.", "error")] {
        let found =
            pages("md", "C110", &format!("{EN}- {english}{EN_END}"), &format!("{ZH}- {english}{ZH_END}"));
        assert_eq!(found.len(), 1, "{english}: {found:?}");
        assert_eq!(found[0].0, level, "{english}");
    }
}

#[test]
fn an_attribute_of_asciidoc_is_no_placeholder() {
    let page = |head: &str, body: &str| {
        format!("{head}\n:url-lamp: https://example.org\n:uri-lamp: https://example.org\n\n{body}\n")
    };
    let found = |body: &str| {
        pages(
            "adoc",
            "P304",
            &page("= The lighthouse", "Read the {url-lamp}[handbook] of the lamp, {keeper}."),
            &page("= 灯塔", body),
        )
    };
    assert_eq!(found("请读灯的{uri-lamp}[手册]，{keeper}。"), []);
    assert_eq!(found("请读灯的{uri-lamp}[手册]。").len(), 1);
}

#[test]
fn notes_for_translators_are_no_messages() {
    let folder = tempfile::tempdir().unwrap();
    for (locale, text) in [
        (
            "en",
            r#"{"a.next": "Next page", "a.next___DESCRIPTION": "The label of the button that leads to the next page. It is short."}"#,
        ),
        ("zh-Hans", r#"{"a.next": "下一页"}"#),
    ] {
        fs::create_dir(folder.path().join(locale)).unwrap();
        fs::write(folder.path().join(locale).join("theme.json"), text).unwrap();
    }
    for rule in ["C105", "C109", "C110"] {
        assert_eq!(told(folder.path(), rule), [], "{rule}");
    }
}

#[test]
fn pages_that_only_put_others_in_are_empty_in_every_language() {
    let list = "==========\nThe Lamp\n==========\n\n.. toctree::\n\n   stairs\n   bell\n";
    let chinese =
        "====\n灯\n====\n\n:译者: 守塔人 <keeper@example.org>\n\n.. toctree::\n\n   stairs\n   bell\n";
    for rule in ["C103", "S501"] {
        assert_eq!(pages("rst", rule, list, chinese), [], "{rule}");
        let [english, chinese] = ["en", "zh"].map(|l| format!(".. lamp-features:: {l} of the keepers\n"));
        assert_eq!(pages("rst", rule, &english, &chinese), [], "{rule}");
    }
    let names = "灯塔\n====\n\nTODO:\n\n    lamp-design\n    bell-rt-group\n    stairs-work\n";
    let english = "The Lamp\n========\n\nAll that is known of the lamp and of its keepers.\n";
    assert_eq!(pages("rst", "S501", english, names), []);
    let left = "灯塔\n====\n\nAll that is known of the lamp and of its keepers is told here, and it is a lot: read it before you climb the stairs, and have the bell at hand.\n";
    assert_eq!(pages("rst", "S501", english, left).len(), 1);
    let empty = pages("md", "C103", &format!("{EN}{EN_END}"), "---\ntitle: 灯塔\n---\n");
    assert_eq!(empty.len(), 1, "a page with its title alone");
}

#[test]
fn what_differs_throughout_a_page_is_told_once() {
    let section = |n: usize, text: &str, mark: &str| format!("{mark} {text} {n}\n\n");
    let sections = |text: &str, mark: &str, body: &str| -> String {
        (0..9).map(|n| section(n, text, mark) + body + "\n\n").collect()
    };
    let [en, zh] = [
        sections("Stairs of floor", "##", "The keeper sweeps them in the morning."),
        sections("楼梯，第几层", "###", "守塔人早上打扫。"),
    ];
    let levels = pages("md", "P305", &format!("{EN}{en}"), &format!("{ZH}{zh}"));
    assert_eq!(levels.len(), 1, "{levels:?}");
    assert!(levels[0].1.contains("other headings"), "{levels:?}");
    let links = |text: &str| -> String {
        (0..9).map(|n| format!("- [{text} {n}](#stairs-of-floor-{n})\n")).collect::<String>() + "\n"
    };
    let zh = zh.replace("###", "##");
    let english = format!("{EN}{}{en}", links("Stairs"));
    let dead = pages("md", "M405", &english, &format!("{ZH}{}{zh}", links("楼梯")));
    assert_eq!(dead.len(), 1, "{dead:?}");
    assert!(dead[0].1.starts_with("9 links"), "{dead:?}");
    let parts = "<Steps>\n\nClimb.\n\n</Steps>\n\n<Tip>\n\nMind the step.\n\n</Tip>";
    let lost =
        pages("mdx", "M403", &format!("{EN}{parts}{EN_END}"), &format!("{ZH}向上爬。\n\n小心台阶。{ZH_END}"));
    assert_eq!(lost.len(), 1, "{lost:?}");
    assert!(lost[0].1.contains("Steps") && lost[0].1.contains("Tip"), "{lost:?}");
}

#[test]
fn a_page_without_stops_has_its_own_style() {
    let english = [
        "The lamp is lit at dusk.",
        "The bell is rung in fog.",
        "The stairs are swept at noon.",
        "The clock is wound by hand.",
        "The door is locked at night.",
        "The boat comes on Monday.",
    ];
    let chinese = ["黄昏时点灯", "有雾时敲钟", "中午打扫楼梯", "钟要用手上弦", "夜里锁门", "船星期一来"];
    let page = |head: &str, lines: &[&str], end: &str| format!("{head}{}", lines.join(&format!("{end}\n\n")));
    let all =
        pages("md", "T401", &page(EN, &english, ""), &page("# 灯塔\n\n灯每分钟转一圈\n\n", &chinese, ""));
    assert_eq!(all, []);
    let mut one = chinese.map(|line| format!("{line}。"));
    one[2] = chinese[2].to_owned();
    let one = pages("md", "T401", &page(EN, &english, ""), &format!("{ZH}{}\n", one.join("\n\n")));
    assert_eq!(one.len(), 1, "{one:?}");
    assert_eq!(one[0].0, "note");
}

/// Sections of the page that is moved about in: heading and sentences, English and Chinese.
const SECTIONS: [(&str, &str, &[&str], &[&str]); 4] = [
    (
        "Climbing",
        "上塔",
        &[
            "The stairs have two hundred steps and no rail on the left.",
            "Take a lantern with you after four o'clock.",
        ],
        &["楼梯有两百级，左边没有扶手。", "四点以后请带上提灯。"],
    ),
    (
        "Fog",
        "雾",
        &[
            "In fog the bell is rung every forty seconds.",
            "The keeper writes the hours of fog into the green book.",
        ],
        &["有雾时每四十秒敲一次钟。", "守塔人把有雾的时间记在绿皮本里。"],
    ),
    (
        "Oil",
        "油",
        &["The oil comes by boat in sealed barrels.", "A barrel lasts for nine nights in December."],
        &["油装在密封的桶里，由船运来。", "十二月一桶油够用九夜。"],
    ),
    (
        "Visitors",
        "访客",
        &[
            "Visitors may look at the lamp on Sunday afternoons.",
            "Dogs have to wait at the foot of the stairs.",
        ],
        &["星期天下午，访客可以参观灯。", "狗必须在楼梯下面等。"],
    ),
];

#[test]
fn a_section_that_moved_is_a_note() {
    let page = |order: [usize; 4], chinese: bool| {
        let sections = order.map(|k| {
            let (en, zh, own, other) = SECTIONS[k];
            let (head, lines) = if chinese { (zh, other) } else { (en, own) };
            format!("## {head}\n\n{}\n\n", lines.join("\n\n"))
        });
        format!("{}{}", if chinese { ZH } else { EN }, sections.concat())
    };
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.en.md"), page([0, 1, 2, 3], false)).unwrap();
    fs::write(folder.path().join("a.zh-CN.md"), page([0, 2, 3, 1], true)).unwrap();
    for rule in ["C104", "C105", "C106", "C107", "C109"] {
        assert_eq!(told(folder.path(), rule), [], "{rule}");
    }
    let moved = told(folder.path(), "C117");
    assert_eq!(moved.len(), 1, "{moved:?}");
    assert!(moved[0].0 == "note" && moved[0].1.starts_with("this section"), "{moved:?}");
}
