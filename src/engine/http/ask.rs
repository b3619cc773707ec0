//! One question to the server, and what its answer means.

use std::io::{self, Read};
use std::time::Duration;

use serde_json::Value;
use ureq::http::header::{AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER, TRANSFER_ENCODING};
use ureq::http::{HeaderName, Response};
use ureq::{Body, Timeout};

use super::Http;
use super::answer::{Answer, Extent};
use crate::engine::Failure;
use crate::engine::child::printable;
use crate::engine::command::most_bytes;
use crate::retry::retry_after;
use crate::speech::Utterance;

/// No complaint is read further.
const COMPLAINT: u64 = 16 << 10;

/// Why there is no answer.
pub(super) enum Trouble {
    /// Another try would end the same.
    Lasting(Failure),
    /// Another try could go better, after the wait that the server asks for, if it does.
    Passing { why: String, asked: Option<Duration> },
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Trouble {
        Trouble::Lasting(failure)
    }
}

impl Http {
    /// Sends one request and reads the response; does not retry.
    pub(super) fn ask(&self, question: &str, say: &Utterance) -> Result<Answer, Trouble> {
        let mut request =
            self.agent.post(self.server.address.as_str()).header(CONTENT_TYPE, "application/json");
        if let Some(key) = &self.server.key {
            request = request.header(AUTHORIZATION, key.clone());
        }
        let time = (self.patience.time)(say);
        let request = request.config().timeout_global(Some(time)).build();
        let mut response = request.send(question).map_err(|error| self.lost(error, time))?;
        let status = response.status().as_u16();
        if status != 200 {
            return Err(self.refusal(status, &mut response));
        }
        let text = |name: HeaderName| response.headers().get(name).and_then(|value| value.to_str().ok());
        let kind = text(CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
        let is_told = response.body().content_length().is_some() || text(TRANSFER_ENCODING).is_some();
        let extent = if is_told { Extent::Told } else { Extent::Untold };
        let most = most_bytes(say) as u64;
        let mut bytes = Vec::new();
        let body = response.body_mut().with_config().limit(u64::MAX).reader();
        body.take(most + 1).read_to_end(&mut bytes).map_err(|error| self.lost(error.into(), time))?;
        if most < bytes.len() as u64 {
            return Err(Failure::Garbage(format!("more than {most} bytes for one line")).into());
        }
        Ok(Answer { kind, extent, bytes })
    }

    /// What a status other than success means.
    fn refusal(&self, status: u16, response: &mut Response<Body>) -> Trouble {
        let place = &self.server.place;
        let refused = |why: String| Trouble::Lasting(Failure::Refused(why));
        match status {
            // What the server says here may hold the key, or a part of it.
            401 | 403 if self.server.key.is_some() => {
                refused(format!("{place} rejects the key (status {status}): check ARTICAST_SPEECH_KEY"))
            }
            401 | 403 => {
                refused(format!("{place} requires a key (status {status}): set ARTICAST_SPEECH_KEY"))
            }
            300..=399 => refused(format!(
                "{place} redirects to another address (status {status}), which is not followed: give that address"
            )),
            408 | 425 | 429 | 500.. => {
                let asked =
                    response.headers().get(RETRY_AFTER).and_then(|value| retry_after(value.to_str().ok()?));
                let says = self.complaint(response);
                Trouble::Passing {
                    why: format!("{place} is busy or has an error (status {status}){says}"),
                    asked,
                }
            }
            _ => {
                let says = self.complaint(response);
                refused(format!("{place} answers with status {status}{says}"))
            }
        }
    }

    /// What the server says of a failure, without the key, ready to follow a sentence.
    fn complaint(&self, response: &mut Response<Body>) -> String {
        let mut bytes = Vec::new();
        let body = response.body_mut().with_config().limit(u64::MAX).reader();
        // Half a complaint is one too.
        let _ = body.take(COMPLAINT).read_to_end(&mut bytes);
        let json: Option<Value> = serde_json::from_slice(&bytes).ok();
        let said = json.as_ref().and_then(|json| {
            let places = ["/error/message", "/error", "/detail", "/message"];
            places.iter().find_map(|place| json.pointer(place)?.as_str())
        });
        let said = said.map_or_else(|| String::from_utf8_lossy(&bytes).into_owned(), str::to_owned);
        // What is cut afterwards must not be a part of the key.
        let said = printable(self.server.mask(&said).as_bytes());
        if said.is_empty() { said } else { format!(": {said}") }
    }

    /// What the client's own errors mean.
    fn lost(&self, error: ureq::Error, time: Duration) -> Trouble {
        let place = &self.server.place;
        let passing = |why: String| Trouble::Passing { why, asked: None };
        let unavailable = |why: String| Trouble::Lasting(Failure::Unavailable(why));
        match error {
            ureq::Error::Io(source) if source.kind() == io::ErrorKind::ConnectionRefused => {
                unavailable(format!("nothing answers at {place}: check that the server is running"))
            }
            ureq::Error::HostNotFound => unavailable(format!("the host of {place} was not found")),
            ureq::Error::Timeout(Timeout::Global) => {
                passing(format!("{place} took longer than {} s", time.as_secs_f32()))
            }
            ureq::Error::Io(source) if source.kind() == io::ErrorKind::InvalidData => {
                Failure::Refused(format!("{place} is not trusted or is misconfigured: {source}")).into()
            }
            ureq::Error::Io(source) => passing(format!("the connection to {place} failed: {source}")),
            ureq::Error::Timeout(_) => passing(format!("{place} took too long")),
            other => Failure::Refused(format!("{place}: {other}")).into(),
        }
    }
}
