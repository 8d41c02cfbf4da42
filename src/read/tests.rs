use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::text::{BlockKind, Role, fold_white_space};

fn read(text: &str, name: &str) -> Source {
    let format = Format::of(Path::new(name)).unwrap();
    read_bytes(text.as_bytes(), Path::new(name), format, &ReadOptions::default()).unwrap()
}

fn texts(source: &Source) -> Vec<&str> {
    source.blocks.iter().map(|b| b.text.as_str()).collect()
}

/// Every character of every block maps to a span of the source that lies on character boundaries.
fn assert_offsets(source: &Source) {
    for block in &source.blocks {
        assert_eq!(block.offsets.text_len(), block.text.len());
        for (at, c) in block.text.char_indices() {
            let span = block.offsets.span(at..at + c.len_utf8());
            assert!(span.slice(&source.text).is_some(), "{span:?} of {:?}", source.text);
        }
    }
}

/// Kind and text of blocks, each character of which stands in the source where the offsets say.
pub(super) fn true_blocks(text: &str, blocks: Vec<Block>) -> Vec<(String, String)> {
    for block in &blocks {
        for (at, c) in block.text.char_indices() {
            let span = block.offsets.span(at..at + c.len_utf8());
            let source = span.slice(text).unwrap();
            assert!(source.contains(c) || c == '\n', "{c:?} is not {source:?}");
        }
    }
    blocks.into_iter().map(|block| (String::from(block.kind), block.text)).collect()
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn unwraps_hard_wrapped_text() {
    let text = "This is a paragraph that somebody wrapped by hand at about sixty\ncolumns, as mail programs do, and it goes on over a few lines\nbefore it comes to its end.\n\nAnother one that is wrapped in the same way and also goes on for\nquite some time.\n";
    let source = read(text, "a.txt");
    assert_eq!(source.blocks.len(), 2);
    assert!(source.blocks[0].text.contains("sixty\ncolumns"));
    assert_offsets(&source);
}

#[test]
fn joins_wrapped_han_without_a_space() {
    let line = "这是一个用手工在固定的宽度处换行的段落邮件程序常常这样做，";
    let text = format!("{line}\n{line}\n{line}\n{line}\n{line}\n就到此为止。\n");
    let source = read(&text, "a.txt");
    assert_eq!(texts(&source), [letters(&text).as_str()]);
    assert_offsets(&source);
}

#[test]
fn keeps_unwrapped_lines_apart() {
    let source =
        read("One sentence here. Another.\nA second paragraph.\n\n• item one\n- item two\n", "a.txt");
    assert_eq!(
        texts(&source),
        ["One sentence here. Another.", "A second paragraph.", "item one", "item two"]
    );
    assert_eq!(source.blocks[3].kind, BlockKind::ListItem);
}

#[test]
fn reads_segmented_text_line_by_line() {
    let options = ReadOptions { segmented: true, ..ReadOptions::default() };
    let source = read_bytes(b"a b\r\n\r\n c\n", Path::new("x.en"), Format::Text, &options).unwrap();
    assert_eq!(texts(&source), ["a b", "", " c"]);
}

#[test]
fn reads_markdown() {
    let text = "---\ntitle: \"A \\\"B\\\"\" \ndate: 2020-01-02 # day\nauthor: Ann\ntags: [x]\n---\n\n# Head\n\nSome *text* with [a link](http://x) &amp; `code`.\nNext line<br>end. <!-- no --> ![alt](i.png)\n\n- one\n  - two\n\n> quote\n\n| a | b |\n|---|---|\n| c | d |\n\n```rust\nlet x;\n```\n\n<div>Some <b>HTML</b></div>\n";
    let source = read(text, "a.md");
    assert_offsets(&source);
    let expected: [(&str, BlockKind, Role); 15] = [
        ("A \"B\"", BlockKind::Paragraph, Role::Title),
        ("2020-01-02", BlockKind::Paragraph, Role::Date),
        ("Ann", BlockKind::Paragraph, Role::Byline),
        ("Head", BlockKind::Heading(1), Role::Body),
        ("Some text with a link & code.\nNext line\nend.", BlockKind::Paragraph, Role::Body),
        ("one", BlockKind::ListItem, Role::Body),
        ("two", BlockKind::ListItem, Role::Body),
        ("quote", BlockKind::Quote, Role::Body),
        ("a", BlockKind::TableCell, Role::Body),
        ("b", BlockKind::TableCell, Role::Body),
        ("c", BlockKind::TableCell, Role::Body),
        ("d", BlockKind::TableCell, Role::Body),
        ("let x;", BlockKind::Code, Role::Code),
        ("Some HTML", BlockKind::Paragraph, Role::Body),
        ("", BlockKind::Paragraph, Role::Body),
    ];
    let found: Vec<_> = source.blocks.iter().map(|b| (b.text.as_str(), b.kind, b.role)).collect();
    assert_eq!(found, expected[..14]);
}

#[test]
fn quoted_titles_of_several_lines_stand_where_they_say() {
    for title in ["''。a\n b", "\"\"。a\n b", "'灯塔\n 一'"] {
        assert_offsets(&read(&format!("---\ntitle: {title}\n---\n\ntext\n"), "a.md"));
    }
}

#[test]
fn reads_mdx() {
    let text = "import X from 'x'\n\n<Tabs a={1 > 0}>\n\nText {/* no */}here.\n\n</Tabs>\n\n:::note\n\nMind <Foo b=\">\" />this.\n\n:::\n";
    let source = read(text, "a.mdx");
    assert_eq!(
        texts(&source).iter().map(|t| fold_white_space(t)).collect::<Vec<_>>(),
        ["Text here.", "Mind this."]
    );
    assert_offsets(&source);
}

#[test]
fn components_in_markdown_hold_markdown() {
    let text = "<Tabs>\n  <Tab label=\"A\">\n    Tags such as `<p>` and `<b>`.\n  </Tab>\n</Tabs>\n\n<DIV>\nOld\n</DIV>\n";
    let source = read(text, "a.md");
    assert_eq!(
        texts(&source).iter().map(|t| fold_white_space(t)).collect::<Vec<_>>(),
        ["Tags such as `<p>` and `<b>`.", "Old"]
    );
    assert_offsets(&source);
    // Outside of components four columns are code.
    for outside in [
        "One.\n\n    two\n",
        "One.\n\n    <Lamp>\n    # two\n    </Lamp>\n",
        "<Name>\n\n    two\n",
        "<Tab>\n\nOne.\n\n</Tab>\n\n    two\n",
        "````md\n```html\n<Foo>\n```\n</Foo>\n````\n",
    ] {
        let last = read(outside, "a.md").blocks.last().map(|block| block.kind);
        assert_eq!(last, Some(BlockKind::Code), "{outside}");
    }
}

#[test]
fn pre_goes_on_over_empty_lines() {
    let text =
        "<div>\n<pre><code>a\n\n# b\n- c\n</code></pre>\n</div>\n\n# End\n\n<div><pre>\n\nnever closed\n";
    let source = read(text, "a.md");
    let found: Vec<_> = source.blocks.iter().map(|b| (b.text.as_str(), b.kind)).collect();
    let expected = [
        ("a\n\n# b\n- c", BlockKind::Code),
        ("End", BlockKind::Heading(1)),
        ("never closed", BlockKind::Paragraph),
    ];
    assert_eq!(found, expected);
    assert_offsets(&source);
}

#[test]
fn reads_html() {
    let text = "<!DOCTYPE html><html><head><title>No</title><style>p {}</style></head><body><nav><a>Home</a></nav>\
        <header><h1>T &lt; U</h1></header><p class=date>May 1, 2020<p class=author>Ann<p>One<br>two <i>three</i>\
        <ul><li>a<ul><li>b</ul>c<li>d</ul>loose<table><tr><td>x<td>y</table><pre>co\n de</pre>\
        <p hidden>gone</p><footer>foot</footer>";
    let source = read(text, "a.html");
    assert_offsets(&source);
    let found: Vec<_> = source.blocks.iter().map(|b| (b.text.as_str(), b.role)).collect();
    use Role::{Body, Byline, Code, Date, Foot, Navigation};
    let expected = [
        ("Home", Navigation),
        ("T < U", Body),
        ("May 1, 2020", Date),
        ("Ann", Byline),
        ("One\ntwo three", Body),
        ("a", Body),
        ("b", Body),
        ("c", Body),
        ("d", Body),
        ("loose", Body),
        ("x", Body),
        ("y", Body),
        ("co\n de", Code),
        ("gone", Navigation),
        ("foot", Foot),
    ];
    assert_eq!(found, expected);
    assert_eq!(source.blocks[1].kind, BlockKind::Heading(1));
}

#[test]
fn reads_the_rest_after_empty_scripts_of_xhtml() {
    let source = read(
        "<?xml version=\"1.0\"?><html><head><script src=\"x\"/><title/></head><body><p>中\n文</p></body></html>",
        "a.html",
    );
    assert_eq!(texts(&source), ["中文"]);
}

#[test]
fn detects_encodings() {
    let hans = "我们说这个国家的经济发展很快，但是还有许多问题没有解决。记者问他的看法，他说时间会证明一切。";
    let hant = "我們說這個國家的經濟發展很快，但是還有許多問題沒有解決。記者問他的看法，他說時間會證明一切。";
    let utf16 =
        |bytes: fn(u16) -> [u8; 2], text: &str| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    // Cantonese, with characters that only the Hong Kong supplement (HKSCS) has.
    let hkscs = (
        b"\xca\x5c\x92\x5d\xb8\xdc\xa9\x4f\xad\xd3\xb0\xea\xae\x61\x9d\xef\xb8\x67\xc0\xd9\xb5\x6f\xae\x69\xa6\x6e\xa7\xd6\xa1\x41\xa6\xfd\xab\x59\xa5\xf2\xa6\xb3\xa6\x6e\xa6\x68\xb0\xdd\xc3\x44\xa5\xbc\xb8\xd1\xa8\x4d\xa1\x43".to_vec(),
        "佢哋話呢個國家嘅經濟發展好快，但係仲有好多問題未解決。",
        "Big5",
    );
    let cases: Vec<(Vec<u8>, &str, &str)> = vec![
        (encoding_rs::GB18030.encode(hans).0.into_owned(), hans, "gb18030"),
        (encoding_rs::GB18030.encode(hant).0.into_owned(), hant, "gb18030"),
        (encoding_rs::BIG5.encode(hant).0.into_owned(), hant, "Big5"),
        (utf16(u16::to_le_bytes, hans), hans, "UTF-16LE"),
        (utf16(u16::to_be_bytes, hant), hant, "UTF-16BE"),
        (utf16(u16::to_le_bytes, "Plain English, too."), "Plain English, too.", "UTF-16LE"),
        ([b"\xEF\xBB\xBF".as_slice(), hans.as_bytes()].concat(), hans, "UTF-8"),
        (
            b"It\x92s a \x93test\x94 of curly quotes.".to_vec(),
            "It’s a “test” of curly quotes.",
            "windows-1252",
        ),
    ];
    for (bytes, text, name) in cases.into_iter().chain([hkscs]) {
        let decoded = decode(&bytes, false, None).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding), (text, name));
    }
}

