//! What is stored decays: every flipped bit is found, and making and publishing again mends it to the byte.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::Timestamp;
use serde_json::Value;

use articast::publish::podcast::proof::Proof;

use crate::page::SQUARE;
use crate::program::{Place, Run, tool};

const URL: &str = "https://example.org/show";
const FORMATS: &[&str] = &["--formats", "wav,mp3,flac,opus"];

/// A published folder of two episodes, with the articles beside it.
fn published() -> Place {
    let place = Place::new();
    place.file("in/wren.png", SQUARE);
    place.file("in/one.md", "# A wren\n\nIt sings in May.\n\n![A wren](wren.png)\n\n## Later\n\nIt rests.\n");
    place.file("in/two.md", "# A lamp\n\nIt burns all night, and nobody sees it.\n");
    remake(&place);
    place
}

/// Makes and publishes everything.
fn remake(place: &Place) {
    let make = [&["make", "in/one.md", "in/two.md", "--voices", "tone"], FORMATS].concat();
    place.run(&make).success();
    publish(place, &[]);
}

fn publish(place: &Place, more: &[&str]) {
    place.run(&[&["publish", "--url", URL], more].concat()).success();
}

/// The files of a folder and below, by their paths.
fn files(folder: &Path) -> Vec<PathBuf> {
    let (mut files, mut open) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = open.pop() {
        for path in folder.read_dir().unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() { &mut open } else { &mut files }.push(path);
        }
    }
    files.sort();
    files
}

fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    files(folder).into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

/// Writes over a file in its place, as no program should: that is what is tried here.
fn put(path: &Path, bytes: impl AsRef<[u8]>) {
    File::create(path).unwrap().write_all(bytes.as_ref()).unwrap();
}

/// Writes over a file that keeps its time, as where a disk fails.
fn decay(path: &Path, bytes: impl AsRef<[u8]>) {
    let time = path.metadata().unwrap().modified().unwrap();
    put(path, bytes);
    File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
}

/// Flips a bit of a file, which keeps its time.
fn flip(path: &Path, bit: u64) {
    let mut bytes = fs::read(path).unwrap();
    let at = bit % (8 * bytes.len() as u64);
    bytes[usize::try_from(at / 8).unwrap()] ^= 1 << (at % 8);
    decay(path, bytes);
}

/// Numbers that look random, and are the same in every run.
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 16
}

fn verify(place: &Place, folder: &str) -> Run {
    place.run(&["verify", folder, "--json"])
}

