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
//! | record a script and write the files of the episode | [`make::make`] |
//! | publish a folder of episodes as a podcast | [`publish::edition::publish`] |
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
//! | [`script::write`] | [`Article`] and [`script::House`] style → [`Script`] | no |
//! | [`studio::record`] | [`Script`] and [`studio::Company`] → a [`studio::Take`] for each line | yes, with the line |
//! | [`episode::assemble`] | [`Script`] and takes → [`Episode`] | no |
//! | [`cover::Design::make`] | a picture or a title → [`cover::Cover`] | only for a picture of the user's |
//! | [`encode::write`] | [`Episode`] and its [`episode::Samples`] → files of every format | yes |
//! | [`publish`] | [`Episode`] → manifest, chapter list, transcripts, page, book; episodes → a feed | only for files |
//!
//! [`make::make`] walks the second half of this line. The whole of it, in code:
//!
//! ```no_run
//! # fn main() -> articast::Result<()> {
//! use articast::{article, encode, engine, episode, files, make, publish, script, voice};
//!
//! let bytes = b"# Hello\n\nThis is an article.".to_vec();
//! let source = article::Source { name: "hello.md".into(), bytes, ..article::Source::default() };
//! let article = article::read(&source)?;
//! let cast = voice::find("tone", &[])?;
//! let script = script::write(&article, &cast.house);
//! let places = files::Places { cache: "cache".into(), ..files::Places::default() };
//! let halt = engine::Halt::default();
//! let opening = engine::Opening { places: &places, halt: &halt, lanes: 2 };
//! let staging = publish::episode_folder::staging::Staging::claim("output".as_ref(), "hello", "hello.md", &mut |_| Ok(()))?;
//! let order = make::Order {
//!     staging: &staging,
//!     made_from: "hello.md",
//!     delivery: episode::Delivery::default(),
//!     jobs: 2,
//!     sounds: episode::SoundFiles::default(),
//!     wish: encode::Wish::of(encode::Format::Wav),
//!     cover: None,
//!     images: publish::episode_folder::figures::ImageSource::Nowhere,
//! };
//! let made = make::make(&script, &cast, &opening, &order, &|_| {})?;
//! println!("{} samples", made.episode.samples());
//! # Ok(())
//! # }
//! ```
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

pub mod error;
pub mod files;
pub mod retry;
mod clean;
mod media;
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
pub mod studio;
pub mod episode;
pub mod cover;
pub mod encode;
pub mod publish;
pub mod make;
pub mod follow;
#[cfg(feature = "cli")]
pub mod cli;

pub use article::Article;
pub use episode::Episode;
pub use error::{Error, Result};
pub use script::Script;
