//! From text to phonemes (G2P), as Piper's voices were trained with: espeak-ng's IPA, clause by clause, with the mark that
//! ends each.
//!
//! espeak-ng does not tell which mark ended a clause, and ends a sentence at "Dr."; so the text is cut into clauses
//! here, and espeak-ng gets one a line. Its program is asked first, which is what voices were trained with; the Rust
//! port in the binary knows English.
//!
//! Its releases differ a little. What the later ones write for a glide between vowels (`ʲ`) no English voice was
//! trained with, and it is taken out.

mod program;

use std::ops::Range;
#[cfg(feature = "phonemes")]
use std::panic::{AssertUnwindSafe, catch_unwind};

use unicode_normalization::UnicodeNormalization;

pub use self::program::Espeak;

use super::align;
use crate::clean;
use crate::engine::mnemonics::{self, Phonemes};
use crate::engine::platform::espeak;
use crate::engine::{EngineContext, Failure};
use crate::speech::{Sound, Utterance};
use crate::{Error, Result};

#[cfg(feature = "phonemes")]
use crate::engine::phonemizer;

/// What is said without a gap: mostly a word, sometimes two that run together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The phonemes, decomposed (Unicode's NFD), one character each; then the mark that ends the clause, if this does.
    pub symbols: Vec<char>,
    /// How many of them are phonemes; the rest are marks and spaces.
    pub sounding: usize,
    /// The words, in bytes of [`Utterance::text`].
    pub said: Vec<Range<usize>>,
    /// What ends with it.
    pub end: End,
}

impl Token {
    /// The symbols without the mark and the space at the end.
    pub fn phonemes(&self) -> &[char] {
        let is_phoneme = |c: &char| !matches!(c, ' ' | '.' | ',' | ';' | ':' | '?' | '!');
        let end = self.symbols.iter().rposition(is_phoneme).map_or(0, |last| last + 1);
        &self.symbols[..end]
    }
}

/// What ends with a token; the later the larger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// The end of a word within a clause.
    Word,
    /// A clause, with a comma or another mark that is no full stop.
    Clause,
    /// The end of a sentence.
    Sentence,
}

/// A stretch of text between two marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its bytes in the text, without the mark.
    pub said: Range<usize>,
    /// The mark that ends it: one of `.?!,;:`, or none.
    pub mark: Option<char>,
}

/// The clauses of an utterance that have a letter or a digit, in order. Words whose sounds are given are not cut.
pub fn clauses(say: &Utterance) -> Vec<Clause> {
    let text = &say.text;
    let is_given = |at: usize| say.sounds.iter().any(|sound| sound.said.contains(&at));
    let mut clauses = Vec::new();
    let mut start = 0;
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let Some(mut mark) = mark(c) else { continue };
        let mut end = at + c.len_utf8();
        let mut marks = 1;
        while let Some((at, c)) = rest.next_if(|(_, c)| self::mark(*c).is_some()) {
            (end, marks) = (at + c.len_utf8(), marks + 1);
        }
        let next = text[end..].chars().find(|c| !is_closing(*c));
        let ends = !is_given(at) && (is_dash(c) || next.is_none_or(char::is_whitespace) || 2 < marks);
        if !ends {
            continue;
        }
        if text[at..].starts_with("...") {
            mark = None;
        }
        push(&mut clauses, text, start..at, mark);
        start = end;
    }
    push(&mut clauses, text, start..text.len(), None);
    clauses
}

/// What a mark is to a voice: espeak-ng makes a semicolon of a dash, and nothing of three dots.
#[expect(clippy::option_option, reason = "a mark that is none to a voice still ends a clause")]
fn mark(c: char) -> Option<Option<char>> {
    match c {
        '.' | '。' => Some(Some('.')),
        '?' | '？' => Some(Some('?')),
        '!' | '！' => Some(Some('!')),
        ',' | '，' | '、' => Some(Some(',')),
        ';' | '；' | '–' | '—' => Some(Some(';')),
        ':' | '：' => Some(Some(':')),
        '…' => Some(None),
        _ => None,
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '–' | '—' | '…' | '。' | '？' | '！' | '，' | '、' | '；' | '：')
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '}')
}

fn push(clauses: &mut Vec<Clause>, text: &str, said: Range<usize>, mark: Option<char>) {
    if text[said.clone()].contains(char::is_alphanumeric) {
        clauses.push(Clause { said, mark });
    } else if let (Some(last), Some(mark)) = (clauses.last_mut(), mark) {
        // “Quoted,” he said: a mark beside a mark adds none.
        last.mark.get_or_insert(mark);
    }
}

/// What turns clauses into phonemes.
pub enum Phonemizer {
    /// The installed program `espeak-ng`, as a child process.
    Program(Box<Espeak>),
    /// espeak-ng in the binary.
    #[cfg(feature = "phonemes")]
    Inside(Box<espeak_ng::EspeakNg>),
    /// The voice takes letters.
    Letters,
}

