//! What plain text of each layout is understood as.

mod frames;
mod layouts;

use super::read;
use crate::article::{Article, Block, Inline, Kind, Why, plain};

/// The article in short: one line for each block.
fn outline(article: &Article) -> Vec<String> {
    article.blocks.iter().map(line).collect()
}

fn line(block: &Block) -> String {
    match &block.kind {
        Kind::Heading { level, content } => format!("h{level} {}", plain(content)),
        Kind::Paragraph(content) => format!("p {}", plain(content)),
        Kind::List { start, items } => {
            let items: Vec<String> =
                items.iter().map(|item| item.iter().map(line).collect::<Vec<_>>().join(" ")).collect();
            format!("list {} [{}]", start.map_or("•".into(), |n| n.to_string()), items.join("; "))
        }
        Kind::Quote { blocks, .. } => {
            format!("quote {}", blocks.iter().map(line).collect::<Vec<_>>().join(" "))
        }
        Kind::Figure { caption, alt, .. } => {
            format!(
                "figure {} / {}",
                alt.as_deref().unwrap_or("-"),
                caption.as_deref().map_or("-".into(), plain)
            )
        }
        Kind::Table { header, rows, .. } => {
            format!("table {}+{}", usize::from(!header.is_empty()), rows.len())
        }
        Kind::Code { text, .. } => format!("code {text:?}"),
        Kind::Note { .. } => "note".into(),
        Kind::Rule => "rule".into(),
    }
}

fn short(lines: &[String]) -> Vec<String> {
    lines.iter().map(|line| line.chars().take(34).collect()).collect()
}

const PAGE: &str = "Harbor’s Quiet Bargain: What the Night-Ferry Vote Means for the Old Town


Harbor’s Quiet Bargain: What the Night-Ferry Vote Means for the Old Town

Harbor’s Quiet Bargain: What the Night-Ferry Vote Means for the Old Town

A baker, a retired pilot and the mayor’s cousin walk onto a ferry. It sounds like a joke, but it is how the council came to its decision last week.

The vote was close, and nobody in the hall had expected it. For a town that argues about benches, this was a storm, and it is not over yet.

A stylized, slightly dreamy image of three people boarding a small ferry at dusk. The mood should be calm but a little uneasy, with lights on the water.

The Long Evening: A Vote in Three Acts

First, the numbers. The council sat for four hours and voted twice. That is longer than the film festival’s opening night, and with fewer jokes in it.

An image capturing the tension of a crowded council hall. A clerk counts raised hands. The atmosphere is tense, with the audience leaning forward in the seats.

Next Stop, Old Town: A Careful Start

Now for the part that worries the shops: the ferry will land at night, when the streets are asleep and the bakers have just got up to work.

This puts the shops in a difficult position:

  • A Test of Patience: Shop owners have spent years asking for visitors. Now they come at two in the morning.
  • Useful Lessons: The bakers are tough and smart. They will see it as a chance to sell the first bread.
  • The Big Question: What is in the plan? Is it a promise or a summary of a long evening?

A conceptual image illustrating the muddle of night traffic. Two hands pull at one steering wheel, and the road ahead splits in many ways.

Unpacking the Plan: The Art of the Small Deal

This is a fine example of a small deal, a method that avoids the large questions. But it has its own style, and the town knows that style well.

For the mayor, the move does three things:

  1. “I Told You So”: He said he could end the quarrel in “24 hours.” This is his proof.
  2. Staying in View: It keeps him in the paper.
  3. A First Look: He learns who will stand with him.

However, this kind of deal is risky. It can confuse friends and please nobody, and it leaves the hard work to the people who were not in the room.

A dramatic, cinematic shot of a late meeting in a grand, dim hall by the harbor. A baker and a pilot are in a tense talk with the mayor of the town.

The View from the Other Shore

Across the water, people watch with a mix of delight and dread. Their first aim is to keep the last ferry, and any change to it is a loss for them.

What’s Next?

The first night boat is the moment of truth. It will show whether the plan was a stroke of genius or a sideshow.


Leave a Reply";

