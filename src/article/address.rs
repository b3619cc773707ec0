//! Which addresses are of the web, and what of them is public. An address can hold what lets its reader in: a password,
//! a token, a signature. It is fetched whole; what is published of it is here.

use url::Url;

/// Words in the names of parameters that hold secrets.
const SECRET: [&str; 25] = [
    "token",
    "auth",
    "authorization",
    "key",
    "apikey",
    "sig",
    "signature",
    "hmac",
    "session",
    "sessionid",
    "sid",
    "jsessionid",
    "phpsessid",
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "pass",
    "secret",
    "jwt",
    "otp",
    "ticket",
    "credential",
    "credentials",
    "accesskey",
];
/// Endings of such names that are written in one word.
const ENDINGS: [&str; 6] = ["token", "secret", "signature", "password", "sessionid", "apikey"];
/// How such names begin in the signed addresses of clouds.
const SIGNED: [&str; 2] = ["x-amz-", "x-goog-"];
/// Parameters that say which page is meant, however their values look.
const WHICH: [&str; 8] = ["id", "p", "v", "page", "article", "post", "title", "q"];

/// Which parameters are secret.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    /// Those whose names say so.
    Names,
    /// Also those with long random values.
    Values,
}

/// An address of the web as others may see it: without name and password, and without parameters that are secret by
/// their names or by their look. One without any of these is as it was.
pub fn public(address: &str) -> String {
    without(address, Look::Values)
}

/// The address of an anchor (HTML `id`) in the page at an address. Nothing where that is none.
pub(crate) fn anchored(address: &str, anchor: &str) -> Option<String> {
    let mut url = Url::parse(address).ok()?;
    url.set_fragment(Some(anchor));
    Some(url.into())
}

/// Whether an address is one of the web, which may be followed: `javascript:` and its like are not.
pub(crate) fn is_of_the_web(address: &str) -> bool {
    address.split_once("://").is_some_and(|(scheme, rest)| is_web_scheme(scheme) && !rest.is_empty())
}

/// Whether a scheme is one of the web, in any case: `http` or `https`.
pub(crate) fn is_web_scheme(scheme: &str) -> bool {
    ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
}

/// The address of a picture as others may see it. Random values stay: servers of pictures make their addresses of them.
pub(crate) fn public_picture(address: &str) -> String {
    without(address, Look::Names)
}

fn without(address: &str, look: Look) -> String {
    let is_web = |url: &Url| is_web_scheme(url.scheme()) && url.has_host();
    let Some(mut url) = Url::parse(address.trim()).ok().filter(is_web) else { return address.to_owned() };
    let whole = url.clone();
    // An address of the web has room for a name and a password.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    let left = |text: &str, mark: char| {
        let kept: Vec<&str> = text.split(mark).filter(|pair| !is_secret(pair, look)).collect();
        (kept.len() < text.split(mark).count()).then(|| kept.join(&mark.to_string()))
    };
    if let Some(query) = url.query().and_then(|query| left(query, '&')) {
        url.set_query(Some(query.as_str()).filter(|query| !query.is_empty()));
    }
    if let Some(fragment) = url.fragment().and_then(|fragment| left(fragment, '&')) {
        url.set_fragment(Some(fragment.as_str()).filter(|fragment| !fragment.is_empty()));
    }
    // Old servers keep sessions in the path: `/a;jsessionid=1`.
    if let Some(path) = left(url.path(), ';') {
        url.set_path(&path);
    }
    if url == whole { address.to_owned() } else { url.into() }
}

/// Whether a parameter, `name=value`, is secret. A value alone is a place on a page, or the path itself.
fn is_secret(pair: &str, look: Look) -> bool {
    let Some((name, value)) = pair.split_once('=') else { return false };
    let name = super::percent_decoded(name).to_ascii_lowercase();
    let mut words = name.split(|c: char| !c.is_ascii_alphanumeric());
    let is_named = words.any(|word| SECRET.contains(&word))
        || ENDINGS.iter().any(|ending| name.ends_with(ending))
        || SIGNED.iter().any(|start| name.starts_with(start));
    is_named || look == Look::Values && !WHICH.contains(&name.as_str()) && is_random(value)
}

/// Whether a value looks as if nobody had written it: long, with digits, and of changing kinds of characters.
fn is_random(value: &str) -> bool {
    let kind = |c: char| (c.is_ascii_lowercase(), c.is_ascii_uppercase(), c.is_ascii_digit());
    let letters: Vec<char> = value.chars().collect();
    let length = letters.iter().filter(|c| c.is_ascii_alphanumeric()).count();
    let is_change =
        |pair: &&[char]| pair.iter().all(char::is_ascii_alphanumeric) && kind(pair[0]) != kind(pair[1]);
    let changes = letters.windows(2).filter(is_change).count();
    16 <= length && length <= 4 * changes && value.contains(|c: char| c.is_ascii_digit())
}

#[test]
fn what_lets_a_reader_in_is_not_public() {
    for (address, wanted) in [
        ("https://me:secret@a.org/x?id=7", "https://a.org/x?id=7"),
        ("https://a.org/x?token=QSECRET", "https://a.org/x"),
        ("https://a.org/x?p=12&access_token=a&v=dQw4w9WgXcQ", "https://a.org/x?p=12&v=dQw4w9WgXcQ"),
        ("https://a.org/x?X-Amz-Signature=ab&X-Amz-Expires=60&page=2", "https://a.org/x?page=2"),
        (
            "https://a.org/x?apiKey=1&Auth=2&session_id=3&sig=4&key=5&user%5Ftoken=6#part",
            "https://a.org/x#part",
        ),
        ("https://a.org/x?u=d41d8cd98f00b204e9800998ecf8427e", "https://a.org/x"),
        ("https://a.org/x?s=Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5&lang=de", "https://a.org/x?lang=de"),
        ("https://a.org/x#access_token=abc&state=1", "https://a.org/x#state=1"),
        ("https://a.org/a;jsessionid=1A2B?id=1", "https://a.org/a?id=1"),
    ] {
        assert_eq!(public(address), wanted);
    }
    for address in [
        "https://a.org/x?id=d41d8cd98f00b204e9800998ecf8427e&p=1",
        "https://a.org/x?author=tolkien&keyword=ring&monkey=2&pass-through&passage=3",
        "https://a.org/x?title=the-long-title-of-an-article-of-2024&from=20240131T120000Z",
        "https://a.org/Ä?b c=d&&e=#",
        "https://a.org",
        "urn:isbn:123?token=x",
        "../x?token=y",
        "",
    ] {
        assert_eq!(public(address), address);
    }
    let picture = "https://i.org/x.jpg?width=700&s=d41d8cd98f00b204e9800998ecf8427e";
    assert_eq!(public_picture(picture), picture);
    assert_eq!(public_picture("https://me:secret@i.org/x.jpg?token=7"), "https://i.org/x.jpg");
}

#[test]
fn only_addresses_of_the_web_are_followed() {
    assert!(
        ["https://example.org", "HTTPS://example.org", "http://[::1]:80/"].into_iter().all(is_of_the_web)
    );
    for address in [
        "javascript:alert(1)//https://",
        "data:text/html,x",
        "//example.org",
        "file:///etc/passwd",
        "https://",
    ] {
        assert!(!is_of_the_web(address), "{address}");
    }
}
