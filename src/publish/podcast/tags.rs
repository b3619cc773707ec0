//! What a feed says where the show or an article asks for it: numbers and kinds of episodes, what directories are not to
//! show, licences, payments and texts for other services.

use url::Url;

use super::published::Published;
use super::show::Show;
use super::show_notes::cut;
use super::xml::Xml;
use crate::article::podcast::{License, Txt, Value};

/// The most characters of a `podcast:txt`, and of other texts of the podcast namespace.
const LONGEST_TXT: usize = 4000;
const LONGEST: usize = 128;

/// What the channel says.
pub(super) fn channel(xml: &mut Xml, show: &Show) {
    let moved = show.new_feed.as_deref().and_then(|address| Url::parse(address).ok());
    xml.some("itunes:new-feed-url", moved.as_ref().map(Url::as_str));
    block(xml, show.block);
    if show.complete {
        xml.text("itunes:complete", "Yes");
    }
    namespace(xml, show.license.as_ref(), &show.txt, show.value.as_ref());
}

/// What an item says.
pub(super) fn item(xml: &mut Xml, show: &Show, one: &Published) {
    let facts = &one.manifest.meta.podcast;
    xml.text("itunes:explicit", if facts.explicit.unwrap_or(show.explicit) { "true" } else { "false" });
    xml.text("itunes:episodeType", facts.episode_type.unwrap_or_default().name());
    for (name, number) in [("season", one.season), ("episode", one.episode)] {
        let number = number.map(|number| number.to_string());
        xml.some(&format!("itunes:{name}"), number.as_deref());
        xml.some(&format!("podcast:{name}"), number.as_deref());
    }
    block(xml, facts.block.unwrap_or_default());
    namespace(xml, facts.license.as_ref(), &facts.txt, facts.value.as_ref());
}

fn block(xml: &mut Xml, is_blocked: bool) {
    if is_blocked {
        xml.text("itunes:block", "Yes");
        xml.text("podcast:block", "yes");
    }
}

fn namespace(xml: &mut Xml, license: Option<&License>, txt: &[Txt], value: Option<&Value>) {
    if let Some(License { name, url }) = license {
        let url: Vec<_> = url.iter().map(|url| ("url", url.as_str())).collect();
        xml.text_with("podcast:license", &url, &cut(name, LONGEST));
    }
    for Txt { purpose, text } in txt {
        let purpose = purpose.as_deref().map(|purpose| cut(purpose, LONGEST));
        let purpose: Vec<_> = purpose.iter().map(|purpose| ("purpose", purpose.as_str())).collect();
        xml.text_with("podcast:txt", &purpose, &cut(text, LONGEST_TXT));
    }
    if let Some(value) = value {
        payment(xml, value);
    }
}

fn payment(xml: &mut Xml, value: &Value) {
    let mut attributes = vec![("type", value.kind.as_str()), ("method", value.method.as_str())];
    attributes.extend(value.suggested.as_deref().map(|suggested| ("suggested", suggested)));
    xml.open("podcast:value", &attributes);
    for recipient in &value.recipients {
        let split = recipient.split.to_string();
        let fee = recipient.fee.map(|fee| fee.to_string());
        let all = [
            ("name", recipient.name.as_deref()),
            ("customKey", recipient.custom_key.as_deref()),
            ("customValue", recipient.custom_value.as_deref()),
            ("type", Some(recipient.kind.as_str())),
            ("address", Some(recipient.address.as_str())),
            ("split", Some(split.as_str())),
            ("fee", fee.as_deref()),
        ];
        let said: Vec<_> = all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        xml.empty("podcast:valueRecipient", &said);
    }
    xml.close("podcast:value");
}
