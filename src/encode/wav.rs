//! WAV chapters: 16-bit mono PCM by hound, with `LIST INFO` tags behind the samples.

use std::cell::RefCell;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::{Encoder, Tags};
use crate::audio::wav;
use crate::files::Whole;
use crate::{Error, Result};

/// The tags of a file, as (RIFF INFO id, text).
///
/// RIFF says nothing of the charset of INFO, and readers take it for Latin-1 or worse (MCI, "Resource Interchange File
/// Format Services", 1991): so it holds ASCII.
struct Info(Vec<([u8; 4], String)>);

impl Info {
    fn of(tags: &Tags) -> Info {
        let number = tags.track.map(|(number, _)| number.to_string());
        let tags = [
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
            tags.into_iter().filter_map(|(id, text)| Some((id, text.filter(|text| !text.is_empty())?)));
        Info(present.map(|(id, text)| (id, deunicode::deunicode(text))).collect())
    }

    /// The `LIST` chunk: ids, sizes, and texts that end in NUL and are padded to even lengths.
    fn chunk(&self) -> Vec<u8> {
        let mut list = b"INFO".to_vec();
        for (id, text) in &self.0 {
            let printable: Vec<u8> = text.bytes().filter(|byte| (0x20..0x7f).contains(byte)).collect();
            list.extend_from_slice(id);
            list.extend_from_slice(&size(printable.len() + 1));
            list.extend_from_slice(&printable);
            list.push(0);
            if list.len() % 2 == 1 {
                list.push(0);
            }
        }
        let mut chunk = b"LIST".to_vec();
        chunk.extend_from_slice(&size(list.len()));
        chunk.extend(list);
        chunk
    }
}

fn size(length: usize) -> [u8; 4] {
    u32::try_from(length).expect("tags are short").to_le_bytes()
}

/// The most samples of a file: 4 GiB less room for the header and the tags.
const MOST_SAMPLES: u64 = (u32::MAX as u64 - (1 << 16)) / 2;

/// A WAV file that is being written. It appears when it is finished.
pub struct Writer {
    path: PathBuf,
    file: Shared,
    inner: hound::WavWriter<Shared>,
    written: u64,
    tags: Vec<u8>,
}

impl Writer {
    /// Starts a file.
    pub fn create(path: &Path, to: &super::File) -> Result<Writer> {
        let file = Shared(Rc::new(RefCell::new(Whole::create(path)?)));
        let inner = hound::WavWriter::new(file.clone(), wav::pcm(to.rate)).map_err(failed(path))?;
        Ok(Writer { path: path.to_owned(), file, inner, written: 0, tags: Info::of(&to.tags).chunk() })
    }
}

impl Encoder for Writer {
    fn write(&mut self, samples: &[f32]) -> Result<()> {
        self.written += samples.len() as u64;
        if MOST_SAMPLES < self.written {
            return Err(Error::Encode {
                path: self.path.clone(),
                why: "a WAV file holds at most 4 GiB, and this chapter is longer".into(),
            });
        }
        wav::write_block(&mut self.inner, samples).map_err(Error::writing(&self.path))
    }

    /// Completes the header, appends the tags, and gives the file its name.
    fn finish(self: Box<Self>) -> Result<()> {
        self.inner.finalize().map_err(failed(&self.path))?;
        let whole = Rc::into_inner(self.file.0).expect("hound has dropped its handle");
        let mut file = whole.into_inner();
        let length = file.seek(SeekFrom::End(0)).map_err(Error::writing(&self.path))?;
        let mut end = || -> std::io::Result<()> {
            file.write_all(&self.tags)?;
            let riff =
                u32::try_from(length + self.tags.len() as u64 - 8).expect("the limit on samples holds");
            file.seek(SeekFrom::Start(4))?;
            file.write_all(&riff.to_le_bytes())
        };
        end().map_err(Error::writing(&self.path))?;
        file.finish()
    }
}

/// A file that hound writes and that outlives hound's writer, which does not give it back.
#[derive(Clone)]
struct Shared(Rc<RefCell<Whole>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.borrow_mut().flush()
    }
}

impl Seek for Shared {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.0.borrow_mut().seek(to)
    }
}

fn failed(path: &Path) -> impl Fn(hound::Error) -> Error {
    let path = path.to_owned();
    move |error| match error {
        hound::Error::IoError(source) => Error::Write { path: path.clone(), source },
        other => Error::Encode { path: path.clone(), why: other.to_string() },
    }
}
