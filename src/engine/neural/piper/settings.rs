//! The settings beside a Piper voice: `NAME.onnx.json`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::super::voice::Ids;
use crate::files;
use crate::language::{hyphenated, is_english};
use crate::{Error, Result};

/// No such file is larger.
const LIMIT: u64 = 1 << 24;

/// What a voice says of itself. Files hold more, which is for training.
#[derive(Debug, Clone, Deserialize)]
pub struct Settings {
    /// The format of the sound that the network produces.
    pub audio: Audio,
    /// What made the phonemes.
    #[serde(default)]
    pub espeak: Espeak,
    /// How it usually speaks.
    #[serde(default)]
    pub inference: Inference,
    /// What its symbols are.
    #[serde(default)]
    pub phoneme_type: PhonemeType,
    /// The ids of each symbol; those of `^`, `_` and `$` begin, part and end a sentence.
    pub phoneme_id_map: BTreeMap<String, Vec<i64>>,
    /// How many speakers it has.
    #[serde(default = "one")]
    pub num_speakers: i64,
    /// Their names, where they have some.
    #[serde(default)]
    pub speaker_id_map: BTreeMap<String, i64>,
    /// The language that the voice was trained on.
    #[serde(default)]
    pub language: Language,
}

fn one() -> i64 {
    1
}

/// The sound of a voice.
#[derive(Debug, Clone, Deserialize)]
pub struct Audio {
    /// The sample rate in hertz, such as 22050.
    pub sample_rate: u32,
    /// Its size: `x_low`, `low`, `medium` or `high`.
    #[serde(default)]
    pub quality: Option<String>,
}

/// Which voice of espeak-ng made the phonemes.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Espeak {
    /// Its name, such as `en-us`.
    #[serde(default)]
    pub voice: String,
}

/// How a voice usually speaks.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(default)]
pub struct Inference {
    /// How lively: the deviation of the noise in the sound.
    pub noise_scale: f32,
    /// How slow: a factor.
    pub length_scale: f32,
    /// How uneven: the deviation of the noise in the durations.
    pub noise_w: f32,
}

impl Default for Inference {
    fn default() -> Inference {
        Inference { noise_scale: 0.667, length_scale: 1.0, noise_w: 0.8 }
    }
}

/// What the symbols of a voice are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PhonemeType {
    /// The IPA that espeak-ng produces.
    #[default]
    Espeak,
    /// The letters of the text.
    Text,
    /// What is made by other programs, which Articast does not have.
    #[serde(other)]
    Other,
}

/// The language of a voice.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Language {
    /// Language and region, such as `en_US`.
    #[serde(default)]
    pub code: Option<String>,
}

impl Settings {
    /// Where the settings of a model are.
    pub fn path(model: &Path) -> PathBuf {
        let mut path = model.as_os_str().to_owned();
        path.push(".json");
        path.into()
    }

    /// Reads the settings of a model, and gives their digest too.
    pub fn read(model: &Path) -> Result<(Settings, String)> {
        let path = Settings::path(model);
        let failed = |why: String| Error::NoEngine {
            engine: super::NAME.into(),
            why,
            hint: "put both files of the Piper voice into the same folder: `NAME.onnx` and `NAME.onnx.json`"
                .into(),
        };
        if !path.is_file() {
            return Err(failed(format!("`{}` is missing; it belongs beside the model", path.display())));
        }
        let bytes = files::read(&path, LIMIT)?;
        let settings: Settings = serde_json::from_slice(&bytes).map_err(|error| {
            failed(format!("`{}` does not describe a Piper voice: {error}", path.display()))
        })?;
        if let Some(missing) =
            ["^", "_", "$"].iter().find(|mark| !settings.phoneme_id_map.contains_key(**mark))
        {
            return Err(failed(format!("`{}` has no id for `{missing}`", path.display())));
        }
        Ok((settings, blake3::hash(&bytes).to_hex()[..16].to_owned()))
    }

    /// The language as a BCP 47 tag.
    pub fn tag(&self) -> Option<String> {
        let code = self.language.code.clone().filter(|code| !code.is_empty());
        code.or(Some(self.espeak.voice.clone()).filter(|voice| !voice.is_empty()))
            .map(|code| hyphenated(&code))
    }

    /// Whether the phonemes are English ones.
    pub(crate) fn is_english(&self) -> bool {
        is_english(&self.espeak.voice)
    }

    /// Which number a speaker has: by number, or by name.
    pub fn speaker(&self, wanted: &str) -> Option<i64> {
        let number = wanted.parse().ok().filter(|number| (0..self.num_speakers).contains(number));
        self.speaker_id_map.get(wanted).copied().or(number)
    }

    /// The speakers' names, or their numbers.
    pub fn speakers(&self) -> Vec<String> {
        if self.speaker_id_map.is_empty() {
            return (0..self.num_speakers).map(|number| number.to_string()).collect();
        }
        let mut named: Vec<(&i64, &String)> =
            self.speaker_id_map.iter().map(|(name, id)| (id, name)).collect();
        named.sort();
        named.into_iter().map(|(_, name)| name.clone()).collect()
    }

    /// The ids of a sentence: `^ _ p _ … $`. Symbols that the voice does not know are left out.
    pub fn ids(&self, symbols: &[char]) -> Ids {
        let of = |symbol: &str| self.phoneme_id_map.get(symbol).map_or(&[][..], Vec::as_slice);
        let mut ids = [of("^"), of("_")].concat();
        let first = ids.len();
        let mut ends = Vec::with_capacity(symbols.len());
        let mut text = [0; 4];
        for symbol in symbols {
            let own = of(symbol.encode_utf8(&mut text));
            if !own.is_empty() {
                ids.extend_from_slice(own);
                ids.extend_from_slice(of("_"));
            }
            ends.push(ids.len());
        }
        ids.extend_from_slice(of("$"));
        Ids { ids, first, ends }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn multi() -> Settings {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/voices/tiny-multi.onnx");
        Settings::read(&path).unwrap().0
    }

    #[test]
    fn speakers_are_found_by_name_and_number() {
        let settings = multi();
        let found = ["bo", "2", "ann", "3", "-1", "dee", ""].map(|name| settings.speaker(name));
        assert_eq!(found, [Some(1), Some(2), Some(0), None, None, None, None]);
        assert_eq!(settings.speakers(), ["ann", "bo", "cy"]);
        assert_eq!(settings.tag().as_deref(), Some("en-US"));
    }

    #[test]
    fn ids_have_their_pads_and_unknown_symbols_have_none() {
        let Ids { ids, first, ends } = multi().ids(&['h', '☃', 'ə']);
        assert_eq!(ids, [1, 0, 20, 0, 59, 0, 2]);
        assert_eq!((first, ends), (2, vec![4, 4, 6]));
    }
}
