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

/// The file name of the whole episode: its title, in ASCII.
pub(super) fn whole(episode: &Episode, format: Format) -> String {
    let slug = slug(episode.title());
    let stem = if slug.is_empty() { "episode" } else { &slug };
    format!("{stem}.{}", format.extension())
}

/// A name for files and addresses: lower-case ASCII letters, digits and single hyphens, at most 64 of them. May be
/// empty when the text has no such letters.
pub fn slug(text: &str) -> String {
    const LONGEST: usize = 64;
    let mut slug = String::new();
    for c in deunicode::deunicode(&text.replace(['\'', '’'], "")).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    if LONGEST < slug.len() {
        let cut = slug[..LONGEST].rfind('-').filter(|cut| LONGEST / 2 < *cut).unwrap_or(LONGEST);
        slug.truncate(cut);
    }
    slug.trim_end_matches('-').to_owned()
}

#[test]
fn slugs_are_plain() {
    assert_eq!(slug("What’s Next?"), "whats-next");
    assert_eq!(slug("Größe & Café — 2"), "grosse-cafe-2");
    assert_eq!(slug("../../etc/passwd"), "etc-passwd");
    assert_eq!(slug("…"), "");
    assert!(slug(&"word ".repeat(50)).len() <= 64);
}
