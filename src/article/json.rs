//! The JSON form of an article.

use serde_json::{Map, Value, json};

use super::{Article, Block, Inline, Kind, plain};

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
        let skipped: Vec<Value> = self
            .skipped
            .iter()
            .map(|skipped| json!({"text": skipped.text, "why": skipped.why.as_str(), "origin": skipped.origin}))
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
            "blocks": self.blocks.iter().flat_map(with_pictures).collect::<Vec<_>>(),
            "skipped": skipped,
        });
        if !meta.lexicon.is_empty() {
            value["lexicon"] = json!(meta.lexicon);
        }
        value
    }
}

/// A block, and behind it the pictures that stand in its items or in what it quotes.
fn with_pictures(outer: &Block) -> Vec<Value> {
    let mut values = vec![block(outer)];
    let mut todo = inner(outer);
    todo.reverse();
    while let Some(next) = todo.pop() {
        if matches!(next.kind, Kind::Figure { .. }) {
            values.push(block(next));
        }
        todo.extend(inner(next).into_iter().rev());
    }
    values
}

fn inner(block: &Block) -> Vec<&Block> {
    match &block.kind {
        Kind::List { items, .. } => items.iter().flatten().collect(),
        Kind::Quote { blocks, .. } | Kind::Note { blocks, .. } => blocks.iter().collect(),
        _ => Vec::new(),
    }
}

/// The words of blocks without those of the pictures among them.
fn words(blocks: &[Block]) -> String {
    let own = blocks.iter().filter(|block| !matches!(block.kind, Kind::Figure { .. }));
    own.map(Block::text).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A block: its type, what the type has, and where it stood.
fn block(block: &Block) -> Value {
    let (kind, mut fields) = match &block.kind {
        Kind::Heading { level, .. } => ("heading", json!({"level": level, "text": block.text()})),
        Kind::Paragraph(_) => ("paragraph", json!({"text": block.text()})),
        Kind::List { start, items } => {
            let mut texts = Vec::new();
            for item in items {
                append_item(item, &mut texts);
            }
            ("list", json!({"ordered": start.is_some(), "start": start, "items": texts}))
        }
        Kind::Quote { blocks, attribution } => {
            ("quote", json!({"text": words(blocks), "attribution": attribution.as_deref().map(plain)}))
        }
        Kind::Figure { caption, alt, source } => {
            ("figure", json!({"caption": caption.as_deref().map(plain), "alt": alt, "source": source}))
        }
        Kind::Table { caption, header, rows } => {
            let has_header = !header.is_empty();
            let rows: Vec<_> =
                has_header.then_some(header).into_iter().chain(rows).map(|row| cells(row)).collect();
            ("table", json!({"caption": caption.as_deref().map(plain), "header": has_header, "rows": rows}))
        }
        Kind::Code { language, text } => ("code", json!({"language": language, "text": text})),
        Kind::Note { label, blocks } => ("note", json!({"label": label, "text": words(blocks)})),
        Kind::Rule => ("rule", Value::Object(Map::new())),
    };
    fields["type"] = kind.into();
    fields["origin"] = json!(block.origin);
    fields
}

/// The text of an item, then those of the lists in it, each as an item of its own.
fn append_item(item: &[Block], texts: &mut Vec<String>) {
    let (lists, own): (Vec<Block>, Vec<Block>) =
        item.iter().cloned().partition(|block| matches!(block.kind, Kind::List { .. }));
    texts.push(words(&own));
    for list in lists {
        if let Kind::List { items, .. } = &list.kind {
            for item in items {
                append_item(item, texts);
            }
        }
    }
}

fn cells(row: &[Vec<Inline>]) -> Vec<String> {
    row.iter().map(|cell| plain(cell)).collect()
}

#[cfg(test)]
const SOURCE: &str = "\
---
title: Bread
author: [Ann, Bo]
---

## Flour *first*

Mix[^1] it.

3. one
   - deep
4. two

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
                {"type": "paragraph", "text": "Mix it."},
                {"type": "list", "ordered": true, "start": 3, "items": ["one", "deep", "two"]},
                {"type": "quote", "text": "Knead.", "attribution": "A baker"},
                {"type": "figure", "caption": "Ours", "alt": "A loaf", "source": "loaf.png"},
                {"type": "table", "caption": null, "header": true, "rows": [["a", "b"], ["1", "2"]]},
                {"type": "code", "language": "sh", "text": "bake"},
                {"type": "note", "label": "1", "text": "By hand."},
                {"type": "rule"},
            ],
            "skipped": [{"text": "Share", "why": "sharing buttons"}],
        })
    );
}
