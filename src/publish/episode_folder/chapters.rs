//! The chapter list: the chapters, and among them the pictures of the article while they are told. In the JSON Chapters
//! Format 1.2 of the podcast namespace, and as entries for whatever else lists them.

use std::ops::Range;
use std::path::Path;

use serde_json::{Value, json};

use super::manifest::{Chapter, Manifest, Picture};
use super::names;
use crate::article::address::{anchored, is_of_the_web};
use crate::{clean, files};

/// How many bytes of what is told of a picture are its title.
const TITLE: usize = 80;
/// The most bytes that are read of a list.
const LIMIT: u64 = 1 << 24;

/// An entry of a chapter list.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<'a> {
    /// Its title, as lists show it.
    pub title: String,
    /// Its place on the timeline, in samples.
    pub at: Range<u64>,
    /// Where the article has it: the article's address and the anchor of the heading, if both are known.
    pub link: Option<String>,
    /// The picture, where it is one that is told and not a chapter.
    pub figure: Option<Figure<'a>>,
}

/// A picture in a chapter list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure<'a> {
    /// Its name in the episode's folder.
    pub file: &'a str,
    /// The text that stands for it.
    pub alt: String,
}

/// The entries in the order in which they start. A picture is among them if its file is in `folder`.
pub fn entries<'a>(manifest: &'a Manifest, folder: &Path) -> Vec<Entry<'a>> {
    let link = |chapter: Option<&Chapter>| link(manifest, chapter?.anchor.as_deref()?);
    let chapters = manifest.chapters.iter().map(|chapter| Entry {
        title: chapter.title.clone(),
        at: chapter.start..chapter.start + chapter.samples,
        link: link(Some(chapter)),
        figure: None,
    });
    let is_there =
        |picture: &&Picture| names::is_figure(&picture.address) && folder.join(&picture.address).is_file();
    let figures = manifest.pictures.iter().filter(is_there).filter_map(|picture| {
        let (at, alt) = told(manifest, picture)?;
        let link = link(manifest.chapter(at.start));
        let figure = Some(Figure { file: &picture.address, alt: alt.clone() });
        Some(Entry { title: clean::cut(&alt, TITLE), at, link, figure })
    });
    let mut entries: Vec<Entry<'a>> = chapters.chain(figures).collect();
    // The sort is stable: a chapter comes before the picture that it starts with.
    entries.sort_by_key(|entry| entry.at.start);
    entries
}

/// When a picture is told, and the text that stands for it: its own, if that is what is told.
fn told(manifest: &Manifest, picture: &Picture) -> Option<(Range<u64>, String)> {
    let lines: Vec<_> = manifest.cues.iter().filter(|cue| cue.block == picture.block).collect();
    let (first, last) = (lines.first()?, lines.last()?);
    let words = clean::line(&lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" "));
    let alt = clean::line(&picture.alt);
    let alt = if !alt.is_empty() && words.contains(&alt) { alt } else { words };
    Some((first.start..last.start + last.samples, alt))
}

/// The address of an anchor in the article.
fn link(manifest: &Manifest, anchor: &str) -> Option<String> {
    let source = manifest.meta.source.as_deref().filter(|source| is_of_the_web(source))?;
    anchored(source, anchor)
}

/// The list as JSON. `startTime` and `endTime` are seconds, as the format asks; they are rounded to milliseconds, so the
/// sample-exact list is the manifest's. `address` gives the address of a file in `folder`: apps take none that is relative,
/// so that it is to be absolute as soon as it is known.
pub fn write(manifest: &Manifest, folder: &Path, address: &dyn Fn(&str) -> String) -> String {
    let seconds = |sample: u64| manifest.sample_rate.milliseconds(sample) as f64 / 1000.0;
    let chapters = entries(manifest, folder).into_iter().map(|entry| {
        let mut chapter = json!({
            "startTime": seconds(entry.at.start), "endTime": seconds(entry.at.end), "title": entry.title,
        });
        if let Some(figure) = entry.figure {
            chapter["img"] = address(figure.file).into();
            // The format has no place for it yet, and lets others be.
            chapter["alt"] = figure.alt.into();
            chapter["toc"] = false.into();
        }
        if let Some(link) = entry.link {
            chapter["url"] = link.into();
        }
        chapter
    });
    let list =
        json!({ "version": "1.2.0", "title": manifest.title, "chapters": chapters.collect::<Vec<_>>() });
    let mut text = serde_json::to_string_pretty(&list).expect("a list is plain data");
    text.push('\n');
    text
}

/// The list with these addresses, if the file in `folder` has others and is ours but for them: what somebody changed by
/// hand stays.
pub fn readdressed(manifest: &Manifest, folder: &Path, address: &dyn Fn(&str) -> String) -> Option<String> {
    let there = files::read(&folder.join(names::CHAPTERS), LIMIT).ok()?;
    let text = write(manifest, folder, address);
    let ours = bare(text.as_bytes())?;
    (there != text.as_bytes() && bare(&there)? == ours).then_some(text)
}

