//! Shown words and their times, by example and by property.

use proptest::prelude::*;

use super::*;
use crate::engine::timing;
use crate::speech::{Manner, speak};

/// The words of a text, each with its time; the nth said word is said from `10 n` to `10 n + 8`.
fn timed(text: &str) -> Vec<(String, Range<u64>)> {
    let mut found = Vec::new();
    for sentence in speak(text, &Manner::new("en-US")) {
        let said = timing::words(&sentence.say.text).into_iter().zip(0..);
        let said: Vec<WordAt> = said.map(|(said, n)| WordAt { said, at: 10 * n..10 * n + 8 }).collect();
        let words = shown(&sentence.show, &sentence.say, &said, &(0..1_000));
        found.extend(words.into_iter().map(|word| (sentence.show[word.shown].to_owned(), word.at)));
    }
    found
}

#[test]
fn shown_words_have_the_times_of_what_is_said_for_them() {
    for (text, wanted) in [
        ("He paid.", &[("He", 0..8), ("paid.", 10..18)][..]),
        // three point two billion dollars
        (
            "He paid $3.2bn at once.",
            &[("He", 0..8), ("paid", 10..18), ("$3.2bn", 20..68), ("at", 70..78), ("once.", 80..88)],
        ),
        // five kilometers
        ("Some 5 km away", &[("Some", 0..8), ("5", 10..18), ("km", 20..28), ("away", 30..38)]),
        ("simple—comfort, climate", &[("simple—", 0..8), ("comfort,", 10..18), ("climate", 20..28)]),
        // A mark that nobody says has no length.
        ("Here – there", &[("Here", 0..8), ("–", 8..8), ("there", 10..18)]),
        ("“So,” he said", &[("“So,”", 0..8), ("he", 10..18), ("said", 20..28)]),
    ] {
        let wanted: Vec<_> = wanted.iter().map(|(word, at)| ((*word).to_owned(), at.clone())).collect();
        assert_eq!(timed(text), wanted, "{text}");
    }
}

#[test]
fn words_are_cut_where_a_reader_sees_them_end() {
    for (text, wanted) in [
        ("well-known and/or  “quoted”", "well-known|and/or|“quoted”"),
        ("a – b", "a|–|b"),
        ("1914–1918", "1914–|1918"),
        ("「東京」へ行く。", "「東|京」|へ|行|く。"),
        ("ABC東京XYZ", "ABC|東|京|XYZ"),
        ("", ""),
    ] {
        let words: Vec<&str> = split(text).into_iter().map(|word| &text[word]).collect();
        assert_eq!(words.join("|"), wanted);
    }
}

#[test]
fn words_that_are_said_as_one_divide_its_time() {
    let link = Link { said: 0..6, shown: 0..8 };
    let say = Utterance { text: "inside".into(), links: vec![link], ..Utterance::default() };
    let said = [WordAt { said: 0..6, at: 100..160 }];
    let words: Vec<Range<u64>> =
        shown("in side.", &say, &said, &(0..200)).into_iter().map(|word| word.at).collect();
    assert!(words[0].start == 100 && words[0].end <= words[1].start && words[1].end == 160, "{words:?}");
    assert!(!words[0].is_empty() && !words[1].is_empty(), "{words:?}");
}

proptest! {
    #[test]
    fn words_cover_the_text_and_are_in_order(
        text in "([a-zA-Z$€%0-9.,;:—–&é東ぁ'\"() -]|[ ]){0,60}",
        stretch in 1_u64..50,
        skip in 1_usize..4,
    ) {
        for sentence in speak(text.as_str(), &Manner::new("en-US")) {
            let said = timing::words(&sentence.say.text).into_iter().zip(0..).step_by(skip);
            let said: Vec<WordAt> =
                said.map(|(said, n)| WordAt { said, at: 5 + n * stretch..5 + (n + 1) * stretch }).collect();
            let at = 5..205;
            let words = shown(&sentence.show, &sentence.say, &said, &at);
            let letters = |text: &str| text.split_whitespace().collect::<String>();
            let joined: String = words.iter().map(|word| &sentence.show[word.shown.clone()]).collect();
            prop_assert_eq!(letters(&joined), letters(&sentence.show));
            let mut end = at.start;
            for word in words {
                prop_assert!(end <= word.at.start && word.at.start <= word.at.end && word.at.end <= at.end);
                end = word.at.end;
            }
        }
    }
}
