//! `align` never writes a record that `verify` refuses, whatever the page holds; and `verify` sees what was taken out.

use std::path::PathBuf;
use std::sync::LazyLock;

use proptest::prelude::*;
use trialign::align::Aligner;
use trialign::config::Settings;
use trialign::export::Record;
use trialign::pipeline::verify::Verifier;
use trialign::pipeline::{self, Job, JobFile};
use trialign::text::{Edition, PerEdition, Tag};

static SETTINGS: LazyLock<Settings> = LazyLock::new(|| {
    let mut settings = Settings::default();
    settings.threads = 1;
    settings
});
static ALIGNER: LazyLock<Aligner> = LazyLock::new(|| pipeline::aligner(&SETTINGS).unwrap());

/// Aligns two texts in files of these names; the record and the folder that it stands in.
fn record(en: (&str, &[u8]), zh: (&str, &[u8])) -> Option<(Record, tempfile::TempDir)> {
    let folder = tempfile::tempdir().unwrap();
    let mut files = PerEdition::default();
    for (edition, (name, bytes)) in [(Edition::En, en), (Edition::ZhHans, zh)] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        files[edition] = Some(JobFile { path, tag: Tag::from(edition) });
    }
    let job = Job { id: "page".to_owned(), files, segmented: false };
    let outcome = pipeline::run(&[job], &SETTINGS, &ALIGNER, &|_| {}).unwrap().remove(0);
    outcome.aligned.as_ref().ok()?;
    Some((outcome.record("test"), folder))
}

fn faults(record: &Record) -> Vec<String> {
    Verifier::new(vec![PathBuf::new()], 1 << 24).check(record)
}

const INLINE: &[&str] = &[
    "It rained. ",
    "We left! ",
    "渡船走了。",
    "![the Save icon. Big](s.png) ",
    "![图标。大](s.png)",
    "[![a badge](b.svg)](x.md) ",
    "[a link. Here](y.md \"t\") ",
    "`b is. C is` ",
    "`one. Two\nthree. Four` ",
    "``a ` b. C`` ",
    "done.[^n] ",
    "done.<sup>1</sup> ",
    "<ruby>经<rt>jīng. A</rt></ruby>。",
    "&amp; &lt;b&gt; ",
    "\\*no\\* ",
    "**“好。”**然后 ",
    "~~旧的。~~新的。",
    "==说完。==走了。",
    "<br>",
    "a line.\nAnother. ",
    "{{ name }} ",
    "{% if x %}yes.{% endif %} ",
    "<b>Bold. Then</b> ",
    "<!-- gone. Quite --> ",
    "https://a.b/c.d?e=f. ",
    "*at night*{: .x}. ",
    "One{# why. Because #} way. ",
    "{{< ref \"a. b\" >}} ",
    "[it]({{< ref \"a.md\" >}}). ",
    "{::comment}no. Not{:/comment} ",
    "broken.^[See. Three.] ",
    "3–5 million. ",
    "<Tip text=\"a. b\">in. Out</Tip> ",
];

const BLOCKS: &[(&str, &str)] = &[
    ("", "\n\n"),
    ("# ", "\n\n"),
    ("## ", " {#id}\n\n"),
    ("- ", "\n"),
    ("1. ", "\n"),
    ("> ", "\n\n"),
    ("> - ", "\n\n"),
    ("!!! note \"T. U\"\n    ", "\n\n"),
    ("::: tip\n", "\n:::\n\n"),
    ("/// info | Title\n", "\n///\n\n"),
    ("<div>", "</div>\n\n"),
    ("<aside markdown=\"1\">\n", "\n</aside>\n\n"),
    ("[^n]: ", "\n\n"),
    ("    ", "\n\n"),
    ("<Steps>\n    ", "\n</Steps>\n\n"),
    ("{{< note >}}\n", "\n{{< /note >}}\n\n"),
    ("{{< note >}}", "{{< /note >}}\n\n"),
    ("> [!NOTE]\n> ", "\n\n"),
    ("> [!tip]- T. U\n> ", "\n\n"),
    ("Term\n: ", "\n\n"),
    ("{% comment %}\n", "\n{% endcomment %}\n\n"),
    ("{#\n", "\n#}\n\n"),
    ("{#\n", "\n\n"),
    ("```{note} T. U\n:class: x\n", "\n```\n\n"),
    ("* ", "\n{:toc}\n\n"),
    ("", "\n{: .lead}\n\n"),
    ("- A Lee\n\n  ", "\n\n"),
    ("---\ntitle: a\n  b: \"", "\"\nauthors:\n  - name: C\n---\n\n"),
    ("Tags: ", "\n\n"),
    ("(End)\n\n", "\n\n"),
];

