//! The MP4 container (ISO/IEC 14496-12 and -14): the head of a file of one AAC track, whose size is known before its
//! content is, so that it stands in front of the sound and the sound is written once.

/// Samples of a frame of AAC-LC.
pub(super) const FRAME: u64 = 1024;
/// The most bytes of a frame: 6,144 bits a channel (ISO/IEC 14496-3, 4.5.3.2), and something to spare.
pub(super) const MOST_BYTES: usize = 1024;
/// Frames of a chunk: about a second.
const CHUNK: usize = 43;
/// The ids of the tracks: the sound, and the chapters' titles.
const SOUND: u32 = 1;
const TITLES: u32 = 2;
/// No rotation, no scaling, as 16.16 and 2.30 fixed point.
const MATRIX: [u8; 36] = {
    let mut matrix = [0; 36];
    (matrix[1], matrix[17], matrix[32]) = (1, 1, 0x40);
    matrix
};

/// What a file holds, but for the sound.
#[derive(Debug, Clone)]
pub(super) struct Movie {
    /// Samples per second: the unit of all times in the file.
    pub(super) rate: u32,
    /// The samples that are to be heard.
    pub(super) samples: u64,
    /// How many samples of the encoder's own come before them.
    pub(super) delay: u64,
    /// The bit rate in bits per second.
    pub(super) bitrate: u32,
    /// The language, ISO 639-2.
    pub(super) language: String,
    /// The chapters: how many samples each lasts, and its title.
    pub(super) chapters: Vec<(u64, String)>,
    /// What the file says of itself: the content of `udta`.
    pub(super) about: Vec<u8>,
}

/// The sound, when it is there.
#[derive(Debug, Clone, Default)]
pub(super) struct Sound {
    /// What decoders must know (`AudioSpecificConfig`, ISO/IEC 14496-3, 1.6.2.1).
    pub(super) config: [u8; 2],
    /// The bytes of each frame.
    pub(super) sizes: Vec<u16>,
}

/// How wide places in the file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Places {
    /// 32 bits: all places are below 4 GiB.
    Short,
    /// 64 bits (`co64`): for files of 4 GiB and more.
    Long,
}

impl Movie {
    /// How many frames hold all of it.
    pub(super) fn frames(&self) -> usize {
        usize::try_from((self.delay + self.samples).div_ceil(FRAME)).expect("it is listed in memory")
    }

    /// The samples at the end that are not to be heard.
    pub(super) fn padding(&self) -> u64 {
        self.frames() as u64 * FRAME - self.delay - self.samples
    }

    /// The width that is enough whatever the frames' sizes will be.
    pub(super) fn places(&self) -> Places {
        let most = (self.frames() as u64 + 1).saturating_mul(MOST_BYTES as u64);
        if most < u64::from(u32::MAX) - (1 << 28) { Places::Short } else { Places::Long }
    }

    /// All that stands before the first frame. The length depends on how many frames there are, and on nothing else
    /// of the sound.
    pub(super) fn head(&self, sound: &Sound, places: Places) -> Vec<u8> {
        let ftyp = atom(*b"ftyp", &[b"M4B ", &[0; 4], b"M4B M4A mp42isom"]);
        let titles: Vec<Vec<u8>> = self.chapters.iter().map(|(_, title)| shown(title)).collect();
        let shown = titles.concat();
        // Its length is that of any other places: now it is known where the sound starts.
        let moov = self.moov(sound, places, [0, 0]);
        let mdat = if places == Places::Long { 16 } else { 8 };
        let first_title = (ftyp.len() + moov.len() + mdat) as u64;
        let first_frame = first_title + shown.len() as u64;
        let moov = self.moov(sound, places, [first_frame, first_title]);
        let content = shown.len() as u64 + sound.sizes.iter().map(|size| u64::from(*size)).sum::<u64>();
        let mdat = match places {
            Places::Short => {
                [&u32::try_from(content + 8).expect("it is below 4 GiB").to_be_bytes()[..], b"mdat"].concat()
            }
            Places::Long => [&[0, 0, 0, 1], &b"mdat"[..], &(content + 16).to_be_bytes()].concat(),
        };
        [ftyp, moov, mdat, shown].concat()
    }

