//! The sentence vectors that the settings of a run ask for.

#[cfg(feature = "encoder")]
use std::path::Path;
use std::sync::Arc;

use crate::align::{Aligner, Weights};
use crate::config::Settings;
use crate::error::{Error, ErrorKind, Result};
#[cfg(feature = "encoder")]
use crate::evidence::vectors;
use crate::evidence::vectors::Vectors;
#[cfg(feature = "embeddings")]
use crate::evidence::vectors::{EmbeddingsFile, EmbeddingsServer, ServerOptions};

/// The environment variable with the key of an embeddings server.
pub const KEY_VARIABLE: &str = "TRIALIGN_EMBEDDINGS_KEY";

/// The environment variable with the host (or `HOST:PORT`) that the key is for. Without it the key goes to the server
/// that was named, which settings that were only found cannot do.
pub const KEY_HOST_VARIABLE: &str = "TRIALIGN_EMBEDDINGS_KEY_HOST";

/// The address of a server without what may be secret in it: a name and password before `@`, a query.
pub fn shown(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    format!("{scheme}://{host}{path}")
}

/// The key for a server; `None` without one.
///
/// # Errors
/// `Config` where the key is for another host.
#[cfg(feature = "embeddings")]
fn key_for(url: &str, key: Option<String>, host: Option<String>) -> Result<Option<String>> {
    let Some(key) = key.filter(|key| !key.is_empty()) else { return Ok(None) };
    let Some(meant) = host.filter(|host| !host.is_empty()) else { return Ok(Some(key)) };
    let shown = shown(url);
    let authority = shown.split("://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default();
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => authority,
    };
    if meant.eq_ignore_ascii_case(authority) || meant.eq_ignore_ascii_case(host) {
        return Ok(Some(key));
    }
    Err(Error::new(
        ErrorKind::Config,
        format!("the key in {KEY_VARIABLE} is for {meant}, not for {authority}"),
    )
    .remedy(format!("name a server at {meant}, or set {KEY_HOST_VARIABLE}")))
}

/// The source of vectors; `None` for none.
///
/// # Errors
/// `Usage` where two are named; as the source where it cannot be opened.
pub fn open(settings: &Settings) -> Result<Option<Arc<dyn Vectors>>> {
    let named =
        [settings.vectors != "off", settings.embeddings.is_some(), settings.embeddings_file.is_some()];
    if named.iter().filter(|n| **n).count() > 1 {
        return Err(Error::new(ErrorKind::Usage, "more than one source of sentence vectors")
            .remedy("use one of --vectors, --embeddings and --embeddings-file"));
    }
    #[cfg(feature = "embeddings")]
    if let Some(url) = &settings.embeddings {
        let mut options = ServerOptions::new(url);
        options.key = key_for(url, std::env::var(KEY_VARIABLE).ok(), std::env::var(KEY_HOST_VARIABLE).ok())?;
        if let Some(model) = &settings.embeddings_model {
            options.model.clone_from(model);
        }
        return Ok(Some(Arc::new(EmbeddingsServer::new(options)?)));
    }
    #[cfg(feature = "embeddings")]
    if let Some(path) = &settings.embeddings_file {
        return Ok(Some(Arc::new(EmbeddingsFile::read(path)?)));
    }
    #[cfg(not(feature = "embeddings"))]
    if settings.embeddings.is_some() || settings.embeddings_file.is_some() {
        return Err(left_out("embeddings"));
    }
    match settings.vectors.as_str() {
        "off" => Ok(None),
        #[cfg(feature = "encoder")]
        "auto" => vectors::open_stored(),
        #[cfg(feature = "encoder")]
        path => vectors::open(Path::new(path)).map(Some),
        #[cfg(not(feature = "encoder"))]
        _ => Err(left_out("encoder")),
    }
}

/// Vectors that this build was made without.
#[cfg(not(all(feature = "embeddings", feature = "encoder")))]
fn left_out(feature: &str) -> Error {
    Error::new(ErrorKind::Usage, "this build has no such sentence vectors")
        .remedy(format!("build it with the feature `{feature}`"))
}

/// An aligner that asks these vectors about doubtful rows alone.
///
/// # Errors
/// `Usage` without vectors; as [`Aligner::with_judge`].
pub(super) fn judged(weights: &Weights, vectors: Option<&Arc<dyn Vectors>>) -> Result<Aligner> {
    let none = || {
        Error::new(ErrorKind::Usage, "--judge has no sentence vectors to ask")
            .remedy("name some: --vectors auto (after `trialign vectors add`) or --embeddings URL")
    };
    Aligner::with_judge(weights, vectors.ok_or_else(none)?.clone())
}

/// An aligner with these weights, and with these vectors where there are some.
///
/// # Errors
/// As [`Aligner::new`] and [`Aligner::with_vectors`].
pub(super) fn aligner(weights: &Weights, vectors: Option<&Arc<dyn Vectors>>) -> Result<Aligner> {
    match vectors {
        None => Aligner::new(weights),
        Some(vectors) => Aligner::with_vectors(weights, vectors.clone()),
    }
}

#[cfg(all(test, feature = "embeddings"))]
mod tests {
    use super::*;

    #[test]
    fn the_key_goes_to_its_host_alone() {
        let key = |url: &str, host: &str| key_for(url, Some("k".into()), Some(host.into())).ok().flatten();
        for (url, host) in [
            ("https://api.example/v1", "api.example"),
            ("https://API.example:8443/v1", "api.example"),
            ("https://api.example:8443", "api.example:8443"),
            ("http://[::1]:8080", "[::1]"),
        ] {
            assert_eq!(key(url, host).as_deref(), Some("k"), "{url} {host}");
        }
        for (url, host) in [
            ("https://api.example.evil.example/v1", "api.example"),
            ("https://api.example@evil.example/v1", "api.example"),
            ("https://evil.example/api.example", "api.example"),
            ("https://evil.example?api.example", "api.example"),
            ("https://evil.example#@api.example/", "api.example"),
            ("https://api.example:8443", "api.example:443"),
        ] {
            assert_eq!(key(url, host), None, "{url} {host}");
        }
        assert_eq!(key_for("https://a.example", None, Some("b.example".into())).unwrap(), None);
    }

    #[test]
    fn what_is_shown_of_an_address_holds_no_secret() {
        assert_eq!(shown("https://me:word@a.example:1/v1?key=1#x"), "https://a.example:1/v1");
    }
}
