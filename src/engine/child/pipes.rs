//! The threads at a child's three pipes. Each ends when its pipe closes or nobody listens any more.

use std::collections::VecDeque;
use std::io::{ErrorKind, Read, Write};
use std::process::{ChildStderr, ChildStdin, ChildStdout};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::clean;

/// How much of the child's output may wait for us: the child blocks beyond it, and no memory is filled.
const CHUNK: usize = 64 << 10;
const CHUNKS: usize = 16;
/// How much of what the child complains about is kept: the end.
const KEPT: usize = 4 << 10;
/// How many characters of it a message quotes.
const QUOTED: usize = 400;

/// What goes to a child. Dropped, it closes the pipe once all that was sent is written.
#[derive(Debug)]
pub(super) struct Input {
    sender: Sender<Vec<u8>>,
    waiting: Arc<AtomicUsize>,
}

impl Input {
    /// Starts the thread that writes to the pipe.
    pub(super) fn of(mut pipe: ChildStdin) -> Input {
        let (sender, receiver) = channel::<Vec<u8>>();
        let waiting = Arc::new(AtomicUsize::new(0));
        let left = Arc::clone(&waiting);
        thread::spawn(move || {
            for bytes in receiver {
                if pipe.write_all(&bytes).and_then(|()| pipe.flush()).is_err() {
                    break;
                }
                left.fetch_sub(bytes.len(), Ordering::Relaxed);
            }
        });
        Input { sender, waiting }
    }

    /// Queues bytes; never blocks. They are lost where the child has closed its input, which is its right.
    pub(super) fn send(&self, bytes: Vec<u8>) {
        self.waiting.fetch_add(bytes.len(), Ordering::Relaxed);
        let _ = self.sender.send(bytes);
    }

    /// How many bytes are queued.
    pub(super) fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }
}

/// Reads the pipe in chunks, none of them empty.
pub(super) fn read_from(mut pipe: ChildStdout) -> Receiver<Vec<u8>> {
    let (sender, receiver) = sync_channel(CHUNKS);
    thread::spawn(move || {
        let mut buffer = vec![0; CHUNK];
        while let Ok(read @ 1..) = pipe.read(&mut buffer) {
            if sender.send(buffer[..read].to_vec()).is_err() {
                break;
            }
        }
    });
    receiver
}

/// The end of what a child wrote to its standard error.
#[derive(Debug)]
pub(super) struct Complaints {
    ring: Arc<Mutex<VecDeque<u8>>>,
    reader: JoinHandle<()>,
}

impl Complaints {
    /// Starts the thread that reads the pipe.
    pub(super) fn of(mut pipe: ChildStderr) -> Complaints {
        let ring = Arc::new(Mutex::new(VecDeque::new()));
        let shared = Arc::clone(&ring);
        let reader = thread::spawn(move || {
            let mut buffer = [0; 1024];
            // It reads to the very end: a supervisor takes it for our death when nobody does.
            loop {
                let read = match pipe.read(&mut buffer) {
                    Ok(0) => return,
                    Ok(read) => read,
                    Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                    Err(_) => return,
                };
                let mut ring = shared.lock().unwrap_or_else(PoisonError::into_inner);
                ring.extend(&buffer[..read]);
                let over = ring.len().saturating_sub(KEPT);
                ring.drain(..over);
            }
        });
        Complaints { ring, reader }
    }

    /// The last complaints on one line, without anything that could steer a terminal.
    pub(super) fn tail(&self) -> String {
        // The last words of a child that has just ended may still be in the pipe.
        for _ in 0..50 {
            if self.reader.is_finished() {
                break;
            }
            thread::sleep(Duration::from_millis(1));
        }
        let ring = self.ring.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes: Vec<u8> = ring.iter().copied().collect();
        printable(&bytes)
    }
}

/// The last characters of what a program printed, fit for a message of one line.
pub(in crate::engine) fn printable(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let words = clean::message(&text);
    let skipped = words.chars().count().saturating_sub(QUOTED);
    if skipped == 0 { words } else { format!("…{}", words.chars().skip(skipped).collect::<String>()) }
}

#[test]
fn messages_steer_no_terminal() {
    assert_eq!(printable(b"\x1b]0;title\x07error:\n\r  \xe2\x80\xae bad\n"), "]0;title error: bad");
    let long = printable("é".repeat(5000).as_bytes());
    assert_eq!(long.chars().count(), QUOTED + 1);
}
