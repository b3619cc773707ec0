//! `articast status`: which episodes a folder holds, whether they are complete, and what to listen to.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use super::Outcome;
use super::args::Status as Arguments;
use super::output::{STRING, Terminal, count};
use super::report::{clock, levels_in_words};
use crate::Result;
use crate::clean;
use crate::engine::catalogue::{self, ENGINES};

use crate::publish::episode_folder::manifest::{Line, Manifest, Voice};
use crate::publish::podcast::status::{EpisodeStatus, Status};
use crate::script::Role;
use crate::voice::VoiceId;

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Outcome> {
    let status = Status::of(&arguments.folder)?;
    if arguments.json {
        terminal.json(&as_json(&arguments.folder, &status))?;
    } else {
        terminal.text(&as_text(&arguments.folder, &status))?;
    }
    Ok(if arguments.strict && !status.is_well() { Outcome::Lost } else { Outcome::Done })
}

fn as_text(folder: &Path, status: &Status) -> String {
    let mut text = String::new();
    for episode in &status.episodes {
        tell(episode, &mut text);
    }
    if !status.leftovers.is_empty() {
        text.push_str("Left behind by runs that were killed, unless they are still running; `articast clean` removes them:\n");
    }
    for path in &status.leftovers {
        writeln!(text, "  {}", one_line(&path.display().to_string())).expect(STRING);
    }
    let incomplete = status.episodes.iter().filter(|episode| !episode.faults.is_empty()).count();
    let doubtful: usize = status.episodes.iter().map(|episode| episode.doubtful().count()).sum();
    writeln!(
        text,
        "{} in {}: {incomplete} incomplete, {}",
        count(status.episodes.len(), "episode"),
        one_line(&folder.display().to_string()),
        count(doubtful, "doubtful line"),
    )
    .expect(STRING);
    if 0 < doubtful {
        text.push_str(
            "A doubtful line was tried several times, and would sound the same again. Listen to it. If a word is wrong, \
             give its pronunciation (`--lexicon FILE`). Otherwise make the article again with the same options and the \
             `--retake` option shown, which gives the line another take and speaks no other line (give it twice for a \
             third take), or choose another voice.\n",
        );
    }
    text
}

/// Tells of an episode.
fn tell(episode: &EpisodeStatus, text: &mut String) {
    writeln!(text, "{}", one_line(&episode.folder.display().to_string())).expect(STRING);
    if let Some(manifest) = &episode.manifest {
        let length = clock(manifest.sample_rate.duration(manifest.samples).as_secs());
        let chapters = count(manifest.chapters.len(), "chapter");
        let lines = count(manifest.cues.len(), "line");
        let title = one_line(&manifest.title);
        let levels = levels_in_words(&manifest.files);
        writeln!(text, "  {title}: {}, {chapters}, {lines}{levels}", length.trim_start()).expect(STRING);
        for Voice { part, voice, licence, .. } in &manifest.voices {
            let licence = licence.as_ref().map(|licence| format!(", licence: {licence}")).unwrap_or_default();
            writeln!(text, "  {}", one_line(&format!("{part}: {voice}{licence}"))).expect(STRING);
        }
    }
    for fault in &episode.faults {
        writeln!(text, "  incomplete: {}", one_line(&fault.to_string())).expect(STRING);
    }
    for line in episode.manifest.iter().flat_map(|manifest| &manifest.unspoken) {
        let told = format!("“{}”: `{}` could not say it", line.text, line.voice);
        writeln!(text, "  unspoken: {}", one_line(&told)).expect(STRING);
    }
    if !episode.faults.is_empty() {
        text.push_str("  make it again; only the missing lines will be spoken\n");
    }
    let Some(manifest) = &episode.manifest else { return };
    for (line, doubt) in episode.doubtful() {
        let when = clock(manifest.sample_rate.duration(line.start).as_secs());
        let chapter = manifest.chapter(line.start).map(|chapter| chapter.title.as_str()).unwrap_or_default();
        let told = format!("{}, {chapter}, “{}”: {doubt}", when.trim_start(), line.text);
        writeln!(text, "  doubtful: {}", one_line(&told)).expect(STRING);
        if line.stand_in.is_some() {
            text.push_str("    make it again to try its own voice again\n");
            continue;
        }
        let command = command(manifest, line).map(|words| words.iter().map(|word| quoted(word)).collect());
        if let Some(words) = command.and_then(|words: Option<Vec<String>>| words) {
            writeln!(text, "    listen: {}", words.join(" ")).expect(STRING);
        }
        if let Some(option) = quoted(&format!("--retake={}", plain(&line.text))) {
            writeln!(text, "    retake: articast make … {option}").expect(STRING);
        }
    }
}

