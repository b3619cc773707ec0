//! Real articles through the whole program: what is expected stands beside each source.
//! `SNAPSHOTS=overwrite cargo test` writes it anew.

use std::path::Path;

use crate::program::{Place, articles, source};

#[track_caller]
fn check(actual: &str, folder: &Path, expected: &str) {
    let expected = snapbox::Data::read_from(&folder.join(expected), None);
    snapbox::Assert::new().action_env("SNAPSHOTS").eq(actual.to_owned(), expected);
}

#[test]
fn each_is_understood_and_told_as_expected() {
    for folder in articles() {
        let place = Place::new();
        let source = source(&folder);
        let name = source.to_str().unwrap();
        // The `id` tells where the project is, if that is no repository.
        let read = place.run(&["read", name]).success().out();
        let lines: Vec<&str> = read.split_inclusive('\n').filter(|line| !line.starts_with("id: ")).collect();
        check(&lines.concat(), &folder, "article.md");
        check(
            &place.run(&["script", name, "--voices", "tone", "--strict"]).success().out(),
            &folder,
            "script.txt",
        );
        let made = place.make(&source, &[]);
        check(&std::fs::read_to_string(made.join("transcript.vtt")).unwrap(), &folder, "transcript.vtt");
    }
}

#[test]
fn what_read_prints_is_read_back_as_the_same_article() {
    for folder in articles() {
        let place = Place::new();
        let first = place.run(&["read", source(&folder).to_str().unwrap()]).success().out();
        let again = place.run_with(&["read", "-", "--from", "markdown"], &first).success().out();
        assert_eq!(first, again, "{}", folder.display());
    }
}

#[test]
fn the_ledger_has_a_fate_for_every_block() {
    for folder in articles() {
        let place = Place::new();
        let name = source(&folder);
        let run = place.run(&["script", name.to_str().unwrap(), "--json"]).success();
        let script = &run.json()[0];
        let ledger = script["ledger"].as_array().unwrap();
        assert!(!ledger.is_empty());
        for entry in ledger {
            let fate = entry["fate"].as_str().unwrap();
            assert!(["spoken", "reshaped", "skipped"].contains(&fate), "{entry}");
            assert_eq!(fate == "spoken", entry["why"].is_null(), "{entry}");
        }
        let lines: Vec<&str> = script["chapters"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|chapter| chapter["segments"].as_array().unwrap())
            .filter_map(|segment| segment["show"].as_str())
            .collect();
        // The spoken blocks, word for word and in order, are in the shown words of the lines.
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let shown = letters(&lines.concat());
        let mut from = 0;
        for entry in ledger.iter().filter(|entry| entry["fate"] == "spoken") {
            let text = letters(entry["text"].as_str().unwrap());
            let at = shown[from..].find(&text).unwrap_or_else(|| panic!("lost or out of order: {entry}"));
            from += at + text.len();
        }
        assert!(0 < from, "{}", folder.display());
    }
}
