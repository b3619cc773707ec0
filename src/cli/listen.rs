//! `articast listen`: the script read aloud by the platform's speech service.

use super::args::Listen;
use super::output::Terminal;
use super::session::Session;
use super::{Outcome, input};
use crate::engine::aloud::aloud;
use crate::produce::Lexicons;
use crate::script::{self, ReadingStyle};
use crate::{Error, Result};

pub(super) fn run(arguments: &Listen, terminal: &Terminal) -> Result<Outcome> {
    let session = Session::start(None);
    let input::Read { input, article, .. } = input::article(&arguments.article, &arguments.input, terminal)?;
    let lexicons = Lexicons {
        files: &arguments.lexicon.lexicon,
        article: Some((&input, &article.meta)),
        config: &session.places.config,
    };
    let script = script::write(&article, &lexicons.added_to(&ReadingStyle::default())?);
    if script.chapters.is_empty() {
        return Err(Error::NothingToSay { name: arguments.article.clone() });
    }
    let lines: Vec<String> = script.lines().map(|line| line.say.text.clone()).collect();
    let spoken = aloud(lines.into_iter(), &session.cancel, |line| terminal.note(line))?;
    terminal.note(&format!("{spoken} lines read"));
    Ok(Outcome::Done)
}
