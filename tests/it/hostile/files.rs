//! Links, pipes, devices, large files: refused at once, whichever road they come by.

use std::fs;
use std::os::unix::net::UnixListener;

use super::Case;

const SECRET: &str =
    "[remote]\n\npassword = tarn-41\n\nThe barn stands behind the mill, and its key is tarn-42.\n";

#[test]
fn what_a_link_shows_outside_of_the_named_folders_is_no_edition() {
    let case = Case::new();
    case.put("secret/config", SECRET);
    case.put("w/notes/en.md", SECRET);
    case.put("w/docs/.hidden/en.md", SECRET);
    for (k, target) in [
        "../../../secret/config".to_owned(),
        case.path("secret/config").display().to_string(),
        "../../notes/en.md".to_owned(),
        "../.hidden/en.md".to_owned(),
        "../mill/../../../secret/config".to_owned(),
    ]
    .iter()
    .enumerate()
    {
        case.put(&format!("w/docs/b{k}/zh-Hans.md"), "谷仓在磨坊后面。\n");
        case.link(target, &format!("w/docs/b{k}/en.md"));
    }
    case.put("w/docs/c/zh-Hans/page.md", "谷仓在磨坊后面。\n");
    case.link("../../../secret", "w/docs/c/en");
    for args in [&["check", "--isolated", "docs", "--no-cache"][..], &["align", "--isolated", "docs"]] {
        let done = case.run(args);
        done.says(
            1,
            &[
                "docs/b0/en.md",
                "docs/b1/en.md",
                "docs/b2/en.md",
                "docs/b3/en.md",
                "docs/b4/en.md",
                "docs/c/en",
            ],
        );
        done.hides("tarn-4");
    }
    // What is named as well is inside.
    let done = case.run(&["align", "--isolated", "-q", "docs", "notes"]);
    assert!(!done.err.contains("docs/b2/en.md"), "{}", done.err);
}

#[test]
fn a_link_to_the_repository_s_own_files_shows_nothing() {
    let case = Case::new();
    case.git(&["init", "-q"]);
    case.git(&["config", "http.extraheader", "tarn-41"]);
    case.put("w/docs/b/zh-Hans.md", "谷仓在磨坊后面。\n");
    case.link("../../.git/config", "w/docs/b/en.md");
    for paths in [&["docs"][..], &["."], &["docs/b/en.md", "docs/b/zh-Hans.md"]] {
        let done = case.run(&[&["check", "--isolated", "--no-cache"], paths].concat());
        done.says(1, &["b/en.md", "symbolic link"]);
        done.hides("tarn-41");
    }
}

#[test]
fn a_link_within_the_folders_is_an_edition() {
    let case = Case::new();
    case.put("w/docs/shared/text.md", "The barn stands behind the mill.\n");
    case.put("w/docs/b/zh-Hans.md", "谷仓在磨坊后面。\n");
    case.link("../shared/text.md", "w/docs/b/en.md");
    let done = case.run(&["align", "--isolated", "-q", "docs"]);
    assert!(done.out.contains("The barn stands"), "{}{}", done.out, done.err);
}

#[test]
fn folders_that_link_to_each_other_are_found_once() {
    for folders in [4, 12, 40] {
        let case = Case::new();
        for i in 0..folders {
            case.put(&format!("w/docs/x{i}/en.md"), "One.\n");
            case.put(&format!("w/docs/x{i}/zh-Hans.md"), "一。\n");
            (0..folders)
                .filter(|j| *j != i)
                .for_each(|j| case.link(format!("../x{j}"), &format!("w/docs/x{i}/l{j}")));
            case.link(".", &format!("w/docs/x{i}/self"));
            case.link("..", &format!("w/docs/x{i}/up"));
        }
        let done = case.run(&["check", "--isolated", "docs", "--no-cache", "-q"]);
        assert!(done.err.lines().count() < 10, "{folders}: {} lines: {}", done.err.lines().count(), done.err);
        assert!(done.err.contains("leads back to a folder above it"), "{}", done.err);
    }
}

