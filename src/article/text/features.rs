//! What can be seen of a unit: yes-or-no facts, each with a name.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::context::Around;
use super::facts::{Fact, Facts};
use super::lexicon::{self, ASKS, BIDS, Fnv, HEADS, LINKS, TRADE, VERB};
use super::phrases::{self, words};
use super::pictures;
use super::place::{Places, around as sum, totals};
use super::style::Styles;
use super::units::{Form, Unit};
use crate::language::english_months;

/// The facts of every unit.
pub(super) fn facts(units: &[Unit], around: &Around) -> Vec<Facts> {
    let places = Places::new(units, around.running());
    let mut all: Vec<Facts> = (0..units.len())
        .map(|n| {
            let mut set = Facts::default();
            let text = clip(&units[n].text);
            let parts = Parts::new(&text);
            wording(&parts, &mut set);
            marks(&parts, &mut set);
            sayings(&parts, units[n].aside().is_some(), &mut set);
            hints(&parts, &mut set);
            layout(n, units, &mut set);
            around.relations(n, units, &mut set);
            around.heading(n, units, &mut set);
            around.echoes(n, &mut set);
            places.note(n, &mut set);
            set
        })
        .collect();
    let styles = Styles::new(units, &all);
    let said = |fact: Fact| totals(all.iter().map(|set| usize::from(set.has(fact))));
    let (short, any) = (said(Fact::AsideShort), said(Fact::AsideAny));
    for (n, set) in all.iter_mut().enumerate() {
        let own = usize::from(set.has(Fact::AsideAny));
        set.add(Fact::AsideNear2, 2 <= sum(&short, n, 4, 4));
        set.add(Fact::AsideAbove, own < sum(&any, n, 3, 0));
        set.add(Fact::AsideBelow, own < sum(&any, n, 0, 3));
        styles.note(n, set);
    }
    all
}

/// The start and the end of a text: enough to see all there is to see.
fn clip(text: &str) -> Cow<'_, str> {
    if text.len() <= 2000 {
        return text.into();
    }
    let start: String = text.chars().take(1000).collect();
    let end: Vec<char> = text.chars().rev().take(100).collect();
    (start + &end.iter().rev().collect::<String>()).into()
}

/// A text taken apart, once for all who look at it.
struct Parts<'a> {
    text: &'a str,
    /// The text, if it has at most thirty words.
    short: &'a str,
    /// Its first words.
    words: Vec<&'a str>,
    /// The kinds of the first ones.
    kinds: Vec<u16>,
}

