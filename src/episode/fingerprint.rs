//! A chapter's fingerprint: all that its samples depend on, in one digest.

use super::{Episode, Piece};

/// What makes every fingerprint another one when the way that samples are made changes.
const VERSION: &str = "articast chapter sound 1";

impl Episode {
    /// A BLAKE3 digest, in hexadecimal, of all that the samples of a chapter depend on: the same where they are the same,
    /// wherever the chapter stands. Titles, words and places on the timeline are not part of it.
    pub fn fingerprint(&self, chapter: usize) -> String {
        let mut digest = Digest(blake3::Hasher::new());
        digest.text(VERSION);
        digest.number(self.rate.hertz().into());
        digest.decibels(self.limit);
        let mark = &self.chapters[chapter].at;
        if let Some(bed) = &self.bed {
            digest.text(&bed.music.digest);
            digest.number(bed.music.samples);
            digest.decibels(bed.gain);
            let under = &bed.under[chapter];
            digest.number(under.start - mark.start);
            digest.number(under.end - mark.start);
        }
        for (_, piece) in self.pieces(chapter) {
            digest.piece(piece);
        }
        digest.0.finalize().to_hex().to_string()
    }
}

struct Digest(blake3::Hasher);

impl Digest {
    fn piece(&mut self, piece: &Piece) {
        match piece {
            Piece::Silence { samples } => {
                self.text("silence");
                self.number(*samples);
            }
            Piece::Take { key, speech, samples, gain } => {
                self.text(key.as_str());
                self.number(speech.start as u64);
                self.number(speech.end as u64);
                self.number(*samples);
                self.decibels(*gain);
            }
            Piece::Sound { digest, samples, gain, .. } => {
                self.text(digest);
                self.number(*samples);
                self.decibels(*gain);
            }
        }
    }

    /// The length keeps apart what would run together.
    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.update(text.as_bytes());
    }

    fn number(&mut self, number: u64) {
        self.0.update(&number.to_le_bytes());
    }

    fn decibels(&mut self, decibels: f64) {
        self.number(decibels.to_bits());
    }
}
