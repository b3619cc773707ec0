//! The words of an article, without markup.

use super::{Block, Inline, Kind};

/// The words of running text, without markup. What leads to notes and sources is silent; a break is a space.
pub fn plain(content: &[Inline]) -> String {
    let mut text = String::new();
    append(content, &mut text, &|_, _| {});
    text
}

/// Appends the words of running text; `mark` writes what leads to a note or, without a label, to a source.
pub(super) fn append(content: &[Inline], text: &mut String, mark: &dyn Fn(&Inline, &mut String)) {
    for inline in content {
        match inline {
            Inline::Text(words)
            | Inline::Code(words)
            | Inline::Math(words)
            | Inline::Abbr { text: words, .. }
            | Inline::Time { text: words, .. } => text.push_str(words),
            Inline::Sup(inner) if is_mark(inner) => mark(inline, text),
            Inline::NoteRef(_) => mark(inline, text),
            Inline::Pause(_) if text.ends_with(' ') => {}
            Inline::Break | Inline::Pause(_) => text.push(' '),
            _ => append(inline.children(), text, mark),
        }
    }
}

/// Whether what stands above the line is a mark in brackets, as encyclopedias have them: `[1]`, `[a]`, `[note 2]`.
pub(crate) fn is_mark(content: &[Inline]) -> bool {
    let text = match content {
        [Inline::Text(text)] => text,
        [Inline::Link { content, .. } | Inline::Emphasis(content)] => return is_mark(content),
        _ => return false,
    };
    let Some(mark) = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) else { return false };
    let number = ["note ", "nb ", "n "].iter().find_map(|word| mark.strip_prefix(word)).unwrap_or(mark);
    (1..=3).contains(&number.chars().count())
        && number.chars().all(|c| c.is_alphanumeric() || "*†‡§¶#".contains(c))
}

impl Block {
    /// The block's words, flattened; parts of it stand on lines of their own.
    pub fn text(&self) -> String {
        let parts: Vec<String> = match &self.kind {
            Kind::Heading { content, .. } | Kind::Paragraph(content) => vec![plain(content)],
            Kind::List { items, .. } => items.iter().map(|item| text_of(item)).collect(),
            Kind::Quote { blocks, attribution } => {
                vec![text_of(blocks), attribution.as_deref().map(plain).unwrap_or_default()]
            }
            Kind::Figure { caption, alt, .. } => {
                vec![caption.as_deref().map(plain).unwrap_or_default(), alt.clone().unwrap_or_default()]
            }
            Kind::Table { caption, header, rows } => {
                let line = |cells: &Vec<Vec<Inline>>| {
                    cells.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join("\t")
                };
                let caption = caption.as_deref().map(plain).unwrap_or_default();
                [caption].into_iter().chain(std::iter::once(header).chain(rows).map(line)).collect()
            }
            Kind::Code { text, .. } => vec![text.clone()],
            Kind::Note { blocks, .. } => vec![text_of(blocks)],
            Kind::Rule => Vec::new(),
        };
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

/// The words of several blocks, each on its own line.
pub fn text_of(blocks: &[Block]) -> String {
    blocks.iter().map(Block::text).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}

#[test]
fn marks_above_the_line_are_silent() {
    let sup = |text: &str| vec![Inline::Text("one".into()), Inline::Sup(vec![Inline::Text(text.into())])];
    for (text, said) in [("[1]", "one"), ("[note 12]", "one"), ("[sic!]", "one[sic!]"), ("2", "one2")] {
        assert_eq!(plain(&sup(text)), said);
    }
}
