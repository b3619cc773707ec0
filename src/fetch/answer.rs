//! What a server answered: where it sends us, why it gives nothing, what it is that it gives.

use dom_query::Document;
use ureq::http::HeaderMap;
use ureq::http::header::{CONTENT_TYPE, LOCATION, RETRY_AFTER};
use url::Url;

use super::Again;
use crate::article::Format;
use crate::error::Unfetched;
use crate::media;
use crate::retry::retry_after;

/// A page longer than this is no mere sign to another one.
const LONGEST_SIGN: usize = 16 << 10;

/// The text of a header field, if it has one.
fn field(headers: &HeaderMap, name: ureq::http::HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Where a redirect leads.
pub(super) fn redirect(status: u16, headers: &HeaderMap) -> Option<&str> {
    matches!(status, 301 | 302 | 303 | 307 | 308).then(|| field(headers, LOCATION)).flatten()
}

/// Where a page leads that sends its readers on at once.
pub(super) fn refresh(html: &[u8]) -> Option<String> {
    if LONGEST_SIGN < html.len() {
        return None;
    }
    let document = Document::from(String::from_utf8_lossy(html).as_ref());
    let metas = document.select("meta[http-equiv][content]");
    let refresh = metas.iter().find(|meta| meta.attr_or("http-equiv", "").eq_ignore_ascii_case("refresh"))?;
    let content = refresh.attr_or("content", "");
    let (seconds, rest) = content.split_once([';', ','])?;
    let (name, target) = rest.split_once('=')?;
    let is_at_once = seconds.trim().parse() == Ok(0.0) && name.trim().eq_ignore_ascii_case("url");
    is_at_once.then(|| target.trim().trim_matches(['"', '\'']).to_owned())
}

/// Why a status gives no article; `None` if it gives one.
pub(super) fn failure(status: u16) -> Option<Unfetched> {
    Some(match status {
        200 | 203 => return None,
        404 | 410 => Unfetched::Missing(status),
        401 | 402 | 403 | 407 | 451 => Unfetched::Closed(status),
        408 | 425 | 429 => Unfetched::Passing(format!("the server is busy (status {status})")),
        500.. => Unfetched::Passing(format!("the server has an error (status {status})")),
        _ => Unfetched::Refused(format!("the server does not deliver the page (status {status})")),
    })
}

/// Whether another try would help after a status, and which wait the server asks for.
pub(super) fn again(status: u16, headers: &HeaderMap) -> Again {
    match status {
        429 | 502..=504 => Again::After(field(headers, RETRY_AFTER).and_then(retry_after)),
        _ => Again::No,
    }
}

/// What the server says that it sends: the media type in lower case, and the charset if there is one of that name.
pub(super) fn media(headers: &HeaderMap) -> (String, Option<String>) {
    let declared = field(headers, CONTENT_TYPE).unwrap_or_default();
    let mut parts = declared.split(';');
    let kind = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        let is_known = encoding_rs::Encoding::for_label(value.as_bytes()).is_some();
        (name.trim().eq_ignore_ascii_case("charset") && is_known).then(|| value.to_owned())
    });
    (kind, charset)
}

/// The format of a media type; `None` leaves it to the bytes. What is no text, nor holds one, is refused.
pub(super) fn format(kind: &str, url: &Url) -> Result<Option<Format>, String> {
    match Format::of_media_type(kind) {
        // So servers call whatever is text.
        Some(Format::Text) => {
            return Ok(Format::by_name(url.path()).filter(|format| *format == Format::Markdown));
        }
        Some(format) => return Ok(Some(format)),
        None => {}
    }
    let is_data = matches!(kind, "" | media::BYTES | media::JSON | "application/xml")
        || kind.starts_with("application/") && (kind.ends_with("+xml") || kind.ends_with("+json"));
    if is_data {
        return Ok(None);
    }
    let what = match media::Kind::of(kind) {
        media::Kind::Text if !matches!(kind, "text/css" | "text/javascript" | "text/csv") => return Ok(None),
        media::Kind::Picture | media::Kind::OtherPicture => "a picture",
        media::Kind::Sound => "a sound",
        media::Kind::Film => "a film",
        media::Kind::Font => "a font",
        media::Kind::Other if kind == media::PDF => "a PDF file",
        media::Kind::Other | media::Kind::Text => "no text",
    };
    Err(format!("it is {what} ({kind})"))
}

#[test]
fn a_page_that_sends_on_at_once_is_a_redirect() {
    let page = |meta: &str| refresh(format!("<html><head>{meta}</head></html>").as_bytes());
    assert_eq!(page("<meta http-equiv=Refresh content=\"0; URL='/new'\">").as_deref(), Some("/new"));
    assert_eq!(page("<meta http-equiv=refresh content='0;url=b.html'>").as_deref(), Some("b.html"));
    assert_eq!(page("<meta http-equiv=refresh content='30; url=/again'>"), None);
    assert_eq!(page("<meta http-equiv=refresh content='0'>"), None);
}

#[test]
fn media_types_say_what_is_read() {
    let headers = |value: &'static str| {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, value.parse().expect("a header"));
        headers
    };
    assert_eq!(
        media(&headers("Text/HTML; Charset=\"ISO-8859-1\"")),
        ("text/html".into(), Some("ISO-8859-1".into()))
    );
    assert_eq!(media(&headers("text/html; charset=nonsense")).1, None);
    let url = Url::parse("https://example.com/a/README.md").expect("an address");
    assert_eq!(format("text/plain", &url), Ok(Some(Format::Markdown)));
    assert_eq!(format(media::DOCX, &url), Ok(Some(Format::Docx)));
    assert_eq!(format("application/rss+xml", &url), Ok(None));
    assert_eq!(format("image/png", &url), Err("it is a picture (image/png)".into()));
    assert_eq!(format("application/zip", &url), Err("it is no text (application/zip)".into()));
}
