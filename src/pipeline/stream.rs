//! JSONL in, JSONL out: a line for a line, in order, on all cores, in bounded memory.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read as _, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};
use rayon::prelude::*;

use super::document::{Line, Read, read_line};
use super::{Settings, aligned};
use crate::align::Aligner;
use crate::error::{Error, ErrorKind, Result};
use crate::export::Record;

/// A longer document becomes an error record, where nobody says otherwise; bytes.
pub const MAX_DOCUMENT: usize = 32 << 20;

/// How a stream is worked on.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct StreamOptions {
    /// Settings of reading and aligning; their `threads` is how many documents are worked on at once.
    pub settings: Settings,
    /// What made the records.
    pub signature: String,
    /// A longer line becomes an error record; bytes.
    pub max_document: usize,
}

impl StreamOptions {
    /// Documents of up to [`MAX_DOCUMENT`].
    pub fn new(settings: Settings, signature: String) -> StreamOptions {
        StreamOptions { settings, signature, max_document: MAX_DOCUMENT }
    }
}

/// What went through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Streamed {
    /// Lines.
    pub documents: usize,
    /// Of them, error records.
    pub errors: usize,
}

/// A text as UTF-8.
pub(super) type Text<R> = DecodeReaderBytes<R, Vec<u8>>;

/// UTF-16 with a byte order mark becomes UTF-8, and a mark goes; all else passes as it is.
pub(super) fn as_utf8<R: std::io::Read>(input: R) -> Text<R> {
    DecodeReaderBytesBuilder::new().utf8_passthru(true).strip_bom(true).build(input)
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

/// The record of a line, whatever becomes of it.
fn record(line: &Line, number: usize, aligner: &Aligner, options: &StreamOptions) -> Record {
    let work = || {
        let article = match read_line(line, number, options.max_document, &options.settings) {
            Ok(Read::Document(article)) => article,
            Ok(Read::Record(record)) => {
                let error = Error::new(ErrorKind::Input, format!("line {number} is a record already"))
                    .remedy("`trialign build` makes a corpus of records");
                return Record::failed(&record.article, &error, &options.signature);
            }
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

/// The records of some lines of JSONL, as [`run`] writes them,
/// on threads of the settings' number that end with the call.
///
/// `first` is the number of the first line, from 0. A line that cannot be aligned becomes a record that says why.
///
/// # Errors
/// `Io` where no thread can be started.
pub fn records(
    lines: Vec<Vec<u8>>,
    first: usize,
    aligner: &Aligner,
    options: &StreamOptions,
) -> Result<Vec<Vec<u8>>> {
    super::in_pool(&options.settings, || {
        let line = |(index, bytes): (usize, Vec<u8>)| {
            let line = if bytes.len() > options.max_document { Line::TooLong } else { Line::Text(bytes) };
            let record = record(&line, first + index + 1, aligner, options);
            serde_json::to_vec(&record).map_err(|e| Error::new(ErrorKind::Io, e.to_string()))
        };
        lines.into_par_iter().enumerate().map(line).collect()
    })?
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
    let input = BufReader::new(as_utf8(input));
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
