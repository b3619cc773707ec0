//! The letters of covers: our font, the machine's fonts for what it lacks, and how wide words are in them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use resvg::usvg::fontdb::{Database, FaceInfo, Source, Style};
use resvg::usvg::{self, ImageHrefResolver, Node, Options, Text, Tree};

use super::lines::{self, Piece};
use crate::clean;

/// Our font: where it is from stands in the README beside it.
const FONT: &[u8] = include_bytes!("fonts/Inter-Bold.ttf");
/// Its name, and its weight.
pub(super) const FAMILY: &str = "Inter";
pub(super) const WEIGHT: u16 = 700;
/// How much closer than usual large letters stand, in hundredths of their size.
pub(super) const TRACKING: f32 = -2.0;
/// The same for small letters.
pub(super) const SMALL_TRACKING: f32 = 1.0;

/// Fonts, and the words that can be set in them.
pub(super) struct Typesetter<'a> {
    fonts: Arc<Database>,
    folders: &'a [PathBuf],
    has_all: bool,
}

impl<'a> Typesetter<'a> {
    /// One that has our font, and looks into folders for others once it lacks a letter.
    pub(super) fn new(folders: &'a [PathBuf]) -> Typesetter<'a> {
        let mut fonts = Database::new();
        fonts.load_font_source(Source::Binary(Arc::new(FONT)));
        Typesetter { fonts: Arc::new(fonts), folders, has_all: false }
    }

    /// How SVG is read: with these fonts, and with nothing from outside.
    pub(super) fn options(&self) -> Options<'static> {
        Options { fontdb: Arc::clone(&self.fonts), ..closed() }
    }

    /// The pieces of a text with their widths, in hundredths of the size, and the width of a space. What no font has is
    /// left out.
    pub(super) fn measure(&mut self, text: &str, tracking: f32) -> (Vec<Piece>, f32) {
        let mut text = lines::clean(text);
        loop {
            let mut pieces = lines::pieces(&text);
            let measured = Measured::of(&pieces, tracking, &self.options());
            if measured.missing.is_empty() {
                for (piece, width) in pieces.iter_mut().zip(&measured.widths) {
                    piece.width = *width;
                }
                return (pieces, measured.space);
            }
            if self.has_all {
                let left: String = text.chars().filter(|c| !measured.missing.contains(c)).collect();
                // Something always is left out, so that this ends.
                text = if left.len() < text.len() { lines::clean(&left) } else { String::new() };
            } else {
                self.load();
            }
        }
    }

    /// Loads the machine's fonts, those that go best with ours first: the first that has a letter is taken.
    fn load(&mut self) {
        let mut found = Database::new();
        for folder in self.folders {
            found.load_fonts_dir(folder);
        }
        let mut faces: Vec<FaceInfo> = found.faces().cloned().collect();
        faces.sort_by_cached_key(|face| {
            let is_sans = face.families.iter().any(|(name, _)| name.contains("Sans"));
            let name = face.post_script_name.clone();
            (face.style != Style::Normal, face.monospaced, !is_sans, face.weight.0.abs_diff(WEIGHT), name)
        });
        let fonts = Arc::make_mut(&mut self.fonts);
        for face in faces {
            fonts.push_face_info(face);
        }
        self.has_all = true;
    }
}

/// How SVG from outside is read: pictures are taken neither from files nor from addresses.
pub(super) fn closed() -> Options<'static> {
    Options {
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        font_family: FAMILY.into(),
        ..Options::default()
    }
}

/// The widths of some texts, as the installed fonts set them.
struct Measured {
    widths: Vec<f32>,
    space: f32,
    /// The letters that no font has.
    missing: BTreeSet<char>,
}

impl Measured {
    /// Measures words by setting them, each for itself, at a size of 100.
    fn of(pieces: &[Piece], tracking: f32, options: &Options<'_>) -> Measured {
        let mut svg = String::from(r#"<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100">"#);
        let words = pieces.iter().map(|piece| piece.text.as_str()).chain(["a a", "aa"]);
        for (n, word) in words.enumerate() {
            let style = style(100.0, tracking);
            write!(svg, r#"<text id="w{n}" {style}>{}</text>"#, escaped(word))
                .expect("a string takes all text");
        }
        svg.push_str("</svg>");
        let tree = Tree::from_str(&svg, options).expect("what we write is SVG");
        let mut found = BTreeMap::new();
        let mut missing = BTreeSet::new();
        for text in texts(tree.root()) {
            found.insert(text.id().to_owned(), text.bounding_box().width());
            missing.extend(lacking(text));
        }
        let width = |n: usize| found.get(&format!("w{n}")).copied().unwrap_or(0.0);
        let count = pieces.len();
        // A word that is not there at all has nothing to be seen.
        for n in (0..count).filter(|n| !found.contains_key(&format!("w{n}"))) {
            missing.extend(pieces[n].text.chars());
        }
        let space = width(count) - width(count + 1);
        Measured { widths: (0..count).map(width).collect(), space, missing }
    }
}

fn texts(group: &usvg::Group) -> Vec<&Text> {
    let mut texts = Vec::new();
    for node in group.children() {
        match node {
            Node::Text(text) => texts.push(text.as_ref()),
            Node::Group(inner) => texts.extend(self::texts(inner)),
            _ => {}
        }
    }
    texts
}

/// The letters of a text for which there is no shape.
fn lacking(text: &Text) -> impl Iterator<Item = char> {
    let glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
    let missing = glyphs.filter(|glyph| glyph.id.0 == 0);
    // What is joined to a plain letter is at fault, and not the letter.
    missing.flat_map(|glyph| glyph.text.chars().filter(|c| glyph.text.len() == 1 || !c.is_ascii()))
}

/// The attributes of words of a size, in pixels; `tracking` is in hundredths of it.
pub(super) fn style(size: f32, tracking: f32) -> String {
    let spacing = size * tracking / 100.0;
    format!(r#"font-family="{FAMILY}" font-weight="{WEIGHT}" font-size="{size}" letter-spacing="{spacing}""#)
}

/// A text as XML has it, without what XML cannot have.
pub(super) fn escaped(text: &str) -> String {
    quick_xml::escape::escape(clean::lines(text)).into_owned()
}

#[test]
fn no_text_breaks_the_drawing() {
    let mut typesetter = Typesetter::new(&[]);
    let hostile = "\u{fffe}a\u{ffff}\u{0}<&\u{1b}\u{fdd0}\u{10ffff}\"'";
    let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><text>{}</text></svg>", escaped(hostile));
    assert!(Tree::from_str(&svg, &typesetter.options()).is_ok());
    assert!(0.0 < typesetter.measure(hostile, TRACKING).0[0].width);
}
