//! Front matter: what a Markdown file says of itself before it begins, as YAML or TOML.
//!
//! Half of the front matter in the wild is not valid YAML (`title: War: a history`), so a strict reader would lose it.
//! What a YAML parser refuses is read by lines: keys at the left edge with a text, a list or a block of text. What is not
//! understood is skipped, with its text.

mod episode;
mod value;

use self::value::{Table, Value};
use crate::article::Meta;

/// What was found before the article.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Found {
    pub(super) meta: Meta,
    /// Entries that say nothing that an article can hold.
    pub(super) unknown: Vec<String>,
    /// Where the article itself starts.
    pub(super) end: usize,
}

/// A key with its values, as the source writes them.
struct Entry {
    key: String,
    values: Vec<String>,
    source: String,
    /// Whether the values are all that the source says.
    whole: bool,
    /// What the source says under the key, where that is a table of texts.
    pairs: Vec<(String, String)>,
}

/// Reads the front matter of a text, if it has one.
pub(super) fn read(text: &str) -> Found {
    let Some((inner, end, fence)) = fenced(text) else { return Found::default() };
    let entries = match fence {
        "+++" => toml_entries(inner).unwrap_or_else(|| line_entries(inner, '=')),
        _ => yaml_entries(inner),
    };
    let mut found = Found { end, ..Found::default() };
    for entry in entries {
        if entry.key.eq_ignore_ascii_case("lexicon") && !entry.pairs.is_empty() {
            found.meta.lexicon.extend(entry.pairs);
            continue;
        }
        if episode::take(&mut found.meta.podcast, &entry) {
            continue;
        }
        let value = joined(&entry.values);
        let is_date = entry.key.to_lowercase().starts_with("publish");
        let slot = field(&mut found.meta, &entry.key);
        let kept = match slot {
            Some(_) if value.is_empty() => entry.whole,
            // `published: true` says that it is no draft.
            Some(_) if is_date && ["true", "false"].contains(&value.as_str()) => false,
            Some(slot) if slot.is_none() => {
                *slot = Some(value);
                entry.whole
            }
            _ => false,
        };
        if !kept {
            found.unknown.push(entry.source.trim().to_owned());
        }
    }
    found
}

/// The text between the fences, where the fence after it ends, and which it is.
fn fenced(text: &str) -> Option<(&str, usize, &str)> {
    let (first, rest) = text.split_once('\n')?;
    let fence @ ("---" | "+++") = first.trim_end() else { return None };
    let start = text.len() - rest.len();
    let mut at = start;
    for line in rest.split_inclusive('\n') {
        let end = at + line.len();
        let bare = line.trim_end();
        if bare == fence || (fence == "---" && bare == "...") {
            let inner = &text[start..at];
            return has_keys(inner, fence).then_some((inner, end, fence));
        }
        at = end;
    }
    None
}

/// Two rules with text between them are not front matter.
fn has_keys(inner: &str, fence: &str) -> bool {
    let sign = if fence == "+++" { '=' } else { ':' };
    let mut lines = inner.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines.next().is_none_or(|line| key_of(line, sign).is_some() || (sign == '=' && line.starts_with('[')))
}

/// The key at the start of a line, and the rest of the line.
fn key_of(line: &str, sign: char) -> Option<(&str, &str)> {
    let (key, rest) = line.split_once(sign)?;
    let name = key.trim_end().trim_matches(['"', '\'']);
    let is_name = !name.is_empty()
        && name.chars().count() <= 64
        && name.chars().all(|c| c.is_alphanumeric() || "_-. ".contains(c))
        && !key.starts_with(' ')
        && !key.starts_with('-');
    let apart = sign == '=' || rest.is_empty() || rest.starts_with([' ', '\t', '\r']);
    (is_name && apart).then_some((name, rest.trim()))
}

fn field<'a>(meta: &'a mut Meta, key: &str) -> Option<&'a mut Option<String>> {
    Some(match key.to_lowercase().as_str() {
        "title" => &mut meta.title,
        "author" | "authors" | "byline" | "by" | "creator" => &mut meta.byline,
        "date" | "published" | "pubdate" | "publishdate" | "publish_date" | "date_published" => {
            &mut meta.published
        }
        "lang" | "language" | "locale" => &mut meta.language,
        "source" | "url" | "canonical" | "canonical_url" | "link" | "permalink" => &mut meta.source,
        "site" | "site_name" | "sitename" | "publication" | "publisher" => &mut meta.site,
        "image" | "cover" | "cover_image" | "thumbnail" => &mut meta.image,
        "id" | "guid" | "uuid" => &mut meta.id,
        "description" | "summary" | "excerpt" | "subtitle" | "abstract" => &mut meta.description,
        _ => return None,
    })
}

