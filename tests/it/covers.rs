//! Covers: which picture an episode gets, from where, and what other tools read of it.

use std::io::Cursor;
use std::path::Path;
use std::process::Command;

use image::{ImageFormat, Rgb, RgbImage};
use serde_json::Value;

use crate::program::{Place, tool};
use crate::site::{Site, answer, page};

const BLUE: Rgb<u8> = Rgb([20, 60, 200]);

fn picture(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_pixel(width, height, BLUE).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn manifest(folder: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(folder.join("episode.json")).unwrap()).unwrap()
}

/// The cover that a manifest names.
fn cover(folder: &Path) -> RgbImage {
    let name = manifest(folder)["cover"].as_str().unwrap().to_owned();
    image::open(folder.join(name)).unwrap().into_rgb8()
}

fn is_blue(cover: &RgbImage) -> bool {
    cover.get_pixel(cover.width() / 2, 30).0.iter().zip(BLUE.0).all(|(a, b)| a.abs_diff(b) < 9)
}

#[test]
fn a_cover_is_drawn_kept_and_taken_away() {
    let place = Place::new();
    let article = place.file("tides.md", "# The life of the tides\n\nThey come and go.");
    let folder = place.make(&article, &[]);
    let file = folder.join("cover.png");
    let first = std::fs::read(&file).unwrap();
    assert_eq!(manifest(&folder)["cover"], "cover.png");
    if let Some(ffprobe) = tool("ffprobe") {
        let arguments = ["-v", "error", "-of", "csv=p=0", "-show_entries", "stream=width,height,pix_fmt"];
        let out = Command::new(ffprobe).args(arguments).arg(&file).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&out.stdout).trim(), "3000,3000,rgb24");
    }
    place.make(&article, &[]);
    assert_eq!(std::fs::read(&file).unwrap(), first);
    place.file("mine.jpg", picture(1500, 1500));
    place.make(&article, &["--cover", "mine.jpg"]);
    assert!(is_blue(&cover(&folder)));
    place.make(&article, &["--cover", "none"]);
    assert!(!file.exists() && manifest(&folder)["cover"].is_null());
}

#[test]
fn what_is_no_picture_is_one_error_before_anything_is_said() {
    let place = Place::new();
    let article = place.file("tides.md", "# Tides\n\nThey come and go.");
    place.file("mine.png", "no picture");
    let make = |file| place.run(&["make", article.to_str().unwrap(), "--voices", "tone", "--cover", file]);
    let err = make("mine.png").code(65).err();
    assert!(
        err.contains("`mine.png` cannot be used as the cover: it is not a JPEG") && err.contains("hint: "),
        "{err}"
    );
    make("nothing.png").code(66);
    assert!(!place.path("output").exists());
}

#[test]
fn a_picture_beside_the_article_is_its_cover_and_one_elsewhere_is_not() {
    let place = Place::new();
    place.file("text/img/a sea.png", picture(1600, 900));
    place.file("private.png", picture(1600, 900));
    for (image, is_taken) in [
        ("img/a%20sea.png", true),
        ("img/../img/a sea.png", true),
        ("../private.png", false),
        ("img/../../private.png", false),
        ("none.png", false),
    ] {
        let article = format!("---\ntitle: Tides\nimage: \"{image}\"\n---\n\nThey come and go.");
        let article = place.file("text/tides.md", article);
        let folder = place.make(&article, &[]);
        assert_eq!(is_blue(&cover(&folder)), is_taken, "{image}");
    }
    let absolute = place.path("private.png");
    let article = format!("---\ntitle: Tides\nimage: {}\n---\n\nThey come and go.", absolute.display());
    let run =
        place.run(&["make", place.file("text/tides.md", article).to_str().unwrap(), "--voices", "tone"]);
    let err = run.success().err();
    assert!(err.contains("the article's picture is not used for the cover"), "{err}");
}

#[test]
fn a_picture_in_a_data_address_is_the_cover() {
    let place = Place::new();
    let bytes: Vec<String> = picture(400, 400).iter().map(|byte| format!("%{byte:02x}")).collect();
    let bytes = bytes.concat();
    let article = format!("# Tides\n\nThey come.\n\n![Sea](data:image/png,{bytes})\n");
    let folder = place.make(&place.file("tides.md", article), &[]);
    assert!(is_blue(&cover(&folder)));
}

#[test]
fn a_picture_of_the_web_is_fetched_within_the_same_limits_as_the_article() {
    let site = Site::new(|request| match request.path.as_str() {
        "/sea.png" => answer("200 OK", "image/png", &picture(1200, 630)),
        "/gone.png" => answer("404 Not Found", "text/plain", b""),
        "/page.png" => page("<p>Not a picture"),
        path => {
            let image = path.trim_start_matches('/');
            page(&format!(
                "<title>Tides</title><meta property='og:image' content='/{image}.png'><h1>Tides</h1>\
                 <p>They come and go, twice a day, and nobody has to tell them."
            ))
        }
    });
    for (name, warning) in [("sea", None), ("gone", Some("status 404")), ("page", Some("not a JPEG"))] {
        let place = Place::new();
        let address = site.address(&format!("/{name}"));
        let run = place.run(&["make", &address, "--voices", "tone", "--allow-local"]).success();
        assert_eq!(is_blue(&cover(&place.path("output/tides"))), warning.is_none(), "{}", run.err());
        let warned = warning.unwrap_or("the article's picture is not on its cover");
        assert_eq!(run.err().contains(warned), warning.is_some(), "{}", run.err());
    }
    // An article that is a file here does not lead into this network either.
    let place = Place::new();
    let article = format!("---\ntitle: Tides\nimage: {}\n---\n\nThey come.", site.address("/sea.png"));
    let article = place.file("tides.md", article);
    let hits = site.hits();
    let run = place.run(&["make", article.to_str().unwrap(), "--voices", "tone"]).success();
    assert!(run.err().contains("not on the public internet"), "{}", run.err());
    assert_eq!(site.hits(), hits);
    assert!(!is_blue(&cover(&place.path("output/tides"))));
}
