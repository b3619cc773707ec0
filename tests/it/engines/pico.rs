//! The voices in the binary, as the built program speaks with them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use articast::engine::{CancelToken, Engine, EngineContext, Failure, catalogue, pico};
use articast::files::Places;
use articast::speech::{Sound, Utterance};
use articast::voice::{Tuning, VoiceId};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::say;

const PARAGRAPH: &str = "The harbour was quiet that morning, and the ferries had not yet begun to move. A woman in a \
                         yellow coat walked slowly along the pier, counting the boats as she went.";

/// Where the built program is, and a cache that all of these tests share.
fn places() -> Places {
    let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pico");
    Places { own: Some(env!("CARGO_BIN_EXE_articast").into()), cache, ..Places::default() }
}

fn open(voice: &str, tuning: Tuning, places: &Places) -> std::sync::Arc<dyn Engine> {
    let id = VoiceId { engine: pico::NAME.into(), name: voice.into() };
    catalogue::open(&id, tuning, &EngineContext { places, cancel: &CancelToken::default(), lanes: 2 })
        .unwrap()
}

fn seconds(engine: &dyn Engine, text: &str) -> f64 {
    engine.speak(&say(text)).unwrap().clip.duration().as_secs_f64()
}

#[test]
fn every_voice_speaks_and_says_the_same_again() {
    let mut sounds = Vec::new();
    for voice in pico::VOICES {
        let engine = open(voice.name, Tuning::default(), &places());
        let spoken = engine.speak(&say("Bravo, 1 2 3.")).unwrap();
        assert_eq!(spoken.clip.rate.hertz(), 16_000);
        assert!(Duration::from_millis(600) < spoken.clip.duration(), "{}", voice.name);
        assert!((0.1..=1.0).contains(&spoken.clip.peak()), "{} peaks at {}", voice.name, spoken.clip.peak());
        for _ in 0..4 {
            assert_eq!(spoken, engine.speak(&say("Bravo, 1 2 3.")).unwrap());
        }
        sounds.push(spoken.clip.samples);
    }
    sounds.sort_by(|a, b| a.partial_cmp(b).unwrap());
    sounds.dedup();
    assert_eq!(sounds.len(), pico::VOICES.len());
    assert_eq!(
        open("", Tuning::default(), &places()).fingerprint(),
        open("EN-us", Tuning::default(), &places()).fingerprint()
    );
}

#[test]
fn the_pace_is_as_asked() {
    for voice in ["en-GB", "fr-FR"] {
        let length = |rate: f32| seconds(&*open(voice, Tuning { rate, pitch: 0.0 }, &places()), PARAGRAPH);
        let usual = length(1.0);
        for rate in [0.5_f32, 0.7, 0.85, 1.2, 1.5, 1.75, 2.0] {
            let got = usual / length(rate);
            assert!((got / f64::from(rate) - 1.0).abs() < 0.05, "{voice}: asked for {rate}, got {got}");
        }
    }
}

/// The median of the fundamental frequency, in Hz, by autocorrelation of 40 ms pieces that repeat themselves.
fn fundamental(samples: &[f32]) -> f64 {
    let alike = |piece: &[f32], lag: usize| -> f64 {
        let pairs = || piece.iter().zip(&piece[lag..]);
        let sum: f32 = pairs().map(|(a, b)| a * b).sum();
        let power: f32 = pairs().map(|(a, b)| a * a + b * b).sum();
        f64::from(2.0 * sum / power.max(1e-3))
    };
    let mut found: Vec<f64> = Vec::new();
    for piece in samples.chunks_exact(640) {
        let best = (32..320).max_by(|a, b| alike(piece, *a).total_cmp(&alike(piece, *b))).unwrap();
        let loud = piece.iter().map(|sample| sample.abs()).fold(0.0, f32::max);
        // The shortest lag that is nearly as good: twice the period is as alike.
        let shortest = (32..=best).find(|lag| 0.9 * alike(piece, best) < alike(piece, *lag)).unwrap_or(best);
        if 0.85 < alike(piece, best) && 0.05 < loud {
            found.push(16_000.0 / shortest as f64);
        }
    }
    found.sort_by(f64::total_cmp);
    found[found.len() / 2]
}

