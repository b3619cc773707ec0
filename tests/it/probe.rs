//! The token probe: every kind of element holds a word of its own, and each is said once, in order, or has its fate.

use articast::article::{Format, Source, read};
use articast::cast;
use articast::script::{Fate, Script, Segment, write};

/// A page. `{}` is a token that is said; `{fate}` one that the ledger has with this reason.
const PAGE: &str = "<!doctype html><html lang=en><head><title>{the title again}</title><style>p{color:red}</style></head>\
    <body><header><nav><a href=/>{site navigation}</a></nav></header><main><article><h1>{}</h1>\
    <p>{} <b>{}</b> <i>{}</i> <a href=/x>{}</a> <code>{}</code> <abbr title=long>{}</abbr> <q>{}</q> <span lang=fr>{}</span> \
    <sub>{}</sub> <sup>{}</sup> <mark>{}</mark> <del>{struck out}</del> <s>{struck out}</s> <math><mi>{}</mi></math>\
    <br>{} <ruby>{}<rt>{said already}</rt></ruby> <button>{a form}</button></p>\
    <h2>{}</h2><ul><li>{}<ol start=3><li>{}</li><li value=7>{}</li></ol></li><li><p>{}</p><p>{}</p></li><li><input type=checkbox disabled checked> {}</li></ul>\
    <video src=f.mp4 aria-label='{}'>{hidden on the page}</video><iframe src=https://www.youtube.com/embed/a title='{}'></iframe>\
    <svg role=img aria-label='{}'><text>{described in an aside}</text></svg><dl><dt>{}</dt><dd>{}</dd></dl><blockquote><p>{}</p><footer>— {}</footer></blockquote>\
    <figure><img src=a.jpg alt='{}'><figcaption>{}</figcaption></figure><img src=b.jpg alt='{}'><img src=c.jpg alt=''>\
    <pre><code class=language-rust>{}</code></pre><table><caption>{}</caption><tr><th>{}</th></tr><tr><td>{}</td></tr></table>\
    <details><summary>{}</summary>{}</details><aside>{}</aside><div>{}<p>{}</p>{}</div>\
    <p>{}<a href=#n1 id=r1 role=doc-noteref>1</a></p><hr><h3>{}</h3><address>{}</address><p hidden>{hidden on the page}</p>\
    <div class=share>{sharing buttons}</div><form><input><label>{a form}</label></form><p>{}</p><section role=doc-endnotes><ol><li id=n1>{}</li></ol></section>\
    <p>{}</p><h2>{a heading with nothing under it}</h2></article></main>\
    <script>lost()</script></body></html>";

const MARKDOWN: &str = "---\ntitle: {}\nauthor: {}\n---\n\n{} *{}* **{}** `{}` [{}](x) <{https}> ~~{struck out}~~\n\n## {}\n\n\
    - {}\n  1. {}\n  2. {}\n\n- {}\n\n  {}\n\n- [x] {}\n\n<video src=\"f.mp4\" title=\"{}\"></video>\n\n> {}\n>\n> — {}\n\n![{}](a.png \"{}\")\n\n```sh\n{}\n```\n\n\
    | {} |\n|---|\n| {} |\n\n{}[^1]\n\n---\n\n[^1]: {}\n\n{}\n=====\n\n{}\n\n<b>{}</b> {}\n\n<div>\n\n{}\n\n</div>\n";

#[test]
fn every_token_of_a_page_is_said_once_or_has_its_fate() {
    // The second run has text enough for the page to be cut.
    for padding in ["", "A sentence that says nothing new, but is long enough to be an article’s own. "] {
        let padded = PAGE.replace("<h2>{}</h2>", &format!("<p>{}</p><h2>{{}}</h2>", padding.repeat(20)));
        probe(&padded, Format::Html);
    }
}

#[test]
fn every_token_of_a_markdown_text_is_said_once() {
    probe(&MARKDOWN.replace("<{https}> ", ""), Format::Markdown);
}

/// Puts tokens into a template, and looks for each in what is said and in the ledger.
#[track_caller]
fn probe(template: &str, format: Format) {
    let mut text = String::new();
    let mut tokens: Vec<(String, &str)> = Vec::new();
    for (n, part) in template.split('{').enumerate() {
        let Some((fate, rest)) = part.split_once('}').filter(|_| 0 < n) else {
            text.push_str(part);
            continue;
        };
        if fate.contains(':') {
            text.extend(["{", part]);
            continue;
        }
        // The title stands twice.
        let token = if fate == "the title again" { "tok1x".into() } else { format!("tok{n}x") };
        text.extend([token.as_str(), rest]);
        tokens.push((token, fate));
    }
    if let Some(title) = text.find("<h1>") {
        let end = text[title + 4..].find('<').unwrap();
        let heading = text[title + 4..title + 4 + end].to_owned();
        tokens.retain(|(token, _)| *token != heading);
        text = text.replacen(&heading, "tok1x", 1);
    }
    let bytes = text.clone().into_bytes();
    let article = read(&Source { bytes, format: Some(format), ..Source::default() }).unwrap();
    let script = write(&article, &cast::find("tone", &[]).unwrap().reading);
    let said = said(&script);
    let mut last = 0;
    for (token, fate) in tokens {
        let at: Vec<usize> = said.match_indices(&token).map(|(at, _)| at).collect();
        let fates: Vec<String> = script
            .ledger
            .entries
            .iter()
            .filter(|entry| entry.text.contains(&token))
            .filter_map(|entry| match entry.fate {
                Fate::Skipped(why) => Some(why.to_string()),
                _ => None,
            })
            .collect();
        if fate.is_empty() {
            assert_eq!((at.len(), fates.len()), (1, 0), "{token} in\n{said}\n{fates:?}\n{text}");
            let note = said[..at[0]].ends_with("Note: ") || said[..at[0]].ends_with("Note 1: ");
            assert!(note || last <= at[0], "{token} is out of order in\n{said}");
            last = if note { last } else { at[0] };
        } else if fate == "the title again" {
            assert_eq!((at.len(), fates.as_slice()), (1, [fate.to_owned()].as_slice()), "{said}");
        } else {
            assert_eq!((at.len(), fates.as_slice()), (0, [fate.to_owned()].as_slice()), "{token} in\n{said}");
        }
    }
}

/// What all lines show.
fn said(script: &Script) -> String {
    let segments = script.chapters.iter().flat_map(|chapter| &chapter.segments);
    let lines = segments.filter_map(|segment| match segment {
        Segment::Line(line) => Some(line.show.as_str()),
        _ => None,
    });
    lines.collect::<Vec<_>>().join(" ")
}
