//! What an episode's identity hangs on: the changes that it outlives, and those that make another episode.

mod project;

use std::path::Path;

use serde_json::Value;

use self::project::{Item, Project, URL, items, words};
use crate::program::Place;
#[cfg(feature = "fetch")]
use crate::site::{Site, page};

/// Does something to a project with one article, which is then made and published again. It must be the same episode, at
/// the same address.
#[track_caller]
fn same(change: impl FnOnce(&mut Project) -> &'static str) -> Vec<Item> {
    let mut project = Project::new(&words("Two brids"));
    let before = project.items();
    let article = change(&mut project);
    project.make(&[article], &[]);
    project.publish(&[]);
    let after = project.items();
    let told =
        |items: &[Item]| items.iter().map(|item| (item.guid.clone(), item.date.clone())).collect::<Vec<_>>();
    assert_eq!(told(&after), told(&before));
    after
}

#[test]
fn change_1_another_title_is_the_same_episode_at_the_same_address() {
    let items = same(|project| {
        project.file("texts/birds.md", &words("Two birds"));
        "texts/birds.md"
    });
    assert_eq!(
        (&*items[0].title, &*items[0].sound),
        ("Two birds", "https://example.org/show/two-brids/two-brids.mp3")
    );
}

#[test]
fn change_2_another_text_is_the_same_episode() {
    same(|project| {
        project.file("texts/birds.md", "# Two brids\n\nAll of this is new.\n");
        "texts/birds.md"
    });
}

#[test]
fn change_3_another_file_name_is_the_same_episode() {
    same(|project| {
        project.rename("texts/birds.md", "texts/two-birds.md");
        "texts/two-birds.md"
    });
}

#[test]
fn change_4_another_folder_name_is_the_same_episode() {
    let items = same(|project| {
        project.rename("output/two-brids", "output/birds");
        "texts/birds.md"
    });
    assert_eq!(items[0].sound, "https://example.org/show/birds/two-brids.mp3");
}

#[test]
fn change_5_another_path_is_the_same_episode() {
    same(|project| {
        project.rename("texts/birds.md", "archive/2026/birds.md");
        "archive/2026/birds.md"
    });
    // The whole project, and the title on top.
    same(|project| {
        let to = project.place.path("elsewhere/deep");
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::rename(project.place.path("project"), to).unwrap();
        project.at = "elsewhere/deep".into();
        project.file("texts/birds.md", &words("Two birds"));
        "texts/birds.md"
    });
}

#[test]
fn change_6_another_machine_is_the_same_episode() {
    // A clone has no hidden files, and the other machine has no cache.
    same(|project| {
        let other = Place::new();
        project.place.run(&["status", "project/output"]).success();
        for name in ["texts/birds.md", "output/published.json", "output/feed.xml"] {
            other.file(
                &format!("clone/{name}"),
                std::fs::read(project.place.path(&project.path(name))).unwrap(),
            );
        }
        for entry in project.place.path("project/output/two-brids").read_dir().unwrap().flatten() {
            let name = entry.file_name().into_string().unwrap();
            if !name.starts_with('.') && entry.path().is_file() {
                other.file(&format!("clone/output/two-brids/{name}"), std::fs::read(entry.path()).unwrap());
            }
        }
        project.place = other;
        project.at = "clone".into();
        project.file("texts/birds.md", &words("Two birds"));
        "texts/birds.md"
    });
    // Nor has a clone that holds the registry alone any episodes.
    same(|project| {
        let registry = std::fs::read(project.place.path("project/output/published.json")).unwrap();
        project.place = Place::new();
        project.at = "clone".into();
        project.place.file("clone/output/published.json", registry);
        project.file("texts/birds.md", &words("Two birds"));
        "texts/birds.md"
    });
}

/// A page that says of itself where it is.
#[cfg(feature = "fetch")]
fn site() -> Site {
    Site::new(|request| {
        let canonical =
            if request.path.contains("print") { "<link rel=canonical href=/news/birds>" } else { "" };
        let title = if request.path.contains("cats") { "Cats" } else { "Birds" };
        page(&format!(
            "<!DOCTYPE html><title>{title}</title>{canonical}<main><h1>{title}</h1><p>Words about {title}, and more \
             of them.</p></main>"
        ))
    })
}

/// The folders that come of making these addresses, one after the other.
#[cfg(feature = "fetch")]
fn folders(paths: &[&str]) -> Vec<String> {
    let (site, place) = (site(), Place::new());
    let made = paths.iter().map(|path| {
        let arguments = ["make", &site.address(path), "--voices", "tone", "--allow-local", "--json"];
        let run = place.run(&arguments).success();
        run.json().last().unwrap()["folder"].as_str().unwrap().to_owned()
    });
    made.collect()
}

