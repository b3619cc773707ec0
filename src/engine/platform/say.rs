//! macOS's `say`: one run of the program for each line.
//!
//! It takes no pitch; [`Tuning::pitch`] changes nothing here.

use std::path::PathBuf;
use std::time::Duration;

use crate::audio::wav;
use crate::clean;
use crate::engine::child::{Program, Watch, run};
use crate::engine::{
    CancelToken, Engine, EngineContext, Failure, Fingerprint, Spoken, VoiceInfo, budget, most_samples,
};
use crate::language::hyphenated;
use crate::speech::Utterance;
use crate::voice::Tuning;
use crate::{Error, Result, files};

/// The engine's name in casts.
pub const NAME: &str = "say";

/// Samples per second that it is asked for.
const HERTZ: u32 = 22_050;

/// Words per minute of a voice that is left alone, more or less: the manual gives no number.
const USUAL_PACE: f32 = 175.0;

/// The voices that `say` lists; none where there is no `say`.
pub fn voices(context: &EngineContext<'_>) -> Vec<VoiceInfo> {
    let program = context.places.program("say").map(|path| Program::chosen(&path, context.places));
    program.map(|program| listed(&program, context.cancel)).unwrap_or_default()
}

/// Opens a voice by the name that `say` lists it under.
pub fn open(name: &str, tuning: Tuning, context: &EngineContext<'_>) -> Result<Box<dyn Engine>> {
    let program = context.places.program("say").ok_or_else(|| Error::NoEngine {
        engine: NAME.into(),
        why: "the program `say` was not found".into(),
        hint: "it is part of macOS; check that `/usr/bin` is in the PATH".into(),
    })?;
    let program = Program::chosen(&program, context.places);
    let voices = listed(&program, context.cancel);
    let voice = super::named(&voices, NAME, name)?;
    let words_per_minute =
        (f32::EPSILON < (tuning.rate - 1.0).abs()).then(|| (tuning.rate * USUAL_PACE).round().to_string());
    let system = system_version(context);
    let pace = words_per_minute.as_deref().unwrap_or("usual");
    let fingerprint = Fingerprint(format!("{NAME} of macOS {system} {} rate {pace}", voice.name));
    Ok(Box::new(Voice {
        program,
        name: voice.name.clone(),
        words_per_minute,
        fingerprint,
        lanes: context.lanes.max(1),
        cache: context.places.cache_folder()?.to_owned(),
        cancel: context.cancel.clone(),
    }))
}

/// The version of the system, which brings the voices; empty where it does not tell.
pub(super) fn system_version(context: &EngineContext<'_>) -> String {
    let watch = Watch::new(context.cancel, Duration::from_secs(10));
    let told = context.places.program("sw_vers").and_then(|program| {
        run(&Program::chosen(&program, context.places).arg("-productVersion"), Vec::new(), &watch, 1000).ok()
    });
    String::from_utf8_lossy(&told.unwrap_or_default()).trim().to_owned()
}

fn listed(program: &Program, cancel: &CancelToken) -> Vec<VoiceInfo> {
    let watch = Watch::new(cancel, Duration::from_secs(20));
    let ask = program.clone().arg("-v").arg("?");
    let printed = run(&ask, Vec::new(), &watch, 1 << 20).unwrap_or_default();
    String::from_utf8_lossy(&printed).lines().filter_map(parse).collect()
}

/// A line of the list: `Bad News            en_US    # The light you see …`. A name may have spaces, and
/// parentheses around a language.
fn parse(line: &str) -> Option<VoiceInfo> {
    let (voice, _) = line.split_once('#')?;
    let (name, language) = voice.trim_end().rsplit_once(char::is_whitespace)?;
    Some(VoiceInfo {
        engine: NAME.into(),
        name: name.trim().into(),
        language: Some(hyphenated(language)),
        note: format!("{HERTZ} Hz"),
    })
}

struct Voice {
    program: Program,
    name: String,
    words_per_minute: Option<String>,
    fingerprint: Fingerprint,
    lanes: usize,
    cache: PathBuf,
    cancel: CancelToken,
}

impl Engine for Voice {
    fn fingerprint(&self) -> Fingerprint {
        self.fingerprint.clone()
    }

    fn lanes(&self) -> usize {
        self.lanes
    }

    fn speak(&self, say: &Utterance) -> Result<Spoken, Failure> {
        let bytes = self.record(say).map_err(|error| match error {
            Trouble::Program(failure) => failure,
            Trouble::Files(error) => Failure::Died(error.to_string()),
        })?;
        let clip = wav::read(&bytes).map_err(Failure::Garbage)?;
        if clip.is_empty() {
            return Err(Failure::Garbage("its file contains no sound".into()));
        }
        Ok(clip.into())
    }
}

