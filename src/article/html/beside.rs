//! What stands beside the article although the page does not mark it: sections that call themselves links, comments or
//! a newsletter, and what a page holds twice, once for each width of a screen.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::walk::Opened;
use crate::article::{
    Block, Inline, Kind, Skipped, Why, dates, doubt, furniture, headings, key, plain, text,
};

/// What says twice as many letters as this was not repeated by its author.
const LONG: usize = 120;
/// What is repeated begins with fewer blocks that say nothing: pictures, breaks.
const SILENT: usize = 50;
/// A paragraph with fewer letters may be the teaser of another article.
const TEASER: usize = 160;

/// Blocks, and what is left out, each with its place among the blocks of the page.
type Taken = (Vec<(usize, Block)>, Vec<(usize, Skipped)>);

/// What a page says of its article beside it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Facts<'a> {
    pub(super) byline: Option<&'a str>,
    pub(super) language: Option<&'a str>,
}

/// Takes out of an article what stands beside it. Each block has its place among those of the page; for headings that
/// open a box, `boxes` says by their places where it ends.
pub(super) fn taken(placed: Vec<(usize, Block)>, boxes: &BTreeMap<usize, Opened>, facts: Facts<'_>) -> Taken {
    let (order, blocks): (Vec<usize>, Vec<Block>) = placed.into_iter().unzip();
    let mut opened: BTreeMap<usize, Opened> = BTreeMap::new();
    for (at, place) in order.iter().enumerate() {
        if let Some(Opened { end, marked }) = boxes.get(place) {
            opened.insert(at, Opened { end: order.partition_point(|place| place < end), marked: *marked });
        }
    }
    let mut fates = sections(&blocks, &opened);
    for (fate, again) in fates.iter_mut().zip(repeated(&blocks)) {
        *fate = fate.or(again);
    }
    let known = furnished(&blocks, &mut fates, facts);
    calls(&blocks, &mut fates);
    leave_empty(&blocks, &mut fates);
    let marked: Vec<(usize, usize)> =
        opened.iter().filter(|(_, opened)| opened.marked).map(|(at, opened)| (*at, opened.end)).collect();
    let (mut kept, mut skipped) = (Vec::new(), Vec::new());
    for (at, ((block, fate), place)) in blocks.into_iter().zip(fates).zip(order).enumerate() {
        let Some(why) = fate else {
            kept.push((place, block));
            continue;
        };
        let is_certain = matches!(why, Why::Repeated | Why::EmptySection)
            || known.contains(&at)
            || says_little(&block)
            || marked.iter().any(|(start, end)| (*start..*end).contains(&at));
        let (text, origin) = (block.text(), block.origin);
        let left = if is_certain {
            Skipped::certain(text, why, origin)
        } else {
            Skipped::guessed(text, why, origin, place)
        };
        skipped.push((place, left));
    }
    (kept, skipped)
}

/// Whether a block holds no text of an article by itself: a heading, a picture without a caption.
fn says_little(block: &Block) -> bool {
    matches!(&block.kind, Kind::Heading { .. } | Kind::Figure { caption: None, .. } | Kind::Rule)
}

/// The words of a block of one line.
fn line(block: &Block) -> Option<String> {
    match &block.kind {
        Kind::Heading { content, .. } | Kind::Paragraph(content) => Some(plain(content).trim().to_owned()),
        _ => None,
    }
}

