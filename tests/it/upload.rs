//! `articast publish --to`: only what is new goes, the feed last, and nothing of others is touched.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::program::{Place, Run, tool};
use crate::site::{Site, answer};

const URL: &str = "https://example.com/pod/";

/// A folder with two episodes.
fn podcast() -> Place {
    let place = Place::new();
    for (name, title) in [("one.md", "One"), ("two.md", "Two")] {
        let article = place.file(name, format!("# {title}\n\nWords about {title}.\n"));
        place.make(&article, &["--formats", "mp3"]);
    }
    place
}

fn publish(place: &Place, to: &str, more: &[&str]) -> Run {
    place.run(&[&["publish", "--url", URL, "--to", to, "--json"], more].concat())
}

/// What an upload says that it sent.
#[track_caller]
fn sent(run: &Run) -> Vec<String> {
    let events = run.json();
    let event = events.iter().find(|event| event["event"] == "uploaded").unwrap();
    strings(&event["sent"])
}

fn strings(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(path.read_dir().unwrap().map(|entry| entry.unwrap().path()));
        } else {
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            all.insert(name, fs::read(&path).unwrap());
        }
    }
    all
}

#[test]
fn a_folder_gets_what_is_new_and_nothing_twice() {
    let place = podcast();
    place.file("output/notes.txt", "mine");
    place.file("output/one/notes.txt", "mine");
    place.file("site/pod/index.txt", "theirs");
    let first = publish(&place, "site/pod", &[]).success();
    let all = sent(&first);
    assert_eq!(all.last().unwrap(), "feed.xml");
    assert!(all[0].contains(".mp3") && all[1].contains(".mp3"), "{all:?}");
    let there = files(&place.path("site/pod"));
    for path in &all {
        assert_eq!(there[path], fs::read(place.path("output").join(path)).unwrap(), "{path}");
    }
    assert!(
        !there.keys().any(|path| path.ends_with("notes.txt") || path == "published.json"),
        "{:?}",
        there.keys()
    );

    assert_eq!(sent(&publish(&place, "site/pod", &[]).success()), [""; 0]);
    assert_eq!(files(&place.path("site/pod")), there);

    let article = place.file("two.md", "# Two\n\nOther words about Two, and more of them.\n");
    place.make(&article, &["--formats", "mp3"]);
    let second = sent(&publish(&place, "site/pod", &[]).success());
    assert!(second.iter().all(|path| path.starts_with("two/") || !path.contains('/')), "{second:?}");
    assert!(second.contains(&"two/two.mp3".into()) && second.contains(&"feed.xml".into()), "{second:?}");

    // What somebody took away there goes again.
    fs::remove_file(place.path("site/pod/one/one.mp3")).unwrap();
    place.file("site/pod/two/chapters.json", "changed");
    let mut third = sent(&publish(&place, "site/pod", &[]).success());
    third.sort();
    assert_eq!(third, ["one/one.mp3", "two/chapters.json"]);
    assert_eq!(fs::read_to_string(place.path("site/pod/index.txt")).unwrap(), "theirs");
}

#[test]
fn what_is_no_more_in_the_podcast_stays_until_it_is_pruned() {
    let place = podcast();
    publish(&place, "site", &[]).success();
    place.file("site/one/theirs.txt", "theirs");
    fs::remove_dir_all(place.path("output/one")).unwrap();
    assert_eq!(sent(&publish(&place, "site", &[]).success()), ["SHA256SUMS", "index.html", "feed.xml"]);
    assert!(place.path("site/one/one.mp3").exists());

    let before = files(&place.path("site"));
    let plan = publish(&place, "site", &["--dry-run", "--prune"]).success().json();
    let plan = plan.iter().find(|event| event["event"] == "plan").unwrap();
    assert!(strings(&plan["remove"]).contains(&"one/one.mp3".into()), "{plan}");
    assert_eq!(files(&place.path("site")), before);

    publish(&place, "site", &["--prune"]).success();
    let after = files(&place.path("site"));
    let left: Vec<&String> = after.keys().filter(|path| path.starts_with("one/")).collect();
    assert_eq!(left, ["one/theirs.txt"]);
    assert!(after.contains_key("two/two.mp3"));
}

#[test]
fn a_dry_run_sends_nothing() {
    let place = podcast();
    let run = publish(&place, "site", &["--dry-run"]).success().json();
    let plan = run.iter().find(|event| event["event"] == "plan").unwrap();
    let paths: Vec<&str> =
        plan["send"].as_array().unwrap().iter().map(|one| one["path"].as_str().unwrap()).collect();
    assert!(paths.contains(&"one/one.mp3") && paths.last() == Some(&"feed.xml"), "{paths:?}");
    assert!(!place.path("site").exists() || files(&place.path("site")).is_empty());
}

#[test]
fn what_is_no_store_is_refused() {
    let place = podcast();
    for to in ["output", "output/site", "ftp://example.com/", "s3://me:hush@bucket/"] {
        let run = publish(&place, to, &[]).code(2);
        assert!(!run.err().contains("hush"), "{}", run.err());
    }
    place.run(&["publish", "--url", URL, "--prune"]).code(2);
}

/// The program with what a bucket at a port of this machine needs.
fn to_bucket(place: &Place, port: u16, more: &[&str]) -> Run {
    let arguments = [&["publish", "--url", URL, "--to", "s3://bucket/pod", "--json"], more].concat();
    let mut command = place.command(&arguments);
    command.env("AWS_ENDPOINT_URL", format!("http://127.0.0.1:{port}")).env("AWS_ALLOW_HTTP", "true");
    command.env("AWS_ACCESS_KEY_ID", "who-I-am").env("AWS_SECRET_ACCESS_KEY", "hush-hush");
    command.env("AWS_REGION", "eu-central-1");
    Run(command.output().unwrap())
}

