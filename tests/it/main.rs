//! The one test program.
#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]
#![expect(clippy::print_stdout, reason = "a test says why it is skipped")]
#![cfg_attr(
    not(feature = "mp3"),
    allow(dead_code, unused_imports, reason = "what only tests of MP3 use is unused without them")
)]

mod articles;
#[cfg(feature = "fetch")]
mod batches;
#[cfg(unix)]
mod best;
mod books;
mod captions;
#[cfg(unix)]
mod casts;
mod cli;
#[cfg(feature = "fetch")]
mod covers;
mod documents;
mod doubt;
mod engines;
#[cfg(all(feature = "fetch", feature = "mp3"))]
mod follow;
#[cfg(target_os = "linux")]
mod failpoints;
#[cfg(feature = "mp3")]
mod faults;
mod faults_input;
#[cfg(feature = "mp3")]
mod faults_published;
#[cfg(target_os = "linux")]
mod faults_disk;
mod faults_stored;
#[cfg(unix)]
mod faults_two;
#[cfg(target_os = "linux")] // They look into /proc.
mod faults_engines;
#[cfg(target_os = "linux")]
mod faults_signals;
#[cfg(feature = "mp3")]
mod figures;
mod formats_lossless;
mod formats_lossy;
#[cfg(unix)]
mod fuzz;
#[cfg(unix)]
mod homes;
mod growth;
mod hostile;
#[cfg(feature = "mp3")]
mod identity;
mod kept;
mod languages;
mod lexicon;
mod licences;
mod make;
mod manual;
mod mastering;
#[cfg(feature = "fetch")]
mod models;
#[cfg(feature = "neural")]
mod neural;
#[cfg(feature = "mp3")]
mod page;
mod probe;
mod program;
#[cfg(feature = "mp3")]
mod publish;
mod readme;
mod real_pages;
#[cfg(feature = "mp3")]
mod replaced;
mod same;
#[cfg(all(unix, feature = "fetch", feature = "mp3"))]
mod secrets;
#[cfg(all(feature = "serve", feature = "mp3"))]
mod serve;
mod settings;
#[cfg(all(feature = "fetch", feature = "mp3"))]
mod shows;
#[cfg(feature = "fetch")]
mod site;
#[cfg(unix)]
mod sound_out;
#[cfg(feature = "http")]
mod speech_server;
mod status;
mod tidy;
#[cfg(all(feature = "upload", feature = "mp3", feature = "fetch"))]
mod upload;
mod utterances;
#[cfg(unix)]
mod voice;
#[cfg(feature = "fetch")]
mod web;
