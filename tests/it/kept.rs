//! What was made stays: whatever is made beside it, at the same time, again, or by a run that is killed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::program::{Place, shared, tool, traced};

const LONG: &str = "---\ntitle: A title so long that no folder has it whole, since it goes on and on to the end\n---\n\n\
                    The first one sings.\n\n## Two\n\nIt only listens.\n\n## Three\n\nIt waits.\n";

/// The visible files of a folder with their bytes.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    let mut files: Vec<_> = files
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(path).unwrap()))
        .filter(|(name, _)| !name.starts_with('.'))
        .collect();
    files.sort();
    files
}

fn folders(output: &Path) -> BTreeSet<String> {
    let entries = output.read_dir().unwrap().map(|entry| entry.unwrap().path());
    entries
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().unwrap().to_str().unwrap().into())
        .collect()
}

fn publish(place: &Place, more: &[&str]) -> crate::program::Run {
    place.run(&[&["publish", "output", "--url", "https://example.org/show", "--json"], more].concat())
}

fn items(place: &Place) -> Vec<String> {
    let feed = std::fs::read_to_string(place.path("output/feed.xml")).unwrap();
    let items = feed.split("<item>").skip(1);
    items.map(|item| item.split("<guid").nth(1).unwrap()[21..57].to_owned()).collect()
}

#[test]
fn an_excerpt_is_made_beside_the_episode() {
    let place = Place::new();
    let given = shared("articles/backchannel-diplomacy.txt");
    for article in given.into_iter().chain([place.file("long.md", LONG)]) {
        let formats: &[&str] = if cfg!(feature = "mp3") { &["--formats", "wav,mp3"] } else { &[] };
        let whole = place.make(&article, formats);
        let before = contents(&whole);
        for only in ["2-3", "2", "1,3"] {
            let part = place.make(&article, &["--only", only]);
            assert_ne!(part, whole);
            let name = part.file_name().unwrap().to_str().unwrap();
            assert!(name.ends_with(&format!("-chapters-{}", only.replace(',', "-"))), "{name}");
        }
        assert!(contents(&whole) == before);
    }
}

#[test]
fn a_folder_of_something_else_is_not_written_into() {
    let place = Place::new();
    place.file("output/two-birds/notes.txt", "mine");
    place.file("output/two-birds-2", "a file");
    let article = place.file("birds.md", "# Two birds\n\nThey sing.\n");
    assert_eq!(place.make(&article, &[]), place.path("output/two-birds-3"));
    assert_eq!(contents(&place.path("output/two-birds")), [("notes.txt".into(), b"mine".to_vec())]);
    // A manifest that is broken is mended where it is.
    place.file("output/two-birds-3/episode.json", "{");
    assert_eq!(place.make(&article, &[]), place.path("output/two-birds-3"));
}

#[test]
fn runs_in_parallel_lose_no_episode_of_the_same_title() {
    const RUNS: usize = if cfg!(debug_assertions) { 3 } else { 10 };
    for _ in 0..RUNS {
        let place = Place::new();
        let make = |n: usize| -> Child {
            let name = format!("{n}.md");
            place.file(&name, format!("# Weekly letter\n\nThis is letter {n}.\n"));
            let mut command = place.command(&["make", &name, "--voices", "tone", "--jobs", "1"]);
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
        };
        let runs: Vec<Child> = (1..=6).map(make).collect();
        for mut run in runs {
            assert!(run.wait().unwrap().success());
        }
        let folders = folders(&place.path("output"));
        let texts: BTreeSet<String> = folders
            .iter()
            .map(|name| {
                std::fs::read_to_string(place.path("output").join(name).join("transcript.txt")).unwrap()
            })
            .collect();
        assert_eq!((folders.len(), texts.len()), (6, 6), "{folders:?}");
    }
}

