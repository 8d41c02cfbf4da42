//! What an edition is in: another script, another language, bytes read by the wrong table.

use std::fs;
use std::process::Command;

use super::check_kinds::{site, told};
use super::findings::{findings, text};

/// An English page that says that there is none yet, beside a Chinese one of a heading: that is empty, and nothing of the
/// English is missing in it.
#[test]
fn an_english_page_that_says_there_is_none_is_to_be_written() {
    let said = "# Mill\n\nThis page is not yet available in English. Use the menu above to read the Simplified Chinese text.\n";
    let folder = site("md", said, "# 磨坊\n");
    let all = findings(folder.path());
    let errors: Vec<String> = all.iter().filter(|f| f["level"] == "error").map(|f| text(f, "rule")).collect();
    assert_eq!(errors, ["C103"], "{all:?}");
    // A short page that speaks of Chinese is a page.
    let page = "# Mill\n\nThe miller speaks Chinese and Dutch. He grinds at night. The wheel turns slowly, and nobody sleeps.\n";
    let folder = site("md", page, "# 磨坊\n");
    let all = findings(folder.path());
    assert!(all.iter().any(|f| f["level"] == "error" && f["rule"] != "C103"), "{all:?}");
}

/// What is translated into English later, or never: the Chinese is whole.
#[test]
fn an_english_page_that_points_to_the_chinese_is_a_stub() {
    let chinese: String =
        (0..40).map(|k| format!("第{k}层的楼梯是橡木的，每天扫两次，脚步声整座塔都听得见。\n\n")).collect();
    let stub = "# The tower\n\nThis chapter is kept in Chinese first: [chapter four](a.zh-CN.md). A summary follows later.\n";
    let errors = |english: &str| -> Vec<String> {
        let folder = site("md", english, &format!("# 塔\n\n{chinese}"));
        let all = findings(folder.path());
        all.iter().filter(|f| f["level"] == "error").map(|f| text(f, "rule").to_owned()).collect()
    };
    assert!(errors(stub).is_empty(), "{:?}", errors(stub));
    // Another article names no Chinese page.
    let other: String = (0..12)
        .map(|k| {
            format!(
                "Rabbit number {k} eats clover and sleeps under the hedge. Its young come out in spring.\n\n"
            )
        })
        .collect();
    let other = format!("# Rabbits\n\n{other}");
    assert!(!errors(&other).is_empty());
}

#[test]
fn an_english_edition_in_chinese_is_told_once() {
    let page = "# 塔\n\n看灯的人每晚都上塔，先擦玻璃，再加油。有雾或下大雪时还要敲钟，一个人顾不过来，就叫上儿子。夏天来的人多，塔下摆着长凳。\n";
    let folder = site("md", page, "# 塔\n\n中文说明统一放在 README.md 里，这里不再重复，请看那一份。\n");
    let found = findings(folder.path());
    let told: Vec<String> = found.iter().map(|f| text(f, "rule")).collect();
    assert_eq!(told, ["S501"], "{found:?}");
    assert_eq!(text(&found[0], "path"), "a.en.md");
}

#[test]
fn messages_that_are_translated_from_chinese_have_no_english_to_miss() {
    let messages: String = (0..12)
        .map(|k| format!("msgid \"第{k}层的楼梯每天扫两次，脚步声整座塔都听得见\"\nmsgstr \"第{k}層的樓梯每天掃兩次，腳步聲整座塔都聽得見\"\n\n"))
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let head = "msgid \"\"\nmsgstr \"\"\n\"Language: zh_TW\\n\"\n\n";
    fs::write(folder.path().join("zh_TW.po"), format!("{head}{messages}")).unwrap();
    assert!(findings(folder.path()).iter().all(|f| f["level"] != "error"), "{:?}", findings(folder.path()));
}

#[test]
fn a_glossary_with_chinese_in_its_table_is_english() {
    let rows: String = (0..30).map(|k| format!("| lamp {k} | 灯塔上的第{k}盏灯 |\n")).collect();
    let english = format!("# Glossary\n\nTerms of the tower.\n\n| English | Chinese |\n|---|---|\n{rows}");
    let folder = site("md", &english, &english.replace("Terms of the tower.", "灯塔的术语。"));
    assert!(findings(folder.path()).iter().all(|f| f["rule"] != "S501"), "{:?}", findings(folder.path()));
}

#[test]
fn a_chinese_page_that_nothing_stands_beside_is_no_english_edition() {
    let page = "看灯的人每晚都上塔，先擦玻璃，再加油。有雾或下大雪时还要敲钟，一个人顾不过来，就叫上儿子。夏天来的人多，塔下摆着长凳。\n";
    let folder = site("md", "The lamp burns oil.\n", "灯里烧的是油。\n");
    fs::write(folder.path().join("b.en.md"), page).unwrap();
    assert!(findings(folder.path()).iter().all(|f| f["rule"] != "S501"), "{:?}", findings(folder.path()));
}

/// Two characters tell which Chinese it is, whatever code stands around them.
#[test]
fn the_script_of_zh_alone_is_told_by_its_characters() {
    let code =
        "    media.startRecord();\n    media.stopRecord();\n    // release the resources of the system\n";
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), format!("# Media\n\nStarts to record.\n\n{code}")).unwrap();
    fs::write(folder.path().join("a.zh.md"), format!("# 媒體\n\n開始錄製音訊檔。\n\n{code}")).unwrap();
    let found = findings(folder.path());
    assert!(found.iter().all(|f| f["rule"] != "S501"), "{found:?}");
}

