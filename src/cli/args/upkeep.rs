//! The arguments of what is done with files that can go: the cache, and what killed runs left behind.

use std::path::PathBuf;
use std::str::FromStr;

use super::OUTPUT;
use clap::{Args, Subcommand};

/// A number of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) struct Bytes(pub(in crate::cli) u64);

impl FromStr for Bytes {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Bytes, &'static str> {
        const UNITS: [(&str, f64); 9] = [
            ("kB", 1e3),
            ("MB", 1e6),
            ("GB", 1e9),
            ("TB", 1e12),
            ("KiB", 1024.0),
            ("MiB", 1_048_576.0),
            ("GiB", 1_073_741_824.0),
            ("TiB", 1_099_511_627_776.0),
            ("B", 1.0),
        ];
        let text = text.trim();
        let ends = |(unit, _): &&(&str, f64)| text.to_ascii_lowercase().ends_with(&unit.to_ascii_lowercase());
        let (unit, factor) = UNITS.iter().find(ends).copied().unwrap_or(("", 1.0));
        let number = text[..text.len() - unit.len()].trim_end().parse::<f64>().ok();
        let bytes = number.map(|number| number * factor).filter(|bytes| (0.0..1e18).contains(bytes));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is within bounds")]
        bytes
            .map(|bytes| Bytes(bytes as u64))
            .ok_or("a size is a number of bytes, such as 500MB, 20GB or 2GiB")
    }
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Cache {
    #[command(subcommand)]
    pub(in crate::cli) command: Option<CacheCommand>,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum CacheCommand {
    /// Show how many spoken lines are kept, where, and up to which size
    Show {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Read every spoken line and list those that are not what was written; ends with 1 if there are any
    Verify {
        /// Remove them: the next run that needs one speaks it again
        #[arg(long)]
        remove: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Remove the lines that were not used for the longest time, and what is of no use
    Prune {
        /// The size that the cache may have, such as 500MB [default: its limit]
        #[arg(long, value_name = "SIZE")]
        limit: Option<Bytes>,
        /// Remove nothing; tell what would go
        #[arg(long)]
        dry_run: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Remove all spoken lines that no run needs now
    Clear {
        /// Do not ask
        #[arg(long)]
        yes: bool,
        /// Remove nothing; tell what would go
        #[arg(long)]
        dry_run: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Clean {
    /// The folder of episodes
    #[arg(value_name = "DIR", default_value = OUTPUT)]
    pub(in crate::cli) folder: PathBuf,
    /// Remove nothing; tell what would go
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
    /// Print JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct List {
    /// The folder of episodes
    #[arg(value_name = "DIR", default_value = OUTPUT)]
    pub(in crate::cli) folder: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Remove {
    /// The episodes: their folders, the names of these, their titles or ids
    #[arg(required = true, value_name = "EPISODE")]
    pub(in crate::cli) episodes: Vec<String>,
    /// The folder of episodes
    #[arg(short, long, value_name = "DIR", default_value = OUTPUT)]
    pub(in crate::cli) output: PathBuf,
    /// Do not ask
    #[arg(long)]
    pub(in crate::cli) yes: bool,
    /// Remove nothing; tell what would go
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
    /// Print JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

#[test]
fn a_size_is_read_with_its_unit() {
    for (text, bytes) in [
        ("0", Ok(0)),
        ("500", Ok(500)),
        ("20GB", Ok(20_000_000_000)),
        ("1.5 mb", Ok(1_500_000)),
        ("2GiB", Ok(2 << 30)),
        ("", Err(())),
        ("GB", Err(())),
        ("-1MB", Err(())),
        ("nan", Err(())),
        ("1e30", Err(())),
        ("3 apples", Err(())),
    ] {
        assert_eq!(text.parse::<Bytes>().map(|size| size.0).map_err(drop), bytes, "{text}");
    }
}
