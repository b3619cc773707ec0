//! `boilerplate.toml`: how pages name what is no running text, and what tells a picture's text from a sentence.
//!
//! A page in one language says such things in another too, so the words of all languages count together.

use serde::Deserialize;

use super::data::Files;

static FILES: Files<Boilerplate> = Files::new("boilerplate");

/// What the pages of a language say around articles. Everything is in small letters; a list that is missing is empty.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Boilerplate {
    /// What stands somewhere in a text that is there for lawyers.
    pub legal: Vec<String>,
    /// What stands somewhere on the copyright page of a book.
    pub imprint: Vec<String>,
    /// What stands over sections.
    pub headings: Headings,
    /// What opens the comments on an article.
    pub openers: Openers,
    /// Lines of text.
    pub lines: Lines,
    /// Paragraphs that are furniture wherever they stand.
    pub furniture: Furniture,
    /// Words of a kind.
    pub words: Words,
}

/// Whole headings. White space and marks in them do not count.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Headings {
    /// Over a list of sources.
    pub sources: Vec<String>,
    /// Over notes, and what else stands where it is referred to.
    pub notes: Vec<String>,
    /// Over a table of contents.
    pub contents: Vec<String>,
    /// Over the copyright page of a book.
    pub copyright: Vec<String>,
    /// Over the index of a book.
    pub index: Vec<String>,
    /// Over the title page of a book.
    pub title_page: Vec<String>,
    /// Over links to other articles.
    pub related: Vec<String>,
    /// Over comments and the form for them.
    pub comments: Vec<String>,
    /// Over buttons for sharing and following.
    pub sharing: Vec<String>,
    /// Over a call to subscribe.
    pub subscription: Vec<String>,
    /// Over an advertisement.
    pub advertisement: Vec<String>,
}

/// Lines that open the comments on an article.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Openers {
    /// How such a line starts.
    pub starts: Vec<String>,
    /// A whole line but for a number: "12 comments".
    pub numbered: Vec<String>,
    /// What stands between a number and the title of the article: "3 thoughts on …".
    pub counted: Vec<String>,
    /// A whole line, which opens them if comments follow.
    pub alone: Vec<String>,
}

/// Lines of each kind.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Lines {
    /// Comments and the form for them.
    pub comments: Line,
    /// Buttons for sharing, following, printing.
    pub sharing: Line,
    /// Links to other articles.
    pub related: Line,
    /// Calls to subscribe, sign in or pay.
    pub subscription: Line,
    /// Advertisements.
    pub advertisement: Line,
    /// Copyright lines and legal notices.
    pub copyright: Line,
    /// Cookie and consent notices.
    pub cookies: Line,
    /// Menus, breadcrumbs, tags, paging.
    pub navigation: Line,
    /// What is said of the author or the article.
    pub credits: Line,
}

/// How lines of one kind are known.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Line {
    /// Whole lines. Digits and marks around the words do not count: each begins and ends with a letter.
    pub whole: Vec<String>,
    /// The start of short lines.
    pub start: Vec<String>,
    /// Anywhere in a line that is not long.
    pub inside: Vec<String>,
}

/// Whole paragraphs of pages that are no running text wherever they stand. Marks do not count.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Furniture {
    /// A whole paragraph that leads on: "read more".
    pub related: Vec<String>,
    /// What stands before a link to another article, and nothing else stands in the paragraph: "also read".
    pub leads: Vec<String>,
    /// A whole paragraph around an advertisement.
    pub advertisement: Vec<String>,
    /// How a call to subscribe starts.
    pub subscription: Vec<String>,
    /// What stands before names of networks, and nothing else stands in the paragraph: "follow us on".
    pub sharing: Vec<String>,
    /// Networks.
    pub networks: Vec<String>,
    /// What counts readers and minutes; `#` stands for a number.
    pub counts: Vec<String>,
    /// A whole paragraph over or in comments.
    pub comments: Vec<String>,
    /// A whole paragraph that finds ways on a page, or says what a click does: "jump to navigation".
    pub navigation: Vec<String>,
    /// What stands before a date, and nothing else stands in the paragraph: "last updated".
    pub dated: Vec<String>,
    /// How a line of a form starts.
    pub form: Vec<String>,
    /// What stands over what is said of the author.
    pub authors: Vec<String>,
}

/// Words of a kind; a word can be of several.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Words {
    /// Names a picture.
    pub picture: Vec<String>,
    /// Names a picture, but means other things as often.
    pub doubtful: Vec<String>,
    /// Makes a doubtful one a picture.
    pub visual: Vec<String>,
    /// One of the commonest finite verbs.
    pub verb: Vec<String>,
    /// Starts a question.
    pub asks: Vec<String>,
    /// Asks to do something.
    pub bids: Vec<String>,
    /// What headings like to start with.
    pub heads: Vec<String>,
    /// Links a person to a trade.
    pub links: Vec<String>,
    /// A trade of those who write for pages.
    pub trade: Vec<String>,
    /// Stands before a description's noun only when it is none.
    pub joins: Vec<String>,
    /// Leads from a picture's name to what it shows.
    pub shows: Vec<String>,
}

/// What the pages of every language say that has a file.
pub fn of_all() -> impl Iterator<Item = &'static Boilerplate> {
    FILES.all().map(|(_, boilerplate)| boilerplate)
}

#[test]
fn furniture_is_in_small_letters() {
    for (language, all) in FILES.all() {
        let all = &all.furniture;
        let lists = [
            &all.related,
            &all.leads,
            &all.advertisement,
            &all.subscription,
            &all.sharing,
            &all.networks,
            &all.counts,
            &all.comments,
            &all.form,
            &all.authors,
        ];
        for text in lists.into_iter().flatten() {
            assert!(!text.is_empty() && *text == text.to_lowercase(), "{language}: {text}");
        }
    }
}

#[test]
fn lines_are_written_as_they_are_looked_up() {
    for (language, all) in FILES.all() {
        let lines = &all.lines;
        let kinds = [
            &lines.comments,
            &lines.sharing,
            &lines.related,
            &lines.subscription,
            &lines.advertisement,
            &lines.copyright,
            &lines.cookies,
            &lines.navigation,
            &lines.credits,
        ];
        for whole in kinds.iter().flat_map(|line| &line.whole) {
            assert_eq!(whole.trim_matches(|c: char| !c.is_alphabetic()), whole, "{language}");
        }
        let parts = kinds.iter().flat_map(|line| line.whole.iter().chain(&line.start).chain(&line.inside));
        for text in parts.chain(&all.legal).chain(&all.openers.starts) {
            assert_eq!(*text, text.to_lowercase(), "{language}");
            assert!(!text.is_empty(), "{language}");
        }
    }
}