#[test]
fn two_runs_of_one_article_give_one_whole_episode() {
    let place = Place::new();
    for _ in 0..3 {
        let versions = ["The first one sings.", "The first one sleeps, and so does the second, for long."];
        let run = |n: usize| -> Child {
            // The same place in two states: each run reads one of them whole.
            let text = format!("# Two birds\n\n{}\n\n## More\n\n{}\n", versions[n], versions[1 - n]);
            std::fs::rename(place.file("new", text), place.path("a.md")).unwrap();
            let mut command = place.command(&["make", "a.md", "--voices", "tone", "--jobs", "1"]);
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
        };
        for mut run in [run(0), run(1), run(0)] {
            assert!(run.wait().unwrap().success());
        }
        assert_eq!(folders(&place.path("output")).len(), 1);
        place.run(&["status", "output", "--strict"]).success();
    }
}

#[test]
fn standard_input_overwrites_nothing() {
    let place = Place::new();
    let make = |text: &str| {
        let run = place
            .run_with(&["make", "-", "--from", "markdown", "--voices", "tone", "--json"], text)
            .success();
        PathBuf::from(run.json().last().unwrap()["folder"].as_str().unwrap())
    };
    let first = make("# Note\n\nThe one.\n");
    assert_ne!(make("# Note\n\nThe other.\n"), first);
    assert_eq!(make("# Note\n\nThe one.\n"), first);
    assert_eq!(folders(&place.path("output")).len(), 2);
}

#[cfg(feature = "mp3")]
#[test]
fn what_is_published_stays_until_its_feed_is_replaced() {
    let place = Place::new();
    let article = place.file("a.md", "# Two birds\n\nThey sing.\n\n## More\n\nThey sleep.\n");
    let folder = place.make(&article, &["--formats", "wav,mp3,opus", "--bitrate", "mp3=64"]);
    publish(&place, &[]).success();
    assert_eq!(items(&place).len(), 1);

    // Without formats, what is there is kept up to date.
    place.file("a.md", "# Two birds\n\nThey sing loudly.\n\n## More\n\nThey sleep.\n");
    let manifest = |folder: &Path| -> Value {
        serde_json::from_slice(&std::fs::read(folder.join("episode.json")).unwrap()).unwrap()
    };
    let files = |folder: &Path| -> Vec<(String, Value)> {
        let all = manifest(folder)["files"].as_array().unwrap().clone();
        all.iter().map(|file| (file["name"].as_str().unwrap().to_owned(), file["bitrate"].clone())).collect()
    };
    let before = files(&folder);
    place.make(&article, &[]);
    assert_eq!(files(&folder), before);
    assert!(before.iter().any(|(_, bitrate)| *bitrate == 64), "{before:?}");

    // A format that is not asked for any more goes, and is named; a feed that needs it is not emptied.
    let run = place.run(&["make", "a.md", "--voices", "tone", "--json", "--formats", "wav"]).success();
    let done = run.json().pop().unwrap();
    let folder = place.path(done["folder"].as_str().unwrap());
    let named: Vec<&Value> = done["retired"].as_array().unwrap().iter().collect();
    assert_eq!(named, ["two-birds.mp3", "two-birds.opus"]);
    assert!(folder.join("two-birds.mp3").is_file());
    let feed = std::fs::read(place.path("output/feed.xml")).unwrap();
    assert!(publish(&place, &[]).code(65).err().contains("--allow-empty"));
    assert!(std::fs::read(place.path("output/feed.xml")).unwrap() == feed);
    assert!(folder.join("two-birds.mp3").is_file());
    let run = publish(&place, &["--allow-empty"]).success();
    assert!(!run.json()[0]["dropped"].as_array().unwrap().is_empty());
    assert!(!folder.join("two-birds.mp3").exists() && !folder.join("two-birds.opus").exists());
}

