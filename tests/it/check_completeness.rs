//! What an edition lacks, has besides, or has too short; and that every rule has a test.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::findings::{findings, text};

/// A heading and sentences, in both languages.
type Section = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const PAGE: &[Section] = &[
    (
        "# The harbour library",
        "# 港口图书馆",
        &[
            (
                "The library stands at the end of pier 7, in a hall that once held coal.",
                "图书馆在七号码头尽头，那里原是一座煤仓。",
            ),
            ("It opened in May 1962 with nine hundred books.", "它于1962年5月开馆，当时有九百本书。"),
            (
                "Sailors may borrow without a card, if they name their ship.",
                "海员只要报出船名，没有借书证也能借书。",
            ),
            ("Every ship that comes in brings some books back.", "每艘进港的船都会带回一些书。"),
        ],
    ),
    (
        "## Opening hours",
        "## 开放时间",
        &[
            ("The doors open at six in the morning, when the night shift ends.", "清晨六点夜班结束时开门。"),
            ("On Sundays the reading room stays shut.", "星期天阅览室不开放。"),
            ("Nobody is sent out when a storm comes up.", "风暴来临时，谁也不会被赶出去。"),
            ("In winter there is tea for 20 cents a cup.", "冬天供应茶水，每杯两角钱。"),
        ],
    ),
    (
        "## Borrowing",
        "## 借阅",
        &[
            ("A book may stay at sea for 180 days.", "一本书可以在海上留180天。"),
            ("Wet pages are dried between sheets of felt.", "弄湿的书页会夹在毛毡之间晾干。"),
            ("Whoever loses a book writes down what was in it.", "弄丢书的人要把书里的内容写下来。"),
            (
                "Forty-one such notebooks stand on a shelf of their own.",
                "这样的笔记本有四十一册，单独放在一个书架上。",
            ),
        ],
    ),
    (
        "## The catalogue",
        "## 目录",
        &[
            ("The catalogue lists the books by the ports where they were bought.", "目录按购书的港口排列。"),
            (
                "Hamburg fills three drawers and Valparaíso fills two.",
                "汉堡占了三个抽屉，瓦尔帕莱索占了两个。",
            ),
            ("A second card names the ship that has the book now.", "另有一张卡片写明这本书现在在哪艘船上。"),
            ("Children of the harbour copy the cards on Saturdays.", "港口的孩子们每逢星期六抄写卡片。"),
        ],
    ),
];

/// The page with its sentences changed by their number, from 0, over all sections.
fn page(change: impl Fn(usize, usize, (String, String)) -> Option<(String, String)>) -> [String; 2] {
    let (mut out, mut number) = ([String::new(), String::new()], 0);
    for (section, (english, chinese, sentences)) in PAGE.iter().enumerate() {
        let mut sides = [vec![(*english).to_owned()], vec![(*chinese).to_owned()]];
        for (a, b) in *sentences {
            if let Some((a, b)) = change(section, number, ((*a).to_owned(), (*b).to_owned())) {
                sides[0].push(a);
                sides[1].push(b);
            }
            number += 1;
        }
        for (out, side) in out.iter_mut().zip(sides) {
            let side: Vec<String> = side.into_iter().filter(|part| !part.is_empty()).collect();
            out.push_str(&(side.join("\n\n") + "\n\n"));
        }
    }
    out
}

/// Rule and level of what `check` finds.
fn found([english, chinese]: &[String; 2]) -> Vec<(String, String)> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.en.md"), english).unwrap();
    fs::write(folder.path().join("a.zh-CN.md"), chinese).unwrap();
    findings(folder.path()).iter().map(|f| (text(f, "rule"), text(f, "level"))).collect()
}

fn has(found: &[(String, String)], rule: &str, level: &str) -> bool {
    found.iter().any(|(r, l)| r == rule && l == level)
}

#[test]
fn a_whole_page_has_nothing_to_find() {
    assert_eq!(found(&page(|_, _, both| Some(both))), []);
}

