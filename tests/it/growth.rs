//! Time grows with the length of a text and never with its square: every construct of every reader, once and four times.

mod containers;
mod markdown;
mod pages;
mod texts;

use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};

use articast::article::{self, Format, Source};
use articast::script::{self, ReadingStyle};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use containers::{BOOK, DOCUMENT, FEEDS};
use markdown::{FORMULAS, FRONT, MARKDOWN};
use pages::PAGE;
use texts::TEXT;

/// What is done with a text, each part timed by itself.
const STAGES: [&str; 5] = ["read", "markdown", "json", "script", "audit"];
/// How often a construct stands in the shortest text. Each longer one holds four times as many.
const FEWEST: usize = 250;
/// A part that grows with the square takes sixteen times as long for four times as much.
const MOST: u32 = 8;
/// What takes less is not judged: it is as long as what comes between.
const FLOOR: Duration = Duration::from_millis(8);

/// The processor's time that this thread has had, where the system tells it: others on the machine do not count.
fn now(start: Instant) -> Duration {
    // It is counted when the thread leaves the processor.
    std::thread::sleep(Duration::from_nanos(1));
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let had = told.and_then(|told| told.split(' ').next()?.parse().ok());
    had.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// A text: what stands between `⟦` and `⟧` so many times, `№` in it being its number.
fn text(construct: &str, times: usize) -> String {
    let mut text = String::new();
    for part in construct.split('⟧') {
        let (head, unit) = part.split_once('⟦').unwrap_or((part, ""));
        text.push_str(head);
        for number in 0..times {
            text.push_str(&unit.replace('№', &number.to_string()));
        }
    }
    text
}

/// An archive of parts.
fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    let space =
        "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' xmlns:m='m' xmlns:r='r'";
    let (body, notes) = body.split_once("<notes>").unwrap_or((body, ""));
    let document = format!("<w:document {space}><w:body>{body}</w:body></w:document>");
    let notes = format!("<w:footnotes {space}>{notes}</w:footnotes>");
    archive(&[("word/document.xml", &document), ("word/footnotes.xml", &notes)])
}

fn epub(body: &str) -> Vec<u8> {
    let container = "<container><rootfiles><rootfile full-path='b.opf' media-type='application/oebps-package+xml'/>\
                     </rootfiles></container>";
    let (body, toc) = body.split_once("<toc>").unwrap_or((body, ""));
    let package = "<package xmlns='http://www.idpf.org/2007/opf' version='3.0'><metadata><title>The lamp</title></metadata>\
                   <manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/><item id='n' href='n.xhtml' \
                   properties='nav' media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/></spine></package>";
    let document = format!("<html xmlns='http://www.w3.org/1999/xhtml'><body>{body}</body></html>");
    let toc = format!(
        "<html xmlns:epub='http://www.idpf.org/2007/ops'><body><nav epub:type='toc'><ol>{toc}</ol></nav></body></html>"
    );
    archive(&[
        ("META-INF/container.xml", container),
        ("b.opf", package),
        ("a.xhtml", &document),
        ("n.xhtml", &toc),
    ])
}

/// How long each stage takes.
fn measure(format: Option<Format>, text: &str) -> [Duration; STAGES.len()] {
    let bytes = match format {
        Some(Format::Docx) => docx(text),
        Some(Format::Epub) => epub(text),
        _ => text.into(),
    };
    let source = Source { name: "it".into(), bytes, format, ..Source::default() };
    let start = Instant::now();
    let mut times = Vec::from([now(start)]);
    if format.is_none() {
        #[cfg(feature = "fetch")]
        let _ = articast::links::read(&source);
        times.push(now(start));
    } else if let Ok(article) = article::read(&source) {
        times.push(now(start));
        let copy = article.clone();
        times.push(now(start));
        article::markdown::write(copy);
        times.push(now(start));
        article.json().to_string();
        times.push(now(start));
        let script = script::write(&article, &ReadingStyle::default());
        times.push(now(start));
        script::audit(&script, &ReadingStyle::default());
        times.push(now(start));
        times.remove(2);
    } else {
        times.push(now(start));
    }
    let mut taken = [Duration::ZERO; STAGES.len()];
    for (taken, ends) in taken.iter_mut().zip(times.windows(2)) {
        *taken = ends[1].saturating_sub(ends[0]);
    }
    taken
}