#[cfg(feature = "mp3")]
#[test]
fn an_episode_that_is_not_whole_keeps_its_item() {
    let place = Place::new();
    let article = place.file("a.md", "# Two birds\n\nThey sing.\n");
    place.make(&place.file("b.md", "# Another\n\nIt is there.\n"), &["--formats", "mp3"]);
    let folder = place.make(&article, &["--formats", "wav,mp3"]);
    publish(&place, &[]).success();
    let whole = items(&place);
    assert_eq!(whole.len(), 2);
    let harms: [&dyn Fn(); 4] = [
        &|| std::fs::remove_file(folder.join("episode.json")).unwrap(),
        &|| drop(place.file("output/two-birds/episode.json", "{\"title\":")),
        &|| std::fs::remove_file(folder.join("two-birds.mp3")).unwrap(),
        &|| drop(place.file("output/two-birds/two-birds.mp3", "half")),
    ];
    for harm in harms {
        harm();
        let run = publish(&place, &[]).success();
        let told = &run.json()[0];
        assert_eq!(
            (&told["kept"][0], &told["left_out"][0]["name"]),
            (&"two-birds".into(), &"two-birds".into())
        );
        assert_eq!(items(&place), whole);
        publish(&place, &["--strict"]).code(3);
        place.make(&article, &["--formats", "wav,mp3"]);
        assert!(publish(&place, &["--strict"]).success().json()[0]["kept"].as_array().unwrap().is_empty());
        assert_eq!(items(&place), whole);
    }
}

/// Runs the program under strace and kills it at the n-th call of a kind. Gives whether it came so far.
fn killed_at(place: &Place, strace: &Path, calls: &str, n: usize) -> bool {
    let plain = place.command(&["make", "a.md", "--voices", "tone", "--jobs", "1"]);
    let (trace, inject) = (format!("trace={calls}"), format!("inject={calls}:signal=KILL:when={n}"));
    let mut command = traced(strace, &["-o", "/dev/null", "-e", &trace, "-e", &inject], &plain);
    !command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().success()
}

#[cfg(all(target_os = "linux", feature = "mp3"))]
#[test]
fn a_remake_that_is_killed_anywhere_leaves_the_old_episode_or_the_new_one() {
    let Some(strace) = tool("strace") else { return };
    let texts = [
        "# Two birds\n\nThey sing.\n\n## More\n\nThey sleep.\n",
        "# Two birds\n\nThey sing, and loudly.\n\n## Less\n\nThey wake.\n",
    ];
    // What is there if nobody is killed.
    let calm = Place::new();
    calm.file("a.md", texts[0]);
    calm.make(&calm.path("a.md"), &["--formats", "wav,mp3"]);
    calm.file("a.md", texts[1]);
    let expected = contents(&calm.make(&calm.path("a.md"), &[]));
    let mut kills = 0;
    for calls in ["rename,renameat,renameat2", "unlink,unlinkat,rmdir"] {
        for n in 1.. {
            assert!(n < 200, "it never ends");
            let place = Place::new();
            place.file("a.md", texts[0]);
            let folder = place.make(&place.path("a.md"), &["--formats", "wav,mp3"]);
            publish(&place, &[]).success();
            let published = items(&place);
            place.file("a.md", texts[1]);
            if !killed_at(&place, &strace, calls, n) {
                break;
            }
            kills += 1;
            let told = publish(&place, &[]).success().json().remove(0);
            assert_eq!(items(&place), published, "kill {n} at {calls}: {told}");
            assert!(told["left_out"].as_array().unwrap().is_empty(), "kill {n} at {calls}: {told}");
            let incomplete = place.run(&["status", "output", "--json"]).success().json().remove(0);
            assert_eq!(incomplete["episodes"][0]["complete"], true, "kill {n} at {calls}: {incomplete}");
            place.make(&place.path("a.md"), &[]);
            assert!(
                contents(&folder)
                    .into_iter()
                    .filter(|(name, _)| is_made(name))
                    .eq(expected.iter().filter(|(name, _)| is_made(name)).cloned()),
                "kill {n} at {calls}"
            );
            let hidden = |name: &str| folder.join(name).exists();
            assert!(!hidden(".articast.next") && !hidden(".articast.retired"), "kill {n} at {calls}");
            place.run(&["status", "output", "--strict"]).success();
        }
    }
    println!("{kills} kills");
    assert!(8 < kills, "{kills} kills: strace killed nothing");
}

/// Whether `make` made a file, and not `publish`.
fn is_made(name: &str) -> bool {
    // The manifest tells the place, which is another.
    [".wav", ".mp3", ".vtt", ".srt", ".txt"].iter().any(|end| name.ends_with(end))
}

