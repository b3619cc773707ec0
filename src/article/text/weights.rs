//! The weights of the facts: a scorecard.
//!
//! A unit's score is the sum of the weights of its facts, of the facts of the unit above it and of the
//! unit below it. They come from logistic regressions on 256 web articles of the WCXB corpus
//! (CC-BY-4.0), saved as plain text and labelled by their own HTML tags, rounded to one decimal; what
//! counted for less than 0.15 is zero. The biases were set so that hardly a word of an article is dropped.

use super::facts::Fact;

/// What a fact counts where the unit itself has it, where the unit above has it, and where the unit below has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weight {
    /// The fact of this row.
    pub(super) fact: Fact,
    /// Towards a heading.
    pub(super) heading: [f32; 3],
    /// Towards a picture's text.
    pub(super) figure: [f32; 3],
    /// Towards not being of the article.
    pub(super) aside: [f32; 3],
}

const fn row(fact: Fact, heading: [f32; 3], figure: [f32; 3], aside: [f32; 3]) -> Weight {
    Weight { fact, heading, figure, aside }
}

/// What counts for every unit: heading, figure, aside.
pub(super) const BIAS: [f32; 3] = [-1.4, -1.4, -1.7];

/// The price of each change between the article and what does not belong to it.
pub(super) const CHANGE: f32 = 2.0;

