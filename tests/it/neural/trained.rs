//! Trained voices and the library of onnxruntime, added from a mirror: what anyone gets with one command.
//!
//! `ARTICAST_TRAINED` names a folder that `.ci/run` fills: `en_US-joe-medium.onnx` with its settings,
//! `kokoro-v1.0.int8.onnx`, `voices_ja.npz`, and the wheel of onnxruntime for this platform.

use std::path::{Path, PathBuf};

use articast::engine::timing::words;
use articast::engine::{CancelToken, EngineContext, catalogue};
use articast::files::{Library, Places};
use articast::models::runtime::{self, Runtime};
use articast::speech::Utterance;
use articast::voice::Tuning;
use sha2::{Digest, Sha256};

use super::voice;
use crate::program::{Place, Run, missing, tool};

/// Sentences with what voices stumble over: names, numbers, a quotation, a long one.
const PAGE: &str = "# The lighthouse\n\nThe lighthouse had been dark for eleven years, and nobody remembered who had \
    switched it off. \"It was my father,\" said Margaret Okonkwo, \"in 1987.\"\n\nShe keeps the key in a tin on the \
    kitchen shelf, between the tea and a box of candles that she has never needed, and she says that the light will \
    come back when the ships do.\n";

/// A file of the folder of trained voices. Tells, and gives `None`, where it is not there.
fn trained(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("ARTICAST_TRAINED").filter(|path| !path.is_empty());
    let path = folder.map(|folder| Path::new(&folder).join(name)).filter(|path| path.is_file());
    if path.is_none() {
        missing(&format!("`ARTICAST_TRAINED` names no folder with {name}"));
    }
    path
}

/// What catalogues say of a file.
fn entry(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap();
    let digest = Sha256::digest(&bytes).iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    let name = path.file_name().unwrap().to_str().unwrap();
    format!("{{ path = '{name}', bytes = {}, sha256 = '{digest}' }}", bytes.len())
}

/// A mirror and a catalogue with the one voice `kokoro:af_alpha`: the network as the program's own catalogue has it,
/// and a voice that learned Japanese under a name that makes it speak English.
fn kokoro(place: &Place, network: &Path, voices: &Path) -> PathBuf {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(voices).unwrap()).unwrap();
    let mut array = Vec::new();
    std::io::Read::read_to_end(&mut archive.by_name("jf_alpha.npy").unwrap(), &mut array).unwrap();
    // Numbers of 32 bits in 510 rows of 256, behind a head.
    let style = place.file("mirror/af_alpha.bin", &array[array.len() - 4 * 256 * 510..]);
    let copy = place.path("mirror/kokoro-v1.0.int8.onnx");
    std::fs::copy(network, &copy).unwrap();
    let catalogue = format!(
        "[[set]]\nengine = 'kokoro'\nvoices = {{ af_alpha = 'en-US' }}\nbase = 'https://example.com/'\n\
         licence = {{ name = 'Apache-2.0', commercial = 'allowed' }}\nfiles = [{}, {}]\n",
        entry(&copy),
        entry(&style)
    );
    place.file("config/catalogue.toml", catalogue);
    place.path("mirror")
}

