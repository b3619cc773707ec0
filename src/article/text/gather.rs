//! Lines of program code and lone cells of a table, put together again.

use std::ops::Range;

use super::marks;
use super::model::Role;
use super::roles::Verdict;
use super::units::{Form, Unit};

/// The fewest lines that make a block of code.
const CODE: usize = 2;
/// The fewest cells that make a table whose columns are lost.
const CELLS: usize = 4;

/// The units with each run of code lines and each run of cells as one unit, and the verdicts on them.
pub(super) fn gather(text: &str, units: Vec<Unit>, verdicts: Vec<Verdict>) -> (Vec<Unit>, Vec<Verdict>) {
    let kind = |n: usize| {
        let plain = units[n].form == Form::Prose && verdicts[n].aside.is_none();
        Some(verdicts[n].role).filter(|role| plain && matches!(role, Role::Code | Role::Cell))
    };
    let kinds: Vec<Option<Role>> = (0..units.len()).map(kind).collect();
    let mut rest = units.into_iter().zip(verdicts);
    let mut gathered = Vec::with_capacity(kinds.len());
    for run in kinds.chunk_by(|a, b| a == b) {
        let part: Vec<(Unit, Verdict)> = rest.by_ref().take(run.len()).collect();
        match run[0] {
            Some(Role::Code)
                if CODE <= run.len()
                    && !(gathered.is_empty() && is_header(&part) || is_letter(&part) || is_prose(&part)) =>
            {
                gathered.push(joined(&part, |range| {
                    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
                    Form::Code(text[start..range.end].to_owned())
                }));
            }
            Some(Role::Cell) if CELLS <= run.len() => {
                let rows = part.iter().map(|(unit, _)| vec![unit.text.clone()]).collect();
                gathered.push(joined(&part, |_| Form::Table(rows)));
            }
            Some(_) => gathered.extend(
                part.into_iter().map(|(unit, verdict)| (unit, Verdict { role: Role::Paragraph, ..verdict })),
            ),
            None => gathered.extend(part),
        }
    }
    gathered.into_iter().unzip()
}

/// Whether lines are the header of a letter, which has the even look of program code.
fn is_header(part: &[(Unit, Verdict)]) -> bool {
    1 < part.iter().take_while(|(unit, _)| marks::mail(&unit.text).is_some()).count()
}

/// Whether lines are sentences: each has words between a capital and a full stop, and nothing of a program in it.
fn is_prose(part: &[(Unit, Verdict)]) -> bool {
    const WORDS: usize = 4;
    let is_sentence = |text: &str| {
        let text = text.trim_matches(|c: char| c.is_whitespace() || "\"'“”‘’()".contains(c));
        text.starts_with(char::is_uppercase)
            && text.ends_with(['.', '!', '?', '…', ':'])
            && WORDS <= text.split_whitespace().count()
            && marks::code(text) == 0
    };
    part.iter().all(|(unit, _)| is_sentence(&unit.text))
}

/// Whether lines are a letter: somebody is greeted in them.
fn is_letter(part: &[(Unit, Verdict)]) -> bool {
    const GREETINGS: [&str; 11] = [
        "dear ",
        "hi ",
        "hello ",
        "hey ",
        "regards",
        "best regards",
        "kind regards",
        "sincerely",
        "yours ",
        "cheers,",
        "thanks,",
    ];
    let greets = |unit: &Unit| {
        let lower = unit.text.get(..unit.text.len().min(40)).unwrap_or_default().to_lowercase();
        unit.text.len() < 60 && GREETINGS.iter().any(|greeting| lower.starts_with(greeting))
    };
    part.iter().any(|(unit, _)| greets(unit))
}

/// A run of units as one.
fn joined(part: &[(Unit, Verdict)], form: impl FnOnce(Range<usize>) -> Form) -> (Unit, Verdict) {
    let (first, last) = (&part[0], &part[part.len() - 1]);
    let range = first.0.range.start..last.0.range.end;
    let unit = Unit { text: String::new(), form: form(range.clone()), range, ..first.0.clone() };
    (unit, first.1)
}
