use super::*;

/// Makes files in a new folder.
fn folder(names: &[&str]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for name in names {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, "x").unwrap();
    }
    dir
}

/// Layout, and id with the number of editions of each article.
fn found(names: &[&str]) -> (Layout, Vec<(String, usize)>) {
    let dir = folder(names);
    let found = discover(&[dir.path().to_path_buf()], &DiscoverOptions::default()).unwrap();
    (found.layouts[0].1, ids(&found))
}

fn ids(found: &Discovery) -> Vec<(String, usize)> {
    found.articles.iter().map(|article| (article.id.clone(), article.editions())).collect()
}

/// Files, the layout they are in, and the articles with their number of editions.
type Case = (&'static [&'static str], Layout, &'static [(&'static str, usize)]);

#[test]
fn recognises_every_layout() {
    let cases: Vec<Case> = vec![
        (
            &["a/en.txt", "a/zh-Hans.txt", "a/zh-Hant.txt", "b/en.md", "README.md"],
            Layout::Folder,
            &[("a", 3), ("b", 1)],
        ),
        (
            &["ch01.en.html", "ch01.zh-cn.html", "ch01.zh-tw.html", "NEWS.html"],
            Layout::Suffix,
            &[("ch01", 3)],
        ),
        (
            &["about.md", "about_zh.md", "d/x.md", "d/x.zh-Hant.mdx"],
            Layout::Suffix,
            &[("about", 2), ("d/x", 2)],
        ),
        (&["content/en/a.md", "content/zh-cn/a.md", "content/zh-tw/a.md"], Layout::Tree, &[("content/a", 3)]),
        (&["files/en-us/w/index.md", "files/zh-cn/w/index.md"], Layout::Tree, &[("files/w/index", 2)]),
        (
            &["docs/foo.md", "docs/zh/foo.md", "docs/bar.md"],
            Layout::RootDefault,
            &[("docs/bar", 1), ("docs/foo", 2)],
        ),
        (
            &["docs/x.md", "i18n/zh-Hans/docusaurus-plugin-content-docs/current/x.md"],
            Layout::Docusaurus,
            &[("docs/x", 2)],
        ),
        (
            &[
                "docs/x.md",
                "community/team.md",
                "community_versioned_docs/version-1/team.md",
                "notes/y.md",
                "i18n/zh-Hans/docusaurus-plugin-content-docs/current/x.md",
                "i18n/zh-Hans/docusaurus-plugin-content-docs-community/current/team.md",
                "i18n/zh-Hans/docusaurus-plugin-content-docs-community/version-1/team.md",
            ],
            Layout::Docusaurus,
            &[("community/team", 2), ("community_versioned_docs/version-1/team", 2), ("docs/x", 2)],
        ),
        (
            &["src/ask_en/a.md", "src/ask_zh/a.md", "dist/ask_en/a.md", "dist/ask_zh/a.md"],
            Layout::Siblings,
            &[("dist/ask/a", 2), ("src/ask/a", 2)],
        ),
        (
            &["book/src/a.md", "book-zh/src/a.md", "book-zh-tw/src/a.md"],
            Layout::Siblings,
            &[("book/src/a", 3)],
        ),
        (
            &["EN_a.txt", "CN_a.txt", "TW_a.txt", "EN_b.txt", "CN_b.txt"],
            Layout::Suffix,
            &[("a", 3), ("b", 2)],
        ),
        (
            &["x_EN_v2.txt", "x_CN_v2.txt", "x_TW_v2.txt", "y_en.txt", "y_zh.txt"],
            Layout::Suffix,
            &[("x_v2", 3), ("y", 2)],
        ),
        (&["CN_a.txt", "TW_a.txt"], Layout::Suffix, &[("a", 2)]),
        (&["WALK_TW.txt", "Walk_en.txt", "walk_CN.txt"], Layout::Suffix, &[("Walk", 3)]),
        (&["en/walk_en.txt", "zh_CN/walk_zh_CN.txt", "zh_TW/walk_zh_TW.txt"], Layout::Tree, &[("walk", 3)]),
        (
            &[
                "content/en/cn-office.md",
                "content/en/hk-office.md",
                "content/zh/cn-office.md",
                "content/zh/hk-office.md",
            ],
            Layout::Tree,
            &[("content/cn-office", 2), ("content/hk-office", 2)],
        ),
        // the English lies in another folder beside those of the languages, as a book's own `src`
        (
            &[
                "guide/src/intro.md",
                "guide/src/more/flags.md",
                "guide/src/new.md",
                "guide/ja/intro.md",
                "guide/ja/more/flags.md",
                "guide/zh-CN/intro.md",
                "guide/zh-CN/more/flags.md",
                "guide/zh-TW/intro.md",
            ],
            Layout::RootDefault,
            &[("guide/src/intro", 3), ("guide/src/more/flags", 2), ("guide/src/new", 1)],
        ),
        // the English lies above the folder of the languages, but for what is beside it
        (
            &[
                "README.md",
                "docs/README.zh.md",
                "docs/zh-CN/README.md",
                "docs/zh-CN/skills/test/page.md",
                "docs/zh-CN/start.md",
                "docs/zh-TW/README.md",
                "skills/test/page.md",
                "docs/start.md",
                "start.md",
            ],
            Layout::RootDefault,
            &[("README", 3), ("docs/README.zh", 1), ("docs/start", 2), ("skills/test/page", 2), ("start", 1)],
        ),
    ];
    for (names, layout, expected) in cases {
        let expected: Vec<(String, usize)> = expected.iter().map(|(id, n)| ((*id).to_owned(), *n)).collect();
        assert_eq!(found(names), (layout, expected), "{names:?}");
    }
}

