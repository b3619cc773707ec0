//! E-books: nothing of them is lost, and hostile ones end soon, read or refused.

use articast::article::{self, Article, Block, Kind, Source, Why, plain, text_of};
use articast::{Error, Result};

use crate::program::archive;

const CONTAINER: (&str, &str) = (
    "META-INF/container.xml",
    r#"<container><rootfiles><rootfile full-path="book/package.opf"/></rootfiles></container>"#,
);

/// The bytes of a book: its package document's inside, and its files.
fn book(package: &str, files: &[(&str, &str)]) -> Vec<u8> {
    let package = format!("<?xml version='1.0'?><package version='3.0'>{package}</package>");
    let head = [("mimetype", "application/epub+zip"), CONTAINER, ("book/package.opf", &package)];
    archive(head.into_iter().chain(files.iter().copied()))
}

/// A book of one document.
fn leaflet(document: &str) -> Vec<u8> {
    book(&listed(&["one.xhtml"], &["one.xhtml"]), &[("book/one.xhtml", document)])
}

/// A manifest of documents, and a spine of some.
fn listed(manifest: &[&str], spine: &[&str]) -> String {
    let item = |path: &&str| {
        let properties = if path.contains("nav") { " properties='nav'" } else { "" };
        let kind = if path.ends_with("ncx") { "application/x-dtbncx+xml" } else { "application/xhtml+xml" };
        format!("<item id='{path}' href='{path}' media-type='{kind}'{properties}/>")
    };
    let items = manifest.iter().map(item).collect::<Vec<_>>().concat();
    let spine = spine.iter().map(|path| format!("<itemref idref='{path}'/>")).collect::<Vec<_>>().concat();
    format!("<metadata/><manifest>{items}</manifest><spine>{spine}</spine>")
}

fn read(bytes: Vec<u8>) -> Result<Article> {
    article::read(&Source { name: "book.epub".into(), bytes, ..Source::default() })
}

/// The headings that open chapters.
fn chapters(article: &Article) -> Vec<String> {
    let heading = |block: &Block| match &block.kind {
        Kind::Heading { level: 2, content } => Some(plain(content)),
        _ => None,
    };
    article.blocks.iter().filter_map(heading).collect()
}

fn skipped(article: &Article, why: Why) -> Vec<&str> {
    article.skipped.iter().filter(|part| part.why == why).map(|part| part.text.as_str()).collect()
}

/// Every element of a document's text, each with a token of its own: `{n}` in order.
const BODY: &str = "<header><h1>{}</h1></header><p>{} <b>{}</b> <i>{}</i> <a href='x.xhtml'>{}</a> <code>{}</code> \
    <span>{}</span> <abbr>{}</abbr> <q>{}</q> <sub>{}</sub><sup>{}</sup> <small>{}</small></p><a id='x'/>{}\
    <ul><li>{}<ol><li><p>{}</p></li></ol></li></ul><dl><dt>{}</dt><dd>{}</dd></dl>\
    <table><caption>{}</caption><tr><th>{}</th><th>{}</th></tr><tr><td>{}</td><td>{}</td></tr></table>\
    <blockquote><p>{}</p><footer>{}</footer></blockquote><pre>{}</pre><aside><p>{}</p></aside>\
    <figure><figcaption>{}</figcaption></figure><p><img src='a.png' alt='{}'/></p><div>{}<div>{}</div>{}</div>\
    <section><h2>{}</h2><p title=''>{}</p></section><details><summary>{}</summary>{}</details><![CDATA[{}]]>\
    <p hidden=''>{}</p><nav><a href='#x'>{}</a></nav><span role='doc-pagebreak'>{}</span><address>{}</address>";

/// The body with tokens from a number on, and the number after the last.
fn tokens(from: usize) -> (String, usize) {
    let mut text = String::new();
    let mut next = from;
    for part in BODY.split_inclusive("{}") {
        text.push_str(&part.replace("{}", &format!("tok{next}x")));
        next += usize::from(part.ends_with("{}"));
    }
    (format!("<html><head><title/></head><body>{text}</body></html>"), next)
}