    fn moov(&self, sound: &Sound, places: Places, [frames, titles]: [u64; 2]) -> Vec<u8> {
        let long = version(self.samples.max(self.delay));
        let mvhd = full(
            *b"mvhd",
            long,
            0,
            &[
                &times(long, self.rate, self.samples),
                &[0, 1, 0, 0, 1, 0],
                &[0; 10],
                &MATRIX,
                &[0; 24],
                &(TITLES + 1).to_be_bytes(),
            ],
        );
        let udta = if self.about.is_empty() { Vec::new() } else { atom(*b"udta", &[&self.about]) };
        let mut tracks = self.sound(sound, places, frames);
        if !self.chapters.is_empty() {
            tracks.extend(self.titles(places, titles));
        }
        atom(*b"moov", &[&mvhd, &tracks, &udta])
    }

    fn sound(&self, sound: &Sound, places: Places, first: u64) -> Vec<u8> {
        let frames = u32::try_from(sound.sizes.len()).expect("frames are counted in 32 bits");
        let long = version(self.samples.max(self.delay));
        // The encoder's own samples are cut off here, and so are those of the last frame that are too many.
        let edit = match long {
            0 => [narrow(self.samples), narrow(self.delay)].concat(),
            _ => [self.samples.to_be_bytes(), self.delay.to_be_bytes()].concat(),
        };
        let edts = atom(*b"edts", &[&full(*b"elst", long, 0, &[&word(1), &edit, &[0, 1, 0, 0]])]);
        let tref = atom(*b"tref", &[&atom(*b"chap", &[&word(TITLES)])]);
        let tref = if self.chapters.is_empty() { Vec::new() } else { tref };
        let sizes: Vec<u8> = sound.sizes.iter().flat_map(|size| u32::from(*size).to_be_bytes()).collect();
        let chunks = sound.sizes.chunks(CHUNK).scan(first, |at, chunk| {
            let here = *at;
            *at += chunk.iter().map(|size| u64::from(*size)).sum::<u64>();
            Some(here)
        });
        let stbl = atom(
            *b"stbl",
            &[
                &full(*b"stsd", 0, 0, &[&word(1), &self.mp4a(sound.config)]),
                &lasts(&[(frames.saturating_sub(1), 1024), (frames.min(1), self.last())]),
                &in_chunks(frames, u32::try_from(CHUNK).expect("it is small")),
                &full(*b"stsz", 0, 0, &[&word(0), &word(frames), &sizes]),
                &offsets(places, chunks),
                // Each frame needs the one before it, so that a player who seeks starts one earlier.
                &full(*b"sgpd", 1, 0, &[b"roll", &word(2), &word(1), &(-1_i16).to_be_bytes()]),
                &full(*b"sbgp", 0, 0, &[b"roll", &word(1), &word(frames), &word(1)]),
            ],
        );
        let smhd = full(*b"smhd", 0, 0, &[&[0; 4]]);
        let mdia = self.mdia(*b"soun", self.delay + self.samples, &[&smhd, &stbl]);
        atom(*b"trak", &[&self.tkhd(SOUND, 7), &edts, &tref, &mdia])
    }

    /// How long the last frame counts: no further than to the end of what is to be heard.
    fn last(&self) -> u32 {
        u32::try_from(FRAME - self.padding()).expect("a frame is short")
    }

