//! What HTML in Markdown means: a few elements are structure, the others only surround words.

use std::collections::BTreeSet;

use super::frames::Holder;
use super::html::{Piece, Tag, pieces};
use super::inlines::Wrap;
use super::read::{Reader, Role};
use crate::article::{Inline, Kind, Medium, Why, elements, pause};

/// The names of the components that a text uses, whose names start with a capital: each has an end tag, or ends itself.
pub(super) fn components(text: &str) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for (at, _) in text.match_indices('<') {
        let Some(name) = component_name(&text[at + 1..]) else { continue };
        let tag = text[at..].split('>').next().unwrap_or_default();
        if tag.starts_with("</") || tag.ends_with('/') {
            names.insert(name);
        }
    }
    names
}

/// The name with a capital at the start of a tag, after its `<`.
fn component_name(tag: &str) -> Option<&str> {
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let name =
        &tag[..tag.find(|c: char| !c.is_ascii_alphanumeric() && !"._-".contains(c)).unwrap_or(tag.len())];
    name.starts_with(|c: char| c.is_ascii_uppercase()).then_some(name)
}

impl Reader<'_> {
    /// HTML between or in Markdown.
    pub(super) fn markup(&mut self, html: &str) {
        for piece in pieces(html) {
            match piece {
                Piece::Text(text) => {
                    if self.leaf.is_some() || !text.trim().is_empty() {
                        self.leaf().content.text(&text, "");
                    }
                }
                Piece::Open(tag) => self.open_tag(&tag),
                Piece::Close(name, source) => self.close_tag(&name, source),
                Piece::Comment(text) => self.comment(text),
                Piece::Other(source) => self.skip(source.to_owned(), Why::Markup),
            }
        }
    }

    fn open_tag(&mut self, tag: &Tag<'_>) {
        let name = tag.name.as_str();
        if elements::parts_words(name) {
            return self.open_block(tag);
        }
        let lang = tag.get("lang").map(str::to_owned);
        let wrap = match name {
            "br" => return self.leaf().content.push(Inline::Break),
            "img" => return self.image(tag),
            "video" | "audio" | "iframe" => {
                self.medium(tag);
                // What stands in them is for browsers that cannot show them.
                Wrap::Hidden
            }
            "source" => return self.leaf().content.source(tag.get("src").unwrap_or_default()),
            "input" if tag.get("type") == Some("checkbox") => {
                let checked = tag.get("checked").is_some();
                return self.leaf().content.push(Inline::Checkbox { checked });
            }
            "del" | "s" | "strike" => Wrap::Struck,
            "em" | "i" | "dfn" | "var" if lang.is_none() || name == "em" => Wrap::Emphasis,
            "strong" | "b" => Wrap::Strong,
            "cite" => Wrap::Cite,
            "code" | "kbd" | "samp" | "tt" => {
                self.name_language(tag);
                Wrap::Code
            }
            "sub" => Wrap::Sub,
            "sup" => Wrap::Sup,
            "q" => Wrap::Quoted,
            "script" | "style" => Wrap::Hidden,
            "abbr" | "acronym" if tag.get("title").is_some() => {
                Wrap::Abbr(tag.get("title").unwrap_or_default().to_owned())
            }
            "span" if tag.get("data-pause").is_some() => {
                let length = tag.get("data-pause").and_then(pause::length);
                self.leaf().content.pause(length);
                Wrap::Plain
            }
            "time" if tag.get("datetime").is_some() => {
                Wrap::Time(tag.get("datetime").unwrap_or_default().to_owned())
            }
            "span" if tag.get("data-say").is_some() => {
                Wrap::Said(tag.get("data-say").unwrap_or_default().to_owned())
            }
            "a" if tag.get("href").is_some() => Wrap::Link(tag.get("href").unwrap_or_default().to_owned()),
            "span" if tag.get("class").is_some_and(|class| class.split(' ').any(|name| name == "math")) => {
                Wrap::Math
            }
            "wbr" | "input" | "meta" | "link" | "track" | "col" | "area" | "embed" => return,
            _ if elements::is_inline(name) => Wrap::Plain,
            _ if self.is_component(tag.source) => return self.component(tag),
            // Not HTML: `<name>` in a text means what it says.
            _ if tag.attributes.is_empty() => return self.leaf().content.text(tag.source, ""),
            _ => return self.skip(tag.source.to_owned(), Why::Markup),
        };
        self.leaf().content.open_element(name, wrap, lang);
    }

    fn close_tag(&mut self, name: &str, source: &str) {
        if elements::parts_words(name) {
            return self.close_block(name);
        }
        if self.is_component(source) {
            if !self.leaf.as_ref().is_some_and(|leaf| leaf.marked) && !self.in_cell() {
                self.finish_leaf();
            }
            return self.skip(source.to_owned(), Why::Markup);
        }
        let known = elements::is_inline(name);
        if let Some(leaf) = &mut self.leaf {
            if known {
                leaf.content.close_element(name);
            } else {
                leaf.content.text(source, "");
            }
        } else if !known {
            self.leaf().content.text(source, "");
        }
    }

    /// Whether Markdown made a line of running text of this place, where no block can start.
    fn in_line(&mut self) -> bool {
        match &mut self.leaf {
            Some(leaf) if leaf.marked || matches!(leaf.role, Role::Code { .. }) => {
                if leaf.marked {
                    leaf.content.text(" ", "");
                }
                true
            }
            _ => false,
        }
    }

    /// Whether a tag is one of a component, by the tag as written.
    fn is_component(&self, source: &str) -> bool {
        component_name(&source[1..]).is_some_and(|name| self.components.contains(name))
    }

    /// A component of a script: its title is said, its name is not.
    fn component(&mut self, tag: &Tag<'_>) {
        let named = |name: &str| tag.get(name).filter(|text| !text.trim().is_empty());
        if named("src").is_some() && named("alt").or(named("caption")).is_some() {
            return self.image(tag);
        }
        self.skip(tag.source.to_owned(), Why::Markup);
        if self.leaf.as_ref().is_some_and(|leaf| leaf.marked) || self.in_cell() {
            return;
        }
        self.finish_leaf();
        if let Some(title) = named("title").or(named("label")) {
            let title = Inline::Strong(vec![Inline::Text(title.to_owned())]);
            self.frames.push(Kind::Paragraph(vec![title]), self.range.clone(), None);
        }
    }

    /// Whether a cell of an HTML table, or its caption, is being read.
    pub(super) fn in_cell(&self) -> bool {
        let is_cell = self.leaf.as_ref().is_some_and(|leaf| matches!(leaf.role, Role::Cell | Role::Caption));
        is_cell && self.table.as_ref().is_some_and(|table| table.html)
    }

    /// Starts or ends a part of an HTML table; says whether the element is one.
    fn table_part(&mut self, name: &str, opens: bool) -> bool {
        match name {
            "table" if opens && self.table.is_none() => {
                self.finish_leaf();
                self.open_table(true);
                return true;
            }
            _ if !self.table.as_ref().is_some_and(|table| table.html) => return false,
            "table" if !opens => {
                self.finish_leaf();
                self.end_table();
            }
            "td" | "th" | "caption" => {
                self.finish_leaf();
                if opens {
                    let role = if name == "caption" { Role::Caption } else { Role::Cell };
                    self.open_leaf(role, false);
                }
                if let Some(table) = self.table.as_mut().filter(|_| opens && name == "th") {
                    table.heads += 1;
                }
            }
            "tr" | "thead" | "tbody" | "tfoot" => {
                self.finish_leaf();
                self.end_html_row();
            }
            _ if self.in_cell() => self.leaf().content.text(" ", ""),
            _ => return false,
        }
        true
    }

    fn open_block(&mut self, tag: &Tag<'_>) {
        if self.table_part(&tag.name, true) || self.in_line() {
            return;
        }
        self.finish_leaf();
        let range = self.range.clone();
        match tag.name.as_str() {
            "figure" => self.frames.open_element(Holder::Figure, range),
            "figcaption" => self.frames.open_element(Holder::Caption, range),
            "blockquote" => self.frames.open_element(Holder::Quote, range),
            "ul" | "menu" => self.frames.open_element(Holder::List(None), range),
            "ol" => {
                let start = tag.get("start").and_then(|start| start.parse().ok()).unwrap_or(1);
                self.frames.open_element(Holder::List(Some(start)), range);
            }
            "li" => {
                self.frames.close_item(range.start);
                self.frames.open_element(Holder::Item, range);
            }
            "hr" => self.frames.push(Kind::Rule, range, None),
            "pre" => {
                self.open_leaf(Role::Code { language: None, bare: false }, false);
                self.name_language(tag);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = tag.name.as_bytes()[1] - b'0';
                self.open_leaf(Role::Heading { level, anchor: tag.get("id").map(str::to_owned) }, false);
            }
            _ => {}
        }
    }

    fn close_block(&mut self, name: &str) {
        if name == "pre" && self.leaf.as_ref().is_some_and(|leaf| !leaf.marked) {
            return self.finish_leaf();
        }
        if self.table_part(name, false) || self.in_line() {
            return;
        }
        self.finish_leaf();
        let end = self.range.end;
        match name {
            "figure" => self.frames.close_element(&Holder::Figure, end),
            "figcaption" => self.frames.close_element(&Holder::Caption, end),
            "blockquote" => self.frames.close_element(&Holder::Quote, end),
            "ul" | "menu" | "ol" => self.frames.close_element(&Holder::List(None), end),
            "li" => self.frames.close_item(end),
            _ => {}
        }
    }

    /// `<pre><code class="language-…">`.
    fn name_language(&mut self, tag: &Tag<'_>) {
        let named = |class: &str| class.strip_prefix("language-").map(str::to_owned);
        let name = tag.get("class").and_then(|class| class.split_ascii_whitespace().find_map(named));
        if let (Some(leaf), Some(name)) = (&mut self.leaf, name)
            && let Role::Code { language: language @ None, .. } = &mut leaf.role
        {
            *language = Some(name);
        }
    }

    /// An empty `alt` says that the picture is decoration; no `alt` says nothing.
    fn image(&mut self, tag: &Tag<'_>) {
        let source = tag.get("src").unwrap_or_default().to_owned();
        let alt = tag.get("alt").map(str::to_owned);
        let caption = tag.get("caption").or(tag.get("title")).unwrap_or_default().to_owned();
        let medium = match tag.get("class") {
            Some("drawing") => Medium::Drawing,
            Some("chart") => Medium::Chart,
            _ => Medium::Picture,
        };
        self.leaf().content.image(medium, source, alt, caption);
    }

    /// A film, a recording, or a part of another page.
    fn medium(&mut self, tag: &Tag<'_>) {
        let medium = match (tag.name.as_str(), tag.get("class")) {
            ("video", _) => Medium::Video,
            ("audio", _) => Medium::Audio,
            (_, Some("map")) => Medium::Map,
            _ => Medium::Embed,
        };
        let source = tag.get("src").unwrap_or_default().to_owned();
        let alt = tag.get("title").or_else(|| tag.get("aria-label")).map(str::to_owned);
        self.leaf().content.image(medium, source, alt, String::new());
    }
}
