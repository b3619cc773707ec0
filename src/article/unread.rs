//! Files that are no text of an article, and that no reader takes: each is named, with what the user can do.

use super::decode;
use super::text::mail_field;

/// A kind of file that is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unread {
    /// What it is, with an article: "an RTF document".
    pub(super) what: &'static str,
    /// What the user can do.
    pub(super) hint: &'static str,
}

const CONVERT: &str = "save it as .docx, .html or .txt, and give Articast that file";
const RTF: Unread = Unread { what: "an RTF document", hint: CONVERT };
const PDF: Unread =
    Unread { what: "a PDF file", hint: "save its text as .docx, .html or .txt, and give Articast that file" };
const ODF: Unread =
    Unread { what: "an OpenDocument file", hint: "save it as .docx, and give Articast that file" };
const MOBI: Unread =
    Unread { what: "a Kindle book", hint: "convert it to EPUB, and give Articast that file" };
const VTT: Unread = Unread {
    what: "WebVTT captions",
    hint: "take out the time stamps and save the rest as .txt; `--from text` reads the file as it is",
};
const SRT: Unread = Unread { what: "SubRip captions", hint: VTT.hint };
const MAIL: Unread = Unread {
    what: "a mail message in its transport form",
    hint: "save its text as .txt or .html in the mail program; `--from text` reads the file as it is",
};
const MHTML: Unread = Unread {
    what: "a web archive (MHTML)",
    hint: "open it in a browser, save the page as HTML, and give Articast that file",
};
const NOTEBOOK: Unread = Unread {
    what: "a Jupyter notebook",
    hint: "`jupyter nbconvert --to markdown FILE` makes a Markdown file of it",
};
const LATEX: Unread =
    Unread { what: "a LaTeX document", hint: "`pandoc FILE -o article.md` makes a Markdown file of it" };
const CSV: Unread = Unread {
    what: "a table (CSV)",
    hint: "Articast reads articles; `--from text` reads the file as plain text",
};
const JSON: Unread =
    Unread { what: "JSON data", hint: "Articast reads articles; `--from text` reads the file as plain text" };
const XML: Unread = Unread {
    what: "an XML document",
    hint: "save it as .html or .txt; `--from html` reads the file as a web page",
};

/// What a source is that no reader takes, by its name and its bytes; `None` if a reader takes it.
pub(super) fn of(name: &str, bytes: &[u8]) -> Option<Unread> {
    if bytes.starts_with(b"PK") {
        // The media type stands first in an OpenDocument file, as it is (OpenDocument 1.3, part 2, section 3.3).
        let is_odf = bytes.get(30..).is_some_and(|rest| rest.starts_with(b"mimetypeapplication/vnd.oasis."));
        return is_odf.then_some(ODF);
    }
    if bytes.get(60..68) == Some(b"BOOKMOBI") {
        return Some(MOBI);
    }
    let start = decode::start(bytes);
    let start = start.trim_start_matches('\u{feff}').trim_start();
    by_start(start).or_else(|| by_name(name, start)).or_else(|| json(bytes, start))
}

/// What a text is by its beginning in lower case.
fn by_start(start: &str) -> Option<Unread> {
    let mut lines = start.lines().map(str::trim).filter(|line| !line.is_empty());
    let (first, second) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let cue = |line: &str| {
        line.split_once("-->").is_some_and(|(from, to)| is_time(from.trim()) && is_time(to.trim_start()))
    };
    match () {
        () if start.starts_with(r"{\rtf") => Some(RTF),
        () if start.starts_with("%pdf-") => Some(PDF),
        () if first == "webvtt" || first.starts_with("webvtt") && start.contains("-->") => Some(VTT),
        () if first.bytes().all(|b| b.is_ascii_digit()) && cue(second) => Some(SRT),
        () if cue(first) => Some(SRT),
        () if is_latex(start) => Some(LATEX),
        () if is_table(start) => Some(CSV),
        () => mail(start),
    }
}

/// Whether a text starts with a time of captions: `00:01:02,500` or `01:02.500`.
fn is_time(text: &str) -> bool {
    let time = text.split_whitespace().next().unwrap_or_default();
    4 < time.len() && time.contains(':') && time.bytes().all(|b| b.is_ascii_digit() || b":.,".contains(&b))
}

/// Whether a text is a LaTeX document: its class stands before anything but comments.
fn is_latex(start: &str) -> bool {
    let mut lines = start.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('%'));
    lines.next().is_some_and(|line| {
        [r"\documentclass", r"\documentstyle", r"\begin{document}"].iter().any(|sign| line.starts_with(sign))
    })
}

/// A message whose text is packed for its transport, by its header (RFC 2045).
fn mail(start: &str) -> Option<Unread> {
    let header: Vec<&str> = start.lines().take_while(|line| !line.trim().is_empty()).collect();
    let has = |name: &str| header.iter().any(|line| line.trim_start().starts_with(name));
    let holds = |words: &str| header.iter().any(|line| line.contains(words));
    let is_message = header.first().is_some_and(|line| line.contains(':')) && has("mime-version:");
    match () {
        () if !is_message => None,
        () if holds("multipart/related") && (has("snapshot-content-location:") || !has("to:")) => Some(MHTML),
        () if holds("multipart/") || has("content-transfer-encoding:") => Some(MAIL),
        () => None,
    }
}

