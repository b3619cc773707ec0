//! The side of `articast avspeech` that speaks, on its own process's main thread.

#![expect(unsafe_code, reason = "Objective-C classes cannot be called otherwise")]

use std::io::{Cursor, Read, Write};
use std::ptr::NonNull;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use block2::RcBlock;
use objc2::rc::Retained;
use objc2::runtime::ProtocolObject;
use objc2::{AllocAnyThread, DefinedClass, MainThreadMarker, define_class, msg_send};
use objc2_avf_audio::{
    AVAudioBuffer, AVAudioPCMBuffer, AVSpeechSynthesisVoice, AVSpeechSynthesisVoiceQuality,
    AVSpeechSynthesizer, AVSpeechSynthesizerDelegate, AVSpeechUtterance, AVSpeechUtteranceDefaultSpeechRate,
    AVSpeechUtteranceMaximumSpeechRate, AVSpeechUtteranceMinimumSpeechRate,
};
use objc2_core_foundation::{CFRunLoop, kCFRunLoopDefaultMode};
use objc2_foundation::{NSObject, NSObjectProtocol, NSString};

use crate::audio::{Clip, Rate};
use crate::engine::{Failure, budget};
use crate::speech::Utterance;
use crate::voice::Tuning;

/// How long nothing may come after an empty buffer before it counts as the end, should the system not tell.
const QUIET: Duration = Duration::from_secs(5);

/// What the hidden subcommand does: with `list`, prints the voices; with `say IDENTIFIER RATE PITCH`, reads a
/// text and prints its sound as a WAV file. Has to be called on the main thread.
pub fn serve(args: &[String], mut input: impl Read, mut output: impl Write) -> Result<(), Failure> {
    let died = |error: std::io::Error| Failure::Died(error.to_string());
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let bytes = match args.as_slice() {
        ["list"] => list().into_bytes(),
        ["say", identifier, rate, pitch] => {
            let number =
                |text: &str| text.parse().map_err(|_| Failure::Refused(format!("`{text}` is not a number")));
            let tuning = Tuning { rate: number(rate)?, pitch: number(pitch)? };
            let mut text = String::new();
            input.read_to_string(&mut text).map_err(died)?;
            file(&say(identifier, tuning, text)?)?
        }
        _ => return Err(Failure::Refused("say what?".into())),
    };
    output.write_all(&bytes).and_then(|()| output.flush()).map_err(died)
}

/// The clip as a WAV file of floats.
fn file(clip: &Clip) -> Result<Vec<u8>, Failure> {
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: clip.rate.hertz(),
        bits_per_sample: 32,
        sample_format: hound::SampleFormat::Float,
    };
    let failed = |error: hound::Error| Failure::Garbage(error.to_string());
    let mut bytes = Cursor::new(Vec::new());
    let mut writer = hound::WavWriter::new(&mut bytes, spec).map_err(failed)?;
    clip.samples.iter().try_for_each(|sample| writer.write_sample(*sample)).map_err(failed)?;
    writer.finalize().map_err(failed)?;
    Ok(bytes.into_inner())
}

/// Identifier, language, name and quality of each voice, with tabs between them, a line each.
fn list() -> String {
    // SAFETY: these only read; every object they return is retained.
    let voices = unsafe { AVSpeechSynthesisVoice::speechVoices() };
    voices.iter().map(|voice| line(&voice)).collect()
}

fn line(voice: &AVSpeechSynthesisVoice) -> String {
    // SAFETY: these only read; every object they return is retained.
    let (identifier, language, name, quality) =
        unsafe { (voice.identifier(), voice.language(), voice.name(), voice.quality()) };
    let quality = match quality {
        AVSpeechSynthesisVoiceQuality::Premium => "premium",
        AVSpeechSynthesisVoiceQuality::Enhanced => "enhanced",
        _ => "compact",
    };
    format!("{identifier}\t{language}\t{name}\t{quality}\n")
}

/// What came so far. The system may call back on another thread than the main one.
#[derive(Default)]
struct Heard {
    samples: Vec<f32>,
    rate: Option<Rate>,
    /// When the last buffer came, if it was empty. Empty ones also come in the middle.
    empty_since: Option<Instant>,
    trouble: Option<String>,
}

define_class!(
    // SAFETY: `NSObject` asks nothing of its subclasses, and this one has no `Drop`.
    #[unsafe(super(NSObject))]
    #[name = "ArticastSpeechEnd"]
    #[ivars = Arc<AtomicBool>]
    struct End;

    // SAFETY: the protocol asks nothing.
    unsafe impl NSObjectProtocol for End {}

    // SAFETY: the methods have the protocol's signatures.
    unsafe impl AVSpeechSynthesizerDelegate for End {
        #[unsafe(method(speechSynthesizer:didFinishSpeechUtterance:))]
        fn did_finish(&self, _: &AVSpeechSynthesizer, _: &AVSpeechUtterance) {
            self.ivars().store(true, Ordering::SeqCst);
        }

        #[unsafe(method(speechSynthesizer:didCancelSpeechUtterance:))]
        fn did_cancel(&self, _: &AVSpeechSynthesizer, _: &AVSpeechUtterance) {
            self.ivars().store(true, Ordering::SeqCst);
        }
    }
);

impl End {
    fn new(ended: Arc<AtomicBool>) -> Retained<End> {
        let this = End::alloc().set_ivars(ended);
        // SAFETY: `init` of `NSObject` takes nothing and returns the object.
        unsafe { msg_send![super(this), init] }
    }
}

