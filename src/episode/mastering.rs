//! Mastering: every role as loud as the others, and the whole at the level that its listeners' apps and shops ask for.
//!
//! Gains are found from statistics, before anything is streamed, and they are round numbers: an edit moves the loudness
//! of a voice by some hundredths of a decibel, and if gains followed, every chapter would be another one after it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::audio::loudness::{Loudness, integrated};
use crate::audio::{Rate, decibels};
use crate::cast::OpenedCast;
use crate::script::Role;
use crate::studio::Take;

/// Whom an episode is mastered for. `docs/mastering.md` has the rules and where they are from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Profile {
    /// Podcast apps: −19 LUFS in one channel, which are −16 once both speakers play it.
    #[default]
    Podcast,
    /// Audiobook shops, by the rules of ACX: each chapter from −23 to −18 dB RMS, with room before and after it.
    Audiobook,
    /// Broadcasters, by EBU R 128: −23 LUFS, measured as the one channel that it is.
    Broadcast,
}

/// What the level is judged by.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Aim {
    /// The integrated loudness of the whole, in LUFS.
    Loudness(f64),
    /// The root mean square in decibels: that of the whole, and what that of a chapter has to be within.
    Rms(f64, RangeInclusive<f64>),
}

/// How much silence stands before and after what is heard in a file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Room {
    /// Before the first sound of a chapter.
    pub(super) head: RangeInclusive<Duration>,
    /// After the last sound of a chapter.
    pub(super) tail: RangeInclusive<Duration>,
    /// No file is much longer than this.
    pub(super) longest: Duration,
}

impl Profile {
    /// Its name, as the command line has it.
    pub fn name(self) -> &'static str {
        match self {
            Profile::Podcast => "podcast",
            Profile::Audiobook => "audiobook",
            Profile::Broadcast => "broadcast",
        }
    }

    /// The highest true peak in dBTP. It is below what the files may have, because lossy encoders overshoot: by up to
    /// 2 dB at 32 and 64 kb/s (`docs/mastering.md`), and by less at the 192 kb/s of audiobooks.
    pub fn limit(self) -> f64 {
        match self {
            Profile::Podcast | Profile::Broadcast => -3.0,
            Profile::Audiobook => -4.0,
        }
    }

    /// The lowest bit rate in kb/s that MP3 files may have, where those who take them ask for one.
    pub fn least_mp3_bitrate(self) -> Option<u32> {
        match self {
            Profile::Podcast | Profile::Broadcast => None,
            Profile::Audiobook => Some(192),
        }
    }

    /// Why an episode cannot be had in this way, if that is so.
    pub fn refuses(self, rate: Rate, has_bed: bool) -> Option<String> {
        let why = match self {
            Profile::Audiobook if rate != Rate::CD => "requires a sample rate of 44100 Hz",
            Profile::Audiobook if has_bed => "requires silence between the lines, so it does not allow a bed",
            Profile::Podcast | Profile::Broadcast | Profile::Audiobook => return None,
        };
        Some(format!("the profile `{}` {why}", self.name()))
    }

    /// The loudness in LUFS that speech is brought to before the whole is moved: about where it will be.
    pub(super) fn speech(self) -> f64 {
        match self.aim() {
            Aim::Loudness(lufs) => lufs,
            // Speech with its pauses has about this RMS at that loudness.
            Aim::Rms(rms, _) => rms,
        }
    }

    pub(super) fn aim(self) -> Aim {
        match self {
            Profile::Podcast => Aim::Loudness(-19.0),
            Profile::Broadcast => Aim::Loudness(-23.0),
            // Half a decibel and more inside of what is asked for: the limiter and an encoder take a little.
            Profile::Audiobook => Aim::Rms(-20.0, -22.0..=-18.7),
        }
    }

    pub(super) fn room(self) -> Option<Room> {
        let ms = Duration::from_millis;
        match self {
            Profile::Podcast | Profile::Broadcast => None,
            // ACX asks for 0.5 to 1 s, for 1 to 5 s, and for two hours at most.
            Profile::Audiobook => Some(Room {
                head: ms(600)..=ms(900),
                tail: ms(1_500)..=ms(4_500),
                longest: Duration::from_mins(115),
            }),
        }
    }
}

