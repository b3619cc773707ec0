//! Published files that are made again, edited or cut short, and what the feed says of them then.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::program::{Place, Run, tool};

const URL: &str = "https://example.org/pod";

fn make(place: &Place, words: &str) {
    let text = format!("# A walk\n\n{words}\n\n## The hill\n\nIt was steep, and it was long.\n");
    place.make(&place.file("a-walk.md", text), &["--formats", "mp3,opus,flac", "--cover", "none"]);
}

fn publish(place: &Place, more: &[&str]) -> Run {
    place.run(&[&["publish", "--url", URL], more].concat()).success()
}

/// What stands in the feed between two texts, at each place.
fn between(place: &Place, start: &str, end: &str) -> Vec<String> {
    let feed = fs::read_to_string(place.path("output/feed.xml")).unwrap();
    feed.split(start).skip(1).map(|rest| rest.split(end).next().unwrap().to_owned()).collect()
}

fn enclosure(place: &Place) -> String {
    between(place, "<enclosure url=\"", "\"").remove(0)
}

fn length(place: &Place) -> u64 {
    between(place, "length=\"", "\"")[0].parse().unwrap()
}

/// The findings of `articast check` of a severity: their rules.
fn findings(place: &Place, severity: &str) -> Vec<String> {
    let told = place.run(&["check", "--json"]).json().remove(0);
    let found = told["findings"].as_array().unwrap().iter().filter(|found| found["severity"] == severity);
    found.map(|found| found["rule"].as_str().unwrap().to_owned()).collect()
}

fn bytes(path: &Path) -> u64 {
    path.metadata().unwrap().len()
}

#[test]
fn an_episode_made_again_has_another_address_and_the_first_one_keeps_its_own() {
    let place = Place::new();
    make(&place, "We went out.");
    publish(&place, &[]);
    let first = format!("{URL}/a-walk/a-walk.mp3");
    assert_eq!(enclosure(&place), first);
    make(&place, "We went out.");
    publish(&place, &[]);
    assert_eq!(enclosure(&place), first);

    let article =
        place.file("a-walk.md", "# A walk\n\nWe went out, and it rained.\n\n## The hill\n\nIt was steep.\n");
    let formats = ["--voices", "tone", "--formats", "mp3,opus,flac", "--cover", "none"];
    let run = place.run(&[&["make", article.to_str().unwrap()], &formats[..]].concat()).success();
    assert!(run.err().contains("`a-walk.mp3` has changed; the feed has its earlier length"), "{}", run.err());
    let run = publish(&place, if cfg!(feature = "upload") { &["--to", "site"] } else { &[] });
    assert!(run.out().contains("written: feed.xml"), "{}", run.out());
    let second = enclosure(&place);
    let mark = second.strip_prefix(&format!("{first}?v=")).unwrap_or_else(|| panic!("{second}"));
    assert!(mark.len() == 8 && mark.bytes().all(|byte| byte.is_ascii_hexdigit()), "{second}");
    let others = between(&place, "<podcast:source uri=\"", "\"");
    assert!(others.len() == 2 && others.iter().all(|address| address.contains("?v=")), "{others:?}");
    assert_eq!(findings(&place, "error"), [""; 0]);
    if cfg!(feature = "upload") {
        let sent = bytes(&place.path("site/a-walk/a-walk.mp3"));
        assert_eq!(sent, bytes(&place.path("output/a-walk/a-walk.mp3")));
    }
    assert!(publish(&place, &[]).out().starts_with("nothing has changed\n"));

    make(&place, "We went out.");
    publish(&place, &[]);
    assert_eq!(enclosure(&place), first);
    // A file that a feed names with its mark stays until that feed is replaced.
    make(&place, "We went out, and it rained.");
    publish(&place, &[]);
    let article = place.path("a-walk.md");
    place.make(&article, &["--formats", "mp3", "--cover", "none"]);
    assert!(place.path("output/a-walk/a-walk.opus").exists());
    publish(&place, &[]);
    assert!(!place.path("output/a-walk/a-walk.opus").exists());
}

#[test]
fn an_edited_file_is_published_as_it_is() {
    let Some(ffmpeg) = tool("ffmpeg") else { return };
    let place = Place::new();
    make(&place, "We went out. It was a long way, and we had no map. Nobody knew the weather.");
    publish(&place, &[]);
    // In the head of a FLAC file, ffmpeg would leave the earlier length.
    for extension in ["mp3", "opus"] {
        let path = place.path("output/a-walk/a-walk").with_extension(extension);
        let whole = place.path("whole").with_extension(extension);
        fs::rename(&path, &whole).unwrap();
        let mut command = Command::new(&ffmpeg);
        command.args(["-v", "error", "-i"]).arg(&whole).args(["-t", "2", "-c", "copy"]).arg(&path);
        assert!(command.status().unwrap().success());
    }
    let run = publish(&place, &["--json"]);
    let told: Value = run.json().remove(0);
    assert_eq!(told["edited"], serde_json::json!(["a-walk/a-walk.mp3", "a-walk/a-walk.opus"]));
    assert_eq!(between(&place, "<itunes:duration>", "<"), ["2"]);
    let lengths: Vec<String> = between(&place, "length=\"", "\"");
    for (length, extension) in lengths.iter().zip(["mp3", "opus", "flac"]) {
        let path = place.path("output/a-walk/a-walk").with_extension(extension);
        assert_eq!(*length, bytes(&path).to_string(), "{extension}");
    }
    assert!(enclosure(&place).contains("?v="));
    assert_eq!(findings(&place, "error"), [""; 0]);
    assert!(findings(&place, "warning").contains(&"ours.edited".into()));
    let run = publish(&place, &[]);
    assert!(
        run.out().starts_with("nothing has changed\n") && run.err().contains("was edited"),
        "{}",
        run.err()
    );
}

