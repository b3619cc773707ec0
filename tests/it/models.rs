//! Voice models: fetched from a server that misbehaves, and none but whole and right ones installed.

mod disk;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::program::{Place, Run};
use crate::site::{Request, Site, answer, redirect};

/// The voice of these tests. Its engine hums, so that it can speak too.
const VOICE: &str = "tone:test-voice";

/// A model's file that is larger than what goes through a connection at once.
fn model() -> Vec<u8> {
    (0..600_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect()
}

const SETTINGS: &[u8] =
    b"{\"audio\": {\"sample_rate\": 22050, \"quality\": \"medium\"}, \"language\": {\"code\": \"en_GB\"}}";

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

/// A catalogue of the one voice, at this address.
fn catalogue(base: &str, use_of_it: &str) -> String {
    let file = |name: &str, bytes: &[u8]| {
        format!("{{ path = \"deep/{name}\", bytes = {}, sha256 = \"{}\" }}", bytes.len(), digest(bytes))
    };
    format!(
        "[[set]]\nengine = 'tone'\nvoices = {{ test-voice = 'en' }}\nbase = '{base}'\n\
         licence = {{ name = 'CC-BY-4.0', link = 'https://example.com/l', commercial = '{use_of_it}' }}\n\
         files = [{}, {}]\n",
        file("v.onnx", &model()),
        file("v.onnx.json", SETTINGS)
    )
}

/// A place with a server of the voice's files, and what was asked of it.
struct Scene {
    place: Place,
    asked: Arc<Mutex<Vec<String>>>,
}

/// What goes wrong with the answer to a request, if something does.
type Mishap = dyn Fn(&Request) -> Option<Vec<u8>> + Send + Sync;

impl Scene {
    /// A server that answers rightly but where the mishap answers.
    fn new(mishap: Box<Mishap>) -> Scene {
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let log = Arc::clone(&asked);
        let site = Site::new(move |request| {
            let from = range(request);
            log.lock().unwrap().push(format!("{} {from}", request.path));
            mishap(request).unwrap_or_else(|| right(request))
        });
        let place = Place::new();
        place.file("config/catalogue.toml", catalogue(&site.address("/v/"), "allowed"));
        Scene { place, asked }
    }

    fn add(&self) -> Run {
        self.place.run(&["voices", "add", VOICE, "--allow-local"])
    }

    /// What was asked since the last time: paths, and the byte from which on.
    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.place.path("data/voices/tone").join(name)
    }

    fn part(&self) -> u64 {
        self.path("v.onnx.part").metadata().map_or(0, |meta| meta.len())
    }

    #[track_caller]
    fn is_installed(&self) {
        assert_eq!(std::fs::read(self.path("v.onnx")).unwrap(), model());
        assert_eq!(std::fs::read(self.path("v.onnx.json")).unwrap(), SETTINGS);
        assert!(!self.path("v.onnx.part").exists() && listed(&self.place)["installed"] == true);
    }

    /// Nothing stands under its own name, and the list says so.
    #[track_caller]
    fn is_not_installed(&self) {
        for name in ["v.onnx", "v.onnx.json", "test-voice.toml"] {
            assert!(!self.path(name).exists(), "{name}");
        }
        assert_eq!(listed(&self.place)["installed"], false);
    }
}

/// What the list says of the voice.
fn listed(place: &Place) -> Value {
    let list = place.run(&["voices", "list", "--json"]).success().json();
    let models = list[0]["models"].as_array().unwrap();
    models.iter().find(|model| model["voice"] == VOICE).unwrap().clone()
}

/// The byte from which on a request wants a file.
fn range(request: &Request) -> usize {
    let line = request.head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("range").then_some(value)
    });
    line.map_or(0, |value| value.strip_prefix("bytes=").unwrap().trim_end_matches('-').parse().unwrap())
}

/// The file that a request wants.
fn wanted(request: &Request) -> Vec<u8> {
    if request.path.ends_with("onnx.json") { SETTINGS.to_vec() } else { model() }
}

