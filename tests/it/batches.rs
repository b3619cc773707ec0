//! Several articles in a run: folders, feeds, OPML files and lists of links.

use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::program::{Place, Run};
use crate::site::{Site, answer, page};

fn article(title: &str) -> String {
    format!(
        "<!DOCTYPE html><title>{title}</title><main><h1>{title}</h1><p>Words about {title}, some more.</p></main>"
    )
}

/// A site with three articles and lists of them.
fn site() -> Site {
    Site::new(|request| {
        let rss = |links: &[&str]| {
            let items = links
                .iter()
                .map(|link| format!("<item><link>{link}</link></item>"))
                .collect::<Vec<_>>()
                .concat();
            format!(
                "<?xml version='1.0'?><rss version='2.0'><channel><title>All</title>{items}</channel></rss>"
            )
        };
        let xml = |text: &str| answer("200 OK", "application/rss+xml", text.as_bytes());
        match request.path.as_str() {
            "/one" | "/two" | "/three" => page(&article(&request.path[1..])),
            "/rss" => xml(&rss(&["/one", "two", "/one#again", "/gone", "file:///etc/passwd", "/three"])),
            "/other-rss" => xml(&rss(&["/three", "/two"])),
            "/nested" => xml(&rss(&["/rss", "/one"])),
            "/empty" => xml(&rss(&[])),
            "/broken" => xml("<rss><channel><item></channel>"),
            "/opml" => xml(
                "<opml><body><outline xmlUrl='/rss'/><outline xmlUrl='/other-rss'/><outline xmlUrl='/one'/></body></opml>",
            ),
            "/list.txt" => {
                answer("200 OK", "text/plain", b"/etc/passwd.txt\nfile:///etc/passwd\n\n# note\nthree.md\n")
            }
            _ => answer("404 Not Found", "text/html", b""),
        }
    })
}

fn make(place: &Place, names: &[&str], more: &[&str]) -> Run {
    place.run(&[&["make"], names, &["--voices", "tone", "--allow-local"], more].concat())
}

#[track_caller]
fn episodes(place: &Place, expected: &[&str]) {
    let Ok(folders) = place.path("output").read_dir() else {
        assert!(expected.is_empty());
        return;
    };
    let mut names: Vec<_> = folders.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, expected);
}

fn event<'a>(events: &'a [Value], name: &str) -> &'a Value {
    events.iter().find(|event| event["event"] == name).unwrap()
}

#[test]
fn a_feed_makes_an_episode_of_each_item_and_one_that_fails_stops_none() {
    let (place, site) = (Place::new(), site());
    let run = make(&place, &[&site.address("/rss")], &[]).code(66);
    episodes(&place, &["one", "three", "two"]);
    let told = run.err();
    assert!(told.contains("is an RSS feed: 5 found"), "{told}");
    assert!(told.contains("skipped: 1 item without an address"), "{told}");
    assert!(told.contains("3 episodes made, 1 failed\n"), "{told}");
    assert_eq!(told.matches("/gone`: there is nothing at this address").count(), 2, "{told}");
}

#[test]
fn a_program_hears_of_a_feed_and_its_end() {
    let (place, site) = (Place::new(), site());
    let address = site.address("/rss");
    let events = make(&place, &[&address], &["--json"]).code(66).json();
    let list = event(&events, "list");
    assert_eq!(
        (&list["found"], &list["taken"], &list["what"]),
        (&5.into(), &5.into(), &"an RSS feed".into())
    );
    let summary = events.last().unwrap();
    assert_eq!((&summary["event"], &summary["made"]), (&"summary".into(), &3.into()));
    assert_eq!(summary["failed"][0]["article"], site.address("/gone"));
    assert_eq!(summary["failed"][0]["code"], 66);
    assert_eq!(events.iter().filter(|event| event["event"] == "article").count(), 3);
}

#[test]
fn a_limit_takes_the_first_of_each_list() {
    let (place, site) = (Place::new(), site());
    let run = make(&place, &[&site.address("/opml")], &["--limit", "1", "--json"]).success();
    episodes(&place, &["one", "three"]);
    let taken = |event: Value| (event["event"] == "list").then(|| event["taken"].as_u64().unwrap());
    let lists: Vec<u64> = run.json().into_iter().filter_map(taken).collect();
    assert_eq!(lists, [3, 1, 1], "the OPML file's feeds, and the first article of each");
}

#[test]
fn an_opml_file_leads_to_feeds_and_no_deeper() {
    let (place, site) = (Place::new(), site());
    let run = make(&place, &[&site.address("/opml")], &[]).code(66);
    episodes(&place, &["one", "three", "two"]);
    let told = run.err();
    // `/one` stands as a feed in the OPML file too, but was an article of the first feed.
    assert!(told.contains("3 episodes made, 1 failed\n"), "{told}");
    let place = Place::new();
    let run = make(&place, &[&site.address("/nested")], &[]).code(2);
    assert!(run.err().contains("is an RSS feed with 5 articles"), "{}", run.err());
    episodes(&place, &["one"]);
    let place = Place::new();
    let opml = format!("<opml><body><outline xmlUrl='{}'/></body></opml>", site.address("/one"));
    place.file("mine.opml", opml);
    let run = make(&place, &["mine.opml"], &[]).code(65);
    assert!(run.err().contains("a feed was expected"), "{}", run.err());
}