/// What can go wrong with a recording: the program, or the files that it reads and writes.
enum Trouble {
    Program(Failure),
    Files(Error),
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Trouble {
        Trouble::Program(failure)
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Trouble {
        Trouble::Files(error)
    }
}

impl Voice {
    /// The WAV file that `say` makes of a text. Text and sound go through a folder of their own, which nobody
    /// else may read and which is gone afterwards.
    fn record(&self, say: &Utterance) -> Result<Vec<u8>, Trouble> {
        files::create_dir(&self.cache)?;
        let folder = files::temporary::Folder::new_in(&self.cache);
        let folder = folder.map_err(Error::writing(&self.cache))?;
        let (text, sound) = (folder.path().join("in.txt"), folder.path().join("out.wav"));
        files::write(&text, plain(&say.text).as_bytes())?;
        let mut program = self.program.clone().arg("-v").arg(&self.name);
        if let Some(words_per_minute) = &self.words_per_minute {
            program = program.arg("-r").arg(words_per_minute);
        }
        let program = program.arg("--file-format=WAVE").arg(format!("--data-format=LEI16@{HERTZ}"));
        let program = program.arg("-o").arg(&sound).arg("-f").arg(&text);
        run(&program, Vec::new(), &Watch::new(&self.cancel, budget(say)), 1 << 16)?;
        Ok(files::read(&sound, 1000 + 2 * most_samples(say))?)
    }
}

/// The text without what the speech services take for a command: `[[` starts one.
pub(super) fn plain(text: &str) -> String {
    clean::audible(text).replace("[[", "[ [").replace("[[", "[ [")
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;

    use super::*;
    use crate::files::Places;

    const LIST: &str = "\
Alex                en_US    # Most people recognize me by my voice.
Bad News            en_US    # The light you see at the end of the tunnel is the headlamp of a train.
Eddy (German (Germany)) de_DE    # Hallo! Ich heiße Eddy.
Majed               ar_001   # # مرحبًا
nonsense
";

    /// A `say` that lists [`LIST`] and keeps what it was given.
    fn machine(then: &str) -> (tempfile::TempDir, Places) {
        let dir = tempfile::tempdir().unwrap();
        let script = format!(
            "#!/bin/sh\nif [ \"$2\" = '?' ]; then cat <<'END'\n{LIST}END\nexit; fi\n\
             printf '%s\\n' \"$@\" > {0}/args\nfor last; do :; done\ncp \"$last\" {0}/text\n{then}\n",
            dir.path().display()
        );
        files::write(&dir.path().join("say"), script.as_bytes()).unwrap();
        fs::set_permissions(dir.path().join("say"), fs::Permissions::from_mode(0o755)).unwrap();
        wait_until_free(&dir.path().join("say"));
        let places = Places {
            programs: vec![dir.path().into(), "/usr/bin".into(), "/bin".into()],
            cache: dir.path().join("cache"),
            ..Places::default()
        };
        (dir, places)
    }

    /// A program that was just written cannot be started while a process, which another test is starting, still
    /// holds it open.
    fn wait_until_free(program: &Path) {
        let is_busy = |error: std::io::Error| error.kind() == std::io::ErrorKind::ExecutableFileBusy;
        while std::process::Command::new(program).args(["-v", "?"]).output().is_err_and(is_busy) {
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    #[test]
    fn the_list_is_understood() {
        let (_dir, places) = machine("");
        let cancel = CancelToken::default();
        let found = voices(&EngineContext { places: &places, cancel: &cancel, lanes: 1 });
        let found: Vec<_> =
            found.iter().map(|voice| (voice.name.as_str(), voice.language.as_deref())).collect();
        assert_eq!(
            found,
            [
                ("Alex", Some("en-US")),
                ("Bad News", Some("en-US")),
                ("Eddy (German (Germany))", Some("de-DE")),
                ("Majed", Some("ar-001")),
            ]
        );
    }

    #[test]
    fn the_text_is_in_a_file_and_nothing_is_left() {
        let (dir, places) = machine("echo no voice >&2; exit 1");
        let cancel = CancelToken::default();
        let context = EngineContext { places: &places, cancel: &cancel, lanes: 3 };
        let engine = open("bad news", Tuning { rate: 1.2, pitch: 0.0 }, &context).unwrap();
        assert_eq!(engine.lanes(), 3);
        assert_eq!(engine.fingerprint().0, "say of macOS  Bad News rate 210");
        let say = Utterance { text: "-o [[[rate 9]] it’s\u{0}\n".into(), ..Utterance::default() };
        let failure = engine.speak(&say).unwrap_err();
        assert!(matches!(&failure, Failure::Died(why) if why.ends_with("no voice")), "{failure}");
        assert_eq!(fs::read_to_string(dir.path().join("text")).unwrap(), "-o [ [ [rate 9]] it’s  ");
        let args = fs::read_to_string(dir.path().join("args")).unwrap();
        let args: Vec<&str> = args.lines().collect();
        assert_eq!(
            args[..6],
            ["-v", "Bad News", "-r", "210", "--file-format=WAVE", "--data-format=LEI16@22050"]
        );
        assert_eq!(fs::read_dir(&places.cache).unwrap().count(), 0);
    }

    #[test]
    fn what_is_not_there_is_named() {
        let cancel = CancelToken::default();
        let nothing = Places::default();
        let context = EngineContext { places: &nothing, cancel: &cancel, lanes: 1 };
        assert!(voices(&context).is_empty());
        assert!(matches!(open("Alex", Tuning::default(), &context), Err(Error::NoEngine { .. })));
        let (_dir, places) = machine("");
        let context = EngineContext { places: &places, cancel: &cancel, lanes: 1 };
        let unknown = open("Nobody", Tuning::default(), &context);
        assert!(matches!(unknown, Err(Error::UnknownVoice { known, .. }) if known.len() == 4));
        // It ended well but left no file.
        let engine = open("Alex", Tuning::default(), &context).unwrap();
        assert!(matches!(engine.speak(&Utterance::default()), Err(Failure::Died(_))));
    }
}
