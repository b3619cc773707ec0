//! `articast read`: the article as it was understood.

use super::args::Read;
use super::output::Terminal;
use super::{Outcome, input};
use crate::Result;
use crate::article::markdown;

pub(super) fn run(arguments: &Read, terminal: &Terminal) -> Result<Outcome> {
    let article = input::article(&arguments.article, &arguments.input, terminal)?.article;
    if arguments.json { terminal.json(&article.json()) } else { terminal.text(&markdown::write(article)) }
}
