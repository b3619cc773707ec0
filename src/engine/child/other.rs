//! Single processes, where there are no process groups: what a child starts is its own affair.

use std::process::{Child, Command};

use super::Limits;

/// There is no group to lead.
pub(super) fn lead(_command: &mut Command) {}

/// There are no limits to set.
pub(super) fn limit(_child: &Child, _limits: Limits) {}

/// There is no supervisor to ask.
pub(super) fn ask_to_stop(_child: &mut Child) {}

/// Whether it has ended.
pub(super) fn has_exited(child: &mut Child) -> bool {
    !matches!(child.try_wait(), Ok(None))
}

/// Kills the process itself, and not what it started.
pub(super) fn kill(child: &mut Child) {
    // It fails only when it has ended.
    let _ = child.kill();
}
