//! Tests of the reader of web pages: nothing of a page is lost, whatever its elements.

use proptest::prelude::*;

use super::read;
use crate::article::{Article, text_of};

#[test]
fn every_word_of_a_page_is_said_once_or_left_out_once() {
    let page = "<title>Tok0</title><nav>tok1</nav><main><h1>Tok0</h1><p>tok2 <b>tok3</b> <span>tok4</span> <i>glu</i><span>ed</span><div>tok5\
        <ul><li>tok6<ol><li>tok7</ol></ul><dl><dt>tok8<dd>tok9</dl><table><tr><th>tok10<td>tok11<tr><td>tok12<td>tok13\
        </table><figure><img alt=tok14><figcaption>tok15</figcaption></figure><blockquote>tok16<footer>tok17</footer>\
        </blockquote><pre>tok18</pre><details><summary>tok19</summary>tok20</details></div><button>tok21</button>\
        <p hidden>tok22</p></main>";
    let article = read(page, None);
    let told = crate::article::text_of(&article.blocks);
    let left: Vec<&str> = article.skipped.iter().map(|skipped| skipped.text.as_str()).collect();
    let all = format!("{}\n{told}\n{}", article.meta.title.clone().unwrap_or_default(), left.join("\n"));
    for token in 1..=22 {
        let token = format!("tok{token}");
        let times = all.split(|c: char| !c.is_alphanumeric()).filter(|word| *word == token).count();
        assert_eq!(times, 1, "{token} in {all}");
    }
    assert!(told.contains("tok4 glued"), "{told}");
}

#[test]
fn what_is_left_out_stands_in_the_order_of_the_page() {
    let page = "<title>The lamp</title><nav>Home</nav><article><h1>The lamp</h1><p>It burns.</p><div class=share>Share it</div>\
        <p>It burns <button>Like</button> on.</p><h2>Related posts</h2><ul><li><a href=/rain>Rain</a></li></ul></article>\
        <footer class=copyright>Ours</footer>";
    let left: Vec<String> = read(page, None).skipped.into_iter().map(|skipped| skipped.text).collect();
    assert_eq!(left, ["Home", "The lamp", "Share it", "Like", "Related posts", "Rain", "Ours"]);
}

#[test]
fn marks_of_sources_show_and_their_ways_back_make_no_notes() {
    let page = "<article><p>One<sup><a href=#c1 id=r1>[1]</a></sup> and two.</p><p>Three<sup><a href=#c1 id=r2>[1]</a></sup>.</p>\
        <p>Four<sup><a href=#n1>*</a></sup></p><ol class=references><li id=c1><a href=#r1><sup>a</sup></a> \
        <a href=#r2><sup>b</sup></a> A book.</li></ol><div id=n1>By hand.</div></article>";
    let article = read(page, None);
    assert_eq!(text_of(&article.blocks), "One and two.\nThree.\nFour\nA book.\nBy hand.");
    let json = article.json();
    let texts: Vec<&str> =
        json["blocks"].as_array().unwrap().iter().filter_map(|block| block["text"].as_str()).collect();
    assert_eq!(texts, ["One[1] and two.", "Three[1].", "Four[*]", "By hand."]);
    assert_eq!(json["blocks"][4]["mark"], "*");
}

#[test]
fn sentences_under_the_title_and_panels_behind_the_first_are_told() {
    let text =
        format!("<p>{}</p>", "The keeper counted the lamps, and wrote a line in the book. ".repeat(12));
    let page = format!(
        "<title>The lamp</title><div><h1>The lamp</h1><p>03.04.2020</p><div>What a keeper does all night, and why nobody \
         has ever thanked one for it.</div></div><article>{text}<div><div id=tab-1>{text}</div><div id=tab-2 hidden>\
         <p>The second panel is told as well.</p></div></div></article>"
    );
    let told = text_of(&read(&page, None).blocks);
    assert!(told.contains("nobody has ever thanked") && told.contains("second panel"), "{told}");
}

#[test]
fn a_page_that_nests_without_end_is_read_all_the_same() {
    let article = read(&format!("{}deep words", "<ul><li>".repeat(20_000)), None);
    assert!(article.blocks.iter().any(|block| block.text().contains("deep words")));
}

/// Running text of its own words, of so many paragraphs.
fn prose(from: usize, count: usize) -> String {
    let paragraph = |n: usize| {
        format!(
            "<p>In hour {n} the keeper counted the lamps, and wrote a line in the book. The fog of night {n} came in over \
             the breakwater, and nobody saw the pilot of boat {n} before the morning.</p>"
        )
    };
    (from..from + count).map(paragraph).collect()
}

/// What a page with this around and in its article says, and what of it is in doubt.
fn told(before: &str, within: &str, after: &str) -> (String, String) {
    let (first, last) = (prose(0, 6), prose(10, 6));
    let article = read(
        &format!(
            "<html lang=en><title>The lamp</title><body>{before}<main><article><h1>The lamp</h1>{first}{within}{last}\
             </article>{after}</main></body>"
        ),
        None,
    );
    let doubtful = article.skipped.iter().filter(|skipped| skipped.is_doubtful());
    let doubtful: Vec<&str> = doubtful.map(|skipped| skipped.text.as_str()).collect();
    (text_of(&article.blocks), doubtful.join("\n"))
}

