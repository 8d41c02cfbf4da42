//! Connections that come slowly, come in numbers, or come after the end; and how a browser is let in.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use super::client::{Running, plain_article, request};

fn server() -> (tempfile::TempDir, Running) {
    let folder = tempfile::tempdir().unwrap();
    plain_article(folder.path(), "a", 4);
    let running = Running::start(folder.path());
    (folder, running)
}

/// More clients than there are places, of every idle kind, do not keep out the one who may be here.
#[test]
fn idle_clients_stop_nobody() {
    let (_folder, server) = server();
    let kinds: [&[u8]; 5] = [
        b"",
        b"GET / HT",
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nabc",
        b"POST /api/operation HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n{",
    ];
    for kind in kinds {
        let mut idle: Vec<TcpStream> = Vec::new();
        for _ in 0..300 {
            let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
            let _ = stream.write_all(kind);
            idle.push(stream);
        }
        idle.iter_mut().for_each(|stream| drop(stream.write_all(b"a")));
        assert_eq!(server.get("/api/articles").status, 200);
        let confirmed = server.perform(json!({"kind": "confirm", "at": 0}));
        assert!(matches!(confirmed.status, 200 | 422), "{confirmed:?}");
    }
}

/// Somebody who sends a byte now and then is hung up on in the end: the deadline is the connection's, not the byte's.
#[test]
fn a_slow_client_is_not_waited_for_for_ever() {
    let (_folder, server) = server();
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 421"));
    // The server drains for a bounded time; then the connection is closed, and writing fails.
    let start = Instant::now();
    while stream.write_all(b"a").is_ok() {
        assert!(start.elapsed() < Duration::from_secs(60), "it is still listened to");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn a_link_lets_in_once_and_a_browser_that_is_in_again() {
    let (_folder, server) = server();
    let (first, host) = (format!("GET {}", server.first()), server.host());
    assert_eq!(request(server.port, &first, &[&host], "").unwrap().status, 303);
    let again = request(server.port, &first, &[&host], "").unwrap();
    assert_eq!(again.status, 403);
    assert!(again.header("Set-Cookie").is_none());
    let known = request(server.port, &first, &[&host, &server.cookie_header()], "").unwrap();
    assert_eq!((known.status, known.header("Location")), (303, Some("/")));
}

/// Ctrl+C and a polite kill end the server, which says it went well.
#[test]
fn signals_end_it_cleanly() {
    for signal in ["INT", "TERM"] {
        let (folder, mut server) = server();
        assert_eq!(server.perform(json!({"kind": "confirm", "at": 1})).status, 200);
        let _idle = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
        let id = server.child.id().to_string();
        assert!(Command::new("kill").args([&format!("-{signal}"), &id]).status().unwrap().success());
        let start = Instant::now();
        let status = loop {
            if let Some(status) = server.child.try_wait().unwrap() {
                break status;
            }
            assert!(start.elapsed() < Duration::from_secs(60), "SIG{signal} does not end it");
            std::thread::sleep(Duration::from_millis(10));
        };
        assert_eq!(status.code(), Some(0), "SIG{signal}");
        let left: Vec<String> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .filter(|name| name.starts_with("trialign-review"))
            .collect();
        assert_eq!(left, ["trialign-review.sqlite"], "one file holds it all");
    }
}

/// The opener of a browser is called with a file that is its user's alone; the token is on no command line.
#[test]
fn the_browser_gets_its_link_through_a_file() {
    let folder = tempfile::tempdir().unwrap();
    plain_article(&folder.path().join("c"), "a", 3);
    let bin = folder.path().join("bin");
    fs::create_dir(&bin).unwrap();
    let opener = if cfg!(target_os = "macos") { bin.join("open") } else { bin.join("xdg-open") };
    let said = folder.path().join("said");
    fs::write(&opener, format!("#!/bin/sh\necho \"$@\" > '{0}.new' && mv '{0}.new' '{0}'\n", said.display()))
        .unwrap();
    fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    let mut child = Command::new(env!("CARGO_BIN_EXE_trialign"))
        .args(["review", "--isolated", "c"])
        .current_dir(folder.path())
        .env("PATH", path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut printed = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut printed).unwrap();
    let start = Instant::now();
    while !said.exists() {
        assert!(start.elapsed() < Duration::from_secs(60), "no browser was opened");
        std::thread::sleep(Duration::from_millis(10));
    }
    let said = fs::read_to_string(&said).unwrap();
    assert!(!said.contains("token") && !said.contains("http"), "{said}");
    let file = said.trim();
    assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o077, 0, "for its user alone");
    let page = fs::read_to_string(file).unwrap();
    let link = page.split("url=http://").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let (host, path) = link.split_once('/').unwrap();
    let port: u16 = host.rsplit_once(':').unwrap().1.parse().unwrap();
    let open = || request(port, &format!("GET /{path}"), &[&format!("Host: {host}")], "").unwrap();
    let answer = open();
    // A page of our own sends the browser on, so that the cookie goes with it.
    assert_eq!(answer.status, 200);
    assert!(answer.header("Set-Cookie").is_some() && answer.body.contains("url=/\""), "{answer:?}");
    assert_eq!(open().status, 403, "it works once");
    assert!(Command::new("kill").arg(child.id().to_string()).status().unwrap().success());
    assert!(child.wait().unwrap().success());
    assert!(!std::path::Path::new(file).exists(), "the file goes with the server");
}

#[test]
fn a_store_that_is_taken_away_is_told() {
    let (folder, server) = server();
    assert_eq!(server.perform(json!({"kind": "confirm", "at": 0})).status, 200);
    let store = folder.path().join("trialign-review.sqlite");
    fs::rename(&store, folder.path().join("elsewhere")).unwrap();
    let answer = server.perform(json!({"kind": "confirm", "at": 1}));
    assert_eq!(answer.status, 500);
    assert!(answer.body.contains("taken away"), "{}", answer.body);
    fs::rename(folder.path().join("elsewhere"), &store).unwrap();
    assert_eq!(server.perform(json!({"kind": "confirm", "at": 1})).status, 200, "it is back");
}

#[test]
fn addresses_that_are_no_machine_s_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    plain_article(folder.path(), "a", 2);
    for ip in ["255.255.255.255", "224.0.0.1", "ff02::1", "::", "::ffff:0.0.0.0"] {
        let done = Command::new(env!("CARGO_BIN_EXE_trialign"))
            .args(["review", "--isolated", "--no-open", "--bind", ip])
            .arg(folder.path())
            .output()
            .unwrap();
        assert_eq!(done.status.code(), Some(64), "{ip}: {}", String::from_utf8_lossy(&done.stderr));
    }
}
