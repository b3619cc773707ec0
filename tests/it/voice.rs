//! A voice of our own: a shell script that hums each text in a way of its own, and misbehaves where it is told to.
#![cfg_attr(not(target_os = "linux"), allow(dead_code, reason = "most tests of faults look into /proc"))]

use std::fs;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::program::{Place, Run};

/// Ten sentences that all differ in their letters, and the title.
pub(crate) const ARTICLE: &str = "# The island\n\n\
    The tide comes in twice a day and goes out again. Nobody had ever seen the old bridge open. \
    A lantern was burning in the window of the last house. They walked all night through the rain.\n\n\
    It was cold on the harbour wall. Two fishermen were mending their nets by the gate. \
    The ferry left at noon with nobody on board. Gulls were quarrelling over a crust of bread.\n\n\
    In the evening the wind turned to the west. Everybody went home before it was dark.\n";

/// What the script says before it is told what to do: it reads the text, keeps a list of all that it was asked, and can hum
/// it. `hertz` is what the head of its sound says, `length` the samples of a character, `sent` the share of the sound
/// that it sends, in percent.
const HUM: &str = r#"
text=$(cat)
echo "$text" >>"$dir/asked"
number() { for shift in 0 8 16 24; do printf "\\$(printf %03o $(($1 >> shift & 255)))"; done; }
hum() {
    bytes=$((${#1} * length * 2))
    start=$(printf %s "$1" | cksum | cut -d' ' -f1)
    printf RIFF; number $((bytes + 36)); printf 'WAVEfmt '; number 16; printf '\001\000\001\000'
    number $hertz; number $((hertz * 2)); printf '\002\000\020\000data'; number $bytes
    tail -c +$((start % 9973 * 2 + 1)) "$dir/hum.raw" | head -c $((bytes * sent / 100))
}
hertz=16000 length=960 sent=100
"#;

/// Writes the voice into a place, and gives its name. `cases` are those of a `case` over the text.
pub(crate) fn voice(place: &Place, cases: &str) -> String {
    let sample = |n: i32| (n % 160 - 80) * (40 + n / 700 % 37);
    let samples = (0..400_000).map(|n| i16::try_from(sample(n)).unwrap());
    let bytes: Vec<u8> = samples.flat_map(i16::to_le_bytes).collect();
    place.file("hum.raw", bytes);
    let dir = place.path("").display().to_string();
    let dir = dir.trim_end_matches('/');
    place.file("voice.sh", format!("dir='{dir}'\n{HUM}\ncase $text in\n{cases}\nesac\nhum \"$text\"\n"));
    format!("command:sh {dir}/voice.sh")
}

/// What the voice was asked so far, one text a line.
pub(crate) fn asked(place: &Place) -> Vec<String> {
    let text = fs::read_to_string(place.path("asked")).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// Makes the article's episode in `output`, with JSON lines.
pub(crate) fn make(place: &Place, voice: &str, more: &[&str]) -> Run {
    place.file("in/island.md", ARTICLE);
    place.run(&[&["make", "in/island.md", "--voices", voice, "--json"], more].concat())
}

/// The events of a kind.
pub(crate) fn events(run: &Run, kind: &str) -> Vec<Value> {
    run.json().into_iter().filter(|event| event["event"] == kind).collect()
}

/// The files of the episode, by their names.
pub(crate) fn episode(place: &Place) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(place.path("output/the-island")).unwrap().map(|entry| entry.unwrap());
    let files = entries.filter(|entry| entry.path().is_file());
    let mut files: Vec<_> =
        files.map(|file| (file.file_name().into_string().unwrap(), fs::read(file.path()).unwrap())).collect();
    files.sort();
    files
}

/// The names of the files in which what stands in the place is not what a run gives that nothing disturbs. Starts anew.
pub(crate) fn differences(place: &Place, voice: &str) -> Vec<String> {
    let disturbed = episode(place);
    fs::remove_dir_all(place.path("output")).unwrap();
    fs::remove_dir_all(place.path("cache")).unwrap();
    make(place, voice, &[]).success();
    let undisturbed = episode(place);
    let names = disturbed.iter().chain(&undisturbed).map(|(name, _)| name);
    let file = |files: &[(String, Vec<u8>)], name: &str| {
        files.iter().find(|(known, _)| known == name).map(|(_, bytes)| bytes.clone())
    };
    let is_other = |name: &&String| file(&disturbed, name) != file(&undisturbed, name);
    let mut names: Vec<String> = names.filter(is_other).cloned().collect();
    names.dedup();
    names
}

/// Waits for an event; fails when it does not come.
#[track_caller]
pub(crate) fn wait_for(what: &str, mut has_come: impl FnMut() -> bool) {
    let started = Instant::now();
    while !has_come() {
        assert!(started.elapsed() < Duration::from_mins(1), "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Starts the program on the article, and waits until the voice has written the ids of its processes to `pids` as it
/// hangs.
pub(crate) fn hanging(place: &Place, voice: &str) -> Child {
    place.file("in/island.md", ARTICLE);
    // Jobs in the background of a script ignore some signals, and so would what they start.
    let own = place.command(&["make", "in/island.md", "--voices", voice]);
    let mut command = Command::new("env");
    command.arg("--default-signal=INT,QUIT,HUP,TERM").arg(own.get_program()).args(own.get_args());
    command.current_dir(place.path("")).stdin(std::process::Stdio::null());
    command.envs(own.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let child = command.stderr(std::process::Stdio::piped()).spawn().unwrap();
    wait_for("it does not hang", || place.path("hangs").exists());
    child
}

/// Sends a signal by its name.
pub(crate) fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args(["-s", name, &child.id().to_string()]).status();
    assert!(sent.unwrap().success());
}

/// Waits until all processes are gone whose ids stand in the file `pids`, of which there must be some.
#[track_caller]
pub(crate) fn gone(place: &Place) {
    let pids = fs::read_to_string(place.path("pids")).unwrap();
    assert!(!pids.trim().is_empty(), "nothing was started");
    for pid in pids.split_whitespace() {
        let is_gone = || {
            let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
            stat.is_empty() || stat.contains(") Z ")
        };
        wait_for(&format!("process {pid} is still there"), is_gone);
    }
}
