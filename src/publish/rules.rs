//! The rules that a podcast must keep so that apps and directories accept it, and a check of a folder against them.
//!
//! Each rule has a name that says whose it is: `apple` ("Podcast RSS feed requirements" and "Artwork requirements" of
//! Apple Podcasts), `psp1` (PSP-1 of the Podcast Standards Project), `podcast` (the podcast namespace), `rss` (RSS 2.0
//! and XML), `ours` (that all that we write agrees).

mod channel;
mod episode;
mod item;

use std::path::{Component, Path, PathBuf};

use jiff::Timestamp;
use percent_encoding::percent_decode_str;
use roxmltree::{Document, Node};
use serde::Serialize;
use url::Url;

use super::{library, manifest};
use crate::{Result, files};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, strum::Display)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Severity {
    /// Apps or directories refuse it.
    Error,
    /// Apps show it, but not as well as they could.
    Warning,
}

/// A rule that is not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// The rule's name.
    pub rule: &'static str,
    /// Where: the file, the episode.
    pub place: String,
    /// The field.
    pub field: String,
    /// What is wrong with it.
    pub what: String,
    /// What mends it.
    pub fix: String,
}

/// What was found, in one place.
pub(super) struct Findings {
    place: String,
    found: Vec<Finding>,
}

impl Findings {
    fn at(place: impl Into<String>) -> Findings {
        Findings { place: place.into(), found: Vec::new() }
    }

    /// Notes that a rule (its severity and name) is not kept by a field: what is wrong, and what mends it.
    fn note(&mut self, (severity, rule): (Severity, &'static str), field: &str, what: String, fix: &str) {
        let (place, field, fix) = (self.place.clone(), field.to_owned(), fix.to_owned());
        self.found.push(Finding { severity, rule, place, field, what, fix });
    }

    fn error(&mut self, rule: &'static str, field: &str, what: impl Into<String>, fix: &str) {
        self.note((Severity::Error, rule), field, what.into(), fix);
    }

    fn warn(&mut self, rule: &'static str, field: &str, what: impl Into<String>, fix: &str) {
        self.note((Severity::Warning, rule), field, what.into(), fix);
    }
}

/// The namespaces whose elements are looked at.
mod ns {
    pub(super) const ITUNES: &str = "http://www.itunes.com/dtds/podcast-1.0.dtd";
    pub(super) const PODCAST: &str = "https://podcastindex.org/namespace/1.0";
    pub(super) const ATOM: &str = "http://www.w3.org/2005/Atom";
    pub(super) const CONTENT: &str = "http://purl.org/rss/1.0/modules/content/";
    pub(super) const PSC: &str = "http://podlove.org/simple-chapters";
}

/// Checks a folder of episodes, and the feeds in it. `now` tells which dates are to come.
pub fn check(folder: &Path, now: Timestamp) -> Result<Vec<Finding>> {
    const LIMIT: u64 = 1 << 28;
    let mut found = Vec::new();
    for (name, path, record) in library::records(folder)? {
        let mut findings = Findings::at(name);
        match record {
            Ok(record) => episode::check(&path, &record, &mut findings),
            Err(why) => findings.error("ours.manifest", manifest::NAME, why, "make the episode again"),
        }
        found.extend(findings.found);
    }
    let feeds = super::feed::files(folder)?;
    if feeds.is_empty() {
        let mut findings = Findings::at("");
        findings.error("rss.feed", super::feed::NAME, "there is no feed", "write one: `articast publish`");
        found.extend(findings.found);
    }
    for path in feeds {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let bytes = files::read(&path, LIMIT)?;
        found.extend(feed(&name, &bytes, folder, now));
    }
    found.sort_by_key(|finding| finding.severity);
    Ok(found)
}

/// Checks a feed that is to be published from a folder.
fn feed(name: &str, bytes: &[u8], folder: &Path, now: Timestamp) -> Vec<Finding> {
    let mut findings = Findings::at(name);
    let Ok(text) = std::str::from_utf8(bytes) else {
        findings.error("psp1.encoding", "xml", "it is not UTF-8", "write the feed again: `articast publish`");
        return findings.found;
    };
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(error) => {
            let fix = "write the feed again: `articast publish`";
            findings.error("rss.well-formed", "xml", error.to_string(), fix);
            return findings.found;
        }
    };
    let root = document.root_element();
    let channel = root.children().find(|node| node.has_tag_name("channel"));
    let Some(channel) = channel.filter(|_| root.has_tag_name("rss")) else {
        findings.error(
            "rss.channel",
            "channel",
            "it is no RSS feed",
            "write the feed again: `articast publish`",
        );
        return findings.found;
    };
    let base = channel::self_link(channel).and_then(|link| Url::parse(link).ok());
    let local = Local { folder, base };
    channel::check(root, channel, &local, &mut findings);
    let mut found = findings.found;
    found.extend(item::check(name, channel, &local, now));
    found
}

/// Where the files of a feed are on the disk.
struct Local<'a> {
    folder: &'a Path,
    base: Option<Url>,
}

impl Local<'_> {
    /// The file of an address below the feed's folder.
    fn file(&self, address: &str) -> Option<PathBuf> {
        let below = self.base.as_ref()?.join(".").ok()?;
        let path = address.strip_prefix(below.as_str())?;
        let path = PathBuf::from(percent_decode_str(path).decode_utf8().ok()?.as_ref());
        let is_inside = path.components().all(|part| matches!(part, Component::Normal(_)));
        is_inside.then(|| self.folder.join(path))
    }
}

/// The text of a child element, without the blanks around it.
fn text<'a>(node: Node<'a, '_>, namespace: Option<&str>, name: &str) -> Option<&'a str> {
    child(node, namespace, name)?.text()
}

fn child<'a, 'd>(node: Node<'a, 'd>, namespace: Option<&str>, name: &str) -> Option<Node<'a, 'd>> {
    children(node, namespace, name).next()
}

fn children<'a, 'd>(
    node: Node<'a, 'd>,
    namespace: Option<&str>,
    name: &str,
) -> impl Iterator<Item = Node<'a, 'd>> {
    node.children().filter(move |child| {
        child.is_element() && child.tag_name().name() == name && child.tag_name().namespace() == namespace
    })
}

/// Checks that a text is there, stands without blanks around it, and is not too long.
fn wanted(
    findings: &mut Findings,
    rule: (Severity, &'static str),
    (field, text): (&str, Option<&str>),
    fix: &str,
) -> bool {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
        findings.note(rule, field, "it is missing".into(), fix);
        return false;
    };
    if text != text.trim() {
        findings.warn("psp1.blanks", field, "there are blanks around it", "write the feed again");
    }
    true
}
