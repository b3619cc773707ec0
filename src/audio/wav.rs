//! WAV files, by hound: read whatever the depth and whatever the header claims, written as 16-bit PCM.

use std::io::{self, Seek, Write};

use hound::{SampleFormat, WavReader, WavSpec, WavWriter};

use super::{Clip, Rate};

/// Decodes a whole WAV file: integers of 8, 16, 24 and 32 bits and 32-bit floats, channels mixed to mono by their
/// mean. Headers that do not know how many samples follow (as programs write that stream to a pipe) are taken at what
/// follows; one that knows, and of which some are missing, is an error: the sound was cut short. The error says in one sentence what is wrong with the bytes.
pub fn read(bytes: &[u8]) -> Result<Clip, String> {
    let (format, data) = chunks(bytes)?;
    if let Some(rate) = plain_rate(format) {
        let samples =
            data.as_chunks::<2>().0.iter().map(|bytes| f32::from(i16::from_le_bytes(*bytes)) / 32_768.0);
        return Ok(Clip { rate, samples: samples.collect() });
    }
    let mut honest = header(format, data.len())?;
    honest.extend_from_slice(data);
    let mut reader = WavReader::new(io::Cursor::new(honest)).map_err(describe)?;
    let spec = reader.spec();
    let rate = Rate::of_sound(spec.sample_rate).ok_or("the sample rate of the WAV file is invalid")?;
    let frames = reader.duration() as usize;
    let channels = usize::from(spec.channels);
    let samples = match spec.sample_format {
        SampleFormat::Float => mix(reader.samples::<f32>(), channels, frames, 1.0, |sample| sample),
        // What nearly all are, and what the lines that we keep are.
        SampleFormat::Int if spec.bits_per_sample == 16 => {
            mix(reader.samples::<i16>(), channels, frames, 1.0 / 32_768.0, f32::from)
        }
        SampleFormat::Int => {
            let scale = libm::ldexpf(1.0, 1 - i32::from(spec.bits_per_sample));
            mix(reader.samples::<i32>(), channels, frames, scale, round_to_f32)
        }
    }?;
    Ok(Clip { rate, samples })
}

/// The rate of the plainest sound there is: whole numbers of 16 bits in one channel. Nearly all engines send it and the
/// lines that we keep are in it, so it is read in one go: sample by sample, it costs as much as the speaking of it.
fn plain_rate(format: &[u8]) -> Option<Rate> {
    let (kind, rest) = format.first_chunk::<16>()?.split_at(4);
    let (rate, rest) = rest.split_first_chunk::<4>()?;
    let is_plain = kind == [1, 0, 1, 0] && rest[4..] == [2, 0, 16, 0];
    is_plain.then(|| Rate::of_sound(u32::from_le_bytes(*rate)))?
}

/// The sample as 16-bit PCM: full scale is 32,768, to the nearest with halves to the even one, and held within the
/// range of an `i16`. Not a number becomes 0. What [`read`] got from 16 bits comes back unchanged.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the low half of the sum is the sample in two's complement"
)]
pub fn quantise(sample: f32) -> i16 {
    // From here up to its double, floats are whole numbers: adding it rounds, and its own low bits are zero.
    const WHOLE: f32 = 12_582_912.0; // 1.5 · 2²³
    let scaled = (sample * 32_768.0).clamp(-32_768.0, 32_767.0);
    ((scaled + WHOLE).to_bits() as u16).cast_signed()
}

#[test]
fn quantising_rounds_halves_to_even_and_clamps() {
    let step = 1.0 / 32_768.0;
    let cases = [
        (0.5, 0),
        (-0.5, 0),
        (0.51, 1),
        (1.5, 2),
        (-1.5, -2),
        (-2.5, -2),
        (32_768.0, 32_767),
        (-32_768.0, -32_768),
    ];
    for (steps, want) in cases {
        assert_eq!(quantise(steps * step), want, "{steps}");
    }
    assert_eq!(quantise(f32::INFINITY), 32_767);
    assert_eq!(quantise(f32::NAN), 0);
    for sample in i16::MIN..=i16::MAX {
        assert_eq!(quantise(f32::from(sample) / 32_768.0), sample);
    }
}

