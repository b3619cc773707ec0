//! Assembling: script, takes and sounds become a timeline. Pure arithmetic on lengths and loudness.

use std::collections::HashMap;
use std::ops::{Range, RangeInclusive};
use std::time::Duration;

use super::mastering::Room;
use super::sounds::Facts;
use super::{Bed, Cue, Delivery, Episode, Exhibit, Mark, Piece, Shown, Sounds, mastering, words};
use crate::article::Origin;
use crate::audio::Rate;
use crate::audio::loudness::Loudness;
use crate::audio::resample::samples_after;
use crate::cast::OpenedCast;
use crate::engine::WordAt;
use crate::engine::cached::Facts as Known;
use crate::script::{self, Chapter, Content, Line, Picture, Role, Script, Segment, Sound};
use crate::studio::Take;

/// The pause between the intro and the first words, and between the last words and the outro.
const JINGLE_REST: Duration = Duration::from_millis(600);

/// A chapter of more samples than this is told in parts: a WAV file holds no more than 4 GiB, which is 13.5 hours.
const LONGEST: u64 = 2_000_000_000;

/// Puts everything on the timeline. `takes` are those of the script's lines, in order.
pub fn assemble(
    script: &Script,
    takes: &[Take],
    opened: &OpenedCast,
    sounds: &Sounds,
    delivery: Delivery,
) -> Episode {
    let Delivery { rate, profile } = delivery;
    let gains = mastering::gains(takes, opened, profile.speech());
    let mut line = Timeline::new(sounds, delivery);
    let mut takes = takes.iter().zip(gains);
    let last = script.chapters.len().saturating_sub(1);
    for (n, chapter) in script.chapters.iter().enumerate() {
        let mut heard: Vec<Heard<'_>> =
            chapter.segments.iter().filter_map(|segment| Heard::of(segment, sounds)).collect();
        if let Some(intro) = sounds.intro.filter(|_| n == 0) {
            heard.splice(0..0, [Heard::Sound(intro), Heard::Rest(JINGLE_REST)]);
        }
        if let Some(outro) = sounds.outro.filter(|_| n == last) {
            heard.extend([Heard::Rest(JINGLE_REST), Heard::Sound(outro)]);
        }
        if let Some(room) = profile.room() {
            make_room(&mut heard, &room);
        }
        line.chapter(chapter, &heard, &mut takes);
    }
    line.finish(script, rate)
}

/// What is heard in a chapter, in order.
enum Heard<'a> {
    Rest(Duration),
    Sound(usize),
    Line(&'a Line),
}

