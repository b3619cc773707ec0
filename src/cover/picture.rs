//! Pictures from outside: decoded within limits, upright, RGB, square.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops::{self, FilterType as Filter};
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage};

use super::{LARGEST, Media, SMALLEST};

/// More pixels than a telephone's photograph has; decoded, they take 150 MB.
const MOST_PIXELS: u64 = 50_000_000;
/// What a decoder may take, in bytes.
const MOST_MEMORY: u64 = 512 << 20;
/// How much of a picture may be cut off to make it square: a tenth.
const CUT: u32 = 10;

/// The picture in a file, upright, with what is transparent on white. Or why there is none.
pub(super) fn decode(bytes: &[u8]) -> Result<RgbImage, String> {
    let broken = |error: image::ImageError| format!("it is damaged ({error})");
    let reader = reader(bytes).ok_or_else(|| what(bytes).to_owned())?;
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if MOST_PIXELS < u64::from(width) * u64::from(height) {
        let most = MOST_PIXELS / 1_000_000;
        return Err(format!("it has {width} × {height} pixels; the limit is {most} million"));
    }
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_MEMORY);
    decoder.set_limits(limits).map_err(broken)?;
    // A picture that does not say how it was held is upright.
    let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    picture.apply_orientation(orientation);
    Ok(flat(picture))
}

/// RGB of eight bits, on white.
fn flat(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let rgba = picture.into_rgba8();
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [red, green, blue, alpha] = rgba.get_pixel(x, y).0.map(u32::from);
        let mixed = |channel: u32| {
            u8::try_from((channel * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
        };
        Rgb([mixed(red), mixed(green), mixed(blue)])
    })
}

fn reader(bytes: &[u8]) -> Option<ImageReader<Cursor<&[u8]>>> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let is_read = |format| {
        matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::Gif | ImageFormat::WebP)
    };
    reader.format().is_some_and(is_read).then_some(reader)
}

/// The width and the height of the picture in a file, by its head. Or why there is none.
pub(super) fn size(bytes: &[u8]) -> Result<(u32, u32), String> {
    let reader = reader(bytes).ok_or_else(|| what(bytes).to_owned())?;
    reader.into_dimensions().map_err(|error| format!("it is damaged ({error})"))
}

/// What bytes are that are no picture we read.
fn what(bytes: &[u8]) -> &'static str {
    match () {
        () if bytes.is_empty() => "it is empty",
        () if bytes.get(4..8) == Some(b"ftyp") => "it is an AVIF or HEIC picture, or a video",
        () if is_svg(bytes) => "it is an SVG drawing",
        () => "it is not a JPEG, PNG, WebP or GIF picture",
    }
}

pub(super) fn is_png(bytes: &[u8]) -> bool {
    image::guess_format(bytes).is_ok_and(|format| format == ImageFormat::Png)
}

/// Whether bytes are a drawing in SVG.
pub(super) fn is_svg(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]);
    let start = start.trim_start_matches('\u{feff}').trim_start();
    start.starts_with("<svg")
        || ((start.starts_with("<?xml") || start.starts_with("<!")) && start.contains("<svg"))
}

/// What a cover's file is and how long its sides are, by its head; `None` if it is no cover.
pub(super) fn header(bytes: &[u8]) -> Option<(Media, u32)> {
    let reader = reader(bytes)?;
    let media = match reader.format()? {
        ImageFormat::Jpeg => Media::Jpeg,
        ImageFormat::Png => Media::Png,
        _ => return None,
    };
    let (width, height) = reader.into_dimensions().ok()?;
    (width == height).then_some((media, width))
}

