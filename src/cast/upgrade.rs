//! Which voice model of the catalogue speaks a language best, and whether it would be a better narrator.

use std::cmp::Reverse;

use super::BEST;
use super::ranking::{Standing, ranking, standing};
use crate::engine::catalogue::ENGINES;
use crate::files::Places;
use crate::language::primary;
use crate::models::{self, Catalogue, Model};
use crate::voice::VoiceId;
use crate::{Error, Result};

/// The best model of a catalogue for a language by the ranking. Of equals it is the one that was itself measured, then
/// the one with the freer licence, then the smaller one.
///
/// # Errors
///
/// [`Error::UnknownModel`] where the catalogue has none for the language.
pub fn best_model<'a>(catalogue: &'a Catalogue, language: &str) -> Result<&'a Model> {
    let models = &catalogue.models;
    let known = models.iter().filter_map(|model| Some((model, standing_of(model, language)?)));
    let best = known.min_by(|(a, there), (b, here)| {
        here.points.total_cmp(&there.points).then_with(|| {
            let rest = |model: &Model, standing: &Standing| {
                (Reverse(standing.wer.is_some()), model.licence.commercial, model.bytes())
            };
            rest(a, there).cmp(&rest(b, here))
        })
    });
    best.map(|(model, _)| model).ok_or_else(|| {
        let mut known: Vec<String> =
            models.iter().map(|model| format!("{BEST}:{}", primary(&model.language))).collect();
        known.sort();
        known.dedup();
        Error::UnknownModel { name: format!("{BEST}:{language}"), place: "in the catalogue", known }
    })
}

/// The neural voice model of the catalogue that would narrate better than the narrator, who is not neural. None where it
/// is installed already, where the catalogue has none, and where nobody knows how good the narrator is.
pub fn upgrade(narrator: &VoiceId, language: &str, places: &Places) -> Option<Model> {
    let family = ranking().family(narrator)?;
    if family.neural || !family.is_known() {
        return None;
    }
    let catalogue = Catalogue::load(places).ok()?;
    let model = best_model(&catalogue, language).ok()?;
    let is_neural = standing_of(model, language).is_some_and(|standing| standing.neural);
    let can_speak = ENGINES.contains(&model.voice.engine.as_str());
    let is_there = models::installed_one(places, &model.voice).is_some();
    (is_neural && can_speak && !is_there).then(|| model.clone())
}

/// Where a model stands among the voices for a language; None if it speaks another one.
fn standing_of(model: &Model, language: &str) -> Option<Standing> {
    standing(&model.voice, &model.language, language)
}

#[test]
fn the_best_of_the_catalogue_is_found_for_each_of_its_languages() {
    let catalogue = Catalogue::load(&Places::default()).unwrap();
    for (language, wanted) in [
        ("en", "piper:en_US-joe-medium"),
        ("en-US", "piper:en_US-joe-medium"),
        ("de", "piper:de_DE-thorsten-medium"),
        ("de-AT", "piper:de_DE-thorsten-medium"),
        ("fr", "piper:fr_FR-siwis-medium"),
    ] {
        assert_eq!(best_model(&catalogue, language).unwrap().voice, wanted.into(), "{language}");
    }
    let Err(Error::UnknownModel { name, known, .. }) = best_model(&catalogue, "xx") else { panic!() };
    assert_eq!((name.as_str(), known.contains(&"best:de".into())), ("best:xx", true));
}
