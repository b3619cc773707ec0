//! What goes over the pipe between speech-dispatcher and its modules, as bytes: no processes here.

use crate::audio::Rate;

/// Escapes what XML would take for markup.
fn escape_xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A line of plain text as a message that a module will say: SSML, since modules always read it as such, with the
/// dots at the beginnings of lines doubled, and the dot that ends it.
pub(super) fn message(line: &str) -> String {
    stuffed(&format!("<speak>{}</speak>", escape_xml(line)))
}

/// A block of lines as modules take it after a command.
pub(super) fn stuffed(lines: &str) -> String {
    let mut block = String::with_capacity(lines.len() + 8);
    for line in lines.lines() {
        if line.starts_with('.') {
            block.push('.');
        }
        block.push_str(line);
        block.push('\n');
    }
    block.push_str(".\n");
    block
}

/// A line of a module's answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reply<'a> {
    /// The code of three digits.
    pub(super) code: u16,
    /// Whether the answer ends with this line.
    pub(super) is_last: bool,
    /// The text after the code.
    pub(super) rest: &'a [u8],
}

/// Reads a line of an answer: three digits, a hyphen if more lines follow or else a space, and the rest.
pub(super) fn reply(line: &[u8]) -> Option<Reply<'_>> {
    let (head, rest) = line.split_at_checked(4)?;
    let digits =
        std::str::from_utf8(&head[..3]).ok().filter(|digits| digits.bytes().all(|d| d.is_ascii_digit()))?;
    let is_last = match head[3] {
        b' ' => true,
        b'-' => false,
        _ => return None,
    };
    Some(Reply { code: digits.parse().ok()?, is_last, rest })
}

/// Undoes the escaping of sound: a 7D stands for the byte after it with its sixth bit flipped.
fn unescape(raw: &[u8]) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.iter().position(|&byte| byte == 0x7d) {
        let &escaped = rest.get(at + 1).ok_or("an escape at the end of a block")?;
        bytes.extend_from_slice(&rest[..at]);
        bytes.push(escaped ^ 0x20);
        rest = &rest[at + 2..];
    }
    bytes.extend_from_slice(rest);
    Ok(bytes)
}

/// A block of sound as its lines arrive: first the format, then the samples.
#[derive(Debug, Default)]
pub(super) struct Block {
    bits: Option<u32>,
    channels: Option<u32>,
    rate: Option<u32>,
    samples: Option<u32>,
    big_endian: Option<u32>,
    sound: Option<Vec<f32>>,
}

impl Block {
    /// Takes what follows the code of one of its lines.
    pub(super) fn take(&mut self, rest: &[u8]) -> Result<(), String> {
        if let Some(raw) = rest.strip_prefix(b"AUDIO\0") {
            self.sound = Some(self.decode(&unescape(raw)?)?);
            return Ok(());
        }
        let text = std::str::from_utf8(rest).map_err(|_| "a block whose format is not text")?;
        let (key, value) =
            text.split_once('=').ok_or("a line of a block that is neither format nor sound")?;
        let value = value.parse().map_err(|_| "a block whose format is not a number")?;
        let field = match key {
            "bits" => &mut self.bits,
            "num_channels" => &mut self.channels,
            "sample_rate" => &mut self.rate,
            "num_samples" => &mut self.samples,
            "big_endian" => &mut self.big_endian,
            // Later versions of the protocol may tell more.
            _ => return Ok(()),
        };
        *field = Some(value);
        Ok(())
    }

    /// The samples, mixed to mono, and their rate.
    pub(super) fn finish(self) -> Result<(Rate, Vec<f32>), String> {
        let rate = self.rate.and_then(Rate::new).ok_or("a block without a sample rate")?;
        Ok((rate, self.sound.ok_or("a block without sound")?))
    }

    fn decode(&self, bytes: &[u8]) -> Result<Vec<f32>, String> {
        if self.bits != Some(16) {
            return Err(format!("samples of {:?} bits instead of 16", self.bits));
        }
        let channels = self.channels.filter(|channels| (1..=8).contains(channels)).ok_or("no channels")?;
        let expected = u64::from(self.samples.ok_or("a block without its length")?) * u64::from(channels) * 2;
        if bytes.len() as u64 != expected {
            return Err(format!("a block of {} bytes that should have {expected}", bytes.len()));
        }
        // What all known modules send, without a loop in a loop.
        if channels == 1 && self.big_endian != Some(1) {
            let samples = bytes.as_chunks::<2>().0.iter();
            return Ok(samples.map(|pair| f32::from(i16::from_le_bytes(*pair)) / 32_768.0).collect());
        }
        let sample = |pair: &[u8]| match self.big_endian {
            Some(1) => i16::from_be_bytes([pair[0], pair[1]]),
            _ => i16::from_le_bytes([pair[0], pair[1]]),
        };
        let width = 2 * channels as usize;
        let scale = 1.0 / (32_768.0 * f32::from(u16::try_from(channels).expect("there are few")));
        let frames = bytes.chunks_exact(width);
        Ok(frames
            .map(|frame| frame.chunks_exact(2).map(|pair| f32::from(sample(pair)) * scale).sum())
            .collect())
    }
}

