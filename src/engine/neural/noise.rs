//! The random numbers of networks: one table, and a place in it for each seed.

use std::f64::consts::TAU;
use std::sync::OnceLock;

/// How many numbers there are; more are taken from the start again. A Piper voice takes 192 for each frame of 12 ms,
/// so this is half a minute.
const LENGTH: usize = 1 << 19;

/// Normally distributed numbers, always the same ones.
pub(super) fn table() -> &'static [f32] {
    static TABLE: OnceLock<Vec<f32>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut state = 0;
        let mut numbers = Vec::with_capacity(LENGTH);
        while numbers.len() < LENGTH {
            // Box and Muller, "A Note on the Generation of Random Normal Deviates", 1958.
            let radius = libm::sqrt(-2.0 * libm::log(1.0 - uniform(&mut state)));
            let angle = TAU * uniform(&mut state);
            #[expect(clippy::cast_possible_truncation, reason = "networks take single precision")]
            numbers.extend([(radius * libm::cos(angle)) as f32, (radius * libm::sin(angle)) as f32]);
        }
        numbers
    })
}

/// Where in the table a seed starts.
pub(super) fn start(seed: u64) -> i64 {
    let mut state = seed;
    i64::try_from(mix(&mut state) % LENGTH as u64).expect("the table is short")
}

/// A number from 0 to below 1.
fn uniform(state: &mut u64) -> f64 {
    (mix(state) >> 11) as f64 / (1_u64 << 53) as f64
}

/// The next number of `SplitMix64` (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
fn mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[test]
fn the_table_is_normal_and_seeds_differ() {
    let table = table();
    let mean = table.iter().map(|n| f64::from(*n)).sum::<f64>() / LENGTH as f64;
    let spread = table.iter().map(|n| f64::from(*n).powi(2)).sum::<f64>() / LENGTH as f64;
    assert!(mean.abs() < 0.01 && (spread - 1.0).abs() < 0.01, "{mean} {spread}");
    let starts: std::collections::BTreeSet<i64> = (0..1000).map(start).collect();
    assert!(990 < starts.len());
    assert!(starts.iter().all(|start| (0..1 << 19).contains(start)));
}
