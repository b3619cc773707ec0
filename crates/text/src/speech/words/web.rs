//! Addresses of mail, pages and files, names and tags of social media.

use std::collections::BTreeMap;

use super::text::{Found, Kind, Text};
use super::{acronym, number};
use crate::language::german::Tags;

/// Endings that tell a name on the web from two sentences without a space.
#[rustfmt::skip]
const DOMAINS: &[&str] = &[
    "ai", "app", "at", "au", "be", "biz", "blog", "br", "ca", "ch", "cn", "co", "com", "cz", "de", "dev", "dk", "edu",
    "es", "eu", "fi", "fm", "fr", "gov", "gr", "hu", "ie", "in", "info", "int", "io", "it", "jp", "kr", "me", "mil",
    "mx", "net", "nl", "no", "nz", "org", "pl", "pt", "ru", "se", "sg", "sm", "tv", "ua", "uk", "us", "za",
];

/// Endings of files.
#[rustfmt::skip]
const FILES: &[&str] = &[
    "c", "cpp", "css", "csv", "doc", "docx", "epub", "exe", "gif", "go", "h", "html", "java", "jpeg", "jpg", "js",
    "json", "md", "mov", "mp", "pdf", "php", "png", "ppt", "py", "rb", "rs", "sh", "svg", "toml", "ts", "txt", "wav",
    "xls", "xlsx", "xml", "yaml", "yml", "zip",
];

/// The longest path, in characters, that is said after the name of its host.
const LONGEST_PATH: usize = 24;

/// "doi:10.1000/182": the word and its number are silent together.
fn cited(text: &Text<'_>, at: usize) -> Option<Found> {
    let named = text.word(at).eq_ignore_ascii_case("doi") && text.is(at + 1, ':');
    object(text, text.past_space(at + 2)).filter(|_| named)
}

/// Recognises an address where a run without white space begins.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    let strays = 1 < at && text.is(at - 1, '.') && text.is_gap(at - 2);
    let within = matches!(text.mark(at.wrapping_sub(1)), Some('.' | '@' | '/' | '-' | '_' | '&')) && !strays;
    if text.joined_left(at) || within {
        return None;
    }
    match text.mark(at) {
        Some('#') => return tag(text, at),
        Some('@') => return handle(text, at),
        Some('~') if text.is(at + 1, '/') => return Some(Found { next: at + 1, said: name('~').to_owned() }),
        Some(_) | None if !text.is_body(at) => return None,
        _ => {}
    }
    if let Some(found) = cited(text, at) {
        return Some(found);
    }
    let end = end(text, at);
    if end <= at + 2 {
        return None;
    }
    mail(text, at, end).or_else(|| page(text, at, end)).or_else(|| object(text, at))
}

/// Where an address that begins here ends: before white space and the punctuation of the sentence.
fn end(text: &Text<'_>, at: usize) -> usize {
    let mut end = at;
    while text.is_body(end) || text.mark(end).is_some_and(|c| "@.:/-_&?=%+~#".contains(c)) {
        end += 1;
    }
    while at < end && text.mark(end - 1).is_some_and(|c| ".:?&-_~#=+%".contains(c)) {
        end -= 1;
    }
    end
}

/// The number of a publication, "10.1000/xyz123": nobody can make use of it by ear, so it is silent.
fn object(text: &Text<'_>, at: usize) -> Option<Found> {
    let prefix =
        text.digits(at) == "10" && text.is(at + 1, '.') && (4..6).contains(&text.digits(at + 2).len());
    let end = text.chunk_end(at);
    let stop = (at..end).rev().find(|index| text.is_body(*index))? + 1;
    (prefix && text.is(at + 3, '/')).then(|| Found { next: stop, said: String::new() })
}

fn mail(text: &Text<'_>, at: usize, end: usize) -> Option<Found> {
    let sign = (at..end).find(|index| text.is(*index, '@'))?;
    (sign + 1..end).find(|index| text.is(*index, '.'))?;
    Some(Found { next: end, said: spelled(text, at, end) })
}

/// `https://example.com/news`: the scheme and "www" are silent, and so is a long path.
fn page(text: &Text<'_>, at: usize, end: usize) -> Option<Found> {
    let scheme = text.is(at + 1, ':') && text.is(at + 2, '/') && text.is(at + 3, '/');
    let mut start = if scheme { at + 4 } else { at };
    let www = text.word(start).eq_ignore_ascii_case("www") && text.is(start + 1, '.');
    if www {
        start += 2;
    }
    let host = (start..end).find(|index| text.is(*index, '/')).unwrap_or(end);
    if start == host {
        return None;
    }
    let named = host - start != 1 && is_name(text, start, host);
    if !(named || scheme || www) {
        return None;
    }
    let path = text.range(host, end).len();
    let next = if named && !scheme && !www && LONGEST_PATH < path { host } else { end };
    let said = if path <= LONGEST_PATH { spelled(text, start, end) } else { spelled(text, start, host) };
    Some(Found { next, said })
}

/// Whether words with stops between them are the name of a host or a file.
fn is_name(text: &Text<'_>, start: usize, end: usize) -> bool {
    let last = text.word(end - 1);
    let lower = last.chars().all(char::is_lowercase);
    let known = DOMAINS.contains(&last) || FILES.contains(&last) || matches!(last, "COM" | "ORG" | "NET");
    let first = text.get(start);
    // "x.ai", but no abbreviation with a letter behind it.
    let single = first.len() == 1 && end - start == 3 && !matches!(last, "ai" | "com" | "dev" | "io" | "org");
    text.is(end - 2, '.')
        && known
        && (lower || first.chars().all(char::is_uppercase))
        && !single
        && !text.word(start).is_empty()
        && !matches!((first, last), ("a" | "p", _))
        && (start..end)
            .all(|index| text.is_body(index) || text.mark(index).is_some_and(|c| "-._:".contains(c)))
}

