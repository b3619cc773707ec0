//! What markup does to the words, by example and by property.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::article::plain;
use crate::speech::{Manner, Seam, Sentence, speak};

fn text(words: &str) -> Inline {
    Inline::Text(words.into())
}

fn lang(tag: &str, words: &str) -> Inline {
    Inline::Lang { tag: tag.into(), content: vec![text(words)] }
}

fn sup(words: &str) -> Inline {
    Inline::Sup(vec![text(words)])
}

fn sub(words: &str) -> Inline {
    Inline::Sub(vec![text(words)])
}

fn spoken(content: &[Inline], languages: &[&str]) -> Vec<Sentence> {
    let languages: Vec<String> = languages.iter().map(|tag| (*tag).to_owned()).collect();
    speak(passage(content), &Manner { languages: &languages, ..Manner::new("en") })
}

fn said(content: &[Inline]) -> String {
    spoken(content, &[]).into_iter().map(|sentence| sentence.say.text).collect::<Vec<_>>().join(" | ")
}

#[test]
fn raised_and_lowered_letters_are_what_they_stand_for() {
    for (content, words) in [
        (vec![text("H"), sub("2"), text("O is wet.")], "H two O is wet."),
        (vec![text("so x"), sup("2"), text(" grows")], "so x squared grows"),
        (vec![text("5 km"), sup("2"), text(" of it")], "five square kilometers of it"),
        (vec![text("10"), sup("-3"), text(" m")], "ten to the power of minus three m"),
        (vec![text("e"), sup("x"), text(" and v"), sub("max")], "e to the power of x and v max"),
        (vec![text("the 20"), sup("th"), text(" century")], "the twentieth century"),
        (vec![text("as Miller"), sup("2"), text(" wrote")], "as Miller wrote"),
    ] {
        assert_eq!(said(&content), words);
    }
}

#[test]
fn abbreviations_say_what_they_stand_for_where_it_serves() {
    let who = || Inline::Abbr { title: "World Health Organization".into(), text: "WHO".into() };
    let approximately = Inline::Abbr { title: "approximately".into(), text: "approx.".into() };
    assert_eq!(said(&[text("The "), who(), text(" met.")]), "The World Health Organization, W H O, met.");
    assert_eq!(said(&[text("It is "), approximately, text(" six")]), "It is approximately six");
    let named = [text("The World Health Organization ("), who(), text(") met.")];
    assert_eq!(said(&named), "The World Health Organization (W H O) met.");
    let (mut known, mut again) = (BTreeSet::new(), passage(&[who()][..]));
    again.introduce(&mut known);
    assert_eq!(again.spans.len(), 1);
    again.introduce(&mut known);
    assert_eq!(again.spans.len(), 0);
    let mut column = passage(&[who()][..]);
    column.introduce_none();
    assert_eq!(column.spans.len(), 0);
}

#[test]
fn the_author_says_how_it_is_said() {
    let told = |how: &str, words: &str| Inline::Said { how: how.into(), content: vec![text(words)] };
    assert_eq!(said(&[text("Pipes of "), told("led", "lead"), text(" leak.")]), "Pipes of led leak.");
    let sentences = spoken(&[text("Ask "), told("/ʃɪˈvɔːn/", "Siobhan"), text(" now.")], &[]);
    assert_eq!(
        (sentences[0].say.text.as_str(), sentences[0].say.sounds[0].ipa.as_str()),
        ("Ask Siobhan now.", "ʃɪˈvɔːn")
    );
    // What is no way to say it changes nothing.
    assert_eq!(said(&[text("A "), told("/7/", "lamp"), text(" burns.")]), "A lamp burns.");
}

#[test]
fn code_is_said_as_names_and_sentences_do_not_end_in_it() {
    let code = |words: &str| Inline::Code(words.into());
    assert_eq!(
        said(&[text("Call "), code("os.getUserName()"), text(" now.")]),
        "Call os dot get User Name now."
    );
    assert_eq!(spoken(&[text("Set "), code("a. B"), text(" now.")], &[]).len(), 1);
}

