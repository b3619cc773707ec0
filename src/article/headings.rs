//! What a heading says of what stands under it, in any language.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::{Why, key};
use crate::language::boilerplate::{Headings, of_all};

/// The keys of the headings of one kind.
type Keys = LazyLock<HashSet<String>>;

static SOURCES: Keys = LazyLock::new(|| keys(|headings| &headings.sources).collect());
static NOTES: Keys = LazyLock::new(|| keys(|headings| &headings.notes).collect());
static CONTENTS: Keys = LazyLock::new(|| keys(|headings| &headings.contents).collect());

static COPYRIGHT: Keys = LazyLock::new(|| keys(|headings| &headings.copyright).collect());
static INDEX: Keys = LazyLock::new(|| keys(|headings| &headings.index).collect());
static TITLE_PAGE: Keys = LazyLock::new(|| keys(|headings| &headings.title_page).collect());

static BESIDE: LazyLock<HashMap<String, Why>> = LazyLock::new(|| {
    let related = keys(|headings| &headings.related).map(|key| (key, Why::Related));
    let comments = keys(|headings| &headings.comments).map(|key| (key, Why::Comments));
    let sharing = keys(|headings| &headings.sharing).map(|key| (key, Why::Sharing));
    let subscription = keys(|headings| &headings.subscription).map(|key| (key, Why::Subscription));
    let advertisement = keys(|headings| &headings.advertisement).map(|key| (key, Why::Advertisement));
    related.chain(comments).chain(sharing).chain(subscription).chain(advertisement).collect()
});

fn keys(list: fn(&'static Headings) -> &'static Vec<String>) -> impl Iterator<Item = String> {
    of_all().flat_map(move |boilerplate| list(&boilerplate.headings)).map(|heading| key(heading))
}

/// Whether sources are listed under a heading.
pub(crate) fn heads_sources(heading: &str) -> bool {
    SOURCES.contains(&key(heading))
}

/// Whether notes stand under a heading, or sources.
pub(super) fn heads_notes(heading: &str) -> bool {
    NOTES.contains(&key(heading))
}

/// Whether a heading is that of a table of contents.
pub(crate) fn heads_contents(heading: &str) -> bool {
    CONTENTS.contains(&key(heading))
}

/// Whether a heading is that of the copyright page of a book.
pub(super) fn heads_copyright(heading: &str) -> bool {
    COPYRIGHT.contains(&key(heading))
}

/// Whether a heading is that of the index of a book.
pub(super) fn heads_index(heading: &str) -> bool {
    INDEX.contains(&key(heading))
}

/// Whether a heading is that of the title page of a book.
pub(super) fn heads_title_page(heading: &str) -> bool {
    TITLE_PAGE.contains(&key(heading))
}

/// Why what stands under a heading is no part of the article, if the heading says so.
pub(super) fn beside(heading: &str) -> Option<Why> {
    BESIDE.get(&key(heading)).copied()
}

#[test]
fn headings_are_known_in_any_language() {
    assert!(["References", "Einzelnachweise:", "Références", "REFERENCIAS"].into_iter().all(heads_sources));
    assert!(heads_notes("Notes and references") && heads_contents("What’s covered?"));
    assert_eq!(beside("You might also like…"), Some(Why::Related));
    assert_eq!([beside("Kommentare"), beside("Soil")], [Some(Why::Comments), None]);
}
