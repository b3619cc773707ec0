//! Paragraphs that are furniture of a page wherever they stand: `Read more`, `4 min read`, `Advertisement`.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::{Why, key};
use crate::language::boilerplate::{Furniture, of_all};

/// The list of one kind in the data of a language.
type ListOf = fn(&'static Furniture) -> &'static Vec<String>;
/// The keys of a list in all languages.
type Keys = LazyLock<HashSet<String>>;

static RELATED: Keys = LazyLock::new(|| keys(|all| &all.related).collect());
static ADVERTISEMENT: Keys = LazyLock::new(|| keys(|all| &all.advertisement).collect());
static NAVIGATION: Keys = LazyLock::new(|| keys(|all| &all.navigation).collect());
static COMMENTS: Keys = LazyLock::new(|| keys(|all| &all.comments).collect());
static AUTHORS: Keys = LazyLock::new(|| keys(|all| &all.authors).collect());
static NETWORKS: Keys = LazyLock::new(|| keys(|all| &all.networks).collect());
static SUBSCRIPTION: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| phrases(|all| &all.subscription));
static SHARING: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| phrases(|all| &all.sharing));
static FORM: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| phrases(|all| &all.form));
static DATED: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| phrases(|all| &all.dated));
static LEADS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| phrases(|all| &all.leads));
static COUNTS: LazyLock<HashSet<Vec<String>>> =
    LazyLock::new(|| list(|all| &all.counts).map(|text| counted(text)).collect());

/// A call has no more words.
const CALL: usize = 20;
/// A date, and what else stands behind it in its line, has no more words.
const DATE: usize = 9;
/// What says all that it is has no more bytes.
const LONGEST: usize = 200;
/// The name of a network that stands for itself has so many letters.
const SHORTEST: usize = 4;
/// What stands between what is counted, and between networks.
const PARTS: [char; 7] = ['·', '•', '|', '–', '—', '/', '\n'];

fn list(list: ListOf) -> impl Iterator<Item = &'static String> {
    of_all().flat_map(move |boilerplate| list(&boilerplate.furniture))
}

fn keys(of: ListOf) -> impl Iterator<Item = String> {
    list(of).map(|text| key(text))
}

fn phrases(of: ListOf) -> Vec<Vec<String>> {
    list(of).map(|text| words(text)).collect()
}

/// The words of a text, in small letters and without marks.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
        .filter(|word| !word.is_empty())
        .map(|word| word.to_lowercase().replace('’', "'"))
        .collect()
}

/// The words of a text with `#` for each number.
fn counted(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, ':' | '(' | ')')) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '#').to_lowercase();
        let digits = word.trim_end_matches(['k', 'm', 'K', 'M', '+']);
        let is_number = digits.starts_with(|c: char| c.is_numeric())
            && digits.chars().all(|c| c.is_numeric() || matches!(c, '.' | ',' | '-' | '\u{a0}'));
        match word.as_str() {
            "" => {}
            _ if is_number => all.push("#".to_owned()),
            _ => {
                // `5min`
                let number = word.chars().take_while(char::is_ascii_digit).count();
                all.extend((0 < number).then(|| "#".to_owned()));
                all.push(word[number..].to_owned());
            }
        }
    }
    all
}

/// What follows a phrase that a text starts with.
fn after<'a>(text: &'a [String], phrases: &[Vec<String>]) -> Option<&'a [String]> {
    let fitting = phrases.iter().filter(|phrase| text.starts_with(phrase.as_slice()));
    fitting.map(|phrase| &text[phrase.len()..]).min_by_key(|rest| rest.len())
}