#[cfg(feature = "fetch")]
#[test]
fn change_7_another_address_is_the_same_episode_if_the_page_says_so() {
    let made =
        folders(&["/news/birds", "/news/birds/", "/news/birds/index.html#top", "/print?page=/news/birds"]);
    assert_eq!(made, ["output/birds"; 4]);
    assert_eq!(folders(&["/news/birds", "/news/cats"]), ["output/birds", "output/cats"]);
    assert_eq!(folders(&["/news/birds", "/old/birds"]), ["output/birds", "output/birds-2"]);
}

#[cfg(feature = "fetch")]
#[test]
fn change_8_tracking_parameters_are_the_same_episode() {
    let made = folders(&["/a?id=1&b=2", "/a?utm_source=x&b=2&id=1&fbclid=3", "/a?id=2&b=2"]);
    assert_eq!(made, ["output/birds", "output/birds", "output/birds-2"]);
}

#[cfg(feature = "upload")]
#[test]
fn change_9_a_deleted_output_is_the_same_episode_if_its_store_has_the_feed() {
    let mut project = Project::new(&words("Two brids"));
    let store = project.place.path("store").to_str().unwrap().to_owned();
    project.publish(&["--to", &store]);
    let before = project.items();
    for title in ["Two brids", "Two birds"] {
        project.remove("output");
        project.file("texts/birds.md", &words(title));
        project.make(&["texts/birds.md"], &[]);
        project.publish(&["--to", &store]);
        let after = project.items();
        assert_eq!((after.len(), &*after[0].title), (1, title));
        assert_eq!((&after[0].guid, &after[0].date), (&before[0].guid, &before[0].date));
    }
    // Without the store, the guid is the same by itself.
    project.remove("output");
    project.make(&["texts/birds.md"], &[]);
    project.publish(&[]);
    assert_eq!(project.items()[0].guid, before[0].guid);
}

#[test]
fn change_10_a_deleted_registry_is_the_same_episode() {
    same(|project| {
        project.remove("output/published.json");
        "texts/birds.md"
    });
}

#[test]
fn change_11_another_format_is_the_same_episode() {
    let mut project = Project::new(&words("Two birds"));
    let before = project.items();
    project.make(&["texts/birds.md"], &["--formats", "wav,opus,mp3", "--chapters-as-files", "--single-file"]);
    project.publish(&[]);
    let after = project.items();
    assert_eq!((after.len(), &after[0]), (1, &before[0]));
}

#[test]
fn change_12_another_show_has_the_same_episode() {
    let mut project = Project::new(&words("Two birds"));
    let before = project.items();
    project.file("output/other.toml", &format!("title = \"Other\"\nurl = \"{URL}\"\n"));
    let show = project.path("output/other.toml");
    project.publish(&["--show", &show]);
    assert_eq!(items(&project.place.path("project/output/other.xml")), before);
}

#[test]
fn articles_of_one_title_are_episodes_of_their_own() {
    let mut project = Project::new(&words("Two birds"));
    for name in ["a/letter.md", "b/letter.md"] {
        project.file(name, "# Letter\n\nThe same words.\n");
    }
    project.make(&["a/letter.md", "b/letter.md"], &[]);
    project.publish(&[]);
    let first = project.items();
    assert_eq!(first.len(), 3);
    // In another order, from nothing.
    project.remove("output");
    project.make(&["b/letter.md", "a/letter.md", "texts/birds.md"], &[]);
    project.publish(&[]);
    let guids = |items: &[Item]| {
        let mut guids: Vec<String> = items.iter().map(|item| item.guid.clone()).collect();
        guids.sort();
        guids.dedup();
        guids
    };
    assert_eq!((guids(&first), guids(&first).len()), (guids(&project.items()), 3));
}

#[test]
fn an_article_that_takes_the_place_of_another_is_another_episode() {
    let mut project = Project::new(&words("Two birds"));
    let before = project.items();
    project.file("texts/birds.md", "# Three cats\n\nThey sleep.\n\n## Later\n\nThey eat a little.\n");
    project.make(&["texts/birds.md"], &[]);
    project.publish(&[]);
    let after = project.items();
    assert_eq!(after.len(), 2);
    assert!(after.contains(&before[0]) && after[0].guid != after[1].guid, "{after:?}");
    project.file("texts/birds.md", "# Three dogs\n\nThey sleep.\n\n## Later\n\nThey eat a little.\n");
    project.make(&["texts/birds.md"], &[]);
    project.publish(&[]);
    let guids = |items: &[Item]| items.iter().map(|item| item.guid.clone()).collect::<Vec<_>>();
    assert_eq!(guids(&project.items()), guids(&after));
}

