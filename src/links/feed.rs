//! Feeds and OPML, read as a stream: no entity is expanded, nothing is looked up, nothing nests in memory.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use url::Url;

use super::{Item, Link, List, resolve};
use crate::clean;

/// A list in XML, by its first element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Rss,
    Atom,
    Opml,
}

impl Kind {
    fn of(root: &str) -> Option<Kind> {
        match root {
            "rss" | "rdf:RDF" => Some(Kind::Rss),
            "feed" | "atom:feed" => Some(Kind::Atom),
            "opml" => Some(Kind::Opml),
            _ => None,
        }
    }

    fn what(self) -> &'static str {
        match self {
            Kind::Rss => "an RSS feed",
            Kind::Atom => "an Atom feed",
            Kind::Opml => "an OPML file",
        }
    }
}

/// Reads a list in XML: `None` if it may be a page, and the reason if it is neither a page nor a whole list.
pub(super) fn read(text: &str, base: Option<Url>) -> Result<Option<List>, String> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().allow_dangling_amp = true;
    reader.config_mut().expand_empty_elements = true;
    let Some(root) = first_element(&mut reader) else { return Ok(None) };
    let Some(kind) = Kind::of(root.name().as_ref()) else {
        let name = root.name().as_ref().to_owned();
        let is_page = !text.starts_with("<?xml") || name.eq_ignore_ascii_case("html");
        return if is_page {
            Ok(None)
        } else {
            Err(format!("it is XML but not a feed: its first element is `{name}`"))
        };
    };
    let mut items = Items::new(kind, base);
    let whole = items.start(&root).and_then(|()| items.read(&mut reader));
    let broken = |why: String| {
        format!("it is {} with an error at byte {}: {why}", kind.what(), reader.buffer_position())
    };
    whole.map_err(broken)?;
    Ok(Some(List { what: kind.what(), title: items.title, links: items.links, unlinked: items.unlinked }))
}

/// The first element, if there is nothing before it but what XML has there.
fn first_element<'a>(reader: &mut Reader<&'a [u8]>) -> Option<BytesStart<'a>> {
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) => return Some(element),
            Event::Decl(_) | Event::DocType(_) | Event::Comment(_) | Event::PI(_) => {}
            Event::Text(text) if text.trim().is_empty() => {}
            _ => return None,
        }
    }
}

/// The items of a feed while it is read.
struct Items {
    kind: Kind,
    base: Option<Url>,
    /// What the feed calls itself.
    title: Option<String>,
    links: Vec<Link>,
    unlinked: usize,
    depth: usize,
    /// How deep the item is that is read.
    item: Option<usize>,
    /// Where that item leads.
    link: Option<String>,
    /// Its identifier, which is its address if nothing else is.
    guid: Option<String>,
    /// What it is called for good.
    id: Option<String>,
    /// When it was published.
    date: Option<String>,
    /// The text of the element that is read, if it matters.
    text: Option<String>,
    /// Whether that text may be a link.
    is_linking: bool,
}

impl Items {
    fn new(kind: Kind, base: Option<Url>) -> Items {
        Items {
            kind,
            base,
            title: None,
            links: Vec::new(),
            unlinked: 0,
            depth: 0,
            item: None,
            link: None,
            guid: None,
            id: None,
            date: None,
            text: None,
            is_linking: false,
        }
    }

