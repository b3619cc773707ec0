//! `articast make`: the same bytes, only what is missing, whole or not at all; judged by independent tools.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::program::{Place, articles, source, tool};

/// Every file of a folder with its bytes.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = folder.read_dir().unwrap().map(|entry| entry.unwrap());
    files.map(|file| (file.file_name().into_string().unwrap(), std::fs::read(file.path()).unwrap())).collect()
}

fn manifest(folder: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(folder.join("episode.json")).unwrap()).unwrap()
}

const ARTICLE: &str = "---\ntitle: Two Birds\n---\n\nThe first one sings. It sings well.\n\n\
                       ## The second\n\nIt only listens.\n\n![A wren on a branch](wren.jpg)\n";

#[test]
fn any_number_of_jobs_gives_the_same_bytes() {
    let (one, eight) = (Place::new(), Place::new());
    let article = source(&articles()[0]);
    let first = contents(&one.make(&article, &["--jobs", "1"]));
    let second = contents(&eight.make(&article, &["--jobs", "8"]));
    assert!(first == second);
}

#[test]
fn a_second_run_speaks_nothing_and_gives_the_same_bytes() {
    let place = Place::new();
    let article = place.file("birds.md", ARTICLE);
    let first = contents(&place.make(&article, &[]));
    let run = place.run(&["make", "birds.md", "--voices", "tone", "--json"]).success();
    assert_eq!(run.json().last().unwrap()["lines"]["spoken"], 0);
    assert!(first == contents(&place.path("output/two-birds")));
}

#[test]
fn an_edit_speaks_only_what_changed() {
    let place = Place::new();
    place.make(&place.file("birds.md", ARTICLE), &[]);
    place.file("birds.md", ARTICLE.replace("It only listens", "It only waits"));
    let run = place.run(&["make", "birds.md", "--voices", "tone", "--json"]).success();
    let events = run.json();
    let spoken: Vec<&str> = events
        .iter()
        .filter(|event| event["event"] == "speaking")
        .map(|event| event["text"].as_str().unwrap())
        .collect();
    assert_eq!(spoken, ["It only waits."]);
}

#[test]
fn a_damaged_cache_is_a_miss_and_never_a_wrong_sound() {
    let place = Place::new();
    let article = place.file("birds.md", ARTICLE);
    let first = contents(&place.make(&article, &[]));
    let mut damaged = 0;
    let folders = place.path("cache/spoken").read_dir().unwrap().map(|entry| entry.unwrap().path());
    for dir in folders.filter(|path| path.is_dir()) {
        for entry in dir.read_dir().unwrap() {
            let path = entry.unwrap().path();
            let mut bytes = std::fs::read(&path).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 0x40;
            std::io::Write::write_all(&mut std::fs::File::create(&path).unwrap(), &bytes).unwrap();
            damaged += 1;
        }
    }
    assert!(3 < damaged);
    assert!(first == contents(&place.make(&article, &[])));
}

