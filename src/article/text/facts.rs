//! The facts that the weights know, each with a name.

/// Declares the facts, in the order of the rows in the weights.
macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// A fact about a unit.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Fact { $($(#[$doc])* $name,)* }

        impl Fact {
            /// Every fact.
            #[cfg(test)]
            pub(super) const ALL: &[Fact] = &[$(Fact::$name,)*];
        }
    };
}

facts! {
    /// One word.
    Words1,
    /// Two words.
    Words2,
    /// Three or four words.
    Words4,
    /// Five to seven words.
    Words7,
    /// Eight to eleven words.
    Words11,
    /// Twelve to seventeen words.
    Words17,
    /// Eighteen to thirty words.
    Words30,
    /// More than thirty words.
    WordsMore,
    /// Ends with a full stop.
    Stop,
    /// Ends with a colon.
    Colon,
    /// Ends with a question mark.
    Question,
    /// Ends with an exclamation mark.
    Exclamation,
    /// Ends with a comma, a semicolon, a dash or dots: it goes on.
    GoesOn,
    /// Ends with a closing quotation mark.
    Unquote,
    /// Starts with a quotation mark.
    Quote,
    /// Starts with a small letter.
    Small,
    /// Starts with a digit.
    Digit,
    /// Starts with a number and a stop, a bracket or a colon, or with `Step 3`.
    Numbered,
    /// Another unit of this form carries the number before or after this one.
    Series,
    /// Starts with a mark.
    Sign,
    /// Most words start with a capital.
    TitleCase,
    /// All letters are capitals.
    AllCaps,
    /// Only the first word starts with a capital.
    SentenceCase,
    /// Holds a digit.
    AnyDigit,
    /// Holds a year.
    Year,
    /// Holds the name of a month.
    Month,
    /// Holds an address of the web or of mail.
    Address,
    /// Holds a comma.
    Comma,
    /// Holds a colon inside.
    ColonInside,
    /// Holds a bar or a slash between words.
    Bar,
    /// Holds a bracket.
    Bracket,
    /// Holds a dash between words.
    Dash,
    /// Holds the end of a sentence inside.
    Sentences,
    /// Holds one of the commonest verbs.
    Verb,
    /// Speaks as I or we.
    First,
    /// Speaks to you.
    You,
    /// Holds a price.
    Price,
    /// Words run together by hyphens or underscores, or the name of a file.
    Slug,
    /// Names a picture.
    Picture,
    /// Describes a picture.
    Describes,
    /// Says whose picture it is.
    PictureCredit,
    /// Starts with a word of questions.
    Asks,
    /// Starts with a verb that asks to do something.
    Bids,
    /// A word that headings like: introduction, conclusion, ...
    HeadingWord,
    /// Says what a page says of comments.
    Comments,
    /// Says what a page says of sharing.
    Sharing,
    /// Says what a page says of other articles.
    Related,
    /// Says what a page says to win a reader.
    Subscription,
    /// Says what a page says of advertisements.
    Advertisement,
    /// Says what a page says of rights.
    Copyright,
    /// Says what a page says of cookies.
    Cookies,
    /// Says what a menu says.
    Navigation,
    /// Says who wrote, when, and how long it takes.
    Credits,
    /// Somebody `says:`, or the date and hour of a comment.
    Said,
    /// No empty line above.
    Tight,
    /// Two or more empty lines above.
    Loose,
    /// No empty line below.
    TightBelow,
    /// Two or more empty lines below.
    LooseBelow,
    /// Indented.
    Indented,
    /// A list item.
    Item,
    /// A list item with a number.
    Ordered,
    /// A list item of an inner list.
    Inner,
    /// A table, code or a quotation.
    Special,
    /// The same words stand elsewhere too.
    Repeated,
    /// The same words stand three times or more.
    Often,
    /// Most of its words stand in the unit above or below.
    Echo,
    /// Its words stand in the running text below it.
    Foretells,
    /// The running text below it starts with its words.
    Leads,
    /// Among the first units, before any running text.
    Front,
    /// After the last running text.
    Back,
    /// In the last tenth.
    LastTenth,
    /// After a line that opens comments.
    AfterComments,
    /// After a line of the page's own in the last third.
    AfterAside,
    /// Among short units: few of the three above and the three below are running text.
    Crowd,
    /// The last unit.
    Last,
    /// Could be a heading: short, starts with a capital or a digit, does not end like a sentence.
    HeadLike,
    /// Could be a heading, and running text or a list stands below it.
    Over,
    /// Could be a heading, and running text or a list stands above and below it.
    Between,
    /// Could be a heading, and another stands right below.
    OverHead,
    /// Could be a heading, between two others.
    AmongHeads,
    /// Could be a heading, with most words in capitals, over running text.
    TitleOver,
    /// Could be a heading, and is written as those over running text mostly are.
    Agrees,
    /// Could be a heading, in a text where such lines mostly do not stand over running text.
    Scattered,
    /// Short, without an end mark, and starts with a small letter.
    Scrap,
    /// Short, ends with a full stop, and holds none of the commonest verbs.
    Verbless,
    /// Most of its words stand in a short line near it.
    EchoNear,
    /// Most of its words stand in the first short lines of the text.
    EchoTitle,
    /// Ends with a question mark, over running text.
    AskedOver,
    /// Ends with a colon, over a list.
    Introduces,
    /// A short line between two of running text, close to one of them.
    Wedged,
}

/// A set of facts.
pub(super) type Facts = u128;

/// Whether a set holds a fact.
pub(super) fn holds(facts: Facts, fact: Fact) -> bool {
    facts >> fact as u32 & 1 == 1
}

/// Collects facts.
#[derive(Default)]
pub(super) struct Set(pub(super) Facts);

impl Set {
    /// Adds a fact if it holds.
    pub(super) fn add(&mut self, fact: Fact, when: bool) {
        self.0 |= Facts::from(when) << fact as u32;
    }
}
