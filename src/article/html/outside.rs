//! Why a part of a page is not the article, by what the page itself calls it.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use dom_query::NodeRef;

use super::page;
use crate::article::{Why, doubt, headings, key, text};

/// Words of classes, ids and roles, each with what they tell.
const SIGNS: [(Why, &[&str]); 10] = [
    (Why::Comments, &["comment", "comments", "respond", "disqus", "replies"]),
    (Why::Sharing, &["share", "sharing", "social", "sharedaddy", "addtoany", "socials"]),
    (
        Why::Related,
        &[
            "related",
            "recommended",
            "recommendations",
            "trending",
            "popular",
            "teaser",
            "teasers",
            "more-stories",
        ],
    ),
    (Why::Subscription, &["newsletter", "subscribe", "subscription", "signup", "paywall", "cta", "promo"]),
    (
        Why::Advertisement,
        &["ad", "ads", "advert", "advertisement", "sponsored", "adsense", "outbrain", "taboola"],
    ),
    (Why::Cookies, &["cookie", "cookies", "consent", "gdpr"]),
    (
        Why::Navigation,
        &[
            "nav",
            "navbar",
            "navigation",
            "menu",
            "breadcrumb",
            "breadcrumbs",
            "pagination",
            "sidebar",
            "skip-link",
            "tags",
            "banner",
            // What generators of documentation call theirs.
            "tableofcontents",
            "theme-doc-version-badge",
            "theme-doc-toc-mobile",
            "theme-last-updated",
            "theme-edit-this-page",
            "md-source-file",
            "mw-jump-link",
            "jump-to-nav",
            "sitesub",
            "catlinks",
            "printfooter",
            "test-arrow",
        ],
    ),
    (Why::Credits, &["byline", "author-bio", "author-box", "dateline"]),
    (Why::Copyright, &["copyright", "contentinfo"]),
    (Why::Form, &["gform", "gfield", "hs-form", "wpcf7", "iti__country-list"]),
];

/// What else marks a part that is left out, wherever it stands in a name.
const MARKS: [&str; 39] = [
    "footer",
    "foot",
    "colophon",
    "widget",
    "modal",
    "popup",
    "overlay",
    "dialog",
    "disclaimer",
    "imprint",
    "login",
    "search",
    "author",
    "sponsor",
    "recommend",
    "masthead",
    "toolbar",
    "aside",
    "donate",
    "donation",
    "message",
    "alert",
    "form",
    "carousel",
    "slider",
    "testimonial",
    "testimonials",
    "disclosure",
    "biography",
    "bio",
    "toc",
    "breadcrumb",
    "feedback",
    "survey",
    "topbar",
    "sticky",
    "player",
    "excerpt",
    "topline",
];
/// A word within a name is one of at least so many letters: shorter ones are made up by machines.
const WITHIN_NAME: usize = 5;
/// A word of names says nothing where the elements that it names hold a tenth of what is of the article.
const USUAL: usize = 10;
/// So many elements in one are asked for the heading that is its own.
const NEAR: usize = 8;
/// So many elements in one are asked for the title of the page.
const WITHIN: usize = 100;

/// Why an element is no part of the article, if its name or its marks say so.
pub(super) fn reason(element: &NodeRef<'_>) -> Option<Why> {
    let name = page::name(element);
    match name.as_str() {
        "nav" => return Some(Why::Navigation),
        "html" | "body" | "main" | "article" => return None,
        "figure" if leads_elsewhere(element) => return Some(Why::Related),
        "button" | "input" | "select" | "textarea" => return Some(Why::Form),
        _ => {}
    }
    let marks = ["class", "role"].map(|name| page::attribute(element, name).unwrap_or_default());
    if let Some(why) = sign(&marks.join(" ")) {
        // A banner over the text holds its title, that of a site its name.
        let is_title = |node: NodeRef<'_>| node.has_name("h1");
        let is_of_site = name == "header" || element.has_attr("role");
        let holds_title = || !is_of_site && element.descendants_it().take(WITHIN).any(is_title);
        return Some(why).filter(|why| *why != Why::Navigation || !holds_title());
    }
    let id = page::attribute(element, "id")?;
    sign(&id).filter(|_| !is_slug(element, &name, &id))
}

/// Whether a figure shows nothing and is a link to another article.
fn leads_elsewhere(figure: &NodeRef<'_>) -> bool {
    const SHOWN: [&str; 16] = [
        "img",
        "picture",
        "video",
        "audio",
        "table",
        "pre",
        "code",
        "blockquote",
        "svg",
        "iframe",
        "canvas",
        "object",
        "embed",
        "math",
        "figcaption",
        "q",
    ];
    let shows = |node: NodeRef<'_>| SHOWN.contains(&&*page::name(&node));
    let links = figure.descendants_it().filter(|node| node.has_name("a") && node.has_attr("href"));
    let linked: usize = links.map(|link| page::size(&link)).sum();
    0 < linked && page::size(figure) < 2 * linked && !figure.descendants_it().any(shows)
}

