//! Lists of a page. A list of pictures or of notes is no list, nor is one of sections with headings: there it only places them.

use dom_query::NodeRef;

use super::page;
use super::walk::{Walker, origin};
use crate::article::{Block, Kind};

impl Walker {
    /// A list: one block, or several where its numbers do not go up one by one.
    pub(super) fn list(&mut self, node: &NodeRef<'_>, name: &str, depth: usize) -> Vec<Block> {
        let number = |node: &NodeRef<'_>, name: &str| {
            page::filled(node, name).and_then(|number| number.parse::<u64>().ok())
        };
        let step =
            |number: u64| if node.has_attr("reversed") { number.saturating_sub(1) } else { number + 1 };
        let children: Vec<NodeRef<'_>> =
            node.children_it(false).filter(|child| child.is_element() || child.is_text()).collect();
        let count = children.iter().filter(|child| page::name(child) == "li").count() as u64;
        let first = if node.has_attr("reversed") { count } else { 1 };
        let mut next = number(node, "start").unwrap_or(first);
        let mut items: Vec<(u64, Vec<Block>)> = Vec::new();
        for child in children {
            let own = number(&child, "value").unwrap_or(next);
            let blocks = self.within(&child, depth);
            if !blocks.is_empty() {
                items.push((own, blocks));
                next = step(own);
            }
        }
        let is = |fits: fn(&Kind) -> bool| move |block: &Block| fits(&block.kind);
        let pictures = |item: &[Block]| {
            item.iter().all(is(|kind| matches!(kind, Kind::Figure { .. } | Kind::Note { .. })))
        };
        let section = |item: &[Block]| item.iter().any(is(|kind| matches!(kind, Kind::Heading { .. })));
        if items.iter().all(|(_, item)| pictures(item)) || items.iter().any(|(_, item)| section(item)) {
            return items.into_iter().flat_map(|(_, item)| item).collect();
        }
        if name != "ol" {
            let items = items.into_iter().map(|(_, item)| item).collect();
            return vec![Block { kind: Kind::List { start: None, items }, origin: origin(node) }];
        }
        numbered(items).map(|kind| Block { kind, origin: origin(node) }).collect()
    }

    /// Terms and what they mean: an item each, the term first.
    pub(super) fn definitions(&mut self, node: &NodeRef<'_>, depth: usize) -> Kind {
        let mut items: Vec<Vec<Block>> = Vec::new();
        let mut parts: Vec<NodeRef<'_>> = node.children_it(false).collect();
        parts = parts
            .into_iter()
            .flat_map(|part| if page::name(&part) == "div" { part.children() } else { vec![part] })
            .collect();
        // Words that stand in no term are told all the same.
        let holds =
            |part: &NodeRef<'_>| part.is_element() || (part.is_text() && !part.text().trim().is_empty());
        for part in parts.into_iter().filter(holds) {
            let blocks = self.within(&part, depth);
            match items.last_mut().filter(|_| page::name(&part) == "dd") {
                Some(item) => item.extend(blocks),
                None => items.push(blocks),
            }
        }
        Kind::List { start: None, items: items.into_iter().filter(|item| !item.is_empty()).collect() }
    }
}

/// Lists of items whose numbers follow one another.
fn numbered(items: Vec<(u64, Vec<Block>)>) -> impl Iterator<Item = Kind> {
    let mut lists: Vec<(u64, Vec<Vec<Block>>)> = Vec::new();
    for (number, item) in items {
        match lists.last_mut() {
            Some((start, list)) if *start + list.len() as u64 == number => list.push(item),
            _ => lists.push((number, vec![item])),
        }
    }
    lists.into_iter().map(|(start, items)| Kind::List { start: Some(start), items })
}
