//! Every write, flush, renaming and removal fails or is the last thing that a run does: what was there is whole, or what is
//! new, and the next run gives the same as one that nothing happened to.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::program::{Place, Run, tool, traced};

const OLD: &str = "# Two birds\n\nThey sing.\n\n![A nest](nest.png)\n\n## More\n\nThey sleep.\n";
const NEW: &str = "# Two birds\n\nThey sing, and loudly.\n\n![A nest](nest.png)\n\n## Less\n\nThey wake.\n";
const MAKE: [&str; 6] = ["make", "a.md", "--voices", "tone", "--jobs", "1"];
/// Which call of a kind fails. All of them do where `ARTICAST_FAILPOINTS=all`.
const SOME: [usize; 7] = [1, 2, 3, 5, 8, 13, 34];

/// Whether all calls are to fail, one after the other, and not only some.
fn is_all() -> bool {
    std::env::var_os("ARTICAST_FAILPOINTS").is_some_and(|value| value == "all")
}

/// The visible files of an episode, with what they hold.
type Files = BTreeMap<PathBuf, Vec<u8>>;

fn files(folder: &Path) -> Files {
    let mut files = Files::new();
    for entry in folder.read_dir().into_iter().flatten() {
        let path = entry.unwrap().path();
        let name = PathBuf::from(path.file_name().unwrap());
        if path.is_dir() && !name.to_str().unwrap().starts_with('.') {
            files.extend(self::files(&path).into_iter().map(|(inner, bytes)| (name.join(inner), bytes)));
        } else if path.is_file() && !name.to_str().unwrap().starts_with('.') {
            files.insert(name, fs::read(&path).unwrap());
        }
    }
    files
}

fn copy(from: &Path, to: &Path) {
    let _ = fs::remove_dir_all(to);
    assert!(Command::new("cp").arg("-a").args([from, to]).status().unwrap().success());
}

/// An episode that is to be made again, as it was and as it will be.
struct Scene {
    place: Place,
    old: Files,
    new: Files,
}

impl Scene {
    fn new() -> Scene {
        let place = Place::new();
        image::RgbImage::new(4, 4).save(place.path("nest.png")).unwrap();
        place.file("a.md", OLD);
        place.run(&MAKE).success();
        copy(&place.path("output"), &place.path("output-before"));
        copy(&place.path("cache"), &place.path("cache-before"));
        let old = files(&place.path("output/two-birds"));
        place.file("a.md", NEW);
        place.run(&MAKE).success();
        let new = files(&place.path("output/two-birds"));
        assert!(old != new && 8 < new.len());
        Scene { place, old, new }
    }

    fn reset(&self) {
        copy(&self.place.path("output-before"), &self.place.path("output"));
        copy(&self.place.path("cache-before"), &self.place.path("cache"));
    }

    fn run(&self, strace: &Path, calls: &str, what: &str) -> Run {
        let (trace, inject) = (format!("trace={calls}"), format!("inject={calls}:{what}"));
        let log = self.place.path("log");
        let options = ["-o", log.to_str().unwrap(), "-e", &trace, "-e", &inject];
        let mut command = traced(strace, &options, &self.place.command(&MAKE));
        Run(command.env("TMPDIR", self.temporary()).output().unwrap())
    }

    fn temporary(&self) -> PathBuf {
        let path = self.place.path("temporary");
        fs::create_dir_all(&path).unwrap();
        path
    }

    /// Whether strace did something to a run.
    fn was_hit(&self, run: &Run) -> bool {
        let log = fs::read_to_string(self.place.path("log")).unwrap();
        log.contains("(INJECTED)") || !run.0.status.success()
    }

