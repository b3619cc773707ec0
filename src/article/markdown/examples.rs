//! What Markdown means, by example: each source beside the same article as it is written.

use crate::article::markdown::{read, write};
use crate::article::{Article, Inline, Kind, Medium, Origin, Place, Why};

#[track_caller]
fn becomes(source: &str, written: &str) {
    let article = read(source);
    assert_eq!(write(article.clone()), written);
    assert_eq!(read(written).without_origins(), article.without_origins());
}

#[track_caller]
fn stays(source: &str) {
    becomes(source, source);
}

/// The kinds of an article's blocks.
fn kinds(source: &str) -> Vec<Kind> {
    read(source).without_origins().blocks.into_iter().map(|block| block.kind).collect()
}

fn text(words: &str) -> Vec<Inline> {
    vec![Inline::Text(words.into())]
}

#[test]
fn signs_that_mean_nothing_are_not_escaped() {
    stays("5 * 3 = 15, a_b_c, AT&T, \"so\" [sic], $5, ~5, C# #1! (1.) x > y < z | 50% – a \\ b\n");
    stays("One *em*, **strong**, `code`, [link](https://a.b/c_d) and <https://a.b/c_d>.\n");
    stays("## 1. A - heading: [x]\n\nText.\n");
    stays("## C \\#\n\n## {#a\\\\&#125;\n\n## {x&#125; {#b}\n");
}

#[test]
fn signs_that_mean_something_are_escaped() {
    stays("1986\\. A year.\n\n\\- no item\n\n\\# no heading\n\n\\> no quote\n\n\\[x]: no address\n");
    stays("\\*a\\* \\`b\\` \\<b> \\&amp; [c\\](d)\n");
    stays("a\\\n\\---\n\nb\\\n\\===\n\na | b\\\n\\|---|\n");
    becomes("Costs $5-$10, A$AP Ke$ha, $x^2$, $$y$$.\n", "Costs \\$5-\\$10, A\\$AP Ke\\$ha, $x^2$, $y$.\n");
    stays("- - **\\\\\\\n    a**\n");
}

#[test]
fn marks_next_to_each_other_are_told_apart() {
    becomes("***both***\n", "_**both**_\n");
    becomes("**a*b*c** 这是*强调*的\n", "**a<em>b</em>c** 这是*强调*的\n");
    becomes("*a*<em>b</em> ~~gone~~\n", "*a*<em>b</em> ~~gone~~\n");
}

#[test]
fn the_first_heading_is_the_title() {
    becomes("Title\n=====\n\nText.\n", "---\ntitle: Title\n---\n\nText.\n");
    becomes("## Two\n\n# One\n", "## Two\n\n# One\n");
    becomes(
        "---\ntitle: A: b\nauthor: by Me\n---\n# a – B\n\nText.\n\n# C\n",
        "---\ntitle: \"A: b\"\nauthor: Me\n---\n\nText.\n\n# C\n\n<!-- skipped: the title again: a – B -->\n",
    );
    assert_eq!(read("# T *x*\n\n# t x\n").skipped[0].why, Why::RepeatedTitle);
}

#[test]
fn pictures_stand_alone() {
    becomes("a ![b](c) d\n", "a d\n\n![b](c)\n");
    becomes("![e](f \"g\")\n*h*\n", "![e](f \"g\")\n\n*h*\n");
    becomes("[![b](c)](d)\n", "![b](c)\n");
    becomes("## H ![b](c)\n\n| a ![x](y) |\n|---|\n", "## H\n\n![b](c)\n\n| a |\n| --- |\n\n![x](y)\n");
    becomes("![a ![b](c) *d*](e)\n", "![a b d](e)\n");
    let figure = |alt: Option<&str>| Kind::Figure {
        medium: Medium::Picture,
        caption: None,
        alt: alt.map(str::to_owned),
        source: Some("x.png".into()),
    };
    assert_eq!(kinds("![](x.png)\n\n<img src=x.png alt=''>\n"), [figure(None), figure(Some(""))]);
    stays("![](x.png)\n\n<img src=\"x.png\" alt=\"\">\n");
}

#[test]
fn captions_are_for_pictures_and_tables() {
    stays("<figure>\n<img src=\"a.png\" alt=\"A\">\n<figcaption>\n\nOne *cap*\n\n</figcaption></figure>\n");
    stays("<figure>\n\n| a |\n| --- |\n| b |\n\n<figcaption>\n\nA table\n\n</figcaption></figure>\n");
    becomes(
        "<figure><img src='a.png'><figcaption>One <em>cap</em> &amp; two</figcaption></figure>\n",
        "<figure>\n<img src=\"a.png\">\n<figcaption>\n\nOne *cap* & two\n\n</figcaption></figure>\n",
    );
    becomes("<figure>\n\nText.\n\n<figcaption>Words", "Text.\n\nWords\n");
}

