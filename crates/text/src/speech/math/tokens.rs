//! A formula cut into tokens.

/// A piece of a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A command without its backslash: "frac", "," or "\\".
    Command(&'a str),
    /// The words in braces behind a command that takes them as they are: `\text{if }`.
    Raw(&'a str, &'a str),
    /// The name of an environment that begins.
    Begin(&'a str),
    /// The end of an environment.
    End,
    /// "{".
    Open,
    /// "}".
    Close,
    /// "^".
    Above,
    /// "_".
    Below,
    /// "&", between cells.
    Cell,
    /// Any other character.
    Char(char),
}

/// Commands whose argument is no formula.
#[rustfmt::skip]
const RAW: &[&str] = &[
    "ce", "color", "hspace", "label", "mbox", "operatorname", "ref", "eqref", "tag", "text", "textbf", "textit",
    "textnormal", "textrm", "textsf", "texttt", "vspace", "mathrm", "mathop", "mathsf", "mathtt", "rm",
];

/// Cuts a formula. White space, comments and the dollars around it are left out.
pub(super) fn cut(latex: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = latex;
    while let Some(c) = rest.chars().next() {
        let behind = &rest[c.len_utf8()..];
        let token = match c {
            '\\' => {
                let (token, after) = command(behind);
                rest = after;
                tokens.push(token);
                continue;
            }
            '%' => {
                rest = behind.split_once('\n').map_or("", |(_, after)| after);
                continue;
            }
            '{' => Some(Token::Open),
            '}' => Some(Token::Close),
            '^' => Some(Token::Above),
            '_' => Some(Token::Below),
            '&' => Some(Token::Cell),
            '$' => None,
            c if c.is_whitespace() || c.is_control() => None,
            c => Some(Token::Char(c)),
        };
        tokens.extend(token);
        rest = behind;
    }
    tokens
}

/// The command behind a backslash, and what stands behind it.
fn command(source: &str) -> (Token<'_>, &str) {
    let letters = source.bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters == 0 {
        let sign = source.chars().next().map_or(0, char::len_utf8);
        return (Token::Command(&source[..sign]), &source[sign..]);
    }
    let (name, rest) = source.split_at(letters);
    let rest = rest.strip_prefix('*').unwrap_or(rest);
    if !(RAW.contains(&name) || matches!(name, "begin" | "end")) {
        return (Token::Command(name), rest);
    }
    let Some((words, behind)) = braced(rest) else { return (Token::Command(name), rest) };
    match name {
        "begin" => (Token::Begin(words.trim_end_matches('*')), behind),
        "end" => (Token::End, behind),
        _ => (Token::Raw(name, words), behind),
    }
}

/// What stands in the braces that open here, and what stands behind them. Such words are short: the end of the
/// braces is looked for near by, so that no text of braces alone takes long.
fn braced(source: &str) -> Option<(&str, &str)> {
    const FAR: usize = 2000;
    let inner = source.trim_start().strip_prefix('{')?;
    let mut depth = 1_usize;
    for (at, c) in inner.char_indices().take(FAR) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((&inner[..at], &inner[at + 1..]));
        }
    }
    None
}