#[test]
fn a_saved_page_comes_out_whole() {
    let article = read(PAGE);
    let title = "Harbor’s Quiet Bargain: What the Night-Ferry Vote Means for the Old Town";
    assert_eq!(article.meta.title.as_deref(), Some(title));
    assert_eq!(article.meta.byline, None);
    assert_eq!(article.meta.published, None);
    let skipped: Vec<(&str, Why)> = article.skipped.iter().map(|s| (s.text.as_str(), s.why)).collect();
    let copy = (title, Why::RepeatedTitle);
    assert_eq!(skipped, [copy, copy, ("Leave a Reply", Why::Comments)]);
    let expected = [
        "p A baker, a retired pilot and the",
        "p The vote was close, and nobody i",
        "figure A stylized, slightly dreamy",
        "h2 The Long Evening: A Vote in Thr",
        "p First, the numbers. The council ",
        "figure An image capturing the tens",
        "h2 Next Stop, Old Town: A Careful ",
        "p Now for the part that worries th",
        "p This puts the shops in a difficu",
        "list • [p A Test of Patience: Shop",
        "figure A conceptual image illustra",
        "h2 Unpacking the Plan: The Art of ",
        "p This is a fine example of a smal",
        "p For the mayor, the move does thr",
        "list 1 [p “I Told You So”: He said",
        "p However, this kind of deal is ri",
        "figure A dramatic, cinematic shot ",
        "h2 The View from the Other Shore",
        "p Across the water, people watch w",
        "h2 What’s Next?",
        "p The first night boat is the mome",
    ];
    assert_eq!(short(&outline(&article)), expected);
    let items = |n: usize| match &article.blocks[n].kind {
        Kind::List { items, .. } => items.len(),
        _ => 0,
    };
    assert_eq!((items(9), items(14)), (3, 3));
}

fn of(text: &str) -> Vec<String> {
    outline(&read(text))
}

#[test]
fn wrapped_text_is_joined() {
    let text = "The harbor master had seen many boats come and go, but never one with\n\
        so little regard for the tide. He wrote it down in the book that the exam-\n\
        iner had left on his desk, and the examiner read it the very next day in\n\
        his well-known way.\n\
        \n\
        Another paragraph starts here and it goes on for a while, so that it is\n\
        wrapped as well, like everything else that came from this old machine in\n\
        the corner.\n\
        \n\
        - a first item that is long enough to be wrapped at the same measure as\n\
          the rest of the text\n\
        - a second item\n\
        \n\
        > Somebody said this in a letter, and whoever answers keeps it above the\n\
        > answer.\n";
    assert_eq!(
        of(text),
        [
            "p The harbor master had seen many boats come and go, but never one with so little regard for the \
             tide. He wrote it down in the book that the examiner had left on his desk, and the examiner read it \
             the very next day in his well-known way.",
            "p Another paragraph starts here and it goes on for a while, so that it is wrapped as well, like \
             everything else that came from this old machine in the corner.",
            "list • [p a first item that is long enough to be wrapped at the same measure as the rest of the text; \
             p a second item]",
            "quote p Somebody said this in a letter, and whoever answers keeps it above the answer.",
        ]
    );
}

#[test]
fn underlines_make_headings() {
    let text = "The Manual\n==========\n\nIt is a short manual, but it says all that there is to say about the thing.\n\n\
        First steps\n-----------\n\nTurn it on and wait until the light is green, then turn it off again and wait.\n\n\
        Details\n~~~~~~~\n\nThere are no details worth telling, but a manual must have a chapter with that name.\n";
    let article = read(text);
    assert_eq!(article.meta.title.as_deref(), Some("The Manual"));
    assert_eq!(short(&outline(&article))[1], "h2 First steps");
    assert_eq!(short(&outline(&article))[3], "h3 Details");
}

#[test]
fn lists_nest_and_keep_their_numbers() {
    let text = "What to bring:\n\n  4. A coat\n    • a warm one\n    • a dry one\n  5. Shoes\n  7. A hat\n";
    assert_eq!(
        of(text),
        [
            "p What to bring:",
            "list 4 [p A coat list • [p a warm one; p a dry one]; p Shoes]",
            "list 7 [p A hat]"
        ]
    );
}

#[test]
fn no_break_spaces_at_markers_are_plain() {
    let text = "We need three things for the tour, and all of them are in the cellar:\n\n\u{a0}\u{a0}•\u{a0}a rope of 10\u{a0}m\n\u{a0}\u{a0}•\u{a0}a lamp\u{a0}\n";
    assert_eq!(of(text)[1], "list • [p a rope of 10\u{a0}m; p a lamp]");
}

