//! Limits: how many connections there may be, how long an idle one may last, and the rate limit of requests.

use std::collections::BTreeMap;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Sleep;

/// How many connections there may be at once, from all clients and from one.
const CONNECTIONS: usize = 96;
const CONNECTIONS_OF_ONE: usize = 24;

/// A connection over which nothing could be sent for so long is closed: its client has not finished a request, or
/// does not take what it asked for.
const PATIENCE: Duration = Duration::from_secs(30);

/// The rate limit of a client: how many requests it may send at once, and how many a second in the long run.
const BURST: u64 = 240;
const RATE: u64 = 24;

/// How many clients are remembered.
const CLIENTS: usize = 4096;

/// The address from which a request comes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Client(pub(super) IpAddr);

impl Connected<IncomingStream<'_, Limited>> for Client {
    fn connect_info(stream: IncomingStream<'_, Limited>) -> Client {
        // The same address by both names of it is one client.
        Client(stream.remote_addr().ip().to_canonical())
    }
}

/// A listener that accepts only so many connections.
pub(super) struct Limited {
    listener: TcpListener,
    connections: Connections,
}

type Connections = Arc<Mutex<BTreeMap<IpAddr, usize>>>;

impl Limited {
    pub(super) fn new(listener: TcpListener) -> Limited {
        Limited { listener, connections: Connections::default() }
    }
}

impl Listener for Limited {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        loop {
            let Ok((stream, address)) = self.listener.accept().await else {
                // There may be no more files for this process: some will be closed.
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            };
            // Where there is no slot, the connection is closed.
            if let Some(slot) = Slot::take(&self.connections, address.ip().to_canonical()) {
                let patience = Box::pin(tokio::time::sleep(PATIENCE));
                return (Connection { stream, patience, _slot: slot }, address);
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// A connection's place among those that are let in.
struct Slot {
    connections: Connections,
    client: IpAddr,
}

impl Slot {
    fn take(connections: &Connections, client: IpAddr) -> Option<Slot> {
        let mut taken = lock(connections);
        let own = taken.get(&client).copied().unwrap_or(0);
        if CONNECTIONS <= taken.values().sum() || CONNECTIONS_OF_ONE <= own {
            return None;
        }
        taken.insert(client, own + 1);
        Some(Slot { connections: Arc::clone(connections), client })
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut taken = lock(&self.connections);
        match taken.get_mut(&self.client) {
            Some(own) if 1 < *own => *own -= 1,
            _ => {
                taken.remove(&self.client);
            }
        }
    }
}

/// What was counted is right even if a thread that counted broke off.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A connection that ends when it is of no use.
pub(super) struct Connection {
    stream: TcpStream,
    patience: Pin<Box<Sleep>>,
    _slot: Slot,
}

impl Connection {
    /// Fails when patience is at its end.
    fn wait<T>(&mut self, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        match self.patience.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }

    /// What was sent earns new patience. What is read does not: a request that comes byte by byte has no end.
    fn sent(&mut self, sent: Poll<io::Result<usize>>, context: &mut Context<'_>) -> Poll<io::Result<usize>> {
        match sent {
            Poll::Ready(Ok(_)) => {
                self.patience.as_mut().reset(tokio::time::Instant::now() + PATIENCE);
                sent
            }
            Poll::Pending => self.wait(context),
            failed @ Poll::Ready(Err(_)) => failed,
        }
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if let late @ Poll::Ready(Err(_)) = self.wait(context) {
            return late;
        }
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let sent = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.sent(sent, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let sent = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.sent(sent, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// The rate limiter: how many requests each client may still send. A token bucket for each, which fills again, in
/// thousandths of a request.
#[derive(Debug, Default)]
pub(super) struct RateLimiter {
    clients: Mutex<BTreeMap<IpAddr, (u64, Instant)>>,
}

impl RateLimiter {
    /// Whether a client may ask now; counts it if so.
    pub(super) fn admits(&self, client: IpAddr, now: Instant) -> bool {
        const ONE: u64 = 1000;
        let left = |left: u64, at: Instant| {
            let since = u64::try_from(now.saturating_duration_since(at).as_millis()).unwrap_or(u64::MAX);
            left.saturating_add(since.saturating_mul(RATE)).min(BURST * ONE)
        };
        let mut clients = lock(&self.clients);
        if CLIENTS <= clients.len() {
            // Who could ask as often as a new client need not be remembered.
            clients.retain(|_, (tokens, at)| left(*tokens, *at) < BURST * ONE);
        }
        if CLIENTS <= clients.len() && !clients.contains_key(&client) {
            return false;
        }
        let (tokens, at) = clients.entry(client).or_insert((BURST * ONE, now));
        *tokens = left(*tokens, *at);
        *at = now;
        let is_admitted = ONE <= *tokens;
        *tokens = tokens.saturating_sub(if is_admitted { ONE } else { 0 });
        is_admitted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_that_asks_without_end_has_to_wait_and_others_do_not() {
        let (limiter, start) = (RateLimiter::default(), Instant::now());
        let [one, other] = [1, 2].map(|n| IpAddr::from([192, 0, 2, n]));
        let admitted = (0..1000).filter(|_| limiter.admits(one, start)).count();
        assert_eq!(admitted as u64, BURST);
        assert!(limiter.admits(other, start));
        let later = start + Duration::from_secs(2);
        let admitted = (0..1000).filter(|_| limiter.admits(one, later)).count();
        assert_eq!(admitted as u64, 2 * RATE);
    }

    #[test]
    fn clients_without_end_are_not_remembered() {
        let (limiter, start) = (RateLimiter::default(), Instant::now());
        for n in 0..10_000_u32 {
            limiter.admits(IpAddr::from(n.to_be_bytes()), start);
        }
        assert_eq!(lock(&limiter.clients).len(), CLIENTS);
        assert!(limiter.admits(IpAddr::from([9, 9, 9, 9]), start + Duration::from_mins(1)));
        assert_eq!(lock(&limiter.clients).len(), 1);
    }

    #[test]
    fn slots_are_given_back() {
        let (connections, client) = (Connections::default(), IpAddr::from([192, 0, 2, 1]));
        let mut taken: Vec<Slot> =
            (0..CONNECTIONS_OF_ONE).map(|_| Slot::take(&connections, client).unwrap()).collect();
        assert!(Slot::take(&connections, client).is_none());
        assert!(Slot::take(&connections, IpAddr::from([192, 0, 2, 2])).is_some());
        taken.pop();
        assert!(Slot::take(&connections, client).is_some());
        drop(taken);
        assert!(lock(&connections).is_empty());
    }
}