    /// Nothing is half, whatever the run said; and the next run gives what it was to give, and leaves nothing behind.
    fn is_whole_after(&self, run: &Run, what: &str) {
        let folder = self.place.path("output/two-birds");
        // Whoever looks first puts the files where they belong.
        let verified = self.place.run(&["verify", "output"]);
        assert!(verified.0.status.success(), "{what}: {}", verified.out());
        let told = self.place.run(&["status", "output", "--json"]).success().json().remove(0);
        assert_eq!(told["episodes"][0]["complete"], true, "{what}: {told}");
        let found = files(&folder);
        assert!(found == self.old || found == self.new, "{what}: neither the old one nor the new one");
        assert!(!run.0.status.success() || found == self.new, "{what}: a success that is none");
        assert!(
            [Some(0), Some(73), Some(75), None].contains(&run.0.status.code()),
            "{what}: {:?} {}",
            run.0.status,
            run.err()
        );
        let mut again = self.place.command(&MAKE);
        Run(again.env("TMPDIR", self.temporary()).output().unwrap()).success();
        assert!(files(&folder) == self.new, "{what}: the next run gives something else");
        let hidden = |name: &str| folder.join(name).exists();
        assert!(!hidden(".articast.next") && !hidden(".articast.retired"), "{what}");
        let left: Vec<PathBuf> = ["output", "output/two-birds", "cache", "cache/spoken", "temporary"]
            .iter()
            .flat_map(|folder| {
                self.place.path(folder).read_dir().into_iter().flatten().map(|entry| entry.unwrap().path())
            })
            .filter(|path| {
                path.file_name().unwrap().to_str().unwrap().trim_start_matches('.').starts_with("articast-")
            })
            .collect();
        assert!(left.is_empty(), "{what}: {left:?}");
        self.place.run(&["cache", "verify"]).success();
    }

    /// Has the calls of a kind fail once each, or all from each on, or be the last of a run.
    fn fail(&self, strace: &Path, calls: &str) {
        self.sweep(strace, calls, "error=EIO:when=#");
        self.sweep(strace, calls, "signal=KILL:when=#");
        if is_all() {
            self.sweep(strace, calls, "error=EIO:when=#+");
        }
    }

    /// Does something at the calls of a kind, one after the other, until there are no more.
    fn sweep(&self, strace: &Path, calls: &str, what: &str) {
        let is_all = is_all();
        let mut hits = 0;
        for n in 1.. {
            if !is_all && !SOME.contains(&n) && n <= SOME[SOME.len() - 1] {
                continue;
            }
            self.reset();
            let run = self.run(strace, calls, &what.replace('#', &n.to_string()));
            let label = format!("{what}, {calls}, {n}");
            if !self.was_hit(&run) {
                run.success();
                break;
            }
            hits += 1;
            self.is_whole_after(&run, &label);
            if !is_all && SOME[SOME.len() - 1] <= n {
                break;
            }
        }
        println!("{calls}: {what}: {hits}");
        assert!(0 < hits, "strace did nothing");
    }
}

const FLUSHES: &str = "fsync,fdatasync";
const NAMES: &str = "rename,renameat,renameat2";
const REMOVALS: &str = "unlink,unlinkat,rmdir";
const WRITES: &str = "write,pwrite64,ftruncate";

#[test]
fn a_flush_that_fails_or_is_the_last() {
    let Some(strace) = tool("strace") else { return };
    Scene::new().fail(&strace, FLUSHES);
}

#[test]
fn a_renaming_that_fails_or_is_the_last() {
    let Some(strace) = tool("strace") else { return };
    Scene::new().fail(&strace, NAMES);
}

#[test]
fn a_removal_that_fails_or_is_the_last() {
    let Some(strace) = tool("strace") else { return };
    Scene::new().fail(&strace, REMOVALS);
}

#[test]
fn a_disk_that_is_full_from_some_write_on_or_a_write_that_is_the_last() {
    let Some(strace) = tool("strace") else { return };
    let scene = Scene::new();
    scene.sweep(&strace, WRITES, "error=ENOSPC:when=#+");
    scene.sweep(&strace, WRITES, "signal=KILL:when=#");
}

