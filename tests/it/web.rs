//! Articles from the web: a real server on this machine that answers as told, and the limits that hold against it.

use std::io::Write as _;
use std::time::Duration;

use articast::article::{Format, Source};
use articast::error::Unfetched;
use articast::fetch::{Fetcher, Limits, Reach};
use articast::retry::Policy;
use articast::{Error, article};

use crate::program::Place;
use crate::site::{Site, answer, page, redirect};

/// Limits that a test can wait for.
fn tight() -> Limits {
    Limits {
        bytes: 100_000,
        time: Duration::from_secs(4),
        silence: Duration::from_secs(1),
        retry: Policy {
            first_wait: Duration::from_millis(50),
            longest_wait: Duration::from_millis(800),
            ..Limits::default().retry
        },
        ..Limits::default()
    }
}

fn fetch(address: &str) -> articast::Result<Source> {
    Fetcher::new(Reach::Anywhere, tight()).fetch(address)
}

#[track_caller]
fn why(address: &str) -> Unfetched {
    match fetch(address) {
        Err(Error::Fetch { source, .. }) => source,
        other => panic!("{other:?}"),
    }
}

const PAGE: &str = "<!DOCTYPE html><html lang=en><title>A Walk</title><main><h1>A Walk</h1>\
    <p>We went along the river until it was dark, and then we went home again.</p></main></html>";

#[test]
fn a_page_is_fetched_by_an_honest_reader() {
    let site = Site::new(|request| {
        assert!(request.head.to_lowercase().contains("user-agent: articast/0."), "{}", request.head);
        assert!(request.head.to_lowercase().contains("accept-language: en"), "{}", request.head);
        page(PAGE)
    });
    let source = fetch(&site.address("/news/a-walk?x=1#part")).unwrap();
    assert_eq!(source.bytes, PAGE.as_bytes());
    assert_eq!((source.format, source.charset.as_deref()), (Some(Format::Html), Some("utf-8")));
    assert_eq!(source.address.as_deref(), Some(&*site.address("/news/a-walk?x=1")));
    let article = article::read(&source).unwrap();
    assert_eq!(article.meta.title.as_deref(), Some("A Walk"));
    assert_eq!(article.meta.source, source.address);
}

#[test]
fn redirects_are_followed_to_the_final_address() {
    let site = Site::new(|request| match request.path.as_str() {
        "/one" => redirect("/two"),
        "/two" => redirect("three/four"),
        "/three/four" => page("<meta http-equiv=refresh content='0; url=/end'>"),
        _ => page(PAGE),
    });
    assert_eq!(fetch(&site.address("/one")).unwrap().address, Some(site.address("/end")));
}

#[test]
fn redirects_that_lead_nowhere_end() {
    let site = Site::new(|request| match request.path.as_str() {
        "/a" => redirect("/b"),
        "/b" => redirect("/a"),
        "/file" => redirect("file:///etc/passwd"),
        "/data" => redirect("data:text/html,hello"),
        more => redirect(&format!("{more}x")),
    });
    assert!(matches!(why(&site.address("/a")), Unfetched::Refused(why) if why.contains("in a circle")));
    assert!(matches!(why(&site.address("/x")), Unfetched::Refused(why) if why.contains("more than 10")));
    for path in ["/file", "/data"] {
        assert!(matches!(why(&site.address(path)), Unfetched::NotOfTheWeb(_)), "{path}");
    }
}

#[test]
fn only_the_public_internet_is_reached() {
    let site = Site::new(|_| page(PAGE));
    let port = site.port;
    let public = Fetcher::new(Reach::Public, tight());
    let hosts = ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"];
    for host in hosts {
        match public.fetch(&format!("http://{host}:{port}/")) {
            Err(Error::Fetch { source: Unfetched::Local(_), .. }) => {}
            // A machine without IPv6 has no such address at all.
            Err(Error::Fetch { source: Unfetched::Passing(_), .. }) if host.starts_with('[') => {}
            other => panic!("{host}: {other:?}"),
        }
    }
    assert_eq!(site.hits(), 0);
    for address in ["file:///etc/passwd", "ftp://example.com/a", "data:text/html,x", "http://", "https:///"] {
        let refused = public.fetch(address);
        assert!(
            matches!(&refused, Err(Error::Fetch { source: Unfetched::NotOfTheWeb(_), .. })),
            "{address}: {refused:?}"
        );
    }
}

