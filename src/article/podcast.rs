//! What an article, or the description of a show, says for podcast apps: its season and number, and tags of the podcast
//! namespace.

use serde::{Deserialize, Serialize};

/// What an article says of its episode.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EpisodeFacts {
    /// The number of its season, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub season: Option<u64>,
    /// Its number in the season, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub episode: Option<u64>,
    /// What kind of episode it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub episode_type: Option<EpisodeType>,
    /// Whether it is for adults only; without it, what the show says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explicit: Option<bool>,
    /// Whether directories are not to show it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub block: Option<bool>,
    /// The licence of the episode, if it differs from the show's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<License>,
    /// Texts for other services.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub txt: Vec<Txt>,
    /// Where listeners can send money while they listen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
}

impl EpisodeFacts {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        *self == EpisodeFacts::default()
    }
}

/// What kind of episode it is (`itunes:episodeType`).
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum EpisodeType {
    /// An episode of the show.
    #[default]
    Full,
    /// What makes curious about the show or a season.
    Trailer,
    /// What goes beyond the show: interviews, cut parts.
    Bonus,
}

impl EpisodeType {
    /// The value of `itunes:episodeType`.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// A licence (`podcast:license`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "LicenseForm")]
pub struct License {
    /// Its SPDX identifier in small letters, or a name of one's own.
    pub name: String,
    /// The address of its text, which a name of one's own must have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A licence as people write it: its name alone, or with an address.
#[derive(Deserialize)]
#[serde(untagged)]
enum LicenseForm {
    Name(String),
    Whole(WholeLicense),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WholeLicense {
    name: String,
    url: Option<String>,
}

impl From<LicenseForm> for License {
    fn from(form: LicenseForm) -> License {
        match form {
            // "CC BY 4.0" is written too.
            LicenseForm::Name(name) => {
                License { name: name.trim().to_lowercase().replace(' ', "-"), url: None }
            }
            LicenseForm::Whole(WholeLicense { name, url }) => License { name, url },
        }
    }
}

/// A text for another service (`podcast:txt`), such as the proof that a show is somebody's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "TxtForm")]
pub struct Txt {
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// The text of the tag.
    pub text: String,
}

/// A text as people write it: alone, or with its purpose.
#[derive(Deserialize)]
#[serde(untagged)]
enum TxtForm {
    Text(String),
    Whole(WholeTxt),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WholeTxt {
    purpose: Option<String>,
    text: String,
}

impl From<TxtForm> for Txt {
    fn from(form: TxtForm) -> Txt {
        match form {
            TxtForm::Text(text) => Txt { purpose: None, text },
            TxtForm::Whole(WholeTxt { purpose, text }) => Txt { purpose, text },
        }
    }
}

/// Where listeners can send money while they listen (`podcast:value`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Value {
    /// The kind of payment.
    #[serde(default = "lightning", rename = "type")]
    pub kind: String,
    /// How it is transported.
    #[serde(default = "keysend")]
    pub method: String,
    /// How much is suggested for each minute, in the kind's own unit, as a decimal number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggested: Option<String>,
    /// Who is paid, each with a share.
    pub recipients: Vec<Recipient>,
}

/// Who gets a part of the money (`podcast:valueRecipient`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// Who it is, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The kind of address.
    #[serde(default = "node", rename = "type")]
    pub kind: String,
    /// The address that gets the money.
    pub address: String,
    /// How many shares of the money it gets.
    pub split: u64,
    /// Whether its shares are taken off first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<bool>,
    /// The key of a record that goes with the payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custom_key: Option<String>,
    /// The value of that record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custom_value: Option<String>,
}

fn lightning() -> String {
    "lightning".into()
}

fn keysend() -> String {
    "keysend".into()
}

fn node() -> String {
    "node".into()
}
