//! Which words were said where (alignment): written words and espeak-ng's, side by side.
//!
//! espeak-ng lets some words run together ("in the" is `ɪnðə`) and takes others apart. Where both sides have as many
//! words, the first belongs to the first and so on. Elsewhere they are matched by their lengths, which is right
//! mostly and not always; the clause that they stand in is exact.

use std::ops::Range;

use super::phonemes::{End, Token, symbols};
use crate::writing::is_mark;

/// The tokens of a stretch of text, for which espeak-ng wrote `ipa`.
pub(super) fn tokens(text: &str, said: Range<usize>, ipa: &str) -> Vec<Token> {
    let written = words(text, said);
    let spoken: Vec<&str> = ipa.split_whitespace().collect();
    let letters: Vec<usize> = written.iter().map(|word| length(&text[word.clone()])).collect();
    let sounds: Vec<usize> = spoken.iter().map(|word| sounds(word)).collect();
    let mut tokens: Vec<Token> = spoken
        .iter()
        .map(|word| {
            let symbols = symbols(word);
            Token { sounding: sounds_of(&symbols), symbols, said: Vec::new(), end: End::Word }
        })
        .collect();
    for (words, spoken) in pairs(&letters, &sounds) {
        // A word that is said as several belongs to each of them.
        for token in &mut tokens[spoken] {
            token.said = written[words.clone()].to_vec();
        }
    }
    let last = tokens.len().saturating_sub(1);
    for token in tokens.iter_mut().take(last) {
        token.symbols.push(' ');
    }
    tokens
}

/// The words of a stretch: runs of letters, digits and apostrophes.
fn words(text: &str, said: Range<usize>) -> Vec<Range<usize>> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '.') || is_mark(c);
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, c) in text[said.clone()].char_indices().filter(|(_, c)| is_part(*c)) {
        let (at, end) = (said.start + at, said.start + at + c.len_utf8());
        match words.last_mut() {
            Some(word) if word.end == at => word.end = end,
            _ => words.push(at..end),
        }
    }
    // An apostrophe alone is a quotation mark.
    words.retain(|word| text[word.clone()].chars().any(char::is_alphanumeric));
    words
}

/// How long a written word is to say, in letters: one in capitals is mostly spelled, and has two sounds for each.
fn length(word: &str) -> usize {
    let letters = word.chars().count();
    if 1 < letters && word.chars().all(char::is_uppercase) { 2 * letters } else { letters }
}

/// How many sounds a word of IPA has: no stress, no length, no accents.
fn sounds(ipa: &str) -> usize {
    sounds_of(&symbols(ipa))
}

fn sounds_of(symbols: &[char]) -> usize {
    let is_sound =
        |c: &&char| c.is_alphanumeric() && !matches!(c, 'ː' | 'ˈ' | 'ˌ' | 'ˑ' | '\u{300}'..='\u{36f}');
    symbols.iter().filter(is_sound).count()
}

/// How many words may be said as one, and how many one may be said as.
const MOST: usize = 6;
/// What a pairing that is not of one and one costs, in sounds.
const UNUSUAL: f64 = 1.5;

/// Pairs runs of written words with runs of spoken ones, in order and without a rest: one with one, several with one,
/// or one with several. `letters` and `sounds` are their lengths.
fn pairs(letters: &[usize], sounds: &[usize]) -> Vec<(Range<usize>, Range<usize>)> {
    if letters.len() == sounds.len() {
        return (0..letters.len()).map(|n| (n..n + 1, n..n + 1)).collect();
    }
    if letters.is_empty() || sounds.is_empty() {
        return Vec::new();
    }
    let ratio = sum(sounds) / sum(letters).max(1.0);
    let width = sounds.len() + 1;
    // For each number of words on both sides: the least cost to get there, and the last step.
    let mut best = vec![(f64::INFINITY, (0, 0)); (letters.len() + 1) * width];
    best[0].0 = 0.0;
    let steps = (1..=MOST).map(|n| (n, 1)).chain((2..=MOST).map(|n| (1, n)));
    let steps: Vec<(usize, usize)> = steps.collect();
    for w in 0..=letters.len() {
        for s in 0..=sounds.len() {
            let reached = best[w * width + s].0;
            if reached.is_infinite() {
                continue;
            }
            for &(dw, ds) in &steps {
                let (to_w, to_s) = (w + dw, s + ds);
                if letters.len() < to_w || sounds.len() < to_s {
                    continue;
                }
                let off = ratio * sum(&letters[w..to_w]) - sum(&sounds[s..to_s]);
                let cost = reached + off.abs() + UNUSUAL * (dw + ds - 2) as f64;
                let known = &mut best[to_w * width + to_s];
                if cost < known.0 {
                    *known = (cost, (dw, ds));
                }
            }
        }
    }
    let (mut w, mut s) = (letters.len(), sounds.len());
    let mut pairs = Vec::new();
    while (w, s) != (0, 0) {
        let (dw, ds) = best[w * width + s].1;
        if (dw, ds) == (0, 0) {
            // So many more on one side cannot be paired.
            return vec![(0..letters.len(), 0..sounds.len())];
        }
        (w, s) = (w - dw, s - ds);
        pairs.push((w..w + dw, s..s + ds));
    }
    pairs.reverse();
    pairs
}

fn sum(lengths: &[usize]) -> f64 {
    lengths.iter().sum::<usize>() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, ipa: &str) -> Vec<(String, String)> {
        let told = |token: Token| {
            let words: Vec<&str> = token.said.iter().map(|said| &text[said.clone()]).collect();
            (words.join("+"), token.symbols.into_iter().collect::<String>().trim().to_owned())
        };
        tokens(text, 0..text.len(), ipa).into_iter().map(told).collect()
    }

    #[test]
    fn words_find_what_was_said_for_them() {
        for (text, ipa, wanted) in [
            ("the lamp", "ðə lˈæmp", "the=ðə lamp=lˈæmp"),
            (
                "I had been in the house",
                "aɪ hɐdbɪn ɪnðə hˈaʊs",
                "I=aɪ had+been=hɐdbɪn in+the=ɪnðə house=hˈaʊs",
            ),
            ("a well-known fact", "ɐ wˈɛlnˈoʊn fˈækt", "a=ɐ well+known=wˈɛlnˈoʊn fact=fˈækt"),
            (
                "the NATO lamp",
                "ðə ˈɛn ˈeɪ tˈiː ˈoʊ lˈæmp",
                "the=ðə NATO=ˈɛn NATO=ˈeɪ NATO=tˈiː NATO=ˈoʊ lamp=lˈæmp",
            ),
            ("it's “he's”", "ɪts hiːz", "it's=ɪts he's=hiːz"),
        ] {
            let told = told(text, ipa).into_iter().map(|(words, ipa)| format!("{words}={ipa}"));
            assert_eq!(told.collect::<Vec<_>>().join(" "), wanted.replace("“", ""), "{text}");
        }
    }

    #[test]
    fn nothing_is_lost_where_nothing_fits() {
        assert!(tokens("…", 0..3, "").is_empty());
        assert_eq!(told("one", "")[..], []);
        let many = "a ".repeat(40);
        assert_eq!(told(&many, "b").len(), 1);
        assert_eq!(told("a", &many).len(), 40);
    }
}
