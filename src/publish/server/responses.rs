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
use super::name;
use super::site::Site;
use super::snapshot::{Newest, Page, Snapshot};
use crate::publish::episode_folder::names::{self, Kind};
use crate::publish::podcast::public_files;
use crate::{Error, Result, media};

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

/// Web apps may read the feed, the sound, and what is shown with it.
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
    let Some(origin) = origin(request.headers(), request.uri(), &host.site) else {
        return plain(StatusCode::MISDIRECTED_REQUEST);
    };
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
        None => written(&snapshot, &path, addressed(&host.site, &origin), request.headers()),
    };
    if response.status().is_success() {
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    with(response, shared)
}

/// By what origin a listener reaches this server; nothing where the request comes under a name that is not ours. An
/// address in digits and `localhost` cannot be turned around, and names are known. A page of the web could otherwise
/// make its own name mean this machine, and read here what is not for it (DNS rebinding). What a proxy says of the name
/// under which it was asked counts only if that is one of ours.
fn origin(headers: &HeaderMap, uri: &Uri, site: &Site) -> Option<String> {
    let mut hosts = headers.get_all(header::HOST).into_iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return None };
    let host = host.to_str().ok()?;
    let named = |host: &str| site.names.iter().find(|name| name.is(host));
    let is_ours = |host: &str| is_local(host) || named(host).is_some();
    if !is_ours(host) || !uri.authority().is_none_or(|authority| is_ours(authority.as_str())) {
        return None;
    }
    let forwarded = |name: &str| Some(headers.get(name)?.to_str().ok()?.split(',').next()?.trim());
    let asked = forwarded("x-forwarded-host").filter(|host| named(host).is_some()).unwrap_or(host);
    let name = named(asked);
    Some(name.map_or(site.origin.clone(), |name| name.origin_for(asked, forwarded("x-forwarded-proto"))))
}

/// Whether a `Host` header names this machine without a name that somebody else could give it.
fn is_local(host: &str) -> bool {
    name::parsed(host).is_some_and(|url| match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        ip => ip.is_some(),
    })
}

/// A change of the addresses in a page from those of the site to those of an origin; none where they are the same. The
/// key makes sure that nothing else is changed.
fn addressed(site: &Site, origin: &str) -> Option<(String, String)> {
    (origin != site.origin).then(|| (site.address(), site.address_at(origin)))
}

/// Whether web apps of others may read a file: the feed, sound, pictures, transcripts and chapters.
fn is_shared(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let kind = media::of_path(name);
    let is_heard_or_seen = kind.is_some_and(|kind| {
        matches!(kind.kind, media::Kind::Sound | media::Kind::Picture) || kind.name == media::RSS
    });
    is_heard_or_seen || names::kind(name).is_some_and(Kind::is_for_web_apps)
}

/// A path as it was before it became part of an address; nothing where that is no text.
fn decoded(path: &str) -> Option<String> {
    percent_decode_str(path).decode_utf8().ok().map(Into::into)
}

/// A file, or the part of it that is asked for.
async fn sent(path: PathBuf, mut request: Request<Body>) -> Response<Body> {
    let service = || ServeFile::new(&path).ignore_multi_range_requests(true);
    let failed = || plain(StatusCode::NOT_FOUND);
    if !asks_for_bytes(request.method(), request.headers()) {
        request.headers_mut().remove(header::RANGE);
    }
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

/// Whether a part of a file is asked for that there is: only `GET` asks for parts, and a range of other units than bytes
/// is to be ignored (RFC 9110, section 14.2).
fn asks_for_bytes(method: &Method, headers: &HeaderMap) -> bool {
    let unit = |value: &HeaderValue| Some(value.to_str().ok()?.split_once('=')?.0 == "bytes");
    method == Method::GET && headers.get(header::RANGE).and_then(unit).unwrap_or(false)
}

/// A page that was made for this server, with the addresses that its reader can reach.
fn written(
    snapshot: &Snapshot,
    path: &str,
    addressed: Option<(String, String)>,
    headers: &HeaderMap,
) -> Response<Body> {
    let Some(page) = snapshot.pages.get(path) else { return plain(StatusCode::NOT_FOUND) };
    let other = addressed.map(|(from, to)| Page::new(page.text.replace(&from, &to)));
    let page = other.as_ref().unwrap_or(page);
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
    use crate::files::Secret;

    #[test]
    fn only_names_that_nobody_can_turn_around_are_answered() {
        let site = Site {
            folder: PathBuf::new(),
            show_file: PathBuf::new(),
            followed: None,
            key: Secret::new("k".into()),
            origin: "http://127.0.0.1:4774".into(),
            names: ["pod.example.org".parse().unwrap()].into(),
            now: Timestamp::now,
        };
        let origin = |headers: &[(&'static str, &str)]| {
            let pairs = headers
                .iter()
                .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap()));
            origin(&pairs.collect(), &Uri::from_static("/"), &site)
        };
        let check = |host: &str| origin(&[("host", host)]).is_some();
        for host in ["127.0.0.1:4774", "localhost", "localhost:80", "[::1]:4774", "192.168.1.7:4774"] {
            assert_eq!(origin(&[("host", host)]).as_ref(), Some(&site.origin), "{host}");
        }
        assert_eq!(origin(&[("host", "pod.example.org:80")]).unwrap(), "http://pod.example.org:80");
        // A proxy may say by what name it was asked, if that is ours.
        for (asked, scheme, expected) in [
            ("pod.example.org", "https", "https://pod.example.org"),
            ("pod.example.org, 10.0.0.1", "http, https", "http://pod.example.org"),
            ("evil.example", "https", "http://127.0.0.1:4774"),
        ] {
            let headers =
                [("host", "127.0.0.1:4774"), ("x-forwarded-host", asked), ("x-forwarded-proto", scheme)];
            assert_eq!(origin(&headers).unwrap(), expected, "{asked}");
        }
        for host in
            ["example.com", "example.com:4774", "localhost.example.com", "a@127.0.0.1", "127.0.0.1/x", ""]
        {
            assert!(!check(host), "{host}");
        }
        assert_eq!(origin(&[]), None);
        assert_eq!(origin(&[("host", "evil.example"), ("x-forwarded-host", "pod.example.org")]), None);
        assert_eq!(origin(&[("host", "localhost"), ("host", "localhost")]), None);
    }

    #[test]
    fn only_ranges_of_bytes_count() {
        for (method, range, expected) in [
            (Method::GET, "bytes=0-5", true),
            (Method::GET, "items=0-5", false),
            (Method::GET, "nonsense", false),
            (Method::HEAD, "bytes=0-5", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::RANGE, HeaderValue::from_str(range).unwrap());
            assert_eq!(asks_for_bytes(&method, &headers), expected, "{method} {range}");
        }
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
