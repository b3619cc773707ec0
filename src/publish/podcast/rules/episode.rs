//! Rules for an episode's folder: that it is whole, and that all that tells of it agrees.

use std::path::Path;

use jiff::Timestamp;
use serde::Deserialize;

use super::findings::Findings;
use crate::error::count;
use crate::files;
use crate::publish::dates::{self, BadDate};
use crate::publish::episode_folder::manifest::{Chapter, Manifest};
use crate::publish::episode_folder::names;
use crate::publish::episode_folder::verify::{Fault, faults};

const AGAIN: &str = "make the episode again; lines that are already spoken are kept";
const EDITED: &str = "listen whether its chapters and its transcript still fit; `articast publish` gives the feed its real length, \
                      and making the episode again brings back the original";

pub(super) fn check(folder: &Path, manifest: &Manifest, now: Timestamp, findings: &mut Findings) {
    for fault in faults(manifest, folder) {
        let what = fault.to_string();
        if matches!(fault, Fault::Edited(_)) {
            findings.warn("ours.edited", "files", what, EDITED);
        } else {
            findings.error("ours.whole", "files", what, AGAIN);
        }
    }
    let doubtful = manifest.cues.iter().filter(|cue| cue.doubt.is_some()).count();
    if 0 < doubtful {
        let what = format!("{} may have been spoken wrongly", count(doubtful, "line"));
        findings.warn("ours.doubt", "cues", what, "listen to them; `articast status` lists them");
    }
    if manifest.title.trim().is_empty() {
        findings.error("ours.title", "title", "it has none", "give the article a title");
    }
    date(manifest, now, findings);
    chapter_list(folder, manifest, findings);
    captions(folder, manifest, findings);
}

/// The date of the article, which gives the episode its place among others.
fn date(manifest: &Manifest, now: Timestamp, findings: &mut Findings) {
    let text = manifest.meta.published.as_deref().unwrap_or_default();
    let what = match dates::of_article(&manifest.meta) {
        Ok(Some(date)) if now < date => format!("its date “{text}” is in the future"),
        Err(why @ (BadDate::Unread | BadDate::Zero)) => why.tell(text),
        Ok(_) | Err(BadDate::Early) => return,
    };
    findings.warn(
        "ours.date",
        "published",
        what,
        "correct the date of the article, and make the episode again",
    );
}

/// The chapter list in the JSON Chapters Format.
#[derive(Deserialize)]
struct List {
    version: String,
    chapters: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    start_time: f64,
    #[serde(default)]
    title: String,
    toc: Option<bool>,
}

fn chapter_list(folder: &Path, manifest: &Manifest, findings: &mut Findings) {
    const LIMIT: u64 = 1 << 24;
    let Ok(bytes) = files::read(&folder.join(names::CHAPTERS), LIMIT) else { return };
    let list: List = match serde_json::from_slice(&bytes) {
        Ok(list) => list,
        Err(error) => return findings.error("podcast.chapters", names::CHAPTERS, error.to_string(), AGAIN),
    };
    if !list.version.starts_with("1.") {
        findings.error("podcast.chapters", "version", format!("it is `{}`", list.version), AGAIN);
    }
    let milliseconds = |seconds: f64| libm::round(seconds * 1000.0);
    let agree = |(entry, chapter): (&Entry, &Chapter)| {
        let start = manifest.sample_rate.milliseconds(chapter.start) as f64;
        (milliseconds(entry.start_time) - start).abs() <= 1.0 && entry.title == chapter.title
    };
    // Pictures that are told are no chapters.
    let listed: Vec<&Entry> = list.chapters.iter().filter(|entry| entry.toc != Some(false)).collect();
    let same =
        listed.len() == manifest.chapters.len() && listed.into_iter().zip(&manifest.chapters).all(agree);
    if !same {
        findings.error("ours.chapters", names::CHAPTERS, "it does not match the timeline", AGAIN);
    }
}

/// Captions follow each other and end with the episode.
fn captions(folder: &Path, manifest: &Manifest, findings: &mut Findings) {
    const LIMIT: u64 = 1 << 28;
    let Ok(bytes) = files::read(&folder.join(names::TRANSCRIPT_VTT), LIMIT) else { return };
    let text = String::from_utf8_lossy(&bytes);
    if !text.starts_with("WEBVTT") {
        findings.error("podcast.transcript", names::TRANSCRIPT_VTT, "it is not WebVTT", AGAIN);
    }
    let times = text.lines().filter_map(|line| line.split_once(" --> "));
    let (mut last, mut ordered) = (0, true);
    for (start, end) in times {
        let (Some(start), Some(end)) = (milliseconds(start), milliseconds(end)) else {
            ordered = false;
            break;
        };
        ordered &= last <= start && start <= end;
        last = end;
    }
    if !ordered {
        findings.error("podcast.transcript", names::TRANSCRIPT_VTT, "its cues are not in order", AGAIN);
    }
    if manifest.sample_rate.milliseconds(manifest.samples) + 1 < last {
        findings.error("ours.captions", names::TRANSCRIPT_VTT, "a cue ends after the episode", AGAIN);
    }
}

/// The milliseconds of `hh:mm:ss.ttt`, or of `mm:ss.ttt`.
fn milliseconds(time: &str) -> Option<u64> {
    let time = time.split_whitespace().next()?;
    let (clock, thousandths) = time.split_once('.')?;
    let seconds = clock.split(':').try_fold(0_u64, |sum, part| Some(sum * 60 + part.parse::<u64>().ok()?))?;
    Some(seconds * 1000 + thousandths.parse::<u64>().ok()?)
}

#[test]
fn times_of_captions_are_read() {
    assert_eq!(milliseconds("01:00:01.500 align:start"), Some(3_601_500));
    assert_eq!(milliseconds("02:01.005"), Some(121_005));
    assert_eq!(milliseconds("now"), None);
}
