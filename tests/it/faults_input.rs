//! Odd input and odd surroundings: each ends soon, with a result or with one clear error. Numbers have ranges, clocks and
//! names may be anything.

use std::fs;
#[cfg(unix)]
use std::io::Write as _;

use crate::program::{Place, Run};

#[cfg(feature = "fetch")]
const URL: &str = "https://example.org/show";

/// One error, with this exit code, that says all of this. Nothing panics.
#[track_caller]
fn refused(run: Run, code: i32, says: &[&str]) {
    let run = run.code(code);
    let told = run.err();
    assert!(!told.contains("panicked"), "{told}");
    for text in says {
        assert!(told.contains(text), "`{text}` is not in: {told}");
    }
}

#[test]
fn numbers_of_a_cast_have_ranges() {
    let place = Place::new();
    place.file("a.md", "# A title\n\nSome words.\n");
    let voice =
        |key: &str, value: &str| format!("[voices]\nnarrator = {{ voice = \"tone\", {key} = {value} }}\n");
    let pause = |value: &str| format!("[voices]\nnarrator = \"tone\"\n[pauses]\nparagraph = {value}\n");
    for (cast, says) in [
        (voice("rate", "9"), "`rate` must be from 0.5 to 2, not 9"),
        (voice("rate", "nan"), "`rate` must be from 0.5 to 2, not NaN"),
        (voice("pitch", "-13"), "`pitch` must be from -12 to 12 semitones, not -13"),
        (voice("gain", "1e300"), "`gain` must be from -12 to 12 dB, not 1"),
        (voice("price", "inf"), "`price` must be from 0 to 1000000000, not inf"),
        (pause("4294967295"), "`paragraph` must be from 0 to 60000 milliseconds, not 4294967295"),
        (pause("4294967296"), "paragraph"),
        (pause("-1"), "paragraph"),
    ] {
        place.file("their.toml", &cast);
        refused(place.run(&["make", "a.md", "--voices", "their.toml"]), 65, &["their.toml", says]);
        assert!(!place.path("output").exists(), "{cast}");
    }
}

#[test]
fn numbers_on_the_command_line_have_ranges() {
    let place = Place::new();
    place.file("a.md", "# A title\n\nSome words.\n");
    for (arguments, says) in [
        (["--speed", "3"], "from 0.5 to 2"),
        (["--speed", "nan"], "from 0.5 to 2"),
        (["--bitrate", "7"], "from 8 to 320 kb/s"),
        (["--bitrate", "mp3=99999999999"], "from 8 to 320 kb/s"),
        (["--sample-rate", "1"], "8000..=192000"),
        (["--jobs", "0"], "1..=256"),
        (["--limit", "0"], "1.."),
        (["--only", "0"], "counted from 1"),
    ] {
        let run = place.run(&[&["make", "a.md", "--voices", "tone"][..], &arguments].concat());
        refused(run, 2, &[arguments[0], arguments[1], says]);
    }
    refused(place.run(&["make", "a.md", "--bed", "a.wav", "--bed-level", "0"]), 2, &["from -40 to -6 LU"]);
    refused(place.run(&["say", "Words.", "--pitch", "99"]), 2, &["from -12 to 12 semitones"]);
}

#[cfg(all(feature = "fetch", feature = "mp3"))]
#[test]
fn numbers_of_a_show_have_ranges() {
    let place = Place::new();
    place.make(&place.file("a.md", "# A title\n\nSome words.\n"), &["--formats", "mp3"]);
    for (line, says) in [
        ("caption_width = 19", "`caption_width` must be from 20 to 80 columns, not 19"),
        ("caption_width = -1", "caption_width"),
        ("page = 0", "page"),
        ("page = 99999999999999999999", "page"),
    ] {
        place.file("output/show.toml", format!("title = \"A\"\nurl = \"{URL}\"\n{line}\n"));
        refused(place.run(&["publish"]), 65, &["show.toml", says]);
        assert!(!place.path("output/feed.xml").exists());
    }
}

