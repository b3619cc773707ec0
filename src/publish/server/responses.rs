//! Responses: who may request what, and what they get.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use axum::body::Body;
use axum::extract::{ConnectInfo, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, Request, Response, StatusCode, Uri};
use jiff::Timestamp;
use jiff::fmt::rfc2822::{DateTimeParser, DateTimePrinter};
use percent_encoding::percent_decode_str;
use tower_http::services::ServeFile;

use super::limits::{Client, RateLimiter};
use super::site::Site;
use super::snapshot::{Newest, Snapshot};
use crate::publish::episode_folder::names::{self, Kind};
use crate::publish::podcast::public_files;
use crate::{Error, Result};

/// Sent with every answer. The key is in the address, so nobody is told where a reader came from.
const ALWAYS: [(HeaderName, &str); 7] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (
        header::CONTENT_SECURITY_POLICY,
        "frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'",
    ),
    (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (header::CACHE_CONTROL, "private, no-cache"),
];

/// Web apps may read what stands beside the sound (docs of the podcast namespace on transcripts and chapters).
const SHARED: [(HeaderName, &str); 4] = [
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS"),
    (header::ACCESS_CONTROL_ALLOW_HEADERS, "Range, If-Range, If-None-Match, If-Modified-Since"),
    (header::ACCESS_CONTROL_EXPOSE_HEADERS, "Content-Length, Content-Range, Accept-Ranges, ETag"),
];

/// What responds to requests: a site, and what is known of its folder and of its clients.
pub(super) struct Host {
    pub(super) site: Site,
    /// The path of the folder, with all symbolic links resolved.
    root: PathBuf,
    pub(super) newest: Newest,
    rates: RateLimiter,
}

impl Host {
    /// Looks at what is to be served.
    pub(super) fn open(site: Site) -> Result<Host> {
        // What is wrong with the folder is told before anybody asks for it.
        fs::read_dir(&site.folder).map(drop).map_err(Error::reading(&site.folder))?;
        let root = site.folder.canonicalize().map_err(Error::reading(&site.folder))?;
        let newest = Newest::of(&site)?;
        Ok(Host { site, root, newest, rates: RateLimiter::default() })
    }

    /// The path behind the key, if the key is right.
    fn opened(&self, path: &str) -> Option<String> {
        let (key, rest) = path.strip_prefix('/')?.split_once('/')?;
        // Digests are compared in constant time, so an answer's haste tells nothing of the key.
        let is_right = blake3::hash(key.as_bytes()) == blake3::hash(self.site.key.expose().as_bytes());
        is_right.then(|| decoded(rest))?
    }
}

