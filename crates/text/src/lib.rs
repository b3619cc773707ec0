//! Text for speech: where sentences end, which words are said for what is written, and what is known of languages.
//!
//! This crate knows no articles, no audio and no engines. [`speech::speak`] takes a paragraph and gives its sentences, each
//! with the words for a text-to-speech engine and with links back to the characters on the page:
//!
//! ```
//! use articast_text::speech::{Manner, speak};
//!
//! let sentences = speak("It cost $3.2bn in 2019. Dr. Lee agreed.", &Manner::new("en"));
//! assert_eq!(sentences[0].say.text, "It cost three point two billion dollars in twenty nineteen.");
//! assert_eq!(sentences[1].say.text, "Doctor Lee agreed.");
//! ```
//!
//! Languages are data: one folder each in `src/language/data`, which the build finds.
//!
//! In the source, the modules are listed in the order of their layers: each uses only those listed before it.

#[cfg(test)]
mod anything;

pub mod writing;
pub mod hash;
pub mod clean;
pub mod xml;
pub mod language;
pub mod speech;
