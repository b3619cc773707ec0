//! The data of languages: one folder for each, with a file for each kind of knowledge.
//!
//! A folder is named by the primary subtag of its language; `und` holds what all languages share. The build script
//! lists the folders, so a new one needs no line of code. A file is parsed when it is first asked for, and once. It
//! may hold nothing that its kind does not know; a language that lacks a file is told so by each kind in its own way.

use std::sync::OnceLock;

use serde::de::DeserializeOwned;

/// The files of a language by their names without the ending, each with its text.
type Folder = (&'static str, &'static [(&'static str, &'static str)]);

/// All languages that have a folder, sorted by their names.
const FOLDERS: &[Folder] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// The files of one kind, by language.
pub(super) struct Files<T> {
    name: &'static str,
    parsed: [OnceLock<Option<T>>; FOLDERS.len()],
}

impl<T: DeserializeOwned> Files<T> {
    /// All files of a name, without its ending `.toml`.
    pub(super) const fn new(name: &'static str) -> Files<T> {
        Files { name, parsed: [const { OnceLock::new() }; FOLDERS.len()] }
    }

    /// What a language has, by its primary subtag.
    pub(super) fn get(&self, language: &str) -> Option<&T> {
        Some(self.entry(language)?.1)
    }

    /// The same with the primary subtag.
    pub(super) fn entry(&self, language: &str) -> Option<(&'static str, &T)> {
        let at = FOLDERS.binary_search_by_key(&language, |(folder, _)| *folder).ok()?;
        Some((FOLDERS[at].0, self.at(at)?))
    }

    /// What each language has that has a file, with its primary subtag.
    pub(super) fn all(&self) -> impl Iterator<Item = (&'static str, &T)> {
        FOLDERS.iter().enumerate().filter_map(|(at, (folder, _))| Some((*folder, self.at(at)?)))
    }

    fn at(&self, at: usize) -> Option<&T> {
        self.parsed[at].get_or_init(|| parse(&FOLDERS[at], self.name)).as_ref()
    }
}

/// The file of a language that must have it.
pub(super) fn only<T: DeserializeOwned>(language: &str, name: &str) -> T {
    let folder = FOLDERS.iter().find(|(folder, _)| *folder == language);
    folder.and_then(|folder| parse(folder, name)).expect("the folder has the file")
}

/// What a file says, if the folder has it. A test reads every file: none of them is broken in a program.
fn parse<T: DeserializeOwned>((language, files): &Folder, name: &str) -> Option<T> {
    let (_, text) = files.iter().find(|(file, _)| *file == name)?;
    Some(toml::from_str(text).unwrap_or_else(|error| panic!("{language}/{name}.toml: {error}")))
}

#[test]
fn every_folder_is_a_language_and_every_file_of_a_known_kind() {
    const KINDS: [&str; 10] = [
        "boilerplate",
        "clauses",
        "code",
        "homographs",
        "math",
        "months",
        "page",
        "phrases",
        "sentences",
        "words",
    ];
    assert!(FOLDERS.is_sorted_by_key(|(folder, _)| *folder));
    for (folder, files) in FOLDERS {
        assert!(super::is_tag(folder) && super::primary(folder) == *folder, "{folder}");
        assert!(!files.is_empty(), "{folder} is empty");
        for (name, _) in *files {
            assert!(KINDS.contains(name), "{folder}: nobody asks for `{name}.toml`");
        }
        // Its rules in Rust ask for it.
        let has_rules = ["de", "en", "es", "fr", "it", "nl", "pt"].contains(folder);
        assert_eq!(files.iter().any(|(name, _)| *name == "words"), has_rules, "{folder}");
    }
}