/// Why a whole paragraph is furniture, if what it says makes it so.
pub(super) fn why(text: &str) -> Option<Why> {
    if LONGEST < text.len() {
        return None;
    }
    let letters = key(text);
    if letters.is_empty() {
        return None;
    }
    for (why, keys) in [
        (Why::Related, &RELATED),
        (Why::Advertisement, &ADVERTISEMENT),
        (Why::Comments, &COMMENTS),
        (Why::Navigation, &NAVIGATION),
    ] {
        if keys.contains(&letters) {
            return Some(why);
        }
    }
    if counts(text) {
        return Some(Why::Credits);
    }
    let words = words(text);
    if after(&words, &FORM).is_some() {
        return Some(Why::Form);
    }
    let is_date = |rest: &[String]| {
        rest.len() <= DATE
            && rest.iter().any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
            && !text.trim_end().ends_with(['.', '!', '?'])
    };
    if after(&words, &DATED).is_some_and(is_date) {
        return Some(Why::Credits);
    }
    let is_call = words.len() <= CALL && text.trim_end().matches(['.', '!', '?']).count() <= 2;
    if is_call && after(&words, &SUBSCRIPTION).is_some() {
        return Some(Why::Subscription);
    }
    let all_networks = |rest: &[String]| {
        !rest.is_empty() && rest.iter().all(|word| NETWORKS.contains(word.trim_matches('\'')))
    };
    let named = words.iter().filter(|word| SHORTEST <= word.len()).count();
    let is_sharing = after(&words, &SHARING).is_some_and(all_networks) || 1 < named && all_networks(&words);
    is_sharing.then_some(Why::Sharing)
}

/// Whether a line only counts readers or minutes.
fn counts(text: &str) -> bool {
    let parts: Vec<Vec<String>> = text.split(PARTS).map(counted).filter(|part| !part.is_empty()).collect();
    !parts.is_empty() && parts.iter().all(|part| COUNTS.contains(part))
}

/// Whether a paragraph is a link to another article with words before it that say so. `linked` is how many letters of
/// it are those of links.
pub(super) fn leads(text: &str, linked: usize) -> bool {
    let words = words(text);
    let Some(rest) = after(&words, &LEADS).filter(|rest| !rest.is_empty()) else { return false };
    0 < linked && key(&rest.concat()).len() <= linked
}

/// Whether a line stands over what is said of the author.
pub(super) fn heads_author(text: &str) -> bool {
    text.len() < LONGEST && AUTHORS.contains(&key(text))
}

#[test]
fn furniture_is_known_in_any_language() {
    for (text, reason) in [
        ("Read more »", Why::Related),
        ("Weiterlesen …", Why::Related),
        ("ADVERTISEMENT – CONTINUE READING BELOW", Why::Advertisement),
        ("Publicité", Why::Advertisement),
        ("4 min read", Why::Credits),
        ("1,693 views", Why::Credits),
        ("a year ago · 12 likes", Why::Credits),
        ("Lesezeit: 5 Minuten", Why::Credits),
        ("Sign up for our newsletter to get it all by mail!", Why::Subscription),
        ("Abonnieren Sie unseren Newsletter.", Why::Subscription),
        ("Follow us on Facebook, Instagram and X.", Why::Sharing),
        ("Facebook Twitter Email", Why::Sharing),
        ("This field is hidden when viewing the form", Why::Form),
        ("Discussion about this post", Why::Comments),
        ("Jump to navigation", Why::Navigation),
        ("Last updated: May 4, 2023", Why::Credits),
        ("Zuletzt aktualisiert am 4. Mai 2023", Why::Credits),
    ] {
        assert_eq!(why(text), Some(reason), "{text}");
    }
    for text in [
        "Read more about the tides and you will see why.",
        "He had a 4 minute read of the letter.",
        "Follow us on the way down to the harbour.",
        "The advertisement was read by nobody.",
        "She asked us to sign up for our newsletter.",
        "Last updated in 1998, the map shows no road.",
        "X",
        "1998",
        "",
    ] {
        assert_eq!(why(text), None, "{text}");
    }
    assert!(leads("Also read: Rain in May", 9) && leads("Read more about rain in May", 11));
    assert!(!leads("Read more about rain in May in our book", 9) && !leads("Read more", 8));
    assert!(heads_author("About the author:") && !heads_author("About the ferry"));
}