/// An address word by word, with its marks named.
fn spelled(text: &Text<'_>, at: usize, end: usize) -> String {
    let mut words: Vec<String> = Vec::new();
    for index in at..end {
        words.push(match text.kind(index) {
            Some(Kind::Digits) => number::digits(text.digits(index)),
            Some(Kind::Mark(mark)) => name(mark).to_owned(),
            _ if text.get(index) == "ai" => acronym::spell("AI"),
            _ => text.get(index).to_owned(),
        });
    }
    words.join(" ")
}

/// What another language than English says in an address.
pub(super) struct Names<'a> {
    /// The marks.
    pub marks: &'a BTreeMap<char, String>,
    /// What stands before a number and a word.
    pub tags: &'a Tags,
    /// Says the number that begins at a token.
    pub number: &'a dyn Fn(usize) -> Option<Found>,
    /// Says digits one by one.
    pub digits: &'a dyn Fn(&str) -> String,
    /// Spells a word.
    pub spell: &'a dyn Fn(&str) -> String,
}

/// Recognises an address, a name or a tag, and says it in another language. What is one is the same in every language.
pub(super) fn named(text: &Text<'_>, at: usize, names: &Names<'_>) -> Option<Found> {
    let found = rule(text, at)?;
    let next = found.next;
    match text.mark(at) {
        Some('#') if text.kind(next - 1) == Some(Kind::Digits) => {
            let start = (at..next).find(|index| !text.digits(*index).is_empty())?;
            let number = (names.number)(start)?;
            Some(Found { said: format!("{} {}", names.tags.number, number.said), ..number })
        }
        Some('#') => {
            let words = found.said.split_once(' ').map_or("", |(_, words)| words);
            Some(Found { next, said: format!("{} {words}", names.tags.hashtag) })
        }
        Some('@') => Some(Found { next, said: renamed(text, at, next, names) }),
        _ if found.said.is_empty() => Some(found),
        _ => {
            let mut start = at;
            if text.word(at) == "mailto" {
                start = at + 2;
            } else if text.is(at + 1, ':') {
                start = at + 4;
            }
            if text.word(start).eq_ignore_ascii_case("www") && text.is(start + 1, '.') {
                start += 2;
            }
            let path = (start..next).find(|index| text.is(*index, '/')).unwrap_or(next);
            let long = LONGEST_PATH < text.range(path, next).len();
            Some(Found { next, said: renamed(text, start, if long { path } else { next }, names) })
        }
    }
}

/// An address word by word in another language: its marks named, its country spelled.
fn renamed(text: &Text<'_>, at: usize, end: usize, names: &Names<'_>) -> String {
    let said = |index: usize| {
        let word = text.get(index);
        match text.kind(index) {
            Some(Kind::Digits) => (names.digits)(word),
            Some(Kind::Mark(mark)) => names.marks.get(&mark).cloned().unwrap_or_default(),
            _ if word.len() == 2 && text.is(index.wrapping_sub(1), '.') => (names.spell)(word),
            _ => word.to_owned(),
        }
    };
    let mut words: Vec<String> = (at..end).map(said).collect();
    words.retain(|word| !word.is_empty());
    words.join(" ")
}

fn name(mark: char) -> &'static str {
    match mark {
        '.' => "dot",
        '@' => "at",
        '-' => "dash",
        '_' => "underscore",
        '/' => "slash",
        ':' => "colon",
        '&' => "ampersand",
        '?' => "question mark",
        '=' => "equals",
        '%' => "percent",
        '+' => "plus",
        '~' => "tilde",
        '#' => "hash",
        _ => "",
    }
}

/// "#1" is a number, `#ClimateChange` a tag whose words are told apart by their capitals.
fn tag(text: &Text<'_>, at: usize) -> Option<Found> {
    let is_apart = at == 0 || text.is_gap(at - 1) || text.is(at - 1, '(');
    let start = if is_apart { text.past_space(at + 1) } else { at + 1 };
    if !text.digits(start).is_empty() {
        let number = number::read(text, start).filter(|number| !text.is_body(number.next))?;
        return Some(Found { next: number.next, said: format!("number {}", number.said(text.region)) });
    }
    let word = text.word(at + 1);
    (!word.is_empty()).then(|| Found { next: at + 2, said: format!("hashtag {}", apart(word)) })
}

/// "@name": "at name".
fn handle(text: &Text<'_>, at: usize) -> Option<Found> {
    let mut next = at + 1;
    let mut said = "at".to_owned();
    while text.is_body(next) || at + 1 < next && text.is(next, '_') && text.is_body(next + 1) {
        match text.digits(next) {
            "" if text.is(next, '_') => {}
            "" => said = format!("{said} {}", text.word(next)),
            digits => said = format!("{said} {}", number::pairs(digits)),
        }
        next += 1;
    }
    (!text.word(at + 1).is_empty() && !text.joined_left(at)).then_some(Found { next, said })
}

/// Words that were run together with capitals, with spaces.
fn apart(word: &str) -> String {
    let mut said = String::new();
    let mut small = false;
    for c in word.chars() {
        if small && c.is_uppercase() {
            said.push(' ');
        }
        small = c.is_lowercase();
        said.push(c);
    }
    said
}
