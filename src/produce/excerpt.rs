//! Excerpts: some chapters of a script, and what the folder of their episode is called.

use std::ops::RangeInclusive;

use crate::script::Script;
use crate::{Error, Result};

/// Leaves only these chapters of a script, counted from 1, if any are named. Gives what the name of the folder says of
/// that; nothing where nothing is left out.
pub(super) fn excerpt(script: &mut Script, only: &[RangeInclusive<usize>], name: &str) -> Result<String> {
    if only.is_empty() {
        return Ok(String::new());
    }
    let of = script.chapters.len();
    let is_wanted = |n: usize| only.iter().any(|only| only.contains(&n));
    let wanted: Vec<usize> = (1..=of).filter(|n| is_wanted(*n)).collect();
    if wanted.is_empty() {
        return Err(Error::NoSuchChapter { name: name.into(), of });
    }
    let mut number = 0;
    script.chapters.retain(|_| {
        number += 1;
        is_wanted(number)
    });
    let runs = wanted.chunk_by(|a, b| a + 1 == *b);
    let runs = runs.map(|run| match run {
        [one] => one.to_string(),
        run => format!("{}-{}", run[0], run[run.len() - 1]),
    });
    Ok(format!(" chapters {}", runs.collect::<Vec<_>>().join(" ")))
}

#[test]
fn an_excerpt_is_named_by_its_chapters() {
    let parts: Vec<String> = (1..=6).map(|n| format!("## Part {n}\n\nWords of it.")).collect();
    let source = crate::article::Source {
        name: "parts.md".into(),
        bytes: parts.join("\n\n").into_bytes(),
        ..crate::article::Source::default()
    };
    let article = crate::article::read(&source).unwrap();
    let whole = crate::script::write(&article, &crate::script::ReadingStyle::default());
    let of = |only: &[RangeInclusive<usize>]| {
        let mut script = whole.clone();
        excerpt(&mut script, only, "parts.md").map(|name| (name, script.chapters.len()))
    };
    let count = whole.chapters.len();
    assert_eq!(of(&[]).unwrap(), (String::new(), count));
    assert_eq!(of(&[1..=2, 2..=3, 5..=5]).unwrap(), (" chapters 1-3 5".into(), 4));
    assert!(matches!(of(&[count + 1..=usize::MAX]), Err(Error::NoSuchChapter { of, .. }) if of == count));
}
