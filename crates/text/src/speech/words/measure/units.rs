//! The units of measure that are written short.

use crate::language::english::ENGLISH;

/// How a unit is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    /// Its name for one: "meter".
    pub one: &'static str,
    /// Its name for several: "meters".
    pub many: &'static str,
    /// Whether it is a unit only where it touches its number: "5x", but not "5 x".
    pub only_glued: bool,
    /// Whether it is a number itself, and measures nothing: "5M", "5x".
    pub is_number: bool,
}

/// Finds a unit by what is written; capitals count.
pub(super) fn find(written: &str) -> Option<Unit> {
    let measures = &ENGLISH.measures;
    let [one, many] = measures.units.get(written)?;
    let is_in = |signs: &[String]| signs.iter().any(|sign| sign == written);
    Some(Unit { one, many, only_glued: is_in(&measures.glued), is_number: is_in(&measures.numbers) })
}

/// Finds what stands below the stroke of a rate: a unit, or a word for a time.
pub(super) fn find_below(written: &str) -> Option<Unit> {
    let time = ["day", "hour", "minute", "month", "night", "person", "second", "week", "year"];
    let whole = time.iter().find(|word| **word == written).map(|word| Unit {
        one: word,
        many: word,
        only_glued: false,
        is_number: false,
    });
    whole.or_else(|| find(written))
}