/// Several values as one: “A, B and C”.
fn joined(values: &[String]) -> String {
    match values {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

fn toml_entries(inner: &str) -> Option<Vec<Entry>> {
    let table: toml::Table = inner.parse().ok()?;
    let entries = table.into_iter().map(|(key, value)| {
        let source = format!("{key} = {value}");
        Entry::of(key, value.into(), source)
    });
    Some(entries.collect())
}

impl Entry {
    fn of(key: String, value: Value, source: String) -> Entry {
        let mut values = Vec::new();
        let whole = value.texts(&mut values);
        Entry { key, values, source, whole, pairs: value.pairs() }
    }
}

/// Entries as a YAML parser understands them: all together, or else each by itself; those that it refuses, and the
/// spelling of numbers, as their lines have them.
fn yaml_entries(inner: &str) -> Vec<Entry> {
    let entries = line_entries(inner, ':');
    let together = serde_saphyr::from_str(inner).map_or_else(|_| Vec::new(), |Table(pairs)| pairs);
    let is_same = |(entry, (key, _)): (&Entry, &(String, Value))| entry.key == *key;
    let mut together = if entries.len() == together.len() && entries.iter().zip(&together).all(is_same) {
        together.into_iter().map(|(_, value)| Some(value)).collect()
    } else {
        vec![None; entries.len()]
    };
    let read = |(entry, value): (Entry, &mut Option<Value>)| {
        let alone = || serde_saphyr::from_str(&entry.source).ok().and_then(|Table(mut pairs)| pairs.pop());
        match value.take().or_else(|| alone().map(|(_, value)| value)) {
            None | Some(Value::Plain(_)) => entry,
            Some(value) => Entry::of(entry.key, value, entry.source),
        }
    };
    entries.into_iter().zip(&mut together).map(read).collect()
}

/// Entries that start at the left edge; lines that are indented or start a list item continue them.
fn line_entries(inner: &str, sign: char) -> Vec<Entry> {
    let mut entries: Vec<(String, String, Vec<&str>)> = Vec::new();
    for line in inner.lines() {
        match (key_of(line, sign), entries.last_mut()) {
            (Some((key, rest)), _) => entries.push((key.to_owned(), rest.to_owned(), vec![line])),
            (None, Some(entry)) if !line.starts_with('#') => entry.2.push(line),
            (None, _) if line.trim().is_empty() => {}
            (None, _) => entries.push((String::new(), line.to_owned(), vec![line])),
        }
    }
    entries
        .into_iter()
        .map(|(key, rest, lines)| {
            let (values, whole) = yaml_values(&rest, &lines[1..]);
            let pairs = if rest.is_empty() { yaml_pairs(&lines[1..]) } else { Vec::new() };
            Entry { key, values, source: lines.join("\n"), whole, pairs }
        })
        .collect()
}

/// The values of an entry: the rest of its line, or the lines under it.
fn yaml_values(rest: &str, under: &[&str]) -> (Vec<String>, bool) {
    let bare = scalar(rest);
    if rest.starts_with(['|', '>']) && rest.len() <= 3 {
        let text: Vec<&str> = under.iter().map(|line| line.trim()).collect();
        return (vec![text.join("\n").trim().to_owned()], true);
    }
    if rest.starts_with('[') {
        let whole = [&[rest], under].concat().join(" ");
        let whole = whole.trim();
        return (flow(whole.strip_prefix('[').unwrap_or(whole)), whole.ends_with(']'));
    }
    let under: Vec<&str> = under.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    if !bare.is_empty() || !rest.is_empty() {
        let text = [&[rest], under.as_slice()].concat().join(" ");
        let text = scalar(&text);
        return (if text.is_empty() { vec![] } else { vec![text] }, true);
    }
    let mut values = Vec::new();
    let mut whole = true;
    for line in under {
        let (item, text) = match line.strip_prefix('-') {
            Some(text) => (true, text.trim()),
            None => (false, line),
        };
        match key_of(text, ':') {
            Some(("name", name)) => values.push(scalar(name)),
            None if item => values.push(scalar(text)),
            _ => whole = false,
        }
    }
    values.retain(|value| !value.is_empty());
    (values, whole)
}

/// The texts of a table under a key; none if a line is no such thing.
fn yaml_pairs(under: &[&str]) -> Vec<(String, String)> {
    let lines =
        under.iter().map(|line| line.trim()).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(yaml_pair).collect::<Option<_>>().unwrap_or_default()
}

/// A word and the text that stands behind its colon.
fn yaml_pair(line: &str) -> Option<(String, String)> {
    let quote = line.chars().next().filter(|c| matches!(c, '"' | '\''));
    let mut escaped = false;
    let end = line.char_indices().skip(1).find(|(_, c)| {
        let closes = Some(*c) == quote && !escaped;
        escaped = quote == Some('"') && *c == '\\' && !escaped;
        closes
    });
    let from = if quote.is_some() { end?.0 + 1 } else { 0 };
    let colon = from + line[from..].find(": ")?;
    let word = if quote.is_some() { scalar(&line[..from]) } else { line[..colon].trim().to_owned() };
    let said = scalar(&line[colon + 1..]);
    (!word.is_empty() && !said.is_empty()).then_some((word, said))
}

/// The items of a list in brackets.
fn flow(list: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut quote = None;
    for c in list.strip_suffix(']').unwrap_or(list).chars() {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            (',', None) => items.push(String::new()),
            _ => {}
        }
        if (c, quote) != (',', None) {
            items.last_mut().expect("it starts with one item").push(c);
        }
    }
    items.iter().map(|item| scalar(item)).filter(|item| !item.is_empty()).collect()
}

/// A single value without its quotes or the comment after it.
fn scalar(text: &str) -> String {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix('"') {
        return double_quoted(rest);
    }
    if let Some(rest) = text.strip_prefix('\'') {
        let end = rest.replace("''", "\0\0").find('\'').unwrap_or(rest.len());
        return rest[..end].replace("''", "'");
    }
    let text = if text.starts_with('#') { "" } else { text.split(" #").next().unwrap_or_default() };
    if ["~", "null", "Null", "NULL"].contains(&text) { String::new() } else { text.trim().to_owned() }
}

fn double_quoted(text: &str) -> String {
    let mut value = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => break,
            '\\' => match chars.next() {
                Some('n' | 'r' | 't') => value.push(' '),
                Some(escaped) => value.push(escaped),
                None => {}
            },
            c => value.push(c),
        }
    }
    value
}