#[test]
fn another_language_is_a_piece_of_its_own_where_it_has_a_voice() {
    let content = [
        text("He said (“"),
        lang("fr", "C’est la vie"),
        text("”), and "),
        lang("de", "weg"),
        text(" he was."),
    ];
    assert_eq!(spoken(&content, &[]).len(), 1);
    let pieces = spoken(&content, &["fr-FR"]);
    let told: Vec<_> = pieces.iter().map(|piece| (piece.show.as_str(), piece.language.as_deref())).collect();
    assert_eq!(told, [("He said", None), ("(“C’est la vie”),", Some("fr")), ("and weg he was.", None)]);
    assert_eq!(
        pieces.iter().map(|piece| piece.seam).collect::<Vec<_>>(),
        [Seam::Sentence, Seam::Language, Seam::Language]
    );
    let whole = spoken(&[text("«"), lang("fr", "Je pense. Donc je suis."), text("»")], &["fr"]);
    assert_eq!(whole.len(), 2);
    assert!(
        whole.iter().all(|piece| piece.language.as_deref() == Some("fr") && piece.seam == Seam::Sentence)
    );
}

#[test]
fn a_long_paragraph_with_much_markup_is_cut_at_every_sentence() {
    let sentence =
        [text("We call "), Inline::Code("f".into()), text(" in "), lang("fr", "la vie"), text(". ")];
    let content: Vec<Inline> = sentence.iter().cloned().cycle().take(5 * 20_000).collect();
    assert_eq!(spoken(&content, &["de"]).len(), 20_000);
}

#[test]
fn pauses_stand_before_and_behind_what_is_said() {
    let pauses = |content: &[Inline]| -> Vec<(String, [u32; 2], Seam)> {
        spoken(content, &[]).into_iter().map(|piece| (piece.show, piece.pauses, piece.seam)).collect()
    };
    let (one, two) = (Inline::Pause(1000), Inline::Pause(500));
    let content = [
        one.clone(),
        text("Wait "),
        two.clone(),
        text(" for it. "),
        one.clone(),
        text("Go"),
        two.clone(),
        text("!"),
    ];
    assert_eq!(
        pauses(&content),
        [
            ("Wait".to_owned(), [1000, 0], Seam::Sentence),
            ("for it.".to_owned(), [500, 0], Seam::Clause),
            ("Go !".to_owned(), [1000, 500], Seam::Sentence),
        ]
    );
    // No word is cut where the author has said how it is said.
    let told = Inline::Said { how: "a b".into(), content: vec![text("c"), one.clone(), text("d")] };
    assert_eq!(pauses(&[told]), [("c d".to_owned(), [0, 1000], Seam::Sentence)]);
    assert!(pauses(&[one]).is_empty());
}

fn inline() -> impl Strategy<Value = Inline> {
    let words = "(\\PC|[a-z0-9 .,;()“”-]){0,12}";
    let leaf = prop_oneof![
        words.prop_map(Inline::Text),
        words.prop_map(Inline::Code),
        words.prop_map(Inline::Math),
        ("[a-z ]{0,9}", words).prop_map(|(title, text)| Inline::Abbr { title, text }),
        Just(Inline::NoteRef("1".into())),
        Just(Inline::Pause(1000)),
        Just(Inline::Break),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let content = || prop::collection::vec(inner.clone(), 0..4);
        prop_oneof![
            content().prop_map(Inline::Emphasis),
            content().prop_map(Inline::Sub),
            content().prop_map(Inline::Sup),
            content().prop_map(|content| Inline::Link { target: String::new(), content }),
            ("[a-z/ə ]{1,9}", content()).prop_map(|(how, content)| Inline::Said { how, content }),
            ("(de|fr|en)", content()).prop_map(|(tag, content)| Inline::Lang { tag, content }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases * 2))]

    #[test]
    fn nothing_is_lost(content in prop::collection::vec(inline(), 0..8)) {
        let passage = passage(&content);
        prop_assert_eq!(&passage.text, &plain(&content));
        prop_assert!(passage.spans.is_sorted_by_key(|span| span.range.start));
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        let pieces = spoken(&content, &["fr", "de"]);
        let shown: String = pieces.iter().map(|piece| bare(&piece.show)).collect();
        prop_assert_eq!(shown, bare(&passage.text));
        for Sentence { show, say, .. } in &pieces {
            let (mut seen, mut heard) = (0, 0);
            for link in &say.links {
                prop_assert!(show[seen..link.shown.start].trim().is_empty(), "{:?}", say);
                prop_assert!(say.text[heard..link.said.start].trim().is_empty(), "{:?}", say);
                (seen, heard) = (link.shown.end, link.said.end);
            }
            prop_assert!(show[seen..].trim().is_empty() && say.text[heard..].trim().is_empty());
        }
    }
}
