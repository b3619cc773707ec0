//! What is said in French, Spanish, Italian, Portuguese and Dutch, by example and by property.

mod dutch;
mod french;
mod italian;
mod numbers;
mod portuguese;
mod sentences;
mod spanish;

use crate::speech::words;
use proptest::prelude::*;

#[track_caller]
fn check(language: &str, pairs: &[(&str, &str)]) {
    let wrong: Vec<String> = pairs
        .iter()
        .filter_map(|(show, wanted)| {
            let said = words::say(show, language).text;
            (said != *wanted).then(|| format!("{show}\n  said   {said}\n  wanted {wanted}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} wrong in {language}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn regions_differ() {
    for (language, show, wanted) in [
        ("fr-BE", "97 ans", "nonante-sept ans"),
        ("fr-BE", "81 ans", "quatre-vingt-un ans"),
        ("fr-CH", "en 1975", "en mille neuf cent septante-cinq"),
        ("fr-CH", "CHF 5", "cinq francs"),
        ("fr-CA", "12 $", "douze dollars"),
        ("es-MX", "1,500.75 pesos", "mil quinientos pesos con setenta y cinco centavos"),
        ("es-MX", "$5", "cinco pesos"),
        ("es-419", "3.5 puntos", "tres punto cinco puntos"),
        ("es-PE", "1,500 personas", "mil quinientas personas"),
        ("es-AR", "$ 1.500", "mil quinientos pesos"),
        ("es-AR", "1 de mayo", "primero de mayo"),
        ("es-ES", "1 de mayo", "uno de mayo"),
        ("pt-PT", "16 km", "dezasseis quilómetros"),
        ("pt-BR", "16 km", "dezesseis quilômetros"),
        ("pt-PT", "1000000000", "mil milhões"),
        ("pt-PT", "2,50 €", "dois euros e cinquenta cêntimos"),
        ("it-CH", "CHF 20", "venti franchi"),
    ] {
        assert_eq!(words::say(show, language).text, wanted, "{language}");
    }
}

fn whole(show: &str, language: &str) -> Result<(), TestCaseError> {
    let say = words::say(show, language);
    let (mut said, mut shown) = (0, 0);
    for link in &say.links {
        prop_assert!(said <= link.said.start && link.said.start <= link.said.end);
        prop_assert!(say.text[said..link.said.start].trim().is_empty(), "said without a link in {say:?}");
        prop_assert!(shown <= link.shown.start && link.shown.start < link.shown.end);
        prop_assert!(show[shown..link.shown.start].trim().is_empty(), "shown without a link in {say:?}");
        (said, shown) = (link.said.end, link.shown.end);
    }
    prop_assert!(say.text[said..].trim().is_empty());
    prop_assert!(show[shown..].trim().is_empty());
    prop_assert!(!say.text.chars().any(|c| c.is_ascii_digit()), "a digit is left in {say:?}");
    Ok(())
}

const LANGUAGES: [&str; 9] = ["fr", "fr-CH", "es", "es-MX", "it", "pt", "pt-PT", "nl", "fr-BE"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases * 8))]

    #[test]
    fn nothing_of_a_text_is_unaccounted_for(show in "\\PC{0,40}", language in 0..LANGUAGES.len()) {
        whole(&show, LANGUAGES[language])?;
    }

    #[test]
    fn nor_of_one_made_of_amounts(parts in prop::collection::vec(PART, 0..12), language in 0..LANGUAGES.len()) {
        whole(&parts.concat(), LANGUAGES[language])?;
    }

    #[test]
    fn numbers_are_words_that_no_other_number_has(one in 0..2_000_000_u32, other in 0..2_000_000_u32, language in 0..LANGUAGES.len()) {
        let said = |number: u32| words::say(&number.to_string(), LANGUAGES[language]).text;
        prop_assert_eq!(one == other, said(one) == said(other));
    }
}

/// Pieces of which dates, amounts, addresses and names are made.
const PART: &str = "[0-9]{1,7}|[ .,:;/'’«“()%$€&+=*°º½–-]|[ ]|\u{A0}|\u{200B}|le|la|el|il|de|d'|l’|er|re|e|ème|ª|kg|km|h|m|t|\
M|Mio|Md|euros|mai|mayo|janv\\.|lun|mar\\.|à|a|et|y|siècle|siglo|Louis|XIV|XIXe|II|z|B|Dr\\.|n°|p\\.|av\\. J\\.-C\\.|www\\.|fr|ONU\
|SNCF|x|é|π|m²|CO₂|§|\\[[0-9]\\]|\\.\\.\\.|@|#|p\\. m\\.|−|\\^|!|»";
