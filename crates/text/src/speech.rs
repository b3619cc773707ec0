//! How written language is said: where sentences end, and which words stand for what is written.

mod code;
pub mod homographs;
pub mod lexicon;
pub mod manner;
pub mod math;
pub mod passage;
pub mod sentences;
pub mod times;
mod spelled;
pub mod words;

use std::ops::Range;

use serde::{Deserialize, Serialize};

pub use lexicon::Lexicon;
pub use manner::Manner;
pub use passage::{Markup, Passage, Span};

/// One utterance for an engine.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Utterance {
    /// The words to say, spelled out: no digits, no symbols, punctuation only for the melody.
    pub text: String,
    /// Which shown characters each run of said characters stands for: in order, without overlap.
    pub links: Vec<Link>,
    /// Said words whose sounds are given: in order, without overlap. Engines that take no sounds say the words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sounds: Vec<Sound>,
    /// Which take it is. Where an engine draws by lot how it says a text, another take is another draw.
    #[serde(default, skip_serializing_if = "is_first")]
    pub take: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_first(take: &u32) -> bool {
    *take == 0
}

/// How some said words sound.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sound {
    /// The bytes of [`Utterance::text`].
    pub said: Range<usize>,
    /// The International Phonetic Alphabet.
    pub ipa: String,
    /// Other letters that say so, for engines that take no sounds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub respelled: Option<String>,
}

/// A run of said text and the shown text that it stands for, both in bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The bytes of [`Utterance::text`].
    pub said: Range<usize>,
    /// The bytes of the shown text.
    pub shown: Range<usize>,
}

/// A sentence, or a piece of one that is in another language: the author's words, and how they are said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The author's words, unaltered.
    pub show: String,
    /// What the engine gets.
    pub say: Utterance,
    /// Its language as a BCP 47 tag, where that is another than the language of the text around it.
    pub language: Option<String>,
    /// What lies between it and what is said before it.
    pub seam: Seam,
    /// The pauses that the author asks for before and behind it, in milliseconds.
    pub pauses: [u32; 2],
}

/// What lies between two pieces of speech.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Seam {
    /// The start of a block: a paragraph, a heading, an item.
    Block,
    /// The end of a sentence.
    #[default]
    Sentence,
    /// The end of a clause of a sentence too long for an engine.
    Clause,
    /// A change of the language within a sentence.
    Language,
}

/// Splits a paragraph into sentences and finds how each is said.
/// The sentences' `show`, with the white space between them, are the paragraph. A sentence too long for an
/// engine comes as its clauses, and one in several languages that have voices as a piece for each.
pub fn speak(paragraph: impl Into<Passage>, manner: &Manner<'_>) -> Vec<Sentence> {
    let mut paragraph = paragraph.into();
    if manner.lexicon.has_languages() {
        paragraph.mark_languages(manner);
    }
    if let Some(tag) = manner.other_throughout(&paragraph) {
        let inner = Manner { language: tag, ..*manner };
        let mut spoken = speak_in(&paragraph, &inner);
        for sentence in &mut spoken {
            sentence.language.get_or_insert_with(|| tag.to_owned());
        }
        return spoken;
    }
    speak_in(&paragraph, manner)
}

fn speak_in(paragraph: &Passage, manner: &Manner<'_>) -> Vec<Sentence> {
    let mut spoken = Vec::new();
    let mut sweep = passage::Sweep::new(paragraph);
    let sentences = passage::sentences(paragraph, manner.language);
    for passage::Part { range, seam: before, pauses } in passage::at_pauses(paragraph, sentences) {
        let sentence = sweep.slice(range);
        let pieces = passage::pieces(&sentence, manner);
        let last = pieces.len().saturating_sub(1);
        for (n, (piece, language)) in pieces.into_iter().enumerate() {
            let piece = sentence.slice(piece);
            let own = Manner { language: language.as_deref().unwrap_or(manner.language), ..*manner };
            let say = say(&piece, &own);
            let seam = if n == 0 { before } else { Seam::Language };
            let pauses = [if n == 0 { pauses[0] } else { 0 }, if n == last { pauses[1] } else { 0 }];
            spoken.push(Sentence { show: piece.text, say, language, seam, pauses });
        }
    }
    spoken
}

/// How one piece is said.
fn say(piece: &Passage, manner: &Manner<'_>) -> Utterance {
    let draft = passage::Draft::new(piece);
    let mut given = passage::given(piece, manner);
    for part in &mut given {
        part.shown = draft.of_passage(&part.shown);
    }
    let mut say = draft.linked(words::say_given(&draft.text, &given, manner.language, manner.citations));
    homographs::sound(piece, &mut say, manner.language);
    spelled::sound(&mut say, manner.language);
    say
}

/// The sentences of a list item that is called by its number.
pub fn numbered(number: u64, text: impl Into<Passage>, manner: &Manner<'_>) -> Vec<Sentence> {
    let shown = format!("{number}.");
    let called = words::say(&number.to_string(), manner.language).text;
    let mut sentences = speak(text, manner);
    let head = Link { said: 0..called.len(), shown: 0..shown.len() };
    match sentences.first_mut() {
        Some(first) if first.language.is_none() => {
            let (said, seen) = (called.len() + 2, shown.len() + 1);
            let moved = first.say.links.iter().map(|link| Link {
                said: link.said.start + said..link.said.end + said,
                shown: link.shown.start + seen..link.shown.end + seen,
            });
            first.say.links = std::iter::once(head).chain(moved).collect();
            for sound in &mut first.say.sounds {
                sound.said = sound.said.start + said..sound.said.end + said;
            }
            first.say.text = format!("{called}. {}", first.say.text);
            first.show = format!("{shown} {}", first.show);
        }
        // The number is said in the language of the list.
        _ => {
            let say = Utterance { text: called, links: vec![head], ..Utterance::default() };
            let called = Sentence { show: shown, say, language: None, seam: Seam::Sentence, pauses: [0; 2] };
            sentences.insert(0, called);
        }
    }
    sentences
}

impl Utterance {
    /// A part of it, with the sounds that are wholly in it and without links.
    #[must_use]
    pub fn part(&self, said: Range<usize>) -> Utterance {
        let within = |sound: &&Sound| said.start <= sound.said.start && sound.said.end <= said.end;
        let moved = |sound: &Sound| Sound {
            said: sound.said.start - said.start..sound.said.end - said.start,
            ..sound.clone()
        };
        let sounds = self.sounds.iter().filter(within).map(moved).collect();
        Utterance { text: self.text[said.clone()].into(), sounds, take: self.take, links: Vec::new() }
    }

    /// The same with a full stop where no mark ends it: engines read on without one.
    #[must_use]
    pub fn closed(mut self) -> Utterance {
        let end = self.text.trim_end_matches(|c: char| c.is_whitespace() || "\"')]»”’".contains(c));
        if end.ends_with(|c: char| c.is_alphanumeric()) {
            self.text.truncate(self.text.trim_end().len());
            self.text.push('.');
        }
        self
    }

    /// The same with a comma where no mark ends it: the sentence goes on in another language.
    #[must_use]
    pub fn held(mut self) -> Utterance {
        if self.text.ends_with(char::is_alphanumeric) {
            self.text.push(',');
        }
        self
    }
}
