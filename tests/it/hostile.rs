//! Inputs that mean harm or are none: each ends soon and in little memory, done or with one clear error.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::program::{Place, Run};

/// The processor time that it may take in all, as `ulimit -t` counts it: in seconds. What a release build needs at most is
/// a fifth of this.
#[cfg(target_os = "linux")]
const LONGEST: u32 = 25;

/// What it may take of memory that is written to (512 MiB), as `ulimit -d` counts it: in KiB.
#[cfg(target_os = "linux")]
const MOST: u32 = 512 << 10;

/// A build that is not optimised reads a tenth of each flood.
const PARTS: usize = if cfg!(debug_assertions) { 10 } else { 1 };

/// The program about to read a file, within its memory and its time where the system can see to that.
fn reader(place: &Place, name: &str) -> Command {
    let plain = place.command(&["read", name]);
    #[cfg(target_os = "linux")]
    if crate::program::tool("sh").is_some() {
        let mut bounded = Command::new("sh");
        bounded.arg("-c").arg(format!("ulimit -d {MOST} && ulimit -t {LONGEST} && exec \"$0\" \"$@\""));
        bounded.arg(plain.get_program()).args(plain.get_args()).stdin(Stdio::null());
        bounded.current_dir(plain.get_current_dir().unwrap());
        bounded.envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?))));
        return bounded;
    }
    plain
}

/// Reads a file, which has to end in time and in little memory: with an article, or with an error about the input. What
/// takes more of either is stopped by a signal, and has no exit code.
#[track_caller]
fn ends(place: &Place, name: &str) -> Run {
    let run = Run(reader(place, name).output().unwrap());
    let code = run.0.status.code();
    assert!(matches!(code, Some(0 | 65 | 66)), "{name}: {code:?}: {}", run.err());
    assert!(!run.err().contains("panicked"), "{name}: {}", run.err());
    run
}

#[test]
fn nests_and_floods_end_soon() {
    let place = Place::new();
    let notes = |note: &dyn Fn(usize) -> String| (0..100_000 / PARTS).map(note).collect::<String>();
    let referred = notes(&|n| format!("a[^{n}] ")) + "\n\n" + &notes(&|n| format!("[^{n}]: A note.\n\n"));
    let floods: [(&str, Vec<u8>); 11] = [
        ("lists.html", "<ul><li>".repeat(16_000 / PARTS).into_bytes()),
        ("open.html", "<div>".repeat(2_000_000 / PARTS).into_bytes()),
        ("quotes.md", "> ".repeat(100_000 / PARTS).into_bytes()),
        ("line.txt", "The lamp burns all night. ".repeat(4_000_000 / PARTS).into_bytes()),
        ("lines.txt", "A short line\n".repeat(1_000_000 / PARTS).into_bytes()),
        ("word.txt", "a".repeat(10_000_000 / PARTS).into_bytes()),
        ("marks.txt", "\u{301}".repeat(1_000_000 / PARTS).into_bytes()),
        ("brackets.md", "[".repeat(100_000 / PARTS).into_bytes()),
        ("entities.html", "&amp;".repeat(2_000_000 / PARTS).into_bytes()),
        ("link.html", format!("<a href='{}'>x</a>", "a&".repeat(2_000_000 / PARTS)).into_bytes()),
        ("notes.md", referred.into_bytes()),
    ];
    for (name, bytes) in floods {
        place.file(name, bytes);
        ends(&place, name);
    }
}

/// The bound on memory bounds: without it the test above could not fail.
#[cfg(target_os = "linux")]
#[test]
fn a_reader_that_takes_too_much_is_stopped() {
    if crate::program::tool("python3").is_none() {
        return;
    }
    let takes = |megabytes: u32| {
        let limit = format!("ulimit -d {MOST} && python3 -c 'bytearray({megabytes} << 20)'");
        Command::new("sh").arg("-c").arg(limit).stderr(Stdio::null()).status().unwrap().success()
    };
    assert!(takes(100) && !takes(600));
}

