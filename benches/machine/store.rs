//! The review server and its store: what was acknowledged is there, and damage is told.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use super::task::copy;
use super::{Moments, Row, signal};

const STORE: &str = "trialign-review.sqlite";
/// Decisions before the store is damaged.
const DECISIONS: usize = 20;

fn program() -> Command {
    Command::new(std::env::var("TRIALIGN").unwrap_or_else(|_| env!("CARGO_BIN_EXE_trialign").to_owned()))
}

/// A server, and a browser that confirms beads on it.
struct Server {
    child: Child,
    host: String,
    cookie: String,
    base: i64,
    beads: usize,
}

impl Server {
    fn start(folder: &Path) -> Result<Server, String> {
        let mut command = program();
        command
            .args(["review", "--isolated", "--no-open"])
            .arg(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn().map_err(|e| e.to_string())?;
        let mut link = String::new();
        if let Some(out) = child.stdout.take() {
            BufReader::new(out).read_line(&mut link).map_err(|e| e.to_string())?;
        }
        let (host, path) =
            link.trim().strip_prefix("http://").and_then(|l| l.split_once('/')).ok_or("no link")?;
        let mut server = Server { child, host: host.to_owned(), cookie: String::new(), base: 0, beads: 0 };
        let answer = server.ask(&format!("GET /{path}"), "").map_err(|e| e.to_string())?;
        let cookie = answer
            .lines()
            .find_map(|line| line.strip_prefix("Set-Cookie: "))
            .and_then(|c| c.split(';').next());
        server.cookie = cookie.ok_or("no cookie")?.to_owned();
        let state = server.ask("GET /api/article/0", "").map_err(|e| e.to_string())?;
        let body = state.split("\r\n\r\n").nth(1).unwrap_or_default();
        let state: serde_json::Value = serde_json::from_str(body).map_err(|e| e.to_string())?;
        server.base = state["state"]["base"].as_i64().ok_or("no base")?;
        server.beads = state["beads"].as_array().map_or(0, Vec::len);
        Ok(server)
    }

    fn ask(&self, line: &str, body: &str) -> std::io::Result<String> {
        let mut stream = TcpStream::connect(&self.host)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        let host = &self.host;
        let more = format!(
            "Origin: http://{host}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n",
            body.len()
        );
        let more = if body.is_empty() { "" } else { &more };
        write!(stream, "{line} HTTP/1.1\r\nHost: {host}\r\nCookie: {}\r\n{more}\r\n{body}", self.cookie)?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }

    /// Confirms the bead `at`; whether it was acknowledged.
    fn confirm(&self, at: usize, revision: usize) -> bool {
        let operation = format!("{{\"kind\":\"confirm\",\"at\":{at}}}");
        let body = format!(
            "{{\"article\":0,\"base\":{},\"revision\":{revision},\"operation\":{operation}}}",
            self.base
        );
        self.ask("POST /api/operation", &body).is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
    }

    fn end(mut self, name: &str) {
        signal(name, self.child.id());
        let _ = self.child.wait();
    }
}

/// How many beads are confirmed, by the program; `None` where it refuses.
fn confirmed(folder: &Path) -> Option<usize> {
    let done = program().args(["review", "status", "--isolated"]).arg(folder).output().ok()?;
    let text = String::from_utf8_lossy(&done.stdout).into_owned();
    let all = text.lines().find(|line| line.ends_with("\tall"))?;
    done.status.success().then(|| all.split('\t').next().and_then(|n| n.parse().ok())).flatten()
}

fn folder(corpus: &Path) -> Result<(TempDir, PathBuf), String> {
    let made = tempfile::tempdir().map_err(|e| e.to_string())?;
    let place = made.path().join("c");
    copy(corpus, &place, 1).map_err(|e| e.to_string())?;
    Ok((made, place))
}

/// Confirms beads until the server is hit; all that were acknowledged are there afterwards.
fn hit(corpus: &Path, name: &'static str, after: Duration) -> Result<(), String> {
    let (_made, place) = folder(corpus)?;
    let server = Server::start(&place)?;
    let id = server.child.id();
    let killer = std::thread::spawn(move || {
        std::thread::sleep(after);
        signal(name, id);
    });
    let acknowledged = (0..server.beads).take_while(|k| server.confirm(*k, *k)).count();
    let _ = killer.join();
    server.end("KILL");
    match confirmed(&place) {
        Some(there) if there == acknowledged || there == acknowledged + 1 => Ok(()),
        there => Err(format!("{acknowledged} acknowledged, {there:?} there")),
    }
}

/// A store with decisions, one bit of it flipped: all are there, or it is refused.
fn flipped(corpus: &Path, moments: &mut Moments) -> Result<(), String> {
    let (_made, place) = folder(corpus)?;
    let server = Server::start(&place)?;
    let made = (0..server.beads.min(DECISIONS)).filter(|k| server.confirm(*k, *k)).count();
    server.end("TERM");
    let store = place.join(STORE);
    let mut bytes = fs::read(&store).map_err(|e| e.to_string())?;
    let at = moments.below(bytes.len() as u64 * 8) as usize;
    bytes[at / 8] ^= 1 << (at % 8);
    fs::write(&store, bytes).map_err(|e| e.to_string())?;
    match confirmed(&place) {
        None => Ok(()),
        Some(there) if there == made => Ok(()),
        there => Err(format!("bit {at} flipped: {there:?} of {made} decisions, and not a word")),
    }
}

/// Two servers on one store, decisions by turns: what either acknowledged is there.
fn two_writers(corpus: &Path) -> Result<(), String> {
    let (_made, place) = folder(corpus)?;
    let servers = [Server::start(&place)?, Server::start(&place)?];
    let mut acknowledged = 0;
    for k in 0..servers[0].beads {
        // The one that is behind is told so and is in step afterwards.
        let server = &servers[k % 2];
        let done = server.confirm(k, acknowledged) || server.confirm(k, acknowledged);
        acknowledged += usize::from(done);
    }
    servers.into_iter().for_each(|server| server.end("TERM"));
    match confirmed(&place) {
        Some(there) if there == acknowledged && there > 0 => Ok(()),
        there => Err(format!("{acknowledged} acknowledged, {there:?} there")),
    }
}

/// The rows of the table that concern review.
pub fn rows(corpus: &Path, rounds: u64, moments: &mut Moments) -> Vec<(&'static str, &'static str, Row)> {
    let (mut killed, mut ended, mut bits, mut two) =
        (Row::default(), Row::default(), Row::default(), Row::default());
    for _ in 0..rounds {
        let after = |moments: &mut Moments| Duration::from_micros(moments.below(400_000));
        killed.add(hit(corpus, "KILL", after(moments)));
        ended.add(hit(corpus, "TERM", after(moments)));
        bits.add(flipped(corpus, moments));
        two.add(two_writers(corpus));
    }
    vec![
        ("SIGKILL", "review", killed),
        ("SIGTERM", "review", ended),
        ("a flipped bit", "review's store", bits),
        ("two writers", "review", two),
    ]
}
