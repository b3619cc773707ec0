//! Verse: lines that their author broke.

use super::lines::Line;
use super::marks;
use super::scripts::is_spaceless_text;

/// The widest line of verse, in characters.
const WIDEST: usize = 70;
/// The most lines of one stanza.
const MOST: usize = 80;

/// What the lines of a whole text say about verse in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Verse {
    /// Whether the text is a poem, or a song: most of its lines stand in stanzas.
    pub(super) is_poem: bool,
}

impl Verse {
    pub(super) fn new(lines: &[Line<'_>]) -> Verse {
        let blocks: Vec<&[Line<'_>]> = lines.chunk_by(|_, next| next.blanks == 0).collect();
        let stanzas: Vec<&&[Line<'_>]> = blocks.iter().filter(|block| 1 < block.len()).collect();
        let inside: usize = stanzas.iter().map(|block| block.len()).sum();
        let pairs = || stanzas.iter().flat_map(|block| block.windows(2));
        let all = pairs().count();
        let share = |fits: &dyn Fn(&[Line<'_>]) -> bool| pairs().filter(|two| fits(two)).count();
        let ended = share(&|two| ends(two[0].text));
        let capital = share(&|two| opens(two[1].text));
        let moved = share(&|two| 1 < two[0].indent.abs_diff(two[1].indent));
        let short = lines.iter().filter(|line| is_line(line)).count();
        let most = |part: usize, of: usize| 9 * of <= 10 * part;
        let is_poem = 3 <= all
            && most(short, lines.len())
            && 3 * lines.len() <= 4 * inside
            // Wrapped prose breaks at a mark once in seven lines, and not at capitals.
            && (all <= 2 * ended || 2 * all <= 5 * moved || most(capital, all) && all <= 5 * ended
                || 2 <= stanzas.len() && most(capital, all) && stanzas.iter().all(|block| block.len() < 13));
        Verse { is_poem }
    }

    /// Where the stanza ends that starts at a line, if one does. Stanzas start after an empty line, so no line is looked at
    /// twice.
    pub(super) fn stanza(self, lines: &[Line<'_>], at: usize) -> Option<usize> {
        if 0 < at && lines[at].blanks == 0 {
            return None;
        }
        let most = &lines[at..lines.len().min(at + MOST)];
        let len = 1 + most.iter().skip(1).take_while(|line| line.blanks == 0 && is_line(line)).count();
        let whole = lines.get(at + len).is_none_or(|line| 0 < line.blanks);
        let block = &lines[at..at + len];
        if !whole
            || !block.first().is_some_and(is_line)
            || block.iter().any(|line| line.text.ends_with(':')) && !self.is_poem
        {
            return None;
        }
        if self.is_poem {
            return (1 < len).then_some(at + len);
        }
        let breaks = block.iter().filter(|line| line.text.ends_with([',', ';', '—'])).count();
        let moved = block.windows(2).filter(|two| 1 < two[0].indent.abs_diff(two[1].indent)).count();
        (3 <= len && (len <= 4 * breaks || 0 < breaks && len <= 2 * moved)).then_some(at + len)
    }
}

/// Whether a line could be one of a stanza.
fn is_line(line: &Line<'_>) -> bool {
    line.text.chars().take(WIDEST + 1).count() <= WIDEST
        && !is_spaceless_text(line.text)
        && line.text.starts_with(|c: char| c.is_alphabetic() || "“‘\"'—(«¿¡[".contains(c))
        && marks::code(line.text) == 0
        && marks::mail(line.text).is_none()
}

/// Whether a line ends with a mark.
fn ends(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', ')', '»', '\''])
        .ends_with([',', ';', ':', '.', '!', '?', '—', '–', '…'])
}

fn opens(line: &str) -> bool {
    line.trim_start_matches(|c: char| !c.is_alphabetic()).starts_with(char::is_uppercase)
}