#[test]
fn a_list_has_paths_from_its_folder_and_addresses() {
    let (place, site) = (Place::new(), site());
    place.file("reading/notes/tides.md", "# Tides\n\nThe sea comes and goes.\n");
    let list = format!("# To hear\n\n{}\nnotes/tides.md\nnotes/tides.md\nabsent.txt\n", site.address("/two"));
    place.file("reading/list.txt", list);
    let run = make(&place, &["reading/list.txt"], &[]).code(66);
    episodes(&place, &["tides", "two"]);
    assert!(run.err().contains("2 episodes made, 1 failed"), "{}", run.err());
    // Said to be text, it is text.
    place.run(&["script", "reading/list.txt", "--from", "text"]).success();
}

#[test]
fn a_list_from_the_web_leads_to_no_file() {
    let (place, site) = (Place::new(), site());
    let run = make(&place, &[&site.address("/list.txt")], &[]);
    let told = run.err();
    assert!(told.contains(&site.address("/etc/passwd.txt")) && !told.contains("failed to read"), "{told}");
}

#[test]
fn a_folder_makes_an_episode_of_each_article_by_name() {
    let place = Place::new();
    for (name, title) in
        [("b.md", "Second"), ("a.txt", "First"), (".hidden.md", "Hidden"), ("sub/c.md", "Below")]
    {
        place.file(&format!("texts/{name}"), format!("# {title}\n\nSome words of it.\n"));
    }
    place.file("texts/picture.png", "no text");
    let run = make(&place, &["texts"], &["--json"]).success();
    let events = run.json();
    assert_eq!(event(&events, "list")["skipped"], serde_json::json!([".hidden.md", "picture.png", "sub"]));
    let made: Vec<_> =
        events.iter().filter(|event| event["event"] == "article").map(|event| &event["article"]).collect();
    assert_eq!(made, ["texts/a.txt", "texts/b.md"]);
    assert!(
        make(&place, &["texts"], &[]).success().err().contains("skipped: .hidden.md, picture.png, sub\n")
    );
    place.file("nothing/here.png", "");
    make(&place, &["nothing"], &[]).code(65);
}

#[cfg(unix)]
#[test]
fn links_that_lead_in_circles_are_left_aside() {
    let place = Place::new();
    place.file("texts/a.md", "# One\n\nSome words.\n");
    std::os::unix::fs::symlink(".", place.path("texts/loop")).unwrap();
    std::os::unix::fs::symlink("self.md", place.path("texts/self.md")).unwrap();
    let run = make(&place, &["texts"], &[]).success();
    assert!(run.err().contains("skipped: loop, self.md"), "{}", run.err());
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_a_fetch_after_an_episode_too() {
    let (place, silent) = (Place::new(), Site::trickling());
    place.file("a.md", "# One\n\nSome words.\n");
    let mut command =
        place.command(&["make", "a.md", &silent.address("/silent"), "--voices", "tone", "--allow-local"]);
    let mut child = command.stderr(std::process::Stdio::null()).spawn().unwrap();
    let started = Instant::now();
    while silent.hits() == 0 {
        assert!(started.elapsed() < Duration::from_secs(20), "the second article was never asked for");
        std::thread::sleep(Duration::from_millis(20));
    }
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    // A fetch that had been waited for would have been tried again.
    assert_eq!(silent.hits(), 1);
    episodes(&place, &["one"]);
}

#[test]
fn lists_without_end_or_without_articles_end_with_one_error() {
    let (place, site) = (Place::new(), site());
    for (path, message) in [("/empty", "there is nothing to say"), ("/broken", "with an error at byte")] {
        let run = make(&place, &[&site.address(path)], &[]).code(65);
        assert!(run.err().contains(message), "{}", run.err());
    }
    let bomb =
        "<!DOCTYPE rss [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><rss><item><link>&b;</link></item></rss>";
    place.file("bomb.xml", bomb);
    let run = make(&place, &["bomb.xml"], &[]).code(65);
    assert_eq!(run.err().matches("error:").count(), 1, "{}", run.err());
    episodes(&place, &[]);
}

#[test]
fn where_one_article_is_wanted_a_list_is_refused() {
    let (place, site) = (Place::new(), site());
    place.file("texts/a.md", "# One\n\nSome words.\n");
    for name in ["texts", &site.address("/rss")] {
        for command in ["read", "script"] {
            let run = place.run(&[command, name, "--allow-local"]).code(2);
            assert!(
                run.err().contains("takes only one") && run.err().contains("articast make"),
                "{}",
                run.err()
            );
        }
    }
}