#[test]
fn the_pitch_is_as_asked() {
    let of = |pitch| {
        let engine = open("en-US", Tuning { rate: 1.0, pitch }, &places());
        fundamental(&engine.speak(&say(PARAGRAPH)).unwrap().clip.samples)
    };
    let usual = of(0.0);
    for pitch in [-5.0_f32, -3.0, 4.0] {
        let got = 12.0 * (of(pitch) / usual).log2();
        assert!((got - f64::from(pitch)).abs() < 1.0, "asked for {pitch} semitones, got {got:.2}");
    }
}

#[test]
fn a_text_is_no_markup() {
    let engine = open("en-US", Tuning::default(), &places());
    let plain = seconds(&*engine, "It is a slow test of speech.");
    for text in [
        "It is a <speed level=\"20\"> slow test of speech.",
        "It is a <break time=\"9s\"/> slow test of speech.",
    ] {
        let got = seconds(&*engine, text);
        assert!(got < plain + 5.0 && plain <= got, "{text}: {got} after {plain} s");
    }
    assert!(1.0 < seconds(&*engine, "<play file=\"/etc/passwd\"/> is what they wrote."));
}

#[test]
fn what_is_too_long_for_a_word_is_said() {
    let engine = open("en-US", Tuning::default(), &places());
    for text in [
        "7".repeat(200),
        "a".repeat(700),
        "x1".repeat(300),
        "é".repeat(100),
        "supercalifragilistic".repeat(30),
    ] {
        let got = seconds(&*engine, &text);
        assert!(text.chars().count() as f64 / 60.0 < got, "{got} s for {text}");
    }
}

#[test]
fn what_it_fails_at_is_said_in_pieces() {
    // Its "error in processing unit" comes each time.
    let text = "QMV4y,3SYl))4@=2{+`9*)?Rlnll ALKSTGDI 5/2021.60:670 -'..', 618194039771311741849587022558K.N.H.H.V. Q.,";
    let spoken = open("en-US", Tuning::default(), &places()).speak(&say(text)).unwrap();
    assert!(Duration::from_secs(10) < spoken.clip.duration(), "{:?}", spoken.clip.duration());
}

#[test]
fn sounds_that_are_given_are_said() {
    for (voice, ipa) in [
        ("en-US", "ˈɡɑːdʒəlɪnˌɡɑːdʒəlɪn"),
        ("de-DE", "ˈɡaːdʒəlɪnˌɡaːdʒəlɪn"),
        ("it-IT", "ˈɡadʒolinˌɡadʒolin"),
    ] {
        let text = "In (Zzyx) 1 2 3.";
        let given = |ipa: &str| Utterance {
            sounds: vec![Sound { said: 4..8, ipa: ipa.into(), ..Sound::default() }],
            ..say(text)
        };
        let engine = open(voice, Tuning::default(), &places());
        let length = |say: &Utterance| engine.speak(say).unwrap().clip.len();
        assert!(length(&say("In 1 2 3.")) + 8_000 < length(&given(ipa)), "{voice}");
        // What has no symbol there is said as it is written.
        assert_eq!(engine.speak(&given("ʘ")).unwrap().clip, engine.speak(&say(text)).unwrap().clip);
    }
}

#[test]
fn a_voice_that_is_not_there_is_named_with_those_that_are() {
    let places = places();
    let context = EngineContext { places: &places, cancel: &CancelToken::default(), lanes: 1 };
    let failed = |voice: &str| catalogue::open(&voice.into(), Tuning::default(), &context).err().unwrap();
    let articast::Error::UnknownVoice { known, .. } = failed("pico:pl-PL") else { panic!() };
    assert_eq!(known.len(), pico::VOICES.len());
}

