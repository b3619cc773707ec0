//! Captions that players can show, whatever the text.

use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

use super::*;
use crate::article::Meta;
use crate::clean;
use crate::episode::{Mark, Profile, Timing, Word};
use crate::publish::episode_folder::manifest::Voice;

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
            marks: Vec::new(),
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
        exhibits: Vec::new(),
        timeline: Vec::new(),
        profile: Profile::Podcast,
        limit: -1.0,
        bed: None,
    }
}

/// What transcripts are made from; `many` tells whether somebody else than the narrator tells pictures.
fn manifest(episode: &Episode, many: bool) -> Manifest {
    let voice = |part: &str, voice: &str, roles: &[Role]| Voice {
        part: part.into(),
        voice: voice.into(),
        rate: 1.0,
        pitch: 0.0,
        licence: None,
        roles: roles.to_vec(),
    };
    let own = [Role::Title, Role::Heading, Role::Narrator, Role::ListItem];
    let other = if many { "tone:high" } else { "tone:low" };
    let voices = vec![voice("narrator", "tone:low", &own), voice("news reader", other, &[Role::Aside])];
    Manifest::of(episode, "a", voices)
}

const CUES: [(Role, Seam, &str); 6] = [
    (Role::Title, Seam::Block, "Birds"),
    (Role::Heading, Seam::Block, "One"),
    (Role::Narrator, Seam::Block, "They sing & <listen>,"),
    (Role::Narrator, Seam::Clause, "all day long."),
    (Role::Aside, Seam::Block, "Picture: A wren."),
    (Role::Narrator, Seam::Block, "They rest."),
];

fn every(episode: &Episode, manifest: &Manifest) -> [(&'static str, String); 4] {
    all(episode, manifest).collect::<Vec<_>>().try_into().unwrap()
}

#[test]
fn each_form_says_who_speaks_and_when() {
    let episode = episode(&CUES, Timing::Engine);
    let [(_, vtt), (_, srt), (_, json), (_, txt)] = every(&episode, &manifest(&episode, true));
    let cue = "\n\n00:00:03.000 --> 00:00:04.000\nThey sing &amp; &lt;listen&gt;,\n";
    assert!(vtt.starts_with("WEBVTT\n\n00:00:00.500 --> 00:00:00.750\n<v Narrator>Birds\n"), "{vtt}");
    assert!(vtt.contains(cue), "{vtt}");
    // Podverse knows names of one word, and takes a colon for the end of a name.
    assert!(vtt.contains("\n<v NewsReader>Picture:\u{a0}A wren.\n"), "{vtt}");
    assert!(vtt.ends_with("\n<v Narrator>They rest.\n"), "{vtt}");
    assert!(srt.starts_with("1\n00:00:00,500 --> 00:00:00,750\nNarrator: Birds\n\n2\n"), "{srt}");
    assert!(
        srt.contains("\n3\n00:00:03,000 --> 00:00:04,000\nThey sing & <\u{2060}listen>,\n\n4\n"),
        "{srt}"
    );
    assert!(srt.contains("\nNews Reader: Picture:\u{a0}A wren.\n"), "{srt}");
    assert!(srt.ends_with("\nNarrator: They rest.\n"), "{srt}");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["version"], "1.0.0");
    let wanted = serde_json::json!({
        "speaker": "Narrator", "startTime": 3.0, "endTime": 5.75, "body": "They sing & <listen>, all day long.",
    });
    assert_eq!(json["segments"][2], wanted);
    let speakers: Vec<_> = json["segments"].as_array().unwrap().iter().map(|one| &one["speaker"]).collect();
    assert_eq!(speakers, ["Narrator", "Narrator", "Narrator", "News Reader", "Narrator"]);
    let told =
        "Birds\n\n\nOne\n\nThey sing & <listen>, all day long.\n\nAside: Picture: A wren.\n\nThey rest.\n";
    assert_eq!(txt, told);
}

#[test]
fn one_voice_has_no_name_and_words_have_no_times() {
    let episode = episode(&CUES, Timing::Engine);
    let [(_, vtt), (_, srt), (_, json), _] = every(&episode, &manifest(&episode, false));
    assert!(!vtt.contains('<') && !vtt.contains("Narrator") && !srt.contains("Narrator"), "{vtt}{srt}");
    // What apps take for a name.
    assert!(!vtt.contains(": ") && !srt.contains(": "), "{vtt}{srt}");
    assert!(json.matches("\"speaker\": \"Narrator\"").count() == 5, "{json}");
}

