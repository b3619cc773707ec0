//! What front matter says of an episode for podcast apps.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use super::Entry;
use crate::article::podcast::{EpisodeFacts, EpisodeType, Txt};

/// Takes what an entry says, if it says that and it was not said before.
pub(super) fn take(facts: &mut EpisodeFacts, entry: &Entry) -> bool {
    let [value] = entry.values.as_slice() else { return take_table(facts, entry) };
    let value = value.trim();
    match key(&entry.key).as_str() {
        "season" | "seasonnumber" => fill(&mut facts.season, number(value)),
        "episode" | "episodenumber" => fill(&mut facts.episode, number(value)),
        "episodetype" | "type" => {
            fill(&mut facts.episode_type, value.to_lowercase().parse::<EpisodeType>().ok())
        }
        "explicit" => fill(&mut facts.explicit, flag(value)),
        "block" => fill(&mut facts.block, flag(value)),
        _ => take_table(facts, entry),
    }
}

/// Takes what is a table, or may be one.
fn take_table(facts: &mut EpisodeFacts, entry: &Entry) -> bool {
    match key(&entry.key).as_str() {
        "license" | "licence" => fill(&mut facts.license, structured(&entry.source)),
        "value" => fill(&mut facts.value, structured(&entry.source)),
        "txt" if facts.txt.is_empty() => {
            let one = || structured::<Txt>(&entry.source).map(|one| vec![one]);
            facts.txt = structured(&entry.source).or_else(one).unwrap_or_default();
            !facts.txt.is_empty()
        }
        _ => false,
    }
}

/// The entries that say this.
pub(super) fn lines(facts: &EpisodeFacts) -> String {
    let Ok(serde_json::Value::Object(facts)) = serde_json::to_value(facts) else { return String::new() };
    // What is JSON is YAML too.
    let lines = facts.into_iter().map(|(key, value)| [key, ": ".into(), value.to_string(), "\n".into()]);
    lines.flatten().collect()
}

/// A key without what tells one way to write it from another: `itunes_episode_type`, `episodeType`.
fn key(key: &str) -> String {
    let key: String = key.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let bare = ["itunes", "podcast"].into_iter().find_map(|prefix| key.strip_prefix(prefix));
    bare.map(str::to_owned).unwrap_or(key)
}

fn fill<T>(slot: &mut Option<T>, value: Option<T>) -> bool {
    let is_new = slot.is_none() && value.is_some();
    if is_new {
        *slot = value;
    }
    is_new
}

/// A number from 1.
fn number(text: &str) -> Option<u64> {
    text.parse().ok().filter(|number| 0 < *number)
}

fn flag(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "explicit" => Some(true),
        "false" | "no" | "clean" => Some(false),
        _ => None,
    }
}

/// The value of an entry, in YAML or TOML.
fn structured<T: DeserializeOwned>(source: &str) -> Option<T> {
    let yaml = serde_saphyr::from_str::<BTreeMap<String, T>>(source).ok();
    let value = yaml.or_else(|| toml::from_str(source).ok())?;
    value.into_values().next()
}

#[test]
fn front_matter_speaks_of_the_episode() {
    use super::{read, write};
    let yaml = "---\ntitle: T\nseason: 2\nitunes_episode: 7\nepisodeType: Bonus\nexplicit: yes\nblock: true\n\
                license: CC BY 4.0\ntxt: proof-1\nvalue:\n  recipients:\n    - name: Ann\n      address: 02ab\n      \
                split: 90\n    - address: \"03cd\"\n      split: 10\n      fee: true\n---\n";
    let toml = "+++\ntitle = 'T'\nseason = 2\nepisode = 7\ntype = 'bonus'\nexplicit = true\nblock = true\n\
                license = 'cc-by-4.0'\ntxt = ['proof-1']\n[value]\nrecipients = [{ name = 'Ann', address = '02ab', \
                split = 90 }, { address = '03cd', split = 10, fee = true }]\n+++\n";
    for text in [yaml, toml] {
        let found = read(text);
        assert_eq!(found.unknown, [""; 0], "{text}");
        let facts = &found.meta.podcast;
        assert_eq!((facts.season, facts.episode), (Some(2), Some(7)));
        assert_eq!(
            (facts.episode_type, facts.explicit, facts.block),
            (Some(EpisodeType::Bonus), Some(true), Some(true))
        );
        assert_eq!(facts.license.as_ref().map(|license| license.name.as_str()), Some("cc-by-4.0"));
        assert_eq!(facts.txt[0].text, "proof-1");
        let value = facts.value.as_ref().unwrap();
        assert_eq!((value.kind.as_str(), value.method.as_str()), ("lightning", "keysend"));
        assert_eq!((value.recipients[1].split, value.recipients[1].fee), (10, Some(true)));
        // What is written is read again.
        assert_eq!(read(&write(&found.meta)).meta, found.meta);
    }
}

#[test]
fn other_entries_of_these_names_stay_unknown() {
    let text = "---\ntype: post\nepisode: the first\nseason: 0\nexplicit: maybe\nvalue: high\n---\n";
    let found = super::read(text);
    assert_eq!(found.meta.podcast, EpisodeFacts::default());
    assert_eq!(
        found.unknown,
        ["type: post", "episode: the first", "season: 0", "explicit: maybe", "value: high"]
    );
}
