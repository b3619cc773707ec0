//! The articles of one run: those that were named, and those that collections lead to.

use std::collections::{HashSet, VecDeque};

use super::collection::{Collection, Entry, Wanted};
use super::input::key;
use crate::Result;
use crate::follow::newest_first;
use crate::publish::dates;

/// What is to be made, each once.
#[derive(Debug)]
pub struct Worklist {
    /// How many articles of a collection are taken.
    limit: Option<usize>,
    left: VecDeque<Entry>,
    seen: HashSet<String>,
    /// How many were taken from the list, collections left aside.
    number: usize,
    is_several: bool,
}

/// What became of a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expanded {
    /// What it is: “a folder”.
    pub what: &'static str,
    /// How many articles or lists it has.
    pub found: usize,
    /// How many of them are on the list now: the newest of those with dates, else the first.
    pub taken: usize,
    /// What of it is left aside.
    pub skipped: Vec<String>,
}

impl Worklist {
    /// A list of paths, addresses and `-`, each of which may lead to a collection.
    pub fn new(names: &[String], limit: Option<usize>) -> Worklist {
        let left: VecDeque<_> = names.iter().map(|name| Entry::new(name.clone(), Wanted::Any)).collect();
        let is_several = 1 < left.len();
        Worklist { limit, left, seen: HashSet::new(), number: 0, is_several }
    }

    /// The next one. One that was already there is left out.
    pub fn pop(&mut self) -> Option<Entry> {
        while let Some(entry) = self.left.pop_front() {
            if self.seen.insert(key(&entry.name)) {
                self.number += 1;
                return Some(entry);
            }
        }
        None
    }

    /// Which one is under way, counted from 1, and how many there are as far as is known.
    pub fn position(&self) -> (usize, usize) {
        (self.number, self.number + self.left.len())
    }

    /// Whether there is more than one article, or could be.
    pub fn is_several(&self) -> bool {
        self.is_several
    }

    /// Puts the articles of a collection in the place of the entry that led to it.
    ///
    /// # Errors
    ///
    /// [`crate::Error::SeveralArticles`] where the entry was to be an article: lists of lists are followed once.
    pub fn expand(&mut self, from: &Entry, collection: Collection) -> Result<Expanded> {
        if from.wanted == Wanted::Article {
            return Err(collection.refuse(&from.name));
        }
        self.is_several = true;
        // The collection itself is no article.
        self.number = self.number.saturating_sub(1);
        let Collection { what, entries, skipped, .. } = collection;
        // An OPML file has feeds: the limit is for each of them.
        let is_of_lists = entries.iter().any(|entry| entry.wanted == Wanted::List);
        let found = entries.len();
        let taken = self.limit.filter(|_| !is_of_lists).map_or(found, |limit| limit.min(found));
        // Feeds need not begin with the newest; what is taken keeps the order of the list.
        let dates: Vec<_> =
            entries.iter().map(|entry| entry.date.as_deref().and_then(dates::moment)).collect();
        let wanted: HashSet<usize> = newest_first(&dates).into_iter().take(taken).collect();
        let entries = entries.into_iter().enumerate().filter(|(n, _)| wanted.contains(n));
        for (_, entry) in entries.collect::<Vec<_>>().into_iter().rev() {
            // Lists of lists are followed once: a list that a list named names articles.
            let wanted = if from.wanted == Wanted::Any { entry.wanted } else { Wanted::Article };
            self.left.push_front(Entry { wanted, ..entry });
        }
        Ok(Expanded { what, found, taken, skipped })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    fn collection(names: &[(&str, Option<&str>)], wanted: Wanted) -> Collection {
        let entry = |(name, date): &(&str, Option<&str>)| Entry {
            date: date.map(str::to_owned),
            ..Entry::new((*name).to_owned(), wanted)
        };
        let entries = names.iter().map(entry).collect();
        Collection { what: "a feed", title: None, entries, skipped: Vec::new() }
    }

    fn rest(worklist: &mut Worklist) -> Vec<String> {
        std::iter::from_fn(|| worklist.pop()).map(|entry| entry.name).collect()
    }

    #[test]
    fn a_feed_gives_its_newest_articles_in_its_own_order_and_none_twice() {
        let mut worklist = Worklist::new(&["feed".into(), "b".into()], Some(2));
        assert!(worklist.is_several());
        let feed = worklist.pop().unwrap();
        let entries = [
            ("a", Some("2024-01-01T00:00:00Z")),
            ("b", Some("2024-03-01T00:00:00Z")),
            ("c", Some("2024-02-01T00:00:00Z")),
        ];
        let expanded = worklist.expand(&feed, collection(&entries, Wanted::Article)).unwrap();
        assert_eq!((expanded.found, expanded.taken), (3, 2));
        assert_eq!(rest(&mut worklist), ["b", "c"]);
    }

    #[test]
    fn lists_of_lists_are_followed_once() {
        let mut worklist = Worklist::new(&["opml".into()], Some(1));
        assert!(!worklist.is_several());
        let opml = worklist.pop().unwrap();
        worklist.expand(&opml, collection(&[("one", None), ("two", None)], Wanted::List)).unwrap();
        let feed = worklist.pop().unwrap();
        assert_eq!((feed.name.as_str(), feed.wanted), ("one", Wanted::List));
        worklist.expand(&feed, collection(&[("a", None), ("b", None)], Wanted::List)).unwrap();
        let article = worklist.pop().unwrap();
        assert_eq!(article.wanted, Wanted::Article);
        let failed = worklist.expand(&article, collection(&[("x", None)], Wanted::Article));
        assert!(matches!(failed, Err(Error::SeveralArticles { .. })));
    }
}
