//! Mastering: every role as loud as the others, and the whole at the level that podcasts have.

use std::collections::{BTreeMap, BTreeSet};

use crate::audio::loudness::{Loudness, integrated};
use crate::script::Role;
use crate::studio::{Company, Take};

/// The level of an episode in LUFS. A mono file of −19 LUFS is heard at −16 once both speakers play it.
pub const TARGET: f64 = -19.0;

/// The highest true peak in dBTP.
pub const CEILING: f64 = -1.0;

/// A role that says less than this many gating blocks (100 ms each) is too short to be measured by itself.
const LEAST_BLOCKS: u64 = 30;

/// The gain of each take in decibels.
///
/// Takes are grouped by role and voice; each group is brought to [`TARGET`] by the gated loudness of all that it says, so
/// that loud and soft sentences keep their difference. A group too short to be measured takes the gain of all
/// that its voice says.
pub fn gains(takes: &[Take], company: &Company) -> Vec<f64> {
    let by_part: Vec<Loudness> =
        (0..company.parts.len()).map(|part| merged(takes.iter().filter(|take| take.part == part))).collect();
    let groups: BTreeSet<(Role, usize)> = takes.iter().map(|take| (take.role, take.part)).collect();
    let by_group: Vec<((Role, usize), Loudness)> = groups
        .into_iter()
        .map(|group| (group, merged(takes.iter().filter(|take| (take.role, take.part) == group))))
        .collect();
    let gains: BTreeMap<(Role, usize), f64> = by_group
        .iter()
        .map(|((role, part), group)| {
            let measured = if group.blocks() < LEAST_BLOCKS { &by_part[*part] } else { group };
            ((*role, *part), gain_to(TARGET, measured) + company.parts[*part].gain)
        })
        .collect();
    // Each group is at the level; gates that span the groups, and gains that the cast asks for, move the whole a little.
    let whole: Vec<(&Loudness, f64)> = by_group.iter().map(|(group, all)| (all, gains[group])).collect();
    let shift = integrated(&whole).map_or(0.0, |level| TARGET - level);
    takes.iter().map(|take| gains[&(take.role, take.part)] + shift).collect()
}

/// The gain in decibels that brings a sound to a level; 0 for silence.
pub fn gain_to(level: f64, loudness: &Loudness) -> f64 {
    integrated(&[(loudness, 0.0)]).map_or(0.0, |measured| level - measured)
}

fn merged<'a>(takes: impl Iterator<Item = &'a Take>) -> Loudness {
    let mut all = Loudness::default();
    for take in takes {
        all.merge(&take.facts.loudness);
    }
    all
}