/// The answer of a server that does all as it should.
fn right(request: &Request) -> Vec<u8> {
    let (file, from) = (wanted(request), range(request));
    match from {
        0 => answer("200 OK", "application/octet-stream", &file),
        from if from < file.len() => {
            let kind = format!("x/y\r\nContent-Range: bytes {from}-{}/{}", file.len() - 1, file.len());
            answer("206 Partial Content", &kind, &file[from..])
        }
        _ => answer("416 Range Not Satisfiable", "text/plain", b""),
    }
}

/// An answer whose end is missing.
fn cut(request: &Request, sent: usize) -> Vec<u8> {
    let mut bytes = right(request);
    // What is sent is the head, and the file from where it was wanted.
    let head = bytes.len() + range(request) - wanted(request).len();
    bytes.truncate(head + sent);
    bytes
}

#[test]
fn a_cut_connection_is_gone_on_with() {
    // The first answer breaks off; the second comes at once.
    let scene = Scene::new(Box::new(|request| (request.hit == 0).then(|| cut(request, 200_000))));
    let run = scene.add().success();
    assert!(run.err().contains("trying again") && run.out().contains("added"), "{}", run.err());
    scene.is_installed();
    let asked = scene.asked();
    assert_eq!(asked[0], "/v/deep/v.onnx 0");
    let from: u64 = asked[1].strip_prefix("/v/deep/v.onnx ").unwrap().parse().unwrap();
    assert!(0 < from && from <= 200_000, "{asked:?}");

    // All break off: the run fails, keeps what it has, and the next one goes on from there.
    let broken = Arc::new(std::sync::atomic::AtomicBool::new(true));
    let switch = Arc::clone(&broken);
    let scene = Scene::new(Box::new(move |request| {
        switch.load(std::sync::atomic::Ordering::SeqCst).then(|| cut(request, 100_000))
    }));
    let run = scene.add().code(75);
    assert!(run.err().contains("the connection was cut after"), "{}", run.err());
    scene.is_not_installed();
    assert_eq!(scene.asked().len(), 3);
    let kept = scene.part();
    assert!(0 < kept && kept < 600_000, "{kept}");
    broken.store(false, std::sync::atomic::Ordering::SeqCst);
    scene.add().success();
    assert_eq!(scene.asked(), [format!("/v/deep/v.onnx {kept}"), "/v/deep/v.onnx.json 0".into()]);
    scene.is_installed();
}

#[test]
fn what_is_not_the_right_file_is_never_installed() {
    let tampered = |request: &Request| {
        let mut file = wanted(request);
        file[7] ^= 1;
        file
    };
    let scene = Scene::new(Box::new(move |request| Some(answer("200 OK", "x/y", &tampered(request)))));
    let run = scene.add().code(65);
    assert!(run.err().contains("its SHA-256 is") && run.err().contains(&digest(&model())), "{}", run.err());
    scene.is_not_installed();
    // What proved wrong is not gone on with.
    assert_eq!(scene.part(), 0);

    for change in [|file: &mut Vec<u8>| file.push(1), |file: &mut Vec<u8>| file.truncate(500_000)] {
        // With its length told, and without.
        for told in [true, false] {
            let scene = Scene::new(Box::new(move |request| {
                let mut file = wanted(request);
                if request.path.ends_with("v.onnx") {
                    change(&mut file);
                }
                let head = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";
                Some(if told { answer("200 OK", "x/y", &file) } else { [head.as_slice(), &file].concat() })
            }));
            let run = scene.add();
            let code = run.0.status.code().unwrap();
            // A file without a length that ends early looks like a cut connection.
            assert!(code == 65 || code == 75 && !told, "{code}: {}", run.err());
            scene.is_not_installed();
        }
    }
}

#[test]
fn a_beginning_that_is_not_the_files_own_is_found_out() {
    let scene = Scene::new(Box::new(|_| None));
    std::fs::create_dir_all(scene.path("")).unwrap();
    scene.place.file("data/voices/tone/v.onnx.part", [7; 1000]);
    scene.add().code(65);
    scene.is_not_installed();
    scene.add().success();
    scene.is_installed();
}