/// Leaves out what is furniture wherever it stands, the facts over the first sentences, and what is said of the author
/// after the last. Returns the places.
fn furnished(blocks: &[Block], fates: &mut [Option<Why>], facts: Facts<'_>) -> HashSet<usize> {
    let why = |block: &Block| {
        let text = line(block)?;
        let (Kind::Heading { content, .. } | Kind::Paragraph(content)) = &block.kind else { return None };
        // A heading of one word is that of a chapter.
        let is_chapter = matches!(block.kind, Kind::Heading { .. }) && doubt::words(&text) == 1;
        let own = furniture::why(&text).filter(|_| !is_chapter);
        own.or_else(|| furniture::leads(&text, linked(content)).then_some(Why::Related))
    };
    let mut found: Vec<(usize, Why)> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        found.extend(why(block).map(|why| (at, why)));
    }
    let told = |block: &Block| doubt::holds_sentences(&block.text());
    let first = blocks.iter().position(told).unwrap_or_default();
    for (at, block) in blocks[..first].iter().enumerate().filter(|(at, _)| fates[*at].is_none()) {
        found.extend(line(block).filter(|text| is_fact(text, facts)).map(|_| (at, Why::Credits)));
    }
    found.extend(author(blocks, fates, facts).into_iter().map(|at| (at, Why::Credits)));
    for (at, why) in &found {
        fates[*at] = fates[*at].or(Some(*why));
    }
    found.into_iter().map(|(at, _)| at).collect()
}

/// Whether a line over the text only says what is known of it: when it was published, and by whom.
fn is_fact(line: &str, facts: Facts<'_>) -> bool {
    if text::names_itself(line) == Some(Why::Credits) && !doubt::holds_sentences(line) {
        return true;
    }
    let line = line.trim_matches(|c: char| !c.is_alphanumeric());
    doubt::words(line) <= DATE && dates::read(line, facts.language.unwrap_or("en")).is_some()
}

/// A date has no more words.
const DATE: usize = 6;
/// What is said of the author at the end has no more words, in no more blocks.
const BIOGRAPHY: usize = 150;
const LINES: usize = 6;

/// The places of what is said of the author after the text: a line that says so or starts with the name, and what follows
/// up to the end.
fn author(blocks: &[Block], fates: &[Option<Why>], facts: Facts<'_>) -> Vec<usize> {
    let name = facts
        .byline
        .map(key)
        .filter(|name| facts.byline.is_some_and(|byline| byline.contains(' ')) && !name.is_empty());
    let (mut found, mut words, mut opened) = (Vec::new(), 0, None);
    let left = (0..blocks.len()).rev().filter(|at| fates[*at].is_none());
    for at in left.take(LINES) {
        let block = &blocks[at];
        words += doubt::words(&block.text());
        if BIOGRAPHY < words
            || matches!(block.kind, Kind::Table { .. } | Kind::Code { .. } | Kind::Quote { .. })
        {
            break;
        }
        found.push(at);
        let Some(text) = line(block) else { continue };
        let is_named = || name.as_ref().is_some_and(|name| key(&text).starts_with(name.as_str()));
        if furniture::heads_author(&text) || is_named() {
            opened = Some(found.len());
        }
    }
    // All of a short text is none.
    let told = |at: &usize| fates[*at].is_none() && doubt::holds_sentences(&blocks[*at].text());
    let length = opened.filter(|length| {
        let start = found[*length - 1];
        (0..start).filter(told).count() > LINES
    });
    found.truncate(length.unwrap_or(0));
    found
}

/// So often a line is repeated by the page, not by its author.
const OFTEN: usize = 3;
/// Such a line has fewer words.
const CALL: usize = 12;

/// Leaves out lines that name themselves as what pages say around articles: at the end, and where they come again and
/// again.
fn calls(blocks: &[Block], fates: &mut [Option<Why>]) {
    let named = |block: &Block| match &block.kind {
        Kind::Heading { content, .. } | Kind::Paragraph(content) => text::names_itself(plain(content).trim()),
        _ => None,
    };
    let mut counts: HashMap<String, usize> = HashMap::new();
    for block in blocks {
        *counts.entry(key(&block.text())).or_default() += 1;
    }
    let mut ended = true;
    for (block, fate) in blocks.iter().zip(fates).rev() {
        if fate.is_some() {
            continue;
        }
        ended &= !doubt::holds_sentences(&block.text());
        let is_often = || OFTEN <= counts.get(&key(&block.text())).copied().unwrap_or_default();
        // However often a page says a sentence, it may be of the article.
        let is_call = ended || doubt::words(&block.text()) < CALL && is_often();
        match if is_call { named(block) } else { None } {
            Some(why) => *fate = Some(why),
            None => ended = false,
        }
    }
}

