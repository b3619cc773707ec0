//! The arguments of what is done with episodes that are made.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Default, Args)]
pub(in crate::cli) struct Publish {
    /// The folder of episodes
    #[arg(value_name = "DIR", default_value = "output")]
    pub(in crate::cli) folder: PathBuf,
    /// The address at which the folder will be reached
    #[arg(long, value_name = "URL")]
    pub(in crate::cli) url: Option<String>,
    /// The show's file [default: show.toml in the folder]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) show: Option<PathBuf>,
    /// Put what is new where others reach it: a folder, file:///FOLDER, or s3://BUCKET/FOLDER
    #[cfg(feature = "upload")]
    #[arg(long, value_name = "STORE", conflicts_with = "init")]
    pub(in crate::cli) to: Option<String>,
    /// Upload nothing: list what would go
    #[cfg(feature = "upload")]
    #[arg(long, requires = "to")]
    pub(in crate::cli) dry_run: bool,
    /// Remove there what an earlier upload put there and is no more in the podcast
    #[cfg(feature = "upload")]
    #[arg(long, requires = "to")]
    pub(in crate::cli) prune: bool,
    /// Write the show's file, filled in from the episodes, for you to correct
    #[arg(long)]
    pub(in crate::cli) init: bool,
    /// Fail if an episode is left out
    #[arg(long)]
    pub(in crate::cli) strict: bool,
    /// Print the result as JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Check {
    /// The folder of episodes
    #[arg(value_name = "DIR", default_value = "output")]
    pub(in crate::cli) folder: PathBuf,
    /// Fail for warnings too
    #[arg(long)]
    pub(in crate::cli) strict: bool,
    /// Print the findings as JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// Arguments of `serve`.
#[cfg(feature = "serve")]
#[derive(Debug, Args)]
pub(in crate::cli) struct Serve {
    /// The folder of episodes
    #[arg(value_name = "DIR", default_value = "output")]
    pub(in crate::cli) folder: PathBuf,
    /// The port; 0 is any that is free
    #[arg(long, value_name = "PORT", default_value_t = 4774)]
    pub(in crate::cli) port: u16,
    /// Serve to the network that this machine is in, and not to this machine alone
    #[arg(long)]
    pub(in crate::cli) lan: bool,
    /// Make a new key: who knows the old address gets nothing any more
    #[arg(long)]
    pub(in crate::cli) new_key: bool,
    /// The show's file [default: show.toml in the folder]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) show: Option<PathBuf>,
    /// Draw the feed's address for a camera, even if no terminal is there
    #[arg(long)]
    pub(in crate::cli) qr: bool,
    /// Print the result as JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
}
