//! Who may ask: the right Host, the cookie, for writes the right Origin and JSON. And the headers of every answer.

use std::net::SocketAddr;

use super::http::Request;
use crate::error::{Error, ErrorKind, Result};

/// A body longer than this is refused.
pub(super) const MAX_BODY: u64 = 64 << 10;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Headers of every answer.
pub(super) const HEADERS: [(&str, &str); 6] = [
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-store"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"),
];

/// A refusal: the status and what to tell the person.
pub(super) type Refused = (u16, &'static str);

/// The secrets of one run of the server, and its address.
pub(super) struct Guard {
    host: String,
    token: String,
    secret: String,
    cookie: String,
}

impl Guard {
    /// New secrets for a server at `address`.
    pub fn new(address: SocketAddr) -> Result<Guard> {
        let cookie = format!("trialign-{}", address.port());
        Ok(Guard { host: address.to_string(), token: random()?, secret: random()?, cookie })
    }

    /// The first URL, with the token.
    pub fn url(&self) -> String {
        format!("http://{}/?token={}", self.host, self.token)
    }

    /// Whether `token` is the one of this run.
    pub fn is_token(&self, token: &str) -> bool {
        same(token, &self.token)
    }

    /// The header that gives the cookie.
    pub fn set_cookie(&self) -> String {
        format!("{}={}; HttpOnly; SameSite=Strict; Path=/", self.cookie, self.secret)
    }

    /// Every request: the Host must be ours, or a page of another site reached us through its own name.
    pub fn check_host(&self, request: &Request) -> Result<(), Refused> {
        let hosts: Vec<&str> = request.values("Host").collect();
        match hosts.as_slice() {
            [host] if *host == self.host => Ok(()),
            _ => Err((421, "This is not the host you asked for.")),
        }
    }

    /// All but the first request: the cookie.
    pub fn check_cookie(&self, request: &Request) -> Result<(), Refused> {
        let mut pairs = request.values("Cookie").flat_map(|v| v.split(';')).filter_map(|c| c.split_once('='));
        let known = pairs.any(|(name, value)| name.trim() == self.cookie && same(value.trim(), &self.secret));
        known.then_some(()).ok_or((401, "Open the URL that trialign review printed."))
    }

    /// Writes: from our own page, and JSON, which no form of another site can send.
    pub fn check_write(&self, request: &Request) -> Result<(), Refused> {
        let origin = format!("http://{}", self.host);
        if request.values("Origin").collect::<Vec<_>>() != [origin.as_str()] {
            return Err((403, "Writes come from the review page only."));
        }
        let mime = request.values("Content-Type").next().unwrap_or_default();
        if mime.split(';').next().map(str::trim) != Some("application/json") {
            return Err((415, "Writes are JSON."));
        }
        Ok(())
    }
}

/// Compares without telling by its time how much was right.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |sum, (x, y)| sum | (x ^ y)) == 0
}

/// 128 random bits, hexadecimal.
fn random() -> Result<String> {
    let mut bytes = [0u8; 16];
    getrandom::fill(&mut bytes)
        .map_err(|e| Error::new(ErrorKind::Io, format!("no random numbers: {e}")).remedy("try again"))?;
    Ok(crate::text::hex(&bytes))
}
