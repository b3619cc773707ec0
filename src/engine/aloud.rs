//! Reads aloud at once, through the platform's speech service: to its loudspeaker, not to a file.
//!
//! The service tells little about how it gets on: it may never say that a line ended (without a sound device,
//! for one), and a call of it may not return. So each line has its time, and the calls have a thread of their own.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::CancelToken;
use crate::{Error, Result};

/// Reads lines aloud, one after the other, until they end or the token is cancelled ([`Error::Stopped`]). `begin` is
/// called with each line as its turn comes. Returns how many lines there were.
///
/// When no service answers, or it does not get through three lines one after the other in several times the
/// time that they need, that is [`Error::NoEngine`].
pub fn aloud(
    lines: impl Iterator<Item = String>,
    cancel: &CancelToken,
    begin: impl FnMut(&str),
) -> Result<usize> {
    let open = || tts::Tts::default().map_err(|error| error.to_string());
    read(open, lines, cancel, begin, &Patience::USUAL)
}

/// What is asked of a speech service.
trait Service {
    /// Starts to speak; does not wait for the end.
    fn start(&mut self, text: &str) -> Result<(), String>;
    /// Whether it is speaking, where it tells.
    fn is_speaking(&self) -> Option<bool>;
    /// Stops speaking at once.
    fn stop(&mut self);
}

impl Service for tts::Tts {
    fn start(&mut self, text: &str) -> Result<(), String> {
        self.speak(text, false).map(|_| ()).map_err(|error| error.to_string())
    }

    fn is_speaking(&self) -> Option<bool> {
        tts::Tts::is_speaking(self).ok()
    }

    fn stop(&mut self) {
        // One that cannot be stopped ends by itself.
        let _ = tts::Tts::stop(self);
    }
}

/// How long to wait for what.
struct Patience {
    /// For the service to be there, and for a call of it to return.
    call: Duration,
    /// For a line to begin.
    start: Duration,
    /// For each byte of a line, if the service does not tell when it ends: an unhurried reader's time.
    byte: Duration,
    /// Between two looks at whether the service is still speaking.
    look: Duration,
}

impl Patience {
    const USUAL: Patience = Patience {
        call: Duration::from_secs(10),
        start: Duration::from_secs(3),
        byte: Duration::from_millis(70),
        look: Duration::from_millis(20),
    };

    /// About how long a line takes.
    fn line(&self, text: &str) -> Duration {
        self.byte * u32::try_from(text.len()).unwrap_or(u32::MAX).saturating_add(10)
    }

    /// How long a line may take: the slowest setting of a service is a third of the usual pace.
    fn most(&self, text: &str) -> Duration {
        self.start + self.line(text) * 4
    }
}

/// How a line ended.
#[derive(Debug, Clone, Copy, PartialEq)]
enum End {
    Said,
    /// The service did not tell that it began, or that it ended.
    Untold,
}

fn read<S: Service>(
    open: impl FnOnce() -> Result<S, String> + Send + 'static,
    lines: impl Iterator<Item = String>,
    cancel: &CancelToken,
    mut begin: impl FnMut(&str),
    patience: &'static Patience,
) -> Result<usize> {
    let (give, given) = channel();
    let (tell, told) = channel();
    let stopped = cancel.clone();
    // It is not joined: if a call of the service hangs, it hangs there, and ends with the process.
    thread::spawn(move || serve(open, &given, &tell, &stopped, patience));
    answer(&told, patience.call, cancel, patience)?;
    let (mut count, mut untold) = (0, 0);
    for line in lines {
        begin(&line);
        // The service takes a text that ends at a NUL.
        let text = line.replace('\0', " ");
        let most = patience.most(&text) + patience.call;
        give.send(text).map_err(|_| no_service("it ended"))?;
        untold = if answer(&told, most, cancel, patience)? == End::Said { 0 } else { untold + 1 };
        if untold == 3 {
            return Err(no_service("it does not report the end of a line"));
        }
        count += 1;
    }
    Ok(count)
}

/// Waits for what the service's thread tells.
fn answer(
    told: &Receiver<Result<End, String>>,
    most: Duration,
    cancel: &CancelToken,
    patience: &Patience,
) -> Result<End> {
    let start = Instant::now();
    loop {
        match told.recv_timeout(patience.look) {
            _ if cancel.is_cancelled() => return Err(Error::Stopped),
            Ok(Ok(end)) => return Ok(end),
            Ok(Err(why)) => return Err(no_service(&why)),
            Err(RecvTimeoutError::Disconnected) => return Err(no_service("it ended")),
            Err(RecvTimeoutError::Timeout) if most < start.elapsed() => {
                return Err(no_service(&format!("it did not answer for {} s", most.as_secs())));
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

fn no_service(why: &str) -> Error {
    Error::NoEngine {
        engine: "the platform's speech service".into(),
        why: why.into(),
        hint: "check that the system can speak and has a sound device; `make` needs neither".into(),
    }
}

/// Opens the service and speaks what is given, until nothing more is.
fn serve<S: Service>(
    open: impl FnOnce() -> Result<S, String>,
    given: &Receiver<String>,
    tell: &Sender<Result<End, String>>,
    cancel: &CancelToken,
    patience: &Patience,
) {
    let opened = open();
    let mut service = match opened {
        Ok(service) => service,
        Err(why) => {
            // Nobody listens any more: then nobody needs to know.
            let _ = tell.send(Err(why));
            return;
        }
    };
    let _ = tell.send(Ok(End::Said));
    let mut all_told = true;
    for text in given {
        let end = speak(&mut service, &text, cancel, patience);
        all_told &= end == Ok(End::Said);
        if tell.send(end).is_err() {
            break;
        }
    }
    if !all_told {
        // News of a line may still be on its way, and the service's library looks for whom it is.
        std::mem::forget(service);
    }
}

fn speak(
    service: &mut impl Service,
    text: &str,
    cancel: &CancelToken,
    patience: &Patience,
) -> Result<End, String> {
    if !text.chars().any(char::is_alphanumeric) {
        return Ok(End::Said);
    }
    service.start(text)?;
    let start = Instant::now();
    let mut began = false;
    loop {
        thread::sleep(patience.look);
        let speaking = service.is_speaking();
        began |= speaking == Some(true);
        let waited = start.elapsed();
        let end = match speaking {
            Some(false) if began => Some(End::Said),
            None if patience.line(text) < waited => Some(End::Said),
            Some(false) if patience.start < waited => Some(End::Untold),
            _ if cancel.is_cancelled() || patience.most(text) < waited => Some(End::Untold),
            _ => None,
        };
        if let Some(end) = end {
            if end == End::Untold {
                service.stop();
            }
            return Ok(end);
        }
    }
}

#[cfg(test)]
mod tests;
