//! The process between Articast and an engine's program: `articast supervise LIMITS PROGRAM [ARGUMENT…]`.
//!
//! It starts the program within its limits, passes on how it ended, and leaves nothing behind: when the program ends,
//! when it gets SIGTERM, and when nobody reads its standard error any more, which is how it learns that Articast is gone,
//! whatever ended it. On Linux it adopts what the program leaves behind, even daemons in sessions of their own; elsewhere
//! it kills the group that it leads, and a daemon gets away.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Write as _};
use std::os::fd::AsFd;
use std::process::{Command, ExitCode};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use rustix::process::{
    Pid, Rlimit, Signal, WaitId, WaitIdOptions, WaitOptions, WaitStatus, getrlimit, kill_process, setrlimit,
    wait, waitid,
};
use signal_hook::consts::SIGTERM;
use signal_hook::iterator::Signals;
use signal_hook::low_level;

use super::limits::Limits;
use super::{UNSTARTED, unstarted};

/// How long what was killed may take to end: a process that waits for a disk ends when the disk answers.
const FAREWELL: Duration = Duration::from_secs(5);

/// The program's process, as long as its id is its own.
type Running = Arc<Mutex<Option<Pid>>>;

/// Does what the hidden subcommand does; `arguments` follow its name.
pub(crate) fn supervise(mut arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let limits = arguments.next().and_then(|limits| limits.to_str()?.parse::<Limits>().ok());
    let Some((limits, program)) = limits.zip(arguments.next()) else { return ExitCode::from(2) };
    close_inherited();
    limit(limits);
    adopt(limits);
    // Before there is anything to be stopped.
    let Ok(mut signals) = Signals::new([SIGTERM]) else { return ExitCode::from(1) };
    let child = match Command::new(&program).args(arguments).spawn() {
        Ok(child) => child,
        Err(error) => {
            let _ = write!(io::stderr(), "{}", unstarted::tell(&error));
            return ExitCode::from(UNSTARTED);
        }
    };
    let program = Pid::from_child(&child);
    let running = Running::new(Mutex::new(Some(program)));
    let stopped = Arc::clone(&running);
    std::thread::spawn(move || signals.forever().for_each(|_| stop(&stopped)));
    let orphaned = Arc::clone(&running);
    std::thread::spawn(move || {
        wait_for_the_readers_end();
        stop(&orphaned);
    });
    // The pipes are the program's: they close when it closes them.
    if let Ok(nothing) = File::options().read(true).write(true).open("/dev/null") {
        let _ = nix::unistd::dup2_stdin(&nothing);
        let _ = nix::unistd::dup2_stdout(&nothing);
    }
    let status = wait_for(program, &running);
    bury_the_rest();
    end_as(status)
}

/// Closes what whoever started Articast left open for it: it is not the program's business.
fn close_inherited() {
    let numbers = |folder: &str| -> Vec<i32> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect()
    };
    for number in numbers("/dev/fd").into_iter().filter(|number| 2 < *number) {
        // That of the folder itself is closed already.
        let _ = nix::unistd::close(number);
    }
}

/// Sets the limits of this process, which the program inherits. Where one is not allowed, it stays as it is.
fn limit(limits: Limits) {
    for (resource, most) in limits.all() {
        let most = getrlimit(resource).maximum.map_or(most, |now| now.min(most));
        let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
    }
}

/// Makes this process the parent of whatever loses its own below it.
#[cfg(target_os = "linux")]
fn adopt(limits: Limits) {
    let _ = nix::sys::prctl::set_child_subreaper(true);
    if !limits.may_gain_rights {
        let _ = nix::sys::prctl::set_no_new_privs();
    }
}

/// Other systems know no such thing.
#[cfg(not(target_os = "linux"))]
fn adopt(_limits: Limits) {}

/// Blocks until nobody reads our standard error.
fn wait_for_the_readers_end() {
    let stderr = io::stderr();
    let mut ends = [PollFd::new(stderr.as_fd(), PollFlags::empty())];
    while matches!(poll(&mut ends, PollTimeout::NONE), Err(nix::errno::Errno::EINTR)) {}
}

/// Kills the program, if it still runs; what it leaves behind follows.
fn stop(running: &Running) {
    let running = running.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(program) = *running {
        let _ = kill_process(program, Signal::KILL);
        #[cfg(not(target_os = "linux"))]
        let _ = rustix::process::kill_current_process_group(Signal::KILL);
    }
}

/// Waits for the program, and buries what ends before it.
fn wait_for(program: Pid, running: &Running) -> Option<WaitStatus> {
    loop {
        // Without burying anybody: an id stays taken until nobody uses it any more.
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        if let Err(error) = waitid(WaitId::All, options)
            && error != rustix::io::Errno::INTR
        {
            return None;
        }
        let mut running = running.lock().unwrap_or_else(PoisonError::into_inner);
        while let Ok(Some((ended, status))) = wait(WaitOptions::NOHANG) {
            if ended == program {
                *running = None;
                return Some(status);
            }
        }
    }
}

/// Kills and buries all that is left below this process. What loses its parent by that becomes our child, and is next.
fn bury_the_rest() {
    let end = Instant::now() + FAREWELL;
    loop {
        match wait(WaitOptions::NOHANG) {
            Ok(Some(_)) => continue,
            Ok(None) => {}
            // Nobody is left.
            Err(_) => return,
        }
        for child in children() {
            let _ = kill_process(child, Signal::KILL);
        }
        if end < Instant::now() {
            return;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// The processes whose parent is this one. None of them can end up as another's id: nobody else buries them.
fn children() -> Vec<Pid> {
    let own = std::process::id().to_string();
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let child = |name: OsString| {
        let id: i32 = name.to_str()?.parse().ok()?;
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
        // The name, in brackets, may hold anything: what follows the last bracket is the state and the parent.
        let (_, rest) = stat.rsplit_once(')')?;
        (rest.split_whitespace().nth(1)? == own).then_some(Pid::from_raw(id)?)
    };
    entries.filter_map(|entry| child(entry.file_name())).collect()
}

/// Ends as the program ended.
fn end_as(status: Option<WaitStatus>) -> ExitCode {
    let Some(status) = status else { return ExitCode::from(1) };
    if let Some(signal) = status.terminating_signal() {
        let _ = low_level::emulate_default_handler(signal);
        return ExitCode::from(u8::try_from(128 + signal).unwrap_or(255));
    }
    ExitCode::from(status.exit_status().and_then(|code| u8::try_from(code).ok()).unwrap_or(1))
}
