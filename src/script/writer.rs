//! The writer: blocks become segments, and every block its entry in the ledger.

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};
use std::time::Duration;

use super::beside;
use super::contents::contents;
use super::reading_style::{ChapterLevel, Notes, ReadingStyle, Telling, ms};
use super::{Chapter, Entry, Fate, Ledger, Line, Role, Script, Segment, Sound, marks, struck};
use crate::article::headings::heads_sources;
use crate::article::{Article, Block, Inline, Kind, Meta, Origin, Place, Why, key, plain, tree};
use crate::language::{Phrases, phrases};
use crate::speech::{self, Manner, Passage, Seam};

/// Writes the script of an article. Cannot fail: what cannot be said is in the ledger with the reason.
pub fn write(article: &Article, reading: &ReadingStyle) -> Script {
    let reading = reading.told_in(article.meta.language.as_deref().unwrap_or("en"));
    let article = &*struck::told(article, reading.style.struck);
    let mut writer = Writer::new(article, &reading);
    writer.rest(reading.pauses.start);
    writer.opening();
    let top = chapter_level(&article.blocks, reading.style.chapters);
    let mut doubtful = article.skipped.iter().filter(|skipped| skipped.is_doubtful()).peekable();
    for (at, (block, is_contents)) in article.blocks.iter().zip(contents(&article.blocks)).enumerate() {
        while let Some(skipped) = doubtful.next_if(|skipped| skipped.rank() <= at) {
            writer.ledger.entries.push(Entry::left_out(skipped));
        }
        if is_contents {
            writer.skip(&block.text(), &block.origin, Why::Navigation);
        } else {
            writer.top_level(block, top);
        }
    }
    writer.ledger.entries.extend(doubtful.map(Entry::left_out));
    writer.close_chapter();
    writer.finish(article)
}

/// The heading level down to which headings open chapters; 0 if none does.
fn chapter_level(blocks: &[Block], style: ChapterLevel) -> u8 {
    let count = |wanted: u8| {
        let levels = blocks.iter().filter_map(|block| match block.kind {
            Kind::Heading { level, .. } => Some(level),
            _ => None,
        });
        levels.filter(|level| *level == wanted).count()
    };
    match style {
        ChapterLevel::None => 0,
        ChapterLevel::H1 => 1,
        ChapterLevel::H2 => 2,
        ChapterLevel::H3 => 3,
        ChapterLevel::Auto => {
            let standing = |least: usize| (1..=6).find(|level| least <= count(*level));
            standing(2).or_else(|| standing(1)).unwrap_or(0)
        }
    }
}

/// The level of the heading under which sources are listed, after another heading.
fn sources_level(known: Option<u8>, level: u8, title: &str) -> Option<u8> {
    if heads_sources(title) { Some(level) } else { known.filter(|above| *above < level) }
}

/// What is being written. Pauses are collected and merged to the longest until somebody speaks.
pub(super) struct Writer<'a> {
    pub(super) reading: &'a ReadingStyle,
    /// What is said around the article, in its language.
    pub(super) phrases: &'static Phrases,
    language: String,
    meta: &'a Meta,
    chapters: Vec<Chapter>,
    pub(super) chapter: Chapter,
    pending: Duration,
    pub(super) ledger: Ledger,
    notes: BTreeMap<&'a str, &'a Block>,
    due: VecDeque<&'a Block>,
    /// The labels of the notes that were told or wait for it.
    told: HashSet<&'a str>,
    /// The abbreviations that the listener knows by now.
    introduced: BTreeSet<String>,
    /// The key of the last picture's text, so that the same words below it are not said again.
    pub(super) last_picture: String,
    roles: RoleOf,
    depth: u32,
    /// The level of the heading under which sources are listed.
    sources: Option<u8>,
}

/// Who speaks paragraphs and items here: a quotation or a note speaks with its own voice throughout.
#[derive(Clone, Copy)]
struct RoleOf {
    paragraph: Role,
    item: Role,
}

