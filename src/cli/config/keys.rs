//! The keys of a configuration: which options of which commands they set.

use std::path::Path;

use clap::{ArgMatches, Command};

use super::file::Setting;

/// A key.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Key {
    /// Its name: that of the option, with `_` for `-`.
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    /// The commands whose option it sets.
    commands: &'static [&'static str],
}

/// What the value of a key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Numbers, words, switches.
    Plain,
    /// The formats of new episodes: those that are there keep theirs.
    Formats,
    /// Paths, as seen from the folder of the file.
    Path,
    /// A path, unless it is one of these words.
    PathOr(&'static [&'static str]),
    /// A cast: a path if it ends in `.toml`.
    Cast,
    /// A program that is run, or an address to which files are sent: only the user's own file may name it.
    Trusted,
}

const MAKE: &[&str] = &["make", "follow"];
const SAID: &[&str] = &["make", "follow", "script", "say"];
const SHOW: &[&str] = &["publish", "follow"];

/// The commands whose folder of episodes is the one that `make` fills.
const FOLDERS: &[&str] =
    &["make", "follow", "publish", "check", "serve", "status", "list", "remove", "verify", "clean"];

const fn key(name: &'static str, kind: Kind, commands: &'static [&'static str]) -> Key {
    Key { name, kind, commands }
}

/// All keys, in the order in which they are shown.
pub(super) const KEYS: [Key; 28] = [
    key("output", Kind::Path, FOLDERS),
    key("formats", Kind::Formats, MAKE),
    key("voices", Kind::Cast, SAID),
    key("lexicon", Kind::Path, &["make", "follow", "script", "say", "listen"]),
    key("skip", Kind::Plain, &["make", "follow", "script", "read", "listen"]),
    key("single_file", Kind::Plain, MAKE),
    key("chapters_as_files", Kind::Plain, MAKE),
    key("bitrate", Kind::Plain, MAKE),
    key("sample_rate", Kind::Plain, MAKE),
    key("aac_encoder", Kind::Trusted, MAKE),
    key("profile", Kind::Plain, MAKE),
    key("speed", Kind::Plain, MAKE),
    key("on_failure", Kind::Plain, MAKE),
    key("strict", Kind::Plain, MAKE),
    key("skip_existing", Kind::Plain, &["make"]),
    key("jobs", Kind::Plain, MAKE),
    key("intro", Kind::Path, MAKE),
    key("outro", Kind::Path, MAKE),
    key("earcon", Kind::Path, MAKE),
    key("bed", Kind::Path, MAKE),
    key("bed_level", Kind::Plain, MAKE),
    key("cover", Kind::PathOr(&["generated", "none"]), MAKE),
    key("url", Kind::Plain, SHOW),
    key("title", Kind::Plain, SHOW),
    key("show", Kind::Path, &["publish", "serve"]),
    key("to", Kind::Trusted, SHOW),
    key("every", Kind::Plain, &["follow"]),
    key("port", Kind::Plain, &["serve"]),
];

impl Key {
    /// The commands that have the option, each with the id of its argument.
    pub(super) fn takers(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let is_made = |command: &str| MAKE.contains(&command) || command == "remove";
        let is_there = |command: &&&str| is_built(command) && (self.name != "to" || cfg!(feature = "upload"));
        self.commands.iter().filter(is_there).map(move |command| {
            // Other commands name the folder of episodes without an option.
            let argument = if self.name == "output" && !is_made(command) { "folder" } else { self.name };
            (*command, argument)
        })
    }

    /// Whether a value is a path.
    pub(super) fn is_path(&self, value: &str) -> bool {
        match self.kind {
            Kind::Plain | Kind::Formats | Kind::Trusted => false,
            Kind::Path => true,
            Kind::PathOr(words) => !words.contains(&value),
            Kind::Cast => Path::new(value).extension().is_some_and(|extension| extension == "toml"),
        }
    }
}

/// Whether this build has a command.
fn is_built(command: &str) -> bool {
    command != "serve" || cfg!(feature = "serve")
}

/// Whether a command has an option that a file could set.
pub(super) fn take(matches: &ArgMatches) -> bool {
    let Some(command) = matches.subcommand_name() else { return false };
    command == "config" || KEYS.iter().any(|key| key.takers().any(|(name, _)| name == command))
}

/// Checks a setting by the parser of its option.
pub(super) fn check(command: &Command, setting: &Setting) -> Result<(), String> {
    let key = setting.key;
    let Some((name, argument)) = key.takers().next() else { return Ok(()) };
    let checked = command.clone().mut_subcommand(name, |command| {
        // What the command itself demands is not asked for here.
        let command = command.mut_args(|arg| arg.required(false));
        command.mut_arg(argument, |arg| arg.default_values(setting.values.clone()))
    });
    match checked.try_get_matches_from(["articast", name]) {
        Ok(_) => Ok(()),
        Err(error) => Err(format!("`{}`: {}", key.name, told(&error.to_string()))),
    }
}

/// What clap says of a value, in one line.
fn told(error: &str) -> String {
    let said = error.split("\n\nFor more information").next().unwrap_or_default();
    let said = said.trim().strip_prefix("error: ").unwrap_or(said.trim());
    let words: Vec<&str> = said.split_whitespace().collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::super::super::args::Arguments;
    use super::*;

    #[test]
    fn each_key_is_an_option_of_its_commands() {
        let command = Arguments::command();
        for key in &KEYS {
            for (name, argument) in key.takers() {
                let command = command.find_subcommand(name).unwrap_or_else(|| panic!("no command {name}"));
                let found = command.get_arguments().find(|arg| arg.get_id() == argument);
                assert!(found.is_some(), "{name} has no {argument}");
            }
        }
    }
}
