//! What collections of e-texts put around a text: headers and licences of Project Gutenberg and others, the remarks and
//! the colophon of Aozora Bunko.

use super::mask::{Mask, lines};
use super::roles::Verdict;
use super::units::{Form, Unit};
use crate::article::{Meta, Why};

/// How far from the start a header may end, in lines.
const HEADER: usize = 400;
/// The most letters of a mark.
const LONGEST: usize = 200;

/// Blanks out the frame around a text, and says what it tells of the text.
pub(super) fn unframe(mask: &mut Mask<'_>) -> Meta {
    let text = mask.now();
    let lines = lines(&text);
    aozora(mask, &lines);
    let start = lines.iter().take(HEADER).rposition(|(_, line)| is_start(line));
    let from = start.map_or(0, |start| start + 1);
    let end = lines[from..].iter().position(|(_, line)| is_end(line)).map(|end| from + end);
    let mut meta = Meta::default();
    if let Some(start) = start {
        meta = header(&lines[..start]);
        let body = (from + produced(&lines[from..])).min(end.unwrap_or(lines.len()));
        mask.skip(0..lines.get(body).map_or(text.len(), |(at, _)| *at), Why::Copyright);
    }
    // The end alone is a mark of a frame too: the header may have been taken away.
    if let Some((at, _)) = end.and_then(|end| lines.get(end)) {
        mask.skip(*at..text.len(), Why::Copyright);
    }
    meta
}

/// A line in capitals without the marks around it; nothing if it is too long for a mark.
fn bare(line: &str) -> Option<String> {
    (line.len() <= LONGEST).then(|| line.trim_matches(|c: char| !c.is_alphanumeric()).to_uppercase())
}

fn is_start(line: &str) -> bool {
    let marked = line.trim_start().starts_with("**");
    bare(line).is_some_and(|line| {
        marked
            && (line.starts_with("START OF TH")
                && (line.contains("EBOOK") || line.contains("ETEXT") || line.contains("E-TEXT"))
                || line.starts_with("START OF THE PROJECT")
                || line.starts_with("END*THE SMALL PRINT")
                || line.starts_with("END THE SMALL PRINT"))
    })
}

fn is_end(line: &str) -> bool {
    let marked = line.trim_start().starts_with("**");
    bare(line).is_some_and(|line| {
        let named = line.contains("EBOOK") || line.contains("ETEXT") || line.contains("E-TEXT");
        marked && line.starts_with("END OF TH") && named
            || line.starts_with("END OF PROJECT GUTENBERG")
            || line.starts_with("END OF THE PROJECT GUTENBERG")
            || line.starts_with("END OF THIS PROJECT GUTENBERG")
    })
}

/// What a header says of the text: `Title: …`, with lines that go on below it.
fn header(lines: &[(usize, &str)]) -> Meta {
    let mut meta = Meta::default();
    for (n, (_, line)) in lines.iter().enumerate() {
        let Some((name, value)) = line.split_once(':') else { continue };
        let slot = match name.trim() {
            "Title" => &mut meta.title,
            "Author" => &mut meta.byline,
            _ => continue,
        };
        let below = lines[n + 1..].iter().map(|(_, line)| line);
        let rest = below.take_while(|line| line.starts_with("  ") && !line.trim().is_empty());
        let whole =
            std::iter::once(value.trim()).chain(rest.map(|line| line.trim())).collect::<Vec<_>>().join(" ");
        if !whole.is_empty() && slot.is_none() {
            *slot = Some(whole);
        }
    }
    meta
}

/// How many lines at the start of a text say who made the file.
fn produced(lines: &[(usize, &str)]) -> usize {
    let first = lines.iter().position(|(_, line)| !line.trim().is_empty()).unwrap_or(lines.len());
    let opens = |line: &str| {
        let line = line.trim().to_lowercase();
        [
            "produced by",
            "e-text prepared by",
            "etext prepared by",
            "this etext was",
            "this ebook was",
            "transcribed from",
            "prepared by",
        ]
        .iter()
        .any(|start| line.starts_with(start))
    };
    if !lines.get(first).is_some_and(|(_, line)| opens(line)) {
        return 0;
    }
    lines[first..].iter().position(|(_, line)| line.trim().is_empty()).map_or(0, |end| first + end)
}

/// What a text in a frame leaves out: nothing that only a page would have around it, but the list of its chapters.
pub(super) fn contents(units: &[Unit], verdicts: &mut [Verdict]) {
    let mut listed = false;
    for (unit, verdict) in units.iter().zip(verdicts) {
        let opens = ["contents", "table of contents"]
            .contains(&unit.text.trim_end_matches('.').to_lowercase().as_str());
        // Its entries stand close together.
        listed = opens || listed && unit.blanks < 3 && unit.text.len() < LONGEST;
        verdict.aside = match unit.form {
            Form::Unsaid(why) => Some(why),
            _ => listed.then_some(Why::Navigation),
        };
    }
}

/// The remarks on the signs of Aozora Bunko, between two rules near the start, and the colophon at the end.
fn aozora(mask: &mut Mask<'_>, lines: &[(usize, &str)]) {
    let rule = |line: &str| 10 < line.len() && line.trim_end().bytes().all(|b| b == b'-');
    let remark =
        lines.iter().take(60).position(|(_, line)| line.contains("【テキスト中に現れる記号について】"));
    if let Some(remark) = remark {
        let above = lines[..remark].iter().rposition(|(_, line)| rule(line)).unwrap_or(remark);
        let below = lines[remark..].iter().position(|(_, line)| rule(line));
        if let Some(below) = below.map(|below| remark + below) {
            mask.skip(lines[above].0..lines[below].0 + lines[below].1.len(), Why::Credits);
        }
    }
    let colophon =
        lines.iter().rposition(|(_, line)| line.starts_with("底本：") || line.starts_with("底本:"));
    if let Some((at, _)) = colophon.map(|colophon| lines[colophon]) {
        let end = mask.text().len();
        mask.skip(at..end, Why::Credits);
    }
    ruby(mask);
}

/// Readings above words, `｜漢字《かんじ》`, and remarks, `［＃…］`: the word is said as it is written.
fn ruby(mask: &mut Mask<'_>) {
    if !mask.text().contains(['《', '［']) {
        return;
    }
    let text = mask.now();
    let (mut at, mut bar) = (0, None);
    while let Some(next) = text[at..].find(['《', '［', '｜', '\n']).map(|next| at + next) {
        let sign = text[next..].chars().next().unwrap_or_default();
        at = next + sign.len_utf8();
        match sign {
            '｜' => bar = Some(next),
            '［' if text[at..].starts_with('＃') => {
                let Some(end) = text[next..].find('］').map(|end| next + end + '］'.len_utf8()) else {
                    continue;
                };
                if !text[next..end].contains('\n') {
                    mask.cut(next..end, Why::Markup);
                    at = end;
                }
            }
            '《' => {
                let Some(end) = text[at..].find('》').map(|end| at + end) else { continue };
                let is_kana = |c: char| matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30ff}' | '　');
                let word = text[..next].chars().next_back();
                let fits = end != at && text[at..end].chars().all(is_kana);
                if !fits || bar.is_none() && !word.is_some_and(super::scripts::is_spaceless) {
                    continue;
                }
                if let Some(bar) = bar.take() {
                    mask.cut(bar..bar + '｜'.len_utf8(), Why::Markup);
                }
                mask.cut(next..end + '》'.len_utf8(), Why::Repeated);
                at = end;
            }
            _ => bar = None,
        }
    }
}
