//! How fractions are said: the table `fractions` of `words.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Endings;
use crate::language::List;

/// Parts of one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fractions {
    /// One part and the name of several, by how many make a whole. All others are ordinals.
    pub names: BTreeMap<String, [String; 2]>,
    /// The plural of an ordinal that names parts: its endings.
    pub plural: Endings,
    /// Half of something, masculine and feminine, up to the noun: "media " in "media hora".
    pub half_of: [String; 2],
    /// What follows a noun for a half more, masculine and feminine: "y media" in "dos horas y media". Empty where the
    /// half stays with the number.
    pub and_half: [String; 2],
    /// A half more behind a number alone.
    pub half_more: String,
    /// Between a whole number and its fraction.
    pub and: String,
    /// Words behind a fraction that say what it is a part of.
    pub of: List,
    /// Feminine nouns of which a fraction counts so many: "las dos terceras partes".
    #[serde(default)]
    pub parts: Vec<String>,
}
