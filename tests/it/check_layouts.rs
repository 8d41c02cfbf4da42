//! Every layout, for Markdown, HTML and text: what `--explain-layout` says, and that `check` takes the files so.

use std::fs;
use std::process::Command;

use tempfile::TempDir;

const EN: [&str; 2] = ["The bridge was opened in 1938.", "The county pays for the repairs."];
const HANS: [&str; 2] = ["大桥于1938年通车。", "维修费用由县政府支付。"];
const HANT: [&str; 2] = ["大橋於1938年通車。", "維修費用由縣政府支付。"];

/// Files of English, zh-Hans and zh-Hant (`.x` stands for the extension); others that belong to no article; the
/// arguments; what is said of the layout.
struct Layout {
    files: [&'static [&'static str]; 3],
    others: &'static [&'static str],
    args: &'static [&'static str],
    said: &'static str,
}

const LAYOUTS: &[Layout] = &[
    Layout {
        files: [
            &["d/about.x", "d/b.x"],
            &["d/about.zh-cn.x", "d/b_zh.x"],
            &["d/about.zh-Hant.x", "d/b-zh-TW.x"],
        ],
        others: &["d/notes.tex"],
        args: &["d"],
        said: "d: recognised as suffix",
    },
    Layout {
        files: [&["d/about.en.x"], &["d/about.zh_CN.x"], &["d/about.zh_HK.x"]],
        others: &["d/README.x"],
        args: &["d"],
        said: "d: recognised as suffix",
    },
    Layout {
        files: [&["content/en/a/_index.x"], &["content/zh-cn/a/_index.x"], &["content/zh-tw/a/_index.x"]],
        others: &["content/README.x"],
        args: &["."],
        said: ".: recognised as parallel tree",
    },
    Layout {
        files: [
            &["files/en-us/web/api/index.x"],
            &["files/zh-cn/web/api/index.x"],
            &["files/zh-tw/web/api/index.x"],
        ],
        others: &[],
        args: &["files"],
        said: "files: recognised as parallel tree",
    },
    Layout {
        files: [
            &["docs/foo.x", "docs/g/h.x"],
            &["docs/zh/foo.x", "docs/zh/g/h.x"],
            &["docs/zh-tw/foo.x", "docs/zh-tw/g/h.x"],
        ],
        others: &[],
        args: &["docs"],
        said: "docs: recognised as root default",
    },
    Layout {
        files: [
            &["docs/x.x", "blog/y.x", "versioned_docs/version-1.0/x.x"],
            &[
                "i18n/zh-Hans/docusaurus-plugin-content-docs/current/x.x",
                "i18n/zh-Hans/docusaurus-plugin-content-blog/y.x",
                "i18n/zh-Hans/docusaurus-plugin-content-docs/version-1.0/x.x",
            ],
            &[
                "i18n/zh-Hant/docusaurus-plugin-content-docs/current/x.x",
                "i18n/zh-Hant/docusaurus-plugin-content-blog/y.x",
                "i18n/zh-Hant/docusaurus-plugin-content-docs/version-1.0/x.x",
            ],
        ],
        others: &["README.x"],
        args: &["."],
        said: ".: recognised as Docusaurus",
    },
    Layout {
        files: [&["one/en.x", "two/en.x"], &["one/zh-Hans.x", "two/zh.x"], &["one/zh-Hant.x", "two/zh-TW.x"]],
        others: &["one/notes.x", "README.x"],
        args: &["."],
        said: ".: recognised as one folder an article",
    },
    Layout {
        files: [
            &["book/src/a.x", "book/src/b/c.x"],
            &["book-zh/src/a.x", "book-zh/src/b/c.x"],
            &["book-zh-tw/src/a.x", "book-zh-tw/src/b/c.x"],
        ],
        others: &[],
        args: &["book", "book-zh", "book-zh-tw"],
        said: "recognised as sibling repositories",
    },
    Layout {
        files: [
            &["w/src/en/a.x", "w/src/en/b/c.x"],
            &["w/src/zh-cn/a.x", "w/src/zh-cn/b/c.x"],
            &["w/src/zh-tw/a.x", "w/src/zh-tw/b/c.x"],
        ],
        others: &["w/readme.x"],
        args: &["w", "--pattern", "src/@lang/@path"],
        said: "w: recognised as pattern",
    },
    Layout {
        files: [&["w/a.x", "w/b.x"], &["w/zh/a.x", "w/zh/b.x"], &["w/zh-tw/a.x", "w/zh-tw/b.x"]],
        others: &[],
        args: &["w", "--layout", "root-default"],
        said: "w: recognised as root default",
    },
];

fn page(extension: &str, lines: [&str; 2]) -> String {
    match extension {
        "html" => {
            format!("<!DOCTYPE html><html><body><p>{}</p>\n<p>{}</p></body></html>", lines[0], lines[1])
        }
        _ => format!("{}\n\n{}\n", lines[0], lines[1]),
    }
}