/// What each sign tells, by its place: of several in a name the first counts.
static BY_WORD: LazyLock<HashMap<&str, usize>> = LazyLock::new(|| {
    let all =
        SIGNS.iter().zip(0..).flat_map(|((_, signs), place)| signs.iter().map(move |sign| (*sign, place)));
    all.collect()
});

/// What a name says, one of several words.
fn sign(marks: &str) -> Option<Why> {
    let marks = marks.to_ascii_lowercase();
    // A theme marks its page with all that the page has; that says nothing of one part.
    let words = marks.split_whitespace().take(12);
    let places = words.flat_map(|word| [Some(word), word.split(['-', '_']).next()]).flatten();
    let first = places.filter_map(|word| BY_WORD.get(word)).min()?;
    Some(SIGNS[*first].0)
}

/// Whether an id only repeats a heading: its own, or the one that the element opens with. Boxes of links and comments
/// repeat theirs too, where the heading says that it is none of the article.
pub(super) fn is_slug(element: &NodeRef<'_>, name: &str, id: &str) -> bool {
    let is_heading = |name: &str| name.len() == 2 && name.starts_with('h') && name != "hr";
    if is_heading(name) {
        return true;
    }
    let heading = element
        .descendants_it()
        .filter(NodeRef::is_element)
        .take(NEAR)
        .find(|inner| is_heading(&page::name(inner)));
    let Some(heading) = heading.map(|heading| page::words(&heading)) else { return false };
    let (slug, title) = (key(id), key(&heading));
    let asks = |node: NodeRef<'_>| matches!(&*page::name(&node), "form" | "input" | "button");
    // A section's author shortens it: `id="newsletter"` for "The newsletter of 1931".
    let holds = || name == "section" && title.contains(&slug) && !element.descendants_it().any(asks);
    !slug.is_empty() && headings::beside(&heading).is_none() && (title.starts_with(&slug) || holds())
}

/// The same of an id with a word that tells something: only of these is the heading looked for.
fn repeats_heading(element: &NodeRef<'_>, id: &str) -> bool {
    let tells = |word: &str| is_mark(word) || CALLS.contains(&word);
    id.to_ascii_lowercase().split(|c: char| !c.is_ascii_alphabetic()).any(tells)
        && is_slug(element, &page::name(element), id)
}

/// Why a part that nothing of the article is in is left out, by itself and the parts around it.
pub(super) fn why<'a>(around: impl Iterator<Item = NodeRef<'a>>) -> Why {
    let mut form = false;
    for outer in around {
        if let Some(why) = reason(&outer) {
            return why;
        }
        form |= matches!(page::name(&outer).as_str(), "form" | "fieldset" | "label");
    }
    if form { Why::Form } else { Why::Outside }
}

/// Words that say nothing on a page, since it gives them to what is of the article as well: for a tool that builds pages,
/// each piece of text is a widget.
#[derive(Debug, Default)]
pub(super) struct Usual(HashSet<String>);

impl Usual {
    /// Those of a page whose elements hold so much of what is of the article.
    pub(super) fn of<'a>(holders: impl Iterator<Item = (NodeRef<'a>, usize)>, all: usize) -> Usual {
        let mut sums: HashMap<String, usize> = HashMap::new();
        // A theme marks its page with all that the page has.
        let holders = holders.filter(|(holder, _)| !matches!(&*page::name(holder), "html" | "body"));
        for (holder, size) in holders {
            let words: BTreeSet<String> =
                words_of(&holder).into_iter().filter(|word| is_mark(word)).collect();
            for word in words {
                *sums.entry(word).or_default() += size;
            }
        }
        Usual(sums.into_iter().filter(|(_, size)| all <= USUAL * size).map(|(word, _)| word).collect())
    }
}

/// The words of an element's class and id, in small letters: `page-sideBar` has three.
fn words_of(element: &NodeRef<'_>) -> Vec<String> {
    let mut words = Vec::new();
    let id = element.attr("id").filter(|id| !repeats_heading(element, id));
    for marks in element.attr("class").into_iter().chain(id) {
        for word in marks.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()) {
            words.push(word.to_ascii_lowercase());
            let starts = |at: &usize| {
                let bytes = word.as_bytes();
                bytes[*at].is_ascii_uppercase() && bytes[*at - 1].is_ascii_lowercase()
            };
            let mut from = 0;
            for to in (1..word.len()).filter(starts).chain([word.len()]) {
                if WITHIN_NAME <= to - from && to - from < word.len() {
                    words.push(word[from..to].to_ascii_lowercase());
                }
                from = to;
            }
        }
    }
    words
}

/// Words of the names of calls, and of boxes on the author, which have one of the second.
const CALLS: [&str; 10] = [
    "cta",
    "newsletter",
    "subscribe",
    "subscription",
    "advert",
    "advertisement",
    "promo",
    "signup",
    "paywall",
    "sponsored",
];
const ON_AUTHOR: [&str; 8] = ["bio", "biography", "about", "box", "info", "profile", "card", "description"];

