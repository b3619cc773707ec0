//! A store of files: a folder, or a bucket of S3 and what speaks its language.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{
    Attribute, Attributes, BackoffConfig, MultipartUpload, ObjectStore, ObjectStoreExt, ObjectStoreScheme,
    PutMultipartOptions, PutOptions, PutPayload, RetryConfig,
};
use tokio::runtime::Runtime;
use url::Url;

use super::client::Connector;
use crate::error::Unstored;
use crate::files::Secret;
use crate::publish::podcast::public_files;
use crate::retry::Policy;
use crate::{Error, Result, files};

/// The bytes of a piece, in which larger files are sent; one that is not larger goes at once.
const PIECE: usize = 8 << 20;

/// A place where published files go.
pub struct Store {
    /// Its address, as it may be shown.
    pub address: String,
    objects: Box<dyn ObjectStore>,
    /// The folder in it.
    prefix: Key,
    kind: Kind,
    /// What must not be shown, whatever a server says.
    secrets: Vec<Secret>,
    runtime: Runtime,
}

/// What a store keeps of a file beside its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A folder keeps nothing else.
    Folder,
    /// A bucket keeps the media type, and how long caches may keep the file.
    Bucket,
}

/// A file in a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stored {
    pub(super) bytes: u64,
    /// What tells its versions apart, where the store says.
    pub(super) tag: Option<String>,
}

impl Store {
    /// Opens a store by its address, or by the path of a folder. `settings` are those of `AWS_…`, by their names.
    pub fn open(address: &str, settings: &[(String, String)]) -> Result<Store> {
        let unknown = |why: String| Error::Store { address: shown(address), source: Unstored::Unknown(why) };
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.map_err(|error| unknown(error.to_string()))?;
        let is_secret = |name: &str| {
            ["KEY", "TOKEN", "SECRET", "PASS", "CREDENTIAL"].iter().any(|part| name.contains(part))
        };
        let secrets = settings.iter().filter(|(name, value)| is_secret(name) && 3 < value.len());
        let secrets = secrets.map(|(_, value)| Secret::new(value.clone())).collect();
        let folder = |path: &Path| -> Result<(Box<dyn ObjectStore>, Key, Kind)> {
            files::create_dir(path)?;
            let store = LocalFileSystem::new_with_prefix(path).map_err(|error| unknown(error.to_string()))?;
            Ok((Box::new(store.with_fsync(true)), Key::default(), Kind::Folder))
        };
        let (store, prefix, kind) = match Url::parse(address) {
            Ok(url) if address.contains("://") => match ObjectStoreScheme::parse(&url) {
                _ if url.password().is_some() => {
                    return Err(unknown("the address must not contain a password".into()));
                }
                Ok((ObjectStoreScheme::AmazonS3, path)) => {
                    let store = bucket(&url, settings).map_err(|error| unknown(error.to_string()))?;
                    (store, path, Kind::Bucket)
                }
                Ok((ObjectStoreScheme::Local, _)) => {
                    let path =
                        url.to_file_path().map_err(|()| unknown("it does not name a folder".into()))?;
                    folder(&path)?
                }
                _ => return Err(unknown(format!("`{}:` is not a supported kind of store", url.scheme()))),
            },
            _ => folder(Path::new(address))?,
        };
        Ok(Store { address: shown(address), objects: store, prefix, kind, secrets, runtime })
    }

    /// Where a file of the podcast is in the store.
    fn place(&self, path: &str) -> Result<Key> {
        let prefix = self.prefix.as_ref();
        let whole = if prefix.is_empty() { path.to_owned() } else { format!("{prefix}/{path}") };
        Key::parse(&whole).map_err(|error| self.wrong(&error.into()))
    }

    /// The files in a folder of the store, by their paths in the podcast.
    pub(super) fn list(&self, folder: &str) -> Result<Vec<(String, Stored)>> {
        let place = self.place(folder)?;
        let list = self.runtime.block_on(self.objects.list_with_delimiter(Some(&place)));
        let objects = match list {
            Ok(list) => list.objects,
            Err(object_store::Error::NotFound { .. }) => Vec::new(),
            Err(error) => return Err(self.wrong(&error)),
        };
        let kept = objects.into_iter().filter_map(|object| {
            let path = object.location.as_ref().strip_prefix(self.prefix.as_ref())?.trim_start_matches('/');
            Some((path.to_owned(), Stored { bytes: object.size, tag: object.e_tag }))
        });
        Ok(kept.collect())
    }

