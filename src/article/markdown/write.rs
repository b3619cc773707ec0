//! Writing: blocks as Markdown.

use super::spans::{Home, attribute, escaped, spans, target};
use super::{comment, front_matter};
use crate::article::{Article, Block, Inline, Kind, Medium, Skipped};

/// The largest number an item can have.
const MAX_NUMBER: u64 = 999_999_999;

/// Writes an article as Markdown.
pub(super) fn write(article: Article) -> String {
    let article = article.normal();
    let mut text = front_matter::write(&article.meta);
    text.truncate(text.trim_end().len());
    let (doubtful, certain): (Vec<&Skipped>, Vec<&Skipped>) =
        article.skipped.iter().partition(|skipped| skipped.is_doubtful());
    append(&article.blocks, &doubtful, &mut text);
    for (n, skipped) in certain.into_iter().enumerate() {
        text.push_str(if text.is_empty() {
            ""
        } else if n == 0 {
            "\n\n"
        } else {
            "\n"
        });
        text.push_str(&comment::write(skipped));
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

fn blocks(blocks: &[Block]) -> String {
    let mut text = String::new();
    append(blocks, &[], &mut text);
    text
}

/// Appends blocks to a text, an empty line before each, and before them what is in doubt there.
fn append(blocks: &[Block], mut doubtful: &[&Skipped], text: &mut String) {
    let mut other_mark = false;
    for (at, each) in blocks.iter().enumerate() {
        let due = doubtful.partition_point(|skipped| skipped.rank() <= at);
        doubts(&doubtful[..due], text);
        doubtful = &doubtful[due..];
        // Two lists in a row differ in their marks, or they would be one.
        other_mark = !other_mark && 0 < at && continues(&blocks[at - 1].kind, &each.kind);
        let written = match &each.kind {
            Kind::List { start, items } => list(*start, items, other_mark),
            // At the very start, three hyphens would be front matter; after a hyphen, an item without text.
            Kind::Rule if at == 0 => "___".into(),
            _ => block(each),
        };
        if 0 < at || !text.is_empty() {
            text.push_str("\n\n");
        }
        // A text that is one block is not copied: it may be large.
        if text.is_empty() {
            *text = written;
        } else {
            text.push_str(&written);
        }
    }
    doubts(doubtful, text);
}

fn doubts(doubtful: &[&Skipped], text: &mut String) {
    for skipped in doubtful {
        text.push_str(if text.is_empty() { "" } else { "\n\n" });
        text.push_str(&comment::write(skipped));
    }
}

fn continues(one: &Kind, other: &Kind) -> bool {
    match (one, other) {
        (Kind::List { start: one, .. }, Kind::List { start: other, .. }) => one.is_some() == other.is_some(),
        _ => false,
    }
}

fn block(block: &Block) -> String {
    match &block.kind {
        Kind::Heading { level, content } => heading(*level, content, block.origin.anchor.as_deref()),
        Kind::Paragraph(content) => spans(content, Home::Lines),
        Kind::List { start, items } => list(*start, items, false),
        Kind::Quote { blocks, attribution } => quote(blocks, attribution.as_deref()),
        Kind::Figure { medium, caption, alt, source } => {
            figure(*medium, caption.as_deref(), alt.as_deref(), source.as_deref().unwrap_or_default())
        }
        Kind::Table { caption, header, rows } => {
            captioned(&format!("\n{}\n", table(header, rows)), caption.as_deref())
        }
        Kind::Code { language, text } => code(language.as_deref().unwrap_or_default(), text),
        Kind::Note { label, blocks: inner } => {
            let text = blocks(inner);
            // Anything but a paragraph starts on a line of its own.
            let gap = if matches!(inner.first(), Some(Block { kind: Kind::Paragraph(_), .. })) {
                " "
            } else {
                "\n    "
            };
            let gap = if text.is_empty() { "" } else { gap };
            format!("[^{label}]:{gap}{}", indented(&text, "    "))
        }
        Kind::Rule => "---".into(),
    }
}

fn heading(level: u8, content: &[Inline], anchor: Option<&str>) -> String {
    let mut text = spans(content, Home::Heading);
    // A `#` at the end would be decoration, a `}` the end of attributes.
    match text.pop() {
        Some('#') => text.push_str("\\#"),
        Some('}') => text.push_str("&#125;"),
        last => text.extend(last),
    }
    let is_name = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
    let anchor = anchor.filter(|anchor| !anchor.is_empty() && anchor.chars().all(is_name));
    let anchor = anchor.map(|anchor| format!(" {{#{anchor}}}")).unwrap_or_default();
    format!("{} {text}{anchor}", "#".repeat(level.into()))
}

fn list(start: Option<u64>, items: &[Vec<Block>], other_mark: bool) -> String {
    let tight = is_tight(items);
    let written: Vec<String> = items
        .iter()
        .zip(start.unwrap_or_default()..)
        .map(|(item, number)| {
            let mark = match (start, other_mark) {
                (None, false) => "-".to_owned(),
                (None, true) => "*".to_owned(),
                (Some(_), false) => format!("{}.", number.min(MAX_NUMBER)),
                (Some(_), true) => format!("{})", number.min(MAX_NUMBER)),
            };
            let text = match item.as_slice() {
                // Marks alone could be a rule: `- - -`.
                [] => "<!-- -->".into(),
                item => with_box(item, tight),
            };
            let width = mark.len() + 1;
            format!("{mark} {}", indented(&text, &" ".repeat(width)))
        })
        .collect();
    written.join(if tight { "\n" } else { "\n\n" })
}

/// The blocks of an item, with the box before them if it is a task.
fn with_box(item: &[Block], tight: bool) -> String {
    if let [Block { kind: Kind::Paragraph(content), origin }, rest @ ..] = item
        && let [Inline::Checkbox { checked }, words @ ..] = content.as_slice()
        && !matches!(words.first(), None | Some(Inline::Checkbox { .. } | Inline::Break))
    {
        let first = Block { kind: Kind::Paragraph(words.to_vec()), origin: origin.clone() };
        let item = [std::slice::from_ref(&first), rest].concat();
        return format!("[{}] {}", if *checked { 'x' } else { ' ' }, of_item(&item, tight));
    }
    of_item(item, tight)
}

fn of_item(item: &[Block], tight: bool) -> String {
    match item {
        [first, rest] if tight => format!("{}\n{}", block(first), block(rest)),
        item => blocks(item),
    }
}

/// Whether a list needs no empty lines: its items are lines of text with lists of such lines under them.
fn is_tight(items: &[Vec<Block>]) -> bool {
    items.iter().all(|item| match item.as_slice() {
        [Block { kind: Kind::Paragraph(_), .. }] => true,
        [Block { kind: Kind::Paragraph(_), .. }, Block { kind: Kind::List { start, items }, .. }] => {
            // No other number starts a list right under a line of text.
            start.is_none_or(|start| start == 1) && is_tight(items)
        }
        _ => false,
    })
}

fn quote(inner: &[Block], attribution: Option<&[Inline]>) -> String {
    let mut text = String::new();
    for (at, part) in inner.iter().enumerate() {
        // A last line that starts with a dash would be whom it is from.
        let last_words = attribution.is_none() && at + 1 == inner.len() && (0 < at || has_break(part));
        if let (Kind::Paragraph(content), true) = (&part.kind, last_words) {
            if 0 < at {
                text = blocks(&inner[..at]) + "\n\n";
            }
            text += &spans(content, Home::LastLines);
        }
    }
    if text.is_empty() {
        text = blocks(inner);
    }
    if let Some(name) = attribution {
        let name = spans(name, Home::Name);
        let name = if inner.iter().any(has_dash) { format!("<cite>{name}</cite>") } else { name };
        text.extend(["\n\n— ", &name]);
    }
    format!("> {}", indented(&text, "> "))
}

fn has_break(block: &Block) -> bool {
    matches!(&block.kind, Kind::Paragraph(content) if content.contains(&Inline::Break))
}

/// Whether a paragraph may have a line that starts with a dash.
fn has_dash(block: &Block) -> bool {
    matches!(&block.kind, Kind::Paragraph(content) if crate::article::plain(content).contains(['—', '―']))
}

fn figure(medium: Medium, caption: Option<&[Inline]>, alt: Option<&str>, source: &str) -> String {
    let title = match caption {
        None => Some(""),
        Some([Inline::Text(text)]) => Some(text.as_str()),
        Some(_) => None,
    };
    let title = title.filter(|_| alt != Some("") && medium == Medium::Picture);
    if let Some(title) = title {
        let alt = alt.map(|alt| spans(&[Inline::Text(alt.into())], Home::Alt)).unwrap_or_default();
        let title = if title.is_empty() { String::new() } else { format!(" \"{}\"", escaped(title)) };
        let source = if source.is_empty() && !title.is_empty() { "<>".into() } else { target(source) };
        return format!("![{alt}]({source}{title})");
    }
    let (element, name, end) = match medium {
        Medium::Picture => ("img", "alt", ""),
        Medium::Drawing => ("img class=\"drawing\"", "alt", ""),
        Medium::Chart => ("img class=\"chart\"", "alt", ""),
        Medium::Map => ("iframe class=\"map\"", "title", "</iframe>"),
        Medium::Video => ("video controls", "title", "</video>"),
        Medium::Audio => ("audio controls", "title", "</audio>"),
        Medium::Embed => ("iframe", "title", "</iframe>"),
    };
    let alt = alt.map(|alt| format!(" {name}=\"{}\"", attribute(alt))).unwrap_or_default();
    captioned(&format!("<{element} src=\"{}\"{alt}>{end}", attribute(source)), caption)
}

/// Something with the text printed under it.
fn captioned(body: &str, caption: Option<&[Inline]>) -> String {
    match caption {
        None => body.trim_matches('\n').to_owned(),
        Some(caption) => {
            let caption = spans(caption, Home::Lines);
            format!("<figure>\n{body}\n<figcaption>\n\n{caption}\n\n</figcaption></figure>")
        }
    }
}

fn table(header: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> String {
    let width = rows.iter().map(Vec::len).chain([header.len()]).max().unwrap_or_default();
    let line = |cells: &[Vec<Inline>]| {
        let cells =
            (0..width).map(|at| cells.get(at).map(|cell| spans(cell, Home::Cell)).unwrap_or_default());
        format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
    };
    let mut lines = vec![line(header), format!("|{}", " --- |".repeat(width))];
    lines.extend(rows.iter().map(|row| line(row)));
    lines.join("\n")
}

fn code(language: &str, text: &str) -> String {
    let sign = if language.contains('`') { '~' } else { '`' };
    let run = |line: &str| line.trim_start().chars().take_while(|&c| c == sign).count();
    let longest = text.lines().map(run).max().unwrap_or_default();
    let fence = sign.to_string().repeat(3.max(longest + 1));
    format!("{fence}{}\n{text}\n{fence}", escaped(language))
}

/// Lines after the first one behind a prefix; an empty line has no blanks at its end.
fn indented(text: &str, prefix: &str) -> String {
    let mut lines = text.split('\n');
    let mut indented = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        indented.push('\n');
        indented.push_str(if line.is_empty() { prefix.trim_end() } else { prefix });
        indented.push_str(line);
    }
    indented
}
