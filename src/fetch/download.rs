//! Files from the web, as a stream, from any byte on.

use std::io::{self, Read};
use std::path::Path;
use std::time::Instant;

use ureq::BodyReader;
use ureq::http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_RANGE, RANGE};
use ureq::http::{HeaderMap, StatusCode};
use url::Url;

use super::{Failed, Fetcher, answer, parse, unfetched};
use crate::error::Unfetched;
use crate::{Error, Result, files};

/// A file that is on its way.
pub struct Download {
    /// Where the stream begins: at the byte that was asked for, or at 0 if the server gives only whole files.
    pub from: u64,
    /// How long the whole file is, if the server says so.
    pub total: Option<u64>,
    /// The bytes. An error of theirs is one of the network.
    pub bytes: BodyReader<'static>,
}

impl std::fmt::Debug for Download {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Download")
            .field("from", &self.from)
            .field("total", &self.total)
            .finish_non_exhaustive()
    }
}

impl Read for Download {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.bytes.read(buffer)
    }
}

/// A stream that must have come to its end by a time.
struct Timed<R> {
    stream: R,
    deadline: Instant,
}

impl<R: Read> Read for Timed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.deadline < Instant::now() {
            return Err(io::Error::new(io::ErrorKind::TimedOut, "it took too long"));
        }
        self.stream.read(buffer)
    }
}

impl Fetcher {
    /// Opens the file at an address from byte `from` on, in one try. Of the limits, those on the silence of the server
    /// and on redirects hold: a large file takes its time, and how many bytes are too many its reader knows.
    pub fn download(&self, address: &str, from: u64) -> Result<Download> {
        let done = self.walk(parse(address)?, |url| self.start(url, from));
        let (download, url) = done.map_err(|failed| failed.error)?;
        if download.from != 0 && download.from != from {
            let why = format!("it was asked for the bytes from {from} but sent others");
            return Err(unfetched(&url, Unfetched::Refused(why)));
        }
        Ok(download)
    }

    /// The bytes of the file at an address, at most `limit` of them, in one try and within the limit on the time.
    pub fn bytes(&self, address: &str, limit: u64) -> Result<Vec<u8>> {
        let deadline = Instant::now() + self.limits.time;
        let file = self.download(address, 0)?;
        if file.total.is_some_and(|total| limit < total) {
            return Err(Error::TooLarge { name: address.to_owned(), bytes: None, limit });
        }
        files::read_from(Timed { stream: file, deadline }, limit, Path::new(address))
    }

    fn start(&self, url: &Url, from: u64) -> Result<(Option<String>, (Download, Url)), Failed> {
        // Packed, a part of a file could not be put behind another part of it.
        let mut request =
            self.agent.get(url.as_str()).header(ACCEPT, "*/*").header(ACCEPT_ENCODING, "identity");
        if from != 0 {
            request = request.header(RANGE, format!("bytes={from}-"));
        }
        let response = request.call().map_err(|error| self.failed(url, error))?;
        let (status, headers) = (response.status(), response.headers());
        let next = answer::redirect(status.as_u16(), headers).map(str::to_owned);
        let (begins, total) = if next.is_some() {
            (0, None)
        } else {
            extent(status, headers).map_err(|why| unfetched(url, why))?
        };
        let body = response.into_body();
        let total = total.or_else(|| body.content_length().filter(|_| begins == 0));
        let bytes = body.into_with_config().limit(u64::MAX).reader();
        Ok((next, (Download { from: begins, total, bytes }, url.clone())))
    }
}

/// Where an answer begins and how long the file is of which it is a part, or why it is none.
fn extent(status: StatusCode, headers: &HeaderMap) -> Result<(u64, Option<u64>), Unfetched> {
    match status.as_u16() {
        206 => {
            let range = headers.get(CONTENT_RANGE).and_then(|value| value.to_str().ok());
            range
                .and_then(range_of)
                .ok_or_else(|| Unfetched::Refused("it sends a part without saying which".into()))
        }
        416 => Err(Unfetched::Refused(
            "the file on the server is shorter than the part that was already downloaded".into(),
        )),
        other => answer::failure(other).map_or(Ok((0, None)), Err),
    }
}

/// The first byte and the whole length of `bytes FIRST-LAST/LENGTH` (RFC 9110, section 14.4).
fn range_of(value: &str) -> Option<(u64, Option<u64>)> {
    let (range, length) = value.trim().strip_prefix("bytes")?.trim().split_once('/')?;
    let (first, _) = range.split_once('-')?;
    Some((first.trim().parse().ok()?, length.trim().parse().ok()))
}

#[test]
fn a_part_says_which_it_is() {
    assert_eq!(range_of("bytes 5-9/10"), Some((5, Some(10))));
    assert_eq!(range_of("bytes 5-9/*"), Some((5, None)));
    for bad in ["", "bytes */10", "lines 1-2/3", "bytes 5/10"] {
        assert_eq!(range_of(bad), None, "{bad}");
    }
}
