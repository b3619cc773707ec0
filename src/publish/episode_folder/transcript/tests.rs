//! Captions that players can show, whatever the text.

use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

use super::*;
use crate::article::Meta;
use crate::clean;
use crate::episode::{Mark, Profile, Timing, Word};

/// An episode of some cues, each a second after the one before, whose words divide their time.
fn episode(cues: &[(Role, Seam, &str)], timing: Timing) -> Episode {
    let rate = Rate::new(1_000).unwrap();
    let mut at = 500;
    let mut made = Vec::new();
    for (role, seam, text) in cues {
        let mut words = Vec::new();
        let mut from = 0;
        let start = at;
        for word in text.split_whitespace() {
            let first = from + text[from..].find(word).unwrap();
            from = first + word.len();
            words.push(Word { shown: first..from, at: at..at + 200 });
            at += 250;
        }
        let end = at.max(start + 1);
        made.push(Cue {
            block: 0,
            language: None,
            at: start..end,
            role: *role,
            text: (*text).to_owned(),
            seam: *seam,
            words,
            timing,
            doubt: None,
        });
        at = end + 1_000;
    }
    let chapter = Mark { title: "One".into(), anchor: None, at: 0..at };
    let meta = Meta { title: Some("Birds".into()), ..Meta::default() };
    Episode {
        meta,
        rate,
        chapters: vec![chapter],
        cues: made,
        pictures: Vec::new(),
        links: Vec::new(),
        timeline: Vec::new(),
        profile: Profile::Podcast,
        limit: -1.0,
        bed: None,
    }
}

const CUES: [(Role, Seam, &str); 6] = [
    (Role::Title, Seam::Block, "Birds"),
    (Role::Heading, Seam::Block, "One"),
    (Role::Narrator, Seam::Block, "They sing & <listen>,"),
    (Role::Narrator, Seam::Clause, "all day long."),
    (Role::Narrator, Seam::Sentence, "Then they rest."),
    (Role::Aside, Seam::Block, "Picture: A wren."),
];

#[test]
fn each_form_says_who_speaks_and_when() {
    let [(_, vtt), (_, srt), (_, json), (_, txt)] = all(&episode(&CUES, Timing::Engine));
    let cue = "00:00:03.000 --> 00:00:04.000\n<v Narrator>They <00:00:03.250>sing <00:00:03.500>&amp; \
               <00:00:03.750>&lt;listen&gt;,\n";
    assert!(vtt.starts_with("WEBVTT\n\n00:00:00.500 --> 00:00:00.750\n<v Title>Birds\n"), "{vtt}");
    assert!(vtt.contains(cue), "{vtt}");
    assert!(vtt.ends_with("<v Aside>Picture: <00:00:08.750>A <00:00:09.000>wren.\n"), "{vtt}");
    assert!(srt.starts_with("1\n00:00:00,500 --> 00:00:00,750\nTitle: Birds\n\n2\n"), "{srt}");
    assert!(
        srt.contains("\n3\n00:00:03,000 --> 00:00:04,000\nThey sing & <\u{2060}listen>,\n\n4\n"),
        "{srt}"
    );
    assert!(srt.ends_with("\nAside: Picture: A wren.\n"), "{srt}");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["version"], "1.0.0");
    let wanted = serde_json::json!({
        "speaker": "Narrator", "startTime": 3.0, "endTime": 5.75, "body": "They sing & <listen>, all day long.",
    });
    assert_eq!(json["segments"][2], wanted);
    let told =
        "Birds\n\n\nOne\n\nThey sing & <listen>, all day long. Then they rest.\n\nAside: Picture: A wren.\n";
    assert_eq!(txt, told);
}

#[test]
fn estimated_words_have_no_times_of_their_own() {
    let [(_, vtt), ..] = all(&episode(&CUES, Timing::Estimated));
    assert!(vtt.contains("<v Narrator>They sing &amp; &lt;listen&gt;,\n"), "{vtt}");
}

