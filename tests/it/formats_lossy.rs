//! MP3 and Opus, judged by what others wrote: ffmpeg, mutagen, mpv, mediainfo, mp3val and opusinfo.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use articast::article::Meta;
use articast::audio::resample::samples_after;
use articast::audio::{Clip, Rate};
use articast::encode::{self, Division, EncodeOptions, Format, Picture};
use articast::engine::cached::Cache;
use articast::episode::{Episode, Mark, Piece, Profile};
use serde_json::Value;

use crate::program::{Place, missing, tool};

/// The lossy formats of this build.
const FORMATS: &[Format] = if cfg!(feature = "mp3") { &[Format::Mp3, Format::Opus] } else { &[Format::Opus] };

/// Titles as they come: of other scripts, and made to break fields, terminals and parsers.
const TITLES: [&str; 4] =
    ["Grüße, “Kyiv” – Київ 東京 🦆", "a=b;c\\d/e\"f'<&>|", "CHAPTER001=x\u{0}\u{1b}[31m\r\n\u{202e}y", "…"];

/// The titles as they are written.
const WRITTEN: [&str; 4] = ["Grüße, “Kyiv” – Київ 東京 🦆", "a=b;c\\d/e\"f'<&>|", "CHAPTER001=x[31m y", "…"];

/// Something like speech: a voice of changing pitch, in syllables of uneven level.
fn sound(rate: Rate, samples: u64) -> Clip {
    let (mut phase, mut random, mut noise) = (0.0, 1_u32, 0.0);
    let samples = (0..samples).map(|n| {
        let time = n as f64 / f64::from(rate.hertz());
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        noise = 0.7 * noise + 0.3 * (f64::from(random >> 8) / f64::from(1 << 23) - 1.0);
        phase += (120.0 + 30.0 * libm::sin(time * 2.3)) / f64::from(rate.hertz());
        let turn = 2.0 * std::f64::consts::PI * phase;
        let voice = (1..12).map(|n| libm::sin(turn * f64::from(n)) / f64::from(n)).sum::<f64>();
        let syllable = libm::sin(time * 13.0).abs() * (0.6 + 0.4 * libm::sin(time * 0.9));
        single(0.12 * syllable * (voice + noise))
    });
    Clip { rate, samples: samples.collect() }
}

#[expect(clippy::cast_possible_truncation, reason = "rounding to single precision is the purpose")]
fn single(x: f64) -> f32 {
    x as f32
}

/// An episode of chapters with these titles and lengths, which is one sound.
fn episode(rate: Rate, chapters: &[(&str, u64)]) -> (Episode, Vec<Clip>) {
    let mut end = 0;
    let chapters = chapters.iter().map(|(title, samples)| {
        end += samples;
        Mark { title: (*title).into(), anchor: None, at: end - samples..end }
    });
    let chapters: Vec<Mark> = chapters.collect();
    let meta = Meta {
        title: Some(TITLES[0].into()),
        byline: Some("Ana Иванова".into()),
        published: Some("2026-05-01T10:00:00Z".into()),
        language: Some("de-CH".into()),
        source: Some("https://example.org/größe?a=1&b".into()),
        site: Some("The Example".into()),
        description: Some("What it is\nabout.".into()),
        ..Meta::default()
    };
    let whole = sound(rate, end);
    let place = |sample: u64| usize::try_from(sample).unwrap();
    let clips: Vec<Clip> = chapters
        .iter()
        .map(|mark| Clip { rate, samples: whole.samples[place(mark.at.start)..place(mark.at.end)].to_vec() })
        .collect();
    let piece = |(clip, mark): (usize, &Mark)| Piece::Sound {
        clip,
        digest: clip.to_string(),
        samples: mark.at.end - mark.at.start,
        gain: 0.0,
    };
    let timeline = chapters.iter().enumerate().map(piece).collect();
    let episode = Episode {
        meta,
        rate,
        chapters,
        cues: Vec::new(),
        pictures: Vec::new(),
        links: Vec::new(),
        exhibits: Vec::new(),
        timeline,
        profile: Profile::Podcast,
        limit: -1.0,
        bed: None,
    };
    (episode, clips)
}

