//! Which of the machine's voices speaks a language best.

use crate::engine::VoiceInfo;
use crate::voice::{Choice, NARRATOR, Tuning, VoiceId, primary};

/// Engines whose voices nobody has who did not get them on purpose: they go before all others, whatever their region.
const NEURAL: [&str; 2] = ["kokoro", "piper"];

/// Engines by how natural their voices are, the best first. Those that are not here come last.
const BEST: [&str; 7] = ["avspeech", "say", "winrt", "festival", "flite", "speechd", "espeak-ng"];

/// Of each language no more voices than this are tried.
const MOST: usize = 4;

/// Semitones by which a second speaker is lower than the narrator, where one voice has to be both.
const LOWER: f32 = -3.0;

/// The voices of a machine for a language and a part of a cast, the best first: neural ones, then those of this very
/// region before others, and of the better engine.
pub(super) fn choices(machine: &[VoiceInfo], language: &str, part: &str) -> Vec<Choice> {
    let wanted = language.to_ascii_lowercase().replace('_', "-");
    let mut known: Vec<((usize, usize, usize), &VoiceInfo)> = machine
        .iter()
        .filter_map(|voice| {
            let tag = voice.language.as_deref()?.to_ascii_lowercase().replace('_', "-");
            let near = match () {
                () if primary(&tag) != primary(&wanted) => return None,
                () if tag == wanted => 0,
                () if tag == primary(&wanted) => 1,
                () => 2,
            };
            let kind = NEURAL.iter().position(|engine| *engine == voice.engine).unwrap_or(NEURAL.len());
            let engine = BEST.iter().position(|engine| *engine == voice.engine).unwrap_or(BEST.len());
            Some(((kind, near, engine), voice))
        })
        .collect();
    known.sort_by_key(|(rank, _)| *rank);
    let choice = |voice: &VoiceInfo| Choice {
        voice: VoiceId { engine: voice.engine.clone(), name: voice.name.clone() },
        // The one engine family whose pitch is known to follow.
        tuning: match voice.engine.as_str() {
            "speechd" | "espeak-ng" if part != NARRATOR => Tuning { pitch: LOWER, ..Tuning::default() },
            _ => Tuning::default(),
        },
        gain: 0.0,
        price: None,
    };
    known.into_iter().take(MOST).map(|(_, voice)| choice(voice)).collect()
}

/// Whether a voice is known to speak another language.
pub(super) fn is_foreign(machine: &[VoiceInfo], voice: &VoiceId, language: &str) -> bool {
    let same = |known: &&VoiceInfo| known.engine == voice.engine && known.name == voice.name;
    let own = machine.iter().find(same).and_then(|known| known.language.as_deref());
    own.is_some_and(|own| primary(own) != primary(language))
}

/// Whether a tag is of English.
pub(super) fn is_english(language: &str) -> bool {
    primary(language) == "en"
}

#[test]
fn neural_voices_come_first_and_then_the_region() {
    let voice = |engine: &str, name: &str, language: &str| VoiceInfo {
        engine: engine.into(),
        name: name.into(),
        language: Some(language.into()),
        note: String::new(),
    };
    let machine = [
        voice("embedded", "en-us", "en-US"),
        voice("espeak-ng", "de", "de"),
        voice("speechd", "espeak-ng/German", "de"),
        voice("winrt", "Hedda", "de-DE"),
        voice("say", "Swiss", "de_CH"),
        voice("flite", "it", "it"),
        voice("piper", "it_IT-paola-medium", "it-IT"),
    ];
    let names = |language: &str| -> Vec<String> {
        choices(&machine, language, NARRATOR).iter().map(|choice| choice.voice.to_string()).collect()
    };
    assert_eq!(names("de"), ["speechd:espeak-ng/German", "espeak-ng:de", "say:Swiss", "winrt:Hedda"]);
    assert_eq!(names("de-CH")[0], "say:Swiss");
    assert_eq!(names("it"), ["piper:it_IT-paola-medium", "flite:it"]);
    assert!(names("fr").is_empty());
    assert!(
        is_foreign(&machine, &"espeak-ng:de".into(), "fr")
            && !is_foreign(&machine, &"say:Swiss".into(), "de")
    );
    assert!(!is_foreign(&machine, &"tone".into(), "fr"), "nobody knows what it speaks");
    let second = choices(&machine, "de", "describer");
    assert!(second[0].tuning.pitch < 0.0);
}
