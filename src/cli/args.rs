//! The arguments, as people write them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Turns an article into a spoken podcast episode
#[derive(Debug, Parser)]
#[command(
    name = "articast",
    version,
    arg_required_else_help = true,
    after_help = "Exit codes: 0 done; 1 failed; 2 usage; 3 --strict and something was lost or is doubtful; 65 bad input; \
                  66 no input; 69 no engine; 73 cannot write; 75 try again; 77 not allowed; 130 interrupted"
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make an episode: WAV chapters, chapter list, transcript
    Make(Make),
    /// Show the article as it was understood, as Markdown that can be edited and made
    Read(Read),
    /// Show what will be said, by whom, with which pauses, and what became of every block
    Script(Script),
    /// Say one thing into a file, or show how it would be said
    Say(Say),
    /// Show the episodes of a folder: whether they are complete, and which lines sound doubtful
    Status(Status),
    /// The voices and casts of this machine
    Voices(Voices),
    /// Read an article aloud now, through the platform's speech service
    #[cfg(feature = "listen")]
    Listen(Listen),
    /// Speak one utterance on this process's main thread, as macOS demands: the engine `avspeech` calls it
    #[cfg(target_os = "macos")]
    #[command(hide = true)]
    Avspeech {
        /// `list`, or `say IDENTIFIER RATE PITCH`
        #[arg(allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the man page
    Man,
}

/// What the input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum From {
    /// Plain text in any layout
    Text,
    /// `CommonMark` with front matter
    Markdown,
    /// A web page
    Html,
    /// An e-book
    Epub,
    /// A Word document
    Docx,
}

/// What is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// WAV, a file for each chapter
    Wav,
}

#[derive(Debug, Args)]
pub(super) struct Make {
    /// The articles: paths, addresses, or - for standard input; folders, feeds, OPML files and lists of links
    #[arg(required = true, value_name = "ARTICLE")]
    pub(super) articles: Vec<String>,
    /// The folder in which the episode's own folder is made
    #[arg(short, long, value_name = "DIR", default_value = "output")]
    pub(super) output: PathBuf,
    #[command(flatten)]
    pub(super) voices: CastChoice,
    #[command(flatten)]
    pub(super) lexicon: LexiconChoice,
    #[command(flatten)]
    pub(super) input: InputChoice,
    /// Take only the first N articles of each folder, feed or list; feeds begin with the newest, as a rule
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) limit: Option<u32>,
    /// What to make
    #[arg(long, value_delimiter = ',', default_value = "wav", value_name = "FORMATS")]
    pub(super) formats: Vec<Format>,
    /// How many lines to speak at once [default: one for each processor]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(super) jobs: Option<u16>,
    /// Have a neural voice say the lines with these words in another way; given twice, in a third
    #[arg(long, value_name = "WORDS")]
    pub(super) retake: Vec<String>,
    /// Samples per second
    #[arg(long, value_name = "HZ", default_value_t = 44_100, value_parser = clap::value_parser!(u32).range(8_000..=192_000))]
    pub(super) sample_rate: u32,
    /// A sound file that opens the episode
    #[arg(long, value_name = "FILE")]
    pub(super) intro: Option<PathBuf>,
    /// A sound file that closes it
    #[arg(long, value_name = "FILE")]
    pub(super) outro: Option<PathBuf>,
    /// A sound file for the chime around asides
    #[arg(long, value_name = "FILE")]
    pub(super) earcon: Option<PathBuf>,
    /// Fail if anything of the article itself is lost
    #[arg(long)]
    pub(super) strict: bool,
    /// Say nothing: count lines and characters for each voice, and what they would cost
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Print events and the result as JSON, one object a line
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct InputChoice {
    /// What the input is, where its name does not say
    #[arg(long, value_name = "FORMAT")]
    pub(super) from: Option<From>,
    /// Read also from addresses of this machine and its network
    #[arg(long)]
    pub(super) allow_local: bool,
}

#[derive(Debug, Args)]
pub(super) struct CastChoice {
    /// The cast: its name, a TOML file, or a voice such as `flite:slt` for everything
    #[arg(long, value_name = "CAST", default_value = "default")]
    pub(super) voices: String,
}

