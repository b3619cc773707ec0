//! Pictures while they are told: in chapter lists, in the feed and in MP3 files, as other programs read them.

use std::io::Cursor;
use std::path::Path;
use std::process::Command;

use image::{ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};

use crate::program::{Place, missing, tool};

const URL: &str = "https://example.org/müsli/";
/// Where the address leads in ASCII.
const ASCII: &str = "https://example.org/m%C3%BCsli/birds";

const BIRDS: &str = "---\ntitle: Birds\nsource: https://example.org/birds\n---\n\nThey sing all day, and some of them at night.\n\n\
    ## Wrens {#wrens}\n\nThis one is small.\n\n![A wren on a branch](img/wren.png)\n\nIt sings louder than the others.\n\n\
    ![Nothing is there](img/none.png)\n\n## Nests\n\n![A nest: made of moss](img/nest.png)\n\nIt is hidden well.\n";

fn png(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A picture that is hard to compress.
fn noise(width: u32, height: u32) -> Vec<u8> {
    let mut random = 1_u32;
    png(&RgbImage::from_fn(width, height, |_, _| {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [red, green, blue, _] = random.to_be_bytes();
        Rgb([red, green, blue])
    }))
}

fn made(place: &Place, wren: &[u8], more: &[&str]) -> std::path::PathBuf {
    place.file("img/wren.png", wren);
    place.file("img/nest.png", png(&RgbImage::from_pixel(90, 60, Rgb([20, 60, 200]))));
    let article = place.file("birds.md", BIRDS);
    place.make(&article, &[&["--formats", "mp3", "--cover", "none"], more].concat())
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// When the lines with these words are said, in milliseconds.
fn said(folder: &Path, words: &str) -> (u64, u64) {
    let manifest = read(&folder.join("episode.json"));
    let rate = manifest["sample_rate"].as_u64().unwrap();
    let milliseconds = |sample: u64| (sample * 1000 + rate / 2) / rate;
    let cues = manifest["cues"].as_array().unwrap();
    let cue = cues.iter().find(|cue| cue["text"].as_str().unwrap().contains(words)).unwrap();
    let start = cue["start"].as_u64().unwrap();
    (milliseconds(start), milliseconds(start + cue["samples"].as_u64().unwrap()))
}

#[test]
fn lists_have_the_pictures_at_their_times_and_addresses() {
    let place = Place::new();
    let folder = made(&place, &png(&RgbImage::from_pixel(900, 600, Rgb([200, 60, 20]))), &[]);
    let list = || read(&folder.join("chapters.json"))["chapters"].as_array().unwrap().clone();
    let addresses = || list().iter().filter_map(|one| one.get("img").cloned()).collect::<Vec<_>>();
    assert_eq!(addresses(), ["figures/01.png", "figures/02.png"]);
    place.run(&["publish", "output", "--url", URL]).success();
    let figures = [1, 2].map(|number| format!("{ASCII}/figures/0{number}.png"));
    assert_eq!(addresses(), figures);
    let titles: Vec<_> = list().iter().map(|one| one["title"].clone()).collect();
    let wanted = ["Introduction", "Wrens", "A wren on a branch", "Nests", "A nest: made of moss"];
    assert_eq!(titles, wanted);
    let (start, end) = said(&folder, "A wren on a branch");
    let seconds = |milliseconds: u64| milliseconds as f64 / 1000.0;
    let wren = json!({
        "startTime": seconds(start), "endTime": seconds(end), "title": "A wren on a branch",
        "alt": "A wren on a branch", "img": figures[0], "toc": false, "url": "https://example.org/birds#wrens",
    });
    assert_eq!(list()[2], wren);
    for file in ["figures/01.png", "figures/02.png"] {
        assert!(image::open(folder.join(file)).is_ok(), "{file}");
    }
    // The feed has the same, and both stay as they are.
    let feed = std::fs::read_to_string(place.path("output/feed.xml")).unwrap();
    let psc: Vec<&str> = feed.lines().filter(|line| line.contains("<psc:chapter ")).collect();
    assert_eq!(psc.len(), wanted.len(), "{feed}");
    for attribute in [
        "title=\"A wren on a branch\"",
        "href=\"https://example.org/birds#wrens\"",
        &format!("image=\"{}\"", figures[0]),
    ] {
        assert!(psc[2].contains(attribute), "{attribute}: {}", psc[2]);
    }
    let before = std::fs::read(folder.join("chapters.json")).unwrap();
    place.run(&["publish", "output", "--url", URL]).success();
    assert_eq!(std::fs::read(folder.join("chapters.json")).unwrap(), before);
    let told = place.run(&["check", "output", "--json"]).out();
    assert!(!told.contains("ours."), "{told}");
    // A list that somebody changed is theirs.
    let mine = String::from_utf8(before).unwrap().replace("\"Nests\"", "\"My nests\"");
    place.file("output/birds/chapters.json", &mine);
    place.run(&["publish", "output", "--url", "https://example.com/"]).success();
    assert_eq!(std::fs::read_to_string(folder.join("chapters.json")).unwrap(), mine);
}

/// What mutagen reads of an MP3: the names that the table of contents lists, and of each other chapter what it holds.
fn by_mutagen(file: &Path) -> Option<Value> {
    const PROGRAM: &str = r#"
import json, sys
from mutagen.id3 import ID3
tags = ID3(sys.argv[1])
table, = tags.getall("CTOC")
shown = [c for c in tags.getall("CHAP") if c.element_id not in table.child_element_ids]
def told(c):
    pictures, links = c.sub_frames.getall("APIC"), c.sub_frames.getall("WXXX")
    return {"at": [c.start_time, c.end_time], "title": str(c.sub_frames["TIT2"]),
            "links": [link.url for link in links], "alt": [p.desc for p in pictures],
            "kinds": [p.mime for p in pictures], "bytes": [p.data.hex() for p in pictures]}
print(json.dumps({"listed": [str(tags["CHAP:" + n].sub_frames["TIT2"]) for n in table.child_element_ids],
                  "shown": [told(c) for c in sorted(shown, key=lambda c: c.start_time)]}))
"#;
    let has = |python: &&str| {
        Command::new(python).args(["-c", "import mutagen"]).output().is_ok_and(|out| out.status.success())
    };
    let Some(python) = ["python3", "/usr/bin/python3"].into_iter().find(has) else {
        missing("Python's `mutagen` is not installed");
        return None;
    };
    let run = Command::new(python).args(["-c", PROGRAM]).arg(file).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    Some(serde_json::from_slice(&run.stdout).unwrap())
}

fn bytes(hexadecimal: &Value) -> Vec<u8> {
    let digits = hexadecimal.as_str().unwrap().as_bytes().chunks(2);
    digits.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

#[test]
fn mp3_shows_them_and_lists_the_chapters_alone() {
    let place = Place::new();
    let folder = made(&place, &png(&RgbImage::from_pixel(900, 600, Rgb([200, 60, 20]))), &[]);
    let file = folder.join("birds.mp3");
    if let Some(heard) = by_mutagen(&file) {
        assert_eq!(heard["listed"], json!(["Introduction", "Wrens", "Nests"]));
        let shown = heard["shown"].as_array().unwrap();
        assert_eq!(shown.len(), 2);
        let (start, end) = said(&folder, "A wren on a branch");
        assert_eq!(shown[0]["at"], json!([start, end]));
        assert_eq!(shown[0]["title"], "A wren on a branch");
        assert_eq!(shown[0]["alt"], json!(["A wren on a branch"]));
        assert_eq!(shown[0]["links"], json!(["https://example.org/birds#wrens"]));
        assert_eq!(shown[0]["kinds"], json!(["image/jpeg"]));
        let picture = image::load_from_memory(&bytes(&shown[0]["bytes"][0])).unwrap().into_rgb8();
        assert_eq!(picture.width() * 2, picture.height() * 3);
        assert!(picture.width() <= 600);
        let red = picture.get_pixel(9, 9).0;
        assert!(red.iter().zip([200, 60, 20]).all(|(a, b)| a.abs_diff(b) < 9), "{red:?}");
    }
    if let Some(validator) = tool("mp3val") {
        let run = Command::new(validator).arg(&file).output().unwrap();
        let text = String::from_utf8_lossy(&run.stdout).to_ascii_lowercase();
        assert!(!text.contains("warning"), "{text}");
    }
    if let Some(ffprobe) = tool("ffprobe") {
        let arguments = ["-v", "warning", "-show_chapters", "-of", "json"];
        let run = Command::new(ffprobe).args(arguments).arg(&file).output().unwrap();
        assert!(run.stderr.is_empty(), "{}", String::from_utf8_lossy(&run.stderr));
        let probe: Value = serde_json::from_slice(&run.stdout).unwrap();
        assert_eq!(probe["chapters"].as_array().unwrap().len(), 5);
    }
}

#[test]
fn pictures_add_a_twentieth_to_a_file_at_most() {
    let place = Place::new();
    let folder = made(&place, &noise(1300, 900), &["--bitrate", "64"]);
    let file = folder.join("birds.mp3");
    let Some(heard) = by_mutagen(&file) else { return };
    let shown = heard["shown"].as_array().unwrap();
    assert_eq!(shown.len(), 2);
    let pictures = shown.iter().flat_map(|one| one["bytes"].as_array().unwrap().iter().map(bytes));
    let all: usize = pictures.map(|picture| picture.len()).sum();
    let sound = file.metadata().unwrap().len() - all as u64;
    assert!(all as u64 * 20 <= sound, "{all} of {sound}");
    // What does not change is not made again.
    let again = place.run(&["make", "birds.md", "--voices", "tone", "--cover", "none"]).success();
    assert!(again.err().contains("already up to date"), "{}", again.err());
}

#[test]
fn files_of_chapters_and_episodes_without_pictures_have_none() {
    let place = Place::new();
    let folder = made(&place, b"no picture", &["--chapters-as-files"]);
    let files = folder.read_dir().unwrap().map(|entry| entry.unwrap().path());
    let files: Vec<_> = files.filter(|path| path.extension().is_some_and(|end| end == "mp3")).collect();
    assert_eq!(files.len(), 3);
    let Some(ffprobe) = tool("ffprobe") else { return };
    for file in files {
        let run = Command::new(&ffprobe).args(["-v", "error", "-show_chapters"]).arg(&file).output().unwrap();
        assert!(run.stdout.is_empty(), "{}: {}", file.display(), String::from_utf8_lossy(&run.stdout));
    }
}
