//! What the whole text says about each of its units: repetitions, series, what stands above and below.

use super::facts::{Fact, Facts};
use super::features::{case, numbered, said};
use super::lexicon::Counts;
use super::phrases::{self, fewer, words};
use super::pictures;
use super::units::{Form, Unit};

/// Running text: long enough and ending like a sentence, or longer still.
pub(super) fn running(unit: &Unit) -> bool {
    if fewer(&unit.text, 14) {
        return false;
    }
    let ends =
        unit.text.ends_with(['.', '!', '?', ':', '…', '"', '”', '’', ')', '»', '。', '！', '？', '」', '』']);
    matches!(unit.form, Form::Prose | Form::Verse(_) | Form::Quote(_)) && (ends || !fewer(&unit.text, 30))
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
    counts: Counts,
    keys: Vec<u32>,
    running: Vec<bool>,
    numbers: Vec<Option<u32>>,
    series: Counts,
    /// Which units could be headings, and whether most such lines stand over running text.
    heads: Vec<bool>,
    /// Whether headings over running text are mostly in title case.
    titled: bool,
    scattered: bool,
    contents: Contents,
    /// The longer words of the first short lines.
    opening: Vec<u32>,
    comments: usize,
}

impl Around {
    /// Reads the whole text.
    pub(super) fn new(units: &[Unit], thread: Option<usize>) -> Around {
        let keys: Vec<u32> = units.iter().map(|unit| digest(&unit.text)).collect();
        let mut counts = Counts::default();
        for key in keys.iter().filter(|key| **key != 0) {
            *counts.entry(*key).or_insert(0) += 1;
        }
        let running: Vec<bool> = units.iter().map(running).collect();
        let plain = |unit: &Unit| unit.form == Form::Prose && unit.text.len() < 200;
        let numbers: Vec<Option<u32>> =
            units.iter().map(|unit| numbered(&unit.text).filter(|_| plain(unit))).collect();
        let mut series = Counts::default();
        for number in numbers.iter().flatten() {
            *series.entry(*number).or_insert(0) += 1;
        }
        let comments = thread.unwrap_or(units.len());
        let heads: Vec<bool> = units.iter().map(head_like).collect();
        let over = |n: &usize| heads[*n] && units.get(n + 1).is_some_and(|_| running[n + 1]);
        let all = heads.iter().filter(|head| **head).count();
        let overs: Vec<usize> = (0..units.len()).filter(over).collect();
        let capitals = overs.iter().filter(|n| title_case(&units[**n].text)).count();
        let (titled, scattered) = (overs.len() < 2 * capitals, 5 * overs.len() < 2 * all);
        let contents = Contents::new(units);
        let brief = (0..units.len().min(12)).map(|n| contents.brief(n)).filter(|words| !words.is_empty());
        let opening = brief.take(3).flatten().copied().collect();
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
            comments,
        }
    }

    /// Which units are running text.
    pub(super) fn running(&self) -> &[bool] {
        &self.running
    }

    /// How many units there are.
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// A number for what a short unit says; 0 if it is long or says nothing.
    pub(super) fn key(&self, n: usize) -> u32 {
        self.keys[n]
    }

    /// How often what a unit says stands in the text.
    pub(super) fn copies(&self, n: usize) -> usize {
        self.counts.get(&self.keys[n]).map_or(1, |count| *count as usize)
    }

    /// The longer words of a unit's start, as numbers.
    pub(super) fn contents(&self, n: usize) -> &[u32] {
        self.contents.of(n)
    }

    /// What a line that could be a heading stands over and between.
    pub(super) fn heading(&self, n: usize, units: &[Unit], set: &mut Facts) {
        let item = |k: usize| units.get(k).is_some_and(|unit| matches!(unit.form, Form::Item(_)));
        let body = |k: usize| k < units.len() && (self.running[k] || item(k));
        let head = |k: usize| self.heads.get(k).copied().unwrap_or(false);
        let (own, above) = (self.heads[n], n.wrapping_sub(1));
        let title = set.has(Fact::TitleCase) || set.has(Fact::AllCaps);
        let text = units[n].text.as_str();
        set.add(Fact::HeadLike, own);
        set.add(Fact::Over, own && body(n + 1));
        set.add(Fact::Between, own && body(n + 1) && body(above));
        set.add(Fact::OverHead, own && head(n + 1));
        set.add(Fact::AmongHeads, own && head(n + 1) && head(above));
        set.add(Fact::TitleOver, own && title && body(n + 1));
        set.add(Fact::Agrees, own && title == self.titled);
        set.add(Fact::Scattered, own && self.scattered);
        let short = fewer(text, 16);
        let open = !text.ends_with(['.', '!', '?', ':', ',']);
        set.add(Fact::Scrap, short && open && text.starts_with(char::is_lowercase));
        set.add(Fact::Verbless, text.len() < 200 && text.ends_with('.') && !pictures::has_verb(text));
        let prose = units[n].form == Form::Prose;
        set.add(Fact::Introduces, prose && text.ends_with(':') && item(n + 1));
        let close = units[n].blanks == 0 || units.get(n + 1).is_some_and(|next| next.blanks == 0);
        set.add(Fact::Wedged, short && close && body(n + 1) && body(above));
    }

    /// Where a short line's words stand again.
    pub(super) fn echoes(&self, n: usize, set: &mut Facts) {
        let mine = self.contents.brief(n);
        let most = |other: &[u32]| {
            let both = mine.iter().filter(|word| other.contains(word)).count();
            !mine.is_empty() && 3 * mine.len() <= 5 * both
        };
        let near = n.saturating_sub(4)..(n + 5).min(self.keys.len());
        let echo = || near.filter(|k| *k != n).any(|k| most(self.contents.brief(k)));
        let beside = |k: usize| k < self.keys.len() && most(self.contents.brief(k));
        set.add(Fact::Echo, 1 < mine.len() && (beside(n + 1) || 0 < n && beside(n - 1)));
        set.add(Fact::EchoNear, 1 < mine.len() && echo());
        set.add(Fact::EchoTitle, 3 < n && most(&self.opening));
    }

    /// How often it is said, where it stands, and what is near.
    pub(super) fn relations(&self, n: usize, units: &[Unit], set: &mut Facts) {
        let count = self.counts.get(&self.keys[n]).copied().unwrap_or(1);
        set.add(Fact::Repeated, count == 2);
        set.add(Fact::Often, 2 < count);
        set.add(Fact::AfterComments, self.comments < n);
        let near = |k: &usize| (*k != n && *k < units.len()) && self.running[*k];
        set.add(Fact::Crowd, (n.saturating_sub(3)..n + 4).filter(near).count() < 2);
        let number = self.numbers[n];
        let beside =
            |number: u32| [number.wrapping_sub(1), number + 1].iter().any(|k| self.series.contains_key(k));
        set.add(Fact::Series, number.is_some_and(beside));
        let below = if n + 1 < units.len() { self.contents.of(n + 1) } else { &[] };
        let mine = if units[n].text.len() < 120 { self.contents.of(n) } else { &[] };
        set.add(Fact::Foretells, mine.iter().any(|word| below.contains(word)));
        set.add(
            Fact::Leads,
            mine.first().is_some_and(|word| below.iter().take(5).any(|other| other == word)),
        );
    }
}

