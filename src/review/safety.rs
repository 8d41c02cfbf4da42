//! Who may ask: the right Host, the cookie, for writes the right Origin and JSON. And the headers of every answer.

use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

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
    /// The names of this server: browsers leave the port of HTTP out.
    hosts: Vec<String>,
    /// The tokens of links that nobody has used yet.
    tokens: Mutex<Vec<String>>,
    secret: String,
    cookie: String,
}

impl Guard {
    /// New secrets for a server at `address`.
    pub fn new(address: SocketAddr) -> Result<Guard> {
        let cookie = format!("trialign-{}", address.port());
        let mut hosts = vec![address.to_string()];
        if address.port() == 80 {
            hosts.extend(address.to_string().strip_suffix(":80").map(str::to_owned));
        }
        Ok(Guard { hosts, tokens: Mutex::default(), secret: random()?, cookie })
    }

    /// A link below the server's address that lets one browser in, once.
    pub fn link(&self, path: &str) -> Result<String> {
        let token = random()?;
        let link = format!("http://{}{path}?token={token}", self.hosts.first().map_or("", String::as_str));
        self.tokens().push(token);
        Ok(link)
    }

    /// Uses a token up; whether it was one.
    pub fn spend(&self, token: &str) -> bool {
        let mut tokens = self.tokens();
        // All are compared, so that the time says nothing of which was near.
        let found = tokens
            .iter()
            .enumerate()
            .fold(None, |found, (k, known)| if same(token, known) { Some(k) } else { found });
        found.map(|k| tokens.remove(k)).is_some()
    }

    /// Whether a link is left that nobody has used.
    pub fn has_link(&self) -> bool {
        !self.tokens().is_empty()
    }

    fn tokens(&self) -> MutexGuard<'_, Vec<String>> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The header that gives the cookie.
    pub fn set_cookie(&self) -> String {
        format!("{}={}; HttpOnly; SameSite=Strict; Path=/", self.cookie, self.secret)
    }

    /// Every request: the Host must be ours, or a page of another site reached us through its own name.
    pub fn check_host(&self, request: &Request) -> Result<(), Refused> {
        let hosts: Vec<&str> = request.values("Host").collect();
        match hosts.as_slice() {
            [host] if self.hosts.iter().any(|own| own == host) => Ok(()),
            _ => Err((421, "This is not the host you asked for.")),
        }
    }

    /// All but the first request: the cookie.
    pub fn check_cookie(&self, request: &Request) -> Result<(), Refused> {
        let mut pairs = request.values("Cookie").flat_map(|v| v.split(';')).filter_map(|c| c.split_once('='));
        let known = pairs.any(|(name, value)| name.trim() == self.cookie && same(value.trim(), &self.secret));
        known.then_some(()).ok_or((401, "Open the URL that trialign review printed."))
    }

    /// Writes: from our own page, and of a kind (JSON, bytes) that no form of another site can send.
    pub fn check_write(&self, request: &Request, kind: &str) -> Result<(), Refused> {
        let origins: Vec<&str> = request.values("Origin").collect();
        let own = |origin: &str| {
            origin.strip_prefix("http://").is_some_and(|h| self.hosts.iter().any(|own| own == h))
        };
        if !matches!(origins.as_slice(), [origin] if own(origin)) {
            return Err((403, "Writes come from the review page only."));
        }
        let mime = request.values("Content-Type").next().unwrap_or_default();
        if mime.split(';').next().map(str::trim) != Some(kind) {
            return Err((415, "Writes are JSON, files are bytes."));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_lets_in_once() {
        let guard = Guard::new("127.0.0.1:8000".parse().unwrap()).unwrap();
        let [first, second] = ["/", "/open"].map(|path| guard.link(path).unwrap());
        assert!(first.starts_with("http://127.0.0.1:8000/?token=") && second.contains("/open?token="));
        let token = |link: &str| link.split_once('=').unwrap().1.to_owned();
        assert!(!guard.spend("") && !guard.spend(&token(&first)[1..]));
        assert!(guard.spend(&token(&first)) && !guard.spend(&token(&first)));
        assert!(guard.has_link() && guard.spend(&token(&second)) && !guard.has_link());
    }

    #[test]
    fn browsers_leave_the_port_of_http_out() {
        for (address, hosts) in [
            ("127.0.0.1:80", vec!["127.0.0.1:80", "127.0.0.1"]),
            ("[::1]:80", vec!["[::1]:80", "[::1]"]),
            ("127.0.0.1:8080", vec!["127.0.0.1:8080"]),
        ] {
            assert_eq!(Guard::new(address.parse().unwrap()).unwrap().hosts, hosts);
        }
    }
}
