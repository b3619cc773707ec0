//! Child processes: fed without deadlock, read with a deadline, and never left behind.
//!
//! A child leads a process group of its own, so that a Ctrl-C at the terminal reaches Articast alone, which stops
//! the work through [`CancelToken`], and so that what the child itself started dies with it. Three threads serve its
//! pipes; they end when the pipes close.
//!
//! On Unix, where the program `articast` is known, it stands between as a supervisor ([`supervisor`]): it sets limits
//! before the child starts, and kills all that the child started, daemons too, when the child ends and when Articast
//! itself is killed. Without it, children that hang outlive a killed Articast; the others read the end of their input
//! and end on their own.

#[cfg_attr(unix, path = "child/unix.rs")]
#[cfg_attr(not(unix), path = "child/other.rs")]
mod group;
mod limits;
mod pipes;
#[cfg(all(unix, feature = "cli"))]
pub(crate) mod supervisor;
mod unstarted;

pub(in crate::engine) use self::pipes::printable;

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, Cursor};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use self::limits::Limits;
use super::{CancelToken, Failure};
use crate::files::{self, Places};

/// The hidden subcommand that supervises a child.
pub(crate) const SUPERVISE: &str = "supervise";
/// With this exit code a supervisor ends whose program did not start.
const UNSTARTED: u8 = 127;

/// How long anything blocks before it looks at [`CancelToken`] again.
const STEP: Duration = Duration::from_millis(50);
/// So many steps the last bytes of a child that has ended may take.
const LOOKS: u32 = 10;
/// How long a supervisor may take to kill what it started; then it is killed itself.
const CLEARING: Duration = Duration::from_secs(2);

/// A deadline and a cancel token, to be looked at by whatever waits.
#[derive(Debug, Clone)]
pub struct Watch<'a> {
    cancel: &'a CancelToken,
    since: Instant,
    budget: Duration,
}

impl<'a> Watch<'a> {
    /// Starts the clock: work under this watch may take as long as `budget` from now.
    pub fn new(cancel: &'a CancelToken, budget: Duration) -> Watch<'a> {
        Watch { cancel, since: Instant::now(), budget }
    }

    /// How long to block before asking again, at most 50 ms; or why to stop.
    pub fn step(&self) -> Result<Duration, Failure> {
        if self.cancel.is_cancelled() {
            return Err(Failure::Cancelled);
        }
        match self.budget.checked_sub(self.since.elapsed()) {
            Some(left) if !left.is_zero() => Ok(left.min(STEP)),
            _ => Err(Failure::Hung(self.budget)),
        }
    }
}

/// A program with its arguments, ready to be run. It sees no other variables than these, so that no secret in the
/// environment reaches it.
#[derive(Debug, Clone, PartialEq)]
pub struct Program {
    path: PathBuf,
    args: Vec<OsString>,
    variables: Vec<(OsString, OsString)>,
    /// The program `articast`, which supervises this one; none where it is not known.
    supervisor: Option<PathBuf>,
    limits: Limits,
}

impl Program {
    /// An engine's program, which sees `PATH` and the locale `C.UTF-8`: no locale and no settings file in a home folder
    /// changes what the engine says.
    pub fn bare(path: &Path, places: &Places) -> Program {
        // Windows programs cannot even start without some of its variables.
        let needed = if cfg!(windows) { places.variables.clone() } else { Vec::new() };
        let locale = ("LC_ALL".into(), "C.UTF-8".into());
        let variables = needed.into_iter().chain([search(places), locale]).collect();
        Program::new(path, variables, places, Limits::KNOWN)
    }

    /// A program of the user's choice, which sees `PATH` and [`Places::variables`].
    pub fn chosen(path: &Path, places: &Places) -> Program {
        let variables = places.variables.iter().cloned().chain([search(places)]).collect();
        Program::new(path, variables, places, Limits::CHOSEN)
    }

    fn new(path: &Path, variables: Vec<(OsString, OsString)>, places: &Places, limits: Limits) -> Program {
        // Another version of it, found somewhere, may not know the subcommand.
        let supervisor = places.own.clone().filter(|own| cfg!(all(unix, feature = "cli")) && own.is_file());
        Program { path: path.to_owned(), args: Vec::new(), variables, supervisor, limits }
    }

    /// The file to run.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Adds an argument. It is passed as it is, without a shell.
    #[must_use]
    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Program {
        self.args.push(arg.as_ref().to_owned());
        self
    }

    /// The file's name, for messages.
    pub fn name(&self) -> String {
        self.path.file_name().unwrap_or(self.path.as_os_str()).to_string_lossy().into_owned()
    }

