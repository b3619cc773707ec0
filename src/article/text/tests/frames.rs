//! Texts in frames, in pages, as verse, as talk, and in scripts without spaces.

use super::{of, outline, read};
use crate::article::{Inline, Kind, Why, plain};

const BOOK: &str = "\
The Project Gutenberg eBook of The Salt Road

This ebook is for the use of anyone anywhere.

Title: The Salt Road:
       A Walk

Author: A Walker

*** START OF THE PROJECT GUTENBERG EBOOK THE SALT ROAD ***

Produced by many hands

THE SALT ROAD: A WALK

By A Walker

CHAPTER I

The road begins at the pans, and it goes up to the town over eleven hills,
of which the first is the _steepest_ and the last is the worst.[1]

[Illustration: THE PANS]

Nobody walks it today, for there is a bus that leaves at six, and another one
that does not.

FOOTNOTES:

[1] So say the drivers.

*** END OF THE PROJECT GUTENBERG EBOOK THE SALT ROAD ***

Updated editions will replace the previous one.
";

#[test]
fn the_frame_of_an_e_text_is_not_said() {
    let article = read(BOOK);
    assert_eq!(article.meta.title.as_deref(), Some("The Salt Road: A Walk"));
    assert_eq!(article.meta.byline.as_deref(), Some("A Walker"));
    let lines = outline(&article);
    assert_eq!(lines[0], "h2 CHAPTER I");
    assert!(lines.contains(&"figure - / THE PANS".to_owned()), "{lines:?}");
    assert_eq!(lines.last().map(String::as_str), Some("note"));
    let said = lines.join("\n");
    for frame in
        ["anyone anywhere", "START OF", "END OF", "Produced by", "Updated editions", "FOOTNOTES", "_"]
    {
        assert!(!said.contains(frame), "{frame}: {said}");
    }
    let Kind::Paragraph(content) = &article.blocks[1].kind else { panic!("{lines:?}") };
    assert!(
        content.contains(&Inline::NoteRef("1".into()))
            && content.iter().any(|i| matches!(i, Inline::Emphasis(_)))
    );
    let licence = article.skipped.iter().filter(|skipped| skipped.why == Why::Copyright);
    assert_eq!(licence.count(), 2);
}

#[test]
fn heads_and_feet_of_pages_are_not_said() {
    let page = |n: usize, text: &str| format!("{text}\n\nTHE HISTORY OF ROPE        {n}\n\n");
    let text = [
        page(12, "The first ropes were made of hide, and they were cut in one piece from the\nback of the beast, so that they were worth a herd, and nobody could be sure"),
        page(13, "that they would hold. The walk was laid out in the year of the flood, when the\nmen had no other work, and it was long enough for a cable of many fathoms, or"),
        page(14, "so the books of the company say, which were kept by the man who had paid for\nthe walk, and who had never seen the sea, nor a rope that was longer than his\nown house, and"),
        "who did not care.".to_owned(),
    ]
    .concat();
    let lines = of(&text);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].contains("be sure that they would") && !lines[0].contains("HISTORY"), "{lines:?}");
}

#[test]
fn verse_keeps_its_lines() {
    let poem = "THE PILOT\n\nI brought the first one in at dawn,\n    the second one at noon,\nthe third one had her mainsail torn\n    and asked me for the moon.\n\nThe fourth one never came at all,\n    the fifth one came too late,\nand I have heard the sixth one call\n    from far beyond the strait.\n";
    let article = read(poem);
    assert_eq!(article.meta.title.as_deref(), Some("THE PILOT"));
    let breaks = |kind: &Kind| match kind {
        Kind::Paragraph(content) => content.iter().filter(|inline| **inline == Inline::Break).count(),
        _ => 0,
    };
    assert_eq!(article.blocks.iter().map(|block| breaks(&block.kind)).collect::<Vec<_>>(), [3, 3]);
    let song = "The Night Boat\n\nRow the boat home in the dark\nRow it slow and row it long\nLeave the lamp upon the pier\n\nChorus:\nHome, home, home\nThe night boat home\n\nDown the sound the buoys ring\nDown the wind the voices fall\nNobody has called at all\n\nChorus:\nHome, home, home\nThe night boat home\n";
    let article = read(song);
    assert_eq!(article.meta.title.as_deref(), Some("The Night Boat"));
    assert_eq!(article.blocks.iter().map(|block| breaks(&block.kind)).collect::<Vec<_>>(), [2, 2, 2, 2]);
}