    /// A small file, if it is there.
    pub(super) fn get(&self, path: &str, limit: u64) -> Result<Option<Vec<u8>>> {
        let place = self.place(path)?;
        let got = self.runtime.block_on(async {
            let found = self.objects.get(&place).await?;
            if limit < found.meta.size {
                Ok(None)
            } else {
                found.bytes().await.map(|bytes| Some(bytes.to_vec()))
            }
        });
        match got {
            Ok(bytes) => Ok(bytes),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(self.wrong(&error)),
        }
    }

    /// Whether a file is there.
    pub(super) fn has(&self, path: &str) -> Result<bool> {
        let place = self.place(path)?;
        match self.runtime.block_on(self.objects.head(&place)) {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(self.wrong(&error)),
        }
    }

    /// Puts a small file there.
    pub(super) fn put(&self, path: &str, bytes: Vec<u8>) -> Result<Stored> {
        let (place, length) = (self.place(path)?, bytes.len() as u64);
        let options = PutOptions { attributes: self.attributes(path), ..PutOptions::default() };
        let put = self.runtime.block_on(self.objects.put_opts(&place, PutPayload::from(bytes), options));
        put.map(|put| Stored { bytes: length, tag: put.e_tag }).map_err(|error| self.wrong(&error))
    }

    /// Sends a file there, piece by piece; whole or not at all. `sent` hears of each piece, and may stop the work.
    pub(super) fn send(
        &self,
        path: &str,
        file: &Path,
        digest: &str,
        sent: &dyn Fn(u64) -> Result<()>,
    ) -> Result<Stored> {
        let mut pieces = Pieces::open(file)?;
        let first = pieces.next()?;
        if first.len() < PIECE {
            self.check(path, &pieces, digest)?;
            let (bytes, kept) = (first.len() as u64, self.put(path, first)?);
            return sent(bytes).map(|()| kept);
        }
        let place = self.place(path)?;
        let options =
            PutMultipartOptions { attributes: self.attributes(path), ..PutMultipartOptions::default() };
        let begun = self.runtime.block_on(self.objects.put_multipart_opts(&place, options));
        let mut upload = begun.map_err(|error| self.wrong(&error))?;
        let done = self
            .pass_on(&mut *upload, first, &mut pieces, sent)
            .and_then(|bytes| self.check(path, &pieces, digest).map(|()| bytes));
        let bytes = done.inspect_err(|_| {
            // What was begun would lie there and cost; if it cannot be given up, that is no worse than the error.
            let _ = self.runtime.block_on(upload.abort());
        })?;
        let put = self.runtime.block_on(upload.complete()).map_err(|error| self.wrong(&error))?;
        Ok(Stored { bytes, tag: put.e_tag })
    }

    /// Passes pieces on until there are none.
    fn pass_on(
        &self,
        upload: &mut dyn MultipartUpload,
        first: Vec<u8>,
        pieces: &mut Pieces,
        sent: &dyn Fn(u64) -> Result<()>,
    ) -> Result<u64> {
        let (mut piece, mut bytes) = (first, 0);
        while !piece.is_empty() {
            let length = piece.len() as u64;
            let part = upload.put_part(PutPayload::from(piece));
            self.runtime.block_on(part).map_err(|error| self.wrong(&error))?;
            bytes += length;
            sent(length)?;
            piece = pieces.next()?;
        }
        Ok(bytes)
    }

    /// Whether what was read is what was to be sent.
    fn check(&self, path: &str, pieces: &Pieces, digest: &str) -> Result<()> {
        let is_same = pieces.digest.finalize().to_hex().as_str() == digest;
        let changed = || Unstored::Passing(format!("`{path}` was changed while it was being uploaded"));
        if is_same { Ok(()) } else { Err(Error::Store { address: self.address.clone(), source: changed() }) }
    }

    /// Removes a file that may be there.
    pub(super) fn remove(&self, path: &str) -> Result<()> {
        let place = self.place(path)?;
        match self.runtime.block_on(self.objects.delete(&place)) {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(self.wrong(&error)),
        }
    }

    fn attributes(&self, path: &str) -> Attributes {
        let mut attributes = Attributes::new();
        if self.kind == Kind::Bucket {
            // Feeds and pages change when an episode comes; a name stays with its sound, until that is made anew.
            let kind = public_files::media_type(path);
            let is_fresh = kind.contains("rss") || kind.contains("html") || path.starts_with('.');
            let age = if is_fresh { "public, max-age=300" } else { "public, max-age=3600" };
            attributes.insert(Attribute::ContentType, kind.into());
            attributes.insert(Attribute::CacheControl, age.into());
        }
        attributes
    }