#[test]
fn a_file_that_is_cut_short_is_not_published() {
    let place = Place::new();
    make(&place, "We went out. It was a long way.");
    publish(&place, &[]);
    let (address, length_before) = (enclosure(&place), length(&place));
    let cut = |extension: &str, part: fn(usize) -> usize| {
        let path = place.path("output/a-walk/a-walk").with_extension(extension);
        let bytes = fs::read(&path).unwrap();
        place.file(path.to_str().unwrap(), &bytes[..part(bytes.len())]);
    };
    // Of other formats, the feed leaves out what is not whole.
    for (extension, part) in [("flac", (|all| all - 1) as fn(usize) -> usize), ("opus", |all| all / 2)] {
        cut(extension, part);
        let run = publish(&place, &[]);
        assert!(run.err().contains(&format!("`a-walk/a-walk.{extension}` is left out")), "{}", run.err());
        let others = between(&place, "<podcast:source uri=\"", "\"");
        assert!(!others.iter().any(|address| address.ends_with(extension)), "{others:?}");
    }
    for part in [(|all| all - 1) as fn(usize) -> usize, |all| all / 2, |_| 0] {
        cut("mp3", part);
        let run = publish(&place, &[]);
        assert!(
            run.err().contains("`a-walk.mp3` has") && run.err().contains("make it again"),
            "{}",
            run.err()
        );
        // The feed keeps its item as it was.
        assert_eq!((enclosure(&place), length(&place)), (address.clone(), length_before));
        assert!(findings(&place, "error").contains(&"ours.whole".into()));
    }
}

#[test]
fn notes_are_as_long_as_apps_take_them_and_lead_to_the_rest() {
    let place = Place::new();
    let mut text = "# Many & more\n\nThis is how it begins.\n".to_owned();
    for n in 0..90 {
        let address = format!("https://example.org/{n}?a=1&b=2");
        write!(
            text,
            "\n## A chapter of some length & a number, {n}\n\nSee [its source & kin, {n}]({address}).\n"
        )
        .unwrap();
    }
    place.make(&place.file("many.md", text), &["--formats", "mp3", "--cover", "none"]);
    publish(&place, &[]);
    for element in ["description", "content:encoded"] {
        let start = format!("<{element}><![CDATA[");
        let notes = between(&place, &start, "]]>").pop().unwrap();
        assert!((2_000..=4_000).contains(&notes.len()), "{element}: {}", notes.len());
        assert!(notes.contains("All chapters and links") && notes.ends_with("</p>"), "{notes}");
        assert!(notes.contains(&format!("<a href=\"{URL}/many-more/index.html\">")), "{notes}");
        assert!(roxmltree::Document::parse(&format!("<div>{notes}</div>")).is_ok(), "{notes}");
    }
    assert_eq!(findings(&place, "error"), [""; 0]);
}

#[cfg(feature = "fetch")]
#[test]
fn a_show_with_a_large_picture_gets_a_smaller_copy_and_keeps_its_own() {
    let place = Place::new();
    make(&place, "We went out.");
    // Every pixel differs from the next: as PNG, it is large.
    let grain = |x: u32, y: u32| u8::try_from((x * 7919 + y * 104_729 + x * y) % 16).unwrap();
    let picture = image::RgbImage::from_fn(1400, 1400, |x, y| {
        image::Rgb([100 + grain(x, y), 60 + grain(y, x), 80 + grain(x + 5, y)])
    });
    let cover = place.path("output/cover.png");
    picture.save(&cover).unwrap();
    let own = fs::read(&cover).unwrap();
    assert!(512_000 < own.len(), "{}", own.len());
    publish(&place, &[]);
    assert_eq!(between(&place, "<itunes:image href=\"", "\""), [format!("{URL}/cover-512k.jpg")]);
    assert!(bytes(&place.path("output/cover-512k.jpg")) < 512_000);
    assert_eq!(fs::read(&cover).unwrap(), own);
    let found = [findings(&place, "error"), findings(&place, "warning")].concat();
    assert!(!found.contains(&"apple.artwork".into()), "{found:?}");
    assert!(publish(&place, &[]).out().starts_with("nothing has changed\n"));
    let feed = fs::read_to_string(place.path("output/feed.xml")).unwrap();
    place.file("output/feed.xml", feed.replace("cover-512k.jpg", "cover.png"));
    assert!(findings(&place, "warning").contains(&"apple.artwork".into()));
}
