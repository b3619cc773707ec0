//! `articast publish` and `articast check`: a feed that independent parsers read as it was meant.

mod order;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::program::{Place, missing, tool};

const URL: &str = "https://example.org/müsli/";
/// Where the address leads in ASCII.
const ASCII: &str = "https://example.org/m%C3%BCsli";

const BIRDS: &str = "---\ntitle: Two Birds\nbyline: Jay Wren\npublished: 2026-05-04\nsource: https://example.org/birds\n---\n\n\
    The first one sings. See [its song](https://example.org/song?a=1&b=2).\n\n## The second\n\nIt only listens.\n\n\
    ## The third\n\nIt is not there.\n";

/// Titles that break what is careless.
const HOSTILE: [&str; 2] = ["]]> & <b>\"x\"</b> \u{202e}evil\u{202c} 🐦 &amp; \u{7}", "שלום עולם & Müsli"];

/// A folder with episodes, and its name.
fn library(place: &Place) -> PathBuf {
    let mut articles = vec![BIRDS.to_owned()];
    articles.extend(HOSTILE.map(|title| format!("# {title}\n\nSome words. {title}\n")));
    for (n, article) in articles.iter().enumerate() {
        let formats = if n == 0 { "wav,mp3,opus" } else { "mp3" };
        place.make(&place.file(&format!("{n}.md"), article), &["--formats", formats, "--cover", "none"]);
    }
    place.path("output")
}

fn at(place: &Place, seconds: u32, arguments: &[&str]) -> crate::program::Run {
    let mut command = place.command(&[&["publish"], arguments].concat());
    command.env("SOURCE_DATE_EPOCH", seconds.to_string());
    crate::program::Run(command.output().unwrap()).success()
}

fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = folder.read_dir().unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries.filter(|path| path.is_file()).collect();
    files.sort();
    files.into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

/// What independent parsers understood of a feed.
fn heard(feed: &Path) -> Option<Value> {
    let python = tool("python3")?;
    let judge = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/publish/judge.py");
    let run = Command::new(python).arg(judge).arg(feed).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    Some(serde_json::from_slice(&run.stdout).unwrap())
}

#[test]
fn a_feed_is_read_back_as_it_was_meant() {
    let place = Place::new();
    let folder = library(&place);
    let run = at(&place, 1_800_000_000, &["--url", URL, "--json"]);
    let told = run.json().remove(0);
    assert_eq!(told["feed"], format!("{ASCII}/feed.xml"));
    assert_eq!((&told["episodes"], &told["left_out"]), (&json!(3), &json!([])));
    let feed = folder.join("feed.xml");
    if let Some(xmllint) = tool("xmllint") {
        let run = Command::new(xmllint).arg("--noout").arg(&feed).output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    }
    read_by_rss(&feed);
    let Some(heard) = heard(&feed) else { return };
    let manifest: Value =
        serde_json::from_slice(&std::fs::read(folder.join("two-birds/episode.json")).unwrap()).unwrap();
    let bytes = folder.join("two-birds/two-birds.mp3").metadata().unwrap().len();
    let seconds = (manifest["samples"].as_f64().unwrap() / 44_100.0).round();
    for (parser, judge) in
        [("feedparser", feedparser as fn(&Value, u64, f64)), ("podcastparser", podcastparser)]
    {
        match heard.get(parser) {
            Some(feed) => judge(feed, bytes, seconds),
            None => missing(&format!("{parser} is not installed")),
        }
    }
}