#[test]
fn lines_are_as_wide_as_a_show_asks() {
    let text = "In ten years the number of night trains has more than doubled on some routes, and nobody who has \
                seen a platform at dawn wonders why; 十年間で夜行列車の本数はいくつかの路線で倍以上に増えた。";
    let episode = episode(&[(Role::Narrator, Seam::Block, text)], Timing::Engine);
    let manifest = manifest(&episode, true);
    for width in [20, 32, 42, 80] {
        for (name, text) in captions(&manifest, width) {
            let widest =
                text.lines().filter(|line| !line.contains(" --> ")).map(UnicodeWidthStr::width).max();
            assert!(widest.is_some_and(|widest| width / 2 < widest && widest <= width), "{name}: {text}");
        }
    }
}

#[test]
fn captions_get_other_lines_unless_somebody_changed_them() {
    let episode = episode(&CUES, Timing::Engine);
    let manifest = manifest(&episode, true);
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| files::write(&folder.path().join(name), text.as_bytes()).unwrap();
    let [vtt, srt] = captions(&manifest, 20);
    let changed = vtt.1.replace("Birds", "Tits");
    for (name, text) in captions(&manifest, WIDTH) {
        put(name, &text);
    }
    assert_eq!(rewrapped(&manifest, folder.path(), WIDTH), []);
    assert_eq!(rewrapped(&manifest, folder.path(), 20), [vtt.clone(), srt.clone()]);
    put(vtt.0, &changed);
    assert_eq!(rewrapped(&manifest, folder.path(), 20), [srt]);
}

#[test]
fn long_sentences_are_cut_where_a_reader_would_pause() {
    let text = "In ten years the number of night trains has more than doubled on some routes, and nobody who has \
                seen a platform at dawn, with its coffee and its yawns, will wonder why that is so.";
    let episode = episode(&[(Role::Narrator, Seam::Block, text)], Timing::Engine);
    let [_, (_, srt)] = captions(&manifest(&episode, false), WIDTH);
    let captions: Vec<Vec<&str>> =
        srt.split("\n\n").map(|caption| caption.lines().skip(2).collect()).collect();
    assert_eq!(captions.len(), 3, "{captions:#?}");
    for caption in &captions {
        assert!(caption.len() <= 2 && caption.last().unwrap().ends_with([',', '.']), "{captions:#?}");
    }
}

#[test]
fn names_of_roles_are_for_people() {
    assert_eq!(role(Role::ListItem), "List Item");
    assert_eq!(role(Role::Narrator), "Narrator");
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
        many: bool,
    ) {
        let roles = [Role::Narrator, Role::Aside, Role::ListItem].into_iter().cycle();
        let cues: Vec<(Role, Seam, &str)> =
            texts.iter().zip(roles).map(|(text, role)| (role, Seam::Block, text.as_str())).collect();
        let shown: String = texts.iter().map(|text| letters(text)).collect();
        let episode = episode(&cues, Timing::Engine);
        let [(_, vtt), (_, srt), (_, json), (_, txt)] = every(&episode, &manifest(&episode, many));
        let tag = |line: &str| {
            let mut plain = String::new();
            let mut rest = line;
            while let Some((before, after)) = rest.split_once('<') {
                plain.push_str(before);
                rest = after.split_once('>').unwrap().1;
            }
            (plain + rest).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        };
        let names = ["Narrator: ", "News Reader: "];
        for (captions, is_srt) in [(read_back(&vtt, '.'), false), (read_back(&srt, ','), true)] {
            let mut end = 0;
            let mut joined = String::new();
            for (from, to, lines) in captions {
                prop_assert!(end <= from && from < to && to <= episode.samples());
                end = to;
                prop_assert!((1..=2).contains(&lines.len()), "{:?}", lines);
                for line in lines {
                    let bare = |line: &str| line.replace("<\u{2060}", "<").replace("{\u{2060}", "{");
                    let line = if is_srt { bare(&line) } else { tag(&line) };
                    prop_assert!(line.width() <= WIDTH, "{:?}", line);
                    // A colon of the text has another space behind it.
                    let name = names.iter().find(|name| is_srt && line.starts_with(*name));
                    prop_assert!(name.is_none() || many);
                    joined.push_str(&line[name.map_or(0, |name| name.len())..]);
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
