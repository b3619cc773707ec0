//! `articast status`: what a folder of episodes holds, and what is wrong with it.

use std::path::Path;

use serde_json::{Value, json};

use crate::program::Place;

const ARTICLE: &str = "---\ntitle: Two Birds\n---\n\nThe first one sings. It sings well.\n\n\
                       ## The second\n\nIt only listens. Isn't it odd?\n";

fn made(place: &Place) -> std::path::PathBuf {
    place.make(&place.file("birds.md", ARTICLE), &[])
}

/// Changes the manifest of an episode.
fn change(place: &Place, folder: &Path, change: impl FnOnce(&mut Value)) {
    let path = folder.join("episode.json");
    let mut manifest = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    change(&mut manifest);
    let name = path.strip_prefix(place.path("")).unwrap().to_str().unwrap().to_owned();
    place.file(&name, manifest.to_string());
}

fn faults(place: &Place) -> String {
    let run = place.run(&["status", "--json", "--strict"]).code(3);
    let told = run.json().remove(0);
    assert_eq!(told["well"], false);
    told["episodes"][0]["faults"].as_array().unwrap().iter().map(|fault| fault.as_str().unwrap()).collect()
}

#[test]
fn a_complete_episode_is_well() {
    let place = Place::new();
    let folder = made(&place);
    place.file("output/mine/notes.txt", "no episode of ours");
    let run = place.run(&["status", "--strict"]).success();
    let out = run.out();
    assert!(out.contains("Two Birds: 0:1") && out.contains("2 chapters, 6 lines"), "{out}");
    assert!(out.contains("narrator: tone:low"), "{out}");
    assert!(out.ends_with("1 episode in output: 0 incomplete, 0 doubtful lines\n"), "{out}");
    let told = place.run(&["status", folder.to_str().unwrap(), "--json"]).success().json().remove(0);
    let episode = &told["episodes"][0];
    assert_eq!(
        (&told["well"], &episode["complete"], &episode["lines"]),
        (&json!(true), &json!(true), &json!(6))
    );
    assert!(episode["samples"].as_u64().unwrap() > 44_100);
    place.run(&["status", "nowhere"]).code(66);
}

#[test]
fn what_is_missing_cut_or_changed_is_told() {
    let place = Place::new();
    let folder = made(&place);
    let second = folder.join("02-the-second.wav");
    let whole = std::fs::read(&second).unwrap();
    // The tags stand behind the samples: what is cut here is sound.
    place.file("output/two-birds/02-the-second.wav", &whole[..whole.len() / 2]);
    assert!(faults(&place).contains("`02-the-second.wav` has "));
    place.run(&["status"]).success();
    place.file("output/two-birds/02-the-second.wav", "no sound");
    assert!(faults(&place).contains("`02-the-second.wav` cannot be read"));
    std::fs::remove_file(&second).unwrap();
    std::fs::remove_file(folder.join("transcript.vtt")).unwrap();
    assert_eq!(faults(&place), "`02-the-second.wav` is missing`transcript.vtt` is missing");
    made(&place);
    change(&place, &folder, |manifest| manifest["samples"] = json!(1));
    assert!(faults(&place).contains("do not add up"));
    change(&place, &folder, |manifest| manifest["sample_rate"] = json!(0));
    assert!(faults(&place).contains("`episode.json` cannot be read"));
    std::fs::remove_file(folder.join("episode.json")).unwrap();
    assert_eq!(faults(&place), "there is no `episode.json`");
    made(&place);
    place.run(&["status", "--strict"]).success();
}

#[test]
fn what_killed_runs_left_is_told() {
    let place = Place::new();
    made(&place);
    place.file("output/.articast-x7Kq2Z/01.wav", "");
    place.file("output/two-birds/.articast-Aq2xZ1.part", "");
    place.file("output/.articast-my notes/a", "");
    let run = place.run(&["status", "--strict"]).code(3);
    let out = run.out();
    let told: Vec<&str> = out.lines().filter(|line| line.contains("/.articast-")).collect();
    assert_eq!(told, ["  output/.articast-x7Kq2Z", "  output/two-birds/.articast-Aq2xZ1.part"]);
    assert!(out.contains("`articast clean` removes them"), "{out}");
}

