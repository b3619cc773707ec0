//! Voice models on a disk that is full, or where other things stand in the place of files.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{Scene, VOICE};
use crate::program::{Run, tool, traced};

impl Scene {
    /// But for what was put there, nothing stands under its own name.
    #[track_caller]
    fn is_not_installed_beside(&self, put: &str) {
        for name in ["v.onnx", "v.onnx.json", "test-voice.toml"].into_iter().filter(|name| *name != put) {
            assert!(!self.path(name).exists(), "{name}");
        }
    }
}

/// What is half fetched is a file on a disk, or nothing goes into it: nobody waits for somebody to read a pipe.
#[cfg(unix)]
#[test]
fn a_beginning_that_is_a_pipe_is_refused() {
    let Some(mkfifo) = tool("mkfifo") else { return };
    for name in ["v.onnx.part", "v.onnx", "v.onnx.json.part", ".lock"] {
        let scene = Scene::new(Box::new(|_| None));
        std::fs::create_dir_all(scene.path("")).unwrap();
        let path = if name == ".lock" { scene.place.path("data/voices/.lock") } else { scene.path(name) };
        assert!(Command::new(&mkfifo).arg(&path).status().unwrap().success());
        let mut child = scene.place.command(&["voices", "add", VOICE, "--allow-local"]);
        let mut child = child.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let began = Instant::now();
        while child.try_wait().unwrap().is_none() && began.elapsed() < Duration::from_mins(1) {
            std::thread::sleep(Duration::from_millis(20));
        }
        let ended = child.try_wait().unwrap();
        child.kill().ok();
        assert!(ended.is_some(), "`{name}` is waited for");
        // A name that the voice's own file takes is taken; anything else is named.
        if ended.unwrap().code() != Some(0) {
            let mut said = String::new();
            std::io::Read::read_to_string(&mut child.stderr.take().unwrap(), &mut said).unwrap();
            assert!(said.contains(name) && said.contains("it is not a regular file"), "{said}");
            scene.is_not_installed_beside(name);
        }
    }
}

/// The error of a full disk, at the first byte and amid the file.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_called_so() {
    let Some(strace) = tool("strace") else { return };
    for when in ["1+", "3+"] {
        let scene = Scene::new(Box::new(|_| None));
        std::fs::create_dir_all(scene.path("")).unwrap();
        let program = scene.place.command(&["voices", "add", VOICE, "--allow-local"]);
        let inject = format!("inject=write:error=ENOSPC:when={when}");
        let path = scene.path("v.onnx.part");
        let options = ["-o", "/dev/null", "-e", "trace=write", "-P", path.to_str().unwrap(), "-e", &inject];
        let run = Run(traced(&strace, &options, &program).output().unwrap()).code(73);
        assert!(run.err().contains("hint: the disk is full"), "{}", run.err());
        scene.is_not_installed();
        // What came before stands, and is gone on with.
        scene.add().success();
        scene.is_installed();
    }
}