/// A role that says less than this many gating blocks (100 ms each) is too short to be measured by itself.
const LEAST_BLOCKS: u64 = 30;

/// The gains of roles are multiples of this, in decibels: no role is further than half of it from the others.
const ROLE_STEP: f64 = 0.5;

/// The whole is moved by multiples of this, in decibels: it is no further than half of it from its aim.
const WHOLE_STEP: f64 = 0.5;

/// How much the limiter takes of a line's loudness for each decibel that its highest peak is above the limit: about that
/// much with voices of espeak-ng, flite and Festival.
const LIMITED: f64 = 0.15;

/// Where a chapter or a sound is moved by itself, it is by multiples of this, in decibels.
pub(super) const FINE_STEP: f64 = 0.1;

/// The nearest multiple of a step, of which some make 1.
pub(super) fn round(decibels: f64, step: f64) -> f64 {
    // Counting in steps makes equal gains equal to the last bit.
    (decibels / step).round() / (1.0 / step).round()
}

/// The gain of each take in decibels that brings it to a loudness in LUFS.
///
/// Takes are grouped by role and voice; each group is brought to the level by the gated loudness of all that it says, so
/// that loud and soft sentences keep their difference. A group too short to be measured takes the gain of all
/// that its voice says.
pub(super) fn gains(takes: &[Take], opened: &OpenedCast, level: f64) -> Vec<f64> {
    let by_part: Vec<Loudness> =
        (0..opened.parts.len()).map(|part| merged(takes.iter().filter(|take| take.part == part))).collect();
    let groups: BTreeSet<(Role, usize)> = takes.iter().map(|take| (take.role, take.part)).collect();
    let gain = |(role, part): (Role, usize)| {
        let group = merged(takes.iter().filter(|take| (take.role, take.part) == (role, part)));
        let measured = if group.blocks() < LEAST_BLOCKS { &by_part[part] } else { &group };
        round(gain_to(level, measured), ROLE_STEP) + opened.parts[part].gain
    };
    let gains: BTreeMap<(Role, usize), f64> = groups.into_iter().map(|group| (group, gain(group))).collect();
    takes.iter().map(|take| gains[&(take.role, take.part)]).collect()
}

/// What is heard in a chapter.
#[derive(Debug, Default)]
pub(super) struct Heard<'a> {
    /// Everything that sounds, each with its gain in decibels.
    pub(super) parts: Vec<(&'a Loudness, f64)>,
    /// How long the chapter is, with its silences.
    pub(super) seconds: f64,
}

/// By how many decibels each chapter is moved as a whole: the gates of a measurement span the roles, casts ask for gains, music sounds,
/// and roots of mean squares know no gates.
pub(super) fn moves(profile: Profile, chapters: &[Heard<'_>]) -> Vec<f64> {
    match profile.aim() {
        Aim::Loudness(lufs) => {
            let parts = chapters.iter().flat_map(|chapter| &chapter.parts);
            let limited = |&(sound, gain): &(&Loudness, f64)| gain - lost(sound, gain, profile.limit());
            let all: Vec<(&Loudness, f64)> = parts.map(|part| (part.0, limited(part))).collect();
            let whole = integrated(&all).map_or(0.0, |level| round(lufs - level, WHOLE_STEP));
            vec![whole; chapters.len()]
        }
        Aim::Rms(aim, range) => {
            let whole = rms(chapters.iter()).map_or(0.0, |level| round(aim - level, WHOLE_STEP));
            let chapter = |heard: &Heard<'_>| {
                let Some(level) = rms(std::iter::once(heard)) else { return whole };
                let moved = level + whole;
                let wanted = moved.clamp(*range.start(), *range.end());
                whole + round(wanted - moved, FINE_STEP)
            };
            chapters.iter().map(chapter).collect()
        }
    }
}

