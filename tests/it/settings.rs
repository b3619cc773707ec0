//! `articast.toml`: what it sets, what it may not set, and what goes before it.

use std::fs;

use crate::program::{Place, Run};

const ARTICLE: &str = "# Owls\n\nThey hunt at night.\n\nClick here to subscribe.\n\n## Two\n\nThey sleep.\n";

/// A place with an article and the settings of its folder.
fn place(settings: &str) -> Place {
    let place = Place::without_settings();
    place.file("a.md", ARTICLE);
    place.file("articast.toml", settings);
    place
}

/// The names of the files in the folder of an episode.
fn names(place: &Place, folder: &str) -> Vec<String> {
    let entries = fs::read_dir(place.path(folder)).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn has(place: &Place, folder: &str, ends: &[&str]) -> Vec<bool> {
    let names = names(place, folder);
    ends.iter().map(|end| names.iter().any(|name| name.ends_with(end))).collect()
}

#[test]
fn a_new_episode_can_be_listened_to_and_published() {
    let place = Place::without_settings();
    place.file("a.md", ARTICLE);
    place.run(&["make", "a.md", "--voices", "tone"]).success();
    assert_eq!(
        has(&place, "output/owls", &["01-introduction.wav", "owls.mp3"]),
        [true, cfg!(feature = "mp3")]
    );
    #[cfg(feature = "mp3")]
    {
        let run = place.run(&["publish", "--url", "https://example.org/show", "--json"]).success();
        assert_eq!(run.json()[0]["episodes"], 1);
    }
}

#[test]
fn what_holds_nothing_is_neither_published_nor_served() {
    let place = Place::new();
    fs::create_dir(place.path("output")).unwrap();
    let publish = || place.run(&["publish", "--url", "https://example.org/show"]);
    assert!(publish().code(65).err().contains("articast make ARTICLE"));
    place.file("a.md", ARTICLE);
    place.run(&["make", "a.md", "--voices", "tone"]).success();
    let told = publish().code(65).err();
    assert!(told.contains("`owls`: it has no file that podcast apps can play"), "{told}");
    assert!(!place.path("output/feed.xml").exists());
    #[cfg(feature = "serve")]
    assert!(place.run(&["serve", "--port", "0"]).code(65).err().contains("no episode for podcast apps"));
    place.run(&["publish", "--url", "https://example.org/show", "--allow-empty"]).success();
}

#[test]
fn a_file_above_sets_what_the_command_line_does_not() {
    let place =
        place("output = \"episodes\"\nvoices = \"tone\"\nformats = [\"flac\"]\nskip = [\"click here\"]\n");
    fs::create_dir_all(place.path("sub/folder")).unwrap();
    let run = |arguments: &[&str]| -> Run {
        Run(place.command(arguments).current_dir(place.path("sub/folder")).output().unwrap())
    };
    run(&["make", "../../a.md"]).success();
    assert_eq!(has(&place, "episodes/owls", &[".flac", ".wav"]), [true, false]);
    let text = fs::read_to_string(place.path("episodes/owls/transcript.txt")).unwrap();
    assert!(text.contains("sleep") && !text.contains("subscribe"), "{text}");
    // The command line goes before it, and an episode keeps the formats that it was given.
    run(&["make", "../../a.md", "--formats", "wav", "--skip", "nothing of it"]).success();
    run(&["make", "../../a.md"]).success();
    assert_eq!(has(&place, "episodes/owls", &[".flac", ".wav"]), [false, true]);
    let listed = run(&["list", "--json"]).success().json();
    assert_eq!((listed.len(), &listed[0]["title"]), (1, &"Owls".into()));
}

#[test]
fn the_users_own_file_goes_behind_the_folders() {
    let place = place("speed = 1.5\n");
    place.file("config/articast.toml", "speed = 0.8\nstrict = true\nvoices = \"tone\"\n");
    let shown = place.run(&["config", "show"]).success().out();
    assert!(shown.contains("speed = 1.5  # articast.toml"), "{shown}");
    assert!(
        shown.contains("strict = true  # ") && shown.contains("profile = \"podcast\"  # built in"),
        "{shown}"
    );
    let paths = place.run(&["config", "path"]).success().out();
    assert_eq!(paths.lines().count(), 2, "{paths}");
    // What is lost fails, unless this run says otherwise.
    place.file("b.md", "# Pictures\n\nWords of it.\n\n![](a.png)\n");
    place.run(&["make", "b.md"]).code(3);
    place.run(&["make", "b.md", "--strict=false"]).success();
}

#[test]
fn a_mistake_in_a_file_is_told_with_its_place() {
    for (settings, told) in [
        ("fromats = [\"wav\"]", "`fromats` is not a setting; did you mean `formats`?"),
        ("formats = [\"ogg\"]", "possible values: wav"),
        ("speed = 9", "from 0.5 to 2"),
        ("strict = \"maybe\"", "possible values: true, false"),
        ("x = [", "`]`"),
        ("aac_encoder = \"x\"", "only in your own configuration"),
        ("to = \"s3://x/y\"", "only in your own configuration"),
        ("voices = \"command:x\"", "only in your own configuration"),
        ("voices = [\"command:x\"]", "only in your own configuration"),
        ("[site.\"a/b\"]", "not the name of a host"),
        ("[site.\"a.b\"]\nskip = [\"p[\"]", "not a CSS selector"),
        ("[site.\"a.b\"]\nskp = [\"p\"]", "unknown field `skp`"),
    ] {
        let place = place(settings);
        let run = place.run(&["make", "a.md", "--voices", "tone"]).code(65);
        let err = run.err();
        assert!(err.contains("`articast.toml` is not a valid configuration") && err.contains(told), "{err}");
        assert!(!place.path("output").exists());
    }
}

#[test]
fn what_is_typed_wrong_has_a_hint() {
    let place = Place::new();
    place.file("a.md", ARTICLE);
    for (arguments, hint) in [
        (["make", "a.md", "--voices", "defualt"], "did you mean `default`?"),
        (["remove", "owl", "--voices", "x"], "unexpected argument"),
        (["make", "a.md", "--formats", "mp4"], "possible values"),
    ] {
        let err = place.run(&arguments).code(2).err();
        assert!(err.contains(hint), "{err}");
    }
}

#[test]
fn a_picture_that_is_not_there_is_told_and_fails_strictly() {
    let place = Place::new();
    place.file("b.md", "# Birds\n\nWords of it.\n\n![A heron in the reeds](heron.png)\n");
    let make = |more: &[&str]| place.run(&[&["make", "b.md", "--voices", "tone"], more].concat());
    let told = make(&[]).success().err();
    assert!(told.contains("warning: `b.md`: the picture `heron.png` is not there"), "{told}");
    make(&["--strict"]).code(3);
}
