//! The same network on both runtimes.

use std::sync::Arc;

use articast::engine::neural::{Model, Tensor, load};
use articast::engine::{CancelToken, EngineContext};
use articast::files::{Library, Places};

use super::{onnxruntime, voice};

fn model(name: &str, onnxruntime: Library) -> Arc<Model> {
    let (places, cancel) = (Places { onnxruntime, ..Places::default() }, CancelToken::default());
    load(&voice(name), &EngineContext { places: &places, cancel: &cancel, lanes: 2 }).unwrap()
}

/// The sound and the durations of some ids.
fn run(model: &Model, ids: &[i64], scales: [f32; 3], seed: u64) -> (Vec<f32>, Vec<f32>) {
    let mut inputs = vec![
        ("input", Tensor::Ints(vec![1, ids.len()], ids.to_vec())),
        ("input_lengths", Tensor::ints(vec![i64::try_from(ids.len()).unwrap()])),
        ("scales", Tensor::floats(scales.to_vec())),
    ];
    if model.graph.inputs.iter().any(|name| name == "sid") {
        inputs.push(("sid", Tensor::ints(vec![2])));
    }
    let durations = model.graph.durations.clone().unwrap();
    let mut given = model.run(inputs, &["output", &durations], seed).unwrap();
    let durations = given.pop().unwrap().into_floats();
    (given.pop().unwrap().into_floats(), durations)
}

#[test]
fn what_cannot_be_loaded_is_read_once_for_all_parts_of_a_work() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("large.onnx");
    let (whole, places) = (std::fs::read(voice("tiny.onnx")).unwrap(), Places::default());
    articast::files::write(&path, &vec![0; whole.len()]).unwrap();
    let time = path.metadata().unwrap().modified().unwrap();
    let cancel = CancelToken::default();
    let context = EngineContext { places: &places, cancel: &cancel, lanes: 1 };
    let failed = || load(&path, &context).err().expect("it is no model").to_string();
    let first = failed();
    assert!(first.contains("large.onnx"), "{first}");
    // Now it is one, and looks as it did.
    articast::files::write(&path, &whole).unwrap();
    let set = |time| std::fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    set(time);
    assert_eq!(failed(), first);
    // Another work looks again, and so does this one when the file is another.
    let other = CancelToken::default();
    assert!(load(&path, &EngineContext { cancel: &other, ..context }).is_ok());
    set(time + std::time::Duration::from_secs(1));
    assert!(load(&path, &context).is_ok());
}

const IDS: [i64; 13] = [1, 0, 20, 0, 59, 0, 120, 0, 3, 0, 74, 0, 2];

