//! As much of HTTP/1.1 as one page on the same machine needs: one request a connection, sizes and waits bounded.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

/// The head of a request is at most this long.
const MAX_HEAD: usize = 16 << 10;
/// A request has at most this many headers.
const MAX_HEADERS: usize = 64;
/// A request has to be whole by then; browsers open connections ahead of need.
const ASKING: Duration = Duration::from_secs(10);
/// An answer has to be taken by then.
const ANSWERING: Duration = Duration::from_secs(30);
/// How long the rest of a refused body is listened to.
const DRAINING: Duration = Duration::from_secs(2);
/// How much of a refused body is read, so that the client sees the answer and no reset.
const DRAIN: u64 = 1 << 20;

/// A request: its head, and the first bytes of its body.
pub(super) struct Request {
    /// `GET`, `POST`, …
    pub method: String,
    /// Path and query, as sent.
    pub target: String,
    headers: Vec<(String, String)>,
    begun: Vec<u8>,
}

/// An answer on its way.
pub(super) struct Answer {
    pub status: u16,
    pub mime: &'static str,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(status: u16, text: &str) -> Answer {
        let body = text.as_bytes().to_vec();
        Answer { status, mime: "text/plain; charset=utf-8", headers: Vec::new(), body }
    }

    /// Writes it with `headers` besides its own, and ends the connection.
    pub fn send(&self, stream: &mut Connection, headers: &[(&str, &str)]) -> io::Result<()> {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status));
        let own = self.headers.iter().map(|(name, value)| (*name, value.as_str()));
        for (name, value) in headers.iter().copied().chain([("Content-Type", self.mime)]).chain(own) {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("Content-Length: {}\r\nConnection: close\r\n\r\n", self.body.len()));
        stream.until(ANSWERING);
        stream.write_all(head.as_bytes())?;
        stream.write_all(&self.body)?;
        stream.inner.shutdown(Shutdown::Write)?;
        stream.until(DRAINING);
        io::copy(&mut stream.take(DRAIN), &mut io::sink()).map(|_| ())
    }
}

/// A connection with one deadline at a time for all that is read and written, however slowly it comes.
pub(super) struct Connection {
    inner: TcpStream,
    end: Instant,
}

impl Connection {
    /// A connection on which a request is to come.
    pub fn new(inner: TcpStream) -> io::Result<Connection> {
        inner.set_nodelay(true)?;
        Ok(Connection { inner, end: Instant::now() + ASKING })
    }

    fn until(&mut self, from_now: Duration) {
        self.end = Instant::now() + from_now;
    }

    fn left(&self) -> io::Result<Option<Duration>> {
        let left = self.end.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(Some(left)) }
    }
}

impl Read for Connection {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.set_read_timeout(self.left()?)?;
        self.inner.read(buffer)
    }
}

impl Write for Connection {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.set_write_timeout(self.left()?)?;
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl Request {
    /// Reads the head of a request; `Err(None)` where the client said nothing, else the status to refuse it with.
    pub fn read(stream: &mut impl Read) -> Result<Request, Option<u16>> {
        let mut bytes = Vec::new();
        loop {
            let mut buffer = [0; 4096];
            let read =
                stream.read(&mut buffer).map_err(|_| if bytes.is_empty() { None } else { Some(408) })?;
            if read == 0 {
                return Err(None);
            }
            bytes.extend_from_slice(&buffer[..read]);
            if let Some(request) = parse(&bytes)? {
                return Ok(request);
            }
            if bytes.len() > MAX_HEAD {
                return Err(Some(431));
            }
        }
    }

    /// The values of a header.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers.iter().filter(move |(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }

    /// The length of the body; an error where it is not said once and plainly.
    pub fn length(&self) -> Result<u64, u16> {
        if self.values("Transfer-Encoding").next().is_some() {
            return Err(411);
        }
        match self.values("Content-Length").collect::<Vec<_>>().as_slice() {
            [] => Ok(0),
            [one] if one.bytes().all(|b| b.is_ascii_digit()) => one.parse().map_err(|_| 413),
            _ => Err(400),
        }
    }

    /// Reads the body, `length` bytes.
    pub fn body(&mut self, stream: &mut impl Read, length: u64) -> io::Result<Vec<u8>> {
        let mut body = std::mem::take(&mut self.begun);
        let left = length.saturating_sub(body.len() as u64);
        stream.take(left).read_to_end(&mut body)?;
        if (body.len() as u64) < length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        body.truncate(usize::try_from(length).unwrap_or(usize::MAX));
        Ok(body)
    }
}

/// What a server would make of the bytes of a connection: the method, the path and the body of a request, or the status
/// it is refused with (0: no answer). For tests and fuzzing; it needs no network.
#[doc(hidden)]
pub fn understood(mut bytes: &[u8], most: u64) -> Result<(String, String, Vec<u8>), u16> {
    let mut request = Request::read(&mut bytes).map_err(Option::unwrap_or_default)?;
    let length = request.length()?;
    if length > most {
        return Err(413);
    }
    let body = request.body(&mut bytes, length).map_err(|_| 400u16)?;
    Ok((request.method, request.target, body))
}

/// The request in `bytes`; `None` where its head is not whole yet.
fn parse(bytes: &[u8]) -> Result<Option<Request>, Option<u16>> {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut parsed = httparse::Request::new(&mut headers);
    let end = match parsed.parse(bytes) {
        Ok(httparse::Status::Complete(end)) => end,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(Some(431)),
        Err(_) => return Err(Some(400)),
    };
    let text = |value: &[u8]| String::from_utf8_lossy(value).trim().to_owned();
    Ok(Some(Request {
        method: parsed.method.unwrap_or_default().to_owned(),
        target: parsed.path.unwrap_or_default().to_owned(),
        headers: parsed.headers.iter().map(|h| (h.name.to_owned(), text(h.value))).collect(),
        begun: bytes.get(end..).unwrap_or_default().to_vec(),
    }))
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        303 => "See Other",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        409 => "Conflict",
        411 => "Length Required",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        421 => "Misdirected Request",
        422 => "Unprocessable Content",
        431 => "Request Header Fields Too Large",
        _ => "Internal Server Error",
    }
}
