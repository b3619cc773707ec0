//! Children that misbehave.

use super::*;

fn places() -> Places {
    Places { programs: vec!["/usr/bin".into(), "/bin".into()], ..Places::default() }
}

fn shell(script: &str) -> Program {
    Program::bare(Path::new("/bin/sh"), &places()).arg("-c").arg(script)
}

fn try_run(script: &str, input: &[u8], budget: Duration) -> Result<Vec<u8>, Failure> {
    run(&shell(script), input.to_vec(), &Watch::new(&CancelToken::default(), budget), 1 << 20)
}

const LONG: Duration = Duration::from_secs(20);

#[test]
fn what_goes_in_comes_out() {
    let input: Vec<u8> = (0..900_000_u32).map(|i| u8::try_from(i % 251).unwrap()).collect();
    assert_eq!(try_run("cat", &input, LONG).unwrap(), input);
    // Neither who does not read nor who reads late stops the other.
    assert_eq!(try_run("echo done", &input, LONG).unwrap(), b"done\n");
    assert_eq!(try_run("yes | head -c 500000; cat >/dev/null", &input, LONG).unwrap().len(), 500_000);
}

#[test]
fn the_environment_is_bare() {
    let seen = String::from_utf8(try_run("env", b"", LONG).unwrap()).unwrap();
    let mut names: Vec<_> = seen.lines().filter_map(|line| line.split('=').next()).collect();
    // A shell sets these itself.
    names.retain(|name| !matches!(*name, "PWD" | "SHLVL" | "_" | "OLDPWD"));
    names.sort_unstable();
    assert_eq!(names, ["LC_ALL", "PATH"]);
}

#[test]
fn a_chosen_program_sees_what_it_is_given() {
    let variables = vec![("HOME".into(), "/home/me".into()), ("LANG".into(), "de_DE".into())];
    let program = Program::chosen(Path::new("/usr/bin/env"), &Places { variables, ..places() });
    let seen = run(&program, Vec::new(), &Watch::new(&CancelToken::default(), LONG), 1 << 20).unwrap();
    assert_eq!(String::from_utf8(seen).unwrap(), "HOME=/home/me\nLANG=de_DE\nPATH=/usr/bin:/bin\n");
}

#[test]
fn failures_say_how() {
    let died = try_run("echo oh no >&2; exit 3", b"", LONG).unwrap_err().to_string();
    assert_eq!(died, "it died: `sh` ended with exit status: 3: oh no");
    let killed = try_run("kill -ABRT $$", b"", LONG).unwrap_err().to_string();
    assert!(killed.contains("signal: 6"), "{killed}");
    let missing = Program::bare(Path::new("/nonexistent/engine"), &places());
    assert!(
        matches!(Child::spawn(&missing), Err(Failure::Missing(why)) if why.contains("/nonexistent/engine"))
    );
    assert!(matches!(try_run("yes", b"", LONG), Err(Failure::Garbage(_))));
}

#[test]
fn a_hanging_child_is_stopped_with_all_its_own() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("pid");
    let script = format!("sleep 1000 & echo $! > {}; sleep 1000", file.display());
    let hung = try_run(&script, b"", Duration::from_millis(300));
    assert_eq!(hung, Err(Failure::Hung(Duration::from_millis(300))));
    let grandchild: i32 = std::fs::read_to_string(&file).unwrap().trim().parse().unwrap();
    assert!(is_gone(grandchild));
}

#[test]
fn a_child_that_leaves_somebody_at_its_pipe_is_not_waited_for() {
    // One that waited for it would hang.
    assert_eq!(try_run("echo here; sleep 1000 &", b"", LONG).unwrap(), b"here\n");
}

#[test]
fn a_cancelled_token_stops_a_flood() {
    let cancel = CancelToken::default();
    let puller = cancel.clone();
    let thread = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(200));
        puller.cancel();
    });
    let result = run(&shell("yes"), Vec::new(), &Watch::new(&cancel, LONG), usize::MAX);
    assert_eq!(result, Err(Failure::Cancelled));
    thread.join().unwrap();
}

#[test]
fn a_dropped_child_is_gone() {
    let watched = CancelToken::default();
    let mut child = Child::spawn(&shell("echo ready; sleep 1000")).unwrap();
    assert_eq!(child.line(&Watch::new(&watched, LONG), 100).unwrap(), b"ready");
    let id = i32::try_from(child.id()).unwrap();
    drop(child);
    assert!(is_gone(id));
}

#[test]
fn lines_are_bounded() {
    let cancel = CancelToken::default();
    let watch = Watch::new(&cancel, LONG);
    let mut child = Child::spawn(&shell("printf 'one\\ntwo'; exit 7")).unwrap();
    assert_eq!(child.line(&watch, 100).unwrap(), b"one");
    let died = child.line(&watch, 100).unwrap_err();
    assert!(died.to_string().contains("exit status: 7"), "{died}");
    let mut child = Child::spawn(&shell("tr '\\0' x </dev/zero")).unwrap();
    assert!(matches!(child.line(&watch, 1 << 16), Err(Failure::Garbage(_))));
}

/// Whether a process is dead, if perhaps not yet buried by its parent.
fn is_gone(id: i32) -> bool {
    (0..40).any(|_| {
        let state = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        let gone = state.is_empty() || state.contains(") Z ");
        if !gone {
            std::thread::sleep(Duration::from_millis(25));
        }
        gone
    })
}

#[test]
fn what_is_exchanged_does_not_pile_up() {
    let cancel = CancelToken::default();
    let watch = Watch::new(&cancel, LONG);
    let mut child = Child::spawn(&shell("cat")).unwrap();
    let block: Vec<u8> = (0..=250).cycle().take(100_000).collect();
    let mut back = Vec::new();
    for _ in 0..50 {
        back.extend(child.exchange(block.clone(), &watch).unwrap());
        assert!(child.input.as_ref().unwrap().waiting() <= 1 << 18);
    }
    child.close();
    back.extend(child.rest(&watch, 1 << 24).unwrap());
    child.end(&watch).unwrap();
    assert!(back == block.repeat(50));

    // One that reads nothing is not fed for ever; one that ends says how.
    let mut unhearing = Child::spawn(&shell("sleep 1000")).unwrap();
    let patience = Duration::from_millis(300);
    let hung = unhearing.exchange(vec![0; 1 << 20], &Watch::new(&cancel, patience));
    assert_eq!(hung, Err(Failure::Hung(patience)));
    let mut dead = Child::spawn(&shell("echo oh no >&2; exit 3")).unwrap();
    let died = dead.exchange(vec![0; 1 << 20], &watch).unwrap_err().to_string();
    assert_eq!(died, "it died: `sh` ended with exit status: 3: oh no");
}
