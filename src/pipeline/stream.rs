//! JSONL in, JSONL out: a line for a line, in order, on all cores, in bounded memory.

use std::collections::BTreeMap;
use std::io::{BufRead, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use serde::Deserialize;
use serde_json::Value;

use super::texts::PlainText;
use super::{Settings, aligned};
use crate::align::Aligner;
use crate::error::{Error, ErrorKind, Result};
use crate::export::Record;
use crate::text::{Article, Edition};

/// How a stream is worked on.
#[derive(Debug, Clone)]
pub struct StreamOptions {
    /// Settings of reading and aligning; their `threads` is how many documents are worked on at once.
    pub settings: Settings,
    /// What made the records.
    pub signature: String,
    /// A longer line becomes an error record; bytes.
    pub max_document: usize,
}

/// What went through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Streamed {
    /// Lines.
    pub documents: usize,
    /// Of them, error records.
    pub errors: usize,
}

#[derive(Deserialize)]
struct Document {
    #[serde(default)]
    id: Value,
    #[serde(default)]
    en: Option<Text>,
    #[serde(default, rename = "zh-Hans")]
    zh_hans: Option<Text>,
    #[serde(default, rename = "zh-Hant")]
    zh_hant: Option<Text>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Text {
    Whole(String),
    Blocks(Vec<String>),
}

/// A line of the input, or how long the line was that is over the cap.
pub(super) enum Line {
    Text(Vec<u8>),
    TooLong,
}

/// Reads a line of at most `max` bytes; the rest of a longer one is read over. `None` at the end.
pub(super) fn next_line(input: &mut impl BufRead, max: usize) -> std::io::Result<Option<Line>> {
    let mut bytes = Vec::new();
    let read = input.by_ref().take(max as u64 + 1).read_until(b'\n', &mut bytes)?;
    if read == 0 {
        return Ok(None);
    }
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
    } else if bytes.len() > max {
        drop(bytes);
        skip_line(input)?;
        return Ok(Some(Line::TooLong));
    }
    Ok(Some(Line::Text(bytes)))
}

fn skip_line(input: &mut impl BufRead) -> std::io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let (used, done) = match buffer.iter().position(|&b| b == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        input.consume(used);
        if done {
            return Ok(());
        }
    }
}

/// The article of a line `{"id","en","zh-Hans","zh-Hant"}`; a line without an id is called after its number.
///
/// # Errors
/// The id, and what is wrong.
pub(super) fn document(
    line: &Line,
    number: usize,
    max: usize,
    settings: &Settings,
) -> std::result::Result<Article, (String, Error)> {
    let unnamed = format!("line-{number}");
    let wrong = |message: String| {
        Error::new(ErrorKind::Input, message).remedy(
            "a line looks like {\"id\":\"a\",\"en\":\"…\",\"zh-Hans\":[\"…\",\"…\"],\"zh-Hant\":null}",
        )
    };
    let Line::Text(bytes) = line else {
        let message = format!("line {number} is longer than {max} bytes");
        return Err((
            unnamed,
            Error::new(ErrorKind::Input, message).remedy("split it, or raise --max-document"),
        ));
    };
    let document: Document =
        serde_json::from_slice(bytes).map_err(|e| (unnamed.clone(), wrong(format!("line {number}: {e}"))))?;
    let id = match document.id {
        Value::String(id) if !id.is_empty() => id,
        Value::Number(id) => id.to_string(),
        _ => unnamed,
    };
    let texts = [document.en, document.zh_hans, document.zh_hant];
    let given: Vec<(Edition, PlainText<'_>)> = Edition::ALL
        .into_iter()
        .zip(texts)
        .filter_map(|(edition, text)| match text? {
            Text::Whole(text) => Some((edition, text.into())),
            Text::Blocks(blocks) => Some((edition, blocks.join("\n\n").into())),
        })
        .collect();
    if given.len() < 2 {
        return Err((id, wrong(format!("line {number}: fewer than two editions are there"))));
    }
    Article::of_texts_with(&id, given, settings).map_err(|e| (id, e))
}

/// The record of a line, whatever becomes of it.
fn record(line: &Line, number: usize, aligner: &Aligner, options: &StreamOptions) -> Record {
    let work = || {
        let article = match document(line, number, options.max_document, &options.settings) {
            Ok(article) => article,
            Err((id, error)) => return Record::failed(&id, &error, &options.signature),
        };
        let done = match aligned(aligner, &article, &options.settings) {
            Ok(done) => done,
            Err(error) => return Record::failed(&article.id, &error, &options.signature),
        };
        Record::new(&article, &done.ladder, &options.signature).with_moves(&done.moves)
    };
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let error = Error::new(ErrorKind::Input, format!("line {number}: a fault of the program"));
        Record::failed(&format!("line-{number}"), &error, &options.signature)
    })
}

