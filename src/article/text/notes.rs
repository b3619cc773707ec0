//! Notes at the foot of a text: `[1] As the rule says.` under a text that says `stone.[1]`.

use std::collections::{BTreeMap, BTreeSet};

use super::units::{Form, Unit};
use crate::article::{Inline, Why};

/// The mark of a note at the start of a text, and the note's words.
fn note(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('[')?;
    if let Some((label, words)) = inner.strip_prefix("Footnote ").and_then(|inner| inner.split_once(':')) {
        return is_label(label).then(|| (label, words.trim().trim_end_matches(']')));
    }
    let (label, words) = inner.split_once(']')?;
    let words = words.trim_start_matches([' ', ':', '\u{a0}']);
    (is_label(label) && words.chars().any(char::is_alphabetic)).then_some((label, words))
}

fn is_label(label: &str) -> bool {
    let numbered = !label.is_empty() && label.len() < 4 && label.bytes().all(|b| b.is_ascii_digit());
    numbered
        || matches!(label, "*" | "**" | "†" | "‡")
        || label.len() == 1 && label.bytes().all(|b| b.is_ascii_uppercase())
}

/// The marks in a text that lead to notes, with their places.
fn marks(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices('[').filter_map(|(at, _)| {
        let (label, _) = text[at + 1..].split_once(']')?;
        let attached = text[..at].chars().next_back().is_some_and(|c| !c.is_whitespace() && c != '[');
        (attached && is_label(label)).then_some((at, label))
    })
}

/// Makes notes of the units that are notes, and leaves out the headings over them.
pub(super) fn settle(units: &mut [Unit]) {
    let mut marked: BTreeSet<String> = BTreeSet::new();
    let mut in_sources = false;
    for unit in units.iter_mut() {
        if unit.text.len() < 60 {
            let bare: String = unit.text.chars().filter(|c| c.is_alphabetic() || *c == ' ').collect();
            let bare = bare.trim().to_lowercase();
            match bare.as_str() {
                "references" | "bibliography" | "sources" | "works cited" | "literature" => in_sources = true,
                "notes" | "footnotes" | "endnotes" => in_sources = false,
                _ => {}
            }
        }
        let found =
            note(&unit.text).filter(|_| matches!(unit.form, Form::Prose | Form::Verse(_)) && !in_sources);
        match found.map(|(label, words)| (label.to_owned(), words.to_owned())) {
            Some((label, words)) if marked.contains(&label) => {
                unit.text = words;
                unit.form = Form::Note(label);
            }
            _ => marked.extend(marks(&unit.text).map(|(_, label)| label.to_owned())),
        }
    }
    for n in 0..units.len() {
        let is_head = ["notes", "footnotes", "footnotes:", "notes:", "endnotes"]
            .contains(&units[n].text.to_lowercase().as_str());
        if is_head && units.get(n + 1).is_some_and(|next| matches!(next.form, Form::Note(_))) {
            units[n].form = Form::Unsaid(Why::EmptySection);
        }
    }
}

/// The labels of a text's notes, each with how often it has come: numbers start anew in each chapter.
#[derive(Default)]
pub(super) struct Labels {
    notes: BTreeMap<String, usize>,
    marks: BTreeMap<String, usize>,
    /// How many notes have each label.
    all: BTreeMap<String, usize>,
}

impl Labels {
    pub(super) fn new(units: &[Unit]) -> Labels {
        let mut labels = Labels::default();
        for unit in units {
            if let Form::Note(label) = &unit.form {
                *labels.all.entry(label.clone()).or_insert(0) += 1;
            }
        }
        labels
    }

    fn nth(label: &str, n: usize) -> String {
        if n == 1 { label.to_owned() } else { format!("{label}-{n}") }
    }

    /// The label of the next note that is called so.
    pub(super) fn note(&mut self, label: &str) -> String {
        let count = self.notes.entry(label.to_owned()).or_insert(0);
        *count += 1;
        Labels::nth(label, *count)
    }

    /// Running text with references in the place of marks.
    pub(super) fn refer(&mut self, text: &str) -> Vec<Inline> {
        let mut content = Vec::new();
        let mut at = 0;
        for (start, label) in marks(text) {
            let Some(all) = self.all.get(label) else { continue };
            let count = self.marks.entry(label.to_owned()).or_insert(0);
            *count += 1;
            if start > at {
                content.push(Inline::Text(text[at..start].to_owned()));
            }
            content.push(Inline::NoteRef(Labels::nth(label, (*count).min(*all))));
            at = start + label.len() + 2;
        }
        if at < text.len() {
            content.push(Inline::Text(text[at..].to_owned()));
        }
        content
    }
}
