//! The command line: what it prints, and how it ends.

use crate::program::{Place, shared};

#[test]
fn every_kind_of_trouble_has_its_exit_code_and_a_hint() {
    let place = Place::new();
    place.file("article.txt", "One short paragraph that says something.\n");
    place.file("empty.txt", " \n\n");
    place.file("odd.toml", "voices.narrator = 'tone'\nspeeed = 1\n");
    place.file("typo.toml", "voices.narrator = 'flyte:slt'\n");
    place.file("a-file", "");
    let cases: [(&[&str], i32, &str); 11] = [
        (&["make"], 2, "<ARTICLE>"),
        (&["make", "article.txt", "--jobs", "0"], 2, "0"),
        (&["make", "nowhere.txt"], 66, "failed to read `nowhere.txt`"),
        (&["make", "empty.txt"], 65, "there is nothing to say in `empty.txt`"),
        (&["make", "article.txt", "--voices", "nobody"], 2, "available casts: `default`, `duo` and `solo`"),
        (&["make", "article.txt", "--voices", "odd.toml"], 65, "unknown field `speeed`"),
        (&["make", "article.txt", "--voices", "typo.toml"], 2, "there is no engine `flyte`"),
        (&["make", "article.txt", "--voices", "command:/no/such/program"], 69, "/no/such/program"),
        (&["make", "article.txt", "--voices", "tone", "-o", "a-file"], 73, "a-file"),
        (&["script", "nowhere.txt"], 66, "nowhere.txt"),
        (&["read", "article.txt", "--from", "pdf"], 2, "text, markdown, html, epub"),
    ];
    for (arguments, code, message) in cases {
        let run = place.run(arguments).code(code);
        assert!(run.err().contains(message), "{arguments:?}: {}", run.err());
    }
}

#[test]
fn strict_fails_where_something_of_the_article_is_lost() {
    let place = Place::new();
    place.file("picture.md", "# A title\n\nA paragraph.\n\n<img src=\"undescribed.jpg\">\n");
    let run = place.run(&["make", "picture.md", "--voices", "tone", "--strict"]).code(3);
    assert!(run.err().contains("lost (an image without a description)"), "{}", run.err());
    assert!(run.err().contains("hint: describe it"), "{}", run.err());
    place.run(&["make", "picture.md", "--voices", "tone"]).success();
    let rows = "| ship | 1 |\n".repeat(20);
    place.file("table.md", format!("# A title\n\nText.\n\n| Name | N |\n|---|---|\n{rows}"));
    let run = place.run(&["script", "table.md", "--voices", "tone", "--strict"]).code(3);
    assert!(run.err().contains("`table_rows = 20`"), "{}", run.err());
    for style in ["table_rows = 20", "tables = \"summary\""] {
        place.file("mine.toml", format!("[voices]\nnarrator = \"tone:low\"\n\n[style]\n{style}\n"));
        place.run(&["script", "table.md", "--voices", "mine.toml", "--strict"]).success();
    }
}

#[test]
fn several_articles_make_several_episodes_and_one_that_fails_stops_none() {
    let place = Place::new();
    place.file("a.md", "# First\n\nSome words here.\n");
    place.file("b.md", "# Second\n\nSome more words.\n");
    place.run(&["make", "a.md", "nowhere.md", "b.md", "--voices", "tone"]).code(66);
    assert!(place.path("output/first/episode.json").is_file());
    assert!(place.path("output/second/episode.json").is_file());
}

#[test]
fn another_article_of_the_same_title_has_a_folder_of_its_own() {
    let place = Place::new();
    place.file("a.md", "# Same\n\nOne thing.\n");
    place.file("b.md", "# Same\n\nAnother thing.\n");
    for article in ["a.md", "b.md", "a.md", "b.md"] {
        place.run(&["make", article, "--voices", "tone"]).success();
    }
    let folders: Vec<_> = place.path("output").read_dir().unwrap().collect();
    assert_eq!(folders.len(), 2, "{folders:?}");
    assert!(place.path("output/same-2/episode.json").is_file());
}

#[test]
fn a_program_that_reads_along_hears_of_failures() {
    let place = Place::new();
    let run = place.run(&["make", "nowhere.md", "--json"]).code(66);
    assert_eq!(run.json()[0]["event"], "failed");
}