#[test]
fn a_bucket_that_has_trouble_is_asked_again_and_the_feed_comes_last() {
    let place = podcast();
    let puts = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&puts);
    let site = Site::new(move |request| {
        if !request.head.starts_with("PUT") {
            return answer("404 Not Found", "application/xml", b"<Error><Code>NoSuchKey</Code></Error>");
        }
        let mut puts = seen.lock().unwrap();
        puts.push(request.path.clone());
        if puts.len() % 3 == 1 {
            return answer("503 Slow Down", "application/xml", b"<Error><Code>SlowDown</Code></Error>");
        }
        b"HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_vec()
    });
    let all = sent(&to_bucket(&place, site.port, &[]).success());
    let puts = puts.lock().unwrap();
    assert!(all.len() < puts.len(), "{puts:?}");
    let of_feed = puts.iter().position(|path| path.ends_with("/pod/feed.xml")).unwrap();
    let after: Vec<&String> =
        puts[of_feed..].iter().filter(|path| !path.ends_with("/pod/feed.xml")).collect();
    assert!(after.iter().all(|path| path.ends_with(".articast-uploaded.json")), "{after:?}");
}

#[test]
fn a_bucket_that_refuses_the_sound_never_gets_the_feed() {
    let place = podcast();
    let puts = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&puts);
    let site = Site::new(move |request| {
        if !request.head.starts_with("PUT") {
            return answer("404 Not Found", "application/xml", b"<Error><Code>NoSuchKey</Code></Error>");
        }
        seen.lock().unwrap().push(request.path.clone());
        answer(
            "403 Forbidden",
            "application/xml",
            b"<Error><Code>AccessDenied</Code><Message>no hush-hush</Message></Error>",
        )
    });
    let run = to_bucket(&place, site.port, &[]).code(77);
    assert!(run.err().contains("hint: for S3, check AWS_ACCESS_KEY_ID"), "{}", run.err());
    assert!(!run.err().contains("hush-hush") && !run.out().contains("hush-hush"), "{}", run.err());
    let puts = puts.lock().unwrap();
    assert!(!puts.is_empty() && puts.iter().all(|path| path.contains(".mp3")), "{puts:?}");
}

/// An S3 server.
struct Moto {
    child: Child,
    port: u16,
}

impl Moto {
    fn start() -> Option<Moto> {
        let program = tool("moto_server")?;
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = Command::new(program);
        command
            .args(["-H", "127.0.0.1", "-p", &port.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let moto = Moto { child: command.spawn().unwrap(), port };
        let end = Instant::now() + Duration::from_mins(2);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < end, "moto_server did not start");
            std::thread::sleep(Duration::from_millis(200));
        }
        moto.ask("PUT", "/bucket");
        Some(moto)
    }

    fn ask(&self, method: &str, path: &str) -> (String, Vec<u8>) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: AWS a:b\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut all = Vec::new();
        stream.read_to_end(&mut all).unwrap();
        let end = all.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        (String::from_utf8_lossy(&all[..end]).to_lowercase(), all[end + 4..].to_vec())
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_bucket_gets_what_is_new_with_its_types_and_large_files_in_pieces() {
    let Some(moto) = Moto::start() else { return };
    let place = podcast();
    let large: Vec<u8> = (0..20_000_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    place.file("output/one/episode.epub", &large);
    let all = sent(&to_bucket(&place, moto.port, &[]).success());
    for path in &all {
        let (head, body) = moto.ask("GET", &format!("/bucket/pod/{path}"));
        assert!(body == fs::read(place.path("output").join(path)).unwrap(), "{path}");
        let (kind, age) = match path.rsplit('.').next().unwrap() {
            "mp3" => ("audio/mpeg", 3600),
            "xml" => ("application/rss+xml; charset=utf-8", 300),
            "vtt" => ("text/vtt; charset=utf-8", 3600),
            "epub" => ("application/epub+zip", 3600),
            _ => continue,
        };
        assert!(head.contains(&format!("content-type: {kind}\r\n")), "{path}: {head}");
        assert!(head.contains(&format!("cache-control: public, max-age={age}")), "{path}: {head}");
    }
    assert!(all.contains(&"one/episode.epub".into()) && all.last().unwrap() == "feed.xml");
    assert_eq!(sent(&to_bucket(&place, moto.port, &[]).success()), [""; 0]);

    let article = place.file("two.md", "# Two\n\nOther words about Two, and more of them.\n");
    place.make(&article, &["--formats", "mp3"]);
    let second = sent(&to_bucket(&place, moto.port, &[]).success());
    assert!(second.iter().all(|path| path.starts_with("two/") || !path.contains('/')), "{second:?}");
    moto.ask("DELETE", "/bucket/pod/one/one.mp3");
    assert_eq!(sent(&to_bucket(&place, moto.port, &[]).success()), ["one/one.mp3"]);

    fs::remove_dir_all(place.path("output/one")).unwrap();
    to_bucket(&place, moto.port, &["--prune"]).success();
    assert!(moto.ask("GET", "/bucket/pod/one/one.mp3").0.starts_with("http/1.1 404"));
    assert!(moto.ask("GET", "/bucket/pod/two/two.mp3").0.starts_with("http/1.1 200"));
}