/// espeak-ng reads lines of at most 1000 bytes.
const LONGEST: usize = 900;

impl Phonemizer {
    /// What makes phonemes for a voice of espeak-ng, such as `en-us`: its program, else what the binary has.
    pub fn open(voice: &str, context: &EngineContext<'_>) -> Result<Phonemizer> {
        let is_name = |c: char| c.is_ascii_alphanumeric() || "-_+".contains(c);
        if voice.is_empty() || !voice.chars().all(is_name) {
            return Err(none_for(voice, "that is not the name of an espeak-ng voice"));
        }
        match Espeak::open(voice, context) {
            Some(Ok(program)) => Ok(Phonemizer::Program(Box::new(program))),
            Some(Err(Failure::Cancelled)) => Err(Error::Stopped),
            Some(Err(failure)) => Err(none_for(voice, &failure.to_string())),
            None => Phonemizer::inside(voice, context),
        }
    }

    #[cfg(feature = "phonemes")]
    fn inside(voice: &str, context: &EngineContext<'_>) -> Result<Phonemizer> {
        match phonemizer::open(voice, context)? {
            Some(inside) => Ok(Phonemizer::Inside(Box::new(inside))),
            None => Err(none_for(
                voice,
                "the program `espeak-ng` was not found, and the binary knows only English",
            )),
        }
    }

    #[cfg(not(feature = "phonemes"))]
    fn inside(voice: &str, _: &EngineContext<'_>) -> Result<Phonemizer> {
        Err(none_for(
            voice,
            "the program `espeak-ng` was not found, and this build has no phonemes of its own",
        ))
    }

    /// Which one it is: for fingerprints.
    pub fn print(&self) -> String {
        match self {
            Phonemizer::Program(program) => format!("espeak-ng {}", program.version()),
            #[cfg(feature = "phonemes")]
            Phonemizer::Inside(_) => format!("espeak-ng {} in the binary", espeak_ng::EspeakNg::version()),
            Phonemizer::Letters => "letters".into(),
        }
    }

    /// The tokens of an utterance. `is_english` drops the glides that English voices do not know.
    pub fn tokens(&self, say: &Utterance, is_english: bool) -> Result<Vec<Token>, Failure> {
        let text = &say.text;
        let names = |ipa: &str| (is_english && self.takes_sounds()).then(|| named(ipa)).flatten();
        let is_apart = |sound: &Sound| self.takes_sounds() && names(&sound.ipa).is_none();
        let stretches: Vec<Stretch> =
            clauses(say).iter().flat_map(|clause| stretches(say, clause, is_apart)).collect();
        let asked = stretches.iter().filter(|stretch| stretch.given.is_none());
        let lines: Vec<String> = asked.map(|stretch| line(&say.part(stretch.said.clone()), names)).collect();
        let mut answers = self.ipa(&lines)?.into_iter();
        let mut tokens = Vec::new();
        for stretch in &stretches {
            let ipa = match &stretch.given {
                Some(ipa) => ipa.clone(),
                None => answers.next().unwrap_or_default(),
            };
            let plain: String = without_flags(&ipa).chars().filter(|c| !(is_english && *c == 'ʲ')).collect();
            let first = tokens.len();
            tokens.extend(align::tokens(text, stretch.said.clone(), &plain));
            if let Some(last) = tokens[first..].last_mut() {
                close(last, stretch);
            }
        }
        if let Some(last) = tokens.last_mut().filter(|last| !ends_in_mark(last)) {
            last.symbols.pop_if(|c| *c == ' ');
        }
        Ok(tokens.iter().flat_map(short).collect())
    }

    /// Whether a voice that is given its phonemes takes those of a lexicon.
    fn takes_sounds(&self) -> bool {
        !matches!(self, Phonemizer::Letters)
    }

    /// The IPA of lines, words apart.
    fn ipa(&self, lines: &[String]) -> Result<Vec<String>, Failure> {
        match self {
            Phonemizer::Program(program) => program.ipa(lines),
            #[cfg(feature = "phonemes")]
            Phonemizer::Inside(inside) => lines
                .iter()
                .map(|line| {
                    // It keeps no state between calls, so nothing is left half done by a panic.
                    let made = catch_unwind(AssertUnwindSafe(|| inside.text_to_phonemes(line)));
                    let made = made.map_err(|_| Failure::Garbage("espeak-ng panicked".into()))?;
                    Ok(made.map_err(|error| Failure::Died(error.to_string()))?.replace('\n', " "))
                })
                .collect(),
            Phonemizer::Letters => Ok(lines.to_vec()),
        }
    }
}

