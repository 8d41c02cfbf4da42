//! What programs say: messages and what is filled into them.

use super::check_formats::check;
use super::check_kinds::told;

/// What a message says in English and in Chinese, and whether something that a program fills in is lost.
const FILLED_IN: [(&str, &str, bool); 16] = [
    ("$count$ gates are open now.", "现有 $COUNT$ 扇门开着。", false),
    ("$count$ gates are open now.", "现有多扇门开着。", true),
    ("Opened by $1 at $2.", "由 $1 于 $2 打开。", false),
    ("Opened by $1 at $2.", "由 $1 打开。", true),
    ("{{PLURAL:$1|One gate|$1 gates}} of $2", "$2 的 $1 扇门", false),
    ("{{GENDER:$1|His|Her}} gate is shut.", "此人的门关着。", false),
    ("Opening it costs $5 a day.", "开门每天要五美元。", false),
    ("Move %1 behind gate %2 now.", "现在把 %1 移到 %2 号门后。", false),
    ("Move %1 behind gate %2 now.", "现在把 %1 移到门后。", true),
    ("Gate %-5lu weighs %.1f tons.", "%lu 号门重 %.2f 吨。", false),
    ("Gate %-5lu weighs %.1f tons.", "%lu 号门很重。", true),
    ("Hello {{ name }}, the gate is shut.", "{{name}}，门关着。", false),
    ("Hello {{ name }}, the gate is shut.", "您好，门关着。", true),
    ("%@ has opened the gate.", "门已打开。", true),
    // Two sentences are one message; the next message is another.
    ("The gate is open. %s has the key.", "钥匙在 %s 那里。大门开着。", false),
    ("The gate is open for %d days.", "大门开着。", true),
];

#[test]
fn what_a_program_fills_in_is_kept_in_each_message() {
    for (english, chinese, told) in FILLED_IN {
        let of = |text: &str, next: &str| format!("{{\"a\": \"{text}\", \"b\": \"{next}\"}}\n");
        let en = of(english, "Shut it for %d days, says $count$.");
        let zh = of(chinese, "$count$ 说：关 %d 天。");
        let (found, _) = check(&[("l/en.json", &en), ("l/zh-CN.json", &zh)]);
        assert_eq!(found.iter().any(|f| f.0 == "P304"), told, "{english} {chinese}: {found:?}");
    }
}

#[test]
fn chinese_has_one_plural_form() {
    let rails = |one: &str, other: &str| format!("gates:\n{one}  other: \"{other}\"\n");
    let en = rails("  one: One gate is open\n", "%{count} gates are open");
    let zh = rails("", "%{count} 扇门开着");
    assert_eq!(check(&[("l/en.yml", &en), ("l/zh-CN.yml", &zh)]).0, []);
    let i18next = |one: &str, other: &str| format!("{{{one}\"gate_other\": \"{other}\"}}");
    let en = i18next("\"gate_one\": \"One gate is open\", ", "{{count}} gates are open");
    assert_eq!(check(&[("l/en.json", &en), ("l/zh-CN.json", &i18next("", "{{count}} 扇门开着"))]).0, []);
    let old = "{\"gate\": \"One gate is open\", \"gate_plural\": \"{{count}} gates are open\"}";
    let (found, _) = check(&[("l/en.json", old), ("l/zh-CN.json", "{\"gate_0\": \"{{count}} 扇门开着\"}")]);
    assert!(!found.iter().any(|f| f.0.starts_with("C10") && f.0 != "C107"), "{found:?}");
    // What is no form of it is lacking.
    let (found, _) = check(&[("l/en.json", &en), ("l/zh-CN.json", "{\"gate\": \"{{count}} 扇门开着\"}")]);
    assert!(found.iter().any(|f| f.0 == "C105"), "{found:?}");
}

#[test]
fn the_form_for_one_thing_may_say_its_number() {
    let english = "{\"gate_one\": \"{{count}} gate\", \"gate_other\": \"{{count}} gates\"}";
    let of = |one: &str| format!("{{\"gate_one\": \"{one}\", \"gate_other\": \"{{{{count}}}} 扇门\"}}");
    for (one, told) in [("1 扇门", false), ("大门", true)] {
        let (found, _) = check(&[("l/en.json", english), ("l/zh-CN.json", &of(one))]);
        assert_eq!(found.iter().any(|f| f.0 == "P304"), told, "{one}: {found:?}");
    }
}

