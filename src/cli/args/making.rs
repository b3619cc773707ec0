//! The arguments of what makes episodes.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{ArgAction, Args, ValueEnum};

use super::{CastChoice, InputChoice, LexiconChoice, OUTPUT, OnFailure};
use crate::encode::BITRATES;
use crate::episode::{self, BedFile};
use crate::voice::Tuning;

/// The format of a sound file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
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
pub(in crate::cli) struct Bitrate {
    pub(in crate::cli) format: Option<Format>,
    pub(in crate::cli) kilobits: u32,
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
pub(in crate::cli) struct Chapters {
    pub(in crate::cli) first: usize,
    pub(in crate::cli) last: usize,
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
pub(in crate::cli) enum Profile {
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
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(in crate::cli) struct Make {
    /// Articles: paths, addresses, or - for standard input; also folders, feeds, OPML files and lists of links
    #[arg(required = true, value_name = "ARTICLE")]
    pub(in crate::cli) articles: Vec<String>,
    /// The folder in which each episode gets a folder of its own
    #[arg(short, long, value_name = "DIR", default_value = OUTPUT)]
    pub(in crate::cli) output: PathBuf,
    #[command(flatten)]
    pub(in crate::cli) voices: CastChoice,
    #[command(flatten)]
    pub(in crate::cli) lexicon: LexiconChoice,
    #[command(flatten)]
    pub(in crate::cli) input: InputChoice,
    /// Take only N articles from each folder, feed or list: the newest of a feed, otherwise the first
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(in crate::cli) limit: Option<u32>,
    #[command(flatten)]
    pub(in crate::cli) encoding: Encoding,
    /// The name of the episode and its folder; whatever is made under a name is one episode
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) name: Option<String>,
    /// Leave articles alone that have a complete episode
    #[arg(long, value_name = "true|false", action = ArgAction::Set, num_args = 0..=1, require_equals = true, default_value_t = false, default_missing_value = "true", hide_default_value = true, hide_possible_values = true)]
    pub(in crate::cli) skip_existing: bool,
    /// Make only these chapters, in a separate folder: 3, 3-5, 3- or -5
    #[arg(long, value_name = "CHAPTERS", value_delimiter = ',')]
    pub(in crate::cli) only: Vec<Chapters>,
    /// Number of lines to speak at once [default: one per processor]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(in crate::cli) jobs: Option<u16>,
    /// Make another take of the lines that contain these words, with a neural voice; give it twice for a third take
    #[arg(long, value_name = "WORDS")]
    pub(in crate::cli) retake: Vec<String>,
    /// A sound file to play at the start of the episode
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) intro: Option<PathBuf>,
    /// A sound file to play at the end of the episode
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) outro: Option<PathBuf>,
    /// A sound file to use as the chime around asides
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) earcon: Option<PathBuf>,
    /// The cover: a picture file, `generated` to draw one from the title, or `none` [default: the article's picture]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) cover: Option<PathBuf>,
    /// Background music, softer while somebody speaks; a short file is repeated
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) bed: Option<PathBuf>,
    /// Level of the background music while nobody speaks, in LU relative to speech, from -40 to -6
    #[arg(long, value_name = "LU", default_value_t = BedFile::LEVEL, value_parser = |text: &str| BedFile::LEVELS.parse(text), allow_negative_numbers = true, requires = "bed")]
    pub(in crate::cli) bed_level: f64,
    /// The mastering profile: levels, peaks and the silence around chapters
    #[arg(long, value_name = "PROFILE", default_value = "podcast")]
    pub(in crate::cli) profile: Profile,
    /// Speed factor for all voices, from 0.5 to 2; the voices speak faster, the sound is not stretched
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0, value_parser = |text: &str| Tuning::RATES.parse(text))]
    pub(in crate::cli) speed: f32,
    /// What to do with a line that its voice cannot say, after it was tried three times
    #[arg(long, value_name = "WHAT", default_value = "fallback")]
    pub(in crate::cli) on_failure: OnFailure,
    /// Fail if anything of the article itself is lost
    #[arg(long, value_name = "true|false", action = ArgAction::Set, num_args = 0..=1, require_equals = true, default_value_t = false, default_missing_value = "true", hide_default_value = true, hide_possible_values = true)]
    pub(in crate::cli) strict: bool,
    /// Play the first chapter while the rest is spoken
    #[arg(long, conflicts_with_all = ["dry_run", "json"])]
    pub(in crate::cli) play: bool,
    /// Speak nothing; show how many lines and characters each voice would speak, and the cost
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
    /// Print events and the result as JSON, one object per line
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// How the sound is encoded.
#[derive(Debug, Args)]
pub(in crate::cli) struct Encoding {
    /// The formats to write [default: those of the existing episode, or wav and mp3]
    #[arg(long, value_delimiter = ',', value_name = "FORMATS")]
    pub(in crate::cli) formats: Vec<Format>,
    /// The formats of new episodes, which only files say
    #[arg(skip)]
    pub(in crate::cli) usual: Vec<Format>,
    /// Write one file with the whole episode, in each format
    #[arg(long, value_name = "true|false", action = ArgAction::Set, num_args = 0..=1, require_equals = true, default_value_t = false, default_missing_value = "true", hide_default_value = true, hide_possible_values = true)]
    pub(in crate::cli) single_file: bool,
    /// Write one file per chapter, in each format; with --single-file, write both
    #[arg(long, value_name = "true|false", action = ArgAction::Set, num_args = 0..=1, require_equals = true, default_value_t = false, default_missing_value = "true", hide_default_value = true, hide_possible_values = true)]
    pub(in crate::cli) chapters_as_files: bool,
    /// Bit rate in kb/s, for all formats that have one, or for one format: mp3=128
    #[arg(long, value_name = "[FORMAT=]KBPS", value_delimiter = ',')]
    pub(in crate::cli) bitrate: Vec<Bitrate>,
    /// Sample rate in Hz
    #[arg(long, value_name = "HZ", default_value_t = 44_100, value_parser = clap::value_parser!(u32).range(8_000..=192_000))]
    pub(in crate::cli) sample_rate: u32,
    /// The program that encodes AAC for M4B, such as ffmpeg
    #[arg(long, value_name = "PROGRAM")]
    pub(in crate::cli) aac_encoder: Option<PathBuf>,
}