#[test]
fn data_that_went_away_comes_back() {
    let cache = tempfile::tempdir().unwrap();
    let places = Places { cache: cache.path().into(), ..places() };
    let engine = open("es-ES", Tuning::default(), &places);
    let spoken = engine.speak(&say("Buenos días.")).unwrap();
    std::fs::remove_dir_all(cache.path()).unwrap();
    assert_eq!(engine.speak(&say("Buenos días.")).unwrap(), spoken);
}

/// A program that fails at every other line, in the way that a shell command says, and else is the real one.
#[cfg(unix)]
fn failing(folder: &Path, how: &str) -> PathBuf {
    let path = folder.join("articast");
    let mut script = String::from("#!/bin/sh\n");
    // As the supervisor it is the real one.
    writeln!(script, "[ \"$1\" = supervise ] && exec '{}' \"$@\"", env!("CARGO_BIN_EXE_articast")).unwrap();
    writeln!(script, "if mkdir '{0}/odd' 2>/dev/null; then {how}; fi\nrmdir '{0}/odd'", folder.display())
        .unwrap();
    writeln!(script, "exec '{}' \"$@\"", env!("CARGO_BIN_EXE_articast")).unwrap();
    crate::program::script(&path, &script);
    path
}

#[cfg(unix)]
#[test]
fn a_crash_is_a_line_that_is_said_again() {
    let folder = tempfile::tempdir().unwrap();
    for how in ["kill -SEGV $$", "exit 101", "echo nonsense; exit 0", "kill -KILL $$"] {
        let own = Some(failing(folder.path(), how));
        let programs = vec!["/bin".into(), "/usr/bin".into()];
        let engine = open("en-US", Tuning::default(), &Places { own, programs, ..places() });
        let whole = open("en-US", Tuning::default(), &places());
        for text in ["One line.", "Another line.", "And a third one."] {
            assert_eq!(engine.speak(&say(text)).unwrap(), whole.speak(&say(text)).unwrap(), "{how}");
        }
    }
}

/// Texts that were never meant to be said: words, runs of letters of any script, digits, markup and signs.
fn odd() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z]{1,12}",
        "[A-Z]{1,8}",
        "[0-9]{1,30}",
        "[a-zA-Z0-9]{30,700}",
        "[.,;:!?'\"()%$&/\\\\@#*+=<>_-]{1,9}",
        "\\PC{1,20}",
        "[àâäéèêëïîôöùûüçñßøåæœłžšđ]{1,9}",
        "<(speed|pitch|volume|phoneme|play|voice|usesig|context|item|break|s|p)( [a-z]{1,9}=\"[^\"]{0,9}\")?/?>",
        "[A-Z]\\.([A-Z]\\.){0,5}",
        "[0-9]{1,3}([.,:/-][0-9]{1,4}){1,5}",
    ];
    let gap = prop_oneof![4 => Just(" "), 1 => Just(""), 1 => Just("\n"), 1 => Just(", ")];
    proptest::collection::vec((piece, gap), 1..12)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, gap)| [piece, gap.to_owned()]).collect())
}

#[test]
fn odd_texts_neither_hang_nor_crash_it() {
    let places = places();
    let opened: Vec<_> =
        pico::VOICES.iter().map(|voice| open(voice.name, Tuning::default(), &places)).collect();
    let mut config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    config.cases = config.cases.div_ceil(8);
    let mut runner = TestRunner::new(config);
    runner
        .run(&(odd(), 0..pico::VOICES.len()), |(text, at)| {
            let voice = pico::VOICES[at].name;
            match opened[at].speak(&say(&text)) {
                Ok(spoken) => prop_assert!(!spoken.clip.is_empty() || !text.contains(char::is_alphanumeric)),
                Err(Failure::Refused(_)) => {}
                // A hang is one too.
                Err(failure) => prop_assert!(false, "{voice}: {failure} at {text:?}"),
            }
            Ok(())
        })
        .unwrap();
}
