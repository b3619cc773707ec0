//! The README: its commands are the program's, its cast file is one. And the table of voices in the docs.

#[cfg(unix)]
use std::process::Command;

use articast::script::reading_style::Pauses;

use crate::program::Place;
#[cfg(unix)]
use crate::program::tool;

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

/// The commands that a reader pastes: those of the console blocks, and those of the table of commands.
#[cfg(unix)]
fn commands(text: &str) -> Vec<String> {
    let mut commands = Vec::new();
    let mut is_console = false;
    for line in text.lines() {
        if line.starts_with("```") {
            is_console = line == "```console";
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| is_console) {
            commands.push(command.to_owned());
        } else if let Some(rest) = line.strip_prefix("| `articast ") {
            commands.push(format!("articast {}", rest.split('`').next().unwrap()));
        }
    }
    commands
}

/// The arguments with which a shell runs `articast`, one of each line.
#[cfg(unix)]
fn as_a_shell_gives_them(shell: &[&str], command: &str, place: &Place) -> Vec<String> {
    let given = place.path("given");
    let path = format!("{}:{}", place.path("bin").display(), std::env::var("PATH").unwrap_or_default());
    let ran = Command::new(shell[0])
        .args(&shell[1..])
        .arg(command)
        .current_dir(place.path(""))
        .env("PATH", path)
        .env("GIVEN", &given)
        .output()
        .unwrap();
    let err = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{}: {command}: {err}", shell[0]);
    let given = std::fs::read_to_string(&given).unwrap();
    given.lines().map(Into::into).collect()
}

/// A place in which `articast` is a program that writes down its arguments.
#[cfg(unix)]
fn place_of_a_recorder() -> Place {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    let recorder = place.file("bin/articast", "#!/bin/sh\nprintf '%s\\n' \"$@\" >\"$GIVEN\"\n");
    std::fs::set_permissions(recorder, std::fs::Permissions::from_mode(0o755)).unwrap();
    place
}

/// What the documents show is pasted into a shell that is not known: zsh takes no comments at its prompt, and PowerShell
/// has other signs. So no command has a comment, and each shell gives the program the same arguments.
#[cfg(unix)]
#[test]
fn each_shell_understands_the_commands_alike() {
    const SHELLS: [&[&str]; 4] = [
        &["bash", "-c"],
        &["zsh", "-fc"],
        &["fish", "--no-config", "-c"],
        &["pwsh", "-NoProfile", "-Command"],
    ];
    let place = place_of_a_recorder();
    let commands = commands(README);
    let commands: Vec<&String> = commands.iter().filter(|command| command.starts_with("articast ")).collect();
    assert!(7 < commands.len(), "{commands:?}");
    let wanted: Vec<Vec<String>> = commands
        .iter()
        .map(|command| {
            assert!(!command.contains(" #"), "zsh takes no comment: {command}");
            let given = as_a_shell_gives_them(&["sh", "-c"], command, &place);
            // Where a `$` goes in, a `$` comes out: the shell replaced nothing.
            assert_eq!(given.concat().matches('$').count(), command.matches('$').count(), "{command}");
            given
        })
        .collect();
    for shell in SHELLS {
        // PowerShell is in no distribution.
        let is_there = if shell[0] == "pwsh" { optional("pwsh") } else { tool(shell[0]) };
        if is_there.is_none() {
            continue;
        }
        for (command, wanted) in commands.iter().zip(&wanted) {
            assert_eq!(&as_a_shell_gives_them(shell, command, &place), wanted, "{}: {command}", shell[0]);
        }
    }
}

/// A program that may be missing even where all judges are there.
#[cfg(unix)]
fn optional(name: &str) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|dir| dir.join(name)).find(|path| path.is_file());
    if found.is_none() {
        println!("skipped: `{name}` is not installed");
    }
    found
}

#[cfg(unix)]
#[test]
fn its_commands_run() {
    let recorder = place_of_a_recorder();
    let place = Place::without_settings();
    for name in ["article.md", "article.txt", "a.txt", "b.md"] {
        place.file(name, "# A title\n\nSome words.\n");
    }
    for command in commands(README) {
        if !command.starts_with("articast ") {
            continue;
        }
        let arguments = as_a_shell_gives_them(&["sh", "-c"], &command, &recorder);
        let mut arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        // Hums, so that it runs where no voice is.
        if arguments[0] == "make" {
            arguments.retain(|argument| !["--voices", "duo"].contains(argument));
            arguments.extend(["--voices", "tone"]);
        }
        // There is something to publish.
        if cfg!(feature = "mp3") || arguments[0] != "publish" {
            place.run(&arguments).success();
        }
    }
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