fn none_for(voice: &str, why: &str) -> Error {
    Error::NoEngine {
        engine: "espeak-ng".into(),
        why: format!("it cannot make phonemes for `{voice}`: {why}"),
        hint: "install the program espeak-ng, which the voice needs; on Debian and Ubuntu: `apt-get install espeak-ng`"
            .into(),
    }
}

/// A clause or a part of one, short enough for espeak-ng.
struct Stretch {
    said: Range<usize>,
    /// Its IPA, where a lexicon gave it.
    given: Option<String>,
    /// The mark after it, and whether one ends here.
    mark: Option<char>,
    end: End,
}

/// Cuts a clause into stretches: at the sounds that stand apart, and where it is too long.
fn stretches(say: &Utterance, clause: &Clause, is_apart: impl Fn(&Sound) -> bool) -> Vec<Stretch> {
    let text = &say.text;
    let mut stretches = Vec::new();
    let mut start = clause.said.start;
    let within = |said: &Range<usize>| clause.said.start <= said.start && said.end <= clause.said.end;
    for sound in say.sounds.iter().filter(|sound| within(&sound.said) && is_apart(sound)) {
        push_short(&mut stretches, text, start..sound.said.start);
        let given = Some(sound.ipa.clone());
        stretches.push(Stretch { said: sound.said.clone(), given, mark: None, end: End::Word });
        start = sound.said.end;
    }
    push_short(&mut stretches, text, start..clause.said.end);
    if let Some(last) = stretches.last_mut() {
        let is_full = matches!(clause.mark, Some('.' | '?' | '!'));
        (last.mark, last.end) = (clause.mark, if is_full { End::Sentence } else { End::Clause });
    }
    stretches
}

/// A stretch of text in pieces that espeak-ng takes; nothing where there is nothing to say.
fn push_short(stretches: &mut Vec<Stretch>, text: &str, said: Range<usize>) {
    let Range { mut start, end } = said;
    let mut push = |said: Range<usize>| {
        if text[said.clone()].contains(char::is_alphanumeric) {
            stretches.push(Stretch { said, given: None, mark: None, end: End::Word });
        }
    };
    while LONGEST < end - start {
        let near = (start + LONGEST - 3..=start + LONGEST).rev().find(|at| text.is_char_boundary(*at));
        let most = near.expect("a character has at most four bytes");
        let cut = text[start..most].rfind(char::is_whitespace).map_or(most, |at| start + at);
        let cut = if cut == start { most } else { cut };
        push(start..cut);
        start = cut;
    }
    push(start..end);
}

/// The sounds as espeak-ng names them for English: it says them in the accent of its voice, and knows the words around them.
fn named(ipa: &str) -> Option<String> {
    Phonemes::English.write(ipa).map(|names| format!("[[{names}]]"))
}

/// The line that espeak-ng gets: text, the sounds in it that have names, and nothing else that it takes for more.
fn line(part: &Utterance, names: impl Fn(&str) -> Option<String>) -> String {
    let text = |text: &str| espeak::without_phonemes(&clean::audible(text));
    mnemonics::sounded(part, text, names).trim().to_owned()
}

/// Adds the mark that ends a stretch to its last token, as Piper does: with a space if the sentence goes on.
fn close(token: &mut Token, stretch: &Stretch) {
    token.end = stretch.end;
    token.symbols.extend(stretch.mark);
    if stretch.end != End::Sentence {
        token.symbols.push(' ');
    }
}

/// Whether a mark is the last symbol but a space.
fn ends_in_mark(token: &Token) -> bool {
    token.symbols.iter().rev().find(|c| **c != ' ').is_some_and(|c| matches!(c, ',' | ';' | ':'))
}

/// A token of no more symbols than a network can be given at once: what is longer is no word.
fn short(token: &Token) -> Vec<Token> {
    const MOST: usize = 120;
    let pieces = token.symbols.len().div_ceil(MOST).max(1);
    let of_piece = |(n, symbols): (usize, &[char])| Token {
        symbols: symbols.to_vec(),
        sounding: token.sounding.min(symbols.len()),
        said: token.said.clone(),
        end: if n + 1 == pieces { token.end } else { End::Word },
    };
    token.symbols.chunks(MOST).enumerate().map(of_piece).collect()
}

/// Without the names of languages in parentheses, which espeak-ng puts around words of another language.
fn without_flags(ipa: &str) -> String {
    let mut plain = String::with_capacity(ipa.len());
    let mut rest = ipa;
    while let Some((before, after)) = rest.split_once('(') {
        plain.push_str(before);
        match after.split_once(')') {
            Some((_, after)) => rest = after,
            None => return plain + after,
        }
    }
    plain + rest
}

/// The characters of a word's phonemes, accents apart from their letters.
pub(super) fn symbols(ipa: &str) -> Vec<char> {
    ipa.nfd().collect()
}

#[cfg(test)]
mod tests;
