//! Why a part of a page is not the article, by what the page itself calls it.

use dom_query::NodeRef;

use super::page;
use crate::article::Why;

/// Words of classes, ids and roles, each with what they tell.
const SIGNS: [(Why, &[&str]); 9] = [
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
        ],
    ),
    (Why::Credits, &["byline", "author-bio", "author-box", "dateline"]),
    (Why::Copyright, &["copyright", "contentinfo"]),
];

/// Why an element is no part of the article, if its name or its marks say so.
pub(super) fn reason(element: &NodeRef<'_>) -> Option<Why> {
    match page::name(element).as_str() {
        "nav" => return Some(Why::Navigation),
        "html" | "body" | "main" | "article" => return None,
        "button" | "input" | "select" | "textarea" => return Some(Why::Form),
        _ => {}
    }
    let marks = ["class", "id", "role"].map(|name| page::attribute(element, name).unwrap_or_default());
    let marks = marks.join(" ").to_ascii_lowercase();
    // A theme marks its page with all that the page has; that says nothing of one part.
    let words: Vec<&str> = marks.split_whitespace().take(12).collect();
    let says =
        |sign: &&str| words.iter().any(|word| word == sign || word.split(['-', '_']).next() == Some(sign));
    SIGNS.iter().find(|(_, signs)| signs.iter().any(says)).map(|(why, _)| *why)
}

/// Why a part that nothing of the article is in is left out.
pub(super) fn why(element: &NodeRef<'_>) -> Why {
    let own = reason(element);
    let outer = || element.ancestors_it(None).find_map(|outer| reason(&outer));
    let is_form = |node: &NodeRef<'_>| matches!(page::name(node).as_str(), "form" | "fieldset" | "label");
    let form = || [*element].into_iter().chain(element.ancestors_it(None)).any(|node| is_form(&node));
    own.or_else(outer).unwrap_or_else(|| if form() { Why::Form } else { Why::Outside })
}
