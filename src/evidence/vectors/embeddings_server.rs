//! Vectors from a server with the OpenAI embeddings interface; joined runs are encoded as text.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::cache::{Cache, key};
use super::runs::Runs;
use super::{Line, Vectors};
use crate::bead::Run;
use crate::error::{Error, ErrorKind, Result};
use crate::text::Segment;

/// How the server is talked to.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ServerOptions {
    /// The server's address; `/v1/embeddings` is added where it is not there.
    pub url: String,
    /// The model to ask for.
    pub model: String,
    /// The key to send, where the server wants one.
    pub key: Option<String>,
    /// Texts of one request.
    pub batch: usize,
    /// Requests in flight at once, over all threads.
    pub in_flight: usize,
    /// How long one request may take.
    pub timeout: Duration,
    /// How often a request is sent again.
    pub retries: u32,
    /// The wait before the first retry; it doubles with each.
    pub wait: Duration,
}

impl ServerOptions {
    /// The usual options for an address.
    pub fn new(url: &str) -> ServerOptions {
        ServerOptions {
            url: url.to_owned(),
            model: "default".to_owned(),
            key: None,
            batch: 64,
            in_flight: 4,
            timeout: Duration::from_secs(60),
            retries: 3,
            wait: Duration::from_millis(500),
        }
    }
}

/// The longest answer that is read.
const LONGEST_ANSWER: u64 = 256 << 20;
/// Bytes of vectors that are kept.
const MOST_BYTES: usize = 256 << 20;

/// A server as a source of vectors.
pub struct EmbeddingsServer {
    options: ServerOptions,
    endpoint: String,
    agent: ureq::Agent,
    free: Mutex<usize>,
    freed: std::sync::Condvar,
    dimension: Mutex<Option<usize>>,
    vectors: Cache<Vec<f32>>,
}

#[derive(Serialize)]
struct Request<'a> {
    model: &'a str,
    input: &'a [&'a str],
    encoding_format: &'a str,
}

#[derive(Deserialize)]
struct Answer {
    data: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    index: Option<usize>,
    embedding: Vec<f32>,
}

/// What went wrong, and whether to try again.
enum Failure {
    Again(String),
    Final(String),
}