/// What is without a tag is English only where nothing else of the article is.
#[test]
fn each_article_says_which_file_is_its_english() {
    let dir = folder(&["README.md", "README.zh.md", "docs/a_en.md", "docs/a_zh.md", "docs/b.md"]);
    let options = DiscoverOptions::default();
    let found = discover(&[dir.path().to_path_buf()], &options).unwrap();
    assert_eq!(ids(&found), [("README".to_owned(), 2), ("docs/a".to_owned(), 2)]);

    let dir = folder(&["b.en.md", "b.md", "c-en.md", "c.md", "d_EN.md", "d.md", "d.zh-TW.md"]);
    for name in ["b.md", "c.md", "d.md"] {
        let code = "```js\nlamp.light(keeper, (error) => { throw new TypeError(error) })\n```\n".repeat(9);
        let text = format!(
            "# tower\n\n[![build](https://ci.example/badge.svg)](https://ci.example)\n\n看灯的人每晚都上塔点灯。\n\n{code}"
        );
        std::fs::write(dir.path().join(name), text).unwrap();
    }
    let found = discover(&[dir.path().to_path_buf()], &options).unwrap();
    assert_eq!(ids(&found), [("b".to_owned(), 2), ("c".to_owned(), 2), ("d".to_owned(), 3)]);
    assert_eq!(found.missing(Edition::ZhHans), 0);

    // Both are Chinese: neither is the English.
    let dir = folder(&["README.md", "README.zh-CN.md"]);
    std::fs::write(dir.path().join("README.md"), "# 燈塔\n\n看燈的人每晚都上塔點燈。\n").unwrap();
    let found = discover(&[dir.path().to_path_buf()], &options).unwrap();
    assert_eq!((found.missing(Edition::En), found.missing(Edition::ZhHant)), (1, 0));

    // What nothing stands beside is no English page where it is Chinese.
    let dir = folder(&["a.zh-TW.md", "a.md", "other/b.md", "c.md"]);
    for name in ["a.md", "other/b.md"] {
        std::fs::write(dir.path().join(name), "# 灯塔\n\n看灯的人每晚都上塔。\n").unwrap();
    }
    let found = discover(&[dir.path().to_path_buf()], &options).unwrap();
    assert_eq!(ids(&found), [("a".to_owned(), 2), ("c".to_owned(), 1)]);
    assert_eq!(found.missing(Edition::ZhHans), 1);
}