/// Gives hound samples as 16-bit PCM; see [`quantise`].
pub(crate) fn write_block<W: Write + Seek>(writer: &mut WavWriter<W>, samples: &[f32]) -> io::Result<()> {
    let mut quantised = [0; 1 << 12];
    for block in samples.chunks(quantised.len()) {
        // A loop of its own, so that the processor rounds several at once.
        for (quantised, sample) in quantised.iter_mut().zip(block) {
            *quantised = quantise(*sample);
        }
        write_whole(writer, &quantised[..block.len()])?;
    }
    Ok(())
}

fn write_whole<W: Write + Seek>(writer: &mut WavWriter<W>, samples: &[i16]) -> io::Result<()> {
    // hound counts the samples of a block in 32 bits, and writes it in one piece.
    for block in samples.chunks(1 << 16) {
        let length = u32::try_from(block.len()).expect("a block has 65,536 samples at most");
        let mut block_writer = writer.get_i16_writer(length);
        for &sample in block {
            block_writer.write_sample(sample);
        }
        block_writer.flush().map_err(io_error)?;
    }
    Ok(())
}

/// Writes the clip as a WAV file of one channel of 16-bit PCM; see [`quantise`].
pub fn write(clip: &Clip, to: impl Write + Seek) -> io::Result<()> {
    let mut writer = WavWriter::new(to, pcm(clip.rate)).map_err(io_error)?;
    write_block(&mut writer, &clip.samples)?;
    writer.finalize().map_err(io_error)
}

/// Writes the clip so that [`read`] gives back the very same samples: as 16-bit PCM where that holds them exactly, as
/// it does what most engines send, else as 32-bit floats.
pub(crate) fn write_exact(clip: &Clip, to: impl Write + Seek) -> io::Result<()> {
    let quantised: Vec<i16> = clip.samples.iter().map(|sample| quantise(*sample)).collect();
    let same = |(sample, quantised): (&f32, &i16)| {
        u32::from((f32::from(*quantised) / 32_768.0).to_bits() != sample.to_bits())
    };
    // Counted to the end, several at once: nearly always it is all of them.
    let others: u32 = clip.samples.iter().zip(&quantised).map(same).sum();
    if others == 0 {
        let mut writer = WavWriter::new(to, pcm(clip.rate)).map_err(io_error)?;
        write_whole(&mut writer, &quantised)?;
        return writer.finalize().map_err(io_error);
    }
    let spec = WavSpec { bits_per_sample: 32, sample_format: SampleFormat::Float, ..pcm(clip.rate) };
    let mut writer = WavWriter::new(to, spec).map_err(io_error)?;
    for sample in &clip.samples {
        writer.write_sample(*sample).map_err(io_error)?;
    }
    writer.finalize().map_err(io_error)
}

/// One channel of 16-bit PCM.
pub fn pcm(rate: Rate) -> WavSpec {
    WavSpec { channels: 1, sample_rate: rate.hertz(), bits_per_sample: 16, sample_format: SampleFormat::Int }
}

/// Lengths from here on are what programs write that do not know them yet.
pub(crate) const PLACEHOLDER: usize = 0x7fff_0000;

/// The `fmt ` chunk and the sound of a file, the latter no longer than what is there.
fn chunks(bytes: &[u8]) -> Result<(&[u8], &[u8]), String> {
    let (b"RIFF", rest) = bytes.split_at_checked(4).ok_or("not a WAV file: it is too short")? else {
        return Err("not a WAV file: it does not start with `RIFF`".into());
    };
    let Some((size, rest)) = rest.split_first_chunk::<4>() else {
        return Err("not a WAV file: it is too short".into());
    };
    let Some(mut rest) = rest.strip_prefix(b"WAVE") else {
        return Err("not a WAV file: it has another RIFF type".into());
    };
    let honest = u32::from_le_bytes(*size) as usize == bytes.len() - 8;
    let mut format = None;
    while let Some((&[a, b, c, d, l0, l1, l2, l3], body)) = rest.split_first_chunk::<8>() {
        let length = u32::from_le_bytes([l0, l1, l2, l3]) as usize;
        match &[a, b, c, d] {
            b"fmt " => format = body.get(..length),
            b"data" => {
                let format = format.ok_or("not a WAV file: the sound comes before the format")?;
                // A program that writes to a pipe cannot go back to put the length in. It leaves a huge one or
                // none there, in this chunk and in that of the whole file.
                let unknown = length == 0 && !honest;
                if length < PLACEHOLDER && body.len() < length {
                    let there = body.len();
                    return Err(format!("the WAV file is cut short: {there} of {length} bytes of sound"));
                }
                return Ok((format, if unknown { body } else { &body[..length.min(body.len())] }));
            }
            _ => {}
        }
        // Chunks start at even offsets.
        rest = body.get(length.saturating_add(length % 2)..).unwrap_or_default();
    }
    Err("not a WAV file: it contains no sound".into())
}

