//! Which server is asked, and whether it gets the key.

use std::net::IpAddr;

use ureq::http::HeaderValue;
use url::{Host, Url};

use crate::engine::Failure;
use crate::fetch::is_public;
use crate::files::{Secret, SpeechServer};

/// A speech server and the key for it.
#[derive(Debug)]
pub(super) struct Server {
    /// Where speech is asked for.
    pub(super) address: Url,
    /// Its host and port: what fingerprints and errors call it.
    pub(super) place: String,
    /// The `Authorization` that it gets; never shown.
    pub(super) key: Option<HeaderValue>,
    /// What is in it.
    secret: Option<Secret>,
}

impl Server {
    /// What the server says, without the key.
    pub(super) fn mask(&self, text: &str) -> String {
        self.secret.as_ref().map_or_else(|| text.to_owned(), |secret| secret.mask(text))
    }

    /// A failure that may quote the server, without the key.
    pub(super) fn masked(&self, failure: Failure) -> Failure {
        match failure {
            Failure::Refused(why) => Failure::Refused(self.mask(&why)),
            Failure::Unavailable(why) => Failure::Unavailable(self.mask(&why)),
            Failure::Garbage(why) => Failure::Garbage(self.mask(&why)),
            Failure::Missing(why) => Failure::Missing(self.mask(&why)),
            Failure::Died(why) => Failure::Died(self.mask(&why)),
            other @ (Failure::Hung(_) | Failure::Unkept { .. } | Failure::Cancelled) => other,
        }
    }
}

/// Finds the server: the voice's own, or the user's. The error says what is wrong.
pub(super) fn find(own: Option<&str>, users: Option<&SpeechServer>) -> Result<Server, String> {
    let base = own.or(users.map(|server| server.url.as_str())).ok_or("no speech server is configured")?;
    let address = parse(base)?;
    // Whoever wrote a cast chooses the server, and must not get a key that was meant for another one.
    let is_users =
        users.is_some_and(|server| parse(&server.url).is_ok_and(|url| url.origin() == address.origin()));
    let key = users.filter(|_| is_users).and_then(|server| server.key.as_ref());
    if key.is_some() && address.scheme() != "https" && !is_near(&address) {
        return Err(
            "the key would cross the internet unencrypted: the address must start with https".to_owned()
        );
    }
    let secret = key.cloned();
    let key = key.map(|key| {
        let mut value = HeaderValue::from_str(&format!("Bearer {}", key.expose().trim()))
            .map_err(|_| "the key contains invalid characters".to_owned())?;
        value.set_sensitive(true);
        Ok::<_, String>(value)
    });
    let host = address.host_str().unwrap_or_default();
    let place = address.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    Ok(Server { place, key: key.transpose()?, secret, address })
}

/// The address at which a server speaks, from its base: `https://HOST`, `https://HOST/v1`, or the whole of it.
fn parse(base: &str) -> Result<Url, String> {
    let mut url = Url::parse(base).map_err(|error| format!("the server's address is invalid: {error}"))?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err("the server's address must start with http:// or https://".into());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(
            "the server's address must not contain a password: put the key into ARTICAST_SPEECH_KEY".into()
        );
    }
    let path = url.path().trim_end_matches('/');
    let path = match path {
        "" => "/v1/audio/speech".to_owned(),
        whole if whole.ends_with("/audio/speech") => whole.to_owned(),
        base => format!("{base}/audio/speech"),
    };
    url.set_path(&path);
    url.set_fragment(None);
    Ok(url)
}

/// Whether a server is on this machine or in its network, as far as its name says.
fn is_near(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => !is_public(IpAddr::V4(ip)),
        Some(Host::Ipv6(ip)) => !is_public(IpAddr::V6(ip)),
        Some(Host::Domain(name)) => {
            let ends = [".localhost", ".local", ".lan", ".internal", ".home.arpa"];
            !name.contains('.') || ends.iter().any(|end| name.ends_with(end))
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn users(url: &str) -> SpeechServer {
        SpeechServer { url: url.into(), key: Some(Secret::new("sk-hidden".into())) }
    }

    #[test]
    fn a_base_is_an_address() {
        for (base, address) in [
            ("http://localhost:8880/v1", "http://localhost:8880/v1/audio/speech"),
            ("http://localhost:8880", "http://localhost:8880/v1/audio/speech"),
            ("https://x.example/api/v2/", "https://x.example/api/v2/audio/speech"),
            ("https://x.example/v1/audio/speech", "https://x.example/v1/audio/speech"),
        ] {
            assert_eq!(parse(base).unwrap().as_str(), address);
        }
        for bad in ["localhost:8880", "ftp://x", "https://me:secret@x.example/v1"] {
            assert!(parse(bad).is_err_and(|why| !why.contains("secret")), "{bad}");
        }
    }

    #[test]
    fn a_key_goes_to_the_users_server_only_and_unread() {
        let home = users("https://api.example/v1");
        assert!(find(None, Some(&home)).unwrap().key.is_some());
        assert!(find(Some("https://api.example/other"), Some(&home)).unwrap().key.is_some());
        for other in ["https://evil.example/v1", "http://api.example/v1", "https://api.example:444/v1"] {
            assert!(find(Some(other), Some(&home)).unwrap().key.is_none(), "{other}");
        }
        assert!(find(None, Some(&users("http://api.example/v1"))).unwrap_err().contains("https"));
        for near in
            ["http://localhost:1/v1", "http://10.0.0.7/v1", "http://[::1]:5/v1", "http://nas.local/v1"]
        {
            assert!(find(None, Some(&users(near))).unwrap().key.is_some(), "{near}");
        }
        let shown = format!("{home:?} {:?}", find(None, Some(&home)).unwrap());
        assert!(!shown.contains("hidden"), "{shown}");
    }
}
