//! Drawn covers: a title on a colour above the wave of a voice, or below a picture.

use std::fmt::Write as _;
use std::path::PathBuf;

use image::{RgbImage, imageops};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::Tree;

use super::colours::{self, Colours, hex};
use super::lines::{self, Room, Set};
use super::picture;
use super::typesetter::{SMALL_TRACKING, TRACKING, Typesetter, escaped, style};
use super::{LARGEST, SMALLEST, Words};

/// The side of the drawing's own coordinates.
const SIDE: f32 = 3000.0;
/// The width of the margin, in units of [`SIDE`].
const EDGE: f32 = 260.0;
/// The size of the small words.
const SMALL: f32 = 84.0;
/// The bars of the wave.
const BARS: usize = 41;
/// No drawing from outside is larger, in bytes.
const LARGEST_SVG: usize = 4 << 20;
/// A picture beside a title takes no more of the cover's height.
const PICTURE_HEIGHT: f32 = 1750.0;
const STRING: &str = "a string takes all text";

/// The cover of words alone.
pub(super) fn of_words(words: &Words, fonts: &[PathBuf]) -> RgbImage {
    let mut typesetter = Typesetter::new(fonts);
    let svg = Sheet::new(words, &mut typesetter).drawn(words);
    raster(&svg, &typesetter, LARGEST)
}

/// The same in a tenth of the size, which a test can make often.
#[cfg(test)]
pub(super) fn small_of_words(words: &Words) -> RgbImage {
    let mut typesetter = Typesetter::new(&[]);
    let svg = Sheet::new(words, &mut typesetter).drawn(words);
    raster(&svg, &typesetter, LARGEST / 10)
}

/// The article's picture: across the top with the title below it if it is wide, else the picture alone.
pub(super) fn with_picture(picture: &RgbImage, words: &Words, fonts: &[PathBuf]) -> RgbImage {
    let (width, height) = picture.dimensions();
    let is_wide = 5 * height <= 4 * width && width <= 4 * height;
    if !is_wide || lines::clean(&words.title).is_empty() {
        return picture::square(picture);
    }
    let side = width.clamp(SMALLEST, LARGEST);
    let top = (SIDE * height as f32 / width as f32).min(PICTURE_HEIGHT);
    let mut typesetter = Typesetter::new(fonts);
    let svg = Sheet::new(words, &mut typesetter).below(words, top);
    let mut square = raster(&svg, &typesetter, side);
    let rows = whole(top * side as f32 / SIDE);
    imageops::replace(&mut square, &picture::covering(picture, side, rows), 0, 0);
    square
}