#[test]
fn reports_bad_bytes_and_binary_files() {
    let mut bytes = "第一行\n第二行是好的，第三行不是。\n".repeat(3).into_bytes();
    bytes.extend_from_slice(b"\xE4\xBD\n");
    let decoded = decode(&bytes, false, None).unwrap();
    assert_eq!(decoded.encoding, "UTF-8");
    assert!(decoded.warnings[0].starts_with("line 7: 1 places"), "{:?}", decoded.warnings);
    assert!(decode(b"\x7FELF\x01\x01\x00\x00\x00\x00ab\xFF", false, None).is_err());
    assert!(decode(b"x", false, Some("klingon")).is_err());
    let empty = read_bytes(b" \n", Path::new("a.txt"), Format::Text, &ReadOptions::default());
    assert_eq!(empty.unwrap_err().kind(), ErrorKind::Input);
}

#[test]
fn bounds_hostile_html() {
    let deep = "<div><b>".repeat(100_000) + "x" + &"</i></div>".repeat(100_000);
    assert_eq!(texts(&read(&deep, "a.html")), ["x"]);
    let wide = format!("<p class=\"{}\">x</p>", "a ".repeat(1_000_000));
    assert_eq!(texts(&read(&wide, "a.html")), ["x"]);
}

#[test]
fn bounds_hostile_input_of_every_format() {
    let many = |piece: &str| piece.repeat(200_000 / piece.len());
    for piece in [
        "<A {",
        "{/*",
        "<script ",
        "<?xml <script/",
        "<b><dd>",
        "<p><div>",
        "&",
        "&amp",
        "> ",
        "- ",
        "* [",
        "![",
        "`<",
        "| a ",
        "\u{3000}-\n",
    ] {
        let text = format!("<?xml?>x{}", many(piece));
        let started = std::time::Instant::now();
        for name in ["a.html", "a.mdx", "a.txt"] {
            let format = Format::of(Path::new(name)).unwrap();
            let _ = read_bytes(text.as_bytes(), Path::new(name), format, &ReadOptions::default());
        }
        // Linear work takes a few hundredths of a second here; quadratic work, minutes.
        assert!(started.elapsed().as_secs() < 20, "{piece:?} took {:?}", started.elapsed());
    }
}

