//! `articast man`: the manual, one page for each command, made from what the command line takes.

use std::collections::BTreeMap;
use std::io;

use clap::{Command, CommandFactory};
use clap_mangen::roff::{Roff, bold, roman};

use super::Outcome;
use super::args::{Arguments, Man};
use super::output::{Terminal, count};
use crate::similar::did_you_mean;
use crate::{Error, Result, files};

/// The first page, and what the names of all others start with.
const PROGRAM: &str = "articast";

pub(super) fn run(arguments: &Man, terminal: &Terminal) -> Result<Outcome> {
    let pages = pages();
    if let Some(folder) = &arguments.all {
        files::create_dir(folder)?;
        for (name, text) in &pages {
            files::write(&folder.join(format!("{name}.1")), text)?;
        }
        return terminal.text(&format!("{} in {}\n", count(pages.len(), "page"), folder.display()));
    }
    let words: Vec<&str> = arguments.command.iter().map(String::as_str).collect();
    let name = [&[PROGRAM], words.as_slice()].concat().join("-");
    let Some(page) = pages.get(&name) else {
        let words = words.join(" ");
        let known: Vec<String> =
            pages.keys().filter_map(|name| Some(name.split_once('-')?.1.replace('-', " "))).collect();
        let meant = did_you_mean(&words, known.iter().map(String::as_str));
        return Err(Error::Unsuited {
            why: format!("there is no command `{words}`{meant}"),
            hint: "`articast --help` lists the commands",
        });
    };
    terminal.bytes(page)
}

/// All pages, by their names: `articast`, `articast-make`, `articast-voices-add`.
fn pages() -> BTreeMap<String, Vec<u8>> {
    let mut program = Arguments::command().disable_help_subcommand(true);
    program.build();
    let exit_codes = program.get_after_help().map(ToString::to_string).unwrap_or_default();
    let mut pages = BTreeMap::new();
    let mut todo = vec![(program, None)];
    while let Some((command, parent)) = todo.pop() {
        let name = command.get_display_name().unwrap_or(PROGRAM).to_owned();
        for inner in command.get_subcommands().filter(|inner| !inner.is_hide_set()) {
            todo.push((inner.clone(), Some(name.clone())));
        }
        pages.insert(
            name,
            page(command, parent.as_deref(), &exit_codes).expect("memory takes what is written"),
        );
    }
    pages
}

/// The page of a command. `parent` is the page of the command that it belongs to.
fn page(command: Command, parent: Option<&str>, exit_codes: &str) -> io::Result<Vec<u8>> {
    let has_inner = command.has_subcommands();
    let name = command.get_display_name().unwrap_or(PROGRAM);
    // A page without a date is the same whenever it is made.
    let title =
        format!(".TH \"{name}\" \"1\" \"\" \"{PROGRAM} {}\" \"Articast Manual\"", env!("CARGO_PKG_VERSION"));
    let page = clap_mangen::Man::new(command);
    let mut text = Vec::new();
    page.render_name_section(&mut text)?;
    page.render_synopsis_section(&mut text)?;
    page.render_description_section(&mut text)?;
    page.render_options_section(&mut text)?;
    if has_inner {
        page.render_subcommands_section(&mut text)?;
    }
    let mut end = Roff::new();
    end.control("SH", ["EXIT STATUS"]);
    for (number, code) in exit_codes.trim_start_matches("Exit codes: ").split("; ").enumerate() {
        if 0 < number {
            end.control("PP", []);
        }
        end.text([roman(code)]);
    }
    if let Some(parent) = parent {
        end.control("SH", ["SEE ALSO"]).text([bold(parent), roman("(1)")]);
    }
    end.to_writer(&mut text)?;
    Ok(tidy(&title, &String::from_utf8_lossy(&text)).into_bytes())
}

/// A page of sections, each of which was written as a page of its own: what such a page begins with, it has once.
fn tidy(title: &str, sections: &str) -> String {
    let (start, rest): (Vec<&str>, Vec<&str>) =
        sections.lines().map(str::trim_end).partition(|line| line.contains(".ds Aq "));
    let lines = start.into_iter().take(2).chain([title]).chain(rest);
    lines.fold(String::new(), |text, line| text + line + "\n")
}
