//! The arguments, as people write them.

mod making;
mod on_failure;
mod publishing;
mod upkeep;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::output::Volume;
use crate::article::html::Rules;
use crate::voice::Tuning;
pub(super) use making::{Bitrate, Encoding, Format, Make};
pub(super) use on_failure::OnFailure;
#[cfg(feature = "serve")]
pub(super) use publishing::Serve;
#[cfg(feature = "upload")]
pub(super) use publishing::Upload;
pub(super) use publishing::{Check, Follow, Publish, Verify};
pub(super) use upkeep::{Bytes, Cache, CacheCommand, Clean, List, Remove};

/// The folder of episodes, where nothing says another.
pub(super) const OUTPUT: &str = "output";

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
    /// Tell only results, warnings and errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Tell each line that is spoken, and why voices were passed over
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
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
    /// Show how a text is said, and say it: aloud, or into a file
    Say(Say),
    /// List the episodes in a folder, whether they are complete, and which lines are doubtful
    Status(Status),
    /// List the episodes in a folder: length, chapters, formats, folder
    List(List),
    /// Remove episodes; what was spoken for them stays in the cache
    Remove(Remove),
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
    /// Show the settings that hold here and the files that they come from
    Config {
        #[command(subcommand)]
        command: Option<ConfigCommand>,
    },
    /// Read an article aloud through the platform's speech service
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
    /// Print a manual page, or write all of them into a folder
    Man(Man),
}

#[derive(Debug, Subcommand)]
pub(super) enum ConfigCommand {
    /// Show each setting with its value and where that comes from
    Show {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Show where the files are that are read
    Path {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

impl Arguments {
    /// How much people are told.
    pub(super) fn volume(&self) -> Volume {
        match (self.quiet, self.verbose) {
            (true, _) => Volume::Quiet,
            (_, true) => Volume::Verbose,
            _ => Volume::Usual,
        }
    }
}

impl Command {
    /// Fills in what differs between commands with the same arguments.
    pub(super) fn complete(&mut self) {
        // What is followed is to be published; nobody listens to the chapters.
        let Command::Follow(follow) = self else { return };
        (follow.make.name, follow.make.play) = (None, false);
        let usual = &mut follow.make.encoding.usual;
        if usual.is_empty() {
            usual.extend(cfg!(feature = "mp3").then_some(Format::Mp3));
        }
    }

    /// How the command encodes, if it does.
    pub(super) fn encoding_mut(&mut self) -> Option<&mut Encoding> {
        match self {
            Command::Make(make) => Some(&mut make.encoding),
            Command::Follow(follow) => Some(&mut follow.make.encoding),
            _ => None,
        }
    }

    /// How the command reads its articles, if it reads any.
    pub(super) fn input_mut(&mut self) -> Option<&mut InputChoice> {
        match self {
            Command::Make(make) => Some(&mut make.input),
            Command::Follow(follow) => Some(&mut follow.make.input),
            Command::Read(read) => Some(&mut read.input),
            Command::Script(script) => Some(&mut script.input),
            Command::Listen(listen) => Some(&mut listen.input),
            _ => None,
        }
    }
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

#[derive(Debug, Default, Args)]
pub(super) struct InputChoice {
    /// The format of the input, if its name does not tell
    #[arg(long, value_name = "FORMAT")]
    pub(super) from: Option<From>,
    /// Leave out paragraphs, headings and list items that contain these words
    #[arg(long, value_name = "WORDS")]
    pub(super) skip: Vec<String>,
    /// The rules for sites, which only files say
    #[arg(skip)]
    pub(super) rules: Rules,
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
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(super) struct Say {
    /// The text, or - for standard input
    #[arg(allow_hyphen_values = true)]
    pub(super) text: String,
    /// Speak the text into this file, in the format of its extension, or to standard output as WAV with - [default: play it,
    /// at a terminal]
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Replace a file that Articast did not make
    #[arg(long, requires = "output")]
    pub(super) force: bool,
    /// Only show how the text would be said
    #[arg(long, conflicts_with_all = ["output", "play"])]
    pub(super) show: bool,
    /// Play the text, even without a terminal
    #[arg(long, conflicts_with_all = ["output", "json"])]
    pub(super) play: bool,
    #[command(flatten)]
    pub(super) voices: CastChoice,
    #[command(flatten)]
    pub(super) lexicon: LexiconChoice,
    /// The language of the text, as a BCP 47 tag [default: what its script tells, or en]
    #[arg(long, value_name = "TAG")]
    pub(super) language: Option<String>,
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
    #[arg(value_name = "DIR", default_value = OUTPUT)]
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
    /// Play a sample of a cast or a voice, or write it to a file
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
        /// The file to write, in the format of its extension [default: play the sample]
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// Replace a file that Articast did not make
        #[arg(long, requires = "output")]
        force: bool,
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

/// Arguments of `man`.
#[derive(Debug, Args)]
pub(super) struct Man {
    /// The command, such as `make` or `voices add` [default: the page of the whole program]
    #[arg(value_name = "COMMAND")]
    pub(super) command: Vec<String>,
    /// Write the pages of all commands into this folder: articast.1, articast-make.1 and so on
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    pub(super) all: Option<PathBuf>,
}

/// Arguments of `listen`.
#[derive(Debug, Args)]
pub(super) struct Listen {
    /// The article: a path, an address, or - for standard input
    pub(super) article: String,
    #[command(flatten)]
    pub(super) input: InputChoice,
    #[command(flatten)]
    pub(super) lexicon: LexiconChoice,
}
