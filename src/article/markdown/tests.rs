//! Articles survive being written and read.

use std::collections::BTreeMap;

use proptest::prelude::*;
use strum::VariantArray;

use crate::article::markdown::{read, write};
use crate::article::{Article, Block, Certainty, Inline, Kind, Medium, Meta, Origin, Skipped, Why};

#[track_caller]
fn survives(article: Article) {
    let article = article.normal().without_origins();
    let text = write(article.clone());
    let again = read(&text).without_origins();
    assert_eq!(again, article, "\n{text}");
}

/// Texts with a liking for what means something in Markdown.
fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[a-z]{1,6}",
        3 => Just(" ".to_owned()),
        2 => proptest::sample::select(vec![
            "*", "**", "_", "__", "#", "##", "1.", "2)", "-", "+", "`", "``", "|", "<", ">", "<b>", "</em>",
            "&", "&amp;", "&#35;", "[", "]", "(", ")", "[^a]", "[x](y)", "](", "![", "!", "\\", "\\\\", "---",
            "===", "***", "~", "~~", "~~~", "$", "$$", "$5", ":", "::", "=", "{", "}", "{#a}", "\"", "'", "\t",
            "\n", "\n\n", "<!--", "-->", "--", "—", "– ", "http://a.b", "<http://a.b>", "[ ]", "[x]", "[!NOTE]",
            "+++", "|-|", "|---|", "e\u{301}", "é", "日本", "שלום", "🎙", "\u{a0}", "\u{2003}", "\u{200b}",
            "\u{feff}", "“", "”", "…", "\\*", "a*b", "a_b", "5*3", "I'm", "\r", "\u{85}", "\u{2028}", "^", "%",
        ])
        .prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..7).prop_map(|pieces| pieces.concat())
}

fn inline() -> impl Strategy<Value = Inline> {
    let leaf = prop_oneof![
        6 => words().prop_map(Inline::Text),
        1 => words().prop_map(Inline::Code),
        1 => words().prop_map(Inline::Math),
        1 => Just(Inline::Math("x^2".into())),
        1 => Just(Inline::Break),
        1 => any::<bool>().prop_map(|checked| Inline::Checkbox { checked }),
        1 => "[a-c*†]".prop_map(Inline::NoteRef),
        1 => (words(), words()).prop_map(|(title, text)| Inline::Abbr { title, text }),
        1 => (1_u32..60_001).prop_map(Inline::Pause),
        1 => Just(Inline::Time { datetime: "2024-06-05".into(), text: "5/6".into() }),
        1 => words().prop_map(|text| Inline::Link { target: text.clone(), content: vec![Inline::Text(text)] }),
        1 => Just("https://a.b/c_d".to_owned()).prop_map(|text| Inline::Link { target: text.clone(), content: vec![Inline::Text(text)] }),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let content = prop::collection::vec(inner, 0..4);
        prop_oneof![
            3 => content.clone().prop_map(Inline::Emphasis),
            3 => content.clone().prop_map(Inline::Strong),
            1 => content.clone().prop_map(Inline::Sub),
            1 => content.clone().prop_map(Inline::Sup),
            2 => content.clone().prop_map(Inline::Struck),
            2 => (words(), content.clone()).prop_map(|(target, content)| Inline::Link { target, content }),
            1 => (words(), content.clone()).prop_map(|(how, content)| Inline::Said { how, content }),
            1 => (words(), content).prop_map(|(tag, content)| Inline::Lang { tag, content }),
        ]
    })
}

fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    prop::collection::vec(inline(), 0..5)
}

fn option<T: std::fmt::Debug + Clone>(
    strategy: impl Strategy<Value = T> + 'static,
) -> impl Strategy<Value = Option<T>> {
    prop::option::of(strategy)
}

