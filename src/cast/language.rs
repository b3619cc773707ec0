//! Who of a cast speaks which language.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Cast, NARRATOR};
use crate::language::{hyphenated, is_same};
use crate::script::Role;

/// Who speaks an article whose language the cast has no voice for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Others {
    /// The voices that speak everything else.
    #[default]
    Main,
    /// A voice of that language, if the machine has one.
    Find,
}

/// The voices of a language in a cast file: one for all roles, or some by role.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Speakers {
    /// One voice for all roles.
    One(String),
    /// The narrator and perhaps others.
    ByRole(BTreeMap<Role, String>),
}

impl Speakers {
    /// Voices by role; the narrator's stands for those that are not here.
    pub(super) fn by_role(self) -> BTreeMap<Role, String> {
        match self {
            Speakers::One(name) => BTreeMap::from([(Role::Narrator, name)]),
            Speakers::ByRole(roles) => roles,
        }
    }
}

impl Cast {
    /// The name of the voice that speaks a role in a language: the one for exactly this tag, or for the language
    /// whatever the region. None if the cast has no such voice.
    pub(crate) fn speaker_in(&self, role: Role, language: &str) -> Option<&str> {
        let exact = hyphenated(language).to_ascii_lowercase();
        let kin = || self.languages.iter().find(|(tag, _)| is_same(tag, language)).map(|(_, roles)| roles);
        let own = self.language.as_deref().is_some_and(|own| is_same(own, language));
        let roles = match self.languages.get(&exact) {
            None if own => return Some(self.speaker(role)),
            None => kin()?,
            Some(roles) => roles,
        };
        Some(roles.get(&role).or_else(|| roles.get(&Role::Narrator)).map_or(NARRATOR, String::as_str))
    }
}

#[test]
fn the_nearest_voice_speaks() {
    let by_role = |narrator: &str| BTreeMap::from([(Role::Narrator, narrator.to_owned())]);
    let mut swiss = by_role("vreni");
    swiss.insert(Role::Quote, "beat".into());
    let cast = Cast {
        language: Some("en-US".into()),
        languages: BTreeMap::from([("de".into(), by_role("hans")), ("de-ch".into(), swiss)]),
        ..super::file::single("tone")
    };
    for (role, language, speaker) in [
        (Role::Narrator, "de", Some("hans")),
        (Role::Quote, "de-AT", Some("hans")),
        (Role::Quote, "de_CH", Some("beat")),
        (Role::Aside, "de-CH", Some("vreni")),
        (Role::Aside, "EN", Some(NARRATOR)),
        (Role::Aside, "fr", None),
    ] {
        assert_eq!(cast.speaker_in(role, language), speaker, "{role} in {language}");
    }
}