#[test]
fn a_text_too_long_for_one_article_is_one_error() {
    let place = Place::new();
    for (command, name) in [("read", "long.md"), ("script", "long.txt"), ("make", "long.txt")] {
        place.file(name, "The lamp burns all night.\n\n".repeat(450_000));
        let run = place.run(&[command, name]).code(65);
        let told = format!("`{name}` has 13 MB to read, and at most 12 MB are read");
        assert!(run.err().contains(&told) && run.err().contains("split it"), "{command}: {}", run.err());
    }
    assert!(!place.path("output").exists());
}

/// The bound on a text is one on memory: what fits into 300 MB in all.
#[cfg(target_os = "linux")]
#[test]
fn a_script_takes_little_memory_for_each_byte_of_its_text() {
    const MOST_PER_BYTE: usize = 25;
    const PEAK: &str = "import resource, subprocess, sys\n\
                        subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)\n\
                        print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)";
    let Some(python) = crate::program::tool("python3") else { return };
    let place = Place::new();
    let paragraph = "The lamp burns all night, and nobody on the island knows who lit it. It rains.\n\n";
    let peak = |bytes: usize| -> usize {
        place.file("a.txt", paragraph.repeat(bytes / paragraph.len()));
        let own = place.command(&["script", "a.txt"]);
        let mut command = Command::new(&python);
        command.args(["-c", PEAK]).arg(own.get_program()).args(own.get_args());
        command.current_dir(own.get_current_dir().unwrap());
        command.envs(own.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let run = Run(command.output().unwrap()).success();
        run.out().trim().parse::<usize>().unwrap() << 10
    };
    let (short, long) = (50_000, 350_000);
    let taken = peak(long).saturating_sub(peak(short));
    assert!(taken <= MOST_PER_BYTE * (long - short), "{taken} bytes for {}", long - short);
}

#[test]
fn what_is_no_text_is_refused() {
    let place = Place::new();
    let cases: [(&str, &[u8]); 5] = [
        ("empty.txt", b""),
        ("blank.md", b" \n\t\n  \n"),
        ("elf.txt", b"\x7fELF\x02\x01\x01\0\0\0\xff\xfe\x80\x81\0\0"),
        ("nul.html", &[0; 4096]),
        ("zip.epub", b"PK\x03\x04 and no more"),
    ];
    for (name, bytes) in cases {
        place.file(name, bytes);
        let run = ends(&place, name);
        assert_eq!(run.err().matches("error:").count(), 1, "{name}: {} {}", run.out(), run.err());
        assert!(run.err().contains(name), "{name}: {}", run.err());
    }
}

#[test]
fn other_charsets_and_broken_ones_are_read() {
    let place = Place::new();
    let wide = |order: fn(u16) -> [u8; 2]| {
        "\u{feff}Ein Leuchtfeuer für alle.".encode_utf16().flat_map(order).collect::<Vec<u8>>()
    };
    place.file("little.txt", wide(u16::to_le_bytes));
    place.file("big.txt", wide(u16::to_be_bytes));
    place.file("latin.txt", b"Ein Leuchtfeuer f\xfcr alle.");
    for name in ["little.txt", "big.txt", "latin.txt"] {
        assert!(ends(&place, name).out().contains("Ein Leuchtfeuer für alle."), "{name}");
    }
    place.file("broken.txt", "Ü".as_bytes().iter().chain(b" sea \xff fog").copied().collect::<Vec<u8>>());
    let out = ends(&place, "broken.txt").out();
    assert!(out.contains("sea") && out.contains("fog"), "{out}");
}

#[cfg(unix)]
#[test]
fn links_and_devices_lead_nowhere() {
    let place = Place::new();
    std::os::unix::fs::symlink(place.path("loop.txt"), place.path("loop.txt")).unwrap();
    place.run(&["read", "loop.txt"]).code(66);
    if Path::new("/dev/zero").exists() {
        // It has no end: who reads all of it never comes back.
        place.run(&["read", "/dev/zero"]).code(65);
    }
}
