//! What is in doubt, and what is done about it.

use super::*;

fn token(length: usize, end: End) -> Token {
    Token { symbols: vec!['a'; length], sounding: length, said: Vec::new(), end }
}

#[test]
fn a_run_is_cut_near_its_middle_and_rather_between_clauses() {
    let word = |length| token(length, End::Word);
    assert_eq!(middle(&[]), None);
    assert_eq!(middle(&[word(9)]), None);
    assert_eq!(middle(&[word(5), word(5), word(5), word(5)]), Some(2));
    assert_eq!(middle(&[word(5), word(5), token(5, End::Clause), word(5)]), Some(3));
    assert_eq!(middle(&[token(1, End::Clause), word(9), word(9), word(9)]), Some(2));
}

#[test]
fn the_first_take_beyond_doubt_is_kept() {
    let tokens = [token(5, End::Word), token(5, End::Word)];
    let part = |take: u64, doubt: Option<&str>| Part {
        samples: vec![take as f32],
        words: vec![WordAt { said: 0..1, at: 0..1 }],
        doubt: doubt.map(str::to_owned),
    };
    for (good, wanted) in [(0, vec![0.0]), (1, vec![1.0]), (2, vec![2.0, 3.0]), (9, vec![0.0])] {
        let take = |_: &[Token], take: u64| Ok(part(take, (take < good).then_some("hm")));
        let kept = careful(&tokens, &take).unwrap();
        assert_eq!(kept.samples, wanted);
        assert_eq!(kept.doubt.is_some(), good == 9);
    }
    let halves = careful(&tokens, &|_, take| Ok(part(take, (take < 2).then_some("hm")))).unwrap();
    assert_eq!(halves.words[1].at, 1..2);
}
