//! The arguments, as people write them.

mod publishing;

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::episode::{self, BedFile};
use crate::voice::Tuning;
#[cfg(feature = "serve")]
pub(super) use publishing::Serve;
#[cfg(feature = "upload")]
pub(super) use publishing::Upload;
pub(super) use publishing::{Check, Follow, Publish};

/// Turns an article into a spoken podcast episode
#[derive(Debug, Parser)]
#[command(
    name = "articast",
    version,
    arg_required_else_help = true,
    after_help = "Exit codes: 0 done; 1 failed; 2 usage; 3 --strict and something was lost or is doubtful; 65 bad input; \
                  66 no input; 69 no engine; 70 a fault of Articast; 73 cannot write; 75 try again; 77 not allowed; 130 interrupted"
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make an episode: its sound, chapter list, transcript
    Make(Make),
    /// Show the article as it was understood, as Markdown that can be edited and made
    Read(Read),
    /// Show what will be said, by whom, with which pauses, and what became of every block
    Script(Script),
    /// Say one thing into a file, or show how it would be said
    Say(Say),
    /// Show the episodes of a folder: whether they are complete, and which lines sound doubtful
    Status(Status),
    /// Turn a folder of episodes into a podcast: its feed, and what goes with it
    Publish(Publish),
    /// Check a folder of episodes and its feed against the rules of podcast apps
    Check(Check),
    /// Follow feeds and folders: what is new becomes episodes, and is published
    Follow(Follow),
    /// Serve a folder of episodes as a podcast, to this machine or to the devices of its network
    #[cfg(feature = "serve")]
    Serve(Serve),
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
    /// Say one utterance with a voice in the binary, in a process of its own: the engine `pico` calls it
    #[cfg(feature = "pico")]
    #[command(hide = true)]
    Pico {
        /// The folder with the voice's files
        folder: PathBuf,
        /// The voice
        voice: String,
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
    /// 16-bit PCM, a file for each chapter
    Wav,
    /// Lossless, half the size of WAV
    Flac,
    /// What podcasts are published as
    Mp3,
    /// The best sound in the fewest bytes
    Opus,
    /// An audiobook
    M4b,
}

/// A bit rate for all formats that have one, or for one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bitrate {
    pub(super) format: Option<Format>,
    pub(super) kilobits: u32,
}

impl FromStr for Bitrate {
    type Err = String;

    fn from_str(text: &str) -> Result<Bitrate, String> {
        let (format, number) = match text.split_once('=') {
            Some((format, number)) => (Some(Format::from_str(format, true)?), number),
            None => (None, text),
        };
        let kilobits = number.parse().ok().filter(|kilobits| (8..=320).contains(kilobits));
        let kilobits =
            kilobits.ok_or("a bit rate is 8 to 320 kb/s, such as 96, or mp3=128 for one format")?;
        Ok(Bitrate { format, kilobits })
    }
}

/// Some of the chapters, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chapters {
    pub(super) first: usize,
    pub(super) last: usize,
}

impl FromStr for Chapters {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Chapters, &'static str> {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        let number = |text: &str, open| if text.is_empty() { Some(open) } else { text.parse().ok() };
        let chapters = number(first, 1).zip(number(last, usize::MAX));
        let chapters =
            chapters.filter(|(first, last)| 1 <= *first && first <= last && text != "-" && !text.is_empty());
        let (first, last) = chapters.ok_or("chapters are counted from 1: 3, 3-5, 3- or -5")?;
        Ok(Chapters { first, last })
    }
}

/// Whom an episode is mastered for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Profile {
    /// Podcast apps: -19 LUFS in one channel, -16 on two speakers
    Podcast,
    /// Audiobook shops, by the rules of ACX: -23 to -18 dB RMS for each chapter, with room around it
    Audiobook,
    /// Broadcasters, by EBU R 128: -23 LUFS
    Broadcast,
}

impl std::convert::From<Profile> for episode::Profile {
    fn from(profile: Profile) -> episode::Profile {
        match profile {
            Profile::Podcast => episode::Profile::Podcast,
            Profile::Audiobook => episode::Profile::Audiobook,
            Profile::Broadcast => episode::Profile::Broadcast,
        }
    }
}

