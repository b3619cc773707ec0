//! The articles of one run, and what became of them.

use std::path::Path;
use std::time::Instant;

use serde_json::json;

use super::code;
use super::output::{Terminal, count};
use super::progress::left_in_words;
use super::report::Row;
use crate::produce::collection::{Collection, Entry};
use crate::produce::{Expanded, Worklist};
use crate::{Error, Result};

/// More names are not told one by one.
const MOST_TOLD: usize = 20;

/// The articles that are to be made, and those that failed.
pub(super) struct Batch<'a> {
    terminal: &'a Terminal,
    as_json: bool,
    worklist: Worklist,
    made: usize,
    rows: Vec<Row>,
    started: Instant,
    left_alone: usize,
    failed: Vec<Failed>,
}

struct Failed {
    name: String,
    error: String,
    code: u8,
}

impl<'a> Batch<'a> {
    pub(super) fn new(names: &[String], limit: Option<usize>, as_json: bool, terminal: &'a Terminal) -> Self {
        let worklist = Worklist::new(names, limit);
        Batch {
            terminal,
            as_json,
            worklist,
            made: 0,
            rows: Vec::new(),
            started: Instant::now(),
            left_alone: 0,
            failed: Vec::new(),
        }
    }

    /// The next article. One that was already there is left out.
    pub(super) fn next(&mut self) -> Option<Entry> {
        self.worklist.pop()
    }

    /// Whether there is more than one article, or could be.
    pub(super) fn is_several(&self) -> bool {
        self.worklist.is_several()
    }

    /// Says which of several articles comes now.
    pub(super) fn tell_article(&self, name: &str) -> Result<()> {
        if !self.is_several() {
            return Ok(());
        }
        let (number, of) = self.worklist.position();
        if self.as_json {
            self.terminal
                .json(&json!({ "event": "article", "article": name, "number": number, "of": of }))?;
        } else {
            let left = self.time_left(of + 1 - number);
            self.terminal.note(&format!("{number} of {of}{left}: `{name}`"));
        }
        Ok(())
    }

    /// Puts the articles of a collection in its place, and says what is left aside.
    pub(super) fn expand(&mut self, from: &Entry, collection: Collection) -> Result<()> {
        let expanded = self.worklist.expand(from, collection)?;
        self.tell_collection(&from.name, &expanded)?;
        if expanded.found == 0 {
            return Err(Error::NothingToSay { name: from.name.clone() });
        }
        Ok(())
    }

    fn tell_collection(&self, name: &str, expanded: &Expanded) -> Result<()> {
        let Expanded { what, found, taken, skipped } = expanded;
        if self.as_json {
            self.terminal.json(&json!({
                "event": "list", "article": name, "what": what, "found": found, "taken": taken,
                "skipped": skipped,
            }))?;
            return Ok(());
        }
        let of = if taken == found { String::new() } else { format!(", {taken} taken") };
        self.terminal.note(&format!("`{name}` is {what}: {found} found{of}"));
        if !skipped.is_empty() {
            let told = skipped.iter().take(MOST_TOLD).map(String::as_str).collect::<Vec<_>>().join(", ");
            let more = skipped.len().saturating_sub(MOST_TOLD);
            let more = if more == 0 { String::new() } else { format!(" and {more} more") };
            self.terminal.note(&format!("skipped: {told}{more}"));
        }
        Ok(())
    }

    /// Tells that an article has its episode already.
    pub(super) fn left_alone(&mut self, name: &str, folder: &Path) -> Result<()> {
        self.left_alone += 1;
        if self.as_json {
            self.terminal.json(&json!({ "event": "exists", "article": name, "folder": folder }))?;
        } else {
            self.terminal.note(&format!("`{name}` has an episode: `{}`", folder.display()));
        }
        Ok(())
    }

    /// Counts an episode.
    pub(super) fn made(&mut self, row: Option<Row>) {
        self.made += 1;
        self.rows.extend(row);
    }

    /// How long the rest takes, if it takes as long as what was made, in words.
    fn time_left(&self, left: usize) -> String {
        let made = u32::try_from(self.made).ok().filter(|made| 0 < *made);
        let each = made.map(|made| self.started.elapsed() / made);
        let left = u32::try_from(left).ok().and_then(|left| each?.checked_mul(left));
        left_in_words(left).map(|left| format!(", {left}")).unwrap_or_default()
    }

    /// Tells that an article failed, and goes on.
    pub(super) fn failed(&mut self, name: &str, error: &Error) -> Result<()> {
        self.failed.push(Failed { name: name.into(), error: error.with_causes(), code: code(error) });
        if self.as_json {
            return self.tell_failure(name, error);
        }
        self.terminal.error(error);
        Ok(())
    }

    /// Tells the program that reads along, if one does, that an article failed.
    pub(super) fn tell_failure(&self, name: &str, error: &Error) -> Result<()> {
        if self.as_json {
            self.terminal.json(&json!({
                "event": "failed", "article": name, "error": error.with_causes(), "hint": error.hint(),
                "code": code(error),
            }))?;
        }
        Ok(())
    }

    /// Says what became of several articles.
    pub(super) fn tell_summary(&self) -> Result<()> {
        if !self.is_several() {
            return Ok(());
        }
        if self.as_json {
            let failed: Vec<_> = self
                .failed
                .iter()
                .map(|Failed { name, error, code }| json!({ "article": name, "error": error, "code": code }))
                .collect();
            let rows: Vec<_> = self.rows.iter().map(Row::json).collect();
            self.terminal.json(&json!({ "event": "summary", "made": self.made, "episodes": rows, "left_alone": self.left_alone, "failed": failed }))?;
            return Ok(());
        }
        let episodes = count(self.made, "episode");
        let left_alone = match self.left_alone {
            0 => String::new(),
            number => format!(", {number} left alone"),
        };
        self.terminal.note(&format!("{episodes} made{left_alone}, {} failed", self.failed.len()));
        for row in &self.rows {
            self.terminal.note(&row.text());
        }
        for Failed { error, .. } in &self.failed {
            self.terminal.note(&format!("  failed: {error}"));
        }
        Ok(())
    }
}
