//! How long a text may sound: by its letters, and by how fast the voice has spoken so far.
//!
//! A letter of running text takes about as long as any other, whatever the language. What digits, symbols, initialisms and
//! the letters of other scripts take depends on what the voice makes of them, so that only bounds are known: an English
//! voice says "Chinese letter" for each sign of Chinese.

/// The weight of what is not a small letter, in letters: the least and the most that a voice makes of it.
const CAPITAL: (f64, f64) = (0.5, 5.0);
const DIGIT: (f64, f64) = (0.0, 10.0);
const FOREIGN: (f64, f64) = (0.0, 20.0);
const DRAWN: (f64, f64) = (0.0, 1.0);
const SYMBOL: (f64, f64) = (0.0, 12.0);
/// Between letters or alone, a mark may be said: "dot".
const MARK: (f64, f64) = (0.0, 4.0);
/// Seconds of a letter beyond which nobody speaks, and seconds that any text may take besides.
const SLOWEST: f64 = 0.25;
const PAUSES: f64 = 4.0;
/// The pace is known after so many lines.
const LINES: usize = 6;
/// A line that tells the pace has at least so many letters, and for each of them at most so many others.
const LETTERS: f64 = 20.0;
const OTHERS: f64 = 0.05;
/// How much faster than the fastest tenth of those lines a voice says another, and how much slower than the slowest.
const FASTER: f64 = 1.5;
const SLOWER: f64 = 2.0;
/// The seconds of a pause that a voice makes at a mark.
const REST: f64 = 0.8;
/// What a line may take besides, in seconds, whatever its pace.
const SLACK: f64 = 1.0;
/// So many lines are remembered.
const MOST: usize = 101;

/// How much there is to say in a text, in letters.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Weight {
    least: f64,
    most: f64,
    /// The marks at which a voice may pause.
    marks: f64,
    /// The letters of Latin, and those of Greek and Cyrillic: some voices say those, others spell them by their names.
    latin: f64,
    other: f64,
}

impl Weight {
    fn of(text: &str) -> Weight {
        let mut weight = Weight::default();
        for word in text.split_whitespace() {
            let is_spelled = !word.chars().any(char::is_lowercase);
            let mut before = [' '; 2];
            for c in word.chars() {
                // "Ahhhhh" is one sound.
                let is_drawn = before == [c; 2];
                before = [before[1], c];
                weight.marks += f64::from(u8::from(is_pause(c)));
                let (least, most) = match c {
                    _ if is_pause(c) => MARK,
                    '\'' | '’' | '"' | '“' | '”' | '-' => (0.0, 2.0),
                    '\u{300}'..='\u{36f}' => (0.0, 1.0),
                    _ if c.is_numeric() => DIGIT,
                    _ if is_drawn => DRAWN,
                    _ if is_letter(c) && is_spelled => CAPITAL,
                    _ if is_letter(c) => (1.0, 1.0),
                    _ if c.is_alphabetic() => FOREIGN,
                    _ => SYMBOL,
                };
                weight.least += least;
                weight.most += most;
                weight.latin += f64::from(u8::from(is_letter(c) && c <= '\u{ff}'));
                weight.other += f64::from(u8::from(is_letter(c) && '\u{ff}' < c));
            }
        }
        weight
    }

    /// Whether it is nearly all letters, so that it tells how fast the voice speaks.
    fn is_plain(&self) -> bool {
        LETTERS <= self.least && self.most - self.least - MARK.1 * self.marks <= OTHERS * self.least
    }
}

fn is_pause(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…' | '–' | '—' | '(' | ')' | '/')
}

/// Whether it is a letter of which one is about one sound: of ASCII, Latin-1, Greek or Cyrillic. Others of the Latin script are
/// sounds to some voices, and "L with stroke" to others.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() && matches!(c, '\0'..='\u{ff}' | '\u{370}'..='\u{52f}')
}

/// The longest that a text may sound, in seconds, whoever says it.
pub(super) fn longest(text: &str) -> f64 {
    let weight = Weight::of(text);
    PAUSES + SLOWEST * (weight.most + FOREIGN.1 * weight.other) + REST * weight.marks
}

