//! The voice inside the binary: a formant synthesizer for English that needs nothing installed.

mod data;
mod mend;

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use espeak_ng::{EspeakNg, EventKind, Parameter, SynthEvent};

use super::mnemonics::{self, Phonemes};
use super::{Engine, Failure, Fingerprint, Halt, Opening, Spoken, VoiceInfo, WordAt};
use crate::audio::{Clip, Rate};
use crate::speech::Say;
use crate::voice::Tuning;
use crate::{Error, Result};

/// The engine's name in casts.
pub const NAME: &str = "embedded";

/// Samples per second of every voice.
const HERTZ: u32 = 22_050;

/// How the dictionary is pronounced.
struct Accent {
    /// The synthesizer's name for it.
    name: &'static str,
    /// Its BCP 47 tag.
    language: &'static str,
    /// Where it is spoken.
    note: &'static str,
}

const ACCENTS: [Accent; 8] = [
    Accent { name: "en-us", language: "en-US", note: "American" },
    Accent { name: "en-gb", language: "en-GB", note: "British" },
    Accent { name: "en-gb-x-rp", language: "en-GB", note: "Received Pronunciation" },
    Accent { name: "en-gb-scotland", language: "en-GB-scotland", note: "Scottish" },
    Accent { name: "en-gb-x-gbclan", language: "en-GB", note: "Lancaster" },
    Accent { name: "en-gb-x-gbcwmd", language: "en-GB", note: "West Midlands" },
    Accent { name: "en-029", language: "en-029", note: "Caribbean" },
    Accent { name: "en-us-nyc", language: "en-US", note: "New York City" },
];

/// Who pronounces it: another throat, written `+name` after the accent.
struct Variant {
    /// The synthesizer's name for it.
    name: &'static str,
    /// What it is like.
    note: &'static str,
}

const VARIANTS: [Variant; 5] = [
    Variant { name: "f2", note: "female" },
    Variant { name: "f3", note: "female, bright" },
    Variant { name: "linda", note: "female, high" },
    Variant { name: "grandma", note: "old" },
    Variant { name: "m8", note: "male, dark" },
];

/// All accents, plain and with each variant.
fn known() -> impl Iterator<Item = VoiceInfo> {
    ACCENTS.iter().flat_map(|accent| {
        let info = |name: String, throat: &str| VoiceInfo {
            engine: NAME.into(),
            name,
            language: Some(accent.language.into()),
            note: format!("{}, {throat}, {HERTZ} Hz", accent.note),
        };
        let plain = info(accent.name.into(), "male");
        let others = VARIANTS
            .iter()
            .map(move |variant| info(format!("{}+{}", accent.name, variant.name), variant.note));
        std::iter::once(plain).chain(others)
    })
}

/// The voices of this build: all of them, everywhere.
pub fn voices(_opening: &Opening<'_>) -> Vec<VoiceInfo> {
    known().collect()
}

/// Opens a voice; unpacks its data into the cache the first time.
pub fn open(name: &str, tuning: Tuning, opening: &Opening<'_>) -> Result<Box<dyn Engine>> {
    let name = if name.is_empty() { ACCENTS[0].name } else { name };
    let name = known()
        .find(|voice| voice.name.eq_ignore_ascii_case(name))
        .map(|voice| voice.name)
        .ok_or_else(|| {
            let mut known: Vec<String> = known().map(|voice| voice.name).collect();
            // The plain ones first: they are what is mostly meant.
            known.sort_by_key(|name| name.contains('+'));
            Error::UnknownVoice { engine: NAME.into(), voice: name.into(), known }
        })?;
    let cache = opening.places.cache_folder()?.to_owned();
    let folder = data::unpack(&cache)?;
    let mut synthesizer = EspeakNg::with_data_dir(&name, &folder).map_err(|error| Error::NoEngine {
        engine: NAME.into(),
        why: error.to_string(),
        hint: format!("is `{}` readable?", folder.display()),
    })?;
    let pace = Pace::of(tuning.rate);
    synthesizer.set_parameter(Parameter::Rate, pace.words_per_minute);
    synthesizer.set_parameter(Parameter::Pitch, pitch(tuning.pitch));
    let fingerprint = Fingerprint(format!(
        "{NAME} {} mended {name} rate {} squeeze {} pitch {}",
        EspeakNg::version(),
        pace.words_per_minute,
        pace.squeeze,
        pitch(tuning.pitch)
    ));
    let halt = opening.halt.clone();
    Ok(Box::new(Embedded { synthesizer, pace, fingerprint, lanes: opening.lanes.max(1), cache, halt }))
}

