//! Which sound files an episode gets: those that are asked for, or else those that it has.

use std::path::{Path, PathBuf};

use crate::encode::{Division, EncodeOptions, Format};
use crate::engine::child::Program;
use crate::episode::Profile;
use crate::files::Places;

/// The sound files that are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormatOptions {
    /// The formats. Where none is named, those that the episode has.
    pub formats: Vec<Format>,
    /// The formats of a new episode, where none is named; if this is empty too, [`FormatOptions::usual`].
    pub when_new: Vec<Format>,
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
    /// The rate in kilobits per second; the format says which ones it has.
    pub kilobits: u32,
}

impl FormatOptions {
    /// The formats of a new episode: WAV chapters to listen to, and MP3 to publish, where the build has it.
    pub fn usual() -> Vec<Format> {
        let published = cfg!(feature = "mp3").then_some(Format::Mp3);
        [Format::Wav].into_iter().chain(published).collect()
    }

    /// What is wanted of the encoders, given what was made before. MP3 gets the bit rate that the profile asks for, unless
    /// the user says another.
    pub(super) fn encode_options(
        &self,
        before: EncodeOptions,
        profile: Profile,
        places: &Places,
    ) -> EncodeOptions {
        let is_as_before = self.formats.is_empty() && !before.formats.is_empty();
        let mut encode = if is_as_before {
            before
        } else {
            EncodeOptions { formats: self.formats.clone(), ..EncodeOptions::default() }
        };
        if encode.formats.is_empty() {
            encode.formats.clone_from(&self.when_new);
        }
        if encode.formats.is_empty() {
            encode.formats = FormatOptions::usual();
        }
        if !self.divisions.is_empty() {
            let of = |format: &Format| {
                self.divisions.iter().map(|division| (*format, *division)).collect::<Vec<_>>()
            };
            encode.divisions = encode.formats.iter().flat_map(of).collect();
        }
        let least = profile.least_mp3_bitrate();
        let is_low = |least: &u32| encode.bitrate(Format::Mp3).is_some_and(|bitrate| bitrate < *least);
        encode.bitrates.extend(least.filter(is_low).map(|least| (Format::Mp3, least)));
        for Bitrate { format, kilobits } in &self.bitrates {
            match format {
                Some(one) => encode.bitrates.push((*one, *kilobits)),
                None => encode.bitrates.extend(encode.formats.iter().map(|format| (*format, *kilobits))),
            }
        }
        // A build without an encoder of its own takes the program that most machines have.
        let is_by_program = encode.formats.contains(&Format::M4b) && !cfg!(feature = "m4b");
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
        let (places, podcast) = (Places::default(), Profile::Podcast);
        let before = EncodeOptions {
            divisions: vec![(Format::Mp3, Division::Chapters)],
            bitrates: vec![(Format::Mp3, 64)],
            ..EncodeOptions::of(Format::Mp3)
        };
        let nothing = FormatOptions::default();
        assert_eq!(nothing.encode_options(before.clone(), podcast, &places), before);
        assert_eq!(
            nothing.encode_options(EncodeOptions::default(), podcast, &places),
            EncodeOptions { formats: FormatOptions::usual(), ..EncodeOptions::default() }
        );
        let flac = FormatOptions { formats: vec![Format::Flac], ..nothing };
        assert_eq!(flac.encode_options(before, podcast, &places), EncodeOptions::of(Format::Flac));
    }

    #[test]
    fn what_holds_for_all_formats_holds_for_each() {
        let options = FormatOptions {
            formats: vec![Format::Mp3, Format::Opus],
            when_new: Vec::new(),
            divisions: vec![Division::Whole],
            bitrates: vec![
                Bitrate { format: None, kilobits: 96 },
                Bitrate { format: Some(Format::Opus), kilobits: 32 },
            ],
            aac_encoder: None,
        };
        let encode = options.encode_options(EncodeOptions::default(), Profile::Podcast, &Places::default());
        assert_eq!(encode.divisions, [(Format::Mp3, Division::Whole), (Format::Opus, Division::Whole)]);
        assert_eq!(encode.bitrates, [(Format::Mp3, 96), (Format::Opus, 96), (Format::Opus, 32)]);
    }

    #[test]
    fn an_audiobook_has_the_bit_rate_of_its_shops_unless_the_user_says_another() {
        let of = |before: u32, bitrates: Vec<Bitrate>| {
            let before =
                EncodeOptions { bitrates: vec![(Format::Mp3, before)], ..EncodeOptions::of(Format::Mp3) };
            let options = FormatOptions { bitrates, ..FormatOptions::default() };
            options.encode_options(before, Profile::Audiobook, &Places::default()).bitrate(Format::Mp3)
        };
        assert_eq!(of(96, vec![]), Some(192));
        assert_eq!(of(256, vec![]), Some(256));
        assert_eq!(of(96, vec![Bitrate { format: None, kilobits: 128 }]), Some(128));
    }
}