fn write(folder: &TempDir, name: &str, content: &str) {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

/// Exit code, standard output, standard error.
fn check(folder: &TempDir, args: &[&str]) -> (i32, String, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_trialign"))
        .arg("check")
        .args(args)
        .current_dir(folder.path())
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (done.status.code().unwrap_or(-1), text(done.stdout), text(done.stderr))
}

#[test]
fn every_layout_in_markdown_html_and_text() {
    for layout in LAYOUTS {
        for extension in ["md", "html", "txt"] {
            let folder = tempfile::tempdir().unwrap();
            let own = |name: &str| match name.strip_suffix(".x") {
                Some(stem) => format!("{stem}.{extension}"),
                None => name.to_owned(),
            };
            for (names, lines) in layout.files.iter().zip([EN, HANS, HANT]) {
                names.iter().for_each(|name| write(&folder, &own(name), &page(extension, lines)));
            }
            layout.others.iter().for_each(|name| write(&folder, &own(name), &page(extension, EN)));
            let (code, out, err) = check(&folder, &[layout.args, &["--explain-layout"]].concat());
            assert!(code == 0 && out.contains(layout.said), "{} {extension}: {out}{err}", layout.said);
            let count = layout.files[0].len();
            let counted = format!("{count} articles: {count} en, {count} zh-Hans, {count} zh-Hant");
            assert!(out.contains(&counted) && !out.contains("missing"), "{} {extension}: {out}", layout.said);
            let (_, unused) = out.split_once("in no article\n").unwrap_or((&out, ""));
            let others = layout.others.iter().filter(|name| name.ends_with(".x")).count();
            assert_eq!(unused.lines().count(), others, "{} {extension}: {out}", layout.said);
            let (code, out, err) = check(&folder, layout.args);
            assert!(code == 0 && err.contains(layout.said), "{} {extension}: {out}{err}", layout.said);
            assert!(err.contains("0 errors, 0 warnings"), "{} {extension}: {out}{err}", layout.said);
        }
    }
}

#[test]
fn a_manifest_lists_the_articles() {
    let folder = tempfile::tempdir().unwrap();
    for (name, lines) in [("a.md", EN), ("b.html", HANS), ("c.txt", HANT)] {
        write(&folder, &format!("w/{name}"), &page(name.rsplit('.').next().unwrap(), lines));
    }
    write(&folder, "w/list.csv", "id,en,zh-Hans,zh-TW,note\none,a.md,b.html,c.txt,first\n");
    write(
        &folder,
        "w/list.jsonl",
        "{\"id\":\"one\",\"en\":\"a.md\",\"zh-CN\":\"b.html\",\"zh-Hant\":\"c.txt\"}\n",
    );
    for list in ["w/list.csv", "w/list.jsonl"] {
        let (code, out, err) = check(&folder, &[list, "--explain-layout"]);
        assert!(code == 0 && out.contains("1 articles: 1 en, 1 zh-Hans, 1 zh-Hant"), "{out}{err}");
        assert!(out.contains("one\n  en: w/a.md\n  zh-Hans: w/b.html\n  zh-Hant: w/c.txt"), "{out}");
        let (code, _, err) = check(&folder, &[list]);
        assert!(code == 0 && err.contains("0 errors, 0 warnings"), "{err}");
    }
}

/// zh-TW and zh-HK: one is the Hant edition, the other is reported.
#[test]
fn a_second_region_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    for (name, lines) in [("en", EN), ("zh-CN", HANS), ("zh-TW", HANT), ("zh-HK", HANT)] {
        write(&folder, &format!("d/about.{name}.md"), &page("md", lines));
    }
    let (code, out, err) = check(&folder, &["d"]);
    assert!(code == 0 && err.contains("left out") && err.contains("about.zh-HK.md"), "{out}{err}");
}

/// Two layouts that tie: the message names both, and the remedy works.
#[test]
fn a_tie_can_be_settled() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder, "d/guide.md", &page("md", EN));
    for name in ["guide.zh-CN.md", "zh-CN/guide.md"] {
        write(&folder, &format!("d/{name}"), &page("md", HANS));
    }
    let (code, _, err) = check(&folder, &["d"]);
    assert!(code == 3 && err.contains("d: two layouts fit equally well"), "{err}");
    assert!(err.contains("--layout root-default") && err.contains("--layout suffix"), "{err}");
    for layout in ["root-default", "suffix"] {
        let (code, out, err) = check(&folder, &["d", "--layout", layout, "--explain-layout"]);
        assert!(code == 0 && out.contains("\nguide\n  en: "), "{out}{err}");
        write(&folder, "trialign.toml", &format!("[check]\nlayout = \"{layout}\"\n"));
        assert_eq!(check(&folder, &["d"]).0, 0);
    }
    write(&folder, "trialign.toml", "[check]\nlayout = \"heap\"\n");
    let (code, _, err) = check(&folder, &["d"]);
    assert!(code == 3 && err.contains("'heap' is not one of folder, suffix"), "{err}");
    assert_eq!(check(&folder, &["d", "--isolated", "--layout", "heap"]).0, 64);
}
