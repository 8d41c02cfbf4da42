//! Every way in that must stay closed.

use serde_json::json;

use super::client::{Answer, Running, article, plain_article, request};

fn server() -> (tempfile::TempDir, Running) {
    let folder = tempfile::tempdir().unwrap();
    plain_article(folder.path(), "a", 3);
    let running = Running::start(folder.path());
    (folder, running)
}

const CONFIRM: &str = r#"{"article":0,"base":1,"revision":0,"operation":{"kind":"confirm","at":0}}"#;

fn write(server: &Running, headers: &[&str], body: &str) -> Answer {
    request(server.port, "POST /api/operation", headers, body).unwrap()
}

#[track_caller]
fn unchanged(server: &Running) {
    assert_eq!(server.get("/api/article/0").json()["state"]["revision"], 0);
}

#[test]
fn the_host_must_be_ours() {
    let (_folder, server) = server();
    let cookie = server.cookie_header();
    for host in ["Host: evil.example", "Host: localhost", "Host: 127.0.0.1", "Host: 127.0.0.1:1", ""] {
        let headers: Vec<&str> = [host, &cookie].into_iter().filter(|h| !h.is_empty()).collect();
        for path in ["/", "/api/articles", &server.first()] {
            let answer = request(server.port, &format!("GET {path}"), &headers, "").unwrap();
            assert_eq!(answer.status, 421, "{host} {path}");
            assert!(answer.header("Set-Cookie").is_none());
        }
    }
    let twice = [&server.host(), "Host: evil.example", &cookie];
    assert_eq!(request(server.port, "GET /", &twice, "").unwrap().status, 421);
}

#[test]
fn the_origin_of_a_write_must_be_ours() {
    let (_folder, server) = server();
    let (host, cookie) = (server.host(), server.cookie_header());
    let json = "Content-Type: application/json";
    for origin in ["Origin: http://evil.example", "Origin: null", "Origin: http://localhost", "X-Nothing: 1"]
    {
        assert_eq!(write(&server, &[&host, &cookie, origin, json], CONFIRM).status, 403, "{origin}");
    }
    unchanged(&server);
    let own = server.origin();
    assert_eq!(write(&server, &[&host, &cookie, &own, json], CONFIRM).status, 200);
}

#[test]
fn without_token_or_with_an_old_one_nothing_is_shown() {
    let (folder, mut server) = server();
    let (old_first, old_cookie) = (server.first(), server.cookie_header());
    let host = server.host();
    for path in ["/", "/app.js", "/style.css", "/api/articles", "/api/article/0", "/api/queue"] {
        assert_eq!(request(server.port, &format!("GET {path}"), &[&host], "").unwrap().status, 401, "{path}");
        let wrong = format!("Cookie: trialign-{}=0123", server.port);
        assert_eq!(request(server.port, &format!("GET {path}"), &[&host, &wrong], "").unwrap().status, 401);
    }
    let (own, json) = (server.origin(), "Content-Type: application/json");
    assert_eq!(write(&server, &[&host, &own, json], CONFIRM).status, 401);
    let port = server.port;
    server.kill();
    let server = Running::start_at(folder.path(), port);
    let answer = request(port, &format!("GET {old_first}"), &[&host], "").unwrap();
    assert_eq!(answer.status, 403, "an old token");
    assert!(answer.header("Set-Cookie").is_none());
    assert_eq!(request(port, "GET /api/articles", &[&host, &old_cookie], "").unwrap().status, 401);
    assert_eq!(request(port, "GET /?token=", &[&host], "").unwrap().status, 403);
    assert_eq!(server.get("/api/articles").status, 200);
}

#[test]
fn the_token_is_traded_for_a_cookie_and_a_clean_url() {
    let (_folder, server) = server();
    let token = server.first().split_once('=').unwrap().1.to_owned();
    assert_eq!(token.len(), 32, "128 bits");
    let answer = request(server.port, &format!("GET {}", server.first()), &[&server.host()], "").unwrap();
    assert_eq!((answer.status, answer.header("Location")), (303, Some("/")));
    let cookie = answer.header("Set-Cookie").unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && !cookie.contains(&token));
}

#[test]
fn writes_are_json_and_short() {
    let (_folder, server) = server();
    let (host, cookie, own) = (server.host(), server.cookie_header(), server.origin());
    for mime in
        ["Content-Type: text/plain", "Content-Type: application/x-www-form-urlencoded", "X-Nothing: 1"]
    {
        assert_eq!(write(&server, &[&host, &cookie, &own, mime], CONFIRM).status, 415, "{mime}");
    }
    let json = "Content-Type: application/json";
    let long = CONFIRM.replace("\"confirm\"", &format!("\"{}\"", "x".repeat(70_000)));
    assert_eq!(write(&server, &[&host, &cookie, &own, json], &long).status, 413);
    let chunked = format!("{:x}\r\n{long}\r\n0\r\n\r\n", long.len());
    let head = [&host, &cookie, &own, json, "Transfer-Encoding: chunked"].join("\r\n");
    let text = format!("POST /api/operation HTTP/1.1\r\nConnection: close\r\n{head}\r\n\r\n{chunked}");
    assert_eq!(super::client::raw(server.port, text.as_bytes()).unwrap().status, 411, "chunked");
    for body in ["{", "[]", "{\"article\":0}", &CONFIRM.replace("confirm", "destroy"), &"[".repeat(60_000)] {
        assert_eq!(write(&server, &[&host, &cookie, &own, json], body).status, 400, "{body:.40}");
    }
    let answer = request(server.port, "PUT /api/operation", &[&host, &cookie, &own, json], CONFIRM).unwrap();
    assert_eq!(answer.status, 405);
    let huge = format!("X-Long: {}", "x".repeat(40_000));
    assert_eq!(request(server.port, "GET /", &[&host, &cookie, &huge], "").unwrap().status, 431);
    unchanged(&server);
}

