//! Following: which articles of feeds and folders are new, what became of them, and which are tried again.
//!
//! An article is known by its origin and its place, by what its feed calls it, and a file also by its content. So a feed that changes
//! its addresses brings nothing twice, nor does a file that gets another name; a file whose content changes is made anew.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::record::{self, Record};
use crate::{Error, Result, files};

/// The name of the file that keeps what became of articles, in the folder of episodes.
pub const NAME: &str = record::FOLLOWED;

/// An article is tried so often.
pub const TRIES: u32 = 5;

/// A file that did not change for so long is whole.
const CALM: SignedDuration = SignedDuration::from_secs(10);

/// What became of the articles that were seen. It keeps digests of where they are, since it may be published, and the
/// titles of feeds, which are public.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Followed {
    /// The feeds and folders that were seen before.
    sources: BTreeMap<String, Timestamp>,
    /// What became of each article, by all that it is known by.
    articles: BTreeMap<String, Fate>,
    /// What the feeds call themselves.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    titles: BTreeMap<String, String>,
}

/// What became of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Fate {
    state: State,
    /// The digest of its content, of a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    content: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum State {
    /// It is an episode.
    Made,
    /// It was there before, and was not wanted.
    Passed,
    /// It failed so often.
    Failed(u32),
}

/// An article that is in a feed or in a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Candidate {
    /// Where it is, as everybody sees it: what its address has in common with others of the same page, or its path in its
    /// project. Empty if that is not known.
    pub origin: String,
    /// Where it is: an address without its fragment, or a whole path.
    pub place: String,
    /// What its feed calls it.
    pub id: Option<String>,
    /// The digest of its content, of a file.
    pub content: Option<String>,
    /// When it was published, or the file changed last.
    pub date: Option<Timestamp>,
}

/// Which of the articles that are there already are wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Selection {
    /// At first only so many, the newest.
    pub limit: Option<usize>,
    /// Only those of this moment and later; those without a date too.
    pub since: Option<Timestamp>,
}

/// What follows from a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// It is tried again at the next round; it failed so often.
    Again(u32),
    /// It is not tried again.
    GivenUp,
}

impl Followed {
    /// Reads what became of articles; nothing where nothing was followed. Where the file is damaged, its copy is read.
    pub fn read(folder: &Path) -> Result<Followed> {
        let record = Record::of(folder, NAME);
        let wrong = |error: serde_json::Error| Error::NotFollowed {
            path: record.path.clone(),
            why: error.to_string(),
        };
        let text = record.read()?;
        text.map_or_else(|| Ok(Followed::default()), |text| serde_json::from_slice(&text).map_err(wrong))
    }

