//! `articast serve`: what listeners get, and what nobody gets.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::program::{Place, missing, tool};

/// A server that runs.
struct Serving {
    child: Child,
    host: String,
    /// The path of the podcast, with the key: `/KEY/`.
    base: String,
    started: Value,
}

impl Serving {
    fn start(place: &Place, more: &[&str]) -> Serving {
        let mut command = place.command(&[&["serve", "output", "--port", "0", "--json"], more].concat());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let started: Value = serde_json::from_str(&line).unwrap();
        let feed = started["feed"].as_str().unwrap();
        let (host, path) = feed.strip_prefix("http://").unwrap().split_once('/').unwrap();
        let base = format!("/{}", path.strip_suffix("feed.xml").unwrap());
        Serving { host: host.to_owned(), base, child, started }
    }

    fn feed(&self) -> String {
        format!("http://{}{}feed.xml", self.host, self.base)
    }

    /// Asks for a path below the key.
    fn get(&self, path: &str, headers: &[&str]) -> Answer {
        self.ask("GET", &format!("{}{path}", self.base), headers)
    }

    /// Asks as the words say, over a connection of its own.
    fn ask(&self, method: &str, path: &str, headers: &[&str]) -> Answer {
        let host = format!("Host: {}", self.host);
        let is_named = headers.iter().any(|header| header.starts_with("Host:"));
        let host = if is_named { None } else { Some(host.as_str()) };
        let lines: Vec<&str> = host.into_iter().chain(headers.iter().copied()).collect();
        let request =
            format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n{}\r\n\r\n", lines.join("\r\n"));
        Answer::read(&self.raw(request.as_bytes()))
    }

    fn raw(&self, request: &[u8]) -> Vec<u8> {
        let port = self.host.rsplit(':').next().unwrap().parse().unwrap();
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let mut all = Vec::new();
        // A server may close before it has read everything.
        let _ = stream.write_all(request);
        let _ = stream.read_to_end(&mut all);
        all
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What came back.
#[derive(Debug)]
struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Answer {
    fn read(bytes: &[u8]) -> Answer {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).unwrap_or(0);
        let headers = lines.filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
        Answer { status, headers, body: bytes.get(end + 4..).unwrap_or_default().to_vec() }
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A folder with one episode; its name, and that of its sound.
fn episode(place: &Place) -> (String, String) {
    let text = "# A walk\n\nWe went out.\n\n## The hill\n\nIt was steep.\n\n## The view\n\nIt was wide.\n";
    let article = place.file("a-walk.md", text);
    let folder = place.make(&article, &["--formats", "mp3"]);
    let names = folder.read_dir().unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let sound = names.into_iter().find(|name| name.contains(".mp3")).unwrap();
    (folder.file_name().unwrap().to_str().unwrap().to_owned(), sound)
}

/// Every file of a folder with its bytes, but for what is promised to listeners.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(path.read_dir().unwrap().map(|entry| entry.unwrap().path()));
        } else if !["published.json", ".articast.published"].iter().any(|name| path.ends_with(name)) {
            all.insert(path.display().to_string(), fs::read(&path).unwrap());
        }
    }
    all
}

