//! Which sound files an episode gets: those that are asked for, or else those that it has.

use std::path::{Path, PathBuf};

use crate::encode::{Division, EncodeOptions, Format};
use crate::engine::child::Program;
use crate::files::Places;

/// The sound files that are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormatOptions {
    /// The formats. Where none is named, those that the episode has; WAV where it is new.
    pub formats: Vec<Format>,
    /// How each format divides the episode among files. Where nothing is said, as before, or as is usual for it.
    pub divisions: Vec<Division>,
    /// Bit rates that differ from the usual ones.
    pub bitrates: Vec<Bitrate>,
    /// A program that makes AAC, such as ffmpeg: a path, or a name that is looked for in [`Places::programs`].
    pub aac_encoder: Option<PathBuf>,
}

/// A bit rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bitrate {
    /// The format, or all that have a bit rate.
    pub format: Option<Format>,
    /// Kilobits per second.
    pub kilobits: u32,
}

impl FormatOptions {
    /// What is wanted of the encoders, given what was made before.
    pub(super) fn encode_options(&self, before: EncodeOptions, places: &Places) -> EncodeOptions {
        let is_as_before = self.formats.is_empty() && !before.formats.is_empty();
        let mut encode = if is_as_before {
            before
        } else {
            EncodeOptions { formats: self.formats.clone(), ..EncodeOptions::default() }
        };
        if encode.formats.is_empty() {
            encode.formats.push(Format::Wav);
        }
        if !self.divisions.is_empty() {
            let of = |format: &Format| {
                self.divisions.iter().map(|division| (*format, *division)).collect::<Vec<_>>()
            };
            encode.divisions = encode.formats.iter().flat_map(of).collect();
        }
        for Bitrate { format, kilobits } in &self.bitrates {
            match format {
                Some(one) => encode.bitrates.push((*one, *kilobits)),
                None => encode.bitrates.extend(encode.formats.iter().map(|format| (*format, *kilobits))),
            }
        }
        // What was made before by a program is made by one again.
        let is_by_program = is_as_before && encode.formats.contains(&Format::M4b) && !cfg!(feature = "m4b");
        let program = self.aac_encoder.as_deref().or(is_by_program.then_some(Path::new("ffmpeg")));
        encode.aac_encoder = program.map(|path| Program::chosen(&places.path_of(path), places));
        encode
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_episode_keeps_its_formats_unless_others_are_asked_for() {
        let places = Places::default();
        let before = EncodeOptions {
            divisions: vec![(Format::Mp3, Division::Chapters)],
            bitrates: vec![(Format::Mp3, 64)],
            ..EncodeOptions::of(Format::Mp3)
        };
        let nothing = FormatOptions::default();
        assert_eq!(nothing.encode_options(before.clone(), &places), before);
        assert_eq!(nothing.encode_options(EncodeOptions::default(), &places), EncodeOptions::of(Format::Wav));
        let flac = FormatOptions { formats: vec![Format::Flac], ..nothing };
        assert_eq!(flac.encode_options(before, &places), EncodeOptions::of(Format::Flac));
    }

    #[test]
    fn what_holds_for_all_formats_holds_for_each() {
        let options = FormatOptions {
            formats: vec![Format::Mp3, Format::Opus],
            divisions: vec![Division::Whole],
            bitrates: vec![
                Bitrate { format: None, kilobits: 96 },
                Bitrate { format: Some(Format::Opus), kilobits: 32 },
            ],
            aac_encoder: None,
        };
        let encode = options.encode_options(EncodeOptions::default(), &Places::default());
        assert_eq!(encode.divisions, [(Format::Mp3, Division::Whole), (Format::Opus, Division::Whole)]);
        assert_eq!(encode.bitrates, [(Format::Mp3, 96), (Format::Opus, 96), (Format::Opus, 32)]);
    }
}