/// The front matter that says this; nothing if there is nothing to say.
pub(super) fn write(meta: &Meta) -> String {
    let fields = [
        ("title", &meta.title),
        ("author", &meta.byline),
        ("date", &meta.published),
        ("lang", &meta.language),
        ("source", &meta.source),
        ("site", &meta.site),
        ("image", &meta.image),
        ("description", &meta.description),
        ("id", &meta.id),
    ];
    let mut lines: String = fields
        .iter()
        .filter_map(|(key, value)| value.as_ref().map(|value| format!("{key}: {}\n", quoted(value))))
        .collect();
    if !meta.lexicon.is_empty() {
        lines.push_str("lexicon:\n");
    }
    for (word, said) in &meta.lexicon {
        let word = if word.chars().all(char::is_alphanumeric) { quoted(word) } else { forced(word) };
        lines.extend(["  ", &word, ": ", &quoted(said), "\n"]);
    }
    lines.push_str(&episode::lines(&meta.podcast));
    if lines.is_empty() { lines } else { format!("---\n{lines}---\n") }
}

/// A value that every reader of YAML takes for this text.
fn quoted(value: &str) -> String {
    let special = |c: char| c.is_control() || "\"'#[]{}&*!|>%@`,\\".contains(c);
    let is_plain = value.starts_with(char::is_alphanumeric)
        && !value.contains(special)
        && !value.contains(": ")
        && !value.ends_with(|c: char| c == ':' || c.is_whitespace())
        && value.contains(|c: char| c.is_alphabetic() || c == '-')
        && !["null", "true", "false", "yes", "no", "on", "off"].contains(&value.to_lowercase().as_str());
    if is_plain { value.to_owned() } else { forced(value) }
}