#[test]
fn a_section_that_is_missing_is_told_and_the_page_fails() {
    let [english, chinese] =
        page(|section, _, (a, b)| Some((a, if section == 2 { String::new() } else { b })));
    let found = found(&[english, chinese.replace("## 借阅\n\n", "")]);
    assert!(found.iter().any(|(rule, _)| rule == "C104"), "{found:?}");
    assert!(has(&found, "C109", "error"), "{found:?}");
    // Its sentences are not told one by one beside it.
    assert!(!found.iter().any(|(rule, _)| rule == "C105" || rule == "C106"), "{found:?}");
}

#[test]
fn a_sentence_that_renders_nothing_is_noted() {
    let [english, chinese] = page(|_, _, both| Some(both));
    let note = "译者注：港口位于河流下游，2003年改建成集装箱码头，旧煤仓后来成了博物馆。\n\n请读者写信告诉我们您的意见。\n\n## 借阅";
    let found = found(&[english, chinese.replace("## 借阅", note)]);
    assert!(has(&found, "C107", "note"), "{found:?}");
}

#[test]
fn a_page_that_stops_half_way_is_below_the_coverage() {
    let stopped = found(&page(|_, number, (a, b)| Some((a, if number >= 7 { String::new() } else { b }))));
    assert!(has(&stopped, "C109", "error"), "{stopped:?}");
    let nearly = found(&page(|_, number, (a, b)| {
        Some((a, if number == 5 || number == 6 { String::new() } else { b }))
    }));
    assert!(has(&nearly, "C109", "warning"), "{nearly:?}");
}

#[test]
fn a_sentence_far_too_short_is_noted() {
    let long = "Hamburg fills three drawers and Valparaíso fills two, and each drawer smells of the tobacco, \
                the tar and the oranges that lay beside the books on their way across the ocean.";
    let whole = "汉堡占了三个抽屉，瓦尔帕莱索占了两个，每个抽屉都带着一股烟草、焦油和橙子的气味，那些东西曾与书一同漂洋过海。";
    let of = |chinese: &str| {
        let both = (long.to_owned(), chinese.to_owned());
        found(&page(|_, number, own| Some(if number == 13 { both.clone() } else { own })))
    };
    assert!(has(&of("汉堡占了三个抽屉。"), "C113", "note"), "{:?}", of("汉堡占了三个抽屉。"));
    assert!(!has(&of(whole), "C113", "note"));
}

#[test]
fn another_article_is_told_once() {
    let other = "# 春天的果园\n\n果农在三月剪枝，剪下的枝条堆在篱笆边。\n\n蜜蜂在第一个暖和的下午飞出来。\n\n霜冻的夜里，人们点起火盆。\n\n\
                 樱桃花谢得最早，苹果花谢得最晚。\n\n小路两旁种着薄荷和韭菜。\n\n孩子们用旧车轮做秋千。\n\n邻居送来一筐鸡蛋，换走一篮杏子。\n\n雨水顺着瓦片流进石缸。\n";
    let [english, _] = page(|_, _, both| Some(both));
    let found = found(&[english, other.to_owned()]);
    assert!(found.iter().any(|(rule, _)| rule == "L702"), "{found:?}");
    assert!(!found.iter().any(|(rule, _)| rule.starts_with("C10")), "{found:?}");
}

/// What the tests say, all files together.
fn tests() -> String {
    fn read(folder: &Path, out: &mut String) {
        let mut all: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        all.sort();
        for path in all {
            if path.is_dir() {
                read(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                out.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut out = String::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it"), &mut out);
    out
}

#[test]
fn every_rule_has_a_test() {
    let tests = tests();
    let bare: Vec<&str> = trialign::check::ALL
        .iter()
        .map(|rule| rule.id.as_str())
        .filter(|id| !tests.contains(&format!("\"{id}")) && !tests.contains(&format!("{id}\"")))
        .collect();
    assert!(bare.is_empty(), "no test names {}", bare.join(", "));
}

#[test]
fn every_command_has_a_test() {
    let help = Command::new(env!("CARGO_BIN_EXE_trialign")).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let list = help.split("Commands:").nth(1).unwrap().split("\n\n").next().unwrap();
    let commands: Vec<&str> = list
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(commands.len() >= 15, "{commands:?}");
    let tests = tests();
    let bare: Vec<&&str> =
        commands.iter().filter(|name| **name != "help" && !tests.contains(&format!("\"{name}\""))).collect();
    assert!(bare.is_empty(), "no test runs {bare:?}");
}
