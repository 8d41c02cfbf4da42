//! Kinds of findings that were wrong on real documentation, each beside a like fault that stays one.

use std::fs;
use std::path::Path;

use super::check_order::SECTIONS;
use super::findings::{findings, text};

/// The findings of one rule on two pages of such a format: level and message.
pub(super) fn told(folder: &Path, rule: &str) -> Vec<(String, String)> {
    let all = findings(folder);
    let all = all.iter();
    all.filter(|f| f["rule"] == rule).map(|f| (text(f, "level"), text(f, "message"))).collect()
}

/// A folder with the two editions of a page.
pub(super) fn site(end: &str, english: &str, chinese: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(format!("a.en.{end}")), english).unwrap();
    fs::write(folder.path().join(format!("a.zh-CN.{end}")), chinese).unwrap();
    folder
}

pub(super) fn pages(end: &str, rule: &str, english: &str, chinese: &str) -> Vec<(String, String)> {
    told(site(end, english, chinese).path(), rule)
}

/// The findings of one rule where the two texts stand within a page.
pub(super) fn within(rule: &str, english: &str, chinese: &str) -> Vec<(String, String)> {
    pages("md", rule, &format!("{EN}{english}{EN_END}"), &format!("{ZH}{chinese}{ZH_END}"))
}

pub(super) const EN: &str =
    "# The lighthouse\n\nThe lamp turns once a minute. The keeper winds the clock at dusk.\n\n";