#[test]
fn every_token_is_told_once_in_the_order_of_the_spine() {
    let (first, middle) = tokens(0);
    let (second, end) = tokens(middle);
    let files = ["z.xhtml", "nav.xhtml", "a.xhtml"];
    let nav =
        "<nav><ol><li><a href='z.xhtml'>tok0x</a></li><li><a href='a.xhtml#x'>Midway</a></li></ol></nav>";
    let package =
        listed(&["a.xhtml", "nav.xhtml", "z.xhtml", "gone.xhtml"], &["z.xhtml", "a.xhtml", "gone.xhtml"]);
    let contents = [first.as_str(), nav, second.as_str()];
    let files: Vec<(String, &str)> = files.iter().map(|path| format!("book/{path}")).zip(contents).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    let article = read(book(&package, &files)).unwrap();

    let told = text_of(&article.blocks);
    let left = article.skipped.iter().map(|part| part.text.as_str());
    let left: Vec<&str> = left.filter(|text| !text.starts_with("tok0x\nMidway")).collect();
    let mut last = 0;
    for token in (0..end).map(|number| format!("tok{number}x")) {
        let in_told: Vec<usize> = told.match_indices(&token).map(|(at, _)| at).collect();
        let in_left = left.iter().filter(|text| text.contains(&token)).count();
        assert_eq!(in_told.len() + in_left, 1, "{token}: {told}\n{left:?}");
        if let Some(&at) = in_told.first() {
            assert!(last <= at, "{token} is out of order: {told}");
            last = at;
        }
    }
    assert_eq!(chapters(&article), ["tok0x", "Midway"]);
    assert_eq!(skipped(&article, Why::Hidden).len(), 2);
    assert_eq!(skipped(&article, Why::Navigation).len(), 3);
    assert_eq!(skipped(&article, Why::Missing), ["book/gone.xhtml"]);
}

#[test]
fn the_contents_of_epub_2_open_chapters_too() {
    let ncx = "<ncx><navMap><navPoint><navLabel><text>Part I</text></navLabel><content src='one.xhtml'/>\
        <navPoint><navLabel><text>The Storm</text></navLabel><content src='one.xhtml#s1'/></navPoint></navPoint>\
        <navPoint><navLabel><text>The Calm</text></navLabel><content src='one.xhtml#s2'/></navPoint></navMap></ncx>";
    let text = "<h1>I. The Storm</h1><p id='s1'>Rain.</p><p>Wind.</p><h3 id='s2'>The Calm</h3><p>Sun.</p>";
    let package = listed(&["one.xhtml", "toc.ncx"], &["one.xhtml"]);
    let article = read(book(&package, &[("book/one.xhtml", text), ("book/toc.ncx", ncx)])).unwrap();
    assert_eq!(chapters(&article), ["Part I", "The Storm", "The Calm"]);
    assert_eq!(text_of(&article.blocks), "Part I\nI. The Storm\nThe Storm\nRain.\nWind.\nThe Calm\nSun.");
}

#[test]
fn notes_may_stand_in_another_document() {
    let package = listed(&["one.xhtml", "notes.xhtml"], &["one.xhtml", "notes.xhtml"]);
    let one = "<body><h1>One</h1><p>Oil<a epub:type='noteref' href='notes.xhtml#n1'>1</a> burns.</p></body>";
    let notes = "<body><h1>Notes</h1><ol epub:type='endnotes'><li id='n1' epub:type='endnote'>Whale oil. \
                 <a role='doc-backlink' href='one.xhtml#r1'>back</a></li></ol></body>";
    let files = [("book/one.xhtml", one), ("book/notes.xhtml", notes)];
    let article = read(book(&package, &files)).unwrap();
    let script = articast::script::write(&article, &articast::cast::find("tone", &[]).unwrap().reading);
    let first = &script.chapters[0];
    let shown = first.segments.iter().filter_map(|segment| match segment {
        articast::script::Segment::Line(line) => Some(line.show.as_str()),
        _ => None,
    });
    assert_eq!(shown.collect::<Vec<_>>(), ["One", "Oil burns.", "Note 1:", "Whale oil."]);
    assert_eq!(skipped(&article, Why::Navigation), ["back"]);
    assert_eq!(skipped(&article, Why::EmptySection), ["Notes"]);
}

