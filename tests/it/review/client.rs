//! A review server as its users run it, and a small HTTP client.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::Value;

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {self:?}"))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// Sends a request as it stands and reads the answer to its end.
pub fn raw(port: u16, request: &[u8]) -> std::io::Result<Answer> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    stream.set_nodelay(true)?;
    stream.write_all(request)?;
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    let mut length = None;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        if let Some(("content-length", n)) = line.to_lowercase().split_once(':') {
            length = n.trim().parse::<usize>().ok();
        }
        head.push_str(line);
        head.push('\n');
    }
    let mut body = Vec::new();
    match length {
        Some(n) => {
            body.resize(n, 0);
            reader.read_exact(&mut body)?;
        }
        None => drop(reader.read_to_end(&mut body)?),
    }
    let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
    Ok(Answer { status, head, body: String::from_utf8_lossy(&body).into_owned() })
}

/// One request with headers, a line each.
pub fn request(port: u16, line: &str, headers: &[&str], body: &str) -> std::io::Result<Answer> {
    let mut text = format!("{line} HTTP/1.1\r\nConnection: close\r\n");
    for header in headers {
        text.push_str(header);
        text.push_str("\r\n");
    }
    if !body.is_empty() {
        text.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    text.push_str("\r\n");
    text.push_str(body);
    raw(port, text.as_bytes())
}

/// The links that a server prints when one was used. What else it says is read and forgotten.
fn links(said: ChildStderr) -> Receiver<String> {
    let (send, links) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(said).lines().map_while(Result::ok) {
            if let Some(link) = line.strip_prefix("for another browser: ") {
                let _ = send.send(link.to_owned());
            }
        }
    });
    links
}

/// A running server; killed when it goes out of scope.
pub struct Running {
    pub child: Child,
    pub url: String,
    pub port: u16,
    pub cookie: String,
    links: Mutex<Receiver<String>>,
}

impl Running {
    pub fn start(folder: &Path) -> Running {
        Running::start_at(folder, 0)
    }

    pub fn start_at(folder: &Path, port: u16) -> Running {
        Running::call(&["--port".as_ref(), port.to_string().as_ref(), folder.as_os_str()])
    }

    /// With more arguments.
    pub fn call(arguments: &[&OsStr]) -> Running {
        let mut child = Command::new(env!("CARGO_BIN_EXE_trialign"))
            .args(["review", "--no-open", "--isolated", "--as", "tester"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
        let url = url.trim().to_owned();
        assert!(url.contains("/?token="), "no URL: {url}");
        let port = url.split(['/', ':']).nth(4).and_then(|p| p.parse().ok()).unwrap();
        let links = Mutex::new(links(child.stderr.take().unwrap()));
        let mut running = Running { child, url, port, cookie: String::new(), links };
        let answer = request(port, &format!("GET {}", running.first()), &[&running.host()], "").unwrap();
        assert_eq!(answer.status, 303, "{answer:?}");
        running.cookie = answer.header("Set-Cookie").unwrap().split(';').next().unwrap().to_owned();
        // A link works once; the next is said where the person sees it.
        running.url = running.next_link();
        running
    }

    /// The link that is printed when the last was used.
    pub fn next_link(&self) -> String {
        self.links.lock().unwrap().recv_timeout(Duration::from_secs(60)).expect("a link for another browser")
    }

    /// The path of the link that was not used yet.
    pub fn first(&self) -> String {
        format!("/{}", self.url.split_once("/?").map(|(_, q)| format!("?{q}")).unwrap())
    }

    pub fn host(&self) -> String {
        format!("Host: 127.0.0.1:{}", self.port)
    }

    pub fn origin(&self) -> String {
        format!("Origin: http://127.0.0.1:{}", self.port)
    }

    pub fn cookie_header(&self) -> String {
        format!("Cookie: {}", self.cookie)
    }

    pub fn get(&self, path: &str) -> Answer {
        request(self.port, &format!("GET {path}"), &[&self.host(), &self.cookie_header()], "").unwrap()
    }

    pub fn post(&self, body: &Value) -> std::io::Result<Answer> {
        let headers = [&self.host(), &self.cookie_header(), &self.origin(), "Content-Type: application/json"]
            .map(String::from);
        let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
        request(self.port, "POST /api/operation", &headers, &body.to_string())
    }

    /// Does an operation on the first article as it stands now.
    pub fn perform(&self, operation: Value) -> Answer {
        let state = self.get("/api/article/0").json()["state"].clone();
        let body = serde_json::json!({
            "article": 0, "base": state["base"], "revision": state["revision"], "operation": operation
        });
        self.post(&body).unwrap()
    }

    pub fn kill(&mut self) {
        let _ = self.child.kill(); // SIGKILL
        let _ = self.child.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Writes an article into `folder/name`: a line each, as headings, so that none is cut.
pub fn article(folder: &Path, name: &str, texts: &[(&str, &str)]) {
    let place = folder.join(name);
    fs::create_dir_all(&place).unwrap();
    for (edition, text) in texts {
        fs::write(place.join(format!("{edition}.txt")), text).unwrap();
    }
}

/// An article of `count` paragraphs of one sentence each.
pub fn plain_article(folder: &Path, name: &str, count: usize) {
    let text = |line: &dyn Fn(usize) -> String| (1..=count).map(|n| line(n) + "\n\n").collect::<String>();
    let en = text(&|n| format!("In the year {} the town built {} new bridges.", 1900 + n, n + 1));
    let hans = text(&|n| format!("{}年，镇上新建了{}座桥。", 1900 + n, n + 1));
    let hant = text(&|n| format!("{}年，鎮上新建了{}座橋。", 1900 + n, n + 1));
    article(folder, name, &[("en", &en), ("zh-Hans", &hans), ("zh-Hant", &hant)]);
}

/// Numbers that differ from run to run; the seed is printed.
pub struct Random(u64);

impl Random {
    pub fn new() -> Random {
        let seed =
            std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos() as u64 | 1;
        eprintln!("seed {seed}");
        Random(seed)
    }

    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }
}
