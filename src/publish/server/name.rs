//! The names under which listeners reach a server, besides its address in digits: that of the machine in its network, or
//! that of a proxy before it.

use std::str::FromStr;

use url::{Host, Url};

/// A name that a server answers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The host, in ASCII and lower case.
    host: String,
    /// What stands before the key in the addresses of the feed, without a slash at its end: `https://pod.example.org`.
    /// Of a host alone, only the server knows the port.
    origin: Option<String>,
}

impl FromStr for Name {
    type Err = &'static str;

    /// A host, `my-laptop.local`; a host and a port; or an address, `https://pod.example.org/listen`.
    fn from_str(text: &str) -> Result<Name, &'static str> {
        const WRONG: &str =
            "a name is a host such as my-laptop.local, or an address such as https://pod.example.org";
        let is_address = text.contains("://");
        let url = if is_address { text.to_owned() } else { format!("http://{text}") };
        let url = Url::parse(&url).map_err(|_| WRONG)?;
        let is_web = matches!(url.scheme(), "http" | "https");
        let is_plain = url.username().is_empty() && url.password().is_none();
        let is_bare = url.query().is_none() && url.fragment().is_none() && (is_address || url.path() == "/");
        let host = host(&url).filter(|_| is_web && is_plain && is_bare).ok_or(WRONG)?;
        let is_whole = is_address || text.trim_end_matches(|c: char| c.is_ascii_digit()).ends_with(':');
        let origin = is_whole.then(|| url.as_str().trim_end_matches('/').to_owned());
        Ok(Name { host, origin })
    }
}

impl Name {
    /// What stands before the key in the feed's addresses, for a server that listens at `port`.
    pub fn origin(&self, port: u16) -> String {
        self.origin.clone().unwrap_or_else(|| format!("http://{}:{port}", self.host))
    }

    /// Whether the value of a `Host` header, or of `X-Forwarded-Host`, is this name, whatever the port.
    pub(super) fn is(&self, host_and_port: &str) -> bool {
        parsed(host_and_port).as_ref().and_then(host).is_some_and(|host| host == self.host)
    }

    /// What stands before the key in addresses for a listener who came under this name, as the `Host` header has it.
    /// `scheme` is what a proxy says that it was asked by.
    pub(super) fn origin_for(&self, host_and_port: &str, scheme: Option<&str>) -> String {
        let scheme = scheme.filter(|scheme| *scheme == "https").unwrap_or("http");
        self.origin.clone().unwrap_or_else(|| format!("{scheme}://{host_and_port}"))
    }
}

/// The address that a `Host` header stands for, if it is a host and maybe a port, and nothing else.
pub(super) fn parsed(host_and_port: &str) -> Option<Url> {
    let is_host = |c: char| c.is_ascii_alphanumeric() || "-._:[]".contains(c);
    let url = Url::parse(&format!("http://{host_and_port}/")).ok()?;
    host_and_port.chars().all(is_host).then_some(url)
}

/// The host of an address, without the dot that may stand at its end.
fn host(url: &Url) -> Option<String> {
    match url.host()? {
        Host::Domain(name) => Some(name.trim_end_matches('.').to_owned()).filter(|name| !name.is_empty()),
        ip => Some(ip.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_host_or_an_address() {
        for (text, origin) in [
            ("my-laptop.local", "http://my-laptop.local:4774"),
            ("My-Laptop.local:80", "http://my-laptop.local"),
            ("pod.example.org:8080", "http://pod.example.org:8080"),
            ("https://pod.example.org/", "https://pod.example.org"),
            ("https://pod.example.org:8443/listen/", "https://pod.example.org:8443/listen"),
            ("müsli.example", "http://xn--msli-0ra.example:4774"),
        ] {
            assert_eq!(text.parse::<Name>().map(|name| name.origin(4774)), Ok(origin.to_owned()), "{text}");
        }
        for text in
            ["", "a b", "me@example.org", "example.org/x", "ftp://example.org", "https://example.org/?x", "."]
        {
            assert!(text.parse::<Name>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_name_is_known_by_its_host() {
        let name: Name = "pod.example.org".parse().unwrap();
        for (host, is_it) in [
            ("pod.example.org", true),
            ("POD.example.org.:4774", true),
            ("other.example.org", false),
            ("pod.example.org.evil.example", false),
            ("evil@pod.example.org", false),
            ("pod.example.org/x", false),
            ("", false),
        ] {
            assert_eq!(name.is(host), is_it, "{host}");
        }
        assert_eq!(name.origin_for("pod.example.org", Some("https")), "https://pod.example.org");
        assert_eq!(name.origin_for("pod.example.org:8080", Some("gopher")), "http://pod.example.org:8080");
        let name: Name = "https://pod.example.org/x".parse().unwrap();
        assert_eq!(name.origin_for("pod.example.org:8080", None), "https://pod.example.org/x");
    }
}