pub(super) const ZH: &str = "# 灯塔\n\n灯每分钟转一圈。守塔人在黄昏时给钟上弦。\n\n";
pub(super) const EN_END: &str = "\n\nIn winter the stairs are swept twice a day. The bell is rung in fog.\n";
pub(super) const ZH_END: &str = "\n\n冬天每天扫两次楼梯。有雾时敲钟。\n";

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
    // Whose rights they are, what a book is called, a set of equations, a line of commands.
    (
        "C110",
        "How to Wind a Clock, copyright © 1997 Ann Lamb.",
        "How to Wind a Clock, copyright © 1997 Ann Lamb.",
        false,
    ),
    (
        "C110",
        "This book is copyright © 1997 by those who wrote it for the coast.",
        "This book is copyright © 1997 by those who wrote it for the coast.",
        true,
    ),
    (
        "C110",
        "[CLOCK-WIND] Winding is a book on the care of clocks. https://lamp.example/winding",
        "[CLOCK-WIND] Winding is a book on the care of clocks. https://lamp.example/winding",
        false,
    ),
    ("C110", "old = harbour; new = pier; the = lamp", "old = harbour; new = pier; the = lamp", false),
    (
        "C110",
        "light-scan lamps /dev/null and so on | press -9 over > lamps.list",
        "light-scan lamps /dev/null and so on | press -9 over > lamps.list",
        false,
    ),
    ("C110", "See \"Adopting a lamp\".", "参见\n\n\"Adopting a lamp\".", false),
    // The English and, in the next paragraph, what it says.
    (
        "C110",
        "This is a rendering that nobody has approved.",
        "This is a rendering that nobody has approved.\n\n这是一份没有任何人批准的译文。",
        false,
    ),
    // English words that are explained behind.
    (
        "C111",
        "Look for the plan of the lamp on the wall of the tower.",
        "请找到 the plan of the lamp on the wall （墙上的灯具图）再上塔。",
        false,
    ),
    (
        "C111",
        "Look for the plan of the lamp on the wall of the tower.",
        "请找到 the plan of the lamp on the wall 再上塔。",
        true,
    ),
    (
        "C111",
        "Look for the plan of the lamp on the wall of the tower (see part 3).",
        "Look for the plan of the lamp on the wall of the tower (见第 3 部分)。",
        true,
    ),
    // Thousands parted by spaces, kilobytes, half a year more, fewer decimals.
    ("P301", "All in all it cost 150,000 crowns.", "总共花了 150 000 克朗。", false),
    ("P301", "All in all it cost 150,000 crowns.", "总共花了 15 000 克朗。", true),
    ("P301", "A block has between 1 and 8 kibibytes.", "一块通常是 1 至 8 K字节。", false),
    ("P301", "It was built in 1.5 years.", "它用了 1 年半建成。", false),
    ("P301", "The result is 0.1930408167.", "结果是 0.19。", false),
    ("P301", "The result is 0.1930408167.", "结果是 0.29。", true),
    // Words that begin with ten behind a figure, and more than a million.
    ("P301", "The key has 64 hexadecimal digits.", "密钥是 64 十六进制数字。", false),
    ("P301", "The key has 64 hexadecimal digits.", "密钥是 640 十六进制数字。", true),
    ("P301", "It was lit by 2+ million people.", "点过它的人有 200 万以上。", false),
    ("P301", "It was lit by 2+ million people.", "点过它的人有 20 万以上。", true),
    ("P301", "The lamp has %1 K.", "灯为 %1 K。", false),
    // Kelvins and bytes are no thousands and billions, and a point may part thousands.
    ("P301", "5,000 K – light of the horizon", "5,000 K – 地平线的光", false),
    ("P301", "It uses 1024 bytes of it.", "它用掉其中 1024 B。", false),
    ("P301", "The loan is 2.600 crowns.", "贷款为 2,600 克朗。", false),
    ("P301", "The loan is 2.600 crowns.", "贷款为 2,700 克朗。", true),
    ("P301", "100 Million", "100 Million", false),
    ("P301", "It cost 100 million.", "它花了 100 Million。", false),
    // Text that stands in for a text.
    ("C105", "Lorem ipsum dolor sit amet, consectetur adipiscing elit. Sed non risus.", "", false),
    ("C105", "The lens was ground in Paris. It came by sledge in January.", "", true),
    // A placeholder that nothing parts from what stands before it.
    (
        "P304",
        "Lit for the last time at 0x4e %.4s-%.2s by %s.",
        "上一次点灯：0x4e%.4s-%.2s，由 %s 点燃。",
        false,
    ),
    ("P304", "Lit for the last time at 0x4e %.4s-%.2s by %s.", "上一次点灯：0x4e%.4s，由 %s 点燃。", true),
    // Names in braces: of two one is kept, so both are to be.
    ("P304", "Hello {keeper}, your tower is {tower}.", "{keeper}您好，您的塔是{塔}。", true),
    ("P304", "Fill in {tower} where you are.", "在您所在之处填写{塔}。", false),
    // The second end of a range, and times of day.
    ("P301", "Ring the bell 3-5 times in fog.", "雾天敲钟 3～9 次。", true),
    ("P301", "Ring the bell 3-5 times in fog.", "雾天敲钟 3-5 次。", false),
    ("P302", "The gate opens at 6:30 p.m. in winter.", "冬天大门 18:30 开。", false),
    ("P302", "The gate opens at 6:30 p.m. in winter.", "冬天大门 19:30 开。", true),
    // Figures alone in cells of a table.
    (
        "P301",
        "| Tower | Steps |\n|---|---|\n| North | 214 |\n| South | 96 |",
        "| 塔 | 级数 |\n|---|---|\n| 北 | 241 |\n| 南 | 96 |",
        true,
    ),
    (
        "P301",
        "| Tower | Steps |\n|---|---|\n| North | 214 |\n| South | 96 |",
        "| 塔 | 级数 |\n|---|---|\n| 北 | 214 |\n| 南 | 96 |",
        false,
    ),
    ("P301", "Printed on 16k paper.", "印在十六开的纸上。", false),
    ("P301", "The lamp takes $5–$10M of oil a year.", "灯每年耗油 $500–$1000 万美元。", false),
    ("P301", "The lamp takes $5–$10M of oil a year.", "灯每年耗油 $500–$1000 美元。", true),
    // Told in two units in English, in one of them here.
    ("P301", "The stairs are 52°F (11°C) cold.", "楼梯上只有摄氏11度。", false),
    ("P301", "The stairs are 52°F (11°C) cold.", "楼梯上只有摄氏15度。", true),
    ("P301", "The stairs are 52°F (11°C) cold.", "楼梯上只有11度。", false),
    ("P301", "The stairs are 52°F (11°C) cold.", "楼梯上有110度。", true),
    ("P301", "It is 5 miles (8 km) to the quay.", "离码头有 8 公里。", false),
    ("P301", "It is 5 miles (8 km) to the quay.", "离码头有 80 公里。", true),
    ("P301", "It is at the 90th percentile of towers.", "它位于灯塔的第 90 百分位。", false),
    ("P301", "It is at the 90th percentile of towers.", "它位于灯塔的第 19 百分位。", true),
    ("P301", "Only towers built after November 2023 have it.", "只有 23 年 11 月以后建的塔才有。", false),
    ("P301", "A block has between 1 and 8 kibibytes.", "一块通常是1K到8K字节。", false),
    (
        "P304",
        "Use it as lamp {name-of-the-lamp} [oil] on %s×%s.",
        "用法：lamp {灯的名字} [油]，%sx%s。",
        false,
    ),
    ("P301", "The result of T(0.25; 10) is 1.2212.", "T(0.1;6) 的结果是 1.94。", true),
    // A face, and a stop behind a quotation.
    ("T404", "You have to be patient :)", "您得有耐心。：）", false),
    ("T404", "You have to be patient.", "您得有耐心。）", true),
    (
        "T401",
        "Write the time into \"lamp.book\" or into the green book.",
        "把时间写进绿皮本或者\"lamp.book\".",
        false,
    ),
    // Names of those who translated.
    ("S502", "Ann Lamb <ann@lamp.example>", "張燈 <ann@lamp.example>", false),
    ("S502", "Ann Lamb lights it.", "張燈点灯。", true),
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
        let found = within(rule, english, chinese);
        assert_eq!(!found.is_empty(), *speaks, "{rule}: {english:?} {chinese:?}: {found:?}");
    }
}

