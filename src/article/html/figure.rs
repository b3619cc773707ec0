//! Pictures and other things of a page that only eyes take in.

use dom_query::NodeRef;

use super::page;
use crate::article::Kind;

/// Whether an element is a picture, a film or the like.
pub(super) fn is_picture(name: &str) -> bool {
    matches!(name, "img" | "svg" | "video" | "audio" | "iframe" | "object" | "embed" | "canvas")
}

/// A picture with its text. What stands for letters (an emoji, a formula) is text and none; what does not show either.
pub(super) fn picture(node: &NodeRef<'_>) -> Option<Kind> {
    let name = page::name(node);
    let role = page::filled(node, "role").unwrap_or_default();
    let decorative = matches!(role.as_str(), "presentation" | "none")
        || page::filled(node, "aria-hidden").as_deref() == Some("true")
        || is_speck(node);
    let said = page::filled(node, "aria-label").or_else(|| {
        let inner = node.children_it(false).find(|inner| page::name(inner) == "title");
        let title = inner.map(|inner| inner.text().trim().to_owned()).filter(|text| !text.is_empty());
        title.or_else(|| page::filled(node, "title"))
    });
    let alt = match page::attribute(node, "alt").map(|alt| alt.trim().to_owned()) {
        Some(alt) if alt.is_empty() => said.or(Some(alt)),
        Some(alt) if is_file_name(&alt) => said,
        Some(alt) => Some(alt),
        None => said,
    };
    let alt = if decorative { Some(String::new()) } else { alt };
    if alt.is_none() && matches!(name.as_str(), "svg" | "canvas" | "iframe" | "object" | "embed") {
        // A drawing or a frame without a name is a part of the page's looks.
        return None;
    }
    let source = page::filled(node, "src").filter(|source| !source.starts_with("data:"));
    let source = source.or_else(|| page::filled(node, "data-src"));
    Some(Kind::Figure { caption: None, alt, source })
}

/// Whether a picture is text: an emoji, a smiley.
pub(super) fn is_letter(node: &NodeRef<'_>) -> bool {
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

/// Whether an alternative text only names a file.
fn is_file_name(alt: &str) -> bool {
    let end = alt.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
    !alt.contains(' ')
        && end.is_some_and(|end| ["jpg", "jpeg", "png", "gif", "webp", "svg", "avif"].contains(&&*end))
}
