//! What a page says of its article.

use std::collections::HashSet;

use dom_query::Document;
use dom_smoothie::Readability;

use super::ways;
use crate::article::{Meta, address, key};

/// What stands between a title and the name of its site.
const BARS: [&str; 8] = [" | ", " - ", " – ", " — ", " · ", " :: ", " » ", " / "];
/// The name of a site has no more words than this.
const LONGEST_SITE: usize = 4;
/// A heading is the title if it shares this part of its words with what the page calls itself.
const ENOUGH: f64 = 0.4;
/// A byline with more words is a sentence.
const LONGEST_BYLINE: usize = 12;

/// Reads the facts of a page: JSON-LD, Open Graph and the like, as Readability knows them; the title by what the page
/// itself shows as one.
pub(super) fn read(document: &Document, readability: Option<&Readability>, found_at: Option<&str>) -> Meta {
    let Some(readability) = readability else { return Meta::default() };
    let found = readability.get_article_metadata(readability.parse_json_ld());
    let filled =
        |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let site = filled(found.site_name);
    let title = title(document, &found.title, site.as_deref());
    let whole = || document.select("body[lang], main[lang], article[lang]").attr("lang");
    let language = document.html_root().attr("lang").or_else(whole).map(|lang| lang.to_string());
    Meta {
        title: Some(title).filter(|title| !title.is_empty()),
        byline: filled(found.byline).filter(|byline| is_name(byline)),
        published: filled(found.published_time).or_else(|| filled(marked_date(document))),
        language: filled(language).or_else(|| filled(found.lang)),
        source: filled(found.url).or_else(|| own_address(document, found_at)),
        site,
        image: filled(found.image),
        description: filled(found.excerpt),
        canonical: canonical(document).or_else(|| {
            filled(
                document.select("meta[property='og:url']").attr("content").map(|address| address.to_string()),
            )
        }),
        ..Meta::default()
    }
}

/// Where a page is: where it was found. If that holds secrets, it may lead nowhere without them, and what the page says
/// of itself goes before it.
fn own_address(document: &Document, found: Option<&str>) -> Option<String> {
    let is_secret = found.is_some_and(|found| address::public(found) != found);
    let canonical = if is_secret { canonical(document) } else { None };
    canonical.or_else(|| found.map(str::to_owned))
}

/// The date in an element that is marked as that of publication: Dublin Core, Highwire, schema.org, microformats, HTML.
fn marked_date(document: &Document) -> Option<String> {
    const MARKS: [(&str, &str); 14] = [
        ("meta[itemprop=datePublished]", "content"),
        ("meta[name='DC.date.issued' i]", "content"),
        ("meta[name='DC.date' i]", "content"),
        ("meta[name='dcterms.issued' i]", "content"),
        ("meta[name='dcterms.created' i]", "content"),
        ("meta[name='citation_publication_date' i]", "content"),
        ("meta[name='date' i]", "content"),
        ("meta[name='pubdate' i]", "content"),
        ("meta[name='publish-date' i]", "content"),
        ("[itemprop=datePublished]", "content"),
        ("time[itemprop=datePublished]", "datetime"),
        ("time[pubdate]", "datetime"),
        ("time.dt-published", "datetime"),
        ("time.entry-date.published, time.published", "datetime"),
    ];
    let found = |(selector, attribute): &(&str, &str)| document.select(selector).first().attr(attribute);
    MARKS.iter().find_map(found).map(|date| date.to_string())
}

/// Where a page says that it is.
fn canonical(document: &Document) -> Option<String> {
    let href = document.select("link[rel=canonical]").first().attr("href")?;
    Some(href.trim().to_owned()).filter(|href| !href.is_empty())
}

/// Whether a byline can be read aloud as one: no address, no sentence.
fn is_name(byline: &str) -> bool {
    !byline.contains("://") && byline.split_whitespace().count() <= LONGEST_BYLINE
}