/// Speaks one text into memory.
fn say(identifier: &str, tuning: Tuning, text: String) -> Result<Clip, Failure> {
    if MainThreadMarker::new().is_none() {
        return Err(Failure::Refused("it can speak only on the main thread".into()));
    }
    let patience = budget(&Utterance { text: text.clone(), ..Utterance::default() });
    let utterance = utterance(identifier, tuning, &text)?;
    let heard = Arc::new(Mutex::new(Heard::default()));
    let hearing = Arc::clone(&heard);
    let callback = RcBlock::new(move |buffer: NonNull<AVAudioBuffer>| {
        // SAFETY: the buffer is valid for the length of the call.
        let buffer = unsafe { buffer.as_ref() };
        hear(&mut hearing.lock().unwrap_or_else(PoisonError::into_inner), buffer);
    });
    let ended = Arc::new(AtomicBool::new(false));
    let end = End::new(Arc::clone(&ended));
    // SAFETY: synthesizer, delegate and block live until the end of this function, and with it the process.
    let synthesizer = unsafe { AVSpeechSynthesizer::new() };
    unsafe {
        synthesizer.setDelegate(Some(ProtocolObject::from_ref(&*end)));
        synthesizer.writeUtterance_toBufferCallback(&utterance, RcBlock::as_ptr(&callback));
    }
    wait(&heard, &ended, patience)?;
    let mut heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(trouble) = heard.trouble.take() {
        return Err(Failure::Garbage(trouble));
    }
    let rate = heard.rate.ok_or_else(|| Failure::Garbage("it sent no sound".into()))?;
    Ok(Clip { rate, samples: std::mem::take(&mut heard.samples) })
}

/// Lets the system call back until it says that it ended. Waiting without serving the run loop would wait for
/// ever: the callbacks come through it.
fn wait(heard: &Mutex<Heard>, ended: &AtomicBool, patience: Duration) -> Result<(), Failure> {
    // SAFETY: it is a constant of the system.
    let mode = unsafe { kCFRunLoopDefaultMode };
    let serve = || CFRunLoop::run_in_mode(mode, 0.02, false);
    let start = Instant::now();
    while !ended.load(Ordering::SeqCst) {
        serve();
        let empty_since = heard.lock().unwrap_or_else(PoisonError::into_inner).empty_since;
        if empty_since.is_some_and(|since| QUIET < since.elapsed()) {
            return Ok(());
        }
        if patience < start.elapsed() {
            return Err(Failure::Hung(patience));
        }
    }
    // The last buffers may be queued behind the news of the end.
    for _ in 0..5 {
        serve();
    }
    Ok(())
}

fn utterance(identifier: &str, tuning: Tuning, text: &str) -> Result<Retained<AVSpeechUtterance>, Failure> {
    // SAFETY: the strings live through the calls; all values are in the ranges that the setters document.
    unsafe {
        let voice = AVSpeechSynthesisVoice::voiceWithIdentifier(&NSString::from_str(identifier))
            .ok_or_else(|| Failure::Missing(format!("there is no voice `{identifier}` any more")))?;
        let utterance = AVSpeechUtterance::speechUtteranceWithString(&NSString::from_str(text));
        utterance.setVoice(Some(&voice));
        utterance.setRate(rate(tuning.rate));
        utterance.setPitchMultiplier(libm::exp2f(tuning.pitch / 12.0).clamp(0.5, 2.0));
        Ok(utterance)
    }
}

/// The system's rate for a factor. Its scale is not linear and its documentation tells no more than both ends
/// and the usual value, so this is a guess away from 1: straight to half the value for half the speed, and to
/// half of what is left above for double the speed.
fn rate(factor: f32) -> f32 {
    // SAFETY: they are constants of the system.
    let (least, usual, most) = unsafe {
        (
            AVSpeechUtteranceMinimumSpeechRate,
            AVSpeechUtteranceDefaultSpeechRate,
            AVSpeechUtteranceMaximumSpeechRate,
        )
    };
    let rate = if factor <= 1.0 { usual * factor } else { usual + (most - usual) / 2.0 * (factor - 1.0) };
    rate.clamp(least, most)
}

/// Keeps what a buffer holds. The format is read each time: voices differ in their rate and kind of samples.
fn hear(heard: &mut Heard, buffer: &AVAudioBuffer) {
    let Some(buffer) = buffer.downcast_ref::<AVAudioPCMBuffer>() else {
        heard.trouble = Some("a buffer does not contain plain samples".into());
        return;
    };
    // SAFETY: these only read.
    let (frames, stride, hertz) =
        unsafe { (buffer.frameLength(), buffer.stride(), buffer.format().sampleRate()) };
    if frames == 0 {
        heard.empty_since = Some(Instant::now());
        return;
    }
    heard.empty_since = None;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the conversion saturates")]
    let rate = Rate::new(hertz as u32);
    if rate.is_none() || heard.rate.is_some_and(|before| Some(before) != rate) {
        heard.trouble = Some(format!("it changed to {hertz} samples per second"));
        return;
    }
    heard.rate = rate;
    let frames = frames as usize;
    // SAFETY: where there are such samples, the first channel's pointer leads to `frames` of them, each
    // `stride` after the one before.
    unsafe {
        let (floats, integers) = (buffer.floatChannelData(), buffer.int16ChannelData());
        if !floats.is_null() {
            let first = *floats;
            heard.samples.extend((0..frames).map(|frame| *first.as_ptr().add(frame * stride)));
        } else if !integers.is_null() {
            let first = *integers;
            let scaled = |frame| f32::from(*first.as_ptr().add(frame * stride)) / 32768.0;
            heard.samples.extend((0..frames).map(scaled));
        } else {
            heard.trouble = Some("its samples are neither floats nor 16-bit integers".into());
        }
    }
}