/// Markup with the text that a reader sees in it.
fn html() -> impl Strategy<Value = (String, String)> {
    let leaf = prop_oneof![
        "[a-z中文， \n]{0,12}".prop_map(|t| (t.clone(), t)),
        Just(("&amp;".to_owned(), "&".to_owned())),
        Just(("&#x4e2d;&nbsp;&nosuch".to_owned(), "中\u{a0}&nosuch".to_owned())),
        Just(("<br>".to_owned(), String::new())),
        Just(("<script>if (a < b) '<p>'</script>".to_owned(), String::new())),
        Just(("<!-- <p>no</p> -->".to_owned(), String::new())),
        Just(("<img alt='a > b'>".to_owned(), String::new())),
    ];
    const NAMES: &[&str] = &[
        "p",
        "div",
        "ul",
        "li",
        "table",
        "tr",
        "td",
        "span",
        "b",
        "h2",
        "blockquote",
        "section",
        "header",
        "x-y",
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        (
            prop::sample::select(NAMES).prop_map(str::to_owned),
            prop::collection::vec(inner, 0..6),
            prop::bool::weighted(0.8),
        )
            .prop_map(|(name, parts, closed)| {
                let (markup, text): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
                let end = if closed { format!("</{name}>") } else { String::new() };
                (format!("<{name} class=c>{}{end}", markup.concat()), text.concat())
            })
    })
}

