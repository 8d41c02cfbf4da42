use super::chars::ends_sentence;
use super::*;

/// The blocks of a text, each joined by spaces; `#` before a page's head.
fn blocks(text: &str) -> Vec<String> {
    let found = layout(text).blocks.into_iter().map(|block| {
        let lines: Vec<&str> = block.lines.iter().map(|line| &text[line.clone()]).collect();
        format!("{}{}", if block.running { "#" } else { "" }, lines.join(" "))
    });
    found.collect()
}

const PROSE: [&str; 4] = [
    "The mill by the river had been shut for nine years when Ada bought it, and the wheel was gone.",
    "She paid less for it than for her car.",
    "In the first winter the roof came down over the room where the grain had been kept, and she slept in the kitchen until the thaw.",
    "Nobody helped her, because nobody knew that she was there.",
];
const HAN: [&str; 4] = [
    "河边的磨坊关了九年，艾达买下它的时候，水轮早就不见了踪影，只剩下一根生锈的轴横在水里。",
    "她付的钱比买车还少。",
    "头一个冬天，存粮食的屋子塌了房顶，她只好睡在厨房里，一直睡到河上的冰化开，才找到人来修。",
    "没有人帮她，因为没有人知道她在那里。",
];

/// Wraps a paragraph to `columns`, greedily.
fn wrapped(paragraph: &str, columns: usize, indent: &str) -> String {
    let mut lines = vec![indent.to_owned()];
    let han = paragraph.chars().any(is_wide);
    let words: Vec<String> = if han {
        paragraph.chars().map(String::from).collect()
    } else {
        paragraph.split(' ').map(str::to_owned).collect()
    };
    for word in words {
        let last = lines.last_mut().unwrap();
        let gap = if han || last.trim().is_empty() { "" } else { " " };
        let closer = han && "，。".contains(&word);
        if chars::width(last) + gap.len() + chars::width(&word) > columns && !closer {
            lines.push(word);
        } else {
            last.push_str(gap);
            last.push_str(&word);
        }
    }
    lines.join("\n")
}

#[test]
fn paragraphs_come_back_at_every_width_with_and_without_indents() {
    for (prose, indent) in [(PROSE, ""), (PROSE, "    "), (HAN, ""), (HAN, "　　")] {
        for columns in [44, 52, 60, 72] {
            for between in ["\n\n", "\n"] {
                let text: Vec<String> = prose.iter().map(|p| wrapped(p, columns, indent)).collect();
                let text = text.join(between) + "\n";
                let want: Vec<String> = prose.iter().map(|p| (*p).to_owned()).collect();
                let got: Vec<String> = blocks(&text)
                    .iter()
                    .map(|b| if prose == HAN { b.replace(' ', "") } else { b.clone() })
                    .collect();
                // Two whole sentences may meet where the first fills its line; nothing else may.
                let got = got.concat().replace(' ', "");
                assert_eq!(got, want.concat().replace(' ', ""), "{columns} {between:?}");
                let cut = blocks(&text).iter().filter(|block| !ends_sentence(block)).count();
                assert_eq!(cut, 0, "{columns} {between:?}\n{text}\n{:?}", blocks(&text));
            }
        }
    }
}

#[test]
fn short_lines_and_verse_stay_apart() {
    let verse = "The river keeps its own account\nOf every boat it ever bore,\nAnd writes it in the reeds.\n";
    assert_eq!(blocks(verse).len(), 3);
    let head = "The Mill by the River\nAda Lim\nMar 9, 2021\nThe mill had been shut for nine years.\n";
    assert_eq!(blocks(head).len(), 4);
    let dated = format!(
        "A Mill Is Sold, and Nobody in the Whole Town Minds\nMar 9, 2021\n{}\n",
        wrapped(PROSE[0], 52, "")
    );
    assert_eq!(blocks(&dated)[1], "Mar 9, 2021");
    let long = format!("{}\n{}\n", PROSE.join(" "), PROSE.concat());
    assert_eq!(blocks(&long).len(), 2);
}

