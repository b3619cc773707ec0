//! The whole way, from bytes, files and addresses to folders, with the voice that every build has.

use std::sync::Mutex;

use super::*;
use crate::article::Source;
use crate::engine::CancelToken;
use crate::files::{self, Places};

/// A machine of its own, with a folder for episodes.
struct Machine {
    dir: tempfile::TempDir,
    places: Places,
    cancel: CancelToken,
    told: Mutex<Vec<String>>,
}

impl Machine {
    fn new() -> Machine {
        let dir = tempfile::tempdir().unwrap();
        let places = Places { cache: dir.path().join("cache"), ..Places::default() };
        Machine { dir, places, cancel: CancelToken::default(), told: Mutex::default() }
    }

    fn file(&self, name: &str, text: &str) -> Input {
        let path = self.dir.path().join(name);
        files::write(&path, text.as_bytes()).unwrap();
        match load(path.to_str().unwrap(), &LoadOptions::default()).unwrap() {
            Loaded::Article(input) => input,
            Loaded::Collection(collection) => panic!("{collection:?}"),
        }
    }

    fn options(&self) -> ProduceOptions<'static> {
        ProduceOptions {
            output: self.dir.path().join("output"),
            cover: CoverChoice::None,
            ..ProduceOptions::default()
        }
    }

    /// The kinds of events that were told, each once, in order.
    fn told(&self) -> Vec<String> {
        let mut told = std::mem::take(&mut *self.told.lock().unwrap());
        told.dedup();
        told
    }

    fn produce(&self, input: &Input, options: &ProduceOptions<'_>) -> Result<Produced> {
        let cast = crate::cast::find("tone", &[]).unwrap();
        let context = EngineContext { places: &self.places, cancel: &self.cancel, lanes: 1 };
        produce(input, &cast, options, &context, &|event| {
            let kind = match event {
                Event::Warning(warning) => warning.to_string(),
                Event::Waiting { .. } => "waiting".into(),
                Event::ScriptReady(_) => "script".into(),
                Event::CastOpened { .. } => "cast".into(),
                Event::Recording(_) => "recording".into(),
                Event::Written { .. } => "written".into(),
            };
            self.told.lock().unwrap().push(kind);
        })
    }
}

#[test]
fn a_file_becomes_an_episode_and_the_same_one_again() {
    let machine = Machine::new();
    let input = machine.file("walk.md", "# A walk\n\nOne step. ![A path](https://example.com/path.png)\n");
    let Produced { script, made, warning, .. } = machine.produce(&input, &machine.options()).unwrap();
    assert_eq!((script.title(), warning), ("A walk", None));
    assert_eq!(made.folder, machine.dir.path().join("output/a-walk"));
    assert!(made.files.iter().all(|name| made.folder.join(name).is_file()), "{:?}", made.files);
    assert!(0 < made.episode.samples() && made.kept == 0);
    assert_eq!(machine.told(), ["script", "cast", "recording", "written"]);
    let again = machine.produce(&input, &machine.options()).unwrap().made;
    assert_eq!((again.folder, again.kept), (made.folder, made.sound.len()));
}

#[test]
fn bytes_without_a_place_are_an_article_too() {
    let machine = Machine::new();
    let input = |text: &str| {
        let source = Source { name: "a letter".into(), bytes: text.into(), ..Source::default() };
        Input::new("a letter", Location::Unknown, source)
    };
    let folder = |text: &str| machine.produce(&input(text), &machine.options()).unwrap().made.folder;
    let (one, other) = (folder("Dear all, the sun shines."), folder("Dear all, it rains."));
    assert_ne!(one, other);
    assert_eq!(folder("Dear all, the sun shines."), one);
    let mut empty = input("<!-- nothing -->\n");
    empty.source.format = Some(crate::article::Format::Markdown);
    let nothing = machine.produce(&empty, &machine.options());
    assert!(matches!(nothing, Err(Error::NothingToSay { name }) if name == "a letter"));
}

#[test]
fn an_estimate_writes_no_episode() {
    let machine = Machine::new();
    let input = machine.file("walk.md", "# A walk\n\nOne step. Another step.\n");
    let cast = crate::cast::find("tone", &[]).unwrap();
    let context = EngineContext { places: &machine.places, cancel: &machine.cancel, lanes: 1 };
    let of = || estimate(&input, &cast, &machine.options(), &context, &|_| {}).unwrap();
    let before = of();
    let lines = before.script.lines().count();
    let sum = |estimated: &Estimated| estimated.estimates.iter().map(|one| one.new.lines).sum::<usize>();
    assert_eq!(sum(&before), lines);
    assert!(!machine.dir.path().join("output").exists());
    machine.produce(&input, &machine.options()).unwrap();
    assert_eq!(sum(&of()), 0);
}

#[test]
fn what_is_stopped_leaves_no_episode() {
    let machine = Machine::new();
    let input = machine.file("walk.md", "# A walk\n\nOne step.\n");
    machine.cancel.cancel();
    let stopped = machine.produce(&input, &machine.options());
    assert!(matches!(stopped, Err(Error::Stopped)), "{stopped:?}");
    assert!(!machine.dir.path().join("output/a-walk").join("episode.json").exists());
}

#[test]
fn what_a_listener_does_wrong_is_the_articles_failure() {
    let machine = Machine::new();
    let input = machine.file("walk.md", "# A walk\n\nOne step.\n");
    let cast = crate::cast::find("tone", &[]).unwrap();
    let context = EngineContext { places: &machine.places, cancel: &machine.cancel, lanes: 1 };
    let failed = produce(&input, &cast, &machine.options(), &context, &|_| panic!("no more"));
    assert!(matches!(failed, Err(Error::Fault { what, .. }) if what == "no more"));
}

#[test]
fn options_that_meet_nothing_are_told() {
    let machine = Machine::new();
    let input = machine.file("walk.md", "# A walk\n\nOne step.\n");
    let options = ProduceOptions { retakes: vec!["no such words".into()], ..machine.options() };
    machine.produce(&input, &options).unwrap();
    assert_eq!(machine.told()[0], "no line contains the words “no such words”");
    let options = ProduceOptions { chapters: vec![7..=9], ..machine.options() };
    assert!(matches!(machine.produce(&input, &options), Err(Error::NoSuchChapter { .. })));
}
