//! Whatever the layout, no letter of a text is lost, and an article made of it survives Markdown.

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use crate::article::text::read;
use crate::article::{Article, Block, Inline, Kind, Origin, Place, key, markdown, plain};
use crate::clean;

/// The letters and digits of a text, those of ligatures one by one, as articles in normal form have them.
fn letters(text: &str) -> String {
    key(&clean::text(text))
}

/// Every letter and digit of an article by where it stood, with the numbers of its lists.
fn spelled(article: &Article) -> String {
    let mut parts: Vec<(usize, String)> = Vec::new();
    let at = |origin: &Origin| match &origin.place {
        Place::Bytes(range) => range.start,
        Place::Element(_) => 0,
    };
    let mut todo: Vec<&Block> = article.blocks.iter().collect();
    while let Some(block) = todo.pop() {
        match &block.kind {
            Kind::List { start, items } => {
                for (n, item) in items.iter().enumerate() {
                    let number = start.map(|start| (start + n as u64).to_string()).unwrap_or_default();
                    parts.push((at(&item[0].origin), number + &item[0].text()));
                    todo.extend(&item[1..]);
                }
            }
            Kind::Code { language, text } => {
                parts.push((at(&block.origin), language.clone().unwrap_or_default() + text));
            }
            Kind::Figure { caption, alt, .. } => {
                let caption = caption.as_deref().map(plain).unwrap_or_default();
                parts.push((at(&block.origin), alt.clone().unwrap_or_default() + &caption));
            }
            _ => parts.push((at(&block.origin), block.text())),
        }
    }
    parts.extend(article.skipped.iter().map(|skipped| (at(&skipped.origin), skipped.text.clone())));
    parts.sort_by_key(|(at, _)| *at);
    letters(&parts.into_iter().map(|(_, text)| text).collect::<String>())
}

/// A text with what the facts of an article say taken out, once each.
fn without_meta(text: &str, article: &Article) -> String {
    let meta = &article.meta;
    let facts = [&meta.title, &meta.byline, &meta.published];
    let mut rest = letters(text);
    for fact in facts.into_iter().flatten() {
        rest = rest.replacen(&letters(fact), "", 1);
    }
    rest
}

proptest! {
    #[test]
    fn no_letter_is_lost_from_any_text(text in "\\PC*") {
        check(&text)?;
    }

    #[test]
    fn no_letter_is_lost_from_layouts(lines in prop::collection::vec(piece(), 0..40)) {
        check(&lines.concat())?;
    }

    #[test]
    fn layouts_among_paragraphs_survive(layouts in prop::collection::vec(prop_oneof![shaped(), verse()], 1..4)) {
        check(&layouts.iter().map(|(layout, _)| [PROSE, "\n\n", layout, "\n\n"].concat()).collect::<String>())?;
    }

    #[test]
    fn lists_and_tables_are_seen_among_paragraphs(layouts in prop::collection::vec(shaped(), 1..4)) {
        let mut text = PROSE.to_owned();
        for (layout, _) in &layouts {
            text = [&text, "\n\n", layout, "\n\n", PROSE].concat();
        }
        check(&text)?;
        let article = read(&text);
        prop_assert_eq!(&article.skipped, &[], "{}", text);
        let found: Vec<Seen> = article.blocks.iter().filter_map(seen).collect();
        let wanted: Vec<Seen> = layouts.into_iter().map(|(_, wanted)| wanted).collect();
        prop_assert_eq!(found, wanted, "{}", text);
    }
}

const PROSE: &str = "It was a long day on the water, and when the boat came back to the harbor nobody said a word about \
    what they had seen out there behind the last buoy, because nobody would have believed it anyway.";

/// What a layout is to be understood as.
#[derive(Debug, Clone, PartialEq)]
enum Seen {
    /// A list with these items.
    List(Vec<String>),
    /// A table with these rows.
    Table(Vec<Vec<String>>),
    /// A paragraph with these lines.
    Verse(Vec<String>),
}

fn seen(block: &Block) -> Option<Seen> {
    match &block.kind {
        Kind::List { items, .. } => Some(Seen::List(items.iter().map(|item| item[0].text()).collect())),
        Kind::Table { header, rows, .. } => {
            let rows = Some(header).filter(|header| !header.is_empty()).into_iter().chain(rows);
            Some(Seen::Table(rows.map(|row| row.iter().map(|cell| plain(cell)).collect()).collect()))
        }
        Kind::Paragraph(content) if content.contains(&Inline::Break) => {
            let lines = content.split(|inline| *inline == Inline::Break);
            Some(Seen::Verse(lines.map(plain).collect()))
        }
        _ => None,
    }
}

