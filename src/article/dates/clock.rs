//! The time of day in a date, and its zone.

use std::ops::Range;

use jiff::civil::Time;
use jiff::tz::{Offset, TimeZone};

use super::tokens::Token;

/// A time of day and the zone in which it is meant.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Clock {
    pub(super) time: Time,
    pub(super) zone: Zone,
}

/// A zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// So many minutes before UTC's clock.
    Offset(i32),
    /// With summer time, as POSIX writes it.
    Rule(&'static str),
}

impl Default for Zone {
    fn default() -> Zone {
        Zone::Offset(0)
    }
}

impl Zone {
    pub(super) fn time_zone(self) -> TimeZone {
        let zone = match self {
            Zone::Offset(minutes) => Offset::from_seconds(minutes * 60).ok().map(TimeZone::fixed),
            Zone::Rule(rule) => TimeZone::posix(rule).ok(),
        };
        zone.unwrap_or(TimeZone::UTC)
    }
}

/// A part of a date that is not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unknown;

/// The names of zones in minutes before UTC's clock. Of a name that stands for several, the one that mail means (RFC 2822),
/// or else that of the most people.
const ZONES: [(&str, i32); 57] = [
    ("z", 0),
    ("utc", 0),
    ("gmt", 0),
    ("ut", 0),
    ("wet", 0),
    ("west", 60),
    ("bst", 60),
    ("cet", 60),
    ("mez", 60),
    ("cest", 120),
    ("mesz", 120),
    ("eet", 120),
    ("oez", 120),
    ("sast", 120),
    ("cat", 120),
    ("wat", 60),
    ("eest", 180),
    ("oesz", 180),
    ("msk", 180),
    ("мск", 180),
    ("trt", 180),
    ("eat", 180),
    ("ast", -240),
    ("adt", -180),
    ("brt", -180),
    ("art", -180),
    ("clt", -240),
    ("nst", -210),
    ("ndt", -150),
    ("est", -300),
    ("edt", -240),
    ("cst", -360),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
    ("akst", -540),
    ("akdt", -480),
    ("hst", -600),
    ("gst", 240),
    ("pkt", 300),
    ("ist", 330),
    ("npt", 345),
    ("ict", 420),
    ("wib", 420),
    ("sgt", 480),
    ("hkt", 480),
    ("pht", 480),
    ("awst", 480),
    ("jst", 540),
    ("kst", 540),
    ("acst", 570),
    ("aest", 600),
    ("aedt", 660),
    ("nzst", 720),
    ("nzdt", 780),
];

/// Zones that are named without saying whether it is summer.
const RULES: [(&str, &str); 4] = [
    ("et", "EST5EDT,M3.2.0,M11.1.0"),
    ("ct", "CST6CDT,M3.2.0,M11.1.0"),
    ("mt", "MST7MDT,M3.2.0,M11.1.0"),
    ("pt", "PST8PDT,M3.2.0,M11.1.0"),
];

/// Words after an hour that say it is one: `17 Uhr`, `17h30`, `17 u`, `17 óra`.
const HOURS: [&str; 4] = ["h", "uhr", "u", "óra"];
/// Words before an hour.
const LEADS: [&str; 4] = ["kl", "klo", "ore", "um"];
/// Words before an hour that say it is one of the afternoon.
const LATE: [&str; 3] = ["下午", "午後", "오후"];
/// The longest name of a zone.
const LONGEST_NAME: usize = 5;

/// Takes the time and its zone out of tokens, if there is one.
pub(super) fn take(tokens: &mut Vec<Token>) -> Result<Option<Clock>, Unknown> {
    let Some((time, at)) = (0..tokens.len()).find_map(|at| time(tokens, at)) else { return Ok(None) };
    let (zone, end) = zone(tokens, at.end)?.unwrap_or((Zone::default(), at.end));
    tokens.splice(at.start..end, [Token::Space]);
    Ok(Some(Clock { time, zone }))
}

/// The time that starts at a token, and where it stands.
fn time(tokens: &[Token], at: usize) -> Option<(Time, Range<usize>)> {
    let hour: i8 = tokens[at].digits().filter(|digits| digits.len() <= 2)?.parse().ok()?;
    // Behind a sign stands the offset of a zone, and behind a stop the end of a date.
    let previous = at.checked_sub(1).map(|before| &tokens[before]);
    if previous.is_some_and(|before| before.is_mark(&['+', '-', '.', '/'])) {
        return None;
    }
    let two = |at: usize, mark: char| -> Option<i8> {
        let digits = tokens.get(at + 1)?.digits().filter(|digits| digits.len() == 2)?;
        if tokens[at].is_mark(&[mark]) { digits.parse().ok() } else { None }
    };
    let mut end = at + 1;
    let (mut minute, mut second) = (0, 0);
    let mut is_sure = false;
    if let Some(found) = two(end, ':') {
        (minute, is_sure, end) = (found, true, end + 2);
        if let Some(found) = two(end, ':') {
            (second, end) = (found.min(59), end + 2);
            let is_fraction = tokens.get(end).is_some_and(|token| token.is_mark(&['.', ',']))
                && tokens.get(end + 1).is_some_and(|token| token.digits().is_some());
            end += if is_fraction { 2 } else { 0 };
        }
    } else if let Some(found) = two(end, '.')
        && (is_led(tokens, at, &LEADS) || is_hour(tokens, end + 2).is_some())
    {
        (minute, is_sure, end) = (found, true, end + 2);
    }
    if let Some(after) = is_hour(tokens, end) {
        (is_sure, end) = (true, after);
        let digits = tokens.get(end).and_then(Token::digits).filter(|digits| digits.len() == 2);
        if let Some(found) = digits.and_then(|digits| digits.parse().ok()).filter(|_| minute == 0) {
            (minute, end) = (found, end + 1);
        }
    }
    let mut hour = if hour < 12 && is_led(tokens, at, &LATE) { hour + 12 } else { hour };
    if let Some((is_late, after)) = half(tokens, end).filter(|_| (1..=12).contains(&hour)) {
        (hour, is_sure, end) = (hour % 12 + if is_late { 12 } else { 0 }, true, after);
    }
    let time = Time::new(hour, minute, second, 0).ok()?;
    is_sure.then_some((time, at..end))
}

