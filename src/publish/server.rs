//! The server: a folder of episodes as a podcast for the devices of one's own network.
//!
//! Nothing is served but what belongs to episodes: a request is looked up in a list of such files, so no path leads
//! anywhere else. The list and the feed are made in memory, for the address of this server, and made anew when the
//! folder changes. Whoever asks shows a key, which is part of the address; without it all that is here is “not found”.

mod answer;
mod gate;
mod snapshot;

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener, UdpSocket};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use jiff::Timestamp;

use super::{feed, holdings};
use crate::engine::CancelToken;
use crate::files::Secret;
use crate::{Error, Result};

/// What is served, and where.
#[derive(Debug, Clone)]
pub struct Site {
    /// The folder of episodes.
    pub folder: PathBuf,
    /// The show's file; it need not be there.
    pub show_file: PathBuf,
    /// What listeners must know.
    pub key: Secret,
    /// The address of the folder, with the key.
    pub address: String,
    /// Tells what time it is.
    pub now: fn() -> Timestamp,
}

/// A site that is ready to be served.
pub struct House {
    site: Site,
    root: PathBuf,
    newest: snapshot::Newest,
    meter: gate::Meter,
}

/// What a folder has for listeners.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The address of the feed.
    pub feed: String,
    /// How many episodes are in it.
    pub episodes: usize,
    /// What is not in it, and why.
    pub left_out: Vec<(String, String)>,
}

/// Listens at an address; port 0 stands for any that is free.
pub fn bind(ip: IpAddr, port: u16) -> Result<(TcpListener, SocketAddr)> {
    let wrong = |source| Error::Listen { address: SocketAddr::new(ip, port), source };
    let listener = TcpListener::bind((ip, port)).map_err(wrong)?;
    let address = listener.local_addr().map_err(wrong)?;
    Ok((listener, address))
}

/// This machine's address in its network: the one from which it would reach others. Nothing is sent.
pub fn own_address() -> Result<IpAddr> {
    // An address of documentation (RFC 5737), which nobody has.
    let find = || {
        let socket = UdpSocket::bind("0.0.0.0:0")?;
        socket.connect("192.0.2.1:9")?;
        socket.local_addr()
    };
    let any = SocketAddr::from(([0, 0, 0, 0], 0));
    let none = |source| Error::Listen { address: any, source };
    let address = find().map_err(none)?.ip();
    if address.is_loopback() || address.is_unspecified() {
        return Err(none(io::ErrorKind::AddrNotAvailable.into()));
    }
    Ok(address)
}

impl House {
    /// Looks at what is to be served.
    pub fn open(site: Site) -> Result<House> {
        site.check()?;
        let root = site.folder.canonicalize().map_err(Error::reading(&site.folder))?;
        let newest = snapshot::Newest::of(&site)?;
        Ok(House { site, root, newest, meter: gate::Meter::default() })
    }

    /// What it has for listeners.
    pub fn offer(&self) -> Offer {
        let snapshot = self.newest.get(&self.site);
        Offer {
            feed: format!("{}{}", self.site.address, feed::NAME),
            episodes: snapshot.episodes,
            left_out: snapshot.left_out.clone(),
        }
    }

    /// The path behind the key, if the key is right.
    fn opened(&self, path: &str) -> Option<String> {
        let (key, rest) = path.strip_prefix('/')?.split_once('/')?;
        // Digests are compared in constant time, so an answer's haste tells nothing of the key.
        let is_right = blake3::hash(key.as_bytes()) == blake3::hash(self.site.key.expose().as_bytes());
        is_right.then(|| answer::decoded(rest))?
    }

    /// Serves until the work is halted; then open downloads have a few seconds to end.
    pub fn serve(self, listener: TcpListener, cancel: &CancelToken) -> Result<()> {
        const LAST: Duration = Duration::from_secs(5);
        let address = listener.local_addr().unwrap_or_else(|_| SocketAddr::from(([0, 0, 0, 0], 0)));
        let wrong = |source| Error::Listen { address, source };
        let mut runtime = tokio::runtime::Builder::new_multi_thread();
        runtime.worker_threads(2).max_blocking_threads(32).enable_all();
        let runtime = runtime.build().map_err(wrong)?;
        let flag = cancel.flag();
        let served = runtime.block_on(async {
            listener.set_nonblocking(true)?;
            let gate = gate::Gate::new(tokio::net::TcpListener::from_std(listener)?);
            let app = Router::new().fallback(answer::answer).with_state(Arc::new(self));
            let app = app.into_make_service_with_connect_info::<gate::Client>();
            let server = axum::serve(gate, app).with_graceful_shutdown(raised(Arc::clone(&flag)));
            tokio::select! {
                ended = async { server.await } => ended,
                () = async { raised(flag).await; tokio::time::sleep(LAST).await } => Ok(()),
            }
        });
        runtime.shutdown_timeout(Duration::from_secs(1));
        served.map_err(wrong)
    }
}

/// Waits until a flag is raised.
async fn raised(flag: Arc<AtomicBool>) {
    while !flag.load(Ordering::SeqCst) {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
