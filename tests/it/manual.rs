//! The manual and the documents: what they say of commands, options and settings is what the program takes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use crate::program::{Place, tool};

/// The pages of the manual, by their names.
fn pages(place: &Place) -> BTreeMap<String, String> {
    place.run(&["man", "--all", "man"]).success();
    let files = std::fs::read_dir(place.path("man")).unwrap().map(|entry| entry.unwrap().path());
    files
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().strip_suffix(".1").unwrap().to_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// The words of a text that start with this and go on with small letters and hyphens.
fn words<'a>(text: &'a str, start: &str) -> Vec<&'a str> {
    let ends =
        |rest: &str| rest.find(|sign: char| !sign.is_ascii_lowercase() && sign != '-').unwrap_or(rest.len());
    let is_alone =
        |at: usize| !text[..at].ends_with(|before: char| before.is_alphanumeric() || before == '-');
    let found = text.match_indices(start).filter(|(at, _)| is_alone(*at));
    found.map(|(at, _)| &text[at..at + start.len() + ends(&text[at + start.len()..])]).collect()
}

/// A page without the marks of its type.
fn plain(page: &str) -> String {
    ["\\fB", "\\fI", "\\fR"].iter().fold(page.replace("\\-", "-"), |text, mark| text.replace(mark, ""))
}

#[test]
fn each_command_has_a_page_and_each_page_is_printed() {
    let place = Place::new();
    let pages = pages(&place);
    assert!(
        pages.contains_key("articast") && pages.contains_key("articast-voices-add"),
        "{:?}",
        pages.keys()
    );
    for (name, page) in &pages {
        assert!(page.contains(".SH NAME") && page.contains(".SH \"EXIT STATUS\""), "{name}");
        let plain = plain(page);
        for named in
            words(&plain, "articast-").into_iter().filter(|named| plain.contains(&format!("{named}(1)")))
        {
            assert!(pages.contains_key(named), "{name} names {named}, which has no page");
        }
        let arguments: Vec<&str> = std::iter::once("man").chain(name.split('-').skip(1)).collect();
        assert_eq!(&place.run(&arguments).success().out(), page, "{name}");
    }
    let run = place.run(&["man", "maek"]).code(2);
    assert!(run.err().contains("did you mean `make`?"), "{}", run.err());
}

#[test]
fn man_and_mandoc_take_the_pages() {
    let place = Place::new();
    let pages = pages(&place);
    let of = |name: &str| place.path("man").join(format!("{name}.1"));
    if let Some(mandoc) = tool("mandoc") {
        for name in pages.keys() {
            let run = Command::new(&mandoc).args(["-Tlint", "-W", "error"]).arg(of(name)).output().unwrap();
            assert!(run.status.success(), "{name}: {}", String::from_utf8_lossy(&run.stdout));
        }
        let run = Command::new(&mandoc).args(["-Tascii"]).arg(of("articast-make")).output().unwrap();
        // A bold letter is printed twice, with a step back between.
        let mut text = String::new();
        for sign in String::from_utf8_lossy(&run.stdout).chars() {
            if sign == '\u{8}' {
                text.pop();
            } else {
                text.push(sign);
            }
        }
        assert!(text.contains("Articast Manual") && text.contains("skip-existing"), "{text}");
    }
}

/// The documents for users, with their names.
fn documents() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = std::fs::read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let is_for_users = |path: &std::path::PathBuf| !path.ends_with("CONTRIBUTING.md");
    let all = docs.filter(is_for_users).chain([root.join("README.md"), root.join("CHANGELOG.md")]);
    let texts = all.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    texts.map(|path| (path.display().to_string(), std::fs::read_to_string(path).unwrap())).collect()
}

/// Commands of other programs, and code that is read aloud, have options of their own.
const OTHERS: [&str; 8] = ["cargo ", "features", "my-tts", "my tts", "festival", "benches/", "code", "Code"];

#[cfg(all(feature = "serve", feature = "upload", feature = "fetch"))]
#[test]
fn each_option_of_the_documents_is_one() {
    let place = Place::new();
    let pages: BTreeMap<String, String> =
        pages(&place).into_iter().map(|(name, page)| (name, plain(&page))).collect();
    let known: BTreeSet<&str> = pages.values().flat_map(|page| words(page, "--")).collect();
    let mut checked = 0;
    for (name, text) in documents() {
        for line in text.lines().filter(|line| !OTHERS.iter().any(|other| line.contains(other))) {
            for option in words(line, "--").into_iter().filter(|option| 3 < option.len()) {
                assert!(known.contains(option), "{name} names {option}: {line}");
                checked += 1;
            }
            let Some((_, command)) =
                line.split_once("articast ").filter(|(before, _)| before.ends_with(['`', ' ']))
            else {
                continue;
            };
            let command = command.split('`').next().unwrap();
            let mut page = "articast".to_owned();
            for word in command.split(' ') {
                let inner = format!("{page}-{word}");
                if !pages.contains_key(&inner) {
                    break;
                }
                page = inner;
            }
            for option in words(command, "--").into_iter().filter(|_| page != "articast") {
                assert!(words(&pages[&page], "--").contains(&option), "{name}: {page} takes no {option}");
            }
        }
    }
    assert!(100 < checked, "{checked}");
}

#[cfg(all(feature = "serve", feature = "upload"))]
#[test]
fn the_table_of_settings_is_the_programs() {
    let place = Place::without_settings();
    let shown = place.run(&["config", "show", "--json"]).success().json().remove(0);
    let texts = |value: &serde_json::Value| -> Vec<String> {
        value.as_array().unwrap().iter().map(|text| format!("`{}`", text.as_str().unwrap())).collect()
    };
    let row = |setting: &serde_json::Value| {
        let (values, usual) = (texts(&setting["values"]), setting["usual"].as_str().unwrap());
        let default = match (values.as_slice(), usual) {
            ([], "") => "not set".to_owned(),
            ([], usual) => usual.to_owned(),
            (values, _) => values.join(", "),
        };
        let key = setting["key"].as_str().unwrap();
        format!("| `{key}` | {default} | {} |", texts(&setting["commands"]).join(", "))
    };
    let wanted: Vec<String> = shown["settings"].as_array().unwrap().iter().map(row).collect();
    let lines =
        include_str!("../../docs/configuration.md").lines().skip_while(|line| !line.starts_with("| key |"));
    let rows = lines.skip(2).take_while(|line| line.starts_with('|'));
    let told: Vec<&str> =
        rows.map(|row| &row[..=row.trim_end_matches(" |").rfind(" |").unwrap() + 1]).collect();
    assert_eq!(told, wanted);
}

/// The example of the settings is one, and what it sets is what holds.
#[test]
fn the_example_of_settings_is_one() {
    let text = include_str!("../../docs/configuration.md");
    let example = text.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let place = Place::without_settings();
    place.file("articast.toml", example);
    let shown = place.run(&["config", "show"]).success().out();
    assert!(shown.contains("voices = \"duo\""), "{shown}");
    assert!(shown.contains("[site.\"example.com\"]"), "{shown}");
}
