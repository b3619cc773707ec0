//! Show notes: what an app shows of an episode, as the few elements of HTML that all apps know (`p`, `ul`, `li`, `a`).

use std::fmt::Write;

use super::published::Published;
use super::show::Show;
use crate::article::address::is_of_the_web;
use crate::clean;
use crate::publish::episode_folder::names;

pub(super) use crate::clean::cut;

/// No description may be longer in bytes (Apple's requirements for podcast feeds).
const LONGEST: usize = 4000;

/// Why writing into a string does not fail.
const STRING: &str = "a string takes all text";

/// The notes: what the article is about, where it is, when which chapter begins, where its links lead, and that the
/// voices are synthetic.
pub(super) fn full(show: &Show, one: &Published) -> String {
    let mut notes = short(show, one);
    let links = &one.manifest.links;
    if !links.is_empty() {
        notes.push_str("<p>Links of the article:</p>\n<ul>\n");
        for link in links {
            writeln!(notes, "<li>{}</li>", anchor(&link.address, &link.text)).expect(STRING);
        }
        notes.push_str("</ul>\n");
    }
    notes
}

/// The notes without the links: no longer than a description may be.
pub(super) fn short(show: &Show, one: &Published) -> String {
    let (meta, page) = (&one.manifest.meta, show.address(&[&one.name, names::PAGE]));
    let mut head = String::new();
    let summary = summary(one);
    if !summary.is_empty() {
        writeln!(head, "<p>{}</p>", escape(&summary)).expect(STRING);
    }
    let mut of = Vec::new();
    of.extend(meta.byline.as_deref().map(|byline| format!("by {}", escape(byline))));
    of.extend(meta.site.as_deref().map(escape));
    of.extend(meta.published.as_deref().map(escape));
    let title = match meta.source.as_deref().filter(|source| is_of_the_web(source)) {
        Some(source) => anchor(source, &one.manifest.title),
        None => escape(&one.manifest.title),
    };
    writeln!(head, "<p>{}</p>", std::iter::once(title).chain(of).collect::<Vec<_>>().join(", "))
        .expect(STRING);
    let mut tail = String::new();
    if one.holds(names::PAGE) && is_of_the_web(&page) {
        writeln!(tail, "<p>{}</p>", anchor(&page, "Read along, with the whole transcript")).expect(STRING);
    }
    writeln!(tail, "<p>{}</p>", escape(&disclosure(one))).expect(STRING);
    let room = LONGEST.saturating_sub(head.len() + tail.len());
    head + &timestamps(one, room) + &tail
}

/// The chapters, a line for each: apps make links of them, if the first is at zero and there are three or more.
fn timestamps(one: &Published, room: usize) -> String {
    let mut text = String::new();
    for chapter in &one.manifest.chapters {
        let seconds = one.manifest.sample_rate.milliseconds(chapter.start) / 1000;
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let line = format!("<p>{hours:02}:{minutes:02}:{seconds:02} {}</p>\n", escape(&chapter.title));
        if room < text.len() + line.len() {
            break;
        }
        text.push_str(&line);
    }
    text
}

/// What the episode is about, as plain text: the article's own account, or else how it begins.
pub(super) fn summary(one: &Published) -> String {
    const ENOUGH: usize = 240;
    const MOST: usize = 600;
    use crate::script::Role;
    let account = one.manifest.meta.description.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let text = account.map_or_else(
        || {
            let mut start = String::new();
            for line in one.manifest.cues.iter().filter(|line| line.role == Role::Narrator) {
                if ENOUGH < start.len() {
                    break;
                }
                start.push_str(line.text.trim());
                start.push(' ');
            }
            start
        },
        str::to_owned,
    );
    cut(text.trim(), MOST)
}

/// That the voices are synthetic, and which they are.
pub(super) fn disclosure(one: &Published) -> String {
    let voices: Vec<&str> = one.manifest.voices.iter().map(|voice| voice.voice.as_str()).collect();
    match voices.as_slice() {
        [] => "The voices are synthetic. Made with Articast.".into(),
        voices => format!("The voices are synthetic ({}). Made with Articast.", voices.join(", ")),
    }
}

fn anchor(address: &str, text: &str) -> String {
    format!("<a href=\"{}\">{}</a>", escape(address), escape(text))
}

fn escape(text: &str) -> String {
    let text = clean::lines(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn texts_are_cut_between_words() {
    assert_eq!(cut("one two", 20), "one two");
    assert_eq!(cut("one two three four", 12), "one two…");
    assert_eq!(cut(&"é".repeat(20), 12).len(), 11);
}
