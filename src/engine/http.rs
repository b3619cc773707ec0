//! Any server that speaks the protocol of `POST /v1/audio/speech`: on this machine, in its network, or hosted.
//!
//! A voice is `http:MODEL/VOICE`, and `http:MODEL/VOICE@ADDRESS` names the server too. Without an address, the one of
//! [`Places::speech`](crate::files::Places::speech) is meant. Its key goes to that server only: a cast, which may come
//! from a stranger, can name another server but never sends the key there ([`server`]). No redirect is followed and no
//! proxy is used, so that nobody else sees the key or the text.
//!
//! A WAV is asked for. WAV, FLAC, MP3 and Ogg Vorbis are taken, at any sample rate, and bare PCM if the server declares
//! its rate; an answer that was cut short is refused ([`answer`]). What fails in a way that passes is tried again with
//! growing waits, as the server asks for it; what the server refuses is not.

mod answer;
mod ask;
mod server;

use std::time::Duration;

use serde_json::{Map, Value, json};
use ureq::Agent;

use super::child::Watch;
use super::platform::plain;
use super::{CancelToken, Engine, EngineContext, Failure, Fingerprint, Spoken, VoiceInfo, budget};
use crate::fetch::user_agent;
use crate::retry::{Attempts, GiveUp, Policy};
use crate::speech::Utterance;
use crate::voice::Tuning;
use crate::{Error, Result};

use ask::Trouble;
use server::Server;

const NAME: &str = "http";
/// More at once would be taken for an attack.
const MOST_LANES: usize = 4;

/// None: there is no standard way to ask a server for its voices.
pub fn voices(_context: &EngineContext<'_>) -> Vec<VoiceInfo> {
    Vec::new()
}

/// Opens `MODEL/VOICE` or `MODEL/VOICE@ADDRESS`. Nothing is sent yet. The speed is part of the protocol; the pitch is
/// not, and is left as it is.
pub fn open(name: &str, tuning: Tuning, context: &EngineContext<'_>) -> Result<Box<dyn Engine>> {
    Ok(Box::new(Http::open(name, tuning, context)?))
}

/// How much patience a server gets.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// How often a line is tried.
    pub retry: Policy,
    /// How long one try may take.
    pub time: fn(&Utterance) -> Duration,
}

impl Default for Patience {
    fn default() -> Patience {
        let (first_wait, longest_wait) = (Duration::from_secs(1), Duration::from_mins(1));
        Patience { retry: Policy { attempts: 5, first_wait, longest_wait }, time: budget }
    }
}

/// A voice of a server.
#[derive(Debug)]
pub struct Http {
    /// How much patience the server gets.
    pub patience: Patience,
    agent: Agent,
    server: Server,
    model: String,
    voice: String,
    speed: f32,
    lanes: usize,
    cancel: CancelToken,
}

impl Http {
    /// As [`open`], but not boxed.
    pub fn open(name: &str, tuning: Tuning, context: &EngineContext<'_>) -> Result<Http> {
        let failed = |why: String| {
            Error::NoEngine {
            engine: NAME.into(),
            why,
            hint: "write `http:MODEL/VOICE`, and give the server's address in ARTICAST_SPEECH_URL or after the voice: \
                   `http:MODEL/VOICE@http://localhost:8880/v1`"
                .into(),
        }
        };
        let (voice, own) = match name.rsplit_once('@') {
            Some((voice, address)) if address.contains("://") => (voice, Some(address)),
            _ => (name, None),
        };
        let server = server::find(own, context.places.speech.as_ref()).map_err(failed)?;
        let parts = voice.rsplit_once('/').filter(|(model, voice)| !model.is_empty() && !voice.is_empty());
        let (model, voice) =
            parts.ok_or_else(|| failed(format!("`{voice}` is not of the form MODEL/VOICE")))?;
        let config = Agent::config_builder()
            .proxy(None)
            .user_agent(user_agent())
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_response_header_size(64 << 10)
            .build();
        Ok(Http {
            patience: Patience::default(),
            agent: config.into(),
            server,
            model: model.into(),
            voice: voice.into(),
            speed: tuning.rate,
            lanes: context.lanes.clamp(1, MOST_LANES),
            cancel: context.cancel.clone(),
        })
    }

    /// What a server is asked.
    fn question(&self, text: &str) -> Value {
        let mut question = Map::new();
        for (name, value) in [
            ("model", self.model.as_str()),
            ("voice", &self.voice),
            ("input", text),
            ("response_format", "wav"),
        ] {
            question.insert(name.into(), value.into());
        }
        // Some models know no speed, and refuse to hear of it.
        if (self.speed - 1.0).abs() > f32::EPSILON {
            question.insert("speed".into(), json!(self.speed));
        }
        question.into()
    }

    /// Waits, but not for longer than until the work is stopped.
    fn rest(&self, wait: Duration) -> Result<(), Failure> {
        let watch = Watch::new(&self.cancel, wait);
        loop {
            match watch.step() {
                Ok(step) => std::thread::sleep(step),
                Err(Failure::Cancelled) => return Err(Failure::Cancelled),
                Err(_) => return Ok(()),
            }
        }
    }
}

impl Engine for Http {
    fn fingerprint(&self) -> Fingerprint {
        let (place, model, voice, speed) = (&self.server.place, &self.model, &self.voice, self.speed);
        Fingerprint(format!("{NAME} 1, {place}, model {model}, voice {voice}, speed {speed}"))
    }

    fn lanes(&self) -> usize {
        self.lanes
    }

    fn slack(&self, say: &Utterance) -> Duration {
        let Patience { retry, time } = self.patience;
        retry.attempts * (time(say) + retry.longest_wait)
    }

    fn speak(&self, say: &Utterance) -> Result<Spoken, Failure> {
        // Whatever a server says, it may have said the key.
        self.try_to_speak(say).map_err(|failure| self.server.masked(failure))
    }
}

impl Http {
    fn try_to_speak(&self, say: &Utterance) -> Result<Spoken, Failure> {
        let question = self.question(&plain::line(&say.text)?).to_string();
        let mut attempts = Attempts::new(self.patience.retry);
        loop {
            if self.cancel.is_cancelled() {
                return Err(Failure::Cancelled);
            }
            let (why, asked) = match self.ask(&question, say) {
                Ok(answer) => {
                    return Ok(Spoken {
                        clip: answer.masked(&self.server).decode().map_err(Failure::Garbage)?,
                        words: Vec::new(),
                        doubt: None,
                    });
                }
                Err(Trouble::Lasting(failure)) => return Err(failure),
                Err(Trouble::Passing { why, asked }) => (why, asked),
            };
            match attempts.wait_after_failure(asked) {
                Ok(wait) => self.rest(wait)?,
                Err(GiveUp::TooLong(asked)) => {
                    let seconds = asked.as_secs();
                    return Err(Failure::Unavailable(format!("{why} and asks to wait {seconds} s")));
                }
                Err(GiveUp::Spent(times)) => {
                    return Err(Failure::Unavailable(format!("{why}, {times} times in a row")));
                }
            }
        }
    }
}

/// What fuzzers reach of answers: a body that was declared so, and whether its end is known.
#[doc(hidden)]
pub fn fuzzed(kind: &str, is_told: bool, body: &[u8]) -> Result<crate::audio::Clip, String> {
    let extent = if is_told { answer::Extent::Told } else { answer::Extent::Untold };
    answer::Answer { kind: kind.into(), extent, bytes: body.into() }.decode()
}
