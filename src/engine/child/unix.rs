//! Process groups, on Unix.

use std::os::unix::process::CommandExt;
use std::process::{Child, Command};

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};

/// Makes the command the leader of a new process group.
pub(super) fn lead(command: &mut Command) {
    command.process_group(0);
}

/// Bounds what a child can do to the disk: no core dumps, and no file beyond 1 GiB, far more than any utterance.
#[cfg(target_os = "linux")]
pub(super) fn limit(child: &Child) {
    use rustix::process::{Resource, Rlimit, prlimit};
    for (resource, most) in [(Resource::Core, 0), (Resource::Fsize, 1 << 30)] {
        // Where it is not allowed, the child merely keeps the limits it has.
        let _ = prlimit(
            Some(Pid::from_child(child)),
            resource,
            Rlimit { current: Some(most), maximum: Some(most) },
        );
    }
}

/// Other systems let nobody set another process's limits.
#[cfg(not(target_os = "linux"))]
pub(super) fn limit(_child: &Child) {}

/// Whether the leader has ended. It is not reaped by this, so that the group keeps its id.
pub(super) fn has_exited(child: &mut Child) -> bool {
    let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    !matches!(waitid(WaitId::Pid(Pid::from_child(child)), options), Ok(None))
}

/// Kills the leader and all of its group that are still there.
pub(super) fn kill(child: &mut Child) {
    // It fails only when nobody is left.
    let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
}
