//! `articast listen`: the script read aloud by the platform's speech service.

use super::Outcome;
use super::args::Listen;
use super::output::Terminal;
use crate::Result;

/// Says how to get it: this build does not link the platform's service.
#[cfg(not(feature = "listen"))]
pub(super) fn run(_: &Listen, _: &Terminal) -> Result<Outcome> {
    Err(crate::Error::NoFeature {
        what: "read aloud through the platform's speech service",
        feature: "listen",
    })
}

#[cfg(feature = "listen")]
pub(super) fn run(arguments: &Listen, terminal: &Terminal) -> Result<Outcome> {
    use super::input;
    use super::output::count;
    use super::session::Session;
    use crate::Error;
    use crate::engine::aloud::aloud;
    use crate::produce::Lexicons;
    use crate::script::{self, ReadingStyle};

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
    terminal.note(&format!("{} read", count(spoken, "line")));
    Ok(Outcome::Done)
}
