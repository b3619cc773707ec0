//! Cast files: TOML, looked for beside the user's settings, else among those in the program.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer};

use super::language::{Others, Speakers};
use super::origin::{self, Origin};
use super::{BEST, Cast, Choice, NARRATOR};
use crate::bounds::Bounds;
use crate::files::{self, trust};
use crate::lexicon;
use crate::script::Role;
use crate::script::reading_style::{Pauses, ReadingStyle, Style};
use crate::similar::toml_mistake;
use crate::speech::Lexicon;
use crate::speech::lexicon::{Entries, Entry};
use crate::voice::{Tuning, VoiceId};
use crate::{Error, Result};

/// The casts in the program.
const BUILT_IN: [(&str, &str); 5] = [
    ("default", include_str!("../../voices/default.toml")),
    ("duo", include_str!("../../voices/duo.toml")),
    // Its name from before all casts took neural voices where they are installed.
    ("neural-duo", include_str!("../../voices/duo.toml")),
    ("solo", include_str!("../../voices/solo.toml")),
    ("tone", include_str!("../../voices/tone.toml")),
];

/// Casts that lists leave out: for tests and for trying things out, and other names of the same.
const HIDDEN: [&str; 2] = ["neural-duo", "tone"];

/// No cast file is larger than this.
const LIMIT: u64 = 1 << 20;

/// Finds a cast. `wanted` is a path of a file (it ends in `.toml` or holds a separator), the name of a file in one
/// of the folders, the name of a built-in cast, or a voice such as `flite:slt` or `best` that speaks all roles. The folders are
/// the user's: a file from elsewhere, or one that others could change, is [strange](Origin::Strange).
pub fn find(wanted: &str, folders: &[PathBuf]) -> Result<Cast> {
    if wanted.contains(':') && !Path::new(wanted).exists() {
        return Ok(single(wanted));
    }
    if Path::new(wanted).extension().is_some_and(|extension| extension == "toml")
        || wanted.contains(std::path::MAIN_SEPARATOR)
    {
        return read(Path::new(wanted), folders);
    }
    for folder in folders {
        let path = folder.join(format!("{wanted}.toml"));
        if path.is_file() {
            return read(&path, folders);
        }
    }
    match BUILT_IN.iter().find(|(name, _)| *name == wanted) {
        Some((name, text)) => {
            parse(&Place { name, shown: name, folder: Path::new(""), origin: Origin::Own }, text)
        }
        None if wanted == BEST => Ok(single(wanted)),
        None => Err(Error::UnknownCast { name: wanted.into(), known: names(folders) }),
    }
}

/// Reads a cast's file.
fn read(path: &Path, folders: &[PathBuf]) -> Result<Cast> {
    let shown = path.display().to_string();
    let bytes = files::read(path, LIMIT)?;
    let whole = std::path::absolute(path).map_err(Error::reading(path))?;
    let folder = whole.parent().unwrap_or(Path::new("/"));
    let real = |folder: &Path| folder.canonicalize().ok();
    let is_users = folders.iter().any(|own| real(own).is_some_and(|own| real(folder) == Some(own)));
    let is_own = is_users && trust::is_own(&whole);
    let origin = if is_own { Origin::Own } else { Origin::Strange(origin::seal(&whole, &bytes)) };
    let text = String::from_utf8(bytes)
        .map_err(|_| Error::MalformedCast { name: shown.clone(), why: "it is not UTF-8".into() })?;
    let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    parse(&Place { name: &name, shown: &shown, folder, origin }, &text)
}

/// The names of all casts that [`find`] finds by name, in order.
pub fn names(folders: &[PathBuf]) -> Vec<String> {
    let mut names: BTreeSet<String> = BUILT_IN.iter().map(|(name, _)| (*name).to_owned()).collect();
    for entry in folders.iter().filter_map(|folder| folder.read_dir().ok()).flatten().flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            names.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
        }
    }
    names.retain(|name| !HIDDEN.contains(&name.as_str()));
    names.into_iter().collect()
}

/// A cast of one voice.
pub(super) fn single(voice: &str) -> Cast {
    let choice = Choice { voice: VoiceId::from(voice), tuning: Tuning::default(), gain: 0.0, price: None };
    Cast {
        name: voice.into(),
        description: "One voice for everything".into(),
        voices: BTreeMap::from([(NARRATOR.into(), vec![choice])]),
        roles: BTreeMap::new(),
        language: None,
        languages: BTreeMap::new(),
        others: Others::Main,
        speed: 1.0,
        reading: ReadingStyle::default(),
        origin: Origin::Own,
    }
}

