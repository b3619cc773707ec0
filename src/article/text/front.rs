//! What an article says of itself at its start: its title and copies of it, who wrote it, and when.

use super::context::running;
use super::features::month;
use super::lines::Line;
use super::marks::mail;
use super::model::Role;
use super::phrases::{aside, words};
use super::roles::Verdict;
use super::units::{Form, Mark, Unit};
use crate::article::{Meta, Why, key};

/// What the start of a text says, and what became of its units.
#[derive(Debug, Default)]
pub(super) struct Front {
    /// The facts.
    pub(super) meta: Meta,
    /// Units that the facts say in full.
    pub(super) told: Vec<usize>,
    /// Units that repeat the title or say more beside the facts.
    pub(super) left: Vec<(usize, Why)>,
}

/// The longest start of a text that is searched for facts.
const REACH: usize = 40;

/// Reads the start of a text.
pub(super) fn front(meta: Meta, units: &[Unit], verdicts: &[Verdict]) -> Front {
    let body = units.iter().position(running).unwrap_or(units.len()).min(REACH);
    let mut front = Front { meta, ..Front::default() };
    if front.meta.title.is_some() {
        front.copies(units, body);
        front.names(&units[..body]);
        return front;
    }
    let header = letter(units);
    if 1 < header {
        front.header(&units[..header]);
        front.copies(units, body.max(header));
        return front;
    }
    let title = repeated(&units[..body]).or_else(|| headed(&units[..body], verdicts));
    if let Some(title) = title {
        front.meta.title = Some(title_text(&units[title], &units[..body], &mut front.meta.site));
        front.told.push(title);
        front.copies(units, body);
    }
    let from = title.map_or(0, |title| title.saturating_sub(4));
    for (n, unit) in units.iter().enumerate().take(body.max(title.map_or(0, |t| t + 4))).skip(from) {
        let taken = front.told.contains(&n) || front.left.iter().any(|(left, _)| *left == n);
        if !taken && plain(unit) && words(&unit.text).take(21).count() < 21 {
            front.credits(n, &unit.text);
        }
    }
    front
}

/// How many units the header of a letter has, from the start of the text.
fn letter(units: &[Unit]) -> usize {
    units.iter().take(20).take_while(|unit| plain(unit) && mail(&unit.text).is_some()).count()
}

fn plain(unit: &Unit) -> bool {
    matches!(unit.form, Form::Prose | Form::Verse(_) | Form::Heading(_))
}

fn may_be_title(unit: &Unit) -> bool {
    plain(unit) && unit.text.len() <= 300 && aside(&unit.text).is_none() && !key(&unit.text).is_empty()
}

/// The title without the name of the site that a browser's title bar adds.
fn stem(text: &str) -> Option<(&str, &str)> {
    let seams = [" | ", " - ", " – ", " — ", " :: ", " » ", " · "];
    let cut = |seam: &&str| text.rsplit_once(*seam).filter(|(stem, _)| !key(stem).is_empty());
    seams.iter().find_map(cut)
}

/// Whether the first text repeats the second, perhaps with the name of a site.
fn repeats(text: &str, title: &str) -> bool {
    let title = key(title);
    key(text) == title || stem(text).is_some_and(|(stem, _)| key(stem) == title)
}

/// The longest text among the first units that stands there twice.
fn repeated(units: &[Unit]) -> Option<usize> {
    let twice = |n: &usize| {
        let unit = &units[*n];
        let copies = units.iter().enumerate().filter(|(k, other)| k != n && may_be_title(other));
        may_be_title(unit)
            && !matches!(unit.form, Form::Verse(_))
            && 1 < words(&unit.text).take(2).count()
            && copies.into_iter().any(|(_, other)| repeats(&other.text, &unit.text))
    };
    let found: Vec<usize> = (0..units.len()).filter(twice).collect();
    // The first of the longest, but never with a suffix that another copy lacks.
    found.into_iter().rev().max_by_key(|&n| units[n].text.len())
}

/// The first heading before any running text; an underlined one goes first.
fn headed(units: &[Unit], verdicts: &[Verdict]) -> Option<usize> {
    let marked =
        units.iter().position(|unit| matches!(unit.form, Form::Heading(Mark::Under(_) | Mark::Hashes(1))));
    let weighed = || {
        (0..units.len()).find(|&n| {
            let text = units[n].text.as_str();
            let titles = may_be_title(&units[n]) && !text.ends_with(':') && date(text).is_none();
            // The first section of several has a number; their title has none.
            verdicts[n].role == Role::Heading && titles && !text.starts_with("1. ")
        })
    };
    marked.or_else(weighed)
}

fn title_text(unit: &Unit, units: &[Unit], site: &mut Option<String>) -> String {
    let named =
        units.iter().filter_map(|other| stem(&other.text)).find(|(stem, _)| key(stem) == key(&unit.text));
    *site = named.map(|(_, site)| site.trim().to_owned()).filter(|site| words(site).take(7).count() < 7);
    unit.text.clone()
}

impl Front {
    /// Takes the facts from the header of a letter.
    fn header(&mut self, units: &[Unit]) {
        for (n, unit) in units.iter().enumerate() {
            self.left.push((n, Why::Credits));
            let Some((name, value)) = mail(&unit.text) else { continue };
            let fact = match name.to_ascii_lowercase().as_str() {
                "subject" => &mut self.meta.title,
                "from" => &mut self.meta.byline,
                "date" | "sent" => &mut self.meta.published,
                _ => continue,
            };
            let value = value.split_once(" <").map_or(value, |(name, _)| name).trim_matches('"');
            if !key(value).is_empty() {
                fact.get_or_insert_with(|| value.to_owned());
            }
        }
    }