/// How fast a voice speaks: seconds a letter of the lines that tell it, in Latin letters and in others.
#[derive(Debug, Default)]
pub(super) struct Pace {
    latin: Vec<f64>,
    other: Vec<f64>,
}

impl Pace {
    /// The pace of the fastest and of the slowest tenth, if enough lines were said.
    fn seconds(lines: &[f64]) -> Option<(f64, f64)> {
        let mut sorted = lines.to_vec();
        sorted.sort_by(f64::total_cmp);
        let tenth = sorted.len() / 10;
        let ends = sorted.get(tenth).copied().zip(sorted.iter().rev().nth(tenth).copied());
        ends.filter(|_| LINES <= sorted.len())
    }

    /// Why speech of so many seconds cannot be this text at the pace of the voice, if it cannot.
    pub(super) fn doubt(&self, seconds: f64, text: &str) -> Option<String> {
        let weight = Weight::of(text);
        let lines = match (0.0 < weight.latin, 0.0 < weight.other) {
            (true, true) => return None,
            (_, true) => &self.other,
            (_, false) => &self.latin,
        };
        let (fast, slow) = Pace::seconds(lines)?;
        let longest = SLACK + SLOWER * slow * weight.most + REST * weight.marks;
        let is_short = LETTERS <= weight.least && seconds < fast * weight.least / FASTER;
        let usual = f64::midpoint(fast, slow) * weight.least.max(1.0);
        (is_short || longest < seconds)
            .then(|| format!("{seconds:.1} s for a text that this voice says in about {usual:.1} s"))
    }

    /// Notes how long a text took, if it tells the pace.
    pub(super) fn note(&mut self, seconds: f64, text: &str) {
        let weight = Weight::of(text);
        let is_one_script = weight.latin <= 0.0 || weight.other <= 0.0;
        let lines = if 0.0 < weight.other { &mut self.other } else { &mut self.latin };
        if weight.is_plain() && is_one_script && lines.len() < MOST {
            lines.push(seconds / weight.least);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 7] = [
        "the tide comes in twice a day and goes out again",
        "nobody on the island had ever seen the bridge open",
        "a lamp was burning in the window of the last house",
        "they had walked all night and were too tired to talk",
        "it rained on the harbour and on the boats within it",
        "the train was late and the platform nearly empty",
        "gulls were quarrelling over a crust of stale bread",
    ];

    /// How long a text usually takes.
    fn usual(text: &str) -> f64 {
        0.07 * text.chars().filter(|c| c.is_alphabetic()).count() as f64
    }

    fn taught() -> Pace {
        let mut pace = Pace::default();
        for (n, text) in TEXTS.iter().enumerate() {
            assert_eq!(pace.doubt(100.0, text).is_some(), LINES <= n, "{n}");
            pace.note(usual(text), text);
        }
        pace
    }

    #[test]
    fn a_voice_keeps_its_pace() {
        let pace = taught();
        let text = "and when the morning came nothing was left of the snow";
        for (factor, is_fine) in [(1.0, true), (1.5, true), (0.7, true), (0.5, false), (12.0, false)] {
            assert_eq!(pace.doubt(factor * usual(text), text).is_none(), is_fine, "{factor}");
        }
    }

    #[test]
    fn what_may_be_said_in_many_words_has_room() {
        let pace = taught();
        for (text, seconds) in [
            ("ABC", 1.5),
            ("1,000,001", 4.0),
            ("€ 5", 1.6),
            ("北京", 2.0),
            ("a", 0.1),
            ("No.", 0.2),
            ("§ 7", 1.5),
            ("Ahhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh!", 0.4),
            ("Ελλάδα", 2.5),
        ] {
            assert_eq!(pace.doubt(seconds, text), None, "{text}");
            assert!(seconds < longest(text), "{text}");
        }
    }

    #[test]
    fn nothing_sounds_for_ever() {
        for text in TEXTS {
            assert!(longest(text) < 8.0 * usual(text), "{text}");
        }
    }
}
