//! The voices inside the binary, put where Pico can read them: it loads files and nothing else.

use std::path::{Path, PathBuf};

use super::Voice;
use crate::{Result, files};

/// A file of the crate `ttspico-sys`, by its name.
macro_rules! file {
    ($name:literal) => {
        ($name, include_bytes!(concat!(env!("ARTICAST_PICO_VOICES"), "/", $name)).as_slice())
    };
}

/// What each language and each voice is, 6.3 MB in all.
const FILES: [(&str, &[u8]); 12] = [
    file!("de-DE_gl0_sg.bin"),
    file!("de-DE_ta.bin"),
    file!("en-GB_kh0_sg.bin"),
    file!("en-GB_ta.bin"),
    file!("en-US_lh0_sg.bin"),
    file!("en-US_ta.bin"),
    file!("es-ES_ta.bin"),
    file!("es-ES_zl0_sg.bin"),
    file!("fr-FR_nk0_sg.bin"),
    file!("fr-FR_ta.bin"),
    file!("it-IT_cm0_sg.bin"),
    file!("it-IT_ta.bin"),
];

/// The release of Pico and of the crate that it is from.
pub(super) fn version() -> &'static str {
    "1.0 (ttspico-sys 0.1.5)"
}

/// The folder with a voice's two files under `cache`. Makes and mends what is not there or not right; 1.4 MB at most.
pub(super) fn unpack(cache: &Path, voice: &Voice) -> Result<PathBuf> {
    let folder = cache.join("pico");
    for (name, bytes) in wanted(voice) {
        files::keep(&folder.join(name), bytes)?;
    }
    Ok(folder)
}

/// The two files of a voice.
fn wanted(voice: &Voice) -> impl Iterator<Item = (&'static str, &'static [u8])> {
    let (signals, analysis) = (voice.signals, voice.analysis());
    FILES.into_iter().filter(move |(name, _)| *name == signals || *name == analysis)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::engine::pico::VOICES;
    use crate::files::stands;

    #[test]
    fn each_voice_has_its_two_files_and_each_file_its_voice() {
        let names: Vec<&str> = VOICES.iter().flat_map(wanted).map(|(name, _)| name).collect();
        assert_eq!(names.len(), FILES.len());
        assert!(FILES.iter().all(|(name, bytes)| names.contains(name) && 200_000 < bytes.len()));
    }

    #[test]
    fn the_release_is_the_one_that_is_built() {
        let lock = fs::read_to_string("Cargo.lock").unwrap();
        let (_, found) = lock.split_once("name = \"ttspico-sys\"\nversion = \"").unwrap();
        assert!(version().ends_with(&format!("{})", found.split('"').next().unwrap())));
    }

    #[test]
    fn a_damaged_folder_is_remade() {
        let cache = tempfile::tempdir().unwrap();
        let voice = &VOICES[0];
        let folder = unpack(cache.path(), voice).unwrap();
        let is_sound = || wanted(voice).all(|(name, bytes)| stands(&folder.join(name), bytes));
        assert!(is_sound());
        fs::OpenOptions::new().append(true).open(folder.join("en-US_ta.bin")).unwrap().set_len(7).unwrap();
        let mut flipped = fs::read(folder.join(voice.signals)).unwrap();
        flipped[1000] ^= 1;
        files::write(&folder.join(voice.signals), &flipped).unwrap();
        assert!(!is_sound());
        assert_eq!(unpack(cache.path(), voice).unwrap(), folder);
        assert!(is_sound());
    }

    #[test]
    fn many_may_unpack_at_once() {
        let cache = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let folder = unpack(cache.path(), &VOICES[2]).unwrap();
                    assert!(wanted(&VOICES[2]).all(|(name, bytes)| stands(&folder.join(name), bytes)));
                });
            }
        });
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_an_error() {
        let cache = tempfile::tempdir().unwrap();
        let file = cache.path().join("file");
        files::write(&file, b"in the way").unwrap();
        assert!(matches!(unpack(&file, &VOICES[0]), Err(crate::Error::Write { .. })));
    }
}