    /// The track of titles by which QuickTime and its kin know chapters: each lasts as long as its chapter.
    fn titles(&self, places: Places, first: u64) -> Vec<u8> {
        // Black on white in a box of no size: nobody shows it as a text.
        let style = [&[0; 8][..], &[0; 6], &[0; 8], &[0; 8], &[0; 4], &[0; 3], &[0; 6], &[0]].concat();
        let text = atom(*b"text", &[&[0, 0, 0, 0, 0, 0, 0, 1], &style]);
        let count = u32::try_from(self.chapters.len()).expect("chapters are few");
        let lengths: Vec<(u32, u32)> =
            self.chapters.iter().map(|(length, _)| (1, u32::try_from(*length).unwrap_or(u32::MAX))).collect();
        let title_sizes: Vec<u32> = self
            .chapters
            .iter()
            .map(|(_, title)| u32::try_from(shown(title).len()).expect("titles are short"))
            .collect();
        let sizes: Vec<u8> = title_sizes.iter().copied().flat_map(word).collect();
        let chunks = title_sizes.iter().scan(first, |at, size| {
            let here = *at;
            *at += u64::from(*size);
            Some(here)
        });
        let stbl = atom(
            *b"stbl",
            &[
                &full(*b"stsd", 0, 0, &[&word(1), &text]),
                &lasts(&lengths),
                // A title a chunk: some readers take each chunk for a chapter.
                &in_chunks(count, 1),
                &full(*b"stsz", 0, 0, &[&word(0), &word(count), &sizes]),
                &offsets(places, chunks),
            ],
        );
        let gmin = full(*b"gmin", 0, 0, &[&[0, 0x40, 0x80, 0, 0x80, 0, 0x80, 0, 0, 0, 0, 0]]);
        let gmhd = atom(*b"gmhd", &[&gmin, &atom(*b"text", &[&MATRIX])]);
        let mdia = self.mdia(*b"text", self.samples, &[&gmhd, &stbl]);
        // In the movie, but not enabled: found by the track that refers to it alone.
        atom(*b"trak", &[&self.tkhd(TITLES, 2), &mdia])
    }

    fn tkhd(&self, track: u32, flags: u32) -> Vec<u8> {
        let long = version(self.samples.max(self.delay));
        let (clock, samples) = match long {
            0 => ([0; 8].to_vec(), narrow(self.samples).to_vec()),
            _ => ([0; 16].to_vec(), self.samples.to_be_bytes().to_vec()),
        };
        let volume: [u8; 2] = if track == SOUND { [1, 0] } else { [0, 0] };
        full(
            *b"tkhd",
            long,
            flags,
            &[&clock, &word(track), &[0; 4], &samples, &[0; 12], &volume, &[0; 2], &MATRIX, &[0; 8]],
        )
    }

    fn mdia(&self, kind: [u8; 4], samples: u64, [header, stbl]: &[&[u8]; 2]) -> Vec<u8> {
        let long = version(samples);
        // Three letters of five bits each.
        let letters = self.language.bytes().take(3).map(|letter| u16::from(letter & 0x1f));
        let language = letters.fold(0, |packed, letter| packed << 5 | letter);
        let mdhd =
            full(*b"mdhd", long, 0, &[&times(long, self.rate, samples), &language.to_be_bytes(), &[0; 2]]);
        let hdlr = full(*b"hdlr", 0, 0, &[&[0; 4], &kind, &[0; 13]]);
        let here = full(*b"url ", 0, 1, &[]);
        let dinf = atom(*b"dinf", &[&full(*b"dref", 0, 0, &[&word(1), &here])]);
        let minf = atom(*b"minf", &[header, &dinf, stbl]);
        atom(*b"mdia", &[&mdhd, &hdlr, &minf])
    }

    /// The description of the sound: one channel of AAC. The rate stands there in 16 bits; where it needs more, only
    /// `config` says it.
    fn mp4a(&self, config: [u8; 2]) -> Vec<u8> {
        let rate = u16::try_from(self.rate).unwrap_or(0).to_be_bytes();
        let bitrate = self.bitrate.to_be_bytes();
        let specific = descriptor(5, &[&config]);
        // MPEG-4 audio, an audio stream, a buffer of 768 bytes, at most and on average so many bits per second.
        let decoder = descriptor(4, &[&[0x40, 0x15, 0, 3, 0], &bitrate, &bitrate, &specific]);
        let stream = descriptor(3, &[&[0, 0, 0], &decoder, &descriptor(6, &[&[2]])]);
        let esds = full(*b"esds", 0, 0, &[&stream]);
        let fixed = [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 16, 0, 0, 0, 0];
        atom(*b"mp4a", &[&fixed, &rate, &[0; 2], &esds])
    }
}

