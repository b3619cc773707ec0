//! What mends what is wrong.

use super::{Error, Failure};

impl Error {
    /// What the user can do about it, where there is something.
    pub fn hint(&self) -> Option<String> {
        match self {
            Error::Write { source, .. } if source.kind() == std::io::ErrorKind::StorageFull => {
                Some("the disk is full; free some space and run it again: what was done so far is kept".into())
            }
            Error::UnknownModel { known, .. } if known.is_empty() => None,
            Error::WrongFile { .. } => {
                Some("nothing was installed; run it again, or give another place with `--from`".into())
            }
            Error::Untrusted { .. } => Some(
                "read it; if you trust it, give `--allow-commands`, or say yes when you are asked at a terminal, or put it \
                 into the folder of your own casts"
                    .into(),
            ),
            Error::NotAccepted { .. } => Some("read it, and if you agree give `--accept-licence`".into()),
            Error::NoFeed { .. } => Some("remove it, or give the feed another name: `feed` in show.toml".into()),
            Error::Exists { .. } => Some("edit it, or remove it first".into()),
            Error::NotAShow { why, .. } if why.contains("--url") => {
                Some("give the address at which the folder will be reached: `--url https://…`".into())
            }
            Error::Taken { name } => Some(format!("`articast voices remove {name}` makes room")),
            Error::TooLarge { .. } => Some("is it a text at all? Split it if it is".into()),
            Error::SeveralArticles { .. } => {
                Some("`articast make` makes an episode of each; for one, give its own path or address".into())
            }
            Error::NeedsBrowser { .. } => {
                Some("open it in a browser, save the page there, and give the saved file".into())
            }
            Error::Fetch { source, .. } => source.hint().map(str::to_owned),
            Error::Store { source, .. } => Some(source.hint().into()),
            Error::Listen { source, .. } if source.kind() == std::io::ErrorKind::AddrInUse => {
                Some("another program listens there; give another `--port`, 0 for any that is free".into())
            }
            Error::NotFollowed { .. } => {
                Some("if it is lost, remove it; give `--since` or `--limit` so that not all is made again".into())
            }
            Error::NoCache => Some("name one: `ARTICAST_CACHE`, or `Places::cache` in the library".into()),
            Error::EmptyFeed { .. } => Some(
                "make the episodes with `--formats wav,mp3`; to publish an empty feed, give `--allow-empty`".into(),
            ),
            Error::Fault { .. } => {
                Some("nothing that was made is lost; please report it, with the article if you may".into())
            }
            Error::Busy { .. } => Some("wait for it, or stop it, or give another `--output`".into()),
            Error::UnknownCast { known, .. }
            | Error::UnknownEngine { known, .. }
            | Error::UnknownModel { known, .. } => Some(format!("there are {}", list(known))),
            Error::UnknownVoice { known, .. } if known.is_empty() => None,
            Error::UnknownVoice { known, .. } => Some(format!("it has {}", list(known))),
            Error::MalformedLexicon { .. } => {
                Some("an entry is `Kyiv = \"KEE-iv\"`, `Kyiv = \"/ˈkiːɪv/\"` or a table; see docs/pronunciation.md".into())
            }
            Error::Stopped => Some("run the same command again to go on from here".into()),
            _ => self.hint_on_sound(),
        }
    }

    /// What mends what is wrong with voices, sounds and pictures.
    fn hint_on_sound(&self) -> Option<String> {
        match self {
            Error::NoEngine { hint, .. } => Some(hint.clone()),
            Error::Unsuited { hint, .. } => Some((*hint).into()),
            Error::Decode { .. } => Some(
                "give a WAV, AIFF, FLAC, MP3, Ogg Vorbis or M4A file; `ffmpeg -i FILE sound.wav` makes one of most others, \
                 and `-t 60` before its name shortens it"
                    .into(),
            ),
            Error::Speak { source: Failure::Missing(_), .. } => Some("is the engine still installed?".into()),
            Error::Speak { .. } => {
                Some("run it again to try once more (what was spoken is kept), or give another `--voices`".into())
            }
            Error::NoVoice { .. } => Some(
                "on Debian or Ubuntu: apt-get install speech-dispatcher-espeak-ng flite festival festvox-us-slt-hts"
                    .into(),
            ),
            Error::NoEncoder { feature, .. } => {
                Some(format!("ask for another format, or build it with the feature `{feature}`"))
            }
            Error::NoCover { .. } => Some(
                "give a JPEG or PNG picture, square and 1400 to 3000 pixels a side at best; or `--cover generated`"
                    .into(),
            ),
            _ => None,
        }
    }
}

/// Names for a sentence: "`a`, `b` and `c`"; long lists are cut.
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