#[test]
fn an_author_says_what_is_the_same_and_what_is_another() {
    let with = |id: &str, title: &str| format!("---\nid: {id}\n---\n\n{}", words(title));
    let mut project = Project::new(&with("letter-1", "Letter"));
    let before = project.items();
    // The same id: the same episode, whatever else changes.
    project.remove("texts/birds.md");
    project.file("elsewhere/x.md", &with("letter-1", "The letter").replace("sings", "speaks"));
    project.make(&["elsewhere/x.md"], &[]);
    project.publish(&[]);
    let after = project.items();
    assert_eq!((after.len(), &after[0].guid, &after[0].sound), (1, &before[0].guid, &before[0].sound));
    // The id of an episode, as its manifest has it.
    let id = project.manifest("letter")["id"].as_str().unwrap().to_owned();
    assert_eq!(id, before[0].guid);
    project.file("third.md", &with(&id, "Once more").replace("listens", "hears"));
    project.make(&["third.md"], &[]);
    project.publish(&[]);
    assert_eq!((project.items().len(), &project.items()[0].guid), (1, &before[0].guid));
    // Another id: another episode.
    project.file("third.md", &with("letter-2", "Once more"));
    project.make(&["third.md"], &[]);
    project.publish(&[]);
    assert_eq!(project.items().len(), 2);
    // Two of one id in one run would replace each other.
    project.file("fourth.md", &with("letter-2", "Fourth"));
    let run = project.try_make(&["third.md", "fourth.md"], &[]).code(65);
    let failed = run.json().into_iter().find(|event| event["event"] == "failed").unwrap();
    let error = failed["error"].as_str().unwrap();
    assert!(error.contains("third.md") && error.contains("fourth.md"), "{error}");
}

/// Copies the visible and hidden files of a folder.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in from.read_dir().unwrap().flatten().filter(|entry| entry.path().is_file()) {
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

#[test]
fn a_copied_folder_is_named_and_left_out() {
    let mut project = Project::new(&words("Two birds"));
    let before = project.items();
    let output = project.place.path("project/output");
    copy(&output.join("two-birds"), &output.join("a-copy"));
    let told = project.publish(&[]);
    assert_eq!(told["left_out"][0]["name"], "a-copy");
    assert!(told["left_out"][0]["why"].as_str().unwrap().contains("`two-birds`"), "{told}");
    assert_eq!(project.items(), before);
    let run = project.place.run(&["check", "project/output", "--json"]).code(1);
    let findings = run.json().remove(0)["findings"].clone();
    let finding =
        findings.as_array().unwrap().iter().find(|finding| finding["rule"] == "ours.identity").unwrap();
    let what = finding["what"].as_str().unwrap();
    assert!(what.contains("`a-copy`") && what.contains("`two-birds`"), "{finding}");
    // The original goes; the copy is the episode now.
    project.remove("output/two-birds");
    assert_eq!(project.publish(&[])["left_out"], Value::Array(Vec::new()));
    let after = project.items();
    assert_eq!((after.len(), &after[0].guid, &after[0].date), (1, &before[0].guid, &before[0].date));
}