/// A message with branches in English, in Chinese, and whether a fault is told.
const BRANCHES: [(&str, &str, bool); 10] = [
    // A word of a branch is text, though it stands in braces alone.
    (
        "{n, number} {n, plural, one {gate} other {gates}} open",
        "{n, number} 扇{n, plural, other {大门}}开着",
        false,
    ),
    ("{n, plural, one {gate} other {gates}} open", "{n, plural, other {大门}}开着", false),
    ("Told by {who, select, she {her} other {them}}.", "是{who, select, she {她} other {他们}}说的。", false),
    // The number alone is enough in Chinese; without it, it is lost.
    ("{n, plural, one {# gate} other {# gates}} open", "{n} 扇门开着", false),
    ("{n, plural, one {# gate} other {# gates}} open", "门开着", true),
    (
        "{n, plural, one {# gate of {town}} other {# gates of {town}}}",
        "{town}的{n, plural, other {# 扇门}}",
        false,
    ),
    ("{n, plural, one {# gate of {town}} other {# gates of {town}}}", "{n, plural, other {# 扇门}}", true),
    ("{n, plural, =0 {no gate} other {gates}} of {town}", "{town}的{n, plural, other {门}}", true),
    ("Told by {who, select, she {her} other {them}}.", "是他们说的。", true),
    ("Opened on {day, date, short}.", "于 {day, date, long} 打开。", false),
];

#[test]
fn words_of_branches_are_text() {
    for (english, chinese, told) in BRANCHES {
        let of = |text: &str| serde_json::json!({ "a": text, "b": "The gate is open." }).to_string();
        let (found, _) = check(&[("l/en.json", &of(english)), ("l/zh-CN.json", &of(chinese))]);
        assert_eq!(found.iter().any(|f| f.0 == "P304"), told, "{english} {chinese}: {found:?}");
    }
}

#[test]
fn items_of_lists_are_known_by_their_names() {
    let item = |name: &str, text: &str| serde_json::json!({ "name": name, "text": text });
    let english = serde_json::json!({ "gates": [
        item("north", "The gate to the hills."), item("quay", "The gate to the boats."), item("south", "The gate to the fields."),
    ] });
    let all = [item("north", "通往山丘的门。"), item("south", "通往田野的门。")];
    let chinese = serde_json::json!({ "gates": all });
    let (_, done) = check(&[("l/en.json", &english.to_string()), ("l/zh-CN.json", &chinese.to_string())]);
    let report = String::from_utf8(done.stdout).unwrap();
    assert!(report.contains("not translated: The gate to the boats."), "{report}");
    assert!(!report.contains("not translated: The gate to the fields."), "{report}");
}

#[test]
fn one_word_may_stand_for_several() {
    let english = r#"{"places": {"a": ["The Town of Gates", "Gates"], "b": "The Hills of the North", "c": "The Long Quay", "d": "The Town below the Hills", "e": "The Island of Lamps"}}"#;
    let chinese = r#"{"places": {"a": "门城", "b": "北山", "c": "长码头", "d": "山下镇", "e": "灯岛"}}"#;
    let (found, _) = check(&[("l/en.json", english), ("l/zh.json", chinese)]);
    assert!(!found.iter().any(|f| f.0 == "C109"), "{found:?}");
}

#[test]
fn names_of_places_are_no_text_in_another_language() {
    let names: Vec<String> =
        ["Ash, Kent", "Old Town, Upper Hill", "Saint John, New Quay", "Lower Ferry, West Bank"]
            .map(String::from)
            .to_vec();
    let of = |title: &str, intro: &str| {
        let names = names
            .iter()
            .enumerate()
            .map(|(n, name)| (format!("p{n}"), format!("{{gate}} - {name}, Isle of Lamps").into()));
        let own = [("title".to_owned(), title.into()), ("intro".to_owned(), intro.into())];
        serde_json::Value::Object(own.into_iter().chain(names).collect()).to_string()
    };
    let chinese = of("开放的大门", "今年有这些大门开放。");
    let english = of("Open gates", "These gates are open this year.");
    let (found, _) = check(&[("l/en.json", &english), ("l/zh-CN.json", &chinese)]);
    assert!(!found.iter().any(|f| f.0 == "S501"), "{found:?}");
}

#[test]
fn keys_of_a_po_file_do_not_tell_how_long_a_translation_is() {
    let days = ["mon", "tue", "wed", "thu", "fri", "sat"].into_iter().zip("一二三四五六".chars());
    let messages: String = days
        .flat_map(|(day, own)| ["abbr", "short", "label", "column"].map(|form| (day, form, own)))
        .map(|(day, form, own)| format!("msgid \"weekday_{day}_{form}_name\"\nmsgstr \"{own}\"\n\n"))
        .collect();
    let file = format!("msgid \"\"\nmsgstr \"Language: zh_TW\\n\"\n\n{messages}");
    let (found, _) = check(&[("po/zh_TW.po", &file)]);
    assert!(!found.iter().any(|f| f.0 == "C109"), "{found:?}");
}

