//! The finished sound: levels, peaks, silence and music, with ffmpeg as the judge.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use articast::audio::Rate;
use articast::cast::OpenedCast;
use articast::episode::{BedFile, Delivery, Episode, Samples, SoundFiles, Sounds, assemble};
use articast::studio::record;
use articast::{article, cast, engine, files, script};
use serde_json::Value;

use crate::program::{Place, articles, missing, shared, source, tool};

/// The casts of one voice that this machine has.
fn casts() -> Vec<&'static str> {
    let mut casts = vec!["tone"];
    casts.extend(tool("flite").map(|_| "flite:slt"));
    casts.extend(tool("espeak-ng").map(|_| "espeak-ng:en-us"));
    casts.extend(tool("festival").map(|_| "festival:kal_diphone"));
    if cfg!(feature = "pico") {
        casts.push("pico:en-US");
    }
    casts
}

fn manifest(folder: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(folder.join("episode.json")).unwrap()).unwrap()
}

/// The chapters' files, in order: at least one.
fn chapters(folder: &Path) -> Vec<PathBuf> {
    let manifest = manifest(folder);
    let chapters = manifest["chapters"].as_array().unwrap();
    assert!(!chapters.is_empty());
    chapters.iter().map(|chapter| folder.join(chapter["file"].as_str().unwrap())).collect()
}

/// The samples of files, one after the other.
fn samples(files: &[PathBuf]) -> Vec<i16> {
    let readers = files.iter().map(|file| hound::WavReader::open(file).unwrap());
    readers.flat_map(|reader| reader.into_samples::<i16>().map(Result::unwrap)).collect()
}

fn save(path: &Path, samples: impl IntoIterator<Item = i16>) {
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 44_100,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut file = hound::WavWriter::create(path, spec).unwrap();
    samples.into_iter().for_each(|sample| file.write_sample(sample).unwrap());
    file.finalize().unwrap();
}

/// What a filter of ffmpeg says of files, joined.
fn heard(ffmpeg: &Path, files: &[PathBuf], filter: &str) -> String {
    let mut command = Command::new(ffmpeg);
    command.args(["-hide_banner", "-nostats"]);
    for file in files {
        command.arg("-i").arg(file);
    }
    let filter = format!("concat=n={}:v=0:a=1,{filter}", files.len());
    let out = command.args(["-filter_complex", &filter, "-f", "null", "-"]).output().unwrap();
    String::from_utf8_lossy(&out.stderr).into_owned()
}

/// The number after the last of a name.
fn figure(text: &str, name: &str) -> f64 {
    let at = text.rfind(name).unwrap_or_else(|| panic!("no {name} in {text}"));
    text[at + name.len()..].split_whitespace().next().unwrap().parse().unwrap()
}

/// The integrated loudness in LUFS, as of one channel, and the true peak in dBTP.
fn measured(ffmpeg: &Path, files: &[PathBuf]) -> (f64, f64) {
    let text = heard(ffmpeg, files, "ebur128=peak=true");
    let summary = &text[text.rfind("Summary:").unwrap_or_else(|| panic!("{text}"))..];
    let loudness = summary.find("I:").map(|at| &summary[at + 2..]).unwrap();
    (loudness.split_whitespace().next().unwrap().parse().unwrap(), figure(summary, "Peak:"))
}

/// Makes an article and gives the folder.
fn make(place: &Place, article: &Path, more: &[&str]) -> PathBuf {
    let run = place.run(&[&["make", article.to_str().unwrap(), "--json"], more].concat()).success();
    place.path(run.json().last().unwrap()["folder"].as_str().unwrap())
}

#[test]
fn ffmpeg_measures_the_loudness_and_the_peak_of_each_profile() {
    let Some(ffmpeg) = tool("ffmpeg") else { return };
    for cast in casts() {
        let place = Place::new();
        for (profile, target) in [("podcast", -19.0), ("broadcast", -23.0)] {
            let folder = make(&place, &source(&articles()[2]), &["--voices", cast, "--profile", profile]);
            let (loudness, peak) = measured(&ffmpeg, &chapters(&folder));
            println!("{cast}, {profile}: {loudness} LUFS, {peak} dBTP");
            assert!((loudness - target).abs() <= 0.5, "{cast}, {profile}: {loudness} LUFS");
            assert!(peak <= -2.9, "{cast}, {profile}: {peak} dBTP");
        }
    }
}