#[cfg(all(feature = "fetch", feature = "mp3"))]
#[test]
fn the_moment_of_publication_is_one() {
    let place = Place::new();
    place.make(&place.file("a.md", "# A title\n\nSome words.\n"), &["--formats", "mp3"]);
    let publish = |moment: &str| {
        let mut command = place.command(&["publish", "--url", URL]);
        command.env("SOURCE_DATE_EPOCH", moment);
        Run(command.output().unwrap())
    };
    for moment in ["", "now", "1e9", "-1", "253370764800", "99999999999999999999", "2026-01-01", " 1"] {
        refused(
            publish(moment),
            2,
            &["`SOURCE_DATE_EPOCH` is no moment", "from 0 to 253370764799 seconds since 1970"],
        );
        assert!(!place.path("output/feed.xml").exists(), "{moment}");
    }
    for (moment, year) in [("253370764799", " 9998 23:59:59 "), ("0", " 1970 00:00:00 ")] {
        publish(moment).success();
        let feed = fs::read_to_string(place.path("output/feed.xml")).unwrap();
        assert!(feed.contains(year), "{moment}: {feed}");
        fs::remove_file(place.path("output/published.json")).unwrap();
        fs::remove_file(place.path("output/feed.xml")).unwrap();
    }
}

/// The clock itself, where a library can change it for a program.
#[cfg(all(target_os = "linux", feature = "fetch", feature = "mp3"))]
#[test]
fn a_clock_at_the_end_of_time_is_no_panic() {
    let folders = ["/usr/lib/x86_64-linux-gnu/faketime", "/usr/lib/aarch64-linux-gnu/faketime"];
    let library = folders.iter().map(|folder| std::path::Path::new(folder).join("libfaketime.so.1"));
    let Some(library) = library.into_iter().find(|path| path.exists()) else {
        println!("skipped: libfaketime is not installed");
        return;
    };
    let place = Place::new();
    place.make(&place.file("a.md", "# A title\n\nSome words.\n"), &["--formats", "mp3"]);
    for (time, code) in [("1980-01-01 00:00:00", 0), ("2106-02-07 06:28:15", 0), ("9999-12-31 23:59:59", 2)] {
        for zone in ["UTC", "Pacific/Kiritimati", "America/Los_Angeles"] {
            let mut command = place.command(&["publish", "--url", URL]);
            command.env("LD_PRELOAD", &library).env("FAKETIME", time).env("TZ", zone);
            let run = Run(command.output().unwrap()).code(code);
            assert!(!run.err().contains("panicked"), "{}", run.err());
        }
    }
}