/// A header that hound takes: the essential fields of `format`, and the length that the sound really has.
fn header(format: &[u8], length: usize) -> Result<Vec<u8>, String> {
    let Some(essential) = format.first_chunk::<16>() else {
        return Err("not a WAV file: the format is truncated".into());
    };
    let mut essential = essential.to_vec();
    let field = |at: usize| u16::from_le_bytes([format[at], format[at + 1]]);
    let (tag, block) = (field(0), field(12));
    let rate = u32::from_le_bytes([format[4], format[5], format[6], format[7]]);
    // The bytes per second follow from the rest, and are wrong in some files.
    let per_second = rate.saturating_mul(u32::from(block));
    essential[8..12].copy_from_slice(&per_second.to_le_bytes());
    if let (0xfffe, Some(extension)) = (tag, format.get(18..40)) {
        essential.extend(22_u16.to_le_bytes());
        essential.extend(extension);
    }
    // The last frame may be cut where the program was.
    let whole = length - length % usize::from(block.max(1));
    let whole = u32::try_from(whole).map_err(|_| "the WAV file is larger than 4 GiB")?;
    let format_length = u32::try_from(essential.len()).expect("it is 16 or 40");
    let total = whole.saturating_add(format_length).saturating_add(20);
    let header = [
        b"RIFF",
        &total.to_le_bytes()[..],
        b"WAVEfmt ",
        &format_length.to_le_bytes(),
        &essential,
        b"data",
        &whole.to_le_bytes(),
    ];
    Ok(header.concat())
}

/// Frames of `channels` samples as their means, each times `scale`.
fn mix<S>(
    mut samples: impl Iterator<Item = hound::Result<S>>,
    channels: usize,
    frames: usize,
    scale: f32,
    to_f32: impl Fn(S) -> f32,
) -> Result<Vec<f32>, String> {
    let scale = scale / round_to_f32(i32::try_from(channels).expect("channels are counted in 16 bits"));
    let mut mixed = Vec::with_capacity(frames);
    for _ in 0..frames {
        let mut sum = 0.0;
        for sample in samples.by_ref().take(channels) {
            sum += to_f32(sample.map_err(describe)?);
        }
        mixed.push(sum * scale);
    }
    if mixed.iter().all(|sample| sample.is_finite()) {
        Ok(mixed)
    } else {
        Err("some samples of the WAV file are not numbers".into())
    }
}

/// The nearest float: exact up to 24 bits, and beyond that as good as a float can be.
fn round_to_f32(sample: i32) -> f32 {
    sample as f32
}

/// A reason for a person, from hound's.
fn describe(error: hound::Error) -> String {
    match error {
        hound::Error::FormatError(why) => format!("not a WAV file: {why}"),
        hound::Error::IoError(why) => format!("not a WAV file: {why}"),
        _ => "the WAV file has an unsupported sample format: neither PCM of 8, 16, 24 or 32 bits nor 32-bit \
              floats"
            .into(),
    }
}

