//! The light pass for languages without rules of their own: their engines know their numbers best, so every letter, digit
//! and sign that means something reaches them as it is written.

use super::Given;
use super::out::Out;
use super::text::{Kind, Region, Text};
use crate::speech::Utterance;

/// Leaves words and numbers as they are; straightens quotes, turns dashes into pauses, drops what is never said.
pub(super) fn say(show: &str, given: &[Given]) -> Utterance {
    let mut text = Text::new(show, Region::American);
    let places = text.join(given);
    let mut given = places.into_iter().zip(given).peekable();
    let mut out = Out::default();
    for at in 0..text.len() {
        if let Some((_, given)) = given.next_if(|(place, _)| *place == at) {
            out.given(given);
            continue;
        }
        let shown = text.range(at, at + 1);
        match text.kind(at) {
            Some(Kind::Word) => out.piece(&text.get(at).replace('\u{92}', "’"), shown),
            Some(Kind::Digits) => out.close(text.get(at), shown),
            Some(Kind::Space) => out.space(),
            Some(Kind::Hidden) | None => out.close("", shown),
            Some(Kind::Mark(mark)) => match mark {
                '—' | '―' => out.pause(shown),
                '–' if text.is_gap(at + 1) => out.pause(shown),
                '’' | '‘' => out.close("'", shown),
                '“' | '”' | '„' | '«' | '»' => out.close("\"", shown),
                '…' => out.close("...", shown),
                // Between letters or digits a mark is a part of what they say.
                c if "*_|~^\\".contains(c) && (0 < at && text.is_body(at - 1) && text.is_body(at + 1)) => {
                    out.close(c.encode_utf8(&mut [0; 4]), shown);
                }
                c if is_picture(c) || "•*_|~^\\".contains(c) => out.close("", shown),
                _ => out.close(mark.encode_utf8(&mut [0; 4]), shown),
            },
        }
    }
    out.finish()
}

/// Emoji and other drawings.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' | '\u{E000}'..='\u{F8FF}'
        | '\u{1F000}'..='\u{1FAFF}')
}
