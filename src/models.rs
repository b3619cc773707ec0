//! Voice models: which there are, how they get here, and under which licence they speak.
//!
//! A catalogue names each model's files with address, size and SHA-256 ([`Catalogue`]). [`add`] gets them into the
//! user's data folder, `voices/ENGINE/`, all or none: each is fetched into `NAME.part`, which a later run goes on with,
//! and gets its name only when all of them are whole and their digests are right. Last comes the record, `VOICE.toml`:
//! a voice is installed when its record is there and the files that it names have their sizes. Voices of one engine
//! may share files; an engine finds a voice's files through [`installed_one`].
//!
//! A digest is no matter of choice. A file whose SHA-256 nobody has written down is in no catalogue; who has such a
//! file, and trusts it, adds it from the disk as a voice of one's own ([`own`]).

mod catalogue;
mod install;
mod own;
pub mod runtime;
mod store;
mod supply;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::voice::VoiceId;

pub use catalogue::Catalogue;
pub use install::{Added, Event, add};
pub use own::own;
pub use store::{folder, installed, installed_one, licence, remove};
#[cfg(feature = "fetch")]
pub use supply::Web;
pub use supply::{Folder, Stream, Supply};

/// A voice model: what it is, and the files that it is made of. Its text form, TOML, is the record of an installed one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Model {
    /// The voice, `engine:name`.
    pub voice: VoiceId,
    /// The language as a BCP 47 tag; empty where it is not known.
    #[serde(default)]
    pub language: String,
    /// Samples per second, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample_rate: Option<u32>,
    /// What its makers call its quality; empty where they say nothing.
    #[serde(default)]
    pub quality: String,
    /// What else is to be known.
    #[serde(default)]
    pub note: String,
    /// The address that [`Part::path`] continues; empty for a voice that came from the disk.
    #[serde(default)]
    pub base: String,
    /// The terms of its use.
    pub licence: Licence,
    /// Its files: the network first, then its settings.
    pub files: Vec<Part>,
}

impl Model {
    /// The bytes of all files.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|part| part.bytes).sum()
    }
}

/// A file of a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Where it is, counted from the model's base, with slashes.
    pub path: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// Its SHA-256 in lower-case hexadecimal.
    pub sha256: String,
}

impl Part {
    /// Its name without folders, under which it is installed.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

/// The terms under which a model may be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    /// Its SPDX identifier, or its name where it has none.
    pub name: String,
    /// Where to read it; empty where nobody knows.
    #[serde(default)]
    pub link: String,
    /// Whether what the voice says may be sold.
    pub commercial: Commercial,
}

impl Licence {
    /// The terms of a voice whose terms nobody has written down.
    pub fn unknown() -> Licence {
        Licence { name: "unknown".into(), link: String::new(), commercial: Commercial::Unclear }
    }

    /// Both at once, for a voice that is made of two: the stricter of the two uses.
    #[must_use]
    pub fn and(self, other: Licence) -> Licence {
        if self == other {
            return self;
        }
        let both = |a: String, b: String, between: &str| match (a.as_str(), b.as_str()) {
            ("", _) => b,
            (_, "") => a,
            _ if a == b => a,
            _ => format!("{a}{between}{b}"),
        };
        Licence {
            name: both(self.name, other.name, " AND "),
            link: both(self.link, other.link, " "),
            commercial: self.commercial.max(other.commercial),
        }
    }
}

impl fmt::Display for Licence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        if !self.link.is_empty() {
            write!(f, " <{}>", self.link)?;
        }
        f.write_str(match self.commercial {
            Commercial::Allowed => "",
            Commercial::Unclear => "; whether commercial use is allowed is unclear",
            Commercial::Forbidden => "; no commercial use",
        })
    }
}

/// Whether commercial use is allowed; later is stricter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Commercial {
    /// The licence allows commercial use.
    Allowed,
    /// Nobody says clearly, or the model was made from another one with other terms.
    Unclear,
    /// The licence forbids commercial use.
    Forbidden,
}

impl Commercial {
    /// What a licence says by its SPDX identifier, or by its name: of several that are joined, the strictest. Those
    /// that forbid changes are unclear: nobody knows whether a voice's words are one.
    pub fn of(licence: &str) -> Commercial {
        let name = licence.to_ascii_uppercase().replace(['_', ' '], "-");
        let each = name.split("-AND-").flat_map(|name| name.split("-OR-")).flat_map(|name| name.split('/'));
        each.map(Commercial::of_one).max().unwrap_or(Commercial::Unclear)
    }

    fn of_one(name: &str) -> Commercial {
        const FREE: [&str; 8] = ["CC0", "CC-BY", "MIT", "APACHE", "BSD", "0BSD", "ISC", "UNLICENSE"];
        let name = name.trim_matches(['-', '(', ')']);
        let words: Vec<&str> = name.split('-').collect();
        let starts = |start: &&str| {
            name.strip_prefix(*start).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        if ["NC", "NONCOMMERCIAL"].iter().any(|word| words.contains(word)) {
            Commercial::Forbidden
        } else if name == "PUBLIC-DOMAIN" || FREE.iter().any(starts) && !words.contains(&"ND") {
            Commercial::Allowed
        } else {
            Commercial::Unclear
        }
    }
}

#[test]
fn licences_that_everybody_knows_are_clear() {
    use Commercial::{Allowed, Forbidden, Unclear};
    for (licence, wanted) in [
        ("CC0-1.0", Allowed),
        ("MIT", Allowed),
        ("Apache-2.0", Allowed),
        ("apache 2.0", Allowed),
        ("CC-BY-4.0", Allowed),
        ("CC BY-SA 4.0", Allowed),
        ("BSD-3-Clause", Allowed),
        ("public domain", Allowed),
        ("Unlicense", Allowed),
        ("MIT OR Apache-2.0", Allowed),
        ("CC-BY-NC-4.0", Forbidden),
        ("CC BY-NC-SA 4.0", Forbidden),
        ("MIT AND CC-BY-NC-4.0", Forbidden),
        ("CC-BY-ND-4.0", Unclear),
        ("MITRE", Unclear),
        ("Apache-2.0 AND see the card", Unclear),
        ("", Unclear),
    ] {
        assert_eq!(Commercial::of(licence), wanted, "{licence}");
    }
}

#[test]
fn of_two_licences_the_stricter_use_counts() {
    let licence = |name: &str, commercial| Licence { name: name.into(), link: String::new(), commercial };
    let free = licence("CC0-1.0", Commercial::Allowed);
    assert_eq!(free.clone().and(free.clone()), free);
    let both = free.and(licence("CC-BY-NC-4.0", Commercial::Forbidden));
    assert_eq!(both, licence("CC0-1.0 AND CC-BY-NC-4.0", Commercial::Forbidden));
    assert_eq!(both.to_string(), "CC0-1.0 AND CC-BY-NC-4.0; no commercial use");
}