/// The files of an episode in a folder.
fn write(place: &Place, (episode, clips): &(Episode, Vec<Clip>), options: &EncodeOptions) -> Vec<PathBuf> {
    let files = encode::plan(episode, options);
    let dir = place.path("files");
    let cache = Cache::new(place.path("cache"));
    encode::write(encode::Input { episode, cache: &cache, clips }, &files, &dir, &|_, _| Ok(())).unwrap();
    files.iter().map(|file| dir.join(&file.name)).collect()
}

fn whole(formats: &[Format]) -> EncodeOptions {
    options(formats, Division::Whole)
}

fn options(formats: &[Format], division: Division) -> EncodeOptions {
    let divisions = formats.iter().map(|format| (*format, division)).collect();
    EncodeOptions { formats: formats.to_vec(), divisions, ..EncodeOptions::default() }
}

/// What a tool prints, to both streams, where it is content.
#[track_caller]
fn output(command: &mut Command) -> String {
    let out = command.env("LC_ALL", "C.UTF-8").output().unwrap();
    let text = [out.stdout, out.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(out.status.success(), "{command:?}: {text}");
    text
}

/// The samples of a file, as ffmpeg decodes it at its own rate.
fn decoded(ffmpeg: &Path, file: &Path) -> Vec<f64> {
    let mut command = Command::new(ffmpeg);
    let out = command.args(["-v", "error", "-i"]).arg(file).args(["-f", "s16le", "-"]).output().unwrap();
    assert!(out.stderr.is_empty(), "{}", String::from_utf8_lossy(&out.stderr));
    let (pairs, rest) = out.stdout.as_chunks::<2>();
    assert!(rest.is_empty());
    pairs.iter().map(|pair| f64::from(i16::from_le_bytes(*pair)) / 32_768.0).collect()
}

/// The integrated loudness by ffmpeg.
fn loudness(ffmpeg: &Path, file: &Path) -> f64 {
    let mut command = Command::new(ffmpeg);
    command.args(["-nostats", "-i"]).arg(file).args(["-af", "ebur128", "-f", "null", "-"]);
    let text = output(&mut command);
    let summary = text.rsplit_once("Integrated loudness:").unwrap().1;
    let (_, rest) = summary.split_once("I:").unwrap();
    rest.split_whitespace().next().unwrap().parse().unwrap()
}

/// Runs a Python program with mutagen on a file; it prints JSON.
fn mutagen(program: &str, file: &Path) -> Option<Value> {
    let has = |python: &&str| {
        Command::new(python).args(["-c", "import mutagen"]).output().is_ok_and(|out| out.status.success())
    };
    let Some(python) = ["python3", "/usr/bin/python3"].into_iter().find(has) else {
        missing("Python's `mutagen` is not installed");
        return None;
    };
    let text = output(Command::new(python).args(["-c", program]).arg(file));
    Some(serde_json::from_str(&text).unwrap())
}

#[test]
fn files_are_as_long_as_the_timeline() {
    let Some(ffmpeg) = tool("ffmpeg") else { return };
    for (hertz, of_mp3) in [
        (44_100, 44_100),
        (22_050, 22_050),
        (8_000, 8_000),
        (37_800, 44_100),
        (48_000, 48_000),
        (96_000, 48_000),
    ] {
        let rate = Rate::new(hertz).unwrap();
        // ffmpeg does not cut the only frame of a file of MPEG 2: no shorter ones.
        for samples in [1_105, 30_011, u64::from(hertz) * 3] {
            let place = Place::new();
            for (file, format) in
                write(&place, &episode(rate, &[("One", samples)]), &whole(FORMATS)).iter().zip(FORMATS)
            {
                let of_file = if *format == Format::Opus { 48_000 } else { of_mp3 };
                let want = samples_after(samples, rate, Rate::new(of_file).unwrap());
                assert_eq!(decoded(&ffmpeg, file).len() as u64, want, "{samples} at {hertz}: {format:?}");
            }
        }
    }
}

#[test]
#[cfg(feature = "mp3")]
fn every_bit_rate_keeps_the_wave() {
    let Some(ffmpeg) = tool("ffmpeg") else { return };
    let wished = episode(Rate::CD, &[("One", 200_000)]);
    let place = Place::new();
    let original = decoded(&ffmpeg, &write(&place, &wished, &whole(&[Format::Wav]))[0]);
    for kilobits in [64, 96, 128, 160, 192, 224, 256, 320] {
        let options = EncodeOptions { bitrates: vec![(Format::Mp3, kilobits)], ..whole(&[Format::Mp3]) };
        for file in write(&place, &wished, &options) {
            let wave = decoded(&ffmpeg, &file);
            let (mut cross, mut power, mut rest) = (0.0, 0.0, 0.0);
            for (a, b) in original.iter().zip(&wave) {
                cross += a * b;
                power += a * a;
                rest += (a - b) * (a - b);
            }
            let level = 20.0 * libm::log10(cross / power);
            let noise = 10.0 * libm::log10(rest / power);
            assert!(level.abs() < 0.1, "{kilobits} kb/s: {level} dB");
            assert!(noise < -12.0, "{kilobits} kb/s: {noise} dB");
        }
    }
}

#[test]
fn all_formats_are_equally_loud() {
    let (Some(ffmpeg), Some(opusinfo)) = (tool("ffmpeg"), tool("opusinfo")) else { return };
    let place = Place::new();
    let formats = [&[Format::Wav], FORMATS].concat();
    let files = write(&place, &episode(Rate::CD, &[("One", 400_000)]), &whole(&formats));
    let wanted = loudness(&ffmpeg, &files[0]);
    for file in &files {
        let got = loudness(&ffmpeg, file);
        // Opus leaves some of what is least heard out.
        let most = if file.extension().is_some_and(|extension| extension == "opus") { 0.5 } else { 0.2 };
        assert!((got - wanted).abs() <= most, "{}: {got} instead of {wanted}", file.display());
    }
    let info = output(Command::new(opusinfo).arg(files.last().unwrap()));
    let gain = info.split_once("R128_TRACK_GAIN=").unwrap().1.split_whitespace().next().unwrap();
    let gain = gain.parse::<f64>().unwrap() / 256.0;
    assert!((gain - (-23.0 - wanted)).abs() <= 0.2, "{gain} for {wanted}");
}

#[test]
fn validators_have_nothing_to_say() {
    let place = Place::new();
    let bytes: Arc<[u8]> = jpeg().into();
    let cover = Some(Picture { media_type: "image/jpeg", bytes, side: 16 });
    let chapters = TITLES.map(|title| (title, 60_001));
    let files = write(&place, &episode(Rate::CD, &chapters), &EncodeOptions { cover, ..whole(FORMATS) });
    for file in &files {
        let of_opus = file.extension().is_some_and(|extension| extension == "opus");
        let Some(validator) = tool(if of_opus { "opusinfo" } else { "mp3val" }) else { continue };
        let text = output(Command::new(validator).arg(file));
        assert!(!text.to_ascii_lowercase().contains("warning"), "{text}");
        if of_opus {
            assert!(text.contains("Pre-skip: 312") && text.contains("Original sample rate: 44100"), "{text}");
        } else {
            assert!(text.contains("(MPEG 1 Layer III), +ID3v2, CBR"), "{text}");
        }
    }
}

/// A JPEG of 16 times 16 pixels.
fn jpeg() -> Vec<u8> {
    let mut bytes = Vec::new();
    let picture =
        image::RgbImage::from_fn(16, 16, |x, _| image::Rgb([u8::try_from(x).unwrap() * 16, 90, 200]));
    picture.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Jpeg).unwrap();
    bytes
}

