//! The local server: loopback, a link that lets in once, one page.

use std::collections::BTreeMap;
use std::net::{IpAddr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::counter;
use super::desk::{Desk, MAX_UPLOAD};
use super::http::{Answer, Connection, Request};
use super::page::FILES;
use super::reread::settle;
use super::routes;
use super::safety::{self, Guard, MAX_BODY};
use super::session::Session;
use crate::error::{Error, ErrorKind, Result};

/// Connections answered at once, a thread each. One more takes the place of the oldest that has not shown it may be here.
const CONNECTIONS: usize = 128;
/// What a browser gets that came from the file with the link: its own way on, so that it brings the cookie with it.
const ONWARD: &str =
    "<!doctype html><meta http-equiv=\"refresh\" content=\"0; url=/\"><title>trialign</title>";

/// The server of one review.
pub struct Server {
    listener: TcpListener,
    guard: Guard,
    session: Mutex<Session>,
    desk: Option<Box<dyn Desk>>,
    open: Mutex<Open>,
    stopped: Arc<AtomicBool>,
    /// The session whose articles are made ready.
    prepared: AtomicU64,
}

/// The connections there are.
#[derive(Default)]
struct Open {
    next: u64,
    streams: BTreeMap<u64, Client>,
}

struct Client {
    stream: TcpStream,
    /// It showed a token or the cookie.
    known: bool,
}

/// Ends a server from elsewhere.
#[derive(Debug, Clone)]
pub struct Stop {
    stopped: Arc<AtomicBool>,
    address: SocketAddr,
}

impl Stop {
    /// The server takes no more connections, finishes what it was asked to do, and [`Server::serve`] returns.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
        // It waits for a connection: here is one.
        drop(TcpStream::connect_timeout(&self.address, Duration::from_secs(1)));
    }
}

impl Server {
    /// Listens at `ip`; port 0 takes a free one. With a `desk` the page takes files and makes jobs of them.
    ///
    /// # Errors
    /// `Usage` where `ip` is no address of one machine, `Io` where the port is taken.
    pub fn bind(ip: IpAddr, port: u16, session: Session, desk: Option<Box<dyn Desk>>) -> Result<Server> {
        let ip = ip.to_canonical();
        let all =
            matches!(ip, IpAddr::V4(v4) if v4.is_broadcast()) || ip.is_multicast() || ip.is_unspecified();
        if all {
            return Err(Error::new(ErrorKind::Usage, format!("{ip} is no address a browser can ask for"))
                .remedy("name the address of one network card"));
        }
        let fault = |error: std::io::Error| {
            let remedy = match error.kind() {
                std::io::ErrorKind::PermissionDenied => "ports below 1024 may need rights: name a higher one",
                std::io::ErrorKind::AddrNotAvailable => "name an address that this machine has",
                _ => "leave --port out to take a free one",
            };
            Error::new(ErrorKind::Io, format!("cannot listen at {ip}, port {port}: {error}")).remedy(remedy)
        };
        let listener = TcpListener::bind(SocketAddr::new(ip, port)).map_err(fault)?;
        let guard = Guard::new(listener.local_addr().map_err(fault)?)?;
        let (open, stopped) = (Mutex::default(), Arc::default());
        let (session, prepared) = (Mutex::new(session), AtomicU64::default());
        Ok(Server { listener, guard, session, desk, open, stopped, prepared })
    }

    /// A link to open, which lets one browser in, once.
    ///
    /// # Errors
    /// `Io` where the system gives no random numbers.
    pub fn link(&self) -> Result<String> {
        self.guard.link("/")
    }

    /// As [`Server::link`], for a file that sends the browser on.
    ///
    /// # Errors
    /// As [`Server::link`].
    pub fn link_from_file(&self) -> Result<String> {
        self.guard.link("/open")
    }

    /// What ends this server.
    ///
    /// # Errors
    /// `Io` where the system does not say where it listens.
    pub fn stop(&self) -> Result<Stop> {
        let address = self.listener.local_addr();
        let address = address.map_err(|e| Error::new(ErrorKind::Io, e.to_string()))?;
        Ok(Stop { stopped: Arc::clone(&self.stopped), address })
    }