#[test]
fn codes_of_other_languages_are_not_chinese() {
    let file = |language: &str, text: &str| {
        let head = format!("msgid \"\"\nmsgstr \"Language: {language}\\n\"\n\n");
        format!("{head}msgid \"The gate is open.\"\nmsgstr \"{text}\"\n\nmsgid \"Shut it.\"\nmsgstr \"\"\n")
    };
    let chinese = file("zh_CN", "门开着。");
    for (folder, language, text) in
        [("sc", "sc", "Sa gianna est aberta."), ("chn", "chn", ""), ("yue_Hant", "yue_Hant", "度門開咗。")]
    {
        let other = file(language, text);
        let path = format!("locale/{folder}/LC_MESSAGES/a.po");
        let (found, _) = check(&[("locale/zh_CN/LC_MESSAGES/a.po", &chinese), (&path, &other)]);
        assert!(!found.iter().any(|f| f.1.contains(folder)), "{folder}: {found:?}");
    }
    // Who names a Chinese text so means it.
    let (found, _) = check(&[("locale/sc/LC_MESSAGES/a.po", &file("sc", "门开着。"))]);
    assert!(found.iter().any(|f| f.0 == "C116"), "{found:?}");
}

#[test]
fn an_address_within_a_message_ends_no_sentence() {
    let text =
        "Sign in <a href=\"/gate/?next=%(link)s\">at the gate of the town</a> to read all that is there.";
    let of = |text: &str| serde_json::json!({ "a": text, "b": "The gate is open." }).to_string();
    let chinese = "请<a href=\"/gate/?next=%(link)s\">在城门</a>登录，即可阅读那里的全部内容。";
    let (found, _) = check(&[("l/en.json", &of(text)), ("l/zh-CN.json", &of(chinese))]);
    assert!(!found.iter().any(|f| f.0 == "C107"), "{found:?}");
}

#[test]
fn english_behind_a_tag_of_a_message_is_told() {
    let english = "If you are another keeper, you can <a href=\"/gate/?next=%(link)s\">sign out</a> and come back by the other gate.";
    let chinese = "如果您是另一位守门人，可以<a href=\"/gate/?next=%(link)s\">sign out</a> and come back by the other gate. </p><p> 请小心。";
    let of = |text: &str| serde_json::json!({ "a": text, "b": "The gate is open." }).to_string();
    let (found, _) = check(&[("l/en.json", &of(english)), ("l/zh-CN.json", &of(chinese))]);
    assert!(found.iter().any(|f| f.0 == "C111"), "{found:?}");
}

#[test]
fn a_program_may_speak_of_what_is_not_translated() {
    let text = |title: &str, left: &str| serde_json::json!({ "a": title, "b": left }).to_string();
    let english = text("Untrans", "Remaining: %d of all the gates.");
    let (found, _) =
        check(&[("l/en.json", &english), ("l/zh-CN.json", &text("未翻译", "尚余 %d 条未翻译的门牌。"))]);
    assert!(!found.iter().any(|f| f.0 == "C112"), "{found:?}");
    let (found, _) =
        check(&[("l/en.json", &text("Gate", "It is open.")), ("l/zh-CN.json", &text("门", "（未翻译）"))]);
    assert!(found.iter().any(|f| f.0 == "C112"), "{found:?}");
}

