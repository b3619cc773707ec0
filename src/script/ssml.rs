//! The script as SSML 1.1 (<https://www.w3.org/TR/speech-synthesis11/>), for engines and services that take it.

use std::fmt::Write as _;

use quick_xml::escape::escape;

use super::{Line, Role, Script, Segment};
use crate::clean;

/// The document: a `<s>` for each line, a `<break>` for each pause, `<phoneme>` where sounds are given, and marks where a chapter
/// starts (`chapter:1`) and where another role speaks (`role:aside`). No voice is named: services have their own. A chime is
/// silent there.
///
/// ```
/// use articast::script::{self, ReadingStyle};
/// let article = articast::article::markdown::read("# The Fox\n\nIt is quick & red.\n");
/// let ssml = script::ssml(&script::write(&article, &ReadingStyle::default()));
/// assert!(ssml.contains("<s>It is quick and red.</s>"));
/// ```
pub fn ssml(script: &Script) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<speak version=\"1.1\" \
         xmlns=\"http://www.w3.org/2001/10/synthesis\" xml:lang=\"{}\">\n",
        clean_attribute(script.language())
    );
    let mut role: Option<Role> = None;
    for (number, chapter) in (1..).zip(&script.chapters) {
        push(&mut out, &format!("<mark name=\"chapter:{number}\"/>"));
        for segment in &chapter.segments {
            match segment {
                Segment::Line(line) => {
                    if role.replace(line.role) != Some(line.role) {
                        push(&mut out, &format!("<mark name=\"role:{}\"/>", line.role.name()));
                    }
                    push(&mut out, &sentence(line));
                }
                Segment::Rest(pause) => push(&mut out, &format!("<break time=\"{}ms\"/>", pause.as_millis())),
                Segment::Sound(_) => {}
            }
        }
    }
    out.push_str("</speak>\n");
    out
}

fn push(out: &mut String, element: &str) {
    writeln!(out, "  {element}").expect("a string takes all");
}

/// A line as a sentence, with the sounds that are given.
fn sentence(line: &Line) -> String {
    let language = line.language.as_deref();
    let mut out = match language {
        Some(tag) => format!("<s xml:lang=\"{}\">", clean_attribute(tag)),
        None => "<s>".to_owned(),
    };
    let say = &line.say;
    let mut from = 0;
    for sound in &say.sounds {
        let word = plain(&say.text[sound.said.clone()]);
        out.push_str(&plain(&say.text[from..sound.said.start]));
        write!(out, "<phoneme alphabet=\"ipa\" ph=\"{}\">{word}</phoneme>", clean_attribute(&sound.ipa))
            .expect("a string takes all");
        from = sound.said.end;
    }
    out.push_str(&plain(&say.text[from..]));
    out.push_str("</s>");
    out
}

/// Text that is only text.
fn plain(text: &str) -> String {
    escape(clean::lines(text)).into_owned()
}

fn clean_attribute(text: &str) -> String {
    escape(clean::line(text)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Source, read};
    use crate::script::{ReadingStyle, write};

    #[test]
    fn whatever_the_text_it_is_well_formed() {
        let text = "---\nlang: en\n---\n# A & B <i>\n\nHe has read “it” > <b>that</b> \u{1}.\n\n## C\n\nx < y\n\n![A fox](f.png)\n";
        let source = Source { name: "a.md".into(), bytes: text.as_bytes().to_vec(), ..Source::default() };
        let ssml = ssml(&write(&read(&source).unwrap(), &ReadingStyle::default()));
        let mut reader = quick_xml::Reader::from_str(&ssml);
        let mut names = Vec::new();
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Start(start) | quick_xml::events::Event::Empty(start) => {
                    start.attributes().for_each(|attribute| drop(attribute.unwrap()));
                    names.push(start.name().as_ref().to_owned());
                }
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
        for name in ["speak", "mark", "s", "break", "phoneme"] {
            assert!(names.iter().any(|known| known == name), "{name}: {ssml}");
        }
        assert!(ssml.contains("<phoneme alphabet=\"ipa\" ph=\"ˈɹɛd\">read</phoneme>"), "{ssml}");
        assert!(
            ssml.contains("<mark name=\"role:aside\"/>") && ssml.contains("<mark name=\"chapter:2\"/>"),
            "{ssml}"
        );
    }
}
