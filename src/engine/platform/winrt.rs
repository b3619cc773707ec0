//! Windows' own speech synthesizer: the voices that the system's settings install.

use std::ops::Range;
use std::thread;
use std::time::{Duration, Instant};

use windows::Media::Core::SpeechCue;
use windows::Media::SpeechSynthesis::{
    SpeechSynthesisStream, SpeechSynthesizer, VoiceGender, VoiceInformation,
};
use windows::Storage::Streams::DataReader;
use windows::core::{HSTRING, Interface};
use windows_future::AsyncStatus;

use crate::audio::{Rate, wav};
use crate::engine::{
    CancelToken, Engine, EngineContext, Failure, Fingerprint, Spoken, VoiceInfo, WordAt, budget, most_samples,
};
use crate::speech::Utterance;
use crate::voice::Tuning;
use crate::{Error, Result};

/// The engine's name in casts.
pub const NAME: &str = "winrt";

/// The voices of the system; none where it does not tell.
pub fn voices(_context: &EngineContext<'_>) -> Vec<VoiceInfo> {
    installed().unwrap_or_default().iter().filter_map(|voice| info(voice).ok()).collect()
}

/// Opens a voice by its display name, such as `Microsoft Zira`.
pub fn open(name: &str, tuning: Tuning, context: &EngineContext<'_>) -> Result<Box<dyn Engine>> {
    let failed = |error: windows::core::Error| Error::NoEngine {
        engine: NAME.into(),
        why: error.message(),
        hint: "install a voice in Settings > Time & language > Speech".into(),
    };
    let installed = installed().map_err(failed)?;
    let is_meant = |voice: &&VoiceInformation| {
        voice.DisplayName().is_ok_and(|found| found.to_string_lossy().eq_ignore_ascii_case(name))
    };
    let Some(voice) = installed.iter().find(is_meant) else {
        let known = voices(context).into_iter().map(|voice| voice.name).collect();
        return Err(Error::UnknownVoice { engine: NAME.into(), voice: name.into(), known });
    };
    // The identifier holds the voice's version.
    let id = voice.Id().map_err(failed)?;
    let Tuning { rate, pitch } = tuning;
    Ok(Box::new(Voice {
        voice: voice.clone(),
        tuning,
        fingerprint: Fingerprint(format!("{NAME} {id} rate {rate} pitch {pitch}")),
        lanes: context.lanes.max(1),
        cancel: context.cancel.clone(),
    }))
}

fn installed() -> windows::core::Result<Vec<VoiceInformation>> {
    Ok(SpeechSynthesizer::AllVoices()?.into_iter().collect())
}

fn info(voice: &VoiceInformation) -> windows::core::Result<VoiceInfo> {
    let gender = match voice.Gender()? {
        VoiceGender::Female => "female",
        VoiceGender::Male => "male",
        _ => "voice",
    };
    Ok(VoiceInfo {
        engine: NAME.into(),
        name: voice.DisplayName()?.to_string_lossy(),
        language: Some(voice.Language()?.to_string_lossy()),
        note: gender.into(),
    })
}

struct Voice {
    voice: VoiceInformation,
    tuning: Tuning,
    fingerprint: Fingerprint,
    lanes: usize,
    cancel: CancelToken,
}

impl Engine for Voice {
    fn fingerprint(&self) -> Fingerprint {
        self.fingerprint.clone()
    }

    fn lanes(&self) -> usize {
        self.lanes
    }

    fn speak(&self, say: &Utterance) -> Result<Spoken, Failure> {
        // As plain text, in which nothing is markup.
        let text = say.text.replace(char::is_control, " ");
        let patience = Patience { cancel: &self.cancel, start: Instant::now(), budget: budget(say) };
        let stream = self.synthesize(&text, &patience)?;
        let bytes = bytes(&stream, 1000 + 2 * most_samples(say), &patience)?;
        let clip = wav::read(&bytes).map_err(Failure::Garbage)?;
        // Times are a bonus: without them the sound is as good.
        let words = words(&text, &stream, clip.rate, clip.len()).unwrap_or_default();
        Ok(Spoken { clip, words, doubt: None })
    }
}