#[test]
fn names_and_addresses_make_no_messages_foreign() {
    let names: String = ["Lin", "Okafor", "Petit", "Araya", "Haas", "Sato", "Moreau", "Diaz"]
        .iter()
        .map(|name| {
            let address = format!("[@{0}keeper](https://tower.example/{0}keeper)", name.to_lowercase());
            format!(
                "msgid \"Mei {name}\"\nmsgstr \"Mei {name}\"\n\nmsgid \"{address}\"\nmsgstr \"{address}\"\n\n"
            )
        })
        .collect();
    let head = "msgid \"\"\nmsgstr \"\"\n\"Language: zh_CN\\n\"\n\nmsgid \"Keepers\"\nmsgstr \"看灯人\"\n\n";
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("zh_CN.po"), format!("{head}{names}")).unwrap();
    assert!(findings(folder.path()).iter().all(|f| f["rule"] != "S501"), "{:?}", findings(folder.path()));
}

#[test]
fn chinese_read_as_latin_was_decoded_wrongly_and_is_no_other_language() {
    let chinese = "请先下载程序。接着启动它，等到页面打开为止。如果没有反应，请阅读日志。";
    let english = "Download the program first. Then start it and wait for its page. If nothing happens, read the log.\n";
    let (bytes, ..) = encoding_rs::GB18030.encode(chinese);
    let garbled: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let folder = site("md", english, &format!("{garbled}\n\n{garbled}\n"));
    let found = findings(folder.path());
    let of = |rule: &str| found.iter().filter(|f| f["rule"] == rule).collect::<Vec<_>>();
    let told = of("T406").into_iter().filter(|f| f["level"] == "error").count();
    assert_eq!((told, of("S501").len()), (1, 0), "{found:?}");
}

/// Options of a program as headings, with little text between them: they are in no language.
#[test]
fn names_of_options_are_no_text() {
    let options: String = (0..18).map(|k| format!("## tools.option{k}Name\n\n")).collect();
    let folder = site(
        "md",
        &format!("# Options\n\nThese can be set in the file of settings.\n\n{options}"),
        &format!("# 选项\n\n以下各项可以在设置文件里配置。\n\n{options}"),
    );
    let all = findings(folder.path());
    assert!(all.iter().all(|f| f["rule"] != "S501"), "{all:?}");
}

/// A table whose rule has a cell too few or too many is one all the same, whichever edition has it.
#[test]
fn a_table_with_a_wrong_rule_is_translated() {
    let names = ["text", "size", "value", "shape", "label", "colour", "width", "height", "shadow", "margin"];
    let table = |rule: &str, of: &dyn Fn(usize) -> String| -> String {
        let rows: String =
            (0..names.len()).map(|k| format!("| {} | {} | none |\n", names[k], of(k))).collect();
        format!("| Name | Meaning | Default |\n{rule}\n{rows}")
    };
    let english = |k: usize| format!("the {} of the button that is shown to the reader", names[k]);
    let chinese = |k: usize| {
        format!(
            "显示给读者的按钮的第{k}项属性：{}",
            ["文字", "尺寸", "数值", "形状", "标签", "颜色", "宽度", "高度", "阴影", "边距"][k]
        )
    };
    let (right, wrong) = ("|---|---|---|", "|---|---|---|---|");
    for (en, zh) in [(wrong, right), (right, wrong), (right, "|---|---|")] {
        let folder = site(
            "md",
            &format!("# Button\n\nA button for every page.\n\n{}", table(en, &english)),
            &format!("# 按钮\n\n每个页面都能用的按钮。\n\n{}", table(zh, &chinese)),
        );
        let all = findings(folder.path());
        let told: Vec<_> = all.iter().filter(|f| f["level"] == "error").collect();
        assert!(told.is_empty(), "{en} {zh} {told:?}");
    }
}

/// Three strokes typed for the bullet of an item open no box.
#[test]
fn strokes_before_a_sentence_open_no_box() {
    let folder = site(
        "md",
        "# Mill\n\n- It grinds wheat at night.\n- It grinds rye in the morning.\n",
        "# 磨坊\n\n- 它在夜里磨小麦。\n  /// 它在早上磨黑麦。\n",
    );
    let all = findings(folder.path());
    assert!(all.iter().all(|f| f["rule"] != "M402"), "{all:?}");
}

#[test]
fn zh_alone_in_traditional_characters_lacks_no_simplified_edition() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("ask_en/a.md", "# The lamp\n\nThe lamp turns once a minute. The keeper winds the clock at dusk.\n"),
        ("ask_zh/a.md", "# 燈\n\n燈每分鐘轉一圈。守塔人在黃昏時給時鐘上發條。\n"),
    ] {
        fs::create_dir_all(folder.path().join(name).parent().unwrap()).unwrap();
        fs::write(folder.path().join(name), text).unwrap();
    }
    assert_eq!(told(folder.path(), "C101"), []);
    fs::write(folder.path().join("ask_zh/a.md"), "# 燈\n\n燈每分鐘轉一圈。").unwrap();
    assert_eq!(told(folder.path(), "C106").len(), 1, "it is compared");
    // Who wants both says so.
    fs::write(folder.path().join("trialign.toml"), "editions = [\"en\", \"zh-Hans\", \"zh-Hant\"]\n")
        .unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_trialign"))
        .args(["check", ".", "--format", "json", "--quiet", "--no-cache"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&done.stdout).contains("C101"));
}