/// The heading that says most of what the page calls itself; else that, without the name of the site.
fn title(document: &Document, declared: &str, site: Option<&str>) -> String {
    let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let whole = squeeze(&document.select("head > title").first().text());
    let declared = squeeze(declared);
    let best = if declared.is_empty() { &whole } else { &declared };
    let names = [&whole, &declared].map(|name| words(&without_site(name, site)));
    let headings = document.select("h1");
    let headings = headings.nodes().iter().map(ways::words_without);
    // However short it is, a heading may be what the page calls itself by before a bar.
    let starts = |heading: &str| {
        let rest = [&whole, &declared].map(|name| name.strip_prefix(heading));
        rest.into_iter().flatten().any(|rest| BARS.iter().any(|bar| rest.starts_with(bar)))
    };
    let shown = headings
        .filter(|heading| 4 < key(heading).len() || !key(heading).is_empty() && starts(heading))
        .filter(|heading| Some(key(heading)) != site.map(key))
        .map(|heading| {
            (names.iter().map(|name| agreement(&words(&heading), name)).fold(0.0, f64::max), heading)
        })
        // The first of those that agree best.
        .fold(
            (0.0, None),
            |best, (score, heading)| if best.0 < score { (score, Some(heading)) } else { best },
        );
    match shown {
        (score, Some(heading)) if ENOUGH <= score => without_site(&heading, site),
        _ => part(document, best).unwrap_or_else(|| without_site(best, site)),
    }
}

/// The part of a title between bars that the page shows as a heading of the second level.
fn part(document: &Document, title: &str) -> Option<String> {
    let most = key(title).len();
    let parts = BARS.iter().flat_map(|bar| title.split(bar).skip(1)).map(key);
    let parts: HashSet<String> = parts.filter(|part| most < 2 * part.len()).collect();
    let headings = document.select("h2");
    headings.nodes().iter().map(ways::words_without).find(|heading| parts.contains(&key(heading)))
}

/// The words of a title that tell it from others, in lower case.
fn words(title: &str) -> HashSet<String> {
    const SMALL: [&str; 11] = ["the", "a", "an", "of", "in", "to", "and", "for", "on", "with", "is"];
    let words = title.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| !word.is_empty() && !SMALL.contains(&word.as_str())).collect()
}

/// The part of the shorter title's words that both have; 1 where both are one text without words to compare.
fn agreement(one: &HashSet<String>, other: &HashSet<String>) -> f64 {
    let both = one.intersection(other).count();
    both as f64 / one.len().min(other.len()).max(1) as f64
}

/// A title without what stands for the site behind the last bar.
fn without_site(title: &str, site: Option<&str>) -> String {
    let site = site.map(key).unwrap_or_default();
    for bar in BARS {
        let Some((rest, last)) = title.rsplit_once(bar) else { continue };
        let count = |text: &str| text.split_whitespace().count();
        let short = bar == " | " && count(last) <= LONGEST_SITE && count(last) <= count(rest);
        if short || (!site.is_empty() && key(last) == site) {
            return rest.trim().to_owned();
        }
    }
    title.to_owned()
}

#[test]
fn a_date_is_that_of_an_element_marked_so() {
    let date = |html: &str| marked_date(&Document::from(html));
    assert_eq!(date("<meta name=DC.Date content=2024-03-05>").as_deref(), Some("2024-03-05"));
    let time = "<p><time class='entry-date published' datetime='2024-03-05T17:00:00+01:00'>5 March</time>";
    assert_eq!(date(time).as_deref(), Some("2024-03-05T17:00:00+01:00"));
    assert_eq!(date("<p><time datetime=2024-03-05>the day of the fair</time>"), None);
}

#[test]
fn the_title_is_what_the_page_shows() {
    let page = |head: &str, h1: &str| Document::from(format!("<title>{head}</title><h1>{h1}</h1>"));
    assert_eq!(title(&page("The Fox | Zoo News", "The Fox"), "", None), "The Fox");
    assert_eq!(title(&page("The Fox | Zoo News", "Zoo News"), "", Some("Zoo News")), "The Fox");
    assert_eq!(title(&page("The Fox", "Other"), "The Fox", None), "The Fox");
    assert_eq!(title(&page("Tips - The Post", "Tips"), "Tips - The Post", None), "Tips");
    assert_eq!(title(&page("Zoo | The Fox", "Zoo"), "", Some("Zoo")), "Zoo | The Fox");
    assert_eq!(title(&page("Zoo | The Fox", "</h1><h2>The Fox</h2><h1>"), "", Some("Zoo")), "The Fox");
    assert_eq!(
        title(&page("Ten Facts on the Fox", "Ten Facts on Foxes | Opinion"), "", None),
        "Ten Facts on Foxes"
    );
}