#[test]
fn a_name_of_two_words_is_no_error() {
    for (english, level) in [("Release operations.", "warning"), ("Wind the clock before dusk.", "error")] {
        let item = format!("- {english}");
        let found = within("C110", &item, &item);
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
    // Parts of a program by their names.
    let parts =
        "# Index\n\n## [lamps](./lamps.md)\n\n## [keepers](./keepers.md)\n\n## [stairs](./stairs.md)\n";
    assert_eq!(pages("md", "S501", parts, parts), []);
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

/// What the keepers do: sentences of a page, or items of a list.
const DUTIES: [&str; 6] = [
    "The lamp is lit at dusk.",
    "The bell is rung in fog.",
    "The stairs are swept at noon.",
    "The clock is wound by hand.",
    "The door is locked at night.",
    "The boat comes on Monday.",
];

#[test]
fn a_page_without_stops_has_its_own_style() {
    let chinese = ["黄昏时点灯", "有雾时敲钟", "中午打扫楼梯", "钟要用手上弦", "夜里锁门", "船星期一来"];
    let page = |head: &str, lines: &[&str], end: &str| format!("{head}{}", lines.join(&format!("{end}\n\n")));
    let all =
        pages("md", "T401", &page(EN, &DUTIES, ""), &page("# 灯塔\n\n灯每分钟转一圈\n\n", &chinese, ""));
    assert_eq!(all, []);
    let mut one = chinese.map(|line| format!("{line}。"));
    one[2] = chinese[2].to_owned();
    let one = pages("md", "T401", &page(EN, &DUTIES, ""), &format!("{ZH}{}\n", one.join("\n\n")));
    assert_eq!(one.len(), 1, "{one:?}");
    assert_eq!(one[0].0, "note");
}

#[test]
fn an_item_without_the_stop_of_its_neighbours_is_a_slip() {
    let chinese =
        ["黄昏时点灯", "有雾时敲钟", "中午打扫楼梯", "钟要用手上弦", "夜里锁门（用大锁）", "船星期一来"];
    let list = |head: &str, lines: &[String]| {
        format!("{head}{}\n", lines.iter().map(|line| format!("- {line}\n")).collect::<String>())
    };
    let english = list(EN, &DUTIES.map(str::to_owned));
    let found = |without: &[usize]| {
        let own = |k: usize| if without.contains(&k) { "" } else { "。" };
        let lines: Vec<String> = (0..6).map(|k| format!("{}{}", chinese[k], own(k))).collect();
        pages("md", "T401", &english, &list(ZH, &lines))
    };
    assert_eq!(found(&[]), []);
    assert_eq!(found(&[2]).len(), 1);
    assert_eq!(found(&[4]).len(), 1);
    assert_eq!(found(&[0, 1, 2, 3, 4, 5]), []);
    assert_eq!(found(&[0, 2, 3]), []);
}

/// A page that ends with the text of a licence, and so many sections about the lamp before it.
fn licensed(head: &str, section: &str, licence: &str) -> String {
    format!(
        "{head}{section}## The MIT License\n\n{licence}\n\n### How to take it\n\nPut a copyright notice above your own lamp.\n"
    )
}

const LICENCE: &str = "Permission is hereby granted, free of charge, to any person obtaining a copy of this lamp, to deal in the lamp \
without restriction.\n\nThe above copyright notice and this permission notice shall be included in all copies of the lamp.\n\n\
THE LAMP IS PROVIDED AS IS, WITHOUT WARRANTY OF ANY KIND. In no event shall the keepers be liable for any claim.";

#[test]
fn the_text_of_a_licence_may_stay() {
    let english = licensed(EN, "## Oil\n\nA barrel lasts for nine nights.\n\n", LICENCE);
    let chinese = licensed(ZH, "## 油\n\n一桶油够用九夜。\n\n", LICENCE);
    let found = pages("md", "C110", &english, &chinese);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].0 == "note" && found[0].1.contains("licence"), "{found:?}");
    // The page is a Chinese one, however long the licence is.
    let long = [LICENCE; 12].join("\n\n");
    let [english, chinese] = [licensed(EN, "", &long), licensed("# 灯塔\n\n灯每分钟转一圈。\n\n", "", &long)];
    assert_eq!(pages("md", "S501", &english, &chinese), []);
    // A text about a licence is a text.
    let prose = "The MIT License is short. It is a license that permits what a copyright forbids, and it has no warranty.";
    let found = within("C110", prose, prose);
    assert!(!found.is_empty() && found.iter().all(|(level, _)| level == "error"), "{found:?}");
    // What is said of rights among other things is text as any other.
    let prose = "The keepers ask for a copy of the key. Whoever loses it pays for the damages.";
    let found = within("C110", prose, prose);
    assert!(!found.is_empty() && found.iter().all(|(level, _)| level == "error"), "{found:?}");
}

#[test]
fn chinese_editions_that_are_unlike_leave_each_its_own_findings() {
    let lines: Vec<(String, String)> = SECTIONS
        .iter()
        .flat_map(|(en, zh, own, other)| {
            let heads = (format!("## {en}"), format!("## {zh}"));
            let body = own.iter().zip(*other).map(|(en, zh)| ((*en).to_owned(), (*zh).to_owned()));
            [heads].into_iter().chain(body).collect::<Vec<_>>()
        })
        .collect();
    let page = |head: &str, of: &dyn Fn(usize) -> String| {
        format!("{head}{}\n", (0..lines.len()).map(of).collect::<Vec<_>>().join("\n\n"))
    };
    let folder = site("md", &page(EN, &|k| lines[k].0.clone()), &page(ZH, &|k| lines[k].1.clone()));
    // Titles and the first paragraph are Chinese, the rest is English still.
    let titles = ["上塔", "霧", "油", "訪客"];
    let own =
        |k: usize| if k.is_multiple_of(3) { format!("## {}", titles[k / 3]) } else { lines[k].0.clone() };
    let left = page("# 燈塔\n\n燈每分鐘轉一圈。守塔人在黃昏時給鐘上弦。每天早上都要打掃樓梯。\n\n", &own);
    fs::write(folder.path().join("a.zh-TW.md"), left).unwrap();
    assert_eq!(told(folder.path(), "L702"), []);
    assert!(!told(folder.path(), "C110").is_empty());
}

#[test]
fn one_heading_is_called_one_thing() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, title: &str, body: &str| {
        fs::write(folder.path().join(name), format!("# {title}\n\n{body}\n")).unwrap();
    };
    for (name, chinese) in [("a", "楼梯"), ("b", "楼梯 Stairs"), ("c", "Stairs"), ("d", "阶梯")] {
        write(&format!("{name}.en.md"), "Stairs", "The stairs are swept at noon.");
        write(&format!("{name}.zh-CN.md"), chinese, "中午打扫楼梯。");
    }
    let found = told(folder.path(), "Q601");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].1.contains("楼梯"), "{found:?}");
}

