//! The arguments, as people write them.

mod on_failure;
mod publishing;
mod upkeep;

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::encode::BITRATES;
use crate::episode::{self, BedFile};
use crate::voice::Tuning;
pub(super) use on_failure::OnFailure;
#[cfg(feature = "serve")]
pub(super) use publishing::Serve;
#[cfg(feature = "upload")]
pub(super) use publishing::Upload;
pub(super) use publishing::{Check, Follow, Publish, Verify};
pub(super) use upkeep::{Bytes, Cache, CacheCommand, Clean};

/// Turn articles into spoken podcast episodes
#[derive(Debug, Parser)]
#[command(
    name = "articast",
    version,
    arg_required_else_help = true,
    after_help = "Exit codes: 0 success; 1 failure; 2 usage error; 3 something was lost or is doubtful (with --strict); 65 bad input; \
                  66 no input; 69 no engine; 70 bug in Articast; 73 cannot write; 75 try again later; 77 not allowed; 129, 130 or 143 stopped by SIGHUP, SIGINT or SIGTERM"
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make episodes: sound, chapters, transcripts, cover and page
    Make(Make),
    /// Show an article as Articast understood it, as Markdown that you can edit and make
    Read(Read),
    /// Show what will be said, by which voice, with which pauses, and what became of every block
    Script(Script),
    /// Show how a text would be said, or speak it into a file
    Say(Say),
    /// List the episodes in a folder, whether they are complete, and which lines are doubtful
    Status(Status),
    /// Prove that nothing is damaged: read every byte of a folder of episodes, and decode every sound file
    Verify(Verify),
    /// Remove what runs left behind that were killed, in a folder of episodes, the cache and the system's temporary folder
    Clean(Clean),
    /// Show, verify, prune or clear the cache of spoken lines
    Cache(Cache),
    /// Publish a folder of episodes as a podcast: write its feed, pages and books
    Publish(Publish),
    /// Check a folder of episodes and its feed against the rules of podcast apps
    Check(Check),
    /// Follow feeds and folders: make an episode of each new article, and publish it
    Follow(Follow),
    /// Serve a folder of episodes as a podcast to this machine or its network
    #[cfg(feature = "serve")]
    Serve(Serve),
    /// List, install, try and measure voices
    Voices(Voices),
    /// Read an article aloud through the platform's speech service
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
    /// Print shell completions
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the man page
    Man,
}

/// The format of an input.
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

/// The format of a sound file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// 16-bit PCM, one file per chapter
    Wav,
    /// Lossless, about half the size of WAV
    Flac,
    /// The format for publishing podcasts
    Mp3,
    /// The smallest files at good quality
    Opus,
    /// An audiobook with chapters
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
        let kilobits = BITRATES.parse(number);
        let kilobits = kilobits.map_err(|why| format!("{why}, such as 96, or mp3=128 for one format"))?;
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

/// The target of the mastering: loudness, peaks and silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Profile {
    /// For podcast apps: -19 LUFS in one channel, -16 on two speakers
    Podcast,
    /// For audiobook shops, by the rules of ACX: -23 to -18 dB RMS per chapter, with silence around it
    Audiobook,
    /// For broadcasters, by EBU R 128: -23 LUFS
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

