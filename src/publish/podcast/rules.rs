//! The rules that a podcast must keep so that apps and directories accept it, and a check of a folder against them.
//!
//! Each rule has a name that says whose it is: `apple` ("Podcast RSS feed requirements" and "Artwork requirements" of
//! Apple Podcasts), `psp1` (PSP-1 of the Podcast Standards Project), `podcast` (the podcast namespace), `rss` (RSS 2.0
//! and XML), `apps` (what apps are known to refuse), `ours` (that all that we write agrees).

mod channel;
mod episode;
mod findings;
mod item;
mod nodes;

use std::path::Path;

use jiff::Timestamp;
use roxmltree::Document;
use url::Url;

use self::findings::Findings;
use self::nodes::Local;
use super::library::{Found, scan};
use super::recognition::{self, Candidate, Earlier, PART, Twin};
use super::registry::GuidRegistry;
use crate::publish::episode_folder::manifest::Manifest;
use crate::publish::episode_folder::names;
use crate::publish::existing_feeds;
use crate::{Result, files};

pub use self::findings::{Finding, Severity};

/// Checks a folder of episodes, and the feeds in it. `now` tells which dates are to come.
pub fn check(folder: &Path, now: Timestamp) -> Result<Vec<Finding>> {
    const LIMIT: u64 = 1 << 28;
    let mut found = Vec::new();
    let episodes = scan(folder)?;
    found.extend(twins(folder, &episodes, now)?);
    for Found { name, folder, manifest } in episodes {
        let mut findings = Findings::at(name);
        match manifest {
            Ok(manifest) => episode::check(&folder, &manifest, now, &mut findings),
            Err(why) => findings.error("ours.manifest", names::MANIFEST, why, "make the episode again"),
        }
        found.extend(findings.found);
    }
    let feeds = existing_feeds::find(folder)?;
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

/// Checks the folder of an episode. `now` tells which dates are to come.
pub(super) fn of_episode(folder: &Path, manifest: &Manifest, now: Timestamp) -> Vec<Finding> {
    let mut findings = Findings::at("");
    episode::check(folder, manifest, now, &mut findings);
    findings.found
}

/// The folders that hold an episode that another one holds too.
fn twins(folder: &Path, episodes: &[Found], now: Timestamp) -> Result<Vec<Finding>> {
    let mut all = Vec::new();
    for Found { name, manifest, .. } in episodes {
        all.extend(manifest.as_ref().ok().map(|manifest| Candidate { name, manifest, is_of_show: true }));
    }
    let mut registry = GuidRegistry::read(folder)?;
    let twins = recognition::recognise(&mut registry, &all, &Earlier::default(), now).twins;
    let finding = |Twin { name, of }: Twin| {
        let mut findings = Findings::at(&name);
        let what = format!("`{name}` and `{of}` are the same episode, so the feed has only `{of}`");
        findings.error("ours.identity", "id", what, PART);
        findings.found
    };
    Ok(twins.into_iter().flat_map(finding).collect())
}

/// Checks a feed that is to be published from a folder.
fn feed(name: &str, bytes: &[u8], folder: &Path, now: Timestamp) -> Vec<Finding> {
    let mut findings = Findings::at(name);
    if let Some(trouble) = super::feed::size_trouble(bytes.len()) {
        findings.warn(
            "apps.size",
            "rss",
            trouble,
            "set `page = 100` in show.toml and run `articast publish`",
        );
    }
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
            "it is not an RSS feed",
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