#[test]
fn what_steers_a_terminal_gets_nowhere() {
    let place = Place::new();
    place.file("odd.md", "# Odd\n\n\u{1b}[31mRed\u{1b}[0m words.\u{7}\n");
    let folder = place.make(&place.path("odd.md"), &[]);
    for file in ["transcript.vtt", "transcript.srt", "transcript.json", "transcript.txt", "episode.json"] {
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        assert!(text.contains("Red ") && text.contains("words."), "{text}");
        assert!(!text.contains(['\u{1b}', '\u{7}']), "{text}");
    }
}

#[test]
fn say_shows_how_it_would_be_said() {
    let place = Place::new();
    let run = place.run_with(&["say", "-", "--lines", "--json"], "One. Two!\n\nThree?\n").success();
    let lines = run.json();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["sentences"][1]["show"], "Two!");
    assert_eq!(lines[1]["sentences"].as_array().unwrap().len(), 0);
    assert!(lines[2]["sentences"][0]["say"].is_string());
}

#[test]
fn say_writes_a_wav_for_any_text() {
    let place = Place::new();
    let texts = [
        "-f/etc/passwd",
        "$(touch hacked) `touch hacked`",
        "<speak><mark name=\"x\"/>hi</speak>",
        "\") (system \"touch hacked\") (\"",
        "a\u{0}b \u{1b}[31mred\u{1b}[0m \u{202e}right\u{202c}",
        "[[h@'loU]] & <b>",
    ];
    for text in texts {
        // An argument cannot hold NUL; standard input can.
        let run = place.run_with(&["say", "-", "--voices", "tone", "-o", "said.wav"], text).success();
        assert_eq!(run.out().trim(), "said.wav");
        assert!(hound::WavReader::open(place.path("said.wav")).unwrap().duration() > 2_000, "{text}");
    }
    place.run(&["say", "-f/etc/passwd", "--voices", "tone", "-o", "said.wav"]).success();
    assert!(!place.path("hacked").exists());
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let place = Place::new();
    let long = "A sentence that is said again and again. ".repeat(20_000);
    place.file("long.txt", long);
    let mut command = place.command(&["read", "long.txt"]);
    let mut child =
        command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let out = child.wait_with_output().unwrap();
    assert!(out.status.success() && out.stderr.is_empty(), "{}", String::from_utf8_lossy(&out.stderr));
}

#[test]
fn completions_and_the_man_page_are_printed() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(place.run(&["completions", shell]).success().out().contains("articast"));
    }
    assert!(place.run(&["man"]).success().out().contains(".TH \"articast\" "));
}

#[test]
fn voices_are_listed_for_people_and_programs() {
    let place = Place::new();
    let text = place.run(&["voices", "list"]).success().out();
    assert!(
        text.contains("default") && text.contains("duo") && text.contains("solo") && !text.contains("tone:")
    );
    let json = place.run(&["voices", "list", "--json"]).success().json();
    assert_eq!(json[0]["casts"].as_array().unwrap().len(), 3);
    place.run(&["voices", "try", "tone", "-o", "try.wav"]).success();
    assert!(place.path("try.wav").is_file());
}

/// A web page saved as text, with its traps: the title three times, alt texts among the paragraphs, items by marks and by
/// numbers, headings by nothing but their look, and what the page says after its article.
const SAVED: &str = "\
The Last Boat Home: What the Harbour Vote Means for the Night Ferry




The Last Boat Home: What the Harbour Vote Means for the Night Ferry


The Last Boat Home: What the Harbour Vote Means for the Night Ferry

A baker, a retired pilot and the mayor’s cousin walk onto a ferry. It sounds like the start of a joke, but it is how the \
council came to its decision last week. Welcome to the politics of the old harbour.

The vote was close, and nobody in the hall had expected that. For a town that can argue about benches for a whole summer, \
this was a storm, and it is not over yet. Let’s see what it means for those who go home late.

A stylized, slightly dreamy image of three people boarding a small ferry at dusk. The mood should be calm but a little \
uneasy, with the lights of the town on the water.

The Long Evening: A Vote in Three Acts

