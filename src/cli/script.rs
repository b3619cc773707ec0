//! `articast script`: what will be said, and what became of every block.

use super::args::Script;
use super::output::Terminal;
use super::{Outcome, input, places};
use crate::article::Why;
use crate::{Result, script, voice};

pub(super) fn run(arguments: &Script, terminal: &Terminal) -> Result<Outcome> {
    let folders = places::casts(&places::find());
    let cast = voice::find(&arguments.voices.voices, &folders)?;
    let input = input::article(&arguments.article, &arguments.input, terminal)?;
    let script = script::write(&input.article, &cast.house);
    if arguments.json {
        terminal.json(&script)?
    } else {
        terminal.text(&script.to_string())?
    };
    Ok(strictly(arguments.strict, &script, input.warning, terminal))
}

/// What somebody can do who wants nothing lost.
fn advice(why: Why) -> Option<&'static str> {
    match why {
        Why::Undescribed => {
            Some("describe it in the article, or give it an empty alt text (alt=\"\") if it is decoration")
        }
        Why::Missing => Some("the file lacks it: get the file again, or mend it"),
        _ => None,
    }
}

/// Says what was lost, if `--strict` asks. What the page itself holds back, as a warning said, is lost too.
pub(super) fn strictly(
    strict: bool,
    script: &script::Script,
    warning: Option<&str>,
    terminal: &Terminal,
) -> Outcome {
    let lost: Vec<_> = script.ledger.lost().collect();
    if !strict || (lost.is_empty() && warning.is_none()) {
        return Outcome::Done;
    }
    for entry in lost {
        let Some(why) = entry.fate.why() else { continue };
        terminal.note(&format!("lost ({why}): {}", entry.text.lines().next().unwrap_or_default()));
        if let Some(hint) = entry.hint.as_deref().or_else(|| advice(why)) {
            terminal.note(&format!("  hint: {hint}"));
        }
    }
    Outcome::Lost
}
