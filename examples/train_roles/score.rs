//! How well texts are read: for each role the harmonic mean of precision and recall (F1) over blocks, and both; the share of
//! the article's letters that are kept, and the share of the letters beside it that are left out.

use std::collections::HashMap;
use std::fmt;

use articast::Article;
use articast::article::key;
use serde_json::Value;

use crate::corpus::{Block, Document};

/// The roles, as articles written in JSON name them.
const ROLES: [&str; 7] = ["heading", "item", "figure", "quote", "paragraph", "code", "table"];

/// What a block was, as a role; `None` where the element says none.
fn role(tag: &str) -> Option<usize> {
    let name = match tag {
        "li" => "item",
        "alt" | "caption" => "figure",
        "quote" => "quote",
        "p" => "paragraph",
        "pre" => "code",
        "cell" => "table",
        _ if tag.len() == 2 && tag.starts_with('h') => "heading",
        _ => return None,
    };
    place(name)
}

fn place(name: &str) -> Option<usize> {
    ROLES.iter().position(|role| *role == name)
}

/// Counts over many texts.
#[derive(Debug, Default)]
pub(crate) struct Score {
    hit: [usize; ROLES.len()],
    guessed: [usize; ROLES.len()],
    wanted: [usize; ROLES.len()],
    kept: usize,
    main: usize,
    dropped: usize,
    clutter: usize,
}

/// What a text was read as: the roles of each run of words.
#[derive(Default)]
struct Read {
    roles: HashMap<String, Vec<Option<usize>>>,
    /// All words in a row: joined or split blocks count as kept.
    everything: String,
}

impl Read {
    fn new(article: &Value) -> Read {
        let mut read = Read::default();
        for block in article["blocks"].as_array().into_iter().flatten() {
            match block["type"].as_str().unwrap_or_default() {
                "list" => {
                    for item in block["items"].as_array().into_iter().flatten() {
                        read.add("item", item.as_str().or(item["text"].as_str()).unwrap_or_default());
                    }
                }
                "figure" => ["caption", "alt"]
                    .iter()
                    .filter_map(|part| block[part].as_str().filter(|text| !text.is_empty()))
                    .for_each(|text| read.add("figure", text)),
                "table" => {
                    for row in block["rows"].as_array().into_iter().flatten() {
                        let cells = row.as_array().into_iter().flatten().filter_map(Value::as_str);
                        read.add("table", &cells.collect::<Vec<_>>().join(" "));
                    }
                }
                kind => read.add(kind, block["text"].as_str().unwrap_or_default()),
            }
        }
        read
    }

    fn add(&mut self, role: &str, text: &str) {
        let key = key(unmarked(text));
        if !self.roles.contains_key(&key) {
            self.everything.push_str(&key);
        }
        self.roles.entry(key).or_default().push(place(role));
    }
}

/// A line without the bullet or the number of an item.
fn unmarked(line: &str) -> &str {
    let line = line.trim_start();
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = line
        .strip_prefix('•')
        .or_else(|| if number.len() < line.len() { number.strip_prefix(['.', ')']) } else { None });
    rest.map_or(line, str::trim_start)
}

impl Score {
    /// Adds how texts are read.
    pub(crate) fn add(&mut self, documents: &[&Document], read: impl Fn(&str) -> Article) {
        for document in documents {
            self.text(document, &read(&document.text).json());
        }
    }

    fn text(&mut self, document: &Document, article: &Value) {
        let title = key(article["title"].as_str().unwrap_or_default());
        let read = Read::new(article);
        let mut left = read.roles.clone();
        for block in &document.blocks {
            let key = key(unmarked(&block.line));
            if key.chars().nth(1).is_none() {
                continue;
            }
            let said = read.roles.contains_key(&key) || key == title || read.everything.contains(&key);
            self.words(block, &key, said, read.roles.contains_key(&key));
            let Some(role) = role(&block.tag).filter(|_| (block.is_main || said) && key != title) else {
                continue;
            };
            // A heading behind a bullet may be either.
            if ROLES[role] == "heading" && block.line.trim_start().starts_with('•') {
                continue;
            }
            self.wanted[role] += 1;
            let rest = left.get(&key).filter(|roles| !roles.is_empty());
            let here = rest.or(read.roles.get(&key)).map(Vec::as_slice).unwrap_or_default();
            let guess = if here.contains(&Some(role)) { Some(role) } else { here.first().copied().flatten() };
            if let Some(roles) = left.get_mut(&key)
                && let Some(at) = roles.iter().position(|role| *role == guess)
            {
                roles.remove(at);
            }
            if let Some(guess) = guess {
                self.guessed[guess] += 1;
            }
            self.hit[role] += usize::from(guess == Some(role));
        }
    }

    /// Counts the letters of a block that is `said`, in one piece if it `stands`.
    fn words(&mut self, block: &Block, key: &str, said: bool, stands: bool) {
        let letters = key.chars().count();
        if block.is_main {
            self.main += letters;
            self.kept += if said { letters } else { 0 };
        } else if matches!(block.tag.as_str(), "inline" | "p?" | "li" | "p" | "cell") {
            self.clutter += letters;
            self.dropped += if stands { 0 } else { letters };
        }
    }

    /// The precision and the recall of a role.
    fn shares(&self, role: usize) -> [f64; 2] {
        [self.guessed[role], self.wanted[role]].map(|of| self.hit[role] as f64 / of.max(1) as f64)
    }
}

impl fmt::Display for Score {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (role, name) in ROLES.iter().enumerate() {
            let [precision, recall] = self.shares(role);
            let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
            write!(out, "{name} {f1:.3} ({precision:.3}, {recall:.3}), ")?;
        }
        let kept = self.kept as f64 / self.main.max(1) as f64;
        let dropped = self.dropped as f64 / self.clutter.max(1) as f64;
        write!(out, "kept {kept:.4}, clutter left out {dropped:.3}")
    }
}