/// Whether one of these words stands before a place.
fn is_led(tokens: &[Token], at: usize, leads: &[&str]) -> bool {
    let before = tokens[..at].iter().rev().find(|token| token.word().is_some() || token.digits().is_some());
    before.is_some_and(|before| leads.iter().any(|lead| before.is_word(lead)))
}

/// Where a word ends that says that an hour stands before it.
fn is_hour(tokens: &[Token], at: usize) -> Option<usize> {
    let at = past_space(tokens, at);
    let word = tokens.get(at)?.word()?.to_lowercase();
    HOURS.contains(&word.as_str()).then_some(at + 1)
}

/// Whether `p.m.` stands at a place or `a.m.`, and where it ends.
fn half(tokens: &[Token], at: usize) -> Option<(bool, usize)> {
    let at = past_space(tokens, at);
    let word = tokens.get(at)?.word()?.to_lowercase();
    let is_late = word.starts_with('p');
    if ["am", "pm"].contains(&word.as_str()) {
        return Some((is_late, at + 1));
    }
    let rest = tokens.get(at + 1..at + 3)?;
    let is_m = ["a", "p"].contains(&word.as_str()) && rest[0].is_mark(&['.']) && rest[1].is_word("m");
    let stop = usize::from(tokens.get(at + 3).is_some_and(|token| token.is_mark(&['.'])));
    is_m.then_some((is_late, at + 3 + stop))
}

/// The zone at a place, and where it ends.
pub(super) fn zone(tokens: &[Token], at: usize) -> Result<Option<(Zone, usize)>, Unknown> {
    let mut at = past_space(tokens, at);
    while tokens.get(at).is_some_and(|token| token.is_mark(&['(', '['])) {
        at += 1;
    }
    if let Some(found) = offset(tokens, at) {
        return Ok(Some(found));
    }
    let Some(word) = tokens.get(at).and_then(Token::word) else { return Ok(None) };
    let name = word.to_lowercase();
    if let Some((_, rule)) = RULES.iter().find(|(known, _)| *known == name && word != name) {
        return Ok(Some((Zone::Rule(rule), at + 1)));
    }
    if let Some((_, minutes)) = ZONES.iter().find(|(known, _)| *known == name) {
        let more = if *minutes == 0 { offset(tokens, at + 1) } else { None };
        return Ok(Some(more.unwrap_or((Zone::Offset(*minutes), at + 1))));
    }
    // The name of a place, `Europe/Berlin`, or another name of a zone: the moment is not known.
    let is_place = tokens.get(at + 1).is_some_and(|token| token.is_mark(&['/']))
        && tokens.get(at + 2).is_some_and(|token| token.word().is_some());
    let is_name =
        (2..=LONGEST_NAME).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
    if is_place || is_name { Err(Unknown) } else { Ok(None) }
}

/// An offset such as `+0100`, `-05:00` or `+1` at a place, and where it ends.
fn offset(tokens: &[Token], at: usize) -> Option<(Zone, usize)> {
    let sign = match tokens.get(at)? {
        Token::Mark('+') => 1,
        Token::Mark('-') => -1,
        _ => return None,
    };
    let digits = tokens.get(at + 1)?.digits()?;
    let colon = tokens.get(at + 2).is_some_and(|token| token.is_mark(&[':']));
    let after = tokens.get(at + 3).and_then(Token::digits).filter(|digits| colon && digits.len() == 2);
    let (hours, minutes, end) = match (digits.len(), after) {
        (4, _) => (&digits[..2], &digits[2..], at + 2),
        (1 | 2, Some(minutes)) => (digits, minutes, at + 4),
        (1 | 2, None) => (digits, "0", at + 2),
        _ => return None,
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 14 && minutes < 60).then_some((Zone::Offset(sign * (hours * 60 + minutes)), end))
}

fn past_space(tokens: &[Token], at: usize) -> usize {
    at + usize::from(tokens.get(at) == Some(&Token::Space))
}