/// A value in quotes.
fn forced(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', r"\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::{Found, read, write};
    use crate::article::Meta;

    fn found(text: &str) -> (Meta, Vec<String>, &str) {
        let Found { meta, unknown, end } = read(text);
        (meta, unknown, &text[end..])
    }

    #[test]
    fn reads_what_people_write() {
        let text = "---\n# ours\ntitle: War: a \\ history # 2\nAuthor: ['Ann O''Hara', \"B, Jr.\",]\ndate: 2024-01-02\n\
            lang: \"en\"\ncanonical: https://a.b/c#d\ndescription: |-\n  Two\n  lines\ncover:\n\
            tags:\n  - x\ntitle: again\n...\nText";
        let (meta, unknown, rest) = found(text);
        assert_eq!(meta.title.as_deref(), Some("War: a \\ history"));
        assert_eq!(meta.byline.as_deref(), Some("Ann O'Hara and B, Jr."));
        assert_eq!(meta.published.as_deref(), Some("2024-01-02"));
        assert_eq!(meta.language.as_deref(), Some("en"));
        assert_eq!(meta.source.as_deref(), Some("https://a.b/c#d"));
        assert_eq!(meta.description.as_deref(), Some("Two\nlines"));
        assert_eq!(meta.image, None);
        assert_eq!(unknown, ["# ours", "tags:\n  - x", "title: again"]);
        assert_eq!(rest, "Text");
    }

    #[test]
    fn reads_yaml_as_its_writers_mean_it() {
        let (meta, unknown, _) = found(
            "---\ntitle: \"Caf\\xE9 \\u201CNoir\\u201D\"\nauthor: &who !!str Ann\nsite: *who\ndate: 2024-01-02\n\
             lang: en\ndescription: >-\n  One\n  line\n---\n",
        );
        assert_eq!(meta.title.as_deref(), Some("Café “Noir”"));
        assert_eq!((meta.byline.as_deref(), meta.site.as_deref()), (Some("Ann"), Some("Ann")));
        assert_eq!((meta.published.as_deref(), meta.language.as_deref()), (Some("2024-01-02"), Some("en")));
        assert_eq!(meta.description.as_deref(), Some("One line"));
        assert_eq!(unknown, [""; 0]);
        // A line that is no YAML costs itself alone, and numbers keep their spelling.
        let text =
            "---\ntitle: 1.10\nauthor: \"J\\xF6rg\"\nsite: War: a site\nlexicon:\n  W: \"caf\\xE9\"\n---\n";
        let (meta, unknown, _) = found(text);
        assert_eq!((meta.title.as_deref(), meta.byline.as_deref()), (Some("1.10"), Some("Jörg")));
        assert_eq!(meta.site.as_deref(), Some("War: a site"));
        assert_eq!(meta.lexicon["W"], "café");
        assert_eq!(unknown, [""; 0]);
    }

    #[test]
    fn reads_authors_with_more_than_a_name() {
        let (meta, unknown, _) = found("---\nauthors:\n- name: Ann\n  url: x\n- Bo\n- Cy\n---\n");
        assert_eq!(meta.byline.as_deref(), Some("Ann, Bo and Cy"));
        assert_eq!(unknown, ["authors:\n- name: Ann\n  url: x\n- Bo\n- Cy"]);
    }

    #[test]
    fn reads_toml_even_if_it_is_broken() {
        let (meta, unknown, rest) = found("+++\ntitle = 'T'\ndate = 2024-01-02\n[extra]\nx = 1\n+++\nText");
        assert_eq!((meta.title.as_deref(), meta.published.as_deref()), (Some("T"), Some("2024-01-02")));
        assert_eq!(unknown, ["extra = { x = 1 }"]);
        assert_eq!(rest, "Text");
        let (meta, unknown, _) = found("+++\ntitle = \"T\"\ndate = soon\nx = = 1\n+++\n");
        assert_eq!((meta.title.as_deref(), meta.published.as_deref()), (Some("T"), Some("soon")));
        assert_eq!(unknown, ["x = = 1"]);
    }

    #[test]
    fn two_rules_are_no_front_matter() {
        for text in ["---\n\nText.\n\n---\n", "---\na: b\n", "--- \n- a\n---\n", "+++\n", "a: b\n---\n", ""] {
            assert_eq!(read(text), Found::default(), "{text}");
        }
    }

    #[test]
    fn a_lexicon_is_a_table_of_texts() {
        for text in [
            "---\ntitle: T\nlexicon:\n  Kyiv: KEE-iv # as there\n  \"a: b\": '/ˈaː/'\n  # none\n---\nText",
            "+++\ntitle = 'T'\n[lexicon]\nKyiv = 'KEE-iv'\n\"a: b\" = '/ˈaː/'\n+++\nText",
        ] {
            let (meta, unknown, _) = found(text);
            let pairs: Vec<_> =
                meta.lexicon.iter().map(|(word, said)| (word.as_str(), said.as_str())).collect();
            assert_eq!(pairs, [("Kyiv", "KEE-iv"), ("a: b", "/ˈaː/")]);
            assert_eq!(unknown, [""; 0]);
            assert_eq!(read(&write(&meta)).meta, meta);
        }
        assert_eq!(found("---\nlexicon:\n- a\n- b\n---\n").1, ["lexicon:\n- a\n- b"]);
    }

    #[test]
    fn values_are_quoted_if_they_must_be() {
        let meta = Meta {
            title: Some("\"A\" \\ b: c".into()),
            byline: Some("Ann Bo".into()),
            published: Some("2024".into()),
            language: Some("no".into()),
            source: Some("https://a.b/c".into()),
            ..Meta::default()
        };
        let text = write(&meta);
        assert_eq!(
            text,
            "---\ntitle: \"\\\"A\\\" \\\\ b: c\"\nauthor: Ann Bo\ndate: \"2024\"\nlang: \"no\"\n\
             source: https://a.b/c\n---\n"
        );
        assert_eq!(read(&text).meta, meta);
        assert_eq!(write(&Meta::default()), "");
    }
}
