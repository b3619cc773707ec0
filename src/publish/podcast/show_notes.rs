//! Show notes: what an app shows of an episode, as the few elements of HTML that all apps know (`p`, `ul`, `li`, `a`).

use super::published::Published;
use super::show::Show;
use crate::article::address::is_of_the_web;
use crate::clean;
use crate::publish::episode_folder::manifest::Chapter;
use crate::publish::episode_folder::names;

pub(super) use crate::clean::cut;

/// No description may be longer in bytes (Apple's requirements for podcast feeds).
const LONGEST: usize = 4000;

/// No text is cut to fewer bytes than this.
const SHORTEST: usize = 8;

/// No address is written that has more bytes than this: it would leave no room for words.
const LONGEST_ADDRESS: usize = 800;

/// The notes: what the article is about, where it is, when which chapter begins, where its links lead, and that the
/// voices are synthetic. What there is no room for is on the episode's page, to which they lead.
pub(super) fn full(show: &Show, one: &Published) -> String {
    let mut links: Vec<String> = Vec::new();
    let known = one.manifest.links.iter().filter(|link| link.address.len() <= LONGEST_ADDRESS);
    links.extend(known.map(|link| format!("<li>{}</li>\n", anchor(&link.address, &cut(&link.text, 200)))));
    notes(show, one, &links)
}

/// The notes without the links.
pub(super) fn short(show: &Show, one: &Published) -> String {
    notes(show, one, &[])
}

/// Notes of [`LONGEST`] bytes at most, with as many of the chapters and then of the links as there is room for.
fn notes(show: &Show, one: &Published, links: &[String]) -> String {
    let page = show.address(&[&one.name, names::PAGE]);
    let has_page = one.holds(names::PAGE) && is_of_the_web(&page) && escape(&page).len() <= LONGEST_ADDRESS;
    let tail = |is_whole: bool| {
        let words = if is_whole {
            "Read along, with the whole transcript"
        } else {
            "All chapters and links, with the whole transcript"
        };
        let link = if has_page { format!("<p>{}</p>\n", anchor(&page, words)) } else { String::new() };
        format!("{link}<p>{}</p>\n", escaped(&disclosure(one), 400))
    };
    let source = source(one);
    let room = LONGEST.saturating_sub(tail(false).len() + source.len());
    let summary = escaped(&summary(one), room.saturating_sub("<p></p>\n".len()).min(1200));
    let summary = if summary.is_empty() { summary } else { format!("<p>{summary}</p>\n") };
    let timestamps = timestamps(one);
    let (before, after) = ("<p>Links of the article:</p>\n<ul>\n", "</ul>\n");
    let list = if links.is_empty() { 0 } else { before.len() + after.len() };
    let room = room.saturating_sub(summary.len());
    let all = timestamps.iter().chain(links).map(String::len).sum::<usize>() + list;
    let timestamps = fitting(&timestamps, room);
    let links = fitting(links, room.saturating_sub(timestamps.len() + list));
    let links = if links.is_empty() { links } else { format!("{before}{links}{after}") };
    format!("{summary}{source}{timestamps}{links}{}", tail(all <= room))
}

/// The first lines that have room together.
fn fitting(lines: &[String], room: usize) -> String {
    let mut text = String::new();
    for line in lines {
        if room < text.len() + line.len() {
            break;
        }
        text.push_str(line);
    }
    text
}

/// The article: its title, where it is, who wrote it, where and when.
fn source(one: &Published) -> String {
    let meta = &one.manifest.meta;
    let title = escaped(&one.manifest.title, 500);
    let address = meta.source.as_deref().filter(|source| is_of_the_web(source));
    let title = match address.map(escape).filter(|address| address.len() <= LONGEST_ADDRESS) {
        Some(address) => format!("<a href=\"{address}\">{title}</a>"),
        None => title,
    };
    let mut of = vec![title];
    of.extend(meta.byline.as_deref().map(|byline| format!("by {}", escaped(byline, 200))));
    of.extend(meta.site.as_deref().map(|site| escaped(site, 200)));
    of.extend(meta.published.as_deref().map(|date| escaped(date, 60)));
    format!("<p>{}</p>\n", of.join(", "))
}

/// The chapters, a line for each: apps make links of them, if the first is at zero and there are three or more.
fn timestamps(one: &Published) -> Vec<String> {
    let line = |chapter: &Chapter| {
        let seconds = one.manifest.sample_rate.milliseconds(chapter.start) / 1000;
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        format!("<p>{hours:02}:{minutes:02}:{seconds:02} {}</p>\n", escaped(&chapter.title, 400))
    };
    one.manifest.chapters.iter().map(line).collect()
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

/// A text that takes at most so many bytes when it is escaped, cut between words.
fn escaped(text: &str, most: usize) -> String {
    let text = clean::lines(text);
    let mut length = text.len().min(most).max(SHORTEST);
    loop {
        let escaped = escape(&cut(&text, length));
        let over = escaped.len().saturating_sub(most);
        if over == 0 || length <= SHORTEST {
            return escaped;
        }
        // A character takes six bytes at most.
        length = length.saturating_sub(over.div_ceil(6)).max(SHORTEST);
    }
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
    assert_eq!(escaped("a & b", 20), "a &amp; b");
    assert_eq!(escaped(&"\"".repeat(20), 51), format!("{}…", "&quot;".repeat(5)));
}