impl EmbeddingsServer {
    /// A server; nothing is sent yet.
    ///
    /// # Errors
    /// `Usage` where the address is none.
    pub fn new(options: ServerOptions) -> Result<EmbeddingsServer> {
        let url = options.url.trim_end_matches('/');
        if !(url.starts_with("http://") || url.starts_with("https://")) {
            return Err(Error::new(ErrorKind::Usage, format!("'{url}' is no address of a server"))
                .remedy("--embeddings http://HOST:PORT"));
        }
        let endpoint = match url {
            _ if url.ends_with("/embeddings") => url.to_owned(),
            _ if url.ends_with("/v1") => format!("{url}/embeddings"),
            _ => format!("{url}/v1/embeddings"),
        };
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(options.timeout))
            .http_status_as_error(false)
            // The texts and the key go to the server that was named and to no other.
            .max_redirects(0)
            .user_agent(concat!("trialign/", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(EmbeddingsServer {
            free: Mutex::new(options.in_flight.max(1)),
            freed: std::sync::Condvar::new(),
            agent: config.into(),
            endpoint,
            options,
            dimension: Mutex::new(None),
            vectors: Cache::new(MOST_BYTES),
        })
    }

    /// The vectors of texts that are not empty, in order.
    ///
    /// # Errors
    /// `Io` where the server cannot be reached, answers with an error, or too late, also when asked again;
    /// `Input` where its answer is not what was asked for.
    pub fn encode(&self, texts: &[&str]) -> Result<Vec<Arc<Vec<f32>>>> {
        let keys: Vec<_> = texts.iter().map(|text| key([*text])).collect();
        let mut found: Vec<Option<Arc<Vec<f32>>>> = keys.iter().map(|key| self.vectors.get(key)).collect();
        let new: Vec<usize> = (0..texts.len()).filter(|k| found[*k].is_none()).collect();
        let batches: Vec<&[usize]> = new.chunks(self.options.batch.max(1)).collect();
        let (next, failed) = (AtomicUsize::new(0), Mutex::new(None));
        let made = Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            for _ in 0..self.options.in_flight.clamp(1, batches.len().max(1)) {
                scope.spawn(|| {
                    while let Some(batch) = batches.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let texts: Vec<&str> = batch.iter().map(|k| texts[*k]).collect();
                        match self.request(&texts) {
                            Ok(rows) => lock(&made).extend(batch.iter().copied().zip(rows)),
                            Err(error) => {
                                lock(&failed).get_or_insert(error);
                                next.store(batches.len(), Ordering::Relaxed);
                            }
                        }
                    }
                });
            }
        });
        if let Some(error) = lock(&failed).take() {
            return Err(error);
        }
        for (k, row) in lock(&made).drain(..) {
            let row = Arc::new(row);
            self.vectors.put(keys[k], row.clone(), row.len() * 4);
            found[k] = Some(row);
        }
        Ok(found.into_iter().flatten().collect())
    }

    /// One batch, sent again where that may help.
    fn request(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>> {
        let mut wait = self.options.wait;
        let mut tries = 0;
        loop {
            let result = {
                let _turn = self.turn();
                self.send(texts)
            };
            tries += 1;
            let message = match result {
                Ok(rows) => return Ok(rows),
                Err(Failure::Final(message)) => {
                    return Err(Error::new(ErrorKind::Input, format!("{}: {message}", self.endpoint))
                        .remedy("look at the server and its model"));
                }
                Err(Failure::Again(message)) => message,
            };
            if tries > self.options.retries {
                return Err(Error::new(
                    ErrorKind::Io,
                    format!("{}: {message}; tried {tries} times", self.endpoint),
                )
                .remedy("see whether the embeddings server runs, or leave --embeddings out"));
            }
            std::thread::sleep(wait);
            wait *= 2;
        }
    }

    /// Waits until fewer than the allowed requests are in flight.
    fn turn(&self) -> Turn<'_> {
        let mut free = lock(&self.free);
        while *free == 0 {
            free = self.freed.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
        *free -= 1;
        Turn(self)
    }

    fn send(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, Failure> {
        let body = Request { model: &self.options.model, input: texts, encoding_format: "float" };
        let body = serde_json::to_vec(&body).map_err(|e| Failure::Final(e.to_string()))?;
        let mut request = self.agent.post(&self.endpoint).header("content-type", "application/json");
        if let Some(key) = &self.options.key {
            request = request.header("authorization", format!("Bearer {key}"));
        }
        let mut response = request.send(&body[..]).map_err(|e| Failure::Again(e.to_string()))?;
        let status = response.status().as_u16();
        let answer = response
            .body_mut()
            .with_config()
            .limit(LONGEST_ANSWER)
            .read_to_vec()
            .map_err(|e| Failure::Again(e.to_string()))?;
        if status != 200 {
            let text: String = String::from_utf8_lossy(&answer).chars().take(200).collect();
            let message = format!("the server answers {status}: {}", text.trim());
            return Err(if status == 429 || status >= 500 {
                Failure::Again(message)
            } else {
                Failure::Final(message)
            });
        }
        self.rows(&answer, texts.len()).map_err(Failure::Final)
    }

    /// The rows of an answer in the order of the texts, each sound.
    fn rows(&self, answer: &[u8], count: usize) -> Result<Vec<Vec<f32>>, String> {
        let answer: Answer = serde_json::from_slice(answer)
            .map_err(|e| format!("the answer is no list of embeddings ({e})"))?;
        if answer.data.len() != count {
            return Err(format!("{} vectors for {count} texts", answer.data.len()));
        }
        let mut rows: Vec<Option<Vec<f32>>> = vec![None; count];
        let mut dimension = lock(&self.dimension);
        for (k, row) in answer.data.into_iter().enumerate() {
            let expected = *dimension.get_or_insert(row.embedding.len());
            if row.embedding.len() != expected {
                return Err(format!("a vector has {} numbers, earlier ones {expected}", row.embedding.len()));
            }
            let square: f32 = row.embedding.iter().map(|v| v * v).sum();
            if !square.is_finite() || square <= f32::MIN_POSITIVE {
                return Err("a vector is zero or not finite".to_owned());
            }
            match rows.get_mut(row.index.unwrap_or(k)) {
                Some(slot @ None) => *slot = Some(row.embedding),
                _ => return Err("the indices of the vectors are not those of the texts".to_owned()),
            }
        }
        Ok(rows.into_iter().flatten().collect())
    }
}

/// A request in flight.
struct Turn<'a>(&'a EmbeddingsServer);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *lock(&self.0.free) += 1;
        self.0.freed.notify_one();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Texts one behind the other, with a space where one ends in no Chinese character or mark.
fn joined<'a>(segments: impl Iterator<Item = &'a Segment>) -> String {
    let mut out = String::new();
    for text in segments.map(|s| s.text.trim()).filter(|t| !t.is_empty()) {
        if out.ends_with(|c: char| c < '\u{2E80}') {
            out.push(' ');
        }
        out.push_str(text);
    }
    out
}

impl Vectors for EmbeddingsServer {
    fn signature(&self) -> String {
        format!("embeddings server, model {}", self.options.model)
    }

    fn runs(&self, lines: &[Line<'_>]) -> Result<Arc<Runs>> {
        let text = |run: Run| {
            joined(lines[run.range()].iter().filter_map(|line| line.first()).flat_map(|run| run.iter()))
        };
        let texts: Vec<(Run, String)> =
            Runs::each(lines.len()).map(|run| (run, text(run))).filter(|(_, t)| !t.is_empty()).collect();
        let vectors = self.encode(&texts.iter().map(|(_, t)| t.as_str()).collect::<Vec<_>>())?;
        let mut runs = Runs::new(lines.len(), vectors.first().map_or(0, |v| v.len()));
        for ((run, _), vector) in texts.iter().zip(vectors) {
            runs.set(*run, &vector)?;
        }
        Ok(Arc::new(runs))
    }
}
