//! The chapter list in the JSON Chapters Format 1.2 of the podcast namespace.

use serde_json::json;

use crate::episode::Episode;

/// The list as JSON. `startTime` and `endTime` are seconds, as the format asks; they are rounded to milliseconds,
/// so the sample-exact list is the manifest's.
pub fn write(episode: &Episode) -> String {
    let seconds = |sample: u64| episode.rate.milliseconds(sample) as f64 / 1000.0;
    let chapters: Vec<_> = episode
        .chapters
        .iter()
        .map(|mark| {
            json!({ "startTime": seconds(mark.at.start), "endTime": seconds(mark.at.end), "title": mark.title })
        })
        .collect();
    let list = json!({ "version": "1.2.0", "title": episode.title(), "chapters": chapters });
    let mut text = serde_json::to_string_pretty(&list).expect("a list is plain data");
    text.push('\n');
    text
}