/// What a text is by the end of its name, if its beginning in lower case does not say otherwise.
fn by_name(name: &str, start: &str) -> Option<Unread> {
    let (_, ending) = name.rsplit_once('.')?;
    let is_header = || start.lines().next().is_some_and(|line| line.contains(':')) && has_field(start);
    match ending.to_ascii_lowercase().as_str() {
        "ipynb" => Some(NOTEBOOK),
        "csv" | "tsv" => Some(CSV),
        "vtt" if start.contains("-->") => Some(VTT),
        "srt" if start.contains("-->") => Some(SRT),
        "eml" if is_header() => Some(MAIL),
        "mht" | "mhtml" if is_header() => Some(MHTML),
        "tex" | "latex" | "ltx" if start.contains('\\') => Some(LATEX),
        "json" | "jsonl" | "ndjson" if start.starts_with(['{', '[']) => Some(JSON),
        "xml" if is_xml(start) => Some(XML),
        _ => None,
    }
}

fn has_field(start: &str) -> bool {
    let mut lines = start.lines().take_while(|line| !line.trim().is_empty());
    lines.any(|line| mail_field(line) || line.starts_with("received:") || line.starts_with("mime-version:"))
}

/// Whether the lines of a text are rows of a table: each has as many cells as the first, most of them are numbers or
/// empty, and none is a sentence.
fn is_table(start: &str) -> bool {
    const ROWS: usize = 8;
    const MOST: usize = 40;
    const COLUMNS: usize = 3;
    // The last line may be cut off.
    let rows: Vec<&str> = start.lines().take(MOST + 1).collect();
    let rows = &rows[..rows.len().saturating_sub(1)];
    let is = |sign: char| {
        let cells = |row: &str| row.split(sign).map(str::trim).map(str::to_owned).collect::<Vec<_>>();
        let columns = rows.first().map_or(0, |row| cells(row).len());
        let is_number = |cell: &String| cell.bytes().all(|b| b.is_ascii_digit() || b".,-+%/: ".contains(&b));
        let all: Vec<String> = rows.iter().skip(1).flat_map(|row| cells(row)).collect();
        COLUMNS <= columns
            && rows.iter().all(|row| cells(row).len() == columns)
            && all.len() <= 2 * all.iter().filter(|cell| is_number(cell)).count()
            && all.iter().all(|cell| cell.split_whitespace().count() < 12)
    };
    ROWS <= rows.len() && [',', ';', '\t'].into_iter().any(is)
}

/// Whether a text is XML, but neither a page nor a feed, by its beginning in lower case.
fn is_xml(start: &str) -> bool {
    start.starts_with("<?xml")
        && !["<html", "<rss", "<feed", "<rdf", "<opml"].iter().any(|root| start.contains(root))
}

/// Data, whatever its name: a whole text that is an object or an array of JSON.
fn json(bytes: &[u8], start: &str) -> Option<Unread> {
    if !start.starts_with(['{', '[']) {
        return None;
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let value: serde_json::Value = serde_json::from_slice(bytes).ok()?;
    let is_notebook = value.get("nbformat").is_some() && value.get("cells").is_some();
    Some(if is_notebook { NOTEBOOK } else { JSON })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_no_text_are_named_by_their_beginning() {
        let what = |bytes: &str| of("standard input", bytes.as_bytes()).map(|unread| unread.what);
        assert_eq!(what(r"{\rtf1\ansi Words.\par}"), Some(RTF.what));
        assert_eq!(what("%PDF-1.7\n%"), Some(PDF.what));
        assert_eq!(what("\u{feff}WEBVTT - the pier\n\n00:01.000 --> 00:02.000\nHello."), Some(VTT.what));
        assert_eq!(what("1\n00:00:01,000 --> 00:00:02,500\nHello.\n"), Some(SRT.what));
        assert_eq!(what("% a remark\n\\documentclass{article}\n"), Some(LATEX.what));
        let mail = "Received: by a.example\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\nSGk=\n";
        assert_eq!(what(mail), Some(MAIL.what));
        let page = "From: <Saved by a browser>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\n--x\n";
        assert_eq!(what(page), Some(MHTML.what));
        assert_eq!(what("{\"cells\": [], \"nbformat\": 4}"), Some(NOTEBOOK.what));
        assert_eq!(what("[{\"a\": 1}]\n"), Some(JSON.what));
        let rows: Vec<String> = (1..12).map(|n| format!("{n},Boat {n},{}", 9 * n)).collect();
        assert_eq!(what(&format!("id,name,length\n{}\n", rows.join("\n"))), Some(CSV.what));
    }

    #[test]
    fn texts_in_an_odd_layout_are_articles() {
        for text in [
            "WEBVTT is a format.",
            "1\n\nThe first chapter --> the second.",
            "From: A\nTo: B\nSubject: C\nContent-Type: text/plain\n\nHello.",
            "[a note] This is no data.",
            "{this} is no data",
            "In \\documentclass a class is named.",
            "1, 2, 3,\nthe boats came home,\n4, 5, 6,\nwith sails and sticks,\n1, 2, 3,\nacross the sea,\n7, 8, 9,\nwas all I saw.\nSo.\nYes.",
            "",
        ] {
            assert_eq!(of("a.txt", text.as_bytes()), None, "{text}");
        }
        // A name alone does not make a message of a text.
        assert_eq!(of("a.eml", b"A plain text."), None);
        assert_eq!(of("a.csv", b"boat,length\n").map(|unread| unread.what), Some(CSV.what));
    }
}
