//! Runs at the same time: each line is spoken once, and no episode is a mixture.

use std::collections::BTreeMap;
use std::process::{Child, Stdio};

use serde_json::Value;

use crate::program::{Place, script};

#[test]
fn four_runs_at_once_speak_each_line_once() {
    let place = Place::new();
    let log = place.path("said");
    // It speaks as the hums do, slowly, and notes what it was given.
    let program = env!("CARGO_BIN_EXE_articast");
    let speaker = format!(
        "#!/bin/sh\ntext=$(cat)\nprintf '%s\\n' \"$text\" >>'{}'\nsleep 0.1\n\
         printf '%s' \"$text\" | '{program}' say - -o - --voices tone:low\n",
        log.display()
    );
    script(&place.path("speaker"), &speaker);
    let lines = [
        "The first one sings.",
        "The second listens.",
        "The third sleeps.",
        "The fourth one is away from home.",
    ];
    place.file("birds.md", format!("# Birds\n\n{}\n", lines.join("\n\n")));
    let voice = format!("command:{}", place.path("speaker").display());
    let run = |n: usize| -> Child {
        let output = format!("output-{n}");
        let arguments = ["make", "birds.md", "--voices", &voice, "-o", &output, "--jobs", "2", "--json"];
        let mut command = place.command(&arguments);
        command.env("HOME", place.path("")).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let runs: Vec<Child> = (0..4).map(run).collect();
    let mut spoken = 0;
    for run in runs {
        let done = run.wait_with_output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let last: Value =
            serde_json::from_slice(done.stdout.split(|byte| *byte == b'\n').rev().nth(1).unwrap()).unwrap();
        spoken += last["lines"]["spoken"].as_u64().unwrap();
    }
    let said = std::fs::read_to_string(&log).unwrap();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for line in said.lines() {
        *counts.entry(line).or_default() += 1;
    }
    assert!(counts.len() == 5 && counts.values().all(|count| *count == 1), "{counts:?}");
    assert_eq!(spoken, 5, "each is counted by the run that spoke it");
    let sound = |n: usize| std::fs::read(place.path(&format!("output-{n}/birds/01-birds.wav"))).unwrap();
    assert!((1..4).all(|n| sound(n) == sound(0)));
    let left = place.run(&["clean", "output-0", "--dry-run", "--json"]).success().json().remove(0);
    assert_eq!(left["removed"], serde_json::json!([]));
}

#[test]
fn what_a_run_needs_is_not_cleared() {
    let place = Place::new();
    script(
        &place.path("slow"),
        &format!(
            "#!/bin/sh\nwhile ! [ -e '{}' ]; do sleep 0.05; done\nexec '{}' say - -o - --voices tone:low\n",
            place.path("go").display(),
            env!("CARGO_BIN_EXE_articast")
        ),
    );
    place.file(
        "solo.toml",
        "[voices]\nnarrator = \"tone:low\"\nslow = \"command:./slow\"\n[roles]\nquote = \"slow\"\n",
    );
    place.file("birds.md", "# Birds\n\nThe first one sings.\n\n> The second listens.\n");
    place.make(&place.file("other.md", "# Other\n\nNobody needs this.\n"), &[]);
    let arguments = ["make", "birds.md", "--voices", "solo.toml", "--allow-commands", "--jobs", "2"];
    let mut run = place.command(&arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let show = || place.run(&["cache", "show", "--json"]).success().json().remove(0);
    // Until what speaks at once is spoken.
    while show()["in_use"]["files"].as_u64().unwrap() < 2 {
        assert!(run.try_wait().unwrap().is_none(), "it waits for nothing");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert_eq!(show()["runs"], 1);
    let cleared = place.run(&["cache", "clear", "--yes", "--json"]).success().json().remove(0);
    assert!(cleared["lines"]["files"].as_u64().unwrap() >= 2, "{cleared}");
    assert_eq!(cleared["kept"]["files"], show()["in_use"]["files"], "{cleared}");
    let left = place.run(&["clean", "output", "--json"]).success().json().remove(0);
    assert_eq!(left["removed"], serde_json::json!([]), "it works with all of it");
    place.file("go", "");
    assert!(run.wait().unwrap().success());
    place.run(&["status", "--strict"]).success();
}