#[test]
fn copies_of_the_title_name_the_site() {
    let text = "A Walk in the Fog - The Daily Pier\n\nA Walk in the Fog\n\nBy Ada Marsh\n\nMarch 3, 2021\n\n\
        The fog came in before noon, and by two the lighthouse was gone, though everybody could still hear it.\n\n\
        Nobody minded, because the fog is the reason why people come here in the first place, and they do.\n";
    let article = read(text);
    assert_eq!(article.meta.title.as_deref(), Some("A Walk in the Fog"));
    assert_eq!(article.meta.site.as_deref(), Some("The Daily Pier"));
    assert_eq!(article.meta.byline.as_deref(), Some("Ada Marsh"));
    assert_eq!(article.meta.published.as_deref(), Some("March 3, 2021"));
    assert_eq!(article.skipped.len(), 1);
    assert_eq!(article.skipped[0].why, Why::RepeatedTitle);
    assert_eq!(article.blocks.len(), 2);
}

#[test]
fn what_is_in_doubt_stands_before_copies_of_the_title() {
    let text = "A Walk in the Fog - The Daily Pier\n\nA Walk in the Fog\n\n\
        It was first told on March 3, 2021, to friends who sat around a fire by the pier.\n\n\
        The fog came in before noon, and by two the lighthouse was gone, though everybody could still hear it.\n\n\
        Nobody minded, because the fog is the reason why people come here in the first place, and they do.\n";
    for article in [read(text), super::read_clean(text)] {
        let skipped: Vec<Why> = article.skipped.iter().map(|skipped| skipped.why).collect();
        assert_eq!(skipped, [Why::Credits, Why::RepeatedTitle]);
        assert_eq!(article.clone().normal(), article);
    }
}

#[test]
fn code_tables_and_rules_are_seen() {
    let text = "Here is how the program starts, which you will know if you have seen another one:\n\n\
        fn main() {\n    let x = start();\n}\n\n\
        The table says how often it fails, and it is not often, as everyone can see here.\n\n\
        Name\tFailures\nEast\t4\nWest\t7\n\n* * *\n\n\
        That is all there is to say, and whoever wants more has to look at the source.\n";
    let kinds: Vec<String> = of(text).iter().map(|line| line.chars().take(7).collect()).collect();
    assert_eq!(kinds, ["p Here ", "code \"f", "p The t", "table 1", "rule", "p That "]);
}

#[test]
fn comments_go_to_the_end() {
    let text = "The pier will be closed from Monday on, and nobody knows when it will open again.\n\n\
        People are sad, but the gulls are not, as they now have the whole of it for themselves.\n\n\
        2 Comments\n\nMary says:\nI will miss it very much, and so will all of my friends who liked to walk there.\n\nReply\n";
    let article = read(text);
    assert_eq!(article.blocks.len(), 2);
    assert!(article.skipped.iter().all(|skipped| skipped.why == Why::Comments));
    assert_eq!(article.skipped.len(), 4);
}

#[test]
fn verse_keeps_its_lines() {
    let prose = "It was a long day on the water, and when the boat came back to the harbor\nnobody said a word about \
        what they had seen out there behind the last buoy,\nbecause nobody would have believed it anyway.\n";
    let text = format!(
        "{prose}\nThe sea was flat,\nThe sky was gray,\nThe captain’s hat\nHad blown away.\n\n{prose}"
    );
    let article = read(&text);
    let Kind::Paragraph(content) = &article.blocks[1].kind else { panic!("{:?}", article.blocks) };
    assert_eq!(content.iter().filter(|inline| matches!(inline, Inline::Break)).count(), 3);
}

#[test]
fn a_poem_among_unwrapped_paragraphs_keeps_its_lines() {
    let prose = "It was a long day on the water, and when the boat came back to the harbor nobody said a word about what \
        they had seen out there behind the last buoy, because nobody would have believed it anyway.\n";
    let text = format!(
        "{prose}\nThe sea was flat,\nThe sky was gray,\nThe captain’s hat\nHad blown away.\n\n{prose}"
    );
    let article = read(&text);
    assert_eq!(article.blocks.len(), 3);
    let Kind::Paragraph(content) = &article.blocks[1].kind else { panic!("{:?}", article.blocks) };
    assert_eq!(content.iter().filter(|inline| matches!(inline, Inline::Break)).count(), 3);
}

