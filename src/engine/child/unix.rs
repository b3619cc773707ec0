//! Process groups, on Unix.

use std::os::unix::process::CommandExt;
use std::process::{Child, Command};

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, kill_process_group, waitid};

use super::Limits;

/// Makes the command the leader of a new process group.
pub(super) fn lead(command: &mut Command) {
    command.process_group(0);
}

/// Bounds what a child that nobody supervises can take of the machine, as far as another process's limits can be set.
#[cfg(target_os = "linux")]
pub(super) fn limit(child: &Child, limits: Limits) {
    use rustix::process::{Rlimit, prlimit};
    for (resource, most) in limits.all() {
        // Where it is not allowed, the child merely keeps the limits it has.
        let limit = Rlimit { current: Some(most), maximum: Some(most) };
        let _ = prlimit(Some(Pid::from_child(child)), resource, limit);
    }
}

/// Other systems let nobody set another process's limits.
#[cfg(not(target_os = "linux"))]
pub(super) fn limit(_child: &Child, _limits: Limits) {}

/// Asks a supervisor to stop its program and to end.
pub(super) fn ask_to_stop(child: &mut Child) {
    if !has_exited(child) {
        // It fails only when it has ended.
        let _ = kill_process(Pid::from_child(child), Signal::TERM);
    }
}

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