    fn command(&self) -> Command {
        let mut command = match &self.supervisor {
            None => Command::new(&self.path),
            Some(supervisor) => {
                let mut command = Command::new(supervisor);
                command.arg(SUPERVISE).arg(self.limits.argument()).arg(&self.path);
                command
            }
        };
        command.args(&self.args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.env_clear().envs(self.variables.iter().map(|(name, value)| (name, value)));
        group::lead(&mut command);
        command
    }
}

/// The variable that says where programs look for others.
fn search(places: &Places) -> (OsString, OsString) {
    ("PATH".into(), std::env::join_paths(&places.programs).unwrap_or_default())
}

/// A running program to talk with. Dropped, it is killed with its whole group and reaped.
#[derive(Debug)]
pub struct Child {
    name: String,
    path: PathBuf,
    is_supervised: bool,
    process: std::process::Child,
    input: Option<pipes::Input>,
    output: Receiver<Vec<u8>>,
    chunk: Cursor<Vec<u8>>,
    complaints: pipes::Complaints,
    /// Whether it is reaped, and its id free for others.
    buried: bool,
}

impl Child {
    /// Starts a program in a process group of its own, with pipes for its three streams.
    pub fn spawn(program: &Program) -> Result<Child, Failure> {
        let name = program.name();
        let path = program.path.clone();
        let unstarted = |error| unstarted::failure(&path, &error);
        // A supervisor would find out too, but later.
        path.metadata().map_err(unstarted)?;
        let mut process = program.command().spawn().map_err(unstarted)?;
        let is_supervised = program.supervisor.is_some();
        if !is_supervised {
            group::limit(&process, program.limits);
        }
        let input = pipes::Input::of(process.stdin.take().expect("it is piped"));
        let output = pipes::read_from(process.stdout.take().expect("it is piped"));
        let complaints = pipes::Complaints::of(process.stderr.take().expect("it is piped"));
        let chunk = Cursor::default();
        let input = Some(input);
        Ok(Child { name, path, is_supervised, process, input, output, chunk, complaints, buried: false })
    }

    /// The child's process id.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Queues bytes for the child's input; never blocks. That the child does not read them shows in its answers.
    pub fn send(&mut self, bytes: impl Into<Vec<u8>>) {
        if let Some(input) = &self.input {
            input.send(bytes.into());
        }
    }

    /// Sends bytes, and waits until few of them are left to be written: what is sent to a child that is slower than
    /// we are does not pile up. Gives what the child has sent so far, so that it never waits for us either.
    pub(crate) fn exchange(
        &mut self,
        bytes: impl Into<Vec<u8>>,
        watch: &Watch<'_>,
    ) -> Result<Vec<u8>, Failure> {
        const FEW: usize = 1 << 18;
        self.send(bytes);
        let at = usize::try_from(self.chunk.position()).expect("the chunk is in memory");
        let mut sent = std::mem::take(&mut self.chunk).into_inner().split_off(at);
        loop {
            while let Ok(chunk) = self.output.try_recv() {
                sent.extend(chunk);
            }
            if self.input.as_ref().is_none_or(|input| input.waiting() <= FEW) {
                return Ok(sent);
            }
            match self.output.recv_timeout(watch.step()?.min(Duration::from_millis(2))) {
                Ok(chunk) => sent.extend(chunk),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(self.died(watch)),
            }
        }
    }

    /// Closes the child's input once all that was sent is written.
    pub fn close(&mut self) {
        self.input = None;
    }

    /// The next line of the child's output, without its line feed; at most `most` bytes.
    pub fn line(&mut self, watch: &Watch<'_>, most: usize) -> Result<Vec<u8>, Failure> {
        let mut line = Vec::new();
        loop {
            self.chunk.read_until(b'\n', &mut line).expect("a cursor does not fail");
            if line.last() == Some(&b'\n') {
                line.pop();
                return Ok(line);
            }
            if most < line.len() {
                return Err(Failure::Garbage(format!(
                    "`{}` sent a line of more than {most} bytes",
                    self.name
                )));
            }
            if !self.fill(watch)? {
                return Err(self.died(watch));
            }
        }
    }

    /// All that the child sends until it closes its output; at most `most` bytes.
    pub fn rest(&mut self, watch: &Watch<'_>, most: usize) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        loop {
            let at = usize::try_from(self.chunk.position()).expect("the chunk is in memory");
            bytes.extend_from_slice(&self.chunk.get_ref()[at..]);
            if most < bytes.len() {
                return Err(Failure::Garbage(format!("`{}` sent more than {most} bytes", self.name)));
            }
            if !self.fill(watch)? {
                self.chunk = Cursor::default();
                return Ok(bytes);
            }
        }
    }

