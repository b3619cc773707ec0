//! What every command that speaks needs: places, processors, a way to stop.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

use crate::engine::{CancelToken, EngineContext};
use crate::files::Places;
use crate::produce::Taken;
use crate::{Error, Result};

/// The signal that stopped the work; 0 while there was none.
static SIGNAL: LazyLock<Arc<AtomicUsize>> = LazyLock::new(Arc::default);

/// The exit code of a program that was stopped: 128 and the number of the signal, as shells have it.
pub(super) fn signalled() -> u8 {
    let signal = SIGNAL.load(Ordering::SeqCst);
    let signal = if signal == 0 { signal_hook::consts::SIGINT.unsigned_abs() as usize } else { signal };
    u8::try_from(128 + signal).unwrap_or(130)
}

/// The state of a run that speaks.
pub(super) struct Session {
    pub(super) places: Places,
    pub(super) cancel: CancelToken,
    pub(super) jobs: usize,
    /// Which article each folder is of.
    pub(super) taken: Taken,
    /// Whether the next signal ends the process.
    at_once: Arc<AtomicBool>,
}

impl Session {
    /// A session that Ctrl-C, a polite kill and a closed terminal stop. While voices speak, the first lets the work end
    /// in order and the second ends it; before that, nothing is under way and the first ends it.
    pub(super) fn start(jobs: Option<u16>) -> Session {
        let (cancel, at_once) = (CancelToken::default(), Arc::new(AtomicBool::new(true)));
        for signal in signals() {
            // The order matters: a signal ends the process only if an earlier one raised the flag.
            let code = 128 + signal;
            let _ = signal_hook::flag::register_conditional_shutdown(signal, code, Arc::clone(&at_once));
            let _ = signal_hook::flag::register(signal, Arc::clone(&at_once));
            let number = signal.unsigned_abs() as usize;
            let _ = signal_hook::flag::register_usize(signal, Arc::clone(&SIGNAL), number);
            let _ = signal_hook::flag::register(signal, cancel.flag());
        }
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let jobs = jobs.map_or(cores, usize::from);
        Session { places: super::places::find(), cancel, jobs, taken: Taken::default(), at_once }
    }

    /// Between episodes nothing is under way: a signal ends the process again. Fails if one came before.
    pub(super) fn rest(&self) -> Result<()> {
        self.at_once.store(true, Ordering::SeqCst);
        if self.cancel.is_cancelled() { Err(Error::Stopped) } else { Ok(()) }
    }

    /// From here on there is work to end in order. Gives what engines are opened with.
    pub(super) fn begin(&self) -> EngineContext<'_> {
        self.at_once.store(self.cancel.is_cancelled(), Ordering::SeqCst);
        self.context()
    }

    /// What engines are opened with.
    pub(super) fn context(&self) -> EngineContext<'_> {
        EngineContext { places: &self.places, cancel: &self.cancel, lanes: self.jobs }
    }
}

/// Lets a file that is larger than the system allows be an error that is told, and not the end of the process.
pub(super) fn bear_limits() {
    #[cfg(unix)]
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
}

/// What asks a program to end.
fn signals() -> Vec<i32> {
    use signal_hook::consts::{SIGINT, SIGTERM};
    #[cfg(unix)]
    let more = [signal_hook::consts::SIGHUP];
    #[cfg(not(unix))]
    let more = [];
    [SIGINT, SIGTERM].into_iter().chain(more).collect()
}
