//! Editions that put what they say in another order: what moved is not lost.

use super::check_kinds::{EN, EN_END, ZH, ZH_END, pages, site, told};
use super::findings::{findings, text};

/// Sections of the page that is moved about in: heading and sentences, English and Chinese.
pub(super) const SECTIONS: [(&str, &str, &[&str], &[&str]); 4] = [
    (
        "Climbing",
        "上塔",
        &[
            "The stairs have two hundred steps and no rail on the left.",
            "Take a lantern with you after four o'clock.",
        ],
        &["楼梯有两百级，左边没有扶手。", "四点以后请带上提灯。"],
    ),
    (
        "Fog",
        "雾",
        &[
            "In fog the bell is rung every forty seconds.",
            "The keeper writes the hours of fog into the green book.",
        ],
        &["有雾时每四十秒敲一次钟。", "守塔人把有雾的时间记在绿皮本里。"],
    ),
    (
        "Oil",
        "油",
        &["The oil comes by boat in sealed barrels.", "A barrel lasts for nine nights in December."],
        &["油装在密封的桶里，由船运来。", "十二月一桶油够用九夜。"],
    ),
    (
        "Visitors",
        "访客",
        &[
            "Visitors may look at the lamp on Sunday afternoons.",
            "Dogs have to wait at the foot of the stairs.",
        ],
        &["星期天下午，访客可以参观灯。", "狗必须在楼梯下面等。"],
    ),
];

#[test]
fn a_section_that_moved_is_a_note() {
    let page = |order: [usize; 4], chinese: bool| {
        let sections = order.map(|k| {
            let (en, zh, own, other) = SECTIONS[k];
            let (head, lines) = if chinese { (zh, other) } else { (en, own) };
            format!("## {head}\n\n{}\n\n", lines.join("\n\n"))
        });
        format!("{}{}", if chinese { ZH } else { EN }, sections.concat())
    };
    let folder = site("md", &page([0, 1, 2, 3], false), &page([0, 2, 3, 1], true));
    for rule in ["C104", "C105", "C106", "C107", "C109"] {
        assert_eq!(told(folder.path(), rule), [], "{rule}");
    }
    let moved = told(folder.path(), "C117");
    assert_eq!(moved.len(), 1, "{moved:?}");
    assert!(moved[0].0 == "note" && moved[0].1.starts_with("this section"), "{moved:?}");
}

#[test]
fn a_list_in_another_order_has_no_fault_in_it() {
    let items: [(&str, &str); 6] = [
        ("Use `--cold` to keep 14 jars for the winter.", "用 `--cold` 存放 14 个过冬的罐子。"),
        ("Use `--warm` to heat 250 litres of milk.", "用 `--warm` 加热 250 升牛奶。"),
        ("Use `--dry` to hang 36 sausages.", "用 `--dry` 挂 36 根香肠。"),
        ("Use `--salt` to cover 1.5 kg of fish.", "用 `--salt` 腌 1.5 公斤鱼。"),
        ("Use `--smoke` for 72 hours and no more.", "用 `--smoke` 熏 72 小时，不要更久。"),
        ("Use `--pickle` with 9 % vinegar.", "用 `--pickle` 配 9 % 的醋。"),
    ];
    let list = |head: &str, lines: Vec<String>, end: &str| format!("{head}{}{end}", lines.join("\n"));
    let english = list(EN, items.iter().map(|(en, _)| format!("- {en}")).collect(), EN_END);
    let found = |order: [usize; 6], wrong: bool| {
        let line = |k: usize| format!("- {}", items[k].1);
        let lines = order.map(|k| if wrong { line(k).replace("36", "63") } else { line(k) });
        let folder = site("md", &english, &list(ZH, lines.to_vec(), ZH_END));
        let all = findings(folder.path());
        let told = all.iter().filter(|f| f["level"] != "note");
        told.map(|f| format!("{} {}", text(f, "rule"), text(f, "message"))).collect::<Vec<_>>()
    };
    for order in [[5, 4, 3, 2, 1, 0], [2, 3, 4, 5, 0, 1], [1, 0, 2, 3, 4, 5], [0, 3, 1, 5, 2, 4]] {
        assert_eq!(found(order, false), [""; 0], "{order:?}");
    }
    assert_eq!(found([0, 1, 2, 3, 4, 5], true).len(), 1);
}

#[test]
fn a_glossary_that_is_sorted_anew_lacks_nothing() {
    let words: [(&str, &str, &str, &str); 6] = [
        ("Anchor", "锚", "An anchor holds the boat in its place at night.", "锚在夜里把船固定在原处。"),
        ("Bell", "钟", "The bell is rung in fog and at noon.", "有雾时和中午都要敲钟。"),
        ("Candle", "蜡烛", "A candle lasts for four hours in the tower.", "在塔里一根蜡烛能用四小时。"),
        ("Door", "门", "The door is painted green every other year.", "门每隔一年漆成绿色。"),
        ("Engine", "发动机", "The engine drives the pump in the cellar.", "发动机带动地窖里的水泵。"),
        ("Flag", "旗", "The flag is hoisted when the doctor is wanted.", "需要医生时升旗。"),
    ];
    let page = |head: &str, order: [usize; 6], chinese: bool, left_out: usize| {
        let one = |k: &usize| match chinese {
            true => format!("## {}\n\n{}\n\n", words[*k].1, words[*k].3),
            false => format!("## {}\n\n{}\n\n", words[*k].0, words[*k].2),
        };
        format!("{head}{}", order.iter().filter(|k| **k != left_out).map(one).collect::<String>())
    };
    let english = page(EN, [0, 1, 2, 3, 4, 5], false, 9);
    let found = |order, left_out| {
        let mut all = pages("md", "C104", &english, &page(ZH, order, true, left_out));
        all.extend(pages("md", "C109", &english, &page(ZH, order, true, left_out)));
        all.retain(|(level, _)| level != "note");
        all
    };
    assert_eq!(found([4, 3, 5, 0, 2, 1], 9), []);
    assert!(!found([0, 1, 2, 3, 4, 5], 2).is_empty());
}
