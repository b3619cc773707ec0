//! `articast follow`: what is new becomes an episode, once.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::program::{Place, Run};
use crate::site::{Site, answer, page};

/// A site with a feed of articles, the newest first; one that is `gone` is in the feed and nowhere else.
fn site(names: &Arc<Mutex<Vec<String>>>) -> Site {
    let names = Arc::clone(names);
    Site::new(move |request| match request.path.as_str() {
        "/feed" => {
            let item = |name: &String| {
                format!(
                    "<item><guid isPermaLink='false'>id {name}</guid><link>/{name}</link>\
                     <pubDate>Fri, 02 Jan 2026 03:04:05 GMT</pubDate></item>"
                )
            };
            let items: String = names.lock().unwrap().iter().map(item).collect();
            let feed = format!("<?xml version='1.0'?><rss version='2.0'><channel>{items}</channel></rss>");
            answer("200 OK", "application/rss+xml", feed.as_bytes())
        }
        path if path.contains("gone") => answer("404 Not Found", "text/html", b""),
        path => {
            let title = &path[1..];
            page(&format!(
                "<!DOCTYPE html><title>{title}</title><main><h1>{title}</h1><p>Words about {title}, some more.</p></main>"
            ))
        }
    })
}

fn names(names: &[&str]) -> Arc<Mutex<Vec<String>>> {
    Arc::new(Mutex::new(names.iter().map(|name| (*name).to_owned()).collect()))
}

fn follow(place: &Place, sources: &[&str], more: &[&str]) -> Run {
    let fixed = ["--voices", "tone", "--allow-local", "--once", "--json"];
    place.run(&[&["follow"], sources, &fixed, more].concat())
}