/// A list without the addresses of its pictures.
fn bare(text: &[u8]) -> Option<Value> {
    let mut list: Value = serde_json::from_slice(text).ok()?;
    for chapter in list.get_mut("chapters")?.as_array_mut()? {
        chapter.as_object_mut()?.remove("img");
    }
    Some(list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Medium, Meta};
    use crate::audio::Rate;
    use crate::episode::{Cue, Episode, Mark, Profile, Shown, Timing};
    use crate::script::Role;
    use crate::speech::Seam;

    fn manifest() -> Manifest {
        let cue = |block, at: Range<u64>, role, text: &str| Cue {
            block,
            language: None,
            at,
            role,
            text: text.into(),
            marks: Vec::new(),
            seam: Seam::Block,
            words: Vec::new(),
            timing: Timing::Estimated,
            doubt: None,
        };
        let shown = |block, address: &str, alt: &str| Shown {
            block,
            medium: Medium::Picture,
            address: address.into(),
            alt: alt.into(),
        };
        let mark = |title: &str, anchor: Option<&str>, at| Mark {
            title: title.into(),
            anchor: anchor.map(Into::into),
            at,
        };
        let episode = Episode {
            meta: Meta {
                title: Some("Birds".into()),
                source: Some("https://example.org/birds#top".into()),
                ..Meta::default()
            },
            rate: Rate::new(1_000).unwrap(),
            chapters: vec![mark("Start", None, 0..2_000), mark("Wrens", Some("wrens é"), 2_000..9_000)],
            cues: vec![
                cue(0, 100..900, Role::Narrator, "Birds sing."),
                cue(1, 2_000..3_000, Role::Aside, "Picture: A wren."),
                cue(1, 3_100..4_000, Role::Aside, "Caption: In May."),
                cue(2, 5_000..6_000, Role::Aside, "Picture: A nest."),
                cue(3, 7_000..8_000, Role::Aside, "Picture: Far away."),
            ],
            pictures: vec![
                shown(1, "figures/01.png", "A wren."),
                shown(2, "figures/02.png", "IMG_1.png"),
                shown(3, "figures/none.png", "Far away."),
                shown(3, "https://example.org/a.png", "Far away."),
                shown(9, "figures/01.png", "Silent."),
            ],
            links: Vec::new(),
            exhibits: Vec::new(),
            timeline: Vec::new(),
            profile: Profile::Podcast,
            limit: -1.0,
            bed: None,
        };
        Manifest::of(&episode, "a", Vec::new())
    }

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in ["figures/01.png", "figures/02.png"] {
            files::write(&folder.path().join(name), b"a picture").unwrap();
        }
        folder
    }

    #[test]
    fn pictures_that_are_told_and_there_stand_among_the_chapters() {
        let (manifest, folder) = (manifest(), folder());
        let address = |name: &str| format!("https://example.org/a/{name}");
        let list: Value = serde_json::from_str(&write(&manifest, folder.path(), &address)).unwrap();
        let wrens = "https://example.org/birds#wrens%20%C3%A9";
        let wanted = json!([
            { "startTime": 0.0, "endTime": 2.0, "title": "Start" },
            { "startTime": 2.0, "endTime": 9.0, "title": "Wrens", "url": wrens },
            { "startTime": 2.0, "endTime": 4.0, "title": "A wren.", "alt": "A wren.", "toc": false, "url": wrens,
              "img": "https://example.org/a/figures/01.png" },
            { "startTime": 5.0, "endTime": 6.0, "title": "Picture: A nest.", "alt": "Picture: A nest.", "toc": false,
              "url": wrens, "img": "https://example.org/a/figures/02.png" },
        ]);
        assert_eq!(list["chapters"], wanted);
    }

    #[test]
    fn only_a_list_of_ours_gets_other_addresses() {
        let (manifest, folder) = (manifest(), folder());
        let path = folder.path().join(names::CHAPTERS);
        let there = |name: &str| name.to_owned();
        let other = |name: &str| format!("https://example.org/{name}");
        let text = write(&manifest, folder.path(), &there);
        files::write(&path, text.as_bytes()).unwrap();
        assert_eq!(readdressed(&manifest, folder.path(), &there), None);
        let new = readdressed(&manifest, folder.path(), &other).unwrap();
        assert_eq!(new, write(&manifest, folder.path(), &other));
        for changed in [text.replace("Wrens", "My wrens"), "{}".into(), "no list".into()] {
            files::write(&path, changed.as_bytes()).unwrap();
            assert_eq!(readdressed(&manifest, folder.path(), &other), None, "{changed}");
        }
    }
}
