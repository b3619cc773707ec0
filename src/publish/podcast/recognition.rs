//! Recognition: which episodes were published before, by what the registry and feeds say of them.
//!
//! An episode is known by its id. Where the registry does not have that, an item of a feed is the episode's if it has the
//! id as its GUID, or else the folder in its addresses, or else the article's address, or else the title, each only
//! where it is one item's and one episode's alone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::Timestamp;
use url::Url;

use super::registry::{GuidRegistry, Registration};
use crate::article::{address, percent_decoded};
use crate::publish::episode_folder::manifest::Manifest;
use crate::publish::episode_folder::names;
use crate::publish::existing_feeds::{self, Item};
use crate::{Result, files};

/// What feeds say of episodes that were published before.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Earlier {
    /// The items of the show's own feed, here and in its store. The registry goes before them.
    pub own: Vec<Item>,
    /// The items of a feed whose GUIDs, dates and numbers are taken over. They go before the registry.
    pub imported: Vec<Item>,
}

impl Earlier {
    /// What a folder's own feed says.
    pub fn of(folder: &Path, feed: &str) -> Result<Earlier> {
        Ok(Earlier { own: existing_feeds::items(folder, feed)?, imported: Vec::new() })
    }
}

/// The items of a feed, and where its next page is, if it says so.
pub fn page(text: &[u8]) -> (Vec<Item>, Option<String>) {
    let text = String::from_utf8_lossy(text);
    (existing_feeds::items_of(std::iter::once(&*text)), existing_feeds::next_page(&text))
}

/// The items of a feed in a file, and of its further pages beside it.
pub fn read(path: &Path) -> Result<Vec<Item>> {
    let (mut items, mut next) = page(&files::read_named(path, existing_feeds::LIMIT)?);
    let mut seen: BTreeSet<String> =
        path.file_name().map(|name| name.to_string_lossy().into()).into_iter().collect();
    while let Some(name) = next.as_deref().and_then(|next| next.rsplit('/').next()).map(percent_decoded) {
        let beside = path.with_file_name(&name);
        if !seen.insert(name) || !beside.is_file() {
            break;
        }
        let (more, after) = page(&files::read(&beside, existing_feeds::LIMIT)?);
        items.extend(more);
        next = after;
    }
    Ok(items)
}

/// An episode whose manifest can be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate<'a> {
    /// The name of its folder.
    pub(super) name: &'a str,
    pub(super) manifest: &'a Manifest,
    /// Whether it is of the show that the feeds are of.
    pub(super) is_of_show: bool,
}

/// What was recognised.
#[derive(Debug, Default)]
pub(super) struct Recognised {
    /// The folders whose episode another folder holds too.
    pub(super) twins: Vec<Twin>,
    /// The titles of the imported items that are no episode's.
    pub(super) strangers: Vec<String>,
}

/// A folder whose episode another folder holds too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Twin {
    /// The name of the folder.
    pub(super) name: String,
    /// The name of the other one, which counts.
    pub(super) of: String,
}