/// The picture that an SVG file of the user's draws, on white. Or why there is none.
pub(super) fn of_svg(bytes: &[u8]) -> Result<RgbImage, String> {
    if LARGEST_SVG < bytes.len() {
        return Err(format!("it is an SVG drawing of more than {} MiB", LARGEST_SVG >> 20));
    }
    let typesetter = Typesetter::new(&[]);
    let options = typesetter.options();
    let tree = Tree::from_data(bytes, &options)
        .map_err(|error| format!("it is an invalid SVG drawing ({error})"))?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = SIDE / width.max(height);
    let mut pixels = Pixmap::new(whole(width * scale), whole(height * scale))
        .ok_or("it is an SVG drawing without a size")?;
    pixels.fill(resvg::tiny_skia::Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    Ok(rgb(pixels))
}

/// A length in whole pixels, one at least.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cover is small, and positive")]
fn whole(length: f32) -> u32 {
    length.max(1.0) as u32
}

/// Draws an SVG of ours.
fn raster(svg: &str, typesetter: &Typesetter<'_>, side: u32) -> RgbImage {
    let tree = Tree::from_str(svg, &typesetter.options()).expect("what we write is SVG");
    let mut pixels = Pixmap::new(side, side).expect("a cover has a size");
    let scale = side as f32 / SIDE;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    rgb(pixels)
}

/// The pixels without their alpha: all of them are opaque. In place, since there are many.
fn rgb(pixels: Pixmap) -> RgbImage {
    let (width, height) = (pixels.width(), pixels.height());
    let mut bytes = pixels.take();
    let count = bytes.len() / 4;
    for n in 0..count {
        bytes.copy_within(4 * n..4 * n + 3, 3 * n);
    }
    bytes.truncate(3 * count);
    RgbImage::from_raw(width, height, bytes).expect("three bytes for each pixel")
}

/// What a cover is drawn with: the words as they can be set, and what their title decides.
struct Sheet<'a, 'b> {
    typesetter: &'a mut Typesetter<'b>,
    colours: Colours,
    /// Random, and the same for the same title.
    dice: blake3::OutputReader,
    is_from_right: bool,
}

/// What the letters of a line are like.
struct Letters {
    size: f32,
    colour: u32,
    tracking: f32,
}

impl<'a, 'b> Sheet<'a, 'b> {
    fn new(words: &Words, typesetter: &'a mut Typesetter<'b>) -> Sheet<'a, 'b> {
        let mut hasher = blake3::Hasher::new();
        hasher.update(words.title.as_bytes());
        let mut dice = hasher.finalize_xof();
        let colours = colours::ALL[roll(&mut dice) as usize % colours::ALL.len()];
        Sheet { typesetter, colours, dice, is_from_right: is_from_right(&words.title) }
    }

    /// A title above a wave.
    fn drawn(mut self, words: &Words) -> String {
        let (kicker, byline) = (self.small(&words.site), self.small(&words.byline));
        let top = if kicker.is_empty() { EDGE } else { 440.0 };
        let foot = if byline.is_empty() { SIDE - EDGE } else { 2540.0 };
        let room = Room { width: SIDE - 2.0 * EDGE, height: 1900.0 - top, largest: 520.0, leading: LEADING };
        let title = self.title(&words.title, room);
        let mut svg = self.sheet();
        self.line(&mut svg, &kicker, EDGE + 0.73 * SMALL);
        let end = self.set(&mut svg, &title, top);
        self.line(&mut svg, &byline, SIDE - EDGE);
        let gap = 200.0;
        let (high, low) = (end + gap, foot - if byline.is_empty() { 0.0 } else { 60.0 });
        let reach = ((low - high) / 2.0).clamp(90.0, 560.0);
        // A short title leaves room: the wave stands low in it.
        self.wave(&mut svg, low - reach, reach);
        svg.push_str("</svg>");
        svg
    }

    /// A title below a picture that ends at `top`.
    fn below(mut self, words: &Words, top: f32) -> String {
        let credit = [words.byline.as_str(), words.site.as_str()].map(lines::clean);
        let credit: Vec<String> = credit.into_iter().filter(|part| !part.is_empty()).collect();
        let credit = self.small(&credit.join(" · "));
        let gap = 150.0;
        let foot = if credit.is_empty() { SIDE - 190.0 } else { SIDE - 190.0 - 2.0 * SMALL };
        let room =
            Room { width: SIDE - 2.0 * EDGE, height: foot - top - gap, largest: 330.0, leading: LEADING };
        let title = self.title(&words.title, room);
        let mut svg = self.sheet();
        let height = title.lines.len() as f32 * title.size * room.leading;
        self.set(&mut svg, &title, top + gap + ((foot - top - gap - height) / 2.0).max(0.0));
        self.line(&mut svg, &credit, SIDE - 190.0);
        svg.push_str("</svg>");
        svg
    }

    fn sheet(&self) -> String {
        let ground = hex(self.colours.ground);
        // Some letters reach far beyond the width that they are said to have.
        let (margin, inner) = (EDGE / 2.0, SIDE - EDGE);
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{SIDE}" height="{SIDE}"><clipPath id="inner"><rect x="{margin}" y="{margin}" width="{inner}" height="{inner}"/></clipPath><rect width="{SIDE}" height="{SIDE}" fill="{ground}"/>"#
        )
    }

    fn title(&mut self, title: &str, room: Room) -> Set {
        let (pieces, space) = self.typesetter.measure(title, TRACKING);
        lines::set(&pieces, space, room)
    }

    /// A small text that fits into one line.
    fn small(&mut self, text: &str) -> String {
        let (mut pieces, space) = self.typesetter.measure(text, SMALL_TRACKING);
        let room = Room { width: SIDE - 2.0 * EDGE, height: SMALL, largest: SMALL, leading: 1.0 };
        let whole = pieces.len();
        loop {
            let set = lines::set(&pieces, space, room);
            match set.lines.first() {
                Some(_) if set.size < SMALL && 1 < pieces.len() => {
                    pieces.pop();
                }
                Some(line) if pieces.len() < whole => {
                    return format!("{}…", line.trim_end_matches([',', ' ']));
                }
                Some(line) => return line.clone(),
                None => return String::new(),
            }
        }
    }

    /// Writes a title from `top` down; gives where it ends.
    fn set(&self, svg: &mut String, title: &Set, top: f32) -> f32 {
        // The height of capitals, by the font.
        const CAPITALS: f32 = 0.727;
        let mut base = top + CAPITALS * title.size;
        for line in &title.lines {
            let letters = Letters { size: title.size, colour: self.colours.ink, tracking: TRACKING };
            self.words(svg, line, base, &letters);
            base += title.size * LEADING;
        }
        base - title.size * LEADING
    }

    /// Writes a small line, if there is one.
    fn line(&self, svg: &mut String, text: &str, base: f32) {
        if !text.is_empty() {
            let letters = Letters { size: SMALL, colour: self.colours.accent, tracking: SMALL_TRACKING };
            self.words(svg, text, base, &letters);
        }
    }

    /// Writes words into one line, from the edge at which their script begins.
    fn words(&self, svg: &mut String, text: &str, base: f32, letters: &Letters) {
        let (x, anchor) = if self.is_from_right { (SIDE - EDGE, "end") } else { (EDGE, "start") };
        // The mark at both ends keeps points at the end where the script ends.
        let mark = if self.is_from_right { "\u{200f}" } else { "" };
        let style = style(letters.size, letters.tracking);
        let (fill, text) = (hex(letters.colour), escaped(text));
        write!(
            svg,
            r#"<text clip-path="url(#inner)" x="{x}" y="{base}" text-anchor="{anchor}" fill="{fill}" {style}>{mark}{text}{mark}</text>"#
        )
        .expect(STRING);
    }

    /// The wave of a voice around `middle`: louder and softer, with pauses, as the title's dice fall.
    fn wave(&mut self, svg: &mut String, middle: f32, reach: f32) {
        let step = (SIDE - 2.0 * EDGE) / (2 * BARS - 1) as f32;
        let accent = hex(self.colours.accent);
        let mut bar = 0;
        while bar < BARS {
            let length = 3 + roll(&mut self.dice) as usize % 6;
            let loud = 0.45 + 0.55 * share(&mut self.dice);
            for n in 0..length.min(BARS - bar) {
                let swell = libm::sinf(core::f32::consts::PI * (n as f32 + 0.7) / (length as f32 + 0.4));
                let half = (reach * loud * swell * (0.7 + 0.3 * share(&mut self.dice))).max(step / 2.0);
                let x = EDGE + 2.0 * step * (bar + n) as f32;
                let (y, height, round) = (middle - half, 2.0 * half, step / 2.0);
                write!(
                    svg,
                    r#"<rect x="{x}" y="{y}" width="{step}" height="{height}" rx="{round}" fill="{accent}"/>"#
                )
                .expect(STRING);
            }
            bar += length;
        }
    }
}

/// From line to line of a title, as a factor of its size.
const LEADING: f32 = 1.14;

/// Whether a text is written from right to left: whether its first letter is.
fn is_from_right(text: &str) -> bool {
    let from_right = |c: char| {
        matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    };
    text.chars().find(|c| c.is_alphabetic()).is_some_and(from_right)
}

/// A byte by chance.
fn roll(dice: &mut blake3::OutputReader) -> u8 {
    let mut byte = [0];
    dice.fill(&mut byte);
    byte[0]
}

/// A share by chance, from 0 to 1.
fn share(dice: &mut blake3::OutputReader) -> f32 {
    f32::from(roll(dice)) / 255.0
}