/// Leaves out the headings with nothing under them at the end, and those of notes and sources, which stand where they
/// are referred to or not at all.
fn leave_empty(blocks: &[Block], fates: &mut [Option<Why>]) {
    let told = |block: &Block| !matches!(block.kind, Kind::Heading { .. } | Kind::Note { .. });
    if !blocks.iter().zip(fates.iter()).any(|(block, fate)| fate.is_none() && told(block)) {
        return;
    }
    // The level of the next heading that stays, and whether something is said before it.
    let (mut next, mut last) = (0, true);
    let mut empty = true;
    for (block, fate) in blocks.iter().zip(fates).rev() {
        match &block.kind {
            _ if fate.is_some() => {}
            Kind::Note { .. } => {}
            Kind::Heading { level, content } => {
                if empty && next <= *level && (last || headings::heads_notes(&plain(content))) {
                    *fate = Some(Why::EmptySection);
                } else {
                    (next, last, empty) = (*level, false, true);
                }
            }
            _ => (last, empty) = (false, false),
        }
    }
}

/// The reason for each block of a section whose title says that it is beside the article: it goes on as long as its
/// blocks could be links and teasers, and ends with its box if it has one.
fn sections(blocks: &[Block], boxes: &BTreeMap<usize, Opened>) -> Vec<Option<Why>> {
    let mut fates = vec![None; blocks.len()];
    let mut at = 0;
    while at < blocks.len() {
        let Some((why, level)) = opens(&blocks[at]) else {
            at += 1;
            continue;
        };
        let opened = boxes.get(&at);
        let rest = &blocks[at + 1..opened.map_or(blocks.len(), |opened| opened.end.max(at + 1))];
        let mut length = rest.iter().take_while(|block| belongs(block, level)).count();
        let is_over =
            |block: &Block| matches!(block.kind, Kind::Heading { level: next, .. } if next <= level);
        let ends = rest.get(length).is_none_or(is_over);
        let mut is_title = !ends;
        if opened.is_none_or(|opened| !opened.marked) {
            // What leads over to the running text that follows is of that text. Sentences that follow no link, or follow
            // the last and share no box with it, are those of a section like others.
            let last = rest[..length].iter().rposition(leads_away).map_or(0, |last| last + 1);
            let told = |block: &Block| doubt::holds_sentences(&block.text());
            let is_text = (last == 0 || opened.is_none()) && rest[last..length].iter().any(told);
            if !ends || is_text {
                (length, is_title) = (last, true);
            }
        }
        let end = at + 1 + length;
        // A title over running text is a title like others.
        if 0 < length || level == LINE || !is_title {
            fates[at..end].fill(Some(why));
        }
        at = end;
    }
    fates
}

/// The level of a section that a line opens which is no heading.
const LINE: u8 = 7;

/// The reason and the level, if a block opens such a section.
fn opens(block: &Block) -> Option<(Why, u8)> {
    let (content, level) = match &block.kind {
        Kind::Heading { level, content } => (content, *level),
        Kind::Paragraph(content) => (content, LINE),
        _ => return None,
    };
    // No title is so long.
    if 8 < content.len() || matches!(content.first(), Some(Inline::Text(text)) if 80 < text.trim().len()) {
        return None;
    }
    Some((headings::beside(&plain(content))?, level))
}