    /// What a store's error means.
    fn wrong(&self, error: &object_store::Error) -> Error {
        use object_store::Error as E;
        let mut text = error.to_string();
        for secret in &self.secrets {
            text = secret.mask(&text);
        }
        let source = match error {
            // Where nobody says who we are, the machine's own cloud is asked, which most machines do not have.
            _ if text.contains("169.254.169.254") => {
                Unstored::Refused(format!("there are no credentials ({text})"))
            }
            E::PermissionDenied { .. } | E::Unauthenticated { .. } | E::NotFound { .. } => {
                Unstored::Refused(text)
            }
            E::InvalidPath { .. }
            | E::NotSupported { .. }
            | E::NotImplemented { .. }
            | E::UnknownConfigurationKey { .. } => Unstored::Unknown(text),
            _ => Unstored::Passing(text),
        };
        Error::Store { address: self.address.clone(), source }
    }
}

/// How often a request to a bucket is repeated. The client of the bucket does it itself, and varies the waits.
const RETRY: Policy =
    Policy { attempts: 7, first_wait: Duration::from_millis(300), longest_wait: Duration::from_secs(15) };
/// From its first attempt on, a request takes no longer than this.
const RETRY_TIMEOUT: Duration = Duration::from_secs(90);

/// Opens a bucket of S3, or of a server that speaks its protocol.
fn bucket(url: &Url, settings: &[(String, String)]) -> object_store::Result<Box<dyn ObjectStore>> {
    let retry = RetryConfig {
        backoff: BackoffConfig { init_backoff: RETRY.first_wait, max_backoff: RETRY.longest_wait, base: 2.0 },
        max_retries: (RETRY.attempts - 1) as usize,
        retry_timeout: RETRY_TIMEOUT,
    };
    let builder = AmazonS3Builder::new().with_url(url.as_str()).with_retry(retry);
    let mut builder = builder.with_http_connector(Connector);
    for (name, value) in settings.iter().filter(|(name, _)| name.starts_with("AWS_")) {
        if let Ok(key) = name.to_ascii_lowercase().parse() {
            builder = builder.with_config(key, value);
        }
    }
    Ok(Box::new(builder.build()?))
}

/// An address as others may see it.
fn shown(address: &str) -> String {
    let Ok(mut url) = Url::parse(address) else { return address.to_owned() };
    if url.password().is_none() && url.query().is_none() {
        return address.to_owned();
    }
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.set_query(None);
    url.into()
}

/// A file that is read piece by piece, and its digest.
struct Pieces {
    file: File,
    path: PathBuf,
    digest: blake3::Hasher,
}

impl Pieces {
    fn open(path: &Path) -> Result<Pieces> {
        let file = files::open(path).map_err(Error::reading(path))?;
        Ok(Pieces { file, path: path.to_owned(), digest: blake3::Hasher::new() })
    }

    /// The next piece; empty at the end.
    fn next(&mut self) -> Result<Vec<u8>> {
        let mut piece = Vec::new();
        let read = (&mut self.file).take(PIECE as u64).read_to_end(&mut piece);
        read.map_err(Error::reading(&self.path))?;
        self.digest.update(&piece);
        Ok(piece)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_folder_or_a_bucket_or_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a folder");
        let url = Url::from_file_path(dir.path().join("other")).unwrap();
        for address in [path.to_str().unwrap(), url.as_str()] {
            let store = Store::open(address, &[]).unwrap();
            store.put("one/two.txt", b"three".to_vec()).unwrap();
            assert_eq!(store.get("one/two.txt", 10).unwrap().unwrap(), b"three");
            assert_eq!(store.get("one/two.txt", 4).unwrap(), None);
            assert_eq!(store.get("one/three.txt", 10).unwrap(), None);
            assert_eq!(store.list("one").unwrap()[0].0, "one/two.txt");
            assert_eq!(store.list("two").unwrap(), []);
        }
        assert!(dir.path().join("other/one/two.txt").is_file());
        let settings = [("AWS_REGION".to_owned(), "eu".to_owned())];
        assert_eq!(Store::open("s3://bucket/a/b", &settings).unwrap().prefix.as_ref(), "a/b");
        for address in ["ftp://example.com/a", "gs://bucket/a", "s3://me:secret@bucket/a", "memory:///"] {
            let error = Store::open(address, &[]).err().unwrap();
            assert!(matches!(&error, Error::Store { source: Unstored::Unknown(_), .. }), "{error:?}");
            assert!(!format!("{error:?}").contains("secret"), "{error:?}");
        }
    }

    #[test]
    fn secrets_are_not_shown() {
        let setting = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let settings = [setting("AWS_ACCESS_KEY_ID", "me"), setting("AWS_SECRET_ACCESS_KEY", "hush-hush")];
        let store = Store::open("s3://bucket", &settings).unwrap();
        let source = "the server says hush-hush".into();
        let error = store.wrong(&object_store::Error::Generic { store: "S3", source });
        assert!(!format!("{error:?}").contains("hush"), "{error:?}");
    }
}
