//! The JSON form of an article.
//!
//! The texts hold what the source shows: also the marks that lead to notes and sources, which are not said. So they lead
//! a program to the notes as they lead eyes.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::{Article, Block, Inline, Kind, tree, words};

/// A label with more characters does not show; the number of its note does.
const LONGEST_MARK: usize = 4;

impl Article {
    /// The article as other programs read it. What the article does not say is null.
    ///
    /// ```
    /// let article = articast::article::markdown::read("# The Fox\n\nIt is *quick*.\n");
    /// let json = article.json();
    /// assert_eq!(json["title"], "The Fox");
    /// assert_eq!(json["blocks"][0]["type"], "paragraph");
    /// assert_eq!(json["blocks"][0]["text"], "It is quick.");
    /// ```
    pub fn json(&self) -> Value {
        let meta = &self.meta;
        let writer = Writer::new(&self.blocks);
        let skipped: Vec<Value> = self
            .skipped
            .iter()
            .map(|skipped| {
                json!({
                    "text": skipped.text, "why": skipped.why.as_str(), "certainty": skipped.certainty.name(),
                    "origin": skipped.origin,
                })
            })
            .collect();
        let mut value = json!({
            "title": meta.title,
            "byline": meta.byline,
            "published": meta.published,
            "language": meta.language,
            "source": meta.source,
            "site": meta.site,
            "image": meta.image,
            "description": meta.description,
            "blocks": self.blocks.iter().flat_map(|block| writer.with_pictures(block)).collect::<Vec<_>>(),
            "skipped": skipped,
        });
        if let Some(id) = &meta.id {
            value["id"] = json!(id);
        }
        if !meta.lexicon.is_empty() {
            value["lexicon"] = json!(meta.lexicon);
        }
        if !meta.podcast.is_empty() {
            value["podcast"] = json!(meta.podcast);
        }
        value
    }
}

/// Writes blocks that refer to notes.
struct Writer<'a> {
    /// What shows for the label of each note.
    marks: HashMap<&'a str, String>,
}

