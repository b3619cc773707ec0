//! The show: what is said of all episodes together. People keep it in `show.toml`.

use std::num::NonZeroUsize;
use std::path::Path;

use serde::{Deserialize, Serialize};
use url::Url;
use uuid::Uuid;

use crate::article::address;
use crate::article::podcast::{License, Txt, Value};
use crate::publish::episode_folder::names::is_plain;
use crate::publish::episode_folder::transcript;
use crate::similar::toml_mistake;
use crate::{Error, Result, files};

/// The usual name of a show's file.
pub const NAME: &str = "show.toml";

/// A show, as its file says it. Everything but the title and the address may be missing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a tag of the feed by itself")]
pub struct Show {
    /// The title that podcast apps list it under.
    pub title: String,
    /// The address of the folder of episodes once it is published; the feed is in it.
    pub url: String,
    /// The address of the sound and what goes with it, where that is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media: Option<String>,
    /// The feed's file name; without it that of the show's file, or `feed.xml`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feed: Option<String>,
    /// What it is about, as plain text.
    pub description: String,
    /// The person or organisation responsible for it, as apps show it.
    pub author: String,
    /// The owner's e-mail address; directories send their questions there. It is public.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The language as a BCP 47 tag.
    pub language: String,
    /// Apple's categories, such as `News` or `Society & Culture > Documentary`; the first counts most.
    pub categories: Vec<String>,
    /// Whether its episodes are for adults only (`itunes:explicit`).
    pub explicit: bool,
    /// The picture, in the folder: square, 1400 to 3000 pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover: Option<String>,
    /// The show's own page; without it the folder's page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// The copyright notice, as plain text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copyright: Option<String>,
    /// The show's permanent name in the podcast namespace; made from the feed's first address, and kept when it moves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guid: Option<Uuid>,
    /// Whether other hosts may not import it.
    pub locked: bool,
    /// What kind of show it is (`podcast:medium`).
    pub medium: Medium,
    /// In which order its episodes are meant to be heard (`itunes:type`).
    pub order: Order,
    /// Where the dates of its episodes come from.
    pub dates: Dates,
    /// How many columns a line of its captions has at most; [`transcript::WIDTH`] without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption_width: Option<usize>,
    /// Which folders are its episodes: names, or beginnings of names with `*`; all without it.
    pub episodes: Vec<String>,
    /// The feed's new address, where the show has moved (`itunes:new-feed-url`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_feed: Option<String>,
    /// How many episodes a feed and each of its earlier pages hold at most; without it, one feed holds all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<NonZeroUsize>,
    /// Whether directories are not to show it (`itunes:block`).
    #[serde(skip_serializing_if = "is_not")]
    pub block: bool,
    /// Whether no more episodes will come (`itunes:complete`).
    #[serde(skip_serializing_if = "is_not")]
    pub complete: bool,
    /// The licence of its episodes (`podcast:license`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<License>,
    /// Where listeners can give money.
    pub funding: Vec<Funding>,
    /// Texts for other services (`podcast:txt`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub txt: Vec<Txt>,
    /// Where listeners can send money while they listen (`podcast:value`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_not(value: &bool) -> bool {
    !value
}

/// What kind of show it is, as the podcast namespace calls it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Medium {
    /// A podcast: the usual kind.
    #[default]
    Podcast,
    /// A book whose chapters are the episodes.
    Audiobook,
    /// A newsletter that is read aloud.
    Newsletter,
    /// A blog that is read aloud.
    Blog,
}

impl Medium {
    /// The value of `podcast:medium`.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// In which order the episodes of a show are meant to be heard.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// The newest episode first; each stands for itself.
    #[default]
    Episodic,
    /// From the first to the last.
    Serial,
}

/// Where the dates of episodes come from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dates {
    /// From the day when the episode was published first: apps show it as new.
    #[default]
    Episode,
    /// From the day when the article was published.
    Article,
}

/// Where listeners can give money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Funding {
    /// The address of the page where they can.
    pub url: String,
    /// What its button says.
    pub text: String,
}

/// The namespace of the podcast namespace's guids (UUID version 5, RFC 9562, section 5.5).
const NAMESPACE: Uuid = Uuid::from_u128(0xead4_c236_bf58_58c6_a2c6_a6b2_8d12_8cb6);