#[test]
fn four_readers_find_the_same_chapters() {
    let place = Place::new();
    let chapters = TITLES.map(|title| (title, 60_001));
    for file in write(&place, &episode(Rate::CD, &chapters), &whole(FORMATS)) {
        let found = [by_ffprobe(&file), by_mutagen(&file), by_mpv(&file)];
        for chapters in found.into_iter().flatten() {
            assert_eq!(chapters.len(), TITLES.len());
            for (n, (start, title)) in chapters.iter().enumerate() {
                let want = n as f64 * 60_001.0 / 44_100.0;
                assert!((start - want).abs() <= 0.05, "{}: {start} instead of {want}", file.display());
                assert_eq!(title, WRITTEN[n], "{}", file.display());
            }
        }
        // Of MP3, mediainfo reads no chapters.
        let of_opus = file.extension().is_some_and(|extension| extension == "opus");
        let Some(mediainfo) = of_opus.then(|| tool("mediainfo")).flatten() else { continue };
        let text = output(Command::new(mediainfo).arg(&file));
        let menu = text.split_once("\nMenu").map(|(_, menu)| menu).unwrap_or_default();
        for time in ["00:00:00.000", "00:00:01.361", "00:00:02.721", "00:00:04.082"] {
            assert!(menu.contains(time), "{}: {time} is not in {menu}", file.display());
        }
    }
}

