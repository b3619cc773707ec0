//! Five hundred names of the world: no engine leaves one out.

use std::path::Path;
use std::time::Instant;

use articast::audio::trim;
use articast::engine::{CancelToken, EngineContext, catalogue};
use articast::files::Places;
use articast::voice::Tuning;

use super::{places, say};
use crate::program::missing;

/// The engines, and of how many names one is tried: those that are slow say fewer.
const VOICES: [(&str, usize); 9] = [
    ("pico:en-US", 1),
    ("pico:en-GB", 5),
    ("pico:de-DE", 5),
    ("pico:es-ES", 5),
    ("pico:fr-FR", 5),
    ("pico:it-IT", 5),
    ("flite:slt", 4),
    ("espeak-ng:en-us", 4),
    ("festival:kal_diphone", 4),
];

/// The least that a name adds to its sentence, in seconds: half a short syllable.
const LEAST: f64 = 0.06;

#[test]
fn no_name_is_left_out() {
    let names = std::fs::read_to_string("tests/names.txt").unwrap();
    let names: Vec<&str> = names.split_whitespace().collect();
    assert!(500 <= names.len());
    let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pico");
    let places = Places { own: Some(env!("CARGO_BIN_EXE_articast").into()), cache, ..places() };
    let (cancel, mut missed) = (CancelToken::default(), Vec::new());
    for (voice, step) in VOICES {
        let context = EngineContext { places: &places, cancel: &cancel, lanes: 2 };
        let Ok(engine) = catalogue::open(&voice.into(), Tuning::default(), &context) else {
            missing(&format!("there is no {voice}"));
            continue;
        };
        let length = |text: &str| engine.speak(&say(text)).map(|spoken| spoken.clip.duration().as_secs_f64());
        let alone = |name: &str| {
            let clip = engine.speak(&say(&format!("{name}."))).unwrap().clip;
            2.0 * LEAST * f64::from(clip.rate.hertz()) < trim::speech(&clip).len() as f64
        };
        let (start, before) = (Instant::now(), missed.len());
        let without = length("We saw today.").unwrap();
        let chosen: Vec<&str> = names.iter().copied().step_by(step).collect();
        std::thread::scope(|scope| {
            let halves = chosen.chunks(chosen.len().div_ceil(2));
            let said = halves.map(|half| {
                let (length, alone) = (&length, &alone);
                scope.spawn(move || {
                    let mut missed = Vec::new();
                    for name in half {
                        match length(&format!("We saw {name} today.")) {
                            Ok(with) if without + LEAST < with => {}
                            // Some melt into the words around them: alone they do not.
                            Ok(_) if alone(name) => {}
                            other => missed.push(format!("{voice}: {name}: {other:?} after {without}")),
                        }
                    }
                    missed
                })
            });
            let said: Vec<_> = said.collect();
            missed.extend(said.into_iter().flat_map(|half| half.join().unwrap()));
        });
        let (left_out, took) = (missed.len() - before, start.elapsed().as_secs_f64());
        println!("{voice}: {left_out} of {} names left out, {took:.0} s", chosen.len());
    }
    assert!(missed.is_empty(), "{} of the names are left out: {missed:#?}", missed.len());
}
