//! Preformatted text that is no code: verse, and letters whose lines somebody broke.

use super::Inline;

/// Fewer words may be anything.
const LEAST: usize = 8;
/// The lines of a paragraph are as long as this, in characters; those of verse are shorter.
const WRAPPED: usize = 50;
/// The widest line of verse or of a letter.
const WIDEST: usize = 90;

/// The paragraphs of preformatted text that is prose or verse; none if it may be code, a table or a drawing.
pub(super) fn prose(text: &str) -> Option<Vec<Vec<Inline>>> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let words =
        |line: &str| line.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
    let all: usize = lines.iter().map(|line| words(line)).sum();
    let opens = |line: &&str| line.trim_start_matches(is_quote).starts_with(char::is_uppercase);
    let ends = lines.iter().filter(|line| line.ends_with(|c| ".,;:!?…—–".contains(c) || is_quote(c)));
    let fits = LEAST <= all
        && 1 < lines.len()
        && 3 * lines.len() <= all
        && lines.iter().all(|line| is_line(line))
        && lines.first().is_some_and(opens)
        && lines.len() <= 4 * ends.count();
    fits.then(|| paragraphs(text))
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»' | '(' | ')')
}

/// Whether a line has nothing but words and the marks between them.
fn is_line(line: &str) -> bool {
    let body = line.strip_suffix(';').unwrap_or(line);
    line.chars().count() <= WIDEST
        && !body.contains("   ")
        && !body.contains("()")
        && body.chars().all(|c| {
            c.is_alphanumeric()
                || c.is_whitespace()
                || ".,:;!?…-–—&".contains(c)
                || is_quote(c)
                || !c.is_ascii()
        })
}

/// The paragraphs of preformatted text: those whose lines are long are wrapped, others keep their lines.
pub(super) fn paragraphs(text: &str) -> Vec<Vec<Inline>> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let stanzas = lines.split(|line| line.is_empty()).filter(|stanza| !stanza.is_empty());
    let paragraph = |stanza: &[&str]| {
        let wrapped = stanza[..stanza.len() - 1].iter().all(|line| WRAPPED <= line.chars().count());
        let mut content = Vec::new();
        for line in stanza {
            match content.last_mut() {
                Some(Inline::Text(last)) if wrapped => {
                    last.push(' ');
                    last.push_str(line);
                }
                Some(_) => content.extend([Inline::Break, Inline::Text((*line).to_owned())]),
                None => content.push(Inline::Text((*line).to_owned())),
            }
        }
        content
    };
    stanzas.map(paragraph).collect()
}

#[test]
fn verse_and_letters_are_no_code() {
    let verse = "The ferry lay at anchor,\n  the gulls had gone to bed;\nNobody rang the harbour bell,\n  and no one said a word.";
    let letter = "Dear Ada, the boat has come at last, and with it came the rain.\nI have put the lamps out and will go to bed now, as you asked.\n\nYours, Tom, who is still waiting.";
    assert_eq!(prose(verse).map(|all| all[0].len()), Some(7));
    assert_eq!(prose(letter).map(|all| all.len()), Some(2));
    for code in [
        "cd project\nnpm install the package now\nnpm run build again please",
        "let x = read the line;\nprint(x)\nreturn the value here",
        "Name: the cat\nAge: nine years old\nOwner: nobody at all",
        "def add the numbers(a, b):\n    return a plus b, then stop.",
        "+----+ a drawing of a box\n|    | and more of the box",
        "One line of text alone, which is anything.",
    ] {
        assert_eq!(prose(code), None, "{code}");
    }
}
