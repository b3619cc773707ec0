//! The articles of one run: those that were named, those that lists lead to, and what became of them.

use std::collections::{HashSet, VecDeque};

use serde_json::json;

use super::code;
use super::input;
use super::lists::{Many, Name, Wanted};
use super::output::{Terminal, with_causes};
use crate::follow::newest_first;
use crate::publish::dates;
use crate::{Error, Result};

/// More names are not told one by one.
const MOST_TOLD: usize = 20;

/// The articles that are to be made, and those that failed.
pub(super) struct Batch<'a> {
    terminal: &'a Terminal,
    as_json: bool,
    /// How many articles of a list are taken.
    limit: Option<usize>,
    todo: VecDeque<Name>,
    seen: HashSet<String>,
    /// Whether there is more than one article, or could be.
    pub(super) is_several: bool,
    made: usize,
    failed: Vec<(String, String, u8)>,
}

impl<'a> Batch<'a> {
    pub(super) fn new(names: &[String], limit: Option<usize>, as_json: bool, terminal: &'a Terminal) -> Self {
        let todo = names.iter().map(|name| Name::new(name.clone(), Wanted::Any));
        let todo: VecDeque<_> = todo.collect();
        let is_several = 1 < todo.len();
        let (seen, failed) = (HashSet::new(), Vec::new());
        Batch { terminal, as_json, limit, todo, seen, is_several, made: 0, failed }
    }

    /// The next article. One that was already there is left out.
    pub(super) fn next(&mut self) -> Option<Name> {
        while let Some(name) = self.todo.pop_front() {
            if self.seen.insert(input::place(&name.name)) {
                return Some(name);
            }
        }
        None
    }

    /// Says which of several articles comes now.
    pub(super) fn tell_article(&self, name: &str) -> Result<()> {
        if !self.is_several {
            return Ok(());
        }
        if self.as_json {
            self.terminal.json(&json!({ "event": "article", "article": name }))?;
        } else {
            self.terminal.note(&format!("`{name}`"));
        }
        Ok(())
    }

    /// Puts the articles of a list in its place, and says what is left aside.
    pub(super) fn expand(&mut self, from: &Name, list: Many) -> Result<()> {
        if from.wanted == Wanted::Article {
            return Err(list.refuse(&from.name));
        }
        self.is_several = true;
        // An OPML file has feeds: the limit is for each of them.
        let is_of_lists = list.names.iter().any(|name| name.wanted == Wanted::List);
        let found = list.names.len();
        let taken = self.limit.filter(|_| !is_of_lists).map_or(found, |limit| limit.min(found));
        self.tell_list(&from.name, &list, taken)?;
        if found == 0 {
            return Err(Error::NothingToSay { name: from.name.clone() });
        }
        // Feeds need not begin with the newest; what is taken keeps the order of the list.
        let dates: Vec<_> =
            list.names.iter().map(|name| name.date.as_deref().and_then(dates::moment)).collect();
        let wanted: HashSet<usize> = newest_first(&dates).into_iter().take(taken).collect();
        let links = list.names.into_iter().enumerate().filter(|(n, _)| wanted.contains(n));
        for (_, link) in links.collect::<Vec<_>>().into_iter().rev() {
            // Lists of lists are followed once: a list that a list named names articles.
            let wanted = if from.wanted == Wanted::Any { link.wanted } else { Wanted::Article };
            self.todo.push_front(Name { wanted, ..link });
        }
        Ok(())
    }

    fn tell_list(&self, name: &str, list: &Many, taken: usize) -> Result<()> {
        let (found, skipped) = (list.names.len(), &list.skipped);
        if self.as_json {
            self.terminal.json(&json!({
                "event": "list", "article": name, "what": list.what, "found": found, "taken": taken,
                "skipped": skipped,
            }))?;
            return Ok(());
        }
        let of = if taken == found { String::new() } else { format!(", {taken} taken") };
        self.terminal.note(&format!("`{name}` is {}: {found} found{of}", list.what));
        if !skipped.is_empty() {
            let told = skipped.iter().take(MOST_TOLD).map(String::as_str).collect::<Vec<_>>().join(", ");
            let more = skipped.len().saturating_sub(MOST_TOLD);
            let more = if more == 0 { String::new() } else { format!(" and {more} more") };
            self.terminal.note(&format!("skipped: {told}{more}"));
        }
        Ok(())
    }

    /// Counts an episode.
    pub(super) fn made(&mut self) {
        self.made += 1;
    }

    /// Tells that an article failed, and goes on.
    pub(super) fn failed(&mut self, name: &str, error: &Error) -> Result<()> {
        self.failed.push((name.into(), with_causes(error), code(error)));
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
                "event": "failed", "article": name, "error": with_causes(error), "hint": error.hint(),
                "code": code(error),
            }))?;
        }
        Ok(())
    }

    /// Says what became of several articles.
    pub(super) fn tell_summary(&self) -> Result<()> {
        if !self.is_several {
            return Ok(());
        }
        if self.as_json {
            let failed: Vec<_> = self
                .failed
                .iter()
                .map(|(name, error, code)| json!({ "article": name, "error": error, "code": code }))
                .collect();
            self.terminal.json(&json!({ "event": "summary", "made": self.made, "failed": failed }))?;
            return Ok(());
        }
        let episodes = if self.made == 1 { "episode" } else { "episodes" };
        self.terminal.note(&format!("{} {episodes} made, {} failed", self.made, self.failed.len()));
        for (_, error, _) in &self.failed {
            self.terminal.note(&format!("  {error}"));
        }
        Ok(())
    }
}
