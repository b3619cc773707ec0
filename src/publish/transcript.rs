//! The transcript as `WebVTT`: the author's words when they are said, with the role as the voice.

use std::fmt::Write;

use crate::audio::Rate;
use crate::episode::Episode;

/// The transcript's file name.
pub const NAME: &str = "transcript.vtt";

/// The transcripts that an episode may have, with their media types.
pub const FILES: [(&str, &str); 3] =
    [("transcript.json", "application/json"), (NAME, "text/vtt"), ("transcript.srt", "application/x-subrip")];

/// The transcript. Times are rounded to the millisecond, which is as fine as `WebVTT` goes (W3C `WebVTT`, section 4.3).
pub fn write(episode: &Episode) -> String {
    let mut text = String::from("WEBVTT\n");
    for cue in &episode.cues {
        let (start, end) = (time(cue.at.start, episode.rate), time(cue.at.end, episode.rate));
        let words = escape(&cue.text.split_whitespace().collect::<Vec<_>>().join(" "));
        write!(text, "\n{start} --> {end}\n<v {}>{words}\n", cue.role).expect("a string takes all text");
    }
    text
}

/// `hh:mm:ss.ttt`, to the nearest millisecond.
pub(super) fn time(sample: u64, rate: Rate) -> String {
    let all = rate.milliseconds(sample);
    let (hours, minutes, seconds) = (all / 3_600_000, all / 60_000 % 60, all / 1000 % 60);
    format!("{hours:02}:{minutes:02}:{seconds:02}.{:03}", all % 1000)
}

/// Cue text may not hold `<` or `&`, nor an arrow.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[test]
fn times_are_rounded_to_the_millisecond() {
    assert_eq!(time(0, Rate::CD), "00:00:00.000");
    assert_eq!(time(44_100 * 3661 + 22_050, Rate::CD), "01:01:01.500");
}
