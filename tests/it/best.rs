//! The best voice: casts find it, lists show it, and people hear of it.

use serde_json::Value;

use crate::casts::typed;
use crate::program::{Place, tool};

const CAST: &str = "[voices]\nnarrator = { voice = 'best', gain = 1 }\nsecond = { voice = 'best:other', rate = 0.9 }\n\
    [roles]\naside = 'second'\n";

/// The voices of an episode in a language, with a picture for the second speaker.
fn voices(place: &Place, language: &str, cast: &str) -> Vec<Value> {
    let article = format!("---\ntitle: Titel\nlang: {language}\n---\n\nEin Wort.\n\n![Ein Bild](a.jpg)\n");
    place.file("a.md", article);
    let run = place.run(&["make", "a.md", "--voices", cast, "--json"]).success();
    let folder = run.json().last().unwrap()["folder"].as_str().unwrap().to_owned();
    let manifest = std::fs::read(place.path(&folder).join("episode.json")).unwrap();
    let manifest: Value = serde_json::from_slice(&manifest).unwrap();
    manifest["voices"].as_array().unwrap().clone()
}

/// The voices of the machine for a language, the best first: the name and the language of each.
fn ranked(place: &Place, language: &str) -> Vec<(String, String)> {
    let list = place.run(&["voices", "list", "--json"]).success().json().remove(0);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_lowercase();
    let mut voices: Vec<(u64, String, String)> = Vec::new();
    for voice in list["voices"].as_array().unwrap() {
        let tag = text(&voice["language"]);
        if tag == language || tag.starts_with(&format!("{language}-")) {
            let id = format!("{}:{}", voice["engine"].as_str().unwrap(), voice["name"].as_str().unwrap());
            voices.push((voice["rank"].as_u64().unwrap(), id, tag));
        }
    }
    voices.sort();
    voices.into_iter().map(|(_, id, tag)| (id, tag)).collect()
}

#[test]
fn a_cast_asks_for_the_best_voice_and_for_another() {
    if tool("espeak-ng").is_none() {
        return;
    }
    let place = Place::new();
    place.file("cast.toml", CAST);
    for (language, home) in [("de", ["de", "de-de"]), ("fr", ["fr-fr", "fr"]), ("en", ["en-us", "en"])] {
        let voices = voices(&place, language, "cast.toml");
        let [narrator, second] = voices.as_slice() else { panic!("{voices:?}") };
        let (best, tag) = ranked(&place, language).remove(0);
        assert_eq!(narrator["voice"], best.as_str(), "{language}");
        assert!(home.contains(&tag.as_str()), "{best} speaks {tag}");
        assert_eq!((&narrator["part"], &second["part"]), (&"narrator".into(), &"second".into()));
        let tuned = |voice: &Value| (voice["voice"].clone(), voice["pitch"].clone());
        assert_ne!(tuned(narrator), tuned(second), "two speakers for {language}");
        assert!((second["rate"].as_f64().unwrap() - 0.9).abs() < 1e-6);
    }
}

#[test]
fn a_voice_that_is_named_goes_before_the_best() {
    let place = Place::new();
    place.file("cast.toml", "[voices]\nnarrator = ['tone:low', 'best']\n");
    assert_eq!(voices(&place, "en", "cast.toml")[0]["voice"], "tone:low");
    // One that is missing is passed over, and the message names both.
    if tool("espeak-ng").is_none() {
        return;
    }
    place.file("cast.toml", "[voices]\nnarrator = ['piper:missing', 'best']\n");
    let run = place.run(&["make", "a.md", "--voices", "cast.toml"]).success();
    let (best, _) = ranked(&place, "en").remove(0);
    assert!(
        run.err().contains(&format!("narrator: {best} (piper:missing is not available)")),
        "{}",
        run.err()
    );
    let status = place.run(&["status"]).success().out();
    assert!(status.contains(&format!("narrator: {best}")), "{status}");
}

#[test]
fn where_nobody_speaks_a_language_the_best_voice_is_an_error_with_a_hint() {
    let place = Place::new();
    place.file("a.md", "---\nlang: xx\n---\n\nA word.\n");
    let run = place.run(&["make", "a.md", "--voices", "best"]).code(69);
    assert!(
        run.err().contains("no voice for `xx`") && run.err().contains("articast voices add best:xx"),
        "{}",
        run.err()
    );
    let run = place.run(&["make", "a.md", "--voices", "best:third"]).code(2);
    assert!(run.err().contains("best") && run.err().contains("other"), "{}", run.err());
}

#[test]
fn the_list_is_what_a_person_would_choose() {
    let place = Place::new();
    let list = |language: &str, more: &[&str]| {
        let mut command = place.command(&[&["voices", "list"], more].concat());
        command.env("LC_ALL", language).env_remove("LANG");
        crate::program::Run(command.output().unwrap()).success().out()
    };
    let text = list("de_AT.UTF-8", &[]);
    assert!(text.lines().count() < 60, "{text}");
    let german = text.find("Voices for de-AT, best first").unwrap();
    assert!(german < text.find("Voices for en, best first").unwrap(), "{text}");
    assert!(text.contains("articast voices add best:de ") && text.contains("Casts\n"), "{text}");
    assert!(!list("C.UTF-8", &[]).contains("Voices for de"));
    if tool("espeak-ng").is_some() {
        assert!(text.contains("\n  espeak-ng    1"), "so many more voices: {text}");
        assert!(list("C", &["--all"]).contains("espeak-ng:sw "), "all of them");
        assert!(list("C", &["--language", "sw"]).contains("espeak-ng:sw "));
    }
}

#[cfg(feature = "neural")]
#[test]
fn people_hear_once_a_day_of_a_better_voice() {
    if tool("flite").is_none() {
        return;
    }
    let place = Place::new();
    place.file("a.md", "# A title\n\nSome words.\n");
    let hint = "articast voices add best:en";
    let command = "make a.md --voices flite:slt";
    let words: Vec<&str> = command.split(' ').collect();
    assert!(!place.run(&words).success().err().contains(hint), "nobody watches");
    let Some(run) = typed(&place, &format!("{command} --json"), "") else { return };
    assert!(!run.success().out().contains(hint), "a program asked");
    let told = |command: &str| typed(&place, command, "").unwrap().success().out().matches(hint).count();
    assert_eq!(told("make a.md --voices tone"), 0, "nothing is known of a hum");
    assert_eq!(told(command), 1);
    assert_eq!(told(command), 0, "it was told today");
    place.file("cache/told/better-voice", "2001-01-01");
    assert_eq!(told(command), 1);
}
