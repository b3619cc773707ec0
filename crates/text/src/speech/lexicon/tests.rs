//! Lexicons by example and by property.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::speech::{Manner, Utterance, speak};

fn lexicon(text: &str) -> Lexicon {
    Lexicon::new(table::read(text).unwrap())
}

fn manner(lexicon: &Lexicon) -> Manner<'_> {
    Manner { lexicon, ..Manner::new("en") }
}

fn said(lexicon: &Lexicon, text: &str) -> String {
    speak(text, &manner(lexicon))
        .into_iter()
        .map(|sentence| sentence.say.text)
        .collect::<Vec<_>>()
        .join(" | ")
}

#[test]
fn words_are_said_as_they_are_given() {
    let lexicon = lexicon(
        r#"
        Kyiv = "KEE-iv"
        "New York" = "noo york"
        New = "gnu"
        kubectl = "cube control"
        SQL = { as = "letters" }
        FAQ = { as = "word" }
        "O'Brien" = "o bryan"
        "St. Ives" = "Saint Ives"
        "C++" = "see plus plus"
        who = { say = "the doctor", case = "exact" }
        lead = [{ say = "leed" }, { say = "led", role = "quote" }]
        "#,
    );
    for (text, words) in [
        ("Kyiv’s mayor, (Kyiv).", "keeiv's mayor, (keeiv)."),
        ("KYIV, kyiv and Kyivan", "KYIV, kyiv and Kyivan"),
        ("In New York a New Yorker has new shoes.", "In noo york a gnu Yorker has new shoes."),
        ("Kubectl and KUBECTL", "cube control and cube control"),
        ("SQLs of SQL in a FAQ", "S Q L's of S Q L in a Faq"),
        ("O’Brien’s and Brien", "o bryan's and Brien"),
        ("At St. Ives with C++ today", "At Saint Ives with see plus plus today"),
        ("WHO knows who", "W H O knows the doctor"),
        ("a lead", "a leed"),
        ("see https://x.com/Kyiv/a now", "see x dot com slash Kyiv slash a now"),
    ] {
        assert_eq!(said(&lexicon, text), words);
    }
    let quote = Manner { role: "quote", ..manner(&lexicon) };
    assert_eq!(speak("a lead", &quote)[0].say.text, "a led");
}

#[test]
fn sounds_go_with_the_words() {
    let lexicon = lexicon("Kyiv = '/ˈkiːɪv/'\nGIF = { ipa = '[dʒɪf]', say = 'jif' }");
    let Utterance { text, sounds, .. } = speak("“Kyiv” has GIFs.", &manner(&lexicon)).remove(0).say;
    let told: Vec<_> = sounds.iter().map(|sound| (&text[sound.said.clone()], sound.ipa.as_str())).collect();
    assert_eq!(text, "\"Kyiv\" has jifs.");
    assert_eq!(told, [("Kyiv", "ˈkiːɪv"), ("jifs", "dʒɪfs")]);
}

#[test]
fn a_word_of_another_language_goes_to_its_voice() {
    let lexicon = lexicon("\"Côte d'Azur\" = { language = 'fr', say = 'coat dazur' }");
    assert_eq!(said(&lexicon, "The Côte d’Azur."), "The coat dazur.");
    let languages = ["fr".to_owned()];
    let pieces = speak("The Côte d’Azur.", &Manner { languages: &languages, ..manner(&lexicon) });
    assert_eq!(pieces[1].say.text, "Côte d'Azur.");
    assert_eq!(pieces[1].language.as_deref(), Some("fr"));
}

#[test]
fn the_nearer_entry_wins() {
    let far = lexicon("Kyiv = 'far'\nLviv = 'lviv'");
    let near = far.under(table::read("kyiv = 'near'").unwrap());
    assert_eq!(said(&near, "Kyiv and Lviv"), "near and lviv");
}

#[test]
fn what_is_no_lexicon_is_one_clear_error() {
    for (text, part) in [
        ("\n\nKyiv = { says = 'x' }", "line 3"),
        ("Kyiv = { says = 'x' }", "unknown field `says`"),
        ("Kyiv = ''", "no letter"),
        ("Kyiv = '/kEv/'", "`E` is not a character of the International"),
        ("Kyiv = '//'", "empty"),
        ("Kyiv = 7", "a respelling such as"),
        ("Kyiv = {}", "needs one of `say`"),
        ("Kyiv = { say = 'a', as = 'word' }", "both `say` and `as`"),
        ("Kyiv = { say = 'a', role = 'singer' }", "there is no role `singer`"),
        ("Kyiv = { language = 'French language' }", "a tag such as"),
        ("Kyiv = ['a', 'b']", "one form for each role"),
        ("'' = 'a'", "a word is empty"),
        ("a = 'b'\na = 'c'", "duplicate key"),
    ] {
        let error = table::read(text).unwrap_err();
        assert!(error.contains(part), "{text}: {error}");
    }
    let pairs = BTreeMap::from([("Kyiv".to_owned(), "/E/".to_owned())]);
    let error = Lexicon::of_pairs(&pairs).unwrap_err();
    assert!(error.contains("`Kyiv`"), "{error}");
}

