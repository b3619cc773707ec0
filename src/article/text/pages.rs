//! Heads and feet of pages that a scan or a text for printers left in a text: page numbers, running heads, `[Page 3]`.
//!
//! They are told by coming back, and by standing where a sentence goes on.

use std::collections::{BTreeMap, BTreeSet};

use super::mask::{Mask, lines};
use crate::article::Why;

/// The fewest pages that show a pattern.
const PAGES: usize = 3;
/// The longest head or foot, in bytes.
const LONGEST: usize = 90;

/// How many lines around a head or a foot are looked at.
const REACH: usize = 20;

/// Blanks out heads and feet, and joins the paragraphs that they cut.
pub(super) fn unpage(mask: &mut Mask<'_>) {
    let text = mask.now();
    let lines = lines(&text);
    let mut pages = Pages { lines: &lines, furniture: vec![false; lines.len()] };
    pages.find();
    let mut at = 0;
    while at < lines.len() {
        if !pages.furniture[at] {
            at += 1;
            continue;
        }
        let last =
            (at..lines.len()).take_while(|n| pages.furniture[*n] || pages.is_blank(*n)).last().unwrap_or(at);
        for n in (at..=last).filter(|n| pages.furniture[*n]) {
            let (start, line) = lines[n];
            mask.skip(start..start + line.len(), Why::Navigation);
        }
        let above = (0..at).rev().find(|n| !pages.is_blank(*n));
        if let Some(above) = above.filter(|_| pages.goes_on(above_text(&lines, at), last)) {
            let (start, line) = lines[above];
            let end = lines.get(last + 1).map_or(text.len(), |(start, _)| *start);
            mask.join(start + line.len()..end);
        }
        at = last + 1;
    }
}

/// The last text above a line.
fn above_text<'a>(lines: &[(usize, &'a str)], at: usize) -> &'a str {
    lines[..at]
        .iter()
        .rev()
        .take(REACH)
        .map(|(_, line)| line.trim())
        .find(|line| !line.is_empty())
        .unwrap_or_default()
}

struct Pages<'a> {
    lines: &'a [(usize, &'a str)],
    furniture: Vec<bool>,
}

impl Pages<'_> {
    fn is_blank(&self, n: usize) -> bool {
        self.lines[n].1.trim().is_empty()
    }

    fn find(&mut self) {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for n in 0..self.lines.len() {
            let line = self.lines[n].1.trim();
            if !line.is_empty() && line.len() <= LONGEST && self.stands_alone(n) {
                groups.entry(pattern(line)).or_default().push(n);
            }
        }
        let mut rest = Vec::new();
        for (pattern, places) in groups {
            let is_mark = matches!(&*pattern, "[page #]" | "[pg #]" | "[pg. #]" | "[p. #]" | "{#}");
            let paged = is_mark || pattern.contains("[page #]") && 2 <= places.len();
            let cuts = places.iter().filter(|n| self.cuts(**n)).count();
            if paged || PAGES <= places.len() && places.len() <= 2 * cuts && self.rises(&places) {
                for n in places {
                    self.furniture[n] = true;
                }
            } else if 2 <= places.len() {
                rest.push(places);
            }
        }
        self.number_pages(&rest);
        // A head that follows a foot on each page.
        for places in rest {
            let beside = places.iter().filter(|n| self.is_beside(**n)).count();
            if 0 < beside && places.len() <= beside + 1 {
                let heads: Vec<usize> = places.into_iter().filter(|n| self.is_beside(*n)).collect();
                for n in heads {
                    self.furniture[n] = true;
                }
            }
        }
    }

    /// Marks numbers of pages between paragraphs: they stand further right than text, count on by one, and beside each
    /// stands the same head.
    fn number_pages(&mut self, groups: &[Vec<usize>]) {
        const INDENT: usize = 10;
        let is_number = |n: &usize| {
            let line = self.lines[*n].1;
            line.trim().bytes().all(|b| b.is_ascii_digit()) && INDENT <= line.len() - line.trim_start().len()
        };
        let heads: BTreeSet<usize> = groups.iter().flatten().copied().filter(|n| !is_number(n)).collect();
        let is_headed = |n: &usize| {
            (*n + 1..self.lines.len())
                .take(REACH)
                .find(|n| !self.is_blank(*n))
                .is_some_and(|n| heads.contains(&n))
        };
        let numbered = groups.iter().find(|places| places.iter().all(|n| is_number(n) && is_headed(n)));
        let counts = |places: &&Vec<usize>| {
            let numbers = || places.iter().filter_map(|n| number(self.lines[*n].1));
            numbers().zip(numbers().skip(1)).all(|(one, next)| one + 1 == next)
        };
        for n in numbered.filter(counts).cloned().into_iter().flatten() {
            self.furniture[n] = true;
        }
    }

    /// Whether a line has an empty line, or the edge of the text, on one side at least.
    fn stands_alone(&self, n: usize) -> bool {
        let blank = |n: Option<usize>| {
            n.is_none_or(|n| self.lines.get(n).is_none_or(|(_, line)| line.trim().is_empty()))
        };
        blank(n.checked_sub(1)) || blank(Some(n + 1))
    }

    /// Whether a line stands where a sentence goes on.
    fn cuts(&self, n: usize) -> bool {
        self.goes_on(above_text(self.lines, n), n)
    }

    /// Whether a text goes on below a line.
    fn goes_on(&self, above: &str, n: usize) -> bool {
        let below = self.lines[n + 1..].iter().take(REACH).map(|(_, line)| line.trim());
        let mut below = below.filter(|line| !line.is_empty() && line.contains(char::is_lowercase));
        let next = below.next().unwrap_or_default();
        let ends =
            above.trim_end_matches(['"', '”', '’', ')', '\'']).ends_with(['.', '!', '?', ':', ';', '…']);
        let open = above.contains(char::is_lowercase) && 10 < above.len() && !ends;
        open && (next.starts_with(char::is_lowercase) || above.ends_with('-'))
    }

    /// Whether the numbers of lines rise from page to page, if they have numbers.
    fn rises(&self, places: &[usize]) -> bool {
        let numbers: Vec<Option<u32>> = places.iter().map(|n| number(self.lines[*n].1)).collect();
        numbers.windows(2).all(|two| two[0] < two[1] || two[0].is_none() && two[1].is_none())
    }

    fn is_beside(&self, n: usize) -> bool {
        let near = |mut range: Box<dyn Iterator<Item = usize>>| {
            range.by_ref().take(REACH).find(|n| !self.is_blank(*n)).is_some_and(|n| self.furniture[n])
        };
        near(Box::new((0..n).rev())) || near(Box::new(n + 1..self.lines.len()))
    }
}

/// A line with its digits as signs, in small letters.
fn pattern(line: &str) -> String {
    let mut pattern = String::with_capacity(line.len());
    for c in line.chars().flat_map(char::to_lowercase) {
        match c {
            c if c.is_ascii_digit() => {
                if !pattern.ends_with('#') {
                    pattern.push('#');
                }
            }
            c if c.is_whitespace() => {
                if !pattern.ends_with(' ') {
                    pattern.push(' ');
                }
            }
            c => pattern.push(c),
        }
    }
    // The number stands now left, now right.
    match pattern.trim_matches(['#', ' ', '-', '|', '–', '—']) {
        "" => pattern,
        words => words.to_owned(),
    }
}

/// The last number of a line.
fn number(line: &str) -> Option<u32> {
    let last = line.trim_end_matches(|c: char| !c.is_ascii_digit());
    let start = last.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    last[start..].parse().ok()
}