#[test]
fn a_lossy_file_stays_below_its_peak() {
    let Some(ffmpeg) = tool("ffmpeg") else { return };
    for cast in casts() {
        let place = Place::new();
        let folder = make(&place, &source(&articles()[2]), &["--voices", cast]);
        let joined = place.path("joined.wav");
        save(&joined, samples(&chapters(&folder)));
        for (codec, rate, name) in
            [("libmp3lame", "64k", "low.mp3"), ("libopus", "32k", "low.opus"), ("aac", "64k", "low.m4a")]
        {
            let lossy = place.path(name);
            let mut command = Command::new(&ffmpeg);
            command.args(["-v", "error", "-i"]).arg(&joined).args(["-c:a", codec, "-b:a", rate]).arg(&lossy);
            if !command.status().unwrap().success() {
                missing(&format!("this ffmpeg has no {codec}"));
                continue;
            }
            let (loudness, peak) = measured(&ffmpeg, &[lossy]);
            println!("{cast}, {codec} at {rate}: {loudness} LUFS, {peak} dBTP");
            assert!(peak <= -1.0, "{cast}, {codec}: {peak} dBTP");
        }
    }
}

#[cfg(feature = "mp3")] // It is what the profile writes.
#[test]
fn an_audiobook_meets_the_rules_of_acx_chapter_by_chapter() {
    let Some(ffmpeg) = tool("ffmpeg") else { return };
    for cast in casts() {
        let place = Place::new();
        let article = source(&articles()[5]);
        let folder = make(&place, &article, &["--voices", cast, "--profile", "audiobook"]);
        for file in chapters(&folder) {
            let text = heard(&ffmpeg, std::slice::from_ref(&file), "astats");
            let (rms, peak) = (figure(&text, "RMS level dB:"), figure(&text, "Peak level dB:"));
            let (floor, name) = (figure(&text, "Noise floor dB:"), file.display());
            println!("{cast}: {rms} dB RMS, peak {peak} dB, floor {floor} dB");
            assert!((-23.0..=-18.0).contains(&rms), "{cast}, {name}: {rms} dB RMS");
            assert!(peak <= -3.0, "{cast}, {name}: peak {peak} dB");
            assert!(floor <= -60.0, "{cast}, {name}: floor {floor} dB");
            let samples = samples(std::slice::from_ref(&file));
            let seconds = |silence: usize| silence as f64 / 44_100.0;
            let sounds = |sample: &i16| 32 < sample.abs();
            let head = seconds(samples.iter().position(sounds).unwrap());
            let tail = seconds(samples.iter().rev().position(sounds).unwrap());
            assert!((0.5..=1.0).contains(&head) && (1.0..=5.0).contains(&tail), "{name}: {head} s, {tail} s");
        }
    }
    let place = Place::new();
    let article = place.file("birds.md", "# Birds\n\nThey sing.\n");
    let article = article.to_str().unwrap();
    for (more, bitrate) in [(&[][..], 192), (&["--bitrate", "64"], 64)] {
        let make = ["make", article, "--voices", "tone", "--formats", "mp3", "--profile", "audiobook"];
        let run = place.run(&[&make, more].concat()).success();
        let is_warned = run.err().contains("ACX accepts only MP3 of at least 192 kb/s");
        assert_eq!(is_warned, bitrate < 192, "{}", run.err());
        assert_eq!(manifest(&place.path("output/birds"))["files"][0]["bitrate"], bitrate);
    }
    for refused in [["--sample-rate", "48000"], ["--bed", "music.mp3"]] {
        let run = place.run(&[&["make", article, "--profile", "audiobook"], &refused[..]].concat()).code(2);
        assert!(run.err().contains("the profile `audiobook` requires"), "{}", run.err());
    }
}