/// One row for each fact.
pub(super) const WEIGHTS: &[Weight] = &[
    row(Fact::Words1, [1.3, -0.4, 0.0], [-0.3, -0.5, 0.0], [-0.6, 0.0, 0.0]),
    row(Fact::Words2, [0.5, -0.3, -0.2], [0.2, -0.6, 0.0], [0.0, -0.2, 0.0]),
    row(Fact::Words4, [0.6, -0.2, 0.0], [0.3, -0.5, 0.0], [0.0, -0.3, -0.2]),
    row(Fact::Words7, [0.6, -0.2, 0.0], [0.6, -0.3, 0.0], [0.0, -0.4, -0.3]),
    row(Fact::Words11, [0.5, 0.0, 0.0], [0.7, 0.2, 0.0], [0.5, 0.0, 0.0]),
    row(Fact::Words17, [-0.3, 0.0, 0.0], [0.6, 0.0, 0.0], [0.4, 0.0, 0.0]),
    row(Fact::Words30, [-0.9, 0.0, -0.3], [0.3, 0.2, 0.0], [0.0, 0.0, 0.0]),
    row(Fact::WordsMore, [-2.9, 0.0, 0.3], [-3.1, 0.5, 0.0], [-0.5, -0.2, 0.0]),
    row(Fact::Stop, [-1.6, -0.2, 0.0], [-1.1, -0.6, 0.0], [-1.1, -0.3, -0.5]),
    row(Fact::Colon, [-0.3, -0.3, -0.3], [-1.5, -0.5, -0.6], [-1.1, -0.6, -0.7]),
    row(Fact::Question, [0.2, 0.0, 0.0], [-0.9, -0.2, -0.5], [-0.6, 0.0, -0.2]),
    row(Fact::Exclamation, [-0.6, -0.3, 0.0], [-0.9, -0.2, 0.6], [-0.2, 0.2, 0.0]),
    row(Fact::GoesOn, [-0.4, -0.3, -0.5], [-0.8, 0.0, -0.7], [0.2, 0.3, 0.2]),
    row(Fact::Unquote, [-0.3, -0.4, -0.4], [-0.3, -0.5, -0.3], [0.0, 0.0, 0.0]),
    row(Fact::Quote, [-0.5, -0.2, -0.4], [-0.4, -0.4, -0.2], [-0.4, -0.2, 0.0]),
    row(Fact::Small, [-0.2, 0.0, 0.0], [0.6, 0.0, -0.2], [0.4, -0.2, -0.5]),
    row(Fact::Digit, [0.0, 0.0, -0.5], [-0.8, -0.2, -0.8], [-0.4, 0.3, 0.0]),
    row(Fact::Numbered, [1.5, -1.2, 0.0], [0.4, -0.4, 0.4], [-0.8, -0.2, -0.2]),
    row(Fact::Series, [1.5, -0.6, 0.0], [0.5, 0.2, 0.6], [-0.7, 0.0, 0.0]),
    row(Fact::Sign, [-0.4, -0.4, -0.9], [-0.6, -0.4, 0.0], [0.0, -0.2, 0.0]),
    row(Fact::TitleCase, [1.4, -0.7, 0.0], [-0.3, 0.0, 0.2], [0.0, 0.3, 0.0]),
    row(Fact::AllCaps, [-0.2, 0.3, -0.5], [-0.5, -0.3, -0.2], [0.2, 0.0, 0.0]),
    row(Fact::SentenceCase, [0.0, -0.4, 0.3], [-0.4, -0.3, 0.0], [-0.4, -0.2, -0.2]),
    row(Fact::AnyDigit, [-0.2, -0.2, 0.0], [-0.4, 0.0, -0.2], [0.0, 0.0, -0.2]),
    row(Fact::Year, [0.6, 0.0, -0.4], [0.4, -0.8, -0.4], [0.7, 0.3, 0.7]),
    row(Fact::Month, [-1.1, 0.9, 0.8], [-1.2, 0.0, 0.6], [0.2, 0.3, 0.4]),
    row(Fact::Address, [-0.9, 0.0, -0.3], [-0.5, -0.5, -0.7], [0.2, 0.0, 0.3]),
    row(Fact::Comma, [-1.2, 0.0, 0.0], [-0.8, -0.2, 0.0], [-0.2, -0.2, 0.0]),
    row(Fact::ColonInside, [-0.5, -0.3, -0.5], [-0.9, 0.0, 0.2], [-0.6, -0.3, -0.3]),
    row(Fact::Bar, [-0.4, 0.6, -0.6], [-0.2, 0.0, -0.5], [0.2, -0.2, 0.9]),
    row(Fact::Bracket, [-0.2, -0.4, -0.4], [-0.2, -0.2, -0.5], [-0.3, 0.0, -0.2]),
    row(Fact::Dash, [0.3, 0.0, -0.3], [0.7, -0.7, -0.7], [0.0, 0.0, 0.0]),
    row(Fact::Sentences, [-0.7, 0.3, 0.2], [-0.7, 0.2, 0.3], [0.3, 0.0, 0.3]),
    row(Fact::Verb, [0.0, 0.0, 0.0], [-0.5, 0.4, 0.0], [0.0, 0.0, 0.0]),
    row(Fact::First, [0.0, 0.0, 0.0], [0.0, 0.2, 0.3], [0.3, 0.4, 0.2]),
    row(Fact::You, [0.2, 0.0, 0.2], [-0.9, 0.2, 0.0], [0.0, 0.0, 0.0]),
    row(Fact::Price, [0.0, 0.0, -0.7], [-0.8, -0.3, -0.9], [-0.2, 0.0, 0.0]),
    row(Fact::Slug, [0.0, 0.0, 0.0], [2.0, 0.7, -0.2], [0.5, 0.2, 0.0]),
    row(Fact::Picture, [-0.6, 0.2, 0.0], [1.8, -0.2, 0.0], [0.8, 0.2, 0.3]),
    row(Fact::Describes, [0.3, 0.7, 0.5], [1.4, 0.0, 0.0], [0.7, 0.0, 0.0]),
    row(Fact::PictureCredit, [0.0, -0.2, 0.6], [1.2, 0.0, 1.7], [1.1, 0.2, 0.8]),
    row(Fact::Asks, [1.0, 0.0, -0.2], [-0.5, -0.2, 0.3], [-0.5, -0.4, 0.0]),
    row(Fact::Bids, [-0.9, 0.6, -0.3], [-1.7, 0.2, -0.3], [0.4, 0.0, 0.2]),
    row(Fact::HeadingWord, [0.9, 0.0, 0.0], [0.0, 0.0, 0.7], [-0.6, -0.3, 0.0]),
    row(Fact::Comments, [-0.2, 0.6, -0.2], [-0.3, 0.3, -0.3], [0.2, 0.0, 0.2]),
    row(Fact::Sharing, [-0.7, 0.2, 0.0], [-0.7, 0.0, 0.0], [0.0, 0.2, 0.0]),
    row(Fact::Related, [-0.5, 1.1, -0.4], [-1.0, 0.5, -0.3], [0.6, 0.0, 0.4]),
    row(Fact::Subscription, [-0.5, 0.0, 0.3], [-1.0, -0.5, 0.0], [0.8, 0.5, 0.6]),
    row(Fact::Advertisement, [-1.7, 0.0, -0.2], [-1.1, 0.0, 0.0], [0.7, 0.0, 0.0]),
    row(Fact::Copyright, [-0.3, 0.0, 0.0], [-0.3, 0.0, 0.0], [0.2, 0.0, 0.0]),
    row(Fact::Cookies, [0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]),
    row(Fact::Navigation, [-0.7, 0.4, -0.2], [-1.1, -0.2, -0.3], [0.5, 0.0, 0.2]),
    row(Fact::Credits, [-1.1, 0.0, 0.3], [-1.0, 0.2, 0.3], [0.8, 0.7, 0.8]),
    row(Fact::Said, [-0.9, 0.5, -0.3], [-0.6, 0.9, -0.3], [0.0, 0.2, 0.0]),
    row(Fact::Tight, [-1.0, 0.4, -1.1], [0.3, -0.4, 0.4], [0.2, 0.0, 0.2]),
    row(Fact::Loose, [0.3, 0.3, 0.0], [0.3, 0.2, 0.0], [0.0, -0.2, 0.0]),
    row(Fact::TightBelow, [-1.1, -1.0, 0.7], [0.4, 0.3, -0.3], [0.2, 0.2, 0.0]),
    row(Fact::LooseBelow, [0.0, 0.3, -0.2], [0.0, 0.3, -0.4], [0.0, 0.0, -0.2]),
    row(Fact::Indented, [-0.4, 0.0, 0.6], [-0.4, 0.2, 0.5], [0.6, 0.5, 0.5]),
    row(Fact::Item, [0.0, 0.0, 0.0], [0.0, 0.0, -1.0], [-0.8, -0.3, -0.4]),
    row(Fact::Ordered, [0.0, -0.4, -0.5], [0.0, -0.2, -0.2], [0.0, -0.2, 0.0]),
    row(Fact::Inner, [0.0, 0.7, 1.2], [0.0, 0.3, 0.4], [0.8, 0.8, 0.7]),
    row(Fact::Special, [0.0, 0.6, 0.5], [0.0, -0.4, -0.2], [-0.2, -0.5, -0.4]),
    row(Fact::Repeated, [0.6, 0.0, 0.0], [0.4, -0.2, 0.0], [0.2, 0.0, 0.0]),
    row(Fact::Often, [-0.6, 0.3, 0.6], [-0.2, -0.2, 0.0], [0.5, -0.2, -0.5]),
    row(Fact::Echo, [0.6, -0.2, 0.0], [1.1, 0.4, 0.0], [0.0, 0.0, 0.0]),
    row(Fact::Foretells, [0.6, 0.2, 0.0], [0.7, 0.6, 0.3], [0.0, 0.0, 0.0]),
    row(Fact::Leads, [0.4, 0.0, 0.0], [0.4, 0.0, 0.2], [0.0, 0.5, 0.2]),
    row(Fact::Front, [0.0, 0.0, 0.5], [0.0, 0.0, 0.0], [1.1, 0.3, 0.3]),
    row(Fact::Back, [0.2, 0.3, 0.2], [0.2, 0.2, 0.2], [0.4, 0.2, 0.7]),
    row(Fact::LastTenth, [-0.2, 0.0, 0.3], [0.0, -0.2, 0.0], [0.5, 0.5, 0.0]),
    row(Fact::AfterComments, [-0.8, -0.9, -0.4], [-0.6, -0.6, -0.4], [0.0, 0.0, 0.0]),
    row(Fact::AfterAside, [0.2, -0.2, 0.2], [0.3, 0.2, 0.0], [0.5, 0.0, 0.2]),
    row(Fact::Crowd, [0.0, 0.0, 0.0], [-0.3, 0.0, 0.0], [0.0, 0.0, 0.0]),
    row(Fact::Last, [0.0, 0.0, -0.2], [-0.3, 0.0, -0.3], [0.5, 0.0, 0.0]),
    row(Fact::HeadLike, [0.9, 0.0, -0.5], [0.3, 0.0, 0.0], [0.0, 0.3, -0.2]),
    row(Fact::Over, [0.5, 0.0, 0.4], [0.2, 0.0, 0.4], [0.2, 0.0, 0.4]),
    row(Fact::Between, [0.0, -0.3, -0.3], [-0.4, 0.0, 0.0], [-0.4, -0.3, -0.6]),
    row(Fact::OverHead, [-0.3, 0.0, 0.0], [0.2, 0.0, -0.3], [0.2, 0.0, 0.2]),
    row(Fact::AmongHeads, [0.4, -0.6, -0.2], [-0.5, 0.0, 0.2], [-0.6, 0.0, 0.0]),
    row(Fact::TitleOver, [0.0, 0.0, -0.3], [-0.3, -0.3, 0.2], [-0.5, -0.3, -0.2]),
    row(Fact::Agrees, [0.4, 0.0, 0.2], [0.0, 0.0, 0.2], [0.0, -0.2, 0.2]),
    row(Fact::Scattered, [0.0, -0.4, 0.0], [0.2, -0.2, -0.3], [0.0, 0.0, -0.2]),
    row(Fact::Scrap, [0.0, 0.0, 0.5], [0.4, 0.3, 0.2], [0.0, 0.0, 0.0]),
    row(Fact::Verbless, [1.1, 0.0, 0.0], [1.1, 0.6, -0.3], [0.7, 0.0, 0.3]),
    row(Fact::EchoNear, [0.2, -0.2, -0.2], [0.6, 0.3, 0.0], [0.2, 0.5, 0.2]),
    row(Fact::EchoTitle, [0.6, 0.2, -0.3], [0.7, 0.3, -0.2], [0.2, 0.0, 0.0]),
    row(Fact::AskedOver, [-1.3, -0.4, 0.2], [-1.2, -0.5, 0.0], [-0.2, -0.3, 0.0]),
    row(Fact::Introduces, [-1.2, 0.0, 0.0], [-0.7, 0.0, 0.0], [-0.3, 0.0, -0.2]),
    row(Fact::Wedged, [-0.2, 0.0, 0.0], [0.0, 0.0, 0.2], [-0.4, 0.0, 0.0]),
];
