//! What a podcast is called, and the name by which apps know it wherever it goes.

use std::fs;

use serde_json::{Value, json};

use crate::program::{Place, Run};
use crate::site::{Site, answer, page};

const URL: &str = "https://example.org/show";

fn made(place: &Place, front: &[&str]) {
    for (n, front) in front.iter().enumerate() {
        let article =
            place.file(&format!("{n}.md"), format!("---\ntitle: Article {n}\n{front}\n---\n\nWords.\n"));
        place.make(&article, &["--formats", "mp3", "--cover", "none"]);
    }
}

fn publish(place: &Place, more: &[&str]) -> Run {
    place.run(&[&["publish", "--url", URL], more].concat())
}

/// What an element of the feed's channel says.
#[track_caller]
fn told(place: &Place, feed: &str, name: &str) -> String {
    let feed = fs::read_to_string(place.path(feed)).unwrap();
    let rest = feed.split_once(&format!("<{name}>")).unwrap().1;
    rest.split_once("</").unwrap().0.to_owned()
}

#[test]
fn a_show_without_a_title_gets_the_best_that_is_known_and_says_how_to_change_it() {
    for (front, wanted) in [
        (["site: The Site\nauthor: Jay Wren", "site: The Site\nauthor: Jay Wren"], "The Site"),
        (["site: The Site\nauthor: Jay Wren", "author: Jay Wren"], "Jay Wren"),
        (["author: Jay Wren", "author: Robin Finch"], "Articles Read Aloud"),
    ] {
        let place = Place::new();
        made(&place, &front);
        let run = publish(&place, &[]).success();
        let hint = format!(
            "title: not set, using “{wanted}”; to change it, put `title = \"…\"` into `output/show.toml`"
        );
        assert!(run.err().contains(&hint), "{}", run.err());
        assert_eq!(told(&place, "output/feed.xml", "title"), wanted);
    }
    let place = Place::new();
    made(&place, &["author: Jay Wren"]);
    fs::rename(place.path("output"), place.path("Garden Birds")).unwrap();
    let publish = |more: &[&str]| place.run(&[&["publish", "Garden Birds", "--url", URL], more].concat());
    let other = place.file("1.md", "---\ntitle: Other\n---\n\nWords.\n");
    place.make(&other, &["--formats", "mp3", "--output", "Garden Birds"]);
    publish(&[]).success();
    assert_eq!(told(&place, "Garden Birds/feed.xml", "title"), "Garden Birds");
    let run = publish(&["--title", "Birds & \u{1b}[1mCo"]).success();
    assert!(!run.err().contains("title: not set"), "{}", run.err());
    assert_eq!(told(&place, "Garden Birds/feed.xml", "title"), "Birds &amp; [1mCo");
}

#[test]
fn a_followed_feed_gives_the_show_its_title() {
    let site = Site::new(|request| {
        match request.path.as_str() {
        path if path.starts_with("/feed") => answer(
            "200 OK",
            "application/rss+xml",
            b"<?xml version='1.0'?><rss version='2.0'><channel><image><title>Logo</title></image>\
              <title>Birds &amp; Trees</title><item><title>One</title><link>/one</link></item></channel></rss>",
        ),
        _ => page("<title>One</title><meta property='og:site_name' content='A site'><main><h1>One</h1><p>Words.</p></main>"),
    }
    });
    let place = Place::new();
    let feed = site.address("/feed?token=QSECRET");
    let published_as = ["--formats", "mp3", "--url", URL];
    let follow = ["follow", &feed, "--voices", "tone", "--allow-local", "--once", "--json"];
    let follow = [follow.as_slice(), &published_as].concat();
    let run = place.run(&follow).success();
    let events = run.json();
    let published = events.iter().find(|event| event["event"] == "published").unwrap();
    let title = json!({ "key": "title", "value": "Birds & Trees" });
    assert!(published["assumed"].as_array().unwrap().contains(&title), "{published}");
    assert_eq!(told(&place, "output/feed.xml", "title"), "Birds &amp; Trees");
    // It is kept for those who publish later.
    publish(&place, &[]).success();
    assert_eq!(told(&place, "output/feed.xml", "title"), "Birds &amp; Trees");
    assert!(!fs::read_to_string(place.path("output/followed.json")).unwrap().contains("QSECRET"));
}