#[test]
fn folders_that_change_their_names_keep_their_episodes() {
    let mut project = Project::new(&words("Two birds"));
    project.file("cats.md", "# Three cats\n\nThey sleep.\n");
    project.make(&["cats.md"], &[]);
    project.publish(&[]);
    let before = project.items();
    project.rename("output/two-birds", "output/x");
    project.rename("output/three-cats", "output/two-birds");
    project.rename("output/x", "output/three-cats");
    project.publish(&[]);
    let told = |items: &[Item]| {
        items
            .iter()
            .map(|item| (item.title.clone(), item.guid.clone(), item.date.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(told(&project.items()), told(&before));
}

#[test]
fn a_show_of_an_earlier_version_keeps_its_guids() {
    let mut project = Project::new(&words("Two birds"));
    // What an earlier version left: no id anywhere, and the digest of the whole path.
    let path = project.place.path("project/texts/birds.md");
    let digest = blake3::hash(path.to_str().unwrap().as_bytes()).to_hex()[..16].to_owned();
    let mut manifest = project.manifest("two-birds");
    manifest.as_object_mut().unwrap().remove("id");
    manifest["made_from"] = digest.clone().into();
    project.file("output/two-birds/episode.json", &manifest.to_string());
    project.file("output/two-birds/.articast.claim", &digest);
    let guid = "7d444840-9dc0-5bd1-b245-5ffdce74fad2";
    let registry = serde_json::json!({ "episodes": { "two-birds": {
        "guid": guid, "date": "2024-01-02T03:04:05Z", "made_from": digest } } });
    project.file("output/published.json", &registry.to_string());
    for title in ["Two birds", "The two birds", "Both birds"] {
        project.publish(&[]);
        let items = project.items();
        assert_eq!((items.len(), &*items[0].guid), (1, guid), "{title}");
        assert_eq!(items[0].date, "Tue, 02 Jan 2024 03:04:05 GMT");
        project.file("texts/birds.md", &words(title));
        project.make(&["texts/birds.md"], &[]);
    }
    assert_eq!(project.manifest("two-birds")["id"], guid);
}

#[test]
fn a_podcast_moves_here_with_its_guids_dates_and_numbers() {
    let mut project = Project::new(&words("Two birds"));
    project
        .file("cats.md", "---\ntitle: Three cats\nsource: https://old.example/cats/\n---\n\nThey sleep.\n");
    project.file("new.md", "# Something new\n\nIt is new.\n");
    project.make(&["cats.md", "new.md"], &[]);
    let item = |title: &str, guid: &str, rest: &str| {
        format!(
            "<item><title>{title}</title><guid>{guid}</guid><pubDate>Tue, 02 Jan 2024 03:04:05 GMT</pubDate>{rest}</item>"
        )
    };
    let feed = format!(
        "<rss version='2.0' xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'><channel>{}{}{}</channel></rss>",
        item(
            "two  BIRDS",
            "https://old.example/?p=1",
            "<itunes:season>2</itunes:season><itunes:episode>7</itunes:episode>"
        ),
        item("About cats", "old-2", "<link>http://www.old.example/cats?utm_source=rss</link>"),
        item("Gone", "old-3", ""),
    );
    project.file("old.xml", &feed);
    let from = project.path("old.xml");
    let told = project.publish(&["--from", &from]);
    assert_eq!(told["unmatched"], serde_json::json!(["Gone"]));
    let check = |items: Vec<Item>| {
        let of = |title: &str| items.iter().find(|item| item.title == title).unwrap().clone();
        assert_eq!(items.len(), 3);
        assert_eq!((&*of("Two birds").guid, &*of("Three cats").guid), ("https://old.example/?p=1", "old-2"));
        assert_eq!(of("Two birds").date, "Tue, 02 Jan 2024 03:04:05 GMT");
        assert_ne!(of("Something new").date, of("Two birds").date);
    };
    check(project.items());
    let registry = std::fs::read(project.place.path("project/output/published.json")).unwrap();
    let registry: Value = serde_json::from_slice(&registry).unwrap();
    let birds = &registry["episodes"]["two-birds"];
    assert_eq!((&birds["season"], &birds["episode"]), (&2.into(), &7.into()));
    // From now on that is what is known.
    project.make(&["texts/birds.md"], &[]);
    project.publish(&[]);
    check(project.items());
    project.file("old.xml", "no feed");
    let run = project.place.run(&["publish", "project/output", "--url", URL, "--from", &from]).code(65);
    assert!(run.err().contains("old.xml"), "{}", run.err());
}

#[cfg(feature = "fetch")]
#[test]
fn what_is_followed_is_not_doubled_by_a_move_or_by_tracking() {
    let project = Project::new(&words("Two birds"));
    let follow = |source: &str, output: &str| {
        let fixed = ["--voices", "tone", "--once", "--allow-local", "--json", "-o", output];
        let run = project.place.run(&[&["follow", source], fixed.as_slice()].concat()).success();
        run.json().iter().filter(|event| event["event"] == "done").count()
    };
    assert_eq!(follow("project/texts", "project/followed"), 1);
    std::fs::rename(project.place.path("project"), project.place.path("moved")).unwrap();
    assert_eq!(follow("moved/texts", "moved/followed"), 0);
    // Changed after the move: made again, in its folder.
    project.place.file("moved/texts/birds.md", words("Two birds!"));
    assert_eq!(follow("moved/texts", "moved/followed"), 1);
    let folders = project.place.path("moved/followed").read_dir().unwrap().flatten();
    assert_eq!(folders.filter(|entry| entry.path().is_dir()).count(), 1);

    let site = Site::new(|request| {
        let link = format!("/birds?utm_campaign={}", request.hit);
        let feed = format!(
            "<?xml version='1.0'?><rss version='2.0'><channel><item><link>{link}</link></item></channel></rss>"
        );
        if request.path == "/feed" {
            return crate::site::answer("200 OK", "application/rss+xml", feed.as_bytes());
        }
        page(
            "<!DOCTYPE html><title>Birds</title><main><h1>Birds</h1><p>Words about birds, and more.</p></main>",
        )
    });
    assert_eq!(follow(&site.address("/feed"), "feed"), 1);
    assert_eq!(follow(&site.address("/feed"), "feed"), 0);
}
