//! WAV, FLAC and M4B: the same sound, the same chapters and clean tags, by the account of independent tools.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use articast::audio::Rate;
use articast::encode::{Division, Encoder as _, File, Format, Tags, wav};
use articast::episode::Mark;
use serde_json::Value;

use crate::program::{Place, missing, tool};

/// Titles that would steer a terminal, a shell or a list, in several scripts; one of more bytes than Nero's list takes.
const ARTICLE: &str = "---\ntitle: “Größe” & <Café> 'ё' $(id)\nauthor: Ł. Ō’Brien\ndate: 2026-05-01\n\
                       description: What is \"large\"; and what = is not.\nlanguage: en-GB\n---\n\nThe first one sings.\n\n\
                       ## Київ; `rm -rf /`\n\nIt only listens. It listens well.\n\n## LONG\n\nThe end.\n";

/// An episode in the formats, as one file each.
struct Made {
    place: Place,
    folder: PathBuf,
    manifest: Value,
}

fn made(formats: &str, more: &[&str]) -> Made {
    let place = Place::new();
    let article = place.file("sizes.md", ARTICLE.replace("LONG", &"größer ".repeat(40)));
    let folder = place.make(&article, &[&["--formats", formats, "--single-file"], more].concat());
    let manifest = serde_json::from_slice(&std::fs::read(folder.join("episode.json")).unwrap()).unwrap();
    Made { place, folder, manifest }
}

impl Made {
    fn file(&self, format: &str) -> PathBuf {
        let files = self.manifest["files"].as_array().unwrap();
        let file = files.iter().find(|file| file["format"] == format).unwrap();
        self.folder.join(file["name"].as_str().unwrap())
    }

    fn samples(&self) -> u64 {
        self.manifest["samples"].as_u64().unwrap()
    }

    /// The first sample and the title of each chapter.
    fn chapters(&self) -> Vec<(u64, String)> {
        let chapters = self.manifest["chapters"].as_array().unwrap();
        let of = |chapter: &Value| {
            (chapter["start"].as_u64().unwrap(), chapter["title"].as_str().unwrap().to_owned())
        };
        chapters.iter().map(of).collect()
    }
}

/// What a tool prints, if it is there; it must succeed.
#[track_caller]
fn told(name: &str, arguments: &[&str], file: &Path) -> Option<Vec<u8>> {
    // In another locale some show letters as question marks.
    let mut command = Command::new(tool(name)?);
    let output = command.env("LC_ALL", "C.UTF-8").args(arguments).arg(file).output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{name}: {complaint}");
    Some(output.stdout)
}

#[track_caller]
fn text(name: &str, arguments: &[&str], file: &Path) -> Option<String> {
    Some(String::from_utf8_lossy(&told(name, arguments, file)?).into_owned())
}

/// What ffprobe says of a file: its streams, its tags and its chapters.
fn probe(file: &Path) -> Option<Value> {
    let show = ["-v", "error", "-show_streams", "-show_format", "-show_chapters", "-of", "json"];
    Some(serde_json::from_slice(&told("ffprobe", &show, file)?).unwrap())
}

/// The chapters by ffprobe: the first sample, as exact as the file has it, and the title.
fn probed_chapters(probe: &Value, rate: f64) -> Vec<(f64, String)> {
    let chapters = probe["chapters"].as_array().unwrap();
    let of = |chapter: &Value| {
        let seconds: f64 = chapter["start_time"].as_str().unwrap().parse().unwrap();
        (seconds * rate, chapter["tags"]["title"].as_str().unwrap().to_owned())
    };
    chapters.iter().map(of).collect()
}

/// The samples of a file, by ffmpeg.
fn decoded(file: &Path) -> Option<Vec<i16>> {
    let output = Command::new(tool("ffmpeg")?)
        .args(["-v", "error", "-i"])
        .arg(file)
        .args(["-f", "s16le", "-map", "0:a", "-"])
        .output()
        .unwrap();
    assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]));
    Some(output.stdout.as_chunks().0.iter().map(|bytes| i16::from_le_bytes(*bytes)).collect())
}

