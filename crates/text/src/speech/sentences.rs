//! Where sentences end, and where an over-long one may be cut.
//!
//! Two mistakes are possible and they do not weigh the same. A sentence that runs on is read with one pause too
//! few; a false end drops the voice in the middle of a thought. So a stop ends a sentence only when what stands
//! on both sides of it agrees.

mod abbreviations;
mod breaks;
mod clauses;
mod lists;
mod stops;

use std::ops::Range;

use self::abbreviations::{Kind, Rules};
use self::stops::{Mark, REACH, Stop};

pub use self::clauses::{LONGEST, clauses};

/// The sentences of a paragraph as byte ranges, trimmed of white space, in order; together they hold every
/// character that is not white space. `language` is a BCP 47 tag.
pub fn split(paragraph: &str, language: &str) -> Vec<Range<usize>> {
    let rules = &abbreviations::rules(language);
    let mut items = breaks::all(paragraph, rules).into_iter().peekable();
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(stop) = stops::next(paragraph, at, rules) {
        while let Some(item) = items.next_if(|item| *item <= stop.at) {
            push(paragraph, start..item, &mut found);
            start = start.max(item);
        }
        at = stop.end;
        if let Some(cut) = ends(paragraph, start, &stop, rules) {
            push(paragraph, start..cut, &mut found);
            start = cut;
            at = at.max(cut);
        }
    }
    for item in items {
        push(paragraph, start..item, &mut found);
        start = start.max(item);
    }
    push(paragraph, start..paragraph.len(), &mut found);
    found
}

/// Adds what is left of a range without the white space around it, if anything is.
fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    if range.end <= range.start {
        return;
    }
    let part = &text[range.clone()];
    let trimmed = part.trim();
    if !trimmed.is_empty() {
        let start = range.start + (part.len() - part.trim_start().len());
        found.push(start..start + trimmed.len());
    }
}

/// Where the sentence that began at `start` is cut because of this stop, if it is.
fn ends(text: &str, start: usize, stop: &Stop, rules: &Rules) -> Option<usize> {
    let next = stops::following(text, stop.tail);
    if next.word.is_empty() && next.first().is_none() {
        return None; // the end of the paragraph
    }
    if stop.mark == Mark::Wide {
        return (!stops::runs_on(text, stop)).then_some(stop.tail);
    }
    if !next.is_spaced() {
        return glued(text, stop, next.word, rules).then_some(stop.tail);
    }
    if stop.quoted && stops::is_source(text, stop.tail) {
        return None;
    }
    let lower = next.is_lower();
    if matches!(stop.mark, Mark::Question | Mark::Exclamation)
        && text[stop.tail..].trim_start().starts_with(['.', '…'])
    {
        return None; // the omission decides
    }
    // Who speaks: "Really?" Ann asked. — Вправду? — спросила Анна.
    let told = lower && next.is_dashed() || stop.quoted && is_told(&text[stop.tail..], rules);
    let ends = match stop.mark {
        Mark::Question => !(told || lower && stop.quoted),
        Mark::Exclamation if is_name(text, stop, &next, rules) => false,
        Mark::Exclamation => {
            !told && (!lower || 1 < stop.end - stop.at && !stop.quoted || hurried(text, start, stop.at))
        }
        Mark::Face => !lower,
        // "I" has its capital everywhere, so after a hesitation it opens nothing.
        Mark::Ellipsis => {
            !lower
                && !rules.is_capital(next.word)
                && next.first().is_some_and(|c| c.is_alphanumeric() || "'\"“‘.".contains(c))
        }
        Mark::Dot | Mark::Wide => dot_ends(text, start, stop, rules),
    };
    ends.then_some(stop.cut)
}

/// Whether a stop without white space after it ends a sentence all the same: "the end.The next" is a slip of the
/// keyboard, "example.com" is not.
fn glued(text: &str, stop: &Stop, next: &str, rules: &Rules) -> bool {
    let word = stops::before(text, stop.at);
    let plain = 2 < word.chars().count() && word.chars().all(char::is_lowercase)
        || word.ends_with(|c: char| c.is_ascii_digit()) && rules.starts(next);
    let opens = next.starts_with(char::is_uppercase)
        && next.chars().skip(1).all(char::is_lowercase)
        && text[stop.tail..].strip_prefix(next).is_some_and(|rest| rest.starts_with([' ', ',', '\'', '’']));
    plain && opens && matches!(stop.mark, Mark::Dot | Mark::Exclamation | Mark::Question)
}