#[test]
fn names_in_capitals_are_no_sentence() {
    let level = |text: &str| within("C110", text, text).first().map(|(level, _)| level.clone());
    assert_eq!(level("Lecture Notes in Towers and Lamps."), Some("warning".to_owned()));
    assert_eq!(level("The notes of the keeper are in the tower."), Some("error".to_owned()));
}

#[test]
fn what_follows_a_notice_of_rights_is_part_of_it() {
    let right = "Copyright © 2019 Ann Lamb. This tower is MIT licensed for everybody.";
    assert!(within("C110", right, right).is_empty());
    let other = "Copyright © 2019 Ann Lamb. The tower is open to everybody.";
    assert_eq!(within("C110", other, other).len(), 1);
}

#[test]
fn a_notice_of_rights_may_stand_on_the_line_before() {
    let right = "Copyright © 2019 - present [The Keepers](https://lamp.example). <br/> This tower is [MIT](./LICENSE) licensed.";
    assert!(within("C110", right, right).is_empty());
}

#[test]
fn english_above_its_own_translation_is_translated() {
    let english = "If you want the lamp to be silent, you can add oil to the wheel and turn it by hand.";
    let chinese = "如果想让灯安静下来，可以给轮子加油，然后用手转动它。";
    for between in ["\n", "\n\n"] {
        let both = format!("{english}{between}{chinese}");
        assert!(within("C110", english, &both).is_empty(), "{between:?}");
    }
    // Chinese that says something else is none.
    let (more, own) = ("The wheel was made in the town below the tower.", "这个轮子是在塔下的镇上造的。");
    assert_eq!(within("C110", &format!("{english}\n\n{more}"), &format!("{english}\n\n{own}")).len(), 1);
}

#[test]
fn entries_of_a_bibliography_stay_as_they_are() {
    let entries = "- [1] Lamb, Ann, et al. \"How a lamp is kept bright through the night.\" Journal of Towers 12 (2016).\n\n- [2] Reed, Tom, and Mary Lin. \"What the bell says in fog.\" arXiv preprint arXiv:1409.0001 (2014).";
    let (english, chinese) = (format!("## References\n\n{entries}"), format!("## 参考文献\n\n{entries}"));
    assert!(within("C110", &english, &chinese).is_empty());
    assert!(
        pages(
            "md",
            "S501",
            &format!("# Lamps\n\nOf lamps.\n\n{english}"),
            &format!("# 灯\n\n谈灯。\n\n{chinese}")
        )
        .is_empty()
    );
}

#[test]
fn a_last_section_of_links_is_no_foot_where_it_is_none_in_the_other_edition() {
    let links = |bell: &str, oil: &str| format!("\n- [A](/bell) — {bell}\n- [B](/oil) — {oil}\n");
    let english =
        format!("{EN}{EN_END}\n## See Also\n{}", links("what the bell says in fog", "where the oil is kept"));
    for heading in ["相关链接", "延伸阅读", "另请参阅"] {
        let chinese = format!("{ZH}{ZH_END}\n## {heading}\n{}", links("雾中的钟声说了什么", "油存放在哪里"));
        let folder = site("md", &english, &chinese);
        for rule in ["C104", "C105", "C109"] {
            assert_eq!(told(folder.path(), rule), [], "{heading} {rule}");
        }
    }
}

#[test]
fn a_section_that_the_english_has_twice_is_there_once() {
    let body = "Buy the oil in the town and carry it up the stairs. Mind the third step, which is loose. Close the door behind you, for the wind is strong.";
    let other = "The lift goes up every hour from the yard behind the tower. It holds two people and a can. Pull the rope to call it.";
    let chinese =
        "## 走法一：走楼梯\n\n到镇上买油，从楼梯搬上来。留心第三级，它松了。随手关门，因为风大。\n\n## 钟";
    for (second, told) in [(body, false), (other, true)] {
        let english = format!(
            "## First way: by the stairs\n\n{body}\n\n## Second way: by the stairs\n\n{second}\n\n## The bell"
        );
        let found = within("C104", &english, chinese);
        assert_eq!(found.iter().any(|(level, _)| level == "error"), told, "{found:?}");
    }
}

#[test]
fn another_example_is_no_slip_of_the_point() {
    let found = within("P301", "The result of T(0.25; 10) is 1.2212.", "T(0.1;6) 的结果是 1.94。");
    assert!(found.iter().all(|(level, _)| level == "warning"), "{found:?}");
    let found = within("P301", "It has 10 lamps.", "它有 100 盏灯。");
    assert!(found.len() == 1 && found[0].0 == "error", "{found:?}");
    // A lone 1 may be where a count begins.
    let found = within("P301", "It is the number (from 1 on) of the lamp.", "10 盏灯中的第几盏。");
    assert!(found.iter().all(|(level, _)| level == "warning"), "{found:?}");
    // In words it may be something else.
    let found = within("P301", "It has 10 lamps.", "它有一百盏灯。");
    assert!(found.iter().all(|(level, _)| level == "warning"), "{found:?}");
    for (english, chinese) in [
        ("It cost 35 million.", "它花了350万。"),
        ("6.25% of it is grey.", "它的62.5%是灰的。"),
        ("It was 11 °C up there.", "塔上是摄氏110度。"),
    ] {
        assert_eq!(within("P301", english, chinese)[0].0, "error", "{english} {chinese}");
    }
}

