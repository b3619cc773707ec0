//! Whole episodes with a Piper voice: through the program, and with the times of every word.

use articast::cast::OpenedCast;
use articast::engine::{CancelToken, Engine, EngineContext, catalogue};
use articast::files::Places;
use articast::speech::Utterance;
use articast::studio::record;
use articast::voice::Tuning;
use articast::{article, cast as casts, script, speech};
use serde_json::Value;

use super::voice;
use crate::program::{Place, Run, shared, source, tool};

fn places(cache: &std::path::Path) -> Places {
    let programs = ["/usr/local/bin", "/usr/bin", "/bin"].map(Into::into).into();
    Places { programs, cache: cache.to_owned(), ..Places::default() }
}

/// The article that the shared folder has, or one of ours.
fn long_article() -> std::path::PathBuf {
    let ours = || source(&crate::program::articles()[0]);
    shared("articles/backchannel-diplomacy.txt").unwrap_or_else(ours)
}

#[test]
fn the_durations_of_every_line_add_up_and_time_its_words() {
    if !cfg!(feature = "phonemes") && tool("espeak-ng").is_none() {
        return;
    }
    let path = long_article();
    let bytes = std::fs::read(&path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let read = article::read(&article::Source { name, bytes, ..article::Source::default() }).unwrap();
    let script = script::write(&read, &casts::find("tone", &[]).unwrap().reading);
    let (cache, cancel) = (tempfile::tempdir().unwrap(), CancelToken::default());
    let places = places(cache.path());
    let context = EngineContext { places: &places, cancel: &cancel, lanes: 2 };
    let piper = (format!("piper:{}", voice("tiny.onnx").display()), 256);
    let kokoro = (format!("kokoro:{}#af_grow+am_even*3", voice("tiny-kokoro.onnx").display()), 600);
    for (id, hop) in [piper, kokoro] {
        let engine = catalogue::open(&id.as_str().into(), Tuning::default(), &context).unwrap();
        add_up(engine.as_ref(), hop, &script);
    }
}

/// Every line of a script lasts a whole number of frames of `hop` samples, and its words stand where they are said.
fn add_up(engine: &dyn Engine, hop: u64, script: &script::Script) {
    let (mut lines, mut timed, mut written) = (0, 0, 0);
    for line in script.lines() {
        let spoken = engine.speak(&line.say).unwrap();
        assert_eq!(spoken.doubt, None, "{}", line.say.text);
        // The words stand on the edges of ids or, where some run together, between them.
        assert_eq!(spoken.clip.len() % hop, 0);
        assert!(spoken.words.windows(2).all(|pair| pair[0].at.end <= pair[1].at.start));
        let count = |text: &str| {
            text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
                .filter(|w| !w.is_empty())
                .count()
        };
        (lines, timed, written) = (lines + 1, timed + spoken.words.len(), written + count(&line.say.text));
        let last = spoken.words.last().unwrap();
        // After the last word come a mark and the end: at most three frames each, and their pads.
        assert!(spoken.clip.len() - last.at.end <= hop * 3 * 8, "{}", line.say.text);
    }
    println!("{lines} lines, {timed} of {written} words timed");
    assert!(98 * written <= 100 * timed);
}

#[test]
fn rate_and_speaker_are_heard() {
    if !cfg!(feature = "phonemes") && tool("espeak-ng").is_none() {
        return;
    }
    let (cache, cancel) = (tempfile::tempdir().unwrap(), CancelToken::default());
    let places = places(cache.path());
    let context = EngineContext { places: &places, cancel: &cancel, lanes: 1 };
    let multi = voice("tiny-multi.onnx").display().to_string();
    let say = Utterance { text: "Nobody remembered who switched it off.".into(), ..Utterance::default() };
    let spoken = |speaker: &str, rate: f32| {
        let id = format!("piper:{multi}{speaker}");
        let engine = catalogue::open(&id.as_str().into(), Tuning { rate, pitch: 0.0 }, &context).unwrap();
        (engine.speak(&say).unwrap().clip, engine.fingerprint())
    };
    let (first, named, numbered, slow) =
        (spoken("", 1.0), spoken("#bo", 1.0), spoken("#1", 1.0), spoken("", 0.5));
    assert_eq!(named, numbered);
    assert_eq!(first.0.len(), named.0.len());
    assert!(first.0 != named.0 && first.1 != named.1);
    assert_eq!(first.0.len() * 2, slow.0.len());
    assert_eq!(spoken("", 1.0), first);
}

#[test]
fn an_episode_is_the_same_with_any_number_of_lanes_and_stays_small() {
    let (one, two) = (Place::new(), Place::new());
    let article = long_article();
    let voice = format!("piper:{}", voice("tiny.onnx").display());
    let make = |place: &Place, jobs: &str| -> (Value, std::path::PathBuf) {
        let arguments = ["make", article.to_str().unwrap(), "--voices", &voice, "--json", "--jobs", jobs];
        let mut command = place.command(&arguments);
        command.env("ARTICAST_ONNXRUNTIME", "");
        // A gigabyte, and not a byte more, where the system can hold it to that.
        let run = if cfg!(target_os = "linux") {
            let program = command.get_program().to_owned();
            let mut held = std::process::Command::new("sh");
            held.args(["-c", "ulimit -d 976562 && exec \"$0\" \"$@\""]).arg(program).args(command.get_args());
            for (name, value) in command.get_envs() {
                held.env(name, value.unwrap_or_default());
            }
            held.current_dir(place.path("")).output().unwrap()
        } else {
            command.output().unwrap()
        };
        let run = Run(run).success();
        let last = run.json().pop().unwrap();
        let folder = place.path(last["folder"].as_str().unwrap());
        (last, folder)
    };
    let ((told, first), (_, second)) = (make(&one, "1"), make(&two, "4"));
    assert_eq!(told["doubtful"], 0);
    for file in told["files"].as_array().unwrap() {
        let name = file.as_str().unwrap();
        assert!(
            std::fs::read(first.join(name)).unwrap() == std::fs::read(second.join(name)).unwrap(),
            "{name}"
        );
    }
}

/// An English page that quotes German.
const QUOTING: &str = "<html lang=en><title>Tide</title><body><article><h1>Tide</h1>\
    <p>The water came in the night and stayed for a week. Nobody in the house had heard it.</p>\
    <blockquote lang=de><p>Wir hörten nichts, und am Morgen schwamm der Tisch.</p></blockquote>\
    <p>She laughed when she told us, and poured more tea.</p></article></body></html>";

#[test]
fn in_a_cast_of_two_languages_each_network_reads_its_own() {
    if tool("espeak-ng").is_none() {
        return;
    }
    let place = Place::new();
    // The same network for German: only who makes its phonemes is another.
    let mut settings: Value =
        serde_json::from_slice(&std::fs::read(voice("tiny.onnx.json")).unwrap()).unwrap();
    settings["espeak"]["voice"] = "de".into();
    place.file("de.onnx", std::fs::read(voice("tiny.onnx")).unwrap());
    place.file("de.onnx.json", settings.to_string());
    let ids = [voice("tiny.onnx"), place.path("de.onnx")].map(|path| format!("piper:{}", path.display()));
    let [english, german] = &ids;
    let cast = format!(
        "language = 'en'\n[voices]\nnarrator = '{english}'\nhans = '{german}'\n[languages]\nde = 'hans'\n"
    );
    place.file("cast.toml", cast);
    let mut cast = casts::find(place.path("cast.toml").to_str().unwrap(), &[]).unwrap();
    // It is ours, and loads what it names.
    cast.origin = casts::Origin::Own;
    let bytes = QUOTING.into();
    let source = article::Source { name: "tide.html".into(), bytes, ..article::Source::default() };
    let script = script::write(&article::read(&source).unwrap(), &cast.reading);
    let cancel = CancelToken::default();
    let places = places(&place.path("cache"));
    let context = EngineContext { places: &places, cancel: &cancel, lanes: 2 };
    let opened = OpenedCast::open(&cast, &script, &context).unwrap();
    let takes = record(&script, &opened, 2, &cancel, &|_| {}).unwrap();
    let open = |id: &String| catalogue::open(&id.as_str().into(), Tuning::default(), &context).unwrap();
    let (in_english, in_german) = (open(english), open(german));
    let mut quoted = 0;
    for (line, take) in script.lines().zip(&takes) {
        let clip = opened.cache.line(&take.key).unwrap().1;
        let [as_english, as_german] =
            [&in_english, &in_german].map(|engine| engine.speak(&line.say).unwrap().clip);
        let is_quoted = line.show.starts_with("Wir ");
        quoted += usize::from(is_quoted);
        assert_ne!(as_english, as_german, "{}", line.show);
        assert!(clip == if is_quoted { as_german } else { as_english }, "{}", line.show);
    }
    assert_eq!((quoted, takes.len()), (1, 5));
}

#[test]
fn a_line_has_another_take_when_it_is_asked_for() {
    if !cfg!(feature = "phonemes") && tool("espeak-ng").is_none() {
        return;
    }
    let place = Place::new();
    place.file("a.md", "The lamp was out.\n\nNobody  remembered who had\nlit it.\n");
    let voice = format!("piper:{}", voice("tiny.onnx").display());
    let make = |more: &[&str]| {
        let mut command = place.command(&["make", "a.md", "--voices", &voice, "--json"]);
        let run = Run(command.args(more).env("ARTICAST_ONNXRUNTIME", "").output().unwrap()).success();
        let told = run.json();
        let done = told.last().unwrap();
        let file = place.path(done["folder"].as_str().unwrap()).join(done["files"][0].as_str().unwrap());
        let warned = told.iter().any(|event| event["event"] == "warning");
        (std::fs::read(file).unwrap(), done["lines"]["spoken"].clone(), warned)
    };
    let again = "--retake=remembered who had lit";
    let (first, spoken, _) = make(&[]);
    let (second, one, warned) = make(&[again]);
    assert_eq!((spoken, one, warned), (2.into(), 1.into(), false));
    let (third, _, _) = make(&[again, again]);
    assert!(first != second && second != third && third != first);
    let (kept, none, warned) = make(&["--retake=nothing of the kind"]);
    assert!(kept == first && none == 0 && warned);
}

#[test]
fn a_missing_voice_is_told_and_another_speaks() {
    let place = Place::new();
    place.file("cast.toml", "voices.narrator = [\"piper:nobody\", \"tone:low\"]\n");
    place.file("a.md", "Some words.\n");
    let run = place.run(&["make", "a.md", "--voices", "./cast.toml"]).success();
    assert!(run.err().contains("piper:nobody is not available"), "{}", run.err());
    let run = place.run(&["make", "a.md", "--voices", "piper:nobody"]).code(69);
    assert!(run.err().contains("articast voices add"), "{}", run.err());
}

#[test]
fn the_benchmark_tells_how_fast_a_voice_is() {
    let place = Place::new();
    let voice = format!("piper:{}", voice("tiny.onnx").display());
    let mut command = place.command(&["voices", "bench", &voice, "--lanes", "2", "--json"]);
    let run = Run(command.env("ARTICAST_ONNXRUNTIME", "").output().unwrap()).success();
    let told = &run.json()[0];
    assert_eq!(told["voice"], voice);
    assert!(told["runtime"].as_str().unwrap().contains(" on rten"), "{told}");
    let lanes: Vec<u64> =
        told["lanes"].as_array().unwrap().iter().map(|one| one["lanes"].as_u64().unwrap()).collect();
    assert_eq!(lanes, [1, 2]);
    assert!(
        told["lanes"].as_array().unwrap().iter().all(|one| 1.0 < one["factor"].as_f64().unwrap()),
        "{told}"
    );
    let run = place.run(&["voices", "bench"]).code(69);
    assert!(run.err().contains("no neural voice is installed"), "{}", run.err());
}

#[test]
fn real_speech_is_beyond_doubt() {
    use articast::engine::neural::doubt::{Heard, doubt, is_varied};
    let (cache, cancel) = (tempfile::tempdir().unwrap(), CancelToken::default());
    let places = places(cache.path());
    let context = EngineContext { places: &places, cancel: &cancel, lanes: 2 };
    let page = std::fs::read_to_string(voice("page.txt")).unwrap();
    let mut lines: Vec<Utterance> = page.lines().map(|line| speech::words::say(line, "en")).collect();
    lines.push(speech::words::say("No, no, no, no, no!", "en"));
    lines.push(speech::words::say("Yes.", "en"));
    for id in ["espeak-ng:en-us", "flite:slt", "flite:rms", "festival:cmu_us_slt_arctic_hts", "pico:en-US"] {
        for rate in [0.6, 1.0, 1.6] {
            let Ok(engine) = catalogue::open(&id.into(), Tuning { rate, pitch: 0.0 }, &context) else {
                continue;
            };
            for say in &lines {
                let clip = engine.speak(say).unwrap().clip;
                let sounds = say.text.chars().filter(|c| c.is_alphabetic()).count() * 9 / 10;
                let is_varied = is_varied(say.text.to_lowercase().split(|c: char| !c.is_alphabetic()));
                let (hertz, slowness) = (clip.rate.hertz(), 1.0 / rate);
                let heard = Heard { samples: &clip.samples, hertz, sounds, slowness, is_varied, spans: &[] };
                assert_eq!(doubt(&heard), None, "{id} at {rate}: {}", say.text);
            }
        }
    }
}
