use super::*;
use crate::read::tests::true_blocks;

#[test]
fn the_parts_of_a_page() {
    let text = "==========\nThe Ferry\n==========\n\nFirst Trip\n----------\n\nThe **ferry** leaves at\nsix; see :ref:`the next <next>`, ``run -a`` and `here <https://example.org>`_.\n\n- One\n- Two goes\n  on\n\nLike this::\n\n    code --here\n\n    more\n\nText again.\n\n.. note:: Mind\n   the gap.\n\n.. code-block:: sh\n\n   run\n\n.. a comment\n   goes on\n\n.. _target: https://example.org\n\n.. image:: a.png\n   :alt: A map\n\n+-----+-----+\n| a   | b   |\n|     | c   |\n+-----+-----+\n\n====  =====\nName  Use\n====  =====\nx     y z\n====  =====\n\nterm\n    Its meaning.\n\nEnd.\n";
    let shown = true_blocks(text, blocks(text));
    let texts: Vec<&str> = shown.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "The Ferry",
            "First Trip",
            "The ferry leaves at\nsix; see the next, run -a and here.",
            "One",
            "Two goes\non",
            "Like this",
            "code --here\n    more",
            "Text again.",
            "Mind\nthe gap.",
            "A map",
            "a",
            "b\nc",
            "Name",
            "Use",
            "x",
            "y z",
            "term",
            "Its meaning.",
            "End."
        ]
    );
    assert_eq!(
        (shown[0].0.as_str(), shown[1].0.as_str(), shown[6].0.as_str()),
        ("heading-1", "heading-2", "code")
    );
}

fn shown(text: &str) -> Vec<(String, String)> {
    true_blocks(text, blocks(text))
}

#[test]
fn a_tab_reaches_to_the_next_eighth_column() {
    let text = "List::\n\n      First: a\n\tsecond, set off by a tab\n      third\n\n=====\t====\nName\tUse\n=====\t====\nR 1\t\tkept by the caller\n=====\t====\n";
    let texts: Vec<String> = shown(text).into_iter().map(|(_, text)| text).collect();
    assert_eq!(
        texts,
        [
            "List",
            "First: a\n\tsecond, set off by a tab\n      third",
            "Name",
            "Use",
            "R 1",
            "kept by the caller"
        ]
    );
}

#[test]
fn a_row_of_a_simple_table_goes_on_below() {
    let text = "=====  ==========  ====\nName   Long        Use\n       heading\n=====  ==========  ====\nR 1    kept by     yes\n       the caller\n名字   由调用者    是\n       保存\n=====  ==========  ====\n\nEnd.\n";
    let texts: Vec<String> = shown(text).into_iter().map(|(_, text)| text).collect();
    let cells = [
        "Name",
        "Long\nheading",
        "Use",
        "R 1",
        "kept by\nthe caller",
        "yes",
        "名字",
        "由调用者保存",
        "是",
        "End.",
    ];
    assert_eq!(texts, cells);
}

#[test]
fn fields_at_the_head_tell_of_the_page() {
    let text = ".. a comment\n\n:Original: a/lamp.rst\n:Translator:\n\n  Ann Lamb <a@example.org>\n\n=====\nLamps\n=====\n\nText.\n\n:depth: two\n";
    let roles: Vec<(Role, String)> = blocks(text).into_iter().map(|b| (b.role, b.text)).collect();
    let of = |role: Role, text: &str| (role, text.to_owned());
    assert_eq!(
        roles,
        [
            of(Role::Byline, "a/lamp.rst"),
            of(Role::Byline, "Ann Lamb <a@example.org>"),
            of(Role::Body, "Lamps"),
            of(Role::Body, "Text."),
            of(Role::Body, "two")
        ]
    );
}

#[test]
fn markup_goes_on_over_lines() {
    let text = "- The ``summary\n  phrase`` is no *file\n  name*, see `the\n  guide <https://example.org/g>`_.\r\n  End.\n";
    let all = blocks(text);
    assert_eq!(all[0].text, "The summary\nphrase is no file\nname, see the\nguide.\nEnd.");
    let kinds: Vec<&MarkKind> = all[0].marks.iter().map(|mark| &mark.kind).collect();
    let link = MarkKind::Link("https://example.org/g".to_owned());
    assert_eq!(kinds, [&MarkKind::Code("summary phrase".to_owned()), &link]);
    true_blocks(text, all);
}

#[test]
fn a_title_of_one_wide_character_has_a_line_of_two_marks() {
    let all = shown("锁\n**\n\n文字。\n\nNo\n**\n\nLong\n**\n");
    assert_eq!(all[0], ("heading-1".to_owned(), "锁".to_owned()));
    assert_eq!(all[2].0, "heading-1");
    assert_eq!(all[3], ("paragraph".to_owned(), "Long\n**".to_owned()));
}

#[test]
fn what_is_never_closed_takes_no_time_and_ends() {
    for piece in
        ["::\n\n", "====\n", "== ==\n", "+--+\n", "`a ", ":a:`", ".. note::\n", "- x\n", ".. \n", "| a\n"]
    {
        blocks(&piece.repeat(30_000));
    }
}
