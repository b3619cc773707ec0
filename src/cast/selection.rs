//! Which of the machine's voices speaks a language best.

use super::ranking::{ranking, standing};
use super::{Best, Choice};
use crate::engine::VoiceInfo;
use crate::language::near;
use crate::voice::{Tuning, VoiceId};

/// Of each language no more voices than this are tried.
const MOST: usize = 4;

/// The voices of a machine for a language, the best first, for the narrator or for a second speaker beside the narrator.
/// `voices/ranking.toml` has the rule.
pub(super) fn best(
    machine: &[VoiceInfo],
    language: &str,
    wanted: Best,
    narrator: Option<&VoiceId>,
) -> Vec<Choice> {
    let known = ranked(machine, language);
    let choices = match (wanted, narrator) {
        (Best::Other, Some(narrator)) => beside(&known, narrator),
        (Best::Other, None) | (Best::First, _) => {
            known.into_iter().map(|(voice, _)| choice(voice, 0.0)).collect()
        }
    };
    choices.into_iter().take(MOST).collect()
}

/// The voices of a machine for a language with their points, the best first. Of equals the machine's first is first.
pub fn ranked(machine: &[VoiceInfo], language: &str) -> Vec<(VoiceId, f64)> {
    let mut known: Vec<(VoiceId, f64)> = machine
        .iter()
        .filter_map(|voice| {
            let id = voice.id();
            let points = standing(&id, voice.language.as_deref()?, language)?.points;
            Some((id, points))
        })
        .collect();
    known.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    known
}

/// The second speaker beside a narrator: another voice, or the narrator's at another pitch where others are much worse.
fn beside(known: &[(VoiceId, f64)], narrator: &VoiceId) -> Vec<Choice> {
    let (ranking, rule) = (ranking(), &ranking().rule);
    let own = ranking.family(narrator);
    let has_pitch = own.is_some_and(|family| family.pitch);
    let is_narrator = |voice: &VoiceId| voice == narrator;
    let best = known.iter().find(|(voice, _)| is_narrator(voice)).or(known.first());
    let worst = best.map_or(0.0, |(_, points)| points - rule.fall);
    let differs = |voice: &VoiceId| match (ranking.sex(voice), ranking.sex(narrator)) {
        (Some(sex), Some(narrators)) if sex != narrators => rule.sex,
        _ => 0.0,
    };
    let mut others: Vec<(&VoiceId, f64)> = known
        .iter()
        .filter(|(voice, _)| !is_narrator(voice))
        .map(|(voice, points)| (voice, points + differs(voice)))
        .collect();
    others.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let is_same_speaker = |voice: &VoiceId| {
        let family = ranking.family(voice).filter(|family| family.one_speaker);
        family.zip(own).is_some_and(|(family, own)| std::ptr::eq(family, own))
    };
    let other = |(voice, _): &(&VoiceId, f64)| {
        choice((*voice).clone(), if is_same_speaker(voice) { rule.lower } else { 0.0 })
    };
    let narrators = known.iter().filter(|(voice, _)| is_narrator(voice));
    let mut again =
        narrators.map(|(voice, _)| choice(voice.clone(), if has_pitch { rule.lower } else { 0.0 }));
    let (good, bad): (Vec<_>, Vec<_>) = others.iter().partition(|(_, points)| worst <= *points || !has_pitch);
    good.into_iter().map(other).chain(again.by_ref()).chain(bad.into_iter().map(other)).collect()
}

fn choice(voice: VoiceId, pitch: f32) -> Choice {
    Choice { voice, tuning: Tuning { pitch, ..Tuning::default() }, gain: 0.0, price: None }
}