    /// Answers until [`Stop::stop`]. `used_up` is called when the last link was used.
    pub fn serve(&self, used_up: &(dyn Fn() + Sync)) {
        thread::scope(|scope| {
            scope.spawn(|| self.prepare());
            for stream in self.listener.incoming() {
                if self.stopped.load(Ordering::SeqCst) {
                    break;
                }
                // A client that hung up before it was heard needs no answer.
                let Some((number, stream)) = stream.ok().and_then(|stream| self.admit(stream)) else {
                    continue;
                };
                let answered = thread::Builder::new().spawn_scoped(scope, move || {
                    self.answer(stream, number, used_up);
                    self.open().streams.remove(&number);
                    // It may have opened another job.
                    self.prepare();
                });
                if answered.is_err() {
                    self.open().streams.remove(&number);
                }
            }
            // Who has not asked yet will not be answered.
            for client in self.open().streams.values().filter(|client| !client.known) {
                let _ = client.stream.shutdown(Shutdown::Both);
            }
        });
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a connection in; `None` where all places are taken by those who may be here.
    fn admit(&self, stream: TcpStream) -> Option<(u64, TcpStream)> {
        let mut open = self.open();
        if open.streams.len() >= CONNECTIONS {
            let oldest = open.streams.iter().find(|(_, client)| !client.known).map(|(number, _)| *number)?;
            // Its thread finds the connection closed and ends.
            let _ = open.streams.remove(&oldest)?.stream.shutdown(Shutdown::Both);
        }
        open.next += 1;
        let number = open.next;
        let kept = stream.try_clone().ok()?;
        open.streams.insert(number, Client { stream: kept, known: false });
        Some((number, stream))
    }

    fn answer(&self, stream: TcpStream, number: u64, used_up: &dyn Fn()) {
        let Ok(mut stream) = Connection::new(stream) else { return };
        let answer = match Request::read(&mut stream) {
            Ok(mut request) => self.handle(&mut request, &mut stream, number, used_up),
            Err(Some(status)) => Err((status, "This is no request.")),
            Err(None) => return,
        };
        let answer = answer.unwrap_or_else(|(status, text)| Answer::text(status, text));
        // A browser that has gone needs no answer.
        let _ = answer.send(&mut stream, &safety::HEADERS);
    }

    /// The answer to a link: the cookie, where the token was not used before or the browser has the cookie already.
    fn enter(
        &self,
        request: &Request,
        path: &str,
        token: &str,
        used_up: &dyn Fn(),
    ) -> Result<Answer, safety::Refused> {
        let spent = self.guard.spend(token);
        if !spent && self.guard.check_cookie(request).is_err() {
            return Err((
                403,
                "This link was used, or is old. Open the one that trialign review printed last.",
            ));
        }
        let mut headers = vec![("Set-Cookie", self.guard.set_cookie())];
        if spent && !self.guard.has_link() {
            used_up();
        }
        if path == "/open" {
            return Ok(Answer { headers, mime: "text/html; charset=utf-8", ..Answer::text(200, ONWARD) });
        }
        headers.push(("Location", "/".to_owned()));
        Ok(Answer { headers, ..Answer::text(303, "") })
    }

    fn handle(
        &self,
        request: &mut Request,
        stream: &mut Connection,
        number: u64,
        used_up: &dyn Fn(),
    ) -> Result<Answer, safety::Refused> {
        self.guard.check_host(request)?;
        let target = request.target.clone();
        let (path, query) = target.split_once('?').unwrap_or((&target, ""));
        let reads = request.method == "GET";
        if let ("/" | "/open", true, Some(token)) = (path, reads, query.strip_prefix("token=")) {
            return self.enter(request, path, token, used_up);
        }
        self.guard.check_cookie(request)?;
        if let Some(client) = self.open().streams.get_mut(&number) {
            client.known = true;
        }
        if reads {
            if let Some(file) = FILES.iter().find(|file| file.path == path) {
                return Ok(Answer { mime: file.mime, ..Answer::text(200, file.content) });
            }
            let found = counter::read(&|| self.lock(), self.desk.as_deref(), path, query);
            let found = found.or_else(|| routes::read(&|| self.lock(), path, query));
            return found.ok_or((404, "There is nothing here."));
        }
        if request.method != "POST" {
            return Err((405, "Only GET and POST."));
        }
        let files = counter::takes_files(path);
        self.guard
            .check_write(request, if files { "application/octet-stream" } else { "application/json" })?;
        let length =
            request.length().map_err(|status| (status, "The length of the request is not clear."))?;
        if length > if files { MAX_UPLOAD } else { MAX_BODY } {
            return Err((413, "The request is too long."));
        }
        let body = request.body(stream, length).map_err(|_| (400, "The request ended too soon."))?;
        match path {
            "/api/operation" => Ok(routes::write(&|| self.lock(), &body)),
            _ => counter::write(&|| self.lock(), self.desk.as_deref(), path, query, &body)
                .ok_or((404, "There is nothing here.")),
        }
    }

    /// Makes all articles of the session ready for search, then reads their files, while the person works. Does nothing where
    /// that was done, or another thread is at it.
    fn prepare(&self) {
        let session = self.lock().id();
        if self.prepared.swap(session, Ordering::SeqCst) == session {
            return;
        }
        // A core is left to the page.
        let workers = thread::available_parallelism().map_or(1, usize::from).saturating_sub(1).max(1);
        for reads in [false, true] {
            let next = AtomicUsize::new(0);
            let work = || {
                while let Some(article) = self.next(session, &next) {
                    // What cannot be read is told when somebody asks for it.
                    let read = !reads || settle(&|| self.lock(), article).is_ok();
                    if read {
                        self.fold(article);
                    }
                }
            };
            thread::scope(|scope| {
                (1..workers).for_each(|_| drop(scope.spawn(work)));
                work();
            });
        }
    }

    /// The next article to prepare; `None` at the end, where the page opened another job, and where the server stops.
    fn next(&self, session: u64, next: &AtomicUsize) -> Option<usize> {
        let article = next.fetch_add(1, Ordering::SeqCst);
        let open = self.lock();
        let goes_on = !self.stopped.load(Ordering::SeqCst) && open.id() == session;
        (goes_on && article < open.states.len()).then_some(article)
    }

    fn fold(&self, article: usize) {
        let (unfolded, helper) = {
            let session = self.lock();
            (session.unfolded(article), session.helper())
        };
        if let Some(unfolded) = unfolded {
            let folded = unfolded.fold(helper.as_ref());
            self.lock().ready(folded);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Session> {
        // A decision is stored before it is put on the state, so a thread that died left nothing half done.
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