#[test]
fn lettered_items_are_lists_and_keep_their_letters() {
    let before =
        "The council has three choices for the ferry, and it likes none of them very much at all:\n\n";
    let after = "\nWhatever it does, somebody on the pier will complain about it before the day is over.\n";
    let cases = [
        ("a) wait\nb) pay\nc) sell the boat\n", "list • [p a) wait; p b) pay; p c) sell the boat]"),
        ("(a) wait\n(b) pay\n", "list • [p (a) wait; p (b) pay]"),
        ("A. Wait\nB. Pay\n", "list • [p A. Wait; p B. Pay]"),
        ("i) wait\nii) pay\niii) sell\n", "list • [p i) wait; p ii) pay; p iii) sell]"),
    ];
    for (items, list) in cases {
        assert_eq!(of(&[before, items, after].concat())[1], list, "{items}");
    }
    // Initials are no letters of a list.
    let names = of(&[before, "J. Marsh\nB. Field\n", after].concat());
    assert!(names.iter().all(|line| !line.starts_with("list")), "{names:?}");
}

#[test]
fn columns_typed_with_spaces_are_a_table() {
    let before =
        "The table says how often each ferry was late, which is more often than anybody would like.\n\n";
    let table = "Ferry       Trips   Late\nNorth        120     14\nSouth Bay     96      3\nOld Town      14     11\n";
    let article = read(&[before, table].concat());
    let Kind::Table { header, rows, .. } = &article.blocks[1].kind else { panic!("{:?}", article.blocks) };
    assert_eq!((header.len(), rows.len()), (3, 3));
    assert_eq!(plain(&rows[1][0]), "South Bay");
    assert_eq!(plain(&rows[2][2]), "11");
    // Two spaces after a full stop are no column.
    let typed = "It was late.  Nobody came to the pier.\nThe sea was flat.  The gulls were gone.\nWe waited.  We went home.\n";
    assert!(of(&[before, typed].concat()).iter().all(|line| !line.starts_with("table")));
}

#[test]
fn one_indented_line_leaves_the_rest_wrapped() {
    let text = "The harbor master had seen many boats come and go, but never one with\n\
        so little regard for the tide. He wrote it down in the book that the old\n\
        \x20        examiner had left on his desk, and who had read it the very next day in\n\
        his own way, which was slow.\n\n\
        Another paragraph starts here and it goes on for a while, so that it is\n\
        wrapped as well, like everything else that came from this old machine in\n\
        the corner of the room, where nobody had looked for it in all of those\n\
        years.\n";
    let found = of(text);
    let end = "goes on for a while, so that it is wrapped as well, like everything else that came from this old machine \
        in the corner of the room, where nobody had looked for it in all of those years.";
    assert!(found.last().is_some_and(|last| last.ends_with(end)), "{found:?}");
}

#[test]
fn a_letter_is_no_program() {
    let text =
        "Dear Ada,\n\nThank you for the boat.\nIt floats (mostly).\nThe paint = fine.\n\nRegards,\nBob\n";
    assert!(of(text).iter().all(|line| !line.starts_with("code")), "{:?}", of(text));
}

#[test]
fn the_header_of_a_letter_is_no_text() {
    let text = "From: The ferry office <office@example.org>\nTo: The harbor master\nSubject: The late ferry\n\
        Date: Mon, 3 May 2021 10:00:00 +0200\n\nDear Sir,\n\nthe ferry was late again today, and nobody on the \
        pier could say when it would come, or why.\n\nYours, the ferry office\n";
    let article = read(text);
    assert_eq!(article.meta.title.as_deref(), Some("The late ferry"));
    assert_eq!(article.meta.byline.as_deref(), Some("The ferry office"));
    assert_eq!(article.meta.published.as_deref(), Some("Mon, 3 May 2021 10:00:00 +0200"));
    assert!(article.skipped.iter().take(4).all(|skipped| skipped.why == Why::Credits));
    assert!(outline(&article).iter().all(|line| !line.contains("The harbor master")));
}

