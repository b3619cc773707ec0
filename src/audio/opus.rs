//! Ogg Opus files decoded to their end, by ropus: symphonia does not decode them.

use std::io::BufReader;
use std::path::Path;

use ogg::reading::PacketReader;
use ropus::{Channels, DecodeMode, Decoder};

use super::Rate;
use super::decode::failed;
use crate::{Error, Result, files};

/// Opus counts at this rate, whatever the rate of what was encoded (RFC 7845, section 4).
pub const RATE: Rate = Rate::new(48_000).expect("it is not zero");
/// The samples of the longest packet: 120 ms.
const LONGEST: usize = 5_760;
/// How many packets at the start are no sound: the head and the tags (RFC 7845, section 5).
const HEADS: u64 = 2;

/// How many samples at 48 kHz can be decoded of a file of one channel, with those that are not to be heard. Every page is
/// compared with its checksum.
///
/// # Errors
///
/// [`Error::Decode`] if a page is damaged, or a packet cannot be decoded.
pub fn samples(path: &Path) -> Result<u64> {
    let file = files::open(path).map_err(Error::reading(path))?;
    let mut packets = PacketReader::new(BufReader::new(file));
    let mut decoder = Decoder::new(RATE.hertz(), Channels::Mono).expect("Opus has this rate");
    let (mut block, mut count, mut at) = (vec![0.0; LONGEST], 0, 0);
    while let Some(packet) = packets.read_packet().map_err(|error| failed(path, error.to_string()))? {
        if HEADS <= at {
            let heard = decoder.decode_float(&packet.data, &mut block, DecodeMode::Normal);
            count += heard.map_err(|error| failed(path, error.to_string()))? as u64;
        }
        at += 1;
    }
    Ok(count)
}