#[cfg(feature = "covers")]
#[test]
fn a_picture_that_was_drawn_follows_the_title_and_another_stays() {
    let place = Place::new();
    made(&place, &["site: The Site"]);
    let cover = || fs::read(place.path("output/cover.png")).unwrap();
    publish(&place, &[]).success();
    let first = cover();
    publish(&place, &[]).success();
    assert!(cover() == first);
    publish(&place, &["--title", "Mine"]).success();
    assert!(cover() != first);
    // A clock may tick so slowly that both have the same time.
    let later = std::time::SystemTime::now() + std::time::Duration::from_secs(2);
    let edited = place.file("output/cover.png", &first);
    fs::File::options().write(true).open(edited).unwrap().set_modified(later).unwrap();
    publish(&place, &["--title", "Another"]).success();
    assert!(cover() == first);
}

#[cfg(unix)]
#[test]
fn a_title_is_asked_for_once_on_a_terminal() {
    use std::process::{Command, Stdio};

    use crate::program::tool;

    let Some(script) = tool("script") else { return };
    for (typed, wanted) in [("Mine \"&\" \\yours\n", "Mine \"&amp;\" \\yours"), ("\n", "The Site")] {
        let place = Place::new();
        made(&place, &["site: The Site"]);
        let plain = place.command(&["publish", "--url", URL]);
        let words = std::iter::once(plain.get_program()).chain(plain.get_args());
        let line = words.map(|word| format!("'{}'", word.to_str().unwrap())).collect::<Vec<_>>().join(" ");
        let ask = |typed: &str| {
            let mut command = Command::new(&script);
            command.args(["-qec", &line, "/dev/null"]).current_dir(place.path(""));
            command.envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?))));
            let input = place.file("typed", typed);
            command.stdin(fs::File::open(input).unwrap()).stdout(Stdio::piped()).stderr(Stdio::piped());
            Run(command.output().unwrap()).success().out()
        };
        let said = ask(typed);
        assert!(said.contains("What is the podcast called? [The Site]"), "{said}");
        assert_eq!(told(&place, "output/feed.xml", "title").replace("&quot;", "\""), wanted);
        // The answer is kept, and so is the address.
        let show = fs::read_to_string(place.path("output/show.toml")).unwrap();
        assert!(show.contains("url = \"https://example.org/show\""), "{show}");
        let said = ask("Another\n");
        assert!(!said.contains("called"), "{said}");
        place.run(&["publish"]).success();
        assert_eq!(told(&place, "output/feed.xml", "title").replace("&quot;", "\""), wanted);
    }
}

#[test]
fn nobody_is_asked_where_nobody_watches() {
    let place = Place::new();
    made(&place, &["site: The Site"]);
    let run = place.run_with(&["publish", "--url", URL], "Mine\n").success();
    assert!(!run.err().contains("called"), "{}", run.err());
    assert!(!place.path("output/show.toml").exists());
}

#[test]
fn a_show_keeps_its_name_for_apps_wherever_it_moves() {
    let place = Place::new();
    made(&place, &["site: The Site"]);
    let guid = |feed: &str| told(&place, feed, "podcast:guid");
    publish(&place, &[]).success();
    let first = guid("output/feed.xml");
    let moved = |more: &[&str]| {
        place.run(&[&["publish", "--url", "https://new.example/pod/"], more].concat()).success();
        guid("output/feed.xml")
    };
    assert_eq!(moved(&[]), first);
    let kept: Value =
        serde_json::from_slice(&fs::read(place.path("output/published.json")).unwrap()).unwrap();
    assert_eq!(kept["shows"]["feed.xml"], first);
    // What is lost here is taken from the feed, here or in the store.
    fs::remove_file(place.path("output/published.json")).unwrap();
    assert_eq!(moved(&[]), first);
    #[cfg(feature = "upload")]
    {
        moved(&["--to", "store"]);
        for name in ["published.json", "feed.xml"] {
            fs::remove_file(place.path("output").join(name)).unwrap();
        }
        assert_eq!(moved(&["--to", "store"]), first);
    }
    // The file of the show decides.
    let own = "11111111-2222-4333-8444-555555555555";
    place.file("output/show.toml", format!("guid = \"{own}\"\n"));
    assert_eq!(moved(&[]), own);
}

#[test]
fn an_address_that_grants_access_is_no_address_of_a_show() {
    let place = Place::new();
    made(&place, &["site: The Site"]);
    for address in
        ["https://example.org/pod?token=QSECRET", "https://example.org/pod?X-Amz-Signature=QSECRET"]
    {
        let run = place.run(&["publish", "--url", address]).code(65);
        assert!(run.err().contains("grants access") && !run.err().contains("QSECRET"), "{}", run.err());
        for line in ["url = ", "media = ", "site = ", "[[funding]]\ntext = \"Give\"\nurl = "] {
            place.file("output/show.toml", format!("{line}\"{address}\"\n"));
            place.run(&["publish"]).code(65);
        }
        fs::remove_file(place.path("output/show.toml")).unwrap();
    }
    assert!(!place.path("output/feed.xml").exists());
}
