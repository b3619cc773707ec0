//! The script's two forms: text for people, JSON for programs.

use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::{Value, json};

use super::{Chapter, Entry, Fate, Ledger, Line, Script, Segment};

/// One line for each segment: the role, then the words; rests and sounds are marked; the ledger ends it.
impl fmt::Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for chapter in &self.chapters {
            writeln!(f, "# {}\n", chapter.title)?;
            for segment in &chapter.segments {
                match segment {
                    Segment::Line(line) => {
                        let language = line.language.as_ref().map(|tag| format!("[{tag}] "));
                        writeln!(f, "{:<10} {}{}", line.role, language.unwrap_or_default(), line.show)?;
                        if differs(&line.say.text, &line.show) {
                            writeln!(f, "{:>10} {}", "→", line.say.text)?;
                        }
                    }
                    Segment::Rest(pause) => writeln!(f, "{:>10} {} ms", "·", pause.as_millis())?,
                    Segment::Sound(_) => writeln!(f, "{:>10} chime", "♪")?,
                }
            }
            writeln!(f)?;
        }
        writeln!(f, "# Ledger\n\n{}\n", self.ledger)?;
        for entry in &self.ledger.entries {
            let why = entry.fate.why().map(|why| format!(" ({why})")).unwrap_or_default();
            let fate = if entry.doubtful { "in doubt" } else { entry.fate.name() };
            writeln!(f, "{fate:<10} {}{why}", short(&entry.text))?;
        }
        Ok(())
    }
}

/// Whether what is said is more than the shown words with a mark at the end.
fn differs(said: &str, shown: &str) -> bool {
    let bare = |text: &str| text.trim_end_matches('.').replace(['’', '‘'], "'").replace(['“', '”'], "\"");
    bare(said) != bare(shown)
}

/// The start of a text, on one line.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(72) {
        Some((cut, _)) => format!("{}…", &line[..cut]),
        None => line,
    }
}

impl Serialize for Script {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("title", self.title())?;
        map.serialize_entry("byline", &self.meta.byline)?;
        map.serialize_entry("language", &self.meta.language)?;
        map.serialize_entry("chapters", &self.chapters)?;
        map.serialize_entry("ledger", &self.ledger)?;
        map.end()
    }
}

impl Serialize for Chapter {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("title", &self.title)?;
        map.serialize_entry("anchor", &self.anchor)?;
        map.serialize_entry("segments", &self.segments)?;
        map.end()
    }
}

impl Serialize for Segment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value: Value = match self {
            Segment::Line(line) => line_json(line),
            Segment::Rest(pause) => {
                json!({ "type": "rest", "ms": u64::try_from(pause.as_millis()).unwrap_or(u64::MAX) })
            }
            Segment::Sound(sound) => json!({ "type": "sound", "sound": sound }),
        };
        value.serialize(serializer)
    }
}

/// What is only sometimes known of a line is only there when it is.
fn line_json(line: &Line) -> Value {
    let mut value = json!({
        "type": "line", "role": line.role, "say": line.say.text, "show": line.show, "links": line.say.links,
        "origin": line.origin,
    });
    if let Some(language) = &line.language {
        value["language"] = json!(language);
    }
    if !line.say.sounds.is_empty() {
        value["sounds"] = json!(line.say.sounds);
    }
    value
}

impl Serialize for Ledger {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.entries)
    }
}

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let why = self.fate.why().map(super::super::article::Why::as_str);
        let mut value = json!({ "text": self.text, "fate": self.fate.name(), "why": why, "hint": self.hint, "origin": self.origin });
        if matches!(self.fate, Fate::Skipped(_)) {
            value["certainty"] = json!(if self.doubtful { "doubtful" } else { "certain" });
        }
        value.serialize(serializer)
    }
}