/// A call in a log of strace: its name, the paths in it, and its text.
struct Call<'a> {
    name: &'a str,
    paths: Vec<PathBuf>,
}

/// Reads a line of a log: `123 fsync(5</a/b>) = 0`, `123 rename("a", "b") = 0`.
fn call<'a>(line: &'a str, place: &Path) -> Option<Call<'a>> {
    let text = line.split_once(' ')?.1.trim_start();
    let (name, rest) = text.split_once('(')?;
    let of_file = |rest: &str| {
        rest.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(path, _)| path.into())
    };
    let paths = if name.starts_with("rename") {
        let quoted = rest.split('"').skip(1).step_by(2).take(2);
        quoted.map(|path| place.join(path)).collect()
    } else {
        of_file(rest).into_iter().collect()
    };
    Some(Call { name, paths })
}

/// What of a folder is not on the disk yet.
#[derive(Default)]
struct Disk {
    /// Files whose bytes are not.
    unflushed: BTreeSet<PathBuf>,
    /// Folders in which a name is not.
    unnamed: BTreeSet<PathBuf>,
    names: usize,
}

impl Disk {
    fn rename(&mut self, from: &Path, to: &Path) {
        // A claim says whose a folder is as long as nothing stands in it.
        if to.ends_with(".articast.claim") {
            return;
        }
        let inside: Vec<&PathBuf> = self.unflushed.iter().filter(|path| path.starts_with(from)).collect();
        assert!(inside.is_empty(), "{} has its name before its bytes: {inside:?}", to.display());
        if to.ends_with("two-birds/episode.json") {
            let others: Vec<&PathBuf> = self.unnamed.iter().filter(|folder| !is_temporary(folder)).collect();
            assert!(others.is_empty(), "the manifest comes before {others:?}");
        }
        self.unnamed.insert(to.parent().unwrap().to_owned());
        self.names += 1;
    }
}

/// The order of all that is to outlive a power cut: bytes, flush, name, flush of the folder; the manifest after all others.
#[test]
fn bytes_are_on_the_disk_before_their_name_and_the_name_before_the_success() {
    let Some(strace) = tool("strace") else { return };
    let place = Place::new();
    image::RgbImage::new(4, 4).save(place.path("nest.png")).unwrap();
    place.file("a.md", OLD);
    let log = place.path("log");
    let calls = format!("trace=write,pwrite64,{FLUSHES},{NAMES}");
    let options = ["-y", "-s", "0", "-o", log.to_str().unwrap(), "-e", &calls];
    let root = place.path("").canonicalize().unwrap();
    for arguments in [&MAKE[..], &["publish", "--url", "https://example.org/show", "--allow-empty"]] {
        Run(traced(&strace, &options, &place.command(arguments)).output().unwrap()).success();
        let text = fs::read_to_string(&log).unwrap();
        let mut disk = Disk::default();
        for Call { name, paths } in text.lines().filter_map(|line| call(line, &root)) {
            match (name, paths.as_slice()) {
                (_, [path, ..]) if !path.starts_with(root.join("output")) => {}
                ("write" | "pwrite64", [path]) => drop(disk.unflushed.insert(path.clone())),
                ("fsync" | "fdatasync", [path]) => {
                    disk.unflushed.remove(path);
                    disk.unnamed.remove(path);
                }
                (_, [from, to]) => disk.rename(from, to),
                _ => {}
            }
        }
        disk.unnamed.retain(|folder| !is_temporary(folder));
        assert!(disk.unnamed.is_empty(), "{arguments:?}: success before {:?} is on the disk", disk.unnamed);
        assert!(2 < disk.names, "{arguments:?}: {} names in the log", disk.names);
    }
}

/// Whether a folder is gone in the end.
fn is_temporary(folder: &Path) -> bool {
    folder
        .components()
        .any(|part| part.as_os_str().to_str().is_some_and(|name| name.starts_with(".articast-")))
        || folder.ends_with(".articast.next")
}
