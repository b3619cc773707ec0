//! What a page shows after a click is of its text: answers under questions, panels behind tabs, lists to tick off. The
//! tree is changed so that all this stands in it like any other text.

use std::collections::HashMap;

use dom_query::NodeRef;

use super::{inline, outside, page};
use crate::article::{doubt, key, text};

/// Signs in a class of what opens and closes.
const OPENS: [&str; 6] = ["accordion", "collaps", "toggle", "faq", "question", "expand"];
/// So many elements around a button are asked whether it is their whole text.
const NEAR: usize = 3;
/// A title over what a click opens has no more bytes.
const TITLE: usize = 200;

/// Opens all that a click would open.
pub(super) fn open(body: &NodeRef<'_>) {
    let elements: Vec<NodeRef<'_>> = body.descendants_it().filter(NodeRef::is_element).collect();
    let mut by_id: HashMap<String, NodeRef<'_>> = HashMap::new();
    for element in &elements {
        if let Some(id) = page::filled(element, "id") {
            by_id.entry(id).or_insert(*element);
        }
    }
    let is_said = |element: &&NodeRef<'_>| {
        element.element_ref().is_some_and(|own| !own.attrs.is_empty())
            || matches!(element.node_name().as_deref(), Some("label" | "button"))
    };
    for element in elements.iter().filter(is_said) {
        if element.has_name("label") {
            tick_off(element, &by_id);
        } else if let Some(panel) = controlled(element, &by_id).filter(is_text) {
            page::show(&panel);
            ask(element);
        } else if page::hides(element) && follows_a_button(element) && is_text(element) {
            page::show(element);
            element.prev_element_sibling().iter().for_each(ask);
        }
    }
    // Now that no button is asked any more what it opens.
    for button in elements.iter().filter(|element| element.has_name("button") && is_title(element)) {
        button.rename("span");
    }
}

/// The hidden panel that an element opens.
fn controlled<'a>(element: &NodeRef<'_>, by_id: &HashMap<String, NodeRef<'a>>) -> Option<NodeRef<'a>> {
    const TARGETS: [&str; 4] = ["aria-controls", "data-target", "data-bs-target", "href"];
    let is_button = element.has_name("button")
        || ["aria-expanded", "aria-controls", "data-toggle", "data-bs-toggle"]
            .iter()
            .any(|name| element.has_attr(name))
        || matches!(element.attr("role").as_deref(), Some("tab" | "button"))
        || element.has_name("a") && element.attr("href").is_some_and(|target| target.starts_with('#'));
    if !is_button {
        return None;
    }
    let mut targets = TARGETS.iter().filter_map(|name| page::filled(element, name));
    let panel = targets.find_map(|id| by_id.get(id.trim_start_matches('#')).copied())?;
    let is_closed = page::hides(&panel) || panel.attr("aria-hidden").as_deref() == Some("true");
    is_closed.then_some(panel)
}

/// Whether a part of a page that is closed holds text, and not a menu or a form.
fn is_text(panel: &NodeRef<'_>) -> bool {
    let is_furniture = |node: &NodeRef<'_>| {
        outside::reason(node).is_some() || matches!(page::name(node).as_str(), "footer" | "form" | "dialog")
    };
    let links = panel.descendants_it().filter(|node| node.has_name("a"));
    let linked: usize = links.map(|link| page::size(&link)).sum();
    2 * linked < page::size(panel)
        && !is_furniture(panel)
        && !panel.ancestors_it(None).any(|outer| is_furniture(&outer))
}

/// Whether what stands right before an element opens it.
fn follows_a_button(element: &NodeRef<'_>) -> bool {
    let is_button = |node: &NodeRef<'_>| {
        node.has_name("button")
            || node.has_attr("aria-expanded")
            || node.attr("role").as_deref() == Some("button")
    };
    let says = |node: &NodeRef<'_>| {
        let class = page::attribute(node, "class").unwrap_or_default().to_ascii_lowercase();
        OPENS.iter().any(|sign| class.contains(sign))
    };
    let Some(before) = element.prev_element_sibling() else { return false };
    is_button(&before)
        || before.children_it(false).any(|inner| is_button(&inner))
        || says(&before)
        || (page::name(&before).starts_with('h') && element.parent().is_some_and(|outer| says(&outer)))
}

/// The words of a button over the text that it opens are of the text, unless they only say what the button does.
fn ask(button: &NodeRef<'_>) {
    if !button.has_name("button") {
        if button.attr("role").as_deref() == Some("button") {
            button.remove_attr("role");
        }
        // What leads nowhere is no link.
        let leads_nowhere = |node: &NodeRef<'_>| node.has_name("a") && !node.has_attr("href");
        for inner in button.descendants_it().filter(leads_nowhere).collect::<Vec<_>>() {
            inner.rename("span");
        }
        if button.has_name("div") && !page::holds_blocks(button) && page::is_short(button, TITLE) {
            button.rename("h4");
        }
        return;
    }
    if is_title(button) {
        button.rename("span");
    } else if text::names_itself(&page::words(button)).is_none() {
        button.rename("p");
    }
}