    /// Writes it into the folder, whole or not at all, and its copy.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let mut json = serde_json::to_vec_pretty(self).expect("what is kept is plain data");
        json.push(b'\n');
        Record::of(folder, NAME).keep(Some(json)).map(drop)
    }

    /// Keeps what a source calls itself; what it said before stays where it says nothing. `source` is where it is, in all
    /// ways to say it.
    pub fn call(&mut self, source: &[&str], title: Option<&str>) {
        let Some(title) = title else { return };
        self.titles.extend(source.iter().map(|source| (name("source", source), title.to_owned())));
    }

    /// What all that is followed calls itself; nothing where a source has no title or another.
    pub fn title(&self) -> Option<&str> {
        let mut titles = self.sources.keys().map(|source| self.titles.get(source));
        let first = titles.next()??;
        titles.all(|title| title == Some(first)).then_some(first)
    }

    /// Those of a source's articles that are to be made, the oldest first. `source` is where it is, in all ways to say
    /// it. `there` begins with the newest, as far as its dates do not say otherwise. What is not wanted is known from now
    /// on.
    pub fn choose(
        &mut self,
        source: &[&str],
        there: &[Candidate],
        selection: Selection,
        now: Timestamp,
    ) -> Vec<Candidate> {
        let before =
            source.iter().filter(|source| self.sources.insert(name("source", source), now).is_some());
        let is_first = before.count() == 0;
        let limit = selection.limit.filter(|_| is_first).unwrap_or(usize::MAX);
        let mut chosen: Vec<Candidate> = Vec::new();
        let dates: Vec<Option<Timestamp>> = there.iter().map(|one| one.date).collect();
        for one in newest_first(&dates).into_iter().map(|n| there[n].clone()) {
            let is_there =
                chosen.iter().any(|other| names(other).any(|other| names(&one).any(|name| name == other)));
            if is_there || !self.is_wanted(&one) {
                continue;
            }
            let is_old = one.date.zip(selection.since).is_some_and(|(date, since)| date < since);
            if is_old || limit <= chosen.len() {
                self.keep(&one, State::Passed);
            } else {
                chosen.push(one);
            }
        }
        chosen.reverse();
        chosen
    }

    /// Whether an article is still to be made.
    fn is_wanted(&self, one: &Candidate) -> bool {
        let Some(fate) = names(one).find_map(|name| self.articles.get(&name)) else { return true };
        let is_changed = one.content.is_some() && one.content != fate.content;
        match fate.state {
            State::Made | State::Passed => is_changed,
            State::Failed(times) => is_changed || times < TRIES,
        }
    }

    /// An article is an episode now.
    pub fn made(&mut self, one: &Candidate) {
        self.keep(one, State::Made);
    }

    /// Notes that an article failed, and says when it is tried again.
    pub fn failed(&mut self, one: &Candidate) -> Next {
        let before = names(one).find_map(|name| self.articles.get(&name));
        let times = before.filter(|fate| fate.content == one.content).map_or(0, |fate| match fate.state {
            State::Failed(times) => times,
            State::Made | State::Passed => 0,
        });
        self.keep(one, State::Failed(times + 1));
        if times + 1 < TRIES { Next::Again(times + 1) } else { Next::GivenUp }
    }

    fn keep(&mut self, one: &Candidate, state: State) {
        let fate = Fate { state, content: one.content.clone() };
        self.articles.extend(names(one).map(|name| (name, fate.clone())));
    }
}

/// What an article is known by, what counts most first.
fn names(one: &Candidate) -> impl Iterator<Item = String> + use<> {
    let origin = Some(&one.origin).filter(|origin| !origin.is_empty());
    let origin = origin.map(|origin| name("origin", origin));
    // Earlier versions knew it by nothing else.
    let place = Some(name("place", &one.place));
    let id = one.id.as_deref().map(|id| name("id", id));
    let content = one.content.as_deref().map(|content| name("content", content));
    [origin, place, id, content].into_iter().flatten()
}

fn name(kind: &str, text: &str) -> String {
    blake3::hash(format!("{kind} {text}").as_bytes()).to_hex()[..32].to_owned()
}

/// The numbers of what is in a list, the newest first. What has no date stands with what is listed before it; what is
/// equally new stays in order.
pub fn newest_first(dates: &[Option<Timestamp>]) -> Vec<usize> {
    let first = dates.iter().flatten().next().copied();
    let mut known = first;
    let dates: Vec<Option<Timestamp>> = dates
        .iter()
        .map(|date| {
            known = date.or(known);
            known
        })
        .collect();
    let mut numbers: Vec<usize> = (0..dates.len()).collect();
    numbers.sort_by(|a, b| dates[*b].cmp(&dates[*a]));
    numbers
}

/// What was seen of files: so that none is read while it is being written, nor read again without need.
#[derive(Debug, Default)]
pub struct Looks(BTreeMap<PathBuf, Seen>);

#[derive(Debug, Clone, PartialEq)]
struct Seen {
    bytes: u64,
    changed: Timestamp,
    content: Option<String>,
}

