//! Pictures and other things of a page that only eyes take in.

use dom_query::NodeRef;

use super::walk::{Flow, Walker, origin};
use super::{drawing, inline, math, page, table};
use crate::article::{Block, Inline, Kind, Medium, Why, key, plain};
use crate::media;

impl Walker {
    /// A figure: its pictures or what else it holds, with its caption at the first of them.
    pub(super) fn figure(&mut self, node: &NodeRef<'_>, flow: &mut Flow, depth: usize) {
        // It is the figure's own if only boxes stand between the two.
        let own = |caption: &NodeRef<'_>| {
            let outer = caption
                .ancestors_it(None)
                .find(|outer| !matches!(page::name(outer).as_str(), "div" | "span"));
            page::name(caption) == "figcaption" && outer.is_some_and(|outer| outer.id == node.id)
        };
        // What is left out takes its captions with it.
        let is_told = |inner: &NodeRef<'_>| {
            let mut around = inner.ancestors_it(None).take_while(|outer| outer.id != node.id);
            !page::is_covered(inner)
                && !self.is_outside(inner)
                && around.all(|outer| inline::unsaid(&outer).is_none())
        };
        let caption = node.descendants_it().find(|inner| own(inner) && is_told(inner));
        if let Some(caption) = &caption {
            self.leave_unsaid(caption);
        }
        let text =
            caption.map(|caption| table::content(&caption)).filter(|text| !plain(text).trim().is_empty());
        let mut inner = Flow::at(node);
        self.captions.extend(caption.map(|caption| caption.id));
        self.children(node, &mut inner, depth);
        inner.end_line();
        let mut blocks = inner.blocks;
        if text.is_some() {
            blocks.retain(|block| !self.is_drawing(block));
        }
        // A page that loads its pictures late holds them twice.
        blocks.dedup_by(|one, other| matches!(one.kind, Kind::Figure { .. }) && one.text() == other.text());
        if let Some(text) = text {
            let place = blocks.iter_mut().find_map(|block| match &mut block.kind {
                Kind::Figure { caption, .. } | Kind::Table { caption, .. } if caption.is_none() => {
                    Some(caption)
                }
                _ => None,
            });
            if let Some(place) = place {
                *place = Some(text);
            } else if blocks.iter().all(|block| matches!(block.kind, Kind::Paragraph(_))) {
                // The picture comes by a script; what stands for it until then only says that it is one.
                blocks.retain(|block| !self.names_a_picture(block));
                let kind =
                    Kind::Figure { medium: Medium::Picture, caption: Some(text), alt: None, source: None };
                blocks.push(Block { kind, origin: origin(node) });
            } else {
                blocks.push(Block { kind: Kind::Paragraph(text), origin: origin(node) });
            }
        }
        flow.end_line();
        flow.blocks.append(&mut blocks);
    }

    /// Whether a block is a picture drawn with characters, for which its caption stands.
    fn is_drawing(&mut self, block: &Block) -> bool {
        let Kind::Code { language: None, text } = &block.kind else { return false };
        let marks = text.chars().filter(|c| !c.is_whitespace() && !c.is_alphanumeric()).count();
        let is = key(text).chars().count() < marks;
        if is {
            self.leave_out(text.clone(), Why::Wordless, block.origin.clone());
        }
        is
    }

    /// Whether a block is only the word for a picture, which an aside says by itself.
    fn names_a_picture(&mut self, block: &Block) -> bool {
        let text = block.text();
        let is = ["image", "photo", "picture", "video", "graphic"].contains(&key(&text).as_str());
        if is {
            self.leave_out(text, Why::Repeated, block.origin.clone());
        }
        is
    }

    /// A caption that does not stand in a figure: it is that of the picture right before it.
    pub(super) fn caption(&mut self, node: &NodeRef<'_>, flow: &mut Flow) {
        self.leave_unsaid(node);
        flow.end_line();
        let text = table::content(node);
        if plain(&text).trim().is_empty() {
            return;
        }
        match flow.blocks.last_mut().map(|block| &mut block.kind) {
            Some(Kind::Figure { caption: caption @ None, .. }) => *caption = Some(text),
            _ => flow.push(
                Kind::Figure { medium: Medium::Picture, caption: Some(text), alt: None, source: None },
                origin(node),
            ),
        }
    }

    /// Puts a picture where it stands: a letter or a formula into the line, any other behind it.
    pub(super) fn show(&mut self, node: &NodeRef<'_>, flow: &mut Flow) {
        if is_letter(node) || math::pictured(node).is_some() {
            return inline::append(node, &mut flow.line, 0);
        }
        let picture = picture(node);
        let is_plain = !matches!(&picture, Some(Kind::Figure { alt: Some(alt), .. }) if alt.is_empty());
        let (set, others) = if page::name(node) == "svg" {
            (drawing::paragraphs(node), drawing::others(node))
        } else {
            (Vec::new(), page::words_and_alts_within(node))
        };
        if is_plain && drawing::is_prose(&set) {
            if !others.is_empty() {
                self.leave_out(others, Why::Hidden, origin(node));
            }
            return set_in_drawing(set, picture, (node, flow));
        }
        let is_told = matches!(&picture, Some(Kind::Figure { alt: Some(alt), .. }) if !alt.is_empty());
        // Words in a drawing; what stands in a film is for browsers that cannot show it.
        let why = match &*page::name(node) {
            "svg" if is_told => Why::DescribedAside,
            "svg" => Why::Undescribed,
            _ => Why::Hidden,
        };
        let others = Some(others).filter(|text| !text.is_empty());
        let words = set.into_iter().chain(others).collect::<Vec<_>>().join("\n");
        if !words.is_empty() {
            self.leave_out(words, why, origin(node));
        }
        let Some(kind) = picture else { return };
        let block = Block { kind, origin: origin(node) };
        if flow.has_words() {
            flow.pictures.push(block);
        } else {
            flow.blocks.push(block);
        }
    }
}

