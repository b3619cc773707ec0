//! How well voices are heard, by what was measured: `voices/ranking.toml`, which also holds the rule.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::language::{Near, near, primary};
use crate::voice::VoiceId;

/// The ranking in the program.
static RANKING: LazyLock<Ranking> =
    LazyLock::new(|| toml::from_str(include_str!("../../voices/ranking.toml")).expect("a test reads it"));

/// The language whose texts families are compared by.
const COMPARED: &str = "en";
/// By how many points a family stands above a voice that it is stated to be above.
const ABOVE: f64 = 0.01;

/// What the file says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ranking {
    /// What counts how much.
    pub rule: Rule,
    /// When a voice that is measured again has become worse.
    pub bounds: BTreeMap<String, f64>,
    /// What was said, by the names that [`Measured::text`] uses.
    pub texts: BTreeMap<String, Text>,
    /// Voices of a kind; the first that has a voice counts.
    pub family: Vec<Family>,
    /// Whose voices are whose.
    sex: Sexes,
}

/// What counts how much, in points; the file says what each means.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the file says it")]
pub struct Rule {
    pub word_errors: f64,
    pub region: f64,
    pub variety: f64,
    pub script: f64,
    pub sex: f64,
    pub fall: f64,
    /// How much the pitch is lowered, in semitones.
    pub lower: f32,
}

/// What was said.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// In which language: its BCP 47 tag without a region.
    pub language: String,
    /// How many words, where somebody counted.
    pub words: Option<u32>,
    /// What the text is, and how many words it has.
    pub what: String,
    /// Which program listened.
    pub recogniser: String,
}

/// Voices of a kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// Their names, with a `*` for any text.
    voices: Vec<String>,
    /// Whether they are neural.
    #[serde(default)]
    pub neural: bool,
    /// Whether their pitch can be set.
    #[serde(default)]
    pub pitch: bool,
    /// Whether all of them are one speaker's, in several languages.
    #[serde(default)]
    pub one_speaker: bool,
    /// What was measured of each voice.
    #[serde(default)]
    pub measured: Vec<Measured>,
    /// Where it has none: the voice that it stands above.
    above: Option<VoiceId>,
    /// Where it has none: its points.
    points: Option<f64>,
}

/// What was measured of a voice.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measured {
    /// The voice.
    pub voice: VoiceId,
    /// What it said: a name among [`Ranking::texts`].
    pub text: String,
    /// The share of words that were heard wrong.
    pub wer: f64,
    /// DNSMOS P.835, overall: 1 to 5.
    pub dnsmos: Option<f64>,
    /// What else is to be known.
    #[serde(default)]
    pub note: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sexes {
    women: Vec<String>,
    men: Vec<String>,
}

/// Whose voice it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    /// A woman's.
    Woman,
    /// A man's.
    Man,
}

/// Where a voice stands.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Standing {
    /// The standing in points; more is better.
    pub points: f64,
    /// The share of words that were heard wrong, where it was measured of this very voice.
    pub wer: Option<f64>,
    /// DNSMOS P.835, overall, where it was measured of this very voice.
    pub dnsmos: Option<f64>,
    /// Whether it is neural.
    pub neural: bool,
}

/// The ranking.
pub fn ranking() -> &'static Ranking {
    &RANKING
}

/// Where a voice whose language is `tag` stands among those for `language`. None if it speaks another one, or if nothing
/// is known of voices like it.
pub fn standing(voice: &VoiceId, tag: &str, language: &str) -> Option<Standing> {
    let ranking = ranking();
    let away = match near(tag, language)? {
        Near::Home => 0.0,
        Near::Variety => ranking.rule.variety,
        Near::Region => ranking.rule.region,
        Near::Script => ranking.rule.script,
    };
    let family = ranking.family(voice)?;
    let own = family.own(voice);
    Some(Standing {
        points: ranking.points(family, voice, &primary(tag)) - away,
        wer: own.map(|own| own.wer),
        dnsmos: own.and_then(|own| own.dnsmos),
        neural: family.neural,
    })
}

impl Ranking {
    /// The family of a voice.
    pub fn family(&self, voice: &VoiceId) -> Option<&Family> {
        self.family.iter().find(|family| fits(&family.voices, voice))
    }

    /// Whose voice it is, where that is known.
    pub(crate) fn sex(&self, voice: &VoiceId) -> Option<Sex> {
        match () {
            () if fits(&self.sex.women, voice) => Some(Sex::Woman),
            () if fits(&self.sex.men, voice) => Some(Sex::Man),
            () => None,
        }
    }

    /// The points of a voice for its own language at home.
    fn points(&self, family: &Family, voice: &VoiceId, language: &str) -> f64 {
        if let Some(other) = &family.above {
            return self.family(other).map_or(0.0, |family| self.points(family, other, COMPARED)) + ABOVE;
        }
        if let Some(points) = family.points {
            return points;
        }
        let own = family.own(voice);
        let wers = |language: &str| mean(family.said(self, language).map(|row| row.wer));
        let there = own.map(|own| own.wer).or_else(|| wers(language));
        let wer = match (there, wers(COMPARED)) {
            (Some(there), _) if language == COMPARED => there,
            (there, compared) => there.into_iter().chain(compared).fold(0.0, f64::max),
        };
        let here = || mean(family.said(self, language).filter_map(|row| row.dnsmos));
        let of_family = || mean(family.measured.iter().filter_map(|row| row.dnsmos));
        let dnsmos = own.and_then(|own| own.dnsmos).or_else(here).or_else(of_family);
        dnsmos.unwrap_or_else(|| self.worst_sound()) - self.rule.word_errors * wer
    }