/// How the voice of a language would say something, in the International Phonetic Alphabet. None where there is no such
/// voice: it has English only.
pub fn transcribe(say: &Say, language: &str, cache: &Path) -> Result<Option<String>> {
    if Phonemes::of(language) != Phonemes::English {
        return Ok(None);
    }
    let known = |accent: &&Accent| accent.language.eq_ignore_ascii_case(language);
    let accent = ACCENTS.iter().find(known).unwrap_or(&ACCENTS[0]);
    let folder = data::unpack(cache)?;
    let text = written_for_it(say);
    // It keeps no state between calls, so nothing is left half done by a panic.
    let told = catch_unwind(AssertUnwindSafe(|| {
        EspeakNg::with_data_dir(accent.name, &folder).and_then(|voice| voice.text_to_phonemes(&text))
    }));
    let told = told.ok().and_then(std::result::Result::ok).unwrap_or_default();
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(Some(told).filter(|told| !told.is_empty()))
}

/// The text of an utterance as the synthesizer takes it, with the sounds that are given.
fn written_for_it(say: &Say) -> String {
    let phonemes = |ipa: &str| Phonemes::English.write(ipa).map(|sounds| format!("[[{sounds}]]"));
    mnemonics::sounded(say, plain, phonemes)
}

/// What makes phonemes of English, for a voice of that name; none for another language.
#[cfg(feature = "neural")]
pub(super) fn phonemizer(voice: &str, opening: &Opening<'_>) -> Result<Option<EspeakNg>> {
    let accent = ACCENTS.iter().map(|accent| accent.name).find(|name| name.eq_ignore_ascii_case(voice));
    // Plain English is what espeak-ng calls the British one.
    let Some(accent) = accent.or((voice == "en").then_some("en-gb")) else { return Ok(None) };
    let folder = data::unpack(opening.places.cache_folder()?)?;
    let made = EspeakNg::with_data_dir(accent, &folder).map_err(|error| Error::NoEngine {
        engine: NAME.into(),
        why: error.to_string(),
        hint: format!("is `{}` readable?", folder.display()),
    })?;
    Ok(Some(made))
}

/// A speed, in the two ways that the synthesizer has.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Pace {
    /// Its own, which also shortens pauses and vowels as a person would; it ends at 1.8 times the usual.
    words_per_minute: i32,
    /// What is left, as a factor at unchanged pitch; 1 for none.
    squeeze: f64,
}

impl Pace {
    /// The pace that is `rate` times the voice's own.
    fn of(rate: f32) -> Pace {
        /// Words per minute and how much faster than at 175 a paragraph is then, measured.
        const MEASURED: [(f64, f64); 10] = [
            (90.0, 0.481),
            (110.0, 0.608),
            (130.0, 0.748),
            (160.0, 0.917),
            (175.0, 1.0),
            (200.0, 1.127),
            (240.0, 1.319),
            (280.0, 1.489),
            (320.0, 1.629),
            (350.0, 1.740),
        ];
        let rate = f64::from(rate).clamp(0.5, 2.0);
        let next = MEASURED.iter().position(|(_, factor)| rate <= *factor);
        let Some(next) = next.filter(|next| 0 < *next) else {
            return Pace { words_per_minute: 350, squeeze: (rate / 1.740).max(1.0) };
        };
        let ((low, slow), (high, fast)) = (MEASURED[next - 1], MEASURED[next]);
        let exact = low + (high - low) * (rate - slow) / (fast - slow);
        #[expect(clippy::cast_possible_truncation, reason = "it is between 90 and 350")]
        let words_per_minute = exact.round() as i32;
        Pace { words_per_minute, squeeze: 1.0 }
    }
}

/// The synthesizer's pitch setting for so many semitones above the voice's own: the one whose entry in its
/// table is nearest. The table reaches an octave down and an octave up.
fn pitch(semitones: f32) -> i32 {
    use espeak_ng::synthesize::intonation::PITCH_ADJUST_TAB;
    // Its entry for 50, the usual setting, need not be the one that stands for 1.
    let wanted = f64::from(PITCH_ADJUST_TAB[50]) * libm::exp2(f64::from(semitones) / 12.0);
    let off = |setting: &i32| {
        let entry = PITCH_ADJUST_TAB[usize::try_from(*setting).expect("settings start at 0")];
        (f64::from(entry) - wanted).abs()
    };
    (0..=100).min_by(|a, b| off(a).total_cmp(&off(b))).expect("there are settings")
}

struct Embedded {
    synthesizer: EspeakNg,
    pace: Pace,
    fingerprint: Fingerprint,
    lanes: usize,
    cache: PathBuf,
    halt: Halt,
}

impl Engine for Embedded {
    fn fingerprint(&self) -> Fingerprint {
        self.fingerprint.clone()
    }

    fn lanes(&self) -> usize {
        self.lanes
    }

