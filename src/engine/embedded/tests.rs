//! What the voice inside the binary promises.

use std::path::Path;
use std::time::Duration;

use proptest::prop_assert;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use super::*;
use crate::files::Places;

const PARAGRAPH: &str = "The harbour was quiet that morning, and the ferries had not yet begun to move. A woman in a \
                         yellow coat walked slowly along the pier, counting the boats as she went.";

fn voice(name: &str, tuning: Tuning, cache: &Path) -> Result<Box<dyn Engine>> {
    let places = Places { cache: cache.to_owned(), ..Places::default() };
    open(name, tuning, &Opening { places: &places, halt: &Halt::default(), lanes: 2 })
}

fn say(text: &str) -> Say {
    Say { text: text.into(), ..Say::default() }
}

#[test]
fn every_voice_speaks_and_says_the_same_again() {
    let cache = tempfile::tempdir().unwrap();
    let mut sounds = Vec::new();
    for info in known() {
        let spoken =
            voice(&info.name, Tuning::default(), cache.path()).unwrap().speak(&say("Good morning.")).unwrap();
        assert!(spoken.clip.duration() > Duration::from_millis(400), "{info:?}");
        assert!((0.1..0.99).contains(&spoken.clip.peak()), "{info:?} peaks at {}", spoken.clip.peak());
        let again =
            voice(&info.name, Tuning::default(), cache.path()).unwrap().speak(&say("Good morning.")).unwrap();
        assert_eq!(spoken, again);
        sounds.push(spoken.clip.samples);
    }
    assert_eq!(sounds.len(), ACCENTS.len() * (1 + VARIANTS.len()));
}

#[test]
fn lanes_do_not_disturb_each_other() {
    let cache = tempfile::tempdir().unwrap();
    let engine = voice("en-us", Tuning::default(), cache.path()).unwrap();
    assert_eq!(engine.lanes(), 2);
    let alone = engine.speak(&say(PARAGRAPH)).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(engine.speak(&say(PARAGRAPH)).unwrap(), alone));
        }
    });
}

#[test]
fn the_pace_is_as_asked() {
    let cache = tempfile::tempdir().unwrap();
    let length = |rate: f32| {
        let engine = voice("en-gb", Tuning { rate, pitch: 0.0 }, cache.path()).unwrap();
        engine.speak(&say(PARAGRAPH)).unwrap().clip.duration().as_secs_f64()
    };
    let usual = length(1.0);
    for rate in [0.5_f32, 0.7, 0.85, 1.2, 1.5, 1.75, 1.9, 2.0] {
        let got = usual / length(rate);
        assert!((got / f64::from(rate) - 1.0).abs() < 0.05, "asked for {rate}, got {got}");
    }
    assert_eq!(Pace::of(1.0), Pace { words_per_minute: 175, squeeze: 1.0 });
    assert_eq!(Pace::of(f32::NAN).words_per_minute, 350);
}

#[test]
fn the_pitch_reaches_an_octave_each_way() {
    assert_eq!((pitch(-12.0), pitch(0.0), pitch(12.0)), (0, 50, 100));
    let cache = tempfile::tempdir().unwrap();
    let name = |pitch| voice("en-us", Tuning { rate: 1.0, pitch }, cache.path()).unwrap().fingerprint();
    assert_ne!(name(0.0), name(3.0));
}

#[test]
fn words_are_where_they_are_said() {
    let cache = tempfile::tempdir().unwrap();
    let text = "It’s a well-known town, isn’t it?";
    for rate in [1.0, 2.0] {
        let spoken =
            voice("en-us", Tuning { rate, pitch: 0.0 }, cache.path()).unwrap().speak(&say(text)).unwrap();
        let said: Vec<&str> = spoken.words.iter().map(|word| &text[word.said.clone()]).collect();
        assert_eq!(said, ["It’s", "a", "well-known", "town", "isn’t", "it"]);
        assert!(spoken.words.is_sorted_by_key(|word| word.at.start));
        assert!(spoken.words.last().unwrap().at.end <= spoken.clip.len());
        assert!(spoken.words[4].at.start > spoken.clip.len() / 3, "{:?}", spoken.words);
    }
}