#[test]
fn a_password_stays_with_its_host() {
    let other = Site::new(|request| {
        assert!(!request.head.to_lowercase().contains("authorization"), "{}", request.head);
        page(PAGE)
    });
    let elsewhere = other.address("/there").replace("http://", "http://me:secret@");
    let site = Site::new(move |request| {
        assert!(request.head.contains("Basic bWU6c2VjcmV0"), "{}", request.head);
        if request.path == "/" { redirect("/next") } else { redirect(&elsewhere) }
    });
    let source = fetch(&site.address("/").replace("http://", "http://me:secret@")).unwrap();
    assert_eq!(source.address, Some(other.address("/there")));
    assert_eq!(site.hits(), 2);
}

#[test]
fn every_status_says_what_it_means() {
    let site = Site::new(|request| answer(&request.path[1..], "text/html", b"no"));
    for (status, expected) in [
        ("404 Not Found", Unfetched::Missing(404)),
        ("410 Gone", Unfetched::Missing(410)),
        ("401 Unauthorized", Unfetched::Closed(401)),
        ("402 Payment Required", Unfetched::Closed(402)),
        ("403 Forbidden", Unfetched::Closed(403)),
    ] {
        assert_eq!(why(&site.address(&format!("/{}", status.replace(' ', "%20")))), expected);
    }
}