#[test]
fn pipes_devices_and_sockets_are_refused_by_every_road() {
    let roads: [(&str, &str, &[&str], &str); 9] = [
        ("w/docs/mill/en.md", "", &["check", "--isolated", "docs", "--no-cache"], ""),
        (
            "w/odd.md",
            "w/list.csv",
            &["check", "--isolated", "list.csv", "--no-cache"],
            "id,en,zh-Hans\na,odd.md,docs/mill/zh-Hans.md\n",
        ),
        (
            "w/odd.md",
            "w/list.csv",
            &["align", "--isolated", "list.csv"],
            "id,en,zh-Hans\na,odd.md,docs/mill/zh-Hans.md\n",
        ),
        (
            "w/odd.md",
            "w/list.csv",
            &["build", "list.csv", "-o", "out"],
            "id,en,zh-Hans\na,odd.md,docs/mill/zh-Hans.md\n",
        ),
        (
            "w/odd.csv",
            "w/trialign.toml",
            &["check", "docs", "--no-cache"],
            "[check]\nglossary = \"odd.csv\"\n",
        ),
        ("w/odd.toml", "w/trialign.toml", &["align", "docs"], "weights = \"odd.toml\"\n"),
        ("w/odd.npy", "w/trialign.toml", &["align", "docs"], "embeddings-file = \"odd.npy\"\n"),
        (
            "w/l.en.xml",
            "w/l.xml",
            &["convert", "--isolated", "--from", "xces", "l.xml", "-o", "o.jsonl"],
            "<cesAlign><linkGrp fromDoc=\"l.en.xml\" toDoc=\"l.zh-Hans.xml\"><link xtargets=\"1;1\"/></linkGrp></cesAlign>",
        ),
        ("w/odd.md", "", &["align", "--isolated", "--en", "odd.md", "--zh-hans", "docs/mill/zh-Hans.md"], ""),
    ];
    for (odd, file, args, text) in roads {
        for kind in ["pipe", "device", "socket", "system", "folder"] {
            let case = Case::new();
            if !file.is_empty() {
                case.put(file, text);
            }
            let _ = fs::remove_file(case.path(odd));
            let mut held = None;
            match kind {
                "pipe" => case.fifo(odd),
                "socket" => held = Some(UnixListener::bind(case.path(odd)).unwrap()),
                // Below a named folder a folder is a folder, whatever its name.
                "folder" if odd.starts_with("w/docs/") => continue,
                "folder" => fs::create_dir(case.path(odd)).unwrap(),
                // A link beside the manifest or the settings would be refused as a link; the text itself is one here.
                "device" if file.is_empty() => case.link("/dev/zero", odd),
                "system" if file.is_empty() => case.link("/proc/self/environ", odd),
                _ => continue,
            }
            let done = case.run(args);
            assert!(
                !matches!(done.code, Some(0) | None) || done.err.contains("not aligned"),
                "{kind} {args:?}: {}",
                done.err
            );
            drop(held);
        }
    }
}

#[test]
fn other_files_that_are_named_on_the_command_line() {
    let case = Case::new();
    case.fifo("w/odd");
    for args in [
        &["export", "odd", "-o", "o.csv"][..],
        &["verify", "odd"],
        &["convert", "odd", "--from", "jsonl", "-o", "o.csv"],
        &["check", "docs", "--lock", "odd"],
        &["check", "docs", "--baseline", "odd"],
        &["check", "docs", "--config", "odd"],
        &["review", "import", "odd", "docs"],
        &["check", "odd"],
        &["build", "odd", "-o", "out"],
    ] {
        let done = case.run(args);
        assert!(matches!(done.code, Some(1 | 3)), "{args:?}: {:?} {}", done.code, done.err);
        assert!(done.err.contains("odd"), "{args:?}: {}", done.err);
    }
}

