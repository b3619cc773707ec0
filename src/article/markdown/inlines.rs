//! Running text as it is read: Markdown and HTML, nested in each other and not always closed.

use crate::article::normal::{MAX_DEPTH, is_blank};
use crate::article::{Inline, Kind, Medium, plain, time};

/// What is done with text between a start and its end.
#[derive(Debug, PartialEq)]
pub(super) enum Wrap {
    /// Kept as it is.
    Plain,
    Emphasis,
    Strong,
    /// A title of a work, or the name under a quotation.
    Cite,
    Code,
    Link(String),
    Abbr(String),
    /// The author says how it is said.
    Said(String),
    /// What a time is for programs.
    Time(String),
    Sub,
    Sup,
    Struck,
    Math,
    /// Said between quotation marks.
    Quoted,
    /// Not said: a script.
    Hidden,
    /// The text stands for a picture.
    Image {
        source: String,
        caption: String,
    },
}

struct Open {
    wrap: Wrap,
    /// The HTML element; none for Markdown, whose ends always match.
    element: Option<String>,
    lang: Option<String>,
    content: Vec<Inline>,
}

/// A picture that stood in running text.
pub(super) struct Picture {
    pub(super) kind: Kind,
    /// Whether words stood before it.
    pub(super) inside: bool,
}

/// Running text, so far.
pub(super) struct Inlines {
    stack: Vec<Open>,
    /// Markdown starts that nest too deep and whose ends are yet to come.
    ignored: usize,
    words: bool,
    line_start: bool,
    cited: Option<usize>,
    /// Where the last line starts if a dash does.
    pub(super) dash: Option<usize>,
    pub(super) pictures: Vec<Picture>,
    pub(super) hidden: Vec<String>,
}

impl Inlines {
    pub(super) fn new() -> Inlines {
        let base = Open { wrap: Wrap::Plain, element: None, lang: None, content: Vec::new() };
        Inlines {
            stack: vec![base],
            ignored: 0,
            words: false,
            line_start: true,
            cited: None,
            dash: None,
            pictures: Vec::new(),
            hidden: Vec::new(),
        }
    }

    fn content(&mut self) -> &mut Vec<Inline> {
        &mut self.stack.last_mut().expect("the base stays open").content
    }

    /// Adds text. `source` is how it was written: a dash that was written as an entity is no sign.
    pub(super) fn text(&mut self, text: &str, source: &str) {
        if text.is_empty() {
            return;
        }
        self.words = self.words || (text.contains(|c| !is_blank(c)) && !self.in_image());
        if self.line_start && self.stack.len() == 1 && source.starts_with(['—', '―']) {
            self.dash = Some(self.content().len());
            self.content().push(Inline::Text(text.to_owned()));
        } else if let Some(Inline::Text(last)) = self.content().last_mut() {
            last.push_str(text);
        } else {
            self.content().push(Inline::Text(text.to_owned()));
        }
        self.line_start = false;
    }

    /// Adds what is not text.
    pub(super) fn push(&mut self, inline: Inline) {
        self.line_start = inline == Inline::Break;
        if self.line_start && self.stack.len() == 1 {
            self.dash = None;
        }
        self.words = self.words || !(self.line_start || self.in_image());
        self.content().push(inline);
    }

    /// A pause that the author asks for, if its length is one.
    pub(super) fn pause(&mut self, milliseconds: Option<u32>) {
        if let Some(milliseconds) = milliseconds {
            self.content().push(Inline::Pause(milliseconds));
            self.line_start = false;
        }
    }

    /// A line end that means nothing.
    pub(super) fn soft_break(&mut self) {
        self.text("\n", "\n");
        self.line_start = true;
        if self.stack.len() == 1 {
            self.dash = None;
        }
    }

    /// A Markdown start.
    pub(super) fn open(&mut self, wrap: Wrap) {
        if 0 < self.ignored || MAX_DEPTH < self.stack.len() {
            self.ignored += 1;
        } else {
            self.start(wrap, None, None);
        }
    }

    /// A Markdown end, which ends the HTML in it too.
    pub(super) fn close(&mut self) {
        if 0 < self.ignored {
            self.ignored -= 1;
            return;
        }
        while 1 < self.stack.len() {
            let markdown = self.stack.last().is_some_and(|open| open.element.is_none());
            self.end();
            if markdown {
                return;
            }
        }
    }

