//! What is said, by example and by property.

use super::*;
use proptest::prelude::*;

mod chemistry;
mod classes;
mod kinds;

#[track_caller]
fn check(pairs: &[(&str, &str)]) {
    for (show, said) in pairs {
        assert_eq!(say(show, "en").text, *said, "for `{show}`");
    }
}

#[test]
fn the_words_that_programs_stumble_on() {
    check(&[
        ("20th", "twentieth"),
        ("H₂O", "H two O"),
        ("MP3", "MP three"),
        ("COVID-19", "COVID nineteen"),
        ("Q4", "Q four"),
        ("x86", "x eighty-six"),
        ("1990–1995", "nineteen ninety to nineteen ninety-five"),
        ("πr²", "pi r squared"),
        ("M^me", "Madame"),
        ("$1,250", "one thousand two hundred fifty dollars"),
        ("No. 5", "number five"),
        ("5–3", "five to three"),
        ("St. John St.", "Saint John Street."),
    ]);
}

#[test]
fn amounts_are_said_in_words() {
    check(&[
        ("It cost $3.2bn in 2012.", "It cost three point two billion dollars in twenty twelve."),
        ("a $5 bill and £0.50", "a five dollar bill and fifty pence"),
        ("On July 4, 1906, at 5:05 p.m.", "On July fourth, nineteen o six, at five o five PM."),
        ("2024-05-06", "May sixth twenty twenty-four"),
        ("the 1980s and '90s", "the nineteen eighties and nineties"),
        (
            "about 1,500 km² at -4°C",
            "about one thousand five hundred square kilometers at minus four degrees Celsius",
        ),
        ("3 1/2 cups, 20-30%", "three and a half cups, twenty to thirty percent"),
        ("call 650-451-1234", "call six five zero, four five one, one two three four"),
        ("version 1.2.3", "version one point two point three"),
    ]);
    assert_eq!(
        say("120 on 01/02/2020", "en-GB").text,
        "one hundred and twenty on the first of February twenty twenty"
    );
    // A script stands before the region.
    assert_eq!(say("1/2/2024", "en-Latn-US").text, say("1/2/2024", "en-US").text);
    assert_eq!(say("1/2/2024", "en-Latn-GB").text, say("1/2/2024", "en-GB").text);
    assert_ne!(say("1/2/2024", "en-GB").text, say("1/2/2024", "en-US").text);
}

#[test]
fn names_and_numerals_are_said_by_context() {
    check(&[
        ("Henry VIII and World War II", "Henry the eighth and World War two"),
        ("Dr. Hall of 12 Elm Dr.", "Doctor Hall of twelve Elm Drive."),
        ("the F.B.I. and AI", "the F B I and A.I"),
        ("Austin, TX 78701", "Austin, Texas seven eight seven zero one"),
        ("WHERE WE STAND", "Where We Stand"),
        ("write to a.b@example.com", "write to a dot b at example dot com"),
        ("it ended.[12] #ClimateChange", "it ended. hashtag Climate Change"),
    ]);
}

#[test]
fn capitals_that_are_no_words_are_spelled() {
    check(&[
        ("The TCP and ISBN of the GDP", "The T C P and I S B N of the G D P"),
        ("said NO WAY and turned it OFF, ASAP", "said NO way and turned it off, A.S.A.P"),
        ("NASA and NATO at 17:00 UTC", "NASA and NATO at seventeen hundred U T C"),
        ("KIM JONG UN SAYS US AND UK AGREE", "Kim Jong U N Says U S And U K Agree"),
        ("Add CO₂ to H₂O", "Add C O two to H two O"),
    ]);
}

