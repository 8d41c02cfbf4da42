//! Formats of documentation beside Markdown: gettext, JSON, YAML, AsciiDoc, reStructuredText; checked and aligned.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::case::program;
use serde_json::Value;

fn run(folder: &Path, args: &[&str]) -> Output {
    program(folder, args).output().unwrap()
}

/// Files, and what `check` finds in them: rule, path, line.
pub(super) fn check(files: &[(&str, &str)]) -> (Vec<(String, String, u64)>, Output) {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), files);
    let done = run(folder.path(), &["check", ".", "--format", "json", "--no-cache", "--isolated"]);
    let report: Value = serde_json::from_slice(&done.stdout)
        .unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&done.stderr)));
    let found = report["findings"].as_array().unwrap().iter().map(|f| {
        let text = |key: &str| f[key].as_str().unwrap_or_default().to_owned();
        (text("rule"), text("path"), f["line"].as_u64().unwrap_or(0))
    });
    (found.filter(|(rule, ..)| rule != "L701").collect(), done)
}

fn put(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

const PO: &str = "msgid \"\"\nmsgstr \"\"\n\"Language: zh_CN\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\nmsgid \"The pump weighs 12 kilograms.\"\nmsgstr \"水泵重12公斤。\"\n\nmsgid \"Copy %s to the shelf.\"\nmsgstr \"把 %s 放到架子上。\"\n\nmsgid \"Nobody opened the gate. It was locked.\"\nmsgstr \"没有人打开大门。门锁着。\"\n";

#[test]
fn a_po_file_is_checked_message_by_message() {
    assert_eq!(check(&[("po/zh_CN.po", PO)]).0, []);
    // A file of another language is nobody's, one without a tag is known by its header.
    assert_eq!(check(&[("po/messages.po", PO), ("po/de.po", "msgid \"a\"\nmsgstr \"b\"\n")]).0, []);
    let wrong = PO.replace("水泵重12公斤。", "水泵重120公斤。").replace("把 %s 放", "把它放");
    let (found, _) = check(&[("po/zh_CN.po", &wrong)]);
    let at = |rule: &str| found.iter().find(|f| f.0 == rule).map(|f| f.2);
    assert_eq!((at("P301"), at("P304")), (Some(7), Some(10)), "{found:?}");
    let open = PO
        .replace("msgid \"Copy", "#, fuzzy\nmsgid \"Copy")
        .replace("msgstr \"没有人打开大门。门锁着。\"", "msgstr \"\"");
    let (found, _) = check(&[("po/zh_CN.po", &open)]);
    let lines: Vec<u64> = found.iter().filter(|f| f.0 == "C116").map(|f| f.2).collect();
    assert_eq!(lines, [10, 13], "{found:?}");
}

const EN_JSON: &str = "{\n  \"nav\": {\"open\": \"Open the gate\", \"close\": \"Close the gate now\"},\n  \"theme.next\": {\"message\": \"Next page of the book\", \"description\": \"A label\"}\n}\n";
const ZH_JSON: &str = "{\n  \"theme.next\": {\"message\": \"本书的下一页\", \"description\": \"A label\"},\n  \"nav\": {\"close\": \"现在关门\", \"open\": \"打开大门\"}\n}\n";

#[test]
fn messages_in_json_and_yaml_are_paired_by_their_keys() {
    assert_eq!(check(&[("l/en/a.json", EN_JSON), ("l/zh-CN/a.json", ZH_JSON)]).0, []);
    // A byte order mark, and files side by side.
    let marked = format!("\u{feff}{ZH_JSON}");
    assert_eq!(check(&[("l/en.json", EN_JSON), ("l/zh-CN.json", &marked)]).0, []);
    let less = ZH_JSON.replace("\"close\": \"现在关门\", ", "");
    let (found, _) = check(&[("l/en/a.json", EN_JSON), ("l/zh-CN/a.json", &less)]);
    assert!(found.iter().any(|f| f.0 == "C105"), "{found:?}");
    let en = "en:\n  gate:\n    open: \"The gate is open for 3 hours\"\n    shut: The gate is shut\n";
    let zh = "zh-CN:\n  gate:\n    shut: 大门关着\n    open: 大门开放5小时\n";
    let (found, _) = check(&[("config/locales/en.yml", en), ("config/locales/zh-CN.yml", zh)]);
    assert_eq!(found, [("P301".to_owned(), "config/locales/zh-CN.yml".to_owned(), 4)]);
    // Data of another kind is left alone, and pages are found beside it.
    let page = ("docs/en/p.md", "# A page\n\nThe gate is open.\n");
    let own = ("docs/zh/p.md", "# 一页\n\n大门开着。\n");
    let (found, done) =
        check(&[page, own, ("zh/data.json", "{\"a\": \"b c\"}"), ("package.json", "{\"name\": \"x y\"}")]);
    assert_eq!(found, []);
    assert!(String::from_utf8_lossy(&done.stderr).contains("1 of 1 articles checked"));
}

const EN_ADOC: &str = "= The Ferry\n:toc:\n\n== First trip\n\nThe *ferry* leaves at 6 and carries 40 cars. See <<end,the end>>.\n\n* Bring a coat.\n* Pay on board.\n\n[source,sh]\n----\nferry --start\n----\n\ninclude::a.adoc[]\n\nNOTE: Mind the step, it is wet.\n";
const ZH_ADOC: &str = "= 渡轮\n:toc:\n\n== 第一趟\n\n*渡轮*六点开船，载40辆车。见<<end,结尾>>。\n\n* 带件外套。\n* 上船付钱。\n\n[source,sh]\n----\nferry --start\n----\n\ninclude::a.adoc[]\n\nNOTE: 小心台阶，地上湿滑。\n";
const EN_RST: &str = "The Ferry\n=========\n\nThe **ferry** leaves at 6 and carries 40 cars. See :ref:`the end <end>`.\n\n- Bring a coat.\n- Pay on board.\n\nStart it like this::\n\n    ferry --start\n\n.. note::\n\n   Mind the step, it is wet.\n";
const ZH_RST: &str = "渡轮\n====\n\n**渡轮**\\ 六点开船，载40辆车。见\\ :ref:`结尾 <end>`\\ 。\n\n- 带件外套。\n- 上船付钱。\n\n这样启动::\n\n    ferry --start\n\n.. note::\n\n   小心台阶，地上湿滑。\n";

#[test]
fn asciidoc_and_restructuredtext_are_read_as_pages_are() {
    for (extension, en, zh) in
        [("adoc", EN_ADOC, ZH_ADOC), ("asc", EN_ADOC, ZH_ADOC), ("rst", EN_RST, ZH_RST)]
    {
        let names = [format!("d/en/a.{extension}"), format!("d/zh/a.{extension}")];
        assert_eq!(check(&[(&names[0], en), (&names[1], zh)]).0, [], "{extension}");
        let wrong = zh.replace("40辆", "400辆");
        let (found, _) = check(&[(&names[0], en), (&names[1], &wrong)]);
        assert!(found.iter().any(|f| f.0 == "P301"), "{extension}: {found:?}");
        let short = zh.replace("- 上船付钱。\n", "").replace("* 上船付钱。\n", "");
        let (found, _) = check(&[(&names[0], en), (&names[1], &short)]);
        assert!(found.iter().any(|f| f.0 == "C105"), "{extension}: {found:?}");
    }
}

#[test]
fn each_format_is_aligned_too() {
    for (en, zh, texts) in [
        ("a.en.adoc", "a.zh-CN.adoc", [EN_ADOC, ZH_ADOC]),
        ("a.en.rst", "a.zh-CN.rst", [EN_RST, ZH_RST]),
        ("l/en.json", "l/zh-CN.json", [EN_JSON, ZH_JSON]),
        ("zh_CN.po", "zh_CN.po", [PO, PO]),
    ] {
        let folder = tempfile::tempdir().unwrap();
        put(folder.path(), &[(en, texts[0]), (zh, texts[1])]);
        let done = run(folder.path(), &["align", ".", "--format", "jsonl", "-o", "out.jsonl"]);
        assert!(done.status.success(), "{en}: {}", String::from_utf8_lossy(&done.stderr));
        let record = fs::read_to_string(folder.path().join("out.jsonl")).unwrap();
        let record: Value = serde_json::from_str(record.lines().next().unwrap()).unwrap();
        let beads = record["beads"].as_array().unwrap();
        let whole = beads
            .iter()
            .all(|b| !b["en"].as_array().unwrap().is_empty() && !b["zh-Hans"].as_array().unwrap().is_empty());
        assert!(whole && beads.len() >= 3, "{en}: {beads:?}");
    }
}

#[test]
fn broken_files_are_named_and_the_others_are_checked() {
    let (_, done) = check(&[
        ("l/en/a.json", EN_JSON),
        ("l/zh-CN/a.json", "{\"nav\": "),
        ("l/en/b.json", EN_JSON),
        ("l/zh-CN/b.json", ZH_JSON),
    ]);
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(told.contains("l/zh-CN/a.json:1") && told.contains("this is no JSON"), "{told}");
    assert_eq!(done.status.code(), Some(1));
    // Nested beyond all measure.
    let deep = "[".repeat(200_000);
    let (_, done) = check(&[("l/en/a.json", EN_JSON), ("l/zh-CN/a.json", &deep)]);
    assert_eq!(done.status.code(), Some(1));
    let broken =
        PO.replace("msgstr \"\"\n\"Language", "msgstr \"\n\"Language").replace("msgid \"Copy", "msgid Copy");
    let (found, done) = check(&[("po/zh_CN.po", &broken)]);
    assert_ne!(done.status.code(), Some(101), "{found:?}");
}

/// A page of such a format and the rule that speaks where its first part is replaced by its second; without one, nothing.
const MARKUP: [(&str, &str, &str, &str); 13] = [
    ("adoc", "ferry --start", "ferry --stop", "M401"),
    ("adoc", "[source,sh]\n----\nferry --start\n----\n", "", "M401"),
    ("adoc", "----\nferry --start\n----", "----\nferry --start\n", "M401"),
    ("adoc", "ferry --start", "# 开船\nferry --start", ""),
    ("adoc", "NOTE: ", "TIP: ", "M402"),
    ("adoc", "NOTE: ", "NOTE：", "M402"),
    ("adoc", "[WARNING]", "[警告]", "M402"),
    ("adoc", "include::a.adoc[]", "", "M406"),
    ("rst", "ferry --start", "ferry --stop", "M401"),
    ("rst", ".. warning::", ".. tip::", "M402"),
    ("rst", ".. warning::", ".. 警告::", "M402"),
    ("rst", ".. include:: tail.rst", "", "M406"),
    ("rst", "sh\n   :linenos:", "sh", ""),
];

const MARKED: [(&str, &str, &str); 2] = [
    (
        "adoc",
        "= The Ferry\n\nIt leaves at six. Bring a coat.\n\n[source,sh]\n----\nferry --start\n----\n\nNOTE: Mind the step, it is wet.\n\n\
         [WARNING]\n====\nThe rail is loose.\n====\n\ninclude::a.adoc[]\n",
        "= 渡轮\n\n六点开船。带件外套。\n\n[source,sh]\n----\nferry --start\n----\n\nNOTE: 小心台阶，地上湿滑。\n\n\
         [WARNING]\n====\n栏杆松了。\n====\n\ninclude::a.adoc[]\n",
    ),
    (
        "rst",
        "The Ferry\n=========\n\nIt leaves at six. Bring a coat.\n\n.. code-block:: sh\n   :linenos:\n\n   ferry --start\n\n.. warning:: The rail is loose.\n\n\
         .. include:: tail.rst\n",
        "渡轮\n====\n\n六点开船。带件外套。\n\n.. code-block:: sh\n   :linenos:\n\n   ferry --start\n\n.. warning:: 栏杆松了。\n\n\
         .. include:: tail.rst\n",
    ),
];

#[test]
fn code_boxes_and_includes_of_other_markup_are_compared() {
    for (end, from, to, rule) in [("adoc", "", "", ""), ("rst", "", "", "")].into_iter().chain(MARKUP) {
        let (_, english, chinese) = MARKED.into_iter().find(|(own, ..)| *own == end).unwrap();
        let own = if from.is_empty() { chinese.to_owned() } else { chinese.replace(from, to) };
        let names = [format!("a.en.{end}"), format!("a.zh-CN.{end}")];
        let (found, _) = check(&[(&names[0], english), (&names[1], &own)]);
        let told: Vec<&str> =
            found.iter().map(|(rule, ..)| rule.as_str()).filter(|rule| rule.starts_with('M')).collect();
        let wanted: Vec<&str> = Some(rule).filter(|rule| !rule.is_empty()).into_iter().collect();
        // The rest of the page is in code that never ends.
        let endless = from.starts_with("----");
        assert!(told == wanted || endless && told.contains(&rule), "{end} {from:?} {to:?}: {told:?}");
    }
}

#[test]
fn lines_that_are_none_of_a_po_file_are_told_once() {
    let file = "msgid \"\"\nmsgstr \"\"\n\"Project-Id-Version: ferry\n\"Language: zh_CN\\n\"\n\nmsgid \"The ferry leaves at %s.\"\nmsgstr \"渡轮开船。\"\n";
    let (found, done) = check(&[("zh_CN.po", file)]);
    assert!(found.iter().any(|(rule, ..)| rule == "P304"), "{found:?}");
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(said.matches("passed over").count(), 1, "{said}");
    assert!(said.contains("zh_CN.po") && said.contains("line 3"), "{said}");
}
