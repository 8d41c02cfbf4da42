//! The local server: loopback, a token, one page.

use std::io::Read;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Mutex, PoisonError};
use std::thread;

use tiny_http::{Method, Request, Response};

use super::page::FILES;
use super::routes::{self, Answer};
use super::safety::{self, Guard, MAX_BODY};
use super::session::Session;
use crate::error::{Error, ErrorKind, Result};

/// Threads that answer; a browser asks for little at a time.
const THREADS: usize = 4;

/// The server of one review.
pub struct Server {
    http: tiny_http::Server,
    guard: Guard,
    session: Mutex<Session>,
}

impl Server {
    /// Listens at `ip`; port 0 takes a free one.
    ///
    /// # Errors
    /// `Usage` where `ip` stands for every address of the machine, `Io` where the port is taken.
    pub fn bind(ip: IpAddr, port: u16, session: Session) -> Result<Server> {
        if ip.is_unspecified() {
            return Err(Error::new(ErrorKind::Usage, format!("{ip} is no address a browser can ask for"))
                .remedy("name the address of one network card"));
        }
        let fault = |message: String| {
            Error::new(ErrorKind::Io, format!("cannot listen at {ip}, port {port}: {message}"))
                .remedy("leave --port out to take a free one")
        };
        let http = tiny_http::Server::http(SocketAddr::new(ip, port)).map_err(|e| fault(e.to_string()))?;
        let address = http.server_addr().to_ip().ok_or_else(|| fault("no address".to_owned()))?;
        Ok(Server { http, guard: Guard::new(address)?, session: Mutex::new(session) })
    }

    /// The URL to open, with the token.
    pub fn url(&self) -> String {
        self.guard.url()
    }

    /// Answers until [`Server::stop`] is called.
    pub fn serve(&self) {
        thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| {
                    while let Ok(request) = self.http.recv() {
                        self.answer(request);
                    }
                });
            }
        });
    }

    /// Ends [`Server::serve`].
    pub fn stop(&self) {
        (0..THREADS).for_each(|_| self.http.unblock());
    }

    fn answer(&self, mut request: Request) {
        let answer = self.handle(&mut request).unwrap_or_else(|(status, text)| Answer::text(status, text));
        let mut headers = safety::headers(answer.mime);
        for (name, value) in &answer.headers {
            headers.extend(safety::header(name, value));
        }
        let length = answer.body.len();
        let body = std::io::Cursor::new(answer.body);
        let response = Response::new(answer.status.into(), headers, body, Some(length), None);
        // A browser that has gone needs no answer.
        let _ = request.respond(response);
    }

    fn handle(&self, request: &mut Request) -> Result<Answer, safety::Refused> {
        self.guard.check_host(request)?;
        let url = request.url().to_owned();
        let (path, query) = url.split_once('?').unwrap_or((&url, ""));
        if path == "/"
            && let Some(token) = query.strip_prefix("token=")
            && safety::reads(request.method())
        {
            if !self.guard.is_token(token) {
                return Err((403, "This link is old. Open the URL that trialign review printed last."));
            }
            let headers = vec![("Set-Cookie", self.guard.set_cookie()), ("Location", "/".to_owned())];
            return Ok(Answer { headers, ..Answer::text(303, "") });
        }
        self.guard.check_cookie(request)?;
        if safety::reads(request.method()) {
            if let Some(file) = FILES.iter().find(|file| file.path == path) {
                return Ok(Answer { mime: file.mime, ..Answer::text(200, file.content) });
            }
            return routes::read(&self.lock(), path, query).ok_or((404, "There is nothing here."));
        }
        if *request.method() != Method::Post {
            return Err((405, "Only GET and POST."));
        }
        self.guard.check_write(request)?;
        let mut body = Vec::new();
        let read = request.as_reader().take(MAX_BODY + 1).read_to_end(&mut body);
        match read {
            Ok(length) if length as u64 <= MAX_BODY => {}
            Ok(_) => return Err((413, "The request is too long.")),
            Err(_) => return Err((400, "The request ended too soon.")),
        }
        match path {
            "/api/operation" => Ok(routes::write(&mut self.lock(), &body)),
            _ => Err((404, "There is nothing here.")),
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Session> {
        // A decision is stored before it is put on the state, so a thread that died left nothing half done.
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
