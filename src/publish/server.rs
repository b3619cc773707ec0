//! The server: a folder of episodes as a podcast for the devices of one's own network.
//!
//! Nothing is served but what belongs to episodes: a request is looked up in a list of such files, so no path leads
//! anywhere else. The list and the feed are made in memory, for the address of this server, and made anew when the
//! folder changes. Whoever asks shows a key, which is part of the address; without it all that is here is “not found”.

mod limits;
mod name;
mod responses;
mod site;
mod snapshot;

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;

use self::responses::Host;
use super::podcast::feed;
use super::podcast::library::LeftOut;
use crate::engine::CancelToken;
use crate::{Error, Result};

pub use self::name::Name;
pub use self::site::Site;

/// A server that is ready.
pub struct Server(Host);

/// What a folder has for listeners.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The address of the feed, with the key.
    pub feed: String,
    /// The number of episodes in the feed.
    pub episodes: usize,
    /// The episodes that are not in the feed.
    pub left_out: Vec<LeftOut>,
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

impl Server {
    /// Looks at what is to be served.
    pub fn open(site: Site) -> Result<Server> {
        Host::open(site).map(Server)
    }

    /// What it has for listeners.
    pub fn offer(&self) -> Offer {
        let Server(host) = self;
        let snapshot = host.newest.get(&host.site);
        Offer {
            feed: format!("{}{}", host.site.address(), feed::NAME),
            episodes: snapshot.episodes,
            left_out: snapshot.left_out.clone(),
        }
    }

    /// Serves until it is cancelled; then open downloads have a few seconds to end.
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
            let listener = limits::Limited::new(tokio::net::TcpListener::from_std(listener)?);
            let app = Router::new().fallback(responses::respond).with_state(Arc::new(self.0));
            let app = app.into_make_service_with_connect_info::<limits::Client>();
            let server = axum::serve(listener, app).with_graceful_shutdown(raised(Arc::clone(&flag)));
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