/// The tags by mutagen: those that are texts or numbers.
fn mutagen(file: &Path) -> Option<BTreeMap<String, String>> {
    const SCRIPT: &str = "import json, sys\ntry:\n    import mutagen\nexcept ImportError:\n    sys.exit(9)\n\
        tags = mutagen.File(sys.argv[1]).tags\n\
        print(json.dumps({key: str(value[0] if isinstance(value, list) else value) for key, value in dict(tags).items()}))";
    // A distribution's package serves its own Python, which need not be the first.
    let run = |python: &Path| Command::new(python).args(["-c", SCRIPT]).arg(file).output().unwrap();
    let pythons = [tool("python3")?, PathBuf::from("/usr/bin/python3")];
    let outputs = pythons.iter().filter(|python| python.is_file()).map(|python| run(python));
    let Some(output) = outputs.into_iter().find(|output| output.status.code() != Some(9)) else {
        missing("`mutagen` is not installed");
        return None;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

#[test]
fn flac_holds_the_samples_of_wav_and_its_chapters_to_the_sample() {
    let made = made("wav,flac", &[]);
    let (wav, flac) = (made.file("wav"), made.file("flac"));
    let mut reader = hound::WavReader::open(&wav).unwrap();
    let samples: Vec<i16> = reader.samples().map(Result::unwrap).collect();
    assert_eq!(samples.len() as u64, made.samples());
    if let Some(decoded) = decoded(&flac) {
        assert!(decoded == samples);
    }
    if told("flac", &["-t", "-s", "-w"], &flac).is_some() {
        let plain = ["-d", "-s", "-c", "--force-raw-format", "--endian=little", "--sign=signed"];
        let raw: Vec<u8> = samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
        assert!(told("flac", &plain, &flac).unwrap() == raw);
    }
    if let Some(sheet) = text("metaflac", &["--list", "--block-type=CUESHEET"], &flac) {
        // Each track has an offset and so has its only index, which counts from there.
        let offset = |line: &str| line.trim().strip_prefix("offset: ").and_then(|at| at.parse().ok());
        let offsets: BTreeSet<u64> = sheet.lines().filter_map(offset).collect();
        let starts = made.chapters().into_iter().map(|(start, _)| start).chain([made.samples()]);
        assert_eq!(offsets, starts.collect(), "{sheet}");
    }
}

#[test]
fn chapters_and_tags_of_flac_are_read_by_others() {
    let made = made("flac", &[]);
    let file = made.file("flac");
    if let Some(probe) = probe(&file) {
        assert_eq!(probe["streams"][0]["duration_ts"], made.samples());
        let read = probed_chapters(&probe, 44_100.0);
        assert_same(&read, &made.chapters(), 44.1);
    }
    if let Some(tags) = mutagen(&file) {
        assert_eq!(tags["title"], "“Größe” & <Café> 'ё' $(id)");
        assert_eq!((&*tags["artist"], &*tags["date"]), ("Ł. Ō’Brien", "2026-05-01"));
    }
}

/// Whether chapters have the same titles, and starts that differ by less than so many samples.
#[track_caller]
fn assert_same(read: &[(f64, String)], chapters: &[(u64, String)], most: f64) {
    assert_eq!(read.len(), chapters.len(), "{read:?}");
    for ((at, title), (start, wanted)) in read.iter().zip(chapters) {
        assert_eq!(title, wanted);
        let start = u32::try_from(*start).unwrap();
        assert!((at - f64::from(start)).abs() < most, "{title}: {at} instead of {start}");
    }
}

/// Chapters with their titles as RIFF has them.
fn ascii(chapters: &[(u64, String)]) -> Vec<(u64, String)> {
    chapters.iter().map(|(start, title)| (*start, deunicode::deunicode(title))).collect()
}

#[test]
fn marks_of_wav_are_read_by_others() {
    let made = made("wav", &[]);
    let file = made.file("wav");
    let ascii = ascii(&made.chapters());
    if let Some(probe) = probe(&file) {
        assert_eq!(probe["streams"][0]["duration_ts"], made.samples());
        // ffprobe tells a microsecond.
        assert_same(&probed_chapters(&probe, 44_100.0), &ascii, 0.1);
    }
    if let Some(info) = text("sndfile-info", &[], &file) {
        for (start, title) in &ascii {
            assert!(info.contains(&start.to_string()) && info.contains(title.as_str()), "{info}");
        }
    }
    if let Some(samples) = text("soxi", &["-s"], &file) {
        assert_eq!(samples.trim(), made.samples().to_string());
    }
    if let Some(tags) = mutagen(&file) {
        assert_eq!(tags["TIT2"], "“Größe” & <Café> 'ё' $(id)");
        assert!(tags["USLT::eng"].starts_with("“Größe”"), "{tags:?}");
    }
    if let Some(tags) = text("mediainfo", &[], &file) {
        assert!(tags.contains("“Größe” & <Café> 'ё' $(id)"), "{tags}");
    }
}

/// Audiobooks by every encoder that is here: ffmpeg, and our own in builds that have one.
fn audiobooks(more: &[&str]) -> Vec<Made> {
    let ffmpeg = tool("ffmpeg").map(|path| ["--aac-encoder".to_owned(), path.to_str().unwrap().to_owned()]);
    let ffmpeg = ffmpeg.iter().map(|[option, path]| made("wav,m4b", &[&[&**option, path], more].concat()));
    let own = cfg!(feature = "m4b").then(|| made("wav,m4b", more));
    ffmpeg.chain(own).collect()
}

#[test]
fn an_audiobook_is_as_long_as_the_timeline_and_starts_with_it() {
    audiobooks(&[]).iter().for_each(check_length);
}

fn check_length(made: &Made) {
    let file = made.file("m4b");
    let bytes = std::fs::read(&file).unwrap();
    let place = |kind: &[u8]| bytes.windows(4).position(|window| window == kind).unwrap();
    assert!(place(b"ftyp") < place(b"moov") && place(b"moov") < place(b"mdat"));
    if let Some(probe) = probe(&file) {
        let stream = &probe["streams"][0];
        assert_eq!((&stream["codec_name"], &stream["profile"]), (&"aac".into(), &"LC".into()));
        assert_eq!(stream["duration_ts"], made.samples());
    }
    let (Some(sound), Some(wanted)) = (decoded(&file), decoded(&made.file("wav"))) else { return };
    // ffmpeg cuts the start to the sample; at the end it gives all of the last frame.
    assert!((0..1024).contains(&(sound.len() - wanted.len())), "{} {}", sound.len(), wanted.len());
    let likeness = |shift: usize, back: usize| {
        let pairs = sound[shift..].iter().zip(&wanted[back..]);
        pairs.map(|(a, b)| f64::from(*a) * f64::from(*b)).sum::<f64>()
    };
    let aligned = likeness(0, 0);
    for shift in 1..20 {
        assert!(likeness(shift, 0) < aligned && likeness(0, shift) < aligned, "{shift}");
    }
}

#[test]
fn chapters_and_tags_of_an_audiobook_are_read_by_others() {
    audiobooks(&[]).iter().for_each(check_audiobook);
}

fn check_audiobook(made: &Made) {
    let file = made.file("m4b");
    if let Some(probe) = probe(&file) {
        assert_same(&probed_chapters(&probe, 44_100.0), &made.chapters(), 2205.0);
        assert_eq!(probe["format"]["tags"]["title"], "“Größe” & <Café> 'ё' $(id)");
        assert_eq!(probe["streams"][0]["tags"]["language"], "eng");
    }
    if let Some(tags) = mutagen(&file) {
        assert_eq!(tags["©nam"], "“Größe” & <Café> 'ё' $(id)");
        assert_eq!(
            (&*tags["©ART"], &*tags["aART"], &*tags["©day"]),
            ("Ł. Ō’Brien", "Ł. Ō’Brien", "2026-05-01")
        );
        assert_eq!((&*tags["stik"], &*tags["pgap"]), ("2", "True"));
        assert!(tags["©lyr"].contains("It only listens.\n\nIt listens well."), "{tags:?}");
    }
    if let Some(program) = tool("AtomicParsley") {
        // Its options stand behind the file.
        let output = Command::new(program).arg(&file).arg("-t").output().unwrap();
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(told.contains("\"stik\" contains: Audiobook") && told.contains("Ł. Ō’Brien"), "{told}");
    }
    if let Some(told) = text("mediainfo", &[], &file) {
        // Both lists are there: that of the titles' track has all of them, Nero's the start of the long one.
        let (_, title) = &made.chapters()[1];
        assert!(2 <= told.matches(title.as_str()).count(), "{told}");
    }
}

/// The chapters by mpv: the first sample and the title.
fn played_chapters(file: &Path) -> Option<Vec<(f64, String)>> {
    let show =
        ["--no-config", "--ao=null", "--vo=null", "--length=0.1", "--term-playing-msg=<${=chapter-list}>"];
    let told = text("mpv", &show, file)?;
    let list = told.split_once("<[").unwrap().1.split_once("]>").unwrap().0;
    let list: Vec<Value> = serde_json::from_str(&format!("[{list}]")).unwrap();
    let of = |chapter: &Value| {
        (chapter["time"].as_f64().unwrap() * 44_100.0, chapter["title"].as_str().unwrap().to_owned())
    };
    Some(list.iter().map(of).collect())
}

#[test]
fn a_player_finds_the_chapters() {
    let made = made("wav,flac", &[]);
    if let Some(read) = played_chapters(&made.file("flac")) {
        assert_same(&read, &made.chapters(), 44.1);
    }
    if let Some(read) = played_chapters(&made.file("wav")) {
        assert_same(&read, &ascii(&made.chapters()), 1.0);
    }
    for made in audiobooks(&[]) {
        if let Some(read) = played_chapters(&made.file("m4b")) {
            assert_same(&read, &made.chapters(), 2205.0);
        }
    }
}

#[test]
fn the_same_twice_is_the_same_bytes() {
    let bytes = |made: &Made, format| std::fs::read(made.file(format)).unwrap();
    for (first, second) in audiobooks(&[]).iter().zip(audiobooks(&["--jobs", "3"])) {
        assert!(bytes(first, "m4b") == bytes(&second, "m4b"));
    }
    let (first, second) = (made("wav,flac", &[]), made("wav,flac", &["--jobs", "3"]));
    for format in ["wav", "flac"] {
        assert!(bytes(&first, format) == bytes(&second, format), "{format}");
    }
}

#[test]
fn a_file_that_was_cut_is_told() {
    let made = made("flac", &[]);
    made.place.run(&["status", "--strict"]).success();
    let file = made.file("flac");
    let bytes = std::fs::read(&file).unwrap();
    std::fs::File::options().write(true).open(&file).unwrap().set_len(1000).unwrap();
    let told = made.place.run(&["status", "--strict"]).code(3).out();
    assert!(told.contains(&format!("has 1000 bytes instead of {}", bytes.len())), "{told}");
}

#[test]
fn what_makes_no_aac_is_told_before_anything_is_spoken() {
    let place = Place::new();
    place.file("birds.md", "# Birds\n\nThey sing.\n");
    let make = ["make", "birds.md", "--voices", "tone", "--formats", "m4b"];
    let run = |more: &[&str]| place.run(&[&make, more].concat()).err();
    if !cfg!(feature = "m4b") {
        let told = run(&[]);
        assert!(told.contains("--aac-encoder ffmpeg"), "{told}");
    }
    let told = run(&["--aac-encoder", "no-such-program"]);
    assert!(told.contains("`no-such-program` does not start") && told.contains("hint"), "{told}");
    let told = run(&["--aac-encoder", "cat"]);
    assert!(told.contains("`cat`"), "{told}");
    let told = run(&["--aac-encoder", "ffmpeg", "--sample-rate", "44101"]);
    assert!(told.contains("44101 Hz"), "{told}");
    assert!(!place.path("cache/spoken").exists());
}

#[test]
#[ignore = "it writes 4.4 GB; run it with `cargo test --test it rf64 -- --ignored`"]
fn rf64_of_real_size_is_read_by_others() {
    const SAMPLES: u64 = 2_200_000_000;
    let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let mark = |title: &str, at| Mark { title: title.into(), anchor: None, at };
    let tags = Tags {
        title: "Long".into(),
        album: None,
        artist: None,
        date: None,
        language: "en".into(),
        track: None,
        address: None,
        description: None,
        words: "Long.".into(),
        chapters: vec![mark("One", 0..2_190_000_001), mark("Two", 2_190_000_001..SAMPLES)],
        figures: Vec::new(),
        cover: None,
    };
    let file = File {
        name: "long.wav".into(),
        format: Format::Wav,
        division: Division::Whole,
        at: 0..SAMPLES,
        rate: Rate::CD,
        bitrate: None,
        tags,
        aac_encoder: None,
    };
    let path = dir.path().join("long.wav");
    let mut writer = wav::Writer::create(&path, &file).unwrap();
    let block = vec![0.25; 1_000_000];
    (0..SAMPLES / 1_000_000).for_each(|_| writer.write(&block).unwrap());
    Box::new(writer).finish().unwrap();
    assert!(u64::from(u32::MAX) < path.metadata().unwrap().len());
    if let Some(probe) = probe(&path) {
        assert_eq!(probe["streams"][0]["duration_ts"], SAMPLES);
        assert_same(
            &probed_chapters(&probe, 44_100.0),
            &[(0, "One".into()), (2_190_000_001, "Two".into())],
            0.1,
        );
    }
    if let Some(samples) = text("soxi", &["-s"], &path) {
        assert_eq!(samples.trim(), SAMPLES.to_string());
    }
    if let Some(info) = text("sndfile-info", &[], &path) {
        // It knows no marks in RF64.
        assert!(info.contains("Frames      : 2200000000"), "{info}");
    }
    if let Some(told) = text("mediainfo", &["--Inform=Audio;%SamplingCount%"], &path) {
        assert_eq!(told.trim(), SAMPLES.to_string());
    }
}
