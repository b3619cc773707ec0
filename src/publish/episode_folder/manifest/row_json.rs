//! JSON for people and programs: indented, but a list within an entry of a list is a row on one line. An episode has
//! ten thousand words, and nobody reads a number a line.

use std::io::{self, Write};

use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};

/// How many brackets are open around a list that is a row: an object, a list in it, and an entry of that.
const DEEP: usize = 3;

/// What a bracket opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bracket {
    List,
    Object,
}

/// Writes rows compactly and everything else indented.
#[derive(Debug)]
pub(super) struct RowFormatter<'a> {
    pretty: PrettyFormatter<'a>,
    /// How many brackets are open.
    depth: usize,
    /// How many of them are of a row.
    row: usize,
}

impl Default for RowFormatter<'_> {
    fn default() -> Self {
        RowFormatter { pretty: PrettyFormatter::new(), depth: 0, row: 0 }
    }
}

impl RowFormatter<'_> {
    fn open(&mut self, bracket: Bracket) {
        if 0 < self.row || bracket == Bracket::List && DEEP <= self.depth {
            self.row += 1;
        }
        self.depth += 1;
    }

    /// Whether what is closed is of a row.
    fn close(&mut self) -> bool {
        let was_row = 0 < self.row;
        self.row = self.row.saturating_sub(1);
        self.depth -= 1;
        was_row
    }
}

/// Sends a call to the formatter that is due.
macro_rules! due {
    ($rows:ident, $($call:tt)*) => {
        if 0 < $rows.row { CompactFormatter.$($call)* } else { $rows.pretty.$($call)* }
    };
}

impl Formatter for RowFormatter<'_> {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(Bracket::List);
        due!(self, begin_array(writer))
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if self.close() { CompactFormatter.end_array(writer) } else { self.pretty.end_array(writer) }
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        due!(self, begin_array_value(writer, first))
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        due!(self, end_array_value(writer))
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(Bracket::Object);
        due!(self, begin_object(writer))
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if self.close() { CompactFormatter.end_object(writer) } else { self.pretty.end_object(writer) }
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        due!(self, begin_object_key(writer, first))
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        due!(self, begin_object_value(writer))
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        due!(self, end_object_value(writer))
    }
}

#[test]
fn a_list_in_an_entry_is_a_row() {
    use serde::Serialize;
    let value =
        serde_json::json!({ "a": [1, 2], "b": [{ "c": "[", "d": [[1, 2], {"e": [3]}, []] }], "f": [] });
    let mut text = Vec::new();
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut text, RowFormatter::default())).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    assert!(text.contains("\n      \"d\": [[1,2],{\"e\":[3]},[]]\n"), "{text}");
    assert!(text.contains("\"a\": [\n    1,\n    2\n  ],") && text.ends_with("\"f\": []\n}"), "{text}");
}
