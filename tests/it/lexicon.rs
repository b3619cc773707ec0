//! Pronunciations: which of several holds, and what a wrong one costs.

use crate::program::Place;

const ARTICLE: &str = "# A title\n\nKyiv is here.\n";
const FRONT: &str = "---\nlexicon:\n  Kyiv: front\n---\n# A title\n\nKyiv is here.\n";
const CAST: &str = "voices.narrator = 'tone'\n[lexicon]\nKyiv = 'cast'\n";
const FILE_CAST: &str = "voices.narrator = 'tone'\nlexicon = 'words.toml'\n";

#[test]
fn the_nearest_pronunciation_wins() {
    let place = Place::new();
    place.file("plain/a.md", ARTICLE);
    place.file("near/a.md", ARTICLE);
    place.file("near/front.md", FRONT);
    place.file("near/lexicon.toml", "Kyiv = 'beside'\n");
    place.file("cast.toml", CAST);
    place.file("named.toml", FILE_CAST);
    place.file("words.toml", "Kyiv = 'named'\n");
    place.file("own.toml", "Kyiv = 'own'\n");
    for (arguments, said) in [
        (&["script", "plain/a.md", "--voices", "tone"][..], "Kyiv is here."),
        (&["script", "plain/a.md", "--voices", "cast.toml"], "cast is here."),
        (&["script", "plain/a.md", "--voices", "named.toml"], "named is here."),
        (&["script", "near/a.md", "--voices", "cast.toml"], "beside is here."),
        (&["script", "near/front.md", "--voices", "cast.toml"], "front is here."),
        (&["script", "near/front.md", "--voices", "cast.toml", "--lexicon", "own.toml"], "own is here."),
        (&["say", "Kyiv is here.", "--voices", "cast.toml"], "cast is here."),
        (
            &["say", "Kyiv is here.", "--voices", "tone", "--lexicon", "own.toml", "--lexicon", "words.toml"],
            "named is here.",
        ),
    ] {
        let out = place.run(arguments).success().out();
        assert!(out.contains(said), "{arguments:?}: {out}");
    }
}

#[test]
fn the_users_own_settings_are_the_farthest() {
    let place = Place::new();
    place.file("config/lexicon.toml", "Kyiv = 'settings'\nLviv = 'lion'\n");
    place.file("cast.toml", CAST);
    let run = |arguments: &[&str]| place.run(arguments).success().out();
    assert!(run(&["say", "Kyiv and Lviv", "--voices", "tone"]).contains("settings and lion"));
    assert!(run(&["say", "Kyiv and Lviv", "--voices", "cast.toml"]).contains("cast and lion"));
}

#[test]
fn the_audit_is_a_lexicon_that_ends_its_doubts() {
    let place = Place::new();
    place.file("a.md", "# A title\n\nKyiv’s QUXAV flies an A320neo. Kyiv is here.\n");
    let told = place.run(&["script", "a.md", "--audit", "--voices", "tone"]).success().out();
    assert!(told.contains("# Kyiv (name, ×2), said “Kyiv”"), "{told}");
    assert!(told.contains("\nQUXAV = { as = \"letters\" }\n"), "{told}");
    place.file("lexicon.toml", &told);
    let json = place.run(&["script", "a.md", "--audit", "--json", "--voices", "tone"]).success().json();
    assert_eq!(json[0]["doubts"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_wrong_lexicon_is_one_error_that_names_its_place() {
    let place = Place::new();
    place.file("a.md", ARTICLE);
    place.file("front.md", "---\nlexicon:\n  Kyiv: /kEv/\n---\nKyiv.\n");
    place.file("odd.toml", "Lviv = 'lion'\nKyiv = { says = 'x' }\n");
    place.file("odd.pls", "<lexicon/>");
    for (arguments, code, parts) in [
        (&["script", "a.md", "--lexicon", "odd.toml"][..], 65, ["`odd.toml`", "line 2"]),
        (&["make", "a.md", "--lexicon", "odd.pls", "--voices", "tone"], 65, ["`odd.pls`", "namespace"]),
        (&["say", "a", "--lexicon", "nowhere.toml"], 66, ["failed to read", "nowhere.toml"]),
        (&["script", "front.md"], 65, ["`front.md`", "`Kyiv`: `E` is not a character"]),
    ] {
        let run = place.run(arguments).code(code);
        assert!(parts.iter().all(|part| run.err().contains(part)), "{arguments:?}: {}", run.err());
    }
}

#[test]
fn the_documents_lexicon_is_one() {
    let place = Place::new();
    let text = include_str!("../../docs/pronunciation.md");
    let lexicon = text.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    place.file("lexicon.toml", lexicon);
    let run = place.run(&["say", "Kyiv runs kubectl.", "--lexicon", "lexicon.toml"]).success();
    assert!(run.out().contains("→ keeiv runs cube control."), "{}", run.out());
}
