//! Rules for the show.

use std::io::BufReader;
use std::path::Path;

use roxmltree::Node;
use uuid::Uuid;

use super::findings::{Findings, Rule};
use super::nodes::{Local, child, children, text};
use crate::cover::MOST_BYTES;
use crate::files;
use crate::language::is_tag;
use crate::publish::podcast::namespaces;

const SHOW: &str = "set it in show.toml and run `articast publish`";
const AGAIN: &str = "write the feed again: `articast publish`";

/// Apple's categories, which are compared exactly.
const CATEGORIES: &str = include_str!("categories.txt");

/// The media of the podcast namespace; lists of them end with an L.
const MEDIA: [&str; 9] =
    ["podcast", "music", "video", "film", "audiobook", "newsletter", "blog", "publisher", "course"];

/// The feed's own address.
pub(super) fn self_link<'a>(channel: Node<'a, '_>) -> Option<&'a str> {
    let mut links = children(channel, Some(namespaces::ATOM), "link");
    links.find(|link| link.attribute("rel") == Some("self"))?.attribute("href")
}

pub(super) fn check(root: Node<'_, '_>, channel: Node<'_, '_>, local: &Local<'_>, findings: &mut Findings) {
    for (prefix, uri) in
        [("itunes", namespaces::ITUNES), ("podcast", namespaces::PODCAST), ("atom", namespaces::ATOM)]
    {
        if !root.namespaces().any(|space| space.uri() == uri) {
            findings.error(
                "psp1.namespaces",
                &format!("xmlns:{prefix}"),
                format!("`{uri}` is not declared"),
                AGAIN,
            );
        }
    }
    required(channel, findings);
    self_address(channel, findings);
    language(channel, findings);
    categories(channel, findings);
    picture(channel, local, findings);
    recommended(channel, findings);
    state(channel, findings);
}

fn required(channel: Node<'_, '_>, findings: &mut Findings) {
    findings.require(Rule::error("psp1.title"), "title", text(channel, None, "title"), SHOW);
    findings.require(Rule::error("psp1.link"), "link", text(channel, None, "link"), SHOW);
    let description = text(channel, None, "description");
    findings.require(Rule::error("psp1.description"), "description", description, SHOW);
    if description.is_some_and(|text| 4000 < text.len()) {
        findings.error(
            "apple.description",
            "description",
            "it is longer than 4000 bytes",
            "shorten it in show.toml",
        );
    }
    let explicit = text(channel, Some(namespaces::ITUNES), "explicit");
    if !matches!(explicit, Some("true" | "false")) {
        let what = format!("it is `{}`", explicit.unwrap_or_default());
        findings.error("apple.explicit", "itunes:explicit", what, "it must be `true` or `false`");
    }
    if let Some(kind) = text(channel, Some(namespaces::ITUNES), "type")
        && !matches!(kind, "episodic" | "serial")
    {
        findings.error(
            "apple.type",
            "itunes:type",
            format!("it is `{kind}`"),
            "it must be `episodic` or `serial`",
        );
    }
}

fn self_address(channel: Node<'_, '_>, findings: &mut Findings) {
    match self_link(channel) {
        None => findings.error("psp1.self", "atom:link", "there is no link with rel=self", AGAIN),
        Some(link) if !link.is_ascii() => {
            findings.error("apple.ascii", "atom:link", "its address is not ASCII", AGAIN);
        }
        Some(link) if !link.starts_with("https://") => findings.warn(
            "apple.https",
            "atom:link",
            "directories require https",
            "set `url` in show.toml to an https address",
        ),
        Some(_) => {}
    }
}

fn language(channel: Node<'_, '_>, findings: &mut Findings) {
    let language = text(channel, None, "language").map(str::trim).unwrap_or_default();
    if !is_tag(language) {
        let what = format!("`{language}` is not a language tag");
        findings.error(
            "apple.language",
            "language",
            what,
            "set `language` in show.toml, such as `en` or `de-at`",
        );
    }
}

fn categories(channel: Node<'_, '_>, findings: &mut Findings) {
    let mut names = Vec::new();
    for outer in children(channel, Some(namespaces::ITUNES), "category") {
        let name = outer.attribute("text").unwrap_or_default();
        let inner =
            child(outer, Some(namespaces::ITUNES), "category").and_then(|inner| inner.attribute("text"));
        names.push(inner.map_or_else(|| name.to_owned(), |inner| format!("{name} > {inner}")));
    }
    if names.is_empty() {
        findings.error("apple.category", "itunes:category", "there is none", "set `categories` in show.toml");
    }
    for name in names.iter().filter(|name| !CATEGORIES.lines().any(|known| known == *name)) {
        let alike = CATEGORIES.lines().find(|known| known.eq_ignore_ascii_case(name));
        let what = format!("Apple does not know `{name}`");
        let fix = alike.map_or_else(
            || "choose one of Apple's list, such as `News` or `Society & Culture > Documentary`".to_owned(),
            |alike| format!("write `{alike}`"),
        );
        findings.error("apple.category", "itunes:category", what, &fix);
    }
}