/// The `podcast:guid` of a feed: made from its address without the scheme and without slashes at its end.
pub fn guid(feed: &str) -> Uuid {
    let name = feed.split_once("://").map_or(feed, |(_, rest)| rest).trim_end_matches('/');
    Uuid::new_v5(&NAMESPACE, name.as_bytes())
}

impl Show {
    /// Reads a show's file.
    pub fn read(path: &Path) -> Result<Show> {
        const LIMIT: u64 = 1 << 20;
        let bytes = files::read(path, LIMIT)?;
        let wrong = |why: String| Error::NotAShow { path: path.to_owned(), why };
        let text = std::str::from_utf8(&bytes).map_err(|error| wrong(error.to_string()))?;
        let show: Show = toml::from_str(text).map_err(|error| wrong(toml_mistake(&error, text)))?;
        show.checked().map_err(wrong)
    }

    /// Itself, unless an address in it is none.
    pub(super) fn checked(self) -> Result<Show, String> {
        let checked = |name: &str, address: &str, public: fn(&str) -> String| match Url::parse(address) {
            Ok(url) if !url.username().is_empty() || url.password().is_some() => {
                Err(format!("`{name}` contains a user name or a password, which the feed would publish"))
            }
            Ok(_) if public(address) != address => {
                Err(format!("`{name}` contains a parameter that grants access, which the feed would publish"))
            }
            Ok(url) if address::is_web_scheme(url.scheme()) && url.host().is_some() => Ok(()),
            _ => Err(format!("`{name}` is not a web address: `{address}`")),
        };
        // Below these is everything; other pages may have long names of their own.
        let folder = |name: &str, address: &str| checked(name, address, address::public);
        let web = |name: &str, address: &str| checked(name, address, address::public_by_names);
        if !self.url.is_empty() {
            folder("url", &self.url)?;
        }
        let license = self.license.as_ref().and_then(|license| license.url.clone());
        for (name, address) in [("new_feed", &self.new_feed), ("license.url", &license)] {
            address.as_deref().map_or(Ok(()), |address| web(name, address))?;
        }
        self.media.as_deref().map_or(Ok(()), |address| folder("media", address))?;
        self.site.as_deref().map_or(Ok(()), |address| web("site", address))?;
        self.funding.iter().try_for_each(|funding| web("funding.url", &funding.url))?;
        for (name, file) in [("cover", &self.cover), ("feed", &self.feed)] {
            if file.as_deref().is_some_and(|file| !is_plain(file)) {
                return Err(format!("`{name}` must be the name of a file in the folder"));
            }
        }
        if let Some(width) = self.caption_width {
            transcript::WIDTHS.check("caption_width", width)?;
        }
        let is_feed = |name: &str| {
            name.strip_suffix(".xml").is_some_and(|stem| !stem.is_empty() && !stem.starts_with('.'))
        };
        if let Some(feed) = self.feed.as_deref().filter(|feed| !is_feed(feed)) {
            return Err(format!(
                "`feed` must be a name that ends in `.xml` and does not start with a dot, not `{feed}`"
            ));
        }
        Ok(self)
    }

    /// The text of the file, as TOML.
    pub fn toml(&self) -> String {
        toml::to_string_pretty(self).expect("a show is plain data")
    }

    /// The text of a file that says its title and its address, and leaves the rest open.
    pub fn short_toml(&self) -> String {
        let line = |key: &str, value: &str| format!("{key} = {}\n", toml::Value::from(value));
        line("title", &self.title) + &line("url", &self.url)
    }

    /// Whether an episode's folder belongs to it.
    pub fn has(&self, folder: &str) -> bool {
        let is_named = |name: &String| match name.strip_suffix('*') {
            Some(beginning) => folder.starts_with(beginning),
            None => folder == name,
        };
        self.episodes.is_empty() || self.episodes.iter().any(is_named)
    }

    /// The address of a file in the folder of episodes: its path, from there.
    pub fn address(&self, path: &[&str]) -> String {
        joined(&self.url, path)
    }

    /// The address of a file that is media: sound, pictures and transcripts.
    pub fn media_address(&self, path: &[&str]) -> String {
        joined(self.media.as_deref().unwrap_or(&self.url), path)
    }