#[test]
fn long_sentences_are_cut_where_a_reader_would_pause() {
    let text = "In ten years the number of night trains has more than doubled on some routes, and nobody who has \
                seen a platform at dawn, with its coffee and its yawns, will wonder why that is so.";
    let [_, (_, srt), ..] = all(&episode(&[(Role::Narrator, Seam::Block, text)], Timing::Engine));
    let captions: Vec<Vec<&str>> =
        srt.split("\n\n").map(|caption| caption.lines().skip(2).collect()).collect();
    assert_eq!(captions.len(), 3, "{captions:#?}");
    for caption in &captions {
        assert!(caption.len() <= 2 && caption.last().unwrap().ends_with([',', '.']), "{captions:#?}");
    }
}

#[test]
fn names_of_speakers_are_for_people() {
    assert_eq!(speaker(Role::ListItem), "List Item");
    assert_eq!(speaker(Role::Narrator), "Narrator");
}

#[test]
fn times_have_hours_minutes_seconds_and_milliseconds() {
    assert_eq!(time(0, '.'), "00:00:00.000");
    assert_eq!(time(3_661_500, ','), "01:01:01,500");
}

/// The text of a file of captions without times, names and marks.
fn read_back(captions: &str, mark: char) -> Vec<(u64, u64, Vec<String>)> {
    let milliseconds = |time: &str| -> u64 {
        let parts: Vec<u64> = time.split([':', mark]).map(|part| part.parse().unwrap()).collect();
        parts[0] * 3_600_000 + parts[1] * 60_000 + parts[2] * 1_000 + parts[3]
    };
    let blocks = captions.trim_end().split("\n\n").filter(|block| block.contains(" --> "));
    let read = |block: &str| {
        let mut lines = block.lines().skip_while(|line| !line.contains(" --> "));
        let (start, end) = lines.next().unwrap().split_once(" --> ").unwrap();
        (milliseconds(start), milliseconds(end), lines.map(str::to_owned).collect())
    };
    blocks.map(read).collect()
}

fn letters(text: &str) -> String {
    clean::line(text).split_whitespace().collect()
}

proptest! {
    #[test]
    fn any_text_can_be_shown(
        texts in prop::collection::vec(
            "([a-z<>&{}\\\\,.! -]|-->|👩‍👩‍👧|[\u{0}-\u{9f}]|[א-ת]|[\u{200b}-\u{206f}]|東|é){0,100}",
            1..4,
        ),
        role in prop::sample::select(vec![Role::Narrator, Role::Aside, Role::ListItem]),
    ) {
        let cues: Vec<(Role, Seam, &str)> =
            texts.iter().map(|text| (role, Seam::Block, text.as_str())).collect();
        let shown: String = texts.iter().map(|text| letters(text)).collect();
        let episode = episode(&cues, Timing::Engine);
        let [(_, vtt), (_, srt), (_, json), (_, txt)] = all(&episode);
        let tag = |line: &str| {
            let mut plain = String::new();
            let mut rest = line;
            while let Some((before, after)) = rest.split_once('<') {
                plain.push_str(before);
                rest = after.split_once('>').unwrap().1;
            }
            (plain + rest).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        };
        let name = speaker(role) + ": ";
        for (captions, is_srt) in [(read_back(&vtt, '.'), false), (read_back(&srt, ','), true)] {
            let mut end = 0;
            let mut joined = String::new();
            for (n, (from, to, lines)) in captions.into_iter().enumerate() {
                prop_assert!(end <= from && from < to && to <= episode.samples());
                end = to;
                prop_assert!((1..=2).contains(&lines.len()), "{:?}", lines);
                for line in lines {
                    let bare = |line: &str| line.replace("<\u{2060}", "<").replace("{\u{2060}", "{");
                    let line = if is_srt { bare(&line) } else { tag(&line) };
                    prop_assert!(line.width() <= layout::WIDTH, "{:?}", line);
                    let named = (n == 0 && is_srt && role != Role::Narrator).then_some(name.as_str());
                    joined.push_str(named.and_then(|name| line.strip_prefix(name)).unwrap_or(&line));
                }
            }
            let joined = letters(&joined).replace('→', "-->");
            prop_assert_eq!(&joined, &shown);
        }
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let body = |segment: &serde_json::Value| letters(segment["body"].as_str().unwrap());
        prop_assert_eq!(json["segments"].as_array().unwrap().iter().map(body).collect::<String>(), shown);
        prop_assert!(!txt.contains(|c: char| c.is_control() && c != '\n'));
    }
}