/// What the crate `rss` understood, extensions among it.
fn read_by_rss(path: &Path) {
    let file = std::io::BufReader::new(std::fs::File::open(path).unwrap());
    let channel = rss::Channel::read_from(file).unwrap();
    assert_eq!((channel.link(), channel.language()), (&*format!("{ASCII}/index.html"), Some("en")));
    let itunes = channel.itunes_ext().unwrap();
    assert_eq!((itunes.explicit(), itunes.r#type()), (Some("false"), Some("episodic")));
    assert_eq!(itunes.categories()[0].text(), "Society & Culture");
    let podcast = &channel.extensions()["podcast"];
    assert_eq!(podcast["medium"][0].value(), Some("podcast"));
    assert_eq!(podcast["locked"][0].value(), Some("no"));
    let birds = channel.items().iter().find(|item| item.title() == Some("Two Birds")).unwrap();
    let enclosure = birds.enclosure().unwrap();
    assert_eq!(enclosure.url(), format!("{ASCII}/two-birds/two-birds.mp3"));
    assert_eq!(enclosure.mime_type(), "audio/mpeg");
    assert!(!birds.guid().unwrap().is_permalink());
    // Its article is the oldest of three.
    assert_eq!(birds.pub_date(), Some("Fri, 15 Jan 2027 07:59:58 GMT"));
    assert_eq!(birds.itunes_ext().unwrap().episode_type(), Some("full"));
    assert!(birds.content().unwrap().contains("https://example.org/song?a=1&amp;b=2"));
    let podcast = &birds.extensions()["podcast"];
    let kinds: Vec<&str> = podcast["transcript"].iter().map(|one| one.attrs()["type"].as_str()).collect();
    assert_eq!(kinds, ["application/json", "text/vtt", "application/x-subrip", "text/plain"]);
    assert_eq!(podcast["chapters"][0].attrs()["type"], "application/json+chapters");
    assert_eq!(podcast["alternateEnclosure"][0].attrs()["type"], "audio/ogg");
    let chapters = &birds.extensions()["psc"]["chapters"][0].children()["chapter"];
    assert_eq!(chapters[2].attrs()["title"], "The third");
}

/// What feedparser understood.
fn feedparser(feed: &Value, bytes: u64, seconds: f64) {
    assert_eq!((&feed["bozo"], &feed["version"]), (&json!(false), &json!("rss20")));
    assert_eq!((&feed["language"], &feed["categories"]), (&json!("en"), &json!(["Society & Culture"])));
    let episodes = feed["episodes"].as_array().unwrap();
    assert_eq!(episodes.len(), 3);
    let titles: Vec<&str> = episodes.iter().map(|one| one["title"].as_str().unwrap()).collect();
    assert!(
        titles.contains(&"]]> & <b>\"x\"</b> evil 🐦 &amp;")
            || titles.iter().any(|title| title.starts_with("]]> &")),
        "{titles:?}"
    );
    assert!(titles.contains(&HOSTILE[1]), "{titles:?}");
    let birds = episodes.iter().find(|one| one["title"] == "Two Birds").unwrap();
    assert_eq!(
        birds["enclosure"],
        json!({ "href": format!("{ASCII}/two-birds/two-birds.mp3"), "length": bytes.to_string(), "type": "audio/mpeg" })
    );
    assert_eq!(birds["duration"], format!("{seconds}"));
    assert_eq!(birds["date"], json!([2027, 1, 15, 7, 59, 58]));
    let notes = birds["notes"].as_str().unwrap();
    for part in [
        "https://example.org/song?a=1&amp;b=2",
        "00:00:00 ",
        "synthetic",
        "href=\"https://example.org/birds\"",
    ] {
        assert!(notes.contains(part), "{part}: {notes}");
    }
}

/// What gPodder's parser understood.
fn podcastparser(feed: &Value, bytes: u64, seconds: f64) {
    let episodes = feed["episodes"].as_array().unwrap();
    let birds = episodes.iter().find(|one| one["title"] == "Two Birds").unwrap();
    let files = birds["files"].as_array().unwrap();
    assert_eq!(files[0], json!([format!("{ASCII}/two-birds/two-birds.mp3"), bytes, "audio/mpeg"]));
    assert_eq!(birds["seconds"].as_f64(), Some(seconds));
    let titles: Vec<&str> =
        birds["chapters"].as_array().unwrap().iter().map(|chapter| chapter[1].as_str().unwrap()).collect();
    assert_eq!(titles, ["Introduction", "The second", "The third"]);
}

#[test]
fn nothing_is_written_twice_and_an_episode_keeps_its_name_and_its_date() {
    let place = Place::new();
    let folder = library(&place);
    at(&place, 1_800_000_000, &["--url", URL]);
    let first = contents(&folder);
    let run = at(&place, 1_900_000_000, &["--url", URL]);
    assert!(run.out().starts_with("nothing has changed\n"), "{}", run.out());
    assert!(first == contents(&folder));
    // Another text of the same article: the feed changes, the episode's name and date do not.
    let field = |name: &str| {
        let feed = std::fs::read_to_string(folder.join("feed.xml")).unwrap();
        let item = feed.split("<title>Two Birds</title>").nth(1).unwrap().to_owned();
        item.split(name).nth(1).unwrap().split('<').next().unwrap().to_owned()
    };
    let before = (field("isPermaLink=\"false\">"), field("<pubDate>"), field("length=\""));
    place.make(
        &place.file("0.md", BIRDS.replace("only listens", "only listens, and waits, and listens")),
        &["--formats", "wav,mp3,opus", "--cover", "none"],
    );
    let run = at(&place, 1_900_000_000, &["--url", URL, "--json"]);
    let told = run.json().remove(0);
    let written: Vec<&str> =
        told["written"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    assert_eq!(written[written.len() - 2..], ["feed.xml", "SHA256SUMS"]);
    assert!(
        written.contains(&"two-birds/episode.epub") && written.contains(&"published.json"),
        "{written:?}"
    );
    let is_expected = |name: &&&str| name.starts_with("two-birds/") || !name.contains('/');
    assert_eq!(written.iter().filter(is_expected).count(), written.len(), "{written:?}");
    let after = (field("isPermaLink=\"false\">"), field("<pubDate>"), field("length=\""));
    assert_eq!((&before.0, &before.1), (&after.0, &after.1));
    assert_ne!(before.2, after.2);
}

#[test]
fn a_show_is_written_once_and_then_read() {
    let place = Place::new();
    library(&place);
    at(&place, 1_800_000_000, &["--init", "--url", URL]);
    let show = std::fs::read_to_string(place.path("output/show.toml")).unwrap();
    // Not all of the articles are hers.
    assert!(show.contains("author = \"\"") && show.contains("guid = "), "{show}");
    place.run(&["publish", "--init", "--url", URL]).code(73);
    place.file("output/show.toml", show.replace("title = ", "title = \"Birds & Co\" # "));
    at(&place, 1_800_000_000, &[]);
    let feed = std::fs::read_to_string(place.path("output/feed.xml")).unwrap();
    assert!(feed.contains("<title>Birds &amp; Co</title>"), "{feed}");
    // Its guid stays when it moves.
    let guid = |feed: &str| feed.split("<podcast:guid>").nth(1).unwrap()[..36].to_owned();
    at(&place, 1_800_000_000, &["--url", "https://other.example.org/"]);
    let moved = std::fs::read_to_string(place.path("output/feed.xml")).unwrap();
    assert_eq!(guid(&feed), guid(&moved));
    place.file("output/show.toml", "titel = \"x\"\n");
    let run = place.run(&["publish"]).code(65);
    assert!(run.err().contains("unknown field `titel`"), "{}", run.err());
}

#[test]
fn without_an_address_or_an_mp3_it_says_what_is_missing() {
    let place = Place::new();
    place.make(&place.file("birds.md", BIRDS), &["--cover", "none"]);
    let run = place.run(&["publish"]).code(65);
    assert!(run.err().contains("--url"), "{}", run.err());
    let run = place.run(&["publish", "--url", URL]).code(65);
    assert!(
        run.err().contains("`two-birds`: it has no file") && run.err().contains("--formats wav,mp3"),
        "{}",
        run.err()
    );
    let run = place.run(&["publish", "--url", URL, "--strict", "--allow-empty"]).code(3);
    assert!(run.err().contains("`two-birds` is left out"), "{}", run.err());
}

#[test]
fn a_feed_takes_the_place_of_no_other_file() {
    let place = Place::new();
    place.make(&place.file("a.md", "# A title\n\nSome words.\n"), &["--formats", "mp3"]);
    let folder = place.path("output");
    let publish = || place.run(&["publish", "output", "--url", "https://example.org/"]);
    publish().success();
    let before = contents(&folder);
    for name in [
        "published.json",
        "show.toml",
        "index.html",
        ".htaccess",
        ".feed.xml",
        "cover.png",
        "feed",
        "../a.xml",
    ] {
        place.file("output/show.toml", format!("feed = \"{name}\"\n"));
        assert!(publish().code(65).err().contains("`feed` must be"), "{name}");
    }
    for (name, text) in [
        (
            "mine.xml",
            "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>Mine</title></channel></rss>\n",
        ),
        ("notes.xml", "<notes/>\n"),
        ("empty.xml", ""),
    ] {
        place.file("output/show.toml", format!("feed = \"{name}\"\n"));
        place.file(&format!("output/{name}"), text);
        assert!(publish().code(73).err().contains("is not a feed of Articast"), "{name}");
        assert_eq!(std::fs::read_to_string(folder.join(name)).unwrap(), text);
        std::fs::remove_file(folder.join(name)).unwrap();
    }
    std::fs::remove_file(folder.join("show.toml")).unwrap();
    assert_eq!(contents(&folder), before);
    // A feed of ours is written anew, and one of another name beside it.
    place.make(&place.file("b.md", "# Another\n\nSome words.\n"), &["--formats", "mp3"]);
    publish().success();
    place.file("output/show.toml", "feed = \"news.xml\"\n");
    publish().success();
    assert!(folder.join("news.xml").is_file());
}

#[test]
fn several_shows_come_from_one_library() {
    let place = Place::new();
    library(&place);
    place.file("output/birds.toml", format!("title = \"Birds\"\nurl = \"{URL}\"\nepisodes = [\"two-*\"]\n"));
    at(&place, 1_800_000_000, &["--url", URL]);
    at(&place, 1_800_000_000, &["--show", "output/birds.toml"]);
    let items = |name: &str| {
        std::fs::read_to_string(place.path("output").join(name)).unwrap().matches("<item>").count()
    };
    assert_eq!((items("feed.xml"), items("birds.xml")), (3, 1));
}

/// What `check` finds, by the names of the rules.
fn rules(place: &Place, code: i32) -> Vec<String> {
    let told = place.run(&["check", "--json"]).code(code).json().remove(0);
    let findings = told["findings"].as_array().unwrap();
    findings
        .iter()
        .map(|finding| {
            format!("{} {}", finding["severity"].as_str().unwrap(), finding["rule"].as_str().unwrap())
        })
        .collect()
}

#[test]
fn a_feed_that_keeps_the_rules_has_no_errors_and_each_broken_rule_is_named() {
    let place = Place::new();
    let folder = library(&place);
    place.make(&place.file("0.md", BIRDS), &["--formats", "wav,mp3,opus"]);
    std::fs::copy(folder.join("two-birds/cover.jpg"), folder.join("cover.jpg"))
        .or_else(|_| std::fs::copy(folder.join("two-birds/cover.png"), folder.join("cover.png")))
        .unwrap();
    at(&place, 1_700_000_000, &["--url", "https://example.org/birds"]);
    assert!(rules(&place, 0).iter().all(|rule| rule.starts_with("warning")), "{:?}", rules(&place, 0));
    let path = folder.join("feed.xml");
    let feed = std::fs::read_to_string(&path).unwrap();
    let length = feed.split("length=\"").nth(1).unwrap().split('"').next().unwrap();
    for (from, to, rule) in [
        ("<itunes:explicit>false", "<itunes:explicit>clean", "error apple.explicit"),
        ("text=\"Society &amp; Culture\"", "text=\"Society and Culture\"", "error apple.category"),
        ("<language>en", "<language>English language", "error apple.language"),
        ("rel=\"self\"", "rel=\"alternate\"", "error psp1.self"),
        (
            "<pubDate>Tue, 14 Nov 2023 22:13:20 GMT</pubDate>\n      <link>",
            "<pubDate>yesterday</pubDate>\n      <link>",
            "error rss.date",
        ),
        ("<pubDate>Tue, 14", "<pubDate>Mon, 14", "error rss.date"),
        (&format!("length=\"{length}\""), "length=\"1\"", "error ours.length"),
        (&format!("length=\"{length}\""), "", "error psp1.enclosure"),
        ("type=\"audio/mpeg\"", "type=\"audio/mp3\"", "error apple.enclosure"),
        ("<guid isPermaLink=\"false\">", "<guid isPermaLink=\"false\">x</guid><guid>", "error rss.guid"),
        ("<podcast:locked>no", "<podcast:locked>maybe", "error podcast.locked"),
        ("application/json+chapters", "application/json", "error podcast.chapters"),
        ("<itunes:image href=", "<itunes:picture href=", "error apple.artwork"),
        ("</channel>", "", "error rss.well-formed"),
        (
            "xmlns:podcast=\"https://podcastindex.org/namespace/1.0\"",
            "xmlns:podcast=\"x\"",
            "error psp1.namespaces",
        ),
    ] {
        assert!(feed.contains(from), "{from}: {feed}");
        place.file("output/feed.xml", feed.replace(from, to));
        let found = rules(&place, 1);
        assert!(found.iter().any(|found| found == rule), "{from} → {to}: {found:?}");
    }
    place.file("output/feed.xml", feed);
    place.file("output/two-birds/chapters.json", "{\"version\":\"1.2.0\",\"chapters\":[{\"startTime\":1}]}");
    std::fs::remove_file(folder.join("two-birds/transcript.vtt")).unwrap();
    let found = rules(&place, 1);
    for rule in ["error ours.chapters", "error ours.whole", "error ours.file"] {
        assert!(found.iter().any(|found| found == rule), "{rule}: {found:?}");
    }
}