/// The loudness of each role that says more than three seconds, from its lines on the timeline.
fn by_role(ffmpeg: &Path, place: &Place, folder: &Path) -> BTreeMap<String, f64> {
    let all = samples(&chapters(folder));
    let mut roles: BTreeMap<String, Vec<i16>> = BTreeMap::new();
    for cue in manifest(folder)["cues"].as_array().unwrap() {
        let number = |name: &str| usize::try_from(cue[name].as_u64().unwrap()).unwrap();
        let lines = roles.entry(cue["role"].as_str().unwrap().to_owned()).or_default();
        lines.extend_from_slice(&all[number("start")..number("start") + number("samples")]);
    }
    let long = roles.into_iter().filter(|(_, samples)| 3 * 44_100 < samples.len());
    let level = |(role, samples): (String, Vec<i16>)| {
        let path = place.path("role.wav");
        save(&path, samples);
        (role, measured(ffmpeg, &[path]).0)
    };
    long.map(level).collect()
}

#[test]
fn roles_are_as_loud_as_each_other_whatever_their_voices() {
    let Some(ffmpeg) = tool("ffmpeg") else { return };
    // A hum of 110 Hz is by nature 4 LU softer than one of 440 Hz, and flite 10 LU softer than espeak-ng.
    let mut pairs = vec![("tone:low", "tone:high")];
    if tool("flite").is_some() && tool("espeak-ng").is_some() {
        pairs.push(("flite:slt", "espeak-ng:en-us"));
    }
    for (one, other) in pairs {
        let place = Place::new();
        let cast = format!(
            "[voices]\nnarrator = '{one}'\nother = '{other}'\n\
             [roles]\nquote = 'other'\nlist_item = 'other'\naside = 'other'\ntable = 'other'\n"
        );
        let cast = place.file("pair.toml", cast);
        let folder = make(&place, &source(&articles()[5]), &["--voices", cast.to_str().unwrap()]);
        let levels = by_role(&ffmpeg, &place, &folder);
        println!("{one} and {other}: {levels:?}");
        assert!(3 < levels.len());
        let (low, high) = levels
            .values()
            .fold((0.0_f64, -99.0_f64), |(low, high), level| (low.min(*level), high.max(*level)));
        assert!(high - low <= 1.0, "{levels:?}");
    }
}

/// An article with long rests between its paragraphs, and music.
fn with_music(ffmpeg: &Path, place: &Place) -> PathBuf {
    let made = Command::new(ffmpeg)
        .args(["-v", "error", "-f", "lavfi", "-i", "anoisesrc=color=pink:duration=9:seed=7:amplitude=0.5"])
        .args(["-af", "aresample=48000,pan=stereo|c0=c0|c1=c0"])
        .arg(place.path("music.mp3"))
        .status()
        .unwrap();
    assert!(made.success());
    place.file("slow.toml", "voices.narrator = 'tone'\n[pauses]\nparagraph = 6000\nsentence = 300\n");
    place.file(
        "birds.md",
        "# Two birds\n\nThe first one sings. It sings well. It sings all day long and all night.\n\nThe other one listens, \
         and listens, and listens to it.\n\n# The end\n\nThen both of them were silent for a long while.\n\nAnd so it ends.\n",
    )
}