#[test]
fn a_server_that_gives_only_whole_files_is_taken_as_it_is() {
    let scene = Scene::new(Box::new(|request| Some(answer("200 OK", "x/y", &wanted(request)))));
    std::fs::create_dir_all(scene.path("")).unwrap();
    scene.place.file("data/voices/tone/v.onnx.part", &model()[..300_000]);
    scene.add().success();
    assert_eq!(scene.asked()[0], "/v/deep/v.onnx 300000");
    scene.is_installed();
}

#[test]
fn of_two_files_none_is_installed_when_the_second_fails() {
    let scene = Scene::new(Box::new(|request| {
        let is_missing = request.path.ends_with("onnx.json") && request.hit < 2;
        is_missing.then(|| answer("404 Not Found", "text/plain", b"no"))
    }));
    let run = scene.add().code(66);
    assert!(run.err().contains("v.onnx.json") && run.err().contains("status 404"), "{}", run.err());
    scene.is_not_installed();
    assert_eq!(scene.part(), 600_000);
    assert_eq!(scene.asked().len(), 2);
    // The first is not fetched again.
    scene.add().success();
    assert_eq!(scene.asked(), ["/v/deep/v.onnx.json 0"]);
    scene.is_installed();
}

#[test]
fn redirects_are_followed_but_not_into_ones_own_network() {
    let scene = Scene::new(Box::new(|request| {
        let rest = request.path.strip_prefix("/v/")?;
        Some(redirect(&format!("/elsewhere/{rest}")))
    }));
    let run = scene.place.run(&["voices", "add", VOICE]).code(77);
    assert!(run.err().contains("--allow-local"), "{}", run.err());
    scene.is_not_installed();
    scene.add().success();
    scene.is_installed();
    let circle = Scene::new(Box::new(|request| Some(redirect(&request.path))));
    circle.add().code(66);
    circle.is_not_installed();
}

