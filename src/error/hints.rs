//! Hints: what the user can do about an error.

use super::{Error, Failure};

impl Error {
    /// What the user can do about it, where there is something.
    pub fn hint(&self) -> Option<String> {
        match self {
            Error::Write { source, .. } if source.kind() == std::io::ErrorKind::StorageFull => {
                Some("the disk is full; free some space and run the command again: finished work is kept".into())
            }
            Error::UnknownModel { known, .. } if known.is_empty() => None,
            Error::WrongFile { .. } => {
                Some("nothing was installed; run the command again, or use another source with `--from`".into())
            }
            Error::Untrusted { .. } => Some(
                "read the cast; if you trust it, give `--allow-commands`, answer yes when you are asked at a terminal, or \
                 move it into the folder of your own casts"
                    .into(),
            ),
            Error::NotAccepted { .. } => Some("read the licence; if you agree, give `--accept-licence`".into()),
            Error::NoFeed { .. } => Some("remove it, or give the feed another name with `feed` in show.toml".into()),
            Error::Exists { .. } => Some("edit it, or remove it first".into()),
            Error::NoShowAddress { .. } | Error::UnfitShowAddress { .. } => {
                Some("give the address at which the folder will be reachable: `--url https://…`".into())
            }
            Error::SameId { .. } => Some(
                "give one of them another `id` in its front matter, or remove the `id`; if they are one episode, make only one"
                    .into(),
            ),
            Error::Taken { name } => Some(format!("remove it first: `articast voices remove {name}`")),
            Error::TooLarge { .. } => Some("check that it is a text; if it is, split it and make an episode of each part".into()),
            Error::SeveralArticles { .. } => {
                Some("`articast make` makes an episode of each; for a single article, give its own path or address".into())
            }
            Error::Unread { hint, .. } => Some((*hint).into()),
            Error::TooLittle { .. } => Some(
                "`articast script --left-out` shows the rest; `articast read` writes a text in which you can take it back"
                    .into(),
            ),
            Error::NeedsBrowser { .. } => {
                Some("open it in a browser, save the page, and give Articast the saved file".into())
            }
            Error::Fetch { source, .. } => source.hint().map(str::to_owned),
            Error::Store { source, .. } => Some(source.hint().into()),
            Error::Listen { source, .. } if source.kind() == std::io::ErrorKind::AddrInUse => {
                Some("another program uses this port; give another `--port`, or 0 for any free one".into())
            }
            Error::NotFollowed { .. } => {
                Some("if you cannot restore it, remove it, and give `--since` or `--limit` so that old articles are not made again".into())
            }
            Error::NoCache => Some("set `ARTICAST_CACHE`, or `Places::cache` in the library".into()),
            Error::EmptyFeed { .. } => Some(
                "make the episodes with `--formats wav,mp3`; to publish an empty feed, give `--allow-empty`".into(),
            ),
            Error::Fault { .. } => {
                Some("finished work is kept; please report the bug, with the article if you can share it".into())
            }
            Error::Busy { .. } => Some("wait for it, stop it, or give another `--output`".into()),
            Error::MalformedLexicon { .. } => {
                Some("write an entry as `Kyiv = \"KEE-iv\"`, `Kyiv = \"/ˈkiːɪv/\"` or a table; see docs/pronunciation.md".into())
            }
            Error::Stopped => Some("run the same command again to continue".into()),
            _ => self.hint_on_sound(),
        }
    }

    /// Hints for errors with voices, sounds, pictures and room for them.
    fn hint_on_sound(&self) -> Option<String> {
        match self {
            Error::NoEngine { hint, .. } => Some(hint.clone()),
            Error::UnknownCast { known, .. } => Some(format!("available casts: {}", list(known))),
            Error::UnknownEngine { known, .. } => Some(format!("available engines: {}", list(known))),
            Error::UnknownVoice { known, .. } if known.is_empty() => None,
            Error::UnknownModel { known, .. } | Error::UnknownVoice { known, .. } => {
                Some(format!("available voices: {}", list(known)))
            }
            Error::Unsuited { hint, .. } => Some((*hint).into()),
            Error::Decode { .. } => Some(
                "give a WAV, AIFF, FLAC, MP3, Ogg Vorbis or M4A file; `ffmpeg -i FILE sound.wav` converts most others, \
                 and `-t 60` before the output file shortens them"
                    .into(),
            ),
            Error::Speak { source: Failure::Missing(_), .. } => Some("check that the engine is still installed".into()),
            Error::Speak { .. } => {
                Some("run the command again to retry (finished lines are kept), or use another `--voices`".into())
            }
            Error::Incomplete { .. } => Some(
                "run the command again: only the missing lines will be spoken; until then, `articast publish` leaves it out"
                    .into(),
            ),
            Error::NoVoice { .. } => Some(
                "on Debian or Ubuntu: `apt-get install speech-dispatcher-espeak-ng flite festival festvox-us-slt-hts`"
                    .into(),
            ),
            Error::NoRoom { .. } => Some(
                "free some space and run the command again; `articast cache prune --limit 1GB` removes spoken lines that \
                 were not used for long"
                    .into(),
            ),
            Error::NoEncoder { feature, .. } => {
                Some(format!("use another format, or build Articast with the feature `{feature}`"))
            }
            Error::NoCover { .. } => Some(
                "give a JPEG or PNG picture, ideally square and 1400 to 3000 pixels per side, or use `--cover generated`"
                    .into(),
            ),
            _ => None,
        }
    }
}

/// Names as in a sentence: "`a`, `b` and `c`". Lists of more than 24 names are cut.
fn list(names: &[String]) -> String {
    const MOST: usize = 24;
    let mut quoted: Vec<String> = names.iter().take(MOST).map(|name| format!("`{name}`")).collect();
    if MOST < names.len() {
        quoted.push(format!("{} more", names.len() - MOST));
    }
    match quoted.as_slice() {
        [] => "none".into(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

#[test]
fn a_list_reads_as_a_sentence() {
    let names = |n: usize| (0..n).map(|i| i.to_string()).collect::<Vec<_>>();
    assert_eq!(list(&names(0)), "none");
    assert_eq!(list(&names(2)), "`0` and `1`");
    assert!(list(&names(30)).ends_with("`23` and 6 more"));
}
