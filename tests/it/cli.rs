//! What the command does, seen from outside: one test a behaviour, one for each kind of bad input.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::case::{Case, Run};

const EN: &str =
    "A Title Here\n\nTrade makes people richer. It also makes them freer.\n\nThe end came in 2019.\n";
const HANS: &str = "一个标题\n\n贸易使人们更富有。它还使他们更自由。\n\n结局发生在2019年。\n";
const HANT: &str = "一個標題\n\n貿易使人們更富有。它還使他們更自由。\n\n結局發生在2019年。\n";

/// A folder with a good article, `a/one`.
fn good() -> Case {
    Case::new().article("one")
}

trait Articles {
    /// With a good article, `a/NAME`.
    fn article(self, name: &str) -> Case;
}

impl Articles for Case {
    fn article(self, name: &str) -> Case {
        self.file(&format!("a/{name}/en.txt"), EN)
            .file(&format!("a/{name}/zh-Hans.txt"), HANS)
            .file(&format!("a/{name}/zh-Hant.txt"), HANT)
    }
}

#[test]
fn a_folder_becomes_a_sheet() {
    let case = good();
    let run = case.run(&["align", "a", "-o", "out.csv"]).exits(0);
    assert_eq!(run.out, "");
    assert!(!run.err.contains('\x1b'), "no colour in a pipe");
    let sheet = case.read("out.csv");
    let head = "bead_id,article,row,n_en,n_hans,n_hant,en,zh_hans,zh_hant,confidence,status,flags,note\n";
    assert!(sheet.starts_with(head), "{sheet}");
    assert!(sheet.contains("It also makes them freer.,它还使他们更自由。,它還使他們更自由。"), "{sheet}");
}

#[test]
fn every_format_is_chosen_by_flag_or_name() {
    let case = good();
    for (format, start) in
        [("tsv", "bead_id\tarticle"), ("jsonl", "{\"schema\":1"), ("vecalign", "[0]:[0]:[0]")]
    {
        let by_flag = case.run(&["align", "a", "-f", format]).exits(0).out;
        assert!(by_flag.starts_with(start), "{by_flag}");
        let name = format!("out.{format}");
        case.run(&["align", "a", "-o", &name]).exits(0);
        assert_eq!(case.read(&name), by_flag);
    }
}

#[test]
fn excel_gets_its_marks() {
    let case = good();
    case.run(&["align", "a", "-o", "out.csv", "--excel"]).exits(0);
    let sheet = case.read("out.csv");
    assert!(sheet.starts_with("\u{feff}\"bead_id\",") && sheet.ends_with("\r\n"));
}

#[test]
fn formulas_are_guarded() {
    let case = Case::new().file("en.txt", "=1+1\n").file("zh.txt", "'一\n");
    let call = ["align", "--en", "en.txt", "--zh-hans", "zh.txt", "--segmented"];
    let sheet = case.run(&call).exits(0).out;
    assert!(sheet.contains(",'=1+1,''一,"), "{sheet}");
    let sheet = case.run(&[&call[..], &["--no-formula-guard"]].concat()).exits(0).out;
    assert!(sheet.contains(",=1+1,'一,"), "{sheet}");
}

#[test]
fn segmented_lines_are_kept_as_they_are() {
    let case = Case::new().file("en.txt", "One. Two.\n\nThree.\n").file("zh.txt", "一。二。\n\n三。\n");
    let call =
        ["align", "--en", "en.txt", "--zh-hans", "zh.txt", "--segmented", "-f", "jsonl", "-o", "r.jsonl"];
    case.run(&call).exits(0);
    assert!(case.read("r.jsonl").contains("\"text\":\"\""), "empty lines are empty segments");
    case.run(&["verify", "r.jsonl"]).exits(0);
}

#[test]
fn the_same_bytes_at_any_thread_count() {
    let case = good().article("two").article("three");
    let run = |threads| case.run(&["align", "a", "-f", "jsonl", "--threads", threads]).exits(0).out;
    assert_eq!(run("1"), run("2"));
}