First, the numbers. The council sat for four hours and voted twice. That is longer than the opening night of the film \
festival, with fewer jokes in it, and the speakers had brought their own sandwiches.

So who was for it? The bakers were, as bread is made at night. The hotels were not, as their guests like to sleep when the \
boats do. Everybody else had come to see what the others would say.

An image capturing the tension of a town meeting. A tired mayor stands at a lectern in front of a full hall, with the \
benches behind her, and everybody looking at the clock.

What Comes Next: A Delicate Timetable

Now for the part that has raised eyebrows: the boat will go at two in the morning, and come back empty. Nobody has said who \
pays for that, and nobody in the hall had asked before it was too late to ask.

This puts the harbour master in a difficult position:

  • A Test of Patience: The crew has worked by day for thirty years. Now they must sleep when their children are awake.
  • A Matter of Money: The boat burns as much oil when it is empty. It has to come from somewhere, and tickets are cheap.
  • The Open Question: What if it is foggy? The old rule said that nobody goes out, and the new rule does not say a thing.

For the mayor, it is a plan of three steps:

  1. “A Promise Kept”: She has said for years that there would be a boat. This is her way of showing that she meant it.
  2. Staying Afloat: It keeps the line in the newspapers, and the newspapers on her side until the spring.
  3. A Second Look: In a year they will count who came, and then they will vote again on all of it.

What’s Next?

The first boat goes out on Monday, if the weather holds. The baker will be on it, and the pilot has said that he will wave \
from the pier, for the sake of old times. Nobody knows what the cousin will do.

Leave a Reply
";

/// What a script of a saved page holds: its chapters, its pictures and its numbered items; and of the page itself only
/// what it skipped for a reason.
#[track_caller]
fn assert_told(article: &str, place: &Place, chapters: &[&str], pictures: usize) {
    let run = place.run(&["script", article, "--json", "--strict", "--voices", "tone"]).success();
    let script = &run.json()[0];
    let all = script["chapters"].as_array().unwrap();
    let titles: Vec<&str> = all.iter().map(|chapter| chapter["title"].as_str().unwrap()).collect();
    assert_eq!(titles, chapters);
    let segments = || all.iter().flat_map(|chapter| chapter["segments"].as_array().unwrap());
    let shown = |role: &str| -> Vec<&str> {
        segments()
            .filter(|segment| segment["role"] == role)
            .map(|line| line["show"].as_str().unwrap())
            .collect()
    };
    assert_eq!(shown("title").len(), 1);
    assert_eq!(shown("heading").len(), chapters.len() - 1);
    assert_eq!(shown("aside").iter().filter(|line| line.starts_with("Picture: ")).count(), pictures);
    assert_eq!(shown("list_item").iter().filter(|line| line.starts_with(['1', '2', '3'])).count(), 3);
    let ledger = script["ledger"].as_array().unwrap();
    let skipped: Vec<_> = ledger.iter().filter(|entry| entry["fate"] == "skipped").collect();
    assert_eq!(skipped.len(), 3, "{skipped:?}");
    assert_eq!(skipped.iter().filter(|entry| entry["why"] == "the title again").count(), 2);
    assert_eq!(skipped[2]["text"], "Leave a Reply");
}

#[test]
fn a_page_saved_as_text_comes_out_right() {
    let place = Place::new();
    place.file("saved.txt", SAVED);
    let chapters = [
        "Introduction",
        "The Long Evening: A Vote in Three Acts",
        "What Comes Next: A Delicate Timetable",
        "What’s Next?",
    ];
    assert_told("saved.txt", &place, &chapters, 2);
}

/// The article that Articast was begun for, where it is at hand.
#[test]
fn the_first_article_comes_out_right() {
    let Some(article) = shared("articles/backchannel-diplomacy.txt") else { return };
    let chapters = [
        "Introduction",
        "The Moscow Meeting: A High-Stakes Negotiation",
        "Next Stop, Kyiv: A Delicate Mission",
        "Unpacking the Strategy: The Art of the Backchannel Deal",
        "The View from a Nervous Washington",
        "What’s Next?",
    ];
    assert_told(article.to_str().unwrap(), &Place::new(), &chapters, 4);
}
