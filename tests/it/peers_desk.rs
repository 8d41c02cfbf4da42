//! The translator's desk with the programs translators use: LibreOffice, openpyxl, OmegaT. A program that is missing is
//! named and skipped; `make test-peers` installs them all.

use crate::case::program;
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn trialign(folder: &Path, args: &[&str]) -> Output {
    program(folder, args).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// Whether a program is there; says so where not.
fn there(name: &str) -> bool {
    let found = std::env::var_os("PATH")
        .is_some_and(|paths| std::env::split_paths(&paths).any(|path| path.join(name).is_file()));
    if !found {
        crate::skip::skip(name, &format!("{name} is not installed"));
    }
    found
}

fn python(module: &str) -> Option<String> {
    let own = std::env::var("TRIALIGN_PYTHON").ok();
    let found = own.into_iter().chain(["/usr/bin/python3".to_owned(), "python3".to_owned()]).find(|python| {
        let import = format!("import {module}");
        Command::new(python).args(["-c", &import]).output().is_ok_and(|output| output.status.success())
    });
    if found.is_none() {
        crate::skip::skip(module, &format!("Python has no {module}"));
    }
    found
}

/// A copy of the corpus with its sheets as `s.xlsx` and `s.csv`.
fn desk() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for article in fs::read_dir(format!("{ROOT}/corpus")).unwrap().map(|entry| entry.unwrap().path()) {
        if article.is_dir() {
            let to = folder.path().join("c").join(article.file_name().unwrap());
            fs::create_dir_all(&to).unwrap();
            for file in fs::read_dir(&article).unwrap().map(|entry| entry.unwrap().path()) {
                fs::copy(&file, to.join(file.file_name().unwrap())).unwrap();
            }
        }
    }
    for args in [&["-o", "s.xlsx"][..], &["--csv", "s.csv", "--excel"]] {
        let args = [&["review", "export", "--isolated", "c"], args].concat();
        let run = trialign(folder.path(), &args);
        assert!(run.status.success(), "{}", said(&run));
    }
    folder
}

/// A profile of LibreOffice, in its default locale or another one.
fn profile(folder: &Path, locale: Option<&str>) -> PathBuf {
    let profile = folder.join(format!("profile-{}", locale.unwrap_or("default")));
    fs::create_dir_all(profile.join("user")).unwrap();
    if let Some(locale) = locale {
        let item = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\">\
             <item oor:path=\"/org.openoffice.Setup/L10N\"><prop oor:name=\"ooSetupSystemLocale\" oor:op=\"fuse\">\
             <value>{locale}</value></prop></item></oor:items>"
        );
        fs::write(profile.join("user/registrymodifications.xcu"), item).unwrap();
    }
    profile
}

fn office(folder: &Path, locale: Option<&str>, args: &[&str]) {
    let profile = format!("-env:UserInstallation=file://{}", profile(folder, locale).display());
    let output = Command::new("soffice")
        .arg(profile)
        .arg("--headless")
        .args(args)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", said(&output));
}

#[test]
fn libreoffice_opens_and_saves_every_sheet_and_nothing_has_changed() {
    if !there("soffice") {
        return;
    }
    let desk = desk();
    let folder = desk.path();
    for locale in [None, Some("zh-CN")] {
        let out = format!("out-{}", locale.unwrap_or("default"));
        office(folder, locale, &["--convert-to", "xlsx", "--outdir", &out, "s.xlsx"]);
        let csv = "csv:Text - txt - csv (StarCalc):44,34,76";
        // As the dialog opens it: all cells as they look, so that numbers and dates are taken for such.
        office(folder, locale, &["--infilter=CSV:44,34,76", "--convert-to", csv, "--outdir", &out, "s.csv"]);
        for name in ["s.xlsx", "s.csv"] {
            let run = trialign(folder, &["review", "import", "--isolated", &format!("{out}/{name}"), "c"]);
            assert_eq!(said(&run).trim(), "0 beads would change; --apply changes them", "{locale:?} {name}");
            assert_eq!(run.status.code(), Some(0));
        }
    }
}

/// Imports a sheet; gives the rows that changed, as `article row`.
fn changed(folder: &Path, sheet: &str) -> HashSet<String> {
    let run = trialign(folder, &["review", "import", "--isolated", sheet, "c", "--apply"]);
    let text = said(&run);
    assert_eq!(run.status.code(), Some(0), "{text}");
    let rows = text.lines().filter_map(|line| line.strip_suffix(": status confirmed"));
    rows.map(|line| line.replace(", row ", " ")).collect()
}

/// Thirty rows of the job, from everywhere in it: where they stand in the workbook (`SHEET:LINE`, the head is line 0;
/// a big job has a sheet an article), and what they are called.
fn thirty(folder: &Path) -> (Vec<String>, HashSet<String>) {
    let mut reader = csv::Reader::from_path(folder.join("s.csv")).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert!(rows.len() > 2_000, "the corpus is a big job");
    let step = rows.len() / 30;
    let picked = || (0..30).map(|k| &rows[k * step + k % step]);
    let sheet = |article: &str| article.chars().take(31).collect::<String>();
    let places = picked().map(|row| format!("{}:{}", sheet(&row[1]), &row[2])).collect();
    (places, picked().map(|row| format!("{} {}", &row[1], &row[2])).collect())
}

