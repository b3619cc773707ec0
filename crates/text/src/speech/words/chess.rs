//! Moves of chess as players write them: "Nf3", "Qxc5+", "O-O".

use super::number;
use super::text::{Found, Text};

const PIECES: [(char, &str); 5] =
    [('K', "king"), ('Q', "queen"), ('R', "rook"), ('B', "bishop"), ('N', "knight")];
/// No move is longer: "Qh4xe1+", "exd8=Q#".
const LONGEST: usize = 8;

/// Recognises a move with a piece or a capture, in a sentence that holds another move.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    let word = text.word(at);
    let opens = word.len() < 4 && word.starts_with(|c: char| "KQRBNabcdefgh".contains(c));
    if !opens || text.joined_left(at) || 0 < at && !text.is_gap(at - 1) && !text.is(at - 1, '.') {
        return None;
    }
    let written = bare(text.slice(text.range(at, text.chunk_end(at).min(at + LONGEST))));
    let said = read(written).filter(|_| written.len() > 2)?;
    let whole = text.slice(text.range(0, text.len()));
    let moves = whole.split_whitespace().filter(|word| read(bare(word)).is_some()).take(2).count();
    let end = text.range(at, at + 1).start + written.len();
    let next = (at + 1..=text.len()).find(|next| text.range(at, *next).end == end)?;
    (1 < moves).then_some(Found { next, said })
}

/// A move without the punctuation of its sentence.
fn bare(word: &str) -> &str {
    word.trim_start_matches('(').trim_end_matches([',', '.', ';', ':', ')', '!', '?'])
}

/// The words of a move, if it is one.
fn read(written: &str) -> Option<String> {
    let (rest, end) = match written.strip_suffix(['+', '#']) {
        Some(rest) if written.ends_with('+') => (rest, " check"),
        Some(rest) => (rest, " checkmate"),
        None => (written, ""),
    };
    let (rest, promoted) = match rest.split_once('=') {
        Some((rest, piece)) => (rest, format!(" becomes a {}", name(piece)?)),
        None => (rest, String::new()),
    };
    let (piece, rest) = match rest.chars().next().and_then(|first| name(first.encode_utf8(&mut [0; 4]))) {
        Some(piece) => (piece, &rest[1..]),
        None => ("", rest),
    };
    let from = rest.len().checked_sub(2).filter(|from| rest.is_char_boundary(*from))?;
    let (from, square) = rest.split_at(from);
    let (from, takes) = match from.strip_suffix('x') {
        Some(from) => (from, " takes"),
        None => (from, ""),
    };
    let is_from = match from.as_bytes() {
        [] | [b'a'..=b'h'] => true,
        [b'1'..=b'8'] | [b'a'..=b'h', b'1'..=b'8'] => !piece.is_empty(),
        _ => false,
    };
    let is_square = matches!(square.as_bytes(), [b'a'..=b'h', b'1'..=b'8']);
    // A pawn that takes tells from where, and only then.
    let is_told = !piece.is_empty() || from.is_empty() == takes.is_empty();
    if !is_from || !is_square || !is_told {
        return None;
    }
    let said = format!("{piece} {}{takes} {}{promoted}{end}", spelled(from), spelled(square));
    Some(said.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The name of a piece.
fn name(letter: &str) -> Option<&'static str> {
    PIECES.iter().find(|(piece, _)| letter.strip_prefix(*piece) == Some("")).map(|(_, name)| *name)
}

/// "e five".
fn spelled(square: &str) -> String {
    let say = |c: char| if c.is_ascii_digit() { number::digits(&c.to_string()) } else { c.to_string() };
    square.chars().map(say).collect::<Vec<_>>().join(" ")
}

#[test]
fn moves_are_said_as_players_say_them() {
    for (text, wanted) in [
        ("1. Nf3 Nc6", "one. knight f three knight c six"),
        ("He played R1e5+ and then Qxc5.", "He played rook one e five check and then queen takes c five."),
        (
            "It went exd5 Nxd5, then b8=Q#!",
            "It went e takes d five knight takes d five, then b eight becomes a queen checkmate!",
        ),
        ("Take the B2 bus.", "Take the B two bus."),
        ("Ba3 is no bus.", "Ba three is no bus."),
    ] {
        assert_eq!(super::say(text, "en").text, wanted);
    }
}