/// A layout that its marks and columns show, and what it is. Verse is told by its style alone, so it is not always seen.
fn shaped() -> impl Strategy<Value = (String, Seen)> {
    prop_oneof![lettered(), typed()]
}

fn words(count: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let known = ["fog", "lamp", "harbor", "keeper", "boat", "rope", "light", "old", "of", "the", "night"];
    prop::collection::vec(prop::sample::select(known.to_vec()), count).prop_map(|words| words.join(" "))
}

fn lettered() -> impl Strategy<Value = (String, Seen)> {
    let style = prop::sample::select(vec![("", ")"), ("(", ")"), ("", ".")]);
    let name = prop_oneof![
        Just(["a", "b", "c", "d", "e", "f"]),
        Just(["A", "B", "C", "D", "E", "F"]),
        Just(["i", "ii", "iii", "iv", "v", "vi"]),
    ];
    (style, name, prop::collection::vec(words(1..9), 2..7), 0_usize..4).prop_map(
        |((open, close), names, items, indent)| {
            let item = |(name, words): (&str, String)| format!("{open}{name}{close} {words}");
            let items: Vec<String> = names.into_iter().zip(items).map(item).collect();
            let lines = items.iter().map(|item| " ".repeat(indent) + item).collect::<Vec<_>>();
            (lines.join("\n"), Seen::List(items))
        },
    )
}

fn typed() -> impl Strategy<Value = (String, Seen)> {
    let cell = prop_oneof![words(1..3), "[1-9][0-9]{0,3}"];
    let rows = prop::collection::vec(prop::collection::vec(cell, 4), 3..7);
    (rows, 2_usize..5, 2_usize..6).prop_map(|(mut rows, columns, gap)| {
        for row in &mut rows {
            row.truncate(columns);
        }
        let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or(0) + gap;
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let line = |row: &Vec<String>| {
            let padded = |(cell, width): (&String, &usize)| format!("{cell:width$}");
            row.iter().zip(&widths).map(padded).collect::<Vec<_>>().concat()
        };
        let lines: Vec<String> = rows.iter().map(line).collect();
        (lines.join("\n"), Seen::Table(rows))
    })
}

fn verse() -> impl Strategy<Value = (String, Seen)> {
    let line = (words(3..7), prop::sample::select(vec![",", ",", ";"]))
        .prop_map(|(words, end)| format!("The {words}{end}"));
    prop::collection::vec(line, 3..9).prop_map(|lines| (lines.join("\n"), Seen::Verse(lines)))
}

fn piece() -> impl Strategy<Value = String> {
    let pieces = [
        "\n",
        "\n\n",
        "\n\n\n",
        "  • first thing\n",
        "    • inner thing\n",
        "a) first letter\n",
        "b) second letter\n",
        "(ii) Roman\n",
        "East   4   7\n",
        "North Bay   12   9\n",
        "The sea was flat,\n",
        "  1. one\n",
        "  2. two\n",
        "3) three\n",
        "- dash\n",
        "– speech, he said.\n",
        "====\n",
        "----\n",
        "* * *\n",
        "> quoted words\n",
        ">> deeper\n",
        "```\n",
        "let x = f();\n",
        "}\n",
        "a\tb\tc\n",
        "| a | b |\n",
        "|---|---|\n",
        "# Marked\n",
        "Leave a Reply\n",
        "2 Comments\n",
        "Share\n",
        "An image of a boat on the sea.\n",
        "Photo: Ada\n",
        "Title of All\n",
        "Title of All - Site\n",
        "A sentence that is long enough to be taken for running text by everyone who reads it here.\n",
        "What’s next?\n",
        "half of a hyphen-\n",
        "ated word\n",
        "007. Bond\n",
        "1984. was a year\n",
        "|\n",
        "Subscribe to our newsletter\n",
        "\u{a0}\u{a0}•\u{a0}nbsp\n",
        "Name:\n",
        "© 2020 All rights reserved\n",
        "#\n",
        "+---+\n",
        "x\n",
        "März 3\n",
    ];
    prop::sample::select(pieces.map(String::from).to_vec())
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let article = read(text);
    let (mut left, mut right) = (without_meta(text, &article), spelled(&article));
    // Where the facts stand twice, the first and the taken one may differ: compare as bags then.
    if left != right {
        let sorted = |text: &str| {
            let mut letters: Vec<char> = text.chars().collect();
            letters.sort_unstable();
            letters.into_iter().collect::<String>()
        };
        prop_assert!(article.meta.title.is_some(), "{left} != {right}");
        (left, right) = (sorted(&left), sorted(&right));
    }
    prop_assert_eq!(left, right);
    let article = article.normal().without_origins();
    let again = markdown::read(&markdown::write(article.clone())).without_origins();
    prop_assert_eq!(again, article, "{}", text);
    Ok(())
}
