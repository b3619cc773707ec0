//! The crate's one error: what went wrong, with what, and what mends it.

mod hints;

use std::path::{Path, PathBuf};
use std::time::Duration;

/// What every fallible operation of the crate returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong between an article and its episode. Each variant names the thing that it happened to.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be read.
    #[error("failed to read `{}`", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file could not be written; what stood there before is untouched.
    #[error("failed to write `{}`", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// An input is larger than the reader takes.
    #[error("`{name}` is larger than {limit} bytes")]
    TooLarge {
        /// The input's name.
        name: String,
        /// The limit, in bytes.
        limit: u64,
    },
    /// An address gave no article.
    #[error("cannot fetch `{address}`")]
    Fetch {
        /// The address, without its password.
        address: String,
        /// Why not.
        source: Unfetched,
    },
    /// The bytes are not an article that a reader knows.
    #[error("cannot read `{name}` as an article: {why}")]
    NotAnArticle {
        /// The input's name.
        name: String,
        /// What is wrong with it.
        why: String,
    },
    /// Several articles are where one is wanted.
    #[error("`{name}` is {what} of {count} articles, and one is wanted")]
    SeveralArticles {
        /// The folder, the feed, the list.
        name: String,
        /// Which of them it is.
        what: &'static str,
        /// How many articles it leads to.
        count: usize,
    },
    /// A page is empty until its scripts have run, and we run none.
    #[error("`{name}` is empty without JavaScript")]
    NeedsBrowser {
        /// The page's name.
        name: String,
    },
    /// An article holds nothing that could be said.
    #[error("there is nothing to say in `{name}`")]
    NothingToSay {
        /// The input's name.
        name: String,
    },
    /// A file about a show is not what it is to be.
    #[error("`{}` does not describe a show: {why}", path.display())]
    NotAShow {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// A feed was to be written where another file is.
    #[error("`{}` is not a feed of Articast, and is not overwritten", path.display())]
    NoFeed {
        /// The file.
        path: PathBuf,
    },
    /// A file that was to be written anew is there already.
    #[error("`{}` is there already", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// None of the chapters that were asked for is there.
    #[error("`{name}` has no such chapter; it has {of}")]
    NoSuchChapter {
        /// The input's name.
        name: String,
        /// How many chapters it has.
        of: usize,
    },
    /// A sound file could not be decoded.
    #[error("cannot decode the sound file `{}`: {why}", path.display())]
    Decode {
        /// The file.
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
    /// A cast file does not say what a cast file may say.
    #[error("`{name}` is not a cast: {why}")]
    MalformedCast {
        /// The cast's name or file.
        name: String,
        /// What is wrong, with line and column.
        why: String,
    },
    /// A cast from elsewhere wants more than the voices of the machine, and nobody allowed it.
    #[error("the cast `{cast}` is not one of yours, and wants to {}", demands.join(", to "))]
    Untrusted {
        /// The cast's name.
        cast: String,
        /// What it wants: programs to run, servers to send the text to.
        demands: Vec<String>,
    },
    /// A lexicon does not say what a lexicon may say.
    #[error("`{name}` is not a lexicon: {why}")]
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
    /// A catalogue of voice models does not say what a catalogue may say.
    #[error("`{name}` is no catalogue of voices: {why}")]
    MalformedCatalogue {
        /// The catalogue's file.
        name: String,
        /// What is wrong, with line and column.
        why: String,
    },
    /// A voice model's file is not the one that was meant.
    #[error("`{name}` is not the file that it should be: {why}")]
    WrongFile {
        /// The file.
        name: String,
        /// What differs.
        why: String,
    },
    /// A file on the disk is no voice that could be added.
    #[error("`{name}` is no voice to add: {why}")]
    NotAVoice {
        /// The file.
        name: String,
        /// Why not.
        why: String,
    },
    /// A voice model's licence needs a yes, and there was none.
    #[error("the licence of `{voice}` was not accepted: {licence}")]
    NotAccepted {
        /// The voice.
        voice: String,
        /// Its licence.
        licence: String,
    },
    /// Another voice model keeps other files under the same name.
    #[error("another voice is installed as `{name}`")]
    Taken {
        /// The name.
        name: String,
    },
    /// An engine is known but cannot work here.
    #[error("the engine `{engine}` does not work here: {why}")]
    NoEngine {
        /// The engine.
        engine: String,
        /// What it lacks.
        why: String,
        /// What would mend it.
        hint: String,
    },
    /// An engine has no voice of that name.
    #[error("the engine `{engine}` has no voice `{voice}`")]
    UnknownVoice {
        /// The engine.
        engine: String,
        /// What was asked for.
        voice: String,
        /// Some voices that it has.
        known: Vec<String>,
    },
    /// None of the voices that a cast has for a part is on this machine.
    #[error("no voice speaks the part `{part}` here (tried {})", tried.join("; "))]
    NoVoice {
        /// The part.
        part: String,
        /// The voices, each with the reason.
        tried: Vec<String>,
    },
    /// A line could not be spoken, after all retries.
    #[error("`{voice}` could not say “{line}”")]
    Speak {
        /// Who should have said it.
        voice: String,
        /// The line's shown text, shortened.
        line: String,
        /// Why not.
        source: Failure,
    },
    /// What was asked for does not go together.
    #[error("{why}")]
    Unsuited {
        /// What does not go with what.
        why: String,
        /// What mends it.
        hint: &'static str,
    },
    /// A file is no picture that could be a cover.
    #[error("`{}` cannot be the cover: {why}", path.display())]
    NoCover {
        /// The file.
        path: PathBuf,
        /// Why not.
        why: String,
    },
    /// A file cannot be encoded as asked.
    #[error("cannot encode `{}`: {why}", path.display())]
    Encode {
        /// The file.
        path: PathBuf,
        /// Why not.
        why: String,
    },
    /// This build has no encoder for the format.
    #[error("this build of Articast writes no {format}")]
    NoEncoder {
        /// The format.
        format: &'static str,
        /// The feature that has it.
        feature: &'static str,
    },
    /// Nothing can be served at an address of this machine.
    #[error("cannot listen at `{address}`")]
    Listen {
        /// The address.
        address: std::net::SocketAddr,
        /// Why not.
        source: std::io::Error,
    },
    /// A store of published files did not do what was asked.
    #[error("cannot publish to `{address}`")]
    Store {
        /// Its address.
        address: String,
        /// Why not.
        source: Unstored,
    },
    /// A file about what was followed is not what it is to be.
    #[error("`{}` does not say what was followed: {why}", path.display())]
    NotFollowed {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// No folder for what can be made again is named, and the work needs one.
    #[error("there is no folder for the cache")]
    NoCache,
    /// A feed would lose all its items.
    #[error("`{}` has {items} items, and nothing is left to put into it", path.display())]
    EmptyFeed {
        /// The feed.
        path: PathBuf,
        /// How many items it has.
        items: usize,
    },
    /// Articast itself is at fault.
    #[error("`{name}` met a fault of Articast: {what}")]
    Fault {
        /// The article.
        name: String,
        /// What the program says of it.
        what: String,
    },
    /// Another run works in the same folder.
    #[error("another run follows into `{}`", folder.display())]
    Busy {
        /// The folder.
        folder: PathBuf,
    },
    /// The user stopped the work; what was made so far is kept.
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

    /// The error and what caused it, in one line.
    pub fn with_causes(&self) -> String {
        let causes = std::iter::successors(std::error::Error::source(self), |cause| cause.source());
        causes.fold(self.to_string(), |text, cause| format!("{text}: {cause}"))
    }
}

/// Why an engine did not say a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The engine's program or library is not there (any more).
    #[error("{0}")]
    Missing(String),
    /// The engine refuses this text or its settings; it would refuse them again.
    #[error("it refused: {0}")]
    Refused(String),
    /// The engine's process ended while it should have spoken.
    #[error("it died: {0}")]
    Died(String),
    /// The engine took too long and was stopped.
    #[error("it hung for {} s and was stopped", .0.as_secs())]
    Hung(Duration),
    /// The engine's server cannot be reached or has trouble, and was tried often enough.
    #[error("{0}")]
    Unavailable(String),
    /// What the engine sent is not what it should have been.
    #[error("it sent garbage: {0}")]
    Garbage(String),
    /// It spoke, but what it said could not be kept.
    #[error("what it said could not be kept in `{}`", path.display())]
    Unkept {
        /// The file that could not be written.
        path: PathBuf,
        /// Why.
        kind: std::io::ErrorKind,
    },
    /// The work was stopped from outside.
    #[error("it was stopped")]
    Cancelled,
}

impl Failure {
    /// Whether another try could go better.
    pub fn is_passing(&self) -> bool {
        matches!(self, Failure::Died(_) | Failure::Hung(_) | Failure::Garbage(_))
    }
}

/// Why a store did not take a file or give it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unstored {
    /// It is no address of a store, or of none that this build knows.
    #[error("{0}")]
    Unknown(String),
    /// It does not let us.
    #[error("it refuses: {0}")]
    Refused(String),
    /// What may go better later: the network, the server's load.
    #[error("{0}")]
    Passing(String),
}