impl Voice {
    /// One synthesizer for each line, so that lines can be spoken at once.
    fn synthesize(&self, text: &str, patience: &Patience<'_>) -> Result<SpeechSynthesisStream, Failure> {
        let begin = || {
            let synthesizer = SpeechSynthesizer::new()?;
            synthesizer.SetVoice(&self.voice)?;
            let options = synthesizer.Options()?;
            options.SetIncludeWordBoundaryMetadata(true)?;
            options.SetSpeakingRate(f64::from(self.tuning.rate).clamp(0.5, 6.0))?;
            options.SetAudioPitch(libm::exp2(f64::from(self.tuning.pitch) / 12.0).clamp(0.0, 2.0))?;
            let operation = synthesizer.SynthesizeTextToStreamAsync(&HSTRING::from(text))?;
            windows::core::Result::Ok((synthesizer, operation))
        };
        // The synthesizer has to outlive its operation.
        let (_synthesizer, operation) = begin().map_err(died)?;
        patience.wait(|| operation.Status(), || operation.Cancel())?;
        operation.GetResults().map_err(died)
    }
}

/// A failed call of Windows, with its message.
fn died(error: windows::core::Error) -> Failure {
    Failure::Died(error.message())
}

/// What ends a wait before its end.
struct Patience<'a> {
    cancel: &'a CancelToken,
    start: Instant,
    budget: Duration,
}

impl Patience<'_> {
    /// Waits until an operation is no longer under way, or cancels it.
    fn wait(
        &self,
        status: impl Fn() -> windows::core::Result<AsyncStatus>,
        cancel: impl Fn() -> windows::core::Result<()>,
    ) -> Result<(), Failure> {
        while status().map_err(died)? == AsyncStatus::Started {
            let why = if self.cancel.is_cancelled() {
                Failure::Cancelled
            } else if self.budget < self.start.elapsed() {
                Failure::Hung(self.budget)
            } else {
                thread::sleep(Duration::from_millis(2));
                continue;
            };
            // What cannot be cancelled ends by itself, unheard.
            let _ = cancel();
            return Err(why);
        }
        Ok(())
    }
}

/// The whole stream: a WAV file.
fn bytes(stream: &SpeechSynthesisStream, most: u64, patience: &Patience<'_>) -> Result<Vec<u8>, Failure> {
    let size = stream.Size().map_err(died)?;
    let count = u32::try_from(size).ok().filter(|_| size <= most);
    let count = count.ok_or_else(|| Failure::Garbage(format!("it made {size} bytes of sound")))?;
    let begin = || {
        let reader = DataReader::CreateDataReader(&stream.GetInputStreamAt(0)?)?;
        let loading = reader.LoadAsync(count)?;
        windows::core::Result::Ok((reader, loading))
    };
    let (reader, loading) = begin().map_err(died)?;
    patience.wait(|| loading.Status(), || loading.Cancel())?;
    let loaded = loading.GetResults().map_err(died)?;
    let mut bytes = vec![0; loaded as usize];
    reader.ReadBytes(&mut bytes).map_err(died)?;
    Ok(bytes)
}

/// When the words were said. Places in the text are counted in units of UTF-16.
fn words(
    text: &str,
    stream: &SpeechSynthesisStream,
    rate: Rate,
    end: u64,
) -> windows::core::Result<Vec<WordAt>> {
    let places = places(text);
    let mut words: Vec<WordAt> = Vec::new();
    for track in stream.TimedMetadataTracks()? {
        for cue in track.Cues()? {
            let Ok(cue) = cue.cast::<SpeechCue>() else { continue };
            let at = cue.StartTime()?.Duration;
            let Ok(from) = cue.StartPositionInInput().and_then(|place| place.Value()) else { continue };
            let Some(said) = word_at(text, &places, from) else { continue };
            // Times are in units of 100 ns.
            let at = Duration::from_nanos(u64::try_from(at).unwrap_or(0).saturating_mul(100));
            let start = rate.samples(at).min(end);
            words.push(WordAt { said, at: start..end });
        }
    }
    // A word lasts until the next begins.
    for index in 1..words.len() {
        words[index - 1].at.end = words[index].at.start;
    }
    let in_order = words.iter().all(|word| word.at.start <= word.at.end);
    Ok(if in_order { words } else { Vec::new() })
}

/// For each unit of UTF-16 the byte where its character begins, and the end.
fn places(text: &str) -> Vec<usize> {
    let units = text.char_indices().flat_map(|(at, c)| std::iter::repeat_n(at, c.len_utf16()));
    units.chain(std::iter::once(text.len())).collect()
}

/// The bytes of the word that begins at a unit of UTF-16. The system tells where it ends, too, but not whether
/// that is its last unit or the one after it.
fn word_at(text: &str, places: &[usize], from: i32) -> Option<Range<usize>> {
    let from = *places.get(usize::try_from(from).ok()?)?;
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-');
    let rest = &text[from..];
    let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    (0 < length).then(|| from..from + length)
}
