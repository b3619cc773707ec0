//! Voices with networks that fail in every way, and how they are found.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::engine::WordAt;
use crate::engine::neural::onnx::{Graph, START};
use crate::engine::neural::phonemes::Token;
use crate::engine::neural::{Network, Prepared};
use crate::files::Places;

/// How a network fails.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fault {
    None,
    /// Noise in place of speech.
    Babble,
    /// The same over and over, for nearly twice as long as it should be.
    Loop,
    /// Silence for the second half.
    Drop,
    /// Everything in a hurry.
    Rush,
    /// One sound without an end.
    Hold,
    /// Samples that are not numbers.
    Nan,
}

/// The runs in which the stand-in network fails.
#[derive(Debug, Clone, Copy, PartialEq)]
enum When {
    Always,
    /// In the first run.
    First,
    /// With more ids than these.
    Beyond(usize),
}

/// A network that hums each id at a pitch of its own for four frames of 256 samples, when it does not fail.
struct Fake {
    fault: Fault,
    when: When,
    runs: AtomicUsize,
}

impl Network for Fake {
    fn load(_: Prepared, _: &EngineContext<'_>) -> Result<Fake> {
        unreachable!("it is made by hand")
    }

    fn runtime(&self) -> &'static str {
        "a fake"
    }

    fn run(&self, inputs: Vec<(&str, Tensor)>, outputs: &[&str]) -> Result<Vec<Tensor>, Failure> {
        assert_eq!(outputs, ["output", "frames"]);
        let Some((_, Tensor::Ints(_, ids))) = inputs.iter().find(|(name, _)| *name == "input") else {
            panic!()
        };
        assert!(inputs.iter().any(|(name, _)| *name == START));
        let run = self.runs.fetch_add(1, Ordering::SeqCst);
        let fails = match self.when {
            When::Always => true,
            When::First => run == 0,
            When::Beyond(most) => most < ids.len(),
        };
        let fault = if fails { self.fault } else { Fault::None };
        let mut frames: Vec<u8> = vec![4; ids.len()];
        match fault {
            Fault::Loop => frames.fill(7),
            Fault::Rush => frames.fill(0),
            Fault::Hold => frames[4] = 120,
            _ => {}
        }
        if fault == Fault::Rush {
            frames[0] = 1;
        }
        let durations = frames.iter().map(|frames| f32::from(*frames)).collect();
        Ok(vec![Tensor::floats(sound(ids, &frames, fault)), Tensor::floats(durations)])
    }
}

fn sound(ids: &[i64], frames: &[u8], fault: Fault) -> Vec<f32> {
    let mut samples = Vec::new();
    let mut noise = 1_u32;
    for (n, (id, frames)) in ids.iter().zip(frames).enumerate() {
        for _ in 0..256 * usize::from(*frames) {
            let at = samples.len();
            let tone =
                |hertz: f32| libm::sinf(std::f32::consts::TAU * hertz * (at % 22_050) as f32 / 22_050.0);
            let voice = |hertz: f32| 0.2 * (tone(hertz) + 0.5 * tone(2.0 * hertz) + 0.3 * tone(3.0 * hertz));
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            samples.push(match fault {
                Fault::Babble => (noise >> 8) as f32 / (1 << 24) as f32 - 0.5,
                // Half a second of seven notes.
                Fault::Loop => voice(200.0 + 90.0 * (at % 11_025 / 1575) as f32),
                Fault::Drop if ids.len() / 3 < n => 0.0,
                Fault::Nan => f32::NAN,
                _ => voice(100.0 + 7.0 * *id as f32),
            });
        }
    }
    samples
}

fn voice_file(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/voices").join(name)
}

/// A voice with a fake for a network, which takes letters.
fn faked(fault: Fault, when: When) -> Piper {
    let (settings, _) = Settings::read(&voice_file("tiny.onnx")).unwrap();
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let graph = Graph {
        inputs: names(&["input", "input_lengths", "scales"]),
        outputs: names(&["output"]),
        durations: Some("frames".into()),
        noises: 1,
        ..Graph::default()
    };
    let network = Box::new(Fake { fault, when, runs: AtomicUsize::new(0) });
    let (places, cancel) = (Places::default(), CancelToken::default());
    let context = EngineContext { places: &places, cancel: &cancel, lanes: 1 };
    Piper::new(
        Arc::new(Model::new(graph, network, "fake".into(), context.lanes)),
        settings,
        Phonemizer::Letters,
        &context,
    )
}

fn say(text: &str) -> Utterance {
    Utterance { text: text.into(), ..Utterance::default() }
}

const TEXT: &str = "the lamp was lit every evening, and nobody on the island knew who lit it";