/// A pipe as a list of ignored files would be opened by the walk itself.
#[test]
fn a_pipe_as_gitignore_does_not_hang() {
    for place in ["w/.gitignore", "w/docs/.gitignore", "w/docs/mill/.gitignore"] {
        let case = Case::new();
        case.git(&["init", "-q"]);
        case.fifo(place);
        let done = case.run(&["check", "--isolated", "--no-cache", "docs"]);
        assert!(done.err.contains(".gitignore"), "{place}: {}", done.err);
        case.run(&["check", "--isolated", "--no-cache", "--no-ignore", "docs"]).says(0, &[]);
        case.run(&["align", "--isolated", "docs"]).says(0, &[]);
    }
}

#[test]
fn what_git_ignores_is_left_out() {
    let case = Case::new();
    case.git(&["init", "-q"]);
    case.put("w/.gitignore", "built/\n");
    case.put("w/docs/built/en.md", "It cost 5000 dollars.\n");
    case.put("w/docs/built/zh-Hans.md", "花了50000美元。\n");
    case.put("w/docs/node_modules/en.md", "Nobody reads this.\n");
    let built =
        |args: &[&str]| case.run(&[&["check", "--isolated", "--no-cache"], args].concat()).code == Some(2);
    assert!(!built(&["docs"]));
    assert!(built(&["docs", "--no-ignore"]));
    assert!(built(&["docs/built"]), "what is named is wanted");
    let aligned = case.run(&["align", "--isolated", "-q", "docs"]);
    assert!(aligned.out.contains("5000 dollars"), "data that git ignores is data: {}", aligned.err);
}

/// The memory of a process, by the limit it is given.
#[cfg(target_os = "linux")]
#[test]
fn large_files_are_not_read_whole() {
    let large = |case: &Case, name: &str| {
        fs::File::create(case.path(name)).unwrap().set_len(3 << 30).unwrap();
    };
    let roads: [(&str, &str, &str, &[&str]); 5] = [
        ("w/docs/mill/en.md", "", "", &["check", "--isolated", "docs", "--no-cache"]),
        (
            "w/big.csv",
            "w/trialign.toml",
            "[check]\nglossary = \"big.csv\"\n",
            &["check", "docs", "--no-cache"],
        ),
        ("w/big.toml", "w/trialign.toml", "weights = \"big.toml\"\n", &["check", "docs", "--no-cache"]),
        ("w/big.npy", "w/trialign.toml", "embeddings-file = \"big.npy\"\n", &["check", "docs", "--no-cache"]),
        ("w/trialign.lock", "", "", &["check", "docs", "--no-cache"]),
    ];
    for (name, file, text, args) in roads {
        let case = Case::new();
        if !file.is_empty() {
            case.put(file, text);
        }
        large(&case, name);
        // Less address space than the file has bytes: reading it whole would fail with "memory", loudly.
        let program = env!("CARGO_BIN_EXE_trialign");
        let mut command = case.command(&[]);
        let mut limited = std::process::Command::new("sh");
        limited
            .args(["-c", "ulimit -v 2500000; exec \"$@\"", "sh", program])
            .args(args)
            .current_dir(case.path("w"));
        limited.env("RAYON_NUM_THREADS", "2").env("HOME", case.path("home"));
        limited
            .stdin(std::process::Stdio::null())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped());
        std::mem::swap(&mut command, &mut limited);
        let done = super::Done::of(command, args);
        assert!(matches!(done.code, Some(1 | 3)), "{name}: {:?} {}", done.code, done.err);
        done.hides("memory");
        assert!(done.err.contains(name.rsplit('/').next().unwrap()), "{}", done.err);
    }
}

