//! Stored data that is damaged, foreign or left behind: it is found, told and made again, and what is not ours stays.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::program::Place;

const ARTICLE: &str = "# Two birds\n\nThe first one sings.\n\nThe second only listens to it.\n";

fn made(place: &Place) -> PathBuf {
    place.make(&place.file("a.md", ARTICLE), &[])
}

/// The files of spoken lines, in order.
fn entries(place: &Place) -> Vec<PathBuf> {
    let folders = place.path("cache/spoken").read_dir().unwrap().map(|entry| entry.unwrap().path());
    let folders = folders.filter(|path| path.is_dir() && path.file_name().unwrap().len() == 2);
    let mut all: Vec<PathBuf> =
        folders.flat_map(|dir| dir.read_dir().unwrap().map(|entry| entry.unwrap().path())).collect();
    all.sort();
    all
}

fn sound(folder: &Path) -> Vec<u8> {
    fs::read(folder.join("01-two-birds.wav")).unwrap()
}

fn put(path: &Path, bytes: &[u8]) {
    articast::files::write(path, bytes).unwrap();
}

#[test]
fn a_damaged_line_is_set_aside_with_one_warning_and_spoken_again() {
    let place = Place::new();
    let first = sound(&made(&place));
    let all = entries(&place);
    assert_eq!(all.len(), 3);
    let bytes: Vec<Vec<u8>> = all.iter().map(|path| fs::read(path).unwrap()).collect();
    let half = bytes[0].len() / 2;
    let flipped = |at: usize| {
        let mut bytes = bytes[0].clone();
        bytes[at] ^= 4;
        bytes
    };
    let harms = [flipped(0), flipped(3), flipped(half), bytes[0][..half].to_vec(), Vec::new(), vec![0; 4000]];
    let harms =
        harms.into_iter().chain([bytes[1].clone(), [&bytes[0][..], b"more"].concat(), b"text".to_vec()]);
    for (n, harm) in harms.enumerate() {
        put(&all[0], &harm);
        let verified = place.run(&["cache", "verify", "--json"]).code(1).json().remove(0);
        assert_eq!(verified["flawed"].as_array().unwrap().len(), 1, "harm {n}: {verified}");
        fs::remove_dir_all(place.path("output")).unwrap();
        let run = place.run(&["make", "a.md", "--voices", "tone"]).success();
        let warnings: Vec<String> =
            run.err().lines().filter(|line| line.contains("warning")).map(Into::into).collect();
        assert!(
            warnings.len() == 1 && warnings[0].contains("1 line in the cache was damaged"),
            "{warnings:?}"
        );
        assert!(run.err().contains("1 line spoken, 2 from the cache"), "{}", run.err());
        assert!(sound(&place.path("output/two-birds")) == first, "harm {n}");
        place.run(&["cache", "verify"]).success();
    }
    let shown = place.run(&["cache", "--help"]).success().out();
    assert!(shown.contains("verify") && shown.contains("prune"), "{shown}");
    let told = place.run(&["cache", "show", "--json"]).success().json().remove(0);
    assert_eq!((&told["damaged"]["files"], &told["lines"]), (&json!(9), &json!(3)));
    let pruned = place.run(&["cache", "prune", "--json"]).success().json().remove(0);
    assert_eq!((&pruned["others"]["files"], &pruned["lines"]["files"]), (&json!(9), &json!(0)));
}

#[cfg(unix)]
#[test]
fn what_is_no_file_in_the_place_of_a_line_is_never_waited_for() {
    let place = Place::new();
    let first = sound(&made(&place));
    let all = entries(&place);
    let harms: [&dyn Fn(&Path); 4] = [
        &|path| assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success()),
        &|path| fs::create_dir_all(path.join("x")).unwrap(),
        &|path| std::os::unix::fs::symlink("/dev/zero", path).unwrap(),
        &|path| std::os::unix::fs::symlink("nowhere", path).unwrap(),
    ];
    for (n, harm) in harms.iter().enumerate() {
        fs::remove_file(&all[0]).unwrap();
        harm(&all[0]);
        // And where the line is written before it has its name.
        let name = all[0].file_stem().unwrap().to_str().unwrap();
        harm(&all[0].with_file_name(format!(".articast-{name}.part")));
        fs::remove_dir_all(place.path("output")).unwrap();
        assert!(sound(&made(&place)) == first, "harm {n}");
        place.run(&["cache", "verify"]).success();
        let part = all[0].with_file_name(format!(".articast-{name}.part"));
        let _ = if part.is_dir() { fs::remove_dir_all(&part) } else { fs::remove_file(&part) };
    }
}

