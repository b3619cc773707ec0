//! Fakes that misbehave: each ends in one clear failure, and leaves no process behind.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use articast::engine::checked::Checked;
use articast::engine::command::Command;
use articast::engine::platform::speechd::{self, Speechd};
use articast::engine::retried::Retried;
use articast::engine::{CancelToken, Engine, EngineContext, Failure};
use articast::error::Error;
use articast::files::Places;
use articast::voice::Tuning;

use super::{fakes, places, pull_after, say};

const SHORT: Duration = Duration::from_millis(700);

/// A folder with one fake module in it.
struct Fake {
    dir: tempfile::TempDir,
    mode: &'static str,
    places: Places,
    cancel: CancelToken,
}

impl Fake {
    fn new(mode: &'static str) -> Fake {
        let dir = tempfile::tempdir().unwrap();
        fs::copy(fakes().join("sd_fake"), dir.path().join(format!("sd_{mode}"))).unwrap();
        fs::File::create(dir.path().join(format!("{mode}.conf"))).unwrap();
        let here = vec![dir.path().to_owned()];
        let places = Places { modules: here.clone(), module_configs: here, ..places() };
        Fake { dir, mode, places, cancel: CancelToken::default() }
    }

    fn open(&self) -> articast::Result<Speechd> {
        let context = EngineContext { places: &self.places, cancel: &self.cancel, lanes: 2 };
        let mut engine = Speechd::open(self.mode, Tuning::default(), &context)?;
        engine.bound = |_| SHORT;
        Ok(engine)
    }

    fn read(&self, suffix: &str) -> String {
        fs::read_to_string(self.dir.path().join(format!("{}.conf.{suffix}", self.mode))).unwrap_or_default()
    }
}