fn speed(text: &str) -> Result<f32, String> {
    let (from, to) = (*Tuning::RATES.start(), *Tuning::RATES.end());
    let within = text.parse().ok().filter(|speed| (from..=to).contains(speed));
    within.ok_or_else(|| format!("it is a number from {from} to {to}"))
}

fn bed_level(text: &str) -> Result<f64, String> {
    let within = text.parse().ok().filter(|level| (-40.0..=-6.0).contains(level));
    within.ok_or_else(|| "it is a number from -40 to -6".to_owned())
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
    /// Take only N articles of each folder, feed or list: the newest of a feed, else the first
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) limit: Option<u32>,
    #[command(flatten)]
    pub(super) encoding: Encoding,
    /// Make only these chapters, in a folder of their own: 3, 3-5, 3- or -5
    #[arg(long, value_name = "CHAPTERS", value_delimiter = ',')]
    pub(super) only: Vec<Chapters>,
    /// How many lines to speak at once [default: one for each processor]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(super) jobs: Option<u16>,
    /// Have a neural voice say the lines with these words in another way; given twice, in a third
    #[arg(long, value_name = "WORDS")]
    pub(super) retake: Vec<String>,
    /// A sound file that opens the episode
    #[arg(long, value_name = "FILE")]
    pub(super) intro: Option<PathBuf>,
    /// A sound file that closes it
    #[arg(long, value_name = "FILE")]
    pub(super) outro: Option<PathBuf>,
    /// A sound file for the chime around asides
    #[arg(long, value_name = "FILE")]
    pub(super) earcon: Option<PathBuf>,
    /// The cover: a picture's file, `generated` to draw one from the title, or `none` [default: the article's picture]
    #[arg(long, value_name = "FILE")]
    pub(super) cover: Option<PathBuf>,
    /// Music under the speech, which steps back while somebody speaks; a short file is repeated
    #[arg(long, value_name = "FILE")]
    pub(super) bed: Option<PathBuf>,
    /// How loud the music is while nobody speaks, in LU above speech, from -40 to -6
    #[arg(long, value_name = "LU", default_value_t = BedFile::LEVEL, value_parser = bed_level, allow_negative_numbers = true, requires = "bed")]
    pub(super) bed_level: f64,
    /// Whom to master for: levels, peaks and the silence around chapters
    #[arg(long, value_name = "PROFILE", default_value = "podcast")]
    pub(super) profile: Profile,
    /// A factor on the speed of every voice, from 0.5 to 2; the voices speak faster, nothing is stretched
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0, value_parser = speed)]
    pub(super) speed: f32,
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

/// What is made of the sound.
#[derive(Debug, Args)]
pub(super) struct Encoding {
    /// What shall be there from now on [default: what was made before, or wav]
    #[arg(long, value_delimiter = ',', value_name = "FORMATS")]
    pub(super) formats: Vec<Format>,
    /// One file with all of it, in each format
    #[arg(long)]
    pub(super) single_file: bool,
    /// A file for each chapter, in each format; with --single-file both
    #[arg(long)]
    pub(super) chapters_as_files: bool,
    /// Kilobits per second: of all formats that have a bit rate, or of one, as in mp3=128
    #[arg(long, value_name = "[FORMAT=]KBPS", value_delimiter = ',')]
    pub(super) bitrate: Vec<Bitrate>,
    /// Samples per second
    #[arg(long, value_name = "HZ", default_value_t = 44_100, value_parser = clap::value_parser!(u32).range(8_000..=192_000))]
    pub(super) sample_rate: u32,
    /// A program that makes AAC for M4B, such as ffmpeg
    #[arg(long, value_name = "PROGRAM")]
    pub(super) aac_encoder: Option<PathBuf>,
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
    /// Let a cast from elsewhere run the programs that it names, without asking
    #[arg(long)]
    pub(super) allow_commands: bool,
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
    /// List the voices to choose from, the best first, and the casts
    List {
        /// All voices whose language starts like this, and no others
        #[arg(long, value_name = "TAG")]
        language: Option<String>,
        /// All voices and models
        #[arg(long)]
        all: bool,
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
        #[arg(value_name = "CAST")]
        name: String,
        /// Let a cast from elsewhere run the programs that it names, without asking
        #[arg(long)]
        allow_commands: bool,
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
    /// The voices, such as `piper:en_US-ljspeech-medium`; `best:de` for the best one for German, `best` for your system's
    /// language; or a file `NAME.onnx` with `NAME.onnx.json` beside it
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