type Chapters = Vec<(f64, String)>;

fn by_ffprobe(file: &Path) -> Option<Chapters> {
    let arguments = ["-v", "error", "-of", "json", "-show_chapters"];
    let text = output(Command::new(tool("ffprobe")?).args(arguments).arg(file));
    let probe: Value = serde_json::from_str(&text).unwrap();
    let chapters = probe["chapters"].as_array().unwrap().iter().map(|chapter| {
        let start = chapter["start_time"].as_str().unwrap().parse().unwrap();
        (start, chapter["tags"]["title"].as_str().unwrap().to_owned())
    });
    Some(chapters.collect())
}

fn by_mutagen(file: &Path) -> Option<Chapters> {
    let program = r#"
import json, mutagen, sys
f = mutagen.File(sys.argv[1])
if "ID3" in type(f.tags).__name__:
    tables = f.tags.getall("CTOC")
    assert len(tables) == 1 and int(tables[0].flags) == 3
    marks = [f.tags["CHAP:" + name] for name in tables[0].child_element_ids]
    assert len(marks) == len(f.tags.getall("CHAP"))
    assert all(m.start_offset == m.end_offset == 0xffffffff for m in marks)
    assert all(a.end_time == b.start_time for a, b in zip(marks, marks[1:]))
    found = [(m.start_time / 1000, str(m.sub_frames["TIT2"])) for m in marks]
else:
    found, n = [], 1
    while "CHAPTER%03d" % n in f:
        h, m, s = f["CHAPTER%03d" % n][0].split(":")
        found.append((int(h) * 3600 + int(m) * 60 + float(s), f["CHAPTER%03dNAME" % n][0]))
        n += 1
print(json.dumps(found))
"#;
    let found = mutagen(program, file)?;
    let chapters = found.as_array().unwrap().iter();
    Some(chapters.map(|pair| (pair[0].as_f64().unwrap(), pair[1].as_str().unwrap().to_owned())).collect())
}

fn by_mpv(file: &Path) -> Option<Chapters> {
    let mut command = Command::new(tool("mpv")?);
    command
        .args(["--no-config", "--ao=null", "--vo=null", "--end=0.1"])
        .arg("--term-playing-msg=CHAPTERS ${=chapter-list} END")
        .arg(file);
    let text = output(&mut command);
    let (_, rest) = text.split_once("CHAPTERS ").unwrap_or_else(|| panic!("{text}"));
    let list: Value = serde_json::from_str(rest.split_once(" END").unwrap().0).unwrap();
    let chapters = list.as_array().unwrap().iter();
    Some(
        chapters
            .map(|chapter| (chapter["time"].as_f64().unwrap(), chapter["title"].as_str().unwrap().to_owned()))
            .collect(),
    )
}

#[test]
#[cfg(feature = "mp3")]
fn mutagen_reads_all_tags_of_an_mp3() {
    let place = Place::new();
    let options = options(&[Format::Mp3], Division::Chapters);
    let files = write(&place, &episode(Rate::CD, &TITLES.map(|title| (title, 22_050))), &options);
    let program = r#"
import json, sys
from mutagen.mp3 import MP3
f = MP3(sys.argv[1])
def text(frame):
    text = getattr(frame, "text", None) or getattr(frame, "url", "")
    return str(text[0] if isinstance(text, list) else text)
tags = {frame.HashKey: text(frame) for frame in f.tags.values()}
tags["version"] = list(f.tags.version)
tags["info"] = [f.info.sample_rate, f.info.channels, f.info.bitrate, str(f.info.bitrate_mode)]
print(json.dumps(tags))
"#;
    let Some(tags) = mutagen(program, &files[2]) else { return };
    for (name, value) in [
        ("TIT2", WRITTEN[2]),
        ("TALB", WRITTEN[0]),
        ("TPE1", "Ana Иванова"),
        ("TCON", "Podcast"),
        ("TRCK", "3/4"),
        ("TDRC", "2026-05-01"),
        ("TLAN", "deu"),
        ("TLEN", "500"),
        ("COMM::deu", "The voices are synthetic."),
        ("WOAF", "https://example.org/gr%C3%B6%C3%9Fe?a=1&b"),
    ] {
        let got = tags[name].as_str().unwrap_or_else(|| panic!("{name} in {tags}"));
        assert_eq!(got, value, "{name}");
    }
    assert_eq!(tags["version"], serde_json::json!([2, 3, 0]));
    let info = &tags["info"];
    assert_eq!((&info[0], &info[1], &info[3]), (&44_100.into(), &1.into(), &"BitrateMode.CBR".into()));
    // It is computed from the length of the file.
    assert!(info[2].as_u64().unwrap().abs_diff(96_000) < 100, "{info}");
}