type Numbered<T> = (usize, T);
/// A finished line, and whether it is an error record.
type Finished = Result<Numbered<(Vec<u8>, bool)>>;

/// Aligns each line of `input` by itself and writes a record a line, in order.
///
/// At most a few documents a thread are in memory. `out` is flushed whenever no result is ready.
///
/// # Errors
/// `Io` of either side. After one the reading thread may still wait for its input; the caller is to end.
pub fn run(
    input: impl BufRead + Send + 'static,
    out: &mut dyn Write,
    aligner: Arc<Aligner>,
    options: StreamOptions,
) -> Result<Streamed> {
    let threads = match options.settings.threads {
        0 => thread::available_parallelism().map_or(1, usize::from),
        n => n,
    };
    let in_flight = 4 * threads;
    let (ticket, tickets) = sync_channel::<()>(in_flight);
    let (to_workers, lines) = sync_channel::<Numbered<Line>>(in_flight);
    let (to_writer, results) = sync_channel::<Finished>(in_flight);
    let options = Arc::new(options);
    let lines = Arc::new(Mutex::new(lines));
    for _ in 0..threads {
        let (lines, to_writer) = (Arc::clone(&lines), to_writer.clone());
        let (aligner, options) = (Arc::clone(&aligner), Arc::clone(&options));
        thread::spawn(move || worker(&lines, &to_writer, &aligner, &options));
    }
    let max = options.max_document;
    thread::spawn(move || reader(input, max, &ticket, &to_workers, &to_writer));
    write(&results, &tickets, out)
}

fn reader(
    mut input: impl BufRead,
    max: usize,
    ticket: &SyncSender<()>,
    to_workers: &SyncSender<Numbered<Line>>,
    to_writer: &SyncSender<Finished>,
) {
    for number in 0.. {
        // A ticket is a place in memory; the writer gives it back. No send works once the writer has gone.
        if ticket.send(()).is_err() {
            return;
        }
        match next_line(&mut input, max) {
            Ok(Some(line)) => {
                if to_workers.send((number, line)).is_err() {
                    return;
                }
            }
            Ok(None) => return,
            Err(error) => {
                let _ = to_writer.send(Err(Error::io("standard input", &error)));
                return;
            }
        }
    }
}

fn worker(
    lines: &Mutex<Receiver<Numbered<Line>>>,
    to_writer: &SyncSender<Finished>,
    aligner: &Aligner,
    options: &StreamOptions,
) {
    // A pool of one thread: the aligner's own parallelism must not reach beyond this worker.
    let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(1).build() else {
        let _ = to_writer.send(Err(Error::new(ErrorKind::Io, "no thread can be started")));
        return;
    };
    loop {
        let next = match lines.lock() {
            Ok(lines) => lines.recv(),
            Err(_) => return,
        };
        let Ok((number, line)) = next else { return };
        let record = pool.install(|| record(&line, number + 1, aligner, options));
        let bytes = serde_json::to_vec(&record).map_err(|e| Error::new(ErrorKind::Io, e.to_string()));
        if to_writer.send(bytes.map(|bytes| (number, (bytes, record.error.is_some())))).is_err() {
            return;
        }
    }
}

fn write(results: &Receiver<Finished>, tickets: &Receiver<()>, out: &mut dyn Write) -> Result<Streamed> {
    let failed = |e: std::io::Error| Error::io("standard output", &e);
    let mut done = Streamed::default();
    let mut waiting = BTreeMap::new();
    loop {
        let result = match results.try_recv() {
            Ok(result) => result,
            Err(TryRecvError::Disconnected) => break,
            Err(TryRecvError::Empty) => {
                out.flush().map_err(failed)?;
                match results.recv() {
                    Ok(result) => result,
                    Err(_) => break,
                }
            }
        };
        let (number, line) = result?;
        waiting.insert(number, line);
        while let Some((bytes, error)) = waiting.remove(&done.documents) {
            out.write_all(&bytes).and_then(|()| out.write_all(b"\n")).map_err(failed)?;
            done.documents += 1;
            done.errors += usize::from(error);
            // cannot fail: the reader has put a ticket in for this line
            let _ = tickets.try_recv();
        }
    }
    out.flush().map_err(failed)?;
    Ok(done)
}
