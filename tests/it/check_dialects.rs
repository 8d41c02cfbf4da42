//! Marks of further dialects, and what breaks a page where only its Chinese text was written.

use super::check_kinds::{EN, EN_END, ZH, ZH_END, pages, within};

/// The rule's findings where this stands within the two pages, by level.
fn levels(end: &str, rule: &str, english: &str, chinese: &str) -> Vec<String> {
    let (english, chinese) = (format!("{EN}{english}{EN_END}"), format!("{ZH}{chinese}{ZH_END}"));
    pages(end, rule, &english, &chinese).into_iter().map(|(level, _)| level).collect()
}

#[test]
fn boxes_of_further_dialects_are_compared() {
    let body = ("Mind the third step.", "留心第三级台阶。");
    let same = |mark: &dyn Fn(&str, &str) -> String, kind: &str, other: &str| {
        let own = levels("md", "M402", &mark(kind, body.0), &mark(kind, body.1));
        let changed = levels("md", "M402", &mark(kind, body.0), &mark(other, body.1));
        (own.len(), changed.len())
    };
    let myst = |kind: &str, text: &str| format!(":::{{{kind}}}\n{text}\n:::");
    let fenced = |kind: &str, text: &str| format!("```{{{kind}}}\n{text}\n```");
    let hint = |kind: &str, text: &str| format!("{{% hint style=\"{kind}\" %}}\n{text}\n{{% endhint %}}");
    for mark in [&myst as &dyn Fn(&str, &str) -> String, &fenced, &hint] {
        assert_eq!(same(mark, "warning", "tip"), (0, 1), "{}", mark("warning", "x"));
    }
    // What a box holds is no code.
    assert!(levels("md", "M401", &fenced("note", body.0), &fenced("note", body.1)).is_empty());
}

#[test]
fn a_box_is_closed_and_holds_its_text() {
    let open = |close: &str, text: &str| format!(":::note\n\n{text}\n\n{close}");
    let told = |close: &str| levels("md", "M402", &open(":::", "Mind the step."), &open(close, "小心台阶。"));
    assert_eq!((told(":::").len(), told("").len(), told("：：：").len()), (0, 1, 1));

    let filled = |indent: &str, text: &str| format!("!!! note\n\n{indent}{text}");
    let told =
        |indent: &str| levels("md", "M402", &filled("    ", "Mind the step."), &filled(indent, "小心台阶。"));
    assert_eq!((told("    ").len(), told("").len()), (0, 1));

    let alert = "> [!WARNING]\n> Mind the step.";
    let told = |chinese: &str| levels("md", "M402", alert, chinese).len();
    assert_eq!((told("> [!WARNING]\n> 小心台阶。"), told("> [!WARNING] 小心台阶。")), (0, 1));
}

#[test]
fn a_tag_that_opens_twice_is_not_closed() {
    let hugo = |close: &str, text: &str| format!("{{{{% tab \"a\" %}}}}\n\n{text}\n\n{{{{% {close}tab %}}}}");
    let mdx = |close: &str, text: &str| format!("<Note>\n\n{text}\n\n<{close}Note>");
    let liquid = |close: &str, text: &str| format!("{{% tab title=\"a\" %}}\n\n{text}\n\n{{% {close}tab %}}");
    let (en, zh) = ("Mind the third step.", "留心第三级台阶。");
    for (end, tag, close) in
        [("md", &hugo as &dyn Fn(&str, &str) -> String, "/"), ("mdx", &mdx, "/"), ("md", &liquid, "end")]
    {
        assert!(levels(end, "M403", &tag(close, en), &tag(close, zh)).is_empty(), "{}", tag(close, en));
        assert_eq!(levels(end, "M403", &tag(close, en), &tag("", zh)).len(), 1, "{}", tag(close, en));
    }
}

#[test]
fn arguments_that_programs_read_are_no_text() {
    for (english, chinese, told) in [
        ("{{< callout type=\"warning\" >}}", "{{< callout type=\"警告\" >}}", 1),
        (
            "{{< tooltip term_id=\"lamp\" text=\"the lamp\" >}}",
            "{{< tooltip term_id=\"lamp\" text=\"灯\" >}}",
            0,
        ),
        ("<Card icon=\"rocket\" />", "<Card icon=\"火箭\" />", 1),
        ("<Card href=\"/docs/lamp\" />", "<Card href=\"/docs/oil\" />", 1),
        ("<Card href=\"/docs/lamp\" />", "<Card href=\"/zh/docs/lamp\" />", 0),
        ("<Log when=\"2024/01/02\" />", "<Log when=\"2024/1/2\" />", 0),
        ("<Video src=\"https://a.example/x\" />", "<Video src=\"https://b.example/y\" />", 0),
        ("<Card title=\"Lamp\" />", "<Card title=“灯” />", 1),
        ("<Card title=\"Lamp\" />", "<Card title=\"“灯”\" />", 0),
        ("<Tab label=\"Lamp\" value=\"lamp\" />", "<Tab label=\"灯\" value=\"灯\" />", 1),
    ] {
        assert_eq!(levels("mdx", "M403", english, chinese).len(), told, "{english} {chinese}");
    }
}

#[test]
fn placeholders_with_blanks_and_code_that_changed_at_once() {
    let told = |rule, english: &str, chinese: &str| within(rule, english, chinese).len();
    assert_eq!(told("P304", "There are {{ count }} steps to the top.", "到塔顶共有 {{ count }} 级台阶。"), 0);
    assert_eq!(told("P304", "There are {{ count }} steps to the top.", "到塔顶共有许多级台阶。"), 1);
    let english = "Press `Ctrl+C` and set `MAX_SIZE` before dusk falls.";
    assert_eq!(told("P304", english, "天黑之前按 `Ctrl+C` 并设置 `MAX_SIZE`。"), 0);
    assert_eq!(told("P304", english, "天黑之前按 `Ctrl+V` 并设置 `MIN_SIZE`。"), 1);
}

