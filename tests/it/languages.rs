//! Articles and quotations in several languages: who speaks them, and how they sound.

use std::path::Path;

use serde_json::Value;

use crate::program::{Place, Run, tool};

const GERMAN: &str = "Am 3. Mai 2024 trat der Fluss über die Ufer und stand drei Wochen lang in den Wiesen. Als das \
    Wasser ging, lagen Äste und Schlamm auf den Wegen, und die Bauern räumten, was sie räumen konnten. Niemand sprach \
    davon, das Dorf aufzugeben.\n";

/// A page in English that quotes German, and says so.
const QUOTING: &str = "<html lang=en><title>The River</title><body><article><h1>The River</h1>\
    <p>The river left its bed in spring and stood in the meadows for a long time. Nobody spoke of leaving.</p>\
    <blockquote lang=de><p>Der Fluss kam am 3. Mai.</p><p>Wir blieben alle hier.</p></blockquote>\
    <p>That is what an old man told us when we came back in autumn, and everybody nodded.</p>\
    <p lang=fr>La rivière est calme.</p></article></body></html>";

const CAST: &str =
    "language = 'en'\n[voices]\nnarrator = 'tone:low'\nhans = 'tone:high'\n[languages]\nde = 'hans'\n";

fn make(place: &Place, article: &str, cast: &str) -> (Run, Value) {
    let run = place.run(&["make", article, "--voices", cast, "--json"]).success();
    let folder = run.json().last().unwrap()["folder"].as_str().unwrap().to_owned();
    let manifest = std::fs::read(place.path(&folder).join("episode.json")).unwrap();
    let manifest = serde_json::from_slice(&manifest).unwrap();
    (run, manifest)
}

fn warnings(run: &Run) -> Vec<String> {
    let warning = |event: &Value| event["warning"].as_str().map(str::to_owned);
    run.json().iter().filter_map(warning).collect()
}

/// The pitch of a hum: the usual distance between rises through zero, in hertz.
fn hertz(samples: &[i32], rate: u32) -> f64 {
    let rises: Vec<usize> =
        (1..samples.len()).filter(|at| samples[at - 1] < 0 && 0 <= samples[*at]).collect();
    let mut steps: Vec<usize> = rises.windows(2).map(|pair| pair[1] - pair[0]).collect();
    steps.sort_unstable();
    f64::from(rate) / steps[steps.len() / 2] as f64
}

/// The pitch of each line of an episode of one chapter, with its text.
fn pitches(folder: &Path, manifest: &Value) -> Vec<(String, f64)> {
    let file = manifest["chapters"][0]["file"].as_str().unwrap();
    let mut wav = hound::WavReader::open(folder.join(file)).unwrap();
    let (rate, channels) = (wav.spec().sample_rate, usize::from(wav.spec().channels));
    let samples: Vec<i32> = wav.samples::<i32>().step_by(channels).map(Result::unwrap).collect();
    let at = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let cue = |cue: &Value| {
        let (start, length) = (at(&cue["start"]), at(&cue["samples"]));
        (cue["text"].as_str().unwrap().to_owned(), hertz(&samples[start..start + length], rate))
    };
    manifest["cues"].as_array().unwrap().iter().map(cue).collect()
}

#[test]
fn a_quotation_in_another_language_is_spoken_by_its_voice() {
    let place = Place::new();
    place.file("river.html", QUOTING);
    place.file("cast.toml", CAST);
    let (run, manifest) = make(&place, "river.html", "cast.toml");
    assert!(warnings(&run).is_empty(), "a sentence in French is no reason to complain");
    let folder = run.json().last().unwrap()["folder"].as_str().unwrap().to_owned();
    let pitches = pitches(&place.path(&folder), &manifest);
    let german = |text: &str| text.starts_with("Der Fluss") || text.starts_with("Wir blieben");
    assert_eq!(pitches.iter().filter(|(text, _)| german(text)).count(), 2);
    for (text, hertz) in pitches {
        let wanted = if german(&text) { 440.0 } else { 110.0 };
        assert!((hertz - wanted).abs() < 8.0, "{text}: {hertz} Hz");
    }
    let script = place.run(&["script", "river.html", "--voices", "cast.toml", "--json"]).success().out();
    assert!(script.contains("am dritten Mai"), "German is said by German rules");
}

#[test]
fn an_article_that_is_in_another_language_is_spoken_by_its_voice() {
    let place = Place::new();
    place.file("fluss.txt", GERMAN);
    place.file("cast.toml", CAST);
    let (run, manifest) = make(&place, "fluss.txt", "cast.toml");
    assert_eq!(manifest["language"], "de");
    assert!(warnings(&run).is_empty());
    let voices = manifest["voices"].as_array().unwrap();
    assert_eq!(voices.len(), 1);
    assert_eq!((&voices[0]["part"], &voices[0]["voice"]), (&"hans".into(), &"tone:high".into()));
    let read = place.run(&["read", "fluss.txt"]).success().out();
    assert!(read.contains("lang: de"), "{read}");
}