#[derive(Debug, Args)]
pub(super) struct LexiconChoice {
    /// A file of pronunciations, TOML or PLS; of several, the last that knows a word wins
    #[arg(long, value_name = "FILE")]
    pub(super) lexicon: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Read {
    /// The article: a path, an address, or - for standard input
    pub(super) article: String,
    #[command(flatten)]
    pub(super) input: InputChoice,
    /// Print JSON
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Script {
    /// The article: a path, an address, or - for standard input
    pub(super) article: String,
    #[command(flatten)]
    pub(super) voices: CastChoice,
    #[command(flatten)]
    pub(super) lexicon: LexiconChoice,
    #[command(flatten)]
    pub(super) input: InputChoice,
    /// List the words that no voice can know, with lines for a lexicon
    #[arg(long)]
    pub(super) audit: bool,
    /// Fail if anything of the article itself is lost
    #[arg(long)]
    pub(super) strict: bool,
    /// Print JSON
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Say {
    /// The text, or - for standard input
    #[arg(allow_hyphen_values = true)]
    pub(super) text: String,
    /// Say it into this WAV file, or to standard output with -
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) voices: CastChoice,
    #[command(flatten)]
    pub(super) lexicon: LexiconChoice,
    /// The text's language, a BCP 47 tag
    #[arg(long, value_name = "TAG", default_value = "en")]
    pub(super) language: String,
    /// How fast to say it, as a factor of the cast's speed: 0.5 to 2
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0, value_parser = |text: &str| number(text, 0.5, 2.0))]
    pub(super) rate: f32,
    /// How high to say it, in semitones above the cast's pitch: -12 to 12
    #[arg(long, value_name = "SEMITONES", default_value_t = 0.0, allow_negative_numbers = true, value_parser = |text: &str| number(text, -12.0, 12.0))]
    pub(super) pitch: f32,
    /// Show also how the voice in this program says it, in the International Phonetic Alphabet
    #[arg(long)]
    pub(super) ipa: bool,
    /// Every line is a paragraph of its own
    #[arg(long)]
    pub(super) lines: bool,
    /// Print JSON: for each paragraph its sentences, as shown and as said
    #[arg(long)]
    pub(super) json: bool,
}

/// A number within bounds.
fn number(text: &str, least: f32, most: f32) -> Result<f32, String> {
    let number = text.parse().map_err(|_| "it is no number".to_owned())?;
    if (least..=most).contains(&number) {
        Ok(number)
    } else {
        Err(format!("it must be from {least} to {most}"))
    }
}

#[derive(Debug, Args)]
pub(super) struct Status {
    /// The folder: one of episodes, or an episode's own
    #[arg(value_name = "DIR", default_value = "output")]
    pub(super) folder: PathBuf,
    /// Fail if an episode is incomplete, a line sounds doubtful, or something was left behind
    #[arg(long)]
    pub(super) strict: bool,
    /// Print JSON
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Voices {
    #[command(subcommand)]
    pub(super) command: Option<VoicesCommand>,
}

#[derive(Debug, Subcommand)]
pub(super) enum VoicesCommand {
    /// List the casts, and the voices that this machine has
    List {
        /// Only voices whose language starts like this
        #[arg(long, value_name = "TAG")]
        language: Option<String>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Get neural voices: those of the catalogue by their names, one of your own by its path
    Add(AddVoices),
    /// Remove neural voices that were added
    Remove {
        /// The voices, such as `piper:en_US-ljspeech-medium`
        #[arg(required = true, value_name = "NAME")]
        names: Vec<String>,
    },
    /// Measure how fast voices speak: seconds of sound for each second of waiting
    Bench {
        /// The voices, such as `piper:en_US-ljspeech-medium` [default: all neural voices that are installed]
        #[arg(value_name = "VOICE")]
        names: Vec<String>,
        /// How many lines to speak at once, at most [default: one for each processor]
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
        lanes: Option<u16>,
        /// A text to say, instead of ours
        #[arg(long, value_name = "FILE")]
        text: Option<PathBuf>,
        /// Print JSON, one object a voice
        #[arg(long)]
        json: bool,
    },
    /// Hear a cast or a voice: writes a sample
    Try {
        /// The cast or the voice, such as `duo` or `flite:slt`
        name: String,
        /// What to say
        #[arg(long)]
        text: Option<String>,
        /// The WAV file to write [default: the name, in this folder]
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

#[derive(Debug, Args)]
pub(super) struct AddVoices {
    /// The voices, such as `piper:en_US-ljspeech-medium`, or a file `NAME.onnx` with `NAME.onnx.json` beside it
    #[arg(required = true, value_name = "NAME")]
    pub(super) names: Vec<String>,
    /// Take the files from a mirror: a folder or an address, with the catalogue's paths below it
    #[arg(long, value_name = "FOLDER-OR-URL")]
    pub(super) from: Option<String>,
    /// Say yes to licences that do not allow commercial use
    #[arg(long)]
    pub(super) accept_licence: bool,
    /// The licence of a voice of your own, an SPDX identifier or its name
    #[arg(long, value_name = "LICENCE")]
    pub(super) licence: Option<String>,
    /// Fetch also from addresses of this machine and its network
    #[arg(long)]
    pub(super) allow_local: bool,
    /// Print events and the result as JSON, one object a line
    #[arg(long)]
    pub(super) json: bool,
}

/// Arguments of `listen`.
#[cfg(feature = "listen")]
#[derive(Debug, Args)]
pub(super) struct Listen {
    /// The article: a path, an address, or - for standard input
    pub(super) article: String,
    #[command(flatten)]
    pub(super) input: InputChoice,
    #[command(flatten)]
    pub(super) lexicon: LexiconChoice,
}
