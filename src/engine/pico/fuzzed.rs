//! What fuzzers reach of the pipe between Articast and `articast pico`.

use super::text::{self, Manner};
use super::{Voice, here};
use crate::speech::Utterance;
use crate::voice::Tuning;

/// The texts that are sent for an utterance: whole, and since one that fails is said in two halves, in ever smaller parts.
pub fn texts(say: &Utterance, voice: &Voice, tuning: Tuning) -> Vec<String> {
    let (mut texts, mut parts) = (Vec::new(), vec![say.clone()]);
    while let Some(part) = parts.pop() {
        texts.extend(text::written(&part, voice, Manner::of(tuning)).map(|written| written.text));
        parts.extend(text::halves(&part).map(<[Utterance; 2]>::from).into_iter().flatten());
    }
    texts
}

/// What the other side makes of the bytes that it reads.
pub fn taken(bytes: &[u8]) -> Vec<u8> {
    here::taken(bytes).expect("memory can be read")
}

/// What the other side prints of the samples that it made.
pub fn printed(samples: &[i16]) -> Vec<u8> {
    here::file(samples).expect("memory takes all that is written")
}