#[test]
fn the_words_around_an_article_are_in_its_language_unless_the_cast_chose_them() {
    let place = Place::new();
    let article = "---\ntitle: Der Fluss\nauthor: Anna Weber\nlang: de\n---\n\nEr kam.[^1]\n\n![Ein Deich](a.jpg)\n\n[^1]: Im Mai.\n";
    place.file("fluss.md", article);
    place.file("cast.toml", "voices.narrator = 'tone'\nstyle.figure_lead = 'Foto: '\n");
    let script = place.run(&["script", "fluss.md", "--voices", "cast.toml", "--json"]).success().out();
    for words in ["Von Anna Weber", "Anmerkung eins:", "Foto: Ein Deich"] {
        assert!(script.contains(words), "{words} in {script}");
    }
}

#[test]
fn a_language_without_a_voice_is_one_warning_that_says_how_to_mend_it() {
    let place = Place::new();
    place.file("fluss.txt", GERMAN);
    place.file("cast.toml", "language = 'en'\nvoices.narrator = 'tone:low'\n");
    let (run, manifest) = make(&place, "fluss.txt", "cast.toml");
    let [warning] = warnings(&run).try_into().unwrap();
    assert!(warning.contains("`de`") && warning.contains("[languages]"), "{warning}");
    assert_eq!(manifest["voices"][0]["voice"], "tone:low");
    let plain = place.run(&["make", "fluss.txt", "--voices", "cast.toml"]).success().err();
    assert_eq!(plain.matches("no voice for").count(), 1, "{plain}");
}

#[test]
fn the_default_cast_finds_the_machines_voice_for_a_language() {
    if tool("espeak-ng").is_none() {
        return;
    }
    let place = Place::new();
    place.file(
        "fluss.md",
        "---\ntitle: Der Fluss\nlang: de\n---\n\nDas Wasser kam in der Nacht.\n\n![Ein Deich](a.jpg)\n",
    );
    let (run, manifest) = make(&place, "fluss.md", "default");
    let warnings = warnings(&run);
    assert!(warnings.len() == 1 && warnings[0].contains("`a.jpg` is not there"), "{warnings:?}");
    let voices = manifest["voices"].as_array().unwrap();
    let parts: Vec<&str> = voices.iter().map(|voice| voice["part"].as_str().unwrap()).collect();
    assert_eq!(parts, ["narrator (de)", "describer (de)"]);
    let list = place.run(&["voices", "list", "--language", "de", "--json"]).success().json();
    let known = list[0]["voices"].as_array().unwrap();
    for voice in voices {
        let id = voice["voice"].as_str().unwrap();
        let is = |known: &&Value| {
            id == format!("{}:{}", known["engine"].as_str().unwrap(), known["name"].as_str().unwrap())
        };
        assert!(known.iter().any(|known| is(&known)), "{id} speaks German");
    }
    assert!(44_100 < manifest["samples"].as_u64().unwrap(), "more than a second of it");
}

#[test]
fn the_list_tells_which_languages_a_cast_speaks() {
    let place = Place::new();
    place.file("config/voices/mine.toml", CAST);
    let list = place.run(&["voices", "list", "--language", "xx", "--json"]).success().json();
    let casts = list[0]["casts"].as_array().unwrap();
    let languages = |name: &str| casts.iter().find(|cast| cast["name"] == name).unwrap()["languages"].clone();
    assert_eq!(languages("mine"), serde_json::json!(["en", "de"]));
    assert_eq!(languages("default"), serde_json::json!(["en", "*"]));
    assert!(place.run(&["voices", "list"]).success().out().contains("(en, de)"));
}

#[test]
fn a_stop_behind_a_german_ordinal_ends_no_sentence() {
    let place = Place::new();
    let text = "Das war der 2. Weltkrieg. Am 3. Mai kam der 1. FC Köln. Er war z. B. am 4. Tag hier. Sie ist 20. Das weiß ich.";
    let run = place.run(&["say", text, "--language", "de", "--json"]).success();
    let sentences = run.json()[0]["sentences"].as_array().unwrap().clone();
    let said: Vec<&str> = sentences.iter().map(|sentence| sentence["say"].as_str().unwrap()).collect();
    assert_eq!(
        said,
        [
            "Das war der zweite Weltkrieg.",
            "Am dritten Mai kam der erste F C Köln.",
            "Er war zum Beispiel am vierten Tag hier.",
            "Sie ist zwanzig.",
            "Das weiß ich."
        ]
    );
}

/// Nobody says Japanese with an English voice because the text is short.
#[test]
fn a_script_of_its_own_tells_the_language_of_the_shortest_text() {
    for (text, language) in [
        ("これは短い。", Some("ja")),
        ("Море тихо.", Some("ru")),
        ("바다", Some("ko")),
        ("ทะเลวันนี้สงบ", Some("th")),
        ("The sea is calm.", None),
    ] {
        assert_eq!(articast::article::language_of_script(text), language, "{text}");
    }
}
