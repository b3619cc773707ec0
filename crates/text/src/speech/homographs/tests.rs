//! Which reading is meant, and what engines get for it.

use super::*;
use crate::speech::{Manner, speak};

#[test]
fn the_word_right_before_goes_before_the_model() {
    let readings = |text: &str| super::find(text, "en").into_iter().map(|found| found.id).collect::<Vec<_>>();
    assert_eq!(readings("He will read it; she has read it."), ["read_present", "read_past"]);
}

#[test]
fn the_words_around_tell_the_reading() {
    for (sentence, wanted) in [
        ("She read the letter yesterday.", "read_past"),
        ("He wants to read the whole book.", "read_present"),
        ("The lead pipes were replaced.", "lead_nou"),
        ("They will lead the team.", "lead_nou-vrb"),
        ("We close the door.", "close_vrb"),
        ("It was a close call.", "close_adj-nou"),
        ("They protest against the tax.", "protest_vrb"),
        ("There was a large protest in the city.", "protest_nou"),
        ("Please record the meeting.", "record_vrb"),
        ("He broke the world record.", "record_nou"),
        ("The nurse cleaned the wound.", "wound_nou-vrb"),
    ] {
        let found = find(sentence, "en-US");
        let told: Vec<(&str, bool)> = found.iter().map(|found| (found.id, found.is_sure)).collect();
        assert_eq!(told, [(wanted, true)], "{sentence}");
        let word = wanted.split('_').next().unwrap();
        assert_eq!(&sentence[found[0].shown.clone()], word);
    }
    assert!(find("Er hat einen Job.", "de").is_empty());
    assert!(find("A lamp burns.", "en").is_empty());
}

#[test]
fn words_beside_and_near_tell_the_reading() {
    for (sentence, wanted) in [
        ("The bass took the bait at once.", "bass_corp"),
        ("We ate grilled sea bass with lemon.", "bass_corp"),
        ("An upright bass stood beside the piano.", "bass"),
        ("The violinist drew her bow across the strings.", "bow_nou-knot"),
        ("They must bow to the king.", "bow_nou-ship"),
        ("A tear ran down her cheek.", "tear_nou"),
        ("There is a small tear in my jeans.", "tear_vrb"),
        ("She was content with the result.", "content_adj-nou-vrb"),
        ("We publish new content every day.", "content_nou"),
        ("He described it in minute detail.", "minute_adj"),
        ("The train leaves in one minute.", "minute"),
        ("The river wound through the valley.", "wound_vrb"),
        ("The attack did not wound anyone.", "wound_nou-vrb"),
        ("A row over pay split the party.", "row_2"),
        ("They sat in the front row.", "row_1"),
        ("The plane dove toward the ground.", "dove_vrb"),
        ("He moped all day.", "moped_vrb"),
        ("The pipes and the paint contained lead.", "lead_nou"),
        ("Fresh produce is sold here.", "produce_nou"),
        ("The shops should close at six.", "close_vrb"),
        ("They object to the tax.", "object_vrb"),
        ("He would never desert his family.", "desert_vrb"),
        // A name is never in small letters.
        ("She bought red nail polish.", "polish"),
        ("He was born to Polish parents.", "polish_geo"),
    ] {
        let found = find(sentence, "en");
        assert_eq!((found[0].id, found[0].is_sure), (wanted, true), "{sentence}");
    }
}

#[test]
fn plurals_and_third_persons_are_told_apart() {
    for (sentence, wanted) in [
        ("She objects to the plan.", "objects_vrb"),
        ("Sharp objects are not allowed.", "objects_nou"),
        ("He presents the evening news.", "presents_vrb"),
        ("The children opened their presents.", "presents_nou"),
        ("The law permits it.", "permits_vrb"),
        ("Two suspects were arrested.", "suspects_nou"),
    ] {
        let found = find(sentence, "en");
        assert_eq!((found[0].id, found[0].is_sure), (wanted, true), "{sentence}");
    }
}

#[test]
fn what_is_not_sure_is_left_to_the_engine() {
    let found = &find("Muscles contract.", "en")[0];
    assert!(!found.is_sure, "{found:?}");
    assert!(speak("Muscles contract.", &Manner::new("en"))[0].say.sounds.is_empty());
}

#[test]
fn sounds_are_given_where_the_word_is_said_as_it_is_written() {
    let sounds = |text: &str| -> Vec<(String, String)> {
        let sentences = speak(text, &Manner::new("en"));
        let told = |sentence: &crate::speech::Sentence| {
            let say = sentence.say.clone();
            say.sounds
                .into_iter()
                .map(move |sound| (say.text[sound.said].to_owned(), sound.ipa))
                .collect::<Vec<_>>()
        };
        sentences.iter().flat_map(told).collect()
    };
    let given = |word: &str, ipa: &str| vec![(word.to_owned(), ipa.to_owned())];
    assert_eq!(
        sounds("“To read it,” he said; he had read 3 of them."),
        [given("read", "ˈɹiːd"), given("read", "ˈɹɛd")].concat()
    );
    // Half a word has no sounds of its own.
    assert_eq!(sounds("A close-up of it."), []);
    assert_eq!(sounds("On August 5 they met."), given("August", "ˈɔːɡəst"));
}