#[test]
fn a_tag_that_is_none_ends_on_a_character() {
    for name in ["a.html", "a.md", "a.mdx", "a.txt"] {
        assert_offsets(&read("title: <A，<p>!", name));
        assert_offsets(&read(":::é中文\n- <A 中文文>x\n", name));
    }
}

#[test]
fn html_in_mdx_keeps_to_characters() {
    // Found by the fuzz target `decode`.
    let bytes = b"<?>\xffv<Ptt\t\tPtt\tst<Ptt\ts\t\xff>\xff\xffvvv<P\xff\xff\xff\xe5.\xea\0\xfd\xff\0\xca\xca\xca\xff\xff\xff\xe5.\xea\0\xfdtt\t\tPtt\tst<Ptt\ts\t\xff\0\xca\xca\xca";
    for label in ["big5", "gb18030", "utf-8"] {
        let options = ReadOptions { encoding: Some(label.to_owned()), ..ReadOptions::default() };
        if let Ok(source) = read_bytes(bytes, Path::new("a.mdx"), Format::Markdown { mdx: true }, &options) {
            assert_offsets(&source);
        }
    }
    for text in ["<div>\n<A b=\"中文😀é\">x</A>\n</div>\n", "<div><A 中😀>中</A>中</div>", "<?> <A é😀>"]
    {
        assert_offsets(&read(text, "a.mdx"));
    }
}