#[test]
fn notes_are_numbered_anew_in_each_chapter_and_their_chapter_is_none() {
    let files = ["one.xhtml", "two.xhtml", "notes.xhtml", "nav.xhtml"];
    let text = |title: &str, note: &str| {
        format!(
            "<h1>{title}</h1><p>Oil <span class='pagenum'>[4]</span>burns.<a id='r{note}' href='notes.xhtml#{note}'><sup>1</sup></a></p>"
        )
    };
    let note = |file: &str, note: &str| {
        format!("<p id='{note}'><a href='{file}.xhtml#r{note}'>1</a>. Whale oil of {file}.</p>")
    };
    let notes = format!("<h1>Notes</h1><h2>One</h2>{}<h2>Two</h2>{}", note("one", "a"), note("two", "b"));
    let nav = "<nav><ol><li><a href='one.xhtml'>One</a></li><li><a href='two.xhtml'>Two</a></li>\
               <li><a href='notes.xhtml'>Notes</a></li></ol></nav>";
    let contents = [text("One", "a"), text("Two", "b"), notes, nav.to_owned()];
    let paths: Vec<String> = files.iter().map(|path| format!("book/{path}")).collect();
    let all: Vec<(&str, &str)> =
        paths.iter().map(String::as_str).zip(contents.iter().map(String::as_str)).collect();
    let article = read(book(&listed(&files, &files[..3]), &all)).unwrap();
    assert_eq!(chapters(&article), ["One", "Two"]);
    let script = articast::script::write(&article, &articast::cast::find("tone", &[]).unwrap().reading);
    let shown =
        script.chapters.iter().flat_map(|chapter| &chapter.segments).filter_map(|segment| match segment {
            articast::script::Segment::Line(line) => Some(line.show.as_str()),
            _ => None,
        });
    let expected = [
        "One",
        "Oil burns.",
        "Note 1:",
        "Whale oil of one.",
        "Two",
        "Oil burns.",
        "Note 1:",
        "Whale oil of two.",
    ];
    assert_eq!(shown.collect::<Vec<_>>(), expected);
}

#[test]
fn a_book_without_contents_keeps_its_headings() {
    let article = read(leaflet("<h1>One</h1><p>a</p><h1>Two</h1><p>b</p>")).unwrap();
    assert_eq!(article.meta.title, None);
    assert_eq!(text_of(&article.blocks), "One\na\nTwo\nb");
}

#[test]
fn charsets_and_broken_markup_are_read() {
    let utf16 = "<?xml version='1.0' encoding='utf-16'?><p>Grüße</p>".encode_utf16();
    let bytes: Vec<u8> = utf16.flat_map(u16::to_le_bytes).collect();
    let package = listed(&["a.xhtml", "b.xhtml"], &["a.xhtml", "b.xhtml"]);
    let package = format!("<package>{package}</package>");
    let broken: &[u8] = b"<p>one <b>two<p>three &nbsp; &nosuch; <unclosed";
    let files: [(&str, &[u8]); 4] = [
        (CONTAINER.0, CONTAINER.1.as_bytes()),
        ("book/package.opf", package.as_bytes()),
        ("book/a.xhtml", &bytes),
        ("book/b.xhtml", broken),
    ];
    let article = read(archive(files)).unwrap();
    assert_eq!(text_of(&article.blocks), "Grüße\none two\nthree \u{a0} &nosuch;");
}

#[test]
fn what_cannot_be_read_is_refused_with_its_reason() {
    let refused = |bytes: Vec<u8>| match read(bytes) {
        Err(Error::NotAnArticle { why, .. }) => why,
        other => panic!("{other:?}"),
    };
    let lock = "<encryption><EncryptedData><EncryptionMethod Algorithm='http://www.w3.org/2001/04/xmlenc#aes256-cbc'/>\
        <CipherData><CipherReference URI='book/one.xhtml'/></CipherData></EncryptedData></encryption>";
    let package = listed(&["one.xhtml"], &["one.xhtml"]);
    let files = [("book/one.xhtml", "\u{1}\u{2}"), ("META-INF/encryption.xml", lock)];
    assert!(refused(book(&package, &files)).contains("protected by DRM"));
    assert!(refused(archive([("one.xhtml", "<p>words</p>")])).contains("no package document"));
    let whole = leaflet("<p>words</p>");
    assert!(refused(whole[..whole.len() / 2].to_vec()).contains("not a complete zip"));
    assert!(refused(b"PK\x03\x04 and nothing more".to_vec()).contains("not a complete zip"));
    // The flag of an encrypted entry, in both of its headers (APPNOTE.TXT, section 4.4.4).
    let mut locked = whole;
    for (signature, flag) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let at: Vec<usize> =
            (0..locked.len() - 4).filter(|at| locked[*at..].starts_with(signature)).collect();
        for at in at {
            locked[at + flag] |= 1;
        }
    }
    assert!(refused(locked).contains("password"));
}

