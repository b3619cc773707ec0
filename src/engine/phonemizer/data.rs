//! The rules of English inside the binary, put where eSpeak NG can read them: it reads files and nothing else.

use std::path::{Path, PathBuf};

use crate::{Result, files};

/// The folder with the data under `cache`, whose files are all there and have the right bytes. Makes and mends
/// what is not; about 0.9 MB.
pub(super) fn unpack(cache: &Path) -> Result<PathBuf> {
    let folder = cache.join("phonemes").join(espeak_ng::EspeakNg::version());
    for (name, bytes) in wanted() {
        files::keep(&folder.join(name), bytes)?;
    }
    Ok(folder)
}

/// The files that English needs. It looks through all the language files that it finds, several
/// times for each utterance: without the other hundred languages it is ready six times as fast.
fn wanted() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    let all = espeak_ng_data_phonemes::ALL_FILES.iter().chain(espeak_ng_data_dict_en::ALL_FILES);
    all.copied().filter(|(name, _)| match name.rsplit_once('/') {
        None => matches!(*name, "phontab" | "phonindex" | "phondata" | "intonations" | "en_dict"),
        Some(("lang/gmw", language)) => language.starts_with("en"),
        Some(_) => false,
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::files::stands;

    #[test]
    fn a_damaged_folder_is_remade() {
        let cache = tempfile::tempdir().unwrap();
        let folder = unpack(cache.path()).unwrap();
        let sound = |folder: &Path| wanted().all(|(name, bytes)| stands(&folder.join(name), bytes));
        assert!(sound(&folder));

        fs::OpenOptions::new().append(true).open(folder.join("phontab")).unwrap().set_len(7).unwrap();
        let mut flipped = fs::read(folder.join("en_dict")).unwrap();
        flipped[1000] ^= 1;
        files::write(&folder.join("en_dict"), &flipped).unwrap();
        fs::remove_file(folder.join("lang/gmw/en-US")).unwrap();
        assert!(!sound(&folder));
        assert_eq!(unpack(cache.path()).unwrap(), folder);
        assert!(sound(&folder));
    }

    #[test]
    fn many_may_unpack_at_once() {
        let cache = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let folder = unpack(cache.path()).unwrap();
                    assert!(wanted().all(|(name, bytes)| stands(&folder.join(name), bytes)));
                });
            }
        });
        assert!(wanted().count() > 10);
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_an_error() {
        let cache = tempfile::tempdir().unwrap();
        let file = cache.path().join("file");
        files::write(&file, b"in the way").unwrap();
        assert!(matches!(unpack(&file), Err(crate::Error::Write { .. })));
    }
}
