//! Readium's read-aloud fixtures (BSD-3-Clause, github.com/readium/speech): what a reading system says by default.

use std::fs;

use serde_json::Value;

use crate::program::shared;

/// Where Articast says something else, and why.
const DELIBERATE: [(&str, &str); 2] = [
    ("backlink-role-aria", "a link back from a note leads eyes; there is nothing to hear"),
    ("pagebreak-epub-type", "numbers of printed pages interrupt the sentence"),
];

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
