//! The gate: how many may come in, how often they may ask, and how long they may keep a connection for nothing.

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

/// So many connections at once, from all clients and from one.
const SEATS: usize = 96;
const SEATS_OF_ONE: usize = 24;

/// A connection over which nothing could be sent for so long is closed: its client has not finished a request, or
/// does not take what it asked for.
const PATIENCE: Duration = Duration::from_secs(30);

/// A client may ask so often at once, and so often a second in the long run.
const BURST: u64 = 240;
const RATE: u64 = 24;

/// So many clients are remembered.
const CLIENTS: usize = 4096;

/// Who asks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Client(pub(super) IpAddr);

impl Connected<IncomingStream<'_, Gate>> for Client {
    fn connect_info(stream: IncomingStream<'_, Gate>) -> Client {
        // The same address by both names of it is one client.
        Client(stream.remote_addr().ip().to_canonical())
    }
}

/// Lets connections in.
pub(super) struct Gate {
    listener: TcpListener,
    seats: Seats,
}

type Seats = Arc<Mutex<BTreeMap<IpAddr, usize>>>;

impl Gate {
    pub(super) fn new(listener: TcpListener) -> Gate {
        Gate { listener, seats: Seats::default() }
    }
}

impl Listener for Gate {
    type Io = Visit;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Visit, SocketAddr) {
        loop {
            let Ok((stream, address)) = self.listener.accept().await else {
                // There may be no more files for this process: some will be closed.
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            };
            // Where there is no seat, the connection is closed.
            if let Some(seat) = Seat::take(&self.seats, address.ip().to_canonical()) {
                let patience = Box::pin(tokio::time::sleep(PATIENCE));
                return (Visit { stream, patience, _seat: seat }, address);
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// A connection's place among those that are let in.
struct Seat {
    seats: Seats,
    client: IpAddr,
}

impl Seat {
    fn take(seats: &Seats, client: IpAddr) -> Option<Seat> {
        let mut taken = lock(seats);
        let own = taken.get(&client).copied().unwrap_or(0);
        if SEATS <= taken.values().sum() || SEATS_OF_ONE <= own {
            return None;
        }
        taken.insert(client, own + 1);
        Some(Seat { seats: Arc::clone(seats), client })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = lock(&self.seats);
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
pub(super) struct Visit {
    stream: TcpStream,
    patience: Pin<Box<Sleep>>,
    _seat: Seat,
}

impl Visit {
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

impl AsyncRead for Visit {
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

impl AsyncWrite for Visit {
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

/// How often each client may still ask: a bucket that fills again, in thousandths of a request.
#[derive(Debug, Default)]
pub(super) struct Meter {
    clients: Mutex<BTreeMap<IpAddr, (u64, Instant)>>,
}

impl Meter {
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
        let (meter, start) = (Meter::default(), Instant::now());
        let [one, other] = [1, 2].map(|n| IpAddr::from([192, 0, 2, n]));
        let admitted = (0..1000).filter(|_| meter.admits(one, start)).count();
        assert_eq!(admitted as u64, BURST);
        assert!(meter.admits(other, start));
        let later = start + Duration::from_secs(2);
        let admitted = (0..1000).filter(|_| meter.admits(one, later)).count();
        assert_eq!(admitted as u64, 2 * RATE);
    }

    #[test]
    fn clients_without_end_are_not_remembered() {
        let (meter, start) = (Meter::default(), Instant::now());
        for n in 0..10_000_u32 {
            meter.admits(IpAddr::from(n.to_be_bytes()), start);
        }
        assert_eq!(lock(&meter.clients).len(), CLIENTS);
        assert!(meter.admits(IpAddr::from([9, 9, 9, 9]), start + Duration::from_mins(1)));
        assert_eq!(lock(&meter.clients).len(), 1);
    }

    #[test]
    fn seats_are_given_back() {
        let (seats, client) = (Seats::default(), IpAddr::from([192, 0, 2, 1]));
        let mut taken: Vec<Seat> = (0..SEATS_OF_ONE).map(|_| Seat::take(&seats, client).unwrap()).collect();
        assert!(Seat::take(&seats, client).is_none());
        assert!(Seat::take(&seats, IpAddr::from([192, 0, 2, 2])).is_some());
        taken.pop();
        assert!(Seat::take(&seats, client).is_some());
        drop(taken);
        assert!(lock(&seats).is_empty());
    }
}