const SENTENCE: &str = "The lock was shut for a week after that storm.";

#[test]
fn what_leads_elsewhere_after_the_text_is_no_doubt() {
    let card = |n: usize| {
        format!(
            "<div class=c{n}><a href=/{n}><h3>Rain in hour {n}</h3></a><p>{SENTENCE} That was all of it.</p></div>"
        )
    };
    let call = format!(
        "<div class=x2><h2>{SENTENCE}</h2><p>Write to us.</p><a class=btn-blue href=/w>Write</a></div>"
    );
    for after in [
        format!("<div><div>{}{}</div></div>", card(1), card(2)),
        call,
        format!("<section class=theAuthorCard><p>{SENTENCE}</p></section>"),
        format!("<div><div class=w-form><p>{SENTENCE}</p></div></div>"),
        format!("<dialog><p>{SENTENCE}</p></dialog>"),
    ] {
        let (said, doubtful) = told("", "", &after);
        assert!(!said.contains(SENTENCE) && doubtful.is_empty(), "{after}\n{said}\n{doubtful}");
    }
    let (said, doubtful) = told("", "", &format!("<div><div><p>{SENTENCE}</p></div></div>"));
    assert!(said.contains(SENTENCE) || doubtful.contains(SENTENCE), "{said}");
}

#[test]
fn words_that_name_all_of_a_page_say_nothing() {
    let boxed = |n: usize| {
        format!("<div class='el-widget w{n}'><div class=widget-box>{}</div></div>", prose(20 * n, 4))
    };
    let lost = format!("<div class='el-widget w9'><div class=widget-box><p>{SENTENCE}</p></div></div>");
    let (said, doubtful) = told("", &format!("{}{lost}{}", boxed(2), boxed(3)), "");
    assert!(said.contains(SENTENCE) && doubtful.is_empty(), "{said}\n{doubtful}");
}

#[test]
fn lists_in_the_text_and_the_line_under_its_title_are_told() {
    let list = "<div class=cols><div class=col><ul><li><a href=https://b.org/boots>Boots</a> (mine are old)</li>\
        <li>Coat, such as <a href=https://b.org/coat>this</a> one</li></ul></div></div>";
    assert!(told("", list, "").0.contains("Boots (mine are old)"));
    let page = format!(
        "<title>The lamp</title><main><header class=head><h1>The lamp</h1><p class=head__subtitle>What a keeper does all \
         night</p></header><article>{}</article></main>",
        prose(0, 8)
    );
    assert!(text_of(&read(&page, None).blocks).starts_with("What a keeper does all night"));
}

#[test]
fn boxes_on_the_author_and_another_article_are_left_out() {
    let author =
        format!("<div class=entry-author-bio><p>{SENTENCE} She lives by the sea and keeps a boat.</p></div>");
    assert!(!told("", &author, "").0.contains(SENTENCE));
    let other = format!("<article><h2>The harbour at night</h2>{}<p>{SENTENCE}</p></article>", prose(40, 3));
    let (said, doubtful) = told("", "", &other);
    assert!(!said.contains(SENTENCE) && doubtful.contains(SENTENCE), "{said}\n{doubtful}");
}

#[test]
fn furniture_between_paragraphs_is_not_told() {
    let within = "<p>Advertisement</p><p>4 min read</p><p>Also read: <a href=/r>Rain in May</a></p><p>12 Shares</p>\
        <p>Sign up for our newsletter!</p><p>Read more</p><p>We read the advertisement for 4 minutes.</p>";
    let (said, doubtful) = told("", within, "");
    for text in ["Advertisement\n", "min read", "Rain in May", "Shares", "newsletter", "Read more"] {
        assert!(!said.contains(text), "{text}: {said}");
    }
    assert!(said.contains("We read the advertisement") && doubtful.is_empty(), "{said}\n{doubtful}");
}

#[test]
fn dates_over_the_text_and_lines_on_the_author_under_it_are_not_told() {
    let page = format!(
        "<html lang=en><title>The lamp</title><article><h1>The lamp</h1><p>Published on 3 May 2020</p>{}<p>About the author</p>\
         <p>She keeps the lamp of the northern pier.</p></article>",
        prose(0, 12)
    );
    let said = text_of(&read(&page, None).blocks);
    assert!(said.starts_with("In hour 0") && !said.contains("northern pier"), "{said}");
}

/// How often each token of a page comes out: in the facts, in the blocks, or with a reason.
fn times(article: &Article, token: &str) -> usize {
    let left: Vec<&str> = article.skipped.iter().map(|skipped| skipped.text.as_str()).collect();
    let all = format!("{:?}\n{}\n{}", article.meta, text_of(&article.blocks), left.join("\n"));
    all.split(|c: char| !c.is_alphanumeric()).filter(|word| *word == token).count()
}

