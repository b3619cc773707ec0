//! Dates, order and numbers of episodes, and what a feed says where the show or an article asks for it.

use std::path::Path;

use super::{at, heard, rules};
use crate::program::{Place, Run, missing};

const NOW: u32 = 1_800_000_000;
const SHOW: &str = "title = \"S\"\nauthor = \"A\"\nurl = \"https://example.org/s\"\n";

/// Makes episodes of articles in one run: their file names, and the lines of their front matter.
fn make(place: &Place, articles: &[(&str, &str)]) -> Run {
    let mut arguments: Vec<&str> = vec!["make", "--voices", "tone", "--formats", "mp3", "--cover", "none"];
    for (name, front) in articles {
        place.file(name, format!("---\n{front}\n---\n\nSome words.\n"));
        arguments.push(name);
    }
    place.run(&arguments).success()
}

/// The items of a feed, by the texts of these elements.
fn items(place: &Place, feed: &str, names: &[&str]) -> Vec<Vec<String>> {
    let feed = std::fs::read_to_string(place.path("output").join(feed)).unwrap();
    let text = |item: &str, name: &str| {
        let start = item.split(&format!("<{name}>")).nth(1).unwrap_or_default();
        start.split('<').next().unwrap_or_default().to_owned()
    };
    feed.split("<item>").skip(1).map(|item| names.iter().map(|name| text(item, name)).collect()).collect()
}

fn channel(place: &Place) -> String {
    let feed = std::fs::read_to_string(place.path("output/feed.xml")).unwrap();
    feed.split("<item>").next().unwrap().to_owned()
}

#[test]
fn what_is_published_at_once_keeps_its_order() {
    let place = Place::new();
    make(&place, &[("z.md", "title: First"), ("p10.md", "title: Part 10"), ("p9.md", "title: Part 9")]);
    at(&place, NOW, &["--url", "https://example.org/s"]);
    let expected = [
        ["Part 9", "Fri, 15 Jan 2027 08:00:00 GMT"],
        ["Part 10", "Fri, 15 Jan 2027 07:59:59 GMT"],
        ["First", "Fri, 15 Jan 2027 07:59:58 GMT"],
    ];
    assert_eq!(items(&place, "feed.xml", &["title", "pubDate"]), expected);
    // Other articles come after them, in the order of their own dates; what was published stays.
    make(
        &place,
        &[("b.md", "title: B\ndate: 2026-02-01"), ("a.md", "title: A\ndate: 2026-01-31 23:00 -0500")],
    );
    at(&place, NOW, &["--url", "https://example.org/s"]);
    let all = items(&place, "feed.xml", &["title", "pubDate"]);
    assert_eq!(all[2..], expected);
    assert_eq!(all[0], ["A", "Fri, 15 Jan 2027 08:00:02 GMT"]);
    assert_eq!(all[1], ["B", "Fri, 15 Jan 2027 08:00:01 GMT"]);
}

#[test]
fn a_folder_of_articles_is_made_in_human_order() {
    let place = Place::new();
    for n in 1..=11 {
        place.file(&format!("in/part{n}.md"), format!("# Part {n}\n\nSome words.\n"));
    }
    place.run(&["make", "in", "--voices", "tone", "--formats", "mp3", "--cover", "none"]).success();
    at(&place, NOW, &["--url", "https://example.org/s"]);
    let titles: Vec<String> = items(&place, "feed.xml", &["title"]).concat();
    let expected: Vec<String> = (1..=11).rev().map(|n| format!("Part {n}")).collect();
    assert_eq!(titles, expected);
}

#[test]
fn articles_have_their_own_dates_with_time_and_zone() {
    let place = Place::new();
    let run = make(
        &place,
        &[
            ("evening.md", "title: Evening\ndate: 2024-03-05 17:00:00 +0100"),
            ("morning.md", "title: Morning\ndate: Tue, 05 Mar 2024 09:00:00 CET"),
            ("words.md", "title: Words\nlang: de\ndate: 6. März 2024, 17 Uhr MEZ"),
            ("2024-03-07-jekyll.md", "title: Jekyll\npublished: true"),
            ("same.md", "title: Same\ndate: 2024-03-07"),
            ("soon.md", "title: Soon\ndate: soon"),
            ("zero.md", "title: Zero\ndate: 0001-01-01T00:00:00Z"),
            ("later.md", "title: Later\ndate: March 5, 2090"),
        ],
    );
    assert!(run.err().contains("warning: `soon.md`: its date “soon” cannot be understood"), "{}", run.err());
    assert!(run.err().contains("warning: `zero.md`: its date “0001-01-01T00:00:00Z” is in the year 1"));
    place.file("output/show.toml", format!("{SHOW}dates = \"article\"\n"));
    let run = at(&place, NOW, &[]);
    for warning in [
        "warning: `soon`: its date “soon” cannot be understood",
        "warning: `zero`: its date “0001-01-01T00:00:00Z” is in the year 1",
        "warning: `later`: its date “March 5, 2090” is in the future",
    ] {
        assert!(run.err().contains(warning), "{}", run.err());
    }
    let expected = [
        ["Later", "Sun, 05 Mar 2090 00:00:00 GMT"],
        // What has no date of use has that of its first publication.
        ["Zero", "Fri, 15 Jan 2027 07:59:59 GMT"],
        ["Soon", "Fri, 15 Jan 2027 07:59:58 GMT"],
        ["Same", "Thu, 07 Mar 2024 00:00:01 GMT"],
        ["Jekyll", "Thu, 07 Mar 2024 00:00:00 GMT"],
        ["Words", "Wed, 06 Mar 2024 16:00:00 GMT"],
        ["Evening", "Tue, 05 Mar 2024 16:00:00 GMT"],
        ["Morning", "Tue, 05 Mar 2024 08:00:00 GMT"],
    ];
    assert_eq!(items(&place, "feed.xml", &["title", "pubDate"]), expected);
    let found = rules(&place, 0);
    assert_eq!(found.iter().filter(|rule| *rule == "warning ours.date").count(), 3, "{found:?}");
}

