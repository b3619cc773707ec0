//! Articast turns an article into a spoken podcast episode: WAV chapters and all that goes with them, on one
//! timeline in samples.
//!
//! # The way of the data
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
//! | [`script::write`] | [`Article`] and [`script::ReadingStyle`] style → [`Script`] | no |
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
//! let Loaded::Article(input) = load("hello.md", LoadOptions::default())? else { return Ok(()) };
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
//! `examples/` has both.
//!
//! # The layers
//!
//! The modules below stand in the order of their layers, from bottom to top: each uses only those above it in the
//! list. A test reads the list and enforces it.
//!
//! # What always holds
//!
//! - Every block of the source has exactly one fate in the [`script::Ledger`], and the shown words of all lines,
//!   in order, cover the article's text. The writer proves it block by block while it writes.
//! - The pieces' samples add up to the episode's samples, which are the samples of its files. Chapters cover it
//!   without gap or overlap. Time is counted in samples, never in seconds.
//! - Nothing below [`cli`] prints or asks the environment, and the clock is read for deadlines only. Nothing above [`engine`] knows which
//!   engine speaks.
//! - A file that we write is whole or absent. What comes out of the cache was verified.
//! - Threads, retries and restarts change the order of work and never the result.
//! - Memory holds the script, what is known of each line, and the sound of one line for each lane.

pub mod error;
pub mod files;
pub mod language;
pub mod audio;
pub mod article;
#[cfg(feature = "fetch")]
pub mod fetch;
#[cfg(feature = "fetch")]
pub mod links;
pub mod speech;
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

pub use article::Article;
pub use episode::Episode;
pub use error::{Error, Result};
pub use script::Script;
