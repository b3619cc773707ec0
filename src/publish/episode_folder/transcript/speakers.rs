//! Who speaks, as transcripts name them: by voice, for listeners hear voices and not roles.

use super::role;
use crate::clean;
use crate::publish::episode_folder::manifest::{Manifest, Voice};
use crate::script::Role;
use crate::writing::capitalized;

/// The voices of an episode.
pub(super) struct Speakers<'a> {
    manifest: &'a Manifest,
    /// Whether more than one of them speaks.
    are_many: bool,
}

impl Speakers<'_> {
    pub(super) fn of(manifest: &Manifest) -> Speakers<'_> {
        let mut speakers = Speakers { manifest, are_many: false };
        let mut names = manifest.cues.iter().map(|cue| speakers.name(cue.role));
        let first = names.next();
        let are_many = names.any(|name| Some(name) != first);
        speakers.are_many = are_many;
        speakers
    }

    /// The name of the voice that speaks a role, for people: that of its part in the cast, "Narrator". Where the manifest
    /// knows no voice for it, that of the role.
    pub(super) fn name(&self, spoken: Role) -> String {
        let Some(voice) = self.manifest.voice(spoken) else { return role(spoken) };
        // One voice that has several parts is one speaker.
        let is_same = |other: &&Voice| sound(other) == sound(voice) && is_known(voice) || *other == voice;
        let first = self.manifest.voices.iter().find(is_same).unwrap_or(voice);
        let name = name(&first.part);
        if name.is_empty() { role(spoken) } else { name }
    }

    /// The name of the voice that speaks a role, if it is to be said: several voices speak, and the one before, which is
    /// `last`, was another.
    pub(super) fn change(&self, spoken: Role, last: &mut String) -> Option<String> {
        let name = self.name(spoken);
        if !self.are_many || name == *last {
            return None;
        }
        last.clone_from(&name);
        Some(name)
    }
}

/// What makes a voice sound as it does.
fn sound(voice: &Voice) -> (&str, [u32; 2]) {
    (&voice.voice, [voice.rate, voice.pitch].map(f32::to_bits))
}

/// Whether the manifest tells a voice from all others: of programs it does not say with which arguments they run.
fn is_known(voice: &Voice) -> bool {
    !voice.voice.starts_with("command:")
}

/// The name of a part as a name: letters and digits, without the language that parts of casts have in parentheses. Marks
/// could be markup, or end the name.
fn name(part: &str) -> String {
    let part = clean::line(part);
    let part = part.split_once(" (").map_or(part.as_str(), |(name, _)| name);
    let words = part.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(capitalized).collect::<Vec<_>>().join(" ")
}

#[test]
fn parts_of_casts_have_names() {
    for (part, expected) in [
        ("narrator", "Narrator"),
        ("narrator (de)", "Narrator"),
        ("news-reader 2", "News Reader 2"),
        ("<b>", "B"),
        ("élise", "Élise"),
        (": -->", ""),
    ] {
        assert_eq!(name(part), expected);
    }
}
