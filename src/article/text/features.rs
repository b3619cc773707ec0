//! What can be seen of a unit: yes-or-no facts, each with a name.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::context::Around;
use super::facts::{Fact, Facts};
use super::lexicon::{self, ASKS, BIDS, COUNTED, HEADS, LINKS, TRADE};
use super::marks::Marker;
use super::phrases::{self, words};
use super::pictures;
use super::place::{Places, around as sum, totals};
use super::style::Styles;
use super::units::{Form, Unit};
use crate::article::Why;

/// The facts of every unit. `thread` is where the comments start.
pub(super) fn facts(units: &[Unit], thread: Option<usize>) -> Vec<Facts> {
    let around = Around::new(units, thread);
    let places = Places::new(units, around.running());
    let mut all: Vec<Facts> = (0..units.len())
        .map(|n| {
            let mut set = Facts::default();
            let text = clip(&units[n].text);
            wording(&text, &mut set);
            sayings(&text, &mut set);
            hints(&text, &mut set);
            layout(n, units, &mut set);
            around.relations(n, units, &mut set);
            around.heading(n, units, &mut set);
            around.echoes(n, &mut set);
            places.note(n, &mut set);
            set
        })
        .collect();
    let styles = Styles::new(units, around.keys(), &all);
    let said = |fact: Fact| totals(all.iter().map(|set| usize::from(set.has(fact))));
    let (short, any) = (said(Fact::AsideShort), said(Fact::AsideAny));
    for (n, set) in all.iter_mut().enumerate() {
        let own = usize::from(set.has(Fact::AsideAny));
        set.add(Fact::AsideNear2, 2 <= sum(&short, n, 4, 4));
        set.add(Fact::AsideNear4, 4 <= sum(&short, n, 4, 4));
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

/// What the words and the marks of a text show.
fn wording(text: &str, set: &mut Facts) {
    let end = text.trim_end_matches(['"', '”', '’', '»', ')', ']']);
    let start = text.trim_start_matches(['"', '“', '‘', '«', '(', '[']);
    let first = start.chars().next().unwrap_or(' ');
    let count = words(text).take(31).count();
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
    let short = if count < 31 { text } else { "" };
    set.add(Fact::Stop, end.ends_with('.') && !end.ends_with(".."));
    set.add(Fact::Colon, end.ends_with(':'));
    set.add(Fact::Question, end.ends_with('?'));
    set.add(Fact::Exclamation, end.ends_with('!'));
    set.add(Fact::GoesOn, end.ends_with([',', ';', '-', '–', '—', '…', '|', '>']) || end.ends_with(".."));
    set.add(Fact::Unquote, text.ends_with(['"', '”', '»']));
    set.add(Fact::Quote, text.starts_with(['"', '“', '«']));
    set.add(Fact::Small, first.is_lowercase());
    set.add(Fact::Digit, first.is_numeric());
    set.add(Fact::Numbered, numbered(text).is_some());
    set.add(Fact::Sign, !first.is_alphanumeric());
    case(short, set);
    set.add(Fact::AnyDigit, short.contains(|c: char| c.is_numeric()));
    set.add(Fact::Year, words(short).any(year));
    set.add(Fact::Month, words(short).any(month));
    set.add(Fact::Address, ["://", "www.", ".com", "@", ".org"].iter().any(|s| short.contains(s)));
    set.add(Fact::Comma, short.contains(", "));
    set.add(Fact::ColonInside, short.contains(": "));
    set.add(Fact::Bar, [" | ", " / ", " • ", " · ", " > "].iter().any(|s| short.contains(s)));
    set.add(Fact::Bracket, short.contains('('));
    set.add(Fact::Dash, [" - ", " – ", "—", " -- "].iter().any(|s| short.contains(s)));
    set.add(
        Fact::Sentences,
        [". ", "? ", "! "].iter().any(|s| short.contains(s)) && numbered(text).is_none(),
    );
    set.add(Fact::Verb, pictures::has_verb(short));
    set.add(Fact::Price, short.contains(['$', '€', '£']));
    set.add(Fact::Slug, slug(short));
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
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    if !word.starts_with(char::is_uppercase) || 9 < word.len() {
        return word == "sept";
    }
    let lower = word.to_lowercase();
    lower != "may" && MONTHS.iter().any(|name| *name == lower || lower.len() == 3 && name.starts_with(&lower))
        || lower == "sept"
        || word == "May"
}

fn slug(text: &str) -> bool {
    pictures::is_file(text) || !text.contains(' ') && (text.contains('_') || 2 < text.split('-').count())
}

/// What the text says, by phrases.
fn sayings(text: &str, set: &mut Facts) {
    let short = if text.len() < 700 { text } else { "" };
    let lower = short.to_lowercase();
    set.add(Fact::Picture, pictures::names_picture(short));
    set.add(Fact::Describes, pictures::describes_picture(text));
    let credits = [
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
    set.add(Fact::PictureCredit, short.len() < 300 && credits.iter().any(|s| lower.contains(s)));
    let head = words(short).next().map_or(0, lexicon::kinds);
    set.add(Fact::Asks, head & ASKS != 0);
    set.add(Fact::Bids, head & BIDS != 0);
    set.add(Fact::HeadingWord, head & HEADS != 0);
    let says = phrases::aside(text);
    let facts = [
        (Fact::Comments, Why::Comments),
        (Fact::Sharing, Why::Sharing),
        (Fact::Related, Why::Related),
        (Fact::Subscription, Why::Subscription),
        (Fact::Advertisement, Why::Advertisement),
        (Fact::Copyright, Why::Copyright),
        (Fact::Cookies, Why::Cookies),
        (Fact::Navigation, Why::Navigation),
        (Fact::Credits, Why::Credits),
    ];
    for (fact, why) in facts {
        set.add(fact, says == Some(why));
    }
    set.add(Fact::Said, said(short, &lower));
    set.add(Fact::AsideAny, says.is_some());
    set.add(Fact::Legal, phrases::legal(text));
    let cites = ["et al", "doi", "(19", "(20", " pp.", "vol.", "isbn", "pmid", "retrieved", ";20", ";19"];
    set.add(Fact::Cites, cites.iter().any(|sign| lower.contains(sign)));
    set.add(Fact::AsideShort, says.is_some() && words(short).take(7).count() < 7);
}

/// The words by which a text speaks of persons.
static PERSONS: LazyLock<HashMap<&str, Fact>> = LazyLock::new(|| {
    let lists = [
        (Fact::First, "I we We our Our my My us I'm I’m"),
        (Fact::You, "you You your Your"),
        (Fact::Third, "he she his her they He She His Her They"),
    ];
    lists.iter().flat_map(|(fact, list)| list.split(' ').map(|word| (word, *fact))).collect()
});

/// Signs of captions, of names and of what pages say of themselves.
fn hints(text: &str, set: &mut Facts) {
    let all: Vec<&str> = words(text).take(121).collect();
    let count = all.len();
    let capital = |word: &&&str| word.starts_with(char::is_uppercase);
    let verb = set.has(Fact::Verb);
    set.add(Fact::Words60, 60 < count);
    set.add(Fact::Words120, 120 < count);
    let label = text.split_once(": ").map(|(label, _)| label).filter(|label| label.len() <= 40);
    set.add(Fact::Label, label.is_some_and(|label| (1..4).contains(&words(label).count())));
    set.add(Fact::Bio, says_trade(&all));
    let name = |word: &&str| word.chars().all(char::is_alphabetic);
    set.add(Fact::NameLike, (2..4).contains(&count) && all.iter().all(|w| capital(&w) && name(w)));
    let scenes = [
        "A", "An", "The", "Two", "Three", "Four", "Several", "Person", "Man", "Woman", "People", "Close",
        "Young",
    ];
    let scene = all.first().is_some_and(|first| scenes.contains(first));
    set.add(Fact::Scene, scene && (4..31).contains(&count) && !verb);
    let doing = all.iter().any(|word| 4 < word.len() && word.ends_with("ing"));
    set.add(Fact::Ing, doing && (4..31).contains(&count) && !verb && !set.has(Fact::Stop));
    for fact in all.iter().take(50).filter_map(|word| PERSONS.get(word)) {
        set.add(*fact, true);
    }
    set.add(Fact::LongVerbless, (8..31).contains(&count) && !verb);
    let capitals = all.iter().filter(capital).count();
    set.add(Fact::ManyCaps, 6 <= count && count <= 2 * capitals);
    set.add(Fact::OnlyNumber, count == 1 && text.bytes().all(|b| b.is_ascii_digit()));
    let lower = if count < 25 { text.to_lowercase() } else { String::new() };
    let links = ["learn more", "read more", "click here", "see more", "view ", "shop ", "buy "];
    set.add(Fact::Linkish, links.iter().any(|link| lower.contains(link)));
    let number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let counted = all.windows(2).any(|two| number(two[0]) && lexicon::is(two[1], COUNTED));
    set.add(Fact::Counted, counted && count < 12);
    let clock = |word: &&str| {
        let parts = word.split_once(':');
        parts.is_some_and(|(hour, minute)| {
            number(minute) && !hour.is_empty() && hour.len() < 3 && number(hour)
        })
    };
    set.add(Fact::Clock, count < 20 && all.iter().any(clock));
    signs(text, &all, set);
}

/// Marks at the edges and inside of words.
fn signs(text: &str, all: &[&str], set: &mut Facts) {
    let quoted = text.starts_with('“') && text.ends_with('”') || text.starts_with('"') && text.ends_with('"');
    set.add(Fact::AllQuoted, quoted);
    let address = text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www.");
    set.add(Fact::OnlyAddress, address && all.len() == 1);
    set.add(Fact::Trade, text.contains(['®', '™']));
    let joint = |word: &str, before: fn(char) -> bool| {
        word.chars().zip(word.chars().skip(1)).any(|(a, b)| before(a) && b.is_uppercase())
    };
    set.add(Fact::Camel, all.len() <= 12 && all.iter().any(|word| joint(word, char::is_lowercase)));
    let glued = |word: &&str| joint(word, |c| ".?!)".contains(c)) && word.len() > 8;
    set.add(Fact::Glued, all.iter().any(glued));
    set.add(Fact::EndBracket, text.ends_with(')'));
    set.add(Fact::EndDigit, text.ends_with(|c: char| c.is_ascii_digit()));
}

/// Whether a text soon says what somebody is by trade: “Ada Marsh is a senior writer ...”.
fn says_trade(all: &[&str]) -> bool {
    let from = all.iter().take(12).position(|word| lexicon::is(word, LINKS));
    let named = all.first().is_some_and(|first| first.starts_with(char::is_uppercase));
    named && from.is_some_and(|from| all[from..].iter().take(12).any(|word| lexicon::is(word, TRADE)))
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
    set.add(Fact::Loose, 1 < unit.blanks);
    set.add(Fact::TightBelow, next.is_some_and(|next| next.blanks == 0));
    set.add(Fact::LooseBelow, next.is_some_and(|next| 1 < next.blanks));
    let item = matches!(unit.form, Form::Item(_));
    set.add(Fact::Indented, 1 < unit.indent && !item);
    set.add(Fact::Item, item);
    set.add(Fact::Ordered, matches!(unit.form, Form::Item(Marker::Number(_))));
    set.add(Fact::Inner, item && 3 < unit.indent);
    set.add(Fact::Special, !item && !matches!(unit.form, Form::Prose));
    set.add(Fact::Last, next.is_none());
    let tenth = n + 1 + units.len() / 10;
    set.add(Fact::LastTenth, units.len() <= tenth);
}