impl Looks {
    /// What is known of a file, if it is whole: it has not changed since the last look, or not for some time.
    pub fn look(&mut self, path: &Path, now: Timestamp) -> Option<Candidate> {
        let data = path.metadata().ok().filter(|data| data.is_file() && 0 < data.len())?;
        let (bytes, changed) = (data.len(), Timestamp::try_from(data.modified().ok()?).ok()?);
        let before = self.0.get(path).filter(|seen| (seen.bytes, seen.changed) == (bytes, changed));
        let is_calm = before.is_some() || CALM <= now.duration_since(changed);
        let content = match before.and_then(|seen| seen.content.clone()) {
            None if is_calm => content(path),
            known => known,
        };
        self.0.insert(path.to_owned(), Seen { bytes, changed, content: content.clone() });
        let place = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let place = place.to_string_lossy().into_owned();
        Some(Candidate { place, content: Some(content?), date: Some(changed), ..Candidate::default() })
    }
}

fn content(path: &Path) -> Option<String> {
    let mut digest = blake3::Hasher::new();
    digest.update_reader(files::open(path).ok()?).ok()?;
    Some(digest.finalize().to_hex().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_feed(place: &str, id: &str, date: i64) -> Candidate {
        let date = Timestamp::from_second(date).ok();
        Candidate { place: place.into(), id: Some(id.into()), date, ..Candidate::default() }
    }

    fn file(place: &str, content: &str) -> Candidate {
        Candidate { place: place.into(), content: Some(content.into()), ..Candidate::default() }
    }

    #[track_caller]
    fn check(followed: &mut Followed, there: &[Candidate], selection: Selection, expected: &[&str]) {
        let chosen = followed.choose(&["source"], there, selection, Timestamp::UNIX_EPOCH);
        let places: Vec<&str> = chosen.iter().map(|one| one.place.as_str()).collect();
        assert_eq!(places, expected);
        for one in &chosen {
            followed.made(one);
        }
    }

    #[test]
    fn nothing_is_made_twice() {
        let mut followed = Followed::default();
        let all = Selection::default();
        let (a, b) = (of_feed("a", "1", 1), of_feed("b", "2", 2));
        check(&mut followed, &[b.clone(), a.clone()], all, &["a", "b"]);
        check(&mut followed, &[b.clone(), a], all, &[]);
        // The same article at another address, another article of another name at the same one.
        check(&mut followed, &[of_feed("c", "2", 2), of_feed("b", "3", 3)], all, &[]);
        // Two names of one article in one feed.
        check(&mut followed, &[of_feed("d", "4", 4), of_feed("e", "4", 4)], all, &["d"]);
        check(&mut followed, &[file("f", "x"), file("g", "x")], all, &["f"]);
        check(&mut followed, &[file("h", "x"), file("f", "y")], all, &["f"]);
        check(&mut followed, &[file("f", "y")], all, &[]);
        let text = serde_json::to_string(&followed).unwrap();
        assert_eq!(serde_json::from_str::<Followed>(&text).unwrap(), followed);
    }

    #[test]
    fn one_feed_gives_its_title_and_several_give_none_but_a_common_one() {
        let mut followed = Followed::default();
        let follow = |followed: &mut Followed, source: &str, title: Option<&str>| {
            let source = [source, "the same in other words"].map(|words| format!("{source}: {words}"));
            let source = source.each_ref().map(String::as_str);
            followed.call(&source, title);
            followed.choose(&source, &[], Selection::default(), Timestamp::UNIX_EPOCH);
            followed.title().map(str::to_owned)
        };
        assert_eq!(followed.title(), None);
        assert_eq!(follow(&mut followed, "a", Some("Birds")).as_deref(), Some("Birds"));
        assert_eq!(follow(&mut followed, "a", None).as_deref(), Some("Birds"));
        assert_eq!(follow(&mut followed, "b", Some("Birds")).as_deref(), Some("Birds"));
        assert_eq!(follow(&mut followed, "a", Some("Trees")), None);
        assert_eq!(follow(&mut followed, "b", Some("Trees")).as_deref(), Some("Trees"));
        assert_eq!(follow(&mut followed, "inbox", None), None);
    }

    #[test]
    fn an_article_is_known_by_its_origin_and_by_its_place() {
        let mut followed = Followed::default();
        let all = Selection::default();
        let at = |origin: &str, place: &str| Candidate { origin: origin.into(), ..file(place, place) };
        // What an earlier version kept has no origins.
        check(&mut followed, &[at("", "/old/a.md")], all, &["/old/a.md"]);
        check(&mut followed, &[at("a.md", "/old/a.md")], all, &[]);
        followed.made(&at("a.md", "/old/a.md"));
        let moved = Candidate { content: Some("/old/a.md".into()), ..at("a.md", "/new/a.md") };
        check(&mut followed, &[moved], all, &[]);
        let limit = Selection { limit: Some(0), since: None };
        let new = [at("b.md", "/new/b.md")];
        assert_eq!(followed.choose(&["other", "source"], &new, limit, Timestamp::UNIX_EPOCH).len(), 1);
    }

    #[test]
    fn at_first_only_the_newest_are_wanted_and_later_all_that_are_new() {
        let mut followed = Followed::default();
        let selection = Selection { limit: Some(1), since: Timestamp::from_second(2).ok() };
        let [old, one, two, three, four] =
            [1, 2, 3, 4, 5].map(|n| of_feed(&n.to_string(), &n.to_string(), n));
        check(&mut followed, &[two.clone(), one.clone(), old.clone()], selection, &["3"]);
        check(&mut followed, &[four, three, two, one, old], selection, &["4", "5"]);
        check(&mut followed, &[of_feed("6", "6", 1)], selection, &[]);
        check(&mut followed, &[Candidate { place: "7".into(), ..Candidate::default() }], selection, &["7"]);
    }

    #[test]
    fn the_newest_come_first_in_whatever_order_a_feed_has_them() {
        let at = |second| Timestamp::from_second(second).ok();
        assert_eq!(newest_first(&[at(1), at(2), at(3)]), [2, 1, 0]);
        assert_eq!(newest_first(&[at(3), None, at(1), at(5)]), [3, 0, 1, 2]);
        assert_eq!(newest_first(&[None, at(1), None]), [0, 1, 2]);
        assert_eq!(newest_first(&[None, None]), [0, 1]);
        let mut followed = Followed::default();
        let selection = Selection { limit: Some(1), since: None };
        let [one, two, three] = [1, 2, 3].map(|n| of_feed(&n.to_string(), &n.to_string(), n));
        check(&mut followed, &[one.clone(), three.clone(), two.clone()], selection, &["3"]);
        check(&mut followed, &[one, three, two, of_feed("4", "4", 4)], selection, &["4"]);
    }

    #[test]
    fn what_fails_is_tried_again_and_given_up_in_the_end() {
        let mut followed = Followed::default();
        let one = file("a", "x");
        for times in 1..TRIES {
            assert!(followed.is_wanted(&one));
            assert_eq!(followed.failed(&one), Next::Again(times));
        }
        assert_eq!(followed.failed(&one), Next::GivenUp);
        assert!(!followed.is_wanted(&one));
        assert!(followed.is_wanted(&file("a", "y")));
        assert_eq!(followed.failed(&file("a", "y")), Next::Again(1));
    }

    #[test]
    fn a_file_is_whole_when_it_does_not_change_any_more() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.md");
        let mut looks = Looks::default();
        let now = || Timestamp::now();
        assert_eq!(looks.look(&path, now()), None);
        files::write(&path, b"").unwrap();
        assert_eq!(looks.look(&path, now()), None);
        files::write(&path, b"one").unwrap();
        assert_eq!(looks.look(&path, now()), None);
        files::write(&path, b"one two").unwrap();
        assert_eq!(looks.look(&path, now()), None);
        let whole = looks.look(&path, now()).unwrap();
        assert_eq!(whole.content.as_deref(), Some(blake3::hash(b"one two").to_hex().as_str()));
        assert_eq!(looks.look(&path, now()), Some(whole.clone()));
        assert_eq!(Looks::default().look(&path, now() + CALM), Some(whole));
    }
}