#[test]
fn chapters_that_are_no_more_are_removed_and_the_users_files_stay() {
    let place = Place::new();
    let folder = place.make(&place.file("birds.md", ARTICLE), &[]);
    place.file("output/two-birds/notes.txt", "mine");
    assert!(folder.join("02-the-second.wav").is_file());
    place.make(&place.file("birds.md", ARTICLE.replace("## The second", "## The other")), &[]);
    assert!(!folder.join("02-the-second.wav").exists());
    assert!(folder.join("02-the-other.wav").is_file() && folder.join("notes.txt").is_file());
    let left: Vec<_> = place.path("output").read_dir().unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn the_manifest_adds_up_and_its_pauses_are_silent() {
    let place = Place::new();
    let folder = place.make(&source(&articles()[0]), &[]);
    let manifest = manifest(&folder);
    let mut all: Vec<i16> = Vec::new();
    let (chapters, cues) = (manifest["chapters"].as_array().unwrap(), manifest["cues"].as_array().unwrap());
    assert!(1 < chapters.len() && chapters.len() < cues.len());
    for chapter in chapters {
        assert_eq!(chapter["start"].as_u64().unwrap(), all.len() as u64);
        let reader = hound::WavReader::open(folder.join(chapter["file"].as_str().unwrap())).unwrap();
        assert_eq!(reader.spec().sample_rate, 44_100);
        all.extend(reader.into_samples::<i16>().map(Result::unwrap));
        assert_eq!(
            chapter["start"].as_u64().unwrap() + chapter["samples"].as_u64().unwrap(),
            all.len() as u64
        );
    }
    assert_eq!(manifest["samples"].as_u64().unwrap(), all.len() as u64);
    let mut end = 0;
    for cue in cues {
        let start = usize::try_from(cue["start"].as_u64().unwrap()).unwrap();
        assert!(end <= start, "{cue}");
        // The last 50 ms before a line are silence, the line itself is not.
        assert!(all[start - 2_205..start].iter().all(|sample| *sample == 0), "{cue}");
        end = start + usize::try_from(cue["samples"].as_u64().unwrap()).unwrap();
        assert!(all[start..end].iter().any(|sample| 1_000 < sample.abs()), "{cue}");
    }
}

#[test]
fn ffprobe_reads_the_length_and_the_tags_that_we_wrote() {
    let Some(ffprobe) = tool("ffprobe") else { return };
    let place = Place::new();
    let folder = place.make(&place.file("birds.md", ARTICLE), &[]);
    let manifest = manifest(&folder);
    let chapters = manifest["chapters"].as_array().unwrap();
    assert_eq!(chapters.len(), 2);
    for chapter in chapters {
        let file = folder.join(chapter["file"].as_str().unwrap());
        let arguments = [
            "-v",
            "error",
            "-of",
            "json",
            "-show_entries",
            "stream=duration_ts,sample_rate,channels:format_tags",
        ];
        let out = Command::new(&ffprobe).args(arguments).arg(&file).output().unwrap();
        assert!(out.stderr.is_empty(), "{}", String::from_utf8_lossy(&out.stderr));
        let probe: Value = serde_json::from_slice(&out.stdout).unwrap();
        assert_eq!(probe["streams"][0]["duration_ts"], chapter["samples"]);
        assert_eq!(probe["streams"][0]["channels"], 1);
        assert_eq!(probe["format"]["tags"]["title"], chapter["title"]);
        assert_eq!(probe["format"]["tags"]["album"], "Two Birds");
    }
}

#[test]
fn a_users_sounds_open_and_close_the_episode() {
    let Some(ffmpeg) = tool("ffmpeg") else { return };
    let place = Place::new();
    let jingle = place.path("jingle.mp3");
    let made = Command::new(ffmpeg)
        .args(["-v", "error", "-f", "lavfi", "-i", "sine=frequency=440:duration=2"])
        .arg(&jingle)
        .status()
        .unwrap();
    assert!(made.success());
    let article = place.file("birds.md", ARTICLE);
    let plain = manifest(&place.make(&article, &[]));
    let more = ["--intro", "jingle.mp3", "--outro", "jingle.mp3", "--earcon", "jingle.mp3"];
    let dressed = manifest(&place.make(&article, &more));
    let first = |manifest: &Value| manifest["cues"][0]["start"].as_u64().unwrap();
    let longer = first(&dressed) - first(&plain);
    assert!((2 * 44_100..3 * 44_100).contains(&longer), "{longer}");
    let run = place.run(&["make", "birds.md", "--voices", "tone", "--intro", "birds.md"]).code(65);
    assert!(run.err().contains("cannot decode the sound file `birds.md`"), "{}", run.err());
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_and_leaves_no_child_and_a_state_to_go_on_from() {
    let place = Place::new();
    place.file("birds.md", ARTICLE);
    // A voice that says one line at once and hangs on the next.
    let voice = crate::voice::voice(&place, "*second*) touch \"$dir/hangs\"; sleep 1000 ;;");
    let mut command = place.command(&["make", "birds.md", "--jobs", "1", "--voices", &voice]);
    let mut child = command.stderr(std::process::Stdio::piped()).spawn().unwrap();
    let started = Instant::now();
    while !place.path("hangs").exists() {
        assert!(started.elapsed() < Duration::from_secs(20), "it never came to the second line");
        std::thread::sleep(Duration::from_millis(20));
    }
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    // The voice would hang on.
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let marker = place.path("voice.sh").display().to_string();
    let left = Command::new("pgrep").args(["-f", &marker]).output().unwrap();
    assert!(left.stdout.is_empty(), "children are left: {}", String::from_utf8_lossy(&left.stdout));
    assert!(!place.path("output/two-birds").exists());

    crate::voice::voice(&place, "");
    let run = place.run(&["make", "birds.md", "--voices", &voice, "--json"]).success();
    let events = run.json();
    let last = events.last().unwrap();
    assert!(0 < last["lines"]["kept"].as_u64().unwrap(), "{last}");
}
