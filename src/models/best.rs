//! The best model of a catalogue for a language.

use std::cmp::Reverse;

use super::{Catalogue, Model};
use crate::language::primary;
use crate::voice::BEST;
use crate::voice::ranking::{Standing, standing};
use crate::{Error, Result};

impl Catalogue {
    /// The best model for a language by the ranking. Of equals it is the one that was itself measured, then the one with
    /// the freer licence, then the smaller one.
    pub fn best(&self, language: &str) -> Result<&Model> {
        let known = self.models.iter().filter_map(|model| Some((model, model.standing(language)?)));
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
                self.models.iter().map(|model| format!("{BEST}:{}", primary(&model.language))).collect();
            known.sort();
            known.dedup();
            Error::UnknownModel { name: format!("{BEST}:{language}"), place: "in the catalogue", known }
        })
    }
}

impl Model {
    /// Where it stands among the voices for a language; None if it speaks another one.
    pub fn standing(&self, language: &str) -> Option<Standing> {
        standing(&self.voice, &self.language, language)
    }
}

#[test]
fn the_best_of_the_catalogue_is_found_for_each_of_its_languages() {
    let catalogue = Catalogue::load(&crate::files::Places::default()).unwrap();
    for (language, wanted) in [
        ("en", "piper:en_US-joe-medium"),
        ("en-US", "piper:en_US-joe-medium"),
        ("de", "piper:de_DE-thorsten-medium"),
        ("de-AT", "piper:de_DE-thorsten-medium"),
        ("fr", "piper:fr_FR-siwis-medium"),
    ] {
        assert_eq!(catalogue.best(language).unwrap().voice, wanted.into(), "{language}");
    }
    let Err(Error::UnknownModel { name, known, .. }) = catalogue.best("xx") else { panic!() };
    assert_eq!((name.as_str(), known.contains(&"best:de".into())), ("best:xx", true));
}
