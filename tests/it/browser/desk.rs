//! A job from the files to the exports, as somebody does it who has never seen a terminal.

use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::driver::{Browser, ENTER, RIGHT, TAB};
use super::ready;
use crate::review::client::{Running, plain_article};
use crate::review::jobs::{docx, files, picture};
use crate::side_by_side::word_table;

const STATUS: &str = "document.getElementById('desk-status').textContent";

/// Drops files on the page, as a file manager does.
fn drop_files(browser: &Browser, files: &[(&str, Vec<u8>)]) {
    let list: Vec<Value> = files.iter().map(|(name, bytes)| json!([name, bytes])).collect();
    browser.run(&format!(
        "const data = new DataTransfer();
        for (const [name, bytes] of {}) data.items.add(new File([new Uint8Array(bytes)], name));
        document.getElementById('drop').dispatchEvent(new DragEvent('drop', {{ dataTransfer: data, bubbles: true, cancelable: true }}))",
        Value::from(list)
    ));
}

fn empty(jobs: &Path) -> Running {
    Running::call(&["--jobs".as_ref(), jobs.as_os_str()])
}

fn welcome(browser: &Browser, server: &Running) {
    browser.open(&server.url);
    browser.until("document.body.dataset.view === 'welcome'");
}

/// The file that comes when something is saved.
fn saved(folder: &Path, ending: &str) -> PathBuf {
    let start = Instant::now();
    loop {
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        if let Some(file) = files.into_iter().find(|f| f.extension().is_some_and(|e| e == ending)) {
            return file;
        }
        assert!(start.elapsed() < Duration::from_secs(20), "nothing was saved as .{ending}");
        sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_real_job_from_three_documents_to_a_translation_memory() {
    let Some(browser) = Browser::start() else { return };
    let (jobs, downloads) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut server = empty(jobs.path());
    let to = json!({"behavior":"allow","downloadPath":downloads.path()});
    browser.cdp("Browser.setDownloadBehavior", to);
    welcome(&browser, &server);
    drop_files(&browser, &files());
    browser.until("document.body.dataset.view === 'work' && model.beads.length === 16");
    // The person is told where the work is.
    let folder = jobs.path().join("ferry");
    browser.until(&format!("document.getElementById('notice').textContent.includes({})", json!(folder)));
    assert!(folder.join("ferry/en.docx").is_file() && folder.join("ferry/zh-Hant-TW.docx").is_file());
    // Ten rows: confirmed, one joined, one flagged, one approved, one with a note.
    for n in 0..6 {
        browser.press(&[], &[ENTER]);
        browser.until(&format!("model.beads[{n}].s === 'confirmed' && model.at === {}", n + 1));
    }
    browser.press(&[super::CONTROL], &[ENTER]);
    browser.until("model.beads[6].f.includes('approved') && model.at === 7");
    browser.press(&[], &["f"]);
    browser.until("model.beads[7].s === 'flagged'");
    browser.press(&[], &["j", "M"]);
    browser.until("model.beads.length === 15 && model.beads[8].s === 'edited'");
    browser.press(&[], &["j", "c"]);
    browser.until("document.activeElement.id === 'comment-text'");
    browser.press(&[], &["o", "k"]);
    browser.press(&[super::CONTROL], &[ENTER]);
    browser.until("model.beads[9].n === 'ok'");
    // One is split inside its sentences: at the cursor in each column.
    browser.press(&[], &["j", "s"]);
    browser.until("document.querySelector('.cutting')");
    let before = browser.run("return model.texts.map((texts, e) => texts[model.beads[10].r[e][0]])");
    let place = |e: usize, mark: char| {
        let text = before[e].as_str().unwrap();
        text[..text.find(mark).unwrap()].encode_utf16().count() + 1
    };
    browser.press(&[], &vec![RIGHT; place(0, ',')]);
    browser.press(&[], &[TAB, "[", "["]);
    browser.press(&[], &vec![RIGHT; place(1, '，')]);
    browser.press(&[], &[TAB, "[", "["]);
    browser.press(&[], &vec![RIGHT; place(2, '，')]);
    browser.screenshot("split-inside");
    browser.press(&[], &[ENTER]);
    browser.until("model.beads.length === 16 && !document.querySelector('.cutting')");
    assert_eq!(
        browser.run("return [10, 11].map(at => model.texts[1][model.beads[at].r[1][0]])"),
        json!(["第12天，", "渡轮载了24名乘客。"])
    );
    // One is corrected.
    browser.run("model.column = 0; go(13)");
    browser.press(&[], &["e"]);
    browser.until("document.activeElement.tagName === 'TEXTAREA'");
    browser.run("document.activeElement.value = 'On day 14 the ferry stayed in harbour.'");
    browser.press(&[super::CONTROL], &[ENTER]);
    browser.until("model.texts[0][model.beads[13].r[0][0]] === 'On day 14 the ferry stayed in harbour.'");
    for (format, ending) in [("tmx", "tmx"), ("xlsx", "xlsx")] {
        browser.run("document.getElementById('show-export').click()");
        browser.run(&format!("document.querySelector('#formats [value={format}]').click()"));
        browser.screenshot("export");
        browser.run("document.getElementById('export-save').click()");
        let file = saved(downloads.path(), ending);
        assert_eq!(file.file_stem().unwrap(), "ferry");
        browser.run("document.getElementById('export').close()");
    }
    let memory = std::fs::read_to_string(saved(downloads.path(), "tmx")).unwrap();
    for part in
        ["<seg>第12天，</seg>", "<seg>渡轮载了24名乘客。</seg>", "stayed in harbour", "zh-TW", "creationdate"]
    {
        assert!(memory.contains(part), "{part}: {memory}");
    }
    let book = std::fs::read(saved(downloads.path(), "xlsx")).unwrap();
    let sheet = crate::review::jobs::cells(&book);
    assert_eq!(sheet.len(), 17);
    assert!(
        sheet
            .iter()
            .any(|row| row.contains("On day 14 the ferry stayed in harbour.") && row.contains("edited"))
    );
    assert!(sheet[10].contains("ok"), "{}", sheet[10]);
    // Another day: the job is found again, and all is there.
    let shown = browser.run("return JSON.stringify([model.beads, model.texts])");
    server.kill();
    let server = empty(jobs.path());
    welcome(&browser, &server);
    browser.until("document.querySelector('#jobs .job')?.textContent.includes('ferry_EN.docx')");
    browser.screenshot("jobs");
    browser.point("#jobs .job", true);
    browser.until("document.body.dataset.view === 'work' && model.beads.length === 16");
    assert_eq!(browser.run("return JSON.stringify([model.beads, model.texts])"), shown);
    // The same files again are the same job.
    browser.run("document.getElementById('new-job').click()");
    browser.until("document.body.dataset.view === 'welcome'");
    drop_files(&browser, &files());
    browser.until("document.body.dataset.view === 'work' && document.getElementById('notice').textContent.includes('aligned before')");
    assert_eq!(std::fs::read_dir(jobs.path()).unwrap().count(), 1);
}

#[test]
fn what_is_wrong_with_a_file_is_said_and_nothing_is_lost() {
    let Some(browser) = Browser::start() else { return };
    let jobs = tempfile::tempdir().unwrap();
    let server = empty(jobs.path());
    welcome(&browser, &server);
    let mut given = files();
    let good = given.remove(0);
    drop_files(&browser, &[good]);
    browser.until(&format!("{STATUS}.includes('One more is needed')"));
    drop_files(
        &browser,
        &[("notes.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec()), ("cover.png", picture())],
    );
    browser.run("document.getElementById('align').click()");
    browser.until("document.querySelectorAll('#faults .fault').length >= 2");
    let words = browser.run("return document.getElementById('faults').textContent");
    for part in ["notes.doc", "save it as .docx", "cover.png", "OCR"] {
        assert!(words.as_str().unwrap().contains(part), "{part}: {words}");
    }
    browser.screenshot("faults");
    // A folder is no file.
    browser.run(
        "const item = { webkitGetAsEntry: () => ({ isDirectory: true, name: 'articles' }) };
        desk.dropped({ preventDefault() {}, dataTransfer: { types: ['Files'], items: [item], files: [] } })",
    );
    browser.until("document.getElementById('faults').textContent.includes('articles this is a folder')");
    // What was given stays, what is wrong is taken off, what was missing is added.
    browser.run("[...document.querySelectorAll('#files li')].filter(li => !li.textContent.includes('docx')).forEach(li => li.querySelector('button').click())");
    assert_eq!(browser.run("return document.querySelectorAll('#files li').length"), 1);
    drop_files(&browser, &given);
    browser.run("document.getElementById('align').click()");
    browser.until("document.body.dataset.view === 'work' && model.beads.length === 16");
    assert_eq!(std::fs::read_dir(jobs.path()).unwrap().count(), 1, "nothing half-made is left");
    // Too much at once is refused before it is sent.
    browser.run("desk.job.most = 10; desk.show().then(() => { desk.job.most = 10; desk.files = [new File(['x'.repeat(99)], 'a.txt')]; desk.align() })");
    browser.until(&format!("{STATUS}.includes('fit into one job')"));
    // With a damaged one among good ones, the good ones are aligned and the fault is told.
    let mut given = files();
    given.push(("broken.docx", b"PK\x03\x04 broken".to_vec()));
    given[0].1 = docx(&["Another ferry sailed.", "It rained on day 40."]);
    browser.run("desk.show()");
    browser.until("document.body.dataset.view === 'welcome' && desk.job.most > 10");
    browser.run("document.getElementById('clear').click()");
    drop_files(&browser, &given);
    browser.until("document.body.dataset.view === 'work' && document.querySelector('#notice .fault')?.textContent.includes('broken.docx')");
    ready(&browser);
}

#[test]
fn a_document_with_a_column_an_edition_is_a_job_of_its_own() {
    let Some(browser) = Browser::start() else { return };
    let jobs = tempfile::tempdir().unwrap();
    let server = empty(jobs.path());
    welcome(&browser, &server);
    let table = word_table(&[
        &["No.", "English", "简体中文", "繁體中文", "Remark"],
        &["1", "The mill burned down in 1902.", "磨坊1902年烧毁。", "磨坊1902年燒毀。", "date checked"],
        &["2", "Nobody rebuilt it.", "没有人重建。", "沒有人重建。", ""],
        &["3", "Ducks live there now.", "现在那里住着鸭子。", "現在那裡住著鴨子。", "鸭子？"],
    ]);
    drop_files(&browser, &[("mill.docx", crate::documents::docx(&table, &[]))]);
    browser.until(&format!("{STATUS}.includes('One more is needed')"));
    browser.point("#align", true);
    browser.until("document.body.dataset.view === 'work' && model.beads.length === 3");
    assert_eq!(
        browser.run("return model.beads.map(bead => [0, 1, 2].map(e => model.texts[e][bead.r[e][0]]))"),
        json!([
            ["The mill burned down in 1902.", "磨坊1902年烧毁。", "磨坊1902年燒毀。"],
            ["Nobody rebuilt it.", "没有人重建。", "沒有人重建。"],
            ["Ducks live there now.", "现在那里住着鸭子。", "現在那裡住著鴨子。"]
        ])
    );
    assert!(jobs.path().join("mill/mill/mill.docx").is_file(), "the file is kept with the job, once");
}

#[test]
fn an_article_that_cannot_be_read_is_marked_and_the_next_one_opens() {
    let Some(browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    for name in ["a", "b"] {
        plain_article(folder.path(), name, 5);
    }
    drop(Running::start(folder.path()));
    std::fs::remove_file(folder.path().join("a/en.txt")).unwrap();
    std::fs::write(folder.path().join("a/en.docx"), b"PK\x03\x04 broken").unwrap();
    let server = Running::start(folder.path());
    browser.open(&server.url);
    browser.until("document.body.dataset.view === 'work' && model.article === 1 && model.beads.length === 5");
    let said = browser.run("return [document.getElementById('status').textContent, ...[...document.getElementById('articles').options].map(o => o.textContent)].join('\\n')");
    let said = said.as_str().unwrap();
    assert!(said.contains("a/en.docx") && said.contains("a · cannot be read"), "{said}");
    browser.screenshot("cannot-be-read");
    browser.run("language.now = 'zh-Hans'; speak()");
    browser.until("document.getElementById('articles').options[0].textContent.includes('无法读取')");
    ready(&browser);
}

#[test]
fn a_colleagues_sheet_is_taken_back() {
    let Some(browser) = Browser::start() else { return };
    let jobs = tempfile::tempdir().unwrap();
    let server = empty(jobs.path());
    welcome(&browser, &server);
    drop_files(&browser, &files());
    browser.until("document.body.dataset.view === 'work' && model.beads.length === 16");
    let sheet = server.get("/api/export/csv").body;
    let edited = sheet.replacen("\"auto\",\"\",\"\"", "\"confirmed\",\"\",\"from Li\"", 1);
    assert_ne!(sheet, edited, "{sheet}");
    browser.run("document.getElementById('show-export').click()");
    browser.run_async(&format!(
        "takeSheet(new File([{}], 'ferry.csv'), false).then(arguments[0])",
        json!(edited)
    ));
    browser.until("document.getElementById('sheet-result').textContent.includes('from Li')");
    assert_eq!(server.get("/api/article/0").json()["state"]["revision"], 0, "shown, not done");
    browser.screenshot("sheet");
    browser.run("document.getElementById('sheet-apply').click()");
    browser.until("document.getElementById('sheet-result').textContent.includes('1 row changed')");
    browser.until("model.beads.some(bead => bead.n === 'from Li' && bead.s === 'confirmed')");
}
