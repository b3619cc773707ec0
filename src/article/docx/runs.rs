//! Running text of a document: runs, links, changes, and what stands in the line but is not of it.

use super::super::archive::resolve;
use super::body::Walker;
use super::{formulas, value};
use crate::article::{Block, Inline, Kind, Medium, Why, plain};
use crate::xml::Element;

/// What a paragraph says, and what stands in it beside the text: pictures, text boxes.
#[derive(Default)]
pub(super) struct Line {
    pub(super) content: Vec<Inline>,
    pub(super) beside: Vec<Block>,
    pub(super) anchor: Option<String>,
}

impl Walker<'_> {
    /// Appends what an element in a paragraph says, and what is in it.
    pub(super) fn line(&mut self, element: &Element<'_>, line: &mut Line) {
        for child in element.elements() {
            match child.name {
                "r" => self.run(child, line),
                "hyperlink" => {
                    let from = line.content.len();
                    self.line(child, line);
                    let content = line.content.split_off(from);
                    let target = child.attribute("id").and_then(|id| self.part.relations.get(&id).cloned());
                    let anchor = || child.attribute("anchor").map(|anchor| format!("#{anchor}"));
                    let target = target.or_else(anchor).unwrap_or_default();
                    line.content.push(Inline::Link { target, content });
                }
                "del" | "moveFrom" => self.skip(&words(child), Why::Hidden),
                "oMath" | "oMathPara" => line.content.push(Inline::Math(formulas::latex(child))),
                "bookmarkStart" => {
                    let name = child.attribute("name").filter(|name| !name.starts_with('_'));
                    line.anchor = line.anchor.take().or(name);
                }
                "AlternateContent" => self.line(chosen(child), line),
                "pPr" | "rPr" | "sdtPr" | "smartTagPr" | "rt" => {}
                _ => self.line(child, line),
            }
        }
    }

    fn run(&mut self, run: &Element<'_>, line: &mut Line) {
        let properties = run.child("rPr");
        let is = |name: &str| {
            let property = properties.and_then(|properties| properties.child(name));
            property.is_some_and(|property| {
                !property
                    .attribute("val")
                    .is_some_and(|value| matches!(&*value, "0" | "false" | "off" | "none"))
            })
        };
        let from = line.content.len();
        self.pieces(run, line);
        let mut content = line.content.split_off(from);
        let style = properties.and_then(|properties| value(properties, "rStyle"));
        let says = properties.is_some_and(|properties| properties.child("vanish").is_some());
        if is("vanish") || !says && self.styles.hides(style.as_deref()) {
            return self.skip(&plain(&content), Why::Hidden);
        }
        // Blank text has no style, and neither has a mark that leads to a note.
        if content.iter().all(|inline| matches!(inline, Inline::NoteRef(_)))
            || plain(&content).trim().is_empty()
        {
            line.content.append(&mut content);
            return;
        }
        match properties.and_then(|properties| value(properties, "vertAlign")).as_deref() {
            Some("superscript") => content = vec![Inline::Sup(content)],
            Some("subscript") => content = vec![Inline::Sub(content)],
            _ => {}
        }
        if is("strike") || is("dstrike") {
            content = vec![Inline::Struck(content)];
        }
        if is("i") {
            content = vec![Inline::Emphasis(content)];
        }
        if is("b") {
            content = vec![Inline::Strong(content)];
        }
        join(&mut line.content, content);
    }

    fn pieces(&mut self, run: &Element<'_>, line: &mut Line) {
        let mut marked = None;
        for child in run.elements() {
            match child.name {
                // What shows at a reference to a note is no text.
                "t" if let Some(label) = marked.take() => {
                    self.marks.insert(label, child.text());
                }
                "t" => line.content.push(Inline::Text(child.text())),
                "tab" | "ptab" => line.content.push(Inline::Text(" ".into())),
                "br" | "cr" => line.content.push(Inline::Break),
                "noBreakHyphen" => line.content.push(Inline::Text("\u{2011}".into())),
                "footnoteReference" | "endnoteReference" => {
                    let kind = child.name.trim_end_matches("Reference");
                    let label = super::label(kind, &child.attribute("id").unwrap_or_default());
                    marked = child
                        .attribute("customMarkFollows")
                        .is_some_and(|value| value != "0" && value != "false")
                        .then(|| label.clone());
                    line.content.push(Inline::NoteRef(label));
                }
                "sym" => line.content.extend(symbol(child).map(|sign| Inline::Text(sign.into()))),
                "delText" => self.skip(&child.text(), Why::Hidden),
                "drawing" | "pict" | "object" => self.shape(child, line),
                "AlternateContent" => self.pieces(chosen(child), line),
                "rubyBase" | "ruby" => self.line(child, line),
                _ => {}
            }
        }
    }

    /// A drawing: its text boxes are told after the paragraph, and so is its picture.
    fn shape(&mut self, shape: &Element<'_>, line: &mut Line) {
        let mut boxes = Vec::new();
        self.text_boxes(shape, &mut boxes);
        let first = |name: &str| shape.all(name).into_iter().next();
        let said = ["docPr", "shape", "rect"].into_iter().filter_map(first);
        let said = said.flat_map(|said| ["descr", "alt", "title"].map(|name| said.attribute(name)));
        let decorative = first("decorative").is_some_and(|mark| mark.has("val", "1"));
        let alt = if decorative { Some(String::new()) } else { said.flatten().next() };
        let picture = [("blip", "embed"), ("imagedata", "id")];
        let picture = picture.into_iter().find_map(|(name, id)| first(name)?.attribute(id));
        let picture = picture.and_then(|id| self.part.relations.get(&id));
        let source = picture.and_then(|target| resolve(self.part.path, target)).map(|(path, _)| path);
        let medium = if first("chart").is_some() { Medium::Chart } else { Medium::Picture };
        let is_rule = first("rect").is_some_and(|rule| rule.has("hr", "t"));
        let kind = if is_rule { Kind::Rule } else { Kind::Figure { medium, caption: None, alt, source } };
        let shows = match &kind {
            Kind::Figure { alt, source, .. } => boxes.is_empty() || alt.is_some() || source.is_some(),
            _ => true,
        };
        if shows {
            line.beside.push(self.block(kind));
        }
        line.beside.append(&mut boxes);
    }

    fn text_boxes(&mut self, shape: &Element<'_>, boxes: &mut Vec<Block>) {
        for child in shape.elements() {
            match child.name {
                "txbxContent" => boxes.append(&mut self.blocks(child)),
                "AlternateContent" => self.text_boxes(chosen(child), boxes),
                _ => self.text_boxes(child, boxes),
            }
        }
    }
}

