//! Times and dates whose text can be understood in two ways, and which of them is meant.

/// What an ambiguous text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    /// A day. The year is there where the text has one.
    Date {
        /// The year, where the text has one.
        year: Option<u16>,
        /// The month, from 1 to 12.
        month: u8,
        /// The day of the month, from 1.
        day: u8,
    },
    /// A time of the day, from 0:00 to 23:59.
    Time {
        /// The hour, from 0 to 23.
        hour: u8,
        /// The minute, from 0 to 59.
        minute: u8,
    },
}

/// What a text of figures means, by the same in the form of ISO 8601. None where it can only be understood in one way, or
/// where the two do not agree.
pub fn meant(text: &str, datetime: &str) -> Option<Meant> {
    let text = text.trim();
    clock(text, datetime).or_else(|| day(text, datetime))
}

/// "5/6" or "05/06/2024", where both numbers could be the month.
fn day(text: &str, datetime: &str) -> Option<Meant> {
    let sign = text.chars().find(|c| "/.-".contains(*c))?;
    let parts: Vec<&str> = text.trim_end_matches('.').split(sign).collect();
    let (one, other) = (small(parts.first()?)?, small(parts.get(1)?)?);
    let date: Vec<&str> = datetime.get(..10)?.split('-').collect();
    let [year, month, day] = date[..] else { return None };
    let (year, month, day): (u16, u8, u8) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let is_either = one != other && (1..=12).contains(&one) && (1..=12).contains(&other);
    let agrees = (one, other) == (month, day) || (one, other) == (day, month);
    let year = match parts[2..] {
        [] => None,
        [short] if short.len() == 2 && short.parse() == Ok(year % 100) => Some(year),
        [whole] if whole.parse() == Ok(year) => Some(year),
        _ => return None,
    };
    (is_either && agrees).then_some(Meant::Date { year, month, day })
}

/// "3:30", in the morning or in the afternoon.
fn clock(text: &str, datetime: &str) -> Option<Meant> {
    let (hour, minute) = text.split_once([':', '.'])?;
    let (shown, minute) = (small(hour)?, minute.parse::<u8>().ok().filter(|_| minute.len() == 2)?);
    let time = datetime.rsplit(['T', ' ']).next()?;
    let (hour, rest) = time.split_once(':')?;
    let hour: u8 = hour.parse().ok().filter(|hour| *hour < 24)?;
    let agrees = rest.get(..2)?.parse() == Ok(minute) && hour % 12 == shown % 12;
    (agrees && (1..=12).contains(&shown) && minute < 60).then_some(Meant::Time { hour, minute })
}

/// A number of one or two digits.
fn small(digits: &str) -> Option<u8> {
    digits.parse().ok().filter(|_| digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

#[test]
fn figures_mean_what_programs_are_told() {
    let date = |year, month, day| Some(Meant::Date { year, month, day });
    let time = |hour, minute| Some(Meant::Time { hour, minute });
    for (text, datetime, expected) in [
        ("05/06/2024", "2024-06-05", date(Some(2024), 6, 5)),
        ("5/6/24", "2024-05-06T08:00Z", date(Some(2024), 5, 6)),
        ("5.6.", "2024-06-05", date(None, 6, 5)),
        ("3:30", "15:30", time(15, 30)),
        ("12:05", "2024-06-05T00:05:00+02:00", time(0, 5)),
        // It can be understood in one way only.
        ("13/06/2024", "2024-06-13", None),
        ("6/6/2024", "2024-06-06", None),
        ("15:30", "15:30", None),
        ("May 5", "2024-05-05", None),
        // They do not agree.
        ("05/06/2024", "2024-07-05", None),
        ("05/06/2023", "2024-06-05", None),
        ("3:30", "16:30", None),
        ("1/2/3/4", "2024-01-02", None),
        ("", "", None),
        ("é/ü", "2024-0é-01", None),
    ] {
        assert_eq!(meant(text, datetime), expected, "{text} {datetime}");
    }
}