    fn speak(&self, say: &Say) -> Result<Spoken, Failure> {
        if self.halt.is_pulled() {
            return Err(Failure::Halted);
        }
        let budget = super::budget(say);
        let text = written_for_it(say);
        // It keeps no state between calls, so nothing is left half done by a panic.
        let made = catch_unwind(AssertUnwindSafe(|| self.make(&text, budget)));
        let (mut samples, events) =
            made.map_err(|_| Failure::Garbage("the synthesizer panicked".into()))??;
        if super::most_samples(say) < samples.len() as u64 {
            return Err(Failure::Garbage(format!("{} samples for {} bytes", samples.len(), say.text.len())));
        }
        mend::mend(&mut samples);
        Ok(self.spoken(say, &samples, &events))
    }
}

impl Embedded {
    /// Synthesizes clause by clause, looking at the halt and the clock in between.
    fn make(&self, text: &str, budget: Duration) -> Result<(Vec<i16>, Vec<SynthEvent>), Failure> {
        let start = Instant::now();
        let mut samples = Vec::new();
        let mut told = Vec::new();
        let mut stopped = None;
        let made = self.synthesizer.synth_streaming_with_events(text, |piece, _, events| {
            samples.extend_from_slice(piece);
            told.extend_from_slice(events);
            if self.halt.is_pulled() {
                stopped = Some(Failure::Halted);
            } else if budget < start.elapsed() {
                stopped = Some(Failure::Hung(budget));
            }
            stopped.is_some()
        });
        if let Some(failure) = stopped {
            return Err(failure);
        }
        match made {
            Ok(_) => Ok((samples, told)),
            Err(error) => {
                // It reads its data anew each time: whoever emptied the cache took them away. Put them back
                // for the next try.
                data::unpack(&self.cache).map_err(|error| Failure::Missing(error.to_string()))?;
                Err(Failure::Died(error.to_string()))
            }
        }
    }

    /// The sound at the asked pace, and the words in it.
    fn spoken(&self, say: &Say, samples: &[i16], events: &[SynthEvent]) -> Spoken {
        let squeezed;
        let paced = if self.pace.squeeze <= 1.0 {
            samples
        } else {
            squeezed = espeak_ng::synthesize::tempo::change_tempo(samples, self.pace.squeeze, HERTZ);
            &squeezed
        };
        let samples: Vec<f32> = paced.iter().map(|sample| f32::from(*sample) / 32768.0).collect();
        let words = words(say, events, self.pace.squeeze, samples.len() as u64);
        Spoken { clip: Clip { rate: Rate::new(HERTZ).expect("it is not zero"), samples }, words, doubt: None }
    }
}

/// The longest word that the synthesizer takes, in characters: it has room for a hundred vowels.
const LONGEST_WORD: usize = 80;

/// The text without what the synthesizer takes for a command or cannot take: control characters start one, a
/// character of the private range stands for a break, `[[` starts phonemes; and words have an end.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut run = 0;
    for c in text.chars() {
        let c = match c {
            '’' => '\'',
            '[' | ']' | '\u{E000}'..='\u{F8FF}' => ' ',
            c if c.is_control() => ' ',
            c => c,
        };
        run = if c.is_whitespace() { 0 } else { run + 1 };
        if LONGEST_WORD < run {
            plain.push(' ');
            run = 1;
        }
        plain.push(c);
    }
    plain
}

/// When the words were said. The synthesizer only numbers them as it says them, and counts the end of the text
/// as one more: where that makes as many as the text has, the nth word of the one is the nth of the other.
/// Elsewhere nothing is told.
fn words(say: &Say, events: &[SynthEvent], squeeze: f64, end: u64) -> Vec<WordAt> {
    let written = written(&say.text);
    // It does not number sounds that are given.
    if !say.sounds.is_empty() {
        return Vec::new();
    }
    let starts = events.iter().filter(|event| matches!(event.kind, EventKind::Word(_)));
    let mut starts: Vec<u64> = starts.map(|event| at(event.audio_position_ms, squeeze).min(end)).collect();
    if starts.len() == written.len() {
        starts.push(end);
    }
    if starts.len() != written.len() + 1 || !starts.is_sorted() {
        return Vec::new();
    }
    written.into_iter().zip(starts.windows(2)).map(|(said, at)| WordAt { said, at: at[0]..at[1] }).collect()
}

/// The sample at a time of the unsqueezed sound.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is small and not negative")]
fn at(milliseconds: u32, squeeze: f64) -> u64 {
    (f64::from(milliseconds) * f64::from(HERTZ) / 1000.0 / squeeze) as u64
}

/// The words as the synthesizer counts them: runs of letters, digits, apostrophes and hyphens.
fn written(text: &str) -> Vec<Range<usize>> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-');
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| is_part(*c)) {
        let end = at + c.len_utf8();
        match words.last_mut() {
            Some(word) if word.end == at => word.end = end,
            _ => words.push(at..end),
        }
    }
    // An apostrophe alone is a quotation mark, a hyphen alone a dash.
    words.retain(|word| text[word.clone()].chars().any(char::is_alphanumeric));
    words
}

#[cfg(test)]
mod tests;