impl<'a> Parts<'a> {
    fn new(text: &'a str) -> Parts<'a> {
        let words: Vec<&str> = words(text).take(121).collect();
        let kinds = words.iter().take(60).map(|word| lexicon::kinds(word)).collect();
        Parts { text, short: if words.len() < 31 { text } else { "" }, words, kinds }
    }
}

/// What the words and the ends of a text show.
fn wording(parts: &Parts<'_>, set: &mut Facts) {
    let text = parts.text;
    let end = text.trim_end_matches(['"', '”', '’', '»', ')', ']']);
    let start = text.trim_start_matches(['"', '“', '‘', '«', '(', '[']);
    let first = start.chars().next().unwrap_or(' ');
    let count = parts.words.len().min(31);
    let sizes = [
        (Fact::Words1, 0..2),
        (Fact::Words2, 2..3),
        (Fact::Words4, 3..5),
        (Fact::Words7, 5..8),
        (Fact::Words11, 8..12),
        (Fact::Words17, 12..18),
        (Fact::Words30, 18..31),
        (Fact::WordsMore, 31..32),
    ];
    for (fact, size) in sizes {
        set.add(fact, size.contains(&count));
    }
    set.add(Fact::Stop, end.ends_with('.') && !end.ends_with(".."));
    set.add(Fact::Colon, end.ends_with(':'));
    set.add(Fact::Question, end.ends_with('?'));
    set.add(Fact::Small, first.is_lowercase());
    set.add(Fact::Digit, first.is_numeric());
    set.add(Fact::Sign, !first.is_alphanumeric());
    case(parts.short, set);
    let verb = parts.kinds.iter().any(|kinds| kinds & VERB != 0);
    set.add(Fact::Verb, verb && !parts.short.is_empty());
}

/// What the marks in a text show.
fn marks(parts: &Parts<'_>, set: &mut Facts) {
    let numbered = numbered(parts.text).is_some();
    set.add(Fact::Numbered, numbered);
    let short = parts.short;
    if short.bytes().all(|byte| byte == b' ' || byte.is_ascii_alphabetic()) {
        return;
    }
    set.add(Fact::AnyDigit, short.contains(|c: char| c.is_numeric()));
    set.add(Fact::Comma, short.contains(", "));
    set.add(Fact::ColonInside, short.contains(": "));
    set.add(Fact::Bar, [" | ", " / ", " • ", " · ", " > "].iter().any(|s| short.contains(s)));
    set.add(Fact::Bracket, short.contains('('));
    set.add(Fact::Dash, [" - ", " – ", "—", " -- "].iter().any(|s| short.contains(s)));
    set.add(Fact::Sentences, [". ", "? ", "! "].iter().any(|s| short.contains(s)) && !numbered);
}

pub(super) fn case(text: &str, set: &mut Facts) {
    let (mut all, mut capital, mut shouted, mut first) = (0, 0, 0, false);
    for (n, word) in words(text).filter(|word| word.starts_with(char::is_alphabetic)).enumerate() {
        let long = 3 < word.len();
        all += usize::from(long);
        capital += usize::from(long && word.starts_with(char::is_uppercase));
        shouted += usize::from(!word.contains(char::is_lowercase));
        first |= n == 0 && word.starts_with(char::is_uppercase);
    }
    let count = words(text).take(31).count();
    set.add(Fact::AllCaps, 0 < all && !text.contains(char::is_lowercase) && 0 < shouted);
    set.add(Fact::TitleCase, 1 < count && 0 < all && 3 * all <= 4 * capital);
    set.add(Fact::SentenceCase, first && 1 < all && capital <= 1 + all / 4);
}

/// The number that a text starts with, if it numbers the text.
pub(super) fn numbered(text: &str) -> Option<u32> {
    let starts = |name: &&&str| text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    let named = ["step ", "part ", "tip ", "day ", "week ", "rule ", "no. ", "#", "chapter "];
    let after = named.iter().find(starts).map(|name| name.len());
    let rest = &text[after.unwrap_or(0)..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let ends = rest[digits..].starts_with(['.', ')', ':', '/', '–', '-']) || after.is_some();
    // `1.5 million` and `2:30` are quantities.
    let goes_on = rest.as_bytes().get(digits + 1).is_some_and(u8::is_ascii_digit);
    (0 < digits && digits < 4 && ends && !goes_on).then(|| rest[..digits].parse().ok()).flatten()
}

pub(super) fn year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a word is an English month, or its three first letters.
pub(super) fn month(word: &str) -> bool {
    if !word.starts_with(char::is_uppercase) || 9 < word.len() {
        return word == "sept";
    }
    let is_named =
        |name: &String| [name.as_str(), &name[..3]].iter().any(|name| name.eq_ignore_ascii_case(word));
    let is_sure = !word.eq_ignore_ascii_case("may") && english_months().iter().any(is_named);
    is_sure || word.eq_ignore_ascii_case("sept") || word == "May"
}

/// What is said of the maker of a picture.
static MAKERS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let signs = [
        "credit:",
        "source:",
        "getty",
        "courtesy",
        "photo by",
        "photograph:",
        "©",
        "shutterstock",
        "unsplash",
        "image:",
        "photo:",
        "istock",
        "figure ",
    ];
    AhoCorasick::builder().ascii_case_insensitive(true).build(signs).expect("the signs are few and short")
});

/// What the text says, by phrases.
fn sayings(parts: &Parts<'_>, aside: bool, set: &mut Facts) {
    let text = parts.text;
    set.add(Fact::Picture, text.len() < 700 && pictures::names_picture(&parts.kinds));
    set.add(Fact::Describes, pictures::describes_picture(text, &parts.words, &parts.kinds));
    set.add(Fact::PictureCredit, text.len() < 300 && MAKERS.is_match(text));
    let head = parts.kinds.first().copied().unwrap_or(0);
    set.add(Fact::Asks, head & ASKS != 0);
    set.add(Fact::Bids, head & BIDS != 0);
    set.add(Fact::HeadingWord, head & HEADS != 0);
    set.add(Fact::AsideAny, aside);
    set.add(Fact::AsideShort, aside && parts.words.len() < 7);
    set.add(Fact::Legal, phrases::legal(text));
}

