//! Assembling: script, takes and sounds become a timeline. Pure arithmetic on lengths and loudness.

use std::ops::Range;
use std::time::Duration;

use super::{Cue, Episode, Mark, Piece, Sounds, mastering, words};
use crate::audio::resample::samples_after;
use crate::audio::{Clip, Rate};
use crate::engine::WordAt;
use crate::engine::cached::Facts;
use crate::script::{Chapter, Line, Script, Segment, Sound};
use crate::studio::{Company, Take};

/// The pause between the intro and the first words, and between the last words and the outro.
const JINGLE_REST: Duration = Duration::from_millis(600);

/// A chapter of more samples than this is told in parts: a WAV file holds no more than 4 GiB, which is 13.5 hours.
const LONGEST: u64 = 2_000_000_000;

/// Puts everything on the timeline. `takes` are those of the script's lines, in order.
pub fn assemble(script: &Script, takes: &[Take], company: &Company, sounds: &Sounds, rate: Rate) -> Episode {
    let gains = mastering::gains(takes, company);
    let mut line = Timeline { rate, at: 0, pieces: Vec::new() };
    let mut chapters: Vec<Mark> = Vec::with_capacity(script.chapters.len());
    let mut cues = Vec::with_capacity(takes.len());
    let mut takes = takes.iter().zip(&gains);
    let last = script.chapters.len().saturating_sub(1);
    for (n, chapter) in script.chapters.iter().enumerate() {
        let mut starts = vec![line.at];
        if let Some(intro) = sounds.intro.filter(|_| n == 0) {
            line.sound(&sounds.clips[intro], intro);
            line.rest(JINGLE_REST);
        }
        for segment in &chapter.segments {
            match segment {
                Segment::Rest(pause) => {
                    line.rest(*pause);
                    if starts.last().is_some_and(|start| LONGEST < line.at - start) {
                        starts.push(line.at);
                    }
                }
                Segment::Sound(Sound::Earcon) => {
                    if let Some(chime) = sounds.earcon {
                        line.sound(&sounds.clips[chime], chime);
                    }
                }
                Segment::Line(spoken) => {
                    let (take, gain) = takes.next().expect("every line of the script has a take");
                    let at = line.take(take, *gain);
                    cues.push(cue(spoken, take, at, rate));
                }
            }
        }
        if let Some(outro) = sounds.outro.filter(|_| n == last) {
            line.rest(JINGLE_REST);
            line.sound(&sounds.clips[outro], outro);
        }
        chapters.extend(marks(chapter, &starts, line.at));
    }
    Episode { meta: script.meta.clone(), rate, chapters, cues, timeline: line.pieces }
}

/// The marks of a chapter whose parts start there and there: mostly one.
fn marks(chapter: &Chapter, starts: &[u64], end: u64) -> Vec<Mark> {
    let starts: Vec<u64> = starts.iter().copied().filter(|start| *start < end).collect();
    let ends = starts.iter().skip(1).copied().chain([end]);
    let title = |n: usize| match starts.len() {
        1 => chapter.title.clone(),
        _ => format!("{} ({})", chapter.title, n + 1),
    };
    let parts = starts.iter().zip(ends).enumerate();
    parts
        .map(|(n, (start, end))| Mark { title: title(n), anchor: chapter.anchor.clone(), at: *start..end })
        .collect()
}

#[test]
fn a_chapter_too_long_for_a_file_has_parts() {
    let chapter = Chapter { title: "Long".into(), anchor: None, segments: Vec::new() };
    let told = |starts: &[u64], end| -> Vec<(String, Range<u64>)> {
        marks(&chapter, starts, end).into_iter().map(|mark| (mark.title, mark.at)).collect()
    };
    assert_eq!(told(&[5], 9), [("Long".into(), 5..9)]);
    assert_eq!(told(&[5, 7], 9), [("Long (1)".into(), 5..7), ("Long (2)".into(), 7..9)]);
    // A pause at the very end starts nothing.
    assert_eq!(told(&[5, 9], 9), [("Long".into(), 5..9)]);
}

/// The timeline while it grows.
struct Timeline {
    rate: Rate,
    at: u64,
    pieces: Vec<Piece>,
}

impl Timeline {
    fn push(&mut self, piece: Piece) {
        self.at += piece.samples();
        self.pieces.push(piece);
    }

    fn rest(&mut self, pause: Duration) {
        self.push(Piece::Silence { samples: self.rate.samples(pause) });
    }

    fn sound(&mut self, clip: &Clip, index: usize) {
        self.push(Piece::Sound { clip: index, samples: clip.len(), gain: 0.0 });
    }

    fn take(&mut self, take: &Take, gain: f64) -> Range<u64> {
        let start = self.at;
        let Facts { rate, speech, .. } = &take.facts;
        let samples = samples_after(speech.len() as u64, *rate, self.rate);
        self.push(Piece::Take { key: take.key.clone(), speech: speech.clone(), samples, gain });
        start..self.at
    }
}

/// A line on the timeline. What of its words lies in the silence that was cut is moved to the edge.
fn cue(line: &Line, take: &Take, at: Range<u64>, rate: Rate) -> Cue {
    let Facts { rate: own, speech, words, doubt, .. } = &take.facts;
    let edges = speech.start as u64..speech.end as u64;
    let place = |sample: u64| {
        at.start + samples_after(sample.clamp(edges.start, edges.end) - edges.start, *own, rate)
    };
    let said =
        |word: &WordAt| WordAt { said: word.said.clone(), at: place(word.at.start)..place(word.at.end) };
    let said: Vec<WordAt> = words.iter().map(said).collect();
    let words = words::shown(&line.show, &line.say, &said, &at);
    let (text, doubt) = (line.show.clone(), doubt.clone());
    Cue { at, role: line.role, text, seam: line.seam, words, timing: take.timing, doubt }
}