#[test]
fn a_server_that_asks_for_patience_gets_some() {
    let site = Site::new(|request| match request.hit {
        0 => b"HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n".to_vec(),
        1 => b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\ncut off".to_vec(),
        _ => page(PAGE),
    });
    assert_eq!(fetch(&site.address("/")).unwrap().bytes, PAGE.as_bytes());
    assert_eq!(site.hits(), 3);
    let busy = Site::new(|_| b"HTTP/1.1 429 Slow\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n".to_vec());
    assert!(matches!(why(&busy.address("/")), Unfetched::Passing(why) if why.contains("429")));
    assert_eq!(busy.hits(), 1);
    let broken = Site::new(|_| b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n".to_vec());
    assert!(matches!(why(&broken.address("/")), Unfetched::Passing(_)));
    assert_eq!(broken.hits(), 3);
}

#[test]
fn nobody_there_is_passing_trouble() {
    let gone = Site::new(|_| Vec::new()).address("/").replace("127.0.0.1", "no-such-host.invalid");
    assert!(matches!(why(&gone), Unfetched::Passing(why) if why.contains("not found")));
    assert!(matches!(why("http://127.0.0.1:1/"), Unfetched::Passing(_)));
}

#[test]
fn a_page_without_end_is_too_large() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..64 {
        packed.write_all(&zeros).unwrap();
    }
    let bomb = packed.finish().unwrap();
    assert!(bomb.len() < 100_000);
    let site = Site::new(move |request| {
        let kind = if request.path == "/bomb" { "text/html\r\nContent-Encoding: gzip" } else { "text/html" };
        let body = if request.path == "/bomb" { bomb.clone() } else { vec![b'x'; 100_001] };
        match request.path.as_str() {
            "/endless" => {
                [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n".to_vec(), body]
                    .concat()
            }
            _ => answer("200 OK", kind, &body),
        }
    });
    for path in ["/bomb", "/long", "/endless"] {
        assert!(matches!(fetch(&site.address(path)), Err(Error::TooLarge { limit: 100_000, .. })), "{path}");
    }
}

#[test]
fn a_server_that_trickles_or_is_silent_is_left() {
    let site = Site::trickling();
    for path in ["/body", "/head", "/silent"] {
        // It would never come to an end by itself.
        assert!(matches!(why(&site.address(path)), Unfetched::Passing(_)), "{path}");
    }
}

#[test]
fn headers_without_end_are_refused() {
    let site = Site::new(|_| {
        let header = format!("X-Long: {}\r\n", "y".repeat(1000)).repeat(200);
        format!("HTTP/1.1 200 OK\r\n{header}Content-Length: 0\r\n\r\n").into_bytes()
    });
    assert!(matches!(why(&site.address("/")), Unfetched::Refused(_)));
}

#[test]
fn what_is_no_text_is_no_article() {
    let site = Site::new(|request| answer("200 OK", &request.path[1..], b"\x89PNG\r\n\x1a\n"));
    for kind in ["image/png", "video/mp4", "application/pdf", "application/zip", "text/css"] {
        match fetch(&site.address(&format!("/{kind}"))) {
            Err(error @ Error::NotAnArticle { .. }) => {
                assert!(error.to_string().contains(kind), "{error}");
            }
            other => panic!("{kind}: {other:?}"),
        }
    }
}

#[test]
fn the_charset_is_the_servers_then_the_pages() {
    let cafe = "<!DOCTYPE html><title>x</title><p>caf\u{e9} ".to_owned();
    let latin: Vec<u8> = cafe.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let russian =
        [b"<!DOCTYPE html><meta charset=windows-1251><p>".as_slice(), b"\xcc\xee\xf1\xea\xe2\xe0"].concat();
    let site = Site::new(move |request| match request.path.as_str() {
        "/declared" => answer("200 OK", "text/html; charset=iso-8859-1", &latin),
        "/own" => answer("200 OK", "text/html", &russian),
        "/nonsense" => answer("200 OK", "text/html; charset=klingon", &russian),
        // The server is wrong: the bytes are UTF-8.
        _ => answer("200 OK", "text/html; charset=iso-8859-1", cafe.as_bytes()),
    });
    for (path, word) in [("/declared", "café"), ("/own", "Москва"), ("/nonsense", "Москва"), ("/lie", "café")]
    {
        let article = article::read(&fetch(&site.address(path)).unwrap()).unwrap();
        assert!(article::text_of(&article.blocks).contains(word), "{path}: {article:?}");
    }
}

#[test]
fn the_program_makes_an_episode_of_an_address() {
    let site = Site::new(|request| match request.path.as_str() {
        "/old" => redirect("/new/a-walk"),
        "/new/a-walk" => page(PAGE),
        "/app" => page("<noscript>Enable JavaScript.</noscript><div id=root></div><script src=x></script>"),
        "/paid" => page(&format!(
            "<script type='application/ld+json'>{{\"isAccessibleForFree\":false}}</script>{PAGE}"
        )),
        "/png" => answer("200 OK", "image/png", b"x"),
        "/busy" => answer("429 Too Many Requests\r\nRetry-After: 99", "text/html", b""),
        "/closed" => answer("403 Forbidden", "text/html", b""),
        _ => answer("404 Not Found", "text/html", b""),
    });
    let place = Place::new();
    let local = |path: &str, more: &[&str]| {
        let address = site.address(path);
        place.run(&[&["make", &address, "--voices", "tone", "--allow-local"], more].concat())
    };
    local("/old", &[]).success();
    local("/old", &[]).success();
    let folders: Vec<_> = place.path("output").read_dir().unwrap().collect();
    assert_eq!(folders.len(), 1, "the same address is the same episode: {folders:?}");
    let read = place.run(&["read", &site.address("/old"), "--allow-local", "--json"]).success();
    assert_eq!(read.json()[0]["source"], site.address("/new/a-walk"));
    for (path, code, message) in [
        ("/none", 66, "there is nothing at this address"),
        ("/closed", 77, "blocks programs"),
        ("/busy", 75, "try again later"),
        ("/png", 65, "it is a picture"),
        ("/app", 65, "empty without JavaScript"),
    ] {
        let run = local(path, &[]).code(code);
        assert!(
            run.err().contains(message) && run.err().contains("hint:") == (code != 65 || path == "/app"),
            "{}",
            run.err()
        );
    }
    assert!(local("/paid", &[]).success().err().contains("warning: "));
    local("/paid", &["--strict"]).code(3);
    let events = local("/paid", &["--json"]).success().json();
    assert!(events.iter().any(|event| event["event"] == "warning"), "{events:?}");
    let refused = place.run(&["make", &site.address("/old"), "--voices", "tone"]).code(77);
    assert!(refused.err().contains("--allow-local"), "{}", refused.err());
    place.run(&["read", "file:///etc/passwd"]).code(2);
}