#[test]
fn surroundings_do_not_change_what_is_made() {
    let place = Place::new();
    place.file("a.md", "# Der Fluss\n\nIt flows 1,234.5 km, from 3 May 2020 on. IT IS LONG.\n");
    let mut made = Vec::new();
    for (n, (name, value)) in [
        ("LANG", "C"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("LC_ALL", "de_DE.ISO-8859-1"),
        ("LC_NUMERIC", "de_DE.UTF-8"),
        ("TZ", "Pacific/Kiritimati"),
        ("TZ", "nowhere/at all"),
        ("COLUMNS", "-1"),
        ("NO_COLOR", "1"),
        ("TERM", "dumb"),
    ]
    .into_iter()
    .enumerate()
    {
        let output = format!("output-{n}");
        let mut command = place.command(&["make", "a.md", "--voices", "tone", "-o", &output]);
        command.env(name, value);
        Run(command.output().unwrap()).success();
        let folder = place.path(&output).join("der-fluss");
        let names = ["01-der-fluss.wav", "transcript.vtt", "index.html", "chapters.json"];
        made.push(names.map(|name| fs::read(folder.join(name)).unwrap()));
    }
    assert!(made.windows(2).all(|two| two[0] == two[1]));
}

#[test]
fn devices_have_no_folders_and_no_files() {
    let place = Place::new();
    for name in ["con", "nul", "aux", "prn", "com1", "LPT9"] {
        let article =
            place.file(&format!("{name}-article.md"), format!("# {name}\n\nWords.\n\n## {name}\n\nMore.\n"));
        let folder = place.make(&article, &[]);
        let small = name.to_lowercase();
        assert_eq!(folder.file_name().unwrap().to_str().unwrap(), format!("{small}-1"));
        for file in folder.read_dir().unwrap() {
            let file = file.unwrap().file_name().into_string().unwrap();
            assert_ne!(file.split('.').next(), Some(small.as_str()), "{file}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_name_that_is_not_utf_8_is_one_clear_error() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let place = Place::new();
    place.file("in/fine.md", "# Fine\n\nWords.\n");
    let name = OsStr::from_bytes(b"caf\xe9.md");
    let made = fs::File::create(place.path("in").join(name));
    if made.and_then(|mut file| file.write_all(b"# A name\n\nWords.\n")).is_err() {
        println!("skipped: this disk has no such names");
        return;
    }
    let run = place.run(&["make", "in", "--voices", "tone"]).code(66);
    assert!(run.err().contains("its name is not UTF-8; rename the file"), "{}", run.err());
    assert!(place.path("output/fine/episode.json").exists());
    let arguments = [OsStr::new("make"), OsStr::from_bytes(b"in/caf\xe9.md")];
    refused(place.run(&arguments), 2, &["UTF-8"]);
}

#[test]
fn a_pdf_of_letters_is_refused_and_a_nul_parts_words() {
    let place = Place::new();
    place.file("plain.txt", "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n%%EOF\n");
    place.file("plain.md", "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n");
    for name in ["plain.txt", "plain.md"] {
        refused(place.run(&["read", name]), 65, &["it is a PDF file"]);
    }
    let record = "The first record ends.\0The second record begins\0and it ends as well, after some words of its own.\n";
    place.file("records.txt", record);
    let out = place.run(&["read", "records.txt"]).success().out();
    assert!(out.contains("ends. The second record begins and it ends"), "{out}");
    // UTF-16 without its mark: every second byte is half of a letter.
    place.file(
        "wide.txt",
        "The harbour is open.\n".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(),
    );
    assert!(place.run(&["read", "wide.txt"]).success().out().contains("The harbour is open."));
}

#[cfg(all(unix, feature = "fetch", feature = "mp3"))]
#[test]
fn pipes_and_devices_are_waited_for_nowhere() {
    let Some(mkfifo) = crate::program::tool("mkfifo") else { return };
    let Some(timeout) = crate::program::tool("timeout") else { return };
    let place = Place::new();
    place.make(&place.file("a.md", "# A title\n\nSome words.\n"), &["--formats", "mp3"]);
    place.file("cast.toml", "lexicon = \"pipe\"\n[voices]\nnarrator = \"tone\"\n");
    let made = std::process::Command::new(mkfifo).arg(place.path("pipe")).status().unwrap();
    assert!(made.success());
    for arguments in [
        &["make", "a.md", "--voices", "./pipe"][..],
        &["make", "a.md", "--voices", "/dev/zero"],
        &["make", "a.md", "--voices", "cast.toml"],
        &["say", "Words.", "--voices", "tone", "--lexicon", "pipe"],
        &["say", "Words.", "--voices", "tone", "--lexicon", "/dev/zero"],
        &["publish", "--show", "pipe"],
        &["publish", "--show", "/dev/zero"],
        &["make", "a.md", "--voices", "tone", "--cover", "pipe"],
        &["make", "a.md", "--voices", "tone", "--intro", "pipe"],
        &["make", "a.md", "--voices", "tone", "--bed", "/dev/zero"],
    ] {
        let plain = place.command(arguments);
        let mut command = std::process::Command::new(&timeout);
        command.arg("20").arg(plain.get_program()).args(plain.get_args()).current_dir(place.path(""));
        command.envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let run = Run(command.stdin(std::process::Stdio::null()).output().unwrap());
        assert!(
            matches!(run.0.status.code(), Some(65 | 66)),
            "{arguments:?}: {:?} {}",
            run.0.status,
            run.err()
        );
    }
}

/// What is typed wrong is one line, with what may be meant.
#[test]
fn what_is_typed_wrong_is_told_with_what_is_meant() {
    let place = Place::new();
    place.file("a.md", "# A\n\nSome words.\n");
    refused(
        place.run(&["make", "www.example.com/page"]),
        66,
        &["no file", "give `https://www.example.com/page`"],
    );
    let told = |run: &Run| {
        run.err().lines().filter(|line| line.starts_with("error: ")).map(Into::into).collect::<Vec<String>>()
    };
    place.file("c.toml", "[voices]\nnarrator = 'tone'\n[style]\ntabels = 'skip'\n");
    let cast = place.run(&["script", "a.md", "--voices", "c.toml"]);
    assert_eq!(
        told(&cast),
        ["error: `c.toml` is not a valid cast: line 4: unknown field `tabels`; did you mean `tables`?"]
    );
    place.file("output/show.toml", "titel = 'x'\n");
    let show = place.run(&["publish", "--url", "https://example.org"]);
    assert!(
        told(&show)[0].ends_with("line 1: unknown field `titel`; did you mean `title`?"),
        "{}",
        show.err()
    );
    place.file("l.toml", "Kyiv = { languge = 'x' }\n");
    let lexicon = place.run(&["say", "Kyiv", "--show", "--lexicon", "l.toml"]);
    assert!(
        told(&lexicon)[0].ends_with("unknown field `languge`; did you mean `language`?"),
        "{}",
        lexicon.err()
    );
    place.file("articast.toml", "[site.\"example.com\"]\nskipp = ['.a']\n");
    let config = place.run(&["config"]);
    assert!(told(&config)[0].ends_with("unknown field `skipp`; did you mean `skip`?"), "{}", config.err());
}
