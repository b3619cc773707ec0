//! What is said of a document's elements: what reading systems say by default. Cases of our own, and where they are at
//! hand Readium's read-aloud fixtures (BSD-3-Clause, github.com/readium/speech).

use std::fs;

use serde_json::Value;

use crate::program::shared;

/// Where Articast says something else, and why.
const DELIBERATE: [(&str, &str); 2] = [
    ("backlink-role-aria", "a link back from a note leads eyes; there is nothing to hear"),
    ("pagebreak-epub-type", "numbers of printed pages interrupt the sentence"),
];

/// A fragment, and what is to be said of it.
const OWN: [(&str, &str); 16] = [
    ("<p>The ferry is late. Nobody minds.</p>", "The ferry is late. Nobody minds."),
    ("<h2>Low water</h2><p>It comes at six.</p>", "Low water It comes at six."),
    ("<p>The lamp is <em>very</em> old, and <b>bright</b>.</p>", "The lamp is very old, and bright."),
    ("<p>What is seen.</p><p hidden>What is not.</p>", "What is seen."),
    ("<p>Before it.</p><img src='a.png' alt=''><p>After it.</p>", "Before it. After it."),
    ("<p>Before it.</p><img src='a.png' alt='A lamp in fog'>", "Before it. A lamp in fog"),
    ("<div role='img' aria-label='A lamp in fog'></div><p>After it.</p>", "A lamp in fog After it."),
    ("<ul><li>oil</li><li>a wick</li></ul>", "oil a wick"),
    ("<ol><li>Oil it.</li><li>Light it.</li></ol>", "Oil it. Light it."),
    ("<div role='list'><div role='listitem'>oil</div><div role='listitem'>glass</div></div>", "oil glass"),
    ("<details><summary>The tide</summary><p>It goes out.</p></details>", "The tide It goes out."),
    ("<blockquote><p>It burns all night.</p></blockquote>", "It burns all night."),
    ("<p>They call it <span lang='fr'>basse mer</span> there.</p>", "They call it basse mer there."),
    ("<p>The keeper</p><hr><p>slept.</p>", "The keeper slept."),
    ("<section role='doc-preface'><h2>Why</h2><p>Nobody asked.</p></section>", "Why Nobody asked."),
    ("<p>The tide <span role='doc-pagebreak' aria-label='12'></span>turns.</p>", "The tide turns."),
];

#[test]
fn elements_are_said_as_they_are_read() {
    for (input, wanted) in OWN {
        assert_eq!(letters(&said(input)), letters(wanted), "{input}");
    }
}

#[test]
fn what_is_said_is_what_reading_systems_say() {
    let Some(folder) = shared("corpora/utterances") else { return };
    let mut differ = Vec::new();
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Some(wanted) = wanted(&path.join("utterances.json")) else { continue };
        let input = ["input.html", "input.xhtml"].into_iter().find_map(|name| fs::read(path.join(name)).ok());
        let input = String::from_utf8(input.unwrap()).unwrap();
        // The fixtures are called so; it is not of their text.
        let said = said(&input.replace("<title>Fixture</title>", ""));
        count += 1;
        if letters(&said) != letters(&wanted) {
            differ.push(name);
        }
    }
    differ.sort();
    assert!(40 < count, "only {count} fixtures");
    assert_eq!(differ, DELIBERATE.map(|(name, _)| name));
}

/// What the fixture expects with no option but plain text.
fn wanted(path: &std::path::Path) -> Option<String> {
    let file: Value = serde_json::from_slice(&fs::read(path).ok()?).unwrap();
    let default = serde_json::json!({"format": "plain"});
    let cases = file["cases"].as_array().unwrap();
    let case = cases.iter().find(|case| case["options"].as_array().unwrap().contains(&default))?;
    Some(case["utterances"].as_array().unwrap().iter().map(|said| said["plain"].as_str().unwrap()).collect())
}

/// What the lines show, without what Articast says of its own: what a thing is, and the numbers of items.
fn said(input: &str) -> String {
    let article = articast::article::html::read(input, None);
    let cast = articast::cast::find("tone", &[]).unwrap();
    let script = articast::script::write(&article, &cast.reading);
    let lines =
        script.chapters.iter().flat_map(|chapter| &chapter.segments).filter_map(|segment| match segment {
            articast::script::Segment::Line(line) => Some(line.show.as_str()),
            _ => None,
        });
    let own = ["Picture: ", "Drawing: ", "Audio: ", "Video: ", "Note:", "Note 1:"];
    lines
        .map(|line| own.iter().find_map(|lead| line.strip_prefix(lead)).unwrap_or(line))
        .map(|line| match line.split_once(". ") {
            Some((number, text)) if number.parse::<u32>().is_ok() => text,
            _ => line,
        })
        .collect()
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
