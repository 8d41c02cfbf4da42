//! Jobs made of files: through the server, and from the command line.

use std::ffi::OsStr;
use std::io::{Cursor, Write};
use std::path::Path;

use calamine::{Reader, Xlsx};
use serde_json::{Value, json};
use zip::write::SimpleFileOptions;

use super::client::{Answer, Running, request};

/// A Word document of paragraphs.
pub fn docx(paragraphs: &[&str]) -> Vec<u8> {
    let text: String = paragraphs.iter().map(|p| format!("<w:p><w:r><w:t>{p}</w:t></w:r></w:p>")).collect();
    let rels = r#"<Relationships xmlns="r"><Relationship Id="1" Type="http://x/officeDocument" Target="word/document.xml"/></Relationships>"#;
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{text}</w:body></w:document>");
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [("_rels/.rels", rels), ("word/document.xml", document.as_str())] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An article of 16 sentences in three documents.
pub fn files() -> Vec<(&'static str, Vec<u8>)> {
    let text = |line: &dyn Fn(usize) -> String| {
        let lines: Vec<String> = (1..=16).map(line).collect();
        docx(&lines.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let en = text(&|n| format!("On day {n}, the ferry carried {} passengers.", 2 * n));
    let hans = text(&|n| format!("第{n}天，渡轮载了{}名乘客。", 2 * n));
    let hant = text(&|n| format!("第{n}天，渡輪載了{}名乘客。", 2 * n));
    vec![("ferry_EN.docx", en), ("ferry_CN.docx", hans), ("ferry_TW.docx", hant)]
}

/// The start of a picture.
pub fn picture() -> Vec<u8> {
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()
}

/// The rows of the first sheet of a workbook, cells joined.
pub fn cells(book: &[u8]) -> Vec<String> {
    let mut book = Xlsx::new(Cursor::new(book.to_vec())).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    range.rows().map(|row| row.iter().map(|cell| format!("{cell}\t")).collect()).collect()
}

/// What the page sends: a line that names the files, then their bytes.
fn pack(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let heads: Vec<Value> =
        files.iter().map(|(name, bytes)| json!({"name": name, "size": bytes.len()})).collect();
    let mut body = Value::from(heads).to_string().into_bytes();
    body.push(b'\n');
    files.iter().for_each(|(_, bytes)| body.extend(bytes));
    body
}

fn send(server: &Running, path: &str, mime: &str, body: &[u8]) -> Answer {
    let head = [server.host(), server.cookie_header(), server.origin(), format!("Content-Type: {mime}")]
        .join("\r\n");
    let mut bytes = format!(
        "POST {path} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n{head}\r\n\r\n",
        body.len()
    )
    .into_bytes();
    bytes.extend(body);
    super::client::raw(server.port, &bytes).unwrap()
}

fn empty(jobs: &Path) -> Running {
    Running::call(&["--jobs".as_ref(), jobs.as_os_str()])
}

#[test]
fn files_become_a_job_that_is_kept() {
    let jobs = tempfile::tempdir().unwrap();
    let server = empty(jobs.path());
    assert_eq!(server.get("/api/articles").json()["articles"], json!([]));
    let answer = send(&server, "/api/files", "application/octet-stream", &pack(&files()));
    assert_eq!((answer.status, &answer.json()["faults"]), (200, &json!([])), "{}", answer.body);
    let job = server.get("/api/job").json();
    assert_eq!((&job["name"], &job["who"]), (&json!("ferry"), &json!("tester")));
    assert_eq!(server.get("/api/articles").json()["articles"][0]["beads"], 16);
    // Files of other names, known by what they say; a workbook; two articles at once.
    let named = |from: usize, name: &'static str| (name, files().remove(from).1);
    let body = pack(&[named(0, "On the water.docx"), named(2, "水上.docx")]);
    assert_eq!(send(&server, "/api/files", "application/octet-stream", &body).status, 200);
    assert_eq!(server.get("/api/articles").json()["articles"][0]["beads"], 16);
    let file = |name: &'static str, text: &str| (name, text.as_bytes().to_vec());
    let two = [
        file("a.en.txt", "It rained."),
        file("a.zh-Hans.txt", "下雨了。"),
        file("b.en.txt", "It snowed on 4 May."),
        file("b.zh-Hant.txt", "5月4日下雪了。"),
    ];
    assert_eq!(send(&server, "/api/files", "application/octet-stream", &pack(&two)).status, 200);
    assert_eq!(server.get("/api/articles").json()["articles"].as_array().unwrap().len(), 2);
    // Three jobs, the one of last time found again by its files, whatever they are called.
    let again = pack(&[named(2, "x.docx"), named(0, "y.docx"), named(1, "z.docx")]);
    let answer = send(&server, "/api/files", "application/octet-stream", &again);
    assert!(answer.json()["warnings"][0].as_str().unwrap().contains("aligned before"));
    assert_eq!(server.get("/api/job").json()["jobs"].as_array().unwrap().len(), 3);
}

#[test]
fn a_job_goes_out_in_every_format() {
    let jobs = tempfile::tempdir().unwrap();
    let server = empty(jobs.path());
    assert_eq!(send(&server, "/api/files", "application/octet-stream", &pack(&files())).status, 200);
    for format in ["csv", "tsv", "xlsx", "tmx", "xliff", "docx", "html", "jsonl"] {
        let answer = server.get(&format!("/api/export/{format}"));
        assert_eq!(answer.status, 200, "{format}: {}", answer.body);
        assert!(
            answer.header("Content-Disposition").unwrap().starts_with("attachment; filename*=UTF-8''ferry."),
            "{format}"
        );
        assert!(answer.body.len() > 300, "{format}");
    }
    let whole = server.get("/api/export/tmx").body.matches("<tu ").count();
    let few = server.get("/api/export/tmx?least=100").body.matches("<tu ").count();
    assert!(whole == 16 && few < whole, "{whole} {few}");
    assert_eq!(server.get("/api/export/moses2").status, 422);
}

#[test]
fn files_are_bounded_and_come_from_the_page_only() {
    let jobs = tempfile::tempdir().unwrap();
    let server = empty(jobs.path());
    let body = pack(&files());
    // A form of another site can send neither bytes nor JSON.
    for mime in ["text/plain", "multipart/form-data; boundary=x", "application/json"] {
        assert_eq!(send(&server, "/api/files", mime, &body).status, 415, "{mime}");
    }
    let headers =
        [server.host(), server.cookie_header(), "Content-Type: application/octet-stream".to_owned()];
    let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
    assert_eq!(request(server.port, "POST /api/files", &headers, "[]\n").unwrap().status, 403, "no origin");
    let own = server.origin();
    let long = [&headers[..], &[own.as_str(), "Content-Length: 300000000"]].concat();
    assert_eq!(request(server.port, "POST /api/files", &long, "").unwrap().status, 413);
    // No name leads out of the folder of the job, and no folder can be opened that is none.
    let outside = [("../../../evil_EN.docx", files().remove(0).1), ("..\\evil_TW.docx", files().remove(2).1)];
    assert_eq!(send(&server, "/api/files", "application/octet-stream", &pack(&outside)).status, 200);
    assert!(jobs.path().join("evil/evil/en.docx").is_file());
    for folder in ["/etc", "..", ""] {
        let answer = send(
            &server,
            "/api/open",
            "application/json",
            json!({ "folder": folder }).to_string().as_bytes(),
        );
        assert_eq!(answer.status, 422, "{}", answer.body);
    }
    assert_eq!(send(&server, "/api/open", "application/json", b"{\"path\":\"x\"}").status, 400);
}

#[test]
fn faults_name_the_file_and_what_to_do() {
    let jobs = tempfile::tempdir().unwrap();
    let server = empty(jobs.path());
    let locked = [
        &b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..],
        &"EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(),
    ]
    .concat();
    let bad: [(&'static str, Vec<u8>, &str, &str); 6] = [
        ("locked_EN.docx", locked, "password", "take the password off"),
        ("old.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), "not read", ".docx"),
        ("old.xls", Vec::new(), "not read", ".xlsx"),
        ("photo.jpg", picture(), "not read", "OCR"),
        ("broken_EN.docx", b"PK\x03\x04nothing".to_vec(), "damaged", "save it again"),
        ("empty_EN.txt", Vec::new(), "empty", "text"),
    ];
    for (name, bytes, message, remedy) in bad {
        let answer = send(&server, "/api/files", "application/octet-stream", &pack(&[(name, bytes.clone())]));
        let fault = answer.json()["faults"][0].clone();
        assert_eq!((answer.status, &fault["file"]), (422, &json!(name)), "{}", answer.body);
        assert!(fault["message"].as_str().unwrap().contains(message), "{fault}");
        assert!(fault["remedy"].as_str().unwrap().contains(remedy), "{fault}");
        // Beside good files it stops nothing.
        let mut beside = files();
        beside.push((name, bytes));
        let answer = send(&server, "/api/files", "application/octet-stream", &pack(&beside));
        assert!(answer.status == 200, "{}", answer.body);
    }
    // One edition alone is no article, and nothing is left of the attempt.
    let answer = send(&server, "/api/files", "application/octet-stream", &pack(&files()[..1]));
    assert!(
        answer.json()["faults"][0]["remedy"].as_str().unwrap().contains("second edition"),
        "{}",
        answer.body
    );
    assert_eq!(std::fs::read_dir(jobs.path()).unwrap().count(), 1);
}

#[test]
fn files_are_named_on_the_command_line() {
    let (folder, jobs) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let paths: Vec<_> = files()
        .into_iter()
        .map(|(name, bytes)| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            path
        })
        .collect();
    let call: Vec<&OsStr> = ["--jobs".as_ref(), jobs.path().as_os_str()]
        .into_iter()
        .chain(paths.iter().map(|p| p.as_os_str()))
        .collect();
    let server = Running::call(&call);
    assert_eq!(server.get("/api/articles").json()["articles"][0]["beads"], 16);
    let job = server.get("/api/job").json();
    assert_eq!(job["folder"], json!(jobs.path().join("ferry")));
    // The files stay where they were.
    assert!(paths.iter().all(|path| path.is_file()));
    // A name beside the decisions.
    assert_eq!(server.perform(json!({"kind":"confirm","at":0})).status, 200);
    assert_eq!(server.get("/api/article/0").json()["beads"][0]["h"]["who"], "tester");
    let renamed = send(&server, "/api/open", "application/json", "{\"who\":\" 李雷 \"}".as_bytes());
    assert_eq!(renamed.json()["who"], "李雷");
    assert_eq!(server.perform(json!({"kind":"approve","at":1})).status, 200);
    let beads = server.get("/api/article/0").json()["beads"].clone();
    assert_eq!(
        (&beads[0]["h"]["who"], &beads[1]["h"]["who"], &beads[2]["h"]),
        (&json!("tester"), &json!("李雷"), &Value::Null)
    );
    let wrong = std::process::Command::new(env!("CARGO_BIN_EXE_trialign"))
        .args(["review", "--no-open", "--isolated", "--jobs"])
        .arg(jobs.path())
        .arg(&paths[0])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(wrong.status.code() == Some(1) && said.contains("second edition"), "{said}");
}

/// A Word document with one table.
fn table(rows: &[[&str; 3]]) -> Vec<u8> {
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let row = |row: &[&str; 3]| format!("<w:tr>{}</w:tr>", row.map(cell).concat());
    let body: String = rows.iter().map(row).collect();
    // As `docx` writes it, with the table in the place of a paragraph.
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let rels = r#"<Relationships xmlns="r"><Relationship Id="1" Type="http://x/officeDocument" Target="word/document.xml"/></Relationships>"#;
    let document = format!("<w:document xmlns:w=\"w\"><w:body><w:tbl>{body}</w:tbl></w:body></w:document>");
    for (name, text) in [("_rels/.rels", rels), ("word/document.xml", document.as_str())] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_table_with_a_column_an_edition_is_an_article() {
    let jobs = tempfile::tempdir().unwrap();
    let server = empty(jobs.path());
    let rows = [
        ["1", "The economy of the country is growing again.", "这个国家的经济又开始增长了。"],
        ["2", "Nobody knows for how long it will.", "没有人知道这会持续多久。"],
        ["3", "The bank will say more on 5 May.", "银行将于5月5日说明更多情况。"],
    ];
    let answer =
        send(&server, "/api/files", "application/octet-stream", &pack(&[("Both.docx", table(&rows))]));
    assert_eq!(answer.status, 200, "{}", answer.body);
    let article = server.get("/api/article/0").json();
    assert_eq!(article["tags"], json!(["en", "zh-Hans", null]));
    assert_eq!(article["texts"][1][2], "银行将于5月5日说明更多情况。");
    assert_eq!(article["beads"].as_array().unwrap().len(), 3);
    assert_eq!(server.get("/api/job").json()["jobs"][0]["files"], json!(["Both.docx"]));
}

/// A book of chapters of eight sentences each.
fn book(chapters: usize, line: &dyn Fn(usize, usize) -> String) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut parts = vec![(
        "META-INF/container.xml".to_owned(),
        r#"<container xmlns="c"><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>"#.to_owned(),
    )];
    let item =
        |n: usize| format!("<item id=\"c{n}\" href=\"c{n}.xhtml\" media-type=\"application/xhtml+xml\"/>");
    let (items, spine): (String, String) =
        (0..=chapters).map(|n| (item(n), format!("<itemref idref=\"c{n}\"/>"))).unzip();
    parts.push((
        "b.opf".to_owned(),
        format!("<package xmlns=\"o\"><manifest>{items}</manifest><spine>{spine}</spine></package>"),
    ));
    // The first is a title page.
    for n in 0..=chapters {
        let text: String = match n {
            0 => "<p>A book</p>".to_owned(),
            _ => (1..=8).map(|k| format!("<p>{}</p>", line(n, k))).collect(),
        };
        parts.push((format!("c{n}.xhtml"), format!("<html xmlns=\"h\"><body>{text}</body></html>")));
    }
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn books_are_aligned_chapter_by_chapter() {
    let jobs = tempfile::tempdir().unwrap();
    let server = empty(jobs.path());
    let en =
        book(3, &|n, k| format!("In part {n}, on day {k}, the whole family sailed down the river together."));
    let hans = book(3, &|n, k| format!("在第{n}部分的第{k}天，全家人一起沿着河顺流而下，谁也没有说话。"));
    let files = [("River.epub", en), ("河.epub", hans)];
    let answer = send(&server, "/api/files", "application/octet-stream", &pack(&files));
    assert_eq!((answer.status, answer.json()["faults"].clone()), (200, json!([])), "{}", answer.body);
    let articles = server.get("/api/articles").json()["articles"].clone();
    let all: Vec<(&str, u64)> = articles
        .as_array()
        .unwrap()
        .iter()
        .map(|a| (a["id"].as_str().unwrap(), a["beads"].as_u64().unwrap()))
        .collect();
    assert_eq!(all, [("River 01", 8), ("River 02", 8), ("River 03", 8)]);
    assert_eq!(server.get("/api/job").json()["jobs"][0]["files"].as_array().unwrap().len(), 2);
    // Books that are not in step are one article.
    let (en, hans) = (
        book(2, &|n, k| format!("In part {n}, on day {k}, the family sailed down the long river.")),
        files[1].1.clone(),
    );
    assert_eq!(
        send(&server, "/api/files", "application/octet-stream", &pack(&[("R.epub", en), ("河.epub", hans)]))
            .status,
        200
    );
    assert_eq!(server.get("/api/articles").json()["articles"].as_array().unwrap().len(), 1);
}
