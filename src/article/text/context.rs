//! What the whole text says about each of its units: repetitions, series, what stands above and below.

use std::collections::HashMap;

use super::facts::{Fact, Facts};
use super::features::{case, numbered, said};
use super::phrases::{self, words};
use super::pictures;
use super::units::{Form, Unit};

/// Running text: long enough and ending like a sentence, or longer still.
pub(super) fn running(unit: &Unit) -> bool {
    let count = words(&unit.text).take(40).count();
    let ends = unit.text.ends_with(['.', '!', '?', ':', '…', '"', '”', '’', ')', '»', '。']);
    matches!(unit.form, Form::Prose | Form::Verse(_) | Form::Quote(_)) && (ends && 14 <= count || 30 <= count)
}

/// Where the comments of a page start; they go on to its end.
pub(super) fn comments(units: &[Unit]) -> Option<usize> {
    let body = units.iter().position(running)?;
    let likely = |n: &usize| {
        let below = &units[n + 1..(n + 6).min(units.len())];
        match phrases::opens_comments(&units[*n].text) {
            0 => false,
            1 => below.iter().any(|unit| said(&unit.text, &unit.text.to_lowercase()) || 3 < unit.indent),
            _ => true,
        }
    };
    (body + 1..units.len()).find(likely)
}

/// What the whole text says about its units.
pub(super) struct Around {
    /// How often each short text occurs, by its letters and digits.
    counts: HashMap<u64, usize>,
    keys: Vec<u64>,
    running: Vec<bool>,
    numbers: Vec<Option<u32>>,
    series: HashMap<u32, usize>,
    /// Which units could be headings, and whether most such lines stand over running text.
    heads: Vec<bool>,
    /// Whether headings over running text are mostly in title case.
    titled: bool,
    scattered: bool,
    /// The longer words of each short unit.
    contents: Vec<Vec<u64>>,
    /// Those of the first short lines.
    opening: Vec<u64>,
    first: usize,
    last: usize,
    comments: usize,
    aside: usize,
}

impl Around {
    /// Reads the whole text.
    pub(super) fn new(units: &[Unit]) -> Around {
        let keys: Vec<u64> = units.iter().map(|unit| digest(&unit.text)).collect();
        let mut counts = HashMap::new();
        for key in keys.iter().filter(|key| **key != 0) {
            *counts.entry(*key).or_insert(0) += 1;
        }
        let running: Vec<bool> = units.iter().map(running).collect();
        let plain = |unit: &Unit| unit.form == Form::Prose && unit.text.len() < 200;
        let numbers: Vec<Option<u32>> =
            units.iter().map(|unit| numbered(&unit.text).filter(|_| plain(unit))).collect();
        let mut series = HashMap::new();
        for number in numbers.iter().flatten() {
            *series.entry(*number).or_insert(0) += 1;
        }
        let first = running.iter().position(|r| *r).unwrap_or(units.len());
        let last = running.iter().rposition(|r| *r).unwrap_or(units.len());
        let comments = comments(units).unwrap_or(units.len());
        let third = units.len() * 2 / 3;
        let own = |unit: &Unit| unit.text.len() < 60 && phrases::aside(&unit.text).is_some();
        let aside = units[third..].iter().position(own).map_or(units.len(), |at| third + at);
        let heads: Vec<bool> = units.iter().map(head_like).collect();
        let over = |n: &usize| heads[*n] && units.get(n + 1).is_some_and(|_| running[n + 1]);
        let all = heads.iter().filter(|head| **head).count();
        let overs: Vec<usize> = (0..units.len()).filter(over).collect();
        let capitals = overs.iter().filter(|n| title_case(&units[**n].text)).count();
        let (titled, scattered) = (overs.len() < 2 * capitals, 5 * overs.len() < 2 * all);
        let brief = |unit: &Unit| if unit.text.len() < 200 { content(&unit.text) } else { Vec::new() };
        let contents: Vec<Vec<u64>> = units.iter().map(brief).collect();
        let opening =
            contents.iter().take(12).filter(|words| !words.is_empty()).take(3).flatten().copied().collect();
        Around {
            counts,
            keys,
            running,
            numbers,
            series,
            heads,
            titled,
            scattered,
            contents,
            opening,
            first,
            last,
            comments,
            aside,
        }
    }

    /// A number for the words of each unit.
    pub(super) fn keys(&self) -> &[u64] {
        &self.keys
    }

    /// Which units are running text.
    pub(super) fn running(&self) -> &[bool] {
        &self.running
    }

    /// What a line that could be a heading stands over and between.
    pub(super) fn heading(&self, n: usize, units: &[Unit], set: &mut Facts) {
        let item = |k: usize| units.get(k).is_some_and(|unit| matches!(unit.form, Form::Item(_)));
        let body = |k: usize| k < units.len() && (self.running[k] || item(k));
        let head = |k: usize| self.heads.get(k).copied().unwrap_or(false);
        let (own, above) = (self.heads[n], n.wrapping_sub(1));
        let title = title_case(&units[n].text);
        let text = units[n].text.as_str();
        set.add(Fact::HeadLike, own);
        set.add(Fact::Over, own && body(n + 1));
        set.add(Fact::Between, own && body(n + 1) && body(above));
        set.add(Fact::OverHead, own && head(n + 1));
        set.add(Fact::AmongHeads, own && head(n + 1) && head(above));
        set.add(Fact::TitleOver, own && title && body(n + 1));
        set.add(Fact::Agrees, own && title == self.titled);
        set.add(Fact::Scattered, own && self.scattered);
        let short = words(text).take(16).count() < 16;
        let open = !text.ends_with(['.', '!', '?', ':', ',']);
        set.add(Fact::Scrap, short && open && text.starts_with(char::is_lowercase));
        set.add(Fact::Verbless, text.len() < 200 && text.ends_with('.') && !pictures::has_verb(text));
        set.add(Fact::AskedOver, own && text.ends_with('?') && body(n + 1));
        let prose = units[n].form == Form::Prose;
        set.add(Fact::Introduces, prose && text.ends_with(':') && item(n + 1));
        let close = units[n].blanks == 0 || units.get(n + 1).is_some_and(|next| next.blanks == 0);
        set.add(Fact::Wedged, short && close && body(n + 1) && body(above));
    }