    /// Waits until the child has ended, and tells whether it says that it succeeded.
    pub fn end(&mut self, watch: &Watch<'_>) -> Result<(), Failure> {
        self.close();
        if self.buried {
            return Err(Failure::Died(format!("`{}` has already ended", self.name)));
        }
        while !group::has_exited(&mut self.process) {
            std::thread::sleep(watch.step()?.min(Duration::from_millis(2)));
        }
        let status = self.reap();
        if status.is_some_and(|status| status.success()) { Ok(()) } else { Err(self.obituary(status)) }
    }

    /// What it wrote last to its standard error, on one line; may be empty.
    pub(crate) fn complaints(&self) -> String {
        self.complaints.tail()
    }

    /// Replaces the chunk, which is used up, by the next; false at the end of the output.
    fn fill(&mut self, watch: &Watch<'_>) -> Result<bool, Failure> {
        // How often a child that has ended was seen with somebody at its pipe.
        let mut looks = 0;
        loop {
            match self.output.recv_timeout(watch.step()?) {
                Ok(chunk) => {
                    self.chunk = Cursor::new(chunk);
                    return Ok(true);
                }
                Err(RecvTimeoutError::Disconnected) => return Ok(false),
                Err(RecvTimeoutError::Timeout) => {
                    // What it left running in the background holds the pipe open: nobody waits for that, nor for a
                    // daemon that is in its group no more.
                    if group::has_exited(&mut self.process) {
                        group::kill(&mut self.process);
                        looks += 1;
                        if LOOKS < looks {
                            return Ok(false);
                        }
                    }
                }
            }
        }
    }

    /// Why there is no more output. A child that closed it usually ends at once, and how it ended says most.
    fn died(&mut self, watch: &Watch<'_>) -> Failure {
        let patience = Watch::new(watch.cancel, Duration::from_millis(500));
        match self.end(&patience) {
            Ok(()) => Failure::Died(self.with_complaints("ended unexpectedly")),
            Err(Failure::Hung(_)) => Failure::Died(self.with_complaints("closed its output")),
            Err(failure) => failure,
        }
    }

    fn obituary(&self, status: Option<ExitStatus>) -> Failure {
        if self.is_supervised
            && status.and_then(|status| status.code()) == Some(UNSTARTED.into())
            && let Some(error) = unstarted::heard(&self.complaints.tail())
        {
            return unstarted::failure(&self.path, &error);
        }
        let how = status.map_or("cannot be waited for".into(), |status| format!("ended with {status}"));
        Failure::Died(self.with_complaints(&how))
    }

    fn with_complaints(&self, what: &str) -> String {
        let said = self.complaints.tail();
        if said.is_empty() {
            format!("`{}` {what}", self.name)
        } else {
            format!("`{}` {what}: {said}", self.name)
        }
    }

    /// Kills what is left of the group and takes the exit status, which frees the process id: in this order, since
    /// a free id may soon be another's.
    fn reap(&mut self) -> Option<ExitStatus> {
        if self.is_supervised {
            group::ask_to_stop(&mut self.process);
            let asked = Instant::now();
            while !group::has_exited(&mut self.process) && asked.elapsed() < CLEARING {
                std::thread::sleep(Duration::from_millis(1));
            }
        }
        group::kill(&mut self.process);
        self.buried = true;
        self.process.wait().ok()
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        if !self.buried {
            self.reap();
        }
    }
}

/// The digest of a program's file, for fingerprints: another version is another voice. What the program loads when it
/// runs is not in it.
pub fn digest(program: &Path) -> String {
    const LIMIT: u64 = 1 << 28;
    let bytes = files::read(program, LIMIT).unwrap_or_default();
    blake3::hash(&bytes).to_hex()[..16].to_owned()
}

/// Runs a program once: `input` on its standard input, and what it prints, at most `most` bytes, if it succeeds.
pub fn run(program: &Program, input: Vec<u8>, watch: &Watch<'_>, most: usize) -> Result<Vec<u8>, Failure> {
    let limits = program.limits.within(watch.budget);
    let mut child = Child::spawn(&Program { limits, ..program.clone() })?;
    child.send(input);
    child.close();
    let output = child.rest(watch, most)?;
    child.end(watch)?;
    Ok(output)
}

#[cfg(all(test, unix))]
mod tests;