fn picture(channel: Node<'_, '_>, local: &Local<'_>, findings: &mut Findings) {
    let image = child(channel, Some(namespaces::ITUNES), "image").and_then(|image| image.attribute("href"));
    let fix = "put a square `cover.jpg` of 1400 to 3000 pixels into the folder";
    match image {
        None => findings.error("apple.artwork", "itunes:image", "the show has no picture", fix),
        Some(address) => artwork(address, local, "itunes:image", findings),
    }
}

/// Checks a picture by its address, and by its file where that is here.
pub(super) fn artwork(address: &str, local: &Local<'_>, field: &str, findings: &mut Findings) {
    let fix = "give a square JPEG or PNG of 1400 to 3000 pixels: `--cover FILE`";
    let extension =
        Path::new(address).extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    if !matches!(extension, "jpg" | "jpeg" | "png") || !address.is_ascii() {
        findings.error(
            "apple.artwork",
            field,
            format!("`{address}` is not the address of a JPEG or PNG file"),
            fix,
        );
        return;
    }
    let Some(file) = local.file(address) else { return };
    let bytes = file.metadata().map_or(0, |data| data.len());
    if MOST_BYTES as u64 <= bytes {
        let what = format!("it has {bytes} bytes; Apple asks for less than 512 kB");
        findings.warn("apple.artwork", field, what, "run `articast publish`, which makes a smaller copy");
    }
    let opened = files::open(&file).map(|file| image::ImageReader::new(BufReader::new(file)));
    match opened.and_then(image::ImageReader::with_guessed_format) {
        Err(error) => {
            findings.error("apple.artwork", field, format!("its file cannot be read: {error}"), fix);
        }
        Ok(reader) => {
            let format = reader.format();
            let is_named = match format {
                Some(image::ImageFormat::Png) => extension == "png",
                Some(image::ImageFormat::Jpeg) => extension != "png",
                _ => false,
            };
            if !is_named {
                findings.error(
                    "apple.artwork",
                    field,
                    "its name and its content are of different types",
                    fix,
                );
            }
            match reader.into_dimensions() {
                Ok((width, height)) if width != height || !(1400..=3000).contains(&width) => {
                    findings.error("apple.artwork", field, format!("it is {width} × {height} pixels"), fix);
                }
                Ok(_) => {}
                Err(error) => {
                    findings.error("apple.artwork", field, format!("it cannot be read: {error}"), fix);
                }
            }
        }
    }
}

/// Whether the show has moved, ended, or is not to be shown.
fn state(channel: Node<'_, '_>, findings: &mut Findings) {
    let said = |name: &str| text(channel, Some(namespaces::ITUNES), name).map(str::trim);
    let is_address = |address: &&str| address.starts_with("https://") && address.is_ascii();
    if let Some(address) = said("new-feed-url").filter(|address| !is_address(address)) {
        let what = format!("`{address}` is not an https address in ASCII");
        findings.error("apple.https", "itunes:new-feed-url", what, "set `new_feed` in show.toml to one");
    }
    for name in ["block", "complete"] {
        if let Some(value) = said(name).filter(|value| *value != "Yes") {
            let what = format!("it is `{value}`, which means nothing; only `Yes` does");
            findings.warn("apple.state", &format!("itunes:{name}"), what, AGAIN);
        }
    }
}

fn recommended(channel: Node<'_, '_>, findings: &mut Findings) {
    let author = text(channel, Some(namespaces::ITUNES), "author");
    findings.require(Rule::warning("psp1.author"), "itunes:author", author, SHOW);
    let owner = child(channel, Some(namespaces::ITUNES), "owner");
    let email = owner.and_then(|owner| text(owner, Some(namespaces::ITUNES), "email"));
    findings.require(
        Rule::warning("apple.owner"),
        "itunes:email",
        email,
        "set `email` in show.toml; it is public",
    );
    let guid = text(channel, Some(namespaces::PODCAST), "guid");
    if findings.require(Rule::warning("psp1.guid"), "podcast:guid", guid, AGAIN)
        && guid.is_some_and(|guid| Uuid::parse_str(guid.trim()).is_err())
    {
        findings.error("podcast.guid", "podcast:guid", "it is not a UUID", AGAIN);
    }
    let locked = text(channel, Some(namespaces::PODCAST), "locked");
    if findings.require(Rule::warning("psp1.locked"), "podcast:locked", locked, AGAIN)
        && !matches!(locked, Some("yes" | "no"))
    {
        findings.error("podcast.locked", "podcast:locked", "it is neither `yes` nor `no`", SHOW);
    }
    if let Some(medium) = text(channel, Some(namespaces::PODCAST), "medium")
        && !MEDIA.contains(&medium.strip_suffix('L').unwrap_or(medium))
    {
        findings.error("podcast.medium", "podcast:medium", format!("`{medium}` is not a known medium"), SHOW);
    }
    if children(channel, None, "item").next().is_none() {
        findings.error("apple.items", "item", "there is no episode", "make one with `--formats wav,mp3`");
    }
}
