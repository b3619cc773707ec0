//! `articast voices list`: what a person would choose, or everything.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::Result;
use crate::cast::ranking::{Standing, standing};
use crate::cast::{self, Cast, Others, ranked};
use crate::cli::models::{self, Place};
use crate::cli::output::{STRING, Terminal};
use crate::cli::session::Session;
use crate::cli::{Outcome, locale, places};
use crate::engine::{VoiceInfo, catalogue};
use crate::error::Error;
use crate::language::{near, primary};
use crate::models::Model;
use crate::voice::VoiceId;

/// So many voices of a kind are shown where not all are.
const MOST: usize = 6;

/// What there is.
struct Stock {
    casts: Vec<Cast>,
    voices: Vec<VoiceInfo>,
    models: Vec<(Model, Place)>,
}

/// Lists what there is: all of it where a language is named or `all` is wanted.
pub(super) fn run(language: Option<&str>, all: bool, as_json: bool, terminal: &Terminal) -> Result<Outcome> {
    let stock = Stock::find(language)?;
    if as_json {
        terminal.json(&stock.as_json())
    } else if all || language.is_some() {
        terminal.text(&stock.all())
    } else {
        terminal.text(&stock.choice(&in_use()))
    }
}

/// The languages that somebody here is likely to want: the system's, and English.
fn in_use() -> Vec<String> {
    let own = locale::language();
    let english = (primary(&own) != "en").then(|| "en".to_owned());
    [own].into_iter().chain(english).collect()
}

impl Stock {
    fn find(language: Option<&str>) -> Result<Stock> {
        let session = Session::start(None);
        let folders = places::casts(&session.places);
        let mut voices = catalogue::voices(&session.begin());
        if session.cancel.is_cancelled() {
            return Err(Error::Stopped);
        }
        let mut models = models::all(&session.places)?;
        if let Some(prefix) = language {
            let prefix = prefix.to_lowercase();
            let starts = |tag: &str| tag.to_lowercase().starts_with(&prefix);
            voices.retain(|voice| voice.language.as_deref().is_some_and(starts));
            models.retain(|(model, _)| starts(&model.language));
        }
        let casts = cast::names(&folders);
        let casts = casts.into_iter().filter_map(|name| cast::find(&name, &folders).ok()).collect();
        Ok(Stock { casts, voices, models })
    }

    /// Everything, for programs: each voice with its rank among the machine's of its language.
    fn as_json(&self) -> Value {
        let cast = |cast: &Cast| json!({ "name": cast.name, "languages": languages(cast), "description": cast.description });
        let tags: BTreeSet<String> =
            self.voices.iter().filter_map(|voice| voice.language.as_deref().map(primary)).collect();
        let orders: BTreeMap<String, Vec<VoiceId>> = tags
            .into_iter()
            .map(|tag| {
                let order = ranked(&self.voices, &tag).into_iter().map(|(voice, _)| voice).collect();
                (tag, order)
            })
            .collect();
        let voice = |voice: &VoiceInfo| {
            let mut value = json!(voice);
            let tag = voice.language.as_deref().map(primary).unwrap_or_default();
            let place = orders.get(&tag).and_then(|order| order.iter().position(|id| *id == voice.id()));
            value["rank"] = json!(place.map(|place| place + 1));
            add(&mut value, own_standing(&voice.id(), voice.language.as_deref().unwrap_or_default()));
            value
        };
        let model = |(model, place): &(Model, Place)| {
            let mut value = models::as_json(model, *place);
            add(&mut value, own_standing(&model.voice, &model.language));
            value
        };
        json!({
            "casts": self.casts.iter().map(cast).collect::<Vec<_>>(),
            "voices": self.voices.iter().map(voice).collect::<Vec<_>>(),
            "models": self.models.iter().map(model).collect::<Vec<_>>(),
        })
    }

    /// Everything, for people.
    fn all(&self) -> String {
        let mut text = self.casts();
        text.push_str("\nVoices\n");
        for voice in &self.voices {
            let language = voice.language.as_deref().unwrap_or("?");
            let row = format!("  {:<44} {language:<8} {}", voice.id().to_string(), voice.note);
            text.push_str(row.trim_end());
            text.push('\n');
        }
        if self.voices.is_empty() {
            text.push_str("  none\n");
        }
        text.push_str(&models::as_text(&self.models));
        text
    }

    fn casts(&self) -> String {
        let mut text = String::from("Casts\n");
        for cast in &self.casts {
            let languages = languages(cast).join(", ");
            let spoken = if languages.is_empty() { languages } else { format!(" ({languages})") };
            writeln!(text, "  {:<12} {}{spoken}", cast.name, cast.description).expect(STRING);
        }
        text
    }