/// What an element calls itself in a part of its name: a call to subscribe, or what is said of the author.
pub(super) fn called(element: &NodeRef<'_>, usual: &Usual) -> Option<Why> {
    let words = words_of(element);
    let has = |all: &[&str]| words.iter().any(|word| all.contains(&word.as_str()) && !usual.0.contains(word));
    if has(&["author"]) && has(&ON_AUTHOR) {
        return Some(Why::Credits);
    }
    has(&CALLS).then_some(Why::Subscription)
}

/// Whether a word of a name says that what it names is beside the article.
fn is_mark(word: &str) -> bool {
    MARKS.contains(&word) || SIGNS.iter().any(|(_, signs)| signs.contains(&word)) || word.ends_with("footer")
}

/// Whether the page says of a part that is left out that it is beside the article, or a piece of the page's own.
pub(super) fn is_marked(element: &NodeRef<'_>, usual: &Usual) -> bool {
    element.has_name("a") || is_furniture(element, usual)
}

/// Whether the page says so of more than a link.
fn is_furniture(element: &NodeRef<'_>, usual: &Usual) -> bool {
    let name = page::name(element);
    reason(element).is_some()
        || matches!(
            name.as_str(),
            "footer" | "aside" | "dialog" | "form" | "fieldset" | "noscript" | "option"
        )
        || (name == "header" && heads_site(element))
        || matches!(
            element.attr("role").as_deref(),
            Some("dialog" | "alertdialog" | "complementary" | "search" | "alert" | "status")
        )
        || words_of(element).iter().any(|word| is_mark(word) && !usual.0.contains(word))
}

/// Whether a header is that of the site: it stands in no article and holds no title.
fn heads_site(header: &NodeRef<'_>) -> bool {
    let is_title = |node: NodeRef<'_>| node.has_name("h1");
    let is_text = |outer: NodeRef<'_>| matches!(&*page::name(&outer), "article" | "main" | "section");
    !header.ancestors_it(None).any(is_text) && !header.descendants_it().any(is_title)
}

/// Whether a part that is left out may hold text of the article: sentences that do not name themselves as what pages
/// say around articles, outside what the page marks as such, and more than links and buttons. `title` is the key of the
/// article's title, which is known anyway.
pub(super) fn is_text(part: &NodeRef<'_>, title: &str, usual: &Usual) -> bool {
    let is_paragraph = |node: &NodeRef<'_>| page::name(node) == "p";
    let is_told = |link: &NodeRef<'_>| {
        is_paragraph(part)
            || link
                .ancestors_it(None)
                .take_while(|outer| outer.id != part.id)
                .any(|outer| is_paragraph(&outer))
    };
    let links = part.descendants_it().filter(|node| node.has_name("a") || node.has_name("button"));
    let linked: usize = links.filter(|link| !is_told(link)).map(|link| page::size(&link)).sum();
    let own = || page::words_but(part, &|inner| is_furniture(inner, usual));
    let is_own = |line: &str| {
        doubt::holds_sentences(line) && text::names_itself(line).is_none() && !repeats(line, title)
    };
    2 * linked <= page::size(part) && own().lines().any(is_own)
}

/// Whether a part that calls itself furniture by its name alone is running text without a link or a button, which no menu
/// and no list of other articles is.
pub(super) fn is_prose(part: &NodeRef<'_>, why: Why, text: &str) -> bool {
    /// Furniture says less.
    const WORDS: usize = 15;
    let leads = |node: NodeRef<'_>| {
        matches!(&*page::name(&node), "a" | "button" | "input" | "select" | "form" | "nav" | "li")
    };
    matches!(why, Why::Navigation | Why::Related | Why::Sharing)
        && WORDS <= doubt::words(text)
        && text.lines().any(doubt::holds_sentences)
        && !page::name(part).eq("nav")
        && !part.descendants_it().any(leads)
}

/// Whether an element calls itself furniture by its name alone, and is prose all the same.
pub(super) fn is_told(element: &NodeRef<'_>) -> bool {
    reason(element).is_some_and(|why| is_prose(element, why, &page::words(element)))
}

/// Whether a line only says the title, whose key this is, or most of it.
pub(super) fn repeats(line: &str, title: &str) -> bool {
    let own = key(line);
    !own.is_empty() && title.len() <= 2 * own.len() && title.contains(&own)
}

/// The box that a heading opens, if it does: the smallest around it that holds more, where nothing stands before it.
pub(super) fn opened_by<'a>(heading: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let has_words = |node: &NodeRef<'_>| 0 < page::size(node);
    let mut inner = *heading;
    loop {
        let outer = inner.parent().filter(NodeRef::is_element)?;
        if matches!(page::name(&outer).as_str(), "html" | "body" | "main" | "article") {
            return None;
        }
        let mut before = true;
        for child in outer.children_it(false) {
            if child.id == inner.id {
                before = false;
            } else if has_words(&child) {
                return (!before).then_some(outer);
            }
        }
        inner = outer;
    }
}
