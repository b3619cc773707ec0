//! Lines that pages say around an article.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::lexicon::Fnv;
use super::scripts;
use crate::article::Why;
use crate::language::boilerplate::{self, Line, Lines, of_all};

/// Where the lines of one kind are in the data of a language.
type LinesOf = fn(&'static Lines) -> &'static Line;

/// What the lines of a page can be besides its article. Of several that fit, the first counts.
const KINDS: [(Why, LinesOf); 9] = [
    (Why::Comments, |lines| &lines.comments),
    (Why::Sharing, |lines| &lines.sharing),
    (Why::Related, |lines| &lines.related),
    (Why::Subscription, |lines| &lines.subscription),
    (Why::Advertisement, |lines| &lines.advertisement),
    (Why::Copyright, |lines| &lines.copyright),
    (Why::Cookies, |lines| &lines.cookies),
    (Why::Navigation, |lines| &lines.navigation),
    (Why::Credits, |lines| &lines.credits),
];

/// What pages say in any language, for quick finding.
struct Lists {
    /// Whole lines.
    whole: HashMap<&'static str, Why, BuildHasherDefault<Fnv>>,
    /// Starts of lines by their first word, with the number of their reason.
    starts: HashMap<&'static str, Vec<(usize, &'static str)>, BuildHasherDefault<Fnv>>,
    /// What may stand anywhere, and the number of each one's reason.
    inside: AhoCorasick,
    reasons: Vec<usize>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let (mut whole, mut starts) = (HashMap::default(), HashMap::<_, Vec<_>, _>::default());
    let (mut inside, mut reasons) = (Vec::new(), Vec::new());
    for (n, (why, line)) in KINDS.iter().enumerate() {
        for line in of_all().map(|boilerplate| line(&boilerplate.lines)) {
            for text in &line.whole {
                whole.entry(text.as_str()).or_insert(*why);
            }
            for start in &line.start {
                starts.entry(first_word(start)).or_default().push((n, start.as_str()));
            }
            inside.extend(&line.inside);
            reasons.resize(inside.len(), n);
        }
    }
    let inside = AhoCorasick::new(inside).expect("the phrases are few and short");
    Lists { whole, starts, inside, reasons }
});

/// The letters and digits that a text starts with.
fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

/// Whether a text starts with a phrase and not with a longer word.
fn opens(text: &str, phrase: &str) -> bool {
    text.strip_prefix(phrase).is_some_and(|rest| {
        !phrase.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric)
    })
}

/// Why a line would be left out, by what it says; `None` if it says nothing of the kind.
pub(super) fn aside(text: &str) -> Option<Why> {
    if 400 < text.len() {
        return None;
    }
    let mut lower = text.to_lowercase();
    if lower.contains('\u{a0}') {
        lower = lower.replace('\u{a0}', " ");
    }
    let bare = lower.trim_matches(|c: char| !c.is_alphabetic());
    if let Some(why) = LISTS.whole.get(bare) {
        return Some(*why);
    }
    let head = lower.trim_start_matches(|c: char| !c.is_alphabetic() && c != '©' && c != '(');
    let listed = LISTS.starts.get(first_word(head)).filter(|_| text.len() < 160);
    let start = listed.into_iter().flatten().find(|(_, phrase)| opens(head, phrase)).map(|(n, _)| *n);
    let inside =
        || LISTS.inside.find_overlapping_iter(&lower).map(|found| LISTS.reasons[found.pattern()]).min();
    start.or_else(inside).map(|n| KINDS[n].0)
}

/// Whether a text of any length says what a page says for its lawyers.
pub(super) fn legal(text: &str) -> bool {
    static LEGAL: LazyLock<AhoCorasick> = LazyLock::new(|| {
        AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(of_all().flat_map(|boilerplate| &boilerplate.legal))
            .expect("the phrases are few and short")
    });
    60 < text.len() && text.len() < 1500 && LEGAL.is_match(text)
}

/// What opens comments in any language.
struct Openers {
    starts: Vec<&'static str>,
    numbered: Vec<&'static str>,
    counted: AhoCorasick,
    alone: Vec<&'static str>,
}

static OPENERS: LazyLock<Openers> = LazyLock::new(|| {
    let all = |list: fn(&'static boilerplate::Openers) -> &'static Vec<String>| {
        of_all()
            .flat_map(move |boilerplate| list(&boilerplate.openers))
            .map(String::as_str)
            .collect::<Vec<_>>()
    };
    let counted = all(|openers| &openers.counted).into_iter().map(|words| format!(" {words} "));
    Openers {
        starts: all(|openers| &openers.starts),
        numbered: all(|openers| &openers.numbered),
        counted: AhoCorasick::new(counted).expect("the phrases are few and short"),
        alone: all(|openers| &openers.alone),
    }
});

/// How surely a line opens the comments of a page: 2 surely, 1 if comments follow, 0 not.
pub(super) fn opens_comments(text: &str) -> u8 {
    if 120 < text.len() || text.ends_with(['?', '.', ',']) {
        return 0;
    }
    let lower = text.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphabetic());
    let has_number = text.contains(|c: char| c.is_ascii_digit());
    let is_counted = || text.starts_with(|c: char| c.is_ascii_digit()) && OPENERS.counted.is_match(&lower);
    if has_number && OPENERS.numbered.contains(&bare)
        || is_counted()
        || text.len() < 60 && OPENERS.starts.iter().any(|start| lower.starts_with(start))
    {
        return 2;
    }
    // “Comments Filter”, “Comments (newest first)”
    let sorted = bare.starts_with("comments ") && words(bare).count() < 4;
    u8::from(sorted || OPENERS.alone.contains(&bare))
}

/// The words of a text, without marks around them.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .flat_map(scripts::pieces)
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

/// Whether a text has fewer words than this.
pub(super) fn fewer(text: &str, count: usize) -> bool {
    // Each word takes a letter and a space.
    text.len() < count
        || text.is_ascii() && text.len() + 1 < 2 * count
        || words(text).take(count).count() < count
}