#[derive(Debug, Args)]
pub(super) struct Make {
    /// Articles: paths, addresses, or - for standard input; also folders, feeds, OPML files and lists of links
    #[arg(required = true, value_name = "ARTICLE")]
    pub(super) articles: Vec<String>,
    /// The folder in which each episode gets a folder of its own
    #[arg(short, long, value_name = "DIR", default_value = "output")]
    pub(super) output: PathBuf,
    #[command(flatten)]
    pub(super) voices: CastChoice,
    #[command(flatten)]
    pub(super) lexicon: LexiconChoice,
    #[command(flatten)]
    pub(super) input: InputChoice,
    /// Take only N articles from each folder, feed or list: the newest of a feed, otherwise the first
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) limit: Option<u32>,
    #[command(flatten)]
    pub(super) encoding: Encoding,
    /// Make only these chapters, in a separate folder: 3, 3-5, 3- or -5
    #[arg(long, value_name = "CHAPTERS", value_delimiter = ',')]
    pub(super) only: Vec<Chapters>,
    /// Number of lines to speak at once [default: one per processor]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(super) jobs: Option<u16>,
    /// Make another take of the lines that contain these words, with a neural voice; give it twice for a third take
    #[arg(long, value_name = "WORDS")]
    pub(super) retake: Vec<String>,
    /// A sound file to play at the start of the episode
    #[arg(long, value_name = "FILE")]
    pub(super) intro: Option<PathBuf>,
    /// A sound file to play at the end of the episode
    #[arg(long, value_name = "FILE")]
    pub(super) outro: Option<PathBuf>,
    /// A sound file to use as the chime around asides
    #[arg(long, value_name = "FILE")]
    pub(super) earcon: Option<PathBuf>,
    /// The cover: a picture file, `generated` to draw one from the title, or `none` [default: the article's picture]
    #[arg(long, value_name = "FILE")]
    pub(super) cover: Option<PathBuf>,
    /// Background music, softer while somebody speaks; a short file is repeated
    #[arg(long, value_name = "FILE")]
    pub(super) bed: Option<PathBuf>,
    /// Level of the background music while nobody speaks, in LU relative to speech, from -40 to -6
    #[arg(long, value_name = "LU", default_value_t = BedFile::LEVEL, value_parser = |text: &str| BedFile::LEVELS.parse(text), allow_negative_numbers = true, requires = "bed")]
    pub(super) bed_level: f64,
    /// The mastering profile: levels, peaks and the silence around chapters
    #[arg(long, value_name = "PROFILE", default_value = "podcast")]
    pub(super) profile: Profile,
    /// Speed factor for all voices, from 0.5 to 2; the voices speak faster, the sound is not stretched
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0, value_parser = |text: &str| Tuning::RATES.parse(text))]
    pub(super) speed: f32,
    /// What to do with a line that its voice cannot say, after it was tried three times
    #[arg(long, value_name = "WHAT", default_value = "fallback")]
    pub(super) on_failure: OnFailure,
    /// Fail if anything of the article itself is lost
    #[arg(long)]
    pub(super) strict: bool,
    /// Speak nothing; show how many lines and characters each voice would speak, and the cost
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Print events and the result as JSON, one object per line
    #[arg(long)]
    pub(super) json: bool,
}

