//! One article never harms the others: what is wrong with it is told, and the rest is made and published.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use articast::files;

use crate::page::{SQUARE, check_book, entries};
use crate::program::Place;

const URL: &str = "https://example.org/show";

/// Makes episodes of two articles: one that is fine, and another.
fn made(place: &Place, other: &str) {
    for (name, text) in [("fine.md", "# Fine\n\nWords that are fine.\n"), ("other.md", other)] {
        place.make(&place.file(&format!("in/{name}"), text), &["--formats", "mp3"]);
    }
}

fn publish(place: &Place, more: &[&str]) -> crate::program::Run {
    place.run(&[&["publish", "--url", URL], more].concat())
}

fn items(place: &Place, feed: &str) -> usize {
    fs::read_to_string(place.path(feed)).unwrap().matches("<item>").count()
}

#[test]
fn a_picture_may_be_called_as_a_file_of_the_episode_is() {
    let names = [
        "cover.png",
        "cover.jpg",
        "Cover.PNG",
        "index.html",
        "episode.json",
        "episode.epub",
        "chapters.json",
        "transcript.txt",
        "feed.xml",
        "figures/01.png",
        "figures/02.png",
        "figures/01.PNG",
        "CON.png",
        "a%2Fb.png",
        "large.png",
        "broken.png",
        "https://example.org/gone.png",
    ];
    let picture = |(n, name): (usize, &&str)| format!("![The picture of number {n}]({name})\n\n");
    let long = format!("![A long name]({}.png)\n\n", "long".repeat(60));
    let article = format!(
        "# Other\n\nWords.\n\n{}{long}![At hand](here.png)\n\nMore.\n",
        names.iter().enumerate().map(picture).collect::<String>()
    );
    let place = Place::new();
    place.file("in/here.png", SQUARE);
    place.file("in/large.png", [SQUARE, &vec![0; 10_000_000]].concat());
    place.file("in/broken.png", &SQUARE[..20]);
    made(&place, &article);
    let check = |pictures: usize| {
        publish(&place, &["--strict"]).success();
        assert_eq!(items(&place, "output/feed.xml"), 2);
        let book = place.path("output/other/episode.epub");
        let (names, texts) = entries(&book);
        let folded: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
        assert_eq!(folded.len(), names.len(), "{names:?}");
        let chapters = texts.iter().filter(|(name, _)| name.contains(".xhtml"));
        let shown: usize = chapters.map(|(_, text)| text.matches("<img ").count()).sum();
        let held = names.iter().filter(|name| name.contains("/figures/")).count();
        assert_eq!((shown, held), (pictures, pictures), "{names:?}");
        check_book(&book);
        let page = fs::read_to_string(place.path("output/other/index.html")).unwrap();
        assert_eq!(page.matches("src=\"figures&#x2f;").count(), pictures);
    };
    check(1);
    // They are there now, and pictures: each is shown as itself.
    let mut there = 1;
    for name in names.iter().filter(|name| !name.contains(':') && !name.contains("%2F")) {
        place.file(&format!("in/{name}"), SQUARE);
        there += 1;
    }
    made(&place, &article);
    check(there);
}

#[test]
fn a_cover_that_is_no_picture_is_in_no_book() {
    let place = Place::new();
    made(&place, "# Other\n\nWords.\n");
    let cover = ["cover.png", "cover.jpg"].map(|name| place.path("output/other").join(name));
    let cover = cover.iter().find(|path| path.is_file()).unwrap();
    files::write(cover, b"no picture").unwrap();
    publish(&place, &["--strict"]).success();
    let book = place.path("output/other/episode.epub");
    assert!(!entries(&book).0.iter().any(|name| name.contains("cover")));
    check_book(&book);
}

