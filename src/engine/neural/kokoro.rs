//! Kokoro: one network of 82 million parameters, and for each voice a table of styles, which may be mixed.
//!
//! Inputs are those of Kokoro-82M's exports: the ids of phonemes with a pad at both ends (`input_ids` or `tokens`,
//! int64 \[1, N\], at most 512), `style` (float \[1, 256\]) and `speed` (\[1\], float, or whole in some exports). The
//! first output is the sound at 24 kHz. The frames of each id, 600 samples each, and so the times of the words, are the
//! output `duration` where there is one, else what the network rounds ([`super::onnx::Graph::durations`]).
//!
//! A voice's name begins with the letter of its language, and that says which voice of espeak-ng makes its phonemes.

mod blend;
mod styles;
mod symbols;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) use self::symbols::{Language, respelled};

use self::blend::Wanted;
use self::styles::{Kept, Style};
use super::phonemes::Phonemizer;
use super::voice::{self, Ids, Voice};
use super::{Model, Tensor, files_in, load};
use crate::engine::{CancelToken, Engine, EngineContext, Failure, Fingerprint, Spoken, VoiceInfo};
use crate::files::Places;
use crate::speech::Utterance;
use crate::voice::Tuning;
use crate::{Error, Result};

/// The engine's name in casts.
pub(crate) const NAME: &str = "kokoro";

/// No run has more ids at the usual speed, about 20 s of sound; the network takes 512 at most.
pub(crate) const MOST: usize = 300;

/// Samples per second of all voices.
const HERTZ: u32 = 24_000;

/// The voices in the user's data folder whose language can be read. None without a model.
pub(crate) fn voices(context: &EngineContext<'_>) -> Vec<VoiceInfo> {
    let folder = folder(context.places);
    if files_in(&folder, &["onnx"]).is_empty() {
        return Vec::new();
    }
    let info = |kept: Kept| {
        let language = Language::of(&kept.name).ok()?;
        let who = match kept.name.chars().nth(1) {
            Some('f') => "female, ",
            Some('m') => "male, ",
            _ => "",
        };
        let language = Some(language.tag.into());
        Some(VoiceInfo { engine: NAME.into(), name: kept.name, language, note: format!("{who}{HERTZ} Hz") })
    };
    styles::list(&folder).into_iter().filter_map(info).collect()
}

/// Opens a voice or a blend of several by name, alone or after a folder or a model and `#`:
/// `af_heart`, `af_heart*0.6 + af_bella*0.4`, `/downloads/kokoro#af_heart`.
///
/// Weights say how much of each there is, as parts of their sum; one that is not given is 1. The first voice says
/// which language it is.
pub(crate) fn open(name: &str, tuning: Tuning, context: &EngineContext<'_>) -> Result<Box<dyn Engine>> {
    let wanted = Wanted::parse(name)?;
    let place = wanted.place.clone().unwrap_or_else(|| folder(context.places));
    let (models, folder) = models(&place)?;
    let (style, print) = mixed(&wanted, &folder)?;
    let language = Language::of(&wanted.parts[0].0)?;
    let phonemizer = Phonemizer::open(language.espeak, context)?;
    let model = first_that_loads(&models, context)?;
    let mut kokoro = Kokoro::new(model, style, language, phonemizer, context);
    kokoro.print = print;
    kokoro.speed = tuning.rate;
    Ok(Box::new(kokoro))
}

fn folder(places: &Places) -> PathBuf {
    places.data.join("voices").join(NAME)
}

/// The models at a place, the largest first, and the folder in which their voices are.
fn models(place: &Path) -> Result<(Vec<PathBuf>, PathBuf)> {
    if place.is_file() {
        let folder = place.parent().unwrap_or(Path::new("")).to_owned();
        return Ok((vec![place.to_owned()], folder));
    }
    let mut models = files_in(place, &["onnx"]);
    // What was quantised is smaller, and coarser.
    models.sort_by_key(|path| std::cmp::Reverse(path.metadata().map_or(0, |meta| meta.len())));
    if models.is_empty() {
        return Err(Error::NoEngine {
            engine: NAME.into(),
            why: format!("no model is installed in `{}`", place.display()),
            hint: "run `articast voices add kokoro:af_heart`, or put a `.onnx` file of Kokoro-82M and its voices \
                   there; see docs/neural.md"
                .into(),
        });
    }
    Ok((models, place.to_owned()))
}

