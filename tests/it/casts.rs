//! What a cast can reach: the user's own all that it names, a stranger's only the voices of the machine.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::program::{Place, Run, tool};

const CAST: &str = "[voices]\nnarrator = [\"flite:nosuch\", \"command:./evil.sh --x\"]\n";
const SECRETS: [(&str, &str); 4] = [
    ("ARTICAST_SPEECH_KEY", "sk-hush-hush"),
    ("AWS_SECRET_ACCESS_KEY", "aws-hush-hush"),
    ("OPENAI_API_KEY", "oa-hush-hush"),
    ("MY_PASSWORD", "my-hush-hush"),
];

/// A place with a stranger's cast in `their words`, whose program speaks and keeps the environment that it saw.
fn place() -> Place {
    let place = Place::new();
    place.file("a.md", "# A title\n\nHello there.\n");
    place.file("their words/c.toml", CAST);
    program(&place, "their words/evil.sh");
    place
}

fn program(place: &Place, name: &str) {
    crate::voice::voice(place, "");
    let (seen, hum) = (place.path("seen"), place.path("voice.sh"));
    let script = format!("#!/bin/sh\nenv > '{}'\nexec sh '{}'\n", seen.display(), hum.display());
    let path = place.file(name, "");
    crate::program::script(&path, &script);
}

/// The environment that the program of a cast saw, if it ran.
fn seen(place: &Place) -> Option<String> {
    let seen = fs::read_to_string(place.path("seen")).ok();
    let _ = fs::remove_file(place.path("seen"));
    seen
}

/// The commands that speak, with a cast from a file.
const SPEAK: [&[&str]; 6] = [
    &["make", "a.md", "--voices", "their words/c.toml", "-o", "o"],
    &["make", "a.md", "--voices", "their words/c.toml", "-o", "o2", "--json"],
    &["make", "a.md", "--voices", "their words/c.toml", "-o", "o3", "--dry-run"],
    &["say", "Hello.", "--voices", "their words/c.toml", "-o", "x.wav"],
    &["voices", "try", "their words/c.toml", "-o", "x.wav"],
    &["follow", "articles", "--voices", "their words/c.toml", "-o", "o4", "--formats", "wav", "--once"],
];

#[test]
fn a_strangers_cast_runs_no_program_unless_it_is_allowed() {
    let place = place();
    place.file("articles/b.md", "# Another\n\nHello again.\n");
    for arguments in SPEAK {
        let run = Run(place.command(arguments).envs(SECRETS).output().unwrap()).code(77);
        let told = format!("{}{}", run.err(), run.out());
        assert!(told.contains("evil.sh") && told.contains("`--allow-commands`"), "{arguments:?}: {told}");
        assert_eq!(seen(&place), None, "{arguments:?}");
    }
    for (n, arguments) in SPEAK.into_iter().enumerate() {
        let arguments = [arguments, &["--allow-commands"]].concat();
        // Each speaks anew.
        let mut command = place.command(&arguments);
        let run = command.envs(SECRETS).env("ARTICAST_CACHE", place.path(&format!("cache {n}")));
        Run(run.env("LANG", "C.UTF-8").output().unwrap()).success();
        let Some(seen) = seen(&place) else {
            assert!(arguments.contains(&"--dry-run"), "{arguments:?}");
            continue;
        };
        let has = |name: &str| seen.lines().any(|line| line.starts_with(&format!("{name}=")));
        assert!(has("PATH") && has("LANG"), "{seen}");
        assert!(!seen.contains("hush") && !seen.contains("ARTICAST_"), "{seen}");
    }
    // What only shows the script runs nothing, and needs no leave.
    place.run(&["script", "a.md", "--voices", "their words/c.toml"]).success();
    place.run(&["say", "Hello.", "--voices", "their words/c.toml"]).success();
    assert_eq!(seen(&place), None);
}

#[test]
fn the_users_own_casts_run_what_they_name() {
    let place = place();
    place.file("config/voices/mine.toml", CAST);
    program(&place, "config/voices/evil.sh");
    program(&place, "evil.sh");
    let config = place.path("config/voices/mine.toml").display().to_string();
    for voices in ["mine", &config, "command:./evil.sh --x"] {
        place.run(&["say", "Hello.", "--voices", voices, "-o", "x.wav"]).success();
        assert!(seen(&place).is_some(), "{voices}");
        fs::remove_dir_all(place.path("cache")).unwrap();
    }
    // Others can change it: then it is anybody's.
    fs::set_permissions(&config, Permissions::from_mode(0o666)).unwrap();
    place.run(&["say", "Hello.", "--voices", "mine", "-o", "x.wav"]).code(77);
    assert_eq!(seen(&place), None);
}

/// Runs the program at a terminal, on which somebody types.
pub(crate) fn typed(place: &Place, arguments: &str, answer: &str) -> Option<Run> {
    let script = tool("script")?;
    let answer = place.file("answer", answer);
    let bin = env!("CARGO_BIN_EXE_articast");
    let mut inner = place.command::<&str>(&[]);
    let variables: Vec<_> =
        inner.get_envs().map(|(name, value)| (name.to_owned(), value.unwrap().to_owned())).collect();
    inner = Command::new(script);
    inner.args(["-qec", &format!("{bin} {arguments}"), "/dev/null"]).envs(variables);
    inner.current_dir(place.path("")).stdin(fs::File::open(answer).unwrap());
    Some(Run(inner.output().unwrap()))
}