#[test]
fn headings_and_items_amid_wrapped_text() {
    let text = format!(
        "THE MILL\n{}\nThe second winter\n{}\n- flour that had been kept dry in the loft over the whole of\n  the winter\n- yeast\n",
        wrapped(PROSE[0], 60, ""),
        wrapped(PROSE[2], 60, "")
    );
    let got = blocks(&text);
    assert_eq!(got[0], "THE MILL");
    assert_eq!(got[2], "The second winter");
    assert_eq!(got[4], "flour that had been kept dry in the loft over the whole of the winter");
    assert_eq!(got[5], "yeast");
}

#[test]
fn heads_of_pages_do_not_part_a_sentence() {
    let lines = wrapped(PROSE[2], 56, "");
    let (one, two) = lines.split_once('\n').unwrap();
    for head in ["THE MILL ON THE RIVER          41", "41", "- 41 -", "Page 41 of 90", "41    The Mill"] {
        for break_ in ["\n\n{}\n\n", "\n\n{}\n\u{c}\n", "\n\u{c}{}\n\n"] {
            let text = format!("{}\n{one}{}{two}\n", wrapped(PROSE[0], 56, ""), break_.replace("{}", head));
            let got = blocks(&text);
            assert!(got.contains(&PROSE[2].to_owned()), "{head} {break_:?} {got:?}");
            assert!(got.contains(&format!("#{head}")), "{head} {break_:?} {got:?}");
        }
    }
    let text = "河边的磨坊关了九年，艾达买下它的时候，水轮早就不见了踪影。\n磨坊的房顶在头一个冬天塌了下来，艾达只好睡在厨房里，一直\n\n河边的磨坊　41\n\n睡到河上的冰化开。\n";
    assert_eq!(
        blocks(text)[1].replace(' ', ""),
        "磨坊的房顶在头一个冬天塌了下来，艾达只好睡在厨房里，一直睡到河上的冰化开。"
    );
    // A year that stands alone between two sentences is text.
    assert_eq!(
        blocks("It rained.\n\n1958\n\nIt rained again.\n"),
        ["It rained.", "1958", "It rained again."]
    );
}

#[test]
fn hyphens_go_where_the_word_is_known() {
    let known = |word: &str| word == "machinery";
    assert_eq!(joint("old machin-", "ery rusts", known), Joint::Hyphen);
    assert_eq!(joint("a well-", "known mill", known), Joint::Word);
    assert_eq!(joint("the years 1914-", "1918", known), Joint::Break);
    assert_eq!(joint("the end", "of it", known), Joint::Break);
}

#[test]
fn what_cannot_be_put_together_is_said() {
    let column = "the wheel had gone from it          and nobody asked for the\n".repeat(12);
    assert!(layout(&column).warning.is_some_and(|w| w.contains("side by side")));
    let ragged: String =
        (0..12).map(|k| format!("the wheel {}\n", "had gone ".repeat(1 + k * 5 % 9))).collect();
    assert!(layout(&ragged).warning.is_some_and(|w| w.contains("within a sentence")));
    assert_eq!(layout(&PROSE.join("\n")).warning, None);
}

#[test]
fn heads_and_numbers_in_every_form_part_no_sentence() {
    let lines = wrapped(PROSE[2], 56, "");
    let (one, two) = lines.split_once('\n').unwrap();
    let heads = [
        "The Mill on the River                     3 / 41",
        "The Mill          Page 3 of 41",
        "十二",
        "第3頁／共41頁",
        "共41页 第3页",
    ];
    for head in heads {
        let text = format!("{}\n{one}\n\n{head}\n\n{two}\n", wrapped(PROSE[0], 56, ""));
        let got = blocks(&text);
        assert!(got.contains(&PROSE[2].to_owned()), "{head} {got:?}");
    }
    // Right behind a form feed a head needs no number.
    let text = format!("{}\n{one}\n\u{c}The Mill on the River\n\n{two}\n", wrapped(PROSE[0], 56, ""));
    assert!(blocks(&text).contains(&PROSE[2].to_owned()));
    // Without blank lines numbers count up.
    let all: Vec<&str> = lines.lines().collect();
    let numbered: String = all.iter().zip(7..).map(|(line, number)| format!("{line}\n{number}\n")).collect();
    let text = numbered.trim_end().trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    assert_eq!(blocks(&text).iter().filter(|block| !block.starts_with('#')).collect::<Vec<_>>(), [PROSE[2]]);
    // A heading behind a form feed is text where the sentence before it has ended.
    let page = wrapped(PROSE[2], 56, "");
    let got = blocks(&format!("{page}\n\n\u{c}The second winter\n\n{page}\n"));
    assert_eq!(got, [PROSE[2], "The second winter", PROSE[2]]);
}

