//! What is found in sound whose words are known.

use proptest::prelude::*;

use super::*;
use crate::audio::Rate;

/// Words of one vowel each, at some milliseconds, with silence between them.
fn clip(rate: u32, spans: &[Range<u32>]) -> Clip {
    let end = spans.last().map_or(0, |last| last.end) + 50;
    let at = |sample: u32| sample * 1_000 / rate;
    let sample = |n: u32| {
        let sounds = spans.iter().any(|span| span.contains(&at(n)));
        #[expect(clippy::cast_possible_truncation, reason = "rounding to single precision is the purpose")]
        let wave = libm::sin(f64::from(n) * 600.0 * std::f64::consts::TAU / f64::from(rate)) as f32;
        if sounds { 0.5 * wave } else { 0.0 }
    };
    Clip { rate: Rate::new(rate).unwrap(), samples: (0..end * rate / 1_000).map(sample).collect() }
}

#[test]
fn pauses_that_are_in_the_sound_are_found() {
    let spans = [50..350, 800..900, 950..1_500, 3_000..3_100];
    for rate in [8_000, 22_050, 48_000] {
        let clip = clip(rate, &spans);
        let found = estimate("Aeyaa, a, eayaeya a.", &clip, 0..clip.samples.len());
        for (word, wanted) in found.iter().zip(&spans) {
            let at = word.at.start * 1_000 / u64::from(rate);
            assert!(at.abs_diff(u64::from(wanted.start)) <= 30, "{rate} Hz: {at} for {wanted:?}");
        }
    }
}

#[test]
fn words_are_bare() {
    let text = "“Well-known,” he said — 3 times. …";
    let words: Vec<&str> = words(text).into_iter().map(|word| &text[word]).collect();
    assert_eq!(words, ["Well-known", "he", "said", "3", "times"]);
}

#[test]
fn what_an_engine_tells_stays_and_gaps_are_filled() {
    let text = "one two three four";
    let clip = clip(1_000, &[0..400, 500..800, 900..1_300, 1_400..1_900]);
    let length = clip.samples.len();
    let sound = || Some((clip.clone(), 0..length));
    let word = |said: Range<usize>, at: Range<u64>| WordAt { said, at };
    let told = [word(0..3, 10..400), word(8..13, 900..1_300), word(14..18, 1_400..1_900)];
    let mut all = told.to_vec();
    assert_eq!(complete(text, &mut all, sound), Timing::Engine);
    assert_eq!(all.len(), 4);
    assert!(told.iter().all(|word| all.contains(word)));
    assert!(400 <= all[1].at.start && all[1].at.end <= 900, "{:?}", all[1]);

    let mut few = vec![word(0..3, 10..400)];
    assert_eq!(complete(text, &mut few, sound), Timing::Estimated);
    assert_eq!(few.len(), 4);

    let mut whole = all.clone();
    assert_eq!(complete(text, &mut whole, || panic!("nothing is to be found")), Timing::Engine);
    assert_eq!(whole, all);
}

proptest! {
    #[test]
    fn any_text_fits_any_sound(
        text in any::<String>(),
        samples in prop::collection::vec(-1.0..1.0_f32, 0..3_000),
        cut in 0_usize..500,
    ) {
        let length = samples.len();
        let within = cut.min(length)..length;
        let clip = Clip { rate: Rate::new(1_000).unwrap(), samples };
        let found = estimate(&text, &clip, within.clone());
        prop_assert_eq!(found.len(), words(&text).len());
        let mut end = within.start as u64;
        for word in found {
            prop_assert!(end <= word.at.start && word.at.start <= word.at.end && word.at.end <= within.end as u64);
            prop_assert!(text[word.said].contains(char::is_alphanumeric));
            end = word.at.end;
        }
    }
}