/// How many decibels of a sound's loudness the limiter takes, as far as its peak tells.
fn lost(sound: &Loudness, gain: f64, limit: f64) -> f64 {
    LIMITED * (decibels(f64::from(sound.peak())) + gain - limit).max(0.0)
}

/// The root of the mean square in decibels of full scale, silences included; None if there is nothing but silence.
fn rms<'a>(chapters: impl Iterator<Item = &'a Heard<'a>>) -> Option<f64> {
    let (mut energy, mut seconds) = (0.0, 0.0);
    for chapter in chapters {
        let parts = chapter.parts.iter();
        energy += parts.map(|(sound, gain)| sound.energy() * libm::pow(10.0, gain / 10.0)).sum::<f64>();
        seconds += chapter.seconds;
    }
    (0.0 < energy).then(|| 10.0 * libm::log10(energy / seconds))
}

/// The gain in decibels that brings a sound to a level; 0 for silence.
pub(super) fn gain_to(level: f64, loudness: &Loudness) -> f64 {
    integrated(&[(loudness, 0.0)]).map_or(0.0, |measured| level - measured)
}

fn merged<'a>(takes: impl Iterator<Item = &'a Take>) -> Loudness {
    let mut all = Loudness::default();
    for take in takes {
        all.merge(&take.facts.loudness);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_gains_are_equal_to_the_last_bit() {
        assert!((round(1.07, 0.1) - 1.1).abs() < 1e-12);
        assert!((round(-0.26, 0.5) + 0.5).abs() < 1e-12);
        for n in -200..200 {
            let gain = f64::from(n) * 0.037;
            let rounded = round(gain, 0.1);
            assert!((rounded - gain).abs() < 0.05 + 1e-9);
            // It is the number that is written so.
            assert_eq!(rounded.to_bits(), format!("{rounded:.1}").parse::<f64>().unwrap().to_bits());
        }
    }

    /// A tone of half a second.
    fn tone(amplitude: f32) -> Loudness {
        let samples: Vec<f32> = (0..22_050_u16).map(|n| amplitude * libm::sinf(f32::from(n) * 0.1)).collect();
        Loudness::measure(Rate::CD, &samples)
    }

    #[test]
    fn a_chapter_is_moved_only_as_far_as_its_own_rule_asks() {
        let sound = tone(0.1);
        let heard = |seconds| Heard { parts: vec![(&sound, 0.0)], seconds };
        // The mean square of the tone is that of −23 dB; half of the chapter is silence.
        let moves = moves(Profile::Audiobook, &[heard(1.0), heard(1.0), heard(8.0)]);
        let level = |n: usize, seconds: f64| -23.0 + 10.0 * libm::log10(0.5 / seconds) + moves[n];
        assert_eq!(moves[0].to_bits(), moves[1].to_bits());
        assert!((level(0, 1.0) + 18.7).abs() < 0.1, "{}", level(0, 1.0));
        assert!((level(2, 8.0) + 22.0).abs() < 0.1, "{}", level(2, 8.0));
        let silent = super::moves(Profile::Audiobook, &[Heard { parts: Vec::new(), seconds: 1.0 }]);
        assert_eq!(silent, [0.0]);
    }

    #[test]
    fn the_whole_is_moved_at_once_where_loudness_counts() {
        let (soft, loud) = (tone(0.05), tone(0.2));
        let chapters = [
            Heard { parts: vec![(&soft, 0.0)], seconds: 3.0 },
            Heard { parts: vec![(&loud, -12.0)], seconds: 1.0 },
        ];
        let moves = moves(Profile::Broadcast, &chapters);
        let all: Vec<(&Loudness, f64)> = vec![(&soft, moves[0]), (&loud, moves[1] - 12.0)];
        assert!((integrated(&all).unwrap() + 23.0).abs() <= 0.26);
        assert_eq!(moves[0].to_bits(), moves[1].to_bits());
    }
}