#[test]
fn quotations_have_authors() {
    becomes("> Be brief.\n> — A. Writer\n", "> Be brief.\n>\n> — A. Writer\n");
    becomes("> Be brief.\n>\n> —— A. Writer, *Work*\n", "> Be brief.\n>\n> — A. Writer, *Work*\n");
    stays("> — a line of talk\n");
    stays("> — Who?\n>\n> — <cite>Ann</cite>\n");
    assert_eq!(
        kinds("> Be brief.\n>\n> &mdash; not a name\n").len() + kinds("> — one\n>\n> — two\n").len(),
        2
    );
    let Kind::Quote { attribution, .. } = &kinds("> — one\n>\n> — two\n")[0] else { panic!() };
    assert_eq!(*attribution, None);
    becomes("> [!WARNING]\n> Hot.\n", "> **Warning**\n>\n> Hot.\n");
}

#[test]
fn lists_keep_their_numbers_and_their_words() {
    stays("- [x] done\n- [ ] to do\n");
    becomes(
        "3) three\n4) four\n\n+ x\n\n+ y\n  1. z\n* w\n",
        "3. three\n4. four\n\n- x\n- y\n  1. z\n\n* w\n",
    );
    stays("- a\n\n  b\n\n- ```sh\n  c\n\n  d\n  ```\n\n- > e\n");
    stays("- <!-- -->\n\n- a\n");
}

#[test]
fn tables_are_rectangles_and_lose_no_words() {
    becomes(
        "| a | b |\n|---|:-:|\n| 1 | `x\\|y` | more | |\n| 2 |\n",
        "| a | b |  |\n| --- | --- | --- |\n| 1 | <code>x&#124;y</code> | more |\n| 2 |  |  |\n",
    );
    let Kind::Table { header, rows, .. } = &kinds("|  |\n|---|\n| 1<br>2 |\n")[0] else { panic!() };
    assert!(header.is_empty());
    assert_eq!(rows[0][0], [text("1"), vec![Inline::Break], text("2")].concat());
}

#[test]
fn notes_are_where_they_are_defined() {
    stays("Text[^1] and[^*] \\[^no].\n\n[^1]: One.\n\n    Two.\n\n[^*]: Star.\n\nMore.\n");
    becomes("- a[^N]\n\n  [^n]: b\n\n[^n]: c\n", "- a[^n]\n\n[^n]: b\n\n[^n-2]: c\n");
    stays("[^a]&#58; not a note\n\n[^a]:\n    - list\n");
}

#[test]
fn html_keeps_its_words() {
    becomes(
        "H<sub>2</sub>O, <abbr title='W3'>WWW</abbr>, <i lang=fr>oui</i>, <q>hm</q>, <kbd>^C</kbd><br/>x<u>y</u>\n",
        "H<sub>2</sub>O, <abbr title=\"W3\">WWW</abbr>, <span lang=\"fr\">oui</span>, “hm”, `^C`\\\nxy\n",
    );
    becomes("<div>Hello <b>you</b><p>Para</p></div>\n", "Hello **you**\n\nPara\n");
    becomes(
        "<h2 id=x>A</h2>\n<hr>\n<pre><code class='language-js'>a &lt; b</code></pre>\n",
        "## A {#x}\n\n---\n\n```js\na < b\n```\n",
    );
    becomes("<details>\n<summary>More</summary>\n\n*Hidden*\n\n</details>\n", "More\n\n*Hidden*\n");
    becomes("Vec<String> </nosuch>\n", "Vec\\<String> \\</nosuch>\n");
    becomes("a <em>b *c</em> d* e\n", "a *b *c d* e*\n");
}

#[test]
fn what_is_not_said_is_skipped() {
    becomes(
        "a\n<!-- note -- to self -->\nb <!-- skipped: comments: First! --> c\n\n<script>x</script>\n\n<?php y ?>\n",
        "a\n\nb c\n\n<!-- skipped: markup: note -\\- to self -->\n<!-- skipped: comments: First! -->\n\
         <!-- skipped: markup: x -->\n<!-- skipped: markup: <?php y ?> -->\n",
    );
    becomes("[a](b \"t\")\n", "[a](b)\n\n<!-- skipped: markup: t -->\n");
    becomes("```rust ignore\nx\n```\n", "```rust\nx\n```\n\n<!-- skipped: markup: ignore -->\n");
}

#[test]
fn rules_are_not_front_matter() {
    becomes("---\n\ntext\n\n* * *\n", "___\n\ntext\n\n---\n");
}

#[test]
fn origins_are_bytes_of_the_source() {
    let source = "\u{feff}---\ntitle: T\n---\n\nÉtude.\n\n> - b\n\n## S {#s}\n";
    let article = read(source);
    let said: Vec<&str> = article
        .blocks
        .iter()
        .map(|block| match &block.origin.place {
            Place::Bytes(range) => source[range.clone()].trim_end(),
            Place::Element(_) => "",
        })
        .collect();
    assert_eq!(said, ["Étude.", "> - b", "## S {#s}"]);
    assert_eq!(article.blocks[2].origin.anchor.as_deref(), Some("s"));
    assert_eq!(read(""), Article::default());
    assert_eq!(Origin::default(), Origin::bytes(0..0));
}