    /// The address of a media file of an episode, by the episode's folder and the file's path in it.
    pub fn episode_address(&self, episode: &str, file: &str) -> String {
        let path: Vec<&str> = [episode].into_iter().chain(file.split('/')).collect();
        self.media_address(&path)
    }
}

/// An address below another, in ASCII.
fn joined(base: &str, path: &[&str]) -> String {
    let Ok(mut url) = Url::parse(base) else { return path.join("/") };
    if let Ok(mut segments) = url.path_segments_mut() {
        segments.pop_if_empty().extend(path);
    }
    url.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guids_are_those_of_the_podcast_namespace() {
        // The two examples of the namespace's own documentation.
        let of = |feed: &str| guid(feed).to_string();
        assert_eq!(of("https://podnews.net/rss"), "9b024349-ccf0-5f69-a609-6b82873eab3c");
        assert_eq!(of("https://mp3s.nashownotes.com/pc20rss.xml"), "917393e3-1b1e-5cef-ace4-edaa54e1f810");
        assert_eq!(of("http://podnews.net/rss//"), of("https://podnews.net/rss"));
    }

    #[test]
    fn addresses_are_ascii() {
        let show = Show { url: "https://example.org/müsli/".into(), ..Show::default() };
        assert_eq!(
            show.address(&["a b", "é?#.mp3"]),
            "https://example.org/m%C3%BCsli/a%20b/%C3%A9%3F%23.mp3"
        );
        let show = Show { url: "https://example.org".into(), ..Show::default() };
        assert_eq!(show.address(&["feed.xml"]), "https://example.org/feed.xml");
    }

    #[test]
    fn a_show_is_read_as_it_was_written_and_checked() {
        let show = Show {
            title: "A show".into(),
            url: "https://example.org/".into(),
            guid: Some(guid("https://example.org/feed.xml")),
            funding: vec![Funding { url: "https://example.org/give".into(), text: "Give".into() }],
            episodes: vec!["two-birds".into(), "news-*".into()],
            ..Show::default()
        };
        assert_eq!(toml::from_str::<Show>(&show.toml()).unwrap(), show);
        let odd = Show {
            title: "\"Birds\" \\ \n]'#".into(),
            url: "https://example.org/".into(),
            ..Show::default()
        };
        assert_eq!(toml::from_str::<Show>(&odd.short_toml()).unwrap(), odd);
        assert!(show.has("two-birds") && show.has("news-1") && !show.has("two-birds-2"));
        let wrong = |toml: &str| {
            toml::from_str::<Show>(toml).map_err(|_| ()).and_then(|show| show.checked().map_err(|_| ()))
        };
        assert!(wrong("url = \"javascript:alert(1)\"").is_err());
        assert!(wrong("url = \"https://me:secret@example.org/\"").is_err());
        for address in ["https://example.org/pod?token=x", "https://example.org/#access_token=x"] {
            for key in ["url", "media", "site"] {
                assert!(wrong(&format!("{key} = \"{address}\"")).is_err(), "{key} = {address}");
            }
            assert!(
                wrong(&format!("[[funding]]\nurl = \"{address}\"\ntext = \"Give\"")).is_err(),
                "{address}"
            );
        }
        assert!(wrong("url = \"https://example.org/?s=d41d8cd98f00b204e9800998ecf8427e\"").is_err());
        assert!(wrong("site = \"https://example.org/?s=d41d8cd98f00b204e9800998ecf8427e\"").is_ok());
        assert!(wrong("url = \"https://example.org/pod?show=birds\"").is_ok());
        assert!(wrong("cover = \"../secret.png\"").is_err());
        assert!(wrong("tilte = \"x\"").is_err());
        assert!(wrong("caption_width = 10").is_err() && wrong("caption_width = 32").is_ok());
        for feed in [
            "published.json",
            "show.toml",
            "index.html",
            ".htaccess",
            ".xml",
            ".x.xml",
            "a/b.xml",
            "feed",
            "a.XML",
        ] {
            assert!(wrong(&format!("feed = \"{feed}\"")).is_err(), "{feed}");
        }
        assert!(wrong("feed = \"news.xml\"").is_ok());
    }
}
