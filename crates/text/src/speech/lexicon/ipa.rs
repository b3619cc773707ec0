//! The International Phonetic Alphabet: which characters belong to it, and how English endings sound.

/// The transcription without the slashes or brackets around it and with the alphabet's own characters for those
/// that keyboards have instead. The error says what is wrong.
pub(super) fn read(text: &str) -> Result<String, String> {
    let bare = text.trim();
    let bare = bare.strip_prefix('/').and_then(|rest| rest.strip_suffix('/')).unwrap_or(bare);
    let bare = bare.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(bare).trim();
    let ipa: String = bare
        .chars()
        .map(|c| match c {
            'g' => 'ɡ',
            ':' => 'ː',
            '\'' | '’' => 'ˈ',
            ',' => 'ˌ',
            c => c,
        })
        .collect();
    if let Some(odd) = ipa.chars().find(|c| !is_ipa(*c)) {
        let odd = odd.escape_debug();
        return Err(format!("`{odd}` is not a character of the International Phonetic Alphabet"));
    }
    // Marks of stress are letters to the standard.
    if ipa.contains(|c: char| c.is_alphabetic() && !('\u{2B0}'..='\u{2FF}').contains(&c)) {
        Ok(ipa)
    } else {
        Err("the transcription is empty".into())
    }
}

fn is_ipa(c: char) -> bool {
    matches!(c, 'a'..='z' | ' ' | '.' | '|' | '-' | '‖' | '‿' | '↗' | '↘' | 'æ' | 'ç' | 'ð' | 'ø' | 'œ' | 'ħ' | 'ŋ'
        | 'β' | 'θ' | 'χ' | 'ⱱ' | 'ⁿ' | '\u{1C0}'..='\u{1C3}' | '\u{250}'..='\u{2FF}' | '\u{300}'..='\u{36F}'
        | '\u{1D00}'..='\u{1DBF}' | '\u{A717}'..='\u{A71F}')
}

/// The sound of "'s" or "s" behind a transcription.
pub(super) fn ending(ipa: &str, written: &str) -> &'static str {
    if !written.ends_with(['s', 'S']) {
        return "";
    }
    let last = ipa.chars().rev().find(|c| c.is_alphabetic() && !"ːˑʰʲʷ".contains(*c));
    match last {
        Some('s' | 'z' | 'ʃ' | 'ʒ' | 'ʂ' | 'ʐ' | 'ɕ' | 'ʑ') => "ɪz",
        Some('p' | 't' | 'k' | 'f' | 'θ' | 'x' | 'χ' | 'ç' | 'q') => "s",
        _ => "z",
    }
}

#[test]
fn a_transcription_is_read_as_people_write_it() {
    assert_eq!(read("/ˈkiːɪv/").as_deref(), Ok("ˈkiːɪv"));
    assert_eq!(read(" [g:'a] ").as_deref(), Ok("ɡːˈa"));
    assert_eq!(read("ˈmʏnçn̩").as_deref(), Ok("ˈmʏnçn̩"));
    for wrong in ["", "//", "ˈ", "kEv", "a[b", "x\u{1}", "a<b", "7"] {
        assert!(read(wrong).is_err(), "{wrong}");
    }
    assert_eq!(
        [ending("kiːɪv", "'s"), ending("kæt", "'s"), ending("ɡæs", "'s"), ending("x", "")],
        ["z", "s", "ɪz", ""]
    );
}
