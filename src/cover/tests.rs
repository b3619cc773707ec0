//! Tests of covers.

#![expect(clippy::cast_possible_truncation, reason = "test pictures are small")]

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use proptest::prelude::*;

use super::*;
use crate::anything::anything;

fn words(title: &str) -> Words {
    Words { title: title.into(), ..Words::default() }
}

/// What is in a file: its format by its bytes, its sides and its colours.
fn read(cover: &Cover) -> (ImageFormat, RgbImage) {
    let format = image::guess_format(&cover.bytes).unwrap();
    let picture = image::load_from_memory(&cover.bytes).unwrap();
    assert_eq!(picture.color(), image::ColorType::Rgb8);
    assert_eq!((picture.width(), picture.height()), (cover.side, cover.side));
    assert!((SMALLEST..=LARGEST).contains(&cover.side));
    (format, picture.into_rgb8())
}

fn file(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn of_file(bytes: Vec<u8>) -> Result<Made> {
    Design::Own { path: "mine".into(), bytes }.make(&[])
}

#[track_caller]
fn refused(bytes: Vec<u8>) -> String {
    match of_file(bytes) {
        Err(error @ Error::NoCover { .. }) => {
            assert!(error.hint().is_some());
            error.to_string()
        }
        other => panic!("{:?}", other.map(|made| made.cover.side)),
    }
}

#[test]
fn a_drawn_cover_is_the_same_each_time_and_known_again() {
    let design = Design::Drawn(Words { byline: "A & B".into(), site: "<C>".into(), ..words("Tides") });
    let made = design.make(&[]).unwrap();
    assert_eq!(read(&made.cover).0, ImageFormat::Png);
    assert_eq!((made.cover.side, &made), (3000, &design.make(&[]).unwrap()));

    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(made.cover.media.file());
    files::write(&path, &made.cover.bytes).unwrap();
    assert_eq!(design.kept(&path, &made.seal), Some(made.clone()));
    assert_eq!(Design::Drawn(words("Tides")).kept(&path, &made.seal), None);
    files::write(&path, &made.cover.bytes[1..]).unwrap();
    assert_eq!(design.kept(&path, &made.seal), None);
}

#[test]
fn what_is_embedded_is_small() {
    // Noise is the worst that a picture can be.
    let mut dice = blake3::Hasher::new().finalize_xof();
    let mut noise = RgbImage::new(1500, 1500);
    dice.fill(&mut noise);
    for picture in [noise, RgbImage::from_pixel(3000, 3000, Rgb([9, 99, 200]))] {
        let cover = of_file(file(picture, ImageFormat::Png)).unwrap().cover;
        let small = cover.embedded();
        assert_eq!((read(&small).0, small.side), (ImageFormat::Jpeg, 1400));
        assert!(small.bytes.len() < 2_000_000, "{}", small.bytes.len());
        assert_eq!(small, cover.embedded());
    }
}

#[test]
fn no_cover_has_more_bytes_than_apple_takes() {
    // A photograph is soft and grainy; as PNG it has many bytes.
    let mut dice = blake3::Hasher::new().finalize_xof();
    let mut grain = vec![0; 2400 * 2400];
    dice.fill(&mut grain);
    let photograph = RgbImage::from_fn(2400, 2400, |x, y| {
        let grain = grain[(2400 * y + x) as usize] / 8;
        Rgb([(x / 12) as u8 / 2 + grain, (y / 12) as u8 / 2 + grain, 40 + grain])
    });
    for format in [ImageFormat::Png, ImageFormat::Jpeg] {
        let bytes = file(photograph.clone(), format);
        assert!(MOST_BYTES < bytes.len(), "{}", bytes.len());
        let cover = of_file(bytes.clone()).unwrap().cover;
        assert_eq!((read(&cover).0, cover.media), (ImageFormat::Jpeg, Media::Jpeg));
        assert!(cover.bytes.len() <= MOST_BYTES, "{}", cover.bytes.len());
        assert!(smaller(&bytes).unwrap().len() <= MOST_BYTES);
    }
    assert_eq!(smaller(b"no picture"), None);
}

#[test]
fn pictures_become_square_and_keep_their_colours() {
    let red = Rgb([200, 30, 40]);
    let near = |picture: &RgbImage, x, y, colour: Rgb<u8>| {
        let found = picture.get_pixel(x, y);
        let off = found.0.iter().zip(colour.0).map(|(a, b)| a.abs_diff(b)).max().unwrap();
        assert!(off < 9, "{found:?} at {x}, {y} is not {colour:?}");
    };
    for (format, width, height, side) in [
        (ImageFormat::Png, 100, 100, 1400),
        (ImageFormat::Jpeg, 1600, 1500, 1500),
        (ImageFormat::WebP, 3200, 3000, 3000),
        (ImageFormat::Gif, 20, 1, 1400),
        (ImageFormat::Jpeg, 500, 2000, 2000),
        (ImageFormat::Png, 4000, 40, 3000),
    ] {
        let made = of_file(file(RgbImage::from_pixel(width, height, red), format)).unwrap();
        assert_eq!(made.warning.is_some(), width.max(height) < 1400, "{width} × {height}");
        let (written, picture) = read(&made.cover);
        assert_eq!((written == ImageFormat::Png, made.cover.side), (format == ImageFormat::Png, side));
        near(&picture, side / 2, side / 2, red);
        if 2 * width < height || 2 * height < width {
            near(&picture, 0, 0, Rgb(red.0.map(|channel| (u16::from(channel) * 5 / 8) as u8)));
        }
    }
    let clear = RgbaImage::from_pixel(1400, 1400, Rgba([0, 0, 0, 0]));
    near(&read(&of_file(file(clear, ImageFormat::Png)).unwrap().cover).1, 7, 7, Rgb([255, 255, 255]));
    let grey = image::GrayImage::from_pixel(1400, 1400, image::Luma([77]));
    near(&read(&of_file(file(grey, ImageFormat::Jpeg)).unwrap().cover).1, 7, 7, Rgb([77, 77, 77]));
}

#[test]
fn a_picture_is_turned_as_its_camera_says() {
    let halves =
        RgbImage::from_fn(1400, 1400, |x, _| if x < 700 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) });
    let plain = file(halves, ImageFormat::Jpeg);
    // An Exif segment (TIFF, one entry): orientation 6, “turn it right by a quarter to see it upright”.
    let tiff = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let mut turned = plain[..2].to_vec();
    turned.extend([0xff, 0xe1, 0, tiff.len() as u8 + 2]);
    turned.extend(tiff);
    turned.extend(&plain[2..]);
    let picture = read(&of_file(turned).unwrap().cover).1;
    assert!(picture.get_pixel(700, 100)[0] > 200 && picture.get_pixel(700, 1300)[2] > 200);
}

