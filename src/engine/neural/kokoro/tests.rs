//! Kokoro's interface with networks of a few kilobytes whose every sample is known, and how its voices are found.

use super::*;
use crate::engine::WordAt;
use crate::files::Library;

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/voices").join(name)
}

/// A voice on rten, which takes letters.
fn voice(model: &str, blend: &str, speed: f32) -> Kokoro {
    let (places, cancel) =
        (Places { onnxruntime: Library::Off, ..Places::default() }, CancelToken::default());
    let context = EngineContext { places: &places, cancel: &cancel, lanes: 1 };
    let (style, print) = mixed(&Wanted::parse(blend).unwrap(), &file("")).unwrap();
    let model = checked(load(&file(model), &context).unwrap(), &file(model)).unwrap();
    let language = Language::of(blend).unwrap();
    Kokoro { speed, print, ..Kokoro::new(model, style, language, Phonemizer::Letters, &context) }
}

fn spoken(model: &str, blend: &str, speed: f32, text: &str) -> Spoken {
    voice(model, blend, speed).speak(&Utterance { text: text.into(), ..Utterance::default() }).unwrap()
}

fn peak(spoken: &Spoken) -> f32 {
    spoken.clip.samples.iter().fold(0.0, |most, sample| sample.abs().max(most))
}

/// `lamp` is `0 54 43 55 58 0`, of which each lasts one frame more than its remainder of 3.
const LAMP: [u64; 6] = [1, 1, 2, 2, 2, 1];

#[test]
fn durations_are_exact_and_time_the_words() {
    let spoken = spoken("tiny-kokoro.onnx", "am_even", 1.0, "lamp");
    assert_eq!(spoken.clip.rate.hertz(), 24_000);
    assert_eq!(spoken.clip.len(), 600 * LAMP.iter().sum::<u64>());
    assert_eq!(spoken.words, [WordAt { said: 0..4, at: 600..600 * 8 }]);
    assert_eq!(spoken.doubt, None);
    // The pads at the ends are silent but for the noise.
    assert!(spoken.clip.samples[..600].iter().all(|sample| sample.abs() < 0.01));
}

#[test]
fn the_number_of_ids_picks_the_style() {
    for (text, ids) in [("lamp", 4.0), ("lamp lamp", 9.0), ("lampmast", 8.0), ("mast", 4.0)] {
        let loud = peak(&spoken("tiny-kokoro.onnx", "af_grow", 1.0, text));
        assert!((loud - ids / 200.0).abs() < 0.02 * loud, "{text}: {loud}");
    }
}

#[test]
fn a_blend_is_as_much_of_each_as_it_says() {
    let say = |blend: &str| spoken("tiny-kokoro.onnx", blend, 1.0, "lampmast").clip.samples;
    let (one, other, blend) = (say("af_grow"), say("am_even"), say("af_grow*0.6+am_even*0.4"));
    assert_eq!((one.len(), other.len()), (blend.len(), blend.len()));
    assert!(one.iter().zip(&other).zip(&blend).all(|((a, b), c)| (0.6 * a + 0.4 * b - c).abs() < 1e-5));
    assert_eq!(say("af_grow*3 + am_even*2"), blend);
    let print = |blend: &str| voice("tiny-kokoro.onnx", blend, 1.0).fingerprint().0;
    let prints = ["af_grow", "am_even", "af_grow*0.6+am_even*0.4", "af_grow*0.5+am_even*0.5"].map(print);
    assert!(prints.iter().enumerate().all(|(n, print)| !prints[..n].contains(print)), "{prints:?}");
}

#[test]
fn speed_is_the_networks_own() {
    let frames = |model: &str, speed: f32| spoken(model, "am_even", speed, "lamp").clip.len() / 600;
    // Halves are rounded to even numbers, and nothing is shorter than a frame.
    assert_eq!(frames("tiny-kokoro.onnx", 2.0), 6);
    assert_eq!(frames("tiny-kokoro.onnx", 0.5), 2 * LAMP.iter().sum::<u64>());
    // An export with other names, whole speeds, and durations only inside.
    for (speed, wanted) in [(1.0, 9), (1.4, 9), (1.6, 6), (0.4, 9)] {
        assert_eq!(frames("tiny-kokoro-tokens.onnx", speed), wanted, "{speed}");
    }
    let same = spoken("tiny-kokoro.onnx", "am_even", 1.0, "lamp");
    let other = spoken("tiny-kokoro-tokens.onnx", "am_even", 1.0, "lamp");
    assert_eq!(other.clip, same.clip);
    assert_eq!(other.words, same.words);
}

#[test]
fn no_run_has_more_ids_than_the_network_takes() {
    for speed in [0.5, 1.0, 2.0] {
        let kokoro = voice("tiny-kokoro.onnx", "am_even", speed);
        let text = "lamp ".repeat(200) + &"x".repeat(700);
        let tokens = kokoro.phonemizer.tokens(&Utterance { text, ..Utterance::default() }, true).unwrap();
        let runs = voice::runs(&kokoro, &tokens);
        let symbols = |run: &[super::super::phonemes::Token]| {
            run.iter().flat_map(|token| token.symbols.clone()).collect::<Vec<_>>()
        };
        assert!(runs.iter().all(|run| kokoro.ids(&symbols(run)).ids.len() <= MOST), "{speed}");
        assert_eq!(runs.concat(), tokens);
    }
}

#[test]
fn voices_are_found_and_what_is_wrong_is_said() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().join("voices/kokoro");
    let programs = ["/usr/local/bin", "/usr/bin", "/bin"].map(Into::into).into();
    let places = Places { data: data.path().into(), programs, ..Places::default() };
    let cancel = CancelToken::default();
    let context = EngineContext { places: &places, cancel: &cancel, lanes: 1 };
    let failed = |name: &str| {
        let error = open(name, Tuning::default(), &context).err().unwrap();
        format!("{error} / {}", error.hint().unwrap_or_default())
    };
    assert!(failed("af_grow").contains("voices add kokoro:af_heart"), "{}", failed("af_grow"));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::copy(file("tiny-voices.npz"), folder.join("voices-v1.0.bin")).unwrap();
    assert!(voices(&context).is_empty());
    std::fs::copy(file("tiny-kokoro.onnx"), folder.join("model.onnx")).unwrap();
    for name in ["bf_raw", "jm_raw", "bm_torn"] {
        let bytes = vec![0; if name == "bm_torn" { 1000 } else { 2048 }];
        crate::files::write(&folder.join(format!("{name}.bin")), &bytes).unwrap();
    }
    let listed: Vec<_> =
        voices(&context).into_iter().map(|voice| (voice.name, voice.language.unwrap())).collect();
    let wanted = [("af_grow", "en-US"), ("am_even", "en-US"), ("bf_raw", "en-GB"), ("bm_torn", "en-GB")];
    assert_eq!(listed, wanted.map(|(name, tag)| (name.to_owned(), tag.to_owned())));
    let unknown = failed("af_grow+af_nobody");
    assert!(unknown.contains("no voice `af_nobody`") && unknown.contains("`am_even`"), "{unknown}");
    assert!(failed("jm_raw").contains("Japanese"), "{}", failed("jm_raw"));
    assert!(failed("bm_torn").contains("1000 bytes are no rows"), "{}", failed("bm_torn"));
    assert!(failed("af_grow*0").contains("weights above 0"), "{}", failed("af_grow*0"));
    let piper = format!("{}#af_grow", file("tiny.onnx").display());
    let not = failed(&piper);
    assert!(not.contains("no input `input_ids`") || not.contains("espeak-ng"), "{not}");
}