#[test]
fn what_a_network_gets_wrong_is_noticed() {
    assert_eq!(faked(Fault::None, When::Always).speak(&say(TEXT)).unwrap().doubt, None);
    for (fault, wanted) in [
        (Fault::Babble, "it is noise"),
        (Fault::Loop, "it repeats 0.5 s"),
        (Fault::Drop, "sounds are silent"),
        (Fault::Rush, "too short"),
        (Fault::Hold, "is held for 1.4 s"),
        (Fault::Nan, "not numbers"),
    ] {
        let doubt = faked(fault, When::Always).speak(&say(TEXT)).unwrap().doubt;
        assert!(doubt.as_ref().is_some_and(|doubt| doubt.contains(wanted)), "{fault:?}: {doubt:?}");
    }
}

#[test]
fn another_seed_or_halves_mend_what_they_can() {
    let whole = faked(Fault::None, When::Always).speak(&say(TEXT)).unwrap();
    for fault in [Fault::Babble, Fault::Loop, Fault::Drop, Fault::Hold] {
        let mended = faked(fault, When::First).speak(&say(TEXT)).unwrap();
        assert_eq!(mended.doubt, None, "{fault:?}");
        assert_eq!(mended, whole, "{fault:?}");
        let halved = faked(fault, When::Beyond(100)).speak(&say(TEXT)).unwrap();
        assert_eq!(halved.doubt, None, "{fault:?}");
        assert_eq!(halved.words.len(), whole.words.len());
        // Both halves have a start, a pad and an end of their own.
        assert_eq!(halved.clip.len(), whole.clip.len() + 3 * 4 * 256, "{fault:?}");
    }
}

#[test]
fn words_have_the_times_of_their_ids() {
    let text = "one, two";
    let spoken = faked(Fault::None, When::Always).speak(&say(text)).unwrap();
    // `^ _`, then two ids for each symbol, then `$`; four frames each.
    let at = |id: u64| id * 4 * 256;
    let words = [WordAt { said: 0..3, at: at(2)..at(8) }, WordAt { said: 5..8, at: at(12)..at(18) }];
    assert_eq!(spoken.words, words);
    assert_eq!(spoken.clip.len(), at(19));
}

#[test]
fn no_run_is_too_long_and_nothing_is_lost() {
    let piper = faked(Fault::None, When::Always);
    let long = "lamp, ".repeat(40) + &"lantern ".repeat(60) + "end. " + &"x".repeat(500) + ". The end";
    let tokens = piper.phonemizer.tokens(&say(&long), true).unwrap();
    let runs = voice::runs(&piper, &tokens);
    let ids = |run: &&[Token]| 3 + 2 * run.iter().map(|token| token.symbols.len()).sum::<usize>();
    assert!(runs.iter().all(|run| ids(run) <= MOST), "{:?}", runs.iter().map(ids).collect::<Vec<_>>());
    assert!(runs.len() < 12, "{}", runs.len());
    assert_eq!(runs.concat(), tokens);
}

#[test]
fn voices_are_found_and_what_is_wrong_is_said() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().join("voices/piper/en");
    std::fs::create_dir_all(&folder).unwrap();
    let cache = data.path().join("cache");
    let places = Places { data: data.path().to_owned(), cache, ..Places::default() };
    let cancel = CancelToken::default();
    let context = EngineContext { places: &places, cancel: &cancel, lanes: 1 };
    let failed = |name: &str| {
        let error = open(name, Tuning::default(), &context).err().unwrap();
        format!("{error} / {}", error.hint().unwrap_or_default())
    };
    assert!(failed("tiny").contains("no voice is installed"), "{}", failed("tiny"));
    for name in ["tiny.onnx", "tiny-multi.onnx", "tiny-multi.onnx.json"] {
        std::fs::copy(voice_file(name), folder.join(name)).unwrap();
    }
    assert!(failed("tiny").contains("tiny.onnx.json` is missing"), "{}", failed("tiny"));
    assert!(failed("lessac").contains("available voices: `tiny-multi` and `tiny`"), "{}", failed("lessac"));
    assert!(failed("/no/x.onnx#1").contains("there is no file `/no/x.onnx`"), "{}", failed("/no/x.onnx#1"));
    let unknown = failed("tiny-multi#dee");
    assert!(unknown.contains("`tiny-multi#ann`, `tiny-multi#bo` and `tiny-multi#cy`"), "{unknown}");
    let listed = voices(&context);
    assert_eq!(listed.len(), 1);
    assert_eq!((listed[0].name.as_str(), listed[0].language.as_deref()), ("tiny-multi", Some("en-US")));
    for (wanted, speaker) in
        [("tiny-multi", None), ("tiny-multi#bo", Some("bo")), ("tiny-multi/2", Some("2"))]
    {
        let named = super::voices::find(wanted, &places).unwrap();
        assert_eq!(named.path, folder.join("tiny-multi.onnx"));
        assert_eq!(named.speaker.as_deref(), speaker, "{wanted}");
    }
    // Not a network at all, and one that is not Piper's.
    crate::files::write(&folder.join("tiny-multi.onnx"), b"<html>Not found</html>").unwrap();
    let tone = failed("tiny-multi");
    assert!(tone.contains("ONNX") || tone.contains("espeak-ng"), "{tone}");
}
