//! Articles from the web: an address in, a [`Source`] out.
//!
//! What an address leads to is decided by others: by whoever wrote it into a feed, by redirects, by name servers. So
//! each connection is checked where it is made: the resolver hands only public addresses on, and those very addresses
//! are connected to ([`reach`]); no name can mean one address when it is checked and another one later. For the same
//! reason no proxy is used, whatever the environment says: it would connect where nobody checks.
//!
//! Everything has a limit ([`Limits`]): the bytes, counted as they are unpacked; the whole time with all redirects and
//! tries; the time that a server may be silent; the redirects. A redirect from https to http is followed, as browsers
//! did for long: the address was not secret, and what is read aloud needs no more trust than any page.

mod answer;
mod download;
mod reach;

pub use download::Download;
#[cfg(feature = "http")]
pub(crate) use reach::is_public;

use std::net::IpAddr;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body, Timeout};
use url::Url;

use crate::article::{Format, Source, address};
use crate::error::Unfetched;
use crate::retry::{Attempts, Policy};
use crate::{Error, Result, files};

/// What a server is told that we read.
const ACCEPT: &str = "text/html,application/xhtml+xml,text/markdown;q=0.9,application/feed+json;q=0.9,\
    application/rss+xml;q=0.9,application/atom+xml;q=0.9,text/plain;q=0.8,*/*;q=0.5";

/// Where connections may lead.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Reach {
    /// To the public internet.
    #[default]
    Public,
    /// Also to this machine and its network.
    Anywhere,
}

/// How much a fetch may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The bytes of the page, unpacked.
    pub bytes: u64,
    /// The time for all of it, redirects and further tries included.
    pub time: Duration,
    /// The time to connect, and the time that a server may be silent.
    pub silence: Duration,
    /// How many redirects are followed.
    pub redirects: usize,
    /// How often it is tried, if the server or the network fails in a way that passes.
    pub retry: Policy,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            bytes: 64 << 20,
            time: Duration::from_mins(2),
            silence: Duration::from_secs(15),
            redirects: 10,
            retry: Policy {
                attempts: 3,
                first_wait: Duration::from_secs(1),
                longest_wait: Duration::from_secs(16),
            },
        }
    }
}

/// Fetches web addresses within limits of size, time and reach; see [`Limits`] and [`Reach`].
#[derive(Debug)]
pub struct Fetcher {
    agent: Agent,
    limits: Limits,
}

/// Why a try failed, and whether another one could go better.
struct Failed {
    error: Error,
    again: Again,
}

/// Whether a failure passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Again {
    /// It would fail in the same way.
    No,
    /// It passes, after the wait that the server asks for, if it asks for one.
    After(Option<Duration>),
}

impl From<Error> for Failed {
    fn from(error: Error) -> Failed {
        Failed { error, again: Again::No }
    }
}

impl Fetcher {
    /// A fetcher with its own connections.
    pub fn new(reach: Reach, limits: Limits) -> Fetcher {
        let config = Agent::config_builder()
            .proxy(None)
            .user_agent(user_agent())
            .accept(ACCEPT)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_response_header_size(64 << 10)
            .timeout_connect(Some(limits.silence))
            .timeout_resolve(Some(limits.silence))
            .timeout_recv_response(Some(2 * limits.silence))
            .timeout_per_read(Some(limits.silence))
            .build();
        let agent = Agent::with_parts(config, DefaultConnector::default(), Checked { reach });
        Fetcher { agent, limits }
    }

    /// What is at an address: its bytes, and what the server says of them. The source's own address is the one at which
    /// it was found in the end.
    pub fn fetch(&self, address: &str) -> Result<Source> {
        let url = parse(address)?;
        let deadline = Instant::now() + self.limits.time;
        let mut attempts = Attempts::new(self.limits.retry);
        loop {
            let Failed { error, again } = match self.follow(url.clone(), deadline) {
                Ok(source) => return Ok(source),
                Err(failed) => failed,
            };
            let Again::After(asked) = again else { return Err(error) };
            match attempts.wait_after_failure(asked) {
                Ok(wait) if Instant::now() + wait < deadline => thread::sleep(wait),
                _ => return Err(error),
            }
        }
    }

    /// Follows redirects to where there are none.
    fn follow(&self, url: Url, deadline: Instant) -> Result<Source, Failed> {
        self.walk(url, |url| self.get(url, deadline))
    }

    /// Asks one address after another, as each sends on to the next, until one has what is wanted.
    fn walk<T>(
        &self,
        mut url: Url,
        ask: impl Fn(&Url) -> Result<(Option<String>, T), Failed>,
    ) -> Result<T, Failed> {
        let mut seen = Vec::new();
        loop {
            let (next, found) = ask(&url)?;
            let Some(next) = next else { return Ok(found) };
            seen.push(url.clone());
            let refuse = |why: String| Failed::from(unfetched(&url, Unfetched::Refused(why)));
            let mut target = url
                .join(&next)
                .map_err(|error| refuse(format!("it redirects to `{}`: {error}", address::public(&next))))?;
            if target.origin() != url.origin() {
                without_password(&mut target);
            }
            if self.limits.redirects < seen.len() {
                return Err(refuse(format!("it redirects more than {} times", self.limits.redirects)));
            }
            target.set_fragment(None);
            if seen.contains(&target) {
                return Err(refuse(format!("it redirects in a circle, back to `{}`", shown(&target))));
            }
            check_scheme(&target)?;
            url = target;
        }
    }

