//! The local server: loopback, a token, one page.

use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use super::counter;
use super::desk::{Desk, MAX_UPLOAD};
use super::http::{Answer, Request};
use super::page::FILES;
use super::routes;
use super::safety::{self, Guard, MAX_BODY};
use super::session::Session;
use crate::error::{Error, ErrorKind, Result};

/// Connections answered at once, a thread each; more are hung up on.
const CONNECTIONS: usize = 128;

/// The server of one review.
pub struct Server {
    listener: TcpListener,
    guard: Guard,
    session: Mutex<Session>,
    desk: Option<Box<dyn Desk>>,
    open: AtomicUsize,
}

impl Server {
    /// Listens at `ip`; port 0 takes a free one. With a `desk` the page takes files and makes jobs of them.
    ///
    /// # Errors
    /// `Usage` where `ip` stands for every address of the machine, `Io` where the port is taken.
    pub fn bind(ip: IpAddr, port: u16, session: Session, desk: Option<Box<dyn Desk>>) -> Result<Server> {
        if ip.is_unspecified() {
            return Err(Error::new(ErrorKind::Usage, format!("{ip} is no address a browser can ask for"))
                .remedy("name the address of one network card"));
        }
        let fault = |error: std::io::Error| {
            Error::new(ErrorKind::Io, format!("cannot listen at {ip}, port {port}: {error}"))
                .remedy("leave --port out to take a free one")
        };
        let listener = TcpListener::bind(SocketAddr::new(ip, port)).map_err(fault)?;
        let guard = Guard::new(listener.local_addr().map_err(fault)?)?;
        Ok(Server { listener, guard, session: Mutex::new(session), desk, open: AtomicUsize::new(0) })
    }

    /// The URL to open, with the token.
    pub fn url(&self) -> String {
        self.guard.url()
    }

    /// Answers until the process ends.
    pub fn serve(&self) {
        thread::scope(|scope| {
            scope.spawn(|| self.prepare());
            for stream in self.listener.incoming() {
                // A client that hung up before it was heard needs no answer.
                let Ok(stream) = stream else { continue };
                if self.open.fetch_add(1, Ordering::Relaxed) < CONNECTIONS {
                    let answered = thread::Builder::new().spawn_scoped(scope, || {
                        self.answer(stream);
                        self.open.fetch_sub(1, Ordering::Relaxed);
                    });
                    if answered.is_ok() {
                        continue;
                    }
                }
                self.open.fetch_sub(1, Ordering::Relaxed);
            }
        });
    }

    fn answer(&self, mut stream: TcpStream) {
        let answer = match Request::read(&mut stream) {
            Ok(mut request) => self.handle(&mut request, &mut stream),
            Err(Some(status)) => Err((status, "This is no request.")),
            Err(None) => return,
        };
        let answer = answer.unwrap_or_else(|(status, text)| Answer::text(status, text));
        // A browser that has gone needs no answer.
        let _ = answer.send(&mut stream, &safety::HEADERS);
    }

    fn handle(&self, request: &mut Request, stream: &mut TcpStream) -> Result<Answer, safety::Refused> {
        self.guard.check_host(request)?;
        let target = request.target.clone();
        let (path, query) = target.split_once('?').unwrap_or((&target, ""));
        let reads = request.method == "GET";
        if let ("/", true, Some(token)) = (path, reads, query.strip_prefix("token=")) {
            if !self.guard.is_token(token) {
                return Err((403, "This link is old. Open the URL that trialign review printed last."));
            }
            let headers = vec![("Set-Cookie", self.guard.set_cookie()), ("Location", "/".to_owned())];
            return Ok(Answer { headers, ..Answer::text(303, "") });
        }
        self.guard.check_cookie(request)?;
        if reads {
            if let Some(file) = FILES.iter().find(|file| file.path == path) {
                return Ok(Answer { mime: file.mime, ..Answer::text(200, file.content) });
            }
            if let Some(number) = path.strip_prefix("/api/findings/") {
                // The lock is given back before the checks run: writes do not wait for them.
                let checks = number.parse().ok().and_then(|number| self.lock().checks(number));
                return checks.map(|c| routes::findings(&c)).ok_or((404, "There is nothing here."));
            }
            let found = counter::read(&|| self.lock(), self.desk.as_deref(), path, query);
            let found = found.or_else(|| routes::read(&self.lock(), path, query));
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
            "/api/operation" => Ok(routes::write(&mut self.lock(), &body)),
            _ => counter::write(&|| self.lock(), self.desk.as_deref(), path, query, &body)
                .ok_or((404, "There is nothing here.")),
        }
    }

    /// Makes all articles ready for search, one after the other, while the person works.
    fn prepare(&self) {
        let mut article = 0;
        while article < self.lock().states.len() {
            let (unfolded, helper) = {
                let session = self.lock();
                (session.unfolded(article), session.helper())
            };
            if let Some(unfolded) = unfolded {
                let folded = unfolded.fold(helper.as_ref());
                self.lock().ready(folded);
            }
            article += 1;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Session> {
        // A decision is stored before it is put on the state, so a thread that died left nothing half done.
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
