//! Rules for the pages of a site: where its articles are, and what of them is left out.

use std::collections::{BTreeMap, HashSet};

use dom_query::{Document, Matcher, NodeId, NodeRef};
use serde::{Deserialize, Serialize};

use super::super::address;
use super::super::{Skipped, Why};
use super::page;
use super::walk::origin;

/// How the pages of one site are read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SiteRule {
    /// CSS selectors of what is left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skip: Vec<String>,
    /// The CSS selector of what holds the article: all of that is the article, and nothing else is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
}

/// The rules for all sites, by their hosts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Rules(BTreeMap<String, SiteRule>);

impl Rules {
    /// Sets the rule for a host and the hosts below it: that of `example.com` holds for `www.example.com` too.
    ///
    /// # Errors
    ///
    /// What is no host, or no CSS selector.
    pub fn set(&mut self, host: &str, rule: SiteRule) -> Result<(), String> {
        let known =
            address::site(&format!("https://{host}/")).filter(|_| !host.contains(['/', '@', '?', '#']));
        let Some(known) = known else {
            return Err("it is not the name of a host, such as `example.com`".into());
        };
        for selector in rule.skip.iter().chain(&rule.content) {
            if Matcher::new(selector).is_err() {
                return Err(format!("`{selector}` is not a CSS selector"));
            }
        }
        self.0.insert(known, rule);
        Ok(())
    }

    /// Takes over other rules; they go before those for the same hosts.
    pub fn add(&mut self, others: Rules) {
        self.0.extend(others.0);
    }

    /// The rule for a page at an address: that of the nearest host.
    pub fn of(&self, address: &str) -> Option<&SiteRule> {
        let host = address::site(address)?;
        let mut rest = host.as_str();
        loop {
            if let Some(rule) = self.0.get(rest) {
                return Some(rule);
            }
            rest = rest.split_once('.')?.1;
        }
    }

    /// The hosts with their rules, in the order of the alphabet.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &SiteRule)> {
        self.0.iter().map(|(host, rule)| (host.as_str(), rule))
    }
}

/// What a rule did to a page.
#[derive(Default)]
pub(super) struct Applied {
    /// What it left out.
    pub(super) skipped: Vec<Skipped>,
    /// Whether it says where the article is, and the page has that.
    pub(super) says_where: bool,
}

/// Takes out of a page what its rule leaves out. A selector of which the page has nothing changes nothing.
pub(super) fn apply(document: &Document, body: &NodeRef<'_>, rule: &SiteRule) -> Applied {
    let mut out: Vec<NodeId> = Vec::new();
    for selector in &rule.skip {
        out.extend(found(document, selector).iter().map(|node| node.id));
    }
    let content = rule.content.as_deref().map(|selector| found(document, selector)).unwrap_or_default();
    out.extend(outside(body, &content));
    let mut applied = Applied { skipped: Vec::new(), says_where: !content.is_empty() };
    for id in out {
        let Some(node) = document.tree.get(&id) else { continue };
        // What stands in something that has gone, or around the whole page, stays where it is.
        let is_there = node.ancestors_it(None).any(|outer| outer.id == body.id);
        if !is_there {
            continue;
        }
        let text = page::words(&node);
        if !text.is_empty() {
            applied.skipped.push(Skipped::certain(text, Why::Asked, origin(&node)));
        }
        node.remove_from_parent();
    }
    applied
}

fn found<'a>(document: &'a Document, selector: &str) -> Vec<NodeRef<'a>> {
    let matcher = Matcher::new(selector);
    matcher.map(|matcher| document.select_matcher(&matcher).nodes().to_vec()).unwrap_or_default()
}

/// The outermost nodes that neither are nor hold nor stand in one of these; nothing where there are none.
fn outside(body: &NodeRef<'_>, kept: &[NodeRef<'_>]) -> Vec<NodeId> {
    if kept.is_empty() {
        return Vec::new();
    }
    let inside: HashSet<NodeId> = kept.iter().map(|node| node.id).collect();
    let around: HashSet<NodeId> =
        kept.iter().flat_map(|node| node.ancestors_it(None)).map(|outer| outer.id).collect();
    let (mut outside, mut todo) = (Vec::new(), vec![*body]);
    while let Some(node) = todo.pop() {
        for child in node.children_it(false).filter(|child| !inside.contains(&child.id)) {
            if around.contains(&child.id) {
                todo.push(child);
            } else if child.is_element() || child.is_text() {
                outside.push(child.id);
            }
        }
    }
    outside
}

#[cfg(test)]
mod tests {
    use super::super::super::{Article, text_of};
    use super::*;

    const PAGE: &str = "<!doctype html><title>Owls</title><body><div class=top>Our shop sells lamps of every kind, \
        today at half the price.</div><article class=main><p>Owls hunt at night, and they hear a mouse under the snow.</p>\
        <p class=promo>Read our letter, which comes on Mondays.</p><p>They sleep by day.</p></article><p class=promo></p>\
        <div>Nothing else is here but the words under the page, which are of no use.</div></body>";

    fn read(skip: &[&str], content: Option<&str>) -> Article {
        let skip = skip.iter().map(|selector| (*selector).to_owned()).collect();
        let mut rules = Rules::default();
        rules.set("example.com", SiteRule { skip, content: content.map(Into::into) }).unwrap();
        let address = "https://www.example.com/owls";
        super::super::read_by(PAGE, Some(address), rules.of(address))
    }

    #[test]
    fn what_a_rule_names_is_left_out_and_told() {
        let article = read(&[".promo", ".none"], None);
        assert!(!text_of(&article.blocks).contains("letter"));
        let asked: Vec<&str> = article
            .skipped
            .iter()
            .filter(|left| left.why == Why::Asked)
            .map(|left| left.text.as_str())
            .collect();
        assert_eq!(asked, ["Read our letter, which comes on Mondays."]);
    }

    #[test]
    fn what_holds_the_article_is_all_of_it() {
        let article = read(&[], Some("article.main"));
        let text = text_of(&article.blocks);
        assert!(text.contains("Owls hunt") && text.contains("Mondays") && text.contains("by day"), "{text}");
        assert!(!text.contains("lamps") && !text.contains("no use"), "{text}");
        assert!(article.skipped.iter().all(|left| left.why == Why::Asked && !left.is_doubtful()));
        assert_eq!(article.skipped.len(), 2);
        assert_eq!(read(&[], Some("article.other")), read(&[], None));
    }

    #[test]
    fn a_rule_holds_for_a_host_and_those_below_it() {
        let mut rules = Rules::default();
        rules.set("Example.com", SiteRule::default()).unwrap();
        rules
            .set("blog.example.com", SiteRule { content: Some("main".into()), ..SiteRule::default() })
            .unwrap();
        let content = |address: &str| rules.of(address).map(|rule| rule.content.is_some());
        assert_eq!(content("https://www.example.com/a"), Some(false));
        assert_eq!(content("http://news.example.com/a"), Some(false));
        assert_eq!(content("https://blog.example.com/a"), Some(true));
        assert_eq!(content("https://myexample.com/a"), None);
        let bad = SiteRule { skip: vec!["p[".into()], ..SiteRule::default() };
        assert!(rules.set("example.com", bad).unwrap_err().contains("p["));
        assert!(rules.set("example.com/a", SiteRule::default()).is_err());
    }
}
