//! Tests of the cache: claims, leases, damage and limits.

use std::fs::{self, File};
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::Duration;

use super::*;
use crate::engine::CancelToken;

const LONG: Duration = Duration::from_mins(1);

/// Says the same of everything, and counts.
struct Counting {
    said: Mutex<Vec<String>>,
    takes: Duration,
}

impl Engine for &'static Counting {
    fn fingerprint(&self) -> Fingerprint {
        Fingerprint("counting".into())
    }

    fn lanes(&self) -> usize {
        1
    }

    fn speak(&self, say: &Utterance) -> Result<Spoken, Failure> {
        self.said.lock().unwrap().push(say.text.clone());
        std::thread::sleep(self.takes);
        if say.text == "fails" {
            return Err(Failure::Died("so it is".into()));
        }
        Ok(spoken())
    }
}

fn counting(takes: Duration) -> &'static Counting {
    Box::leak(Box::new(Counting { said: Mutex::default(), takes }))
}

fn spoken() -> Spoken {
    let samples: Vec<f32> = (0i16..4_000).map(|n| f32::from(n % 50 * 300) / 32_768.0).collect();
    Spoken { clip: Clip { rate: Rate::new(16_000).unwrap(), samples }, words: Vec::new(), doubt: None }
}

fn say(text: &str) -> Utterance {
    Utterance { text: text.into(), ..Utterance::default() }
}

/// A run of its own: it shares nothing with others but the disk.
fn run(dir: &tempfile::TempDir, engine: &'static Counting) -> (Cached, Cache) {
    let cache = Cache::new(dir.path().into());
    cache.begin();
    (Cached::new(Arc::new(engine), cache.clone()), cache)
}

fn keep(engine: &Cached, texts: &[&str]) -> Vec<PathBuf> {
    let keys = texts.iter().map(|text| (engine.key(&say(text)), *text));
    keys.map(|(key, text)| {
        engine.record(&key, &say(text)).unwrap();
        engine.cache.path(&key)
    })
    .collect()
}

#[test]
fn silence_is_not_kept() {
    let mut silent = spoken();
    silent.clip.samples.fill(0.0);
    assert!(matches!(Facts::of(&silent), Err(Failure::Garbage(_))));
}

#[test]
fn runs_at_once_say_each_line_once() {
    let dir = tempfile::tempdir().unwrap();
    let engine = counting(Duration::from_millis(5));
    let texts = ["one", "two", "three", "four", "five"];
    let new: usize = std::thread::scope(|scope| {
        let one = |_| {
            let (cached, cache) = run(&dir, engine);
            let new = texts
                .iter()
                .filter(|text| cached.record(&cached.key(&say(text)), &say(text)).unwrap().is_new);
            let new = new.count();
            drop((cached, cache));
            new
        };
        let runs: Vec<_> = (0..4).map(|n| scope.spawn(move || one(n))).collect();
        runs.into_iter().map(|run| run.join().unwrap()).sum()
    });
    let mut said = engine.said.lock().unwrap().clone();
    said.sort();
    assert_eq!(
        (new, said),
        (5, vec!["five".into(), "four".into(), "one".into(), "three".into(), "two".into()])
    );
    assert!(Upkeep::new(dir.path().into()).left().is_empty());
}

#[test]
fn whoever_waits_for_a_run_that_fails_says_it_and_one_that_is_stopped_does_not() {
    let dir = tempfile::tempdir().unwrap();
    let engine = counting(Duration::ZERO);
    let (cached, cache) = run(&dir, engine);
    let key = cached.key(&say("one"));
    let Claimed::Ours(claim) = cache.claim(&key, LONG).unwrap() else { panic!("nobody said it") };
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| run(&dir, engine).0.record(&key, &say("one")).unwrap().is_new);
        std::thread::sleep(Duration::from_millis(50));
        assert!(engine.said.lock().unwrap().is_empty());
        drop(claim);
        assert!(waiting.join().unwrap());
    });
    let fails = cached.key(&say("fails"));
    assert!(cached.record(&fails, &say("fails")).is_err());
    assert!(Upkeep::new(dir.path().into()).left().is_empty(), "a claim that came to nothing is gone");
    let _claim = cache.claim(&fails, LONG).unwrap();
    // A run that was halted is not waited for any longer.
    assert!(matches!(run(&dir, engine).1.claim(&fails, Duration::ZERO), Ok(Claimed::Ours(_))));
    let cancel = CancelToken::default();
    cancel.cancel();
    let stopped = Cache::with(Upkeep::new(dir.path().into()), u64::MAX, cancel);
    assert!(matches!(stopped.claim(&fails, LONG), Err(Failure::Cancelled)));
}

#[test]
fn what_is_flawed_is_set_aside_and_said_again() {
    let dir = tempfile::tempdir().unwrap();
    let engine = counting(Duration::ZERO);
    let (cached, cache) = run(&dir, engine);
    let paths = keep(&cached, &["one", "two", "three"]);
    let bytes: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).unwrap()).collect();
    let put = |at: usize, bytes: &[u8]| crate::files::write(&paths[at], bytes).unwrap();
    put(0, &bytes[1]);
    put(1, &bytes[0]);
    fs::remove_file(&paths[2]).unwrap();
    fs::create_dir_all(paths[2].join("x")).unwrap();
    let flawed = Upkeep::new(dir.path().into()).verify().1;
    assert_eq!(flawed.iter().map(|one| one.flaw).collect::<Vec<_>>(), [Flaw::Another, Flaw::Another]);
    keep(&cached, &["one", "two", "three"]);
    assert_eq!(engine.said.lock().unwrap().len(), 6);
    assert_eq!(cache.set_aside().len(), 3);
    assert_eq!(Upkeep::new(dir.path().into()).verify().1, []);
    for (path, bytes) in paths.iter().zip(&bytes) {
        assert!(fs::read(path).unwrap() == *bytes);
    }
}

