//! `articast listen`: the script read aloud by the platform's speech service.

use super::args::Listen;
use super::output::Terminal;
use super::session::Session;
use super::{Outcome, input, lexicon};
use crate::engine::aloud::aloud;
use crate::script::{self, House};
use crate::{Error, Result};

pub(super) fn run(arguments: &Listen, terminal: &Terminal) -> Result<Outcome> {
    let session = Session::start(None);
    let article = input::article(&arguments.article, &arguments.input, terminal)?.article;
    let named = (arguments.article.as_str(), &article.meta);
    let house = lexicon::house(&House::default(), named, &arguments.lexicon, &session.places)?;
    let script = script::write(&article, &house);
    if script.chapters.is_empty() {
        return Err(Error::NothingToSay { name: arguments.article.clone() });
    }
    let lines: Vec<String> = script.lines().map(|line| line.say.text.clone()).collect();
    let spoken = aloud(lines.into_iter(), &session.halt, |line| terminal.note(line))?;
    terminal.note(&format!("{spoken} lines read"));
    Ok(Outcome::Done)
}