#[test]
fn marks_of_quoted_mail_are_no_text() {
    let quoted: String = wrapped(PROSE[0], 60, "").lines().map(|line| format!("> {line}\n")).collect();
    let again: String = wrapped(PROSE[2], 60, "").lines().map(|line| format!("> {line}\n")).collect();
    assert_eq!(blocks(&format!("{quoted}>\n{again}")), [PROSE[0], PROSE[2]]);
    assert_eq!(blocks("> 5 is a number.\n\nSo is this.\n"), ["> 5 is a number.", "So is this."]);
}

#[test]
fn a_word_that_was_cut_goes_on_in_lines_of_any_length() {
    let text = "The report said that the govern-\nment had under-\nstated the re-\nelection of its vice-\npresident.\n";
    let (found, known) = (layout(text), |_: &str| false);
    assert_eq!(found.blocks.len(), 1);
    let pieces: Vec<&str> = found.blocks[0].lines.iter().map(|line| &text[line.clone()]).collect();
    let joints: Vec<Joint> = pieces.windows(2).map(|pair| joint(pair[0], pair[1], known)).collect();
    assert_eq!(joints, [Joint::Hyphen, Joint::Hyphen, Joint::Word, Joint::Word]);
}

#[test]
fn figures_that_do_not_count_up_are_cells() {
    let table = "Boats\n\n1240\n\nCrews\n\n865\n\nNights\n\n2415\n";
    assert!(blocks(table).iter().all(|block| !block.starts_with('#')), "{:?}", blocks(table));
    let pages = "It rained.\n\n7\n\nIt snowed.\n\n8\n\nIt froze.\n\n9\n\nIt thawed.\n";
    assert_eq!(blocks(pages).iter().filter(|block| block.starts_with('#')).count(), 3);
}

#[test]
fn rows_of_drawn_tables_say_nothing_of_the_wrap_and_stay_apart() {
    let prose: Vec<String> = PROSE.iter().map(|p| wrapped(p, 60, "    ")).collect();
    let rule = format!("|{}+{}|", "-".repeat(20), "-".repeat(40));
    let row = |k: usize| format!("|mill {k:<15}|{:<40}|", "the wheel and the Stone of it");
    let table: Vec<String> = (0..60).flat_map(|k| [rule.clone(), row(k)]).collect();
    let text =
        format!("{}\n\n{}\n\n{}\n", prose[..2].join("\n\n"), table.join("\n"), prose[2..].join("\n\n"));
    let got = blocks(&text);
    let mut want: Vec<String> = PROSE.iter().map(|p| (*p).to_owned()).collect();
    want.splice(2..2, table);
    assert_eq!(got, want);
}

#[test]
fn blank_lines_between_all_lines_part_nothing() {
    for prose in [PROSE, HAN] {
        let twice: Vec<&str> = prose[..3].iter().chain(&prose[..3]).copied().collect();
        let text: Vec<String> = twice.iter().map(|p| wrapped(p, 60, "").replace('\n', "\n\n")).collect();
        let got = blocks(&(text.join("\n\n") + "\n"));
        let got: Vec<String> =
            got.iter().map(|b| if prose == HAN { b.replace(' ', "") } else { b.clone() }).collect();
        assert_eq!(got, twice);
    }
    // Headings and sentences of a line each, a blank one between them.
    let list: Vec<String> = (0..12).map(|k| format!("The mill number {k} on the river")).collect();
    assert_eq!(blocks(&list.join("\n\n")), list);
}