proptest! {
    #[test]
    fn html_loses_nothing((markup, text) in html()) {
        let text = format!("x{text}");
        let source = read(&format!("<p>x</p>{markup}"), "a.html");
        assert_offsets(&source);
        prop_assert_eq!(letters(&texts(&source).concat()), letters(&text));
    }

    #[test]
    fn plain_text_loses_nothing(text in "([a-z中文。， ]{0,30}\n?\r?){0,20}") {
        let text = format!("x{text}");
        let source = read(&text, "a.txt");
        assert_offsets(&source);
        // The number of a page comes behind the paragraph that it interrupts: what is there counts, not the order.
        let sorted = |text: &str| {
            let mut all: Vec<char> = text.chars().collect();
            all.sort_unstable();
            all
        };
        prop_assert_eq!(sorted(&letters(&texts(&source).concat())), sorted(&letters(&text)));
    }

    #[test]
    fn never_panics(text in "([ -~]|[<>&;#/=\"'`*_\\[\\]()|{}\n\t -]|[\u{3000}，。中文é]|<p>|</li>|<td|---\n|:::|title: |<!--|```|\\{/\\*|1\\. ){0,60}") {
        for name in ["a.html", "a.md", "a.mdx", "a.txt"] {
            let format = Format::of(Path::new(name)).unwrap();
            if let Ok(source) = read_bytes(text.as_bytes(), Path::new(name), format, &ReadOptions::default()) {
                assert_offsets(&source);
            }
        }
    }

    #[test]
    fn decoding_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..200), html in any::<bool>()) {
        let _ = decode(&bytes, html, None);
    }
}

#[test]
fn lines_broken_on_purpose_are_read_as_lines() {
    let verse = [
        "Row, my girl, the tide is low,",
        "and the lamps are lit;",
        "he who waits until they go",
        "never finds the slip.",
    ];
    let markdown = read(&format!("They sang it.\n\n{}\n\nThen they left.\n", verse.join("  \n")), "a.md");
    assert_eq!(texts(&markdown)[1..5], verse);
    assert_eq!(markdown.blocks.len(), 6);
    assert_offsets(&markdown);
    let html = read(
        &format!("<p>They sang it.</p><p>{}</p><p>Then they left.</p>", verse.join("<br/>\n")),
        "a.html",
    );
    assert_eq!(texts(&html), texts(&markdown));
    assert_offsets(&html);
    // A page that sets its paragraphs with breaks, and a link in the second.
    let page = read(
        "<div>市议会批准了新的渡轮码头。<br><br>工程<a href=\"/x\">明年春天</a>开始。<br>费用由港口承担。</div>",
        "a.html",
    );
    assert_eq!(texts(&page), ["市议会批准了新的渡轮码头。", "工程明年春天开始。", "费用由港口承担。"]);
    assert_eq!(page.blocks.iter().map(|block| block.marks.len()).collect::<Vec<_>>(), [0, 1, 0]);
    assert_offsets(&page);
}

#[test]
fn a_table_copied_from_a_page_is_read_by_cells() {
    let source = read(
        "Prices in the second week.\n\nItem\tThis week\tLast week\nTin, $/ton\t28,110\t27,940\n\nTrade\tis slow.\n",
        "a.txt",
    );
    let cells = ["Item", "This week", "Last week", "Tin, $/ton", "28,110", "27,940"];
    assert_eq!(texts(&source)[1..7], cells);
    assert!(source.blocks[1..7].iter().all(|block| block.kind == BlockKind::TableCell));
    assert_eq!(source.blocks.len(), 8, "a lone tab makes no table: {:?}", texts(&source));
    assert_offsets(&source);
}

#[test]
fn the_mark_of_a_footnote_is_no_text_however_it_is_named() {
    let marks = [
        "<a epub:type=\"noteref\" href=\"#n1\">1</a>",
        "<a role=\"doc-noteref\" href=\"#n1\">1</a>",
        "<a class=\"footnote-ref\" href=\"#n1\">1</a>",
        "<span class=MsoFootnoteReference>[1]</span>",
        "<sup>1</sup>",
    ];
    for mark in marks {
        let page = format!(
            "<p>The gate was shut.{mark} Rain fell.</p><p>Nobody came to the <a href=\"#x\">gate 1</a>.</p>"
        );
        let path = Path::new("a.html");
        let source = read_bytes(page.as_bytes(), path, Format::Html, &ReadOptions::default()).unwrap();
        let texts: Vec<&str> = source.blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(texts, ["The gate was shut. Rain fell.", "Nobody came to the gate 1."], "{mark}");
    }
}
