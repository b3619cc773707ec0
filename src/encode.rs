//! Encoding: the stream of samples becomes files.

pub mod wav;

use std::ops::Range;
use std::path::Path;

use crate::Result;
use crate::audio::Clip;
use crate::engine::cached::Cache;
use crate::episode::{Episode, Samples};

/// The file name of each chapter: its number and its title, in ASCII: `02-next-stop-kyiv.wav`.
pub fn chapter_files(episode: &Episode, extension: &str) -> Vec<String> {
    let digits = episode.chapters.len().to_string().len().max(2);
    let names = episode.chapters.iter().enumerate().map(|(n, chapter)| {
        let slug = slug(&chapter.title);
        let dash = if slug.is_empty() { "" } else { "-" };
        format!("{:0digits$}{dash}{slug}.{extension}", n + 1)
    });
    names.collect()
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

/// Writes the chapters as WAV files into a folder, under the names of [`chapter_files`]. `tell` hears how many samples
/// are done, and may stop it.
pub fn chapters(
    episode: &Episode,
    (cache, clips): (&Cache, &[Clip]),
    dir: &Path,
    tell: &dyn Fn(u64) -> Result<()>,
) -> Result<()> {
    let mut samples = Samples::new(episode, cache, clips);
    let mut block = Vec::new();
    for (n, (chapter, name)) in episode.chapters.iter().zip(chapter_files(episode, "wav")).enumerate() {
        let mut file =
            wav::Writer::create(&dir.join(name), episode.rate, &wav::Tags::of_chapter(episode, n))?;
        fill(&mut file, chapter.at.clone(), (&mut samples, &mut block), tell)?;
        file.finish()?;
    }
    Ok(())
}

/// Writes the whole episode as one WAV file. `tell` hears how many samples are done, and may stop it.
pub fn single(
    episode: &Episode,
    (cache, clips): (&Cache, &[Clip]),
    path: &Path,
    tell: &dyn Fn(u64) -> Result<()>,
) -> Result<()> {
    let mut samples = Samples::new(episode, cache, clips);
    let mut file = wav::Writer::create(path, episode.rate, &wav::Tags::default())?;
    fill(&mut file, 0..episode.samples(), (&mut samples, &mut Vec::new()), tell)?;
    file.finish()
}

/// Writes the samples of a stretch of the timeline into a file; `block` holds what the stream gave beyond it.
fn fill(
    file: &mut wav::Writer,
    stretch: Range<u64>,
    (samples, block): (&mut Samples<'_>, &mut Vec<f32>),
    tell: &dyn Fn(u64) -> Result<()>,
) -> Result<()> {
    let mut left =
        usize::try_from(stretch.end - stretch.start).expect("a file is shorter than the memory is wide");
    while 0 < left {
        if block.is_empty() {
            let more = samples.next(block)?;
            assert!(more, "the stream is as long as the timeline");
        }
        let now = block.len().min(left);
        file.write(&block[..now])?;
        block.drain(..now);
        left -= now;
        tell(stretch.end - left as u64)?;
    }
    Ok(())
}

#[test]
fn slugs_are_plain() {
    assert_eq!(slug("What’s Next?"), "whats-next");
    assert_eq!(slug("Größe & Café — 2"), "grosse-cafe-2");
    assert_eq!(slug("../../etc/passwd"), "etc-passwd");
    assert_eq!(slug("…"), "");
    assert!(slug(&"word ".repeat(50)).len() <= 64);
}