#[test]
fn turns_of_a_talk_are_paragraphs() {
    let text = "The pilot's hour\n\nHOST: Welcome. How long have you been a pilot?\n\n[00:01:05] PILOT: Since I was a boy.\n\n[laughter]\n\n[00:01:09] HOST: And now?\n\nPILOT: Now I am old, and I stay ashore when it blows.\n\n[laughter]\n";
    assert_eq!(
        of(text),
        [
            "p HOST: Welcome. How long have you been a pilot?",
            "p PILOT: Since I was a boy.",
            "p [laughter]",
            "p HOST: And now?",
            "p PILOT: Now I am old, and I stay ashore when it blows.",
            "p [laughter]",
        ]
    );
}

#[test]
fn texts_without_spaces_have_paragraphs() {
    let chinese = "港口的早晨\n\n渡船每天六点出发，船上坐着进城上班的人，他们大多不说话。\n\n第二章\n\n冬天的海很冷，船长把炉子烧得很旺，大家都站在炉子旁边。\n";
    let article = read(chinese);
    assert_eq!(article.meta.title.as_deref(), Some("港口的早晨"));
    let kinds: Vec<String> = outline(&article).iter().map(|line| line.chars().take(4).collect()).collect();
    assert_eq!(kinds, ["p 渡船", "h2 第", "p 冬天"]);
    let japanese = "　港の朝は静かだった。漁師たちはまだ眠っていて、灯台の\n灯だけが霧の中に見えていた。船が出るまでにはまだ時間が\nあった。\n　「今日は荒れる」と老人が言った。誰も答えなかったので、\n老人はもう一度言った。\n";
    let lines = of(japanese);
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].contains("灯台の灯だけが") && lines[1].contains("なかったので、老人は"), "{lines:?}");
    let ruby = "港の朝\n\n｜連絡船《れんらくせん》は六時に出る。島の漁師《りょうし》はみな早起きで、店は五時に開く。［＃改行］\n\n『山』という本の題《だい》だけは残った。\n";
    let article = read(ruby);
    let said = outline(&article).join("\n");
    assert!(
        said.contains("連絡船は六時に出る。島の漁師はみな") && !said.contains(['《', '｜', '［']),
        "{said}"
    );
    // Chinese puts titles between the same marks.
    assert!(
        of("他读《红楼梦》。\n\n他也读《水浒传》，每天读很久，读到深夜还不睡。\n")
            .join("")
            .contains("《红楼梦》")
    );
}

#[test]
fn broken_words_become_whole() {
    let text = "Nobody who has carried a coil of wet rope up a ladder will dis-\npute that it weighs more than it did when it was dry, and the well-\nknown riggers of the north have written it on a drum. The differ-\nence is a third, or in an old rope a half, and a one-\nsided splice holds less.\n";
    let lines = of(text).join("\n");
    for whole in ["will dispute that", "the well-known riggers", "The difference is", "a one-sided splice"] {
        assert!(lines.contains(whole), "{whole}: {lines}");
    }
}

#[test]
fn short_lines_are_no_pictures_without_a_sign_of_one() {
    let text = "Status of this text\n\nThis text describes a way to light skerries, and it may be passed on to anyone who asks for it.\n\n2.1. Terms\n\nThe words are to be read as the board reads them, that is, with a stern face and a glass of water.\n\nUnits\n\nNone.\n";
    let article = read(text);
    assert!(!outline(&article).iter().any(|line| line.starts_with("figure")), "{:?}", outline(&article));
    let is_terms =
        |kind: &Kind| matches!(kind, Kind::Heading { content, .. } if plain(content) == "2.1. Terms");
    assert!(article.blocks.iter().any(|block| is_terms(&block.kind)), "{:?}", outline(&article));
}
