//! Captions: a cue in parts that fit on a screen, cut where a reader would pause.

use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::audio::Rate;
use crate::clean;
use crate::publish::episode_folder::manifest::Line;

/// A pause in the sound that a caption may end at, in milliseconds.
const PAUSE: u64 = 120;

/// A cue or a part of one.
#[derive(Debug)]
pub(super) struct Caption {
    /// When it is shown: from its first sample to the one behind its last.
    pub(super) at: Range<u64>,
    /// Its lines: one or two.
    pub(super) lines: Vec<Vec<Piece>>,
}

/// A shown word, or a part of one that is wider than a line.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    text: String,
    /// Whether white space stands before it.
    is_spaced: bool,
    /// The sample at which it is said.
    start: u64,
    width: usize,
    /// How bad a place it would be to start a line at, from 0 on.
    badness: u32,
}

/// The captions of a cue, in order, in lines of at most `width` columns. The first line of the first leaves `lead`
/// columns free.
pub(super) fn captions(cue: &Line, rate: Rate, width: usize, lead: usize) -> Vec<Caption> {
    let lead = lead.min(width / 2);
    let pieces = pieces(cue, rate, width - lead);
    let page = Page::new(&pieces, width, lead);
    let cuts = page.cuts();
    let starts = cuts.iter().map(|cut| if cut.start == 0 { cue.start } else { pieces[cut.start].start });
    let starts: Vec<u64> = starts.collect();
    let ends = starts.iter().skip(1).copied().chain([cue.start + cue.samples]);
    let at = starts.iter().zip(ends).map(|(start, end)| *start..end.max(*start));
    let lines = |cut: &Range<usize>| match page.split(cut) {
        Some(Split { at: Some(at), .. }) => vec![cut.start..at, at..cut.end],
        _ => vec![cut.clone()],
    };
    let lines = cuts.iter().map(|cut| lines(cut).into_iter().map(|line| pieces[line].to_vec()).collect());
    at.zip(lines).map(|(at, lines)| Caption { at, lines }).collect()
}

/// A line of a caption as text. The space behind a colon does not break: apps take what stands before a colon and a plain
/// space for the name of who speaks.
pub(super) fn flat(line: &[Piece]) -> String {
    let mut text = String::new();
    for (n, piece) in line.iter().enumerate() {
        if 0 < n && piece.is_spaced {
            text.push(if text.ends_with(':') { '\u{a0}' } else { ' ' });
        }
        text.push_str(&piece.text);
    }
    text
}

/// The words of a cue, none wider than `most`.
fn pieces(cue: &Line, rate: Rate, most: usize) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::with_capacity(cue.words.len());
    let mut end = 0;
    let mut quiet = cue.start;
    for &(first, behind, said, silent) in &cue.words {
        // What a manifest from elsewhere says of a text may be wrong.
        let Some(word) = cue.text.get(first..behind) else { continue };
        let text = clean::line(word);
        let is_spaced = end < first;
        let pause = rate.milliseconds(said.saturating_sub(quiet));
        (end, quiet) = (behind, silent);
        let before = pieces.last().map(|piece| piece.text.as_str());
        let badness = before.map_or(0, |before| badness(before, is_spaced, pause));
        let chunks = chunks(&text, most);
        let all = chunks.len() as u64;
        for (n, chunk) in (0..).zip(chunks) {
            let start = said + silent.saturating_sub(said) * n / all;
            let width = chunk.width();
            let (is_spaced, badness) = if n == 0 { (is_spaced, badness) } else { (false, 8) };
            pieces.push(Piece { text: chunk, is_spaced, start, width, badness });
        }
    }
    pieces
}

/// How bad a place is to start a line at, by the word before it.
fn badness(before: &str, is_spaced: bool, pause: u64) -> u32 {
    let end = before.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»']);
    let letters = before.chars().filter(|c| c.is_alphanumeric()).count();
    match end.chars().next_back() {
        Some('.' | '!' | '?' | '…' | '。' | '！' | '？') => 0,
        Some(',' | ';' | ':' | '—' | '–' | '、' | '，' | '؛' | '،') => 1,
        _ if end.len() < before.len() || PAUSE <= pause => 2,
        _ if !is_spaced => 6,
        // Articles and prepositions belong to what follows.
        _ if letters <= 3 => 9,
        _ => 5,
    }
}

