//! The JSON transcript of the podcast namespace (<https://github.com/Podcastindex-org/podcast-namespace>, `transcripts.md`):
//! a segment for each sentence.

use serde::Serialize;

use super::speakers::Speakers;
use super::{Clock, sentences};
use crate::clean;
use crate::episode::Episode;

#[derive(Serialize)]
struct Transcript {
    version: &'static str,
    segments: Vec<Segment>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Segment {
    speaker: String,
    /// Seconds, rounded to milliseconds.
    start_time: f64,
    end_time: f64,
    body: String,
}

pub(super) fn write(episode: &Episode, speakers: &Speakers<'_>) -> String {
    let mut clock = Clock::new(episode.rate);
    let segments = sentences(&episode.cues).filter_map(|cues| {
        let (first, last) = (cues.first()?, cues.last()?);
        let body = clean::line(&cues.iter().map(|cue| cue.text.as_str()).collect::<Vec<_>>().join(" "));
        if body.is_empty() {
            return None;
        }
        let (start, end) = clock.span(&(first.at.start..last.at.end));
        let [start_time, end_time] = [start, end].map(|at| at as f64 / 1000.0);
        Some(Segment { speaker: speakers.name(first.role), start_time, end_time, body })
    });
    let transcript = Transcript { version: "1.0.0", segments: segments.collect() };
    let mut json = serde_json::to_string_pretty(&transcript).expect("a transcript is plain data");
    json.push('\n');
    json
}
