//! The words of a command line, as the voice `command:…` is named.

/// The words of a command: parted by white space, unless they stand in double quotes.
pub fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = command.trim_start();
    while !rest.is_empty() {
        let quoted = rest.strip_prefix('"').and_then(|rest| rest.split_once('"'));
        let (word, after) =
            quoted.unwrap_or_else(|| rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len())));
        words.push(word.to_owned());
        rest = after.trim_start();
    }
    words
}

/// A word so that [`words`] gives it back.
pub(crate) fn quoted(word: &str) -> String {
    if word.is_empty() || word.contains(char::is_whitespace) {
        format!("\"{word}\"")
    } else {
        word.to_owned()
    }
}

#[test]
fn a_command_is_parted_into_words_and_put_together() {
    assert_eq!(words(" \"/my casts/evil.sh\" --x  a\"b "), ["/my casts/evil.sh", "--x", "a\"b"]);
    assert_eq!(words("\"open"), ["\"open"]);
    for command in [&["/my casts/evil.sh", "--x"][..], &["", "a b"]] {
        let quoted: Vec<String> = command.iter().map(|word| quoted(word)).collect();
        assert_eq!(words(&quoted.join(" ")), command);
    }
}
