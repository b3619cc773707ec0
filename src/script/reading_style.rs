//! The reading style: how long the pauses are, and how each kind of thing is told.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::article::Medium;
use crate::bounds::Bounds;
use crate::language::{english_phrases, phrases};
use crate::speech::Lexicon;
use crate::speech::words::Citations;

/// The reading style of an episode. A cast file may change any of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadingStyle {
    /// Milliseconds of silence by where they stand.
    pub pauses: Pauses,
    /// What is told, and how.
    pub style: Style,
    /// The languages that the cast has a voice for besides the article's, as BCP 47 tags.
    pub languages: Vec<String>,
    /// The user's pronunciations, which win over every rule.
    pub lexicon: Lexicon,
}

/// Pauses in milliseconds. Where two meet, the longer one holds, as in CSS Speech.
///
/// The defaults: a chapter's title has room around it as in audiobooks (Audible asks for 0.5 s at the start and
/// 2–3.5 s at a section break, more than an article bears); paragraphs and sentences rest as long as measured
/// readers do (400–1340 ms and 200–980 ms: Kazlauskienė 2019); the others lie between them by rank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pauses {
    /// Before the first sound of the episode.
    pub start: u32,
    /// After the last line of the episode, in milliseconds.
    pub end: u32,
    /// At the start of every chapter but the first.
    pub chapter: u32,
    /// After the title, in milliseconds.
    pub title: u32,
    /// After the byline, in milliseconds.
    pub byline: u32,
    /// Before a heading, by its level.
    pub heading_before: [u32; 6],
    /// After a heading, by its level.
    pub heading_after: [u32; 6],
    /// Between the sentences of a paragraph, in milliseconds.
    pub sentence: u32,
    /// Between a sentence of more than 25 words and the next.
    pub long_sentence: u32,
    /// Where the language changes within a sentence.
    pub language: u32,
    /// Between paragraphs, in milliseconds.
    pub paragraph: u32,
    /// Between a paragraph that ends in a colon and what it introduces.
    pub introduction: u32,
    /// Between the items of a list, in milliseconds.
    pub item: u32,
    /// Between the items of a list in a list.
    pub nested_item: u32,
    /// After a list, in milliseconds.
    pub list: u32,
    /// Before and after a quotation, in milliseconds.
    pub quote: u32,
    /// Between a quotation and whom it is from.
    pub attribution: u32,
    /// Before an aside, and after it.
    pub aside: [u32; 2],
    /// Between an aside's chime and its words.
    pub earcon: u32,
    /// Before and after a table, in milliseconds.
    pub table: u32,
    /// Between a table's rows.
    pub row: u32,
    /// Before and after code, in milliseconds.
    pub code: u32,
    /// Before and after a note, in milliseconds.
    pub note: u32,
    /// A break in the thought: a horizontal rule, three stars.
    pub rule: u32,
}

impl Pauses {
    /// How long a pause may be.
    pub const LENGTHS: Bounds<u64> = Bounds::new(0, crate::article::LONGEST_PAUSE as u64, "milliseconds");

    /// Fails if a pause is too long, and says which.
    pub fn check(&self) -> Result<(), String> {
        let pauses = serde_json::to_value(self).expect("pauses are plain data");
        let mut each = pauses.as_object().into_iter().flatten();
        each.try_for_each(|(key, pause)| {
            let lengths = pause.as_array().map_or(std::slice::from_ref(pause), Vec::as_slice);
            lengths
                .iter()
                .filter_map(serde_json::Value::as_u64)
                .try_for_each(|length| Self::LENGTHS.check(key, length).map(drop))
        })
    }
}

impl Default for Pauses {
    fn default() -> Pauses {
        Pauses {
            start: 500,
            end: 1500,
            chapter: 300,
            title: 1200,
            byline: 1200,
            heading_before: [1400, 1400, 1200, 1000, 1000, 1000],
            heading_after: [800, 800, 700, 600, 600, 600],
            sentence: 400,
            long_sentence: 480,
            language: 120,
            paragraph: 800,
            introduction: 500,
            item: 500,
            nested_item: 400,
            list: 800,
            quote: 750,
            attribution: 400,
            aside: [700, 900],
            earcon: 250,
            table: 700,
            row: 500,
            code: 750,
            note: 700,
            rule: 2000,
        }
    }
}