/// The articles that a run made, in order.
#[track_caller]
fn made(run: &Run) -> Vec<String> {
    let events = run.json();
    let done = events.iter().filter(|event| event["event"] == "done");
    done.map(|event| event["title"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_feed_brings_nothing_twice_and_what_fails_stops_nothing() {
    let (place, listed) = (Place::new(), names(&["two", "gone", "one"]));
    let site = site(&listed);
    let feed = site.address("/feed");
    let first = follow(&place, &[&feed], &[]).code(66);
    assert_eq!(made(&first), ["one", "two"]);
    assert!(place.path("output/one").is_dir());
    let hits = site.hits();
    // Only the feed, and what failed.
    follow(&place, &[&feed], &[]).code(66);
    assert_eq!(site.hits(), hits + 2);

    listed.lock().unwrap().insert(0, "three".into());
    let run = follow(&place, &[&feed], &[]).code(66);
    assert_eq!(made(&run), ["three"]);
    follow(&place, &[&feed], &[]).code(66);
    let last = follow(&place, &[&feed], &[]).code(66);
    let failed: Vec<Value> = last.json().into_iter().filter(|event| event["event"] == "failed").collect();
    assert_eq!((failed.len(), &failed[0]["given_up"]), (1, &Value::Bool(true)));
    let hits = site.hits();
    follow(&place, &[&feed], &[]).success();
    assert_eq!(site.hits(), hits + 1);
    let kept = fs::read_to_string(place.path("output/followed.json")).unwrap();
    assert!(!kept.contains("127.0.0.1"), "{kept}");
}

#[test]
fn at_first_only_the_newest_are_taken() {
    let (place, listed) = (Place::new(), names(&["three", "two", "one"]));
    let site = site(&listed);
    let feed = site.address("/feed");
    let plan = follow(&place, &[&feed], &["--limit", "2", "--dry-run"]).success();
    assert_eq!(plan.json().iter().filter(|event| event["event"] == "estimate").count(), 2);
    assert!(!place.path("output/followed.json").exists());
    assert_eq!(made(&follow(&place, &[&feed], &["--limit", "2"]).success()), ["two", "three"]);
    for name in ["four", "five", "six"] {
        listed.lock().unwrap().insert(0, name.into());
    }
    assert_eq!(made(&follow(&place, &[&feed], &["--limit", "2"]).success()), ["four", "five", "six"]);
    let other = Place::new();
    assert_eq!(made(&follow(&other, &[&feed], &["--since", "2026-01-03"]).success()), [""; 0]);
    assert_eq!(made(&follow(&other, &[&feed], &[]).success()), [""; 0]);
}

#[test]
fn a_folder_brings_what_is_new_and_what_is_changed() {
    let place = Place::new();
    place.file("inbox/one.md", "# One\n\nWords about one.\n");
    place.file("inbox/.hidden.md", "# Hidden\n\nNothing.\n");
    place.file("inbox/half.md.part", "# Half\n\nNothing.\n");
    assert_eq!(made(&follow(&place, &["inbox"], &[]).success()), ["One"]);
    fs::rename(place.path("inbox/one.md"), place.path("inbox/uno.md")).unwrap();
    place.file("inbox/two.md", "# Two\n\nWords about two.\n");
    assert_eq!(made(&follow(&place, &["inbox"], &[]).success()), ["Two"]);
    place.file("inbox/two.md", "# Two\n\nOther words about two.\n");
    assert_eq!(made(&follow(&place, &["inbox"], &[]).success()), ["Two"]);
    let folders = place.path("output").read_dir().unwrap().map(|entry| entry.unwrap());
    let folders = folders.filter(|entry| entry.path().is_dir()).count();
    assert_eq!(folders, 2);
    assert_eq!(made(&follow(&place, &["inbox"], &[]).success()), [""; 0]);
}

#[test]
fn what_is_made_is_published() {
    let place = Place::without_settings();
    place.file("inbox/one.md", "# One\n\nWords about one.\n");
    let more = ["--url", "https://example.com/pod/"];
    follow(&place, &["inbox"], &more).success();
    let feed = || fs::read_to_string(place.path("output/feed.xml")).unwrap();
    assert_eq!(feed().matches("<item>").count(), 1, "{}", feed());
    place.file("inbox/two.md", "# Two\n\nWords about two.\n");
    place.file("output/show.toml", "title = \"Mine\"\nurl = \"https://example.com/pod/\"\n");
    #[cfg(feature = "upload")]
    {
        follow(&place, &["inbox"], &["--to", "site"]).success();
        let there = fs::read_to_string(place.path("site/feed.xml")).unwrap();
        assert_eq!(there, feed());
        assert!(!place.path("site/followed.json").exists() && place.path("site/two").is_dir());
    }
    #[cfg(not(feature = "upload"))]
    follow(&place, &["inbox"], &[]).success();
    assert_eq!(feed().matches("<item>").count(), 2, "{}", feed());
}

#[test]
fn what_cannot_be_followed_is_said_and_the_rest_goes_on() {
    let place = Place::new();
    let article = place.file("one.md", "# One\n\nWords about one.\n");
    place.file("inbox/two.md", "# Two\n\nWords about two.\n");
    let run = follow(&place, &[article.to_str().unwrap(), "nowhere.xml", "inbox"], &[]).code(65);
    assert_eq!(made(&run), ["Two"]);
    place.run(&["follow", "inbox", "--every", "1s"]).code(2);
    place.run(&["follow", "inbox", "--since", "lately"]).code(2);
    place.file("output/followed.json", "{");
    follow(&place, &["inbox"], &[]).code(65);
}

#[cfg(unix)]
#[test]
fn a_folder_is_watched_until_it_is_told_to_stop_and_by_one_alone() {
    let place = Place::new();
    fs::create_dir(place.path("inbox")).unwrap();
    let arguments = ["follow", "inbox", "--voices", "tone", "--json"];
    let mut child = place.command(&arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let wait = |what: &str, is_so: &dyn Fn() -> bool| {
        let end = Instant::now() + Duration::from_secs(90);
        while !is_so() {
            assert!(Instant::now() < end, "{what}");
            std::thread::sleep(Duration::from_millis(100));
        }
    };
    wait("no lock", &|| place.path("output/.articast-follow.lock").exists());
    std::thread::sleep(Duration::from_millis(500));
    follow(&place, &["inbox"], &[]).code(75);
    // A file that is being written is not read before it is whole.
    let mut file = fs::File::create(place.path("inbox/one.md")).unwrap();
    for line in ["# One\n\n", "Words.\n\n", "More words.\n\n", "The last words.\n"] {
        file.write_all(line.as_bytes()).unwrap();
        std::thread::sleep(Duration::from_secs(2));
    }
    wait("no episode", &|| place.path("output/one/episode.json").exists());
    assert!(fs::read_to_string(place.path("output/one/transcript.txt")).unwrap().contains("The last words."));
    wait("nothing kept", &|| place.path("output/followed.json").exists());
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
