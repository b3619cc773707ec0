//! Clauses, marks, flags and given sounds.

use super::*;

fn say(text: &str) -> Utterance {
    Utterance { text: text.into(), ..Utterance::default() }
}

#[test]
fn clauses_end_where_espeak_ends_them() {
    for (text, wanted) in [
        ("One, two; three: four.", "One, two; three: four."),
        ("Is it? Yes! No", "Is it? Yes! No"),
        ("“Go,” he said. (It was late.) Then", "“Go, ” he said. ” (It was late. ) Then"),
        ("a,b and x.y", "a,b and x.y"),
        ("No — never – ever", "No ; never ; ever"),
        ("Well... you know", "Well you know"),
        ("Wait… what?!", "Wait what?"),
        ("…", ""),
        ("'Tis “—” so", "'Tis “; ” so"),
    ] {
        let told = |clause: Clause| {
            let mark = clause.mark.map(String::from).unwrap_or_default();
            format!("{}{mark}", text[clause.said].trim())
        };
        let told = clauses(&say(text)).into_iter().map(told).collect::<Vec<_>>().join(" ");
        let squeezed = |text: &str| text.replace(['”', '“', ')', '(', ' '], "");
        assert_eq!(squeezed(&told), squeezed(wanted), "{text}");
    }
}

#[test]
fn flags_are_taken_out() {
    assert_eq!(without_flags("ðə (fr)ʁɛstoʁˈɑ̃(en-us) ˈoʊpən"), "ðə ʁɛstoʁˈɑ̃ ˈoʊpən");
    assert_eq!(without_flags("a (b"), "a b");
}

#[test]
fn no_line_is_longer_than_espeak_reads() {
    for text in ["word ".repeat(800), "é".repeat(3000), "no mark".into()] {
        let say = say(&text);
        let [clause] = &clauses(&say)[..] else { panic!("{text}") };
        let stretches = stretches(&say, clause, |_| true);
        assert!(stretches.iter().all(|stretch| stretch.said.len() <= LONGEST));
        let whole: String = stretches.iter().map(|stretch| &text[stretch.said.clone()]).collect();
        assert_eq!(whole.trim(), text.trim());
    }
}

#[test]
fn letters_are_their_own_phonemes_and_marks_stay() {
    let tokens = Phonemizer::Letters.tokens(&say("Né, so. Yes"), false).unwrap();
    let all: String = tokens.iter().flat_map(|token| token.symbols.iter()).collect();
    assert_eq!(all, "Ne\u{301}, so.Yes");
    let ends: Vec<End> = tokens.iter().map(|token| token.end).collect();
    assert_eq!(ends, [End::Clause, End::Sentence, End::Clause]);
}

#[test]
fn given_sounds_stand_for_their_words() {
    let mut say = say("Ask Dr. Nguyen, now.");
    say.sounds = vec![
        Sound { said: 4..7, ipa: "dˈɑːktɚ".into(), ..Sound::default() },
        Sound { said: 8..14, ipa: "wˈɪn".into(), ..Sound::default() },
    ];
    let [first, second] = &clauses(&say)[..] else { panic!() };
    let told = |clause| {
        let told = |stretch: Stretch| stretch.given.unwrap_or(say.text[stretch.said].trim().to_owned());
        stretches(&say, clause, |_| true).into_iter().map(told).collect::<Vec<_>>().join("|")
    };
    assert_eq!([told(first), told(second)], ["Ask|dˈɑːktɚ|wˈɪn", "now"]);
    assert_eq!(first.mark, Some(','));
    // Those that espeak-ng has names for stay among the words.
    assert_eq!(line(&say.part(first.said.clone()), named), "Ask [[d'A:kt3]] [[w'In]]");
}

#[test]
fn nothing_but_text_reaches_espeak() {
    assert_eq!(line(&say("a [[h@l'oU]] \u{1}<b>\n"), named), "a [ [h@l'oU] ]  <b>");
}
