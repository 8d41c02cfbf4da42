//! `trialign check` seen from outside: examples of rules, exit codes, bad input.

use std::fs;

use super::case::Case;
use serde_json::Value;

const EN: &str = "# The Harbour Bridge\n\nThe bridge was opened in 1938. It carries 27,000 vehicles a day across the river.\n\nWho pays for the repairs? The county pays 38 million dollars, and the town pays nothing.\n\n## Repairs\n\nWorkers replaced the old steel. Run `bridge status` to see the [plan](https://example.org/plan).\n\nEngineers inspect the girders every month. The next inspection is on 9 October 2031.\n";
const HANS: &str = "# 港口大桥\n\n大桥于1938年通车。每天有27000辆汽车经此过河。\n\n维修费用由谁支付？县政府支付3800万美元，镇上分文不付。\n\n## 维修\n\n工人更换了旧钢材。运行 `bridge status` 可查看[计划](https://example.org/plan)。\n\n工程师每月检查钢梁。下次检查在2031年10月9日。\n";
const HANT: &str = "# 港口大橋\n\n大橋於1938年通車。每天有27000輛汽車經此過河。\n\n維修費用由誰支付？縣政府支付3800萬美元，鎮上分文不付。\n\n## 維修\n\n工人更換了舊鋼材。執行 `bridge status` 可查看[計劃](https://example.org/plan)。\n\n工程師每月檢查鋼樑。下次檢查在2031年10月9日。\n";

fn good() -> Case {
    Case::new().file("d/a.en.md", EN).file("d/a.zh-CN.md", HANS).file("d/a.zh-TW.md", HANT)
}

/// The good case with one change.
fn with(name: &str, from: &str, to: &str) -> Case {
    let case = good();
    let text = case.read(name);
    assert!(text.contains(from), "{from}");
    case.file(name, text.replace(from, to))
}

trait Findings {
    /// What `check d` finds.
    fn findings(&self, more: &[&str]) -> Vec<Value>;

    /// The rules of these.
    fn rules(&self, more: &[&str]) -> Vec<String> {
        self.findings(more).iter().map(|f| f["rule"].as_str().unwrap().to_owned()).collect()
    }
}

impl Findings for Case {
    fn findings(&self, more: &[&str]) -> Vec<Value> {
        let mut args = vec!["check", "d", "--format", "json", "--quiet"];
        args.extend(more);
        let done = self.run(&args);
        let value: Value =
            serde_json::from_str(&done.out).unwrap_or_else(|e| panic!("{e}: {}{}", done.out, done.err));
        value["findings"].as_array().unwrap().clone()
    }
}

/// Each rule: the file, what is changed in it, and to what. The unchanged article is the other example.
const EXAMPLES: &[(&str, &str, &str, &str)] = &[
    ("C105", "d/a.zh-CN.md", "工程师每月检查钢梁。下次检查在2031年10月9日。", ""),
    ("C106", "d/a.zh-TW.md", "工程師每月檢查鋼樑。", ""),
    ("C110", "d/a.zh-CN.md", "工人更换了旧钢材。", "Workers replaced the old steel."),
    ("C111", "d/a.zh-CN.md", "工人更换了旧钢材。", "工人更换了旧钢材 which had been there for many years。"),
    ("C112", "d/a.zh-CN.md", "工人更换了旧钢材。", "工人更换了旧钢材（待翻译）。"),
    ("P301", "d/a.zh-CN.md", "27000辆", "2700辆"),
    ("P302", "d/a.zh-TW.md", "萬美元", "萬英鎊"),
    ("P302", "d/a.zh-CN.md", "10月9日", "11月9日"),
    ("P302", "d/a.zh-CN.md", "10月9日", " 10 月 19 日"),
    ("C115", "d/a.zh-TW.md", "工人更換", "好的，以下是翻譯結果：工人更換"),
    ("P303", "d/a.zh-CN.md", "[计划](https://example.org/plan)", "计划"),
    ("P304", "d/a.zh-CN.md", "`bridge status`", "状态命令"),
    ("P305", "d/a.zh-CN.md", "## 维修", "### 维修"),
    ("T401", "d/a.zh-CN.md", "支付？", "支付。"),
    ("T402", "d/a.zh-CN.md", "万美元，", "万美元,"),
    ("T404", "d/a.zh-CN.md", "旧钢材", "旧钢材（见上"),
    ("T406", "d/a.zh-CN.md", "旧钢材", "旧\u{FFFD}钢材"),
    ("S502", "d/a.zh-CN.md", "工程师每月检查钢梁", "工程師每月檢查鋼樑"),
];

