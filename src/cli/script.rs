//! `articast script`: what will be said, and what became of every block.

use std::fmt::Write as _;

use serde_json::json;

use super::args::Script;
use super::output::{STRING, Terminal, count};
use super::{Outcome, input, places};
use crate::article::Why;
use crate::files::Places;
use crate::produce::Lexicons;
use crate::script::audit::Doubt;
use crate::script::{Fate, Ledger};
use crate::speech::Utterance;
use crate::{Result, cast, script};

/// More characters of a sentence are not shown.
const LONGEST_SENTENCE: usize = 100;

pub(super) fn run(arguments: &Script, terminal: &Terminal) -> Result<Outcome> {
    let places = places::find();
    let cast = cast::find(&arguments.voices.voices, &places::casts(&places))?;
    let input::Read { input, article, warning } =
        input::article(&arguments.article, &arguments.input, terminal)?;
    let lexicons = Lexicons {
        files: &arguments.lexicon.lexicon,
        article: Some((&input, &article.meta)),
        config: &places.config,
    };
    let reading = lexicons.added_to(&cast.reading)?;
    let script = script::write(&article, &reading);
    // The script holds all that is shown.
    drop((input, article));
    match (arguments.audit, arguments.json) {
        (false, as_json) if arguments.left_out => tell_left_out(&script.ledger, as_json, terminal)?,
        (true, as_json) => {
            let mut doubts = script::audit(&script, &reading);
            let language = script.meta.language.as_deref().unwrap_or("en");
            for doubt in &mut doubts {
                let say = Utterance { text: doubt.said.clone(), ..Utterance::default() };
                doubt.ipa = sounds(&say, language, &places)?;
            }
            tell_doubts(&doubts, as_json, terminal)?
        }
        (false, false) if arguments.ssml => terminal.text(&script::ssml(&script))?,
        (false, true) => terminal.json(&script)?,
        (false, false) => terminal.display(&script)?,
    };
    Ok(strictly(arguments.strict, &script, warning, terminal))
}

/// What somebody can do who wants nothing lost.
fn advice(why: Why) -> Option<&'static str> {
    match why {
        Why::Undescribed => {
            Some("describe it in the article, or give it an empty alt text (alt=\"\") if it is decorative")
        }
        Why::Missing => Some("the file is incomplete; get it again or repair it"),
        _ => None,
    }
}

/// How the voice of this build would say something, if it has one for the language.
#[cfg(feature = "phonemes")]
pub(super) fn sounds(say: &Utterance, language: &str, places: &Places) -> Result<Option<String>> {
    crate::engine::phonemizer::transcribe(say, language, &places.cache)
}

#[cfg(not(feature = "phonemes"))]
#[expect(clippy::unnecessary_wraps, reason = "it is fallible where there is a voice")]
pub(super) fn sounds(_: &Utterance, _: &str, _: &Places) -> Result<Option<String>> {
    Ok(None)
}

/// Says which words are doubtful: each with its sentence, and below it how it is said and a line for a lexicon.
fn tell_doubts(doubts: &[Doubt], as_json: bool, terminal: &Terminal) -> Result<Outcome> {
    if as_json {
        return terminal.json(&json!({ "doubts": doubts }));
    }
    let mut text = String::new();
    for doubt in doubts {
        let Doubt { word, kind, count, sentence, said, ipa, line } = doubt;
        let ipa = ipa.as_ref().map(|ipa| format!(" /{ipa}/")).unwrap_or_default();
        let sentence = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
        let sentence: String = sentence.chars().take(LONGEST_SENTENCE).collect();
        let kind = kind.as_str();
        writeln!(text, "# {word} ({kind}, ×{count}), said “{said}”{ipa}: {sentence}\n{line}").expect(STRING);
    }
    terminal.text(&text)
}

/// Shows what is left out, each part with its reason and all of its text.
fn tell_left_out(ledger: &Ledger, as_json: bool, terminal: &Terminal) -> Result<Outcome> {
    let left_out = ledger.entries.iter().filter(|entry| matches!(entry.fate, Fate::Skipped(_)));
    if as_json {
        return terminal.json(&json!({ "left_out": left_out.collect::<Vec<_>>() }));
    }
    let mut text = String::new();
    for entry in left_out {
        let certainty = if entry.doubtful { "in doubt" } else { "left out" };
        let why = entry.fate.why().map(Why::as_str).unwrap_or_default();
        writeln!(text, "{certainty} ({why}):").expect(STRING);
        for line in entry.text.lines() {
            writeln!(text, "  {line}").expect(STRING);
        }
    }
    terminal.text(&text)
}

/// Says in one line how much is left out that may be part of the article.
pub(super) fn tell_in_doubt(name: &str, ledger: &Ledger, terminal: &Terminal) {
    let words = ledger.words_in_doubt();
    if 0 < words {
        let verb = if words == 1 { "is" } else { "are" };
        terminal.note(&format!(
            "{} that may be part of the article {verb} left out; to see them: articast script --left-out {name}",
            count(words, "word")
        ));
    }
}

/// Says what was lost, if `--strict` asks. What the page itself holds back, as a warning said, is lost too.
pub(super) fn strictly(
    strict: bool,
    script: &script::Script,
    warning: Option<&str>,
    terminal: &Terminal,
) -> Outcome {
    let lost: Vec<_> = script.ledger.lost().collect();
    if !strict || (lost.is_empty() && warning.is_none()) {
        return Outcome::Done;
    }
    for entry in lost {
        let Some(why) = entry.fate.why() else { continue };
        let fate = if entry.doubtful { "in doubt" } else { "lost" };
        terminal.note(&format!("{fate} ({why}): {}", entry.text.lines().next().unwrap_or_default()));
        let advice = if entry.doubtful { None } else { advice(why) };
        if let Some(hint) = entry.hint.as_deref().or(advice) {
            terminal.note(&format!("  hint: {hint}"));
        }
    }
    if script.ledger.doubtful().next().is_some() {
        terminal.note(
            "  hint: `articast script --left-out` shows all that is in doubt; `articast read` writes a text in which \
             it can be taken back",
        );
    }
    Outcome::Lost
}
