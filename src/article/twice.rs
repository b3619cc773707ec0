//! Text that was encoded twice: UTF-8 that somebody took for Windows-1252 and wrote as UTF-8 again, so that an apostrophe
//! shows as `â€™`. What is plainly that is repaired, run by run; anything else stays as it is.

use std::borrow::Cow;
use std::collections::BTreeSet;

use encoding_rs::WINDOWS_1252;

/// How often one character may have been encoded too often.
const TIMES: usize = 3;

/// How surely a run of characters is UTF-8 that was taken for Windows-1252.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Found {
    Nothing,
    /// It may be so, if other runs of the text surely are.
    Perhaps(String),
    Surely(String),
}

/// The text with what was encoded twice repaired.
pub(super) fn repaired(text: Cow<'_, str>) -> Cow<'_, str> {
    // All that follows needs one of these characters before the others.
    if !text.contains(['Ã', 'Â', 'â', 'Ä', 'Å', 'Î', 'Ï', 'Ð', 'Ñ', 'ð', 'ï', 'å', 'æ', 'ç', 'è', 'é', 'ã'])
    {
        return text;
    }
    let runs: Vec<(usize, &str, Found)> = runs(&text).map(|(at, run)| (at, run, found(run))).collect();
    let lines = runs.chunk_by(|(one, ..), (next, ..)| !text[*one..*next].contains('\n'));
    let runs: Vec<_> = lines.filter(|line| !shows_signs(&text, line)).flatten().collect();
    if !runs.iter().any(|(_, _, found)| matches!(found, Found::Surely(_))) {
        return text;
    }
    let mut whole = String::with_capacity(text.len());
    let mut last = 0;
    for (at, run, found) in runs {
        let (Found::Surely(meant) | Found::Perhaps(meant)) = found else { continue };
        whole.push_str(&text[last..*at]);
        whole.push_str(meant);
        last = at + run.len();
    }
    whole.push_str(&text[last..]);
    Cow::Owned(whole)
}

/// Whether a line, given by its runs, shows signs of a wrong encoding for their own sake: what one of them stands for stands
/// rightly in it too, so that the line was not encoded twice.
fn shows_signs(text: &str, runs: &[(usize, &str, Found)]) -> bool {
    let Some((first, ..)) = runs.first() else { return false };
    let start = text[..*first].rfind('\n').map_or(0, |end| end + 1);
    let end = text[*first..].find('\n').map_or(text.len(), |end| first + end);
    let line = &text[start..end];
    let meant = |(_, run, found): &'_ (usize, &str, Found)| match found {
        Found::Surely(meant) | Found::Perhaps(meant) if !run.contains(meant.as_str()) => Some(meant.clone()),
        _ => None,
    };
    let meant: BTreeSet<String> = runs.iter().filter_map(meant).collect();
    // A long line has few letters, but many runs.
    let letters: BTreeSet<char> = line.chars().filter(|c| !c.is_ascii()).collect();
    meant.iter().any(|meant| {
        meant.chars().all(|c| c.is_alphabetic() && letters.contains(&c)) && line.contains(meant.as_str())
    })
}

/// The runs of characters that are no ASCII but have a byte in Windows-1252, with their places.
fn runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let start = at + rest.find(|c| byte(c).is_some())?;
        let run = &text[start..];
        let run = &run[..run.find(|c| byte(c).is_none()).unwrap_or(run.len())];
        at = start + run.len();
        Some((start, run))
    })
}

/// The byte of a character in Windows-1252, if it is above ASCII.
fn byte(c: char) -> Option<u8> {
    match c {
        '\0'..='\u{7f}' => None,
        '\u{80}'..='\u{ff}' => u8::try_from(u32::from(c)).ok(),
        _ => {
            let mut buffer = [0; 4];
            let (bytes, _, failed) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
            (!failed).then(|| bytes[0])
        }
    }
}

fn found(run: &str) -> Found {
    let mut best = Found::Nothing;
    let mut now = run.to_owned();
    for _ in 0..TIMES {
        let Some(meant) = decoded(&now) else { break };
        if meant.contains(char::is_control) {
            // A byte that has no character: what it stood in was encoded once more.
            now = meant;
            continue;
        }
        best = match (&best, sure(&now, &meant)) {
            (Found::Surely(_), _) | (_, true) => Found::Surely(meant.clone()),
            _ => Found::Perhaps(meant.clone()),
        };
        now = meant;
    }
    if best == Found::Nothing && run.starts_with("â€") && run.chars().count() == 2 {
        // A closing quote lost its last byte, which has no character.
        return Found::Perhaps("”".into());
    }
    best
}

/// What the bytes of a run say as UTF-8, if they say anything.
fn decoded(run: &str) -> Option<String> {
    let bytes: Vec<u8> = run.chars().map(byte).collect::<Option<_>>()?;
    String::from_utf8(bytes).ok().filter(|meant| meant.chars().count() < run.chars().count())
}

/// Whether nobody would write the run for its own sake.
fn sure(run: &str, meant: &str) -> bool {
    // What may close or join words can stand right behind a letter: `CAFÉ»`, `MANHÃ”`.
    let quotes = |c: char| "‚„…‘’“”•–—«»\u{a0}´¨¸·ºª".contains(c);
    let is_common = |c: char| matches!(c, '\u{a0}'..='\u{17f}' | '\u{2010}'..='\u{203a}' | '€' | '™' | '−' | '\u{feff}' | 'ﬁ' | 'ﬂ');
    let mut chars = meant.chars();
    match (chars.next(), chars.next()) {
        (Some(only), None) => {
            let lead = run.chars().next().unwrap_or_default();
            let signs = run.chars().skip(1).any(quotes);
            is_common(only)
                && (matches!(lead, 'â' | 'ï') && run.chars().count() == 3 || "ÃÂÄÅ".contains(lead) && !signs)
        }
        _ => 4 <= run.chars().count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn becomes(text: &str, meant: &str) {
        assert_eq!(repaired(text.into()), meant);
    }

    /// A text as it looks after its UTF-8 was taken for Windows-1252.
    fn again(text: &str) -> String {
        WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn what_was_encoded_twice_is_repaired() {
        becomes("The firmâ€™s plan â€“ and its cafÃ© â€¦", "The firm’s plan – and its café …");
        for text in
            ["“Yes”, he said", "à l’été, où ça ?", "Привет, мир", "日本語の文", "5 € – 10 £", "naïve 🎉 ÄÖÜß"]
        {
            becomes(&again(text), text);
            becomes(&again(&again(text)), text);
        }
        // The last byte of a closing quote has no character and is often lost; other runs tell.
        becomes("â€œYesâ€, he said", "“Yes”, he said");
        // A run is repaired whatever stands elsewhere.
        becomes("“Good” and badâ€™s", "“Good” and bad’s");
    }

    #[test]
    fn what_is_written_so_stays() {
        for text in [
            "CAFÉ» et MENÜ“ – À «",
            "MANHÃ” e IRMÃ»",
            "il a parlé…” voilà…»",
            "Århus, Ærø, São Tomé, ÎLE, naïve",
            "À l’été",
            "Ünsal’ın “göğsü”",
            "â",
            "ångström±2",
            "Where a program reads “é” wrongly it shows Ã© instead.",
        ] {
            assert!(matches!(repaired(text.into()), Cow::Borrowed(same) if same == text), "{text}");
        }
    }
}
