//! Hints: what the user can do about an error.

use super::{Error, Failure};
use crate::similar::nearest;

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
            Error::SameId { .. } => Some(
                "give one of them another `id` in its front matter, or remove the `id`; if they are one episode, make only one"
                    .into(),
            ),
            Error::Taken { name } => Some(format!("remove it first: `articast voices remove {name}`")),
            Error::TooLarge { .. } => Some("check that it is a text; if it is, split it and make an episode of each part".into()),
            Error::SeveralArticles { .. } => {
                Some("`articast make` makes an episode of each; for a single article, give its own path or address".into())
            }
            Error::Schemeless { name } => Some(format!("for the page on the web, give `https://{name}`")),
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
            Error::NoCache => Some("set `ARTICAST_CACHE`, or `Places::cache` in the library".into()),
            Error::Fault { .. } => {
                Some("finished work is kept; please report the bug, with the article if you can share it".into())
            }
            Error::Busy { .. } => Some("wait for it, stop it, or give another `--output`".into()),
            Error::MalformedLexicon { .. } => {
                Some("write an entry as `Kyiv = \"KEE-iv\"`, `Kyiv = \"/ˈkiːɪv/\"` or a table; see docs/pronunciation.md".into())
            }
            Error::Stopped => Some("run the same command again to continue".into()),
            _ => self.hint_on_podcast().or_else(|| self.hint_on_sound()),
        }
    }

    /// Hints for errors with podcasts and their feeds.
    fn hint_on_podcast(&self) -> Option<String> {
        match self {
            Error::NoFeed { .. } => Some("remove it, or give the feed another name with `feed` in show.toml".into()),
            Error::Exists { .. } => Some("edit it, or remove it first".into()),
            Error::NoShowAddress { .. } | Error::UnfitShowAddress { .. } => {
                Some("give the address at which the folder will be reachable: `--url https://…`".into())
            }
            Error::NotFollowed { .. } => {
                Some("if you cannot restore it, remove it, and give `--since` or `--limit` so that old articles are not made again".into())
            }
            Error::NothingToOffer { reasons, .. } if reasons.is_empty() => {
                Some("make an episode first, `articast make ARTICLE`, or give `--allow-empty`".into())
            }
            Error::NothingToOffer { .. } => {
                Some("make them again, with `--formats wav,mp3` if they have no MP3 file, or give `--allow-empty`".into())
            }
            Error::EmptyFeed { .. } => Some(
                "make the episodes with `--formats wav,mp3`; to publish an empty feed, give `--allow-empty`".into(),
            ),
            _ => None,
        }
    }

    /// Hints for errors with voices, sounds, pictures and room for them.
    fn hint_on_sound(&self) -> Option<String> {
        match self {
            Error::NoEngine { hint, .. } => Some(hint.clone()),
            Error::UnknownCast { name, known } => Some(meant(name, "casts", known)),
            Error::UnknownEpisode { known, .. } if known.is_empty() => None,
            Error::UnknownEpisode { name, known, .. } => Some(meant(name, "episodes", known)),
            Error::BeingMade { .. } => Some("wait until that run has ended, or stop it".into()),
            Error::UnknownEngine { name, known } => Some(meant(name, "engines", known)),
            Error::UnknownVoice { known, .. } if known.is_empty() => None,
            Error::UnknownModel { name, known, .. } | Error::UnknownVoice { voice: name, known, .. } => {
                Some(meant(name, "voices", known))
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
            Error::Foreign { .. } => Some("give another name, or `--force` to replace it".into()),
            Error::NoSound { .. } => Some(
                "write a file instead: `-o FILE`; to hear it here, a sound device and a player such as `paplay`, `aplay` or \
                 `ffplay` are needed"
                    .into(),
            ),
            Error::NoFeature { feature, .. } => Some(format!(
                "build Articast with the feature `{feature}`; or make an episode: `articast make ARTICLE --play`"
            )),
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

/// What was meant, if a known name is like the one that was typed, and the known ones.
fn meant(typed: &str, what: &str, known: &[String]) -> String {
    let meant = nearest(typed, known.iter().map(String::as_str));
    let meant = meant.map(|name| format!("did you mean `{name}`? ")).unwrap_or_default();
    format!("{meant}available {what}: {}", list(known))
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