/// Adds a voice from a mirror, makes an episode with it in this binary alone, and looks at every line. Nothing else is
/// asked: no library, and, where this binary has phonemes of its own, no program.
fn speaks(place: &Place, id: &str, mirror: &Path, hop: u64) {
    let mirror = mirror.to_str().unwrap();
    place.run(&["voices", "add", id, "--from", mirror]).success();
    place.file("page.md", PAGE);
    let (data, cache) = (place.path("data"), place.path("cache"));
    let mut places = Places { data, cache, onnxruntime: Library::Off, ..Places::default() };
    let cancel = CancelToken::default();
    let open = |places: &Places| {
        let context = EngineContext { places, cancel: &cancel, lanes: 1 };
        catalogue::open(&id.into(), Tuning::default(), &context)
    };
    let mut command = place.command(&["make", "page.md", "--voices", id, "--json"]);
    if open(&places).is_ok() {
        command.env("PATH", "");
    } else if tool("espeak-ng").is_none() {
        return;
    }
    let run = Run(command.env("ARTICAST_ONNXRUNTIME", "").output().unwrap()).success();
    let told = run.json().pop().unwrap();
    assert_eq!((&told["doubtful"], &told["lines"]["kept"]), (&0.into(), &0.into()), "{told}");

    // espeak-ng's own phonemes, where it is.
    places.programs = ["/usr/local/bin", "/usr/bin", "/bin"].map(Into::into).into();
    let engine = open(&places).unwrap();
    let (mut timed, mut written) = (0, 0);
    for sentence in PAGE.split("\n\n").skip(1) {
        let say = Utterance { text: sentence.into(), ..Utterance::default() };
        let spoken = engine.speak(&say).unwrap();
        assert_eq!(spoken.doubt, None, "{sentence}");
        assert_eq!(spoken.clip.len() % hop, 0);
        assert!(spoken.words.windows(2).all(|pair| pair[0].at.end <= pair[1].at.start));
        (timed, written) = (timed + spoken.words.len(), written + words(sentence).len());
        // People say two to five words in a second.
        let seconds = spoken.clip.len() as f64 / f64::from(spoken.clip.rate.hertz());
        let speed = words(sentence).len() as f64 / seconds;
        assert!((1.5..5.5).contains(&speed), "{speed} words a second");
        println!("{id}: {seconds:.1} s for {} words", words(sentence).len());
    }
    assert!(98 * written <= 100 * timed, "{timed} of {written} words timed");
}

#[test]
fn a_trained_voice_of_piper_is_added_and_speaks() {
    let Some(model) = trained("en_US-joe-medium.onnx") else { return };
    speaks(&Place::new(), "piper:en_US-joe-medium", model.parent().unwrap(), 256);
}

#[test]
fn the_trained_network_of_kokoro_is_added_and_speaks() {
    let (Some(network), Some(voices)) = (trained("kokoro-v1.0.int8.onnx"), trained("voices_ja.npz")) else {
        return;
    };
    // It is the very file that the catalogue fetches.
    let known = articast::models::Catalogue::load(&Places::default()).unwrap();
    let part = &known.find("kokoro:af_heart").unwrap().files[0];
    let ours = entry(&network);
    assert!(ours.contains(&part.path) && ours.contains(&part.sha256), "{ours}");
    let place = Place::new();
    let mirror = kokoro(&place, &network, &voices);
    speaks(&place, "kokoro:af_alpha", &mirror, 600);
}

#[test]
fn the_library_is_added_from_its_wheel_found_and_removed() {
    let Ok(here) = Runtime::here() else {
        println!("skipped: no onnxruntime is known for this platform");
        return;
    };
    let Some(wheel) = trained(here.model.files[0].name()) else { return };
    let place = Place::new();
    let runtime_of = || {
        let voice = format!("piper:{}", voice("tiny.onnx").display());
        let mut command = place.command(&["voices", "bench", &voice, "--lanes", "1", "--json"]);
        let run = Run(command.env_remove("ARTICAST_ONNXRUNTIME").output().unwrap()).success();
        run.json()[0]["runtime"].as_str().unwrap().to_owned()
    };
    let add = |mirror: &Path| {
        place.run(&["voices", "add", "onnxruntime", "--from", mirror.to_str().unwrap(), "--json"])
    };
    // A wheel that is another one is not taken.
    let mut bytes = std::fs::read(&wheel).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let name = wheel.file_name().unwrap().to_str().unwrap();
    let other = place.file(&format!("other/{name}"), &bytes);
    let refused = add(other.parent().unwrap()).code(65);
    assert!(refused.err().contains("its SHA-256 is"), "{}", refused.err());
    let library = runtime::file(&place.path("data"));
    assert!(!library.exists());
    for before in [false, true] {
        let told = add(wheel.parent().unwrap()).success().json().pop().unwrap();
        assert_eq!((&told["event"], &told["before"]), (&"added".into(), &before.into()), "{told}");
        assert_eq!(library.parent().unwrap().read_dir().unwrap().count(), 1);
    }
    assert!(!cfg!(feature = "onnxruntime") || runtime_of().contains(" on onnxruntime"), "{}", runtime_of());
    let removed = place.run(&["voices", "remove", "onnxruntime"]).success();
    assert!(removed.out().contains("(35 MB freed)") || !cfg!(target_arch = "x86_64"), "{}", removed.out());
    assert!(!library.exists());
    place.run(&["voices", "remove", "onnxruntime"]).code(2);
}
