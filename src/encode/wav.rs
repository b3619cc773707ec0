//! WAV: 16-bit mono PCM, with tags and chapter marks behind the samples; RF64 where 4 GiB are not enough.
//!
//! The length is known before the first sample comes, so that every size is right from the start and the file is
//! written from its first byte to its last.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::{Encoder, File, Tags, id3v2};
use crate::audio::Rate;
use crate::audio::wav::quantise;
use crate::clean;
use crate::episode::Mark;
use crate::files::Whole;
use crate::{Error, Result};

/// The tags as RIFF has them.
///
/// RIFF says nothing of the charset of INFO, and readers take it for Latin-1 or worse (MCI, "Resource Interchange File
/// Format Services", 1991): so it holds ASCII.
fn info(tags: &Tags) -> Vec<u8> {
    let number = tags.track.map(|(number, _)| number.to_string());
    let texts = [
        (*b"INAM", Some(tags.title.as_str())),
        (*b"IPRD", tags.album.as_deref()),
        (*b"IART", tags.artist.as_deref()),
        (*b"ICRD", tags.date.as_deref()),
        (*b"IPRT", number.as_deref()),
        (*b"IGNR", Some(Tags::GENRE)),
        (*b"ICMT", Some(Tags::COMMENT)),
        (*b"ISFT", Some(Tags::MAKER)),
    ];
    let present =
        texts.into_iter().filter_map(|(id, text)| Some((id, text.filter(|text| !text.is_empty())?)));
    let texts = present.flat_map(|(id, text)| chunk(id, &printable(text)));
    chunk(*b"LIST", &[b"INFO".to_vec(), texts.collect()].concat())
}

/// A text in ASCII that ends in NUL.
fn printable(text: &str) -> Vec<u8> {
    let ascii = deunicode::deunicode(&clean::line(text));
    ascii.bytes().filter(|byte| (0x20..0x7f).contains(byte)).chain([0]).collect()
}

/// A chunk: its id, its size, its content, and a byte where the next would start at an odd place.
fn chunk(id: [u8; 4], content: &[u8]) -> Vec<u8> {
    let mut chunk = id.to_vec();
    chunk.extend(size(content.len()));
    chunk.extend_from_slice(content);
    chunk.resize(chunk.len().next_multiple_of(2), 0);
    chunk
}

fn size(length: usize) -> [u8; 4] {
    u32::try_from(length).expect("tags are short").to_le_bytes()
}

/// The chapters as marks: where each starts, and for each its title and its length (MCI, "Multimedia Programming
/// Interface and Data Specifications 1.0", 1991). All titles stand before all lengths, since ffmpeg reads no further
/// than to the first that is no title; and they are counted from 0 as the chapters of the ID3 tag are, so that it
/// takes the two lists for one. A mark is counted in 32 bits: what is beyond gets none.
fn marks(chapters: &[Mark]) -> Vec<u8> {
    let number = |n: usize| size(n);
    let start = |mark: &Mark| u32::try_from(mark.at.start).ok();
    let marks: Vec<(u32, &Mark)> = chapters.iter().map_while(|mark| Some((start(mark)?, mark))).collect();
    if marks.is_empty() {
        return Vec::new();
    }
    let mut points = size(marks.len()).to_vec();
    let mut titles = b"adtl".to_vec();
    let mut lengths = Vec::new();
    for (n, (start, mark)) in marks.iter().enumerate() {
        // The place is that in the only chunk of sound there is.
        let place = [start.to_le_bytes(), *b"data", [0; 4], [0; 4], start.to_le_bytes()];
        points.extend([&[number(n)][..], &place].concat().concat());
        titles.extend(chunk(*b"labl", &[&number(n)[..], &printable(&mark.title)].concat()));
        let length = u32::try_from(mark.at.end - mark.at.start).unwrap_or(u32::MAX);
        // A region, of no country, language, dialect or code page.
        let region = [number(n), length.to_le_bytes(), *b"rgn ", [0; 4], [0; 4]].concat();
        lengths.extend(chunk(*b"ltxt", &region));
    }
    [chunk(*b"cue ", &points), chunk(*b"LIST", &[titles, lengths].concat())].concat()
}