#[test]
fn the_cache_is_shown_pruned_and_cleared() {
    let place = Place::new();
    made(&place);
    let shown = place.run(&["cache"]).success().out();
    assert!(shown.contains("3 spoken lines (") && shown.contains("; the limit is "), "{shown}");
    let bytes: u64 = entries(&place).iter().map(|path| path.metadata().unwrap().len()).sum();
    let prune = |more: &[&str]| -> Value {
        place.run(&[&["cache", "prune", "--json"], more].concat()).success().json().remove(0)
    };
    let limit = (bytes - 1).to_string();
    for (is_dry, left) in [(true, 3), (false, 2)] {
        let more = if is_dry { &["--limit", &limit, "--dry-run"][..] } else { &["--limit", &limit] };
        let told = prune(more);
        assert_eq!((&told["lines"]["files"], &told["dry_run"]), (&json!(1), &json!(is_dry)));
        assert_eq!(entries(&place).len(), left);
    }
    let asked = place.run(&["cache", "clear"]).code(2);
    assert!(asked.err().contains("2 spoken lines") && asked.err().contains("`--yes`"), "{}", asked.err());
    place.run(&["cache", "clear", "--dry-run"]).success();
    assert_eq!(entries(&place).len(), 2);
    let cleared = place.run(&["cache", "clear", "--yes"]).success().out();
    assert!(cleared.contains("removed 2 spoken lines") && cleared.contains("0 lines"), "{cleared}");
    assert_eq!(entries(&place).len(), 0);
    let run = place.run(&["make", "a.md", "--voices", "tone"]).success();
    assert!(run.err().contains("3 lines spoken"), "{}", run.err());
    place.run(&["cache", "prune", "--limit", "much"]).code(2);
}

#[test]
fn what_killed_runs_left_behind_goes_and_nothing_else() {
    let place = Place::new();
    let folder = made(&place);
    let temporary = place.path("temporary");
    let left = [
        "output/.articast-AAAAaaaa.part",
        "output/two-birds/.articast-BBBBbbbb/01.wav",
        "output/two-birds/.articast-CCCCcccc.part",
        "cache/.articast-DDDDdddd/in.txt",
        "cache/spoken/.articast-EEEEeeee.part",
        "cache/spoken/00/.articast-FFFFffff.part",
        "temporary/articast-GGGGgggg/speech.wav",
    ];
    let mine = [
        "output/.articast-my notes",
        "output/notes/.articast-HHHHhhhh.part",
        "output/.tmpAbCdEf/x",
        "temporary/.tmpAbCdEf/x",
        "temporary/articast-notes.txt",
        "cache/spoken/notes.txt",
    ];
    // An earlier version locked nothing: what it left goes when it is old.
    let young = ["output/.articast-x7Kq2Z.part", "temporary/articast-x7Kq2Z/speech.wav"];
    for name in left.iter().chain(&mine).chain(&young) {
        place.file(name, "left");
    }
    let clean = |more: &[&str]| -> Value {
        let mut command = place.command(&[&["clean", "--json"], more].concat());
        let run = crate::program::Run(command.env("TMPDIR", &temporary).output().unwrap());
        run.success().json().remove(0)
    };
    let expected = if cfg!(unix) { left.len() } else { left.len() - 3 };
    let told = clean(&["--dry-run"]);
    assert_eq!(told["removed"].as_array().unwrap().len(), expected, "{told}");
    assert!(left.iter().all(|name| place.path(name).exists()));
    let removed = clean(&[]);
    assert_eq!(removed["removed"], told["removed"]);
    assert_eq!(left.iter().filter(|name| place.path(name).exists()).count(), left.len() - expected);
    assert!(mine.iter().chain(&young).all(|name| place.path(name).exists()));
    assert!(folder.join("episode.json").is_file());
    for name in young {
        let path = place.path(name.trim_end_matches("/speech.wav"));
        let age = std::time::Duration::from_hours(25);
        let file = fs::File::open(&path).unwrap();
        file.set_modified(file.metadata().unwrap().modified().unwrap() - age).unwrap();
    }
    assert_eq!(clean(&[])["removed"].as_array().unwrap().len(), 2);
    place.run(&["clean", "nowhere"]).code(66);
}

#[cfg(all(feature = "fetch", feature = "mp3"))]
#[test]
fn a_broken_record_is_told_and_not_overwritten() {
    let place = Place::new();
    place.make(&place.file("a.md", ARTICLE), &["--formats", "mp3"]);
    let publish = || place.run(&["publish", "--url", "https://example.org/show"]);
    publish().success();
    let whole = fs::read(place.path("output/published.json")).unwrap();
    for harm in [&b""[..], &whole[..whole.len() / 2], b"\xff\xfe\x00", b"[]"] {
        put(&place.path("output/published.json"), harm);
        publish().code(65);
        assert!(fs::read(place.path("output/published.json")).unwrap() == harm);
    }
    put(&place.path("output/published.json"), &whole);
    publish().success();
    place.file("inbox/b.md", "# Another\n\nIt is there.\n");
    let follow =
        || place.run(&["follow", "inbox", "--once", "--voices", "tone", "--url", "https://example.org/show"]);
    follow().success();
    let whole = fs::read(place.path("output/followed.json")).unwrap();
    for harm in [&b""[..], &whole[..whole.len() / 2], b"\xff\xfe\x00", b"[]"] {
        put(&place.path("output/followed.json"), harm);
        follow().code(65);
        assert!(fs::read(place.path("output/followed.json")).unwrap() == harm);
    }
}
