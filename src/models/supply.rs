//! Where a model's files come from: a folder, or the web.

use std::io::{Read, Seek, SeekFrom};
use std::path::PathBuf;

use super::{Model, Part};
#[cfg(feature = "fetch")]
use crate::fetch::{Fetcher, Limits, Reach};
use crate::{Error, Result, files};

/// Where files come from.
pub trait Supply {
    /// Opens a file of a model from byte `from` on, or from its start where only whole files are given.
    fn open(&self, model: &Model, part: &Part, from: u64) -> Result<Stream>;

    /// What to call a file of it.
    fn place(&self, model: &Model, part: &Part) -> String;
}

/// A file that is on its way.
pub struct Stream {
    /// The byte of the file at which it begins.
    pub from: u64,
    /// The size of the whole file, where known.
    pub total: Option<u64>,
    /// The bytes.
    pub bytes: Box<dyn Read>,
}

/// A folder that holds the files as the catalogue's paths name them, or side by side.
#[derive(Debug, Clone)]
pub struct Folder(pub PathBuf);

impl Folder {
    fn path(&self, part: &Part) -> PathBuf {
        let (deep, flat) = (self.0.join(&part.path), self.0.join(part.name()));
        if !deep.is_file() && flat.is_file() { flat } else { deep }
    }
}

impl Supply for Folder {
    fn open(&self, _: &Model, part: &Part, from: u64) -> Result<Stream> {
        let path = self.path(part);
        let mut file = files::open(&path).map_err(Error::reading(&path))?;
        let total = file.metadata().map_err(Error::reading(&path))?.len();
        file.seek(SeekFrom::Start(from)).map_err(Error::reading(&path))?;
        Ok(Stream { from, total: Some(total), bytes: Box::new(file) })
    }

    fn place(&self, _: &Model, part: &Part) -> String {
        self.path(part).display().to_string()
    }
}

/// The web: the addresses of the catalogue, or a mirror with the same paths.
#[cfg(feature = "fetch")]
#[derive(Debug)]
pub struct Web {
    fetcher: Fetcher,
    mirror: Option<String>,
}

#[cfg(feature = "fetch")]
impl Web {
    /// A supply from the catalogue's addresses, or from a mirror's address, to which its paths are added.
    pub fn new(reach: Reach, mirror: Option<&str>) -> Web {
        let mirror = mirror.map(|base| format!("{}/", base.trim_end_matches('/')));
        Web { fetcher: Fetcher::new(reach, Limits::default()), mirror }
    }
}

#[cfg(feature = "fetch")]
impl Supply for Web {
    fn open(&self, model: &Model, part: &Part, from: u64) -> Result<Stream> {
        let download = self.fetcher.download(&self.place(model, part), from)?;
        Ok(Stream { from: download.from, total: download.total, bytes: Box::new(download.bytes) })
    }

    fn place(&self, model: &Model, part: &Part) -> String {
        format!("{}{}", self.mirror.as_deref().unwrap_or(&model.base), part.path)
    }
}
