//! The pieces of HTML that Markdown can hold: tags, comments and the text between them.

use pulldown_cmark::{Event, Parser};

/// A piece of HTML.
#[derive(Debug, PartialEq)]
pub(super) enum Piece<'a> {
    /// Text with its entities decoded.
    Text(String),
    /// A start tag.
    Open(Tag<'a>),
    /// The name of an end tag, in lower case, and the tag as written.
    Close(String, &'a str),
    /// What stands in a comment.
    Comment(&'a str),
    /// A declaration or an instruction as written.
    Other(&'a str),
}

/// A start tag.
#[derive(Debug, PartialEq)]
pub(super) struct Tag<'a> {
    /// Its name in lower case.
    pub(super) name: String,
    /// Its attributes with decoded values.
    pub(super) attributes: Vec<(String, String)>,
    /// As written.
    pub(super) source: &'a str,
}

impl Tag<'_> {
    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Cuts HTML into pieces, each looked at once.
pub(super) fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text(&rest[..start], &mut pieces);
        rest = &rest[start..];
        let Some(piece) = markup(rest, &mut pieces) else {
            text("<", &mut pieces);
            rest = &rest[1..];
            continue;
        };
        rest = &rest[piece..];
        if let Some(Piece::Open(Tag { name, .. })) = pieces.last()
            && ["script", "style", "textarea"].contains(&name.as_str())
        {
            let end = find_end(rest, name);
            pieces.push(Piece::Text(rest[..end].to_owned()));
            rest = &rest[end..];
        }
    }
    text(rest, &mut pieces);
    pieces
}

fn text<'a>(source: &'a str, pieces: &mut Vec<Piece<'a>>) {
    if source.is_empty() {
        return;
    }
    let decoded = decode(source);
    if let Some(Piece::Text(last)) = pieces.last_mut() {
        last.push_str(&decoded);
    } else {
        pieces.push(Piece::Text(decoded));
    }
}

/// Reads what starts with `<`, and says how long it is; nothing if it is a character like any other.
/// What should end and does not reaches to the end, so that no text is searched twice.
fn markup<'a>(html: &'a str, pieces: &mut Vec<Piece<'a>>) -> Option<usize> {
    let upto = |end: &str| html.find(end).map_or(html.len(), |at| at + end.len());
    let next = html[1..].chars().next()?;
    if let Some(comment) = html.strip_prefix("<!--") {
        let (comment, after) = comment.split_once("-->").unwrap_or((comment, ""));
        pieces.push(Piece::Comment(comment));
        return Some(html.len() - after.len());
    }
    if next == '!' || next == '?' {
        let end = match next {
            '?' => upto("?>"),
            _ if html.starts_with("<![CDATA[") => upto("]]>"),
            _ => upto(">"),
        };
        pieces.push(Piece::Other(&html[..end]));
        return Some(end);
    }
    let closes = next == '/';
    let name_start = 1 + usize::from(closes);
    if !html[name_start..].starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.');
    let name_len = html[name_start..].find(|c| !is_name(c)).unwrap_or(html.len() - name_start);
    let name = html[name_start..name_start + name_len].to_ascii_lowercase();
    let (attributes, len) = attributes(&html[name_start + name_len..]);
    let Some(len) = len else {
        // A tag without an end: nothing that follows can be told from it.
        pieces.push(Piece::Text(html.to_owned()));
        return Some(html.len());
    };
    let source = &html[..name_start + name_len + len];
    pieces.push(if closes {
        Piece::Close(name, source)
    } else {
        Piece::Open(Tag { name, attributes, source })
    });
    Some(source.len())
}

/// Attributes up to the end of a tag, and where that is.
fn attributes(source: &str) -> (Vec<(String, String)>, Option<usize>) {
    let mut attributes = Vec::new();
    let mut rest = source;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        match rest.chars().next() {
            None => return (attributes, None),
            Some('>') => return (attributes, Some(source.len() - rest.len() + 1)),
            Some('=') => rest = &rest[1..],
            Some(_) => {}
        }
        let name_len = rest.find(|c: char| c.is_whitespace() || "/>=".contains(c)).unwrap_or(rest.len());
        let name = rest[..name_len].to_ascii_lowercase();
        rest = rest[name_len..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            rest = after.trim_start();
            let quote = rest.chars().next().filter(|c| "'\"".contains(*c));
            if let Some(quote) = quote {
                let Some(end) = rest[1..].find(quote) else { return (attributes, None) };
                value = &rest[1..=end];
                rest = &rest[end + 2..];
            } else {
                let end = rest.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(rest.len());
                (value, rest) = rest.split_at(end);
            }
        }
        if !name.is_empty() {
            attributes.push((name, decode(value)));
        }
    }
}

/// Where the end tag of an element starts whose content is no markup.
fn find_end(html: &str, name: &str) -> usize {
    let is_end =
        |at: &usize| html[at + 2..].get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
    html.match_indices("</").map(|(at, _)| at).find(is_end).unwrap_or(html.len())
}

/// Text with the characters that its entities stand for.
pub(super) fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        decoded.push_str(&rest[..start]);
        rest = &rest[start..];
        let len = entity_len(rest).unwrap_or(1);
        match &rest[..len] {
            "&" => decoded.push('&'),
            entity => decoded.push_str(&character(entity)),
        }
        rest = &rest[len..];
    }
    decoded.push_str(rest);
    decoded
}

/// The length of what looks like an entity at the start of a text.
pub(super) fn entity_len(text: &str) -> Option<usize> {
    // The longest name has 31 letters.
    let end = text.bytes().take(34).position(|byte| byte == b';')?;
    let name = text[1..end].strip_prefix('#').unwrap_or(&text[1..end]);
    (!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(end + 1)
}

/// The Markdown parser holds the table of all entities, so it is asked.
fn character(entity: &str) -> String {
    let texts = Parser::new(entity).filter_map(|event| match event {
        Event::Text(text) => Some(text.into_string()),
        _ => None,
    });
    texts.collect()
}

#[test]
fn cuts_html_into_pieces() {
    let tag = |source, name: &str, attributes: &[(&str, &str)]| {
        let attributes = attributes.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        Piece::Open(Tag { name: name.into(), attributes, source })
    };
    assert_eq!(
        pieces("a &eacute; < 3 <IMG src=x alt='a &quot;b>' hidden/><!-- c --></B >"),
        [
            Piece::Text("a é < 3 ".into()),
            tag(
                "<IMG src=x alt='a &quot;b>' hidden/>",
                "img",
                &[("src", "x"), ("alt", "a \"b>"), ("hidden", "")]
            ),
            Piece::Comment(" c "),
            Piece::Close("b".into(), "</B >"),
        ]
    );
}

#[test]
fn keeps_what_does_not_end() {
    assert_eq!(pieces("<a href='x"), [Piece::Text("<a href='x".into())]);
    assert_eq!(pieces("<!-- x"), [Piece::Comment(" x")]);
    assert_eq!(pieces("<"), [Piece::Text("<".into())]);
    let script = pieces("<script>if (a < b) { '</p>' }</SCRIPT>");
    assert_eq!(script[1], Piece::Text("if (a < b) { '</p>' }".into()));
}

#[test]
fn decodes_only_what_is_an_entity() {
    assert_eq!(decode("AT&T &amp; &#x41;&#66; &nosuch; &; &"), "AT&T & AB &nosuch; &; &");
}
