//! `articast.toml`: what the user wants of every run, so that no command line has to say it.
//!
//! Two files may say it: one in the working folder or the nearest folder above it, and one in the user's configuration.
//! A setting is an option of the command line under its own name. It becomes that option's default, so the same parsers read
//! it, and what is said on the command line goes before it.

mod file;
mod keys;
mod show;

use std::path::{Path, PathBuf};

use clap::{Command, CommandFactory, FromArgMatches, ValueEnum};

use super::args::{self, Arguments, Format};
use super::places;
use crate::files::Places;
use crate::produce::input::Rules;
use crate::{Error, Result};
use file::Setting;
use keys::{KEYS, Kind};

pub(super) use show::run;

/// What the files are called.
const NAME: &str = "articast.toml";

/// The settings of this run.
#[derive(Debug, Default)]
pub(super) struct Config {
    /// The files in which a setting was looked for, the user's first.
    files: Vec<ConfigFile>,
    /// One for each key that a file sets; those of the folder go before the user's.
    settings: Vec<Setting>,
    /// How pages of some sites are read.
    pub(super) rules: Rules,
}

/// A place of a configuration file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct ConfigFile {
    path: PathBuf,
    is_there: bool,
}

impl Config {
    /// Reads the files that hold here.
    ///
    /// # Errors
    ///
    /// [`Error::MalformedConfig`] for a file that is not TOML, a key that is no setting, and a value that its option does not take.
    pub(super) fn find(places: &Places) -> Result<Config> {
        let users = places.config.join(NAME);
        let nearest = nearest();
        let mut config = Config::default();
        for (path, owner) in [(Some(users.as_path()), Owner::User), (nearest.as_deref(), Owner::Folder)] {
            let Some(path) = path else { continue };
            let is_there = path.is_file();
            config.files.push(ConfigFile { path: path.to_owned(), is_there });
            if is_there {
                config.read(path, owner)?;
            }
        }
        Ok(config)
    }

    /// Takes over what a file says; it goes before what is known.
    fn read(&mut self, path: &Path, owner: Owner) -> Result<()> {
        let file::Content { settings, rules } = file::read(path, owner)?;
        let command = Arguments::command();
        for setting in settings {
            keys::check(&command, &setting).map_err(|why| malformed(path, why))?;
            self.settings.retain(|known| known.key != setting.key);
            self.settings.push(setting);
        }
        self.rules.add(rules);
        Ok(())
    }

    /// The command line, whose options have what the files say as their defaults.
    fn command(&self) -> Command {
        let mut command = Arguments::command();
        for setting in self.settings.iter().filter(|setting| setting.key.kind != Kind::Formats) {
            for (name, argument) in setting.key.takers() {
                let values = setting.values.clone();
                command = command.mut_subcommand(name, |command| {
                    command.mut_arg(argument, |arg| arg.default_values(values))
                });
            }
        }
        command
    }

    /// The folder of episodes.
    pub(super) fn output(&self) -> &Path {
        let named = self.setting("output").and_then(|setting| setting.values.first());
        Path::new(named.map_or(args::OUTPUT, String::as_str))
    }

    fn setting(&self, key: &str) -> Option<&Setting> {
        self.settings.iter().find(|setting| setting.key.name == key)
    }
}

/// Whose word a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    /// The user's own: it may name programs and where files are sent.
    User,
    /// It lies in a folder, and may have come with it.
    Folder,
}

/// The arguments of this process, with what the files say where it says nothing.
///
/// # Errors
///
/// A mistake in the arguments, which clap tells; within it, a mistake in a file.
pub(super) fn arguments() -> std::result::Result<Result<(Arguments, Config)>, clap::Error> {
    let plain = Arguments::command().try_get_matches()?;
    let parsed = Arguments::from_arg_matches(&plain)?;
    if !keys::take(&plain) {
        return Ok(Ok((parsed, Config::default())));
    }
    let config = match Config::find(&places::find()) {
        Ok(config) => config,
        Err(error) => return Ok(Err(error)),
    };
    let mut arguments = match config.settings.as_slice() {
        [] => parsed,
        _ => Arguments::from_arg_matches(&config.command().try_get_matches()?)?,
    };
    if let Some(encoding) = arguments.command.encoding_mut()
        && let Some(setting) = config.setting("formats")
    {
        // They were checked.
        encoding.usual = setting.values.iter().flat_map(|name| Format::from_str(name, true)).collect();
    }
    arguments.command.complete();
    if let Some(input) = arguments.command.input_mut() {
        input.rules.clone_from(&config.rules);
    }
    Ok(Ok((arguments, config)))
}

/// The file in the working folder or the nearest one above it, as seen from here.
fn nearest() -> Option<PathBuf> {
    let folders = std::env::current_dir().map_or(1, |here| here.ancestors().count());
    let up = |levels: usize| Path::new(&"../".repeat(levels)).join(NAME);
    (0..folders).map(up).find(|path| path.is_file())
}

fn malformed(path: &Path, why: String) -> Error {
    Error::MalformedConfig { path: path.to_owned(), why }
}
