//! The name of a voice or of several that are mixed: `af_heart`, `af_heart*0.6 + af_bella*0.4`, `FOLDER#af_heart`.

use std::path::PathBuf;

use super::NAME;
use crate::{Error, Result};

/// What was asked for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Wanted {
    /// The folder or the model, where one was named.
    pub(super) place: Option<PathBuf>,
    /// The voices and their weights, which add up to 1.
    pub(super) parts: Vec<(String, f32)>,
}

impl Wanted {
    /// Reads a name. Weights are parts of their sum; one that is not given is 1.
    pub(super) fn parse(name: &str) -> Result<Wanted> {
        let (place, blend) = match name.rsplit_once('#') {
            Some((place, blend)) => (Some(place.into()), blend),
            None => (None, name),
        };
        let parts: Option<Vec<(String, f32)>> = blend.split('+').map(part).collect();
        let parts = parts.ok_or_else(|| Error::NoEngine {
            engine: NAME.into(),
            why: format!("`{blend}` is neither a voice nor a blend of voices"),
            hint: "write `kokoro:af_heart`, `kokoro:af_heart*0.6+af_bella*0.4` with weights above 0, or \
                   `kokoro:FOLDER#af_heart`"
                .into(),
        })?;
        let sum: f32 = parts.iter().map(|(_, weight)| weight).sum();
        let parts = parts.into_iter().map(|(name, weight)| (name, weight / sum)).collect();
        Ok(Wanted { place, parts })
    }
}

fn part(text: &str) -> Option<(String, f32)> {
    let (name, weight) = match text.split_once('*') {
        Some((name, weight)) => (name.trim(), weight.trim().parse().ok()?),
        None => (text.trim(), 1.0),
    };
    // Weights of a sane size have a sum.
    (is_name(name) && (1e-6..=1e6).contains(&weight)).then(|| (name.to_owned(), weight))
}

/// Whether a voice can have that name.
pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c))
}

#[test]
fn weights_are_parts_of_their_sum() {
    let parts = |name: &str| Wanted::parse(name).unwrap().parts;
    let one = |name: &str, weight: f32| (name.to_owned(), weight);
    assert_eq!(parts("af_heart"), [one("af_heart", 1.0)]);
    assert_eq!(parts("a*3 + b"), [one("a", 0.75), one("b", 0.25)]);
    assert_eq!(parts("a+b"), [one("a", 0.5), one("b", 0.5)]);
    let there = Wanted::parse("/a #b/c#bf_emma*2").unwrap();
    assert_eq!((there.place, there.parts), (Some("/a #b/c".into()), vec![one("bf_emma", 1.0)]));
    for wrong in ["", "a+", "a*", "a*0", "a*-1", "a*nan", "a*inf", "a*x", "../a", "a b", "a*1*2", "x.onnx"] {
        assert!(Wanted::parse(wrong).is_err(), "{wrong}");
    }
}
