//! The rules of structure: each finds its fault and is silent on what translations do rightly.

use std::fs;
use std::process::{Command, Stdio};

use super::findings::{findings, text};

const EN: &str =
    "# The bicycle pump\n\nThe pump fills both tyres in one minute. Its hose is forty centimetres long.\n\n";
const ZH: &str = "# 打气筒\n\n这个打气筒一分钟就能把两个轮胎打满。它的软管长四十厘米。\n\n";
const EN_END: &str = "\n\nKeep the pump in a dry place. The valve needs a drop of oil every spring.\n";
const ZH_END: &str = "\n\n请把打气筒放在干燥的地方。每年春天要给气门加一滴油。\n";

/// The rules beginning with M that speak of a page with these middle parts.
fn found(english: &str, chinese: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    pages(folder.path(), &format!("{EN}{english}{EN_END}"), &format!("{ZH}{chinese}{ZH_END}"), "M")
}

/// The rules beginning so that speak of two pages.
fn pages(folder: &std::path::Path, english: &str, chinese: &str, begin: &str) -> Vec<String> {
    fs::write(folder.join("a.en.mdx"), english).unwrap();
    fs::write(folder.join("a.zh-CN.mdx"), chinese).unwrap();
    let rules = findings(folder).into_iter().map(|finding| text(&finding, "rule"));
    rules.filter(|rule| rule.starts_with(begin)).collect()
}

const FAULTS: &[(&str, &str, &str)] = &[
    ("M401", "```sh\npump --start\n```", ""),
    ("M401", "```sh\npump --start --bar 3\n```", "```sh\npump --start --bar 5\n```"),
    ("M401", "```sh\npump --start\npump --stop\n```", "```sh\npump --start\n```"),
    ("M401", "```sh\npump --start\n```", "```\npump --start\n```"),
    ("M401", "```sh\npump --start\n```", "```sh\npump --start"),
    ("M402", ":::warning\n\nMind the valve.\n\n:::", ":::tip\n\n小心气门。\n\n:::"),
    ("M402", ":::warning\n\nMind the valve.\n\n:::", "小心气门。"),
    ("M402", ":::warning\n\nMind the valve.\n\n:::", "：：：警告\n\n小心气门。\n\n：：："),
    ("M402", "> [!NOTE]\n> Mind the valve.", "> [!注意]\n> 小心气门。"),
    ("M403", "<Hose length=\"40\" />\n\nText stands here.", "这里有文字。"),
    ("M403", "<Hose length=\"40\" />", "<Hose length=\"50\" />"),
    ("M403", "{{< feature state=\"beta\" for=\"v1.20\" >}}", "{{< feature state=\"beta\" for=\"v1.18\" >}}"),
    ("M403", "<Tab label=\"Open the valve\">x</Tab>", "<Tab label=\"Open the valve\">x</Tab>"),
    ("M404", "## Oil the valve {#oil}", "## 给气门上油"),
    ("M404", "## Oil the valve {#oil}", "## 给气门上油 {#上油}"),
    ("M405", "See [below](#the-end).\n\n## The end", "见[下文](#the-end)。\n\n## 结尾"),
    ("M406", "<!--@include: ./parts/hose.md-->", ""),
    ("M407", "The **“handbook”** has more.", "请看**“手册”**的说明。"),
    ("M408", "See [the guide](/en/guide).", "参见[指南](/en/guide)。"),
    (
        "M410",
        "| Bar | Tyre | Use |\n|---|---|---|\n| 3 | narrow | road |",
        "| 压力 | 用途 |\n|---|---|\n| 3 | 公路 |",
    ),
    ("M410", "| Bar | Tyre |\n|---|---|\n| 3 | narrow |", "压力 3，窄胎。"),
    ("M411", "1. Open the valve.\n2. Press the hose on.\n3. Pump.", "1. 打开气门。\n2. 打气。"),
    (
        "M411",
        "1. Open the valve.\n\n   It hisses.\n2. Pump.",
        "1. 打开气门。它会嘶嘶响。\n2. 接上软管。\n3. 打气。",
    ),
    ("M412", "The pump stops at noon.", "<!--\nThe pump stops at midnight.\n-->\n打气筒在午夜停止。"),
    ("M413", "Press <kbd>Enter</kbd> now.", "现在按 <kbd>Enter<kbd>。"),
    ("M413", "<details>\n\nMore of it.\n\n</details>", "<details>\n\n更多内容。"),
];