    /// What a person would choose: neural voices that are here, the best for some languages, and how to see the rest.
    fn choice(&self, languages: &[String]) -> String {
        let mut text = String::new();
        let mut shown = self.neural(&mut text);
        for language in languages {
            let known = ranked(&self.voices, language);
            let rest = known.into_iter().map(|(voice, _)| voice).filter(|voice| !shown.contains(voice));
            let rest: Vec<VoiceId> = rest.take(MOST).collect();
            writeln!(text, "Voices for {language}, best first").expect(STRING);
            if rest.is_empty() {
                text.push_str("  no others\n");
            }
            for voice in rest {
                let known = self.voices.iter().find(|known| known.id() == voice);
                let tag = known.and_then(|known| known.language.as_deref()).unwrap_or_default();
                let note = known.map_or("", |known| known.note.as_str());
                text.push_str(&row(&voice, tag, note));
                shown.insert(voice);
            }
            text.push('\n');
        }
        self.others(&shown, &mut text);
        text.push_str(&self.casts());
        self.to_be_had(languages, &mut text);
        text
    }

    /// Tells of the neural voices that are here, and which they are.
    fn neural(&self, text: &mut String) -> BTreeSet<VoiceId> {
        let mut shown = BTreeSet::new();
        let installed = self.models.iter().filter(|(_, place)| *place == Place::Installed);
        let installed = installed.map(|(model, _)| {
            (model.voice.clone(), model.language.as_str(), format!("installed, {}", model.licence))
        });
        let is_neural = |id: &VoiceId, tag: &str| own_standing(id, tag).is_some_and(|own| own.neural);
        let by_hand = self.voices.iter().filter_map(|voice| {
            let (id, tag) = (voice.id(), voice.language.as_deref().unwrap_or_default());
            is_neural(&id, tag).then(|| (id, tag, format!("installed, {}", voice.note)))
        });
        let mut rows = Vec::new();
        for (voice, tag, note) in installed.chain(by_hand) {
            if shown.insert(voice.clone()) {
                rows.push((
                    own_standing(&voice, tag).map_or(f64::MIN, |own| own.points),
                    row(&voice, tag, &note),
                ));
            }
        }
        rows.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        if rows.is_empty() {
            return shown;
        }
        text.push_str("Neural voices\n");
        rows.iter().take(2 * MOST).for_each(|(_, row)| text.push_str(row));
        if 2 * MOST < rows.len() {
            writeln!(text, "  and {} more: --all", rows.len() - 2 * MOST).expect(STRING);
        }
        text.push('\n');
        shown
    }

    /// Tells how many more voices each engine has.
    fn others(&self, shown: &BTreeSet<VoiceId>, text: &mut String) {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for voice in self.voices.iter().filter(|voice| !shown.contains(&voice.id())) {
            *counts.entry(&voice.engine).or_default() += 1;
        }
        if counts.is_empty() {
            return;
        }
        text.push_str(
            "More voices: show a language with `articast voices list --language TAG`, or all with `--all`\n",
        );
        for (engine, count) in counts {
            writeln!(text, "  {engine:<12} {count}").expect(STRING);
        }
        text.push('\n');
    }

    /// Tells of the catalogue.
    fn to_be_had(&self, languages: &[String], text: &mut String) {
        let there = || self.models.iter().filter(|(_, place)| *place == Place::Catalogue);
        let speaks = |model: &Model, language: &str| near(&model.language, language).is_some();
        if there().next().is_none() {
            return;
        }
        let tags: BTreeSet<String> = there().map(|(model, _)| primary(&model.language)).collect();
        let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
        let (count, tags) = (there().count(), tags.join(", "));
        writeln!(text, "\nNeural voices available: {count}, for {tags}; list them with `--all`")
            .expect(STRING);
        for language in languages.iter().filter(|language| there().any(|(model, _)| speaks(model, language)))
        {
            writeln!(text, "  articast voices add best:{:<8} installs the best one", primary(language))
                .expect(STRING);
        }
    }
}

/// Where a voice stands for its own language.
fn own_standing(voice: &VoiceId, tag: &str) -> Option<Standing> {
    standing(voice, tag, tag)
}

/// Adds what is known of a voice to its JSON.
fn add(value: &mut Value, standing: Option<Standing>) {
    for name in ["points", "wer", "dnsmos", "neural"] {
        value[name] = standing.map_or(Value::Null, |standing| json!(standing)[name].clone());
    }
}

/// A voice with its figures.
fn row(voice: &VoiceId, tag: &str, note: &str) -> String {
    let own = own_standing(voice, tag);
    let wrong = own.and_then(|own| own.wer).map(|wer| format!("{:.1} % of words misheard", 100.0 * wer));
    let sound = own.and_then(|own| own.dnsmos).map(|dnsmos| format!("sound {dnsmos:.2} of 5"));
    let figures: Vec<String> = wrong.into_iter().chain(sound).collect();
    let figures = if figures.is_empty() { "not measured".to_owned() } else { figures.join(", ") };
    format!("  {:<34} {tag:<6} {figures:<46} {note}", voice.to_string()).trim_end().to_owned() + "\n"
}

/// The languages that a cast speaks, its own first; "*" where it looks for a voice of any other.
fn languages(cast: &Cast) -> Vec<String> {
    let any = (cast.others == Others::Find).then(|| "*".to_owned());
    cast.language.iter().chain(cast.languages.keys()).cloned().chain(any).collect()
}