fn page() -> impl Strategy<Value = String> {
    let inline = prop::collection::vec(prop::sample::select(INLINE), 1..5).prop_map(|all| all.concat());
    let block = (prop::sample::select(BLOCKS), inline.clone())
        .prop_map(|((open, close), text)| format!("{open}{text}{close}"));
    let row = prop::collection::vec(inline, 2..3).prop_map(|cells| {
        let cells: Vec<String> = cells.iter().map(|c| c.replace('\n', " ").replace('|', "\\|")).collect();
        format!("| a | `x \\| y. Z` |\n|---|---|\n| {} |\n\n", cells.join(" | "))
    });
    let fence = Just("```js\nlet a = 1. B;\n```\n\n".to_owned());
    prop::collection::vec(prop_oneof![6 => block, 1 => row, 1 => fence], 1..7).prop_map(|all| all.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn align_writes_what_verify_takes(en in page(), zh in page(), kind in 0usize..4) {
        let names = [("en.md", "zh.md"), ("en.mdx", "zh.mdx"), ("en.html", "zh.html"), ("en.txt", "zh.txt")][kind];
        if let Some((record, _folder)) = record((names.0, en.as_bytes()), (names.1, zh.as_bytes())) {
            let found = faults(&record);
            prop_assert!(found.is_empty(), "{names:?}\n{en}\n----\n{zh}\n{found:?}");
        }
    }
}

#[test]
fn images_and_code_in_text_leave_no_overlap() {
    let zh = "# 标题\n\n保存。\n";
    for en in [
        "Press ![the disk. Yes](d.png) to keep it.\n",
        "# See ![i](i.png) this\n\nText.\n",
        "- One ![a](a.png) two\n",
        "| ![a](a.png) b | c |\n|---|---|\n| d | ![e. F][r] |\n\n[r]: r.png\n",
        "Use `keep. Then\nleave. Now` so.\n",
        "> Use `keep. Then\n> leave. Now` so.\n",
        "| a |\n|---|\n| `keep \\| it. Then go` on |\n",
    ] {
        let (record, _folder) = record(("en.md", en.as_bytes()), ("zh.md", zh.as_bytes())).unwrap();
        assert_eq!(faults(&record), Vec::<String>::new(), "{en}");
    }
}

#[test]
fn no_cut_in_a_code_span() {
    let zh = "运行 `a. B. c?` 或 `x! Y`。它很快。\n";
    for (name, en) in [
        ("en.md", "Run `a. B. c?` or `x! Y`. It is fast. `Go. Now` is odd.\n"),
        (
            "en.html",
            "<p>Run <code>a. B. c?</code> or <code>x! Y</code>. It is fast. <code>Go. Now</code> is odd.</p>",
        ),
    ] {
        let (record, _folder) = record((name, en.as_bytes()), ("zh.md", zh.as_bytes())).unwrap();
        let text = record.editions[Edition::En].as_ref().unwrap();
        let texts: Vec<&str> = text.segments.iter().map(|s| s.text.as_str()).collect();
        assert_eq!(texts, ["Run a. B. c? or x! Y.", "It is fast.", "Go. Now is odd."], "{name}");
        assert_eq!(faults(&record), Vec::<String>::new());
    }
}

#[test]
fn verify_sees_what_is_missing_or_altered() {
    let en = "Home > News\n\nBread\n\nMar 9, 2021\n\nIt is five. The oven is hot by now.\n\nNobody minds.\n\n© 2021 The Quay. All rights reserved.\n";
    let zh = "首页 > 新闻\n\n面包\n\n2021年3月9日\n\n五点了。炉子已经热了。\n\n没人介意。\n\n版权所有 © 2021 码头报\n";
    let (whole, _folder) = record(("en.txt", en.as_bytes()), ("zh.txt", zh.as_bytes())).unwrap();
    assert_eq!(faults(&whole), Vec::<String>::new());
    let altered = |change: &dyn Fn(&mut Record)| {
        let mut copy = whole.clone();
        change(&mut copy);
        faults(&copy)
    };
    let en_of = |record: &mut Record| record.editions[Edition::En].clone().unwrap();
    let drop_last = altered(&|record| {
        let mut text = en_of(record);
        let gone = text.segments.len() - 1;
        text.segments.pop();
        record.editions[Edition::En] = Some(text);
        record.beads.iter_mut().for_each(|bead| bead.en.retain(|at| *at != gone));
    });
    assert!(drop_last.iter().any(|fault| fault.contains("'Nobody minds.'")), "{drop_last:?}");
    let cut_short = altered(&|record| {
        let mut text = en_of(record);
        let segment = text.segments.iter_mut().find(|s| s.text.starts_with("The oven")).unwrap();
        segment.text = "The oven".to_owned();
        segment.end = segment.start + 8;
        record.editions[Edition::En] = Some(text);
    });
    assert!(cut_short.iter().any(|fault| fault.contains("is hot by now.")), "{cut_short:?}");
    let emptied = altered(&|record| {
        let mut text = en_of(record);
        let last = text.segments.last_mut().unwrap();
        (last.text, last.end) = (String::new(), last.start);
        record.editions[Edition::En] = Some(text);
    });
    assert!(emptied.iter().any(|fault| fault.contains("is empty")), "{emptied:?}");
    let bare = altered(&|record| {
        let mut text = en_of(record);
        text.furniture.clear();
        record.editions[Edition::En] = Some(text);
    });
    assert_eq!(bare.len(), 2, "{bare:?}");
    let renamed = altered(&|record| {
        let mut text = en_of(record);
        text.title = Some("Cake".to_owned());
        record.editions[Edition::En] = Some(text);
    });
    assert!(renamed.iter().any(|fault| fault.contains("the title 'Cake' is no line")), "{renamed:?}");
    let doubled = altered(&|record| {
        let mut text = en_of(record);
        let copy = text.furniture[0].clone();
        text.furniture.push(copy);
        record.editions[Edition::En] = Some(text);
    });
    assert!(doubled.iter().any(|fault| fault.contains("two segments")), "{doubled:?}");
}

#[test]
fn verify_sees_what_a_record_says_wrongly_of_itself() {
    let en = "Bread\n\nMar 9, 2021\n\nIt is five. The oven is hot by now.\n\nNobody minds.\n";
    let zh = "面包\n\n2021年3月9日\n\n五点了。炉子已经热了。\n\n没人介意。\n";
    let (whole, _folder) = record(("en.txt", en.as_bytes()), ("zh.txt", zh.as_bytes())).unwrap();
    assert_eq!(faults(&whole), Vec::<String>::new());
    let sees = |what: &str, change: &dyn Fn(&mut Record)| {
        let mut copy = whole.clone();
        change(&mut copy);
        let found = faults(&copy);
        assert!(found.iter().any(|fault| fault.contains(what)), "{what}: {found:?}");
    };
    let en_of = |record: &mut Record, change: &dyn Fn(&mut trialign::export::EditionRecord)| {
        let mut text = record.editions[Edition::En].clone().unwrap();
        change(&mut text);
        record.editions[Edition::En] = Some(text);
    };
    sees("names none", &|record| en_of(record, &|text| text.title = None));
    sees("names none", &|record| en_of(record, &|text| text.date = None));
    sees("no segment is one", &|record| {
        en_of(record, &|text| text.segments[0].role = trialign::text::Role::Body);
    });
    for role in [trialign::text::Role::Title, trialign::text::Role::Date] {
        sees("that the record names", &|record| en_of(record, &|text| text.segments[2].role = role));
    }
    sees("is not the byline", &|record| {
        en_of(record, &|text| {
            text.byline = vec!["Bread".to_owned()];
            text.segments[0].role = trialign::text::Role::Byline;
            text.segments[3].role = trialign::text::Role::Byline;
        });
    });
    sees("and has beads", &|record| record.error = Some("it broke".to_owned()));
    sees("no edition", &|record| {
        Edition::ALL.into_iter().for_each(|edition| record.editions[edition] = None);
        record.beads.clear();
    });
    sees("by its texts its id is", &|record| record.beads[1].id = "b0".to_owned());
    sees("by its texts its id is", &|record| {
        record.editions[Edition::En] = None;
        record.beads.iter_mut().for_each(|bead| bead.en.clear());
    });
    sees("no confidence", &|record| record.beads[1].confidence = None);
    sees("omission-en", &|record| {
        record.beads[1].flags = vec![trialign::bead::Flag::omission(Edition::En)];
    });
    sees("is empty", &|record| {
        let mut bead = record.beads[1].clone();
        (bead.id, bead.en, bead.zh_hans, bead.zh_hant) = ("bx".to_owned(), vec![], vec![], vec![]);
        record.beads.push(bead);
    });
}