impl<'a> Heard<'a> {
    fn of(segment: &'a Segment, sounds: &Sounds) -> Option<Heard<'a>> {
        match segment {
            Segment::Rest(pause) => Some(Heard::Rest(*pause)),
            Segment::Sound(Sound::Earcon) => sounds.earcon.map(Heard::Sound),
            Segment::Line(line) => Some(Heard::Line(line)),
        }
    }

    fn pause(&self) -> Option<Duration> {
        if let Heard::Rest(pause) = self { Some(*pause) } else { None }
    }
}

/// Makes the silence before and after all that is heard as long as it has to be.
fn make_room(heard: &mut Vec<Heard<'_>>, room: &Room) {
    let within =
        |pause: Duration, range: &RangeInclusive<Duration>| pause.clamp(*range.start(), *range.end());
    let leading = heard.iter().map_while(Heard::pause).count();
    let first: Duration = heard.drain(..leading).filter_map(|rest| rest.pause()).sum();
    let trailing = heard.iter().rev().map_while(Heard::pause).count();
    let last: Duration = heard.drain(heard.len() - trailing..).filter_map(|rest| rest.pause()).sum();
    heard.insert(0, Heard::Rest(within(first, &room.head)));
    heard.push(Heard::Rest(within(last, &room.tail)));
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
struct Timeline<'a> {
    sounds: &'a Sounds,
    delivery: Delivery,
    at: u64,
    /// What sounds, and how loud it is.
    pieces: Vec<(Piece, Option<&'a Loudness>)>,
    chapters: Vec<Mark>,
    cues: Vec<Cue>,
    blocks: Blocks<'a>,
}

/// The blocks that lines are from, in the order in which they are told.
#[derive(Default)]
struct Blocks<'a> {
    origins: Vec<(Role, &'a Origin)>,
}

impl<'a> Blocks<'a> {
    /// The number of a line's block.
    fn of(&mut self, line: &'a Line) -> usize {
        let block = (line.role, &line.origin);
        if self.origins.last() != Some(&block) {
            self.origins.push(block);
        }
        self.origins.len() - 1
    }

    /// A picture, if there are lines that tell it.
    fn shown(&self, picture: &Picture) -> Option<Shown> {
        let block = self.origins.iter().position(|block| *block == (Role::Aside, &picture.origin))?;
        let (medium, address, alt) = (picture.medium, picture.address.clone(), picture.alt.clone());
        Some(Shown { block, medium, address, alt })
    }
}

impl Blocks<'_> {
    /// What is shown whole, if there are lines that tell it.
    fn exhibits(&self, exhibits: &[script::Exhibit]) -> Vec<Exhibit> {
        let mut numbers: HashMap<(Role, &Origin), usize> = HashMap::new();
        for (number, block) in self.origins.iter().enumerate() {
            numbers.entry(*block).or_insert(number);
        }
        let told = exhibits.iter().filter_map(|exhibit| {
            let role = match exhibit.content {
                Content::Table { .. } => Role::Table,
                Content::Code { .. } => Role::Code,
                Content::Note { .. } => Role::Note,
            };
            let block = *numbers.get(&(role, &exhibit.origin))?;
            Some(Exhibit { block, content: exhibit.content.clone() })
        });
        told.collect()
    }
}

impl<'a> Timeline<'a> {
    fn new(sounds: &'a Sounds, delivery: Delivery) -> Timeline<'a> {
        Timeline {
            sounds,
            delivery,
            at: 0,
            pieces: Vec::new(),
            chapters: Vec::new(),
            cues: Vec::new(),
            blocks: Blocks::default(),
        }
    }

    /// Puts a chapter on the timeline, with the next takes for its lines.
    fn chapter(
        &mut self,
        chapter: &Chapter,
        heard: &[Heard<'a>],
        takes: &mut impl Iterator<Item = (&'a Take, f64)>,
    ) {
        let mut starts = vec![self.at];
        for heard in heard {
            match heard {
                Heard::Rest(pause) => self.pause(*pause, &mut starts),
                Heard::Sound(clip) => self.sound(*clip),
                Heard::Line(spoken) => {
                    let (take, gain) = takes.next().expect("every line of the script has a take");
                    let at = self.take(take, gain);
                    let block = self.blocks.of(spoken);
                    self.cues.push(cue(spoken, block, take, at, self.delivery.rate));
                }
            }
        }
        self.chapters.extend(marks(chapter, &starts, self.at));
    }

    fn push(&mut self, piece: Piece, loudness: Option<&'a Loudness>) {
        self.at += piece.samples();
        self.pieces.push((piece, loudness));
    }

    fn rest(&mut self, pause: Duration) {
        let samples = self.delivery.rate.samples(pause);
        if 0 < samples {
            self.push(Piece::Silence { samples }, None);
        }
    }

    /// A rest, in which another part of the chapter starts if this one is long enough.
    fn pause(&mut self, pause: Duration, starts: &mut Vec<u64>) {
        let room = self.delivery.profile.room();
        let longest =
            room.as_ref().map_or(LONGEST, |room| LONGEST.min(self.delivery.rate.samples(room.longest)));
        let is_full = starts.last().is_some_and(|start| longest < self.at - start);
        if let Some(room) = room.filter(|_| is_full) {
            self.rest(pause.clamp(*room.tail.start(), *room.tail.end()));
            starts.push(self.at);
            self.rest(*room.head.start());
        } else {
            self.rest(pause);
            if is_full {
                starts.push(self.at);
            }
        }
    }

    fn sound(&mut self, clip: usize) {
        let sounds = self.sounds;
        let Facts { loudness, digest, below } = &sounds.facts[clip];
        let level = self.delivery.profile.speech() - below;
        let gain = mastering::round(mastering::gain_to(level, loudness), mastering::FINE_STEP);
        let samples = sounds.clips[clip].len();
        if 0 < samples {
            self.push(Piece::Sound { clip, digest: digest.clone(), samples, gain }, Some(loudness));
        }
    }

    fn take(&mut self, take: &'a Take, gain: f64) -> Range<u64> {
        let start = self.at;
        let Known { rate, speech, loudness, .. } = &take.facts;
        let samples = samples_after(speech.len() as u64, *rate, self.delivery.rate);
        self.push(
            Piece::Take { key: take.key.clone(), speech: speech.clone(), samples, gain },
            Some(loudness),
        );
        start..self.at
    }

    /// Moves every chapter to its level, and puts the bed under them.
    fn finish(mut self, script: &Script, rate: Rate) -> Episode {
        let profile = self.delivery.profile;
        let moves = mastering::moves(profile, &self.heard());
        let mut timeline = Vec::with_capacity(self.pieces.len());
        let (mut at, mut chapter) = (0, 0);
        for (mut piece, _) in self.pieces.drain(..) {
            while self.chapters[chapter].at.end <= at {
                chapter += 1;
            }
            at += piece.samples();
            if let Piece::Take { gain, .. } | Piece::Sound { gain, .. } = &mut piece {
                *gain = mastering::round(*gain + moves[chapter], mastering::FINE_STEP);
            }
            timeline.push(piece);
        }
        let pictures = script.pictures.iter().filter_map(|picture| self.blocks.shown(picture)).collect();
        let exhibits = self.blocks.exhibits(&script.exhibits);
        let mut episode = Episode {
            meta: script.meta.clone(),
            rate,
            chapters: self.chapters,
            cues: self.cues,
            pictures,
            links: script.links.clone(),
            exhibits,
            timeline,
            profile,
            limit: profile.limit(),
            bed: None,
        };
        let under = self.sounds.bed.as_ref().map(|_| under(&episode, self.sounds)).unwrap_or_default();
        episode.bed = self.sounds.bed.clone().map(|music| Bed::new(music, profile.speech(), under));
        episode
    }

    /// What is heard in each chapter, for the levels.
    fn heard(&self) -> Vec<mastering::Heard<'a>> {
        let seconds = |mark: &Mark| self.delivery.rate.duration(mark.at.end - mark.at.start).as_secs_f64();
        let chapters = self.chapters.iter();
        let mut heard: Vec<mastering::Heard<'a>> =
            chapters.map(|mark| mastering::Heard { parts: Vec::new(), seconds: seconds(mark) }).collect();
        let (mut at, mut chapter) = (0, 0);
        for (piece, loudness) in &self.pieces {
            while self.chapters[chapter].at.end <= at {
                chapter += 1;
            }
            at += piece.samples();
            if let (Piece::Take { gain, .. } | Piece::Sound { gain, .. }, Some(loudness)) = (piece, loudness)
            {
                heard[chapter].parts.push((loudness, *gain));
            }
        }
        heard
    }
}

/// Where the bed sounds in each chapter: after the intro, and before the outro.
fn under(episode: &Episode, sounds: &Sounds) -> Vec<Range<u64>> {
    let mut under: Vec<Range<u64>> = episode.chapters.iter().map(|mark| mark.at.clone()).collect();
    let mut at = 0;
    let last = under.len().saturating_sub(1);
    let is = |piece: &Piece, wanted: Option<usize>| matches!(piece, Piece::Sound { clip, .. } if Some(*clip) == wanted);
    for piece in &episode.timeline {
        if is(piece, sounds.intro) {
            under[0].start = at + piece.samples();
        }
        if is(piece, sounds.outro) {
            under[last].end = at;
        }
        at += piece.samples();
    }
    under
}

/// A line on the timeline, of a block with this number. What of its words lies in the silence that was cut is moved to
/// the edge.
fn cue(line: &Line, block: usize, take: &Take, at: Range<u64>, rate: Rate) -> Cue {
    let Known { rate: own, speech, words, doubt, .. } = &take.facts;
    let edges = speech.start as u64..speech.end as u64;
    let place = |sample: u64| {
        at.start + samples_after(sample.clamp(edges.start, edges.end) - edges.start, *own, rate)
    };
    let said =
        |word: &WordAt| WordAt { said: word.said.clone(), at: place(word.at.start)..place(word.at.end) };
    let said: Vec<WordAt> = words.iter().map(said).collect();
    let words = words::shown(&line.show, &line.say, &said, &at);
    Cue {
        at,
        role: line.role,
        block,
        language: line.language.clone(),
        text: line.show.clone(),
        marks: line.marks.clone(),
        seam: line.seam,
        words,
        timing: take.timing,
        doubt: doubt.clone(),
    }
}
