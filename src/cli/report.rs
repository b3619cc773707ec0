//! The report on an episode that is made: for people, and for programs.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::Outcome;
use super::output::{STRING, Terminal, count};
use super::progress::Spoken;
use crate::Result;
use crate::audio::loudness::Levels;
use crate::encode::{Division, Unmade};
use crate::episode::{Cue, Episode};
use crate::error::size;
use crate::make::Made;
use crate::produce::Produced;
use crate::publish::episode_folder::manifest::SoundFile;

/// One episode of several, for the table at the end.
pub(super) struct Row {
    pub(super) folder: String,
    /// The length, in whole seconds.
    pub(super) seconds: u64,
    /// The bytes of the sound.
    pub(super) bytes: u64,
    /// The lines that were spoken, and those that were kept.
    pub(super) spoken: Spoken,
}

impl Row {
    pub(super) fn of(made: &Made, spoken: Spoken) -> Row {
        let seconds = made.episode.rate.duration(made.episode.samples()).as_secs();
        let bytes = made.sound.iter().map(|file| file.bytes).sum();
        Row { folder: made.folder.display().to_string(), seconds, bytes, spoken }
    }

    pub(super) fn text(&self) -> String {
        let Spoken { new, kept, .. } = self.spoken;
        let (length, bytes) = (clock(self.seconds), size(self.bytes));
        format!("  {length}  {bytes:>8}  {new:>5} spoken {kept:>5} kept  {}", self.folder)
    }

    pub(super) fn json(&self) -> Value {
        let Spoken { new, kept, .. } = self.spoken;
        json!({
            "folder": self.folder, "seconds": self.seconds, "bytes": self.bytes,
            "lines": { "spoken": new, "kept": kept },
        })
    }
}

/// What was made and where it is, for programs.
pub(super) fn as_json(produced: &Produced, spoken: Spoken) -> Value {
    let Produced { script, made, guessed, .. } = produced;
    let (episode, ledger, Spoken { new, kept, speed }) = (&made.episode, &script.ledger, spoken);
    json!({
        "event": "done", "title": episode.title(), "folder": made.folder.display().to_string(), "files": made.files,
        "sample_rate": episode.rate.hertz(), "samples": episode.samples(), "chapters": episode.chapters,
        "lines": { "spoken": new, "kept": kept }, "kept_files": made.kept, "doubtful": doubtful(episode).len(),
        "sound": made.sound, "levels": levels(&made.sound), "voices": made.voices, "speed": speed,
        "ledger": ledger.to_string(), "words_in_doubt": ledger.words_in_doubt(), "words_guessed": guessed,
        "missing_pictures": made.missing,
        "unmade": made.unmade.iter().map(|unmade| json!({ "format": unmade.format, "why": unmade.error.with_causes() })).collect::<Vec<_>>(),
        "unspoken": made.unspoken.iter().map(|line| &line.text).collect::<Vec<_>>(),
        "removed": made.superseded.removed, "retired": made.superseded.retired, "replaced": made.superseded.replaced,
    })
}

/// Says what was made and where it is. `name` is what the user called the article.
pub(super) fn tell(name: &str, produced: &Produced, spoken: Spoken, terminal: &Terminal) -> Result<Outcome> {
    let (made, episode) = (&produced.made, &produced.made.episode);
    terminal.note(&summary(episode, &made.sound));
    let Spoken { new, kept, speed } = spoken;
    let speed = speed.map(|speed| format!("; {speed:.0} × real time")).unwrap_or_default();
    terminal.note(&format!("{} spoken, {kept} from the cache{speed}", count(new, "line")));
    if 0 < produced.guessed {
        let words = count(produced.guessed, "word");
        terminal.note(&format!("{words} may be mispronounced; `articast script --audit {name}` lists them"));
    }
    tell_doubts(&doubtful(episode), terminal);
    tell_files(made, terminal);
    let mut text = String::new();
    for file in &made.sound {
        let length = clock(episode.rate.duration(file.samples).as_secs());
        let path = made.folder.join(&file.name);
        writeln!(text, "{length}  {:>8}  {}", size(file.bytes), path.display()).expect(STRING);
    }
    let whole = Row::of(made, spoken);
    writeln!(text, "{}  {:>8}  {}", clock(whole.seconds), size(whole.bytes), whole.folder).expect(STRING);
    terminal.text(&text)
}