/// The longer words of each unit's start, as numbers.
struct Contents {
    words: Vec<u32>,
    /// Where those of each unit end, and whether the unit is short.
    ends: Vec<(u32, bool)>,
}

impl Contents {
    /// The most words of a unit that are kept.
    const MOST: usize = 30;

    fn new(units: &[Unit]) -> Contents {
        let mut contents = Contents { words: Vec::new(), ends: Vec::with_capacity(units.len()) };
        for unit in units {
            let longer = words(&unit.text).take(3 * Self::MOST).filter(|word| 3 < word.len());
            contents.words.extend(longer.take(Self::MOST).map(|word| digest(stem(word))));
            let end = u32::try_from(contents.words.len()).unwrap_or(u32::MAX);
            contents.ends.push((end, unit.text.len() < 200));
        }
        contents
    }

    /// The words of a unit.
    fn of(&self, n: usize) -> &[u32] {
        let start = n.checked_sub(1).map_or(0, |n| self.ends[n].0);
        self.words.get(start as usize..self.ends[n].0 as usize).unwrap_or_default()
    }

    /// The words of a short unit; of a long one none.
    fn brief(&self, n: usize) -> &[u32] {
        if self.ends[n].1 { self.of(n) } else { &[] }
    }
}

/// Whether a unit could be a heading by its looks alone.
fn head_like(unit: &Unit) -> bool {
    let text = unit.text.as_str();
    let starts = text
        .trim_start_matches(['"', '“', '‘', '\'', '¿', '¡'])
        .starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let ends = text.ends_with(['.', ',', ';', ':']) && !text.ends_with("...");
    unit.form == Form::Prose && text.len() < 160 && starts && !ends && fewer(text, 17)
}

fn title_case(text: &str) -> bool {
    let mut set = Facts::default();
    case(if text.len() < 200 { text } else { "" }, &mut set);
    set.has(Fact::TitleCase) || set.has(Fact::AllCaps)
}

/// The start of a word, which its other forms have too.
fn stem(word: &str) -> &str {
    word.char_indices().nth(6).map_or(word, |(at, _)| &word[..at])
}

/// A number for the letters and digits of a short text: the same for texts that say the same; 0 if there is none.
pub(super) fn digest(text: &str) -> u32 {
    if 300 <= text.len() {
        return 0;
    }
    // FNV-1a (Fowler, Noll and Vo) over characters.
    let mix = |hash: u64, letter: char| (hash ^ u64::from(u32::from(letter))).wrapping_mul(0x0100_0000_01b3);
    let (mut hash, mut any) = (0xcbf2_9ce4_8422_2325, false);
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        any = true;
        if c.is_ascii() {
            hash = mix(hash, c.to_ascii_lowercase());
        } else {
            hash = c.to_lowercase().fold(hash, mix);
        }
    }
    // Both halves count; the bits that the mask leaves are enough.
    if any { u32::try_from((hash ^ hash >> 32) & u64::from(u32::MAX)).unwrap_or(u32::MAX) } else { 0 }
}