#[test]
fn a_good_article_has_no_findings_and_each_example_its_own() {
    let good = good();
    let quiet: Vec<String> = good.rules(&[]).into_iter().filter(|rule| rule != "L701").collect();
    assert_eq!(quiet, Vec::<String>::new());
    for (rule, file, from, to) in EXAMPLES {
        let found = with(file, from, to).rules(&[]);
        let same = |f: &String| f == rule || *rule == "C105" && f == "C106";
        assert!(found.iter().any(same), "{rule}: {found:?}");
    }
}

/// One sentence in three editions that says the same number in other words.
const SAME_NUMBER: &[[&str; 3]] = &[
    ["The battery stores 60 megawatt-hours.", "电池能储存60兆瓦时。", "電池能儲存6萬度電。"],
    ["Peak demand is 48 megawatts.", "高峰负荷约4.8万千瓦。", "尖峰負載約4萬8,000瓩。"],
    ["The bank cut the rate by 40 basis points.", "央行降息40个基点。", "央行減息0.4厘。"],
    [
        "It serves 3 million users in 20 countries.",
        "它为 20 个国家的 300 万用户服务。",
        "它為 20 個國家的 300 萬使用者服務。",
    ],
    [
        "The fund raised £45m from 12K people.",
        "该基金向1.2w人募集了4500 万英镑。",
        "該基金向1.2 萬人募集了4,500萬英鎊。",
    ],
    ["He ran the leg in 44.97 seconds.", "他这一棒跑了44秒97。", "他這一棒跑了44秒97。"],
    ["The detector saw 100 000 particles.", "探测器看到了10万个粒子。", "偵測器看到了10萬個粒子。"],
    ["It lasted a hundred and thirty years.", "它延续了一百三十年。", "它延續了一百三十年。"],
];

/// The same with a wrong number in the last edition.
const OTHER_NUMBER: &[[&str; 3]] = &[
    ["The novel has 92,000 words.", "这部小说有9.2万字。", "這部小說有9億2,000字。"],
    ["The storm passed within 30 seconds.", "风暴在30秒内过去了。", "風暴在3秒內過去了。"],
    ["He read out the number: 181.", "他念出了号码：181。", "他唸出了號碼：1810。"],
    ["The site stores 50 megawatt-hours.", "电站能储存50兆瓦时。", "電站能儲存5兆瓦時。"],
];

fn with_sentence(sentence: &[&str; 3]) -> Case {
    let texts = [("d/a.en.md", EN), ("d/a.zh-CN.md", HANS), ("d/a.zh-TW.md", HANT)];
    texts.iter().zip(sentence).fold(good(), |case, ((file, text), more)| {
        case.file(file, format!("{}\n\n{more}\n", text.trim_end()))
    })
}

#[test]
fn numbers_are_compared_whatever_their_words() {
    for sentence in SAME_NUMBER {
        let found = with_sentence(sentence).rules(&[]);
        assert!(!found.iter().any(|rule| rule == "P301" || rule == "C108"), "{}: {found:?}", sentence[0]);
    }
    for sentence in OTHER_NUMBER {
        let found = with_sentence(sentence).rules(&[]);
        assert!(found.contains(&"P301".to_owned()), "{}: {found:?}", sentence[0]);
    }
}