/// Length, chapters and levels, in one line.
fn summary(episode: &Episode, sound: &[SoundFile]) -> String {
    let length = clock(episode.rate.duration(episode.samples()).as_secs());
    let chapters = count(episode.chapters.len(), "chapter");
    format!("{}, {chapters}{}", length.trim_start(), levels_in_words(sound))
}

/// “, −19.0 LUFS, true peak −1.2 dBTP”; nothing where it is not known.
pub(super) fn levels_in_words(sound: &[SoundFile]) -> String {
    let signed = |decibels: f64| format!("{decibels:.1}").replace('-', "−");
    let told = levels(sound).map(|levels| {
        format!(", {} LUFS, true peak {} dBTP", signed(levels.loudness), signed(levels.true_peak))
    });
    told.unwrap_or_default()
}

/// The levels of an episode: those of a file with all of it, or else those of its loudest chapter.
fn levels(sound: &[SoundFile]) -> Option<Levels> {
    let whole = sound.iter().find(|file| file.division == Some(Division::Whole) && file.levels.is_some());
    let loudest =
        || sound.iter().filter_map(|file| file.levels).max_by(|a, b| a.loudness.total_cmp(&b.loudness));
    whole.and_then(|file| file.levels).or_else(loudest)
}

/// Says what became of files that differ from before or from what was asked for.
fn tell_files(made: &Made, terminal: &Terminal) {
    if 0 < made.kept {
        let of = count(made.sound.len(), "sound file");
        terminal.note(&format!("{} of {of} already up to date", made.kept));
    }
    for Unmade { format, .. } in &made.unmade {
        terminal.warn(&format!("{} could not be made; the other formats are complete", format.extension()));
    }
    for name in &made.superseded.removed {
        terminal.note(&format!("removed: `{name}`, which is no longer part of the episode"));
    }
    for name in &made.superseded.retired {
        terminal.note(&format!(
            "`{name}` is no longer part of the episode; it stays until `articast publish` replaces the feed"
        ));
    }
    for name in &made.superseded.replaced {
        terminal
            .note(&format!("`{name}` has changed; the feed has its earlier length until `articast publish`"));
    }
}

/// The lines that may not be what was to be said: when, what, and why.
fn doubtful(episode: &Episode) -> Vec<(String, &str, &str)> {
    let when = |cue: &Cue| clock(episode.rate.duration(cue.at.start).as_secs()).trim_start().to_owned();
    let doubtful = episode.cues.iter().filter_map(|cue| Some((cue, cue.doubt.as_deref()?)));
    doubtful.map(|(cue, doubt)| (when(cue), cue.text.as_str(), doubt)).collect()
}

/// Names the lines that someone should listen to.
fn tell_doubts(doubts: &[(String, &str, &str)], terminal: &Terminal) {
    const MOST: usize = 10;
    if doubts.is_empty() {
        return;
    }
    let verb = if doubts.len() == 1 { "sounds" } else { "sound" };
    let mut text = format!("{} {verb} doubtful; listen to:", count(doubts.len(), "line"));
    for (when, words, doubt) in doubts.iter().take(MOST) {
        let start: String = words.chars().take(60).collect();
        write!(text, "\n  {when}  “{start}”: {doubt}").expect(STRING);
    }
    if MOST < doubts.len() {
        write!(text, "\n  and {} more; see `doubt` in episode.json", doubts.len() - MOST).expect(STRING);
    }
    terminal.warn(&text);
}

/// Minutes and seconds, with hours where there are any.
pub(super) fn clock(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours == 0 {
        format!("{minutes:>5}:{seconds:02}")
    } else {
        format!("{hours}:{minutes:02}:{seconds:02}")
    }
}
