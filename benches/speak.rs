//! How long it takes to find what is said: `cargo bench --bench speak`. The throughput is in words of the text.

use articast::speech::{Manner, math, speak};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// A paragraph of a report, never the same twice: plain words, and every few of them something to spell out.
fn paragraph(n: usize) -> String {
    let year = 1900 + n % 120;
    format!(
        "The keeper of station No. {n} wrote on {day} May {year} that the lamp had burned for {n} hours. Dr. Hale and \
         Mrs. Orr read the line twice, because the fog, at 4°C and 12 km/h, had come in over the breakwater before \
         7:{minute:02} p.m. It cost $1,{cents}.50, or {share}% of the year's budget, and nobody in the U.S. or the EU \
         knew why. In {year}–{next} the tide went out as it always had; the harbour slept, and 3/4 of the boats (see \
         [12]) lay dry. Then the bell rang, and the cook of the lightship mended a net.",
        day = 1 + n % 28,
        minute = n % 60,
        cents = 100 + n % 900,
        share = n % 100,
        next = year + 1,
    )
}

fn text(words: usize) -> (Vec<String>, usize) {
    let mut paragraphs = Vec::new();
    let mut count = 0;
    while count < words {
        let paragraph = paragraph(paragraphs.len());
        count += paragraph.split_whitespace().count();
        paragraphs.push(paragraph);
    }
    (paragraphs, count)
}

/// The argument is the number of words. Sentences are let go one by one, as the script does with those it has written.
#[divan::bench(args = [10_000, 1_000_000], max_time = 10, sample_count = 5)]
fn english(bencher: Bencher<'_, '_>, words: usize) {
    let (paragraphs, count) = text(words);
    bencher.counter(ItemsCount::new(count)).bench_local(|| {
        paragraphs
            .iter()
            .map(|paragraph| speak(black_box(paragraph.as_str()), &Manner::new("en-US")).len())
            .sum::<usize>()
    });
}

/// Plain prose without anything to spell out.
#[divan::bench(max_time = 5)]
fn prose(bencher: Bencher<'_, '_>) {
    let text = "The tide went out, and the fog came in over the breakwater while nobody watched. ".repeat(40);
    bencher
        .counter(ItemsCount::new(text.split_whitespace().count()))
        .bench_local(|| speak(black_box(text.as_str()), &Manner::new("en-US")).len());
}

#[divan::bench(max_time = 5)]
fn formula(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| {
        math::say(black_box("x = \\frac{-b \\pm \\sqrt{b^2-4ac}}{2a} + \\sum_{i=1}^n \\alpha_i^2"), "en")
    });
}
