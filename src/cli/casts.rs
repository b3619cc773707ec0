//! Which cast speaks, and whether one from elsewhere may run what it names.

use std::fmt::Write as _;
use std::path::Path;

use super::args::CastChoice;
use super::output::{STRING, Terminal};
use super::places;
use crate::Result;
use crate::cast::{self, Cast, Origin};
use crate::files::{self, Places};

/// Whether the user may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asking {
    Allowed,
    /// A program reads what is printed.
    Refused,
}

impl Asking {
    /// A program that asked for JSON answers no questions.
    pub(super) fn of(as_json: bool) -> Asking {
        if as_json { Asking::Refused } else { Asking::Allowed }
    }
}

/// Finds the cast that is to speak. For one from elsewhere that wants to run programs or the like, the user is asked;
/// a yes holds for this file as it is. Where nobody can be asked, that is an error.
pub(super) fn find(
    choice: &CastChoice,
    asking: Asking,
    places: &Places,
    terminal: &Terminal,
) -> Result<Cast> {
    let mut cast = cast::find(&choice.voices, &places::casts(places))?;
    let Origin::Strange(seal) = &cast.origin else { return Ok(cast) };
    let demands = cast.demands();
    let yes = places.config.join("allowed-casts").join(seal);
    let is_allowed = demands.is_empty() || choice.allow_commands || yes.is_file();
    if is_allowed || asking == Asking::Allowed && ask(choice, &demands, &yes, terminal)? {
        cast.origin = Origin::Own;
    }
    cast.check()?;
    Ok(cast)
}

/// Asks the user, if somebody is there; remembers a yes.
fn ask(choice: &CastChoice, demands: &[String], yes: &Path, terminal: &Terminal) -> Result<bool> {
    let mut question = format!("`{}` is not one of your casts. To speak, it wants to:\n", choice.voices);
    for demand in demands {
        writeln!(question, "  {demand}").expect(STRING);
    }
    question.push_str("Allow this for the file as it is now?");
    let is_yes = terminal.confirm(&question)?;
    if is_yes {
        let path = std::path::absolute(&choice.voices).unwrap_or_else(|_| choice.voices.clone().into());
        files::write(yes, format!("{}\n", path.display()).as_bytes())?;
    }
    Ok(is_yes)
}