#[test]
fn a_serial_show_is_numbered_and_keeps_its_numbers() {
    const NUMBERS: [&str; 5] =
        ["title", "itunes:season", "itunes:episode", "podcast:episode", "itunes:episodeType"];
    let place = Place::new();
    make(
        &place,
        &[
            ("trailer.md", "title: Trailer\ntype: trailer\ndate: 2024-01-01"),
            ("one.md", "title: One\ndate: 2024-01-02"),
            ("three.md", "title: Three\ndate: 2024-01-04"),
            (
                "bonus.md",
                "title: Bonus\nepisode_type: bonus\nseason: 2\nepisode: 1\nexplicit: true\ndate: 2024-01-05",
            ),
            ("next.md", "title: Next\nseason: 2\ndate: 2024-01-06"),
        ],
    );
    place.file("output/show.toml", format!("{SHOW}order = \"serial\"\ndates = \"article\"\n"));
    at(&place, NOW, &[]);
    let expected = [
        ["Next", "2", "1", "1", "full"],
        ["Bonus", "2", "1", "1", "bonus"],
        ["Three", "1", "2", "2", "full"],
        ["One", "1", "1", "1", "full"],
        ["Trailer", "", "", "", "trailer"],
    ];
    assert_eq!(items(&place, "feed.xml", &NUMBERS), expected);
    assert_eq!(
        items(&place, "feed.xml", &["itunes:explicit"]).concat(),
        ["false", "true", "false", "false", "false"]
    );
    assert!(!rules(&place, 0).contains(&"warning apple.episode".to_owned()));
    if let Some(heard) = heard(&place.path("output/feed.xml")) {
        match heard.get("podcastparser") {
            Some(feed) => assert_eq!(feed["type"], "serial"),
            None => missing("podcastparser is not installed"),
        }
    }
    // One that comes between them later has the next number, and one that goes leaves its number.
    make(&place, &[("two.md", "title: Two\ndate: 2024-01-03")]);
    std::fs::remove_dir_all(place.path("output/next")).unwrap();
    at(&place, NOW, &[]);
    make(
        &place,
        &[
            ("four.md", "title: Four\nseason: 2\ndate: 2024-01-07"),
            ("again.md", "title: Again\nseason: 1\nepisode: 1\ndate: 2024-01-08"),
        ],
    );
    let run = at(&place, NOW, &[]);
    let numbers: Vec<_> =
        items(&place, "feed.xml", &NUMBERS[..3]).iter().map(|item| item.join(" ")).collect();
    assert_eq!(
        numbers,
        ["Again 1 1", "Four 2 2", "Bonus 2 1", "Three 1 2", "Two 1 3", "One 1 1", "Trailer  "]
    );
    assert!(run.err().contains("are both episode 1 of season 1"), "{}", run.err());
    assert!(rules(&place, 0).contains(&"warning apple.episode".to_owned()));
}