/// Whether a title is a street: "He lives on Elm Dr. The house is old." No title stands behind a name or a number.
fn is_street(text: &str, stop: &Stop, word: &str) -> bool {
    let before = stops::previous(text, stop.at - word.len());
    STREETS.contains(&word) && before.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

/// Titles that are streets too.
const STREETS: [&str; 2] = ["Dr", "St"];

/// Whether what stands before a stop is an ordinary word.
fn is_word(word: &str, rules: &Rules) -> bool {
    let dated = rules.has_ordinals() && is_day(word);
    rules.kind(word) == Kind::Word && !dated
}

/// Whether a word is a number of three digits or four.
fn is_hundreds(word: &str) -> bool {
    matches!(word.len(), 3 | 4) && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether figures are a day and a month, behind which languages with ordinals put a stop: "28.1".
fn is_day(word: &str) -> bool {
    word.split_once('.').is_some_and(|(day, month)| {
        [day, month]
            .iter()
            .all(|part| (1..3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

/// Whether an exclamation mark belongs to a name and not to the sentence: "Yum! Brands".
fn is_name(text: &str, stop: &Stop, next: &stops::Following<'_>, rules: &Rules) -> bool {
    stop.end == stop.at + 1 && rules.is_exclaimed(stops::before(text, stop.at)) && !rules.starts(next.word)
}

/// Whether one full stop, with white space after it, ends the sentence.
fn dot_ends(text: &str, start: usize, stop: &Stop, rules: &Rules) -> bool {
    let next = stops::following(text, stop.tail);
    let lower = next.is_lower();
    let word = stops::before(text, stop.at);
    let closed = stop.end < stop.tail;
    let opens = stop.at - word.len();
    let listed = || stops::is_start(text, start, opens) || text[..opens].ends_with(": ");
    if is_marker(word) && listed() {
        return false;
    }
    if lower {
        return !closed
            && is_word(word, rules)
            && !stops::in_brackets(text, stop.at)
            && lower_ends(text, start, word, stop);
    }
    if next.first().is_some_and(|c| ",;:".contains(c)) {
        return false;
    }
    if 1 < stop.end - stop.at {
        return true; // one stop of an abbreviation, and one of the sentence
    }
    let starter = rules.starts(next.word) && !next.is_initial();
    let digit = next.first().is_some_and(|c| c.is_ascii_digit());
    let initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase);
    let kind = match rules.kind(word) {
        Kind::Never if rules.is_title(word) => Kind::Never,
        _ if initial => Kind::Word,
        // "h. c.", "a. C.": one small letter is hardly a word, unless it is "I".
        Kind::Word if stops::is_letter(word) && !text[..opens].ends_with(['\'', '’', '-']) => {
            Kind::Sometimes
        }
        kind => kind,
    };
    match kind {
        Kind::Never => starter && (closed || is_street(text, stop, word)),
        // "Tel. +49 30 ..."
        Kind::Numbered => !digit && next.first() != Some('+') && !stops::is_roman(next.word),
        Kind::Sometimes => {
            let measured =
                || stops::previous(text, stop.at - word.len()).ends_with(|c: char| c.is_ascii_digit());
            starter || !digit && rules.is_unit(word) && measured()
        }
        Kind::Last => {
            starter
                || !rules.is_clock(next.word) && !next.is_opened() && !opens_with_time(text, start, stop.at)
        }
        Kind::Ordinal => {
            let before = stops::previous(text, stop.at - word.len());
            !digit && !rules.is_month(next.word) && (starter || !rules.counts(before))
        }
        Kind::Word if rules.has_ordinals() && stops::is_roman(word) => starter,
        // "der 128. Platz", "der 1000. Besucher"
        Kind::Word if is_hundreds(word) && rules.determines(stops::previous(text, opens)) => starter || digit,
        Kind::Word => {
            !(initial || stops::is_lettered(word)) || starter || closed && !stops::is_lettered(word)
        }
    }
}

/// Whether a stop before a small letter ends the sentence. Hurried writing has no capitals; even there, only a
/// word that no abbreviation looks like can be the last.
fn lower_ends(text: &str, start: usize, word: &str, stop: &Stop) -> bool {
    let next = stops::following(text, stop.tail).word;
    if ["http", "https", "www", "i"].contains(&next)
        || 2 < word.len() && word.ends_with(|c: char| c.is_ascii_digit())
    {
        return true;
    }
    let shortest = if hurried(text, start, stop.at) { 2 } else { 3 };
    shortest <= word.len()
        && word.bytes().all(|b| b.is_ascii_lowercase())
        && word.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// Whether a name and a verb of speaking follow: the sentence goes on behind its quotation.
fn is_told(rest: &str, rules: &Rules) -> bool {
    let mut words = rest.split_whitespace().take(4);
    let named = |word: &&str| word.starts_with(char::is_uppercase) && !word.ends_with(',');
    let Some(name) = words.next().filter(named) else { return false };
    if rules.starts(name) && !rules.is_capital(name) {
        return false;
    }
    let verb = words.find(|word| !named(word));
    verb.is_some_and(|verb| rules.tells(verb.trim_end_matches(['.', ',', ':', '!', '?'])))
}

/// "1", "12", "a", "iv" before a stop at the start of a sentence count an item; they are not one.
fn is_marker(word: &str) -> bool {
    let number = word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit());
    let letter = word.len() == 1 && word.bytes().all(|b| b.is_ascii_alphabetic());
    !word.is_empty() && (number || letter || stops::is_roman(word) && word.len() <= 4)
}

/// Whether what stands before the hour is only "At 5 a.m.": then the sentence has hardly begun.
fn opens_with_time(text: &str, start: usize, at: usize) -> bool {
    at - start < 40 && text[start..at].split_whitespace().count() <= 3
}

/// Whether the sentence so far shows a writer who does without capitals: it begins with a small letter.
fn hurried(text: &str, start: usize, at: usize) -> bool {
    let first = text[start..at].chars().take(REACH).find(|c| c.is_alphanumeric());
    first.is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(sentences: &[&str]) {
        check_in("en", sentences);
    }

    #[track_caller]
    fn check_in(language: &str, sentences: &[&str]) {
        let text = sentences.join(" ");
        let found: Vec<&str> = split(&text, language).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, sentences);
    }

    #[test]
    fn a_stop_ends_a_sentence_when_both_sides_agree() {
        check(&["The rain stopped.", "We went out."]);
        check(&["So, who is he?", "He's a lawyer!", "Really?"]);
        check(&["It cost 3.5 dollars in 1999.", "Now it costs 7."]);
        check(&["He wrote to the editor of the paper (who had asked him to.) and left."]);
    }

    #[test]
    fn abbreviations_and_initials_do_not() {
        check(&["Dr. A. B. Meier of Acme Inc. and Mrs. Hall met at No. 5 St. James St. in London."]);
        check(&["The U.S. Army left at 5 p.m.", "The navy stayed, i.e. it did not leave."]);
        check(&["They moved to the U.S.", "They liked it."]);
        check(&["See pp. 12 and Fig. 3 for more."]);
    }

    #[test]
    fn quotes_stay_with_their_sentence() {
        check(&["He called it \u{201C}no breakthrough.\u{201D}", "The Kremlin agreed."]);
        check(&["\"Stop.\" she said."]);
        check(&["\"I came.", "I saw.\"", "That was all."]);
    }

    #[test]
    fn list_markers_stand_with_their_item() {
        check(&["1. The first thing.", "2. The second thing."]);
        check(&["1) The first thing", "2) The second thing"]);
        check(&["a. A pear", "b. A plum", "c. A fig"]);
        check(&["Do this: 1. Cut the paper.", "2. Paste it."]);
    }

    #[test]
    fn ellipses_end_a_sentence_only_before_a_capital() {
        check(&["Well ... what I mean...is this."]);
        check(&["I never knew....", "She left."]);
    }

    #[test]
    fn abbreviations_depend_on_what_stands_around_them() {
        check(&["He has no.", "We have some."]);
        check(&["The shop is open until 5 p.m. Monday to Friday.", "It shuts at 6 p.m.", "Nobody minds."]);
        check(&["It weighs 5 lb.", "Ann carried it."]);
        check(&["Rome burned in 64 A.D.", "Nero sang."]);
        check(&["The cat sat.", "Mary came on Sat. Nov. 5 to see it."]);
        check(&["A. I. Smith met J. I. Jones.", "So did I."]);
        check(&["She lives in the U.S.", "He lives in the U.K. Highlands."]);
    }

    #[test]
    fn names_of_the_net_and_numbers_hold_together() {
        check(&["See https://example.com/a.b?c=d.e for version 2.0.1 of it.", "It is 3.5 MB."]);
        check(&["Write to ann.hall@example.com.", "Or call."]);
        check(&["Node.js and .NET are older than iOS.", "iPhone sales fell."]);
        check(&["yes i know.", "it is late.", "go to bed!"]);
        check(&["It was the end.12", "The next day came. 13", "The sun rose."]);
    }

    #[test]
    fn who_speaks_belongs_to_what_is_said() {
        check(&["\"Really?\" Ann asked.", "\"Yes!\" Bob Hall replied."]);
        check(&["\"Really?\"", "Ann closed the door."]);
        check(&["\u{201C}Is it far?\u{201D} she said.", "\u{201C}Not so far.\u{201D}"]);
        check(&["Wow! ! !", "What a day :)", "See you."]);
    }

    #[test]
    fn languages_have_their_own_stops() {
        let count = |text, language| split(text, language).len();
        assert_eq!(count("今日は晴れ。明日は雨。「行く。」と言った。Dr. Smithも。", "ja"), 4);
        assert_eq!(count("你看过《谁？我！》吗？看过！", "zh"), 2);
        assert_eq!(count("वह घर गया।वह सो गई। क्या?", "hi"), 3);
        assert_eq!(count("كيف حالك؟ أنا بخير.", "ar"), 2);
        assert_eq!(count("Πού είναι; Δεν ξέρω.", "el"), 2);
        assert_eq!(count("Where; I know.", "en"), 1);
        assert_eq!(count("Ես գնում եմ: Դու մնում ես:", "hy"), 2);
        assert_eq!(count("สวัสดีครับ ผมชื่อสมชาย", "th"), 1);
    }

    #[test]
    fn german_has_ordinals_and_quotes_its_own_way() {
        let check = |sentences: &[&str]| check_in("de", sentences);
        check(&["Sie ist auf dem 128. Platz.", "Das 355. Mal war gut."]);
        check(&["Es waren 355.", "Peter ging."]);
        check(&["Der 28.01. war warm.", "Tel. +49 30 1234567 ruft."]);
        check(&[
            "Am 3. Oktober feiern wir.",
            "Das ist z. B. ein Feiertag.",
            "Er kam als 5.",
            "Danach kam sie.",
        ]);
        check(&["Der 2. Weltkrieg endete 1945.", "Ludwig XIV. Bourbon war König."]);
        check(&[
            "Wir treffen Dr. h. c. Maier in der Goethestr. 5, Nr. 3.",
            "Es gibt Brot, Käse usw.",
            "Komm!",
        ]);
        check(&["Er sagte: „Ich gehe.“", "Sie blieb.", "»Wirklich?«", "»Ja!«"]);
        check(&["„Kommst du?“, fragte sie.", "Er nickte."]);
        check(&["Cäsar starb 44 v. Chr. in Rom.", "Das war am 15. 3. um 11 Uhr."]);
    }

    #[test]
    fn the_romance_languages_have_titles_and_quotes() {
        check_in("fr", &["Il dit : « Viens ! »", "M. Le Goff et Mme Dupont arrivent.", "Ils partent."]);
        check_in("fr", &["César est mort en 44 av. J.-C. à Rome.", "C’est loin."]);
        check_in("es", &["¿Dónde está el Sr. García?", "¡No sé!", "Vive en la Avda. Goya n.º 5."]);
        check_in("it", &["È l'Avv. Rossi.", "Vedi pag. 5, ecc.", "Il sig. Bianchi dorme."]);
        check_in("pt", &["O Sr. Silva mora na Av. Brasil.", "Ele chegou às 5 h.", "É tarde."]);
    }

    #[test]
    fn other_languages_have_tables_too() {
        check_in("nl", &["Dhr. Jansen kwam bijv. gisteren.", "Het is o.a. Nederlands."]);
        check_in("ru", &["Он жил на ул. Ленина в 1812 г.", "В доме было тепло.", "— Да? — спросила Анна."]);
        check_in("pl", &["Prof. Nowak mieszka na ul. Polnej.", "To jest m.in. Warszawa."]);
        check_in("sv", &["Han heter t.ex. Anders.", "Boken är min.", "Kom!"]);
        check_in("tr", &["Dr. Yılmaz 19. yüzyılda yaşadı.", "Bu doğru."]);
        check_in("xx", &["Mr. Smith sana.", "Dua."]);
    }

    #[test]
    fn a_megabyte_of_marks_is_split() {
        let units = [
            "a.b.c. (((",
            "\"“",
            "! a",
            ". ",
            "1. ",
            "....",
            "« ",
            "? \"Ann ",
            "(((( A! ",
            "u@b.c ",
            ":) ",
            "[1]. ",
        ];
        for unit in units {
            for (language, length) in [("en", 1 << 20), ("de", 1 << 16), ("el", 1 << 16), ("zh", 1 << 16)] {
                let text = unit.repeat(length / unit.len());
                // It takes a fraction of a second; what is not linear takes hours, which a test runner's limit ends.
                let end = split(&text, language).last().map(|range| range.end);
                assert_eq!(end, Some(text.trim_end().len()), "{unit:?} in {language}");
            }
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost(
            text in "(\\PC|[ .!?\n\"')(a-zA-Z0-9:;=@«»“„。…—-]){0,80}",
            language in "(en|de|fr|es|el|hy|ja|ru|xx)",
        ) {
            let mut end = 0;
            for range in split(&text, &language) {
                prop_assert!(text[end..range.start].trim().is_empty());
                prop_assert!(!text[range.clone()].is_empty());
                prop_assert_eq!(text[range.clone()].trim(), &text[range.clone()]);
                end = range.end;
            }
            prop_assert!(text[end..].trim().is_empty());
        }
    }
}
