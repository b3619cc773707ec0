//! Articast turns an article into a spoken podcast episode: sound files, transcripts, a cover and a web page, all on one
//! timeline that is counted in samples.
//!
//! This is the library behind the program `articast`. The README describes the program.
//!
//! # Entry points
//!
//! | to | call |
//! |---|---|
//! | parse a document of any format into blocks | [`article::read`] |
//! | write out numbers, dates and abbreviations as words, sentence by sentence | [`speech::speak`] |
//! | decide what is said, by which role, with which pauses | [`script::write`] |
//! | make an episode from a path, an address or bytes | [`produce::load`], then [`produce::produce`] |
//! | record a script and write the files of the episode | [`make::make`] |
//! | publish a folder of episodes as a podcast | [`publish::podcast::publication::publish`] |
//!
//! Each step takes and returns plain data, so you can change an [`Article`] or a [`Script`] before you pass it on. All
//! fallible functions return [`Error`], which has a hint for the user ([`Error::hint`]).
//!
//! # How data flows
//!
//! ```text
//! bytes ──read──▶ Article ──write──▶ Script ──record──▶ takes ──assemble──▶ Episode ──encode──▶ files
//! ```
//!
//! | step | from → to | can it fail? |
//! |---|---|---|
//! | [`fetch::Fetcher::fetch`] | address → bytes | yes, with the reason and whether it passes |
//! | [`links::read`] | bytes → the articles of a feed or a list | only for a broken feed |
//! | [`models::add`] | a catalogue's entry → a voice model's verified files | yes; then nothing counts as installed |
//! | [`article::read`] | bytes → [`Article`] | only for containers: text of any kind is an article |
//! | [`script::write`] | [`Article`] and [`script::ReadingStyle`] → [`Script`] | no |
//! | [`cast::OpenedCast::open`] | [`cast::Cast`] and [`Script`] → the voices that are needed, opened | yes, with the part |
//! | [`studio::record`] | [`Script`] and [`cast::OpenedCast`] → a [`studio::Take`] for each line | yes, with the line |
//! | [`episode::assemble`] | [`Script`] and takes → [`Episode`] | no |
//! | [`cover::Design::make`] | a picture or a title → [`cover::Cover`] | only for a picture of the user's |
//! | [`encode::write`] | [`Episode`] and its [`episode::Samples`] → files of every format | yes |
//! | [`publish`] | [`Episode`] → manifest, chapter list, transcripts, page, book; episodes → a feed | only for files |
//!
//! [`produce::produce`] walks all of this line, for one article:
//!
//! ```no_run
//! # fn main() -> articast::Result<()> {
//! use articast::produce::{Event, LoadOptions, Loaded, ProduceOptions, load, produce};
//! use articast::{cast, engine, files};
//!
//! let places = files::Places { cache: "cache".into(), ..files::Places::default() };
//! let cancel = engine::CancelToken::default();
//! let context = engine::EngineContext { places: &places, cancel: &cancel, lanes: 2 };
//! let options = ProduceOptions { output: "output".into(), ..ProduceOptions::default() };
//!
//! let Loaded::Article(input) = load("hello.md", &LoadOptions::default())? else { return Ok(()) };
//! let produced = produce(&input, &cast::find("tone", &[])?, &options, &context, &|event| {
//!     if let Event::Warning(warning) = event {
//!         println!("warning: {warning}");
//!     }
//! })?;
//! println!("{}", produced.made.folder.display());
//! # Ok(())
//! # }
//! ```
//!
//! To change what is said before it is spoken, call the steps: [`article::read`], [`script::write`], [`make::make`].
//! The examples show both: `article_to_episode` makes an episode, `script_only` stops at the script.
//!
//! # The layers
//!
//! In the source, the modules are listed in the order of their layers: each uses only those listed before it. A test
//! enforces this.
//!
//! # Invariants
//!
//! - Every block of the source has exactly one fate in the [`script::Ledger`], and the shown words of all lines, in order,
//!   cover the article's text. The writer checks this block by block.
//! - The samples of all pieces add up to the samples of the episode and of its files. Chapters cover the episode without
//!   gaps or overlaps. Time is counted in samples, never in seconds.
//! - Only `cli` prints or reads the environment. The clock is read only for deadlines. Only `engine` knows which engine
//!   speaks.
//! - A file that Articast writes is complete or absent. Everything read from the cache is verified.
//! - Threads, retries and restarts change the order of the work, but never the result.
//! - Memory holds the script, the facts about each line, and the sound of one line per lane.

#![cfg_attr(
    not(all(feature = "permissive", feature = "mp3", feature = "phonemes")),
    allow(dead_code, reason = "what a build with fewer features leaves unused, the whole build uses")
)]

#[cfg(test)]
#[path = "../crates/text/src/anything.rs"]
mod anything;

mod similar;
pub mod error;
pub mod files;
pub mod retry;
mod guard;
mod digest;
mod record;
pub mod bounds;
mod media;
pub mod audio;
pub mod article;
#[cfg(feature = "fetch")]
pub mod fetch;
#[cfg(feature = "fetch")]
pub mod links;
pub mod lexicon;
pub mod script;
pub mod voice;
pub mod models;
pub mod engine;
pub mod cast;
pub mod studio;
pub mod episode;
pub mod cover;
pub mod encode;
pub mod publish;
pub mod make;
pub mod follow;
pub mod produce;
#[cfg(feature = "cli")]
pub mod cli;

pub use articast_text::speech;
use articast_text::{clean, hash, language, writing, xml};

pub use article::Article;
pub use episode::Episode;
pub use error::{Error, Result};
pub use script::Script;