fn damaged(run: &Run) -> Vec<String> {
    let told = run.json().remove(0);
    let episodes = told["episodes"].as_array().unwrap();
    let all = episodes.iter().chain([&told]).flat_map(|one| one["damage"].as_array().unwrap());
    all.map(|damage| damage["file"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_hundred_flipped_bits_are_found() {
    let place = published();
    let output = place.path("output");
    verify(&place, "output").success();
    let files = files(&output);
    assert!(25 < files.len(), "{files:?}");
    let prove = || Proof::of(&output, Timestamp::from_second(2_000_000_000).unwrap(), &|_| Ok(())).unwrap();
    let mut state = 7;
    for (n, path) in files.iter().cycle().take(100).enumerate() {
        let bit = random(&mut state);
        flip(path, bit);
        let proof = prove();
        assert!(!proof.is_whole(), "bit {bit} of {} is not missed", path.display());
        // The file itself is named, not only that there is something.
        let name = path.file_name().unwrap().to_str().unwrap();
        let named = proof.episodes.iter().flat_map(|one| &one.damage).chain(&proof.damage);
        let is_named =
            |what: &str| what.contains(name) || name == "SHA256SUMS" || name.starts_with(".articast");
        assert!(named.clone().any(|one| is_named(&one.what)), "{n}: {name}: {:?}", named.collect::<Vec<_>>());
        flip(path, bit);
    }
    assert!(prove().is_whole());
}

#[test]
fn what_decays_is_mended_to_the_byte() {
    let place = published();
    let output = place.path("output");
    let before = contents(&output);
    remake(&place);
    assert!(contents(&output) == before, "nothing changed, and something is another");
    // A list of checksums is the last to be damaged with what it proves: each is mended by the other.
    let is_list = |path: &Path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        name == "SHA256SUMS" || name == ".articast.published"
    };
    let mut state = 11;
    for lists in [false, true] {
        let harmed: Vec<PathBuf> = files(&output).into_iter().filter(|path| is_list(path) == lists).collect();
        for path in &harmed {
            flip(path, random(&mut state));
        }
        verify(&place, "output").code(1);
        remake(&place);
        let after = contents(&output);
        let names = |all: &[(PathBuf, Vec<u8>)]| all.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>();
        assert_eq!(names(&after), names(&before));
        let others: Vec<_> = after.iter().zip(&before).filter(|(a, b)| a != b).map(|(a, _)| &a.0).collect();
        assert_eq!(others, Vec::<&PathBuf>::new(), "lists: {lists}");
        verify(&place, "output").success();
    }
}

#[test]
fn sound_that_decays_is_made_again_without_speaking() {
    let place = published();
    let path = place.path("output/a-wren/01-introduction.wav");
    let whole = fs::read(&path).unwrap();
    flip(&path, 8 * 20_000);
    let run = place.run(&[&["make", "in/one.md", "--voices", "tone", "--json"], FORMATS].concat()).success();
    let done = run.json().pop().unwrap();
    assert_eq!(done["lines"]["spoken"], 0, "{done}");
    assert!(fs::read(&path).unwrap() == whole);
    // What is whole is kept.
    assert_eq!(
        done["kept_files"],
        done["files"].as_array().unwrap().iter().filter(|name| is_sound(name)).count() - 1
    );
}

fn is_sound(name: &Value) -> bool {
    ["wav", "mp3", "flac", "opus"].iter().any(|end| name.as_str().unwrap().ends_with(end))
}

#[test]
fn a_damaged_manifest_does_not_change_what_was_ordered() {
    let place = published();
    let manifest = place.path("output/a-wren/episode.json");
    let before = contents(&place.path("output/a-wren"));
    let id = |text: &str| text.replace("\"id\": \"", "\"id\": \"0");
    let whole = fs::read_to_string(&manifest).unwrap();
    assert_ne!(id(&whole), whole);
    for text in [
        "{",
        "{\"title\": \"A wren\"}",
        "",
        &id(&whole),
        &whole.replace("\"bitrate\": 96", "\"bitrate\": 32"),
    ] {
        decay(&manifest, text);
        // Formats are not named: they are those that the episode has.
        place.run(&["make", "in/one.md", "--voices", "tone"]).success();
        publish(&place, &[]);
        assert!(contents(&place.path("output/a-wren")) == before, "{text:?}");
    }
}

#[test]
fn others_can_prove_it_too() {
    let place = published();
    let Some(sha256sum) = tool("sha256sum") else { return };
    for folder in ["output", "output/a-wren", "output/a-lamp"] {
        let check = |expected: bool| {
            let mut command = Command::new(&sha256sum);
            command.args(["--check", "--strict", "--quiet", "SHA256SUMS"]).current_dir(place.path(folder));
            assert_eq!(command.output().unwrap().status.success(), expected, "{folder}");
        };
        check(true);
        let listed = fs::read_to_string(place.path(folder).join("SHA256SUMS")).unwrap();
        let first = listed.lines().next().unwrap().split_once("  ").unwrap().1.to_owned();
        flip(&place.path(folder).join(first), 99);
        check(false);
    }
}

#[test]
fn one_episode_and_what_is_no_episode_are_told_apart() {
    let place = published();
    let run = verify(&place, "output/a-wren").success();
    let told = run.json().remove(0);
    assert_eq!((&told["whole"], &told["episodes"][0]["title"]), (&true.into(), &"A wren".into()));
    assert!(100_000 < told["bytes"].as_u64().unwrap());
    place.run(&["verify", "nowhere"]).code(66);
    place.file("mine/notes.txt", "mine");
    let refused = place.run(&["verify", "mine"]).code(65);
    assert!(refused.err().contains("`mine` holds no episode and no feed of Articast"), "{}", refused.err());

    let path = place.path("output/a-wren/transcript.srt");
    fs::remove_file(&path).unwrap();
    // The feed names it too.
    assert_eq!(damaged(&verify(&place, "output").code(1)), ["transcript.srt", "feed.xml"]);
    let told = place.run(&["verify"]).code(1).out();
    assert!(
        told.contains("damaged: `transcript.srt` is missing") && told.contains("make it again"),
        "{told}"
    );
}

#[test]
fn edited_sound_is_whole_once_it_is_published() {
    let place = published();
    let path = place.path("output/a-lamp/a-lamp.mp3");
    let mut bytes = fs::read(&path).unwrap();
    // A program that edits tags changes the length of the file, and not its sound.
    bytes.extend([&b"TAG"[..], &[b' '; 125]].concat());
    put(&path, bytes);
    assert_eq!(damaged(&verify(&place, "output").code(1)), ["a-lamp.mp3", "feed.xml"]);
    publish(&place, &[]);
    verify(&place, "output").success();
}

#[cfg(feature = "upload")]
#[test]
fn an_uploaded_folder_is_proved_as_well() {
    let place = published();
    publish(&place, &["--to", "store"]);
    verify(&place, "store").success();
    for path in files(&place.path("store")).iter().filter(|path| !path.ends_with(".articast-uploaded.json")) {
        flip(path, 4_321);
        verify(&place, "store").code(1);
        flip(path, 4_321);
    }
}

#[test]
fn what_was_followed_is_believed_if_it_was_edited_and_restored_if_it_decays() {
    let place = Place::new();
    place.file("inbox/one.md", "# One\n\nWords about one.\n");
    let new = || {
        let run = place.run(&["follow", "inbox", "--once", "--voices", "tone", "--formats", "wav", "--json"]);
        let events = run.success().json();
        events.iter().find(|event| event["event"] == "looked").unwrap()["new"].as_u64().unwrap()
    };
    assert_eq!(new(), 1);
    verify(&place, "output").success();
    let path = place.path("output/followed.json");
    let whole: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    let nothing = br#"{"sources":{},"articles":{}}"#;

    // Rot: the bytes differ and the time does not.
    for harm in [&nothing[..], b"", b"{", b"\xff\0"] {
        decay(&path, harm);
        let run = verify(&place, "output").code(1);
        assert_eq!(damaged(&run), ["followed.json"]);
        assert!(run.out().contains("`articast follow` restores it from its copy"), "{}", run.out());
        assert_eq!(new(), 0);
        let now: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        assert_eq!(now["articles"], whole["articles"]);
        verify(&place, "output").success();
    }

    // An edit has another time.
    let time = path.metadata().unwrap().modified().unwrap();
    put(&path, nothing);
    let file = File::options().write(true).open(&path).unwrap();
    file.set_modified(time + std::time::Duration::from_secs(5)).unwrap();
    assert_eq!(new(), 1);
    verify(&place, "output").success();
}

#[test]
fn a_registry_that_is_edited_is_believed_and_one_that_decays_is_not() {
    let place = published();
    let path = place.path("output/published.json");
    let before = fs::read_to_string(&path).unwrap();
    let date = |text: &str| text.split("\"date\": \"").nth(1).unwrap()[..20].to_owned();
    let (old, new) = (date(&before), "2019-05-06T07:08:09Z");
    let edited = before.replacen(&old, new, 1);

    // Rot: the bytes differ and the time does not.
    let time = path.metadata().unwrap().modified().unwrap();
    decay(&path, &edited);
    verify(&place, "output").code(1);
    publish(&place, &[]);
    assert_eq!(fs::read_to_string(&path).unwrap(), before);

    // An edit has another time.
    put(&path, &edited);
    File::options()
        .write(true)
        .open(&path)
        .unwrap()
        .set_modified(time + std::time::Duration::from_secs(5))
        .unwrap();
    publish(&place, &[]);
    assert_eq!(date(&fs::read_to_string(&path).unwrap()), new);
    verify(&place, "output").success();
}