impl<'a> Writer<'a> {
    fn new(blocks: &'a [Block]) -> Writer<'a> {
        let labels = blocks.iter().filter_map(|block| match &block.kind {
            Kind::Note { label, .. } => Some(label.as_str()),
            _ => None,
        });
        let mark = |(label, number): (&'a str, usize)| match label.chars().count() {
            ..=LONGEST_MARK => (label, label.to_owned()),
            _ => (label, number.to_string()),
        };
        Writer { marks: labels.zip(1..).map(mark).collect() }
    }

    /// A block, and behind it the pictures that stand in its items or in what it quotes.
    fn with_pictures(&self, outer: &Block) -> Vec<Value> {
        let inner = tree::blocks(std::slice::from_ref(outer)).skip(1);
        let pictures = inner.filter(|block| matches!(block.kind, Kind::Figure { .. }));
        std::iter::once(outer).chain(pictures).map(|block| self.block(block)).collect()
    }

    /// Running text as it shows.
    fn text(&self, content: &[Inline]) -> String {
        let mut text = String::new();
        words::append(content, &mut text, &|mark, text| match mark {
            Inline::NoteRef(label) => {
                let mark = self.marks.get(label.as_str()).unwrap_or(label);
                text.extend(["[", mark, "]"]);
            }
            Inline::Sup(inner) => words::append(inner, text, &|_, _| {}),
            _ => {}
        });
        text
    }

    /// The words of blocks without those of the pictures among them.
    fn words(&self, blocks: &[Block]) -> String {
        let own = blocks.iter().filter(|block| !matches!(block.kind, Kind::Figure { .. }));
        let texts = own.map(|block| match &block.kind {
            Kind::Heading { content, .. } | Kind::Paragraph(content) => self.text(content),
            Kind::List { items, .. } => {
                items.iter().map(|item| self.words(item)).collect::<Vec<_>>().join("\n")
            }
            Kind::Quote { blocks, attribution } => {
                let name = attribution.as_deref().map(|name| self.text(name)).unwrap_or_default();
                [self.words(blocks), name].join("\n").trim().to_owned()
            }
            _ => block.text(),
        });
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// A block: its type, what the type has, and where it stood.
    fn block(&self, block: &Block) -> Value {
        let text = |content: &Option<Vec<Inline>>| content.as_deref().map(|content| self.text(content));
        let (kind, mut fields) = match &block.kind {
            Kind::Heading { level, content } => {
                ("heading", json!({"level": level, "text": self.text(content)}))
            }
            Kind::Paragraph(content) => ("paragraph", json!({"text": self.text(content)})),
            Kind::List { start, items } => ("list", self.list(*start, items)),
            Kind::Quote { blocks, attribution } => {
                ("quote", json!({"text": self.words(blocks), "attribution": text(attribution)}))
            }
            Kind::Figure { medium, caption, alt, source } => {
                ("figure", json!({"medium": medium, "caption": text(caption), "alt": alt, "source": source}))
            }
            Kind::Table { caption, header, rows } => {
                let has_header = !header.is_empty();
                let rows = has_header.then_some(header).into_iter().chain(rows);
                let cells = |row: &Vec<Vec<Inline>>| row.iter().map(|cell| self.text(cell)).collect();
                let rows: Vec<Vec<String>> = rows.map(cells).collect();
                ("table", json!({"caption": text(caption), "header": has_header, "rows": rows}))
            }
            Kind::Code { language, text } => ("code", json!({"language": language, "text": text})),
            Kind::Note { label, blocks } => {
                let mark = self.marks.get(label.as_str());
                ("note", json!({"label": label, "mark": mark, "text": self.words(blocks)}))
            }
            Kind::Rule => ("rule", Value::Object(Map::new())),
        };
        fields["type"] = kind.into();
        fields["origin"] = json!(block.origin);
        fields
    }

    /// A list, and for each item whether it is done, if any is a task.
    fn list(&self, start: Option<u64>, items: &[Vec<Block>]) -> Value {
        let (mut texts, mut checked) = (Vec::new(), Vec::new());
        for item in items {
            self.append_item(item, &mut texts, &mut checked);
        }
        let mut list = json!({"ordered": start.is_some(), "start": start, "items": texts});
        if checked.iter().any(Option::is_some) {
            list["checked"] = json!(checked);
        }
        list
    }

    /// The text of an item, then those of the lists in it, each as an item of its own.
    fn append_item(&self, item: &[Block], texts: &mut Vec<String>, checked: &mut Vec<Option<bool>>) {
        let (lists, own): (Vec<Block>, Vec<Block>) =
            item.iter().cloned().partition(|block| matches!(block.kind, Kind::List { .. }));
        texts.push(self.words(&own));
        checked.push(match own.first().map(|block| &block.kind) {
            Some(Kind::Paragraph(content)) => match content.first() {
                Some(Inline::Checkbox { checked }) => Some(*checked),
                _ => None,
            },
            _ => None,
        });
        for list in lists {
            if let Kind::List { items, .. } = &list.kind {
                for item in items {
                    self.append_item(item, texts, checked);
                }
            }
        }
    }
}

#[cfg(test)]
const SOURCE: &str = "\
---
title: Bread
author: [Ann, Bo]
---

## Flour *first*

Mix[^1] it.

3. [x] one
   - deep
4. [ ] two

> Knead.
>
> — A baker

![A loaf](loaf.png \"Ours\")

| a | b |
|---|---|
| 1 | 2 |

```sh
bake
```

[^1]: By hand.

---

<!-- skipped: sharing buttons: Share -->
";

#[test]
fn has_the_promised_shape() {
    let mut json = super::markdown::read(SOURCE).json();
    for entry in ["blocks", "skipped"] {
        for value in json[entry].as_array_mut().unwrap() {
            let origin = value.as_object_mut().unwrap().remove("origin").unwrap();
            assert!(origin["place"]["bytes"]["start"].is_u64(), "{origin}");
        }
    }
    assert_eq!(
        json,
        json!({
            "title": "Bread", "byline": "Ann and Bo", "published": null, "language": null,
            "source": null, "site": null, "image": null, "description": null,
            "blocks": [
                {"type": "heading", "level": 2, "text": "Flour first"},
                {"type": "paragraph", "text": "Mix[1] it."},
                {"type": "list", "ordered": true, "start": 3, "items": ["one", "deep", "two"], "checked": [true, null, false]},
                {"type": "quote", "text": "Knead.", "attribution": "A baker"},
                {"type": "figure", "medium": "picture", "caption": "Ours", "alt": "A loaf", "source": "loaf.png"},
                {"type": "table", "caption": null, "header": true, "rows": [["a", "b"], ["1", "2"]]},
                {"type": "code", "language": "sh", "text": "bake"},
                {"type": "note", "label": "1", "mark": "1", "text": "By hand."},
                {"type": "rule"},
            ],
            "skipped": [{"text": "Share", "why": "sharing buttons", "certainty": "certain"}],
        })
    );
}