#[test]
fn verify_finds_what_was_changed() {
    let case = good();
    case.run(&["align", "a", "-o", "r.jsonl"]).exits(0);
    case.run(&["verify", "r.jsonl"]).exits(0);
    let record = case.read("r.jsonl");
    let case = case.file("bad.jsonl", record.replace("freer.", "freeer."));
    let out = case.run(&["verify", "bad.jsonl"]).exits(2).out;
    assert!(out.contains("the file says 'It also makes them freer.'"), "{out}");
    let case = case.file("old.jsonl", record.replace("\"schema\":1", "\"schema\":9"));
    case.run(&["verify", "old.jsonl"]).exits(1).says("old.jsonl:1: schema 9 is not known here");
    let case = case.file("a/one/en.txt", "Another text.\n");
    let out = case.run(&["verify", "r.jsonl"]).exits(2).out;
    assert!(out.contains("the file has changed since"), "{out}");
    case.run(&["verify", "none.jsonl"]).exits(1).says("none.jsonl");
}

#[test]
fn sentences_come_one_a_line() {
    let case = good();
    let out = case.run(&["segment", "--lang", "zh-TW", "a/one/zh-Hant.txt"]).exits(0).out;
    assert!(out.contains("貿易使人們更富有。\n它還使他們更自由。\n"), "{out}");
    case.run(&["segment"]).exits(64);
}

