//! The episode that an article has already.

use std::path::{Path, PathBuf};

use super::input::{Input, is_address};
use crate::Result;
use crate::article::address;
use crate::publish::episode_folder::identity::{self, Identity};
use crate::publish::podcast::status::EpisodeStatus;

/// The folder of the complete episode that an article has in the folder of episodes. The article is read, and nothing is
/// spoken. `name` is what the episode is called, if it has a name of its own.
///
/// # Errors
///
/// An article that cannot be read.
pub fn existing(input: &Input, name: Option<&str>, output: &Path) -> Result<Option<PathBuf>> {
    let mut article = input.understand()?.article;
    article.meta.id = name.map(Into::into).or(article.meta.id);
    Ok(complete(&input.identity(&article, "", output), output))
}

/// The same for an address, as far as that alone tells it: nothing is fetched.
pub fn existing_at(name: &str, output: &Path) -> Option<PathBuf> {
    let origin = is_address(name).then(|| format!("web:{}", address::key(name)))?;
    complete(&Identity { made_from: identity::digest(origin.as_bytes()), ..Identity::default() }, output)
}

fn complete(identity: &Identity, output: &Path) -> Option<PathBuf> {
    let is_complete =
        |folder: &PathBuf| EpisodeStatus::find(folder).is_some_and(|status| status.is_complete());
    identity.folders(output).into_iter().find(is_complete)
}