/// A message in English, in Chinese, and the level of what is said of its placeholders.
const LEVELS: [(&str, &str, Option<&str>); 33] = [
    // Which argument it is counts, not what letter it has, nor how often a numbered one is said.
    ("It has %i gates.", "有 %d 扇门。", None),
    ("%1$s is shut, for %1$s is old.", "%1$s 年久，已经关闭。", None),
    ("%s opens for %s.", "为 %2$s 打开的是 %1$s。", None),
    ("%s opens for %s.", "%s 开了。", Some("error")),
    ("Wait %1s.", "等 %1 秒。", None),
    ("Open gate '%1'...", "打开 %1 号门...", None),
    ("Gate %1s.", "门。", Some("error")),
    ("Yesterday %l:%M %p", "昨天 %H:%M", None),
    // A sign of per cent before an argument, and octal figures.
    ("Full to %s%% %s", "%s%%%s已满", None),
    ("Full to %s%% %s", "%s%%已满", Some("error")),
    ("Mode %3o of gate %d.", "%2$d 号门的模式 %1$3o。", None),
    // A form of date that is the language's own, and a name that is wrong.
    ("On ${AbbrevDay}, ${Year}", "${Year}年${Day}", Some("warning")),
    ("On ${Month}, ${Year}", "${Year}年${Moon}", Some("error")),
    ("{count} of {all}", "{all} 之中", Some("error")),
    // A sign of per cent that stands for something unknown.
    ("Gate %s of %s.", "%s 的 %K 号门。", Some("warning")),
    ("Gate %s is 50% open.", "门已开 50%。", Some("error")),
    ("%d of %d gates", "%d 扇门", Some("error")),
    ("%s has %d gates at %L.", "%3$L 处的 %1$s 有 %2$d 扇门。", None),
    ("Move gate %s to %s.", "把 %1s 号门移到 %2s。", None),
    ("A wall of %1x%2 stones.", "%1×%2 块石头的墙。", None),
    ("From %.2f to %.2f metres.", "从%.2f到%.2f米。", None),
    ("From %.2f to %.2f metres.", "从%.2f米起。", Some("error")),
    ("Gate %1$s (%2$s).", "门（%2$s）。", Some("error")),
    ("Shut at %I:%M %p.", "%H:%M 关门。", None),
    ("Gates: {one},{...} %(all of them).", "门：{one},{…}（全部）。", None),
    ("{{PLURAL:$1|one gate|$1 gates}} here", "这里的门", Some("warning")),
    ("$1 gates of {{PLURAL:$2|wood|$2 woods}}", "$1扇{{PLURAL:$2|木}}门", Some("warning")),
    ("Gate $1: $2.", "$1Lua 门：$2", None),
    ("See {{Help:Gates}}.", "参见门。", None),
    // Variables of a wiki, and names that a grammar of names defines.
    ("No gate is called so on {{SITENAME}}.", "没有这样的门。", None),
    ("main={head}{tail} head=Iron|Oak tail=gate|door", "main=铁门|橡木门", None),
    ("Open {gate} now.", "现在打开{门名}。", Some("error")),
    ("Hello {{gate}}, you are shut.", "{{门}}，您关着。", Some("error")),
];

#[test]
fn what_is_no_argument_may_go() {
    for (english, chinese, level) in LEVELS {
        let of = |text: &str| serde_json::json!({ "a": text, "b": "%s ok" }).to_string();
        let (_, done) = check(&[("l/en.json", &of(english)), ("l/zh-CN.json", &of(chinese))]);
        let report: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
        let all = report["findings"].as_array().unwrap();
        let found: Vec<&str> =
            all.iter().filter(|f| f["rule"] == "P304").filter_map(|f| f["level"].as_str()).collect();
        assert_eq!(found, Vec::from_iter(level), "{english} {chinese}");
    }
}

/// `{gate}` of a usage text is for the reader, which a .po file does not tell from an argument.
#[test]
fn braces_of_a_po_file_may_be_translated() {
    let level = |english: &str, chinese: &str| {
        let head = "msgid \"\"\nmsgstr \"Language: zh_CN\\n\"\n\n";
        let (_, done) =
            check(&[("po/zh_CN.po", &format!("{head}msgid \"{english}\"\nmsgstr \"{chinese}\"\n"))]);
        let report: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
        let all = report["findings"].as_array().unwrap();
        all.iter().find(|f| f["rule"] == "P304").and_then(|f| f["level"].as_str().map(str::to_owned))
    };
    assert_eq!(
        level("First use :open {gate} here.", "请先在此使用 :open {门名}。"),
        Some("warning".to_owned())
    );
    assert_eq!(level("{unset}", "{未设置}"), None);
    // A name in capitals is spoken of.
    assert_eq!(level("Give the ${GATE} of it.", "请给出 ${门名}。"), Some("note".to_owned()));
    assert_eq!(level("Give the ${GATE} of it.", "请给出它。"), Some("error".to_owned()));
    assert_eq!(level("Open {gate} now.", "现在打开。"), Some("error".to_owned()));
    // The program fills in another kind.
    assert_eq!(
        level("%s must start with {gate}:/ now.", "%s 必须以 gate:/ 开头。"),
        Some("warning".to_owned())
    );
    // Roles of Sphinx.
    let english = "Run :command:`gate open` and see :ref:`hinges`.";
    assert_eq!(level(english, "运行 :command:`gate open`，参见铰链。"), Some("warning".to_owned()));
    assert_eq!(level(english, "参见 :ref:`hinges`，并运行 :command:`gate open`。"), None);
}