/// A square of a picture. Of one that is nearly square, the middle; any other stands whole before an enlarged, blurred
/// and darkened copy of itself.
pub(super) fn square(picture: &RgbImage) -> RgbImage {
    let (width, height) = picture.dimensions();
    let (short, long) = (width.min(height), width.max(height));
    if long - short <= long / CUT {
        let side = short.clamp(SMALLEST, LARGEST);
        return covering(picture, side, side);
    }
    let side = long.clamp(SMALLEST, LARGEST);
    let mut square = backdrop(picture, side);
    let scaled = |length: u32| part(length, side, long);
    let (width, height) = (scaled(width), scaled(height));
    let whole = resized(picture, width, height);
    imageops::replace(&mut square, &whole, i64::from((side - width) / 2), i64::from((side - height) / 2));
    square
}

/// A length times a ratio, one pixel at least.
fn part(length: u32, over: u32, under: u32) -> u32 {
    let part = u64::from(length) * u64::from(over) / u64::from(under);
    u32::try_from(part.max(1)).unwrap_or(u32::MAX)
}

/// What stands behind a picture that is not square. It is blurred while it is small: that is fast, and smooth when
/// it is enlarged.
fn backdrop(picture: &RgbImage, side: u32) -> RgbImage {
    const SMALL: u32 = 96;
    let mut small = imageops::blur(&covering(picture, SMALL, SMALL), 5.0);
    for pixel in small.pixels_mut() {
        pixel.0 = pixel.0.map(|channel| u8::try_from(u16::from(channel) * 5 / 8).unwrap_or(u8::MAX));
    }
    imageops::resize(&small, side, side, Filter::CatmullRom)
}

/// The middle of a picture, as much as fills a rectangle.
pub(super) fn covering(picture: &RgbImage, width: u32, height: u32) -> RgbImage {
    let (whole_width, whole_height) = picture.dimensions();
    let (across, down) =
        (u64::from(whole_width) * u64::from(height), u64::from(whole_height) * u64::from(width));
    let (cut_width, cut_height) = if down < across {
        (part(whole_height, width, height), whole_height)
    } else {
        (whole_width, part(whole_width, height, width))
    };
    let (x, y) = ((whole_width - cut_width) / 2, (whole_height - cut_height) / 2);
    if (cut_width, cut_height) == (whole_width, whole_height) {
        return resized(picture, width, height);
    }
    resized(&imageops::crop_imm(picture, x, y, cut_width, cut_height).to_image(), width, height)
}

/// A picture whose sides are no longer than this.
pub(super) fn within(picture: &RgbImage, most: u32) -> RgbImage {
    let (width, height) = picture.dimensions();
    let long = width.max(height);
    if long <= most {
        return picture.clone();
    }
    resized(picture, part(width, most, long), part(height, most, long))
}

/// A picture in another size.
pub(super) fn resized(picture: &RgbImage, width: u32, height: u32) -> RgbImage {
    match picture.dimensions() {
        same if same == (width, height) => picture.clone(),
        // The mean of what falls together is fast and keeps fine lines.
        (from, to) if width <= from && height <= to => imageops::thumbnail(picture, width, height),
        _ => imageops::resize(picture, width, height, Filter::CatmullRom),
    }
}

/// A picture as a JPEG of so many bytes at most, unless it would look bad even as a small one; and its width. First the
/// quality falls a little, then the size.
pub(super) fn fitting(picture: &RgbImage, most: usize) -> (Vec<u8>, u32) {
    let (width, height) = picture.dimensions();
    let long = width.max(height);
    let mut best = (Vec::new(), width);
    for (side, qualities) in
        [(LARGEST, [88, 80, 72].as_slice()), (2000, &[80, 72]), (SMALLEST, &[80, 70, 60, 50, 40])]
    {
        let side = side.min(long);
        let scaled = resized(picture, part(width, side, long), part(height, side, long));
        for quality in qualities {
            best = (jpeg(&scaled, *quality), scaled.width());
            if best.0.len() <= most {
                return best;
            }
        }
    }
    best
}

/// A picture as PNG.
pub(super) fn png(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
    picture.write_with_encoder(encoder).expect("a buffer takes any picture");
    bytes
}

/// A picture as JPEG; `quality` is 1 to 100.
pub(super) fn jpeg(picture: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    picture.write_with_encoder(encoder).expect("a buffer takes any picture");
    bytes
}