#[test]
fn thirty_cells_set_in_calc_are_the_thirty_that_change() {
    let Some(python) = python("uno").filter(|_| there("soffice")) else { return };
    let desk = desk();
    let folder = desk.path();
    let (lines, names) = thirty(folder);
    for locale in [None, Some("zh-CN")] {
        let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
        let profile = profile(folder, locale).to_string_lossy().into_owned();
        let script = format!("{ROOT}/tests/peers/calc_edit.py");
        let (from, to) = (path("s.xlsx"), path("edited.xlsx"));
        let output = Command::new(&python)
            .args([&script, &profile, &from, &to, "status=confirmed"])
            .args(&lines)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", said(&output));
        assert_eq!(changed(folder, "edited.xlsx"), names, "{locale:?}");
        fs::remove_file(folder.join("c/trialign-review.sqlite")).unwrap();
    }
}

#[test]
fn thirty_cells_set_by_openpyxl_are_the_thirty_that_change() {
    let Some(python) = python("openpyxl") else { return };
    let desk = desk();
    let folder = desk.path();
    let (lines, names) = thirty(folder);
    let code = format!(
        "import openpyxl\nb = openpyxl.load_workbook('s.xlsx')\ns = b.worksheets[0]\n\
         h = [c.value for c in s[1]]\nk = h.index('status') + 1\n\
         assert s.freeze_panes == 'A2' and s.auto_filter.ref and len(s.data_validations.dataValidation) == 1\n\
         base = openpyxl.utils.get_column_letter(h.index('base') + 1)\n\
         assert s.column_dimensions[base].hidden\n\
         for place in {:?}.split(): b[place.split(':')[0]].cell(int(place.split(':')[1]) + 1, k).value = 'confirmed'\n\
         b.save('edited.xlsx')",
        lines.join(" ")
    );
    let output = Command::new(python).args(["-c", &code]).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(changed(folder, "edited.xlsx"), names);
}

#[test]
fn omegat_inserts_the_script_of_its_project() {
    if !there("omegat") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let texts = [
        ("en", "The bus left at noon.\n\nNobody sang on it that day.\n\nIt snowed all the way home.\n"),
        ("zh-Hans", "公共汽车中午开走了。\n\n那天车上没有人唱歌。\n\n回家路上一直下雪。\n"),
        ("zh-Hant", "公車中午開走了。\n\n那天車上沒有人唱歌。\n\n回家路上一直下雪。\n"),
    ];
    fs::create_dir(folder.join("a")).unwrap();
    texts.iter().for_each(|(name, text)| fs::write(folder.join(format!("a/{name}.txt")), text).unwrap());
    let run = trialign(folder, &["align", "--isolated", "-q", "a", "-o", "m.tmx"]);
    assert!(run.status.success(), "{}", said(&run));
    for (language, want) in [("ZH-CN", texts[1].1), ("ZH-TW", texts[2].1)] {
        let project = folder.join(language);
        for part in ["source", "target", "omegat", "glossary", "dictionary", "tm/auto"] {
            fs::create_dir_all(project.join(part)).unwrap();
        }
        fs::write(project.join("source/en.txt"), texts[0].1).unwrap();
        fs::copy(folder.join("m.tmx"), project.join("tm/auto/m.tmx")).unwrap();
        let folders = ["source", "target", "tm", "glossary", "dictionary"]
            .map(|name| format!("<{name}_dir>__DEFAULT__</{name}_dir>"))
            .concat();
        let xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<omegat><project version=\"1.0\">{folders}<source_lang>EN-US</source_lang>\
             <target_lang>{language}</target_lang><sentence_seg>true</sentence_seg>\
             <support_default_translations>true</support_default_translations><remove_tags>false</remove_tags></project></omegat>"
        );
        fs::write(project.join("omegat.project"), xml).unwrap();
        let output = Command::new("omegat")
            .arg("--mode=console-translate")
            .arg(format!("--config-dir={}", folder.join("settings").display()))
            .arg(&project)
            .env("HOME", folder)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", said(&output));
        assert_eq!(fs::read_to_string(project.join("target/en.txt")).unwrap(), want, "{language}");
    }
}

/// The rows of each article of a folder, by its texts.
fn rows(folder: &Path) -> Vec<(String, Vec<String>)> {
    let run = trialign(folder, &["align", "--isolated", "-q", ".", "-f", "jsonl"]);
    let text = String::from_utf8_lossy(&run.stdout).into_owned();
    let record = |line: &str| {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let row = |bead: &serde_json::Value| {
            let texts = ["en", "zh-Hans", "zh-Hant"].map(|edition| {
                let said = |k: &serde_json::Value| {
                    let at = k.as_u64().unwrap() as usize;
                    record["editions"][edition]["segments"][at]["text"].as_str().unwrap().to_owned()
                };
                bead[edition].as_array().unwrap().iter().map(said).collect::<Vec<_>>().join(" ")
            });
            texts.join("\t")
        };
        let rows = record["beads"].as_array().unwrap().iter().map(row).collect();
        (record["article"].as_str().unwrap().to_owned(), rows)
    };
    text.lines().map(record).collect()
}

