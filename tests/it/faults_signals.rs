//! Signals: whatever ends a run, no engine outlives it, and the next run goes on where it stopped.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use crate::program::Place;
use crate::voice::{ARTICLE, asked, differences, events, gone, hanging, make, signal, voice, wait_for};

/// A voice that hangs in the middle of the article while the file `broken` is there, with a child, and a daemon in a
/// session of its own.
const HANGS: &str = "*lantern*) if [ -e \"$dir/broken\" ]; then
    echo $$ >>\"$dir/pids\"
    sleep 1000 & echo $! >>\"$dir/pids\"
    setsid sh -c \"echo \\$\\$ >>'$dir/pids'; touch '$dir/hangs'; exec sleep 1000\" &
    trap '' TERM INT HUP QUIT
    wait
fi ;;";

#[test]
fn what_ends_a_run_ends_its_engines() {
    for (name, code) in
        [("INT", Some(130)), ("TERM", Some(143)), ("HUP", Some(129)), ("QUIT", None), ("KILL", None)]
    {
        let place = Place::new();
        let voice = voice(&place, HANGS);
        place.file("broken", "");
        let mut child = hanging(&place, &voice);
        signal(&child, name);
        assert_eq!(child.wait().unwrap().code(), code, "{name}");
        gone(&place);
        fs::remove_file(place.path("broken")).unwrap();
        // What was said is not said again.
        let before = asked(&place);
        make(&place, &voice, &[]).success();
        let again = asked(&place);
        let twice: Vec<_> = again[before.len()..].iter().filter(|text| before.contains(text)).collect();
        assert!(twice.len() <= 2, "{name}: only what was being said is said again: {twice:?}");
        assert_eq!(differences(&place, &voice), [] as [&str; 0], "{name}");
    }
}

#[test]
fn a_run_that_is_killed_after_any_line_goes_on_from_there() {
    let place = Place::new();
    let voice = voice(&place, "");
    place.file("in/island.md", ARTICLE);
    for lines in 1..=5 {
        let arguments = ["make", "in/island.md", "--voices", &voice, "--json"];
        let mut child = place.command(&arguments).stdout(Stdio::piped()).spawn().unwrap();
        let told = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let recorded = told.filter(|line| line.contains("\"recorded\"")).take(2 * lines).count();
        assert_eq!(recorded, 2 * lines);
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let run = make(&place, &voice, &[]).success();
    let kept = events(&run, "recorded").iter().filter(|event| event["kept"] == true).count();
    assert!(10 <= kept, "{kept} lines were kept");
    assert_eq!(differences(&place, &voice), [] as [&str; 0]);
}

#[test]
fn a_run_that_is_halted_goes_on() {
    let place = Place::new();
    let cases = "*lantern*) touch \"$dir/hangs\"; while [ ! -e \"$dir/go\" ]; do sleep 0.01; done ;;";
    let voice = voice(&place, cases);
    let mut child = hanging(&place, &voice);
    signal(&child, "STOP");
    let stat = format!("/proc/{}/stat", child.id());
    wait_for("it is not halted", || fs::read_to_string(&stat).unwrap().contains(") T "));
    place.file("go", "");
    signal(&child, "CONT");
    assert!(child.wait().unwrap().success());
}