impl Unstored {
    fn hint(&self) -> &'static str {
        match self {
            Unstored::Unknown(_) => "give a folder, file:///FOLDER or s3://BUCKET/FOLDER",
            Unstored::Refused(_) => {
                "for S3: are AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION and AWS_ENDPOINT_URL right?"
            }
            Unstored::Passing(_) => "run it again to go on from here: what is there already stays",
        }
    }
}

/// Why an address gave no article.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unfetched {
    /// It is no address of the web.
    #[error("{0}")]
    NotOfTheWeb(String),
    /// It leads into this machine or its network.
    #[error("it leads to {0}, which is not on the public internet")]
    Local(std::net::IpAddr),
    /// The server has nothing there.
    #[error("there is nothing at this address (status {0})")]
    Missing(u16),
    /// The server does not give it to everybody.
    #[error("it needs a login or a payment, or the site refuses programs (status {0})")]
    Closed(u16),
    /// The server answers with what is no article and will be none.
    #[error("{0}")]
    Refused(String),
    /// What may go better later: the network, the server's load.
    #[error("{0}")]
    Passing(String),
}

impl Unfetched {
    fn hint(&self) -> Option<&'static str> {
        match self {
            Unfetched::NotOfTheWeb(_) => {
                Some("give an address that begins with http:// or https://, or a path")
            }
            Unfetched::Local(_) => Some("if that is what you want, give `--allow-local`"),
            Unfetched::Missing(_) => Some("look at the address in a browser"),
            Unfetched::Closed(_) => Some("open it in a browser, save the page, and give the saved file"),
            Unfetched::Refused(_) => None,
            Unfetched::Passing(_) => Some("try again later"),
        }
    }
}
