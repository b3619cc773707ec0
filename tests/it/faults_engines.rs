//! Engines that fail and lie: one bad line is one bad line, and what is no speech of the text is refused and told.

use std::fs;

use serde_json::Value;

use crate::program::{Place, script};
use crate::voice::{ARTICLE, asked, differences, episode, events, gone, make, voice};

/// A voice that fails at one line while the file `broken` is there.
const FAILS: &str = "*lantern*) [ -e \"$dir/broken\" ] && { echo no lamp >&2; exit 3; } ;;";

fn manifest(place: &Place) -> Value {
    let files = episode(place);
    let (_, bytes) = files.iter().find(|(name, _)| name == "episode.json").unwrap();
    serde_json::from_slice(bytes).unwrap()
}

/// Mends the voice, and checks that the next run speaks one line and gives what an undisturbed run gives.
#[track_caller]
fn mend(place: &Place, voice: &str) {
    fs::remove_file(place.path("broken")).unwrap();
    let run = make(place, voice, &[]).success();
    let spoken = events(&run, "recorded").iter().filter(|event| event["kept"] == false).count();
    assert_eq!(spoken, 1);
    place.run(&["status", "--strict"]).success();
    assert_eq!(differences(place, voice), [] as [&str; 0]);
}

#[cfg(feature = "pico")]
#[test]
fn another_voice_says_a_line_that_fails() {
    let place = Place::new();
    let voice = voice(&place, FAILS);
    place.file("broken", "");
    let run = make(&place, &voice, &[]).success();
    let told = events(&run, "unspoken");
    assert_eq!(told.len(), 1, "{}", run.out());
    assert!(told[0]["text"].as_str().unwrap().contains("lantern"));
    assert!(told[0]["why"].as_str().unwrap().contains("exit status: 3: no lamp"), "{}", told[0]);
    assert_eq!((told[0]["then"].as_str(), told[0]["by"].as_str()), (Some("said_by"), Some("pico:en-US")));
    assert_eq!(
        asked(&place).iter().filter(|text| text.contains("lantern")).count(),
        3,
        "it is tried three times"
    );
    let manifest = manifest(&place);
    let lines = manifest["cues"].as_array().unwrap();
    let others: Vec<&Value> = lines.iter().filter(|line| line["stand_in"] == "pico:en-US").collect();
    assert!(
        lines.len() == 11 && others.len() == 1 && others[0]["text"].as_str().unwrap().contains("lantern")
    );
    let voices = manifest["voices"].as_array().unwrap();
    assert!(
        voices.iter().any(|voice| voice["voice"] == "pico:en-US" && voice["roles"] == serde_json::json!([]))
    );
    let status = place.run(&["status"]).success().out();
    assert!(status.contains("`pico:en-US` said it, since `command:sh` could not"), "{status}");
    mend(&place, &voice);
}

#[test]
fn a_line_that_fails_is_left_out_and_the_episode_is_incomplete() {
    let place = Place::new();
    let voice = voice(&place, FAILS);
    place.file("broken", "");
    let run = make(&place, &voice, &["--on-failure", "skip"]).code(1);
    let (done, failed) = (events(&run, "done"), events(&run, "failed"));
    assert_eq!(done[0]["unspoken"][0], "A lantern was burning in the window of the last house.");
    assert!(done[0]["ledger"].as_str().unwrap().contains("reshaped"), "{}", done[0]);
    assert!(failed[0]["error"].as_str().unwrap().contains("is incomplete: 1 of its lines"), "{}", failed[0]);
    let manifest = manifest(&place);
    assert_eq!(manifest["cues"].as_array().unwrap().len(), 10);
    let unspoken = &manifest["unspoken"][0];
    let next = manifest["cues"].as_array().unwrap().iter().find(|cue| cue["start"] == unspoken["start"]);
    assert!(next.unwrap()["text"].as_str().unwrap().contains("walked"), "{unspoken}");
    // No sidecar has a line that is not heard.
    for (name, bytes) in episode(&place).iter().filter(|(name, _)| name.starts_with("transcript")) {
        assert!(!String::from_utf8_lossy(bytes).contains("lantern"), "{name}");
    }
    let status = place.run(&["status"]).success().out();
    assert!(status.contains("incomplete: 1 line could not be spoken"), "{status}");
    assert!(status.contains("unspoken: “A lantern"), "{status}");
    place.run(&["status", "--strict"]).code(3);
    let publish = ["publish", "--url", "https://example.org/show"];
    let published = place.run(&publish);
    assert!(published.err().contains("`the-island`: it is incomplete"), "{}", published.err());
    let checked = place.run(&["check"]).code(1);
    assert!(checked.out().contains("1 line could not be spoken"), "{}", checked.out());
    mend(&place, &voice);
}

#[test]
fn without_another_way_there_is_no_episode_and_all_lines_that_failed_are_told() {
    let place = Place::new();
    let voice = voice(&place, "*lantern*|*ferry*|*harbour*) [ -e \"$dir/broken\" ] && exit 3 ;;");
    place.file("broken", "");
    let run = make(&place, &voice, &["--on-failure", "stop"]).code(75);
    let told: Vec<_> = events(&run, "unspoken").iter().map(|event| event["line"].as_u64().unwrap()).collect();
    assert_eq!(told, [3, 5, 7]);
    let error = events(&run, "failed")[0]["error"].as_str().unwrap().to_owned();
    assert!(error.contains("“A lantern") && error.contains("and 2 other lines"), "{error}");
    assert!(!place.path("output/the-island/episode.json").exists());
    // The others were said, and are kept.
    fs::remove_file(place.path("broken")).unwrap();
    let run = make(&place, &voice, &[]).success();
    assert_eq!(events(&run, "recorded").iter().filter(|event| event["kept"] == true).count(), 8);
}