#[test]
fn sources_may_stay_in_every_style() {
    let level = |english: &str, chinese: &str| -> Vec<String> {
        within("C110", english, chinese).into_iter().map(|(level, _)| level).collect()
    };
    let plain = "- Nobody knows who lit the lamp for the first time, or why it was lit.";
    for entry in [
        "- T.H Hale, *The lamps of the coast*, 1990 Quay foundation, Millford, North printing.",
        "- Reed, Ann (2004). *The light that the keepers kept for us.* Millford, Quay.",
        "- Ann Reed and Tom Hale, The compendium of the keepers of MILLFORD, Quay, Hilltown 2018.",
    ] {
        let both = |own: &str| format!("## {own}\n\n{entry}\n");
        for (english, chinese) in [("References", "参考资料"), ("The bell", "钟")] {
            let found = level(&both(english), &both(chinese));
            assert!(found.iter().all(|level| level == "note"), "{entry} under {english}: {found:?}");
        }
    }
    let listed = |heading: &str| format!("## {heading}\n\n{plain}\n");
    assert!(level(&listed("Further reading"), &listed("扩展阅读")).iter().all(|level| level == "note"));
    assert_eq!(level(&listed("The lamp"), &listed("灯")), ["error"]);
    assert_eq!(level(&listed("API reference"), &listed("API 参考手册")), ["error"]);
}

#[test]
fn only_english_is_said_to_be_english() {
    let spanish = "Observadores miran estrellas desde una torre muy alta cada noche.";
    let found = within("C110", spanish, spanish);
    assert!(found.iter().all(|(level, said)| level != "error" && !said.contains("English:")), "{found:?}");
    let english = "Keepers look at the stars from a very high tower every night.";
    assert_eq!(within("C110", english, english)[0].0, "error");
}

#[test]
fn what_a_block_of_code_swallows_is_told_once() {
    let section = |name: &str, said: &str| format!("### {name}\n\n{said}\n\n```js\n{name}\n```\n");
    let page = |first: &str, end: &str, said: [&str; 2]| {
        format!(
            "{first}\n\n```js\nlamp.light()\n{end}\n{}{}",
            section("lamp.on(string, callback)", said[0]),
            section("lamp.off(string, callback)", said[1])
        )
    };
    let english = page(
        "Light it.",
        "```\n",
        [
            "Calls back whenever the lamp says something. The name of what it says comes first.",
            "Calls back no more. What was said before is lost.",
        ],
    );
    let said = ["灯一有话就回调。先写它说的是什么。", "不再回调。先前说过的就没有了。"];
    let folder =
        site("md", &format!("{EN}{english}{EN_END}"), &format!("{ZH}{}{ZH_END}", page("点灯。", "", said)));
    let errors: Vec<String> = findings(folder.path())
        .iter()
        .filter(|f| f["level"] == "error")
        .map(|f| format!("{} {}", text(f, "rule"), text(f, "message")))
        .collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(errors[0].starts_with("M401 ") && errors[0].contains("lamp.on(string, callback)"), "{errors:?}");
    // Closed, all is there; a block that shows Markdown in both is meant.
    let closed = page("点灯。", "```\n", said);
    assert!(within("M401", &english, &closed).is_empty());
    let shown = "```md\n## The bell\n```\n\n## The bell\n\nIt rings in fog and in snow.\n";
    let chinese = "```md\n## The bell\n```\n\n## 钟\n\n有雾或下雪时敲响。\n";
    assert!(within("M401", shown, chinese).is_empty());
}

#[test]
fn a_lost_character_that_is_meant_stands_in_both() {
    let found = |english: &str, chinese: &str| within("T406", english, chinese).len();
    assert_eq!(found("What it cannot read is `\u{FFFD}`.", "读不出的写成 `\u{FFFD}`。"), 0);
    assert_eq!(found("What it cannot read is lost.", "读不出\u{FFFD}的就没有了。"), 1);
    assert!(found("What it cannot read is `\u{FFFD}`.", "读不出\u{FFFD}的写成\u{FFFD}。") > 0);
}

/// What is to be copied as it stands may be longer than a block.
#[test]
fn a_quotation_over_blocks_is_no_error() {
    let prompt = |end: &str| {
        let first = "\"Help me write to the keeper of the tower who rings the bell.";
        format!(
            "{first}\n\n- Say that the lamp burns oil and is lit every evening.\n- Ask for the key of the third floor.{end}\n"
        )
    };
    let errors = |end: &str| {
        let (english, chinese) =
            (format!("Copy this:\n\n{}", prompt(end)), format!("照抄：\n\n{}", prompt(end)));
        within("C110", &english, &chinese).into_iter().filter(|(level, _)| level == "error").count()
    };
    assert_eq!(errors("\""), 0);
    assert!(errors("") > 0);
}

#[test]
fn arguments_of_boost_stand_beside_each_other() {
    let found = |chinese: &str| {
        let folder = tempfile::tempdir().unwrap();
        let po = format!(
            "msgid \"\"\nmsgstr \"\"\n\"Language: zh_CN\\n\"\n\nmsgid \"%1% %2%, %3%\"\nmsgstr \"{chinese}\"\n"
        );
        fs::write(folder.path().join("zh_CN.po"), po).unwrap();
        told(folder.path(), "P304").len()
    };
    assert_eq!(found("%1%%2%,%3%"), 0);
    assert_eq!(found("%1%,%3%"), 1);
}