#[test]
fn the_bed_steps_back_and_moves_nothing() {
    let Some(ffmpeg) = tool("ffmpeg") else { return };
    let place = Place::new();
    let article = with_music(&ffmpeg, &place);
    let cast = ["--voices", "slow.toml"];
    let dry = make(&place, &article, &[&cast[..], &["-o", "dry"]].concat());
    let wet = make(&place, &article, &[&cast[..], &["-o", "wet", "--bed", "music.mp3"]].concat());
    let timeline = |folder: &Path| {
        let mut manifest = manifest(folder);
        manifest.as_object_mut().unwrap().remove("files");
        manifest
    };
    assert_eq!(timeline(&dry), timeline(&wet));
    let (without, with) = (samples(&chapters(&dry)), samples(&chapters(&wet)));
    let bed: Vec<i16> = with.iter().zip(&without).map(|(with, without)| with - without).collect();
    let (mut spoken, mut alone, mut end) = (Vec::new(), Vec::new(), 0);
    for cue in manifest(&wet)["cues"].as_array().unwrap() {
        let start = usize::try_from(cue["start"].as_u64().unwrap()).unwrap();
        // A second away from speech the bed has returned; its fades are at the ends of chapters.
        if 5 * 44_100 < start - end
            && 0 < end
            && !chapter_starts(&wet).iter().any(|at| (end..start).contains(at))
        {
            alone.extend_from_slice(&bed[end + 50_000..start - 30_000]);
        }
        end = start + usize::try_from(cue["samples"].as_u64().unwrap()).unwrap();
        spoken.extend_from_slice(&bed[start..end]);
    }
    let level = |samples: Vec<i16>| {
        let path = place.path("part.wav");
        save(&path, samples);
        measured(&ffmpeg, &[path]).0
    };
    let (spoken, alone) = (level(spoken), level(alone));
    println!("the bed alone {alone} LUFS, under speech {spoken} LUFS");
    assert!((alone + 37.0).abs() <= 1.0 && (5.0..=7.5).contains(&(alone - spoken)), "{alone}, {spoken}");
    let (loudness, peak) = measured(&ffmpeg, &chapters(&wet));
    assert!((loudness + 19.0).abs() <= 0.5 && peak <= -2.9, "{loudness} LUFS, {peak} dBTP");
    let louder = make(
        &place,
        &article,
        &[&cast[..], &["-o", "loud", "--bed", "music.mp3", "--bed-level", "-12"]].concat(),
    );
    assert_ne!(samples(&chapters(&louder)), with);
    let run = place.run(&["make", "birds.md", "--voices", "tone", "--bed", "birds.md"]).code(65);
    assert!(run.err().contains("give a WAV"), "{}", run.err());
}

fn chapter_starts(folder: &Path) -> Vec<usize> {
    let manifest = manifest(folder);
    let chapters = manifest["chapters"].as_array().unwrap();
    chapters.iter().map(|chapter| usize::try_from(chapter["start"].as_u64().unwrap()).unwrap()).collect()
}

#[test]
fn no_file_and_no_line_starts_or_ends_with_a_click() {
    let Some(ffmpeg) = tool("ffmpeg") else { return };
    for cast in casts() {
        let place = Place::new();
        with_music(&ffmpeg, &place);
        let article = source(&articles()[5]);
        let more = ["--voices", cast, "--bed", "music.mp3", "--intro", "music.mp3", "--outro", "music.mp3"];
        let folder = make(&place, &article, &more);
        for file in chapters(&folder) {
            let samples = samples(&[file]);
            // It starts and ends below −60 dB; an intro swells within 4 ms from there.
            let edges = samples[..4].iter().chain(&samples[samples.len() - 4..]);
            let loudest = edges.map(|sample| sample.unsigned_abs()).max().unwrap();
            assert!(loudest <= 33, "{cast}: {loudest}");
        }
        let dry = make(&place, &article, &["--voices", cast, "-o", "dry"]);
        let all = samples(&chapters(&dry));
        let manifest = manifest(&dry);
        let cues = manifest["cues"].as_array().unwrap();
        assert!(!cues.is_empty());
        for cue in cues {
            let start = usize::try_from(cue["start"].as_u64().unwrap()).unwrap();
            let end = start + usize::try_from(cue["samples"].as_u64().unwrap()).unwrap();
            for edge in [start, end] {
                let jump = i32::from(all[edge]) - i32::from(all[edge - 1]);
                assert!(jump.abs() <= 100, "{cast}: {jump} at {edge} in {cue}");
            }
        }
    }
}

#[test]
fn speed_is_the_engines_own() {
    let article = source(&articles()[5]);
    for cast in casts() {
        let place = Place::new();
        let spoken = |more: &[&str]| -> u64 {
            let folder = make(&place, &article, &[&["--voices", cast], more].concat());
            let manifest = manifest(&folder);
            manifest["cues"].as_array().unwrap().iter().map(|cue| cue["samples"].as_u64().unwrap()).sum()
        };
        let factor = spoken(&[]) as f64 / spoken(&["--speed", "1.5"]) as f64;
        println!("{cast}: {factor} times as fast");
        assert!((1.3..1.7).contains(&factor), "{cast}: {factor}");
    }
    let place = Place::new();
    place.file("birds.md", "Birds.");
    assert!(place.run(&["make", "birds.md", "--speed", "3"]).code(2).err().contains("from 0.5 to 2"));
}

