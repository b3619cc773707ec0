//! What is served, and where.

use std::path::PathBuf;

use jiff::Timestamp;

use super::name::Name;
use crate::Result;
use crate::files::Secret;
use crate::publish::podcast::feed;
use crate::publish::podcast::show::{self, Show};
use crate::publish::podcast::show_defaults::{self, Hints};
use crate::publish::small_cover;

/// The folder of a podcast, and the address at which it is served.
#[derive(Debug, Clone)]
pub struct Site {
    /// The folder that holds the episodes of the podcast.
    pub folder: PathBuf,
    /// The show's file; it need not exist.
    pub show_file: PathBuf,
    /// The title of the feed whose articles the episodes are made of, for a show that has none.
    pub followed: Option<String>,
    /// The part of the address that only listeners know.
    pub key: Secret,
    /// What stands before the key in the addresses of the feed, without a slash at its end.
    pub origin: String,
    /// The names that are answered to, besides addresses in digits and `localhost`.
    pub names: Vec<Name>,
    /// The clock: `published.json` keeps its times.
    pub now: fn() -> Timestamp,
}

impl Site {
    /// The address of the folder, with the key.
    pub(super) fn address(&self) -> String {
        self.address_at(&self.origin)
    }

    /// The address of the folder for listeners who reach it by another origin.
    pub(super) fn address_at(&self, origin: &str) -> String {
        format!("{origin}/{}/", self.key.expose())
    }

    /// The show, as this server publishes it.
    pub(super) fn show(&self) -> Result<Show> {
        let hints = Hints { followed: self.followed.clone(), ..Hints::default() };
        let mut show = show_defaults::complete(&self.folder, &self.show_file, &hints)?.show;
        // It is the same show at whatever address of this machine.
        show.guid = show.guid.or_else(|| Some(show::guid(&format!("articast/{}", self.key.expose()))));
        show.cover = show.cover.map(|cover| small_cover::named(&self.folder, &cover));
        show.url = self.address();
        show.feed = Some(feed::NAME.into());
        show.media = None;
        Ok(show)
    }
}