/// How far apart two sounds are at most.
fn distance(a: &[f32], b: &[f32]) -> f32 {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

#[test]
fn sound_and_durations_are_exact() {
    let model = model("tiny.onnx", Library::Off);
    let (sound, durations) = run(&model, &IDS, [0.0, 1.0, 0.0], 7);
    let wanted: Vec<f32> = IDS.iter().map(|id| f32::from(u8::try_from(1 + id % 3).unwrap())).collect();
    assert_eq!(durations, wanted);
    assert_eq!(sound.len(), IDS.iter().map(|id| 256 * usize::try_from(1 + id % 3).unwrap()).sum::<usize>());
    // The first id but the start and a pad is a sine of 240 Hz.
    let start = 256 * 3;
    let peak = |hertz: f32| {
        let turn = |n: usize| std::f32::consts::TAU * hertz * n as f32 / 22_050.0;
        let part = &sound[start..start + 256 * 3];
        let sum = |f: fn(f32) -> f32| part.iter().enumerate().map(|(n, s)| s * f(turn(n))).sum::<f32>();
        sum(libm::sinf).hypot(sum(libm::cosf))
    };
    assert!(5.0 * peak(480.0) < peak(240.0), "{} {}", peak(240.0), peak(480.0));
}

#[test]
fn the_same_seed_gives_the_same_sound_in_any_thread() {
    let model = model("tiny.onnx", Library::Off);
    let noisy = |seed| run(&model, &IDS, [0.667, 1.0, 0.8], seed).0;
    let first = noisy(1);
    assert!(0.001 < distance(&first, &noisy(2)));
    std::thread::scope(|scope| {
        let many: Vec<_> = (0..8).map(|n| (n % 2, scope.spawn(move || noisy(1 + n % 2)))).collect();
        for (n, thread) in many {
            assert_eq!(thread.join().unwrap() == first, n == 0);
        }
    });
}

/// The sound and, where there are some, the durations of some ids, of a network with Kokoro's interface.
fn kokoro(model: &Model, seed: u64) -> (Vec<f32>, Vec<f32>) {
    let (name, pace) = if model.takes("tokens") {
        ("tokens", Tensor::ints(vec![1]))
    } else {
        ("input_ids", Tensor::floats(vec![1.3]))
    };
    let inputs = vec![
        (name, Tensor::Ints(vec![1, 9], vec![0, 54, 43, 55, 16, 58, 157, 4, 0])),
        ("style", Tensor::Floats(vec![1, 256], vec![0.4; 256])),
        ("speed", pace),
    ];
    let durations = model.graph.outputs.iter().any(|name| name == "duration").then_some("duration");
    model.sound(inputs, durations, seed).unwrap()
}

#[test]
fn kokoros_exports_give_the_same_sound_on_both_runtimes_and_for_the_same_seed() {
    for name in ["tiny-kokoro.onnx", "tiny-kokoro-tokens.onnx"] {
        let ours = model(name, Library::Off);
        let (first, again, other) = (kokoro(&ours, 5), kokoro(&ours, 5), kokoro(&ours, 6));
        assert_eq!(first, again);
        assert!(0.01 < distance(&first.0, &other.0), "the phase is drawn too");
        let Some(library) = onnxruntime() else { continue };
        let theirs = model(name, library);
        assert!(theirs.runtime().starts_with("onnxruntime"), "{}", theirs.runtime());
        let theirs = kokoro(&theirs, 5);
        assert_eq!(first.1, theirs.1);
        let distance = distance(&first.0, &theirs.0);
        assert!(distance < 1e-3, "{name}: {distance}");
        println!("{name}: at most {distance} apart");
    }
}

#[test]
fn both_runtimes_give_the_same_sound() {
    let Some(library) = onnxruntime() else { return };
    for name in ["tiny.onnx", "tiny-multi.onnx"] {
        let (ours, theirs) = (model(name, Library::Off), model(name, library.clone()));
        assert!(ours.runtime().starts_with("rten"), "{}", ours.runtime());
        assert!(theirs.runtime().starts_with("onnxruntime"), "{}", theirs.runtime());
        // With the noise as well: it is ours.
        for scales in [[0.0, 1.0, 0.0], [0.667, 1.3, 0.8]] {
            let (a, b) = (run(&ours, &IDS, scales, 5), run(&theirs, &IDS, scales, 5));
            assert_eq!(a.1, b.1);
            let distance = distance(&a.0, &b.0);
            assert!(distance < 1e-3, "{name}: {distance}");
            println!("{name} {scales:?}: at most {distance} apart");
        }
    }
}

/// What the two operators should give, summed up in the slowest way: for each frame the parts of its waves, and the
/// products of these.
fn by_hand(signal: &[f32]) -> (Vec<f64>, Vec<f64>) {
    let turn = |n: usize| std::f64::consts::TAU * n as f64 / 20.0;
    let (mut parts, mut products) = (Vec::new(), Vec::new());
    for frame in signal.windows(20).step_by(5) {
        let mut gram = [0.0; 4];
        for wave in 0..=10 {
            let sum = |part: fn(f64) -> f64| {
                let weighed = |(n, s): (usize, &f32)| {
                    f64::from(*s) * (0.5 - 0.5 * libm::cos(turn(n))) * part(turn(wave * n))
                };
                frame.iter().enumerate().map(weighed).sum::<f64>()
            };
            let (re, im) = (sum(libm::cos), -sum(libm::sin));
            parts.extend([re, im]);
            gram = [gram[0] + re * re, gram[1] + re * im, gram[2] + im * re, gram[3] + im * im];
        }
        products.extend(gram);
    }
    (parts, products)
}

#[test]
fn operators_that_runtimes_compute_differently_are_the_same_on_both() {
    let signal: Vec<f32> = (0..200).map(|n| libm::sinf(n as f32 * n as f32 / 70.0) - 0.4).collect();
    let (parts, products) = by_hand(&signal);
    for library in [Some(Library::Off), onnxruntime()].into_iter().flatten() {
        let model = model("tiny-operators.onnx", library);
        assert!(!model.graph.operators.contains("STFT"));
        let given = vec![("signal", Tensor::Floats(vec![1, signal.len()], signal.clone()))];
        let found = model.run(given, &["parts", "products"], 0).unwrap();
        for (found, wanted) in found.into_iter().map(Tensor::into_floats).zip([&parts, &products]) {
            assert_eq!(found.len(), wanted.len());
            let off = found.iter().zip(wanted).map(|(a, b)| (f64::from(*a) - b).abs()).fold(0.0, f64::max);
            assert!(off < 1e-4, "{}: {off}", model.runtime());
        }
        // The first and the last wave have no imaginary part: it is above zero by what nobody hears.
        let given = vec![("signal", Tensor::Floats(vec![1, signal.len()], signal.clone()))];
        let found = model.run(given, &["parts"], 0).unwrap().remove(0).into_floats();
        let is_real = |at: &usize| matches!(at % 22, 1 | 21);
        assert!((0..found.len()).filter(is_real).all(|at| 0.0 < found[at] && found[at] < 1e-20));
    }
}
