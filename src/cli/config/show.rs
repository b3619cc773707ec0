//! `articast config`: which settings hold here, and where each comes from.

use std::fmt::Write as _;

use clap::{Arg, Command, CommandFactory};
use serde_json::{Value, json};

use super::super::Outcome;
use super::super::args::{Arguments, ConfigCommand};
use super::super::output::{STRING, Terminal};
use super::{Config, KEYS};
use crate::Result;

/// A setting that holds, for people and programs.
struct Row {
    key: &'static str,
    /// The commands that it sets an option of.
    commands: Vec<&'static str>,
    values: Vec<String>,
    /// What holds where there is no value: “one per processor”.
    usual: String,
    /// The file; none for what is built in.
    file: Option<String>,
    /// Whether it may have several values.
    is_list: bool,
}

pub(in crate::cli) fn run(
    command: Option<&ConfigCommand>,
    config: &Config,
    terminal: &Terminal,
) -> Result<Outcome> {
    match command {
        Some(ConfigCommand::Path { json: true }) => {
            let files = config.files.iter().map(|file| json!({ "path": file.path, "exists": file.is_there }));
            terminal.json(&json!({ "files": files.collect::<Vec<_>>() }))
        }
        Some(ConfigCommand::Path { json: false }) => {
            let mut text = String::new();
            for file in &config.files {
                let state = if file.is_there { "" } else { " (not there)" };
                writeln!(text, "{}{state}", file.path.display()).expect(STRING);
            }
            terminal.text(&text)
        }
        Some(ConfigCommand::Show { json: true }) => {
            let rows: Vec<Value> = rows(config)
                .iter()
                .map(|row| json!({ "key": row.key, "commands": row.commands, "values": row.values, "usual": row.usual, "from": row.file }))
                .collect();
            terminal.json(&json!({ "settings": rows, "sites": config.rules }))
        }
        Some(ConfigCommand::Show { json: false }) | None => {
            let mut text = String::new();
            for row in rows(config) {
                writeln!(text, "{}", line(&row)).expect(STRING);
            }
            for (site, rule) in config.rules.iter() {
                let rule = toml::to_string(rule).unwrap_or_default();
                write!(text, "\n[site.\"{site}\"]\n{rule}").expect(STRING);
            }
            terminal.text(&text)
        }
    }
}

/// One line: a setting as a file would say it, and where it comes from.
fn line(row: &Row) -> String {
    let from = row.file.as_deref().unwrap_or("built in");
    let quoted = |value: &String| {
        let is_bare = value.parse::<f64>().is_ok() || value == "true" || value == "false";
        if is_bare { value.clone() } else { toml::Value::from(value.as_str()).to_string() }
    };
    let values: Vec<String> = row.values.iter().map(quoted).collect();
    match (values.as_slice(), row.is_list) {
        ([], _) => format!("# {}: {}", row.key, if row.usual.is_empty() { "not set" } else { &row.usual }),
        (values, true) => format!("{} = [{}]  # {from}", row.key, values.join(", ")),
        (values, false) => format!("{} = {}  # {from}", row.key, values.join(", ")),
    }
}

fn rows(config: &Config) -> Vec<Row> {
    let command = Arguments::command();
    let row = |key: &'static super::keys::Key| {
        let arg = key.takers().find_map(|(name, argument)| option(&command, name, argument))?;
        let setting = config.setting(key.name);
        let usual = arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned());
        let values = setting.map_or_else(|| usual.collect(), |setting| setting.values.clone());
        Some(Row {
            key: key.name,
            commands: key.takers().map(|(name, _)| name).collect(),
            values,
            usual: usual_in_words(arg),
            file: setting.map(|setting| setting.file.clone()),
            is_list: matches!(arg.get_action(), clap::ArgAction::Append),
        })
    };
    KEYS.iter().filter_map(row).collect()
}

fn option<'a>(command: &'a Command, name: &str, argument: &str) -> Option<&'a Arg> {
    command.find_subcommand(name)?.get_arguments().find(|arg| arg.get_id() == argument)
}

/// What an option's help says of its default: “[default: one per processor]”.
fn usual_in_words(arg: &Arg) -> String {
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let usual = help.split_once("[default: ").and_then(|(_, rest)| rest.split_once(']'));
    usual.map(|(usual, _)| usual.to_owned()).unwrap_or_default()
}