/// Whether a block can belong to such a section of a level.
fn belongs(block: &Block, section: u8) -> bool {
    match &block.kind {
        Kind::Heading { level, content } => section < *level || 9 * letters(content) <= 10 * linked(content),
        Kind::Paragraph(content) if section == LINE => letters(content) <= 2 * linked(content),
        Kind::Paragraph(content) => letters(content) < TEASER || letters(content) <= 2 * linked(content),
        Kind::List { items, .. } => items.iter().flatten().all(|block| belongs(block, LINE)),
        Kind::Figure { .. } | Kind::Rule => true,
        Kind::Quote { .. } | Kind::Table { .. } | Kind::Code { .. } | Kind::Note { .. } => false,
    }
}

/// Whether a block leads to another article.
fn leads_away(block: &Block) -> bool {
    match &block.kind {
        Kind::Heading { content, .. } | Kind::Paragraph(content) => 0 < linked(content),
        Kind::List { .. } | Kind::Figure { .. } => true,
        _ => false,
    }
}

fn letters(content: &[Inline]) -> usize {
    key(&plain(content)).len()
}

/// How many letters of running text are those of links.
fn linked(content: &[Inline]) -> usize {
    let sum = content.iter().map(|inline| match inline {
        Inline::Link { content, .. } => letters(content),
        Inline::Sub(_) | Inline::Sup(_) => 0,
        other => linked(other.children()),
    });
    sum.sum()
}

/// Blocks that say once more, one after the other, what blocks before them have said. Verses may: they have refrains.
fn repeated(blocks: &[Block]) -> Vec<Option<Why>> {
    let keys: Vec<String> = blocks.iter().map(|block| key(&block.text())).collect();
    let mut fates = vec![None; blocks.len()];
    let mut first: HashMap<&str, usize> = HashMap::new();
    let mut at = 0;
    while at < blocks.len() {
        let before = *first.entry(&keys[at]).or_insert(at);
        let mut is_said = false;
        let run = (0..at - before).take_while(|step| {
            let (one, other) = (before + step, at + step);
            is_said |= !keys[one].is_empty();
            (is_said || *step < SILENT)
                && other < keys.len()
                && keys[other] == keys[one]
                && !is_verse(&blocks[other])
        });
        let run = run.count();
        if LONG <= keys[at..at + run].iter().map(String::len).sum() {
            fates[at..at + run].fill(Some(Why::Repeated));
            at += run;
        } else {
            at += 1;
        }
    }
    fates
}

fn is_verse(block: &Block) -> bool {
    matches!(&block.kind, Kind::Paragraph(content) if content.contains(&Inline::Break))
}

#[cfg(test)]
fn taken_of(text: &str) -> (Vec<Block>, Vec<Skipped>) {
    let blocks = crate::article::markdown::read(text).blocks;
    let (kept, left) = taken(blocks.into_iter().enumerate().collect(), &BTreeMap::new(), Facts::default());
    (
        kept.into_iter().map(|(_, block)| block).collect(),
        left.into_iter().map(|(_, skipped)| skipped).collect(),
    )
}

#[test]
fn sections_beside_the_article_are_known_by_their_titles() {
    let text = "## Soil\n\nGood earth.\n\n## Related posts\n\n### [Rain](a)\n\n![A cloud](b)\n\n- [Snow](c)\n\n## Seed\n\nSow it.\n";
    let (kept, left) = taken_of(text);
    assert_eq!(crate::article::text_of(&kept), "Soil\nGood earth.\nSeed\nSow it.");
    assert!(left.len() == 4 && left.iter().all(|skipped| skipped.why == Why::Related), "{left:?}");
    let told = format!("## Comments\n\n{}\n", "They were many and kind. ".repeat(10));
    assert_eq!(taken_of(&told).1, []);
}

#[test]
fn what_a_page_holds_twice_is_said_once() {
    let part = format!("## Soil\n\n{}\n\n", "Good earth is dark. ".repeat(9));
    let (kept, left) = taken_of(&format!("{part}Short.\n\n{part}Short.\n"));
    assert_eq!((kept.len(), left.len()), (3, 3), "{left:?}");
}
