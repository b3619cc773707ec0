//! Nothing of a page goes in silence: each sentence that no certain furniture holds is said, or reported as in doubt.

use articast::article::{self, Article, Source, text_of};
use dom_query::{Document, NodeRef};
use proptest::prelude::*;

use crate::program::Place;

/// What a page marks itself, as other programs know it too.
const FURNITURE: [&str; 19] = [
    "nav", "footer", "aside", "form", "button", "dialog", "script", "style", "template", "noscript", "head",
    "title", "select", "textarea", "label", "iframe", "svg", "math", "header",
];
/// Words in the names of such parts.
const NAMES: &str = "nav navbar navigation menu breadcrumb breadcrumbs pagination sidebar tags banner skip comment comments \
    respond disqus replies share sharing social socials sharedaddy addtoany related recommend recommended recommendations \
    trending popular teaser teasers more newsletter subscribe subscription signup paywall cta promo ad ads advert \
    advertisement sponsor sponsored adsense outbrain taboola cookie cookies consent gdpr byline dateline author copyright \
    contentinfo gform gfield hs wpcf iti footer foot colophon widget modal popup overlay dialog disclaimer imprint login \
    search masthead toolbar aside donate donation message alert";

fn read(html: &str) -> Article {
    let source = Source { name: "a.html".into(), bytes: html.into(), ..Source::default() };
    article::read(&source).unwrap()
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether an element is furniture by its own marks.
fn is_furniture(node: &NodeRef<'_>) -> bool {
    let get = |name: &str| node.attr(name).unwrap_or_default().to_ascii_lowercase();
    let name = node.node_name().unwrap_or_default().to_string();
    if matches!(name.as_str(), "html" | "body" | "main" | "article") {
        return false;
    }
    let marks = format!("{} {} {}", get("class"), get("id"), get("role"));
    FURNITURE.contains(&name.as_str())
        || marks
            .split(|c: char| !c.is_ascii_alphabetic())
            .any(|word| NAMES.split(' ').any(|name| name == word) || word.ends_with("footer"))
        || node.has_attr("hidden")
        || get("style").replace(' ', "").contains("display:none")
        || get("style").replace(' ', "").contains("visibility:hidden")
        || matches!(
            get("role").as_str(),
            "dialog" | "alertdialog" | "complementary" | "search" | "alert" | "status"
        )
}

/// The sentences of paragraphs that stand in no furniture: six words and a stop at least.
fn sentences(html: &str) -> Vec<String> {
    let document = Document::from(html);
    let mut found = Vec::new();
    let mut todo: Vec<NodeRef<'_>> = document.body().into_iter().collect();
    while let Some(node) = todo.pop() {
        if is_furniture(&node) {
            continue;
        }
        let inner: Vec<NodeRef<'_>> = node.children_it(false).collect();
        let is_plain = |node: &NodeRef<'_>| {
            node.is_text() || matches!(node.node_name().as_deref(), Some("b" | "i" | "em" | "strong"))
        };
        if node.has_name("p") && inner.iter().all(is_plain) {
            let text = node.text().to_string();
            let sentences = text.split_inclusive(['.', '!', '?']);
            let is_whole = |one: &&str| one.ends_with(['.', '!', '?']) && 6 <= one.split_whitespace().count();
            found.extend(sentences.filter(is_whole).map(|one| one.trim().to_owned()));
        } else {
            todo.extend(inner.into_iter().filter(NodeRef::is_element));
        }
    }
    found
}

/// The sentences of a page that are neither said nor reported.
fn lost(html: &str) -> Vec<String> {
    let article = read(html);
    let meta = &article.meta;
    let mut told = letters(&text_of(&article.blocks));
    for text in [&meta.title, &meta.byline].into_iter().flatten() {
        told += &letters(text);
    }
    let reported = article.skipped.iter().filter(|skipped| skipped.is_doubtful());
    told.extend(reported.map(|skipped| letters(&skipped.text)));
    sentences(html).into_iter().filter(|sentence| !told.contains(&letters(sentence))).collect()
}

/// A paragraph of its own words.
fn paragraph(number: usize, sentences: usize) -> String {
    let subjects = ["The ferry", "A gull", "Nobody here", "The baker", "An old skipper", "The pier"];
    let verbs = ["crossed the sound", "waited for the wind", "lay under the snow", "sold what was left"];
    let sentence = |n: usize| {
        let at = number * 7 + n;
        let (subject, verb) = (subjects[at % subjects.len()], verbs[at % verbs.len()]);
        format!("{subject} {verb} on day {number} and in hour {n}, as ever.")
    };
    format!("<p>{}</p>", (0..sentences).map(sentence).collect::<Vec<_>>().join(" "))
}

