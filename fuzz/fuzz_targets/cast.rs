//! Casts: what is read keeps to its ranges, and an error is one of few words.
#![no_main]

use articast::cast::{self, Choice};
use articast::script::reading_style::Pauses;
use articast::voice::Tuning;
use articast_fuzz::stored;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let path = stored("their.toml", bytes);
    let cast = match cast::find(&path.display().to_string(), &[]) {
        Ok(cast) => cast,
        Err(error) => {
            assert!(error.with_causes().len() < 100_000);
            return;
        }
    };
    assert!(cast.reading.pauses.check().is_ok() && Pauses::LENGTHS.least == 0);
    for choice in cast.voices.values().flatten() {
        assert!(Tuning::RATES.holds(choice.tuning.rate) && Tuning::PITCHES.holds(choice.tuning.pitch));
        assert!(Choice::GAINS.holds(choice.gain) && choice.price.is_none_or(|price| Choice::PRICES.holds(price)));
    }
});