/// Reads bytes as the lines of an answer that speaks.
pub(super) fn fuzzed(bytes: &[u8]) {
    let mut block = Block::default();
    for reply in bytes.split(|byte| *byte == b'\n').filter_map(reply) {
        if reply.is_last {
            let _ = std::mem::take(&mut block).finish();
        } else if block.take(reply.rest).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn escape(bytes: &[u8]) -> Vec<u8> {
        let escaped =
            |&byte: &u8| if matches!(byte, 0x0a | 0x7d) { vec![0x7d, byte ^ 0x20] } else { vec![byte] };
        bytes.iter().flat_map(escaped).collect()
    }

    #[test]
    fn every_byte_survives_escaping() {
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(unescape(&escape(&all)).unwrap(), all);
        assert!(!escape(&all).contains(&b'\n'));
        assert_eq!(unescape(b"a\x7d"), Err("an escape at the end of a block".into()));
    }

    #[test]
    fn a_message_is_only_text() {
        assert_eq!(message("AT&T <b>"), "<speak>AT&amp;T &lt;b&gt;</speak>\n.\n");
        assert_eq!(stuffed(".\n..a\nb."), "..\n...a\nb.\n.\n");
    }

    #[test]
    fn replies_are_read_strictly() {
        assert_eq!(reply(b"299 OK"), Some(Reply { code: 299, is_last: true, rest: b"OK" }));
        assert_eq!(reply(b"705-bits=16"), Some(Reply { code: 705, is_last: false, rest: b"bits=16" }));
        for odd in [&b""[..], b"29", b"+12 x", b"abc def", b"200_x", b"Segmentation fault"] {
            assert_eq!(reply(odd), None);
        }
    }

    fn block(lines: &[&[u8]]) -> Result<(Rate, Vec<f32>), String> {
        let mut block = Block::default();
        lines.iter().try_for_each(|line| block.take(line))?;
        block.finish()
    }

    #[test]
    fn blocks_are_checked() {
        let format: [&[u8]; 5] =
            [b"bits=16", b"num_channels=2", b"sample_rate=16000", b"num_samples=1", b"big_endian=1"];
        let [bits, stereo, rate, one, big] = format;
        let (read, samples) = block(&[bits, stereo, rate, one, big, b"AUDIO\0\x40\x00\x00\x00"]).unwrap();
        assert_eq!((read.hertz(), samples), (16_000, vec![0.25]));
        for odd in [
            vec![bits, stereo, rate, one, big],
            vec![bits, stereo, rate, one, b"AUDIO\0\x40"],
            vec![bits, stereo, b"sample_rate=0", one, b"AUDIO\0\x40\x00\x00\x00"],
            vec![bits, b"num_channels=0", rate, one, b"AUDIO\0"],
            vec![b"bits=24", stereo, rate, one, b"AUDIO\0\0\0\0\0\0\0"],
            vec![b"bits=-16"],
            vec![b"AUDIO\0"],
            vec![b"\xff"],
        ] {
            assert!(block(&odd).is_err());
        }
    }

    proptest! {
        #[test]
        fn no_block_panics(lines in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..8)) {
            let lines: Vec<&[u8]> = lines.iter().map(Vec::as_slice).collect();
            let _ = block(&lines);
        }

        #[test]
        fn no_text_ends_a_message_early_or_opens_a_tag(text in "[^\n\r]*") {
            let message = message(&text);
            prop_assert_eq!(message.lines().count(), text.lines().count().max(1) + 1);
            prop_assert_eq!(message.matches('<').count(), 2);
        }

        #[test]
        fn stuffing_leaves_no_lone_dot(text in any::<String>()) {
            let block = stuffed(&text);
            let lines: Vec<&str> = block.lines().collect();
            prop_assert!(lines[..lines.len() - 1].iter().all(|line| *line != "."));
        }
    }
}