#[test]
fn a_feed_is_served_for_its_address_and_the_folder_stays_as_it_is() {
    let place = Place::new();
    let (folder, sound) = episode(&place);
    place.file("output/feed.xml", "<not-ours/>");
    let before = contents(&place.path("output"));
    let serving = Serving::start(&place, &[]);
    assert_eq!(serving.started["episodes"], 1);

    let feed = serving.get("feed.xml", &[]);
    assert_eq!((feed.status, feed.header("content-type")), (200, "application/rss+xml; charset=utf-8"));
    assert_eq!(feed.header("access-control-allow-origin"), "*");
    let enclosure = format!("url=\"http://{}{}{folder}/{sound}\"", serving.host, serving.base);
    assert!(feed.text().contains(&enclosure), "{}", feed.text());
    for (path, kind) in [
        (sound.as_str(), "audio/mpeg"),
        ("chapters.json", "application/json+chapters"),
        ("transcript.vtt", "text/vtt; charset=utf-8"),
        ("episode.json", "application/json"),
        ("index.html", "text/html; charset=utf-8"),
    ] {
        let answer = serving.get(&format!("{folder}/{path}"), &[]);
        assert_eq!((answer.status, answer.header("content-type")), (200, kind), "{path}");
        assert_eq!(answer.body, fs::read(place.path("output").join(&folder).join(path)).unwrap(), "{path}");
        let is_shared = answer.header("access-control-allow-origin") == "*";
        assert_eq!(is_shared, !["episode.json", "index.html"].contains(&path), "{path}");
        let head = serving.ask("HEAD", &format!("{}{folder}/{path}", serving.base), &[]);
        assert_eq!((head.status, head.body.len()), (200, 0), "{path}");
        assert_eq!(head.header("content-length"), answer.body.len().to_string(), "{path}");
        assert_eq!(head.header("content-type"), kind, "{path}");
    }
    let head = serving.ask("HEAD", &format!("{}feed.xml", serving.base), &[]);
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), feed.body.len().to_string());
    let page = serving.get("", &[]);
    assert!(page.text().contains("<a href=\"./feed.xml\">"), "{}", page.text());
    assert!(
        page.text().contains(&format!("<a href=\"./{folder}/index.html\">A walk</a>")),
        "{}",
        page.text()
    );
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cache-control", "private, no-cache"),
        ("x-frame-options", "DENY"),
    ] {
        assert_eq!(page.header(name), value);
    }
    assert_eq!(contents(&place.path("output")), before);
}

#[test]
fn parts_of_a_file_are_served_and_versions_are_known() {
    let place = Place::new();
    let (folder, sound) = episode(&place);
    let serving = Serving::start(&place, &[]);
    let (path, bytes) =
        (format!("{folder}/{sound}"), fs::read(place.path("output").join(&folder).join(&sound)).unwrap());
    let whole = serving.get(&path, &[]);
    assert_eq!(whole.header("accept-ranges"), "bytes");
    let (tag, date) = (whole.header("etag"), whole.header("last-modified"));
    let last = bytes.len() - 100;

    let part = serving.get(&path, &["Range: bytes=10-19"]);
    assert_eq!((part.status, &part.body[..]), (206, &bytes[10..20]));
    assert_eq!(part.header("content-range"), format!("bytes 10-19/{}", bytes.len()));
    assert_eq!(part.header("content-type"), "audio/mpeg");
    assert_eq!(serving.get(&path, &["Range: bytes=-100"]).body, bytes[last..]);
    assert_eq!(serving.get(&path, &[&format!("Range: bytes={last}-")]).body, bytes[last..]);
    let beyond = serving.get(&path, &["Range: bytes=999999999-"]);
    assert_eq!(beyond.status, 416);
    assert_eq!(beyond.header("content-range"), format!("bytes */{}", bytes.len()));
    let several = serving.get(&path, &["Range: bytes=0-1,5-6"]);
    assert_eq!((several.status, several.body.len()), (200, bytes.len()));
    // A unit that is not known counts for nothing, and only `GET` asks for parts.
    for unit in ["items=0-5", "seconds=1-2", "0-5"] {
        let whole = serving.get(&path, &[&format!("Range: {unit}")]);
        assert_eq!((whole.status, whole.body.len()), (200, bytes.len()), "{unit}");
    }
    let address = format!("{}{path}", serving.base);
    assert_eq!(serving.ask("HEAD", &address, &["Range: bytes=0-5"]).status, 200);
    assert_eq!(serving.get(&format!("{path}?v=0a1b2c3d"), &["Range: bytes=0-5"]).status, 206);
    let preflight = ["Origin: https://app.example", "Access-Control-Request-Headers: range"];
    let allowed = serving.ask("OPTIONS", &address, &preflight);
    assert_eq!(allowed.status, 204);
    assert!(allowed.header("access-control-allow-headers").contains("Range"), "{allowed:?}");

    // Only the same version is gone on with.
    for (version, status) in
        [(tag, 206), (date, 206), ("\"other\"", 200), ("Thu, 01 Jan 1970 00:00:00 GMT", 200)]
    {
        let answer = serving.get(&path, &["Range: bytes=0-9", &format!("If-Range: {version}")]);
        assert_eq!(answer.status, status, "{version}");
    }
    let feed = serving.get("feed.xml", &[]);
    for (path, tag, date) in
        [(path.as_str(), tag, date), ("feed.xml", feed.header("etag"), feed.header("last-modified"))]
    {
        assert!(!tag.is_empty() && !date.is_empty(), "{path}");
        let same = serving.get(path, &[&format!("If-None-Match: {tag}")]);
        assert_eq!((same.status, same.body.len()), (304, 0), "{path}");
        assert_eq!(serving.get(path, &[&format!("If-Modified-Since: {date}")]).status, 304, "{path}");
        assert_eq!(serving.get(path, &["If-None-Match: \"other\""]).status, 200, "{path}");
    }
}