#[test]
fn a_yes_is_remembered_for_the_file_as_it_is() {
    let place = place();
    let say = "say Hello. --voices 'their words/c.toml' -o x.wav";
    let again = ["say", "Hello.", "--voices", "their words/c.toml", "-o", "x.wav"];
    let Some(run) = typed(&place, say, "n\n") else { return };
    let run = run.code(77);
    assert!(run.out().contains("evil.sh\" --x`") && run.out().contains("[y/N]"), "{}", run.out());
    assert_eq!(seen(&place), None);
    place.run(&again).code(77);
    typed(&place, say, "y\n").unwrap().success();
    assert!(seen(&place).is_some());
    place.run(&again).success();
    place.file("their words/c.toml", format!("{CAST}# changed\n"));
    place.run(&again).code(77);
    // The same bytes elsewhere are another cast: its program is another one.
    place.file("their words/c.toml", CAST);
    place.run(&again).success();
    place.file("other/c.toml", CAST);
    program(&place, "other/evil.sh");
    place.run(&["say", "Hello.", "--voices", "other/c.toml", "-o", "x.wav"]).code(77);
}

#[test]
fn a_strangers_cast_reaches_no_server_and_no_network_of_its_own() {
    let place = place();
    for (voice, wanted) in [
        ("http:m/v@http://127.0.0.1:9/v1", "http://127.0.0.1:9/v1"),
        ("piper:./net.onnx", "their words/net.onnx"),
        ("kokoro:nets#af_heart", "their words/nets"),
    ] {
        place.file("their words/c.toml", format!("[voices]\nnarrator = [\"{voice}\"]\n"));
        let run = place.run(SPEAK[0]).code(77);
        assert!(run.err().contains(wanted), "{}", run.err());
    }
    // The voices of the machine are no demand, wherever they are named.
    place.file(
        "their words/c.toml",
        "[voices]\nnarrator = [\"flite:nosuch\", \"piper:nosuch/one\", \"tone\"]\n",
    );
    place.run(SPEAK[0]).success();
}

#[test]
fn a_lexicon_of_a_cast_stays_in_its_folder_and_is_not_quoted() {
    let place = place();
    place.file("secret", "root:hush-hush:0:0\n");
    place.file("words.toml", "Kyiv = \"KEE-iv\"\n");
    place.file("their words/plain", "root:hush-hush:0:0\n");
    place.file("their words/w.toml", "Kyiv = \"KEE-iv\"\n");
    symlink(place.path("secret"), place.path("their words/link")).unwrap();
    let absolute = place.path("words.toml").display().to_string();
    let run = |lexicon: &str, folder: &str| {
        let cast = format!("{folder}/c.toml");
        place.file(&cast, format!("lexicon = \"{lexicon}\"\n[voices]\nnarrator = \"tone\"\n"));
        place.run(&["say", "Kyiv", "--voices", &cast])
    };
    for lexicon in ["../words.toml", "../secret", &absolute, "link", "sub/../../secret", "plain"] {
        let run = run(lexicon, "their words").code(65);
        assert!(!run.err().contains("hush"), "{}", run.err());
    }
    assert!(run("w.toml", "their words").success().out().contains("keeiv"));
    // The user's own may have it anywhere; and what is no lexicon is not quoted there either.
    for lexicon in ["../../words.toml", &absolute] {
        assert!(run(lexicon, "config/voices").success().out().contains("keeiv"), "{lexicon}");
    }
    let told = run("../../secret", "config/voices").code(65).err();
    assert!(told.contains("line 1, column") && !told.contains("hush"), "{told}");
    let told = place.run(&["say", "Kyiv", "--lexicon", "secret"]).code(65).err();
    assert!(!told.contains("hush"), "{told}");
}

#[test]
fn a_pipe_is_no_cast_and_no_lexicon() {
    let place = place();
    let Some(mkfifo) = tool("mkfifo") else { return };
    assert!(Command::new(mkfifo).arg(place.path("pipe.toml")).status().unwrap().success());
    for option in ["--voices", "--lexicon"] {
        let mut child = place.command(&["say", "Hello.", option, "pipe.toml"]).spawn().unwrap();
        let start = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if Duration::from_secs(10) < start.elapsed() {
                child.kill().unwrap();
                panic!("{option} waits for a pipe");
            }
            std::thread::sleep(Duration::from_millis(10));
        };
        assert_eq!(status.code(), Some(66), "{option}");
    }
}

#[test]
fn pauses_have_an_end() {
    let place = place();
    for pauses in ["paragraph = 4294967295", "end = 3600000", "heading_before = [1, 1, 1, 1, 1, 60001]"] {
        place.file("long.toml", format!("[voices]\nnarrator = \"tone\"\n[pauses]\n{pauses}\n"));
        let run = place.run(&["make", "a.md", "--voices", "long.toml"]).code(65);
        let key = pauses.split(' ').next().unwrap();
        assert!(
            run.err().contains(&format!("`{key}` must be from 0 to 60000 milliseconds")),
            "{}",
            run.err()
        );
    }
}