/// Packed they are small: a workbook whose few cells stand far out, and a text of nothing but counted spaces.
#[cfg(target_os = "linux")]
#[test]
fn documents_that_grow_are_bounded() {
    let zip = |parts: &[(&str, &str)]| {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, text) in parts {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            std::io::Write::write_all(&mut zip, text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    };
    let far =
        |k: usize| format!("<row r=\"{k}\"><c r=\"AMJ{k}\" t=\"inlineStr\"><is><t>x</t></is></c></row>");
    let rows: String = (1..60_000).map(far).collect();
    let part = |kind: &str, target: &str| {
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"a\" Type=\"{office}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let (package, book) = (part("officeDocument", "xl/workbook.xml"), part("worksheet", "worksheets/a.xml"));
    let sheets = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
                  xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
                  <sheets><sheet name=\"s\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>";
    let cells = format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
    );
    let sheet = zip(&[
        ("_rels/.rels", &package),
        ("xl/workbook.xml", sheets),
        ("xl/_rels/workbook.xml.rels", &book),
        ("xl/worksheets/a.xml", &cells),
    ]);
    let blanks = "<text:s text:c=\"999999999\"/>".repeat(1 << 20);
    let text = zip(&[(
        "content.xml",
        &format!(
            "<o><office:body><office:text><text:p>One.{blanks}Two.</text:p></office:text></office:body></o>"
        ),
    )]);
    for (name, bytes) in [("en.xlsx", sheet), ("en.odt", text)] {
        assert!(bytes.len() < 1 << 20, "{name}: {}", bytes.len());
        let case = Case::new();
        fs::remove_file(case.path("w/docs/mill/en.md")).unwrap();
        fs::write(case.path("w/docs/mill").join(name), &bytes).unwrap();
        let done = in_little_memory(&case, &["align", "--isolated", "-q", "docs"]);
        done.says(1, &[name, if name == "en.xlsx" { "the workbook is too large" } else { "the limit is" }]);
    }
}

/// In 1.5 GB of addresses.
fn in_little_memory(case: &Case, args: &[&str]) -> super::Done {
    let mut command = std::process::Command::new("sh");
    command.args(["-c", "ulimit -v 1500000; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_trialign")]).args(args);
    command.current_dir(case.path("w")).env("RAYON_NUM_THREADS", "2").env("HOME", case.path("home"));
    let pipe = std::process::Stdio::piped;
    command.stdin(std::process::Stdio::null()).stdout(pipe()).stderr(pipe());
    super::Done::of(command, args)
}

/// What the settings name is not held whole before anybody has looked at how it begins.
#[test]
fn a_large_file_of_vectors_that_is_none_is_not_read_into_memory() {
    let case = Case::new();
    case.put("w/trialign.toml", "embeddings-file = \"vectors\"\n");
    fs::File::create(case.path("w/vectors")).unwrap().set_len(1_600_000_000).unwrap();
    in_little_memory(&case, &["check", "docs"]).says(1, &["vectors: not a NumPy array file"]);
}

#[test]
fn threads_are_bounded() {
    let case = Case::new();
    case.run(&["align", "docs", "--threads", "1025"]).says(64, &["--threads", "1024"]);
    case.put("w/trialign.toml", "threads = 4000000\n");
    case.run(&["align", "docs"]).says(3, &["trialign.toml", "1024"]);
}

/// A corpus is as large as it is: the limit for one article is none for many.
#[test]
fn a_corpus_larger_than_an_article_may_be_is_read_back() {
    let case = Case::new();
    let text = "The mill stands by the river and nobody has sold it yet. ".repeat(300);
    let mut sheet = String::from(
        "bead_id,article,row,n_en,n_hans,n_hant,en,zh_hans,zh_hant,confidence,status,flags,note\n",
    );
    for k in 0..2200 {
        sheet.push_str(&format!("b{k:016x},a{k},1,1,1,,{text},磨坊立在河边。,,0.990,auto,,\n"));
    }
    assert!(sheet.len() > 33 << 20);
    case.put("w/sheet.csv", &sheet);
    case.run(&["convert", "--isolated", "sheet.csv", "-o", "out.jsonl"]).says(0, &[]);
}