const BODY: RoleOf = RoleOf { paragraph: Role::Narrator, item: Role::ListItem };

impl<'a> Writer<'a> {
    fn new(article: &'a Article, reading: &'a ReadingStyle) -> Writer<'a> {
        let notes = article.blocks.iter().filter_map(|block| match &block.kind {
            Kind::Note { label, .. } => Some((label.as_str(), block)),
            _ => None,
        });
        // Where the title is the first of several equal headings, it names what stands under it.
        let is_peer = |block: &Block| {
            matches!((&block.kind, &block.origin.place), (Kind::Heading { level: 1, .. }, Place::Bytes(_)))
        };
        let title = article.meta.title.clone().filter(|_| article.blocks.iter().any(is_peer));
        let title = title.unwrap_or_else(|| reading.style.introduction.clone());
        let chapter = Chapter { title, anchor: None, segments: Vec::new() };
        Writer {
            reading,
            phrases: phrases(article.meta.language.as_deref().unwrap_or("en")),
            language: article.meta.language.clone().unwrap_or_else(|| "en".into()),
            meta: &article.meta,
            chapters: Vec::new(),
            chapter,
            pending: Duration::ZERO,
            ledger: Ledger::default(),
            notes: notes.collect(),
            due: VecDeque::new(),
            told: HashSet::new(),
            introduced: BTreeSet::new(),
            last_picture: String::new(),
            roles: BODY,
            depth: 0,
            sources: None,
        }
    }

    /// The title and the byline.
    fn opening(&mut self) {
        let meta = self.meta;
        if let Some(title) = &meta.title {
            self.account(title, Origin::default(), Fate::Spoken, |writer| {
                writer.say(Role::Title, title.as_str(), &Origin::default());
                writer.rest(writer.reading.pauses.title);
            });
        }
        if let Some(byline) = &meta.byline {
            self.account(byline, Origin::default(), Fate::Spoken, |writer| {
                let line = format!("{}{byline}", writer.reading.style.byline_lead);
                writer.say(Role::Title, line, &Origin::default());
                writer.rest(writer.reading.pauses.byline);
            });
        }
    }

    fn top_level(&mut self, block: &'a Block, chapters: u8) {
        match &block.kind {
            Kind::Heading { level, content } => {
                self.sources = sources_level(self.sources, *level, &plain(content));
                if *level <= chapters {
                    self.open_chapter(plain(content).trim(), &block.origin);
                }
                self.block(block);
            }
            Kind::Note { label, .. } => self.note_in_place(label, block),
            Kind::List { items, .. }
                if self.sources.is_some() && self.reading.style.sources != Telling::Full =>
            {
                self.sources(items.len(), block);
            }
            _ => self.block(block),
        }
        if self.reading.style.notes == Notes::Inline {
            self.tell_notes();
        }
    }

    /// Tells the notes that are due, and those that they refer to.
    fn tell_notes(&mut self) {
        while let Some(note) = self.due.pop_front() {
            self.note(note);
        }
    }

    /// Ends the chapter and opens another; one that holds no more than the title opens under its name.
    fn open_chapter(&mut self, title: &str, origin: &Origin) {
        let only_title = self.chapters.is_empty()
            && self.chapter.segments.iter().all(|segment| match segment {
                Segment::Line(line) => line.role == Role::Title,
                Segment::Rest(_) | Segment::Sound(_) => true,
            });
        if !only_title {
            self.rest(self.reading.pauses.heading_before[0]);
            self.close_chapter();
            self.rest(self.reading.pauses.chapter);
        }
        title.clone_into(&mut self.chapter.title);
        self.chapter.anchor.clone_from(&origin.anchor);
    }

    fn close_chapter(&mut self) {
        self.tell_notes();
        self.flush();
        let next = Chapter { title: String::new(), anchor: None, segments: Vec::new() };
        let done = std::mem::replace(&mut self.chapter, next);
        if done.segments.iter().any(|segment| matches!(segment, Segment::Line(_))) {
            self.chapters.push(done);
        }
    }

    fn finish(mut self, article: &'a Article) -> Script {
        let certain = article.skipped.iter().filter(|skipped| !skipped.is_doubtful());
        self.ledger.weave(certain.map(Entry::left_out).collect());
        if let ([only], Some(title)) = (self.chapters.as_mut_slice(), &article.meta.title)
            && only.title == self.reading.style.introduction
        {
            only.title.clone_from(title);
        }
        if let Some(last) = self.chapters.last_mut() {
            let end = ms(self.reading.pauses.end);
            match last.segments.last_mut() {
                Some(Segment::Rest(rest)) => *rest = (*rest).max(end),
                _ => last.segments.push(Segment::Rest(end)),
            }
        }
        let (pictures, links) = beside::collect(&article.blocks);
        let exhibits = marks::exhibits(&article.blocks);
        marks::put(&article.blocks, self.chapters.iter_mut().flat_map(Chapter::lines_mut));
        let (meta, chapters, ledger) = (article.meta.clone(), self.chapters, self.ledger);
        Script { meta, chapters, ledger, pictures, links, exhibits }
    }

    /// Writes one block.
    pub(super) fn block(&mut self, block: &'a Block) {
        let origin = &block.origin;
        match &block.kind {
            Kind::Heading { level, content } => self.heading(*level, content, origin),
            Kind::Paragraph(content) => self.paragraph(content, origin),
            Kind::List { start, items } => self.list(*start, items),
            Kind::Quote { blocks, attribution } => self.quote(blocks, attribution.as_deref(), origin),
            Kind::Figure { medium, caption, alt, source } => {
                self.figure(*medium, (caption.as_deref(), alt.as_deref(), source.as_deref()), origin);
            }
            Kind::Table { caption, header, rows } => self.table(caption.as_deref(), header, rows, origin),
            Kind::Code { language, text } => self.code(language.as_deref(), text, origin),
            Kind::Note { label, .. } => self.note_in_place(label, block),
            Kind::Rule => self.rest(self.reading.pauses.rule),
        }
    }

    fn heading(&mut self, level: u8, content: &[Inline], origin: &Origin) {
        let text = plain(content);
        let rank = usize::from(level.clamp(1, 6) - 1);
        self.account(&text, origin.clone(), Fate::Spoken, |writer| {
            writer.rest(if writer.starts_chapter() { 0 } else { writer.reading.pauses.heading_before[rank] });
            let passage = writer.passage(content);
            writer.say(Role::Heading, passage, origin);
            writer.rest(writer.reading.pauses.heading_after[rank]);
        });
    }

    fn paragraph(&mut self, content: &'a [Inline], origin: &Origin) {
        let text = plain(content);
        let role = self.roles.paragraph;
        if content.iter().all(|inline| matches!(inline, Inline::Pause(_) | Inline::Break)) {
            // It says nothing that could be lost.
            return self.say(role, crate::article::passage(content), origin);
        }
        self.account(&text, origin.clone(), Fate::Spoken, |writer| {
            let passage = writer.passage(content);
            writer.say(role, passage, origin);
            let introduces = text.trim_end().ends_with(':');
            let pauses = &writer.reading.pauses;
            writer.rest(if introduces { pauses.introduction } else { pauses.paragraph });
        });
        self.refer(content);
    }

    fn list(&mut self, start: Option<u64>, items: &'a [Vec<Block>]) {
        self.depth += 1;
        for (n, item) in items.iter().enumerate() {
            let number = start.map(|first| first.saturating_add(n as u64));
            let (lead, rest) = match item.split_first() {
                Some((Block { kind: Kind::Paragraph(content), origin }, rest)) => {
                    (Some((content, origin)), rest)
                }
                _ => (None, item.as_slice()),
            };
            if let Some((content, origin)) = lead {
                self.item(number, content, origin);
            } else if let Some(number) = number {
                let role = self.roles.item;
                self.line(role, &speech::numbered(number, "", &self.manner(role)), &Origin::default());
            }
            if !rest.is_empty() {
                self.rest(self.reading.pauses.nested_item);
            }
            for block in rest {
                self.block(block);
            }
            let pauses = &self.reading.pauses;
            self.rest(if 1 < self.depth { pauses.nested_item } else { pauses.item });
        }
        self.depth -= 1;
        if self.depth == 0 {
            self.rest(self.reading.pauses.list);
        }
    }

    fn item(&mut self, number: Option<u64>, content: &'a [Inline], origin: &Origin) {
        let text = plain(content);
        let role = self.roles.item;
        let style = &self.reading.style;
        let lead = match content.first() {
            Some(Inline::Checkbox { checked: true }) => &style.done_lead,
            Some(Inline::Checkbox { checked: false }) => &style.todo_lead,
            _ => "",
        };
        self.account(&text, origin.clone(), Fate::Spoken, |writer| {
            let mut passage = Passage::from(lead);
            passage.push(&writer.passage(content));
            match number {
                None => writer.say(role, passage, origin),
                Some(number) => {
                    let sentences = speech::numbered(number, passage, &writer.manner(role));
                    writer.line(role, &sentences, origin);
                }
            }
        });
        self.refer(content);
    }

    fn quote(&mut self, blocks: &'a [Block], attribution: Option<&'a [Inline]>, origin: &Origin) {
        self.rest(self.reading.pauses.quote);
        let outer = std::mem::replace(&mut self.roles, RoleOf { paragraph: Role::Quote, item: Role::Quote });
        for block in blocks {
            self.block(block);
        }
        self.roles = outer;
        if let Some(name) = attribution {
            self.hush(self.reading.pauses.attribution);
            let text = plain(name);
            self.account(&text, origin.clone(), Fate::Spoken, |writer| {
                let passage = writer.passage(name);
                writer.say(Role::Narrator, passage, origin);
            });
        }
        self.rest(self.reading.pauses.quote.max(self.reading.pauses.paragraph));
    }

    /// Remembers the notes that running text refers to.
    fn refer(&mut self, content: &'a [Inline]) {
        for inline in tree::inlines(content) {
            let Inline::NoteRef(label) = inline else { continue };
            let label = label.as_str();
            let Some(note) = self.notes.get(label).copied().filter(|_| !self.told.contains(label)) else {
                continue;
            };
            self.told.insert(label);
            match self.reading.style.notes {
                Notes::Skip => self.skip(&note.text(), &note.origin, Why::Style),
                Notes::Inline | Notes::ChapterEnd => self.due.push_back(note),
            }
        }
    }

    /// A note where it stands: told in this chapter if nothing referred to it so far.
    fn note_in_place(&mut self, label: &'a str, block: &'a Block) {
        if !self.told.insert(label) {
            return;
        }
        match self.reading.style.notes {
            Notes::Skip => self.skip(&block.text(), &block.origin, Why::Style),
            Notes::Inline | Notes::ChapterEnd => self.due.push_back(block),
        }
    }

    fn note(&mut self, note: &'a Block) {
        let Kind::Note { label, blocks } = &note.kind else { return };
        self.rest(self.reading.pauses.note);
        // The second note of this number is called `1-2`.
        let number = label
            .split_once('-')
            .filter(|(_, again)| again.parse::<u32>().is_ok())
            .map_or(&**label, |(number, _)| number);
        if number.chars().all(|c| c.is_ascii_digit()) {
            self.say(Role::Note, format!("{} {number}:", self.reading.style.note_lead), &note.origin);
        } else {
            self.say(Role::Note, format!("{}:", self.reading.style.note_lead), &note.origin);
        }
        self.rest(self.reading.pauses.sentence);
        let outer = std::mem::replace(&mut self.roles, RoleOf { paragraph: Role::Note, item: Role::Note });
        for block in blocks {
            self.block(block);
        }
        self.roles = outer;
        self.rest(self.reading.pauses.note);
    }

    fn starts_chapter(&self) -> bool {
        !self.chapter.segments.iter().any(|segment| matches!(segment, Segment::Line(_)))
    }

    /// Asks for a pause before whatever comes next; the longest asked for is made.
    pub(super) fn rest(&mut self, milliseconds: u32) {
        self.pending = self.pending.max(ms(milliseconds));
    }

    /// Asks for exactly this pause, whatever was asked for before.
    pub(super) fn hush(&mut self, milliseconds: u32) {
        self.pending = ms(milliseconds);
    }

    fn flush(&mut self) {
        let pause = std::mem::take(&mut self.pending);
        if !pause.is_zero() {
            self.chapter.segments.push(Segment::Rest(pause));
        }
    }

    /// Sounds the chime.
    pub(super) fn chime(&mut self) {
        self.flush();
        self.chapter.segments.push(Segment::Sound(Sound::Earcon));
    }

    /// How a role says things here.
    fn manner(&self, role: Role) -> Manner<'_> {
        let ReadingStyle { languages, lexicon, .. } = self.reading;
        Manner {
            language: &self.language,
            role: role.name(),
            languages,
            lexicon,
            citations: self.reading.style.citations,
        }
    }

    /// Running text as it is said here: an abbreviation is introduced to the listener once.
    pub(super) fn passage(&mut self, content: &[Inline]) -> Passage {
        self.introducing(crate::article::passage(content))
    }

    /// A passage that is said now, with the abbreviations that the listener does not know yet.
    pub(super) fn introducing(&mut self, mut passage: Passage) -> Passage {
        passage.introduce(&mut self.introduced);
        passage
    }

    /// Has somebody say a text, sentence by sentence.
    pub(super) fn say(&mut self, role: Role, text: impl Into<Passage>, origin: &Origin) {
        let passage = text.into().trimmed();
        let asked: u32 = passage.pauses().map(|(_, length)| length).sum();
        let sentences = speech::speak(passage, &self.manner(role));
        self.line(role, &sentences, origin);
        if sentences.is_empty() {
            self.rest(asked);
        }
    }

    fn line(&mut self, role: Role, sentences: &[speech::Sentence], origin: &Origin) {
        let mut opens = true;
        for (n, sentence) in sentences.iter().enumerate() {
            let [before, behind] = sentence.pauses;
            let is_held = 0 < before && sentence.seam == Seam::Clause;
            self.rest(before);
            // An engine would answer with silence, or refuse.
            if key(&sentence.say.text).is_empty() {
                continue;
            }
            if role != Role::Aside {
                self.last_picture.clear();
            }
            // A pause within a sentence is as long as its author asks.
            if 0 < n && !is_held {
                let words = sentences[n - 1].show.split_whitespace().count();
                let pauses = &self.reading.pauses;
                self.rest(match sentence.seam {
                    Seam::Language => pauses.language,
                    _ if 25 < words => pauses.long_sentence,
                    _ => pauses.sentence,
                });
            }
            self.flush();
            let goes_on = sentences.get(n + 1).is_some_and(|next| {
                next.seam == Seam::Language || next.seam == Seam::Clause && 0 < next.pauses[0]
            });
            let say = sentence.say.clone();
            let say = if goes_on { say.held() } else { say.closed() };
            let (show, language) = (sentence.show.clone(), sentence.language.clone());
            let seam = if std::mem::take(&mut opens) { Seam::Block } else { sentence.seam };
            let origin = origin.clone();
            let line = Line { role, say, show, marks: Vec::new(), language, origin, seam };
            self.chapter.segments.push(Segment::Line(Box::new(line)));
            self.rest(behind);
        }
    }
}
