//! Doubt: what is left out by a guess and holds sentences may be of the article all the same.

use super::{Origin, Skipped, Why};
use crate::writing::{is_ideograph, is_unspaced_letter};

/// How sure it is that what is skipped is none of the article.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Certainty {
    /// Its author or the page marks it so, or it holds no sentence.
    #[default]
    Certain,
    /// Only its words or its place say so, and it holds sentences.
    Doubtful {
        /// How many of the article's blocks stand before it.
        before: usize,
    },
}

impl Certainty {
    /// The name that JSON uses.
    pub fn name(self) -> &'static str {
        match self {
            Certainty::Certain => "certain",
            Certainty::Doubtful { .. } => "doubtful",
        }
    }
}

impl Skipped {
    /// What is left out because its author or the page marks it so.
    pub(crate) fn certain(text: String, why: Why, origin: Origin) -> Skipped {
        Skipped { text, why, origin, certainty: Certainty::Certain }
    }

    /// What is left out by a guess, after so many of the article's blocks.
    pub(crate) fn guessed(text: String, why: Why, origin: Origin, before: usize) -> Skipped {
        let certainty =
            if holds_sentences(&text) { Certainty::Doubtful { before } } else { Certainty::Certain };
        Skipped { text, why, origin, certainty }
    }

    /// Whether it may be of the article all the same.
    pub fn is_doubtful(&self) -> bool {
        matches!(self.certainty, Certainty::Doubtful { .. })
    }

    /// Where it stands among others in normal form: what is in doubt first, by its place.
    pub(crate) fn rank(&self) -> usize {
        match self.certainty {
            Certainty::Doubtful { before } => before,
            Certainty::Certain => usize::MAX,
        }
    }
}

/// A sentence has so many words.
const SENTENCE: usize = 4;
/// A line of so many words is a sentence without a stop too: authors set none behind what stands under a title.
const UNENDED: usize = 14;
/// What is written without stops is a sentence with so many words.
const UNSTOPPED: usize = 8;

/// Whether a text holds a sentence: words enough, with a stop after them. Scripts that set no stops need more words.
pub(crate) fn holds_sentences(text: &str) -> bool {
    text.lines().any(|line| {
        if UNENDED <= words(line) {
            return true;
        }
        let mut count = Counter::default();
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            count.add(c);
            let ends = match c {
                '。' | '！' | '？' | '।' | '။' | '។' | '…' => true,
                '.' | '!' | '?' => {
                    chars.peek().is_none_or(|next| next.is_whitespace() || "\"'”’»)]".contains(*next))
                }
                _ => false,
            };
            if ends {
                if SENTENCE <= count.words() {
                    return true;
                }
                count = Counter::default();
            }
        }
        UNSTOPPED * DENSE <= count.unstopped
    })
}

/// How many words a text has; those of scripts that set no blanks between words are estimated by their letters.
pub(crate) fn words(text: &str) -> usize {
    let mut count = Counter::default();
    text.chars().for_each(|c| count.add(c));
    count.words()
}

/// So many letters are a word where blanks do not part words: two characters of Chinese, four letters of Thai.
const DENSE: usize = 4;

#[derive(Default)]
struct Counter {
    runs: usize,
    within: bool,
    /// Quarters of words in scripts without blanks; those that have no stops either.
    dense: usize,
    unstopped: usize,
}

impl Counter {
    fn add(&mut self, c: char) {
        if is_ideograph(c) {
            self.dense += DENSE / 2;
            self.within = false;
        } else if is_unspaced_letter(c) {
            self.dense += 1;
            self.unstopped += 1;
            self.within = false;
        } else {
            let is_word = c.is_alphanumeric() || (self.within && matches!(c, '\'' | '’' | '-'));
            self.runs += usize::from(is_word && !self.within);
            self.within = is_word;
        }
    }

    fn words(&self) -> usize {
        self.runs + self.dense.div_ceil(DENSE)
    }
}

#[test]
fn sentences_are_known_in_any_script() {
    for text in [
        "Menu\nShe went out to the pier.",
        "“There is nothing to see,” said the boy.",
        "It carries the weight.",
        "What a keeper does all night and why nobody has ever thanked one for it",
        "冬天过海要多花一个小时。",
        "今日は学校に行きました。",
        "เรือข้ามฟากแล่นทุกเช้าตั้งแต่มีการสร้างท่าเรือใหม่",
    ] {
        assert!(holds_sentences(text), "{text}");
    }
    for text in ["Home\nNews\nAbout us", "Read more…", "Ver. 2.0", "首页", "No. 5", "", "Sign up!"] {
        assert!(!holds_sentences(text), "{text}");
    }
}

#[test]
fn words_are_counted_where_nothing_parts_them() {
    assert_eq!([words("It isn’t so."), words("清晨的渡船"), words("")], [3, 3, 0]);
}