#[test]
fn no_network_is_one_clear_error() {
    let place = Place::new();
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    place.file("config/catalogue.toml", catalogue(&format!("http://127.0.0.1:{port}/"), "allowed"));
    let run = place.run(&["voices", "add", VOICE, "--allow-local"]).code(75);
    assert_eq!(run.err().matches("error:").count(), 1, "{}", run.err());
    assert!(run.err().contains("the connection failed"), "{}", run.err());
    assert_eq!(listed(&place)["installed"], false);
    let json = place.run(&["voices", "add", VOICE, "--allow-local", "--json"]).code(75).json();
    assert_eq!((&json[0]["event"], &json.last().unwrap()["event"]), (&"licence".into(), &"failed".into()));
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_what_the_next_run_goes_on_with() {
    let scene = Scene::new(Box::new(|_| None));
    // No file of the process may grow beyond 128 blocks; without the signal that would end it, that is an error.
    let script = "trap '' XFSZ; ulimit -f 128; exec \"$0\" voices add tone:test-voice --allow-local";
    let program = scene.place.command(&["voices"]);
    let mut shell = Command::new("sh");
    shell.args(["-c", script]).arg(program.get_program()).current_dir(scene.place.path("."));
    shell.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let run = Run(shell.stdin(Stdio::null()).output().unwrap()).code(73);
    assert_eq!(run.err().matches("error:").count(), 1, "{}", run.err());
    scene.is_not_installed();
    let kept = scene.part();
    assert!(0 < kept && kept < 600_000, "{kept}");
    scene.asked();
    scene.add().success();
    assert_eq!(scene.asked()[0], format!("/v/deep/v.onnx {kept}"));
    scene.is_installed();
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_is_gone_on_with() {
    let asked: Arc<Mutex<Vec<usize>>> = Arc::default();
    let log = Arc::clone(&asked);
    let site = Site::serving(move |request, stream| {
        log.lock().unwrap().push(range(request));
        let bytes = right(request);
        if request.hit == 0 {
            let _ = stream.write_all(&bytes[..250_000]);
            std::thread::sleep(Duration::from_secs(10));
        } else {
            let _ = stream.write_all(&bytes);
        }
    });
    let place = Place::new();
    place.file("config/catalogue.toml", catalogue(&site.address("/v/"), "allowed"));
    let part = place.path("data/voices/tone/v.onnx.part");
    let length = || part.metadata().map_or(0, |meta| meta.len());
    let mut command = place.command(&["voices", "add", VOICE, "--allow-local"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let start = Instant::now();
    while length() < 200_000 && start.elapsed() < Duration::from_secs(8) {
        std::thread::sleep(Duration::from_millis(20));
    }
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(listed(&place)["installed"], false);
    let kept = length();
    assert!((200_000..600_000).contains(&kept), "{kept}");
    place.run(&["voices", "add", VOICE, "--allow-local"]).success();
    assert_eq!(asked.lock().unwrap()[1], usize::try_from(kept).unwrap());
    assert_eq!(listed(&place)["installed"], true);
}

#[test]
fn two_runs_do_not_fight() {
    let scene = Scene::new(Box::new(|_| None));
    let start = || {
        let mut command = scene.place.command(&["voices", "add", VOICE, "--allow-local"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let children: Vec<_> = (0..3).map(|_| start()).collect();
    for child in children {
        Run(child.wait_with_output().unwrap()).success();
    }
    assert_eq!(scene.asked().len(), 2);
    scene.is_installed();
}

#[test]
fn a_licence_is_shown_agreed_to_and_kept() {
    let place = Place::new();
    place.file("config/catalogue.toml", catalogue("https://example.com/v/", "forbidden"));
    place.file("mirror/deep/v.onnx", model());
    place.file("mirror/v.onnx.json", SETTINGS);
    let add = ["voices", "add", VOICE, "--from", "mirror"];
    let run = place.run(&add).code(77);
    assert!(run.err().contains("CC-BY-4.0 <https://example.com/l>; no commercial use"), "{}", run.err());
    assert!(run.err().contains("--accept-licence"), "{}", run.err());
    let run = place.run(&[&add[..], &["--accept-licence", "--json"]].concat()).success();
    let events: Vec<_> = run.json().iter().map(|event| event["event"].as_str().unwrap().to_owned()).collect();
    assert_eq!((events[0].as_str(), events.last().unwrap().as_str()), ("licence", "added"));
    assert_eq!(listed(&place)["licence"]["commercial"], "forbidden");
    let text = place.run(&["voices", "list"]).success().out();
    assert!(text.lines().any(|line| line.contains(VOICE) && line.contains("installed")), "{text}");
    // Once agreed to, it is not asked again.
    let run = place.run(&add).success();
    assert!(run.out().contains("installed already"), "{}", run.out());

    // Whoever spoke in an episode, their terms go with it.
    place.file("a.md", "# A title\n\nSome words.\n");
    place.run(&["make", "a.md", "--voices", VOICE]).success();
    let manifest = std::fs::read(place.path("output/a-title/episode.json")).unwrap();
    let manifest: Value = serde_json::from_slice(&manifest).unwrap();
    assert_eq!(manifest["voices"][0]["licence"]["name"], "CC-BY-4.0");
    assert_eq!(manifest["voices"][0]["voice"], VOICE);

    let removed = place.run(&["voices", "remove", VOICE]).success();
    assert!(removed.out().starts_with("removed tone:test-voice (601 kB freed)"), "{}", removed.out());
    assert_eq!(listed(&place)["installed"], false);
    assert!(!place.path("data/voices/tone/v.onnx").exists());
    place.run(&["voices", "remove", VOICE]).code(2);
}

#[test]
fn voices_of_ones_own_are_copied_in() {
    let place = Place::new();
    let path = place.file("my-voice.onnx", model());
    let path = path.to_str().unwrap();
    let run = place.run(&["voices", "add", path]).code(66);
    assert!(run.err().contains("my-voice.onnx.json"), "{}", run.err());
    place.file("my-voice.onnx.json", SETTINGS);
    let run = place.run(&["voices", "add", "my-voice.onnx"]).success();
    assert!(run.err().contains("licence: unknown"), "{}", run.err());
    let list = place.run(&["voices", "list", "--json", "--language", "en-gb"]).success().json();
    let models = list[0]["models"].as_array().unwrap();
    let mine = models.iter().find(|model| model["voice"] == "piper:my-voice").unwrap();
    assert_eq!((&mine["quality"], &mine["sample_rate"]), (&"medium".into(), &22_050.into()));
    assert_eq!((&mine["installed"], &mine["licence"]["name"]), (&true.into(), &"unknown".into()));
    // Another one of that name does not replace it.
    let other = place.file("other/my-voice.onnx", &model()[1..]);
    place.file("other/my-voice.onnx.json", SETTINGS);
    place.run(&["voices", "add", other.to_str().unwrap(), "--licence", "CC0-1.0"]).code(73);
    // Files that a catalogue knows have its licence and its name.
    let known = catalogue("https://example.com/v/", "forbidden").replace("'tone'", "'piper'");
    place.file("config/catalogue.toml", known.replace("test-voice", "known").replace("deep/", ""));
    let renamed = place.file("renamed/v.onnx", model());
    place.file("renamed/v.onnx.json", SETTINGS);
    let run = place.run(&["voices", "add", renamed.to_str().unwrap()]).code(77);
    assert!(run.err().contains("piper:known"), "{}", run.err());
    for name in ["no-such-voice", "piper:nobody"] {
        let run = place.run(&["voices", "add", name]).code(2);
        assert!(run.err().contains("piper:en_US-ljspeech-medium"), "{}", run.err());
    }
}

#[test]
fn voices_share_files_and_keep_them_while_one_needs_them() {
    let place = Place::new();
    let text = catalogue("https://example.com/v/", "allowed");
    place.file("config/catalogue.toml", text.replace("test-voice = 'en'", "one = 'en', two = 'fr'"));
    place.file("mirror/v.onnx", model());
    place.file("mirror/v.onnx.json", SETTINGS);
    place.run(&["voices", "add", "tone:one", "tone:two", "--from", "mirror"]).success();
    place.run(&["voices", "remove", "tone:one"]).success();
    assert!(place.path("data/voices/tone/v.onnx").exists());
    place.run(&["voices", "remove", "tone:two"]).success();
    assert!(!place.path("data/voices/tone/v.onnx").exists());
    place.file("config/catalogue.toml", "[[set]]\nvoice = 1\n");
    place.run(&["voices", "list"]).code(65);
}

#[test]
fn the_best_voice_for_a_language_is_got() {
    let place = Place::new();
    let text = catalogue("https://example.com/v/", "forbidden");
    place.file("config/catalogue.toml", text.replace("test-voice = 'en'", "test-voice = 'sw'"));
    place.file("mirror/v.onnx", model());
    place.file("mirror/v.onnx.json", SETTINGS);
    let add = ["voices", "add", "best:sw", "--from", "mirror"];
    let run = place.run(&add).code(77);
    assert!(run.err().contains(VOICE) && run.err().contains("no commercial use"), "{}", run.err());
    let run = place.run(&[&add[..], &["--accept-licence"]].concat()).success();
    assert!(run.out().contains("added tone:test-voice"), "{}", run.out());
    // Without a language, the system's.
    let mut command = place.command(&["voices", "add", "best", "--from", "mirror"]);
    let run = Run(command.env("LC_ALL", "sw_KE.UTF-8").output().unwrap()).success();
    assert!(run.out().contains("installed already: tone:test-voice"), "{}", run.out());
    let run = place.run(&["voices", "add", "best:xx"]).code(2);
    assert!(run.err().contains("best:xx") && run.err().contains("best:de"), "{}", run.err());
    // A neural voice that is known goes before one of which nothing is.
    let run = place.run(&["voices", "add", "best:en", "--from", "nowhere"]).code(66);
    assert!(run.err().contains("piper:en_US-joe-medium"), "{}", run.err());
}
