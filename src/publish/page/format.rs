//! How a page writes addresses, times and sizes.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::terms::Terms;
use crate::audio::Rate;

/// What is percent-encoded in the name of a file: all but the unreserved characters (RFC 3986, section 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The address of a file beside a page: its name, percent-encoded.
pub(super) fn address(name: &str) -> String {
    utf8_percent_encode(name, RESERVED).to_string()
}

/// Seconds to the millisecond below, without zeros at the end: what was begun then is heard.
pub(super) fn seconds(rate: Rate, sample: u64) -> String {
    let thousandths = format!("{:.3}", rate.duration(sample).as_millis() as f64 / 1000.0);
    thousandths.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Minutes and seconds, with hours where there are any: `1:02:03`.
pub(super) fn clock(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours == 0 { format!("{minutes}:{seconds:02}") } else { format!("{hours}:{minutes:02}:{seconds:02}") }
}

/// A size for people, in units of 1,000 bytes: `4.5 MB`.
pub(super) fn size(bytes: u64, terms: &Terms) -> String {
    let (unit, in_units) = match bytes {
        0..1_000_000 => ("kB", bytes as f64 / 1e3),
        1_000_000..1_000_000_000 => ("MB", bytes as f64 / 1e6),
        _ => ("GB", bytes as f64 / 1e9),
    };
    let digits = usize::from(in_units < 10.0 && unit != "kB");
    format!("{in_units:.digits$}\u{a0}{unit}").replace('.', terms.get("point"))
}

#[test]
fn names_and_sizes_are_written_plainly() {
    assert_eq!(address("01 a#b?.wav"), "01%20a%23b%3F.wav");
    let terms = Terms::of("de");
    assert_eq!(size(4_483_900, &terms), "4,5\u{a0}MB");
    assert_eq!(size(12_300_000, &terms), "12\u{a0}MB");
    assert_eq!((clock(59), clock(3723)), ("0:59".into(), "1:02:03".into()));
}
