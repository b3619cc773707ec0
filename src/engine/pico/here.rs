//! The side of `articast pico` that speaks, in a process of its own.

#![expect(unsafe_code, reason = "Pico's binding leaves it to us that a voice has its two files")]

use std::io::{Cursor, Read, Write};
use std::path::Path;

use ttspico::{EngineStatus, PicoError, System};

use super::Voice;
use crate::engine::Failure;

/// Samples a second of every voice.
pub(super) const HERTZ: u32 = 16_000;
/// The memory that Pico has, all told.
const MEMORY: usize = 4 << 20;
/// No text of one utterance is longer, in bytes.
const LONGEST: u64 = 1 << 20;
/// How much sound one text may make, in samples: an hour.
const MOST: usize = 3600 * HERTZ as usize;
/// How many processor seconds one text may take: an hour of sound takes eighteen.
#[cfg(unix)]
const SECONDS: u64 = 120;
/// How much memory the process may have, in bytes. The program itself is mapped into it.
#[cfg(unix)]
const ADDRESSES: u64 = 2 << 30;

/// What the hidden subcommand does: reads a text with Pico's markup to its end, says it with a voice whose files are in
/// the folder, and prints the sound as a WAV file of 16 bits and 16 kHz.
pub(crate) fn serve(
    folder: &Path,
    voice: &str,
    input: impl Read,
    mut output: impl Write,
) -> Result<(), Failure> {
    limit();
    let died = |error: std::io::Error| Failure::Died(error.to_string());
    let voice =
        Voice::named(voice).ok_or_else(|| Failure::Refused(format!("there is no voice `{voice}`")))?;
    let text = taken(input).map_err(died)?;
    // Its names of files are short.
    std::env::set_current_dir(folder).map_err(died)?;
    let samples = say(voice, &text).map_err(|error| Failure::Died(error.to_string()))?;
    let bytes = file(&samples).map_err(|error| Failure::Garbage(error.to_string()))?;
    output.write_all(&bytes).and_then(|()| output.flush()).map_err(died)
}

/// The text to say. Its end is told by a zero, so it holds none before.
pub(super) fn taken(input: impl Read) -> std::io::Result<Vec<u8>> {
    let mut text = Vec::new();
    input.take(LONGEST).read_to_end(&mut text)?;
    text.retain(|byte| *byte != 0);
    text.push(0);
    Ok(text)
}

/// Says a text that ends with a zero, with the voice's files in the working folder.
fn say(voice: Voice, text: &[u8]) -> Result<Vec<i16>, PicoError> {
    let system = System::new(MEMORY)?;
    let analysis = System::load_resource(system.clone(), voice.analysis())?;
    let signals = System::load_resource(system.clone(), voice.signals)?;
    let speaker = System::create_voice(system, "voice")?;
    speaker.borrow_mut().add_resource(analysis)?;
    speaker.borrow_mut().add_resource(signals)?;
    // SAFETY: the voice has its analysis and its signals, as this asks; either would have failed above.
    let mut engine = unsafe { ttspico::Voice::create_engine(speaker)? };
    let (mut samples, mut piece) = (Vec::new(), [0_i16; 1024]);
    let mut rest = text;
    loop {
        if !rest.is_empty() {
            let taken = engine.put_text(rest)?;
            rest = rest.get(taken..).unwrap_or_default();
        }
        let (made, status) = engine.get_data(&mut piece)?;
        samples.extend_from_slice(&piece[..made]);
        let is_done = status == EngineStatus::Idle && rest.is_empty();
        if is_done || MOST < samples.len() {
            return Ok(samples);
        }
    }
}

/// Samples as a WAV file.
pub(super) fn file(samples: &[i16]) -> Result<Vec<u8>, hound::Error> {
    let sample_format = hound::SampleFormat::Int;
    let spec = hound::WavSpec { channels: 1, sample_rate: HERTZ, bits_per_sample: 16, sample_format };
    let mut bytes = Cursor::new(Vec::new());
    let mut writer = hound::WavWriter::new(&mut bytes, spec)?;
    let mut block = writer.get_i16_writer(u32::try_from(samples.len()).unwrap_or(u32::MAX));
    for sample in samples {
        block.write_sample(*sample);
    }
    block.flush()?;
    writer.finalize()?;
    Ok(bytes.into_inner())
}

/// Bounds what this process can take, so that it ends by itself even where nobody waits for it any more.
#[cfg(unix)]
fn limit() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    for (resource, most) in [(Resource::Cpu, SECONDS), (Resource::As, ADDRESSES)] {
        let most = getrlimit(resource).maximum.map_or(most, |limit| limit.min(most));
        // Where it is not allowed, the limits stay as they are.
        let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
    }
}

/// Other systems have no limits of a process.
#[cfg(not(unix))]
fn limit() {}
