//! What HTML in Markdown means: a few elements are structure, the others only surround words.

use super::frames::Holder;
use super::html::{Piece, Tag, pieces};
use super::inlines::Wrap;
use super::read::{Reader, Role};
use crate::article::{Inline, Kind, Medium, Why, elements};

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
            "a" if tag.get("href").is_some() => Wrap::Link(tag.get("href").unwrap_or_default().to_owned()),
            "span" if tag.get("class").is_some_and(|class| class.split(' ').any(|name| name == "math")) => {
                Wrap::Math
            }
            "wbr" | "input" | "meta" | "link" | "track" | "col" | "area" | "embed" => return,
            _ if elements::is_inline(name) => Wrap::Plain,
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

    fn open_block(&mut self, tag: &Tag<'_>) {
        if self.in_line() {
            return;
        }
        self.finish_leaf();
        let range = self.range.clone();
        match tag.name.as_str() {
            "figure" => self.frames.open_element(Holder::Figure, range),
            "figcaption" => self.frames.open_element(Holder::Caption, range),
            "blockquote" => self.frames.open_element(Holder::Quote, range),
            "hr" => self.frames.push(Kind::Rule, range, None),
            "pre" => {
                self.open_leaf(Role::Code { language: None }, false);
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
        if self.in_line() {
            return;
        }
        self.finish_leaf();
        let end = self.range.end;
        match name {
            "figure" => self.frames.close_element(&Holder::Figure, end),
            "figcaption" => self.frames.close_element(&Holder::Caption, end),
            "blockquote" => self.frames.close_element(&Holder::Quote, end),
            _ => {}
        }
    }

    /// `<pre><code class="language-…">`.
    fn name_language(&mut self, tag: &Tag<'_>) {
        let named = |class: &str| class.strip_prefix("language-").map(str::to_owned);
        let name = tag.get("class").and_then(|class| class.split_ascii_whitespace().find_map(named));
        if let (Some(leaf), Some(name)) = (&mut self.leaf, name)
            && let Role::Code { language: language @ None } = &mut leaf.role
        {
            *language = Some(name);
        }
    }

    /// An empty `alt` says that the picture is decoration; no `alt` says nothing.
    fn image(&mut self, tag: &Tag<'_>) {
        let source = tag.get("src").unwrap_or_default().to_owned();
        let alt = tag.get("alt").map(str::to_owned);
        let caption = tag.get("title").unwrap_or_default().to_owned();
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
