//! XML of containers as a small tree, read leniently: what is broken costs itself and not the rest.
//!
//! Names are taken without their namespace prefixes. Entities that a document declares itself are never expanded.

use std::borrow::Cow;

use quick_xml::escape::{resolve_html5_entity, unescape_with};
use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;
use quick_xml::reader::Reader;

/// No document nests its elements deeper.
const DEEPEST: usize = 256;
/// A tree with more nodes and attributes takes more memory than a document is worth.
const MOST_NODES: usize = 2_000_000;

/// An element.
#[derive(Debug, Default)]
pub struct Element<'a> {
    /// Its name without the namespace's prefix.
    pub name: &'a str,
    attributes: Vec<(&'a str, Cow<'a, str>)>,
    /// Elements and texts in it, in order.
    pub children: Vec<Node<'a>>,
}

/// What stands in an element.
#[derive(Debug)]
pub enum Node<'a> {
    /// An element.
    Element(Element<'a>),
    /// Text without entities.
    Text(Cow<'a, str>),
}

/// Reads a document: an element without a name that holds its root. `None` if it has more elements than a document
/// has, or nests them deeper.
pub fn parse(text: &str) -> Option<Element<'_>> {
    let mut reader = lenient(text);
    let mut stack = vec![Element::default()];
    let mut nodes = 0;
    let mut from = 0;
    // A broken end ends the reading; what came before it counts.
    while let Ok(event) = reader.read_event() {
        let to = position(&reader);
        let source = &text[from..to];
        from = to;
        nodes += 1;
        match event {
            Event::Eof => break,
            Event::Start(_) => {
                let element = element(source);
                nodes += element.attributes.len();
                stack.push(element);
            }
            Event::Empty(_) => {
                let element = element(source);
                nodes += element.attributes.len();
                add(&mut stack, Node::Element(element));
            }
            Event::End(tag) => {
                let name = tag.local_name().into_inner();
                if let Some(at) = stack.iter().rposition(|open| open.name == name).filter(|at| 0 < *at) {
                    close(&mut stack, at);
                }
            }
            Event::CData(data) => add(&mut stack, Node::Text(data.into_inner())),
            Event::Text(_) | Event::GeneralRef(_) => add(&mut stack, Node::Text(unescape(source))),
            _ => {}
        }
        if MOST_NODES < nodes || DEEPEST < stack.len() {
            return None;
        }
    }
    close(&mut stack, 1);
    stack.pop()
}

/// A reader that stumbles over as little as possible.
pub fn lenient(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    reader
}

/// How far a reader has come, in bytes.
pub fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).expect("a text in memory is no longer than memory")
}

fn add<'a>(stack: &mut [Element<'a>], node: Node<'a>) {
    stack.last_mut().expect("the root is never closed").children.push(node);
}

/// Closes the open elements from `at` on.
fn close(stack: &mut Vec<Element<'_>>, at: usize) {
    while at < stack.len() {
        if let Some(element) = stack.pop() {
            add(stack, Node::Element(element));
        }
    }
}

/// The element that a start tag opens.
fn element(tag: &str) -> Element<'_> {
    let tag = tag.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
    let end = tag.find(char::is_whitespace).unwrap_or(tag.len());
    let mut attributes = Attributes::html(tag, end);
    let attributes = attributes.with_checks(false).flatten();
    Element {
        name: local(&tag[..end]),
        attributes: attributes
            .map(|attribute| (local(attribute.key.into_inner()), attribute.value))
            .collect(),
        children: Vec::new(),
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, name)| name)
}

/// Text with the characters that its entities stand for; an entity that is not known stays as it is written.
fn unescape(text: &str) -> Cow<'_, str> {
    unescape_with(text, resolve_html5_entity).unwrap_or(Cow::Borrowed(text))
}

impl<'a> Element<'a> {
    /// The value of an attribute, trimmed, if it is not empty.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let (_, value) = self.attributes.iter().find(|(key, _)| *key == name)?;
        Some(unescape(value).trim().to_owned()).filter(|value| !value.is_empty())
    }

    /// Whether an attribute holds a word, as lists of properties do.
    pub fn has(&self, name: &str, word: &str) -> bool {
        self.attribute(name).is_some_and(|value| value.split_whitespace().any(|each| each == word))
    }

    /// The elements in it.
    pub fn elements(&self) -> impl DoubleEndedIterator<Item = &Element<'a>> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of that name in it.
    pub fn child(&self, name: &str) -> Option<&Element<'a>> {
        self.elements().find(|element| element.name == name)
    }

    /// All elements of that name in it at any depth, in order.
    pub fn all(&self, name: &str) -> Vec<&Element<'a>> {
        let mut found = Vec::new();
        let mut open = vec![self];
        while let Some(element) = open.pop() {
            if element.name == name {
                found.push(element);
            }
            open.extend(element.elements().rev());
        }
        found
    }

    /// The text of all that it holds, in order.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for node in &self.children {
            match node {
                Node::Text(words) => text.push_str(words),
                Node::Element(element) => text.push_str(&element.text()),
            }
        }
        text
    }
}

#[test]
fn broken_markup_costs_only_itself() {
    let text = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'bomb'>]><x:a y:k='1 &amp; 2'><b>one&nbsp;&b;<c/></wrong>\
                <![CDATA[<two>]]></a><d>three<e";
    let tree = parse(text).unwrap_or_default();
    let names: Vec<&str> = tree.elements().map(|element| element.name).collect();
    assert_eq!(names, ["a", "d"]);
    assert_eq!(tree.child("a").and_then(|a| a.attribute("k")).as_deref(), Some("1 & 2"));
    assert_eq!(tree.text(), "one\u{a0}&b;<two>three");
}

#[test]
fn nests_without_end_and_floods_are_bounded() {
    assert!(parse(&"<a>".repeat(DEEPEST - 1)).is_some());
    assert!(parse(&"<a>".repeat(1_000_000)).is_none());
    assert!(parse(&"<a/>".repeat(MOST_NODES + 1)).is_none());
}