    /// Where a short line's words stand again.
    pub(super) fn echoes(&self, n: usize, set: &mut Facts) {
        let mine = &self.contents[n];
        let most = |other: &[u64]| {
            let both = mine.iter().filter(|word| other.contains(word)).count();
            !mine.is_empty() && 3 * mine.len() <= 5 * both
        };
        let near = n.saturating_sub(4)..(n + 5).min(self.contents.len());
        let echo = || near.filter(|k| *k != n).any(|k| most(&self.contents[k]));
        set.add(Fact::EchoNear, 1 < mine.len() && echo());
        set.add(Fact::EchoTitle, 3 < n && most(&self.opening));
    }

    /// How often it is said, where it stands, and what is near.
    pub(super) fn relations(&self, n: usize, units: &[Unit], set: &mut Facts) {
        let count = self.counts.get(&self.keys[n]).copied().unwrap_or(1);
        set.add(Fact::Repeated, count == 2);
        set.add(Fact::Often, 2 < count);
        set.add(Fact::Front, n < self.first);
        set.add(Fact::Back, self.last < n);
        set.add(Fact::AfterComments, self.comments < n);
        set.add(Fact::AfterAside, self.aside < n);
        let near = |k: &usize| (*k != n && *k < units.len()) && self.running[*k];
        set.add(Fact::Crowd, (n.saturating_sub(3)..n + 4).filter(near).count() < 2);
        let number = self.numbers[n];
        let beside =
            |number: u32| [number.wrapping_sub(1), number + 1].iter().any(|k| self.series.contains_key(k));
        set.add(Fact::Series, number.is_some_and(beside));
        let short = |n: usize| units[n].text.len() < 300;
        let echoes =
            |k: usize| k < units.len() && short(k) && short(n) && shared(&units[n].text, &units[k].text);
        set.add(Fact::Echo, echoes(n + 1) || 0 < n && echoes(n - 1));
        let below = units.get(n + 1).filter(|_| units[n].text.len() < 120).map(|unit| lowered(&unit.text));
        let below = below.unwrap_or_default();
        let content: Vec<String> =
            words(&units[n].text).take(31).filter(|w| 3 < w.len()).map(str::to_lowercase).collect();
        set.add(Fact::Foretells, content.iter().any(|word| below.contains(word.as_str())));
        set.add(
            Fact::Leads,
            content.first().is_some_and(|word| below.get(..40).unwrap_or_default().contains(word.as_str())),
        );
    }
}

/// Whether a unit could be a heading by its looks alone.
fn head_like(unit: &Unit) -> bool {
    let text = unit.text.as_str();
    let starts = text
        .trim_start_matches(['"', '“', '‘', '\'', '¿', '¡'])
        .starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let ends = text.ends_with(['.', ',', ';', ':']) && !text.ends_with("...");
    unit.form == Form::Prose && text.len() < 160 && starts && !ends && words(text).take(17).count() < 17
}

fn title_case(text: &str) -> bool {
    let mut set = Facts::default();
    case(if text.len() < 200 { text } else { "" }, &mut set);
    set.has(Fact::TitleCase) || set.has(Fact::AllCaps)
}

/// The longer words of a text, each as a number.
fn content(text: &str) -> Vec<u64> {
    words(text).filter(|word| 3 < word.len()).take(30).map(digest).collect()
}

/// A number for the letters and digits of a short text: the same for texts that say the same; 0 if there is none.
pub(super) fn digest(text: &str) -> u64 {
    let letters = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    let short = letters.take_while(|_| text.len() < 300);
    // FNV-1a (Fowler, Noll and Vo) over characters.
    let mix = |hash: u64, letter: char| (hash ^ u64::from(u32::from(letter))).wrapping_mul(0x0100_0000_01b3);
    short
        .fold(None, |hash: Option<u64>, letter| Some(mix(hash.unwrap_or(0xcbf2_9ce4_8422_2325), letter)))
        .unwrap_or(0)
}

/// The start of a text in small letters.
fn lowered(text: &str) -> String {
    text.chars().take(500).flat_map(char::to_lowercase).collect()
}

/// Whether most words of one text stand in the other.
fn shared(text: &str, other: &str) -> bool {
    let other: Vec<String> = words(other).filter(|w| 2 < w.len()).map(str::to_lowercase).collect();
    let mine: Vec<String> = words(text).filter(|w| 2 < w.len()).map(str::to_lowercase).collect();
    let both = mine.iter().filter(|word| other.contains(word)).count();
    1 < mine.len() && 3 * mine.len() <= 5 * both
}
