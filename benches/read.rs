//! How long it takes to understand an article: `cargo bench --bench read`. The throughput is in bytes of the source.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use articast::article::{Format, Source, read};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn main() {
    divan::main();
}

/// A sentence of a story, never the same twice.
fn sentence(n: usize) -> String {
    let who = ["The keeper", "A pilot", "The harbour master", "Nobody", "The cook of the lightship"][n % 5];
    let what = ["counted the lamps", "wrote a line in the book", "heard the bell", "slept", "mended a net"]
        [n % 7 % 5];
    format!("{who} {what} in hour {n}, while the tide went out and the fog came in over the breakwater. ")
}

fn paragraph(n: usize) -> String {
    (0..4).map(|k| sentence(4 * n + k)).collect()
}

/// A page of about so many bytes, as sites write them: links, classes, figures, lists and tables among paragraphs.
fn page(size: usize) -> Vec<u8> {
    let mut html = String::from(
        "<!doctype html><html lang=en><head><title>The lamp | Harbour News</title></head><body><nav><ul><li>\
         <a href=/>Home</a></ul></nav><main><article><h1>The lamp</h1>",
    );
    let mut n = 0;
    while html.len() < size {
        n += 1;
        let text = paragraph(n).replacen("the tide", "<a href=\"/tide\">the tide</a>", 1).replacen(
            "fog",
            "<em>fog</em>",
            1,
        );
        let block = match n % 40 {
            0 => format!("<h2 id=\"part-{n}\">Part {n}</h2>"),
            10 => format!(
                "<figure><img src=\"{n}.jpg\" alt=\"Lamp {n} in fog\"><figcaption>Lamp {n}</figcaption></figure>"
            ),
            20 => format!("<ul><li>oil {n}</li><li>a <b>wick</b></li><li>glass</li></ul>"),
            30 => format!("<table><tr><th>Lamp<th>Hours</tr><tr><td>{n}<td>12</tr></table>"),
            _ => format!("<div class=\"row body-{}\"><p class=\"text\">{text}</p></div>\n", n % 9),
        };
        html.push_str(&block);
    }
    html.push_str("</article></main><footer>All rights reserved</footer></body></html>");
    html.into_bytes()
}

/// A novel of 200,000 words in sixty chapters.
fn novel() -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, text: &str| {
        zip.start_file(name, SimpleFileOptions::default()).expect("the name is new");
        zip.write_all(text.as_bytes()).expect("memory takes all");
    };
    add("mimetype", "application/epub+zip");
    add(
        "META-INF/container.xml",
        "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>\
         <rootfile full-path='b.opf' media-type='application/oebps-package+xml'/></rootfiles></container>",
    );
    let (mut items, mut spine, mut entries) = (String::new(), String::new(), String::new());
    for chapter in 0..60 {
        let text = (0..45).map(|n| paragraph(45 * chapter + n)).collect::<Vec<_>>().join("</p><p>");
        add(
            &format!("c{chapter}.xhtml"),
            &format!("<html><body><h1>Watch {chapter}</h1><p>{text}</p></body></html>"),
        );
        write!(items, "<item id='c{chapter}' href='c{chapter}.xhtml' media-type='application/xhtml+xml'/>")
            .expect("a string");
        write!(spine, "<itemref idref='c{chapter}'/>").expect("a string");
        write!(entries, "<li><a href='c{chapter}.xhtml'>Watch {chapter}</a></li>").expect("a string");
    }
    add("n.xhtml", &format!("<html><body><nav epub:type='toc'><ol>{entries}</ol></nav></body></html>"));
    add(
        "b.opf",
        &format!(
            "<package version='3.0' xmlns='http://www.idpf.org/2007/opf'><metadata xmlns:dc='http://purl.org/dc/elements/1.1/'>\
             <dc:title>The lamp</dc:title></metadata><manifest>{items}<item id='n' href='n.xhtml' properties='nav' \
             media-type='application/xhtml+xml'/></manifest><spine>{spine}</spine></package>"
        ),
    );
    zip.finish().expect("memory takes all").into_inner()
}

fn measure(bencher: Bencher<'_, '_>, format: Format, bytes: Vec<u8>) {
    let counter = BytesCount::new(bytes.len());
    let source = Source { name: "bench".into(), bytes, format: Some(format), ..Source::default() };
    bencher.counter(counter).bench_local(|| read(black_box(&source)).expect("it is an article"));
}

/// The argument is the size of the page in bytes.
#[divan::bench(args = [100_000, 3_000_000], max_time = 5)]
fn html(bencher: Bencher<'_, '_>, size: usize) {
    measure(bencher, Format::Html, page(size));
}

#[divan::bench(max_time = 5)]
fn epub_novel(bencher: Bencher<'_, '_>) {
    measure(bencher, Format::Epub, novel());
}

/// The argument is the number of paragraphs, each of them a line.
#[divan::bench(args = [100, 10_000], max_time = 5)]
fn text(bencher: Bencher<'_, '_>, paragraphs: usize) {
    let text: String = (0..paragraphs).map(|n| paragraph(n) + "\n\n").collect();
    measure(bencher, Format::Text, text.into_bytes());
}

#[divan::bench(args = [100, 10_000], max_time = 5)]
fn markdown(bencher: Bencher<'_, '_>, paragraphs: usize) {
    let text: String = (0..paragraphs).map(|n| paragraph(n).replace("fog", "*fog*") + "\n\n").collect();
    measure(bencher, Format::Markdown, text.into_bytes());
}