/// Whether a button is all that a heading or a term says.
fn is_title(button: &NodeRef<'_>) -> bool {
    let is_heading = |outer: &NodeRef<'_>| {
        matches!(page::name(outer).as_str(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary" | "dt")
    };
    let Some(heading) = button.ancestors_it(Some(NEAR)).find(is_heading) else { return false };
    let words = key(&page::words(button));
    !words.is_empty() && words == key(&page::words(&heading))
}

/// What is to be ticked off (ingredients, things to pack, answers) is text, in a form that asks for nothing else.
fn tick_off(label: &NodeRef<'_>, by_id: &HashMap<String, NodeRef<'_>>) {
    let is_tick =
        |node: &NodeRef<'_>| node.has_name("input") && matches!(kind(node).as_str(), "checkbox" | "radio");
    let named = page::filled(label, "for").and_then(|id| by_id.get(&id).copied());
    let field = label.descendants_it().find(is_tick).or(named.filter(is_tick));
    let Some(field) = field.filter(|_| !inline::is_box(label) && doubt::words(&page::words(label)) > 0)
    else {
        return;
    };
    if inline::is_box(&field) || label.ancestors_it(None).any(|outer| outside::reason(&outer).is_some()) {
        return;
    }
    let asks = |node: &NodeRef<'_>| match &*page::name(node) {
        "textarea" | "select" => true,
        "input" => {
            !matches!(kind(node).as_str(), "checkbox" | "radio" | "hidden" | "submit" | "button" | "reset")
        }
        _ => false,
    };
    let form = label.ancestors_it(None).find(|outer| outer.has_name("form"));
    if form.is_some_and(|form| form.descendants_it().any(|node| asks(&node))) {
        return;
    }
    field.remove_from_parent();
    let in_item = label.ancestors_it(Some(NEAR)).any(|outer| page::name(&outer) == "li");
    label.rename(if in_item { "span" } else { "div" });
    // The tree cannot be written while it is walked.
    let is_form = |outer: &NodeRef<'_>| matches!(&*page::name(outer), "form" | "fieldset");
    let forms: Vec<NodeRef<'_>> = label.ancestors_it(None).filter(is_form).collect();
    for form in forms {
        form.rename("div");
    }
}

/// The type of a field.
fn kind(field: &NodeRef<'_>) -> String {
    page::filled(field, "type").unwrap_or_else(|| "text".into()).to_ascii_lowercase()
}

#[cfg(test)]
fn said(html: &str) -> String {
    let prose =
        "<p>The ferry to the outer islands has run every morning since the pier was rebuilt in May.</p>"
            .repeat(9);
    let page = format!("<title>T</title><article>{prose}{html}{prose}</article>");
    crate::article::text_of(&super::read(&page, None).blocks)
}

#[test]
fn what_a_click_opens_is_said() {
    let answer = "It keeps for three days in the cold, and longer in the trays.";
    for html in [
        format!(
            "<h3><button aria-expanded=false aria-controls=a>How long?</button></h3><div id=a hidden><p>{answer}</p></div>"
        ),
        format!("<h3><button>How long?</button></h3><div style='display: none'><p>{answer}</p></div>"),
        format!(
            "<button class=x aria-controls=a>How long?</button><div id=a aria-hidden=true><p>{answer}</p></div>"
        ),
        format!("<div class=accordion><h4>How long?</h4><div hidden><p>{answer}</p></div></div>"),
        format!(
            "<div role=button aria-controls=a aria-expanded=false><a tabindex=0>How long?</a></div><div id=a style='display:none'><p>{answer}</p></div>"
        ),
        format!("<details><summary>How long?</summary><p>{answer}</p></details>"),
    ] {
        let said = said(&html);
        assert!(said.contains("How long?") && said.contains(answer), "{html}\n{said}");
    }
    assert!(!said("<button aria-controls=a>More</button><div id=a hidden><a href=/x>Rain</a> <a href=/y>Snow</a></div>").contains("Snow"));
}

#[test]
fn lists_to_tick_off_are_said() {
    let list = "<ul><li><label><input type=checkbox> 2 kg bones</label><li><input type=radio id=x><label for=x>1 leek</label></ul>";
    assert!(said(list).contains("2 kg bones\n1 leek"), "{}", said(list));
    assert!(!said(&format!("<form>{list}<input type=email></form>")).contains("leek"));
}