#[test]
fn a_voice_that_is_not_there_is_named_with_those_that_are() {
    let cache = tempfile::tempdir().unwrap();
    let Err(Error::UnknownVoice { engine, voice, known }) = voice("fr", Tuning::default(), cache.path())
    else {
        panic!("there is no French");
    };
    assert_eq!((engine.as_str(), voice.as_str(), known[0].as_str()), ("embedded", "fr", "en-us"));
    assert!(self::voice("EN-US+F3", Tuning::default(), cache.path()).is_ok());
}

#[test]
fn a_pulled_halt_stops_it() {
    let cache = tempfile::tempdir().unwrap();
    let places = Places { cache: cache.path().to_owned(), ..Places::default() };
    let halt = Halt::default();
    let engine =
        open("en-us", Tuning::default(), &Opening { places: &places, halt: &halt, lanes: 1 }).unwrap();
    let long = say(&"One, two, three. ".repeat(2000));
    std::thread::scope(|scope| {
        let speaking = scope.spawn(|| engine.speak(&long));
        std::thread::sleep(Duration::from_millis(50));
        halt.pull();
        assert_eq!(speaking.join().unwrap(), Err(Failure::Halted));
    });
    assert_eq!(engine.speak(&say("One.")), Err(Failure::Halted));
}

#[test]
fn an_emptied_cache_costs_one_try() {
    let cache = tempfile::tempdir().unwrap();
    let engine = voice("en-us", Tuning::default(), cache.path()).unwrap();
    std::fs::remove_dir_all(cache.path().join("embedded")).unwrap();
    let failure = engine.speak(&say("One.")).unwrap_err();
    assert!(failure.is_passing(), "{failure}");
    assert!(engine.speak(&say("One.")).is_ok());
}

#[test]
fn commands_in_the_text_are_not_obeyed() {
    assert_eq!(plain("a\u{1}+10Pb [[h@l'oU]] \u{E000}\u{0}"), "a +10Pb   h@l'oU     ");
}

#[test]
fn odd_texts_are_survived() {
    let cache = tempfile::tempdir().unwrap();
    let engine = voice("en-us", Tuning::default(), cache.path()).unwrap();
    let odd = [
        "",
        " ",
        "\0",
        "\u{1}",
        "...",
        "?!?!",
        "<speak>&lt;</speak>",
        "[[",
        "[[a",
        "]]",
        "🦀🦀",
        "漢字かな",
        "Привет, мир",
        "שלום",
        "a\u{301}\u{301}\u{301}",
        "\u{FEFF}\u{200D}",
        "1.2.3.4.5",
        "-",
        "$",
        "99999999999999999999999999999999",
        "0x",
        ".5",
        "1e999",
        "IIIIIIII",
        "A.B.C.",
        "’’’",
        "\u{10FFFF}",
        "x’",
        "'",
        "½",
        "ﬁ",
        "µ",
        "№ 5",
    ];
    for text in odd.map(String::from).into_iter().chain(["a".repeat(2000), "a ".repeat(50), ",".repeat(500)])
    {
        engine.speak(&say(&text)).unwrap_or_else(|failure| panic!("{:.40}: {failure}", text.escape_debug()));
    }
}

#[test]
fn any_text_is_survived() {
    let cache = tempfile::tempdir().unwrap();
    let engine = voice("en-gb", Tuning::default(), cache.path()).unwrap();
    let config = Config { cases: 30, failure_persistence: None, ..Config::default() };
    let texts = r"(\PC|[a-zA-Z0-9 .,'’\-\[\]<>&$%#:;()]|\p{C}){0,60}";
    TestRunner::new(config)
        .run(&texts, |text| {
            let spoken =
                engine.speak(&say(&text)).map_err(|failure| TestCaseError::fail(failure.to_string()))?;
            prop_assert!(spoken.words.iter().all(|word| word.at.end <= spoken.clip.len()));
            Ok(())
        })
        .unwrap();
}

#[test]
fn vowels_have_no_holes() {
    let cache = tempfile::tempdir().unwrap();
    let places = Places { cache: cache.path().to_owned(), ..Places::default() };
    let folder = data::unpack(&places.cache).unwrap();
    for name in ["en-us", "en-gb+linda", "en-gb+f2"] {
        let mut samples = EspeakNg::with_data_dir(name, &folder).unwrap().synth(PARAGRAPH).unwrap().0;
        let torn = mend::holes(&samples).len();
        mend::mend(&mut samples);
        let left = mend::holes(&samples).len();
        assert!(left * 5 < torn, "{name}: {left} of {torn} are left");
    }
}
