//! Running text in normal form.

use super::{MAX_DEPTH, is_blank, squeeze};
use crate::article::Inline;
use crate::clean;

/// What the note that a reference leads to is called now; nothing if there is no such note.
type Refer<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Running text in normal form.
pub(super) fn normal(content: Vec<Inline>, refer: Refer<'_>) -> Vec<Inline> {
    let mut run = Run { refer, out: Vec::new() };
    run.extend(content, Place { depth: 0, in_link: false });
    run.trim_start();
    run.trim_end();
    run.out
}

#[derive(Clone, Copy)]
struct Place {
    depth: usize,
    in_link: bool,
}

/// Running text as it is put together.
struct Run<'a> {
    refer: Refer<'a>,
    out: Vec<Inline>,
}

impl Run<'_> {
    fn extend(&mut self, content: Vec<Inline>, place: Place) {
        for inline in content {
            self.push(inline, place);
        }
    }

    fn push(&mut self, inline: Inline, place: Place) {
        match inline {
            Inline::Text(text) => self.text(&text),
            Inline::Break => {
                self.trim_end_blank();
                self.out.push(Inline::Break);
            }
            Inline::NoteRef(label) => {
                self.out.extend((self.refer)(&label).map(Inline::NoteRef));
            }
            Inline::Checkbox { .. } | Inline::Pause(_) => self.out.push(inline),
            Inline::Code(text) => self.words(&text, Inline::Code),
            Inline::Math(text) => self.words(&text, Inline::Math),
            Inline::Abbr { title, text } => match squeeze(&title) {
                title if title.is_empty() => self.text(&text),
                title => self.words(&text, |text| Inline::Abbr { title, text }),
            },
            Inline::Time { datetime, text } => match squeeze(&datetime) {
                datetime if datetime.is_empty() => self.text(&text),
                datetime => self.words(&text, |text| Inline::Time { datetime, text }),
            },
            Inline::Emphasis(content) => self.wrap(content, place, Inline::Emphasis),
            Inline::Strong(content) => self.wrap(content, place, Inline::Strong),
            Inline::Sub(content) => self.wrap(content, place, Inline::Sub),
            Inline::Sup(content) => self.wrap(content, place, Inline::Sup),
            Inline::Struck(content) => self.wrap(content, place, Inline::Struck),
            Inline::Link { target, content } => match squeeze(&target) {
                target if target.is_empty() || place.in_link => self.extend(content, place),
                target => {
                    let place = Place { in_link: true, ..place };
                    self.wrap(content, place, |content| Inline::Link { target, content });
                }
            },
            Inline::Said { how, content } => match squeeze(&how) {
                how if how.is_empty() => self.extend(content, place),
                how => self.wrap(content, place, |content| Inline::Said { how, content }),
            },
            Inline::Lang { tag, content } => match squeeze(&tag) {
                tag if tag.is_empty() => self.extend(content, place),
                tag => {
                    let tag = tag.replace(' ', "-");
                    self.wrap(content, place, |content| Inline::Lang { tag, content });
                }
            },
        }
    }

    /// Words that are not split: their blanks stand around them.
    fn words(&mut self, text: &str, make: impl FnOnce(String) -> Inline) {
        let words = squeeze(text);
        if text.starts_with(is_blank) {
            self.text(" ");
        }
        if !words.is_empty() {
            self.out.push(make(words));
        }
        if text.ends_with(is_blank) {
            self.text(" ");
        }
    }

    /// Marked-up text: blanks and line ends at its edges stand around it.
    fn wrap(&mut self, content: Vec<Inline>, place: Place, make: impl FnOnce(Vec<Inline>) -> Inline) {
        if MAX_DEPTH <= place.depth {
            return self.extend(content, place);
        }
        let mut inner = Run { refer: self.refer, out: Vec::new() };
        inner.extend(content, Place { depth: place.depth + 1, ..place });
        let before = inner.trim_start();
        let after = inner.trim_end();
        self.extend(before, place);
        if !inner.out.is_empty() {
            self.out.push(make(inner.out));
        }
        self.extend(after, place);
    }

    fn text(&mut self, text: &str) {
        let text = clean::text(text);
        let mut rest = &*text;
        if !matches!(self.out.last(), Some(Inline::Text(_))) {
            if matches!(self.out.last(), Some(Inline::Break | Inline::Checkbox { .. })) || self.pauses_apart()
            {
                rest = rest.trim_start_matches(is_blank);
            }
            if rest.is_empty() {
                return;
            }
            self.out.push(Inline::Text(String::with_capacity(rest.len())));
        }
        let Some(Inline::Text(last)) = self.out.last_mut() else { return };
        while let Some(at) = rest.find(is_blank) {
            last.push_str(&rest[..at]);
            if last.as_bytes().last() != Some(&b' ') {
                last.push(' ');
            }
            rest = &rest[at + 1..];
        }
        last.push_str(rest);
    }

    /// Whether the last piece is a pause with a blank or nothing before it, so that no other blank is needed behind it.
    fn pauses_apart(&self) -> bool {
        let rest = self.out.iter().rposition(|inline| !matches!(inline, Inline::Pause(_)));
        rest.map_or(0, |at| at + 1) < self.out.len()
            && rest.is_none_or(|at| match &self.out[at] {
                Inline::Text(text) => text.ends_with(' '),
                inline => *inline == Inline::Break,
            })
    }

    fn trim_end_blank(&mut self) -> bool {
        let Some(Inline::Text(last)) = self.out.last_mut() else { return false };
        let blank = last.ends_with(' ');
        if blank {
            last.pop();
        }
        if last.is_empty() {
            self.out.pop();
        }
        blank
    }

    /// Takes off the blanks and line ends at the start.
    fn trim_start(&mut self) -> Vec<Inline> {
        let breaks = self.out.iter().take_while(|inline| match inline {
            Inline::Break => true,
            Inline::Text(text) => text == " ",
            _ => false,
        });
        let count = breaks.count();
        let mut taken: Vec<Inline> = self.out.drain(..count).collect();
        if let Some(Inline::Text(first)) = self.out.first_mut()
            && first.starts_with(' ')
        {
            first.remove(0);
            taken.push(Inline::Text(" ".into()));
        }
        taken
    }

    /// Takes off the blanks and line ends at the end.
    fn trim_end(&mut self) -> Vec<Inline> {
        let mut taken = Vec::new();
        loop {
            if self.trim_end_blank() {
                taken.push(Inline::Text(" ".into()));
            } else if let Some(end) = self.out.pop_if(|last| *last == Inline::Break) {
                taken.push(end);
            } else {
                taken.reverse();
                return taken;
            }
        }
    }
}