#[test]
fn hostile_files_are_refused() {
    let good = file(RgbImage::from_fn(300, 300, |x, y| Rgb([x as u8, y as u8, 7])), ImageFormat::Png);
    assert!(refused(Vec::new()).contains("it is empty"));
    assert!(refused(b"just text".to_vec()).contains("not a JPEG"));
    assert!(refused(b"\0\0\0\x20ftypavif\0\0\0\0".to_vec()).contains("AVIF"));
    for cut in [9, 33, 60, good.len() / 2] {
        assert!(refused(good[..cut].to_vec()).contains("damaged"), "{cut}");
    }
    // A head that promises 50,000 × 50,000 pixels; its checksum is right.
    let mut bomb = good.clone();
    bomb[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
    let mut checksum = flate2::Crc::new();
    checksum.update(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&checksum.sum().to_be_bytes());
    assert!(refused(bomb).contains("50000 × 50000 pixels"));
    assert!(refused(b"<svg xmlns='http://www.w3.org/2000/svg' width='0'/>".to_vec()).contains("drawing"));
}

#[test]
fn a_drawing_takes_nothing_from_outside() {
    let dir = tempfile::tempdir().unwrap();
    let secret = dir.path().join("secret.png");
    files::write(&secret, &file(RgbImage::from_pixel(9, 9, Rgb([255, 0, 0])), ImageFormat::Png)).unwrap();
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='9' height='9'>\
         <image xlink:href='{}' width='9' height='9'/></svg>",
        secret.display()
    );
    let picture = read(&of_file(svg.into_bytes()).unwrap().cover).1;
    assert!(picture.pixels().all(|pixel| *pixel == Rgb([255, 255, 255])));
}

#[test]
fn the_articles_picture_is_with_its_title_and_a_broken_one_is_no_failure() {
    let blue = Rgb([20, 60, 200]);
    let lead = |width, height| {
        let bytes = file(RgbImage::from_pixel(width, height, blue), ImageFormat::Png);
        Design::Lead { bytes, words: words("Tides") }.make(&[]).unwrap()
    };
    let wide = lead(1200, 630);
    let (format, picture) = read(&wide.cover);
    assert_eq!((format, wide.cover.side, wide.warning), (ImageFormat::Jpeg, 1400, None));
    assert!(
        picture.get_pixel(700, 20)[2] > 180 && picture.get_pixel(20, 1390)[2] != picture.get_pixel(20, 20)[2]
    );
    let tall = read(&lead(800, 1600).cover).1;
    assert!(tall.get_pixel(800, 20)[2] > 180 && tall.get_pixel(20, 20)[2] < 150);

    let broken = Design::Lead { bytes: b"GIF89a".to_vec(), words: words("Tides") }.make(&[]).unwrap();
    assert_eq!(broken.cover, Design::Drawn(words("Tides")).make(&[]).unwrap().cover);
    assert!(broken.warning.unwrap().contains("damaged"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 10))]

    #[test]
    fn any_words_make_a_square(title in anything(), byline in anything(), site in anything()) {
        let picture = drawing::small_of_words(&Words { title, byline, site });
        // Nothing is written over the edge.
        let ground = *picture.get_pixel(0, 0);
        prop_assert_eq!(picture.dimensions(), (300, 300));
        for n in 0..300 {
            for (x, y) in [(n, 2), (n, 297), (2, n), (297, n)] {
                prop_assert_eq!(*picture.get_pixel(x, y), ground, "{}, {}", x, y);
            }
        }
    }

    #[test]
    fn any_bytes_make_a_cover_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..300), start in 0..5_usize) {
        let starts: [&[u8]; 5] = [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF\x20\0\0\0WEBPVP8 "];
        let _ = picture::decode(&[starts[start], &bytes].concat());
    }
}