#[test]
fn a_show_and_an_article_say_what_the_feed_is_to_say() {
    let place = Place::new();
    make(
        &place,
        &[
            (
                "a.md",
                "title: A\nseason: 3\nepisode: 14\nblock: true\nlicense: CC BY 4.0\ntxt: a < b\nvalue:\n  recipients:\n    - address: 03cd\n      split: 100",
            ),
            ("b.md", "title: B"),
        ],
    );
    let more = "new_feed = \"https://new.example/müsli.xml\"\nblock = true\ncomplete = true\n\
                license = { name = \"ours\", url = \"https://example.org/licence\" }\n[[txt]]\npurpose = \"verify\"\ntext = \"x&y\"\n\
                [value]\nsuggested = \"0.00000005\"\n[[value.recipients]]\nname = \"Ann\"\naddress = \"02ab\"\nsplit = 99\n\
                [[value.recipients]]\naddress = \"03cd\"\nsplit = 1\nfee = true\ncustom_key = \"9\"\ncustom_value = \"v\"\n";
    place.file("output/show.toml", format!("{SHOW}{more}"));
    at(&place, NOW, &[]);
    let channel = channel(&place);
    for tag in [
        "<itunes:new-feed-url>https://new.example/m%C3%BCsli.xml</itunes:new-feed-url>",
        "<itunes:block>Yes</itunes:block>",
        "<podcast:block>yes</podcast:block>",
        "<itunes:complete>Yes</itunes:complete>",
        "<podcast:license url=\"https://example.org/licence\">ours</podcast:license>",
        "<podcast:txt purpose=\"verify\">x&amp;y</podcast:txt>",
        "<podcast:value type=\"lightning\" method=\"keysend\" suggested=\"0.00000005\">",
        "<podcast:valueRecipient name=\"Ann\" type=\"node\" address=\"02ab\" split=\"99\"/>",
        "<podcast:valueRecipient customKey=\"9\" customValue=\"v\" type=\"node\" address=\"03cd\" split=\"1\" fee=\"true\"/>",
    ] {
        assert!(channel.contains(tag), "{tag}: {channel}");
    }
    let names =
        ["title", "itunes:season", "itunes:episode", "itunes:block", "podcast:license", "podcast:txt"];
    let expected = [["B", "", "", "", "", ""], ["A", "3", "14", "Yes", "cc-by-4.0", "a &lt; b"]];
    assert_eq!(items(&place, "feed.xml", &names), expected);
    let manifest = std::fs::read_to_string(place.path("output/a/episode.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["meta"]["podcast"]["episode"], 14);
    assert!(!std::fs::read_to_string(place.path("output/b/episode.json")).unwrap().contains("\"podcast\""));
    for wrong in ["new_feed = \"feed.xml\"", "page = 0", "license = { name = \"x\", url = \"javascript:x\" }"]
    {
        place.file("output/show.toml", format!("{SHOW}{wrong}\n"));
        place.run(&["publish"]).code(65);
    }
}

#[test]
fn numbers_and_dates_that_apps_refuse_are_found() {
    let place = Place::new();
    make(&place, &[("a.md", "title: A\nepisode: 1"), ("b.md", "title: B\nepisode: 2")]);
    at(&place, 1_700_000_000, &["--url", "https://example.org/s"]);
    assert_eq!(
        rules(&place, 0).iter().find(|rule| rule.contains("apple.episode") || rule.contains("order")),
        None
    );
    let feed = std::fs::read_to_string(place.path("output/feed.xml")).unwrap();
    for (from, to, rule, code) in [
        ("<itunes:episodeType>full", "<itunes:episodeType>special", "error apple.type", 1),
        ("<itunes:episode>2", "<itunes:episode>0", "error apple.episode", 1),
        ("<itunes:episode>2", "<itunes:episode>1", "warning apple.episode", 0),
        ("<pubDate>Tue, 14 Nov 2023 22:13:20", "<pubDate>Mon, 01 Jan 0001 00:00:00", "error rss.date", 1),
        ("<pubDate>Tue, 14 Nov 2023 22:13:19", "<pubDate>Tue, 14 Nov 2023 22:13:20", "warning ours.order", 0),
        (
            "</channel>",
            "<itunes:new-feed-url>http://x.example</itunes:new-feed-url></channel>",
            "error apple.https",
            1,
        ),
        ("</channel>", "<itunes:complete>true</itunes:complete></channel>", "warning apple.state", 0),
        ("</channel>", &format!("<!--{}--></channel>", "x".repeat(3_000_000)), "warning apps.size", 0),
    ] {
        assert!(feed.contains(from), "{from}: {feed}");
        place.file("output/feed.xml", feed.replace(from, to));
        let found = rules(&place, code);
        assert!(found.iter().any(|found| found == rule), "{from}: {found:?}");
    }
}

#[test]
fn a_feed_holds_all_episodes_unless_a_page_is_to_hold_fewer() {
    let place = Place::new();
    let articles: Vec<_> = (1..=5).map(|n| (format!("{n}.md"), format!("title: T{n}"))).collect();
    let articles: Vec<_> = articles.iter().map(|(name, front)| (name.as_str(), front.as_str())).collect();
    make(&place, &articles);
    let titles = |feed: &str| items(&place, feed, &["title"]).concat();
    let publish = |more: &str| {
        place.file("output/show.toml", format!("{SHOW}{more}"));
        at(&place, NOW, &[]);
    };
    let exists = |name: &str| Path::new(&place.path("output")).join(name).exists();
    publish("");
    assert_eq!(titles("feed.xml"), ["T5", "T4", "T3", "T2", "T1"]);
    assert!(!exists("feed-2.xml"));
    publish("page = 2\n");
    assert_eq!(
        (titles("feed.xml"), titles("feed-3.xml")),
        (vec!["T5".into(), "T4".into()], vec!["T1".to_owned()])
    );
    // Pages that a feed does not have any more go, but not the feed of another show.
    place.file("output/feed-3.toml", format!("{SHOW}episodes = [\"t1\"]\n"));
    publish("page = 4\n");
    assert_eq!((titles("feed-2.xml"), exists("feed-3.xml")), (vec!["T1".to_owned()], false));
    at(&place, NOW, &["--show", "output/feed-3.toml"]);
    publish("");
    assert_eq!((exists("feed-2.xml"), titles("feed-3.xml")), (false, vec!["T1".to_owned()]));
}