    fn worst_sound(&self) -> f64 {
        let rows = self.family.iter().flat_map(|family| &family.measured);
        rows.filter_map(|row| row.dnsmos).fold(5.0, f64::min)
    }
}

impl Family {
    /// Whether somebody measured it, or knows at least where it stands.
    pub fn is_known(&self) -> bool {
        !self.measured.is_empty() || self.above.is_some()
    }

    /// What was measured of this very voice.
    fn own(&self, voice: &VoiceId) -> Option<&Measured> {
        self.measured.iter().find(|row| row.voice == *voice)
    }

    /// What was measured in a language.
    fn said<'a>(&'a self, ranking: &'a Ranking, language: &'a str) -> impl Iterator<Item = &'a Measured> {
        self.measured.iter().filter(move |row| ranking.texts[&row.text].language == language)
    }
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0), |(sum, count), value| (sum + value, count + 1));
    (0 < count).then(|| sum / f64::from(count))
}

/// Whether one of the patterns has a voice.
fn fits(patterns: &[String], voice: &VoiceId) -> bool {
    let name = voice.to_string();
    patterns.iter().any(|pattern| match pattern.split_once('*') {
        None => *pattern == name,
        Some((start, end)) => {
            start.len() + end.len() <= name.len() && name.starts_with(start) && name.ends_with(end)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(voice: &str, tag: &str, language: &str) -> f64 {
        standing(&voice.into(), tag, language).unwrap().points
    }

    #[test]
    fn the_file_is_sound() {
        let ranking = ranking();
        for family in &ranking.family {
            let grounds = [!family.measured.is_empty(), family.above.is_some(), family.points.is_some()];
            assert_eq!(grounds.iter().filter(|is| **is).count(), 1, "{:?} has one ground", family.voices);
            assert!(family.voices.iter().all(|pattern| pattern.matches('*').count() <= 1));
            for row in &family.measured {
                assert!(ranking.texts.contains_key(&row.text), "{} said `{}`", row.voice, row.text);
                assert!((0.0..=1.0).contains(&row.wer), "{}", row.voice);
                assert!(row.dnsmos.is_none_or(|dnsmos| (1.0..=5.0).contains(&dnsmos)), "{}", row.voice);
                let known = row.voice.engine == "kokoro"
                    || ranking.family(&row.voice).is_some_and(|own| own.measured.contains(row));
                assert!(known, "{} is of another family", row.voice);
            }
            if let Some(above) = &family.above {
                assert!(ranking.family(above).is_some_and(|other| other.own(above).is_some()), "{above}");
            }
        }
        assert!(ranking.family(&"nobody:knows".into()).is_some());
        assert!(
            ["wer_factor", "wer_more", "dnsmos_less"].iter().all(|name| ranking.bounds.contains_key(*name))
        );
    }

    #[test]
    fn what_is_heard_better_has_more_points() {
        let order = [
            ("piper:en_US-joe-medium", "en-US"),
            ("kokoro:af_heart", "en-US"),
            ("say:Samantha", "en-US"),
            ("festival:cmu_us_slt_arctic_hts", "en-US"),
            ("flite:rms", "en"),
            ("flite:slt", "en"),
            ("espeak-ng:en-us", "en-us"),
            ("say:Zarvox", "en-US"),
            ("mystery:one", "en"),
        ];
        for pair in order.windows(2) {
            let [(better, tag), (worse, other)] = pair else { unreachable!() };
            assert!(points(better, tag, "en") > points(worse, other, "en"), "{better} before {worse}");
        }
        let is_near = |a: f64, b: f64| (a - b).abs() < 1e-9;
        assert!(is_near(
            points("piper:de_DE-thorsten-medium", "de-DE", "de"),
            points(order[0].0, "en-US", "en")
        ));
        assert!(is_near(points("speechd:espeak-ng/German", "de", "de"), points("espeak-ng:de", "de", "de")));
    }

    #[test]
    fn an_easy_text_makes_no_voice_better_than_its_family() {
        let spanish = points("pico:es-ES", "es-ES", "es");
        let english = [points("pico:en-US", "en-US", "en"), points("pico:en-GB", "en-GB", "en-GB")];
        assert!(spanish <= english[0].max(english[1]));
        assert!(points("pico:fr-FR", "fr-FR", "fr") < spanish, "a hard one makes it worse");
    }

    #[test]
    fn figures_are_of_the_very_voice() {
        let joe = standing(&"piper:en_US-joe-medium".into(), "en-US", "en").unwrap();
        assert!(joe.neural && joe.wer.is_some() && joe.dnsmos.is_some());
        let other = standing(&"piper:en_US-ljspeech-high".into(), "en-US", "en").unwrap();
        assert_eq!((other.wer, other.dnsmos), (None, None));
        assert!(standing(&"pico:de-DE".into(), "de-DE", "en").is_none());
        assert_eq!(ranking().sex(&"flite:rms".into()), Some(Sex::Man));
        assert_eq!(ranking().sex(&"kokoro:bf_emma".into()), Some(Sex::Woman));
    }
}