/// Elements as pages have them, each with tokens in it. `#` is where the inner ones go.
const ELEMENTS: [&str; 60] = [
    "<p>#</p>",
    "<div>#</div>",
    "<span>#</span>",
    "<b>#</b>",
    "<i>#</i>",
    "<a href=/x>#</a>",
    "<a href=#y>#</a>",
    "<ul><li>#</li><li>#</li></ul>",
    "<ol start=4><li>#</li><li value=9>#</li></ol>",
    "<ol reversed><li>#<li>#</ol>",
    "<blockquote>#</blockquote>",
    "<blockquote>#<footer>#</footer></blockquote>",
    "<h2>#</h2>",
    "<h3>#</h3>",
    "<table><tr><th>#<th>#<tr><td>#<td>#</table>",
    "<table role=presentation><tr><td>#</table>",
    "<table>#</table>",
    "<dl><dt>#</dt><dd>#</dd></dl>",
    "<details><summary>#</summary>#</details>",
    "<section>#</section>",
    "<figure>#<figcaption>#</figcaption></figure>",
    "<figure><img alt=#></figure>",
    "<img alt=#>",
    "<pre>#</pre>",
    "<figure><pre>#</pre><figcaption>#</figcaption></figure>",
    "<code>#</code>",
    "<sup>#</sup>",
    "<q>#</q>",
    "<aside>#</aside>",
    "<nav>#</nav>",
    "<footer>#</footer>",
    "<header>#</header>",
    "<button>#</button>",
    "<label>#</label>",
    "<form>#</form>",
    "<div hidden>#</div>",
    "<b hidden>#</b>",
    "<noscript>#</noscript>",
    "<div class=share>#</div>",
    "<div role=heading>#</div>",
    "<div role=figure>#</div>",
    "<span role=math>#</span>",
    "<figcaption>#</figcaption>",
    "<ruby>#<rt>#</rt></ruby>",
    "<select><option>#</option></select>",
    "<br>#<br>",
    "<address>#</address>",
    "<span lang=fr>#</span>",
    "<del>#</del>",
    "<s>#</s>",
    "<ul><li><input type=checkbox checked disabled>#</li><li class=task><label><input type=checkbox>#</label></li></ul>",
    "<video src=x>#</video>",
    "<audio title=#></audio>",
    "<iframe src=https://www.youtube.com/embed/x title=#></iframe>",
    "<svg><text>#</text></svg>",
    "<object data=x>#</object>",
    " <math><mi>#</mi><mo>+</mo><mfrac><mn>#</mn><mi>#</mi></mfrac></math> ",
    " <script type=math/tex>#</script> ",
    " <span class=katex><span class=katex-mathml><math><mi>#</mi></math></span><span class=katex-html>#</span></span> ",
    "<abbr title=x>#</abbr>",
];

/// A tree of elements, as the indices of [`ELEMENTS`].
#[derive(Debug, Clone)]
struct Tree(usize, Vec<Tree>);

fn trees() -> impl Strategy<Value = Tree> {
    let leaf = (0..ELEMENTS.len()).prop_map(|element| Tree(element, Vec::new()));
    leaf.prop_recursive(4, 24, 4, |inner| {
        (0..ELEMENTS.len(), proptest::collection::vec(inner, 0..4))
            .prop_map(|(element, inner)| Tree(element, inner))
    })
}

/// Writes a tree; every text in it is a token of its own.
fn write(tree: &Tree, html: &mut String, tokens: &mut usize) {
    let mut parts = ELEMENTS[tree.0].split('#').peekable();
    let mut inner = tree.1.iter();
    while let Some(part) = parts.next() {
        html.push_str(part);
        if parts.peek().is_none() || part.ends_with("href=") {
            html.push_str(if parts.peek().is_none() { "" } else { "#" });
            continue;
        }
        html.extend([format!("tok{tokens}")]);
        *tokens += 1;
        if !part.ends_with("alt=") && !part.ends_with("title=") {
            html.push(' ');
            for next in inner.by_ref().take(2) {
                write(next, html, tokens);
                html.extend([format!(" tok{tokens} ")]);
                *tokens += 1;
            }
        }
    }
}

proptest! {
    #[test]
    fn no_word_of_a_page_is_lost(trees in proptest::collection::vec(trees(), 1..6), long in any::<bool>()) {
        let (mut html, mut tokens) = (String::from("<title>A page</title><body><article>"), 0);
        for tree in &trees {
            write(tree, &mut html, &mut tokens);
            if long {
                html.extend([format!("<p>{}</p>", "A long paragraph, so that the page has text enough. ".repeat(6))]);
            }
        }
        let article = read(&html, None);
        for token in 0..tokens {
            let token = format!("tok{token}");
            prop_assert_eq!(times(&article, &token), 1, "{} in {}\n{:#?}", token, html, article);
        }
    }
}
