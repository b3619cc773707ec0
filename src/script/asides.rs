//! What eyes take in, told for ears: pictures, code, lists of sources.

use super::reading_style::{Earcon, Telling};
use super::writer::Writer;
use super::{Fate, Role};
use crate::article::{Block, Inline, Medium, Origin, Why, key};
use crate::error::count;
use crate::media;
use crate::speech::Passage;

impl Writer<'_> {
    /// A picture or another thing that is shown: its description and its caption, in another voice, between two chimes.
    pub(super) fn figure(
        &mut self,
        medium: Medium,
        figure: (Option<&[Inline]>, Option<&str>, Option<&str>),
        origin: &Origin,
    ) {
        let (caption, alt, source) = figure;
        let address = source.unwrap_or_default();
        let caption = caption.map(|content| self.passage(content)).filter(|text| !key(&text.text).is_empty());
        let alt = alt.map(str::trim);
        if alt == Some("") && caption.is_none() {
            return self.skip(address, origin, Why::Decorative);
        }
        let alt = alt.filter(|text| !key(text).is_empty() && !media::describes_nothing(text));
        let parts = match (alt.map(Passage::from), caption) {
            (None, None) => return self.skip(address, origin, Why::Undescribed),
            (Some(only), None) | (None, Some(only)) => vec![only],
            (Some(alt), Some(caption)) if says(&alt.text, &caption.text) => vec![alt],
            (Some(alt), Some(caption)) if says(&caption.text, &alt.text) => vec![caption],
            (Some(alt), Some(caption)) => vec![alt, caption],
        };
        let words = parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join("\n");
        let repeated = self.last_picture == key(&words);
        self.last_picture = key(&words);
        if repeated {
            return self.skip(&words, origin, Why::Repeated);
        }
        if self.skipped_by(self.reading.style.figures, &words, origin) {
            return;
        }
        self.account(&words, origin.clone(), Fate::Reshaped(Why::DescribedAside), |writer| {
            writer.around_aside(|writer| {
                let style = &writer.reading.style;
                for (text, lead) in parts.iter().zip([style.lead(medium), &style.caption_lead]) {
                    let mut told = Passage::from(lead);
                    told.push(text);
                    writer.say(Role::Aside, told, origin);
                    writer.rest(writer.reading.pauses.sentence);
                }
            });
        });
    }

    fn around_aside(&mut self, tell: impl FnOnce(&mut Self)) {
        let pauses = &self.reading.pauses;
        self.rest(pauses.aside[0]);
        let chime = self.reading.style.earcon == Earcon::Play;
        if chime {
            self.chime();
            self.rest(pauses.earcon);
        }
        tell(self);
        if chime {
            self.hush(pauses.earcon);
            self.chime();
        }
        self.rest(pauses.aside[1]);
    }

    /// A list of sources: how many they are, or nothing.
    pub(super) fn sources(&mut self, number: usize, list: &Block) {
        let text = list.text();
        if self.reading.style.sources == Telling::Skip {
            return self.skip(&text, &list.origin, Why::Sources);
        }
        self.account(&text, list.origin.clone(), Fate::Reshaped(Why::Sources), |writer| {
            writer.say(
                Role::Narrator,
                format!("{}, {}.", writer.phrases.source.count(number), writer.phrases.not_read),
                &list.origin,
            );
            writer.rest(writer.reading.pauses.paragraph);
        });
    }

    /// Code: announced; read when it is short.
    pub(super) fn code(&mut self, language: Option<&str>, text: &str, origin: &Origin) {
        let style = &self.reading.style;
        if self.skipped_by(style.code, text, origin) {
            return;
        }
        let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
        let short = style.code == Telling::Full && lines <= style.code_lines;
        let fate = if short { Fate::Spoken } else { summary(style.code) };
        self.account(text, origin.clone(), fate, |writer| {
            writer.rest(writer.reading.pauses.code);
            let phrases = writer.phrases;
            let name = language.map(|name| format!(" {} {name}", phrases.code_in)).unwrap_or_default();
            let lead = format!("{}{name}, {}", phrases.code, phrases.line.count(lines));
            if short {
                writer.say(Role::Code, format!("{lead}:"), origin);
                for line in text.lines() {
                    writer.say(Role::Code, Passage::code(line, language.unwrap_or_default()), origin);
                }
            } else {
                writer.say(Role::Code, format!("{lead}, {}", phrases.not_read), origin);
            }
            writer.rest(writer.reading.pauses.code);
        });
        if fate == Fate::Reshaped(Why::Summarised) {
            self.hint(format!(
                "code of {}: set `code_lines = {lines}` in the cast's [style] to have it read in full, or \
                 `code = \"summary\"` to accept a summary",
                count(lines, "line")
            ));
        }
    }
}

/// What becomes of something that is summarised: a loss unless the style asks for it.
pub(super) fn summary(telling: Telling) -> Fate {
    Fate::Reshaped(if telling == Telling::Summary { Why::Condensed } else { Why::Summarised })
}

/// Whether a text holds the words of another, in their order and next to each other.
fn says(text: &str, part: &str) -> bool {
    let words = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        format!(" {} ", words.collect::<Vec<_>>().join(" ").to_lowercase())
    };
    words(text).contains(&words(part))
}

#[test]
fn a_text_says_words_and_not_pieces_of_them() {
    assert!(says("A wren on a branch.", "a Wren"));
    assert!(!says("The Martian", "Art"));
}
