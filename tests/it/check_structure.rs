//! The rules of structure: each finds its fault and is silent on what translations do rightly.

use std::fs;
use std::process::{Command, Stdio};

use serde_json::Value;

const EN: &str =
    "# The bicycle pump\n\nThe pump fills both tyres in one minute. Its hose is forty centimetres long.\n\n";
const ZH: &str = "# 打气筒\n\n这个打气筒一分钟就能把两个轮胎打满。它的软管长四十厘米。\n\n";
const EN_END: &str = "\n\nKeep the pump in a dry place. The valve needs a drop of oil every spring.\n";
const ZH_END: &str = "\n\n请把打气筒放在干燥的地方。每年春天要给气门加一滴油。\n";

/// The rules beginning with M that speak of a page with these middle parts.
fn found(english: &str, chinese: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| fs::write(folder.path().join(name), text).unwrap();
    write("a.en.mdx", format!("{EN}{english}{EN_END}"));
    write("a.zh-CN.mdx", format!("{ZH}{chinese}{ZH_END}"));
    let done = Command::new(env!("CARGO_BIN_EXE_trialign"))
        .args(["check", ".", "--format", "json", "--quiet", "--no-cache", "--isolated"])
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&done.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap().iter();
    let rules = findings.filter_map(|f| f["rule"].as_str()).filter(|rule| rule.starts_with('M'));
    rules.map(str::to_owned).collect()
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