/// What is told, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Style {
    /// The heading level that opens a chapter; those above it do too.
    pub chapters: ChapterLevel,
    /// Whether pictures are told.
    pub figures: Telling,
    /// What is said before the description of a picture.
    pub figure_lead: String,
    /// What is said before that of a drawing.
    pub drawing_lead: String,
    /// What is said before that of a chart.
    pub chart_lead: String,
    /// What is said before that of a map.
    pub map_lead: String,
    /// What is said before that of a film.
    pub video_lead: String,
    /// What is said before that of a recording.
    pub audio_lead: String,
    /// What is said before that of a part of another page.
    pub embed_lead: String,
    /// What is said before a caption that follows a description.
    pub caption_lead: String,
    /// Whether the chime sounds around an aside.
    pub earcon: Earcon,
    /// How tables are told.
    pub tables: Telling,
    /// A table of more rows than this is summarised even when tables are told in full.
    pub table_rows: usize,
    /// How code is told.
    pub code: Telling,
    /// Code of more lines than this is summarised even when code is told in full.
    pub code_lines: usize,
    /// Where footnotes are told.
    pub notes: Notes,
    /// Whether a list of sources is told: one under a heading such as “References”.
    pub sources: Telling,
    /// What becomes of the numbers of notes and sources within the text, `[12]`, and of `(Smith et al., 2019)`.
    pub citations: Citations,
    /// What is said before a task that is done.
    pub done_lead: String,
    /// What is said before a task that is not.
    pub todo_lead: String,
    /// Whether words are told that their author has struck out.
    pub struck: Struck,
    /// What the chapter before the first heading is called in chapter lists.
    pub introduction: String,
    /// What is said between the title and the author's name.
    pub byline_lead: String,
    /// Before the number of a note.
    pub note_lead: String,
}

impl ReadingStyle {
    /// The same with the words around an article in its language: those that the cast does not choose itself.
    #[must_use]
    pub fn told_in(&self, language: &str) -> ReadingStyle {
        let mut reading = self.clone();
        let (own, english) = (phrases(language), english_phrases());
        let style = &mut reading.style;
        for (chosen, usual, phrase) in [
            (&mut style.figure_lead, &english.figure_lead, &own.figure_lead),
            (&mut style.drawing_lead, &english.drawing_lead, &own.drawing_lead),
            (&mut style.chart_lead, &english.chart_lead, &own.chart_lead),
            (&mut style.map_lead, &english.map_lead, &own.map_lead),
            (&mut style.video_lead, &english.video_lead, &own.video_lead),
            (&mut style.audio_lead, &english.audio_lead, &own.audio_lead),
            (&mut style.embed_lead, &english.embed_lead, &own.embed_lead),
            (&mut style.caption_lead, &english.caption_lead, &own.caption_lead),
            (&mut style.done_lead, &english.done_lead, &own.done_lead),
            (&mut style.todo_lead, &english.todo_lead, &own.todo_lead),
            (&mut style.introduction, &english.introduction, &own.introduction),
            (&mut style.byline_lead, &english.byline_lead, &own.byline_lead),
            (&mut style.note_lead, &english.note_lead, &own.note_lead),
        ] {
            if chosen == usual {
                chosen.clone_from(phrase);
            }
        }
        reading
    }
}

impl Default for Style {
    fn default() -> Style {
        let english = english_phrases();
        Style {
            chapters: ChapterLevel::default(),
            figures: Telling::Full,
            figure_lead: english.figure_lead.clone(),
            drawing_lead: english.drawing_lead.clone(),
            chart_lead: english.chart_lead.clone(),
            map_lead: english.map_lead.clone(),
            video_lead: english.video_lead.clone(),
            audio_lead: english.audio_lead.clone(),
            embed_lead: english.embed_lead.clone(),
            caption_lead: english.caption_lead.clone(),
            earcon: Earcon::Play,
            tables: Telling::Full,
            table_rows: 12,
            code: Telling::Full,
            code_lines: 3,
            notes: Notes::ChapterEnd,
            sources: Telling::Summary,
            citations: Citations::Silent,
            done_lead: english.done_lead.clone(),
            todo_lead: english.todo_lead.clone(),
            struck: Struck::Skip,
            introduction: english.introduction.clone(),
            byline_lead: english.byline_lead.clone(),
            note_lead: english.note_lead.clone(),
        }
    }
}

/// How much of a thing is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Telling {
    /// Every line of it is read.
    Full,
    /// What it is and how large.
    Summary,
    /// Nothing; the ledger says so.
    Skip,
}

impl Style {
    /// What is said before the description of a figure.
    pub fn lead(&self, medium: Medium) -> &str {
        match medium {
            Medium::Picture => &self.figure_lead,
            Medium::Drawing => &self.drawing_lead,
            Medium::Chart => &self.chart_lead,
            Medium::Map => &self.map_lead,
            Medium::Video => &self.video_lead,
            Medium::Audio => &self.audio_lead,
            Medium::Embed => &self.embed_lead,
        }
    }
}

/// Whether words are told that their author has struck out. Told without their mark, they would say the opposite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Struck {
    /// As if they were not.
    Tell,
    /// They are not; the ledger says so.
    Skip,
}

/// Whether the chime sounds around an aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Earcon {
    /// A chime before it and one after it.
    Play,
    /// No chime.
    Silent,
}

/// Where footnotes are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Notes {
    /// Right after the paragraph that refers to them.
    Inline,
    /// At the end of the chapter that refers to them.
    ChapterEnd,
    /// Nowhere; the ledger says so.
    Skip,
}

/// The heading level that opens a chapter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChapterLevel {
    /// The highest level that stands more than once, or else the highest that stands at all.
    #[default]
    Auto,
    /// Headings of level 1 start chapters.
    H1,
    /// Levels 1 and 2.
    H2,
    /// Levels 1 to 3.
    H3,
    /// None: the episode is one chapter.
    None,
}

/// So many milliseconds.
pub(super) fn ms(milliseconds: u32) -> Duration {
    Duration::from_millis(u64::from(milliseconds))
}