#[test]
fn what_a_part_of_a_program_is_called_asks_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let po = |id: &str, text: &str| {
        let head = "msgid \"\"\nmsgstr \"\"\n\"Language: zh_CN\\n\"\n\n";
        fs::write(folder.path().join("zh_CN.po"), format!("{head}msgid \"{id}\"\nmsgstr \"{text}\"\n"))
            .unwrap();
        told(folder.path(), "T401").len()
    };
    assert_eq!(po("How it works?", "工作原理"), 0);
    assert_eq!(po("Should the keeper ring the bell in fog?", "有雾时看灯人要敲钟。"), 1);
}

#[test]
fn a_placeholder_that_the_english_has_too_is_a_translation() {
    assert!(within("C112", "More to be added…", "更多待补充……").is_empty());
    assert_eq!(within("C112", "The lamp burns oil.", "（待补充）").len(), 1);
}

#[test]
fn a_paragraph_that_may_be_elsewhere_is_no_error() {
    let stairs = "The stairs are of oak and are swept twice a day. Mind the third step, which has been loose since the flood.";
    let bell = "The bell was cast in the town below the tower. It is rung by hand in fog and in heavy snow.";
    let zh_stairs = "楼梯是橡木的，每天扫两次。小心第三级，自从那次发大水，它就松了。";
    let zh_bell = "钟是在塔下的镇上铸的。有雾或下大雪时用手敲。";
    let errors = |chinese: &str| {
        let english = format!("{stairs}\n\nNobody lives there.\n\n{bell}");
        within("C105", &english, chinese).into_iter().filter(|(level, _)| level == "error").count()
    };
    assert_eq!(errors(&format!("{zh_stairs}\n\n那里没有人住。")), 1);
    // In one paragraph with the next, the order changed.
    assert_eq!(errors(&format!("那里没有人住。\n\n{zh_bell}{zh_stairs}")), 0);
    // At the top, in other words, with the same link.
    let linked = bell.replace("The bell", "The [bell](https://tower.example/bell)");
    let english = format!("{stairs}\n\nNobody lives there.\n\n{linked}");
    let errors = |page: &str| {
        let top = format!("想听？见[铃](https://tower.example/{page})。");
        let chinese = format!("{top}\n\n{zh_stairs}\n\n那里没有人住。");
        within("C105", &english, &chinese).into_iter().filter(|(level, _)| level == "error").count()
    };
    assert_eq!((errors("bell"), errors("other")), (0, 1));
}

#[test]
fn an_index_below_chinese_is_chinese() {
    let terms: String = (0..60).map(|k| format!("- lamp of the tower, number {k}\n")).collect();
    let chinese = format!(
        "# 索引\n\n本页列出全书所有的词条，按字母顺序排列，各条后面的数字是它在书中第一次出现的页码，没有数字的只在附录里。\n\n{terms}"
    );
    let english = format!(
        "# Index\n\nAll terms of the book by letters, with the page where each stands first.\n\n{terms}"
    );
    assert_eq!(pages("md", "S501", &english, &chinese), []);
    assert_eq!(pages("md", "S501", &english, &format!("# 索引\n\n{terms}")).len(), 1);
}

#[test]
fn a_page_of_publications_is_chinese() {
    let entries = "- Ann Reed. **Winding gear in towers of stone**. Master's thesis, Millford, March 2006.\n\
                   - Tom Hale. **How the bell was hung and why it cracked**. In *Proceedings of the keepers*, May 2005.\n";
    let said = pages(
        "md",
        "S501",
        &format!("# Papers\n\nWhat we wrote about the tower.\n\n{entries}"),
        &format!("# 论文\n\n我们写的关于灯塔的文章。\n\n{entries}"),
    );
    assert_eq!(said, []);
}

#[test]
fn an_example_that_is_broken_off_is_no_sentence() {
    let list = |what: &str| format!("{EN}- Lamp 7.1\n- {what}{EN_END}");
    let levels = |what: &str| -> Vec<String> {
        let chinese = format!("{ZH}- Lamp 7.1\n- {what}{ZH_END}");
        pages("md", "C110", &list(what), &chinese).into_iter().map(|(level, _)| level).collect()
    };
    assert_eq!(levels("Tower 7.0 and the spare wicks from 7.1 ..."), ["warning"]);
    assert_eq!(levels("Tower 7.0 and the spare wicks from 7.1 are kept here."), ["error"]);
}

#[test]
fn a_face_closes_no_bracket() {
    let english = "More of it (through the window :) ) is to come.";
    assert_eq!(within("T404", english, "更多内容（透过窗户 :) ）即将推出。"), []);
    assert_eq!(
        within("T404", "More of it (through the window) is to come.", "更多内容（透过窗户:)即将推出。"),
        []
    );
    assert_eq!(within("T404", english, "更多内容（透过窗户 :) 即将推出。").len(), 0);
    assert_eq!(within("T404", english, "更多内容（透过窗户 即将推出。").len(), 1);
}

#[test]
fn what_a_program_says_is_quoted_as_code() {
    let said = "the lamp is not lit and the keeper has left the tower";
    let english = format!("I saw an issue, `{said}`, and the bell rang.");
    assert_eq!(within("C111", &english, &format!("我遇到了问题：`{said}`，然后钟响了。")), []);
    assert_eq!(within("C111", &english, &format!("我遇到了问题：{said}，然后钟响了。")).len(), 1);
}