fn kind() -> impl Strategy<Value = Kind> {
    let cells = || prop::collection::vec(inlines(), 0..3);
    let leaf = prop_oneof![
        2 => (0_u8..9, inlines()).prop_map(|(level, content)| Kind::Heading { level, content }),
        5 => inlines().prop_map(Kind::Paragraph),
        2 => (proptest::sample::select(Medium::VARIANTS), option(inlines()), option(words()), option(words()))
            .prop_map(|(medium, caption, alt, source)| Kind::Figure { medium, caption, alt, source }),
        1 => (option(inlines()), cells(), prop::collection::vec(cells(), 0..3))
            .prop_map(|(caption, header, rows)| Kind::Table { caption, header, rows }),
        1 => (option(words()), words(), words())
            .prop_map(|(language, one, two)| Kind::Code { language, text: format!("{one}\n{two}") }),
        1 => Just(Kind::Rule),
    ];
    leaf.prop_recursive(3, 16, 3, |inner| {
        let origin = Origin::default;
        let block = inner.prop_map(move |kind| Block { kind, origin: origin() });
        let blocks = || prop::collection::vec(block.clone(), 0..4);
        prop_oneof![
            3 => (option(prop_oneof![Just(1), any::<u64>()]), prop::collection::vec(blocks(), 0..4))
                .prop_map(|(start, items)| Kind::List { start, items }),
            2 => (blocks(), option(inlines()))
                .prop_map(|(blocks, attribution)| Kind::Quote { blocks, attribution }),
            1 => ("[a-c*†]|[A-C ]{1,3}", blocks()).prop_map(|(label, blocks)| Kind::Note { label, blocks }),
        ]
    })
}

fn meta() -> impl Strategy<Value = Meta> {
    let field = || prop::option::weighted(0.3, words());
    let lexicon =
        || prop_oneof![3 => Just(BTreeMap::new()), 1 => prop::collection::btree_map(words(), words(), 0..3)];
    (field(), field(), field(), field(), field(), field(), field(), (field(), field()), lexicon()).prop_map(
        |(title, byline, published, language, source, site, image, (description, id), lexicon)| Meta {
            title,
            byline,
            published,
            language,
            source,
            site,
            image,
            description,
            id,
            canonical: None,
            lexicon,
            ..Meta::default()
        },
    )
}

fn skipped() -> impl Strategy<Value = Skipped> {
    let certainty = prop_oneof![
        Just(Certainty::Certain),
        (0_usize..6).prop_map(|before| Certainty::Doubtful { before }),
    ];
    (words(), words(), proptest::sample::select(Why::VARIANTS), certainty).prop_map(
        |(one, two, why, certainty)| Skipped {
            text: one + "\n" + &two,
            why,
            origin: Origin::default(),
            certainty,
        },
    )
}

fn article() -> impl Strategy<Value = Article> {
    let block = kind().prop_map(|kind| Block { kind, origin: Origin::default() });
    (meta(), prop::collection::vec(block, 0..5), prop::collection::vec(skipped(), 0..3))
        .prop_map(|(meta, blocks, skipped)| Article { meta, blocks, skipped })
}

fn paragraph(content: Vec<Inline>) -> Article {
    let block = Block { kind: Kind::Paragraph(content), origin: Origin::default() };
    Article { blocks: vec![block], ..Article::default() }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_paragraph_survives(content in inlines()) {
        survives(paragraph(content));
    }

    #[test]
    fn an_article_survives(article in article()) {
        survives(article);
    }

    #[test]
    fn what_was_read_survives(pieces in prop::collection::vec(words(), 0..8)) {
        let read_once = read(&pieces.concat());
        prop_assert_eq!(read_once.clone().normal(), read_once.clone());
        survives(read_once);
    }

    #[test]
    fn the_normal_form_is_normal(article in article()) {
        let normal = article.normal();
        prop_assert_eq!(normal.clone().normal(), normal);
    }
}

#[test]
fn deep_nesting_is_flattened() {
    let depth = 100_000;
    for sign in
        ["> ", "- ", "1. ", "*", "_a ", "[", "<em>", "<blockquote>", "<figure>\n", "![", "$", "a`", "~~a "]
    {
        let article = read(&format!("{}word", sign.repeat(depth)));
        assert!(article.blocks.iter().any(|block| block.text().contains("word")), "{sign}");
        survives(article);
    }
}
