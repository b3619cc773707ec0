//! `articast voices bench`: how fast the voices of this machine speak.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use serde_json::json;

use super::Outcome;
use super::output::{STRING, Terminal};
use super::session::Session;
use crate::engine::{Engine, EngineContext, Failure, catalogue};
use crate::speech::{self, Manner, Utterance};
use crate::studio::Queue;
use crate::voice::{Tuning, VoiceId};
use crate::{Error, Result, files};

/// What is said: sentences of the lengths that articles have, 900 characters in all.
const TEXT: &str = "The ferry leaves at seven, and again at nine. Nobody who lives on the island takes the first one, \
    because the café on the other side opens late. A man in a green coat waits at the quay with two boxes of \
    apples. He has waited there every morning since the spring, and he has never once been late. When the rope is \
    thrown, he catches it with one hand. “Is there any news?” he asks. There is none. The crossing takes forty \
    minutes if the wind is kind; in winter it can take two hours, and on some days the boat does not leave at all. \
    Then the schoolchildren stay at home, the post stays in its sacks, and the doctor, who lives on the mainland, \
    gives advice by telephone. For years there was talk of a bridge. It would have cost more than all the houses on \
    the island together, and so it was talked about, measured, drawn, and forgotten.";

/// No text to say is larger.
const LIMIT: u64 = 1 << 20;

/// How a voice did.
struct Figures {
    voice: String,
    runtime: String,
    /// Seconds until it could speak.
    load: f64,
    /// For each number of lanes, seconds of sound for each second of waiting.
    factors: Vec<(usize, f64)>,
}

pub(super) fn run(
    names: &[String],
    lanes: Option<u16>,
    text: Option<&Path>,
    as_json: bool,
    terminal: &Terminal,
) -> Result<Outcome> {
    let session = Session::start(lanes);
    let voices = if names.is_empty() { installed(&session.begin())? } else { names.to_vec() };
    let text = match text {
        Some(path) => String::from_utf8_lossy(&files::read_named(path, LIMIT)?).into_owned(),
        None => TEXT.to_owned(),
    };
    let sentences = speech::speak(text.trim(), &Manner::new("en"));
    let text: Vec<Utterance> = sentences.into_iter().map(|sentence| sentence.say).collect();
    if text.is_empty() {
        return Err(Error::NothingToSay { name: "the text".into() });
    }
    let mut table = String::new();
    for voice in &voices {
        let figures = measure(voice, &text, &session)?;
        if as_json {
            let lanes: Vec<_> = figures
                .factors
                .iter()
                .map(|(lanes, factor)| json!({ "lanes": lanes, "factor": factor }))
                .collect();
            terminal.json(&json!({
                "voice": figures.voice, "runtime": figures.runtime, "load_seconds": figures.load, "lanes": lanes,
            }))?;
        } else {
            table.push_str(&row(&figures));
        }
    }
    if as_json {
        return Ok(Outcome::Done);
    }
    terminal.note("speed as a multiple of real time, by the number of lines spoken at once");
    terminal.text(&table)
}

/// The neural voices that are installed.
fn installed(context: &EngineContext<'_>) -> Result<Vec<String>> {
    const NEURAL: [&str; 2] = ["piper", "kokoro"];
    let mut voices = catalogue::voices(context);
    voices.retain(|voice| NEURAL.contains(&voice.engine.as_str()));
    // All of Kokoro's are one network: one of them tells how fast they are.
    voices.dedup_by(|a, b| a.engine == "kokoro" && b.engine == "kokoro");
    if voices.is_empty() {
        return Err(Error::NoEngine {
            engine: NEURAL[0].into(),
            why: "no neural voice is installed".into(),
            hint: "name the voices to measure: `articast voices bench flite:slt`".into(),
        });
    }
    Ok(voices.into_iter().map(|voice| format!("{}:{}", voice.engine, voice.name)).collect())
}

fn measure(voice: &str, text: &[Utterance], session: &Session) -> Result<Figures> {
    let id = VoiceId::from(voice);
    let start = Instant::now();
    let engine = catalogue::open(&id, Tuning::default(), &session.begin())?;
    let load = start.elapsed().as_secs_f64();
    let failed = |failure: Failure| match failure {
        Failure::Cancelled => Error::Stopped,
        source => Error::Speak {
            voice: voice.into(),
            line: text[0].text.chars().take(40).collect(),
            more: 0,
            source,
        },
    };
    let mut factors = Vec::new();
    for lanes in 1..=session.jobs {
        // What is made at the first line of each lane is made before the clock runs.
        speak(engine.as_ref(), &vec![text[0].clone(); lanes], lanes).map_err(failed)?;
        let start = Instant::now();
        let seconds = speak(engine.as_ref(), text, lanes).map_err(failed)?;
        factors.push((lanes, seconds / start.elapsed().as_secs_f64()));
    }
    let runtime = engine.fingerprint().0.chars().take(100).collect();
    Ok(Figures { voice: voice.into(), runtime, load, factors })
}

/// Says lines, so many at once and in the order of a recording; how many seconds of sound they are.
fn speak(engine: &dyn Engine, texts: &[Utterance], lanes: usize) -> Result<f64, Failure> {
    let queue = Queue::of(0..texts.len(), |n| texts[n].text.len());
    let milliseconds = AtomicU64::new(0);
    let work = |lane: usize| -> Result<(), Failure> {
        while let Some(n) = queue.next(lane) {
            let length = engine.speak(&texts[n])?.clip.duration().as_millis();
            milliseconds.fetch_add(u64::try_from(length).unwrap_or(0), Ordering::Relaxed);
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let work = &work;
        let threads: Vec<_> = (0..lanes).map(|lane| scope.spawn(move || work(lane))).collect();
        threads
            .into_iter()
            .try_for_each(|thread| thread.join().unwrap_or_else(|_| Err(Failure::Died("it panicked".into()))))
    })?;
    Ok(milliseconds.into_inner() as f64 / 1000.0)
}

fn row(figures: &Figures) -> String {
    let mut row = format!("{:<44} loads in {:>6.2} s", figures.voice, figures.load);
    for (lanes, factor) in &figures.factors {
        write!(row, "  {lanes}: {factor:>6.1} ×").expect(STRING);
    }
    row.push('\n');
    row
}