/// Whether a voice is known to speak another language.
pub(super) fn is_foreign(machine: &[VoiceInfo], voice: &VoiceId, language: &str) -> bool {
    let own = machine.iter().find(|known| known.id() == *voice).and_then(|known| known.language.as_deref());
    own.is_some_and(|own| near(own, language).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn machine(voices: &[(&str, &str)]) -> Vec<VoiceInfo> {
        let info = |(id, language): &(&str, &str)| {
            let VoiceId { engine, name } = VoiceId::from(*id);
            VoiceInfo { engine, name, language: Some((*language).into()), note: String::new() }
        };
        voices.iter().map(info).collect()
    }

    const PICO: [(&str, &str); 6] = [
        ("pico:en-US", "en-US"),
        ("pico:en-GB", "en-GB"),
        ("pico:de-DE", "de-DE"),
        ("pico:es-ES", "es-ES"),
        ("pico:fr-FR", "fr-FR"),
        ("pico:it-IT", "it-IT"),
    ];
    /// As espeak-ng lists them: Belgium before France.
    const ESPEAK: [(&str, &str); 8] = [
        ("espeak-ng:en-gb", "en-gb"),
        ("espeak-ng:en-us", "en-us"),
        ("espeak-ng:cmn", "cmn"),
        ("espeak-ng:de", "de"),
        ("espeak-ng:fr-be", "fr-be"),
        ("espeak-ng:fr-fr", "fr-fr"),
        ("espeak-ng:nb", "nb"),
        ("espeak-ng:yue", "yue"),
    ];

    /// The narrator, the second speaker, and the second one's pitch.
    fn pair(voices: &[(&str, &str)], language: &str) -> (String, String, f32) {
        let machine = machine(voices);
        let narrator = best(&machine, language, Best::First, None).remove(0);
        let second = best(&machine, language, Best::Other, Some(&narrator.voice)).remove(0);
        assert!(narrator.tuning == Tuning::default());
        (narrator.voice.to_string(), second.voice.to_string(), second.tuning.pitch)
    }

    fn is(pair: &(String, String, f32), wanted: (&str, &str, f32)) {
        assert_eq!((pair.0.as_str(), pair.1.as_str(), pair.2), wanted);
    }

    #[test]
    fn the_program_alone_has_two_speakers() {
        is(&pair(&PICO, "en"), ("pico:en-US", "pico:en-GB", 0.0));
        is(&pair(&PICO, "en-GB"), ("pico:en-GB", "pico:en-US", 0.0));
        for (language, voice) in [("de", "pico:de-DE"), ("fr", "pico:fr-FR"), ("it", "pico:it-IT")] {
            is(&pair(&PICO, language), (voice, voice, -3.0));
            // Another voice that is much worse does not speak beside a good one.
            is(&pair(&[&ESPEAK[..], &PICO].concat(), language), (voice, voice, -3.0));
        }
    }

    #[test]
    fn installed_voices_are_taken_by_what_was_measured() {
        let distribution = [
            ("festival:kal_diphone", "en-US"),
            ("festival:cmu_us_slt_arctic_hts", "en-US"),
            ("flite:kal", "en"),
            ("flite:awb_time", "en"),
            ("flite:slt", "en"),
            ("flite:rms", "en"),
        ];
        let all = [&ESPEAK[..], &distribution, &PICO].concat();
        is(&pair(&all, "en"), ("festival:cmu_us_slt_arctic_hts", "flite:rms", 0.0));
        let with = |neural| pair(&[&all[..], &[neural]].concat(), "en");
        let woman = "festival:cmu_us_slt_arctic_hts";
        is(&with(("piper:en_US-joe-medium", "en-US")), ("piper:en_US-joe-medium", woman, 0.0));
        is(&with(("kokoro:af_heart", "en-US")), ("kokoro:af_heart", "flite:rms", 0.0));
        let alone = pair(&[&PICO[..], &[("piper:en_US-joe-medium", "en-US")]].concat(), "en");
        is(&alone, ("piper:en_US-joe-medium", "pico:en-US", 0.0));
        let german = pair(&[&all[..], &[("piper:de_DE-thorsten-medium", "de-DE")]].concat(), "de");
        is(&german, ("piper:de_DE-thorsten-medium", "pico:de-DE", 0.0));
    }

    #[test]
    fn one_speaker_in_two_accents_is_lowered() {
        is(&pair(&ESPEAK, "en"), ("espeak-ng:en-us", "espeak-ng:en-gb", -3.0));
        is(&pair(&ESPEAK, "de"), ("espeak-ng:de", "espeak-ng:de", -3.0));
    }

    #[test]
    fn a_voice_whose_pitch_is_fixed_has_another_beside_it() {
        let voices = [("piper:de_DE-thorsten-medium", "de"), ("espeak-ng:de", "de")];
        is(&pair(&voices, "de"), ("piper:de_DE-thorsten-medium", "espeak-ng:de", 0.0));
        is(&pair(&voices[..1], "de"), ("piper:de_DE-thorsten-medium", "piper:de_DE-thorsten-medium", 0.0));
    }

    #[test]
    fn among_equals_the_languages_home_is_first() {
        let first = |voices: &[(&str, &str)], language: &str| {
            let found = best(&machine(voices), language, Best::First, None);
            found.first().map(|choice| choice.voice.to_string()).unwrap_or_default()
        };
        for (language, voice) in [
            ("fr", "espeak-ng:fr-fr"),
            ("fr-BE", "espeak-ng:fr-be"),
            ("en", "espeak-ng:en-us"),
            ("en-AU", "espeak-ng:en-gb"),
            ("zh", "espeak-ng:cmn"),
            ("zh-TW", "espeak-ng:cmn"),
            ("no", "espeak-ng:nb"),
            ("pt", ""),
        ] {
            assert_eq!(first(&ESPEAK, language), voice, "{language}");
        }
        let swiss = [("say:Anna", "de_DE"), ("say:Swiss", "de_CH")];
        assert_eq!(first(&swiss, "de-CH"), "say:Swiss");
        assert_eq!(first(&swiss, "de"), "say:Anna");
    }

    #[test]
    fn a_voice_of_another_language_is_foreign() {
        let machine = machine(&ESPEAK);
        assert!(is_foreign(&machine, &"espeak-ng:de".into(), "fr"));
        assert!(!is_foreign(&machine, &"espeak-ng:cmn".into(), "zh"));
        assert!(!is_foreign(&machine, &"tone".into(), "fr"), "nobody knows what it speaks");
    }
}