fn as_json(folder: &Path, status: &Status) -> Value {
    let episodes: Vec<Value> = status.episodes.iter().map(episode_json).collect();
    let shown = |path: &Path| path.display().to_string();
    json!({
        "folder": shown(folder), "well": status.is_well(), "episodes": episodes,
        "leftovers": status.leftovers.iter().map(|path| shown(path)).collect::<Vec<_>>(),
    })
}

fn episode_json(episode: &EpisodeStatus) -> Value {
    let faults: Vec<String> = episode.faults.iter().map(ToString::to_string).collect();
    let mut value = json!({
        "folder": episode.folder.display().to_string(), "complete": episode.is_complete(), "faults": faults,
    });
    let Some(manifest) = &episode.manifest else { return value };
    let doubtful = episode.doubtful().map(|(line, doubt)| {
        let chapter = manifest.chapter(line.start);
        json!({
            "text": line.text, "role": line.role, "start": line.start, "doubt": doubt,
            "chapter": chapter.map(|chapter| &chapter.title), "file": chapter.map(|chapter| &chapter.file),
            "voice": line.stand_in.as_ref().or(manifest.voice(line.role).map(|voice| &voice.voice)), "stand_in": line.stand_in, "try": command(manifest, line),
            "retake": plain(&line.text),
        })
    });
    value["doubtful"] = doubtful.collect();
    value["unspoken"] = json!(manifest.unspoken);
    value["title"] = json!(manifest.title);
    value["language"] = json!(manifest.language);
    value["sample_rate"] = json!(manifest.sample_rate);
    value["samples"] = json!(manifest.samples);
    value["chapters"] = json!(manifest.chapters.len());
    value["lines"] = json!(manifest.cues.len());
    value["voices"] = json!(manifest.voices);
    value["sound"] = json!(manifest.files);
    value
}

/// The command that says a line again. A manifest may come from anybody, and people run what they are shown: there is
/// none for a voice that runs a program or that may be a cast's file, nor for text that would be read as something else.
fn command(manifest: &Manifest, line: &Line) -> Option<Vec<String>> {
    let (voice, Voice { rate, pitch, .. }) = voice(manifest, line.role)?;
    let text = plain(&line.text);
    if text.is_empty() || text == "-" {
        return None;
    }
    let mut words: Vec<String> = ["articast", "say", "-o", "try.wav"].map(Into::into).into();
    words.push(format!("--voices={voice}"));
    let tuning = [("rate", *rate, 1.0), ("pitch", *pitch, 0.0)].into_iter();
    let tuning = tuning.filter(|(_, own, usual): &(_, f32, f32)| f32::EPSILON < (own - usual).abs());
    words.extend(tuning.map(|(name, own, _)| format!("--{name}={own}")));
    if !matches!(manifest.language.as_str(), "" | "en") {
        words.push(format!("--language={}", manifest.language));
    }
    words.extend(["--".into(), text]);
    Some(words)
}

fn voice(manifest: &Manifest, role: Role) -> Option<(&str, &Voice)> {
    let spoke = manifest.voice(role)?;
    let voice = spoke.voice.as_str();
    let id = VoiceId::from(voice);
    let is_known = ENGINES.contains(&id.engine.as_str()) && voice.contains(':');
    let is_harmless = id.engine != "command" && !catalogue::is_sent_away(&id) && !Path::new(voice).exists();
    (is_known && is_harmless).then_some((voice, spoke))
}

/// A text in one line.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text in one line, without what steers a terminal.
pub(super) fn one_line(text: &str) -> String {
    clean::terminal(&plain(text)).into_owned()
}

/// A word as a shell takes it; none for one that a terminal cannot show as it is.
fn quoted(word: &str) -> Option<String> {
    if word.chars().any(char::is_control) || clean::terminal(word) != word {
        return None;
    }
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@+,%".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return Some(word.into());
    }
    Some(format!("'{}'", word.replace('\'', r"'\''")))
}

#[test]
fn words_are_quoted_for_a_shell() {
    for (word, want) in [
        ("try.wav", Some("try.wav")),
        ("", Some("''")),
        ("It's $(on)", Some(r"'It'\''s $(on)'")),
        ("a\nb", None),
        ("a\u{1b}[2J", None),
        ("a\u{202e}b", None),
    ] {
        assert_eq!(quoted(word).as_deref(), want);
    }
}
