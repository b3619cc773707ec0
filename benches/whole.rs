//! The whole job against the engine alone, and its memory. `cargo bench --bench whole` prints both, with
//! `-- cpu` or `-- memory` behind it one.
//!
//! 1. CPU: an article of about 20,000 words through speech-dispatcher's espeak-ng module, read to WAV, in a fresh cache;
//!    against that module alone, spoken to over its pipes with the very same lines. The ratio should be below 2.
//! 2. Memory: a text of 200,000 words with hums for voices, read to WAV. The peak should be below 200 MB, and as
//!    high as that of a tenth of the text.
//!
//! CPU seconds and peak memory are those that the kernel accounts to the process and its children.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

fn main() -> ExitCode {
    let dir = tempfile::tempdir().expect("a temporary folder can be made");
    let only: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let wanted = |name: &str| only.is_empty() || only.iter().any(|only| only == name);
    if wanted("memory") {
        memory(dir.path());
    }
    if wanted("cpu") {
        cpu(dir.path());
    }
    ExitCode::SUCCESS
}

/// A text of so many words in paragraphs of about a hundred, no two alike.
fn text(words: usize) -> String {
    const STOCK: [&str; 12] = [
        "river", "the", "lantern", "keeps", "a", "quiet", "harbour", "under", "seven", "bridges", "while",
        "winter",
    ];
    let mut text = String::from("A long text\n\n");
    let mut state: u32 = 7;
    for word in 0..words {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        text.push_str(STOCK[(state >> 16) as usize % STOCK.len()]);
        match (word % 12, word % 108) {
            (_, 107) => write!(text, " {word}.\n\n").expect("a string takes all text"),
            (11, _) => text.push_str(". "),
            _ => text.push(' '),
        }
    }
    text.push_str("end.\n");
    text
}

/// The CPU seconds and the peak memory in MB of a command and its children.
fn measure(command: &mut Command) -> (f64, f64) {
    let mut timed = Command::new("/usr/bin/time");
    timed.args(["-f", "%U %S %M", "--"]).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        timed.env(name, value.unwrap_or_default());
    }
    let out = timed.output().expect("GNU time is installed");
    let text = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{text}");
    let last = text.lines().last().unwrap_or_default();
    let figures: Vec<f64> = last.split(' ').filter_map(|figure| figure.parse().ok()).collect();
    (figures[0] + figures[1], figures[2] / 1024.0)
}

fn articast(dir: &Path, article: &Path, voices: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_articast"));
    command
        .arg("make")
        .arg(article)
        .args(["--voices", voices, "--sample-rate", "44100"])
        .arg("-o")
        .arg(dir.join("out"));
    command.env("ARTICAST_CACHE", dir.join("cache"));
    command
}

fn write(path: &Path, text: &str) {
    articast::files::write(path, text.as_bytes()).expect("the temporary folder takes files");
}

fn memory(dir: &Path) {
    for words in [20_000, 200_000] {
        let article = dir.join("long.txt");
        write(&article, &text(words));
        let (seconds, megabytes) = measure(&mut articast(dir, &article, "tone"));
        println!("memory   {words:>7} words: peak {megabytes:.0} MB, {seconds:.1} s CPU");
    }
}

fn cpu(dir: &Path) {
    let voice = "speechd:espeak-ng/English (America)";
    let article = dir.join("spoken.txt");
    write(&article, &text(20_000));
    let listed =
        Command::new(env!("CARGO_BIN_EXE_articast")).args(["voices", "list"]).output().expect("it runs");
    if !String::from_utf8_lossy(&listed.stdout).contains(voice) {
        println!("cpu      skipped: there is no {voice}");
        return;
    }
    let out = Command::new(env!("CARGO_BIN_EXE_articast")).arg("script").arg(&article).arg("--json").output();
    let script: serde_json::Value =
        serde_json::from_slice(&out.expect("it runs").stdout).expect("it prints JSON");
    let chapters = script["chapters"].as_array().expect("a script has chapters");
    let segments =
        chapters.iter().flat_map(|chapter| chapter["segments"].as_array().expect("chapters have segments"));
    let lines: Vec<&str> = segments.filter_map(|segment| segment["say"].as_str()).collect();
    let mut ratios = Vec::new();
    for run in 0..3 {
        // A folder of its own for each: a file system works harder where files were deleted just now.
        let dir = dir.join(run.to_string());
        let (whole, _) = measure(&mut articast(&dir, &article, voice));
        let alone = module_alone(&lines);
        ratios.push(whole / alone);
        println!(
            "cpu      whole job {whole:.2} s, the driven module alone {alone:.2} s, ratio {:.2}",
            whole / alone
        );
    }
    ratios.sort_by(f64::total_cmp);
    println!("cpu      median ratio {:.2}", ratios[1]);
}

/// The CPU seconds of the module that says the lines to nobody.
fn module_alone(lines: &[&str]) -> f64 {
    const MODULE: &str = "/usr/lib/speech-dispatcher-modules/sd_espeak-ng";
    const CONFIG: &str = "/etc/speech-dispatcher/modules/espeak-ng.conf";
    let mut command = Command::new("/usr/bin/time");
    command.args(["-f", "%U %S", "--", MODULE, CONFIG]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("GNU time is installed");
    let mut to = child.stdin.take().expect("it is piped");
    let mut from = BufReader::new(child.stdout.take().expect("it is piped"));
    let mut reply = Vec::new();
    let mut wait = |end: &[u8]| loop {
        reply.clear();
        assert!(0 < from.read_until(b'\n', &mut reply).expect("the module answers"), "the module ended");
        if reply.starts_with(end) {
            break;
        }
    };
    let settings = "SET\npitch=0\nrate=0\nvolume=0\nlanguage=en-us\nsynthesis_voice=English (America)\n.\n";
    for (command, end) in [
        ("INIT\n", "299 "),
        ("AUDIO\naudio_output_method=server\n.\n", "203 OK AUDIO"),
        (settings, "203 OK SETTINGS"),
    ] {
        to.write_all(command.as_bytes()).expect("the module listens");
        wait(end.as_bytes());
    }
    for line in lines {
        let text = line.replace('&', "&amp;").replace('<', "&lt;");
        write!(to, "SPEAK\n<speak>{text}</speak>\n.\n").expect("the module listens");
        wait(b"702 ");
    }
    to.write_all(b"QUIT\n").expect("the module listens");
    drop(to);
    let out = child.wait_with_output().expect("the module ends");
    let text = String::from_utf8_lossy(&out.stderr);
    let last = text.lines().last().unwrap_or_default();
    last.split(' ').filter_map(|figure| figure.parse::<f64>().ok()).sum()
}