/// The first model that can be run here. Fails as the first did, where none can.
fn first_that_loads(models: &[PathBuf], context: &EngineContext<'_>) -> Result<Arc<Model>> {
    let mut failed = None;
    for path in models {
        match load(path, context).and_then(|model| checked(model, path)) {
            Ok(model) => return Ok(model),
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    Err(failed.expect("there is a model"))
}

/// The names that exports have for the ids.
const IDS: [&str; 2] = ["input_ids", "tokens"];

fn checked(model: Arc<Model>, path: &Path) -> Result<Arc<Model>> {
    let missing = if IDS.iter().any(|name| model.takes(name)) {
        ["style", "speed"].into_iter().find(|name| !model.takes(name))
    } else {
        Some("input_ids")
    };
    let Some(missing) = missing else { return Ok(model) };
    Err(Error::NoEngine {
        engine: NAME.into(),
        why: format!("`{}` is not a Kokoro model: it has no input `{missing}`", path.display()),
        hint: "use an export of Kokoro-82M; other networks are not supported".into(),
    })
}

/// The style of a blend, and what tells it from others.
fn mixed(wanted: &Wanted, folder: &Path) -> Result<(Style, String)> {
    let kept = styles::list(folder);
    let mut whole: Option<Style> = None;
    let mut prints = Vec::new();
    for (name, weight) in &wanted.parts {
        let Some(found) = kept.iter().find(|kept| kept.name == *name) else {
            let known =
                kept.into_iter().map(|kept| kept.name).filter(|name| Language::of(name).is_ok()).collect();
            return Err(Error::UnknownVoice { engine: NAME.into(), voice: name.clone(), known });
        };
        let style = found.read()?;
        prints.push(format!("{name}*{weight} {}", style.digest()));
        let share = style.scaled(*weight);
        whole = Some(whole.map_or_else(|| share.clone(), |sum| sum.plus(&share)));
    }
    Ok((whole.expect("a blend has a part"), prints.join(" + ")))
}

/// A voice of Kokoro.
pub(crate) struct Kokoro {
    /// How fast, as a factor.
    pub speed: f32,
    model: Arc<Model>,
    style: Style,
    language: Language,
    phonemizer: Phonemizer,
    /// The names, weights and digests of the voices that it is made of.
    print: String,
    lanes: usize,
    cancel: CancelToken,
}

impl Kokoro {
    fn new(
        model: Arc<Model>,
        style: Style,
        language: Language,
        phonemizer: Phonemizer,
        context: &EngineContext<'_>,
    ) -> Kokoro {
        let (lanes, cancel) = (context.lanes.max(1), context.cancel.clone());
        Kokoro { speed: 1.0, model, style, language, phonemizer, print: String::new(), lanes, cancel }
    }

    /// The speed as the network takes it: exports with whole ones know no speed between 1 and 2.
    #[expect(clippy::cast_possible_truncation, reason = "a speed is small")]
    fn speed(&self) -> (f32, Tensor) {
        if self.model.graph.whole.contains("speed") {
            let whole = self.speed.round().max(1.0);
            return (whole, Tensor::ints(vec![whole as i64]));
        }
        (self.speed, Tensor::floats(vec![self.speed]))
    }
}

impl Engine for Kokoro {
    fn fingerprint(&self) -> Fingerprint {
        let (model, phonemes) = (self.model.print(), self.phonemizer.print());
        let Kokoro { print, language, .. } = self;
        let speed = self.speed().0;
        Fingerprint(format!(
            "{NAME} 1, {model}, voice {print}, speed {speed}, {} of {phonemes}",
            language.espeak
        ))
    }

    fn lanes(&self) -> usize {
        self.lanes
    }

    fn speak(&self, say: &Utterance) -> Result<Spoken, Failure> {
        let mut tokens = self.phonemizer.tokens(say, self.language.is_english())?;
        for token in &mut tokens {
            *token = respelled(token, &say.text, self.language);
        }
        voice::speak(self, say, &tokens, &self.cancel)
    }
}

impl Voice for Kokoro {
    fn hertz(&self) -> u32 {
        HERTZ
    }

    fn slowness(&self) -> f32 {
        1.0 / self.speed().0
    }

    fn most(&self) -> usize {
        voice::most(MOST, self.slowness())
    }

    fn ids(&self, symbols: &[char]) -> Ids {
        symbols::ids(symbols)
    }

    /// The style is left out: what is drawn at random is the same in every voice.
    fn character(&self) -> Vec<Vec<u8>> {
        vec![NAME.into(), self.speed().0.to_le_bytes().to_vec()]
    }

    fn run(&self, ids: Vec<i64>, seed: u64) -> Result<(Vec<f32>, Vec<f32>), Failure> {
        const DURATIONS: [&str; 3] = ["duration", "durations", "pred_dur"];
        let name = IDS.into_iter().find(|name| self.model.takes(name)).unwrap_or(IDS[0]);
        let count = ids.len();
        let style = self.style.row(count - 2).to_vec();
        let inputs = vec![
            (name, Tensor::Ints(vec![1, count], ids)),
            ("style", Tensor::Floats(vec![1, style.len()], style)),
            ("speed", self.speed().1),
        ];
        let known = |name: &&String| DURATIONS.contains(&name.as_str());
        let graph = &self.model.graph;
        let durations = graph.outputs.iter().find(known).or(graph.durations.as_ref());
        self.model.sound(inputs, durations.map(String::as_str), seed)
    }
}

#[cfg(test)]
mod tests;