#[test]
fn numbers_are_grouped_labelled_and_spelled_as_they_are_meant() {
    check(&[
        (
            "1'250'000 francs, 1_000_000 rows",
            "one million two hundred fifty thousand francs, one million rows",
        ),
        (
            "Chapter 07 of 4.5:1 and 1:2.5",
            "Chapter seven of four point five to one and one to two point five",
        ),
        ("in C♯ minor, then B♭", "in C sharp minor, then B flat"),
        (
            "Order 302-1234567-1234567",
            "Order three zero two, one two three four five six seven, one two three four five six seven",
        ),
        (
            "open on Fri. from nine, $12/user/month",
            "open on Friday from nine, twelve dollars per user per month",
        ),
        (
            "15 kWh/100 km, 7,3% of 1.5 L",
            "fifteen kilowatt hours per one hundred kilometers, seven point three percent of one point five liters",
        ),
        ("at 45 King St W on Sunset Blvd", "at forty-five King Street West on Sunset Boulevard"),
    ]);
}

#[test]
fn other_languages_reach_their_engines_as_they_are_written() {
    for text in ["Był m.in. w Rzymie o 14h30, 2^10 i 5*3", "Zob. www.przyklad.pl", "Pisz na jan@przyklad.pl"]
    {
        assert_eq!(say(text, "pl").text, text);
    }
    assert_eq!(say("Das *ist* so – und _so_.", "sv").text, "Das ist so, und so.");
}

#[test]
fn marks_become_pauses_or_nothing() {
    check(&[
        ("the car\u{2014}chaos \u{2026} it\u{2019}s \u{201C}on\u{201D}", "the car, chaos ... it's \"on\""),
        ("and/or R&D \u{1F600}", "and or R and D grinning face"),
        ("soft\u{AD}ware\u{200B} \u{202E}x", "software x"),
        // Words of other scripts keep the signs that are set on their letters.
        ("He said เช้า, हिन्दी and שָׁלוֹם.", "He said เช้า, हिन्दी and שָׁלוֹם."),
    ]);
    assert_eq!(say("»Ja« – 3,5 % …", "sv").text, "\"Ja\", 3,5 % ...");
}

#[test]
fn a_word_links_to_its_word() {
    let say = say("Pay $5, please.", "en");
    let pairs: Vec<(&str, &str)> = say
        .links
        .iter()
        .map(|link| (&say.text[link.said.clone()], &"Pay $5, please."[link.shown.clone()]))
        .collect();
    assert_eq!(pairs, [("Pay", "Pay"), ("five dollars,", "$5,"), ("please.", "please.")]);
}

#[test]
fn citations_follow_their_policy() {
    let show = "So [3, 5–7] it is (see Smith et al., 2019; Lee & Kim, 2010a) and (in 1999) was [2].";
    let said = |policy| say_given(show, &[], "en", policy).text;
    assert_eq!(
        said(Citations::Silent),
        "So it is (see Smith et al., twenty nineteen; Lee and Kim, twenty ten a) and (in nineteen ninety-nine) was."
    );
    assert_eq!(
        said(Citations::Read),
        "So references three, five to seven it is (see Smith et al., twenty nineteen; Lee and Kim, twenty ten a) \
         and (in nineteen ninety-nine) was reference two."
    );
    assert_eq!(said(Citations::Skip), "So it is and (in nineteen ninety-nine) was.");
}

#[test]
fn numbers_of_notes_are_read_in_the_language_of_the_text() {
    for (language, show, said) in [
        ("de", "So [3, 5–7] ist es [2].", "So Quellen drei, fünf bis sieben ist es Quelle zwei."),
        ("fr", "Ainsi [3, 5–7] soit-il [2].", "Ainsi références trois, cinq à sept soit-il référence deux."),
        ("es", "Así [3–5] es [2].", "Así referencias tres a cinco es referencia dos."),
        ("it", "Così [2].", "Così riferimento due."),
        ("pt", "Assim [2].", "Assim referência dois."),
        ("nl", "Zo is het [2].", "Zo is het referentie twee."),
    ] {
        assert_eq!(say_given(show, &[], language, Citations::Read).text, said);
    }
}

#[test]
fn the_british_say_and() {
    for (show, said) in [
        ("101 and 1,234", "one hundred and one and one thousand two hundred and thirty-four"),
        ("£105", "one hundred and five pounds"),
        ("05/02/2017", "the fifth of February twenty seventeen"),
        ("250 km", "two hundred and fifty kilometers"),
    ] {
        assert_eq!(say(show, "en-GB").text, said, "for `{show}`");
    }
}

