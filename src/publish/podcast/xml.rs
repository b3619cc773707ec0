//! XML 1.0, written: elements one after the other, indented, with text from anywhere made harmless.

use quick_xml::Writer;
use quick_xml::events::{BytesCData, BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::clean;

/// A document that is being written.
pub(super) struct Xml(Writer<Vec<u8>>);

/// An attribute: its name and its value.
pub(super) type Attribute<'a> = (&'a str, &'a str);

/// Why writing into memory does not fail.
const MEMORY: &str = "memory takes all that is written";

impl Xml {
    pub(super) fn new() -> Xml {
        let mut xml = Xml(Writer::new_with_indent(Vec::new(), b' ', 2));
        xml.write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        xml
    }

    fn write(&mut self, event: Event<'_>) {
        self.0.write_event(event).expect(MEMORY);
    }

    /// Writes the start tag of an element.
    pub(super) fn open(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.write(Event::Start(start(name, attributes)));
    }

    /// Ends the element of this name that was started last.
    pub(super) fn close(&mut self, name: &str) {
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.write(Event::Empty(start(name, attributes)));
    }

    /// An element with text.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.text_with(name, &[], text);
    }

    /// An element with attributes and text.
    pub(super) fn text_with(&mut self, name: &str, attributes: &[Attribute<'_>], text: &str) {
        self.open(name, attributes);
        self.write(Event::Text(BytesText::new(&clean::lines(text))));
        self.close(name);
    }

    /// An element that was written before, as it was.
    pub(super) fn element(&mut self, xml: &str) {
        self.write(Event::Text(BytesText::from_escaped("\n    ")));
        self.write(Event::Text(BytesText::from_escaped(xml)));
    }

    /// An element with text, if there is any.
    pub(super) fn some(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            self.text(name, text);
        }
    }

    /// An element with HTML in CDATA sections, as podcast apps expect it.
    pub(super) fn html(&mut self, name: &str, html: &str) {
        self.open(name, &[]);
        for section in BytesCData::escaped(clean::lines(html).trim()) {
            self.write(Event::CData(section));
        }
        self.close(name);
    }

    pub(super) fn finish(self) -> String {
        let mut text = String::from_utf8(self.0.into_inner()).expect("what is written is text");
        text.push('\n');
        text
    }
}

fn start<'a>(name: &'a str, attributes: &[Attribute<'a>]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, clean::lines(value).as_str()));
    }
    start
}

#[test]
fn any_text_is_harmless() {
    let mut xml = Xml::new();
    xml.open("a", &[("b", "\"<&'\u{1}")]);
    xml.text("t", "<x> & ]]> \u{0} \u{fffe}\u{1fffe} \u{202e}é");
    xml.html("h", "<p>]]></p>");
    xml.close("a");
    let text = xml.finish();
    assert!(text.contains("<a b=\"&quot;&lt;&amp;&apos;\">"), "{text}");
    assert!(text.contains("<t>&lt;x&gt; &amp; ]]&gt;   é</t>"), "{text}");
    assert!(text.contains("<h><![CDATA[<p>]]]]><![CDATA[></p>]]></h>"), "{text}");
}