#[test]
fn nothing_else_is_served_to_nobody() {
    let place = Place::new();
    let (folder, sound) = episode(&place);
    place.file("secret.txt", "secret");
    place.file("output/secret.txt", "secret");
    place.file("output/.hidden", "secret");
    place.file(&format!("output/{folder}/notes.txt"), "secret");
    place.file(&format!("output/{folder}/.articast-aB3x9Z.part"), "secret");
    #[cfg(unix)]
    {
        let link = place.path("output").join(&folder).join("transcript.txt");
        std::fs::remove_file(&link).unwrap();
        std::os::unix::fs::symlink(place.path("secret.txt"), link).unwrap();
    }
    let serving = Serving::start(&place, &[]);
    for path in [
        "secret.txt".into(),
        "../secret.txt".into(),
        "%2e%2e/secret.txt".into(),
        "..%2fsecret.txt".into(),
        format!("{folder}/../../secret.txt"),
        format!("{folder}/..%5c..%5csecret.txt"),
        format!("{folder}/%2e%2e/%2e%2e/secret.txt"),
        ".hidden".into(),
        "published.json".into(),
        format!("{folder}/notes.txt"),
        format!("{folder}/transcript.txt"),
        format!("{folder}/.articast-aB3x9Z.part"),
        format!("{folder}//{sound}"),
        format!("/{folder}/{sound}"),
        format!("{folder}/{sound}%00"),
        format!("{folder}/"),
        "%ff%fe".into(),
        "/etc/passwd".into(),
    ] {
        let answer = serving.get(&path, &[]);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains("secret"), "{path}");
    }
}

#[test]
fn who_has_no_key_or_asks_for_something_else_gets_nothing() {
    let place = Place::new();
    let (folder, sound) = episode(&place);
    let serving = Serving::start(&place, &[]);
    let key = serving.base.trim_matches('/').to_owned();
    for path in [
        "/".into(),
        "/feed.xml".into(),
        "//feed.xml".into(),
        format!("/{folder}/{sound}"),
        format!("/{}/feed.xml", "0".repeat(32)),
        format!("/{}/feed.xml", &key[..31]),
        format!("/{key}0/feed.xml"),
        format!("/{}/feed.xml", key.to_uppercase() + "A"),
        "*".into(),
    ] {
        let status = serving.ask("GET", &path, &[]).status;
        assert!([400, 404].contains(&status), "{path}: {status}");
    }
    for host in ["evil.example", "127.0.0.1.evil.example:80", ""] {
        let answer = serving.get("feed.xml", &[&format!("Host: {host}")]);
        assert_eq!(answer.status, 421, "{host}");
    }
    for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE"] {
        assert_eq!(serving.ask(method, &format!("{}feed.xml", serving.base), &[]).status, 405, "{method}");
    }
    let allowed = serving.ask("OPTIONS", &format!("{}{folder}/chapters.json", serving.base), &[]);
    assert_eq!((allowed.status, allowed.header("access-control-allow-origin")), (204, "*"));
    for garbage in [&b"\0\0\0\0\r\n\r\n"[..], b"GET / HTTP/9.9\r\n\r\n", &vec![b'A'; 200_000]] {
        serving.raw(garbage);
    }
    assert_eq!(serving.get("feed.xml", &[]).status, 200);
}