#[test]
fn pages_of_other_languages_are_no_english_ones() {
    let names = ["README.md", "README.zh.md", "README.ja.md", "README_pt-BR.md", "a-is.md", "docs/it/x.md"];
    assert_eq!(
        found(&names).1,
        [("README".to_owned(), 2), ("a-is".to_owned(), 1), ("docs/it/x".to_owned(), 1)]
    );
    let names = ["docs/a.md", "docs/zh/a.md", "docs/ja/a.md", "docs/pt-BR/a.md", "docs/it/own.md"];
    assert_eq!(found(&names).1, [("docs/a".to_owned(), 2), ("docs/it/own".to_owned(), 1)]);
    let names = ["book/src/a.md", "book-zh/src/a.md", "book-de/src/a.md"];
    assert_eq!(found(&names).1, [("book/src/a".to_owned(), 2)]);
}

#[test]
fn two_layouts_that_fit_equally_are_an_error() {
    let dir = folder(&["guide.md", "guide.zh.md", "zh/guide.md"]);
    let error = discover(&[dir.path().to_path_buf()], &DiscoverOptions::default()).unwrap_err().to_string();
    assert!(error.contains("suffix and root default"), "{error}");
}

/// A README is named by its suffix whatever layout the documentation has.
#[test]
fn layouts_that_share_no_file_stand_beside_each_other() {
    let readme = ["README.md", "README.zh-CN.md"];
    let docs = ["docs/en/a.md", "docs/zh/a.md", "docs/en/b.md", "docs/zh/b.md"];
    for most in [2, 4] {
        let names: Vec<&str> = readme.iter().chain(&docs[..most]).copied().collect();
        let all = found(&names).1;
        assert!(
            all.contains(&("README".to_owned(), 2)) && all.contains(&("docs/a".to_owned(), 2)),
            "{all:?}"
        );
        assert_eq!(all.len(), 1 + most / 2);
    }
    assert_eq!(found(&["a/en.txt", "a/zh.txt", "x.en.md", "x.zh.md"]).1.len(), 2);
}

#[test]
fn the_index_of_a_translation_is_none_of_the_readme_above() {
    let names = ["README.md", "docs/en/guide.md", "docs/zh/guide.md", "docs/zh/README.md"];
    assert_eq!(found(&names).1, [("docs/README".to_owned(), 1), ("docs/guide".to_owned(), 2)]);
    let names = ["README.md", "docs/guide.md", "docs/zh/guide.md", "docs/zh/README.md"];
    let all = found(&names).1;
    assert!(
        all.contains(&("docs/guide".to_owned(), 2)) && all.contains(&("README".to_owned(), 1)),
        "{all:?}"
    );
    let names = [
        "README.md",
        "docs/zh/README.md",
        "examples/a/en/README.md",
        "examples/a/zh/README.md",
        "examples/b/en/README.md",
        "examples/b/zh/README.md",
    ];
    let all = found(&names).1;
    assert!(
        ["examples/a/README", "examples/b/README"].iter().all(|id| all.contains(&((*id).to_owned(), 2))),
        "{all:?}"
    );
}

