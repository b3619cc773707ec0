//! What a child may take of the machine, and how the limits cross the command line of a supervisor.

use std::str::FromStr;
use std::time::Duration;

#[cfg(unix)]
use rustix::process::Resource;

/// What a program may take. Core dumps and new rights (set-user-ID) are not among it; see [`super::supervisor`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limits {
    /// The memory that one process may fill, in bytes: private and writable, whatever is mapped besides.
    pub(super) memory: u64,
    /// Processor seconds of one process; 0 where it lives as long as there is something to say.
    pub(super) seconds: u64,
    /// Whether it may gain rights that we do not have, as `sudo` does.
    pub(super) may_gain_rights: bool,
}

/// The largest file that one may write: far more than any utterance.
const FILE: u64 = 1 << 30;
/// The most files that one may hold open.
const FILES: u64 = 1 << 10;
/// The most processes and threads that its user may have while it starts more: enough for a busy desktop, too few for a
/// fork bomb to stop the machine.
const PROCESSES: u64 = 1 << 13;

impl Limits {
    /// For the programs of the engines that we know: none fills more than 400 MB.
    pub(super) const KNOWN: Limits = Limits { memory: 2 << 30, seconds: 0, may_gain_rights: false };

    /// For a program of the user's choice. It may be a neural network, or `podman`, which gains rights to start.
    pub(super) const CHOSEN: Limits = Limits { memory: 16 << 30, seconds: 0, may_gain_rights: true };

    /// The same for a program that says one text: as many processor seconds as all processors have in its time.
    pub(super) fn within(self, budget: Duration) -> Limits {
        let processors = std::thread::available_parallelism().map_or(1, usize::from) as u64;
        Limits { seconds: (budget.as_secs() + 10).saturating_mul(processors), ..self }
    }

    /// The limits of resources that Unix has, each with the most that is allowed: without core dumps.
    #[cfg(unix)]
    pub(super) fn all(self) -> impl Iterator<Item = (Resource, u64)> {
        let seconds = (0 < self.seconds).then_some((Resource::Cpu, self.seconds));
        let rest = [
            (Resource::Core, 0),
            (Resource::Fsize, FILE),
            (Resource::Nofile, FILES),
            (Resource::Nproc, PROCESSES),
            (Resource::Data, self.memory),
        ];
        rest.into_iter().chain(seconds)
    }

    /// As an argument.
    pub(super) fn argument(self) -> String {
        format!("{}:{}:{}", self.memory, self.seconds, self.may_gain_rights)
    }
}

impl FromStr for Limits {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Limits, &'static str> {
        let read = || {
            let mut parts = text.split(':');
            let memory = parts.next()?.parse().ok()?;
            let seconds = parts.next()?.parse().ok()?;
            let may_gain_rights = parts.next()?.parse().ok()?;
            parts.next().is_none().then_some(Limits { memory, seconds, may_gain_rights })
        };
        read().ok_or("limits are MEMORY:SECONDS:RIGHTS")
    }
}

#[test]
fn limits_cross_a_command_line() {
    for limits in [Limits::KNOWN, Limits::CHOSEN.within(Duration::from_secs(23))] {
        assert_eq!(limits.argument().parse(), Ok(limits));
    }
    for odd in ["", "1:2", "1:2:true:4", "-1:2:true"] {
        assert!(odd.parse::<Limits>().is_err(), "{odd}");
    }
}
