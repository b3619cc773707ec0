//! Sound at once: what is played, and which files are replaced.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::program::{Place, Run, script, tool};

/// Runs the program with a player that notes what it is given, or that fails.
fn heard(place: &Place, player: &str, arguments: &[&str]) -> Run {
    let bin = place.path("bin");
    fs::create_dir_all(&bin).unwrap();
    fs::set_permissions(&bin, fs::Permissions::from_mode(0o755)).unwrap();
    script(&bin.join("pw-play"), player);
    let path = std::env::var("PATH").unwrap();
    let system: Vec<&str> = path.split(':').filter(|dir| ["/bin", "/usr/bin"].contains(dir)).collect();
    let path = format!("{}:{}", bin.display(), system.join(":"));
    Run(place.command(arguments).env("PATH", path).output().unwrap())
}

/// Copies the file that it is to play, and takes its time.
fn player(place: &Place) -> String {
    format!("#!/bin/sh\ncp \"$1\" {}\nsleep 2\n", place.path("heard.wav").display())
}

#[test]
fn what_is_said_and_tried_is_played() {
    for arguments in
        [&["say", "Hello.", "--play", "--voices", "tone"][..], &["voices", "try", "tone", "--text", "Hello."]]
    {
        let place = Place::new();
        heard(&place, &player(&place), arguments).success();
        let sound = hound::WavReader::open(place.path("heard.wav")).unwrap();
        assert!(1000 < sound.duration());
        assert_eq!(
            fs::read_dir(place.path(""))
                .unwrap()
                .filter(|entry| entry.as_ref().unwrap().file_name() == "tone.wav")
                .count(),
            0
        );
    }
}

#[test]
fn the_first_chapter_is_played_and_the_episode_is_made() {
    let place = Place::new();
    place.file(
        "a.md",
        "# Two birds\n\nFirst words.\n\n## More\n\nSecond words.\n\n## Even more\n\nThird words.\n",
    );
    let run = heard(&place, &player(&place), &["make", "a.md", "--voices", "tone", "--play"]).success();
    let first =
        hound::WavReader::open(place.path("output/two-birds/01-introduction.wav")).unwrap().duration();
    let heard = hound::WavReader::open(place.path("heard.wav")).unwrap().duration();
    assert!(heard <= first + 44_100 && first / 2 < heard, "{heard} of {first}: {}", run.err());
}

#[test]
fn without_sound_there_is_a_hint_and_a_made_episode() {
    let place = Place::new();
    place.file("a.md", "# Two birds\n\nFirst words.\n");
    // One that is content without a device counts as one that fails.
    let run =
        heard(&place, "#!/bin/sh\nexit 0\n", &["say", "Hello there.", "--play", "--voices", "tone"]).code(69);
    assert!(run.err().contains("hint: write a file instead: `-o FILE`"), "{}", run.err());
    heard(&place, "#!/bin/sh\nexit 1\n", &["make", "a.md", "--voices", "tone", "--play"]).success();
    assert!(place.path("output/two-birds/episode.json").exists());
}

#[test]
fn a_file_of_others_is_replaced_only_by_force() {
    let place = Place::new();
    place.file("mine.wav", "not a sound");
    let say = |more: &[&str]| place.run(&[&["say", "Hello.", "--voices", "tone", "-o"], more].concat());
    assert!(say(&["mine.wav"]).code(73).err().contains("`--force`"));
    assert_eq!(fs::read(place.path("mine.wav")).unwrap(), b"not a sound");
    say(&["mine.wav", "--force"]).success();
    // Each format is known again.
    let formats = ["wav", "flac", "opus"].into_iter().chain(cfg!(feature = "mp3").then_some("mp3"));
    for format in formats.chain(cfg!(feature = "m4b").then_some("m4b")) {
        let name = format!("x.{format}");
        say(&[&name]).success();
        say(&[&name]).success();
    }
    say(&["x.ogg"]).code(2);
    place.run(&["voices", "try", "tone", "-o", "mine.wav"]).success();
}

#[test]
fn a_format_that_cannot_be_made_takes_no_other_with_it() {
    let place = Place::new();
    place.file(
        "a.md",
        format!("# Two birds\n\n{}\n", "They sing of rain and of snow, and of the sun. ".repeat(40)),
    );
    let Some(ffmpeg) = tool("ffmpeg") else { return };
    // One that never works, and one that dies on the way.
    let dies = format!(
        "head -c 400000 > in; [ $(wc -c < in) -lt 400000 ] && exec {} \"$@\" < in; exit 1",
        ffmpeg.display()
    );
    for (name, text, code) in [("never", "exit 1", 69), ("dies", &dies, 1)] {
        let program = place.path(name);
        script(&program, &format!("#!/bin/sh\n{text}\n"));
        let run = place.run(&[
            "make",
            "a.md",
            "--voices",
            "tone",
            "--formats",
            "m4b,wav,opus",
            "--aac-encoder",
            program.to_str().unwrap(),
        ]);
        let err = run.code(code).err();
        assert!(err.contains("m4b could not be made; the other formats are complete"), "{err}");
        let status = place.run(&["status", "--strict", "--json"]).success().json();
        let sound = status[0]["episodes"][0]["sound"].as_array().unwrap();
        let formats: Vec<&str> = sound.iter().map(|file| file["format"].as_str().unwrap()).collect();
        assert_eq!(formats, ["wav", "opus"], "{name}");
    }
}