#[test]
fn a_key_stays_and_a_new_one_shuts_the_old_out() {
    let place = Place::new();
    episode(&place);
    let first = Serving::start(&place, &[]);
    let again = Serving::start(&place, &[]);
    assert_eq!(first.base, again.base);
    let guid = |serving: &Serving| {
        let text = serving.get("feed.xml", &[]).text();
        let guids = text.lines().filter(|line| line.contains("guid") || line.contains("pubDate"));
        guids.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(guid(&first), guid(&again));
    let old = first.base.clone();
    drop((first, again));
    let other = Serving::start(&place, &["--new-key"]);
    assert_ne!(old, other.base);
    assert_eq!(other.ask("GET", &format!("{old}feed.xml"), &[]).status, 404);
    assert_eq!(Serving::start(&place, &[]).base, other.base);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let file = place.path("data/feeds").read_dir().unwrap().next().unwrap().unwrap();
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn names_are_answered_to_and_stand_in_the_feed() {
    let place = Place::new();
    let (folder, sound) = episode(&place);
    let names = ["--name", "my-laptop.local", "--name", "https://pod.example.org/listen"];
    let serving = Serving::start(&place, &names);
    let port = serving.host.strip_prefix("my-laptop.local:").unwrap().to_owned();
    let enclosure = |headers: &[&str]| {
        let feed = serving.get("feed.xml", headers);
        assert_eq!(feed.status, 200, "{headers:?}");
        let tag = format!("If-None-Match: {}", feed.header("etag"));
        assert_eq!(serving.get("feed.xml", &[headers, &[&tag]].concat()).status, 304, "{headers:?}");
        feed.text().split("<enclosure url=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let (digits, laptop) = (format!("Host: 127.0.0.1:{port}"), format!("Host: My-Laptop.local:{port}"));
    let (first, second) = (format!("http://my-laptop.local:{port}"), "https://pod.example.org/listen");
    for (headers, origin) in [
        (vec![digits.as_str()], first.as_str()),
        (vec!["Host: pod.example.org"], second),
        (vec![&digits, "X-Forwarded-Host: pod.example.org"], second),
        (
            vec![&digits, "X-Forwarded-Host: my-laptop.local", "X-Forwarded-Proto: https"],
            "https://my-laptop.local",
        ),
        (vec![&digits, "X-Forwarded-Host: evil.example", "X-Forwarded-Proto: https"], &first),
    ] {
        assert_eq!(enclosure(&headers), format!("{origin}{}{folder}/{sound}", serving.base), "{headers:?}");
    }
    assert_eq!(serving.get("feed.xml", &[&laptop]).status, 200);
    for host in ["Host: evil.example", "Host: pod.example.org.evil.example", "Host: other.local"] {
        assert_eq!(serving.get("feed.xml", &[host]).status, 421, "{host}");
    }
    for name in ["a b", "me@example.org", "ftp://example.org"] {
        place.run(&["serve", "output", "--port", "0", "--name", name]).code(2);
    }
}

#[test]
fn what_is_new_in_the_folder_is_in_the_feed_soon() {
    let place = Place::new();
    episode(&place);
    let serving = Serving::start(&place, &[]);
    let before = serving.get("feed.xml", &[]);
    let article = place.file("another.md", "# Another day\n\nWe went out again.\n");
    place.make(&article, &["--formats", "mp3"]);
    let end = Instant::now() + Duration::from_secs(20);
    let after = loop {
        let feed = serving.get("feed.xml", &[&format!("If-None-Match: {}", before.header("etag"))]);
        if feed.status == 200 || end < Instant::now() {
            break feed;
        }
        std::thread::sleep(Duration::from_millis(200));
    };
    assert_eq!(after.text().matches("<item>").count(), 2, "{}", after.text());
}

#[test]
fn who_asks_without_end_waits_and_who_sits_without_end_is_alone() {
    let place = Place::new();
    episode(&place);
    let serving = Serving::start(&place, &[]);
    // More connections than one client may have: those beyond are closed, and the server still answers later.
    let idle: Vec<TcpStream> = (0..64).map(|_| TcpStream::connect(&serving.host).unwrap()).collect();
    drop(idle);
    std::thread::sleep(Duration::from_millis(300));
    let mut stream = TcpStream::connect(&serving.host).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let request = format!("GET /nothing HTTP/1.1\r\nHost: {}\r\n\r\n", serving.host);
    stream.write_all(request.repeat(600).as_bytes()).unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    let mut all = Vec::new();
    stream.read_to_end(&mut all).unwrap();
    let all = String::from_utf8_lossy(&all);
    assert!(all.contains("429 Too Many Requests") && all.contains("retry-after: 5"));
}

#[cfg(unix)]
#[test]
fn it_stops_when_it_is_told_to() {
    let place = Place::new();
    episode(&place);
    let mut serving = Serving::start(&place, &[]);
    let id = serving.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert_eq!(serving.child.wait().unwrap().code(), Some(0));
}

#[test]
fn what_cannot_be_served_is_said() {
    let place = Place::new();
    place.run(&["serve", "nowhere", "--port", "0"]).code(66);
    fs::create_dir(place.path("output")).unwrap();
    place.run(&["serve", "--show", "nothing.toml", "--port", "0"]).code(66);
    place.file("output/show.toml", "titel = 'x'");
    place.run(&["serve", "--port", "0"]).code(65);
    fs::remove_file(place.path("output/show.toml")).unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let run = place.run(&["serve", "--port", &port]).code(75);
    assert!(run.err().contains("give another `--port`"), "{}", run.err());
}

#[test]
fn readers_of_feeds_read_it() {
    let place = Place::new();
    let (folder, sound) = episode(&place);
    let serving = Serving::start(&place, &[]);
    if tool("curl").is_some() {
        let file = place.path("part");
        let address = format!("http://{}{}{folder}/{sound}", serving.host, serving.base);
        let curl = |more: &[&str]| {
            let run = Command::new("curl").args(["-sS", "-o"]).arg(&file).args(more).arg(&address).status();
            assert!(run.unwrap().success());
        };
        let bytes = fs::read(place.path("output").join(&folder).join(&sound)).unwrap();
        curl(&["-r", "0-999"]);
        assert_eq!(fs::read(&file).unwrap(), bytes[..1000]);
        // It goes on where it was broken off.
        curl(&["-C", "-"]);
        assert_eq!(fs::read(&file).unwrap(), bytes);
    }
    for reader in [
        "import feedparser,sys; f=feedparser.parse(sys.argv[1]); assert not f.bozo, f.bozo_exception; \
         assert f.entries[0].title=='A walk' and f.entries[0].enclosures[0].type=='audio/mpeg'",
        "import podcastparser,sys,urllib.request as u; f=podcastparser.parse(sys.argv[1],u.urlopen(sys.argv[1])); \
         assert len(f['episodes'][0]['chapters'])==3 and f['episodes'][0]['enclosures'][0]['mime_type']=='audio/mpeg'",
    ] {
        let module = reader[7..].split(',').next().unwrap();
        let python = |code: &str| Command::new("python3").args(["-c", code, &serving.feed()]).output();
        if python(&format!("import {module}")).is_ok_and(|run| run.status.success()) {
            let run = python(reader).unwrap();
            assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        } else {
            missing(&format!("python has no `{module}`"));
        }
    }
}