#[test]
fn bombs_are_refused_by_what_comes_out_of_them() {
    let bomb = leaflet(&"a ".repeat(20 << 20));
    assert!(bomb.len() < 1 << 20);
    assert!(matches!(read(bomb.clone()), Err(Error::TooLarge { .. })));
    // A directory that says the document has ten bytes.
    let mut lying = bomb;
    let entry = (0..lying.len()).rfind(|at| lying[*at..].starts_with(b"PK\x01\x02")).unwrap();
    lying[entry + 24..entry + 28].copy_from_slice(&10_u32.to_le_bytes());
    let read = read(lying);
    assert!(read.is_ok_and(|article| text_of(&article.blocks).len() <= 10));

    let paths: Vec<String> = (0..60).map(|n| format!("{n}.xhtml")).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let shelf: Vec<String> = paths.iter().map(|path| format!("book/{path}")).collect();
    let text = "words ".repeat(100_000);
    let files: Vec<(&str, &str)> = shelf.iter().map(|path| (path.as_str(), text.as_str())).collect();
    assert!(matches!(self::read(book(&listed(&paths, &paths), &files)), Err(Error::TooLarge { .. })));
    let many = "<b/>".repeat(400_000);
    assert!(matches!(self::read(leaflet(&many)), Err(Error::NotAnArticle { .. })));
    let entities = "<!DOCTYPE html [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><p>&b;</p>";
    assert_eq!(text_of(&self::read(leaflet(entities)).unwrap().blocks), "&b;");
}

#[test]
fn paths_lead_nowhere_but_into_the_book() {
    let package = listed(
        &["../../../../etc/passwd", "/etc/passwd", "one.xhtml"],
        &["../../../../etc/passwd", "one.xhtml"],
    );
    let article = read(book(&package, &[("book/one.xhtml", "<p>words</p>"), ("../evil.xhtml", "")])).unwrap();
    assert_eq!(text_of(&article.blocks), "words");
    assert_eq!(skipped(&article, Why::Missing), ["etc/passwd"]);
}

#[test]
fn nests_and_floods_end_soon() {
    let words = |bytes| text_of(&read(bytes).unwrap().blocks);
    assert_eq!(words(leaflet(&format!("{}deep", "<div>".repeat(200_000)))), "deep");
    assert_eq!(words(leaflet(&"<b>a</b>".repeat(50_000))), "a".repeat(50_000));
    let again = vec!["one.xhtml"; 100_000];
    assert_eq!(words(book(&listed(&["one.xhtml"], &again), &[("book/one.xhtml", "<p>once</p>")])), "once");

    let package = listed(&["one.xhtml", "nav.xhtml"], &["one.xhtml"]);
    let nested = |depth: usize| {
        let nav = format!("<nav>{}</nav>", "<ol><li><a href='one.xhtml'>Again</a>".repeat(depth));
        read(book(&package, &[("book/one.xhtml", "<p>words</p>"), ("book/nav.xhtml", nav.as_str())]))
    };
    assert_eq!(chapters(&nested(100).unwrap()).len(), 100);
    assert!(matches!(nested(20_000), Err(Error::NotAnArticle { .. })));

    let all =
        |count: usize, each: &dyn Fn(usize) -> String| (0..count).map(each).collect::<Vec<_>>().concat();
    let entries = all(10_000, &|n| format!("<li><a href='one.xhtml#p{n}'>Title {n}</a></li>"));
    let nav = format!("<nav><ol>{entries}</ol></nav>");
    let text = all(10_000, &|n| format!("<p id='p{n}'>words</p>"));
    let files = [("book/one.xhtml", text.as_str()), ("book/nav.xhtml", nav.as_str())];
    assert_eq!(chapters(&read(book(&package, &files)).unwrap()).len(), 10_000);

    let other = |n: usize| (n + 1) % 20_000;
    let chain =
        all(20_000, &|n| format!("<item id='{n}' href='{n}' media-type='x/y' fallback='{}'/>", other(n)));
    let spine = all(20_000, &|n| format!("<itemref idref='{n}'/>"));
    let circle = read(book(&format!("<manifest>{chain}</manifest><spine>{spine}</spine>"), &[])).unwrap();
    assert_eq!(skipped(&circle, Why::Missing).len(), 20_000);
}