/// A sign of a font of signs, by its place there.
fn symbol(element: &Element<'_>) -> Option<&'static str> {
    let font = element.attribute("font")?.to_lowercase();
    let place = u32::from_str_radix(&element.attribute("char")?, 16).ok()? & 0xff;
    let sign = match (font.as_str(), place) {
        ("symbol", 0xb0) => "°",
        ("symbol", 0xb1) => "±",
        ("symbol", 0xb4) => "×",
        ("symbol", 0xb7) | ("wingdings", 0x9f | 0xa7) => "•",
        ("symbol", 0xa3) => "≤",
        ("symbol", 0xb3) => "≥",
        ("symbol", 0xb9) => "≠",
        ("symbol", 0xbb) => "≈",
        ("symbol", 0xa5) => "∞",
        ("symbol", 0xae) | ("wingdings", 0xe0 | 0xf0) => "→",
        ("symbol", 0xac) | ("wingdings", 0xdf | 0xef) => "←",
        ("symbol", 0x61) => "α",
        ("symbol", 0x62) => "β",
        ("symbol", 0x67) => "γ",
        ("symbol", 0x64) => "δ",
        ("symbol", 0x6c) => "λ",
        ("symbol", 0x6d) => "μ",
        ("symbol", 0x70) => "π",
        ("symbol", 0x73) => "σ",
        ("symbol", 0x77) => "ω",
        ("symbol", 0x44) => "Δ",
        ("symbol", 0x57) => "Ω",
        ("wingdings", 0xfc | 0xfe) => "✓",
        ("wingdings", 0xfb | 0xfd) => "✗",
        _ => return None,
    };
    Some(sign)
}

/// What is the same twice is taken once: the newer form, or else the older one.
pub(super) fn chosen<'e, 'a>(both: &'e Element<'a>) -> &'e Element<'a> {
    both.child("Choice").or_else(|| both.child("Fallback")).unwrap_or(both)
}

/// All words in an element, wherever they stand: deleted ones and signs of formulas too.
pub(super) fn words(element: &Element<'_>) -> String {
    let mut text = String::new();
    let mut open = vec![element];
    while let Some(element) = open.pop() {
        match element.name {
            "t" | "delText" => text.push_str(&element.text()),
            "p" if !text.is_empty() => text.push('\n'),
            "tab" | "br" => text.push(' '),
            _ => {}
        }
        let element = if element.name == "AlternateContent" { chosen(element) } else { element };
        open.extend(element.elements().rev());
    }
    text
}

/// Appends styled text; a style that goes on from the text before it is one.
fn join(line: &mut Vec<Inline>, content: Vec<Inline>) {
    for inline in content {
        match (line.last_mut(), inline) {
            (Some(Inline::Emphasis(old)), Inline::Emphasis(new))
            | (Some(Inline::Strong(old)), Inline::Strong(new)) => {
                join(old, new);
            }
            (_, inline) => line.push(inline),
        }
    }
}