/// A box: its size, its kind, its content.
pub(super) fn atom(kind: [u8; 4], content: &[&[u8]]) -> Vec<u8> {
    let length = 8 + content.iter().map(|part| part.len()).sum::<usize>();
    let mut bytes = Vec::with_capacity(length);
    bytes.extend(word(u32::try_from(length).expect("boxes but for the sound are below 4 GiB")));
    bytes.extend(kind);
    for part in content {
        bytes.extend_from_slice(part);
    }
    bytes
}

/// A box with a version and flags.
pub(super) fn full(kind: [u8; 4], version: u8, flags: u32, content: &[&[u8]]) -> Vec<u8> {
    let head = (u32::from(version) << 24 | flags).to_be_bytes();
    atom(kind, &[&[&head[..]], content].concat())
}

fn descriptor(tag: u8, content: &[&[u8]]) -> Vec<u8> {
    let content = content.concat();
    let length = u8::try_from(content.len()).expect("descriptors are short");
    [&[tag, length], &content[..]].concat()
}

fn word(number: u32) -> [u8; 4] {
    number.to_be_bytes()
}

/// The version of a box that can say so long a time.
fn version(samples: u64) -> u8 {
    u8::from(u64::from(u32::MAX) < samples)
}

fn narrow(samples: u64) -> [u8; 4] {
    word(u32::try_from(samples).expect("the version was chosen for it"))
}

/// Creation and modification, which nobody needs to know; the unit of time; the length.
fn times(version: u8, rate: u32, samples: u64) -> Vec<u8> {
    match version {
        0 => [&[0; 8], &word(rate)[..], &narrow(samples)].concat(),
        _ => [&[0; 16], &word(rate)[..], &samples.to_be_bytes()].concat(),
    }
}

/// `stts`: so many samples of the track that last so long each.
fn lasts(runs: &[(u32, u32)]) -> Vec<u8> {
    let runs: Vec<_> = runs.iter().filter(|(count, _)| 0 < *count).collect();
    let count = u32::try_from(runs.len()).expect("runs are few");
    let runs: Vec<u8> = runs.iter().flat_map(|(count, each)| [word(*count), word(*each)].concat()).collect();
    full(*b"stts", 0, 0, &[&word(count), &runs])
}

/// `stsc`: how many samples of the track each chunk holds; the last may hold fewer.
fn in_chunks(samples: u32, each: u32) -> Vec<u8> {
    let whole = samples.checked_div(each).unwrap_or(0);
    let rest = samples - whole * each;
    let mut runs = Vec::new();
    if 0 < whole {
        runs.push([1, each, 1]);
    }
    if 0 < rest {
        runs.push([whole + 1, rest, 1]);
    }
    let count = u32::try_from(runs.len()).expect("there are two");
    let runs: Vec<u8> = runs.concat().into_iter().flat_map(word).collect();
    full(*b"stsc", 0, 0, &[&word(count), &runs])
}

/// `stco` or `co64`: where chunks are.
fn offsets(places: Places, at: impl Iterator<Item = u64>) -> Vec<u8> {
    let at: Vec<u64> = at.collect();
    let count = word(u32::try_from(at.len()).expect("chunks are counted in 32 bits"));
    match places {
        Places::Short => {
            let at: Vec<u8> =
                at.into_iter().flat_map(|at| word(u32::try_from(at).expect("it is below 4 GiB"))).collect();
            full(*b"stco", 0, 0, &[&count, &at])
        }
        Places::Long => {
            let at: Vec<u8> = at.into_iter().flat_map(u64::to_be_bytes).collect();
            full(*b"co64", 0, 0, &[&count, &at])
        }
    }
}

