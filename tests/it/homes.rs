//! Whose programs and settings are used: the user's own and the system's, never what others could change.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::Path;
use std::process::Command;

use crate::program::{Place, Run, missing};

/// Nobody's number, or anybody's who has no entry among the users.
const NOBODY: u32 = 65_534;
const STRANGER: u32 = 54_321;

/// A place with a text, and with programs in it that tell when they ran.
fn place() -> Place {
    let place = Place::new();
    place.file("a.md", "Hello there.\n");
    place
}

/// Puts a home into a place: a module of speech-dispatcher, and a cast for everything.
fn home(place: &Place, name: &str) {
    let evil = program(place, &format!("{name}/.local/libexec/speech-dispatcher/sd_evil"));
    let cast = format!("[voices]\nnarrator = [\"command:{evil}\"]\n");
    for folder in [".config", "Library/Application Support"] {
        place.file(&format!("{name}/{folder}/articast/voices/default.toml"), &cast);
    }
}

/// Puts a program into a place that tells that it ran.
fn program(place: &Place, name: &str) -> String {
    let path = place.file(name, "");
    crate::program::script(&path, &format!("#!/bin/sh\necho ran >> '{}'\n", place.path("ran").display()));
    path.to_str().unwrap().to_owned()
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

/// The program with nothing in its environment but these and the user's folders for what it keeps.
fn bare(place: &Place, arguments: &[&str], variables: &[(&str, &Path)]) -> Command {
    let mut command = place.command(arguments);
    command.env_clear().env("PATH", "/usr/bin:/bin");
    command.env("ARTICAST_CACHE", place.path("cache")).env("ARTICAST_DATA", place.path("data"));
    command.envs(variables.iter().copied());
    command
}

/// Runs what looks for voices, and what speaks with the usual cast; gives whether a program of the place ran, and what
/// was told.
fn ran(place: &Place, variables: &[(&str, &Path)]) -> (bool, String) {
    let mut told = String::new();
    for arguments in [&["voices", "list"][..], &["make", "a.md", "-o", "o", "--dry-run"], &["make", "a.md"]] {
        told += &Run(bare(place, arguments, variables).output().unwrap()).err();
    }
    let mark = place.path("ran");
    let ran = mark.exists();
    let _ = fs::remove_file(mark);
    (ran, told)
}

#[test]
fn without_a_home_nothing_of_others_is_run() {
    let place = place();
    // What anybody may put into the folder for what may vanish, and into the working folder.
    home(&place, "tmp/articast");
    home(&place, ".");
    mode(&place.path("tmp"), 0o1777);
    let tmp = place.path("tmp");
    for home in [None, Some(""), Some("."), Some("tmp/articast")] {
        for config in [None, Some(""), Some(".config/articast")] {
            let mut variables = vec![("TMPDIR", tmp.as_path())];
            variables.extend(home.map(|home| ("HOME", Path::new(home))));
            variables.extend(config.map(|config| ("ARTICAST_CONFIG", Path::new(config))));
            variables
                .extend(config.map(|_| ("ARTICAST_MODULES", Path::new(".local/libexec/speech-dispatcher"))));
            variables.extend(config.map(|_| ("XDG_CONFIG_HOME", Path::new(".config"))));
            let (ran, told) = ran(&place, &variables);
            assert!(!ran, "{variables:?}: {told}");
            assert_eq!(
                told.contains("`ARTICAST_CONFIG` is not used"),
                config.is_some_and(|it| !it.is_empty())
            );
        }
    }
}

#[test]
fn a_home_is_used_unless_others_can_change_it() {
    for open in ["home/.local/libexec/speech-dispatcher", "home/.local", "home", "home/.config/articast"] {
        let place = place();
        home(&place, "home");
        let home = place.path("home");
        let variables = [("HOME", home.as_path())];
        assert!(ran(&place, &variables).0, "{open}");
        mode(&place.path(open), 0o777);
        if open.ends_with("articast") {
            fs::remove_dir_all(place.path("home/.local")).unwrap();
        } else {
            fs::remove_dir_all(place.path("home/.config")).unwrap();
        }
        let (ran, told) = ran(&place, &variables);
        assert!(!ran && told.contains("is not used: "), "{open}: {told}");
        assert!(
            told.contains(&format!("{}` belongs", place.path(open).display()))
                || told.contains(": it belongs")
        );
    }
}

#[test]
fn a_home_of_another_user_is_left_aside() {
    let place = place();
    home(&place, "home");
    for folder in ["home/.local/libexec/speech-dispatcher", "home/.config/articast"] {
        if chown(place.path(folder), Some(NOBODY), None).is_err() {
            println!("skipped: only root can give folders away");
            return;
        }
    }
    let home = place.path("home");
    let (ran, told) = ran(&place, &[("HOME", home.as_path())]);
    assert!(!ran && told.contains("is not used: it belongs to another user"), "{told}");
}

#[test]
fn programs_are_not_taken_from_where_others_can_write() {
    let place = place();
    program(&place, "bin/flite");
    let path = place.path("bin");
    let list = |arguments: &[&str]| {
        let run = Run(bare(&place, arguments, &[("PATH", &path)]).output().unwrap());
        (fs::remove_file(place.path("ran")).is_ok(), run.err())
    };
    let arguments = ["say", "Hello.", "--voices", "command:flite", "-o", "x.wav"];
    assert!(list(&["voices", "list"]).0 && list(&arguments).0);
    mode(&place.path("bin"), 0o777);
    let (ran, told) = list(&["voices", "list"]);
    assert!(!ran && told.contains("warning: ") && told.contains("bin` is not used"), "{told}");
    let (ran, told) = list(&arguments);
    assert!(!ran && told.contains("other users can change `"), "{told}");
    mode(&place.path("bin"), 0o755);
    mode(&place.path("bin/flite"), 0o777);
    assert!(!list(&["voices", "list"]).0 && !list(&arguments).0);
}

#[test]
fn who_has_no_home_at_all_works_in_a_folder_that_vanishes() {
    let place = place();
    mode(place.path("a.md").parent().unwrap(), 0o755);
    fs::create_dir_all(place.path("tmp")).unwrap();
    mode(&place.path("tmp"), 0o1777);
    let mut command = Command::new("setpriv");
    let id = STRANGER.to_string();
    command.args(["--reuid", &id, "--regid", &id, "--clear-groups", env!("CARGO_BIN_EXE_articast")]);
    command.args(["make", "a.md", "--voices", "tone", "-o", "tmp/o"]).current_dir(place.path("."));
    command.env_clear().env("PATH", "/usr/bin:/bin").env("TMPDIR", place.path("tmp"));
    let Ok(output) = command.output() else { return missing("`setpriv` is not installed") };
    let run = Run(output);
    if run.err().contains("setresuid failed") || run.err().contains("setresgid failed") {
        return println!("skipped: only root can be somebody else");
    }
    let run = run.success();
    let left: Vec<_> =
        fs::read_dir(place.path("tmp")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["o"], "{}", run.err());
}