/// How the sound is encoded.
#[derive(Debug, Args)]
pub(super) struct Encoding {
    /// The formats to write [default: those of the existing episode, or wav]
    #[arg(long, value_delimiter = ',', value_name = "FORMATS")]
    pub(super) formats: Vec<Format>,
    /// Write one file with the whole episode, in each format
    #[arg(long)]
    pub(super) single_file: bool,
    /// Write one file per chapter, in each format; with --single-file, write both
    #[arg(long)]
    pub(super) chapters_as_files: bool,
    /// Bit rate in kb/s, for all formats that have one, or for one format: mp3=128
    #[arg(long, value_name = "[FORMAT=]KBPS", value_delimiter = ',')]
    pub(super) bitrate: Vec<Bitrate>,
    /// Sample rate in Hz
    #[arg(long, value_name = "HZ", default_value_t = 44_100, value_parser = clap::value_parser!(u32).range(8_000..=192_000))]
    pub(super) sample_rate: u32,
    /// The program that encodes AAC for M4B, such as ffmpeg
    #[arg(long, value_name = "PROGRAM")]
    pub(super) aac_encoder: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct InputChoice {
    /// The format of the input, if its name does not tell
    #[arg(long, value_name = "FORMAT")]
    pub(super) from: Option<From>,
    /// Allow addresses of this machine and its network
    #[arg(long)]
    pub(super) allow_local: bool,
}

#[derive(Debug, Args)]
pub(super) struct CastChoice {
    /// The cast: a name, a TOML file, or a single voice such as `flite:slt`
    #[arg(long, value_name = "CAST", default_value = "default")]
    pub(super) voices: String,
    /// Allow a cast from elsewhere to run the programs that it names, without asking
    #[arg(long)]
    pub(super) allow_commands: bool,
}

#[derive(Debug, Args)]
pub(super) struct LexiconChoice {
    /// A file of pronunciations, TOML or PLS; if several files contain a word, the last one wins
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
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(super) struct Script {
    /// The article: a path, an address, or - for standard input
    pub(super) article: String,
    #[command(flatten)]
    pub(super) voices: CastChoice,
    #[command(flatten)]
    pub(super) lexicon: LexiconChoice,
    #[command(flatten)]
    pub(super) input: InputChoice,
    /// List words that may be mispronounced, as entries for a lexicon
    #[arg(long)]
    pub(super) audit: bool,
    /// Show only what is left out, in full, with the reason; what may be part of the article is marked `in doubt`
    #[arg(long, conflicts_with = "audit")]
    pub(super) left_out: bool,
    /// Print SSML 1.1, for engines and services that take it
    #[arg(long, conflicts_with_all = ["audit", "left_out", "json"])]
    pub(super) ssml: bool,
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
    /// Speak the text into this WAV file, or to standard output with -
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) voices: CastChoice,
    #[command(flatten)]
    pub(super) lexicon: LexiconChoice,
    /// The language of the text, as a BCP 47 tag
    #[arg(long, value_name = "TAG", default_value = "en")]
    pub(super) language: String,
    /// Speed, as a factor of the cast's speed: 0.5 to 2
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0, value_parser = |text: &str| Tuning::RATES.parse(text))]
    pub(super) rate: f32,
    /// Pitch, in semitones relative to the cast's pitch: -12 to 12
    #[arg(long, value_name = "SEMITONES", default_value_t = 0.0, allow_negative_numbers = true, value_parser = |text: &str| Tuning::PITCHES.parse(text))]
    pub(super) pitch: f32,
    /// Also show how the built-in voice would say it, in the International Phonetic Alphabet
    #[arg(long)]
    pub(super) ipa: bool,
    /// Treat every line as a paragraph
    #[arg(long)]
    pub(super) lines: bool,
    /// Print JSON: the sentences of each paragraph, as shown and as spoken
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Status {
    /// A folder of episodes, or the folder of one episode
    #[arg(value_name = "DIR", default_value = "output")]
    pub(super) folder: PathBuf,
    /// Fail if an episode is incomplete, a line is doubtful, or a killed run left files behind
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
    /// List the recommended voices, best first, and the casts
    List {
        /// List all voices whose language tag starts with TAG, and no others
        #[arg(long, value_name = "TAG")]
        language: Option<String>,
        /// List all voices and models
        #[arg(long)]
        all: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Install neural voices: by their names in the catalogue, or your own by its path
    Add(AddVoices),
    /// Remove installed neural voices
    Remove {
        /// The voices, such as `piper:en_US-ljspeech-medium`
        #[arg(required = true, value_name = "NAME")]
        names: Vec<String>,
    },
    /// Measure how fast voices speak, as a multiple of real time
    Bench {
        /// The voices, such as `piper:en_US-ljspeech-medium` [default: all installed neural voices]
        #[arg(value_name = "VOICE")]
        names: Vec<String>,
        /// Largest number of lines to speak at once [default: one per processor]
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
        lanes: Option<u16>,
        /// A file with the text to speak, instead of the built-in one
        #[arg(long, value_name = "FILE")]
        text: Option<PathBuf>,
        /// Print JSON, one object per voice
        #[arg(long)]
        json: bool,
    },
    /// Write a sample of a cast or a voice
    Try {
        /// The cast or voice, such as `duo` or `flite:slt`
        #[arg(value_name = "CAST")]
        name: String,
        /// Allow a cast from elsewhere to run the programs that it names, without asking
        #[arg(long)]
        allow_commands: bool,
        /// The text to speak
        #[arg(long)]
        text: Option<String>,
        /// The WAV file to write [default: named after the cast, in the current folder]
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

#[derive(Debug, Args)]
pub(super) struct AddVoices {
    /// The voices, such as `piper:en_US-ljspeech-medium`; `best:de` for the best voice for German, `best` for the best
    /// one for your system's language; or a file `NAME.onnx` with `NAME.onnx.json` beside it
    #[arg(required = true, value_name = "NAME")]
    pub(super) names: Vec<String>,
    /// Get the files from a mirror: a folder or an address with the catalogue's directory layout
    #[arg(long, value_name = "FOLDER-OR-URL")]
    pub(super) from: Option<String>,
    /// Accept licences that do not allow commercial use
    #[arg(long)]
    pub(super) accept_licence: bool,
    /// The licence of your own voice: an SPDX identifier or a name
    #[arg(long, value_name = "LICENCE")]
    pub(super) licence: Option<String>,
    /// Allow addresses of this machine and its network
    #[arg(long)]
    pub(super) allow_local: bool,
    /// Print events and the result as JSON, one object per line
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
