//! The command line: arguments in, exit code out. The only place that prints, and that asks the environment.

mod advice;
mod args;
mod batch;
mod bench;
mod cache;
mod casts;
mod check;
mod clean;
mod config;
mod estimate;
mod exit;
mod follow;
mod guard;
mod input;
mod listen;
mod list;
mod locale;
mod make;
mod man;
mod models;
mod output;
mod places;
mod play;
mod preview;
mod progress;
mod publish;
mod read;
mod remove;
mod report;
mod say;
mod script;
#[cfg(feature = "serve")]
mod serve;
mod session;
mod status;
#[cfg(feature = "upload")]
mod upload;
mod verify;
mod voices;

use std::process::ExitCode;

use clap::CommandFactory;

use crate::Result;
#[cfg(unix)]
use crate::engine::child;
#[cfg(feature = "pico")]
use crate::engine::pico;
#[cfg(target_os = "macos")]
use crate::engine::platform::avspeech;
use args::{Arguments, Command};
use config::Config;
use exit::code;
use output::{Terminal, Volume};

/// Runs the program with the process's own arguments.
pub fn main() -> ExitCode {
    // Once for each line that is spoken: nothing is to be lost with the reading of other arguments.
    #[cfg(unix)]
    if std::env::args_os().nth(1).is_some_and(|first| first == child::SUPERVISE) {
        return child::supervisor::supervise(std::env::args_os().skip(2));
    }
    let (arguments, config) = match config::arguments() {
        Ok(Ok(arguments)) => arguments,
        Ok(Err(error)) => {
            Terminal::new(Volume::Usual).error(&error);
            return ExitCode::from(code(&error));
        }
        Err(error) => {
            // Help goes to standard output and is a success; a closed pipe is nobody's fault.
            let code = error.exit_code();
            let _ = error.print();
            return ExitCode::from(u8::try_from(code).unwrap_or(2));
        }
    };
    let terminal = Terminal::new(arguments.volume());
    session::bear_limits();
    let done = dispatch(&arguments, &config, &terminal);
    places::clear();
    match done {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Lost) => ExitCode::from(3),
        Ok(Outcome::Failed(code)) => ExitCode::from(code),
        Err(error) if output::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            terminal.error(&error);
            ExitCode::from(code(&error))
        }
    }
}

/// How a command ended that did not fail as a whole.
enum Outcome {
    /// All is well.
    Done,
    /// `--strict`, and something of the article was lost.
    Lost,
    /// Some of several articles failed, as was said; the code is the first one's.
    Failed(u8),
}

fn dispatch(arguments: &Arguments, config: &Config, terminal: &Terminal) -> Result<Outcome> {
    match &arguments.command {
        Command::Make(make) => make::run(make, terminal),
        Command::Read(read) => read::run(read, config.output(), terminal),
        Command::Script(script) => script::run(script, terminal),
        Command::Say(say) => say::run(say, terminal),
        Command::List(list) => list::run(list, terminal),
        Command::Remove(remove) => remove::run(remove, terminal),
        Command::Status(status) => status::run(status, terminal),
        Command::Verify(verify) => verify::run(verify, terminal),
        Command::Clean(clean) => clean::run(clean, terminal),
        Command::Cache(cache) => cache::run(cache, terminal),
        Command::Check(check) => check::run(check, terminal),
        Command::Publish(publish) => publish::run(publish, terminal),
        Command::Follow(follow) => follow::run(follow, terminal),
        #[cfg(feature = "serve")]
        Command::Serve(serve) => serve::run(serve, terminal),
        Command::Voices(voices) => voices::run(voices, terminal),
        Command::Config { command } => config::run(command.as_ref(), config, terminal),
        Command::Listen(listen) => listen::run(listen, terminal),
        #[cfg(target_os = "macos")]
        Command::Avspeech { arguments } => {
            let done = avspeech::here::serve(arguments, std::io::stdin().lock(), std::io::stdout().lock());
            let line = arguments.join(" ");
            done.map(|()| Outcome::Done).map_err(|source| crate::Error::Speak {
                voice: "avspeech".into(),
                line,
                more: 0,
                source,
            })
        }
        #[cfg(feature = "pico")]
        Command::Pico { folder, voice } => {
            pico::here::serve(folder, voice, std::io::stdin().lock(), std::io::stdout().lock())
                .map(|()| Outcome::Done)
                .map_err(|source| crate::Error::Speak {
                    voice: format!("pico:{voice}"),
                    line: String::new(),
                    more: 0,
                    source,
                })
        }
        Command::Completions { shell } => {
            let mut text = Vec::new();
            clap_complete::generate(*shell, &mut Arguments::command(), "articast", &mut text);
            terminal.bytes(&text)
        }
        Command::Man(man) => man::run(man, terminal),
    }
}
