//! The README: its commands are the program's, its cast file is one. And the table of voices in the docs.

#[cfg(unix)]
use std::process::Command;

use articast::script::reading_style::Pauses;

use crate::program::Place;

const README: &str = include_str!("../../README.md");

/// The code blocks in a language.
fn blocks(language: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut lines = README.lines();
    while let Some(line) = lines.next() {
        if line == format!("```{language}") {
            blocks.push(lines.by_ref().take_while(|line| *line != "```").collect::<Vec<_>>().join(
                "
",
            ));
        }
    }
    assert!(!blocks.is_empty());
    blocks
}

#[cfg(unix)]
/// The arguments of a command as a shell gives them to the program.
fn as_a_shell_gives_them(arguments: &str) -> Vec<String> {
    let printed = Command::new("sh").arg("-c").arg(format!("printf '%s\\0' {arguments}")).output().unwrap();
    assert!(printed.status.success(), "{arguments}");
    let given: Vec<String> =
        String::from_utf8(printed.stdout).unwrap().split_terminator('\0').map(Into::into).collect();
    // Where a `$` goes in, a `$` comes out: the shell replaced nothing.
    assert_eq!(given.concat().matches('$').count(), arguments.matches('$').count(), "{arguments}");
    given
}

#[cfg(unix)]
#[test]
fn its_commands_run() {
    let place = Place::new();
    for name in ["article.md", "article.txt", "a.txt", "b.md"] {
        place.file(name, "# A title\n\nSome words.\n");
    }
    place.run(&["say", "Ding.", "--voices", "tone", "-o", "jingle.wav"]).success();
    let mut ran = 0;
    for line in blocks("console").iter().flat_map(|block| block.lines()) {
        let line = line.split(" #").next().unwrap();
        let Some(arguments) = line.strip_prefix("$ articast ") else { continue };
        let arguments = arguments.split(" > ").next().unwrap().replace("jingle.mp3", "jingle.wav");
        let arguments = as_a_shell_gives_them(&arguments);
        let mut arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        // Hums, so that it runs where no voice is.
        if arguments[0] == "make" {
            arguments.retain(|argument| !["--voices", "duo"].contains(argument));
            arguments.extend(["--voices", "tone"]);
        }
        place.run(&arguments).success();
        ran += 1;
    }
    assert!(5 < ran, "{ran}");
}

#[test]
fn its_cast_is_one() {
    let place = Place::new();
    let cast = &blocks("toml")[0];
    place.file("cast.toml", cast);
    place.file("article.md", "# A title\n\nSome words.\n\nMore words.\n");
    let run = place.run(&["script", "article.md", "--voices", "cast.toml"]).success();
    assert!(run.out().contains("Some words.\n         · 900 ms\n"), "{}", run.out());
}

/// The documents show each pause with its default.
#[test]
fn the_pauses_of_the_documents_are_the_programs() {
    let text = include_str!("../../docs/casts.md");
    let from = text.find("\n[pauses]\n").unwrap();
    let block = &text[from..from + text[from..].find("\n```").unwrap()];
    let told: toml::Table = toml::from_str(block).unwrap();
    let wanted = toml::Table::try_from(Pauses::default()).unwrap();
    assert_eq!(told["pauses"].as_table().unwrap(), &wanted);
}

#[test]
fn it_is_short() {
    assert!(README.lines().count() <= 150);
}

#[test]
fn the_table_of_voices_is_the_rankings() {
    let ranking: toml::Table = include_str!("../../voices/ranking.toml").parse().unwrap();
    let row = |row: &toml::Value| {
        let text = &ranking["texts"][row["text"].as_str().unwrap()];
        let word = |of: &toml::Value, key: &str| of.get(key).map(|word| word.as_str().unwrap().to_owned());
        let note = word(row, "note").map(|note| format!(" ({note})")).unwrap_or_default();
        let sound =
            row.get("dnsmos").map_or("–".into(), |dnsmos| format!("{:.2}", dnsmos.as_float().unwrap()));
        let words = text.get("words").map(|words| format!(", {words} words")).unwrap_or_default();
        let [language, what, recogniser] =
            ["language", "what", "recogniser"].map(|key| word(text, key).unwrap());
        format!(
            "| `{}`{note} | {language} | {:.1} % | {sound} | {what}{words} | {recogniser} |",
            row["voice"].as_str().unwrap(),
            100.0 * row["wer"].as_float().unwrap(),
        )
    };
    let families = ranking["family"].as_array().unwrap();
    let measured = families.iter().filter_map(|family| family.get("measured")?.as_array()).flatten();
    let wanted: Vec<String> = measured.map(row).collect();
    let lines = include_str!("../../docs/voices.md").lines();
    let table = lines.skip_while(|line| !line.starts_with("| voice |")).skip(2);
    let table: Vec<&str> = table.take_while(|line| line.starts_with('|')).collect();
    assert_eq!(table, wanted, "docs/voices.md has the figures of voices/ranking.toml");
}