/// A Chinese edition's last paragraph, and the rule that finds something in it; none: it is as it should be.
const LEFT: &[(&str, &str, Option<&str>)] = &[
    ("Fuel did not help the company.", "Fuel did not help the company.公司因此亏损。", Some("C110")),
    ("“How long did you study?” she asked.", "“How long did you study?” she asked.", Some("C110")),
    ("locate -d .", "locate -d .", None),
    (
        "[How to change your user agent](https://example.org/a)",
        "[How to change your user agent](https://example.org/a)",
        None,
    ),
    ("He said it was over.", "他说：“已经结束了，that is to say when all is said and done。”", Some("C111")),
    (
        "Reserved words come first.",
        "保留字：if then elif else fi for in while unless do done case esac。",
        None,
    ),
    ("It is in the unstable release.", "它在不稳定版里。", None),
];

#[test]
fn another_power_of_ten_is_an_error_however_it_is_said() {
    let sentence = ["It serves 3 million users.", "它为300万用户服务。", "它為 30 萬使用者服務。"];
    let found = with_sentence(&sentence).findings(&[]);
    let levels: Vec<&str> =
        found.iter().filter(|f| f["rule"] == "P301").filter_map(|f| f["level"].as_str()).collect();
    assert_eq!(levels, ["error"]);
    // 1K到8K is between 1 and 8 kibibytes.
    let range = ["It varies between 1 and 8 kibibytes.", "它在1K到8K字节之间。", "它在1K到8K位元組之間。"];
    let found = with_sentence(&range).findings(&[]);
    assert!(!found.iter().any(|f| f["rule"] == "P301" && f["level"] == "error"), "{found:?}");
}

#[test]
fn english_left_behind_is_told_from_commands_and_titles() {
    for (english, chinese, rule) in LEFT {
        let found = with_sentence(&[english, chinese, "（略）"]).findings(&[]);
        let of_hans = |f: &&Value| f["edition"] == "zh-Hans";
        let rules: Vec<&str> = found.iter().filter(of_hans).filter_map(|f| f["rule"].as_str()).collect();
        let left: Vec<&&str> = rules.iter().filter(|r| matches!(**r, "C110" | "C111" | "P304")).collect();
        assert_eq!(left.first().map(|r| **r), *rule, "{chinese}: {rules:?}");
    }
}

#[test]
fn editions_that_are_missing_empty_or_in_another_script_are_told() {
    let more = |case: Case| case.file("d/b.en.md", EN).file("d/b.zh-CN.md", HANS).file("d/b.zh-TW.md", HANT);
    let missing = more(good()).without("d/a.zh-TW.md");
    let found = missing.findings(&[]);
    let c101 = found.iter().find(|f| f["rule"] == "C101").unwrap();
    assert_eq!((c101["path"].as_str(), c101["line"].as_u64()), (Some("d/a.en.md"), Some(1)));
    assert!(more(good()).without("d/a.en.md").rules(&[]).contains(&"C102".to_owned()));
    assert!(good().file("d/a.zh-CN.md", "---\ntitle: 大桥\n---\n").rules(&[]).contains(&"C103".to_owned()));
    assert!(good().file("d/a.zh-CN.md", "\n").rules(&[]).contains(&"C103".to_owned()));
    assert!(good().file("d/a.zh-CN.md", HANT).rules(&[]).contains(&"S501".to_owned()));
    let french = "# Le pont du port\n\nLe pont du port a été ouvert en 1938, et il porte beaucoup de voitures chaque jour.\n";
    let found = good().file("d/a.zh-CN.md", french).rules(&[]);
    assert!(found.contains(&"S501".to_owned()) && !found.contains(&"C110".to_owned()), "{found:?}");
}