#[test]
fn figures_are_what_they_are() {
    for (english, chinese, told) in [
        ("The town has 10 shops in the old street.", "镇上的老街有 11 家商店。", 1),
        ("The town has 5 shops in the old street.", "镇上的老街有 8 家商店。", 1),
        ("The town has 3 shops in the old street.", "镇上的老街有 15 家商店。", 1),
        ("The tax is 50 % of the price of the oil.", "税是油价的 15 %。", 1),
        ("Wait for 10 seconds at the iron door.", "在铁门前等 11 秒。", 1),
        ("The road to the tower is 5 miles long.", "通往灯塔的路长 8 公里。", 0),
        ("The keeper leaves at 3 p.m. each day.", "守塔人每天 15 点离开。", 0),
        ("The tower was painted again in 2000.", "灯塔在 2010 年重新粉刷。", 1),
        ("The lamp needs Python 3.10 or newer.", "灯需要 Python 3.1 或更新版本。", 1),
        ("The lamp needs Python 3.10 or newer.", "灯需要 Python 3.10 或更新版本。", 0),
        ("The lamp needs Lantern 2.10.0 or newer.", "灯需要 Lantern 2.10 或更新版本。", 0),
        ("The lamp needs Node.js v18 or newer.", "灯需要 Node.js v16 或更新版本。", 1),
        ("The oil costs $3.50 at the harbour.", "港口的油卖 3.5 美元。", 0),
    ] {
        let all = [within("P301", english, chinese), within("P302", english, chinese)].concat();
        assert_eq!(all.len(), told, "{english} {chinese}: {all:?}");
    }
}

#[test]
fn front_matter_that_cannot_be_read_is_an_error() {
    let page = |title: &str, body: &str| format!("---\ntitle: {title}\n---\n\n{body}");
    let told = |en: &str, zh: &str| {
        let (en, zh) = (page(en, &format!("{EN}{EN_END}")), page(zh, &format!("{ZH}{ZH_END}")));
        pages("md", "M409", &en, &zh).into_iter().map(|(level, _)| level).collect::<Vec<_>>()
    };
    assert_eq!(told("Guide", "指南"), Vec::<String>::new());
    assert_eq!(told("\"Guide: start\"", "\"指南：开始\""), Vec::<String>::new());
    for broken in ["指南: 开始", "@指南", "\"指南：\" 开始"] {
        assert_eq!(told("Guide", broken), ["error"], "{broken}");
    }
    // What some readers take in is no error.
    assert_eq!(told("Guide", "[\na,\nb\n]"), Vec::<String>::new());
    // Where neither is YAML, something fills them in.
    assert_eq!(told("{{ title }}: {{ part }}", "{{ title }}: {{ part }}"), Vec::<String>::new());
}

#[test]
fn a_row_without_its_cell_and_bold_with_blanks() {
    let table = |row: &str| format!("| a | b |\n|---|---|\n| c | d |\n{row}");
    assert!(levels("md", "M410", &table("| e | f |"), &table("| 戊 | 己 |")).is_empty());
    assert!(levels("md", "M410", &table("| e | f |"), &table("| 戊 | `\\|` |")).is_empty());
    assert_eq!(levels("md", "M410", &table("| e | f |"), &table("| 戊己 |")).len(), 1);
    let bold = |zh: &str| levels("md", "M407", "Read the **guide** first.", zh).len();
    assert_eq!((bold("请先读**指南**。"), bold("请先读 ** 指南 ** 。"), bold("2 ** 3 ** 4")), (0, 1, 0));
    let link = |zh: &str| levels("md", "M405", "See the [end][e].\n\n[e]: #the-lighthouse", zh).len();
    assert_eq!(
        (link("参见[末尾][e]。\n\n[e]: #灯塔"), link("参见[末尾][e]。\n\n[e]: #the-lighthouse")),
        (0, 1)
    );
}

#[test]
fn labels_and_targets_of_other_formats_are_compared() {
    let rst = |label: &str, text: &str| format!("\n.. _{label}:\n\n{text}\n");
    let title = ["Lamp\n====\n\nThe lamp turns once a minute.\n", "灯\n====\n\n灯每分钟转一圈。\n"];
    let told = |label: &str| {
        let english = format!("{}{}", title[0], rst("lamp-oil", "Buy the oil in the town."));
        let chinese = format!("{}{}", title[1], rst(label, "到镇上买油。"));
        pages("rst", "M404", &english, &chinese).len()
    };
    assert_eq!((told("lamp-oil"), told("灯油")), (0, 1));

    let adoc = |id: &str, see: &str, text: &str| {
        format!("= {text}\n\n{see} <<oil>>.\n\n{id}\n== {text}\n\n{text}.\n")
    };
    let told =
        |id: &str| pages("adoc", "M405", &adoc("[[oil]]", "See", "Lamp"), &adoc(id, "参见", "灯")).len();
    assert_eq!((told("[[oil]]"), told("")), (0, 1));
}

#[test]
fn a_comment_that_names_no_rule_switches_nothing_off() {
    let told = |comment: &str| {
        let broken = format!("<!-- {comment} -->\n\n镇上有 11 家商店。");
        within("P301", "The town has 10 shops.", &broken).len()
    };
    assert_eq!((told("trialign-disable P301: agreed"), told("trialign-disable P3011")), (0, 1));
}