    /// Asks for one address: what is there, and the address that it sends on to.
    fn get(&self, url: &Url, deadline: Instant) -> Result<(Option<String>, Source), Failed> {
        let left = deadline.saturating_duration_since(Instant::now());
        let request = self.agent.get(url.as_str()).header("Accept-Language", "en, *;q=0.5");
        let request = request.config().timeout_global(Some(left)).build();
        let mut response = request.call().map_err(|error| self.failed(url, error))?;
        let (status, headers) = (response.status().as_u16(), response.headers());
        let mut source = Source { name: shown(url), address: Some(bare(url)), ..Source::default() };
        if let Some(next) = answer::redirect(status, headers) {
            return Ok((Some(next.to_owned()), source));
        }
        if let Some(why) = answer::failure(status) {
            let again = answer::again(status, headers);
            return Err(Failed { error: unfetched(url, why), again });
        }
        let (kind, charset) = answer::media(headers);
        source.charset = charset;
        source.format = answer::format(&kind, url)
            .map_err(|why| Error::NotAnArticle { name: source.name.clone(), why })?;
        source.bytes = self.body(url, response.body_mut())?;
        let next = answer::refresh(&source.bytes).filter(|_| source.format == Some(Format::Html));
        Ok((next, source))
    }

    /// The bytes of a page, unpacked.
    fn body(&self, url: &Url, body: &mut Body) -> Result<Vec<u8>, Failed> {
        let (name, limit) = (shown(url), self.limits.bytes);
        if body.content_length().is_some_and(|length| limit < length) {
            return Err(Error::TooLarge { name, bytes: None, limit }.into());
        }
        let reader = body.with_config().limit(u64::MAX).reader();
        files::read_from(reader, limit, Path::new(&name)).map_err(|error| match error {
            Error::Read { source, .. } => self.failed(url, source.into()),
            other => other.into(),
        })
    }

    /// What the client's own errors mean.
    fn failed(&self, url: &Url, error: ureq::Error) -> Failed {
        let passing = |why: String| Unfetched::Passing(why);
        let why = match error {
            // A certificate that proves nothing, bytes that do not unpack: it will be the same again.
            ureq::Error::Io(source) if source.kind() == std::io::ErrorKind::InvalidData => {
                Unfetched::Refused(format!("the server is not trusted or is misconfigured: {source}"))
            }
            ureq::Error::Io(source) => {
                let error = unfetched(url, passing(format!("the connection failed: {source}")));
                return Failed { error, again: Again::After(None) };
            }
            ureq::Error::Timeout(Timeout::Global) => {
                passing(format!("it took longer than {} s", self.limits.time.as_secs_f32()))
            }
            ureq::Error::Timeout(_) => passing("the server took too long to answer".into()),
            ureq::Error::HostNotFound => passing("the host was not found".into()),
            ureq::Error::ConnectionFailed => passing("the connection failed".into()),
            ureq::Error::LargeResponseHeader(..) => Unfetched::Refused("its headers are too long".into()),
            ureq::Error::Other(inner) if inner.is::<Local>() => {
                Unfetched::Local(inner.downcast::<Local>().expect("it was looked at").0)
            }
            other => Unfetched::Refused(other.to_string()),
        };
        unfetched(url, why).into()
    }
}

/// The resolver that names nothing but what may be connected to. The client connects to what it is given here, and
/// to nothing else.
#[derive(Debug)]
struct Checked {
    reach: Reach,
}

/// An address that is not connected to.
#[derive(Debug, thiserror::Error)]
#[error("{0} is not on the public internet")]
struct Local(IpAddr);

impl Resolver for Checked {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found =
            DefaultResolver::default().resolve(uri, config, timeout).map_err(|error| match error {
                ureq::Error::Io(_) => ureq::Error::HostNotFound,
                other => other,
            })?;
        let mut taken = self.empty();
        for address in &found {
            if self.reach == Reach::Anywhere || reach::is_public(address.ip()) {
                taken.push(*address);
            }
        }
        match (taken.is_empty(), found.first()) {
            (true, Some(first)) => Err(ureq::Error::Other(Box::new(Local(first.ip())))),
            _ => Ok(taken),
        }
    }
}

/// Reads an address; one without `http` or `https` is refused.
fn parse(address: &str) -> Result<Url> {
    let url = Url::parse(address).map_err(|error| Error::Fetch {
        address: address::public(address),
        source: Unfetched::NotOfTheWeb(format!("it is not an address: {error}")),
    })?;
    check_scheme(&url)?;
    Ok(url)
}

fn check_scheme(url: &Url) -> Result<()> {
    match url.scheme() {
        scheme if address::is_web_scheme(scheme) => Ok(()),
        other => {
            Err(unfetched(url, Unfetched::NotOfTheWeb(format!("`{other}:` addresses are not supported"))))
        }
    }
}

fn unfetched(url: &Url, source: Unfetched) -> Error {
    Error::Fetch { address: shown(url), source }
}

/// An address as others may see it.
fn shown(url: &Url) -> String {
    address::public(&bare(url))
}

/// An address without its password: what others are relative to.
fn bare(url: &Url) -> String {
    let mut url = url.clone();
    without_password(&mut url);
    url.set_fragment(None);
    url.into()
}

/// Takes name and password out of an address.
fn without_password(url: &mut Url) {
    // An address that cannot have a password has none.
    let _ = url.set_username("");
    let _ = url.set_password(None);
}

/// The `User-Agent` of every request: the name and version of Articast.
pub(crate) fn user_agent() -> String {
    let name = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
    match option_env!("CARGO_PKG_REPOSITORY").unwrap_or_default() {
        "" => name.to_owned(),
        repository => format!("{name} (+{repository})"),
    }
}

#[test]
fn passwords_are_not_shown() {
    let url = parse("https://me:secret@example.com/a?b&token=c#d").expect("an address");
    assert_eq!(shown(&url), "https://example.com/a?b");
    assert_eq!(bare(&url), "https://example.com/a?b&token=c");
}