#[test]
fn a_voice_that_fails_at_every_line_is_given_up() {
    let place = Place::new();
    let voice = voice(&place, "*) exit 3 ;;");
    let run = make(&place, &voice, &["--jobs", "1"]).code(75);
    let told = events(&run, "unspoken");
    assert_eq!((told.len(), asked(&place).len()), (11, 15), "five lines, three times each: {}", run.out());
    assert_eq!(told.iter().filter(|event| event["why"].as_str().unwrap().contains("not tried")).count(), 6);
}

#[test]
fn a_voice_that_fails_now_and_then_says_everything() {
    let place = Place::new();
    // Every third time it is asked.
    let cases = "*) [ $(($(wc -l <\"$dir/asked\") % 3)) = 0 ] && exit 3 ;;";
    let voice = voice(&place, cases);
    let run = make(&place, &voice, &["--jobs", "1"]).success();
    assert_eq!(events(&run, "unspoken").len(), 0);
    assert_eq!(manifest(&place)["cues"].as_array().unwrap().len(), 11);
}

#[test]
fn what_is_no_speech_of_the_text_is_refused() {
    for (lie, why) in [
        ("sent=50", "cut short"),
        ("hertz=32000", "s for a text that this voice says in about"),
        ("length=11520", "s for 23 letters"),
        (
            "hertz=16000; printf 'RIFF\\377\\377\\377\\377WAVEfmt \\020\\000\\000\\000\\001\\000\\001\\000\\200\\076\\000\\000\\000\\175\\000\\000\\002\\000\\020\\000data\\377\\377\\377\\377'; head -c 100000 /dev/urandom; exit",
            "noise",
        ),
        ("hum 'Everybody went home before it was dark.'; exit", "the sound of another line"),
    ] {
        let place = Place::new();
        let voice = voice(&place, &format!("*lantern*) {lie} ;;"));
        // The longest lines are said first: when the short one comes, the pace of the voice is known.
        let text = ARTICLE.replace("A lantern", "Another lamp") + "\nA lantern was burning there.\n";
        place.file("in/two.md", text);
        let more = ["--voices", &voice, "--jobs", "1", "--json", "--on-failure", "skip"];
        let run = place.run(&[&["make", "in/two.md"], &more[..]].concat());
        let told = events(&run, "unspoken");
        assert_eq!(told.len(), 1, "{lie}: {}", run.out());
        let said = told[0]["why"].as_str().unwrap();
        assert!(said.contains(why), "{lie}: {said}");
        assert_eq!(asked(&place).iter().filter(|text| text.contains("lantern")).count(), 3, "{lie}");
    }
}

#[test]
fn nothing_that_a_line_leaves_behind_stays() {
    let place = Place::new();
    let daemon =
        "setsid sh -c \"echo \\$\\$ >>'$dir/pids'; exec sleep 1000\" & sleep 1000 & echo $! >>\"$dir/pids\"";
    let wait = "while [ $(wc -l <\"$dir/pids\") -lt $((2 * $(wc -l <\"$dir/asked\"))) ]; do sleep 0.01; done";
    let voice = voice(&place, &format!("*) {daemon}; {wait} ;;"));
    let run = make(&place, &voice, &["--jobs", "1"]).success();
    assert_eq!(events(&run, "unspoken").len(), 0);
    gone(&place);
}

#[test]
fn an_engine_has_limits_and_holds_nothing_of_ours() {
    let place = Place::new();
    let tell =
        "*lantern*) { ulimit -c; ulimit -n; ulimit -f; ls /proc/self/fd | wc -l; } >\"$dir/limits\" ;;";
    let voice = voice(&place, tell);
    place.file("in/island.md", ARTICLE);
    // A shell opens two files that its children inherit.
    let command = place.command(&["make", "in/island.md", "--voices", &voice]);
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<String> = words.map(|word| format!("'{}'", word.to_str().unwrap())).collect();
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", &format!("exec 7</dev/null 8</dev/null; exec {}", words.join(" "))]);
    shell.current_dir(place.path(""));
    shell.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    assert!(shell.output().unwrap().status.success());
    let limits = fs::read_to_string(place.path("limits")).unwrap();
    let limits: Vec<u64> = limits.lines().map(|line| line.trim().parse().unwrap()).collect();
    // In blocks of 512 bytes; `ls` itself has its folder open.
    assert_eq!(limits, [0, 1024, (1 << 30) / 512, 4], "core, files, size, open");
}

#[test]
fn a_program_that_is_removed_is_missing_and_what_it_said_is_kept() {
    let place = Place::new();
    voice(&place, "*walked*) rm -f \"$dir/speaker\" ;;");
    let hum = fs::read_to_string(place.path("voice.sh")).unwrap();
    let install = |hum: &str| script(&place.path("speaker"), &format!("#!/bin/sh\n{hum}"));
    install(&hum);
    let voice = format!("command:{}", place.path("speaker").display());
    let run = make(&place, &voice, &["--jobs", "1"]).code(69);
    assert!(run.out().contains("does not start: No such file"), "{}", run.out());
    let before = asked(&place);
    assert!(before.last().unwrap().contains("walked") && before.len() < 11, "{before:?}");
    install(&hum.replace("*walked*) rm", "*nothing*) rm"));
    make(&place, &voice, &[]).success();
}