/// A word in parts none of which is wider than `most`: mostly one. What takes no room, and what is joined to the
/// character before it, stays with it.
fn chunks(word: &str, most: usize) -> Vec<String> {
    let mut chunks: Vec<String> = Vec::new();
    let mut room = 0;
    // The last character that takes room, and whether what comes is to be joined to it.
    let (mut before, mut joins) = (' ', false);
    for c in word.chars() {
        let width = c.width().unwrap_or_default();
        // A family of four takes the room of one; letters that are joined without need do not.
        let alone = before.width().unwrap_or_default();
        let is_joined = joins && [before, '\u{200d}', c].iter().collect::<String>().width() <= alone;
        match chunks.last_mut() {
            Some(chunk) if width <= room || is_joined => {
                chunk.push(c);
                room = room.saturating_sub(width);
            }
            _ => {
                chunks.push(c.into());
                room = most - width;
            }
        }
        joins = c == '\u{200d}';
        before = if width == 0 { before } else { c };
    }
    chunks
}

/// How some pieces stand on one line or two.
struct Split {
    /// The piece that the second line starts with.
    at: Option<usize>,
    cost: u32,
}

struct Page<'a> {
    pieces: &'a [Piece],
    /// How many columns a line has, and how many of them the first line leaves free.
    columns: usize,
    lead: usize,
    /// How wide all pieces are before each, with the spaces before them.
    before: Vec<usize>,
}

impl Page<'_> {
    fn new(pieces: &[Piece], columns: usize, lead: usize) -> Page<'_> {
        let mut before = vec![0];
        let mut all = 0;
        before.extend(pieces.iter().map(|piece| {
            all += usize::from(piece.is_spaced) + piece.width;
            all
        }));
        Page { pieces, columns, lead, before }
    }

    /// How wide some pieces are in a row.
    fn width(&self, Range { start, end }: Range<usize>) -> usize {
        let lead = if start == 0 { self.lead } else { 0 };
        let space = usize::from(start < end && self.pieces[start].is_spaced);
        lead + self.before[end] - self.before[start] - space
    }

    /// The best lines for some pieces, if they fit. One piece fits always.
    fn split(&self, range: &Range<usize>) -> Option<Split> {
        if self.width(range.clone()) <= self.columns || range.len() == 1 {
            return Some(Split { at: None, cost: 0 });
        }
        let fits = |at: &usize| {
            self.width(range.start..*at) <= self.columns && self.width(*at..range.end) <= self.columns
        };
        let cost = |at: usize| {
            let off = self.width(range.start..at).abs_diff(self.width(at..range.end));
            self.pieces[at].badness + u32::try_from(off / 8).unwrap_or_default()
        };
        let at = (range.start + 1..range.end).filter(fits).min_by_key(|at| cost(*at))?;
        Some(Split { at: Some(at), cost: cost(at) })
    }

    /// The pieces of each caption: as few captions as may be, each ending well, none much shorter than the others.
    fn cuts(&self) -> Vec<Range<usize>> {
        const CAPTION: u32 = 12;
        let count = self.pieces.len();
        let mut best: Vec<(u32, usize)> = vec![(0, 0)];
        for end in 1..=count {
            let mut here = (u32::MAX, end - 1);
            for start in (0..end).rev() {
                let Some(split) = self.split(&(start..end)) else { break };
                let width = self.width(start..end);
                let is_all = start == 0 && end == count;
                let short = if is_all { 0 } else { self.columns.saturating_sub(width) / 5 };
                let place = self.pieces.get(end).map_or(0, |next| 2 * next.badness);
                let short = u32::try_from(short).unwrap_or_default();
                let cost = best[start].0.saturating_add(CAPTION + split.cost + place + short);
                if cost < here.0 {
                    here = (cost, start);
                }
            }
            best.push(here);
        }
        let mut cuts = Vec::new();
        let mut end = count;
        while 0 < end {
            let start = best[end].1;
            cuts.push(start..end);
            end = start;
        }
        cuts.reverse();
        cuts
    }
}