#[test]
fn exit_codes() {
    let bad = || with("d/a.zh-CN.md", "支付？", "支付。");
    assert_eq!(good().run(&["check", "d"]).code, 0);
    assert_eq!(bad().run(&["check", "d"]).code, 0);
    assert_eq!(bad().run(&["check", "d", "--fail-on", "warning"]).code, 2);
    assert_eq!(bad().run(&["check", "d", "--fail-on", "never"]).code, 0);
    assert_eq!(Case::new().run(&["check", "nowhere"]).code, 1);
    assert_eq!(good().run(&["check", "d", "--format", "pdf"]).code, 64);
    assert_eq!(good().run(&["rule", "X999"]).code, 64);
    assert_eq!(good().run(&["rule", "c106"]).code, 0);
    let config = good().file("trialign.toml", "[check.rules]\nX999 = \"off\"\n").run(&["check", "d"]);
    assert_eq!(config.code, 3, "{}", config.err);
    let typo = good().file("trialign.toml", "[check]\nfail = \"error\"\n").run(&["check", "d"]);
    assert!(typo.code == 3 && typo.err.contains("trialign.toml:2"), "{}", typo.err);
}

#[test]
fn settings_comments_and_paths_switch_rules_off() {
    let bad = || with("d/a.zh-CN.md", "支付？", "支付。");
    let settings = |text: &str| bad().file("trialign.toml", text).findings(&[]);
    let t401 = |found: &[Value]| found.iter().any(|f| f["rule"] == "T401");
    assert!(t401(&bad().findings(&[])));
    assert!(!t401(&settings("[check.rules]\nT401 = \"off\"\n")));
    assert!(!t401(&settings("[check]\nignore = [\"**/*.zh-CN.md\"]\n")));
    let overridden = "[[check.overrides]]\npaths = [\"d/**\"]\nrules = { T401 = \"error\" }\n";
    assert!(settings(overridden).iter().any(|f| f["rule"] == "T401" && f["level"] == "error"));
    let comment =
        with("d/a.zh-CN.md", "维修费用由谁支付？", "<!-- trialign-disable T401 -->\n\n维修费用由谁支付。");
    assert!(!t401(&comment.findings(&[])));
}

#[test]
fn a_glossary_is_kept_to() {
    let case = good()
        .file("g.csv", "en,zh-Hans,not-zh-Hant\ngirder,桁梁,鋼樑\n")
        .file("trialign.toml", "[check]\nglossary = \"g.csv\"\n");
    assert_eq!(case.rules(&[]).iter().filter(|rule| *rule == "P310").count(), 2);
    let wrong = good().file("g.csv", "word,zh\n").file("trialign.toml", "[check]\nglossary = \"g.csv\"\n");
    let done = wrong.run(&["check", "d"]);
    assert!(done.code == 3 && done.err.contains("g.csv:1"), "{}", done.err);
}

#[test]
fn the_lock_tells_what_is_stale_and_nothing_else() {
    let case = good();
    assert_eq!(case.run(&["lock", "d"]).code, 0);
    assert!(!case.rules(&[]).contains(&"D201".to_owned()));
    // Markup and white space do not count.
    let cosmetic = EN.replace("the old steel", "the  *old* steel");
    let case = case.file("d/a.en.md", &cosmetic);
    assert!(!case.rules(&[]).contains(&"D201".to_owned()));
    let case = case.file("d/a.en.md", EN.replace("every month", "every week"));
    let found = case.findings(&[]);
    let stale: Vec<&str> =
        found.iter().filter(|f| f["rule"] == "D201").filter_map(|f| f["text"].as_str()).collect();
    assert_eq!(stale, ["工程师每月检查钢梁。", "工程師每月檢查鋼樑。"]);
    // A translation that was changed since is up to date.
    let case = case.file("d/a.zh-CN.md", HANS.replace("每月", "每周"));
    assert_eq!(case.rules(&[]).iter().filter(|rule| *rule == "D201").count(), 1);
}

/// Two articles that are recorded, and the English of both changed since.
fn two_stale() -> Case {
    let case = good().file("d/b.en.md", EN).file("d/b.zh-CN.md", HANS).file("d/b.zh-TW.md", HANT);
    assert_eq!(case.run(&["lock", "d"]).code, 0);
    let changed = EN.replace("every month", "every week");
    case.file("d/a.en.md", &changed).file("d/b.en.md", &changed)
}