#[test]
fn segment_answers_line_by_line() {
    use std::io::Write;
    let case = Case::new();
    let mut child = case
        .command(&["segment", "--jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let input = "{\"id\":7,\"lang\":\"en\",\"text\":\"One came. Two left.\"}\nnonsense\n{\"id\":\"x\",\"lang\":\"zh-Hans\",\"text\":\"一。\"}\n";
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let run = Run::of(child.wait_with_output().unwrap()).exits(1).says("standard input:2:");
    assert_eq!(
        run.out,
        "{\"id\":7,\"sentences\":[\"One came.\",\"Two left.\"]}\n{\"id\":\"x\",\"sentences\":[\"一。\"]}\n"
    );
}

#[test]
fn eval_scores_against_gold() {
    let case = Case::new()
        .file("g/en.txt", "One.\nTwo.\nThree.\n")
        .file("g/zh-Hans.txt", "一。\n二。\n三。\n")
        .file("g/gold.align", "[0]:[0]\n[1]:[1]\n[2]:[2]\n");
    let out = case.run(&["eval", "g", "--json"]).exits(0).out;
    assert!(out.contains("\"strict\": {"), "{out}");
    case.run(&["eval", "g", "--verses"]).exits(1).says("g/en.verse");
    case.run(&["eval", "nowhere"]).exits(1).says("nowhere: no such file or folder");
    let case = case.file("g/gold.align", "[0]:[0]\nx\n");
    case.run(&["eval", "g"]).exits(1).says("g/gold.align:2: not a bead");
}

#[test]
fn settings_are_found_checked_and_dumped() {
    let case = good().file("trialign.toml", "excel = true\n").file("a/trialign.toml", "thread = 1\n");
    assert!(case.run(&["align", "--dump-config"]).exits(0).out.contains("excel = true"));
    assert!(case.run(&["align", "--dump-config", "--isolated"]).exits(0).out.contains("excel = false"));
    let call = ["align", "a", "--config", "a/trialign.toml"];
    case.run(&call).exits(3).says("a/trialign.toml:1: unknown field `thread`");
    let case = case.file("a/trialign.toml", "encoding.en = 'klingon'\n");
    case.run(&call).exits(3).says("a/trialign.toml: the encoding 'klingon' is not known (use a label");
    let missing = "none.toml: No such file or directory (os error 2) (check the name after --config)";
    case.run(&["align", "a", "--config", "none.toml"]).exits(3).says(missing);
}

#[test]
fn usage_errors_are_64() {
    let case = good();
    case.run(&["align"]).exits(64).says("nothing to align");
    case.run(&["align", "--en", "a/one/en.txt"]).exits(64).says("one edition has no partner");
    case.run(&["align", "a", "-f", "xml"]).exits(64);
    case.run(&["align", "a", "-o", "out.xyz"]).exits(64).says("the name tells no format");
    case.run(&["align", "a", "--nonsense"]).exits(64);
    case.run(&["align", "a", "--excel", "-f", "tsv"]).exits(64);
    case.run(&["--help"]).exits(0);
    let case = case.article("two");
    case.run(&["align", "a", "-f", "vecalign"]).exits(64).says("holds one article");
}

/// The bad article is named, the good one still done, exit 1.
#[track_caller]
fn bad_article(case: &Case, message: &str) {
    case.run(&["align", "a", "-o", "out.csv"]).exits(1).says(message);
    assert!(case.read("out.csv").contains("It also makes them freer."), "the other article is still done");
}

#[test]
fn bad_input_a_missing_edition() {
    let case = good().file("a/two/en.txt", EN).file("a/two/zh-Hans.txt", HANS);
    bad_article(&case, "the zh-Hant edition is missing");
    let case = good().file("a/two/en.txt", EN);
    bad_article(&case, "only one edition (en) is there");
}

#[test]
fn bad_input_empty_and_binary_files() {
    let case = good().article("two").file("a/two/zh-Hans.txt", "");
    bad_article(&case, "a/two/zh-Hans.txt: the file is empty");
    let case = case.file("a/two/zh-Hans.txt", "\u{feff} \n\u{3000}\n");
    bad_article(&case, "a/two/zh-Hans.txt: the file is empty (give it a text, or remove it");
    let case =
        good().article("two").file("a/two/en.txt", b"\x7fELF\0\0\x01\x02\0\0\0\xff\xfe\0\0".repeat(40));
    bad_article(&case, "a/two/en.txt: the file is binary (a NUL at byte 4) (name a text file");
}

#[test]
fn bad_input_no_articles_no_folder() {
    let case = Case::new().file("a/readme.pdf", "x");
    let none = "a: no articles were found (name the files like ARTICLE/en.txt";
    case.run(&["align", "a", "-o", "out.csv"]).exits(1).says(none);
    fs::create_dir(case.path("empty")).unwrap();
    case.run(&["align", "empty"]).exits(1).says("empty: no articles were found");
    let missing = "nowhere: No such file or directory (os error 2) (name a folder";
    case.run(&["align", "nowhere"]).exits(1).says(missing);
    let call = ["align", "--en", "nowhere.txt", "--zh-hans", "nowhere.zh.txt"];
    case.run(&call).exits(1).says("nowhere.txt: No such file or directory (os error 2) (check that");
    let case = good();
    case.run(&["align", "a", "-o", "no/out.csv"]).exits(1).says("the folder no does not exist");
}

#[test]
fn bad_input_mixed_and_wrong_encodings() {
    let (big5, ..) = encoding_rs::BIG5.encode(HANT);
    let case = good().file("a/one/zh-Hant.txt", &big5);
    let call = ["align", "a", "-f", "csv", "--encoding", "zh-Hant=big5"];
    assert!(case.run(&call).exits(0).out.contains("貿易使人們更富有"));
    let mixed = [HANT.repeat(3).as_bytes(), &encoding_rs::BIG5.encode(&HANT.repeat(3)).0].concat();
    let case = case.article("two").file("a/one/zh-Hant.txt", mixed);
    let line = 1 + HANT.repeat(3).lines().count();
    bad_article(&case, &format!("a/one/zh-Hant.txt:{line}: from here on the text is not UTF-8"));
    case.run(&["align", "a", "--encoding", "klingon"]).exits(64).says("the encoding 'klingon' is not known");
}

#[test]
fn bad_input_a_wrong_script_is_told() {
    let case = good().file("a/one/zh-Hant.txt", HANS.repeat(6));
    case.run(&["align", "a"]).exits(0).says("the zh-Hant edition looks like zh-Hans");
}

#[cfg(unix)]
#[test]
fn bad_input_paths_that_are_not_utf8_and_closed_files() {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::PermissionsExt;
    let case = good();
    let name = std::ffi::OsStr::from_bytes(b"a/b\xff");
    let folder = case.path(name);
    if fs::create_dir(&folder).is_ok() {
        fs::write(folder.join("en.txt"), EN).unwrap();
        fs::write(folder.join("zh-Hans.txt"), HANS).unwrap();
        bad_article(&case, "the path is not UTF-8");
        let file = folder.join("en.txt");
        let mut call = case.command(&["align", "--zh-hans", "a/one/zh-Hans.txt", "--en"]);
        let run = Run::of(call.arg(&file).output().unwrap());
        run.exits(1).says("the path is not UTF-8, so no record can name it (rename the file or folder)");
    }
    let case = good().article("two");
    let path = case.path("a/two/en.txt");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        crate::skip::skip("other-user", "this user may read every file");
    } else {
        bad_article(&case, "a/two/en.txt: Permission denied");
    }
}

/// Root may read every file, so these stand for files that cannot be read.
#[cfg(unix)]
#[test]
fn bad_input_files_that_cannot_be_read() {
    use std::os::unix::fs::symlink;
    let hans = "a/two/zh-Hans.txt";
    let case = good().article("two").file("a/two/keep/x.bin", "");
    let path = case.path(hans);
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    bad_article(&case, "two: the zh-Hans edition is missing");
    let call = ["align", "--en", "a/two/en.txt", "--zh-hans", hans, "-o", "none.csv"];
    case.run(&call).exits(1).says("a/two/zh-Hans.txt: this is not a file (name a text file)");
    fs::remove_dir(&path).unwrap();
    symlink("nowhere", &path).unwrap();
    bad_article(&case, "a/two/zh-Hans.txt: No such file or directory (os error 2) (check that it is there");
    fs::remove_file(&path).unwrap();
    symlink("/etc/hostname", &path).unwrap();
    bad_article(&case, "a/two/zh-Hans.txt: a symbolic link leads out of the folders that were named");
}

#[cfg(target_os = "linux")]
#[test]
fn bad_input_a_full_disk_is_named() {
    let full = "/dev/full: cannot write: No space left on device (os error 28) (make room";
    good().run(&["align", "a", "-o", "/dev/full"]).exits(1).says(full);
}

#[test]
fn bad_input_an_edition_above_the_limits() {
    let case = good().file("trialign.toml", "max-segments = 5\nmax-bytes = 400\n").article("two");
    let case = case.file("a/two/en.txt", "So. ".repeat(6));
    bad_article(
        &case,
        "a/two/en.txt: the file has 6 sentences, the limit is 5 (split it into articles, or raise max",
    );
    let case = case.file("a/two/en.txt", "x".repeat(401));
    bad_article(
        &case,
        "a/two/en.txt: the file has 401 bytes, the limit is 400 (split it into articles, or raise max",
    );
}

#[test]
fn bad_input_an_excel_cell_that_is_too_long() {
    let long = format!("{}\n", "x".repeat(40_000));
    let case =
        good().file("a/two/en.txt", &long).file("a/two/zh-Hans.txt", HANS).file("a/two/zh-Hant.txt", HANT);
    case.run(&["align", "a", "-o", "out.csv", "--excel"])
        .exits(1)
        .says("en is longer than the 32767 characters");
    assert!(case.read("out.csv").contains("It also makes them freer."));
}

#[test]
fn a_failed_run_leaves_the_old_output_whole() {
    let case = good().file("out.csv", "old");
    case.run(&["align", "nowhere", "-o", "out.csv"]).exits(1);
    assert_eq!(case.read("out.csv"), "old");
}

/// Ended by `signal` while its output is half-written or not yet written, the old file stays; the files beside it.
#[cfg(unix)]
fn interrupted(signal: &str) -> usize {
    let long = |text: &str| text.repeat(400);
    let case = (0..30).fold(Case::new().file("out/r.jsonl", "old"), |case, n| {
        case.file(&format!("a/{n}/en.txt"), long(EN))
            .file(&format!("a/{n}/zh-Hans.txt"), long(HANS))
            .file(&format!("a/{n}/zh-Hant.txt"), long(HANT))
    });
    let files = || fs::read_dir(case.path("out")).unwrap().count();
    let mut child = case.command(&["align", "a", "-o", "out/r.jsonl", "--threads", "1"]).spawn().unwrap();
    while files() < 2 {
        assert!(child.try_wait().unwrap().is_none(), "it ended before it could be interrupted");
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    // The file is there an instant before the handler is.
    std::thread::sleep(std::time::Duration::from_millis(50));
    let kill = Command::new("bash").args(["-c", &format!("kill -{signal} {}", child.id())]).status().unwrap();
    assert!(kill.success());
    assert!(!child.wait().unwrap().success());
    assert_eq!(case.read("out/r.jsonl"), "old", "the old output stays whole");
    files()
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_the_old_output_whole() {
    assert_eq!(interrupted("INT"), 1, "nothing is left beside it");
    assert_eq!(interrupted("TERM"), 1, "nothing is left beside it");
    interrupted("KILL");
}

#[cfg(unix)]
#[test]
fn bad_input_a_folder_that_takes_no_file_and_a_folder_as_input() {
    let case = good();
    case.run(&["align", "a", "-o", "a"]).exits(64).says("the name tells no format");
    case.run(&["align", "a", "-f", "csv", "-o", "a"]).exits(1).says("is a folder");
    case.run(&["align", "--en", "a", "--zh-hans", "a/one/zh-Hans.txt"]).exits(1).says("a");
}

/// Refused with a message that names the limit; above it where the settings say so, and then too never a panic.
#[test]
fn bad_input_fifty_megabytes() {
    let case = good().article("two").file("a/two/en.txt", "x".repeat(50 << 20));
    bad_article(
        &case,
        "a/two/en.txt: the file has 52428800 bytes, the limit is 33554432 (split it into articles",
    );
    let case = case.file("trialign.toml", "max-bytes = 60000000\n");
    case.run(&["align", "a", "-o", "out.csv"]).exits(0);
    assert!(case.read("out.csv").len() > 50 << 20, "the whole line is there");
    let case = case.file("a/two/en.txt", "So it is.\n\n".repeat(200_000));
    bad_article(
        &case,
        "a/two/en.txt: the file has 200000 sentences, the limit is 150000 (split it into articles",
    );
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_fault() {
    let case = (0..40).fold(Case::new(), |case, n| case.article(&format!("n{n}")));
    let command = format!("'{}' align a -f jsonl | head -c 10", env!("CARGO_BIN_EXE_trialign"));
    let out = Command::new("bash")
        .args(["-c", &format!("set -o pipefail; {command}")])
        .current_dir(case.folder())
        .output()
        .unwrap();
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
}

#[test]
fn help_has_an_example_each() {
    let case = Case::new();
    for command in ["align", "segment", "verify", "eval"] {
        let help = case.run(&[command, "--help"]).exits(0).out;
        assert!(help.contains("Example"), "{command}: {help}");
    }
    assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join("Makefile").is_file());
}

#[test]
fn a_package_gets_a_manual_page_a_command_and_completions_for_the_shells() {
    let case = Case::new();
    case.run(&["generate", "--out", "share"]).exits(0);
    for name in [
        "trialign.1",
        "trialign-align.1",
        "trialign-generate.1",
        "trialign.bash",
        "_trialign",
        "trialign.fish",
    ] {
        assert!(!case.read(&format!("share/{name}")).is_empty(), "{name}");
    }
    assert!(case.read("share/trialign-check.1").contains("SH OPTIONS"), "what roff takes");
}
