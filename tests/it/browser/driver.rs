//! A WebDriver client as small as these tests need: JSON over plain HTTP.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::review::client::{Answer, request};

pub const ENTER: &str = "\u{e007}";
pub const TAB: &str = "\u{e004}";
pub const ESCAPE: &str = "\u{e00c}";
pub const UP: &str = "\u{e013}";
pub const RIGHT: &str = "\u{e014}";
pub const DOWN: &str = "\u{e015}";
pub const PAGE_DOWN: &str = "\u{e00f}";
pub const PAGE_UP: &str = "\u{e00e}";
pub const HOME: &str = "\u{e011}";
pub const END: &str = "\u{e010}";
pub const SHIFT: &str = "\u{e008}";
pub const CONTROL: &str = "\u{e009}";

fn found(names: &[&str]) -> Option<String> {
    let path = std::env::var("PATH").unwrap_or_default();
    let mut all = names.iter().flat_map(|name| path.split(':').map(move |dir| format!("{dir}/{name}")));
    all.find(|file| std::path::Path::new(file).is_file())
}

/// A browser with an empty profile.
pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Starts one; says so and gives `None` where Chromium or its driver is missing.
    pub fn start() -> Option<Browser> {
        let (Some(driver), Some(chromium)) =
            (found(&["chromedriver"]), found(&["chromium", "google-chrome"]))
        else {
            crate::skip::skip(
                "chromium",
                "chromium and chromium-driver are missing (make deps-browser installs them)",
            );
            return None;
        };
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let driver = Command::new(driver)
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let profile = tempfile::tempdir().unwrap();
        let mut browser = Browser { driver, port, session: String::new(), _profile: profile };
        let start = Instant::now();
        while request(port, "GET /status", &[&browser.host()], "").is_err() {
            assert!(start.elapsed() < Duration::from_secs(30), "chromedriver does not answer");
            sleep(Duration::from_millis(50));
        }
        let data = format!("--user-data-dir={}", browser._profile.path().display());
        let args = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--no-first-run",
            "--window-size=1280,800",
            &data,
        ];
        let options = json!({ "binary": chromium, "args": args });
        let wanted = json!({ "capabilities": { "alwaysMatch": { "goog:chromeOptions": options } } });
        let answer = browser.call("POST", "/session", &wanted);
        browser.session = answer["sessionId"].as_str().unwrap().to_owned();
        Some(browser)
    }

    fn host(&self) -> String {
        format!("Host: 127.0.0.1:{}", self.port)
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = if method == "GET" { String::new() } else { body.to_string() };
        let headers = [&self.host(), "Content-Type: application/json"];
        let answer: Answer = request(self.port, &format!("{method} {path}"), &headers, &body).unwrap();
        assert_eq!(answer.status, 200, "{method} {path}: {}", answer.body);
        answer.json()["value"].clone()
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        self.call(method, &format!("/session/{}/{path}", self.session), body)
    }

    pub fn open(&self, url: &str) {
        self.ask("POST", "url", &json!({ "url": url }));
    }

    pub fn reload(&self) {
        self.ask("POST", "refresh", &json!({}));
    }

    /// Runs a script and gives what it returns.
    pub fn run(&self, script: &str) -> Value {
        self.ask("POST", "execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Runs a script that calls its last argument when it is done.
    pub fn run_async(&self, script: &str) -> Value {
        self.ask("POST", "execute/async", &json!({ "script": script, "args": [] }))
    }

    pub fn cdp(&self, command: &str, parameters: Value) -> Value {
        self.ask("POST", "goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// Waits until a script gives true.
    #[track_caller]
    pub fn until(&self, script: &str) {
        let start = Instant::now();
        while self.run(&format!("return Boolean({script})")) != true {
            let status = self
                .run("return document.getElementById('status')?.textContent ?? document.body.textContent");
            assert!(start.elapsed() < Duration::from_secs(20), "never true: {script}; status: {status}");
            sleep(Duration::from_millis(20));
        }
    }

    /// Presses keys one after the other while `held` are down.
    pub fn press(&self, held: &[&str], keys: &[&str]) {
        let mut actions: Vec<Value> = held.iter().map(|key| json!({"type":"keyDown","value":key})).collect();
        for key in keys {
            actions.push(json!({"type":"keyDown","value":key}));
            actions.push(json!({"type":"keyUp","value":key}));
        }
        actions.extend(held.iter().rev().map(|key| json!({"type":"keyUp","value":key})));
        self.ask("POST", "actions", &json!({"actions":[{"type":"key","id":"keys","actions":actions}]}));
    }

    /// Moves the mouse to the middle of the first element that a selector finds, once it is there, stays where it is and
    /// nothing lies over it; clicks where `click` says so.
    #[track_caller]
    pub fn point(&self, selector: &str, click: bool) {
        let quoted = Value::from(selector);
        let script = format!(
            "const end = arguments[0], from = performance.now(), seen = () => {{
                const found = document.querySelector({quoted}), box = found?.getClientRects()[0];
                if (!box) return null;
                const x = Math.floor(box.x + box.width / 2), y = Math.floor(box.y + box.height / 2);
                return {{ found, x, y, free: found.contains(document.elementFromPoint(x, y)) }};
            }};
            let last = null, still = 0;
            const look = () => {{
                const now = seen();
                still = now && last && now.free && now.found === last.found && now.x === last.x && now.y === last.y ? still + 1 : 0;
                last = now;
                if (still >= 3) end([now.x, now.y]);
                else if (performance.now() - from > 20000) end(null);
                else setTimeout(look, 30);
            }};
            look();"
        );
        let place = self.run_async(&script);
        assert!(place.is_array(), "{selector} never rests in the open");
        let mut actions = vec![json!({"type":"pointerMove","duration":0,"x":place[0],"y":place[1]})];
        if click {
            actions
                .extend([json!({"type":"pointerDown","button":0}), json!({"type":"pointerUp","button":0})]);
        }
        self.ask("POST", "actions", &json!({"actions":[{"type":"pointer","id":"mouse","actions":actions}]}));
    }

    /// Presses the left button where the mouse is, or lets it go.
    pub fn button(&self, down: bool) {
        let kind = if down { "pointerDown" } else { "pointerUp" };
        let actions = json!([{ "type": kind, "button": 0 }]);
        self.ask("POST", "actions", &json!({"actions":[{"type":"pointer","id":"mouse","actions":actions}]}));
    }

    /// Saves what is seen, below the build folder.
    pub fn screenshot(&self, name: &str) {
        let picture = self.ask("GET", "screenshot", &Value::Null);
        let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("screens");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{name}.png")), base64(picture.as_str().unwrap())).unwrap();
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = request(self.port, &format!("DELETE /session/{}", self.session), &[&self.host()], "");
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn base64(text: &str) -> Vec<u8> {
    let value = |c: u8| match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let (mut bits, mut count, mut out) = (0u32, 0, Vec::new());
    for c in text.bytes().filter(|c| *c != b'=' && !c.is_ascii_whitespace()) {
        (bits, count) = (bits << 6 | u32::from(value(c)), count + 6);
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    out
}
