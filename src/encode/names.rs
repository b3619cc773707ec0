//! What files are called.

use super::Format;
use crate::episode::Episode;

/// The file name of each chapter: its number and its title, in ASCII: `02-next-stop-kyiv.wav`.
pub(super) fn chapters(episode: &Episode, format: Format) -> Vec<String> {
    let digits = episode.chapters.len().to_string().len().max(2);
    let names = episode.chapters.iter().enumerate().map(|(n, chapter)| {
        let slug = slug(&chapter.title);
        let dash = if slug.is_empty() { "" } else { "-" };
        format!("{:0digits$}{dash}{slug}.{}", n + 1, format.extension())
    });
    names.collect()
}

/// The file name of the whole episode: the one that it has, or its title, in ASCII.
pub(super) fn whole(episode: &Episode, stem: Option<&str>, format: Format) -> String {
    let slug = slug(episode.title());
    let stem = stem.unwrap_or(if slug.is_empty() { "episode" } else { &slug });
    format!("{stem}.{}", format.extension())
}

/// A name for files and addresses: lower-case ASCII letters, digits and single hyphens, at most 64 of them. May be
/// empty when the text has no such letters. Never a name that Windows keeps for a device.
pub fn slug(text: &str) -> String {
    const LONGEST: usize = 64;
    let slug = cut(plain(text), LONGEST);
    if is_device(&slug) { format!("{slug}-1") } else { slug }
}

/// Whether Windows keeps a name for a device: <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>.
fn is_device(name: &str) -> bool {
    let port = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
    matches!(name, "con" | "prn" | "aux" | "nul")
        || port.is_some_and(|digit| digit.len() == 1 && digit.as_bytes()[0].is_ascii_digit())
}

/// The name of a text with an ending that tells it from others: only the text is shortened. Two endings that are too long
/// to be kept differ by a digest. Empty when the text has no letters.
pub fn slug_with(text: &str, ending: &str) -> String {
    const LONGEST: usize = 40;
    let (slug, whole) = (slug(text), plain(ending));
    if slug.is_empty() || whole.is_empty() {
        return slug;
    }
    let digest = || blake3::hash(whole.as_bytes()).to_hex()[..12].to_owned();
    let is_long = LONGEST < whole.len();
    let end = if is_long { format!("{}-{}", cut(whole.clone(), LONGEST - 13), digest()) } else { whole };
    format!("{slug}-{end}")
}

/// A text in lower-case ASCII letters, digits and single hyphens.
fn plain(text: &str) -> String {
    let mut slug = String::new();
    for c in deunicode::deunicode(&text.replace(['\'', '’'], "")).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// A name of at most so many letters, cut between words if that leaves more than half.
fn cut(mut name: String, longest: usize) -> String {
    if longest < name.len() {
        let cut = name[..longest].rfind('-').filter(|cut| longest / 2 < *cut).unwrap_or(longest);
        name.truncate(cut);
    }
    name.trim_end_matches('-').to_owned()
}

#[test]
fn what_tells_apart_is_never_cut() {
    let long = "word ".repeat(50);
    assert_eq!(slug_with("A title", " chapters 2-3"), "a-title-chapters-2-3");
    assert_eq!(slug_with("…", " chapters 2"), "");
    assert_eq!(slug_with(&long, ""), slug(&long));
    let endings = ["chapters 2-3", "chapters 2", &format!("chapters {long}"), &format!("chapters {long}2")];
    let names: std::collections::BTreeSet<String> =
        endings.iter().map(|ending| slug_with(&long, ending)).chain([slug(&long)]).collect();
    assert_eq!(names.len(), 5, "{names:?}");
    assert!(names.iter().all(|name| name.len() <= 105), "{names:?}");
}

#[test]
fn slugs_are_plain() {
    assert_eq!(slug("What’s Next?"), "whats-next");
    assert_eq!(slug("Größe & Café — 2"), "grosse-cafe-2");
    assert_eq!(slug("../../etc/passwd"), "etc-passwd");
    assert_eq!(slug("…"), "");
    assert_eq!(["Aux.", "COM7", "Com 7", "Console"].map(slug), ["aux-1", "com7-1", "com-7", "console"]);
    assert!(slug(&"word ".repeat(50)).len() <= 64);
}