/// Browsers open connections ahead of need and say nothing on them.
#[test]
fn silent_connections_stop_nobody() {
    let (_folder, server) = server();
    let silent: Vec<_> =
        (0..40).map(|_| std::net::TcpStream::connect(("127.0.0.1", server.port)).unwrap()).collect();
    assert_eq!(server.get("/api/articles").status, 200);
    drop(silent);
}

#[test]
fn there_is_no_way_out_of_the_page() {
    let (_folder, server) = server();
    for path in [
        "/../Cargo.toml",
        "/..%2f..%2fetc/passwd",
        "/%2e%2e/trialign-review.sqlite",
        "/api/../a/en.txt",
        "/api/article/../0",
        "/a/en.txt",
        "/trialign-review.sqlite",
        "/api/article/9",
        "/api/article/-1",
        "/api/details/x",
        "//etc/passwd",
        "/api/article/18446744073709551616",
    ] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
    let answer = server.get("/api/details/0?from=99999999999&to=18446744073709551615");
    assert_eq!(answer.json()["details"], json!([]));
}

#[test]
fn every_answer_carries_the_headers() {
    let (_folder, server) = server();
    let answers = ["/", "/app.js", "/style.css", "/api/articles", "/nothing"].map(|path| server.get(path));
    let refused = request(server.port, "GET /", &["Host: evil.example"], "").unwrap();
    for answer in answers.iter().chain([&refused]) {
        let policy = answer.header("Content-Security-Policy").unwrap();
        for part in ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"]
        {
            assert!(policy.contains(part), "{policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("X-Content-Type-Options"), Some("nosniff"));
        assert_eq!(answer.header("Referrer-Policy"), Some("no-referrer"));
        assert_eq!(answer.header("Cache-Control"), Some("no-store"));
        assert!(answer.header("Access-Control-Allow-Origin").is_none());
    }
}

#[test]
fn the_page_never_writes_html() {
    let page = format!("{}/src/review/page", env!("CARGO_MANIFEST_DIR"));
    for path in std::fs::read_dir(page).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.display();
        let text = std::fs::read_to_string(&path).unwrap();
        for word in [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "DOMParser",
            " onclick",
            "javascript:",
            "://",
        ] {
            assert!(!text.contains(word), "{name}: {word}");
        }
    }
}

#[test]
fn hostile_text_stays_text() {
    let folder = tempfile::tempdir().unwrap();
    let en = "<script>alert(1)</script> is a tag.\n\n<img src=x onerror=alert(1)> is one too.\n";
    let hans = "<script>alert(1)</script>是标签。\n\n\u{202e}这一句反过来\u{202c}。\n";
    article(folder.path(), "<b>x", &[("en", en), ("zh-Hans", hans)]);
    let server = Running::start(folder.path());
    let answer = server.get("/api/article/0");
    assert_eq!(answer.header("Content-Type"), Some("application/json"));
    assert!(answer.json()["texts"][0][0].as_str().unwrap().starts_with("<script>"));
    assert_eq!(
        server.get("/").body,
        include_str!("../../../src/review/page/index.html"),
        "the page holds no text"
    );
}

#[test]
fn other_addresses_need_a_flag() {
    let (folder, _server) = server();
    let mut call = std::process::Command::new(env!("CARGO_BIN_EXE_trialign"));
    let run = call
        .args(["review", "--no-open", "--isolated", "--bind", "0.0.0.0"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(64));
}

#[test]
fn a_clash_is_answered_with_the_newer_state() {
    let (_folder, server) = server();
    let write =
        |operation| server.post(&json!({"article":0,"base":1,"revision":0,"operation":operation})).unwrap();
    assert_eq!(write(json!({"kind":"merge-down","at":0})).status, 200);
    let answer = write(json!({"kind":"confirm","at":2}));
    assert_eq!(answer.status, 409);
    let newer = answer.json();
    assert_eq!(newer["state"]["revision"], 1);
    assert_eq!(newer["beads"].as_array().unwrap().len(), 2);
    assert_eq!(server.get("/api/article/0").json()["state"]["revision"], 1);
    assert_eq!(server.perform(json!({"kind":"confirm","at":99})).status, 422);
}
