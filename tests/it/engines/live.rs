//! The engines of this machine, as far as they are installed.

use std::sync::Arc;

use articast::engine::catalogue;
use articast::engine::{CancelToken, Engine, EngineContext, Failure, Spoken};
use articast::error::Error;
use articast::voice::Tuning;
use articast::voice::VoiceId;

use super::{places, say};
use crate::program::missing;

const SENTENCE: &str = "The quick brown fox jumps over the lazy dog, and nobody minds.";

/// Opens a voice, or says why the test is skipped.
fn open(id: &str, tuning: Tuning, lanes: usize) -> Option<Arc<dyn Engine>> {
    let (places, cancel) = (places(), CancelToken::default());
    let context = EngineContext { places: &places, cancel: &cancel, lanes };
    match catalogue::open(&VoiceId::from(id), tuning, &context) {
        Ok(engine) => Some(engine),
        Err(error @ Error::NoEngine { .. }) => {
            missing(&error.to_string());
            None
        }
        // Systems name their voices otherwise.
        Err(error @ Error::UnknownVoice { .. }) => {
            println!("skipped: {error}");
            None
        }
        Err(error) => panic!("{id}: {error}"),
    }
}

const ALL: [&str; 8] = [
    "speechd:espeak-ng/English (America)",
    "speechd:espeak/en-us",
    "speechd:flite",
    "festival:cmu_us_slt_arctic_hts",
    "festival:kal_diphone",
    "flite:slt",
    "flite:kal16",
    "espeak-ng:en-us",
];

fn seconds(spoken: &Spoken) -> f64 {
    spoken.clip.duration().as_secs_f64()
}

fn loudness(spoken: &Spoken) -> f64 {
    let energy: f64 = spoken.clip.samples.iter().map(|s| f64::from(*s).powi(2)).sum();
    (energy / spoken.clip.samples.len() as f64).sqrt()
}

#[test]
fn every_voice_says_a_sentence() {
    for id in ALL {
        let Some(engine) = open(id, Tuning::default(), 2) else { continue };
        let spoken = engine.speak(&say(SENTENCE)).unwrap();
        eprintln!(
            "{id}: {:.2} s at {} Hz, {}",
            seconds(&spoken),
            spoken.clip.rate.hertz(),
            engine.fingerprint()
        );
        assert!((2.5..7.0).contains(&seconds(&spoken)), "{id}: {} s", seconds(&spoken));
        assert!(0.01 < loudness(&spoken), "{id} is too quiet");
        assert!(spoken.clip.peak() < 1.01);
    }
}

#[test]
fn speed_and_pitch_are_heeded() {
    for id in ALL {
        let tuned = |rate, pitch| {
            let spoken =
                open(id, Tuning { rate, pitch }, 1).map(|engine| engine.speak(&say(SENTENCE)).unwrap());
            spoken.map(|spoken| (seconds(&spoken), spoken))
        };
        let (Some((usual, plain)), Some((slow, _))) = (tuned(1.0, 0.0), tuned(0.5, 0.0)) else { continue };
        let (fast, _) = tuned(2.0, 0.0).unwrap();
        let (_, high) = tuned(1.0, 6.0).unwrap();
        eprintln!("{id}: ×0.5 {:.2}, ×2 {:.2}", slow / usual, fast / usual);
        assert!(
            (1.5..2.6).contains(&(slow / usual)),
            "{id}: half the speed takes {} times as long",
            slow / usual
        );
        assert!((0.35..0.7).contains(&(fast / usual)), "{id}: twice the speed takes {} of it", fast / usual);
        if id != "festival:cmu_us_slt_arctic_hts" {
            assert_ne!(plain.clip, high.clip, "{id} has no pitch");
        }
    }
}