/// Puts what is known of each episode under the name of its folder. `now` is the date of items without one.
pub(super) fn recognise(
    registry: &mut GuidRegistry,
    all: &[Candidate<'_>],
    earlier: &Earlier,
    now: Timestamp,
) -> Recognised {
    let mut twins = twins(all, registry);
    let is_twin = |one: &Candidate<'_>| twins.iter().any(|twin| twin.name == one.name);
    let all: Vec<Candidate<'_>> = all.iter().copied().filter(|one| !is_twin(one)).collect();
    let mut rest = std::mem::take(&mut registry.episodes);
    let mut known = registered(&mut rest, &all);
    let is_new = |one: &&Candidate<'_>| one.is_of_show && !known.contains_key(one.name);
    let new: Vec<Candidate<'_>> = all.iter().filter(is_new).copied().collect();
    // An item of an episode that has an id, and is none of these, is none of theirs.
    let is_others = |item: &Item| {
        rest.values().any(|kept| kept.guid == item.guid && !kept.id.is_empty())
            || known.values().any(|kept| kept.guid == item.guid)
    };
    let own: Vec<&Item> = once(&earlier.own).into_iter().filter(|item| !is_others(item)).collect();
    let mut adopted = Vec::new();
    for (one, item) in matches(&new, &own) {
        let kept = rest.values().find(|kept| kept.guid == item.guid);
        adopted.push((one.name.to_owned(), adopt(&one, item, kept, now)));
    }
    let of_show: Vec<Candidate<'_>> = all.iter().filter(|one| one.is_of_show).copied().collect();
    let imported = once(&earlier.imported);
    let taken = matches(&of_show, &imported);
    for (one, item) in &taken {
        adopted.push((one.name.to_owned(), adopt(one, item, known.get(one.name), now)));
    }
    let is_stranger = |item: &&&Item| !taken.iter().any(|(_, taken)| taken.guid == item.guid);
    let strangers = imported.iter().filter(is_stranger).map(|item| item.title.clone()).collect();
    rest.retain(|_, kept| !adopted.iter().any(|(_, new)| new.guid == kept.guid));
    known.extend(adopted);
    rest.extend(known);
    registry.episodes = rest;
    twins.extend(doubles(&all, registry));
    Recognised { twins, strangers }
}

/// Items, of those with one GUID the first; those without a GUID are left out.
fn once(items: &[Item]) -> Vec<&Item> {
    let mut seen = BTreeSet::new();
    items.iter().filter(|item| !item.guid.is_empty() && seen.insert(&item.guid)).collect()
}

/// What is registered of episodes, by the names of their folders now. What stays in `registry` is of others.
fn registered(
    registry: &mut BTreeMap<String, Registration>,
    all: &[Candidate<'_>],
) -> BTreeMap<String, Registration> {
    let mut known: BTreeMap<String, Registration> = BTreeMap::new();
    for one in all {
        if registry.get(one.name).is_some_and(|kept| kept.is_of(one.manifest)) {
            known.extend(registry.remove_entry(one.name));
        }
    }
    // What is left is of folders that have another name now, or are gone.
    for one in all.iter().filter(|one| !one.manifest.made_from.is_empty()) {
        let old = registry.iter().find(|(_, kept)| kept.is_of(one.manifest)).map(|(old, _)| old.clone());
        if let Some(old) = old.filter(|_| !known.contains_key(one.name)) {
            known.extend(registry.remove(&old).map(|kept| (one.name.to_owned(), kept)));
        }
    }
    known
}

/// What an item says of an episode; of what it does not say, what was known before.
fn adopt(one: &Candidate<'_>, item: &Item, kept: Option<&Registration>, now: Timestamp) -> Registration {
    let date = Some(item.date).filter(|date| *date != Timestamp::MIN);
    let date = date.or(kept.map(|kept| kept.date)).unwrap_or(now);
    Registration {
        season: item.season.or(kept.and_then(|kept| kept.season)),
        episode: item.episode.or(kept.and_then(|kept| kept.episode)),
        book: kept.map(|kept| kept.book.clone()).unwrap_or_default(),
        sound: kept.map(|kept| kept.sound.clone()).unwrap_or_default(),
        ..Registration::new(item.guid.clone(), date, one.manifest)
    }
}

/// The folders that hold an episode that another one holds too: copies. The one that was published stays, or else the
/// first.
fn twins(all: &[Candidate<'_>], registry: &GuidRegistry) -> Vec<Twin> {
    let is_published =
        |one: &Candidate<'_>| registry.episodes.get(one.name).is_some_and(|kept| kept.is_of(one.manifest));
    let with_id = all.iter().filter(|one| !one.manifest.id.is_empty());
    let mut ids: BTreeMap<&str, Vec<&Candidate<'_>>> = BTreeMap::new();
    with_id.for_each(|one| ids.entry(&one.manifest.id).or_default().push(one));
    let mut twins = Vec::new();
    for same in ids.values().filter(|same| 1 < same.len()) {
        let first = same.iter().find(|one| is_published(one)).unwrap_or(&same[0]).name;
        twins.extend(same.iter().filter(|one| one.name != first).map(|one| twin(one.name, first)));
    }
    twins
}

/// The folders under whose names the registry has a GUID that another one has too.
fn doubles(all: &[Candidate<'_>], registry: &GuidRegistry) -> Vec<Twin> {
    let mut firsts: BTreeMap<&str, &str> = BTreeMap::new();
    let mut doubles = Vec::new();
    for one in all {
        let Some(kept) = registry.episodes.get(one.name) else { continue };
        match firsts.get(kept.guid.as_str()) {
            Some(first) => doubles.push(twin(one.name, first)),
            None => drop(firsts.insert(&kept.guid, one.name)),
        }
    }
    doubles
}

fn twin(name: &str, first: &str) -> Twin {
    Twin { name: name.to_owned(), of: first.to_owned() }
}

/// How two folders of one episode are parted.
pub(super) const PART: &str = "delete one of the two folders, or, if they are different episodes, delete this one and make it \
                               again from an article with an `id` of its own in its front matter";

/// The items of a feed that are of these episodes.
fn matches<'a, 'b>(episodes: &[Candidate<'a>], items: &[&'b Item]) -> Vec<(Candidate<'a>, &'b Item)> {
    let mut found: Vec<(Candidate<'a>, &'b Item)> = Vec::new();
    for kind in [Trait::Guid, Trait::Folder, Trait::Article, Trait::Title] {
        let (mut ours, mut theirs) = (BTreeMap::<_, Vec<usize>>::new(), BTreeMap::<_, Vec<usize>>::new());
        for (n, one) in episodes.iter().enumerate() {
            kind.of_episode(one).into_iter().for_each(|text| ours.entry(text).or_default().push(n));
        }
        for (n, item) in items.iter().enumerate() {
            kind.of_item(item).into_iter().for_each(|text| theirs.entry(text).or_default().push(n));
        }
        for (text, ours) in &ours {
            let ([one], Some([item])) = (ours.as_slice(), theirs.get(text).map(Vec::as_slice)) else {
                continue;
            };
            let (one, item) = (episodes[*one], items[*item]);
            if !found.iter().any(|(known, its)| known.name == one.name || its.guid == item.guid) {
                found.push((one, item));
            }
        }
    }
    found
}

/// By what an episode and an item are compared.
#[derive(Debug, Clone, Copy)]
enum Trait {
    /// The id and the GUID.
    Guid,
    /// The name of the folder, which is a part of its addresses.
    Folder,
    /// The address of the article.
    Article,
    /// The title.
    Title,
}

impl Trait {
    /// What an episode has of it.
    fn of_episode(self, one: &Candidate<'_>) -> BTreeSet<String> {
        let meta = &one.manifest.meta;
        let texts = match self {
            Trait::Guid => [Some(one.manifest.id.clone()), meta.id.clone()],
            Trait::Folder => [Some(one.name.to_owned()), None],
            Trait::Article => [meta.source.as_deref().map(address::key), None],
            Trait::Title => [Some(plain(&one.manifest.title)), None],
        };
        texts.into_iter().flatten().filter(|text| !text.is_empty()).collect()
    }

    /// What an item has of it.
    fn of_item(self, item: &Item) -> BTreeSet<String> {
        let texts = match self {
            Trait::Guid => vec![item.guid.clone()],
            Trait::Folder => {
                let page = Some(&item.link).filter(|link| link.ends_with(&format!("/{}", names::PAGE)));
                [Some(&item.enclosure), page].into_iter().flatten().filter_map(|at| folder(at)).collect()
            }
            Trait::Article => vec![address::key(&item.link)],
            Trait::Title => vec![plain(&item.title)],
        };
        texts.into_iter().filter(|text| !text.is_empty()).collect()
    }
}

/// The name of the folder in an address.
fn folder(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let folder = url.path().rsplit_once('/')?.0.rsplit('/').next()?;
    Some(percent_decoded(folder))
}

/// A title as it is compared.
fn plain(title: &str) -> String {
    title.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(id: &str, title: &str, source: &str) -> Manifest {
        let json = serde_json::json!({
            "title": title, "id": id, "made_from": format!("from {id}"), "meta": { "source": source },
            "sample_rate": 44_100, "samples": 0, "chapters": [], "cues": [],
        });
        serde_json::from_value(json).unwrap()
    }

    fn item(guid: &str, title: &str, link: &str, enclosure: &str) -> Item {
        let (link, enclosure) = (link.into(), enclosure.into());
        Item { guid: guid.into(), title: title.into(), link, enclosure, ..Item::default() }
    }

    /// The GUIDs of episodes by the names of their folders, once they were recognised and registered.
    fn guids(registry: &mut GuidRegistry, episodes: &[(&str, Manifest)], items: &[Item]) -> Vec<String> {
        let mut all = Vec::new();
        for (name, manifest) in episodes {
            all.push(Candidate { name, manifest, is_of_show: true });
        }
        let earlier = Earlier { own: items.to_vec(), ..Earlier::default() };
        recognise(registry, &all, &earlier, Timestamp::UNIX_EPOCH);
        let guid = |(name, manifest): &(&str, Manifest)| {
            registry.register(name, manifest, Timestamp::UNIX_EPOCH).guid
        };
        episodes.iter().map(guid).collect()
    }

    #[test]
    fn an_item_is_an_episodes_by_its_guid_its_folder_its_article_or_its_title() {
        let episodes = [
            ("a", manifest("1", "Title", "")),
            ("b c", manifest("2", "Title", "")),
            ("d", manifest("3", "Title", "https://example.org/news/")),
            ("e", manifest("4", "The Last  Title", "")),
            ("f", manifest("5", "Title", "")),
        ];
        let items = [
            item("1", "Other", "", ""),
            item("two", "Other", "", "https://example.org/show/b%20c/x.mp3"),
            item(
                "three",
                "Other",
                "http://www.example.org/news?utm_source=x",
                "https://cdn.example.org/x.mp3",
            ),
            item("four", "the last title", "https://example.org/x/index.html", ""),
            // Which of them it is cannot be told.
            item("nobody's", "Title", "", ""),
        ];
        let known = guids(&mut GuidRegistry::default(), &episodes, &items);
        assert_eq!(known, ["1", "two", "three", "four", "5"]);
    }

    #[test]
    fn a_guid_that_is_held_is_not_given_again() {
        let mut registry = GuidRegistry::default();
        let episodes = [("a", manifest("1", "One", "")), ("b", manifest("2", "Two", ""))];
        assert_eq!(guids(&mut registry, &episodes, &[]), ["1", "2"]);
        // A feed says that the folder was another episode's once: that one has an id of its own.
        let items = [item("1", "One", "", "https://example.org/c/x.mp3")];
        let new = [("b", manifest("2", "Two", "")), ("c", manifest("3", "One", ""))];
        assert_eq!(guids(&mut registry, &new, &items), ["2", "3"]);
        // An imported GUID is one's own, and the id that is the same gets another.
        registry.episodes.get_mut("b").unwrap().guid = "9".into();
        let held = [("b", manifest("2", "Two", "")), ("d", manifest("9", "Nine", ""))];
        let known = guids(&mut registry, &held, &[]);
        assert_eq!(known[0], "9");
        assert_ne!(known[1], "9");
    }

    #[test]
    fn of_two_folders_of_one_episode_the_published_one_counts() {
        let mut registry = GuidRegistry::default();
        guids(&mut registry, &[("b", manifest("1", "One", ""))], &[]);
        let (a, b) = (manifest("1", "One", ""), manifest("1", "One", ""));
        let all = [
            Candidate { name: "a", manifest: &a, is_of_show: true },
            Candidate { name: "b", manifest: &b, is_of_show: true },
        ];
        let twins = recognise(&mut registry, &all, &Earlier::default(), Timestamp::UNIX_EPOCH).twins;
        assert_eq!(twins, [Twin { name: "a".into(), of: "b".into() }]);
    }
}
