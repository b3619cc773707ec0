//! `articast check`: whether a folder of episodes and its feed keep the rules of podcast apps.

use std::fmt::Write as _;

use serde_json::json;

use super::Outcome;
use super::args::Check;
use super::output::{STRING, Terminal, count};
use super::publish::now;
use crate::Result;
use crate::publish::podcast::rules::{self, Finding, Severity};

pub(super) fn run(arguments: &Check, terminal: &Terminal) -> Result<Outcome> {
    let findings = rules::check(&arguments.folder, now()?)?;
    let found = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings) = (found(Severity::Error), found(Severity::Warning));
    if arguments.json {
        terminal.json(&json!({ "errors": errors, "warnings": warnings, "findings": findings }))?;
    } else {
        let mut text = String::new();
        for Finding { severity, rule, place, field, what, fix } in &findings {
            let place = if place.is_empty() { String::new() } else { format!("{place}: ") };
            writeln!(text, "{severity}: {place}{field}: {what} [{rule}]\n  fix: {fix}").expect(STRING);
        }
        writeln!(text, "{}, {}", count(errors, "error"), count(warnings, "warning")).expect(STRING);
        terminal.text(&text)?;
    }
    Ok(match (errors, warnings) {
        (0, 0) => Outcome::Done,
        (0, _) if arguments.strict => Outcome::Lost,
        (0, _) => Outcome::Done,
        _ => Outcome::Failed(1),
    })
}