fn whole(say: &Utterance, show: &str) -> Result<(), TestCaseError> {
    let (mut said, mut shown) = (0, 0);
    for link in &say.links {
        prop_assert!(said <= link.said.start && link.said.start <= link.said.end);
        prop_assert!(say.text[said..link.said.start].trim().is_empty(), "said without a link in {say:?}");
        prop_assert!(shown <= link.shown.start && link.shown.start < link.shown.end);
        prop_assert!(show[shown..link.shown.start].trim().is_empty(), "shown without a link in {say:?}");
        prop_assert!(show.is_char_boundary(link.shown.start) && say.text.is_char_boundary(link.said.start));
        prop_assert!(show.is_char_boundary(link.shown.end) && say.text.is_char_boundary(link.said.end));
        (said, shown) = (link.said.end, link.shown.end);
    }
    prop_assert!(say.text[said..].trim().is_empty());
    prop_assert!(show[shown..].trim().is_empty());
    prop_assert!(!say.text.chars().any(char::is_control));
    Ok(())
}

#[test]
fn zeros_before_a_year_make_no_decade() {
    for show in ["the 0100s", "0690's", "'0190s", "the 0000s and 0010s"] {
        whole(&say(show, "en"), show).unwrap();
    }
}

#[test]
fn a_pause_behind_a_silent_mark_belongs_to_the_word_before() {
    whole(&say("a<௦–", "en"), "a<௦–").unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases * 8))]

    #[test]
    fn nothing_of_a_text_is_unaccounted_for(show in "\\PC{0,40}", language in "(en|en-GB|sv)") {
        whole(&say(&show, &language), &show)?;
    }

    #[test]
    fn sentences_show_the_paragraph_unaltered(show in "\\PC{0,60}", language in "(en|en-GB|de)") {
        let mut rest = show.as_str();
        for sentence in crate::speech::speak(show.as_str(), &crate::speech::Manner::new(&language)) {
            whole(&sentence.say, &sentence.show)?;
            let at = rest.find(&sentence.show).expect("it is shown");
            prop_assert!(rest[..at].trim().is_empty());
            rest = &rest[at + sentence.show.len()..];
        }
        prop_assert!(rest.trim().is_empty());
    }

    #[test]
    fn nor_of_one_made_of_marks(parts in prop::collection::vec(MARK, 0..14), policy in 0_usize..3) {
        let show = parts.concat();
        let policy = [Citations::Silent, Citations::Read, Citations::Skip][policy];
        whole(&say_given(&show, &[], "en-US", policy), &show)?;
    }

    #[test]
    fn nor_of_one_made_of_amounts(parts in prop::collection::vec(PART, 0..12)) {
        let show = parts.concat();
        whole(&say(&show, "en-US"), &show)?;
    }
}

/// Pieces of which dates, amounts, addresses and names are made.
const PART: &str = "[0-9]{1,5}|[ .,:;/'’\"“”()%$£€#@&+=*°²½–—-]|[ ]|\u{200B}|\u{7}|am|pm|p\\.m\\.|st|th|s|kg|km|m|bn|Jan|May \
|July|Henry|II|XIV|Dr\\.|St\\.|No\\.|www\\.|com|U\\.S\\.|FBI|a|I|in|on|to|x|é|π|World War|Mo\\.|\\[[0-9]\\]|\\.\\.\\.";

/// Pieces of formulas, pictures, citations and hidden words.
const MARK: &str = "[0-9]{1,4}|[<>=&|!*^/~+×·−–—√]|[ ]|[a-e]|[²³⁻⁺₂¹]|[★☆]|😀|👍🏽|🇫🇷|❤️|\\u{200D}|\\[|\\]|\\(|\\)|n/a|w/|SO|Ca|Na|\
sh|[.]|et al|Smith|, 2019|;|:-\\)|e[+-]3|10|°|′|\"|'|C#|ft|in|h|m|Gen|[:]|XIX|VI|th|\\$|Rs|%|x";
