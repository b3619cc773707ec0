//! What a page says of its article.

use dom_query::Document;
use dom_smoothie::Readability;

use super::page;
use crate::article::{Meta, key};

/// What stands between a title and the name of its site.
const BARS: [&str; 8] = [" | ", " - ", " – ", " — ", " · ", " :: ", " » ", " / "];
/// A byline with more words is a sentence.
const LONGEST_BYLINE: usize = 12;

/// Reads the facts of a page: JSON-LD, Open Graph and the like, as Readability knows them; the title by what the page
/// itself shows as one.
pub(super) fn read(document: &Document, address: Option<&str>) -> Meta {
    let Ok(readability) = Readability::with_document(document.clone(), None, None) else {
        return Meta::default();
    };
    let found = readability.get_article_metadata(readability.parse_json_ld());
    let filled =
        |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let site = filled(found.site_name);
    let title = title(document, &found.title, site.as_deref());
    let language = document.html_root().attr("lang").map(|lang| lang.to_string());
    Meta {
        title: Some(title).filter(|title| !title.is_empty()),
        byline: filled(found.byline).filter(|byline| is_name(byline)),
        published: filled(found.published_time),
        language: filled(language).or_else(|| filled(found.lang)),
        source: filled(found.url).or_else(|| address.map(str::to_owned)),
        site,
        image: filled(found.image),
        description: filled(found.excerpt),
    }
}

/// Whether a byline can be read aloud as one: no address, no sentence.
fn is_name(byline: &str) -> bool {
    !byline.contains("://") && byline.split_whitespace().count() <= LONGEST_BYLINE
}

/// The heading that the page's own title contains; else that title without the name of the site.
fn title(document: &Document, declared: &str, site: Option<&str>) -> String {
    let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let whole = squeeze(&document.select("head title").first().text());
    let wholes = [key(&whole), key(declared)];
    let headings: Vec<String> =
        document.select("h1").nodes().iter().map(|node| squeeze(&page::words(node))).collect();
    let shown = |heading: &&String| {
        let letters = key(heading);
        4 < letters.len()
            && Some(&letters) != site.map(key).as_ref()
            && wholes.iter().any(|whole| whole.contains(&letters))
    };
    if let Some(heading) = headings.iter().filter(shown).max_by_key(|heading| heading.len()) {
        return heading.clone();
    }
    let best = if declared.is_empty() { whole } else { squeeze(declared) };
    without_site(&best, site)
}

fn without_site(title: &str, site: Option<&str>) -> String {
    let site = site.map(key).unwrap_or_default();
    for bar in BARS {
        let Some((rest, last)) = title.rsplit_once(bar) else { continue };
        if !site.is_empty() && key(last) == site {
            return rest.trim().to_owned();
        }
    }
    title.to_owned()
}

#[test]
fn the_title_is_what_the_page_shows() {
    let page = |head: &str, h1: &str| Document::from(format!("<title>{head}</title><h1>{h1}</h1>"));
    assert_eq!(title(&page("The Fox | Zoo News", "The Fox"), "", None), "The Fox");
    assert_eq!(title(&page("The Fox | Zoo News", "Zoo News"), "", Some("Zoo News")), "The Fox");
    assert_eq!(title(&page("The Fox", "Other"), "The Fox", None), "The Fox");
}