/// Front matter of the English and of the translation, with the rule that speaks of it.
const FRONT: &[(&str, &str, Option<&str>)] = &[
    ("title: Pump\ndescription: All of it", "title: 打气筒", Some("M409")),
    ("title: Pump\nslug: pump", "title: 打气筒\nslug: da-qi-tong", Some("M409")),
    ("title: Pump\nweight: 30", "title: 打气筒", Some("M409")),
    ("title: Pump\nslug: /en/pump", "title: 打气筒\nslug: /zh/pump", None),
    ("title: Pump\ndate: 2024-01-01\ntags:\n  - air", "title: 打气筒\ndate: 2024-02-02", None),
];

const RIGHT: &[(&str, &str)] = &[
    ("```sh\npump --start  # fill the tyre\n```", "```sh\npump --start  # 给轮胎打气\n```"),
    ("```js\n// fill the tyre\nfill(\"the tyre\");\n```", "```js\n// 给轮胎打气\nfill(\"轮胎\");\n```"),
    (":::tip Mind this\n\nMind the valve.\n\n:::", ":::tip 注意\n\n小心气门。\n\n:::"),
    ("<Tab label=\"Open the valve\" id=\"v1\">x</Tab>", "<Tab label=\"打开气门\" id=\"v1\">x</Tab>"),
    ("<Hose href=\"/en/hose\" />", "<Hose href=\"/zh/hose\" />"),
    ("## Oil {#oil}\n\nSee [oil](#oil).", "## 上油 {#oil}\n\n见[上油](#oil)。"),
    ("<!--@include: ./en/hose.md-->", "<!--@include: ./zh/hose.md-->"),
    ("The **handbook** has more: `a ** b`.", "**手册**里有更多说明：`a ** b`。"),
    ("See [the guide](/en/guide).", "参见[指南](/zh/guide)。"),
    ("| Bar | Tyre |\n|:--|--:|\n| 3 | narrow |", "| 压力 | 轮胎 |\n|---|---|\n| 3 | 窄胎 |"),
    ("1. Open the valve.\n2. Pump.", "- 打开气门。\n- 打气。"),
    (
        "1. Open the valve.\n   - by hand\n   - with a tool\n2. Pump.",
        "1. 打开气门。\n   - 用手\n   - 用工具\n2. 打气。",
    ),
    ("The pump stops at noon.", "<!--\nThe pump stops\nat noon.\n-->\n打气筒在中午停止。"),
    ("The pump stops at noon.", "<!-- one should ask what the makers say of this -->\n打气筒在中午停止。"),
    // Sections in another order.
    (
        "By hand:\n\n```sh\npump --hand\n```\n\nBy foot:\n\n```sh\npump --foot\n```",
        "用脚：\n\n```sh\npump --foot\n```\n\n用手：\n\n```sh\npump --hand\n```",
    ),
    ("```js\nbars.map((bar) => bar + 1);\n```", "```js\nbars.map(bar => bar + 1);\n```"),
    ("Open \"http://<Address of the pump>:8081\" to see it.", "用“http://<打气筒的地址>:8081”打开它。"),
    ("A tag such as `<b>` opens.", "`<b>` 这样的标签表示开始。"),
    ("First<br>\nthen <img src=\"a.png\"> stands.", "先是<br>\n然后是 <img src=\"a.png\">。"),
];

#[test]
fn each_fault_of_structure_is_found() {
    for (rule, english, chinese) in FAULTS {
        let rules = found(english, chinese);
        assert!(rules.contains(&(*rule).to_owned()), "{rule}: {english:?} {chinese:?}: {rules:?}");
    }
}

#[test]
fn what_translations_do_rightly_is_silent() {
    for (english, chinese) in RIGHT {
        assert_eq!(found(english, chinese), Vec::<String>::new(), "{english:?} {chinese:?}");
    }
}

#[test]
fn front_matter_keeps_its_keys() {
    for (english, chinese, rule) in FRONT {
        let folder = tempfile::tempdir().unwrap();
        let page = |front: &str, body: String| format!("---\n{front}\n---\n\n{body}");
        let rules = pages(
            folder.path(),
            &page(english, format!("{EN}{EN_END}")),
            &page(chinese, format!("{ZH}{ZH_END}")),
            "M",
        );
        assert_eq!(rules, rule.map(str::to_owned).into_iter().collect::<Vec<_>>(), "{english:?} {chinese:?}");
    }
}

