//! Words that are set in a drawing (SVG 2, section 11): lines of text, in pieces as small as a letter.

use dom_query::NodeRef;

use super::figure::is_picture;
use super::page;

/// What ends a sentence.
const ENDS: [char; 8] = ['.', '!', '?', '…', '”', '"', '。', '！'];

/// The paragraphs in a drawing: lines that go on are one.
pub(super) fn paragraphs(svg: &NodeRef<'_>) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    for line in lines(svg) {
        let goes_on = line.starts_with(|c: char| !c.is_uppercase());
        match paragraphs.last_mut().filter(|last| goes_on && !last.ends_with(ENDS)) {
            Some(last) => {
                last.push(' ');
                last.push_str(&line);
            }
            None => paragraphs.push(line),
        }
    }
    paragraphs
}

/// Whether paragraphs are running text, and not the labels of a chart or a map.
pub(super) fn is_prose(paragraphs: &[String]) -> bool {
    let count =
        |text: &String| text.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
    let words: usize = paragraphs.iter().map(count).sum();
    let says = paragraphs.iter().any(|text| 2 <= count(text) && text.ends_with(ENDS));
    says || 3 <= words && 3 * paragraphs.len() <= words
}

/// The lines of text in a drawing. Letters that stand one by one on a line are words.
fn lines(svg: &NodeRef<'_>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut letters: Option<String> = None;
    let is_outermost = |text: &NodeRef<'_>| !text.ancestors_it(Some(8)).any(|outer| is_text(&outer));
    for text in svg.descendants_it().filter(|text| is_text(text) && is_outermost(text)) {
        let line = if page::name(&text) == "text" { line(&text) } else { page::words(&text) };
        let height = page::filled(&text, "y").filter(|_| line.chars().count() == 1);
        let goes_on = height.is_some() && height == letters;
        letters = height;
        match lines.last_mut().filter(|_| goes_on) {
            Some(last) => last.push_str(&line),
            None => lines.push(line),
        }
    }
    let lines = lines.into_iter().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect()
}

/// Whether an element of a drawing is text that is set in it.
fn is_text(node: &NodeRef<'_>) -> bool {
    matches!(page::name(node).as_str(), "text" | "foreignobject")
}

/// The words of a drawing that are not set in it as text, but for its own title and description: those that show when one
/// points at a part, and those that stand for pictures.
pub(super) fn others(svg: &NodeRef<'_>) -> String {
    let first = |name: &str| svg.children_it(false).find(|inner| page::name(inner) == name).map(|own| own.id);
    let own = [first("title"), first("desc")];
    let mut words = Vec::new();
    // With each node: whether its text is set.
    let mut todo: Vec<(NodeRef<'_>, bool)> = svg.children_it(true).map(|child| (child, false)).collect();
    while let Some((node, is_set)) = todo.pop() {
        if node.is_text() {
            words.extend((!is_set).then(|| node.text().to_string()));
            continue;
        }
        let name = page::name(&node);
        let is_tip = matches!(name.as_str(), "title" | "desc");
        if own.contains(&Some(node.id)) || page::is_machinery(&name) && !is_tip {
            continue;
        }
        if is_picture(&name) {
            words.extend(page::label(&node));
        }
        let is_set = !is_tip && (is_set || is_text(&node));
        todo.extend(node.children_it(true).map(|child| (child, is_set)));
    }
    words.iter().flat_map(|text| text.split_whitespace()).collect::<Vec<_>>().join(" ")
}

/// A line of text. A piece that is set lower or apart starts a word; one letter after another is one word.
fn line(text: &NodeRef<'_>) -> String {
    let mut line = String::new();
    let mut todo: Vec<NodeRef<'_>> = text.children_it(true).collect();
    let mut was_letter = true;
    while let Some(node) = todo.pop() {
        if node.is_text() {
            line.push_str(&node.text());
            continue;
        }
        let name = page::name(&node);
        if matches!(name.as_str(), "title" | "desc") {
            continue;
        }
        if matches!(name.as_str(), "tspan" | "textpath") {
            let is_letter = node.text().chars().count() == 1;
            let is_lower = page::filled(&node, "dy").is_some_and(|dy| !dy.starts_with('0'));
            let is_apart =
                is_lower || ["x", "y"].iter().any(|name| node.has_attr(name)) && !(is_letter && was_letter);
            line.push_str(if is_apart { " " } else { "" });
            was_letter = is_letter;
        }
        todo.extend(node.children_it(true));
    }
    line
}

#[test]
fn lines_of_a_drawing_are_sentences_again() {
    for (svg, expected) in [
        (
            "<text y=1>The goat crossed</text><text y=2>the river. </text><text>She slept.</text>",
            "The goat crossed the river.|She slept.",
        ),
        (
            "<text><tspan x=1 dy=20>Nobody saw her,</tspan><tspan x=1 dy=20>and nobody asked.</tspan></text>",
            "Nobody saw her, and nobody asked.",
        ),
        ("<text><tspan x=1>G</tspan><tspan x=2>o</tspan><tspan x=3>.</tspan></text>", "Go."),
        ("<text x=1 y=5>G</text><text x=2 y=5>o</text><text x=3 y=5>.</text>", "Go."),
        ("<text>Wor<tspan fill=red>ds</tspan></text>", "Words"),
    ] {
        let document = dom_query::Document::from(format!("<svg>{svg}</svg>"));
        let svg = document.select("svg");
        assert_eq!(paragraphs(&svg.nodes()[0]).join("|"), expected);
    }
    let drawing = "<title>A goat</title><text>She <title>asleep</title><audio title=bells /> slept.</text><g><desc>By hand</desc></g>";
    let document = dom_query::Document::from(format!("<svg>{drawing}</svg>"));
    assert_eq!(others(&document.select("svg").nodes()[0]), "asleep bells By hand");
    let strings = |all: &[&str]| all.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    assert!(
        is_prose(&strings(&["The goat slept."])) && !is_prose(&strings(&["North", "South", "Sea of salt"]))
    );
}