/// Checks that all processes whose ids stand in a text are gone.
#[track_caller]
fn assert_gone(pids: &str) {
    assert!(!pids.is_empty(), "nothing was started");
    for pid in pids.lines() {
        let is_alive = || {
            let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
            !stat.is_empty() && !stat.contains(") Z ")
        };
        let start = Instant::now();
        while is_alive() {
            assert!(start.elapsed() < Duration::from_secs(2), "process {pid} is still there");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

/// What a fake module's failure should be like.
fn check(mode: &'static str, expected: &str) {
    let fake = Fake::new(mode);
    let failure = fake.open().unwrap().speak(&say("Hello there.")).expect_err(mode).to_string();
    assert!(failure.contains(expected), "{mode}: {failure}");
    assert_gone(&fake.read("pids"));
}

#[test]
fn modules_that_misbehave_end_in_one_clear_failure() {
    for (mode, expected) in [
        ("hang", "it hung"),
        ("half", "it hung"),
        ("trickle", "it hung"),
        ("abort", "signal: 6 (SIGABRT): assertion failed"),
        ("leave", "ended unexpectedly"),
        ("refuse", "it refused: ERROR CANT SPEAK"),
        ("flood", "it "),
        ("line", "a line of more than"),
        ("short", "a block of 3 bytes that should have 3200"),
        ("escape", "an escape at the end"),
        ("formless", "bits"),
        ("empty", "a block without"),
        ("mute", "no sound"),
        ("babble", "the line `Hello, world!`"),
        ("stop", "703 STOP"),
        ("change", "the sample rate changed"),
    ] {
        check(mode, expected);
    }
}

#[test]
fn a_module_that_works_is_heard() {
    let fake = Fake::new("fine");
    let engine = fake.open().unwrap();
    let spoken = engine.speak(&say(".AT&T said\n.\n<hello>\0")).unwrap();
    assert_eq!((spoken.clip.len(), spoken.clip.rate.hertz()), (3200, 8000));
    let escaped = f32::from(i16::from_le_bytes([0x7d, 0x7d])) / 32_768.0;
    assert!((spoken.clip.samples[1599] - escaped).abs() < 1e-6);
    assert_eq!(fake.read("said"), "<speak>.AT&amp;T said . &lt;hello&gt;</speak>\n");
    let settings = fake.read("settings");
    assert!(settings.contains("language=en-US\nsynthesis_voice=English (America)\n"), "{settings}");
    assert!(settings.contains("volume=0\n"));
    // One worker serves all lines that come one after another.
    assert!(engine.speak(&say("Again.")).is_ok());
    assert_eq!(fake.read("pids").lines().count(), 1);
    drop(engine);
    assert_gone(&fake.read("pids"));
}

#[test]
fn a_module_that_fails_once_is_started_again() {
    let fake = Fake::new("once");
    let engine = Retried(Checked::new(fake.open().unwrap()));
    assert!(engine.speak(&say("Hello there.")).is_ok());
    assert_eq!(fake.read("pids").lines().count(), 2);
    drop(engine);
    assert_gone(&fake.read("pids"));

    let fake = Fake::new("abort");
    let engine = Retried(Checked::new(fake.open().unwrap()));
    assert!(matches!(engine.speak(&say("Hello there.")), Err(Failure::Died(_))));
    assert_eq!(fake.read("pids").lines().count(), 3);
}

#[test]
fn complaints_do_not_block() {
    let fake = Fake::new("complain");
    let mut engine = fake.open().unwrap();
    engine.bound = |_| Duration::from_secs(20);
    assert!(engine.speak(&say("Hello there.")).is_ok());
}

#[test]
fn modules_without_a_voice_for_us_are_no_engines() {
    for (mode, expected) in [
        ("broken", "No voice is installed."),
        ("serverless", "No plugin."),
        ("voiceless", "CANT LIST VOICES"),
    ] {
        let fake = Fake::new(mode);
        let Err(Error::NoEngine { why, hint, .. }) = fake.open() else { panic!("{mode}") };
        assert!(why.contains(expected) && hint.contains("apt-get"), "{mode}: {why}");
        let context = EngineContext { places: &fake.places, cancel: &fake.cancel, lanes: 1 };
        assert!(speechd::voices(&context).is_empty());
        assert_gone(&fake.read("pids"));
    }
}

#[test]
fn voices_are_checked_against_the_list() {
    let fake = Fake::new("fine");
    let context = EngineContext { places: &fake.places, cancel: &fake.cancel, lanes: 1 };
    let names: Vec<String> = speechd::voices(&context).into_iter().map(|voice| voice.name).collect();
    assert_eq!(names, ["fine/English (America)", "fine/Deutsch"]);
    for name in ["fine/Deutsch", "fine/DE", "fine/English (America)+Max", "fine"] {
        assert!(Speechd::open(name, Tuning::default(), &context).is_ok(), "{name}");
    }
    let Err(Error::UnknownVoice { known, .. }) = Speechd::open("fine/Elvish", Tuning::default(), &context)
    else {
        panic!()
    };
    assert_eq!(known, names);
    let unknown = Speechd::open("nothing/Elvish", Tuning::default(), &context);
    assert!(matches!(unknown, Err(Error::UnknownVoice { known, .. }) if known == ["fine"]));
}

#[test]
fn a_pulled_halt_stops_a_hanging_module() {
    for mode in ["hang", "half", "trickle", "flood"] {
        let fake = Fake::new(mode);
        let mut engine = fake.open().unwrap();
        engine.bound = |_| Duration::from_mins(10);
        let puller = pull_after(&fake.cancel, Duration::from_millis(300));
        let text = "A text so long that no flood reaches its limit before. ".repeat(20_000);
        assert_eq!(engine.speak(&say(&text)).err(), Some(Failure::Cancelled), "{mode}");
        assert_gone(&fake.read("pids"));
        puller.join().unwrap();
    }
    let fake = Fake::new("slow");
    let puller = pull_after(&fake.cancel, Duration::from_millis(300));
    assert!(matches!(fake.open(), Err(Error::Stopped)));
    assert_gone(&fake.read("pids"));
    puller.join().unwrap();
}

/// Opens a fake program; its processes' ids will stand in `pids`.
fn command(mode: &str, pids: &Path, cancel: &CancelToken) -> Command {
    let places = places();
    let context = EngineContext { places: &places, cancel, lanes: 2 };
    let name = format!("{} {mode} {}", fakes().join("fake-speaker").display(), pids.display());
    let mut engine = Command::open(&name, Tuning::default(), &context).unwrap();
    engine.bound = |_| SHORT;
    engine
}

#[test]
fn programs_that_misbehave_end_in_one_clear_failure() {
    for (mode, expected) in [
        ("hang", "it hung"),
        ("half", "it hung"),
        ("trickle", "it hung"),
        ("abort", "signal: 6"),
        ("fail", "exit status: 3: no model"),
        ("flood", "it "),
        ("empty", "it sent invalid data"),
        ("bare", "no sound at all"),
        ("text", "it sent invalid data"),
        ("silent", "only silence"),
        ("noise", "noise at full scale"),
        ("long", "25.0 s for 10 letters"),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let pids = dir.path().join("pids");
        let engine = Checked::new(command(mode, &pids, &CancelToken::default()));
        let failure = engine.speak(&say("Hello there.")).expect_err(mode).to_string();
        assert!(failure.contains(expected), "{mode}: {failure}");
        assert_gone(&fs::read_to_string(&pids).unwrap());
    }
}

#[test]
fn programs_that_work_are_heard() {
    for mode in ["fine", "deaf", "background", "once"] {
        let dir = tempfile::tempdir().unwrap();
        let pids = dir.path().join("pids");
        let engine = Retried(Checked::new(command(mode, &pids, &CancelToken::default())));
        let spoken = engine.speak(&say("-f $(hello) \"there\"\n--version")).unwrap();
        assert_eq!((spoken.clip.len(), spoken.clip.rate.hertz()), (2400, 8000), "{mode}");
        if mode == "fine" {
            let said = fs::read_to_string(pids.with_extension("said")).unwrap();
            assert_eq!(said, "-f $(hello) \"there\" --version\n");
        }
        assert_gone(&fs::read_to_string(&pids).unwrap());
    }
}

#[test]
fn a_pulled_halt_stops_a_hanging_program() {
    let dir = tempfile::tempdir().unwrap();
    let (pids, cancel) = (dir.path().join("pids"), CancelToken::default());
    let mut engine = command("hang", &pids, &cancel);
    engine.bound = |_| Duration::from_mins(10);
    let puller = pull_after(&cancel, Duration::from_millis(300));
    assert_eq!(engine.speak(&say("Hello there.")).err(), Some(Failure::Cancelled));
    assert_gone(&fs::read_to_string(&pids).unwrap());
    puller.join().unwrap();
}