    /// Reads to the end of the document.
    fn read(&mut self, reader: &mut Reader<&[u8]>) -> Result<(), String> {
        loop {
            match reader.read_event().map_err(|error| error.to_string())? {
                Event::Start(element) => self.start(&element)?,
                Event::End(element) => self.end(element.name().as_ref()),
                Event::Text(words) => self.add(&words),
                Event::CData(words) => self.add(&words),
                Event::GeneralRef(entity) if self.text.is_some() => {
                    let letter = match entity.resolve_char_ref() {
                        Ok(letter) => letter.map(String::from),
                        Err(error) if self.is_linking => return Err(error.to_string()),
                        Err(_) => None,
                    };
                    let known = letter.or_else(|| resolve_predefined_entity(&entity).map(str::to_owned));
                    match known {
                        Some(known) => self.add(&known),
                        None if self.is_linking => {
                            return Err(format!("a link has the unknown entity `{}`", &*entity));
                        }
                        None => {}
                    }
                }
                Event::Eof if self.depth == 0 => return Ok(()),
                Event::Eof => return Err("it ends unexpectedly".into()),
                _ => {}
            }
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), String> {
        self.depth += 1;
        let name = element.name();
        let name = name.as_ref().trim_start_matches("atom:");
        let is_own = self.item.is_some_and(|item| self.depth == item + 1);
        match (self.kind, name) {
            _ if self.depth == 1 => {
                if let Some(base) =
                    attribute(element, "xml:base")?.and_then(|base| resolve(&base, self.base.as_ref()))
                {
                    self.base = Url::parse(&base).ok();
                }
            }
            (Kind::Opml, "outline") => self.outline(element)?,
            (Kind::Rss, "item") | (Kind::Atom, "entry") if self.item.is_none() => {
                self.item = Some(self.depth);
            }
            (Kind::Rss, "link") if is_own && element.name().as_ref() == "link" => {
                self.is_linking = true;
                self.text = Some(String::new());
            }
            (Kind::Rss, "guid") if is_own => {
                let is_link = attribute(element, "isPermaLink")?.as_deref() != Some("false");
                self.guid = is_link.then(String::new);
                self.is_linking = is_link;
                self.text = Some(String::new());
            }
            (Kind::Rss, "pubDate" | "dc:date") | (Kind::Atom, "id" | "published" | "updated") if is_own => {
                self.is_linking = false;
                self.text = Some(String::new());
            }
            // A feed's own title stands directly in its channel; a picture in there has another.
            (Kind::Rss, "title")
                if self.depth == 3 && self.item.is_none() && element.name().as_ref() == "title" =>
            {
                self.is_linking = false;
                self.text = Some(String::new());
            }
            (Kind::Atom, "title") if self.depth == 2 => {
                self.is_linking = false;
                self.text = Some(String::new());
            }
            (Kind::Atom, "link") if is_own && self.link.is_none() => {
                let relation = attribute(element, "rel")?;
                if relation.is_none_or(|relation| relation == "alternate") {
                    self.link = attribute(element, "href")?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// An outline leads to a feed, or to a page, or holds others.
    fn outline(&mut self, element: &BytesStart<'_>) -> Result<(), String> {
        let (feed, page) = (attribute(element, "xmlUrl")?, attribute(element, "url")?);
        let link = match (feed, page) {
            (Some(feed), _) => resolve(&feed, self.base.as_ref()).map(Link::List),
            (None, Some(page)) => resolve(&page, self.base.as_ref()).map(Item::at).map(Link::Article),
            (None, None) => return Ok(()),
        };
        self.push(link);
        Ok(())
    }

    fn add(&mut self, words: &str) {
        if let Some(text) = &mut self.text {
            text.push_str(words);
        }
    }

    fn end(&mut self, name: &str) {
        match (name, self.text.take()) {
            ("link", Some(text)) if !text.trim().is_empty() => self.link = Some(text),
            ("guid", Some(text)) => {
                self.guid = self.guid.take().map(|_| text.clone());
                self.id = Some(text);
            }
            ("id" | "atom:id", Some(text)) => self.id = Some(text),
            // An entry that was updated is no new one.
            ("updated" | "atom:updated", Some(text)) => self.date = self.date.take().or(Some(text)),
            ("pubDate" | "dc:date" | "published" | "atom:published", Some(text)) => self.date = Some(text),
            ("title" | "atom:title", Some(text)) if self.title.is_none() => {
                self.title = Some(clean::line(&text)).filter(|title| !title.is_empty());
            }
            _ => {}
        }
        if self.item == Some(self.depth) {
            self.item = None;
            let (link, guid) = (self.link.take(), self.guid.take());
            let address = link.or(guid).and_then(|link| resolve(&link, self.base.as_ref()));
            let told = |text: Option<String>| {
                text.map(|text| clean::text(text.trim()).into_owned()).filter(|text| !text.is_empty())
            };
            let (id, date) = (told(self.id.take()), told(self.date.take()));
            self.push(address.map(|address| Link::Article(Item { address, id, date })));
        }
        self.depth -= 1;
    }

    fn push(&mut self, link: Option<Link>) {
        match link {
            Some(link) => self.links.push(link),
            None => self.unlinked += 1,
        }
    }
}

/// The value of an attribute.
fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, String> {
    let attribute = element.try_get_attribute(name).map_err(|error| error.to_string())?;
    let value =
        attribute.map(|attribute| attribute.normalized_value(XmlVersion::Implicit1_0).map(Into::into));
    value.transpose().map_err(|error: quick_xml::Error| error.to_string())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let base = Url::parse("https://a.org/feeds/").ok();
        let list = read(text, base).unwrap().unwrap();
        let shown = |link: &Link| match link {
            Link::Article(item) => item.address.clone(),
            Link::List(name) => format!("list {name}"),
        };
        let mut links: Vec<String> = list.links.iter().map(shown).collect();
        links.extend((0..list.unlinked).map(|_| "-".to_owned()));
        assert_eq!(links, expected, "{text}");
    }

    #[test]
    fn the_items_of_rss_lead_to_their_links() {
        check(
            r#"<?xml version="1.0"?><!-- by hand --><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
            <title>News & more &nbsp;</title><link>https://a.org</link><atom:link rel="self" href="https://a.org/rss"/>
            <item><title>1</title><atom:link href="https://a.org/wrong"/><link> https://a.org/1?x=1&amp;y=&#50; </link>
              <guid>https://a.org/wrong</guid><description>&lt;p&gt;text</description></item>
            <item><guid isPermaLink="true">https://a.org/2</guid></item>
            <item><link><![CDATA[../3]]></link><media:group><link>https://a.org/wrong</link></media:group></item>
            <item><guid isPermaLink="false">https://a.org/wrong</guid></item>
            <item><link>file:///etc/passwd</link></item>
            <item><link/><guid>https://a.org/6?a=b&c=d</guid></item>
            </channel></rss>"#,
            &[
                "https://a.org/1?x=1&y=2",
                "https://a.org/2",
                "https://a.org/3",
                "https://a.org/6?a=b&c=d",
                "-",
                "-",
            ],
        );
        check(
            r#"<rdf:RDF xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><link>https://a.org</link></channel>
            <item rdf:about="y"><title>1</title><link>https://a.org/1</link></item></rdf:RDF>"#,
            &["https://a.org/1"],
        );
    }

    #[test]
    fn the_entries_of_atom_lead_to_their_alternates() {
        check(
            r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/blog/"><link rel="alternate" href="https://a.org/"/>
            <entry><link rel="self" href="https://a.org/s"/><link href="one"/><source><link href="wrong"/></source></entry>
            <entry><link rel="enclosure" href="x.mp3"/><link rel="alternate" type="text/html" href="/two"/></entry>
            <entry><id>urn:3</id></entry></feed>"#,
            &["https://a.org/blog/one", "https://a.org/two", "-"],
        );
        check(
            r#"<atom:feed xmlns:atom="http://www.w3.org/2005/Atom"><atom:entry><atom:link href="/1"/></atom:entry></atom:feed>"#,
            &["https://a.org/1"],
        );
    }

    #[test]
    fn items_have_names_and_dates() {
        let item = |text: &str| match read(text, None).unwrap().unwrap().links.remove(0) {
            Link::Article(item) => (item.id.unwrap_or_default(), item.date.unwrap_or_default()),
            Link::List(_) => panic!("it is no list"),
        };
        let pair = |id: &str, date: &str| (id.to_owned(), date.to_owned());
        let rss = |inner: &str| {
            format!("<rss><channel><item><link>https://a.org/</link>{inner}</item></channel></rss>")
        };
        let dated =
            "<guid isPermaLink='false'> tag:1 </guid><pubDate>Fri, 02 Jan 2026 03:04:05 +0000</pubDate>";
        assert_eq!(item(&rss(dated)), pair("tag:1", "Fri, 02 Jan 2026 03:04:05 +0000"));
        assert_eq!(item(&rss("<guid>https://a.org/1</guid>")), pair("https://a.org/1", ""));
        assert_eq!(item(&rss("")), pair("", ""));
        for (dates, expected) in [
            ("<updated>2</updated><published>1</published>", "1"),
            ("<published>1</published><updated>2</updated>", "1"),
            ("<updated>2</updated>", "2"),
        ] {
            let text = format!(
                "<feed><id>x</id><entry><id>urn:1</id><link href='https://a.org/'/>{dates}</entry></feed>"
            );
            assert_eq!(item(&text), pair("urn:1", expected));
        }
    }

    #[test]
    fn a_feed_has_a_title_of_its_own() {
        let title = |text: &str| read(text, None).unwrap().unwrap().title;
        let rss = "<rss><channel><image><title>no</title></image><itunes:title>no</itunes:title><item><title>no</title>\
            </item><title> News &amp;&#xffff;&nbsp;\n <![CDATA[more]]></title><item><title>no</title></item></channel></rss>";
        assert_eq!(title(rss).as_deref(), Some("News & more"));
        let atom = "<feed><entry><title>no</title></entry><title type='text'>Notes</title><author><title>no</title>\
            </author></feed>";
        assert_eq!(title(atom).as_deref(), Some("Notes"));
        for text in ["<rss><channel><title> </title></channel></rss>", "<feed/>"] {
            assert_eq!(title(text), None, "{text}");
        }
        assert_eq!(title("<opml><head><title>Mine</title></head><body/></opml>"), None);
    }

    #[test]
    fn the_outlines_of_opml_lead_to_feeds_and_pages() {
        check(
            r#"<opml version="2.0"><head><title>Mine</title></head><body><outline text="News">
            <outline type="rss" text="A" xmlUrl="https://b.org/rss?a=1&amp;b=2" htmlUrl="https://b.org"/>
            <outline type="link" text="B" url="https://c.org/page"/></outline></body></opml>"#,
            &["list https://b.org/rss?a=1&b=2", "https://c.org/page"],
        );
    }

    #[test]
    fn other_documents_are_no_lists() {
        for text in [
            "<!DOCTYPE html><html></html>",
            "<html><body>",
            "<?xml version='1.0'?><html/>",
            "<",
            "<svg/>",
            "<p>rss",
            "</rss>",
        ] {
            assert_eq!(read(text, None), Ok(None), "{text}");
        }
    }

    #[test]
    fn a_broken_feed_ends_with_one_reason() {
        let bomb = r#"<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>"#;
        for (text, why) in [
            (
                format!("{bomb}<rss><channel><item><link>https://a.org/&b;</link></item></channel></rss>"),
                "entity `b`",
            ),
            (format!("{bomb}<rss><channel><item><link>&x;</link></item></channel></rss>"), "entity `x`"),
            ("<rss><channel><item></channel></rss>".into(), "with an error at byte"),
            ("<rss><channel><item><link>https://a.org/".into(), "ends unexpectedly"),
            ("<?xml version='1.0'?><urlset><url/></urlset>".into(), "first element is `urlset`"),
            ("<opml><outline xmlUrl=\"&b;\"/></opml>".into(), "with an error at byte"),
        ] {
            let reason = read(&text, None).unwrap_err();
            assert!(reason.contains(why), "{reason}");
        }
    }

    #[test]
    fn a_feed_that_nests_without_end_is_read() {
        let (open, close) = ("<a>".repeat(100_000), "</a>".repeat(100_000));
        check(&format!("<rss>{open}<item><link>/x</link></item>{close}</rss>"), &["https://a.org/x"]);
    }

    proptest! {
        #[test]
        fn nothing_breaks_the_reader(text in "(<(/?(rss|item|link|guid|feed|entry|outline)|!\\[CDATA\\[|!--)[ a-z=\"&;]*/?>|[ -~]){0,40}") {
            let _ = read(&text, None);
            let _ = read(&format!("<rss>{text}"), None);
            let _ = read(&format!("<feed>{text}</feed>"), None);
        }
    }
}
