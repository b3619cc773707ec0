//! How long the processing of sound takes per sample: `cargo bench --bench audio`. The throughput that is printed is
//! in samples of output: 100 Mitem/s are 10 ns a sample.

use std::fmt::Write as _;
use std::path::Path;

use articast::audio::limiter::Limiter;
use articast::audio::loudness::Loudness;
use articast::audio::resample::Resampler;
use articast::audio::{Clip, Rate, trim, wav};
use articast::cast::OpenedCast;
use articast::episode::{BedFile, Delivery, Episode, Samples, SoundFiles, Sounds, assemble};
use articast::studio::record;
use articast::{article, cast, engine, files, script};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// Ten seconds of something like speech: harmonics in syllables, about as loud as an episode.
fn speech(hertz: u32) -> Clip {
    let rate = Rate::new(hertz).expect("it is not zero");
    let step = 1.0 / hertz as f32;
    let samples = (0..10 * hertz)
        .map(|n| {
            let time = n as f32 * step;
            let syllable = libm::sinf(13.0 * time).max(0.0) * (0.6 + 0.4 * libm::sinf(2.1 * time));
            let voice: f32 = (1..12_u8).map(|k| libm::sinf(f32::from(k) * 800.0 * time) / f32::from(k)).sum();
            0.55 * syllable * voice
        })
        .collect();
    Clip { rate, samples }
}

#[divan::bench(args = [16_000, 22_050, 24_000, 32_000, 48_000])]
fn resample_to_44100(bencher: Bencher<'_, '_>, from: u32) {
    let clip = speech(from);
    let mut resampler = Resampler::new(Rate::CD);
    let length = resampler.convert(clip.clone()).samples.len();
    bencher
        .counter(ItemsCount::new(length))
        .with_inputs(|| clip.clone())
        .bench_local_values(|clip| resampler.convert(clip));
}

#[divan::bench(args = [22_050, 44_100])]
fn measure(bencher: Bencher<'_, '_>, rate: u32) {
    let clip = speech(rate);
    bencher
        .counter(ItemsCount::new(clip.samples.len()))
        .bench_local(|| Loudness::measure(clip.rate, black_box(&clip.samples)));
}

/// The argument is the gain before the limiter, in per cent: 25 stays below the ceiling.
#[divan::bench(args = [10, 25, 100, 200])]
fn limit(bencher: Bencher<'_, '_>, percent: u8) {
    let clip = speech(44_100);
    let samples: Vec<f32> = clip.samples.iter().map(|sample| sample * f32::from(percent) / 100.0).collect();
    bencher.counter(ItemsCount::new(samples.len())).bench_local(|| {
        let mut limiter = Limiter::new(Rate::CD, -1.0);
        let mut output = Vec::with_capacity(samples.len() + 2_000);
        for block in samples.chunks(4_096) {
            limiter.push(black_box(block), &mut output);
        }
        limiter.finish(&mut output);
        output
    });
}

#[divan::bench]
fn find_speech(bencher: Bencher<'_, '_>) {
    let clip = speech(22_050);
    bencher.counter(ItemsCount::new(clip.samples.len())).bench_local(|| trim::speech(black_box(&clip)));
}

#[divan::bench]
fn quantise(bencher: Bencher<'_, '_>) {
    let clip = speech(44_100);
    bencher.counter(ItemsCount::new(clip.samples.len())).bench_local(|| {
        black_box(&clip).samples.iter().map(|&sample| wav::quantise(sample)).collect::<Vec<i16>>()
    });
}

#[divan::bench]
fn read_wav(bencher: Bencher<'_, '_>) {
    let clip = speech(22_050);
    let mut file = std::io::Cursor::new(Vec::new());
    wav::write(&clip, &mut file).expect("memory takes it");
    bencher
        .counter(ItemsCount::new(clip.samples.len()))
        .bench_local(|| wav::read(black_box(file.get_ref())).expect("it was just written"));
}

/// Ten minutes of hums at 22,050 Hz as an episode at 44,100 Hz, in a cache in a folder.
fn episode(dir: &Path, sounds: &Sounds) -> (Episode, OpenedCast) {
    let mut text = String::new();
    for n in 0..90 {
        write!(text, "This is paragraph {n}. It takes some seconds to say, and then a pause follows it.\n\n")
            .expect("a string takes all text");
    }
    let source =
        article::Source { name: "bench.txt".into(), bytes: text.into_bytes(), ..article::Source::default() };
    let cast = cast::find("tone", &[]).expect("it is built in");
    let script = script::write(&article::read(&source).expect("text is an article"), &cast.reading);
    let places = files::Places { cache: dir.to_owned(), ..files::Places::default() };
    let cancel = engine::CancelToken::default();
    let context = engine::EngineContext { places: &places, cancel: &cancel, lanes: 1 };
    let opened = OpenedCast::open(&cast, &script, &context).expect("hums are always there");
    let takes = record(&script, &opened, 1, &cancel, &|_| {}).expect("hums do not fail");
    (assemble(&script, &takes, &opened, sounds, Delivery::default()), opened)
}

/// All that a sample of an episode costs before it is encoded: reading and verifying, resampling, levels, the bed, the
/// limiter.
#[divan::bench(args = ["dry", "bed"])]
fn stream(bencher: Bencher<'_, '_>, kind: &str) {
    let dir = tempfile::tempdir().expect("a temporary folder can be made");
    let music = dir.path().join("music.wav");
    let mut file = std::io::Cursor::new(Vec::new());
    wav::write(&speech(44_100), &mut file).expect("memory takes it");
    files::write(&music, file.get_ref()).expect("the temporary folder takes files");
    let bed = (kind == "bed").then_some(BedFile { path: &music, level: BedFile::LEVEL });
    let sounds =
        Sounds::load(SoundFiles { bed, ..SoundFiles::default() }, Rate::CD).expect("it is a WAV file");
    let (episode, opened) = episode(dir.path(), &sounds);
    bencher.counter(ItemsCount::new(episode.samples())).bench_local(|| {
        let mut samples = Samples::new(&episode, &opened.cache, &sounds.clips);
        let mut block = Vec::new();
        while samples.next(&mut block).expect("the cache is whole") {
            block.clear();
        }
    });
}