/// The words by which a text speaks of persons.
static PERSONS: LazyLock<HashMap<&str, Fact, BuildHasherDefault<Fnv>>> = LazyLock::new(|| {
    let lists = [
        (Fact::First, "I we We our Our my My us I'm I’m"),
        (Fact::You, "you You your Your"),
        (Fact::Third, "he she his her they He She His Her They"),
    ];
    lists.iter().flat_map(|(fact, list)| list.split(' ').map(|word| (word, *fact))).collect()
});

/// Signs of captions, of names and of what pages say of themselves.
fn hints(parts: &Parts<'_>, set: &mut Facts) {
    let (text, all) = (parts.text, &parts.words);
    let count = all.len();
    let capital = |word: &&&str| word.starts_with(char::is_uppercase);
    let verb = set.has(Fact::Verb);
    set.add(Fact::Words60, 60 < count);
    let label = text.split_once(": ").map(|(label, _)| label).filter(|label| label.len() <= 40);
    set.add(Fact::Label, label.is_some_and(|label| (1..4).contains(&words(label).count())));
    set.add(Fact::Bio, says_trade(parts));
    let name = |word: &&str| word.chars().all(char::is_alphabetic);
    set.add(Fact::NameLike, (2..4).contains(&count) && all.iter().all(|w| capital(&w) && name(w)));
    let doing = || all.iter().any(|word| 4 < word.len() && word.ends_with("ing"));
    set.add(Fact::Ing, (4..31).contains(&count) && !verb && !set.has(Fact::Stop) && doing());
    // None of these words is longer.
    let persons = all.iter().take(50).filter(|word| word.len() < 6);
    for fact in persons.filter_map(|word| PERSONS.get(word)) {
        set.add(*fact, true);
    }
    set.add(Fact::LongVerbless, (8..31).contains(&count) && !verb);
    let capitals = all.iter().filter(capital).count();
    set.add(Fact::ManyCaps, 6 <= count && count <= 2 * capitals);
    let joint = |word: &str| {
        word.chars().zip(word.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase())
    };
    set.add(Fact::Camel, count <= 12 && all.iter().any(|word| joint(word)));
    set.add(Fact::EndDigit, text.ends_with(|c: char| c.is_ascii_digit()));
}

/// Whether a text soon says what somebody is by trade: “Ada Marsh is a senior writer ...”.
fn says_trade(parts: &Parts<'_>) -> bool {
    let named = parts.words.first().is_some_and(|first| first.starts_with(char::is_uppercase));
    let from = parts.kinds.iter().take(12).position(|kinds| kinds & LINKS != 0).filter(|_| named);
    from.is_some_and(|from| parts.kinds[from..].iter().take(12).any(|kinds| kinds & TRADE != 0))
}

pub(super) fn said(text: &str, lower: &str) -> bool {
    if 120 <= text.len() {
        return false;
    }
    let ends = ["says", "says:", "said:", "wrote:", "wrote", "reply", "ago", "reply ↓"]
        .iter()
        .any(|end| lower.ends_with(end));
    let hour = [" am", " pm", ":0", ":1", ":2", ":3", ":4", ":5"].iter().any(|s| lower.contains(s));
    ends || hour && words(text).any(|word| month(word) || year(word))
}

fn layout(n: usize, units: &[Unit], set: &mut Facts) {
    let (unit, next) = (&units[n], units.get(n + 1));
    set.add(Fact::Tight, unit.blanks == 0 && 0 < n);
    set.add(Fact::TightBelow, next.is_some_and(|next| next.blanks == 0));
    let item = matches!(unit.form, Form::Item(_));
    set.add(Fact::Indented, 1 < unit.indent && !item);
    set.add(Fact::Item, item);
    set.add(Fact::Special, !item && !matches!(unit.form, Form::Prose));
    let tenth = n + 1 + units.len() / 10;
    set.add(Fact::LastTenth, units.len() <= tenth);
}
