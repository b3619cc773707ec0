//! Where a sentence begins although no stop stands before it: the lines of a letter, of a web page or of a list
//! that have run together.

use super::abbreviations::{Kind, Rules};
use super::lists;

/// How many words a name or a source has at most.
const FEW: usize = 3;

const NOON: [&str; 4] = ["AM", "PM", "am", "pm"];

/// Words that a letter begins with.
const GREETINGS: [&str; 5] = ["Dear", "Greetings", "Hello", "Hey", "Hi"];

/// Last words of what a letter ends with, before the name.
const FAREWELLS: [&str; 10] = [
    "cheers,",
    "faithfully,",
    "greetings,",
    "regards,",
    "respectfully,",
    "sincerely,",
    "thanks,",
    "truly,",
    "wishes,",
    "yours,",
];

/// The bytes where sentences begin without a stop before them, in order.
pub(super) fn all(text: &str, rules: &Rules) -> Vec<usize> {
    let mut found = lists::items(text);
    found.extend(lists::bullets(text));
    let words: Vec<(usize, &str)> = words(text).collect();
    let mut last = 0;
    for at in 1..words.len() {
        // A sentence that begins here by other means can be the head of a letter or bear a source.
        let head = words[last..at].iter().take(2 * FEW).map(|(_, word)| *word);
        let (before, next) = (words[at - 1].1, words[at].1);
        let short = at - last <= FEW + 1;
        let begins = is_rule(before) && !next.starts_with(char::is_lowercase)
            || is_address(before) && (opens(next, rules) || is_label(next) || is_address(next))
            || is_number(before) && is_label(next)
            || ends_stamp(&words[..at])
                && !NOON.contains(&next)
                && next.starts_with(|c: char| c.is_uppercase() || "\"“".contains(c))
            || (is_address(before) || short && head.clone().all(|word| is_name(word) && !rules.starts(word)))
                && starts_stamp(&words[at..])
            || at == 2 && is_caption(words[0].1, before, next)
            || short && is_head(head, next, words.get(at + 1).map_or("", |word| word.1), rules);
        if begins {
            found.push(words[at].0);
        }
        if begins || ends(before, rules) {
            last = at;
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The words of a text and where each stands.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(char::is_whitespace).filter_map(move |word| {
        let start = at;
        at += word.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
        (!word.is_empty()).then_some((start, word))
    })
}

/// Whether a word ends in a stop that is not its own, whatever closes after it.
fn ends(word: &str, rules: &Rules) -> bool {
    let open = word.trim_end_matches(['"', '\'', ')', ']', '”', '’']);
    open.ends_with(['.', '!', '?', '…']) && rules.kind(open.trim_end_matches('.')) == Kind::Word
}

/// A word without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether a word opens a sentence for sure, or a name with a capital does.
fn opens(word: &str, rules: &Rules) -> bool {
    rules.starts(bare(word)) || word.starts_with(['"', '“'])
}

/// A line drawn with the keyboard: "=====", "***".
fn is_rule(word: &str) -> bool {
    let Some(first) = word.chars().next().filter(|c| "=*~#_-–—".contains(*c)) else { return false };
    let shortest = if "=*~#".contains(first) { 3 } else { 4 };
    shortest <= word.len() && word.chars().all(|c| c == first)
}

/// A web or e-mail address with no mark behind it.
fn is_address(word: &str) -> bool {
    let plain = word.trim_start_matches(['<', '(', '[']);
    let web = ["http://", "https://", "www."].iter().any(|head| plain.starts_with(head));
    let mail = plain.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    (web || mail) && word.ends_with(|c: char| c.is_alphanumeric() || "/>)]".contains(c))
}

/// What a value stands behind in a list of facts: "Fax:".
fn is_label(word: &str) -> bool {
    let Some(label) = word.strip_suffix(':') else { return false };
    label.starts_with(char::is_uppercase) && label.chars().all(|c| c.is_alphabetic() || c == '-')
}

/// A telephone number.
fn is_number(word: &str) -> bool {
    6 <= word.bytes().filter(u8::is_ascii_digit).count()
        && word.bytes().all(|b| b.is_ascii_digit() || b"+-./()".contains(&b))
        && word.ends_with(|c: char| c.is_ascii_digit())
}

/// Whether a date and a time in figures end here: "08/16/2000 12:05 PM".
fn ends_stamp(words: &[(usize, &str)]) -> bool {
    match words {
        [.., date, time, noon] if NOON.contains(&noon.1) => is_stamp(date.1, time.1),
        [.., date, time] => is_stamp(date.1, time.1) && 2 <= time.1.matches(':').count(),
        _ => false,
    }
}

/// Whether a date and a time in figures begin here.
fn starts_stamp(words: &[(usize, &str)]) -> bool {
    matches!(words, [date, time, ..] if is_stamp(date.1, time.1))
}

fn is_stamp(date: &str, time: &str) -> bool {
    let figures = |word: &str, mark: char| {
        word.contains(mark) && word.split(mark).all(|part| part.parse::<u16>().is_ok())
    };
    ['/', '-', '.'].iter().any(|mark| figures(date, *mark)) && figures(time, ':')
}

/// A word of a name.
fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.ends_with(char::is_alphabetic)
}

/// Whether a paragraph begins with what a picture is called by: "Figure 1.5 A house".
fn is_caption(first: &str, number: &str, next: &str) -> bool {
    ["Chart", "Exhibit", "Fig.", "Figure", "Plate", "Table"].contains(&first)
        && number.starts_with(|c: char| c.is_ascii_digit())
        && number.ends_with(|c: char| c.is_ascii_digit())
        && next.starts_with(char::is_uppercase)
}

/// Whether a few words that open a sentence are a line of their own: a greeting, the end of a letter, or the
/// source of a report in brackets.
fn is_head<'a>(head: impl Iterator<Item = &'a str> + Clone, next: &str, then: &str, rules: &Rules) -> bool {
    let (Some(first), Some(last)) = (head.clone().next(), head.clone().last()) else { return false };
    let capital = next.starts_with(char::is_uppercase);
    if GREETINGS.contains(&first) {
        return capital && first != last && last.ends_with(',');
    }
    if FAREWELLS.contains(&last.to_ascii_lowercase().as_str()) && first.starts_with(char::is_uppercase) {
        // "Love, Actually is", "Thanks, Ann, for" and "Thanks, Tom." are sentences.
        return capital
            && !rules.starts(next)
            && !next.ends_with([',', '.', '!', '?'])
            && !then.starts_with(char::is_lowercase);
    }
    let inside =
        first.strip_prefix('(').filter(|word| 2 < word.len() && word.starts_with(char::is_uppercase));
    let closes = head.clone().position(|word| word.contains(')')).map(|at| at + 1);
    inside.is_some() && last.ends_with(')') && closes == Some(head.count()) && opens(next, rules)
}

