//! The dates of feeds and articles, as feeds need them.

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::tz::TimeZone;

use crate::article::{Meta, dates};

/// The first year that a feed can name (RFC 2822, section 3.3).
const FIRST_YEAR: i16 = 1900;

/// The moment that a date of a feed names, in RFC 2822, whatever day of the week it says, or in any other form that
/// [`dates::read`] understands.
pub fn moment(text: &str) -> Option<Timestamp> {
    const PARSER: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);
    PARSER.parse_timestamp(text.trim()).ok().or_else(|| date(text))
}

/// The moment that a date names: midnight UTC, where it names no other.
pub fn date(text: &str) -> Option<Timestamp> {
    dates::read(text, "").map(|date| date.moment)
}

/// Why the date of an article is of no use for a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadDate {
    /// It cannot be understood.
    Unread,
    /// It is in the year 1, which programs write where there is no date.
    Zero,
    /// It is before 1900: feeds have no dates for that.
    Early,
}

/// When an article was published, if it says so and a feed can name the moment.
///
/// # Errors
///
/// Why the date that it says is of no use.
pub fn of_article(meta: &Meta) -> Result<Option<Timestamp>, BadDate> {
    let Some(published) = meta.published.as_deref() else { return Ok(None) };
    let language = meta.language.as_deref().unwrap_or_default();
    let moment = dates::read(published, language).ok_or(BadDate::Unread)?.moment;
    match TimeZone::UTC.to_datetime(moment).year() {
        ..=1 => Err(BadDate::Zero),
        2..FIRST_YEAR => Err(BadDate::Early),
        _ => Ok(Some(moment)),
    }
}

impl BadDate {
    /// What is wrong with the date that an article says, for people: a sentence without its end.
    pub fn tell(self, published: &str) -> String {
        let why = match self {
            BadDate::Unread => {
                "cannot be understood; write it as `2024-03-05` or `2024-03-05T17:00:00+01:00`"
            }
            BadDate::Zero => "is in the year 1, which stands for no date",
            BadDate::Early => "is before 1900, and feeds have no dates for that",
        };
        format!("its date “{published}” {why}")
    }
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
fn dates_of_articles_are_moments_or_bad() {
    let read = |text: &str| {
        of_article(&Meta { published: Some(text.into()), ..Meta::default() })
            .map(|moment| moment.unwrap().as_second())
    };
    assert_eq!(read("1970-01-02"), Ok(86_400));
    assert_eq!(read("1970-01-01T02:00:00+02:00"), Ok(0));
    assert_eq!(read("1970-01-02T10:00"), Ok(122_400));
    assert_eq!(read("in May"), Err(BadDate::Unread));
    assert_eq!(read("0001-01-01T00:00:00Z"), Err(BadDate::Zero));
    assert_eq!(read("28 January 1813"), Err(BadDate::Early));
    assert_eq!(of_article(&Meta::default()), Ok(None));
    assert!(
        BadDate::Unread.tell("in May").starts_with("its date “in May” cannot be understood; write it as")
    );
}
