//! What every command that speaks needs: places, processors, a way to stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::engine::{CancelToken, EngineContext};
use crate::files::Places;
use crate::produce::Taken;
use crate::{Error, Result};

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
            let _ = signal_hook::flag::register_conditional_shutdown(signal, 130, Arc::clone(&at_once));
            let _ = signal_hook::flag::register(signal, Arc::clone(&at_once));
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