#[test]
fn a_section_that_is_the_page_is_told_once() {
    let sentences: Vec<String> = (1..=12)
        .map(|k| format!("Step {k} of the stairs was laid by the mason's {k} sons. The keeper counted it."))
        .collect();
    let english = format!("# How the stairs were built\n\n{}\n", sentences.join("\n\n"));
    let chinese = "## 灯\n\n灯的玻璃是从海峡对岸的工场运来的，每年擦洗一次。\n";
    let levels = |rule: &str| {
        pages("md", rule, &english, chinese).into_iter().map(|(level, _)| level).collect::<Vec<_>>()
    };
    assert_eq!(levels("C109"), ["error"]);
    assert!(!levels("C104").contains(&"error".to_owned()));
}

#[test]
fn code_goes_on_to_the_end_of_its_element() {
    let page = |title: &str, note: &str, gap: &str| {
        format!(
            "<details>\n<summary>{title}</summary>\n{gap}<pre><code>light(1)\n\n# {note}\nring(2)\n\n\
             # {note}\nwait(3)\n</code></pre>\n</details>"
        )
    };
    let english = page("In Python", "Ring the bell for those who hear it", "");
    assert_eq!(within("C104", &english, &page("Python 示例", "给听得见的人敲钟", "\n")), []);
    assert_eq!(within("C105", &english, &page("Python 示例", "给听得见的人敲钟", "\n")), []);
}

#[test]
fn code_in_a_box_goes_on_over_empty_lines() {
    let page = |title: &str| {
        format!(
            "??? note \"{title}\"\n\n    ```\n    light_lamp\n    Light the lamp of the tower.\n\n    \
             ring_bell\n    Ring the bell for those who hear it.\n    ```\n"
        )
    };
    assert_eq!(within("C110", &page("What it prints"), &page("打印的内容")), []);
    let left = "Ring the bell for those who hear it.";
    assert_eq!(within("C110", &format!("{left}\n"), &format!("{left}\n")).len(), 1);
}

#[test]
fn what_is_typed_may_be_english_where_chinese_says_what_comes_of_it() {
    let english = "- tool: Count the words of this text. → the tool counts them\n\
                   - lamp: Who lit the lamp of the tower? → the keeper answers";
    let chinese = "- tool: Count the words of this text. → 触发统计工具\n\
                   - lamp: Who lit the lamp of the tower? → 由守塔人回答";
    assert_eq!(within("C110", english, chinese), []);
    let left = "- tool: Count the words of this text.\n- lamp: Who lit the lamp of the tower?";
    assert_eq!(within("C110", left, left).len(), 2);
}

#[test]
fn a_list_of_names_asks_for_no_translation() {
    let names = "| [Ann Reed](https://x.example/a) | [Tom Hale](https://x.example/t) |\n| --- | --- |\n| Mary Lin | Jo Kent |\n";
    let level = |english: &str| {
        let (english, chinese) = (format!("{EN}{EN_END}\n\n{english}"), format!("{ZH}{ZH_END}"));
        let found = pages("md", "C104", &english, &chinese);
        found.into_iter().map(|(level, _)| level).collect::<Vec<_>>()
    };
    assert!(!level(&format!("## Contributors\n\n{names}")).contains(&"error".to_owned()));
    let prose =
        "The keeper lit the lamp at dusk. His daughter rang the bell in fog.\n\nNobody else was there.\n";
    assert_eq!(level(&format!("## Contributors\n\n{prose}")), ["error"]);
}

#[test]
fn what_a_program_said_of_its_work_is_told_of_the_english() {
    let said = "Based on the provided directory structure of the tower, we can update the previous document and convert \
                its examples. The following is a portion of the updated document:";
    let site = site("md", &format!("{EN}{said}{EN_END}"), &format!("{ZH}{ZH_END}"));
    assert!(told(site.path(), "C115").iter().all(|(level, _)| level == "warning"));
    assert_eq!(told(site.path(), "C115").len(), 2);
    for rule in ["C105", "C109"] {
        assert_eq!(told(site.path(), rule), [], "{rule}");
    }
}

#[test]
fn a_string_in_braces_is_one_argument() {
    let tag = |alt: &str, name: &str| {
        format!("<Image alt={{'{alt}'}} name={{'{name}'}} src={{'https://x.example/b.png'}} />")
    };
    let english = tag("Lighting Lamp in Tower", "lamp");
    let said = |chinese: &str| {
        pages("mdx", "M403", &format!("{EN}{english}{EN_END}"), &format!("{ZH}{chinese}{ZH_END}"))
    };
    assert_eq!(said(&tag("在 Tower 中点亮 Lamp", "lamp")), []);
    assert_eq!(said(&tag("在 Tower 中点亮 Lamp", "bell")).len(), 1);
}

#[test]
fn a_day_without_its_sign_is_said_whole() {
    let said = within("P302", "- Example: 2023-02-01, the last version.", "- 示例：2024-02-01，最新版本。");
    assert!(
        said.iter().any(|(_, said)| said.contains("2023-02-01") && said.contains("2024-02-01")),
        "{said:?}"
    );
    assert_eq!(
        within("P302", "- Example: 2023-02-01, the last version.", "- 示例：2023-02-01，最新版本。"),
        []
    );
}

#[test]
fn python_markdown_shows_a_box_of_a_translated_kind() {
    let levels = |chinese: &str, english: &str| -> Vec<String> {
        within("M402", english, chinese).into_iter().map(|(level, _)| level).collect()
    };
    assert_eq!(levels("!!! 注意\n\n    小心绳子。", "!!! note\n\n    Mind the rope."), ["warning"]);
    assert_eq!(levels(":::注意\n\n小心绳子。\n\n:::", ":::note\n\nMind the rope.\n\n:::"), ["error"]);
}