/// Running text that is set in a drawing is told as such; what describes the drawing stands before it.
fn set_in_drawing(set: Vec<String>, picture: Option<Kind>, (node, flow): (&NodeRef<'_>, &mut Flow)) {
    let letters = key(&set.concat());
    let described = picture.filter(|kind| match kind {
        Kind::Figure { alt: Some(alt), .. } => !letters.contains(&key(alt)),
        _ => false,
    });
    if let Some(kind) = described {
        flow.push(kind, origin(node));
    }
    for text in set {
        flow.push(Kind::Paragraph(vec![Inline::Text(text)]), origin(node));
    }
}

/// Parts of the addresses of what is embedded in pages.
const SERVERS: [(Medium, &[&str]); 4] = [
    (
        Medium::Video,
        &[
            "youtube.com/",
            "youtube-nocookie.com/",
            "youtu.be/",
            "player.vimeo.com/",
            "dailymotion.com/",
            "embed.ted.com/",
            "player.twitch.tv/",
            "wistia.net/",
            "wistia.com/",
            "players.brightcove.net/",
            "jwplatform.com/",
            "streamable.com/",
            "facebook.com/plugins/video",
            "player.bilibili.com/",
        ],
    ),
    (
        Medium::Audio,
        &[
            "soundcloud.com/",
            "open.spotify.com/",
            "bandcamp.com/",
            "embed.podcasts.apple.com/",
            "megaphone.fm/",
            "simplecast.com/",
            "buzzsprout.com/",
            "libsyn.com/",
            "omny.fm/",
            "embed.acast.com/",
            "podbean.com/",
        ],
    ),
    (
        Medium::Map,
        &["/maps/", "maps.google.", "/maps?", "openstreetmap.org/", "mapbox.com/", "umap.", "arcgis.com/"],
    ),
    (
        Medium::Chart,
        &[
            "datawrapper.",
            "dwcdn.net/",
            "flo.uri.sh/",
            "flourish.studio/",
            "infogram.com/",
            "public.tableau.com/",
            "plotly.com/",
            "ourworldindata.org/grapher/",
            "everviz.com/",
        ],
    ),
];

/// What a thing is, by its element and by where it comes from.
fn medium(node: &NodeRef<'_>, name: &str) -> Medium {
    match name {
        "video" => return Medium::Video,
        "audio" => return Medium::Audio,
        "canvas" => return Medium::Chart,
        "svg" => {
            let class = page::attribute(node, "class").unwrap_or_default().to_lowercase();
            return if class.contains("chart") { Medium::Chart } else { Medium::Drawing };
        }
        "iframe" | "object" | "embed" => {}
        _ => return Medium::Picture,
    }
    let kind = page::attribute(node, "type").unwrap_or_default();
    let address = page::attribute(node, "src").or_else(|| page::attribute(node, "data")).unwrap_or_default();
    let from = SERVERS.iter().find(|(_, servers)| servers.iter().any(|server| address.contains(server)));
    match kind.split('/').next() {
        Some("video") => Medium::Video,
        Some("audio") => Medium::Audio,
        Some("image") => Medium::Picture,
        _ => from.map_or(Medium::Embed, |(medium, _)| *medium),
    }
}

/// So many children of an element are asked where its picture is.
const MOST_SOURCES: usize = 100;

/// Where a thing is. What stands in its place until the page has loaded is not it.
fn address(node: &NodeRef<'_>) -> Option<String> {
    const LATER: [&str; 5] = ["data-src", "data-original", "data-lazy-src", "data-url", "poster"];
    let first = |set: String| set.split([',', ' ']).find(|part| !part.is_empty()).map(str::to_owned);
    let at = |node: &NodeRef<'_>| {
        let now = page::filled(node, "src").or_else(|| page::filled(node, "data"));
        now.filter(|address| !address.starts_with("data:"))
            .or_else(|| LATER.iter().find_map(|name| page::filled(node, name)))
            .or_else(|| {
                ["srcset", "data-srcset"].iter().find_map(|name| page::filled(node, name).and_then(first))
            })
            .filter(|address| !address.starts_with("data:"))
    };
    let sources = |node: &NodeRef<'_>| {
        let all = node.children_it(false).take(MOST_SOURCES).filter(|inner| inner.has_name("source"));
        all.into_iter().find_map(|source| at(&source))
    };
    at(node).or_else(|| sources(node)).or_else(|| {
        let outer = node.parent().filter(|outer| outer.has_name("picture"))?;
        sources(&outer)
    })
}

