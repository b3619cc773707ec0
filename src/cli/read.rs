//! `articast read`: the article as it was understood.

use std::path::Path;

use super::args::Read;
use super::output::Terminal;
use super::{Outcome, input};
use crate::Result;
use crate::article::markdown;

/// Prints the article. Its `id` is that of its own episode in the folder of episodes, so that the edited text makes the
/// same episode as the article itself.
pub(super) fn run(arguments: &Read, output: &Path, terminal: &Terminal) -> Result<Outcome> {
    let input::Read { input, mut article, .. } =
        input::article(&arguments.article, &arguments.input, terminal)?;
    if article.meta.id.is_none() {
        article.meta.id = Some(input.episode_id(&article, output));
    }
    if arguments.json { terminal.json(&article.json()) } else { terminal.text(&markdown::write(article)) }
}