/// Responds to a request.
pub(super) async fn respond(
    State(host): State<Arc<Host>>,
    ConnectInfo(Client(client)): ConnectInfo<Client>,
    request: Request<Body>,
) -> Response<Body> {
    let mut response = if host.rates.admits(client, Instant::now()) {
        admitted(&host, request).await
    } else {
        with(plain(StatusCode::TOO_MANY_REQUESTS), &[(header::RETRY_AFTER, "5")])
    };
    for (name, value) in ALWAYS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn admitted(host: &Arc<Host>, request: Request<Body>) -> Response<Body> {
    if !is_local_name(request.headers(), request.uri()) {
        return plain(StatusCode::MISDIRECTED_REQUEST);
    }
    let Some(path) = host.opened(request.uri().path()) else { return plain(StatusCode::NOT_FOUND) };
    let path = if path.is_empty() { names::PAGE.to_owned() } else { path };
    let kind = public_files::media_type(&path);
    let shared: &[(HeaderName, &'static str)] = if is_shared(&path) { &SHARED } else { &[] };
    match *request.method() {
        Method::GET | Method::HEAD => {}
        Method::OPTIONS if !shared.is_empty() => return with(plain(StatusCode::NO_CONTENT), shared),
        _ => return with(plain(StatusCode::METHOD_NOT_ALLOWED), &[(header::ALLOW, "GET, HEAD")]),
    }
    let there = Arc::clone(host);
    let found = tokio::task::spawn_blocking(move || {
        let snapshot = there.newest.get(&there.site);
        // What was a file in the folder may be a link that leads out of it by now.
        let file = snapshot.files.get(&path).and_then(|file| public_files::inside(&there.root, file));
        (snapshot, path, file)
    });
    let Ok((snapshot, path, file)) = found.await else { return plain(StatusCode::INTERNAL_SERVER_ERROR) };
    let mut response = match file {
        Some(file) => sent(file, request).await,
        None => written(&snapshot, &path, request.headers()),
    };
    if response.status().is_success() {
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    with(response, shared)
}

/// Whether a request comes under a name that nobody can turn around: an address in digits, or `localhost`. A page of
/// the web could otherwise make its own name mean this machine, and read here what is not for it (DNS rebinding).
fn is_local_name(headers: &HeaderMap, uri: &Uri) -> bool {
    let mut hosts = headers.get_all(header::HOST).into_iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
    let is_local = |host: &str| {
        let parsed = url::Url::parse(&format!("http://{host}/"));
        parsed.is_ok_and(|url| match url.host() {
            Some(url::Host::Domain(name)) => name == "localhost",
            Some(_) => url.username().is_empty() && url.path() == "/",
            None => false,
        })
    };
    host.to_str().is_ok_and(is_local) && uri.authority().is_none_or(|authority| is_local(authority.as_str()))
}

/// Whether web apps of others may read a file: transcripts and chapters.
fn is_shared(path: &str) -> bool {
    names::kind(path.rsplit('/').next().unwrap_or(path)).is_some_and(Kind::is_for_web_apps)
}

/// A path as it was before it became part of an address; nothing where that is no text.
fn decoded(path: &str) -> Option<String> {
    percent_decode_str(path).decode_utf8().ok().map(Into::into)
}

/// A file, or the part of it that is asked for.
async fn sent(path: PathBuf, mut request: Request<Body>) -> Response<Body> {
    let service = || ServeFile::new(&path).ignore_multi_range_requests(true);
    let failed = || plain(StatusCode::NOT_FOUND);
    if let Some(version) = request.headers_mut().remove(header::IF_RANGE) {
        let mut question = Request::new(Body::empty());
        *question.method_mut() = Method::HEAD;
        let Ok(state) = service().try_call(question).await else { return failed() };
        // A part of another version would be put to the wrong rest (RFC 9110, section 13.1.5).
        let is_same = |name| state.headers().get(name) == Some(&version);
        if !is_same(header::ETAG) && !is_same(header::LAST_MODIFIED) {
            request.headers_mut().remove(header::RANGE);
        }
    }
    service().try_call(request).await.map_or_else(|_| failed(), |response| response.map(Body::new))
}

/// A page that was made for this server.
fn written(snapshot: &Snapshot, path: &str, headers: &HeaderMap) -> Response<Body> {
    let Some(page) = snapshot.pages.get(path) else { return plain(StatusCode::NOT_FOUND) };
    let is_known = is_known(headers, &page.tag, snapshot.changed);
    let mut response = if is_known {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        Response::new(Body::from(page.text.clone()))
    };
    let changed = DateTimePrinter::new().timestamp_to_rfc9110_string(&snapshot.changed).unwrap_or_default();
    for (name, value) in [(header::ETAG, page.tag.as_str()), (header::LAST_MODIFIED, changed.as_str())] {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// Whether a reader has this version already (RFC 9110, section 13.1: tags count more than dates).
fn is_known(headers: &HeaderMap, tag: &str, changed: Timestamp) -> bool {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    if headers.contains_key(header::IF_NONE_MATCH) {
        let mut values =
            headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
        let is_same = |one: &str| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag;
        return values.any(|value| value.split(',').map(str::trim).any(is_same));
    }
    let since =
        text(header::IF_MODIFIED_SINCE).and_then(|date| DateTimeParser::new().parse_timestamp(date).ok());
    since.is_some_and(|since| changed <= since)
}

/// An answer that says nothing but its status.
fn plain(status: StatusCode) -> Response<Body> {
    let text = status.canonical_reason().unwrap_or_default();
    let text = if status == StatusCode::NO_CONTENT { "" } else { text };
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    with(response, &[(header::CONTENT_TYPE, "text/plain; charset=utf-8")])
}

fn with(mut response: Response<Body>, headers: &[(HeaderName, &'static str)]) -> Response<Body> {
    for (name, value) in headers {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_nobody_can_turn_around_are_answered() {
        let check = |host: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_str(host).unwrap());
            is_local_name(&headers, &Uri::from_static("/"))
        };
        for host in ["127.0.0.1:4774", "localhost", "localhost:80", "[::1]:4774", "192.168.1.7:4774"] {
            assert!(check(host), "{host}");
        }
        for host in
            ["example.com", "example.com:4774", "localhost.example.com", "a@127.0.0.1", "127.0.0.1/x", ""]
        {
            assert!(!check(host), "{host}");
        }
        assert!(!is_local_name(&HeaderMap::new(), &Uri::from_static("/")));
    }

    #[test]
    fn a_version_that_is_known_is_not_sent_again() {
        let changed = Timestamp::from_second(1_000_000_000).unwrap();
        let check = |name: HeaderName, value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(name, HeaderValue::from_str(value).unwrap());
            is_known(&headers, "\"a\"", changed)
        };
        for (value, expected) in [
            ("\"a\"", true),
            ("W/\"a\"", true),
            ("\"b\", \"a\"", true),
            ("*", true),
            ("\"b\"", false),
            ("a", false),
        ] {
            assert_eq!(check(header::IF_NONE_MATCH, value), expected, "{value}");
        }
        for (value, expected) in [
            ("Sun, 09 Sep 2001 01:46:40 GMT", true),
            ("Sun, 09 Sep 2001 01:46:39 GMT", false),
            ("Fri, 09 Sep 2011 01:46:39 GMT", true),
            ("yesterday", false),
        ] {
            assert_eq!(check(header::IF_MODIFIED_SINCE, value), expected, "{value}");
        }
    }
}
