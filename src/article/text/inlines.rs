//! Stress in running text: `_word_`, as typists mark what printers set in italics.

use crate::article::Inline;

/// Running text with its stress.
pub(super) fn stressed(content: Vec<Inline>) -> Vec<Inline> {
    content
        .into_iter()
        .flat_map(|inline| match inline {
            Inline::Text(text) if text.contains('_') => of_text(&text),
            other => vec![other],
        })
        .collect()
}

fn of_text(text: &str) -> Vec<Inline> {
    let mut content = Vec::new();
    let (mut at, mut from) = (0, 0);
    while let Some(start) = text[from..].find('_').map(|start| from + start) {
        from = start + 1;
        let Some(end) = stress(&text[..start], &text[from..]) else { continue };
        if at < start {
            content.push(Inline::Text(text[at..start].to_owned()));
        }
        content.push(Inline::Emphasis(vec![Inline::Text(text[from..from + end].to_owned())]));
        at = from + end + 1;
        from = at;
    }
    if at < text.len() {
        content.push(Inline::Text(text[at..].to_owned()));
    }
    content
}

/// How long the stressed words are after an underscore; nothing if it opens no stress: `a_name`, `__init__`.
fn stress(before: &str, after: &str) -> Option<usize> {
    const LONGEST: usize = 300;
    let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let end = after.find('_').filter(|end| *end <= LONGEST)?;
    let inner = &after[..end];
    let closes = !word(after[end + 1..].chars().next());
    let fits = inner.contains(char::is_alphabetic)
        && !inner.starts_with(char::is_whitespace)
        && !inner.ends_with(char::is_whitespace);
    (fits && closes && !word(before.chars().next_back())).then_some(end)
}

#[test]
fn stress_stands_around_words() {
    let text = |text: &str| Inline::Text(text.into());
    let read = |source: &str| stressed(vec![text(source)]);
    let stress = |words: &str| Inline::Emphasis(vec![text(words)]);
    assert_eq!(
        read("It was _quite_ still, _“so very”_."),
        [text("It was "), stress("quite"), text(" still, "), stress("“so very”"), text(".")]
    );
    for plain in ["a_name and b_name", "__init__", "_ a _", "____", "a _b", "/_foo_bar_/"] {
        assert_eq!(read(plain), [text(plain)]);
    }
}