const PLS: &str = r#"<?xml version="1.0"?><!DOCTYPE lexicon [<!ENTITY a "bomb">]>
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="en-GB">
  <lexeme><grapheme>judgment</grapheme><grapheme>judgement</grapheme><phoneme>ˈdʒʌdʒ.mənt</phoneme></lexeme>
  <lexeme><grapheme>W3C</grapheme><alias>World Wide Web
     Consortium</alias></lexeme>
</lexicon>"#;

#[test]
fn the_w3cs_lexicons_are_read() {
    let lexicon = Lexicon::new(pls::read(PLS).unwrap());
    assert_eq!(lexicon.entries().len(), 3);
    assert_eq!(said(&lexicon, "The W3C's judgement"), "The World Wide Web Consortium's judgement");
    assert_eq!(speak("a judgement", &manner(&lexicon))[0].say.sounds[0].ipa, "ˈdʒʌdʒ.mənt");
    assert!(speak("ein judgement", &Manner { language: "de", ..manner(&lexicon) })[0].say.sounds.is_empty());
    for (from, to, part) in [
        (">judgment<", "><", "lexeme"),
        ("ˈdʒʌdʒ.mənt", "dZVdZ", "lexeme 1 (`judgment`): `Z`"),
        ("alphabet=\"ipa\"", "alphabet=\"x-sampa\"", "only `ipa`"),
        ("www.w3.org", "example.org", "namespace"),
        ("ˈdʒʌdʒ.mənt", "&a;", "lexeme 1"),
    ] {
        let read = pls::read(&PLS.replace(from, to));
        // A lexeme may lose one of its graphemes.
        let Err(error) = read else {
            assert_eq!(part, "lexeme");
            continue;
        };
        assert!(error.contains(part), "{error}");
    }
}

#[test]
fn thousands_of_entries_are_found_in_one_pass() {
    let entry = |n: usize| Entry {
        word: format!("word{n} of many"),
        how: How { say: Some("thing".into()), ..How::default() },
        ..Entry::default()
    };
    let lexicon = Lexicon::new((0..20_000).map(entry).collect());
    let text = (0..20_000).map(|n| format!("word{n} of many")).collect::<Vec<_>>().join(" ");
    assert_eq!(lexicon.find(&text, "", "en").len(), 20_000);
}

fn how() -> impl Strategy<Value = How> {
    let say = prop::option::of("[a-zA-Z -]{1,8}|\\PC{1,6}");
    let reading = prop_oneof![Just(None), Just(Some(Reading::Letters)), Just(Some(Reading::Word))];
    let language = prop::option::of("fr|de".prop_map(String::from));
    (say, prop::option::of("[a-zˈː]{1,6}"), reading, language).prop_map(|(say, ipa, reading, language)| How {
        say,
        ipa,
        reading,
        language,
    })
}

fn entry() -> impl Strategy<Value = Entry> {
    ("[A-Ca-c’' .]{1,4}|\\PC{1,3}", how()).prop_map(|(word, how)| Entry { word, how, ..Entry::default() })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases * 2))]

    #[test]
    fn no_lexicon_alters_or_loses_what_is_shown(
        text in "([A-Ca-c’' .0-9s]|\\PC){0,60}",
        entries in prop::collection::vec(entry(), 0..12),
        language in "(en|de)",
    ) {
        let lexicon = Lexicon::new(entries);
        let languages = ["fr".to_owned()];
        let manner = Manner { language: &language, languages: &languages, ..manner(&lexicon) };
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        let sentences = speak(text.as_str(), &manner);
        let shown: String = sentences.iter().map(|sentence| bare(&sentence.show)).collect();
        prop_assert_eq!(shown, bare(&text));
        for sentence in &sentences {
            let (say, mut seen, mut heard) = (&sentence.say, 0, 0);
            for link in &say.links {
                prop_assert!(sentence.show[seen..link.shown.start].trim().is_empty(), "{:?}", say);
                prop_assert!(say.text[heard..link.said.start].trim().is_empty(), "{:?}", say);
                (seen, heard) = (link.shown.end, link.said.end);
            }
            prop_assert!(sentence.show[seen..].trim().is_empty() && say.text[heard..].trim().is_empty());
            let mut end = 0;
            for sound in &say.sounds {
                prop_assert!(end <= sound.said.start && sound.said.start < sound.said.end);
                prop_assert!(say.text.get(sound.said.clone()).is_some());
                end = sound.said.end;
            }
        }
    }

    #[test]
    fn no_file_panics(text in "\\PC{0,80}") {
        let _ = table::read(&text);
        let _ = pls::read(&format!("http://www.w3.org/2005/01/pronunciation-lexicon{text}"));
    }
}