#[test]
fn reads_patterns_manifests_and_siblings() {
    let dir = folder(&["src/en/a/b.md", "src/zh-tw/a/b.md", "book/a.md", "book-zh/a.md", "x.txt", "y.txt"]);
    let options =
        DiscoverOptions { pattern: Some("src/@lang/@path".to_owned()), ..DiscoverOptions::default() };
    let one = discover(&[dir.path().to_path_buf()], &options).unwrap();
    assert_eq!(ids(&one), [("a/b".to_owned(), 2)]);
    let books = ["book", "book-zh"].map(|name| dir.path().join(name));
    let two = discover(&books, &DiscoverOptions::default()).unwrap();
    assert_eq!(ids(&two), [("book/a".to_owned(), 2)]);
    let manifest = dir.path().join("m.csv");
    std::fs::write(&manifest, "id,en,zh-TW,note\none,x.txt,y.txt,n\n../two,x.txt,y.txt,\n").unwrap();
    let three = discover(&[manifest], &DiscoverOptions::default()).unwrap();
    assert_eq!(ids(&three), [("one".to_owned(), 2)]);
    assert_eq!(three.problems.len(), 1);
    let manifest = dir.path().join("m.jsonl");
    std::fs::write(
        &manifest,
        "{\"id\":\"one\",\"editions\":{\"en\":\"x.txt\",\"zh-Hans\":\"y.txt\"}}\nnot json\n",
    )
    .unwrap();
    let four = discover(&[manifest], &DiscoverOptions::default()).unwrap();
    assert_eq!((ids(&four), four.problems.len()), (vec![("one".to_owned(), 2)], 1));
}

#[test]
fn keeps_one_region_and_reports_the_other() {
    let dir = folder(&["a/en.txt", "a/zh-HK.txt", "a/zh-TW.txt", "a/zh-TW.md"]);
    let found = discover(&[dir.path().join("a")], &DiscoverOptions::default()).unwrap();
    let article = &found.articles[0];
    assert_eq!(article.id, "a");
    assert_eq!(article.files[Edition::ZhHant].as_ref().unwrap().tag.region.as_deref(), Some("TW"));
    assert_eq!(article.also[0].tag.region.as_deref(), Some("HK"));
    assert_eq!((article.twice.len(), article.clashes().count()), (1, 1));
    assert_eq!((found.problems.len(), found.missing(Edition::ZhHans)), (0, 1));
}

#[cfg(unix)]
#[test]
fn goes_on_past_loops_and_names_that_are_not_utf8() {
    use std::os::unix::ffi::OsStrExt;
    let dir = folder(&["a/en.txt", "a/zh.txt"]);
    std::os::unix::fs::symlink(dir.path(), dir.path().join("a/loop")).unwrap();
    std::fs::write(dir.path().join(std::ffi::OsStr::from_bytes(b"\xff.txt")), "x").unwrap();
    let found = discover(&[dir.path().to_path_buf()], &DiscoverOptions::default()).unwrap();
    assert_eq!((found.articles.len(), found.problems.len()), (1, 2), "{:?}", found.problems);
}

#[test]
fn nothing_is_an_error_with_a_remedy() {
    let dir = folder(&["notes.txt"]);
    let error = discover(&[dir.path().to_path_buf()], &DiscoverOptions::default()).unwrap_err();
    assert!(error.to_string().contains("no articles were found"));
    assert!(discover(&[dir.path().join("nowhere")], &DiscoverOptions::default()).is_err());
}

#[test]
fn hidden_data_are_no_messages() {
    let folder =
        folder(&["a/en.txt", "a/zh-Hans.txt", "a/.en.json", "a/.zh-Hans.json", "b/en.txt", "b/zh-Hans.txt"]);
    let found = discover(&[folder.path().to_path_buf()], &DiscoverOptions::default()).unwrap();
    assert_eq!(ids(&found), [("a".to_owned(), 2), ("b".to_owned(), 2)]);
}

#[test]
fn a_short_code_alone_is_a_name() {
    let dir = folder(&["html/sc.html", "html/index.html", "html/glossary.html"]);
    let found = |dir: &std::path::Path| discover(&[dir.to_path_buf()], &DiscoverOptions::default());
    assert!(found(dir.path()).is_err());
    std::fs::write(dir.path().join("html/en.html"), "The lamp turns once a minute.").unwrap();
    assert_eq!(ids(&found(dir.path()).unwrap()), [("html".to_owned(), 2)]);
    std::fs::remove_file(dir.path().join("html/en.html")).unwrap();
    std::fs::write(dir.path().join("html/sc.html"), "灯每分钟转一圈，守塔人在黄昏时给钟上弦。").unwrap();
    assert_eq!(ids(&found(dir.path()).unwrap()), [("html".to_owned(), 1)]);
}