#[test]
fn doubtful_lines_are_told_with_a_command_that_says_them_again() {
    let place = Place::new();
    let folder = made(&place);
    change(&place, &folder, |manifest| {
        let cues = manifest["cues"].as_array_mut().unwrap();
        cues.iter_mut().find(|cue| cue["text"] == "Isn't it odd?").unwrap()["doubt"] = json!("it is noise");
        manifest["voices"][0]["rate"] = json!(0.92);
        manifest["voices"][0]["pitch"] = json!(-3.0);
    });
    let out = place.run(&["status"]).success().out();
    assert!(out.contains(", The second, “Isn't it odd?”: it is noise\n"), "{out}");
    let command = r"articast say -o try.wav --voices=tone:low --rate=0.92 --pitch=-3 -- 'Isn'\''t it odd?'";
    let again = r"retake: articast make … '--retake=Isn'\''t it odd?'";
    assert!(out.contains(command) && out.contains(again) && out.contains("--lexicon"), "{out}");
    let told = place.run(&["status", "--json", "--strict"]).code(3).json().remove(0);
    let line = &told["episodes"][0]["doubtful"][0];
    assert_eq!((&line["doubt"], &line["file"]), (&json!("it is noise"), &json!("02-the-second.wav")));
    let again: Vec<&str> =
        line["try"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect();
    place.run(&again[1..]).success();
    assert!(place.path("try.wav").is_file());
}

#[test]
fn a_hostile_folder_leads_nowhere() {
    let place = Place::new();
    let folder = made(&place);
    place.file("secret.wav", "secret");
    change(&place, &folder, |manifest| {
        manifest["title"] = json!("a\u{1b}[2Jb\nc");
        manifest["voices"][0]["voice"] = json!("command:rm -rf .");
        manifest["chapters"][0]["file"] = json!("../../secret.wav");
        manifest["chapters"][1]["samples"] = json!(u64::MAX);
        for cue in manifest["cues"].as_array_mut().unwrap() {
            cue["doubt"] = json!("\u{202e}x\u{7}");
        }
    });
    let out = place.run(&["status"]).success().out();
    assert!(out.contains("not the name of a file in this folder") && out.contains("do not add up"), "{out}");
    assert!(!out.contains("listen: ") && !out.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{out}");
    place.file("output/deep/episode.json", "[".repeat(1 << 20));
    place.file("output/text/episode.json", "{\"title\":\"\\u001b[2J\"}");
    std::fs::create_dir_all(place.path("output/folder/episode.json")).unwrap();
    let told = place.run(&["status", "--json"]).success().json().remove(0);
    let unread = |episode: &&Value| episode["faults"][0].as_str().unwrap().contains("cannot be read");
    assert_eq!(told["episodes"].as_array().unwrap().iter().filter(unread).count(), 3);
}

#[cfg(unix)]
#[test]
fn pipes_and_links_are_not_waited_for() {
    let place = Place::new();
    let folder = made(&place);
    if crate::program::tool("mkfifo").is_none() {
        return;
    }
    let first = folder.join("01-introduction.wav");
    std::fs::remove_file(&first).unwrap();
    place.file("output/pipe/transcript.vtt", "");
    for path in [&first, &place.path("output/pipe/episode.json")] {
        assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
    }
    std::os::unix::fs::symlink(place.path("output"), place.path("output/two-birds/.articast-loop")).unwrap();
    let out = place.run(&["status"]).success().out();
    assert!(
        out.contains("`01-introduction.wav` is missing") && out.contains("it is not a regular file"),
        "{out}"
    );
}

/// Whatever file of a podcast is a pipe, no command waits for somebody to write into it.
#[cfg(unix)]
#[test]
fn no_file_of_a_podcast_that_is_a_pipe_is_waited_for() {
    let place = Place::new();
    let article = place.file("one.md", "# One\n\nWords about one.\n");
    place.make(&article, &["--formats", "wav,mp3"]);
    place.run(&["publish", "--url", "https://example.com/pod/"]).success();
    place.run(&["follow", "one.md", "--once", "--voices", "tone"]);
    let (Some(mkfifo), Some(timeout)) = (crate::program::tool("mkfifo"), crate::program::tool("timeout"))
    else {
        return;
    };
    let files = |folder: &str| -> Vec<_> {
        let entries = place.path(folder).read_dir().unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.is_file()).collect()
    };
    let all = [files("output"), files("output/one")].concat();
    assert!(all.len() > 10, "{all:?}");
    let commands: [&[&str]; 5] = [
        &["status"],
        &["check"],
        &["publish", "--url", "https://example.com/pod/"],
        &["make", "one.md", "--voices", "tone"],
        &["follow", "one.md", "--once", "--voices", "tone"],
    ];
    for path in &all {
        let aside = place.path("aside");
        std::fs::rename(path, &aside).unwrap();
        assert!(std::process::Command::new(&mkfifo).arg(path).status().unwrap().success());
        for arguments in commands {
            let command = place.command(arguments);
            let mut timed = std::process::Command::new(&timeout);
            timed.arg("60").arg(command.get_program()).args(command.get_args());
            timed.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
            timed.current_dir(command.get_current_dir().unwrap());
            let code = timed.output().unwrap().status.code();
            assert_ne!(code, Some(124), "{arguments:?} waits for {}", path.display());
        }
        let _ = std::fs::remove_file(path);
        std::fs::rename(&aside, path).unwrap();
    }
}