    /// Lines that only say again who wrote the text.
    fn names(&mut self, units: &[Unit]) {
        let Some(byline) = self.meta.byline.as_deref().map(key) else { return };
        for (n, unit) in units.iter().enumerate().filter(|(_, unit)| plain(unit)) {
            let name = author(&unit.text).unwrap_or(&unit.text);
            if key(name) == byline {
                self.left.push((n, Why::Credits));
            }
        }
    }

    /// Every other copy of the title.
    fn copies(&mut self, units: &[Unit], body: usize) {
        let Some(title) = self.meta.title.clone() else { return };
        let long = 2 < words(&title).take(3).count();
        let said = key(&title);
        for (n, unit) in units.iter().enumerate().filter(|(_, unit)| plain(unit) && unit.text.len() <= 400) {
            let same = n < body && repeats(&unit.text, &title)
                || long && said.len() <= 2 * unit.text.len() && key(&unit.text) == said;
            if same && !self.told.contains(&n) {
                self.left.push((n, Why::RepeatedTitle));
            }
        }
    }

    /// Takes a byline and a date from a line.
    fn credits(&mut self, n: usize, text: &str) {
        let mut full = true;
        let (mut byline, mut published) = (None, None);
        for part in text.split([',', '|', '·', '•', '–', '—']).map(str::trim).filter(|part| !part.is_empty())
        {
            if let Some(name) = author(part).filter(|_| byline.is_none()) {
                byline = Some(name.to_owned());
            } else {
                full = false;
            }
        }
        if let Some(day) = date(text) {
            let before = text.split(day).next().unwrap_or_default().to_lowercase();
            published =
                Some(day.to_owned()).filter(|_| !before.contains("updated") && !before.contains("modified"));
            let label = text.replacen(day, "", 1).to_lowercase();
            full = byline.is_none() && labels(&label);
        }
        let news = byline.is_some() && self.meta.byline.is_none()
            || published.is_some() && self.meta.published.is_none();
        if !news {
            return;
        }
        let both = byline.is_none_or(|name| *self.meta.byline.get_or_insert(name.clone()) == name)
            && published.is_none_or(|day| *self.meta.published.get_or_insert(day.clone()) == day);
        if full && both { self.told.push(n) } else { self.left.push((n, Why::Credits)) }
    }
}

/// Whether a text only says that a date or a name follows.
fn labels(text: &str) -> bool {
    words(text).all(|word| ["published", "posted", "on", "date", "by", "written"].contains(&word))
}

/// Parts a line that names the author or a date from the title right above it, as an empty line would.
pub(super) fn part_credits(lines: &mut [Line<'_>]) {
    /// Lines under a title.
    const NEAR: usize = 3;
    let is_title = |line: &Line<'_>| line.text.len() <= 120 && !line.text.ends_with(['.', ',', ';', ':']);
    if !lines.first().is_some_and(is_title) {
        return;
    }
    let mut parts = false;
    for line in lines.iter_mut().skip(1).take(NEAR).take_while(|line| line.blanks == 0) {
        let is_credit = author(line.text).is_some() || date(line.text) == Some(line.text);
        if is_credit || parts {
            line.blanks = 1;
        }
        parts = is_credit;
    }
}

/// The name after “by”.
fn author(part: &str) -> Option<&str> {
    let heads =
        ["by ", "written by ", "posted by ", "author: ", "by: ", "written by: ", "story by ", "words by "];
    let head = heads
        .iter()
        .find(|head| part.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head)))?;
    let name = part[head.len()..].trim();
    let joins = [
        "and", "de", "von", "van", "der", "den", "la", "le", "du", "di", "da", "del", "bin", "al", "of",
        "the",
    ];
    let fits = |word: &str| word.starts_with(char::is_uppercase) || joins.contains(&word);
    let clean = !name.contains(|c: char| c.is_ascii_digit() || ":!?@/".contains(c)) && name.len() < 90;
    let count = words(name).take(9).count();
    (clean && (1..9).contains(&count) && words(name).all(fits)).then_some(name)
}

/// The date in a text, in the text's own words.
pub(super) fn date(text: &str) -> Option<&str> {
    if 200 < text.len() {
        return None;
    }
    let spans: Vec<(usize, &str)> = text
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !word.is_empty())
        .map(|word| {
            (word.as_ptr() as usize - text.as_ptr() as usize, word.trim_matches(['.', '(', ')', ':', '|']))
        })
        .collect();
    let at = |n: usize| spans.get(n).map(|(_, word)| *word).unwrap_or_default();
    let ends = |n: usize| spans[n].0 + text[spans[n].0..].find(at(n)).unwrap_or(0) + at(n).len();
    let starts = |n: usize| spans[n].0 + text[spans[n].0..].find(at(n)).unwrap_or(0);
    for n in 0..spans.len() {
        if iso(at(n)) {
            return Some(at(n));
        }
        if !month(at(n)) {
            continue;
        }
        if day(at(n + 1)) && year(at(n + 2)) {
            return Some(&text[starts(n)..ends(n + 2)]);
        }
        if 0 < n && day(at(n - 1)) && year(at(n + 1)) {
            return Some(&text[starts(n - 1)..ends(n + 1)]);
        }
    }
    None
}

fn iso(word: &str) -> bool {
    let day = word.split('T').next().unwrap_or_default();
    let parts: Vec<&str> = day.split('-').collect();
    let sizes: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    sizes == [4, 2, 2] && parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()))
}

fn day(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    digits.len() <= 2 && digits.parse().is_ok_and(|day: u8| (1..32).contains(&day))
}

fn year(word: &str) -> bool {
    word.len() == 4 && word.parse().is_ok_and(|year: u16| (1500..2200).contains(&year))
}