#[test]
fn odd_texts_are_articles() {
    assert_eq!(read(""), Article::default());
    assert_eq!(read(" \n\u{a0}\n\t\n"), Article::default());
    assert_eq!(of("Only a sentence that ends."), ["p Only a sentence that ends."]);
    for text in ["\u{feff}", "•", "1.", "====", "```", "> >", "\t\t", "a\n=", "|", "- \n- ", "—"] {
        read(text);
    }
}

#[test]
fn large_texts_are_read() {
    let reads = |text: &str| {
        let Article { blocks, skipped, .. } = read(text);
        assert!(!blocks.is_empty() || !skipped.is_empty(), "{}", &text[..20]);
    };
    reads(&"word ".repeat(10_000));
    reads(&"x".repeat(500_000));
    let lines: Vec<String> = (0..10_000).map(|n| " ".repeat(n % 300) + "- item\n").collect();
    reads(&lines.concat());
    reads(&"A short line\n\n".repeat(10_000));
    assert!(read(&"```\n".repeat(10_001)).blocks.is_empty(), "fences hold nothing");
    reads(&"let x = 1;\n\nword\n\n".repeat(5_000));
    let gapped: Vec<String> = (0..50_000).map(|n| ["word "; 20][..3 + n % 17].concat() + " gap\n").collect();
    reads(&gapped.concat());
    reads(&"The sea was flat,\n".repeat(50_000));
}

#[test]
fn lines_that_name_a_field_head_nothing() {
    let about = "It is a long way from the pier, and whoever walks it in the rain will want a warm room and a bowl of soup.";
    let inn = |name: &str, whom: &str| format!("{name}\n\nBest for: {whom}\n\n{about}\n\n");
    let inns = [
        inn("The Anchor", "families"),
        inn("The Old Buoy", "late arrivals"),
        inn("The Pilot", "people with dogs"),
    ];
    let lines = of(&inns.concat());
    assert!(lines.iter().all(|line| !line.starts_with('h') || !line.contains("Best for")), "{lines:?}");
}

#[test]
fn consecutive_numbers_are_one_list_whatever_follows() {
    let text = "Three boats lie at the pier, and each of them has seen better days than the ones that it sees now:\n\n\
        1. The Marsh Hen\n2. The Old Pilot\n3. The Night Ferry\n\n\
        The last of them is the only one that still goes out at night, and it does so in any weather.\n";
    assert_eq!(of(text)[1], "list 1 [p The Marsh Hen; p The Old Pilot; p The Night Ferry]");
}

#[test]
fn whose_picture_it_was_is_not_said() {
    let body =
        "The ferry leaves at ten from the old pier, and nobody on the island has yet seen it come in late.";
    let article = read(&format!("{body}\n\nPhoto by Ada Marsh\n\n{body}\n\nharbor_at_dusk.jpg\n\n{body}\n"));
    let lines = outline(&article);
    assert!(lines.iter().all(|line| line.starts_with("p The ferry")), "{lines:?}");
    assert_eq!(article.skipped.len(), 2, "{:?}", article.skipped);
}

#[test]
fn what_printers_set_are_letters() {
    let article = super::read_clean(
        "The o\u{fb03}ce\n\nThe \u{fb01}rst of\u{ad}fice was cold and far from the \u{fb02}oor, he said.\n",
    );
    assert_eq!(article.meta.title.as_deref(), Some("The office"));
    assert!(
        crate::article::text_of(&article.blocks).contains("The first office was cold and far from the floor")
    );
}

#[test]
fn a_byline_right_under_the_title_parts_it_from_the_text() {
    let prose = "The hives stood behind the cottages for sixty years before anybody thought to count them, one wet autumn.";
    for credits in ["by Jo Pell", "By Jo Pell\nMay 4, 2023", "Written by Jo Pell"] {
        let article = read(&format!("The mill by the river\n{credits}\n\n{prose}\n\n{prose}\n"));
        assert_eq!(article.meta.title.as_deref(), Some("The mill by the river"), "{credits}");
        assert_eq!(article.meta.byline.as_deref(), Some("Jo Pell"), "{credits}");
        assert_eq!(article.blocks.len(), 2, "{credits}: {:#?}", article.blocks);
    }
}
