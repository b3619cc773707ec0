//! The dates of feeds and articles.

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;

/// The moment that a date of a feed names, in RFC 2822, whatever day of the week it says, or in ISO 8601.
pub fn moment(text: &str) -> Option<Timestamp> {
    const PARSER: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);
    PARSER.parse_timestamp(text.trim()).ok().or_else(|| date(text))
}

/// The moment that a date names, if it is an ISO 8601 date with or without a time: midnight UTC, where it names no
/// other.
pub fn date(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(moment);
    }
    let date: jiff::civil::Date = text.get(..10)?.parse().ok()?;
    jiff::tz::TimeZone::UTC.to_timestamp(date.at(0, 0, 0, 0)).ok()
}

#[test]
fn dates_of_feeds_are_moments() {
    for text in [
        "Fri, 02 Jan 2026 03:04:05 GMT",
        "2 Jan 2026 04:04:05 +0100",
        // A wrong weekday is not rare.
        "Mon, 02 Jan 2026 03:04:05 +0000",
        "2026-01-02T03:04:05Z",
    ] {
        assert_eq!(moment(text).map(Timestamp::as_second), Some(1_767_323_045), "{text}");
    }
    assert_eq!(moment("lately"), None);
}

#[test]
fn dates_of_articles_are_moments() {
    let seconds = |text: &str| date(text).map(jiff::Timestamp::as_second);
    assert_eq!(seconds("1970-01-02"), Some(86_400));
    assert_eq!(seconds("1970-01-01T02:00:00+02:00"), Some(0));
    assert_eq!(seconds("1970-01-02T10:00"), Some(86_400));
    assert_eq!(seconds("in May"), None);
}
