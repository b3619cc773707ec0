//! The error type of the crate: what went wrong, with which file or voice, and a hint that helps.

mod failure;
mod hints;
mod words;
mod transfers;

use std::path::{Path, PathBuf};

pub use failure::Failure;
pub use transfers::{Unfetched, Unstored};
use words::{and_more, left_out, too_large};
pub(crate) use words::{count, size};

/// What every fallible operation of the crate returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong between an article and its episode. Each variant names the thing that it happened to.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be read.
    #[error("failed to read `{}`", path.display())]
    Read {
        /// The file that was read or written.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// A file could not be written. Its previous content is unchanged.
    #[error("failed to write `{}`", path.display())]
    Write {
        /// The file that was read or written.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// A disk has less room than what is to be written needs. Nothing was written.
    #[error(
        "there is too little room for `{}`: it needs at least {}, and {} are free; {} are missing",
        folder.display(),
        size(*needed),
        size(*free),
        size(needed.saturating_sub(*free))
    )]
    NoRoom {
        /// The folder on that disk.
        folder: PathBuf,
        /// The bytes that are needed.
        needed: u64,
        /// The bytes that are free, which are fewer.
        free: u64,
    },
    /// An input exceeds the reader's size limit.
    #[error("`{name}` {}", too_large(*bytes, *limit))]
    TooLarge {
        /// What the user called the input: a path, an address, or `-`.
        name: String,
        /// Its size in bytes, if it is known.
        bytes: Option<u64>,
        /// The limit, in bytes.
        limit: u64,
    },
    /// An article could not be fetched from its address.
    #[error("cannot fetch `{address}`")]
    Fetch {
        /// The address, without user name and password.
        address: String,
        /// What went wrong on the way: the address, the network, or the server's answer.
        source: Unfetched,
    },
    /// The bytes are not in a format that Articast can read.
    #[error("cannot read `{name}` as an article: {why}")]
    NotAnArticle {
        /// What the user called the input: a path, an address, or `-`.
        name: String,
        /// What is wrong with it.
        why: String,
    },
    /// The input is of a kind that Articast does not read.
    #[error("cannot read `{name}`: it is {what}")]
    Unread {
        /// What the user called the input: a path, an address, or `-`.
        name: String,
        /// What it is, with an article: "a PDF file".
        what: &'static str,
        /// What the user can do.
        hint: &'static str,
    },
    /// No file has this name, and it looks like an address whose beginning was left out.
    #[error("there is no file `{name}`")]
    Schemeless {
        /// The name as it was typed.
        name: String,
    },
    /// The input leads to several articles, but the command takes one.
    #[error("`{name}` is {what} with {}, but this command takes only one", words::count(*count, "article"))]
    SeveralArticles {
        /// The path or address of the folder, feed or list.
        name: String,
        /// Its kind, with an article: "an RSS feed".
        what: &'static str,
        /// How many articles it leads to.
        count: usize,
    },
    /// A page is empty until its scripts run. Articast does not run scripts.
    #[error("`{name}` is empty without JavaScript")]
    NeedsBrowser {
        /// The page, as the user called it.
        name: String,
    },
    /// An article contains no text that could be spoken.
    #[error("there is nothing to say in `{name}`")]
    NothingToSay {
        /// What the user called the input: a path, an address, or `-`.
        name: String,
    },
    /// Two articles of one run have the same `id`, so they are one episode.
    #[error("`{name}` has the same `id` as `{other}`")]
    SameId {
        /// What the user called the input: a path, an address, or `-`.
        name: String,
        /// The name of the other one, which was made before.
        other: String,
    },
    /// Nearly all of a text was left out, though it may be part of the article.
    #[error("only {said} of {of} letters of `{name}` were recognised as the article")]
    TooLittle {
        /// What the user called the input: a path, an address, or `-`.
        name: String,
        /// How many letters would be said.
        said: usize,
        /// How many may be part of the article.
        of: usize,
    },
    /// A folder holds nothing that Articast made.
    #[error("`{}` holds no episode and no feed of Articast", path.display())]
    NotOurs {
        /// The folder.
        path: PathBuf,
    },
    /// The file that describes a show is invalid.
    #[error("`{}` is not a valid show file: {why}", path.display())]
    NotAShow {
        /// The file that was read or written.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// A show is to be described, and nothing says at which address it will be reachable.
    #[error("`{}` has no `url`, and `--url` was not given", path.display())]
    NoShowAddress {
        /// The show's file, which need not exist.
        path: PathBuf,
    },
    /// The address that was given for a show cannot be one.
    #[error("the podcast cannot have this address: {why}")]
    UnfitShowAddress {
        /// What is wrong with it.
        why: String,
    },
    /// The feed would overwrite a file that Articast did not write.
    #[error("`{}` is not a feed of Articast, so it is not overwritten", path.display())]
    NoFeed {
        /// The file that was read or written.
        path: PathBuf,
    },
    /// A file that should be created already exists.
    #[error("`{}` already exists", path.display())]
    Exists {
        /// The file that was read or written.
        path: PathBuf,
    },
    /// None of the requested chapters exists.
    #[error("`{name}` has no such chapter; its chapters are 1 to {of}")]
    NoSuchChapter {
        /// What the user called the input: a path, an address, or `-`.
        name: String,
        /// How many chapters it has.
        of: usize,
    },
    /// A sound file could not be decoded.
    #[error("cannot decode the sound file `{}`: {why}", path.display())]
    Decode {
        /// The file that was read or written.
        path: PathBuf,
        /// What the decoder said.
        why: String,
    },
    /// No cast has that name.
    #[error("there is no cast `{name}`")]
    UnknownCast {
        /// What was asked for.
        name: String,
        /// The casts that there are.
        known: Vec<String>,
    },
    /// A cast file is invalid.
    #[error("`{name}` is not a valid cast: {why}")]
    MalformedCast {
        /// The cast's name or file.
        name: String,
        /// What is wrong, with line and column.
        why: String,
    },
    /// A configuration file is invalid.
    #[error("`{}` is not a valid configuration: {why}", path.display())]
    MalformedConfig {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// A cast that is not one of the user's own names a program, a server or a model file, which was not allowed.
    #[error("the cast `{cast}` is not one of yours, and it wants to {}", demands.join(", to "))]
    Untrusted {
        /// The cast, as `--voices` named it.
        cast: String,
        /// What it would do, as verb phrases: "run `program`", "send the text to `server`".
        demands: Vec<String>,
    },
    /// A lexicon is invalid.
    #[error("`{name}` is not a valid lexicon: {why}")]
    MalformedLexicon {
        /// The lexicon's file, or the article that holds it.
        name: String,
        /// What is wrong, with the place.
        why: String,
    },
    /// No engine has that name.
    #[error("there is no engine `{name}`")]
    UnknownEngine {
        /// What was asked for.
        name: String,
        /// The engines of this build.
        known: Vec<String>,
    },
    /// No voice model has that name.
    #[error("there is no voice `{name}` {place}")]
    UnknownModel {
        /// What was asked for.
        name: String,
        /// Where it was looked for: in the catalogue, or among what is installed.
        place: &'static str,
        /// The voices that are there.
        known: Vec<String>,
    },
    /// A catalogue of voice models is invalid.
    #[error("`{name}` is not a valid catalogue of voices: {why}")]
    MalformedCatalogue {
        /// The name of the catalogue's file.
        name: String,
        /// What is wrong, with line and column.
        why: String,
    },
    /// A file of a voice model has the wrong size or digest.
    #[error("`{name}` is not the expected file: {why}")]
    WrongFile {
        /// The name of the file in the catalogue.
        name: String,
        /// What differs from the catalogue: the size, or the SHA-256.
        why: String,
    },
    /// A file on the disk cannot be added as a voice.
    #[error("`{name}` cannot be added as a voice: {why}")]
    NotAVoice {
        /// The name of the file in the catalogue.
        name: String,
        /// The reason, as one clause.
        why: String,
    },
    /// The licence of a voice model must be accepted, and was not.
    #[error("the licence of `{voice}` was not accepted: {licence}")]
    NotAccepted {
        /// The voice, `engine:name`.
        voice: String,
        /// The SPDX expression of its licence, or the licence's name.
        licence: String,
    },
    /// Another voice model with different files is installed under this name.
    #[error("another voice is already installed as `{name}`")]
    Taken {
        /// The name that was asked for.
        name: String,
    },
    /// An engine exists but cannot be used in this build or on this machine.
    #[error("the engine `{engine}` is not available: {why}")]
    NoEngine {
        /// The name of the engine, as before the colon of a voice.
        engine: String,
        /// What this machine lacks for it.
        why: String,
        /// How to fix it.
        hint: String,
    },
    /// An engine has no voice of that name.
    #[error("the engine `{engine}` has no voice `{voice}`")]
    UnknownVoice {
        /// The name of the engine, as before the colon of a voice.
        engine: String,
        /// What was asked for.
        voice: String,
        /// Some voices that it has.
        known: Vec<String>,
    },
    /// None of the voices that a cast lists for a part is available.
    #[error("no voice is available for the part `{part}` (tried {})", tried.join("; "))]
    NoVoice {
        /// The part of the cast: `narrator`, `quote`, `aside` …
        part: String,
        /// The voices, each with the reason.
        tried: Vec<String>,
    },
    /// Lines could not be spoken, after all retries.
    #[error("`{voice}` could not say “{line}”{}", and_more(*more))]
    Speak {
        /// The voice that was to say it.
        voice: String,
        /// The line's shown text, shortened.
        line: String,
        /// How many other lines could not be spoken either.
        more: usize,
        /// What the engine said or did at the last try.
        source: Failure,
    },
    /// An episode was made without some of its lines, since no voice could say them.
    #[error("`{name}` is incomplete: {lines} of its lines could not be spoken")]
    Incomplete {
        /// The article's name.
        name: String,
        /// How many lines it lacks.
        lines: usize,
    },
    /// Options contradict each other.
    #[error("{why}")]
    Unsuited {
        /// The contradiction, as a sentence.
        why: String,
        /// How to resolve it.
        hint: &'static str,
    },
    /// A file cannot be used as a cover.
    #[error("`{}` cannot be used as the cover: {why}", path.display())]
    NoCover {
        /// The file that was read or written.
        path: PathBuf,
        /// The reason, as one clause.
        why: String,
    },
    /// A file could not be encoded with the requested settings.
    #[error("cannot encode `{}`: {why}", path.display())]
    Encode {
        /// The file that was read or written.
        path: PathBuf,
        /// The reason, as one clause.
        why: String,
    },
    /// This build has no encoder for the format.
    #[error("this build of Articast cannot write {format}")]
    NoEncoder {
        /// The format's name, as `--format` takes it.
        format: &'static str,
        /// The feature that has it.
        feature: &'static str,
    },
    /// The server cannot listen on its address.
    #[error("cannot listen on `{address}`")]
    Listen {
        /// The address and port that the server would listen at.
        address: std::net::SocketAddr,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// Uploading to a store failed.
    #[error("cannot publish to `{address}`")]
    Store {
        /// The address of the store, without secrets.
        address: String,
        /// What the store answered.
        source: Unstored,
    },
    /// The record of followed articles is invalid.
    #[error("`{}` is not a valid record of followed articles: {why}", path.display())]
    NotFollowed {
        /// The file that was read or written.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// [`Places::cache`](crate::files::Places::cache) is empty, but the work needs a cache folder.
    #[error("no cache folder is set")]
    NoCache,
    /// A podcast would have no episode.
    #[error("`{}` holds no episode for podcast apps{}", folder.display(), left_out(reasons))]
    NothingToOffer {
        /// The folder of episodes.
        folder: PathBuf,
        /// The episodes that cannot be published, each with the reason.
        reasons: Vec<String>,
    },
    /// A feed that has items would be replaced by an empty one.
    #[error("`{}` has {}, but the new feed would have none", path.display(), words::count(*items, "item"))]
    EmptyFeed {
        /// The file of the feed.
        path: PathBuf,
        /// How many items it has.
        items: usize,
    },
    /// A panic: a bug in Articast.
    #[error("a bug in Articast stopped `{name}`: {what}")]
    Fault {
        /// The article, as the user called it.
        name: String,
        /// The panic message and its place.
        what: String,
    },
    /// Another run of `articast follow` uses the same folder.
    #[error("another `articast follow` is using `{}`", folder.display())]
    Busy {
        /// The folder of the episode or of the output.
        folder: PathBuf,
    },
    /// This build of Articast lacks what a command needs.
    #[error("this build of Articast cannot {what}")]
    NoFeature {
        /// What it cannot do, as a verb phrase.
        what: &'static str,
        /// The feature of the crate that it needs.
        feature: &'static str,
    },
    /// A file would be replaced that Articast did not make.
    #[error("`{}` exists, and Articast did not make it", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// A sound cannot be played.
    #[error("cannot play the sound: {why}")]
    NoSound {
        /// What is missing, or what the player says.
        why: String,
    },
    /// A run is writing the episode.
    #[error("`{}` is being written by another run", folder.display())]
    BeingMade {
        /// The folder of the episode.
        folder: PathBuf,
    },
    /// No episode in a folder is called so.
    #[error("no episode in `{}` is called `{name}`", folder.display())]
    UnknownEpisode {
        /// What was asked for.
        name: String,
        /// The folder of episodes.
        folder: PathBuf,
        /// The names of the folders of those that are there.
        known: Vec<String>,
    },
    /// The work was cancelled. Everything that was finished is kept.
    #[error("stopped")]
    Stopped,
}

impl Error {
    /// Wraps an I/O error of reading `path`.
    pub fn reading(path: &Path) -> impl FnOnce(std::io::Error) -> Error + use<> {
        let path = path.to_owned();
        move |source| Error::Read { path, source }
    }

    /// Wraps an I/O error of writing `path`.
    pub fn writing(path: &Path) -> impl FnOnce(std::io::Error) -> Error + use<> {
        let path = path.to_owned();
        move |source| Error::Write { path, source }
    }

    /// Whether the disk is at fault and nothing that was to be written: it is full, or may only be read.
    pub fn is_of_the_disk(&self) -> bool {
        use std::io::ErrorKind::{QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        let is_of_it = |kind| matches!(kind, StorageFull | QuotaExceeded | ReadOnlyFilesystem);
        matches!(self, Error::NoRoom { .. })
            || matches!(self, Error::Write { source, .. } if is_of_it(source.kind()))
    }

    /// Whether something could not be written since the disk is full.
    pub(crate) fn is_of_a_full_disk(&self) -> bool {
        use std::io::ErrorKind::{QuotaExceeded, StorageFull};
        matches!(self, Error::Write { source, .. } if matches!(source.kind(), StorageFull | QuotaExceeded))
    }

    /// The error and what caused it, in one line.
    pub fn with_causes(&self) -> String {
        let causes = std::iter::successors(std::error::Error::source(self), |cause| cause.source());
        causes.fold(self.to_string(), |text, cause| format!("{text}: {cause}"))
    }
}
