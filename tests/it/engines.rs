//! Engines that run as child processes: real ones where they are installed, and fakes that misbehave.

#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "tests panic, and tell why they skip")]

#[cfg(target_os = "linux")] // They look into /proc.
mod fake;
mod live;
#[cfg(feature = "pico")]
mod names;
#[cfg(feature = "pico")]
mod pico;
mod respellings;

use std::path::PathBuf;
use std::time::Duration;

use articast::engine::CancelToken;
use articast::files::Places;
use articast::speech::Utterance;

/// A text to say.
fn say(text: &str) -> Utterance {
    Utterance { text: text.into(), ..Utterance::default() }
}

/// Where this machine's engines usually are.
fn places() -> Places {
    let dirs = |dirs: &[&str]| dirs.iter().map(PathBuf::from).collect();
    Places {
        programs: dirs(&["/usr/local/bin", "/usr/bin", "/bin"]),
        modules: dirs(&["/usr/lib/speech-dispatcher-modules", "/usr/libexec/speech-dispatcher-modules"]),
        module_configs: dirs(&["/etc/speech-dispatcher/modules"]),
        ..Places::default()
    }
}

/// The folder of the fakes.
fn fakes() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/engines")
}

/// Cancels a token a little later.
fn pull_after(cancel: &CancelToken, delay: Duration) -> std::thread::JoinHandle<()> {
    let cancel = cancel.clone();
    std::thread::spawn(move || {
        std::thread::sleep(delay);
        cancel.cancel();
    })
}