/// The least that each stage takes in some tries: something may come between in one of them.
fn least(format: Option<Format>, text: &str) -> [Duration; STAGES.len()] {
    let mut least = measure(format, text);
    for _ in 0..2 {
        least.iter_mut().zip(measure(format, text)).for_each(|(least, again)| *least = again.min(*least));
    }
    least
}

/// The stage that takes too long for a text four times as long as another.
fn slow(short: &[Duration], long: &[Duration]) -> Option<usize> {
    (0..STAGES.len()).find(|&at| MOST * short[at].max(FLOOR / MOST) < long[at])
}

/// The stage that takes too long three times in a row as a construct comes four times as often, and its times.
fn slow_in_a_row(format: Option<Format>, construct: &str, times: usize) -> Option<(usize, Vec<Duration>)> {
    let mut measured = vec![least(format, &text(construct, times))];
    let mut found = None;
    for factor in [4, 16, 64] {
        let longer = least(format, &text(construct, factor * times));
        let at = slow(&measured[measured.len() - 1], &longer)?;
        if *found.get_or_insert(at) != at {
            return None;
        }
        measured.push(longer);
    }
    found.map(|at| (at, measured.iter().map(|times| times[at]).collect()))
}

/// What of a construct grows too fast, if anything does: texts get longer until one takes `enough`. What grows too fast
/// does so three times in a row: once may be where a page gets long enough to be read otherwise, twice where texts get too
/// long for the memory that the process has already (a first touch of a page can take longer than what is written to it).
fn too_fast(format: Option<Format>, construct: &str, enough: Duration) -> Option<String> {
    let mut times = FEWEST;
    let mut short = measure(format, &text(construct, times));
    loop {
        let long = measure(format, &text(construct, 4 * times));
        if slow(&short, &long).is_some()
            && let Some((at, taken)) = slow_in_a_row(format, construct, times)
        {
            return Some(format!("{} of {construct} from {times} times on: {taken:?}", STAGES[at]));
        }
        if enough < long.iter().sum() || 1 << 20 < times {
            return None;
        }
        (times, short) = (4 * times, long);
    }
}

#[track_caller]
fn all_grow_evenly(format: Option<Format>, constructs: &[&str]) {
    // What is looked for by hand takes longer texts.
    let enough =
        std::env::var("ARTICAST_GROWTH_MS").ok().and_then(|enough| enough.parse().ok()).unwrap_or(15);
    let only = std::env::var("ARTICAST_GROWTH_ONLY").unwrap_or_default();
    let found: Vec<String> = constructs
        .iter()
        .filter(|construct| construct.contains(&only))
        .filter_map(|construct| too_fast(format, construct, Duration::from_millis(enough)))
        .inspect(|found| println!("{found}"))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn pages_are_read_in_time_that_grows_with_their_length() {
    all_grow_evenly(Some(Format::Html), PAGE);
}

#[test]
fn markdown_is_read_in_time_that_grows_with_its_length() {
    all_grow_evenly(Some(Format::Markdown), MARKDOWN);
    all_grow_evenly(Some(Format::Markdown), FRONT);
}

#[test]
fn texts_are_read_in_time_that_grows_with_their_length() {
    all_grow_evenly(Some(Format::Text), TEXT);
}

#[test]
fn formulas_are_said_in_time_that_grows_with_their_length() {
    all_grow_evenly(Some(Format::Markdown), FORMULAS);
}

#[test]
fn books_are_read_in_time_that_grows_with_their_length() {
    all_grow_evenly(Some(Format::Epub), BOOK);
}

#[test]
fn documents_are_read_in_time_that_grows_with_their_length() {
    all_grow_evenly(Some(Format::Docx), DOCUMENT);
}

#[test]
fn lists_are_read_in_time_that_grows_with_their_length() {
    all_grow_evenly(None, FEEDS);
}

/// The measure measures: without it the tests above could not fail.
#[test]
fn what_grows_with_the_square_is_found() {
    assert_eq!(text("a⟦b№⟧c⟦d⟧", 2), "ab0b1cdd");
    let start = Instant::now();
    let before = now(start);
    while start.elapsed() < Duration::from_millis(200) {}
    assert!(before < now(start));
}
