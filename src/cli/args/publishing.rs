//! The arguments of what is done with episodes that are made.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use clap::Args;
use jiff::{SignedDuration, Timestamp};

use super::{Make, OUTPUT};
use crate::publish::dates;
#[cfg(feature = "serve")]
use crate::publish::server::Name;

#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct Publish {
    /// The folder of episodes
    #[arg(value_name = "DIR", default_value = OUTPUT)]
    pub(in crate::cli) folder: PathBuf,
    /// The address at which the folder will be reachable
    #[arg(long, value_name = "URL")]
    pub(in crate::cli) url: Option<String>,
    /// The title of the show [default: `title` in show.toml]
    #[arg(long, value_name = "TITLE")]
    pub(in crate::cli) title: Option<String>,
    /// The file that describes the show [default: show.toml in the folder]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) show: Option<PathBuf>,
    /// Take over the guids, dates and numbers of a feed, a file or an address, so that a podcast can move here
    #[arg(long, value_name = "FEED", conflicts_with = "init")]
    pub(in crate::cli) from: Option<String>,
    /// Allow a feed on this machine or its network
    #[arg(long, requires = "from")]
    pub(in crate::cli) allow_local: bool,
    #[cfg(feature = "upload")]
    #[command(flatten)]
    pub(in crate::cli) upload: Upload,
    /// Write the file that describes the show, filled in from the episodes, for you to edit
    #[arg(long)]
    pub(in crate::cli) init: bool,
    /// Allow replacing a feed that has items, here or in the store, by an empty one
    #[arg(long)]
    pub(in crate::cli) allow_empty: bool,
    /// Fail if an episode is left out
    #[arg(long)]
    pub(in crate::cli) strict: bool,
    /// Print the result as JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// What is done with a podcast that is published.
#[cfg(feature = "upload")]
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct Upload {
    /// Upload what is new: to a folder, `file:///FOLDER`, or `s3://BUCKET/FOLDER`
    #[arg(long, value_name = "STORE", conflicts_with = "init")]
    pub(in crate::cli) to: Option<String>,
    /// Upload nothing; list what would be uploaded
    #[arg(long, requires = "to")]
    pub(in crate::cli) dry_run: bool,
    /// Remove files of earlier uploads that are no longer part of the podcast
    #[arg(long, requires = "to")]
    pub(in crate::cli) prune: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Check {
    /// The folder of episodes
    #[arg(value_name = "DIR", default_value = OUTPUT)]
    pub(in crate::cli) folder: PathBuf,
    /// Fail on warnings too
    #[arg(long)]
    pub(in crate::cli) strict: bool,
    /// Print the findings as JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Verify {
    /// A folder of episodes, published or not, or the folder of one episode
    #[arg(value_name = "DIR", default_value = OUTPUT)]
    pub(in crate::cli) folder: PathBuf,
    /// Print the result as JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// Who reaches a server, and how.
#[cfg(feature = "serve")]
#[derive(Debug, Args)]
pub(in crate::cli) struct Reach {
    /// The port; 0 for any free one
    #[arg(long, value_name = "PORT", default_value_t = 4774)]
    pub(in crate::cli) port: u16,
    /// Serve to the local network, not only to this machine
    #[arg(long)]
    pub(in crate::cli) lan: bool,
    /// A name to answer to and to put into the feed: my-laptop.local, or behind a proxy its `https://` address; if you give
    /// several, the feed has the first
    #[arg(long = "name", value_name = "HOST")]
    pub(in crate::cli) names: Vec<Name>,
    /// Make a new key; the old address stops working
    #[arg(long)]
    pub(in crate::cli) new_key: bool,
}

/// Arguments of `serve`.
#[cfg(feature = "serve")]
#[derive(Debug, Args)]
pub(in crate::cli) struct Serve {
    /// The folder of episodes
    #[arg(value_name = "DIR", default_value = OUTPUT)]
    pub(in crate::cli) folder: PathBuf,
    #[command(flatten)]
    pub(in crate::cli) reach: Reach,
    /// The file that describes the show [default: show.toml in the folder]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) show: Option<PathBuf>,
    /// Serve a folder that has no episode yet
    #[arg(long)]
    pub(in crate::cli) allow_empty: bool,
    /// Show the feed's address as a QR code, even without a terminal, or without `--lan`
    #[arg(long)]
    pub(in crate::cli) qr: bool,
    /// Print the result as JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// Arguments of `follow`: those of `make`, and what is done around them.
#[derive(Debug, Args)]
#[command(
    mut_arg("articles", |arg| arg.value_name("FEED-OR-FOLDER").help("What to follow: feeds, OPML files, lists of links (paths or addresses), or folders")),
    mut_arg("formats", |arg| arg.help("The formats to write [default: those of the existing episode, or mp3]")),
    mut_arg("limit", |arg| arg.help("Make only the newest N articles of each source when it is first seen")),
    mut_arg("name", |arg| arg.hide(true)),
    mut_arg("skip_existing", |arg| arg.hide(true)),
    mut_arg("play", |arg| arg.hide(true)),
    mut_arg("only", |arg| arg.hide(true))
)]
pub(in crate::cli) struct Follow {
    #[command(flatten)]
    pub(in crate::cli) make: Make,
    /// Ignore articles older than this date: 2026-01-31
    #[arg(long, value_name = "DATE", value_parser = moment)]
    pub(in crate::cli) since: Option<Timestamp>,
    /// Look once and exit, for cron
    #[arg(long)]
    pub(in crate::cli) once: bool,
    /// How often to check feeds; folders are checked every 5 seconds
    #[arg(long, value_name = "TIME", default_value = "15m")]
    pub(in crate::cli) every: Every,
    /// Publish new episodes; the address at which the folder will be reachable [default: `url` in show.toml]
    #[arg(long, value_name = "URL")]
    pub(in crate::cli) url: Option<String>,
    /// The title of the show [default: `title` in show.toml]
    #[arg(long, value_name = "TITLE")]
    pub(in crate::cli) title: Option<String>,
    /// Upload what is published: to a folder, `file:///FOLDER`, or `s3://BUCKET/FOLDER`
    #[cfg(feature = "upload")]
    #[arg(long, value_name = "STORE")]
    pub(in crate::cli) to: Option<String>,
}

fn moment(text: &str) -> Result<Timestamp, &'static str> {
    dates::date(text).ok_or("a date is written as 2026-01-31, or with a time and its offset")
}

/// A time between two looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) struct Every(pub(in crate::cli) Duration);

impl FromStr for Every {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Every, &'static str> {
        let time = text.parse::<SignedDuration>().ok().and_then(|time| Duration::try_from(time).ok());
        let is_fair = |time: &Duration| (60..=30 * 86_400).contains(&time.as_secs());
        time.filter(is_fair).map(Every).ok_or("a time is 1m to 30 days, such as 15m, 2h or 1h 30m")
    }
}

#[test]
fn times_are_told_in_words() {
    for (text, seconds) in [("15m", 900), ("2h", 7200), ("1h 30m", 5400), ("90s", 90)] {
        assert_eq!(text.parse(), Ok(Every(Duration::from_secs(seconds))), "{text}");
    }
    for text in ["", "5", "1s", "-2h", "soon", "99999999h"] {
        assert!(text.parse::<Every>().is_err(), "{text}");
    }
}