#[test]
fn hostile_texts_are_only_text() {
    let dir = tempfile::tempdir().unwrap();
    let canary = dir.path().join("canary");
    let path = canary.display();
    let texts = [
        format!("\") (system \"touch {path}\") (\""),
        format!("\\\") (system \"touch {path}\") (\""),
        format!("hello \\\\\" (system \"touch {path}\")"),
        format!("$(touch {path}) `touch {path}` ; touch {path}"),
        format!("<audio src=\"/etc/passwd\"/> <speak> & < > ]]> &#x0; <mark name='{path}'/>"),
        "-f/etc/passwd".into(),
        "--version".into(),
        "[[h@l'oU]] hello ]] [[".into(),
        ".\n.\nQUIT\nhello".into(),
        "hello\0there\u{1b}[31m\u{202e} you\r\n\u{85}end".into(),
        "naïve café — “quoted” … ½ × €5 日本語 😀 hello".into(),
        "a".repeat(400),
        "word ".repeat(60),
    ];
    for id in ALL {
        let Some(engine) = open(id, Tuning::default(), 1) else { continue };
        for text in &texts {
            let shown: String = text.chars().take(40).collect();
            match engine.speak(&say(text)) {
                Ok(spoken) => assert!(!spoken.clip.is_empty()),
                Err(failure) => panic!("{id} on {shown:?}: {failure}"),
            }
        }
        for nothing in ["", " ", "\n", "\0", "\u{200b}\u{feff}\t"] {
            let failure = engine.speak(&say(nothing)).err();
            assert!(matches!(failure, Some(Failure::Refused(_))), "{id} on {nothing:?}: {failure:?}");
        }
        // It still works.
        assert!(engine.speak(&say(SENTENCE)).is_ok(), "{id}");
        assert!(!canary.exists(), "{id} ran a program");
    }
}

#[test]
fn lanes_do_not_mix() {
    for id in ["speechd:espeak-ng/en-us", "festival", "flite:kal16", "espeak-ng:en-us"] {
        let Some(engine) = open(id, Tuning::default(), 3) else { continue };
        assert_eq!(engine.lanes(), 3);
        let texts =
            ["One.", SENTENCE, "This is a rather longer sentence that goes on, and on, and then some more."];
        let alone: Vec<u64> = texts.iter().map(|text| engine.speak(&say(text)).unwrap().clip.len()).collect();
        std::thread::scope(|scope| {
            for i in 0..9 {
                let (engine, alone) = (&engine, &alone);
                scope.spawn(move || {
                    let length = engine.speak(&say(texts[i % 3])).unwrap().clip.len();
                    // espeak varies by a few samples from run to run.
                    assert!(length.abs_diff(alone[i % 3]) < 2000, "{id}: {length} and not {}", alone[i % 3]);
                });
            }
        });
    }
}

#[test]
fn festival_tells_when_words_are_said() {
    let Some(engine) = open("festival:cmu_us_slt_arctic_hts", Tuning::default(), 1) else { return };
    let text = "“John’s café,” she said, had had three visitors.";
    let spoken = engine.speak(&say(text)).unwrap();
    let words: Vec<&str> = spoken.words.iter().map(|word| &text[word.said.clone()]).collect();
    assert_eq!(words, ["John’s", "café", "she", "said", "had", "had", "three", "visitors"]);
    assert!(spoken.words.last().unwrap().at.end <= spoken.clip.len());
}

#[test]
fn unknown_voices_are_told_with_the_known() {
    let (places, cancel) = (places(), CancelToken::default());
    let context = EngineContext { places: &places, cancel: &cancel, lanes: 1 };
    for id in [
        "speechd:espeak-ng/Klingonese",
        "flite:nobody",
        "espeak-ng:xx-yy",
        "espeak-ng:en-us+nobody",
        "festival:x",
    ] {
        match catalogue::open(&VoiceId::from(id), Tuning::default(), &context).err().unwrap() {
            Error::UnknownVoice { known, .. } => assert!(!known.is_empty(), "{id}"),
            Error::NoEngine { .. } => missing(&format!("{id} is not installed")),
            error => panic!("{id}: {error}"),
        }
    }
    let voices = catalogue::voices(&context);
    assert!(voices.iter().all(|voice| voice.engine != "tone"));
    for engine in ["speechd", "festival", "flite", "espeak-ng"] {
        eprintln!("{engine}: {}", voices.iter().filter(|voice| voice.engine == engine).count());
        // What is listed can be opened.
        let Some(voice) = voices.iter().find(|voice| voice.engine == engine) else { continue };
        let id = VoiceId { engine: engine.into(), name: voice.name.clone() };
        let opened = catalogue::open(&id, Tuning::default(), &context).unwrap();
        assert!(opened.speak(&say("Hello there.")).is_ok(), "{id}");
    }
}

#[test]
fn a_cancelled_token_stops_long_speech() {
    for id in ["festival", "flite:slt", "speechd:espeak-ng"] {
        let (places, cancel) = (places(), CancelToken::default());
        let context = EngineContext { places: &places, cancel: &cancel, lanes: 1 };
        let Ok(engine) = catalogue::open(&VoiceId::from(id), Tuning::default(), &context) else { continue };
        let puller = super::pull_after(&cancel, std::time::Duration::from_millis(300));
        let result = engine.speak(&say(&"All work and no play makes a dull day. ".repeat(4000)));
        assert_eq!(result.err(), Some(Failure::Cancelled), "{id}");
        puller.join().unwrap();
    }
}