#[cfg(test)]
mod tests {
    use super::super::abbreviations::rules;
    use super::*;

    #[track_caller]
    fn check(parts: &[&str]) {
        let text = parts.join(" ");
        let mut starts = vec![0];
        starts.extend(all(&text, &rules("en")));
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        let found: Vec<&str> = starts.iter().zip(ends).map(|(start, end)| text[*start..end].trim()).collect();
        assert_eq!(found, parts);
    }

    #[test]
    fn a_letter_has_lines() {
        check(&["Dear Mr. Hall,", "Thank you for the book."]);
        check(&["I am well. Kind regards,", "Ann Hall"]);
        check(&["Thanks, Ann, for the book."]);
        check(&["She said hello, Mary."]);
        check(&["On 08/16/2000 12:05 PM we met."]);
        check(&["Ann Hall", "08/16/2000 12:05 PM", "The meeting is at noon."]);
    }

    #[test]
    fn facts_stand_in_lines() {
        check(&["Phone: 555.123.4567", "Fax: 555.123.4568"]);
        check(&["Write to ann@example.com", "We answer soon."]);
        check(&["See www.example.com and Paris."]);
        check(&["www.example.com/a", "www.example.com/b"]);
        check(&["Figure 1.5", "A house on a hill"]);
        check(&["Figure 1.5 shows a house."]);
        check(&["One ======", "Two"]);
        check(&["***", "One ***", "Two"]);
        check(&["My name is ____ and I am happy."]);
    }

    #[test]
    fn a_source_stands_before_its_report() {
        check(&["(Morning Post)", "The king is dead."]);
        check(&["(Sir) Arthur came."]);
        check(&["He left (in May) The Hague."]);
    }
}
