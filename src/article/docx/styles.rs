//! What the styles and the numbering of a document make of its paragraphs.

use std::collections::HashMap;

use super::value;
use crate::xml::Element;

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
    /// Whether its text is hidden, if it says so.
    hidden: Option<bool>,
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
                hidden: style.child("rPr").and_then(|properties| properties.child("vanish")).map(|vanish| {
                    !vanish.attribute("val").is_some_and(|value| matches!(&*value, "0" | "false" | "off"))
                }),
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

    /// Whether text of this style is hidden.
    pub(super) fn hides(&self, id: Option<&str>) -> bool {
        self.chain(id).find_map(|(_, style)| style.hidden).unwrap_or_default()
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

/// How a level of a list counts.
#[derive(Debug, Clone, Default)]
struct Level {
    /// The first number; `None` for a bullet.
    start: Option<u64>,
    /// What numbers look like (ECMA-376 part 1, section 17.18.59).
    format: String,
    /// What shows: `%1` is the number of the first level.
    text: String,
}

/// How lists count, and how far each has come.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// How each level of each list counts.
    levels: HashMap<(String, u64), Level>,
    counts: HashMap<(String, u64), u64>,
}

impl Numbering {
    pub(super) fn read(root: &Element<'_>) -> Numbering {
        let mut models: HashMap<String, Vec<(u64, Level)>> = HashMap::new();
        for model in root.elements().filter(|element| element.name == "abstractNum") {
            let levels = model.elements().filter(|element| element.name == "lvl").filter_map(level);
            models.insert(model.attribute("abstractNumId").unwrap_or_default(), levels.collect());
        }
        let mut numbering = Numbering::default();
        for list in root.elements().filter(|element| element.name == "num") {
            let id = list.attribute("numId").unwrap_or_default();
            let model = value(list, "abstractNumId").and_then(|model| models.get(&model));
            for (at, level) in model.into_iter().flatten() {
                numbering.levels.insert((id.clone(), *at), level.clone());
            }
            for change in list.elements().filter(|element| element.name == "lvlOverride") {
                let changed = change.child("lvl").and_then(level);
                let start = value(change, "startOverride").and_then(|start| start.parse().ok());
                let at = change.attribute("ilvl").and_then(|level| level.parse().ok()).unwrap_or(0);
                let old = numbering.levels.entry((id.clone(), at)).or_default();
                if let Some((_, changed)) = changed {
                    *old = changed;
                }
                old.start = old.start.map(|number| start.unwrap_or(number));
            }
        }
        numbering
    }

    /// What shows before the next heading of a list, such as “1.2”.
    pub(super) fn shown(&mut self, item: &Numbered) -> Option<String> {
        self.next(item)?;
        let level = |at: u64| self.levels.get(&(item.list.clone(), at));
        let mut shown = level(item.level)?.text.clone();
        for at in 0..=item.level {
            let Some(level) = level(at) else { continue };
            let count = self.counts.get(&(item.list.clone(), at)).copied().unwrap_or(1);
            let number = level.start.unwrap_or(1).saturating_add(count.max(1) - 1);
            shown = shown.replace(&format!("%{}", at + 1), &formatted(number, &level.format));
        }
        Some(shown.trim().to_owned()).filter(|shown| !shown.is_empty())
    }

    /// The number of the next item of a list; `None` for a bullet.
    pub(super) fn next(&mut self, item: &Numbered) -> Option<u64> {
        let at = |level: u64| (item.list.clone(), level);
        for deeper in item.level + 1..LEVELS {
            self.counts.remove(&at(deeper));
        }
        let start = self.levels.get(&at(item.level))?.start?;
        let count = self.counts.entry(at(item.level)).or_insert(0);
        *count += 1;
        Some(start.saturating_add(*count - 1))
    }
}

fn level(level: &Element<'_>) -> Option<(u64, Level)> {
    let format = value(level, "numFmt").unwrap_or_default();
    let counts = !matches!(format.as_str(), "bullet" | "none" | "");
    let start = value(level, "start").and_then(|start| start.parse().ok()).unwrap_or(1);
    let text = value(level, "lvlText").unwrap_or_default();
    Some((level.attribute("ilvl")?.parse().ok()?, Level { start: counts.then_some(start), format, text }))
}

/// A number as a format has it.
fn formatted(number: u64, format: &str) -> String {
    let letter = |first: u8| match u8::try_from(number) {
        Ok(number @ 1..=26) => char::from(first + number - 1).to_string(),
        _ => number.to_string(),
    };
    match format {
        "lowerLetter" => letter(b'a'),
        "upperLetter" => letter(b'A'),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        _ => number.to_string(),
    }
}

/// A number in Roman numerals; one for which there are none in digits.
pub(super) fn roman(mut number: u64) -> String {
    const SIGNS: [(u64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if 5000 < number {
        return number.to_string();
    }
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while value <= number {
            number -= value;
            text.push_str(sign);
        }
    }
    text
}

#[test]
fn numbers_of_headings_show_as_the_list_has_them() {
    let text = "<w:numbering><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='upperRoman'/>\
        <w:lvlText w:val='Part %1'/></w:lvl><w:lvl w:ilvl='1'><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.%2'/></w:lvl>\
        </w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>";
    let tree = crate::xml::parse(text).unwrap_or_default();
    let mut numbering = Numbering::read(tree.child("numbering").unwrap());
    let mut shown = |level| numbering.shown(&Numbered { list: "1".into(), level }).unwrap_or_default();
    assert_eq!(
        [shown(0), shown(1), shown(1), shown(0), shown(1)],
        ["Part I", "I.1", "I.2", "Part II", "II.1"]
    );
}