/// A translator's table, as somebody else keeps it: a title, numbers, remarks, dates and sums written as text.
fn table(path: &Path) {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let cells = |n: usize| {
        [
            n.to_string(),
            format!("On September {n}, 2024 the mill sold {},250 sacks.", n + 10),
            if n.is_multiple_of(3) {
                format!("Is {n},250 right? Please check the date, too.")
            } else {
                String::new()
            },
            format!("2024年9月{n}日，磨坊卖出{},250袋。", n + 10),
            format!("2024年9月{n}日，磨坊賣出{},250袋。", n + 10),
            if n.is_multiple_of(4) { "9/30/2024".to_owned() } else { String::new() },
        ]
    };
    sheet.write_string(0, 0, "The mill: texts for October").unwrap();
    for (column, head) in (0..).zip(["No.", "English", "Remarks", "简体中文", "繁體中文", "Reviewed on"])
    {
        sheet.write_string(2, column, head).unwrap();
    }
    for (row, n) in (3..).zip(1..=24) {
        for (column, cell) in (0..).zip(cells(n)) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    // Cells that are nothing but a date or a number.
    for (row, texts) in
        [(27, ["September 30, 2024", "2024年9月30日", "2024年9月30日"]), (28, ["18,400", "18,400", "18,400"])]
    {
        for (column, text) in [1, 3, 4].into_iter().zip(texts) {
            sheet.write_string(row, column, text).unwrap();
        }
    }
    book.save(path).unwrap();
}

#[test]
fn tables_with_remarks_come_through_libreoffice() {
    if !there("soffice") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::create_dir(folder.join("own")).unwrap();
    table(&folder.join("own/mill.xlsx"));
    let want = rows(&folder.join("own"));
    assert_eq!(want[0].1.len(), 26);
    assert!(
        want[0].1[2].starts_with("On September 3, 2024 the mill sold 13,250 sacks.\t2024年9月3日"),
        "{want:?}"
    );
    for locale in [None, Some("zh-CN")] {
        for (kind, to) in [("xlsx", "xlsx"), ("csv", "csv:Text - txt - csv (StarCalc):44,34,76")] {
            let out = format!("{kind}-{}", locale.unwrap_or("default"));
            office(folder, locale, &["--convert-to", to, "--outdir", &out, "own/mill.xlsx"]);
            assert_eq!(rows(&folder.join(&out)), want, "{out}");
        }
    }
}

#[test]
fn documents_made_by_libreoffice_give_the_ladders_of_their_texts() {
    if !there("soffice") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let texts = folder.join("txt");
    fs::create_dir(&texts).unwrap();
    for article in fs::read_dir(format!("{ROOT}/corpus")).unwrap().map(|entry| entry.unwrap().path()) {
        for edition in ["en", "zh-Hans", "zh-Hant"] {
            let file = article.join(format!("{edition}.txt"));
            if file.is_file() {
                let name = format!("{}.{edition}.txt", article.file_name().unwrap().to_string_lossy());
                fs::copy(&file, texts.join(name)).unwrap();
            }
        }
    }
    let want = rows(&texts);
    // Web pages and print know no tabs: a table that is set with them is one of spaces there.
    let tabbed = |article: &str| {
        fs::read_to_string(texts.join(format!("{article}.en.txt"))).unwrap_or_default().contains('\t')
    };
    let files: Vec<String> = fs::read_dir(&texts)
        .unwrap()
        .map(|entry| entry.unwrap().path().to_string_lossy().into_owned())
        .collect();
    for (format, floor) in [("docx", 0.995), ("odt", 0.995), ("epub", 0.99), ("pdf", 0.97)] {
        let mut args = vec!["--infilter=Text (encoded):UTF8", "--convert-to", format, "--outdir", format];
        args.extend(files.iter().map(String::as_str));
        office(folder, None, &args);
        let found = rows(&folder.join(format));
        let (mut same, mut all) = (0, 0);
        for (article, rows) in &want {
            if matches!(format, "epub" | "pdf") && tabbed(article) {
                continue;
            }
            all += rows.len();
            let there = found.iter().find(|(id, _)| id == article).map(|(_, rows)| rows.as_slice());
            let there: HashSet<&String> = there.unwrap_or_default().iter().collect();
            same += rows.iter().filter(|row| there.contains(row)).count();
        }
        assert!(all > 500, "{all} rows");
        let share = same as f64 / all as f64;
        eprintln!("{format}: {same} of {all} rows, {share:.4}");
        assert!(share >= floor, "{format}: {same} of {all} rows");
    }
}
