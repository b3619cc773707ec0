//! Bytes as text: by the byte order mark, as UTF-8, by the charset that is named, or else as Windows-1252, which has a
//! letter for nearly every byte. Nothing fails, and what is UTF-8 already is not copied. What was encoded twice is repaired.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::twice;
use crate::clean;

/// How many bytes of a page may name its charset (HTML Standard, section 13.2.3.2).
const START: usize = 1024;
/// How many bytes are asked whether they are text.
const SAMPLE: usize = 1 << 16;

/// The text of bytes that do not say their charset themselves; `charset` is the label that came with them.
pub(super) fn plain<'a>(bytes: &'a [u8], charset: Option<&str>) -> Cow<'a, str> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    decode(bytes, marked, charset)
}

/// The text of a page or of an XML document. A charset that came with it holds; else it may name one in the declaration
/// of XML or among its first bytes, and UTF-16 shows at the first character (XML, appendix F).
pub(super) fn markup<'a>(bytes: &'a [u8], charset: Option<&str>) -> Cow<'a, str> {
    let marked = match bytes {
        [b'<', 0, ..] => Some(UTF_16LE),
        [0, b'<', ..] => Some(UTF_16BE),
        _ => Encoding::for_bom(bytes).map(|(encoding, _)| encoding),
    };
    let named = if charset.is_none() { named(&start(bytes)) } else { None };
    decode(bytes, marked, charset.or(named.as_deref()))
}

fn decode<'a>(bytes: &'a [u8], marked: Option<&'static Encoding>, charset: Option<&str>) -> Cow<'a, str> {
    let declared = charset.and_then(|label| Encoding::for_label(label.as_bytes()));
    let text = match (marked, std::str::from_utf8(bytes)) {
        (Some(encoding), _) => encoding.decode(bytes).0,
        (None, Ok(text)) => Cow::Borrowed(text),
        (None, Err(error)) => match declared {
            Some(encoding) => encoding.decode(bytes).0,
            // A long run of good UTF-8 with a broken byte in it is broken UTF-8, not another charset.
            None if 0 < error.valid_up_to() && !bytes[..error.valid_up_to()].is_ascii() => {
                String::from_utf8_lossy(bytes)
            }
            None => WINDOWS_1252.decode(bytes).0,
        },
    };
    clean::decoded(twice::repaired(text))
}

/// The label of the charset that a page or an XML document names, from its beginning in lower case.
fn named(start: &str) -> Option<String> {
    let declaration =
        start.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split("?>").next()).unwrap_or_default();
    let (_, label) = declaration.split_once("encoding=").or_else(|| start.split_once("charset="))?;
    let label = label.trim_start_matches(['"', '\'', ' ']);
    Some(label.split(['"', '\'', ' ', ';', '>', '/']).next().unwrap_or_default().to_owned())
}

/// The beginning of a source, in lower case and as far as it is ASCII: enough to tell what it is.
pub(super) fn start(bytes: &[u8]) -> String {
    String::from_utf8_lossy(&bytes[..bytes.len().min(START)]).to_ascii_lowercase()
}

/// Whether bytes are no text of any charset: NUL characters, but neither UTF-8 nor a byte order mark.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(SAMPLE)];
    start.contains(&0)
        && !start.starts_with(b"PK")
        && Encoding::for_bom(start).is_none()
        && std::str::from_utf8(start).is_err_and(|error| error.error_len().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text in UTF-16, with the byte order mark if it is a part of the text.
    fn wide(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn a_charset_is_found_where_it_is_named() {
        let page = b"<meta charset='windows-1251'><p>\xcf\xf0\xe8";
        assert!(markup(page, None).ends_with("При"));
        // What the transport says goes before what the page says.
        assert!(markup(page, Some("iso-8859-1")).ends_with("Ïðè"));
        // A text says nothing of its charset.
        assert!(plain(page, None).ends_with("Ïðè"));
        let document = b"<?xml version='1.0' encoding='iso-8859-2'?><p charset=windows-1251>\xb1";
        assert!(markup(document, None).ends_with('ą'));
        assert!(markup(b"<?xml version='1.0'?><p>\x93", None).ends_with('“'));
    }

    #[test]
    fn utf_16_shows_by_its_mark_or_by_its_first_character() {
        assert_eq!(plain(&wide("\u{feff}é"), None), "é");
        assert_eq!(markup(&wide("<p>é"), None), "<p>é");
        assert_eq!(markup(&wide("\u{feff}<p>é"), Some("utf-8")), "<p>é");
    }

    #[test]
    fn what_is_utf_8_is_not_copied_whatever_is_named() {
        let text = "<meta charset=iso-8859-1><p>“é”";
        assert!(matches!(markup(text.as_bytes(), None), Cow::Borrowed(found) if found == text));
        // A byte that is broken does not make another charset of the rest.
        assert_eq!(plain(b"\xc3\xa9\xff", None), "é\u{fffd}");
        assert_eq!(plain(b"caf\xe9\0", None), "café ");
    }

    #[test]
    fn programs_are_no_text() {
        assert!(is_binary(b"\x7fELF\0\xff\xfe") && !is_binary("a\0b é".as_bytes()));
    }
}