/// A box of a page around paragraphs.
fn boxed(kind: usize, inner: &str) -> String {
    const HEADINGS: [&str; 8] =
        ["Soil", "Related", "Comments", "You may also like", "Share", "Sign up", "Navigation", "Newsletter"];
    const LINKS: &str =
        "<ul><li><a href=/a>Rain in May</a></li><li><a href=/b>Snow on the pier</a></li></ul>";
    let heading = HEADINGS[kind % HEADINGS.len()];
    let slug = heading.to_lowercase().replace(' ', "-");
    match kind / HEADINGS.len() {
        0 => inner.to_owned(),
        1 => format!("<h2>{heading}</h2>{inner}"),
        2 => format!("<h2 id={slug}>{heading}</h2>{inner}"),
        3 => format!("<section><h3>{heading}</h3>{inner}</section>"),
        4 => format!("<div class=x1><h3>{heading}</h3>{LINKS}</div>{inner}"),
        5 => format!("<div><div class=entry><h2><a href=/e>Entry {kind}</a></h2>{inner}{LINKS}</div></div>"),
        6 => format!("<aside><h3>{heading}</h3>{LINKS}</aside>{inner}"),
        7 => format!("<h3><button>Why {kind}?</button></h3><div aria-hidden=true>{inner}</div>"),
        _ => format!(
            "<nav class=menu>{LINKS}</nav><div class=col>{inner}</div><footer><p>All rights reserved.</p></footer>"
        ),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_sentence_of_a_page_is_said_or_in_doubt(
        boxes in prop::collection::vec((0_usize..72, 1_usize..4, 1_usize..5), 1..9),
        outer in prop::sample::select(vec![("<article>", "</article>"), ("<main>", "</main>"), ("<div>", "</div>"), ("", "")]),
    ) {
        let mut number = 0;
        let mut html = String::from("<html lang=en><title>A year of ferries</title><body><h1>A year of ferries</h1>");
        html += outer.0;
        for (kind, count, length) in boxes {
            let inner: String = (0..count).map(|n| paragraph(number + n, length)).collect();
            number += count;
            html += &boxed(kind, &inner);
        }
        html += outer.1;
        let lost = lost(&html);
        prop_assert!(lost.is_empty(), "{lost:#?}\n{html}");
    }
}

#[test]
fn what_is_in_doubt_is_reported_everywhere() {
    let place = Place::new();
    let prose: String = (0..12).map(|n| paragraph(n, 4)).collect();
    let beside = "<p>The lock was shut for a week after that. Nobody came to open it again.</p>";
    let html = format!(
        "<html lang=en><title>Locks and ferries</title><body><article><h1>Locks and ferries</h1>{prose}</article>\
         <div><div><p><a href=/a>Rain</a></p>{beside}<p><a href=/b>Snow in the harbour</a> <a href=/c>Hail in May</a></p></div></div>"
    );
    let page = place.file("page.html", &html);
    let page = page.to_str().unwrap();
    place.run(&["script", page, "--voices", "tone"]).success();
    let run = place.run(&["script", page, "--voices", "tone", "--strict"]).code(3);
    assert!(run.err().contains("in doubt (beside the article)"), "{}", run.err());
    let shown = place.run(&["script", page, "--voices", "tone", "--left-out"]).success().out();
    assert!(shown.contains("in doubt (beside the article):\n") && shown.contains("Nobody came"), "{shown}");
    let json = place.run(&["script", page, "--voices", "tone", "--left-out", "--json"]).success().json();
    let left = json[0]["left_out"].as_array().unwrap();
    assert!(left.iter().any(|entry| entry["certainty"] == "doubtful"), "{left:?}");
    let made = place.run(&["make", page, "--voices", "tone"]).success().err();
    assert!(made.contains("words that may be part of the article are left out"), "{made}");
    let read = place.run(&["read", page]).success().out();
    assert!(read.contains("<!-- in doubt: beside the article --\n"), "{read}");
    let taken = place.file("taken.md", read.replace("beside the article --\n", "beside the article -->\n"));
    let told =
        place.run(&["script", taken.to_str().unwrap(), "--voices", "tone", "--strict"]).success().out();
    assert!(told.contains("Nobody came to open it again."), "{told}");
}

#[test]
fn an_episode_that_leaves_out_nearly_all_is_refused() {
    let place = Place::new();
    let doubted =
        "<!-- in doubt: beside the article --\nIn that hour the ferry crossed.\n\n<!-- in doubt ends -->\n\n"
            .repeat(30);
    let page = place.file("page.md", format!("# Ferries\n\n{doubted}It lay still.\n"));
    let run = place.run(&["make", page.to_str().unwrap(), "--voices", "tone"]).code(65);
    assert!(run.err().contains("--left-out"), "{}", run.err());
}