#[test]
fn an_episode_that_cannot_be_published_is_told_and_the_others_are() {
    type Break = fn(&Path);
    let breaks: [(&str, Break); 4] = [
        ("of another version", |folder| {
            files::write(&folder.join("episode.json"), b"{\"version\":9,\"parts\":[]}").unwrap();
        }),
        ("no file", |folder| {
            fs::remove_file(folder.join("episode.json")).unwrap();
            fs::create_dir(folder.join("episode.json")).unwrap();
        }),
        ("a page that cannot be written", |folder| {
            fs::remove_file(folder.join("index.html")).unwrap();
            fs::create_dir_all(folder.join("index.html/x")).unwrap();
        }),
        ("no chapters", |folder| {
            let path = folder.join("episode.json");
            let mut manifest: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            manifest["chapters"] = serde_json::json!([]);
            files::write(&path, manifest.to_string().as_bytes()).unwrap();
        }),
    ];
    for (what, breaks) in breaks {
        for is_known in [false, true] {
            let place = Place::new();
            made(&place, "# Other\n\nWords of another.\n");
            if is_known {
                publish(&place, &[]).success();
            }
            breaks(&place.path("output/other"));
            let run = publish(&place, &[]).success();
            assert!(run.err().contains("`other` is left out: "), "{what}: {}", run.err());
            assert!(
                run.out().contains("1 episode: https://example.org/show/feed.xml"),
                "{what}: {}",
                run.out()
            );
            // What listeners know stays.
            assert_eq!(items(&place, "output/feed.xml"), 1 + usize::from(is_known), "{what}");
            publish(&place, &["--strict"]).code(3);
        }
    }
}

#[test]
fn an_article_that_cannot_be_made_stops_no_other() {
    let place = Place::without_settings();
    let odd = "<!doctype html><meta charset=utf-8><title>O\u{ffff}d\u{fffe}\u{1}d</title><h1>O\u{ffff}dd</h1>\
        <p>Words of it \u{ffff} that go on for some time, so that they are an article of their own.</p>";
    place.file("in/a.html", odd);
    place.file("in/b.md", "# Two\n\nWords.\n");
    place.file("in/c.md", "# Three\n\nWords.\n");
    // A folder stands where the sound of the second is to be.
    place.run(&["make", "in/b.md", "--voices", "tone", "--formats", "wav"]).success();
    fs::create_dir_all(place.path("output/two/two.mp3/x")).unwrap();
    let run = place.run(&["make", "in", "--voices", "tone", "--formats", "mp3"]).code(73);
    assert!(run.err().contains("2 episodes made, 1 failed"), "{}", run.err());
    #[cfg(feature = "fetch")]
    {
        let run = place.run(&["follow", "in", "--voices", "tone", "--once", "--url", URL]).code(73);
        assert!(run.err().contains("failed once"), "{}", run.err());
        assert_eq!(items(&place, "output/feed.xml"), 2);
    }
    assert!(place.path("output/odd").is_dir() && place.path("output/three").is_dir());
}

#[cfg(feature = "upload")]
#[test]
fn a_store_keeps_its_feed_unless_the_new_one_is_whole() {
    let place = Place::new();
    made(&place, "# Other\n\nWords of another.\n");
    publish(&place, &["--to", "store"]).success();
    let before = fs::read(place.path("store/feed.xml")).unwrap();
    fs::create_dir(place.path("empty")).unwrap();
    let empty =
        |more: &[&str]| place.run(&[&["publish", "empty", "--url", URL, "--to", "store"], more].concat());
    for more in [&[][..], &["--dry-run"]] {
        let refused = empty(more).code(65);
        assert!(
            refused.err().contains("no episode for podcast apps") && refused.err().contains("--allow-empty"),
            "{}",
            refused.err()
        );
    }
    assert!(fs::read(place.path("store/feed.xml")).unwrap() == before);

    // What the feed keeps of an episode that is broken here must be whole there.
    fs::remove_file(place.path("output/other/other.mp3")).unwrap();
    publish(&place, &["--to", "store"]).success();
    fs::remove_file(place.path("store/other/other.mp3")).unwrap();
    place.make(&place.file("in/new.md", "# New\n\nNew words.\n"), &["--formats", "mp3"]);
    let before = fs::read(place.path("store/feed.xml")).unwrap();
    let refused = publish(&place, &["--to", "store"]).code(66);
    assert!(refused.err().contains("the feed names `other/other.mp3`"), "{}", refused.err());
    assert!(fs::read(place.path("store/feed.xml")).unwrap() == before);
    place.make(&place.path("in/other.md"), &["--formats", "mp3"]);
    publish(&place, &["--to", "store"]).success();
    assert_eq!(items(&place, "store/feed.xml"), 3);
    empty(&["--allow-empty"]).success();
    assert_eq!(items(&place, "store/feed.xml"), 0);
}
