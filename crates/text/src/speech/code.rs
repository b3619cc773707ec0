//! Program code as words: names are parted, and each sign that means something is said.

use super::words;
use crate::language::code::{Code, Kind, code};

/// How code is said, in the words of a language of people; `name` is that of the code, as fences give it, and may be empty.
/// None where it is better read as any text: an address, or code in a language that has no words for it.
pub(super) fn say(text: &str, name: &str, language: &str) -> Option<String> {
    if is_address(text) {
        return None;
    }
    let Some(known) = code(language) else {
        return is_name(text).then(|| words::say(&parted(text), language).text);
    };
    let out = Reader { known, kind: known.kind(name), text, language, out: String::new() }.read();
    out.contains(char::is_alphanumeric).then_some(out)
}

/// Reads code from its start to its end.
struct Reader<'a> {
    known: &'a Code,
    kind: Option<&'a Kind>,
    text: &'a str,
    language: &'a str,
    out: String,
}

impl Reader<'_> {
    fn read(mut self) -> String {
        let mut at = 0;
        while let Some(c) = self.text[at..].chars().next() {
            let rest = &self.text[at..];
            if let Some(comment) = self.kind.and_then(|kind| kind.comment(rest)).filter(|_| self.opens(at)) {
                self.pause();
                let comment = words::say(comment, self.language).text;
                self.push(&comment);
                break;
            }
            at += match c {
                _ if c.is_whitespace() => c.len_utf8(),
                _ if c.is_numeric() => self.number(rest),
                _ if c.is_alphanumeric() || c == '_' => self.name(rest),
                _ => self.sign(at),
            };
        }
        self.out.truncate(self.out.trim_end_matches([',', ' ']).len());
        self.out
    }

    /// Whether white space or nothing stands before a byte: a comment does not start within a word.
    fn opens(&self, at: usize) -> bool {
        self.text[..at].chars().next_back().is_none_or(char::is_whitespace)
    }

    fn push(&mut self, words: &str) {
        if !self.out.is_empty() && !words.is_empty() {
            self.out.push(' ');
        }
        self.out.push_str(words);
    }

    fn pause(&mut self) {
        if self.out.ends_with(char::is_alphanumeric) {
            self.out.push(',');
        }
    }

    /// A number with what belongs to it: "0.5", "0xff", `10_000`.
    fn number(&mut self, rest: &str) -> usize {
        let mut chars = rest.char_indices().peekable();
        let mut end = rest.len();
        while let Some((at, c)) = chars.next() {
            let is_point = c == '.' && chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
            if !c.is_alphanumeric() && c != '_' && !is_point {
                end = at;
                break;
            }
        }
        let said = words::say(&rest[..end].replace('_', ""), self.language).text;
        self.push(&said);
        end
    }

    fn name(&mut self, rest: &str) -> usize {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let said = words::say(&parted(&rest[..end]), self.language).text;
        self.push(&said);
        end
    }

    fn sign(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let before = self.opens(at);
        let is_spaced = |length: usize| before && rest[length..].starts_with(char::is_whitespace);
        if let Some((sign, words)) = self.known.sign(self.kind, rest, is_spaced) {
            // A stop at the end of a text, and the prompt of a terminal.
            let is_silent =
                sign == "." && rest == "." || at == 0 && is_spaced(sign.len()) && "$%#>".contains(sign);
            if !is_silent {
                self.push(words);
            }
            return sign.len();
        }
        // "foo(bar), baz;": a breath. "a::b" is one name.
        if !rest.starts_with(['"', '\'', '`']) && !rest.starts_with("::") {
            self.pause();
        }
        if rest.starts_with("::") { 2 } else { rest.chars().next().map_or(1, char::len_utf8) }
    }
}

fn is_address(text: &str) -> bool {
    text.contains("://") || text.starts_with("www.") || text.contains('@') && text.contains('.')
}

/// Whether a text is one name of a program, perhaps with marks around it.
fn is_name(text: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || "_.:()$@#-<>!?&*\\/[]".contains(c);
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    !bare.is_empty() && !bare.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(is_part)
}

/// The words of a name: "`get_userName`" is "get user Name".
fn parted(name: &str) -> String {
    let bare = name.trim_matches(|c: char| !c.is_alphanumeric());
    let mut words = String::new();
    let mut previous = ' ';
    let mut rest = bare.chars().peekable();
    while let Some(c) = rest.next() {
        if c.is_alphanumeric() {
            // "userName", and "HTTPServer" before its "Server".
            let hump = c.is_uppercase()
                && (previous.is_lowercase()
                    || previous.is_uppercase() && rest.peek().is_some_and(|next| next.is_lowercase()));
            words.push_str(if hump { " " } else { "" });
            words.push(c);
        } else if !words.ends_with(' ') {
            words.push(' ');
        }
        previous = c;
    }
    words
}

#[test]
fn names_are_parted_and_signs_are_said() {
    for (text, name, wanted) in [
        ("getUserName()", "", "get User Name"),
        ("std::fs::read_to_string", "", "std fs read to string"),
        ("HTTPServer", "", "H T T P Server"),
        ("--strict", "", "dash dash strict"),
        ("x = a - b", "", "x equals a minus b"),
        ("a*b/c", "python", "a times b divided by c"),
        ("if x != y and z >= 10_000:", "py", "if x not equals y and z greater than or equals ten thousand"),
        ("i++; // the next 5", "rust", "i plus plus, the next five"),
        (
            "$ git commit -m 'msg' | grep foo > out.txt",
            "sh",
            "git commit dash m msg pipe grep foo into out dot txt",
        ),
        ("<a href=\"x\">y</a>", "html", "tag a href is x y end of a"),
        ("foo(bar, baz[0])", "", "foo, bar, baz, zero"),
        ("!=", "", "not equals"),
        ("# run it twice", "sh", "run it twice"),
    ] {
        assert_eq!(say(text, name, "en").as_deref(), Some(wanted), "{text}");
    }
    for text in ["https://example.com/x", "a@example.com", "()", "::"] {
        assert_eq!(say(text, "", "en"), None, "{text}");
    }
    assert_eq!(say("get_name", "", "fr").as_deref(), Some("get name"));
    assert_eq!(say("a - b", "", "fr"), None);
}