#[test]
fn a_heading_that_holds_the_english_words_is_its_translation() {
    let list = "The tower and its lamp stand on the rock. The bell hangs below them. The stairs lead up to both.\n\n\
                The boat lies on the beach. Its oars are in the shed.";
    let levels = |chinese: &str| -> Vec<String> {
        let english = format!("{EN}## See also\n\n{list}\n");
        let chinese = format!("{ZH}{chinese}");
        pages("md", "C104", &english, &chinese).into_iter().map(|(level, _)| level).collect()
    };
    assert_eq!(levels(""), ["error"]);
    assert!(!levels("## 参见 SEE ALSO\n\nlocate(1)，xargs(1)\n").contains(&"error".to_owned()));
}

#[test]
fn a_pangram_may_stay() {
    let levels = |text: &str| -> Vec<String> {
        within("C110", text, text).into_iter().map(|(level, _)| level).collect()
    };
    assert_eq!(levels("Pack my box with five dozen liquor jugs."), ["warning"]);
    assert_eq!(levels("Pack my box with five dozen jugs of oil."), ["error"]);
}

#[test]
fn blocks_of_speech_are_compared_in_their_places() {
    let block = |lines: &[&str]| format!("```\n{}\n```\n\n", lines.join("\n"));
    let english = block(&["You: Who lit the lamp?", "", "Month   | Oil", "--------|----", "lamp.light(1)"])
        + &block(&["You: Who rang the bell?", "", "AI: The keeper rang it."]);
    let chinese = |call: &str| {
        block(&["您：谁点的灯？", "", "月份 | 油", "-----|---", call])
            + &block(&["您：谁敲的钟？", "", "AI：是守塔人敲的。"])
    };
    assert_eq!(within("M401", &english, &chinese("lamp.light(1)")), []);
    assert_eq!(within("M401", &english, &chinese("lamp.light(2)")).len(), 1);
}

#[test]
fn a_docstring_may_be_rendered_in_fewer_lines() {
    let block = |text: &str| {
        format!("```python\ndef light(lamp):\n    \"\"\"\n{text}\n    \"\"\"\n    lamp.on()\n```")
    };
    let english = block(
        "    Light the lamp of the tower\n    and tell the keeper of it\n    before the night has come",
    );
    assert_eq!(within("M401", &english, &block("    在天黑之前点亮灯塔的灯，\n    并告诉守塔人")), []);
    let without = english.replace("    lamp.on()\n", "");
    assert_eq!(within("M401", &english, &without).len(), 1);
}

/// The section "Oil" with its two paragraphs; in the second text it is missing, and stands elsewhere in other words.
const OIL: &str = "\n\n## Oil\n\nBuy the oil at the [harbour shop](https://shop.example/oil) before noon. Set `OIL_GRADE` to the number on the can.\n\nKeep the can in the cellar, away from the stove. It lasts for a week in winter.";

#[test]
fn a_section_whose_links_and_code_stand_under_another_heading_may_be_there() {
    let level = |chinese: &str| {
        let found = pages("md", "C104", &format!("{EN}{EN_END}{OIL}"), &format!("{ZH}{ZH_END}{chinese}"));
        found.into_iter().map(|(level, _)| level).collect::<Vec<_>>()
    };
    assert_eq!(level(""), ["error"]);
    let there = "\n\n### 备注\n\n守塔人另有一本账。请在[港口商店](https://shop.example/oil)购买，并按罐上的数字填写 `OIL_GRADE`。";
    assert!(!level(there).contains(&"error".to_owned()), "{:?}", level(there));
}

#[test]
fn a_translation_that_goes_on_in_other_pages_lacks_nothing_for_sure() {
    let folder = site("md", &format!("{EN}{EN_END}{OIL}"), &format!("{ZH}{ZH_END}"));
    let levels = |rule| told(folder.path(), rule).into_iter().map(|(level, _)| level).collect::<Vec<_>>();
    assert_eq!((levels("C104"), levels("C109")), (vec!["error".to_owned()], vec!["error".to_owned()]));
    let more = "\n\n完整的说明见[手册](doc/zh-cn/manual.md)。\n";
    fs::write(folder.path().join("a.zh-CN.md"), format!("{ZH}{ZH_END}{more}")).unwrap();
    assert!(!levels("C104").contains(&"error".to_owned()) && !levels("C109").contains(&"error".to_owned()));
}

#[test]
fn english_below_its_own_translation_is_a_warning() {
    let left = "Lanterns is a library for keepers, which holds everything that a lighthouse needs.";
    let own = "Lanterns 是一个面向守塔人的库，灯塔需要的一切应有尽有。";
    let level = |chinese: &str| {
        let found = pages("md", "C110", &format!("{EN}{left}{EN_END}"), &format!("{ZH}{chinese}{ZH_END}"));
        found.into_iter().map(|(level, _)| level).collect::<Vec<_>>()
    };
    assert_eq!(level(left), ["error"]);
    for both in [format!("{own}\n\n{left}"), format!("{left}\n\n{own}")] {
        assert!(!level(&both).contains(&"error".to_owned()), "{both}");
    }
}

#[test]
fn a_fence_further_in_is_a_line_of_the_code() {
    let code = "```md\nlight();\n    ```\n1. a\n2. b\n```\n";
    let found = |rule, code| within(rule, code, code);
    assert_eq!((found("M401", code), found("M411", code)), (vec![], vec![]));
    // In an item it stands as far in as the item does.
    let item = "-   ```md\n    light();\n    ```\n";
    assert_eq!((found("M401", item), found("M402", item)), (vec![], vec![]));
}