/// English, Chinese, and whether P304 speaks of it.
const PLACEHOLDERS: &[(&str, &str, bool)] = &[
    ("Copy %s to %s before you pump.", "打气之前先复制 %s。", true),
    ("Copy %s to %s before you pump.", "打气之前把%s复制到%s。", false),
    ("Copy %s to %s before you pump.", "打气之前，在 %2$s 放一份 %1$s。", false),
    ("Set ATTR{name} before you pump.", "打气之前先设置 ATTR{名称}。", false),
    (
        "You have {n, plural, one {# pump} other {# pumps}} here.",
        "这里有 {n, plural, one {# 个打气筒}}。",
        true,
    ),
    (
        "You have {n, plural, one {# pump} other {# pumps}} here.",
        "这里有 {n, plural, other {# 个打气筒}}。",
        false,
    ),
    (
        "{kind, select, road {Road} city {City} other {Any}} pump.",
        "{kind, select, road {公路} other {其他}}打气筒。",
        true,
    ),
];

#[test]
fn placeholders_are_counted_and_branches_kept() {
    for (english, chinese, told) in PLACEHOLDERS {
        let folder = tempfile::tempdir().unwrap();
        let (english, chinese) = (format!("{EN}{english}{EN_END}"), format!("{ZH}{chinese}{ZH_END}"));
        let rules = pages(folder.path(), &english, &chinese, "P304");
        assert_eq!(!rules.is_empty(), *told, "{english} {chinese}");
    }
}

#[test]
fn long_pages_of_marks_take_no_time_to_speak_of() {
    let page = |item: &str| format!("{EN}{}{EN_END}", format!("{item}\n").repeat(50_000));
    for item in ["{{<", "<Tab", "1. x", "<!--", "| a |", "**“x”**y", "<kbd>"] {
        let _ = trialign::check::Outline::read(&page(item));
    }
}

/// Pieces that rules look at, whole and broken.
const PIECES: [&str; 40] = [
    "A pump fills 12 tyres. ",
    "打气筒打满12个轮胎。",
    "\n\n",
    "\n",
    "“",
    "”",
    "（",
    ")",
    "**",
    "`",
    "```\n",
    "~~~",
    ":::tip\n",
    "> [!NOTE]\n",
    "{{< x a=\"",
    "<Tab label=",
    "/>",
    "{#id}",
    "[a](#b)",
    "![",
    "](",
    "| a | b |\n|---|---|\n",
    "1. ",
    "- ",
    "<!-- The pump fills tyres. -->",
    "<kbd>",
    "</kbd>",
    "{n, plural, one {",
    "}",
    "%s",
    "{name}",
    "2024 年 5 月 3 日",
    "May 3, 2024",
    "5 kg",
    "5 克",
    "$8",
    "---\ntitle: a\n---\n",
    "\u{200B}",
    "v1.2.3",
    "以下是翻译结果：",
];

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 40, failure_persistence: None, ..Default::default() })]
    #[test]
    fn no_pieces_make_a_rule_fail(english in proptest::collection::vec(0..PIECES.len(), 0..40), chinese in proptest::collection::vec(0..PIECES.len(), 0..40)) {
        let page = |parts: &[usize], head: &str| format!("{head}{}", parts.iter().map(|at| PIECES[*at]).collect::<String>());
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.en.md"), page(&english, EN)).unwrap();
        fs::write(folder.path().join("a.zh-CN.md"), page(&chinese, ZH)).unwrap();
        let rules: String = trialign::check::ALL.iter().map(|rule| format!("{} = \"on\"\n", rule.id)).collect();
        fs::write(folder.path().join("trialign.toml"), format!("[check.rules]\n{rules}")).unwrap();
        let done = Command::new(env!("CARGO_BIN_EXE_trialign"))
            .args(["check", ".", "--no-cache", "--fail-on", "never", "--format", "json"])
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&done.stderr).into_owned();
        proptest::prop_assert!(!told.contains("fault of this program") && done.status.code() != Some(101), "{}", told);
    }
}

#[test]
fn a_box_of_another_kind_is_told_where_it_stands() {
    let boxes = |kinds: [&str; 3], text: &str| -> String {
        kinds.iter().map(|kind| format!("> [!{kind}]\n> {text}\n\n{text}\n\n")).collect()
    };
    let folder = tempfile::tempdir().unwrap();
    let english = boxes(["NOTE", "IMPORTANT", "IMPORTANT"], "Mind the valve.");
    let chinese = boxes(["IMPORTANT"; 3], "小心气门。");
    fs::write(folder.path().join("a.en.md"), format!("{EN}{english}{EN_END}")).unwrap();
    fs::write(folder.path().join("a.zh-CN.md"), format!("{ZH}{chinese}{ZH_END}")).unwrap();
    let all = findings(folder.path());
    let lines: Vec<u64> =
        all.iter().filter(|f| f["rule"] == "M402").filter_map(|f| f["line"].as_u64()).collect();
    assert_eq!(lines, [5], "{all:?}");
}
