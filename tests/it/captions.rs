//! Captions: times that agree with the engine's own, estimates near them, and files that independent tools read.

use std::process::Command;

use articast::audio::trim;
use articast::engine::{CancelToken, EngineContext, catalogue, timing};
use articast::files::Places;
use articast::speech::{Manner, speak};
use articast::voice::Tuning;
use serde_json::Value;

use crate::program::{Place, articles, missing, source, tool};

/// The engines whose word times are known well, where they are there, and the median and the 90th percentile that an
/// estimate may be off, in milliseconds. What is measured stands in `docs/captions.md`.
const JUDGES: [(&str, f64, f64); 2] =
    [("festival:cmu_us_slt_arctic_hts", 60.0, 150.0), ("flite:slt", 60.0, 150.0)];

/// The articles as lines to say.
fn lines() -> Vec<articast::speech::Utterance> {
    let read = |folder: &std::path::PathBuf| std::fs::read_to_string(folder.join("article.md")).unwrap();
    let text: String = articles().iter().map(read).collect();
    let plain = |line: &&str| line.starts_with(|c: char| c.is_ascii_uppercase()) && 40 < line.len();
    let lines = text.lines().filter(plain).flat_map(|line| speak(line, &Manner::new("en-US")));
    lines.map(|sentence| sentence.say.closed()).collect()
}

fn places() -> Places {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let cache = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("captions");
    Places { programs: std::env::split_paths(&path).collect(), cache, ..Places::default() }
}

#[test]
fn what_is_estimated_is_near_what_engines_tell() {
    let (places, cancel) = (places(), CancelToken::default());
    let context = EngineContext { places: &places, cancel: &cancel, lanes: 1 };
    for (name, median, most) in JUDGES {
        let Ok(engine) = catalogue::open(&name.into(), Tuning::default(), &context) else {
            missing(&format!("there is no {name}"));
            continue;
        };
        let (mut off, mut told) = (Vec::new(), 0);
        for say in lines().iter().step_by(3) {
            let spoken = engine.speak(say).unwrap();
            told += spoken.words.len();
            let found = timing::estimate(&say.text, &spoken.clip, trim::speech(&spoken.clip));
            let hertz = f64::from(spoken.clip.rate.hertz());
            for word in &spoken.words {
                let same = found.iter().find(|found| found.said.start == word.said.start);
                off.extend(same.map(|same| 1000.0 * same.at.start.abs_diff(word.at.start) as f64 / hertz));
            }
        }
        assert!(150 < told && told * 9 < off.len() * 10, "{name}: {} of {told} words", off.len());
        off.sort_by(f64::total_cmp);
        let at = |percent: usize| off[off.len() * percent / 100];
        println!("{name}: {} words, median {:.0} ms, 90th percentile {:.0} ms", off.len(), at(50), at(90));
        assert!(at(50) <= median && at(90) <= most, "{name}: {:.0} and {:.0} ms", at(50), at(90));
    }
}

/// An episode's manifest and its folder.
fn made(place: &Place, article: &std::path::Path, voices: &str) -> (Value, std::path::PathBuf) {
    let run = place.run(&["make", article.to_str().unwrap(), "--voices", voices, "--json"]).success();
    let folder = place.path(run.json().last().unwrap()["folder"].as_str().unwrap());
    (serde_json::from_slice(&std::fs::read(folder.join("episode.json")).unwrap()).unwrap(), folder)
}

const ARTICLE: &str = "---\ntitle: Two Birds\n---\n\nThe first one sings, and it sings well. It cost $3.50 in 1999.\n\n\
                       ## The second\n\nIt only listens—mostly—to what the others have to say about the weather.\n";

#[test]
fn every_shown_word_has_a_time_within_its_cue() {
    let place = Place::new();
    let (manifest, _) = made(&place, &place.file("birds.md", ARTICLE), "tone");
    let cues = manifest["cues"].as_array().unwrap();
    // The title, three sentences and a heading.
    assert_eq!(cues.len(), 5);
    for cue in cues {
        let number = |value: &Value| value.as_u64().unwrap();
        let (start, text) = (number(&cue["start"]), cue["text"].as_str().unwrap());
        let (mut at, mut byte, mut shown) = (start, 0, String::new());
        for word in cue["words"].as_array().unwrap() {
            let [first, end, from, to] = [0, 1, 2, 3].map(|n| number(&word[n]));
            assert!(byte <= first && first < end && at <= from && from <= to, "{cue}");
            (byte, at) = (end, to);
            shown.push_str(&text[usize::try_from(first).unwrap()..usize::try_from(end).unwrap()]);
        }
        assert!(at <= start + number(&cue["samples"]), "{cue}");
        assert_eq!(shown, text.split_whitespace().collect::<String>());
        assert_eq!(cue["timing"], "engine");
    }
}

