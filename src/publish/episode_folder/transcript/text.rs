//! Plain text, to be read: the title, the chapters' titles, a line for each paragraph, and a name before what somebody
//! else than the narrator says.

use std::fmt::Write;

use crate::clean;
use crate::episode::{Cue, Episode};
use crate::script::Role;
use crate::speech::Seam;

pub(super) fn write(episode: &Episode) -> String {
    let title = clean::line(episode.title());
    let mut text = format!("{title}\n");
    let mut known = title;
    for chapter in &episode.chapters {
        let name = clean::line(&chapter.title);
        if name != known {
            write!(text, "\n\n{name}\n").expect("a string takes all text");
        }
        let inside = |cue: &&Cue| chapter.at.contains(&cue.at.start);
        let cues: Vec<&Cue> = episode.cues.iter().filter(inside).collect();
        for paragraph in cues.chunk_by(|one, next| next.seam != Seam::Block && one.role == next.role) {
            let words =
                clean::line(&paragraph.iter().map(|cue| cue.text.as_str()).collect::<Vec<_>>().join(" "));
            let role = paragraph[0].role;
            // A title that was just written.
            if words.is_empty() || is_title(role) && (words == name || words == known) {
                continue;
            }
            let lead = if is_own(role) { String::new() } else { super::role(role) + ": " };
            write!(text, "\n{lead}{words}\n").expect("a string takes all text");
        }
        known = name;
    }
    text
}

fn is_title(role: Role) -> bool {
    matches!(role, Role::Title | Role::Heading)
}

/// Whether it is the article itself that speaks.
fn is_own(role: Role) -> bool {
    matches!(role, Role::Title | Role::Heading | Role::Narrator | Role::ListItem)
}
