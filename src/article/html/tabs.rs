//! Tabs (WAI-ARIA 1.2, `tablist`): each panel is told under the name of its tab, and the row of tabs is not told.

use std::collections::{HashMap, HashSet};

use dom_query::{Document, NodeId, NodeRef};

use super::{inline, page};
use crate::article::key;

/// Puts the name of each tab over its panel.
pub(super) fn name(document: &Document, body: &NodeRef<'_>) {
    let elements: Vec<NodeRef<'_>> = body.descendants_it().filter(NodeRef::is_element).collect();
    let has_role = |node: &NodeRef<'_>, role: &str| node.attr("role").as_deref() == Some(role);
    let tabs: Vec<&NodeRef<'_>> = elements.iter().filter(|element| has_role(element, "tab")).collect();
    if tabs.is_empty() {
        return;
    }
    let mut by_id: HashMap<String, NodeRef<'_>> = HashMap::new();
    for element in &elements {
        if let Some(id) = page::filled(element, "id") {
            by_id.entry(id).or_insert(*element);
        }
    }
    let mut named: HashSet<NodeId> = HashSet::new();
    for tab in tabs {
        let link = || tab.descendants_it().find_map(|inner| page::filled(&inner, "href"));
        let target = page::filled(tab, "aria-controls").or_else(|| page::filled(tab, "href")).or_else(link);
        let panel = target.and_then(|target| by_id.get(target.trim_start_matches('#')));
        let name = page::words(tab);
        let Some(panel) = panel.filter(|panel| !name.is_empty() && named.insert(panel.id)) else { continue };
        let said = key(&page::words(panel));
        if said.is_empty() {
            continue;
        }
        tab.set_attr(inline::WAY, "");
        if !said.starts_with(&key(&name)) {
            let title = document.tree.new_element("p");
            let strong = document.tree.new_element("strong");
            strong.append_child(&document.tree.new_text(name));
            title.append_child(&strong);
            panel.prepend_child(&title);
        }
    }
}

#[test]
fn panels_are_told_under_the_names_of_their_tabs() {
    let page = "<title>Soup</title><article><p>Good soup.</p><ul role=tablist><li role=tab aria-controls=a><a href=#a>What</a></li>\
        <li role=tab aria-controls=b><a href=#b>How</a></li></ul><div role=tabpanel id=a><p>Leek.</p></div>\
        <div role=tabpanel id=b hidden><p>How to boil it.</p></div></article>";
    let told = crate::article::text_of(&super::read(page, None).blocks);
    assert_eq!(told, "Good soup.\nWhat\nLeek.\nHow to boil it.");
}