#[test]
fn a_file_with_two_plural_forms_is_read_by_the_second() {
    let head = "msgid \"\"\nmsgstr \"\"\n\"Language: zh_TW\\n\"\n\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n\n";
    let one =
        "msgid \"One gate is open.\"\nmsgid_plural \"%d gates are open.\"\nmsgstr[0] \"一扇門開著。\"\n";
    let (found, _) = check(&[("po/zh_TW.po", &format!("{head}{one}msgstr[1] \"%d 扇門開著。\"\n"))]);
    assert_eq!(found, []);
    let (found, _) = check(&[("po/zh_TW.po", &format!("{head}{one}msgstr[1] \"門都開著。\"\n"))]);
    assert!(found.iter().any(|f| f.0 == "P304"), "{found:?}");
}

#[test]
fn an_argument_is_no_price() {
    let of = |first: &str, second: &str| format!("{{\"a\": \"{first}\", \"b\": \"{second}\"}}");
    let en = of("$1 h", "It takes $4 ms and uses $5 conditions of the lamp.");
    let zh = of("$1小时", "耗时$4毫秒，用去灯的$5个条件。");
    let (found, _) = check(&[("l/en.json", &en), ("l/zh-CN.json", &zh)]);
    assert!(!found.iter().any(|f| f.0.starts_with("P30")), "{found:?}");
    let (en, zh) = (of("The lamp", "It costs $4 to light it."), of("灯", "点一次灯要 4 欧元。"));
    let (found, _) = check(&[("l/en.json", &en), ("l/zh-CN.json", &zh)]);
    assert!(found.iter().any(|f| f.0 == "P302"), "{found:?}");
}

#[test]
fn labels_and_authors_are_no_messages() {
    let labels: Vec<String> = ('a'..='z').flat_map(|a| ('a'..='z').map(move |b| format!("{a}{b}"))).collect();
    let en = format!(
        "{{\"@metadata\": {{\"authors\": [\"Ann Reed\"]}}, \"a\": \"The lamp is out\", \"b\": \"cite_ref-$1_$2\", \"c\": \"{}\"}}",
        labels.join(" ")
    );
    let zh = "{\"@metadata\": {\"authors\": [\"捍粵者\"]}, \"a\": \"灯灭了\"}";
    let (found, _) = check(&[("l/en.json", &en), ("l/zh-CN.json", zh)]);
    assert!(!found.iter().any(|f| f.0 == "C109" || f.0 == "S502"), "{found:?}");
}

#[test]
fn names_types_and_tags_of_messages_are_no_text() {
    let folder = tempfile::tempdir().unwrap();
    let head = "msgid \"\"\nmsgstr \"Language: zh_CN\\nContent-Type: text/plain; charset=UTF-8\\n\"\n\n";
    let message = |id: &str, text: &str| format!("msgid \"{id}\"\nmsgstr \"{text}\"\n\n");
    let names: String = [
        "demo.models.common",
        "int|None",
        "Callable[..., Optimizer]",
        "Bases: :py:class:`~demo.models.Base`",
    ]
    .iter()
    .map(|name| message(name, ""))
    .collect();
    let said = message("The lamp turns once a minute.", "灯每分钟转一圈。");
    std::fs::create_dir_all(folder.path().join("zh_CN/LC_MESSAGES")).unwrap();
    let file = folder.path().join("zh_CN/LC_MESSAGES/lamp.po");
    std::fs::write(&file, format!("{head}{names}{said}")).unwrap();
    for rule in ["C103", "C109", "C116"] {
        assert_eq!(told(folder.path(), rule), [], "{rule}");
    }
    std::fs::write(&file, format!("{head}{names}{}", message("The lamp turns once a minute.", ""))).unwrap();
    assert_eq!(told(folder.path(), "C116").len(), 1);
}

#[test]
fn the_forms_of_polyglot_stand_for_the_last() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        "en.json",
        r#"{"n": "%{n} lamp |||| %{n} lamps", "price": "We convert $1 to 100 points, and $3 to 300.", "more": "Light more"}"#,
    );
    write(
        "zh-CN.json",
        r#"{"n": "%{n} 盏灯", "price": "我们将 1$ 折算为 100 积分，$3 折算为 300。", "more": "再点一盏"}"#,
    );
    assert_eq!(told(folder.path(), "P304"), []);
    write(
        "zh-CN.json",
        r#"{"n": "几盏灯", "price": "我们将 1$ 折算为 100 积分，$3 折算为 300。", "more": "再点一盏"}"#,
    );
    assert_eq!(told(folder.path(), "P304").len(), 1);
}