fn stale(case: &Case, args: &[&str]) -> Vec<String> {
    let found = case.findings(args);
    let stale = found.iter().filter(|f| f["rule"] == "D201");
    stale.map(|f| f["path"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn locking_again_keeps_what_is_stale() {
    let case = two_stale();
    assert_eq!(stale(&case, &[]).len(), 4);
    // The words that changed are shown.
    let said = case.findings(&[]).iter().find(|f| f["rule"] == "D201").unwrap()["message"].to_string();
    assert!(said.contains("[-month") && said.contains("{+week"), "{said}");
    let case = case.file("d/a.zh-CN.md", HANS.replace("每月", "每周"));
    let done = case.run(&["lock", "d"]);
    assert!(done.code == 0 && done.err.contains("3 translations in 2 articles stay stale"), "{}", done.err);
    assert_eq!(stale(&case, &[]), ["d/a.zh-TW.md", "d/b.zh-CN.md", "d/b.zh-TW.md"]);
    // A single page, and one that is right as it is.
    let one = case.run(&["lock", "d/b.zh-CN.md", "--accept", "d/b.zh-CN.md"]);
    assert_eq!(one.code, 0, "{}", one.err);
    assert_eq!(stale(&case, &[]), ["d/a.zh-TW.md", "d/b.zh-TW.md"]);
    assert_eq!(case.run(&["lock", "d", "--accept", "d/nowhere.md"]).code, 64);
}

#[test]
fn one_block_of_code_of_two_is_accepted() {
    let page = |first: &str, second: &str, text: &str| {
        format!("# A\n\n{text}\n\n```sh\n{first}\n```\n\n{text}\n\n```sh\n{second}\n```\n")
    };
    let (en, zh) = ("The pump stands behind the old barn.", "水泵在旧谷仓后面。");
    let case =
        good().file("d/b.en.md", page("run 1", "run 2", en)).file("d/b.zh-CN.md", page("run 1", "run 2", zh));
    assert_eq!(case.run(&["lock", "d"]).code, 0);
    let case = case.file("d/b.en.md", page("walk 1", "walk 2", en));
    let lines = || {
        let found = case.findings(&[]);
        let stale = found.iter().filter(|f| f["rule"] == "D201" && f["path"] == "d/b.zh-CN.md");
        stale.map(|f| f["line"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(lines(), [5, 11]);
    let done = case.run(&["lock", "d", "--accept", "d/b.zh-CN.md:11"]);
    assert!(done.code == 0 && done.err.contains("1 translations in 1 articles stay stale"), "{}", done.err);
    assert_eq!(lines(), [5]);
    assert_eq!(case.run(&["lock", "d", "--accept", "d/b.zh-CN.md:5"]).code, 0);
    assert_eq!(lines(), [0; 0]);
}

#[test]
fn a_description_that_changed_is_told_once() {
    let page = |text: &str, body: &str| format!("---\ntitle: A\ndescription: {text}\n---\n\n{body}\n");
    let (en, zh) = ("The pump stands behind the old barn. It is red.", "水泵在旧谷仓后面。它是红色的。");
    let case = good()
        .file("d/b.en.md", page("All about the pump of the barn", en))
        .file("d/b.zh-CN.md", page("关于谷仓水泵的一切", zh));
    assert_eq!(case.run(&["lock", "d"]).code, 0);
    let case = case.file("d/b.en.md", page("All about the pump of the mill", en));
    assert_eq!(stale(&case, &[]), ["d/b.zh-CN.md"]);
}

#[test]
fn a_lock_that_is_none_says_what_to_do_and_that_works() {
    let mut case = two_stale();
    let lock = case.read("trialign.lock");
    let merged = format!("<<<<<<< ours\n{lock}\n=======\n{lock}\n>>>>>>> theirs\n");
    for text in [&merged, "", &lock[..lock.len() / 2]] {
        case = case.file("trialign.lock", text);
        let done = case.run(&["lock", "d"]);
        assert!(done.code == 3 && done.err.contains("delete it"), "{}", done.err);
        case = case.without("trialign.lock");
        assert_eq!(case.run(&["lock", "d"]).code, 0);
    }
}

#[test]
fn the_lock_does_not_depend_on_how_the_tree_is_named() {
    let case = two_stale();
    for args in [&["check", "."][..], &["check", "./d"], &["check"], &["check", "d/a.en.md"]] {
        let done = case.run(&[args, &["--format", "json", "--fail-on", "never"]].concat());
        let found: Value = serde_json::from_str(&done.out).unwrap();
        let stale = found["findings"].as_array().unwrap().iter().filter(|f| f["rule"] == "D201").count();
        assert_eq!(stale, if args.contains(&"d/a.en.md") { 2 } else { 4 }, "{args:?}: {}", done.err);
    }
    // Pages that were renamed are known by their sentences.
    for name in ["en", "zh-CN", "zh-TW"] {
        let [from, to] = ["a", "c"].map(|stem| case.path(format!("d/{stem}.{name}.md")));
        fs::rename(from, to).unwrap();
    }
    assert_eq!(stale(&case, &[]).len(), 4);
    // A page that is gone leaves a record that is named, and taken out when asked.
    let case = case.without("d/b.en.md").without("d/b.zh-CN.md").without("d/b.zh-TW.md");
    let case = case.file("d/n.en.md", "A new page has come.\n").file("d/n.zh-CN.md", "新的一页来了。\n");
    let told = case.run(&["check", "d"]).err;
    assert!(
        told.contains("1 records fit no article: d/b.en.md") && told.contains("1 articles are not in"),
        "{told}"
    );
    assert_eq!(case.run(&["lock", "d", "--prune"]).code, 0);
    assert!(!case.run(&["check", "d"]).err.contains("fit no article"));
}

#[test]
fn a_lock_of_version_1_is_taken_over() {
    use trialign::check::lock::hash;
    let segments =
        |text: &[&str]| text.iter().map(|s| format!("\"{}\"", hash(s))).collect::<Vec<_>>().join(",");
    let (en, zh) = (segments(&["It rained."]), segments(&["下雨了。"]));
    let lock = format!("{{\"version\":1,\"articles\":{{\"x/a\":{{\"beads\":[[[{en}],[{zh}],[]]]}}}}}}");
    let case = Case::new()
        .file("d/a.en.md", "It rained hard.\n")
        .file("d/a.zh-CN.md", "下雨了。\n")
        .file("trialign.lock", &lock);
    assert_eq!(stale(&case, &[]), ["d/a.zh-CN.md"]);
    assert_eq!(case.run(&["lock", "d"]).code, 0);
    let text = fs::read_to_string(case.path("trialign.lock")).unwrap();
    assert!(text.contains("\"version\": 2") && text.contains("\"d/a.en.md\""), "{text}");
    assert_eq!(stale(&case, &[]), ["d/a.zh-CN.md"]);
}

#[test]
fn one_page_never_costs_the_report() {
    // A bracket that is opened inside straight quotes and closed outside of them.
    let english = "# A\n\nPress \"save (the left\" of the buttons) twice.\n";
    let chinese = "# 甲\n\n把 \"save (the left\" 按钮)按两次。\n";
    let case = with("d/a.zh-CN.md", "27000辆", "2700辆")
        .file("d/p.en.md", english)
        .file("d/p.zh-CN.md", chinese)
        .file("d/p.zh-TW.md", "# 甲\n\n把 \"save (the left\" 按鈕)按兩次。\n");
    let done = case.run(&["check", "d"]);
    assert!(done.code == 2 && done.out.contains("P301"), "{} {}", done.code, done.err);
    // Two files of one edition are a finding, and texts that are not read are counted.
    let twice = good().file("d/a.en.mdx", EN).file("d/notes.tex", "Notes\n");
    let done = twice.run(&["check", "d"]);
    assert!(done.code == 0 && done.out.contains("C114"), "{} {}", done.code, done.err);
    assert!(done.err.contains("1 .tex"), "{}", done.err);
}

#[test]
fn what_one_finding_says_is_not_said_again() {
    // A page in English is one finding.
    let rules = good().file("d/a.zh-CN.md", EN).rules(&[]);
    let of: Vec<&String> =
        rules.iter().filter(|rule| ["S501", "C110", "C111"].contains(&rule.as_str())).collect();
    assert_eq!(of, ["S501"]);
    // So are the missing pages of a folder.
    let case = good().file("d/x/b.en.md", EN).file("d/x/c.en.md", EN).file("d/x/d.en.md", EN);
    let found = case.findings(&[]);
    let missing: Vec<&str> =
        found.iter().filter(|f| f["rule"] == "C101").filter_map(|f| f["message"].as_str()).collect();
    assert_eq!(missing.len(), 2, "{missing:?}");
    assert!(missing[0].starts_with("3 of 3 pages of d/x/ have no "), "{missing:?}");
    // Pages that say nothing in English either are as they should be.
    let empty = "---\ntitle: x\n---\n";
    let case = good().file("d/e.en.md", empty).file("d/e.zh-CN.md", empty).file("d/e.zh-TW.md", empty);
    assert!(!case.rules(&[]).contains(&"C103".to_owned()));
}

#[test]
fn what_is_ignored_is_not_read() {
    let case = good().file("trialign.toml", "[check]\nignore = [\"d/old/**\"]\n");
    let case = case.file("d/old/o.en.md", EN).file("d/old/o.zh-CN.md", "x").file("d/old/o.zh-TW.md", "x");
    let done = case.run(&["check", "d"]);
    assert!(done.code == 0 && done.err.contains("1 of 2 articles"), "{}", done.err);
}

#[test]
fn a_lock_of_another_version_and_a_broken_one_are_refused() {
    for text in ["{\"version\": 99, \"articles\": {}}", "nonsense"] {
        let done = good().file("trialign.lock", text).run(&["check", "d"]);
        assert_eq!(done.code, 3, "{}", done.err);
        assert!(done.err.contains("trialign.lock") && done.err.contains("trialign lock"), "{}", done.err);
    }
}

#[test]
fn a_lock_with_a_mark_of_the_byte_order_is_read_and_what_is_no_file_is_refused() {
    let case = two_stale();
    let path = case.path("trialign.lock");
    let own = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("\u{feff}{own}")).unwrap();
    assert_eq!(stale(&case, &[]).len(), 4);
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    let done = case.run(&["check", "d"]);
    assert!(done.code == 3 && done.err.contains("not a file"), "{}", done.err);
}

#[test]
fn a_baseline_hides_what_is_known_and_names_what_is_gone() {
    let case = with("d/a.zh-CN.md", "27000辆", "2700辆");
    assert_eq!(case.run(&["check", "d"]).code, 2);
    assert_eq!(case.run(&["check", "d", "--write-baseline", "b.json"]).code, 64);
    let written = case.run(&["check", "d", "--write-baseline", "b.json", "--reason", "later"]);
    assert_eq!(written.code, 0, "{}", written.err);
    assert_eq!(case.run(&["check", "d", "--baseline", "b.json"]).code, 0);
    // The line does not count.
    let text = fs::read_to_string(case.path("d/a.zh-CN.md")).unwrap();
    let case = case.file("d/a.zh-CN.md", format!("\n\n{text}"));
    assert_eq!(case.run(&["check", "d", "--baseline", "b.json"]).code, 0);
    let case = case.file("d/a.zh-CN.md", HANS);
    let done = case.run(&["check", "d", "--baseline", "b.json"]);
    assert!(done.code == 0 && done.err.contains("matches nothing any more"), "{}", done.err);
    for text in ["{}", "{\"version\":7,\"findings\":{}}"] {
        let done = good().file("b.json", text).run(&["check", "d", "--baseline", "b.json"]);
        assert!(done.code == 3 && done.err.contains("b.json"), "{}", done.err);
    }
    let none = "{\"version\":1,\"findings\":{\"x\":{\"rule\":\"C106\",\"path\":\"a\",\"reason\":\" \"}}}";
    assert_eq!(good().file("b.json", none).run(&["check", "d", "--baseline", "b.json"]).code, 3);
}

#[test]
fn git_tells_what_changed_and_what_is_behind() {
    let bare = good().run(&["check", "d", "--changed-since", "HEAD"]);
    assert!(bare.code == 1 && bare.err.contains("not a git repository"), "{}", bare.err);
    let case = good().file("d/b.en.md", EN).file("d/b.zh-CN.md", HANS).file("d/b.zh-TW.md", HANT);
    case.git(&["init", "-q"]);
    case.git(&["add", "d"]);
    case.git(&["commit", "-qm", "one"]);
    let unknown = case.run(&["check", "d", "--changed-since", "nowhere"]);
    assert!(unknown.code == 64 && unknown.err.contains("nowhere"), "{}", unknown.err);
    let none = case.run(&["check", "d", "--changed-since", "HEAD"]);
    assert!(none.code == 0 && none.err.contains("0 of 2 articles"), "{}", none.err);
    let case = case.file("d/b.zh-CN.md", HANS.replace("27000辆", "2700辆"));
    let one = case.run(&["check", "d", "--changed-since", "HEAD"]);
    assert!(one.code == 2 && one.err.contains("1 of 2 articles"), "{}", one.err);
    let case = case.file("d/b.zh-CN.md", HANS).file("d/a.en.md", EN.replace("every month", "every week"));
    case.git(&["commit", "-qam", "two"]);
    let stale = case.rules(&["--history"]);
    assert_eq!(stale.iter().filter(|rule| *rule == "D201").count(), 2, "{stale:?}");
    // White space alone does not count.
    let case = case.file("d/b.en.md", EN.replace("the old steel", "the  old steel"));
    case.git(&["commit", "-qam", "three"]);
    let stale = case.rules(&["--history"]);
    assert_eq!(stale.iter().filter(|rule| *rule == "D201").count(), 2, "{stale:?}");
}

#[test]
fn bad_files_are_named() {
    let broken = good().file("d/a.zh-CN.md", format!("---\ntitle: [大桥\nbad\n---\n\n{HANS}"));
    assert!(broken.run(&["check", "d"]).code != 1);
    let html = with("d/a.zh-CN.md", "工人更换了旧钢材。", "<div><p>工人更换了旧钢材。</div><b>");
    assert!(html.run(&["check", "d"]).code != 1);
    fs::write(broken.path("d/a.zh-TW.md"), [0u8, 1, 2, 0, 255, 254, 0, 0, 9]).unwrap();
    let binary = broken.run(&["check", "d"]);
    assert!(binary.code == 1 && binary.err.contains("a.zh-TW.md"), "{} {}", binary.code, binary.err);
}

#[test]
fn two_layouts_that_tie_are_an_error_of_configuration() {
    // One folder an article, or a parallel tree: `en/zh.txt` can be read both ways.
    let case = Case::new()
        .file("d/en/x.en.md", EN)
        .file("d/en/x.zh-CN.md", HANS)
        .file("d/zh-CN/x.en.md", EN)
        .file("d/zh-CN/x.zh-CN.md", HANS);
    let done = case.run(&["check", "d"]);
    assert_eq!(done.code, 3, "{}{}", done.out, done.err);
    assert!(done.err.contains("two layouts fit"), "{}", done.err);
    let explained = good().run(&["check", "d", "--explain-layout"]);
    assert!(explained.code == 0 && explained.out.contains("recognised as suffix"), "{}", explained.out);
}

#[test]
fn what_has_not_changed_is_not_checked_again() {
    let case = with("d/a.zh-CN.md", "27000辆", "2700辆");
    let first = case.run(&["check", "d"]);
    let second = case.run(&["check", "d"]);
    assert_eq!((first.code, &first.out), (second.code, &second.out));
    assert!(second.err.contains("1 unchanged"), "{}", second.err);
    let case = case.file("d/a.zh-CN.md", HANS);
    assert!(case.run(&["check", "d"]).err.contains("0 unchanged"));
}