#[test]
#[cfg(feature = "mp3")]
fn any_number_of_chapters_is_in_the_table_of_contents() {
    let place = Place::new();
    let chapters: Vec<(&str, u64)> = (0..600).map(|_| ("One of many", 100)).collect();
    let files = write(&place, &episode(Rate::CD, &chapters), &whole(&[Format::Mp3]));
    let program = r#"
import json, sys
from mutagen.id3 import ID3
tags = ID3(sys.argv[1])
tables = {t.element_id: t for t in tags.getall("CTOC")}
(top,) = [t for t in tables.values() if int(t.flags) == 3]
names = [name for table in top.child_element_ids for name in tables[table].child_element_ids]
print(json.dumps([tags["CHAP:" + name].start_time for name in names]))
"#;
    let Some(starts) = mutagen(program, &files[0]) else { return };
    let starts: Vec<u64> = starts.as_array().unwrap().iter().map(|start| start.as_u64().unwrap()).collect();
    assert_eq!(starts.len(), 600);
    assert!(starts.is_sorted());
}

#[test]
fn a_chapter_has_the_same_bytes_wherever_it_starts() {
    let place = Place::new();
    let one = episode(Rate::CD, &[("One", 150_001)]);
    let two = {
        let (mut episode, _) = episode(Rate::CD, &[("Before", 200_000), ("One", 150_001)]);
        let digest = String::new();
        let piece = Piece::Sound { clip: 0, digest, samples: 150_001, gain: 0.0 };
        episode.timeline = vec![Piece::Silence { samples: 200_000 }, piece];
        (episode, one.1.clone())
    };
    let options = options(FORMATS, Division::Chapters);
    let read =
        |files: Vec<PathBuf>| files.iter().map(|file| std::fs::read(file).unwrap()).collect::<Vec<Vec<u8>>>();
    let (alone, after) = (read(write(&place, &one, &options)), read(write(&place, &two, &options)));
    for (n, alone) in alone.iter().enumerate() {
        let after = &after[2 * n + 1];
        // The track number differs, and nothing else does.
        let sound = |bytes: &[u8]| bytes[bytes.len() - bytes.len() / 2..].to_vec();
        assert_eq!(alone.len(), after.len());
        assert!(sound(alone) == sound(after));
    }
}

#[test]
fn the_program_writes_them() {
    let Some(ffprobe) = tool("ffprobe") else { return };
    let place = Place::new();
    let article = place.file("birds.md", "# Birds\n\nOne sings.\n\n## The second\n\nIt listens.\n");
    let folder =
        place.make(&article, &["--formats", "opus,mp3", "--chapters-as-files", "--bitrate", "opus=24"]);
    assert!(folder.join("02-the-second.mp3").is_file() && folder.join("02-the-second.opus").is_file());
    // An episode from no site is an album by itself.
    let folder = place.make(&article, &["--formats", "mp3"]);
    let arguments = ["-v", "error", "-of", "csv=p=0", "-show_entries", "format_tags=album"];
    let text = output(Command::new(&ffprobe).args(arguments).arg(folder.join("birds.mp3")));
    assert_eq!(text.trim(), "Birds");
    for (name, codec) in [("said.mp3", "mp3"), ("said.opus", "opus")] {
        place.run(&["say", "Hello.", "--voices", "tone", "-o", name]).success();
        let arguments = ["-v", "error", "-of", "csv=p=0", "-show_entries", "stream=codec_name,channels"];
        let text = output(Command::new(&ffprobe).args(arguments).arg(place.path(name)));
        assert_eq!(text.trim(), format!("{codec},1"));
    }
}