/// A title as a sample of its track: its length, its text, and that this is UTF-8 (QuickTime File Format, "Text
/// Sample Data").
fn shown(title: &str) -> Vec<u8> {
    let title = super::cut(title, usize::from(u16::MAX));
    let length = u16::try_from(title.len()).expect("it was cut");
    [&length.to_be_bytes(), title.as_bytes(), &atom(*b"encd", &[&[0, 0, 1, 0]])].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn movie(samples: u64) -> Movie {
        let chapters = vec![(60_000, "One".into()), (samples - 60_000, "Два".into())];
        let (language, about) = ("eng".into(), Vec::new());
        Movie { rate: 44_100, samples, delay: 1024, bitrate: 64_000, language, chapters, about }
    }

    /// The content of the boxes of a kind, wherever they are.
    fn boxes(bytes: &[u8], kind: [u8; 4]) -> Vec<&[u8]> {
        let starts = bytes.windows(4).enumerate().filter(|(_, window)| *window == kind).map(|(at, _)| at);
        let size = |at: usize| u32::from_be_bytes(bytes[at - 4..at].try_into().unwrap()) as usize;
        starts.map(|at| &bytes[at + 4..at - 4 + size(at)]).collect()
    }

    #[test]
    fn the_sound_starts_where_the_head_ends_whatever_its_sizes() {
        let movie = movie(100_000);
        assert_eq!((movie.frames(), movie.padding()), (99, 352));
        let sizes: Vec<u16> = (100..199).collect();
        let sound = Sound { config: [0x12, 8], sizes };
        let all: u64 = sound.sizes.iter().map(|size| u64::from(*size)).sum();
        for (places, kind, width) in [(Places::Short, b"stco", 4), (Places::Long, b"co64", 8)] {
            let room = movie.head(&Sound { sizes: vec![0; 99], ..Sound::default() }, places);
            let head = movie.head(&sound, places);
            assert_eq!(room.len(), head.len());
            let number = |bytes: &[u8]| bytes.iter().fold(0, |all, byte| all << 8 | u64::from(*byte));
            let offsets: Vec<Vec<u64>> = boxes(&head, *kind)
                .into_iter()
                .map(|table| table[8..].chunks(width).map(number).collect())
                .collect();
            let chunk: u64 = (100..143).sum();
            let next: u64 = (143..186).sum();
            // The titles stand before the sound, each in a chunk of its own.
            let (one, two, first) = (3 + 14, 6 + 14, head.len() as u64);
            let titles = vec![first - two - one, first - two];
            assert_eq!(offsets, [vec![first, first + chunk, first + chunk + next], titles]);
            let mdat = head.windows(4).position(|window| window == b"mdat").unwrap();
            let size = if width == 4 { &head[mdat - 4..mdat] } else { &head[mdat + 4..mdat + 12] };
            assert_eq!(number(size), (head.len() - mdat + 4) as u64 + all);
        }
    }

    #[test]
    fn more_than_a_day_is_counted_in_64_bits() {
        let movie = movie(u64::from(u32::MAX) + 1);
        assert_eq!(movie.places(), Places::Long);
        // All frames would say no more here than a few.
        let sizes = vec![200; 9];
        let head = movie.head(&Sound { config: [0x12, 8], sizes }, movie.places());
        for (kind, at) in [(b"mvhd", 24), (b"tkhd", 28), (b"mdhd", 24), (b"elst", 8)] {
            let content = boxes(&head[..1024], *kind)[0];
            let length = u64::from_be_bytes(content[at..at + 8].try_into().unwrap());
            let delay = if kind == b"mdhd" { 1024 } else { 0 };
            assert_eq!((content[0], length), (1, movie.samples + delay));
        }
    }

    #[test]
    fn a_title_is_cut_between_characters() {
        let title = shown(&"é".repeat(40_000));
        assert_eq!((title.len(), &title[..2]), (2 + 65_534 + 12, &[0xff, 0xfe][..]));
    }
}
