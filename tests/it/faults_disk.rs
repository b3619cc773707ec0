//! Disks that are too small, full or not to be written, and limits of the system: what is told, and that nothing is lost.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::program::{Place, Run, missing, tool};

/// An article of a minute and a half: some 8 MB of WAV, and 4 MB in the cache.
fn article(place: &Place) -> PathBuf {
    let sentence = "The tide comes in twice a day, and twice a day it goes out again. ";
    let paragraphs: Vec<String> = (0..20).map(|n| format!("Day {n}. {sentence}\n")).collect();
    place.file("tides.md", format!("# Tides\n\n{}", paragraphs.join("\n")))
}

const MAKE: [&str; 4] = ["make", "tides.md", "--voices", "tone"];

/// Runs the program with a disk of its own at a folder, whose options `mount` knows. None where that is not allowed.
fn with_disk(place: &Place, folder: &Path, options: &str, arguments: &[&str]) -> Option<Run> {
    mounted(place, folder, &format!("mount -t tmpfs -o {options} tmpfs \"$0\""), arguments)
}

/// Runs the program after a folder, `$0`, was mounted.
fn mounted(place: &Place, folder: &Path, mount: &str, arguments: &[&str]) -> Option<Run> {
    let unshare = tool("unshare")?;
    std::fs::create_dir_all(folder).unwrap();
    let may = Command::new(&unshare).args(["-rm", "true"]).status().unwrap().success();
    if !may {
        missing("nobody here may mount a disk of their own");
        return None;
    }
    let run = place.command(arguments);
    let mut command = Command::new(unshare);
    command.args(["-rm", "sh", "-c", &format!("{mount} && exec \"$@\"")]);
    command.arg(folder).arg(run.get_program()).args(run.get_args());
    command.envs(run.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.current_dir(run.get_current_dir().unwrap());
    Some(Run(command.output().unwrap()))
}

/// How many lines are in the cache.
fn spoken(place: &Place) -> u64 {
    place.run(&["cache", "show", "--json"]).success().json()[0]["lines"].as_u64().unwrap()
}

#[test]
fn a_disk_that_is_too_small_is_told_before_anything_is_spoken() {
    let place = Place::new();
    article(&place);
    let Some(run) = with_disk(&place, &place.path("output"), "size=1m", &MAKE) else { return };
    let told = run.code(73).err();
    assert!(told.contains("there is too little room for `output") && told.contains("are missing"), "{told}");
    assert_eq!(spoken(&place), 0);
    let run = with_disk(&place, &place.path("cache"), "size=1m", &MAKE).unwrap();
    let told = run.code(73).err();
    assert!(told.contains("there is too little room for") && told.contains("cache/spoken"), "{told}");
    assert!(!place.path("output").join("tides/episode.json").exists());
    // On a disk with room, all is well.
    with_disk(&place, &place.path("output"), "size=40m", &MAKE).unwrap().success();
}

#[test]
fn a_disk_that_is_only_read_is_told_before_anything_is_spoken() {
    let place = Place::new();
    article(&place);
    let Some(run) = with_disk(&place, &place.path("output"), "ro", &MAKE) else { return };
    let told = run.code(73).err();
    assert!(told.contains("failed to write `output"), "{told}");
    assert_eq!(spoken(&place), 0);
    let events = with_disk(&place, &place.path("cache"), "ro", &[&MAKE[..], &["--json"]].concat()).unwrap();
    let told = events.code(73).err();
    assert!(told.contains("cache"), "{told}");
    assert!(!place.path("output").join("tides/episode.json").exists());
}

#[test]
fn a_cache_that_may_only_be_read_is_read() {
    let place = Place::new();
    article(&place);
    place.run(&MAKE).success();
    std::fs::remove_dir_all(place.path("output")).unwrap();
    let read_only = "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\"";
    let make = || mounted(&place, &place.path("cache"), read_only, &MAKE);
    let Some(run) = make() else { return };
    assert!(run.success().err().contains("0 lines spoken"));
    place.file("tides.md", "# Tides\n\nThis is new.\n");
    let told = make().unwrap().code(73).err();
    assert!(told.contains("cache/spoken"), "{told}");
}

#[test]
fn a_file_larger_than_the_system_allows_is_an_error_that_is_told() {
    let place = Place::new();
    article(&place);
    place.run(&MAKE).success();
    std::fs::remove_dir_all(place.path("output")).unwrap();
    let run = place.command(&MAKE);
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -f 1000 && exec \"$0\" \"$@\""]).arg(run.get_program()).args(run.get_args());
    command.envs(run.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let told = Run(command.current_dir(place.path("")).output().unwrap()).code(73).err();
    assert!(told.contains("failed to write") && told.contains("File too large"), "{told}");
    place.run(&MAKE).success();
    place.run(&["status", "--strict"]).success();
}

#[test]
fn a_full_disk_for_temporary_files_is_named() {
    for voice in ["flite", "festival"] {
        if tool(voice).is_none() {
            continue;
        }
        let place = Place::new();
        article(&place);
        place.file("one.toml", format!("voices.narrator = '{voice}'\n"));
        let folder = place.path("temporary");
        let mount = "mount -t tmpfs -o size=100k tmpfs \"$0\" && export TMPDIR=\"$0\"";
        let arguments = ["make", "tides.md", "--voices", "one.toml", "--jobs", "1"];
        let Some(run) = mounted(&place, &folder, mount, &arguments) else { return };
        let told = run.code(73).err();
        assert!(told.contains("temporary/articast-") && told.contains("the disk is full"), "{voice}: {told}");
    }
}

#[test]
fn the_cache_stays_within_its_limit() {
    let place = Place::new();
    article(&place);
    let limited = |limit: &str| {
        let mut command = place.command(&MAKE);
        Run(command.env("ARTICAST_CACHE_LIMIT", limit).output().unwrap()).success()
    };
    let show = || -> Value { place.run(&["cache", "show", "--json"]).success().json().remove(0) };
    limited("1GB");
    let whole = show();
    assert!(10 < whole["lines"].as_u64().unwrap() && 1_000_000 < whole["bytes"].as_u64().unwrap(), "{whole}");
    limited("1MB");
    let small = show();
    assert!(small["bytes"].as_u64().unwrap() <= 1_000_000 && 0 < small["lines"].as_u64().unwrap(), "{small}");
    assert_eq!(small["runs"], 0);
    let told = limited("a lot").err();
    assert!(told.contains("`ARTICAST_CACHE_LIMIT` is not used: a size is a number of bytes"), "{told}");
}
