//! The said text as it grows, with the links to what is shown.

use std::ops::Range;

use super::Given;
use crate::clean::is_hidden;
use crate::speech::{Link, Sound, Utterance};

/// Collects said words and keeps which shown bytes they stand for.
#[derive(Debug, Default)]
pub(super) struct Out {
    say: Utterance,
    /// Whether the last link holds only an opening mark, which belongs to the word after it.
    opened: bool,
}

impl Out {
    /// A said word, or several for one shown thing.
    pub(super) fn word(&mut self, said: &str, shown: Range<usize>) {
        // "22.Physical" would be one word to an engine.
        let ends = |c: char| c.is_alphanumeric() || ".,;:!?".contains(c);
        if self.say.text.ends_with(ends) && said.starts_with(char::is_alphanumeric) {
            self.say.text.push(' ');
        }
        self.piece(said, shown);
    }

    /// A word that stays joined to what it touches.
    pub(super) fn piece(&mut self, said: &str, shown: Range<usize>) {
        let start = self.say.text.len();
        if said.bytes().all(|b| b.is_ascii() && !b.is_ascii_control()) {
            self.say.text.push_str(said);
        } else {
            // A soft hyphen within a word would make two of it.
            self.say.text.extend(said.chars().filter(|c| !is_hidden(*c)));
        }
        let said = start..self.say.text.len();
        match self.say.links.last_mut() {
            Some(last) if self.opened && last.shown.end == shown.start && last.said.end == said.start => {
                last.said.end = said.end;
                last.shown.end = shown.end;
            }
            _ => self.say.links.push(Link { said, shown }),
        }
        self.opened = false;
    }

    /// Words that are given for what is shown, and how they sound.
    pub(super) fn given(&mut self, given: &Given) {
        let said: String = given.said.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let said = said.trim();
        if said.is_empty() {
            return self.close("", given.shown.clone());
        }
        self.word(said, given.shown.clone());
        // The word is the end of the text, without the marks and the space before it.
        let end = self.say.text.len();
        let length = said.chars().filter(|c| !is_hidden(*c)).map(char::len_utf8).sum::<usize>();
        if let Some(ipa) = given.ipa.clone().filter(|_| 0 < length) {
            self.say.sounds.push(Sound { said: end - length..end, ipa, respelled: None });
        }
    }

    /// A mark that belongs to the word after it.
    pub(super) fn open(&mut self, said: &str, shown: Range<usize>) {
        let opened = self.opened;
        self.word(said, shown);
        self.opened = opened || !said.is_empty();
    }

    /// A mark that belongs to the word before it, if it touches one; with nothing said it is silent.
    pub(super) fn close(&mut self, said: &str, shown: Range<usize>) {
        let touches = self.say.links.last().is_some_and(|last| last.shown.end == shown.start);
        if touches && !said.is_empty() {
            self.trim();
        }
        let start = self.say.text.len();
        self.say.text.push_str(said);
        let said = start..self.say.text.len();
        match self.say.links.last_mut() {
            Some(last) if last.shown.end == shown.start && last.said.end == said.start => {
                last.said.end = said.end;
                last.shown.end = shown.end;
            }
            _ => self.say.links.push(Link { said, shown }),
        }
    }

    /// A mark that belongs to the word before it across white space.
    pub(super) fn attach(&mut self, said: &str, shown: Range<usize>) {
        self.trim();
        let start = self.say.text.len();
        self.say.text.push_str(said);
        self.say.links.push(Link { said: start..self.say.text.len(), shown });
        self.opened = false;
    }

    /// A pause where a dash stands: a comma, unless another mark is there already.
    pub(super) fn pause(&mut self, shown: Range<usize>) {
        let spaces = self.say.text.len() - self.say.text.trim_end().len();
        let before = self.say.text.trim_end().chars().next_back();
        let wanted = before.is_some_and(|c| c.is_alphanumeric() || "\"')".contains(c));
        if wanted && 0 < spaces {
            // The comma goes to the word before the white space; the dash itself stands for nothing more.
            let end = self.say.text.len() - spaces;
            self.say.text.truncate(end);
            // Silent links may lie behind it.
            if let Some(word) = self.say.links.iter_mut().rev().find(|link| link.said.end == end) {
                word.said.end += 1;
            }
            self.say.text.push(',');
        }
        self.close(if wanted && spaces == 0 { "," } else { "" }, shown);
        self.space();
    }

    /// White space: one space, except at the start.
    pub(super) fn space(&mut self) {
        if !self.say.text.is_empty() && !self.say.text.ends_with(' ') {
            self.say.text.push(' ');
        }
    }

    /// The last said character.
    pub(super) fn last(&self) -> Option<char> {
        self.say.text.chars().next_back()
    }

    /// What has been said, without white space at the end.
    pub(super) fn finish(mut self) -> Utterance {
        self.trim();
        self.say
    }

    /// Takes white space from the end; silent links behind it move to the new end.
    fn trim(&mut self) {
        let end = self.say.text.trim_end().len();
        self.say.text.truncate(end);
        for link in self.say.links.iter_mut().rev().take_while(|link| end < link.said.end) {
            link.said = link.said.start.min(end)..end;
        }
    }
}