/// Where a cast stands.
struct Place<'a> {
    /// What it is called.
    name: &'a str,
    /// What it is called in an error.
    shown: &'a str,
    /// From where its paths count.
    folder: &'a Path,
    /// Whose it is.
    origin: Origin,
}

/// The layout of a cast file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    description: String,
    voices: BTreeMap<String, Choices>,
    #[serde(default)]
    roles: BTreeMap<Role, String>,
    language: Option<String>,
    #[serde(default)]
    languages: BTreeMap<String, Speakers>,
    #[serde(default)]
    other_languages: Others,
    #[serde(default)]
    pauses: Pauses,
    #[serde(default)]
    style: Style,
    #[serde(default)]
    lexicon: Words,
}

/// The cast's pronunciations: a table of words, or the name of a file beside the cast's.
#[derive(Default)]
enum Words {
    #[default]
    None,
    File(String),
    Here(Entries),
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Words, D::Error> {
        deserializer.deserialize_any(WordsVisitor)
    }
}

struct WordsVisitor;

impl<'de> Visitor<'de> for WordsVisitor {
    type Value = Words;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a lexicon file, or a table of words and their pronunciations")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Words, E> {
        Ok(Words::File(name.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Words, A::Error> {
        Entries::deserialize(MapAccessDeserializer::new(map)).map(Words::Here)
    }
}

impl Words {
    /// The entries. A cast from elsewhere names no file outside its folder.
    fn entries(self, place: &Place<'_>) -> Result<Vec<Entry>> {
        match self {
            Words::None => Ok(Vec::new()),
            Words::Here(entries) => Ok(entries.0),
            Words::File(name) if place.origin != Origin::Own && !origin::is_within(place.folder, &name) => {
                let why = format!("`lexicon` must be the name of a file in the cast's folder, not `{name}`");
                Err(Error::MalformedCast { name: place.shown.into(), why })
            }
            Words::File(name) => lexicon::read(&place.folder.join(name)),
        }
    }
}

/// Reads a cast file's text.
fn parse(place: &Place<'_>, text: &str) -> Result<Cast> {
    let malformed = |why: String| Error::MalformedCast { name: place.shown.into(), why };
    let file: File = toml::from_str(text).map_err(|error| malformed(toml_mistake(&error, text)))?;
    file.pauses.check().map_err(malformed)?;
    let mut voices: BTreeMap<String, Vec<Choice>> =
        file.voices.into_iter().map(|(name, choices)| (name, choices.0)).collect();
    voices.values_mut().flatten().for_each(|choice| origin::anchor(&mut choice.voice, place.folder));
    let known = voices.keys().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if !voices.contains_key(NARRATOR) {
        return Err(malformed(format!("it has no voice `{NARRATOR}`; its voices are {known}")));
    }
    for (role, voice) in &file.roles {
        if !voices.contains_key(voice) {
            return Err(malformed(format!(
                "role `{role}` uses the undefined voice `{voice}`; the voices are {known}"
            )));
        }
    }
    for (name, choices) in &voices {
        if choices.is_empty() {
            return Err(malformed(format!("the voice `{name}` has an empty list")));
        }
    }
    let mut languages = BTreeMap::new();
    for (tag, speakers) in file.languages {
        let speakers = speakers.by_role();
        if let Some(voice) = speakers.values().find(|voice| !voices.contains_key(*voice)) {
            return Err(malformed(format!(
                "language `{tag}` uses the undefined voice `{voice}`; the voices are {known}"
            )));
        }
        if !speakers.contains_key(&Role::Narrator) {
            return Err(malformed(format!("`{tag}` has no voice for the role `narrator`")));
        }
        languages.insert(tag.to_ascii_lowercase(), speakers);
    }
    if let Some(tag) = file.language.iter().chain(languages.keys()).find(|tag| !crate::language::is_tag(tag))
    {
        return Err(malformed(format!("`{tag}` is not a language; write a tag such as `de` or `pt-BR`")));
    }
    let lexicon = Lexicon::new(file.lexicon.entries(place)?);
    let spoken = languages.keys().chain(&file.language).cloned().collect();
    let reading = ReadingStyle { pauses: file.pauses, style: file.style, languages: spoken, lexicon };
    Ok(Cast {
        name: place.name.into(),
        description: file.description,
        voices,
        roles: file.roles,
        language: file.language,
        languages,
        others: file.other_languages,
        speed: 1.0,
        reading,
        origin: place.origin.clone(),
    })
}

/// One choice or several, each a voice's name or a table that also tunes it.
struct Choices(Vec<Choice>);

/// A choice with its tuning.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tuned {
    voice: String,
    #[serde(default = "one")]
    rate: f32,
    #[serde(default)]
    pitch: f32,
    #[serde(default)]
    gain: f64,
    price: Option<f64>,
}

fn one() -> f32 {
    1.0
}

impl<'de> Deserialize<'de> for Choices {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Choices, D::Error> {
        deserializer.deserialize_any(ChoicesVisitor)
    }
}

struct ChoicesVisitor;

impl<'de> Visitor<'de> for ChoicesVisitor {
    type Value = Choices;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a voice such as \"flite:slt\", a table with `voice`, or a list of these")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Choices, E> {
        Ok(Choices(vec![Choice { voice: name.into(), tuning: Tuning::default(), gain: 0.0, price: None }]))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Choices, A::Error> {
        let tuned = Tuned::deserialize(MapAccessDeserializer::new(map))?;
        let within =
            |bounds: &Bounds<f32>, key: &str, value| bounds.check(key, value).map_err(de::Error::custom);
        let rate = within(&Tuning::RATES, "rate", tuned.rate)?;
        let pitch = within(&Tuning::PITCHES, "pitch", tuned.pitch)?;
        Choice::GAINS.check("gain", tuned.gain).map_err(de::Error::custom)?;
        if let Some(price) = tuned.price {
            Choice::PRICES.check("price", price).map_err(de::Error::custom)?;
        }
        Ok(Choices(vec![Choice {
            voice: tuned.voice.into(),
            tuning: Tuning { rate, pitch },
            gain: tuned.gain,
            price: tuned.price,
        }]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Choices, A::Error> {
        let mut all = Vec::new();
        while let Some(Choices(choices)) = list.next_element()? {
            all.extend(choices);
        }
        Ok(Choices(all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Result<Cast> {
        parse(&Place { name: "test", shown: "test", folder: Path::new(""), origin: Origin::Own }, text)
    }

    fn error(text: &str) -> String {
        of(text).unwrap_err().to_string()
    }

    #[test]
    fn every_built_in_cast_is_one() {
        for (name, text) in BUILT_IN {
            let cast = of(text).unwrap();
            assert!(!cast.description.is_empty(), "{name}");
        }
    }

    #[test]
    fn a_wrong_key_is_one_clear_error() {
        assert!(error("voices.narrator = 'tone'\nspeed = 1").contains("unknown field `speed`"));
        assert!(error("voices.narrator = { voice = 'tone', speed = 1 }").contains("unknown field `speed`"));
        assert!(
            error("voices.narrator = 'tone'\n[roles]\nsinger = 'narrator'")
                .contains("unknown variant `singer`")
        );
        assert!(
            error("voices.narrator = 'tone'\n[roles]\naside = 'nobody'")
                .contains("the voices are `narrator`")
        );
        assert!(error("voices.other = 'tone'").contains("no voice `narrator`"));
        assert!(error("voices.narrator = { voice = 'tone', rate = 9 }").contains("must be from 0.5 to 2"));
        assert!(error("voices.narrator = { voice = 'tone', price = -1 }").contains("`price` must be from 0"));
        assert!(error("voices.narrator = 7").contains("a voice such as"));
        let two = "voices = { narrator = 'tone', hans = 'tone:high' }\n[languages]\n";
        assert!(
            error(&format!("{two}de = 'nobody'")).contains("language `de` uses the undefined voice `nobody`")
        );
        assert!(error(&format!("{two}german = 'hans'")).contains("`german` is not a language"));
        assert!(
            error(&format!("{two}de = {{ quote = 'hans' }}")).contains("no voice for the role `narrator`")
        );
        assert!(error("language = 'English'\nvoices.narrator = 'tone'").contains("is not a language"));
        for pauses in ["end = 60001", "aside = [1, 4294967295]"] {
            let key = pauses.split(' ').next().unwrap();
            let told = error(&format!("voices.narrator = 'tone'\n[pauses]\n{pauses}"));
            assert!(told.contains(&format!("`{key}`")) && told.contains("60000"), "{told}");
        }
        assert!(of("voices.narrator = 'tone'\n[pauses]\nend = 60000").is_ok());
        assert!(
            error("voices.narrator = 'tone'\n[pauses]\nsentense = 1").contains("unknown field `sentense`")
        );
    }
}