/// The I/O error inside hound's; what hound itself refuses (more than 4 GiB) is one too.
fn io_error(error: hound::Error) -> io::Error {
    match error {
        hound::Error::IoError(error) => error,
        other => io::Error::other(other),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The bytes of a file that hound writes.
    fn file<S: hound::Sample + Copy>(
        bits: u16,
        format: SampleFormat,
        channels: u16,
        samples: &[S],
    ) -> Vec<u8> {
        let mut bytes = io::Cursor::new(Vec::new());
        let spec = WavSpec { channels, sample_rate: 22_050, bits_per_sample: bits, sample_format: format };
        let mut writer = WavWriter::new(&mut bytes, spec).unwrap();
        for &sample in samples {
            writer.write_sample(sample).unwrap();
        }
        writer.finalize().unwrap();
        bytes.into_inner()
    }

    #[test]
    fn every_depth_reads_to_the_same_scale() {
        for bits in [8_u16, 16, 24, 32] {
            let full = 1_i64 << (bits - 1);
            let samples = [0, full / 2, -full / 4, -full].map(|sample| i32::try_from(sample).unwrap());
            let clip = read(&file(bits, SampleFormat::Int, 1, &samples)).unwrap();
            assert_eq!(clip.samples, [0.0, 0.5, -0.25, -1.0], "{bits} bits");
            assert_eq!(clip.rate.hertz(), 22_050);
        }
        let clip = read(&file(32, SampleFormat::Float, 1, &[0.25_f32, -1.5])).unwrap();
        assert_eq!(clip.samples, [0.25, -1.5]);
    }

    #[test]
    fn channels_are_mixed_by_their_mean() {
        let clip = read(&file(16, SampleFormat::Int, 2, &[16_384_i16, 0, -8_192, -8_192])).unwrap();
        assert_eq!(clip.samples, [0.25, -0.25]);
    }

    #[test]
    fn lengths_that_a_pipe_left_wrong_are_taken_at_what_follows() {
        let honest = file(16, SampleFormat::Int, 1, &[1_i16, 2, 3, 4]);
        let want = read(&honest).unwrap();
        for length in [0, 0x7fff_ffff, 0x7fff_f000, u32::MAX] {
            let mut bytes = honest.clone();
            bytes[4..8].copy_from_slice(&length.to_le_bytes());
            bytes[40..44].copy_from_slice(&length.to_le_bytes());
            assert_eq!(read(&bytes).unwrap(), want, "{length:#x}");
            bytes.pop();
            assert_eq!(read(&bytes).unwrap().samples, want.samples[..3], "{length:#x}, cut");
        }
    }

    #[test]
    fn a_file_that_knows_its_length_is_whole() {
        let whole = file(16, SampleFormat::Int, 1, &[1_i16, 2, 3, 4]);
        for missing in 1..=8 {
            let why = read(&whole[..whole.len() - missing]).unwrap_err();
            assert!(why.contains(&format!("{} of 8 bytes", 8 - missing)), "{why}");
        }
    }

    #[test]
    fn an_empty_file_with_something_behind_it_is_empty() {
        let mut bytes = file::<i16>(16, SampleFormat::Int, 1, &[]);
        bytes.extend(b"LIST\x04\0\0\0INFO");
        let size = u32::try_from(bytes.len() - 8).unwrap();
        bytes[4..8].copy_from_slice(&size.to_le_bytes());
        assert!(read(&bytes).unwrap().is_empty());
    }

    #[test]
    fn what_is_no_wav_file_says_so() {
        let mut infinite = file(32, SampleFormat::Float, 1, &[f32::INFINITY]);
        assert_eq!(read(&infinite), Err("some samples of the WAV file are not numbers".into()));
        infinite[22..24].copy_from_slice(&[0, 0]);
        assert_eq!(read(&infinite), Err("not a WAV file: file contains zero channels".into()));
        assert_eq!(read(b""), Err("not a WAV file: it is too short".into()));
        assert_eq!(read(b"OggS....."), Err("not a WAV file: it does not start with `RIFF`".into()));
    }

    proptest! {
        #[test]
        fn sixteen_bits_survive_writing_and_reading(
            values in prop::collection::vec(any::<i16>(), 0..200),
            hertz in 4_000_u32..=768_000,
        ) {
            let samples = values.iter().map(|&value| f32::from(value) / 32_768.0).collect();
            let clip = Clip { rate: Rate::of_sound(hertz).unwrap(), samples };
            let mut bytes = io::Cursor::new(Vec::new());
            write(&clip, &mut bytes).unwrap();
            prop_assert_eq!(read(bytes.get_ref()).unwrap(), clip);
        }

        #[test]
        fn damage_never_panics(
            spots in prop::collection::vec((0_usize..80, any::<u8>()), 0..8),
            kept in 0_usize..80,
        ) {
            let mut bytes = file(16, SampleFormat::Int, 2, &[7_i16; 18]);
            for (at, byte) in spots {
                bytes[at] = byte;
            }
            let _ = read(&bytes);
            let _ = read(&bytes[..kept]);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes);
            let _ = read(&[&b"RIFF\xff\xff\xff\xffWAVEfmt "[..], &bytes].concat());
        }
    }
}