/// All that stands behind the samples. Who reads all chapters keeps the later: so the ID3 tag, which tells them to the
/// millisecond, comes before the marks.
fn tail(to: &File) -> Vec<u8> {
    // Of an even length: libsndfile forgets the byte between chunks where it does not know the first.
    let mut tag = id3v2::bytes(to);
    tag.resize(tag.len().next_multiple_of(2), 0);
    [info(&to.tags), chunk(*b"id3 ", &tag), marks(&to.tags.chapters)].concat()
}

/// All that stands before the samples. A file larger than `most` is RF64 (EBU Tech 3306): its true sizes are in
/// `ds64`, in 64 bits.
fn head(rate: Rate, samples: u64, tail: usize, most: u64) -> Vec<u8> {
    const FORMAT: usize = 24;
    const DS64: usize = 36;
    let hertz = rate.hertz();
    let data = samples * 2;
    let format =
        [&[1, 0, 1, 0][..], &hertz.to_le_bytes(), &hertz.saturating_mul(2).to_le_bytes(), &[2, 0, 16, 0]];
    let format = chunk(*b"fmt ", &format.concat());
    let riff = (4 + FORMAT + 8 + tail) as u64 + data;
    let narrow = |size: u64| u32::try_from(size).unwrap_or(u32::MAX).to_le_bytes();
    if riff <= most {
        return [b"RIFF", &narrow(riff)[..], b"WAVE", &format, b"data", &narrow(data)].concat();
    }
    let riff = riff + DS64 as u64;
    // The sizes of no other chunk need 64 bits.
    let sizes = [riff, data, samples].map(u64::to_le_bytes).concat();
    let ds64 = chunk(*b"ds64", &[&sizes[..], &[0; 4]].concat());
    let elsewhere = [0xff; 4];
    [b"RF64", &elsewhere[..], b"WAVE", &ds64, &format, b"data", &elsewhere].concat()
}

/// A WAV file that is being written. It appears when it is finished.
pub struct Writer {
    path: PathBuf,
    file: Whole,
    /// The samples that are still to come.
    left: u64,
    tail: Vec<u8>,
}

impl Writer {
    /// Creates the file and writes its header: the length is known in advance.
    pub fn create(path: &Path, to: &File) -> Result<Writer> {
        Writer::with_limit(path, to, u32::MAX.into())
    }

    /// Starts a file that is RF64 where RIFF would have to count further than `most`.
    fn with_limit(path: &Path, to: &File, most: u64) -> Result<Writer> {
        let (samples, tail) = (to.at.end - to.at.start, tail(to));
        let mut file = Whole::create(path)?;
        file.write_all(&head(to.rate, samples, tail.len(), most)).map_err(Error::writing(path))?;
        Ok(Writer { path: path.to_owned(), file, left: samples, tail })
    }
}

impl Encoder for Writer {
    fn write(&mut self, samples: &[f32]) -> Result<()> {
        let mut bytes = [0; 1 << 13];
        for block in samples.chunks(bytes.len() / 2) {
            for (bytes, sample) in bytes.as_chunks_mut::<2>().0.iter_mut().zip(block) {
                *bytes = quantise(*sample).to_le_bytes();
            }
            self.file.write_all(&bytes[..block.len() * 2]).map_err(Error::writing(&self.path))?;
        }
        self.left = self.left.checked_sub(samples.len() as u64).expect("a file gets what it was planned for");
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        assert_eq!(self.left, 0, "a file gets what it was planned for");
        self.file.write_all(&self.tail).map_err(Error::writing(&self.path))?;
        self.file.finish()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::encode::{Division, Format};

    /// A file of so many samples, with two chapters, a title of an odd length, and one that is not ASCII.
    fn file(samples: u64) -> File {
        let mark = |title: &str, at| Mark { title: title.into(), anchor: None, at };
        let middle = samples / 3;
        let tags = Tags {
            title: "Ⅰ: “Größe”\0\u{1b}[31m".into(),
            album: None,
            artist: Some("Ш.".into()),
            date: None,
            language: "en".into(),
            track: None,
            address: None,
            description: None,
            words: "One.".into(),
            chapters: vec![mark("A", 0..middle), mark("Größe", middle..samples)],
            figures: Vec::new(),
            cover: None,
        };
        let (name, aac_encoder) = ("a.wav".into(), None);
        let (format, division, bitrate) = (Format::Wav, Division::Whole, None);
        File { name, format, division, at: 0..samples, rate: Rate::CD, bitrate, tags, aac_encoder }
    }

    fn written(samples: &[f32], most: u64) -> Vec<u8> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.wav");
        let mut writer = Writer::with_limit(&path, &file(samples.len() as u64), most).unwrap();
        samples.chunks(777).for_each(|block| writer.write(block).unwrap());
        Box::new(writer).finish().unwrap();
        std::fs::read(&path).unwrap()
    }

