//! The command line: arguments in, exit code out. The only place that prints, and that asks the environment.

mod advice;
mod args;
mod batch;
mod bench;
mod cache;
mod casts;
mod check;
mod clean;
mod estimate;
mod follow;
mod guard;
mod input;
#[cfg(feature = "listen")]
mod listen;
mod locale;
mod make;
mod models;
mod output;
mod places;
mod progress;
mod publish;
mod read;
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

use clap::{CommandFactory, Parser};

#[cfg(unix)]
use crate::engine::child;
#[cfg(feature = "pico")]
use crate::engine::pico;
#[cfg(target_os = "macos")]
use crate::engine::platform::avspeech;
use crate::error::{Failure, Unfetched, Unstored};
use crate::{Error, Result};
use args::{Arguments, Command};
use output::Terminal;

/// Runs the program with the process's own arguments.
pub fn main() -> ExitCode {
    // Once for each line that is spoken: nothing is to be lost with the reading of other arguments.
    #[cfg(unix)]
    if std::env::args_os().nth(1).is_some_and(|first| first == child::SUPERVISE) {
        return child::supervisor::supervise(std::env::args_os().skip(2));
    }
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help goes to standard output and is a success; a closed pipe is nobody's fault.
            let code = error.exit_code();
            let _ = error.print();
            return ExitCode::from(u8::try_from(code).unwrap_or(2));
        }
    };
    let terminal = Terminal::new();
    session::bear_limits();
    let done = dispatch(&arguments, &terminal);
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

fn dispatch(arguments: &Arguments, terminal: &Terminal) -> Result<Outcome> {
    match &arguments.command {
        Command::Make(make) => make::run(make, terminal),
        Command::Read(read) => read::run(read, terminal),
        Command::Script(script) => script::run(script, terminal),
        Command::Say(say) => say::run(say, terminal),
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
        #[cfg(feature = "listen")]
        Command::Listen(listen) => listen::run(listen, terminal),
        #[cfg(target_os = "macos")]
        Command::Avspeech { arguments } => {
            let done = avspeech::here::serve(arguments, std::io::stdin().lock(), std::io::stdout().lock());
            let line = arguments.join(" ");
            done.map(|()| Outcome::Done).map_err(|source| Error::Speak {
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
                .map_err(|source| Error::Speak {
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
        Command::Man => {
            let mut text = Vec::new();
            clap_mangen::Man::new(Arguments::command())
                .render(&mut text)
                .expect("memory takes what is written");
            terminal.bytes(&text)
        }
    }
}

/// The exit code of an error, as `--help` documents them.
fn code(error: &Error) -> u8 {
    match error {
        Error::Read { .. } => 66,
        Error::Fetch { source, .. } => match source {
            Unfetched::NotOfTheWeb(_) => 2,
            Unfetched::Missing(_) | Unfetched::Refused(_) => 66,
            Unfetched::Local(_) | Unfetched::Closed(_) => 77,
            Unfetched::Passing(_) => 75,
        },
        Error::TooLarge { .. }
        | Error::NotAnArticle { .. }
        | Error::Unread { .. }
        | Error::NeedsBrowser { .. }
        | Error::NothingToSay { .. }
        | Error::SameId { .. }
        | Error::TooLittle { .. }
        | Error::NotAShow { .. }
        | Error::NotOurs { .. }
        | Error::NoShowAddress { .. }
        | Error::UnfitShowAddress { .. }
        | Error::EmptyFeed { .. }
        | Error::NotFollowed { .. }
        | Error::NoSuchChapter { .. }
        | Error::NoCover { .. }
        | Error::Decode { .. }
        | Error::WrongFile { .. }
        | Error::NotAVoice { .. }
        | Error::MalformedCatalogue { .. }
        | Error::MalformedCast { .. }
        | Error::MalformedLexicon { .. } => 65,
        Error::NotAccepted { .. } | Error::Untrusted { .. } => 77,
        Error::SeveralArticles { .. }
        | Error::UnknownCast { .. }
        | Error::UnknownEngine { .. }
        | Error::UnknownModel { .. }
        | Error::UnknownVoice { .. }
        | Error::Unsuited { .. } => 2,
        Error::NoEngine { .. } | Error::NoVoice { .. } | Error::Speak { source: Failure::Missing(_), .. } => {
            69
        }
        Error::Listen { .. } | Error::Busy { .. } | Error::Speak { source: Failure::Unavailable(_), .. } => {
            75
        }
        Error::Speak { source, .. } if source.is_passing() => 75,
        Error::Store { source, .. } => match source {
            Unstored::Unknown(_) => 2,
            Unstored::Refused(_) => 77,
            Unstored::Passing(_) => 75,
            Unstored::Lacking(_) => 66,
        },
        Error::Write { .. }
        | Error::NoRoom { .. }
        | Error::Taken { .. }
        | Error::Exists { .. }
        | Error::NoFeed { .. } => 73,
        Error::Fault { .. } => 70,
        Error::Stopped => session::signalled(),
        _ => 1,
    }
}