#[test]
fn a_cache_that_lies_is_a_miss() {
    let place = Place::new();
    let article =
        place.file("a.md", "# Two birds\n\nThe first one sings.\n\nThe second only listens to it.\n");
    let first = contents(&place.make(&article, &[]));
    let entries = || -> Vec<PathBuf> {
        let mut all = Vec::new();
        let folders = place.path("cache/spoken").read_dir().unwrap().map(|entry| entry.unwrap().path());
        for dir in folders.filter(|path| path.is_dir() && !path.ends_with("damaged")) {
            all.extend(dir.read_dir().unwrap().map(|entry| entry.unwrap().path()));
        }
        all.sort();
        all
    };
    let all = entries();
    assert!(2 < all.len());
    // One bit in each of the first twelve bytes.
    for byte in 0..12 {
        let mut bytes = std::fs::read(&all[0]).unwrap();
        bytes[byte] ^= 1 << (byte % 8);
        std::io::Write::write_all(&mut std::fs::File::create(&all[0]).unwrap(), &bytes).unwrap();
        std::fs::remove_dir_all(place.path("output")).unwrap();
        assert!(contents(&place.make(&article, &[])) == first, "byte {byte}");
    }
    // Two entries that changed places, and one under every name.
    let bytes: Vec<Vec<u8>> = all.iter().map(|path| std::fs::read(path).unwrap()).collect();
    for (n, path) in all.iter().enumerate() {
        let other = &bytes[(n + 1) % bytes.len()];
        std::io::Write::write_all(&mut std::fs::File::create(path).unwrap(), other).unwrap();
    }
    std::fs::remove_dir_all(place.path("output")).unwrap();
    assert!(contents(&place.make(&article, &[])) == first);
    for path in &all {
        std::io::Write::write_all(&mut std::fs::File::create(path).unwrap(), &bytes[0]).unwrap();
    }
    std::fs::remove_dir_all(place.path("output")).unwrap();
    assert!(contents(&place.make(&article, &[])) == first);
    #[cfg(unix)]
    if tool("mkfifo").is_some() {
        std::fs::remove_file(&all[0]).unwrap();
        assert!(Command::new("mkfifo").arg(&all[0]).status().unwrap().success());
        std::fs::remove_dir_all(place.path("output")).unwrap();
        assert!(contents(&place.make(&article, &[])) == first);
    }
}

#[test]
fn one_article_that_cannot_be_made_ends_no_other() {
    let place = Place::new();
    let odd = "---\ntitle: \"Odd \u{fffe}\u{ffff}\u{1}\u{200b} title\"\nauthor: \"\u{fffe}\"\nsite: \"\u{ffff}\"\n---\n\nWords.\n";
    place.file("a.md", "# One\n\nWords.\n");
    place.file("b.md", odd);
    place.file("c.md", "# Three\n\nWords.\n");
    place.run(&["make", "a.md", "b.md", "c.md", "--voices", "tone"]).success();
    assert_eq!(folders(&place.path("output")).len(), 3);
}

#[cfg(feature = "mp3")]
#[test]
fn nothing_is_attributed_to_whom_it_is_not_from() {
    let place = Place::new();
    let made = |name: &str, front: &str| {
        let article = place.file(name, format!("---\ntitle: {name}\n{front}---\n\nWords.\n"));
        place.make(&article, &["--formats", "mp3"]);
    };
    made("a.md", "site: Ars Technica\n");
    made("b.md", "site: Ars Technica\nauthor: BBC News\n");
    made("c.md", "author: BBC News\n");
    made("d.md", "");
    let told = publish(&place, &[]).success().json().remove(0);
    let feed = std::fs::read_to_string(place.path("output/feed.xml")).unwrap();
    let (channel, items) = feed.split_once("<item>").unwrap();
    assert!(channel.contains("<title>Articles Read Aloud</title>"), "{channel}");
    assert!(
        !channel.contains("BBC") && !channel.contains("Ars") && !channel.contains("itunes:author"),
        "{channel}"
    );
    assert_eq!(items.matches("<itunes:author>BBC News</itunes:author>").count(), 2);
    assert_eq!(items.matches("<itunes:author>").count(), 2);
    assert!(
        told["assumed"].as_array().unwrap().contains(&serde_json::json!({ "key": "author", "value": "" }))
    );
}
