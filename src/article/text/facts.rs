//! The facts that the weights know, each with a name.

/// Declares the facts, in the order of the rows in the weights.
macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// A fact about a unit.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Fact { $($(#[$doc])* $name,)* }

        impl Fact {
            /// The names of all facts, in the same order.
            pub(super) const NAMES: &[&str] = &[$(stringify!($name),)*];
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
    /// No empty line above.
    Tight,
    /// No empty line below.
    TightBelow,
    /// Indented.
    Indented,
    /// A list item.
    Item,
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
    /// In the last tenth.
    LastTenth,
    /// After a line that opens comments.
    AfterComments,
    /// Among short units: few of the three above and the three below are running text.
    Crowd,
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
    /// Ends with a colon, over a list.
    Introduces,
    /// A short line between two of running text, close to one of them.
    Wedged,
    /// Four columns of white space or more before it.
    Indent4,
    /// Further right than the unit above.
    Deeper,
    /// Further left than the unit above.
    Shallower,
    /// Some lines near it look like program code.
    CodeNear3,
    /// Could be a heading, and most lines that look like it stand over running text.
    StyleOver,
    /// Could be a heading, and few lines that look like it stand over running text.
    StyleSeldom,
    /// Could be a heading, and about half of the lines that look like it stand over running text.
    StyleMixed,
    /// Could be a heading, and three or more that look like it stand between running text.
    StyleBetween,
    /// Could be a heading, and more than twenty lines look like it.
    StyleCrowd,
    /// Starts with the same two words as two other short lines.
    SameStart,
    /// Ends with the same two words as two other short lines.
    SameEnd,
    /// Starts with the same word as three other short lines.
    SameFirst,
    /// One to three words and a colon, then more.
    Label,
    /// Among four or more lines of at most six words.
    ShortRun4,
    /// Among eight or more lines of at most six words.
    ShortRun8,
    /// Among four or more lines of at most three words.
    TinyRun4,
    /// Five or more of the five above and the five below are running text.
    Deep,
    /// At most one of the five above and the five below is running text.
    Alone,
    /// Running text among the ten above.
    BodyAbove10,
    /// Running text among the ten below.
    BodyBelow10,
    /// Running text among the three below.
    BodyBelow3,
    /// Past one twentieth of the text.
    Past05,
    /// Past a tenth of the text.
    Past10,
    /// Past a fifth of the text.
    Past20,
    /// Past half of the text.
    Past50,
    /// Past four fifths of the text.
    Past80,
    /// Past nine tenths of the text.
    Past90,
    /// Past nineteen twentieths of the text.
    Past95,
    /// Says what somebody is by trade.
    Bio,
    /// Two or three words, each with a capital: a name, perhaps.
    NameLike,
    /// Short, with a word in -ing, and none of the commonest verbs.
    Ing,
    /// Speaks of him, her or them.
    Third,
    /// Eight words or more, and none of the commonest verbs.
    LongVerbless,
    /// Six words or more, half of them with a capital.
    ManyCaps,
    /// Short, with a capital inside a word.
    Camel,
    /// Ends with a digit.
    EndDigit,
    /// Says something that pages say beside an article.
    AsideAny,
    /// Says it in at most six words.
    AsideShort,
    /// Two of the nine units around say it in at most six words.
    AsideNear2,
    /// One of the three above says something that pages say beside an article.
    AsideAbove,
    /// One of the three below says something that pages say beside an article.
    AsideBelow,
    /// More than sixty words.
    Words60,
    /// Says what a page says for its lawyers.
    Legal,
}

/// A set of facts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Facts([u64; 2]);

impl Facts {
    /// Adds a fact if it holds.
    pub(super) fn add(&mut self, fact: Fact, when: bool) {
        self.0[fact as usize / 64] |= u64::from(when) << (fact as usize % 64);
    }

    /// Whether a fact is among them.
    pub(super) fn has(&self, fact: Fact) -> bool {
        self.0[fact as usize / 64] >> (fact as usize % 64) & 1 == 1
    }

    /// The numbers of the facts.
    pub(super) fn iter(self) -> impl Iterator<Item = usize> {
        let bits = |mut word: u64| {
            std::iter::from_fn(move || {
                let bit = (word != 0).then(|| word.trailing_zeros() as usize);
                word &= word.wrapping_sub(1);
                bit
            })
        };
        self.0.into_iter().enumerate().flat_map(move |(n, word)| bits(word).map(move |bit| 64 * n + bit))
    }
}
