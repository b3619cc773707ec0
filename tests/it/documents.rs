//! Word documents: nothing of them is lost, and hostile ones end soon, read or refused.

use articast::article::{self, Article, Kind, Source, Why, text_of};
use articast::{Error, Result};

use crate::program::archive;

/// Reads a document by what stands in its body, with other parts beside it; its name says nothing.
fn read(body: &str, parts: &[(&str, &str)]) -> Result<Article> {
    let document = format!("<?xml version='1.0'?><w:document><w:body>{body}</w:body></w:document>");
    let head = [("[Content_Types].xml", "<Types/>"), ("word/document.xml", &document)];
    let bytes = archive(head.into_iter().chain(parts.iter().copied()));
    article::read(&Source { name: "minutes".into(), bytes, ..Source::default() })
}

fn told(body: &str) -> String {
    text_of(&read(body, &[]).unwrap().blocks)
}

fn paragraph(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

/// Every place for text in a body, each with a token of its own in order: `R` is a run of text.
const BODY: &str = "<w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr>R</w:p>\
    <w:p>R<w:r><w:rPr><w:b/><w:i/></w:rPr><w:t>{}</w:t><w:tab/><w:t>{}</w:t><w:br/><w:t>{}</w:t></w:r>\
    <w:hyperlink w:anchor='a'>R</w:hyperlink><w:ins>R</w:ins><w:smartTag>R</w:smartTag><w:fldSimple>R</w:fldSimple>\
    <w:sdt><w:sdtContent>R</w:sdtContent></w:sdt><m:oMath><m:r><m:t>{}</m:t></m:r></m:oMath></w:p>\
    <w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='7'/></w:numPr></w:pPr>R</w:p>\
    <w:p><w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='7'/></w:numPr></w:pPr>R</w:p>\
    <w:p><w:pPr><w:pStyle w:val='Quote'/></w:pPr>R</w:p><w:p><w:pPr><w:pStyle w:val='Caption'/></w:pPr>R</w:p>\
    <w:tbl><w:tr><w:tc><w:p>R</w:p><w:p>R</w:p></w:tc><w:tc><w:tbl><w:tr><w:tc><w:p>R</w:p></w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>\
    <w:tbl><w:tr><w:tc><w:p>R</w:p></w:tc></w:tr></w:tbl>\
    <w:p>R<w:r><w:pict><v:textbox><w:txbxContent><w:p>R</w:p></w:txbxContent></v:textbox></w:pict></w:r></w:p>\
    <w:p><w:pPr><w:pStyle w:val='Caption'/></w:pPr>R</w:p><w:p><w:r><w:drawing><wp:docPr descr='{}'/></w:drawing></w:r></w:p>\
    <w:customXml><w:p>R</w:p></w:customXml><w:ins><w:p>R</w:p></w:ins>\
    <w:p><w:del><w:r><w:delText>{}</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>{}</w:t></w:r></w:p>\
    <w:p><w:pPr><w:pStyle w:val='TOC1'/></w:pPr>R</w:p>";

#[test]
fn every_token_is_told_once_in_order_or_left_out_once() {
    let body = BODY.replace('R', "<w:r><w:t>{}</w:t></w:r>");
    let mut text = String::new();
    let mut end = 0;
    for part in body.split_inclusive("{}") {
        text.push_str(&part.replace("{}", &format!("tok{end}x")));
        end += usize::from(part.ends_with("{}"));
    }
    let notes =
        format!("<w:footnotes><w:footnote w:id='1'>{}</w:footnote></w:footnotes>", paragraph("tokAx"));
    let header = format!("<w:hdr>{}</w:hdr>", paragraph("tokBx"));
    let parts = [("word/footnotes.xml", notes.as_str()), ("word/header2.xml", header.as_str())];
    let article = read(&text, &parts).unwrap();
    let title = article.meta.title.unwrap_or_default();
    let told = format!("{title}\n{}", text_of(&article.blocks));
    let left: Vec<&str> = article.skipped.iter().map(|part| part.text.as_str()).collect();
    let left = left.join("\n");
    let mut last = 0;
    let names = (0..end).map(|number| number.to_string()).chain(["A".into(), "B".into()]);
    for token in names.map(|name| format!("tok{name}x")) {
        let at: Vec<usize> = told.match_indices(&token).map(|(at, _)| at).collect();
        assert_eq!(at.len() + left.matches(&token).count(), 1, "{token}: {told}\n{left}");
        if let Some(&at) = at.first() {
            assert!(last <= at, "{token} is out of order: {told}");
            last = at;
        }
    }
    assert!(25 < end && 4 == article.skipped.len(), "{left}");
}

#[test]
fn numbers_go_on_where_a_list_was_left() {
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId='0'>\
        <w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/></w:lvl></w:abstractNum>\
        <w:num w:numId='3'><w:abstractNumId w:val='0'/></w:num>\
        <w:num w:numId='4'><w:abstractNumId w:val='0'/>\
        <w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride></w:num></w:numbering>";
    let item = |list: u8| {
        format!(
            "<w:p><w:pPr><w:numPr><w:numId w:val='{list}'/></w:numPr></w:pPr><w:r><w:t>item</w:t></w:r></w:p>"
        )
    };
    let body = [item(3), item(3), paragraph("between"), item(3), item(4), item(0)].concat();
    let article = read(&body, &[("word/numbering.xml", numbering)]).unwrap();
    let starts: Vec<_> = article
        .blocks
        .iter()
        .map(|block| match &block.kind {
            Kind::List { start, items } => format!("{start:?} {}", items.len()),
            _ => "text".into(),
        })
        .collect();
    assert_eq!(starts, ["Some(1) 2", "text", "Some(3) 1", "Some(5) 1", "text"]);
}

#[test]
fn styles_that_build_on_each_other_end() {
    let styles = "<w:styles><w:style w:styleId='a'><w:basedOn w:val='b'/></w:style>\
        <w:style w:styleId='b'><w:basedOn w:val='a'/></w:style></w:styles>";
    let body = "<w:p><w:pPr><w:pStyle w:val='a'/></w:pPr><w:r><w:t>words</w:t></w:r></w:p>";
    assert_eq!(text_of(&read(body, &[("word/styles.xml", styles)]).unwrap().blocks), "words");
}

#[test]
fn what_is_hostile_ends_soon() {
    let nest = |element: &str, depth: usize| format!("{}{}", element.repeat(depth), paragraph("deep"));
    assert_eq!(told(&nest("<w:sdt>", 200)), "deep");
    assert_eq!(told(&nest("<w:tbl><w:tr><w:tc>", 80)), "deep");
    assert!(matches!(read(&nest("<w:sdt>", 100_000), &[]), Err(Error::NotAnArticle { .. })));
    let many = "<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r>".repeat(50_000);
    assert_eq!(told(&format!("<w:p>{many}</w:p>")), "a".repeat(50_000));
    assert!(matches!(read(&"<w:p/>".repeat(200_000), &[]), Err(Error::NotAnArticle { .. })));
    assert!(matches!(read(&" ".repeat(20 << 20), &[]), Err(Error::TooLarge { .. })));
    let old = Source { bytes: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0".to_vec(), ..Source::default() };
    assert!(matches!(article::read(&old), Err(Error::NotAnArticle { why, .. }) if why.contains(".docx")));
    // One row is wide and the table is long: the rows that are filled up would take gigabytes.
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", paragraph(words));
    let row = |cells: String| format!("<w:tr>{cells}</w:tr>");
    let wide = row(
        format!("<w:tc><w:tcPr><w:gridSpan w:val='50'/></w:tcPr>{}</w:tc>", paragraph("a")).repeat(2_000)
    );
    let table = told(&format!("<w:tbl>{wide}{}</w:tbl>", row(cell("b")).repeat(20_000)));
    assert_eq!((table.matches('a').count(), table.matches('b').count()), (2_000, 20_000));
    let broken = read(&format!("{}<w:p><w:r><w:t>left <", paragraph("whole")), &[]).unwrap();
    assert!(text_of(&broken.blocks).starts_with("whole\nleft"));
    assert_eq!(broken.skipped.iter().filter(|part| part.why == Why::Missing).count(), 0);
}

#[test]
fn numbers_formulas_and_hidden_styles_are_those_that_show() {
    let styles = "<w:styles><w:style w:styleId='Heading1'><w:name w:val='heading 1'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>\
        </w:style><w:style w:styleId='Hid'><w:name w:val='Hid'/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>";
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/>\
        </w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>";
    let notes =
        format!("<w:footnotes><w:footnote w:id='7'>{}</w:footnote></w:footnotes>", paragraph("By land."));
    let parts =
        [("word/styles.xml", styles), ("word/numbering.xml", numbering), ("word/footnotes.xml", &*notes)];
    let body = "<w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr><w:r><w:t>Salt</w:t></w:r></w:p>\
        <w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:r><w:t>The road</w:t></w:r></w:p>\
        <w:p><w:r><w:t>It is</w:t><w:footnoteReference w:id='7'/></w:r><w:r><w:rPr><w:rStyle w:val='Hid'/></w:rPr><w:t> not</w:t></w:r>\
        <w:r><w:t> 1</w:t><w:noBreakHyphen/><w:t>24 </w:t></w:r><m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num>\
        <m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath></w:p>";
    let article = read(body, &parts).unwrap();
    assert_eq!(text_of(&article.blocks), "1. The road\nIt is 1-24 \\frac{1}{2}\nBy land.");
    let Kind::Note { label, .. } = &article.blocks[2].kind else { panic!("{article:?}") };
    assert_eq!(label, "1");
}