/// A studio of its own: where a voice keeps its lines, and the sounds of the house.
struct Studio {
    places: files::Places,
    cast: cast::Cast,
    sounds: Sounds,
}

impl Studio {
    fn new(place: &Place, cast: &str, sounds: SoundFiles<'_>) -> Studio {
        let own = Some(env!("CARGO_BIN_EXE_articast").into());
        let places = files::Places { own, cache: place.path("cache"), ..files::Places::default() };
        let cast = cast::find(cast, &[]).unwrap();
        Studio { places, cast, sounds: Sounds::load(sounds, Rate::CD).unwrap() }
    }

    /// The episode of an article, and who speaks it.
    fn make(&self, name: &str, text: &str) -> (Episode, OpenedCast) {
        let bytes = text.as_bytes().to_vec();
        let source = article::Source { name: name.into(), bytes, ..article::Source::default() };
        let script = script::write(&article::read(&source).unwrap(), &self.cast.reading);
        let cancel = engine::CancelToken::default();
        let context = engine::EngineContext { places: &self.places, cancel: &cancel, lanes: 2 };
        let opened = OpenedCast::open(&self.cast, &script, &context).unwrap();
        let takes = record(&script, &opened, 2, &cancel, &|_| {}).unwrap();
        (assemble(&script, &takes, &opened, &self.sounds, Delivery::default()), opened)
    }
}

fn all_of(mut stream: Samples<'_>) -> Vec<f32> {
    let mut all = Vec::new();
    while stream.next(&mut all).unwrap() {}
    all
}

#[test]
fn a_chapter_sounds_the_same_alone() {
    let Some(ffmpeg) = tool("ffmpeg") else { return };
    let place = Place::new();
    let article = std::fs::read_to_string(with_music(&ffmpeg, &place)).unwrap();
    let music = place.path("music.mp3");
    let bed = Some(BedFile { path: &music, level: -8.0 });
    let files = SoundFiles { intro: Some(&music), outro: Some(&music), bed, ..SoundFiles::default() };
    let studio = Studio::new(&place, "tone", files);
    let (mut episode, opened) = studio.make("birds.md", &article);
    // So low that the limiter works all the time.
    episode.limit = -15.0;
    assert_eq!(episode.chapters.len(), 2);
    let clips = &studio.sounds.clips;
    let whole = all_of(Samples::new(&episode, &opened.cache, clips));
    assert_eq!(whole.len() as u64, episode.samples());
    let start = usize::try_from(episode.chapters[1].at.start).unwrap();
    assert!(all_of(Samples::starting(&episode, 1, &opened.cache, clips)) == whole[start..]);
}

#[test]
fn an_edit_leaves_the_other_chapters_as_they_were() {
    let place = Place::new();
    let (text, name) = match shared("articles/backchannel-diplomacy.txt") {
        Some(path) => (std::fs::read_to_string(path).unwrap(), "article.txt"),
        None => (std::fs::read_to_string(source(&articles()[5])).unwrap(), "article.md"),
    };
    let cast = if cfg!(feature = "pico") { "pico:en-US" } else { "tone" };
    let studio = Studio::new(&place, cast, SoundFiles::default());
    let prints = |text: &str| -> Vec<String> {
        let episode = studio.make(name, text).0;
        (0..episode.chapters.len()).map(|chapter| episode.fingerprint(chapter)).collect()
    };
    let before = prints(&text);
    assert!(1 < before.len());
    let paragraphs: Vec<&str> = text.split("\n\n").filter(|text| text.split(' ').count() > 12).collect();
    let (mut edits, mut good) = (0, 0);
    for paragraph in paragraphs.iter().step_by(paragraphs.len().div_ceil(24)) {
        let edited = format!("{paragraph} Nobody was surprised when the harbour froze over.");
        let after = prints(&text.replacen(paragraph, &edited, 1));
        assert_eq!(after.len(), before.len());
        let changed = before.iter().zip(&after).filter(|(before, after)| before != after).count();
        assert!(0 < changed, "{paragraph}");
        edits += 1;
        good += u32::from(changed == 1);
    }
    println!("{good} of {edits} edits changed one chapter of {}", before.len());
    assert!(edits * 3 <= good * 4, "{good} of {edits}");
}