#[test]
fn words_start_within_50_ms_of_what_the_engine_tells() {
    let (places, cancel) = (places(), CancelToken::default());
    let context = EngineContext { places: &places, cancel: &cancel, lanes: 1 };
    let place = Place::new();
    let article = place.file("birds.md", ARTICLE);
    for (name, ..) in JUDGES {
        let Ok(engine) = catalogue::open(&name.into(), Tuning::default(), &context) else {
            missing(&format!("there is no {name}"));
            continue;
        };
        let (manifest, _) = made(&place, &article, name);
        let rate = manifest["sample_rate"].as_f64().unwrap();
        let cues = manifest["cues"].as_array().unwrap();
        assert_eq!(cues.len(), 5);
        for cue in cues {
            assert_eq!(cue["timing"], "engine", "{name}");
            let text = cue["text"].as_str().unwrap();
            let said = speak(text, &Manner::new("en-US")).remove(0).say.closed();
            let spoken = engine.speak(&said).unwrap();
            let speech = trim::speech(&spoken.clip).start as u64;
            let seconds =
                |sample: u64| sample.saturating_sub(speech) as f64 / f64::from(spoken.clip.rate.hertz());
            // Words that are said as they are shown.
            let mut from = 0;
            for word in cue["words"].as_array().unwrap() {
                let [first, end, start] =
                    [0, 1, 2].map(|n| usize::try_from(word[n].as_u64().unwrap()).unwrap());
                let bare = text[first..end].trim_matches(|c: char| !c.is_alphanumeric());
                let Some(at) = said.text[from..].find(bare).map(|at| from + at) else { continue };
                let Some(told) = spoken.words.iter().find(|told| told.said.start == at) else { continue };
                from = at + bare.len();
                let start = (start as f64 - cue["start"].as_f64().unwrap()) / rate;
                assert!((start - seconds(told.at.start)).abs() <= 0.05, "{name}: `{bare}` of {cue}");
            }
            assert!(0 < from, "{name}: {cue}");
        }
    }
}

/// The start and the length of each caption, as ffmpeg reads a file.
fn packets(ffprobe: &std::path::Path, file: &std::path::Path) -> Vec<(f64, f64)> {
    let entries = "packet=pts_time,duration_time";
    let arguments = ["-v", "error", "-show_packets", "-show_entries", entries, "-of", "csv=p=0"];
    let output = Command::new(ffprobe).args(arguments).arg(file).output().unwrap();
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let number = |field: Option<&str>| field.unwrap().trim().parse().unwrap();
    let packet = |line: &str| {
        let mut fields = line.split(',');
        (number(fields.next()), number(fields.next()))
    };
    text.lines().filter(|line| !line.trim().is_empty()).map(packet).collect()
}

#[test]
fn ffmpeg_reads_as_many_captions_as_were_written_at_their_times() {
    let Some(ffprobe) = tool("ffprobe") else { return };
    let place = Place::new();
    let hostile = "# Odd --> \"text\"\n\n00:00:01,000 --> 00:00:02,000 is no time & `<i>` no tag, `{\\an8}` neither.\n\n\
                   שלום עולם, this is 👩‍👩‍👧 \u{1b}[31mred\u{202e} and &lt;v Nobody&gt; too.\n\n1\n\nWEBVTT\n";
    let mut sources: Vec<_> = articles().iter().map(|folder| source(folder)).collect();
    sources.push(place.file("hostile.md", hostile));
    for article in sources {
        let (manifest, folder) = made(&place, &article, "tone");
        let length = manifest["samples"].as_f64().unwrap() / manifest["sample_rate"].as_f64().unwrap();
        let files = ["transcript.vtt", "transcript.srt"].map(|name| folder.join(name));
        for file in &files {
            let written = std::fs::read_to_string(file).unwrap();
            let packets = packets(&ffprobe, file);
            let count = written.lines().filter(|line| line.contains(" --> ")).count();
            assert_eq!(packets.len(), count, "{}", file.display());
            let mut end = 0.0;
            for (start, lasts) in packets {
                assert!(
                    end <= start + 1e-6 && 0.0 < lasts && start + lasts <= length + 1e-3,
                    "{start} {lasts}"
                );
                end = start + lasts;
            }
        }
        let json = std::fs::read(folder.join("transcript.json")).unwrap();
        let json: Value = serde_json::from_slice(&json).unwrap();
        let segments = json["segments"].as_array().unwrap();
        assert!(!segments.is_empty() && segments.len() <= manifest["cues"].as_array().unwrap().len());
        assert!(!std::fs::read_to_string(folder.join("transcript.txt")).unwrap().contains('\u{1b}'));
    }
}

