//! What is secret of an article's address stays with whoever fetched it.

use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use crate::program::{Place, Run, holding};
use crate::site::{Site, page};

#[test]
fn a_token_of_an_address_is_in_nothing_that_is_published() {
    for (head, wanted) in [
        ("", "/x?id=7"),
        ("<meta property='og:url' content='/x?id=7&token=QSECRET'>", "/x?id=7"),
        ("<link rel=canonical href='/plain'>", "/plain"),
    ] {
        let place = Place::new();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        let words = "Some words here that one can read aloud. ".repeat(12);
        let site = Site::new(move |request| {
            log.lock().unwrap().push(format!("{} {}", request.path, request.head.to_lowercase()));
            page(&format!(
                "<html><head><title>Pub</title>{head}</head><body><article><h1>Pub</h1><p>{words}</p>\
                 <img src='/i.png?token=QSECRET' alt='A wren'>\
                 <p>{words}<a href='/y?token=QSECRET&p=2'>a link</a></p></article></body></html>"
            ))
        });
        let address = site.address("/x?id=7&token=QSECRET&sig=SIGNED123").replace("//", "//user:PASSW0RD@");
        let formats = ["--formats", "wav,mp3,flac,opus", "--allow-local", "--voices", "tone"];
        place.run(&[&["make", &address][..], &formats].concat()).success();
        let refused = place.run(&["publish", "output", "--url", "https://u:PASSW0RD@example.org/x"]).code(65);
        assert!(!refused.err().contains("PASSW0RD"), "{}", refused.err());
        place.run(&["publish", "output", "--url", "https://example.org/x"]).success();
        // It was needed to get the page.
        assert!(asked.lock().unwrap()[0].contains("token=QSECRET"), "{asked:?}");
        let output = place.path("output");
        assert!(output.join("feed.xml").is_file());
        for secret in ["QSECRET", "SIGNED123", "PASSW0RD"] {
            assert_eq!(holding(&output, secret), [] as [PathBuf; 0], "{head}: {secret}");
        }
        let public = site.address(wanted);
        let named = holding(&output, &public).len();
        assert!(4 < named, "{public} is in {named} files");
        assert!(!holding(&output, &site.address("/y?p=2")).is_empty());
    }
}

#[test]
fn a_token_of_an_address_is_in_no_error() {
    let place = Place::new();
    let site = Site::new(|_| crate::site::answer("403 Forbidden", "text/html", b"no"));
    let address = site.address("/x?id=7&token=QSECRET");
    let run = place.run(&["script", &address, "--allow-local", "--voices", "tone"]).code(77);
    assert!(run.err().contains("/x?id=7`") && !run.err().contains("QSECRET"), "{}", run.err());
}

#[test]
fn a_command_line_and_a_server_are_not_published() {
    let place = Place::new();
    place.file("a.md", "# A title\n\nHello there.\n");
    place.run(&["say", "Some words.", "--voices", "tone", "-o", "voice.wav"]).success();
    place.file(
        "my voices/speak.sh",
        format!("cat > /dev/null\nexec cat '{}'\n", place.path("voice.wav").display()),
    );
    let voice = format!("command:sh \"{}\" --key QSECRET", place.path("my voices/speak.sh").display());
    let run = Run(place.command(&["make", "a.md", "--voices", &voice]).output().unwrap()).success();
    let output = place.path("output");
    assert_eq!(holding(&output, "QSECRET"), [] as [PathBuf; 0], "{}", run.err());
    assert_eq!(holding(&output, "my voices"), [] as [PathBuf; 0]);
    assert!(!holding(&output, "command:sh").is_empty());
}

#[test]
fn a_link_of_the_web_is_published_however_its_scheme_is_written() {
    let place = Place::new();
    let text =
        "# A title\n\nSee [a](HTTPS://example.org/a), [b](hTTp://example.org/b) and [c](javascript:c).\n";
    let folder = place.make(&place.file("a.md", text), &[]);
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.join("episode.json")).unwrap()).unwrap();
    let wanted = serde_json::json!([
        { "text": "a", "address": "HTTPS://example.org/a" },
        { "text": "b", "address": "hTTp://example.org/b" },
    ]);
    assert_eq!(manifest["links"], wanted);
}