    /// The chunks of a file, whose sizes are to be those that are there.
    fn chunks(bytes: &[u8], data: usize) -> Vec<(String, Vec<u8>)> {
        let (mut all, mut at) = (Vec::new(), 12);
        while at < bytes.len() {
            let id = String::from_utf8(bytes[at..at + 4].to_vec()).unwrap();
            let size = u32::from_le_bytes(bytes[at + 4..at + 8].try_into().unwrap());
            let size = if size == u32::MAX { data } else { usize::try_from(size).unwrap() };
            all.push((id, bytes[at + 8..at + 8 + size].to_vec()));
            at += 8 + size.next_multiple_of(2);
        }
        assert_eq!(at, bytes.len());
        all
    }

    fn ids(chunks: &[(String, Vec<u8>)]) -> String {
        chunks.iter().map(|(id, _)| id.trim_end()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_file_beyond_the_limit_is_rf64_and_holds_the_same() {
        let samples: Vec<f32> = (0_u16..5001).map(|n| f32::from(n) / 8192.0).collect();
        let plain = written(&samples, u32::MAX.into());
        let data = samples.len() * 2;
        assert_eq!((&plain[..4], &plain[8..12]), (&b"RIFF"[..], &b"WAVE"[..]));
        assert_eq!(plain[4..8], size(plain.len() - 8));
        let inside = chunks(&plain, 0);
        assert_eq!(ids(&inside), "fmt data LIST id3 cue LIST");
        let sound = crate::audio::wav::read(&plain).unwrap();
        assert_eq!(sound.samples, samples);

        // One byte more than is allowed.
        let large = written(&samples, plain.len() as u64 - 9);
        assert_eq!(&large[..12], b"RF64\xff\xff\xff\xffWAVE");
        let outside = chunks(&large, data);
        assert_eq!(ids(&outside), "ds64 fmt data LIST id3 cue LIST");
        assert_eq!(outside[1..], inside);
        let sizes = [large.len() as u64 - 8, data as u64, samples.len() as u64, 0].map(u64::to_le_bytes);
        assert_eq!(outside[0].1, sizes.concat()[..28]);
        assert_eq!(written(&samples, plain.len() as u64 - 8), plain);
    }

    #[test]
    fn the_sizes_of_a_day_are_in_64_bits() {
        let samples = 86_400 * 44_100;
        let head = head(Rate::CD, samples, 100, u32::MAX.into());
        let number = |at: usize| u64::from_le_bytes(head[at..at + 8].try_into().unwrap());
        assert_eq!(number(20), head.len() as u64 + samples * 2 + 100 - 8);
        assert_eq!((number(28), number(36)), (samples * 2, samples));
        // A mark that 32 bits cannot count is none.
        let mark = |at| Mark { title: String::new(), anchor: None, at };
        let marks = marks(&[mark(0..5_000_000_000), mark(5_000_000_000..6_000_000_000)]);
        assert_eq!(marks[8..12], size(1));
    }

    #[test]
    fn texts_of_riff_are_ascii() {
        assert_eq!(printable("Größe\u{1b}[0m\n“x”"), b"Grosse[0m \"x\"\0");
    }

    proptest! {
        #[test]
        fn any_title_leaves_the_chunks_whole(title in any::<String>()) {
            let mut file = file(3);
            file.tags.title.clone_from(&title);
            file.tags.chapters[1].title = title;
            chunks(&[&[0; 12], &tail(&file)[..]].concat(), 0);
        }
    }
}
