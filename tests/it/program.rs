//! The program under test: its own folder, its own cache, and what it printed.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use zip::CompressionMethod;

/// A folder of its own for one test; the program runs in it.
pub(crate) struct Place {
    dir: tempfile::TempDir,
}

impl Place {
    /// Episodes get WAV files only, unless a test asks for more: encoding takes time.
    pub(crate) fn new() -> Place {
        let place = Place::without_settings();
        place.file("config/articast.toml", "formats = [\"wav\"]\n");
        place
    }

    /// The place of a user who has changed nothing.
    pub(crate) fn without_settings() -> Place {
        Place { dir: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Puts a file into the folder.
    pub(crate) fn file(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let mut file = std::fs::File::create(&path).unwrap();
        file.write_all(text.as_ref()).unwrap();
        path
    }

    /// The program with arguments, ready to run.
    pub(crate) fn command<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_articast"));
        command.args(arguments).current_dir(self.dir.path()).stdin(Stdio::null());
        command.env("ARTICAST_CACHE", self.path("cache")).env("ARTICAST_CONFIG", self.path("config"));
        command.env("ARTICAST_DATA", self.path("data"));
        command
    }

    /// Runs the program.
    pub(crate) fn run<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Run {
        Run(self.command(arguments).output().unwrap())
    }

    /// Runs the program with a text on its standard input.
    pub(crate) fn run_with<S: AsRef<OsStr>>(&self, arguments: &[S], input: impl AsRef<[u8]>) -> Run {
        let input_file = self.file("standard-input", input);
        let mut command = self.command(arguments);
        Run(command.stdin(std::fs::File::open(input_file).unwrap()).output().unwrap())
    }

    /// Makes an episode with hums for voices and gives its folder.
    pub(crate) fn make(&self, article: &Path, more: &[&str]) -> PathBuf {
        let article = article.to_str().unwrap();
        let run = self.run(&[&["make", article, "--voices", "tone", "--json"], more].concat());
        assert!(run.0.status.success(), "{}", run.err());
        self.path(run.json().last().unwrap()["folder"].as_str().unwrap())
    }
}

/// What a run of the program came to.
pub(crate) struct Run(pub(crate) Output);

impl Run {
    #[track_caller]
    pub(crate) fn success(self) -> Run {
        assert!(self.0.status.success(), "{:?}: {}", self.0.status, self.err());
        self
    }

    #[track_caller]
    pub(crate) fn code(self, code: i32) -> Run {
        assert_eq!(self.0.status.code(), Some(code), "{}", self.err());
        self
    }

    pub(crate) fn out(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).unwrap()
    }

    pub(crate) fn err(&self) -> String {
        String::from_utf8_lossy(&self.0.stderr).into_owned()
    }

    /// The lines of standard output as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Vec<Value> {
        self.out().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// Tells that something to judge with is missing, so that a test is skipped; fails where all must be there, as in CI.
#[track_caller]
pub(crate) fn missing(what: &str) {
    assert!(std::env::var_os("ARTICAST_ALL_JUDGES").is_none(), "{what}, and `ARTICAST_ALL_JUDGES` is set");
    println!("skipped: {what}");
}

/// A tool that judges what we write. Tells, and gives `None`, where it is not installed.
pub(crate) fn tool(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|dir| dir.join(name)).find(|path| path.is_file());
    if found.is_none() {
        missing(&format!("`{name}` is not installed"));
    }
    found
}

/// A run of the program under strace, with options of its own.
pub(crate) fn traced(strace: &Path, options: &[&str], run: &Command) -> Command {
    let mut command = Command::new(strace);
    command.args(["-f", "-qq"]).args(options).arg(run.get_program()).args(run.get_args());
    command.envs(run.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.current_dir(run.get_current_dir().unwrap()).stdin(Stdio::null());
    command
}

/// Writes a script that can be run at once. Another process writes it: a child that another test starts meanwhile would hold
/// a file that this one has open for writing, and a file that anybody holds so does not start.
#[cfg(unix)]
pub(crate) fn script(path: &Path, text: &str) {
    let plain = path.with_extension("txt");
    articast::files::write(&plain, text.as_bytes()).unwrap();
    let installed = Command::new("install").args(["-m", "755"]).args([&plain, &path.to_owned()]).status();
    assert!(installed.unwrap().success());
    std::fs::remove_file(plain).unwrap();
}

/// A file of the shared corpora and articles beside the checkout. Tells, and gives `None`, where it is not there.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
    if !path.exists() {
        println!("skipped: there is no {}", path.display());
    }
    path.canonicalize().ok()
}

/// The folders of `tests/articles`.
pub(crate) fn articles() -> Vec<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let mut folders: Vec<_> = dir.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    assert!(2 < folders.len());
    folders
}

/// The source in a folder of `tests/articles`. One that is a folder itself is an archive unpacked: it is packed.
pub(crate) fn source(folder: &Path) -> PathBuf {
    let mut entries = folder.read_dir().unwrap().map(|entry| entry.unwrap().path());
    let source = entries.find(|path| path.file_stem().is_some_and(|stem| stem == "source")).unwrap();
    if source.is_dir() { packed(&source) } else { source }
}

/// An archive of all files in a folder.
fn packed(folder: &Path) -> PathBuf {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(path.read_dir().unwrap().map(|entry| entry.unwrap().path()));
        } else {
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
            files.insert(name, std::fs::read(&path).unwrap());
        }
    }
    // What kind of archive it is stands first (EPUB Open Container Format, section 4.3).
    let kind = files.remove_entry("mimetype");
    let bytes = archive(kind.into_iter().chain(files));
    let name = folder.file_name().unwrap();
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder.parent().unwrap().file_name().unwrap());
    std::fs::create_dir_all(&place).unwrap();
    // Tests that run at once write the same bytes; each sees a whole file.
    let mut file = tempfile::NamedTempFile::new_in(&place).unwrap();
    file.write_all(&bytes).unwrap();
    file.persist(place.join(name)).unwrap();
    place.join(name)
}

/// A zip archive of files in this order.
pub(crate) fn archive(files: impl IntoIterator<Item = (impl Into<String>, impl AsRef<[u8]>)>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let name = name.into();
        let method = if name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        zip.start_file(name, options).unwrap();
        zip.write_all(bytes.as_ref()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = folder.read_dir().unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Which of the files hold a text.
pub(crate) fn holding(folder: &Path, text: &str) -> Vec<PathBuf> {
    let holds = |path: &PathBuf| {
        let bytes = std::fs::read(path).unwrap();
        // Tags may be in UTF-16.
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [text.as_bytes(), &wide].iter().any(|text| bytes.windows(text.len()).any(|part| part == *text))
    };
    files(folder).into_iter().filter(holds).collect()
}