/// The captions of a file: start in milliseconds, and the lines.
fn read_captions(text: &str) -> Vec<(u64, Vec<&str>)> {
    let blocks = text.split("\n\n").filter(|block| block.contains(" --> "));
    let read = |block: &'_ str| {
        let (times, lines) = block[block.find("00:").unwrap_or(0)..].split_once('\n')?;
        let start: Vec<u64> = times[..12].split([':', ',', '.']).map(|part| part.parse().unwrap()).collect();
        let start = start[0] * 3_600_000 + start[1] * 60_000 + start[2] * 1_000 + start[3];
        Some((start, lines.trim_end().lines().count()))
    };
    blocks
        .map(|block| {
            let (start, lines) = read(block).unwrap();
            let all: Vec<&str> = block.trim_end().lines().collect();
            (start, all[all.len() - lines..].to_vec())
        })
        .collect()
}

/// Who says a caption, and what is left of its first line, as podcast apps read them: a voice in `<v …>`, of one word,
/// or what stands before a colon and a space. Without either, whoever spoke before.
fn speaker<'a>(line: &'a str, last: &mut &'a str) -> &'a str {
    let voice = line.strip_prefix("<v ").and_then(|rest| rest.split_once('>'));
    let voice = voice.filter(|(name, _)| name.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let named = line.split_once(": ").filter(|_| line.starts_with(|c: char| c.is_ascii_alphabetic()));
    let Some((name, rest)) = voice.or(named) else { return line };
    *last = name;
    rest
}

#[test]
fn apps_read_the_words_alone_and_who_says_them() {
    let place = Place::new();
    let article = "# Odd: a title\n\nNote: the first says 1 < 2 & 3 > 2: that is so.\n\n## A heading: two\n\n\
                   ![A wren: small, with a tail](w.png)\n\nHe said: “Go”. Then: nothing, `<00:00:01.000>` aside.\n\n\
                   It is a sentence of many words that goes on, and on, and on, until nobody knows any more: why.\n";
    let (manifest, folder) = made(&place, &place.file("odd.md", article), "tone");
    let (rate, cues) = (manifest["sample_rate"].as_u64().unwrap(), manifest["cues"].as_array().unwrap());
    let said: String = cues.iter().map(|cue| cue["text"].as_str().unwrap()).collect();
    let bare = |text: &str| text.split_whitespace().collect::<String>().replace('\u{2060}', "");
    for name in ["transcript.vtt", "transcript.srt"] {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        let (mut last, mut shown) = ("", String::new());
        let captions = read_captions(&text);
        for (start, lines) in &captions {
            assert!(lines.len() <= 2, "{name}: {lines:?}");
            let first = speaker(lines[0], &mut last);
            for line in [first].into_iter().chain(lines[1..].iter().copied()) {
                assert!(name.ends_with("srt") || !line.contains(['<', '>']), "{name}: {line}");
                shown.push_str(line);
            }
            let is_said = |cue: &&Value| cue["start"].as_u64().unwrap() * 1000 <= (start + 1) * rate;
            let cue = cues.iter().rev().find(is_said).unwrap();
            let wanted = if cue["role"] == "aside" { "Describer" } else { "Narrator" };
            assert_eq!(last, wanted, "{name}: {lines:?}");
        }
        let shown = if name.ends_with("vtt") {
            shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        } else {
            shown
        };
        assert_eq!(bare(&shown), bare(&said), "{name}");
        // A voice is named where it changes: at the start, before the picture and behind it.
        let names = ["<v ", "Narrator: ", "Describer: "].map(|mark| text.matches(mark).count());
        assert_eq!(names.iter().sum::<usize>(), 3, "{name}: {text}");
    }
}