/// Whether an element is a picture, a film or the like.
pub(super) fn is_picture(name: &str) -> bool {
    matches!(name, "img" | "svg" | "video" | "audio" | "iframe" | "object" | "embed" | "canvas")
}

/// A picture with its text. What stands for letters (an emoji, a formula) is text and none; what does not show either.
fn picture(node: &NodeRef<'_>) -> Option<Kind> {
    let name = page::name(node);
    let role = page::filled(node, "role").unwrap_or_default();
    let decorative = matches!(role.as_str(), "presentation" | "none")
        || page::filled(node, "aria-hidden").as_deref() == Some("true")
        || is_speck(node);
    let said =
        page::filled(node, "aria-label").or_else(|| described(node)).or_else(|| page::filled(node, "title"));
    let said = said.filter(|text| !media::describes_nothing(text));
    let alt = match page::attribute(node, "alt").map(|alt| alt.trim().to_owned()) {
        Some(alt) if alt.is_empty() => said.or(Some(alt)),
        Some(alt) if media::describes_nothing(&alt) => said,
        Some(alt) => Some(alt),
        None => said,
    };
    let alt = if decorative { Some(String::new()) } else { alt };
    let medium = medium(node, &name);
    let is_nameless = matches!(name.as_str(), "svg" | "canvas" | "iframe" | "object" | "embed");
    let is_known = !matches!(medium, Medium::Drawing | Medium::Chart | Medium::Embed | Medium::Picture);
    if alt.is_none() && is_nameless && !is_known {
        // A drawing or a frame without a name is a part of the page's looks.
        return None;
    }
    Some(Kind::Figure { medium, caption: None, alt, source: address(node) })
}

/// The title of a drawing and its description (SVG 2, section 5.7).
fn described(node: &NodeRef<'_>) -> Option<String> {
    let inner = |name: &str| {
        let inner = node.children_it(false).find(|inner| page::name(inner) == name)?;
        Some(inner.text().trim().to_owned()).filter(|text| !text.is_empty())
    };
    match (inner("title"), inner("desc")) {
        (Some(title), Some(desc)) if key(&desc).contains(&key(&title)) => Some(desc),
        (Some(title), Some(desc)) => Some(format!("{}. {desc}", title.trim_end_matches('.'))),
        (title, desc) => title.or(desc),
    }
}

/// Whether a picture is text: an emoji, a smiley.
fn is_letter(node: &NodeRef<'_>) -> bool {
    let class = page::attribute(node, "class").unwrap_or_default();
    ["emoji", "wp-smiley"].iter().any(|sign| class.split_whitespace().any(|word| word == *sign))
}

/// A picture of a few points only counts readers.
fn is_speck(node: &NodeRef<'_>) -> bool {
    let small = |side| {
        page::filled(node, side).and_then(|side| side.parse::<u32>().ok()).is_some_and(|side| side <= 2)
    };
    small("width") && small("height")
}