#[test]
fn each_of_a_hundred_flipped_bits_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let (cached, _cache) = run(&dir, counting(Duration::ZERO));
    let paths = keep(&cached, &["one", "two", "three", "four"]);
    let upkeep = Upkeep::new(dir.path().into());
    assert_eq!((upkeep.verify().0.files, upkeep.verify().1.len()), (4, 0));
    for n in 0..100u64 {
        let chance = blake3::hash(&n.to_le_bytes());
        let number = |at: usize| u64::from_le_bytes(chance.as_bytes()[at..at + 8].try_into().unwrap());
        let path = &paths[usize::try_from(number(0) % 4).unwrap()];
        let whole = fs::read(path).unwrap();
        let bit = usize::try_from(number(8) % (8 * whole.len() as u64)).unwrap();
        let mut damaged = whole.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        crate::files::write(path, &damaged).unwrap();
        let found = upkeep.verify().1;
        assert_eq!(found, [Flawed { path: path.clone(), flaw: Flaw::Damaged }], "bit {bit}");
        crate::files::write(path, &whole).unwrap();
    }
}

/// Gives an entry an age in days, by the clock of the disk.
fn age(path: &PathBuf, days: u64) {
    let file = File::options().write(true).open(path).unwrap();
    let now = file.metadata().unwrap().modified().unwrap();
    file.set_modified(now - Duration::from_hours(24 * days)).unwrap();
}

#[test]
fn what_was_not_used_for_the_longest_time_goes_first_and_nothing_that_a_run_needs() {
    let dir = tempfile::tempdir().unwrap();
    let engine = counting(Duration::ZERO);
    let paths = keep(&run(&dir, engine).0, &["one", "two", "three", "four"]);
    let bytes = paths[0].metadata().unwrap().len();
    for (n, path) in paths.iter().enumerate() {
        age(path, 10 - n as u64);
    }
    let upkeep = Upkeep::new(dir.path().into());
    // Who reads the oldest needs it.
    let (cached, cache) = run(&dir, engine);
    assert!(cached.recall(&cached.key(&say("one"))).is_some());
    assert_eq!((upkeep.contents().in_use.files, upkeep.contents().runs), (1, 1));
    let told = upkeep.prune(2 * bytes, Mode::Told).unwrap();
    assert_eq!((told.lines.files, told.kept.files), (2, 2));
    assert!(paths.iter().all(|path| path.exists()));
    let removed = upkeep.prune(2 * bytes, Mode::Done).unwrap();
    assert_eq!(removed, told);
    assert_eq!(paths.iter().map(|path| path.exists()).collect::<Vec<_>>(), [true, false, false, true]);
    // All that goes goes, but for what a run needs.
    assert_eq!(upkeep.prune(0, Mode::Done).unwrap().kept.files, 1);
    assert!(paths[0].exists());
    drop((cached, cache));
    assert_eq!(upkeep.prune(0, Mode::Done).unwrap().kept.files, 0);
}

#[test]
fn a_run_leaves_the_cache_within_its_limit() {
    let dir = tempfile::tempdir().unwrap();
    let engine = counting(Duration::ZERO);
    let bytes = keep(&run(&dir, engine).0, &["one"])[0].metadata().unwrap().len();
    let limited = || {
        let cache = Cache::with(Upkeep::new(dir.path().into()), 3 * bytes, CancelToken::default());
        cache.begin();
        Cached::new(Arc::new(engine), cache)
    };
    let lines = || Upkeep::new(dir.path().into()).contents().lines.files;
    let cached = limited();
    keep(&cached, &["two", "three", "four", "five"]);
    assert_eq!(lines(), 5, "nothing goes while it is needed");
    drop(cached);
    assert_eq!(lines(), 2);
    // A run that was killed has not counted what it wrote: the next one counts all.
    crate::files::write(&dir.path().join("usage"), b"0\n").unwrap();
    keep(&run(&dir, engine).0, &["six", "seven", "eight"]);
    crate::files::write(&dir.path().join("usage"), b"0\n").unwrap();
    crate::files::write(&dir.path().join(".articast-abcdefgh.part"), b"").unwrap();
    drop(limited());
    assert_eq!((lines(), Upkeep::new(dir.path().into()).left().len()), (2, 0));
}

#[test]
fn other_files_are_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let paths = keep(&run(&dir, counting(Duration::ZERO)).0, &["one"]);
    let notes = [dir.path().join("notes.txt"), paths[0].with_file_name("notes.wav")];
    for path in &notes {
        crate::files::write(path, b"mine").unwrap();
    }
    let upkeep = Upkeep::new(dir.path().into());
    assert_eq!((upkeep.contents().lines.files, upkeep.verify().1.len()), (1, 0));
    upkeep.prune(0, Mode::Done).unwrap();
    assert!(notes.iter().all(|path| path.exists()) && !paths[0].exists());
}
