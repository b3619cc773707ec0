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

/// How the names of parameters begin that say how a reader came, not what is read.
const TRACKING_STARTS: [&str; 12] = [
    "utm_",
    "mc_",
    "pk_",
    "mtm_",
    "matomo_",
    "piwik_",
    "hsa_",
    "__hs",
    "_hs",
    "vero_",
    "oly_",
    "at_campaign",
];
/// The names of others.
const TRACKING: [&str; 42] = [
    "__s",
    "_bhlid",
    "_branch_match_id",
    "_ga",
    "_gl",
    "_kx",
    "_openstat",
    "at_medium",
    "bhlid",
    "ck_subscriber_id",
    "cmpid",
    "dclid",
    "epik",
    "fb_action_ids",
    "fb_action_types",
    "fb_ref",
    "fb_source",
    "fbclid",
    "gad_campaignid",
    "gad_source",
    "gbraid",
    "gclid",
    "gclsrc",
    "guccounter",
    "guce_referrer",
    "guce_referrer_sig",
    "hsctatracking",
    "igsh",
    "igshid",
    "li_fat_id",
    "mkt_tok",
    "msclkid",
    "ncid",
    "rb_clickid",
    "ref_src",
    "ref_url",
    "s_cid",
    "srsltid",
    "ttclid",
    "twclid",
    "wbraid",
    "yclid",
];
/// The names of pages that stand for their folder.
const INDEX: [&str; 5] = ["index.html", "index.htm", "index.xhtml", "index.php", "index.md"];

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

/// An address as others may see it whose long random values say which thing is meant, as those of pictures and of pages
/// for payments do: only parameters that are secret by their names are left out.
pub(crate) fn public_by_names(address: &str) -> String {
    without(address, Look::Names)
}

/// The same text for all addresses of one page of the web: without the scheme, `www.`, the fragment, name and password,
/// a slash or an `index.html` at the end of the path, and parameters that only track readers; the others in order. What
/// is no address of the web stays as it is. It tells pages apart and leads nowhere.
pub(crate) fn key(address: &str) -> String {
    let is_web = |url: &Url| is_web_scheme(url.scheme()) && url.has_host();
    let Some(url) = Url::parse(address.trim()).ok().filter(is_web) else { return address.trim().to_owned() };
    let host = url.host_str().unwrap_or_default().trim_end_matches('.');
    let host = host.strip_prefix("www.").unwrap_or(host);
    // Either scheme's usual port is no port.
    let port = url.port().filter(|port| ![80, 443].contains(port));
    let port = port.map(|port| format!(":{port}")).unwrap_or_default();
    let path = url.path().trim_end_matches('/');
    let (folder, last) = path.rsplit_once('/').unwrap_or(("", path));
    let path = if INDEX.iter().any(|name| last.eq_ignore_ascii_case(name)) { folder } else { path };
    let path = path.trim_end_matches('/');
    let pairs = url.query_pairs().filter(|(name, _)| !is_tracking(name));
    let mut pairs: Vec<_> = pairs.collect();
    pairs.sort();
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let query = if query.is_empty() { query } else { format!("?{query}") };
    format!("{host}{port}{path}{query}")
}

/// The host of an address of the web, as [`key`] has it.
pub(crate) fn site(address: &str) -> Option<String> {
    let url = Url::parse(address.trim()).ok().filter(|url| is_web_scheme(url.scheme()))?;
    Some(url.host_str()?.trim_start_matches("www.").to_owned())
}

fn is_tracking(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    TRACKING.contains(&name.as_str()) || TRACKING_STARTS.iter().any(|start| name.starts_with(start))
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
    assert_eq!(public_by_names(picture), picture);
    assert_eq!(public_by_names("https://me:secret@i.org/x.jpg?token=7"), "https://i.org/x.jpg");
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

#[test]
fn one_page_has_one_key() {
    for address in [
        "https://example.org/a/b?id=7&lang=de",
        "http://example.org/a/b?id=7&lang=de",
        "HTTPS://WWW.Example.org:443/a/b/?lang=de&id=7#part",
        "http://example.org:80/a/b/index.html?utm_source=x&id=7&lang=de&UTM_Medium=y",
        "https://me:secret@example.org./a/b?fbclid=1&id=7&lang=de&mc_cid=2&gclid=3",
        "https://example.org/a/b?lang=de&&id=7",
        " https://example.org/a/b?id=7&lang=de&_hsenc=1&mkt_tok=2&igshid=3&msclkid=4 ",
    ] {
        assert_eq!(key(address), "example.org/a/b?id=7&lang=de", "{address}");
    }
    assert_eq!(key("https://example.org"), "example.org");
    assert_eq!(key("https://example.org/index.html?utm_campaign=x"), "example.org");
    let others = [
        "https://example.org/a/b?id=7",
        "https://example.org/a/b?id=8&lang=de",
        "https://example.org/a/B?id=7&lang=de",
        "https://example.org/a?id=7&lang=de",
        "https://example.org:8080/a/b?id=7&lang=de",
        "https://blog.example.org/a/b?id=7&lang=de",
        "https://example.com/a/b?id=7&lang=de",
        "https://example.org/a/b?id=7&lang=de&page=2",
    ];
    let keys: std::collections::BTreeSet<String> = others.iter().map(|address| key(address)).collect();
    assert_eq!(keys.len(), others.len());
    assert!(!keys.contains("example.org/a/b?id=7&lang=de"));
    for text in ["urn:isbn:123?utm_source=x", "file:///a/index.html", "../a/"] {
        assert_eq!(key(text), text);
    }
}