    /// An HTML start tag.
    pub(super) fn open_element(&mut self, name: &str, wrap: Wrap, lang: Option<String>) {
        if self.stack.len() <= MAX_DEPTH {
            self.start(wrap, Some(name.to_owned()), lang);
        }
    }

    /// An HTML end tag, which means something only if its start is in the same Markdown.
    pub(super) fn close_element(&mut self, name: &str) {
        let own = self.stack[1..].iter().rev().take_while(|open| open.element.is_some());
        let Some(count) = own.map(|open| open.element.as_deref() == Some(name)).position(|found| found)
        else {
            return;
        };
        for _ in 0..=count {
            self.end();
        }
    }

    fn start(&mut self, wrap: Wrap, element: Option<String>, lang: Option<String>) {
        if wrap == Wrap::Quoted {
            self.text("“", "");
        }
        self.line_start = false;
        self.stack.push(Open { wrap, element, lang, content: Vec::new() });
    }

    /// Ends what was started last.
    fn end(&mut self) {
        let Some(Open { wrap, lang, content, .. }) = self.stack.pop() else { return };
        let base = self.stack.len() == 1;
        let mut made = match wrap {
            Wrap::Plain => content,
            Wrap::Quoted => [content, vec![Inline::Text("”".into())]].concat(),
            Wrap::Emphasis => vec![Inline::Emphasis(content)],
            Wrap::Cite => {
                self.cited = base.then_some(self.stack[0].content.len());
                vec![Inline::Emphasis(content)]
            }
            Wrap::Strong => vec![Inline::Strong(content)],
            Wrap::Code => vec![Inline::Code(plain(&content))],
            Wrap::Math => vec![Inline::Math(plain(&content))],
            Wrap::Link(target) => vec![Inline::Link { target, content }],
            Wrap::Abbr(title) => vec![Inline::Abbr { title, text: plain(&content) }],
            Wrap::Said(how) => vec![Inline::Said { how, content }],
            Wrap::Time(datetime) => time::timed(datetime, content),
            Wrap::Sub => vec![Inline::Sub(content)],
            Wrap::Sup => vec![Inline::Sup(content)],
            Wrap::Struck => vec![Inline::Struck(content)],
            Wrap::Hidden => {
                self.hidden.push(plain(&content));
                Vec::new()
            }
            Wrap::Image { source, caption } => {
                let alt = plain(&content);
                let alt = alt.trim_matches(is_blank).to_owned();
                // Editors insert `![](a.png)`: nobody has said that the picture is decoration.
                self.image(Medium::Picture, source, Some(alt).filter(|alt| !alt.is_empty()), caption);
                Vec::new()
            }
        };
        if let Some(tag) = lang {
            made = vec![Inline::Lang { tag, content: made }];
        }
        self.content().append(&mut made);
    }

    fn in_image(&self) -> bool {
        self.stack.iter().any(|open| matches!(open.wrap, Wrap::Image { .. }))
    }

    /// A picture in running text; one that stands in the text for another picture is that text.
    pub(super) fn image(&mut self, medium: Medium, source: String, alt: Option<String>, caption: String) {
        if self.in_image() {
            return self.text(&alt.unwrap_or_default(), "");
        }
        let caption = Some(caption).filter(|text| !text.is_empty()).map(|text| vec![Inline::Text(text)]);
        let kind = Kind::Figure { medium, caption, alt, source: Some(source) };
        let inside = self.words;
        self.pictures.push(Picture { kind, inside });
    }

    /// Where the film or the recording is that was put last, if that is not said yet.
    pub(super) fn source(&mut self, address: &str) {
        if let Some(Picture {
            kind: Kind::Figure { medium: Medium::Video | Medium::Audio, source, .. }, ..
        }) = self.pictures.last_mut()
            && source.as_deref() == Some("")
        {
            *source = Some(address.to_owned());
        }
    }

    /// Ends everything that is open, and gives the text.
    pub(super) fn finish(&mut self) -> Vec<Inline> {
        while 1 < self.stack.len() {
            self.end();
        }
        std::mem::take(self.content())
    }

    /// Whether the text is a dash and a `<cite>`, and nothing else.
    pub(super) fn is_citation(&self, content: &[Inline]) -> bool {
        let dash = |c: char| matches!(c, '—' | '―') || is_blank(c);
        match content {
            [Inline::Text(text), Inline::Emphasis(_)] => {
                self.cited == Some(1) && text.trim_matches(dash).is_empty()
            }
            _ => false,
        }
    }
}
