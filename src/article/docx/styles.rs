//! What the styles and the numbering of a document make of its paragraphs.

use std::collections::HashMap;

use super::super::xml::Element;
use super::value;

/// A style builds on so many others at most, or they build on each other in a circle.
const LONGEST_CHAIN: usize = 20;
/// Levels of lists (ECMA-376 part 1, section 17.9.3).
const LEVELS: u64 = 9;

/// What a paragraph is in its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    Heading(u8),
    Quote,
    Caption,
    /// A line of the table of contents.
    Contents,
    Text,
}

/// Which list a paragraph is an item of, and how deep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbered {
    pub(super) list: String,
    pub(super) level: u64,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    /// The language of text that says nothing else.
    pub(super) language: Option<String>,
}

#[derive(Debug)]
struct Style {
    name: String,
    base: Option<String>,
    outline: Option<u8>,
    numbered: Option<Numbered>,
}

impl Styles {
    pub(super) fn read(root: &Element<'_>) -> Styles {
        let by_id = root.all("style").into_iter().filter_map(|style| {
            let properties = style.child("pPr");
            let read = Style {
                name: value(style, "name").unwrap_or_default(),
                base: value(style, "basedOn"),
                outline: properties.and_then(outline),
                numbered: properties.and_then(numbered),
            };
            Some((style.attribute("styleId")?, read))
        });
        let mut defaults = root.all("rPrDefault").into_iter().flat_map(|defaults| defaults.all("lang"));
        Styles { by_id: by_id.collect(), language: defaults.find_map(|lang| lang.attribute("val")) }
    }

    /// A style and those it builds on, with their ids.
    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let find = |id: &'a str| self.by_id.get(id).map(|style| (id, style));
        let next = move |(_, style): &(&'a str, &'a Style)| find(style.base.as_deref()?);
        std::iter::successors(id.and_then(find), next).take(LONGEST_CHAIN)
    }

    /// What a paragraph is, and which list it is of, by its own properties or else by its style.
    pub(super) fn of(&self, properties: Option<&Element<'_>>) -> (Role, Option<Numbered>) {
        let id = properties.and_then(|properties| value(properties, "pStyle"));
        let own = properties.and_then(outline).map(heading);
        let named = || self.chain(id.as_deref()).find_map(|(id, style)| role(id, style));
        let role = own.or_else(named).or_else(|| by_name(&id.clone()?)).unwrap_or(Role::Text);
        let listed = || self.chain(id.as_deref()).find_map(|(_, style)| style.numbered.clone());
        let numbered = properties.and_then(numbered).or_else(listed);
        (role, numbered.filter(|numbered| numbered.list != "0"))
    }
}

fn role(id: &str, style: &Style) -> Option<Role> {
    by_name(&style.name).or_else(|| style.outline.map(heading)).or_else(|| by_name(id))
}

/// Names are English in the file, whatever Word shows; ids are not.
fn by_name(name: &str) -> Option<Role> {
    let name = name.to_lowercase().replace([' ', '-', '_'], "");
    match name.as_str() {
        "title" => Some(Role::Title),
        "quote" | "intensequote" | "blocktext" | "quotations" => Some(Role::Quote),
        "caption" | "tablecaption" | "imagecaption" => Some(Role::Caption),
        "tocheading" => Some(Role::Contents),
        _ => {
            let level = |lead: &str| name.strip_prefix(lead).and_then(|level| level.parse::<u8>().ok());
            level("heading")
                .map(|level| Role::Heading(level.clamp(1, 6)))
                .or(level("toc").map(|_| Role::Contents))
        }
    }
}

/// The level of an outline, from 0; 9 is text.
fn outline(properties: &Element<'_>) -> Option<u8> {
    value(properties, "outlineLvl")?.parse().ok()
}

fn heading(outline: u8) -> Role {
    if outline < 9 { Role::Heading((outline + 1).min(6)) } else { Role::Text }
}

fn numbered(properties: &Element<'_>) -> Option<Numbered> {
    let properties = properties.child("numPr")?;
    let level = value(properties, "ilvl").and_then(|level| level.parse().ok()).unwrap_or(0);
    Some(Numbered { list: value(properties, "numId")?, level: level.min(LEVELS - 1) })
}

/// How lists count, and how far each has come.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// The first number of each level of each list; `None` for a bullet.
    levels: HashMap<(String, u64), Option<u64>>,
    counts: HashMap<(String, u64), u64>,
}

impl Numbering {
    pub(super) fn read(root: &Element<'_>) -> Numbering {
        let mut models: HashMap<String, Vec<(u64, Option<u64>)>> = HashMap::new();
        for model in root.elements().filter(|element| element.name == "abstractNum") {
            let levels = model.elements().filter(|element| element.name == "lvl").filter_map(level);
            models.insert(model.attribute("abstractNumId").unwrap_or_default(), levels.collect());
        }
        let mut numbering = Numbering::default();
        for list in root.elements().filter(|element| element.name == "num") {
            let id = list.attribute("numId").unwrap_or_default();
            let model = value(list, "abstractNumId").and_then(|model| models.get(&model));
            for (level, start) in model.into_iter().flatten() {
                numbering.levels.insert((id.clone(), *level), *start);
            }
            for change in list.elements().filter(|element| element.name == "lvlOverride") {
                let changed = change.child("lvl").and_then(level);
                let start = value(change, "startOverride").and_then(|start| start.parse().ok());
                let at = change.attribute("ilvl").and_then(|level| level.parse().ok()).unwrap_or(0);
                let old = numbering.levels.entry((id.clone(), at)).or_insert(None);
                *old = changed.map_or(*old, |(_, start)| start);
                *old = old.map(|number| start.unwrap_or(number));
            }
        }
        numbering
    }

    /// The number of the next item of a list; `None` for a bullet.
    pub(super) fn next(&mut self, item: &Numbered) -> Option<u64> {
        let at = |level: u64| (item.list.clone(), level);
        for deeper in item.level + 1..LEVELS {
            self.counts.remove(&at(deeper));
        }
        let start = self.levels.get(&at(item.level)).copied().flatten()?;
        let count = self.counts.entry(at(item.level)).or_insert(0);
        *count += 1;
        Some(start.saturating_add(*count - 1))
    }
}

fn level(level: &Element<'_>) -> Option<(u64, Option<u64>)> {
    let counts = value(level, "numFmt").is_some_and(|format| format != "bullet" && format != "none");
    let start = value(level, "start").and_then(|start| start.parse().ok()).unwrap_or(1);
    Some((level.attribute("ilvl")?.parse().ok()?, counts.then_some(start)))
}
