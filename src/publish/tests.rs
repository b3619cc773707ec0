//! Whatever an article holds, what is published of it can be read.

use std::io::Read as _;

use jiff::Timestamp;
use proptest::prelude::*;
use roxmltree::{Document, ParsingOptions};

use super::episode_folder::manifest::{Manifest, SoundFile};
use super::episode_folder::names::{SIDECARS, Sidecar};
use super::episode_folder::transcript;
use super::episode_folder::verify::{Fault, faults};
use super::podcast::feed::{Entry, FeedPages};
use super::podcast::public_files::media_type;
use super::podcast::published::Published;
use super::podcast::show::Show;
use super::sidecars::{self, Sources};
use super::{book, page};
use crate::anything::anything;
use crate::article::Meta;
use crate::audio::Rate;
use crate::encode::Format;
use crate::encode::tags::Tags;
use crate::episode::{Cue, Episode, Exhibit, Mark, Profile, Timing};
use crate::media;
use crate::script::{self, Content, Link, Role, Style};
use crate::speech::Seam;

/// An episode with these texts wherever one can be.
fn episode(texts: &[String]) -> Episode {
    let some = |at: usize| Some(texts[at].clone());
    let meta =
        Meta { title: some(0), byline: some(1), site: some(2), description: some(3), ..Meta::default() };
    let cue = Cue {
        block: 0,
        language: None,
        at: 0..1_000,
        role: Role::Narrator,
        text: texts[4].clone(),
        marks: vec![script::Mark { at: (0, texts[4].len()), style: Style::Link(texts[2].clone()) }],
        seam: Seam::Block,
        words: Vec::new(),
        timing: Timing::Estimated,
        doubt: None,
    };
    Episode {
        meta,
        rate: Rate::new(1_000).unwrap(),
        chapters: vec![Mark { title: texts[5].clone(), anchor: None, at: 0..1_000 }],
        cues: vec![cue],
        pictures: Vec::new(),
        exhibits: vec![Exhibit {
            block: 0,
            content: Content::Code { language: Some(texts[1].clone()), text: texts[4].clone() },
        }],
        links: vec![Link { text: texts[1].clone(), address: format!("https://example.org/{}", texts[2]) }],
        timeline: Vec::new(),
        profile: Profile::Podcast,
        limit: -1.0,
        bed: None,
    }
}

#[track_caller]
fn parsed(name: &str, xml: &str) {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    assert!(Document::parse_with_options(xml, options).is_ok(), "{name}: {xml}");
}

/// Every text of a book is XML.
fn check_book(manifest: &Manifest, folder: &std::path::Path) {
    let path = folder.join("episode.epub");
    book::write(manifest, folder, &path).unwrap();
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        if [".xml", ".xhtml", ".opf", ".smil"].iter().any(|end| name.ends_with(end)) {
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            parsed(&name, &text);
        }
    }
}

#[test]
fn every_file_beside_the_sound_is_listed_and_every_required_one_is_written() {
    let episode = episode(&["a", "b", "c", "d", "e", "f"].map(String::from));
    let manifest = Manifest::of(&episode, "a.md", Vec::new());
    let folder = tempfile::tempdir().unwrap();
    let sources = Sources { cover: None, folder: folder.path() };
    let mut written = sidecars::write(&episode, manifest.clone(), &sources, folder.path()).unwrap();
    written.sort();
    assert_eq!(sidecars::listed(folder.path()).unwrap(), written);
    let is_listed = |name: &&String| SIDECARS.iter().any(|sidecar| sidecar.name == **name);
    assert_eq!(written.iter().find(|name| !is_listed(name)), None);
    // A server says of each what it is.
    let is_unknown = |sidecar: &&Sidecar| media_type(sidecar.name) == media::BYTES;
    assert_eq!(SIDECARS.iter().find(is_unknown).map(|sidecar| sidecar.name), None);
    let is_missing = |fault: &Fault| matches!(fault, Fault::Missing(_));
    assert!(!faults(&manifest, folder.path()).iter().any(is_missing));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_what_is_published(texts in prop::collection::vec(anything(), 6)) {
        let episode = episode(&texts);
        let sound = SoundFile {
            name: "episode.mp3".into(),
            format: Format::Mp3,
            start: 0,
            samples: 1_000,
            bytes: 1,
            division: None,
            bitrate: None,
            levels: None,
            digest: String::new(),
        };
        let manifest = Manifest::of(&episode, "a.md", Vec::new()).with_sound(vec![sound]);
        let folder = tempfile::tempdir().unwrap();
        crate::files::write(&folder.path().join("episode.mp3"), b"x").unwrap();
        check_book(&manifest, folder.path());
        let forbidden = |text: &str| text.contains(['\0', '\u{fffe}', '\u{ffff}']);
        prop_assert!(!forbidden(&page::episode(&manifest, &[])));
        for (name, text) in transcript::all(&episode, &manifest) {
            prop_assert!(!forbidden(&text), "{}", name);
        }
        let show = Show { title: texts[3].clone(), description: texts[4].clone(), author: texts[5].clone(), ..Show::default() };
        let (folder, date) = (folder.path().to_owned(), Timestamp::UNIX_EPOCH);
        let published = Published::new("a", folder, manifest, "x".into(), date);
        let (entries, names) = ([Entry::Episode(&published)], ["feed.xml".into()]);
        parsed("feed", &FeedPages { show: &show, entries: &entries, names: &names }.write(0, date));
        let tags = Tags::of_episode(&episode, None);
        prop_assert_eq!(&tags.title, episode.title());
    }
}
