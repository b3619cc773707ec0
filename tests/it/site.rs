//! A web server for one test: it answers as it is told, from a thread for each connection.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// What was asked.
pub(crate) struct Request {
    pub(crate) path: String,
    /// The request as it came, with its headers.
    pub(crate) head: String,
    /// What came with it.
    pub(crate) body: Vec<u8>,
    /// How many were asked before.
    pub(crate) hit: usize,
}

/// A server; it lives as long as the test program.
pub(crate) struct Site {
    pub(crate) port: u16,
    hits: Arc<AtomicUsize>,
}

impl Site {
    /// A server that sends these bytes and closes.
    pub(crate) fn new(answer: impl Fn(&Request) -> Vec<u8> + Send + Sync + 'static) -> Site {
        Site::serving(move |request, stream| {
            // A client that has enough goes away.
            let _ = stream.write_all(&answer(request));
        })
    }

    /// A server that never gets to an end: its body comes byte by byte, its head does, or nothing comes.
    pub(crate) fn trickling() -> Site {
        Site::serving(|request, stream| {
            let start: &[u8] = match request.path.as_str() {
                "/body" => b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n",
                "/head" => b"HTTP/1.1 200 OK\r\nX-Slow: ",
                // Silent until the client goes away.
                _ => return drop(stream.read(&mut [0])),
            };
            let mut sent = stream.write_all(start);
            while sent.is_ok() {
                thread::sleep(Duration::from_millis(100));
                sent = stream.write_all(b"x");
            }
        })
    }

    /// A server that does with a connection what it is told.
    pub(crate) fn serving(serve: impl Fn(&Request, &mut TcpStream) + Send + Sync + 'static) -> Site {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (hits, serve) = (Arc::new(AtomicUsize::new(0)), Arc::new(serve));
        let counter = Arc::clone(&hits);
        thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let (serve, counter) = (Arc::clone(&serve), Arc::clone(&counter));
                thread::spawn(move || {
                    let head = head(&mut stream);
                    let path = head.split(' ').nth(1).unwrap_or_default().replace("%20", " ");
                    let hit = counter.fetch_add(1, Ordering::SeqCst);
                    let body = body(&head, &mut stream);
                    serve(&Request { path, head, body, hit }, &mut stream);
                });
            }
        });
        Site { port, hits }
    }

    pub(crate) fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// How many requests came.
    pub(crate) fn hits(&self) -> usize {
        self.hits.load(Ordering::SeqCst)
    }
}

/// The head of a request.
fn head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read == 1) {
        head.push(byte[0]);
    }
    String::from_utf8_lossy(&head).into_owned()
}

/// What a request says that it brings. Left unread, it would reset the connection before the answer is read.
fn body(head: &str, stream: &mut TcpStream) -> Vec<u8> {
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
    });
    let mut body = vec![0; length.unwrap_or(0)];
    // A client may go away in the middle.
    let _ = stream.read_exact(&mut body);
    body
}

pub(crate) fn answer(status: &str, kind: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

pub(crate) fn page(html: &str) -> Vec<u8> {
    answer("200 OK", "text/html; charset=utf-8", html.as_bytes())
}

pub(crate) fn redirect(to: &str) -> Vec<u8> {
    format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        .into_bytes()
}
